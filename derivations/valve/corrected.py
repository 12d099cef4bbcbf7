"""Corrected forms of what the valve paper misprints."""

from __future__ import annotations

from spinloom.derivations.engine.printed import (
    Relation,
    Sum,
    Symbol,
    System,
    equal,
    relations,
    system,
)

from . import paper as print_
from .paper import chi, chi_1, chi_2, eta, eta_1, eta_2, m_1, m_2

delta_opposite = Symbol("delta_opposite", "opposite delta", r"\delta_{<0>\bar{<1>}}")


def one_particle_current() -> Relation:
    """(80) with the Hermitian conjugate added, not subtracted."""
    (printed,) = relations(print_.EQ_80.printed)
    assert isinstance(printed.right, Sum)
    hop = printed.right.terms[0]
    return Relation(printed.left, printed.sign, hop + print_.dagger(hop))


def link_current() -> Relation:
    """(85) symmetric in both pairs: each pair is counted once, whatever its order."""
    r, r_2, s, s_2 = print_.r, print_.r_2, print_.s, print_.s_2
    (printed,) = relations(print_.EQ_85.printed)
    moved = print_.moved
    orders = (
        moved(r, r_2, s, s_2) + moved(r_2, r, s, s_2)
        + moved(r, r_2, s_2, s) + moved(r_2, r, s_2, s)
    )  # fmt: skip
    counts = print_.pair_count[r, r_2] * print_.pair_count[s, s_2]
    return Relation(printed.left, printed.sign, counts / 4 * orders)


def anticommutator() -> System:
    """(E10) with a bar over the charge and the conjugation index of the Kronecker symbols."""
    pair = equal(
        print_.delta_conjugate[print_.BOTH],
        print_.delta[m_1, m_2] * delta_opposite[chi_1, chi_2] * delta_opposite[eta_1, eta_2],
    )
    return system(relations(print_.EQ_E10.printed)[0], pair)


def contraction() -> System:
    """(E9) with the Fermi function of the earlier field."""
    first = equal(
        print_.contraction[print_.BOTH],
        -(chi[chi_2] * eta[eta_2])
        * print_.delta_without_charge[eta_1, m_1, eta_2, m_2]
        * print_.occupation[chi_2, m_2],
    )
    return system(first, relations(print_.EQ_E9.printed)[1])
