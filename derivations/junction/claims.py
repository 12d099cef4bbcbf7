"""The junction's rows of the ledger: each printed equation with the judge that decides it."""

from __future__ import annotations

from collections.abc import Sequence

from spinloom.derivations.engine.claims import Judge, RelationClaim
from spinloom.derivations.engine.ledger import Entry

from . import judge_spins
from . import paper as print_

DIAGONAL = "eigenvectors of the 4 x 4 Hamiltonian with (7), generic couplings"


def levels() -> list[Entry]:
    """(9)."""
    diagonal = Judge(DIAGONAL, judge_spins.draw_levels)
    return [
        Entry("junction:9", "equation", RelationClaim(print_.EQ_9.printed, diagonal), print_.EQ_9,
              "interaction", note="psi is the argument of J_ex + i J_DM"),
    ]  # fmt: skip


def entries() -> Sequence[Entry]:
    """All rows of the junction that stand on its equations."""
    return levels()
