"""Densities of states from lists of levels: the judge of (12)-(21).

A delta function is a peak of unit weight whose first three moments vanish, so that polynomials of
third degree do not see its width. Densities are compared by their moments on a grid of pairs of
frequencies, which the sum over the grid gives to rounding (trapezoidal rule, analytic integrand).
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from spinloom.derivations.engine.interpret import Ring, Sample, defined
from spinloom.derivations.engine.printed import Node

ELECTRODES, SPINS = ("L", "R"), ("up", "down")
SIGN = {"up": 1.0, "down": -1.0}
ORBITALS = ("0", "1", "2")
WIDTH = 0.5
STEP = WIDTH / 1.4

Array = NDArray[Any]
#: Energy of a level by electrode, band, orbital and spin.
Levels = Callable[[str, str, str, str], float]


def peak(x: Array) -> Array:
    """A delta function of finite width."""
    y = x / WIDTH
    gauss = np.exp(-(y**2) / 2) / (WIDTH * np.sqrt(2 * np.pi))
    return np.asarray(gauss * (3 - y**2) / 2)


@cache
def grid() -> tuple[Array, Array]:
    """Pairs of frequencies, in a row; the second has to hold the images of the first."""
    first = np.arange(-16, 17) * STEP
    second = np.arange(-40, 41) * STEP
    pairs = np.meshgrid(first, second, indexing="ij")
    return pairs[0].ravel(), pairs[1].ravel()


def moments(value: Any) -> float:
    """The largest of four mixed moments of a function on the grid."""
    first, second = grid()
    spread = np.broadcast_to(value, first.shape)
    tests = (1.0, first, second, first * second)
    return float(max(abs(np.sum(spread * test)) * STEP**2 for test in tests))


@dataclass(frozen=True)
class Bands:
    """Levels of both electrodes; `maps` gives intercept and slope from spin up to spin down."""

    names: tuple[str, ...]
    orbital_level: dict[tuple[str, str, str], float]
    splitting: dict[tuple[str, str], float]
    maps: dict[tuple[str, str], tuple[float, float]]

    def rigid(self, r: str, n: str, k: str, spin: str) -> float:
        """Levels shifted by half the splitting, down for spin up."""
        return self.orbital_level[r, n, k] + {"up": -0.5, "down": 0.5}[spin] * self.splitting[r, n]

    def mapped(self, r: str, n: str, k: str, spin: str) -> float:
        """Levels of spin down as a linear function of those of spin up."""
        return float(self.image(r, n, "up", spin)(self.orbital_level[r, n, k]))

    def image(self, r: str, n: str, spin: str, other: str) -> Callable[[Any], Any]:
        """The energy with the other spin as a function of the energy with this one."""
        intercept, slope = self.maps[r, n]
        if spin == other:
            return lambda x: x
        if spin == "up":
            return lambda x: intercept + slope * x
        return lambda x: (x - intercept) / slope


def bands(rng: random.Random, names: tuple[str, ...]) -> Bands:
    """Generic levels, splittings and maps."""
    places = list(product(ELECTRODES, names))
    levels = {(r, n, k): rng.uniform(-0.6, 0.6) for r, n in places for k in ORBITALS}
    splitting = {place: rng.uniform(0.4, 1.2) for place in places}
    maps = {place: (rng.uniform(0.2, 0.5), rng.choice((0.75, 1.3))) for place in places}
    return Bands(names, levels, splitting, maps)


def _densities(found: Bands, level: Levels) -> dict[str, Any]:
    def of_band(r: str, n: str, spin: str) -> Callable[[Any], Any]:
        return lambda x: sum(peak(level(r, n, k, spin) - x) for k in ORBITALS)

    def one(r: str, spin: str) -> Callable[[Any], Any]:
        return lambda x: sum(of_band(r, n, spin)(x) for n in found.names)

    def two(r: str, spin: str, other: str) -> Callable[[Any, Any], Any]:
        return lambda x, y: sum(
            peak(level(r, n, k, spin) - x) * peak(level(r, n, k, other) - y)
            for n, k in product(found.names, ORBITALS)
        )

    return {"nu": one, "nu_2": two, "nu_of_band": of_band}


def _sample(found: Bands, level: Levels, ring: Ring) -> Sample:
    own = replace(ring, size=moments, functions={**ring.functions, "dirac": peak})
    first, second = grid()
    values = {
        "level": level,
        "orbital_level": found.orbital_level,
        "J_of": found.splitting,
        "J": found.splitting["L", found.names[0]],
        "g": found.image,
        "sign": SIGN,
        "omega": first,
        "omega'": second,
        **_densities(found, level),
    }
    ranges = {"electrode": ("L",), "band": found.names, "orbital": ORBITALS, "spin": SPINS}
    return Sample(own, values, ranges)


def _with(sample: Sample, printed: Node | None, leaf: str) -> Sample:
    """The sample with one leaf taken from its printed definition."""
    if printed is None:
        return sample
    return replace(sample, values={**sample.values, leaf: cache(defined(printed, sample))})


def draw_two_bands(printed: Node | None = None, leaf: str = "") -> Callable[..., Sample]:
    """Two bands whose spins are related by maps of their own; one density may be the print's."""

    def draw(rng: random.Random, ring: Ring) -> Sample:
        found = bands(rng, ("1", "2"))
        return _with(_sample(found, found.mapped, ring), printed, leaf)

    return draw


