"""Sections II and III as printed: the Hamiltonian and the effective action, (1)-(26)."""

from __future__ import annotations

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import (
    Call,
    Index,
    Integral,
    Node,
    Relation,
    Symbol,
    Total,
    equal,
    node,
    system,
)

from .notation import HALF, J, call, exp, i_unit, sigma, sign

alpha = Index("alpha", "level")
n_left, n_right = Index("n", "left channel"), Index("n'", "right channel", "n")
n_any = Index("n''", "channel", "n")


def operator(name: str, tex: str = "", kind: str = "operator", real: bool = False) -> Symbol:
    """A leaf that need not commute with others of its sort; `real`: its entries are real."""
    return Symbol(name, kind, tex, commuting=False, complex=not real)


def dagger(tree: Node) -> Node:
    """The hermitian conjugate that the print abbreviates to h.c."""
    return Call(Symbol("dagger", "conjugation"), (tree,))


# --- Hamiltonian -------------------------------------------------------------------------------

H, H_dot, H_l, H_r, H_tun, H_0 = (
    operator(n, t, "hamiltonian")
    for n, t in (
        ("H", "H"), ("H_dot", r"H_{\mathrm{dot}}"), ("H_l", "H_l"), ("H_r", "H_r"),
        ("H_tun", r"H_{\mathrm{tun}}"), ("H_0", "H_0"),
    )
)  # fmt: skip
S_squared = operator("S_squared", r"\mathbf{S}^2", "square")
N, N_0 = operator("N", "N", "number"), Symbol("N_0", "background")
E_c = Symbol("E_c", "charging")
B_dot_S = operator("B_dot_S", r"\mathbf{B}\mathbf{S}", "zeeman")
M_fix = Symbol("M_fix", "fixed magnetization", r"M_{\mathrm{fix}}")
a_create = operator("a_create", r"a^\dagger_{<0><1>}", "dot creator", real=True)
a_annihilate = operator("a_annihilate", r"a_{<0><1>}", "dot annihilator", real=True)
c_create = operator("c_create", r"c^\dagger_{<0>k,<1>}", "lead creator", real=True)
c_annihilate = operator("c_annihilate", r"c_{<0>k,<1>}", "lead annihilator", real=True)
epsilon = Symbol("epsilon", "lead level", r"\epsilon_{<0>k}")
tunnel = Symbol("tunnel", "tunnelling", "t_{<0><1>}", complex=True)
k = Symbol("k", "momentum")
MOMENTUM = r"\frac{dk}{2\pi}"

EQ_1 = Equation("magnet:1", equal(H, H_dot + H_l + H_r + H_tun))
EQ_2 = Equation("magnet:2", equal(H_dot, H_0 - J * S_squared + E_c * (N - N_0) ** 2 - B_dot_S))
EQ_3 = Equation(
    "magnet:3",
    equal(
        H_l,
        Total(
            (n_left, sigma),
            Integral(
                (k,),
                (epsilon[n_left](k) - M_fix / 2 * sign[sigma])
                * c_create[n_left, sigma](k)
                * c_annihilate[n_left, sigma](k),
                MOMENTUM,
            ),
        ),
    ),
    "channels 1 to N_l",
)
EQ_4 = Equation(
    "magnet:4",
    equal(
        H_r,
        Total(
            (n_right, sigma),
            Integral(
                (k,),
                epsilon[n_right](k) * c_create[n_right, sigma](k) * c_annihilate[n_right, sigma](k),
                MOMENTUM,
            ),
        ),
    ),
    "channels N_l + 1 to N_l + N_r",
)
_tunnelling = Total(
    (n_any, alpha, sigma),
    Integral(
        (k,),
        tunnel[alpha, n_any] * a_create[alpha, sigma] * c_annihilate[n_any, sigma](k),
        MOMENTUM,
    ),
)
EQ_5 = Equation("magnet:5", equal(H_tun, _tunnelling + dagger(_tunnelling)))

# --- Path integral: fields on a discrete contour are columns, kernels are matrices ---------------

