"""Proofs of the limits: exact algebra on the integrands at one energy, for any leads.

A symmetry of the device is a change of the inputs (``t -> -t``, sites and leads
exchanged, ``E -> -E``); the integrands of the changed device must be those of
the original one up to a sign. Every function returns True or False.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

import sympy as sp

from .couplings import DAMPING, NOISE, STATIC
from .green import PAIRS
from .hamiltonian import LEADS, hopping, t, t_e
from .integrand_ring import (
    EXACT,
    Exact,
    equilibrium_values,
    generic_values,
    integrand_values,
    inverse,
    leads,
    number,
)
from .self_energy import surface_inside
from .time_reversal import even_hopping, time_reversed, turning_holds

ODD_IN_T = ("D", "alpha_antisym")
DYADIC = ("A", "alpha_aniso", "noise_aniso")
SCALAR = ("J", "alpha_iso", "noise_iso")
SPINS = ("spin_1", "spin_2")


def pairs(names: Iterable[str]) -> tuple[str, ...]:
    """Keys of the couplings for all pairs of sites."""
    return tuple(f"{name}_{pair}" for name in names for pair in PAIRS)


def per_lead(values: Mapping[str, Exact], names: Iterable[str]) -> list[Exact]:
    """Integrands of both leads (or pairs of leads) for all pairs of sites."""
    found = []
    for name in names:
        weights = ("LL", "LR", "RR") if name in NOISE else LEADS
        found += [values[f"{name}_{pair}_{w}"] for pair in PAIRS for w in weights]
    return found


def total(values: Mapping[str, Exact], key: str) -> Exact:
    """Sum of an integrand over the leads: its value when both are equally occupied."""
    name = key.rsplit("_", 1)[0]
    weights = ("LL", "LR", "RR") if name in NOISE else LEADS
    result = values[f"{key}_{weights[0]}"]
    for weight in weights[1:]:
        result = result + values[f"{key}_{weight}"]
    return result


@cache
def _reversed_t() -> Mapping[str, Exact]:
    inputs = leads()
    return integrand_values({**inputs, "t": -inputs["t"]}, inverse(1) * inverse(-1))


def odd_in_t() -> bool:
    """D, the antisymmetric damping and the spin change sign with t."""
    values, other = generic_values(), _reversed_t()
    sums = zip(per_lead(values, ODD_IN_T), per_lead(other, ODD_IN_T), strict=True)
    spins = [f"spin_{site}_{lead}" for site in "12" for lead in LEADS]
    return all((x + y).vanishes() for x, y in sums) and all(
        (values[key] + other[key]).vanishes() for key in spins
    )


def even_in_t() -> bool:
    """J, A, damping and noise are even in t."""
    values, other = generic_values(), _reversed_t()
    names = (*SCALAR, *DYADIC)
    differences = zip(per_lead(values, names), per_lead(other, names), strict=True)
    return all((x - y).vanishes() for x, y in differences)


def dyadic_starts_at_second_order() -> bool:
    """A and the anisotropic damping and noise are even in t and vanish at t = 0."""
    inputs = leads()
    zero = number(sp.Integer(0))
    bare = integrand_values({**inputs, "t": zero}, inverse(1) * inverse(-1))
    return even_in_t() and all(value.vanishes() for value in per_lead(bare, DYADIC))


def no_equilibrium_dmi() -> bool:
    """Equally occupied leads: the shares add up to a real symmetric spectral function."""
    values = equilibrium_values()
    return all(total(values, key).vanishes() for key in pairs(("D",)))


def fluctuation_dissipation() -> bool:
    """``sum_l alpha = d/dE sum_ll' noise``, with ``F = 2 f (1 - f) = 2 T (-df/dE)``."""
    return equilibrium_noise() and damping_is_a_slope()


def damping_is_a_slope() -> bool:
    """The damping of equally occupied leads is a derivative by the energy."""
    values = equilibrium_values()
    return all(
        (total(values, f"alpha_{part}_{pair}") - noise_slope(values, part, pair)).vanishes()
        for part in ("iso", "aniso")
        for pair in PAIRS
    )


