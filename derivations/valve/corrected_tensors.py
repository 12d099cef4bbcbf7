"""Corrected forms of what appendices A, B and C of the valve paper misprint."""

from __future__ import annotations

from spinloom.derivations.engine.printed import (
    Relation,
    equal,
    node,
    relations,
)

from . import paper_appendix_a as a
from . import paper_appendix_a_triplets as b


def places_moved() -> Relation:
    """The creator of k_1 moves to the left: from the third place to the first."""
    (printed,) = relations(a.TEXT_MOVED.printed)
    return equal(printed.left, -node(2))


def occupation() -> Relation:
    """The average before (A4) with the indices that its fields have."""
    return equal(
        a.mean(a.c_dagger[a.k_1p, a.sigma_1p] * a.c[a.k, a.sigma]),
        a.delta[a.k, a.k_1p] * a.delta[a.sigma, a.sigma_1p] * a.f_plus(a.energy[a.k, a.sigma]),
    )


def exchange_by_densities() -> Relation:
    """(A10) without the sum over k, which the density of states already holds."""
    return a.with_densities((a.sigma, a.sigma_p, a.tau, a.tau_p))


def counted_pairs() -> Relation:
    """(A35) with the quarter of (A34)."""
    (printed,) = relations(b.EQ_A35.printed)
    return equal(printed.left, node(1) / 4 * printed.right)
