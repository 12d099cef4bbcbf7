"""Commutators, averages and sums over orbitals: the judge of the current vertices (E32)-(E43).

Currents are commutators with the tunnelling term; no vertex of the print is used.
"""

from __future__ import annotations

import random
from functools import cache
from itertools import product
from typing import Any

import numpy as np

from spinloom.derivations.engine.diagrams import enumerate_diagrams, vertices
from spinloom.derivations.engine.interpret import Ring, Sample
from spinloom.derivations.engine.judges.fock import FockSpace, thermal_state
from spinloom.derivations.engine.judges.liouville import LiouvilleSpace, expansion

from .judge_diagrams import vertex_signs
from .judge_expansion_rules import shift
from .judge_fields_rules import (
    CHARGE_SPIN,
    LABELS,
    PAULI,
    SPIN,
    Array,
    complexes,
    four_vector,
    frame,
    states,
)
from .judge_loops_rules import factors_of, levels, real_amplitudes, traces
from .judge_superoperators import SIGN
from .judge_traces_rules import AXES, raised

#: One-particle operators of charge and spin.
MOMENTS = {name: (p if name == "0" else p / 2) for name, p in zip("0xyz", PAULI, strict=True)}
VECTOR = ("x", "y", "z")


# --- Vertices ---------------------------------------------------------------------------------


def current_blocks(operator: Array) -> dict[tuple[str, str], Array]:
    """The part of i [h, r_mu of an electrode] from R to L, by mu and electrode, on spin space."""
    h = np.block([[np.zeros((2, 2)), operator], [operator.conj().T, np.zeros((2, 2))]])
    found = {}
    for (name, moment), r in product(MOMENTS.items(), "LR"):
        place = np.kron(np.diag([float(r == "L"), float(r == "R")]), moment)
        found[name, r] = (1j * (h @ place - place @ h))[:2, 2:]
    return found


@cache
def _left_action() -> dict[Any, float]:
    """Coefficients of the left action of c_L^dag c_R and its conjugate in products of fields."""
    space = LiouvilleSpace(2)
    hop = space.operator(-1, 0) @ space.operator(1, 1)
    return expansion(space, space.left(hop + hop.T), (0, 1))


def draw_vertex(rng: random.Random, ring: Ring) -> Sample:
    """The factor with which two fields occur in the left action of a current; rule (ii)."""
    frames, operator = {r: frame(rng) for r in "LR"}, complexes(rng, 2, 2)
    blocks = current_blocks(operator)

    def factor(*labels: str) -> complex:
        name, r, chi, eta, a, b = labels
        inner = frames["L"].conj().T @ blocks[name, r] @ frames["R"]
        number = complex(inner[SPIN[a], SPIN[b]])
        later, earlier = (-SIGN[chi], -SIGN[eta]), (SIGN[chi], SIGN[eta])
        return _left_action().get((later, earlier), 0.0) * number if eta == "+" else 0.0

    values = {
        "current_factor": factor,
        "both_plus": lambda chi, eta: float((chi, eta) == ("-", "+")),
        "opposite": lambda a, b: float(a != b),
        "chi": SIGN,
        "eta": SIGN,
        "raised": raised,
        "i_unit": 1j,
        "i_operator": {key: 1j * block for key, block in blocks.items()},
        "t_check": four_vector(operator),
        "r_check": CHARGE_SPIN,
        "r_mu": MOMENTS,
        **states(frames),
    }
    return Sample(ring, values, {**LABELS, "component": AXES})


def draw_four_vector(rng: random.Random, ring: Ring) -> Sample:
    """The four-vector of the density of states, by the scalar product."""
    values: dict[str, Any] = {"n_tilde": {}, "n": {}, "J_hat": {}}
    for r in "LR":
        axes, (up, down) = frame(rng), (rng.uniform(0.1, 1), rng.uniform(1, 2))
        matrix = axes @ np.diag([up, down]) @ axes.conj().T
        for name, number in four_vector(matrix / ((up + down) / 2)).items():
            values["n_tilde"][r, name] = number
        values["n"][r] = (up - down) / (up + down)
        ket = axes[:, 0]
        for name, pauli in zip(VECTOR, PAULI[1:], strict=True):
            values["J_hat"][r, name] = float((ket.conj() @ pauli @ ket).real)
    return Sample(ring, values, {"electrode": ("L", "R"), "axis": VECTOR})


# --- Sums over diagrams -----------------------------------------------------------------------


