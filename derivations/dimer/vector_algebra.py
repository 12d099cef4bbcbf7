"""Vectors of polynomials over the rationals, exact, modulo relations such as m.m = 1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import flint
import numpy as np

from spinloom.derivations.engine.interpret import Ring

Polynomial = Any  # flint.fmpq_mpoly
Vector = tuple[Polynomial, Polynomial, Polynomial]


class Algebra:
    """Polynomials in named variables; `squares` replaces the square of a variable.

    Parameters
    ----------
    names : sequence of str
        The variables.
    squares : mapping
        A variable's name, and the names of variables u, v, ... for which its square is
        1 - u^2 - v^2 - ...
    inverses : mapping
        A variable's name, and that of the variable whose inverse it is.
    """

    def __init__(
        self,
        names: Sequence[str],
        squares: Mapping[str, Sequence[str]],
        inverses: Mapping[str, str] | None = None,
    ) -> None:
        self.context = flint.fmpq_mpoly_ctx.get(tuple(names), flint.Ordering.degrevlex)
        self.place = {name: number for number, name in enumerate(names)}
        self.of = dict(zip(names, self.context.gens(), strict=True))
        self.zero = 0 * self.of[names[0]]
        self.one = self.zero + 1
        self._squares = {
            self.place[name]: self.one - sum((self.of[u] ** 2 for u in others), self.zero)
            for name, others in squares.items()
        }
        self._inverses = {
            self.place[name]: self.place[other] for name, other in (inverses or {}).items()
        }

    def reduced(self, polynomial: Polynomial) -> Polynomial:
        """The normal form under the relations."""
        total = self.zero
        for powers, coefficient in polynomial.to_dict().items():
            left = [int(power) for power in powers]
            for name, other in self._inverses.items():
                common = min(left[name], left[other])
                left[name] -= common
                left[other] -= common
            factor = self.one
            for name, square in self._squares.items():
                half, left[name] = divmod(left[name], 2)
                factor = factor * square**half
            total += self.context.from_dict({tuple(left): coefficient}) * factor
        # a square may bring back a variable whose square is replaced: once more until it rests
        return total if total == polynomial else self.reduced(total)

    def vanishes(self, *polynomials: Polynomial) -> bool:
        """Whether every polynomial is zero modulo the relations."""
        return all(self.reduced(polynomial) == 0 for polynomial in polynomials)

    def derivative(self, polynomial: Polynomial, rules: Mapping[str, Polynomial]) -> Polynomial:
        """The derivation that sends each named variable to the polynomial beside it."""
        parts = (polynomial.derivative(self.place[name]) * rate for name, rate in rules.items())
        return self.reduced(sum(parts, self.zero))

    def vector(self, name: str) -> Vector:
        """The vector of the variables name_x, name_y, name_z."""
        return self.of[f"{name}_x"], self.of[f"{name}_y"], self.of[f"{name}_z"]


def dot(u: Vector, v: Vector) -> Polynomial:
    """Scalar product."""
    return u[0] * v[0] + u[1] * v[1] + u[2] * v[2]


def cross(u: Vector, v: Vector) -> Vector:
    """Vector product."""
    return (
        u[1] * v[2] - u[2] * v[1],
        u[2] * v[0] - u[0] * v[2],
        u[0] * v[1] - u[1] * v[0],
    )


def plus(*vectors: Vector) -> Vector:
    """Sum of vectors."""
    x, y, z = (sum(parts[1:], parts[0]) for parts in zip(*vectors, strict=True))
    return x, y, z


def times(factor: Polynomial, vector: Vector) -> Vector:
    """A scalar times a vector."""
    return factor * vector[0], factor * vector[1], factor * vector[2]


@dataclass(frozen=True, eq=False)
class Ratio:
    """A fraction of polynomials, never cancelled; zero when its numerator is, modulo relations."""

    above: Polynomial
    below: Polynomial
    algebra: Algebra

    def __add__(self, other: Ratio) -> Ratio:
        if self.below == other.below:
            return self._of(self.above + other.above, self.below)
        return self._of(
            self.above * other.below + other.above * self.below, self.below * other.below
        )

    def __neg__(self) -> Ratio:
        return self._of(-self.above, self.below)

    def __sub__(self, other: Ratio) -> Ratio:
        return self + -other

    def __mul__(self, other: Ratio) -> Ratio:
        if not isinstance(other, Ratio):
            return NotImplemented  # an array multiplies entry by entry
        return self._of(self.above * other.above, self.below * other.below)

    def __truediv__(self, other: Ratio) -> Ratio:
        if not other:
            raise ZeroDivisionError("a polynomial that vanishes modulo the relations")
        return self._of(self.above * other.below, self.below * other.above)

    def __pow__(self, power: int) -> Ratio:
        return self._of(self.above**power, self.below**power)

    def __bool__(self) -> bool:
        return not self.algebra.vanishes(self.above)

    def _of(self, above: Polynomial, below: Polynomial) -> Ratio:
        reduced = self.algebra.reduced
        return Ratio(reduced(above), reduced(below), self.algebra)


@dataclass(frozen=True, eq=False)
class Complex:
    """A complex number whose parts are polynomials in real generators."""

    real: Any
    imag: Any
    algebra: Algebra

    def __add__(self, other: Complex) -> Complex:
        return Complex(self.real + other.real, self.imag + other.imag, self.algebra)

    def __neg__(self) -> Complex:
        return Complex(-self.real, -self.imag, self.algebra)

    def __sub__(self, other: Complex) -> Complex:
        return self + -other

    def __mul__(self, other: Complex) -> Complex:
        if not isinstance(other, Complex):
            return NotImplemented  # an array multiplies entry by entry
        real = self.real * other.real - self.imag * other.imag
        return Complex(real, self.real * other.imag + self.imag * other.real, self.algebra)

    def __truediv__(self, other: Complex) -> Complex:
        """Division by a rational number."""
        if not isinstance(other, Complex):
            return NotImplemented
        if not other.real.is_constant() or other.imag != 0:
            raise ValueError("only numbers divide")
        inverse = 1 / other.real.coefficient(0)
        return Complex(self.real * inverse, self.imag * inverse, self.algebra)

    def __pow__(self, power: int) -> Complex:
        one = self.algebra.one
        result = Complex(one, 0 * one, self.algebra)
        for _ in range(power):
            result = result * self
        return result

    def __bool__(self) -> bool:
        return not self.algebra.vanishes(self.real, self.imag)

    def reduced(self) -> Complex:
        """The normal form under the relations."""
        real, imag = (self.algebra.reduced(part) for part in (self.real, self.imag))
        return Complex(real, imag, self.algebra)


def fractions(algebra: Algebra) -> Ring:
    """The arithmetic of fractions of an algebra's polynomials, alone or in arrays."""

    def number(value: Fraction) -> Ratio:
        one = algebra.one
        return Ratio(one * value.numerator, one * value.denominator, algebra)

    def size(value: Any) -> int:
        return int(any(bool(entry) for entry in np.ravel(np.asarray(value, dtype=object))))

    return Ring("fractions of polynomials", number, size)
