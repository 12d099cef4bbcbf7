"""Kernels of the dimer's closed forms: coefficients at the poles, and the functions they multiply.

The poles are an ordinary batch axis, so that they and their coefficients are found once per
device and serve every chemical potential and temperature:

    X = 2 Re sum_poles sum_n X_n basis_n + winding Im sum_poles X_1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import reduce
from operator import mul

import sympy as sp

from spinloom.derivations.dimer import closed_forms as derived
from spinloom.derivations.dimer.arithmetic import Assignment as Line
from spinloom.derivations.dimer.arithmetic import dependencies
from spinloom.derivations.dimer.pole_expansion import (
    KEY,
    Band,
    Expansion,
    exact_chain,
    expansion,
    wide_band,
)
from spinloom.derivations.engine.series import Series, principal_part

from ..spec import Argument, Assignment, Axis, Index, KernelSpec, Output, Place
from .dimer_names import CONTACTS, HOPPINGS, LEAD, LEAD_HOPPING, LEVELS, SITE, real

ORDERS = tuple(Axis("order", tuple("123"[:depth])) for depth in range(4))
HELICITY = real("helicity", "s", "1 or -1", "Helicity whose determinant vanishes at the pole", "")
POTENTIAL = real("mu", r"\mu", "real", "Chemical potential")
TEMPERATURE = real("temperature", "T", "> 0", "Temperature")
WIDTHS = (
    real("Gamma_L", r"\Gamma_L", "> 0", "Broadening of site 1"),
    real("Gamma_R", r"\Gamma_R", "> 0", "Broadening of site 2"),
)
CHAIN = (LEAD_HOPPING, *HOPPINGS, *CONTACTS, *LEVELS)
WIDE = (*HOPPINGS, *WIDTHS, *LEVELS)
FUNCTIONS = ("own", "other", "own_advanced", "other_advanced")
a, b = (Index(name, SITE) for name in "ab")
lead = Index("lead", LEAD)
COMMENTS = (
    ("g_", "inverse retarded propagators at the pole, by powers of the distance"),
    ("advanced_g_", "inverse advanced propagators at the pole"),
    ("width_", "broadenings at the pole"),
    ("weight_", "broadenings times the Jacobian"),
    ("product_", "both broadenings times the Jacobian"),
    ("hopping", "hopping of the two helicities"),
    ("other_hopping", "hopping of the two helicities"),
    ("other_determinant", "determinant of the other helicity"),
    ("D_", "determinant of the helicity that has the pole"),
    ("advanced_D_", "its advanced counterpart"),
    ("own_advanced_", "advanced function of the helicity that has the pole"),
    ("other_advanced_", "advanced function of the other helicity"),
    ("own_", "retarded function of the helicity that has the pole"),
    ("other_", "retarded function of the other helicity"),
    ("quartic_", "polynomial whose roots are the poles"),
    ("quadratic_", "polynomial whose roots are the poles"),
    ("u", "phase of the amplitude at the chemical potential"),
    ("x", "reduced distance between the pole and the chemical potential"),
    ("basis_", "integrals of the powers of the inverse distance to the pole"),
)


def closed_forms() -> tuple[KernelSpec, ...]:
    """Polynomial, coefficients and basis functions of each closed form."""
    chain, wide = derived.chain_closed_form(), derived.wide_closed_form()
    angle = real("phi", r"\phi", "0 to pi", "Angle with E = -2 t_e cos(phi) = mu, the winding", "")
    factor = _pole("z", "u", "", "|z| > 1", "Root of the polynomial outside the unit circle")
    level = _pole("z", "E", "meV", "Im z < 0", "Root of the polynomial in the lower half-plane")
    return (
        _polynomial("chain", chain, CHAIN, "the exact chain in u"),
        _coefficients("chain", exact_chain(), (factor, HELICITY, *CHAIN), "the exact chain"),
        _basis(
            "chain", derived.chain_basis(), (angle, factor), "the exact chain at T = 0; winding phi"
        ),
        _polynomial("wide", wide, WIDE, "the wide band in the energy"),
        _coefficients("wide", wide_band(), (level, HELICITY, *WIDE), "the wide band"),
        _basis(
            "wide", derived.wide_basis(), (POTENTIAL, level), "the wide band at T = 0; winding pi"
        ),
        _basis(
            "thermal",
            derived.thermal_basis(),
            (POTENTIAL, TEMPERATURE, level),
            "the wide band at T > 0; winding pi",
        ),
    )


def _pole(name: str, tex: str, unit: str, domain: str, doc: str) -> Argument:
    return Argument(name, tex, unit, (), domain, doc, "complex")


def _spec(
    name: str,
    summary: str,
    formula: tuple[str, ...],
    arguments: tuple[Argument, ...],
    outputs: tuple[Output, ...],
    expressions: Iterable[Assignment],
) -> KernelSpec:
    items = tuple(expressions)
    return KernelSpec(
        name=name,
        kind="closed form",
        arguments=arguments,
        outputs=outputs,
        expressions=items,
        sources=tuple(dict.fromkeys(item.source for item in items)),
        summary=summary,
        formula=formula,
    )


def _comment(name: str) -> str:
    matching = [(len(start), text) for start, text in COMMENTS if name.startswith(start)]
    return max(matching)[1]


def _polynomial(
    prefix: str, form: derived.ClosedForm, device: tuple[Argument, ...], what: str
) -> KernelSpec:
    """Coefficients from the zeroth power up; one polynomial per helicity."""
    power = Axis("power", tuple(str(n) for n, _ in enumerate(form.polynomial)))
    output = Output(
        "polynomial", "P_h", "", (power,), "Coefficients, lowest power first", "complex"
    )
    items = [
        Assignment(line.name, line.expression, line.source, _comment(line.name))
        for line in dependencies(form.lines, ["hopping"])
    ]
    for label, line in zip(power.labels, form.polynomial, strict=True):
        what_line = _comment(line.name)
        items.append(
            Assignment("polynomial", line.expression, line.source, what_line, (power.at(label),))
        )
    return _spec(
        f"{prefix}_polynomial",
        f"Polynomial whose roots are the poles of {what}.",
        (),
        (HELICITY, *device),
        (output,),
        items,
    )


def _coefficients(
    prefix: str, band: Band, arguments: tuple[Argument, ...], what: str
) -> KernelSpec:
    """Coefficients of the partial fractions of every coupling at one pole."""
    outputs, items = [], []
    for name, indices, terms in _principal_terms():
        orders = ORDERS[derived.DEPTH[name]]
        shape = (*(index.axis for index in indices), orders)
        doc = f"Coefficients of {name}, by order of the pole"
        outputs.append(Output(name, name, "", shape, doc, "complex"))
        products = [reduce(mul, series) * factor for factor, series in terms]
        values = principal_part(products, len(orders.labels))
        for label, value in zip(orders.labels, values, strict=True):
            places: tuple[Index | Place, ...] = (*indices, orders.at(label))
            items.append(Assignment(name, value, derived.KEY, f"coefficients of {name}", places))
    return _spec(
        f"{prefix}_coefficients",
        f"Partial fractions of every coupling of {what} at one pole.",
        (
            "X = 2 Re sum over poles and orders of X[order] basis[order]",
            "    + winding Im sum over poles of X[order 1]",
        ),
        arguments,
        tuple(outputs),
        (*_expansion(band), *items),
    )


def _expansion(band: Band) -> Iterator[Assignment]:
    """The derivation's series at a pole, line by line and then on axes."""
    at = expansion(band)
    known: dict[sp.Symbol, sp.Expr] = {}
    for line in at.lines:
        value = line.expression.xreplace(known)
        if value.is_number or value.is_Symbol:
            known[line.symbol] = value
        else:
            yield Assignment(line.name, value, line.source, _comment(line.name))
    what = "the series at the pole by sites, leads and powers of the distance"
    for name, place, series in _tables(at, band):
        axes: list[Index | Place] = []
        axes += [LEAD.at(place)] if place in LEAD.labels else [SITE.at(site) for site in place]
        for power, value in enumerate(series.coefficients):
            order = _powers(series).at(str(power))
            yield Assignment(name, value.xreplace(known), KEY, what, (*axes, order))


