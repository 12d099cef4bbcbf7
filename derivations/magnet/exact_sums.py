r"""Exact integrals of lead distributions: antiderivatives checked, and their values at both ends.

With y = w - s, e = exp(-y/T), L = ln(1 + e) and D = Li_2(-e),

    tanh(y/2T) = (1 - e)/(1 + e),   e' = -e/T,   L' = -e/(T (1 + e)),   D' = L/T,

the antiderivatives of tanh and of y tanh are y + 2 T L and y^2/2 + 2 T y L - 2 T^2 D. For large y
the terms with e, L and D vanish. The first is even in y; the second adds up with its mirror image
to twice its value at zero, where D = -pi^2/12.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from spinloom.derivations.engine.interpret import Ring, Sample, Undefined

from .rational_functions import Field, Rational, polynomial_coefficients

NAMES = ("omega", "s_a", "s_b", "T_a", "T_b", "pi")
INNER = ("y", "e", "L", "D", "T")
FIELD = Field((*NAMES, *INNER))
Term = tuple[str, Fraction]
CONSTANT: Term = ("", Fraction(1))


def antiderivatives() -> tuple[Rational, Rational]:
    """Of tanh(y/2T) and of y times it."""
    of = FIELD.generators()
    y, T, L, D = (of[name] for name in ("y", "T", "L", "D"))
    return y + 2 * T * L, y**2 / 2 + 2 * T * y * L - 2 * T**2 * D


def derivative(value: Rational) -> Rational:
    """By y, with the rules of exponential, logarithm and dilogarithm."""
    of = FIELD.generators()
    T, e = of["T"], of["e"]
    rules = {"y": T**0, "e": -e / T, "L": -e / (T * (1 + e)), "D": of["L"] / T}
    place = (*NAMES, *INNER).index
    return sum((value.derivative(place(n)) * rule for n, rule in rules.items()), 0 * T)


def _at(value: Rational, **known: Rational | int) -> Rational:
    """The value where variables of which it is a polynomial are others."""
    for name, number in known.items():
        parts = polynomial_coefficients(value, (*NAMES, *INNER).index(name))
        value = sum((part * number**n for n, part in enumerate(parts)), 0 * value)
    return value


@lru_cache(maxsize=1)
def ends() -> tuple[tuple[Rational, Rational], tuple[Rational, Rational]]:
    """Both antiderivatives for large and for large negative y, up to what vanishes there.

    Raises
    ------
    ValueError
        If an antiderivative is none.
    """
    of = FIELD.generators()
    shape = (1 - of["e"]) / (1 + of["e"])
    plain, weighted = antiderivatives()
    if derivative(plain) - shape or derivative(weighted) - of["y"] * shape:
        raise ValueError("not an antiderivative")
    first, second = (_at(value, e=0, L=0, D=0) for value in (plain, weighted))
    centre = _at(weighted, y=0, D=-(of["pi"] ** 2) / 12)
    mirrored = [_at(value, y=-of["y"]) for value in (first, second)]
    return (first, mirrored[0]), (second, 2 * centre - mirrored[1])


@dataclass(frozen=True, eq=False)
class Distributions:
    """A sum of functions tanh((w - s)/2T) with rational functions for coefficients.

    `terms` are the coefficients by the distribution's name and the factor of its frequency; a
    constant goes by no name.
    """

    terms: Mapping[Term, Rational]

    def _joined(self, other: Any) -> Distributions:
        two = embedded(other).terms
        return Distributions({
            name: self.terms.get(name, 0 * _omega()) + two.get(name, 0 * _omega())
            for name in (*self.terms, *(n for n in two if n not in self.terms))
        })  # fmt: skip

    def __add__(self, other: Any) -> Distributions:
        return self._joined(other)

    def __neg__(self) -> Distributions:
        return Distributions({name: -value for name, value in self.terms.items()})

    def __sub__(self, other: Any) -> Distributions:
        return self + -embedded(other)

    def __mul__(self, other: Any) -> Distributions:
        one, two = self, embedded(other)
        if two.plain() is None:
            one, two = two, one
        factor = two.plain()
        if factor is None:
            raise Undefined("a product of distributions")
        return Distributions({name: value * factor for name, value in one.terms.items()})

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Distributions:
        below = embedded(other).plain()
        if below is None:
            raise Undefined("a distribution below")
        return self * (1 / below)

    def __pow__(self, power: int) -> Distributions:
        if power == 1:
            return self
        value = self.plain()
        if value is None:
            raise Undefined("a power of a distribution")
        return embedded(value**power)

    def __bool__(self) -> bool:
        return any(bool(value) for value in self.terms.values())

    def plain(self) -> Rational | None:
        """The value of what contains no distribution."""
        rest = (value for term, value in self.terms.items() if term != CONSTANT)
        return None if any(map(bool, rest)) else self.terms.get(CONSTANT, 0 * _omega())


def _omega() -> Rational:
    return FIELD.generators()["omega"]


def embedded(value: Any) -> Distributions:
    """A number or a rational function as a sum without distributions."""
    if isinstance(value, Distributions):
        return value
    return Distributions({CONSTANT: _omega() ** 0 * value})


def _distribution(name: str) -> Callable[[Distributions], Distributions]:
    """F of a multiple of the frequency; it is odd in its distance from the centre."""

    def value(frequency: Distributions) -> Distributions:
        ratio = (frequency / embedded(_omega())).plain()
        powers = ratio.above.to_dict() if ratio is not None and ratio.below == 1 else {}
        if len(powers) != 1 or any(map(any, powers)):
            raise Undefined("a distribution of anything but a multiple of the frequency")
        ((_, number),) = powers.items()
        factor = Fraction(int(number.p), int(number.q))
        return Distributions({(name, factor): _omega() ** 0})

    return value


def integrate(names: tuple[str, ...], integrand: Callable[..., Any]) -> Distributions:
    """Over all frequencies: the antiderivative at the upper less that at the lower end.

    Raises
    ------
    Undefined
        If it does not stay finite at one of them, or is none of those that are known.
    """
    found = integrand(embedded(_omega()))
    upper = lower = 0 * _omega()
    for term, value in found.terms.items():
        if value:
            above, below = _primitive(term, value)
            upper, lower = upper + above, lower + below
    if any(end.derivative(0) for end in (upper, lower)):
        raise Undefined("the integral does not converge")
    return embedded(upper - lower)


def _primitive(term: Term, value: Rational) -> tuple[Rational, Rational]:
    """The antiderivative of one term at both ends; w = y + s."""
    of, parts = FIELD.generators(), polynomial_coefficients(value, 0)
    name, factor = term
    if term == CONSTANT or len(parts) > 2:
        raise Undefined("the integral does not converge")
    centre, width = of[f"s_{name}"] / factor, of[f"T_{name}"] / abs(factor)
    weights = [parts[0] + centre * sum(parts[1:], 0 * centre), *parts[1:]]
    if factor < 0:  # tanh is odd
        weights = [-weight for weight in weights]
    found = []
    for side in (0, 1):
        pieces = (w * _at(end[side], y=of["omega"] - centre, T=width)
                  for w, end in zip(weights, ends(), strict=False))  # fmt: skip
        found.append(sum(pieces, 0 * centre))
    return found[0], found[1]


@lru_cache(maxsize=1)
def sums() -> Sample:
    """Two distributions of any centres and temperatures."""
    of = FIELD.generators()
    ring = Ring(
        "distributions with rational coefficients",
        lambda value: embedded(Fraction(value)),
        lambda value: int(bool(embedded(value))),
    )
    values: dict[str, Any] = {name: embedded(of[name]) for name in NAMES if name != "omega"}
    return Sample(ring, values | {f"F_{n}": _distribution(n) for n in "ab"}, integrate=integrate)
