"""The corrected sentences and (6) without rounding: proved, and wrong forms of them rejected."""

from __future__ import annotations

import random

import mpmath
import pytest

from spinloom.derivations.engine.claims import OrderClaim, RelationClaim
from spinloom.derivations.engine.interpret import PRECISE, Undefined
from spinloom.derivations.engine.printed import Relation
from spinloom.derivations.engine.series import variable
from spinloom.derivations.junction import exact_shift, judge_principal
from spinloom.derivations.junction.claims import entries
from spinloom.derivations.junction.exact_range import Least, exact_spectra, sign
from spinloom.derivations.junction.paper import EQ_6

ERRATA = {entry.key: entry for entry in entries() if entry.corrected is not None}
#: What the field has no element for: logarithms of other energies, angles in a logarithm, other
#: fractions of the angles. The numerical judge rejects these.
WITHOUT_VALUE = 20


@pytest.mark.parametrize("key", sorted(ERRATA))
def test_corrected_form_is_proved(key: str) -> None:
    corrected = ERRATA[key].corrected
    assert corrected is not None
    assert corrected.examine().proved


@pytest.mark.parametrize("key", ["junction:text-range", "junction:text-dominate"])
def test_faults_are_rejected_exactly(key: str) -> None:
    claim = ERRATA[key].corrected
    assert isinstance(claim, RelationClaim)
    assert claim.judge.exact is not None
    sample = claim.judge.exact()
    tried = 0
    for fault, mutant in claim.mutants():
        assert isinstance(mutant, RelationClaim)
        if mutant.rejects():
            tried += 1
            assert mutant.residual(sample), fault
    assert tried >= 5


def test_faults_of_the_correlator_have_a_lower_order() -> None:
    claim = ERRATA["junction:6"].corrected
    assert isinstance(claim, OrderClaim)
    orders: list[int] = []
    without = 0
    for fault, mutant in claim.mutants():
        assert isinstance(mutant, OrderClaim)
        try:
            found = exact_shift.correlator_order(mutant.relation)
        except Undefined:
            without += 1
            assert mutant.rejects(), fault
            continue
        orders.append(found)
        assert (found < claim.order) == mutant.rejects(), fault
    assert without == WITHOUT_VALUE
    assert {*orders} == {0, 1, 2}
    assert orders.count(2) == 2  # Gamma is symmetric, and the cosine even


def test_print_of_the_correlator_fails_in_first_order() -> None:
    assert isinstance(EQ_6.printed, Relation)
    assert exact_shift.correlator_order(EQ_6.printed) == 1


@pytest.mark.parametrize("side", [-1, 0, 1])
def test_second_derivative_of_the_primitive(side: int) -> None:
    small = variable(exact_shift._FIELD.one, exact_shift.TERMS)
    for start in (exact_shift._V, -exact_shift._V, -exact_shift._CUTOFF):
        moved = small + start
        twice = exact_shift.primitive(side)(moved).derivative().derivative()
        assert (twice - moved.reciprocal()).valuation is None
        assert (twice + moved.reciprocal()).valuation is not None


def test_series_of_the_correlator_is_the_closed_form() -> None:
    """The series at numbers, against the closed form at a frequency where it is good."""
    cutoff, bias, nu = (mpmath.mpf(x) for x in ("7", "1.5", "0.001"))
    numbers = {
        "i": 1j, "V": bias, "M": cutoff - bias, "l2": mpmath.log(2), "lV": mpmath.log(bias),
        "lL": mpmath.log(cutoff), "lm": mpmath.log(cutoff - bias),
        "lp": mpmath.log(cutoff + bias), "pi": mpmath.pi,
    }  # fmt: skip
    small = variable(exact_shift._FIELD.one, exact_shift.TERMS)
    found = mpmath.mpc(0)
    for power in range(exact_shift.TERMS):
        expression = exact_shift.transform(-small).coefficient(power).as_expr()
        names = sorted(expression.free_symbols, key=str)
        value = mpmath.mpmathify(
            expression.subs({name: numbers[str(name)] for name in names}).evalf()
        )
        found += value * nu**power
    closed = 1j * judge_principal.principal(-nu, bias, cutoff, PRECISE.functions["log"])
    assert abs(found - mpmath.pi * (bias - nu) - closed) < 1e-11


def test_signs_are_told_only_where_all_terms_agree() -> None:
    larmor, rest = exact_shift._V, exact_shift._REST
    assert sign(larmor + rest) == 1
    assert sign(-larmor / (larmor + rest)) == -1
    with pytest.raises(ArithmeticError, match="not that of all"):
        sign(larmor - rest)
    assert Least((larmor, -rest)) < 0
    assert not Least((larmor, -rest)) > 0
    assert -Least((-larmor, -rest)) > 0


def test_numbers_agree_with_the_signs() -> None:
    claim = ERRATA["junction:text-range"].corrected
    assert isinstance(claim, RelationClaim)
    drawn = claim.judge.draw(random.Random(1), claim.judge.rings[0])
    least = exact_spectra().values["lowest_eigenvalue"]
    for name, value in drawn.values["lowest_eigenvalue"].items():
        assert (value < 0) == (least[name] < 0)