Z = Symbol("Z", "generating function", r"\mathcal{Z}", complex=True)
action = Symbol("i_action", "action", r"i\mathcal{S}", complex=True)
fields_measure = Symbol("fields", "field", r"\Psi")
contour_time = Symbol("t", "contour time")
psi_bar, psi = operator("psi_bar", r"\bar\Psi", "field bar"), operator("psi", r"\Psi", "field")
time_derivative = operator("i_d_t", r"i\partial_t", "kernel")
Sigma = operator("Sigma", r"\Sigma", "self-energy")
hamilton_fields = Symbol("H_fields", "energy", r"H(\bar\Psi,\Psi)", complex=True)
hamilton_dot_fields = Symbol(
    "H_dot_fields", "energy", r"H_{\mathrm{dot}}(\bar\Psi,\Psi)", complex=True
)
CONTOUR = r"_{K} dt"

EQ_6 = Equation("magnet:6", equal(Z, Integral((fields_measure,), exp(action), r"D[\bar\Psi,\Psi]")))
EQ_7 = Equation(
    "magnet:7",
    equal(
        action,
        i_unit
        * Integral(
            (contour_time,),
            psi_bar(contour_time) * time_derivative * psi - hamilton_fields(contour_time),
            CONTOUR,
        ),
    ),
)
EQ_8 = Equation(
    "magnet:8",
    equal(
        action,
        i_unit
        * Integral(
            (contour_time,),
            psi_bar(contour_time) * (time_derivative - Sigma) * psi
            - hamilton_dot_fields(contour_time),
            CONTOUR,
        ),
    ),
)
B_exc = Symbol("B_exc", "exchange field", r"\mathbf{B}_{\mathrm{exc}}")
spin_vector = Symbol("S_vector", "spin vector", r"\mathbf{S}")
number = Symbol("number", "occupation", "N")
V_d = Symbol("V_d", "potential field")
EQ_9 = Equation(
    "magnet:9",
    equal(
        exp(i_unit * J * spin_vector**2),
        Integral(
            (B_exc,), exp(-i_unit * (B_exc**2 / (4 * J) - B_exc * spin_vector)), r"D\mathbf{B}"
        ),
    ),
    "at one time and for one component; the measure is normalised",
)
EQ_10 = Equation(
    "magnet:10",
    equal(
        exp(-i_unit * E_c * (number - N_0) ** 2),
        Integral((V_d,), exp(i_unit * (V_d**2 / (4 * E_c) - V_d * (number - N_0))), r"DV_d"),
    ),
    "at one time; the measure is normalised",
)
action_HS = Symbol("i_action_HS", "action", r"i\mathcal{S}_{\mathrm{HS}}", complex=True)
G_0_inverse = operator("G_0_inverse", "G_0^{-1}", "kernel")
M_sigma = operator("M_sigma", r"\mathbf{M}\boldsymbol{\sigma}", "magnetic")
V_matrix = operator("V_matrix", "V_d", "potential", real=True)
EQ_11 = Equation(
    "magnet:11",
    equal(action, call("tr_ln", G_0_inverse + M_sigma / 2 - V_matrix - Sigma) + action_HS),
)
M_minus_B = Symbol("M_minus_B", "field difference", r"(\mathbf{M}-\mathbf{B})")
EQ_12 = Equation(
    "magnet:12",
    equal(
        action_HS,
        -i_unit * Integral((contour_time,), M_minus_B(contour_time) ** 2 / (4 * J), CONTOUR)
        + i_unit
        * Integral(
            (contour_time,),
            V_d(contour_time) ** 2 / (4 * E_c) + V_d(contour_time) * N_0,
            CONTOUR,
        ),
    ),
)

# --- Rotating frame and gauges -------------------------------------------------------------------

M_sigma_z = operator("M_sigma_z", r"M \sigma_z", "magnetic", real=True)
R, R_dagger = operator("R", "R", "rotation"), operator("R_dagger", r"R^\dagger", "rotation")
Q = operator("Q", "Q", "gauge potential")
EQ_13 = Equation(
    "magnet:13",
    equal(
        action,
        call("tr_ln", G_0_inverse + M_sigma_z / 2 - V_matrix - R_dagger * Sigma * R - Q)
        + action_HS,
    ),
)
sigma_x, sigma_y, sigma_z = (
    operator(f"sigma_{n}", rf"\sigma_{n}", "pauli", real=n != "y") for n in "xyz"
)
theta, phi, chi = (Symbol(n, "angle") for n in ("theta", "phi", "chi"))
theta_dot, phi_dot, chi_dot = (
    Symbol(f"{n}_dot", "velocity", rf"\dot\{n}") for n in ("theta", "phi", "chi")
)


