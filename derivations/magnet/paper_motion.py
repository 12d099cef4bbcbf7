"""Sections V B, V C and VI as printed: motion, persistent precessions, currents, (46)-(59)."""

from __future__ import annotations

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import Call, Node, Symbol, equal, system

from .notation import (
    DOWN,
    HALF,
    UP,
    B,
    Gamma,
    Gamma_Delta,
    Gamma_l,
    Gamma_r,
    Gamma_Sigma,
    S,
    cos,
    d,
    g_slope,
    g_tilde,
    g_tilde_slope,
    half_angle,
    phi_dot,
    rho,
    rho_Delta,
    rho_Sigma,
    rho_slope,
    rho_slope_Delta,
    rho_slope_Sigma,
    sigma,
    sigma_p,
    sign,
    sin,
    theta,
    theta_dot,
)
from .paper_kernel import aes, alpha_s

I_h_s, I_d_s = (
    Symbol("I_h_s", "torque current", "I_h^s"),
    Symbol("I_d_s", "torque current", "I_d^s"),
)
EQ_46 = Equation(
    "magnet:46",
    equal(sin(theta) * phi_dot, -sin(theta) * B - g_tilde / S * theta_dot),
)
EQ_47 = Equation(
    "magnet:47",
    equal(
        sin(theta) * theta_dot,
        sin(theta) ** 2 / S * (g_tilde * phi_dot - I_h_s - I_d_s),
    ),
)
_both = Gamma[UP] * Gamma[DOWN]
EQ_48 = Equation(
    "magnet:48", equal(I_h_s, Gamma_Delta**2 * sin(theta) ** 2 / _both * g_tilde * phi_dot)
)
EQ_49 = Equation("magnet:49", equal(I_d_s, Gamma_r * Gamma_Delta / _both * g_tilde_slope * d))
EQ_RESTATED = Equation(
    "magnet:text-Gamma-restated",
    equal(
        Gamma[sigma],
        Gamma_l[UP] * half_angle("cos", theta) + Gamma_l[DOWN] * half_angle("sin", theta) + Gamma_r,
    ),
    "below (49)",
)
EQ_G_SLOPE = Equation(
    "magnet:text-g-slope",
    system(
        equal(
            g_tilde_slope,
            (g_slope[UP, UP] + g_slope[DOWN, DOWN]) / 4 * half_angle("sin", theta)
            + (g_slope[UP, DOWN] + g_slope[DOWN, UP]) / 4 * half_angle("cos", theta),
        ),
        equal(
            g_slope[sigma, sigma_p],
            2 * rho_slope[sigma] * (Gamma_l[sigma_p] + Gamma_r),
        ),
    ),
    "below (49)",
)
EQ_SHORT = Equation(
    "magnet:text-short-forms",
    system(
        equal(Gamma[sigma], Gamma_Sigma + sign[sigma] * Gamma_Delta * cos(theta)),
        equal(g_tilde, HALF * (rho_Sigma * Gamma_Sigma - rho_Delta * Gamma_Delta * cos(theta))),
        equal(
            g_tilde_slope,
            HALF * (rho_slope_Sigma * Gamma_Sigma - rho_slope_Delta * Gamma_Delta * cos(theta)),
        ),
    ),
    "below (49)",
)
m, m_dot = (
    Symbol("m", "direction", r"\mathbf{m}"),
    Symbol("m_dot", "direction rate", r"\dot{\mathbf{m}}"),
)
B_vector = Symbol("B_vector", "field vector", r"\mathbf{B}")
I_s_vector = Symbol("I_s_vector", "torque vector", r"\mathbf{I}_s")
alpha_gilbert = Symbol("alpha", "damping", r"\alpha")


def cross(one: Node, other: Node) -> Node:
    """A vector product."""
    return Call(Symbol("cross", "product"), (one, other))


EQ_50 = Equation(
    "magnet:50",
    equal(
        m_dot,
        cross(m, B_vector)
        - alpha_gilbert * cross(m, m_dot)
        + 1 / S * cross(m, cross(I_s_vector, m)),
    ),
)
EQ_GILBERT = Equation("magnet:text-gilbert", equal(alpha_gilbert, g_tilde / S))
cos_stationary = Symbol("cos_theta_0", "cosine", r"\cos\theta_0")
lam = Symbol("lambda", "length", r"\lambda")
EQ_51 = Equation(
    "magnet:51",
    equal(
        cos_stationary,
        (Gamma_Sigma * rho_Sigma * B + lam * rho_slope_Sigma * d)
        / (Gamma_Delta * rho_Delta * B + lam * rho_slope_Delta * d),
    ),
)
EQ_LAMBDA = Equation(
    "magnet:text-lambda", equal(lam, Gamma_r * Gamma_Delta / (Gamma_Sigma**2 - Gamma_Delta**2))
)
d_0 = Symbol("d_0", "drive")
EQ_D_0 = Equation(
    "magnet:text-d0",
    equal(d_0, -(Gamma_Sigma * rho_Sigma * B) / (lam * Gamma_Delta * rho_slope_Delta)),
    "for rho_Delta = 0 and rho'_Sigma = 0",
)

