"""Products of indexed symbols and operators under sums, and what deltas do to them.

An index has a kind (``site``, ``spin``, ``electrode`` ...; indices of one kind share a range) and a
role: a constant (``L``; different constants differ), a free label, or a summation index. A spin
index may carry an *axis*: the electrode index along whose magnetisation it is quantised.

Brackets <x|y> between indices of one kind are deltas if the axes agree and overlaps otherwise.
`without_brackets` sums them away where it can:

* sum_y <x|y> A(y) = A(x) for equal axes; sum_y <x|y><y|z> = <x|z> for any axes (completeness);
* a delta between free labels stays, and the larger label is replaced everywhere else;
* a delta between different constants makes the term vanish.

Summation indices that are left are numbered by `numbering.normal_term`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, permutations
from typing import NamedTuple

CONSTANT, FREE, SUMMED = range(3)
BRACKET = "delta"


class Index(NamedTuple):
    """Kind, role, name, and the axis (at most one index) of a spin index."""

    kind: str
    role: int
    name: str
    axis: tuple[Index, ...] = ()

    def __str__(self) -> str:
        return f"{self.kind}{self.name}" if self.role == SUMMED else self.name


class Factor(NamedTuple):
    """An indexed commuting symbol; the one called ``delta`` is the bracket <x|y>."""

    name: str
    indices: tuple[Index, ...] = ()

    def __str__(self) -> str:
        if not self.indices:
            return self.name
        return f"{self.name}[{','.join(map(str, self.indices))}]"


class Operator(NamedTuple):
    """A creator or annihilator of a fermion field."""

    creates: bool
    field: str
    indices: tuple[Index, ...]

    def __str__(self) -> str:
        dagger = "^dag" if self.creates else ""
        return f"{self.field}{dagger}[{','.join(map(str, self.indices))}]"


class Term(NamedTuple):
    """sum over ``sums`` of commuting ``factors`` (sorted) times the operator string."""

    sums: tuple[Index, ...] = ()
    factors: tuple[Factor, ...] = ()
    operators: tuple[Operator, ...] = ()


def bracket(x: Index, y: Index) -> Factor:
    """<x|y>: a delta for equal axes, an overlap of spin states otherwise."""
    if x.kind != y.kind:
        raise ValueError(f"no bracket between {x.kind} {x} and {y.kind} {y}")
    return Factor(BRACKET, (x, y))


def substituted(term: Term, mapping: Mapping[Index, Index]) -> Term:
    """Replace indices simultaneously, axes included."""
    if not mapping:
        return term

    def new(index: Index) -> Index:
        if index in mapping:
            return mapping[index]
        return index._replace(axis=tuple(map(new, index.axis))) if index.axis else index

    return Term(
        tuple(map(new, term.sums)),
        tuple(Factor(f.name, tuple(map(new, f.indices))) for f in term.factors),
        tuple(Operator(o.creates, o.field, tuple(map(new, o.indices))) for o in term.operators),
    )


def opened(term: Term) -> tuple[tuple[Index, ...], Term]:
    """Summation indices as labels (names starting with #), and the term without its sums."""
    names = {index: index._replace(role=FREE, name=f"#{index.name}") for index in term.sums}
    renamed = substituted(term, with_axes(names))
    return renamed.sums, renamed._replace(sums=())


def bound(term: Term, labels: tuple[Index, ...]) -> Term:
    """Sum a term over labels besides the sums it has."""
    if not labels:
        return term
    current = tuple(_with_present_axis(term, label) for label in labels)
    names = {
        label: label._replace(role=SUMMED, name=str(len(term.sums) + place))
        for place, label in enumerate(current, start=1)
    }
    return substituted(term._replace(sums=term.sums + current), with_axes(names))


def _with_present_axis(term: Term, label: Index) -> Index:
    """The label as the term holds it: a delta may have replaced the electrode in its axis."""
    if not label.axis:
        return label
    held = {index for index in _indices(term) if index[:3] == label[:3]}
    if len(held) > 1:
        raise ValueError(f"label {label.name!r} is quantised along two axes in one term")
    return held.pop() if held else label


def joined(left: Term, right: Term) -> Term:
    """Product of two terms; the summation indices of the second get names of their own."""
    if right.sums:
        shift = len(left.sums)
        names = {index: index._replace(name=str(shift + int(index.name))) for index in right.sums}
        right = substituted(right, with_axes(names))
    return Term(
        left.sums + right.sums, left.factors + right.factors, left.operators + right.operators
    )


def with_axes(names: Mapping[Index, Index]) -> dict[Index, Index]:
    """Axes of renamed spin indices follow the renaming of the electrode indices."""
    return {
        old: new._replace(axis=tuple(names.get(axis, axis) for axis in new.axis))
        for old, new in names.items()
    }


def without_brackets(term: Term) -> Term | None:
    """Use every bracket; deltas between unsummed labels stay. None if the term vanishes."""
    pinned: tuple[Factor, ...] = ()
    while brackets := [factor for factor in term.factors if factor.name == BRACKET]:
        deltas = [factor for factor in brackets if _is_delta(factor)]
        if deltas:
            merged = _merged(deltas)
            if merged is None:
                return None
            sums = tuple(index for index in term.sums if index not in merged)
            kept = tuple(f for f in term.factors if f.name != BRACKET or not _is_delta(f))
            term = substituted(Term(sums, kept, term.operators), merged)
            pinned = substituted(Term(factors=pinned), merged).factors
            pinned += tuple(bracket(y, x) for x, y in merged.items() if x.role != SUMMED)
        elif (shorter := _with_joined_overlap(term, brackets)) is not None:
            term = shorter
        else:
            break
    return term._replace(factors=term.factors + pinned)


def _is_delta(factor: Factor) -> bool:
    x, y = factor.indices
    return x.axis == y.axis


def _merged(deltas: Sequence[Factor]) -> dict[Index, Index] | None:
    """What deltas replace by what (constant < free < summed); None if constants clash."""
    parents: dict[Index, Index] = {}

    def root(index: Index) -> Index:
        while index in parents:
            index = parents[index]
        return index

    for _, (x, y) in deltas:
        kept, gone = root(x), root(y)
        if kept == gone:
            continue
        if gone < kept:
            kept, gone = gone, kept
        if gone.role == CONSTANT:
            return None
        parents[gone] = kept
    return {gone: root(gone) for gone in parents}


def _with_joined_overlap(term: Term, overlaps: Sequence[Factor]) -> Term | None:
    """sum_y <x|y><y|z> = <x|z> for some y that is summed and occurs nowhere else, if any."""
    for left, right in permutations(overlaps, 2):
        shared = left.indices[1]
        if (
            shared == right.indices[0]
            and shared in term.sums
            and (sum(index == shared for index in _indices(term)) == 2)
        ):
            factors = list(term.factors)
            factors.remove(left)
            factors.remove(right)
            factors.append(bracket(left.indices[0], right.indices[1]))
            sums = tuple(index for index in term.sums if index != shared)
            return Term(sums, tuple(factors), term.operators)
    return None


def _indices(term: Term) -> Iterator[Index]:
    """All indices of factors and operators, and their axes."""
    held = [*(f.indices for f in term.factors), *(o.indices for o in term.operators)]
    for index in chain(*held):
        yield index
        yield from index.axis
