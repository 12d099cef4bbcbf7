"""Sixteen-dimensional generators as numbers: the judge of the dark state and of all rates."""

from __future__ import annotations

import random
from fractions import Fraction
from functools import lru_cache
from typing import Any

import mpmath
import numpy as np

from spinloom.derivations.engine.interpret import PRECISE, Ring, Sample, evaluate

from .judge_generator import POPULATIONS, Device
from .judge_spins import MINUS, PLUS, Z, generator, on_first, on_second, singlet_projector, spectrum


def _symmetric(rng: random.Random) -> tuple[Any, float, float]:
    """The generator at equal couplings, with nu and V."""
    bias, nu = rng.uniform(1, 2), rng.uniform(0.2, 0.7)
    strength = rng.uniform(0.2, 0.4)
    return generator(nu, bias, (strength, strength), rng.uniform(0.2, 0.5)), nu, bias


def draw_motion(rng: random.Random, ring: Ring) -> Sample:
    """The dark weight's rate, and the weight before and after, from a generic state."""
    L, _, _ = _symmetric(rng)
    generic = generator(0.4, 1.3, (0.2, 0.35), 0.3, 0.2, 0.7, 0.5)
    state = np.random.default_rng(rng.getrandbits(64))
    rho = state.normal(size=(4, 4)) + 1j * state.normal(size=(4, 4))
    rho = rho @ rho.conj().T / np.trace(rho @ rho.conj().T)
    rate = (generic @ rho.ravel()).reshape(4, 4)
    singlet = singlet_projector().astype(float)
    later = (_exponential(3.0 * L) @ rho.ravel()).reshape(4, 4)
    weight = np.array([0, 1, -1, 0]) / np.sqrt(2)
    values = {
        "d_hat": singlet, "rho_dot": rate, "dot": lambda a, b: np.sum(a * np.transpose(b)),
        "p_d_rate": weight @ rate @ weight, "p_d_later": weight @ later @ weight,
        "p_d_initial": weight @ rho @ weight,
    }  # fmt: skip
    return Sample(ring, values)


def _exponential(matrix: Any) -> Any:
    """Scaling and squaring of the series."""
    halvings = 12
    small, term = matrix / 2**halvings, np.eye(len(matrix), dtype=complex)
    total = term.copy()
    for k in range(1, 16):
        term = term @ small / k
        total += term
    for _ in range(halvings):
        total = total @ total
    return total


def null_states(L: Any) -> list[Any]:
    """The two hermitian null vectors: the singlet, and the one without it."""
    right = np.linalg.svd(L)[2][-2:].conj()
    singlet = np.array([0, 1, -1, 0]) / np.sqrt(2)
    matrices = [v.reshape(4, 4) for v in right]
    weights = [singlet @ m @ singlet for m in matrices]
    mixed = matrices[0] * weights[1] - matrices[1] * weights[0]
    return [np.outer(singlet, singlet), mixed / np.trace(mixed)]


def _family(rng: random.Random, weight: float) -> dict[str, Any]:
    """Averages in the stationary state with a given weight of the dark state."""
    L, nu, bias = _symmetric(rng)
    dark, bright = null_states(L)
    rho = weight * dark + (1 - weight) * bright

    def average(operator: Any) -> float:
        return float(np.trace(operator.astype(complex) @ rho).real)

    pm = average(np.kron(PLUS, MINUS))
    eigenvalues = np.linalg.eigvalsh((rho + rho.conj().T) / 2)
    return {
        "average_z_1": average(on_first(Z)), "average_z_2": average(on_second(Z)),
        "average_zz": average(np.kron(Z, Z)), "average_pm": pm, "rho_pm": pm,
        "nu_tilde": nu / bias, "nu": nu, "V": bias,
        "largest_eigenvalue": eigenvalues[-1], "lowest_eigenvalue": eigenvalues[0],
    }  # fmt: skip


def draw_family(rng: random.Random, ring: Ring) -> Sample:
    """A stationary state at the symmetric point."""
    return Sample(ring, _family(rng, rng.uniform(0.1, 0.9)))


def draw_unphysical(rng: random.Random, ring: Ring) -> Sample:
    """A member of the family (11) with a negative weight of the dark state."""
    return Sample(ring, _family(rng, rng.uniform(-0.15, -0.05)))


def draw_range(rng: random.Random, ring: Ring) -> Sample:
    """The least eigenvalue with a weight of the dark state below zero, allowed, and above one."""
    weights = {"below": rng.uniform(-0.15, -0.05), "inside": rng.uniform(0.1, 0.9),
               "above": rng.uniform(1.05, 1.15)}  # fmt: skip
    least = {name: _family(rng, weight)["lowest_eigenvalue"] for name, weight in weights.items()}
    return Sample(ring, {"lowest_eigenvalue": least})


def draw_critical(rng: random.Random, ring: Ring) -> Sample:
    """The weight at which the partial transpose loses positivity, by bisection."""
    L, nu, bias = _symmetric(rng)
    dark, bright = null_states(L)

    def lowest(weight: float) -> float:
        rho = (weight * dark + (1 - weight) * bright).reshape(2, 2, 2, 2)
        return float(np.linalg.eigvalsh(rho.swapaxes(1, 3).reshape(4, 4))[0])

    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if lowest(middle) > 0 else (low, middle)
    return Sample(ring, {"p_c": low, "nu_tilde": nu / bias})


