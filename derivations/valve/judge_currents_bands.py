"""Flat bands with their edges: what the text and the captions say of them.

Energies in units of the tunnelling amplitude of the figures; densities of states, rates and
coefficients per Gamma.
"""

from __future__ import annotations

import random
from functools import cache
from itertools import pairwise, product
from typing import Any

import numpy as np
from scipy.optimize import brentq
from scipy.special import expit

from spinloom.derivations.engine.interpret import Ring, Sample

SPINS = (1, -1)
D, J, V = 25.0, 5.0, 1.0


def _filled(low: float, high: float, mu: float, temperature: float) -> float:
    """Integral of a Fermi function."""

    def primitive(x: float) -> float:
        return float(-temperature * np.logaddexp(0, -(x - mu) / temperature))

    return primitive(high) - primitive(low)


def draw_flat(rng: random.Random, ring: Ring) -> Sample:
    """The charge current of two flat bands, spin by spin, and its part without polarisation."""
    half_bandwidth, cosine = rng.uniform(20, 30), rng.uniform(-1, 1)
    splitting, bias = rng.uniform(1, 6), rng.choice((-1, 1)) * rng.uniform(0.5, 6)
    temperature, gamma = rng.uniform(0.05, 0.3), rng.uniform(0.5, 2)

    def window(low: float, high: float) -> float:
        left, right = (_filled(low, high, x, temperature) for x in (bias / 2, -bias / 2))
        return right - left

    total = 0.0
    for s, u in product(SPINS, repeat=2):
        low = max(-half_bandwidth - s * splitting / 2, -half_bandwidth - u * splitting / 2)
        high = min(half_bandwidth - s * splitting / 2, half_bandwidth - u * splitting / 2)
        total += gamma * (1 + s * u * cosine) / 2 * window(low, high)
    inner, edge = half_bandwidth - splitting / 2, half_bandwidth + splitting / 2
    # at the edges one of the two spins is left: half of the averaged density, squared
    averaged = window(-inner, inner) + (window(-edge, -inner) + window(inner, edge)) / 4
    return Sample(ring, {"charge_current": {"L": total}, "I_N0": {"L": 2 * gamma * averaged}})


def draw_even(rng: random.Random, ring: Ring) -> Sample:
    """The even anisotropy on both sides of the chemical potential, from an orbital's two levels."""
    mu, x, splitting = (rng.uniform(0.2, 2) for _ in range(3))
    temperature = rng.uniform(0.3, 1)

    def even(energy: float) -> float:
        def fermi(y: float) -> float:
            return float(1 / (np.exp((y - mu) / temperature) + 1))

        up = fermi(energy) - fermi(energy + splitting)  # this electron up, its partner down
        down = fermi(energy - splitting) - fermi(energy)
        return (up + down) / 4

    return Sample(ring, {"even_ahead": even(mu + x), "even_behind": even(mu - x)})


_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(60)


def _integral(function: Any, low: float, high: float) -> float:
    points = (high - low) / 2 * _NODES + (high + low) / 2
    return float((high - low) / 2 * (_WEIGHTS * function(points)).sum())


def exchange_torque(splitting: float, half_bandwidth: float, mu: float = 0.0) -> float:
    """T_ex / Gamma at zero temperature: holes of the orbitals around mu and both band edges."""
    inner, edge = half_bandwidth - splitting / 2, half_bandwidth + splitting / 2

    def pulled(x: Any) -> Any:
        # from the lower edge on an empty state x above the middle, or from the upper edge below it
        return np.log((x + edge) / (x + inner)) / 2 / np.pi

    # the anisotropy is -1/4 up to a splitting above mu and 1/4 down to a splitting below it
    sides = (_integral(lambda x: -pulled(x) / 4, m, m + splitting) for m in (mu, -mu))
    return 2 * sum(sides)


def spin_torque(splitting: float, half_bandwidth: float) -> float:
    """T_S / Gamma at zero temperature and bias: filled states at one edge, empty at the other."""
    inner, edge = half_bandwidth - splitting / 2, half_bandwidth + splitting / 2

    def pulled(x: Any) -> Any:
        return np.log((x + edge) / (x + inner)) / 2 / np.pi

    # polarisation times averaged density is minus one half at the upper edge
    return 2 * _integral(lambda x: -pulled(x) / 2, inner, edge)


def _fermi(x: Any, temperature: float) -> Any:
    return expit(-x / temperature)


def warm_emission(splitting: float, bias: float, temperature: float) -> float:
    """E_ex / Gamma far from the edges: the bias function times the anisotropy."""
    half, reach = bias / 2, splitting + 40 * temperature + abs(bias)

    def integrand(x: Any) -> Any:
        left, right = _fermi(x - half, temperature), _fermi(x + half, temperature)
        pairs = (_fermi(x - half + s * splitting, temperature) for s in SPINS)
        return (right - left) * (2 * left - sum(pairs)) / 4

    return 2 * _panels(integrand, -reach, reach, temperature)


def warm_torque(splitting: float, half_bandwidth: float, bias: float, temperature: float) -> float:
    """T_ex / Gamma with the occupations of both edges as they are at zero temperature."""
    inner, edge = half_bandwidth - splitting / 2, half_bandwidth + splitting / 2
    half, reach = bias / 2, splitting + 20 * temperature

    def integrand(x: Any) -> Any:
        lower, upper = (np.log((edge + y) / (inner + y)) / 2 / np.pi for y in (x, -x))
        left = _fermi(x - half, temperature)
        pairs = (_fermi(x - half + s * splitting, temperature) for s in SPINS)
        # beta of the right electrode is the lower edge alone, alpha both
        return (lower - (lower + upper) * left) * (2 * left - sum(pairs)) / 4

    return 2 * _panels(integrand, half - reach, half + reach, temperature)


def _panels(function: Any, low: float, high: float, width: float) -> float:
    """Gauss-Legendre quadrature on panels of a few widths."""
    ends = np.linspace(low, high, int((high - low) / (4 * width)) + 2)
    return sum(_integral(function, a, b) for a, b in pairwise(ends.tolist()))


def draw_falling(rng: random.Random, ring: Ring) -> Sample:
    """Emission and torque at rising temperatures."""
    rising = [0.02, 0.1, 0.3, 0.5, 0.7, 0.85]
    emission = [abs(warm_emission(J, V, x)) for x in rising]
    torque = [abs(warm_torque(J, D, V, x)) for x in rising]
    values = {
        f"{name} {k}": pair
        for name, row in (("emission", emission), ("torque", torque))
        for k, pair in enumerate(pairwise(row))
    }
    tables = {
        "coefficient": {key: before for key, (before, _) in values.items()},
        "later": {key: after for key, (_, after) in values.items()},
    }
    return Sample(ring, tables, {"temperature": tuple(values)})


@cache
def caption_values() -> dict[str, Any]:
    """What Figs. 14-16 show."""

    def direct(splitting: float) -> float:
        return splitting * spin_torque(splitting, D)  # the spin grows with the splitting

    def balance(splitting: float) -> float:
        return abs(exchange_torque(splitting, D)) - min(V, splitting) / 2

    def imbalance(bias: float) -> float:
        return abs(exchange_torque(J, D, bias / 2)) - bias / 2

    torque = abs(exchange_torque(J, D))
    return {
        "torque_size": torque, "crossing_splitting": brentq(balance, 2.0, 20.0),
        "crossing_bias": brentq(imbalance, 0.1, 1.0), "growth": direct(2.0) / direct(1.0),
        "J_value": J, "D_value": D, "V_value": V, "pi": np.pi,
    }  # fmt: skip
