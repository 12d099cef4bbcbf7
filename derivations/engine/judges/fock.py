r"""Brute-force many-body physics of a few fermion modes: the judge of every operator rule.

Everything here is a dense matrix on the :math:`2^n`-dimensional Fock space (Jordan-Wigner), so a
rule that was found symbolically meets numbers that know nothing about Wick's theorem, Green's
functions or normal ordering.

=========================  ======================================================================
``FockSpace(modes)``       ``annihilator(k)``, ``creator(k)``, ``bilinear(M)``
``thermal_state``          exp(-H/T)/Z of any Hermitian matrix
``gaussian_state``         the state with a prescribed one-body matrix <c_b^dag c_a>
``expectation``            <A B C ...> in a state
``evolve``                 exp(iHt) A exp(-iHt)
``stationary``             common eigenbasis of a Hamiltonian and a state that commutes with it
``retarded_response``      i int_0^inf dt exp(i w t) <[A(t), B]> from eigenstates
``response_expansion``     its value and slope at w = 0
``symmetrised_noise``      int dt exp(i w t - eta |t|) <{dA(t), dB}>/2
=========================  ======================================================================

hbar = k_B = 1 throughout.

>>> space = FockSpace(2)
>>> hamiltonian = space.bilinear([[1.0, 0.5j], [-0.5j, -1.0]])
>>> state = thermal_state(hamiltonian, temperature=0.7)
>>> number = expectation(state, space.creator(0), space.annihilator(0))
>>> abs(number.imag) < 1e-15
True
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import ArrayLike, NDArray

Matrix = NDArray[np.complex128]

MAX_MODES = 8


@dataclass(frozen=True)
class FockSpace:
    """Fermions on ``modes`` modes; basis state number n has mode k filled iff bit k of n is set.

    Raises
    ------
    ValueError
        If ``modes`` is not between 1 and 8.
    """

    modes: int

    def __post_init__(self) -> None:
        if not 1 <= self.modes <= MAX_MODES:
            raise ValueError(f"modes = {self.modes}; must be between 1 and {MAX_MODES}")

    @property
    def dimension(self) -> int:
        """Number of many-body states."""
        return int(2**self.modes)

    @property
    def identity(self) -> Matrix:
        """The unit operator."""
        return np.eye(self.dimension, dtype=np.complex128)

    def annihilator(self, mode: int) -> Matrix:
        """c_mode: empties the mode, with a minus sign for every filled mode of lower number."""
        if not 0 <= mode < self.modes:
            raise ValueError(f"mode = {mode}; must be between 0 and {self.modes - 1}")
        operator = np.zeros((self.dimension, self.dimension), dtype=np.complex128)
        bit = 1 << mode
        for filled in range(self.dimension):
            if filled & bit:
                operator[filled ^ bit, filled] = (-1) ** (filled & (bit - 1)).bit_count()
        return operator

    def creator(self, mode: int) -> Matrix:
        """c_mode^dag."""
        return self.annihilator(mode).T

    def bilinear(self, matrix: ArrayLike) -> Matrix:
        """sum_ab c_a^dag M_ab c_b for a one-body matrix M of shape (modes, modes)."""
        one_body = np.asarray(matrix, dtype=np.complex128)
        if one_body.shape != (self.modes, self.modes):
            raise ValueError(f"one-body matrix of shape {one_body.shape} on {self.modes} modes")
        annihilators = np.array([self.annihilator(mode) for mode in range(self.modes)])
        lowered = np.tensordot(one_body, annihilators, axes=1)
        return np.asarray(np.einsum("aji,ajk->ik", annihilators, lowered, optimize=True))


def thermal_state(hamiltonian: Matrix, temperature: float) -> Matrix:
    """exp(-H/T)/Z; a chemical potential enters as H - mu N."""
    if not temperature > 0:
        raise ValueError(f"temperature = {temperature}; must be > 0")
    energies, basis = np.linalg.eigh(hamiltonian)
    weights = np.exp(-(energies - energies.min()) / temperature)
    return np.asarray((basis * (weights / weights.sum())) @ basis.conj().T)


def gaussian_state(space: FockSpace, correlations: ArrayLike) -> Matrix:
    """The Gaussian state with <c_b^dag c_a> = correlations[a, b].

    Parameters
    ----------
    space
        The Fock space.
    correlations
        Hermitian, shape (modes, modes), eigenvalues (occupations) in [0, 1], ends included.

    Raises
    ------
    ValueError
        If an occupation lies outside [0, 1].
    """
    occupations, orbitals = np.linalg.eigh(np.asarray(correlations, dtype=np.complex128))
    if occupations.min() < -1e-12 or occupations.max() > 1 + 1e-12:
        raise ValueError(f"occupations {occupations}; must lie between 0 and 1")
    state = space.identity
    for occupation, orbital in zip(occupations, orbitals.T, strict=True):
        filled = space.bilinear(np.outer(orbital, orbital.conj()))
        state = state @ ((1 - occupation) * space.identity + (2 * occupation - 1) * filled)
    return state


def expectation(state: Matrix, *operators: Matrix) -> complex:
    """Tr(state A B C ...) for operators in the order given."""
    return complex(np.trace(reduce(np.matmul, operators, state)))


def evolve(hamiltonian: Matrix, operator: Matrix, time: float) -> Matrix:
    """Heisenberg operator exp(iHt) A exp(-iHt) for a Hermitian H."""
    energies, basis = np.linalg.eigh(hamiltonian)
    forward = (basis * np.exp(1j * time * energies)) @ basis.conj().T
    return np.asarray(forward @ operator @ forward.conj().T)


@dataclass(frozen=True, eq=False)
class Stationary:
    """Energies, populations (shape (dimension,)) and their common eigenvectors (columns)."""

    energies: NDArray[np.float64]
    populations: NDArray[np.float64]
    basis: Matrix

    def element(self, operator: Matrix) -> Matrix:
        """The operator in the eigenbasis."""
        return np.asarray(self.basis.conj().T @ operator @ self.basis)


def stationary(hamiltonian: Matrix, state: Matrix) -> Stationary:
    """Diagonalise a Hamiltonian and a state that commutes with it, degenerate levels included.

    Raises
    ------
    ValueError
        If the state is not stationary.
    """
    scale = max(1.0, float(np.abs(hamiltonian).max()))
    if np.abs(hamiltonian @ state - state @ hamiltonian).max() > 1e-10 * scale:
        raise ValueError("the state does not commute with the Hamiltonian")
    energies, basis = np.linalg.eigh(hamiltonian)
    starts = np.flatnonzero(np.diff(energies, prepend=-np.inf) > 1e-9 * scale)
    for start, stop in zip(starts, [*starts[1:], len(energies)], strict=True):
        block = basis[:, start:stop]
        basis[:, start:stop] = block @ np.linalg.eigh(block.conj().T @ state @ block)[1]
    populations = np.einsum("im,ij,jm->m", basis.conj(), state, basis, optimize=True).real
    return Stationary(energies, populations, basis)


def retarded_response(
    system: Stationary, first: Matrix, second: Matrix, frequency: float, eta: float
) -> complex:
    """chi^R(w) = i int_0^inf dt exp(i (w + i eta) t) <[A(t), B]>, eta > 0."""
    return _response_sum(system, first, second, frequency + 1j * eta, power=1)


def response_expansion(
    system: Stationary, first: Matrix, second: Matrix, eta: float
) -> tuple[complex, complex]:
    """chi^R and d chi^R/dw at w = 0 for a broadening eta > 0."""
    return (
        _response_sum(system, first, second, 1j * eta, power=1),
        _response_sum(system, first, second, 1j * eta, power=2),
    )


def _response_sum(
    system: Stationary, first: Matrix, second: Matrix, frequency: complex, power: int
) -> complex:
    if not frequency.imag > 0:
        raise ValueError(f"eta = {frequency.imag}; must be > 0")
    gaps = system.energies[:, None] - system.energies[None, :]
    differences = system.populations[:, None] - system.populations[None, :]
    weights = differences * system.element(first) * system.element(second).T
    # d/dw (-1/(w + gap)) = +1/(w + gap)^2
    return complex((-1) ** power * np.sum(weights / (frequency + gaps) ** power))


def symmetrised_noise(
    system: Stationary, first: Matrix, second: Matrix, frequency: float, eta: float
) -> complex:
    """int dt exp(i w t - eta |t|) <{dA(t), dB}>/2 with dA = A - <A>, eta > 0."""
    if not eta > 0:
        raise ValueError(f"eta = {eta}; must be > 0")
    gaps = system.energies[:, None] - system.energies[None, :]
    means = (system.populations[:, None] + system.populations[None, :]) / 2
    lorentzians = 2 * eta / ((frequency + gaps) ** 2 + eta**2)
    first_mean, second_mean = (
        np.sum(system.populations * np.diag(system.element(operator)))
        for operator in (first, second)
    )
    fluctuation = system.element(first) - first_mean * np.eye(len(gaps))
    response = system.element(second) - second_mean * np.eye(len(gaps))
    return complex(np.sum(means * lorentzians * fluctuation * response.T))