@lru_cache(maxsize=4)
def _triplet_temperature(nu: Any, bias: Any) -> Any:
    """From the outer populations of the stationary state without the singlet."""
    zero, strength = mpmath.mpf(0), mpmath.mpf(1) / 3
    device = Device(nu, bias, (strength, strength), mpmath.mpf(2) / 7, zero, zero, zero)
    block = device.generator()[np.ix_(POPULATIONS, POPULATIONS)]
    trace, singlet = np.array([1, 1, 0, 0, 1, 1]), np.array([0, 1, -1, -1, 1, 0])
    # without its null space: one added equation for the trace, one for the singlet's weight
    regular = block + np.outer(trace, trace) + np.outer(singlet, singlet)
    still = mpmath.lu_solve(mpmath.matrix(regular.tolist()), mpmath.matrix(trace.tolist()))
    return 2 * nu / mpmath.log((still[5] / still[0]).real)


def temperature_remainder(tree: Any, ratio: Any) -> Any:
    """The effective temperature at nu / V = ratio against its printed value."""
    bias = mpmath.mpf(3) / 2
    value = _triplet_temperature(ratio * bias, bias)
    sample = Sample(PRECISE, {"T_eff": value, "V": bias})
    left, right = (evaluate(side, sample) for side in (tree.left, tree.right))
    return (left - right) / right if right else mpmath.mpf(1)


# --- Our own statements ----------------------------------------------------------------------


def draw_thermal(rng: random.Random, ring: Ring) -> Sample:
    """Where a generic junction at finite temperature ends, by its null vector."""
    drawn = rng.uniform
    nu, bias, temperature = drawn(0.3, 0.6), drawn(0.5, 1.5), drawn(0.2, 0.6)
    L = generator(nu, bias, (drawn(0.2, 0.3), drawn(0.35, 0.5)), drawn(-0.4, 0.4),
                  drawn(0.1, 0.3), drawn(0.5, 1), drawn(0.3, 0.9), temperature)  # fmt: skip
    null = np.linalg.svd(L)[2][-1].conj().reshape(4, 4)
    values = {
        "rho_st": null / np.trace(null),
        "tensor": np.kron,
        "w_up": spectrum(-nu, bias, temperature),
        "w_down": spectrum(nu, bias, temperature),
    }
    return Sample(ring, values)


def draw_characteristic(rng: random.Random, ring: Ring) -> Sample:
    """det(x - L) at the symmetric point and a generic complex x."""
    bias, nu, strength, exchange = (rng.uniform(*b) for b in ((1, 2), (0.2, 0.6), (0.2, 0.5),
                                                              (0.1, 0.4)))  # fmt: skip
    temperature = rng.uniform(0.2, 0.6)
    L = generator(nu, bias, (strength, strength), exchange, temperature=temperature)
    x = complex(rng.uniform(0.5, 1), rng.uniform(0.3, 0.9))
    down, up, axial = (strength * spectrum(e, bias, temperature) for e in (nu, -nu, 0.0))
    magnetisation = np.array([1, 0, 0, -1])
    change = np.subtract.outer(magnetisation, magnetisation).ravel()
    blocks = {step: np.flatnonzero(change == step) for step in (0, 1, -1, 2, -2)}
    values = {
        f"determinant_{step}": np.linalg.det(x * np.eye(len(k)) - L[np.ix_(k, k)])
        for step, k in blocks.items()
    } | {
        "x": np.complex128(x), "nu": nu,
        "J_ex": exchange, "i_unit": 1j, "down": down / 2, "up": up / 2, "axial": axial / 4,
    }  # fmt: skip
    return Sample(ring, values)


#: theta and phi over the small parameter.
_ANGLES = (2, 1)
_SLOW = tuple(Fraction(x) for x in ("13/10", "3/10", "2/5"))


@lru_cache(maxsize=4)
def _slow_rate(small: Any) -> Any:
    """Slow eigenvalue of the 6 x 6 block; couplings, detuning and both angles are small."""
    bias, nu, exchange = (PRECISE.number(x) for x in _SLOW)
    angles = (_ANGLES[0] * small, _ANGLES[1] * small)
    device = Device(nu, bias, (small, small * (1 - small)), exchange, mpmath.mpf(0), *angles)
    values = sorted(device.eigenvalues(POPULATIONS), key=abs)
    return -values[1].real


def dark_rate_remainder(tree: Any, small: Any) -> Any:
    """The slow rate against its closed form; couplings and detuning vanish together."""
    bias, nu, _ = (PRECISE.number(x) for x in _SLOW)
    leaves = {"dark_rate": _slow_rate(small), "lambda_1": small,
              "lambda_2": small * (1 - small), "V": bias, "nu": nu,
              "theta": _ANGLES[0] * small, "phi": _ANGLES[1] * small}  # fmt: skip
    sample = Sample(PRECISE, leaves)
    left_side, right_side = (evaluate(side, sample) for side in (tree.left, tree.right))
    return (left_side - right_side) / right_side if right_side else mpmath.mpf(1)
