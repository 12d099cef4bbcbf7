"""One electrode whose levels lie on a grid: the judge of densities of states.

A few orbitals with two spins on an exact Fock space; three of them have 64 states. A density of
states that is a sum of delta functions makes every integral a sum over the levels: densities
count the levels at an energy of the grid. Several levels may coincide, so that the polarization
is not only +-1.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import block_diag

from spinloom.derivations.engine.interpret import Ring, Sample, remembered
from spinloom.derivations.engine.judges.fock import FockSpace, expectation

from .judge_flows import largest, symmetric_traceless
from .judge_network import PAULI
from .judge_stored import MATRICES, SIGN, SPINS, Electrode, orbital_by_orbital, spin_states
from .judge_stored_samples import pair

Array = NDArray[Any]
RANGES = {
    "electrode": ("L", "R"), "spin": tuple(SPINS), "component": tuple(MATRICES),
    "axis": ("x", "y", "z"),
}  # fmt: skip
#: Orthonormal under the trace: the unit matrix and the Pauli matrices, divided by sqrt(2).
BASIS = {"0": np.eye(2) / math.sqrt(2),
         **{a: p / math.sqrt(2) for a, p in zip("xyz", PAULI, strict=True)}}  # fmt: skip


@dataclass(frozen=True)
class Levels:
    """An electrode on a grid, and its state on the Fock space."""

    inside: Electrode
    ground: bool = False

    @property
    def count(self) -> int:
        """The number of orbitals."""
        return len(self.inside.levels)

    @property
    def space(self) -> FockSpace:
        """Two modes for each orbital."""
        return FockSpace(2 * self.count)

    @property
    def grid(self) -> list[float]:
        """Energies at which there are levels."""
        return sorted({float(x) for x in self.inside.levels.ravel()})

    def density(self, spin: str) -> Callable[[float], float]:
        """The number of levels with a spin at an energy."""
        column = self.inside.levels[:, SPINS[spin]]
        return lambda energy: float(np.sum(column == energy))

    def mean_density(self, energy: float) -> float:
        """Half the number of levels at an energy."""
        return (self.density("up")(energy) + self.density("down")(energy)) / 2

    def polarization(self, energy: float) -> float:
        """The relative difference of the levels with spin up and down."""
        up, down = (self.density(spin)(energy) for spin in SPINS)
        return (up - down) / (up + down)

    def four_vector(self, energy: float) -> Array:
        """The density of states as a spin matrix, in the orthonormal basis, by its mean."""
        weights = [self.density(spin)(energy) for spin in SPINS]
        states = self.inside.states
        matrix = (states * weights) @ states.conj().T / self.mean_density(energy)
        return np.array([np.trace(b @ matrix).real for b in BASIS.values()])

    @cached_property
    def rho(self) -> Array:
        """The thermal state, or the projector on the ground state."""
        orbitals = [self.inside.orbital(k) for k in range(self.count)]
        if not self.ground:
            return orbital_by_orbital(orbitals)
        lowest = np.linalg.eigh(self.space.bilinear(block_diag(*orbitals)))[1][:, 0]
        return np.asarray(np.outer(lowest, lowest.conj()))

    def moment(self, component: str, orbital: int | None = None) -> Array:
        """A component of charge or spin, of all orbitals or one."""
        chosen = [float(orbital in (None, k)) for k in range(self.count)]
        return self.space.bilinear(np.kron(np.diag(chosen), MATRICES[component]))

    def mean(self, component: str, orbital: int | None = None) -> float:
        """Its average."""
        return expectation(self.rho, self.moment(component, orbital)).real

    @cached_property
    def spin(self) -> Array:
        """The average spin."""
        return np.array([self.mean(c) for c in "xyz"])

    @cached_property
    def quadrupole(self) -> Array:
        """The average quadrupole moment."""
        spins = [self.moment(c) for c in "xyz"]
        second = np.array([[expectation(self.rho, a, b) for b in spins] for a in spins])
        return np.asarray(symmetric_traceless(second).real)

    @cached_property
    def exchange(self) -> Array:
        """What the quadrupole moment is more than the product of average spins."""
        squared = np.multiply.outer(self.spin, self.spin)
        return np.asarray(self.quadrupole - symmetric_traceless(squared))

    @property
    def magnitude(self) -> float:
        """Of minus the exchange part, beside J^ (.) J^."""
        along = self.inside.direction
        return float(-1.5 * (along @ self.exchange @ along))

    def contribution(self, spin: str) -> Callable[[float], float]:
        """The moment that a spin in one copy of an orbital makes with the other copy, averaged.

        The average is over the orbitals that have a level with this spin at the energy.
        """
        along = [float(self.inside.direction @ [self.mean(c, k) for c in "xyz"])
                 for k in range(self.count)]  # fmt: skip
        column = self.inside.levels[:, SPINS[spin]]

        def value(energy: float) -> float:
            chosen = [x for x, level in zip(along, column, strict=True) if level == energy]
            return SIGN[spin] / 2 * sum(chosen) / self.mean_density(energy)

        return value


def random_direction(rng: random.Random) -> Array:
    """A unit vector along no axis."""
    vector = np.array([rng.uniform(0.2, 1) * rng.choice((-1, 1)) for _ in range(3)])
    return vector / np.linalg.norm(vector)


def on_grid(rng: random.Random) -> Levels:
    """Three orbitals with levels at small integers, spin up lower."""
    up = [rng.randint(0, 1) for _ in range(3)]
    levels = np.array([[u, u + rng.randint(1, 2)] for u in up], dtype=float)
    direction = random_direction(rng)
    states = spin_states(direction, (rng.uniform(0, 6), rng.uniform(0, 6)))
    temperature, potential = rng.uniform(0.5, 1.5), rng.uniform(0.2, 1.8)
    return Levels(Electrode(levels, direction, states, temperature, potential))


def _dot(a: Any, b: Any) -> Any:
    return sum(x * y for x, y in zip(a, b, strict=True))


def sum_over(grid: list[float]) -> Callable[[tuple[str, ...], Callable[..., Any]], Any]:
    """Integrals over a density of states that is a sum of delta functions on a grid."""
    return lambda names, integrand: sum(
        integrand(*point) for point in product(grid, repeat=len(names))
    )


def _own(ring: Ring) -> Ring:
    return replace(ring, size=largest)


@remembered
def draw_densities(rng: random.Random, ring: Ring) -> Sample:
    """Charge and spin of two electrodes, each with levels of its own."""
    found = {r: on_grid(rng) for r in RANGES["electrode"]}
    grid = sorted({x for e in found.values() for x in e.grid})
    # an energy at which both electrodes have more levels of one spin
    shared = [x for x in grid if all(
        e.mean_density(x) and e.polarization(x) for e in found.values())]  # fmt: skip
    if not shared:
        return draw_densities(rng, ring)
    omega = rng.choice(shared)
    vectors = {r: e.four_vector(omega) for r, e in found.items()}
    values = {
        **pair(), **_averages(found), **_spinors(found), "dot": _dot, "trace": np.trace,
        "component": {(r, c): x for r in found for c, x in zip(MATRICES, vectors[r], strict=True)},
        "direction_component": {
            (r, c): x for r, e in found.items()
            for c, x in zip("xyz", e.inside.direction, strict=True)
        },
        "between": lambda r, a, b: lambda matrix: found[r].inside.element(matrix, a, b),
        "dos": {(r, a): e.density(a) for (r, e), a in product(found.items(), SPINS)},
        "mean_dos": {r: e.mean_density for r, e in found.items()},
        "polarization": {r: or_zero(e, e.polarization, 0.0) for r, e in found.items()},
        "four_vector": {r: or_zero(e, e.four_vector, np.zeros(4)) for r, e in found.items()},
        "spin_function": {r: or_zero(e, _spin_function(e), 0.0) for r, e in found.items()},
        "fermi_plus": {r: e.inside.fermi for r, e in found.items()},
        "direction": {r: e.inside.direction for r, e in found.items()},
        "omega": omega,
    }  # fmt: skip
    return Sample(_own(ring), values, RANGES, integrate=sum_over(grid))


def or_zero(e: Levels, function: Callable[[float], Any], empty: Any) -> Callable[[float], Any]:
    """A function of the electrode's own levels; between them its density is zero."""
    return lambda energy: function(energy) if e.mean_density(energy) else empty


