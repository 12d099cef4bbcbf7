"""Kernels of the dimer: self-energy, Green's functions, observables, integrands of the couplings.

Every formula comes from ``derivations/dimer``; this file only names its pieces, lays them out on
axes, and divides by the square root that vanishes at the band edges where it cancels.
"""

from __future__ import annotations

import sympy as sp

from spinloom.derivations.dimer import couplings, green, lesser, response, self_energy
from spinloom.derivations.dimer import hamiltonian as device

from ..spec import Argument, Assignment, KernelSpec, Output
from . import dimer_pieces as pieces
from .dimer_closed import closed_forms
from .dimer_names import DEVICE, ENERGY, LEAD, LEAD_HOPPING, SITE, SPIN, real
from .dimer_pieces import (
    a,
    b,
    broadening,
    contact,
    filling,
    helical,
    helical_share,
    helical_slope,
    joint_width,
    lead,
    odd_slope,
    odd_static,
    other,
    singlet,
    singlet_share,
    surface,
    triplet,
    triplet_share,
    triplet_slope,
)

INTEGRAND_KEYS = f"{couplings.KEY}, {couplings.PRODUCTS}"


def kernels() -> tuple[KernelSpec, ...]:
    """Specifications in the order in which they are generated."""
    return (
        surface_kernel(),
        green_retarded(),
        green_lesser(),
        transmission(),
        local_density_of_states(),
        coupling_integrands(),
        *closed_forms(),
    )


def _spec(
    name: str,
    summary: str,
    formula: tuple[str, ...],
    outputs: tuple[Output, ...],
    expressions: tuple[Assignment, ...],
    arguments: tuple[Argument, ...] = (ENERGY, *DEVICE),
    integrand: bool = False,
) -> KernelSpec:
    keys = (key.strip() for item in expressions for key in item.source.split(","))
    return KernelSpec(
        name=name,
        kind="integrand" if integrand else "matrix",
        arguments=arguments,
        outputs=outputs,
        expressions=expressions,
        sources=tuple(dict.fromkeys(keys)),
        summary=summary,
        formula=formula,
    )


def surface_kernel() -> KernelSpec:
    """Retarded self-energy of a site in contact with a lead."""
    t_contact = sp.Symbol("t_contact", positive=True)
    value = self_energy.self_energy("L", surface).xreplace({device.t_L: t_contact})
    key = "dimer:step-self-energy, dimer:step-self-energy-outside"
    what = "an electron visits the lead by the contact and comes back"
    return _spec(
        "self_energy",
        "Retarded self-energy of a site in contact with a semi-infinite chain.",
        ("self_energy = t_contact^2 surface,  surface = 1 / (E - t_e^2 surface)",),
        (Output("retarded", r"\Sigma^R", "meV", (), "Retarded self-energy", "complex"),),
        (*pieces.surface_function(), Assignment("retarded", value, key, what)),
        (ENERGY, LEAD_HOPPING, real("t_contact", "t_l", "> 0", "Hopping to the lead's end")),
    )


def green_retarded() -> KernelSpec:
    """Retarded Green's function, singlet and triplet."""
    pairs = (("retarded_singlet", singlet, "singlet"), ("retarded_triplet", triplet, "triplet"))
    return _spec(
        "green_retarded",
        "Retarded Green's function of the dimer, inside and outside the band.",
        ("G_ab = singlet_ab + triplet_ab (that . tau)",),
        tuple(
            Output(name, "G^R", "1/meV", (SITE, SITE), f"Its {part} part", "complex")
            for name, _, part in pairs
        ),
        (
            *pieces.green_function(),
            *(
                Assignment(name, array[a.symbol, b.symbol], "dimer:A9", "results", (a, b))
                for name, array, _ in pairs
            ),
        ),
    )


