"""Currents between any number of subsystems: commutators with open indices of the subsystems.

A subsystem r has orbitals k with a spin a in one common basis. Sums over subsystems have no bound,
so that what holds here holds for two electrodes, for a dot between them, and for any circuit. The
amplitudes T[r, s, k, k', a, b] of a hop to r from s are generic; they conserve the spin if they are
t[r, s, k, k'] delta[a, b]. The charge is the moment of the unit matrix, called "0".
"""

from __future__ import annotations

from spinloom.derivations.engine.fermions import (
    Expression,
    annihilate,
    as_expression,
    commutator,
    create,
    index,
    kronecker,
    normal_order,
    sum_over,
    symbol,
)
from spinloom.derivations.engine.indexed import Index
from spinloom.derivations.engine.spin import I

from .judge_atoms_spins import AXES
from .second_quantised_atoms import spin_component

r, s, u = (index("subsystem", name) for name in "rsu")
k, k_2 = index("orbital", "k"), index("orbital", "k'")
a, b, c = (index("spin", name) for name in "abc")


def _matrix(name: str, row: Index, column: Index) -> Expression:
    """An element of the unit matrix or of a spin matrix."""
    return kronecker((row,), (column,)) if name == "0" else symbol(name, row, column)


def _amplitude(to: Index, origin: Index, row: Index, column: Index, conserving: bool) -> Expression:
    if conserving:
        return symbol("t", to, origin, k, k_2) * kronecker((row,), (column,))
    return symbol("T", to, origin, k, k_2, row, column)


def moment(name: str, place: Index = r) -> Expression:
    """The charge or a component of the spin of a subsystem."""
    fields = create(place, k, a) * annihilate(place, k, b)
    return sum_over(_matrix(name, a, b) * fields, k, a, b)


def total(name: str) -> Expression:
    """The same of all subsystems."""
    return sum_over(moment(name, r), r)


def hops(to: Index, origin: Index, conserving: bool = False) -> Expression:
    """All hops to one subsystem from another."""
    fields = create(to, k, a) * annihilate(origin, k_2, b)
    return sum_over(_amplitude(to, origin, a, b, conserving) * fields, k, k_2, a, b)


def tunnelling(conserving: bool = False) -> Expression:
    """H_T: the hops of every ordered pair of subsystems."""
    return sum_over(hops(r, s, conserving), r, s)


def levels() -> Expression:
    """H_0: orbitals of every subsystem, with any field on the spin."""
    fields = create(r, k, a) * annihilate(r, k, b)
    return sum_over(symbol("h", r, k, a, b) * fields, r, k, a, b)


def rate(hamiltonian: Expression, operator: Expression) -> Expression:
    """i [H, A], in normal order."""
    return normal_order(commutator(hamiltonian, operator) * I)


def current(name: str, into: Index, origin: Index, conserving: bool = False) -> Expression:
    """(80) as corrected: -i (r T) of the hops in, +i (T r) of the hops out."""
    ahead = _matrix(name, a, c) * _amplitude(into, origin, c, b, conserving)
    back = _amplitude(origin, into, a, c, conserving) * _matrix(name, c, b)
    hop_out = back * create(origin, k, a) * annihilate(into, k_2, b)
    hop_in = ahead * create(into, k, a) * annihilate(origin, k_2, b)
    return normal_order(sum_over((hop_out - hop_in) * I, k, k_2, a, b, c))


def current_into(name: str, place: Index, conserving: bool = False) -> Expression:
    """The sum of the currents from all subsystems."""
    return normal_order(sum_over(current(name, place, s, conserving), s))


def product_rule(first: Index, second: Index) -> Expression:
    """I_i S_j + S_i I_j of two places, the factors in their order."""
    return normal_order(
        current_into("s_i", first) * moment("s_j", second)
        + moment("s_i", first) * current_into("s_j", second)
    )


def in_a_field(axis: str) -> Expression:
    """The rate of a component of the spin of a band under -J.S, J any vector."""
    energy = sum(
        (symbol(f"J_{other}") * spin_component(other) for other in AXES), start=as_expression(0)
    )
    return rate(-energy, spin_component(axis))


def turning(axis: str) -> Expression:
    """(79) as corrected: the component of S x J."""
    place = AXES.index(axis)
    second, third = AXES[(place + 1) % 3], AXES[(place + 2) % 3]
    return normal_order(
        spin_component(second) * symbol(f"J_{third}")
        - spin_component(third) * symbol(f"J_{second}")
    )
