"""What the dimer paper prints in Appendix A: Green's functions, (A9)-(A17)."""

from __future__ import annotations

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import Label, Node, Relation, Symbol, Total, equal, system

from .notation import (
    HALF,
    MINUS,
    ONE,
    PLUS,
    TWO,
    a,
    b,
    branch,
    c,
    epsilon,
    hbar,
    identity,
    lesser_greater,
    sigma,
    sigma_p,
    t,
    t_0,
    t_hat_tau,
)

AT_ONE_ENERGY = "all functions at one energy"

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
    AT_ONE_ENERGY,
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


EQ_A10 = Equation("dimer:A10", _local(ONE, TWO, G_singlet, +1), AT_ONE_ENERGY)
EQ_A11 = Equation("dimer:A11", system(*_nonlocal(G_singlet, +1)), AT_ONE_ENERGY)
EQ_A12 = Equation("dimer:A12", _local(TWO, ONE, G_singlet, +1), AT_ONE_ENERGY)
EQ_A13 = Equation("dimer:A13", _local(ONE, TWO, G_triplet, -1), AT_ONE_ENERGY)
EQ_A14 = Equation("dimer:A14", system(*_nonlocal(G_triplet, -1)), AT_ONE_ENERGY)
EQ_A15 = Equation("dimer:A15", _local(TWO, ONE, G_triplet, -1), AT_ONE_ENERGY)
EQ_G = Equation(
    "dimer:text-g",
    equal(g[branch, a], epsilon - hbar * self_energy[branch, a]),
    f"defined between (A15) and (A16); {AT_ONE_ENERGY}",
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
    AT_ONE_ENERGY,
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
    AT_ONE_ENERGY,
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
