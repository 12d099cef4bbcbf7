"""What the dimer paper prints: equations (1)-(8) and (A1)-(A24), transcribed.

Leiva M., Diaz, Nunez, Phys. Rev. B 107, 094401 (2023). The text at hand is a
lossy transcription of the journal page. Every tree keeps the terms, factors,
signs and indices of that text in their order; nothing here is derived. The
unnumbered definitions between the equations have keys ``dimer:text-...``.
"""

from __future__ import annotations

from fractions import Fraction

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import (
    Call,
    Derivative,
    Index,
    Integral,
    Label,
    Node,
    Relation,
    Symbol,
    Total,
    equal,
    system,
)

HALF = Fraction(1, 2)

# Indices: sites a, b, c; Cartesian axes i, j, k; spins; the branch +/- of retarded/advanced.
a, b, c = (Index(n, "site") for n in "abc")
i, j, k = (Index(n, "axis") for n in "ijk")
sigma, sigma_p = Index("sigma", "spin"), Index("sigma'", "spin", r"\sigma'")
mu, mu_p = Index("mu", "spin"), Index("mu'", "spin", r"\mu'")
branch = Index("branch", "branch", r"\pm")
lesser_greater = Index("lesser_greater", "correlation", r"\lessgtr")
ONE, TWO = Label("1", "site"), Label("2", "site")
GREATER, LESSER = Label(">", "correlation"), Label("<", "correlation")
PLUS, MINUS = Label("+", "branch"), Label("-", "branch")

# Scalars.
hbar, S, Delta = Symbol("hbar", "constant"), Symbol("S", "length"), Symbol("Delta", "coupling")
i_unit, pi = Symbol("i_unit", "unit", "i"), Symbol("pi", "number")
t_0, t = Symbol("t_0", "hopping"), Symbol("t", "hopping")
epsilon_0 = Symbol("epsilon_0", "site energy")
epsilon = Symbol("epsilon", "energy")
epsilon_1, epsilon_2 = (
    Symbol("epsilon'", "energy", r"\epsilon'"),
    Symbol("epsilon''", "energy", r"\epsilon''"),
)
delta = Symbol("delta", "kronecker", r"\delta^{<0><1>}")
levi_civita = Symbol("levi_civita", "tensor", r"\epsilon^{<0><1><2>}")
dirac = Symbol("dirac", "function", r"\delta")
tau = Symbol("tau", "pauli", r"\tau^{<0>}_{<1><2>}", complex=True)
t_hat_tau = Symbol("t_hat_tau", "pauli component", r"[\hat{t}\cdot\tau]_{<0><1>}", complex=True)
t_hat = Symbol("t_hat", "direction", r"\hat{t}^{<0>}")
identity = Symbol("identity", "pauli component", r"\mathbb{I}_{<0><1>}")
hopping = Symbol("hopping", "hopping matrix", r"\mathbb{I}_{<0><1>}", complex=True)


def operator(name: str, tex: str, kind: str = "operator") -> Symbol:
    """A leaf that need not commute with others of its sort."""
    return Symbol(name, kind, tex, commuting=False)


def dagger(tree: Node) -> Node:
    """The hermitian conjugate that the print abbreviates to H.c."""
    return Call(Symbol("dagger", "conjugation"), (tree,))


def dot(one: Node, other: Node) -> Node:
    """A scalar product of two vectors."""
    return Call(Symbol("dot", "product"), (one, other))


def cross(one: Node, other: Node) -> Node:
    """A vector product."""
    return Call(Symbol("cross", "product"), (one, other))


def outer(one: Node, other: Node) -> Node:
    """An outer product."""
    return Call(Symbol("outer", "product"), (one, other))


# --- Section II: the model -------------------------------------------------------------------

