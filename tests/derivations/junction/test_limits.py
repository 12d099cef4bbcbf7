"""The junction's limits: proved, measured, and failing for a wrong law."""

from __future__ import annotations

import pytest

from spinloom.derivations.junction import limits
from spinloom.junction import Parameters

ROWS = {row.key: row for row in limits.rows()}


@pytest.mark.parametrize("key", sorted(ROWS))
def test_limit(key: str) -> None:
    row = ROWS[key]
    assert row.proof()
    assert row.meets(row.measure(Parameters))


def test_wrong_statements_are_not_proved_or_met() -> None:
    wrong = limits.spectrum(limits._nu) - limits.spectrum(-limits._nu) - limits._nu
    assert not limits._vanishes(wrong)
    row = ROWS["junction:limit-dark-detuning"]
    assert not row.meets(1.0)
    assert not ROWS["junction:limit-difference"].meets(1e-6)
