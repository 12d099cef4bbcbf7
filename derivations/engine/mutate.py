"""Faults a printed equation might have: one change at one place, made by a fixed list.

Every check must reject them; a check that passes a mutant does not look at
that place. The operators are the ones that typesetting and copying commit:
a sign, a factor of two, a lost term, an exponent, two symbols or indices of
one kind confused, a lost conjugation, exchanged arguments.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from . import printed as p


@dataclass(frozen=True)
class Mutation:
    """One fault: what was done, where, and the faulty tree."""

    fault: str
    path: p.Path
    tree: p.Node


def changed_relation(path: p.Path) -> int:
    """Which of the relations under one number a fault at this place changes."""
    return int(path[1]) if path[:1] == ("relations",) else 0


def altered(mutation: Mutation) -> p.Relation:
    """The faulty relation alone: the others of its system still hold."""
    return p.relations(mutation.tree)[changed_relation(mutation.path)]


def mutations(tree: p.Node) -> Iterator[Mutation]:
    """All single faults of a printed relation, in a fixed order, without repetition."""
    seen = [tree]
    for path, place in p.walk(tree):
        if not {"variables", "by"}.isdisjoint(path):
            continue  # the name of a bound variable is no statement
        for fault, new in _faults(tree, place, called=path[-1:] == ("function",)):
            mutant = p.substitute(tree, path, new)
            if mutant not in seen:
                seen.append(mutant)
                yield Mutation(fault, path, mutant)


def _faults(tree: p.Node, place: p.Node, called: bool) -> Iterator[tuple[str, p.Node]]:
    match place:
        case p.Relation(left, sign, right):
            ordered = sign in "<>"  # an ordering carries no factor: twice the bound is another one
            faults = [f for f in _scalings(right) if not ordered or f[0] == "sign flipped"]
            yield from ((fault, replace(place, right=new)) for fault, new in faults)
            if sign == "<":
                yield "reversed inequality", p.Relation(left, ">", right)
            if sign == ">":
                yield "reversed inequality", p.Relation(left, "<", right)
        case p.Sum(terms):
            yield from _sum_faults(terms)
        case p.Product(factors):
            yield from _product_faults(factors)
        case p.Power(base, exponent):
            yield "exponent + 1", p.Power(base, _shifted(exponent, 1))
            yield "exponent - 1", p.Power(base, _shifted(exponent, -1))
        case p.Call(function, arguments):
            yield from _call_faults(function, arguments)
        case p.Matrix(rows):
            yield from _matrix_faults(rows)
        case p.Symbol():
            yield from _leaf_faults(tree, place)
            if place.complex and not called:
                yield f"{place.name} conjugated", _conjugate(place)


def _scalings(term: p.Node) -> Iterator[tuple[str, p.Node]]:
    if isinstance(term, p.Number) and term.value == 0:
        return
    yield "sign flipped", term.term if isinstance(term, p.Negative) else p.Negative(term)
    yield "doubled", p.Product((p.node(2), term))
    yield "halved", p.Product((p.node(Fraction(1, 2)), term))


def _sum_faults(terms: tuple[p.Node, ...]) -> Iterator[tuple[str, p.Node]]:
    for k, term in enumerate(terms):
        for fault, new in _scalings(term):
            yield f"term {k + 1} {fault}", p.Sum((*terms[:k], new, *terms[k + 1 :]))
        rest = (*terms[:k], *terms[k + 1 :])
        if rest:
            yield f"term {k + 1} dropped", rest[0] if len(rest) == 1 else p.Sum(rest)


def _product_faults(factors: tuple[p.Node, ...]) -> Iterator[tuple[str, p.Node]]:
    """Exchange neighbours that need not commute."""
    for k in range(len(factors) - 1):
        pair = factors[k], factors[k + 1]
        if not any(_commutes(f) for f in pair):
            swapped = (*factors[:k], pair[1], pair[0], *factors[k + 2 :])
            yield f"factors {k + 1} and {k + 2} exchanged", p.Product(swapped)


def _commutes(tree: p.Node) -> bool:
    return all(leaf.commuting for _, leaf in p.walk(tree) if isinstance(leaf, p.Symbol))


def _shifted(exponent: p.Node, by: int) -> p.Node:
    if isinstance(exponent, p.Number):
        return p.Number(exponent.value + by)
    return p.Sum((exponent, p.node(by)))


def _call_faults(function: p.Node, arguments: tuple[p.Node, ...]) -> Iterator[tuple[str, p.Node]]:
    for k, argument in enumerate(arguments):
        for fault, new in _scalings(argument):
            yield (
                f"argument {k + 1} {fault}",
                p.Call(function, (*arguments[:k], new, *arguments[k + 1 :])),
            )
    for k in range(len(arguments) - 1):
        swapped = (*arguments[:k], arguments[k + 1], arguments[k], *arguments[k + 2 :])
        yield f"arguments {k + 1} and {k + 2} exchanged", p.Call(function, swapped)
    if isinstance(function, p.Symbol) and function.name in ("conj", "dagger"):
        yield "conjugation dropped", arguments[0]
    if isinstance(function, p.Symbol) and function.complex:
        yield f"{function.name} conjugated", _conjugate(p.Call(function, arguments))


def _conjugate(tree: p.Node) -> p.Node:
    return p.Call(p.Symbol("conj", "function"), (tree,))


def _matrix_faults(rows: tuple[tuple[p.Node, ...], ...]) -> Iterator[tuple[str, p.Node]]:
    for i, row in enumerate(rows):
        for j, entry in enumerate(row):
            for fault, new in _scalings(entry):
                changed = (*row[:j], new, *row[j + 1 :])
                yield (
                    f"entry {i + 1},{j + 1} {fault}",
                    p.Matrix((*rows[:i], changed, *rows[i + 1 :])),
                )
    if len(rows) == len(rows[0]):
        yield "matrix transposed", p.Matrix(tuple(zip(*rows, strict=True)))


def _leaf_faults(tree: p.Node, leaf: p.Symbol) -> Iterator[tuple[str, p.Node]]:
    for other in _leaves(tree):
        alike = other.kind == leaf.kind and len(other.indices) == len(leaf.indices)
        if alike and other.name != leaf.name:
            yield f"{leaf.name} confused with {other.name}", replace(other, indices=leaf.indices)
    for k, index in enumerate(leaf.indices):
        for other_index in _subscripts(tree):
            if other_index.kind == index.kind and other_index != index:
                changed = (*leaf.indices[:k], other_index, *leaf.indices[k + 1 :])
                yield f"index {index.name} confused with {other_index.name}", leaf[changed]
    for k, index in enumerate(leaf.indices[:-1]):
        if index.kind == leaf.indices[k + 1].kind and index != leaf.indices[k + 1]:
            swapped = (*leaf.indices[:k], leaf.indices[k + 1], index, *leaf.indices[k + 2 :])
            yield f"indices {k + 1} and {k + 2} of {leaf.name} exchanged", leaf[swapped]


def _leaves(tree: p.Node) -> list[p.Symbol]:
    found: list[p.Symbol] = []
    for _, leaf in p.walk(tree):
        if isinstance(leaf, p.Symbol) and leaf.name not in [f.name for f in found]:
            found.append(leaf)
    return found


def _subscripts(tree: p.Node) -> list[p.Subscript]:
    """Subscripts that occur as they stand: fixed labels, or indices free in the whole row."""
    found: list[p.Subscript] = []
    for _, leaf in p.walk(tree):
        if isinstance(leaf, p.Symbol):
            found.extend(i for i in leaf.indices if i not in found)
    return found
