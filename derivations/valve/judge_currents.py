"""Exact linear response of a finite valve: the judge of the average currents.

Two orbitals with two spins in each electrode, 256 states, each electrode in its own thermal state,
generic directions of the Stoner fields. Currents are commutators with the tunnelling term, and
tunnelling acts to second order; no formula of the print or of a derivation is used.

All levels lie on one grid of frequencies, several of them on one point, so that densities of
states, their polarisation and integrals over a single frequency have a meaning without a continuum:
a delta function is a Kronecker symbol over the spacing. The response is linear in the kernel
``1 / (x + i0)``, which is either sharp (that Kronecker symbol and the inverse difference, none at
zero) or broadened (a Lorentzian and its conjugate).
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from .judge_network import ELECTRODES, ORBITALS, PAULI, annihilators, mode, rate

Array = NDArray[Any]
SPINS = (1, -1)
NODES = ("LL", "LR", "RR")
OTHER = {"L": "R", "R": "L"}


@dataclass(frozen=True)
class Electrode:
    """One thermal electrode.

    `levels` gives the grid point of an orbital's spins, shape (orbitals, 2); the columns of
    `spinors` are spin up and down along `direction`.
    """

    levels: Array
    direction: Array
    spinors: Array
    chemical_potential: float
    temperature: float


@dataclass(frozen=True)
class Valve:
    """Two electrodes on one grid of frequencies; `eta` = 0 stands for the sharp kernel."""

    grid: Array
    spacing: float
    amplitude: float
    eta: float
    electrodes: Mapping[str, Electrode]

    def occupation(self, r: str) -> Array:
        """The Fermi function of an electrode on the grid."""
        electrode = self.electrodes[r]
        shifted = self.grid - electrode.chemical_potential
        return np.asarray(1 / (np.exp(shifted / electrode.temperature) + 1))

    def principal(self, x: Any) -> Any:
        """The real part of the kernel."""
        if self.eta:
            return x / (x**2 + self.eta**2)
        return np.where(x == 0, 0, 1 / np.where(x == 0, 1, x))

    def dirac(self, x: Any) -> Any:
        """The imaginary part of the kernel over minus pi."""
        if self.eta:
            return self.eta / np.pi / (x**2 + self.eta**2)
        return np.where(x == 0, 1 / self.spacing, 0)

    def kernel(self, x: Any) -> Any:
        """1 / (x + i0)."""
        return self.principal(x) - 1j * np.pi * self.dirac(x)

    def mirrored(self) -> Valve:
        """The same valve with its electrodes exchanged."""
        return replace(self, electrodes={r: self.electrodes[OTHER[r]] for r in ELECTRODES})

    def shifted(self, energy: float) -> Valve:
        """All energies and chemical potentials moved together."""
        moved = {
            r: replace(e, chemical_potential=e.chemical_potential + energy)
            for r, e in self.electrodes.items()
        }
        return replace(self, grid=self.grid + energy, electrodes=moved)

    def reversed_right(self) -> Valve:
        """The Stoner field of the right electrode turned around."""
        right = self.electrodes["R"]
        turned = replace(right, direction=-right.direction, spinors=spinors(-right.direction))
        return replace(self, electrodes={**self.electrodes, "R": turned})


def spinors(direction: Array) -> Array:
    """Spin up and down along a direction, as columns."""
    along = sum(x * pauli for x, pauli in zip(direction, PAULI, strict=True))
    return np.asarray(np.linalg.eigh(along)[1][:, ::-1])


def _levels(rng: random.Random, points: int) -> Array:
    """Every grid point occupied, the two spins of an orbital apart."""
    while True:
        levels = np.array([rng.sample(range(points), 2) for _ in range(ORBITALS)])
        if len({*levels.ravel().tolist()}) == points:
            return levels


def _electrode(rng: random.Random, points: int) -> Electrode:
    direction = np.array([rng.gauss(0, 1) for _ in range(3)])
    direction = direction / np.linalg.norm(direction)
    return Electrode(
        _levels(rng, points), direction, spinors(direction),
        rng.uniform(-0.5, 0.5), rng.uniform(0.6, 1.4),
    )  # fmt: skip


@cache
def random_valve(seed: int, sharp: bool) -> Valve:
    """Generic in everything."""
    rng = random.Random(seed)
    electrodes = {r: _electrode(rng, 3) for r in ELECTRODES}
    grid = np.array([-1 + rng.uniform(-0.3, 0.3), rng.uniform(-0.3, 0.3), 1 + rng.random()])
    eta = 0.0 if sharp else rng.uniform(0.2, 0.6)
    return Valve(grid, rng.uniform(0.3, 0.6), rng.uniform(0.4, 0.9), eta, electrodes)


@cache
def _bilinear(a: int, b: int) -> Any:
    lower = annihilators()
    return sparse.csr_array(lower[a].T @ lower[b])


def _summed(terms: Any) -> Any:
    total = sparse.csr_array(annihilators()[0].shape, dtype=complex)
    for coefficient, a, b in terms:
        if coefficient:
            total = total + coefficient * _bilinear(a, b)
    return total


def number(r: str) -> Any:
    """The number of electrons in an electrode."""
    places = product(range(ORBITALS), range(2))
    return _summed((1.0, mode(r, k, s), mode(r, k, s)) for k, s in places)


def spin(valve: Valve, r: str) -> tuple[Any, ...]:
    """S_x, S_y, S_z of an electrode whose modes are quantised along its own Stoner field."""
    basis = valve.electrodes[r].spinors
    components = (basis.conj().T @ pauli @ basis / 2 for pauli in PAULI)
    return tuple(
        _summed(
            (matrix[a, b], mode(r, k, a), mode(r, k, b))
            for k, a, b in product(range(ORBITALS), range(2), range(2))
        )
        for matrix in components
    )


def _hops(valve: Valve) -> list[tuple[complex, int, int, float]]:
    """Amplitude, final and initial mode, and the loss of energy of every tunnelling event."""
    left, right = (valve.electrodes[r] for r in ELECTRODES)
    overlap = left.spinors.conj().T @ right.spinors
    found = []
    for k, a, other, b in product(range(ORBITALS), range(2), range(ORBITALS), range(2)):
        lost = float(valve.grid[right.levels[other, b]] - valve.grid[left.levels[k, a]])
        into, out, amplitude = mode("L", k, a), mode("R", other, b), valve.amplitude * overlap[a, b]
        found += [(amplitude, into, out, lost), (amplitude.conj(), out, into, -lost)]
    return found


def weights(valve: Valve) -> Array:
    """Probabilities of the 256 states without tunnelling."""
    filled = {
        mode(r, k, s): valve.occupation(r)[valve.electrodes[r].levels[k, s]]
        for r, k, s in product(ELECTRODES, range(ORBITALS), range(2))
    }
    states = np.arange(2 ** len(filled))
    found = np.ones(len(states))
    for place, chance in filled.items():
        found *= np.where(states >> place & 1, chance, 1 - chance)
    return found


@dataclass(frozen=True)
class Currents:
    """Averages without tunnelling and rates to second order in it."""

    charge: Mapping[str, float]
    spin: Mapping[str, Array]
    spin_current: Mapping[str, Array]
    quadrupole: Mapping[str, Array]

    def direct(self, r: str) -> Array:
        """The rate of the product of two average spins, each of them moved by its current."""
        ahead, behind = (self.spin[r] + step * self.spin_current[r] for step in (1, -1))
        return (odot(ahead, ahead) - odot(behind, behind)) / 2

    def exchange(self, r: str) -> Array:
        """What the product of averages leaves out."""
        return self.quadrupole[r + r] - self.direct(r)


def odot(a: Array, b: Array) -> Array:
    """(51) of two vectors of numbers, which may depend on frequencies."""
    outer = np.expand_dims(a, 1) * np.expand_dims(b, 0)
    trace = (a * b).sum(axis=0)
    unit = np.eye(3, dtype=int).reshape(3, 3, *(1 for _ in trace.shape))
    return np.asarray((outer + outer.swapaxes(0, 1)) / 2 - unit * trace / 3)


def exact(valve: Valve) -> Currents:
    """Commutators with the tunnelling term, averaged to second order in it."""
    hops = _hops(valve)
    tunnelling = _summed((x, a, b) for x, a, b, _ in hops)
    slow = _summed((x * complex(valve.kernel(lost)), a, b) for x, a, b, lost in hops)
    chances = weights(valve)
    moved = slow * chances[None, :] - slow * chances[:, None]  # [slow, rho]
    moved = sparse.csr_array(moved)

    def average(operator: Any) -> float:
        return float(operator.T.multiply(moved).sum().real)

    spins = {r: spin(valve, r) for r in ELECTRODES}
    resting = {r: np.array([(x.diagonal() * chances).sum().real for x in spins[r]])
               for r in ELECTRODES}  # fmt: skip
    flows = {r: np.array([average(rate(tunnelling, x)) for x in spins[r]]) for r in ELECTRODES}
    charges = {r: average(rate(tunnelling, number(r))) for r in ELECTRODES}
    quadrupole = {}
    for name in NODES:
        first, second = spins[name[0]], spins[name[1]]
        dyadic = np.array([[average(rate(tunnelling, x @ y)) for y in second] for x in first])
        symmetric = (dyadic + dyadic.T) / 2 * (1 if name[0] == name[1] else 2)
        quadrupole[name] = symmetric - np.eye(3) * np.trace(symmetric) / 3
    return Currents(charges, resting, flows, quadrupole)


@cache
def currents(seed: int, sharp: bool) -> Currents:
    """The exact currents of a random valve."""
    return exact(random_valve(seed, sharp))
