"""Pairs of electrons: spins of two and three particles, eigenstates of S^2, Slater states.

Triplets are eigenvectors of the total spin, with a positive component of spin up first; operators
of two bodies act on antisymmetric states of several particles before any field enters.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations, permutations, product
from math import factorial
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Draw, Ring, Sample, defined
from spinloom.derivations.engine.printed import Node

from .judge_tensors import (
    AXES,
    OPPOSITE,
    ORBITALS,
    SIGN,
    SPINS,
    TRIPLETS,
    Array,
    Magnet,
    averages,
    field,
    frame,
    magnet,
    operators,
    quadrupole,
    same,
    sampled,
    spin_number,
)
from .judge_tensors_density import trace_matrices

PARTICLES = ("1", "2", "3")


def placed(matrix: Array, place: int, count: int, size: int = 2) -> Array:
    """A matrix of one particle among several; the first particle is the leftmost factor."""
    before, after = np.eye(size**place), np.eye(size ** (count - place - 1))
    return np.asarray(np.kron(np.kron(before, matrix), after))


def one_spin(axes: Array) -> Array:
    """s_x, s_y, s_z of the laboratory, quantized along e_z."""
    matrices = trace_matrices(axes)
    return np.array([matrices[axis] for axis in AXES]) / np.sqrt(2)


def draw_particles(rng: random.Random, ring: Ring) -> Sample:
    """Three spins one half, and one pair of them for relations of a pair."""
    spins = one_spin(frame(rng))
    alone = {
        (x, a): placed(spins[number], place, len(PARTICLES))
        for number, x in enumerate(AXES)
        for place, a in enumerate(PARTICLES)
    }
    vector = {a: np.array([alone[x, a] for x in AXES]) for a in PARTICLES}
    pair = {(a, b): vector[a] + vector[b] for a, b in product(PARTICLES, repeat=2) if a != b}
    # what a pair has beside its two particles; a particle makes no pair with itself
    moments = {
        (a, b): quadrupole(both) - quadrupole(vector[a]) - quadrupole(vector[b])
        for (a, b), both in pair.items()
    } | {(a, a): np.zeros((3, 3, 8, 8)) for a in PARTICLES}
    number = {x: place for place, x in enumerate(AXES)}
    values = {
        "Q": quadrupole(sum(vector.values(), start=np.zeros((3, 8, 8)))),
        "pair_moment": moments,
        "pair_element": lambda x, y, a, b: moments[a, b][number[x], number[y]],
        "particle_spin": alone,
        "pair_spin": lambda x, a, b: pair[a, b][number[x]],
        "pair_vector": pair,
        "before": lambda a, b: float(a < b),
        "delta": same,
        "dot": lambda u, v: np.einsum("iab,ibc->ac", u, v),
    }
    sample = sampled(ring, values, free={"a": ("1",), "b": (rng.choice(("2", "3")),)})
    ranges = {**sample.ranges, "particle": PARTICLES}
    return Sample(sample.ring, values, ranges, sample.free)


def pair_moment(axes: Array) -> Array:
    """The moment of two spins, minus the moments of each."""
    spins = one_spin(axes)
    first, second = (np.array([placed(s, place, 2) for s in spins]) for place in (0, 1))
    return quadrupole(first + second) - quadrupole(first) - quadrupole(second)


@cache
def coupled() -> Mapping[str, Array]:
    """Eigenvectors of the total spin by name: T+, T0, T- and S, as columns."""
    spins = one_spin(np.eye(3))
    first, second = (np.array([placed(s, place, 2) for s in spins]) for place in (0, 1))
    total = first + second
    squared = np.einsum("iab,ibc->ac", total, total)
    energies, vectors = np.linalg.eigh(3 * squared + total[2])
    found = {}
    for energy, vector in zip(energies, vectors.T, strict=True):
        name = "S" if abs(energy) < 1 else {7: "+", 6: "0", 5: "-"}[round(energy)]
        leading = vector[np.flatnonzero(np.abs(vector) > 1e-9)[0]]
        found[name] = (vector * abs(leading) / leading)[:, None]
    return found


def place_of(first: str, second: str) -> int:
    """Number of a product state of two spins."""
    return 2 * spin_number(first) + spin_number(second)


def _column(first: str, second: str) -> Array:
    column = np.zeros((4, 1))
    column[place_of(first, second)] = 1
    return column


def states() -> dict[str, Any]:
    """Leaves of (A23)-(A25): states of two spins as columns."""
    swap = np.zeros((4, 4))
    for a, b in product(SPINS, repeat=2):
        swap[place_of(b, a), place_of(a, b)] = 1
    return {
        "S": coupled()["S"],
        "triplet": {m: coupled()[m] for m in TRIPLETS},
        "ket_opposite": lambda a: _column(a, OPPOSITE[a]),
        "ket_equal": lambda a: _column(a, a),
        "P": swap,
        "sign": SIGN,
    }


def draw_states(rng: random.Random, ring: Ring) -> Sample:
    """States of two spins."""
    return sampled(ring, states())


@dataclass(frozen=True, eq=False)
class Pairs:
    """The moment of a pair in products of spins and in triplets; `blocks` for operators."""

    axes: Array
    blocks: bool = False

    def _shaped(self, tensor: Array) -> Array:
        return tensor[:, :, None, None] if self.blocks else tensor

    def product_element(self, a: str, b: str, c: str, d: str) -> Array:
        """<ab|Q|cd>."""
        return self._shaped(pair_moment(self.axes)[:, :, place_of(a, b), place_of(c, d)])

    def triplet_element(self, m: str, other: str) -> Array:
        """<Tm|Q|Tm'>."""
        bra, ket = coupled()[m][:, 0].conj(), coupled()[other][:, 0]
        moment = pair_moment(self.axes)
        return self._shaped(np.asarray(np.einsum("a,ijab,b->ij", bra, moment, ket)))


