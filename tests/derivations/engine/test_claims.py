"""Claims: judges that look, judges that do not, definitions, orders of remainders."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np
import pytest

from spinloom.derivations.engine.claims import (
    DefinitionClaim,
    Judge,
    OrderClaim,
    RelationClaim,
    free_indices,
    measured,
    small_system,
)
from spinloom.derivations.engine.interpret import PRECISE, Ring, Sample, defined, evaluate
from spinloom.derivations.engine.ledger import Claim
from spinloom.derivations.engine.printed import (
    Index,
    Integral,
    Node,
    Symbol,
    Total,
    about,
    equal,
    less,
    relations,
    system,
)

a, b, c, s, x = (Symbol(n, f"kind {n}") for n in "abcsx")
RATIONALS = Ring("rationals", lambda value: value, abs)
SQUARE = equal(s, (a + b) ** 2 - 4 * a * b)


def square(rng: random.Random, ring: Ring) -> Sample:
    """Two generic numbers and the square of their difference."""
    p, q = (ring.number(Fraction(rng.randint(100, 999), 997)) for _ in range(2))
    return Sample(ring, {"a": p, "b": q, "s": (p - q) * (p - q)})


def blind(rng: random.Random, ring: Ring) -> Sample:
    """A weak judge: one number vanishes, and with it every term that holds it."""
    p = ring.number(Fraction(rng.randint(100, 999), 997))
    return Sample(ring, {"a": p, "b": ring.number(Fraction(0)), "s": p * p})


def exact() -> Sample:
    return Sample(RATIONALS, {"a": Fraction(3), "b": Fraction(1, 5), "s": Fraction(196, 25)})


GENERIC = Judge("generic numbers", square)


def survivors(claim: Claim) -> list[str]:
    return [fault for fault, mutant in claim.mutants()
            if not mutant.rejects() and not claim.equivalent(mutant)]  # fmt: skip


def test_a_true_relation_holds_to_28_digits_at_20_points() -> None:
    evidence = RelationClaim(SQUARE, GENERIC).examine()
    assert (evidence.holds, evidence.proved, evidence.points) == (True, False, 20)
    assert evidence.residual == "< 1e-28"


def test_an_exact_zero_is_a_proof() -> None:
    claim = RelationClaim(SQUARE, replace(GENERIC, exact=exact))
    assert claim.examine().proved
    assert claim.examine().residual == "0"
    wrong = RelationClaim(equal(s, (a + b) ** 2), replace(GENERIC, exact=exact))
    assert not wrong.examine().proved


def test_every_fault_of_a_true_relation_is_rejected() -> None:
    claim = RelationClaim(SQUARE, GENERIC)
    assert len(list(claim.mutants())) > 12
    assert survivors(claim) == []


@pytest.mark.parametrize("wrong", [
    equal(s, (a + b) ** 2 + 4 * a * b), equal(s, 2 * (a - b) ** 2), equal(s, (a - b) ** 3),
    equal(s, -((a - b) ** 2)), equal(s, a**2 - 2 * a * b), equal(a, (a - b) ** 2),
])  # fmt: skip
def test_a_false_relation_is_rejected_with_numbers(wrong: Node) -> None:
    claim = RelationClaim(wrong, GENERIC)
    evidence = claim.examine()
    assert not evidence.holds
    assert claim.rejects()
    assert evidence.counterexample.startswith("left ")
    assert " at " in evidence.counterexample


def test_a_judge_that_does_not_look_leaves_faults_alive() -> None:
    claim = RelationClaim(SQUARE, Judge("one number vanishes", blind))
    assert claim.examine().holds
    assert "term 2 dropped" in survivors(claim)
    assert "term 2 sign flipped" in survivors(claim)


def test_a_last_digit_is_seen_by_digits_and_not_by_doubles() -> None:
    shifted = equal(s, (a - b) ** 2 * (1 + Fraction(1, 10**25)))
    assert not RelationClaim(shifted, GENERIC).examine().holds
    assert RelationClaim(shifted, small_system("doubles", square)).examine().holds


def test_half_of_the_points_do_not_reject() -> None:
    def sometimes(wrong: int) -> Callable[[random.Random, Ring], Sample]:
        count = iter(range(20))

        def draw(rng: random.Random, ring: Ring) -> Sample:
            off = 1.0 if next(count) < wrong else 0.0
            return Sample(ring, {"a": 1.0 + off, "b": 1.0})

        return draw

    def rejects(wrong: int) -> bool:
        return RelationClaim(equal(a, b), small_system("some points", sometimes(wrong))).rejects()

    assert [rejects(wrong) for wrong in (0, 1, 10, 11, 20)] == [False, False, False, True, True]


def test_one_bad_point_is_enough_against_a_print() -> None:
    count = iter(range(20))

    def draw(rng: random.Random, ring: Ring) -> Sample:
        return Sample(ring, {"a": 2.0 if next(count) == 19 else 1.0, "b": 1.0})

    assert not RelationClaim(equal(a, b), small_system("the last point", draw)).examine().holds


def test_what_is_no_number_does_not_hold() -> None:
    def draw(rng: random.Random, ring: Ring) -> Sample:
        return Sample(ring, {"a": float("nan"), "b": 1.0})

    claim = RelationClaim(equal(a, b), small_system("not a number", draw))
    assert not claim.examine().holds
    assert claim.rejects()


def test_nonsense_rejects() -> None:
    def draw(rng: random.Random, ring: Ring) -> Sample:
        return Sample(ring, {"a": Fraction(0), "b": np.ones(2), "c": np.ones(3)})

    judge = small_system("nonsense", draw)
    assert RelationClaim(equal(a, 1 / a), judge).rejects()
    assert RelationClaim(equal(b, c), judge).rejects()


def test_inequalities_are_strict_at_every_point() -> None:
    judge = measured("three numbers", lambda: {"a": 1.0, "b": 2.0, "c": 2.0}, 1e-6)
    assert RelationClaim(less(a, b), judge).examine().holds
    assert not RelationClaim(less(b, c), judge).examine().holds
    assert not RelationClaim(less(b, a), judge).examine().holds
    assert survivors(RelationClaim(less(a, b), judge)) == []


def test_measured_statements_hold_to_their_tolerance() -> None:
    judge = measured("two numbers", lambda: {"a": 1.0, "b": 1.02}, 0.02)
    assert RelationClaim(about(a, b), judge).examine().holds
    assert not RelationClaim(about(a, b), replace(judge, tolerance=0.005)).examine().holds


def test_relations_hold_for_every_value_of_their_free_indices() -> None:
    i, j = Index("i", "site"), Index("j", "site")
    G, v = Symbol("G"), Symbol("v")
    relation = equal(G[i], Total((j,), v[i] * v[j]))
    assert free_indices(relation) == (i,)
    values = {"1": 2.0, "2": 3.0}

    def draw(last: float) -> Callable[[random.Random, Ring], Sample]:
        table = {"1": 10.0, "2": last}
        return lambda rng, ring: Sample(ring, {"G": table, "v": values}, {"site": ("1", "2")})

    assert RelationClaim(relation, small_system("both", draw(15.0))).examine().holds
    wrong = RelationClaim(relation, small_system("one", draw(14.0))).examine()
    assert not wrong.holds
    assert "i = 2" in wrong.counterexample


def test_a_system_fails_with_any_of_its_relations() -> None:
    true, false = equal(s, (a - b) ** 2), equal(s, a - b)
    assert RelationClaim(system(true, SQUARE), GENERIC).examine().holds
    for both in (system(true, false), system(false, true)):
        assert not RelationClaim(both, GENERIC).examine().holds
    mutants = [m for _, m in RelationClaim(system(true, SQUARE), GENERIC).mutants()]
    assert all(isinstance(m, RelationClaim) and len(relations(m.relation)) == 1 for m in mutants)


def test_a_fault_without_meaning_is_no_mutant() -> None:
    u, v = Symbol("u", "energy"), Symbol("v", "energy")

    def draw(rng: random.Random, ring: Ring) -> Sample:
        point = rng.uniform(1, 2)
        return Sample(
            ring, {"v": point, "s": 6 * point}, integrate=lambda n, f: f(1.0) + f(2.0) * 1
        )

    claim = RelationClaim(equal(s, Integral((u,), 2 * u * v)), small_system("sum", draw))
    names = [fault for fault, _ in claim.mutants()]
    assert "u confused with v" in names
    assert "v confused with u" in names
    outside = RelationClaim(equal(s, v + Integral((u,), u)), small_system("sum", draw))
    shown = [m.render() for _, m in outside.mutants()]
    assert not any("= u" in text for text in shown)


# --- Definitions -----------------------------------------------------------------------------

DEFINITION = equal(c, a - b)


def user(tree: Node) -> Claim:
    """s = c^2, with c as the tree defines it."""

    def draw(rng: random.Random, ring: Ring) -> Sample:
        sample = square(rng, ring)
        return Sample(ring, dict(sample.values) | {"c": defined(tree, sample)()})

    return RelationClaim(equal(s, c * (a - b)), Judge("the square", draw))


def ignorant(tree: Node) -> Claim:
    """A row that does not use the definition."""
    return RelationClaim(SQUARE, GENERIC)


def test_a_definition_is_judged_by_the_row_that_uses_it() -> None:
    claim = DefinitionClaim(DEFINITION, user)
    assert claim.examine().holds
    assert survivors(claim) == []
    assert not DefinitionClaim(equal(c, a + b), user).examine().holds
    assert DefinitionClaim(equal(c, b - a), user).rejects()


def test_a_definition_that_nobody_uses_keeps_all_its_faults() -> None:
    claim = DefinitionClaim(DEFINITION, ignorant)
    assert claim.examine().holds
    assert len(survivors(claim)) == len(list(claim.mutants())) > 5


def test_a_fault_that_names_something_else_is_rejected() -> None:
    d = Symbol("d", "kind c")
    claim = DefinitionClaim(equal(c, a - b + 0 * d), ignorant)
    renamed = [m for fault, m in claim.mutants() if fault == "c confused with d"]
    assert [m.rejects() for m in renamed] == [True]


# --- Orders ----------------------------------------------------------------------------------


def remainder(tree: Node, point: Any) -> Any:
    """A relation for sin x, relative to x."""
    (relation,) = relations(tree)
    sample = Sample(PRECISE, {"s": mpmath.sin(point), "x": point, "a": point**2})
    return (evaluate(relation.left, sample) - evaluate(relation.right, sample)) / point


def test_the_order_of_a_remainder_is_measured() -> None:
    claim = OrderClaim(equal(s, x), remainder, 2)
    assert claim.examine().holds
    assert claim.examine().residual == "order 2.0"
    assert survivors(claim) == []


@pytest.mark.parametrize(
    ("tree", "order"),
    [(equal(s, x), 1), (equal(s, x), 3), (equal(s, 2 * x), 2), (equal(s, x + a), 2)],
)
def test_a_wrong_order_fails_with_numbers(tree: Node, order: int) -> None:
    evidence = OrderClaim(tree, remainder, order).examine()
    assert not evidence.holds
    assert evidence.counterexample.startswith("remainder ")
    assert f"order {order} expected" in evidence.counterexample


def test_a_fault_of_lower_order_is_rejected_and_of_higher_order_is_not() -> None:
    assert OrderClaim(equal(s, x + a), remainder, 2).rejects()
    assert not OrderClaim(equal(s, x), remainder, 2).rejects()
    assert not OrderClaim(equal(s, x - Fraction(1, 6) * a * x), remainder, 2).rejects()
    assert OrderClaim(equal(s, Symbol("nowhere")), remainder, 2).rejects()
