"""Corrected forms of App. E are proved, and the samples that prove see every fault."""

from __future__ import annotations

from functools import cache

import pytest

from spinloom.derivations.engine.claims import RelationClaim
from spinloom.derivations.engine.ledger import Entry
from spinloom.derivations.valve import claims_network, claims_rules

#: Keys, and the faults with which the corrected form is no statement about the exact sample.
UNDEFINED = {
    "E3": (),
    "E8": (),
    "text-L0-commutes": (),
    "text-figure11": (),
    # twice a sign, half of it, and a matrix element are no conjugation indices
    "text-contraction-superscript": ("argument 1 doubled", "argument 1 halved",
                                     "arguments 1 and 2 exchanged"),
    "text-filled-dots": (),
}  # fmt: skip


@cache
def rows() -> dict[str, Entry]:
    entries = (*claims_rules.entries(), *claims_network.entries())
    return {entry.key.partition(":")[2]: entry for entry in entries}


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
