"""The dimer's judges obey what they must: they are numbers that others are judged by."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from spinloom.derivations.dimer import (
    judge_action,
    judge_fock,
    judge_green,
    judge_motion,
    judge_open,
)
from spinloom.derivations.engine.interpret import DOUBLE
from spinloom.derivations.engine.judges.fock import expectation

ENERGIES = np.linspace(-2.3, 2.1, 7)
SEEDS = (1, 2, 3)


@pytest.fixture(params=SEEDS)
def rng(request: pytest.FixtureRequest) -> random.Random:
    return random.Random(request.param)


def close(one: Any, other: Any) -> bool:
    return bool(np.allclose(np.asarray(one, complex), np.asarray(other, complex), 0, 1e-12))


# --- Green's functions -----------------------------------------------------------------------


def test_scattering_states_and_inversion_meet(rng: random.Random) -> None:
    """G^> - G^< = G^R - G^A: wave matching on the left, the inverse matrix on the right."""
    chain = judge_green.random_chain(rng, DOUBLE)
    empty, filled = chain.correlation(">"), chain.correlation("<")
    retarded, advanced = (chain.device.green(branch) for branch in "+-")
    assert close(empty - filled, retarded - advanced)
    assert close(advanced.reshape(4, 4), np.conj(np.asarray(retarded.reshape(4, 4), complex)).T)


def test_occupied_states_are_positive(rng: random.Random) -> None:
    chain = judge_green.random_chain(rng, DOUBLE)
    density = np.asarray(-1j * chain.correlation("<").reshape(4, 4), complex)
    assert close(density, density.conj().T)
    assert np.linalg.eigvalsh(density).min() > -1e-12


def test_directions_are_unit_vectors(rng: random.Random) -> None:
    assert sum(x * x for x in judge_green.direction(rng, DOUBLE)) == pytest.approx(1, abs=1e-15)
    assert np.linalg.norm(judge_fock.unit_vector(rng)) == pytest.approx(1, abs=1e-15)


# --- The open dimer --------------------------------------------------------------------------


def test_functions_of_the_open_dimer_belong_together(rng: random.Random) -> None:
    dimer = judge_open.random_open_dimer(rng)
    retarded, advanced = dimer.retarded(ENERGIES), dimer.advanced(ENERGIES)
    empty, filled = dimer.correlation(">", ENERGIES), dimer.correlation("<", ENERGIES)
    assert close(empty - filled, retarded - advanced)
    assert close(np.conj(np.swapaxes(filled, -1, -2)), -filled)


def test_parts_are_kept_by_grid_and_add_up(rng: random.Random) -> None:
    dimer = judge_open.random_open_dimer(rng)
    axis = judge_fock.along(dimer.t_hat)
    for energies in (ENERGIES, ENERGIES + 0.1, ENERGIES[:3], ENERGIES):
        for which in "<>":
            for a in "12":
                for b in "12":
                    parts = [dimer.part(p, which, a, b, energies) for p in "st"]
                    block = np.multiply.outer(parts[0], np.eye(2)) + np.multiply.outer(
                        parts[1], axis
                    )
                    full = dimer.correlation(which, energies).reshape(-1, 2, 2, 2, 2)
                    assert close(block, full[:, int(a) - 1, :, int(b) - 1])


def test_a_changed_dimer_does_not_inherit_what_is_known(rng: random.Random) -> None:
    dimer = judge_open.random_open_dimer(rng)
    before = dimer.part("t", "<", "1", "2", ENERGIES)
    other = replace(dimer, t=-dimer.t, t_0=-dimer.t_0)
    assert close(other.part("t", "<", "1", "2", ENERGIES), -before)
    assert close(dimer.part("t", "<", "1", "2", ENERGIES), before)


def test_the_static_response_is_real_and_the_noise_positive(rng: random.Random) -> None:
    dimer = judge_open.random_open_dimer(rng)
    assert close(dimer.response(0.0).imag, 0)
    noise = dimer.noise()
    assert close(noise.imag, 0)
    matrix = noise.real.transpose(0, 2, 1, 3).reshape(6, 6)
    assert close(matrix, matrix.T)
    assert np.linalg.eigvalsh(matrix).min() > 0


def test_the_slope_is_the_derivative_of_the_response(rng: random.Random) -> None:
    dimer = judge_open.random_open_dimer(rng)
    h = 1e-3
    odd = [dimer.response(k * h) - dimer.response(-k * h) for k in (1, 2, 3)]
    slope = (45 * odd[0] - 9 * odd[1] + odd[2]) / (60 * h)
    assert np.allclose(slope, dimer.response_slope(), 0, 1e-10)


def test_without_spin_orbit_hopping_everything_is_isotropic(rng: random.Random) -> None:
    dimer = replace(judge_open.random_open_dimer(rng), t=0.0)
    for tensor in (dimer.response(0.0), dimer.response_slope(), dimer.noise()):
        for a in (0, 1):
            for b in (0, 1):
                isotropic = judge_open.isotropic(tensor[a, b], dimer.t_hat)
                assert close(tensor[a, b], isotropic * np.eye(3))
    assert close(dimer.mean_spin(), 0)


def test_pair_functions_exchange_their_energies_with_their_sites(rng: random.Random) -> None:
    """The named relation of the row on (A24), and the reality of what it calls real."""
    sample = judge_open.draw_constants(rng, DOUBLE)
    x, y = np.array([0.3]), np.array([-0.7])
    for name, sign in (("cal_D", 1), ("cal_J", -1), ("Gamma_bar", -1), ("j_bar", 1), ("g_bar", 1)):
        function = sample.values[name]
        assert close(function("2", "1")(x, y), sign * function("1", "2")(y, x))
        assert close(function("2", "2")(x, y).imag, 0)
        assert abs(function("2", "1")(x, y).imag) > 1e-6


def test_the_double_integral_has_converged(
    rng: random.Random, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample = judge_open.draw_constants(rng, DOUBLE)
    pole = sample.values["i_delta"]
    function = sample.values["cal_J"]("2", "1")

    def integral() -> complex:
        assert sample.integrate is not None
        return complex(sample.integrate(("x", "y"), lambda x, y: function(x, y) / (y - x + pole)))

    coarse = integral()
    monkeypatch.setattr(judge_open, "DOUBLE_POINTS", 300)
    assert abs(integral() - coarse) < 1e-13
    assert abs(coarse + 2 * sample.values["J_21"]) < 1e-12


# --- The isolated dimer ----------------------------------------------------------------------


def test_weights_of_the_levels_add_up(rng: random.Random) -> None:
    dimer = judge_fock.random_dimer(rng)
    empty, filled = (dimer.weights(which).sum(axis=-1) for which in "><")
    assert close(empty - filled, -1j * np.eye(4))
    correlations = -1j * filled
    for a in range(4):
        for b in range(4):
            pair = dimer.space.creator(b) @ dimer.space.annihilator(a)
            assert expectation(dimer.state, pair) == pytest.approx(correlations[a, b], abs=1e-12)


def test_the_hamiltonian_hides_no_symmetry(rng: random.Random) -> None:
    dimer = judge_fock.random_dimer(rng)
    energies = dimer.levels[0]
    assert np.diff(energies).min() > 1e-2
    assert abs(dimer.hamiltonian[0, 2] - np.conj(dimer.hamiltonian[0, 2])) > 1e-2


def test_points_of_the_kernels_are_drawn_once() -> None:
    first, second = (judge_fock.draw_energies(random.Random(4), DOUBLE) for _ in "12")
    assert first is second


# --- Moving spins ----------------------------------------------------------------------------


def test_the_rate_solves_its_equation(rng: random.Random) -> None:
    values = judge_motion.draw_torques(rng, DOUBLE).values
    m, rate = values["m_free"], values["m_free_dot"]
    assert m @ rate == pytest.approx(0, abs=1e-14)
    torques = sum(values[f"torque_{name}"] for name in ("eff", "noise", "iso", "an"))
    assert close(rate, torques)


def test_the_moments_have_the_length_of_the_spin(rng: random.Random) -> None:
    moments = judge_motion.draw_open(rng, DOUBLE).values["m"]
    for site in "12":
        assert np.linalg.norm(moments(site)) == pytest.approx(judge_motion.SPIN_LENGTH, rel=1e-14)


def test_the_white_noise_has_weight_one() -> None:
    peak = judge_motion.draw_open(random.Random(1), DOUBLE).values["dirac"]
    x = np.sinh(np.linspace(-18, 18, 20001))
    total = np.trapezoid([peak(p) for p in x], x)
    assert total == pytest.approx(1, abs=1e-6)
    assert peak(0.3) == peak(-0.3)


def test_a_weak_kick_is_linear_in_the_moments() -> None:
    values = judge_action._kicked(1e-4).values
    first_order = (values["action_total"] - values["action_m"]) / 1e-4
    linear = sum(
        values["m"](a)(k) @ values["mean_spin"](a)(k) for a in "12" for k in (0.3, 0.8, 1.6)
    )
    assert first_order == pytest.approx(linear, abs=1e-3)
