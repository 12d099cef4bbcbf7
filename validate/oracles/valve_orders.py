"""Currents into the left electrode, order by order in the tunnelling, from matrices.

Every orbital has two modes on one Fock space. The density operator follows from repeated
commutators with the tunnelling term, each divided by i eta minus a difference of energies; the
currents are the rates of change of number, spin and squared spin. No diagrams, no Wick's theorem.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

_PAULI = np.array([[[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]])


@dataclass(frozen=True)
class Electrode:
    """Energies of spin up and down along a direction for every orbital; potential, temperature."""

    energies: Sequence[tuple[float, float]]
    direction: tuple[float, float, float]
    potential: float
    temperature: float


def currents(
    left: Electrode, right: Electrode, amplitude: Array, eta: float, order: int
) -> dict[str, Array]:
    """Charge, spin and quadrupole current of order 2 order - 1 in the 2 x 2 amplitude."""
    lower = _lower(2 * (len(left.energies) + len(right.energies)))
    sides = (left, lower[: 2 * len(left.energies)]), (right, lower[2 * len(left.energies) :])
    free = sum(_energy(electrode, modes, 0.0, 1.0) for electrode, modes in sides)
    reduced = sum(_energy(e, modes, e.potential, e.temperature) for e, modes in sides)
    hops = sum(
        amplitude[a, b] * first.T @ second
        for (a, first) in _spins(sides[0][1])
        for (b, second) in _spins(sides[1][1])
    )
    tunnelling = np.asarray(hops) + np.conj(hops).T
    levels, basis = np.linalg.eigh(free)
    state = _turned(basis, _thermal(np.asarray(reduced)))
    coupling = _turned(basis, tunnelling)
    for _ in range(2 * order - 1):
        moved = coupling @ state - state @ coupling
        state = moved / (1j * eta - (levels[:, None] - levels[None, :]))
    state = basis @ state @ basis.conj().T

    def rate(operator: Array) -> float:
        return float(
            np.real(np.trace(1j * (tunnelling @ operator - operator @ tunnelling) @ state))
        )

    spins = [_total(pauli / 2, sides[0][1]) for pauli in _PAULI]
    pairs = np.array([[rate(a @ b + b @ a) / 2 for b in spins] for a in spins])
    return {
        "charge": np.array(rate(_total(np.eye(2), sides[0][1]))),
        "spin": np.array([rate(spin) for spin in spins]),
        "quadrupole": pairs - np.trace(pairs) / 3 * np.eye(3),
    }


def _lower(count: int) -> list[Array]:
    """Annihilators of all modes."""
    step, sign, unit = np.array([[0.0, 1.0], [0.0, 0.0]]), np.diag([1.0, -1.0]), np.eye(2)
    return [reduce(np.kron, [sign] * k + [step] + [unit] * (count - 1 - k)) for k in range(count)]


def _spins(modes: Sequence[Array]) -> list[tuple[int, Array]]:
    """Modes with the number of their spin: two for each orbital, up first."""
    return [(place % 2, mode) for place, mode in enumerate(modes)]


def _total(matrix: Array, modes: Sequence[Array]) -> Array:
    """A one-particle matrix on spin space, summed over orbitals."""
    found = np.zeros_like(modes[0], dtype=complex)
    for pair in zip(modes[::2], modes[1::2], strict=True):
        for a, b in np.ndindex(2, 2):
            found += matrix[a, b] * pair[a].T @ pair[b]
    return found


def _energy(electrode: Electrode, modes: Sequence[Array], shift: float, over: float) -> Array:
    """(H - shift N) / over of one electrode."""
    axis = np.einsum("i,iab->ab", electrode.direction, _PAULI) / np.linalg.norm(electrode.direction)
    found = np.zeros_like(modes[0], dtype=complex)
    for place, (up, down) in enumerate(electrode.energies):
        matrix = ((up + down) / 2 - shift) * np.eye(2) + (up - down) / 2 * axis
        found += _total(matrix / over, modes[2 * place : 2 * place + 2])
    return found


def _thermal(exponent: Array) -> Array:
    energies, basis = np.linalg.eigh(exponent)
    weights = np.exp(energies.min() - energies)
    return np.asarray(basis * (weights / weights.sum()) @ basis.conj().T)


def _turned(basis: Array, operator: Array) -> Array:
    return np.asarray(basis.conj().T @ operator @ basis)
