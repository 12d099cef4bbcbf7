"""Rows of App. E: superoperators, expansion, diagram rules, currents.

Conventions: hbar = k_B = 1; positive currents enter the node; spin up is along the Stoner field.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spinloom.derivations.engine.claims import (
    DefinitionClaim,
    Judge,
    OrderClaim,
    RelationClaim,
    measured,
    small_system,
)
from spinloom.derivations.engine.ledger import Claim, Entry, Equation
from spinloom.derivations.engine.printed import Node, Symbol, equal

from . import (
    claims_currents_rules,
    claims_sentences_rules,
    claims_sums_rules,
    claims_traces_rules,
    exact_cuts_rules,
    exact_kernel_rules,
    exact_liouville_rules,
    exact_rules,
    exact_thermal_rules,
    exact_wick_rules,
)
from . import corrected_rules as corrected
from . import judge_expansion_rules as evolve
from . import judge_fields_rules as judge
from . import paper_rules as print_
from .paper import chi, chi_1, chi_2, eta, eta_1, eta_2

TWO_MODES = "two modes on a Liouville space of dimension 16"
THREE_MODES = TWO_MODES + "; integers on three modes, each energy in turn"
TWO_ELECTRODES = "two electrodes, two spins along generic axes: Liouville space of dimension 256"
SPIN_SPACE = "spin space, generic complex amplitudes and axes"
PAIRS = "fields of sixteen labelled modes, two at a time on a Liouville space"
SUPERSCRIPT = "a superscript, which the transcription could have lost"
FROM_START = (
    "averages from commutators beside kernels from diagrams, all of them polynomials in names; any "
    "other order: what the first propagator makes of the state at the start, the same row of "
    "names after it on both sides"
)
EVALUATED = (
    "corrected for the orders in L_T that the paper evaluates, one and three for an observable of "
    "two fields and one for four fields"
)
OPPOSITE = {"opposite": lambda labels: (1, tuple(sorted(labels)))}
LABELS = {"kronecker": lambda labels: (1, tuple(sorted(labels))), **OPPOSITE}


def _indices(printed: Node) -> Claim:
    """The anticommutator of fields whose multi-index is the printed row."""
    six = [
        (chi_1, eta_1, print_.r_1, print_.n_1, print_.k_1, print_.sigma_1),
        (chi_2, eta_2, print_.r_2, print_.n_2, print_.k_2, print_.sigma_2),
    ]
    relation = equal(
        Symbol("anticommutator", "anticommutator", "[J_1, J_{1'}]_+")[*six[0], *six[1]],
        -(chi[chi_1] * eta[eta_1])
        * Symbol("delta_six", "delta", r"\delta_{1\bar{1}'}")[*six[0], *six[1]],
    )
    return RelationClaim(relation, small_system(PAIRS, judge.draw_indices(printed), points=1))


def fields() -> list[Entry]:
    """(E2)-(E5) and the sentences between them."""
    two = small_system(TWO_MODES, judge.draw_two_modes, points=3)
    level = replace(two, method=THREE_MODES, exact=exact_liouville_rules.free)
    tunnelling, vertex = (
        small_system(
            TWO_ELECTRODES, judge.draw_tunnelling, points=1, relations=LABELS, exact=chosen
        )
        for chosen in (exact_rules.liouvillian, exact_rules.amplitudes)
    )
    superparticle = RelationClaim(print_.TEXT_SUPERPARTICLE.printed, two)
    free = RelationClaim(print_.EQ_E3.printed, level)
    commuted = RelationClaim(print_.TEXT_L0_COMMUTES.printed, level)
    return [
        Entry.of(print_.EQ_E2, DefinitionClaim(print_.EQ_E2.printed, _indices),
                 "superoperators", defines=("valve:E10", "valve:E11")),
        Entry.of(print_.TEXT_SUPERPARTICLE, superparticle, "superoperators"),
        Entry.of(print_.EQ_E3, free, "superoperators",
                 corrected=replace(free, relation=corrected.free_liouvillian()),
                 slip="a bar, which the transcription could have lost; with it alone a constant, "
                 "the sum of all energies, remains"),
        Entry.of(print_.EQ_E4, RelationClaim(print_.EQ_E4.printed, tunnelling), "superoperators"),
        Entry.of(print_.EQ_E5, RelationClaim(print_.EQ_E5.printed, vertex), "superoperators"),
        Entry.of(print_.TEXT_L0_COMMUTES, commuted, "superoperators",
                 corrected=replace(commuted, relation=corrected.commuted_liouvillian()),
                 slip="order of two factors; no slip of the transcription"),
    ]  # fmt: skip


def amplitudes() -> list[Entry]:
    """(E6) and the sentences after it."""
    generic = small_system(SPIN_SPACE, judge.draw_tunnelling, points=3, exact=exact_rules.amplitude)
    conserving = small_system(
        SPIN_SPACE, judge.draw_spin_conserving, points=3, relations=LABELS, exchanges={"inner": 1},
        exact=exact_rules.conserving,
    )  # fmt: skip
    return [
        Entry.of(equation, RelationClaim(equation.printed, chosen), "superoperators")
        for equation, chosen in (
            (print_.EQ_E6, generic),
            (print_.TEXT_BASIS, conserving),
            (print_.TEXT_SPIN_CONSERVING, conserving),
        )
    ]


def averages() -> list[Entry]:
    """(E7), (E8)."""
    wick = small_system(
        "superpositions of all fields of two modes; for any modes by their anticommutators, each "
        "field a sum of one that the trace kills and one that kills the state",
        judge.draw_wick, points=3, exact=exact_wick_rules.six_fields,
    )  # fmt: skip
    thermal = small_system(
        "two electrodes of two levels on an exact Fock space; energies, numbers and weights of "
        "three states as names, the state of each electrode as the paper states it next to (11)",
        judge.draw_grand_canonical, points=3, exact=exact_thermal_rules.grand_canonical,
    )  # fmt: skip
    grand = RelationClaim(print_.EQ_E8.printed, thermal)
    return [
        Entry.of(print_.EQ_E7, RelationClaim(print_.EQ_E7.printed, wick), "superoperators"),
        Entry.of(print_.EQ_E8, grand, "superoperators", slip=SUPERSCRIPT,
                 corrected=replace(grand, relation=corrected.grand_canonical())),
    ]  # fmt: skip


def kernels() -> list[Judge]:
    """Judges of (E15) and of (E19)."""
    return [
        small_system(
            "all terms of a valve with two spins per electrode, exact kernel of first and third "
            f"order; {road}",
            evolve.draw_kernel,
            points=1,
            exact=chosen,
        )
        for road, chosen in (
            (FROM_START, exact_kernel_rules.free_start),
            ("polynomials in names, propagators among them", exact_kernel_rules.first_and_third),
        )
    ]


def open_systems() -> list[Judge]:
    """Judges of (E16), of (E17) and of the sentence on its self-energy."""
    one, two = (
        small_system(
            f"{count} and two reservoirs of one level each, from eigenstates",
            evolve.draw_open(levels),
            points=1,
        )
        for levels, count in ((1, "a level"), (2, "two interacting levels"))
    )
    cut = replace(
        two,
        method=f"{two.method}; both rows of the equation of motion in letters that do not commute",
        exact=exact_cuts_rules.eliminated,
    )
    return [one, two, cut]


def _row(
    equation: Equation, chosen: Judge, fixed: Node | None = None, slip: str = "", note: str = ""
) -> Entry:
    claim = RelationClaim(equation.printed, chosen)
    if fixed is None:
        return Entry.of(equation, claim, "expansion")
    return Entry.of(
        equation, claim, "expansion", corrected=replace(claim, relation=fixed), slip=slip, note=note
    )


def expansion() -> list[Entry]:
    """(E12)-(E20) and the sentences between them."""
    evolution = small_system(
        "two modes with tunnelling, from eigenstates", evolve.draw_evolution, points=3
    )
    (one, two, cut), (start, orders) = open_systems(), kernels()
    steps = small_system("2560 terms of third order", evolve.draw_energies, points=1)
    final = OrderClaim(print_.EQ_E13.printed, evolve.final_value, 1)
    left = small_system(
        TWO_ELECTRODES, judge.draw_observable, points=1, relations=LABELS,
        exact=exact_rules.left_action,
    )  # fmt: skip
    counted = measured(
        "matrix elements on an exact Fock space of 256 states", evolve.fields_of_quadrupole, 1e-12
    )
    return [
        _row(print_.EQ_E12, evolution),
        Entry.of(print_.EQ_E13, final, "expansion"),
        _row(print_.EQ_E14, evolution),
        _row(print_.EQ_E15, start, corrected.average_from_kernel(),
             "a factor i/z; no slip of the transcription"),
        _row(print_.EQ_E16, one),
        _row(print_.EQ_E17, two),
        _row(print_.TEXT_REDUCIBLE, cut, corrected.irreducible_self_energy(),
             "the syllable ir, which the transcription could have lost"),
        _row(print_.EQ_E18, left),
        _row(print_.TEXT_LEFT_BEFORE_RIGHT, counted),
        _row(print_.EQ_E19, orders, corrected.expansion(),
             "a sign >, which the transcription could have turned", EVALUATED),
        _row(print_.EQ_E20, steps),
    ]  # fmt: skip


def entries() -> Sequence[Entry]:
    """The rows of this part, in the order of the paper."""
    return (
        *fields(),
        *amplitudes(),
        *averages(),
        *expansion(),
        *claims_traces_rules.entries(),
        *claims_currents_rules.entries(),
        *claims_sentences_rules.entries(),
        *claims_sums_rules.entries(),
    )
