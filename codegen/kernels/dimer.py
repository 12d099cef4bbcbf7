"""Kernels of the dimer: self-energy, Green's functions, and the integrands of the couplings."""

from __future__ import annotations

import sympy as sp

from ..functions import within
from ..spec import Argument, Assignment, Axis, Index, KernelSpec, Output

SITE = Axis("site", ("1", "2"))
LEAD = Axis("lead", ("L", "R"))
HELICITY = Axis("helicity", ("p", "m"))

a, b, c = (Index(name, SITE) for name in "abc")
lead, other = Index("lead", LEAD), Index("other", LEAD)

E = sp.Symbol("energy", real=True)
t_e, t_L, t_R = sp.symbols("t_e t_L t_R", positive=True)
t_0, t, eps_1, eps_2 = sp.symbols("t_0 t eps_1 eps_2", real=True)
outside, band_root, inside = sp.symbols("outside band_root inside", real=True)
surface = sp.Symbol("surface")
product_g, denominator = sp.symbols("product_g denominator")


def _real(name: str, tex: str, domain: str, doc: str) -> Argument:
    return Argument(name, tex, "meV", (), domain, doc)


ENERGY = _real("energy", "E", "real", "Energy of the electron")
LEAD_HOPPING = _real("t_e", "t_e", "> 0", "Hopping inside the leads; their band is |E| <= 2 t_e")
DEVICE = (
    LEAD_HOPPING,
    _real("t_0", "t_0", "real", "Spin-independent hopping between the sites"),
    _real("t", "t", "real", "Spin-dependent hopping between the sites"),
    _real("t_L", "t_L", "> 0", "Hopping between the left lead and site 1"),
    _real("t_R", "t_R", "> 0", "Hopping between the right lead and site 2"),
    _real("eps_1", "\\epsilon_1", "real", "Energy of site 1"),
    _real("eps_2", "\\epsilon_2", "real", "Energy of site 2"),
)


def kernels() -> tuple[KernelSpec, ...]:
    """Specifications in the order in which they are generated."""
    return (green_retarded(), coupling_integrands())


def _array(name: str) -> sp.IndexedBase:
    return sp.IndexedBase(name)


bare, singlet, triplet = _array("bare"), _array("singlet"), _array("triplet")
slope = _array("slope")
singlet_slope, triplet_slope = _array("singlet_slope"), _array("triplet_slope")
contact = sp.IndexedBase("contact", real=True)
spectral_singlet, spectral_triplet = _array("spectral_singlet"), _array("spectral_triplet")


def _surface() -> tuple[Assignment, ...]:
    """Surface Green's function of a lead; `band_root` vanishes outside the band."""
    key, what = "dimer:step-self-energy", "surface Green's function of a semi-infinite lead"
    squared = (2 * t_e - E) * (2 * t_e + E)
    return (
        Assignment("band_root", sp.sqrt(sp.Max(0, squared)), key, what),
        Assignment("outside", sp.sqrt(sp.Max(0, -squared)), key, what),
        Assignment("surface", 2 / (E + sp.sign(E) * outside + sp.I * band_root), key, what),
    )


def _green() -> tuple[Assignment, ...]:
    """Retarded Green's function on the common denominator of both helicities."""
    key = "dimer:A10, dimer:A11, dimer:A12"
    what = "singlet part on the common denominator of both helicities"
    triplet_key = "dimer:A13, dimer:A14, dimer:A15"
    triplet_what = "triplet part, proportional to t without cancellation"
    one, two = SITE.at("1"), SITE.at("2")
    plus, minus = t_0 + t, t_0 - t
    aa = product_g - t_0**2 - t**2
    items = [
        *_surface(),
        Assignment(
            "bare",
            E - eps_1 - t_L**2 * surface,
            "dimer:A15",
            "inverse propagators of the sites",
            (one,),
        ),
        Assignment(
            "bare",
            E - eps_2 - t_R**2 * surface,
            "dimer:A15",
            "inverse propagators of the sites",
            (two,),
        ),
        Assignment("product_g", bare[0] * bare[1], key, what),
        Assignment("denominator", 1 / ((product_g - plus**2) * (product_g - minus**2)), key, what),
    ]
    for target, source, comment, diagonal, off in (
        ("singlet", key, what, aa, t_0 * (product_g - plus * minus)),
        ("triplet", triplet_key, triplet_what, 2 * t_0 * t, t * (product_g + plus * minus)),
    ):
        for row, column, value in (
            (one, one, bare[1] * diagonal),
            (one, two, off),
            (two, one, off),
            (two, two, bare[0] * diagonal),
        ):
            items.append(Assignment(target, value * denominator, source, comment, (row, column)))
    return tuple(items)


def green_retarded() -> KernelSpec:
    """Retarded Green's function, singlet and triplet."""
    return KernelSpec(
        name="green_retarded",
        kind="matrix",
        arguments=(ENERGY, *DEVICE),
        outputs=(
            Output("singlet_part", "G^s", "1/meV", (SITE, SITE), "Singlet part", "complex"),
            Output("triplet_part", "G^t", "1/meV", (SITE, SITE), "Triplet part", "complex"),
        ),
        expressions=(
            *_green(),
            Assignment("singlet_part", singlet[a.symbol, b.symbol], "dimer:A9", "result", (a, b)),
            Assignment("triplet_part", triplet[a.symbol, b.symbol], "dimer:A9", "result", (a, b)),
        ),
        sources=(
            "dimer:A9",
            *(f"dimer:A{n}" for n in range(10, 16)),
            "dimer:step-self-energy",
        ),
        summary="Retarded Green's function, split into singlet and triplet parts.",
        formula=("G_ab = singlet_ab + triplet_ab (that . tau)",),
    )


