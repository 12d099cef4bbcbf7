"""The self-energy below (E17) without rounding: the equation of motion in operators of any size.

A product state of a system and its reservoirs obeys (z - L_0 - L_T) rho = i rho_0. With the states
"any operator of the system times the state of the reservoirs" in front, the Liouvillians are

    L_0 = [[L, 0], [0, l]],    L_T = [[0, b], [c, d]]:

reservoirs in equilibrium do not move, and L_T takes no such state to one of its own kind. With
1/(z - L_0 - L_T) = [[R, ...], [T, ...]] both rows of the equation of motion are

    (z - L) R = 1 + b T,    (z - l - d) T = c R.

R, T, what stands between, and the inverse G of z - l - d are letters that do not commute, of which
nothing is known but these rows: elements of a free algebra that are rewritten by them. Fractions
with the denominator on the left are enough.
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


#: What the inverse of z - l - d is, and what it makes of the second row: G (z - l - d) T = T.
OUTSIDE: Mapping[Word, Words] = {
    ("G", "z"): number(1) + letter("G") * (letter("l") + letter("d")),
    ("z", "T"): (letter("l") + letter("d")) * letter("T") + letter("c") * letter("R"),
}
#: The first row, and T from the second one.
ROWS: Mapping[Word, Words] = {
    ("z", "R"): letter("L") * letter("R") + number(1) + letter("b") * letter("T"),
    ("T",): letter("G") * letter("c") * letter("R"),
}


def rewritten(value: Words, rules: Mapping[Word, Words] = ROWS) -> Words:
    """A polynomial in which no left side of a rule is left."""
    for word, coefficient in value.terms.items():
        for start in range(len(word)):
            for left, right in rules.items():
                if coefficient and word[start : start + len(left)] == left:
                    before, after = word[:start], word[start + len(left) :]
                    changed = Words({before + w + after: coefficient * c
                                     for w, c in right.terms.items()})  # fmt: skip
                    return rewritten(value - Words({word: coefficient}) + changed, rules)
    return value


def _size(value: Words | Fraction) -> int:
    """Whether anything is left; a fraction vanishes with its numerator."""
    return int(bool(rewritten(value.numerator if isinstance(value, Fraction) else value)))


OPERATORS = Ring("operators of any size", number, _size, {"conj": Words.conjugate})


def walks(irreducible: Words) -> Words:
    """All that stands between the first and the last bare propagator: parts, R between them."""
    return irreducible + irreducible * letter("R") * irreducible


@cache
def eliminated() -> Sample:
    """(E17) with R of both rows applied to a letter, the state of the system at the start.

    Between its first and its last L_T, the irreducible self-energy stays outside, for any number
    of them: b (g + g d g + ...) c = b G c with the bare propagator g = 1/(z - l).
    """
    start, irreducible = letter("rho"), letter("b") * letter("G") * letter("c")
    values = {
        "rho_z": number(0, 1) * letter("R") * start,
        "rho_start": start,
        "z_dot": letter("z"),
        "L_dot": letter("L"),
        "self_energy": irreducible,
        "reducible": walks(irreducible),
        "i_unit": number(0, 1),
    }
    return Sample(OPERATORS, values)
