r"""Pauli matrices without coordinates: products, traces, singlet and triplet.

Write matrices with `pauli` and `unit`, multiply with ``@``, scale with scalars; every product
stays in the normal form a_0 + a.tau. `trace` takes matrices and bare slots (a slot x is the matrix
x.tau, or tau_i for a free index i) and returns a `Tensor` (see `invariants`).

The trace behind a spin-spin response, with Green's functions singlet + triplet (that.tau):

>>> i, j, that = index("i"), index("j"), unit_vector("t")
>>> def green(name):
...     return unit * scalar(f"{name}_s") + pauli(that) * scalar(f"{name}_t")
>>> bubble = trace(i, green("G"), j, green("F")) / 2
>>> print(bubble.coefficient(delta(i, j)))
F_s*G_s - F_t*G_t
>>> print(bubble.coefficient(epsilon(i, j, that)))
-i*F_s*G_t + i*F_t*G_s
>>> print(bubble.coefficient(delta(i, that) * delta(j, that)))
2*F_t*G_t

Traces with a different spin axis per electrode, and products of four free indices:

>>> left, right = unit_vector("m"), unit_vector("n")
>>> print(trace(unit + pauli(left), i, unit + pauli(right), i) / 2)
3 - dot(m,n)
>>> print(trace(i, j, left, right))
2*delta(i,j)*dot(m,n) - 2*m[i]*n[j] + 2*n[i]*m[j]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
import sympy
from numpy.typing import ArrayLike, NDArray

from .components import equal, evaluate
from .gaussian import Gaussian, I, Number, gaussian
from .invariants import (
    AXIS,
    INDEX,
    Monomial,
    Slot,
    Tensor,
    X,
    Y,
    Z,
    as_tensor,
    delta,
    epsilon,
    index,
    product_of_brackets,
    scalar,
    unit_vector,
    vector,
)
from .pairings import Pairing, pairings

__all__ = [
    "I",
    "Projection",
    "Slot",
    "SpinMatrix",
    "Tensor",
    "X",
    "Y",
    "Z",
    "as_tensor",
    "delta",
    "epsilon",
    "equal",
    "evaluate",
    "index",
    "pauli",
    "rotation",
    "scalar",
    "singlet_triplet",
    "spin_blocks",
    "trace",
    "unit",
    "unit_vector",
    "vector",
]

_LEG, _LEFT, _RIGHT = (Slot(INDEX, name) for name in ("*", "*left", "*right"))


@dataclass(frozen=True)
class SpinMatrix:
    """The 2x2 matrix ``scalar + legged.tau``; ``legged`` holds the leg of tau as a free index."""

    scalar: Tensor
    legged: Tensor

    def vector(self, leg: Slot) -> Tensor:
        """The vector part with its index named, or contracted with a vector."""
        return self.legged.relabel({_LEG: leg})

    def __add__(self, other: SpinMatrix) -> SpinMatrix:
        return SpinMatrix(self.scalar + other.scalar, self.legged + other.legged)

    def __neg__(self) -> SpinMatrix:
        return SpinMatrix(-self.scalar, -self.legged)

    def __sub__(self, other: SpinMatrix) -> SpinMatrix:
        return self + (-other)

    def __mul__(self, factor: Tensor | Number) -> SpinMatrix:
        return SpinMatrix(self.scalar * factor, self.legged * factor)

    __rmul__ = __mul__

    def __truediv__(self, number: Number) -> SpinMatrix:
        return SpinMatrix(self.scalar / number, self.legged / number)

    def __matmul__(self, other: SpinMatrix) -> SpinMatrix:
        left, right = self.vector(_LEFT), other.vector(_RIGHT)
        cross = epsilon(_LEFT, _RIGHT, _LEG) * left * right
        return SpinMatrix(
            self.scalar * other.scalar + self.legged * other.legged,
            self.scalar * other.legged + self.legged * other.scalar + cross * I,
        )

    def trace(self) -> Tensor:
        """Sum of the two diagonal elements."""
        return self.scalar * 2

    def triplet(self, axis: Slot) -> Tensor:
        """Coefficient of axis.tau; the singlet part is `scalar`."""
        return self.vector(axis)

    def transverse(self, axis: Slot) -> SpinMatrix:
        """What is left without the singlet part and the part along a unit vector."""
        return SpinMatrix(as_tensor(0), self.legged - self.triplet(axis) * delta(axis, _LEG))

    def equals(self, other: SpinMatrix, modulo: Sequence[Tensor] = ()) -> bool:
        """Decide equality by components; see `components.equal`."""
        return equal(self.scalar, other.scalar, modulo) and equal(self.legged, other.legged, modulo)

    def __str__(self) -> str:
        k = index("k")
        return f"({self.scalar}) + ({self.vector(k)})*tau[{k.name}]"


unit = SpinMatrix(as_tensor(1), as_tensor(0))


def pauli(slot: Slot) -> SpinMatrix:
    """tau_i for a free index, a.tau for a vector or an axis."""
    return SpinMatrix(as_tensor(0), delta(slot, _LEG))


def rotation(axis: Slot, cosine: Tensor, sine: Tensor) -> SpinMatrix:
    """exp(-i angle axis.tau/2), given the cosine and sine of half the angle; its inverse has -sine.

    Euler angles are products of these about the axes `Z`, `Y`, `Z`.
    """
    return unit * cosine - pauli(axis) * (sine * I)


def trace(*factors: Slot | SpinMatrix) -> Tensor:
    """Trace of a product of matrices; a slot stands for its Pauli matrix.

    A string of slots alone is expanded like a Pfaffian: an even string gives all pairings into
    deltas, an odd one all ways to take out one epsilon and pair the rest.
    """
    slots = [factor for factor in factors if isinstance(factor, Slot)]
    if len(slots) == len(factors):
        return _string_trace(tuple(slots))
    matrices = [pauli(f) if isinstance(f, Slot) else f for f in factors]
    product = unit
    for matrix in matrices:
        product = product @ matrix
    return product.trace()


_TWO = {1: gaussian(2), -1: gaussian(-2)}
_TWO_I = {1: 2 * I, -1: -2 * I}


def _string_trace(slots: tuple[Slot, ...]) -> Tensor:
    """tr(x1.tau x2.tau ...) from the pairing pattern of its length."""
    count = len(slots)
    distinct = len(set(slots)) == count and sum(slot.kind == AXIS for slot in slots) < 2
    pairs = {(p, q): ("delta", *sorted((slots[p], slots[q]))) for p, q in _pairs(count)}
    if count % 2 == 0 and distinct:  # nothing to contract or collect: write the terms at once
        terms: dict[Monomial, Gaussian] = {}
        for sign, pattern in _pairings(tuple(range(count))):
            terms[tuple(sorted([pairs[pair] for pair in pattern]))] = _TWO[sign]
        return Tensor(terms)
    if count % 2 == 0:
        return product_of_brackets(
            (_TWO[sign], tuple(pairs[pair] for pair in pattern))
            for sign, pattern in _pairings(tuple(range(count)))
        )
    return product_of_brackets(
        (
            _TWO_I[sign * (-1) ** (sum(triple) + 1)],
            (("epsilon", *(slots[p] for p in triple)), *(pairs[pair] for pair in pattern)),
        )
        for triple in combinations(range(count), 3)
        for sign, pattern in _pairings(tuple(p for p in range(count) if p not in triple))
    )


def _pairs(count: int) -> list[tuple[int, int]]:
    return list(combinations(range(count), 2))


@cache
def _pairings(places: tuple[int, ...]) -> tuple[Pairing, ...]:
    return pairings(places)


Direction = Sequence[Any] | NDArray[Any]


class Projection(NamedTuple):
    """Blocks of ``kron(singlet, 1) + kron(triplet, that.tau) + remainder``."""

    singlet: NDArray[Any]
    triplet: NDArray[Any]
    remainder: NDArray[Any]


def singlet_triplet(matrix: ArrayLike, direction: Direction) -> Projection:
    """Project a 2n x 2n matrix about a unit vector.

    Parameters
    ----------
    matrix
        Shape (2n, 2n), row 2*site + spin: numbers, or an object array of exact entries (SymPy
        expressions, elements of a polynomial ring).
    direction
        The three components of the unit vector that.

    Returns
    -------
    Projection
        ``singlet`` and ``triplet`` of shape (n, n); ``remainder`` of shape (2n, 2n) vanishes if
        the matrix depends on spin through that.tau alone. Nothing is simplified.
    """
    array = np.asarray(matrix)
    sites = array.shape[0] // 2
    if array.shape != (2 * sites, 2 * sites):
        raise ValueError(f"matrix of shape {array.shape}; must be (2n, 2n)")
    blocks = array.reshape(sites, 2, sites, 2)
    along = _along(direction, array.dtype.kind)
    singlet = (blocks[:, 0, :, 0] + blocks[:, 1, :, 1]) / 2
    triplet = sum(blocks[:, s, :, r] * along[r, s] for s in (0, 1) for r in (0, 1)) / 2
    return Projection(singlet, triplet, array - spin_blocks(singlet, triplet, direction))


def spin_blocks(singlet: ArrayLike, triplet: ArrayLike, direction: Direction) -> NDArray[Any]:
    """kron(singlet, 1) + kron(triplet, that.tau), the inverse of `singlet_triplet`."""
    even, odd = np.asarray(singlet), np.asarray(triplet)
    along = _along(direction, odd.dtype.kind)
    return np.asarray(np.kron(even, np.eye(2, dtype=int)) + np.kron(odd, along))


def _along(direction: Direction, kind: str) -> NDArray[Any]:
    """that.tau, with a float imaginary unit for numbers and an exact one for objects."""
    x, y, z = direction
    imaginary = sympy.I if kind == "O" else 1j
    return np.array([[z, x - imaginary * y], [x + imaginary * y, -z]])
