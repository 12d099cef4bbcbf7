"""Linear response of a finite valve, on which the rows of the currents stand, against QuTiP."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from spinloom.derivations.valve import judge_currents

from .oracles import valve_qutip
from .rows import Row, compare

#: Small, because the next order in the amplitude is the difference.
_AMPLITUDE, _TOLERANCE = 1e-3, 1e-4


def checks() -> Iterator[Row]:
    """Charge, spin and quadrupole current of the left electrode, 256 states."""
    valve = replace(judge_currents.random_valve(7, False), amplitude=_AMPLITUDE)
    electrodes = {
        r: valve_qutip.Electrode(
            [(float(valve.grid[up]), float(valve.grid[down])) for up, down in electrode.levels],
            tuple(electrode.direction.tolist()),
            electrode.chemical_potential,
            electrode.temperature,
        )
        for r, electrode in valve.electrodes.items()
    }
    found = judge_currents.exact(valve)
    evolved = valve_qutip.currents(electrodes, _AMPLITUDE, valve.eta)
    values: dict[str, Any] = {
        "charge": [found.charge["L"]],
        "spin": found.spin_current["L"],
        "quadrupole": found.quadrupole["LL"],
    }
    for name, value in values.items():
        reference = [evolved[name]] if name == "charge" else evolved[name]
        yield compare(
            f"valve.linear_response.{name}", "numpy", "QuTiP, tunnelling switched on slowly",
            1, [(value, reference)], _TOLERANCE,
        )  # fmt: skip
