"""Orbitals of a few kinds, any number of each: the ground state, and a thermal state beside it.

A state without correlations between orbitals: the average of a product of two total spins adds
up from pairs of orbitals and from single ones. Numbers and occupations are free symbols.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from spinloom.derivations.engine.interpret import Sample
from spinloom.derivations.engine.judges.fock import FockSpace

from .exact_pure_field import Exact, rational
from .judge_flows import symmetric_traceless
from .judge_holes import RANGES
from .judge_network import PAULI

Array = NDArray[Any]
#: How many orbitals there are, and the occupations of spin up and of spin down.
Kind = tuple[Exact, Any, Any]
_ARITHMETIC, _GENERATORS = rational("half full empty first second a b c d")
_ONE, _ZERO = _ARITHMETIC.number(Fraction(1)), _ARITHMETIC.number(Fraction(0))
_SPACE = FockSpace(2)


def _orbital(up: Any, down: Any) -> tuple[Array, Array]:
    """The average spin of an orbital, and the averages of products of its components."""
    spins = [_SPACE.bilinear(matrix / 2) for matrix in PAULI]
    weights = [
        (up if n & 1 else 1 - up) * (down if n >> 1 & 1 else 1 - down)
        for n in range(_SPACE.dimension)
    ]

    def mean(operator: Array) -> Any:
        # entries are quarters; the moment does not know the imaginary, antisymmetric part
        entries = (round(4 * entry) for entry in np.diag(operator).real)
        return (
            sum(w * n for w, n in zip(weights, entries, strict=True))
            * _ARITHMETIC.number(Fraction(1))
            / 4
        )

    first = np.array([mean(x) for x in spins], dtype=object)
    return first, np.array([[mean(x @ y) for y in spins] for x in spins], dtype=object)


def _averages(kinds: Sequence[Kind]) -> tuple[Array, Array]:
    """The average of the total spin, and of products of its components."""
    parts = [(count, *_orbital(up, down)) for count, up, down in kinds]
    total = sum(count * spin for count, spin, _ in parts)
    alone = sum(count * (second - np.multiply.outer(spin, spin)) for count, spin, second in parts)
    return np.asarray(total), np.asarray(np.multiply.outer(total, total) + alone)


@cache
def ground() -> Sample:
    """The caption of Fig. 6, footnote 31 and the sentence below (69); the field points along z."""
    half, full, empty, first, second, a, b, c, d = _GENERATORS
    spin, products = _averages([(half, 1, 0), (full, 1, 1), (empty, 0, 0)])
    hot_spin, hot_products = _averages([(first, a, b), (second, c, d)])
    cold, hot = (np.asarray(symmetric_traceless(x)) for x in (products, hot_products))
    exchange = cold - symmetric_traceless(np.multiply.outer(spin, spin))
    axes = {
        name: np.array([_ONE if n == m else _ZERO for m in range(3)])
        for n, name in enumerate("xyz")
    }
    values = {
        "stored": {"T>0": hot[2, 2], "T=0": cold[2, 2]},
        "stored_spin": {"T>0": hot_spin[2], "T=0": spin[2]},
        "exchange_tensor": exchange, "exchange_zz": exchange[2, 2],
        "q_ground": -3 * exchange[2, 2] / 2, "polarized": half, "ground_spin": spin[2],
        "transverse": products[0, 0] + products[1, 1],
        "axis_outer": {name: np.multiply.outer(e, e) for name, e in axes.items()},
    }  # fmt: skip
    return Sample(_ARITHMETIC, values, RANGES)
