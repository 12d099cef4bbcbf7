"""(6) as a power series in the Larmor frequency, and the exchange within the leads, exactly.

1 / (x + i0) is the second derivative of x ln(x + i0) - x, so an integral over a rectangle of
energies is a sum over its corners. Coefficients are rational functions of the cutoff, the bias,
pi, logarithms and the imaginary unit; the spin traces are those of the derivation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import factorial
from typing import Any

import sympy as sp
from sympy.polys.fields import field

from spinloom.derivations.engine.interpret import Ring, Sample, Undefined, evaluate
from spinloom.derivations.engine.printed import Node, Relation
from spinloom.derivations.engine.series import Series, constant, series_ring, variable

from . import master
from .exact import size

TERMS = 4
#: V, Lambda - V, and logarithms of 2, V, Lambda, Lambda - V and Lambda + V.
(_FIELD, _I, _V, _REST, _LOG_2, _LOG_V, _LOG_CUTOFF, _LOG_LESS, _LOG_MORE, _PI, _J_1, _J_2,
 _DENSITY, _HALF, _COS, _SIN, _THETA, _PHI) = field(
    "i V M l2 lV lL lm lp pi J_1 J_2 N c C S theta phi", sp.QQ
)  # fmt: skip
_CUTOFF = _V + _REST
_LOGARITHMS = (
    (_FIELD(2), _LOG_2), (_V, _LOG_V), (_CUTOFF, _LOG_CUTOFF), (_REST, _LOG_LESS),
    (_CUTOFF + _V, _LOG_MORE),
)  # fmt: skip
_COEFFICIENTS = Ring(
    "rational functions of logarithms",
    lambda value: _FIELD(sp.QQ(value.numerator, value.denominator)),
    size,
)


def _series(value: Any) -> Series:
    return constant(value, TERMS)


def _positive(value: Any) -> bool:
    """The sign of a polynomial of V and Lambda - V, both positive.

    Raises
    ------
    ArithmeticError
        If its coefficients have several signs.
    """
    signs = {(c > 0) - (c < 0) for c in value.numer.coeffs()}
    if value.denom != 1 or len(signs) != 1:
        raise ArithmeticError(f"the sign of {value} is not that of all its terms")
    return signs == {1}


def _logarithm(value: Any) -> Any:
    """ln of a product of powers of the known factors.

    Raises
    ------
    Undefined
        If another factor is left.
    """
    total = 0 * value
    for factor, logarithm in _LOGARITHMS:
        while _divides(factor, value):
            value, total = value / factor, total + logarithm
        while _divides(factor, 1 / value):
            value, total = value * factor, total - logarithm
    if value != 1:
        raise Undefined(f"no logarithm of {value}")
    return total


def _divides(factor: Any, value: Any) -> bool:
    """Whether a factor is in the numerator, of a number or of a polynomial."""
    if factor == 2:
        content = value.numer.content() / value.denom.content()
        return bool(content.numerator % 2 == 0)
    return not value.numer.rem(factor.numer)


def log(value: Series) -> Series:
    """The real logarithm of a series with a positive constant term."""
    start = value.coefficient(0)
    ratio = value / start
    grown = ratio.composed(lambda n: (-1) ** (n - 1) * factorial(n - 1) if n else 0)
    return grown + _logarithm(start)


def primitive(side: int) -> Callable[[Series], Series]:
    """``x ln(x + i0) - x``, or with -i0; zero side is the principal value."""

    def apply(x: Series) -> Series:
        if x.valuation is None:
            return x
        if _positive(x.coefficient(0)):
            return x * log(x) - x
        return x * (log(-x) + side * _I * _PI) - x

    return apply


@dataclass(frozen=True)
class Interval:
    """Energies between two ends."""

    low: Any
    high: Any

    def over_gap(self, other: Interval, gain: Series, side: int) -> Series:
        """Integral of ``1 / (y - x + gain + i0)`` over x here and y in the other interval."""
        at = primitive(side)
        return (
            at(gain + (other.high - self.low)) - at(gain + (other.high - self.high))
            - at(gain + (other.low - self.low)) + at(gain + (other.low - self.high))
        )  # fmt: skip


_LEFT_FULL, _LEFT_EMPTY = Interval(-_CUTOFF, _V), Interval(_V, _CUTOFF)
_RIGHT_FULL, _RIGHT_EMPTY = Interval(-_CUTOFF, 0 * _V), Interval(0 * _V, _CUTOFF)
_BAND = Interval(-_CUTOFF, _CUTOFF)


def transform(omega: Series) -> Series:
    """The integral of (5) at T = 0, with potentials 0 and V in a common band."""
    there = _LEFT_EMPTY.over_gap(_RIGHT_FULL, omega, 1)
    back = _LEFT_FULL.over_gap(_RIGHT_EMPTY, -omega, -1)
    return (there - back) * _I


def _trace(first: str, second: str) -> Any:
    """What Wick's theorem leaves of the electron spins, the same for both orders of the leads.

    Raises
    ------
    ArithmeticError
        If the orders differ.
    """
    traces = master.spin_trace(first, second)
    if master.reduced(traces[0] - traces[1]):
        raise ArithmeticError("the orders of the leads have different traces")
    names = {master.cos_half: _HALF, master.cos_phi: _COS, master.sin_phi: _SIN, sp.I: _I}
    total = 0 * _HALF
    for powers, coefficient in sp.Poly(traces[0], *names).terms():
        term = _FIELD(sp.QQ(coefficient.p, coefficient.q))
        for value, power in zip(names.values(), powers, strict=True):
            term *= value**power
        total += term
    return total


def _correlator(first: str, second: str) -> Callable[[Series], Series]:
    """The half-sided transform of two bath operators of (4)."""
    strength = {"1": _J_1, "-1": _J_1, "z": _J_1, "2": _J_2, "-2": _J_2, "z'": _J_2}
    factor = strength[first] * strength[second] * _DENSITY * _trace(first, second)
    return lambda omega: transform(omega) * factor


def _cosine(argument: Series) -> Series:
    """cos of a multiple of theta / 2, by Chebyshev's recursion."""
    times = argument.coefficient(0) * 2 / _THETA
    before, now = _FIELD(1), _HALF
    for n in range(12):
        if times in (n, -n):
            return _series(before)
        before, now = now, 2 * _HALF * now - before
    raise Undefined(f"no cosine of {times} half angles")


