"""Flat bands, orbital by orbital: the judge of the currents of (113)-(120) and (136), (137).

An orbital of the left electrode is a 2 x 2 matrix of occupations. Tunnelling of second order
changes it at a rate that follows from the equation of motion of the whole one-particle density
matrix, with the right electrode's orbitals summed over. Spin and quadrupole currents are traces of
these rates; the coefficients of the paper are integrals over energies, computed apart from them.
N_o = 1; the bands are [-D, D] shifted by -J/2 for spin up along the Stoner field and J/2 for down.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

Array = NDArray[np.float64]

#: Distances from a Fermi step, in units of the temperature, between which nodes are placed.
STEPS = np.array([0, 2, 4, 7, 10, 14, 19, 25, 32, 40])
PAULI = np.array([[[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]])


@cache
def _rule(count: int) -> tuple[Array, Array]:
    nodes, weights = np.polynomial.legendre.leggauss(count)
    return nodes, weights


def grid(low: float, high: float, breaks: Array, count: int = 20) -> tuple[Array, Array]:
    """Nodes and weights between two energies, piece by piece."""
    ends = np.unique(np.concatenate([[low, high], breaks[(breaks > low) & (breaks < high)]]))
    middle, half = (ends[1:] + ends[:-1]) / 2, (ends[1:] - ends[:-1]) / 2
    nodes, weights = _rule(count)
    return (
        (middle[:, None] + half[:, None] * nodes).ravel(), (half[:, None] * weights).ravel()
    )  # fmt: skip


def fermi(energy: Array, potential: float, temperature: float) -> Array:
    """Occupation of a level; a step at zero temperature."""
    if temperature == 0:
        return np.heaviside(potential - energy, 0.5)
    return np.asarray(expit((potential - energy) / temperature))


@dataclass(frozen=True)
class Electrode:
    """One flat band: splitting, temperature, chemical potential, half the bandwidth."""

    splitting: float
    temperature: float
    potential: float
    half_width: float

    def occupied(self, energy: Array) -> Array:
        """The Fermi function."""
        return fermi(energy, self.potential, self.temperature)

    def density(self, energy: Array, spin: int) -> Array:
        """Density of states of one spin."""
        inside = np.abs(energy + spin * self.splitting / 2) < self.half_width
        return np.where(inside, 1 / (2 * self.half_width), 0.0)

    def mean(self, energy: Array) -> Array:
        """Mean density of states of both spins."""
        return (self.density(energy, 1) + self.density(energy, -1)) / 2

    def difference(self, energy: Array) -> Array:
        """Half the difference of both densities: mean density times polarization."""
        return (self.density(energy, 1) - self.density(energy, -1)) / 2

    def anisotropy(self, energy: Array) -> Array:
        """Mean density times the anisotropy function."""
        return sum(
            (
                self.density(energy, s)
                * (self.occupied(energy) - self.occupied(energy + s * self.splitting))
                / 4
                for s in (1, -1)
            ),
            start=np.zeros_like(energy),
        )

    def steps(self) -> Array:
        """Energies between which the occupation is smooth."""
        around = self.temperature * np.concatenate([-STEPS, STEPS])
        return self.potential + around

    def edges(self) -> tuple[Array, Array]:
        """Nodes and weights in the two intervals where one spin alone has states."""
        parts = [
            grid(side * self.half_width - self.splitting / 2,
                 side * self.half_width + self.splitting / 2, np.array([0.0]), 24)
            for side in (-1, 1)
        ]  # fmt: skip
        return np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts])


@dataclass(frozen=True)
class Valve:
    """Two electrodes, their directions, and the tunnelling amplitude."""

    left: Electrode
    right: Electrode
    direction_L: Array
    direction_R: Array
    tunnelling: float

    @property
    def mirrored(self) -> Valve:
        """The same device with left and right exchanged."""
        return replace(self, left=self.right, right=self.left,
                       direction_L=self.direction_R, direction_R=self.direction_L)  # fmt: skip

    @property
    def rate(self) -> float:
        """Gamma inside both bands."""
        return 2 * np.pi * self.tunnelling**2 / (4 * self.left.half_width * self.right.half_width)

    def virtual(self, energy: Array, occupation: Array) -> Array:
        """Principal value of the right polarized density times (f' - f)/(e' - e)."""
        nodes, weights = self.right.edges()
        change = self.right.occupied(nodes) - occupation[..., None]
        distance = nodes - energy[..., None]
        # states at one edge of the band are all full or all empty: nothing moves between them
        apart = np.abs(distance) > 1.001 * (self.left.splitting + self.right.splitting) / 2
        kernel = np.where(apart, change, 0) / np.where(apart, distance, 1)
        return np.asarray(kernel @ (weights * self.right.difference(nodes)))

    def orbitals(self) -> tuple[Array, Array]:
        """Nodes and weights over the left orbitals' energies, the density of states included."""
        half = self.left.splitting / 2
        steps = np.concatenate([self.left.steps(), self.right.steps()])
        breaks = np.concatenate([steps + half, steps - half])
        width = self.left.half_width
        nodes, weights = grid(-width, width, breaks)
        return nodes, weights / (2 * width)

    def matrices(self) -> tuple[Array, Any, Any]:
        """Weights, occupation matrices and their rates, spin up along the left direction."""
        nodes, weights = self.orbitals()
        energies = np.stack([nodes - s * self.left.splitting / 2 for s in (1, -1)], axis=1)
        occupations = self.left.occupied(energies)
        change = self.right.occupied(energies) - occupations
        virtual = self.virtual(energies, occupations)
        resonant = -1j * np.pi * self.right.difference(energies) * change
        plain = -1j * np.pi * self.right.mean(energies) * change
        frame = _frame(self.direction_L)
        towards = np.einsum("i,iab->ab", frame.T @ self.direction_R, PAULI)
        retarded = virtual + resonant
        # i drho/dt = V (advanced, of the second state) - (retarded, of the first state) V^dagger
        rates = towards * (retarded.conj()[:, None, :] - retarded[:, :, None])
        rates = rates + np.eye(2) * (plain.conj()[:, None, :] - plain[:, :, None])
        filled = np.eye(2) * occupations[:, None, :]
        return weights, filled, -1j * self.tunnelling**2 * rates

    def spin(self) -> Array:
        """Average spin of the left electrode."""
        weights, filled, _ = self.matrices()
        return self._vector(weights, filled)

    def spin_current(self) -> Array:
        """Spin current into the left electrode."""
        weights, _, rates = self.matrices()
        return self._vector(weights, rates)

    def charge_current(self) -> float:
        """Particle current into the left electrode."""
        weights, _, rates = self.matrices()
        return float(np.einsum("k,kaa->", weights, rates).real)

    def exchange_current(self) -> Array:
        """Minus twice the traces of s rho s drho/dt, symmetric and traceless, in the laboratory."""
        weights, filled, rates = self.matrices()
        tensor = -0.5 * np.einsum(
            "k,iab,kbc,jcd,kda->ij", weights, PAULI, filled, PAULI, rates, optimize=True
        )
        tensor = (tensor + tensor.T).real / 2
        frame = _frame(self.direction_L)
        return np.asarray(frame @ (tensor - np.eye(3) * np.trace(tensor) / 3) @ frame.T)

    def direct_current(self) -> Array:
        """Twice the spin times the spin current, symmetric and traceless."""
        pair = np.outer(self.spin(), self.spin_current())
        return np.asarray(pair + pair.T - 2 * np.eye(3) * np.trace(pair) / 3)

    def _vector(self, weights: Array, matrices: Any) -> Array:
        vector = np.einsum("k,iab,kba->i", weights, PAULI, matrices, optimize=True).real / 2
        return np.asarray(_frame(self.direction_L) @ vector)


