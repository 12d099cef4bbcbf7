"""Rational functions with an imaginary unit, and exponentials of angles as variables.

An angle is one variable x, exp(i x/4) another one; sines, cosines and exponentials of sums of
quarter angles are then rational. Exponentials of anything else stay formal: equal if their
exponents are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Array, Ring, Undefined

from .rational_functions import Field, Rational


@dataclass(frozen=True, eq=False)
class Complex:
    """a + i b of two rational functions."""

    real: Rational
    imaginary: Rational

    def _embedded(self, value: Any) -> Complex:
        if isinstance(value, Complex):
            return value
        return Complex(0 * self.real + value, 0 * self.real)

    def __add__(self, other: Any) -> Complex:
        if isinstance(other, np.ndarray):
            return NotImplemented
        two = self._embedded(other)
        return Complex(self.real + two.real, self.imaginary + two.imaginary)

    __radd__ = __add__

    def __neg__(self) -> Complex:
        return Complex(-self.real, -self.imaginary)

    def __sub__(self, other: Any) -> Complex:
        return self + -other

    def __rsub__(self, other: Any) -> Complex:
        return -self + other

    def __mul__(self, other: Any) -> Any:
        if not isinstance(other, Complex | Rational | Fraction | int):
            return NotImplemented
        two = self._embedded(other)
        return Complex(
            self.real * two.real - self.imaginary * two.imaginary,
            self.real * two.imaginary + self.imaginary * two.real,
        )

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Complex:
        two = self._embedded(other)
        square = two.real * two.real + two.imaginary * two.imaginary
        found: Complex = self * Complex(two.real / square, -two.imaginary / square)
        return found

    def __rtruediv__(self, other: Any) -> Complex:
        return self._embedded(other) / self

    def __pow__(self, power: int) -> Complex:
        result = self._embedded(1)
        for _ in range(abs(power)):
            result = result * self
        return result if power >= 0 else 1 / result

    def conjugate(self) -> Complex:
        """The complex conjugate; every variable is real."""
        return Complex(self.real, -self.imaginary)

    def __bool__(self) -> bool:
        return bool(self.real) or bool(self.imaginary)


@dataclass(frozen=True, eq=False)
class Exponential:
    """A number times a formal exponential."""

    factor: Complex
    exponent: Complex

    def __mul__(self, other: Any) -> Exponential:
        if isinstance(other, Exponential):
            return Exponential(self.factor * other.factor, self.exponent + other.exponent)
        return Exponential(self.factor * other, self.exponent)

    __rmul__ = __mul__

    def __neg__(self) -> Exponential:
        return Exponential(-self.factor, self.exponent)

    def __add__(self, other: Exponential) -> Exponential:
        """The sum of multiples of the same exponential.

        Raises
        ------
        Undefined
            For two that differ.
        """
        if self.exponent - other.exponent:
            raise Undefined("a sum of different exponentials")
        return Exponential(self.factor + other.factor, self.exponent)

    def __sub__(self, other: Exponential) -> Exponential:
        """Zero for equals alone: of two that differ, which are independent, one stands for both."""
        if self.exponent - other.exponent:
            return self if self else -other
        return self + -other

    def conjugate(self) -> Exponential:
        """The complex conjugate."""
        return Exponential(self.factor.conjugate(), self.exponent.conjugate())

    def __bool__(self) -> bool:
        return bool(self.factor)


#: The angle of one radian.
ONE = "one"


@dataclass(frozen=True)
class Angles:
    """A field with angles, the exponentials of their quarters, and other variables.

    exp(i/4), which is transcendental, is a variable too if `ONE` is among the angles.
    """

    angles: Sequence[str]
    others: Sequence[str] = ()

    @property
    def field(self) -> Field:
        """All variables: angles, their exponentials, the rest."""
        return Field((*self.angles, *(f"unit {a}" for a in self.angles), *self.others))

    def variables(self) -> dict[str, Complex]:
        """The variables by name, and the imaginary unit."""
        found = self.field.generators()
        zero = 0 * next(iter(found.values()))
        return {name: Complex(x, zero) for name, x in found.items()} | {
            "i_unit": Complex(zero, zero + 1)
        }

    def unit(self, angle: Any) -> Complex:
        """exp(i x) of a sum of quarter angles.

        Raises
        ------
        Undefined
            For anything else.
        """
        of = self.variables()
        value = of["i_unit"]._embedded(angle)
        if value.imaginary:
            raise Undefined("a complex angle")
        if value.real.below != 1:
            raise Undefined("not a sum of quarter angles")
        result = of["i_unit"] ** 0
        for powers, coefficient in value.real.above.to_dict().items():
            places = [k for k, power in enumerate(powers) if power]
            number = 4 * Fraction(int(coefficient.p), int(coefficient.q))
            simple = sum(powers) <= 1 and number.denominator == 1
            name = self.angles[places[0]] if places and places[0] < len(self.angles) else ""
            if not places and ONE in self.angles:
                name = ONE
            if not simple or not name:
                raise Undefined("not a sum of quarter angles")
            result = result * of[f"unit {name}"] ** int(number)
        return result

    def cos(self, angle: Any) -> Complex:
        """The cosine."""
        return (self.unit(angle) + self.unit(-angle)) / 2

    def sin(self, angle: Any) -> Complex:
        """The sine."""
        i = self.variables()["i_unit"]
        return (self.unit(angle) - self.unit(-angle)) / (2 * i)

    def derivative(self, value: Complex, angle: str) -> Complex:
        """Derivative by an angle, through its exponential."""
        of, names = self.variables(), list(self.field.names)
        parts = []
        for name, inner in ((angle, of["i_unit"] ** 0),
                            (f"unit {angle}", of["i_unit"] * of[f"unit {angle}"] / 4)):  # fmt: skip
            place = names.index(name)
            slope = Complex(value.real.derivative(place), value.imaginary.derivative(place))
            parts.append(slope * inner)
        return parts[0] + parts[1]

    def conjugate(self, value: Complex) -> Complex:
        """The complex conjugate: angles are real, so that their exponentials are inverted."""
        parts = (self._inverted(part) for part in (value.real, -value.imaginary))
        return Complex(*parts)

    def _inverted(self, value: Rational) -> Rational:
        """One over each exponential in its place: numerator and denominator turned over."""
        units = range(len(self.angles), 2 * len(self.angles))

        def turned(part: Rational) -> Rational:
            top = part.above.degrees()
            return part.renamed(lambda powers: tuple(
                top[k] - n if k in units else n for k, n in enumerate(powers)
            ))  # fmt: skip

        one = 0 * value.below + 1
        return turned(Rational.of(value.above, one)) / turned(Rational.of(value.below, one))

    def expm(self, matrix: Array) -> Array:
        """Exponential of -i x times one of the Pauli matrices.

        Raises
        ------
        Undefined
            For any other matrix.
        """
        i = self.variables()["i_unit"]
        (a, b), (c, d) = matrix
        if not b and not c:
            return np.array([[self.unit(a / i), 0 * i], [0 * i, self.unit(d / i)]])
        if not a and not d and not b - c:
            return np.array([[self.cos(b / i), i * self.sin(b / i)],
                             [i * self.sin(b / i), self.cos(b / i)]])  # fmt: skip
        if a or d or b + c:
            raise Undefined("not a rotation about an axis")
        return np.array([[self.cos(c), -self.sin(c)], [self.sin(c), self.cos(c)]])

    def ring(self) -> Ring:
        """The ring for samples, with the functions of angles."""
        one = self.variables()["i_unit"] ** 0
        return Ring(
            "rational functions and exponentials of angles",
            lambda value: one * value,
            size,
            {
                "sin": self.sin,
                "cos": self.cos,
                "exp": lambda x: self.unit(x / self._i()),
                "conj": entrywise(self.conjugate),
            },
        )

    def _i(self) -> Complex:
        return self.variables()["i_unit"]


def entrywise(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The same for a number and for each entry of a matrix."""
    return lambda x: np.frompyfunc(function, 1, 1)(x) if isinstance(x, np.ndarray) else function(x)


def formal(field: Angles) -> Ring:
    """The same ring with formal exponentials."""
    one = field.variables()["i_unit"] ** 0
    return Ring(
        "rational functions and formal exponentials",
        lambda value: one * value,
        size,
        {"exp": lambda x: Exponential(one, x), "conj": lambda x: x.conjugate()},
    )


def size(value: Any) -> int:
    """Zero for zero, else one."""
    return int(any(bool(entry) for entry in np.ravel(np.asarray(value, dtype=object))))
