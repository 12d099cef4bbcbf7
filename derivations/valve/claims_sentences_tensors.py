"""Rows of more sentences of appendices A, B and C."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spinloom.derivations.engine.claims import Judge, RelationClaim, measured, small_system
from spinloom.derivations.engine.ledger import Entry, Equation
from spinloom.derivations.engine.printed import Node

from . import exact_fock_tensors, exact_principal_tensors, judge_tensors_triplets
from . import judge_sentences_tensors as judge
from . import paper_sentences_tensors as sentences

PAIR = "two spins 1/2 along generic axes"
STEPS = "sharp Fermi functions on both sides of the potential"
TURNED = "random tensors and rotations"
DYAD = "random vectors; axes by numerical diagonalization"
EIGENVALUES = "generic coefficients and directions, numbers and rational functions"
NUMBER = "the number of an equation"
COMMUTING = "rank of the commutators of a tensor with its rates; any values in order"
EQUAL = "a sentence: two equal principal values are enough"


def _row(equation: Equation, chosen: Judge, derived_in: str) -> Entry:
    return Entry.of(equation, RelationClaim(equation.printed, chosen), derived_in)


def _misprint(equation: Equation, mended: Node, chosen: Judge, slip: str, derived_in: str) -> Entry:
    claim = RelationClaim(equation.printed, chosen)
    better = replace(claim, relation=mended)
    return Entry.of(equation, claim, derived_in, corrected=better, slip=slip)


def entries() -> Sequence[Entry]:
    """The rows of this part, in the order of the paper."""
    elements = small_system(PAIR, judge_tensors_triplets.draw_pairs(), points=1,
                            exact=exact_fock_tensors.averages)  # fmt: skip
    dyad = small_system(DYAD, judge.draw_parts, points=4)
    return (
        _row(sentences.TEXT_BLOCKS, measured(PAIR, judge.blocks, 1e-12), "traces_tensors"),
        _row(sentences.TEXT_PLANAR, elements, "traces_tensors"),
        _row(sentences.TEXT_CANCELLED, small_system(STEPS, judge.draw_window, points=5),
             "traces_tensors"),
        _misprint(sentences.TEXT_SOURCE, sentences.principal_currents(sentences.GENERAL),
                  small_system(EIGENVALUES, judge.draw_principal, points=4,
                               exact=exact_principal_tensors.currents), NUMBER,
                  "exact_tensors"),
        _row(sentences.TEXT_INVARIANTS, measured(TURNED, judge.turned, 1e-12), "exact_tensors"),
        _row(sentences.TEXT_CHOICE, dyad, "exact_tensors"),
        _misprint(sentences.TEXT_TURNING, sentences.turning(),
                  replace(measured(COMMUTING, judge.turning, 1e-12),
                          exact=exact_principal_tensors.turning), EQUAL, "exact_tensors"),
    )  # fmt: skip
