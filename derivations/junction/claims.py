"""The junction's rows of the ledger: each printed equation with the judge that decides it.

The print is in `paper`, the corrections in `corrected`; the judges are numbers that share no code
with the derivation. Conventions: hbar = k_B = e = 1, L the lead at the higher potential.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from spinloom.derivations.engine.claims import (
    DefinitionClaim,
    Judge,
    OrderClaim,
    RelationClaim,
    small_system,
)
from spinloom.derivations.engine.free import equivalent, symmetric
from spinloom.derivations.engine.interpret import DOUBLE, Ring, Sample, defined
from spinloom.derivations.engine.ledger import Claim, Entry, Equation
from spinloom.derivations.engine.printed import Node

from . import (
    bath,
    corrected,
    counting,
    exact,
    judge_bath,
    judge_born,
    judge_dark,
    judge_principal,
    judge_spins,
    linewidths,
    noise,
    sentences,
    sizes,
    uniqueness,
)
from . import paper as print_
from . import paper_dark as dark
from .exact_range import exact_spectra
from .exact_shift import correlator_order
from .statements import statements

DIAGONAL = "eigenvectors of the 4 x 4 Hamiltonian with (7), generic couplings"
LEVELS = "one spinful level in each lead and both spins, 64 states, interaction picture"
SMALL_BATH = "double commutator traced over a four-level bath"
BAND = "principal values over a common band, closed form, 45 digits"
SYMMETRIC = "null space of the 16 x 16 generator at equal couplings, T = 0"
#: Operators of different spins commute; all correlators of (4) are one symmetric function.
SYMMETRIES = {"AA": symmetric, "Gamma": symmetric}


@dataclass(frozen=True)
class SymmetricOrderClaim(OrderClaim):
    """An order of a remainder whose leaves have the stated symmetries."""

    def equivalent(self, mutant: Claim) -> bool:
        assert isinstance(mutant, OrderClaim)
        return equivalent(self.relation, mutant.relation, SYMMETRIES)


def _simple(
    equation: Equation, draw: Any, method: str, home: str, kind: Any = "equation",
    points: int = 4, **more: Any,
) -> Entry:  # fmt: skip
    """A print that should hold on an exact small system."""
    judge = small_system(method, draw, points=points, relations=SYMMETRIES)
    return Entry(equation.key, kind, RelationClaim(equation.printed, judge), equation, home, **more)


def master_equation() -> list[Entry]:
    """(1)-(5), the current and the definitions between them."""
    return [
        _simple(print_.EQ_1, judge_bath.draw_coupling, LEVELS, "master", points=2),
        _simple(print_.EQ_2, judge_born.draw_born_markov, SMALL_BATH, "engine.lindblad",
                note="to second order; the bath is stationary and B has no average"),
        _simple(print_.EQ_H0, judge_bath.zeeman_sample, LEVELS, "master", "claim"),
        Entry("junction:3", "equation", DefinitionClaim(print_.EQ_3.printed, _operators_of),
              print_.EQ_3, "master", defines=("junction:4",)),
        _simple(print_.EQ_U, judge_bath.draw_rotation, "rotation written out", "master", "claim"),
        _simple(print_.EQ_4, judge_bath.draw_bath_operators, LEVELS, "master"),
        Entry(print_.EQ_CONJUGATES.key, "claim",
              RelationClaim(print_.EQ_CONJUGATES.printed,
                            small_system(LEVELS, judge_bath.draw_bath_operators, points=3)),
              print_.EQ_CONJUGATES, "master"),
        _simple(print_.EQ_5, judge_bath.draw_correlator, LEVELS, "master",
                note="at finite i0 = i eta too"),
        _simple(print_.EQ_TRACE, judge_bath.draw_trace, "2 x 2 matrices", "master", "claim"),
        _simple(dark.EQ_CURRENT, judge_bath.draw_current, LEVELS, "master", "claim",
                note="the rate at which electrons enter L"),
    ]  # fmt: skip


def _operators_of(tree: Node) -> Claim:
    """(1) and (4) with the coupling of a printed Hamiltonian."""

    def draw(rng: random.Random, ring: Ring) -> Sample:
        return judge_bath.draw_bath_operators(rng, ring, lambda sample: defined(tree, sample)())

    return RelationClaim(corrected.products_and_operators(), small_system(LEVELS, draw, points=2))


def shifts() -> list[Entry]:
    """(6), (7)."""
    printed = SymmetricOrderClaim(
        print_.EQ_6.printed, judge_principal.correlator_remainder, 2, 1e-3,
        BAND + "; remainder in nu / V at T = 0",
    )  # fmt: skip
    mended = replace(printed, relation=corrected.correlator(), exact=correlator_order,
                     method=printed.method + ", its order from an exact series")  # fmt: skip
    static = OrderClaim(print_.EQ_7.printed, _interaction_remainder, 2, 1e-2,
                        LEVELS + "; remainder in nu")  # fmt: skip
    return [
        Entry("junction:6", "equation", printed, print_.EQ_6, "shifts", corrected=mended,
              slip="a sign and a factor 2, which the transcription could hardly make",
              note="band [-Lambda, Lambda], chemical potentials 0 and V; for Lambda >> V the term "
                   "is 2 i nu ln(Lambda / 2V)"),
        _simple(print_.EQ_6_DELTA, judge_bath.draw_shift, LEVELS, "shifts",
                note="holds for any occupations"),
        Entry("junction:6-band", "equation",
              RelationClaim(print_.EQ_6_BAND.printed, Judge(BAND, judge_principal.draw_band)),
              print_.EQ_6_BAND, "shifts",
              note="exact at T = 0 for a common band [-Lambda, Lambda] with one chemical potential "
                   "at its centre and the other at V; symmetric potentials +-V/2 give "
                   "2 Lambda ln(16 Lambda^2 / (4 Lambda^2 - V^2)) - "
                   "V ln((2 Lambda + V) / (2 Lambda - V))"),
        Entry("junction:7", "equation", static, print_.EQ_7, "interaction", limit=static,
              note="exact at nu = 0; at finite nu the transverse part has the mean of P(nu) and "
                   "P(-nu), the axial part P(0)"),
    ]  # fmt: skip


def _interaction_remainder(tree: Node, nu: Any) -> Any:
    sample = judge_bath.interaction_sample(DOUBLE, float(nu))
    return RelationClaim(tree, small_system(LEVELS, judge_bath.draw_trace)).residual(sample)


def levels() -> list[Entry]:
    """(8)-(10) and the lines."""
    diagonal = Judge(DIAGONAL, judge_spins.draw_levels)
    exchange = Judge(DIAGONAL + ", J_DM = 0", judge_spins.draw_exchange_levels)
    return [
        Entry("junction:8", "equation",
              RelationClaim(print_.EQ_8.printed,
                            small_system("two-sided transform by eigenvectors against resolvents",
                                         judge_spins.draw_spectra, points=3)),
              print_.EQ_8, "spectra"),
        Entry("junction:9", "equation", RelationClaim(print_.EQ_9.printed, diagonal), print_.EQ_9,
              "interaction", note="psi is the argument of J_ex + i J_DM"),
        Entry(print_.EQ_PSI.key, "claim",
              RelationClaim(print_.EQ_PSI.printed, Judge(DIAGONAL, judge_spins.draw_phase)),
              print_.EQ_PSI, "interaction",
              note="for J_1 J_2 Delta cos(theta/2) > 0; otherwise psi = phi + pi"),
        Entry(print_.EQ_EXCHANGE_LINES.key, "claim",
              RelationClaim(print_.EQ_EXCHANGE_LINES.printed, exchange),
              print_.EQ_EXCHANGE_LINES, "interaction"),
        Entry(print_.EQ_DM_LINES.key, "claim",
              RelationClaim(print_.EQ_DM_LINES.printed, diagonal), print_.EQ_DM_LINES,
              "interaction", note="signed: the last is negative where S lies below T1"),
        Entry(dark.EQ_RABI.key, "claim", RelationClaim(dark.EQ_RABI.printed, exchange),
              dark.EQ_RABI, "interaction",
              note="the matrix element between up-down and down-up; populations oscillate at twice "
                   "that, 4 J_ex"),
        Entry("junction:10", "equation",
              RelationClaim(dark.EQ_10.printed,
                            Judge("rational matrices", judge_spins.draw_singlet,
                                  exact=judge_spins.exact_singlet, points=1, rings=(DOUBLE,))),
              dark.EQ_10, "steady"),
    ]  # fmt: skip


def dark_state() -> list[Entry]:
    """(11) and the statements around it."""
    family = small_system(SYMMETRIC, judge_dark.draw_family, points=6, exact=exact.exact_family)
    unphysical = small_system(SYMMETRIC + ", weight of the dark state below zero",
                              judge_dark.draw_unphysical, points=6)  # fmt: skip
    positive = small_system(SYMMETRIC + "; signs of rational functions of nu and V",
                            judge_dark.draw_range, points=6, exact=exact_spectra)  # fmt: skip
    critical = Judge(
        "root of the lowest eigenvalue of the partial transpose",
        judge_dark.draw_critical, points=6, tolerance=1e-11, rings=(DOUBLE,),
    )  # fmt: skip
    hot = OrderClaim(dark.EQ_TEFF.printed, judge_dark.temperature_remainder, 2, 1e-2,
                     "ratio of two level populations, remainder in nu / V")  # fmt: skip
    return [
        _simple(dark.EQ_DARK, judge_dark.draw_motion, "16 x 16 generator", "steady", "claim"),
        _simple(dark.EQ_CONSERVED, judge_dark.draw_motion,
                "exponential of the generator at the symmetric point", "steady", "claim",
                note="needs J_DM = 0 as well as lambda_1 = lambda_2, theta = phi = 0, J_1 J_2 > 0"),
        Entry("junction:11", "equation", RelationClaim(dark.EQ_11.printed, family), dark.EQ_11,
              "steady", note="at T = 0; at any T with nu_tilde = 2 nu / (w(nu) + w(-nu))"),
        Entry(dark.EQ_NU_TILDE.key, "claim",
              _defines(dark.EQ_NU_TILDE, judge_dark.draw_family), dark.EQ_NU_TILDE,
              "steady", defines=("junction:11",)),
        Entry(dark.EQ_RHO_PM.key, "claim",
              _defines(dark.EQ_RHO_PM, judge_dark.draw_family), dark.EQ_RHO_PM, "steady",
              defines=("junction:11",)),
        Entry(dark.EQ_RANGE.key, "claim",
              RelationClaim(corrected.excluded_by_the_print(), unphysical), dark.EQ_RANGE,
              "steady", corrected=RelationClaim(corrected.excluded_by_positivity(), positive),
              slip="a word, which the transcription could not make",
              note="eigenvalues below one still admit a negative weight of the dark state; "
                   "positivity gives -1/2 <= rho_+- <= (1 - nu_tilde^2) / (6 + 2 nu_tilde^2)"),
        Entry(dark.EQ_PC.key, "claim", RelationClaim(dark.EQ_PC.printed, critical),
              dark.EQ_PC, "steady", note="exact at T = 0"),
        Entry(dark.EQ_TEFF.key, "claim", hot, dark.EQ_TEFF, "steady", limit=hot,
              note="exactly nu / (2 artanh(nu / V)) at T = 0"),
        Entry(dark.EQ_LAMBDA.key, "claim",
              DefinitionClaim(dark.EQ_LAMBDA.printed, _flip_rate), dark.EQ_LAMBDA, "master",
              defines=("junction:claim-dark-rate",)),
    ]  # fmt: skip


def _defines(equation: Equation, draw: Callable[[random.Random, Ring], Sample]) -> Claim:
    """A definition used in (11): the leaf takes the value that the print gives it."""

    def use(tree: Node) -> Claim:
        def with_printed(rng: random.Random, ring: Ring) -> Sample:
            sample = draw(rng, ring)
            name = tree.left.name  # type: ignore[attr-defined]
            return Sample(ring, {**sample.values, name: defined(tree, sample)()})

        return RelationClaim(dark.EQ_11.printed, small_system(SYMMETRIC, with_printed, points=6))

    return DefinitionClaim(equation.printed, use)


def _flip_rate(tree: Node) -> Claim:
    """The golden-rule rate of a spin flip in terms of lambda as printed."""

    def draw(rng: random.Random, ring: Ring) -> Sample:
        sample = judge_principal.draw_golden_rule(rng, ring)
        return Sample(ring, {**sample.values, "lambda": defined(tree, sample)}, sample.ranges)

    return RelationClaim(corrected.flip_rate(), small_system("golden rule", draw, points=6))


#: The step of the derivation that each group of rows stands on.
_LAST_STEP = {
    "master": "junction:step-secular",
    "engine.lindblad": "junction:step-secular",
    "shifts": "junction:step-shifts",
    "interaction": "junction:step-interaction",
    "spectra": "junction:step-generator",
    "steady": "junction:step-dark",
    "unique": "junction:step-unique",
    "blocks": "junction:step-eigenvalues",
}


def entries() -> Sequence[Entry]:
    """All rows of the junction that stand on its equations."""
    rows = [
        *master_equation(),
        *shifts(),
        *levels(),
        *dark_state(),
        *statements(),
        *bath.entries(),
        *uniqueness.entries(),
        *sizes.entries(),
        *sentences.entries(),
        *noise.entries(),
        *counting.entries(),
        *linewidths.entries(),
    ]
    return [replace(row, derived_in="master", steps=(_LAST_STEP[row.derived_in],)) for row in rows]
