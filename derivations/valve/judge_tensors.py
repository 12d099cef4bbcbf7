"""One ferromagnet on an exact Fock space: the judge of appendix A up to the triplets.

Two orbitals with two spins, 16 states, thermal at generic energies; the spin is quantized along
e_z of a generic frame of unit vectors. Spins and moments are matrices; no contraction, no spin
trace and no coefficient of a triplet is taken from the print.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from spinloom.derivations.engine.interpret import Ring, Sample
from spinloom.derivations.engine.judges.fock import FockSpace, thermal_state

from . import paper_appendix_a as print_

Array = NDArray[Any]

SPINS, ORBITALS, AXES = ("+", "-"), ("1", "2"), ("x", "y", "z")
TRIPLETS = ("+", "0", "-")
PAULI = np.array([[[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]], dtype=complex)
RANGES: Mapping[str, tuple[str, ...]] = {
    "orbital": ORBITALS, "spin": SPINS, "axis": AXES, "band": ("1",), "triplet": TRIPLETS,
    "polarized": SPINS, "bra": SPINS, "ket": SPINS, "component": ("0", *AXES),
}  # fmt: skip
OPPOSITE = {"+": "-", "-": "+"}
SIGN = {"+": 1.0, "-": -1.0, "0": 0.0}


def spin_number(label: str) -> int:
    """0 for spin up, 1 for spin down."""
    return SPINS.index(label)


@cache
def annihilators() -> Array:
    """One matrix per mode; the modes of an orbital are neighbours."""
    space = FockSpace(len(ORBITALS) * 2)
    return np.array([space.annihilator(k) for k in range(space.modes)])


def field(orbital: str, spin: str) -> Array:
    """The annihilator of an orbital with a spin."""
    mode = 2 * ORBITALS.index(orbital) + spin_number(spin)
    return np.asarray(annihilators()[mode])


def quadrupole(spin: Array) -> Array:
    """The moment of three spin matrices: symmetric products minus a third of the trace."""
    products = np.einsum("iab,jbc->ijac", spin, spin)
    symmetric = (products + products.swapaxes(0, 1)) / 2
    return np.asarray(symmetric - np.einsum("ij,kkab->ijab", np.eye(3) / 3, products))


def traceless(a: Array, b: Array) -> Array:
    """The symmetric, traceless dyadic of two vectors of numbers."""
    dyadic = np.outer(a, b)
    return np.asarray((dyadic + dyadic.T) / 2 - np.trace(dyadic) / 3 * np.eye(3))


def frame(rng: random.Random) -> Array:
    """Three orthonormal rows with a positive determinant."""
    axes = np.linalg.qr([[rng.gauss(0, 1) for _ in range(3)] for _ in range(3)])[0]
    return np.asarray(axes * np.linalg.det(axes))


@dataclass(frozen=True, eq=False)
class Magnet:
    """A thermal state of two orbitals; rows of `axes` are e_x, e_y, e_z."""

    axes: Array
    energies: Mapping[tuple[str, str], float]
    mu: float
    temperature: float

    @cached_property
    def elements(self) -> Array:
        """Matrix elements of the spin one half: [spin, spin, axis of the laboratory]."""
        return np.asarray(np.einsum("iab,il->abl", PAULI / 2, self.axes))

    @cached_property
    def spin(self) -> Array:
        """The three components of the total spin."""
        lower = annihilators().reshape(len(ORBITALS), 2, *annihilators().shape[1:])
        return np.asarray(np.einsum("abl,kaji,kbjm->lim", self.elements, lower, lower))

    @cached_property
    def moment(self) -> Array:
        """The quadrupole moment as nine matrices."""
        return quadrupole(self.spin)

    @cached_property
    def state(self) -> Array:
        """The density matrix."""
        total = sum(
            (energy - self.mu) * (field(*mode).T @ field(*mode))
            for mode, energy in self.energies.items()
        )
        return np.asarray(thermal_state(np.asarray(total), self.temperature))

    def mean(self, operator: Array) -> Any:
        """Averages of one matrix or of many."""
        return np.einsum("ab,...ba->...", self.state, operator)

    def occupation(self, energy: float) -> float:
        """The Fermi function."""
        return float(1 / (np.exp((energy - self.mu) / self.temperature) + 1))

    @property
    def mean_spin(self) -> Array:
        """The average spin."""
        return np.asarray(self.mean(self.spin).real)

    @property
    def direct(self) -> Array:
        """The moment of two copies that know nothing of each other."""
        return traceless(self.mean_spin, self.mean_spin)

    @property
    def exchange(self) -> Array:
        """What the average moment has beside that of two copies."""
        return np.asarray(self.mean(self.moment) - self.direct)

    @property
    def hole(self) -> float:
        """The size of the exchange moment, from its element along the spin."""
        return float(-1.5 * (self.axes[2] @ self.exchange @ self.axes[2]).real)


def magnet(rng: random.Random) -> Magnet:
    """A generic one."""
    energies = {mode: rng.uniform(-2, 2) for mode in product(ORBITALS, SPINS)}
    return Magnet(frame(rng), energies, rng.uniform(-0.5, 0.5), rng.uniform(0.4, 1.2))


#: What rounding leaves of sums that vanish, all leaves being of order one.
ROUNDING = 1e-14


def size(value: Any) -> float:
    """The largest entry; rounding counts as zero."""
    entries = np.abs(np.asarray(value))
    largest = float(entries.max()) if entries.size else 0.0
    return largest if not largest <= ROUNDING else 0.0


def dagger(value: Any) -> Any:
    """The Hermitian conjugate."""
    return np.conj(np.transpose(value))


def same(one: str, other: str) -> float:
    """Kronecker's symbol of two labels."""
    return float(one == other)


