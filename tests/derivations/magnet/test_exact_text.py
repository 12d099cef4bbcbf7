"""Exact samples of sentences and closed forms: what the numbers reject is rejected exactly too."""

from __future__ import annotations

import pytest

from spinloom.derivations.engine.claims import RelationClaim
from spinloom.derivations.engine.interpret import Undefined
from spinloom.derivations.magnet import exact_action, text_claims
from spinloom.derivations.magnet.claims import entries

ROWS = {entry.key: entry for entry in entries()}
#: Faults that leave nothing to be evaluated, by what is said of them.
KNOWN = {
    "text-absorbed": "'conj' is unknown",  # the entries of matrices are variables, not numbers
    "text-split": "'conj' is unknown",
    "fn34": "",
    "text-added": "",
    "text-wigner": "",
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
