"""Sections IV and V A as printed: gauge, slow Green's function, slow action, (27)-(45)."""

from __future__ import annotations

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import (
    Integral,
    Node,
    Relation,
    Symbol,
    Total,
    equal,
    system,
)

from .notation import (
    DOWN,
    M_0,
    QUARTER,
    UP,
    B,
    Gamma,
    Gamma_Delta,
    Gamma_l,
    Gamma_l_bar,
    Gamma_r,
    J,
    S,
    branch,
    branch_sign,
    call,
    chi_c_dot,
    chi_q,
    cos,
    d,
    g,
    g_tilde,
    half_angle,
    i_unit,
    omega,
    omega_p,
    phi_c_dot,
    phi_dot,
    phi_q,
    pi,
    rho,
    rho_slope,
    sigma,
    sigma_p,
    sign,
    sign_bar,
    sin,
    t,
    t_p,
    theta,
    theta_c,
    theta_c_dot,
    theta_dot,
    theta_q,
)
from .paper_action import D_k, D_k_dagger, G_c, G_c_inverse, G_z_inverse, Sigma, operator

EQ_27 = Equation("magnet:27", equal(chi_c_dot(t), phi_c_dot(t) * (1 - cos(theta_c(t)))))
EQ_28 = Equation("magnet:28", equal(chi_q(t), phi_q(t) * (1 - cos(theta_c(t)))))
delta_Q_parallel = Symbol("delta_Q_up", "quantum potential", r"[\delta Q_\parallel]_{\uparrow}")
EQ_DELTA_Q = Equation(
    "magnet:text-delta-Q",
    equal(
        delta_Q_parallel(t),
        sin(theta_c(t)) * (phi_c_dot(t) * theta_q(t) - theta_c_dot(t) * phi_q(t)) / 2,
    ),
    "below (28): the element of spin up",
)
chi_ends = Symbol("chi_ends", "winding", r"\chi_-(-T_K) - \chi_+(-T_K)")
EQ_CHI_ENDS = Equation(
    "magnet:text-chi-ends",
    equal(
        chi_ends,
        Integral(
            (t,),
            sin(theta_c(t)) * (phi_c_dot(t) * theta_q(t) - theta_c_dot(t) * phi_q(t)),
            "dt",
        ),
    ),
    "above (27): ends of the gauge that eliminates all of the diagonal potential, for a phi_q that "
    "vanishes at both ends; where (28) closes, n = 0, this is what stays in delta Q below (28)",
)
EQ_29 = Equation("magnet:29", equal(G_c_inverse, G_z_inverse - D_k_dagger * Sigma * D_k))
D_s, D_s_dagger = (
    operator("D_s", "D_s", "rotation"),
    operator("D_s_dagger", r"D_s^\dagger", "rotation"),
)
G_s, G_s_inverse = operator("G_s", "G_s", "green"), operator("G_s_inverse", "G_s^{-1}", "kernel")
R_k, R_k_dagger = (
    operator("R_k", "R_k", "rotation"),
    operator("R_k_dagger", r"R_k^\dagger", "rotation"),
)
_fast, _slow = D_k_dagger * Sigma * D_k, D_s_dagger * Sigma * D_s
EQ_30 = Equation("magnet:30", equal(G_c_inverse, G_z_inverse - _slow - (_fast - _slow)))
EQ_31 = Equation("magnet:31", equal(G_c, G_s + G_s * (_fast - _slow) * G_s))
EQ_32 = Equation("magnet:32", equal(G_s_inverse, G_z_inverse - _slow))
EQ_33 = Equation("magnet:33", equal(G_s_inverse, G_z_inverse - R_k_dagger * Sigma * R_k))

# --- The slow Green's function -------------------------------------------------------------------

