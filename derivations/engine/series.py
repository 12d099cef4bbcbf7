"""Truncated Laurent series in one small quantity, over exact coefficients of any kind.

The order at which a statement fails is read off exactly: put series in the place of numbers,
subtract the two sides, and look at the first power whose coefficient does not vanish.
Coefficients need arithmetic among themselves and with integers and fractions, and a truth value
that is false for zero alone (elements of polynomial rings and of fields of rational functions).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import factorial
from typing import Any

import numpy as np

from .interpret import Ring, Sample, evaluate
from .printed import Relation


@dataclass(frozen=True)
class Series:
    """``sum_n coefficients[n] x**(lowest + n)``; what is not listed is unknown."""

    lowest: int
    coefficients: tuple[Any, ...]

    @property
    def known(self) -> int:
        """The first power that is not known."""
        return self.lowest + len(self.coefficients)

    def __bool__(self) -> bool:
        return any(bool(c) for c in self.coefficients)

    def __add__(self, other: Any) -> Series:
        if isinstance(other, np.ndarray):
            return NotImplemented
        right = self._like(other)
        lowest, known = min(self.lowest, right.lowest), min(self.known, right.known)
        powers = range(lowest, known)
        return Series(lowest, tuple(self._at(n) + right._at(n) for n in powers))

    def __neg__(self) -> Series:
        return Series(self.lowest, tuple(-c for c in self.coefficients))

    def __sub__(self, other: Any) -> Series:
        return self + -self._like(other)

    def __mul__(self, other: Any) -> Series:
        """Product, as far as both factors are known; arrays of series multiply entry by entry."""
        if isinstance(other, np.ndarray):
            return NotImplemented
        right = self._like(other)
        a, b = self.coefficients, right.coefficients
        terms = tuple(
            sum((a[i] * b[n - i] for i in range(1, n + 1)), start=a[0] * b[n])
            for n in range(min(len(a), len(b)))
        )
        return Series(self.lowest + right.lowest, terms)

    def __truediv__(self, other: Any) -> Series:
        return self * self._like(other).reciprocal()

    def __radd__(self, other: Any) -> Series:
        return self + other

    def __rsub__(self, other: Any) -> Series:
        return -self + other

    def __rmul__(self, other: Any) -> Series:
        return self * other

    def __rtruediv__(self, other: Any) -> Series:
        return self._like(other) / self

    def __pow__(self, power: int) -> Series:
        base, result = self if power >= 0 else self.reciprocal(), self._like(1)
        for _ in range(abs(power)):
            result = result * base
        return result

    def mapped(self, function: Callable[[Any], Any]) -> Series:
        """The series with a function of its coefficients, as conjugation for a real small one."""
        return Series(self.lowest, tuple(function(c) for c in self.coefficients))

    def derivative(self) -> Series:
        """Derivative by x; a constant term leaves a zero behind."""
        terms = tuple((self.lowest + n) * c for n, c in enumerate(self.coefficients))
        return Series(0, terms[1:]) if self.lowest == 0 else Series(self.lowest - 1, terms)

    def reciprocal(self) -> Series:
        """One over the series, by the recursion of the Cauchy product.

        Raises
        ------
        ZeroDivisionError
            If nothing but zeros is known.
        """
        start = self.valuation
        if start is None:
            raise ZeroDivisionError(f"the series vanishes below order {self.known}")
        first, *rest = self.coefficients[start - self.lowest :]
        terms = [1 / first]
        for order in range(1, len(rest) + 1):
            total = sum((rest[order - n - 1] * terms[n] for n in range(1, order)),
                        start=rest[order - 1] * terms[0])  # fmt: skip
            terms.append(-total / first)
        return Series(-start, tuple(terms))

    def coefficient(self, power: int) -> Any:
        """Coefficient of ``x**power``.

        Raises
        ------
        ValueError
            If the series is not known that far.
        """
        if power >= self.known:
            raise ValueError(f"the series is known up to order {self.known - 1} only")
        return self._at(power)

    @property
    def valuation(self) -> int | None:
        """The lowest power with a coefficient other than zero; None if there is none."""
        powers = (self.lowest + n for n, c in enumerate(self.coefficients) if c)
        return next(powers, None)

    def composed(self, derivatives: Callable[[int], Any]) -> Series:
        """A function of the series, from its n-th derivatives at the constant term.

        Raises
        ------
        ValueError
            If the series has a pole.
        """
        start = self.valuation
        if start is not None and start < 0:
            raise ValueError("a function is expanded about a finite value")
        step, power = self - self.coefficient(0), self._like(1)
        result = power * derivatives(0)
        for n in range(1, self.known):
            power = power * step
            result = result + power * (derivatives(n) * Fraction(1, factorial(n)))
        return result

    def _at(self, power: int) -> Any:
        place = power - self.lowest
        return self.coefficients[place] if place >= 0 else 0 * self.coefficients[0]

    def _like(self, other: Any) -> Series:
        """A constant as a series, known as far as this one."""
        if isinstance(other, Series):
            return other
        zero = 0 * self.coefficients[0]
        terms = max(self.known, len(self.coefficients))
        return Series(0, (zero + other, *(zero for _ in range(1, terms))))


def variable(one: Any, terms: int) -> Series:
    """The small quantity itself, with as many known terms; `one` is the unit of coefficients."""
    return Series(1, (one, *(0 * one for _ in range(1, terms))))


def constant(value: Any, terms: int) -> Series:
    """A quantity that does not depend on the small one."""
    return Series(0, (value, *(0 * value for _ in range(1, terms))))


def principal_part(terms: Sequence[Series], depth: int) -> tuple[Any, ...]:
    """Coefficients of 1/x, 1/x^2, ..., 1/x^depth of a sum of series.

    A rational function that vanishes fast enough at infinity is the sum of its principal parts:
    partial fractions without a common denominator.
    """
    return tuple(
        sum(rest, start=first)
        for power in range(1, depth + 1)
        for first, *rest in [[term.coefficient(-power) for term in terms]]
    )


def series_ring(coefficients: Ring, terms: int) -> Ring:
    """Truncated series as numbers of a ring; the size of a residual is its truth value."""
    return Ring(
        f"series over {coefficients.name}",
        lambda number: constant(coefficients.number(number), terms),
        lambda series: int(bool(series)),
    )


def order(relation: Relation, sample: Sample) -> int:
    """The power with which the two sides differ, relative to the larger of them.

    Raises
    ------
    ValueError
        If they agree as far as they are known, or if neither side differs from zero.
    """
    left, right = evaluate(relation.left, sample), evaluate(relation.right, sample)
    difference = (left - right).valuation
    sizes = [side.valuation for side in (left, right) if side.valuation is not None]
    if difference is None or not sizes:
        raise ValueError(f"no difference below order {(left - right).known}")
    return difference - min(sizes)