def draw_one_band(rng: random.Random, ring: Ring) -> Sample:
    """One band with a map."""
    found = bands(rng, ("1",))
    return _sample(found, found.mapped, ring)


def draw_rigid(printed: Node | None = None) -> Callable[..., Sample]:
    """One band, split rigidly; the two-particle density may take its levels from a printed (18)."""

    def draw(rng: random.Random, ring: Ring) -> Sample:
        found = bands(rng, ("1",))
        sample = _sample(found, found.rigid, ring)
        if printed is None:
            return sample
        two = _densities(found, cache(defined(printed, sample)))["nu_2"]
        return replace(sample, values={**sample.values, "nu_2": two})

    return draw


# --- spin average and polarization ----------------------------------------------------------------


def draw_polarized(printed: Node | None = None, leaf: str = "") -> Callable[..., Sample]:
    """Two densities that are generic functions of the frequency."""

    def draw(rng: random.Random, ring: Ring) -> Sample:
        def number() -> Any:
            return ring.number(Fraction(rng.randint(100, 999), 997))

        weights = {key: [number() for _ in range(3)] for key in product(ELECTRODES, SPINS)}

        def density(r: str, spin: str) -> Callable[[Any], Any]:
            a, b, c = weights[r, spin]
            return lambda x: 2 + a + b * x + c * x * x

        def sums(r: str) -> Callable[[Any, int], Any]:
            return lambda x, sign: density(r, "up")(x) + sign * density(r, "down")(x)

        values = {
            "nu": density,
            "nu_bar_of": lambda r: lambda x: sums(r)(x, 1) / 2,
            "n": lambda r: lambda x: sums(r)(x, -1) / sums(r)(x, 1),
            "sign": {"up": 1, "down": -1},
            "omega": number(),
        }
        sample = Sample(ring, values, {"electrode": ELECTRODES, "spin": SPINS})
        return _with(sample, printed, leaf)

    return draw


# --- band edges -----------------------------------------------------------------------------------


def draw_edges(rng: random.Random, ring: Ring) -> Sample:
    """Two bands of each electrode; the distance of their nearest edge, a lower one, from either
    potential.
    """
    half = rng.uniform(8, 12)
    splitting = {r: rng.uniform(1, 4) for r in ELECTRODES}
    potential = {r: rng.choice((-1, 1)) * rng.uniform(0.3, 1.2) for r in ELECTRODES}
    potential[rng.choice(ELECTRODES)] = -rng.uniform(1.5, 2.5)
    edges = [
        shift + end
        for r in ELECTRODES for shift in (splitting[r] / 2, -splitting[r] / 2)
        for end in (half, -half)
    ]  # fmt: skip
    cases = list(product(ELECTRODES, ELECTRODES, (1.0, -1.0), (1.0, -1.0)))
    own = replace(ring, functions={**ring.functions, "minimum": np.min})
    values = {
        "W": min(abs(edge - mu) for edge in edges for mu in potential.values()),
        "D": half,
        "J_r": np.array([splitting[r] for r, _, _, _ in cases]),
        "mu_r'": np.array([potential[r] for _, r, _, _ in cases]),
        "sigma": np.array([sign for _, _, sign, _ in cases]),
        "p": np.array([sign for _, _, _, sign in cases]),
    }
    return Sample(own, values)


def draw_flat(rng: random.Random, ring: Ring) -> Sample:
    """Equally spaced orbitals between shifted edges: their number over their distance."""
    half, orbitals = rng.uniform(1, 9), rng.randint(20, 60)
    spacing = 2 * half / orbitals
    counted = {}
    for name, sign in SIGN.items():
        start = -half - sign * 0.3 * half
        levels = np.array([start + (k + 0.5) * spacing for k in range(orbitals)])
        counted[name] = (len(levels) - 1) / (levels[-1] - levels[0])
    values = {"flat_density": counted, "N_o": float(orbitals), "D": half}
    return Sample(ring, values, {"spin": SPINS})
