"""Bands of the valve: the curved and the two-band model, sampled and joined bands, sum rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy.integrate import quad

from spinloom import ParameterError
from spinloom.valve import Band, currents, storage

COEFFICIENTS = ("I_N0", "I_NF", "E_S", "A_S", "T_S", "E_ex", "A_ex", "T_ex")
J, D = 5.0, 25.0


def fermi(x: Any) -> Any:
    return (1 - np.tanh(x / 2)) / 2


# --- one curved band -----------------------------------------------------------------------------


def ellipse(energy: float) -> float:
    return 2 / (np.pi * D) * np.sqrt(max(1 - (energy / D) ** 2, 0.0))


def spins(energy: float) -> tuple[float, float]:
    """Mean and half the difference of both spins' densities of states."""
    up, down = ellipse(energy + J / 2), ellipse(energy - J / 2)
    return (up + down) / 2, (up - down) / 2


def test_the_curved_band_holds_one_orbital() -> None:
    band = Band.curved(J, D)
    energies = np.linspace(-30, 30, 20_001)
    for density in band.density(energies):
        assert np.trapezoid(density, energies) == pytest.approx(1, abs=1e-3)
    up, down = band.density(10.0)
    assert up == pytest.approx(ellipse(12.5), rel=3e-4)
    assert down == pytest.approx(ellipse(7.5), rel=3e-4)


def test_a_curved_band_switches_on_charge_and_spin_currents() -> None:
    mu_L, mu_R, T = 10.8, 9.6, 0.4
    flat = currents(mu_L, mu_R, 0.01, 0.01, J, J, D)
    assert flat.I_NF == flat.E_S == flat.A_S == 0
    band = Band.curved(J, D)
    found = currents(mu_L, mu_R, T, T, band_L=band, band_R=band)

    def mean(integrand: Callable[[float, float], float]) -> float:
        def at(w: float) -> float:
            bias = fermi((w - mu_R) / T) - fermi((w - mu_L) / T)
            return float(2 * np.pi * bias * integrand(*spins(w)))

        return float(quad(at, -10, 22, epsabs=1e-13, limit=200)[0])

    for name, expected in (
        ("I_N0", mean(lambda n, m: 2 * n * n)),
        ("I_NF", mean(lambda n, m: 2 * m * m)),
        ("E_S", mean(lambda n, m: n * m)),
        ("A_S", mean(lambda n, m: n * m)),
    ):
        assert expected != 0 and abs(found[name] - expected) <= found.error[name]
        assert found.error[name] < 1e-3 * abs(expected)
    # the spins at mu point down: electrons that leave take down spins with them
    assert found.I_N0 < 0 < found.E_S and found.I_NF < 0


def hilbert(energy: float) -> float:
    """P int of the ellipse over energy - x, closed."""
    if abs(energy) <= D:
        return 2 * energy / D**2
    return 2 * (energy - np.sign(energy) * np.sqrt(energy**2 - D**2)) / D**2


def test_principal_values_of_the_curved_band_meet_their_closed_form() -> None:
    """At T = 0 the spin torque is a single integral over the closed Hilbert transform."""
    mu_L, mu_R = 11.0, 9.5
    band = Band.curved(J, D)
    found = currents(mu_L, mu_R, 0.0, 0.0, band_L=band, band_R=band)

    def side(mu: float) -> float:
        def at(w: float) -> float:
            return spins(w)[1] * (hilbert(w + J / 2) - hilbert(w - J / 2)) / 2

        bends = [-D + J / 2]
        return float(quad(at, -D - J / 2, mu, points=bends, epsabs=1e-14, limit=400)[0])

    # 2 pi t^2 = 2 pi; T_S = 2 t^2 P intint m_L m_R (f_R - f_L)/(w - w')
    expected = -2 * (side(mu_L) + side(mu_R))
    assert abs(found.T_S - expected) <= found.error["T_S"] < 1e-3 * abs(expected)


def test_more_samples_bring_smaller_errors() -> None:
    coarse, fine = (
        currents(11.0, 9.0, 0.3, 0.3, band_L=(b := Band.curved(J, D, n)), band_R=b)
        for n in (51, 201)
    )
    for name in COEFFICIENTS:
        assert fine.error[name] < coarse.error[name] / 4
        assert abs(coarse[name] - fine[name]) <= coarse.error[name]


