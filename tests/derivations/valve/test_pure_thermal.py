"""Integrals of products of Fermi functions in closed form, and currents as balls."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import mpmath
import pytest
import sympy as sp
from flint import arb

from spinloom.derivations.valve import exact_pure_thermal as exact
from spinloom.derivations.valve import judge_pure_thermal as thermal
from spinloom.derivations.valve import steps_pure as closed
from spinloom.derivations.valve.exact_pure_orders import substituted

SPLITTING = 1.3


def number(value: Any) -> float:
    """A closed form at j = SPLITTING, other generators one."""
    known = {exact.Y: mpmath.exp(SPLITTING / 2), exact.J: SPLITTING, exact.PI: mpmath.pi}
    return float(substituted(value, [known.get(g, mpmath.mpf(1)) for g in exact.GENERATORS]))


def f(x: Any) -> Any:
    return 1 / (mpmath.exp(x) + 1)


@pytest.mark.parametrize(("power", "shifts"), [
    (0, (1, -1)), (1, (2, -1)), (2, (0, 2)), (3, (1, -2)), (2, (-2, -2)),
])  # fmt: skip
def test_integrals_are_those_of_quadrature(power: int, shifts: tuple[int, int]) -> None:
    """x^power f(x + a)[1 - f(x + b)]: products at two places and at one."""
    first, second = (exact.X + exact.J * Fraction(shift, 2) for shift in shifts)
    found = exact.integral(exact.X**power * exact.fermi(first) * (1 - exact.fermi(second)))
    moved = [SPLITTING * shift / 2 for shift in shifts]
    expected = mpmath.quad(
        lambda x: x**power * f(x + moved[0]) * (1 - f(x + moved[1])), [-60, -5, 0, 5, 60]
    )
    assert number(found) == pytest.approx(float(expected), rel=1e-12)


@pytest.mark.parametrize("times", [1, 2, 3])
def test_derivatives_of_the_fermi_function(times: int) -> None:
    point = mpmath.mpf("0.4")
    at = {exact.X: point, exact.U: mpmath.exp(point)}
    value = substituted(exact.slope(exact.X, times), [at.get(g, 1) for g in exact.GENERATORS])
    assert float(value) == pytest.approx(float(mpmath.diff(f, point, times)), rel=1e-8)


@pytest.mark.parametrize(("integrand", "message"), [
    (exact.fermi(exact.X), "does not converge"),
    (exact.X * exact.fermi(exact.X) - exact.X * exact.fermi(exact.X + exact.J) - exact.X,
     "principal parts"),
    (1 / (exact.U - 2), "principal parts"),
    (exact.U / (exact.U**2 + 1), "principal parts"),
    (exact.slope(exact.X) / exact.U, "does not converge"),
    (exact.slope(exact.X) * exact.U**2, "principal parts"),
    (exact.slope(exact.X) / exact.X, "divide"),
])  # fmt: skip
def test_what_is_no_such_integral(integrand: Any, message: str) -> None:
    with pytest.raises(ArithmeticError, match=message):
        exact.integral(integrand)


@pytest.mark.parametrize("argument", [
    2 * exact.X, exact.X / 2, exact.J, exact.X + 2 * exact.J, exact.X + exact.J / 3,
    exact.X * exact.J, exact.X + exact.PI,
])  # fmt: skip
def test_other_fermi_steps_are_refused(argument: Any) -> None:
    with pytest.raises(ArithmeticError, match="no Fermi step"):
        exact.fermi(argument)


def test_linear_response_is_that_of_the_paper() -> None:
    """Minus half the bracket of (137), and a second order that is no multiple of it."""
    first, second = exact._currents()
    bracket = closed.linear_bracket().subs(closed.j, SPLITTING)
    assert number(first) == pytest.approx(-float(bracket) / 2, rel=1e-12)
    assert second
    tau, cold = 1e-3, 0.5
    sizes = [thermal.size(thermal._collinear(SPLITTING * cold, cold, s * tau)) for s in (1, -1)]
    assert (sizes[0] - sizes[1]) / (2 * tau * cold) == pytest.approx(number(first), rel=1e-5)
    assert sum(sizes) / (2 * tau**2 * cold) == pytest.approx(number(second), rel=1e-4)


def test_saturation_is_exponential() -> None:
    size = exact._large().values["quadrupole_size"]
    scale = exact.GAMMA * exact.TEMPERATURE * exact.BIAS / 2
    assert [size.coefficient(n) for n in range(3)] == [-scale, 0, exact.J**2 * scale]


@pytest.mark.parametrize("ratio", thermal.RATIOS)
def test_balls_hold_the_currents(ratio: str) -> None:
    ball = exact.curves().values["curve"][ratio]
    found = thermal.curves()["curve"][ratio] / 0.5
    assert float(ball.rad()) < 1e-10
    assert abs(float(ball.mid()) - found) < 1e-9


def test_a_ball_for_a_range_of_ratios_holds_its_ends() -> None:
    """A wider ball of the bias ratio: the current of each of its points lies inside."""
    wide = exact.current(arb(5), arb("0.1").union(arb("0.1001")))
    for name in ("0.1", "0.1001"):
        assert wide.overlaps(exact.current(arb(5), arb(name)))
    assert not wide.overlaps(exact.current(arb(5), arb("0.2")))
    assert not exact.current(arb(5), arb("0.1")).overlaps(exact.current(arb(4), arb("0.1")))


def test_moments_are_rational_multiples_of_powers_of_pi() -> None:
    assert exact._moment(3) == 0
    expected = 2 * (1 - sp.Rational(1, 8)) * sp.zeta(4) * 24
    assert expected == sp.Rational(7, 15) * sp.pi**4
    assert exact._moment(4) == exact.PI**4 * Fraction(7, 15)
