"""The dimer's rows of the ledger: each printed equation with the judge that decides it.

The print is in `paper`, the corrections in `corrected`; the judges are numbers
that share no code with the derivation. Conventions: hbar = k_B = e = 1,
retarded response i int_0^inf dt exp(i w t) <[s_a(t), s_b(0)]>, the hopping sign
of (1) (row a, column b), localized moments m as vectors of length S.
"""

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
from spinloom.derivations.engine.free import symmetric, symmetric_after
from spinloom.derivations.engine.interpret import Ring, Sample, defined
from spinloom.derivations.engine.ledger import Claim, Convention, Entry, Equation
from spinloom.derivations.engine.printed import Node, Relation, system

from . import corrected, judge_fock, judge_green, judge_motion, judge_open
from . import paper as print_
from .exact import exact_green, exact_green_other_gauge
from .steps import LAST_STEPS

#: Reciprocity, stated by (A11) and (A14) themselves: G_ab = G_ba; the Kronecker symbols.
SYMMETRIES = {
    "G_singlet": symmetric_after(1),
    "G_triplet": symmetric_after(1),
    "identity": symmetric,
    "delta": symmetric,
}
#: The symmetrised noise of stationary states: S_ab^ij = S_ba^ji, without antisymmetric part.
NOISE_SYMMETRY = {"noise_tensor": symmetric, "j_iso": symmetric, "j_an": symmetric}

INVERSION = "inverse of the spinful 4 x 4 matrix, generic direction and couplings"
SCATTERING = "scattering states of the infinite chain (wave matching)"
FOCK = "two sites, two spins, 16 many-body states, every level with its own occupation"
OPEN = "open dimer, asymmetric, two leads with different occupations; integrals to rounding"
MOVING = "moments as vectors of length S, electrons by exact linear response"
HARDLY = "a lost sign or factor, which the transcription of the page could hardly make"


def _on(judge_draw: Any, method: str, **options: Any) -> Judge:
    return small_system(method, judge_draw, **options)


def _defines(equation: Equation, law: Relation, draw: Callable[[Node], Any], method: str,
             **options: Any) -> Claim:  # fmt: skip
    """A definition used through `law`, in a sample drawn with the printed tree."""
    return DefinitionClaim(
        equation.printed, lambda tree: RelationClaim(law, _on(draw(tree), method)), **options
    )


def model() -> list[Entry]:
    """(1)-(2), the electronic spin and the bias."""
    bias_judge = _on(_draw_bias, "the two potentials from their mean and difference")
    return [
        Entry(
            "dimer:1", "equation",
            _defines(print_.EQ_1, judge_motion.MATRIX_OF_H, judge_motion.draw_hamiltonian,
                     "matrix of the bilinear form against the one inverted for (A9)-(A15)"),
            print_.EQ_1, "hamiltonian", defines=("dimer:A9", "dimer:A10", "dimer:A11"),
            note="the text takes epsilon_0 = 0 from (A10) on",
        ),
        Entry(
            "dimer:text-hopping", "claim",
            _defines(print_.EQ_HOPPING, judge_motion.MATRIX_OF_H,
                     judge_motion.draw_hopping(print_.EQ_1.printed),
                     "put into (1), against the matrix inverted for (A9)-(A15)",
                     relations=SYMMETRIES),
            print_.EQ_HOPPING, "hamiltonian", defines=("dimer:1",),
        ),
        Entry(
            "dimer:2", "equation",
            _defines(print_.EQ_2, judge_motion.TORQUE_LAW, judge_motion.draw_exchange,
                     "Heisenberg's equation of both spins, 16 electronic x 4 spin states"),
            print_.EQ_2, "hamiltonian", defines=("dimer:3", "dimer:A3"),
        ),
        Entry(
            "dimer:text-spin", "claim",
            _defines(print_.EQ_SPIN, judge_motion.SPIN_ALGEBRA, judge_motion.draw_spin,
                     "rotation algebra on 16 many-body states"),
            print_.EQ_SPIN, "hamiltonian", defines=("dimer:A4", "dimer:A6"),
        ),
        Entry(
            "dimer:text-bias", "claim", RelationClaim(print_.EQ_BIAS.printed, bias_judge),
            print_.EQ_BIAS, "couplings", corrected=RelationClaim(corrected.bias(), bias_judge),
            slip="L for R: one letter, which the transcription could have made",
        ),
    ]  # fmt: skip


