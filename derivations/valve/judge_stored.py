"""Two electrodes in equilibrium on an exact Fock space: the judge of stored moments.

Two orbitals with two spins in each electrode, 256 states, a Stoner direction, a temperature and a
potential of its own for each electrode, and a splitting of its own for each orbital. Averages are
traces with the thermal state; Wick's theorem enters nowhere but in the two contractions that it
names, taken from measured pair averages.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import vstack

from spinloom.derivations.engine.judges.fock import FockSpace, thermal_state

from .judge_flows import symmetric_traceless
from .judge_network import ELECTRODES, PAULI, annihilators, mode, odot, spin

Array = NDArray[Any]
ORBITALS = ("0", "1")
SPINS = {"up": 0, "down": 1}
SIGN = {"up": 1.0, "down": -1.0}
MATRICES = {"0": np.eye(2), **{a: p / 2 for a, p in zip("xyz", PAULI, strict=True)}}
RANGES = {
    "electrode": ELECTRODES, "orbital": ORBITALS, "spin": tuple(SPINS),
    "component": tuple(MATRICES), "axis": ("x", "y", "z"), "band": ORBITALS,
}  # fmt: skip


@dataclass(frozen=True)
class Electrode:
    """Levels of shape (orbitals, 2), the Stoner direction, states along it (columns: up, down)."""

    levels: Array
    direction: Array
    states: Array
    temperature: float
    potential: float

    def fermi(self, energy: float) -> float:
        """The occupation of a level."""
        return 1 / (math.exp((energy - self.potential) / self.temperature) + 1)

    def hole(self, energy: float) -> float:
        """The probability that a level is empty."""
        return 1 - self.fermi(energy)

    def element(self, matrix: Array, one: str, other: str) -> complex:
        """A spin matrix between two states along the Stoner direction."""
        bra, ket = self.states[:, SPINS[one]], self.states[:, SPINS[other]]
        return complex(bra.conj() @ matrix @ ket)

    def orbital(self, k: int) -> Array:
        """(H - mu N)/T of an orbital in the laboratory's spin basis."""
        reduced = (self.levels[k] - self.potential) / self.temperature
        return np.asarray((self.states * reduced) @ self.states.conj().T)


def spin_states(direction: Array, phases: tuple[float, float] = (0.0, 0.0)) -> Array:
    """Columns: the states with spin up and down along a direction."""
    along = sum(x * p for x, p in zip(direction, PAULI, strict=True))
    states = np.linalg.eigh(along)[1][:, ::-1]
    return np.asarray(states * np.exp(1j * np.array(phases)))


def electrode(rng: random.Random) -> Electrode:
    """A generic electrode, spin up lower in every orbital."""
    vector = np.array([rng.uniform(0.2, 1) * rng.choice((-1, 1)) for _ in range(3)])
    direction = vector / np.linalg.norm(vector)
    centres = [rng.uniform(-0.8, 0.8) for _ in ORBITALS]
    halves = [rng.uniform(0.3, 1) for _ in ORBITALS]
    levels = np.array([[e - h, e + h] for e, h in zip(centres, halves, strict=True)])
    phases = rng.uniform(0, 6), rng.uniform(0, 6)
    states = spin_states(direction, phases)
    return Electrode(levels, direction, states, rng.uniform(0.4, 1), rng.uniform(-0.3, 0.3))


@cache
def hop(a: int, b: int) -> Any:
    """c_a^dag c_b on the Fock space."""
    lower = annihilators()
    return lower[a].T @ lower[b]


def state(electrodes: Mapping[str, Electrode]) -> Array:
    """The product of the thermal states of both electrodes."""
    places = list(product(ELECTRODES, range(len(ORBITALS))))
    assert [mode(r, k, a) for r, k in places for a in range(2)] == list(range(2 * len(places)))
    return orbital_by_orbital([electrodes[r].orbital(k) for r, k in places])


def orbital_by_orbital(matrices: Sequence[Array]) -> Array:
    """The product of the thermal states of orbitals whose two modes stand side by side."""
    space = FockSpace(2)
    rho: Array = np.ones((1, 1))
    for matrix in matrices:
        # the first modes are the last digits of a state
        rho = np.kron(thermal_state(space.bilinear(matrix), 1.0), rho)
    return rho