def _spin_function(e: Levels) -> Callable[[float], float]:
    return lambda energy: e.inside.fermi(energy) * e.polarization(energy) / 2


def _averages(found: Mapping[str, Levels]) -> dict[str, Any]:
    return {
        "mean_moment": {(c, r): e.mean(c) for (r, e), c in product(found.items(), MATRICES)},
        "mean_number": {r: e.mean("0") for r, e in found.items()},
        "mean_spin": {r: e.spin for r, e in found.items()},
        "element": {
            (c, r, a, b): e.inside.element(matrix, a, b)
            for (c, matrix), (r, e), a, b in product(MATRICES.items(), found.items(), SPINS, SPINS)
        },
    }


def _spinors(found: Mapping[str, Levels]) -> dict[str, Any]:
    """States along the fields, spin matrices, and the components of the four-vectors."""
    return {
        "sign": SIGN, "spin_matrix": np.array([MATRICES[c] for c in "xyz"]),
        "spin_state": {
            (a, r): e.inside.states[:, [k]]
            for (r, e), (a, k) in product(found.items(), SPINS.items())
        },
        "field": {r: 1.3 * e.inside.direction for r, e in found.items()},
        "scaled_moment": np.array(list(BASIS.values())), "scaled": BASIS,
        "unit_matrix": np.eye(2), "spin_component": MATRICES, "moment_matrix": MATRICES,
    }  # fmt: skip
