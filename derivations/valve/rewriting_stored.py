"""Kronecker symbols that multiply a whole side of a relation: beside them two indices are one."""

from __future__ import annotations

from dataclasses import replace

from spinloom.derivations.engine.printed import (
    Integral,
    Negative,
    Node,
    Product,
    Relation,
    Subscript,
    Symbol,
    Total,
    substitute,
    walk,
)

#: All of them are one symbol: what they compare is the kind of their indices.
DELTAS = ("same", "same_orbital", "same_spin")


def sifted_sides(tree: Node) -> Node:
    """delta_ab F(a, b) = delta_ab F(a, a) on each side of a relation."""
    assert isinstance(tree, Relation)
    return replace(tree, left=_sifted(tree.left), right=_sifted(tree.right))


def _sifted(side: Node) -> Node:
    for delta in _factors(side):
        kept, other = sorted(delta.indices, key=lambda index: index.name)
        side = _renamed(side, kept, other)
    return side


def _factors(tree: Node) -> list[Symbol]:
    """Kronecker symbols that multiply all of an expression."""
    match tree:
        case Symbol(name=name) if name in DELTAS:
            return [tree]
        case Product(factors):
            return [delta for factor in factors for delta in _factors(factor)]
        case Negative(body) | Total(_, body) | Integral(_, body):
            return _factors(body)
    return []


def _renamed(tree: Node, kept: Subscript, other: Subscript) -> Node:
    for path, leaf in walk(tree):
        if isinstance(leaf, Symbol):
            if leaf.name in DELTAS:
                new = replace(leaf, name=DELTAS[0])
            else:
                indices = tuple(kept if i == other else i for i in leaf.indices)
                new = replace(leaf, indices=indices)
            tree = substitute(tree, path, new)
    return tree
