"""Two and three spins one half as matrices: the judge of triplets, Bell states and pairs."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from spinloom.derivations.engine.interpret import Ring, Sample, defined
from spinloom.derivations.engine.printed import Node

AXES = ("x", "y", "z")
HALF_SPIN = np.array([[[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]]) / 2
UNIT = dict(zip(AXES, np.eye(3), strict=True))

Array = NDArray[Any]


@cache
def spins(count: int) -> Array:
    """Spin components of every electron, shape (electron, axis, state, state)."""
    return np.array([
        [reduce(np.kron, [s if place == electron else np.eye(2) for place in range(count)])
         for s in HALF_SPIN]
        for electron in range(count)
    ])  # fmt: skip


def quadrupole(total: Array) -> Array:
    """Symmetric, traceless part of the dyadic square of a spin, shape (axis, axis, ...)."""
    dyadic = np.einsum("iab,jbc->ijac", total, total)
    symmetric = (dyadic + dyadic.swapaxes(0, 1)) / 2
    trace = np.einsum("iiab->ab", symmetric)
    return np.asarray(symmetric - np.einsum("ij,ab->ijab", np.eye(3), trace) / 3)


def triplet_basis() -> Array:
    """Columns that span the triplet of two spins."""
    squared = np.einsum("iab,ibc->ac", *[spins(2).sum(axis=0)] * 2)
    values, vectors = np.linalg.eigh(squared)
    return np.asarray(vectors[:, values > 1])


def null_state(axis: int) -> Array:
    """The triplet state that a component of the spin annihilates, its first component positive."""
    basis = triplet_basis()
    component = spins(2).sum(axis=0)[axis]
    restricted = basis.conj().T @ component @ basis
    values, vectors = np.linalg.eigh(restricted)
    state = basis @ vectors[:, np.argmin(abs(values))]
    first = state[np.flatnonzero(abs(state) > 0.1)[0]]
    return np.asarray(state * abs(first) / first)


def two_spins(first: str, second: str) -> Array:
    """A product state with spins along z."""
    column = {"up": np.array([1, 0]), "down": np.array([0, 1])}
    return np.kron(column[first], column[second])


def definitions(total: Array) -> dict[str, Any]:
    """What (1) is written with."""
    return {
        "S": dict(zip(AXES, total, strict=True)),
        "S_squared": np.einsum("iab,ibc->ac", total, total),
        "delta": lambda a, b: float(a == b),
        "unequal": lambda a, b: float(a != b),
        "ordered": lambda a, b: float(a < b),
        "e": UNIT,
        "m": {"+": 1.0, "-": -1.0},
    }


def _mean(state: Array, tensor: Array) -> Array:
    return np.asarray(np.einsum("a,...ab,b->...", state.conj(), tensor, state))


def draw_triplets(printed: Node | None = None) -> Callable[..., Sample]:
    """Averages in the triplet states of two spins, with Q from a printed (1) if there is one."""

    def draw(rng: random.Random, ring: Ring) -> Sample:
        own = replace(ring, functions={**ring.functions, "outer": np.outer})
        total = spins(2).sum(axis=0)
        base = Sample(own, definitions(total), {"axis": AXES, "orientation": ("+", "-")})
        tensor = quadrupole(total)
        if printed:
            moment = defined(printed, base)
            tensor = np.array([[moment(a, b) for b in AXES] for a in AXES])
        aligned = {"+": two_spins("up", "up"), "-": two_spins("down", "down")}
        values = {
            **base.values,
            "aligned_spin": {m: _mean(state, total) for m, state in aligned.items()},
            "aligned_quadrupole": {m: _mean(state, tensor) for m, state in aligned.items()},
            "planar_quadrupole": _mean(null_state(2), tensor),
            "bell_quadrupole": {a: _mean(null_state(k), tensor) for k, a in enumerate(AXES)},
            "bell_state": {a: null_state(k) for k, a in enumerate(AXES)},
            "two_spins": two_spins,
        }
        return replace(base, values=values)

    return draw


def draw_biaxial(rng: random.Random, ring: Ring) -> Sample:
    """Generic anisotropies; energies from the triplet as a vector, S_k v = i e_k x v."""
    axial, planar = rng.uniform(0.5, 2), rng.uniform(0.5, 2)
    cartesian = [1j * np.cross(UNIT[name], np.eye(3)).T for name in AXES]
    x, y, z = (component @ component for component in cartesian)
    energies = np.diag(-axial * z + planar * (x - y)).real
    values = {
        **definitions(spins(2).sum(axis=0)),
        "D_axial": axial,
        "E_planar": planar,
        "bell_column": {name: null_state(k)[:, None] for k, name in enumerate(AXES)},
        "bell_energy": dict(zip(AXES, energies, strict=True)),
    }
    return Sample(ring, values, {"axis": AXES})


def _pair(first: str, second: str) -> Array:
    """The moment of the joint spin of two of three electrons; none of one electron."""
    chosen = [spins(3)[int(name) - 1] for name in dict.fromkeys((first, second))]
    return quadrupole(np.sum(chosen, axis=0))


def draw_pairs(rng: random.Random, ring: Ring) -> Sample:
    """Three electrons: the whole moment, and that of each pair by itself."""
    functions = {**ring.functions, "dot": lambda x, y: np.einsum("iab,ibc->ac", x, y)}
    every = spins(3)
    total, names = every.sum(axis=0), ("1", "2", "3")
    pairs = {(first, second): _pair(first, second) for first in names for second in names}

    def moment(first: str, second: str, *electrons: str) -> Array:
        return np.asarray(pairs[electrons[0], electrons[1]][AXES.index(first), AXES.index(second)])

    whole = quadrupole(total)
    values = {
        **definitions(total),
        "Q": lambda a, b: whole[AXES.index(a), AXES.index(b)],
        "q": moment,
        "s": lambda axis, electron: every[int(electron) - 1][AXES.index(axis)],
        "s_xy": lambda axis, electron: every[int(electron) - 1][AXES.index(axis)],
        "s_vector": {name: every[int(name) - 1] for name in names},
    }
    ranges = {"axis": AXES, "transverse axis": AXES[:2], "electron": names}
    return Sample(replace(ring, functions=functions), values, ranges)


def draw_one_pair(rng: random.Random, ring: Ring) -> Sample:
    """As `draw_pairs`, where a free pair holds the first electron and a later one."""
    return replace(draw_pairs(rng, ring), free={"a": ("1",), "b": ("2", "3")})


def triplet_values() -> Mapping[str, Any]:
    """Ends of the spectrum of n.Q.n on the triplet, and what determines a mixed state."""
    basis = triplet_basis()
    total = spins(2).sum(axis=0)
    moments = [m for m in (*total, *quadrupole(total).reshape(9, 4, 4))]
    inside = np.array([(basis.conj().T @ m @ basis).ravel() for m in moments])
    direction = np.array([2, -3, 6]) / 7
    along = np.einsum("i,ijab,j->ab", direction, quadrupole(total), direction)
    ends = np.linalg.eigvalsh(basis.conj().T @ along @ basis)
    return {
        "lowest_principal": ends[0],
        "highest_principal": ends[-1],
        "moments": int(np.linalg.matrix_rank(inside, tol=1e-9)),
        "parameters": basis.shape[1] ** 2 - 1,
    }
