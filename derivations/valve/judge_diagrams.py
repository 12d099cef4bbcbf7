"""Diagrams by brute force: every matching, every sign, kept if no factor vanishes as a number.

Which signs a vertex may have follows from the expansion of its superoperator in products of
fields, which contractions exist from thermal averages on Liouville space.
"""

from __future__ import annotations

import random
from functools import cache
from itertools import chain, product

import numpy as np

from spinloom.derivations.engine.diagrams import Diagram, Observable, enumerate_diagrams
from spinloom.derivations.engine.interpret import Ring, Sample
from spinloom.derivations.engine.judges.fock import thermal_state
from spinloom.derivations.engine.judges.liouville import (
    LiouvilleSpace,
    Signs,
    expansion,
    matchings,
)

#: Electrodes of the two dots of a vertex.
TUNNELLING, SPIN = "LR", "LL"

#: Contractions, conjugation indices, charge indices.
Found = tuple[tuple[tuple[int, int], ...], tuple[int, ...], tuple[int, ...]]


@cache
def vertex_signs(role: str) -> dict[tuple[Signs, ...], float]:
    """The signs of the two dots with a coefficient that does not vanish, and the coefficient.

    The observable acts from the left, and of two Hermitian conjugates one is kept.
    """
    space = LiouvilleSpace(2)
    hop = space.operator(-1, 0) @ space.operator(1, 1)
    acting = space.commutator(hop + hop.T) if role == "tunnelling" else space.left(hop)
    return expansion(space, acting, (0, 1))


@cache
def contracts(later: Signs, earlier: Signs) -> bool:
    """Whether two fields of one mode have a thermal average."""
    space = LiouvilleSpace(1)
    state = thermal_state(space.fock.bilinear(np.array([[0.3]])), 1.0)
    return abs(space.contraction(state, later, earlier, 0)) > 1e-12


def brute_force(observable: Observable, order: int) -> frozenset[Found]:
    """All irreducible diagrams of order Gamma^order, from numbers."""
    heads = ["current", "spin"] if observable == "quadrupole" else ["current"]
    roles = heads + ["tunnelling"] * (2 * order - 1)
    places = [0] * len(heads) + list(range(1, 2 * order))
    electrodes = "".join(SPIN if role == "spin" else TUNNELLING for role in roles)
    found = []
    for pairs in matchings(range(2 * len(roles))):
        if any(electrodes[a] != electrodes[b] for a, b in pairs):
            continue
        covered = {k for a, b in pairs for k in range(places[a // 2], places[b // 2])}
        if len(covered) < 2 * order - 1:
            continue
        for choice in product(*(vertex_signs(role) for role in roles)):
            signs = tuple(chain.from_iterable(choice))
            if all(contracts(signs[a], signs[b]) for a, b in pairs):
                eta = tuple(sign[1] for sign in signs)
                found.append((pairs, eta, tuple(sign[0] for sign in signs)))
    return frozenset(found)


def counted(observable: Observable, order: int) -> int:
    """The number of diagrams on which the rules and brute force agree; -1 if their lists differ."""
    ruled = [(d.contractions, d.eta, d.chi) for d in enumerate_diagrams(observable, order)]
    agree = len({*ruled}) == len(ruled) and frozenset(ruled) == brute_force(observable, order)
    return len(ruled) if agree else -1


def numerical_sign(diagram: Diagram) -> float:
    """The sign from matrices: each contraction in a mode of its own, so that no other survives."""
    count = len(diagram.contractions)
    space, x = LiouvilleSpace(count), np.linspace(-0.9, 0.7, count)
    state = thermal_state(space.fock.bilinear(np.diag(x)), 1.0)
    mode = {dot: k for k, pair in enumerate(diagram.contractions) for dot in pair}
    signs = list(zip(diagram.chi, diagram.eta, strict=True))
    for dot in reversed(range(len(signs))):
        state = space.act(signs[dot], mode[dot], state)
    value = complex(np.trace(state))
    for _, early in diagram.contractions:
        value *= 1 + np.exp(-diagram.chi[early] * x[mode[early]])  # over the occupation
    for number, vertex in enumerate(diagram.vertices):
        if vertex.role == "tunnelling":
            value *= vertex_signs("tunnelling")[signs[2 * number], signs[2 * number + 1]]
    return float(value.real)


def draw_signs(rng: random.Random, ring: Ring) -> Sample:
    """Every diagram of first order and those of second order for the charge, as arrays."""
    known = [
        *enumerate_diagrams("charge", 1),
        *enumerate_diagrams("quadrupole", 1),
        *enumerate_diagrams("charge", 2),
    ]
    charges, conjugations = np.ones(len(known)), np.ones(len(known))
    for place, diagram in enumerate(known):
        earlier = {early for _, early in diagram.contractions}
        for dot in range(0, len(diagram.eta), 2):
            if len(earlier & {dot, dot + 1}) == 1:
                conjugations[place] *= diagram.eta[dot + 1]
            else:
                charges[place] *= diagram.chi[dot + 1]
    values = {
        "signs": np.array([numerical_sign(diagram) for diagram in known]),
        "crossings": np.array([diagram.crossings for diagram in known]),
        "charges": charges,
        "conjugations": conjugations,
    }
    return Sample(ring, values)
