"""Dissipative coefficients of many pairs of flat bands at once, by quadrature.

Everything is over Gamma. Panels end at the edges of the bands and are fine around the steps of
both Fermi functions and of the left one moved by the splitting. Energies count from the left
chemical potential: what happens there keeps its digits at temperatures far below the bandwidth.
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


def rounding_of_edges(v: Mapping[str, Real]) -> dict[str, Real]:
    """What the coefficients change by while the ends of the bands move by their rounding.

    An end costs its rounding times the jump of the integrand there, which is judged on both sides:
    at T = 0 a chemical potential may lie at the end.
    """
    edges = band_edges(v)
    found = {name: np.zeros_like(v["D"]) for name in DISSIPATIVE}
    for (side, spin), pair in edges.items():
        for end in pair:
            shift = ROUNDING * np.abs(end)
            sides = [_jumps(v, edges, side, spin, end + sign * 4 * shift) for sign in (-1, 1)]
            for name in DISSIPATIVE:
                found[name] += shift * np.maximum(*(jump[name] for jump in sides))
    return found


def _jumps(
    v: Mapping[str, Real],
    edges: Mapping[tuple[str, int], tuple[Real, Real]],
    side: str,
    spin: int,
    end: Real,
) -> dict[str, Real]:
    """Sizes of the integrands' jumps where one spin's states end in one electrode."""
    own, other = (
        (end - v[f"mu_{r}"]) * inverse(v[f"T_{r}"]) for r in "LR"
    )  # fmt: skip
    split = v["J_L"] * inverse(v["T_L"])
    up, down = (fermi_difference(own, own + s * split) for s in (1, -1))
    inside = {key: ((end > low) & (end < high)).astype(float) for key, (low, high) in edges.items()}
    facing = "R" if side == "L" else "L"
    mean = (inside[facing, 1] + inside[facing, -1]) / 2
    half = np.abs(inside[facing, 1] - inside[facing, -1]) / 2
    if side == "L":
        held = up if spin > 0 else down
        emitted, absorbed = mean * np.abs(held) / 2, half * np.abs(held) / 2
    else:
        up, down = inside["L", 1] * up, inside["L", -1] * down
        emitted, absorbed = np.abs(up + down) / 4, np.abs(up - down) / 4
    spins = (mean / 2, half / 2) if side == "L" else (half / 2, mean / 2)
    bias = np.abs(fermi_difference(other, own))
    found = (mean, half, *spins, emitted, absorbed)
    return {name: bias * jump for name, jump in zip(DISSIPATIVE, found, strict=True)}


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
        for name, (value, rounding) in fine.items():
            found[name][start : start + CHUNK] = value
            errors[name][start : start + CHUNK] = np.abs(value - coarse[name][0]) + rounding
    return found, errors


def _local_edges(v: Mapping[str, Real]) -> dict[tuple[str, int], tuple[Real, Real]]:
    """Ends of the bands from the left chemical potential."""
    low, high = -v["D"] - v["mu_L"], v["D"] - v["mu_L"]
    return {
        (side, spin): (low - spin * v[f"J_{side}"] / 2, high - spin * v[f"J_{side}"] / 2)
        for side in "LR"
        for spin in (1, -1)
    }


def _panel_ends(v: Mapping[str, Real]) -> Real:
    """Sorted, shape (n, ends)."""
    edges = [end for pair in _local_edges(v).values() for end in pair]
    places = [np.array(edges).T]
    for middle, scale in (
        (np.zeros_like(v["J_L"]), v["T_L"]), (-v["J_L"], v["T_L"]), (v["J_L"], v["T_L"]),
        (v["mu_R"] - v["mu_L"], v["T_R"]),
    ):  # fmt: skip
        steps = scale[:, None] * STEPS
        places += [middle[:, None] - steps, middle[:, None], middle[:, None] + steps]
    low, high = np.min(edges, axis=0)[:, None], np.max(edges, axis=0)[:, None]
    return np.sort(np.clip(np.concatenate(places, axis=1), low, high), axis=1)


def _integrals(v: Mapping[str, Real], ends: Real, order: int) -> dict[str, tuple[Real, Real]]:
    """Each coefficient with the rounding of its terms."""
    unit, weights = rule(order)
    middle, half = (ends[:, 1:] + ends[:, :-1]) / 2, np.diff(ends, axis=1) / 2
    energy = middle[..., None] + half[..., None] * unit
    left, right = inverse(v["T_L"])[:, None, None], inverse(v["T_R"])[:, None, None]
    own = energy * left
    other = (energy - (v["mu_R"] - v["mu_L"])[:, None, None]) * right
    split = v["J_L"][:, None, None] * left
    bias = fermi_difference(other, own)
    scaled = weights * half[..., None]
    holes = {spin: fermi_difference(own, own + spin * split) for spin in (1, -1)}
    # nodes are rounded as their energies are
    place = np.abs(middle) + half

    def summed(values: Real) -> tuple[Real, Real]:
        terms = values * scaled
        moved = place * np.sum(np.abs(np.diff(values, axis=2)), axis=2)
        return np.sum(terms, axis=2), ROUNDING * (4 * np.sum(np.abs(terms), axis=2) + moved)

    inside = {
        key: ((middle > low[:, None]) & (middle < high[:, None])).astype(float)
        for key, (low, high) in _local_edges(v).items()
    }
    (mean_L, half_L), (mean_R, half_R) = (
        ((inside[side, 1] + inside[side, -1]) / 2, (inside[side, 1] - inside[side, -1]) / 2)
        for side in "LR"
    )
    factors = {
        "I_N0": 2 * mean_L * mean_R, "I_NF": 2 * half_L * half_R, "E_S": half_L * mean_R,
        "A_S": mean_L * half_R, "E_ex": mean_R / 2, "A_ex": half_R / 2,
    }  # fmt: skip
    charge = summed(bias)
    parts = dict.fromkeys(factors, charge)
    for name, sign in (("E_ex", 1), ("A_ex", -1)):
        held = inside["L", 1][..., None] * holes[1] + sign * inside["L", -1][..., None] * holes[-1]
        parts[name] = summed(bias * held)
    return {
        name: (np.sum(factor * value, axis=1), np.sum(np.abs(factor) * rounding, axis=1))
        for name, factor in factors.items()
        for value, rounding in (parts[name],)
    }
