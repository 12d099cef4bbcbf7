"""The dimer with one lead site on each side as an exact many-body problem: 8 modes, 256 states.

The response of spin a to a field on spin b follows from the commutator of the operators
themselves, with the eigenstates of the many-body Hamiltonian,

    chi_ab^ij(z) = i int_0^inf dt e^{izt} Tr(rho [s_a^i(t), s_b^j])
                 = - sum_mn <m|s_a^i|n> <n|[s_b^j, rho]|m> / (z + E_m - E_n),

which asks nothing of degenerate levels: rho need not be diagonal among them. Wick's theorem,
Green's functions and spin traces are not used.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from .device import Device

Complex = npt.NDArray[np.complex128]

PAULI: Complex = np.array([[[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]])
MODES = 8
FIRST_MODE = (2, 4)
"""Spin-up mode of device sites 1 and 2; modes run L, 1, 2, R, spin up before spin down."""


def spin_operator(device: Device) -> Complex:
    """Return t.tau, the spin along the axis, as a 2 x 2 matrix."""
    direction = np.asarray(device.direction, dtype=float)
    return np.asarray(np.einsum("k,kij->ij", direction / np.linalg.norm(direction), PAULI))


def one_body(device: Device, lead_energies: tuple[float, float] = (0.0, 0.0)) -> Complex:
    """Return the 8 x 8 one-body matrix of the chain L - 1 - 2 - R."""
    identity = np.eye(2, dtype=complex)
    hopping = float(device.t_0) * identity + float(device.t) * spin_operator(device)
    result = np.zeros((4, 2, 4, 2), dtype=complex)
    energies = (lead_energies[0], float(device.eps_1), float(device.eps_2), lead_energies[1])
    for site, energy in enumerate(energies):
        result[site, :, site, :] = energy * identity
    links = (-float(device.t_L) * identity, hopping, -float(device.t_R) * identity)
    for site, link in enumerate(links):
        result[site, :, site + 1, :] = link
        result[site + 1, :, site, :] = link.conj().T
    return result.reshape(MODES, MODES)


def thermal(matrix: Complex, chemical_potential: float, temperature: float) -> Complex:
    """Return the generator k of rho = exp(-c^dag k c) / Z in equilibrium."""
    return np.asarray((matrix - chemical_potential * np.eye(MODES)) / temperature)


def stationary(device: Device, matrix: Complex, temperature: float) -> Complex:
    """Return the generator of a generic stationary state: not a function of the energy alone.

    The spin along the axis and any power of the one-body matrix are conserved.
    """
    spin = np.kron(np.eye(4), spin_operator(device))
    return np.asarray((matrix + 0.4 * spin + 0.07 * matrix @ matrix) / temperature)


def second_quantised(matrix: Complex) -> Complex:
    """Return sum_ij c_i^dag matrix_ij c_j on the 256 states."""
    import qutip

    modes: list[Any] = [qutip.fdestroy(MODES, mode) for mode in range(MODES)]
    total = sum(
        complex(matrix[i, j]) * modes[i].dag() * modes[j]
        for i in range(MODES)
        for j in range(MODES)
        if matrix[i, j] != 0
    )
    return np.asarray(total.full())


def density_matrix(generator: Complex) -> Complex:
    """Return exp(-c^dag k c) / Z on the 256 states."""
    levels, vectors = np.linalg.eigh(second_quantised(generator))
    weights = np.exp(levels.min() - levels)
    return np.asarray((vectors * (weights / weights.sum())) @ vectors.conj().T)


@cache
def spin_operators() -> Complex:
    """Return s_a^i on the 256 states, shape (2, 3, 256, 256)."""
    result = np.empty((2, 3, 2**MODES, 2**MODES), dtype=complex)
    for site, first in enumerate(FIRST_MODE):
        for i in range(3):
            matrix = np.zeros((MODES, MODES), dtype=complex)
            matrix[first : first + 2, first : first + 2] = PAULI[i] / 2
            result[site, i] = second_quantised(matrix)
    return result


def response(matrix: Complex, generator: Complex, frequency: complex) -> Complex:
    """Return chi^R_ab^ij(z), Im z > 0, of a stationary state, shape (2, 2, 3, 3).

    Parameters
    ----------
    matrix, generator
        One-body matrices (8, 8) of the Hamiltonian and of -log rho; they must commute.

    Raises
    ------
    ValueError
        If the state is not stationary.
    """
    if np.max(np.abs(matrix @ generator - generator @ matrix)) > 1e-10:
        raise ValueError("the state is not stationary: its generator must commute with H")
    energies, vectors = np.linalg.eigh(second_quantised(matrix))
    spins = vectors.conj().T @ spin_operators() @ vectors
    rho = vectors.conj().T @ density_matrix(generator) @ vectors
    commutators = spins @ rho - rho @ spins
    gaps = frequency + energies[:, None] - energies[None, :]
    result: Complex = -np.einsum("aimn,bjnm->abij", spins / gaps, commutators, optimize=True)
    return result