def _draw_bias(rng: random.Random, ring: Ring) -> Sample:
    mean, difference = (judge_green.rational(rng, 1, 2) for _ in range(2))
    values = {"mu_F": mean, "eV": difference, "mu_L": mean + difference / 2,
              "mu_R": mean - difference / 2}  # fmt: skip
    return Sample(ring, {k: ring.number(v) for k, v in values.items()})


def motion() -> list[Entry]:
    """(3)-(8)."""
    open_judge, torque_judge = (
        _on(judge_motion.draw_open, OPEN),
        _on(judge_motion.draw_torques, "dm/dt of (3) as the solution of its linear system"),
    )
    noise_judge = _on(judge_motion.draw_open, OPEN, relations=NOISE_SYMMETRY)
    slow = OrderClaim(
        print_.EQ_3.printed,
        judge_motion.slow_motion_remainder,
        1,
        1e-2,
        MOVING + "; remainder against the damping torque, first order in frequency",
    )
    return [
        Entry("dimer:3", "equation", slow, print_.EQ_3, "response", limit=slow,
              note="m is a vector of length S, as in the captions of Figs. 4 and 5; for a unit "
                   "vector the right side carries 1/S and the electronic field S"),
        Entry("dimer:4", "equation", RelationClaim(print_.EQ_4.printed, open_judge), print_.EQ_4,
              "couplings", corrected=RelationClaim(corrected.field(), open_judge), slip=HARDLY,
              note="the term D_22 m_2 x t of the same order is missing; it does not vanish under "
                   "bias; the field is meant up to a multiple of m_2"),
        Entry("dimer:5", "equation", RelationClaim(print_.EQ_5.printed, open_judge), print_.EQ_5,
              "couplings", corrected=RelationClaim(corrected.damping(), open_judge), slip=HARDLY,
              note="the antisymmetric part is dropped as small without a condition"),
        Entry("dimer:6", "equation", RelationClaim(print_.EQ_6.printed, noise_judge), print_.EQ_6,
              "couplings", note="the antisymmetric part of the noise vanishes identically"),
        Entry("dimer:7", "equation",
              _defines(print_.EQ_7, judge_motion.GRADIENT_LAW, judge_motion.draw_energy,
                       "minus the gradient against the field of (4)"),
              print_.EQ_7, "couplings", defines=("dimer:4", "dimer:8")),
        Entry("dimer:8", "equation", RelationClaim(print_.EQ_8.printed, torque_judge), print_.EQ_8,
              "couplings"),
        Entry("dimer:text-torques", "claim", RelationClaim(print_.EQ_TORQUES.printed, torque_judge),
              print_.EQ_TORQUES, "couplings",
              corrected=RelationClaim(corrected.torques(), torque_judge), slip=HARDLY,
              note="with (3) both damping torques carry a minus sign"),
    ]  # fmt: skip


