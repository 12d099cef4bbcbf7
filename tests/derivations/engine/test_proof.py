"""Verdicts follow from computation: every way in which a row can be wrong makes it fail."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from spinloom.derivations.engine.claims import (
    DefinitionClaim,
    Judge,
    OrderClaim,
    RelationClaim,
    measured,
)
from spinloom.derivations.engine.interpret import PRECISE, Ring, Sample, defined, evaluate
from spinloom.derivations.engine.ledger import (
    Claim,
    Convention,
    Entry,
    Equation,
    Row,
    Step,
    chain,
    index,
)
from spinloom.derivations.engine.printed import Node, Symbol, equal, relations, system
from spinloom.derivations.engine.proof import decide, mending_mutation

energy, mass, speed, momentum = (Symbol(n, n) for n in ("energy", "mass", "speed", "momentum"))
HALF = Fraction(1, 2)
KINETIC = equal(energy, HALF * mass * speed**2)
RATIONALS = Ring("rationals", lambda value: value, abs)


def particle(rng: random.Random, ring: Ring, sign: int = 1) -> Sample:
    """A particle; `sign` reverses the direction in which momentum is counted."""
    m, v = (ring.number(Fraction(rng.randint(100, 999), 331)) for _ in range(2))
    momenta = {"momentum": sign * m * v}
    return Sample(ring, {"mass": m, "speed": v, "energy": m * v * v / 2} | momenta)


def reversed_particle(rng: random.Random, ring: Ring) -> Sample:
    return particle(rng, ring, -1)


def slow_particle(rng: random.Random, ring: Ring) -> Sample:
    """A weak judge: the particle rests, and the print may say anything of its motion."""
    zero = ring.number(Fraction(0))
    return Sample(ring, dict(particle(rng, ring).values) | {"speed": zero, "energy": zero})


def exact() -> Sample:
    m, v = Fraction(7, 3), Fraction(2, 5)
    return Sample(RATIONALS, {"mass": m, "speed": v, "energy": m * v * v / 2})


JUDGE = Judge("a particle", particle)


def row(tree: Node, judge: Judge = JUDGE, **options: Any) -> Row:
    equation = Equation("toy:1", tree)
    return decide(Entry.of(equation, RelationClaim(tree, judge), "toy", **options))


# --- Rows that hold --------------------------------------------------------------------------


def test_a_true_print_is_verified_and_every_fault_rejected() -> None:
    found = row(KINETIC)
    assert (found.verdict, found.failures) == ("verified", ())
    assert found.mutants.tried == found.mutants.killed == 5
    assert (found.points, found.residual) == (20, "< 1e-28")
    assert found.printed == Equation("toy:1", KINETIC).tex


def test_an_exact_zero_is_proved() -> None:
    assert row(KINETIC, replace(JUDGE, exact=exact)).verdict == "proved"


def test_equivalent_faults_are_counted_and_are_no_failure() -> None:
    found = row(equal(energy, (mass * speed**2) / 2 + 0 * mass))
    assert found.failures == ()
    assert found.mutants.equivalent > 0
    assert found.mutants.killed + found.mutants.equivalent == found.mutants.tried


# --- Prints that are wrong -------------------------------------------------------------------

WRONG = equal(energy, mass * speed**2)


def test_a_wrong_print_without_correction_fails() -> None:
    found = row(WRONG)
    assert found.verdict == "verified"
    assert any(line.startswith("does not hold: left ") for line in found.failures)


def test_a_misprint_with_its_correction_is_an_erratum() -> None:
    found = row(WRONG, corrected=RelationClaim(KINETIC, JUDGE))
    assert (found.verdict, found.failures) == ("erratum", ())
    assert found.corrected == RelationClaim(KINETIC, JUDGE).render()
    assert found.counterexample.startswith("left ")
    assert "one change mends the print: halved" in found.note


def test_a_false_correction_fails() -> None:
    found = row(WRONG, corrected=RelationClaim(equal(energy, mass * speed), JUDGE))
    assert any(line.startswith("the correction does not hold") for line in found.failures)


def test_a_correction_of_what_is_right_fails() -> None:
    found = row(KINETIC, corrected=RelationClaim(KINETIC, JUDGE))
    assert "called a misprint, but the print holds" in found.failures
    assert "called a misprint, but half of the points accept the print" in found.failures


def test_a_correction_is_not_excused_by_a_weak_judge() -> None:
    weak = Judge("a particle at rest", slow_particle)
    found = row(equal(energy, mass), weak, corrected=RelationClaim(KINETIC, weak))
    assert any(line.startswith("surviving mutant") for line in found.failures)


def test_a_weak_judge_fails_the_row() -> None:
    found = row(KINETIC, Judge("a particle at rest", slow_particle))
    assert found.verdict == "verified"
    assert found.failures
    assert all(line.startswith("surviving mutant: ") for line in found.failures)
    assert found.mutants.killed < found.mutants.tried


def test_two_errors_have_no_single_repair() -> None:
    twice = equal(energy, mass * speed**3)
    found = row(twice, corrected=RelationClaim(KINETIC, JUDGE))
    assert (found.verdict, found.failures) == ("erratum", ())
    assert "no single fault of the list mends it" in found.note


def test_repairs_are_sought_in_the_only_false_relation() -> None:
    law = equal(momentum, mass * speed)
    assert mending_mutation(RelationClaim(system(law, WRONG), JUDGE)) == "halved"
    assert mending_mutation(RelationClaim(system(WRONG, law), JUDGE)) == "halved"
    other = equal(momentum, 2 * mass * speed)
    assert mending_mutation(RelationClaim(system(other, WRONG), JUDGE)) == ""
    assert mending_mutation(RelationClaim(law, JUDGE)) == ""


# --- Conventions -----------------------------------------------------------------------------

FORWARD = equal(momentum, -(mass * speed))
REVERSED = Judge("momentum counted backwards", reversed_particle)


def energies(change: Callable[[float], float]) -> Claim:
    before, after = Symbol("before"), Symbol("after")
    values = {"before": 3.0, "after": change(3.0)}
    return RelationClaim(equal(before, after), measured("energy", lambda: values, 1e-12))


def conventional(print_: Node, judge: Judge, invariance: Claim) -> Row:
    convention = Convention("p -> -p", RelationClaim(print_, judge), invariance)
    return row(print_, convention=convention)


def test_another_convention_that_no_observable_sees_holds() -> None:
    found = conventional(FORWARD, REVERSED, energies(abs))
    assert (found.verdict, found.failures) == ("convention", ())
    assert "holds after p -> -p" in found.note
    assert found.counterexample


def test_a_convention_that_an_observable_sees_fails() -> None:
    found = conventional(FORWARD, REVERSED, energies(lambda value: -value))
    assert any(line.startswith("an observable sees the change") for line in found.failures)


def test_a_convention_in_which_the_print_fails_fails() -> None:
    found = conventional(FORWARD, JUDGE, energies(abs))
    assert any(line.startswith("fails in the changed convention") for line in found.failures)


def test_a_convention_for_a_print_that_holds_fails() -> None:
    found = conventional(equal(momentum, mass * speed), REVERSED, energies(abs))
    assert "called another convention, but the print holds in ours" in found.failures


# --- Definitions, limits, the unreadable -----------------------------------------------------

DEFINITION = equal(momentum, mass * speed)


def uses(tree: Node) -> Claim:
    """energy = momentum speed / 2, with the momentum of the definition."""

    def draw(rng: random.Random, ring: Ring) -> Sample:
        sample = particle(rng, ring)
        values = dict(sample.values) | {"momentum": defined(tree, sample)()}
        return Sample(ring, values)

    return RelationClaim(equal(energy, HALF * momentum * speed), Judge("its energy", draw))


def ignores(tree: Node) -> Claim:
    return RelationClaim(KINETIC, JUDGE)


def definition(use: Callable[[Node], Claim], *defines: str) -> Row:
    equation = Equation("toy:2", DEFINITION)
    return decide(Entry.of(equation, DefinitionClaim(DEFINITION, use), "toy", defines=defines))


def test_a_definition_that_a_row_uses() -> None:
    found = definition(uses, "toy:1")
    assert (found.verdict, found.failures) == ("definition", ())


def test_a_definition_that_names_no_user_fails() -> None:
    assert "no row uses this definition" in definition(uses).failures


def test_a_definition_whose_user_does_not_look_fails() -> None:
    found = definition(ignores, "toy:1")
    assert len(found.failures) == found.mutants.tried == 3


def test_a_limit_is_measured() -> None:
    def remainder(tree: Node, point: Any) -> Any:
        (relation,) = relations(tree)
        sample = Sample(PRECISE, {"energy": 3 + point**2, "mass": PRECISE.number(Fraction(3))})
        return evaluate(relation.left, sample) - evaluate(relation.right, sample)

    def limit(order: int) -> Row:
        claim = OrderClaim(equal(energy, mass), remainder, order)
        return decide(Entry("toy:3", "equation", claim, limit=claim))

    assert (limit(2).verdict, limit(2).failures) == ("approximation", ())
    assert limit(1).failures == ("the limit fails: order 2.0",)


def test_the_unreadable_is_named_and_still_judged() -> None:
    found = row(KINETIC, unreadable="the exponent is lost")
    assert (found.verdict, found.failures) == ("unreadable", ())
    assert "the exponent is lost" in found.note
    assert row(WRONG, unreadable="the factor is lost").failures


# --- Rows and steps --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "kind"),
    [("toy:A1", "equation"), ("toy:text-g", "claim"), ("toy:fn41", "claim"),
     ("toy:caption18", "claim")],
)  # fmt: skip
def test_the_kind_of_a_row_follows_from_its_place(key: str, kind: str) -> None:
    claim = RelationClaim(KINETIC, JUDGE)
    assert Entry.of(Equation(key, KINETIC), claim, "toy").kind == kind


def test_the_json_of_a_row_is_plain_and_complete() -> None:
    data = row(KINETIC).to_json()
    assert sorted(data) == [
        "corrected", "counterexample", "derived_in", "key", "kind", "method", "mutants", "note",
        "points", "printed", "proved", "residual", "slip", "steps", "used_by", "verdict",
    ]  # fmt: skip
    assert sorted(data["mutants"]) == ["equivalent", "killed", "tried"]


def test_steps_are_walked_back_to_the_start() -> None:
    steps = index([Step("a", "H", "start"), Step("b", "G", "invert", ("a",)),
                   Step("c", "K", "trace", ("b", "a")), Step("d", "x", "aside")])  # fmt: skip
    assert [step.key for step in chain("c", steps)] == ["a", "b", "c"]
    assert chain("nowhere", steps) == []


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ([Step("a", "", ""), Step("a", "", "")], "two steps are called 'a'"),
        ([Step("a", "", "", ("z",))], "step 'a' uses 'z', which does not exist"),
    ],
)
def test_a_broken_graph_of_steps_is_refused(steps: list[Step], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        index(steps)
