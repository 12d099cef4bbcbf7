"""Numbers in rows: six digits, no rounding noise, the same on every machine."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest

from spinloom.derivations.engine.evidence import number, scalars, sides, small
from spinloom.derivations.engine.interpret import DOUBLE, Sample
from spinloom.derivations.engine.printed import Index, Symbol, equal


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.1 + 0.2, "0.3"),
        (1 / 3, "0.333333"),
        (2, "2.0"),
        (0.0, "0"),
        (1 + 2j, "1.0+2.0i"),
        (1 - 2j, "1.0-2.0i"),
        (-2j, "-2.0i"),
        (3 + 1e-15j, "3.0"),
        (1e-15 + 3j, "3.0i"),
        (mpmath.mpf("1.23456789"), "1.23457"),
    ],
)
def test_numbers_have_six_digits_and_no_noise(value: complex, shown: str) -> None:
    assert number(value) == shown


@pytest.mark.parametrize("noise", [1e-16, -3e-15, 2e-14j])
def test_the_last_bits_of_a_machine_do_not_show(noise: complex) -> None:
    value = 0.123456789 + 0.4j
    assert number(value * (1 + noise)) == number(value)
    left, right = np.array([[1.0, 2.0], [2.0, 1.0]]), np.array([[1.0, 3.0], [1.0, 1.0]])
    plain = sides(left, right, DOUBLE)
    assert sides(left * (1 + noise), right * (1 - noise), DOUBLE) == plain
    tilted = left + np.array([[0, 0], [abs(noise), 0]])
    assert sides(tilted, right, DOUBLE) == plain == "left 2.0, right 3.0 in entry 1,2"


def test_scalars_of_the_point_are_shown_once() -> None:
    a, b, unit, G = Symbol("a"), Symbol("b"), Symbol("i_unit", "unit"), Symbol("G")
    sample = Sample(DOUBLE, {"a": 0.5, "b": np.ones(3), "i_unit": 1j, "G": lambda k: 1.0})
    relation = equal(a + b + unit, a * G[Index("k", "site")])
    assert scalars(relation, sample) == "a = 0.5"


def test_residuals_have_one_digit() -> None:
    assert [small(x) for x in (1e-12, 0.0237, 0)] == ["1e-12", "2e-02", "0e+00"]