c_create = operator("c_create", r"c^{\dagger}_{<0><1>}", "creator")
c_annihilate = operator("c_annihilate", r"c_{<0><1>}", "annihilator")
H_e, H_d = operator("H_e", r"\mathcal{H}_{e}"), operator("H_d", r"\mathcal{H}_{d}")
H_0 = operator("H_0", r"\mathcal{H}_{0}(\hat{S}_{<0>})")
spin_electron = operator("s", r"\hat{s}_{<0>}", "spin vector")
spin_local = operator("S_vector", r"\hat{S}_{<0>}", "spin vector")

_hop = Total((sigma, sigma_p), c_create[ONE, sigma] * hopping[sigma, sigma_p]
             * c_annihilate[TWO, sigma_p])  # fmt: skip
EQ_1 = Equation(
    "dimer:1",
    equal(
        H_e,
        epsilon_0
        * Total(
            (sigma,),
            c_create[ONE, sigma] * c_annihilate[ONE, sigma]
            + c_create[TWO, sigma] * c_annihilate[TWO, sigma],
        )
        + _hop
        + dagger(_hop),
    ),
    "H.c. is written out for the hopping; the text uses one letter for the hopping matrix and "
    "the identity",
)
EQ_HOPPING = Equation(
    "dimer:text-hopping",
    equal(
        hopping[sigma, sigma_p],
        t_0 * identity[sigma, sigma_p] + t * t_hat_tau[sigma, sigma_p],
    ),
)
EQ_2 = Equation(
    "dimer:2",
    equal(
        H_d,
        H_0[ONE]
        + H_0[TWO]
        - Delta * dot(spin_electron[ONE], spin_local[ONE])
        - Delta * dot(spin_electron[TWO], spin_local[TWO]),
    ),
)
EQ_SPIN = Equation(
    "dimer:text-spin",
    equal(
        Symbol("s_component", "spin component", r"\hat{s}^{<1>}_{<0>}", commuting=False)[a, i],
        HALF
        * Total(
            (sigma, sigma_p),
            c_create[a, sigma] * tau[i, sigma, sigma_p] * c_annihilate[a, sigma_p],
        ),
    ),
)

# --- Section III: effective interactions -----------------------------------------------------

m = Symbol("m", "moment", r"\mathbf{m}_{<0>}")
m_dot = Symbol("m_dot", "rate", r"\frac{d\mathbf{m}_{<0>}}{dt}")
field, eta = Symbol("H", "field", r"H_{<0>}"), Symbol("eta", "field", r"\eta_{<0>}")
alpha_applied = Symbol("alpha_matrix", "damping", r"\alpha_{<0><1>}", commuting=False)
EQ_3 = Equation(
    "dimer:3",
    equal(
        m_dot[TWO],
        cross(
            m[TWO],
            field[TWO]
            + eta[TWO]
            - alpha_applied[TWO, ONE](m_dot[ONE])
            - alpha_applied[TWO, TWO](m_dot[TWO]),
        ),
    ),
    "a matrix that stands before a vector is written as applied to it",
)
gradient_0 = Symbol("gradient_E_0", "gradient", r"\frac{\partial \mathcal{E}_0}{\partial m_{<0>}}")
mean_spin = Symbol("mean_spin", "mean spin", r"\langle s_{<0>} \rangle")
t_vector = Symbol("t_vector", "axis vector", r"\hat{t}")
J, D, A, K = (Symbol(n, "coupling constant", n + "_{<0>}") for n in "JDAK")
EQ_4 = Equation(
    "dimer:4",
    equal(
        field[TWO],
        -gradient_0[TWO]
        + Delta * mean_spin[TWO]
        + Delta**2
        * (
            J[TWO] * m[ONE]
            + D[TWO] * cross(m[ONE], t_vector)
            + A[TWO] * dot(m[ONE], t_vector) * t_vector
            + K[TWO] * dot(m[TWO], t_vector) * t_vector
        ),
    ),
)
alpha_matrix = Symbol("alpha_tensor", "tensor", r"\alpha_{<0><1>}")
alpha_iso = Symbol("alpha_iso", "damping constant", r"\alpha^{(i)}_{<0><1>}")
alpha_an = Symbol("alpha_an", "damping constant", r"\alpha^{(an)}_{<0><1>}")
unit_tensor = Symbol("unit_tensor", "unit tensor", r"\mathbb{1}")
EQ_5 = Equation(
    "dimer:5",
    equal(
        alpha_matrix[a, b],
        Delta**2 * (alpha_iso[a, b] * unit_tensor + alpha_an[a, b] * outer(t_vector, t_vector)),
    ),
)
noise_tensor = Symbol(
    "noise_tensor", "tensor", r"\langle \eta_{<0>}(t)\eta_{<1>}(t') \rangle_{\delta}"
)
j_iso = Symbol("j_iso", "noise constant", r"j^{(i)}_{<0><1>}")
j_an = Symbol("j_an", "noise constant", r"j^{(an)}_{<0><1>}")
EQ_6 = Equation(
    "dimer:6",
    equal(
        noise_tensor[a, b],
        Delta**2 * (j_iso[a, b] * unit_tensor + j_an[a, b] * outer(t_vector, t_vector)),
    ),
    "the factor delta(t - t') on both sides is left away: the row compares its weight",
)

