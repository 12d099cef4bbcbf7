"""Green's functions near a pole: exact chain and wide band in one language.

With ``E = -t_e (u + 1/u)`` every function of the exact chain is rational in u;
in the wide band (t_e -> infinity at fixed widths) it is rational in E. In both
the retarded function of helicity h has simple poles where ``D_h = 0``, and at
such a pole the other helicity has the determinant ``4 h t_0 t``. The pole
variable is z; a `Band` lists the Taylor coefficients of everything else there.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from spinloom.derivations.engine.series import Series

from .arithmetic import Assignment
from .hamiltonian import CONTACT, LEADS, SITE_OF, eps_1, eps_2, t, t_0, t_e

z = sp.Symbol("z")
"""The pole: u of the exact chain (|z| > 1), E of the wide band (Im z < 0)."""

helicity = sp.Symbol("helicity", integer=True)
"""+1 or -1: the helicity whose determinant vanishes at z."""

SITE_ENERGY = {"1": eps_1, "2": eps_2}
LEAD_OF = {site: lead for lead, site in SITE_OF.items()}
KEY = "dimer:step-pole-expansion"
OTHER_DETERMINANT = 4 * helicity * t_0 * t
"""``(t_0 + h t)^2 - (t_0 - h t)^2``: what the other determinant is where one vanishes."""


@dataclass(frozen=True)
class Band:
    """Taylor coefficients at a pole: names of lines, or constants.

    `retarded` and `advanced` hold ``g_i`` and its conjugate continued to z,
    `width` the broadening, `weight` the broadening times dE/dz, `product` both
    broadenings times dE/dz.
    """

    name: str
    lines: tuple[Assignment, ...]
    retarded: dict[str, Series]
    advanced: dict[str, Series]
    width: dict[str, Series]
    weight: dict[str, Series]
    product: Series


def taylor(expression: sp.Expr, depth: int) -> tuple[sp.Expr, ...]:
    """Taylor coefficients at z, term by term."""
    terms = [expression]
    for order in range(1, depth):
        terms.append(sp.expand(sp.diff(terms[-1], z) / order))
    return tuple(terms)


def _named(name: str, expression: sp.Expr, depth: int) -> tuple[tuple[Assignment, ...], Series]:
    """Lines for the Taylor coefficients that are not constants, and the series of their names."""
    lines, entries = [], []
    for order, value in enumerate(taylor(expression, depth)):
        if value.is_number:
            entries.append(value)
        else:
            lines.append(Assignment(f"{name}_{order}", value, KEY))
            entries.append(sp.Symbol(f"{name}_{order}"))
    return tuple(lines), Series(0, tuple(entries))


def exact_chain() -> Band:
    """Semi-infinite chains: ``g_i = E - eps_i + t_l^2 u/t_e``, advanced with 1/u."""
    energy = -t_e * (z + 1 / z)
    jacobian = t_e * (1 / z**2 - 1)
    width = {lead: sp.I * CONTACT[lead] ** 2 / t_e * (1 / z - z) for lead in LEADS}
    back = {site: CONTACT[LEAD_OF[site]] ** 2 / t_e for site in SITE_ENERGY}
    retarded = {s: energy - e + back[s] * z for s, e in SITE_ENERGY.items()}
    advanced = {s: energy - e + back[s] / z for s, e in SITE_ENERGY.items()}
    return _band("exact chain", retarded, advanced, width, jacobian)


def wide_band() -> Band:
    """Constant broadenings: ``g_i = E - eps_i + i Gamma_l/2``, advanced with -i."""
    width = {lead: sp.Symbol(f"Gamma_{lead}") for lead in LEADS}
    half = {site: sp.I * width[LEAD_OF[site]] / 2 for site in SITE_ENERGY}
    retarded = {s: z - e + half[s] for s, e in SITE_ENERGY.items()}
    advanced = {s: z - e - half[s] for s, e in SITE_ENERGY.items()}
    return _band("wide band", retarded, advanced, width, sp.Integer(1))


def _band(
    name: str,
    retarded: dict[str, sp.Expr],
    advanced: dict[str, sp.Expr],
    width: dict[str, sp.Expr],
    jacobian: sp.Expr,
) -> Band:
    lines: list[Assignment] = []

    def series(label: str, expression: sp.Expr, depth: int) -> Series:
        more, result = _named(label, sp.expand(expression), depth)
        lines.extend(more)
        return result

    values = Band(
        name=name,
        lines=(),
        retarded={s: series(f"g_{s}", value, 4) for s, value in retarded.items()},
        advanced={s: series(f"advanced_g_{s}", value, 3) for s, value in advanced.items()},
        width={lead: series(f"width_{lead}", value, 3) for lead, value in width.items()},
        weight={
            lead: series(f"weight_{lead}", value * jacobian, 2) for lead, value in width.items()
        },
        product=series("product", width["L"] * width["R"] * jacobian, 2),
    )
    return Band(
        values.name, tuple(lines), values.retarded, values.advanced,
        values.width, values.weight, values.product,
    )  # fmt: skip


@dataclass(frozen=True)
class Expansion:
    """Series of the Green's functions at a pole of helicity h.

    `own` is the retarded function of helicity h (it starts with 1/delta),
    `other` that of helicity -h; the advanced ones are regular.
    """

    lines: tuple[Assignment, ...]
    own: dict[str, Series]
    other: dict[str, Series]
    own_advanced: dict[str, Series]
    other_advanced: dict[str, Series]


def expansion(band: Band) -> Expansion:
    """Cofactors over determinants, each coefficient a line of its own."""
    lines = [
        *band.lines,
        Assignment("hopping", t_0 + helicity * t, KEY),
        Assignment("other_hopping", t_0 - helicity * t, KEY),
        Assignment("other_determinant", OTHER_DETERMINANT, KEY),
    ]
    hopping, other_hopping = sp.symbols("hopping other_hopping")
    gap = sp.Symbol("other_determinant")
    product = band.retarded["1"] * band.retarded["2"]
    slopes = _lines(lines, "D", product.coefficients, first=1)
    back = band.advanced["1"] * band.advanced["2"]
    shifted = (back.coefficients[0] - hopping**2, *back.coefficients[1:])
    conjugate = _lines(lines, "advanced_D", shifted)
    determinants = {
        "own": Series(1, slopes),
        "other": Series(0, (gap, *slopes[:1])),
        "own_advanced": Series(0, conjugate),
        "other_advanced": Series(0, (conjugate[0] + gap, conjugate[1])),
    }
    parts = {}
    for name, determinant in determinants.items():
        across = hopping if name.startswith("own") else other_hopping
        site = band.advanced if name.endswith("advanced") else band.retarded
        parts[name] = _green(lines, name, determinant, across, site)
    return Expansion(tuple(lines), **parts)


def _lines(
    lines: list[Assignment], name: str, values: tuple[sp.Expr, ...], first: int = 0
) -> tuple[sp.Symbol, ...]:
    """Append one line per value, from order `first` on; return their symbols."""
    symbols = []
    for order, value in enumerate(values):
        if order >= first:
            lines.append(Assignment(f"{name}_{order}", value, KEY))
            symbols.append(sp.Symbol(f"{name}_{order}"))
    return tuple(symbols)


def _green(
    lines: list[Assignment],
    name: str,
    determinant: Series,
    across: sp.Expr,
    site: dict[str, Series],
) -> dict[str, Series]:
    """The three matrix elements as series of named coefficients."""
    inverse = determinant.reciprocal()
    inverse = Series(inverse.lowest, _lines(lines, f"{name}_inverse", inverse.coefficients))
    result = {}
    cofactors = {"11": site["2"], "12": None, "22": site["1"]}
    for pair, cofactor in cofactors.items():
        value = inverse * across if cofactor is None else cofactor * inverse
        result[pair] = Series(value.lowest, _lines(lines, f"{name}_{pair}", value.coefficients))
    return result | {"21": result["12"]}
