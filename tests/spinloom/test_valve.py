"""The valve's public functions: anchors, closed forms, edges, bad input."""

from __future__ import annotations

import doctest
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad

from spinloom.valve import (
    Band,
    anisotropy,
    currents,
    storage,
)

COEFFICIENTS = ("I_N0", "I_NF", "E_S", "A_S", "T_S", "E_ex", "A_ex", "T_ex")
BACKENDS = ("numpy", "numba")


def over_gamma(*values: float, **options: Any) -> dict[str, float]:
    found = currents(*values, **options)
    return {name: found[name] / found.Gamma for name in COEFFICIENTS}


def fermi(x: Any) -> Any:
    return (1 - np.tanh(x / 2)) / 2


@pytest.mark.parametrize("module", ["valve", "valve_band"])
def test_examples_print_what_they_show(module: str) -> None:
    found = doctest.testmod(import_module(f"spinloom.{module}"))
    assert found.attempted >= 2 and found.failed == 0


# --- storage -------------------------------------------------------------------------------------


@pytest.mark.parametrize("backend", BACKENDS)
def test_storage_at_zero_temperature(backend: str) -> None:
    for D in (None, 25.0):
        found = storage(5.0, 0.0, D=D, backend=backend)
        assert (found.spin, found.q_exchange) == (2.5, 1.25)


@pytest.mark.parametrize(
    ("J", "T", "D", "mu"), [(5.0, 4.0, 25.0, 3.0), (1.0, 6.0, 20.0, -19.0), (60.0, 3.0, 25.0, 9.0)]
)
@pytest.mark.parametrize("backend", BACKENDS)
def test_storage_of_a_finite_band(J: float, T: float, D: float, mu: float, backend: str) -> None:
    def gap(e: float) -> float:
        return float(fermi((e - J / 2 - mu) / T) - fermi((e + J / 2 - mu) / T))

    found = storage(J, T, D=D, mu=mu, backend=backend)
    assert found.spin == pytest.approx(quad(gap, -D, D, epsabs=1e-13)[0] / 2, rel=1e-12)
    squared = quad(lambda e: gap(e) ** 2, -D, D, epsabs=1e-13)[0]
    assert found.q_exchange == pytest.approx(squared / 4, rel=1e-12)


def test_storage_is_continuous_where_its_method_changes() -> None:
    for T in (0.5, 7.0):
        below, above = storage(2 * T * np.array([1 - 1e-12, 1 + 1e-12]), T, D=25.0).q_exchange
        assert below == pytest.approx(above, rel=1e-11)


def test_storage_keeps_its_digits_for_small_splittings() -> None:
    found = storage([1e-3, 1e-6, 1e-9], 0.5, D=25.0)
    square = np.array([1e-3, 1e-6, 1e-9]) ** 2
    np.testing.assert_allclose(found.q_exchange, square / 12, rtol=1e-7)  # (J/T)^2 T/24
    np.testing.assert_allclose(found.spin, [5e-4, 5e-7, 5e-10], rtol=1e-12)


def test_a_band_without_splitting_stores_nothing() -> None:
    for T in (0.0, 0.3, 1e9):
        assert storage(0.0, T, D=3.0).q_exchange == storage(0.0, T).spin == 0


# --- anisotropy ----------------------------------------------------------------------------------


@pytest.mark.parametrize("backend", BACKENDS)
@settings(max_examples=25, deadline=None)
@given(x=st.floats(-40, 40), J=st.floats(0, 30), T=st.floats(0.01, 20))
def test_anisotropy_functions(backend: str, x: float, J: float, T: float) -> None:
    found = anisotropy(x + 0.7, J, T, mu=0.7, backend=backend)
    up = (fermi(x / T) - fermi((x + J) / T)) / 4
    down = (fermi(x / T) - fermi((x - J) / T)) / 4
    rounding = 1e-15 * (5 + (abs(x) + J) / T)
    assert found.a_up == pytest.approx(up, abs=rounding)
    assert found.a_down == pytest.approx(down, abs=rounding)
    assert found.a == pytest.approx(up + down, abs=rounding)
    assert found.a_even == pytest.approx(up - down, abs=rounding)
    assert found.q_exchange == pytest.approx(fermi(x / T) * (up + down), abs=rounding)


def test_anisotropy_is_odd_and_has_half_steps_at_zero_temperature() -> None:
    at = np.array([-6.0, -5.0, -2.0, 0.0, 2.0, 5.0, 6.0])
    found = anisotropy(at, 5.0, 0.0).a
    np.testing.assert_array_equal(found, [0, 0.125, 0.25, 0, -0.25, -0.125, 0])


def test_small_splittings_keep_the_digits_of_the_sum() -> None:
    found = anisotropy(0.3, 1e-7, 0.5)
    x, y = 0.3 / 0.5, 1e-7 / 0.5
    expected = -(y**2) * np.tanh(x / 2) / (8 * (np.cosh(x) + 1))
    assert found.a == pytest.approx(expected, rel=1e-12)
    slope = fermi(x) * fermi(-x) / 4
    bend = y * np.tanh(x / 2) / 2
    assert found.a_up == pytest.approx(y * slope * (1 - bend), rel=1e-12)
    assert found.a_down == pytest.approx(-y * slope * (1 + bend), rel=1e-12)
    assert found.a_even == pytest.approx(2 * y * slope, rel=1e-12)


