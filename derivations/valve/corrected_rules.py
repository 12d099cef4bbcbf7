"""Corrected forms of what App. E of the valve paper misprints."""

from __future__ import annotations

from spinloom.derivations.engine.printed import (
    Call,
    Index,
    Label,
    Node,
    Power,
    Relation,
    Symbol,
    System,
    Total,
    equal,
    node,
    relations,
    system,
)

from . import paper_rules as print_
from .paper import J_1, eta, eta_1, field_superoperator, i_unit, m_1

J_bar = Symbol("J_bar", "superoperator", r"J_{\overline{(<0><1><2>)}}", commuting=False)
potential_of = Symbol("potential_of", "potential", r"\mu^{<0>}")


def side(printed: Node, right: Node) -> Relation:
    """The printed relation with another right side."""
    (relation,) = relations(printed)
    return Relation(relation.left, relation.sign, right)


def free_liouvillian() -> Relation:
    """(E3) with a bar over the second field, and with chi = + in place of eta = -."""
    row = (Label("+", "charge"), eta_1, m_1)
    body = print_.energy[m_1] * field_superoperator[row] * J_bar[row]
    return side(print_.EQ_E3.printed, Total((eta_1, m_1), body))


def own_weight(electrode: Index | Label) -> Call:
    """The grand canonical weight of an electrode with its own potential."""
    exponent = print_.H_0[electrode] - potential_of[electrode] * print_.N[electrode]
    return print_.exponential(-exponent / print_.T[electrode])


def grand_canonical() -> System:
    """(E8) with the chemical potential of each electrode."""
    left, right = print_.LEFT, print_.RIGHT
    state = 1 / print_.Z[left] * own_weight(left) * (1 / print_.Z[right]) * own_weight(right)
    partition = Symbol("trace_of", "function", r"\mathrm{tr}_{<0>}")[print_.r]
    return system(
        equal(print_.rho_0, state),
        equal(print_.Z[print_.r], Call(partition, (own_weight(print_.r),))),
    )


def commuted_liouvillian() -> System:
    """The field on the left of L_0 - x."""
    moved = J_1 * (print_.L_0 - print_.step[eta_1, m_1] * Symbol("one", "unit", "1"))
    return system(
        equal(print_.L_0 * J_1, moved),
        equal(print_.step[eta_1, m_1], eta[eta_1] * print_.energy[m_1]),
    )


def average_from_kernel() -> Relation:
    """(E15) with the free propagator i/z of the initial state."""
    n = print_.order
    return side(print_.EQ_E15.printed, i_unit / print_.z * print_.kernel[n])


def irreducible_self_energy() -> Relation:
    """(E17) with what no bare propagator cuts."""
    bare = print_.z_dot - print_.L_dot - print_.self_energy
    return side(print_.TEXT_REDUCIBLE.printed, i_unit * Power(bare, node(-1)) * print_.rho_start)


#: The orders of (E19) that the paper evaluates, the first one also for four fields.
EVALUATED = Index("n", "order", "1, 3")


def expansion() -> Relation:
    """(E19) for the orders that the paper evaluates, with the later dot first, as in (E7)."""
    right = print_.terms(print_.LATER, print_.EARLIER, EVALUATED)
    return Relation(print_.kernel[EVALUATED], "=", right)
