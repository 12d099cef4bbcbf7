"""Sums over all diagrams on a valve with two orbitals in L and one in R: 64 states.

The exact quadrupole current follows from commutators. Numbers of diagrams are those on which
the list of the rules agrees with brute force, or, at third order, with a recursion; diagrams
cancel if their values, summed over all spins, do.
"""

from __future__ import annotations

import random
from functools import cache
from itertools import product
from math import comb, factorial
from typing import Any

import numpy as np

from spinloom.derivations.engine.diagrams import (
    Diagram,
    Observable,
    count_diagrams,
    enumerate_diagrams,
)
from spinloom.derivations.engine.interpret import Ring, Sample
from spinloom.derivations.engine.judges.fock import FockSpace, thermal_state

from .judge_diagrams import brute_force, counted
from .judge_expansion_rules import shift
from .judge_fields_rules import PAULI, Array, complexes, frame
from .judge_loops_rules import contributions, loops_of

SPINS = np.array([p / 2 for p in PAULI[1:]])
ORBITALS = {"L": 2, "R": 1}


def exact_quadrupole(
    operator: Array, frames: dict[str, Array], energies: Any, reduced: Any, z: complex, n: int
) -> Array:
    """The quadrupole current into node LL of order n in the tunnelling."""
    space = FockSpace(6)
    free, filled = (
        space.bilinear(_blocks(frames, {r: np.diag(table[r].ravel()) for r in "LR"}))
        for table in (energies, reduced)
    )
    hop = np.zeros((6, 6), dtype=complex)
    hop[:4, 4:] = np.kron(np.ones((2, 1)), operator)
    levels, basis = np.linalg.eigh(free)
    tunnel, state = (
        basis.conj().T @ x @ basis
        for x in (space.bilinear(hop + hop.conj().T), thermal_state(filled, 1.0))
    )
    for _ in range(n):
        state = (tunnel @ state - state @ tunnel) / (z - (levels[:, None] - levels[None, :]))
    spins = []
    for component in SPINS:
        table = np.zeros((6, 6), dtype=complex)
        table[:4, :4] = np.kron(np.eye(2), component)
        spins.append(basis.conj().T @ space.bilinear(table) @ basis)
    rate = [
        [np.trace(1j * (tunnel @ a @ b - a @ b @ tunnel) @ state).real for b in spins]
        for a in spins
    ]
    return traceless(np.array(rate))


def _blocks(frames: dict[str, Array], own: dict[str, Array]) -> Array:
    """One-particle matrix of both electrodes, each given in its own frame."""
    table = np.zeros((6, 6), dtype=complex)
    for r, part in (("L", slice(0, 4)), ("R", slice(4, 6))):
        turn = np.kron(np.eye(ORBITALS[r]), frames[r])
        table[part, part] = turn @ own[r] @ turn.conj().T
    return table


def traceless(tensor: Any) -> Array:
    """The symmetric part minus a third of the trace."""
    tensor = np.asarray(tensor)
    if tensor.shape != (3, 3):
        raise ValueError("a tensor has three by three components")
    return np.asarray((tensor + tensor.T) / 2 - np.trace(tensor) / 3 * np.eye(3))


