"""Canonical numbers for summation indices: terms that differ by their names alone become one.

Indices are told apart by what surrounds them (colour refinement); where that leaves a tie, each
member is tried in turn and the smallest result is kept. Parts of a term that share no summation
index are numbered separately, so that products of equal factors cost no factorial.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from .indexed import (
    BRACKET,
    SUMMED,
    Factor,
    Index,
    Operator,
    Term,
    substituted,
    with_axes,
    without_brackets,
)
from .pairings import sign_of

Numbers = dict[Index, int]


def normal_term(term: Term, antisymmetric: bool = False) -> tuple[int, Term]:
    """Sign (0 if the term vanishes) and normal form.

    With ``antisymmetric`` the operators are taken as normal ordered: creators anticommute among
    themselves, and so do annihilators, and they are sorted with the sign this takes.
    """
    if any(factor.name == BRACKET for factor in term.factors):
        reduced = without_brackets(term)
        if reduced is None:
            return 0, Term()
        term = reduced
    if not term.sums:
        return _sorted_term(term, antisymmetric)
    numberings = [Numbers()]
    for candidates in _numbered_parts(term, antisymmetric):
        shift = len(numberings[0])
        numberings = [
            known | {index: shift + number for index, number in numbers.items()}
            for known in numberings
            for numbers in candidates
        ]
    results = [_renamed(term, numbers, antisymmetric) for numbers in numberings]
    vanishes = any(sign != results[0][0] for sign, _ in results)
    return (0, Term()) if vanishes else results[0]


def _renamed(term: Term, numbers: Numbers, antisymmetric: bool) -> tuple[int, Term]:
    names = {
        index: index._replace(role=SUMMED, name=str(number + 1))
        for index, number in numbers.items()
    }
    return _sorted_term(substituted(term, with_axes(names)), antisymmetric)


def _sorted_term(term: Term, antisymmetric: bool) -> tuple[int, Term]:
    factors = tuple(sorted(term.factors))
    sums = tuple(sorted(term.sums, key=lambda index: int(index.name)))
    if not antisymmetric or not term.operators:
        return 1, Term(sums, factors, term.operators)
    order = sorted(term.operators, key=_creators_first)
    if any(left == right for left, right in pairwise(order)):
        return 0, Term()
    places = [order.index(operator) for operator in term.operators]
    return sign_of(places), Term(sums, factors, tuple(order))


def _creators_first(operator: Operator) -> tuple[bool, Operator]:
    return not operator.creates, operator


def _numbered_parts(term: Term, antisymmetric: bool) -> list[list[Numbers]]:
    """For each part of the term its equivalent best numberings, the parts sorted.

    Only a part with antisymmetric operators keeps more than one: their signs may differ.
    """
    found = []
    for sums, factors in _parts(term, antisymmetric):
        numberings = list(_numberings(sums, factors))
        forms = [_form(factors, numbers) for numbers in numberings]
        best = min(forms)
        equal = [n for n, form in zip(numberings, forms, strict=True) if form == best]
        found.append((best, equal if antisymmetric and term.operators else equal[:1]))
    return [numberings for _, numberings in sorted(found, key=lambda part: part[0])]


def _parts(term: Term, antisymmetric: bool) -> list[tuple[list[Index], list[Factor]]]:
    """Clusters of summation indices that share factors, operators written as factors."""
    stand_ins = [
        Factor(f"{int(o.creates)}{o.field}" if antisymmetric else f"{place:04d}", o.indices)
        for place, o in enumerate(term.operators)
    ]
    links = [_held(factor) for factor in (*term.factors, *stand_ins)]
    if antisymmetric and stand_ins:
        links.append([index for factor in stand_ins for index in _held(factor)])
    cluster = {index: place for place, index in enumerate(term.sums)}
    for link in links:
        joined = {cluster[index] for index in link if index in cluster}
        if len(joined) > 1:
            target = min(joined)
            cluster.update((i, target) for i, number in cluster.items() if number in joined)
    parts: dict[int, tuple[list[Index], list[Factor]]] = {}
    for index in term.sums:
        parts.setdefault(cluster[index], ([], []))[0].append(index)
    for factor in (*term.factors, *stand_ins):
        held = next((index for index in _held(factor) if index in cluster), None)
        if held is not None:
            parts[cluster[held]][1].append(factor)
    return list(parts.values())


def _held(factor: Factor) -> list[Index]:
    """Indices of a factor and their axes."""
    return [*factor.indices, *(axis for index in factor.indices for axis in index.axis)]


def _form(factors: Sequence[Factor], numbers: Numbers) -> list[tuple[object, ...]]:
    """What a numbering makes of the factors, and the kinds of indices that no factor holds."""
    alone = [("", (_seen(index, numbers),)) for index in numbers]
    return sorted(alone + [(f.name, tuple(_seen(i, numbers) for i in f.indices)) for f in factors])


def _seen(index: Index, numbers: Numbers) -> tuple[object, ...]:
    """An index without its name if it is summed: its kind and number."""
    axis = tuple(_seen(other, numbers) for other in index.axis)
    if index in numbers:
        return (1, index.kind, numbers[index], "", axis)
    return (0, index.kind, index.role, index.name, axis)


def _numberings(sums: Sequence[Index], factors: Sequence[Factor]) -> Iterator[Numbers]:
    """Every numbering that refinement by the surroundings leaves open."""
    pending: list[Numbers] = [{index: 0 for index in sums}]
    while pending:
        colors = _refined(factors, pending.pop())
        classes: dict[int, list[Index]] = {}
        for index, color in colors.items():
            classes.setdefault(color, []).append(index)
        tied = next((members for _, members in sorted(classes.items()) if len(members) > 1), None)
        if tied is None:
            yield colors
            continue
        doubled = {index: 2 * color + 1 for index, color in colors.items()}
        pending += ({**doubled, chosen: doubled[chosen] - 1} for chosen in tied)


def _refined(factors: Sequence[Factor], colors: Numbers) -> Numbers:
    """Split classes of indices by what surrounds them, until nothing splits; colours are ranks."""
    while True:
        around: dict[Index, list[tuple[object, ...]]] = {index: [] for index in colors}
        for factor in factors:
            context = (factor.name, tuple(_seen(index, colors) for index in factor.indices))
            for place, index in enumerate(_held(factor)):
                if index in around:
                    around[index].append((place, context))
        signatures = {index: (_seen(index, colors), sorted(n)) for index, n in around.items()}
        ranks: list[tuple[object, object]] = []
        for signature in sorted(signatures.values()):
            if not ranks or ranks[-1] != signature:
                ranks.append(signature)
        refined = {index: ranks.index(signature) for index, signature in signatures.items()}
        if len(ranks) == len(set(colors.values())) or len(ranks) == len(colors):
            return refined
        colors = refined
