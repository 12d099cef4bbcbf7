"""One orbital with two spins: averages of its spin as polynomials in both occupations.

The occupations are elements of any ring, which `one` is the unit of. Of products of components
the real parts are taken: the imaginary, antisymmetric part has no place in a moment.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from spinloom.derivations.engine.judges.fock import FockSpace

from .judge_network import PAULI

Array = NDArray[Any]
_SPACE = FockSpace(2)
_SPINS = [matrix / 2 for matrix in PAULI]


def fraction(entry: float) -> Any:
    """A number of double precision as it is."""
    return sp.QQ(*float(entry).as_integer_ratio())


def averages(up: Any, down: Any, one: Any) -> tuple[Array, Array]:
    """The spin, and products of its components, over the four states of the orbital."""
    spins = [_SPACE.bilinear(matrix) for matrix in _SPINS]
    weights = [
        (up if n & 1 else one - up) * (down if n >> 1 & 1 else one - down)
        for n in range(_SPACE.dimension)
    ]

    def mean(operator: Array) -> Any:
        total = 0 * one
        for weight, entry in zip(weights, np.diag(operator).real, strict=True):
            total = total + weight * fraction(entry)
        return total

    first = np.array([mean(a) for a in spins], dtype=object)
    return first, np.array([[mean(a @ b) for b in spins] for a in spins], dtype=object)


def correlated(up: Any, down: Any, one: Any) -> Array:
    """Averages of products beyond the products of averages."""
    first, second = averages(up, down, one)
    return np.asarray(second - np.multiply.outer(first, first))


def single(up: Any, down: Any, one: Any) -> Array:
    """What products of components count of every electron by itself."""
    occupied = (up, down)

    def counted(a: Array, b: Array) -> Any:
        total = 0 * one
        for f, entry in zip(occupied, np.diag(a @ b).real, strict=True):
            total = total + f * fraction(entry)
        return total

    return np.array([[counted(a, b) for b in _SPINS] for a in _SPINS], dtype=object)


def exchanged(up: Any, down: Any, one: Any) -> Array:
    """What pairs of electrons count that exchange their spins, by Wick's theorem."""
    occupied = (up, down)

    def counted(a: Array, b: Array) -> Any:
        total = 0 * one
        for m, n in product(range(2), repeat=2):
            total = total - occupied[m] * occupied[n] * fraction((a[m, n] * b[n, m]).real)
        return total

    return np.array([[counted(a, b) for b in _SPINS] for a in _SPINS], dtype=object)
