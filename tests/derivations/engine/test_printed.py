"""The printed tree holds what stands on the page, in its order, and nothing inexact."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import FrozenInstanceError
from fractions import Fraction
from typing import Any

import pytest

from spinloom.derivations.engine.printed import (
    Call,
    Derivative,
    Index,
    Integral,
    Label,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Ratio,
    Relation,
    Sum,
    Symbol,
    Total,
    about,
    equal,
    less,
    node,
    relations,
    substitute,
    system,
    walk,
)

a, b, c, x = (Symbol(n) for n in "abcx")
f = Symbol("f", "function")
i, j = Index("i", "site"), Index("j", "site")


def test_terms_and_factors_keep_their_order() -> None:
    assert a + b + c == Sum((a, b, c))
    assert a + b != b + a
    assert a * b * c == Product((a, b, c))
    assert a * b != b * a
    assert a + (b + c) == Sum((a, Sum((b, c))))
    assert a * (b * c) == Product((a, Product((b, c))))


def test_nothing_is_distributed_cancelled_or_combined() -> None:
    assert a - a == Sum((a, Negative(a)))
    assert 2 * (a + b) == Product((Number(Fraction(2)), Sum((a, b))))
    minus = -a
    assert -minus == Negative(Negative(a))
    assert a / a == Ratio(a, a)
    assert (a**1) ** 2 == Power(Power(a, node(1)), node(2))
    assert 3 - a == Sum((Number(Fraction(3)), Negative(a)))
    assert 1 / a == Ratio(Number(Fraction(1)), a)
    assert f(a, 2) == Call(f, (a, Number(Fraction(2))))


INEXACT: Any = 0.5


@pytest.mark.parametrize(
    "write",
    [
        lambda: a + INEXACT,
        lambda: INEXACT * a,
        lambda: a / INEXACT,
        lambda: a**INEXACT,
        lambda: INEXACT - a,
        lambda: f(INEXACT),
        lambda: equal(a, INEXACT),
        lambda: less(INEXACT, a),
        lambda: node(INEXACT * 1j),
    ],
)
def test_inexact_numbers_are_refused(write: Callable[[], object]) -> None:
    with pytest.raises(TypeError, match="not exact"):
        write()


def test_relations_keep_their_sign() -> None:
    assert [r.sign for r in (equal(a, b), about(a, b), less(a, b))] == ["=", "approx", "<"]
    assert relations(equal(a, b)) == (Relation(a, "=", b),)
    assert relations(system(equal(a, b), less(b, c))) == (equal(a, b), less(b, c))
    with pytest.raises(TypeError, match="no statement"):
        relations(a + b)


def test_an_index_replaces_indices_and_leaves_the_symbol() -> None:
    indexed = a[i, Label("2", "site")]
    assert indexed.indices == (i, Label("2", "site"))
    assert indexed[j].indices == (j,)
    assert a.indices == ()


def test_trees_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        a.name = "b"  # type: ignore[misc]


TREE = equal(
    f(a),
    Total((i,), -(a[i] ** 2) + Integral((x,), x / b) - Derivative(f(x), x, c)) * Fraction(1, 2),
)


def at(tree: Any, path: tuple[int | str, ...]) -> Any:
    """Follow a path by hand."""
    for step in path:
        tree = tree[step] if isinstance(step, int) else getattr(tree, step)
    return tree


def test_every_node_is_walked_once_from_the_outside_in() -> None:
    places = list(walk(TREE))
    paths = [path for path, _ in places]
    assert paths[0] == ()
    assert len(set(paths)) == len(paths) == 24
    assert all(at(TREE, path) == found for path, found in places)
    assert all(
        path[:-1] == () or any(path[:k] in paths for k in range(len(path))) for path in paths
    )


def test_substitution_changes_one_place() -> None:
    new = Symbol("new")
    for path, found in walk(TREE):
        assert substitute(TREE, path, found) == TREE
        changed = substitute(TREE, path, new)
        assert at(changed, path) == new
        others = [p for p, _ in walk(TREE) if p != path[: len(p)] and path != p[: len(path)]]
        assert all(at(changed, p) == at(TREE, p) for p in others)


def test_nodes_are_values() -> None:
    twin: Node = equal(f(Symbol("a")), Symbol("b"))
    assert twin == equal(f(a), b)
    assert hash(twin) == hash(equal(f(a), b))
