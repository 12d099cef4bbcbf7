"""Digits of the magnet's closed forms where rates differ by many orders of magnitude."""

from __future__ import annotations

from typing import Any

import mpmath
import numpy as np
import pytest

from spinloom import magnet
from spinloom.magnet import Parameters

pytestmark = pytest.mark.filterwarnings("ignore::spinloom.magnet.ValidityWarning")
SPINS = ("up", "down")
#: A half-metallic lead with a weak contact on the right, a dominant right contact, equal rates.
DEVICES: tuple[dict[str, float], ...] = (
    {"Gamma_l_up": 6383.0, "Gamma_l_down": 2.3e-9, "Gamma_r": 2.4e-7, "rho_up": 3.5e7,
     "rho_down": 5.9e-7, "drho_up": 5.9e-6, "drho_down": -2.6, "B": -0.28, "S": 250.0, "d": -1.8e4},
    {"Gamma_l_up": 4.8e-8, "Gamma_l_down": 2.7e-7, "Gamma_r": 4.1e8, "rho_up": 0.2,
     "rho_down": 2.3e-8, "drho_up": -5.7e-4, "drho_down": -4.2e-3, "B": -0.0087, "S": 130.0,
     "d": 0.16},
    {"Gamma_l_up": 0.3, "Gamma_l_down": 0.3 * (1 + 1e-9), "Gamma_r": 0.6, "rho_up": 10.0,
     "rho_down": 7.0, "drho_up": -0.02, "drho_down": 0.05, "B": 5.0, "S": 100.0, "d": 40.0},
)  # fmt: skip


def exact(device: dict[str, float], theta: float) -> dict[str, Any]:
    """Currents as printed between (54) and (55), and rates of the poles, with 60 digits."""
    m = {name: mpmath.mpf(value) for name, value in device.items()}
    angle, right = mpmath.mpf(theta), m["Gamma_r"]
    same, across = mpmath.cos(angle / 2) ** 2, mpmath.sin(angle / 2) ** 2
    gap = (m["Gamma_l_up"] - m["Gamma_l_down"]) / 2
    mean = (m["Gamma_l_up"] + m["Gamma_l_down"]) / 2 + right
    found: dict[str, Any] = dict.fromkeys(("left_thermal", "right_thermal"), mpmath.mpf(0))
    for dot, sign in zip(SPINS, (1, -1), strict=True):
        broad = mean + sign * gap * mpmath.cos(angle)
        for lead in SPINS:
            weight = (same if dot == lead else across) * m[f"drho_{dot}"] * m["d"]
            found["left_thermal"] += weight * m[f"Gamma_l_{lead}"] * right / broad
            found["right_thermal"] += weight * right * (right / broad - 1)
    densities = m["rho_up"] + m["rho_down"], m["rho_up"] - m["rho_down"]
    slopes = m["drho_up"] + m["drho_down"], m["drho_up"] - m["drho_down"]
    found["left_pumping"] = densities[0] * gap * mpmath.sin(angle) ** 2 * m["B"]
    thermal = right * gap / (mean**2 - gap**2) * m["d"]
    for name, sign in (("north", 1), ("south", -1)):
        g, bend = ((x[0] * mean - sign * x[1] * gap) / 2 for x in (densities, slopes))
        found[name] = -sign * (g * m["B"] + thermal * bend) / (m["S"] * (1 + (g / m["S"]) ** 2))
    return found


@pytest.mark.parametrize("backend", ["numpy", "numba"])
@pytest.mark.parametrize("device", DEVICES, ids=["half metal", "open", "equal"])
def test_no_digit_is_lost(device: dict[str, float], backend: str) -> None:
    parameters = Parameters(**device)
    theta = 3.0
    currents = magnet.charge_current(theta, parameters, backend=backend)
    branches = magnet.stationary_angles(parameters, backend=backend)
    with mpmath.workdps(60):
        wanted = exact(device, theta)
        for name, value in wanted.items():
            found = branches[name].rate if name in branches else getattr(currents, name)
            assert abs(found / value - 1) < 4e-15, name


def test_the_tilted_angle_exists_where_both_poles_agree() -> None:
    """Stability of the poles and existence are one statement, at the thresholds too."""
    base = {**DEVICES[2], "Gamma_l_down": 0.9}
    weak, strong = (
        magnet.stationary_angles(Parameters(**{**base, "d": d})).north.rate for d in (-1e6, 1e6)
    )
    threshold = 1e6 * (weak + strong) / (weak - strong)
    drives = threshold * (1 + np.arange(-200, 201) * np.finfo(float).eps)
    found = magnet.stationary_angles(Parameters(**{**base, "d": drives}))
    north, south = found.north.rate, found.south.rate
    assert len({*np.sign(north)} - {0.0}) == 2
    assert np.array_equal(found.tilted.exists, north * south > 0)
    assert np.all(np.abs(found.tilted.cos_theta[found.tilted.exists]) <= 1)


def test_the_slow_mode_keeps_its_digits_between_spins_of_unequal_rates() -> None:
    device = {**DEVICES[0], "T_l": None, "J": 0.03, "C": 40.0, "rho_up": 0.5, "rho_down": 8.0}
    found = magnet.u1_modes(Parameters(**device), 0.0)
    with mpmath.workdps(60):
        m = {name: mpmath.mpf(value) for name, value in device.items() if value is not None}
        rate = mpmath.matrix(2, 2)
        for spin, sign in zip(SPINS, (1, -1), strict=True):
            density = m[f"rho_{spin}"]
            conductance = 2 * density * (m[f"Gamma_l_{spin}"] + m["Gamma_r"])
            length = conductance * sign / 2 * (1 - 1 / (m["J"] * density))
            potential = -conductance * (1 + m["C"] / (2 * density))
            for row, factor in enumerate((m["J"] * sign, 1 / m["C"])):
                rate[row, 0] += factor * length
                rate[row, 1] += factor * potential
        half = (rate[0, 0] - rate[1, 1]) / 2
        spread = mpmath.sqrt(half**2 + rate[0, 1] * rate[1, 0])
        middle = (rate[0, 0] + rate[1, 1]) / 2
        for value, exact_rate in zip(found.rates, (middle - spread, middle + spread), strict=True):
            assert abs(value / exact_rate - 1) < 4e-15
        assert abs(middle - spread) > 1e9 * abs(middle + spread)
    assert found.stable
