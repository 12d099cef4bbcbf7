"""Rows of persistent precessions for any density of states: flow, rates, thresholds, currents.

None of these is printed. The kernel's sums are exact for a linear density of states; the rest is
algebra, proved in a field of rational functions. Names: a = Gamma_Sigma (rho_Sigma B + lambda
rho'_Sigma d), b = Gamma_Delta (rho_Delta B + lambda rho'_Delta d), K = Gamma_Sigma^2 -
Gamma_Delta^2; the zero of the flow is cos(theta_0) = a/b.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from spinloom.derivations.engine.claims import Judge, RelationClaim
from spinloom.derivations.engine.interpret import DOUBLE, PRECISE
from spinloom.derivations.engine.ledger import Entry, Equation
from spinloom.derivations.engine.printed import Integral, Node, Symbol, equal, system

from . import exact_sums, judge_precession, judge_rotation, judge_values
from .notation import (
    DOWN,
    HALF,
    UP,
    B,
    Gamma,
    Gamma_Delta,
    Gamma_l,
    Gamma_l_bar,
    Gamma_r,
    Gamma_Sigma,
    S,
    cos,
    d,
    g,
    g_tilde,
    g_tilde_slope,
    half_angle,
    i_unit,
    omega,
    pi,
    rho_Delta,
    rho_Sigma,
    rho_slope,
    rho_slope_Delta,
    rho_slope_Sigma,
    sigma,
    sigma_p,
    sign,
    sign_bar,
    sin,
    t,
    theta,
)
from .paper_kernel import (
    F_l,
    F_r,
    F_s,
    I_d,
    I_h,
    I_s,
    action_AES,
    alpha_real,
    omega_minus,
    omega_plus,
)
from .paper_motion import (
    B_vector,
    I_d_l,
    I_left,
    I_right,
    I_s_vector,
    alpha_gilbert,
    cos_stationary,
    cross,
    lam,
    m,
    m_dot,
)
from .paper_text import omega_prec

cos_rate = Symbol("cos_rate", "cosine rate", r"\frac{d\cos\theta}{dt}")
cosine = Symbol("cosine", "cosine", r"\cos\theta")
north, south, tilted = (
    Symbol(f"rate_{name}", "growth rate", f"r_{tex}")
    for name, tex in (("north", "N"), ("south", "S"), ("tilted", "*"))
)
g_north, g_south = (
    Symbol(f"g_{name}", "dissipation", rf"\tilde{{g}}({tex})")
    for name, tex in (("north", "0"), ("south", r"\pi"))
)
d_north, d_south = (Symbol(f"d_{name}", "drive", f"d_{tex}")
                    for name, tex in (("north", "N"), ("south", "S")))  # fmt: skip
mixing = Gamma_Sigma**2 - Gamma_Delta**2
both = Gamma[UP] * Gamma[DOWN]
mean_pull = Gamma_Sigma * (rho_Sigma * B + lam * rho_slope_Sigma * d)
tilt_pull = Gamma_Delta * (rho_Delta * B + lam * rho_slope_Delta * d)


def _damped(dissipation: Symbol) -> Node:
    return 1 + dissipation**2 / S**2


def _resistance() -> Node:
    return both + mixing * (g_tilde**2 / S**2)


EQ_FLOW = Equation(
    "magnet:precession-flow",
    equal(
        cos_rate,
        sin(theta) ** 2 * mixing * (mean_pull - tilt_pull * cos(theta)) / (2 * S * _resistance()),
    ),
    "the equations (46), (47) solved for the velocity of cos(theta)",
)
EQ_POLES = Equation(
    "magnet:precession-poles",
    system(
        equal(north, (tilt_pull - mean_pull) / (2 * S * _damped(g_north))),
        equal(south, (tilt_pull + mean_pull) / (2 * S * _damped(g_south))),
    ),
    "growth rates of a small distance from either pole",
)
_at_north = Gamma_Sigma * rho_slope_Sigma - Gamma_Delta * rho_slope_Delta
_at_south = Gamma_Sigma * rho_slope_Sigma + Gamma_Delta * rho_slope_Delta
EQ_THRESHOLDS = Equation(
    "magnet:precession-thresholds",
    system(
        equal(d_north, -B * (Gamma_Sigma * rho_Sigma - Gamma_Delta * rho_Delta)
              / (lam * _at_north)),
        equal(d_south, -B * (Gamma_Sigma * rho_Sigma + Gamma_Delta * rho_Delta)
              / (lam * _at_south)),
    ),
    "drives at which a pole changes its stability and the tilted angle meets it",
)  # fmt: skip
EQ_REGIMES = Equation(
    "magnet:precession-regimes",
    system(
        equal(north, -lam * _at_north * (d - d_north) / (2 * S * _damped(g_north))),
        equal(south, lam * _at_south * (d - d_south) / (2 * S * _damped(g_south))),
    ),
    "both negative: bistable poles; both positive: stable precession; one of each: one pole",
)
_north_weight, _south_weight = _damped(g_north) * north, _damped(g_south) * south
EQ_CONDITION = Equation(
    "magnet:precession-condition",
    equal(
        cos_stationary,
        (_south_weight - _north_weight) / (_south_weight + _north_weight),
    ),
    "between -1 and 1 exactly if both poles are stable or both are unstable",
)
EQ_FREQUENCY = Equation(
    "magnet:precession-frequency",
    equal(omega_prec, -B),
    "exact on the persistent precession, for a spin of any length",
)
EQ_STABILITY = Equation(
    "magnet:precession-stability",
    equal(tilted, -mixing * sin(theta) ** 2 * tilt_pull / (2 * S * _resistance())),
    "growth rate at the tilted angle: stable where b > 0",
)
EQ_POLES_AND_TILT = Equation(
    "magnet:precession-exchange",
    equal(
        _resistance() * tilted / mixing,
        -2 * _north_weight * _south_weight / (_north_weight + _south_weight),
    ),
    "the precession is stable exactly where it exists and both poles are unstable",
)
EQ_BASINS = Equation(
    "magnet:precession-basins",
    equal(
        1 / cos_rate,
        1 / (2 * south * (1 + cosine))
        - 1 / (2 * north * (1 - cosine))
        + 1 / (tilted * (cosine - cos_stationary)),
    ),
    "time is a sum of three logarithms, whose arguments keep their signs: the tilted angle parts "
    "the basins of the poles, or draws all angles between them",
)
EQ_CURRENT = Equation(
    "magnet:precession-current",
    equal(I_left, Gamma_r * d * (rho_slope_Sigma - 2 * Gamma_r * g_tilde_slope / mixing)),
    "on the persistent precession; B has dropped out",
)
EQ_ENHANCEMENT = Equation(
    "magnet:precession-enhancement",
    equal(
        I_left**2 - I_d_l**2,
        4 * Gamma_r**3 * Gamma_Delta**2 * sin(theta) ** 2 * d**2 * g_tilde_slope
        / (mixing * both)
        * (Gamma_r * g_tilde_slope * (1 / mixing + 1 / both) - rho_slope_Sigma),
    ),
    "precession enhances the thermoelectric current exactly if g-tilde' times the last bracket is "
    "positive; always if rho'_Sigma = 0",
)  # fmt: skip

# --- What (44) drops, and the balance at each energy ----------------------------------------------

F_a, F_b = (Symbol(f"F_{n}", "lead distribution") for n in "ab")
s_a, s_b = (Symbol(f"s_{n}", "centre") for n in "ab")
T_a, T_b = (Symbol(f"T_{n}", "temperature") for n in "ab")
_gap = F_a(omega) - F_b(omega)
EQ_SUMS = Equation(
    "magnet:dropped-sums",
    system(
        equal(Integral((omega,), _gap), 2 * (s_b - s_a)),
        equal(
            Integral((omega,), omega * _gap),
            s_b**2 - s_a**2 + pi**2 / 3 * (T_b**2 - T_a**2),
        ),
    ),
    "F = tanh((omega - s)/2T): the sums of a linear density of states, which terminate",
)
_spread = (
    half_angle("cos", theta) * (Gamma_l[sigma] + Gamma_r) * omega_minus**2
    + half_angle("sin", theta) * (Gamma_l_bar[sigma] + Gamma_r) * omega_plus**2
)
EQ_KERNEL = Equation(
    "magnet:dropped-kernel",
    equal(
        alpha_real[sigma, sigma_p](omega),
        I_h[sigma, sigma_p]
        + I_d[sigma, sigma_p]
        + g[sigma, sigma_p] * omega
        + rho_slope[sigma] * (Gamma_l[sigma_p] + Gamma_r) * (omega**2 - _spread / Gamma[sigma]),
    ),
    "(43) for a linear density of states: the last term is what (44) drops, smaller than g omega "
    "by rho' omega / rho, of order 1/S",
)
whole_torque = Symbol("whole_torque", "torque current", r"I_s^{(43)}")


def _mean_square(spin: Any, this: Symbol, other: Symbol) -> Node:
    weights = half_angle("cos", theta), half_angle("sin", theta)
    return (
        weights[0] * (Gamma_l[spin] + Gamma_r) * this**2
        + weights[1] * (Gamma_l[DOWN if spin == UP else UP] + Gamma_r) * other**2
    ) / Gamma[spin]


_means = {spin: _mean_square(spin, omega_minus, omega_plus) for spin in (UP, DOWN)}
EQ_TORQUE = Equation(
    "magnet:dropped-torque",
    equal(
        whole_torque,
        I_s
        - HALF * Gamma_Delta * (rho_slope[UP] * _means[UP] + rho_slope[DOWN] * _means[DOWN]),
    ),
    "static torque of the whole kernel; the last term, of order rho' B^2, is dropped in (45)",
)  # fmt: skip
whole_left, whole_right = (
    Symbol(f"whole_{side}", "current", rf"I_{{{side}\to\mathrm{{dot}}}}^{{(43)}}") for side in "lr"
)


def _carried(left: bool) -> Node:
    """What the dropped term adds to the current of one junction."""

    def part(spin: Any, other: Any) -> Node:
        same, turned = (Gamma_l[spin], Gamma_l[other]) if left else (Gamma_r, Gamma_r)
        north_part = half_angle("cos", theta) * same * (omega_minus**2 - _means[spin])
        south_part = half_angle("sin", theta) * turned * (omega_plus**2 - _means[spin])
        return rho_slope[spin] * (north_part + south_part)

    return part(UP, DOWN) + part(DOWN, UP)


EQ_CURRENTS = Equation(
    "magnet:dropped-currents",
    system(
        equal(whole_left, I_left + _carried(True)), equal(whole_right, I_right + _carried(False))
    ),
    "currents of the whole kernel at a precession frequency; both additions, of order rho' B^2 "
    "Gamma, balance each other",
)


def _inflow(lead: Symbol, left: bool) -> Node:
    same, turned = (Gamma_l[sigma], Gamma_l_bar[sigma]) if left else (Gamma_r, Gamma_r)
    return half_angle("cos", theta) * same * (F_s[sigma](omega) - lead(omega + _shift(True))) + (
        half_angle("sin", theta) * turned * (F_s[sigma](omega) - lead(omega + _shift(False)))
    )


def _shift(inner: bool) -> Node:
    return sign[sigma] * omega_minus if inner else sign_bar[sigma] * omega_plus


EQ_POINTWISE = Equation(
    "magnet:precession-pointwise",
    equal(_inflow(F_l, True), -_inflow(F_r, False)),
    "what flows in from the left at one energy of the rotating frame flows out to the right",
)


psi_q = Symbol("psi_q", "quantum gauge", r"\psi_q")
EQ_VARIATION = Equation(
    "magnet:precession-variation",
    equal(action_AES, i_unit * Integral((t,), psi_q(t) * (I_left + I_right))),
    "(52) with a quantum component of psi alone: its variation is the current into the dot, each "
    "junction with its own part of the kernel",
)
_turned = cross(m, B_vector) + 1 / S * cross(m, cross(I_s_vector, m))
EQ_EXPLICIT = Equation(
    "magnet:precession-explicit",
    equal(m_dot, (_turned - alpha_gilbert * cross(m, _turned)) / (1 + alpha_gilbert**2)),
    "(50) solved for the velocity: its only solution, back to the angles of (46), (47)",
)

SUMS = "devices with terminating sums: the flow, its limits and slopes; solved for the drive"
DEVICES = "random devices: velocities of both angles as a vector"
WHOLE = "random devices: the whole kernel by quadrature"
SUMMED = (
    "trapezoidal rule; antiderivatives with logarithm and dilogarithm, their values at the ends"
)
VARIED = "kernels as sums of sharp delays, constant precession"
SHIFTS = "rotated self-energies as sums of sharp delays"
_ROWS: tuple[tuple[tuple[Equation, ...], Callable[..., Any], str, int], ...] = (
    ((EQ_FLOW, EQ_POLES, EQ_THRESHOLDS, EQ_REGIMES), judge_precession.flow_values, SUMS, 12),
    ((EQ_FREQUENCY, EQ_CONDITION, EQ_STABILITY, EQ_POLES_AND_TILT, EQ_BASINS, EQ_CURRENT,
      EQ_ENHANCEMENT),
     judge_precession.tilted_values, SUMS, 6),
    ((EQ_EXPLICIT,), judge_values.motion_values, DEVICES, 3),
    ((EQ_KERNEL, EQ_TORQUE, EQ_CURRENTS), judge_precession.dropped_values, WHOLE, 3),
)  # fmt: skip


def entries() -> Sequence[Entry]:
    """Flow, rates, thresholds, basins, currents; dropped terms; balance at each energy."""
    rows = []
    for equations, values, method, points in _ROWS:
        once = lru_cache(maxsize=1)(judge_values.exact(values))
        judge = Judge(method, judge_values.draw(values), exact=once, points=points)
        rows += [_row(equation, judge) for equation in equations]
    shifted = Judge(SHIFTS, judge_rotation.draw(judge_rotation.distribution_values))
    varied = Judge(VARIED, judge_rotation.draw_variation, rings=(PRECISE,))
    sums = Judge(SUMMED, judge_precession.draw_sums, exact=exact_sums.sums,
                 tolerance=1e-11, points=6, rings=(DOUBLE,))  # fmt: skip
    return [
        *rows,
        _row(EQ_SUMS, sums),
        _row(EQ_POINTWISE, shifted),
        _row(EQ_VARIATION, varied),
    ]


def _row(equation: Equation, judge: Judge) -> Entry:
    claim = RelationClaim(equation.printed, judge)
    return Entry(equation.key, "claim", claim, equation, "motion")
