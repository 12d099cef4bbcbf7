"""The exchange moment by energy, in one electrode: levels on a grid, and flat bands."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

import mpmath
import numpy as np

from spinloom.derivations.engine.interpret import PRECISE, Ring, Sample, evaluate, remembered
from spinloom.derivations.engine.printed import Node, relations

from .judge_flows import largest
from .judge_levels import Levels, on_grid, or_zero, sum_over
from .judge_storage import exchange_per_density
from .judge_stored import SIGN, SPINS, Electrode, spin_states

Function = Callable[[Any], Any]
RANGES = {"spin": tuple(SPINS), "axis": ("x", "y", "z")}


@remembered
def draw_levels(rng: random.Random, ring: Ring) -> Sample:
    """(64)-(67): one electrode on a grid; the spins of its orbitals are averages on Fock space."""
    found = on_grid(rng)
    grid, levels, fermi = found.grid, found.inside.levels, found.inside.fermi
    # energies at which there are levels of both spins: each of them has a say in every relation
    shared = [x for x in grid if all(found.density(a)(x) for a in SPINS)]
    if not shared:
        return draw_levels(rng, ring)
    parts = {a: or_zero(found, found.contribution(a), 0.0) for a in SPINS}

    def pairs(a: str, b: str) -> Callable[[float, float], float]:
        one, other = levels[:, SPINS[a]], levels[:, SPINS[b]]
        return lambda x, y: float(np.sum((one == x) & (other == y)))

    values = {
        "q_ex": found.magnitude, "mean_dos": found.mean_density, "fermi_plus": fermi,
        "anisotropy_of": parts, "anisotropy": lambda x: parts["up"](x) + parts["down"](x),
        "hole": lambda x: fermi(x) * (parts["up"](x) + parts["down"](x)),
        "two_dos": pairs, "sign": SIGN, "omega": rng.choice(shared),
    }  # fmt: skip
    own = replace(ring, size=largest)
    return Sample(own, values, RANGES, integrate=sum_over(grid))


@remembered
def draw_temperatures(rng: random.Random, ring: Ring) -> Sample:
    """Three half-filled orbitals: their ground state, and at a temperature."""
    half = [rng.uniform(0.8, 1.2) for _ in range(3)]
    centres = (0.1, -0.2, 0.3)
    levels = np.array([[e - h, e + h] for e, h in zip(centres, half, strict=True)])
    direction = np.array([0.0, 0.0, 1.0])
    inside = Electrode(levels, direction, spin_states(direction), rng.uniform(0.5, 1), 0.0)
    hot, cold = Levels(inside), Levels(inside, ground=True)
    occupied = levels < 0
    values = {
        "stored": {"T>0": hot.quadrupole[2, 2], "T=0": cold.quadrupole[2, 2]},
        "stored_spin": {"T>0": hot.mean("z"), "T=0": cold.mean("z")},
        "exchange_tensor": cold.exchange, "exchange_zz": cold.exchange[2, 2],
        "q_ground": float(np.sum(occupied[:, 0] != occupied[:, 1])) / 4,
        "polarized": float(np.sum(occupied[:, 0] & ~occupied[:, 1])),
        "ground_spin": cold.mean("z"),
        "axis_outer": {a: np.outer(e, e) for a, e in zip("xyz", np.eye(3), strict=True)},
    }  # fmt: skip
    return Sample(replace(ring, size=largest), values, RANGES)


def _fractions(rng: random.Random, ring: Ring, count: int) -> list[Any]:
    return [ring.number(Fraction(rng.randint(200, 2000), 997)) for _ in range(count)]


def contribution(fermi: Function, sign: int, splitting: Any) -> Function:
    """The moment that a spin at an energy makes with a copy of the orbital it is in."""

    def value(energy: Any) -> Any:
        orbital = energy + sign * splitting / 2
        polarized = fermi(orbital - splitting / 2) - fermi(orbital + splitting / 2)
        return sign * polarized / 4

    return value


def draw_flat(rng: random.Random, ring: Ring) -> Sample:
    """(68), (69): a flat, wide band; a spin at an energy says which orbital it is in."""
    splitting, temperature, potential, omega = _fractions(rng, ring, 4)
    exp = ring.functions["exp"]

    def fermi(energy: Any) -> Any:
        return 1 / (exp((energy - potential) / temperature) + 1)

    parts = {a: contribution(fermi, int(x), splitting) for a, x in SIGN.items()}
    values = {
        "anisotropy_of": parts, "anisotropy": lambda x: parts["up"](x) + parts["down"](x),
        "fermi_plus": fermi, "sign": {a: int(x) for a, x in SIGN.items()}, "J": splitting,
        "mu_0": potential, "omega": omega,
    }  # fmt: skip
    return Sample(ring, values, RANGES)


def draw_counted(rng: random.Random, ring: Ring) -> Sample:
    """(71) and the caption of Fig. 10: orbitals of a finite flat band at T = 0, counted."""
    orbitals, half_width = 2 * rng.randint(30, 60), rng.randint(2, 9)
    spacing = Fraction(2 * half_width, orbitals)
    splitting = 2 * spacing * rng.randint(2, 6)
    centres = [-half_width + (k + Fraction(1, 2)) * spacing for k in range(orbitals)]
    up, down = ([e - sign * splitting / 2 < 0 for e in centres] for sign in (1, -1))
    filled = [(u, d) for u, d in zip(up, down, strict=True)]
    values: dict[str, Any] = {
        "q_ground": Fraction(sum(u != d for u, d in filled), 4),
        "polarized": sum(u and not d for u, d in filled), "J": splitting,
        "nu_bar": 1 / spacing, "N_o": orbitals, "D": half_width,
    }  # fmt: skip
    return Sample(ring, {name: ring.number(Fraction(x)) for name, x in values.items()})


def spin_per_density(splitting: Any, temperature: Any) -> Any:
    """Half the integral of f(e - J/2) - f(e + J/2) over the orbitals' energies."""
    half = splitting / 2

    def integrand(e: Any) -> Any:
        return mpmath.sinh(half / temperature) / (
            mpmath.cosh(e / temperature) + mpmath.cosh(half / temperature)
        )

    ends = [0, half, half + 6 * temperature, half + 20 * temperature, half + 120 * temperature]
    return mpmath.quad(integrand, ends)  # even in the energy: twice the half


