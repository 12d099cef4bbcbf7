"""Dissipative coefficients of many pairs of flat bands at once, by quadrature.

Everything is over Gamma. Panels end at the edges of the bands and are fine around the steps of
both Fermi functions and of the left one moved by the splitting.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from spinloom.generated.numpy.special import fermi_difference

from .valve_bands import DISSIPATIVE
from .valve_kernels import inverse
from .valve_panels import ORDERS, REACH, ROUNDING, rule

Real = NDArray[np.float64]

STEPS = np.array([1.0, 3.0, 6.0, 10.0, 16.0, 25.0, REACH])
"""Ends of panels on either side of a step, in units of T."""
CHUNK = 256
"""Pairs of bands per pass; bounds the memory."""


def band_edges(v: Mapping[str, Real]) -> dict[tuple[str, int], tuple[Real, Real]]:
    """Ends of the band of either electrode ("L", "R") and spin (1, -1)."""
    return {
        (side, spin): (-v["D"] - spin * v[f"J_{side}"] / 2, v["D"] - spin * v[f"J_{side}"] / 2)
        for side in "LR"
        for spin in (1, -1)
    }


def by_quadrature(v: Mapping[str, Real]) -> tuple[dict[str, Real], dict[str, Real]]:
    """Coefficients over Gamma, and the estimates of their errors.

    Parameters
    ----------
    v
        Arrays `mu_L`, `mu_R`, `T_L`, `T_R`, `J_L`, `J_R`, `D` of shape (n,).
    """
    count = v["D"].size
    found, errors = ({name: np.zeros(count) for name in DISSIPATIVE} for _ in range(2))
    for start in range(0, count, CHUNK):
        part = {name: x[start : start + CHUNK] for name, x in v.items()}
        ends = _panel_ends(part)
        fine, coarse = (_integrals(part, ends, order) for order in ORDERS)
        for name, (value, size) in fine.items():
            found[name][start : start + CHUNK] = value
            errors[name][start : start + CHUNK] = (
                np.abs(value - coarse[name][0]) + 4 * ROUNDING * size
            )
    return found, errors


def _panel_ends(v: Mapping[str, Real]) -> Real:
    """Sorted, shape (n, ends)."""
    edges = [end for pair in band_edges(v).values() for end in pair]
    places = [np.array(edges).T]
    for middle, scale in (
        (v["mu_L"], v["T_L"]), (v["mu_L"] - v["J_L"], v["T_L"]),
        (v["mu_L"] + v["J_L"], v["T_L"]), (v["mu_R"], v["T_R"]),
    ):  # fmt: skip
        steps = scale[:, None] * STEPS
        places += [middle[:, None] - steps, middle[:, None], middle[:, None] + steps]
    low, high = np.min(edges, axis=0)[:, None], np.max(edges, axis=0)[:, None]
    return np.sort(np.clip(np.concatenate(places, axis=1), low, high), axis=1)


def _integrals(v: Mapping[str, Real], ends: Real, order: int) -> dict[str, tuple[Real, Real]]:
    """Each coefficient with the sum of the sizes of its terms."""
    unit, weights = rule(order)
    middle, half = (ends[:, 1:] + ends[:, :-1]) / 2, np.diff(ends, axis=1) / 2
    energy = middle[..., None] + half[..., None] * unit
    left, right = inverse(v["T_L"])[:, None, None], inverse(v["T_R"])[:, None, None]
    own = (energy - v["mu_L"][:, None, None]) * left
    other = (energy - v["mu_R"][:, None, None]) * right
    split = v["J_L"][:, None, None] * left
    bias = fermi_difference(other, own) * weights * half[..., None]
    holes = {spin: fermi_difference(own, own + spin * split) for spin in (1, -1)}
    charge, size = np.sum(bias, axis=2), np.sum(np.abs(bias), axis=2)
    inside = {
        key: ((middle > low[:, None]) & (middle < high[:, None])).astype(float)
        for key, (low, high) in band_edges(v).items()
    }
    (mean_L, half_L), (mean_R, half_R) = (
        ((inside[side, 1] + inside[side, -1]) / 2, (inside[side, 1] - inside[side, -1]) / 2)
        for side in "LR"
    )
    found = {
        name: (np.sum(factor * charge, axis=1), np.sum(np.abs(factor) * size, axis=1))
        for name, factor in (
            ("I_N0", 2 * mean_L * mean_R), ("I_NF", 2 * half_L * half_R),
            ("E_S", half_L * mean_R), ("A_S", mean_L * half_R),
        )
    }  # fmt: skip
    for name, factor, sign in (("E_ex", mean_R, 1), ("A_ex", half_R, -1)):
        held = inside["L", 1][..., None] * holes[1] + sign * inside["L", -1][..., None] * holes[-1]
        terms = np.sum(bias * held, axis=2) * factor / 2
        sizes = np.sum(np.abs(bias * held), axis=2) * np.abs(factor) / 2
        found[name] = (np.sum(terms, axis=1), np.sum(sizes, axis=1))
    return found