xi = Symbol("xi", "level", r"\xi_{\alpha <0>}")
green = Symbol("G_s_RA", "green", r"G_s^{<0>}", complex=True)
green_K = Symbol("G_s_K", "Keldysh green", "G_s^K", complex=True)
F_s = Symbol("F_s", "distribution", r"F_s^{<0>}")
F_l, F_r = Symbol("F_l", "lead distribution"), Symbol("F_r", "lead distribution")
omega_plus = Symbol("omega_plus", "shift", r"\omega_+")
omega_minus = Symbol("omega_minus", "shift", r"\omega_-")
EQ_34 = Equation(
    "magnet:34",
    equal(
        green[branch, sigma](omega),
        1 / (omega - xi[sigma] + branch_sign[branch] * i_unit * Gamma[sigma]),
    ),
)
EQ_35 = Equation(
    "magnet:35",
    equal(
        green_K[sigma](omega),
        -(2 * i_unit * Gamma[sigma])
        / ((omega - xi[sigma]) ** 2 + Gamma[sigma] ** 2)
        * F_s[sigma](omega),
    ),
)
EQ_GAMMA = Equation(
    "magnet:text-Gamma",
    equal(
        Gamma[sigma],
        half_angle("cos", theta) * Gamma_l[sigma]
        + half_angle("sin", theta) * Gamma_l_bar[sigma]
        + Gamma_r,
    ),
    "below (35)",
)
EQ_SHIFTS = Equation(
    "magnet:text-shifts",
    system(
        equal(omega_plus, phi_dot * (1 + cos(theta)) / 2),
        equal(omega_minus, phi_dot * (1 - cos(theta)) / 2),
    ),
    "below (36)",
)
EQ_36 = Equation(
    "magnet:36",
    equal(
        F_s[sigma](omega),
        1
        / Gamma[sigma]
        * (
            half_angle("cos", theta) * Gamma_l[sigma] * F_l(omega + sign[sigma] * omega_minus)
            + half_angle("sin", theta)
            * Gamma_l_bar[sigma]
            * F_l(omega + sign_bar[sigma] * omega_plus)
            + half_angle("cos", theta) * Gamma_r * F_r(omega + sign[sigma] * omega_minus)
            + half_angle("sin", theta) * Gamma_r * F_r(omega + sign_bar[sigma] * omega_plus)
        ),
    ),
)

# --- The slow action -----------------------------------------------------------------------------

action_HS = Symbol("i_action_HS", "action", r"i\mathcal{S}_{\mathrm{HS}}", complex=True)
EQ_37 = Equation(
    "magnet:37",
    equal(
        action_HS,
        -(i_unit * (M_0 * B / (2 * J))) * Integral((t,), theta_q(t) * sin(theta_c(t))),
    ),
)
action_WZNW = Symbol("i_action_WZNW", "action", r"i\mathcal{S}_{\mathrm{WZNW}}", complex=True)
EQ_38 = Equation(
    "magnet:38",
    equal(
        action_WZNW,
        -i_unit
        * Integral(
            (t,),
            S * sin(theta_c(t)) * (theta_q(t) * phi_c_dot(t) - phi_q(t) * theta_c_dot(t)),
        ),
    ),
)
G_lesser = operator("G_s_lesser", "G_s^<(t,t)", "green")
sigma_z = Symbol("sigma_z", "pauli", r"\sigma_z")
EQ_39 = Equation("magnet:39", equal(S, -(i_unit / 2) * call("tr", G_lesser * sigma_z)))
rho_of = Symbol("rho_of", "density function", r"\rho_{<0>}")
EQ_40 = Equation(
    "magnet:40",
    equal(
        S,
        -QUARTER
        * Integral(
            (omega,),
            rho_of[UP](omega) * F_s[UP](omega) - rho_of[DOWN](omega) * F_s[DOWN](omega),
        ),
    ),
)
action_AES = Symbol("i_action_AES", "action", r"i\mathcal{S}_{\mathrm{AES}}^R", complex=True)
R_q = Symbol("R_q", "rotation", "R_q^{<0><1>}", complex=True)
R_c = Symbol("R_c", "rotation", "R_c^{<0><1>}", complex=True)
alpha_s = Symbol("alpha_s", "kernel", r"\alpha^R_{s,<0><1>}", complex=True)


def aes(first: Symbol, second: Symbol, kernel: Symbol) -> Relation:
    """The retarded action bilinear in a quantum and a classical rotation."""
    return equal(
        action_AES,
        -i_unit
        * Integral(
            (t, t_p),
            Total(
                (sigma, sigma_p),
                call(
                    "Im",
                    first[sigma_p, sigma](t)
                    * kernel[sigma, sigma_p](t, t_p)
                    * call("conj", second[sigma_p, sigma](t_p)),
                ),
            ),
        ),
    )


