"""What the junction paper prints: equations (1)-(11) and statements of its text, transcribed.

Horovitz, Henkel, Phys. Rev. B 104, L081405 (2021). The text at hand is a lossy transcription of
the journal page. Every tree keeps the terms, factors, signs and indices of that text in their
order; nothing here is derived. Unnumbered statements have keys ``junction:text-...``. The dark
state, from (10) on, and the current are in `paper_dark`.
"""

from __future__ import annotations

from fractions import Fraction

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import (
    Call,
    Index,
    Integral,
    Label,
    Node,
    Printable,
    Symbol,
    Total,
    about,
    equal,
    node,
    system,
)

HALF = Fraction(1, 2)


def function(name: str, *arguments: Printable) -> Call:
    """A named function of the ring or of the sample."""
    return Call(Symbol(name, "function"), tuple(node(a) for a in arguments))


def sqrt(argument: Printable) -> Call:
    return function("sqrt", argument)


def exp(argument: Printable) -> Call:
    return function("exp", argument)


def modulus(argument: Printable) -> Call:
    return function("abs", argument)


def dagger(tree: Node) -> Call:
    """The hermitian conjugate that the print abbreviates to H.c."""
    return Call(Symbol("dagger", "conjugation"), (tree,))


def operator(name: str, tex: str, kind: str = "operator") -> Symbol:
    """A leaf that need not commute with others of its sort."""
    return Symbol(name, kind, tex, commuting=False)


i_unit, pi = Symbol("i_unit", "unit", "i"), Symbol("pi", "number", r"\pi")
nu, V = Symbol("nu", "energy", r"\nu"), Symbol("V", "bias")
theta, phi = Symbol("theta", "polar angle", r"\theta"), Symbol("phi", "azimuth", r"\phi")
J_1, J_2 = Symbol("J_1", "tunnelling"), Symbol("J_2", "tunnelling")
density_squared = Symbol("N_squared", "density", r"N^2(\epsilon_F)")

# --- System and bath -------------------------------------------------------------------------

j, k = Index("j", "coupling"), Index("k", "coupling")
A, B = operator("A", "A_{<0>}", "system operator"), operator("B", "B_{<0>}", "bath operator")
nu_of = Symbol("nu_of", "frequency", r"\nu_{<0>}")
t, tau_delay = Symbol("t", "time"), Symbol("tau_delay", "time", r"\tau")
omega = Symbol("omega", "frequency", r"\omega")
H_SE = operator("H_SE", r"\mathcal{H}_{SE}", "hamiltonian")
EQ_1 = Equation(
    "junction:1",
    equal(H_SE(t), Total((j,), A[j] * exp(-(i_unit * nu_of[j] * t)) * B[j](t))),
)
rho, rho_dot = operator("rho", r"\rho", "state"), operator("rho_dot", r"\dot{\rho}", "rate")
Gamma = Symbol("Gamma", "bath rate", r"\tilde{\Gamma}_{<0><1>}", complex=True)
bath_average = Symbol("bath_average", "correlator", r"\langle B_{<0>}(\tau) B_{<1>}(0) \rangle_E")
_term = (
    Gamma[j, k](nu_of[k])
    * exp(-(i_unit * (nu_of[j] + nu_of[k]) * t))
    * (A[k] * rho * A[j] - A[j] * A[k] * rho)
)
EQ_2 = Equation(
    "junction:2",
    system(
        equal(rho_dot, Total((j, k), _term + dagger(_term))),
        equal(
            Gamma[j, k](omega),
            Integral(
                (tau_delay,),
                bath_average[j, k](tau_delay) * exp(i_unit * omega * tau_delay),
                r"d\tau",
            ),
        ),
    ),
    "H.c. is written out",
)

# --- The junction ----------------------------------------------------------------------------

tau_plus, tau_minus, tau_z, unit = (
    operator(name, tex, "pauli")
    for name, tex in (
        ("tau_plus", r"\tau_+"),
        ("tau_minus", r"\tau_-"),
        ("tau_z", r"\tau_z"),
        ("unit", r"\mathbb{1}"),
    )
)


def tensor(first: Node, second: Node) -> Call:
    """The direct product: an operator of the first spin times one of the second."""
    return Call(Symbol("tensor", "product", r"\otimes"), (first, second))


