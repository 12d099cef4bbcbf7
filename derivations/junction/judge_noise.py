"""Current noise as traces over 64 states: one level per lead, two interacting spins."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache, partial
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Ring, Sample

from .judge_bath import AXES, UNIT, Leads, X, Y, Z, common_leaves, draw_leads, fermions

Array = Any
SITES = ("1", "2")


def _spins(rng: random.Random, leads: Leads) -> tuple[Array, Array]:
    """Hamiltonian of two coupled spins, and a generic state of theirs."""
    exchange, dmi = rng.uniform(0.2, 0.5), rng.uniform(0.1, 0.4)
    energy = leads.nu / 2 * (np.kron(Z, UNIT) + np.kron(UNIT, Z))
    energy = energy - exchange * sum(np.kron(a, a) for a in AXES.values())
    energy = energy + dmi * (np.kron(X, Y) - np.kron(Y, X))
    numbers = np.random.default_rng(rng.getrandbits(64))
    factor = numbers.normal(size=(4, 4)) + 1j * numbers.normal(size=(4, 4))
    return energy, factor @ factor.conj().T / np.trace(factor @ factor.conj().T)


def _moved(operator: Array, hamiltonian: Array, time: float) -> Array:
    """An operator in the Heisenberg picture."""
    energies, states = np.linalg.eigh(hamiltonian)
    propagator = (states * np.exp(-1j * energies * time)) @ states.conj().T
    return propagator.conj().T @ operator @ propagator


def draw_noise(rng: random.Random, ring: Ring) -> Sample:
    """<I(t) I(0)> with I = i [H, N_L], the leads and the spins each under their own Hamiltonian."""
    leads, time = draw_leads(rng), rng.uniform(0.4, 1.2)
    energy, state = _spins(rng, leads)
    number = np.kron(sum(c.conj().T @ c for c in fermions()[:2]), np.eye(4))
    current = 1j * (leads.tunnelling @ number - number @ leads.tunnelling)
    free = np.kron(np.diag(leads.number_energies), np.eye(4)) + np.kron(np.eye(16), energy)
    joint = np.kron(np.diag(leads.weights), state)
    vectors = {s: {a: np.kron(m, UNIT) if s == "1" else np.kron(UNIT, m) for a, m in AXES.items()}
               for s in SITES}  # fmt: skip
    rotations = {"1": np.eye(2, dtype=complex), "2": leads.u}

    @cache
    def correlation(first: str, a: str, second: str, b: str, t: float) -> Any:
        return np.trace(state @ _moved(vectors[first][a], energy, t) @ vectors[second][b])

    @cache
    def noise(t: float) -> Any:
        return np.trace(joint @ _moved(current, free, t) @ current)

    values = common_leaves(leads) | {
        "t": time,
        "noise": noise,
        "spin_correlation": lambda *labels: partial(correlation, *labels),
        "J": dict(zip(SITES, leads.J, strict=True)),
        "rotation": lambda m, n: rotations[m] @ rotations[n].conj().T, "pauli": AXES,
        "eps_L": leads.eps[0], "eps_R": leads.eps[1],
    }  # fmt: skip
    return Sample(ring, values, {"site": SITES, "axis": tuple(AXES)})


def draw_pairs(rng: random.Random, ring: Ring) -> Sample:
    """Amplitudes of two electrons in a row, by the electrons' spins, at theta = 0."""
    leads = replace(draw_leads(rng), theta=0.0)
    vacuum = np.eye(16)[:, 0]
    creators = [c.conj().T for c in fermions()]
    whole = leads.tunnelling.reshape(16, 4, 16, 4)

    def transfer(final: int, initial: int) -> Array:
        """The spins' operator for one electron from L (0 up, 1 down) to R."""
        bra, ket = creators[2 + final] @ vacuum, creators[initial] @ vacuum
        return np.einsum("a,asbr,b->sr", bra.conj(), whole, ket)

    axial = (transfer(0, 0) - transfer(1, 1)) / 2
    values = common_leaves(leads) | {
        "flip_then_axis": transfer(0, 1) @ axial,
        "flip_then_back": transfer(0, 1) @ transfer(1, 0),
    }
    return Sample(ring, values)
