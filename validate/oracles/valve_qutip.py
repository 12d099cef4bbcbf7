"""A valve of two orbitals in each electrode, in QuTiP: tunnelling is switched on slowly.

Built from fermion operators, levels and directions alone; the state of 256 dimensions follows the
Schroedinger equation with an amplitude that grows like exp(eta t) up to time zero. No perturbation
theory is used, so the currents differ from linear response by the next order in the amplitude.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
ELECTRODES = ("L", "R")
#: The amplitude grows by this factor, from a start too small to matter.
_GROWTH = 1e5
_SOLVER = {"method": "dop853", "atol": 1e-10, "rtol": 1e-9, "nsteps": 200_000, "progress_bar": ""}


@dataclass(frozen=True)
class Electrode:
    """Energies of spin up and down of each orbital, the quantisation axis, and the filling."""

    energies: Sequence[tuple[float, float]]
    direction: tuple[float, float, float]
    chemical_potential: float
    temperature: float


def _mode(r: str, orbital: int, spin: int) -> int:
    return (ELECTRODES.index(r) * 2 + orbital) * 2 + spin


def _axes() -> tuple[Array, ...]:
    return (
        np.array([[0, 1], [1, 0]], dtype=complex),
        np.array([[0, -1j], [1j, 0]]),
        np.diag([1, -1]).astype(complex),
    )


def _energy_of_spins(energies: tuple[float, float], direction: Sequence[float]) -> Array:
    """The 2 x 2 Hamiltonian of one orbital along z."""
    along = sum(x * axis for x, axis in zip(direction, _axes(), strict=True))
    mean, half = (energies[0] + energies[1]) / 2, (energies[0] - energies[1]) / 2
    return np.asarray(mean * np.eye(2) + half * along)


def currents(valve: Mapping[str, Electrode], amplitude: float, eta: float) -> dict[str, Any]:
    """Rates at time zero of the left electrode's charge, spin, and spin-quadrupole moment."""
    qutip: Any = import_module("qutip")
    lower = [qutip.fdestroy(8, k) for k in range(8)]

    def bilinear(matrix: Array, first: str, second: str) -> Any:
        """The same 2 x 2 matrix between all orbitals of one electrode, or of two."""
        pairs = ((k, k) for k in range(2)) if first == second else product(range(2), repeat=2)
        return sum(
            complex(matrix[a, b]) * lower[_mode(first, k, a)].dag() * lower[_mode(second, other, b)]
            for (k, other) in pairs
            for a, b in product(range(2), repeat=2)
        )

    resting: Any = 0
    weight: Any = 0
    for r, electrode in valve.items():
        for k, energies in enumerate(electrode.energies):
            matrix = _energy_of_spins(energies, electrode.direction)
            shifted = (matrix - electrode.chemical_potential * np.eye(2)) / electrode.temperature
            for a, b in product(range(2), repeat=2):
                pair = lower[_mode(r, k, a)].dag() * lower[_mode(r, k, b)]
                resting, weight = (
                    resting + complex(matrix[a, b]) * pair,
                    weight + complex(shifted[a, b]) * pair,
                )
    hop = amplitude * bilinear(np.eye(2), "L", "R")
    hop = hop + hop.dag()
    start = (-weight).expm()
    start = start / start.tr()
    time = np.log(_GROWTH) / eta
    growing = [resting, [hop, lambda t: np.exp(eta * (t - time))]]
    moved = qutip.propagator(growing, time, options=_SOLVER)
    state = moved * start * moved.dag()

    def flow(operator: Any) -> float:
        return float(qutip.expect(1j * (hop * operator - operator * hop), state).real)

    number = bilinear(np.eye(2), "L", "L")
    spin = [bilinear(axis / 2, "L", "L") for axis in _axes()]
    dyadic = np.array([[flow((x * y + y * x) / 2) for y in spin] for x in spin])
    return {
        "charge": flow(number),
        "spin": np.array([flow(x) for x in spin]),
        "quadrupole": dyadic - np.eye(3) * np.trace(dyadic) / 3,
    }
