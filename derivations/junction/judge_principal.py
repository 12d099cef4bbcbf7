"""Principal values over a common band in closed form: the judge of (6), and golden-rule rates.

At T = 0 the number of electron pairs of a given excitation is piecewise linear, so its principal
value is a sum of logarithms; any ring of numbers will do.
"""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import pairwise
from typing import Any

import mpmath
import numpy as np

from spinloom.derivations.engine.claims import RelationClaim, small_system
from spinloom.derivations.engine.interpret import DOUBLE, PRECISE, Ring, Sample, evaluate
from spinloom.derivations.engine.printed import Node, Relation

from .judge_spins import levels, rational


def pairs(gain: Any, before: Any, after: Any, cutoff: Any) -> Any:
    """Electrons below `before` in one lead with an empty place `gain` higher in the other."""
    top = min(before, cutoff, cutoff - gain)
    bottom = max(-cutoff, -cutoff - gain, after - gain)
    return max(top - bottom, 0 * gain)


def principal(omega: Any, bias: Any, cutoff: Any, log: Any) -> Any:
    """P(omega): both directions, sum over the linear pieces."""
    total = 0 * omega
    for before, after in ((0 * bias, bias), (bias, 0 * bias)):
        ends = sorted([-2 * cutoff, 2 * cutoff, after - before, after - cutoff, cutoff - before,
                       cutoff + after, -cutoff - before])  # fmt: skip
        for low, high in pairwise(ends):
            if high == low:
                continue
            start, stop = (pairs(x, before, after, cutoff) for x in (low, high))
            slope = (stop - start) / (high - low)
            at_pole = start + slope * (omega - low)
            if at_pole:
                total += at_pole * log(abs((omega - low) / (omega - high)))
            total -= slope * (high - low)
    return total


def draw_band(rng: random.Random, ring: Ring) -> Sample:
    """A band and a bias; Delta is minus the principal value at zero frequency."""
    cutoff, bias = (ring.number(rational(rng, low, low + 2)) for low in (5, 1))
    log = ring.functions["log"]
    delta = -principal(ring.number(Fraction(0)), bias, cutoff, log)
    return Sample(ring, {"Lambda": cutoff, "V": bias, "Delta": delta})


def correlator_remainder(tree: Node, nu: Any) -> Any:
    """Relative residual of (6) at T = 0, V = 3/2, Lambda = 7 for a small Larmor frequency."""
    number = PRECISE.number
    bias, cutoff, theta, phi = (number(Fraction(x)) for x in ("3/2", "7", "7/10", "9/10"))
    J_1, J_2, density = (number(Fraction(x)) for x in ("3/5", "8/5", "9/10"))
    factor = 4 * J_1 * J_2 * density * mpmath.cos(theta / 2) * mpmath.expj(-phi)

    def gamma(omega: Any) -> Any:
        real = mpmath.pi * (max(bias + omega, 0) + max(omega - bias, 0))
        return factor * (real + 1j * principal(omega, bias, cutoff, mpmath.log))

    values = {
        "Gamma": lambda j, k: gamma if {j, k} == {"2", "-1"} else lambda omega: 0 * omega,
        "nu": nu, "V": bias, "Lambda": cutoff, "theta": theta, "phi": phi, "J_1": J_1,
        "J_2": J_2, "N_squared": density, "i_unit": mpmath.mpc(0, 1), "pi": mpmath.pi,
        "Delta": -principal(0 * bias, bias, cutoff, mpmath.log),
    }  # fmt: skip
    return RelationClaim(tree, small_system("", draw_band)).residual(Sample(PRECISE, values))


def draw_golden_rule(rng: random.Random, ring: Ring) -> Sample:
    """Flip rate of a single spin: 2 pi |matrix element|^2 times pairs, spin channel by channel."""
    J = {"1": rng.uniform(0.2, 0.5), "2": rng.uniform(0.6, 0.9)}
    density, bias, nu = rng.uniform(0.5, 0.9), rng.uniform(2, 3), rng.uniform(0.3, 0.8)
    sigma = [np.array(m) for m in ([[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]])]
    coupling = np.sum([np.kron(m, m) for m in sigma], axis=0).reshape(
        2, 2, 2, 2
    )  # electron, spin; both
    channels = sum(abs(coupling[s, 1, r, 0]) ** 2 for s in (0, 1) for r in (0, 1))

    def rate(site: str) -> float:
        return float(2 * np.pi * J[site] ** 2 * channels * density * (bias + nu))

    values = {"flip": rate, "J": lambda site: J[site], "N_squared": density, "V": bias, "nu": nu,
              "pi": np.pi}  # fmt: skip
    return Sample(ring, values, {"site": ("1", "2")})


_WIDE = mpmath.mpf(50)


def back_remainder(tree: Node, ratio: Any) -> Any:
    """Flip rates with and without tunnelling back into the same lead, at nu / V = ratio, T = 0.

    Equal amplitudes within and across the leads: each lead adds pairs without bias.
    """
    bias, nu, none = mpmath.mpf(3) / 2, ratio * mpmath.mpf(3) / 2, mpmath.mpf(0)
    within = 2 * pairs(nu, none, none, _WIDE)
    across = pairs(nu, bias, none, _WIDE) + pairs(nu, none, bias, _WIDE)
    sample = Sample(PRECISE, {"all_rates": across + within, "across": across})
    assert isinstance(tree, Relation)
    left, right = (evaluate(side, sample) for side in (tree.left, tree.right))
    return (left - right) / right if right else mpmath.mpf(1)


def draw_back(rng: random.Random, ring: Ring) -> Sample:
    """The weight of those terms by counting pairs, at T = 0."""
    bias, nu = rng.uniform(1, 2), rng.uniform(0.3, 0.8)
    within = 2 * float(pairs(nu, 0.0, 0.0, 50.0))
    across = float(pairs(nu, bias, 0.0, 50.0)) + float(pairs(nu, 0.0, bias, 50.0))
    return Sample(ring, {"share": within / across, "nu": nu, "V": bias})


def draw_global(rng: random.Random, ring: Ring) -> Sample:
    """Rate at which T1 decays to S over the local one, from the level distance, at T = 0."""
    bias, nu, exchange = rng.uniform(1, 2), rng.uniform(0.3, 0.6), rng.uniform(0.05, 0.15)
    energies = levels(DOUBLE, nu, exchange, 0.0)
    gap = float(energies["T1"][0] - energies["S"][0])
    count = [float(pairs(g, bias, 0.0, 50.0)) for g in (gap, nu)]
    return Sample(ring, {"share": count[0] / count[1], "nu": nu, "V": bias, "J_ex": exchange})
