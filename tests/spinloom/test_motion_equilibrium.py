"""The dimer's spins at equilibrium: their measure, deterministic laws, refusals."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from spinloom import ParameterError, dimer
from spinloom.dimer_motion import fokker_planck, langevin, mean_orientation
from spinloom.numerics.dimer_fields import Moments, motion_of
from spinloom.numerics.fokker_planck import determinant, solve, stationary
from spinloom.numerics.langevin import simulate
from spinloom.numerics.spin_motion import Motion, cross_matrix

HEAT = 0.3
ISOTROPIC = 0.4 * np.eye(3)
ANISOTROPIC = ISOTROPIC + 0.9 * np.outer([0.6, 0, 0.8], [0.6, 0, 0.8])
ANTISYMMETRIC = ANISOTROPIC + 0.5 * cross_matrix(np.array([0.48, 0.6, 0.64]))
DAMPINGS = {"iso": ISOTROPIC, "aniso": ANISOTROPIC, "antisym": ANTISYMMETRIC}


def motion(damping: Any, heat: float = HEAT) -> Motion:
    """A spin with a generic energy in a bath of one temperature."""
    stiffness = np.array([[0.3, 0.1, 0.0], [0.1, -0.2, 0.05], [0.0, 0.05, 0.5]])
    even = (damping + damping.T) / 2
    return Motion(np.array([0.1, 0.2, 0.4]), stiffness, damping, 2 * heat * even)


def grid(points: int = 60) -> tuple[Any, Any, Any, Any]:
    """Angles, unit vectors and weights of a product rule on the sphere."""
    height, weights = np.polynomial.legendre.leggauss(points)
    phi = np.arange(2 * points) * np.pi / points
    theta, phi = np.meshgrid(np.arccos(height), phi, indexing="ij")
    m = np.stack([np.sin(theta) * np.cos(phi), np.sin(theta) * np.sin(phi), np.cos(theta)], -1)
    return theta, phi, m, weights[:, None] * np.pi / points + 0 * phi


def measure(law: Motion, power: float = 0.5, heat: float = HEAT) -> tuple[Any, Any]:
    """The density det^power exp(-energy/heat) on the grid, and its mean orientation."""
    _, _, m, weights = grid()
    density = determinant(law.damping, m) ** power * np.exp(-law.energy(m[..., None, :]) / heat)
    density /= (density * weights).sum()
    return density, np.einsum("ab,abk->k", density * weights, m)


@pytest.mark.parametrize("name", DAMPINGS)
def test_the_derived_measure_is_stationary(name: str) -> None:
    law = motion(DAMPINGS[name])
    theta, phi, _, weights = grid()
    found = stationary(law)
    density, mean = measure(law)
    worst = [np.abs(solve(law, n).evaluate(theta, phi) - density).max() for n in (14, 40)]
    assert worst[1] < 1e-11 and worst[1] < 1e-3 * worst[0]
    values = found.evaluate(theta, phi)
    assert abs((values * weights).sum() - 1) < 1e-11
    assert np.abs(found.mean - mean).max() < 1e-10


@pytest.mark.parametrize("power", [0.0, 1.0])
def test_other_powers_of_the_determinant_are_not_stationary(power: float) -> None:
    law = motion(ANTISYMMETRIC)
    assert np.abs(stationary(law).mean - measure(law, power)[1]).max() > 1e-2


def test_boltzmann_holds_exactly_for_isotropic_damping_only() -> None:
    assert np.abs(stationary(motion(ISOTROPIC)).mean - measure(motion(ISOTROPIC), 0.0)[1]).max() < (
        1e-10
    )
    law = motion(ANISOTROPIC)
    assert np.abs(stationary(law).mean - measure(law, 0.0)[1]).max() > 1e-3


def test_truncation_error_falls_exponentially() -> None:
    law = motion(ANTISYMMETRIC)
    exact = measure(law)[1]
    errors = [np.abs(solve(law, degree).mean - exact).max() for degree in (4, 8, 12)]
    assert errors[1] < 1e-2 * errors[0] and errors[2] < 1e-2 * errors[1]


@pytest.mark.parametrize("name", DAMPINGS)
def test_langevin_samples_the_measure(name: str) -> None:
    law = motion(DAMPINGS[name])
    run = simulate(law, np.array([[0.0, 0.0, 1.0]]), 0.05, 40, 400, 96, seed=3)
    means = run.snapshots[:, 40:, 0].mean(axis=1)
    error = means.std(axis=0, ddof=1) / np.sqrt(len(means))
    assert (error < 6e-3).all()
    assert (np.abs(means.mean(axis=0) - measure(law)[1]) < 4 * error + 1e-3).all()


@pytest.mark.parametrize("name", DAMPINGS)
def test_the_bias_at_equilibrium_falls_like_the_step(name: str) -> None:
    law = motion(DAMPINGS[name])
    exact, shifts = measure(law)[1], []
    for dt in (0.8, 0.4):
        run = simulate(law, np.array([[0.0, 0.0, 1.0]]), dt, 4, int(6400 / dt), 1024, seed=2)
        means = run.snapshots[:, 50:, 0].mean(axis=1)
        shifts.append(np.linalg.norm(means.mean(axis=0) - exact))
        error = means.std(axis=0, ddof=1).max() / np.sqrt(len(means))
    assert error < 0.1 * shifts[1]
    assert 0.75 < np.log2(shifts[0] / shifts[1]) < 1.4  # the smaller one is known to a tenth


def test_two_spins_sample_the_measure_of_the_leads() -> None:
    """Both spins free, non-local damping, correlated noise: weights on drawn orientations."""
    found = dimer.couplings(1.0, 0.0, 0.5, t=1.0)
    up, side = np.array([0.0, 0.0, 1.0]), np.array([1.0, 0.0, 0.0])
    moments = Moments(up, side, 2.5, 4.0, 0.02, 0.01, np.array([0.1, 0.0, 0.3]))
    law = motion_of(found, moments, (1, 2))
    run = simulate(law, np.array([up, up]), 0.1, 20, 200, 32, seed=5)
    rng = np.random.default_rng(0)
    m = rng.standard_normal((100_000, 2, 3))
    m /= np.linalg.norm(m, axis=-1, keepdims=True)
    cross = np.zeros((len(m), 6, 6))
    for site in (0, 1):
        x, y, z = m[:, site].T
        rows = np.array([[0 * x, -z, y], [z, 0 * x, -x], [-y, x, 0 * x]])
        cross[:, 3 * site : 3 * site + 3, 3 * site : 3 * site + 3] = np.moveaxis(rows, -1, 0)
    weight = np.sqrt(np.linalg.det(np.eye(6) + cross @ law.damping))
    weight *= np.exp(-2.5 * law.energy(m) / 0.5)
    later = run.snapshots[:, 20:]
    for pick in (lambda v: v[..., 1, 2], lambda v: (v[..., 0, :] * v[..., 1, :]).sum(-1)):
        expected = (weight * pick(m)).sum() / weight.sum()
        means = pick(later).mean(axis=1)
        error = means.std(ddof=1) / np.sqrt(len(means))
        assert error < 0.03
        assert abs(means.mean() - expected) < 4 * error + 4e-3


def test_leads_give_their_temperature() -> None:
    """Fluctuation-dissipation: noise = 2 T/S damping, by the kernels' own numbers."""
    found = dimer.couplings(0.7, 0.0, 0.4, t=1.0, eps_1=0.3)
    moments = Moments(np.array([0.0, 0, 1]), np.array([0, 0.6, 0.8]), 2.5, 2.0, 0, 0, np.zeros(3))
    law = motion_of(found, moments, (1, 2))
    even = (law.damping + law.damping.T) / 2
    assert np.abs(law.noise - 2 * 0.4 / 2.5 * even).max() < 1e-10 * np.abs(law.noise).max()
    assert np.abs(law.stiffness - law.stiffness.T).max() < 1e-10
    assert np.abs(law.damping - even).max() > 1e-3


