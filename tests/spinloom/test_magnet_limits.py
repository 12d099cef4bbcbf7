"""Limits of the magnet: the value reached, and the order in which it is reached, measured."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import mpmath
import numpy as np
import pytest

from spinloom import magnet
from spinloom.magnet import Parameters, ValidityWarning

DEVICE: dict[str, Any] = {
    "Gamma_l_up": 0.3, "Gamma_l_down": 0.9, "Gamma_r": 0.6, "rho_up": 10.0, "rho_down": 7.0,
    "drho_up": -0.0019, "drho_down": 0.002, "B": 5.0, "S": 300.0, "d": -2e6, "J": 0.06, "C": 21.0,
}  # fmt: skip
THETA = 1.1


def device(**changes: Any) -> Parameters:
    return Parameters(**{**DEVICE, **changes})


def weakly_magnetic(x: float) -> dict[str, float]:
    """Left rates 0.6 +- x: Gamma_Delta = x, Gamma_Sigma = 1.2."""
    return {"Gamma_l_up": 0.6 + x, "Gamma_l_down": 0.6 - x}


def asymmetric(x: float) -> dict[str, float]:
    """Densities 10 (1 +- x) and slopes -+0.002 + 0.002 x."""
    return {"rho_up": 10 * (1 + x), "rho_down": 10 * (1 - x),
            "drho_up": -0.002 + 0.002 * x, "drho_down": 0.002 + 0.002 * x}  # fmt: skip


def current(name: str, theta: float = THETA, **changes: Any) -> float:
    return float(magnet.charge_current(theta, device(**changes))[name])


def velocity(name: str, theta: float = THETA, **changes: Any) -> float:
    return float(magnet.flow(theta, device(**changes))[name])


def tilted(**changes: Any) -> float:
    return float(magnet.stationary_angles(device(**changes)).tilted.cos_theta)


#: Damping alone: g = rho_Sigma Gamma_Sigma / 2 of a non-magnetic lead.
PLAIN = 17 * 1.2 / 2
GILBERT = -PLAIN * 5 * np.sin(THETA) / (300 * (1 + (PLAIN / 300) ** 2))
WIDTHS = (0.3 + 0.6, 0.9 + 0.6)  # of both spins at the north pole
THERMAL_POLE = (
    -2e6 * 0.6 * (-0.0019 * 0.3 / WIDTHS[0] + 0.002 * 0.9 / WIDTHS[1])
)  # sum of rho' d Gamma_r Gamma_l / Gamma

#: Deviation from the limit as a function of the small parameter, and the order expected.
LIMITS: dict[str, tuple[Callable[[float], float], float]] = {
    "non-magnetic leads: pumping": (lambda x: current("left_pumping", **weakly_magnetic(x)), 1),
    "non-magnetic leads: hybrid, right": (
        lambda x: current("right_hybrid", **weakly_magnetic(x)), 1),
    "non-magnetic leads: Gilbert damping": (
        lambda x: velocity("theta_dot", d=0.0, **weakly_magnetic(x)) - GILBERT, 1),
    "non-magnetic leads: thermal torque": (
        lambda x: velocity("theta_dot", **weakly_magnetic(x))
        - velocity("theta_dot", d=0.0, **weakly_magnetic(x)), 1),
    "non-magnetic leads: length and potential decouple": (
        lambda x: float(magnet.u1_matrix(device(rho_up=7.0, **weakly_magnetic(x)), THETA)[0, 1]),
        1),
    "no drive: thermal current": (lambda x: current("left_thermal", d=x), 1),
    "no drive: torque": (
        lambda x: velocity("theta_dot", d=x) - velocity("theta_dot", d=0.0), 1),
    "north pole: hybrid": (lambda x: current("left_hybrid", x), 2),
    "north pole: pumping": (lambda x: current("left_pumping", x), 2),
    "north pole: thermal": (lambda x: current("left_thermal", x) - THERMAL_POLE, 2),
    "north pole: velocity": (lambda x: velocity("theta_dot", x), 1),
    "south pole: hybrid": (lambda x: current("left_hybrid", np.pi - x), 2),
    "south pole: velocity": (lambda x: velocity("theta_dot", np.pi - x), 1),
    "symmetric density of states: -d_0/d": (lambda x: tilted(**asymmetric(x)) - 0.375, 1),
    "large spin: precession at -B": (lambda x: velocity("phi_dot", S=1 / x) + 5, 2),
    "large spin: slow polar angle": (lambda x: velocity("theta_dot", S=1 / x), 1),
    "small capacity: fast mode times C": (
        lambda x: x * float(magnet.u1_modes(device(C=x), THETA).rates[0])
        + 2 * sum(broad * rho for broad, rho in zip(widths(THETA), (10.0, 7.0), strict=True)), 1),
    "small capacity: slow mode": (
        lambda x: float(magnet.u1_modes(device(C=x), THETA).rates[1]) - slow_mode(), 1),
}  # fmt: skip


def widths(theta: float) -> tuple[float, float]:
    north, south = np.cos(theta / 2) ** 2, np.sin(theta / 2) ** 2
    return 0.3 * north + 0.9 * south + 0.6, 0.9 * north + 0.3 * south + 0.6


def slow_mode() -> float:
    """At C = 0 the potential follows at once: (A17) with delta_V from (A18) times C."""
    (up, down), (n, m), exchange = widths(THETA), (10.0, 7.0), 0.06
    g, h = 2 * n * up, 2 * m * down
    follow = (g * (1 - 1 / (n * exchange)) - h * (1 - 1 / (m * exchange))) / (2 * (g + h))
    own = (g * (exchange - 1 / n) + h * (exchange - 1 / m)) / 2
    return own - (g - h) * exchange * follow


@pytest.mark.parametrize("name", sorted(LIMITS))
def test_limit_is_reached_in_its_order(name: str) -> None:
    deviation, order = LIMITS[name]
    steps = (1e-3, 5e-4)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ValidityWarning)
        first, second = (deviation(x) for x in steps)
    assert first != 0
    assert np.log2(first / second) == pytest.approx(order, abs=0.02)


def test_symmetric_density_of_states_has_its_threshold() -> None:
    assert tilted(**asymmetric(0.0)) == pytest.approx(0.375, rel=1e-14)  # d_0 = 7.5e5


def test_slow_rate_keeps_its_digits_beside_a_fast_one() -> None:
    matrix = magnet.u1_matrix(device(C=1e-9), THETA)
    with mpmath.workdps(40):
        a, b, c, d = (mpmath.mpf(float(x)) for x in matrix.ravel())
        middle, spread = (a + d) / 2, mpmath.sqrt(((a - d) / 2) ** 2 + b * c)
        exact = [float(middle - spread), float(middle + spread)]
    found = magnet.u1_modes(device(C=1e-9), THETA).rates
    assert found == pytest.approx(exact, rel=1e-13)
    assert exact[0] / exact[1] > 1e8
