"""What the dimer paper prints in Appendix A: pair functions and constants, (A18)-(A24)."""

from __future__ import annotations

from dataclasses import replace
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
        -(
            1
            / (4 * hbar)
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
            )
        ),
    ),
)
_s, _t, _minus_pair = Label("s", "part"), Label("t", "part"), Label("-", "pair sign", "(-)")


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
        -(
            i_unit
            * pi
            / (2 * hbar)
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
            )
        ),
    ),
)

# --- Appendix A: the effective constants -----------------------------------------------------

i_delta = Symbol("i_delta", "infinitesimal", r"i\delta")
principal = Symbol("principal", "principal value", r"\mathcal{P}")
G_equal_times = Symbol("G_equal_times", "green", r"G^{(t)}_{<0><0>}(t,t)", complex=True)


def _constant(name: str, sites: str) -> Symbol:
    head = "\\" + name if len(name) > 1 else name
    return Symbol(f"{name}_{sites}", "effective constant", f"{head}_{{{sites}}}")


def _on_site(function: Symbol) -> Symbol:
    """A pair function at one site, where it is real."""
    return replace(function, complex=False)[TWO, TWO]


def _static(function: Node, unit: Node | None = None) -> Node:
    value = function(epsilon_1, epsilon_2)
    return -(
        HALF
        * Integral(
            (epsilon_1, epsilon_2),
            1 / (epsilon_2 - epsilon_1 + i_delta) * (unit * value if unit else value),
            TWO_ENERGIES,
        )
    )


def _slope(function: Node) -> Node:
    body = Derivative(function(epsilon_1, epsilon + epsilon_1), epsilon)
    return -(Fraction(1, 4) * Integral((epsilon_1,), body, ONE_ENERGY))


def _antisymmetric_slope(function: Node) -> Node:
    slope = Derivative(i_unit * function(epsilon_1, epsilon_2), epsilon_2)
    value = principal(slope / (epsilon_2 - epsilon_1))
    return -(HALF * Integral((epsilon_1, epsilon_2), value, TWO_ENERGIES))


def _noise(function: Node) -> Node:
    body = function(epsilon_1, epsilon_1)
    return -(i_unit / (4 * hbar) * Integral((epsilon_1,), body, ONE_ENERGY))


EQ_A24 = Equation(
    "dimer:A24",
    system(
        equal(_constant("J", "21"), _static(calJ[TWO, ONE])),
        equal(i_unit * _constant("D", "21"), _static(calD[TWO, ONE], i_unit)),
        equal(_constant("Gamma", "21"), _static(Gamma_bar[TWO, ONE])),
        equal(_constant("Gamma", "22"), _static(_on_site(Gamma_bar))),
        equal(_constant("alpha", "22"), _slope(_on_site(calJ))),
        equal(_constant("gamma", "22"), _slope(_on_site(Gamma_bar))),
        equal(i_unit * _constant("beta", "22"), _antisymmetric_slope(_on_site(calD))),
        equal(_constant("j", "22"), _noise(_on_site(j_bar))),
        equal(_constant("g", "22"), _noise(_on_site(g_bar))),
        equal(i_unit * _constant("d", "22"), 0),
        equal(mean_spin[a], S * i_unit * t_vector * G_equal_times[a]),
    ),
    "the left side lists three constants and the right side four integrals: Gamma_21 is supplied",
)

# --- The sentence below (A24) ----------------------------------------------------------------


def _renamed(name: str, tex: str, constant: str, *sites: str) -> tuple[tuple[Symbol, Symbol], ...]:
    """The names of (4)-(6) at sites 1 and 2, and the constants that they stand for."""
    return tuple(
        (
            Symbol(f"{name}_{k}", "named constant", tex.replace("<0>", str(k))),
            _constant(constant, s),
        )
        for k, s in enumerate(sites, 1)
    )


EQ_RENAMING = Equation(
    "dimer:text-renaming",
    system(
        *(equal(name, hbar * x) for name, x in _renamed("J", "J_<0>", "J", "12", "21")),
        *(equal(name, i_unit * hbar * x) for name, x in _renamed("D", "D_<0>", "D", "12", "21")),
        *(equal(name, 2 * hbar * x) for name, x in _renamed("A", "A_<0>", "Gamma", "12", "21")),
        *(equal(name, 2 * hbar * x) for name, x in _renamed("K", "K_<0>", "Gamma", "11", "22")),
        *(
            equal(name, hbar * x)
            for letter, tex, first, second in (
                ("alpha", r"\alpha", "alpha", "gamma"),
                ("j", "j", "j", "g"),
            )
            for part, constant in (("i", first), ("an", second))
            for name, x in _renamed(
                f"{letter}_{part}", rf"{tex}^{{({part})}}_<0>", constant, "21", "22"
            )
        ),
    ),
    "left: the constants of (4)-(6) at sites 1 and 2",
)