def expm(tree: Node) -> Node:
    """Exponential of a matrix."""
    return call("expm", tree)


m_sigma = operator("m_sigma", r"\mathbf{m}\boldsymbol{\sigma}", "direction")
R_dot = operator("R_dot", r"\dot{R}", "rotation rate")
EQ_R = Equation("magnet:text-R", equal(R_dagger * m_sigma * R, sigma_z), "above (13)")
EQ_Q_OF_R = Equation("magnet:text-Q-of-R", equal(Q, -i_unit * R_dagger * R_dot), "above (13)")
EQ_14 = Equation(
    "magnet:14",
    equal(
        R,
        expm(-i_unit * (phi / 2) * sigma_z)
        * expm(-i_unit * (theta / 2) * sigma_y)
        * expm(i_unit * ((phi - chi) / 2) * sigma_x),
    ),
)
Q_parallel = operator("Q_parallel", r"Q_\parallel", "gauge part", real=True)
Q_perp = operator("Q_perp", r"Q_\perp", "gauge part")
EQ_Q = Equation(
    "magnet:text-Q",
    system(
        equal(Q_parallel, (phi_dot * (1 - call("cos", theta)) - chi_dot) * (sigma_z / 2)),
        equal(
            Q_perp,
            expm(i_unit * chi * sigma_z)
            * (phi_dot * call("sin", theta) * (sigma_x / 2) - theta_dot * (sigma_y / 2))
            * expm(i_unit * phi * sigma_z),
        ),
    ),
    "below (14)",
)
U = operator("U", "U", "gauge")
eta, psi_phase = Symbol("eta", "gauge angle"), Symbol("psi_phase", "gauge angle", r"\psi")
EQ_15 = Equation(
    "magnet:15", equal(U, expm(i_unit * eta * (sigma_z / 2)) * exp(-i_unit * psi_phase))
)
branch = Index("pm", "contour", r"\pm")
branch_sign = Symbol("contour_sign", "contour sign", r"(\pm 1)")
eta_dot = Symbol("eta_dot", "gauge velocity", r"\dot\eta_{<0>}")
psi_dot = Symbol("psi_dot", "gauge velocity", r"\dot\psi_{<0>}")
delta_M, delta_V = (
    Symbol("delta_M", "deviation", r"\delta M_{<0>}"),
    Symbol("delta_V", "deviation", r"\delta V_d^{<0>}"),
)
delta_M_0, delta_V_0 = (
    Symbol("delta_M_0", "zero mode", r"\delta M_0^q"),
    Symbol("delta_V_0", "zero mode", r"\delta V_{d0}^q"),
)
EQ_16 = Equation(
    "magnet:16",
    equal(eta_dot[branch], delta_M[branch] - branch_sign[branch] * (HALF * delta_M_0)),
)
EQ_17 = Equation(
    "magnet:17",
    equal(psi_dot[branch], delta_V[branch] - branch_sign[branch] * (HALF * delta_V_0)),
)
_time = Symbol("t", "contour time")
delta_M_q, delta_V_q = (
    Symbol("delta_M_q", "quantum path", r"\delta M_q"),
    Symbol("delta_V_q", "quantum path", r"\delta V_d^q"),
)
eta_ends, psi_ends = (
    Symbol(f"{name}_ends", "winding", rf"{tex}_-(-T_K) - {tex}_+(-T_K)")
    for name, tex in (("eta", r"\eta"), ("psi", r"\psi"))
)
duration = Symbol("T_K", "duration")
EQ_WINDING = Equation(
    "magnet:text-winding",
    system(
        equal(eta_ends, Integral((_time,), delta_M_q(_time), "dt")),
        equal(eta_ends, 2 * duration * delta_M_0),
        equal(psi_ends, Integral((_time,), delta_V_q(_time), "dt")),
        equal(psi_ends, 2 * duration * delta_V_0),
    ),
    "below (15): ends of gauges that eliminate the deviations; the zero modes are those with which "
    "(16), (17) return to their start, k = l = 0",
)
Q_perp_tilde = operator("Q_perp_tilde", r"\tilde{Q}_\perp", "gauge part")
EQ_Q_TILDE = Equation(
    "magnet:text-Q-tilde",
    equal(Q_perp_tilde, expm(-i_unit * (sigma_z / 2)) * Q_perp * expm(i_unit * (sigma_z / 2))),
    "below (19)",
)
G_z_inverse = operator("G_z_inverse", "G_z^{-1}", "kernel")
zero_M = operator(
    "zero_M", r"\frac{\delta M_0^q}{2}\frac{\sigma_z}{2}", "zero mode term", real=True
)
zero_V = operator("zero_V", r"\frac{\delta V_{d0}^q}{2}", "zero mode term", real=True)
D, D_dagger = operator("D", "D", "rotation"), operator("D_dagger", r"D^\dagger", "rotation")
Q_tilde = operator("Q_tilde", r"\tilde{Q}", "gauge potential")
EQ_18 = Equation(
    "magnet:18",
    equal(
        action,
        call("tr_ln", G_z_inverse + zero_M - zero_V - D_dagger * Sigma * D - Q_tilde) + action_HS,
    ),
)
EQ_19 = Equation("magnet:19", equal(D, R * U))
G_inverse, G_c_inverse = (
    operator("G_inverse", "G^{-1}", "kernel"),
    operator("G_c_inverse", "G_c^{-1}", "kernel"),
)
delta_Sigma = operator("delta_Sigma", r"\delta\Sigma", "self-energy")
delta_Q = operator("delta_Q", r"\delta\tilde{Q}", "gauge potential")
EQ_20 = Equation(
    "magnet:20",
    equal(
        action,
        call("tr_ln", G_inverse + zero_M - zero_V - delta_Sigma - delta_Q / 2) + action_HS,
    ),
    "G^{-1} in the trace is the inverse of G_c",
)
D_k, D_k_dagger = (
    operator("D_k", "D_k", "rotation"),
    operator("D_k_dagger", r"D_k^\dagger", "rotation"),
)
Q_k = operator("Q_k", r"\tilde{Q}_k", "gauge potential")
EQ_21 = Equation("magnet:21", equal(G_c_inverse, G_z_inverse - Q_k - D_k_dagger * Sigma * D_k))
G_c = operator("G_c", "G_c", "green")


