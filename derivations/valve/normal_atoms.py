"""Normal forms in which two writings of one statement on spins and densities agree."""

from __future__ import annotations

from dataclasses import replace

from spinloom.derivations.engine.printed import (
    Call,
    Index,
    Label,
    Negative,
    Node,
    Product,
    Sum,
    Symbol,
    Total,
    node,
    substitute,
    walk,
)

from .paper_atoms import DOWN, UP, sign
from .paper_atoms_bands import density, omega, omega_2, two_particle

_VALUES = {UP: 1, DOWN: -1}


def both_spins(tree: Node) -> Node:
    """Every sum over one spin as the term of spin up plus the term of spin down."""
    for path, place in walk(tree):
        match place:
            case Total((Index(kind="spin") as spin,), body):
                terms = tuple(_with_spin(body, spin, value) for value in _VALUES)
                return both_spins(substitute(tree, path, Sum(terms)))
    return tree


def _with_spin(body: Node, spin: Index, value: Label) -> Node:
    """The summand for one spin."""
    for path, leaf in walk(body):
        if isinstance(leaf, Symbol) and spin in leaf.indices:
            indices = tuple(value if index == spin else index for index in leaf.indices)
            new = node(_VALUES[value]) if leaf.name == sign.name else replace(leaf, indices=indices)
            body = substitute(body, path, new)
    return body


def unsigned(tree: Node) -> Node:
    """A modulus of a sum without the signs of its terms, for a minimum over p and sigma = +-1.

    Of three terms only one keeps its sign then, and a modulus does not see that one.
    """
    for path, place in walk(tree):
        match place:
            case Call(Symbol("abs"), (Negative(term),)):
                return unsigned(substitute(tree, (*path, "arguments", 0), term))
            case Call(Symbol("abs"), (Sum(terms),)) if any(isinstance(t, Negative) for t in terms):
                bare = tuple(t.term if isinstance(t, Negative) else t for t in terms)
                return unsigned(substitute(tree, (*path, "arguments", 0), Sum(bare)))
    return tree


def at_one_frequency(tree: Node) -> Node:
    """delta(x - y) F(y) = delta(x - y) F(x), and the density of equal spins is symmetric."""
    for path, place in walk(tree):
        match place:
            case Call(Symbol(two_particle.name, indices=(_, spin, other)), (first, second)) if (
                spin == other and (first, second) == (omega_2, omega)
            ):
                tree = substitute(tree, path, replace(place, arguments=(omega, omega_2)))
            case Product((Call(Symbol("dirac")) as delta, Call(Symbol(density.name) as nu, (at,)))):
                if at == omega_2:
                    tree = substitute(tree, path, Product((delta, Call(nu, (omega,)))))
    return tree
