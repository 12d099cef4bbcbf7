"""A finite valve of 256 states: sums over its levels, exact linear response, QuTiP."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from spinloom.derivations.valve import judge_currents
from spinloom.derivations.valve.judge_currents import Valve
from spinloom.valve import quadrupole_current

from .oracles import valve_qutip
from .rows import Row, compare
from .valve_rows import Named, named_rows

#: Small, because the next order in the amplitude is the difference.
_AMPLITUDE, _TOLERANCE = 1e-3, 1e-4
SEEDS = (3, 7, 11)


def checks() -> Iterator[Row]:
    """The public tensors against exact linear response, and that against QuTiP."""
    valves = [judge_currents.random_valve(seed, False) for seed in SEEDS]
    triples = [(summed(valve), exact(valve), 0.0) for valve in valves]
    yield from named_rows("finite", "numpy", "exact Fock space, 256 states", 1e-12, triples)
    yield from switched_on()


def switched_on() -> Iterator[Row]:
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
    values = exact(valve)
    evolved = valve_qutip.currents(electrodes, _AMPLITUDE, valve.eta)
    for name in ("charge", "spin", "quadrupole"):
        pair = (np.ravel(values[name]), np.ravel(evolved[name]))
        yield compare(
            f"valve.linear_response.{name}", "numpy", "QuTiP, tunnelling switched on slowly",
            1, [pair], _TOLERANCE,
        )  # fmt: skip


def exact(valve: Valve) -> Named:
    """Currents into the left electrode: commutators averaged to second order in tunnelling."""
    found = judge_currents.exact(valve)
    return {
        "charge": found.charge["L"], "spin": found.spin_current["L"],
        "quadrupole": found.quadrupole["LL"], "direct": found.direct("L"),
        "exchange": found.exchange("L"),
    }  # fmt: skip


def summed(valve: Valve) -> Named:
    """The same currents from the coefficients and the public tensors."""
    found = coefficients(valve)
    left, right = (valve.electrodes[r].direction for r in "LR")
    axes = (left, right, np.cross(left, right))
    tensors = quadrupole_current(left, right, found, _spin(valve))
    return {
        "charge": found["I_N0"] + found["I_NF"] * (left @ right),
        "spin": sum(found[f"{x}_S"] * axis for x, axis in zip("EAT", axes, strict=True)),
        "quadrupole": tensors.total, "direct": tensors.direct, "exchange": tensors.exchange,
    }  # fmt: skip


def coefficients(valve: Valve) -> dict[str, float]:
    """(93)-(102) with sums over levels instead of integrals, and the broadened kernel.

    Half a sum over spins s stands for an integral over the mean density of states, and a factor s
    for its polarisation.
    """
    energy_L, sign_L, filled_L, other = _levels(valve, "L")
    energy_R, sign_R, filled_R, _ = _levels(valve, "R")
    across = energy_L[:, None] - energy_R
    bias = filled_R - filled_L[:, None]
    hole = (filled_L - other) / 4
    hops = 2 * np.pi * valve.amplitude**2 * bias
    sharp, principal = hops * valve.dirac(across), hops * valve.principal(across) / np.pi

    def total(table: Any, left: Any, right: Any) -> float:
        return float(left @ table @ right)

    mean_L, mean_R = np.full(4, 0.5), np.full(4, 0.5)
    half_L, half_R = sign_L / 2, sign_R / 2
    return {
        "I_N0": 2 * total(sharp, mean_L, mean_R), "I_NF": 2 * total(sharp, half_L, half_R),
        "E_S": total(sharp, half_L, mean_R), "A_S": total(sharp, mean_L, half_R),
        "T_S": total(principal, half_L, half_R), "E_ex": 2 * total(sharp, hole, mean_R),
        "A_ex": 2 * total(sharp, sign_L * hole, half_R),
        "T_ex": 2 * total(principal, hole, half_R),
    }  # fmt: skip


def _levels(valve: Valve, r: str) -> tuple[Any, ...]:
    """Energies, spins and occupations of all levels, and occupations of their other spins."""
    levels, occupation = valve.electrodes[r].levels, valve.occupation(r)
    signs = np.tile([1.0, -1.0], len(levels))
    return (
        valve.grid[levels].ravel(), signs, occupation[levels].ravel(),
        occupation[levels[:, ::-1]].ravel(),
    )  # fmt: skip


def _spin(valve: Valve) -> float:
    _, signs, filled, _ = _levels(valve, "L")
    return float(signs @ filled) / 2
