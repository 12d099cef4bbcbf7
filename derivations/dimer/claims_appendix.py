"""The dimer's rows of Appendix A: actions, Green's functions, kernels and constants."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from spinloom.derivations.engine.claims import (
    DefinitionClaim,
    Judge,
    OrderClaim,
    RelationClaim,
    small_system,
)
from spinloom.derivations.engine.interpret import Ring, Sample, defined
from spinloom.derivations.engine.ledger import Claim, Convention, Entry, Equation
from spinloom.derivations.engine.printed import Node, Relation, Symbol, relations, system

from . import (
    corrected,
    exact_constants,
    exact_kernels,
    exact_tensors,
    exact_vectors,
    judge_action,
    judge_fock,
    judge_green,
    judge_open,
)
from . import paper_action as action_print
from . import paper_constants as constants_print
from . import paper_green as green_print
from .exact import exact_green, exact_green_other_gauge
from .exact_action import cumulant_order
from .methods import (
    EXCHANGES,
    FOCK,
    HARDLY,
    INVERSION,
    KELDYSH,
    LEVELS,
    OPEN,
    RESIDUES,
    SCATTERING,
    SYMMETRIES,
    used_in,
)


def actions() -> list[Entry]:
    """(A1)-(A6)."""
    spins = used_in(
        judge_action.ANGLE_LAW, judge_action.draw_action,
        "Euler-Lagrange rates of both angles against m x field / S", action_print.EQ_A1,
    )  # fmt: skip
    electrons = used_in(
        judge_action.KERNEL_LAW, judge_action.draw_electron_action,
        "kernel at one energy against E - h of leads, contacts and dimer", action_print.EQ_A2,
    )  # fmt: skip
    method = "logarithm of the exact time-ordered average of three kicks, remainder third order"
    printed, mended = (
        OrderClaim(tree, judge_action.cumulant_remainder, 1, 1e-2, method, cumulant_order)
        for tree in (action_print.EQ_A5.printed, corrected.effective_action())
    )
    directions = small_system(
        FOCK, judge_action.draw_interaction_of_directions, exact=exact_vectors.directions
    )
    return [
        Entry.of(action_print.EQ_A1, spins, "response", defines=("dimer:3",)),
        Entry.of(action_print.EQ_A2, electrons, "green", defines=("dimer:A9", "dimer:A16")),
        Entry.of(action_print.EQ_A3, _fock(action_print.EQ_A3, judge_action.draw_interaction),
                 "hamiltonian", note="minus the s-d part of (2) with m of length S; a unit vector "
                                     "needs a factor S"),
        Entry.of(action_print.EQ_DIRECTION, RelationClaim(action_print.EQ_A3.printed, directions),
                 "hamiltonian", slip=HARDLY,
                 corrected=RelationClaim(corrected.interaction_of_directions(), directions),
                 note="the text calls m a direction, the captions of Figs. 4 and 5 divide it by S: "
                      "with unit vectors (A3) lacks a factor S, (3) a factor 1/S, and (A5) S^2 at "
                      "second order; the other rows read m as a vector of length S"),
        Entry.of(action_print.EQ_A4, _fock(action_print.EQ_A4, judge_fock.draw_bubble_times),
                 "response", defines=("dimer:A5", "dimer:A6")),
        Entry.of(action_print.EQ_A5, printed, "response", corrected=mended, slip=HARDLY,
                 note="a factor S stands at first order only: with m of length S there is none, "
                      "with a unit vector the second order needs S^2"),
        Entry.of(action_print.EQ_A6, _fock(action_print.EQ_A6, judge_fock.draw_times), "response"),
    ]  # fmt: skip


def _fock(equation: Equation, draw: Callable[[random.Random, Ring], Sample]) -> RelationClaim:
    return RelationClaim(equation.printed, small_system(FOCK, draw))


def greens_functions() -> list[Entry]:
    """(A9), (A10), (A12), (A13), (A15)-(A17)."""
    generic = Judge(INVERSION, judge_green.draw_green, relations=SYMMETRIES)
    exact = Judge(INVERSION, judge_green.draw_green, exact=exact_green, relations=SYMMETRIES)
    leads = Judge(SCATTERING, judge_green.draw_chain, relations=SYMMETRIES)
    rows = [
        Entry.of(green_print.EQ_A9, RelationClaim(green_print.EQ_A9.printed, generic), "green"),
        Entry.of(green_print.EQ_G, RelationClaim(green_print.EQ_G.printed, leads), "self_energy",
                 defines=("dimer:A10", "dimer:A11", "dimer:A12"),
                 note="for epsilon_0 = 0; otherwise epsilon - epsilon_0 - Sigma"),
        Entry.of(green_print.EQ_A16, RelationClaim(green_print.EQ_A16.printed, leads), "lesser",
                 note="no bound states outside the band"),
        Entry.of(green_print.EQ_A17, RelationClaim(green_print.EQ_A17.printed, leads), "lesser"),
        Entry.of(green_print.EQ_A17_PARTS, RelationClaim(green_print.EQ_A17_PARTS.printed, leads),
                 "lesser"),
    ]  # fmt: skip
    local = (green_print.EQ_A10, green_print.EQ_A12, green_print.EQ_A13, green_print.EQ_A15)
    rows += [Entry.of(e, RelationClaim(e.printed, exact), "green") for e in local]
    return rows


_GAUGE_INVARIANTS = system(
    Relation(Symbol("chi", "response tensor"), "=", Symbol("chi_gauge", "response tensor")),
    Relation(Symbol("noise"), "=", Symbol("noise_gauge")),
)


def nonlocal_greens_functions() -> list[Entry]:
    """(A11) and (A14), which hold for the other sign of the hopping."""
    generic = Judge(INVERSION, judge_green.draw_green, relations=SYMMETRIES)
    gauge = Judge(INVERSION + ", c_2 -> -c_2", judge_green.draw_green_other_gauge,
                  exact=exact_green_other_gauge, relations=SYMMETRIES)  # fmt: skip
    observables = small_system("response in both gauges", judge_open.draw_both_gauges)
    rows = []
    for equation in (green_print.EQ_A11, green_print.EQ_A14):
        convention = Convention(
            "c_2 -> -c_2, which reverses the hopping of (1)",
            RelationClaim(equation.printed, gauge),
            RelationClaim(_GAUGE_INVARIANTS, observables),
        )
        claim = RelationClaim(equation.printed, generic)
        rows.append(Entry.of(equation, claim, "green", convention=convention))
    return rows


def kernels() -> list[Entry]:
    """(A7), (A8), (A19), (A23), (A24) and the renaming below it."""
    fock = small_system(FOCK, judge_fock.draw_energies, relations=SYMMETRIES)
    constants = small_system(
        OPEN + RESIDUES, judge_open.draw_constants, exchanges=EXCHANGES,
        exact=exact_constants.constants,
    )  # fmt: skip
    names = small_system(OPEN + "; contracted", judge_open.draw_names, exact=exact_tensors.names)

    def retarded(equation: Equation, **options: Any) -> Entry:
        return Entry.of(equation, RelationClaim(equation.printed, fock), "response", **options)

    def keldysh(equation: Equation, note: str, exact: Callable[[], Sample]) -> Entry:
        judge = replace(fock, method=FOCK + LEVELS, exact=exact)
        mended = RelationClaim(corrected.positive(equation.printed), judge)
        return retarded(equation, slip=HARDLY, corrected=mended, note=note)

    return [
        retarded(action_print.EQ_A7),
        keldysh(action_print.EQ_A8, KELDYSH, exact_kernels.spinful),
        retarded(constants_print.EQ_A19,
                 note="at hbar = 1; (A7) has no 1/hbar where this line has one"),
        keldysh(constants_print.EQ_A23,
                KELDYSH + "; at hbar = 1; (A8) has no 1/hbar where this line has one",
                exact_kernels.helical),
        Entry.of(constants_print.EQ_A24, RelationClaim(constants_print.EQ_A24.printed, constants),
                 "couplings", slip=HARDLY,
                 corrected=RelationClaim(corrected.constants(), constants),
                 note="at finite delta, where the first line is the response at the frequency "
                      "i delta; the noise would be imaginary; the electronic spin has neither the "
                      "factor S nor this sign; beta_22 is defined by this line "
                      "alone, alpha_antisym_22 = -beta_22"),
        Entry.of(constants_print.EQ_RENAMING,
                 RelationClaim(constants_print.EQ_RENAMING.printed, names), "couplings",
                 corrected=RelationClaim(corrected.renaming(), names), slip=HARDLY,
                 note="the factor 2 of the t t part is there for A and K, not for damping and "
                      "noise"),
    ]  # fmt: skip


def pair_functions() -> list[Entry]:
    """(A18), (A20)-(A22): definitions that the kernels use."""
    users = (
        (constants_print.EQ_A18, ("dimer:A20", "dimer:A21", "dimer:A22")),
        (constants_print.EQ_A20, ("dimer:A19",)),
        (constants_print.EQ_A21, ("dimer:A19",)),
        (constants_print.EQ_A22, ("dimer:A19",)),
    )
    return [
        Entry.of(equation, DefinitionClaim(equation.printed, _kernel_with(equation)), "response",
                 defines=defines)
        for equation, defines in users
    ]  # fmt: skip


_BARS = {"cal_J": "j_bar", "cal_D": "d_bar", "Gamma_bar": "g_bar"}


def _kernel_with(equation: Equation) -> Callable[[Node], Claim]:
    """The kernels (A19) and (A23), their pair functions built from the printed definitions."""
    printed = constants_print
    law = system(*relations(printed.EQ_A19.printed), corrected.positive(printed.EQ_A23.printed))
    definitions = {
        e.key: e.printed for e in (printed.EQ_A18, printed.EQ_A20, printed.EQ_A21, printed.EQ_A22)
    }

    def use(tree: Node) -> Claim:
        trees = definitions | {equation.key: tree}

        def draw(rng: random.Random, ring: Ring) -> Sample:
            sample = judge_fock.draw_energies(rng, ring)
            values = dict(sample.values)
            pair = defined(trees["dimer:A18"], sample)
            for key, leaf in (("A20", "cal_J"), ("A21", "cal_D"), ("A22", "Gamma_bar")):
                for sign, name in (("-", leaf), ("+", _BARS[leaf])):
                    signed = _replace_pair(sample, pair, sign)
                    values[name] = defined(trees[f"dimer:{key}"], signed)
            return Sample(ring, values, sample.ranges, sample.free, sample.integrate)

        return RelationClaim(law, small_system(FOCK, draw, relations=SYMMETRIES))

    return use


def _replace_pair(sample: Sample, pair: Any, sign: str) -> Sample:
    """The pair functions of (A20)-(A22) with the sign (-) of the print, or (+) for (A23)."""
    values = dict(sample.values) | {"G_pair": lambda _, *labels: pair(sign, *labels)}
    return Sample(sample.ring, values, sample.ranges, sample.free, sample.integrate)


def entries() -> Sequence[Entry]:
    """All rows of Appendix A, without their steps."""
    return (
        *actions(),
        *greens_functions(),
        *nonlocal_greens_functions(),
        *kernels(),
        *pair_functions(),
    )
