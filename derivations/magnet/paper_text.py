"""Sentences, footnotes and captions between the equations, as printed."""

from __future__ import annotations

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import (
    Index,
    Node,
    Relation,
    Symbol,
    Total,
    equal,
    less,
    node,
    system,
)

from . import paper_appendix_a as full
from . import paper_appendix_b as b
from .notation import (
    HALF,
    M_0,
    B,
    Gamma,
    Gamma_l,
    Gamma_r,
    branch,
    branch_sign,
    call,
    cos,
    d,
    exp,
    i_unit,
    omega,
    omega_p,
    phi_dot,
    pi,
    sigma,
    sign,
    sin,
    t,
    t_mean,
    t_p,
    t_pp,
    theta,
)
from .notation import g_tilde as g_dissipation
from .paper_action import (
    D,
    D_dagger,
    D_k,
    D_k_dagger,
    G_c_inverse,
    G_z_inverse,
    Q_k,
    Q_tilde,
    Sigma,
    delta_Q,
    delta_Sigma,
    operator,
    quantum,
)
from .paper_kernel import F_l, F_r, rho_of
from .paper_motion import I_d_l, I_d_r, I_d_s, I_h_s, I_p_l

# --- Sections II to IV ----------------------------------------------------------------------------

mu = Symbol("mu", "chemical potential", r"\mu")
n_l = Symbol("n_l", "occupation")
T_l = Symbol("T_l", "temperature")
EQ_LEAD = Equation(
    "magnet:text-lead",
    system(
        equal(F_l(omega), 1 - 2 * n_l(omega)),
        equal(n_l(omega), 1 / (exp((omega - mu) / T_l) + 1)),
        equal(F_l(omega), call("tanh", (omega - mu) / (2 * T_l))),
    ),
    "above (6), (8) and below (36)",
)
Sigma_RA = Symbol("Sigma_RA", "self-energy value", r"\Sigma_{<1>}^{<0>}", complex=True)
Sigma_K = Symbol("Sigma_K", "self-energy value", r"\Sigma_{<0>}^K", complex=True)
EQ_SELF_ENERGIES = Equation(
    "magnet:text-self-energies",
    system(
        equal(
            Sigma_RA[branch, sigma], -(branch_sign[branch] * (i_unit * (Gamma_l[sigma] + Gamma_r)))
        ),
        equal(
            Sigma_K[sigma](omega),
            -(2 * i_unit * (Gamma_l[sigma] * F_l(omega) + Gamma_r * F_r(omega))),
        ),
    ),
    "below (8)",
)

EQ_ABSORBED = Equation(
    "magnet:text-absorbed",
    equal(G_c_inverse, G_z_inverse - Q_k - D_k * Sigma * D_k),
    "below (20): what the classical Green's function absorbs",
)
EQ_SPLIT = Equation(
    "magnet:text-split",
    system(
        equal(D_dagger * Sigma * D, D_k_dagger * Sigma * D_k + delta_Sigma),
        equal(Q_tilde, Q_k + delta_Q),
    ),
    "above (20)",
)
G_c_off = operator("G_c_off", r"G_c^{<0>\bar{<0>}}", "transition green")
order_of_spin = operator("order_of", r"\mathcal{O}_{<0>}", "coefficient")
EQ_OFF_DIAGONAL = Equation(
    "magnet:text-off-diagonal",
    equal(G_c_off[sigma], order_of_spin[sigma] * (1 / M_0)),
    "Section IV A: elements off the diagonal of spin are suppressed by 1/M_0; sigma is the spin of "
    "the electron at resonance",
)
action_LZ = Symbol("i_action_LZ", "action", r"i\mathcal{S}_{\mathrm{LZ}}", complex=True)
delta_Q_off, delta_Q_off_bar = (
    quantum(f"delta_Q_off{bar}", tex)
    for bar, tex in (
        ("", r"\delta\tilde{Q}_\perp^{<0>\bar{<0>}}"),
        ("_bar", r"\delta\tilde{Q}_\perp^{\bar{<0>}<0>}"),
    )
)
EQ_LZ = Equation(
    "magnet:text-LZ",
    equal(
        action_LZ, -(HALF * Total((sigma,), call("tr", G_c_off[sigma] * delta_Q_off_bar[sigma])))
    ),
    "below (40): (25) vanishes for a spin-diagonal Green's function, as its potential is "
    "off-diagonal; put as the elements of any Green's function that enter",
)
V_d0 = Symbol("V_d0", "mean field", "V_{d0}")
alpha = Index("alpha", "level")
epsilon = Symbol("epsilon", "level energy", r"\epsilon_{<0>}")
xi = Symbol("xi", "level", r"\xi_{<0><1>}")
EQ_LEVEL = Equation(
    "magnet:text-level",
    equal(xi[alpha, sigma], epsilon[alpha] + V_d0 - M_0 / 2 * sign[sigma]),
    "below (35)",
)
EQ_DENSITY = Equation(
    "magnet:text-density",
    equal(
        rho_of[sigma](omega),
        Total(
            (alpha,),
            1 / pi * (Gamma[sigma] / ((omega - xi[alpha, sigma]) ** 2 + Gamma[sigma] ** 2)),
        ),
    ),
    "below (40)",
)

