"""Kernels of the magnet: flow of the angles, stationary angles, kernel, currents, U(1) modes.

Every formula comes from ``derivations/magnet``; this file names arguments, axes and units.
Energies, rates and fields share one unit of energy; hbar = k_B = e = 1.
"""

from __future__ import annotations

import sympy as sp

from spinloom.derivations.magnet import full_dynamics, motion, occupation
from spinloom.derivations.magnet.lines import SPINS, B, Line, phi_dot

from ..functions import fermi
from ..spec import Argument, Assignment, Axis, KernelSpec, Output

DOT, LEAD = Axis("dot spin", SPINS), Axis("lead spin", SPINS)
ROW, COLUMN = Axis("row", ("M", "V")), Axis("column", ("M", "V"))


def _real(name: str, tex: str, domain: str, doc: str, unit: str = "energy") -> Argument:
    return Argument(name, tex, unit, (), domain, doc)


THETA = _real("theta", r"\theta", "0 to pi", "Polar angle of the magnetization", "rad")
PHI_DOT = _real("phi_dot", r"\dot\phi", "real", "Precession frequency")
OMEGA = _real("omega", r"\omega", "real", "Frequency, measured from the chemical potential")
RATES = (
    _real("Gamma_l_up", r"\Gamma_l^\uparrow", "> 0", "Rate to the left lead, spin up"),
    _real("Gamma_l_down", r"\Gamma_l^\downarrow", "> 0", "Rate to the left lead, spin down"),
    _real("Gamma_r", r"\Gamma_r", "> 0", "Rate to the right lead"),
)
DENSITIES = (
    _real("rho_up", r"\rho_\uparrow", "> 0", "Density of states, spin up", "1/energy"),
    _real("rho_down", r"\rho_\downarrow", "> 0", "Density of states, spin down", "1/energy"),
)
SLOPES = (
    _real("drho_up", r"\rho'_\uparrow", "real", "Its slope, spin up", "1/energy^2"),
    _real("drho_down", r"\rho'_\downarrow", "real", "Its slope, spin down", "1/energy^2"),
)
FIELD = _real("B", "B", "real", "Magnetic field along the lead's magnetization")
SPIN = _real("S", "S", "> 0", "Length of the spin", "")
DRIVE = _real("d", "d", "real", "Thermal drive (pi^2/3) (T_l^2 - T_r^2)", "energy^2")
MAGNET = (*RATES, *DENSITIES, *SLOPES, FIELD, SPIN, DRIVE)


def kernels() -> tuple[KernelSpec, ...]:
    """Specifications in the order in which they are generated."""
    return (
        flow(),
        stationary(),
        charge_currents(),
        distribution(),
        retarded_kernel(),
        u1_matrices(),
    )


def _assignments(found: tuple[Line, ...]) -> tuple[Assignment, ...]:
    return tuple(Assignment(i.name, i.expression, i.source, i.comment) for i in found)


def _spec(
    name: str,
    summary: str,
    formula: tuple[str, ...],
    arguments: tuple[Argument, ...],
    outputs: tuple[Output, ...],
    expressions: tuple[Assignment, ...],
) -> KernelSpec:
    keys = (key.strip() for item in expressions for key in item.source.split(","))
    sources = tuple(dict.fromkeys(keys))
    return KernelSpec(
        name, "closed form", arguments, outputs, expressions, sources, summary, formula
    )


def flow() -> KernelSpec:
    """Velocities of both angles."""
    return _spec(
        "flow",
        "Velocities of the polar and azimuthal angle, finite at the poles.",
        ("theta_dot = sin(theta) approach,  phi_dot = -B - (g / S) approach",),
        (THETA, *MAGNET),
        (
            Output("theta_dot", r"\dot\theta", "energy", (), "Velocity of the polar angle"),
            Output("phi_dot", r"\dot\phi", "energy", (), "Velocity of the azimuthal angle"),
        ),
        _assignments(motion.flow()),
    )


COEFFICIENTS = (
    "north_pull", "south_pull", "pull_constant", "pull_slope", "mixing", "north_dissipation",
    "south_dissipation", "dissipation_tilt", "resistance_mixed", "resistance_2",
)  # fmt: skip
COEFFICIENT = Axis("coefficient", COEFFICIENTS)
RATES_AT = ("rate_north", "rate_south", "tilted_above", "tilted_below")


def stationary() -> KernelSpec:
    """Coefficients of the flow in c = cos(theta), and growth rates."""
    found, rates = motion.pull(), motion.growth_rates()
    comments = {line.name: line.comment for line in found}
    results = tuple(
        Assignment("coefficients", sp.Symbol(name, real=True), "magnet:step-pull", "results",
                   (COEFFICIENT.at(name),))
        for name in COEFFICIENTS
    )  # fmt: skip
    shown = "; ".join(f"{name}: {comments[name]}" for name in COEFFICIENTS)
    return _spec(
        "stationary",
        "Flow of c = cos(theta) as a ratio of polynomials, and growth rates at its zeros.",
        ("dc/dt = (1 - c^2) mixing (pull_constant - pull_slope c) / (2 S D(c))",),
        MAGNET,
        (
            *(
                Output(line.name, "r", "", (), line.comment)
                for line in rates
                if line.name in RATES_AT
            ),
            Output("coefficients", "a", "", (COEFFICIENT,), shown),
        ),
        (*_assignments(found), *_assignments(rates), *results),
    )


