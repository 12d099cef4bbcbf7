"""Kernels of the dimer: self-energy, Green's functions, observables, integrands of the couplings.

Every formula comes from ``derivations/dimer``; this file only names its pieces, lays them out on
axes, and divides by the square root that vanishes at the band edges where it cancels.
"""

from __future__ import annotations

import sympy as sp

from spinloom.derivations.dimer import couplings, green, lesser, response, self_energy
from spinloom.derivations.dimer import hamiltonian as device

from ..functions import within
from ..spec import Argument, Assignment, Axis, Index, KernelSpec, Output
from .dimer_closed import closed_forms
from .dimer_names import DEVICE, ENERGY, LEAD, LEAD_HOPPING, SITE, SPIN, energy, real

a, b, c = (Index(name, SITE) for name in "abc")
lead, other = Index("lead", LEAD), Index("other", LEAD)
HELICITY = Axis("helicity", tuple(couplings.HELICITIES))
helicity = Index("helicity", HELICITY)

band_root, inside = sp.symbols("band_root inside", real=True)
surface = sp.Symbol("surface")
singlet, triplet = sp.IndexedBase("singlet"), sp.IndexedBase("triplet")
triplet_slope = sp.IndexedBase("triplet_slope")
helical, helical_slope = sp.IndexedBase("helical"), sp.IndexedBase("helical_slope")
helical_share = sp.IndexedBase("helical_share")
odd_static, odd_slope = sp.IndexedBase("odd_static"), sp.IndexedBase("odd_slope")
singlet_share, triplet_share = sp.IndexedBase("singlet_share"), sp.IndexedBase("triplet_share")
slope = sp.IndexedBase("slope")
contact = sp.IndexedBase("contact", real=True)
broadening = sp.IndexedBase("broadening", real=True)
joint_width = sp.IndexedBase("joint_width", real=True)
filling = sp.IndexedBase("filling", real=True)


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


# --- pieces ------------------------------------------------------------------------------------


def _surface() -> tuple[Assignment, ...]:
    """Both branches of the surface function in one form without cancellation.

    ``2 / (E + sign(E) outside + i band_root)``: one of the two roots is always zero.
    """
    key = "dimer:step-self-energy, dimer:step-self-energy-outside"
    what = "surface Green's function of a semi-infinite lead, inside and outside its band"
    squared = (2 * device.t_e - energy) * (2 * device.t_e + energy)
    outside = sp.Symbol("outside", real=True)
    bottom = energy + sp.sign(energy) * outside + sp.I * band_root
    return (
        Assignment("band_root", sp.sqrt(sp.Max(0, squared)), key, what),
        Assignment("outside", sp.sqrt(sp.Max(0, -squared)), key, what),
        Assignment("surface", 2 / bottom, key, what),
    )


def _green() -> tuple[Assignment, ...]:
    """Retarded Green's function from the derivation's lines, on the sites' axes."""
    names = {
        device.E: energy,
        **{
            sp.Symbol(f"Sigma_{side}"): self_energy.self_energy(side, surface)
            for side in device.LEADS
        },
    }
    comments = {
        "g": "inverse propagators of the sites",
        "D": "determinants of the two helicities, t_0 + t and t_0 - t",
        "inverse": "common denominator of both helicities",
        "Gs": "singlet part of the retarded Green's function",
        "Gt": "triplet part, proportional to t without cancellation",
    }
    items = []
    for line in sorted(green.retarded(), key=lambda item: item.name.startswith("Gt")):
        head, _, pair = line.name.partition("_")
        value = line.expression.xreplace(names)
        if head not in ("Gs", "Gt"):
            items.append(Assignment(line.name, value, line.source, comments[head]))
            continue
        target = "singlet" if head == "Gs" else "triplet"
        for entry in sorted({pair, pair[::-1]}):
            places = tuple(SITE.at(site) for site in entry)
            items.append(Assignment(target, value, line.source, comments[head], places))
    return (*_surface(), *items)


def _helicities() -> tuple[Assignment, ...]:
    """The same from the function of each helicity; their mean loses no digits at a resonance."""
    what = "retarded Green's function of each helicity"
    items = [item for item in _green() if item.target != "singlet"]
    for line in couplings.helical_functions():
        if line.name.startswith("inverse"):
            items.append(Assignment(line.name, line.expression, line.source, what))
            continue
        _, name, pair = line.name.split("_")
        for entry in sorted({pair, pair[::-1]}):
            places = (HELICITY.at(name), *(SITE.at(site) for site in entry))
            items.append(Assignment("helical", line.expression, line.source, what, places))
    mean = (helical[0, a.symbol, b.symbol] + helical[1, a.symbol, b.symbol]) / 2
    key = "dimer:step-singlet-triplet"
    return (*items, Assignment("singlet", mean, key, "mean of both helicities", (a, b)))


