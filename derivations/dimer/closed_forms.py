r"""Closed forms at T = 0 (exact chain, wide band) and at T > 0 (wide band).

The integrand of every coupling is real on the axis of real energies, so the
principal parts at the advanced poles mirror those at the retarded ones, and

    int dE x(E) = 2 Re sum_{h,z} (c_1 b_1 + c_2 b_2 + c_3 b_3) + winding Im sum_{h,z} c_1

runs over the retarded poles only. The coefficients c_n do not know the
temperature or the chemical potential; the basis functions b_n are the
integrals of ``f(E) / (v - z)^n``:

===============  ===========================  =====================================
                 exact chain, T = 0           wide band, T > 0 (T = 0: log(x), ...)
===============  ===========================  =====================================
variable v       u = exp(i phi)               E
b_1              log((u - z)/(1 - z))         psi(1/2 + x), x = i (z - mu)/(2 pi T)
b_2              1/(1 - z) - 1/(u - z)        d b_1/dz
b_3              half of (b_2 with squares)   half of d^2 b_1/dz^2
winding          phi                          pi
===============  ===========================  =====================================

At T = 0 the noise is ``|N(mu_L) - N(mu_R)|`` with N the form called ``noise_..._LR``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import sympy as sp

from spinloom.derivations.engine.ledger import Step
from spinloom.derivations.engine.series import Series, principal_part

from .arithmetic import Arithmetic, Assignment, dependencies, evaluate, run, tex
from .green import PAIRS
from .hamiltonian import CONTACT, LEADS, SITE_OF, eps_1, eps_2, t_e
from .pole_expansion import KEY as POLE_KEY
from .pole_expansion import (
    OTHER_DETERMINANT,
    Band,
    Expansion,
    exact_chain,
    expansion,
    helicity,
    wide_band,
    z,
)

KEY = "dimer:step-partial-fractions"
mu = sp.Symbol("mu", real=True)
temperature = sp.Symbol("temperature", positive=True)
phi = sp.Symbol("phi", real=True)
"""``E = -2 t_e cos(phi)`` at the chemical potential."""

DEPTH = {
    "J": 1, "D": 1, "A": 2, "alpha_iso": 2, "alpha_antisym": 2, "alpha_aniso": 3,
    "spin": 1, "noise_iso": 1, "noise_aniso": 2,
}  # fmt: skip
"""Highest power of 1/(v - z) in the principal part of each coupling."""


@dataclass(frozen=True)
class Output:
    """``name = 2 Re sum_poles sum_n coefficients[n] basis[n] + winding Im sum_poles c_1``."""

    name: str
    coefficients: tuple[str, ...]


@dataclass(frozen=True)
class ClosedForm:
    """Lines on the pole axis, the basis functions, and how they are summed.

    `poles` gives the polynomial whose roots are the poles (one per helicity),
    `lines` everything per pole, `basis` the functions of the chemical
    potential, `winding` the weight of the imaginary part.
    """

    band: str
    polynomial: tuple[Assignment, ...]
    lines: tuple[Assignment, ...]
    basis: tuple[Assignment, ...]
    winding: sp.Expr
    outputs: tuple[Output, ...]


Term = tuple[sp.Expr, tuple[Series, ...]]


def _sum(terms: Iterable[Term]) -> list[Series]:
    """Products of series, each with its factor."""
    result = []
    for factor, series in terms:
        product = series[0]
        for more in series[1:]:
            product = product * more
        result.append(product * factor)
    return result


def static_terms(name: str, pair: str, lead: str, at: Expansion, band: Band) -> list[Term]:
    """Principal part of ``-(1/8 pi) (T + its mirror image)`` for J, D and A."""
    a, b = pair[0] + SITE_OF[lead], pair[1] + SITE_OF[lead]
    G, P, A, B = at.own, at.other, at.own_advanced, at.other_advanced
    W = band.weight[lead]
    unlike = [(G[pair], P[b], B[a]), (P[pair], G[b], A[a]), (B[pair], G[a], A[b])]
    if name == "J":
        signs: tuple[sp.Expr, ...] = (1, 1, 1)
    elif name == "D":
        signs = (-sp.I * helicity, sp.I * helicity, -sp.I * helicity)
    else:
        like = [(1, (G[pair], G[b], A[a])), (1, (A[pair], G[a], A[b]))]
        signs = (-1, -1, -1)
        return [(-s / (8 * sp.pi), (*f, W)) for s, f in (*like, *zip(signs, unlike, strict=True))]
    return [(-s / (8 * sp.pi), (*f, W)) for s, f in zip(signs, unlike, strict=True)]


def damping_terms(name: str, pair: str, lead: str, at: Expansion, band: Band) -> list[Term]:
    """Principal part of ``(i/8 pi) (T - its mirror image)`` with the slope of the first G."""
    a, b = pair[0] + SITE_OF[lead], pair[1] + SITE_OF[lead]
    G, P, A, B = at.own, at.other, at.own_advanced, at.other_advanced
    V = band.width[lead]
    unlike = [
        (G[pair].derivative(), P[b], B[a]),
        (P[pair].derivative(), G[b], A[a]),
        (B[pair].derivative(), G[a], A[b]),
    ]
    factor = sp.I / (8 * sp.pi)
    if name == "alpha_iso":
        signs: tuple[sp.Expr, ...] = (1, 1, -1)
    elif name == "alpha_antisym":
        signs = (-sp.I * helicity, sp.I * helicity, sp.I * helicity)
    else:
        like = [
            (factor, (G[pair].derivative(), G[b], A[a], V)),
            (-factor, (A[pair].derivative(), G[a], A[b], V)),
        ]
        signs = (-1, -1, 1)
        return [*like, *((factor * s, (*f, V)) for s, f in zip(signs, unlike, strict=True))]
    return [(factor * s, (*f, V)) for s, f in zip(signs, unlike, strict=True)]


def spin_terms(site: str, lead: str, at: Expansion, band: Band) -> list[Term]:
    """Principal part of the occupation of helicity h, with the sign of h."""
    a = site + SITE_OF[lead]
    return [(helicity / (4 * sp.pi), (at.own[a], at.own_advanced[a], band.weight[lead]))]


def noise_terms(name: str, pair: str, at: Expansion, band: Band) -> list[Term]:
    """Principal part of the noise between a state filled by L and one by R, and vice versa."""
    a, b = pair[0], pair[1]
    G, P, A, B = at.own, at.other, at.own_advanced, at.other_advanced
    terms: list[Term] = []
    for first, second in ((SITE_OF["L"], SITE_OF["R"]), (SITE_OF["R"], SITE_OF["L"])):
        emitted, absorbed = (a + first, b + first), (b + second, a + second)
        unlike = [
            (G[emitted[0]], A[emitted[1]], P[absorbed[0]], B[absorbed[1]]),
            (P[emitted[0]], B[emitted[1]], G[absorbed[0]], A[absorbed[1]]),
        ]
        sign = 1 if name == "noise_iso" else -1
        terms += [(sp.Integer(sign) / (16 * sp.pi), (*f, band.product)) for f in unlike]
        if name == "noise_aniso":
            like = (G[emitted[0]], A[emitted[1]], G[absorbed[0]], A[absorbed[1]])
            terms.append((1 / (16 * sp.pi), (*like, band.product)))
    return terms


def coefficient_terms(at: Expansion, band: Band) -> dict[str, list[Term]]:
    """The principal part of every coupling, as products of series."""
    terms: dict[str, list[Term]] = {}
    for pair in PAIRS:
        for lead in LEADS:
            for name in ("J", "D", "A"):
                terms[f"{name}_{pair}_{lead}"] = static_terms(name, pair, lead, at, band)
            for name in ("alpha_iso", "alpha_aniso", "alpha_antisym"):
                terms[f"{name}_{pair}_{lead}"] = damping_terms(name, pair, lead, at, band)
    for site in "12":
        for lead in LEADS:
            terms[f"spin_{site}_{lead}"] = spin_terms(site, lead, at, band)
    for pair in PAIRS:
        for name in ("noise_iso", "noise_aniso"):
            terms[f"{name}_{pair}_LR"] = noise_terms(name, pair, at, band)
    return terms


def coefficient_lines(
    at: Expansion, band: Band
) -> tuple[tuple[Assignment, ...], tuple[Output, ...]]:
    """One line per coefficient ``c_n`` of every coupling, pair of sites and lead."""
    lines, outputs = [], []
    for name, terms in coefficient_terms(at, band).items():
        coupling = name.rsplit("_", 2)[0]
        parts = principal_part(_sum(terms), DEPTH[coupling])
        named = tuple(f"{name}_c{order}" for order, _ in enumerate(parts, start=1))
        lines += [Assignment(n, value, KEY) for n, value in zip(named, parts, strict=True)]
        outputs.append(Output(name, named))
    return tuple(lines), tuple(outputs)


def chain_polynomial() -> tuple[Assignment, ...]:
    """Coefficients of ``P_h(u) = u^2 D_h(u)``, from u^0 to u^4.

    A root with |u| < 1 is real and a bound state outside the band; the closed form needs all
    roots outside the unit circle.
    """
    hopping = sp.Symbol("hopping")
    end_1, end_2 = (t_e - CONTACT[lead] ** 2 / t_e for lead in LEADS)
    values = (
        t_e**2,
        t_e * (eps_1 + eps_2),
        t_e * (end_1 + end_2) + eps_1 * eps_2 - hopping**2,
        eps_1 * end_2 + eps_2 * end_1,
        end_1 * end_2,
    )
    return tuple(
        Assignment(f"quartic_{n}", value, "dimer:step-pole-polynomial")
        for n, value in enumerate(values)
    )


def wide_polynomial() -> tuple[Assignment, ...]:
    """Coefficients of ``D_h(E)``, from E^0 to E^2."""
    hopping, gamma_L, gamma_R = sp.symbols("hopping Gamma_L Gamma_R")
    level_1, level_2 = eps_1 - sp.I * gamma_L / 2, eps_2 - sp.I * gamma_R / 2
    values = (level_1 * level_2 - hopping**2, -level_1 - level_2, sp.Integer(1))
    return tuple(
        Assignment(f"quadratic_{n}", value, "dimer:step-pole-polynomial")
        for n, value in enumerate(values)
    )


def chain_basis() -> tuple[Assignment, ...]:
    """Integrals of ``1/(u - z)^n`` along the unit circle from u = 1 (|z| > 1)."""
    at, start = 1 / (sp.Symbol("u") - z), 1 / (1 - z)
    key = "dimer:step-chain-integrals"
    return (
        Assignment("basis_1", sp.log(start / at), key),
        Assignment("basis_2", start - at, key),
        Assignment("basis_3", (start**2 - at**2) / 2, key),
    )


def wide_basis() -> tuple[Assignment, ...]:
    """Integrals of ``1/(E - z)^n`` up to mu at T = 0 (Im z < 0), less a common constant."""
    key = "dimer:step-wide-integrals"
    return (
        Assignment("basis_1", sp.log(sp.I * (z - mu)), key),
        Assignment("basis_2", 1 / (z - mu), key),
        Assignment("basis_3", -1 / (2 * (z - mu) ** 2), key),
    )


def thermal_basis() -> tuple[Assignment, ...]:
    """Integrals of ``f(E)/(E - z)^n`` at T > 0 (Im z < 0), less the same constant."""
    key = "dimer:step-thermal-integrals"
    x, scale = sp.Symbol("x"), sp.I / (2 * sp.pi * temperature)
    return (
        Assignment("x", scale * (z - mu), key),
        Assignment("basis_1", sp.digamma(x + sp.Rational(1, 2)), key),
        Assignment("basis_2", scale * sp.polygamma(1, x + sp.Rational(1, 2)), key),
        Assignment("basis_3", scale**2 * sp.polygamma(2, x + sp.Rational(1, 2)) / 2, key),
    )


def _closed_form(
    band: Band,
    polynomial: tuple[Assignment, ...],
    basis: tuple[Assignment, ...],
    winding: sp.Expr,
) -> ClosedForm:
    at = expansion(band)
    lines, outputs = coefficient_lines(at, band)
    return ClosedForm(band.name, polynomial, (*at.lines, *lines), basis, winding, outputs)


@cache
def chain_closed_form() -> ClosedForm:
    """Exact chain at T = 0; needs t_l != t_e (else a pole sits at infinity)."""
    return _closed_form(exact_chain(), chain_polynomial(), chain_basis(), phi)


@cache
def wide_closed_form() -> ClosedForm:
    """Wide band at T = 0."""
    return _closed_form(wide_band(), wide_polynomial(), wide_basis(), sp.pi)


@cache
def thermal_closed_form() -> ClosedForm:
    """Wide band at T > 0; the noise is bilinear in the occupations and has none."""
    form = _closed_form(wide_band(), wide_polynomial(), thermal_basis(), sp.pi)
    outputs = tuple(o for o in form.outputs if not o.name.startswith("noise"))
    kept = [o.coefficients for o in outputs]
    names = [name for group in kept for name in group]
    return replace(form, lines=dependencies(form.lines, names), outputs=outputs)


def values(
    form: ClosedForm,
    poles: Iterable[tuple[int, Any]],
    inputs: Mapping[str, Any],
    arithmetic: Arithmetic,
) -> dict[str, Any]:
    """All outputs, summed over the poles, in the arithmetic of the inputs (not for kernels)."""
    per_pole = [
        run((*form.lines, *form.basis), {**inputs, "z": pole, "helicity": sign}, arithmetic)
        for sign, pole in poles
    ]
    winding = evaluate(form.winding, inputs, arithmetic)
    result = {}
    for output in form.outputs:
        total, residues = 0, 0
        for at in per_pole:
            for order, name in enumerate(output.coefficients, start=1):
                total += at[name] * at[f"basis_{order}"]
            residues += at[output.coefficients[0]]
        result[output.name] = 2 * arithmetic.real(total) + winding * arithmetic.imaginary(residues)
    return result


def steps() -> tuple[Step, ...]:
    """From one energy integral to sums over poles."""
    chain, wide = chain_closed_form(), wide_closed_form()
    lines = {line.name: line.expression for line in chain.lines}
    u, w = sp.Symbol("u"), sp.Symbol("w_h")
    quartic = sum(
        (line.expression * u**power for power, line in enumerate(chain.polynomial)),
        start=sp.Integer(0),
    )

    def shown(items: tuple[Assignment, ...]) -> str:
        return r", \quad ".join(rf"{tex(item.symbol)} = {tex(item.expression)}" for item in items)

    return (
        Step(
            key="dimer:step-pole-polynomial",
            statement=rf"u^2 D_h(u) = {tex(quartic.xreplace({sp.Symbol('hopping'): w}))}",
            rule="rational integrand: E = -t_e (u + 1/u); the wide band gives a quadratic in E",
            uses=("dimer:step-helicity", "dimer:step-uniformise"),
            assumptions=("w_h = t_0 + h t", "t_L, t_R != t_e"),
        ),
        Step(
            key=POLE_KEY,
            statement=rf"D_h(z) = 0, \quad D_{{-h}}(z) = {tex(OTHER_DETERMINANT)}",
            rule="Laurent expansion of both helicities, retarded and advanced, at a pole",
            uses=("dimer:step-pole-polynomial", "dimer:step-lesser"),
        ),
        Step(
            key=KEY,
            statement=rf"J^L_{{12}}: \; c_1 = {tex(lines['J_12_L_c1'])}",
            rule="principal parts at the retarded poles; the advanced ones mirror them",
            uses=(POLE_KEY, "dimer:step-J", "dimer:step-D", "dimer:step-A", "dimer:step-spin",
                  "dimer:step-alpha-iso", "dimer:step-alpha-aniso", "dimer:step-alpha-antisym",
                  "dimer:step-noise-iso", "dimer:step-noise-aniso"),
            assumptions=("no pole at |u| <= 1", "no two poles coincide"),
        ),
        Step(
            key="dimer:step-chain-integrals",
            statement=shown(chain.basis),
            rule="integrals of 1/(u-z)^n from u = 1; winding phi",
            uses=(KEY,),
            assumptions=("T = 0", "|z| > 1"),
        ),
        Step(
            key="dimer:step-wide-integrals",
            statement=shown(wide.basis),
            rule="integrals of 1/(E-z)^n up to mu; the cut-off drops out with Re sum c_1 = 0",
            uses=(KEY,),
            assumptions=("T = 0", "Im z < 0"),
        ),
        Step(
            key="dimer:step-thermal-integrals",
            statement=shown(thermal_basis()),
            rule="sum over the Fermi poles in the upper half plane",
            uses=("dimer:step-wide-integrals",),
            assumptions=("T > 0", "Im z < 0"),
        ),
    )  # fmt: skip