def noise_slope(values: Mapping[str, Exact], part: str, pair: str) -> Exact:
    """``d/dE`` of ``(1/2 pi)((Im G^s)^2 - (Im G^t)^2)`` or of ``(1/pi)(Im G^t)^2``."""
    ends = "".join(sorted(pair))
    singlet, triplet = (
        EXACT.imaginary(values[f"d{name}_{ends}"]) * EXACT.imaginary(values[f"{name}_{ends}"])
        for name in ("Gs", "Gt")
    )
    slope: Exact = singlet - triplet if part == "iso" else triplet + triplet
    return number(1 / sp.pi) * slope


def equilibrium_noise() -> bool:
    """The noise of equally occupied leads is ``A_+ A_-/(8 pi)`` and ``(A_+ - A_-)^2/(16 pi)``."""
    values = equilibrium_values()
    over_pi = number(1 / sp.pi)
    for pair in PAIRS:
        ends = "".join(sorted(pair))
        even, odd = (EXACT.imaginary(values[f"{name}_{ends}"]) for name in ("Gs", "Gt"))
        iso = over_pi * number(sp.Rational(1, 2)) * (even + odd) * (even - odd)
        aniso = over_pi * odd * odd
        if not (total(values, f"noise_iso_{pair}") - iso).vanishes():
            return False
        if not (total(values, f"noise_aniso_{pair}") - aniso).vanishes():
            return False
    return True


def vanishing_antisymmetric_noise() -> bool:
    """Real hoppings give both helicities the same phase: no antisymmetric noise, at any bias."""
    values = generic_values()

    def tensor(pair: str, first: str, second: str) -> Exact:
        ss, st = (values[f"S{part}_{pair}_{first}"] for part in "st")
        rs, rt = (values[f"S{part}_{pair[::-1]}_{second}"] for part in "st")
        return ss * rt - st * rs

    return all(
        (tensor(pair, *leads) + tensor(pair, *leads[::-1])).vanishes()
        for pair in PAIRS
        for leads in ("LL", "LR", "RR")
    )


# --- exchange of the sites and leads, of electrons and holes -----------------------------------


@cache
def _mirrored() -> Mapping[str, Exact]:
    values = leads()
    exchanged = {"1": "2", "2": "1", "L": "R", "R": "L"}
    inputs = {
        name: values[f"{stem}_{exchanged[end]}"] if stem else values[name]
        for name in values
        for stem, _, end in [name.rpartition("_")]
        if end in exchanged
    }
    return integrand_values({**values, **inputs}, inverse(1) * inverse(-1))


def mirror() -> bool:
    """Exchanging both sites and both leads exchanges the labels of every coupling."""
    values, other = generic_values(), _mirrored()
    turned = str.maketrans("12LR", "21RL")
    keys = [f"{key}_{lead}" for key in (*pairs((*STATIC, *DAMPING)), *SPINS) for lead in LEADS]
    keys += [f"{key}_{both}" for key in pairs(NOISE) for both in ("LL", "LR", "RR")]
    for key in keys:
        name, _, ends = key.partition("_") if key.startswith("spin") else _split(key)
        image = f"{name}_{_sorted_leads(ends.translate(turned))}"
        if not (values[key] - other[image]).vanishes():
            return False
    return True


def _split(key: str) -> tuple[str, str, str]:
    name, pair, lead = key.rsplit("_", 2)
    return name, "_", f"{pair}_{lead}"


def _sorted_leads(ends: str) -> str:
    """The mixed noise carries the label LR in either order."""
    return ends.replace("RL", "LR")


def opposite_dmi() -> bool:
    """``D_12 = -D_21`` for each lead on its own and any device: Im D_s does not depend on s."""
    values = generic_values()
    return all((values[f"D_12_{x}"] + values[f"D_21_{x}"]).vanishes() for x in LEADS)


def odd_dmi() -> bool:
    """``D_ab = int (f_L - f_R) D^L_ab``: odd in the bias at equal temperatures, for any device."""
    values = generic_values()
    return all((values[f"{key}_L"] + values[f"{key}_R"]).vanishes() for key in pairs(("D",)))


@cache
def _holes() -> Mapping[str, Exact]:
    """The integrands at -E for site energies in the middle of the band: ``g(-E) = -conj g(E)``."""
    values = leads()
    inputs = {f"g_{site}": -values[f"g_{site}"].conjugate() for site in "12"}
    inputs |= {f"dg_{site}": values[f"dg_{site}"].conjugate() for site in "12"}
    common = (inverse(1) * inverse(-1)).conjugate()
    return integrand_values({**values, **inputs}, common)