def test_anisotropy_integrates_to_the_stored_moment() -> None:
    energies, T = np.linspace(-60, 60, 24001), 0.8
    stored = np.trapezoid(anisotropy(energies, 5.0, T).q_exchange, energies)
    assert stored == pytest.approx(storage(5.0, T).q_exchange, rel=1e-10)


# --- currents: anchors and closed forms ----------------------------------------------------------


@pytest.mark.parametrize("backend", BACKENDS)
def test_anchor_of_the_spin_torque(backend: str) -> None:
    found = over_gamma(0.0, 0.0, 0.0, 0.0, 5.0, 5.0, 25.0, backend=backend)
    assert found["T_S"] == pytest.approx(-0.0797106340415, abs=1e-13)


@pytest.mark.parametrize("backend", BACKENDS)
def test_anchor_of_the_exchange_torque(backend: str) -> None:
    found = over_gamma(0.0, 0.0, 0.0, 0.0, 5.0, 5.0, 25.0, backend=backend)
    assert found["T_ex"] == pytest.approx(-0.145494213358615, abs=1e-14)


def entropy(x: float) -> float:
    return float(x * np.log(x))


@pytest.mark.parametrize("mu", [-12.0, 0.0, 3.0])
def test_torques_of_cold_flat_bands_in_logarithms(mu: float) -> None:
    J, D = 5.0, 25.0
    found = over_gamma(mu, -1.0, 0.0, 0.0, J, J, D)
    exchange = sum(
        entropy(D + 1.5 * J + s * mu) - 2 * entropy(D + J / 2 + s * mu)
        + entropy(D - J / 2 + s * mu) for s in (1, -1)
    )  # fmt: skip
    assert found["T_ex"] == pytest.approx(-exchange / (4 * np.pi), abs=1e-13)
    spin = entropy(2 * D + J) - 2 * entropy(2 * D) + entropy(2 * D - J)
    assert found["T_S"] == pytest.approx(-spin / (2 * np.pi), abs=1e-13)


@pytest.mark.parametrize("place", ["V", "J"])
def test_emission_and_torque_cross_at_zero_temperature(place: str) -> None:
    """|E_ex| = |T_ex| at V = 0.290997 for J = 5, and at J = 9.587212 for V = 1, D = 25."""
    V, J = (0.290997, 5.0) if place == "V" else (1.0, 9.587212)
    found = over_gamma(V / 2, -V / 2, 0.0, 0.0, J, J, 25.0)
    assert abs(found["E_ex"] - found["T_ex"]) < 1e-5 * abs(found["E_ex"])


def test_gamma() -> None:
    assert currents(0, 0, 0, 0, 1, 1, 25, tunnelling=3.0).Gamma == pytest.approx(
        2 * np.pi * 9 / 2500, rel=1e-15
    )


@pytest.mark.parametrize("V", [-7.0, -0.3, 0.0, 0.3, 4.0, 9.0])
def test_zero_temperature(V: float) -> None:
    J = 5.0
    found = over_gamma(V / 2, -V / 2, 0.0, 0.0, J, J, 25.0)
    assert found["I_N0"] == pytest.approx(-2 * V, abs=1e-13)
    assert found["E_ex"] == pytest.approx(-min(abs(V), J) / 2, abs=1e-13)
    assert found["E_S"] == found["A_S"] == found["A_ex"] == 0


def wide_emission(V: float, J: float, T: float) -> float:
    def c(u: float) -> float:
        return u / 2 / np.tanh(u / (2 * T)) if u else T

    return (c(V + J) + c(V - J) - 2 * c(V) - 2 * c(J) + 2 * c(0.0)) / 2


@pytest.mark.parametrize(("V", "J", "T"), [(1.0, 5.0, 0.5), (5.0, 5.0, 0.4), (6.0, 2.0, 0.3)])
@pytest.mark.parametrize("backend", BACKENDS)
def test_emission_in_a_wide_band(V: float, J: float, T: float, backend: str) -> None:
    found = over_gamma(V / 2, -V / 2, T, T, J, 3.0, 40.0, backend=backend)
    assert found["E_ex"] == pytest.approx(wide_emission(V, J, T), rel=1e-12)


def test_emission_keeps_its_digits_for_small_bias() -> None:
    small = [over_gamma(V / 2, -V / 2, 0.5, 0.5, 5.0, 5.0, 25.0)["E_ex"] / V**2
             for V in (1e-3, 1e-5, 1e-7)]  # fmt: skip
    np.testing.assert_allclose(small, small[-1], rtol=1e-6)
    assert small[-1] < 0


