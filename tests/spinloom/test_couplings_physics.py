"""Physics of the couplings: anchors, limits, symmetries, sum rules, fluctuation and dissipation."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from spinloom import dimer
from spinloom.numerics import two_leads

PAIRS = ("11", "12", "21", "22")
ASYMMETRIC: dict[str, Any] = {"t_L": 12.0, "t_R": 7.0, "eps_1": 0.4, "eps_2": -1.1, "t": 0.7}
EXCHANGE_ANCHOR = -0.0282215345022894564


def relative(left: Any, right: Any) -> float:
    """Largest difference over the largest value."""
    return float(np.abs(np.subtract(left, right)).max() / np.abs(right).max())


def test_anchors() -> None:
    found = dimer.couplings(0.0, 0.0, t=1.0)
    assert found["alpha_iso_22"] == pytest.approx(1 / (40 * math.pi), rel=1e-13)
    assert found["alpha_aniso_22"] == pytest.approx(1 / (25 * math.pi), rel=1e-13)
    exchange = dimer.couplings(0.0, 0.0, t=0.1).J_21
    assert exchange == pytest.approx(EXCHANGE_ANCHOR, rel=1e-13)


@pytest.mark.parametrize("temperature", [1e-6, 1e-2, 1.0, 30.0])
def test_fluctuation_dissipation(temperature: float) -> None:
    found = dimer.couplings(np.linspace(-8, 8, 33), 0.0, temperature, **ASYMMETRIC)
    for kind in ("iso", "aniso"):
        for pair in PAIRS:
            noise = found[f"noise_{kind}_{pair}"]
            assert relative(2 * temperature * found[f"alpha_{kind}_{pair}"], noise) < 1e-11
            assert relative(temperature * found[f"alpha_{kind}_{pair}"], noise) > 0.4


def test_equilibrium_has_no_antisymmetric_exchange_and_symmetric_damping() -> None:
    found = dimer.couplings(np.linspace(-8, 8, 33), 0.0, 0.3, **ASYMMETRIC)
    for pair in PAIRS:
        assert np.all(found[f"D_{pair}"] == 0)
    for kind in ("J", "A", "alpha_iso", "alpha_aniso", "alpha_antisym"):
        assert relative(found[f"{kind}_12"], found[f"{kind}_21"]) < 1e-12


def test_mirror_symmetric_device() -> None:
    """Mirror: sites exchange and the bias changes sign."""
    center, bias = np.meshgrid(np.linspace(-5, 5, 11), np.linspace(-6, 6, 13))
    forth, back = (dimer.couplings(center, sign * bias, 0.2) for sign in (1, -1))
    swap = str.maketrans("12", "21")
    for name in forth:
        # the mirror also turns the rotation sense of eps_ijk t_k between the two sites around
        assert relative(forth[name], back[name.translate(swap)]) < 1e-12, name
    assert relative(forth["D_21"], -back["D_21"]) < 1e-12
    assert relative(forth["D_21"], -forth["D_12"]) < 1e-12


def test_particle_hole_symmetric_device() -> None:
    center, bias = np.linspace(0.2, 6, 9)[:, None], np.linspace(0.1, 6, 7)
    forth = dimer.couplings(center, bias, 0.2)
    back = dimer.couplings(-center, -bias, 0.2)
    for kind in ("J", "A", "alpha_iso", "alpha_aniso", "noise_iso", "noise_aniso"):
        for pair in PAIRS:
            name = f"{kind}_{pair}"
            assert relative(forth[name], back[name]) < 1e-12, name
    assert relative(forth["spin_1"], -back["spin_1"]) < 1e-12


def test_sign_of_the_spin_dependent_hopping() -> None:
    """Turning the axis around changes what is odd in it, and nothing else."""
    points = np.linspace(-4, 4, 9)
    forth, back = (dimer.couplings(points, 1.5, 0.1, t=sign * 0.7) for sign in (1, -1))
    for name in forth:
        sign = -1 if name.startswith(("D", "alpha_antisym", "spin")) else 1
        assert relative(forth[name], sign * back[name]) < 1e-12, name


def test_without_spin_dependent_hopping() -> None:
    found = dimer.couplings(np.linspace(-4, 4, 9), 1.0, 0.1, t=0.0)
    for name in found:
        isotropic = name.startswith(("J", "alpha_iso", "noise_iso"))
        assert np.all(found[name] == 0) != isotropic, name


@pytest.mark.parametrize(
    ("kind", "order"), [("D", 1), ("alpha_antisym", 1), ("spin", 1), ("A", 2), ("alpha_aniso", 2)]
)
def test_order_in_the_spin_dependent_hopping(kind: str, order: int) -> None:
    """Nothing is lost down to 1e-9: the power law holds to 1e-11."""
    sites = ("1", "2") if kind == "spin" else PAIRS
    small, smaller = (dimer.couplings(0.6, 1.3, 0.05, t=t, **_levels()) for t in (1e-8, 1e-9))
    for site in sites:
        ratio = small[f"{kind}_{site}"] / smaller[f"{kind}_{site}"]
        assert ratio == pytest.approx(10.0**order, rel=1e-11)


def _levels() -> dict[str, Any]:
    return {"eps_1": 0.4, "eps_2": -1.1}


def test_full_and_empty_bands_do_not_respond() -> None:
    """Sum rules: all integrals over the whole band vanish, the spin's included."""
    scale = dimer.couplings(0.5, 0.0, **ASYMMETRIC)
    for mu_F in (-199.9999, 199.9999):
        edge = dimer.couplings(mu_F, 0.0, **ASYMMETRIC)
        for name in edge:
            if not name.startswith(("D", "noise")):
                assert abs(edge[name]) < 1e-6 * abs(scale[name]), name


