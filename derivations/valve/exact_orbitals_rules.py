"""Sums over orbitals without rounding: (E22) and (E43) for one orbital, and so for any number.

Both sides add up over orbitals. The two energies of the orbital are names, every function of
them takes generic values; the axis is generic: spin states (1, z) and (-z*, 1), whose squared
length is not one but a common factor of both sides.
"""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Sample

from .exact_numbers_tensors import Array, Exact
from .exact_rules import (
    CHARGE_SPIN,
    HALF,
    MOMENTS,
    ONE,
    POLYNOMIALS,
    VECTOR,
    ZERO,
    adjoint,
    conjugate,
    four_vector,
    generic,
)
from .judge_fields_rules import LABELS, SPIN
from .judge_traces_rules import AXES

(_Z,) = generic("t", 1)
KETS = {
    "up": np.array([[ONE], [_Z]], dtype=object),
    "down": np.array([[-conjugate(_Z)], [ONE]], dtype=object),
}
BRAS = {spin: adjoint(ket) for spin, ket in KETS.items()}
LENGTH = ONE + _Z * conjugate(_Z)
"""Squared length of the states."""
VECTORS = {spin: four_vector(KETS[spin] @ BRAS[spin]) for spin in SPIN}
#: Of spin up and spin down: one energy each, with the name of its spin.
ENERGIES = tuple(SPIN)
RANGES = {**LABELS, "orbital": ("0",), "axis": VECTOR, "component": AXES}


def _both(sign: Any, value: Array) -> Array:
    """The superscript + and the superscript -, side by side."""
    if not np.array_equal(sign, BOTH):
        raise ValueError("a conjugation index is +1 or -1")
    return np.stack([value, conjugate(value)])


BOTH = np.array([1, -1])


@cache
def one_contraction() -> Sample:
    """(E22): one orbital, its density of states at both energies and the four-vector there."""
    values_of_g = dict(zip(ENERGIES, generic("b", 2), strict=True))

    def contracted(r: str, a: str, b: str) -> Exact:
        return LENGTH * LENGTH * values_of_g[a] if a == b else ZERO

    values = {
        "contracted": contracted,
        "g": values_of_g.__getitem__,
        "nu_bar": {r: (lambda _: HALF) for r in "LR"},
        "n_tilde": {
            (r, rho): (lambda spin, rho=rho: 2 * VECTORS[spin][rho])
            for r, rho in product("LR", AXES)
        },
        "turned": BOTH,
        "raised": _both,
        "r_check": CHARGE_SPIN,
        "bra": lambda r, spin: BRAS[spin],
        "ket": lambda r, spin: KETS[spin],
    }
    return Sample(
        POLYNOMIALS, values, RANGES, integrate=lambda _, body: sum(map(body, ENERGIES), ZERO)
    )


@cache
def two_contractions() -> Sample:
    """(E43): one orbital whose spins have different energies, both lines at the spin vertex."""
    pairs = tuple(product(ENERGIES, repeat=2))
    values_of_g = dict(zip(pairs, generic("b", 4), strict=True))

    def pair_sum(j: str, a: str, b: str) -> Any:
        (element,) = np.ravel(BRAS[a] @ MOMENTS[j] @ KETS[b])
        return LENGTH * LENGTH * values_of_g[a, b] * element

    values = {
        "pair_sum": pair_sum,
        "g": lambda *energies: values_of_g[energies],
        "spin_vector": {j: MOMENTS[j] for j in VECTOR},
        "r_check": CHARGE_SPIN,
        "A_matrix": {
            (mu, nu): (lambda a, b, mu=mu, nu=nu: HALF * VECTORS[a][mu] * VECTORS[b][nu])
            for mu, nu in product(AXES, repeat=2)
        },
        "bra": lambda r, spin: BRAS[spin],
        "ket": lambda r, spin: KETS[spin],
    }
    return Sample(
        POLYNOMIALS, values, RANGES,
        integrate=lambda _, body: sum((body(*pair) for pair in pairs), ZERO),
    )  # fmt: skip