def actions() -> list[Entry]:
    """(A1)-(A6)."""
    method = "logarithm of the exact time-ordered average of three kicks, remainder third order"
    printed, mended = (
        OrderClaim(tree, judge_motion.cumulant_remainder, 1, 1e-2, method)
        for tree in (print_.EQ_A5.printed, corrected.effective_action())
    )
    return [
        Entry("dimer:A1", "equation",
              _defines(print_.EQ_A1, judge_motion.ANGLE_LAW, judge_motion.draw_action,
                       "Euler-Lagrange rates of both angles against m x field / S"),
              print_.EQ_A1, "response", defines=("dimer:3",)),
        Entry("dimer:A2", "equation",
              _defines(print_.EQ_A2, judge_motion.KERNEL_LAW, judge_motion.draw_electron_action,
                       "kernel at one energy against E - h of leads, contacts and dimer"),
              print_.EQ_A2, "green", defines=("dimer:A9", "dimer:A16")),
        Entry("dimer:A3", "equation",
              RelationClaim(print_.EQ_A3.printed, _on(judge_motion.draw_interaction, FOCK)),
              print_.EQ_A3, "hamiltonian",
              note="minus the s-d part of (2) with m of length S; a unit vector needs a factor S"),
        Entry("dimer:A4", "equation",
              RelationClaim(print_.EQ_A4.printed, _on(judge_fock.draw_bubble_times, FOCK)),
              print_.EQ_A4, "response", defines=("dimer:A5", "dimer:A6")),
        Entry("dimer:A5", "equation", printed, print_.EQ_A5, "response", corrected=mended,
              slip=HARDLY, note="a factor S stands at first order only: with m of length S there "
                                "is none, with a unit vector the second order needs S^2"),
        Entry("dimer:A6", "equation",
              RelationClaim(print_.EQ_A6.printed, _on(judge_fock.draw_times, FOCK)),
              print_.EQ_A6, "response"),
    ]  # fmt: skip


def greens_functions() -> list[Entry]:
    """(A9)-(A17)."""
    generic = Judge(INVERSION, judge_green.draw_green, relations=SYMMETRIES)
    exact = Judge(INVERSION, judge_green.draw_green, exact=exact_green, relations=SYMMETRIES)
    gauge = Judge(INVERSION + ", c_2 -> -c_2", judge_green.draw_green_other_gauge,
                  exact=exact_green_other_gauge, relations=SYMMETRIES)  # fmt: skip
    leads = Judge(SCATTERING, judge_green.draw_chain, relations=SYMMETRIES)
    rows = [
        Entry("dimer:A9", "equation", RelationClaim(print_.EQ_A9.printed, generic), print_.EQ_A9,
              "green"),
        Entry("dimer:text-g", "claim", RelationClaim(print_.EQ_G.printed, leads), print_.EQ_G,
              "self_energy", defines=("dimer:A10", "dimer:A11", "dimer:A12"),
              note="for epsilon_0 = 0; otherwise epsilon - epsilon_0 - Sigma"),
        Entry("dimer:A16", "equation", RelationClaim(print_.EQ_A16.printed, leads), print_.EQ_A16,
              "lesser", note="no bound states outside the band"),
        Entry("dimer:A17", "equation", RelationClaim(print_.EQ_A17.printed, leads), print_.EQ_A17,
              "lesser"),
        Entry("dimer:text-lesser", "claim", RelationClaim(print_.EQ_A17_PARTS.printed, leads),
              print_.EQ_A17_PARTS, "lesser"),
    ]  # fmt: skip
    for equation in (print_.EQ_A10, print_.EQ_A12, print_.EQ_A13, print_.EQ_A15):
        claim = RelationClaim(equation.printed, exact)
        rows.append(Entry(equation.key, "equation", claim, equation, "green"))
    for equation in (print_.EQ_A11, print_.EQ_A14):
        convention = Convention(
            "c_2 -> -c_2, which reverses the hopping of (1)",
            RelationClaim(equation.printed, gauge),
            RelationClaim(GAUGE_INVARIANTS, _on(_draw_both_gauges, "response in both gauges")),
        )
        claim = RelationClaim(equation.printed, generic)
        rows.append(Entry(equation.key, "equation", claim, equation, "green",
                          convention=convention))  # fmt: skip
    return rows


_ONE, _OTHER = (print_.Symbol(n, "response tensor", commuting=True) for n in ("chi", "chi_gauge"))
GAUGE_INVARIANTS = system(
    Relation(_ONE, "=", _OTHER),
    Relation(print_.Symbol("noise"), "=", print_.Symbol("noise_gauge")),
)