# --- two bands -----------------------------------------------------------------------------------


def test_two_bands_polarize_the_spins_at_the_fermi_level() -> None:
    band = Band.two_band(5.0, 12.0, 20.0, 45.0)
    for energy in (-4.0, 0.0, 4.0):
        np.testing.assert_allclose(band.density(energy), (1 / 10, 1 / 40), rtol=1e-13)


def test_two_bands_are_the_spin_valve_of_julliere() -> None:
    left, right = Band.two_band(5.0, 12.0, 20.0, 45.0), Band.two_band(8.0, 20.0, 12.0, 30.0)
    first, other, V = 15 / 25, 4 / 20, 1.5
    found = currents(V / 2, -V / 2, 0.0, 0.0, band_L=left, band_R=right)
    assert found.I_N0 / found.Gamma == pytest.approx(-2 * V, rel=1e-13)
    spins = np.array([found.I_NF, 2 * found.E_S, 2 * found.A_S]) / found.I_N0
    np.testing.assert_allclose(spins, [first * other, first, other], rtol=1e-13)
    parallel, opposite = found.I_N0 + found.I_NF, found.I_N0 - found.I_NF
    julliere = 2 * first * other / (1 + first * other)
    assert 1 - opposite / parallel == pytest.approx(julliere, rel=1e-12)


def test_exchange_between_two_bands_follows_the_partners_of_each_band() -> None:
    """In the bias window the partners of band 1 (spin down) are empty, those of band 2 filled.

    4 nu_bar a = up f - down (1 - f) and 4 nu_bar a_even = up f + down (1 - f): what tunnels out
    of the left electrode are single up spins; what enters pairs with a filled up spin.
    """
    band, gamma = Band.two_band(5.0, 12.0, 20.0, 45.0), 2 * np.pi
    up, down = 1 / 10, 1 / 40
    mean, half = (up + down) / 2, (up - down) / 2
    for V, held, even in ((1.5, up, up), (-1.5, -down, down)):
        found = currents(V / 2, -V / 2, 0.0, 0.0, band_L=band, band_R=band)
        assert found.E_ex == pytest.approx(-gamma * V * mean * held / 2, rel=1e-12)
        assert found.A_ex == pytest.approx(-gamma * V * half * even / 2, rel=1e-12)


def test_bands_store_what_their_orbitals_store() -> None:
    flat = Band.stoner([-D, D], [0.02, 0.02], J)
    for mu, T in ((0.0, 0.0), (1.0, 0.5), (-24.0, 2.0)):
        expected = storage(J, T, D=D, mu=mu)
        assert 50 * flat.spin(mu, T) == pytest.approx(expected.spin, rel=1e-12)
        assert 50 * flat.q_exchange(mu, T) == pytest.approx(expected.q_exchange, rel=1e-11)
    assert Band.two_band(5.0, 12.0, 20.0, 45.0).q_exchange(0.0, 0.0) == pytest.approx(0.25)


def test_joined_bands_are_their_sum() -> None:
    halves = [Band.stoner([-D, D], [0.01, 0.01], J)] * 2
    joined, whole = Band.joined(*halves), Band.stoner([-D, D], [0.02, 0.02], J)
    args = (0.7, -0.4, 0.5, 0.6)
    one, two = (currents(*args, band_L=b, band_R=b) for b in (joined, whole))
    for name in ("Gamma", *COEFFICIENTS):
        assert one[name] == pytest.approx(two[name], rel=1e-10, abs=1e-18)


# --- sampled two-particle densities of states ----------------------------------------------------

GRID = np.linspace(-12.0, 14.0, 261)


def bump(energy: Any, middle: float) -> Any:
    return np.maximum(1 - ((energy - middle) / 10) ** 2, 0.0) * 0.075


def sampled() -> Band:
    """Partners anywhere in the other spin's band: nu_up(w) nu_down(w')."""
    weight = np.trapezoid(bump(GRID, 1.5), GRID)

    def both(w: Any, other: Any) -> Any:
        return bump(w, 0.0) * bump(other, 1.5) / weight

    return Band(GRID, lambda e: bump(e, 0.0), lambda e: bump(e, 1.5), both)


