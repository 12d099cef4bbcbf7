"""Truncated series: arithmetic, functions, and the exact order of a remainder."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sympy import QQ
from sympy.polys.fields import field

from spinloom.derivations.engine import printed as p
from spinloom.derivations.engine.claims import OrderClaim
from spinloom.derivations.engine.interpret import PRECISE, Ring, Sample, evaluate
from spinloom.derivations.engine.printed import Relation
from spinloom.derivations.engine.series import (
    Series,
    constant,
    order,
    principal_part,
    series_ring,
    variable,
)

FRACTIONS = Ring("rationals", Fraction, abs)
TERMS = 6
X = variable(Fraction(1), TERMS)
coefficients = st.lists(st.fractions(-3, 3, max_denominator=4), min_size=4, max_size=4)


@given(coefficients, coefficients)
def test_quotient_undoes_the_product(a: list[Fraction], b: list[Fraction]) -> None:
    first, second = Series(-1, tuple(a)), Series(0, (Fraction(1), *b[1:]))
    assert (first * second / second - first).valuation is None
    assert (first - first * 2 + first).valuation is None


def test_known_terms_shrink_and_are_guarded() -> None:
    pole = 1 / (X * X + X**3)
    assert (pole.lowest, pole.coefficients[:3]) == (-2, (1, -1, 1))
    assert principal_part((pole, pole), 2) == (-2, 2)
    with pytest.raises(ValueError, match="known up to order"):
        pole.coefficient(pole.known)
    with pytest.raises(ZeroDivisionError):
        (X - X).reciprocal()
    with pytest.raises(ValueError, match="finite value"):
        pole.composed(lambda n: Fraction(1))


def test_exponential_logarithm_and_derivative() -> None:
    growth = X.composed(lambda n: Fraction(1))
    assert growth.derivative().coefficients == growth.coefficients[:-1]

    def logarithm(n: int) -> Fraction:
        sign = Fraction((-1) ** (n - 1))
        for m in range(1, n):
            sign *= m
        return sign if n else Fraction(0)

    assert (growth.composed(logarithm) - X).valuation is None


def test_coefficients_may_be_rational_functions() -> None:
    _, a, b = field("a, b", QQ)
    small = variable(a**0, TERMS)
    left = constant(a, TERMS) / (constant(b, TERMS) + small)
    assert (left.coefficient(0), left.coefficient(1)) == (a / b, -a / b**2)


EXPANSION = p.Relation(
    p.Power(p.Sum((p.Number(Fraction(1)), p.Symbol("x"))), p.Number(Fraction(-1))), "=",
    p.Sum((p.Number(Fraction(1)), p.Negative(p.Symbol("x")))),
)  # fmt: skip
FLIPPED = p.Relation(EXPANSION.left, "=", p.Sum((p.Number(Fraction(1)), p.Symbol("x"))))


def exact(relation: p.Node) -> int:
    assert isinstance(relation, Relation)
    return order(relation, Sample(series_ring(FRACTIONS, TERMS), {"x": X}))


def remainder(relation: p.Node, x: object) -> object:
    assert isinstance(relation, Relation)
    sample = Sample(PRECISE, {"x": x})
    return evaluate(relation.left, sample) - evaluate(relation.right, sample)


def test_the_order_of_a_remainder_is_proved() -> None:
    assert OrderClaim(EXPANSION, remainder, 2, exact=exact).examine().proved
    assert exact(FLIPPED) == 1
    wrong = OrderClaim(EXPANSION, remainder, 2, exact=lambda relation: 3).examine()
    assert not wrong.holds
    assert not wrong.proved
    assert not OrderClaim(EXPANSION, remainder, 2).examine().proved


def test_an_exact_identity_has_no_order() -> None:
    with pytest.raises(ValueError, match="no difference"):
        exact(p.Relation(p.Symbol("x"), "=", p.Symbol("x")))


def test_arrays_of_series_multiply_entry_by_entry() -> None:
    x = variable(Fraction(1), 3)
    row: Any = np.array([1 + 0 * x, 1 + x])
    left: Any = x * row
    for found in (left, row * x):
        assert [entry.coefficient(1) for entry in found] == [1, 1]
        assert [entry.coefficient(2) for entry in found] == [0, 1]
    total: Any = x + row
    assert [entry.coefficient(1) for entry in total] == [1, 2]


def test_coefficients_are_mapped() -> None:
    doubled = variable(Fraction(1), 3).mapped(lambda c: 2 * c)
    assert doubled.coefficient(1) == 2 and not doubled.coefficient(2)