def _draw_both_gauges(rng: random.Random, ring: Ring) -> Sample:
    """Response and noise of all pairs of sites before and after c_2 -> -c_2."""
    dimer = judge_open.random_open_dimer(rng)
    other = judge_open.OpenDimer(dimer.energies, -dimer.t_0, -dimer.t, dimer.t_hat,
                                 dimer.broadening, dimer.occupation)  # fmt: skip
    return Sample(ring, {
        "chi": dimer.response(0.3), "chi_gauge": other.response(0.3),
        "noise": dimer.noise(), "noise_gauge": other.noise(),
    })  # fmt: skip


def kernels() -> list[Entry]:
    """(A7), (A8), (A18)-(A24)."""
    fock = _on(judge_fock.draw_energies, FOCK, relations=SYMMETRIES)
    constants = _on(judge_open.draw_constants, OPEN)
    rows = [
        Entry("dimer:A7", "equation", RelationClaim(print_.EQ_A7.printed, fock), print_.EQ_A7,
              "response"),
        Entry("dimer:A8", "equation", RelationClaim(print_.EQ_A8.printed, fock), print_.EQ_A8,
              "response", slip=HARDLY,
              corrected=RelationClaim(corrected.positive(print_.EQ_A8.printed), fock)),
        Entry("dimer:A19", "equation", RelationClaim(print_.EQ_A19.printed, fock), print_.EQ_A19,
              "response", note="at hbar = 1; (A7) has no 1/hbar where this line has one"),
        Entry("dimer:A23", "equation", RelationClaim(print_.EQ_A23.printed, fock), print_.EQ_A23,
              "response", slip=HARDLY,
              corrected=RelationClaim(corrected.positive(print_.EQ_A23.printed), fock)),
        Entry("dimer:A24", "equation", RelationClaim(print_.EQ_A24.printed, constants),
              print_.EQ_A24, "couplings", slip=HARDLY,
              corrected=RelationClaim(corrected.constants(), constants),
              note="the noise would be imaginary; the electronic spin has neither the factor S nor "
                   "this sign"),
        Entry("dimer:text-renaming", "claim", RelationClaim(print_.EQ_RENAMING.printed, constants),
              print_.EQ_RENAMING, "couplings",
              corrected=RelationClaim(corrected.renaming(), constants), slip=HARDLY,
              note="the factor 2 of the t t part is there for A and K, not for damping and noise"),
    ]  # fmt: skip
    users = {"dimer:A18": ("A20", "A21", "A22"), "dimer:A20": ("A19",), "dimer:A21": ("A19",),
             "dimer:A22": ("A19",)}  # fmt: skip
    for equation in (print_.EQ_A18, print_.EQ_A20, print_.EQ_A21, print_.EQ_A22):
        rows.append(
            Entry(equation.key, "equation",
                  DefinitionClaim(equation.printed, _kernel_with(equation)), equation,
                  "response", defines=tuple(f"dimer:{key}" for key in users[equation.key]))
        )  # fmt: skip
    return rows


_BARS = {"cal_J": "j_bar", "cal_D": "d_bar", "Gamma_bar": "g_bar"}


def _kernel_with(equation: Equation) -> Callable[[Node], Claim]:
    """The kernels (A19) and (A23), their pair functions built from the printed definitions."""
    law = system(print_.EQ_A19.printed, corrected.positive(print_.EQ_A23.printed))
    definitions = {e.key: e.printed for e in (print_.EQ_A18, print_.EQ_A20, print_.EQ_A21,
                                              print_.EQ_A22)}  # fmt: skip

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

        return RelationClaim(law, _on(draw, FOCK, relations=SYMMETRIES))

    return use


def _replace_pair(sample: Sample, pair: Any, sign: str) -> Sample:
    """The pair functions of (A20)-(A22) with the sign (-) of the print, or (+) for (A23)."""
    values = dict(sample.values) | {"G_pair": lambda _, *labels: pair(sign, *labels)}
    return Sample(sample.ring, values, sample.ranges, sample.free, sample.integrate)


def entries() -> Sequence[Entry]:
    """All rows of the dimer that stand on its equations."""
    rows = [*model(), *motion(), *actions(), *greens_functions(), *kernels()]
    return [replace(row, steps=LAST_STEPS.get(row.key, ())) for row in rows]
