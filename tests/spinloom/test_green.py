"""Green's functions, transmission and density of states against plain linear algebra."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from spinloom import ParameterError, dimer

DEVICE: dict[str, Any] = {
    "t_0": 3.0,
    "t": 0.8,
    "t_L": 12.0,
    "t_R": 7.0,
    "eps_1": 0.4,
    "eps_2": -1.1,
}
ENERGIES = np.array([-350.0, -200.5, -150.0, -3.7, 0.0, 0.3, 4.1, 199.0, 230.0])
SITES = ((0, 0), (0, 1), (1, 0), (1, 1))


def surface(energy: float, t_e: float = 100.0) -> complex:
    """End of a semi-infinite chain, by the quadratic it solves."""
    roots = np.roots([t_e**2, -energy, 1.0])
    if abs(energy) < 2 * t_e:
        return complex(roots[np.argmin(roots.imag)])
    return complex(roots[np.argmin(np.abs(roots))])


def helicity(energy: float, sign: int) -> np.ndarray[Any, Any]:
    """Retarded function of one helicity by inversion."""
    g, hopping = surface(energy), DEVICE["t_0"] + sign * DEVICE["t"]
    return np.linalg.inv(
        np.array(
            [
                [energy - DEVICE["eps_1"] - DEVICE["t_L"] ** 2 * g, -hopping],
                [-hopping, energy - DEVICE["eps_2"] - DEVICE["t_R"] ** 2 * g],
            ]
        )
    )


def filled_density(mu: float) -> np.ndarray[Any, Any]:
    """Integral of the density of states up to mu, shape (site, spin)."""
    x, weight = np.polynomial.legendre.leggauss(40)
    edges = np.linspace(-np.pi / 2, np.arcsin(mu / 200), 201)
    half = np.diff(edges)[:, None] / 2
    angle = edges[:-1, None] + half * (1 + x)
    density = dimer.local_density_of_states(200 * np.sin(angle), **DEVICE)
    return np.einsum("px,pxas->as", half * weight * 200 * np.cos(angle), density)


def both(result: dimer.Green) -> tuple[Any, Any]:
    return result.singlet + result.triplet, result.singlet - result.triplet


def test_retarded_is_the_inverse() -> None:
    for sign, found in zip((1, -1), both(dimer.green(ENERGIES, "retarded", **DEVICE)), strict=True):
        expected = np.array([helicity(energy, sign) for energy in ENERGIES])
        np.testing.assert_allclose(found, expected, rtol=1e-11)


def test_advanced_is_the_adjoint() -> None:
    retarded = both(dimer.green(ENERGIES, "retarded", **DEVICE))
    advanced = both(dimer.green(ENERGIES, "advanced", **DEVICE))
    for x, y in zip(retarded, advanced, strict=True):
        np.testing.assert_array_equal(y, np.conj(np.swapaxes(x, -1, -2)))


def test_greater_less_lesser_is_the_spectral_function() -> None:
    bath = {"mu_F": 0.2, "bias": 3.0, "temperature": 0.5, "temperature_R": 2.0}
    parts = {name: both(dimer.green(ENERGIES, name, **bath, **DEVICE)) for name in dimer.COMPONENTS}
    for spin in (0, 1):
        right = parts["retarded"][spin] - parts["advanced"][spin]
        left = parts["greater"][spin] - parts["lesser"][spin]
        np.testing.assert_allclose(left, right, rtol=1e-11, atol=1e-16)
        assert np.abs(left + right).max() > 1e-3


def test_lesser_is_the_kinetic_equation() -> None:
    energy, mu, heat = 0.3, (1.7, -1.3), (0.5, 2.0)
    found = both(
        dimer.green(
            energy,
            "lesser",
            mu_F=0.2,
            bias=3.0,
            temperature=heat[0],
            temperature_R=heat[1],
            **DEVICE,
        )
    )
    filled = [1 / (1 + np.exp((energy - mu[lead]) / heat[lead])) for lead in (0, 1)]
    contacts = DEVICE["t_L"] ** 2, DEVICE["t_R"] ** 2
    gamma = [-2 * contact * surface(energy).imag for contact in contacts]
    sigma = np.diag([1j * gamma[lead] * filled[lead] for lead in (0, 1)])
    for sign, part in zip((1, -1), found, strict=True):
        retarded = helicity(energy, sign)
        np.testing.assert_allclose(part, retarded @ sigma @ retarded.conj().T, rtol=1e-12)


def test_outside_the_band_nothing_is_filled_or_transmitted() -> None:
    outside = ENERGIES[np.abs(ENERGIES) > 200]
    for name in ("lesser", "greater"):
        assert not any(np.any(part) for part in both(dimer.green(outside, name, **DEVICE)))
    assert not np.any(dimer.transmission(outside, **DEVICE))
    assert not np.any(dimer.local_density_of_states(outside, **DEVICE))


def test_transmission_is_the_trace() -> None:
    found = dimer.transmission(ENERGIES, **DEVICE)
    for energy, value in zip(ENERGIES, found, strict=True):
        g = max(-2 * surface(energy).imag, 0.0) if abs(energy) < 200 else 0.0
        left, right = np.diag([144.0 * g, 0]), np.diag([0, 49.0 * g])
        total = 0.0
        for sign in (1, -1):
            retarded = helicity(energy, sign)
            total += np.trace(left @ retarded @ right @ retarded.conj().T).real
        assert value == pytest.approx(total, rel=1e-11)
    peak = dimer.transmission(np.linspace(-10, 10, 2001), t=0.0)
    assert 1.99 < peak.max() <= 2.0 + 1e-14


def test_density_of_states_is_normalised() -> None:
    np.testing.assert_allclose(filled_density(200.0), 1.0, rtol=1e-12)
    assert dimer.local_density_of_states(ENERGIES).shape == (*ENERGIES.shape, 2, 2)


def test_electronic_spin_from_the_lesser_function() -> None:
    """The spin of site a along the axis is the filled density of states, up less down, halved."""
    filled = filled_density(0.8)
    found = dimer.couplings(0.8, 0.0, **DEVICE)
    for site in (0, 1):
        spin = (filled[site, 0] - filled[site, 1]) / 2
        assert found[f"spin_{site + 1}"] == pytest.approx(spin, rel=1e-12)


def test_scalars_give_arrays_of_matrices_and_numbers() -> None:
    assert dimer.green(0.1, "retarded").singlet.shape == (2, 2)
    assert isinstance(dimer.transmission(0.1), float)
    assert dimer.green(np.zeros((3, 1)), "lesser", bias=np.zeros(4)).triplet.shape == (3, 4, 2, 2)


def test_unknown_component() -> None:
    with pytest.raises(ParameterError, match="component = 'causal'; must be one of 'retarded'"):
        dimer.green(0.1, "causal")


@pytest.mark.parametrize("name", ["energy", "t_e", "t_0", "t", "t_L", "t_R", "eps_1", "eps_2"])
@pytest.mark.parametrize("huge", [1e31, -1e160, 1e300])
def test_huge_arguments_are_refused(name: str, huge: float) -> None:
    """Beyond 1e30, or because they bind a state outside the band."""
    arguments = {"energy": 0.1, name: huge}
    expected = rf"^{name} = .*1e30$" if name in ("energy", "t_e") else f"{name} = .*bound state"
    for function in (dimer.transmission, dimer.local_density_of_states):
        with pytest.raises(ParameterError, match=expected):
            function(**arguments)
    for component in dimer.COMPONENTS:
        with pytest.raises(ParameterError, match=expected):
            dimer.green(component=component, **arguments)


@pytest.mark.parametrize("energy", [-1e30, 1e15, 1e30])
@pytest.mark.parametrize("t_e", [1e-20, 100.0, 1e30])
def test_largest_arguments_give_numbers(energy: float, t_e: float) -> None:
    device = {"t_e": t_e, "t_0": 0.02 * t_e, "t": 0.01 * t_e, "t_L": 0.1 * t_e, "t_R": -0.1 * t_e}
    for component in dimer.COMPONENTS:
        found = dimer.green(energy, component, **device)
        assert np.isfinite(found.singlet).all() and np.isfinite(found.triplet).all()
    retarded = dimer.green(energy, "retarded", **device).singlet
    if abs(energy) > 1e5 * t_e:
        assert retarded[0, 0] * energy == pytest.approx(1.0)
    assert np.isfinite(dimer.transmission(energy, **device))
    assert np.isfinite(dimer.local_density_of_states(energy, **device)).all()


def test_chemical_potentials_matter_to_filled_states_only() -> None:
    for component in ("retarded", "advanced"):
        found, right = (dimer.green(0.3, component, mu_F=mu) for mu in (300.0, 0.0))
        np.testing.assert_array_equal(found.singlet, right.singlet)
        np.testing.assert_array_equal(found.triplet, right.triplet)
    for component in ("lesser", "greater"):
        with pytest.raises(ParameterError, match="inside the band"):
            dimer.green(0.3, component, mu_F=300.0)
