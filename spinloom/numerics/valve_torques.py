"""Torques between flat bands over Gamma: closed forms where they hold, quadrature elsewhere.

Closed at T = 0, and while no band edge is thermally occupied or empty against its neighbours: sums
of x log|x|, at T > 0 the logarithm of the gamma function and the digamma function. With edges
within reach of the temperature `valve_strips` and `valve_warm` integrate many points at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
from numpy.typing import NDArray

from .valve_bands import Reservoir, coherent, flat_pieces
from .valve_cold import torques as cold_torques
from .valve_kernels import evaluate, inverse
from .valve_panels import COLD, ORDERS, REACH, ROUNDING, rule
from .valve_strips import spin_torque
from .valve_warm import WIDEST, exchange_torque

Real = NDArray[np.float64]

TORQUES = ("T_S", "T_ex")
EDGE = 37.0
"""Units of T at which a Fermi function differs from 0 or 1 by a rounding error."""
SMALL_LEFT, SMALL_RIGHT = 1.0, 0.05
"""J_L/T and J_R/D below which the closed form of the exchange torque loses digits."""
INSIDE = 1 - 1e-6
"""Part of the way to the edges of the right band that the quadrature of the torque covers."""


def torques(backend: str, v: Mapping[str, Real]) -> tuple[dict[str, Real], dict[str, Real]]:
    """Both torques and their estimated errors, for arrays of parameters of one shape (n,)."""
    found, errors = ({name: np.zeros(v["D"].shape) for name in TORQUES} for _ in range(2))
    regular = edges_out_of_reach(v)
    left = _closed(backend, v, regular, found, errors)
    strip = np.minimum(v["J_R"], 2 * v["D"])
    warm = left & (v["T_L"] > 0) & (strip <= WIDEST * v["T_L"])
    for name, chosen, method in (
        ("T_S", left & ~regular, spin_torque),
        ("T_ex", warm, partial(exchange_torque, backend)),
    ):
        if np.any(chosen):
            part = {name: x[chosen] for name, x in v.items()}
            found[name][chosen], errors[name][chosen] = method(part)
    for k in map(int, np.flatnonzero(left & ~warm)):
        point = {name: float(x[k]) for name, x in v.items()}
        found["T_ex"][k], errors["T_ex"][k] = _coherent(point)
    return found, errors


def edges_out_of_reach(v: Mapping[str, Real]) -> NDArray[np.bool_]:
    """Whether every band edge is full or empty, and so are the partners of its orbitals."""
    reach = np.maximum(np.abs(v["mu_L"]), np.abs(v["mu_R"])) + np.maximum(v["J_L"], v["J_R"]) / 2
    return np.asarray(v["D"] - reach >= EDGE * np.maximum(v["T_L"], v["T_R"]))


def _closed(
    backend: str,
    v: Mapping[str, Real],
    regular: NDArray[np.bool_],
    found: dict[str, Real],
    errors: dict[str, Real],
) -> NDArray[np.bool_]:
    """Closed forms of the torques where they hold; returns where they do not."""
    first, other = (np.where(regular, v[name], 0.0) for name in ("J_L", "J_R"))
    (area,) = evaluate(backend, "facing_intervals", 2 * v["D"], first, other)
    found["T_S"] = -area / (2 * np.pi)
    errors["T_S"] = 1e2 * ROUNDING * np.abs(found["T_S"])
    # while its edges are full or empty, the right temperature does not matter
    cold = (v["T_L"] <= COLD * v["D"]) & (regular | (v["T_R"] <= COLD * v["D"]))
    if np.any(cold):
        part = {name: x[cold] for name, x in v.items()}
        for name, value in zip(TORQUES, cold_torques(backend, part), strict=True):
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


def _coherent(v: Mapping[str, float]) -> tuple[float, float]:
    """T_ex at one set of parameters by nested quadrature: a left electrode that is all but cold."""
    left, right = (
        Reservoir(flat_pieces(v[f"J_{side}"], v["D"]), v[f"mu_{side}"], v[f"T_{side}"])
        for side in "LR"
    )
    fine, coarse = (coherent(left, right, order)["T_ex"] for order in ORDERS)
    # the ends of the bands are rounded
    rounding = 8 * ROUNDING * (v["D"] + max(v["J_L"], v["J_R"]) / 2)
    return fine, abs(fine - coarse) + rounding
