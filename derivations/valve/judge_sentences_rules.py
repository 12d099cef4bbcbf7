"""Loops, kinds of vertices and the average spin from superoperators and exact states."""

from __future__ import annotations

import random
from functools import cache
from typing import Any

import numpy as np

from spinloom.derivations.engine.diagrams import Diagram, Observable, vertices
from spinloom.derivations.engine.interpret import Ring, Sample
from spinloom.derivations.engine.judges.fock import FockSpace, expectation, thermal_state
from spinloom.derivations.engine.network import network

from .judge_currents_rules import MOMENTS, VECTOR
from .judge_diagrams import brute_force, vertex_signs
from .judge_expansion_rules import contraction_table
from .judge_fields_rules import Array, frame
from .judge_loops_rules import figure_25

KINDS = ("late", "early", "L late", "L early")


@cache
def known() -> tuple[Diagram, ...]:
    """All diagrams of first order and those of second order for the charge, from numbers."""
    orders: tuple[tuple[Observable, int], ...] = (("charge", 1), ("quadrupole", 1), ("charge", 2))
    return tuple(
        Diagram(vertices(name, order), *found)
        for name, order in orders
        for found in sorted(brute_force(name, order))
    )


def draw_arrows(rng: random.Random, ring: Ring) -> Sample:
    """The conjugation indices of neighbours along every loop."""
    along, following = [], []
    for diagram in known():
        other = {dot: end for a, b in diagram.contractions for dot, end in ((a, b), (b, a))}
        for start in (dot for dot, eta in enumerate(diagram.eta) if eta < 0):
            end = other[start]
            along += [diagram.eta[start], diagram.eta[end]]
            following += [diagram.eta[end], diagram.eta[end ^ 1]]
    return Sample(ring, {"along": np.array(along), "following": np.array(following)})


def draw_kinds(rng: random.Random, ring: Ring) -> Sample:
    """Sign factors of the tunnelling vertices of every diagram, kind by kind.

    The coefficient of the two fields in L_T, times the sign of each average whose earlier field
    belongs to the vertex; each of them with the opposite sign.
    """
    averages, coefficients = contraction_table(0.3), vertex_signs("tunnelling")
    factors: dict[str, list[int]] = {kind: [] for kind in KINDS}
    chi: dict[str, list[int]] = {kind: [] for kind in KINDS}
    eta: dict[str, list[int]] = {kind: [] for kind in KINDS}
    for diagram in known():
        signs = list(zip(diagram.chi, diagram.eta, strict=True))
        later = {early: late for late, early in diagram.contractions}
        for number, vertex in enumerate(diagram.vertices):
            if vertex.role != "tunnelling":
                continue
            dots = (2 * number, 2 * number + 1)
            factor = -round(coefficients[signs[dots[0]], signs[dots[1]]])
            for dot in dots:
                if dot in later:
                    factor *= -1 if averages[signs[later[dot]], signs[dot]].real > 0 else 1
            ends = dots[0] in later, dots[1] in later
            kind = {(False, False): "late", (True, True): "early", (False, True): "L late",
                    (True, False): "L early"}[ends]  # fmt: skip
            factors[kind].append(factor)
            chi[kind].append(diagram.chi[dots[1]])
            eta[kind].append(diagram.eta[dots[1]])
    values = {
        "vertex_factor": {kind: np.array(found) for kind, found in factors.items()},
        "chi_e": {kind: np.array(found) for kind, found in chi.items()},
        "eta_e": {kind: np.array(found) for kind, found in eta.items()},
    }
    return Sample(ring, values)


def contractions_of_figures() -> dict[str, Any]:
    """How many contractions called 1' of Figs. 11 and 25(c) start at their early dot.

    Fig. 11 holds nodes and links alone. A line starts where its arrow points away, at eta = -.
    """
    net = network("LR", 1)
    drawn = [str(part) for part in (*net.nodes, *net.links)]
    return {"starting_early": {"11": drawn.count("1'"), "25(c)": starting_early("1'")}}


def starting_early(contraction: str) -> int:
    """How many contractions of a name in Fig. 25(c) start at their early dot, which names them."""
    diagram = figure_25()
    ends = {
        f"{4 - early // 2}" + "'" * (early % 2): (diagram.eta[late], diagram.eta[early])
        for late, early in diagram.contractions
    }
    return [ends[name] for name in ends if name == contraction].count((1, -1))


def draw_average(rng: random.Random, ring: Ring) -> Sample:
    """The spin of two orbitals in equilibrium, on an exact Fock space of 16 states."""
    axes, space = frame(rng), FockSpace(4)
    turn = np.kron(np.eye(2), axes)
    energies = np.array([rng.uniform(-1, 1) for _ in range(4)])
    state = thermal_state(space.bilinear(turn @ np.diag(energies) @ turn.conj().T), 1.0)
    spins = {name: space.bilinear(np.kron(np.eye(2), MOMENTS[name])) for name in VECTOR}

    def contraction(level: float) -> Array:
        """The average of the fields of one level, as a matrix on spin space."""
        mode = int(np.argmin(np.abs(energies - level)))
        column = turn[:, mode]
        filled = expectation(state, space.bilinear(np.outer(column, column.conj())))
        spin = axes[:, mode % 2]
        return np.asarray(filled * np.outer(spin, spin.conj()))

    values = {
        "spin_average": {name: expectation(state, spin) for name, spin in spins.items()},
        "F_plus": contraction,
        "single_spin": MOMENTS,
        "trace": np.trace,
    }
    return Sample(
        ring, values, {"axis": VECTOR}, {"j": (rng.choice(VECTOR),)},
        lambda _, body: sum(body(level) for level in energies),
    )  # fmt: skip
