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


def moderate(count: int) -> dict[str, NDArray[np.float64]]:
    """Devices of one decade, any density of states and drive."""
    rng = np.random.default_rng(11)
    rates = {n: rng.uniform(0.2, 2.0, count) for n in ("Gamma_l_up", "Gamma_l_down", "Gamma_r")}
    densities = {n: rng.uniform(4, 12, count) for n in ("rho_up", "rho_down")}
    slopes = {n: rng.uniform(-0.003, 0.003, count) for n in ("drho_up", "drho_down")}
    return rates | densities | slopes | {
        "B": rng.uniform(2, 8, count), "S": rng.uniform(50, 500, count),
        "d": rng.uniform(-3e6, 3e6, count),
    }  # fmt: skip


def test_precession_enhances_the_current_exactly_under_its_condition() -> None:
    values = moderate(20000)
    p = Parameters(**values)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ValidityWarning)
        tilted = magnet.stationary_angles(p).tilted
        theta = np.arccos(np.where(tilted.exists, tilted.cos_theta, 0.0))
        current = magnet.charge_current(theta, p)
    up, down, right, n, m = (
        values[name] for name in ("Gamma_l_up", "Gamma_l_down", "Gamma_r", "drho_up", "drho_down")
    )
    mean, gap, cosine = (up + down) / 2 + right, (up - down) / 2, np.cos(theta)
    bend = ((n + m) * mean - (n - m) * gap * cosine) / 2
    mixing, rates = mean**2 - gap**2, mean**2 - (gap * cosine) ** 2
    condition = bend * (right * bend * (1 / mixing + 1 / rates) - (n + m))
    exists = tilted.exists & (np.abs(tilted.cos_theta) < 0.999)
    assert exists.sum() > 1000
    larger = np.abs(current.left) > np.abs(current.left_thermal)
    clear = exists & (np.abs(condition) > 1e-12)
    assert np.array_equal(larger[clear], condition[clear] > 0)
    assert 0 < larger[clear].mean() < 1
    whole = right * values["d"] * (n + m - 2 * right * bend / mixing)
    assert np.allclose(current.left[exists], whole[exists], rtol=1e-9, atol=1e-9)


def test_the_tilted_angle_parts_the_basins_or_draws_all_starts() -> None:
    values = moderate(3000)
    p = Parameters(**values)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ValidityWarning)
        found = magnet.stationary_angles(p)
        tilt = np.arccos(np.where(found.tilted.exists, found.tilted.cos_theta, 0.0))
        ends = [
            np.cos(magnet.trajectory(start, [1e9], p).theta[:, 0])
            for start in (0.9 * tilt, tilt + 0.1 * (np.pi - tilt))
        ]
    inner = found.tilted.exists & (np.abs(found.tilted.cos_theta) < 0.99)
    drawn, parted = inner & found.tilted.stable, inner & ~found.tilted.stable
    assert min(drawn.sum(), parted.sum()) > 50
    for end, pole in zip(ends, (1.0, -1.0), strict=True):
        assert np.allclose(end[drawn], found.tilted.cos_theta[drawn], atol=1e-9)
        assert np.allclose(end[parted], pole, atol=1e-9)
        one = ~found.tilted.exists
        assert np.allclose(end[one], np.where(found.north.stable[one], 1.0, -1.0), atol=1e-9)


def test_thresholds_part_the_regimes() -> None:
    values = moderate(20000)
    p = Parameters(**values)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ValidityWarning)
        found = magnet.stationary_angles(p)
    up, down, right, n, m, s, r = (
        values[name]
        for name in ("Gamma_l_up", "Gamma_l_down", "Gamma_r", "rho_up", "rho_down", "drho_up",
                     "drho_down")
    )  # fmt: skip
    mean, gap = (up + down) / 2 + right, (up - down) / 2
    ratio = right * gap / (mean**2 - gap**2)
    for pole, side in (("north", 1), ("south", -1)):
        slope = ratio * (mean * (s + r) - side * gap * (s - r))
        threshold = -values["B"] * (mean * (n + m) - side * gap * (n - m)) / slope
        stable = side * slope * (values["d"] - threshold) > 0
        assert np.array_equal(found[pole].stable, stable)
    assert np.array_equal(found.tilted.exists, found.north.stable == found.south.stable)
    assert np.array_equal(found.tilted.stable, ~found.north.stable & ~found.south.stable)
