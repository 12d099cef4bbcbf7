"""Currents between flat bands: closed forms where they hold and keep their digits.

Everything is over Gamma. Between the sorted edges of both electrodes' bands all densities of
states are constant, so the dissipative coefficients are weighted sums of one kernel over these
segments, without cancellation where the spin polarization vanishes. The torques have closed forms
at T = 0, and while no band edge is thermally occupied or empty against its neighbours. What is left
goes to quadrature: different temperatures and differences that lose digits to `valve_window`,
torques with an edge within reach to `valve_bands`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from .valve_bands import DISSIPATIVE, Pieces, Reservoir, coherent
from .valve_cold import torques
from .valve_kernels import evaluate, inverse
from .valve_panels import COLD, ORDERS, REACH, ROUNDING, rule
from .valve_window import band_edges, by_quadrature

Real = NDArray[np.float64]

LOST = 1e-12
"""Relative rounding of a closed form beyond which quadrature takes its place."""
FLOOR = 1e-17
"""Rounding over the largest energy that no coefficient needs to undercut."""
EDGE = 37.0
"""Units of T at which a Fermi function differs from 0 or 1 by a rounding error."""
SMALL_LEFT, SMALL_RIGHT = 1.0, 0.05
"""J_L/T and J_R/D below which the closed form of the exchange torque loses digits."""
INSIDE = 1 - 1e-6
"""Part of the way to the edges of the right band that the quadrature of the torque covers."""
STRIPS = {"I_NF": "LR", "E_S": "L", "A_S": "R", "A_ex": "R"}
"""Coefficients that live on the polarized strips of these electrodes."""
COEFFICIENTS = (*DISSIPATIVE, "T_S", "T_ex")


def flat_pieces(J: float, D: float, height: float = 1.0) -> Pieces:
    """The band of both spins, with a density of states of this height."""
    low, high = np.array([-D - J / 2, -D + J / 2]), np.array([D - J / 2, D + J / 2])
    return Pieces(
        low, high, np.full(2, height), np.zeros(2), np.array([1.0, -1.0]), np.array([J, -J])
    )


def flat_currents(
    backend: str, values: Mapping[str, Real]
) -> tuple[dict[str, Real], dict[str, Real]]:
    """Coefficients over Gamma, and their estimated errors.

    Parameters
    ----------
    backend
        Which generated kernels to use.
    values
        Arrays `mu_L`, `mu_R`, `T_L`, `T_R`, `J_L`, `J_R`, `D` of one shape.
    """
    names = ("mu_L", "mu_R", "T_L", "T_R", "J_L", "J_R", "D")
    flat = {name: values[name].ravel() for name in names}
    found, errors = _dissipative(backend, flat)
    regular = _regular(flat)
    even = flat["T_L"] == flat["T_R"]
    _emission(backend, flat, regular & even, found, errors)
    left = _torques(backend, flat, regular, found, errors)
    lost = ~even
    size = _largest(flat)
    for name in ("I_N0", "E_ex", "A_ex"):
        lost |= (errors[name] > LOST * np.abs(found[name])) & (errors[name] > FLOOR * size)
    if np.any(lost):
        values_lost, errors_lost = by_quadrature({n: x[lost] for n, x in flat.items()})
        for name in DISSIPATIVE:
            found[name][lost], errors[name][lost] = values_lost[name], errors_lost[name]
    _add_rounding_of_strips(flat, found, errors)
    for k in map(int, np.flatnonzero(left)):
        torque = ("T_ex",) if regular[k] else ("T_S", "T_ex")
        _coherent({name: float(x[k]) for name, x in flat.items()}, torque, k, found, errors)
    shape = values["mu_L"].shape
    return (
        {name: found[name].reshape(shape) for name in COEFFICIENTS},
        {name: errors[name].reshape(shape) for name in COEFFICIENTS},
    )


def _add_rounding_of_strips(
    v: Mapping[str, Real], found: Mapping[str, Real], errors: Mapping[str, Real]
) -> None:
    """The ends -D +- J/2 of the polarized strips are rounded: narrow ones cost digits."""
    for name, sides in STRIPS.items():
        for side in sides:
            share = np.clip(v[f"J_{side}"] / v["D"], ROUNDING, 1.0)
            errors[name][...] += 2 * ROUNDING / share * np.abs(found[name])


def _largest(v: Mapping[str, Real]) -> Real:
    return np.max(np.abs([v[n] for n in ("mu_L", "mu_R", "T_L", "T_R", "J_L", "J_R")]), axis=0)


# --- dissipative part --------------------------------------------------------------------------


def _dissipative(backend: str, v: Mapping[str, Real]) -> tuple[dict[str, Real], dict[str, Real]]:
    """Sums over the segments between the edges, at the left temperature."""
    edges = band_edges(v)
    ends = np.sort(np.array([end for pair in edges.values() for end in pair]), axis=0)
    middle, width = (ends[1:] + ends[:-1]) / 2, np.diff(ends, axis=0) / 2
    inside = {
        key: ((middle > low) & (middle < high)).astype(float) for key, (low, high) in edges.items()
    }
    charge, up, down, scale = evaluate(
        backend, "segment", middle, width, v["mu_L"], v["mu_R"], v["J_L"], v["T_L"],
        inverse(v["T_L"]),
    )  # fmt: skip
    mean_L, half_L = _spins(inside, "L")
    mean_R, half_R = _spins(inside, "R")
    holes_up, holes_down = inside["L", 1] * up, inside["L", -1] * down
    terms = {
        "I_N0": 2 * mean_L * mean_R * charge,
        "I_NF": 2 * half_L * half_R * charge,
        "E_S": half_L * mean_R * charge,
        "A_S": mean_L * half_R * charge,
        "E_ex": mean_R * (holes_up + holes_down) / 2,
        "A_ex": half_R * (holes_up - holes_down) / 2,
    }
    present = (inside["L", 1] + inside["L", -1]) * (mean_R > 0)
    rounding = {name: 4 * ROUNDING * np.sum(np.abs(x), axis=0) for name, x in terms.items()}
    rounding["E_ex"] += ROUNDING * np.sum(present * scale, axis=0)
    rounding["A_ex"] += ROUNDING * np.sum(present * np.abs(half_R) * scale, axis=0)
    found = {name: np.sum(x, axis=0) for name, x in terms.items()}
    nothing = (v["mu_L"] == v["mu_R"]) | (v["J_L"] == 0)
    for name in ("E_ex", "A_ex"):
        for part in (found, rounding):
            part[name] = np.where(nothing, 0.0, part[name])
    return found, rounding


def _emission(
    backend: str,
    v: Mapping[str, Real],
    chosen: NDArray[np.bool_],
    found: dict[str, Real],
    errors: dict[str, Real],
) -> None:
    """Exchange emission where the edges of the bands are out of reach, with all its digits."""
    if np.any(chosen):
        J, T = v["J_L"][chosen], v["T_L"][chosen]
        bias = v["mu_L"][chosen] - v["mu_R"][chosen]
        (value,) = evaluate(backend, "emission", bias, J, T, inverse(T))
        found["E_ex"][chosen], errors["E_ex"][chosen] = value, 64 * ROUNDING * np.abs(value)


def _spins(inside: Mapping[tuple[str, int], Real], side: str) -> tuple[Real, Real]:
    up, down = inside[side, 1], inside[side, -1]
    return (up + down) / 2, (up - down) / 2


# --- torques -----------------------------------------------------------------------------------


def _regular(v: Mapping[str, Real]) -> NDArray[np.bool_]:
    """Whether every band edge is full or empty, and so are the partners of its orbitals."""
    reach = np.maximum(np.abs(v["mu_L"]), np.abs(v["mu_R"])) + np.maximum(v["J_L"], v["J_R"]) / 2
    return np.asarray(v["D"] - reach >= EDGE * np.maximum(v["T_L"], v["T_R"]))


def _torques(
    backend: str,
    v: Mapping[str, Real],
    regular: NDArray[np.bool_],
    found: dict[str, Real],
    errors: dict[str, Real],
) -> NDArray[np.bool_]:
    """Closed forms of the torques where they hold; returns where they do not."""
    for name in ("T_S", "T_ex"):
        found[name], errors[name] = np.zeros(v["D"].shape), np.zeros(v["D"].shape)
    first, other = (np.where(regular, v[name], 0.0) for name in ("J_L", "J_R"))
    (area,) = evaluate(backend, "facing_intervals", 2 * v["D"], first, other)
    found["T_S"] = -area / (2 * np.pi)
    errors["T_S"] = 1e2 * ROUNDING * np.abs(found["T_S"])
    # while its edges are full or empty, the right temperature does not matter
    cold = (v["T_L"] <= COLD * v["D"]) & (regular | (v["T_R"] <= COLD * v["D"]))
    if np.any(cold):
        part = {name: x[cold] for name, x in v.items()}
        for name, value in zip(("T_S", "T_ex"), torques(backend, part), strict=True):
            found[name][cold] = value
            size = np.minimum(part["J_L"], 2 * part["D"])
            errors[name][cold] = 1e2 * ROUNDING * np.maximum(np.abs(value), size)
    active = regular & ~cold & (v["J_L"] > 0) & (v["J_R"] > 0)
    small = (v["J_L"] < SMALL_LEFT * v["T_L"]) | (v["J_R"] < SMALL_RIGHT * v["D"])
    # what the left electrode holds may reach the edges of the right band
    room = v["D"] - v["J_R"] / 2 - np.abs(v["mu_L"]) - v["J_L"] - EDGE * v["T_L"]
    smooth = active & small & (room > 0)
    for chosen, method in ((active & ~small, _warm_torque), (smooth, _smooth_torque)):
        if np.any(chosen):
            part = {name: x[chosen] for name, x in v.items()}
            found["T_ex"][chosen], errors["T_ex"][chosen] = method(backend, part)
    return ~(regular | cold) | (active & small & ~smooth)


def _warm_torque(backend: str, v: Mapping[str, Real]) -> tuple[Real, Real]:
    """T_L > 0: logarithm of the gamma function and digamma function, at each edge."""
    T, J = v["T_L"], v["J_L"]
    pairs = np.pi / np.tanh(J / (2 * T))
    total, size = np.zeros_like(T), np.zeros_like(T)
    for side in (-1, 1):
        for inner in (-1, 1):
            edge = side * v["D"] + inner * v["J_R"] / 2
            heights = (v["mu_L"] - edge + np.multiply.outer([-1, 0, 1], J)) / (2 * np.pi * T)
            phase, psi = evaluate(backend, "half_line", heights)
            curved = -side * np.pi * (2 * phase[1] - phase[0] - phase[2])
            term = curved + 2 * psi[1] - pairs * (phase[2] - phase[0])
            total += side * inner * term
            size += np.abs(pairs * (phase[2] - phase[0])) + np.pi * np.abs(phase[1])
    return T * total / (4 * np.pi), ROUNDING * T * size


def _smooth_torque(backend: str, v: Mapping[str, Real]) -> tuple[Real, Real]:
    """T_L > 0 and a small splitting: quadrature of an integrand without cancellation."""
    J, D, J_R, mu, T = (v[n][:, None] for n in ("J_L", "D", "J_R", "mu_L", "T_L"))
    steps = T * np.array([1.0, 3.0, 6.0, 10.0, 16.0, 25.0, REACH])
    around = np.concatenate([-steps[:, ::-1], np.zeros_like(T), steps], axis=1)
    ends = np.sort(np.concatenate([around - J, around, around + J], axis=1), axis=1)
    # nothing is held at the edges of the right band, where the logarithms diverge
    ends = np.clip(ends, INSIDE * (-D + J_R / 2 - mu), INSIDE * (D - J_R / 2 - mu))
    results = []
    for order in ORDERS:
        unit, weights = rule(order)
        half, middle = np.diff(ends, axis=1) / 2, (ends[:, 1:] + ends[:, :-1]) / 2
        offset = middle[..., None] + half[..., None] * unit
        held, filled = _anisotropy(backend, offset, J, T)
        low = 2 * np.arctanh((J_R / 2)[..., None] / ((D + mu)[..., None] + offset))
        high = 2 * np.arctanh((J_R / 2)[..., None] / ((D - mu)[..., None] - offset))
        # low and high bring the torque of full and of empty edges
        inner = held * ((1 - filled) * low - filled * high)
        results.append(np.sum(inner * weights * half[..., None], axis=(1, 2)) / np.pi)
    return results[0], np.abs(results[0] - results[1])


def _anisotropy(backend: str, offset: Real, J: Real, T: Real) -> tuple[Real, Real]:
    """The anisotropy function and the occupation at energies from the chemical potential."""
    beta = inverse(T)[..., None]
    held = evaluate(backend, "anisotropy", offset, J[..., None], beta)[0]
    return held, 0.5 * (1 - np.tanh(beta * offset / 2))


# --- the rest ----------------------------------------------------------------------------------


def _coherent(
    v: Mapping[str, float],
    torque: Iterable[str],
    k: int,
    found: dict[str, Real],
    errors: dict[str, Real],
) -> None:
    """Torques at one set of parameters by quadrature."""
    left, right = (
        Reservoir(flat_pieces(v[f"J_{side}"], v["D"]), v[f"mu_{side}"], v[f"T_{side}"])
        for side in "LR"
    )
    fine, coarse = (coherent(left, right, order) for order in ORDERS)
    # the ends of the bands are rounded
    rounding = 8 * ROUNDING * (v["D"] + max(v["J_L"], v["J_R"]) / 2)
    for name in torque:
        found[name][k] = fine[name]
        errors[name][k] = abs(fine[name] - coarse[name]) + rounding