def test_a_sampled_two_particle_density_against_quadrature() -> None:
    mu_L, mu_R, T_L, T_R = 1.1, -0.6, 0.7, 0.9
    band, J_R, half = sampled(), 4.0, 20.0
    found = currents(mu_L, mu_R, T_L, T_R, J_R=J_R, D=half, band_L=band)
    grid = np.linspace(-14, 16, 60_001)
    up, down = (np.interp(grid, GRID, bump(GRID, c), 0, 0) for c in (0.0, 1.5))
    own, other = fermi((grid - mu_L) / T_L), fermi((grid - mu_R) / T_R)
    filled_up, filled_down = (np.trapezoid(own * x, grid) for x in (up, down))
    hole_up = up * (own - filled_down / np.trapezoid(down, grid))
    hole_down = down * (own - filled_up / np.trapezoid(up, grid))
    right = 1 / (2 * half)
    bias = 2 * np.pi * (other - own)

    def total(integrand: Any) -> float:
        return float(np.trapezoid(bias * integrand, grid))

    expected = {
        "I_N0": total((up + down) * right),
        "E_S": total((up - down) / 2 * right),
        "E_ex": total(right * (hole_up + hole_down) / 2),
    }
    for name, value in expected.items():
        assert found[name] == pytest.approx(value, rel=1e-6), name
    # torque: the right band is polarized at its edges alone, full below and empty above
    low = np.log(np.abs((grid + half + J_R / 2) / (grid + half - J_R / 2)))
    high = np.log(np.abs((grid - half + J_R / 2) / (grid - half - J_R / 2)))
    field = right / 2 * ((1 - own) * low + own * high)
    torque = np.trapezoid((hole_up + hole_down) * field, grid)
    assert found.T_ex == pytest.approx(torque, rel=1e-5)


def test_a_slope_that_ends_in_a_jump_against_cauchy_quadrature() -> None:
    """Spin up rises linearly and ends abruptly, spin down is flat: nothing cancels in T_S."""
    low, high, J_R, half = -6.0, 9.0, 4.0, 20.0
    grid = np.linspace(low, high, 31)
    up, down = (grid - low) / 112.5, np.full(31, 1 / 15)
    band = Band(grid, up, down, np.outer(up, down))
    mu, T_L, T_R = 1.0, 0.8, 0.6
    found = currents(mu, mu, T_L, T_R, J_R=J_R, D=half, band_L=band)

    def polarized(w: float) -> float:
        return float((w - low) / 112.5 - 1 / 15) / 2

    def own(w: float) -> float:
        return polarized(w) * float(fermi((w - mu) / T_L))

    edges = ((-half, 1), (half, -1))

    def right(w: float) -> float:
        ends = ((x - J_R / 2, x + J_R / 2, s) for x, s in edges)
        return float(sum(s * np.log(abs((w - a) / (w - b))) for a, b, s in ends)) / (4 * half)

    filled = quad(lambda w: own(w) * right(w), low, high, epsabs=1e-13)[0]

    def left(x: float) -> float:
        return -float(quad(polarized, low, high, weight="cauchy", wvar=x)[0])

    # the lower edge of the right band is full, the upper one empty
    other = quad(left, -half - J_R / 2, -half + J_R / 2, epsabs=1e-13)[0] / (4 * half)
    assert found["T_S"] == pytest.approx(-2 * (filled + other), rel=1e-9)


def test_a_spin_current_flows_from_a_band_split_in_any_way() -> None:
    found = currents(1.1, -0.6, 0.7, 0.9, J_R=4.0, D=20.0, band_L=sampled())
    assert abs(found.E_S) > 1e-4 * found.Gamma
    for name in COEFFICIENTS:
        assert found.error[name] < 1e-2 * max(abs(found[name]), 1e-4 * found.Gamma)


# --- what is refused -----------------------------------------------------------------------------


def refused(call: Callable[[], Any], *words: str) -> None:
    with pytest.raises(ParameterError) as caught:
        call()
    for word in words:
        assert word in str(caught.value)


