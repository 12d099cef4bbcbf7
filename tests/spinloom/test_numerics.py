"""Panels, tables and thermal averages on functions whose integrals are known."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.special import digamma

from spinloom.numerics.band import BandTable, read, read_compiled
from spinloom.numerics.occupation import exchange_weight, filling
from spinloom.numerics.panels import ELLIPSE, ORDER, fit, fit_antiderivative, resolve
from spinloom.numerics.thermal import Direct, warm_panels, warm_table

EDGE = 200.0
POLE = 1.5 - 0.02j


def lorentzian_table(dtype: Any = np.float64) -> BandTable:
    """Table of Im 1/(E - z) and its antiderivative arg(E - z), and of the step."""
    edge = dtype(EDGE)
    angle = np.arcsin(np.array([POLE, POLE.conjugate()]) / EDGE)
    quarter = 2 * np.arctan(dtype(1))
    panels = resolve(angle, -quarter, quarter)
    energies = edge * np.sin(panels.nodes())
    density = (1 / (energies - np.asarray(POLE))).imag
    integral = np.arctan2(-dtype(POLE.imag), energies - dtype(POLE.real)) - dtype(np.pi)
    step = np.zeros_like(energies)
    half = len(panels.middles) // 2
    integral[half:] += dtype(np.pi)
    step[half:] = 1
    columns = fit(np.stack([-integral, step, -density], axis=-1).astype(dtype))
    return BandTable(edge, panels, columns.astype(float), np.array([np.pi]), 1, read)


def test_panels_keep_their_distance() -> None:
    singular = np.array([0.3 + 1e-9j, 0.3 - 1e-9j, -1.2 + 0.5j])
    panels = resolve(singular, -1.0, 2.0)
    assert panels.edges[0] == -1.0 and panels.edges[-1] == 2.0
    assert np.all(np.diff(panels.edges) > 0)
    local = (singular - panels.middles[:, None]) / panels.halves[:, None]
    axis = (np.abs(local - 1) + np.abs(local + 1)) / 2
    assert (axis + np.sqrt(axis**2 - 1)).min() >= ELLIPSE
    assert len(panels.middles) < 200  # logarithmic, not 1e9


def test_points_find_their_panel() -> None:
    panels = resolve(np.array([0.1 + 1e-3j]), -1.0, 1.0)
    points = np.linspace(-1, 1, 999)
    panel, local = panels.locate(points)
    assert np.all(np.abs(local) <= 1)
    np.testing.assert_allclose(panels.middles[panel] + local * panels.halves[panel], points)


@pytest.mark.parametrize("dtype", [np.float64, np.longdouble])
def test_antiderivative_of_a_sixth_order_pole(dtype: Any) -> None:
    """The order that couplings reach where two poles of both helicities meet."""
    pole = 1e-3j
    panels = resolve(np.array([pole, pole.conjugate()]), dtype(-1), dtype(1))
    x = panels.nodes()
    coefficients, steps = fit_antiderivative(((x - pole) ** -6).real[..., None], panels.halves)
    ends = ((panels.edges - pole) ** -5 / -5).real
    exact = np.diff(ends)
    assert np.abs(steps[:, 0] - exact).max() < 1e-14 * np.abs(exact).max()
    assert coefficients.shape == (len(exact), ORDER + 1, 1)
    np.testing.assert_allclose(
        coefficients.sum(axis=1)[:, 0], steps[:, 0], atol=1e-14 * np.abs(exact).max()
    )


@pytest.mark.parametrize("temperature", [1e-12, 1e-4, 0.02, 0.5, 3.0])
def test_thermal_average_of_a_lorentzian(temperature: float) -> None:
    """int f(E) b/((E-a)^2 + b^2) dE = pi/2 + Im digamma(1/2 + (b + i(mu-a)) / 2 pi T)."""
    table = lorentzian_table()
    potentials = np.array([-7.0, -1.0, 1.4, 1.5, 1.52, 4.0])
    found = Direct(table).values(potentials, np.asarray(temperature), slice(None)).all()
    x = 0.5 + 1j * (potentials - POLE.conjugate()) / (2 * np.pi * temperature)
    exact = np.pi / 2 + digamma(x).imag
    total = found[:, 0] + found[:, 1] * table.filled[0]
    np.testing.assert_allclose(total, exact, rtol=0, atol=2e-14)
    assert np.abs(total + exact).max() > 1.0


def test_cold_average_reads_the_table() -> None:
    table = lorentzian_table()
    potentials = np.linspace(-5, 5, 41)
    cold = table.values(potentials, np.zeros(()), slice(None)).all()
    np.testing.assert_array_equal(
        Direct(table).values(potentials, np.zeros(41), slice(None)).all(), cold
    )
    np.testing.assert_allclose(cold[:, 2], -(1 / (potentials - POLE)).imag, rtol=1e-12)
    np.testing.assert_allclose(
        read_compiled(table, potentials, slice(1, 3)), cold[:, 1:3], rtol=1e-13, atol=1e-16
    )


@pytest.mark.parametrize("temperature", [1e-5, 0.1, 20.0])
def test_warm_table_is_the_average(temperature: float) -> None:
    table = lorentzian_table()
    potentials = np.linspace(-6, 6, 200)
    angles = np.arcsin(np.array([POLE, POLE.conjugate()]) / EDGE)
    panels = warm_panels(table, angles, temperature, potentials)
    table_at = warm_table(table, panels, temperature)
    warm = table_at.values(potentials, np.zeros(()), slice(None)).all()
    direct = Direct(table).values(potentials, np.asarray(temperature), slice(None)).all()
    for found in (warm, direct):
        found[:, 0] += found[:, 1] * table.filled[0]
    np.testing.assert_allclose(warm[:, [0, 2]], direct[:, [0, 2]], rtol=0, atol=2e-12)


def test_occupations_at_extremes() -> None:
    energies = np.array([-1.0, 0.0, 1.0])
    for temperature in (0.0, 5e-324, 1e-300):
        filled, empty = filling(energies, np.asarray(temperature))
        np.testing.assert_array_equal(filled, [1.0, 0.5, 0.0])
        np.testing.assert_array_equal(empty, [0.0, 0.5, 1.0])
    filled, empty = filling(np.array([40.0, -800.0]), np.asarray(1.0))
    assert filled[0] == pytest.approx(np.exp(-40.0)) and empty[1] == 0.0


def test_exchange_weight_limits() -> None:
    bias = np.array([0.0, 1e-320, 1e-12, -1.0, 3.0])
    np.testing.assert_array_equal(exchange_weight(bias, np.asarray(0.0)), np.abs(bias))
    np.testing.assert_allclose(
        exchange_weight(bias, np.asarray(0.5)),
        [1.0, 1.0, 1.0, 1 / np.tanh(1.0), 3 / np.tanh(3.0)],
        rtol=1e-15,
    )
    np.testing.assert_allclose(exchange_weight(bias, np.asarray(1e300)), 2e300)
