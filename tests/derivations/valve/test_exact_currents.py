"""Corrected rows of the currents: proved, by samples that see every fault that the points see."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from flint import arb
from sympy import QQ

from spinloom.derivations.engine.claims import RelationClaim
from spinloom.derivations.engine.interpret import Ring, Sample, evaluate
from spinloom.derivations.engine.ledger import Entry
from spinloom.derivations.engine.printed import equal, relations
from spinloom.derivations.valve import (
    claims_currents,
    claims_currents_appendix,
    claims_currents_rules,
    claims_currents_text,
    paper_currents_rules,
    paper_rules,
)
from spinloom.derivations.valve.exact_currents import coefficients
from spinloom.derivations.valve.exact_currents_crossing import (
    D,
    Interval,
    J,
    Logarithms,
    inverse_over,
)
from spinloom.derivations.valve.exact_currents_text import Ordered, signs

#: A state is no vector of operators, nor is a tensor.
NO_VECTOR = ("arguments 1 and 2 exchanged", "expectation confused with odot",
             "odot confused with expectation")  # fmt: skip
#: Rows, and the faults with which the corrected form is no statement about the exact sample.
UNDEFINED: dict[str, tuple[str, ...]] = {
    "E32": (),
    "E39": (),
    "E41": (),
    # a row and a column in each other's place
    "E42": ("factors 1 and 2 exchanged", "factors 2 and 3 exchanged", "bra confused with ket",
            "ket confused with bra"),
    "text-only-if": NO_VECTOR * 2,
    "text-rule-spin-exchange": (),
    "text-spin-vertex": (),
    "text-currents-direction": (),
    "text-currents-emission": (),
    "text-currents-stored": (),
    "caption16-exact": (),
}  # fmt: skip
#: Prints that hold and that the same samples prove; (E40) is the corrected form of text-only-if.
HOLD: dict[str, tuple[str, ...]] = {
    "text-symmetrized": NO_VECTOR * 3,
    "text-currents-LR": (),
}


@cache
def rows() -> dict[str, Entry]:
    parts = (claims_currents, claims_currents_appendix, claims_currents_rules, claims_currents_text)
    return {entry.key.partition(":")[2]: entry for part in parts for entry in part.entries()}


def corrected(place: str) -> RelationClaim:
    claim = rows()[place].corrected
    assert isinstance(claim, RelationClaim)
    return claim


def printed(place: str) -> RelationClaim:
    claim = rows()[place].claim
    assert isinstance(claim, RelationClaim)
    return claim


def residual(claim: RelationClaim) -> Any:
    """In the exact sample."""
    assert claim.judge.exact is not None
    return claim.residual(claim.judge.exact())


@pytest.mark.parametrize("place", UNDEFINED)
def test_the_corrected_form_is_proved(place: str) -> None:
    evidence = corrected(place).examine()
    assert evidence.proved
    assert evidence.residual == "0"


@pytest.mark.parametrize("place", [*UNDEFINED, *HOLD])
def test_the_exact_sample_sees_what_the_points_see(place: str) -> None:
    claim = corrected(place) if place in UNDEFINED else printed(place)
    unseen, undefined = [], []
    for fault, mutant in claim.mutants():
        assert isinstance(mutant, RelationClaim)
        if mutant.rejects():
            try:
                if not residual(mutant):
                    unseen.append(fault)
            except (TypeError, ValueError):
                undefined.append(fault)
    assert unseen == []
    assert tuple(undefined) == {**UNDEFINED, **HOLD}[place]


@pytest.mark.parametrize("place", ["103", "104", "D4", "D13", "D14"])
def test_third_frequencies_and_broad_kernels_see_what_two_sharp_ones_do_not(place: str) -> None:
    claim = corrected(place) if place in ("103", "D4") else printed(place)
    assert claim.examine().proved
    seen = 0
    for fault, mutant in claim.mutants():
        assert isinstance(mutant, RelationClaim)
        try:
            found = residual(mutant)
        except (ValueError, KeyError, AttributeError):
            assert mutant.rejects(), fault  # functions are known on the grid alone
            continue
        assert found or not mutant.rejects(), fault
        seen += bool(found)
    assert seen > 5


@pytest.mark.parametrize("place", UNDEFINED)
def test_the_exact_sample_rejects_the_print(place: str) -> None:
    assert residual(replace(printed(place), judge=corrected(place).judge))


def test_what_is_not_certainly_positive_is_not_less() -> None:
    """A difference of two rates, a bias of either sign and an occupation have no sign of theirs."""
    number = signs().ring.number
    gens = {str(x): Ordered(x) for x in number(Fraction(1)).value.ring.gens}
    zero, rate = number(Fraction(0)), gens["nu_bar_L_0"]
    assert zero < rate * gens["gap_1"]
    assert zero < gens["sign"] * gens["sign"]
    assert not zero < zero
    assert not zero < -rate
    assert not zero < Ordered(rate.value - gens["nu_bar_R_0"].value)
    assert not zero < gens["sign"] * rate
    assert not zero < gens["f_L_0"]


def test_a_bias_of_both_signs_lets_emission_go_against_the_current() -> None:
    """Why the row asks for a bias of one sign: a difference of temperatures has both."""
    known = {"f_L_0": 0, "f_L_1": 1, "f_R_0": QQ(1, 2), "f_R_1": QQ(1, 4), "n_L_0": QQ(1, 10),
             "n_L_1": QQ(9, 10), "nu_bar_L_0": 2}  # fmt: skip

    def at_point(name: str) -> Any:
        (element,) = coefficients().values[name]["L"].ravel()
        point = [(x, QQ.convert(known.get(str(x), 1))) for x in element.numer.ring.gens]
        value = element.numer.evaluate(point) / element.denom.evaluate(point)
        assert not value.y
        return value.x

    assert at_point("E_S") < 0 < at_point("I_N0")


def test_one_order_alone_is_not_the_current_between_electrodes() -> None:
    claim = corrected("text-only-if")
    left, right = paper_rules.LEFT, paper_rules.RIGHT
    average, part = paper_currents_rules.quadrupole_average, paper_currents_rules.averaged
    for a, b in ((left, right), (right, left)):
        alone = replace(claim, relation=equal(average[a, b], 2 * part(a, b)))
        assert residual(alone)
    local = replace(claim, relation=equal(average[left, left], 2 * part(left, left)))
    assert not residual(local)


def test_a_rectangle_adds_up_from_its_parts() -> None:
    """Also where strip and band overlap, and where they share an end."""
    log = Logarithms()
    band, middle = Interval(-D, D), J / 2
    whole = inverse_over(Interval(-J, J), band, log)
    parts = (Interval(-J, middle), Interval(middle, J))
    assert not whole - sum(inverse_over(part, band, log) for part in parts)
    assert not whole  # odd about the middle
    assert not inverse_over(Interval(D - D, J), Interval(D - D, J), log)
    assert inverse_over(Interval(J, D), Interval(-D, -J), log)


def test_the_second_derivative_of_the_antiderivative_is_the_kernel() -> None:
    log = Logarithms()
    logarithm = log(J)

    def derivative(value: Any) -> Any:
        return value.diff(J) + value.diff(logarithm) / J

    once = derivative(J * logarithm - J)
    assert not once - logarithm
    assert not derivative(once) - 1 / J
    assert log(-J) == logarithm


def test_the_corrected_crossing_lies_where_the_caption_takes_it() -> None:
    """Balls at J = 5t and D = 25t: one side is larger at 0.2909, the other at 0.2911 and 1/pi."""
    (relation,) = relations(corrected("caption16-exact").relation)
    balls = Ring(
        "balls",
        lambda value: arb(value.numerator) / value.denominator,
        lambda value: value,
        {"log": lambda x: x.log()},
    )

    def excess(bias: arb) -> arb:
        values = {"crossing_bias": bias, "J_value": arb(5), "D_value": arb(25), "pi": arb.pi()}
        return bias - evaluate(relation.right, Sample(balls, values))

    assert excess(arb("0.2909")) < 0 < excess(arb("0.2911"))
    assert excess(1 / arb.pi()) > 0  # J^2 / pi D, which the caption calls exact