def _spectra() -> tuple[Assignment, ...]:
    """Energy slopes and spectral functions, both without the band root."""
    A, B, C = a.symbol, b.symbol, c.symbol
    key, what = "dimer:A24", "energy derivative times the band root, finite at the band edges"
    items = [
        Assignment("inside", within(E, 2 * t_e), key, what),
        Assignment(
            "slope", band_root - sp.I * inside * t_L**2 * surface, key, what, (SITE.at("1"),)
        ),
        Assignment(
            "slope", band_root - sp.I * inside * t_R**2 * surface, key, what, (SITE.at("2"),)
        ),
        Assignment(
            "singlet_slope",
            -slope[C] * (singlet[A, C] * singlet[C, B] + triplet[A, C] * triplet[C, B]),
            key,
            what,
            (a, b),
            (c,),
        ),
        Assignment(
            "triplet_slope",
            -slope[C] * (singlet[A, C] * triplet[C, B] + triplet[A, C] * singlet[C, B]),
            key,
            what,
            (a, b),
            (c,),
        ),
    ]
    key, what = "dimer:A16, dimer:A17", "spectral function of each lead over the band root"
    L = lead.symbol
    conj = sp.conjugate
    items += [
        Assignment("contact", t_L**2 / t_e**2, key, what, (LEAD.at("L"),)),
        Assignment("contact", t_R**2 / t_e**2, key, what, (LEAD.at("R"),)),
        Assignment(
            "spectral_singlet",
            contact[L]
            * (singlet[A, L] * conj(singlet[B, L]) + triplet[A, L] * conj(triplet[B, L])),
            key,
            what,
            (lead, a, b),
        ),
        Assignment(
            "spectral_triplet",
            contact[L]
            * (singlet[A, L] * conj(triplet[B, L]) + triplet[A, L] * conj(singlet[B, L])),
            key,
            what,
            (lead, a, b),
        ),
    ]
    return tuple(items)


def coupling_integrands() -> KernelSpec:
    """Everything that is integrated over energy, per lead."""
    A, B, L, M = a.symbol, b.symbol, lead.symbol, other.symbol
    S, T = singlet[A, B], triplet[A, B]
    dS, dT = singlet_slope[A, B], triplet_slope[A, B]
    PS, PT = spectral_singlet[L, B, A], spectral_triplet[L, B, A]
    half, whole = -1 / (2 * sp.pi), -1 / sp.pi
    root = band_root
    key = "dimer:A19, dimer:A24"
    rows = (
        ("J", half * root * sp.re(S * PS - T * PT), "exchange"),
        ("D", -half * root * sp.im(S * PT - T * PS), "Dzyaloshinskii-Moriya"),
        ("A", whole * root * sp.re(T * PT), "anisotropy"),
        ("alpha_iso", half * sp.im(dS * PS - dT * PT), "isotropic damping"),
        ("alpha_aniso", whole * sp.im(dT * PT), "anisotropic damping"),
        ("alpha_antisym", half * sp.re(dS * PT - dT * PS), "antisymmetric damping"),
    )
    outputs = [
        Output(
            name,
            name,
            "1/meV^2" if "alpha" not in name else "1/meV^3",
            (LEAD, SITE, SITE),
            f"Integrand of the {doc}, the factor of the lead's occupation",
        )
        for name, _, doc in rows
    ]
    outputs += [
        Output("spin", "s", "1/meV", (LEAD, SITE), "Integrand of the electronic spin along that"),
        Output(
            "noise_iso",
            "j",
            "1/meV^2",
            (LEAD, LEAD, SITE, SITE),
            "Integrand of the isotropic noise, the factor of f_l (1 - f_m) + f_m (1 - f_l)",
        ),
        Output(
            "noise_aniso",
            "j",
            "1/meV^2",
            (LEAD, LEAD, SITE, SITE),
            "Integrand of the anisotropic noise, the factor of f_l (1 - f_m) + f_m (1 - f_l)",
        ),
    ]
    items = [*_green(), *_spectra()]
    items += [
        Assignment(name, value, key, "integrands per lead", (lead, a, b)) for name, value, _ in rows
    ]
    items.append(
        Assignment(
            "spin",
            root * sp.re(spectral_triplet[L, A, A]) / (2 * sp.pi),
            "dimer:A24",
            "electronic spin",
            (lead, a),
        )
    )
    other_S, other_T = spectral_singlet[M, B, A], spectral_triplet[M, B, A]
    own_S, own_T = spectral_singlet[L, A, B], spectral_triplet[L, A, B]
    items += [
        Assignment(
            "noise_iso",
            root**2 * sp.re(own_S * other_S - own_T * other_T) / (8 * sp.pi),
            "dimer:A23, dimer:A24",
            "noise per pair of leads",
            (lead, other, a, b),
        ),
        Assignment(
            "noise_aniso",
            root**2 * sp.re(own_T * other_T) / (4 * sp.pi),
            "dimer:A23, dimer:A24",
            "noise per pair of leads",
            (lead, other, a, b),
        ),
    ]
    return KernelSpec(
        name="coupling_integrands",
        kind="integrand",
        arguments=(ENERGY, *DEVICE),
        outputs=tuple(outputs),
        expressions=tuple(items),
        sources=(
            *(f"dimer:A{n}" for n in range(10, 18)),
            "dimer:A19",
            "dimer:A23",
            "dimer:A24",
            "dimer:step-self-energy",
        ),
        summary="Integrands of all couplings of the dimer, per lead.",
        formula=("J_ab = sum over leads of the integral over the band of f_lead J[lead, a, b]",),
    )
