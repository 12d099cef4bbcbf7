"""Rows on sentences and captions of App. E: arrows, kinds of vertices, the spin vertex."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from spinloom.derivations.engine.claims import Judge, measured, small_system
from spinloom.derivations.engine.interpret import DOUBLE, Draw
from spinloom.derivations.engine.ledger import Entry
from spinloom.derivations.engine.printed import Label, equal, node

from . import exact_labels_rules
from . import judge_sentences_rules as judge
from . import paper_sentences_rules as print_
from .claims_traces_rules import row

LISTED = "86 diagrams by brute force on Liouville space"


def exhaustive(method: str, draw: Draw) -> Judge:
    """A judge that knows every case of a statement on signs, as integers: a proof."""
    return small_system(method, draw, points=1, exact=lambda: draw(random.Random(0), DOUBLE))


def entries() -> Sequence[Entry]:
    """The rows of this part, in the order of the paper."""
    figure = replace(
        measured(
            "the objects of both figures, counted; arrows as the loop below (E25) runs",
            judge.contractions_of_figures,
            1e-12,
        ),
        exact=exact_labels_rules.figures,
    )
    loops = equal(print_.starting_early[Label("25(c)", "figure")], node(1))
    return [
        row(print_.TEXT_FIGURE_11, figure, loops, "no slip of the transcription: another figure"),
        row(print_.CAPTION_26, exhaustive(LISTED, judge.draw_kinds)),
        row(print_.TEXT_ALTERNATE, exhaustive(LISTED, judge.draw_arrows)),
        row(print_.TEXT_RULE_DIRECT, small_system(
            "thermal state of two orbitals, exact Fock space of 16 states", judge.draw_average,
            points=3)),
    ]  # fmt: skip