def nested(left: Callable[[float], float], point: Mapping[str, float]) -> float:
    """(2/pi) times the double principal value of left(w) m_R(w') (f_R(w') - f_L(w))/(w - w')."""
    J, D = point["J_R"], point["D"]

    def f(e: float, side: str) -> float:
        return float(fermi((e - point[f"mu_{side}"]) / point[f"T_{side}"]))

    def inner(w: float) -> float:
        total = 0.0
        for low, sign in ((-D - J / 2, 1), (D - J / 2, -1)):
            part = quad(lambda x: (f(x, "R") - f(w, "L")) / (w - x), low, low + J)[0]
            total += sign * part / 2
        return total

    reach = 40 * point["T_L"] + point["J_L"]
    ends = (point["mu_L"] - reach, point["mu_L"] + reach)
    return float(quad(lambda w: left(w) * inner(w), *ends, limit=200, epsabs=1e-10)[0] * 2 / np.pi)


@pytest.mark.parametrize("T_R", [0.4, 0.9])
def test_exchange_torque_against_nested_quadrature(T_R: float) -> None:
    point = {"mu_L": 0.4, "mu_R": -0.9, "T_L": 0.4, "T_R": T_R, "J_L": 4.0, "J_R": 3.0, "D": 22.0}

    def hole(w: float) -> float:
        return float(anisotropy(w, 4.0, 0.4, mu=0.4).a)

    found = over_gamma(**point)["T_ex"]
    assert found == pytest.approx(nested(hole, point), rel=1e-8)


def generic(**changes: float) -> tuple[float, ...]:
    point = {"mu_L": 0.7, "mu_R": -0.4, "T_L": 0.5, "T_R": 0.5, "J_L": 5.0, "J_R": 4.0, "D": 25.0}
    return tuple({**point, **changes}.values())


@pytest.mark.parametrize(
    "changes",
    [{}, {"T_L": 0.9}, {"T_R": 0.0}, {"T_L": 0.0}, {"T_L": 3.0, "T_R": 2.0}, {"J_L": 0.02},
     {"J_R": 60.0}, {"mu_L": 24.0}, {"T_L": 0.0, "T_R": 0.0, "mu_R": -24.5}, {"mu_R": 0.7}],
)  # fmt: skip
def test_closed_forms_agree_with_bands_by_quadrature(changes: Mapping[str, float]) -> None:
    values = generic(**changes)
    sides = [Band.stoner([-25.0, 25.0], [1 / 50, 1 / 50], J) for J in values[4:6]]
    exact = currents(*values)
    found = currents(*values[:4], band_L=sides[0], band_R=sides[1])
    for name in COEFFICIENTS:
        scale = max(abs(exact[name]), 1e-6 * exact.Gamma)
        assert found[name] == pytest.approx(exact[name], abs=2e-10 * scale), name


@pytest.mark.parametrize("edge", [{"J_L": 0.0}, {"J_R": 0.0}, {"J_L": 0.0, "T_L": 0.0, "T_R": 0.0}])
def test_no_torque_without_a_splitting(edge: Mapping[str, float]) -> None:
    found = over_gamma(*generic(**edge))
    assert found["T_S"] == 0 and abs(found["T_ex"]) < 1e-16
    if "J_L" in edge:
        assert found["E_ex"] == 0 and abs(found["A_ex"]) < 1e-16


def test_limits_of_zero_temperature_and_bias_are_reached() -> None:
    cold = over_gamma(*generic(T_L=0.0, T_R=0.0))
    nearly = over_gamma(*generic(T_L=1e-7, T_R=1e-7))
    for name in COEFFICIENTS:
        assert nearly[name] == pytest.approx(cold[name], abs=1e-7), name


def test_every_method_joins_smoothly() -> None:
    """Exchange torque on either side of each change of method."""
    for name, value in (("J_L", 0.5), ("J_R", 1.25), ("T_L", 22.3 / 37), ("T_R", 22.3 / 37)):
        base = {"T_L": 0.5, "T_R": 0.5} if name[0] == "J" else {"T_L": 0.55, "T_R": 0.55}
        pair = [over_gamma(*generic(**{**base, name: value * (1 + x)}))["T_ex"]
                for x in (-1e-11, 1e-11)]  # fmt: skip
        assert pair[0] == pytest.approx(pair[1], rel=1e-9)


def test_errors_are_stated() -> None:
    found = currents(*generic(T_L=0.9))
    assert set(found.error) == {"Gamma", *COEFFICIENTS}
    for name in COEFFICIENTS:
        assert 0 <= found.error[name] <= 1e-9 * found.Gamma


@pytest.mark.parametrize("backend", BACKENDS)
@settings(max_examples=20, deadline=None)
@given(
    V=st.floats(-20, 20), T=st.sampled_from([0.0, 1e-6, 0.3, 2.0, 40.0]), J=st.floats(0, 30),
    tau=st.sampled_from([1.0, 0.5]),
)  # fmt: skip
def test_all_corners_are_finite(backend: str, V: float, T: float, J: float, tau: float) -> None:
    found = over_gamma(V / 2, -V / 2, T, T * tau, J, 5.0, 25.0, backend=backend)
    assert all(np.isfinite(x) for x in found.values())
    assert found["I_N0"] * V <= 1e-12
    if tau == 1:
        assert found["E_ex"] <= 1e-15  # bias alone always destroys the exchange moment
