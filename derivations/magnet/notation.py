"""Symbols that the magnet paper's equations share, and small builders of printed trees."""

from __future__ import annotations

from fractions import Fraction

from spinloom.derivations.engine.printed import Call, Index, Label, Node, Printable, Symbol, node

HALF, QUARTER, EIGHTH = Fraction(1, 2), Fraction(1, 4), Fraction(1, 8)

# Spins of the dot (sigma) and of the leads (sigma'); a bar is a leaf of its own.
sigma, sigma_p = Index("sigma", "spin"), Index("sigma'", "spin", r"\sigma'")
UP, DOWN = Label("up", "spin", r"\uparrow"), Label("down", "spin", r"\downarrow")
branch = Index("branch", "branch", r"R/A")
PLUS, MINUS = Label("+", "contour"), Label("-", "contour")
RET, ADV, KEL = Label("R", "component"), Label("A", "component"), Label("K", "component")

i_unit, pi = Symbol("i_unit", "unit", "i"), Symbol("pi", "number")
sign = Symbol("sign", "sign", "<0>")
sign_bar = Symbol("sign_bar", "sign", r"\bar{<0>}")
branch_sign = Symbol("branch_sign", "branch sign", r"(\pm 1)")

# Times and frequencies.
t, t_p, t_pp, t_ppp = (
    Symbol(name, "time", tex)
    for name, tex in (("t", "t"), ("t'", "t'"), ("t''", "t''"), ("t'''", "t'''"))
)
t_1, t_2, t_3 = (Symbol(f"t_{k}", "time") for k in (1, 2, 3))
t_mean, t_relative = (
    Symbol("t_mean", "time", r"\bar{t}"),
    Symbol("t_relative", "time", r"\tilde{t}"),
)
omega = Symbol("omega", "frequency")
omega_p, omega_pp = (
    Symbol("omega'", "frequency", r"\omega'"),
    Symbol("omega''", "frequency", r"\omega''"),
)
omega_1, omega_2, omega_3 = (Symbol(f"omega_{k}", "frequency") for k in (1, 2, 3))

# Rates, densities of states, the drive.
Gamma_l = Symbol("Gamma_l", "rate", r"\Gamma_l^{<0>}")
Gamma_l_bar = Symbol("Gamma_l_bar", "rate", r"\Gamma_l^{\bar{<0>}}")
Gamma_r = Symbol("Gamma_r", "right rate", r"\Gamma_r")
Gamma = Symbol("Gamma", "broadening", r"\Gamma_{<0>}(\theta)")
Gamma_Sigma = Symbol("Gamma_Sigma", "mean rate", r"\Gamma_\Sigma")
Gamma_Delta = Symbol("Gamma_Delta", "mean rate", r"\Gamma_\Delta")
rho = Symbol("rho", "density of states", r"\rho_{<0>}")
rho_slope = Symbol("rho_slope", "slope", r"\rho'_{<0>}")
rho_Sigma = Symbol("rho_Sigma", "density", r"\rho_\Sigma")
rho_Delta = Symbol("rho_Delta", "density", r"\rho_\Delta")
rho_slope_Sigma = Symbol("rho_slope_Sigma", "slope sum", r"\rho'_\Sigma")
rho_slope_Delta = Symbol("rho_slope_Delta", "slope sum", r"\rho'_\Delta")
d = Symbol("d", "drive")
B, S, J, C = (
    Symbol("B", "field"),
    Symbol("S", "spin"),
    Symbol("J", "exchange"),
    Symbol("C", "capacity"),
)
M_0 = Symbol("M_0", "magnetization")
g = Symbol("g", "conductance", "g_{<0> <1>}")
g_slope = Symbol("g_slope", "conductance slope", "g'_{<0> <1>}")
g_tilde = Symbol("g_tilde", "dissipation", r"\tilde{g}")
g_tilde_slope = Symbol("g_tilde_slope", "dissipation", r"\tilde{g}'")
theta, phi_dot = Symbol("theta", "angle"), Symbol("phi_dot", "angle rate", r"\dot{\phi}")
theta_0 = Symbol("theta_0", "angle")
theta_dot = Symbol("theta_dot", "angle rate", r"\dot{\theta}")

# Paths: classical and quantum components as functions of time.
theta_c, phi_c = Symbol("theta_c", "path", r"\theta_c"), Symbol("phi_c", "path", r"\phi_c")
theta_c_dot = Symbol("theta_c_dot", "velocity", r"\dot{\theta}_c")
phi_c_dot = Symbol("phi_c_dot", "velocity", r"\dot{\phi}_c")
chi_c_dot = Symbol("chi_c_dot", "velocity", r"\dot{\chi}_c")
theta_q, phi_q = (
    Symbol("theta_q", "quantum path", r"\theta_q"),
    Symbol("phi_q", "quantum path", r"\phi_q"),
)
chi_q = Symbol("chi_q", "quantum path", r"\chi_q")


def function(name: str) -> Symbol:
    """A function that every ring knows by name."""
    return Symbol(name, "function")


def call(name: str, *arguments: Printable) -> Node:
    """A known function applied to arguments."""
    return Call(function(name), tuple(node(a) for a in arguments))


def _circular(name: str, x: Printable) -> Node:
    """A function of an angle; of the plain angle theta it is a leaf of its own.

    An even power of a leaf does not pretend to see the sign of its argument.
    """
    return Symbol(f"{name}_theta", "circular", rf"\{name}\theta") if x == theta else call(name, x)


def sin(x: Printable) -> Node:
    return _circular("sin", x)


def cos(x: Printable) -> Node:
    return _circular("cos", x)


def exp(x: Printable) -> Node:
    return call("exp", x)


def half_angle(name: str, x: Node) -> Node:
    """``cos^2(x/2)`` or ``sin^2(x/2)``."""
    if x == theta:
        return Symbol(f"{name}_half", "circular", rf"\{name}\frac{{\theta}}{{2}}") ** 2
    return call(name, x / 2) ** 2