def _frame(axis: Array) -> Array:
    """A right-handed frame as columns, the third of them along the axis."""
    other = np.eye(3)[int(np.argmin(np.abs(axis)))]
    first = np.cross(other, axis)
    first = first / np.linalg.norm(first)
    return np.stack([first, np.cross(axis, first), axis], axis=1)


# --- Coefficients, as integrals over energies -------------------------------------------------


def window(valve: Valve) -> tuple[Array, Array]:
    """Nodes and weights over both bands, dense around the Fermi steps and their shifted copies."""
    steps = np.concatenate([valve.left.steps(), valve.right.steps()])
    shifts = [steps + k * valve.left.splitting for k in (-1, 0, 1)]
    edges = np.array([
        side * e.half_width + s * e.splitting / 2
        for e in (valve.left, valve.right) for side in (-1, 1) for s in (-1, 1)
    ])  # fmt: skip
    return grid(float(edges.min()), float(edges.max()), np.concatenate([*shifts, edges]))


def emission(valve: Valve) -> float:
    """E_ex: twice the integral of Gamma Delta a."""
    nodes, weights = window(valve)
    change = valve.right.occupied(nodes) - valve.left.occupied(nodes)
    scale = 4 * np.pi * valve.tunnelling**2
    return float(
        scale * weights @ (change * valve.right.mean(nodes) * valve.left.anisotropy(nodes))
    )


def spin_torque(valve: Valve) -> float:
    """T_S: 2 t^2 times the double integral over both electrodes' edges."""
    nodes, weights = valve.left.edges()
    virtual = valve.virtual(nodes, valve.left.occupied(nodes))
    return float(-2 * valve.tunnelling**2 * weights @ (valve.left.difference(nodes) * virtual))


def exchange_torque(valve: Valve) -> float:
    """T_ex: 4 t^2 times the double integral over the left window and the right edges."""
    nodes, weights = window(valve)
    virtual = valve.virtual(nodes, valve.left.occupied(nodes))
    return float(-4 * valve.tunnelling**2 * weights @ (valve.left.anisotropy(nodes) * virtual))


def flat_valve(splitting: float, temperature: float, voltage: float, half_width: float,
               tunnelling: float | None = None, *, right_temperature: float | None = None,
               angle: float = np.pi / 2) -> Valve:  # fmt: skip
    """Equal bands under a symmetric bias; Gamma = 1 unless a tunnelling amplitude is given."""
    hot = temperature if right_temperature is None else right_temperature
    amplitude = 2 * half_width / np.sqrt(2 * np.pi) if tunnelling is None else tunnelling
    return Valve(
        Electrode(splitting, temperature, voltage / 2, half_width),
        Electrode(splitting, hot, -voltage / 2, half_width),
        np.array([0.0, 0.0, 1.0]), np.array([0.0, -np.sin(angle), np.cos(angle)]), amplitude,
    )  # fmt: skip