# --- Sections V and VI ----------------------------------------------------------------------------

thermal_rate = Symbol("thermal_rate", "cosine rate", r"[\tfrac{d}{dt}\cos\theta]_d")
EQ_TENDENCY = Equation(
    "magnet:text-tendency",
    less(0, d * cos(theta) * thermal_rate),
    "below (51) and caption of Fig. 2: the drive alone pulls to the poles for d > 0, to the "
    "equator for d < 0",
)
damped_rate = Symbol("damped_rate", "cosine rate", r"[\tfrac{d}{dt}\cos\theta]_{d=0}")
south_rate = Symbol("rate_south", "growth rate", "r_S")
EQ_GLOBAL = Equation(
    "magnet:text-global",
    system(less(0, damped_rate), less(0, thermal_rate), less(0, -south_rate)),
    "below (51), for d > d_0 on the northern hemisphere: damping and driving cooperate, so that "
    "all starts there end at the north pole; the south pole is stable too",
)
g_l_s = Symbol("g_l_s", "conductance", "g_l^s")
EQ_PUMPING = Equation(
    "magnet:text-pumping",
    equal(I_p_l, g_l_s * sin(theta) ** 2 * B),
    "below (54); the text does not say what g_l^s is: the left junction's conductance of spin, a "
    "quarter of the sum of sigma' 2 rho_sigma Gamma_l^sigma'",
)
omega_prec = Symbol("omega_prec", "angle rate", r"\omega_{\mathrm{prec}}")
EQ_PRECESSION = Equation(
    "magnet:text-precession", equal(omega_prec, -B), "above (51), up to O(1/S^2)"
)

EQ_TORQUE_BALANCE = Equation(
    "magnet:text-torque-balance",
    equal(g_dissipation * phi_dot, I_d_s + I_h_s),
    "above (51): dissipation, thermal driving and hybrid current balance at the stationary angle",
)
still_left, still_right = (
    Symbol(f"still_{side}", "current", rf"I_{{{side}\to\mathrm{{dot}}}}^{{\dot\phi=0}}")
    for side in "lr"
)
EQ_FIXED = Equation(
    "magnet:text-fixed",
    system(equal(still_left, I_d_l), equal(still_right, I_d_r)),
    "below (58): of a fixed magnetization only the thermal part is left",
)

# --- Footnotes and appendices ---------------------------------------------------------------------

