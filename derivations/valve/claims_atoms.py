"""Rows of two spins, the model and the single electrode at T = 0: (1)-(39).

Conventions: hbar = k_B = 1; sigma = +1 is spin up along the Stoner direction.
"""

from __future__ import annotations

from collections.abc import Sequence

from spinloom.derivations.engine.claims import (
    DefinitionClaim,
    RelationClaim,
    measured,
    small_system,
)
from spinloom.derivations.engine.free import symmetric
from spinloom.derivations.engine.ledger import Entry
from spinloom.derivations.engine.printed import Node, relations, system

from . import corrected_atoms as corrected
from . import judge_atoms_spins as judge_spins
from . import paper_atoms as print_

TRIPLETS = "triplet states of two spins 1/2"
THREE = "three spins 1/2"
HARDLY = "a product lost, which the transcription could hardly make"
DIGIT = "2 for 3, which the transcription could have made"
NAMED = {
    "delta": symmetric,
    "unequal": symmetric,
    "q": lambda labels: (1, (*sorted(labels[:2]), *sorted(labels[2:]))),
    "Q": symmetric,
}


def triplets() -> list[Entry]:
    """(1)-(4) and the sentences between them."""
    judge = small_system(TRIPLETS, judge_spins.draw_triplets(), points=1, relations=NAMED)
    averages = (print_.EQ_2, print_.EQ_3, print_.EQ_4)

    def used(printed: Node) -> RelationClaim:
        draw = judge_spins.draw_triplets(printed)
        together = system(*(r for e in averages for r in relations(e.printed)))
        return RelationClaim(together, small_system(TRIPLETS, draw, points=1))

    moment = DefinitionClaim(print_.EQ_1.printed, used, relations=NAMED)
    counted = measured("matrices on the triplet", judge_spins.triplet_values, 1e-12)
    interval = RelationClaim(print_.TEXT_PRINCIPAL_VALUES.printed, counted)
    mended = RelationClaim(corrected.principal_values(), counted)
    return [
        Entry.of(print_.EQ_1, moment, "storage", defines=("valve:2", "valve:3", "valve:4")),
        *(
            Entry.of(equation, RelationClaim(equation.printed, judge), "storage")
            for equation in (*averages, print_.TEXT_TRIPLET_SPIN, print_.TEXT_BELL_STATES)
        ),
        Entry.of(print_.TEXT_PRINCIPAL_VALUES, interval, "storage", corrected=mended, slip=DIGIT),
        Entry.of(print_.TEXT_TRIPLET_COMPLETE,
                 RelationClaim(print_.TEXT_TRIPLET_COMPLETE.printed, counted), "storage"),
    ]  # fmt: skip


def pairs() -> list[Entry]:
    """(5) and (6)."""
    three = small_system(THREE, judge_spins.draw_pairs, points=1, relations=NAMED)
    one = small_system(THREE, judge_spins.draw_one_pair, points=1, relations=NAMED)
    return [
        Entry.of(print_.EQ_5, RelationClaim(print_.EQ_5.printed, three), "storage",
                 note="a pair's moment is (1) for the spins of the pair"),
        Entry.of(print_.EQ_6, RelationClaim(print_.EQ_6.printed, one), "storage", slip=HARDLY,
                 corrected=RelationClaim(corrected.pair_quadrupole(), one),
                 note="the print is neither symmetric nor traceless"),
    ]  # fmt: skip


def entries() -> Sequence[Entry]:
    """The rows of this part, in the order of the paper."""
    return (*triplets(), *pairs())
