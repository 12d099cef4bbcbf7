"""Rows of the nodes and of the current operators: (49)-(54), (73)-(86) and their sentences.

Positive currents enter the node. Rows whose note says so need tunnelling that conserves the spin;
all others are judged with generic spin-dependent tunnelling.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from spinloom.derivations.engine.claims import Judge, RelationClaim, small_system
from spinloom.derivations.engine.free import symmetric
from spinloom.derivations.engine.ledger import Entry, Equation
from spinloom.derivations.engine.printed import Node

from . import corrected_stored as corrected
from . import judge_flows
from . import paper_flows as flows
from . import paper_stored as stored

GENERIC = "three electrodes, one and two electrons, generic spin-dependent tunnelling"
CONSERVING = "three electrodes, one and two electrons, spin-conserving tunnelling"
SYMMETRIC = (
    "unequal", "pair_count", "quadrupole", "same_axis", "traceless", "pair_rate",
    "internal_pair_rate", "tensor_current",
)  # fmt: skip
NAMED = {name: symmetric for name in SYMMETRIC}
NEEDS = "needs tunnelling that conserves the spin"
DOT = "a dot over the operator, which the transcription could have lost"
PRIME = "a prime at the second spin, which the transcription could have lost"
ORDER = "the order of two factors; the sentence above it calls the product symmetric"

generic, conserving = (
    small_system(method, judge_flows.draw_flows(kept), points=2, relations=NAMED)
    for method, kept in ((GENERIC, False), (CONSERVING, True))
)
#: Spins of electrodes in equilibrium commute or are equal: their product does not see the order.
of_spins = replace(generic, exchanges={"odot": 1})


def _row(equation: Equation, judge: Judge = generic, **options: Any) -> Entry:
    return Entry.of(equation, RelationClaim(equation.printed, judge), "network", **options)


def _misprint(equation: Equation, mended: Node, slip: str, note: str = "") -> Entry:
    mend = RelationClaim(mended, generic)
    return _row(equation, corrected=mend, slip=slip, note=note)


def nodes() -> list[Entry]:
    """(49)-(54)."""
    return [
        _row(stored.EQ_49),
        _row(stored.EQ_50, of_spins),
        _misprint(stored.EQ_51, corrected.dyadic(), ORDER,
                  note="a and b: the spin of an electrode and the spin current into it"),
        _row(stored.EQ_52),
        _row(stored.EQ_53, of_spins),
        _row(stored.EQ_54, of_spins),
        _row(stored.TEXT_HERMITIAN, of_spins),
    ]  # fmt: skip


def charge_and_spin() -> list[Entry]:
    """(73)-(79), (81)."""
    return [
        _row(flows.EQ_73),
        _row(flows.EQ_74),
        _misprint(flows.EQ_75, corrected.internal_rate(), DOT),
        _row(flows.TEXT_CURRENT),
        _row(flows.EQ_76),
        _misprint(flows.EQ_77, corrected.number_rate(), DOT),
        _row(flows.EQ_78),
        _misprint(flows.EQ_79, corrected.precession(),
                  "the order of the vector product; a sign, which the transcription hardly makes",
                  note="with the splitting of (18), spin up lower along the Stoner field"),
        _row(flows.TEXT_ANTISYMMETRY, conserving, note=NEEDS + " (the charge does not)"),
        _row(flows.EQ_81, conserving, note=NEEDS + " (the charge does not)"),
        _row(flows.CAPTION_11),
    ]  # fmt: skip


def quadrupole() -> list[Entry]:
    """(82)-(84), (86) and the sentences between them."""
    free = "holds for spin-dependent tunnelling too"
    return [
        _row(flows.EQ_82, note=free),
        _row(flows.EQ_83),
        _row(flows.EQ_84, note=free),
        _misprint(flows.TEXT_NOT_HERMITIAN, corrected.hermitian_terms(),
                  "a sentence: spins one half make the single terms of a local node Hermitian"),
        _row(flows.FOOTNOTE_32),
        _row(flows.TEXT_LINKS, note=free),
        _row(flows.EQ_86, note=free),
        _row(flows.TEXT_LINK_ANTISYMMETRY, conserving, note=NEEDS),
        _row(flows.CAPTION_12),
    ]  # fmt: skip


def entries() -> Sequence[Entry]:
    """The rows of this part, in the order of the paper."""
    return (*nodes(), *charge_and_spin(), *quadrupole())
