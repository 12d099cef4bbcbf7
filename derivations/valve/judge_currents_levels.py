"""Levels, projectors and the broadened kernel of the finite valve beside its exact currents."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from spinloom.derivations.engine.interpret import Ring, Sample, remembered

from . import judge_currents as judge
from .judge_network import ELECTRODES, ORBITALS, PAULI

Array = NDArray[Any]
LABELS = tuple(f"{k} {spin}" for k, spin in product(range(ORBITALS), ("up", "down")))
SPINS = np.array(PAULI) / 2


def spin_dyad(first: Array, second: Array, third: Array) -> Array:
    """tr(P s_i P' s_j P'') over all i and j, symmetric and traceless."""
    dyadic = np.einsum("ab,ibc,cd,jde,ea->ij", first, SPINS, second, SPINS, third)
    symmetric = (dyadic + dyadic.T) / 2
    return np.asarray(symmetric - np.eye(3) * np.trace(symmetric) / 3)


@remembered
def draw(rng: random.Random, ring: Ring) -> Sample:
    """A random valve with a broadened kernel."""
    valve = judge.random_valve(rng.getrandbits(32), False)
    found = judge.exact(valve)
    tables: dict[str, dict[tuple[str, str], Any]] = {"energy": {}, "filled": {}, "projector": {}}
    for r, (place, label) in product(ELECTRODES, enumerate(LABELS)):
        electrode, spin = valve.electrodes[r], place % 2
        level = electrode.levels[place // 2, spin]
        state = electrode.spinors[:, spin]
        tables["energy"][r, label] = float(valve.grid[level])
        tables["filled"][r, label] = float(valve.occupation(r)[level])
        tables["projector"][r, label] = np.outer(state, state.conj())
    values: dict[str, Any] = {
        **tables, "t": valve.amplitude, "above": lambda x: complex(valve.kernel(x)),
        "dirac": valve.dirac, "pi": np.pi,
        "overlap": lambda first, second: float(np.trace(first @ second).real),
        "s": dict(zip("xyz", SPINS, strict=True)), "trace": np.trace, "spin_dyad": spin_dyad,
        "same_orbital": lambda a, c: float(a[0] == c[0]),
        "charge_current": found.charge,
        "spin_current_component": {("L", x): found.spin_current["L"][k]
                                   for k, x in enumerate("xyz")},
        "exchange_current": {"LL": found.exchange("L")},
    }  # fmt: skip
    ranges = {"axis": ("x", "y", "z"), "left level": LABELS, "right level": LABELS}
    own = replace(ring, functions={**ring.functions, "Im": np.imag})
    return Sample(own, values, ranges)
