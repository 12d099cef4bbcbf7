"""What the spin-valve paper prints in (89)-(112) and in the sentences, notes and captions there.

Every tree keeps the terms, factors, signs and indices of the text in their order; nothing here is
derived. Functions of the frequency stand without their argument where the print leaves it out.
"""

from __future__ import annotations

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import (
    Call,
    Index,
    Integral,
    Label,
    Node,
    Symbol,
    Total,
    equal,
    node,
)

from .paper import odot, r

L, R = Label("L", "electrode"), Label("R", "electrode")
LL, LR, RR = (Label(name, "node") for name in ("LL", "LR", "RR"))

# --- Averages and coefficients ------------------------------------------------------------------

charge_current = Symbol("charge_current", "charge current", r"\langle I_N^{<0>} \rangle")
spin_current = Symbol(
    "average_spin_current", "spin current", r"\langle \mathbf{I}_{\mathbf{S}}^{<0>} \rangle"
)
quadrupole_current = Symbol(
    "average_quadrupole_current", "quadrupole current",
    r"\langle \mathcal{I}_{\mathcal{Q}}^{<0>} \rangle",
)  # fmt: skip
direct_current = Symbol(
    "direct_current", "quadrupole current",
    r"\langle \mathcal{I}_{\mathcal{Q}}^{<0>} \rangle_{\mathrm{dir}}",
)  # fmt: skip
spin = Symbol("average_spin", "spin", r"\langle \mathbf{S}^{<0>} \rangle")
direction = Symbol("direction", "direction", r"\hat{\mathbf{J}}^{<0>}")
I_N0 = Symbol("I_N0", "charge coefficient", "I_{N,0}^{<0>}")
I_NF = Symbol("I_NF", "charge coefficient", "I_{N,F}^{<0>}")
E_S, A_S, T_S = (
    Symbol(f"{x}_S", "spin coefficient", f"{x}_{{\\mathbf{{S}}}}^{{<0>}}") for x in "EAT"
)
E_ex, A_ex, T_ex = (
    Symbol(f"{x}_ex", "exchange coefficient", f"{x}_{{\\mathrm{{ex}}}}^{{<0>}}") for x in "EAT"
)
E_Q, A_Q, T_Q = (
    Symbol(f"{x}_Q", "quadrupole coefficient", f"{x}_{{\\mathcal{{Q}}}}^{{<0>}}") for x in "EAT"
)


def dot(a: Node, b: Node) -> Call:
    """The scalar product of two vectors."""
    return Call(Symbol("dot", "function"), (a, b))


def cross(a: Node, b: Node) -> Call:
    """The vector product."""
    return Call(Symbol("cross", "function"), (a, b))


normal = cross(direction[L], direction[R])
EQ_89 = Equation(
    "valve:89",
    equal(charge_current[L], I_N0[L] + I_NF[L] * dot(direction[L], direction[R])),
)
EQ_90 = Equation(
    "valve:90",
    equal(spin_current[L], E_S[L] * direction[L] + A_S[L] * direction[R] + T_S[L] * normal),
)


def quadrupole_sum(left: Label, right: Label) -> Node:
    """The right side of (91) for either electrode."""
    turned = cross(direction[left], direction[right])
    bracket = E_ex[left] * direction[left] + A_ex[left] * direction[right] + T_ex[left] * turned
    return 2 * odot(spin[left], spin_current[left]) - odot(direction[left], bracket)


EQ_91 = Equation("valve:91", equal(quadrupole_current[LL], quadrupole_sum(L, R)))

# --- Functions of the frequency -----------------------------------------------------------------

omega = Symbol("omega", "frequency")
omega_prime = Symbol("omega_prime", "frequency", r"\omega'")
t, pi = Symbol("t", "amplitude"), Symbol("pi", "number", r"\pi")
Gamma = Symbol("Gamma", "rate", r"\Gamma")
Delta = Symbol("Delta", "bias function", r"\Delta")
nu_bar = Symbol("nu_bar", "density of states", r"\bar{\nu}^{<0>}")
n = Symbol("n", "polarisation", "n^{<0>}")
f_plus = Symbol("f_plus", "occupation", "f_+^{<0>}")
beta = Symbol("beta", "principal value", r"\beta^{<0>}")
alpha = Symbol("alpha", "principal value", r"\alpha^{<0>}")
anisotropy = Symbol("anisotropy", "anisotropy", "a^{<0>}")
anisotropy_even = Symbol("anisotropy_even", "anisotropy", r"\tilde{a}^{<0>}")
anisotropy_spin = Symbol("anisotropy_spin", "spin anisotropy", "a_{<1>}^{<0>}")
nu_two = Symbol("nu_two", "two-particle density", r"\nu_{<0><2>}^{<1>}")
sigma, sigma_prime = Index("sigma", "spin", r"\sigma"), Index("sigma'", "spin", r"\sigma'")
sign = Symbol("sign", "spin sign", "<0>")


