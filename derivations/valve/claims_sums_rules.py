"""Rows on sums of diagrams: the rules of the quadrupole current, counts, cancellations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spinloom.derivations.engine.claims import RelationClaim, measured, small_system
from spinloom.derivations.engine.interpret import DOUBLE, Sample
from spinloom.derivations.engine.ledger import Entry

from . import judge_sums_rules as judge
from . import paper_sums_rules as print_

EXACT = (
    "exact quadrupole current of a valve with 64 states, generic axes and complex amplitudes, "
    "first and third order in the tunnelling"
)


def entries() -> Sequence[Entry]:
    """The rows of this part."""
    total = small_system(EXACT, judge.draw_quadrupole_sum, points=5)
    numbers = measured(
        "brute force on Liouville space; at third order a recursion", judge.numbers, 1e-12
    )
    values = measured(
        "brute force on Liouville space; values summed over all spins", judge.cancellations, 1e-12
    )
    numbers = replace(numbers, exact=lambda: Sample(DOUBLE, judge.numbers()))
    rule = print_.TEXT_RULE_COMPLETE
    return [
        Entry.of(rule, RelationClaim(rule.printed, total), "diagrams"),
        *(
            Entry(equation.key, "claim", RelationClaim(equation.printed, chosen), equation,
                  "diagrams")
            for equation, chosen in ((print_.COUNTS, numbers), (print_.CANCELLATIONS, values))
        ),
    ]  # fmt: skip
