"""Pieces of the dimer's kernels: every formula of ``derivations/dimer``, on named axes."""

from __future__ import annotations

import sympy as sp

from spinloom.derivations.dimer import couplings, green, lesser, self_energy
from spinloom.derivations.dimer import hamiltonian as device

from ..functions import within
from ..spec import Assignment, Axis, Index
from .dimer_names import LEAD, SITE, energy

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


def surface_function() -> tuple[Assignment, ...]:
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


def green_function() -> tuple[Assignment, ...]:
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
    return (*surface_function(), *items)


def helicities() -> tuple[Assignment, ...]:
    """The same from the function of each helicity; their mean loses no digits at a resonance."""
    what = "retarded Green's function of each helicity"
    items = [item for item in green_function() if item.target != "singlet"]
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


def widths() -> tuple[Assignment, ...]:
    """Broadening of each lead, with and without the band root."""
    key, what = "dimer:step-broadening", "broadening of the sites by their leads"
    inside_root = sp.sqrt(4 * device.t_e**2 - device.E**2)
    items = []
    for side in device.LEADS:
        value = self_energy.broadening(side) / inside_root
        items.append(Assignment("contact", value, key, what, (LEAD.at(side),)))
    value = band_root * contact[lead.symbol]
    return (*items, Assignment("broadening", value, key, what, (lead,)))


def shares() -> tuple[Assignment, ...]:
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


def helical_shares() -> tuple[Assignment, ...]:
    """The same per helicity, and its triplet part."""
    value = lesser.spectral("12", "L")[0] / lesser.broadening_symbol("L")
    share = _one_helicity(value, (a, lead), (b, lead))
    what = "share of each lead in each helicity's spectral function, over its broadening"
    per_helicity = Assignment(
        "helical_share", share, "dimer:step-lesser", what, (helicity, lead, a, b)
    )
    return (per_helicity, *(item for item in shares() if item.target == "triplet_share"))


def slopes() -> tuple[Assignment, ...]:
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


def differences() -> tuple[Assignment, ...]:
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
