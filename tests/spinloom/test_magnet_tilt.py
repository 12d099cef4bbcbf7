"""The rate at the tilted angle for devices whose rates differ by many decades."""

from __future__ import annotations

import warnings

import mpmath
import numpy as np
from numpy.typing import NDArray

from spinloom import magnet
from spinloom.magnet import Parameters, ValidityWarning

COUNT = 4000


def drawn() -> dict[str, NDArray[np.float64]]:
    """Parameters over twelve decades, either sign where both are allowed."""
    rng = np.random.default_rng(7)

    def decades(low: float, high: float, signed: bool = False) -> NDArray[np.float64]:
        size = 10 ** rng.uniform(low, high, COUNT)
        return np.asarray(size * rng.choice((-1.0, 1.0), COUNT) if signed else size)

    positive = ("Gamma_l_up", "Gamma_l_down", "Gamma_r", "rho_up", "rho_down")
    found = {name: decades(-6, 6) for name in positive}
    found |= {name: decades(-6, 3, signed=True) for name in ("drho_up", "drho_down", "B")}
    return found | {"S": decades(0, 6), "d": decades(-3, 8, signed=True)}


def exact(p: dict[str, float]) -> mpmath.mpf:
    """Slope of the flow at its zero, from the velocity of (46), (47)."""
    up, down, right, n, m, s, r, field, spin, drive = (
        mpmath.mpf(p[name])
        for name in ("Gamma_l_up", "Gamma_l_down", "Gamma_r", "rho_up", "rho_down", "drho_up",
                     "drho_down", "B", "S", "d")
    )  # fmt: skip
    gap, mean = (up - down) / 2, (up + down) / 2 + right

    def torque(c: mpmath.mpf, x: mpmath.mpf, y: mpmath.mpf) -> mpmath.mpf:
        return ((x + y) * mean - (x - y) * gap * c) / 2

    def speed(c: mpmath.mpf) -> mpmath.mpf:
        rates = (mean + gap * c) * (mean - gap * c)
        damped = torque(c, n, m) * (up + right) * (down + right) / rates
        thermal = right * gap / rates * torque(c, s, r) * drive
        return (1 - c * c) * (damped * field + thermal) / (spin + torque(c, n, m) * damped / spin)

    mixed = right * gap / ((up + right) * (down + right)) * drive
    c = mean * ((n + m) * field + mixed * (s + r)) / (gap * ((n - m) * field + mixed * (s - r)))
    return mpmath.diff(speed, c)


def test_it_is_finite_and_right() -> None:
    values = drawn()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ValidityWarning)
        tilted = magnet.stationary_angles(Parameters(**values)).tilted
    assert np.all(np.isfinite(tilted.rate[tilted.exists]))
    assert np.all(tilted.rate[tilted.exists] != 0)
    # near a pole the distance from it has lost its digits before
    sure = np.flatnonzero(tilted.exists & (np.abs(tilted.cos_theta) < 0.99))[:60]
    assert len(sure) == 60
    with mpmath.workdps(60):
        for k in sure:
            wanted = exact({name: float(value[k]) for name, value in values.items()})
            assert abs(tilted.rate[k] / wanted - 1) < 1e-9