def green_lesser() -> KernelSpec:
    """Lesser Green's function for given occupations of the leads."""
    pairs = (
        ("lesser_singlet", singlet_share, "Gs_lesser_12", "singlet"),
        ("lesser_triplet", triplet_share, "Gt_lesser_12", "triplet"),
    )
    lines = {line.name: line for line in lesser.lesser_and_greater()}
    items = []
    for name, share, line, _ in pairs:
        filled = sp.expand(lines[line].expression).coeff(sp.Symbol("f_L"))
        symbols = lesser.spectral_symbols("12", "L")
        entry = broadening[lead.symbol] * share[lead.symbol, a.symbol, b.symbol]
        value = filled.xreplace(dict.fromkeys(symbols, entry)) * filling[lead.symbol]
        items.append(Assignment(name, value, lesser.KEY, "sum over the leads", (a, b), (lead,)))
    fillings = tuple(
        Assignment(
            "filling", sp.Symbol(f"occupation_{side}", real=True), lesser.KEY,
            "occupation of each lead", (LEAD.at(side),),
        )
        for side in device.LEADS
    )  # fmt: skip
    return _spec(
        "green_lesser",
        "Lesser Green's function; the greater one is the same with each occupation less one.",
        ("G^<_ab = i sum over leads of occupation_l Gamma_l G_al conj(G_bl)",),
        tuple(
            Output(name, "G^<", "1/meV", (SITE, SITE), f"Its {part} part", "complex")
            for name, _, _, part in pairs
        ),
        (*pieces.green_function(), *pieces.widths(), *pieces.shares(), *fillings, *items),
        (
            ENERGY,
            *(
                Argument(
                    f"occupation_{side}", "f", "", (), "real",
                    f"Occupation of the lead {side} at this energy",
                )
                for side in device.LEADS
            ),
            *DEVICE,
        ),
    )  # fmt: skip


def transmission() -> KernelSpec:
    """Transmission probability summed over both spins."""
    line = lesser.observables()[0]
    names = {
        lesser.broadening_symbol(side): broadening[place] for place, side in enumerate(device.LEADS)
    } | {green.singlet("12"): singlet[0, 1], green.triplet("12"): triplet[0, 1]}
    what = "transmission of both spins"
    return _spec(
        "transmission",
        "Transmission probability from lead to lead, summed over both spins.",
        ("T = 2 Gamma_L Gamma_R (|singlet_12|^2 + |triplet_12|^2)",),
        (Output("probability", "T", "", (), "Transmission, between 0 and 2"),),
        (
            *pieces.green_function(),
            *pieces.widths(),
            Assignment("probability", line.expression.xreplace(names), line.source, what),
        ),
    )


def local_density_of_states() -> KernelSpec:
    """Density of states per site and spin along the axis of the spin-dependent hopping."""
    names = {green.singlet("11"): singlet[0, 0], green.triplet("11"): triplet[0, 0]} | {
        green.singlet("22"): singlet[1, 1],
        green.triplet("22"): triplet[1, 1],
    }
    items = []
    for line in lesser.observables()[1:]:
        site, spin = line.name.split("_")[-2:]
        value = line.expression.xreplace(names)
        places = (SITE.at(site), SPIN.at(spin))
        items.append(Assignment("density", value, line.source, "-Im G / pi", places))
    doc = "Density of states, spin quantised along that"
    return _spec(
        "local_density_of_states",
        "Local density of states per site and spin.",
        ("density = -Im (singlet_aa +- triplet_aa) / pi",),
        (Output("density", r"\rho", "1/meV", (SITE, SPIN), doc),),
        (*pieces.green_function(), *items),
    )


COUPLINGS = (
    ("J", "1/meV^2", "exchange"),
    ("D", "1/meV^2", "Dzyaloshinskii-Moriya interaction"),
    ("A", "1/meV^2", "anisotropy"),
    ("alpha_iso", "1/meV^3", "isotropic damping"),
    ("alpha_aniso", "1/meV^3", "anisotropic damping"),
    ("alpha_antisym", "1/meV^3", "antisymmetric damping"),
)


def _both(array: sp.IndexedBase, *place: sp.Symbol) -> response.Parts:
    """The entries of both helicities."""
    return array[(0, *place)], array[(1, *place)]


