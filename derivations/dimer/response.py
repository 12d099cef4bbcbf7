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

from spinloom.derivations.engine.contour import (
    Bubble,
    Function,
    Letter,
    Words,
    component,
    expand,
    kramers_kronig,
)
from spinloom.derivations.engine.fermions import (
    Expression,
    annihilate,
    create,
    sum_over,
    symbol,
)
from spinloom.derivations.engine.fermions import index as label
from spinloom.derivations.engine.gaussian import gaussian
from spinloom.derivations.engine.indexed import Factor, Operator
from spinloom.derivations.engine.ledger import Step
from spinloom.derivations.engine.spin import (
    I,
    SpinMatrix,
    Tensor,
    as_tensor,
    delta,
    epsilon,
    index,
    pauli,
    scalar,
    trace,
    unit,
    unit_vector,
)
from spinloom.derivations.engine.spin_sums import spin_sum
from spinloom.derivations.engine.wick import cumulant

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


def electron_spin(component: str, site: str) -> Expression:
    """Spin of the electrons on a site: ``(1/2) psi^dag tau psi``."""
    row, column = label("spin", "s"), label("spin", "r")
    here = label("site", site)
    density = create(here, row) * annihilate(here, column)
    return sum_over(symbol(f"tau_{component}", row, column) * density, row, column) / 2


def contraction(left: Operator, right: Operator) -> Expression | None:
    """Operators as they stand: ``<c_x c_y^dag> = i G^>_xy`` and ``<c_x^dag c_y> = -i G^<_yx``."""
    if left.creates == right.creates:
        return None
    if left.creates:
        return symbol("lesser", *right.indices, *left.indices) * -I
    return symbol("greater", *left.indices, *right.indices) * I


def correlator() -> Expression:
    """Wick's theorem: ``<s_a^i(t) s_b^j(0)>`` without ``<s><s>`` is one loop."""
    return cumulant([electron_spin("i", "a"), electron_spin("j", "b")], contraction)


def correlator_tensor() -> Tensor:
    """The loop summed over spins; the first function is greater, the second lesser."""

    def matrix(factor: Factor) -> SpinMatrix:
        if factor.name.startswith("tau"):
            return pauli(index(factor.name.removeprefix("tau_")))
        singlet, triplet = FIRST if factor.name == "greater" else SECOND
        return unit * scalar(singlet.name) + pauli(_that) * scalar(triplet.name)

    return spin_sum(correlator(), matrix)


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


LOOP = Bubble(Function("G"), Function("F"))
"""``G_ab(t) F_ba(-t)`` on the contour; the letters keep their places in the spin trace."""


def commutator() -> Words:
    """The two orders of the spins: ``G^> F^<`` (a first) less ``G^< F^>`` (b first)."""
    return component(LOOP, "greater") - component(LOOP, "lesser")


def anticommutator() -> Words:
    """The sum of both orders, for the fluctuations."""
    return component(LOOP, "greater") + component(LOOP, "lesser")


def retarded_loop() -> Words:
    """``-(1/4)`` of the double integral over ``1/(omega + i0 - E' + E'')``: one energy is left."""
    return kramers_kronig(commutator(), "retarded") * gaussian(-1) / 4


def advanced_loop() -> Words:
    """The same with ``omega - i0``: the advanced response."""
    return kramers_kronig(commutator(), "advanced") * gaussian(-1) / 4


def _shown(words: Words) -> str:
    """Words as LaTeX."""
    text = str(words)
    for written, meant in (("1/4*i", r"\tfrac{i}{4}"), ("(+w)", r"(E+\omega)"),
                           ("(-w)", r"(E-\omega)")):  # fmt: skip
        text = text.replace(written, meant)
    return text


def _meaning(letter: Letter, green: Parts, spectral: Parts) -> Parts:
    """``G^< = i f S``, ``S_ab = conj(S_ba)``, ``G^A_ba = conj(G^R_ab)``; f is left out."""
    match str(letter.node), letter.component:
        case "G", "retarded":
            return green
        case "F", "lesser":
            return sp.I * spectral[0], sp.I * spectral[1]
        case "G", "lesser":
            return sp.I * sp.conjugate(spectral[0]), sp.I * sp.conjugate(spectral[1])
        case "F", "advanced":
            return sp.conjugate(green[0]), sp.conjugate(green[1])
    raise ValueError(f"{letter} does not occur in the loop")


