"""A field of rational functions: exact samples for the rows that are algebra."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import flint
import numpy as np

from spinloom.derivations.engine.interpret import Ring, Undefined

Polynomial = Any  # flint.fmpq_mpoly


@dataclass(frozen=True, eq=False)
class Rational:
    """A quotient of polynomials in lowest terms."""

    above: Polynomial
    below: Polynomial

    @staticmethod
    def of(above: Polynomial, below: Polynomial) -> Rational:
        """The quotient, its common factor divided out; the denominator leads with one.

        Raises
        ------
        ZeroDivisionError
            For a denominator that vanishes identically.
        """
        if below == 0:
            raise ZeroDivisionError("a rational function divided by zero")
        common = above.gcd(below)
        if common != 1:
            above, below = above / common, below / common
        lead = below.leading_coefficient()
        return Rational(above, below) if lead == 1 else Rational(above / lead, below / lead)

    def _embedded(self, value: Any) -> Rational:
        if isinstance(value, Rational):
            return value
        fraction = Fraction(value)
        number = flint.fmpq(fraction.numerator, fraction.denominator)
        return Rational(0 * self.below + number, 0 * self.below + 1)

    def __add__(self, other: Any) -> Rational:
        if isinstance(other, np.ndarray):
            return NotImplemented
        two = self._embedded(other)
        if self.below == two.below:
            return Rational.of(self.above + two.above, self.below)
        above = self.above * two.below + two.above * self.below
        return Rational.of(above, self.below * two.below)

    __radd__ = __add__

    def __neg__(self) -> Rational:
        return Rational(-self.above, self.below)

    def __sub__(self, other: Any) -> Rational:
        return self + -other

    def __rsub__(self, other: Any) -> Rational:
        return -self + other

    def __mul__(self, other: Any) -> Rational:
        if isinstance(other, np.ndarray):
            return NotImplemented
        two = self._embedded(other)
        return Rational.of(self.above * two.above, self.below * two.below)

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Rational:
        two = self._embedded(other)
        return Rational.of(self.above * two.below, self.below * two.above)

    def __rtruediv__(self, other: Any) -> Rational:
        return self._embedded(other) / self

    def __pow__(self, power: int) -> Rational:
        if power < 0:
            return Rational(self.below**-power, self.above**-power)
        return Rational(self.above**power, self.below**power)

    def __bool__(self) -> bool:
        return bool(self.above != 0)

    def __lt__(self, other: Any) -> bool:
        """Whether the difference is positive for all positive variables: no coefficient is not."""
        gap = self._embedded(other) - self
        parts = (gap.above.to_dict(), gap.below.to_dict())
        return bool(gap) and all(value > 0 for part in parts for value in part.values())

    def renamed(self, exchange: Callable[[tuple[int, ...]], tuple[int, ...]]) -> Rational:
        """Variables in the place of others, by their powers."""
        context = self.above.context()
        above, below = (
            context.from_dict({exchange(powers): c for powers, c in part.to_dict().items()})
            for part in (self.above, self.below)
        )
        return Rational.of(above, below)

    def derivative(self, place: int) -> Rational:
        """The derivative by a variable."""
        above, below = self.above, self.below
        slope = above.derivative(place) * below - above * below.derivative(place)
        return Rational.of(slope, below * below)

    def at_end(self, place: int, infinite: bool) -> Rational:
        """The value where a variable is zero or infinite.

        Raises
        ------
        ZeroDivisionError
            If there is none.
        """
        top = max(part.degrees()[place] for part in (self.above, self.below)) if infinite else 0
        above, below = (_coefficient(part, place, top) for part in (self.above, self.below))
        return Rational.of(above, below)


def _coefficient(polynomial: Polynomial, place: int, power: int) -> Polynomial:
    """What multiplies a power of a variable."""
    kept = {}
    for powers, value in polynomial.to_dict().items():
        if powers[place] == power:
            kept[tuple(0 if k == place else n for k, n in enumerate(powers))] = value
    return polynomial.context().from_dict(kept)


def polynomial_coefficients(value: Rational, place: int) -> list[Rational]:
    """What multiplies the powers of a variable that the denominator does not contain.

    Raises
    ------
    Undefined
        If it does.
    """
    if value.below.degrees()[place]:
        raise Undefined("not a polynomial of this variable")
    powers = range(value.above.degrees()[place] + 1)
    return [Rational.of(_coefficient(value.above, place, n), value.below) for n in powers]


@dataclass(frozen=True)
class Root:
    """A number of which only even powers are known."""

    square: Rational

    def __pow__(self, power: int) -> Rational:
        if power % 2:
            raise Undefined("an odd power of a square root")
        return self.square ** (power // 2)


@dataclass(frozen=True)
class Field:
    """Rational functions of named variables."""

    names: Sequence[str]

    def generators(self) -> dict[str, Rational]:
        """The variables by name."""
        context = flint.fmpq_mpoly_ctx.get(tuple(self.names), flint.Ordering.degrevlex)
        found = dict(zip(self.names, context.gens(), strict=True))
        return {name: Rational(x, 0 * x + 1) for name, x in found.items()}

    def ring(self) -> Ring:
        """The ring for samples; a residual is zero or one."""
        one = next(iter(self.generators().values())) ** 0
        return Ring("rational functions", lambda value: one * value, _size)


def _size(value: Any) -> int:
    return int(any(bool(entry) for entry in np.ravel(np.asarray(value, dtype=object))))
