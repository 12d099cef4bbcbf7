"""Samples that prove must see every fault that the sampled points see."""

from __future__ import annotations

from functools import cache

import pytest

from spinloom.derivations.engine.claims import RelationClaim
from spinloom.derivations.engine.ledger import Entry
from spinloom.derivations.valve import claims_atoms, claims_flows, claims_stored, claims_tensors

PLACES = ("5", "28", "39", "56", "59", "61", "68", "74", "A6", "A12", "A15", "A36", "A44",
          "B3", "B16")  # fmt: skip


@cache
def rows() -> dict[str, Entry]:
    parts = (claims_atoms, claims_flows, claims_stored, claims_tensors)
    return {entry.key.partition(":")[2]: entry for part in parts for entry in part.entries()}


@pytest.mark.parametrize("place", PLACES)
def test_the_exact_sample_sees_what_the_points_see(place: str) -> None:
    entry = rows()[place]
    claim = entry.corrected or entry.claim
    assert isinstance(claim, RelationClaim)
    if claim.judge.exact is None:
        assert place == "28"  # proved by normal order, without a sample
        return
    sample = claim.judge.exact()
    assert not claim.residual(sample)
    unseen = [
        fault
        for fault, mutant in claim.mutants()
        if isinstance(mutant, RelationClaim) and mutant.rejects() and not _seen(mutant)
    ]
    assert unseen == []


def _seen(mutant: RelationClaim) -> bool:
    assert mutant.judge.exact is not None
    try:
        return bool(mutant.residual(mutant.judge.exact()))
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return True  # not a statement about the sample at all
