"""Rates and shifts of the leads as numbers: the judge of what the bath does in full.

One-level leads for correlators; sums over equidistant energies for rates (exact to exponential
order for functions without singularity on the line); linear pieces of the number of pairs for
principal values.
"""

from __future__ import annotations

import random
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Any

import mpmath
import numpy as np

from spinloom.derivations.engine.interpret import PRECISE, Ring, Sample, evaluate
from spinloom.derivations.engine.printed import Node, Relation, relations

from .judge_bath import (
    AXES,
    LABELS,
    RANGES,
    STEPS,
    SYSTEM,
    X,
    Y,
    Z,
    _at_the_levels,
    common_leaves,
    draw_leads,
)
from .judge_spins import rational

Array = Any

# --- One level per lead ------------------------------------------------------------------------


def draw_correlators(rng: random.Random, ring: Ring) -> Sample:
    """All correlators from the levels; the common function from that of the axes."""
    leads, omega = draw_leads(rng), rng.uniform(0.2, 0.9)
    bath = leads.bath_operators(leads.tunnelling, 0.0)

    def gamma(j: str, k: str) -> Any:
        return lambda frequency: leads.half_sided(bath[j], bath[k], frequency)

    def common(frequency: float) -> Any:
        return gamma("z", "z")(frequency) / (2 * leads.J[0] ** 2 * leads.density)

    values = common_leaves(leads) | {
        "omega": omega, "i_zero": 1j * leads.eta, "Gamma": gamma, "common": common,
    }  # fmt: skip
    return Sample(ring, values, RANGES, integrate=_at_the_levels(leads))


def draw_secular(rng: random.Random, ring: Ring) -> Sample:
    """The hermitian part of i times all secular terms, pair by pair."""
    leads = draw_leads(rng, eta=1e-300)
    bath = leads.bath_operators(leads.tunnelling, 0.0)
    total = np.zeros((4, 4), complex)
    for j in LABELS:
        for k in LABELS:
            if STEPS[j] + STEPS[k] == 0:
                gamma = leads.half_sided(bath[j], bath[k], STEPS[k] * leads.nu)
                term = gamma * SYSTEM[j] @ SYSTEM[k]
                total += (term - term.conj().T) / 2j

    def shift(omega: float) -> float:
        value = leads.half_sided(bath["1"], bath["-1"], omega).imag
        return float(value / (4 * leads.J[0] ** 2 * leads.density))

    values = common_leaves(leads) | {
        "H_secular": total, "P": shift, "unit_pair": np.eye(4),
        "transverse": np.kron(X, X) + np.kron(Y, Y), "cross_z": np.kron(X, Y) - np.kron(Y, X),
    }  # fmt: skip
    return Sample(ring, values)


# --- Rates -------------------------------------------------------------------------------------


def draw_rates(rng: random.Random, ring: Ring) -> Sample:
    """Numbers of pairs by adding occupations on a grid of energies."""
    drawn = [rational(rng, *bounds) for bounds in ((1, 2), (-1, 1), (-1, 1), (1, 3), (-1, 1))]
    temperature, mu_1, mu_2, bias, energy = (ring.number(x) for x in drawn)

    def pairs(first: Any, second: Any) -> Any:
        return _counted(ring, first, second - energy, temperature)

    values = {
        "T": temperature, "mu_1": mu_1, "mu_2": mu_2, "V": bias, "energy": energy,
        "pairs": pairs(mu_1, mu_2), "w": pairs(bias, 0 * bias) + pairs(0 * bias, bias),
    }  # fmt: skip
    return Sample(ring, values)


def _counted(ring: Ring, filled: Any, empty: Any, temperature: Any) -> Any:
    """int de f(e - filled) [1 - f(e - empty)] as a sum with steps of T / 4."""
    exp = ring.functions["exp"]
    step = temperature / 4
    middle, total = (filled + empty) / 2, 0 * filled
    for k in range(-340, 341):
        e = middle + k * step
        rise, fall = exp((e - filled) / temperature), exp((empty - e) / temperature)
        total = total + 1 / ((rise + 1) * (fall + 1))
    return total * step


# --- Principal values --------------------------------------------------------------------------


def _overlap(first: tuple[Any, Any], second: tuple[Any, Any], gap: Any) -> Any:
    """Energies of the first interval that lie in the second one when lifted by the gap."""
    low, high = max(first[0], second[0] - gap), min(first[1], second[1] - gap)
    return max(high - low, 0 * gap)


def _over_gap(first: tuple[Any, Any], second: tuple[Any, Any], log: Any) -> Any:
    """Principal value of the number of pairs over their gap, by its linear pieces."""
    total = 0 * first[0]
    ends = sorted({b - a for a in first for b in second})
    for low, high in pairwise(ends):
        start, stop = (_overlap(first, second, x) for x in (low, high))
        slope = (stop - start) / (high - low)
        at_zero = start - slope * low
        total += slope * (high - low)
        if at_zero:
            total += at_zero * log(abs(high / low))
    return total