# --- Section IV: one spin pinned -------------------------------------------------------------

energy, energy_0 = (
    Symbol("E_function", "energy function", r"\mathcal{E}_{m_1,t}"),
    Symbol("E_0_function", "energy function", r"\mathcal{E}_0"),
)
m_free = Symbol("m_free", "moment", r"\mathbf{m}")
m_pinned = Symbol("m_pinned", "moment", r"\mathbf{m}_1")
s_mean = Symbol("mean_spin_free", "mean spin", r"\langle s \rangle")
J_free, D_free, A_free, K_free = (Symbol(n + "_free", "coupling constant", n) for n in "JDAK")
EQ_7 = Equation(
    "dimer:7",
    equal(
        energy(m_free),
        energy_0(m_free)
        - Delta * dot(s_mean, m_free)
        - Delta**2
        * (
            J_free * dot(m_free, m_pinned)
            + D_free * dot(t_vector, cross(m_free, m_pinned))
            + A_free * dot(m_free, t_vector) * dot(m_pinned, t_vector)
            + HALF * K_free * dot(m_free, t_vector) ** 2
        ),
    ),
)
m_free_dot = Symbol("m_free_dot", "rate", r"\frac{d\mathbf{m}}{dt}")
torque_eff, torque_noise, torque_iso, torque_an = (
    Symbol(f"torque_{n}", "torque", rf"\Gamma_{{{tex}}}")
    for n, tex in (
        ("eff", r"\text{eff}"),
        ("noise", r"\text{noise}"),
        ("iso", r"d}^{(\text{i})"),
        ("an", r"d}^{(\text{an})"),
    )
)
EQ_8 = Equation("dimer:8", equal(m_free_dot, torque_eff + torque_noise + torque_iso + torque_an))
alpha_iso_free, alpha_an_free = (
    Symbol("alpha_iso_free", "damping constant", r"\alpha^{(i)}"),
    Symbol("alpha_an_free", "damping constant", r"\alpha^{(an)}"),
)
EQ_TORQUES = Equation(
    "dimer:text-torques",
    system(
        equal(torque_noise, cross(m_free, Symbol("eta_free", "field", r"\eta"))),
        equal(torque_iso, alpha_iso_free * cross(m_free, m_free_dot)),
        equal(torque_an, alpha_an_free * dot(t_vector, m_free_dot) * cross(m_free, t_vector)),
    ),
    "the torques that the sentence after (8) defines",
)

# --- Appendix A: action, kernel --------------------------------------------------------------

