"""Rows (1)-(39) of the valve: verdicts, faults, and judges that see every term."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from spinloom.derivations.engine.ledger import Entry, Row
from spinloom.derivations.engine.proof import decide
from spinloom.derivations.valve import claims_atoms, judge_atoms_spins

VERDICTS = {
    "valve:1": "definition",
    "valve:2": "verified",
    "valve:3": "verified",
    "valve:4": "verified",
    "valve:text-triplet-spin": "verified",
    "valve:text-bell-states": "verified",
    "valve:text-principal-values": "erratum",
    "valve:text-triplet-complete": "verified",
    "valve:5": "verified",
    "valve:6": "erratum",
}


@cache
def rows() -> dict[str, Entry]:
    return {entry.key: entry for entry in claims_atoms.entries()}


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


# --- spins --------------------------------------------------------------------------------------


def test_moments_are_symmetric_and_traceless() -> None:
    moment = judge_atoms_spins.quadrupole(judge_atoms_spins.spins(3).sum(axis=0))
    assert np.allclose(moment, moment.swapaxes(0, 1), atol=1e-15)
    assert np.allclose(np.einsum("iiab->ab", moment), 0, atol=1e-15)
    assert np.abs(moment).max() > 0.4


def test_bell_states_are_triplets_without_spin() -> None:
    total = judge_atoms_spins.spins(2).sum(axis=0)
    squared = np.einsum("iab,ibc->ac", total, total)
    for axis in range(3):
        state = judge_atoms_spins.null_state(axis)
        assert np.allclose(squared @ state, 2 * state, atol=1e-14)
        assert np.allclose(total[axis] @ state, 0, atol=1e-14)
        assert np.allclose(np.einsum("a,iab,b->i", state.conj(), total, state), 0, atol=1e-14)


def test_the_interval_needs_one_digit() -> None:
    assert "-0.666667" in decided("valve:text-principal-values").counterexample
