"""Diagrams by brute force: every matching, every sign, kept if no factor vanishes as a number.

Which signs a vertex may have follows from the expansion of its superoperator in products of
fields, which contractions exist from thermal averages on Liouville space.
"""

from __future__ import annotations

from functools import cache
from itertools import chain, product

import numpy as np

from spinloom.derivations.engine.diagrams import Observable, enumerate_diagrams
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
def vertex_signs(role: str) -> tuple[tuple[Signs, ...], ...]:
    """The signs of the two dots with a coefficient that does not vanish.

    The observable acts from the left, and of two Hermitian conjugates one is kept.
    """
    space = LiouvilleSpace(2)
    hop = space.operator(-1, 0) @ space.operator(1, 1)
    acting = space.commutator(hop + hop.T) if role == "tunnelling" else space.left(hop)
    return tuple(expansion(space, acting, (0, 1)))


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
