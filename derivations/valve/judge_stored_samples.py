"""Sample points of two electrodes in equilibrium: operators and averages for (40)-(63)."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.linalg import block_diag

from spinloom.derivations.engine import printed as p
from spinloom.derivations.engine.interpret import Draw, Ring, Sample, defined, remembered
from spinloom.derivations.engine.judges.fock import FockSpace, thermal_state

from . import judge_flows
from .judge_flows import largest, symmetric_traceless
from .judge_network import ELECTRODES, PAULI
from .judge_stored import (
    MATRICES,
    ORBITALS,
    RANGES,
    SPINS,
    Electrode,
    average,
    dyadic,
    electrode,
    fields,
    moment,
    state,
    tensors,
)

Array = NDArray[Any]
AXES = "xyz"


def given(draw: Draw, printed: p.Node) -> Draw:
    """The same points, where a printed definition gives a leaf its value."""
    assert isinstance(printed, p.Relation)
    left = printed.left.function if isinstance(printed.left, p.Call) else printed.left
    assert isinstance(left, p.Symbol)
    name, bare = left.name, not left.indices

    def drawn(rng: random.Random, ring: Ring) -> Sample:
        sample = draw(rng, ring)
        value = defined(printed, sample)
        return replace(sample, values={**sample.values, name: value() if bare else value})

    return drawn


def size(value: Any) -> float:
    """The largest entry; what the arithmetic leaves of a vanishing one counts as zero."""
    return largest(value.data if sparse.issparse(value) else value)


def pair() -> Mapping[str, Any]:
    """What every sample knows of pairs of electrodes, orbitals, spins and axes."""
    same = {name: lambda a, b: float(a == b)
            for name in ("same", "same_orbital", "same_spin", "same_axis")}  # fmt: skip
    return {
        **same,
        "unequal": lambda a, b: float(a != b),
        "pair_count": lambda a, b: 1.0 if a == b else 2.0,
    }


def levels(electrodes: Mapping[str, Electrode]) -> dict[str, Any]:
    """Energies and occupations."""
    return {
        "level": {
            (r, k, a): float(e.levels[int(k), place])
            for (r, e), k, (a, place) in product(electrodes.items(), ORBITALS, SPINS.items())
        },
        "fermi_plus": {r: e.fermi for r, e in electrodes.items()},
        "fermi_minus": {r: e.hole for r, e in electrodes.items()},
        "potential": {r: e.potential for r, e in electrodes.items()},
        "heat": {r: e.temperature for r, e in electrodes.items()},
    }


def both(rng: random.Random) -> dict[str, Electrode]:
    """A generic electrode on each side."""
    return {r: electrode(rng) for r in ELECTRODES}


def elements(electrodes: Mapping[str, Electrode]) -> dict[Any, complex]:
    """Matrix elements of the charge and the spin along the Stoner fields."""
    return {
        (c, r, a, b): e.element(matrix, a, b)
        for (c, matrix), (r, e), a, b in product(MATRICES.items(), electrodes.items(), SPINS, SPINS)
    }


@remembered
def draw_fields(rng: random.Random, ring: Ring) -> Sample:
    """One-particle operators and pair averages."""
    electrodes = both(rng)
    rho, operators = state(electrodes), fields(electrodes)
    places = list(product(ELECTRODES, ORBITALS, SPINS))
    pairs = {
        (*a, *b): average(rho, operators["creator"](*a) @ operators["annihilator"](*b))
        for a, b in product(places, repeat=2)
    }
    values = {
        **pair(), **operators, **levels(electrodes), "pair_average": pairs,
        "element": elements(electrodes), "exp": math.exp,
        "moment": {(c, r): moment(c, r) for c, r in product(MATRICES, ELECTRODES)},
        "band_moment": {
            (c, n, r): moment(c, r, (n,)) for c, n, r in product(MATRICES, ORBITALS, ELECTRODES)
        },
    }  # fmt: skip
    return Sample(replace(ring, size=size), values, RANGES)


@remembered
def draw_averages(rng: random.Random, ring: Ring) -> Sample:
    """Averages of the quadrupole moment and their parts, as numbers."""
    electrodes = both(rng)
    rho = state(electrodes)
    found = tensors(rho)
    known = elements(electrodes)

    def magnitude(r: str, s: str) -> float:
        if r != s:  # no exchange part between electrodes: something that may not be used
            return 0.7
        along = electrodes[r].direction
        return float(-1.5 * (along @ found["exchange"][r, r] @ along))

    values = {
        **pair(), **levels(electrodes), **found, "magnitude": magnitude, "odot": dyadic,
        "abs": np.linalg.norm, "direction": {r: e.direction for r, e in electrodes.items()},
        "q_dir": lambda r, s: float(
            np.linalg.norm(found["mean_spin"][r]) * np.linalg.norm(found["mean_spin"][s])
        ),
        "spin_vector": {
            (r, a, b): np.array([known[c, r, a, b] for c in AXES])
            for r, a, b in product(ELECTRODES, SPINS, SPINS)
        },
        "exchange_component": {
            (r, s, x, y): found["exchange"][r, s][i, j]
            for r, s, (i, x), (j, y) in product(
                ELECTRODES, ELECTRODES, enumerate(AXES), enumerate(AXES)
            )
        },
        "mode_spin": {
            (r, k): np.array([average(rho, moment(c, r, (k,))).real for c in AXES])
            for r, k in product(ELECTRODES, ORBITALS)
        },
        **_principal(electrodes, found["mean_quadrupole"]),
    }  # fmt: skip
    return Sample(replace(ring, size=size), values, RANGES)


def _principal(
    electrodes: Mapping[str, Electrode], moments: Mapping[tuple[str, str], Array]
) -> dict[str, Any]:
    """Diagonal elements: local, the z-axis along the field; non-local, along the bisector."""
    one, other = (electrodes[r].direction for r in ELECTRODES)
    normal = np.cross(one, other)
    frames = {
        "rr": (normal, np.cross(one, normal), one, moments["L", "L"]),
        "rr'": (one - other, normal, one + other, moments["L", "R"]),
    }
    found = {}
    for node, (*axes, tensor) in frames.items():
        for name, axis in zip(("xx", "yy", "zz"), axes, strict=True):
            unit = axis / np.linalg.norm(axis)
            found[node, name] = round(float(unit @ tensor @ unit), 12)
    three = {node: [found[node, name] for name in ("xx", "yy", "zz")] for node in frames}
    return {
        "different": {node: float(len({*values})) for node, values in three.items()},
        "ordered": {node: np.array([sorted(values)[::-1]]) for node, values in three.items()},
        "principal": found, "Q_main": {name: found["rr", name] for name in ("xx", "yy", "zz")},
    }  # fmt: skip


#: Two orbitals on the left, one on the right.
OWNERS = ("L", "L", "R")
SMALL = FockSpace(2 * len(OWNERS))


def _sectors() -> list[NDArray[np.intp]]:
    """The states with a given number of electrons in each orbital: spins do not change it."""
    found: dict[tuple[int, ...], list[int]] = {}
    for filled in range(SMALL.dimension):
        counts = tuple((filled >> 2 * k & 3).bit_count() for k in range(len(OWNERS)))
        found.setdefault(counts, []).append(filled)
    return [np.array(places) for places in found.values()]


def _blocks(matrix: Array) -> Array:
    """A matrix by sectors, each filled up with zeros to the largest of them, 2 x 2 x 2 states."""
    sectors = _sectors()
    found = np.zeros((len(sectors), 8, 8), dtype=complex)
    for block, places in zip(found, sectors, strict=True):
        block[: len(places), : len(places)] = matrix[np.ix_(places, places)]
    assert np.isclose(np.linalg.norm(found), np.linalg.norm(matrix))
    return found


@remembered
def draw_means(rng: random.Random, ring: Ring) -> Sample:
    """Averages as multiples of the unit operator, for deviations of operators from them."""
    electrodes = both(rng)
    reduced = block_diag(
        *(electrodes[r].orbital(k) for k, r in zip((0, 1, 0), OWNERS, strict=True))
    )
    rho, unit = thermal_state(SMALL.bilinear(reduced), 1.0), _blocks(SMALL.identity)
    weights = _blocks(rho)
    bodies = {
        r: [np.kron(np.diag([float(r == owner) for owner in OWNERS]), s / 2) for s in PAULI]
        for r in ELECTRODES
    }

    def mean(stack: Array) -> Array:
        return np.multiply.outer(np.einsum("...nab,nba->...", stack, weights), unit)

    fields = [SMALL.annihilator(n) for n in range(SMALL.modes)]
    pairs = np.array([[np.vdot(a, b @ rho) for b in fields] for a in fields])

    def crossed(r: str, s: str) -> Array:
        holes = np.eye(SMALL.modes) - pairs.T
        found = np.einsum("iab,jcd,ad,bc->ij", bodies[r], bodies[s], pairs, holes, optimize=True)
        count = 1 if r == s else 2
        return np.multiply.outer(count * symmetric_traceless(found), unit)

    values = {
        **pair(), "mean": mean, "odot": judge_flows.odot,
        "exchange": {key: crossed(*key) for key in product(ELECTRODES, repeat=2)},
        "spin": {
            r: np.array([_blocks(SMALL.bilinear(x)) for x in bodies[r]]) for r in ELECTRODES
        },
    }  # fmt: skip
    return Sample(replace(ring, size=size), values, RANGES)
