"""Samples for more sentences on storage and currents: electrodes on exact Fock spaces."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
from scipy.linalg import expm

from spinloom.derivations.engine.interpret import Ring, Sample
from spinloom.derivations.engine.judges.fock import FockSpace, expectation

from . import judge_flows as flows
from .judge_atoms_bands import ELECTRODES, draw_edges
from .judge_holes import contribution
from .judge_levels import Levels, random_direction
from .judge_network import PAULI
from .judge_stored import SIGN, Electrode, spin_states


def draw_frequencies(rng: random.Random, ring: Ring) -> Sample:
    """The smallest density of a band, by its value inside, at frequencies of two sets."""
    known = draw_edges(rng, ring).values
    half, distance = known["D"], known["W"]
    splittings, potentials = sorted({*known["J_r"]}), sorted({*known["mu_r'"]})
    shifts = [side * width / 2 for width in splittings for side in (1, -1)]
    frequencies = np.linspace(-20, 20, 4001)

    def smallest(chosen: Any) -> float:
        inside = [np.abs(frequencies[chosen] - shift) < half for shift in shifts]
        return float(np.min(inside))

    near = [np.abs(frequencies - mu) < distance for mu in potentials]
    assert len(splittings) == len(ELECTRODES)
    return Sample(ring, {
        "least": {"below": smallest(frequencies < distance),
                  "within": smallest(np.any(near, axis=0))},
    })  # fmt: skip


@cache
def _two_orbitals() -> tuple[FockSpace, tuple[Any, ...]]:
    space = FockSpace(4)
    return space, tuple(space.bilinear(np.kron(np.eye(2), x / 2)) for x in PAULI)


def draw_mixed(rng: random.Random, ring: Ring) -> Sample:
    """Any mixed state of two orbitals."""
    space, spins = _two_orbitals()
    numbers = np.random.default_rng(rng.getrandbits(32))
    root = numbers.normal(size=2 * (space.dimension,)) + 1j * numbers.normal(
        size=2 * (space.dimension,)
    )
    state = root @ root.conj().T / np.trace(root @ root.conj().T)
    moment = flows.symmetric_traceless(np.array([[a @ b for b in spins] for a in spins]))
    values = {
        "square": {a: expectation(state, s, s).real for a, s in zip("xyz", spins, strict=True)},
        "diagonal": {a: expectation(state, moment[k, k]).real for k, a in enumerate("xyz")},
    }
    return Sample(replace(ring, size=flows.largest), values)


def draw_ground(rng: random.Random, ring: Ring) -> Sample:
    """The ground state of one or two half-filled orbitals and a full one."""
    count = rng.randint(1, 2)
    centres = [rng.uniform(-0.2, 0.2) for _ in range(count)]
    levels = np.array([*([e - 1, e + 1] for e in centres), [-4.0, -3.5]])
    direction = random_direction(rng)
    inside = Electrode(levels, direction, spin_states(direction), 0.7, 0.0)
    cold = Levels(inside, ground=True)
    spins = [cold.moment(c) for c in "xyz"]
    second = np.array([[expectation(cold.rho, a, b).real for b in spins] for a in spins])
    values = {
        "q_ground": cold.magnitude, "polarized": float(count),
        "transverse": float(np.trace(second) - direction @ second @ direction),
    }  # fmt: skip
    return Sample(replace(ring, size=flows.largest), values)


def windows() -> dict[str, Any]:
    """Extremes of q_ex by energy of a flat band with J = 1, at T = 0 and at T = J/3."""
    places = {"above": np.linspace(0.05, 3, 60), "window": np.linspace(-0.95, -0.05, 60)}

    def hole(energy: float, fermi: Any) -> float:
        parts = [contribution(fermi, int(sign), 1.0)(energy) for sign in SIGN.values()]
        return float(fermi(energy) * sum(parts))

    cold = {where: [hole(e, lambda x: float(x < 0)) for e in energies]
            for where, energies in places.items()}  # fmt: skip
    hot = [hole(e, lambda x: 1 / (np.exp(3 * x) + 1)) for e in places["above"]]
    return {"extreme": {
        "cold above": max(map(abs, cold["above"])), "cold window": min(cold["window"]),
        "hot above": min(hot),
    }}  # fmt: skip


@cache
def _network() -> dict[str, Any]:
    """Three electrodes with spin-conserving tunnelling: sums, correlations, no splitting."""
    drawn = flows.junction(random.Random(5), True)
    whole, outside = (
        flows.evolution(h) for h in (drawn.inside + drawn.tunnelling, drawn.tunnelling)
    )
    spins = {r: flows.spin(r) for r in flows.ELECTRODES}
    total = np.asarray(sum(spins.values()))
    current = outside(spins["L"])

    def gap(hamiltonian: Any, other: str) -> float:
        state = expm(-hamiltonian)
        state = state / np.trace(state)

        def mean(operators: Any) -> Any:
            return np.einsum("...ab,ba->...", operators, state)

        pairs = mean(current[:, None] @ spins[other][None])
        return flows.largest(pairs - np.multiply.outer(mean(current), mean(spins[other])))

    coupled = drawn.inside + drawn.tunnelling
    stored = flows.stored("LL")
    # without fields the levels of an electrode commute with its spin
    isotropic = flows.operator(np.kron(np.diag([0.3, -0.4, 0.1, 0.2]), np.eye(2)).astype(complex))
    return {
        "change": {"currents": flows.largest(outside(total)),
                   "rates": flows.largest(whole(total))},
        "gap": {"local": gap(coupled, "L"), "non-local": gap(coupled, "R"),
                "uncoupled": max(gap(drawn.inside, r) for r in flows.ELECTRODES)},
        "internal": {"isotropic": flows.largest(flows.evolution(isotropic)(stored)),
                     "split": flows.largest(flows.evolution(drawn.inside)(stored))},
    }  # fmt: skip


def draw_network(rng: random.Random, ring: Ring) -> Sample:
    """The same three electrodes at every point."""
    return Sample(replace(ring, size=flows.largest), _network(), flows.RANGES)
