"""Stored spin and exchange moment from thermal Fock states of two orbitals, 16 states each.

A flat band is summed orbital by orbital on Gauss-Legendre nodes; two orbitals of equal weight share
a Fock space, so that the second moment of the spin is more than the product of averages.
"""

from __future__ import annotations

from functools import cache, reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

NODES = 160
AXIS = np.array([2.0, -1.0, 2.0]) / 3
_PAULI = np.array([[[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]])


@cache
def _lower() -> tuple[Array, ...]:
    """Annihilators of four modes: two orbitals with spin up and down along z."""
    step, sign, unit = np.array([[0, 1], [0, 0]]), np.diag([1, -1]), np.eye(2)
    return tuple(
        reduce(np.kron, [sign] * k + [step] + [unit] * (3 - k)).astype(complex) for k in range(4)
    )


def _bilinear(matrix: Array, orbital: int) -> Array:
    pair = _lower()[2 * orbital : 2 * orbital + 2]
    terms = [matrix[a, b] * pair[a].T @ pair[b] for a in range(2) for b in range(2)]
    return np.asarray(sum(terms))


def storage(J: float, temperature: float, D: float, mu: float = 0.0) -> list[float]:
    """Spin along the Stoner field and size of the exchange moment, over the density of states."""
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    half = NODES // 2
    number = sum(_bilinear(np.eye(2), k) for k in range(2))
    spins = [np.asarray(sum(_bilinear(pauli / 2, k) for k in range(2))) for pauli in _PAULI]
    field = J * sum(x * spin for x, spin in zip(AXIS, spins, strict=True))
    spin_sum, moment_sum = 0.0, 0.0
    for place, weight in zip(D * nodes[half:], D * weights[half:], strict=True):
        energy = sum(e * _bilinear(np.eye(2), k) for k, e in enumerate((place, -place)))
        spin, moment = _thermal(energy - field - mu * number, temperature, spins)
        spin_sum += weight * float(AXIS @ spin)
        # the exchange part is -q J (.) J, whose component along J is -2/3 q
        direct = np.outer(spin, spin)
        exchange = moment - direct + np.eye(3) * np.trace(direct) / 3
        moment_sum -= 1.5 * weight * float(AXIS @ exchange @ AXIS)
    return [spin_sum, moment_sum]


def _thermal(energy: Array, temperature: float, spins: list[Array]) -> tuple[Array, Array]:
    """Averages of the spin and of its symmetric traceless second moment."""
    levels, states = np.linalg.eigh(energy)
    chances = np.exp(-(levels - levels[0]) / temperature)
    state = (states * (chances / chances.sum())) @ states.conj().T
    average = np.array([np.trace(state @ x).real for x in spins])
    second = np.array([[np.trace(state @ x @ y).real for y in spins] for x in spins])
    symmetric = (second + second.T) / 2
    return average, symmetric - np.eye(3) * np.trace(symmetric) / 3
