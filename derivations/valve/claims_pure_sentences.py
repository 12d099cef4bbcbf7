"""Rows of the sentences on scales, temperature, sums of parts and what else flows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spinloom.derivations.engine.claims import (
    Judge,
    OrderClaim,
    RelationClaim,
    measured,
    small_system,
)
from spinloom.derivations.engine.ledger import Entry, Equation
from spinloom.derivations.engine.printed import Relation, about, equal

from . import exact_pure_flows
from . import exact_pure_orders as orders
from . import judge_pure_flat as flat
from . import judge_pure_sentences as judge
from . import paper_pure_sentences as print_
from .paper_pure import (
    T_L,
    T_R,
    D,
    E_ex,
    Gamma,
    J,
    N_s,
    T_ex,
    V,
    pi,
)
from .paper_pure_text import N_o

WORDS = "hardly: a statement in words"
DEVICES = "flat bands at T = 0, three devices deep in the wide band"


def _row(
    equation: Equation,
    judged: Judge,
    mended: Relation | None = None,
    note: str = "",
    slip: str = "",
) -> Entry:
    claim = RelationClaim(equation.printed, judged)
    fixed = replace(claim, relation=mended) if mended else None
    slipped = (slip or WORDS) if mended else ""
    return Entry.of(equation, claim, "currents", corrected=fixed, slip=slipped, note=note)


def suppression() -> Relation:
    """For V < J the factor is J^2 / (pi D V); J/D belongs to V > J."""
    return about(T_ex / E_ex, J**2 / (pi * D * V))


def _suppressed() -> Entry:
    """The print with one factor for three devices; what replaces it, as an order in J/D."""
    printed = _row(print_.TEXT_SUPPRESSION, measured(DEVICES, judge.suppression, 3e-3))
    method = "flat bands at T = 0, V = J/3; exact power series in J/D for any V below J"
    fixed = OrderClaim(suppression(), flat.wide, 1, 0.05, method, orders.low_voltage)
    return replace(printed, corrected=fixed, slip=WORDS)


def heat() -> Relation:
    """The energy that the hot electrode loses."""
    return equal(print_.energy_current, pi**2 / 3 * Gamma * (T_R**2 - T_L**2))


def polarised() -> Relation:
    """(27): the window of one filled spin is as wide as the splitting, the band 2D."""
    return equal(N_s, J / (2 * D) * N_o)


def entries() -> Sequence[Entry]:
    """The rows of these sentences."""
    parts = small_system(
        "numeric eigenvalues of both parts and of their sum", judge.draw_parts, points=8
    )
    levels = small_system("flat bands level by level; moments of Fermi functions by residues",
                          judge.draw_energy, points=5, exact=exact_pure_flows.energy)  # fmt: skip
    count = small_system("spin of a cold flat band; lengths of filled intervals",
                         judge.draw_count, points=5, exact=exact_pure_flows.polarised)  # fmt: skip
    warm = replace(
        small_system("flat bands, quadrature", judge.draw_warm, points=3), tolerance=1e-7
    )
    return [
        _suppressed(),
        _row(print_.FN_40, measured(DEVICES, judge.torques, 3e-3)),
        _row(print_.TEXT_EXPONENTIAL, warm),
        _row(print_.TEXT_NOT_ADDITIVE, parts),
        _row(print_.TEXT_POLARISED, count, polarised(),
             slip="a factor of 2, which the transcription could have lost"),
        _row(print_.TEXT_NO_OTHER_FLOW, levels, heat()),
    ]  # fmt: skip
