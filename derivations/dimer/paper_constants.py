"""What the dimer paper prints in Appendix A: pair functions and constants, (A18)-(A24)."""

from __future__ import annotations

from fractions import Fraction

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import (
    Derivative,
    Index,
    Integral,
    Label,
    Node,
    Symbol,
    Total,
    equal,
    system,
)

from .notation import (
    GREATER,
    HALF,
    LESSER,
    ONE,
    ONE_ENERGY,
    TWO,
    TWO_ENERGIES,
    S,
    a,
    b,
    branch,
    delta,
    dirac,
    epsilon,
    epsilon_1,
    epsilon_2,
    epsilon_branch,
    hbar,
    i,
    i_unit,
    j,
    k,
    kernel_branch,
    kernel_keldysh,
    levi_civita,
    mean_spin,
    pi,
    t_hat,
    t_vector,
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
