"""Rows of Sections II and III A: the Hamiltonian (1)-(5) and the path integral (6)-(8)."""

from __future__ import annotations

from collections.abc import Sequence

from spinloom.derivations.engine.claims import RelationClaim, small_system
from spinloom.derivations.engine.ledger import Entry

from . import judge_operators
from . import paper_action as print_

OCCUPATIONS = "matrix elements from occupations against operators on Fock space"


def entries() -> Sequence[Entry]:
    """(1)-(8)."""
    j = judge_operators
    return [
        Entry.of(
            equation,
            RelationClaim(equation.printed, small_system(OCCUPATIONS, draw, points=3)),
            "action",
        )
        for equation, draw in (
            (print_.EQ_1, j.draw_whole), (print_.EQ_2, j.draw_dot), (print_.EQ_3, j.draw_lead),
            (print_.EQ_4, j.draw_lead), (print_.EQ_5, j.draw_tunnelling),
        )
    ]  # fmt: skip