def overlap(m: str, a: str, b: str) -> complex:
    """<ab|Tm>."""
    return complex(coupled()[m][place_of(a, b), 0])


def pair_field(m: str, second: str, first: str) -> Array:
    """The operator that takes a triplet out of two orbitals."""
    total = np.zeros((16, 16), dtype=complex)
    for a, b in product(SPINS, repeat=2):
        total += overlap(m, a, b).conjugate() * (field(second, a) @ field(first, b))
    return total


def _coupled_leaves(one: Magnet, blocks: bool) -> dict[str, Any]:
    pairs = Pairs(one.axes, blocks)
    return {
        "spin_element": cache(pairs.product_element),
        "triplet_element": cache(pairs.triplet_element),
        "ket_triplet": lambda a, b, m: overlap(m, a, b),
        "bra_triplet": lambda m, a, b: overlap(m, a, b).conjugate(),
        "E": cache(pair_field),
    }


def draw_pairs(blocks: bool = False, printed: Node | None = None) -> Draw:
    """A generic magnet and its triplets; `blocks` for identities of operators.

    A printed definition of the pair fields replaces the judge's.
    """

    def draw(rng: random.Random, ring: Ring) -> Sample:
        one = magnet(rng)
        shared = operators(one) if blocks else averages(one)
        values = {**shared, **_coupled_leaves(one, blocks)}
        sample = sampled(ring, values)
        if printed is not None:
            values["E"] = defined(printed, sample)
        return sample

    return draw


MODES = tuple(product(ORBITALS, SPINS))


@cache
def slater(count: int) -> tuple[Array, tuple[int, ...]]:
    """Antisymmetric states of some particles as columns, with their numbers in the Fock space."""
    columns, numbers = [], []
    for filled in combinations(range(len(MODES)), count):
        column = np.zeros((len(MODES),) * count)
        for order in permutations(range(count)):
            swaps = sum(a > b for n, a in enumerate(order) for b in order[n + 1 :])
            column[tuple(filled[n] for n in order)] = (-1) ** swaps / np.sqrt(factorial(count))
        columns.append(column.ravel())
        numbers.append(sum(1 << mode for mode in filled))
    return np.array(columns).T, tuple(numbers)


def many_body(pair: Array) -> Array:
    """Sum over pairs of an operator of two particles, on the whole Fock space."""
    size = len(MODES)
    tensor = pair.reshape((size,) * 4)
    total = np.zeros((2**size, 2**size), dtype=complex)
    for count in range(2, size + 1):
        columns, numbers = slater(count)
        applied = np.zeros_like(columns, dtype=complex)
        for a, b in combinations(range(count), 2):
            states_ = np.moveaxis(columns.reshape((size,) * count + (-1,)), (a, b), (0, 1))
            moved = np.tensordot(tensor, states_, axes=([2, 3], [0, 1]))
            applied += np.moveaxis(moved, (0, 1), (a, b)).reshape(columns.shape)
        total[np.ix_(numbers, numbers)] = columns.T @ applied
    return total


def draw_two_body(rng: random.Random, ring: Ring) -> Sample:
    """Any operator of two like particles: one component of a tensor, without its symmetries."""
    size = len(MODES)
    table = np.array([complex(rng.gauss(0, 1), rng.gauss(0, 1)) for _ in range(size**4)])
    pair = table.reshape((size,) * 4)
    pair = pair + pair.transpose(1, 0, 3, 2)  # the particles are alike
    number = {mode: place for place, mode in enumerate(MODES)}

    def element(*labels: str) -> complex:
        places = (number[labels[k], labels[k + 1]] for k in range(0, 8, 2))
        return complex(pair[tuple(places)])

    values = {
        "Q": many_body(pair.reshape(size**2, size**2)),
        "two_body": element,
        "c": cache(field),
        "c_dagger": cache(lambda k, a: field(k, a).T),
    }
    return sampled(ring, values)


def draw_elements(rng: random.Random, ring: Ring) -> Sample:
    """The moment of two electrons with orbitals, and of their spins alone."""
    axes = frame(rng)
    spins = np.array([np.kron(np.eye(len(ORBITALS)), s) for s in one_spin(axes)])
    first, second = (np.array([placed(s, place, 2, 4) for s in spins]) for place in (0, 1))
    moment = quadrupole(first + second) - quadrupole(first) - quadrupole(second)
    number = {mode: place for place, mode in enumerate(MODES)}

    def element(*labels: str) -> Array:
        a, b, c, d = (number[labels[k], labels[k + 1]] for k in range(0, 8, 2))
        return np.asarray(moment[:, :, 4 * a + b, 4 * c + d])

    pairs = Pairs(axes)
    values = {"two_body": element, "spin_element": cache(pairs.product_element), "delta": same}
    return sampled(ring, values)
