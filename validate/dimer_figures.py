"""What the dimer's figures, captions and text state, recomputed with the kernels.

Each row prints the statement as relations between measured numbers and lets
the ledger judge it, mutants included. Numbers are in meV. Where a caption says
"approximately" the tolerance stands in the row's method.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from spinloom import dimer
from spinloom.derivations.engine.claims import RelationClaim, measured, small_system
from spinloom.derivations.engine.interpret import Ring, Sample
from spinloom.derivations.engine.ledger import Entry, Equation, Kind
from spinloom.derivations.engine.printed import (
    Call,
    Node,
    Symbol,
    about,
    equal,
    less,
    system,
)

from . import dimer_bounds
from . import dimer_features as features
from .dimer_bounds import CertifiedClaim

WEAK, STRONG = 0.1, 1.0
HARDLY = "a statement of the text, not a slip of the transcription"

Values = Callable[[], Mapping[str, Any]]


def leaf(name: str, tex: str = "", kind: str = "") -> Symbol:
    """A measured number or a parameter; leaves of one kind may be confused by a mutant."""
    return Symbol(name, kind or name, tex)


t_0, t = leaf("t_0", "t_0", "hopping"), leaf("t", "t", "hopping")


def row(
    key: str, kind: Kind, printed: Node, values: Values, tolerance: float = 0.03,
    corrected: Node | None = None, note: str = "", bounds: Values | None = None,
) -> Entry:  # fmt: skip
    """A statement on measured numbers; `approx` within `tolerance` of the sum of both sides.

    The tolerance is as wide as the statement's own wording allows, and in any case narrower than
    the distance to its nearest single fault: a wider one would decide nothing. `bounds` gives the
    numbers of the corrected statement as balls.
    """
    judge = measured(f"couplings on the map; approx within {tolerance:g}", values, tolerance)
    equation = Equation(f"dimer:{key}", printed)
    mended: RelationClaim | None = None
    if corrected is not None:
        assert bounds is not None
        mended = CertifiedClaim(corrected, judge, bounds)
    return Entry(
        equation.key, kind, RelationClaim(printed, judge), equation, "couplings",
        corrected=mended, note=note, slip=HARDLY if mended else "",
    )  # fmt: skip


# --- Signs and parities of the DMI -----------------------------------------------------------

_bias = Symbol("V", "bias")
_dmi_2, _dmi_1 = Symbol("D_2", "coupling", "D_2"), Symbol("D_1", "coupling", "D_1")


def _draw_dmi(rng: random.Random, ring: Ring) -> Sample:
    """A generic asymmetric device, one temperature, any mu_F; other constants for comparison."""
    device: dict[str, Any] = {
        "mu_F": rng.uniform(-2, 2), "t": rng.uniform(0.2, 1.2), "t_L": rng.uniform(8, 12),
        "t_R": rng.uniform(8, 12), "eps_1": rng.uniform(-1, 1), "eps_2": rng.uniform(-1, 1),
        "temperature": rng.choice((0.0, 0.3)),
    }  # fmt: skip

    def dmi(name: str) -> Callable[[float], float]:
        mu_F = device["mu_F"]
        rest = {k: v for k, v in device.items() if k != "mu_F"}
        return lambda bias: float(dimer.couplings(mu_F, bias, **rest)[name])

    bias = rng.uniform(2, 6)
    return Sample(ring, {"V": bias, "D_2": dmi("D_21"), "D_1": dmi("D_12"),
                         "J_2": dmi("J_21"), "zero": 0.0})  # fmt: skip


def parities() -> list[Entry]:
    """Section III and the caption of Fig. 2: the DMI is odd, opposite on the two spins."""
    # quadratures of both sides meet to 1e-11 of the largest coupling
    judge = small_system("generic asymmetric devices, T = 0 and T > 0", _draw_dmi)
    rows = []
    odd = equal(Call(_dmi_2, (_bias,)), -Call(_dmi_2, (-_bias,)))
    opposite = equal(Call(_dmi_2, (_bias,)), -Call(_dmi_1, (_bias,)))
    notes = {
        "text-dmi-odd": "holds for any site energies and contacts at one temperature, not by "
        "inversion symmetry; two temperatures break it",
        "text-dmi-opposite": "holds for any device, also at two temperatures",
    }
    for key, relation in (("text-dmi-odd", odd), ("text-dmi-opposite", opposite)):
        equation = Equation(f"dimer:{key}", relation)
        rows.append(
            Entry(equation.key, "claim", RelationClaim(relation, judge), equation, "couplings",
                  note=notes[key])
        )  # fmt: skip
    return rows


def _at_rest() -> Mapping[str, float]:
    found = dimer.couplings(1.0, 0.0, t=WEAK, eps_1=0.4, t_L=8.0)
    warm = dimer.couplings(1.0, 0.0, 0.2, temperature_R=1.0, t=WEAK)
    return {
        "D_rest": float(found["D_21"]),
        "antisym_rest": float(found["alpha_antisym_21"]),
        "D_thermal": float(warm["D_21"]),
    }


def statements() -> list[Entry]:
    """Sentences of Sections III and IV and of Appendix B."""

    def sizes(t_value: float) -> Values:
        names = ("J_21", "D_21", "D_22", "A_21", "A_22", "alpha_iso_22", "alpha_aniso_22",
                 "alpha_antisym_22", "alpha_antisym_21", "alpha_iso_21", "alpha_aniso_21",
                 "noise_iso_22", "noise_aniso_22")  # fmt: skip
        return lambda: {name: features.largest(t_value, name) for name in names}

    def switching() -> Mapping[str, float]:
        return {"V_weak": features.zero_bias(WEAK), "V_strong": features.zero_bias(STRONG)}

    def opposite() -> Mapping[str, float]:
        return {
            "against_J": features.share(WEAK, lambda c: c["A_22"] * c["J_21"] < 0),
            "against_A": features.share(WEAK, lambda c: c["A_22"] * c["A_21"] < 0),
        }

    def trends() -> Mapping[str, float]:
        return {
            f"{kind}_{word}": features.largest(t_value, f"alpha_{name}_22")
            for kind, name in (("iso", "iso"), ("an", "aniso"))
            for word, t_value in (("weak", WEAK), ("strong", STRONG))
        }

    antisym, aniso = (leaf(f"alpha_{n}_22", rf"\max|\alpha_{{22}}^{{({s})}}|")
                      for n, s in (("antisym", "as"), ("aniso", "an")))  # fmt: skip
    D_22, D_21, K = (leaf(n, rf"\max|{n}|") for n in ("D_22", "D_21", "A_22"))
    three = Fraction(3)
    zeros = {"V_weak": Fraction("3.01771664483926"), "V_strong": Fraction("2.84253373342742")}
    return [
        row("text-dmi-zero", "claim",
            system(equal(leaf("D_rest", "D_2(V=0)"), 0),
                   less(leaf("antisym_rest", r"\alpha_{21}^{(as)}(V=0)"), 0)),
            _at_rest, 1e-12,
            note="V = 0, mu_F = 1 meV, asymmetric device; the antisymmetric damping does not "
                 "vanish there; with T_L = 0.2, T_R = 1 meV the DMI is nonzero at V = 0"),
        row("text-switching", "claim",
            system(about(leaf("V_weak"), three), about(leaf("V_strong"), three)),
            switching, 0.03,
            note="zero of J_2 at mu_F = 0: t = 0.1 and t = 1"),
        row("text-switching-digits", "claim",
            system(*(about(leaf(name), value) for name, value in zeros.items())),
            switching, 2e-15, note="the zeros to 15 digits"),
        row("text-antisymmetric-damping", "claim", less(antisym, aniso), sizes(WEAK),
            corrected=less(aniso, antisym), bounds=_certain_sizes,
            note="Section III discards the antisymmetric damping as small beside the other "
                 "components; at t = 0.1 it is nine times the anisotropic one, at t = 1 larger "
                 "than the isotropic one"),
        row("text-anisotropy-sign", "claim",
            system(less(Fraction(1, 2), leaf("against_J", r"P(K_2 J_2 < 0)")),
                   less(Fraction(1, 2), leaf("against_A", r"P(K_2 A_2 < 0)"))),
            opposite, note="shares of the map |mu_F| <= 4, |V| <= 8 meV at t = 0.1"),
        row("text-trends", "claim",
            system(less(leaf("iso_strong", r"\max\alpha^{(i)}_{22}(t=1)"),
                        leaf("iso_weak", r"\max\alpha^{(i)}_{22}(t=0.1)")),
                   less(leaf("an_weak", r"\max\alpha^{(an)}_{22}(t=0.1)"),
                        leaf("an_strong", r"\max\alpha^{(an)}_{22}(t=1)"))),
            trends, note="Appendix B: with t the isotropic damping falls, the anisotropic grows"),
        row("text-self-dmi", "claim", about(D_22, D_21), sizes(WEAK), 0.05,
            note="the self term D_22 missing in (4) is as large as D_2"),
        row("text-self-dmi-anisotropy", "claim", less(K, D_22), sizes(WEAK),
            note="and larger than K_2, which (4) keeps"),
    ]  # fmt: skip


# --- Figures 2, 6, 7 -------------------------------------------------------------------------

_pos = {n: leaf(n, rf"|\mu_{n[-1]}|_{{\max}}", "position") for n in ("peak_L", "peak_R")}


def _hoppings(t_value: float) -> dict[str, float]:
    return {"t_0": features.T_0, "t": t_value}


def _peaks(t_value: float) -> Values:
    return lambda: (
        _hoppings(t_value)
        | {f"peak_{lead}": features.peak(t_value, "alpha_iso_22", lead) for lead in "LR"}
    )


def _certain_peaks(t_value: float) -> Values:
    ratio = Fraction(str(t_value))
    return lambda: (
        {name: dimer_bounds.ball(Fraction(str(x))) for name, x in _hoppings(t_value).items()}
        | {f"peak_{lead}": dimer_bounds.peak(ratio, lead) for lead in "LR"}
    )


def _certain_sizes() -> Mapping[str, Any]:
    return {
        f"alpha_{kind}_22": dimer_bounds.largest(Fraction(str(WEAK)), kind)
        for kind in dimer_bounds.KINDS
    }


def _certain_orders() -> Mapping[str, Any]:
    sizes = _certain_sizes()
    ratio = sizes["alpha_iso_22"] / sizes["alpha_aniso_22"]
    return {"orders": ratio.log() / dimer_bounds.ball(10).log()}


def _regions(t_value: float, quantity: str, width: float) -> Values:
    """Extremes inside and outside |mu_R| < width, for |mu_L| beyond the levels."""
    return lambda: {
        "inside_max": features.extreme(
            t_value, quantity, lambda L, R: (width > R) & (L > 3), False
        ),
        "outside_min": features.extreme(
            t_value, quantity, lambda L, R: (R > 2.2) & (width < R) & (L < 5), True
        ),
        "centre": float(dimer.couplings(0.0, 0.0, t=t_value)[quantity]),
    }


def weak() -> list[Entry]:
    """Fig. 2 and Fig. 6: t = 0.1 meV."""
    inside, outside, centre = (
        leaf("inside_max", r"\max_{|\mu_R| < t_0 - t} J_2"),
        leaf("outside_min", r"\min_{|\mu_R| > t_0 + t} J_2"),
        leaf("centre", "J_2(0,0)"),
    )
    zero = 0

    def gain() -> Mapping[str, float]:
        def region(L: Any, R: Any) -> Any:
            return (features.T_0 - WEAK > L) & (features.T_0 < R)

        return {
            "gain_min": features.extreme(WEAK, "alpha_iso_22", region, True),
            "else_min": features.extreme(WEAK, "alpha_iso_22", lambda L, R: ~region(L, R), True),
        }

    def steps_of(quantity: str) -> Values:
        return lambda: {
            "steepest": features.slope(WEAK, quantity, features.steepest_bias(WEAK, quantity)),
            "slope_8": features.slope(WEAK, quantity, 8.0),
            "slope_0": features.slope(WEAK, quantity, 0.05),
            "height": float(dimer.couplings(0.0, 8.0, t=WEAK)[quantity]),
        }

    steepest, at_8, at_0, height = (
        leaf(name, tex) for name, tex in (
            ("steepest", r"\max \partial_V x"), ("slope_8", r"\partial_V x(8)"),
            ("slope_0", r"\partial_V x(0)"), ("height", "x(8)"))
    )  # fmt: skip
    plateaus = system(less(zero, height), less(at_8, steepest), less(at_0, steepest))
    return [
        row("fig2a", "figure",
            system(less(inside, zero), less(zero, outside), less(centre, zero)),
            _regions(WEAK, "J_21", 1.9),
            note="|mu_L| > 3 inside the band; the zeros in mu_R lie between 1.51 and 2.13"),
        row("fig2b", "figure", plateaus, steps_of("D_21"),
            note="mu_F = 0: a step at V = 3.46, |mu_L| = |mu_R| = 1.73, and a plateau above it"),
        row("fig2c", "figure",
            system(about(_pos["peak_L"], t_0 - t), about(_pos["peak_R"], t_0)),
            _peaks(WEAK), 0.005,
            corrected=system(about(_pos["peak_L"], t_0), about(_pos["peak_R"], t_0)),
            bounds=_certain_peaks(WEAK),
            note="maxima at 1.990 and 2.000: both at t_0, a splitting t = 0.1 is a tenth of the "
                 "width; where it is negative, see fig2c-gain"),
        row("fig2c-gain", "figure",
            system(less(leaf("gain_min", r"\min_{|\mu_L|<t_0-t,|\mu_R|>t_0}\alpha^{(i)}_{22}"),
                        zero),
                   less(zero, leaf("else_min", r"\min_{\text{else}}\alpha^{(i)}_{22}"))),
            gain, note="every negative value lies in the stated region, half of which is negative"),
        row("fig2d", "figure", plateaus, steps_of("noise_iso_22"),
            note="mu_F = 0: a step where the potentials meet the levels, and a plateau above it"),
        *_orders("6", {"a": ("A_21", "J_21"), "b": ("A_22", "J_21"),
                       "c": ("alpha_aniso_22", "alpha_iso_22"),
                       "d": ("noise_aniso_22", "noise_iso_22")}),
    ]  # fmt: skip


def _orders(number: str, panels: Mapping[str, tuple[str, str]]) -> list[Entry]:
    """Several orders of magnitude smaller than the isotropic counterpart, taken as two."""
    orders = leaf("orders", r"\log_{10}\frac{\max|x^{iso}|}{\max|x|}")
    rows = []
    for letter, (small, large) in panels.items():

        def values(pair: tuple[str, str] = (small, large)) -> Mapping[str, float]:
            ratio = features.largest(WEAK, pair[1]) / features.largest(WEAK, pair[0])
            return {"orders": float(np.log10(ratio))}

        # the anisotropic damping is a factor 53 smaller, hardly "several orders"
        corrected = about(orders, Fraction(7, 4)) if small == "alpha_aniso_22" else None
        rows.append(
            row(f"fig{number}{letter}", "figure", about(orders, 2), values, 0.04, corrected,
                note=f"{small} beside {large}: two orders, where the caption says several",
                bounds=_certain_orders)
        )  # fmt: skip
    return rows


def strong() -> list[Entry]:
    """Fig. 7 (t = 1 meV) and the lower panels of Figs. 4 and 5."""

    def sizes() -> Mapping[str, float]:
        names = ("J_21", "D_21", "A_21", "A_22", "alpha_iso_22", "alpha_aniso_22",
                 "noise_iso_22", "noise_aniso_22")  # fmt: skip
        found = {name: features.largest(STRONG, name) for name in names}
        return (
            found
            | {f"{name}_weak": features.largest(WEAK, name) for name in names}
            | {
                "J_highest": float(features.maps(STRONG)["J_21"].max()),
                "J_lowest": float(features.maps(STRONG)["J_21"].min()),
                "alpha_an_lowest": float(features.maps(STRONG)["alpha_aniso_22"].min()),
            }
        )

    def big(name: str) -> Symbol:
        return leaf(name, rf"\max|{name.replace('_', ' ')}|")

    def bias() -> Mapping[str, float]:
        return {"V_overtake": features.overtaking_bias(STRONG),
                "V_zero": features.zero_bias(STRONG),
                "V_overtake_fig4": features.overtaking_bias(0.05),
                "V_zero_fig4": features.zero_bias(0.05)}  # fmt: skip

    def peaks() -> Mapping[str, float]:
        return _peaks(STRONG)()

    zero = 0
    return [
        row("fig7a", "figure",
            system(about(big("J_21_weak"), 2 * big("J_21")), less(zero, leaf("J_highest")),
                   less(leaf("J_lowest"), zero)), sizes, 0.06),
        row("fig7b", "figure", less(big("J_21"), big("D_21")), sizes),
        row("fig7c", "figure",
            system(about(_pos["peak_L"], t_0 - t), about(_pos["peak_R"], t_0)), peaks, 0.05,
            corrected=system(about(_pos["peak_L"], t_0 - t), about(_pos["peak_R"], t_0 + t)),
            bounds=_certain_peaks(STRONG),
            note="the lines of Fig. 2(c), whose properties the text says do not change"),
        row("fig7d", "figure", less(big("noise_iso_22"), big("noise_iso_22_weak")), sizes),
        row("fig7e", "figure", less(big("A_21_weak"), big("A_21")), sizes),
        row("fig7f", "figure", less(big("A_22_weak"), big("A_22")), sizes),
        row("fig7g", "figure",
            system(less(big("alpha_iso_22"), big("alpha_aniso_22")),
                   less(leaf("alpha_an_lowest"), zero)), sizes),
        row("fig7h", "figure",
            system(less(big("noise_aniso_22_weak"), big("noise_aniso_22")),
                   less(big("noise_aniso_22"), big("noise_iso_22"))), sizes),
        row("fig4-lower", "figure",
            system(less(leaf("V_overtake_fig4"), leaf("V_zero_fig4")),
                   about(leaf("V_overtake_fig4"), 3)), bias, 0.03,
            note="t = 0.05 meV of the caption; the text has t = 0.05 t_0 = 0.1 meV"),
        row("fig5-lower", "figure", less(leaf("V_overtake"), leaf("V_zero")), bias,
            note="the DMI exceeds the exchange before its zero"),
    ]  # fmt: skip


def entries() -> Sequence[Entry]:
    """All rows of the dimer that rest on its kernels."""
    return [*parities(), *statements(), *weak(), *strong()]