axis = Index("i", "axis")
spin, spin_p, spin_pp = Index("s", "spin"), Index("s'", "spin"), Index("s''", "spin")
sigma = Symbol("sigma", "electron spin", r"\sigma^{<0>}_{<1><2>}")
u_hat = Symbol("u_hat", "spin-orbit", r"\hat{u}_{<0><1>}", complex=True)
c_R_create, c_L_create = (
    operator(f"c_{lead}_create", rf"c^{{\dagger}}_{{{lead}<0>}}", "creator") for lead in "RL"
)
c_R, c_L = (operator(f"c_{lead}", rf"c_{{{lead}<0>}}", "annihilator") for lead in "RL")
# spin operators commute with all electron operators and stand once in each term
tau_1 = Symbol("tau_1", "spin vector", r"(\tau\otimes\mathbb{1})^{<0>}")
tau_2 = Symbol("tau_2", "spin vector", r"(\mathbb{1}\otimes\tau)^{<0>}")
H, H_0, H_L, H_R = (
    operator(name, tex, kind)
    for name, tex, kind in (
        ("H", r"\mathcal{H}", "hamiltonian"),
        ("H_0", r"\mathcal{H}_0", "hamiltonian"),
        ("H_L", r"\mathcal{H}_L", "lead hamiltonian"),
        ("H_R", r"\mathcal{H}_R", "lead hamiltonian"),
    )
)
EQ_H0 = Equation(
    "junction:text-H0",
    equal(H_0, HALF * nu * tensor(tau_z, unit) + HALF * nu * tensor(unit, tau_z)),
)
_tunnelling = J_1 * Total(
    (axis, spin, spin_p),
    c_R_create[spin] * sigma[axis, spin, spin_p] * c_L[spin_p] * tau_1[axis],
) + J_2 * Total(
    (axis, spin, spin_p, spin_pp),
    c_R_create[spin]
    * sigma[axis, spin, spin_p]
    * u_hat[spin_p, spin_pp]
    * c_L[spin_pp]
    * tau_2[axis],
)
EQ_3 = Equation(
    "junction:3",
    equal(H, H_0 + H_L + H_R + (_tunnelling + dagger(_tunnelling))),
    "scalar products over the axes and spinor indices are written out",
)
u_matrix = operator("u_matrix", r"\hat{u}", "spin matrix")
s_plus, s_minus, s_z = (
    operator(f"sigma_{name}", rf"\sigma_{{{tex}}}", "spin matrix")
    for name, tex in (("plus", "+"), ("minus", "-"), ("z", "z"))
)
s_y = operator("sigma_y", r"\sigma_y", "spin matrix")
EQ_U = Equation(
    "junction:text-u",
    equal(u_matrix, exp(i_unit * s_z * phi) * exp(i_unit * s_y * theta / 2)),
)
eps_RL = Symbol("eps_RL", "energy difference", r"\epsilon_{RL}")


def transfer(name: str) -> Symbol:
    """The bilinear form c_R^dag M c_L (or L R) of a spin matrix, as an operator-valued function."""
    to, origin = name[0], name[1]
    return operator(
        f"transfer_{name}", rf"[c_{{{to}}}^{{\dagger}} \cdot c_{{{origin}}}]", "transfer"
    )