def _one_helicity(
    expression: sp.Expr, first: tuple[Index, Index], second: tuple[Index, Index]
) -> sp.Expr:
    """The derivation's formula for G_11 and G_12 for one helicity, on two general entries."""
    place = helicity.symbol
    names = {
        sp.Symbol(f"G_plus_{pair}"): helical[place, row.symbol, column.symbol]
        for pair, (row, column) in (("11", first), ("12", second))
    }
    return couplings.one_helicity(expression, "plus").xreplace(names)


def _on_axes(first: tuple[Index, Index], second: tuple[Index, Index]) -> dict[sp.Symbol, sp.Expr]:
    """The derivation's G_11 and G_12 as two general entries."""
    entries = {}
    for name, (row, column) in (("11", first), ("12", second)):
        entries[green.singlet(name)] = singlet[row.symbol, column.symbol]
        entries[green.triplet(name)] = triplet[row.symbol, column.symbol]
    return entries


def _widths() -> tuple[Assignment, ...]:
    """Broadening of each lead, with and without the band root."""
    key, what = "dimer:step-broadening", "broadening of the sites by their leads"
    inside_root = sp.sqrt(4 * device.t_e**2 - device.E**2)
    items = []
    for side in device.LEADS:
        value = self_energy.broadening(side) / inside_root
        items.append(Assignment("contact", value, key, what, (LEAD.at(side),)))
    value = band_root * contact[lead.symbol]
    return (*items, Assignment("broadening", value, key, what, (lead,)))


def _shares() -> tuple[Assignment, ...]:
    """Spectral function of each lead over its broadening: G_al conj(G_bl)."""
    what = "share of each lead in the spectral function, over its broadening"
    entries = _on_axes((a, lead), (b, lead))
    return tuple(
        Assignment(
            target,
            (value / lesser.broadening_symbol("L")).xreplace(entries),
            lesser.KEY,
            what,
            (lead, a, b),
        )
        for target, value in zip(
            ("singlet_share", "triplet_share"), lesser.spectral("12", "L"), strict=True
        )
    )


def _helical_shares() -> tuple[Assignment, ...]:
    """The same per helicity, and its triplet part."""
    value = lesser.spectral("12", "L")[0] / lesser.broadening_symbol("L")
    share = _one_helicity(value, (a, lead), (b, lead))
    what = "share of each lead in each helicity's spectral function, over its broadening"
    per_helicity = Assignment(
        "helical_share", share, "dimer:step-lesser", what, (helicity, lead, a, b)
    )
    return (per_helicity, *(item for item in _shares() if item.target == "triplet_share"))


def _slopes() -> tuple[Assignment, ...]:
    """Energy derivative of the Green's function times the band root: finite at the edges."""
    key = "dimer:step-surface-slope, dimer:step-green-slope"
    what = "energy derivative times the band root, finite at the band edges"
    surface_slope = sp.I * surface / band_root
    items = [Assignment("inside", within(energy, 2 * device.t_e), key, what)]
    for side in device.LEADS:
        change = self_energy.self_energy(side, inside * surface_slope)
        value = sp.expand(band_root * (1 - change))
        items.append(Assignment("slope", value, key, what, (SITE.at(device.SITE_OF[side]),)))
    entries = _on_axes((a, c), (c, b)) | {green.dg_1: slope[c.symbol]}
    mean, triplets = (green.dg_1 * part.coeff(green.dg_1) for part in green.slopes("12"))
    change = _one_helicity(mean, (a, c), (c, b)).xreplace(entries)
    return (
        *items,
        Assignment("helical_slope", change, key, what, (helicity, a, b), (c,)),
        Assignment("triplet_slope", triplets.xreplace(entries), key, what, (a, b), (c,)),
    )


def _differences() -> tuple[Assignment, ...]:
    """Differences of products of opposite helicities, with their factor 4 t_0 t."""
    what = "differences of products of opposite helicities; slopes times the band root"
    names = {green.dg_1: slope[0], green.dg_2: slope[1]}
    items = []
    for line in couplings.differences():
        value = line.expression.xreplace(names)
        if not line.name.startswith(("odd_static", "odd_slope")):
            items.append(Assignment(line.name, value, line.source, what))
            continue
        target, pair, side = line.name.rsplit("_", 2)
        places = (LEAD.at(side), *(SITE.at(site) for site in pair))
        items.append(Assignment(target, value, line.source, what, places))
    return tuple(items)


# --- kernels -----------------------------------------------------------------------------------


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
        (*_surface(), Assignment("retarded", value, key, what)),
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
            *_green(),
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
        (*_green(), *_widths(), *_shares(), *fillings, *items),
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
            *_green(),
            *_widths(),
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
        (*_green(), *items),
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
            *_helicities(),
            *_slopes(),
            *_widths(),
            *_helical_shares(),
            *_differences(),
            *_linear(),
            *_noise(),
        ),
        integrand=True,
    )
