"""Corrected forms of what App. E of the valve paper misprints about currents."""

from __future__ import annotations

from spinloom.derivations.engine.printed import (
    Node,
    Relation,
    Sum,
    Total,
    equal,
    relations,
)

from . import paper_currents_rules as print_
from .corrected_rules import side
from .paper import acting, annihilator, creator, dagger, eta_2, i_unit
from .paper_rules import (
    LEFT,
    PLUS,
    argument,
    bra,
    ket,
    kronecker,
    opposite,
    r,
    sigma_1,
    sigma_2,
)


def one_particle() -> Relation:
    """(E32) with the Hermitian conjugate added, not subtracted."""
    (printed,) = relations(print_.EQ_E32.printed)
    assert isinstance(printed.right, Sum)
    hop = printed.right.terms[0]
    return Relation(printed.left, printed.sign, hop + dagger(hop))


def partial_current() -> Relation:
    """(E39) with the matrix elements of (E32)."""
    j, s, sigma, other = print_.j, print_.s, print_.sigma, print_.other
    hop = (
        -i_unit
        * print_.amplitude[j, r, s, sigma, other]
        * creator[r, print_.k, sigma]
        * annihilator[s, print_.k_2, other]
    )
    return side(print_.EQ_E39.printed, Total((print_.k, print_.k_2, sigma, other), hop))


def at_every_node() -> Relation:
    """(E40), both orders, holds at every node whether or not the spin is conserved."""
    (printed,) = relations(print_.EQ_E40.printed)
    return printed


def spin_action() -> Relation:
    """(E41) with a prime at the conjugation index of the first Kronecker symbol."""
    factors: Node = kronecker[eta_2, PLUS]
    first, second = print_.ONE, print_.TWO
    body = (
        factors
        * print_.minus_eta_chi_plus[first[1], first[0]]
        * opposite[first[0], second[0]]
        * opposite[first[1], second[1]]
        * kronecker[first[2], second[2]]
        * print_.spin_element[print_.j, first[3], second[3]]
        * print_.field[first]
        * (print_.field[second] * argument)
    )
    return equal(acting("left", print_.S[print_.j]) * argument, Total(first + second, body))


def pair_sum() -> Relation:
    """(E42) with primes at the second spin."""
    t_1, t_2, k = print_.tau_1, print_.tau_2, print_.k_1
    body = (
        kronecker[sigma_1, t_1]
        * kronecker[sigma_2, t_2]
        * print_.some_pair(print_.level[k, t_1], print_.level[k, t_2])
        * (bra[LEFT, sigma_1] * print_.spin_vector[print_.j] * ket[LEFT, sigma_2])
    )
    return side(print_.EQ_E42.printed, Total((t_1, t_2), Total((k,), body)))


def spin_insertion() -> Relation:
    """Two times A r s r, and the Fermi functions."""
    two = print_.spin_insertion(2 * print_.f_first, print_.f_second)
    return equal(print_.inserted[print_.j], two)