RL, LR = transfer("RL"), transfer("LR")
_forward, _backward = exp(i_unit * eps_RL * t), exp(-(i_unit * eps_RL * t))
ONE, TWO, FIRST_Z, SECOND_Z = (Label(n, "coupling") for n in ("1", "2", "z", "z'"))
MINUS_ONE, MINUS_TWO = Label("-1", "coupling"), Label("-2", "coupling")
EQ_4 = Equation(
    "junction:4",
    system(
        equal(A[ONE], tensor(tau_minus, unit)),
        equal(nu_of[ONE], nu),
        equal(B[ONE](t), 2 * J_1 * (RL(s_plus) * _forward + LR(s_plus) * _backward)),
        equal(A[FIRST_Z], tensor(tau_z, unit)),
        equal(nu_of[FIRST_Z], 0),
        equal(B[FIRST_Z](t), J_1 * RL(s_z) * _forward + dagger(J_1 * RL(s_z) * _forward)),
        equal(A[TWO], tensor(unit, tau_minus)),
        equal(nu_of[TWO], nu),
        equal(
            B[TWO](t),
            2
            * J_2
            * (RL(s_plus * u_matrix) * _forward + LR(dagger(u_matrix) * s_plus) * _backward),
        ),
        equal(A[SECOND_Z], tensor(unit, tau_z)),
        equal(nu_of[SECOND_Z], 0),
        equal(
            B[SECOND_Z](t),
            J_2 * RL(s_z * u_matrix) * _forward + dagger(J_2 * RL(s_z * u_matrix) * _forward),
        ),
    ),
    "H.c. is written out; the sum over bath levels is implicit, as in the text",
)
EQ_CONJUGATES = Equation(
    "junction:text-conjugates",
    system(
        equal(A[MINUS_ONE], dagger(A[ONE])),
        equal(nu_of[MINUS_ONE], -nu),
        equal(A[MINUS_TWO], dagger(A[TWO])),
        equal(nu_of[MINUS_TWO], -nu),
    ),
)

# --- One correlator --------------------------------------------------------------------------

eps_L, eps_R = (Symbol(f"eps_{x}", "level energy", rf"\epsilon_{x}") for x in "LR")
f_L, f_R = Symbol("f_L", "occupation"), Symbol("f_R", "occupation")
i_zero = Symbol("i_zero", "infinitesimal", "i0")
angles = function("cos", HALF * theta) * exp(-(i_unit * phi))
prefactor = 4 * J_1 * J_2 * density_squared * angles
LEVELS = r"d\epsilon_L d\epsilon_R"
rate_term = operator("rate_term", r"\frac{d\rho}{dt}\Big|_{2,-1}", "rate")
# operators of different spins commute: their product is one symbol, symmetric in its labels
A_pair = operator("AA", "A_{<0>} A_{<1>}", "operator pair")
_one = Gamma[TWO, MINUS_ONE](-nu) * (A[MINUS_ONE] * rho * A[TWO] - A_pair[TWO, MINUS_ONE] * rho)
EQ_5 = Equation(
    "junction:5",
    system(
        equal(rate_term, _one + dagger(_one)),
        equal(
            Gamma[TWO, MINUS_ONE](-nu),
            prefactor
            * Integral(
                (eps_L, eps_R),
                i_unit
                * (
                    f_R(eps_R) * (1 - f_L(eps_L)) / (eps_R - eps_L - nu + i_zero)
                    - f_L(eps_L) * (1 - f_R(eps_R)) / (eps_R - eps_L + nu - i_zero)
                ),
                LEVELS,
            ),
        ),
    ),
    "the other terms of the master equation, dots in the text, are left away",
)
trace = Symbol("trace", "trace", r"\mathrm{Tr}")
EQ_TRACE = Equation(
    "junction:text-trace",
    system(
        equal(trace(s_plus * u_matrix * s_minus), angles),
        equal(trace(dagger(u_matrix) * s_plus * s_minus), angles),
    ),
)
Lambda, Delta = Symbol("Lambda", "cutoff", r"\Lambda"), Symbol("Delta", "shift", r"\Delta")
EQ_6 = Equation(
    "junction:6",
    about(
        Gamma[TWO, MINUS_ONE](-nu),
        prefactor * (pi * (V - nu) - i_unit * Delta + i_unit * nu * function("log", V / Lambda)),
    ),
)
EQ_6_DELTA = Equation(
    "junction:6-delta",
    equal(
        Delta,
        Integral((eps_R, eps_L), (f_L(eps_L) - f_R(eps_R)) / (eps_R - eps_L), LEVELS),
    ),
    "principal value",
)
EQ_6_BAND = Equation(
    "junction:6-band",
    about(
        Delta,
        Lambda * function("log", 16 * Lambda**2 / modulus(Lambda**2 - V**2))
        - V * function("log", modulus((Lambda + V) / (Lambda - V))),
    ),
)

# --- Effective interaction -------------------------------------------------------------------

