"""Rows of the slow Green's function's corrections: first and second order in the velocities.

None of these is printed; they are what (B16) and (B18) come to for the rates of (34) and any
distribution. ``epsilon`` is the distance from the level; (B23)-(B25) bound these terms.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from spinloom.derivations.engine.claims import OrderClaim
from spinloom.derivations.engine.ledger import Entry, Equation
from spinloom.derivations.engine.printed import Node, Symbol, equal, less

from . import judge_slowness
from .notation import HALF, QUARTER, Gamma, branch, branch_sign, i_unit, sigma
from .paper_appendix_b import (
    Gamma_first,
    Gamma_second,
    T_min,
    green_K,
    green_K_zero,
    green_RA,
    green_RA_zero,
    phi_rate,
    theta_acceleration,
    theta_rate,
)

energy = Symbol("detuning", "energy", r"\epsilon")
rate = Symbol("Gamma_plain", "energy", r"\Gamma")
rate_dot = Symbol("Gamma_dot", "rate velocity", r"\dot{\Gamma}")
rate_ddot = Symbol("Gamma_ddot", "rate acceleration", r"\ddot{\Gamma}")
F, F_t, F_w, F_tt, F_tw, F_ww = (
    Symbol(f"F_s{name}", "distribution", tex)
    for name, tex in (
        ("", "F_s"), ("_t", r"\partial_{\bar t} F_s"), ("_w", r"\partial_\omega F_s"),
        ("_tt", r"\partial_{\bar t}^2 F_s"), ("_tw", r"\partial_{\bar t}\partial_\omega F_s"),
        ("_ww", r"\partial_\omega^2 F_s"),
    )
)  # fmt: skip
green_K_first = Symbol("G_s1_K", "Keldysh green", "G_{s1}^K", complex=True)
_width = energy**2 + rate**2

EQ_RETARDED = Equation(
    "magnet:gradient-retarded",
    equal(
        green_RA[branch] - green_RA_zero[branch],
        branch_sign[branch]
        * (i_unit * QUARTER)
        * (Gamma_second[sigma] * theta_rate**2 + Gamma_first[sigma] * theta_acceleration)
        / (energy + branch_sign[branch] * i_unit * rate) ** 4,
    ),
    "correction of the retarded and advanced function; that of first order vanishes",
)
EQ_KELDYSH_FIRST = Equation(
    "magnet:gradient-keldysh-first",
    equal(
        green_K - green_K_zero,
        2 * i_unit * rate * (rate * F_t + rate_dot * energy * F_w) / _width**2,
    ),
    "correction of first order: the distribution moves, or the rate moves off resonance",
)


def _second() -> Node:
    shape = (energy**2 - rate**2) ** 2 - 4 * rate**2 * energy**2
    bend = rate * rate_ddot * _width + rate_dot**2 * (3 * energy**2 - rate**2)
    return (
        i_unit * HALF * rate_ddot * F * shape / _width**4
        + i_unit * rate_dot * F_t / _width**2
        + i_unit * HALF * rate * (energy**2 - 3 * rate**2) * F_tt / _width**3
        - Fraction(4) * i_unit * rate**2 * rate_dot * energy * F_tw / _width**3
        - i_unit * HALF * rate * bend * F_ww / _width**3
    )


EQ_KELDYSH_SECOND = Equation(
    "magnet:gradient-keldysh-second",
    equal(green_K - green_K_zero - green_K_first, _second()),
    "correction of second order, that of the retarded and advanced function included",
)
EQ_TURNING = Equation(
    "magnet:gradient-turning",
    less(phi_rate * theta_rate / (T_min * Gamma[sigma]), 1),
    "a fourth criterion: the centres of the distribution move with the angle, (B24) apart, also "
    "where the precession is uniform",
)
METHOD = "exact functions of a moving dot, remainder over the order of the correction"
MOVING = "exact functions of a moving dot; the velocity as large as the criterion allows"


def entries() -> Sequence[Entry]:
    """Second order of G^{R/A}, first and second order of G^K, and what moves with the angle."""
    rows = []
    for equation, remainder, order in (
        (EQ_RETARDED, judge_slowness.retarded_remainder, 2),
        (EQ_KELDYSH_FIRST, judge_slowness.keldysh_remainder(1), 1),
        (EQ_KELDYSH_SECOND, judge_slowness.keldysh_remainder(2), 1),
    ):
        claim = OrderClaim(equation.printed, remainder, order, 1e-2, METHOD)
        rows.append(Entry(equation.key, "claim", claim, equation, "gradient", limit=claim))
    turning = OrderClaim(EQ_TURNING.printed, judge_slowness.criterion_remainder("turning"), 1,
                         1e-3, MOVING)  # fmt: skip
    return [
        *rows,
        Entry(EQ_TURNING.key, "claim", turning, EQ_TURNING, "gradient", limit=turning),
    ]