# --- Charge currents ------------------------------------------------------------------------------

D_q = Symbol("D_q", "rotation", "D_q^{<0><1>}", complex=True)
D_c = Symbol("D_c", "rotation", "D_c^{<0><1>}", complex=True)
EQ_52 = Equation("magnet:52", aes(D_q, D_c, alpha_s))
I_left, I_right = (
    Symbol("I_l", "current", r"I_{l\to\mathrm{dot}}"),
    Symbol("I_r", "current", r"I_{r\to\mathrm{dot}}"),
)
I_d_l, I_d_r, I_h_l, I_h_r, I_p_l = (
    Symbol(f"I_{a}_{b}", "current part", f"I_{a}^{b}") for a, b in ("dl", "dr", "hl", "hr", "pl")
)
EQ_53 = Equation("magnet:53", equal(I_left, I_d_l + I_h_l + I_p_l))
EQ_54 = Equation("magnet:54", equal(I_right, I_d_r + I_h_r))
part_h_l, part_h_r, part_d_l, part_d_r = (
    Symbol(f"part_{a}_{b}", "spin current", f"I_{{{a},{b}}}^{{<0><1>}}")
    for a, b in ("hl", "hr", "dl", "dr")
)


def _weighted(part: Symbol) -> Node:
    return half_angle("cos", theta) * (part[UP, UP] + part[DOWN, DOWN]) + half_angle(
        "sin", theta
    ) * (part[UP, DOWN] + part[DOWN, UP])


EQ_SUMS = Equation(
    "magnet:text-current-sums",
    system(
        equal(I_h_l, _weighted(part_h_l)),
        equal(I_h_r, _weighted(part_h_r)),
        equal(I_d_l, _weighted(part_d_l)),
        equal(I_d_r, _weighted(part_d_r)),
    ),
    "below (54)",
)


def _hybrid(rate: Node) -> Node:
    return -rho[sigma] * rate * (Gamma_Delta / Gamma[sigma]) * sin(theta) ** 2 * B


EQ_PARTS = Equation(
    "magnet:text-current-parts",
    system(
        equal(part_h_r[sigma, sigma_p], _hybrid(Gamma_l[sigma_p])),
        equal(part_h_r[sigma, sigma_p], _hybrid(Gamma_r)),
        equal(
            part_d_l[sigma, sigma_p],
            rho_slope[sigma] * Gamma_l[sigma_p] * (Gamma_r / Gamma[sigma]) * d,
        ),
        equal(
            part_d_r[sigma, sigma_p],
            rho_slope[sigma] * Gamma_r * (Gamma_r / Gamma[sigma] - 1) * d,
        ),
    ),
    "below (54)",
)
_thermal = Gamma_r * (
    rho_slope_Sigma * Gamma_Sigma - rho_slope_Delta * Gamma_Delta * cos(theta)
) - rho_slope_Sigma * (Gamma_Sigma**2 - Gamma_Delta**2 * cos(theta) ** 2)
_drive = Gamma_r * d / _both
EQ_55 = Equation(
    "magnet:55",
    system(equal(I_d_l, -_drive * _thermal), equal(I_d_r, _drive * _thermal)),
    "the signs -/+ of the two junctions are written out",
)
_mean = rho_Sigma * Gamma_Sigma - rho_Delta * Gamma_Delta * cos(theta)
_precession = Gamma_Delta * sin(theta) ** 2 * B
EQ_56 = Equation(
    "magnet:56",
    equal(
        I_h_l,
        -_precession
        / _both
        * (
            (Gamma_Sigma - Gamma_r) * _mean
            + Gamma_Delta
            * cos(theta)
            * (rho_Delta * Gamma_Sigma - rho_Sigma * Gamma_Delta * cos(theta))
        ),
    ),
)
EQ_57 = Equation("magnet:57", equal(I_p_l, rho_Sigma * Gamma_Delta * sin(theta) ** 2 * B))
EQ_58 = Equation("magnet:58", equal(I_h_r, -_precession / _both * (Gamma_r * _mean)))
EQ_59 = Equation(
    "magnet:59",
    equal(
        I_left,
        -_drive * _thermal + Gamma_r * Gamma_Delta * sin(theta) ** 2 * B / _both * _mean,
    ),
)
EQ_BALANCE = Equation(
    "magnet:text-balance",
    system(equal(I_left, -I_right), equal(I_d_l, -I_d_r), equal(I_h_l + I_p_l, -I_h_r)),
    "below (58)",
)
