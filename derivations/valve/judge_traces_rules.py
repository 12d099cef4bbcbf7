"""Sums over orbitals and spins: the judge of the separation of energy and spin, and of chains.

Frequency integrals are sums over the levels, each with the weight of its spin.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Ring, Sample, defined
from spinloom.derivations.engine.printed import Node

from .judge_expansion_rules import contraction_table, hermitian
from .judge_fields_rules import (
    CHARGE_SPIN,
    LABELS,
    SPIN,
    Array,
    complexes,
    four_vector,
    frame,
    states,
)
from .judge_superoperators import SIGN

AXES = tuple(CHARGE_SPIN)


def raised(sign: Any, value: Any) -> Any:
    """A number, or its conjugate where the sign is negative."""
    if not np.isin(sign, (1, -1)).all():
        raise ValueError("a conjugation index is +1 or -1")
    return np.where(np.asarray(sign) > 0, value, np.conj(value))


def without_rounding(ring: Ring) -> Ring:
    """Numbers of order one, where what cancels leaves less than 1e-13."""

    def size(value: Any) -> Any:
        found = ring.size(value)
        return 0.0 if found <= 1e-13 else found

    return replace(ring, size=size)


# --- One contraction --------------------------------------------------------------------------


def spectrum(rng: random.Random, grid: list[float]) -> Iterator[tuple[tuple[str, str, str], float]]:
    """Energies of seven orbitals in each electrode, each energy of the grid among them."""
    for r in "LR":
        levels_of_r = [*grid, *rng.choices(grid, k=14 - len(grid))]
        rng.shuffle(levels_of_r)
        names = [(r, str(k), s) for k in range(7) for s in SPIN]
        yield from zip(names, levels_of_r, strict=True)


def draw_spectrum(rng: random.Random, ring: Ring) -> Sample:
    """Seven orbitals per electrode on five energies: sums over them, and densities of states."""
    frames = {r: frame(rng) for r in "LR"}
    grid = [rng.uniform(-1, 1) for _ in range(5)]
    table = dict(spectrum(rng, grid))
    phase, curvature = rng.uniform(1, 2), rng.uniform(1, 2)

    def some(energy: float) -> complex:
        return complex(np.exp(1j * phase * energy) + curvature * energy**2)

    def count(r: str, energy: float, s: str) -> int:
        return sum(table[r, str(k), s] == energy for k in range(7))

    def density(r: str, energy: float) -> float:
        return (count(r, energy, "up") + count(r, energy, "down")) / 2

    def n_tilde(r: str, rho: str, energy: float) -> complex:
        weights = np.diag([count(r, energy, s) for s in SPIN]) / density(r, energy)
        return four_vector(frames[r] @ weights @ frames[r].conj().T)[rho]

    def contracted(r: str, a: str, b: str) -> complex:
        return sum((some(table[r, str(k), a]) for k in range(7)), 0j) if a == b else 0j

    def integrate(names: tuple[str, ...], integrand: Callable[..., Any]) -> Any:
        return sum(integrand(energy) for energy in grid)

    values = {
        "contracted": contracted,
        "level": table,
        "g": some,
        "kronecker": lambda a, b: float(a == b),
        "nu_bar": {r: (lambda x, r=r: density(r, x)) for r in "LR"},
        "n_tilde": {(r, a): (lambda x, r=r, a=a: n_tilde(r, a, x)) for r in "LR" for a in AXES},
        "turned": float(rng.choice((1, -1))),
        "r_check": CHARGE_SPIN,
        "raised": raised,
        **states(frames),
    }
    ranges = {**LABELS, "orbital": tuple(map(str, range(7))), "component": AXES}
    return Sample(without_rounding(ring), values, ranges, integrate=integrate)


def draw_filled(printed: Node) -> Callable[..., Sample]:
    """One contraction in an electrode, its distribution printed: arrays over the energies."""

    def draw(rng: random.Random, ring: Ring) -> Sample:
        axes, grid = frame(rng), [rng.uniform(-1, 1) for _ in range(5)]
        table = [(s, x) for (r, _, s), x in spectrum(rng, grid) if r == "L"]
        occupation = {x: 1 / (np.exp(x) + 1) for x in grid}
        charge, weight = rng.choice((1, -1)), dict(zip(grid, complexes(rng, 5), strict=True))
        empty = {x: occupation[x] if charge < 0 else 1 - occupation[x] for x in grid}
        states_of = {s: np.outer(axes[:, k], axes[:, k].conj()) for s, k in SPIN.items()}
        density = [np.mean([sum((s, x) == level for level in table) for s in SPIN]) for x in grid]
        summed = [sum(states_of[s] for s, y in table if y == x) / nu
                  for x, nu in zip(grid, density, strict=True)]  # fmt: skip
        vectors = [four_vector(np.asarray(matrix)) for matrix in summed]

        def column(numbers: Any) -> Array:
            return np.array(list(numbers)).reshape(5, 1, 1)

        def occupied(sign: float) -> Array:
            if sign not in (1, -1):
                raise ValueError("a charge index is +1 or -1")
            return column(occupation[x] if sign > 0 else 1 - occupation[x] for x in grid)

        values: dict[str, Any] = {
            "filled": sum(empty[x] * weight[x] * states_of[s] for s, x in table),
            "g": lambda energy: column(weight.values()),
            "omega": None,
            "density": column(density),
            "polarization": {a: column(v[a] for v in vectors) for a in AXES},
            "charge": charge,
            "occupied": occupied,
            "r_check": CHARGE_SPIN,
        }
        sample = Sample(ring, values, {"component": AXES}, integrate=_over_energies)
        values["F"] = defined(printed, sample)
        return sample

    return draw


def _over_energies(names: tuple[str, ...], integrand: Callable[..., Any]) -> Any:
    return np.sum(integrand(None), axis=0)


def draw_superscript(rng: random.Random, ring: Ring) -> Sample:
    """A Hermitian matrix of a contraction between its dots, for both directions of the arrow."""
    matrix = hermitian(rng, 2)
    ends = {"-": ("late", "early"), "+": ("early", "late")}  # successor, predecessor
    spin = {"late": 0, "early": 1}
    values = {
        "eta": SIGN,
        "matrix_element": lambda a, b: complex(matrix[spin[a], spin[b]]),
        "successive": lambda eta: complex(matrix[tuple(spin[dot] for dot in ends[eta])]),
        "raised": raised,
    }
    return Sample(ring, values, LABELS)


def draw_distribution(rng: random.Random, ring: Ring) -> Sample:
    """The average of two fields of a level, by the charge index of the earlier one."""
    x = rng.uniform(0.3, 1)
    table = contraction_table(x)
    values = {
        "weight_of": {name: abs(table[(-sign, 1), (sign, -1)]) for name, sign in SIGN.items()},
        "f": 1 / (np.exp(x) + 1),
    }
    return Sample(ring, values)


# --- Chains and loops -------------------------------------------------------------------------


def draw_chain(rng: random.Random, ring: Ring) -> Sample:
    """Four charge-spin operators, whose spins are quantized along a new axis after each."""
    factors = {name: hermitian(rng, 2) for name in "4321"}
    axes = [frame(rng) for _ in range(4)]

    def element(name: str, a: str, b: str) -> complex:
        place = "4321".index(name)
        matrix = axes[place].conj().T @ factors[name] @ axes[(place + 1) % 4]
        return complex(matrix[SPIN[a], SPIN[b]])

    values = {"operator": factors, "element": cache(element), "trace": np.trace}
    return Sample(ring, values, LABELS)
