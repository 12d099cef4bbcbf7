"""A thermal bias of flat bands: integrals of products of Fermi functions in closed form.

Energies are in units of the left temperature, from the common potential; u stands for exp(x) and
y for exp(j/2). An integrand is a rational function of u whose coefficients are polynomials of x.
It is the sum of its principal parts, each a power of one shifted Fermi function, and these have
moments with powers of pi. The bands reach far beyond all Fermi steps.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from math import comb, factorial
from typing import Any

import sympy as sp
from flint import acb, arb
from sympy.polys.fields import field

from spinloom.derivations.engine.interpret import Ring, Sample
from spinloom.derivations.engine.printed import Node, Relation
from spinloom.derivations.engine.series import Series, constant, order, principal_part, variable

from .exact_pure_field import rational
from .exact_pure_flows import moments
from .exact_pure_orders import coefficients, substituted
from .judge_pure_thermal import RATIOS

_FIELD, *GENERATORS = field("x u y j pi c G T t", sp.QQ)
X, U, Y, J, PI, CUTOFF, GAMMA, TEMPERATURE, BIAS = GENERATORS
ZERO, ONE = _FIELD.zero, _FIELD.one
_CUTOFF_PLACE = GENERATORS.index(CUTOFF)

#: Functions of y alone: the coefficients beside powers of u.
_PLACES, _PLACE = field("y", sp.QQ)

#: Fermi functions may be shifted by multiples of j/2 up to this one.
SHIFTS = (-2, -1, 0, 1, 2)
#: The highest order of a pole, and the terms about it that reach the residues.
DEPTH = 4
_TERMS = 2 * DEPTH + 1


def _number(value: Fraction) -> Any:
    return ONE * value


RING = Ring("exponentials", _number, lambda value: int(bool(value)))


# --- Integrals --------------------------------------------------------------------------------


@cache
def _moment(power: int) -> Any:
    """The integral of x^power times minus the Fermi function's derivative.

    Raises
    ------
    ArithmeticError
        If it is not real.
    """
    _, (pi,) = rational("pi", sp.QQ_I)
    exact = (moments(power + 1, pi)[power] / pi**power).value
    value = exact.numer.coeff(1) / exact.denom.coeff(1) if exact else sp.QQ_I(0)
    if value.y:
        raise ArithmeticError("a moment is not real")
    return _number(Fraction(int(value.x.numerator), int(value.x.denominator))) * PI**power


@cache
def power_integral(power: int, exponent: int, shift: int) -> Any:
    """Integral of ``x^power f(x - shift j/2)^exponent`` from minus the cutoff on.

    The derivative of f^k is k (f^(k+1) - f^k): one exponent less for each integration by parts.
    What is exponentially small in the cutoff is left out.
    """
    end = (-CUTOFF) ** power
    if exponent == 1:
        place, n = J * shift / 2, power + 1
        moved = _moment(n)
        if place:
            moved = sum((_moment(k) * place ** (n - k) * comb(n, k) for k in range(n)), start=moved)
        return (moved + end * CUTOFF) / n
    lower = power_integral(power, exponent - 1, shift)
    rest = power * power_integral(power - 1, exponent - 1, shift) if power else ZERO
    return lower - (end + rest) / (exponent - 1)


def _split(polynomial: Any) -> dict[Any, dict[int, Any]]:
    """Coefficients by powers of u, functions of y alone; the rest of each monomial as a key."""
    found: dict[Any, dict[int, Any]] = {}
    for (x, u, y, *rest), coefficient in polynomial.terms():
        by_powers = found.setdefault((x, *rest), {})
        by_powers[u] = by_powers.get(u, _PLACES.zero) + coefficient * _PLACE**y
    return found


def _at(coefficients: dict[int, Any], step: Series) -> Series:
    total = step * 0
    for power in range(max(coefficients), -1, -1):
        total = total * step + coefficients.get(power, _PLACES.zero)
    return total


def _monomial(powers: Sequence[int]) -> Any:
    found = ONE
    for generator, power in zip(GENERATORS[3:], powers, strict=True):
        found = found * generator**power
    return found


def integral(integrand: Any) -> Any:
    """Integral over all x of a rational function of u = exp(x).

    Raises
    ------
    ArithmeticError
        If the integrand has other poles, divides by x, or does not fall off on both sides.
    """
    (fixed, below), *others = _split(integrand.denom).items()
    if others or any(fixed):
        raise ArithmeticError("other quantities than exponentials divide")
    total, degree = ZERO, max(below)
    groups = _split(integrand.numer)
    for shift in SHIFTS:
        place = -(_PLACE**shift)
        step = constant(place, _TERMS) + variable(_PLACES.one, _TERMS)
        divisor = _at(below, step)
        if not divisor.valuation:
            continue
        degree -= divisor.valuation
        inverse = 1 / divisor
        for (x, *rest), group in groups.items():
            parts = principal_part([_at(group, step) * inverse], DEPTH)
            for exponent, part in enumerate(parts, 1):
                # 1/(u - place)^k is f(x - shift j/2)^k over (-place)^k
                weight = part / (-place) ** exponent
                if weight:
                    moment = power_integral(x, exponent, shift) * _monomial(rest)
                    total = total + moment * substituted(weight, [Y])
    if degree or any(max(group) >= max(below) for group in groups.values()):
        raise ArithmeticError("the integrand is not the sum of its principal parts")
    if any(powers[_CUTOFF_PLACE] for powers in total.numer.monoms()):
        raise ArithmeticError("the integral does not converge")
    return total


def _exponential(argument: Any) -> Any:
    """The exponential of plus or minus x, shifted by a multiple of j/2.

    Raises
    ------
    ArithmeticError
        If the argument is another one.
    """
    sense, twice = argument.diff(X), 2 * argument.diff(J)
    if sense not in (ONE, -ONE) or argument != sense * X + twice * J / 2:
        raise ArithmeticError(f"no Fermi step of this module: {argument}")
    shift = int(twice.numer.coeff(1) / twice.denom.coeff(1)) if twice else 0
    if twice != shift or shift not in SHIFTS:
        raise ArithmeticError(f"no Fermi step of this module: {argument}")
    return U ** (1 if sense == ONE else -1) * Y**shift


def fermi(argument: Any) -> Any:
    """The Fermi function."""
    return 1 / (_exponential(argument) + 1)


def slope(argument: Any, times: int = 1) -> Any:
    """A derivative of the Fermi function: d/dx f = f (f - 1), and so on for its powers."""
    value, polynomial = fermi(argument), {1: 1}
    for _ in range(times):
        grown: dict[int, int] = {}
        for power, weight in polynomial.items():
            grown[power + 1] = grown.get(power + 1, 0) + power * weight
            grown[power] = grown.get(power, 0) - power * weight
        polynomial = grown
    return sum((value**power * weight for power, weight in polynomial.items()), start=ZERO)


# --- The current ------------------------------------------------------------------------------


def _current(power: int) -> Any:
    """The current of collinear directions at one power of the bias ratio.

    Its size is the emission coefficient, summed over orbitals: a spin's rate is the rate Gamma
    times the difference of f(x (1 - t)) and f(x) at its level.
    """
    levels = X - J / 2, X + J / 2
    rates = [(-e) ** power * slope(e, power) / factorial(power) for e in levels]
    filled = [fermi(e) for e in levels]
    here = substituted(coefficients().emission, [*filled, *rates, *(ZERO for _ in range(4))])
    return integral(here) * GAMMA * TEMPERATURE


@cache
def _currents() -> tuple[Any, Any]:
    return _current(1), _current(2)


@cache
def linear() -> Sample:
    """The current at a small bias ratio of either sign, with the integrals of footnote 41."""
    first, second = _currents()

    def size(sense: int) -> Series:
        return Series(0, (ZERO, first * sense, second))

    def integrate(names: tuple[str, ...], integrand: Callable[..., Any]) -> Any:
        return integral(integrand(X))

    return Sample(RING, {
        "quadrupole_size": size(1), "size_forward": size(1), "size_backward": size(-1),
        "Gamma": GAMMA, "temperature_L": TEMPERATURE, "tau": variable(ONE, 3), "ratio": J,
        "fermi": fermi, "slope": slope, "spin_sign": {"up": ONE, "down": -ONE},
    }, {"spin": ("up", "down")}, integrate=integrate)  # fmt: skip


def small_bias(tree: Node) -> int:
    """The order in the bias ratio."""
    assert isinstance(tree, Relation)
    return order(tree, linear())


@cache
def _large() -> Sample:
    """The linear response as a series in exp(-J/2T); powers of J/T are among the coefficients."""
    small = variable(ONE, _TERMS)
    at = [1 / small if g == Y else constant(g, _TERMS) for g in GENERATORS]
    return Sample(RING, {
        "quadrupole_size": substituted(_currents()[0], at) * BIAS,
        "Gamma": constant(GAMMA, _TERMS), "temperature_L": TEMPERATURE, "tau": BIAS,
    })  # fmt: skip


def large_splitting(tree: Node) -> int:
    """The order in exp(-J/2T) of the current to first order in the bias ratio."""
    assert isinstance(tree, Relation)
    return order(tree, _large())


# --- Given ratios -----------------------------------------------------------------------------

#: Energies between which the current is integrated; what lies outside is bounded.
_REACH = 150


BALLS = Ring(
    "balls", lambda value: arb(value.numerator) / value.denominator, abs, {"abs": abs}
)  # fmt: skip


def _occupied(energy: acb) -> acb:
    return 1 / (energy.exp() + 1)


def current(splitting: arb, ratio: arb) -> arb:
    """The current over Gamma and the left temperature: a ball that holds it.

    A rate at a distance is bounded by the slower one of both Fermi tails.
    """
    emission = coefficients().emission

    def integrand(x: acb, _: bool) -> acb:
        levels = x - splitting / 2, x + splitting / 2
        filled = [_occupied(level) for level in levels]
        rates = [_occupied(e * (1 - ratio)) - own for e, own in zip(levels, filled, strict=True)]
        return substituted(emission, [*filled, *rates, *(acb(0) for _ in range(4))])

    found = acb.integral(integrand, -_REACH, _REACH).real
    # |integrand| <= (|rate up| + |rate down|)/2, each below exp(-slowest |level|)
    slowest = arb(1).min(1 - ratio)
    tail = 2 * (-slowest * (_REACH - splitting / 2)).exp() / slowest
    return found + tail.union(-tail)


@cache
def curves() -> Sample:
    """Currents at the ratios of Fig. 22 and J = 5 T, as balls: an order of balls is an order."""
    ratios = {name: arb(name) for name in RATIOS}
    values = {name: current(arb(5), ratio) for name, ratio in ratios.items()}
    return Sample(BALLS, {"curve": values})