def test_deterministic_limit() -> None:
    law = replace(motion(ANTISYMMETRIC), noise=np.zeros((3, 3)))
    start = np.array([0.6, 0.0, 0.8])

    def rate(_: float, m: Any) -> Any:
        cross = cross_matrix(m)
        field = law.field + law.stiffness @ m
        return np.linalg.solve(np.eye(3) + cross @ law.damping, cross @ field)

    exact = solve_ivp(rate, (0, 4), start, "DOP853", rtol=1e-12, atol=1e-13).y[:, -1]
    run = simulate(law, start[None], 4 / 2**19, 2**19, 1, 1, seed=0)
    assert np.abs(run.snapshots[0, -1, 0] - exact).max() < 1e-9
    coarse = [simulate(law, start[None], 4 / n, n, 1, 1, seed=0).snapshots[0, -1, 0] - exact
              for n in (100, 200)]  # fmt: skip
    order = np.log2(np.linalg.norm(coarse[0]) / np.linalg.norm(coarse[1]))
    assert abs(order - 2) < 0.1


def test_two_spins_follow_the_implicit_equation() -> None:
    found = dimer.couplings(1.0, 0.0, 0.0, t=1.0)
    moments = Moments(
        np.array([0.0, 0, 1]), np.array([1.0, 0, 0]), 2.5, 3.0, 0.02, 0.0, np.zeros(3)
    )
    law = motion_of(found, moments, (1, 2))
    start = np.array([[0.6, 0.0, 0.8], [0.0, 1.0, 0.0]])

    def rate(_: float, m: Any) -> Any:
        cross = np.zeros((6, 6))
        cross[:3, :3], cross[3:, 3:] = cross_matrix(m[:3]), cross_matrix(m[3:])
        field = law.field + law.stiffness @ m
        return np.linalg.solve(np.eye(6) + cross @ law.damping, cross @ field)

    exact = solve_ivp(rate, (0, 4), start.ravel(), "DOP853", rtol=1e-12, atol=1e-13).y[:, -1]
    run = simulate(law, start, 4 / 2**17, 2**17, 1, 1, seed=0)
    assert np.abs(run.snapshots[0, -1].ravel() - exact).max() < 1e-9


