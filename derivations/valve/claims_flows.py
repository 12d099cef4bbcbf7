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
from spinloom.derivations.engine.printed import Node, relations

from . import corrected_stored as corrected
from . import exact_flows, exact_links, exact_vectors_stored, judge_flows
from . import paper_flows as flows
from . import paper_stored as stored
from . import paper_stored_text as text
from .exact_operators_atoms import OpenClaim, precession
from .together import Together

SPIN_DEPENDENT = "three electrodes, one and two electrons, generic spin-dependent tunnelling"
SPIN_CONSERVING = "three electrodes, one and two electrons, spin-conserving tunnelling"
SYMMETRIC = (
    "unequal", "pair_count", "quadrupole", "same_axis", "traceless", "pair_rate",
    "internal_pair_rate", "tensor_current",
)  # fmt: skip
NAMED = {name: symmetric for name in SYMMETRIC}
NEEDS = "needs tunnelling that conserves the spin"
DOT = "a dot over the operator, which the transcription could have lost"
PRIME = "a prime at the second spin, which the transcription could have lost"
ORDER = "the order of two factors; the sentence above it calls the product symmetric"

GENERIC = small_system(SPIN_DEPENDENT, judge_flows.draw_flows(False), points=2, relations=NAMED)
#: The same points, and then all levels and hops one by one: what both sides are linear in.
EVERY = replace(GENERIC, exact=exact_flows.exact(False))
CONSERVING = replace(GENERIC, method=SPIN_CONSERVING, draw=judge_flows.draw_flows(True),
                     exact=exact_flows.exact(True))  # fmt: skip
#: The same points, and then which single hops leave a product of a current and a spin skew.
ORDERED = replace(GENERIC, exact=exact_links.orders)
#: The same points, and then any two vectors of operators.
OF_VECTORS = replace(GENERIC, method=SPIN_DEPENDENT + "; any two vectors of operators",
                     exact=exact_vectors_stored.dyadic)  # fmt: skip
#: Spins of electrodes in equilibrium commute or are equal: their product does not see the order.
OF_SPINS = replace(EVERY, exchanges={"odot": 1})


def _row(equation: Equation, judge: Judge = EVERY, **options: Any) -> Entry:
    return Entry.of(equation, RelationClaim(equation.printed, judge), "network", **options)


def _misprint(
    equation: Equation, mended: Node, slip: str, note: str = "", judge: Judge = GENERIC
) -> Entry:
    mend = RelationClaim(mended, judge)
    return _row(equation, judge, corrected=mend, slip=slip, note=note)


def nodes() -> list[Entry]:
    """(49)-(54)."""
    return [
        _row(stored.EQ_49),
        _row(stored.EQ_50, OF_SPINS),
        _misprint(stored.EQ_51, corrected.dyadic(), ORDER,
                  note="a and b: the spin of an electrode and the spin current into it",
                  judge=OF_VECTORS),
        _row(stored.EQ_52),
        _row(stored.EQ_53, OF_SPINS),
        _row(stored.EQ_54, OF_SPINS),
        _row(stored.TEXT_HERMITIAN, OF_SPINS),
    ]  # fmt: skip


def charge_and_spin() -> list[Entry]:
    """(73)-(79), (81)."""
    return [
        _row(flows.EQ_73),
        _row(text.TEXT_VON_NEUMANN, GENERIC),
        _row(flows.EQ_74),
        _misprint(flows.EQ_75, corrected.internal_rate(), DOT, judge=EVERY),
        _row(flows.TEXT_CURRENT),
        _row(flows.EQ_76),
        _misprint(flows.EQ_77, corrected.number_rate(), DOT, judge=EVERY),
        _row(flows.EQ_78),
        _row(flows.EQ_79, GENERIC,
             corrected=OpenClaim(corrected.precession(), GENERIC, proof=precession),
             slip="the order of the vector product; a sign, which the transcription hardly makes",
             note="with the splitting of (18), spin up lower along the Stoner field"),
        _row(flows.TEXT_ANTISYMMETRY, CONSERVING, note=NEEDS + " (the charge does not)"),
        _row(flows.EQ_81, CONSERVING, note=NEEDS + " (the charge does not)"),
        _row(text.TEXT_CONSERVED, CONSERVING, note=NEEDS + " (the charge does not)"),
        _row(flows.CAPTION_11, GENERIC),
    ]  # fmt: skip


def quadrupole() -> list[Entry]:
    """(82)-(84), (86) and the sentences between them."""
    product_rule, kept = relations(text.TEXT_LEIBNIZ.printed)
    free = "holds for spin-dependent tunnelling too"
    return [
        _row(flows.EQ_82, note=free),
        _row(flows.EQ_83),
        _row(flows.EQ_84, note=free),
        _misprint(flows.TEXT_NOT_HERMITIAN, corrected.hermitian_terms(),
                  "a sentence: spins one half make the single terms of a local node Hermitian",
                  judge=ORDERED),
        _row(flows.FOOTNOTE_32, GENERIC),
        _row(flows.TEXT_LINKS, GENERIC, note=free),
        _row(flows.EQ_86, note=free),
        _row(flows.TEXT_LINK_ANTISYMMETRY, CONSERVING, note=NEEDS),
        _row(flows.CAPTION_12, GENERIC),
        Entry.of(text.TEXT_LEIBNIZ, Together((RelationClaim(product_rule, EVERY),
                                              RelationClaim(kept, CONSERVING))), "network",
                 note="the first equality holds for spin-dependent tunnelling too"),
    ]  # fmt: skip


def entries() -> Sequence[Entry]:
    """The rows of this part, in the order of the paper."""
    return (*nodes(), *charge_and_spin(), *quadrupole())
