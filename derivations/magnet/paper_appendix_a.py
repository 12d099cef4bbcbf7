"""Appendix A as printed: full dynamics with length and potential, (A1)-(A25)."""

from __future__ import annotations

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import (
    Index,
    Integral,
    Node,
    Symbol,
    Total,
    about,
    equal,
    system,
)

from .notation import (
    DOWN,
    M_0,
    UP,
    B,
    C,
    Gamma,
    Gamma_Delta,
    Gamma_l,
    Gamma_r,
    Gamma_Sigma,
    J,
    S,
    call,
    cos,
    exp,
    g,
    g_tilde,
    i_unit,
    omega_1,
    omega_2,
    omega_3,
    omega_p,
    phi_dot,
    rho,
    rho_Delta,
    rho_Sigma,
    sigma,
    sigma_p,
    sign,
    sin,
    t,
    t_1,
    t_2,
    t_3,
    t_p,
    t_pp,
    t_ppp,
    theta,
    theta_dot,
)
from .paper_action import N_0, D_k, D_k_dagger, G_c, operator
from .paper_action import Sigma as Sigma_matrix
from .paper_kernel import R_k, R_k_dagger, aes, kernel_of
from .paper_motion import D_c, D_q

G_s, G_u = operator("G_s", "G_s", "green"), operator("G_u", "G_u", "green")
EQ_A1 = Equation("magnet:A1", equal(G_c, G_s + G_u))
EQ_A2 = Equation(
    "magnet:A2",
    equal(
        G_u,
        G_s * (D_k_dagger * Sigma_matrix * D_k - R_k_dagger * Sigma_matrix * R_k) * G_s,
    ),
    "first order of the expansion",
)
action_HS = Symbol("i_action_HS", "action", r"i\mathcal{S}_{\mathrm{HS}}", complex=True)
M_c, theta_c = Symbol("M_c", "length"), Symbol("theta_c", "angle", r"\theta_c")
dM_c, dM_q = Symbol("dM_c", "length", r"\delta M_c"), Symbol("dM_q", "quantum", r"\delta M_q")
dV_c, dV_q = (
    Symbol("dV_c", "potential", r"\delta V_d^c"),
    Symbol("dV_q", "quantum potential", r"\delta V_d^q"),
)
V_0 = Symbol("V_d0", "potential", "V_{d0}")
quantum_angle = Symbol("theta_q", "quantum angle", r"\theta_q")


def _over_time(body: Node) -> Node:
    return Integral((t,), body)


