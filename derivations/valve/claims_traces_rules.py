"""Rows of App. E on spin traces, signs of loops and Hermitian conjugates: (E21)-(E31)."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from spinloom.derivations.engine.claims import (
    DefinitionClaim,
    Judge,
    RelationClaim,
    small_system,
)
from spinloom.derivations.engine.free import symmetric_after
from spinloom.derivations.engine.interpret import Ring, Sample
from spinloom.derivations.engine.ledger import Claim, Entry, Equation
from spinloom.derivations.engine.printed import Integral, Node, Symbol, equal

from . import corrected_traces_rules as corrected
from . import (
    exact_first_order_rules,
    exact_labels_rules,
    exact_orbitals_rules,
    exact_rules,
    judge_fields_rules,
)
from . import judge_loops_rules as loop_judge
from . import judge_traces_rules as judge
from . import paper_traces_rules as print_
from .rewriting import RewrittenClaim
from .rewriting_rules import real_elements, sifted_spins, unsigned_loops

SPECTRUM = "seven orbitals on five energies in each electrode, generic axes"
FIRST = "terms of both diagrams of first order, summed over all spins; complex amplitudes"
SECOND = "terms of all 80 diagrams of second order, summed over all spins; real four-vectors t"
LOST = "a superscript, which the transcription could have lost"
REAL = (
    "for real four-vectors t, as the proof of (E29) takes them; complex ones have the superscript "
    "of (E24)"
)
KRONECKER = {
    "kronecker": lambda labels: (1, tuple(sorted(labels))),
    "contracted": symmetric_after(1),
}


def row(equation: Equation, chosen: Judge, fixed: Node | None = None, slip: str = "") -> Entry:
    """A row that holds, or one with its correction."""
    claim = RelationClaim(equation.printed, chosen)
    if fixed is None:
        return Entry.of(equation, claim, "diagrams")
    return Entry.of(
        equation, claim, "diagrams", corrected=replace(claim, relation=fixed), slip=slip
    )


def even(equation: Equation, chosen: Judge) -> Entry:
    """A row on loops, which hold an even number of vertices and of contractions in all."""
    claim = RewrittenClaim(equation.printed, chosen, unsigned_loops)
    return Entry.of(equation, claim, "diagrams", note=REAL)


def _distributed(printed: Node) -> Claim:
    """A sum over one contraction, for a printed (E25)."""
    weighted = Integral((print_.omega,), print_.some(print_.omega) * print_.F_dot_r)
    chosen = small_system(SPECTRUM, judge.draw_filled(printed), points=3)
    return RelationClaim(equal(Symbol("filled", "matrix", commuting=False), weighted), chosen)


def _draw_propagator(rng: random.Random, ring: Ring) -> Sample:
    """A broadened propagator."""
    width, energy = (ring.number(Fraction(rng.randrange(1, 999), 500)) for _ in range(2))
    return Sample(ring, {"i_zero": 1j * width, "X": energy})


def contractions() -> list[Entry]:
    """(E21)-(E25) and the sentences around them."""
    spectrum = small_system(SPECTRUM, judge.draw_spectrum, points=3, relations=KRONECKER)
    generic = replace(spectrum, exact=exact_orbitals_rules.one_contraction)
    amplitudes = small_system(
        "spin space, generic complex amplitudes and axes",
        judge_fields_rules.draw_tunnelling,
        points=3,
        exact=exact_rules.amplitude,
    )
    first = small_system(
        f"{FIRST}; all of them as integers", loop_judge.draw_diagrams("1"), points=1,
        exact=exact_first_order_rules.separated,
    )  # fmt: skip
    level = small_system("one level on a Liouville space", judge.draw_distribution, points=3)
    return [
        row(print_.TEXT_DISTRIBUTION, level),
        Entry.of(print_.EQ_E21, RewrittenClaim(print_.EQ_E21.printed, spectrum, sifted_spins),
                 "diagrams"),
        Entry.of(print_.EQ_E22, RewrittenClaim(print_.EQ_E22.printed, generic, real_elements),
                 "diagrams"),
        row(print_.EQ_E23, amplitudes),
        row(print_.EQ_E24, first, corrected.separated(),
            LOST + ", and a factor 1/pi, which it could not have added"),
        Entry.of(print_.EQ_E25, DefinitionClaim(print_.EQ_E25.printed, _distributed),
                 "diagrams", defines=("valve:E26", "valve:E29", "valve:E34")),
    ]  # fmt: skip


def loops() -> list[Entry]:
    """(E26), (E27), (E29)-(E31), Fig. 25 and the sentences around them."""
    second = small_system(SECOND, loop_judge.draw_diagrams("3", real=True), points=1)
    chain, hermitian = (
        small_system(
            "operators on spin space, a new axis after each", judge.draw_chain, points=3,
            exact=chosen,
        )
        for chosen in (None, exact_rules.hermitian_chain)
    )  # fmt: skip
    figure = small_system(
        "loop and energies from superoperators", loop_judge.draw_figure, points=3,
        exact=exact_rules.figure,
    )  # fmt: skip
    counts = small_system(
        "every diagram of first and second order", loop_judge.draw_parities, points=1
    )
    arrow = small_system(
        "both directions of the arrow, generic matrix elements", judge.draw_superscript, points=3,
        exact=exact_labels_rules.arrow,
    )  # fmt: skip
    dots = replace(
        counts,
        method="read off (E5), a row of its own: the only electrodes between which it does not "
        "vanish",
        exact=exact_labels_rules.dots,
    )  # fmt: skip
    propagator = Judge("random energies and widths", _draw_propagator, exact=exact_rules.propagator)
    return [
        even(print_.EQ_E26, second),
        row(print_.EQ_E27, chain),
        even(print_.EQ_E29, second),
        row(print_.EQ_E30, hermitian),
        row(print_.EQ_E31, propagator),
        row(print_.TEXT_CONTRACTION, arrow, corrected.contraction_superscript(),
            "a bar, which the transcription could have lost"),
        row(print_.TEXT_PARITIES, counts),
        row(print_.CAPTION_25, figure),
        row(print_.TEXT_LOOP, figure),
        row(print_.TEXT_FILLED_DOTS, dots, corrected.filled_dots(),
            "a prime, which the transcription could have added"),
    ]  # fmt: skip


def entries() -> Sequence[Entry]:
    """The rows of this part, in the order of the paper."""
    return (*contractions(), *loops())