def test_energy_never_grows_without_noise() -> None:
    start = ((1, 0, 0.2), (0, 1, 0.3))
    run = langevin(0.0, mu_F=1.0, t=1.0, free="both", initial=start, coupling=4.0, easy_axis=0.02,
                   dt=0.02, steps=4000, records=4000, ensemble=1)  # fmt: skip
    found = dimer.couplings(1.0, 0.0, t=1.0)
    moments = Moments(np.array([0.0, 0, 1]), np.array([1.0, 0, 0]), 2.5, 4.0, 0.02, 0, np.zeros(3))
    energy = motion_of(found, moments, (1, 2)).energy(run.m[0])
    assert np.diff(energy).max() < 1e-12
    assert energy[-1] < energy[0] - 0.1


def test_refusals_name_the_culprit() -> None:
    with pytest.raises(ParameterError, match="damping"):
        fokker_planck(-8.0, mu_F=4.0, t=0.1)
    with pytest.raises(ParameterError, match="temperature"):
        fokker_planck(0.0)
    with pytest.raises(ParameterError, match="temperature"):
        mean_orientation(0.0, method="boltzmann")
    with pytest.raises(ParameterError, match="noise_ab"):
        law = motion(ISOTROPIC)
        Motion(law.field, law.stiffness, law.damping, np.diag([1.0, 1.0, -1e-6])).noise_root()
    for name, value in {"soc": (0, 0, 0), "S": 0.0, "free": "first", "dt": -1.0,
                        "ensemble": 0, "initial": (0, 0, 0)}.items():  # fmt: skip
        with pytest.raises(ParameterError, match=name):
            langevin(1.0, **{name: value})
    with pytest.raises(TypeError, match="t_9"):
        langevin(1.0, t_9=1.0)