EQ_A3 = Equation(
    "magnet:A3",
    equal(
        action_HS,
        -(i_unit * (M_0 / (2 * J))) * _over_time(dM_q(t))
        - i_unit * (B / J) * _over_time(M_c(t) * sin(theta_c(t)) * sin(quantum_angle(t) / 2))
        - i_unit / (2 * J) * _over_time(dM_c(t) * dM_q(t))
        + i_unit * (B / (2 * J)) * _over_time(dM_q(t) * cos(theta_c(t)) * cos(quantum_angle(t) / 2))
        + i_unit * (C * V_0 + N_0) * _over_time(dV_q(t))
        + i_unit * C * _over_time(dV_c(t) * dV_q(t)),
    ),
    "the zero frequency components are written as integrals over time",
)
alpha = Symbol("alpha_full", "full kernel", r"\alpha^R_{<0><1>}", complex=True)
alpha_s = Symbol("alpha_s", "kernel part", r"\alpha^R_{s,<0><1>}", complex=True)
alpha_u = Symbol("alpha_u", "kernel part", r"\alpha^R_{u,<0><1>}", complex=True)
G_R, G_K = (Symbol(f"G_{n}", "green", f"G_{{<0>}}^{n}", complex=True) for n in "RK")
EQ_A4 = Equation("magnet:A4", aes(D_q, D_c, alpha))
EQ_A5 = Equation(
    "magnet:A5",
    system(
        kernel_of(alpha, G_R, G_K),
        equal(
            alpha[sigma, sigma_p](t, t_p),
            alpha_s[sigma, sigma_p](t, t_p) + alpha_u[sigma, sigma_p](t, t_p),
        ),
    ),
)
G_uR, G_uK = (Symbol(f"G_u_{n}", "correction", f"G_{{u<0>}}^{n}", complex=True) for n in "RK")
U_k = Symbol("U_k", "gauge", "U_{k<0>}", complex=True)
beta = Symbol("beta", "kernel of four times", r"\beta^R_{<0><1>}", complex=True)
EQ_A6 = Equation(
    "magnet:A6",
    system(
        kernel_of(alpha_u, G_uR, G_uK),
        equal(
            alpha_u[sigma, sigma_p](t, t_ppp),
            Integral(
                (t_p, t_pp),
                (call("conj", U_k[sigma](t_p)) * U_k[sigma](t_pp) - 1)
                * beta[sigma, sigma_p](t, t_p, t_pp, t_ppp),
            ),
        ),
    ),
)
G_sR, G_sA, G_sK = (
    Symbol(f"G_s_{n}", "slow green", f"G_{{s<0>}}^{n}", complex=True) for n in "RAK"
)
rotated_R, rotated_A, rotated_K = (
    Symbol(f"rotated_{n}", "rotated", rf"[R_k^\dagger\Sigma^{n}R_k]_{{<0><1>}}", complex=True)
    for n in "RAK"
)
Sigma_K, Sigma_A = (
    Symbol(f"Sigma_{n}", "self-energy", rf"\Sigma_{{<0>}}^{n}", complex=True) for n in "KA"
)


def _chain(first: Symbol, middle: Symbol, last: Symbol, lead: Symbol) -> Node:
    return (
        first[sigma](t, t_p)
        * middle[sigma, sigma_p](t_p, t_pp)
        * last[sigma](t_pp, t_ppp)
        * lead[sigma_p](t_ppp - t)
    )


EQ_A7 = Equation(
    "magnet:A7",
    equal(
        beta[sigma, sigma_p](t, t_p, t_pp, t_ppp),
        _chain(G_sR, rotated_R, G_sR, Sigma_K)
        + _chain(G_sK, rotated_A, G_sA, Sigma_A)
        + _chain(G_sR, rotated_K, G_sA, Sigma_A)
        + _chain(G_sR, rotated_R, G_sK, Sigma_A),
    ),
    "for one level of the dot",
)
U_dot = Symbol("U_k_dot", "gauge rate", r"\dot{U}_{k<0>}", complex=True)
alpha_u_local = Symbol("alpha_u_local", "local kernel", r"\alpha^R_{u,<0><1>}")
EQ_A8 = Equation(
    "magnet:A8",
    equal(
        alpha_u_local[sigma, sigma_p](t),
        i_unit
        * 2
        * g[sigma, sigma_p]
        * Gamma[sigma]
        * Integral(
            (t_p,),
            exp(-2 * Gamma[sigma] * (t - t_p)) * call("conj", U_k[sigma](t_p)) * U_dot[sigma](t_p),
        ),
    ),
    "the factor delta(t - t''') is understood; times before t",
)

# --- Equations of motion -----------------------------------------------------------------------

delta_M, delta_V = (
    Symbol("delta_M", "length", r"\delta M"),
    Symbol("delta_V", "length", r"\delta V_d"),
)
delta_M_dot = Symbol("delta_M_dot", "length rate", r"\delta\dot{M}")
delta_V_dot = Symbol("delta_V_dot", "length rate", r"\delta\dot{V}_d")
R_V, R_M = Symbol("R_V", "retarded", r"R_V^{<0>}"), Symbol("R_M", "retarded", r"R_M^{<0>}")
I_h_s, I_d_s = (
    Symbol("I_h_s", "torque current", "I_h^s"),
    Symbol("I_d_s", "torque current", "I_D^s"),
)
_memory_M = delta_M - 2 * Gamma[sigma] * R_M[sigma]
_memory_V = delta_V - 2 * Gamma[sigma] * R_V[sigma]


