"""Statements that agree because a real part does not see how its pole is avoided."""

from __future__ import annotations

from spinloom.derivations.engine.printed import Node, Sum, Symbol, substitute, walk

from .paper_pure import i_zero


def principal_value(tree: Node) -> Node:
    """Leave out the infinitesimal of denominators: their real part is a principal value."""
    for path, place in walk(tree):
        if isinstance(place, Sum):
            kept = tuple(term for term in place.terms if not _infinitesimal(term))
            if len(kept) < len(place.terms):
                tree = substitute(tree, path, Sum(kept))
    return tree


def _infinitesimal(term: Node) -> bool:
    leaves = [leaf for _, leaf in walk(term) if isinstance(leaf, Symbol)]
    return bool(leaves) and all(leaf.name == i_zero.name for leaf in leaves)
