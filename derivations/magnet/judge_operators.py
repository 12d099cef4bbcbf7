"""Judges of the Hamiltonian (1)-(5): matrix elements by hand against operators on Fock space.

The left sides are filled in occupation by occupation: energies of the filled orbitals, ladders of
the total spin, hops with the sign of the electrons passed. The momentum integral is a sum over
nodes k of weight w; operators normalised to a delta function of k are c_k = a_k/sqrt(w).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import product
from typing import Any

import numpy as np
from scipy.sparse import csr_array, identity, kron

from spinloom.derivations.engine.interpret import DOUBLE, Array, Ring, Sample
from spinloom.derivations.engine.judges.fock import FockSpace

from .judge_device import SPINS
from .judge_fields import Values

Hops = Mapping[tuple[int, int], complex]
PAULI = {
    "x": np.array([[0, 1], [1, 0]]),
    "y": np.array([[0, -1j], [1j, 0]]),
    "z": np.array([[1, 0], [0, -1]]),
}


def _size(value: Any) -> float:
    return float(abs(value).max())


#: Doubles, with a quick look at large sparse matrices.
SPARSE = Ring("double", float, _size, DOUBLE.functions)


@lru_cache(maxsize=8)
def _annihilators(modes: int) -> tuple[csr_array, ...]:
    space = FockSpace(modes)
    return tuple(csr_array(space.annihilator(k)) for k in range(modes))


def one_body(modes: int, amplitudes: Hops) -> Array:
    """sum_ij h_ij a_i^dagger a_j from occupations, the sign of each hop counted."""
    matrix = np.zeros((2**modes, 2**modes), complex)
    for state in range(2**modes):
        for (i, j), amplitude in amplitudes.items():
            if state >> j & 1 and (i == j or not state >> i & 1):
                low, high = sorted((i, j))
                between = state >> (low + 1) & ((1 << max(high - low - 1, 0)) - 1)
                sign = (-1) ** between.bit_count()
                matrix[state & ~(1 << j) | 1 << i, state] += sign * amplitude
    return matrix


def spin_square(levels: int) -> Array:
    """The square of the total spin, S_- S_+ + S_z (S_z + 1); spins of a level are neighbours."""
    raising = one_body(2 * levels, {(2 * k, 2 * k + 1): 1.0 for k in range(levels)})
    along = one_body(2 * levels, {(m, m): 0.5 * (-1) ** m for m in range(2 * levels)})
    return raising.conj().T @ raising + along @ along + along


def _uniform(rng: random.Random) -> float:
    return rng.uniform(0.3, 1.2) * rng.choice((-1, 1))


# --- (1), (2) -------------------------------------------------------------------------------------


def draw_whole(rng: random.Random, ring: Ring) -> Sample:
    """(1): levels, left lead, right lead and hops of six modes."""
    energies = [_uniform(rng) for _ in range(6)]
    hops = {(i, j): complex(_uniform(rng), _uniform(rng)) for i in (0, 1) for j in (2, 3, 4, 5)}
    tunnelling = {**hops, **{(j, i): np.conj(h) for (i, j), h in hops.items()}}
    charging = _uniform(rng)
    parts = {
        name: {(m, m): energies[m] for m in modes}
        for name, modes in (("H_dot", (0, 1)), ("H_l", (2, 3)), ("H_r", (4, 5)))
    }
    space = FockSpace(6)

    def operator(amplitudes: Hops) -> Array:
        table = np.zeros((6, 6), complex)
        for place, amplitude in amplitudes.items():
            table[place] = amplitude
        return space.bilinear(table)

    pair = np.diag([charging * (n & 3 == 3) for n in range(64)])
    whole = {place: h for part in (*parts.values(), tunnelling) for place, h in part.items()}
    doubled = operator({(0, 0): 1}) @ operator({(1, 1): 1})
    values: Values = {name: operator(part) for name, part in parts.items()}
    values["H_dot"] = values["H_dot"] + charging * doubled
    values |= {"H_tun": operator(tunnelling), "H": one_body(6, whole) + pair}
    return Sample(SPARSE, _in_some_basis(rng, values))


def draw_dot(rng: random.Random, ring: Ring) -> Sample:
    """(2): three levels; the spin from Pauli matrices, its square from ladders."""
    levels, modes = 3, 6
    energies = [_uniform(rng) for _ in range(levels)]
    exchange, charging, background = (rng.uniform(0.3, 1.2) for _ in range(3))
    field = _uniform(rng)
    space, one = FockSpace(modes), np.eye(2**modes)
    spin = {axis: space.bilinear(np.kron(np.eye(levels), s / 2)) for axis, s in PAULI.items()}
    count = np.array([n.bit_count() for n in range(2**modes)])
    up = np.array([(n & 0b010101).bit_count() for n in range(2**modes)])
    filled = one_body(modes, {(m, m): energies[m // 2] for m in range(modes)})
    diagonal = charging * (count - background) ** 2 - field * (2 * up - count) / 2
    operators = {
        "H_dot": filled - exchange * spin_square(levels) + np.diag(diagonal),
        "H_0": space.bilinear(np.diag(np.repeat(energies, 2))),
        "S_squared": sum(s @ s for s in spin.values()), "B_dot_S": field * spin["z"],
        "N": space.bilinear(np.eye(modes)),
    }  # fmt: skip
    numbers = {"N_0": background * one, "J": exchange, "E_c": charging}
    return Sample(SPARSE, {**_in_some_basis(rng, operators), **numbers})


def _in_some_basis(rng: random.Random, operators: Values) -> Values:
    """All operators in one random basis, in which none of them is real."""
    normal = np.random.default_rng(rng.getrandbits(32)).normal
    size = len(next(iter(operators.values())))
    basis = np.linalg.qr(normal(size=(size, size)) + 1j * normal(size=(size, size)))[0]
    return {name: basis.conj().T @ matrix @ basis for name, matrix in operators.items()}


# --- (3), (4), (5) --------------------------------------------------------------------------------


def _turn(rng: random.Random, modes: int) -> Callable[[csr_array], csr_array]:
    """A change of basis that mixes the states with and without an electron in the first mode."""
    angle, phase = rng.uniform(0.4, 1.1), np.exp(1j * rng.uniform(0.4, 1.1))
    block = np.array([[np.cos(angle), -np.sin(angle) * phase],
                      [np.sin(angle) / phase, np.cos(angle)]])  # fmt: skip
    basis = csr_array(kron(identity(2 ** (modes - 1)), block))
    return lambda operator: basis.conj().T @ operator @ basis


MOMENTA = (-0.8, 0.7)


def _momenta(rng: random.Random, count: int) -> list[tuple[float, float]]:
    return [(k, rng.uniform(0.4, 0.9)) for k in MOMENTA[:count]]


def _over(nodes: list[tuple[float, float]]) -> Callable[..., Any]:
    return lambda names, f: sum((w * f(k) for k, w in nodes[1:]), nodes[0][1] * f(nodes[0][0]))


def _operators(nodes: list[tuple[float, float]], found: list[csr_array]) -> Callable[[float], Any]:
    """The operator as a smooth function of k, itself at the nodes."""

    def at(k: float) -> Any:
        total = 0 * found[0]
        for place, (node, weight) in enumerate(nodes):
            others = [other for other, _ in nodes if other != node]
            share = np.prod([(k - other) / (node - other) for other in others])
            factor = share * (1 + 0.3 * (k - node)) / np.sqrt(weight)
            total = total + found[place] * factor
        return total

    return at


def draw_lead(rng: random.Random, ring: Ring) -> Sample:
    """(3), (4): two channels of two momenta; a lead that is not magnetic has M_fix = 0."""
    nodes, channels, turn = _momenta(rng, 2), ("1", "2"), _turn(rng, 8)
    operators = [turn(operator) for operator in _annihilators(8)]
    places = {key: m for m, key in enumerate(product(channels, range(2), SPINS))}
    levels = {n: (_uniform(rng), _uniform(rng)) for n in channels}
    magnetization = rng.uniform(0.3, 1.2)

    def energy(n: str) -> Callable[[float], float]:
        return lambda k: levels[n][0] + levels[n][1] * k

    def field(n: str, s: str) -> Callable[[float], Any]:
        return _operators(nodes, [operators[places[n, k, s]] for k in range(2)])

    def created(n: str, s: str) -> Callable[[float], Any]:
        return lambda k: field(n, s)(k).conj().T

    def lead(splitting: float) -> Any:
        return turn(csr_array(one_body(8, {
            (m, m): energy(n)(nodes[k][0]) - (splitting / 2 if s == "up" else -splitting / 2)
            for (n, k, s), m in places.items()
        })))  # fmt: skip

    return Sample(SPARSE, {
        "H_l": lead(magnetization), "H_r": lead(0.0), "M_fix": magnetization, "epsilon": energy,
        "sign": {"up": 1.0, "down": -1.0}, "c_create": created, "c_annihilate": field,
    }, {"spin": SPINS, "left channel": channels, "right channel": channels},
        integrate=_over(nodes))  # fmt: skip


def draw_tunnelling(rng: random.Random, ring: Ring) -> Sample:
    """(5): two levels and two channels of one momentum; hops keep the spin."""
    nodes, labels, operators = _momenta(rng, 1), ("1", "2"), _annihilators(8)
    places = {key: m for m, key in enumerate(product(("dot", "lead"), labels, SPINS))}
    amplitude = {(a, n): complex(_uniform(rng), _uniform(rng)) for a in labels for n in labels}
    measure = np.sqrt(nodes[0][1])
    hops = {(places["dot", a, s], places["lead", n, s]): measure * amplitude[a, n]
            for a in labels for n in labels for s in SPINS}  # fmt: skip
    hops |= {(j, i): np.conj(h) for (i, j), h in hops.items()}

    def field(n: str, s: str) -> Callable[[float], Any]:
        return _operators(nodes, [operators[places["lead", n, s]]])

    return Sample(SPARSE, {
        "H_tun": csr_array(one_body(8, hops)), "tunnel": amplitude,
        "a_create": lambda a, s: operators[places["dot", a, s]].T, "c_annihilate": field,
    }, {"spin": SPINS, "level": labels, "channel": labels}, integrate=_over(nodes))  # fmt: skip