berry_rate = Symbol("berry_rate", "rate", r"\frac{d\omega_{<0>}}{dt_c}")
h_external = Symbol("h_external", "field", r"h")
energy_of = Symbol("energy_of", "energy", r"\mathcal{E}[m_{<0>}]")
action_m = Symbol("action_m", "action", r"S_m")
EQ_A1 = Equation(
    "dimer:A1",
    equal(
        action_m,
        Total(
            (a,),
            Integral(
                (Symbol("t_c", "time"),),
                -hbar * S * berry_rate[a] + dot(m[a], h_external) - energy_of[a],
            ),
        ),  # fmt: skip
    ),
)
action_electrons = operator("action_electrons", r"S_{\Psi}", "action")
_psi_conj = operator("psi_conj", r"\psi^{*}_{<0>i,\sigma}", "creator")
_psi_rate = operator("psi_rate", r"\partial_{t_c}\psi_{<0>i,\sigma}", "annihilator")
_regions = [Label(n, "region") for n in "LDR"]
_H = {n: operator("H_" + n, rf"H_{{{n}}}", "hamiltonian") for n in ("R", "L", "Rc", "Lc", "e")}
EQ_A2 = Equation(
    "dimer:A2",
    equal(
        action_electrons,
        Integral(
            (Symbol("t_c", "time"),),
            i_unit
            * hbar
            * Total(
                (Index("orbital", "orbital", r"\sigma,i"),),
                _psi_conj[_regions[0]] * _psi_rate[_regions[0]]
                + _psi_conj[_regions[1]] * _psi_rate[_regions[1]]
                + _psi_conj[_regions[2]] * _psi_rate[_regions[2]],
            )
            - _H["R"]
            - _H["L"]
            - _H["Rc"]
            - _H["Lc"]
            - _H["e"],
        ),
    ),
)
action_interaction = operator("action_interaction", r"S_I", "action")
EQ_A3 = Equation(
    "dimer:A3",
    equal(
        action_interaction,
        Total((a,), Integral((Symbol("t_c", "time"),), Delta * dot(m[a], spin_electron[a]))),
    ),
)
time, time_p = Symbol("t_c", "time"), Symbol("t_c'", "time", "t_c'")
kernel = Symbol("K_kernel", "kernel", r"K^{<2><3>}_{<0><1>}", complex=True)
ordered_ss = Symbol(
    "ordered_ss", "correlator", r"\langle\mathcal{T} s^{<2>}_{<0>} s^{<3>}_{<1>}\rangle"
)
mean_s = Symbol("mean_s", "mean spin", r"\langle s^{<1>}_{<0>}\rangle")
EQ_A4 = Equation(
    "dimer:A4",
    equal(
        kernel[a, b, i, j](time, time_p),
        i_unit
        / (2 * hbar)
        * (ordered_ss[a, b, i, j](time, time_p) - mean_s[a, i](time) * mean_s[b, j](time_p)),
    ),
)
action_total = Symbol("action_total", "action", r"\mathcal{S}")
m_component = Symbol("m_component", "moment component", r"m^{<1>}_{<0>}")
t_first, t_second = Symbol("t'", "time", "t'"), Symbol("t''", "time", "t''")
EQ_A5 = Equation(
    "dimer:A5",
    equal(
        action_total,
        action_m
        + Integral(
            (t_first,),
            S * Delta * Total((a, i), m_component[a, i](t_first) * mean_s[a, i](t_first))
            + Integral(
                (t_second,),
                Delta**2
                * Total(
                    (i, j, a, b),
                    m_component[a, i](t_first)
                    * kernel[a, b, i, j](t_first, t_second)
                    * m_component[b, j](t_second),
                ),
            ),
        ),
    ),
)
green_ordered = Symbol("G_ordered", "green", r"G_{<0><1>;<2><3>}", complex=True)
EQ_A6 = Equation(
    "dimer:A6",
    equal(
        kernel[a, b, i, j](time, time_p),
        i_unit
        / (8 * hbar)
        * Total(
            (sigma, sigma_p, mu, mu_p),
            tau[i, sigma, sigma_p]
            * tau[j, mu, mu_p]
            * green_ordered[a, sigma_p, b, mu](time, time_p)
            * green_ordered[b, mu_p, a, sigma](time_p, time),
        ),
    ),
)

