"""Odd and even spin-dependent hopping, by exact matrices and by 4 x 4 numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pytest
import sympy as sp

from spinloom.derivations.dimer import time_reversal as module
from spinloom.derivations.dimer.green import PAIRS
from spinloom.derivations.dimer.hamiltonian import hopping, t, t_0

PAULI = np.array([[[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]])
EPSILON = np.cross(np.eye(3)[:, None, :], np.eye(3)[None, :, :])
THAT = np.array([2.0, -1.0, 2.0]) / 3
T_0, T = 2.0, 0.7


def expanded(matrix: sp.Matrix) -> sp.Matrix:
    return matrix.applyfunc(sp.expand)


def test_printed_hopping_is_hermitian_and_odd() -> None:
    assert hopping() == hopping().H
    assert module.time_reversed(hopping()) == expanded(hopping().xreplace({t: -t}))
    assert module.time_reversed(hopping()) != expanded(hopping())


def test_even_hopping_is_invariant_and_not_hermitian() -> None:
    even = module.even_hopping()
    assert module.time_reversed(even) == expanded(even)
    assert expanded(even.H) != expanded(even)


def test_even_hopping_turns_the_spin() -> None:
    assert module.turning_holds()


def test_turned_axes_are_a_rotation_and_turn_pauli_matrices() -> None:
    values = {t_0: sp.Rational(2), t: sp.Rational(7, 10)}
    direction = tuple(sp.Rational(k, 3) for k in (2, -1, 2))
    turned = np.array(module.turned_axes(direction).xreplace(values).tolist(), dtype=float)
    assert np.allclose(turned @ turned.T, np.eye(3))
    assert np.linalg.det(turned) == pytest.approx(1)
    matrix = T_0 * np.eye(2) + 1j * T * np.einsum("k,kij->ij", THAT, PAULI)
    for i in range(3):
        found = matrix @ PAULI[i] @ matrix.conj().T / (T_0**2 + T**2)
        assert np.allclose(found, np.einsum("j,jab->ab", turned[i], PAULI))
        assert not np.allclose(found, np.einsum("j,jab->ab", turned[:, i], PAULI))


def even_tensors(energy: complex, norm: bool) -> dict[str, np.ndarray]:
    """``tr[tau_i G_ab tau_j S_ba]`` with the even hopping, or with its modulus alone."""
    across = T_0 * np.eye(2) + 1j * T * np.einsum("k,kij->ij", THAT, PAULI)
    if norm:
        across = np.sqrt(T_0**2 + T**2) * np.eye(2)
    sigma = np.diag([0.1 - 0.9j, 0.1 - 0.9j, -0.2 - 0.6j, -0.2 - 0.6j])
    h = np.block([[0.3 * np.eye(2), across], [across.conj().T, -0.5 * np.eye(2)]])
    green = np.linalg.inv(energy * np.eye(4) - h - sigma)
    share = green @ np.diag([1.8, 1.8, 0, 0]) @ green.conj().T
    result = {}
    for a, b in map(tuple, PAIRS):
        i, j = 2 * int(a) - 2, 2 * int(b) - 2
        first, second = green[i : i + 2, j : j + 2], share[j : j + 2, i : i + 2]
        result[a + b] = np.einsum("iab,bc,jcd,da->ij", PAULI, first, PAULI, second)
    return result


@pytest.mark.parametrize("pair", PAIRS)
def test_even_couplings_are_turned_isotropic_ones(pair: str) -> None:
    values = {t_0: sp.Rational(2), t: sp.Rational(7, 10)}
    one, two, three = (float(part.xreplace(values)) for part in module.tensor_parts(pair))
    shape = one * np.eye(3) + two * EPSILON @ THAT + three * np.outer(THAT, THAT)
    bare, found = even_tensors(0.4, True)[pair], even_tensors(0.4, False)[pair]
    assert np.allclose(bare, bare[0, 0] * np.eye(3))
    assert np.allclose(found, bare[0, 0] * shape)
    if pair in ("12", "21"):
        mirrored = one * np.eye(3) - two * EPSILON @ THAT + three * np.outer(THAT, THAT)
        assert not np.allclose(found, bare[0, 0] * mirrored)


def test_even_couplings_at_equilibrium(couplings: Callable[..., Mapping[str, float]]) -> None:
    values = module.even_couplings(couplings, 0.3, 0.0, t_0=T_0, t=T)
    isotropic = couplings(0.3, 0.0, t_0=float(np.hypot(T_0, T)), t=0.0)
    angle = 2 * np.arctan2(T, T_0)
    assert values["D_12"] == pytest.approx(isotropic["J_12"] * np.sin(angle))
    assert values["D_12"] == pytest.approx(-values["D_21"])
    assert values["A_21"] == pytest.approx(isotropic["J_21"] * (1 - np.cos(angle)))
    assert values["J_12"] ** 2 + values["D_12"] ** 2 == pytest.approx(isotropic["J_12"] ** 2)
    assert values["spin_1"] == values["D_11"] == values["A_22"] == 0
    assert abs(values["noise_antisym_12"]) == 0  # T = 0 at equilibrium: no noise at all
    hot = module.even_couplings(couplings, 0.3, 0.0, 0.5, t_0=T_0, t=T)
    assert abs(hot["noise_antisym_12"]) > 1e-3 * abs(hot["noise_iso_12"])
