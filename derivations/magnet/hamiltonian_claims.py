"""Rows of Sections II and III A: the Hamiltonian (1)-(5) and the path integral (6)-(8)."""

from __future__ import annotations

from collections.abc import Sequence

from spinloom.derivations.engine.claims import DefinitionClaim, RelationClaim, small_system
from spinloom.derivations.engine.ledger import Entry
from spinloom.derivations.engine.printed import Node

from . import judge_grassmann, judge_operators
from . import paper_action as print_

OCCUPATIONS = "matrix elements from occupations against operators on Fock space"
BEREZIN = "Berezin integrals over a discrete contour against traces on Fock space"


def entries() -> Sequence[Entry]:
    """(1)-(8)."""
    j = judge_operators
    rows = [
        Entry.of(
            equation,
            RelationClaim(equation.printed, small_system(OCCUPATIONS, draw, points=2)),
            "action",
        )
        for equation, draw in (
            (print_.EQ_1, j.draw_whole), (print_.EQ_2, j.draw_dot), (print_.EQ_3, j.draw_lead),
            (print_.EQ_4, j.draw_lead), (print_.EQ_5, j.draw_tunnelling),
        )
    ]  # fmt: skip
    effective = small_system(BEREZIN, judge_grassmann.draw_effective, points=3)
    return [
        *rows,
        Entry.of(print_.EQ_6, _trace(None), "action", note="the measure carries the state's norm"),
        Entry.of(print_.EQ_7, DefinitionClaim(print_.EQ_7.printed, _trace), "action",
                 defines=("magnet:6",)),
        Entry.of(print_.EQ_8, RelationClaim(print_.EQ_8.printed, effective), "action"),
    ]  # fmt: skip


def _trace(action: Node | None) -> RelationClaim:
    """(6) with the action of the coherent states, or with a printed one."""
    judge = small_system(BEREZIN, judge_grassmann.draw_trace(action), points=3)
    return RelationClaim(print_.EQ_6.printed, judge)