def sampled(ring: Ring, values: Mapping[str, Any], **options: Any) -> Sample:
    """A sample with matrices and tensors as leaves."""
    own = replace(ring, size=size, functions={**ring.functions, "dagger": dagger})
    return Sample(own, values, RANGES, **options)


def _electrode(one: Magnet) -> dict[str, Any]:
    """Leaves that averages and operators share."""
    elements = one.elements
    squared = np.einsum("abl,bcl->ac", elements, elements)

    def element(a: str, b: str) -> Array:
        return np.asarray(elements[spin_number(a), spin_number(b)])

    def self_product(a: str, b: str) -> Array:
        places = spin_number(a), spin_number(b)
        products = np.einsum("ai,bj->abij", elements[places[0]], elements[:, places[1]])
        dyadic = np.einsum("aaij->ij", products)
        return np.asarray((dyadic + dyadic.T) / 2 - squared[places] / 3 * np.eye(3))

    return {
        "s": cache(element),
        "s_flip": lambda a: element(a, OPPOSITE[a]),
        "s_back": lambda a: element(OPPOSITE[a], a),
        "s_squared": self_product,
        "delta": same,
        "sign": SIGN,
        "i_unit": 1j,
        "e_x": one.axes[0], "e_y": one.axes[1], "e_z": one.axes[2],
        "energy": lambda k, a: one.energies[k, a],
        "energy_opposite": lambda k, a: one.energies[k, OPPOSITE[a]],
        "f_plus": one.occupation,
        "f_minus": lambda energy: 1 - one.occupation(energy),
        "mean": one.mean,
        "c": cache(field),
        "c_dagger": cache(lambda k, a: field(k, a).T),
        "c_opposite": cache(lambda k, a: field(k, OPPOSITE[a])),
    }  # fmt: skip


def operators(one: Magnet) -> dict[str, Any]:
    """Leaves of identities of operators: tensors are nine blocks that multiply matrices."""

    def blocks(a: Array, b: Array) -> Array:
        return traceless(a, b)[:, :, None, None]

    return {**_electrode(one), "odot": blocks, "Q": one.moment}


def averages(one: Magnet) -> dict[str, Any]:
    """Leaves of identities of numbers."""
    return {
        **_electrode(one),
        "odot": traceless,
        "mean_moment": one.mean(one.moment),
        "direct_moment": one.direct,
        "exchange_moment": one.exchange,
        "mean_spin": one.mean_spin,
        "q_ex": one.hole,
        "a_orbital": lambda k, a: orbital_anisotropy(one, k, a),
    }


def orbital_anisotropy(one: Magnet, orbital: str, spin: str) -> float:
    """Alignment of a spin with the average spin of the same orbital in a second copy."""
    difference = sum(
        SIGN[a] / 2 * one.mean(field(orbital, a).T @ field(orbital, a)).real for a in SPINS
    )
    return float(SIGN[spin] / 2 * difference)


def drawn(values: Callable[[Magnet], Mapping[str, Any]]) -> Callable[[random.Random, Ring], Sample]:
    """Points of a generic magnet."""

    def draw(rng: random.Random, ring: Ring) -> Sample:
        return sampled(ring, values(magnet(rng)))

    return draw


def draw_mixed(rng: random.Random, ring: Ring) -> Sample:
    """Averages in a thermal state whose Hamiltonian mixes all modes."""
    table = np.array([[complex(rng.gauss(0, 1), rng.gauss(0, 1)) for _ in range(4)]
                      for _ in range(4)])  # fmt: skip
    hamiltonian = FockSpace(4).bilinear(table + table.conj().T)
    state = thermal_state(hamiltonian, rng.uniform(0.8, 2.0))
    values = {"mean": lambda operator: np.einsum("ab,ba->", state, operator)}
    return sampled(ring, {**_electrode(magnet(rng)), **values})


def draw_vectors(rng: random.Random, ring: Ring) -> Sample:
    """(A3) for any three matrices: only the algebra of the spin makes it vanish."""
    elements = np.array([complex(rng.gauss(0, 1), rng.gauss(0, 1)) for _ in range(12)])
    table = elements.reshape(2, 2, 3)

    def squared(a: str, b: str) -> Array:
        left, right = table[spin_number(a)], table[:, spin_number(b)]
        dyadic = left.T @ right
        return np.asarray((dyadic + dyadic.T) / 2 - np.trace(dyadic) / 3 * np.eye(3))

    values = {
        "s": lambda a, b: table[spin_number(a), spin_number(b)],
        "s_squared": squared,
        "delta": same,
        "odot": traceless,
    }
    return sampled(ring, values)


def places_moved() -> dict[str, float]:
    """How far the creator of k_1 moves to the right from (A1) to (A2)."""
    creator = print_.c_dagger[print_.k_1, print_.sigma_1p]
    before, after = (
        product_.factors.index(creator) for product_ in (print_.PAIR_A1, print_.PAIR_A2)
    )
    return {"places moved": float(after - before)}
