"""Polynomials in names, for sums of many terms; the inverse of a polynomial is a name of its own.

Names and inverses commute, nothing else is known of them: what vanishes here, vanishes. Names are
real. Coefficients are integers, fractions, or arrays of Gaussian integers, one for each case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Ring

from .exact_numbers_tensors import Array

#: A product of names, in their order.
Monomial = tuple[str, ...]


@dataclass(frozen=True)
class Named:
    """A polynomial in names."""

    terms: Mapping[Monomial, Any]

    def __bool__(self) -> bool:
        return any(np.any(c != 0) for c in self.terms.values())

    def __add__(self, other: Any) -> Any:
        if isinstance(other, np.ndarray):
            return NotImplemented
        return total((self, _named(other)))

    def __neg__(self) -> Named:
        return Named({m: -c for m, c in self.terms.items()})

    def __sub__(self, other: Any) -> Any:
        return self + -other

    def __mul__(self, other: Any) -> Any:
        if isinstance(other, np.ndarray):
            return NotImplemented
        if isinstance(other, int):
            return Named({m: c * other for m, c in self.terms.items()})
        found: dict[Monomial, Any] = {}
        for m, c in self.terms.items():
            for n, d in _named(other).terms.items():
                key = tuple(sorted(m + n))
                found[key] = found[key] + c * d if key in found else c * d
        return Named(found)

    __radd__, __rmul__ = __add__, __mul__

    def __rsub__(self, other: Any) -> Any:
        return -self + other

    def __truediv__(self, other: Any) -> Any:
        if isinstance(other, np.ndarray):
            return NotImplemented
        return self * _named(other).inverse()

    def __rtruediv__(self, other: Any) -> Any:
        return self.inverse() * other

    def __pow__(self, power: int) -> Named:
        base, result = self.inverse() if power < 0 else self, number(1)
        for _ in range(abs(power)):
            result = result * base
        return result

    def inverse(self) -> Named:
        """The name of the inverse; factors of a polynomial are taken out of it."""
        return Named(dict([_inverse(tuple(sorted((m, c) for m, c in self.terms.items() if c)))]))

    def __int__(self) -> int:
        """An integer: a polynomial without names."""
        if any(m and c for m, c in self.terms.items()):
            raise ValueError("a polynomial is no integer")
        return int(self.terms.get((), 0))

    def conjugate(self) -> Named:
        """Coefficients conjugated."""
        return Named({m: np.conj(c) for m, c in self.terms.items()})


@cache
def _inverse(terms: tuple[tuple[Monomial, Any], ...]) -> tuple[Monomial, Any]:
    if not terms:
        raise ZeroDivisionError("the inverse of zero")
    lead = Fraction(terms[0][1])
    if len(terms) == 1 and not terms[0][0]:
        return (), _reduced(1 / lead)
    shown = " + ".join(f"{c / lead} {' '.join(m)}" for m, c in terms)
    return (f"1/({shown})",), _reduced(1 / lead)


def name(label: str) -> Named:
    """A name."""
    return Named({(label,): 1})


def number(value: Any) -> Named:
    """A rational number."""
    return Named({(): _reduced(Fraction(value))})


def cases(values: Array) -> Named:
    """A number for each case."""
    return Named({(): values})


def total(parts: Iterable[Named]) -> Named:
    """A sum, without a copy for each term."""
    found: dict[Monomial, Any] = {}
    for part in parts:
        for m, c in part.terms.items():
            found[m] = found[m] + c if m in found else c
    return Named(found)


def _reduced(value: Fraction) -> Any:
    return int(value) if value.denominator == 1 else value


def _named(value: Any) -> Named:
    if isinstance(value, Named):
        return value
    if not isinstance(value, int | np.integer):
        raise TypeError(f"{value!r} is not exact")
    return number(int(value))


def _size(value: Any) -> int:
    return int(any(bool(entry) for entry in np.ravel(np.asarray(value, dtype=object))))


def _power(base: Named, exponents: Any) -> Array:
    return np.array([base ** int(n) for n in np.ravel(exponents)], dtype=object)


def ring(functions: Mapping[str, Callable[..., Any]] | None = None) -> Ring:
    """Values are polynomials in names."""
    return Ring("polynomials in names", number, _size, {"power": _power, **(functions or {})})