# --- Appendix A: energy representation -------------------------------------------------------

kernel_branch = Symbol("K_branch", "kernel", r"K^{<3><4>(<0>)}_{<1><2>}", complex=True)
kernel_keldysh = Symbol("K_keldysh", "kernel", r"K^{<2><3>(K)}_{<0><1>}", complex=True)
G = Symbol("G", "green", r"G^{<0>}_{<1><2>;<3><4>}", complex=True)
epsilon_branch = Symbol("epsilon_branch", "energy", r"\epsilon^{<0>}")
TWO_ENERGIES = r"\frac{d\epsilon'}{2\pi}\frac{d\epsilon''}{2\pi}"
ONE_ENERGY = r"\frac{d\epsilon'}{2\pi}"


def _bubble(first: Label, second: Label) -> Node:
    return G[first, a, sigma_p, b, mu](epsilon_1) * G[second, b, mu_p, a, sigma](epsilon_2)


EQ_A7 = Equation(
    "dimer:A7",
    equal(
        kernel_branch[branch, a, b, i, j](epsilon),
        Fraction(-1, 8)
        * Total(
            (sigma, sigma_p, mu, mu_p),
            tau[i, sigma, sigma_p]
            * tau[j, mu, mu_p]
            * Integral(
                (epsilon_1, epsilon_2),
                (_bubble(GREATER, LESSER) - _bubble(LESSER, GREATER))
                / (epsilon_branch[branch] - epsilon_1 + epsilon_2),
                TWO_ENERGIES,
            ),
        ),
    ),
)
EQ_A8 = Equation(
    "dimer:A8",
    equal(
        kernel_keldysh[a, b, i, j](epsilon),
        -(i_unit * pi / 4)
        * Total(
            (sigma, sigma_p, mu, mu_p),
            tau[i, sigma, sigma_p]
            * tau[j, mu, mu_p]
            * Integral(
                (epsilon_1, epsilon_2),
                dirac(epsilon - epsilon_1 + epsilon_2)
                * (_bubble(GREATER, LESSER) + _bubble(LESSER, GREATER)),
                TWO_ENERGIES,
            ),
        ),
    ),
)

# --- Appendix A: singlet and triplet Green's functions ---------------------------------------

G_spinful = Symbol("G_spinful", "green", r"G^{(<0>)}_{<1><2>;<3><4>}", complex=True)
G_singlet = Symbol("G_singlet", "green", r"G^{(s)(<0>)}_{<1><2>}", complex=True)
G_triplet = Symbol("G_triplet", "green", r"G^{(t)(<0>)}_{<1><2>}", complex=True)
g = Symbol("g", "inverse green", r"g^{<0>}_{<1>}", complex=True)
self_energy = Symbol("self_energy", "self-energy", r"\Sigma^{<0>}_{<1>}", complex=True)
_plus = g[branch, ONE] * g[branch, TWO] - (t_0 + t) ** 2
_minus = g[branch, ONE] * g[branch, TWO] - (t_0 - t) ** 2
EQ_A9 = Equation(
    "dimer:A9",
    equal(
        G_spinful[branch, a, sigma, b, sigma_p],
        G_singlet[branch, a, b] * identity[sigma, sigma_p]
        + G_triplet[branch, a, b] * t_hat_tau[sigma, sigma_p],
    ),
    "all functions at one energy",
)


def _local(site: Label, other: Label, leaf: Symbol, sign: int) -> Relation:
    first, second = 1 / _plus, 1 / _minus
    bracket = first + second if sign > 0 else first - second
    return equal(leaf[branch, site, site], g[branch, other] / 2 * bracket)


