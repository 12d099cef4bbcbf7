"""Rows on sentences and captions of App. E: arrows, kinds of vertices, the spin vertex."""

from __future__ import annotations

from collections.abc import Sequence

from spinloom.derivations.engine.claims import measured, small_system
from spinloom.derivations.engine.ledger import Entry
from spinloom.derivations.engine.printed import Label, equal, node

from . import judge_sentences_rules as judge
from . import paper_sentences_rules as print_
from .claims_traces_rules import row

LISTED = "86 diagrams by brute force on Liouville space"


def entries() -> Sequence[Entry]:
    """The rows of this part, in the order of the paper."""
    figure = measured("the objects of both figures", judge.contractions_of_figures, 1e-12)
    loops = equal(print_.has_contraction[Label("25(c)", "figure")], node(1))
    return [
        row(print_.TEXT_FIGURE_11, figure, loops, "no slip of the transcription: another figure"),
        row(print_.CAPTION_26, small_system(LISTED, judge.draw_kinds, points=1)),
        row(print_.TEXT_ALTERNATE, small_system(LISTED, judge.draw_arrows, points=1)),
        row(print_.TEXT_RULE_DIRECT, small_system(
            "thermal state of two orbitals, exact Fock space of 16 states", judge.draw_average,
            points=3)),
    ]  # fmt: skip
