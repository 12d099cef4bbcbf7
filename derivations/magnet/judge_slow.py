"""Judges of the slow Green's function: triangular inverses, derivatives to the left and right."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import mpmath
import numpy as np

from spinloom.derivations.engine.claims import WORKING_DIGITS
from spinloom.derivations.engine.interpret import PRECISE, Ring, Sample, evaluate
from spinloom.derivations.engine.printed import Node, Relation

from . import judge_device as jd
from .judge_device import RANGES, SPINS, rational
from .judge_gradient import Form, composed, form
from .judge_matrices import inverse, random_matrix
from .judge_rotation import BRANCH, COMPONENTS, I

Values = dict[str, Any]


@dataclass(frozen=True)
class Jet:
    """A function known by its derivatives: ``value(n, m)``, n times by time, m by frequency."""

    value: Callable[[int, int], Any]
    factor: Any = 1

    def __mul__(self, other: Any) -> Any:
        if isinstance(other, Form):
            return Pair(self, other)
        if isinstance(other, Jet):
            return Pair(self, form(1)) * other
        return Jet(self.value, self.factor * other)

    __rmul__ = __mul__


@dataclass(frozen=True)
class Pair:
    """A function with derivative arrows to its right; a second function completes the number."""

    left: Jet
    arrows: Form

    def __mul__(self, right: Any) -> Any:
        if isinstance(right, Form):
            return Pair(self.left, self.arrows * right)
        total = mpmath.mpf(0)
        for names, weight in self.arrows.terms.items():
            order = [names.count(n) for n in ("lt", "lw", "rt", "rw")]
            total += weight * np.dot(self.left.value(*order[:2]), right.value(*order[2:]))
        return total * self.left.factor * right.factor


def arrow_values(rng: random.Random) -> Values:
    """(B21), (B22): A = w - xi +- i Gamma(t) and its reciprocal, derivatives by Taylor series."""
    frequency = rational(rng, 2, 3)
    levels = {s: rational(rng, -1, 1) for s in SPINS}
    width, bend, curve = ({s: rational(rng, "1/2", 1) for s in SPINS} for _ in range(3))
    speed, acceleration = rational(rng, "1/2", 1), rational(rng, "1/2", 1)

    def rate(s: str, t: Any) -> Any:
        angle = speed * t + acceleration * t * t / 2
        return width[s] + bend[s] * angle + curve[s] * angle**2 / 2

    def slopes(function: Callable[[Any, Any], Any]) -> Callable[[int, int], Any]:
        def value(n: int, m: int) -> Any:
            return (
                mpmath.diff(function, (mpmath.mpf(0), frequency), (n, m))
                if n + m
                else function(mpmath.mpf(0), frequency)
            )

        return value

    def inverse_at(b: str, t: Any, w: Any) -> Any:
        return w - levels["up"] + BRANCH[b] * I * rate("up", t)

    def inverse_of(b: str) -> Any:
        return Jet(slopes(lambda t, w: inverse_at(b, t, w)))

    def green(b: str) -> Any:
        higher = slopes(lambda t, w: 1 / inverse_at(b, t, w))
        square = 1 / inverse_at(b, mpmath.mpf(0), frequency) ** 2
        first = {(1, 0): -inverse_of(b).value(1, 0) * square,
                 (0, 1): -inverse_of(b).value(0, 1) * square}  # fmt: skip
        # first derivatives by the chain rule: their products cancel to the last digit
        return Jet(lambda n, m: first[n, m] if (n, m) in first else higher(n, m))

    return {
        "i_unit": I, "t_mean": mpmath.mpf(0), "omega": frequency, "xi": levels,
        "branch_sign": {b: mpmath.mpf(v) for b, v in BRANCH.items()},
        "Gamma": width, "Gamma_first": bend, "Gamma_second": curve,
        "theta_dot": speed, "theta_ddot": acceleration,
        "d_time left": Form({("lt",): 1}), "d_frequency left": Form({("lw",): 1}),
        "d_time right": Form({("rt",): 1}), "d_frequency right": Form({("rw",): 1}),
        "G_s_inverse_RA": inverse_of,
        "G_s0_RA": green,
    }  # fmt: skip


def component_values(rng: random.Random) -> Values:
    """(B19), (B20): inverse of a triangular 2 x 2 matrix at one frequency."""
    retarded, keldysh, advanced = (rational(rng, 1, 2) + I * rational(rng, 1, 2) for _ in range(3))
    found = mpmath.matrix([[retarded, keldysh], [0, advanced]]) ** -1
    inverses, greens = {"R": retarded, "A": advanced}, {"R": found[0, 0], "A": found[1, 1]}
    return {
        "G_s_inverse_RA": inverses, "G_s0_RA": greens,
        "G_s0_K": found[0, 1], "G_s_inverse_K": keldysh,
        "G_s_R": greens["R"], "G_s_A": greens["A"],
    }  # fmt: skip


def identity_values(rng: random.Random) -> Values:
    """(B14): the Green's function of a random kernel, by Gauss elimination."""
    kernel = random_matrix(rng)
    return {
        "G_s_inverse": kernel, "G_s": inverse(kernel),
        "identity": np.eye(len(kernel), dtype=object) * mpmath.mpf(1),
    }  # fmt: skip