EQ_41 = Equation("magnet:41", aes(R_q, R_c, alpha_s))
G_R, G_K = (Symbol(f"G_s_{n}", "green", f"G_{{s<0>}}^{n}", complex=True) for n in "RK")
Sigma_K, Sigma_A = (
    Symbol(f"Sigma_{n}", "self-energy", rf"\Sigma_{{<0>}}^{n}", complex=True) for n in "KA"
)


def kernel_of(leaf: Symbol, green_R: Symbol, green_K: Symbol) -> Relation:
    """A retarded kernel from a Green's function of the dot and the leads' self-energies."""
    return equal(
        leaf[sigma, sigma_p](t, t_p),
        green_R[sigma](t, t_p) * Sigma_K[sigma_p](t_p - t)
        + green_K[sigma](t, t_p) * Sigma_A[sigma_p](t_p - t),
    )


EQ_42 = Equation("magnet:42", kernel_of(alpha_s, G_R, G_K), "for one level of the dot")
alpha_real = Symbol("alpha_real", "kernel value", r"\alpha^R_{s,<0><1>}")


def _against(lead: Symbol) -> Node:
    return F_s[sigma](omega_p) - lead(omega_p - omega)


EQ_43 = Equation(
    "magnet:43",
    equal(
        alpha_real[sigma, sigma_p](omega),
        Integral(
            (omega_p,),
            rho_of[sigma](omega_p) * (Gamma_l[sigma_p] * _against(F_l) + Gamma_r * _against(F_r)),
        ),
    ),
    "real part",
)
I_h, I_d = (
    Symbol("I_h", "kernel part", "I_h^{<0><1>}"),
    Symbol("I_d", "kernel part", "I_d^{<0><1>}"),
)
EQ_44 = Equation(
    "magnet:44",
    equal(
        alpha_real[sigma, sigma_p](omega),
        I_h[sigma, sigma_p] + I_d[sigma, sigma_p] + g[sigma, sigma_p] * omega,
    ),
)
EQ_G = Equation(
    "magnet:text-g", equal(g[sigma, sigma_p], 2 * rho[sigma] * (Gamma_l[sigma_p] + Gamma_r))
)
EQ_I_D = Equation(
    "magnet:text-I-d",
    equal(
        I_d[sigma, sigma_p],
        Gamma_r * Gamma_Delta / Gamma[sigma]
        * (sign[sigma_p] - sign[sigma] * cos(theta))
        * rho_slope[sigma]
        * d,
    ),
)  # fmt: skip
EQ_I_H = Equation(
    "magnet:text-I-h",
    equal(
        I_h[sigma, sigma_p],
        g[sigma, sigma_p] * (Gamma_Delta * sin(theta) ** 2 / (2 * Gamma[sigma])) * phi_dot,
    ),
)
I_s = Symbol("I_s", "torque current")
EQ_45 = Equation(
    "magnet:45",
    equal(
        action_AES,
        -i_unit
        * Integral(
            (t,),
            theta_q(t) * g_tilde * theta_dot(t)
            + phi_q(t) * sin(theta) ** 2 * (g_tilde * phi_dot(t) - I_s),
        ),
    ),
    "g-tilde and I_s at the angle of the same time",
)
EQ_G_TILDE = Equation(
    "magnet:text-g-tilde",
    equal(
        g_tilde,
        (g[UP, UP] + g[DOWN, DOWN]) / 4 * half_angle("sin", theta)
        + (g[UP, DOWN] + g[DOWN, UP]) / 4 * half_angle("cos", theta),
    ),
)
TEMPERATURES = tuple(Symbol(f"T_{n}", "temperature") for n in "lr")
EQ_D = Equation(
    "magnet:text-d", equal(d, pi**2 / 3 * (TEMPERATURES[0] ** 2 - TEMPERATURES[1] ** 2))
)
I_s_d, I_s_h = Symbol("I_s_d", "torque part", "I_d^s"), Symbol("I_s_h", "torque part", "I_h^s")


def _torque(part: Symbol) -> Node:
    return QUARTER * (part[UP, UP] - part[UP, DOWN] + part[DOWN, UP] - part[DOWN, DOWN])


EQ_TORQUES = Equation(
    "magnet:text-torques",
    system(equal(I_s, I_s_h + I_s_d), equal(I_s_d, _torque(I_d)), equal(I_s_h, _torque(I_h))),
)
