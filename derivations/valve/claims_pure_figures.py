"""Rows of the plotted figures 7, 9, 10 and 14-22."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from spinloom.derivations.engine.claims import RelationClaim, measured
from spinloom.derivations.engine.ledger import Entry, Equation
from spinloom.derivations.engine.printed import about

from . import exact_pure_signs
from . import judge_pure_figures as judge
from . import paper_pure_figures as print_

METHOD = "exact flat bands with the parameters of the caption, by quadrature"
WORDS = "hardly: a statement in words"


def _figure(equation: Equation, numbers: Callable[[], judge.Numbers], tolerance: float,
            note: str = "") -> Entry:  # fmt: skip
    claim = RelationClaim(equation.printed, measured(METHOD, numbers, tolerance))
    return Entry(equation.key, "figure", claim, equation, "currents", note=note)


def _sentences() -> list[Entry]:
    start, commuted = print_.CAPTION_15_START, print_.TEXT_COMMUTATOR
    method = f"{METHOD}; power series in J, orbital by orbital"
    growth = measured(method, judge.caption_15_start, 1e-3)
    growth = replace(growth, exact=exact_pure_signs.start)
    begun = RelationClaim(start.printed, growth)
    quadratic = replace(begun, relation=about(print_.start_growth, 2))
    apart = RelationClaim(commuted.printed, measured(METHOD, judge.commutator, 1e-9))
    return [
        Entry.of(start, begun, "currents", corrected=quadratic, slip=WORDS),
        Entry.of(commuted, apart, "currents"),
    ]


def entries() -> Sequence[Entry]:
    """The rows of the figures, and two sentences that need them."""
    p, j = print_, judge
    return (
        _figure(p.FIG_7, j.fig_7, 1e-6),
        _figure(p.FIG_9, j.fig_9, 1e-6),
        _figure(p.FIG_10, j.fig_10, 1e-3),
        _figure(p.FIG_14, j.fig_14, 1e-3, "the caption fixes J although J is the abscissa"),
        _figure(p.FIG_15, j.fig_15, 1e-2),
        _figure(p.FIG_16, j.fig_16, 1e-9),
        _figure(p.FIG_17, j.fig_17, 1e-9, "the emission begins linearly in T, not exponentially"),
        _figure(p.FIG_18, j.fig_18, 1e-6),
        _figure(p.FIG_19, j.fig_19, 1e-6),
        _figure(p.FIG_20, j.fig_20, 1e-6),
        _figure(p.FIG_21, j.fig_21, 1e-3),
        _figure(p.FIG_22, j.fig_22, 1e-2),
        *_sentences(),
    )
