"""Electrons counted one by one: golden-rule rates by channel, and the growth of their variance.

T = 0 and a bias above the Larmor frequency, so that every electron goes the same way.
"""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

import mpmath
import numpy as np

from spinloom.derivations.engine.interpret import PRECISE, Ring, Sample, evaluate
from spinloom.derivations.engine.printed import Node, Relation

from .judge_bath import AXES, UNIT, Leads, draw_leads
from .judge_generator import POPULATIONS, Device
from .judge_principal import pairs
from .judge_spins import generator, singlet_projector

Array = Any
SINGLET, TRIPLET = np.array([0, 1, -1, 0]) / np.sqrt(2), np.array([0, 1, 1, 0]) / np.sqrt(2)


def channels(leads: Leads, nu: float, bias: float) -> list[Array]:
    """Jumps of the spins, one for each spin of the electron before and after and each gain."""
    transfer = sum(
        leads.J[0] * np.kron(m, np.kron(m, UNIT))
        + leads.J[1] * np.kron(m @ leads.u, np.kron(UNIT, m))
        for m in AXES.values()
    )
    table = np.asarray(transfer).reshape(2, 4, 2, 4)
    magnetisation = np.array([1, 0, 0, -1])
    found = []
    for final, initial in np.ndindex(2, 2):
        for gain in (-1, 0, 1):
            kept = (magnetisation[:, None] - magnetisation[None, :]) == gain
            count = float(pairs(-gain * nu, bias, 0.0, 50.0))
            found.append(np.sqrt(2 * np.pi * count) * table[final, :, initial, :] * kept)
    return found


def couplings(leads: Leads) -> tuple[float, float]:
    """lambda_1, lambda_2 at one state per energy in both leads."""
    return 16 * np.pi * leads.J[0] ** 2, 16 * np.pi * leads.J[1] ** 2


def _rate_operator(leads: Leads, nu: float, bias: float) -> Array:
    return sum(jump.conj().T @ jump for jump in channels(leads, nu, bias))


def draw_rates(rng: random.Random, ring: Ring) -> Sample:
    """The rate of electrons in the dark and in the bright stationary state, and across them."""
    leads, nu = draw_leads(rng), rng.uniform(0.2, 0.6)
    bias = nu + rng.uniform(0.5, 1.5)
    leads = replace(leads, J=(leads.J[0], leads.J[0]), theta=0.0, phi=0.0)
    even, strength = _rate_operator(leads, nu, bias), couplings(leads)[0]
    still = np.linalg.svd(generator(nu, bias, (strength, strength), 0.3))[2][-2:].conj()
    states = [v.reshape(4, 4) for v in still]
    weights = [SINGLET @ state @ SINGLET for state in states]
    bright = states[0] * weights[1] - states[1] * weights[0]
    bright = bright / np.trace(bright)
    return Sample(ring, {
        "current_dark": complex(np.trace(even @ singlet_projector().astype(float))),
        "current_bright": complex(np.trace(even @ bright)),
        "lambda": strength, "V": bias, "nu": nu,
    })  # fmt: skip


def draw_across(rng: random.Random, ring: Ring) -> Sample:
    """The matrix element of the rate between singlet and triplet, without spin-orbit coupling."""
    leads, nu = replace(draw_leads(rng), theta=0.0, phi=0.0), rng.uniform(0.2, 0.6)
    bias = nu + rng.uniform(0.5, 1.5)
    first, second = couplings(leads)
    element = SINGLET @ _rate_operator(leads, nu, bias) @ TRIPLET
    return Sample(ring, {"across": complex(element), "lambda_1": first, "lambda_2": second,
                         "w_down": bias + nu, "w_up": bias - nu})  # fmt: skip


