"""The flow of energy and the number of polarised orbitals of flat bands, exactly."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from math import comb, factorial
from typing import Any

import numpy as np
from sympy import QQ, QQ_I
from sympy.polys.rings import ring

from spinloom.derivations.engine.interpret import Sample
from spinloom.derivations.engine.series import Series, principal_part

from .exact_pure_field import Exact, rational
from .exact_pure_signs import overlap


def pole() -> tuple[Fraction, Fraction]:
    """Coefficients of 1/s and 1/s^2 in minus the Fermi function's derivative at x = i pi + s."""
    exponential = Series(0, tuple(Fraction(1, factorial(n)) for n in range(4)))
    simple, double = principal_part([-exponential / (1 - exponential) ** 2], 2)
    return simple, double


def moments(count: int, pi: Exact) -> list[Exact]:
    """Integrals of x^k times minus the Fermi function's derivative, k = 0 ... count - 1.

    That derivative has the period 2 pi i. So the integral of Q(x) - Q(x + 2 pi i) times it is
    2 pi i times the residue of Q(z) times it at i pi, for every power Q.
    """
    turn = 2 * pi * _imaginary(pi)
    at = turn / 2
    simple, double = (_number(x, pi) for x in pole())
    found: list[Exact] = []
    for k in range(1, count + 1):
        residue = simple * at**k + double * k * at ** (k - 1)
        lower = sum(
            (comb(k, j) * turn ** (k - j) * moment for j, moment in enumerate(found)), start=0 * pi
        )
        found.append(-(turn * residue + lower) / (k * turn))
    return found


def _number(value: Any, beside: Exact) -> Exact:
    """A rational number in the field of another element."""
    return Exact(beside.value.field(QQ(value.numerator, value.denominator)))


def _imaginary(generator: Exact) -> Exact:
    return Exact(generator.value.field(QQ_I(0, 1)))


#: A distance x from the potential, f(x/T) of both electrodes, and one over their temperatures.
_FLOW, X, *_STEPS = ring("x f_L f_R b_L b_R", QQ)
FERMI, COLDNESS = dict(zip("LR", _STEPS[:2], strict=True)), dict(zip("LR", _STEPS[2:], strict=True))


def derivative(polynomial: Any) -> Any:
    """By x; the Fermi function f of x/T has the derivative f (f - 1)/T."""
    found = polynomial.diff(X)
    for side, step in FERMI.items():
        found = found + polynomial.diff(step) * step * (step - 1) * COLDNESS[side]
    return found


def difference_integral(integrand: Any, temperatures: Mapping[str, Exact], pi: Exact) -> Exact:
    """Integral over all x of a polynomial of x times f_R - f_L, by parts.

    Fermi functions agree but for exponentially small rests far above and far below the potential:
    the integral of a derivative of such a product vanishes.

    Raises
    ------
    ArithmeticError
        If the integrand is another one, or what is left no sum of powers of x times slopes.
    """
    difference = FERMI["R"] - FERMI["L"]
    factor, rest = divmod(integrand, difference)
    if rest or any(factor.diff(g) for g in _STEPS):
        raise ArithmeticError("no polynomial of x times the difference of Fermi functions")
    power_sum = sum(
        (X.ring({monomial: c / (monomial[0] + 1)}) * X for monomial, c in factor.terms()),
        start=_FLOW.zero,
    )
    left_over = integrand - derivative(power_sum * difference)
    known, total = moments(left_over.degree(X) + 1, pi), 0 * pi
    for side, step in FERMI.items():
        slope = step * (1 - step) * COLDNESS[side]  # minus the derivative of f(x/T)
        weight, left_over = divmod(left_over, slope)
        for (power, *others), c in weight.terms():
            if any(others):
                raise ArithmeticError("no power of x beside a slope")
            total = total + known[power] * temperatures[side] ** power * _number(c, pi)
    if left_over:
        raise ArithmeticError("integration by parts leaves more than slopes")
    return total


@cache
def energy() -> Sample:
    """Energy into the left electrode: twice the rate times that of x [f(x/T_R) - f(x/T_L)]."""
    numbers, (pi, rate, left, right) = rational("pi g l r", QQ_I)
    flow = difference_integral(X * (FERMI["R"] - FERMI["L"]), {"L": left, "R": right}, pi)
    return Sample(numbers, {
        "energy_current": 2 * rate * flow,
        "Gamma": rate, "pi": pi, "temperature_L": left, "temperature_R": right,
    })  # fmt: skip


@cache
def polarised() -> Sample:
    """Filled orbitals of spin up less those of spin down at zero temperature, potential inside.

    An orbital is filled by a spin if its energy is below the potential plus or minus J/2.
    """
    numbers, (half, potential, rest, orbitals) = rational("h m r N")
    width = half + potential + rest

    def filled(spin: int, place: Any) -> Any:
        below = -width, place + spin * half
        return overlap((-width, width), below) / (2 * width) * orbitals

    count = [filled(1, place) - filled(-1, place) for place in (potential, -potential)]
    return Sample(numbers, {
        "polarized_orbitals": np.array(count), "orbitals": orbitals,
        "splitting": 2 * half, "half_bandwidth": width,
    })  # fmt: skip