def average(rho: Array, operator: Any) -> complex:
    """Tr(rho A) of a sparse operator."""
    entries = operator.tocoo()
    return complex(np.sum(rho[entries.col, entries.row] * entries.data))


@cache
def _spin_product(r: str, i: int, s: str, j: int) -> Any:
    return spin(r)[i] @ spin(s)[j]


@cache
def _one_body(r: str) -> Array:
    """s_i between all modes of both electrodes, zero outside one of them."""
    found = np.zeros((3, 8, 8), dtype=complex)
    for i, k in product(range(3), range(len(ORBITALS))):
        first = mode(r, k, 0)
        found[i, first : first + 2, first : first + 2] = PAULI[i] / 2
    return found


def tensors(rho: Array) -> dict[str, dict[Any, Array]]:
    """The quadrupole moment of each pair, its two contractions, and covariances of spins."""
    pairs = np.array([[average(rho, hop(a, b)) for b in range(8)] for a in range(8)])
    spins = {r: np.array([average(rho, x) for x in spin(r)]) for r in ELECTRODES}
    found: dict[str, dict[Any, Array]] = {
        name: {} for name in ("mean_quadrupole", "direct", "exchange", "covariance")
    }
    for r, s in product(ELECTRODES, repeat=2):
        count = 1 if r == s else 2
        second = np.array(
            [[average(rho, _spin_product(r, i, s, j)) for j in range(3)] for i in range(3)]
        )
        a, b = _one_body(r), _one_body(s)
        crossed = np.einsum("iab,jcd,ad,bc->ij", a, b, pairs, np.eye(8) - pairs.T, optimize=True)
        straight = np.einsum("iab,jcd,ab,cd->ij", a, b, pairs, pairs, optimize=True)
        found["mean_quadrupole"][r, s] = symmetric_traceless(count * second).real
        found["direct"][r, s] = symmetric_traceless(count * straight).real
        found["exchange"][r, s] = symmetric_traceless(count * crossed).real
        covariance = second - np.outer(spins[r], spins[s])
        for (i, x), (j, y) in product(enumerate("xyz"), repeat=2):
            found["covariance"][r, s, x, y] = covariance[i, j]
    found["mean_spin"] = {r: x.real for r, x in spins.items()}
    return found


def dyadic(a: Array, b: Array) -> Array:
    """The symmetric, traceless part of the dyadic of two vectors of numbers."""
    return np.asarray(symmetric_traceless(np.multiply.outer(a, b)))


def fields(electrodes: Mapping[str, Electrode]) -> dict[str, Any]:
    """Operators quantized along the Stoner fields; an orbital is a band of its own."""

    def annihilator(r: str, k: str, a: str) -> Any:
        bra = electrodes[r].states[:, SPINS[a]].conj()
        lower = annihilators()
        return sum(x * lower[mode(r, int(k), place)] for place, x in enumerate(bra))

    known = cache(annihilator)
    raised = cache(lambda *labels: known(*labels).conj().T.tocsr())
    return {
        "annihilator": known, "creator": raised,
        "band_field": lambda r, n, k, a: known(r, n, a) * (k == "0"),
        "band_creator": lambda r, n, k, a: raised(r, n, a) * (k == "0"),
    }  # fmt: skip


@cache
def moment(component: str, r: str, orbitals: tuple[str, ...] = ORBITALS) -> Any:
    """A component of charge or spin of some orbitals, in the laboratory's spin basis."""
    terms = (
        entry * hop(mode(r, int(k), a), mode(r, int(k), b))
        for k in orbitals for (a, b), entry in np.ndenumerate(MATRICES[component])
    )  # fmt: skip
    return sum(terms, start=0 * hop(0, 0))


def independent_nodes() -> dict[str, dict[str, float]]:
    """How many of the products S^r (.) S^s of two electrodes are linearly independent."""
    products = {
        (r, s): odot(vstack(spin(r)), vstack(spin(s))).toarray().ravel()
        for r, s in product(ELECTRODES, repeat=2)
    }

    def rank(chosen: Callable[[str, str], bool]) -> float:
        found = [x for key, x in products.items() if chosen(*key)]
        return float(np.linalg.matrix_rank(np.array(found)))

    counts = {
        "nodes": rank(lambda r, s: True),
        "local nodes": rank(lambda r, s: r == s),
        "non-local nodes": rank(lambda r, s: r != s),
    }
    return {"count": counts}