def draw_zero_frequency(rng: random.Random, ring: Ring) -> Sample:
    """The growth of the variance of the number of electrons, from the counted generator.

    L(x) multiplies every jump by exp(x); the second derivative of its largest eigenvalue at x = 0
    is the growth of the variance. Central differences at 60 digits.
    """
    leads, nu = draw_leads(rng), rng.uniform(0.2, 0.6)
    bias = nu + rng.uniform(0.5, 1.5)
    L = generator(nu, bias, couplings(leads), 0.3, 0.1, leads.theta, leads.phi)
    jumps = sum(np.kron(j, j.conj()) for j in channels(leads, nu, bias))
    still = np.linalg.svd(L)[2][-1].conj()
    trace_row = np.eye(4).ravel()
    still = still / (trace_row @ still)
    moving = np.eye(16) - np.outer(still, trace_row)
    return Sample(ring, {
        "growth": _variance(L, jumps), "counted": jumps, "rho_st": still[:, None],
        "traced": trace_row[None, :], "reduced_inverse": moving @ np.linalg.pinv(L) @ moving,
    })  # fmt: skip


def _variance(L: Array, jumps: Array) -> complex:
    """The second derivative of the largest eigenvalue by central differences at 60 digits."""
    with mpmath.workdps(60):
        step = mpmath.mpf(10) ** -15
        plain, counted = mpmath.matrix(L.tolist()), mpmath.matrix(jumps.tolist())
        grown = [_largest(plain + (mpmath.exp(x * step) - 1) * counted) for x in (-1, 0, 1)]
        return complex((grown[0] - 2 * grown[1] + grown[2]) / step**2)


def _largest(matrix: Any) -> Any:
    """The eigenvalue near zero by inverse iteration: the others are of order one."""
    size = matrix.rows
    vector, value = mpmath.ones(size, 1), mpmath.mpf(0)
    for _ in range(6):
        shifted = matrix - (value + mpmath.mpf(10) ** -25) * mpmath.eye(size)
        solved = mpmath.lu_solve(shifted, vector)
        place = max(range(size), key=lambda k: abs(solved[k]))
        value = value + mpmath.mpf(10) ** -25 + vector[place] / solved[place]
        vector = solved / solved[place]
    return value


#: nu, V, J_ex of a junction near the dark point.
_NEAR = ("3/10", "13/10", "2/5")


@lru_cache(maxsize=4)
def _near_dark(small: Any) -> tuple[Device, Any, Any]:
    """A junction whose couplings, detuning and angles are small; its noise and slow rate."""
    nu, bias, exchange = (PRECISE.number(Fraction(x)) for x in _NEAR)
    strengths = (small, small * (1 - small))
    device = Device(nu, bias, strengths, exchange, mpmath.mpf(0), 2 * small, small)
    L, jumps = device.generator(), device.jumps()
    traced = mpmath.matrix([int(n in (0, 5, 10, 15)) for n in range(16)]).T
    # L + |1><trace| is regular, and its inverse maps traceless operators as L does
    regular = mpmath.matrix(L.tolist()) + traced.T * traced
    still = mpmath.lu_solve(regular, traced.T)
    still = still / (traced * still)[0]
    counted = mpmath.matrix(jumps.tolist())
    flow = counted * still
    mean = (traced * flow)[0]
    moved = mpmath.lu_solve(regular, flow - mean * still)
    growth = mean - 2 * (traced * (counted * moved))[0]
    slow = sorted(device.eigenvalues(POPULATIONS), key=abs)[1]
    return device, growth.real, -slow.real


def telegraph_remainder(tree: Node, small: Any) -> Any:
    """The noise at zero frequency against that of a current that the singlet blocks at times."""
    device, growth, slow = _near_dark(small)
    sample = Sample(PRECISE, {
        "growth": growth, "gamma_d": slow, "nu": device.nu, "V": device.bias,
        "lambda_1": device.strengths[0], "lambda_2": device.strengths[1],
    })  # fmt: skip
    assert isinstance(tree, Relation)
    left, right = (evaluate(side, sample) for side in (tree.left, tree.right))
    return (left - right) / right if right else mpmath.mpf(1)
