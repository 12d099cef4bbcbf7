"""The valve's figures: their curves hold what is stated of them, and each can be drawn."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from spinloom import valve
from spinloom.validate import figures as gallery
from spinloom.validate import valve_storage_figures as stores
from spinloom.validate.valve_style import WIDTH

PLOTTED = [f"valve:{name}" for module in (stores,) for name in module.figures()]


@pytest.mark.parametrize("name", PLOTTED)
def test_figures_are_drawn_with_named_axes_and_finite_curves(name: str) -> None:
    with gallery.drawing(name) as figure:
        for axes in figure.axes:
            assert axes.get_xlabel()
            assert axes.get_lines()
            for line in axes.get_lines():
                assert np.isfinite(np.asarray(line.get_ydata(), dtype=float)).all()
        assert any(axes.get_ylabel() for axes in figure.axes)


# --- Storage ------------------------------------------------------------------------------------


@pytest.mark.parametrize("temperature", stores.TEMPERATURES)
def test_7_extremes_area_and_antisymmetry(temperature: float) -> None:
    omega = np.linspace(-20, 20, 40001)
    found = valve.anisotropy(omega, 1.0, temperature)
    assert_allclose(found.a_up.max(), stores.extreme(temperature), rtol=1e-12)
    assert_allclose(omega[np.argmax(found.a_up)], -0.5, atol=1e-3)
    assert_allclose(found.a_down, -found.a_up[::-1], atol=1e-15)
    assert_allclose(np.trapezoid(found.a_up, omega), 0.25, rtol=1e-9)
    assert_allclose(np.trapezoid(found.q_exchange, omega),
                    valve.storage(1.0, temperature).q_exchange, rtol=1e-6)  # fmt: skip


def test_7_regimes_of_a_cold_ferromagnet() -> None:
    places = np.array([stores.REGIMES[name] for name in ("(a)", "(b)", "(c)", "(d)")])
    found = valve.anisotropy(places, 1.0, 0.02)
    assert np.round(found.a_up, 6).tolist() == [0, 0, 0.25, 0]
    assert np.round(found.a_down, 6).tolist() == [0, -0.25, 0, 0]


def test_9_limits_and_fall() -> None:
    temperatures = np.linspace(0, 3, 301)
    spin, exchange = stores.moments(1.0, temperatures)
    ratio = exchange / stores.polarized(1.0)
    assert_allclose(ratio[[0, 100]], [0.5, 1 / (2 * np.tanh(0.5)) - 1], rtol=1e-9)
    assert_allclose(ratio[5], 0.5 - 0.05, rtol=1e-6)
    assert_allclose(ratio[-1], 1 / 36, rtol=5e-3)
    assert np.all(np.diff(ratio) < 0)
    assert_allclose(spin, stores.polarized(1.0), rtol=1e-3)


def test_10_spin_is_half_of_what_the_caption_states() -> None:
    splittings = np.array([0.05, 6.0, 12.0])
    spin, exchange = stores.moments(splittings, 1.0)
    assert_allclose(spin, stores.polarized(splittings), rtol=1e-8)
    assert_allclose(spin, splittings / (2 * WIDTH) / 2, rtol=1e-8)
    assert_allclose(exchange[[0, 2]] * 8 * WIDTH, np.array([0.05**2 / 6, 10.0]), rtol=2e-4)
