"""Corrected forms of what appendices A, B and C of the valve paper misprint."""

from __future__ import annotations

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import (
    Relation,
    Sum,
    System,
    equal,
    node,
    relations,
    system,
)

from . import paper_appendix_a as a
from . import paper_appendix_a_triplets as b
from .paper import J, T


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


def splitting() -> Relation:
    """The Stoner relation before (A44), which follows from (18)."""
    energy = a.energy[a.k, a.sigma]
    (printed,) = relations(b.TEXT_STONER.printed)
    return equal(printed.left, energy + a.sign[a.sigma] * J)


def spin_anisotropy() -> Relation:
    """(A44) with the quarter of (A43)."""
    (printed,) = relations(b.EQ_A44.printed)
    return equal(printed.left, node(1) / 4 * printed.right)


def total_anisotropy() -> Relation:
    """(A45) with the two Fermi functions beside the polarization exchanged."""
    (printed,) = relations(b.EQ_A45.printed)
    assert isinstance(printed.right, Sum)
    even, odd = printed.right.terms
    return equal(printed.left, even - odd)


def window() -> System:
    """Where the Fermi functions of (A45) do not cancel: around mu, as far as the splitting."""
    return system(equal(b.centre, b.mu_chemical), equal(b.half_width, J))


def polarized_window() -> System:
    """The same window, for the polarization."""
    return system(
        equal(b.lower_end, b.mu_chemical - J),
        equal(b.upper_end, b.mu_chemical + J),
    )


def flat_band(equation: Equation) -> Relation:
    """(A48) or (A49) with the temperature of (A46)."""
    (printed,) = relations(equation.printed)
    return equal(printed.left, T * printed.right)