def exact_currents(
    operator: Array, frames: dict[str, Array], energies: Array, reduced: Array, z: complex, n: int
) -> dict[tuple[str, str], float]:
    """The currents of order n in the tunnelling, by mu and electrode, at the frequency z."""
    space = FockSpace(4)

    def between(block: Array) -> Array:
        table = np.zeros((4, 4), dtype=complex)
        table[:2, 2:] = frames["L"].conj().T @ block @ frames["R"]
        return space.bilinear(table + table.conj().T)

    tunnel, current = between(operator), thermal_state(
        space.bilinear(np.diag(reduced.reshape(-1))), 1.0
    )  # fmt: skip
    free = np.diag(space.bilinear(np.diag(energies.reshape(-1)))).real
    for _ in range(n):
        current = (tunnel @ current - current @ tunnel) / (z - (free[:, None] - free[None, :]))
    blocks = current_blocks(operator)
    return {key: float(np.trace(between(b) @ current).real) for key, b in blocks.items()}


def draw_current(rng: random.Random, ring: Ring) -> Sample:
    """Charge and spin currents of first or third order in the tunnelling: exact, and by rules."""
    name = rng.choice(("1", "3"))
    frames, operator = {r: frame(rng) for r in "LR"}, real_amplitudes(rng)
    energies, reduced = (
        np.array([rng.uniform(-1, 1) for _ in range(4)]).reshape(2, 2) for _ in range(2)
    )
    i_zero = 0.3j
    known = enumerate_diagrams("charge", (int(name) + 1) // 2)
    exact = exact_currents(operator, frames, energies, reduced, i_zero, int(name))
    grid = levels(known, frames, reduced)
    occupation = grid.pop("occupation")
    filled = np.where(grid["charge"] < 0, occupation, 1 - occupation)
    values: dict[str, Any] = {
        "current": lambda mu, r, _: exact[mu, r],
        "i_operator": {key: 1j * block for key, block in current_blocks(operator).items()},
        "t_check": four_vector(operator),
        "r_check": CHARGE_SPIN,
        "raised": raised,
        "loops": lambda *factors: traces(known, *factors),
        "sum": np.sum,
        "F": {a: grid["density"] * grid["polarization"][a] * filled for a in AXES},
        **factors_of(known, energies, i_zero),
        **grid,
    }
    ranges = {"component": AXES, "electrode": ("L", "R"), "order": (name,)}
    chosen = {"mu": ("0", rng.choice(VECTOR))}
    return Sample(
        ring, values, ranges, chosen, lambda _, body: np.sum(body(None), axis=-1, keepdims=True)
    )


def draw_segments(rng: random.Random, ring: Ring) -> Sample:
    """Every segment of every diagram of second order."""
    early, late, energies = [], [], []
    for diagram in enumerate_diagrams("charge", 2):
        omega = [rng.uniform(-1, 1) for _ in diagram.contractions]
        dots = {dot: w for pair, w in zip(diagram.contractions, omega, strict=True) for dot in pair}
        for place in range(diagram.vertices[-1].place):
            rows = [0.0] * len(omega), [0.0] * len(omega)
            for number, (later, earlier) in enumerate(diagram.contractions):
                if later // 2 <= place < earlier // 2:
                    rows[diagram.eta[earlier] < 0][number] = omega[number]
            early.append(rows[0])
            late.append(rows[1])
            first = 2 * (place + 1)
            energies.append(
                sum(
                    shift((diagram.chi[dot], diagram.eta[dot])) * dots[dot]
                    for dot in range(first, len(diagram.eta))
                )
            )
    X = np.array(energies)
    values = {
        "i_zero": 0.2j,
        "X": X,
        "propagator": 1 / (0.2j + X),
        "early": np.array(early),
        "late": np.array(late),
        "sum": lambda table: np.sum(table, axis=-1),
    }
    return Sample(ring, values)


def draw_counts(rng: random.Random, ring: Ring) -> Sample:
    """How many double vertices the terms of first and third order in L_T hold."""
    counts = {name: len(vertices("charge", (int(name) + 1) // 2)) for name in ("1", "3")}
    (signs,) = vertex_signs("spin")
    dots = [*signs, *signs]
    values = {
        "vertex_count": counts,
        "n_order": {name: 1 + float(name) for name in counts},
        "index_of": {
            (name, str(place)): float(dots[place][k])
            for k, name in enumerate(("chi", "eta"))
            for place in range(4)
        },
    }
    return Sample(ring, values, {"order": tuple(counts)})
