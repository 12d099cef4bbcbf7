"""The moment per orbital and per pair of many orbitals: a power series in one over their number."""

from __future__ import annotations

from functools import cache

from spinloom.derivations.engine.interpret import Sample
from spinloom.derivations.engine.printed import Node, Relation
from spinloom.derivations.engine.series import constant, order, series_ring, variable

from .exact_pure_field import rational

#: Powers of one over the number of orbitals that are kept.
TERMS = 4


@cache
def share() -> Sample:
    """Any ratio of splitting and bandwidth: that part of the orbitals is half filled.

    The ground state holds spin one half in each half-filled orbital, all of them parallel: the
    total spin S is maximal, and S_z^2 - S(S + 1)/3 is the moment along it.
    """
    coefficients, (ratio, half_width) = rational("p D")
    orbitals = 1 / variable(half_width / half_width, TERMS)
    spin = orbitals * ratio / 2
    moment = spin**2 - spin * (spin + 1) / 3
    values = {
        "J": constant(2 * half_width * ratio, TERMS),
        "D": constant(half_width, TERMS),
        "per_orbital": moment / orbitals,
        "per_orbital_pair": moment / (orbitals * (orbitals - 1) / 2),
    }
    return Sample(series_ring(coefficients, TERMS), values)


def share_order(tree: Node) -> int:
    """The power of one over the number of orbitals with which the relation fails."""
    assert isinstance(tree, Relation)
    return order(tree, share())