def _nonlocal(leaf: Symbol, sign: int) -> tuple[Relation, Relation]:
    first, second = (t_0 + t) / _plus, (t_0 - t) / _minus
    bracket = first + second if sign > 0 else first - second
    return (
        equal(leaf[branch, ONE, TWO], leaf[branch, TWO, ONE]),
        equal(leaf[branch, TWO, ONE], -(HALF * bracket)),
    )


EQ_A10 = Equation("dimer:A10", _local(ONE, TWO, G_singlet, +1))
EQ_A11 = Equation("dimer:A11", system(*_nonlocal(G_singlet, +1)))
EQ_A12 = Equation("dimer:A12", _local(TWO, ONE, G_singlet, +1))
EQ_A13 = Equation("dimer:A13", _local(ONE, TWO, G_triplet, -1))
EQ_A14 = Equation("dimer:A14", system(*_nonlocal(G_triplet, -1)))
EQ_A15 = Equation("dimer:A15", _local(TWO, ONE, G_triplet, -1))
EQ_G = Equation(
    "dimer:text-g",
    equal(g[branch, a], epsilon - hbar * self_energy[branch, a]),
    "defined between (A15) and (A16); all functions at one energy",
)

# --- Appendix A: lesser and greater ----------------------------------------------------------

G_matrix = Symbol("G_matrix", "green", r"G^{(<0>)}", commuting=False)
G_correlation = Symbol("G_correlation", "correlation function", r"G^{<0>}", commuting=False)
self_energy_matrix = Symbol("Sigma_matrix", "self-energy", r"\Sigma^{<0>}", commuting=False)
EQ_A16 = Equation(
    "dimer:A16",
    equal(
        G_correlation[lesser_greater],
        G_matrix[PLUS] * hbar * self_energy_matrix[lesser_greater] * G_matrix[MINUS],
    ),
)
GC = Symbol("GC", "green", r"G^{<0>}_{<1><2>;<3><4>}", complex=True)
GC_singlet = Symbol("GC_singlet", "green", r"G^{(s)<0>}_{<1><2>}", complex=True)
GC_triplet = Symbol("GC_triplet", "green", r"G^{(t)<0>}_{<1><2>}", complex=True)
EQ_A17 = Equation(
    "dimer:A17",
    equal(
        GC[lesser_greater, a, sigma, b, sigma_p],
        GC_singlet[lesser_greater, a, b] * identity[sigma, sigma_p]
        + GC_triplet[lesser_greater, a, b] * t_hat_tau[sigma, sigma_p],
    ),
)
SigmaC = Symbol("SigmaC", "self-energy", r"\Sigma^{<0>}_{<1>}", complex=True)


def _dressed(left: Symbol, right: Symbol) -> Node:
    return left[PLUS, a, c] * hbar * SigmaC[lesser_greater, c] * right[MINUS, c, b]


EQ_A17_PARTS = Equation(
    "dimer:text-lesser",
    system(
        equal(
            GC_singlet[lesser_greater, a, b],
            Total((c,), _dressed(G_singlet, G_singlet) + _dressed(G_triplet, G_triplet)),
        ),
        equal(
            GC_triplet[lesser_greater, a, b],
            Total((c,), _dressed(G_singlet, G_triplet) + _dressed(G_triplet, G_singlet)),
        ),
    ),
    "unnumbered, between (A17) and (A18)",
)

# --- Appendix A: isotropic, antisymmetric and t t parts --------------------------------------

