"""Averages of operators of two electrodes without rounding.

Operators of two electrodes are sums of products of one operator each, with matrices of quarters,
which double precision keeps, and coefficients that are polynomials in the occupations.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from spinloom.derivations.engine.interpret import Sample

from . import exact_stored
from .exact_orbital import fraction
from .exact_pure_field import Exact
from .judge_flows import symmetric_traceless
from .judge_network import PAULI
from .judge_stored import RANGES

Array = NDArray[Any]
_ARITHMETIC, *_GENERATORS = exact_stored.polynomials()
_ONE = _ARITHMETIC.number(Fraction(1))
_UNIT = np.eye(exact_stored.SPACE.dimension)
_SPINS = [exact_stored.SPACE.bilinear(np.kron(np.eye(2), matrix / 2)) for matrix in PAULI]


def gaussian(entry: complex) -> Any:
    """An entry of a product of operators of spins one half, as it is."""
    return sp.QQ_I(fraction(entry.real), fraction(entry.imag))


@cache
def _weights(electrode: int) -> tuple[Exact, ...]:
    """Probabilities of the states of an electrode."""
    occupations = _GENERATORS[4 * electrode : 4 * electrode + 4]
    found = []
    for n in range(len(_UNIT)):
        weight = _ONE
        for k, f in enumerate(occupations):
            weight = weight * (f if n >> k & 1 else 1 - f)
        found.append(weight)
    return tuple(found)


def _key(matrix: Array) -> bytes:
    """The entries; zeros have no sign."""
    return (matrix.astype(complex) + 0).tobytes()


@cache
def _average(electrode: int, key: bytes) -> Exact:
    """The average of an operator of one electrode."""
    diagonal = np.diag(np.frombuffer(key, dtype=complex).reshape(_UNIT.shape))
    total = 0 * _ONE
    for weight, entry in zip(_weights(electrode), diagonal.tolist(), strict=True):
        total = total + weight * gaussian(entry)
    return total


@dataclass(frozen=True, eq=False)
class Operator:
    """A sum of products: a coefficient, an operator on the left and one on the right."""

    terms: tuple[tuple[Exact, Array, Array], ...]

    def __add__(self, other: Any) -> Operator:
        if not isinstance(other, Operator):
            return NotImplemented
        return Operator((*self.terms, *other.terms))

    def __neg__(self) -> Operator:
        return Operator(tuple((-c, a, b) for c, a, b in self.terms))

    def __sub__(self, other: Any) -> Operator:
        return self + -other

    def __mul__(self, other: Any) -> Operator:
        if not isinstance(other, Operator):
            return NotImplemented
        return Operator(tuple(
            (c * d, a @ x, b @ y) for (c, a, b), (d, x, y) in product(self.terms, other.terms)
        ))  # fmt: skip

    def __truediv__(self, divisor: int) -> Operator:
        return Operator(tuple((c / divisor, a, b) for c, a, b in self.terms))

    def average(self) -> Exact:
        """The average in the product of the states of both electrodes."""
        total = 0 * _ONE
        for coefficient, left, right in self.collected().terms:
            total = total + coefficient * _average(0, _key(left)) * _average(1, _key(right))
        return total

    def mean(self) -> Operator:
        """The average as a multiple of the unit operator."""
        return scalar(self.average())

    def vanishes(self) -> bool:
        """Whether every matrix element of the sum is zero."""
        terms = self.collected().terms
        if len(terms) < 2:
            return all(not a.any() or not b.any() for _, a, b in terms)
        found: dict[tuple[int, ...], Any] = {}
        for coefficient, a, b in terms:
            for left, right in product(np.argwhere(a), np.argwhere(b)):
                place = (*left.tolist(), *right.tolist())
                entry = coefficient * gaussian(a[tuple(left)] * b[tuple(right)])
                found[place] = found.get(place, 0 * _ONE) + entry
        return not any(_ARITHMETIC.size(entry) for entry in found.values())

    def collected(self) -> Operator:
        """The same operator, with one term for each pair of matrices."""
        found: dict[tuple[bytes, bytes], tuple[Exact, Array, Array]] = {}
        for coefficient, a, b in self.terms:
            key = _key(a), _key(b)
            before = found.get(key, (0 * _ONE, a, b))[0]
            found[key] = before + coefficient, a, b
        return Operator(tuple(term for term in found.values() if _ARITHMETIC.size(term[0])))


def scalar(value: Exact) -> Operator:
    """A multiple of the unit operator."""
    return Operator(((value, _UNIT, _UNIT),))


def _size(value: Any) -> int:
    entries = np.ravel(np.asarray(value, dtype=object))
    return int(any(not entry.vanishes() for entry in entries))


def _odot(a: Array, b: Array) -> Array:
    return np.asarray(symmetric_traceless(np.multiply.outer(a, b)))


@cache
def total_spins() -> dict[str, Array]:
    """The components of the total spins of both electrodes."""
    return {
        "L": _vector(Operator(((_ONE, spin, _UNIT),)) for spin in _SPINS),
        "R": _vector(
            Operator(tuple((x, _UNIT, s) for x, s in zip(row, _SPINS, strict=True)))
            for row in exact_stored.frames()["R"]
        ),
    }


def _vector(components: Iterable[Operator]) -> Array:
    return np.array(list(components), dtype=object)


@cache
def means() -> Sample:
    """(60): the exchange contractions beside averages of products of total spins."""
    every = np.vectorize(Operator.mean, otypes=[object])
    exchange = {
        key: np.vectorize(scalar, otypes=[object])(tensor)
        for key, tensor in exact_stored.exchange().items()
    }
    values = {
        "mean": every, "odot": _odot, "exchange": exchange,
        "spin": total_spins(),
        "same": lambda a, b: scalar(_ONE * int(a == b)),
        "pair_count": lambda a, b: scalar(_ONE * (1 if a == b else 2)),
    }  # fmt: skip
    arithmetic = replace(
        _ARITHMETIC, size=_size, number=lambda number: scalar(_ARITHMETIC.number(number))
    )
    return Sample(arithmetic, values, RANGES)
