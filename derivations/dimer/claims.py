"""The dimer's rows of the ledger: each printed equation with the judge that decides it.

The print is in `paper` and its companions, the corrections in `corrected`; the
judges are numbers that share no code with the derivation. Conventions:
hbar = k_B = e = 1, retarded response i int_0^inf dt exp(i w t)
<[s_a(t), s_b(0)]>, the hopping sign of (1) (row a, column b), localized
moments m as vectors of length S.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from spinloom.derivations.engine.claims import OrderClaim, RelationClaim, small_system
from spinloom.derivations.engine.interpret import Ring, Sample
from spinloom.derivations.engine.ledger import Entry

from . import (
    claims_appendix,
    corrected,
    exact_tensors,
    exact_vectors,
    judge_green,
    judge_motion,
    paper,
)
from .methods import HARDLY, MOVING, NOISE_SYMMETRY, OPEN, SYMMETRIES, TERM, TRACES, used_in
from .steps import LAST_STEPS


def model() -> list[Entry]:
    """(1)-(2), the electronic spin and the bias."""
    hamiltonian = used_in(
        judge_motion.MATRIX_OF_H, judge_motion.draw_hamiltonian,
        "matrix of the bilinear form against the one inverted for (A9)-(A15)", paper.EQ_1,
    )  # fmt: skip
    hopping = used_in(
        judge_motion.MATRIX_OF_H, judge_motion.draw_hopping(paper.EQ_1.printed),
        "put into (1), against the matrix inverted for (A9)-(A15)", paper.EQ_HOPPING,
        relations=SYMMETRIES,
    )  # fmt: skip
    exchange = used_in(
        judge_motion.TORQUE_LAW, judge_motion.draw_exchange,
        "Heisenberg's equation of both spins, 16 electronic x 4 spin states", paper.EQ_2,
    )  # fmt: skip
    spin = used_in(
        judge_motion.SPIN_ALGEBRA, judge_motion.draw_spin,
        "rotation algebra on 16 many-body states", paper.EQ_SPIN,
    )  # fmt: skip
    bias = small_system(
        "the two potentials from their mean and difference", _draw_bias, exact=exact_vectors.bias
    )
    return [
        Entry.of(paper.EQ_1, hamiltonian, "hamiltonian",
                 defines=("dimer:A9", "dimer:A10", "dimer:A11"),
                 note="the text takes epsilon_0 = 0 from (A10) on"),
        Entry.of(paper.EQ_HOPPING, hopping, "hamiltonian", defines=("dimer:1",)),
        Entry.of(paper.EQ_2, exchange, "hamiltonian", defines=("dimer:3", "dimer:A3")),
        Entry.of(paper.EQ_SPIN, spin, "hamiltonian", defines=("dimer:A4", "dimer:A6")),
        Entry.of(paper.EQ_BIAS, RelationClaim(paper.EQ_BIAS.printed, bias), "couplings",
                 corrected=RelationClaim(corrected.bias(), bias),
                 slip="L for R: one letter, which the transcription could have made"),
    ]  # fmt: skip


def _draw_bias(rng: random.Random, ring: Ring) -> Sample:
    mean, difference = (judge_green.rational(rng, 1, 2) for _ in range(2))
    values = {"mu_F": mean, "eV": difference, "mu_L": mean + difference / 2,
              "mu_R": mean - difference / 2}  # fmt: skip
    return Sample(ring, {k: ring.number(v) for k, v in values.items()})


def fields() -> list[Entry]:
    """(3)-(6): the equation of motion and its coefficients."""
    electrons = small_system(OPEN + TRACES, judge_motion.draw_open, exact=exact_tensors.electrons)
    noise = small_system(OPEN, judge_motion.draw_open, relations=NOISE_SYMMETRY)
    slow = OrderClaim(
        paper.EQ_3.printed, judge_motion.slow_motion_remainder, 1, 1e-2,
        MOVING + "; remainder against the damping torque, first order in frequency",
    )  # fmt: skip
    return [
        Entry.of(paper.EQ_3, slow, "response", limit=slow,
                 note="m is a vector of length S, as in the captions of Figs. 4 and 5; for a unit "
                      "vector the right side carries 1/S and the electronic field S"),
        Entry.of(paper.EQ_4, RelationClaim(paper.EQ_4.printed, electrons), "couplings",
                 corrected=RelationClaim(corrected.field(), electrons), slip=TERM,
                 note="the term D_22 m_2 x t of the same order is missing; it does not vanish "
                      "under bias; the field is meant up to a multiple of m_2"),
        Entry.of(paper.EQ_5, RelationClaim(paper.EQ_5.printed, electrons), "couplings",
                 corrected=RelationClaim(corrected.damping(), electrons), slip=TERM,
                 note="the antisymmetric part is dropped as small without a condition"),
        Entry.of(paper.EQ_6, RelationClaim(paper.EQ_6.printed, noise), "couplings",
                 note="the antisymmetric part of the noise vanishes identically"),
    ]  # fmt: skip


def torques() -> list[Entry]:
    """(7), (8) and the torques: one spin pinned."""
    energy = used_in(
        judge_motion.GRADIENT_LAW, judge_motion.draw_energy,
        "minus the gradient against the field of (4)", paper.EQ_7,
    )  # fmt: skip
    torque = small_system(
        "dm/dt of (3) as the solution of its linear system", judge_motion.draw_torques
    )
    parts = replace(torque, method=torque.method + "; parts of (3) at any rate",
                    exact=exact_vectors.torques)  # fmt: skip
    return [
        Entry.of(paper.EQ_7, energy, "couplings", defines=("dimer:4", "dimer:8")),
        Entry.of(paper.EQ_8, RelationClaim(paper.EQ_8.printed, torque), "couplings"),
        Entry.of(paper.EQ_TORQUES, RelationClaim(paper.EQ_TORQUES.printed, parts), "couplings",
                 corrected=RelationClaim(corrected.torques(), parts), slip=HARDLY,
                 note="with (3) and (5) both damping torques carry -Delta^2, as (7) keeps its own"),
    ]  # fmt: skip


def entries() -> Sequence[Entry]:
    """All rows of the dimer that stand on its equations."""
    rows = [*model(), *fields(), *torques(), *claims_appendix.entries()]
    return [replace(row, steps=LAST_STEPS.get(row.key, ())) for row in rows]