def quantum(name: str, tex: str) -> Symbol:
    """A quantum component under a trace with one other factor: their order does not matter."""
    return Symbol(name, "quantum component", tex, complex=True)


def first_order(action_name: str, tex: str, factor: Node, leaf: Symbol) -> Relation:
    """An action of first order in a quantum component."""
    left = Symbol(f"i_action_{action_name}", "action", rf"i\mathcal{{S}}{tex}", complex=True)
    return equal(left, factor * call("tr", G_c * leaf))


_half = node(HALF)
EQ_22 = Equation(
    "magnet:22",
    first_order("zm_M", "_{zm}^M", _half * HALF, quantum("quantum_M", r"\delta M_0^q \sigma_z")),
)
EQ_23 = Equation(
    "magnet:23", first_order("zm_V", "_{zm}^V", -_half, quantum("quantum_V", r"\delta V_{d0}^q"))
)
EQ_24 = Equation(
    "magnet:24",
    first_order(
        "WZNW", r"_{\mathrm{WZNW}}", -_half, quantum("delta_Q_parallel", r"\delta Q_\parallel")
    ),
)
EQ_25 = Equation(
    "magnet:25",
    first_order("LZ", r"_{\mathrm{LZ}}", -_half, quantum("delta_Q_perp", r"\delta\tilde{Q}_\perp")),
)
EQ_26 = Equation(
    "magnet:26",
    first_order("AES", r"_{\mathrm{AES}}", -node(1), quantum("delta_Sigma", r"\delta\Sigma")),
)
