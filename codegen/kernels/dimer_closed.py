"""Kernels of the dimer's closed forms: coefficients at the poles, and the functions they multiply.

The poles are an ordinary batch axis, so that they and their coefficients are found once per
device and serve every chemical potential and temperature:

    X = 2 Re sum_poles sum_n X_n basis_n + winding Im sum_poles X_1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import sympy as sp

from spinloom.derivations.dimer import closed_forms as derived
from spinloom.derivations.dimer.arithmetic import Assignment as Line
from spinloom.derivations.dimer.arithmetic import dependencies

from ..spec import Argument, Assignment, Axis, KernelSpec, Output
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
    chain, wide, thermal = (
        derived.chain_closed_form(),
        derived.wide_closed_form(),
        derived.thermal_closed_form(),
    )
    angle = real("phi", r"\phi", "0 to pi", "Angle with E = -2 t_e cos(phi) = mu, the winding", "")
    factor = _pole("z", "u", "", "|z| > 1", "Root of the polynomial outside the unit circle")
    level = _pole("z", "E", "meV", "Im z < 0", "Root of the polynomial in the lower half-plane")
    return (
        _polynomial("chain", chain, CHAIN, "the exact chain in u"),
        _coefficients("chain", chain, (factor, HELICITY, *CHAIN), "the exact chain"),
        _basis("chain", chain, (angle, factor), "the exact chain at T = 0; winding phi"),
        _polynomial("wide", wide, WIDE, "the wide band in the energy"),
        _coefficients("wide", wide, (level, HELICITY, *WIDE), "the wide band"),
        _basis("wide", wide, (POTENTIAL, level), "the wide band at T = 0; winding pi"),
        _basis(
            "thermal",
            thermal,
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


def _inline(lines: Iterable[Line]) -> Iterator[tuple[Line, sp.Expr]]:
    """Lines whose value is not just a number or another name; those are put where used."""
    known: dict[sp.Symbol, sp.Expr] = {}
    for line in lines:
        value = line.expression.xreplace(known)
        if value.is_number or value.is_Symbol:
            known[line.symbol] = value
        else:
            yield line, value


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
    prefix: str, form: derived.ClosedForm, arguments: tuple[Argument, ...], what: str
) -> KernelSpec:
    """Coefficients of the partial fractions of every coupling at one pole."""
    values = {line.name: (line, value) for line, value in _inline(form.lines)}
    outputs: dict[str, Output] = {}
    stored: dict[str, list[Assignment]] = {}
    for output in form.outputs:
        coupling, pair, leads = output.name.rsplit("_", 2)
        if coupling == "spin":
            pair, leads = output.name.split("_")[1:]
        orders = ORDERS[len(output.coefficients)]
        sides = (LEAD.at(leads),) if leads in LEAD.labels else ()
        places = (*sides, *(SITE.at(site) for site in pair))
        shape = (*(place.axis for place in places), orders)
        doc = f"Coefficients of {coupling}, by order of the pole"
        outputs[coupling] = Output(coupling, coupling, "", shape, doc, "complex")
        for label, name in zip(orders.labels, output.coefficients, strict=True):
            line, value = values.pop(name)
            comment = f"coefficients of {coupling}"
            stored.setdefault(coupling, []).append(
                Assignment(coupling, value, line.source, comment, (*places, orders.at(label)))
            )
    intermediates = (
        Assignment(line.name, value, line.source, _comment(line.name))
        for line, value in values.values()
    )
    return _spec(
        f"{prefix}_coefficients",
        f"Partial fractions of every coupling of {what} at one pole.",
        (
            "X = 2 Re sum over poles and orders of X[order] basis[order]",
            "    + winding Im sum over poles of X[order 1]",
        ),
        arguments,
        tuple(outputs.values()),
        (*intermediates, *(item for items in stored.values() for item in items)),
    )


def _basis(
    prefix: str, form: derived.ClosedForm, arguments: tuple[Argument, ...], what: str
) -> KernelSpec:
    """The functions that multiply the coefficients of one pole."""
    orders = ORDERS[len([line for line in form.basis if line.name.startswith("basis_")])]
    phase = Line("u", sp.exp(sp.I * derived.phi), "dimer:step-uniformise")
    lines = (phase, *form.basis) if prefix == "chain" else form.basis
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