def test_the_sum_rule_is_enforced_for_either_spin() -> None:
    grid = np.linspace(-5, 5, 21)
    up = np.full(21, 0.1)
    good = np.outer(up, up)
    Band(grid, up, up, good)
    Band(grid, up, up, good * 1.009)
    refused(lambda: Band(grid, up, up, good * 1.011), "two_particle", "dos_up", "(16)")
    refused(lambda: Band(grid, up, up * 1.05, good), "two_particle", "dos_down", "(16)")
    tilted = good * (1 + 0.3 * grid[:, None] / 5)  # right for the sum over spin up alone
    refused(lambda: Band(grid, up, up, tilted), "two_particle", "dos_up")
    refused(lambda: Band(grid, up, up, 0 * good), "two_particle", "sum rule")


def test_bad_samples_are_refused() -> None:
    grid, ones = np.array([0.0, 1.0, 2.0]), np.ones(3)
    matrix = np.outer(ones, ones) / 2
    refused(lambda: Band(grid[::-1], ones, ones, matrix), "energies", "increasing")
    refused(lambda: Band(grid[:1], ones[:1], ones[:1], matrix), "energies")
    refused(lambda: Band([0.0, np.nan, 2.0], ones, ones, matrix), "energies", "finite")
    refused(lambda: Band(["a", "b"], ones, ones, matrix), "energies")
    refused(lambda: Band(grid, ones[:2], ones, matrix), "dos_up", "(2,)", "(3,)")
    refused(lambda: Band(grid, ones, -ones, matrix), "dos_down", ">= 0")
    refused(lambda: Band(grid, ones, np.inf * ones, matrix), "dos_down", "finite")
    refused(lambda: Band(grid, ones, "x", matrix), "dos_down")
    refused(lambda: Band(grid, ones, ones, matrix[:2]), "two_particle", "(2, 3)", "(3, 3)")
    refused(lambda: Band(grid, ones, ones, -matrix), "two_particle", ">= 0")
    refused(lambda: Band(grid, ones, ones, None), "two_particle")
    refused(lambda: Band(grid, ones, ones, lambda w, x: np.ones(7)), "two_particle", "(7,)")
    refused(lambda: Band(grid, ones * 1j, ones, matrix), "dos_up")
    refused(lambda: currents(0, 0, 0, 0, J, J, D, band_L="flat"), "band_L = flat")  # type: ignore[arg-type]
    refused(lambda: Band.stoner(grid, ones, -1.0), "J = -1.0", ">= 0")
    refused(
        lambda: Band.stoner(grid, ones, [1.0, 2.0]),  # type: ignore[arg-type]
        "J",
        "(2,)",
        "one number",
    )
    refused(lambda: Band.curved(J, 0.0), "D = 0.0", "> 0")
    refused(lambda: Band.curved(J, D, 100), "samples", "odd")
    refused(lambda: Band.two_band(5.0, 5.0, 20.0, 45.0), "J_1 = 5.0", "D_1 = 5")
    refused(lambda: Band.two_band(5.0, 9.0, 20.0, np.nan), "J_2", "nan")
    refused(lambda: Band.joined(sampled(), Band.curved(J, D)), "joined", "rigidly")


def test_chemical_potentials_stay_inside_their_bands() -> None:
    band = Band.curved(J, D)
    refused(lambda: currents(28.0, 0, 0, 0, band_L=band, band_R=band), "mu_L = 28.0", "-27.5")
    refused(lambda: currents(0, [0, -28.0], 0, 0, J, D=D, band_R=band), "mu_R = -28.0", "27.5")
    refused(lambda: band.spin(30.0, 1.0), "mu = 30.0")
    refused(lambda: band.q_exchange(0.0, -1.0), "temperature = -1.0")


def test_missing_parameters_are_named() -> None:
    band = Band.curved(J, D)
    refused(lambda: currents(0, 0, 0, 0), "J_L = None")
    refused(lambda: currents(0, 0, 0, 0, J, J), "D = None")
    refused(lambda: currents(0, 0, 0, 0, band_L=band), "J_R = None")
    refused(lambda: currents(0, 0, 0, 0, J_R=J, band_L=band), "D = None")
