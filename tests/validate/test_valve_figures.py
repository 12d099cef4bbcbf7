"""The valve's figures: their curves hold what is stated of them, and each can be drawn."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from spinloom import valve
from spinloom.validate import figures as gallery
from spinloom.validate import valve_band_figures as bands
from spinloom.validate import valve_exchange_figures as exchange_
from spinloom.validate import valve_storage_figures as stores
from spinloom.validate import valve_tensor_figures as turns
from spinloom.validate import valve_thermal_figures as heats
from spinloom.validate.valve_style import WIDTH

PLOTTED = [
    f"valve:{name}"
    for module in (stores, exchange_, turns, heats, bands)
    for name in module.figures()
]


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


# --- Direct and exchange coefficients -----------------------------------------------------------


def logarithms(value: float) -> float:
    """x ln x."""
    return float(value * np.log(value)) if value else 0.0


def test_14_third_power_whatever_voltage_and_temperature() -> None:
    splittings = np.array([0.2, 0.4, 5.0])
    found = exchange_.direct(splittings, 0.0, 0.0)
    assert_allclose(found[1] / found[0], 8.0, rtol=1e-4)
    g = [logarithms(2 * WIDTH + shift) for shift in (5.0, 0.0, -5.0)]
    torque = (g[0] - 2 * g[1] + g[2]) / (2 * np.pi)
    assert_allclose(found[2], 2 * 5 / (4 * WIDTH) * torque, rtol=1e-12)
    assert_allclose(exchange_.direct(5.0, 0.5, 1.0), found[2], rtol=1e-8)
    assert_allclose(splittings[2] ** 3 / (8 * np.pi * WIDTH**2), found[2], rtol=3e-3)


def test_15_16_torque_is_half_of_the_print() -> None:
    g = [logarithms(WIDTH + shift) for shift in (7.5, 2.5, -2.5)]
    closed = (g[0] - 2 * g[1] + g[2]) / (2 * np.pi)
    torque = exchange_.sizes(5.0, 0.0, 0.0)[1]
    assert_allclose(torque, closed, rtol=1e-12)
    assert_allclose(torque, 0.145494, rtol=1e-5)
    small = exchange_.sizes(0.05, 0.0, 0.0)[1]
    assert_allclose(2 * small, exchange_.printed_torque(0.05), rtol=2e-3)
    assert_allclose(exchange_.printed_torque(5.0), 0.318, atol=1e-3)
    assert_allclose(exchange_.sizes(5.0, exchange_.WARM, 1.0)[1], 0.1137, atol=1e-4)


@pytest.mark.parametrize(
    ("temperature", "splitting", "voltage"),
    [(0.0, 9.587212225, 0.2909968043), (0.5, 5.7995323432, 0.8462774755)],
)
def test_15_16_crossings(temperature: float, splitting: float, voltage: float) -> None:
    assert_allclose(exchange_.crossing_splitting(temperature), splitting, rtol=1e-8)
    assert_allclose(exchange_.crossing_voltage(temperature), voltage, rtol=1e-8)


def test_15_emission_at_either_temperature() -> None:
    cold = exchange_.sizes(np.array([0.3, 1.0, 7.0]), 0.0, 1.0)[0]
    assert_allclose(cold, np.array([0.15, 0.5, 0.5]), rtol=1e-12)
    warm = exchange_.sizes(np.array([0.01, 0.02]), exchange_.WARM, 1.0)[0]
    assert_allclose(warm[1] / warm[0], 4.0, rtol=1e-3)
    assert_allclose(warm, exchange_.onset([0.01, 0.02], exchange_.WARM, 1.0), rtol=1e-3)


def test_17_emission_falls_linearly_at_first() -> None:
    emission, torque = exchange_.sizes(5.0, np.array([0.0, 0.02, 1.0]), 1.0)
    assert_allclose(emission[:2], np.array([0.5, 0.48]), rtol=1e-9)
    assert_allclose(emission[2] / emission[0], 1 / 7, atol=4e-3)
    assert 0.5 < torque[2] / torque[0] < 0.6


# --- Principal axes -----------------------------------------------------------------------------


def test_18_direct_values_are_half_of_the_caption() -> None:
    angles = np.array([0.0, 0.4, np.pi / 2])
    found = turns.device(1.0)
    values = valve.principal(turns.tensors(found, angles).direct).values
    size = 0.5 * abs(found.T_S) * np.sin(angles)
    assert_allclose(values, np.stack([-size, 0 * size, size], axis=-1), atol=1e-19)
    assert_allclose(found.Gamma, 2 * np.pi / 2500, rtol=1e-15)


def test_18_exchange_values() -> None:
    """The middle value does not depend on the angle; the others repel by emission and torque."""
    angles = np.array([0.0, 0.4, np.pi / 2])
    found = turns.device(1.0)
    values = valve.principal(turns.tensors(found, angles).exchange).values
    assert_allclose(values[:, 1], found.E_ex / 3, rtol=1e-12)
    gap = np.hypot(found.E_ex, found.T_ex * np.sin(angles))
    assert_allclose(values[:, 2] - values[:, 0], gap, rtol=1e-12)
    assert_allclose(values.sum(axis=1), np.zeros(3), atol=1e-19)


def test_19_vectors_turn_towards_the_torque() -> None:
    found = turns.device(1.0)
    upper, lower = turns.principal_vectors(found, turns.ANGLES)
    tilt = np.arctan2(upper[:, 0], upper[:, 1])
    assert_allclose(np.tan(2 * tilt), found.T_ex / found.E_ex * np.sin(turns.ANGLES), rtol=1e-9,
                    atol=1e-15)  # fmt: skip
    assert np.all(np.diff(tilt) > 0)
    assert np.all(lower[:, 0] < 0)  # negative values point towards the origin
    mirrored = turns.principal_vectors(turns.flipped(found), turns.ANGLES)
    for vectors, other in zip((upper, lower), mirrored, strict=True):
        assert_allclose(other[1:, 0] * other[1:, 1], -vectors[1:, 0] * vectors[1:, 1], rtol=1e-9)


def test_19_both_vectors_lie_on_eigenvectors() -> None:
    found = turns.device(1.0)
    exchange = turns.tensors(found, turns.ANGLES).exchange[:, ::2, ::2]
    for vectors, column in zip(turns.principal_vectors(found, turns.ANGLES), (2, 0), strict=True):
        values = valve.principal(turns.tensors(found, turns.ANGLES).exchange).values[:, column]
        left = np.einsum("nij,nj->ni", exchange, vectors)
        assert_allclose(left, values[:, None] * vectors, atol=1e-19)


def test_19_direct_axes() -> None:
    """(e_z - e_x)/sqrt 2 for +, (-e_z - e_x)/sqrt 2 for -, at any angle."""
    axes = valve.principal(turns.tensors(turns.device(1.0), np.array([0.3, 1.2])).direct)
    for column, sign in ((2, -1), (0, 1)):
        assert_allclose(axes.projectors[:, column, 0, 2], sign * 0.5, rtol=1e-9)


def test_20_from_torque_to_emission() -> None:
    found = turns.device(turns.VOLTAGES)
    upper, lower = turns.principal_vectors(found, np.pi / 4)
    tilt = np.arctan2(upper[:, 0], upper[:, 1])
    assert_allclose(tilt[0], np.pi / 4, rtol=1e-9)
    assert tilt[-1] < np.pi / 12
    assert np.all(np.diff(tilt) < 0)
    size = abs(found.T_ex[0]) * np.sin(np.pi / 4) / 2
    assert_allclose(np.linalg.norm([upper[0], lower[0]], axis=1), size, rtol=1e-9)


# --- Thermal bias -------------------------------------------------------------------------------


def test_21_neither_charge_nor_spin_flows() -> None:
    found = heats.driven(5.0, np.array([-0.5, 0.3]))
    for name in ("I_N0", "I_NF", "E_S", "A_S"):
        assert np.all(abs(found[name]) < 1e-8 * abs(found.E_ex) + 1e-6 * found.Gamma)
    assert found.E_ex[0] > 0 > found.E_ex[1]


def test_21_starts_as_linear_response() -> None:
    ratios = np.array([-1e-4, 1e-4])
    found = heats.driven(5.0, ratios).E_ex
    assert_allclose(found, heats.linear(5.0, ratios), rtol=5e-4)
    assert_allclose(heats.linear(0.0, 0.1), 0.0)


def test_22_order_of_sign_and_size() -> None:
    ratios = np.array([ratio for ratio, _, _ in heats.RATIOS])
    found = heats.driven(5.0, ratios).E_ex
    assert ratios.tolist() == [-0.5, -0.1, 0.1, 0.5]
    assert np.all(np.diff(found) < 0)
    assert ratios[np.argsort(-abs(found))].tolist() == [0.5, -0.5, 0.1, -0.1]
    strong, weak = abs(found[3] / found[0]) - 1, abs(found[2] / found[1]) - 1
    assert strong > 5 * weak > 1


def test_22_saturates_with_the_opposite_sign() -> None:
    small = np.array([-0.01, 0.01])
    assert_allclose(heats.driven(14.0, small).E_ex, -np.pi / 2500 * small, rtol=0.02)


# --- Other bands --------------------------------------------------------------------------------


def test_bands_hold_their_orbitals() -> None:
    energies = np.linspace(-50, 50, 100001)
    for band, orbitals in ((bands.curved(), 1.0), (bands.pair(), 2.0)):
        for density in band.density(energies):
            assert_allclose(np.trapezoid(density, energies), orbitals, rtol=2e-3)


def test_bands_two_flat_ones_have_a_constant_polarization() -> None:
    found = bands.driven(bands.pair(), 0.0, np.array([2.0, 4.0]))
    up, down = (0.5 / width for width in bands.HALF_WIDTHS)
    polarization = (up - down) / (up + down)
    assert_allclose(found.Gamma, np.pi / 2 * (up + down) ** 2, rtol=1e-12)
    assert_allclose(found.I_N0, -2 * found.Gamma * np.array([2.0, 4.0]), rtol=2e-3)
    assert_allclose(found.I_NF, polarization**2 * found.I_N0, rtol=3e-3)
    for name in ("E_S", "A_S"):
        assert_allclose(found[name], polarization / 2 * found.I_N0, rtol=3e-3)


def test_bands_curved_one_against_integrals_of_its_parabola() -> None:
    energies = np.linspace(-35, 35, 70001)
    half = bands.CURVED_SPLITTING / 2
    up, down = (
        np.clip(0.75 / WIDTH * (1 - ((energies + s * half) / WIDTH) ** 2), 0, None) for s in (1, -1)
    )
    right, left = (
        1 / (1 + np.exp(np.clip((energies - bands.CURVED_FERMI - mu) / bands.TEMPERATURE, -99, 99)))
        for mu in (-2.0, 2.0)
    )
    mean, part = (up + down) / 2, (up - down) / 2
    found = bands.driven(bands.curved(), bands.CURVED_FERMI, 4.0)
    for name, weight in (("I_N0", 2 * mean**2), ("I_NF", 2 * part**2), ("E_S", mean * part)):
        wanted = 2 * np.pi * np.trapezoid(weight * (right - left), energies)
        assert_allclose(found[name], wanted, rtol=3e-3)
        assert abs(float(wanted)) > 1e-3
