"""Sums over the two spins written out, so that what cancels between them is plain arithmetic."""

from __future__ import annotations

from dataclasses import replace

from spinloom.derivations.engine.printed import (
    Index,
    Label,
    Node,
    Sum,
    Symbol,
    Total,
    node,
    substitute,
    walk,
)

from .paper_atoms import DOWN, UP, sign

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
