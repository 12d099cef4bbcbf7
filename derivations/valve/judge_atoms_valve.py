"""The valve's Hamiltonian on up to two electrons, and one electrode in equilibrium.

Two electrodes, each with two bands, two orbitals and two spins. Fields are built for spins along z
and turned to the Stoner directions by the overlaps of the spin states. Matrix elements are read
between states of one electron; with two electrons in the space, products of two fields are exact.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import combinations, product
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, sparse

from spinloom.derivations.engine.interpret import Ring, Sample, defined
from spinloom.derivations.engine.judges.fock import FockSpace
from spinloom.derivations.engine.printed import Node

from .judge_atoms_spins import AXES, HALF_SPIN, UNIT

ELECTRODES, BANDS, ORBITALS, SPINS = ("L", "R"), ("1", "2"), ("0", "1"), ("up", "down")
MODES = tuple(product(ELECTRODES, BANDS, ORBITALS, SPINS))
PLACES = tuple(product(BANDS, ORBITALS))
SIGN = {"up": 1.0, "down": -1.0}
RANGES = {
    "electrode": ELECTRODES, "band": BANDS, "orbital": ORBITALS, "spin": SPINS, "axis": AXES,
}  # fmt: skip

Array = NDArray[Any]
#: Electrode, band, orbital, spin.
Mode = tuple[str, str, str, str]


# --- directions and spin states -------------------------------------------------------------------


def direction(rng: random.Random) -> tuple[float, float, Array]:
    """Two angles of a generic unit vector, and the vector."""
    theta, phi = rng.uniform(0.5, 2.5), rng.uniform(-3, 3)
    sine = math.sin(theta)
    return theta, phi, np.array([sine * math.cos(phi), sine * math.sin(phi), math.cos(theta)])


def spin_states(along: Array) -> dict[str, Array]:
    """Columns of spin up and down along a vector; real, positive overlap with those along z."""
    operator = np.einsum("i,iab->ab", along, HALF_SPIN)
    found = {}
    for place, (name, sign) in enumerate(SIGN.items()):
        column = (np.eye(2) / 2 + sign * operator)[:, [place]]
        found[name] = column / np.linalg.norm(column)
    return found


def _scalar_product(one: Array, other: Array) -> Array:
    return np.tensordot(one, other, axes=1)


def draw_directions(rng: random.Random, ring: Ring) -> Sample:
    """Generic directions of both electrodes."""
    functions = {
        "exp": linalg.expm, "dot": _scalar_product, "cross": np.cross, "abs": np.linalg.norm,
    }  # fmt: skip
    found = {r: direction(rng) for r in ELECTRODES}
    states = {r: spin_states(along) for r, (_, _, along) in found.items()}
    values = {
        "J_hat": {r: along for r, (_, _, along) in found.items()},
        "theta": {r: theta for r, (theta, _, _) in found.items()},
        "m_hat": {
            r: np.array([-math.sin(phi), math.cos(phi), 0.0]) for r, (_, phi, _) in found.items()
        },
        "spin_half": HALF_SPIN,
        "ket": lambda r, s: states[r][s],
        "ket_z": {s: np.eye(2)[:, [k]] for k, s in enumerate(SPINS)},
        "e": UNIT,
        "sign": SIGN,
        "i_unit": 1j,
    }
    return Sample(replace(ring, functions={**ring.functions, **functions}), values, RANGES)


# --- tunnelling -----------------------------------------------------------------------------------


@cache
def fields_along_z() -> dict[Mode, Any]:
    """Annihilators between states of up to two electrons; state 0 is empty, then one electron."""
    count = len(MODES)
    single = [(m,) for m in range(count)]
    place = {
        filled: row for row, filled in enumerate([(), *single, *combinations(range(count), 2)])
    }
    found = {}
    for mode, name in enumerate(MODES):
        matrix = sparse.lil_array((len(place), len(place)), dtype=complex)
        for filled, column in place.items():
            if mode in filled:
                rest = tuple(m for m in filled if m != mode)
                matrix[place[rest], column] = (-1) ** sum(m < mode for m in filled)
        found[name] = sparse.csr_array(matrix)
    return found


def fields_along(states: dict[str, dict[str, Array]]) -> dict[Mode, Any]:
    """Annihilators of spins along the directions of their electrodes."""
    plain = fields_along_z()
    found: dict[Mode, Any] = {}
    for r, n, k, s in MODES:
        parts = (states[r][s][t, 0].conj() * plain[r, n, k, u] for t, u in enumerate(SPINS))
        found[r, n, k, s] = sum(parts)
    return found


def between(operator: Any, rows: Array, columns: Array) -> Array:
    """Matrix elements between columns of states."""
    return np.asarray(rows.conj().T @ (operator @ columns))


def one_electron(operator: Any) -> Array:
    """The block of one electron."""
    return np.asarray(operator.toarray()[1 : len(MODES) + 1, 1 : len(MODES) + 1])


def _orbital_states(states: dict[str, dict[str, Array]], r: str, spin: str) -> Array:
    """Columns of one electron in each orbital of an electrode, with a spin along its direction."""
    columns = np.zeros((len(MODES), len(PLACES)), dtype=complex)
    for column, (n, k) in enumerate(PLACES):
        for t, name in enumerate(SPINS):
            columns[MODES.index((r, n, k, name)), column] = states[r][spin][t, 0]
    return columns


def spins() -> dict[str, Array]:
    """Spin components of each electrode for one electron, shape (axis, mode, mode)."""
    return {
        r: np.array([np.kron(np.diag([float(r == other) for other in ELECTRODES]),
                             np.kron(np.eye(len(PLACES)), s)) for s in HALF_SPIN])
        for r in ELECTRODES
    }  # fmt: skip


def hopping(spin_matrix: Array) -> Array:
    """Tunnelling of one electron from R to L, any orbital to any, by a matrix for spins along z."""
    count = len(PLACES)
    block = np.kron(np.ones((count, count)), spin_matrix)
    empty = np.zeros_like(block)
    return np.block([[empty, block], [block.conj().T, empty]])


def _amplitude(rng: random.Random) -> complex:
    return complex(rng.uniform(0.5, 1.5), rng.choice((-1, 1)) * rng.uniform(0.5, 1.5))


def _tunnelling_sample(rng: random.Random, ring: Ring) -> tuple[Sample, dict[str, Any]]:
    """Directions, fields and spin-conserving tunnelling; and the states, to go on with."""
    states = {r: spin_states(direction(rng)[2]) for r in ELECTRODES}
    bare, fields = _amplitude(rng), fields_along(states)
    creators = {mode: field.conj().T.tocsr() for mode, field in fields.items()}
    values = {
        "creator": lambda *mode: creators[mode],
        "annihilator": lambda *mode: fields[mode],
        "t": bare,
        "overlap": lambda r, q, s, u: (states[r][s].conj().T @ states[q][u]).item(),
        "electrode_spin": lambda r, i: spins()[r][AXES.index(i)],
        "H_T": hopping(bare * np.eye(2)),
    }
    return Sample(ring, values, RANGES), states


def _elements(matrix: Array, states: dict[str, Any]) -> Callable[..., Array]:
    """Amplitudes from the matrix of one electron: all pairs of orbitals at once."""

    def amplitude(r: str, q: str, spin: str, other: str) -> Array:
        rows, columns = _orbital_states(states, r, spin), _orbital_states(states, q, other)
        found = between(matrix, rows, columns)
        return np.asarray((found if r == "L" else found.T).ravel())

    return amplitude


def draw_conserving(rng: random.Random, ring: Ring) -> Sample:
    """Tunnelling that leaves the spin alone, and its amplitudes for spins along the directions."""
    sample, states = _tunnelling_sample(rng, ring)
    amplitude = _elements(sample.values["H_T"], states)
    return replace(sample, values={**sample.values, "T": amplitude})


def draw_tunnelling(printed: Node | None = None) -> Callable[..., Sample]:
    """Generic amplitudes: given from R to L, read from H_T back; and read, and given back.

    H_T may be the print's.
    """

    def draw(rng: random.Random, ring: Ring) -> Sample:
        sample, states = _tunnelling_sample(rng, ring)
        table = {(s, u): _amplitude(rng) for s in SPINS for u in SPINS}
        inside = _amplitude(rng)  # within one electrode: the print names none

        def given(r: str, q: str, s: str, u: str) -> complex:
            both = {"LR": table[s, u], "RL": table[u, s].conjugate()}
            return both.get(r + q, inside)

        if printed:
            known = replace(sample, values={**sample.values, "T": given})
            matrix = one_electron(defined(printed, known)())
        else:
            left, right = (np.hstack([states[r][s] for s in SPINS]) for r in ELECTRODES)
            grid = np.array([[table[s, u] for u in SPINS] for s in SPINS])
            matrix = hopping(left @ grid @ right.conj().T)
        read = _elements(matrix, states)

        def amplitude(*labels: str) -> Array:
            parts = given(*labels) * np.ones(len(PLACES) ** 2), read(*labels)
            return np.concatenate(parts if labels[0] == "L" else parts[::-1])

        return replace(sample, values={"T": amplitude})

    return draw


def draw_rates(printed: Node) -> Callable[..., Sample]:
    """Rates of the spins with H from a printed (7), and their two parts without it."""

    def draw(rng: random.Random, ring: Ring) -> Sample:
        moments, parts = spins(), {}
        precession = {}
        for r in ELECTRODES:
            _, _, along = direction(rng)
            splitting = rng.uniform(0.5, 2)
            parts[r] = -splitting * np.einsum("i,iab->ab", along, moments[r])
            turned = np.einsum("ijk,j,kab->iab", _levi_civita(), along, moments[r])
            precession[r] = -splitting * turned
        hop = hopping(_amplitude(rng) * np.eye(2))
        whole = defined(printed, Sample(ring, {"H_0": parts, "H_T": hop}))()

        def rate(hamiltonian: Array, r: str) -> Array:
            return np.array([1j * (hamiltonian @ s - s @ hamiltonian) for s in moments[r]])

        values = {
            "spin_rate": {r: rate(whole, r) for r in ELECTRODES},
            "internal_spin_rate": precession,
            "spin_current_into": {r: rate(hop, r) for r in ELECTRODES},
        }
        return Sample(ring, values, RANGES)

    return draw


def _levi_civita() -> Array:
    epsilon = np.zeros((3, 3, 3))
    for a, b, c in ((0, 1, 2), (1, 2, 0), (2, 0, 1)):
        epsilon[a, b, c], epsilon[a, c, b] = 1, -1
    return epsilon


# --- equilibrium ----------------------------------------------------------------------------------


@cache
def electrode_fields() -> dict[tuple[str, ...], Any]:
    """Annihilators of one electrode, spins along its direction."""
    space = FockSpace(2 * len(PLACES))
    modes = enumerate(product(BANDS, ORBITALS, SPINS))
    return {mode: sparse.csr_array(space.annihilator(m)) for m, mode in modes}


def _exponential(value: Any) -> Any:
    """Of a number, or of a diagonal operator."""
    if not sparse.issparse(value):
        return np.exp(value)
    diagonal = value.diagonal()
    if abs(value - sparse.diags_array(diagonal)).max() > 0:
        raise ValueError("the operator is not diagonal")
    return sparse.diags_array(np.exp(diagonal)).tocsr()


def _number_operators() -> dict[tuple[str, ...], Any]:
    """The number of electrons in each mode of one electrode."""
    return {mode: (field.T @ field).tocsr() for mode, field in electrode_fields().items()}


def _reservoirs(rng: random.Random) -> dict[str, Any]:
    """Generic levels, potentials and temperatures, and the operators they belong to."""
    fields, numbers = electrode_fields(), _number_operators()
    level = {mode: rng.uniform(-1, 1) for mode in MODES}
    return {
        "level": lambda *mode: level[mode],
        "creator": lambda r, *mode: fields[mode].T,
        "annihilator": lambda r, *mode: fields[mode],
        "mu": {r: rng.uniform(0.2, 0.8) for r in ELECTRODES},
        "T_electrode": {r: rng.uniform(0.5, 1.5) for r in ELECTRODES},
        "N": lambda r: sum(numbers.values()),
        "H_0": lambda r: sum(level[r, *mode] * number for mode, number in numbers.items()),
    }


def draw_equilibrium(printed: Node | None = None, leaf: str = "") -> Callable[..., Sample]:
    """Occupations of both electrodes; the Hamiltonian, the state or its norm may be the print's."""

    def draw(rng: random.Random, ring: Ring) -> Sample:
        functions = {"exp": _exponential, "trace": lambda x: x.diagonal().sum()}
        values, numbers = _reservoirs(rng), _number_operators()
        own = replace(ring, functions={**ring.functions, **functions})
        sample = Sample(own, values, RANGES)

        def given(name: str, otherwise: Callable[[str], Any]) -> None:
            chosen = defined(printed, sample) if printed and leaf == name else otherwise
            values[name] = cache(chosen)

        def weight(r: str) -> Any:
            grand = values["H_0"](r) - values["mu"][r] * values["N"](r)
            return _exponential(-grand / values["T_electrode"][r])

        given("H_0", values["H_0"])
        given("Z", lambda r: weight(r).diagonal().sum())
        given("rho", lambda r: weight(r) / values["Z"](r))

        def mean(r: str, *mode: str) -> complex:
            return complex((values["rho"](r) @ numbers[mode]).diagonal().sum())

        return replace(sample, values={**values, "occupation": mean})

    return draw
