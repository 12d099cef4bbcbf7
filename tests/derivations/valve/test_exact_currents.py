"""Corrected rows of the currents: proved, by samples that see every fault that the points see."""

from __future__ import annotations

from functools import cache

import pytest

from spinloom.derivations.engine.claims import RelationClaim
from spinloom.derivations.engine.ledger import Entry
from spinloom.derivations.valve import claims_currents_rules, claims_currents_text

PLACES = ("E32", "E39", "E41", "E42", "text-only-if", "text-rule-spin-exchange",
          "text-spin-vertex", "text-currents-direction", "text-currents-emission",
          "text-currents-stored")  # fmt: skip


@cache
def rows() -> dict[str, Entry]:
    parts = (claims_currents_rules, claims_currents_text)
    return {entry.key.partition(":")[2]: entry for part in parts for entry in part.entries()}


def corrected(place: str) -> RelationClaim:
    claim = rows()[place].corrected
    assert isinstance(claim, RelationClaim)
    return claim


@pytest.mark.parametrize("place", PLACES)
def test_the_corrected_form_is_proved(place: str) -> None:
    evidence = corrected(place).examine()
    assert evidence.proved
    assert evidence.residual == "0"


@pytest.mark.parametrize("place", PLACES)
def test_the_exact_sample_sees_what_the_points_see(place: str) -> None:
    unseen = [
        fault
        for fault, mutant in corrected(place).mutants()
        if isinstance(mutant, RelationClaim) and mutant.rejects() and not _seen(mutant)
    ]
    assert unseen == []


@pytest.mark.parametrize("place", PLACES)
def test_the_exact_sample_rejects_the_print(place: str) -> None:
    printed = rows()[place].claim
    assert isinstance(printed, RelationClaim)
    assert _seen(printed)


def _seen(claim: RelationClaim) -> bool:
    assert claim.judge.exact is not None
    try:
        return bool(claim.residual(claim.judge.exact()))
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return True  # not a statement about the sample at all
