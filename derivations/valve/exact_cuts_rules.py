"""The self-energy below (E17) without rounding: the equation of motion in operators of any size.

A product state of a system and its reservoirs obeys (z - L_0 - L_T) rho = i rho_0. With the states
"any operator of the system times the state of the reservoirs" in front, the Liouvillians are

    L_0 = [[L, 0], [0, l]],    L_T = [[0, b], [c, d]]:

reservoirs in equilibrium do not move, and L_T takes no such state to one of its own kind. The
second row gives what lies outside, G c rho with G = 1/(z - l - d), and the first row the state at
the start. All of them are letters that do not commute: elements of a free algebra, of which
fractions with the denominator on the left are enough.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import sympy as sp

from spinloom.derivations.engine.interpret import Ring, Sample

Word = tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """A polynomial in letters that do not commute, its coefficients Gaussian rationals."""

    terms: Mapping[Word, Any]

    def __bool__(self) -> bool:
        return any(self.terms.values())

    def __add__(self, other: Words) -> Words:
        found = dict(self.terms)
        for word, c in other.terms.items():
            found[word] = found.get(word, sp.QQ_I(0, 0)) + c
        return Words(found)

    def __neg__(self) -> Words:
        return Words({word: -c for word, c in self.terms.items()})

    def __sub__(self, other: Words | Fraction) -> Any:
        if isinstance(other, Fraction):
            return Fraction(other.denominator, other.denominator * self - other.numerator)
        return self + -other

    def __mul__(self, other: Words | Fraction) -> Any:
        if isinstance(other, Fraction):
            return other.scaled(self)
        found = Words({})
        for word, c in self.terms.items():
            found += Words({word + more: c * d for more, d in other.terms.items()})
        return found

    def __pow__(self, power: int) -> Any:
        result = number(1)
        for _ in range(abs(power)):
            result = result * self
        return Fraction(result, number(1)) if power < 0 else result

    def conjugate(self) -> Words:
        """The conjugate of a number that has a letter."""
        turned = {tuple(f"{x}*" for x in w): sp.QQ_I(c.x, -c.y) for w, c in self.terms.items()}
        return Words(turned)


@dataclass(frozen=True)
class Fraction:
    """A numerator with the inverse of another polynomial on its left."""

    denominator: Words
    numerator: Words

    def __post_init__(self) -> None:
        if not self.denominator:
            raise ZeroDivisionError("the inverse of zero")

    def __bool__(self) -> bool:
        return bool(self.numerator)

    def __neg__(self) -> Fraction:
        return Fraction(self.denominator, -self.numerator)

    def __mul__(self, other: Words) -> Fraction:
        return Fraction(self.denominator, self.numerator * other)

    def scaled(self, factor: Words) -> Fraction:
        """With a number in front: numbers alone pass the denominator."""
        if any(word for word, c in factor.terms.items() if c):
            raise ArithmeticError("an operator does not pass an inverse")
        return Fraction(self.denominator, factor * self.numerator)


def number(value: Any, imaginary: int = 0) -> Words:
    """A Gaussian rational."""
    return Words({(): sp.QQ_I(sp.QQ(value.numerator, value.denominator), imaginary)})


def letter(name: str) -> Words:
    """An operator, or a state on the right of all operators."""
    return Words({(name,): sp.QQ_I(1, 0)})


OPERATORS = Ring(
    "operators of any size", number, lambda value: int(bool(value)), {"conj": Words.conjugate}
)


@cache
def eliminated() -> Sample:
    """(E17) from the two rows; the state of the system at a frequency is a letter.

    Between its first and its last L_T, the irreducible self-energy stays outside, for any number
    of them: b (g + g d g + ...) c = b G c with the bare propagator g = 1/(z - l).
    """
    z, L, b, c, G, state = (letter(name) for name in ("z", "L", "b", "c", "G", "rho"))
    outside = G * c * state
    i_unit = number(0, 1)
    values = {
        "rho_z": state,
        "rho_start": -i_unit * ((z - L) * state - b * outside),
        "z_dot": z,
        "L_dot": L,
        "self_energy": b * G * c,
        "i_unit": i_unit,
    }
    return Sample(OPERATORS, values)
