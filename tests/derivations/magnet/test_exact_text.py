"""Exact samples of sentences and closed forms: what the numbers reject is rejected exactly too."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spinloom.derivations.engine.claims import RelationClaim
from spinloom.derivations.engine.interpret import Undefined
from spinloom.derivations.magnet import exact_action, text_claims
from spinloom.derivations.magnet.claims import entries
from spinloom.derivations.magnet.rational_functions import Field

ROWS = {entry.key: entry for entry in entries()}
#: Faults that leave nothing to be evaluated, by what is said of them.
KNOWN = {
    "text-absorbed": "'conj' is unknown",  # the entries of matrices are variables, not numbers
    "text-split": "'conj' is unknown",
    "fn34": "",
    "text-added": "",
    "text-wigner": "",
    "text-global": "",
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
                assert KNOWN[key] and KNOWN[key] in str(reason), fault
                undefined += 1
    assert refused > 3 * undefined


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
