"""Superoperators of App. E without rounding: (E3), (E10) and what the free Liouvillian does.

Matrices of integers on the Liouville space of three modes. A statement on one mode or on two sees
of all others nothing but their parity, and one spectator has both; what is linear in the energies
is put to the energy of each mode in turn, side by side. So it holds for any number of modes.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
from scipy import sparse

from spinloom.derivations.engine.interpret import DOUBLE, Sample
from spinloom.derivations.engine.judges.liouville import LiouvilleSpace

from . import exact_flows
from .judge_superoperators import SIGN

SPACE = LiouvilleSpace(3)
MODES = ("1", "2", "3")
RANGES = {"charge": tuple(SIGN), "conjugation": tuple(SIGN), "mode": MODES}
INTEGERS = replace(DOUBLE, name="integers", size=exact_flows.size)
UNIT = sparse.eye_array(4**3, format="csr")


@cache
def field(chi: str, eta: str, mode: str) -> Any:
    """A field superoperator, its entries 0, 1 and -1."""
    return sparse.csr_array(SPACE.field(SIGN[chi], SIGN[eta], MODES.index(mode)))


def conjugate(chi: str, eta: str, mode: str) -> tuple[str, str, str]:
    """The conjugate multi-index."""
    opposite = {"+": "-", "-": "+"}
    return opposite[chi], opposite[eta], mode


# --- The free Liouvillian, for a unit of energy in each mode ------------------------------------


def _in_each_case(superoperator: Any) -> Any:
    return sparse.kron(sparse.eye_array(len(MODES)), superoperator, "csr")


def _energy(mode: str) -> Any:
    """The energy of a mode in all cases: one in its own, zero in the others."""
    cases = np.array([float(mode == other) for other in MODES])
    return sparse.kron(sparse.diags_array(cases), UNIT, "csr")


def _liouvillian(mode: int) -> Any:
    energies = np.diag([float(mode == other) for other in range(len(MODES))])
    return sparse.csr_array(SPACE.commutator(SPACE.fock.bilinear(energies)))


@cache
def free() -> Sample:
    """(E3) and the commutation of L_0 with a field, for the energy of each mode."""
    energies = {mode: _energy(mode) for mode in MODES}
    values = {
        "J": cache(lambda *labels: _in_each_case(field(*labels))),
        "J_bar": cache(lambda *labels: _in_each_case(field(*conjugate(*labels)))),
        "chi": SIGN,
        "eta": SIGN,
        "energy": energies,
        "kronecker": lambda a, b: int(a == b),
        "L_0": sparse.block_diag([_liouvillian(mode) for mode in range(3)], format="csr"),
        "one": _in_each_case(UNIT),
        "x": lambda eta, mode: SIGN[eta] * energies[mode],
    }
    return Sample(INTEGERS, values, RANGES)


# --- Anticommutators ------------------------------------------------------------------------------


@cache
def pairs() -> Sample:
    """(E10) for all pairs of fields; Kronecker symbols multiply the unit superoperator."""
    values = {
        "J": field,
        "chi": SIGN,
        "eta": SIGN,
        "delta": lambda a, b: int(a == b) * UNIT,
        "delta_opposite": lambda a, b: int(SIGN[a] == -SIGN[b]) * UNIT,
        "delta_conjugate": lambda *labels: int(labels[:3] == conjugate(*labels[3:])) * UNIT,
    }
    return Sample(INTEGERS, values, RANGES)