def _tables(at: Expansion, band: Band) -> Iterator[tuple[str, str, Series]]:
    """Every series by name and place."""
    for name in FUNCTIONS:
        for pair, series in sorted(getattr(at, name).items()):
            yield name, pair, series
    for name in ("width", "weight"):
        for side, series in sorted(getattr(band, name).items()):
            yield name, side, series
    yield "product", "", band.product


def _powers(series: Series) -> Axis:
    return Axis("power", tuple(str(n) for n, _ in enumerate(series.coefficients)))


def _principal_terms() -> Iterator[tuple[str, tuple[Index, ...], list[derived.Term]]]:
    """The products of series behind every coupling, for running sites and leads.

    The derivation asks for functions by pairs such as "12" and by leads. It is given tables in
    which these keys stand for running indices; every key it uses is in the table once.
    """
    band, at = exact_chain(), expansion(exact_chain())
    local = {"11": (a, lead), "21": (b, lead), "12": (a, b)}
    general = _on_axes(at, local)
    any_band = replace(
        band,
        width={"L": _series("width", band.width["L"], (lead,))},
        weight={"L": _series("weight", band.weight["L"], (lead,))},
        product=_series("product", band.product, ()),
    )
    for name in ("J", "D", "A"):
        yield name, (lead, a, b), derived.static_terms(name, "12", "L", general, any_band)
    for name in ("alpha_iso", "alpha_aniso", "alpha_antisym"):
        yield name, (lead, a, b), derived.damping_terms(name, "12", "L", general, any_band)
    yield "spin", (lead, a), derived.spin_terms("1", "L", general, any_band)
    left, right = (LEAD.at(side) for side in LEAD.labels)
    pairs = {"11": (a, left), "12": (a, right), "21": (b, left), "22": (b, right)}
    between = _on_axes(at, pairs)
    for name in ("noise_iso", "noise_aniso"):
        yield name, (a, b), derived.noise_terms(name, "12", between, any_band)


