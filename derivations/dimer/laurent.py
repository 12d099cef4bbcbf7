"""Truncated Laurent series at one pole, and the partial fractions built from them.

A rational function that vanishes fast enough at infinity is the sum of its
principal parts. At a pole the Green's function of one helicity starts with
1/delta, everything else is regular, so a product of a few truncated series
gives every coefficient of the partial fractions without a common denominator.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sympy as sp


@dataclass(frozen=True)
class Series:
    """``sum_n coefficients[n] delta**(lowest + n)``; what is not listed is unknown."""

    lowest: int
    coefficients: tuple[sp.Expr, ...]

    def __mul__(self, other: Series) -> Series:
        """Product, as far as both factors are known."""
        known = min(len(self.coefficients), len(other.coefficients))
        terms = []
        for order in range(known):
            total = sp.Integer(0)
            for place in range(order + 1):
                total += self.coefficients[place] * other.coefficients[order - place]
            terms.append(total)
        return Series(self.lowest + other.lowest, tuple(terms))

    def scaled(self, factor: sp.Expr) -> Series:
        """Every coefficient times a constant."""
        return Series(self.lowest, tuple(factor * c for c in self.coefficients))

    def derivative(self) -> Series:
        """Derivative by delta; a constant term leaves a zero behind."""
        terms = tuple(
            (self.lowest + place) * value for place, value in enumerate(self.coefficients)
        )
        if self.lowest == 0:
            return Series(0, terms[1:])
        return Series(self.lowest - 1, terms)

    def reciprocal(self) -> Series:
        """One over the series, by the recursion of the Cauchy product."""
        first, *rest = self.coefficients
        terms = [1 / first]
        for order in range(1, len(self.coefficients)):
            total = sp.Integer(0)
            for place in range(order):
                total += rest[order - place - 1] * terms[place]
            terms.append(-total / first)
        return Series(-self.lowest, tuple(terms))

    def coefficient(self, power: int) -> sp.Expr:
        """Coefficient of ``delta**power``.

        Raises
        ------
        ValueError
            If the series is not known that far.
        """
        place = power - self.lowest
        if place < 0:
            return sp.Integer(0)
        if place >= len(self.coefficients):
            raise ValueError(f"the series is known up to order {self.lowest + place - 1} only")
        return self.coefficients[place]


def principal_part(terms: Sequence[Series], depth: int) -> tuple[sp.Expr, ...]:
    """Coefficients of 1/delta, 1/delta^2, ..., 1/delta^depth of a sum of series."""
    return tuple(
        sum((term.coefficient(-power) for term in terms), start=sp.Integer(0))
        for power in range(1, depth + 1)
    )
