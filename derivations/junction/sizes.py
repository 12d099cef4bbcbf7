"""How large what the paper leaves out is at the parameters of its figures."""

from __future__ import annotations

from fractions import Fraction

from spinloom.derivations.engine.claims import Judge, RelationClaim, measured
from spinloom.derivations.engine.interpret import DOUBLE
from spinloom.derivations.engine.ledger import Entry
from spinloom.derivations.engine.printed import Label, Node, Symbol, about, equal, node, system

from . import judge_sizes

share = Symbol("share", "ratio", r"r_{<0>}")
ratio_2, ratio_3 = (Symbol(f"ratio_{n}", "ratio", rf"r^{{({n})}}_{{<0>}}") for n in "23")
local_2, global_2, twisted_2, local_3, global_3 = (
    Symbol(name, "weight", rf"p_S^{{\text{{{name.replace('_', ' ')}}}}}")
    for name in ("local_2", "global_2", "twisted_2", "local_3", "global_3")
)


def within_the_leads() -> Node:
    """Flips by electrons that return to their lead over those that cross, T = 0."""
    values = (("2", Fraction(2, 11)), ("3 left", Fraction(4, 7)), ("3 right", Fraction(8, 9)))
    return system(*(equal(share[Label(name, "figure")], value) for name, value in values))


def global_over_local() -> Node:
    """Rates at the distance of the levels of (9) over those at the bare frequencies."""
    two = (("T1 S", Fraction(3, 11)), ("S T1", Fraction(17, 9)), ("S T3", Fraction(19, 11)),
           ("T3 S", Fraction(1, 9)), ("S T2", Fraction(9, 5)),
           ("T2 S", Fraction(1, 5)))  # fmt: skip
    three = (("T1 S", Fraction(359, 375)), ("S T1", Fraction(173, 125)),
             ("S T3", Fraction(391, 375)), ("T3 S", Fraction(77, 125)),
             ("S T2", Fraction(673, 625)), ("T2 S", Fraction(577, 625)))  # fmt: skip
    return system(
        *(equal(ratio_2[Label(name, "transition")], value) for name, value in two),
        *(equal(ratio_3[Label(name, "transition")], value) for name, value in three),
    )


def singlet_weights() -> Node:
    """The stationary weight of the upper inner level with either kind of rates."""
    return system(
        about(local_2, Fraction(99, 400)),
        about(global_2, node(Fraction(334, 10000))),
        about(twisted_2, node(Fraction(656, 10**7))),
        about(local_3, Fraction(9, 100)),
        about(global_3, node(Fraction(637, 10000))),
    )


def entries() -> list[Entry]:
    """Rows of the sizes."""
    counted = "counted pairs at the figures' parameters, T = 0"
    rows = (
        ("same-lead-figures", within_the_leads(),
         Judge(counted, judge_sizes.draw_within, points=1, tolerance=1e-14, rings=(DOUBLE,)),
         "V / nu = 10, 2.5 and 1.25, equal amplitudes: 18, 57 and 89 percent; at Fig. 3 right the "
         "condition V >> nu of (3) is not met"),
        ("global-figures", global_over_local(),
         Judge(counted, judge_sizes.draw_global, points=1, tolerance=1e-13, rings=(DOUBLE,)),
         "J_DM = 0; transition from the first level to the second"),
        ("global-state", singlet_weights(),
         measured("rate equations between the levels, approx within 0.001",
                  judge_sizes.weights, 1e-3),
         "lambda_2 < lambda_1 as in Fig. 2, coloured with J_DM = J_ex; Fig. 3 right with lambda_2 "
         "1 % off: secular with respect to the levels of (9), the upper level holds 3 % "
         "instead of 25 % at Fig. 2, and at the coloured curves next to nothing"),
    )  # fmt: skip
    return [
        Entry(f"junction:claim-{name}", "claim", RelationClaim(relation, judge), None, "master",
              note=note)
        for name, relation, judge, note in rows
    ]  # fmt: skip
