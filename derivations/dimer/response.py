r"""Spin-spin response of the dimer: Wick, spin trace, Kramers-Kronig, low frequency.

    chi^{ij}_ab(t) = i theta(t) <[s_a^i(t), s_b^j(0)]>,   s_a = (1/2) psi_a^dag tau psi_a.

Wick's theorem leaves one bubble. Inside it the retarded product of a greater
and a lesser function is ``G^R G^< + G^< G^A``, so that a single energy remains.
The spin trace has three tensors, and the low-frequency expansion two orders:

    T^{ij} = T_1 delta_ij + T_2 eps_ijk t_k + T_3 t_i t_j,
    chi(0)               = -(1/4 pi) int sum_l f_l Re T(G_ab, S^l_ba),
    -i d chi/d omega (0) = -(1/4 pi) int sum_l f_l Im T(dG_ab/dE, S^l_ba),
    noise                = (1/16 pi) int sum_ll' F_ll' T(S^l_ab, S^l'_ba).
"""

from __future__ import annotations

from typing import Literal

import sympy as sp

from spinloom.derivations.engine.ledger import Step
from spinloom.derivations.engine.spin import (
    Tensor,
    delta,
    epsilon,
    index,
    pauli,
    scalar,
    trace,
    unit,
    unit_vector,
)

Structure = Literal["isotropic", "antisymmetric", "dyadic"]
STRUCTURES: tuple[Structure, ...] = ("isotropic", "antisymmetric", "dyadic")
Parts = tuple[sp.Expr, sp.Expr]
"""Singlet and triplet part."""

FIRST = (sp.Symbol("G_s"), sp.Symbol("G_t"))
SECOND = (sp.Symbol("F_s"), sp.Symbol("F_t"))
_i, _j, _that = index("i"), index("j"), unit_vector("t")
_TENSORS = {
    "isotropic": delta(_i, _j),
    "antisymmetric": epsilon(_i, _j, _that),
    "dyadic": delta(_i, _that) * delta(_j, _that),
}


def bubble() -> Tensor:
    """``tr[tau_i G tau_j F]`` for two functions that are singlet + triplet ``that.tau``."""
    first, second = (
        unit * scalar(singlet.name) + pauli(_that) * scalar(triplet.name)
        for singlet, triplet in (FIRST, SECOND)
    )
    return trace(_i, first, _j, second)


def to_sympy(tensor: Tensor) -> sp.Expr:
    """A tensor without vectors as a SymPy expression."""
    total = sp.Integer(0)
    for monomial, number in sorted(tensor.terms.items()):
        term = sp.Rational(str(number.real)) + sp.I * sp.Rational(str(number.imag))
        for _, name in monomial:
            term *= sp.Symbol(name)
        total += term
    return total


def structure(name: Structure, first: Parts, second: Parts) -> sp.Expr:
    """Coefficient of one tensor in ``tr[tau_i G tau_j F]``."""
    symbols = (*FIRST, *SECOND)
    values = dict(zip(symbols, (*first, *second), strict=True))
    return to_sympy(bubble().coefficient(_TENSORS[name])).xreplace(values)


def static_integrand(name: Structure, green: Parts, spectral: Parts) -> sp.Expr:
    """A static field shifts both functions of the bubble: twice a real part per lead."""
    return sp.expand(-sp.re(structure(name, green, spectral)) / (4 * sp.pi))


def damping_integrand(name: Structure, slope: Parts, spectral: Parts) -> sp.Expr:
    """Absorption at low frequency: the slope of the Green's function, out of phase."""
    return sp.expand(-sp.im(structure(name, slope, spectral)) / (4 * sp.pi))


def noise_integrand(name: Structure, first: Parts, second: Parts) -> sp.Expr:
    """An electron leaves a state filled by one lead for a state left empty by another."""
    return sp.expand(structure(name, first, second) / (16 * sp.pi))


def spin_integrand(spectral: Parts) -> sp.Expr:
    """Spin along that: half the difference of the occupations of both helicities."""
    return spectral[1] / (2 * sp.pi)


def steps() -> tuple[Step, ...]:
    """From the commutator to one energy integral."""
    static = ", ".join(sp.latex(structure(name, FIRST, SECOND)) for name in STRUCTURES)
    return (
        Step(
            key="dimer:step-spin-trace",
            statement=rf"\operatorname{{tr}}[\tau_i G \tau_j F] = {bubble().latex()}",
            rule="Pauli algebra about an arbitrary unit vector",
            uses=("dimer:step-singlet-triplet",),
        ),
        Step(
            key="dimer:step-structures",
            statement=rf"(T_1, T_2, T_3) = ({static})",
            rule="coefficients of delta_ij, epsilon_ijk t_k and t_i t_j",
            uses=("dimer:step-spin-trace",),
        ),
    )
