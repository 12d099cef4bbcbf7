"""Signs, orders and moments without rounding: what is proved, and what is not."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any

import mpmath
import numpy as np
import pytest
from sympy import QQ_I

from spinloom.derivations.engine.claims import RelationClaim
from spinloom.derivations.engine.ledger import Entry
from spinloom.derivations.engine.series import constant, variable
from spinloom.derivations.valve import exact_pure_flows as flows
from spinloom.derivations.valve import exact_pure_signs as signs
from spinloom.derivations.valve import judge_pure_bands as bands
from spinloom.derivations.valve.claims_pure import entries
from spinloom.derivations.valve.exact_pure_field import modulus, rational, sign

PLACES = ("caption15-start", "text-bias-sign", "text-emission-sign", "text-no-other-flow",
          "text-partner", "text-polarised-count", "text-thermal-flow",
          "text-voltage-even")  # fmt: skip


@cache
def rows() -> dict[str, Entry]:
    return {entry.key.partition(":")[2]: entry for entry in entries()}


def corrected(place: str) -> RelationClaim:
    claim = rows()[place].corrected
    assert isinstance(claim, RelationClaim)
    return claim


@pytest.mark.parametrize("place", PLACES)
def test_correction_is_proved(place: str) -> None:
    assert corrected(place).examine().proved


@pytest.mark.parametrize("place", PLACES)
def test_every_fault_is_seen_exactly(place: str) -> None:
    mutants = [m for _, m in corrected(place).mutants() if isinstance(m, RelationClaim)]
    rejected = [mutant for mutant in mutants if mutant.rejects()]
    assert rejected
    assert all(_rejected_exactly(mutant) for mutant in rejected)


@pytest.mark.parametrize("place", PLACES)
def test_prints_are_rejected_exactly(place: str) -> None:
    printed = rows()[place].claim
    assert isinstance(printed, RelationClaim)
    assert _rejected_exactly(printed)


def _rejected_exactly(claim: RelationClaim) -> bool:
    """A modulus of either sign, or of zero: such a side is not the sign of the other side."""
    assert claim.judge.exact is not None
    try:
        return bool(claim.residual(claim.judge.exact()))
    except ArithmeticError:
        return True


# --- order ------------------------------------------------------------------------------------


def test_a_sign_is_that_of_all_terms() -> None:
    _, (p, q) = rational("p q")
    assert sign(p + q) == 1 == -sign(-p / (1 + q))
    assert sign(p - p) == 0
    assert p + 1 > 0 and p < p + q and not p < p and not p > p + q
    assert modulus(-p * q) == p * q
    for mixed in (p - q, 1 / (p - q), p**2 - p * q + q**2):
        with pytest.raises(ArithmeticError, match="sign"):
            sign(mixed)
    with pytest.raises(TypeError):
        assert p < 0.5


def test_an_inequality_holds_in_every_case() -> None:
    _, (p, q) = rational("p q")
    mixed = signs.Everywhere((p, -q))
    assert not mixed < 0 and not mixed > 0 and not -mixed < 0
    assert signs.Everywhere((-p, -q)) < 0


# --- emission ---------------------------------------------------------------------------------


def test_orbitals_give_the_emission_of_the_integral() -> None:
    """Wide bands, T = 1: the folded integrand, integrated, is the emission of flat bands."""
    half, potential = 0.7, 0.4

    def integrand(energy: float) -> float:
        levels = mpmath.exp(energy), mpmath.exp(half), mpmath.exp(potential)
        return float(signs.folded(*levels, 1, 1))

    found = mpmath.quad(integrand, [0, 1, 4, 10, 40])
    valve = bands.flat_valve(2 * half, 1.0, 2 * potential, 60.0)
    assert float(found) == pytest.approx(bands.emission(valve), rel=1e-10)


def test_final_states_farther_out_leave_no_sign() -> None:
    """Bands with more states outside than inside, which flat bands are not."""
    _, (p, r, q) = rational("p r q")
    with pytest.raises(ArithmeticError, match="sign"):
        sign(signs.folded(1 + p, 1 + r, 1 + q, 0, 1) + signs.folded(1 + p, 1 + r, 1 + q, 1, 0) / 2)
    assert sign(signs.folded(1 + p, 1 + r, 1 + q, 0, 1)) == 1


def test_cold_emission_of_narrow_bands() -> None:
    """Edges of the bands inside the window of the voltage: pairs with their final states."""
    for voltage in (1.4, -1.4, 2.9):
        valve = bands.flat_valve(1.8, 0.0, voltage, 1.1)
        width, half = valve.left.half_width, 0.9
        breaks = np.abs([half - abs(voltage) / 2, 2 * half - width])
        nodes, weights = bands.grid(0.0, width, breaks)
        rates = [
            2 * np.pi * valve.tunnelling**2 * valve.right.mean(level)
            for level in (nodes - half, nodes + half)
        ]
        pairs = [
            signs.cold(float(e), half, voltage / 2, *final)
            for e, final in zip(nodes, np.transpose(rates), strict=True)
        ]
        found = bands.emission(valve)
        assert found < 0
        assert weights @ np.array(pairs) / (2 * width) == pytest.approx(found, rel=1e-10)


def test_cold_pairs_emit_in_triangles_alone() -> None:
    """An energy from |J - V|/2 to (J + V)/2, as long as the smaller of both: (119)."""
    _, (p, q, r) = rational("p q r")
    for sense in (1, -1):
        for final in signs.FINAL_STATES:
            assert signs.cold(p + q, q + r, sense * (p + r), *final) == Fraction(-1, 2)
            assert signs.cold(p + q + r, p, sense * q, *final) == 0
    with pytest.raises(ArithmeticError, match="sign"):
        signs.cold(p, q, r, 1, 1)


def test_a_cold_pair_elsewhere_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    right = signs.cold
    monkeypatch.setattr(signs, "cold", lambda *known: right(*known) - 1)
    with pytest.raises(ArithmeticError, match="full, or empty"):
        signs.emissions.__wrapped__()


def test_a_linear_beginning_would_be_seen() -> None:
    """A first coefficient that is positive, of no certain sign, or unknown gives no order."""
    _, (p, q) = rational("p q")
    small = variable(p / p, 2)
    assert signs._first(-small * constant(q, 3)) == 1
    for other in (small, small - small, small * constant(p - q, 3)):
        with pytest.raises(ArithmeticError):
            signs._first(other)


# --- moments and counts -----------------------------------------------------------------------


def test_moments_of_the_thermal_derivative() -> None:
    _, (pi,) = rational("pi", QQ_I)
    found = flows.moments(5, pi)
    assert found == [pi / pi, 0 * pi, pi**2 / 3, 0 * pi, 7 * pi**4 / 15]
    second = mpmath.quad(lambda x: x**2 / (4 * mpmath.cosh(x / 2) ** 2), [-60, -5, 0, 5, 60])
    assert float(second) == pytest.approx(float(mpmath.pi**2 / 3), rel=1e-12)


def test_integrals_of_differences_of_fermi_functions() -> None:
    """Powers of x between two temperatures, beside quadrature; other integrands are refused."""
    _, (pi, left, right) = rational("pi l r", QQ_I)
    temperatures = {"L": left, "R": right}
    difference = flows.FERMI["R"] - flows.FERMI["L"]

    def found(integrand: Any) -> Any:
        return flows.difference_integral(integrand, temperatures, pi)

    assert found(difference) == 0 * pi
    assert found(flows.X * difference) == pi**2 * (right**2 - left**2) / 6
    assert found(3 * flows.X**3 * difference) == pi**4 * (right**4 - left**4) * 7 / 20
    cubes = mpmath.quad(
        lambda x: 3 * x**3 * (1 / (mpmath.exp(x / 2) + 1) - 1 / (mpmath.exp(x) + 1)),
        [-150, -10, 0, 10, 150],
    )
    assert float(cubes) == pytest.approx(float(mpmath.pi**4 * (2**4 - 1) * 7 / 20), rel=1e-12)
    for other in (flows.FERMI["R"], difference**2, difference * flows.COLDNESS["L"]):
        with pytest.raises(ArithmeticError, match="no polynomial"):
            found(other)


def test_a_wrong_derivative_leaves_more_than_slopes(monkeypatch: pytest.MonkeyPatch) -> None:
    _, (pi, left, right) = rational("pi l r", QQ_I)
    true = flows.derivative
    monkeypatch.setattr(flows, "derivative", lambda polynomial: 2 * true(polynomial))
    with pytest.raises(ArithmeticError, match="more than slopes"):
        flows.difference_integral(
            flows.X * (flows.FERMI["R"] - flows.FERMI["L"]), {"L": left, "R": right}, pi
        )


def test_the_pole_is_double(monkeypatch: pytest.MonkeyPatch) -> None:
    assert flows.pole() == (Fraction(0), Fraction(-1))
    _, (pi,) = rational("pi", QQ_I)
    right = flows.moments(3, pi)
    for wrong in ((1, -1), (0, -2), (0, 1)):
        monkeypatch.setattr(flows, "pole", lambda wrong=wrong: tuple(map(Fraction, wrong)))
        assert flows.moments(3, pi) != right


def test_lengths_of_intervals() -> None:
    _, (p, q) = rational("p q")
    assert signs.overlap((-p, p), (p, p + q)) == 0 * p
    assert signs.overlap((-p, p + q), (-p - q, p)) == 2 * p
    with pytest.raises(ArithmeticError, match="sign"):
        signs.overlap((p, p + q), (q, p + q))