def _exponential(argument: Series) -> Series:
    """exp of a multiple of i phi."""
    times = argument.coefficient(0) / (_I * _PHI)
    for n in range(12):
        if times in (n, -n):
            turn = _I if times == n else -_I
            return _series((_COS + turn * _SIN) ** n)
    raise Undefined(f"no exponential of {times} angles")


def _conjugate(value: Series) -> Series:
    """With minus the imaginary unit; every other generator is real."""
    terms = (_FIELD(c.numer.compose(_I.numer, -_I.numer)) / _FIELD(c.denom)
             for c in value.coefficients)  # fmt: skip
    return Series(value.lowest, tuple(terms))


@lru_cache(maxsize=1)
def small_frequency() -> Sample:
    """(5) for a Larmor frequency nu far below V; nothing else is small."""
    ring = series_ring(_COEFFICIENTS, TERMS)
    none = _series(0 * _V)
    shift = _LEFT_FULL.over_gap(_BAND, none, 0) - _BAND.over_gap(_RIGHT_FULL, none, 0)
    constants = {
        "V": _V, "Lambda": _CUTOFF, "theta": _THETA, "phi": _PHI, "J_1": _J_1, "J_2": _J_2,
        "N_squared": _DENSITY, "i_unit": _I, "pi": _PI,
    }  # fmt: skip
    values = {name: _series(value) for name, value in constants.items()} | {
        "Gamma": _correlator, "nu": variable(_FIELD.one, TERMS), "Delta": shift,
    }  # fmt: skip
    functions = {"log": log, "cos": _cosine, "exp": _exponential, "conj": _conjugate}
    return Sample(Ring(ring.name, ring.number, ring.size, functions), values)


def correlator_order(tree: Node) -> int:
    """The power of nu / V with which the two sides of (6) differ, relative to them."""
    assert isinstance(tree, Relation)
    sample = small_frequency()
    left, right = (_reduced(evaluate(side, sample)) for side in (tree.left, tree.right))
    difference = (left - right).valuation
    sizes = [side.valuation for side in (left, right) if side.valuation is not None]
    if difference is None:
        raise ArithmeticError("no difference as far as both sides are known")
    return difference - min(sizes)


def _reduced(series: Series) -> Series:
    """With -1 for the square of the imaginary unit, which no denominator contains."""
    square = (_I**2 + 1).numer
    terms = tuple(_FIELD(c.numer.rem(square)) / _FIELD(c.denom) for c in series.coefficients)
    return Series(series.lowest, terms)


def exact_exchange() -> Sample:
    """Static exchange through three levels that both leads have, whatever fills them.

    An electron goes from a level into an emptier one, of the same lead or of the other. Each term
    knows two energies, so that what holds for three levels holds for a band of any shape.
    """
    names = [f"{kind}{n}" for kind in ("e", "f_L", "f_R") for n in range(3)]
    ring, *found = field(names, sp.QQ)
    energies, occupied = found[:3], {"L": found[3:6], "R": found[6:]}

    def exchange(moves: Callable[[str, str], int]) -> Any:
        """Second order in an amplitude; equal energies have no principal value."""
        return sum(
            (occupied[a][n] * (1 - occupied[b][m]) * moves(a, b) / (energies[m] - energies[n])
             for a, b in product("LR", repeat=2) for n, m in product(range(3), repeat=2) if n != m),
            start=0 * energies[0],
        )  # fmt: skip

    numbers = Ring("rational functions of energies and occupations",
                   lambda value: ring(sp.QQ(value.numerator, value.denominator)), size)  # fmt: skip
    return Sample(numbers, {
        "across": exchange(lambda a, b: int(a != b)), "everything": exchange(lambda a, b: 1),
    })  # fmt: skip