def draw_spin(rng: random.Random, ring: Ring) -> Sample:
    """The average spin of a flat, wide band at a temperature."""
    splitting, temperature, density = _fractions(rng, PRECISE, 3)
    values = {"J": splitting, "nu_bar": density,
              "constant_spin": density * spin_per_density(splitting, temperature)}  # fmt: skip
    if ring.name == "double":
        values = {name: float(x) for name, x in values.items()}
    return Sample(ring, values)


_exchange = cache(exchange_per_density)


def limits_remainder(printed: Node, x: Any) -> Any:
    """Relative residuals of (72): J = x T in the first line, exp(-J/T) = x^2 in the second."""
    temperature, density = mpmath.mpf(13) / 10, mpmath.mpf(7) / 10
    splittings = (x * temperature, -2 * mpmath.log(x) * temperature)
    exact = {
        label: density * _exchange(splitting, temperature)
        for label, splitting in zip(("hot", "cold"), splittings, strict=True)
    }
    worst = mpmath.mpf(0)
    for line, splitting in zip(relations(printed), splittings, strict=True):
        sample = Sample(PRECISE, {
            "J": splitting, "T": temperature, "nu_bar": density,
            "q_limit": exact,
        })  # fmt: skip
        left, right = evaluate(line.left, sample), evaluate(line.right, sample)
        worst = max(worst, abs(left - right) / (abs(left) + abs(right)))
    return worst


def heights() -> dict[str, Any]:
    """Signs of the contributions of a flat band, and of changes from T = J/10 to T = J/2."""
    energies = np.linspace(-4, 4, 4001)
    peaks, signs, stored = {}, {}, {}
    for temperature in (0.1, 0.5):
        for a, sign in SIGN.items():
            centre = (energies + sign / 2) / temperature
            half = 0.5 / temperature
            part = sign * np.sinh(half) / (np.cosh(centre) + np.cosh(half)) / 4
            assert np.all(np.sign(part) == np.sign(part[0]))
            peaks[a, temperature] = part[np.abs(part).argmax()]
            signs[a] = float(np.sign(part[0]))
        stored[temperature] = exchange_per_density(mpmath.mpf(1), mpmath.mpf(temperature))
    return {
        "sense": signs,
        "trend": {a: float(np.sign(peaks[a, 0.5] - peaks[a, 0.1])) for a in SIGN},
        "q_trend": float(mpmath.sign(stored[0.5] - stored[0.1])),
    }


def regimes() -> dict[str, Any]:
    """Signs of the contributions at T = J/100 in the middle of the regimes (a)-(d)."""
    pattern = np.zeros((2, 4))
    for (row, sign), (column, energy) in product(
        enumerate(SIGN.values()), enumerate((1.5, 0.5, -0.5, -1.5))
    ):
        value = contribution(lambda e: 1 / (np.exp(e / 0.01) + 1), int(sign), 1.0)(energy)
        pattern[row, column] = np.sign(round(value, 12))
    return {"pattern": pattern}
