"""Averages of two electrodes as polynomials in the occupations of their levels.

One field points along z, the other lies in a plane with it, which is no restriction. The average
over a product state is the sum over occupation numbers. A product of two spins joins at most two
orbitals of an electrode, which are the two taken here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from spinloom.derivations.engine.interpret import Sample

from .exact_operators_stored import Operator, gaussian, total_spins
from .exact_stored import ELECTRODES, exchange, frames, polynomials, shares
from .judge_network import PAULI
from .judge_stored import ORBITALS, RANGES, SPINS, dyadic

Array = NDArray[Any]
_average = np.vectorize(Operator.average, otypes=[object])


def _total(electrodes: tuple[str, ...]) -> Array:
    return np.asarray(np.sum([total_spins()[r] for r in electrodes], axis=0))


def _products(electrodes: tuple[str, ...]) -> Array:
    """Averages of products of the components of the total spin."""
    return np.asarray(_average(np.multiply.outer(_total(electrodes), _total(electrodes))))


def _separate(electrodes: tuple[str, ...]) -> Array:
    """Products of averages of the components of the total spin."""
    spin = _average(_total(electrodes))
    return np.asarray(np.multiply.outer(spin, spin))


@cache
def pairs() -> Sample:
    """(55)-(59), (61), (63): eight occupations and the angle between the fields."""
    arithmetic, *generators, unknown = polynomials()
    one = arithmetic.number(Fraction(1))
    filled = {"L": dict(enumerate(generators[:4])), "R": dict(enumerate(generators[4:8]))}
    spins = {r: _average(total_spins()[r]) for r in ELECTRODES}
    along = {r: frames()[r][:, 2] for r in ELECTRODES}
    magnitude = {
        (r, s): along[r] @ exchange()[r, r] @ along[r] * sp.QQ(-3, 2) if r == s else one
        for r, s in product(ELECTRODES, repeat=2)
    }
    mode_spin = {
        (r, k): (filled[r][2 * int(k)] - filled[r][2 * int(k) + 1]) * along[r] / 2
        for r, k in product(ELECTRODES, ORBITALS)
    }
    lengths = {r: along[r] @ spins[r] for r in ELECTRODES}
    by_vector = {id(spins[r]): lengths[r] for r in ELECTRODES}
    return Sample(arithmetic, {
        "mean_quadrupole": shares(_products), "direct": shares(_separate), "exchange": exchange(),
        "direction": along, "magnitude": magnitude, "mode_spin": mode_spin,
        "odot": dyadic, "same": lambda a, b: int(a == b), "unequal": lambda a, b: int(a != b),
        "pair_count": lambda a, b: 1 if a == b else 2, "mean_spin": spins,
        # spin up is lower: the spin points along the field
        "abs": lambda vector: by_vector[id(vector)], "q_dir": lambda r, s: lengths[r] * lengths[s],
        "spin_vector": {(r, a, b): frames()[r] @ _element(a, b, one)
                        for r, a, b in product(ELECTRODES, SPINS, SPINS)},
        **_occupations(filled, one, unknown),
    }, RANGES)  # fmt: skip


def _element(a: str, b: str, one: Any) -> Array:
    """The spin between two states along the field, in the electrode's frame."""
    entries = (matrix[SPINS[a], SPINS[b]] / 2 for matrix in PAULI)
    return np.array([one * gaussian(entry) for entry in entries], dtype=object)


def _occupations(filled: Mapping[str, Mapping[int, Any]], one: Any, unknown: Any) -> dict[str, Any]:
    """Fermi functions that know the levels of their own electrode, and an unknown elsewhere.

    Levels are odd numbers: none is another's double, half or negative.
    """
    places = {r: {one * (8 * m + 2 * n + 1): n for n in range(4)} for m, r in enumerate(ELECTRODES)}

    def occupied(r: str) -> Callable[[Any], Any]:
        return lambda level: filled[r][places[r][level]] if level in places[r] else unknown

    def empty(r: str) -> Callable[[Any], Any]:
        return lambda level: one - occupied(r)(level)

    levels = {r: tuple(known) for r, known in places.items()}
    return {
        "level": {(r, k, a): levels[r][2 * int(k) + SPINS[a]]
                  for r, k, a in product(ELECTRODES, ORBITALS, SPINS)},
        "fermi_plus": {r: occupied(r) for r in ELECTRODES},
        "fermi_minus": {r: empty(r) for r in ELECTRODES},
    }  # fmt: skip
