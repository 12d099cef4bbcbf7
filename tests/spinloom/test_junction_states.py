"""The junction's entanglement and measurements, its cutoff, bad input."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from scipy.linalg import expm

from spinloom import ParameterError
from spinloom.junction import (
    Parameters,
    ValidityWarning,
    entanglement,
    evolve,
    liouvillian,
    purify,
    spectrum,
    steady_states,
)
from spinloom.numerics.tunnel_bath import principal_values

PLUS, Z, UNIT = np.array([[0, 1], [0, 0]], complex), np.diag([1, -1]).astype(complex), np.eye(2)
MINUS, X = PLUS.T, np.array([[0, 1], [1, 0]], complex)
Y = -1j * (PLUS - MINUS)
UP_DOWN = np.diag([0.0, 1.0, 0.0, 0.0]).astype(complex)


def anchor_parameters(**changes: Any) -> Parameters:
    return Parameters(**{"J_ex": 0.2, "J_DM": 0.0, **changes})


@pytest.fixture(autouse=True)
def no_stray_warning() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        yield


# --- entanglement and measurement --------------------------------------------------------------


def test_entanglement_of_known_states() -> None:
    bell = np.zeros((4, 4))
    bell[np.ix_([1, 2], [1, 2])] = [[0.5, -0.5], [-0.5, 0.5]]
    found = entanglement(
        np.array([bell, 0.5 * bell + 0.5 * np.eye(4) / 4, np.eye(4) / 4, UP_DOWN.real])
    )
    assert found.concurrence == pytest.approx([1, 0.25, 0, 0], abs=1e-12)
    assert found.negativity == pytest.approx([0.5, 0.125, 0, 0], abs=1e-12)
    assert found.log_negativity == pytest.approx([1, np.log2(1.25), 0, 0], abs=1e-12)
    assert found.mutual_information[[0, 2, 3]] == pytest.approx([2, 0, 0], abs=1e-12)
    x = (1 + np.sqrt(1 - 0.25**2)) / 2
    assert found.formation[1] == pytest.approx(-x * np.log2(x) - (1 - x) * np.log2(1 - x))


def test_entanglement_of_local_rotations() -> None:
    rng = np.random.default_rng(4)
    factor = rng.normal(size=(4, 4)) + 1j * rng.normal(size=(4, 4))
    rho = factor[:, :2] @ factor[:, :2].conj().T
    rho /= np.trace(rho)
    local = np.kron(expm(1j * (0.3 * X + 0.2 * Z)), expm(1j * (0.7 * Y - 0.4 * X)))
    first, second = entanglement(rho), entanglement(local @ rho @ local.conj().T)
    for name in first:
        assert first[name] == pytest.approx(second[name], abs=1e-12)
    global_turn = expm(0.4j * np.kron(X, X))
    assert abs(entanglement(global_turn @ rho @ global_turn.conj().T).concurrence
               - first.concurrence) > 1e-3  # fmt: skip


def test_critical_weight_of_the_dark_state() -> None:
    p = Parameters(bias=1.25, larmor=1.0, lambda_1=0.0126, lambda_2=0.0126, J_ex=0.024)
    critical = 0.5 * (1 - 0.64) / (1 - 0.64 / 3)
    assert critical == pytest.approx(0.229, abs=5e-4)
    singlet = np.zeros((4, 4))
    singlet[np.ix_([1, 2], [1, 2])] = [[0.5, -0.5], [-0.5, 0.5]]
    for shift, positive in ((-1e-6, False), (1e-6, True)):
        weight = critical + shift
        start = weight * singlet + (1 - weight) * np.diag([1.0, 0, 0, 0])
        found = entanglement(steady_states(p).state(start))
        assert (found.concurrence > 1e-9) == positive
        assert (found.log_negativity > 1e-9) == positive


def test_purification_raises_the_dark_weight() -> None:
    p = Parameters(bias=1.25, larmor=1.0, lambda_1=0.0126, lambda_2=0.0126, J_ex=0.024)
    result = purify(p, UP_DOWN, [1000.0, 2000.0, 3000.0])
    weights = np.einsum("tii->ti", result.states).real
    assert np.abs(weights[:, [0, 3]]).max() < 1e-15
    singlet = (weights[:, 1] + weights[:, 2]) / 2 - result.states[:, 1, 2].real
    pi_2 = (1 - 0.64) / (3 + 0.64)
    first = 0.5 + 0.5 * pi_2
    assert result.success[0] == pytest.approx(first, rel=1e-6)
    assert singlet[0] == pytest.approx(0.5 / first, rel=1e-6)
    assert (np.diff(singlet) > 0).all()
    assert (np.diff(result.success) > 0).all()


# --- cutoff ------------------------------------------------------------------------------------


def test_interaction_from_the_cutoff() -> None:
    cutoff, V, lam = 7.0, 1.0, (0.01, 0.009)
    p = Parameters(cutoff=cutoff, theta=0.3, phi=0.5)
    delta = cutoff * np.log(16 * cutoff**2 / (cutoff**2 - V**2)) - V * np.log(
        (cutoff + V) / (cutoff - V)
    )
    strength = np.sqrt(lam[0] * lam[1]) / (4 * np.pi) * delta * np.cos(0.15)
    assert p.induced.J_axis == pytest.approx(strength * np.cos(0.5), rel=1e-12)
    assert p.induced.D_perp / p.induced.J_perp == pytest.approx(np.tan(0.5), rel=1e-12)
    assert p.induced.J_perp == pytest.approx(p.induced.J_axis, rel=2e-3)
    assert p.induced.J_perp != p.induced.J_axis
    assert p.induced.larmor_1 < 0.1
    opposite = Parameters(cutoff=cutoff, theta=0.3, phi=0.5, sign=-1)
    assert opposite.induced.J_axis == -p.induced.J_axis


# --- bad input ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"lambda_1": -0.1}, "lambda_1 = -0.1; must be finite and >= 0"),
        ({"temperature": -1e-9}, "temperature"),
        ({"temperature": np.nan}, "temperature"),
        ({"larmor": 0.0}, "larmor"),
        ({"sign": 0}, "sign"),
        ({"bias": 1j}, "bias"),
        ({"bias": "high"}, "bias"),
        ({"J_ex": None}, "neither was given"),
        ({"cutoff": 3.0}, "both were given"),
        ({"J_ex": None, "cutoff": 1.0}, "cutoff = 1; must be above"),
        ({"J_ex": None, "cutoff": 0.5, "bias": -0.7}, "cutoff = 0.5; must be above"),
        ({"theta": np.zeros(2), "phi": np.zeros(3)}, "broadcast"),
    ],
)
def test_bad_parameters(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        Parameters(**{"J_ex": 0.2, **changes})


@pytest.mark.parametrize(
    ("rho", "message"),
    [
        (np.eye(4), "trace is 4"),
        (np.eye(4) / 4 + 0.1j * np.eye(4), "hermitian, violated by 0.2"),
        (np.diag([1.2, -0.2, 0, 0]), "positive, lowest eigenvalue -0.2"),
        (np.eye(2) / 2, "shape"),
        ([[1, 2], [3]], "rows of different lengths"),
        (np.full((4, 4), np.nan), "finite"),
        ("state", "numbers"),
    ],
)
def test_bad_states(rho: Any, message: str) -> None:
    p = anchor_parameters()
    for call in (entanglement, lambda r: evolve(r, [1.0], p), lambda r: purify(p, r, [1.0]),
                 lambda r: steady_states(p).state(r)):  # fmt: skip
        with pytest.raises(ParameterError, match=message):
            call(rho)


def test_other_bad_arguments() -> None:
    p = anchor_parameters()
    with pytest.raises(ParameterError, match="C4"):
        spectrum("C4", 0.0, p)
    with pytest.raises(ParameterError, match="omega"):
        spectrum("C1", [np.inf], p)
    with pytest.raises(ParameterError, match="times"):
        evolve(UP_DOWN, [-1.0], p)
    with pytest.raises(ParameterError, match="ascend"):
        purify(p, UP_DOWN, [2.0, 1.0])
    with pytest.raises(ParameterError, match="cannot occur"):
        purify(p, np.diag([1.0, 0, 0, 0]), [0.0])
    with pytest.raises(ParameterError, match="not stationary"):
        spectrum("C1", [0.0], p, UP_DOWN)
    with pytest.raises(ParameterError, match="backend"):
        liouvillian(p, "fortran")


@pytest.mark.parametrize(
    ("changes", "condition"),
    [
        ({"lambda_1": 0.5}, "short memory"),
        ({"larmor": 0.01}, "secular step: rate / larmor = 0.505"),
        ({"J_ex": 0.3}, "4 J_ex"),
        ({"theta": 1.0}, "transverse"),
        ({"J_ex": None, "cutoff": 1.05}, "(|V| + larmor + T) / cutoff = 1.05"),
        ({"J_ex": None, "cutoff": 5.0, "temperature": 4.0}, "(|V| + larmor + T) / cutoff = 1.02"),
    ],
)
def test_warnings_name_the_condition(changes: dict[str, Any], condition: str) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        Parameters(**{"J_ex": 0.2, **changes})
    assert any(condition in str(w.message) for w in caught)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        Parameters(J_ex=0.2)


def test_hot_junctions_and_bands_just_above_the_bias() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        hot = Parameters(J_ex=0.2, temperature=3.0, larmor=0.3, lambda_1=1e-3, lambda_2=1e-3)
    weights = np.diag(steady_states(hot).state(UP_DOWN)).real
    # the bias hardly heats leads that are hot: Boltzmann weights, up to (V / T)^2 nu / T
    assert weights[0] / weights[3] == pytest.approx(np.exp(-2 * 0.3 / 3.0), rel=5e-3)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ValidityWarning)
        edge = Parameters(cutoff=1 + 1e-12)
        assert np.isfinite(edge.model.J_perp) and np.isfinite(liouvillian(edge)).all()


def test_shifts_of_very_hot_and_very_cold_leads() -> None:
    cutoff, frequencies = 3.0, (0.0, 0.1, -0.1)
    cold = principal_values(frequencies, 1.0, 0.0, cutoff)
    for temperature in (5e-324, 1e-300, 1e-50, 1e-9):
        found = principal_values(frequencies, 1.0, temperature, cutoff)
        assert found == pytest.approx(cold, abs=1e-13)
    for temperature in (1e3, 1e6, 1e9):
        # f_L - f_R -> (e_R - e_L + V) / 4T over two bands; the part in V is odd
        found = principal_values((0.0,), 1.0, temperature, cutoff)[0]
        assert found == pytest.approx(-((2 * cutoff) ** 2) / (4 * temperature), rel=1e-4)
    below, above = (
        principal_values(frequencies, 1.0, 1.5 * (1 + shift), cutoff) for shift in (-1e-9, 1e-9)
    )
    assert below == pytest.approx(above, rel=1e-8)
