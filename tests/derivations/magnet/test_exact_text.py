"""Exact samples of sentences and closed forms: what the numbers reject is rejected exactly too."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import mpmath
import numpy as np
import pytest

from spinloom.derivations.engine.claims import RelationClaim
from spinloom.derivations.engine.interpret import Undefined
from spinloom.derivations.magnet import exact_action, exact_frames, exact_sums, text_claims
from spinloom.derivations.magnet.claims import entries
from spinloom.derivations.magnet.rational_functions import Field, Rational

ROWS = {entry.key: entry for entry in entries()}
#: Faults that leave nothing to be evaluated, by what is said of them.
KNOWN = {
    "text-absorbed": "",
    "text-split": "",
    "fn34": "",
    "text-added": "",
    "text-wigner": "",
    "text-global": "",
    "dropped-sums": "does not converge",
    "51": "",
    "text-Gamma-restated": "an odd power of a square root",
    "text-current-parts": "",
    "14": "",
    "text-Q-tilde": "",
}


@pytest.mark.parametrize("key", KNOWN)
def test_what_the_numbers_reject_is_rejected_exactly(key: str) -> None:
    entry = ROWS[f"magnet:{key}"]
    claim = entry.corrected or entry.claim
    assert isinstance(claim, RelationClaim) and claim.judge.exact is not None
    assert claim.examine().proved
    exact, refused, undefined = claim.judge.exact(), 0, 0
    if entry.corrected is not None:
        assert isinstance(entry.claim, RelationClaim)
        assert entry.claim.residual(exact) > 0
    for fault, mutant in claim.mutants():
        assert isinstance(mutant, RelationClaim)
        if mutant.rejects():
            try:
                assert mutant.residual(exact) > 0, fault
                refused += 1
            except Undefined as reason:
                assert KNOWN[key] and re.search(KNOWN[key], str(reason)), fault
                undefined += 1
    assert refused > 2 * undefined


# --- The action -----------------------------------------------------------------------------------


def test_the_half_comes_from_the_formula_below_28(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the gauge of (27), (28) neither split holds: the formula is not the sample's own."""
    true, claim = text_claims.split_potential(), ROWS["magnet:text-split"].claim
    assert isinstance(claim, RelationClaim)
    mended = RelationClaim(true, claim.judge)
    assert mended.residual(exact_action.branches()) == 0
    gauge = exact_action._berry_gauge
    monkeypatch.setattr(
        exact_action, "_berry_gauge", lambda of: gauge(of) | {"chi_q_dot": of["x0"]}
    )
    exact_action.branches.cache_clear()
    assert mended.residual(exact_action.branches()) > 0
    exact_action.branches.cache_clear()


# --- Angles ---------------------------------------------------------------------------------------


def test_exponentials_of_matrices_and_of_one_radian() -> None:
    of = exact_frames.FRAME.variables()
    i, theta = of["i_unit"], of["theta"]
    one, zero, half = i**0, 0 * i, of["theta"] / 2
    pauli = {
        "x": [[zero, one], [one, zero]], "y": [[zero, -i], [i, zero]],
        "z": [[one, zero], [zero, -one]],
    }  # fmt: skip
    frame = exact_frames.FRAME
    for matrix in pauli.values():
        turn = np.array(matrix)
        found = frame.expm(turn * (-i * half))
        assert not np.any(
            found
            - np.array([[one, zero], [zero, one]]) * frame.cos(half)
            + turn * i * frame.sin(half)
        )
        assert np.any(
            found
            - np.array([[one, zero], [zero, one]]) * frame.cos(half)
            - turn * i * frame.sin(half)
        )
    for real in (frame.sin(theta), frame.cos(half) / (theta + frame.sin(half)), one):
        assert not frame.conjugate(real) - real
        assert not frame.conjugate(i * real) + i * real
    assert not frame.conjugate(frame.unit(half)) * frame.unit(half) - one
    assert frame.unit(theta + one / 2) - frame.unit(theta)
    assert not frame.unit(theta + one / 2) * frame.unit(one / -2) - frame.unit(theta)
    for wrong in (one / theta, theta / of["phi"], theta * of["phi"], theta / 8, one / 3):
        with pytest.raises(Undefined, match="quarter angles"):
            frame.unit(wrong)


# --- Signs ----------------------------------------------------------------------------------------


def test_only_what_has_no_minus_sign_is_called_positive() -> None:
    x, y = Field(("x", "y")).generators().values()
    assert 0 * x < x / (x + y**2)
    assert x < x + y / (1 + x)
    assert not 0 * x < x - y
    assert not 0 * x < -x
    assert not 0 * x < 0 * x
    assert not 0 * x < x / (x - y)
    assert not 0 * x < x**2 - x * y + y**2  # positive, but not shown to be


def test_a_southern_angle_is_not_shown_to_go_north() -> None:
    claim = ROWS["magnet:text-global"].claim
    assert isinstance(claim, RelationClaim) and claim.judge.exact is not None
    exact = claim.judge.exact()
    turned = replace(exact, values={**exact.values, "thermal_rate": -exact.values["thermal_rate"]})
    assert claim.residual(exact) == 0 < claim.residual(turned)


# --- Sums of distributions ------------------------------------------------------------------------


def test_a_wrong_antiderivative_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    plain, weighted = exact_sums.antiderivatives()
    of = exact_sums.FIELD.generators()
    for wrong in ((plain + of["L"], weighted), (plain, weighted - of["D"]), (2 * plain, weighted)):
        monkeypatch.setattr(exact_sums, "antiderivatives", lambda wrong=wrong: wrong)
        with pytest.raises(ValueError, match="not an antiderivative"):
            exact_sums.ends.__wrapped__()


def test_ends_are_those_of_the_functions_themselves() -> None:
    """Antiderivatives at plus and minus fifty temperatures, with mpmath's dilogarithm."""
    temperature = mpmath.mpf("0.7")
    for y, side in ((35, 0), (-35, 1)):
        e = mpmath.exp(-y / temperature)
        logarithm, dilogarithm = mpmath.log1p(e), mpmath.polylog(2, -e)
        plain = y + 2 * temperature * logarithm
        weighted = (mpmath.mpf(y) ** 2 / 2 + 2 * temperature * y * logarithm
                    - 2 * temperature**2 * dilogarithm)  # fmt: skip
        for value, end in zip((plain, weighted), exact_sums.ends(), strict=True):
            found = polynomial_at(end[side], y=y, T=temperature, pi=mpmath.pi)
            assert abs(value - found) < 1e-12 * abs(value)


def polynomial_at(value: Rational, **numbers: Any) -> Any:
    """A polynomial with numbers for its variables."""
    names = (*exact_sums.NAMES, *exact_sums.INNER)
    total = mpmath.mpf(0)
    for powers, coefficient in value.above.to_dict().items():
        term = mpmath.mpf(int(coefficient.p)) / int(coefficient.q)
        for name, power in zip(names, powers, strict=True):
            term *= numbers[name] ** int(power) if power else 1
        total += term
    assert value.below == 1
    return total


def test_sums_that_do_not_converge_are_refused() -> None:
    sample = exact_sums.sums()
    first, second = sample.values["F_a"], sample.values["F_b"]
    for integrand in (lambda w: first(w), lambda w: w * w * (first(w) - second(w)), lambda w: w):
        with pytest.raises(Undefined, match="does not converge"):
            exact_sums.integrate(("omega",), integrand)
    for integrand in (
        lambda w: first(w) * second(w),
        lambda w: w / first(w),
        lambda w: first(w**2),
    ):
        with pytest.raises(Undefined):
            exact_sums.integrate(("omega",), integrand)