def _precession() -> Node:
    return sin(theta) * phi_dot


EQ_A9 = Equation("magnet:A9", equal(_precession(), -sin(theta) * B))
EQ_A10 = Equation(
    "magnet:A10",
    equal(
        sin(theta) * theta_dot,
        sin(theta) ** 2
        / S
        * (
            (g_tilde * phi_dot - I_h_s - I_d_s)
            + Gamma_Delta * Total((sigma,), rho[sigma] * _memory_V)
            - Gamma_Delta / 2 * Total((sigma,), sign[sigma] * rho[sigma] * _memory_M)
        ),
    ),
)
EQ_A11 = Equation(
    "magnet:A11",
    equal(
        1 / J * delta_M_dot,
        Total((sigma,), rho[sigma] * Gamma[sigma] * _memory_M)
        - Total((sigma,), sign[sigma] * 2 * rho[sigma] * Gamma[sigma] * _memory_V),
    ),
)
EQ_A12 = Equation(
    "magnet:A12",
    equal(
        C * delta_V_dot,
        -Total((sigma,), 2 * rho[sigma] * Gamma[sigma] * _memory_V)
        + Total((sigma,), sign[sigma] * rho[sigma] * Gamma[sigma] * _memory_M),
    ),
)
past_V, past_M = Symbol("past_V", "past", r"\delta V_d"), Symbol("past_M", "past", r"\delta M")


def _retarded(past: Symbol) -> Node:
    return Integral((t_p,), exp(-2 * Gamma[sigma] * (t - t_p)) * past(t_p))


EQ_A13 = Equation("magnet:A13", equal(R_V[sigma], _retarded(past_V)))
EQ_A14 = Equation("magnet:A14", equal(R_M[sigma], _retarded(past_M)))
EQ_A15 = Equation("magnet:A15", equal(_precession(), -sin(theta) * B))
EQ_A16 = Equation(
    "magnet:A16",
    equal(
        sin(theta) * theta_dot,
        sin(theta) ** 2
        / S
        * (
            g_tilde * phi_dot
            - I_h_s
            - I_d_s
            + Gamma_Delta * (rho_Sigma + C) * delta_V
            - rho_Delta * Gamma_Delta / 2 * delta_M
        ),
    ),
)
g_of = Symbol("g_of", "conductance", r"g_{<0>}(\theta)")
EQ_A17 = Equation(
    "magnet:A17",
    equal(
        delta_M_dot,
        (g_of[UP] / 2 * (J - 1 / rho[UP]) + g_of[DOWN] / 2 * (J - 1 / rho[DOWN])) * delta_M
        - (g_of[UP] * (1 + C / (2 * rho[UP])) - g_of[DOWN] * (1 + C / (2 * rho[DOWN])))
        * J
        * delta_V,
    ),
)
EQ_A18 = Equation(
    "magnet:A18",
    equal(
        delta_V_dot,
        -(g_of[UP] * (1 / C + 1 / (2 * rho[UP])) + g_of[DOWN] * (1 / C + 1 / (2 * rho[DOWN])))
        * delta_V
        + (g_of[UP] * (1 - 1 / (rho[UP] * J)) - g_of[DOWN] * (1 - 1 / (rho[DOWN] * J)))
        * (1 / (2 * C))
        * delta_M,
    ),
)
EQ_G_OF = Equation(
    "magnet:text-g-of", equal(g_of[sigma], 2 * rho[sigma] * Gamma[sigma]), "below (A18)"
)
g_plain, rho_plain = Symbol("g_plain", "conductance", "g"), Symbol("rho_plain", "density", r"\rho")
EQ_A19 = Equation("magnet:A19", equal(delta_M_dot, g_plain * (J - 1 / rho_plain) * delta_M))
EQ_A20 = Equation(
    "magnet:A20", equal(delta_V_dot, -2 * g_plain * (1 / C + 1 / (2 * rho_plain)) * delta_V)
)
EQ_G_PLAIN = Equation("magnet:text-g-plain", equal(g_plain, 2 * rho_plain * Gamma_Sigma))

