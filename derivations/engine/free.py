"""The free interpretation: random non-commuting leaves over a large prime field.

Two printed trees that agree here agree because of arithmetic alone, whatever
the physics: nothing but distributivity, commuting scalars and the relations
named by the caller connects the leaves. A mutant that survives its judge is
*equivalent* only if it equals the original here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np

from . import printed as p
from .interpret import subscript_value

PRIME = 2**61 - 1
_SIZE = 3

#: A named relation: labels of an indexed leaf -> (sign, canonical labels), e.g. antisymmetry.
Relabel = Callable[[tuple[str, ...]], tuple[int, tuple[str, ...]]]


def antisymmetric(labels: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    """All indices antisymmetric: sort them and keep the sign of the permutation."""
    order = sorted(range(len(labels)), key=lambda k: labels[k])
    swaps = sum(a > b for i, a in enumerate(order) for b in order[i + 1 :])
    sign = 0 if len({*labels}) < len(labels) else (-1) ** swaps
    return sign, tuple(sorted(labels))


def symmetric(labels: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    """All indices symmetric."""
    return 1, tuple(sorted(labels))


def symmetric_after(count: int) -> Relabel:
    """All indices after the first `count` are symmetric."""

    def relabel(labels: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
        return 1, (*labels[:count], *sorted(labels[count:]))

    return relabel


#: Named relations of functions: f_ab(x, y) = sign f_ba(y, x).
Exchanges = Mapping[str, int]


@dataclass(frozen=True)
class Free:
    """The free algebra: a seed, index ranges by kind, and the named relations."""

    seed: str
    ranges: Mapping[str, Sequence[str]]
    relations: Mapping[str, Relabel]
    exchanges: Exchanges


Element = Any  # an object array of integers modulo PRIME, 3 x 3
Scope = Mapping[str, Any]


def equivalent(
    one: p.Node,
    other: p.Node,
    relations: Mapping[str, Relabel] | None = None,
    exchanges: Exchanges | None = None,
) -> bool:
    """Whether two printed trees are equal by arithmetic and the named relations alone."""
    for seed in ("first", "second"):
        algebra = Free(seed, _RANGES, relations or {}, exchanges or {})
        if _sides(one, algebra) != _sides(other, algebra):
            return False
    return True


class _Ranges(dict[str, Sequence[str]]):
    def __missing__(self, kind: str) -> Sequence[str]:
        return (f"{kind} 1", f"{kind} 2", f"{kind} 3")


_RANGES = _Ranges()


def _sides(tree: p.Node, algebra: Free) -> list[str]:
    if isinstance(tree, p.System):
        return [side for relation in tree.relations for side in _sides(relation, algebra)]
    if isinstance(tree, p.Relation):
        scope = _free_indices(tree, algebra)
        sides = [free_value(s, algebra, scope) for s in (tree.left, tree.right)]
        return [tree.sign, *(_fingerprint(side) for side in sides)]
    return [_fingerprint(free_value(tree, algebra, _free_indices(tree, algebra)))]


def _free_indices(tree: p.Node, algebra: Free) -> dict[str, str]:
    """Give every index a value of its own, so that index swaps are seen."""
    scope = {}
    for _, leaf in p.walk(tree):
        if isinstance(leaf, p.Symbol):
            for index in leaf.indices:
                if isinstance(index, p.Index):
                    scope[f"index {index.name}"] = f"free {index.name}"
    return scope


def free_value(tree: p.Node, algebra: Free, scope: Scope) -> Element:
    """Value of a printed tree in the free algebra."""
    match tree:
        case p.Number(value):
            return _number(value)
        case p.Symbol():
            return _leaf(tree, algebra, scope)
        case p.Negative(term):
            return -free_value(term, algebra, scope) % PRIME
        case p.Sum(terms):
            return sum(free_value(t, algebra, scope) for t in terms) % PRIME
        case p.Product(factors):
            result = _number(Fraction(1))
            for factor in factors:
                result = result.dot(free_value(factor, algebra, scope)) % PRIME
            return result
        case p.Ratio(numerator, denominator):
            inverse = _inverse(free_value(denominator, algebra, scope), algebra)
            return free_value(numerator, algebra, scope).dot(inverse) % PRIME
        case p.Power(base, exponent):
            return _power(free_value(base, algebra, scope), exponent, algebra, scope)
        case p.Total(indices, body):
            return _sum_over(indices, body, algebra, scope)
        case p.Integral(variables, body):
            return _integral(variables, body, algebra, scope)
        case p.Derivative(body, by, at):
            return _derivative(body, by, at, algebra, scope)
        case p.Call(function, arguments):
            return _call(
                function, [free_value(a, algebra, scope) for a in arguments], algebra, scope
            )
        case p.Matrix(rows):
            parts = [free_value(e, algebra, scope) for row in rows for e in row]
            return _random(algebra, "matrix", *map(_fingerprint, parts), scalar=False)
    raise TypeError(f"no free meaning for {type(tree).__name__}")


def _call(function: p.Node, parts: list[Element], algebra: Free, scope: Scope) -> Element:
    name = function.name if isinstance(function, p.Symbol) else ""
    if name in _VECTOR_PRODUCTS:
        return _vector_product(name, parts, algebra)
    if name in _EVEN:
        parts = [min(part, -part % PRIME, key=_fingerprint) for part in parts]
    call = [_fingerprint(x) for x in (free_value(function, algebra, scope), *parts)]
    sign = 1
    if isinstance(function, p.Symbol) and name in algebra.exchanges:
        mirrored = function[function.indices[::-1]]
        head = _fingerprint(free_value(mirrored, algebra, scope))
        turned = [head, *call[:0:-1]]
        if turned < call:
            call, sign = turned, algebra.exchanges[name]
    return sign * _random(algebra, "call", *call, scalar=False) % PRIME


def _leaf(leaf: p.Symbol, algebra: Free, scope: Scope) -> Element:
    if leaf.name in scope and not leaf.indices:
        return scope[leaf.name]
    labels = tuple(subscript_value(i, scope) for i in leaf.indices)
    sign = 1
    if leaf.name in algebra.relations:
        sign, labels = algebra.relations[leaf.name](labels)
    value = _random(algebra, "leaf", leaf.name, *labels, scalar=leaf.commuting)
    return sign * value % PRIME


#: Functions that do not see the sign of their argument.
_EVEN = ("dirac", "cos", "cosh", "abs")

#: Products of vectors: the sign under exchange of the two arguments; none for the outer product.
_VECTOR_PRODUCTS = {"dot": 1, "cross": -1, "outer": 0}


def _vector_product(name: str, parts: list[Element], algebra: Free) -> Element:
    """Odd in each argument, and (anti)symmetric: nothing else is known of it."""
    signs, names = [], []
    for part in parts:
        both = _fingerprint(part), _fingerprint(-part % PRIME)
        signs.append(1 if both[0] <= both[1] else -1)
        names.append(min(both))
    sign = signs[0] * signs[1]
    if _VECTOR_PRODUCTS[name] and names[0] > names[1]:
        names.reverse()
        sign *= _VECTOR_PRODUCTS[name]
    return sign * _random(algebra, name, *names, scalar=name == "dot") % PRIME


def _number(value: Fraction) -> Element:
    residue = value.numerator * pow(value.denominator, -1, PRIME) % PRIME
    return residue * np.array([[int(i == j) for j in range(_SIZE)] for i in range(_SIZE)], object)


def _random(algebra: Free, *parts: str, scalar: bool) -> Element:
    """A field element (or matrix of them) that depends on nothing but the named parts."""

    def draw(place: str) -> int:
        text = "\x1f".join((algebra.seed, place, *parts))
        return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") % PRIME

    if scalar:
        return _number(Fraction(draw("scalar")))
    return np.array([[draw(f"{i}{j}") for j in range(_SIZE)] for i in range(_SIZE)], object)


def _fingerprint(value: Element) -> str:
    return ",".join(str(int(entry) % PRIME) for entry in np.asarray(value, object).ravel())


def _is_scalar(value: Element) -> bool:
    return bool((value == _number(Fraction(int(value[0, 0])))).all())


def _inverse(value: Element, algebra: Free) -> Element:
    if _is_scalar(value) and value[0, 0]:
        return _number(Fraction(pow(int(value[0, 0]), -1, PRIME)))
    return _random(algebra, "inverse", _fingerprint(value), scalar=False)


def _power(base: Element, exponent: p.Node, algebra: Free, scope: Scope) -> Element:
    if isinstance(exponent, p.Number) and exponent.value.denominator == 1:
        count = int(exponent.value)
        factor = base if count >= 0 else _inverse(base, algebra)
        result = _number(Fraction(1))
        for _ in range(abs(count)):
            result = result.dot(factor) % PRIME
        return result
    name = _fingerprint(free_value(exponent, algebra, scope))
    return _random(algebra, "power", _fingerprint(base), name, scalar=_is_scalar(base))


def _sum_over(indices: tuple[p.Index, ...], body: p.Node, algebra: Free, scope: Scope) -> Element:
    result = _number(Fraction(0))
    for values in product(*(algebra.ranges[i.kind] for i in indices)):
        inner = dict(scope)
        inner.update({f"index {i.name}": v for i, v in zip(indices, values, strict=True)})
        result = (result + free_value(body, algebra, inner)) % PRIME
    return result


def _integral(
    variables: tuple[p.Symbol, ...], body: p.Node, algebra: Free, scope: Scope
) -> Element:
    """A random measure on three points per variable: linear, and nothing else."""
    result = _number(Fraction(0))
    for points in product(range(3), repeat=len(variables)):
        inner, weight = dict(scope), _number(Fraction(1))
        for variable, point in zip(variables, points, strict=True):
            inner[variable.name] = _random(algebra, "node", variable.name, str(point), scalar=True)
            factor = _random(algebra, "weight", variable.name, str(point), scalar=True)
            weight = weight.dot(factor) % PRIME
        result = (result + weight.dot(free_value(body, algebra, inner))) % PRIME
    return result


def _derivative(
    body: p.Node, by: p.Symbol, at: p.Node | None, algebra: Free, scope: Scope
) -> Element:
    """A random difference operator around the point: linear, and nothing else."""
    point = free_value(by if at is None else at, algebra, scope)
    result = _number(Fraction(0))
    for place in ("ahead", "behind"):
        step = _random(algebra, "step", by.name, place, scalar=True)
        weight = _random(algebra, "slope", by.name, place, scalar=True)
        value = free_value(body, algebra, {**scope, by.name: (point + step) % PRIME})
        result = (result + weight.dot(value)) % PRIME
    return result
