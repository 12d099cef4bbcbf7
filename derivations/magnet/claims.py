"""The magnet's rows of the ledger: each printed equation with the judge that decides it.

Conventions: hbar = k_B = e = 1; particle currents into the dot are positive;
q = (+) - (-) for quantum components, c the mean of both branches.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from spinloom.derivations.engine.claims import Judge, OrderClaim, RelationClaim, small_system
from spinloom.derivations.engine.free import Relabel
from spinloom.derivations.engine.interpret import PRECISE
from spinloom.derivations.engine.ledger import Claim, Entry, Equation, Kind
from spinloom.derivations.engine.printed import Node

from . import (
    adiabatic_claims,
    corrected,
    exact_chains,
    exact_components,
    exact_frames,
    exact_paths,
    exact_slowness,
    exact_waves,
    hamiltonian_claims,
    imaginary_claims,
    judge_action,
    judge_fields,
    judge_gradient,
    judge_keldysh,
    judge_matrices,
    judge_memory,
    judge_rotation,
    judge_slow,
    judge_slowness,
    judge_values,
    judge_zero_modes,
    modes_claims,
    precession_claims,
    slowness_claims,
    text_claims,
)
from . import paper_action as action_print
from . import paper_appendix_a as appendix_a
from . import paper_appendix_b as appendix_b
from . import paper_kernel as kernel_print
from . import paper_motion as motion_print
from .steps import LAST_STEPS

BAR = "a bar over a superscript, which the transcription could have lost or added"
HARDLY = "a factor of one symbol lost, which the transcription could hardly make"
DEVICES = "random devices: kernel by quadrature, torques and velocities from the 2 x 2 rotation"
FIELD = "; rational functions of all parameters, sums done by magnet:dropped-sums"
GAUSSIANS = "Gaussian kernels convolved over their times; plane waves, a basis, without rounding"
PLANE_WAVES = "plane-wave kernels multiplied as shifts in time"
LEVELS = "logarithm of the generating function of isolated levels; the noise is next"


def _precise(method: str, draw: Any, **options: Any) -> Judge:
    return Judge(method, draw, **options)


def action() -> list[Entry]:
    """The slow part of the action."""
    wznw = OrderClaim(kernel_print.EQ_38.printed, judge_action.wznw_remainder, 1, 1e-4, LEVELS)
    energy = kernel_print.EQ_DELTA_Q
    potential = OrderClaim(energy.printed, judge_action.potential_remainder, 2, 1e-4, LEVELS)
    ends = OrderClaim(kernel_print.EQ_CHI_ENDS.printed, judge_action.ends_remainder, 2, 1e-4,
                      "both branches of the contour walked; 24 nodes of time")  # fmt: skip
    return [
        Entry.of(kernel_print.EQ_CHI_ENDS, ends, "action", limit=ends),
        Entry("magnet:38", "equation", wznw, kernel_print.EQ_38, "action", limit=wznw,
              note="first order in the quantum components"),
        Entry.of(energy, potential, "action", limit=potential),
    ]  # fmt: skip


def frames() -> list[Entry]:
    """(14)-(19), (27), (28), (34)-(36), (B1)-(B6)."""
    rows = []
    for equations, values, where in _ROTATED:
        judge = _precise(MATRICES, judge_rotation.draw(values))
        for equation in equations:
            kind: Kind = "claim" if ":text" in equation.key else "equation"
            if equation.key in _MENDED_FRAMES:
                mended, slip = _MENDED_FRAMES[equation.key]
                rows.append(_misprint(equation, mended, judge, where, slip))
            else:
                claim = RelationClaim(equation.printed, judge)
                rows.append(Entry(equation.key, kind, claim, equation, where))
    slow = {
        key: OrderClaim(tree, judge_rotation.slow_remainder, order, 1e-4, SLOW, exact)
        for key, tree, order, exact in (
            ("printed", appendix_b.EQ_B5.printed, 2, None),
            ("mended", corrected.rotated_keldysh(), 2, exact_paths.slow_order),
            ("B6", appendix_b.EQ_B6.printed, 1, exact_paths.slow_order),
        )
    }
    return [
        *rows,
        Entry("magnet:B5", "equation", slow["printed"], appendix_b.EQ_B5, "occupation",
              corrected=slow["mended"], slip=BAR),
        Entry("magnet:B6", "equation", slow["B6"], appendix_b.EQ_B6, "occupation",
              limit=slow["B6"]),
    ]  # fmt: skip


MATRICES = "2 x 2 rotations and their derivatives; self-energies as sums of sharp delays"
SLOW = "exact rotated self-energy, theta moving at a small rate; its power series"
_ROTATED = (
    ((action_print.EQ_R, action_print.EQ_Q_OF_R, action_print.EQ_14, action_print.EQ_Q,
      action_print.EQ_15, action_print.EQ_16, action_print.EQ_17, action_print.EQ_Q_TILDE,
      action_print.EQ_19),
     judge_rotation.frame_values, "action"),
    ((kernel_print.EQ_27, kernel_print.EQ_28), judge_rotation.gauge_values, "action"),
    ((kernel_print.EQ_34, kernel_print.EQ_35, kernel_print.EQ_SHIFTS, kernel_print.EQ_36),
     judge_rotation.distribution_values, "occupation"),
    ((appendix_b.EQ_B1, appendix_b.EQ_B2, appendix_b.EQ_B3, appendix_b.EQ_B4,
      appendix_b.EQ_B5_OCCUPATION), judge_rotation.rotated_values, "occupation"),
)  # fmt: skip
_MENDED_FRAMES = {
    "magnet:14": (corrected.euler_rotation(), "x for z, which the transcription could have made"),
    "magnet:text-Q-tilde": (corrected.gauged_potential(), "a lost letter"),
    "magnet:B1": (corrected.rotated_self_energy(), "a lost prime"),
}


def matrices() -> list[Entry]:
    """(11), (13), (18), (20)-(26), (29)-(33), (A1), (A2)."""
    a, k = action_print, kernel_print
    rows = []
    for equations, values in (
        ((a.EQ_11, a.EQ_13, a.EQ_18, a.EQ_20), judge_matrices.action_values),
        ((a.EQ_21,), judge_matrices.full_values),
        ((k.EQ_29, k.EQ_30, k.EQ_32, k.EQ_33, appendix_a.EQ_A1), judge_matrices.slow_values),
    ):
        judge = _precise(KERNELS, judge_matrices.draw(values))
        for equation in equations:
            claim = RelationClaim(equation.printed, judge)
            rows.append(Entry(equation.key, "equation", claim, equation, "action"))
    firsts = (("zm_M", a.EQ_22), ("zm_V", a.EQ_23), ("WZNW", a.EQ_24), ("LZ", a.EQ_25),
              ("AES", a.EQ_26))  # fmt: skip
    orders = [(judge_matrices.first_order_remainder(n), e) for n, e in firsts]
    orders += [(judge_matrices.expansion_remainder("G_c"), k.EQ_31),
               (judge_matrices.expansion_remainder("G_u"), appendix_a.EQ_A2)]  # fmt: skip
    for remainder, equation in orders:
        limit = OrderClaim(equation.printed, remainder, 1, 1e-4, KERNELS + "; first order")
        rows.append(Entry(equation.key, "equation", limit, equation, "action", limit=limit))
    return rows


KERNELS = "random kernels on a few times and two spins, rotated exactly"


def fields() -> list[Entry]:
    """(9), (10), (12), (37), (39)-(45), (52), (A3)-(A8), (A21), (A22), (A24), (A25)."""
    a, k, f, g = action_print, kernel_print, judge_fields, judge_memory
    rows = []
    for equations, values, levels, where in (
        ((a.EQ_WINDING,), f.winding_values, f.LEVELS, "action"),
        ((a.EQ_12,), f.contour_values, f.LEVELS, "action"),
        ((appendix_a.EQ_A3,), f.hubbard_values, f.LEVELS, "action"),
        ((k.EQ_39, k.EQ_40), f.spin_values, f.LEVELS, "action"),
        ((k.EQ_41, motion_print.EQ_52, appendix_a.EQ_A4), f.bilinear_values, f.LEVELS, "action"),
        ((k.EQ_42, appendix_a.EQ_A5), f.times_values, f.LEVELS, "occupation"),
        ((k.EQ_43,), f.component_values, f.LEVELS, "occupation"),
        ((k.EQ_45,), f.slow_action_values, f.LEVELS, "occupation"),
        ((appendix_a.EQ_A8,), g.memory_values, f.LEVELS, "full_dynamics"),
        ((appendix_a.EQ_A22,), judge_zero_modes.stationary_values, f.LEVELS, "full_dynamics"),
        ((appendix_a.EQ_A24,), g.level_values, f.LEVELS, "full_dynamics"),
    ):
        judge = Judge(FIELDS, f.draw(values, levels), rings=(PRECISE,))
        rows += [Entry.of(e, RelationClaim(e.printed, judge), where) for e in equations]
    decoupled = _precise("oscillating Gaussian integrals on a turned line", f.draw_decoupling)
    rows += [Entry.of(e, RelationClaim(e.printed, decoupled), "action") for e in (a.EQ_9, a.EQ_10)]
    gauged = small_system(FIELDS, f.draw(g.gauged_values), points=3)
    rows.append(Entry.of(appendix_a.EQ_A6, RelationClaim(appendix_a.EQ_A6.printed, gauged),
                         "full_dynamics"))  # fmt: skip
    ladder = small_system("equidistant levels, 191 of them", f.draw(g.ladder_values, g.WIDE),
                          points=8)  # fmt: skip
    rows.append(Entry.of(appendix_a.EQ_A25, RelationClaim(appendix_a.EQ_A25.printed, ladder),
                         "full_dynamics"))  # fmt: skip
    chain = small_system(CHAINS, f.draw(g.chain_values), points=5)
    rows.append(_misprint(appendix_a.EQ_A7, corrected.four_times(), chain, "full_dynamics",
                          "sigma-prime for sigma", DIAGONAL))  # fmt: skip
    frequencies = _precise(GAUSSIANS, judge_gradient.draw_chain)
    rows.append(_misprint(appendix_a.EQ_A23, corrected.four_frequencies(), frequencies,
                          "full_dynamics", "sigma-prime for sigma", DIAGONAL))  # fmt: skip
    field = OrderClaim(appendix_a.EQ_A21.printed, judge_zero_modes.field_remainder, 1, 1e-3,
                       ZERO_MODES)  # fmt: skip
    rows.append(Entry("magnet:A21", "equation", field, appendix_a.EQ_A21, "full_dynamics",
                      limit=field, note="the field is small beside the exchange field: "
                      "magnet:dropped-field has the term left out"))  # fmt: skip
    angle = OrderClaim(k.EQ_37.printed, f.angle_remainder, 2, 1e-3, FIELDS)
    rows.append(Entry("magnet:37", "equation", angle, k.EQ_37, "action", limit=angle))
    return rows


def slow_green() -> list[Entry]:
    """(44), (B10), (B13)-(B17), (B19)-(B22)."""
    b, j = appendix_b, judge_slow
    rows = []
    for equations, values in (
        ((b.EQ_B14,), j.identity_values),
        ((b.EQ_B19, b.EQ_B20), j.component_values),
        ((b.EQ_B21, b.EQ_B22), j.arrow_values),
    ):
        drawn = j.draw(values, up_only=values is j.arrow_values)
        judge = Judge(SLOW_GREEN, drawn, rings=(PRECISE,))
        for equation in equations:
            claim = RelationClaim(equation.printed, judge)
            rows.append(Entry(equation.key, "equation", claim, equation, "gradient"))
    grid = small_system("block matrices on a grid of times", judge_keldysh.draw_inverse, points=4)
    rows += [Entry.of(equation, RelationClaim(equation.printed, grid), "gradient")
             for equation in (b.EQ_B15, b.EQ_B17)]  # fmt: skip
    moving = Judge("exact inverse of a matrix whose element is quadratic in time: a finite series",
                   judge_keldysh.draw_moving, rings=(PRECISE,))  # fmt: skip
    rows.append(Entry.of(b.EQ_B16, RelationClaim(b.EQ_B16.printed, moving), "gradient"))
    for equation, remainder, where in (
        (kernel_print.EQ_44, j.kernel_remainder, "occupation"),
        (b.EQ_B10, j.zeroth_remainder(2), "gradient"),
        (b.EQ_B13, j.zeroth_remainder(3), "gradient"),
    ):
        limit = OrderClaim(equation.printed, remainder, 1, 1e-3, SLOW_GREEN)
        rows.append(Entry(equation.key, "equation", limit, equation, where, limit=limit))
    return rows


SLOW_GREEN = "triangular inverses, exact derivatives, remainders in the slowness"
ZERO_MODES = "stationary points of fields and mean electrons; a field of growing weakness"
CHAINS = "matrices of spin, time and Keldysh index; a variable for every element"
DIAGONAL = "Green's functions are spin diagonal; the trace is over levels, of which one is left"
FIELDS = "contour branches and nodes of time: the statement holds at every node"


def criteria() -> list[Entry]:
    """(B23)-(B25): the correction vanishes with the ratio that each criterion calls small."""
    b = appendix_b

    def order(number: str, tree: Node, power: int, exact: Any = None) -> OrderClaim:
        measured, shown = judge_slowness.criterion_remainder(number), EXACTLY * bool(exact)
        return OrderClaim(tree, measured, power, 1e-3, CRITERIA + shown, exact)

    angle, thermal = order("B23", b.EQ_B23.printed, 2), order("B25", b.EQ_B25.printed, 1)
    printed = order("B24", b.EQ_B24.printed, 1)
    return [
        Entry.of(b.EQ_B23, angle, "gradient", limit=angle,
                 note="the correction is of second order in the ratio"),
        Entry.of(b.EQ_B24, printed, "gradient", slip=DOTS,
                 corrected=order("B24", corrected.slow_precession(), 1,
                                 exact_slowness.precession_order),
                 note="a constant precession is no correction at any speed, and the ratio printed "
                      "has the dimension of a time; the angle's share is magnet:gradient-turning; "
                      "where Section IV and appendix B call phi slow, they mean its velocity, as "
                      "they say themselves"),
        Entry.of(b.EQ_B25, thermal, "gradient", limit=thermal,
                 note="the correction is of first order in the ratio, zero at resonance"),
    ]  # fmt: skip


DOTS = "one dot for two, which the transcription could have made"
EXACTLY = "; the exact correction depends on this ratio alone"
CRITERIA = "exact functions of a moving dot; the velocity as large as the criterion allows"


def gradient() -> list[Entry]:
    """(B8)-(B12), (B18)."""
    rows = []
    for equation, count in ((appendix_b.EQ_B8, 2), (appendix_b.EQ_B11, 3)):
        judge = _precise(GAUSSIANS, judge_gradient.draw_gaussians(count))
        claim = RelationClaim(equation.printed, judge)
        rows.append(Entry(equation.key, "equation", claim, equation, "gradient"))
    rows.append(
        _misprint(
            appendix_b.EQ_B7,
            corrected.mean_time_integral(),
            _precise(GAUSSIANS, judge_gradient.draw_gaussians(2)),
            "gradient",
            "the time of the first exponent and a sign, which the transcription could have made",
        )
    )
    for equation, mended, names in (
        (appendix_b.EQ_B9, corrected.two_functions(), "gh"),
        (appendix_b.EQ_B12, corrected.three_functions(), "ghk"),
        (appendix_b.EQ_B18, corrected.keldysh_green(), "RKA"),
    ):
        rows.append(_misprint(equation, mended, _precise(
            PLANE_WAVES, judge_gradient.draw_plane_waves(names)), "gradient", BAR))  # fmt: skip
    return rows


def closed_forms() -> list[Entry]:
    """(45)-(51), (53)-(59), (A9)-(A20) and the definitions between them."""
    rows = []
    for equations, values, where in _MEASURED:
        special = values in _SYMMETRIC
        plain = _precise(DEVICES, judge_values.draw(values, special), relations=_EVEN, points=8)
        proof = replace(plain, exact=judge_values.exact(values, special), method=DEVICES + FIELD)
        for equation in equations:
            judge = replace(plain, points=20) if equation.key in _ANALYSIS else proof
            kind: Kind = "claim" if ":text" in equation.key else "equation"
            if equation.key in _MENDED:
                mended, slip = _MENDED[equation.key]
                rows.append(_misprint(equation, mended, judge, where, slip))
            else:
                claim = RelationClaim(equation.printed, judge)
                rows.append(Entry(equation.key, kind, claim, equation, where))
    return rows


def _of_the_dot(labels: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    """The right lead is not magnetic: its parts do not depend on the spin in the lead."""
    return 1, labels[:1]


_EVEN: Mapping[str, Relabel] = {"part_h_r": _of_the_dot, "part_d_r": _of_the_dot}
_m, _k, _a = motion_print, kernel_print, appendix_a
#: Statements with integrals or with pi: no field of rational functions holds them; vectors solved
#: for the damping outgrow it.
_ANALYSIS = ("magnet:text-d", "magnet:A13", "magnet:A14", "magnet:text-gilbert")
_SYMMETRIC = (judge_values.threshold_values,)
_MEASURED = (
    ((_k.EQ_GAMMA, _k.EQ_G, _k.EQ_I_D, _k.EQ_I_H, _k.EQ_G_TILDE, _k.EQ_TORQUES, _k.EQ_D),
     judge_values.kernel_values, "occupation"),
    ((_m.EQ_46, _m.EQ_47, _m.EQ_49, _m.EQ_RESTATED, _m.EQ_G_SLOPE, _m.EQ_SHORT, _m.EQ_50),
     judge_values.motion_values, "motion"),
    ((_m.EQ_GILBERT,), judge_values.gilbert_values, "motion"),
    ((_m.EQ_48,), judge_values.torque_values, "motion"),
    ((_m.EQ_51,), judge_values.stationary_values, "motion"),
    ((_m.EQ_LAMBDA,), judge_values.length_values, "motion"),
    ((_m.EQ_D_0,), judge_values.threshold_values, "motion"),
    ((_m.EQ_53, _m.EQ_54, _m.EQ_SUMS, _m.EQ_PARTS, _m.EQ_55, _m.EQ_56, _m.EQ_57, _m.EQ_58,
      _m.EQ_59, _m.EQ_BALANCE), judge_values.current_values, "occupation"),
    ((_a.EQ_A9, _a.EQ_A10, _a.EQ_A11, _a.EQ_A12), judge_values.history_values, "full_dynamics"),
    ((_a.EQ_A13, _a.EQ_A14), judge_values.past_values, "full_dynamics"),
    ((_a.EQ_A15, _a.EQ_A16, _a.EQ_A17, _a.EQ_A18, _a.EQ_G_OF), judge_values.reduced_values,
     "full_dynamics"),
    ((_a.EQ_A19, _a.EQ_A20, _a.EQ_G_PLAIN), judge_values.plain_values, "full_dynamics"),
)  # fmt: skip
_MENDED = {
    "magnet:51": (corrected.stationary_cosine(), HARDLY),
    "magnet:text-Gamma-restated": (
        corrected.broadening_restated(), "arrows for sigma: the transcription could have made it"),
    "magnet:text-current-parts": (
        corrected.current_parts(), "r for l: one letter, which the transcription could have made"),
}  # fmt: skip


def _misprint(equation: Equation, mended: Node, judge: Judge, derived_in: str, slip: str,
              note: str = "") -> Entry:  # fmt: skip
    claim, true = (RelationClaim(tree, judge) for tree in (equation.printed, mended))
    return Entry(equation.key, "equation", claim, equation, derived_in, corrected=true, slip=slip,
                 note=note)  # fmt: skip


def entries() -> Sequence[Entry]:
    """Every row of the magnet, in the order of the paper; our own statements at the end."""
    rows = (
        *hamiltonian_claims.entries(),
        *action(),
        *matrices(),
        *frames(),
        *fields(),
        *slow_green(),
        *criteria(),
        *closed_forms(),
        *gradient(),
        *text_claims.entries(),
        *slowness_claims.entries(),
        *precession_claims.entries(),
        *modes_claims.entries(),
        *adiabatic_claims.entries(),
        *imaginary_claims.entries(),
    )
    return [replace(_with_proof(row), steps=LAST_STEPS[row.key]) for row in rows]


def _with_proof(row: Entry) -> Entry:
    """A row whose judge also has an exact sample; of a misprint, the correction."""
    if row.key not in PROOFS:
        return row
    return replace(row, claim=_exactly(row.key, row.claim),
                   corrected=row.corrected and _exactly(row.key, row.corrected))  # fmt: skip


def _exactly(key: str, claim: Claim) -> RelationClaim:
    assert isinstance(claim, RelationClaim)
    return replace(claim, judge=replace(claim.judge, exact=PROOFS[key]))


PROOFS = {**exact_chains.SAMPLES, **exact_components.SAMPLES, **exact_frames.SAMPLES,
          **exact_waves.SAMPLES}  # fmt: skip
