"""Measurements of the limits: orders and residuals from computed couplings.

Every function takes the couplings as a function with the public signature.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import log2, pi
from typing import Any

from .couplings import DAMPING, NOISE, STATIC
from .green import PAIRS
from .limit_proofs import DYADIC, ODD_IN_T, SCALAR, SPINS, pairs
from .time_reversal import even_couplings

Couplings = Callable[..., Mapping[str, Any]]

GENERIC = {"t_0": 2.0, "t": 0.7, "t_L": 11.0, "t_R": 9.0, "eps_1": 0.3, "eps_2": -0.5}
"""An asymmetric device."""
EQUAL = {"t_0": 2.0, "t": 0.7, "t_L": 10.0, "t_R": 10.0, "eps_1": 0.4, "eps_2": 0.4}
"""Equal contacts and site energies."""
BALANCED = {"t_0": 2.0, "t": 0.7, "t_L": 11.0, "t_R": 9.0, "eps_1": 0.0, "eps_2": 0.0}
"""Site energies in the middle of the band."""
POINT = (0.37, 1.3)
"""Chemical potential and bias, meV."""


def largest(values: Mapping[str, Any], keys: Iterable[str]) -> float:
    """Largest absolute value."""
    return max(abs(float(values[key])) for key in keys)


def order(size: Callable[[float], float], step: float) -> float:
    """Exponent p of a quantity ~ step**p, from one halving of the step."""
    return log2(size(step) / size(step / 2))


def measure_odd_in_t(couplings: Couplings) -> float:
    """Order of D, antisymmetric damping and spin in t."""
    keys = (*pairs(ODD_IN_T), "spin_1", "spin_2")
    return order(lambda t: largest(couplings(*POINT, **{**GENERIC, "t": t}), keys), 1e-3)


def measure_dyadic(couplings: Couplings) -> float:
    """Order of the anisotropic couplings in t."""
    keys = pairs(DYADIC)
    return order(lambda t: largest(couplings(*POINT, **{**GENERIC, "t": t}), keys), 1e-3)


def measure_scalar(couplings: Couplings) -> float:
    """Order in t of what the isotropic couplings gain."""
    bare = couplings(*POINT, **{**GENERIC, "t": 0.0})

    def change(t: float) -> float:
        values = couplings(*POINT, **{**GENERIC, "t": t})
        return max(abs(float(values[key] - bare[key])) for key in pairs(SCALAR))

    return order(change, 2e-2)


def measure_dmi_in_bias(couplings: Couplings) -> float:
    """Order of D in the bias."""
    keys = pairs(("D",))
    return order(lambda V: largest(couplings(POINT[0], V, **GENERIC), keys), 1e-2)


def measure_fluctuation_dissipation(couplings: Couplings) -> float:
    """Residual of ``noise = 2 T alpha`` at V = 0."""
    temperature = 0.6
    values = couplings(POINT[0], 0.0, temperature, **GENERIC)
    noise = pairs(NOISE)
    residuals = (
        values[key] - 2 * temperature * values[key.replace("noise", "alpha")] for key in noise
    )
    return max(abs(float(r)) for r in residuals) / largest(values, noise)


def spectral_functions(mu: float, sign: int, device: Mapping[str, float]) -> dict[str, float]:
    """``-2 Im G`` of one helicity at one energy, all pairs of sites, in double precision."""
    band = device["t_e"]
    surface = (mu - 1j * (4 * band**2 - mu**2) ** 0.5) / (2 * band**2)
    g_1 = mu - device["eps_1"] - device["t_L"] ** 2 * surface
    g_2 = mu - device["eps_2"] - device["t_R"] ** 2 * surface
    across = device["t_0"] + sign * device["t"]
    D = g_1 * g_2 - across**2
    green = {"11": g_2 / D, "12": across / D, "21": across / D, "22": g_1 / D}
    return {pair: -2 * value.imag for pair, value in green.items()}


def measure_damping_from_spectra(couplings: Couplings) -> float:
    """Residual of the damping at V = T = 0 against spectral functions."""
    mu = POINT[0]
    values = couplings(mu, 0.0, 0.0, t_e=100.0, **GENERIC)
    plus, minus = (spectral_functions(mu, s, {"t_e": 100.0, **GENERIC}) for s in (1, -1))
    worst = 0.0
    for pair in PAIRS:
        iso = plus[pair] * minus[pair] / (8 * pi)
        aniso = (plus[pair] - minus[pair]) ** 2 / (16 * pi)
        worst = max(worst, abs(float(values[f"alpha_iso_{pair}"]) - iso))
        worst = max(worst, abs(float(values[f"alpha_aniso_{pair}"]) - aniso))
    return worst / largest(values, pairs(("alpha_iso", "alpha_aniso")))


# --- exchange of the sites and leads, of electrons and holes -----------------------------------


def residual(values: Mapping[str, Any], images: Mapping[str, Any]) -> float:
    """Largest difference of equal names, relative to the largest value of each kind."""
    worst = 0.0
    for name in (*STATIC, *DAMPING, *NOISE):
        keys = pairs((name,))
        scale = largest(values, keys)
        worst = max(worst, *(abs(float(values[k] - images[k])) / scale for k in keys))
    spin = largest(values, SPINS)
    return max(worst, *(abs(float(values[k] - images[k])) / spin for k in SPINS))


def measure_mirror(couplings: Couplings) -> float:
    """Residual of ``X_ab(V) = X_mirrored(-V)`` with equal contacts."""
    mu, V = POINT
    values = couplings(mu, V, 0.4, **EQUAL)
    back = couplings(mu, -V, 0.4, **EQUAL)
    turned = str.maketrans("12", "21")
    images = {f"{n}_{p}": back[f"{n}_{p.translate(turned)}"]
              for n in (*STATIC, *DAMPING, *NOISE) for p in PAIRS}  # fmt: skip
    return residual(values, {**images, "spin_1": back["spin_2"], "spin_2": back["spin_1"]})


def measure_opposite_dmi(couplings: Couplings) -> float:
    """Residual of ``D_12 = -D_21`` with unequal contacts and temperatures."""
    values = couplings(*POINT, 0.4, temperature_R=0.9, **GENERIC)
    return abs(float(values["D_12"] + values["D_21"])) / abs(float(values["D_12"]))


def measure_odd_dmi(couplings: Couplings) -> float:
    """Residual of ``D_ab(V) = -D_ab(-V)`` with unequal contacts and equal temperatures."""
    mu, V = POINT
    there, back = (couplings(mu, bias, 0.4, **GENERIC) for bias in (V, -V))
    keys = pairs(("D",))
    return max(abs(float(there[key] + back[key])) for key in keys) / largest(there, keys)


def measure_particle_hole(couplings: Couplings) -> float:
    """Residual of the parities under ``(mu_F, V) -> (-mu_F, -V)``."""
    mu, V = POINT
    values = couplings(mu, V, **BALANCED)
    holes = couplings(-mu, -V, **BALANCED)
    odd = (*pairs(ODD_IN_T), *SPINS)
    images = {key: -holes[key] if key in odd else holes[key] for key in (*_all_keys(), *SPINS)}
    return residual(values, images)


def _all_keys() -> tuple[str, ...]:
    return pairs((*STATIC, *DAMPING, *NOISE))


def measure_full_band(couplings: Couplings) -> float:
    """DMI, antisymmetric damping and spin of an almost full band, relative to half filling."""
    keys = (*pairs(ODD_IN_T), *SPINS)
    half = couplings(*POINT, **GENERIC)
    full = couplings(200.0 * (1 - 1e-12), 0.0, **GENERIC)
    return max(abs(float(full[key])) for key in keys) / largest(half, keys)


# --- T -> 0 and t_e -> infinity ----------------------------------------------------------------


def measure_sommerfeld(couplings: Couplings) -> float:
    """Order in the temperature of what all couplings but the noise gain."""
    keys = (*pairs((*STATIC, *DAMPING)), *SPINS)
    cold = couplings(*POINT, 0.0, **GENERIC)

    def change(temperature: float) -> float:
        values = couplings(*POINT, temperature, **GENERIC)
        return max(abs(float(values[key] - cold[key])) for key in keys)

    return order(change, 0.04)


def measure_wide_band(couplings: Couplings) -> float:
    """Order in 1/t_e at fixed widths, from three band widths."""
    keys = (*_all_keys(), *SPINS)

    def at(t_e: float) -> Mapping[str, Any]:
        contacts = {"t_L": (1.2 * t_e) ** 0.5, "t_R": (0.8 * t_e) ** 0.5}
        return couplings(*POINT, **{**GENERIC, **contacts, "t_e": t_e})

    def change(inverse: float) -> float:
        narrow, wide = at(1 / inverse), at(2 / inverse)
        return max(abs(float(narrow[key] - wide[key])) for key in keys)

    return order(change, 2e-3)


# --- time reversal -----------------------------------------------------------------------------


def measure_even_dmi(couplings: Couplings) -> float:
    """Order in t of the equilibrium DMI of the even hopping."""

    def size(t: float) -> float:
        values = even_couplings(couplings, POINT[0], 0.0, t=t, **_without_t())
        return abs(float(values["D_12"]))

    return order(size, 1e-2)


def measure_even_anisotropy(couplings: Couplings) -> float:
    """Order in t of the anisotropic exchange of the even hopping."""

    def size(t: float) -> float:
        values = even_couplings(couplings, *POINT, t=t, **_without_t())
        return abs(float(values["A_12"]))

    return order(size, 1e-2)


def _without_t() -> dict[str, float]:
    return {name: value for name, value in GENERIC.items() if name != "t"}


def measure_no_dmi_but_spin(couplings: Couplings) -> float:
    """Equilibrium DMI of the odd hopping, relative to the DMI at finite bias."""
    values = couplings(POINT[0], 0.0, **GENERIC)
    biased = couplings(*POINT, **GENERIC)
    keys = pairs(("D",))
    return largest(values, keys) / largest(biased, keys)
