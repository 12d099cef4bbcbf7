"""The magnet's equations of motion integrated step by step (DOP853), or on nodes of panels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from scipy.integrate import solve_ivp

Point = Mapping[str, float]
TOLERANCE = {"rtol": 3e-14, "atol": 3e-15}


def torques(p: Point, cosine: float) -> tuple[float, float, float]:
    """Dissipation, one minus the hybrid ratio, thermal torque: (45), (48), (49)."""
    mean = (p["Gamma_l_up"] + p["Gamma_l_down"]) / 2 + p["Gamma_r"]
    gap = (p["Gamma_l_up"] - p["Gamma_l_down"]) / 2
    both = mean**2 - (gap * cosine) ** 2
    total, difference = p["rho_up"] + p["rho_down"], p["rho_up"] - p["rho_down"]
    slopes = p["drho_up"] + p["drho_down"], p["drho_up"] - p["drho_down"]
    dissipation = (total * mean - difference * gap * cosine) / 2
    with_slopes = (slopes[0] * mean - slopes[1] * gap * cosine) / 2
    hybrid = gap**2 * (1 - cosine**2) / both
    return dissipation, 1 - hybrid, p["Gamma_r"] * gap / both * with_slopes * p["d"]


def velocity(p: Point, theta: float) -> list[float]:
    """Velocities of theta and phi, from (46) and (47) solved as two linear equations."""
    g, left, thermal = torques(p, float(np.cos(theta)))
    matrix = np.array([[g / p["S"], 1.0], [1.0, -g * left / p["S"]]])
    x, phi_dot = np.linalg.solve(matrix, [-p["B"], -thermal / p["S"]])
    return [float(np.sin(theta) * x), float(phi_dot)]


def polar(p: Point, theta: float, times: Any) -> Any:
    """(theta, phi) at the times, from (46) and (47)."""
    found = solve_ivp(lambda _, y: velocity(p, y[0]), (0.0, times[-1]), [theta, 0.0],
                      method="DOP853", t_eval=times, **TOLERANCE)  # fmt: skip
    return found.y


def cartesian(p: Point, theta: float, times: Any) -> Any:
    """Direction of the magnetization at the times, from the LLGS equation (50)."""
    axis = np.array([0.0, 0.0, 1.0])

    def cross(v: Any) -> Any:
        return np.array([[0, -v[2], v[1]], [v[2], 0, -v[0]], [-v[1], v[0], 0]])

    def velocity(_: float, m: Any) -> Any:
        g, left, thermal = torques(p, float(m[2]))
        damping, hybrid = g / p["S"], g * (1 - left)
        push = np.cross(m, np.cross(axis, m)) / p["S"]
        # phi_dot = (m_x dm_y - m_y dm_x) / (m_x^2 + m_y^2) multiplies the hybrid torque
        turn = np.array([-m[1], m[0], 0.0]) / (m[0] ** 2 + m[1] ** 2)
        matrix = np.eye(3) + damping * cross(m) - hybrid * np.outer(push, turn)
        return np.linalg.solve(matrix, np.cross(m, axis) * p["B"] + thermal * push)

    start = [np.sin(theta), 0.0, np.cos(theta)]
    found = solve_ivp(velocity, (0.0, times[-1]), start, method="DOP853", t_eval=times, **TOLERANCE)
    return found.y


def _widths(p: Point, theta: float) -> Any:
    """Broadening of either spin."""
    north, south = np.cos(theta / 2) ** 2, np.sin(theta / 2) ** 2
    up, down = p["Gamma_l_up"], p["Gamma_l_down"]
    return np.array([up * north + down * south, down * north + up * south]) + p["Gamma_r"]


def with_memory(p: Point, theta: float) -> Any:
    """Matrix of (A11)-(A14) for delta_M, delta_V and both retarded integrals of either spin."""
    width = _widths(p, theta)
    rho, sign = np.array([p["rho_up"], p["rho_down"]]), np.array([1.0, -1.0])

    def velocity(y: Any) -> Any:
        length, potential, past_M, past_V = y[0], y[1], y[2:4], y[4:6]
        by_length = length - 2 * width * past_M
        by_potential = potential - 2 * width * past_V
        return [
            p["J"] * np.sum(rho * width * (by_length - 2 * sign * by_potential)),
            np.sum(rho * width * (sign * by_length - 2 * by_potential)) / p["C"],
            *by_length, *by_potential,
        ]  # fmt: skip

    return np.transpose([velocity(unit) for unit in np.eye(6)])


def retarded(p: Point, theta: float, kick: Sequence[float], times: Any) -> Any:
    """(delta_M, delta_V) after a kick, the retarded integrals (A13), (A14) carried along."""
    matrix = with_memory(p, theta)
    found = solve_ivp(lambda _, y: matrix @ y, (0.0, times[-1]), [*kick, 0, 0, 0, 0],
                      method="DOP853", t_eval=times, **TOLERANCE)  # fmt: skip
    return found.y[:2]


NODES, PANELS = 14, 12


def with_integrals(p: Point, theta: float, kick: Sequence[float], times: Any) -> Any:
    """The same as `retarded`, (A13) and (A14) kept as integrals over the whole past.

    On a panel of time both deviations are polynomials through Gauss-Legendre nodes.
    """
    state, past = np.array(kick, dtype=float), np.zeros((2, 2))
    found, begin = [], 0.0
    for time in times:
        for _ in range(PANELS):
            state, past = _panel(p, theta, state, past, (time - begin) / PANELS)
        found.append(state)
        begin = time
    return np.transpose(found)


def _panel(p: Point, theta: float, start: Any, past: Any, span: float) -> tuple[Any, Any]:
    """Deviations and retarded integrals, by spin, at the end of a panel."""
    ends = np.append((np.polynomial.legendre.leggauss(NODES)[0] + 1) / 2, 1.0)
    plain, width, sums = span * _integrals(0.0), _widths(p, theta), []
    current, known = np.zeros((2, 2)), np.zeros((NODES, 2))
    rows = np.kron(plain, np.eye(2))
    memory = np.zeros((2 * NODES, 2 * NODES))
    for s, rho, g, old in zip((1, -1), (p["rho_up"], p["rho_down"]), width, past, strict=True):
        part = rho * g * np.array([[p["J"], -2 * s * p["J"]], [s / p["C"], -2 / p["C"]]])
        fading, gathered = np.exp(-2 * g * span * ends), span * _integrals(2 * g * span)
        sums.append((fading[-1], gathered[-1], old))
        current = current + part
        known = known - 2 * g * np.outer(fading[:-1], part @ old)
        memory -= 2 * g * np.kron(gathered[:-1], part)
    # rates = current y + what the integrals carry; y = start + integral of the rates
    rates = np.kron(np.eye(NODES), current) + memory
    free = np.tile(start, NODES) + rows[:-2] @ known.ravel()
    values = np.linalg.solve(np.eye(2 * NODES) - rows[:-2] @ rates, free)
    end = start + rows[-2:] @ (rates @ values + known.ravel())
    path = values.reshape(NODES, 2)
    return end, np.array([fade * old + weights @ path for fade, weights, old in sums])


@lru_cache(maxsize=1)
def _basis() -> tuple[Any, Any, Any]:
    """Elapsed times, weights and Lagrange polynomials for integrals from 0 to each node and 1."""
    places = (np.polynomial.legendre.leggauss(NODES)[0] + 1) / 2
    ends = np.append(places, 1.0)
    nodes, weights = np.polynomial.legendre.leggauss(NODES + 10)
    at = ends[:, None] * (nodes + 1) / 2
    shapes = [
        np.prod([(at - other) / (place - other) for other in np.delete(places, j)], axis=0)
        for j, place in enumerate(places)
    ]
    return ends[:, None] - at, ends[:, None] * weights / 2, np.stack(shapes, axis=-1)


def _integrals(decay: float) -> Any:
    """Integrals from 0 to each end x of exp(-decay (x - s)) times each Lagrange polynomial."""
    elapsed, weights, shapes = _basis()
    return np.einsum("ek,ekj->ej", weights * np.exp(-decay * elapsed), shapes)


def reduced(p: Point, theta: float) -> Any:
    """Rates of (delta_M, delta_V) from the two modes of (A11)-(A14) that move them.

    Of the six modes two are constant, and in two the memories relax at -2 Gamma by themselves.
    """
    rates, modes = np.linalg.eig(with_memory(p, theta))
    moving = np.argsort(np.linalg.norm(rates * modes[:2], axis=0))[-2:]
    shapes = modes[:2, moving]
    return (shapes @ np.diag(rates[moving]) @ np.linalg.inv(shapes)).real