def _linear() -> tuple[Assignment, ...]:
    """Integrands that one occupation multiplies, for every lead and pair of sites."""
    row, column, side = a.symbol, b.symbol, lead.symbol
    shares = _both(helical_share, side, column, row)
    products = {
        "J": couplings.even_product(_both(helical, row, column), shares),
        "D": odd_static[side, row, column],
        "alpha_iso": couplings.even_product(_both(helical_slope, row, column), shares),
        "alpha_antisym": odd_slope[side, row, column],
    }
    triplets = {"A": triplet[row, column], "alpha_aniso": triplet_slope[row, column]}
    none = sp.Integer(0)
    items = []
    for name, _, doc in COUPLINGS:
        structure = (couplings.STATIC | couplings.DAMPING)[name]
        if name in products:
            parts = couplings.as_parts(structure, products[name])
        else:
            parts = (none, triplets[name]), (none, triplet_share[side, column, row])
        if name in couplings.STATIC:
            value = broadening[side] * response.static_integrand(structure, *parts)
        else:
            value = contact[side] * response.damping_integrand(structure, *parts)
        items.append(Assignment(name, value, INTEGRAND_KEYS, doc, (lead, a, b)))
    local = (none, triplet_share[side, row, row])
    polarisation = broadening[side] * sp.re(response.spin_integrand(local))
    return (*items, Assignment("spin", polarisation, couplings.KEY, "electronic spin", (lead, a)))


def _noise() -> tuple[Assignment, ...]:
    """Integrands that the occupations of two leads multiply."""
    row, column, first, second = a.symbol, b.symbol, lead.symbol, other.symbol
    product = couplings.even_product(
        _both(helical_share, first, row, column), _both(helical_share, second, column, row)
    )
    none = sp.Integer(0)
    emitted = (none, triplet_share[first, row, column])
    absorbed = (none, triplet_share[second, column, row])
    parts = {
        "noise_iso": couplings.as_parts("isotropic", product),
        "noise_aniso": (emitted, absorbed),
    }
    widths = Assignment(
        "joint_width",
        broadening[first] * broadening[second],
        "dimer:step-broadening",
        "product of two broadenings",
        (lead, other),
    )
    return (
        widths,
        *(
            Assignment(
                name,
                joint_width[first, second] * sp.re(response.noise_integrand(kind, *parts[name])),
                INTEGRAND_KEYS,
                "noise, real part of the sum over both orders of the leads",
                (lead, other, a, b),
            )
            for name, kind in couplings.NOISE.items()
        ),
    )


def coupling_integrands() -> KernelSpec:
    """Everything that is integrated over the band, per lead."""
    occupied = "Factor of the occupation f_lead in the integrand of the"
    exchanged = "Factor of f_lead (1 - f_other) + f_other (1 - f_lead) in the integrand of the"
    return _spec(
        "coupling_integrands",
        "Integrands of all couplings of the dimer over the band |E| <= 2 t_e.",
        (
            "X_ab = sum over leads of the integral of f_lead(E) X[lead, a, b] dE,",
            "N_ab = sum over pairs of leads of the integral of",
            "       [f_lead (1 - f_other) + f_other (1 - f_lead)] N[lead, other, a, b] dE",
        ),
        (
            *(
                Output(name, name, unit, (LEAD, SITE, SITE), f"{occupied} {doc}")
                for name, unit, doc in COUPLINGS
            ),
            Output("spin", "s", "1/meV", (LEAD, SITE), f"{occupied} electronic spin along that"),
            *(
                Output(name, "S", "1/meV^2", (LEAD, LEAD, SITE, SITE), f"{exchanged} {doc} noise")
                for name, doc in (("noise_iso", "isotropic"), ("noise_aniso", "anisotropic"))
            ),
        ),
        (
            *pieces.helicities(),
            *pieces.slopes(),
            *pieces.widths(),
            *pieces.helical_shares(),
            *pieces.differences(),
            *_linear(),
            *_noise(),
        ),
        integrand=True,
    )
