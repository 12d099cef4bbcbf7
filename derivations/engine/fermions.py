r"""Fermion operators with symbolic indices: exact anticommutation and normal order.

Indices come from `index` (a label), `constant` (a value such as an electrode L) and, inside
`sum_over`, any label becomes a summation index. A spin index may carry the axis it is quantised
along; brackets between different axes stay as overlaps.

>>> a, b = index("site", "a"), index("site", "b")
>>> print(anticommutator(annihilate(a), create(b)))
delta[a,b]
>>> number = sum_over(create(a) * annihilate(a), a)
>>> print(commutator(number, create(b)))
c^dag[b]

Electrodes with their own spin axes:

>>> L, R = constant("electrode", "L"), constant("electrode", "R")
>>> up, down = index("spin", "s", axis=L), index("spin", "r", axis=R)
>>> print(anticommutator(annihilate(up, field="d"), create(down, field="d")))
delta[s,r]
>>> print(anticommutator(annihilate(L, up), create(R, down)))
0

Sums are exact: coefficients are Gaussian rationals, summation indices of a product are kept
distinct and named canonically, and terms that differ only by names are collected. `normal_order`
is a normal form under the anticommutation rules: two operators are equal iff theirs agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from .gaussian import Gaussian, Number, gaussian
from .indexed import (
    CONSTANT,
    FREE,
    Factor,
    Index,
    Operator,
    Term,
    bound,
    bracket,
    joined,
    opened,
    substituted,
)
from .numbering import normal_term


def index(kind: str, name: str, axis: Index | None = None) -> Index:
    """A label of some kind; ``axis`` is the electrode a spin label is quantised along."""
    return Index(kind, FREE, name, () if axis is None else (axis,))


def constant(kind: str, name: str, axis: Index | None = None) -> Index:
    """A fixed value, different from every other constant of its kind."""
    return Index(kind, CONSTANT, name, () if axis is None else (axis,))


@dataclass(frozen=True, eq=False)
class Expression:
    """A sum {term: coefficient}; terms are in the normal form of `numbering.normal_term`."""

    terms: Mapping[Term, Gaussian]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Expression) and self.terms == other.terms

    def __hash__(self) -> int:
        return hash(tuple(sorted((term, str(value)) for term, value in self.terms.items())))

    def __add__(self, other: Expression | Number) -> Expression:
        right = as_expression(other)
        return collected([*self.terms.items(), *right.terms.items()])

    def __neg__(self) -> Expression:
        return Expression({term: -value for term, value in self.terms.items()})

    def __sub__(self, other: Expression | Number) -> Expression:
        return self + (-as_expression(other))

    def __rsub__(self, other: Number) -> Expression:
        return as_expression(other) - self

    def __mul__(self, other: Expression | Number) -> Expression:
        if not isinstance(other, Expression):
            number = gaussian(other)
            return collected((term, value * number) for term, value in self.terms.items())
        return normalised(
            (joined(left, right), left_value * right_value)
            for left, left_value in self.terms.items()
            for right, right_value in other.terms.items()
        )

    __radd__ = __add__
    __rmul__ = __mul__

    def __truediv__(self, number: Number) -> Expression:
        return self * (gaussian(1) / number)

    def relabel(self, mapping: Mapping[Index, Index]) -> Expression:
        """Replace labels simultaneously."""
        return normalised((substituted(term, mapping), v) for term, v in self.terms.items())

    def __str__(self) -> str:
        text = ""
        for term, value in sorted(self.terms.items()):
            number = f"({value})" if value.real and value.imag else str(value)
            magnitude = number.removeprefix("-")
            parts = [f"sum[{','.join(map(str, term.sums))}]"] if term.sums else []
            parts += [str(item) for item in (*term.factors, *term.operators)]
            if magnitude != "1" or not parts:
                parts.insert(0, magnitude)
            text += (" - " if number.startswith("-") else " + ") + " ".join(parts)
        return text.removeprefix(" + ").replace(" - ", "-", int(text.startswith(" - "))) or "0"


def as_expression(value: Expression | Number) -> Expression:
    """An expression as it is, an exact number as one without symbols."""
    return value if isinstance(value, Expression) else collected([(Term(), gaussian(value))])


def annihilate(*indices: Index, field: str = "c") -> Expression:
    """The annihilator of a field with the given indices."""
    return Expression({Term(operators=(Operator(False, field, indices),)): gaussian(1)})


def create(*indices: Index, field: str = "c") -> Expression:
    """The creator of a field with the given indices."""
    return Expression({Term(operators=(Operator(True, field, indices),)): gaussian(1)})


def symbol(name: str, *indices: Index) -> Expression:
    """A commuting indexed symbol, such as an energy or a matrix element."""
    return Expression({Term(factors=(Factor(name, indices),)): gaussian(1)})


def kronecker(first: Iterable[Index], second: Iterable[Index]) -> Expression:
    """Product of brackets between indices of equal kind, in the order given."""
    return normalised([(Term(factors=_brackets(first, second)), gaussian(1))])


def _brackets(first: Iterable[Index], second: Iterable[Index]) -> tuple[Factor, ...]:
    return tuple(bracket(x, y) for x, y in zip(first, second, strict=True))


def sum_over(expression: Expression, *labels: Index) -> Expression:
    """Sum over labels; terms that do not hold a label keep the sum as a count of its range."""
    return normalised((bound(term, labels), value) for term, value in expression.terms.items())


def normalised(terms: Iterable[tuple[Term, Gaussian]], antisymmetric: bool = False) -> Expression:
    """Sum of terms, each brought to its normal form."""
    signed = ((normal_term(term, antisymmetric), value) for term, value in terms)
    return collected((term, value * sign) for (sign, term), value in signed if sign)


def collected(terms: Iterable[tuple[Term, Gaussian]]) -> Expression:
    """Add like terms that are already in normal form; zeros are dropped."""
    total: dict[Term, Gaussian] = {}
    for term, value in terms:
        total[term] = total[term] + value if term in total else value
    return Expression({term: value for term, value in total.items() if value})


def normal_order(expression: Expression) -> Expression:
    """Creators to the left, annihilators to the right, both sorted, by exact anticommutation."""
    ordered: list[tuple[Term, Gaussian]] = []
    for closed, coefficient in expression.terms.items():
        labels, term = opened(closed)
        ordered += ((bound(t, labels), v) for t, v in _creators_first(term, coefficient))
    return normalised(ordered, antisymmetric=True)


def _creators_first(term: Term, coefficient: Gaussian) -> Iterator[tuple[Term, Gaussian]]:
    """Exchange neighbours until no annihilator stands before a creator."""
    for place, (left, right) in enumerate(pairwise(term.operators)):
        if right.creates and not left.creates:
            before, after = term.operators[:place], term.operators[place + 2 :]
            exchanged = term._replace(operators=(*before, right, left, *after))
            yield from _creators_first(exchanged, -coefficient)
            if left.field == right.field:
                deltas = _brackets(left.indices, right.indices)
                contracted = Term(term.sums, term.factors + deltas, before + after)
                yield from _creators_first(contracted, coefficient)
            return
    yield term, coefficient


def commutator(first: Expression, second: Expression) -> Expression:
    """[A, B] in normal order."""
    return normal_order(first * second - second * first)


def anticommutator(first: Expression, second: Expression) -> Expression:
    """{A, B} in normal order."""
    return normal_order(first * second + second * first)
