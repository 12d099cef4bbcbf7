"""Normal forms of what App. E prints.

Loops: diagrams hold an even number of vertices and of contractions.

With `valve:text-parities`, the sign of the factor that all vertices (or all contractions) insert
changes nothing. Kronecker symbols: delta_ab F(b) = delta_ab F(a).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

from spinloom.derivations.engine.printed import (
    Call,
    Label,
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
        *vertices, contraction = tree.arguments
        if len(vertices) == 1:  # without an observable of its own, all vertices are alike
            vertices = [_split(vertices[0])[1]]
        return replace(tree, arguments=(*vertices, _split(contraction)[1]))
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
    for path, child in children(tree):
        tree = substitute(tree, path, sifted_spins(child))
    if isinstance(tree, Product):
        deltas = [f for f in tree.factors if isinstance(f, Symbol) and f.name == "kronecker"]
        factors = tree.factors
        for delta in deltas:
            kept, other = sorted(delta.indices, key=lambda index: index.name)
            factors = tuple(f if f in deltas else _renamed(f, other, kept) for f in factors)
        return Product(factors)
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


#: Kronecker symbols of signs, by their values.
_SIGN_DELTAS: Mapping[str, Callable[..., bool]] = {
    "kronecker": lambda a, b: a == b,
    "opposite": lambda a, b: a != b,
    "minus_eta_chi_plus": lambda eta, chi: (eta, chi) == ("-", "+"),
}


def selected_signs(tree: Node) -> Any:
    """A sum over signs that Kronecker symbols reduce to one term: that term.

    Where they leave more than one, their product is named by what it selects.
    """
    for path, child in children(tree):
        tree = substitute(tree, path, selected_signs(child))
    if not (isinstance(tree, Total) and isinstance(tree.body, Product)):
        return tree
    deltas = [f for f in tree.body.factors if isinstance(f, Symbol) and _is_sign_delta(f)]
    names = [index for index in tree.indices if index.kind in ("charge", "conjugation")]
    chosen = []
    for signs in product("+-", repeat=len(names)):
        value: dict[Subscript, str] = dict(zip(names, signs, strict=True))
        if all(_SIGN_DELTAS[f.name](*(value.get(i, i.name) for i in f.indices)) for f in deltas):
            chosen.append(signs)
    rest = tuple(f for f in tree.body.factors if f not in deltas)
    if len(chosen) != 1:
        return replace(tree, body=Product((Symbol(f"selected {chosen}", "delta"), *rest)))
    for name, sign in zip(names, chosen[0], strict=True):
        rest = tuple(_renamed(f, name, Label(sign, name.kind)) for f in rest)
    return Total(tuple(i for i in tree.indices if i not in names), Product(rest))


def _is_sign_delta(leaf: Symbol) -> bool:
    kinds = [index.kind for index in leaf.indices]
    return leaf.name in _SIGN_DELTAS and all(kind in ("charge", "conjugation") for kind in kinds)
