"""The flow of energy and the number of polarised orbitals of flat bands, exactly."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from math import comb, factorial
from typing import Any

import numpy as np
from sympy import QQ, QQ_I

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
    simple, double = (Exact(pi.value.field(QQ(x.numerator, x.denominator))) for x in pole())
    found: list[Exact] = []
    for k in range(1, count + 1):
        residue = simple * at**k + double * k * at ** (k - 1)
        lower = sum(
            (comb(k, j) * turn ** (k - j) * moment for j, moment in enumerate(found)), start=0 * pi
        )
        found.append(-(turn * residue + lower) / (k * turn))
    return found


def _imaginary(generator: Exact) -> Exact:
    return Exact(generator.value.field(QQ_I(0, 1)))


@cache
def energy() -> Sample:
    """Energy into the left electrode: twice the rate times that of x [f(x/T_R) - f(x/T_L)].

    By parts it is the difference of both squared temperatures times half the second moment.
    """
    ring, (pi, rate, left, right) = rational("pi g l r", QQ_I)
    second = moments(3, pi)[2]
    return Sample(ring, {
        "energy_current": 2 * rate * (right**2 - left**2) * second / 2,
        "Gamma": rate, "pi": pi, "temperature_L": left, "temperature_R": right,
    })  # fmt: skip


@cache
def polarised() -> Sample:
    """Filled orbitals of spin up less those of spin down at zero temperature, potential inside.

    An orbital is filled by a spin if its energy is below the potential plus or minus J/2.
    """
    ring, (half, potential, rest, orbitals) = rational("h m r N")
    width = half + potential + rest

    def filled(spin: int, place: Any) -> Any:
        below = -width, place + spin * half
        return overlap((-width, width), below) / (2 * width) * orbitals

    count = [filled(1, place) - filled(-1, place) for place in (potential, -potential)]
    return Sample(ring, {
        "polarized_orbitals": np.array(count), "orbitals": orbitals,
        "splitting": 2 * half, "half_bandwidth": width,
    })  # fmt: skip
