"""The loop: Wick, contour, spin trace, and the low-frequency expansion against numbers."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp

from spinloom.derivations.dimer import response
from spinloom.derivations.engine.contour import energy_integral
from spinloom.derivations.engine.gaussian import I

PAULI = np.array([[[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]])
EPSILON = np.cross(np.eye(3)[:, None, :], np.eye(3)[None, :, :])
RNG = np.random.default_rng(20)
THAT = np.array([2.0, -1.0, 2.0]) / 3


def random_parts() -> np.ndarray:
    return RNG.normal(size=2) + 1j * RNG.normal(size=2)


def matrix(parts: np.ndarray) -> np.ndarray:
    return parts[0] * np.eye(2) + parts[1] * np.einsum("k,kij->ij", THAT, PAULI)


def traced(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """tr[tau_i G tau_j F] by matrices."""
    return np.einsum("iab,bc,jcd,da->ij", PAULI, matrix(first), PAULI, matrix(second))


def coefficient(name: response.Structure, first: np.ndarray, second: np.ndarray) -> complex:
    values = dict(zip((*response.FIRST, *response.SECOND), (*first, *second), strict=True))
    expression = response.structure(name, response.FIRST, response.SECOND)
    return complex(expression.xreplace({s: sp.sympify(complex(v)) for s, v in values.items()}))


def test_structures_rebuild_the_trace() -> None:
    first, second = random_parts(), random_parts()
    one, two, three = (coefficient(name, first, second) for name in response.STRUCTURES)
    rebuilt = one * np.eye(3) + two * EPSILON @ THAT + three * np.outer(THAT, THAT)
    assert np.allclose(rebuilt, traced(first, second), atol=1e-13)
    flipped = one * np.eye(3) - two * EPSILON @ THAT + three * np.outer(THAT, THAT)
    assert not np.allclose(flipped, traced(first, second), atol=1e-3)


def test_wick_gives_a_quarter_of_the_trace() -> None:
    assert response.correlator_tensor() * 4 == response.bubble()
    assert response.correlator_tensor() * 4 != -response.bubble()


def test_both_roads_to_one_energy_agree() -> None:
    assert response.retarded_loop() == energy_integral(response.LOOP, "retarded") * I / 4
    assert response.advanced_loop() == energy_integral(response.LOOP, "advanced") * I / 4
    assert response.retarded_loop() != response.advanced_loop()


@pytest.mark.parametrize("name", response.STRUCTURES)
def test_loop_is_a_real_or_imaginary_part(name: response.Structure) -> None:
    whole = response.structure(name, response.FIRST, response.SECOND)
    static = response.loop_integrand(name, 0, response.FIRST, response.SECOND)
    damping = -sp.I * response.loop_integrand(name, 1, response.FIRST, response.SECOND)
    real = (whole + sp.conjugate(whole)) / 2
    imaginary = (whole - sp.conjugate(whole)) / (2 * sp.I)
    assert sp.expand(static + real / (4 * sp.pi)) == 0
    assert sp.expand(damping + imaginary / (4 * sp.pi)) == 0
    assert sp.expand(static - real / (4 * sp.pi)) != 0


@pytest.mark.parametrize("name", response.STRUCTURES)
def test_integrands_are_the_stated_parts(name: response.Structure) -> None:
    """Real and imaginary parts as SymPy distributes them, against a direct evaluation."""
    first, second = random_parts(), random_parts()
    values = {
        symbol: sp.sympify(complex(v))
        for symbol, v in zip((*response.FIRST, *response.SECOND), (*first, *second), strict=True)
    }
    whole = coefficient(name, first, second)
    static = response.static_integrand(name, response.FIRST, response.SECOND)
    damping = response.damping_integrand(name, response.FIRST, response.SECOND)
    assert complex(static.xreplace(values)) == pytest.approx(-whole.real / (4 * np.pi))
    assert complex(damping.xreplace(values)) == pytest.approx(-whole.imag / (4 * np.pi))


def test_response_of_a_closed_system() -> None:
    """Two levels without leads: the loop against the Lehmann sum, at a finite frequency."""
    hopping = np.array([[0.2, 1.1], [1.1, -0.4]])
    spin = np.diag([1.0, -1.0])
    one_body = np.kron(hopping, np.eye(2)) + 0.3 * np.kron(np.array([[0, 1], [1, 0]]), spin)
    energies, states = np.linalg.eigh(one_body)
    filling = 1 / (1 + np.exp((energies - 0.1) / 0.4))
    omega, eta = 0.23, 0.05
    for a, b in ((0, 1), (1, 0), (1, 1)):
        for i, j in ((0, 0), (0, 1), (2, 2)):
            found = _lehmann(energies, states, filling, (a, b, i, j), omega + 1j * eta)
            loop = _loop(energies, states, filling, (a, b, i, j), omega, eta)
            assert found == pytest.approx(loop, abs=1e-10)


def _vertex(site: int, axis: int) -> np.ndarray:
    where = np.zeros((2, 2))
    where[site, site] = 0.5
    return np.kron(where, PAULI[axis])


def _lehmann(
    energies: np.ndarray, states: np.ndarray, filling: np.ndarray,
    labels: tuple[int, int, int, int], omega: complex,
) -> complex:  # fmt: skip
    a, b, i, j = labels
    left = states.conj().T @ _vertex(a, i) @ states
    right = states.conj().T @ _vertex(b, j) @ states
    weight = (filling[:, None] - filling[None, :]) / (omega + energies[:, None] - energies[None, :])
    return complex(-np.sum(weight * left * right.T))


def _loop(
    energies: np.ndarray, states: np.ndarray, filling: np.ndarray,
    labels: tuple[int, int, int, int], omega: float, eta: float,
) -> complex:  # fmt: skip
    """``(i/4)[G^R(E + w) G^< + G^< G^A(E - w)]``: the lesser function is a sum of deltas."""
    a, b, i, j = labels
    total = 0j
    for level, energy in enumerate(energies):
        share = filling[level] * np.outer(states[:, level], states[:, level].conj())
        retarded = states @ np.diag(1 / (energy + omega + 1j * eta - energies)) @ states.conj().T
        advanced = states @ np.diag(1 / (energy - omega - 1j * eta - energies)) @ states.conj().T
        for first, second in ((retarded, 1j * share), (1j * share, advanced)):
            loop = 2 * _vertex(a, i) @ first @ _vertex(b, j) * 2 @ second
            total += 0.25j * np.trace(loop)
    return complex(total)
