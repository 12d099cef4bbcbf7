"""Rows of (113)-(137): verdicts, faults, and judges that see every term."""

from __future__ import annotations

from functools import cache

import pytest

from spinloom.derivations.engine.ledger import Entry, Row
from spinloom.derivations.engine.proof import decide
from spinloom.derivations.valve.claims_pure import entries

VERDICTS = {
    "valve:113": "verified",
    "valve:114": "erratum",
    "valve:115": "verified",
    "valve:116": "erratum",
    "valve:117": "approximation",
    "valve:118": "verified",
    "valve:119": "verified",
    "valve:120": "erratum",
    "valve:121": "approximation",
    "valve:text-edges": "erratum",
    "valve:text-exchange-field": "approximation",
    "valve:text-emission": "erratum",
    "valve:text-emission-sign": "erratum",
    "valve:text-bias-sign": "erratum",
    "valve:text-anisotropy-sign": "verified",
    "valve:fn38": "erratum",
    "valve:caption15": "approximation",
    "valve:135": "verified",
    "valve:text-tuneable-orbitals": "verified",
    "valve:122": "proved",
    "valve:123": "proved",
    "valve:124": "proved",
    "valve:125": "proved",
    "valve:126": "erratum",
    "valve:127": "definition",
    "valve:128": "definition",
    "valve:129": "verified",
    "valve:130": "erratum",
    "valve:131": "erratum",
    "valve:132": "erratum",
    "valve:133": "proved",
    "valve:134": "proved",
    "valve:text-nearly-collinear": "erratum",
    "valve:text-collinear-spin-current": "verified",
    "valve:text-voltage-even": "erratum",
    "valve:text-thermal-odd": "verified",
    "valve:text-thermal-flow": "erratum",
    "valve:136": "verified",
    "valve:137": "approximation",
    "valve:fn41-bias": "approximation",
    "valve:fn41": "erratum",
    "valve:text-saturation": "erratum",
    "valve:caption22": "erratum",
    "valve:caption22-order": "erratum",
    "valve:text-hole-flow": "verified",
    "valve:text-no-net-creation": "approximation",
    "valve:text-collinear-tensor": "erratum",
    "valve:text-S-theta": "verified",
    "valve:text-collinear-axis": "erratum",
    "valve:text-hard-axis": "erratum",
    "valve:text-direct-part": "erratum",
    "valve:text-frame": "verified",
    "valve:text-middle-axis": "verified",
    "valve:text-direct-axes": "verified",
    "valve:caption18": "erratum",
    "valve:text-rate": "verified",
    "valve:text-loss": "verified",
    "valve:fn39": "proved",
    "valve:text-voltage-flow": "verified",
    "valve:text-partner": "erratum",
    "valve:text-pure-current": "verified",
    "valve:text-antiparallel": "verified",
    **{f"valve:fig{n}": "verified" for n in (7, 9, 10, 14, 15, 16, 17, 18, 19, 20, 21, 22)},
    "valve:caption15-start": "erratum",
    "valve:text-commutator": "verified",
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
    assert row.mutants.killed
