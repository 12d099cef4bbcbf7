"""One electrode at T = 0: Slater determinants and small Fock spaces.

Equally spaced orbitals of a flat band, shifted by half the splitting, are filled up to the chemical
potential. The operators of the spin act on the determinant; no closed form is used.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, reduce
from typing import Any

import mpmath
import numpy as np
from numpy.typing import NDArray

from spinloom.derivations.engine.interpret import PRECISE, Ring, Sample, defined, evaluate
from spinloom.derivations.engine.judges.fock import FockSpace
from spinloom.derivations.engine.printed import Node, Relation

from .judge_atoms_spins import AXES, HALF_SPIN

SIGN = {"up": 1.0, "down": -1.0}
SPINS = ("up", "down")

#: Amplitudes of occupation patterns: bit 2k + s is the orbital k with spin up (s = 0) or down.
State = dict[int, complex]


@dataclass(frozen=True)
class Ferromagnet:
    """A flat band: half its width D, the splitting J, the chemical potential, the orbitals."""

    D: float
    J: float
    mu: float
    orbitals: int

    def occupied(self) -> dict[str, tuple[int, ...]]:
        """Orbitals of each spin below the chemical potential."""
        spacing = 2 * self.D / self.orbitals
        return {
            name: tuple(
                k for k in range(self.orbitals)
                if -self.D + (k + 0.5) * spacing - sign * self.J / 2 <= self.mu
            )
            for name, sign in SIGN.items()
        }  # fmt: skip


def ferromagnet(rng: random.Random, half_filled: bool) -> Ferromagnet:
    """A splitting of two or more level spacings, with both spins partly filled."""
    down = rng.randint(2, 3)
    up = down + rng.randint(2, 5)
    orbitals = up + down if half_filled else up + rng.randint(1, 2)
    width = rng.uniform(1, 3)
    spacing = 2 * width / orbitals
    mu = (up + down) / 2 * spacing - width
    return Ferromagnet(width, (up - down) * spacing, mu, orbitals)


def ground_state(occupied: Mapping[str, tuple[int, ...]]) -> State:
    """The determinant of the filled orbitals."""
    bits = (1 << (2 * k + s) for s, name in enumerate(SPINS) for k in occupied[name])
    return {reduce(int.__or__, bits, 0): 1.0}


def spin_on(axis: int, state: State) -> State:
    """A component of the total spin applied to a state."""
    found: State = {}
    for pattern, weight in state.items():
        for k in range((pattern.bit_length() + 1) // 2):
            pair = pattern >> 2 * k & 3
            if pair in (1, 2):  # a spin: empty and full orbitals have none
                column = pair - 1
                for row in range(2):
                    element = complex(HALF_SPIN[axis, row, column])
                    if element:
                        new = pattern & ~(3 << 2 * k) | 1 << 2 * k + row
                        found[new] = found.get(new, 0) + element * weight
    return found


def overlap(one: State, other: State) -> float:
    """The scalar product, which is real for what is asked here."""
    return complex(sum(v.conjugate() * other.get(k, 0) for k, v in one.items())).real


def averages(magnet: Ferromagnet) -> dict[str, Any]:
    """Numbers, spins and moments of the ground state, and the exchange parts of the squares."""
    filled = magnet.occupied()
    count = {name: float(len(orbitals)) for name, orbitals in filled.items()}
    state = ground_state(filled)
    applied = [spin_on(axis, state) for axis in range(3)]
    mean = [overlap(state, vector) for vector in applied]
    square = [overlap(vector, vector) for vector in applied]
    single = {*filled["up"]} ^ {*filled["down"]}
    electrons = sum(count.values())
    return {
        "N_occupied": count,
        "N_down": count["down"],
        "N_s": float(len(single)),
        "mean_number": electrons,
        "mean_spin": dict(zip(AXES, mean, strict=True)),
        "S_length": (math.sqrt(1 + 4 * sum(square)) - 1) / 2,
        "mean_longitudinal": square[2],
        "mean_transverse": square[0] + square[1],
        "mean_quadrupole": square[2] - sum(square) / 3,
        "longitudinal_exchange": square[2] - electrons / 4 - mean[2] ** 2,
        "transverse_exchange": square[0] + square[1] - electrons / 2 - mean[0] ** 2 - mean[1] ** 2,
    }


def parameters(magnet: Ferromagnet) -> dict[str, Any]:
    """What the closed forms are written with."""
    return {
        "D": magnet.D,
        "J": magnet.J,
        "mu": magnet.mu,
        "N_o": float(magnet.orbitals),
        "nu_bar": magnet.orbitals / (2 * magnet.D),
        "sign": SIGN,
    }


def _draw(half_filled: bool) -> Callable[..., Sample]:
    def draw(rng: random.Random, ring: Ring) -> Sample:
        magnet = ferromagnet(rng, half_filled)
        values = {**parameters(magnet), **averages(magnet)}
        values["moved"] = values["N_occupied"]["up"] - values["mean_number"] / 2
        return Sample(ring, values, {"spin": SPINS})

    return draw


#: Any chemical potential inside the band; half of the states filled (mu = 0).
draw_filled, draw_half_filled = _draw(False), _draw(True)


# --- operators ----------------------------------------------------------------------------------


@cache
def fields(orbitals: int) -> tuple[NDArray[Any], ...]:
    """Annihilators; mode 2k + s as in `State`."""
    space = FockSpace(2 * orbitals)
    return tuple(space.annihilator(mode) for mode in range(space.modes))


@cache
def total_spin(orbitals: int) -> NDArray[Any]:
    """Components of the spin on the Fock space."""
    space = FockSpace(2 * orbitals)
    return np.array([space.bilinear(np.kron(np.eye(orbitals), s)) for s in HALF_SPIN])


def operators(orbitals: int) -> dict[str, Any]:
    """Spins and fields of a few orbitals."""
    spin, other = total_spin(orbitals), {"up": "down", "down": "up"}
    squares = [component @ component for component in spin]

    def annihilator(orbital: str, name: str) -> NDArray[Any]:
        return fields(orbitals)[2 * int(orbital) + SPINS.index(name)]

    return {
        "S": dict(zip(AXES, spin, strict=True)),
        "S_plus": spin[0] + 1j * spin[1],
        "S_minus": spin[0] - 1j * spin[1],
        "S_squared": sum(squares),
        "Q": {("z", "z"): squares[2] - sum(squares) / 3},
        "annihilator": annihilator,
        "creator": lambda k, s: annihilator(k, s).T,
        "flipped_creator": lambda k, s: annihilator(k, other[s]).T,
        "s_element": lambda i, s, t: HALF_SPIN[AXES.index(i), SPINS.index(s), SPINS.index(t)],
        "sign": SIGN,
        "i_unit": 1j,
    }


def draw_operators(rng: random.Random, ring: Ring) -> Sample:
    """Two orbitals with two spins."""
    return Sample(ring, operators(2), {"axis": AXES, "spin": SPINS, "orbital": ("0", "1")})


def draw_macrospin(rng: random.Random, ring: Ring) -> Sample:
    """Four orbitals, one of them full and three with spin up; the length from the square."""
    values = operators(4)
    (pattern,) = ground_state({"up": (0, 1, 2, 3), "down": (0,)})
    state = np.zeros((len(values["S_plus"]), 1))
    state[pattern] = 1
    squared = (state.T @ values["S_squared"] @ state).item().real
    length = (math.sqrt(1 + 4 * squared) - 1) / 2
    return Sample(ring, {**values, "ground_state": state, "S_length": length})


def draw_counted(printed: Node) -> Callable[..., Sample]:
    """Two orbitals of a flat band, their electrons counted by a printed (22)."""

    def draw(rng: random.Random, ring: Ring) -> Sample:
        counter = defined(printed, draw_operators(rng, ring))()
        up, down = rng.choice(((2, 1), (1, 0)))
        width = rng.uniform(1, 3)
        magnet = Ferromagnet(width, (up - down) * width, (up + down) / 2 * width - width, 2)
        (pattern,) = ground_state(magnet.occupied())
        return Sample(ring, {**parameters(magnet), "mean_number": counter[pattern, pattern].real})

    return draw


# --- limits and temperature ---------------------------------------------------------------------


def half_spin() -> Mapping[str, Any]:
    """The length of the spin of one electron."""
    squared = sum(s @ s for s in HALF_SPIN)
    return {"S_length": (math.sqrt(1 + 4 * squared[0, 0].real) - 1) / 2}


def pair_share() -> Mapping[str, Any]:
    """The moment divided by the number of pairs of half-filled orbitals."""
    found = averages(ferromagnet(random.Random(11), True))
    return {"per_pair": found["mean_quadrupole"] / math.comb(int(found["N_s"]), 2)}


def share_remainder(tree: Node, x: Any) -> Any:
    """Relative residual for 1/x orbitals, of which 3/8 are half filled."""
    assert isinstance(tree, Relation)
    orbitals = 1 / x
    spin = orbitals * mpmath.mpf(3) / 16
    moment = spin**2 - spin * (spin + 1) / 3
    width = mpmath.mpf(7) / 5
    values = {
        "J": 2 * width * mpmath.mpf(3) / 8,
        "D": width,
        "per_orbital": moment / orbitals,
        "per_orbital_pair": moment / (orbitals * (orbitals - 1) / 2),
    }
    sample = Sample(PRECISE, values)
    left, right = evaluate(tree.left, sample), evaluate(tree.right, sample)
    return abs(left - right) / (abs(left) + abs(right))


def exchange_ratios() -> Mapping[str, Any]:
    """Exchange part of the moment over the transverse square: two splittings, and T > 0."""

    def cold(seed: int) -> float:
        found = averages(ferromagnet(random.Random(seed), True))
        exchange = 2 * found["longitudinal_exchange"] - found["transverse_exchange"]
        return float(exchange / 3 / found["mean_transverse"])

    return {"cold_ratio": cold(1), "other_cold_ratio": cold(5), "warm_ratio": warm_ratio(0.3)}


def warm_ratio(temperature: float) -> float:
    """The same ratio for three orbitals in equilibrium at mu = 0."""
    width, splitting, orbitals = 1.5, 1.0, 3
    levels = [
        -width + (k + 0.5) * 2 * width / orbitals - sign * splitting / 2
        for k in range(orbitals) for sign in SIGN.values()
    ]  # fmt: skip
    numbers = np.array([np.diag(field.T @ field).real for field in fields(orbitals)])
    weights = np.exp(-np.array(levels) @ numbers / temperature)
    weights /= weights.sum()
    squares = [float(weights @ np.diag(s @ s).real) for s in total_spin(orbitals)]
    means = [float(weights @ np.diag(s).real) for s in total_spin(orbitals)]
    electrons = float(weights @ numbers.sum(axis=0))
    longitudinal = squares[2] - electrons / 4 - means[2] ** 2
    transverse = squares[0] + squares[1] - electrons / 2
    return (2 * longitudinal - transverse) / 3 / (squares[0] + squares[1])