def particle_hole() -> bool:
    """``E -> -E``: integrands of J, A and of the even damping are odd, of D and the spin even."""
    values, other = generic_values(), _holes()
    odd = ("J", "A", "alpha_iso", "alpha_aniso")
    even = (*ODD_IN_T, *NOISE)
    spins = [f"{key}_{lead}" for key in SPINS for lead in LEADS]
    return (
        all((x + y).vanishes() for x, y in _both(values, other, odd))
        and all((x - y).vanishes() for x, y in _both(values, other, even))
        and all((values[key] - other[key]).vanishes() for key in spins)
        and full_band()
    )


def _both(
    values: Mapping[str, Exact], other: Mapping[str, Exact], names: Iterable[str]
) -> Iterable[tuple[Exact, Exact]]:
    return zip(per_lead(values, names), per_lead(other, names), strict=True)


def full_band() -> bool:
    """A full band has neither DMI, antisymmetric damping nor spin.

    The sum over the leads is zero (D), or up to a total derivative of a product that vanishes
    at the band edges the imaginary part of a function analytic above the real axis.
    """
    values, im, re = equilibrium_values(), EXACT.imaginary, EXACT.real
    over_pi = number(1 / sp.pi)
    for pair in PAIRS:
        ends = "".join(sorted(pair))
        G, T, dG, dT = (values[f"{name}_{ends}"] for name in ("Gs", "Gt", "dGs", "dGt"))
        edge = im(dG) * re(T) + im(G) * re(dT)
        if not (total(values, f"alpha_antisym_{pair}") - over_pi * (im(dG * T) - edge)).vanishes():
            return False
    spins = (
        total(values, f"spin_{site}") + over_pi * im(values[f"Gt_{site}{site}"]) for site in "12"
    )
    return no_equilibrium_dmi() and all(spin.vanishes() for spin in spins)


# --- T -> 0 and t_e -> infinity ----------------------------------------------------------------


def sommerfeld() -> bool:
    """``psi(1/2 + x) - log x -> -B_2(1/2)/(2 x^2)``: ``(pi T)^2/6`` times d/dmu of 1/(mu - z)."""
    T, distance = sp.symbols("T distance", positive=True)
    x = sp.I * distance / (2 * sp.pi * T)
    first = -sp.bernoulli(2, sp.Rational(1, 2)) / (2 * x**2)
    slope = sp.diff(-1 / distance, distance)  # d/dmu of 1/(mu - z), with distance = z - mu
    return bool(sp.expand(first + (sp.pi * T) ** 2 / 6 * slope) == 0)


def wide_band_is_first_order() -> bool:
    """At fixed ``Gamma = 2 t_l^2/t_e``: ``Sigma = -i Gamma/2 + Gamma E/(4 t_e) + O(1/t_e^2)``."""
    energy, width, narrow = sp.symbols("E Gamma narrow", positive=True)
    surface = surface_inside(energy).xreplace({t_e: 1 / narrow})
    sigma = sp.expand(width / (2 * narrow) * surface)
    leading = sp.series(sigma, narrow, 0, 2).removeO()
    return bool(sp.expand(leading + sp.I * width / 2 - width * energy * narrow / 4) == 0)


# --- time reversal -----------------------------------------------------------------------------


def printed_hopping_is_odd() -> bool:
    """The printed spin-dependent hopping is hermitian and changes sign under time reversal."""
    matrix = hopping().applyfunc(sp.expand)
    reversed_sign = matrix.xreplace({t: -t})
    return time_reversed(matrix) == reversed_sign and matrix == matrix.H and even_is_invariant()


def even_is_invariant() -> bool:
    """The hopping ``t_0 + i t that.tau`` is invariant under time reversal."""
    matrix = even_hopping()
    return bool(time_reversed(matrix) == matrix.applyfunc(sp.expand))


def even_hopping_turns_spins() -> bool:
    """The even hopping is invariant under time reversal and turns the spin by 2 phi."""
    return even_is_invariant() and turning_holds()


def no_dmi_but_spin() -> bool:
    """The odd hopping leaves no equilibrium DMI, but a spin and an antisymmetric damping."""
    values = equilibrium_values()
    survivors = (total(values, "spin_1"), total(values, "alpha_antisym_12"))
    survive = not any(value.vanishes() for value in survivors)
    return printed_hopping_is_odd() and no_equilibrium_dmi() and survive