part_p, part_q = Index("p", "part"), Index("q", "part")
Gpart = Symbol("G_part", "green", r"G^{(<0>)<1>}_{<2><3>}", complex=True)
pair = Symbol("G_pair", "pair function", r"\mathbb{G}^{\{<1>,<2>\}}_{<3><4><0>}", complex=True)
pm_pair = Index("pm_pair", "pair sign", r"\pm")
sign_of = Symbol("sign_of", "sign", r"(<0>)")
EQ_A18 = Equation(
    "dimer:A18",
    equal(
        pair[pm_pair, part_p, part_q, a, b](epsilon_1, epsilon_2),
        Gpart[part_p, GREATER, a, b](epsilon_1) * Gpart[part_q, LESSER, b, a](epsilon_2)
        + sign_of[pm_pair]
        * (Gpart[part_p, LESSER, a, b](epsilon_1) * Gpart[part_q, GREATER, b, a](epsilon_2)),
    ),
    "the sign +/- of the second term is written as a factor",
)
calJ = Symbol("cal_J", "pair function", r"\mathcal{J}_{<0><1>}", complex=True)
calD = Symbol("cal_D", "pair function", r"\mathcal{D}_{<0><1>}", complex=True)
Gamma_bar = Symbol("Gamma_bar", "pair function", r"\bar{\Gamma}_{<0><1>}", complex=True)
EQ_A19 = Equation(
    "dimer:A19",
    equal(
        kernel_branch[branch, a, b, i, j](epsilon),
        -(1 / (4 * hbar))
        * Integral(
            (epsilon_1, epsilon_2),
            1
            / (epsilon_branch[branch] - epsilon_1 + epsilon_2)
            * (
                calJ[a, b](epsilon_1, epsilon_2) * delta[i, j]
                + i_unit
                * calD[a, b](epsilon_1, epsilon_2)
                * Total((k,), levi_civita[i, j, k] * t_hat[k])
                + 2 * Gamma_bar[a, b](epsilon_1, epsilon_2) * t_hat[i] * t_hat[j]
            ),
            TWO_ENERGIES,
        ),
    ),
)
_s, _t, _minus_pair = Label("s", "part"), Label("t", "part"), Label("-", "pair sign")


def _pair(first: Label, second: Label) -> Node:
    return pair[_minus_pair, first, second, a, b](epsilon_1, epsilon_2)


EQ_A20 = Equation(
    "dimer:A20", equal(calJ[a, b](epsilon_1, epsilon_2), _pair(_s, _s) - _pair(_t, _t))
)
EQ_A21 = Equation(
    "dimer:A21", equal(calD[a, b](epsilon_1, epsilon_2), _pair(_s, _t) - _pair(_t, _s))
)
EQ_A22 = Equation("dimer:A22", equal(Gamma_bar[a, b](epsilon_1, epsilon_2), _pair(_t, _t)))
j_bar = Symbol("j_bar", "pair function", r"\bar{j}_{<0><1>}", complex=True)
d_bar = Symbol("d_bar", "pair function", r"\bar{d}_{<0><1>}", complex=True)
g_bar = Symbol("g_bar", "pair function", r"\bar{g}_{<0><1>}", complex=True)
EQ_A23 = Equation(
    "dimer:A23",
    equal(
        kernel_keldysh[a, b, i, j](epsilon),
        -(i_unit * pi / (2 * hbar))
        * Integral(
            (epsilon_1, epsilon_2),
            dirac(epsilon - epsilon_1 + epsilon_2)
            * (
                j_bar[a, b](epsilon_1, epsilon_2) * delta[i, j]
                + i_unit
                * d_bar[a, b](epsilon_1, epsilon_2)
                * Total((k,), levi_civita[i, j, k] * t_hat[k])
                + 2 * g_bar[a, b](epsilon_1, epsilon_2) * t_hat[i] * t_hat[j]
            ),
            TWO_ENERGIES,
        ),
    ),
)

# --- Appendix A: the effective constants -----------------------------------------------------

ZERO = Symbol("i_delta", "infinitesimal", r"i\delta")


def _constant(name: str, tex: str) -> Symbol:
    return Symbol(name, "effective constant", tex)


J_21, D_21 = _constant("J_21", "J_{21}"), _constant("D_21", "D_{21}")
Gamma_21, Gamma_22 = _constant("Gamma_21", r"\Gamma_{21}"), _constant("Gamma_22", r"\Gamma_{22}")
alpha_22, gamma_22 = _constant("alpha_22", r"\alpha_{22}"), _constant("gamma_22", r"\gamma_{22}")
beta_22 = _constant("beta_22", r"\beta_{22}")
j_22, g_22, d_22 = (_constant(n + "_22", n + "_{22}") for n in "jgd")
principal = Symbol("principal", "principal value", r"\mathcal{P}")


