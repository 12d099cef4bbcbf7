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
