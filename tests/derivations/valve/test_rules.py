"""Rows of App. E: verdicts, faults, and judges that see every term."""

from __future__ import annotations

from functools import cache

import pytest

from spinloom.derivations.engine.ledger import Entry, Row
from spinloom.derivations.engine.proof import decide
from spinloom.derivations.valve.claims_rules import entries

VERDICTS = {
    "valve:E2": "definition",
    "valve:text-superparticle": "erratum",
    "valve:E3": "erratum",
    "valve:E4": "verified",
    "valve:E5": "verified",
    "valve:text-L0-commutes": "erratum",
    "valve:E6": "verified",
    "valve:text-charge-spin-basis": "verified",
    "valve:text-spin-conserving-vector": "verified",
    "valve:E7": "verified",
    "valve:E8": "erratum",
    "valve:E12": "verified",
    "valve:E13": "verified",
    "valve:E14": "verified",
    "valve:E15": "erratum",
    "valve:E16": "verified",
    "valve:E17": "verified",
    "valve:text-reducible-self-energy": "erratum",
    "valve:E18": "verified",
    "valve:text-L-before-R": "erratum",
    "valve:E19": "erratum",
    "valve:E20": "verified",
    "valve:text-distribution": "erratum",
    "valve:E21": "verified",
    "valve:E22": "verified",
    "valve:E23": "verified",
    "valve:E24": "erratum",
    "valve:E25": "definition",
    "valve:E26": "erratum",
    "valve:E27": "verified",
    "valve:E29": "erratum",
    "valve:E30": "verified",
    "valve:E31": "verified",
    "valve:text-contraction-superscript": "erratum",
    "valve:text-parities": "verified",
    "valve:caption25": "verified",
    "valve:text-loop": "verified",
    "valve:text-filled-dots": "erratum",
}


@cache
def rows() -> dict[str, Entry]:
    return {entry.key: entry for entry in entries()}


@cache
def decided(key: str) -> Row:
    return decide(rows()[key])


def test_every_row_is_expected() -> None:
    assert rows().keys() == VERDICTS.keys()


@pytest.mark.parametrize("key", VERDICTS)
def test_row(key: str) -> None:
    row = decided(key)
    assert row.failures == ()
    assert row.verdict == VERDICTS[key]
    assert row.mutants.tried == row.mutants.killed + row.mutants.equivalent
    assert row.mutants.killed >= 3