def shift(left: tuple[Any, Any, Any], right: tuple[Any, Any, Any], log: Any) -> Any:
    """P int (f_L - f_R) / (e_R - e_L): full and empty states of one lead against the other."""
    (a, m, b), (c, n, d) = left, right
    return _over_gap((a, m), (n, d), log) - _over_gap((m, b), (c, n), log)


def draw_bands(rng: random.Random, ring: Ring) -> Sample:
    """Two bands with edges and potentials in generic places."""
    bounds = ((-5, -3), (0, 1), (3, 5))
    left, right = (tuple(ring.number(rational(rng, *b)) for b in bounds) for _ in "LR")
    delta = shift((left[0], left[1], left[2]), (right[0], right[1], right[2]),
                  ring.functions["log"])  # fmt: skip
    names = ("bottom", "mu", "top")
    values = {f"{n}_L": x for n, x in zip(names, left, strict=True)}
    values |= {f"{n}_R": x for n, x in zip(names, right, strict=True)}
    return Sample(ring, values | {"Delta": delta})


def draw_symmetric_band(rng: random.Random, ring: Ring) -> Sample:
    """A common band around the middle of the potentials."""
    cutoff, bias = (ring.number(rational(rng, low, low + 2)) for low in (5, 1))
    half = bias / 2
    delta = shift((-cutoff, half, cutoff), (-cutoff, -half, cutoff), ring.functions["log"])
    return Sample(ring, {"Lambda": cutoff, "V": bias, "Delta": delta})


def _sides(tree: Node, sample: Sample) -> Any:
    """The worst relative remainder of a system of relations."""
    worst = mpmath.mpf(0)
    for relation in relations(tree):
        assert isinstance(relation, Relation)
        left, right = (evaluate(side, sample) for side in (relation.left, relation.right))
        worst = max(worst, abs((left - right) / right) if right else mpmath.mpf(1))
    return worst


def linear_remainder(tree: Node, ratio: Any) -> Any:
    """Delta of the printed band against its growth with the cutoff; ratio = V / Lambda."""
    cutoff = mpmath.mpf(7) / 2
    bias = ratio * cutoff
    delta = shift((-cutoff, bias, cutoff), (-cutoff, 0 * bias, cutoff), mpmath.log)
    return _sides(tree, Sample(PRECISE, {"Delta": delta, "Lambda": cutoff, "V": bias}))


def draw_exchange(rng: random.Random, ring: Ring) -> Sample:
    """Static exchange of (3), and what the same amplitude adds within the leads."""
    cutoff, bias = (ring.number(rational(rng, low, low + 2)) for low in (5, 1))
    bands, log = [(-cutoff, mu, cutoff) for mu in (bias, 0 * bias)], ring.functions["log"]
    across = shift(bands[0], bands[1], log)
    within = sum(_over_gap((a, m), (m, b), log) for a, m, b in bands)
    return Sample(ring, {"across": across, "everything": across + within})


# --- What the secular step drops ---------------------------------------------------------------

_LEVELS = tuple(Fraction(x) for x in ("3/10", "1/5", "2/7"))


@lru_cache(maxsize=4)
def _shifted_levels(angle: Any) -> dict[str, Any]:
    """Levels with the y part of the cross product at an angle theta; phi = 0."""
    nu, exchange, strength = (PRECISE.number(x) for x in _LEVELS)

    def precise(matrix: Array) -> Any:
        return np.vectorize(mpmath.mpmathify, otypes=[object])(np.asarray(matrix, dtype=complex))

    one = np.eye(2)
    energy = nu / 2 * precise(np.kron(Z, one) + np.kron(one, Z))
    energy = energy - exchange * precise(sum(np.kron(a, a) for a in AXES.values()))
    along = precise(np.kron(Z, X) - np.kron(X, Z))
    energy = energy + strength * mpmath.sin(angle / 2) * along
    values, states = mpmath.eighe(mpmath.matrix(energy.tolist()))
    singlet = [abs(states[1, k] - states[2, k]) ** 2 / 2 for k in range(4)]
    found = {}
    for name, sizes in (
        ("E_T1", [abs(states[0, k]) for k in range(4)]),
        ("E_T3", [abs(states[3, k]) for k in range(4)]),
        ("E_S", singlet),
    ):
        found[name] = values[max(range(4), key=lambda k: sizes[k])]
    return found


def level_remainder(tree: Node, angle: Any) -> Any:
    """The levels against perturbation theory of second order."""
    nu, exchange, strength = (PRECISE.number(x) for x in _LEVELS)
    leaves = {"nu": nu, "J_ex": exchange, "strength": strength, "theta": angle}
    return _sides(tree, Sample(PRECISE, leaves | _shifted_levels(angle)))