rho_bare = Symbol("rho_bare", "bare density", r"\rho_0^{<0>}")
EQ_FN34 = Equation(
    "magnet:fn34",
    equal(rho_of[sigma](mu), rho_bare[sigma](mu - sign[sigma] * (M_0 / 2) + V_d0)),
    "upper sign for spin up; rho_0 is the density of states of the levels epsilon, as broad as "
    "those of spin sigma",
)
narrow, broad = (
    Symbol(name, "density value", tex)
    for name, tex in (("rho_narrow", r"\rho_\sigma^{\Gamma \to 0}"), ("rho_broad", r"\rho_\sigma"))
)
order_of = Symbol("order_of", "coefficient", r"\mathcal{O}")
EQ_FN36 = Equation(
    "magnet:fn36",
    equal(broad, narrow + order_of * (node(1) / 8)),
    "the size of the difference between the broadened and the unbroadened density of states",
)
EQ_ADDED = Equation(
    "magnet:text-added",
    equal(
        b.F_s[sigma](omega_p + xi[alpha, sigma]),
        b.F_s[sigma](omega_p + epsilon[alpha] - M_0 / 2 * sign[sigma]),
    ),
    "below (A25): the distribution that was added",
)
EQ_SLOW_MEMORY = Equation(
    "magnet:text-slow-memory",
    equal(full.R_V[sigma], full.delta_V / (2 * Gamma[sigma])),
    "below (A14): the integrals of a slow potential",
)
J_largest = Symbol("J_largest", "exchange", r"J_{\max}")
EQ_STONER = Equation(
    "magnet:text-stoner",
    equal(J_largest, 1 / full.rho_plain),
    "below (A20): the length relaxes for J < 1/rho",
)
f_t, g_t, h_t = (Symbol(f"{n}_of_times", "kernel", n) for n in "fgh")
f_tilde, g_tilde, h_tilde = (Symbol(f"{n}_tilde", "kernel", rf"\tilde{{{n}}}") for n in "fgh")
EQ_WIGNER = Equation(
    "magnet:text-wigner",
    system(
        equal(f_tilde((t + t_pp) / 2, t - t_pp), f_t(t, t_pp)),
        equal(g_tilde((t + t_pp) / 2, t - t_p), g_t(t, t_p)),
        equal(h_tilde((t_p + t_pp) / 2, t_p - t_pp), h_t(t_p, t_pp)),
    ),
    "above (B7)",
)
f_first = Symbol("f_first", "Wigner function of order one", r"\tilde{f}_1", complex=True)


def first_order(*bars: str) -> Node:
    """The first term of the exponential; the bars of its four derivatives in their order."""
    time_h, frequency_g, time_g, frequency_h = (
        b.derivative(by, bar + on)
        for by, bar, on in zip(
            ("time", "frequency", "time", "frequency"), bars, ("h", "g", "g", "h"), strict=True
        )
    )
    both = b.g_w(t_mean, omega) * b.h_w(t_mean, omega)
    return -(i_unit / 2) * (time_h * frequency_g + time_g * frequency_h) * both


_moved = {
    (by, on): b.derivative(by, on) * function(t_mean, omega)
    for by in ("time", "frequency")
    for on, function in (("g", b.g_w), ("h", b.h_w))
}
_spelled = _moved["frequency", "g"] * (-_moved["time", "h"]) + (
    _moved["time", "g"] * _moved["frequency", "h"]
)
EQ_FIRST_ORDER = Equation(
    "magnet:text-first-order",
    system(
        equal(f_first(t_mean, omega), first_order("-", "-", "-", "-")),
        equal(f_first(t_mean, omega), -(i_unit / 2) * _spelled),
    ),
    "below (B10); every superscript carries a bar in the text at hand",
)


def barred(one: str, other: str, signs: tuple[int, int]) -> Relation:
    """A time derivative with two superscripts, and its two terms."""
    left, right = one.removeprefix("-"), other.removeprefix("-")
    functions = {"g": b.g_w, "h": b.h_w, "k": b.k_w}
    f, g = functions[left](t_mean, omega), functions[right](t_mean, omega)
    terms = (b.derivative("time", left) * f * g, b.derivative("time", right) * f * g)
    first, second = (term if s > 0 else -term for term, s in zip(terms, signs, strict=True))
    return equal(b.derivative("time", one, other) * f * g, first + second)


EQ_BARS = Equation(
    "magnet:text-bars",
    system(barred("-g", "-k", (1, -1)), barred("-h", "-k", (-1, -1))),
    "below (B12): examples of the superscripts",
)
