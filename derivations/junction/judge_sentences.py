"""Matrix elements, product states and measurements as numbers: the judge of the text's words."""

from __future__ import annotations

import random
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Ring, Sample

from .judge_dark import null_states
from .judge_spins import KETS, MINUS, PLUS, UNIT, Z, dyad, generator, spectrum

Array = Any
SINGLET, TRIPLET = np.array([0, 1, -1, 0]) / np.sqrt(2), np.array([0, 1, 1, 0]) / np.sqrt(2)
UP_UP = np.eye(4)[0]


def _operator(first: Array, second: Array) -> Array:
    return np.kron(first, second).astype(complex)


def draw_selection(rng: random.Random, ring: Ring) -> Sample:
    """The operators of C1 and C2 between the singlet and up-up."""
    single = _operator(MINUS, Z)
    uniform = single + _operator(Z, MINUS)
    return Sample(ring, {"element": {"uniform": SINGLET @ uniform @ UP_UP,
                                     "single": SINGLET @ single @ UP_UP}})  # fmt: skip


def draw_double_flip(rng: random.Random, ring: Ring) -> Sample:
    """What it does to the outer states, and its coherence in a stationary state."""
    nu, bias, temperature = rng.uniform(0.2, 0.6), rng.uniform(1, 2), rng.uniform(0.2, 0.6)
    up, down = spectrum(-nu, bias, temperature), spectrum(nu, bias, temperature)
    L = generator(nu, bias, (0.3, 0.4), 0.3, temperature=temperature)
    rho = np.linalg.svd(L)[2][-1].conj().reshape(4, 4)
    rho = rho / np.trace(rho)
    flip = _operator(MINUS, PLUS)
    return Sample(ring, {
        "tensor": np.kron, "tau_minus": MINUS, "tau_plus": PLUS, "tau_z": Z, "unit": UNIT,
        **KETS, "bra_up_down": KETS["up_down"][None, :], "bra_down_up": KETS["down_up"][None, :],
        "outer_product": dyad, "mixed": (SINGLET @ flip @ rho @ TRIPLET).real,
        "w_up": up, "w_down": down,
    })  # fmt: skip


def draw_products(rng: random.Random, ring: Ring) -> Sample:
    """The largest overlap with the singlet: largest singular value of its amplitudes."""
    values = np.linalg.svd(SINGLET.reshape(2, 2), compute_uv=False)
    return Sample(ring, {"largest": values[0] ** 2})


def draw_lowered(rng: random.Random, ring: Ring) -> Sample:
    """Critical weights at two voltages."""
    nu = rng.uniform(0.2, 0.4)
    low, high = nu + rng.uniform(0.1, 0.4), nu + rng.uniform(0.6, 2.0)
    return Sample(ring, {"p_c_low": _critical(nu, low), "p_c_high": _critical(nu, high)})


def _critical(nu: float, bias: float) -> float:
    """Where the partial transpose loses positivity, by bisection."""
    dark, bright = null_states(generator(nu, bias, (0.3, 0.3), 0.3))
    low, high = 0.0, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        rho = (middle * dark + (1 - middle) * bright).reshape(2, 2, 2, 2)
        lowest = np.linalg.eigvalsh(rho.swapaxes(1, 3).reshape(4, 4))[0]
        low, high = (middle, high) if lowest > 0 else (low, middle)
    return low


def draw_measurement(rng: random.Random, ring: Ring) -> Sample:
    """A state with some weight of the singlet, relaxed, then projected."""
    nu, bias, weight = rng.uniform(0.2, 0.6), rng.uniform(1, 2), rng.uniform(0.2, 0.8)
    dark, bright = null_states(generator(nu, bias, (0.3, 0.3), 0.3))
    rho = weight * dark + (1 - weight) * bright
    odd = np.diag([0, 1, 1, 0])
    after = odd @ rho @ odd
    chance = np.trace(after).real
    return Sample(ring, {
        "first": weight, "success": chance, "nu_tilde": nu / bias,
        "relaxed": (SINGLET @ after @ SINGLET).real / chance,
    })  # fmt: skip


def _symmetric(rng: random.Random) -> tuple[float, float, Array]:
    nu, bias = rng.uniform(0.2, 0.6), rng.uniform(1, 2)
    return nu, bias, generator(nu, bias, (0.3, 0.3), rng.uniform(0.2, 0.4))


def draw_range(rng: random.Random, ring: Ring) -> Sample:
    """The average of tau_+ tau_- in both extreme stationary states."""
    nu, bias, L = _symmetric(rng)
    low, high = (np.trace(_operator(PLUS, MINUS) @ state).real for state in null_states(L))
    return Sample(ring, {"rho_low": low, "rho_high": high, "nu_tilde": nu / bias})


def draw_temperature(rng: random.Random, ring: Ring) -> Sample:
    """From the populations of up-up and down-down, which are 2 nu apart."""
    nu, bias, L = _symmetric(rng)
    bright = null_states(L)[1]
    ratio = (bright[3, 3] / bright[0, 0]).real
    return Sample(ring, {"T_eff": 2 * nu / np.log(ratio), "V": bias, "nu": nu})


def draw_delta(rng: random.Random, ring: Ring) -> Sample:
    """tau_- tau_+ after long times, tau_+ tau_- having acted on a member of the family."""
    nu, bias, L = _symmetric(rng)
    weight, (dark, bright) = rng.uniform(0.1, 0.9), null_states(L)
    left, _, right = np.linalg.svd(L)
    left, right = left[:, -2:], right[-2:].conj().T
    excited = _operator(PLUS, MINUS) @ (weight * dark + (1 - weight) * bright)
    amounts = np.linalg.solve(left.conj().T @ right, left.conj().T @ excited.ravel())
    final = (right @ amounts).reshape(4, 4)
    return Sample(ring, {"delta_weight": np.trace(_operator(MINUS, PLUS) @ final).real,
                         "p_d": weight, "nu_tilde": nu / bias})  # fmt: skip