CURRENTS = ("left_thermal", "left_hybrid", "left_pumping", "right_thermal", "right_hybrid")


def charge_currents() -> KernelSpec:
    """Particle currents into the dot."""
    key = {"thermal": "magnet:55", "hybrid": "magnet:56, magnet:58", "pumping": "magnet:57"}
    parts = []
    for name in CURRENTS:
        junction, part = name.split("_")
        value = occupation.current_of_junction(junction[0], part).xreplace({phi_dot: -B})
        parts.append(Assignment(name, value, key[part], f"{part} part, {junction} junction"))
    rows = {"left": CURRENTS[:3], "right": CURRENTS[3:]}
    totals = [
        Assignment(name, sp.Add(*(sp.Symbol(n, real=True) for n in names)),
                   f"magnet:{53 if name == 'left' else 54}", "sum of the parts")
        for name, names in rows.items()
    ]  # fmt: skip
    shown = (*(Assignment(f"{p.target}_part", p.expression, p.source, p.comment) for p in parts),)
    rename = {sp.Symbol(n, real=True): sp.Symbol(f"{n}_part", real=True) for n in CURRENTS}
    results = (
        *(Assignment(t.target, t.expression.xreplace(rename), t.source, t.comment) for t in totals),
        *(
            Assignment(p.target, sp.Symbol(f"{p.target}_part", real=True), p.source, "results")
            for p in parts
        ),
    )
    return _spec(
        "charge_currents",
        "Stationary particle currents into the dot, precession frequency -B.",
        ("left = thermal + hybrid + pumping,  right = thermal + hybrid = -left",),
        (THETA, *MAGNET),
        tuple(
            Output(name, f"I_{name}", "energy", (), f"Current: {name.replace('_', ', ')}")
            for name in ("left", "right", *CURRENTS)
        ),
        (*_assignments((*motion.half_angles(), *motion.broadenings())), *shown, *results),
    )


def distribution() -> KernelSpec:
    """Occupation of the dot's levels in the rotating frame."""
    reduced = (*motion.half_angles(), *motion.broadenings())
    items = []
    for spin in SPINS:
        value = sp.Integer(0)
        for weight, centre, lead in occupation.terms(spin):
            temperature = sp.Symbol(f"T_{lead}", positive=True)
            filled = fermi((sp.Symbol("omega", real=True) - centre) / temperature)
            value += weight / occupation.broadening(spin) * filled
        items.append(Assignment("occupation", value, "magnet:36",
                                "four Fermi functions, shifted by the Berry phase",
                                (DOT.at(spin),)))  # fmt: skip
    temperatures = (
        _real("T_l", "T_l", "> 0", "Temperature of the left lead"),
        _real("T_r", "T_r", "> 0", "Temperature of the right lead"),
    )
    return _spec(
        "distribution",
        "Distribution function of the dot in the rotating frame, n = (1 - F)/2.",
        ("n = sum over poles and leads of weight * fermi((omega - centre) / T)",),
        (OMEGA, THETA, PHI_DOT, *RATES, *temperatures),
        (Output("occupation", "n", "", (DOT,), "Occupation of levels at omega"),),
        (*_assignments(reduced), *items),
    )


def retarded_kernel() -> KernelSpec:
    """The kernel of (44), and what it drops."""
    items = []
    for line in occupation.kernel_lines():
        target, dot, lead = line.name.split("_")
        items.append(Assignment(target, line.expression, line.source, line.comment,
                                (DOT.at(dot), LEAD.at(lead))))  # fmt: skip
    return _spec(
        "retarded_kernel",
        "Real part of the retarded kernel for a linear density of states.",
        ("alpha = kernel + dropped (exact);  kernel alone is of leading order in 1/S",),
        (OMEGA, THETA, PHI_DOT, *RATES, *DENSITIES, *SLOPES, DRIVE),
        (
            Output("kernel", r"\alpha", "1", (DOT, LEAD), "Form of leading order"),
            Output("dropped", r"\delta\alpha", "1", (DOT, LEAD), "Remainder of the exact form"),
        ),
        (*_assignments((*motion.half_angles(), *motion.broadenings())), *items),
    )


def u1_matrices() -> KernelSpec:
    """Rates and memory of magnetization length and potential."""
    items = []
    for line in full_dynamics.lines():
        target, _, entry = line.name.partition("_")
        places = (ROW.at(entry[0]), COLUMN.at(entry[1])) if entry else ()
        items.append(Assignment(target, line.expression, line.source, line.comment, places))
    extra = (
        _real("J", "J", "> 0", "Exchange constant"),
        _real("C", "C", "> 0", "Capacity of the dot", "1/energy"),
    )
    return _spec(
        "u1_matrices",
        "Linear dynamics of the magnetization's length and of the potential.",
        ("d(M, V)/dt = rate (M, V) + memory (kick)",),
        (THETA, *RATES, *DENSITIES, *extra),
        (
            Output("rate", "A", "energy", (ROW, COLUMN), "Rates"),
            Output("memory", "s", "energy", (ROW, COLUMN), "Source per unit kick"),
            Output("determinant", r"\det A", "energy^2", (), "Determinant of the rates"),
        ),
        (*_assignments((*motion.half_angles(), *motion.broadenings())), *items),
    )