# --- Zero modes and the kernel ------------------------------------------------------------------

T_K = Symbol("T_K", "duration")
lesser_sigma_z = Symbol(
    "trace_lesser_sigma_z", "trace", r"\mathrm{tr}[G_c^<\sigma_z]", complex=True
)
lesser = Symbol("trace_lesser", "trace", r"\mathrm{tr}[G_c^<]", complex=True)
EQ_A21 = Equation(
    "magnet:A21",
    equal(M_0 / (2 * J), -(i_unit / 2) * (1 / (2 * T_K)) * _over_time(lesser_sigma_z(t))),
)
EQ_A22 = Equation(
    "magnet:A22",
    equal(C * V_0, 1 / (2 * T_K) * _over_time(-i_unit * lesser(t) - N_0)),
)
level = Index("alpha", "level")
beta_value = Symbol("beta_value", "kernel of three times", r"\beta^R_{<0><1>}", complex=True)
THREE = r"\frac{d\omega_1 d\omega_2 d\omega_3 d\omega'}{(2\pi)^4}"
green_R, green_A = (
    Symbol(f"level_G_{n}", "level green", f"G_{{s<0>}}^{n}", complex=True) for n in "RA"
)
rotated_wigner = Symbol(
    "rotated_K_wigner", "rotated", r"[R_k^\dagger\Sigma^K R_k]_{<0><1>}", complex=True
)
Sigma_A_of = Symbol("Sigma_A_of", "self-energy", r"\Sigma_{<0>}^A", complex=True)
mean_1, mean_2, mean_3 = (Symbol(f"t_mean_{k}", "time", rf"\bar{{t}}_{k}") for k in (1, 2, 3))
_phase = exp(-i_unit * (omega_1 * t_1 + omega_2 * t_2 + omega_3 * t_3))
EQ_A23 = Equation(
    "magnet:A23",
    equal(
        beta_value[sigma, sigma_p],
        Integral(
            (omega_1, omega_2, omega_3, omega_p),
            _phase
            * green_R[sigma](mean_1, omega_1 + omega_p)
            * rotated_wigner[sigma, sigma_p](mean_2, omega_2 + omega_p)
            * green_A[sigma](mean_3, omega_3 + omega_p)
            * Sigma_A_of[sigma_p](omega_p),
            THREE,
        ),
    ),
    "for one level of the dot",
)
F_s, xi = Symbol("F_s", "distribution", r"F_s^{<0>}"), Symbol("xi", "level", r"\xi_{<0><1>}")
EQ_A24 = Equation(
    "magnet:A24",
    equal(
        beta_value[sigma, sigma_p],
        Integral(
            (omega_1, omega_2, omega_3, omega_p),
            _phase
            * (
                2
                * Gamma[sigma]
                * (Gamma_l[sigma_p] + Gamma_r)
                / (
                    (omega_p + omega_1 + i_unit * Gamma[sigma])
                    * (omega_p + omega_3 - i_unit * Gamma[sigma])
                )
            )
            * Total(
                (level,),
                (
                    F_s[sigma](omega_p + omega_2 + xi[level, sigma])
                    - F_s[sigma](omega_p + xi[level, sigma])
                )
                + F_s[sigma](omega_p + xi[level, sigma]),
            ),
            THREE,
        ),
    ),
)
EQ_A25 = Equation(
    "magnet:A25",
    about(
        Total(
            (level,),
            F_s[sigma](omega_p + omega_2 + xi[level, sigma])
            - F_s[sigma](omega_p + xi[level, sigma]),
        ),
        2 * rho[sigma] * omega_2,
    ),
)
