r"""Wick's theorem for operator strings with symbolic indices, its cumulants and its determinant.

The caller says which pairs contract and to what: a `Contraction` takes two operators in the order
in which they stand in the string and returns an expression, or None if the pair vanishes. Ready
made are `vacuum`, `diagonal` (occupation numbers) and `one_body` (a full one-body matrix).

The bubble behind a spin-spin response is the connected part of two bilinears:

>>> from spinloom.derivations.engine.fermions import annihilate, create, index, sum_over, symbol
>>> def spin(component, site):
...     s, r = index("spin", "s"), index("spin", "r")
...     density = create(site, s) * annihilate(site, r)
...     return sum_over(symbol(f"tau_{component}", s, r) * density, s, r) / 2
>>> def green(x, y):
...     '''<T c c^dag> = iG(x, y) and <T c^dag c> = -iG(y, x).'''
...     if x.creates == y.creates:
...         return None
...     if x.creates:
...         return symbol("G", *y.indices, *x.indices) * -I
...     return symbol("G", *x.indices, *y.indices) * I
>>> a, b = index("site", "a"), index("site", "b")
>>> print(cumulant([spin("i", a), spin("j", b)], green))  # doctest: +NORMALIZE_WHITESPACE
1/4 sum[spin1,spin2,spin3,spin4] G[a,spin3,b,spin2] G[b,spin4,a,spin1]
    tau_i[spin1,spin3] tau_j[spin2,spin4]

`spin_sums.spin_sum` turns the closed spin loop into tr(tau_i G_ab tau_j G_ba).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from itertools import chain, product

import numpy as np
from numpy.typing import ArrayLike

from .fermions import Expression, kronecker, normalised, symbol
from .gaussian import Gaussian, I, gaussian
from .indexed import Operator, Term, bound, joined, opened
from .pairings import Pair, pairings, sign_of

__all__ = [
    "Contraction",
    "I",
    "cumulant",
    "determinant",
    "diagonal",
    "one_body",
    "vacuum",
    "wick",
]

Contraction = Callable[[Operator, Operator], Expression | None]


def vacuum(left: Operator, right: Operator) -> Expression | None:
    """<0|c_x c_y^dag|0> = <x|y>; every other pair vanishes."""
    if left.creates or not right.creates or left.field != right.field:
        return None
    return kronecker(left.indices, right.indices)


def diagonal(name: str) -> Contraction:
    """<c_x^dag c_y> = <y|x> f[x] and <c_x c_y^dag> = <x|y> (1 - f[x]), f called ``name``."""

    def contraction(left: Operator, right: Operator) -> Expression | None:
        if left.creates == right.creates or left.field != right.field:
            return None
        filled = symbol(name, *left.indices)
        if left.creates:
            return kronecker(right.indices, left.indices) * filled
        return kronecker(left.indices, right.indices) * (1 - filled)

    return contraction


def one_body(name: str) -> Contraction:
    """<c_x^dag c_y> = n[y, x] and <c_x c_y^dag> = <x|y> - n[x, y], n called ``name``."""

    def contraction(left: Operator, right: Operator) -> Expression | None:
        if left.creates == right.creates or left.field != right.field:
            return None
        if left.creates:
            return symbol(name, *right.indices, *left.indices)
        return kronecker(left.indices, right.indices) - symbol(name, *left.indices, *right.indices)

    return contraction


def wick(expression: Expression, contraction: Contraction) -> Expression:
    """Sum of all full contractions of every term."""
    return cumulant([expression], contraction)


def cumulant(expressions: Sequence[Expression], contraction: Contraction) -> Expression:
    """Connected part of <A B C ...>: contractions that link all the expressions given.

    For two expressions this is <A B> - <A><B>, for three the third joint cumulant, in any state in
    which Wick's theorem holds; every expression must be even in the fermions.
    """
    contracted: list[tuple[Term, Gaussian]] = []
    for choice in product(*(expression.terms.items() for expression in expressions)):
        value = reduce(lambda total, item: total * item[1], choice, gaussian(1))
        whole = reduce(joined, (term for term, _ in choice), Term())
        groups = [len(term.operators) for term, _ in choice]
        labels, term = opened(whole)
        bare = term._replace(operators=())
        contracted += (
            (bound(joined(pattern, bare), labels), number * value)
            for pattern, number in _contracted(term.operators, groups, contraction)
        )
    return normalised(contracted)


def _contracted(
    operators: Sequence[Operator], groups: Sequence[int], contraction: Contraction
) -> Iterator[tuple[Term, Gaussian]]:
    """Signed products of contractions that connect the groups of operators."""
    group = list(chain.from_iterable([place] * size for place, size in enumerate(groups)))
    values: dict[Pair, list[tuple[Term, Gaussian]]] = {}
    for q, right in enumerate(operators):
        for p, left in enumerate(operators[:q]):
            found = contraction(left, right)
            if found is not None and found.terms:
                values[p, q] = list(found.terms.items())
    for sign, pairs in pairings(tuple(range(len(operators))), values):
        links = [(group[p], group[q]) for p, q in pairs if group[p] != group[q]]
        if not _connected(len(groups), links):
            continue
        for choice in product(*(values[pair] for pair in pairs)):
            number = reduce(lambda total, item: total * item[1], choice, gaussian(sign))
            yield _joined_all([term for term, _ in choice]), number


def _joined_all(terms: Sequence[Term]) -> Term:
    if any(term.sums for term in terms):
        return reduce(joined, terms, Term())
    return Term(factors=tuple(chain.from_iterable(term.factors for term in terms)))


def _connected(count: int, links: Sequence[Pair]) -> bool:
    """Whether links join the places 0 ... count - 1 into one cluster."""
    cluster = list(range(count))
    for first, second in links:
        old, new = cluster[first], cluster[second]
        cluster = [new if member == old else member for member in cluster]
    return len(set(cluster)) <= 1


def determinant(creates: Sequence[bool], values: ArrayLike) -> complex:
    """<A B C ...> of creators and annihilators in a Gaussian state that conserves their number.

    Parameters
    ----------
    creates
        True for each creator, False for each annihilator, in the order of the string.
    values
        Shape (n, n); element [p, q], p < q, is the contraction of operators p and q. Only pairs of
        a creator and an annihilator are read.

    Returns
    -------
    complex
        The sum over all contractions, by one determinant.
    """
    table = np.asarray(values)
    creators = [place for place, is_creator in enumerate(creates) if is_creator]
    annihilators = [place for place, is_creator in enumerate(creates) if not is_creator]
    if len(creators) != len(annihilators):
        return 0j
    matrix = [[table[p, q] if p < q else -table[q, p] for q in annihilators] for p in creators]
    order = list(chain.from_iterable(zip(creators, annihilators, strict=True)))
    return sign_of(order) * complex(np.linalg.det(np.array(matrix).reshape(2 * (len(creators),))))