def _static(function: Node) -> Node:
    return -HALF * Integral(
        (epsilon_1, epsilon_2),
        1 / (epsilon_2 - epsilon_1 + ZERO) * function(epsilon_1, epsilon_2),
        TWO_ENERGIES,
    )


def _slope(function: Node) -> Node:
    body = Derivative(function(epsilon_1, epsilon + epsilon_1), epsilon)
    return Fraction(-1, 4) * Integral((epsilon_1,), body, ONE_ENERGY)


def _noise(function: Node) -> Node:
    return -(i_unit / (4 * hbar)) * Integral(
        (epsilon_1,), function(epsilon_1, epsilon_1), ONE_ENERGY
    )


G_equal_times = Symbol("G_equal_times", "green", r"G^{(t)}_{<0><0>}(t,t)", complex=True)
EQ_A24 = Equation(
    "dimer:A24",
    system(
        equal(J_21, _static(calJ[TWO, ONE])),
        equal(i_unit * D_21, _static(i_unit_times_D := Symbol(
            "i_cal_D", "pair function", r"i\mathcal{D}_{<0><1>}", complex=True)[TWO, ONE])),
        equal(Gamma_21, _static(Gamma_bar[TWO, ONE])),
        equal(Gamma_22, _static(Gamma_bar[TWO, TWO])),
        equal(alpha_22, _slope(calJ[TWO, TWO])),
        equal(gamma_22, _slope(Gamma_bar[TWO, TWO])),
        equal(
            i_unit * beta_22,
            -HALF
            * Integral(
                (epsilon_1, epsilon_2),
                principal(
                    Derivative(
                        i_unit_times_D[TWO, TWO](epsilon_1, epsilon_2), epsilon_2
                    ),
                    epsilon_2 - epsilon_1,
                ),
                TWO_ENERGIES,
            ),
        ),
        equal(j_22, _noise(j_bar[TWO, TWO])),
        equal(g_22, _noise(g_bar[TWO, TWO])),
        equal(i_unit * d_22, 0),
        equal(mean_spin[a], S * i_unit * t_vector * G_equal_times[a]),
    ),
    "the left side lists three constants and the right side four integrals: Gamma_21 is supplied",
)  # fmt: skip

# --- Renaming below (A24), and the bias of Section III ---------------------------------------

_named = [
    Symbol(name, "named constant", tex)
    for name, tex in (
        ("J_2", "J_2"),
        ("D_2", "D_2"),
        ("alpha_2_iso", r"\alpha_2^{(i)}"),
        ("A_2", "A_2"),
        ("K_2", "K_2"),
        ("alpha_2_an", r"\alpha_2^{(an)}"),
        ("j_2_an", r"j_2^{(an)}"),
    )
]
EQ_RENAMING = Equation(
    "dimer:text-renaming",
    system(
        equal(_named[0], hbar * J_21),
        equal(_named[1], i_unit * hbar * D_21),
        equal(_named[2], hbar * alpha_22),
        equal(_named[3], 2 * hbar * Gamma_21),
        equal(_named[4], 2 * hbar * Gamma_22),
        equal(_named[5], hbar * gamma_22),
        equal(_named[6], hbar * g_22),
    ),
    "the sentence below (A24); left: the constants of (4)-(6)",
)
mu_L, mu_R, mu_F = (Symbol(f"mu_{n}", "chemical potential") for n in "LRF")
bias_energy = Symbol("eV", "bias", "eV")
EQ_BIAS = Equation(
    "dimer:text-bias",
    system(equal(mu_L, mu_F + bias_energy / 2), equal(mu_L, mu_F - bias_energy / 2)),
    "the two potentials as the sentence below (3) prints them",
)
