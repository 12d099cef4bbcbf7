"""Corrected forms of Secs. II, III and Apps. A-C are proved; exact samples see every fault."""

from __future__ import annotations

from functools import cache

import pytest

from spinloom.derivations.engine.claims import RelationClaim
from spinloom.derivations.engine.ledger import Entry
from spinloom.derivations.valve import (
    claims_flows,
    claims_sentences_stored,
    claims_sentences_tensors,
    claims_stored,
    claims_tensors,
)

#: Keys, and the faults with which the corrected form is no statement about the exact sample.
UNDEFINED: dict[str, tuple[str, ...]] = {
    "51": (),
    "60": (),
    "A10": (),
    "A35": (),
    "text-A1-moved": (),
    "text-A45-polarized-window": (),
    "text-A45-window": (),
    "text-B2-source": (),
    "text-C1-turning": (),
    # a column does not multiply a matrix
    "text-eigenvalue": ("factors 1 and 2 exchanged",),
    "text-flat-frequencies": (),
    "text-recovered": (),
    "text-stored-biaxial": (),
    "caption6": (),
    "caption10": (),
}
PARTS = (
    claims_flows, claims_sentences_stored, claims_sentences_tensors, claims_stored, claims_tensors,
)  # fmt: skip


@cache
def rows() -> dict[str, Entry]:
    return {entry.key.partition(":")[2]: entry for part in PARTS for entry in part.entries()}


def corrected(key: str) -> RelationClaim:
    claim = rows()[key].corrected
    assert isinstance(claim, RelationClaim)
    return claim


@pytest.mark.parametrize("key", UNDEFINED)
def test_the_corrected_form_is_proved(key: str) -> None:
    evidence = corrected(key).examine()
    assert evidence.holds
    assert evidence.proved


@pytest.mark.parametrize("key", UNDEFINED)
def test_the_exact_sample_sees_every_fault(key: str) -> None:
    claim = corrected(key)
    assert claim.judge.exact is not None
    undefined, unseen = [], []
    for fault, mutant in claim.mutants():
        assert isinstance(mutant, RelationClaim)
        if mutant.rejects():
            try:
                if not mutant.residual(claim.judge.exact()):
                    unseen.append(fault)
            except (LookupError, ValueError):
                undefined.append(fault)
    assert unseen == []
    assert tuple(undefined) == UNDEFINED[key]


#: The exact sample knows the tensor of (108) alone.
PRINTED = [key for key in UNDEFINED if key != "text-B2-source"]


@pytest.mark.parametrize("key", PRINTED)
def test_the_exact_sample_rejects_the_print(key: str) -> None:
    printed, exact = rows()[key].claim, corrected(key).judge.exact
    assert isinstance(printed, RelationClaim)
    assert exact is not None
    assert printed.residual(exact())