def draw(values: Callable[[random.Random], Values], up_only: bool = False) -> Any:
    """Samples of one of the functions above (45 digits)."""

    def sample(rng: random.Random, ring: Ring) -> Sample:
        with mpmath.workdps(WORKING_DIGITS):
            found = values(rng)
        ranges = {**COMPONENTS, "spin": ("up",)} if up_only else COMPONENTS
        return Sample(ring, found, ranges)

    return sample


def zeroth_remainder(count: int) -> Callable[[Node, Any], Any]:
    """(B10), (B13): plain product against the exact symbol, slow in time."""

    def remainder(tree: Node, x: Any) -> Any:
        rng = random.Random(23)
        waves = [(x * rational(rng, 1, 2), rational(rng, 1, 2)) for _ in range(count)]

        def plane(a: Any, b: Any) -> Callable[[Any, Any], Any]:
            return lambda t, w: mpmath.exp(I * (a * t + b * w))

        total = plane(sum(a for a, _ in waves), sum(b for _, b in waves))
        values: Values = {
            f"{n}_wigner": plane(*w) for n, w in zip("ghk", waves, strict=False)
        } | {"t_mean": mpmath.mpf("0.9") / x, "omega": mpmath.mpf("0.7"),
             "f_zero": lambda t, w: composed(waves) * total(t, w)}  # fmt: skip
        sample = Sample(PRECISE, values)
        assert isinstance(tree, Relation)
        return abs(evaluate(tree.left, sample) - evaluate(tree.right, sample))

    return remainder


@lru_cache(maxsize=4)
def _heated(x: Any) -> jd.Device:
    base, root = jd.device(29), mpmath.sqrt(x)
    slope = jd.Table({s: x * v for s, v in base.slope.items()})
    return replace(base, slope=slope, T_l=base.T_l / root, T_r=base.T_r / root)


def kernel_remainder(tree: Node, x: Any) -> Any:
    """(44) against quadrature of (43): slopes of order x, temperatures of order x^(-1/2)."""
    dev = _heated(x)
    values = {
        "omega": dev.omega, "g": dev.g, "I_h": dev.hybrid, "I_d": dev.thermal,
        "alpha_real": lambda a, b: lambda w: dev.kernel(a, b, w, dev.phi_dot),
    }  # fmt: skip
    worst = mpmath.mpf(0)
    assert isinstance(tree, Relation)
    for a, b in jd.PAIRS:
        scope = {"index sigma": a, "index sigma'": b}
        sample = Sample(PRECISE, values, RANGES)
        worst = max(worst, abs(evaluate(tree.left, sample, scope)
                               - evaluate(tree.right, sample, scope)))  # fmt: skip
    return worst