def draw_quadrupole_sum(rng: random.Random, ring: Ring) -> Sample:
    """The quadrupole current of first or third order in the tunnelling."""
    name = "1" if rng.random() < 0.5 else "3"
    frames, operator = {r: frame(rng) for r in "LR"}, complexes(rng, 2, 2)
    energies, reduced = (
        {r: np.array([[rng.uniform(-1, 1) for _ in "ud"] for _ in range(n)])
         for r, n in ORBITALS.items()}
        for _ in range(2)
    )  # fmt: skip
    known = enumerate_diagrams("quadrupole", (int(name) + 1) // 2)
    z = 0.3j
    arrays = [_factors(d, frames, energies, reduced, z) for d in known]
    values: dict[str, Any] = {
        "quadrupole_current": {
            name: exact_quadrupole(operator, frames, energies, reduced, z, int(name))
        },
        "signs": np.array([d.sign for d in known])[:, None, None],
        "propagators": [a[0] for a in arrays],
        "contraction_factor": [a[1] for a in arrays],
        "tunnelling_factor": operator,
        "spin_current_vertex": np.einsum("iab,bc->iac", SPINS, operator),
        "spin_alone": SPINS,
        "loops": lambda *factors: _Loops(known, factors),
        "sum": lambda table: np.sum(table, axis=0),
        "traceless": traceless,
    }
    values["propagators"] = _Weights(values["propagators"])
    values["contraction_factor"] = _Lines(values["contraction_factor"], 1)

    def integrate(_: Any, body: Any) -> Array:
        return np.asarray(body(None))

    return Sample(ring, values, {"order": (name,)}, integrate=integrate)


class _Lines:
    """The factors of all contractions of each diagram; a sign in front is kept."""

    def __init__(self, tables: list[Array], scale: float) -> None:
        self.tables, self.scale = tables, scale

    def __neg__(self) -> _Lines:
        return _Lines(self.tables, -self.scale)

    def __rmul__(self, number: float) -> _Lines:
        return _Lines(self.tables, self.scale * number)


class _Loops:
    """The spin traces of each diagram, on its own grid."""

    def __init__(self, known: tuple[Diagram, ...], factors: Any) -> None:
        tunnelling, current, spin, lines = factors
        if not isinstance(lines, _Lines) or np.shape(tunnelling) != (2, 2):
            raise ValueError("vertices insert matrices, contractions a matrix for each level")
        if np.shape(current) != (3, 2, 2) or np.shape(spin) != (3, 2, 2):
            raise ValueError("the observable inserts vectors")
        self.values = []
        for number, diagram in enumerate(known):
            table = lines.scale * lines.tables[number]
            self.values.append(_traced(diagram, tunnelling, current, spin, table))


class _Weights:
    """Propagators of each diagram; times the traces, summed over the grid."""

    def __init__(self, tables: list[Array]) -> None:
        self.tables = tables

    def __mul__(self, loops: _Loops) -> Array:
        pairs = zip(self.tables, loops.values, strict=True)
        return np.array([np.einsum("g,ijg->ij", weight, value) for weight, value in pairs])


def _traced(diagram: Diagram, tunnelling: Any, current: Any, spin: Any, lines: Array) -> Array:
    """Shape (component of the current, component of the spin, grid)."""
    value: Any = np.ones((1, 1, 1))
    for loop in loops_of(diagram):
        matrix: Any = np.eye(2)
        for kind, place in loop:
            if kind == "c":
                inserted = lines[place][None, None]
            elif place == 0:
                inserted = current[:, None, None]
            elif place == 1:
                inserted = spin[None, :, None]
            else:
                to_left = diagram.eta[2 * place + 1] > 0
                inserted = tunnelling if to_left else np.conj(tunnelling).T
            matrix = inserted @ matrix
        value = value * np.trace(matrix, axis1=-2, axis2=-1)
    return np.asarray(value)


def _factors(
    diagram: Diagram, frames: dict[str, Array], energies: Any, reduced: Any, z: complex
) -> tuple[Array, Array]:
    """Propagators, and the spin state of each contraction times its distribution, on the grid.

    The two contractions at the dots of the spin vertex share their orbital.
    """
    side = ["LR"[_is_right(diagram, pair[0])] for pair in diagram.contractions]
    grid = np.array(list(product(*(range(2 * ORBITALS[r]) for r in side))))
    at_spin = [n for dot in (2, 3) for n, pair in enumerate(diagram.contractions) if dot in pair]
    grid = grid[grid[:, at_spin[0]] // 2 == grid[:, at_spin[1]] // 2]
    steps = np.zeros((len(diagram.eta), len(grid)))
    lines = []
    for number, (r, pair) in enumerate(zip(side, diagram.contractions, strict=True)):
        chosen = grid[:, number]
        occupied = 1 / (np.exp(reduced[r].ravel()) + 1)
        weight = occupied if diagram.chi[pair[1]] < 0 else 1 - occupied
        kets = frames[r].T[chosen % 2]
        lines.append(np.einsum("g,ga,gb->gab", weight[chosen], kets, kets.conj()))
        for dot in pair:
            sign = shift((diagram.chi[dot], diagram.eta[dot]))
            steps[dot] = sign * energies[r].ravel()[chosen]
    segments = [steps[2 * v :].sum(axis=0) for v in range(2, len(diagram.vertices))]
    return np.prod([1 / (z + X) for X in segments], axis=0), np.array(lines)


def _is_right(diagram: Diagram, dot: int) -> bool:
    return diagram.vertices[dot // 2].electrodes[dot % 2] == "R"


# --- Numbers ----------------------------------------------------------------------------------


@cache
def recursion(observable: Observable, order: int) -> int:
    """The number of diagrams from all contractions of lines of tunnelling vertices.

    What is reducible falls apart into an irreducible part with the observable and any
    contraction of the earlier vertices.
    """
    extra = int(observable == "quadrupole")

    def free(n: int) -> int:
        """Contractions of 2n tunnelling vertices with all arrows."""
        return comb(2 * n, n) * factorial(n) ** 2

    def whole(n: int) -> int:
        return comb(2 * n - 1, n) * factorial(n) * factorial(n + extra)

    irreducible: list[int] = []
    for n in range(1, order + 1):
        cut = sum(part * free(n - k) for k, part in enumerate(irreducible, start=1))
        irreducible.append(whole(n) - cut)
    return int(2 ** (2 * order - 1)) * irreducible[-1]


def numbers() -> dict[str, Any]:
    """Counts; -1 where the list of the rules is not that of the judge."""
    found: dict[tuple[str, str], int] = {}
    kinds: tuple[Observable, ...] = ("charge", "quadrupole")
    for kind in kinds:
        for n in (1, 2):
            found[kind, str(n)] = counted(kind, n)
        third = count_diagrams(kind, 3)
        found[kind, "3"] = third if third == recursion(kind, 3) else -1
    return {"counted": found}


def cancellations() -> dict[str, Any]:
    """Diagrams of second order: disconnected, of opposite value to another, both."""
    tallies: dict[str, dict[tuple[str, str], int]] = {
        "disconnected": {}, "cancelling": {}, "loose": {}
    }  # fmt: skip
    kinds: tuple[Observable, ...] = ("charge", "quadrupole")
    for kind in kinds:
        known = enumerate_diagrams(kind, 2)
        if frozenset((d.contractions, d.eta, d.chi) for d in known) != brute_force(kind, 2):
            raise ValueError("the list of the rules is not that of brute force")
        rng = random.Random(11)
        valve = {
            "energies": complexes(rng, 2, 2).real,
            "reduced": complexes(rng, 2, 2).real,
            "hop": complexes(rng, 2, 2),
            "observable": complexes(rng, 2, 2, 2),
            "within": complexes(rng, 2, 2),
        }
        values = contributions(kind, 2, valve, 0.3j)[: len(known)]
        opposite = [bool((np.abs(values + v) < 1e-12 * abs(v)).any()) for v in values]
        apart = [len(_cluster(d)) < len(d.vertices) for d in known]
        tallies["disconnected"][kind, "2"] = sum(apart)
        tallies["cancelling"][kind, "2"] = sum(opposite)
        tallies["loose"][kind, "2"] = sum(a and b for a, b in zip(apart, opposite, strict=True))
    return dict(tallies)


def _cluster(diagram: Diagram) -> list[int]:
    """The vertices that contractions join to the observable."""
    found = [0]
    for vertex in found:
        for pair in diagram.contractions:
            ends = [dot // 2 for dot in pair]
            if vertex in ends:
                found += [end for end in dict.fromkeys(ends) if end not in found]
    return found
