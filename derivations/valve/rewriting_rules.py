"""Normal forms of what App. E prints.

Loops: diagrams hold an even number of vertices and of contractions.

With `valve:text-parities`, the sign of the factor that all vertices (or all contractions) insert
changes nothing. Kronecker symbols: delta_ab F(b) = delta_ab F(a).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from spinloom.derivations.engine.printed import (
    Call,
    Negative,
    Node,
    Product,
    Subscript,
    Symbol,
    Total,
    children,
    substitute,
    walk,
)


def unsigned_loops(tree: Node) -> Any:
    """Drop the sign of what `loops` inserts for all vertices or for all contractions."""
    for path, child in children(tree):
        tree = substitute(tree, path, unsigned_loops(child))
    if isinstance(tree, Call) and tree.function == Symbol(
        "loops", "function", r"\prod_{\mathrm{loops}} \mathrm{tr}"
    ):
        bare = tuple(_split(argument)[1] for argument in tree.arguments)
        return replace(tree, arguments=bare)
    return tree


def _split(tree: Node) -> tuple[int, Node]:
    """Sign and rest; linear nodes pass a sign on."""
    match tree:
        case Negative(term):
            sign, rest = _split(term)
            return -sign, rest
        case Total(indices, body):
            sign, rest = _split(body)
            return sign, Total(indices, rest)
        case Product(factors):
            parts = [_split(factor) for factor in factors]
            sign = 1
            for one, _ in parts:
                sign *= one
            return sign, Product(tuple(rest for _, rest in parts))
        case Call(Symbol(name="raised") as function, (conjugation, value)):
            sign, rest = _split(value)
            return sign, Call(function, (conjugation, rest))
    return 1, tree


def sifted_spins(tree: Node) -> Any:
    """One name beside a Kronecker symbol: the first of the two."""
    for path, place in walk(tree):
        if isinstance(place, Product):
            deltas = [f for f in place.factors if isinstance(f, Symbol) and f.name == "kronecker"]
            if deltas:
                kept, other = sorted(deltas[0].indices, key=lambda index: index.name)
                factors = (f if f in deltas else _renamed(f, other, kept) for f in place.factors)
                tree = substitute(tree, path, Product(tuple(factors)))
    return tree


def _renamed(tree: Node, old: Subscript, new: Subscript) -> Any:
    for path, leaf in walk(tree):
        if isinstance(leaf, Symbol) and old in leaf.indices:
            indices = tuple(new if index == old else index for index in leaf.indices)
            tree = substitute(tree, path, replace(leaf, indices=indices))
    return tree


def real_elements(tree: Node) -> Any:
    """(E22) conjugates matrix elements that are real, as the line below it says."""
    for path, place in walk(tree):
        match place:
            case Call(Symbol(name="raised") as function, (Negative(index), value)):
                tree = substitute(tree, path, Call(function, (index, value)))
    return tree