def test_noise_is_a_covariance() -> None:
    """Positive semidefinite over the sites, along the axis and across it."""
    center, bias = np.meshgrid(np.linspace(-5, 5, 9), np.linspace(-6, 6, 9))
    for temperature in (0.0, 0.3):
        found = dimer.couplings(center, bias, temperature, temperature_R=0.1, **ASYMMETRIC)
        across = np.array([[found[f"noise_iso_{a}{b}"] for b in "12"] for a in "12"])
        along = across + np.array([[found[f"noise_aniso_{a}{b}"] for b in "12"] for a in "12"])
        for matrix in (across, along):
            values = np.linalg.eigvalsh(np.moveaxis(matrix, (0, 1), (-2, -1)))
            assert values.min() > -1e-14 * values.max()
            assert values.max() > 0


def test_low_temperature_limit() -> None:
    """Away from steps the couplings approach T = 0 with the square of the temperature."""
    cold = dimer.couplings(0.6, 1.3, 0.0, **ASYMMETRIC)
    for temperature, order in ((1e-2, 1e-3), (1e-4, 1e-7), (1e-300, 1e-12)):
        warm = dimer.couplings(0.6, 1.3, temperature, **ASYMMETRIC)
        for name in cold:
            kind = name.rstrip("12")
            scale = max(abs(cold[other]) for other in cold if other.startswith(kind))
            if not name.startswith("noise"):
                assert abs(warm[name] - cold[name]) < order * scale, name


def test_temperatures_below_the_spacing_of_numbers() -> None:
    """Also where a chemical potential sits on an edge of the table's panels, as mu = 0 does."""
    center, bias = np.array([[0.5], [0.0], [-1.0]]), np.array([-1.0, 0.0, 2.0, 1e-300])
    cold = dimer.couplings(center, bias, 0.0, t_L=1.0, t_R=3.0)
    for left, right in ((5e-324, 5e-324), (1e-300, 0.0), (0.0, 1e-310)):
        warm = dimer.couplings(center, bias, left, temperature_R=right, t_L=1.0, t_R=3.0)
        for name in cold:
            assert relative(warm[name], cold[name]) < 1e-12, name


def test_equal_temperatures_given_twice() -> None:
    once = dimer.couplings(0.3, [1.0, 1e-3, 0.0], 0.4, **ASYMMETRIC)
    nearly = dimer.couplings(0.3, [1.0, 1e-3, 0.0], 0.4, temperature_R=0.4 + 1e-13, **ASYMMETRIC)
    twice = dimer.couplings(0.3, [1.0, 1e-3, 0.0], 0.4, temperature_R=0.4, **ASYMMETRIC)
    for name in once:
        assert np.array_equal(once[name], twice[name])
        np.testing.assert_allclose(once[name], nearly[name], rtol=1e-11, atol=1e-15)


def test_every_argument_broadcasts() -> None:
    """Many devices, temperatures and biases at once are the same as one after the other."""
    rng = np.random.default_rng(7)
    size = 12
    arguments: dict[str, Any] = {
        "mu_F": rng.uniform(-5, 5, size),
        "bias": rng.uniform(-5, 5, size),
        "temperature": rng.choice([0.0, 0.1, 2.0], size),
        "temperature_R": rng.choice([0.0, 0.1, 2.0], size),
        "t_e": rng.choice([80.0, 100.0], size),
        "t": rng.choice([0.1, 1.0], size),
        "t_R": rng.choice([5.0, 10.0], size),
        "eps_2": rng.choice([0.0, -1.0], size),
    }
    together = dimer.couplings(**arguments)
    for index in range(size):
        alone = dimer.couplings(**{name: value[index] for name, value in arguments.items()})
        for name in alone:
            assert together[name][index] == pytest.approx(alone[name], rel=1e-12, abs=1e-15)


def test_many_points_come_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    center = np.linspace(-5, 5, 50)
    for temperature in (0.0, 0.3):
        whole = dimer.couplings(center, 1.0, temperature)
        monkeypatch.setattr(two_leads, "LARGEST", 7)
        parts = dimer.couplings(center, 1.0, temperature)
        monkeypatch.undo()
        for name in whole:
            assert relative(parts[name], whole[name]) < 1e-13


@pytest.mark.parametrize("temperature", [0.0, 1e-5, 0.5, 40.0])
@pytest.mark.parametrize("backend", ["numpy", "numba"])
def test_maps_and_single_points_agree(temperature: float, backend: str) -> None:
    """A map reads tables in mu where a single point does not."""
    center, bias = np.linspace(-6, 6, 41)[:, None], np.linspace(-9, 9, 43)
    found = dimer.couplings(center, bias, temperature, backend=backend, **ASYMMETRIC)
    for row, column in ((0, 0), (7, 21), (20, 21), (33, 40)):
        alone = dimer.couplings(center[row, 0], bias[column], temperature, **ASYMMETRIC)
        for name in alone:
            scale = np.abs(found[name]).max()
            assert abs(found[name][row, column] - alone[name]) < 2e-13 * scale, name