def _on_axes(at: Expansion, places: Mapping[str, tuple[Index | Place, ...]]) -> Expansion:
    """The expansion with running indices in place of pairs of sites."""
    tables = {
        name: {key: _series(name, getattr(at, name)["12"], axes) for key, axes in places.items()}
        for name in FUNCTIONS
    }
    return Expansion((), **tables)


def _series(name: str, series: Series, places: tuple[Index | Place, ...]) -> Series:
    """The same orders with entries of an array as coefficients."""
    base = sp.IndexedBase(name)
    indices = [item.symbol if isinstance(item, Index) else item.position for item in places]
    values = tuple(base[(*indices, n)] for n, _ in enumerate(series.coefficients))
    return Series(series.lowest, values)


def _basis(
    prefix: str, basis: tuple[Line, ...], arguments: tuple[Argument, ...], what: str
) -> KernelSpec:
    """The functions that multiply the coefficients of one pole."""
    orders = ORDERS[len([line for line in basis if line.name.startswith("basis_")])]
    phase = Line("u", sp.exp(sp.I * derived.phi), "dimer:step-uniformise")
    lines = (phase, *basis) if prefix == "chain" else basis
    items = []
    for line in lines:
        head, _, order = line.name.partition("_")
        places = (orders.at(order),) if head == "basis" else ()
        comment = _comment(line.name)
        items.append(Assignment(head, line.expression, line.source, comment, places))
    output = Output("basis", "b_n", "", (orders,), "Functions by order of the pole", "complex")
    return _spec(
        f"{prefix}_basis", f"Functions of one pole: {what}.", (), arguments, (output,), items
    )