def loop_integrand(name: Structure, slopes: int, green: Parts, spectral: Parts) -> sp.Expr:
    """The loop at zero frequency (slopes = 0) or its derivative by the frequency (slopes = 1).

    `green` is the retarded function, for slopes = 1 its derivative by the energy; `spectral`
    the share of a lead in ``F_ba``.
    """
    total = sp.Integer(0)
    for (first, second), number in expand(retarded_loop())[slopes].terms.items():
        pair = (_meaning(letter, green, spectral) for letter in (first, second))
        total += to_sympy(as_tensor(number)) * structure(name, *pair)
    return sp.expand(total / (2 * sp.pi))


def static_integrand(name: Structure, green: Parts, spectral: Parts) -> sp.Expr:
    """A static field shifts both functions of the loop: twice a real part per lead."""
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
    shown = ", ".join(sp.latex(structure(name, FIRST, SECOND)) for name in STRUCTURES)
    static, damping = (
        sp.latex(loop_integrand("isotropic", slopes, FIRST, SECOND)) for slopes in (0, 1)
    )
    return (
        Step(
            key="dimer:step-wick",
            statement=rf"\langle s_a^i s_b^j \rangle_c = {correlator_tensor().latex()}, \quad "
            r"G = G^>_{ab}(t),\; F = G^<_{ba}(-t)",
            rule="Wick's theorem for two bilinears; sums over spin close to one trace",
            uses=("dimer:step-lesser", "dimer:step-spin-trace"),
        ),
        Step(
            key="dimer:step-spin-trace",
            statement=rf"\operatorname{{tr}}[\tau_i G \tau_j F] = {bubble().latex()}",
            rule="Pauli algebra about an arbitrary unit vector",
            uses=("dimer:step-singlet-triplet",),
        ),
        Step(
            key="dimer:step-structures",
            statement=rf"(T_1, T_2, T_3) = ({shown})",
            rule="coefficients of delta_ij, epsilon_ijk t_k and t_i t_j",
            uses=("dimer:step-spin-trace",),
        ),
        Step(
            key="dimer:step-kernel",
            statement=r"\chi(\omega) = -\frac14 \int \frac{dE'\, dE''}{(2\pi)^2} "
            rf"\frac{{T({commutator()})}}{{\omega + i0 - E' + E''}}",
            rule="retarded commutator in energy",
            uses=("dimer:step-wick",),
        ),
        Step(
            key="dimer:step-kramers-kronig",
            statement=rf"\chi(\omega) = \int \frac{{dE}}{{2\pi}}\, T({_shown(retarded_loop())})",
            rule="one of the two energy integrals is a Hilbert transform: G^R G^< + G^< G^A",
            uses=("dimer:step-kernel",),
        ),
        Step(
            key="dimer:step-advanced",
            statement=rf"\chi^A(\omega) = \int \frac{{dE}}{{2\pi}}\, T({_shown(advanced_loop())})",
            rule="the same from the other side of the real axis",
            uses=("dimer:step-kernel",),
        ),
        Step(
            key="dimer:step-static",
            statement=rf"\chi(0): \quad {static}",
            rule="zeroth order in the frequency; integrand of delta_ij per lead",
            uses=("dimer:step-kramers-kronig", "dimer:step-structures", "dimer:step-lesser"),
        ),
        Step(
            key="dimer:step-damping",
            statement=rf"\partial_\omega \chi(0): \quad {damping}, \quad G \to \partial_E G^R",
            rule="first order in the frequency; integrand of delta_ij per lead",
            uses=("dimer:step-kramers-kronig", "dimer:step-structures", "dimer:step-lesser",
                  "dimer:step-green-slope"),
        ),
        Step(
            key="dimer:step-noise",
            statement=rf"S_{{ab}} = \frac18 \int \frac{{dE}}{{2\pi}}\, T({anticommutator()}) = "
            r"\frac{1}{16\pi} \int dE \sum_{ll'} F_{ll'}\, "
            r"T(S^l_{ab}, S^{l'}_{ba})",
            rule="anticommutator at zero frequency; F_ll' = f_l (1 - f_l') + f_l' (1 - f_l)",
            uses=("dimer:step-wick", "dimer:step-structures", "dimer:step-lesser"),
        ),
        Step(
            key="dimer:step-noise-antisymmetric",
            statement=r"\sum_{ll'} F_{ll'}\, T_2(S^l_{ab}, S^{l'}_{ba}) = 0",
            rule="real hoppings: the shares of both helicities have the same phase",
            uses=("dimer:step-noise",),
        ),
        Step(
            key="dimer:step-occupation",
            statement=r"\langle s_a \rangle = \hat t \int \frac{dE}{2\pi} \sum_l f_l\, "
            r"S^{l,t}_{aa}",
            rule="half the trace of tau with the lesser function at equal times",
            uses=("dimer:step-lesser", "dimer:step-spin-trace"),
        ),
    )  # fmt: skip