def above(difference: Node) -> Call:
    """One over a difference of frequencies shifted above the real axis."""
    return Call(Symbol("above", "resolvent", r"\frac{1}{\bullet + i0}"), (difference,))


def real(tree: Node) -> Call:
    """The real part."""
    return Call(Symbol("Re", "function", r"\mathrm{Re}"), (tree,))


def over(body: Node, *variables: Symbol) -> Integral:
    """An integral over frequencies."""
    return Integral(variables or (omega,), body)


EQ_92 = Equation(
    "valve:92",
    equal(Gamma(omega), node(2) * pi * t**2 * nu_bar[L](omega) * nu_bar[R](omega)),
)
EQ_93 = Equation("valve:93", equal(I_N0[L], over(2 * Gamma * Delta)))
EQ_94 = Equation("valve:94", equal(I_NF[L], over(2 * Gamma * Delta * n[L] * n[R])))
EQ_95 = Equation("valve:95", equal(Delta(omega), f_plus[R](omega) - f_plus[L](omega)))
EQ_96 = Equation("valve:96", equal(E_S[L], over(Gamma * Delta * n[L])))
EQ_97 = Equation("valve:97", equal(A_S[L], over(Gamma * Delta * n[R])))
EQ_98 = Equation(
    "valve:98",
    equal(T_S[L], over(Gamma * (beta[L] * n[R] / nu_bar[L] + beta[R] * n[L] / nu_bar[R]))),
)
EQ_99 = Equation(
    "valve:99",
    equal(
        beta[r](omega),
        real(
            over(
                nu_bar[r](omega_prime) * n[r](omega_prime) * f_plus[r](omega_prime) / pi
                * above(omega - omega_prime),
                omega_prime,
            )
        ),
    ),
    note="the pi of the measure stands in the integrand",
)  # fmt: skip
EQ_100 = Equation("valve:100", equal(E_ex[L], 2 * over(Gamma * Delta * anisotropy[L])))
EQ_101 = Equation("valve:101", equal(A_ex[L], 2 * over(Gamma * Delta * n[R] * anisotropy_even[L])))
EQ_102 = Equation(
    "valve:102",
    equal(
        T_ex[L],
        2 * over(Gamma * (alpha[R] * f_plus[L] - beta[R]) * (anisotropy[L] / nu_bar[R])),
    ),
)


def even_integral(electrode: Index | Label) -> Node:
    """The right side of (103)."""
    ratio = nu_two[sigma, electrode, sigma_prime](omega, omega_prime) / nu_bar[electrode](omega)
    body = Total((sigma, sigma_prime), sign[sigma_prime] / 4 * ratio)
    return over(f_plus[electrode](omega_prime) * body, omega_prime)


EQ_103 = Equation(
    "valve:103",
    equal(anisotropy_even[L](omega), even_integral(r)),
    note="L on the left, r on the right, as it stands",
)
EQ_104 = Equation(
    "valve:104",
    equal(even_integral(r), Total((sigma,), sign[sigma] * anisotropy_spin[r, sigma](omega))),
    note="the second equality of the chain that (103) begins",
)
EQ_105 = Equation(
    "valve:105",
    equal(
        alpha[R](omega),
        real(
            over(
                n[R](omega_prime) * nu_bar[R](omega_prime) / pi * above(omega - omega_prime),
                omega_prime,
            )
        ),
    ),
    note="the pi of the measure stands in the integrand",
)

# --- Direct and exchange part -------------------------------------------------------------------

rate_direct = Symbol(
    "rate_direct", "rate", r"\langle \dot{\mathcal{Q}}^{<0>} \rangle_{\mathrm{dir}}"
)
internal_direct = Symbol(
    "internal_direct", "rate", r"\langle \dot{\mathcal{Q}}^{<0>}|_0 \rangle_{\mathrm{dir}}"
)
EQ_106 = Equation(
    "valve:106",
    equal(direct_current[LL], rate_direct[LL] - internal_direct[LL]),
    note="the average of the difference is written as a difference",
)
EQ_107 = Equation("valve:107", equal(direct_current[LL], 2 * odot(spin[L], spin_current[L])))
along = dot(spin[L], direction[L])
EQ_108 = Equation(
    "valve:108",
    equal(
        quadrupole_current[LL],
        odot(direction[L], E_Q[L] * direction[L] + A_Q[L] * direction[R])
        + T_Q[L] * odot(direction[L], normal),
    ),
)
EQ_109 = Equation("valve:109", equal(E_Q[L], 2 * E_S[L] * along - E_ex[L]))
EQ_110 = Equation("valve:110", equal(A_Q[L], 2 * A_S[L] * along - A_ex[L]))
EQ_111 = Equation("valve:111", equal(T_Q[L], 2 * T_S[L] * along - T_ex[L]))
EQ_112 = Equation(
    "valve:112", equal(charge_current[L], I_N0[L]), note="flat bands, directions not collinear"
)
