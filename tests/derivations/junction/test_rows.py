"""Every row of the junction is decided as expected, with all faults of its print rejected."""

from __future__ import annotations

import pytest

from spinloom.derivations.engine.proof import decide
from spinloom.derivations.junction.claims import entries

ENTRIES = {entry.key: entry for entry in entries()}
#: Rows with many faults on big spaces: here their print alone is examined.
HEAVY = ("junction:1", "junction:3", "junction:text-current", "junction:claim-eigenvalues",
         "junction:claim-dark-rate")  # fmt: skip
ERRATA = ("junction:6", "junction:text-range")
LIMITS = ("junction:7", "junction:text-temperature", "junction:claim-same-lead")


@pytest.mark.parametrize("key", sorted(set(ENTRIES) - set(HEAVY)))
def test_row(key: str) -> None:
    row = decide(ENTRIES[key])
    assert row.failures == ()
    assert (row.verdict == "erratum") == (key in ERRATA)
    assert (row.verdict == "approximation") == (key in LIMITS)


@pytest.mark.parametrize("key", HEAVY)
def test_heavy_row_holds(key: str) -> None:
    entry = ENTRIES[key]
    assert (entry.limit or entry.claim).examine().holds


def test_all_numbered_equations_have_rows() -> None:
    assert {f"junction:{n}" for n in range(1, 12)} <= set(ENTRIES)