H_int = operator("H_int", r"\mathcal{H}_{\text{int}}", "hamiltonian")
J_ex = Symbol("J_ex", "interaction", r"J_{\text{ex}}")
J_DM = Symbol("J_DM", "interaction", r"J_{\text{DM}}")
scalar_product = operator("scalar_product", r"\tau_1\cdot\tau_2", "pair operator")
cross_z = operator("cross_z", r"[\tau_1\times\tau_2]_z", "pair operator")
_strength = 4 * J_1 * J_2 * density_squared * Delta * function("cos", HALF * theta)
EQ_7 = Equation(
    "junction:7",
    system(
        equal(H_int, -(J_ex * scalar_product) + J_DM * cross_z),
        equal(J_ex, _strength * function("cos", phi)),
        equal(J_DM, _strength * function("sin", phi)),
    ),
)

# --- Correlations ----------------------------------------------------------------------------

C_1, C_2, C_3 = (Symbol(f"C_{n}", "spectrum", rf"C_{n}(\omega)") for n in "123")
spectrum_of = Symbol("spectrum_of", "correlation", r"\langle\cdot\rangle")
_both = [
    (
        tensor(tau_minus, tau_z) + tensor(tau_z, tau_minus),
        tensor(tau_plus, tau_z) + tensor(tau_z, tau_plus),
    ),
    (tensor(tau_minus, tau_z), tensor(tau_plus, tau_z)),
    (tensor(tau_minus, tau_plus), tensor(tau_plus, tau_minus)),
]
EQ_8 = Equation(
    "junction:8",
    system(
        *(
            equal(C, spectrum_of(left, right, omega) + spectrum_of(left, right, -omega))
            for C, (left, right) in zip((C_1, C_2, C_3), _both, strict=True)
        )
    ),
    "the first operator of a correlation is taken at t, the second at 0",
)

# --- Energies --------------------------------------------------------------------------------

STATES = ("S", "T1", "T2", "T3")
psi_S, psi_T1, psi_T2, psi_T3 = (
    Symbol(f"psi_{n}", "state vector", rf"|{n}\rangle", commuting=False) for n in STATES
)
E_S, E_T1, E_T2, E_T3 = (Symbol(f"E_{n}", "level", f"E_{{{n}}}") for n in STATES)
up_up, up_down, down_up, down_down = (
    Symbol(name, "ket", rf"|{tex}\rangle", commuting=False)
    for name, tex in (
        ("up_up", r"\uparrow\uparrow"),
        ("up_down", r"\uparrow\downarrow"),
        ("down_up", r"\downarrow\uparrow"),
        ("down_down", r"\downarrow\downarrow"),
    )
)
psi = Symbol("psi", "phase", r"\psi")
_root = sqrt(J_ex**2 + J_DM**2)
EQ_9 = Equation(
    "junction:9",
    system(
        equal(psi_S, 1 / sqrt(2) * (up_down - exp(i_unit * psi) * down_up)),
        equal(E_S, 2 * _root + J_ex),
        equal(psi_T1, up_up),
        equal(E_T1, nu - J_ex),
        equal(psi_T2, 1 / sqrt(2) * (up_down + exp(i_unit * psi) * down_up)),
        equal(E_T2, -(2 * _root) + J_ex),
        equal(psi_T3, down_down),
        equal(E_T3, -nu - J_ex),
        equal(function("tan", psi), J_DM / J_ex),
    ),
)
EQ_PSI = Equation("junction:text-psi", equal(psi, phi))
line = Symbol("line", "line", r"\omega_{<0>}")
LINES = tuple(Label(n, "transition") for n in ("T1 T2", "T2 T3", "S T1", "S T3"))
EQ_EXCHANGE_LINES = Equation(
    "junction:text-exchange-lines",
    system(
        equal(line[LINES[0]], nu),
        equal(line[LINES[1]], nu),
        equal(line[LINES[3]], nu + 4 * J_ex),
        equal(line[LINES[2]], modulus(nu - 4 * J_ex)),
    ),
    "for J_DM = 0",
)
EQ_DM_LINES = Equation(
    "junction:text-DM-lines",
    system(
        equal(line[LINES[0]], nu + 2 * (_root - J_ex)),
        equal(line[LINES[1]], nu - 2 * (_root - J_ex)),
        equal(line[LINES[3]], 2 * (_root + J_ex) + nu),
        equal(line[LINES[2]], 2 * (_root + J_ex) - nu),
    ),
)
