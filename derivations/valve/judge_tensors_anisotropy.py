"""Densities of triplets, the anisotropy function and its integral: the judge of (A35)-(A49)."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
from scipy.optimize import brentq

from spinloom.derivations.engine.interpret import Draw, Ring, Sample, defined
from spinloom.derivations.engine.printed import Call, Node

from .judge_tensors import OPPOSITE, ORBITALS, SIGN, SPINS, Magnet, magnet, sampled
from .judge_tensors_density import at_down, dirac, traces


def draw_triplet_densities(printed: Node | None = None) -> Draw:
    """Any pair density at two frequencies, and its triplet parts.

    A printed definition of a triplet part replaces the judge's.
    """

    def draw(rng: random.Random, ring: Ring) -> Sample:
        phases = {ab: rng.uniform(0, 6) for ab in product(SPINS, repeat=2)}

        def density(a: str, b: str) -> Callable[[float, float], float]:
            return lambda x, y: float(np.sin(x + phases[a, b]) + np.cos(2 * y - phases[a, b]))

        def triplet(m: str) -> Callable[[float, float], float]:
            if m == "0":
                both = density("+", "-"), density("-", "+")
                return lambda x, y: (both[0](x, y) + both[1](x, y)) / np.sqrt(2)
            return density(m, m)

        values: dict[str, Any] = {
            "nu": density,
            "nu_opposite": lambda a: density(a, OPPOSITE[a]),
            "nu_triplet": triplet,
            "sign": SIGN,
            "omega": rng.uniform(-1, 1),
            "omega'": rng.uniform(-1, 1),
        }
        sample = sampled(ring, values)
        if printed is not None:
            new = defined(printed, sample)
            labels = ("0",) if _defines_planar(printed) else SPINS
            values["nu_triplet"] = lambda m: new(m) if m in labels else triplet(m)
        return sample

    return draw


def _defines_planar(printed: Any) -> bool:
    return any(index.name == "0" for index in printed.left.function.indices)


def split(rng: random.Random) -> tuple[Magnet, float]:
    """A magnet whose two spins are split rigidly, and the splitting."""
    one, splitting = magnet(rng), rng.uniform(0.3, 1.5)
    energies = {
        (k, a): one.energies[k, "+"] - SIGN[a] * splitting / 2 for k, a in one.energies
    }  # fmt: skip
    return replace(one, energies=energies), splitting


def draw_split(rng: random.Random, ring: Ring) -> Sample:
    """Rigidly split levels, with a frequency at one of them."""
    one, splitting = split(rng)

    def density(spin: str) -> Callable[[Any], float]:
        return lambda x: sum(dirac(x - one.energies[k, spin]) for k in ORBITALS)

    values = {
        **traces(one),
        "nu_spin": density,
        "J": splitting,
        "omega": at_down(one, rng),
    }
    return sampled(ring, values)


def draw_bands(rng: random.Random, ring: Ring) -> Sample:
    """A smooth density of orbitals, split rigidly; the anisotropy orbital by orbital."""
    splitting, mu, temperature = rng.uniform(0.3, 1.5), rng.uniform(-1, 1), rng.uniform(0.3, 1)
    phase, omega = rng.uniform(0, 6), rng.uniform(-1, 1)

    def fermi(energy: float) -> float:
        return float(1 / (np.exp((energy - mu) / temperature) + 1))

    def orbitals(energy: float) -> float:
        return float(2 + np.sin(energy + phase))

    def spin_density(spin: str, x: float) -> float:
        return orbitals(x + SIGN[spin] * splitting / 2)

    def aligned(spin: str, x: float) -> float:
        orbital = x + SIGN[spin] * splitting / 2
        up, down = fermi(orbital - splitting / 2), fermi(orbital + splitting / 2)
        return spin_density(spin, x) * SIGN[spin] / 4 * (up - down)

    def mean(x: float) -> float:
        return sum(spin_density(a, x) for a in SPINS) / 2

    values = {
        "a_total": lambda x: sum(aligned(a, x) for a in SPINS) / mean(x),
        "polarization": lambda x: sum(SIGN[a] * spin_density(a, x) for a in SPINS) / mean(x) / 2,
        "f_plus": fermi,
        "J": splitting,
        "omega": omega,
    }
    return sampled(ring, values)


def draw_window(rng: random.Random, ring: Ring) -> Sample:
    """The window in which the Fermi functions do not cancel, at half height of the sharp steps."""
    splitting, mu = rng.uniform(0.5, 1), rng.uniform(3, 5)
    temperature = splitting / 50

    def fermi(energy: float) -> float:
        return float(1 / (np.exp((energy - mu) / temperature) + 1))

    def symmetric(energy: float) -> float:
        return fermi(energy - splitting) - fermi(energy + splitting)

    def of_spin(sign: float) -> tuple[float, float]:
        """Where sign a_sigma, which is a step up and a step down, passes half its height."""
        steps = (min(mu, mu - sign * splitting), max(mu, mu - sign * splitting))
        half = splitting / 2

        def height(energy: float) -> float:
            return sign * (fermi(energy) - fermi(energy + sign * splitting)) - 0.5

        low, high = (brentq(height, end - half, end + half, xtol=1e-15) for end in steps)
        return low, high

    ends = {
        name: brentq(lambda x: symmetric(x) - 0.5, mu, mu + side * 2 * splitting, xtol=1e-15)
        for name, side in (("lower end", -1), ("upper end", 1))
    }
    values = {
        **ends,
        "lower end of a": {spin: of_spin(SIGN[spin])[0] for spin in SPINS},
        "upper end of a": {spin: of_spin(SIGN[spin])[1] for spin in SPINS},
        "centre": sum(ends.values()) / 2,
        "half_width": (ends["upper end"] - ends["lower end"]) / 2,
        "omega": mu + rng.uniform(-1, 1) * splitting,
        "mu_chemical": mu,
        "J": splitting,
        "T": temperature,
    }  # fmt: skip
    return sampled(ring, values)


#: Step and half width of the trapezoidal rule: the Fermi function's poles are pi away.
STEP, HALF_WIDTH = 0.25, 90.0


def trapezoid(names: tuple[str, ...], integrand: Callable[..., Any]) -> Any:
    """The integral over the real line of what vanishes exponentially."""
    del names  # one variable
    places = np.arange(-HALF_WIDTH, HALF_WIDTH, STEP)
    return STEP * np.sum(integrand(places))


def draw_flat(printed: Node | None = None) -> Draw:
    """The exchange moment of a flat, wide band from its orbitals; a definition may be printed."""

    def draw(rng: random.Random, ring: Ring) -> Sample:
        temperature, density, ratio = rng.uniform(0.4, 2), rng.uniform(0.5, 2), rng.uniform(0.5, 6)

        def fermi(x: Any) -> Any:
            return 1 / (np.exp(x) + 1)

        def hole(x: Any) -> Any:
            return (fermi(x - ratio / 2) - fermi(x + ratio / 2)) ** 2

        values: dict[str, Any] = {
            "q_ex": density / 4 * temperature * trapezoid(("x",), hole),
            "nu_bar": density, "T": temperature, "J": ratio * temperature, "j": ratio,
            "y": rng.uniform(0.5, 5) * rng.choice((-1, 1)),
            "fermi": fermi, "bose": lambda x: 1 / (np.exp(x) - 1),
        }  # fmt: skip
        sample = sampled(ring, values, integrate=trapezoid)
        if printed is not None:
            _define(printed, sample, values)
        return sample

    return draw


def _define(printed: Any, sample: Sample, values: dict[str, Any]) -> None:
    leaf: Any = printed.left.function if isinstance(printed.left, Call) else printed.left
    values[leaf.name] = defined(printed, sample)()
