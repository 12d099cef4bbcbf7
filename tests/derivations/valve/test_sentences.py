"""Rows of more sentences: verdicts, and what the judges must be able to see."""

from __future__ import annotations

import random
from functools import cache

import pytest

from spinloom.derivations.engine.interpret import DOUBLE
from spinloom.derivations.engine.ledger import Entry
from spinloom.derivations.engine.proof import decide
from spinloom.derivations.valve import (
    claims_sentences_stored,
    claims_sentences_tensors,
    judge_sentences_stored,
    judge_sentences_tensors,
)

VERDICTS = {
    **dict.fromkeys(("text-flat-frequencies", "text-recovered", "text-current-source",
                     "text-C1-turning", "text-B2-source"), "erratum"),
    **dict.fromkeys(
        ("text-no-alignment", "text-cold-positive", "text-no-analogue", "text-correlated-current",
         "text-isotropic", "text-A26-blocks", "text-A45-cancelled", "text-B13-invariants",
         "text-B18-choice"),
        "verified"),
    "text-A31-planar": "proved",
}  # fmt: skip


@cache
def rows() -> dict[str, Entry]:
    entries = (*claims_sentences_stored.entries(), *claims_sentences_tensors.entries())
    return {entry.key.partition(":")[2]: entry for entry in entries}


def test_every_row_is_expected() -> None:
    assert rows().keys() == VERDICTS.keys()


@pytest.mark.parametrize("key", VERDICTS)
def test_row(key: str) -> None:
    row = decide(rows()[key])
    assert row.failures == ()
    assert row.verdict == VERDICTS[key]
    assert row.mutants.killed >= 3


def test_frequencies_below_the_distance_leave_the_band() -> None:
    values = judge_sentences_stored.draw_frequencies(random.Random(2), DOUBLE).values["least"]
    assert values == {"below": 0.0, "within": 1.0}


def test_half_filled_orbitals_are_counted_by_the_ground_state() -> None:
    for seed in range(4):
        values = judge_sentences_stored.draw_ground(random.Random(seed), DOUBLE).values
        assert values["q_ground"] == pytest.approx(values["polarized"] / 4, abs=1e-12)
        assert values["transverse"] == pytest.approx(values["polarized"] / 2, abs=1e-12)


def test_sizes_that_do_not_vanish_are_large() -> None:
    values = judge_sentences_stored.draw_network(random.Random(1), DOUBLE).values
    assert min(values["gap"]["local"], values["gap"]["non-local"]) > 1e-3
    assert values["change"]["rates"] > 0.1
    assert values["internal"]["split"] > 0.1


def test_blocks_of_triplets_are_large_and_axes_of_equal_values_turn() -> None:
    values = judge_sentences_tensors.blocks()["block"]
    assert values["T|T"] > 0.1
    assert judge_sentences_tensors.turning()["turns"].tolist() == [[0.0, 1.0, 1.0]]
    assert judge_sentences_tensors.turned()["drift"]["entry"] > 0.1
