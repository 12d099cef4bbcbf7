"""Every row of the junction is decided as expected, with all faults of its print rejected."""

from __future__ import annotations

import random

import numpy as np
import pytest

from spinloom.derivations.engine.proof import decide
from spinloom.derivations.junction import judge_counting
from spinloom.derivations.junction.claims import entries
from spinloom.derivations.junction.judge_bath import draw_leads
from spinloom.derivations.junction.judge_spins import generator

ENTRIES = {entry.key: entry for entry in entries()}
ERRATA = ("junction:6", "junction:text-range", "junction:text-dominate")
LIMITS = ("junction:7", "junction:text-temperature", "junction:claim-same-lead",
          "junction:claim-line-widths", "junction:claim-coinciding-widths",
          "junction:claim-current-telegraph", "junction:claim-dropped-shift",
          "junction:claim-dark-rate", "junction:text-linear")  # fmt: skip
PROVED = ("junction:10", "junction:11", "junction:claim-positivity", "junction:claim-thermal",
          "junction:claim-unique", "junction:claim-eigenvalues")  # fmt: skip


@pytest.mark.parametrize("key", sorted(ENTRIES))
def test_row(key: str) -> None:
    row = decide(ENTRIES[key])
    assert row.failures == ()
    assert (row.verdict == "erratum") == (key in ERRATA)
    assert (row.verdict == "approximation") == (key in LIMITS)
    assert (row.verdict == "proved") == (key in PROVED)


def test_all_numbered_equations_have_rows() -> None:
    assert {f"junction:{n}" for n in range(1, 12)} <= set(ENTRIES)


def test_jumps_that_are_counted_are_those_of_the_generator() -> None:
    """What a golden-rule jump takes away is what the generator's loss terms say."""
    rng = random.Random(5)
    leads, nu, bias = draw_leads(rng), 0.4, 1.3
    jumps = judge_counting.channels(leads, nu, bias)
    whole = generator(nu, bias, judge_counting.couplings(leads), 0.3, 0.1, leads.theta, leads.phi)
    rest = whole - sum(np.kron(jump, jump.conj()) for jump in jumps)
    loss = sum(jump.conj().T @ jump for jump in jumps)
    # without its jumps the generator loses trace at the rate of the loss operator
    assert np.abs(np.eye(4).ravel() @ rest + loss.T.ravel()).max() < 1e-12
