"""The stored exchange moment by quadrature: the judge of its closed form."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import mpmath

from spinloom.derivations.engine.interpret import Ring, Sample


def exchange_per_density(splitting: Any, temperature: Any) -> Any:
    """A quarter of the integral of (f(e - J/2) - f(e + J/2))^2 over the orbitals' energies."""
    half = splitting / 2

    def integrand(e: Any) -> Any:
        # half the difference of the hyperbolic tangents, written without cancellation
        difference = mpmath.sinh(half / temperature) / (
            mpmath.cosh(e / temperature) + mpmath.cosh(half / temperature)
        )
        return difference**2

    # even in the energy; beyond the last point the integrand is below exp(-120)
    ends = [0, half, half + 6 * temperature, half + 20 * temperature, half + 60 * temperature]
    return mpmath.quad(integrand, ends) / 2


def draw_exchange(rng: random.Random, ring: Ring) -> Sample:
    """A splitting, a temperature and a density of states."""
    exact = [Fraction(rng.randint(200, 4000), 997) for _ in range(3)]
    splitting, temperature, density = (mpmath.mpf(x.numerator) / x.denominator for x in exact)
    stored = density * exchange_per_density(splitting, temperature)
    convert = float if ring.name == "double" else lambda x: x
    return Sample(ring, {
        "J": convert(splitting), "T": convert(temperature), "nu_bar": convert(density),
        "q_ex": convert(stored),
    })  # fmt: skip
