"""What Figs. 3-5 and their captions state of the moving spin, recomputed.

The paper gives no coupling Delta and takes its anisotropies from another work; here Delta = 4 meV,
S = 5/2, no anisotropy, and a temperature of 0.05 meV below every effective one. Numbers in meV.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np
from scipy.optimize import brentq

from spinloom.derivations.engine.claims import RelationClaim, measured
from spinloom.derivations.engine.interpret import Ring, Sample
from spinloom.derivations.engine.ledger import Entry, Equation, Kind
from spinloom.derivations.engine.printed import Node, Relation, about, equal, less, system
from spinloom.dimer_motion import mean_orientation

from .dimer_figures import HARDLY, leaf
from .dimer_motion_figures import COUPLING, LENGTH, TEMPERATURE, torques

TEXT, CAPTION, STRONG = 0.1, 0.05, 1.0
OPTIONS: dict[str, Any] = {
    "coupling": COUPLING, "S": LENGTH, "temperature": TEMPERATURE, "tolerance": 1e-6,
}  # fmt: skip
METHOD = f"Fokker-Planck, Delta = {COUPLING:g}, S = 5/2, T = {TEMPERATURE:g} meV"
DIRECTION = np.array([0.48, 0.6, 0.64])


@lru_cache(maxsize=256)
def mean(bias: float, t: float, method: str = "exact") -> tuple[float, float, float]:
    """The mean orientation of the free spin."""
    x, y, z = mean_orientation(bias, t=t, method=method, **OPTIONS).mean
    return float(x), float(y), float(z)


def switching_bias(t: float) -> float:
    """Where the mean z component changes sign."""
    return float(brentq(lambda bias: mean(float(bias), t)[2], 2.0, 4.0, xtol=1e-4))


def widest_bias(t: float) -> float:
    """Where the y component is largest, to a tenth."""
    biases = np.round(np.arange(2.4, 3.45, 0.1), 1)
    return float(max(biases, key=lambda bias: abs(mean(float(bias), t)[1])))


def weak() -> Mapping[str, float]:
    """Fig. 4 for t of the text and of the caption."""
    found: dict[str, float] = {}
    for name, t in (("text", TEXT), ("caption", CAPTION)):
        found |= {
            f"low_{name}": mean(1.0, t)[2], f"high_{name}": mean(4.0, t)[2],
            f"switch_{name}": switching_bias(t), f"widest_{name}": widest_bias(t),
            f"y_{name}": mean(3.0, t)[1], f"y_reversed_{name}": mean(-3.0, t)[1],
            f"z_{name}": abs(mean(3.0, t)[2]),
        }  # fmt: skip
    return found


def strong() -> Mapping[str, float]:
    """Fig. 5: with the self term D_22, and from the energy (7) that lacks it."""
    energy = mean(4.0, STRONG, "boltzmann")
    full = mean(4.0, STRONG)
    return {
        "rest": mean(0.0, STRONG)[2], "y_energy": energy[1], "z_energy": abs(energy[2]),
        "y_energy_reversed": mean(-4.0, STRONG, "boltzmann")[1],
        "y_full": full[1], "z_full": full[2],
    }  # fmt: skip


def drawn() -> Mapping[str, float]:
    """Fig. 3: the torques at one direction, V = 2 mV, t = 1 meV."""
    found = torques(2.0, STRONG, DIRECTION)
    rate = found.pop("rate")
    effective = sum(found[name] for name in ("ex", "an", "DMI"))
    damping = sum(torque for name, torque in found.items() if name not in ("ex", "an", "DMI"))
    crossed = [np.cross(DIRECTION, torque) for torque in found.values()]
    right_angle = np.cross(found["d(i)"], rate)
    return {
        "tangent": sum(float(torque @ torque) for torque in crossed),
        "whole": sum(float(torque @ torque) for torque in found.values()),
        "across": float(right_angle @ right_angle), "rate": float(rate @ rate),
        "iso": float(found["d(i)"] @ found["d(i)"]), "effective": float(effective @ rate),
        "lost": float(damping @ rate),
    }  # fmt: skip


def _hoppings() -> Mapping[str, float]:
    return {"t_0": 2.0, "t_text": TEXT, "t_caption": CAPTION}


def _exact_hoppings() -> Sample:
    rationals = Ring("rationals", lambda value: value, abs)
    return Sample(rationals, {name: Fraction(str(x)) for name, x in _hoppings().items()})


def entries() -> Sequence[Entry]:
    """Rows of Figs. 3, 4 and 5."""
    half = Fraction(1, 2)

    def turned(name: str) -> list[Relation]:
        low, high = leaf(f"low_{name}", r"\langle m_z\rangle(1)"), leaf(f"high_{name}")
        switch, widest = leaf(f"switch_{name}", r"V_{s}"), leaf(f"widest_{name}", r"V_{y}")
        y, z = leaf(f"y_{name}", r"\langle m_y\rangle(3)"), leaf(f"z_{name}")
        return [
            about(low, -1), less(half, high), about(switch, 3), about(widest, switch), less(z, y),
            equal(leaf(f"y_reversed_{name}", r"\langle m_y\rangle(-3)"), -y),
        ]  # fmt: skip

    y, z = leaf("y_energy", r"\langle m_y\rangle"), leaf("z_energy", r"|\langle m_z\rangle|")
    rate = leaf("rate", r"\dot{m}^{2}")
    hopping = replace(
        measured("numbers of the text and the caption", _hoppings, 1e-12), exact=_exact_hoppings
    )
    twentieth = leaf("t_0", "t_0", "hopping") / 20
    differs = Equation("dimer:caption4", equal(leaf("t_caption", "t", "hopping"), twentieth))
    meant = equal(leaf("t_text", "t", "hopping"), twentieth)
    return [
        Entry(differs.key, "claim", RelationClaim(differs.printed, hopping), differs, "motion",
              corrected=RelationClaim(meant, hopping), slip=HARDLY,
              note="the caption has t = 0.05 meV, the text t = 5% of t_0 = 2 meV: a unit lost;"
                   " Fig. 4 is drawn for both"),
        _row("fig3", "figure",
             system(equal(leaf("tangent", r"\sum|\mathbf{m}\times\Gamma|^{2}"),
                          leaf("whole", r"\sum|\Gamma|^{2}")),
                    equal(leaf("across", r"|\Gamma_d^{(i)}\times\dot{m}|^{2}"),
                          leaf("iso", r"|\Gamma_d^{(i)}|^{2}") * rate),
                    equal(rate, leaf("effective", r"\Gamma_{eff}\cdot\dot{m}")
                          + leaf("lost", r"\Gamma_d\cdot\dot{m}"))),
             drawn, 1e-12, "every torque is tangent to the sphere, the isotropic damping normal to"
             " the rate; their work adds up"),
        _row("fig4", "figure", system(*turned("text"), *turned("caption")), weak, 0.04,
             "antiparallel at low bias, parallel beyond the switching, m_y largest near it and"
             " odd in the bias; for t = 0.1 meV (text) and 0.05 meV (caption), which differ"),
        _row("fig5", "figure",
             system(less(z, y),
                    equal(leaf("y_energy_reversed", r"\langle m_y\rangle(-4)"), -y)),
             strong, 1e-6,
             "orthogonal to the pinned spin at V = 4 mV by the energy (7), which has no self term"),
        _row("fig5-rest", "claim", about(leaf("rest", r"\langle m_z\rangle(0)"), -1), strong, 0.02,
             "antiparallel without bias, where the DMI vanishes"),
        _row("fig5-self-term", "claim", less(leaf("y_full", r"\langle m_y\rangle"),
                                            leaf("z_full", r"\langle m_z\rangle")),
             strong, 1e-6,
             "with the self term D_22 m x t of (4) as corrected, the mean at V = 4 mV is nearer to"
             " the pinned spin than to the orthogonal direction"),
    ]  # fmt: skip


def _row(key: str, kind: Kind, printed: Node, values: Any, tolerance: float, note: str) -> Entry:
    judge = measured(f"{METHOD}; approx within {tolerance:g}", values, tolerance)
    equation = Equation(f"dimer:{key}", printed)
    return Entry(equation.key, kind, RelationClaim(printed, judge), equation, "motion", note=note)
