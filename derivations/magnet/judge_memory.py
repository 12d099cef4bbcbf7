"""Judges of the gauge angles' kernel (A6)-(A8), (A24), (A25): triangular matrices in time."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from functools import cache
from typing import Any

import mpmath
import numpy as np

from .judge_device import PAIRS, SPINS, rational
from .judge_fields import (
    LEVELS,
    Rule,
    Values,
    by_spin,
    nodes_of,
    polynomial,
    weighted_sum,
)
from .judge_rotation import I


def chain_values(rng: random.Random) -> tuple[Values, Rule]:
    """(A7): one correction of the Green's function: matrices of spin, triangular each."""
    chain = Chain(rng)
    return {**chain.values(), "beta": chain.beta}, weighted_sum([])


def gauged_values(rng: random.Random) -> tuple[Values, Rule]:
    """(A6): the correction G_s (D' Sigma D - R' Sigma R) G_s of (A2), summed over its times."""
    chain = Chain(rng)
    nodes = [(float(t), float(w)) for t, w in nodes_of(rng, 2)]
    slope = {s: float(rational(rng, "1/2", 2)) for s in SPINS}

    def gauge(s: str) -> Any:
        return lambda t: np.exp(1j * slope[s] * t * (1 + t))

    def correction(dot: str, t: Any, t3: Any) -> Any:
        turned = gauge(dot)
        return sum(
            chain.dot(dot, t, one, two, t3) * (v * w * (np.conj(turned(one)) * turned(two) - 1))
            for one, v in nodes
            for two, w in nodes
        )

    def kernel(dot: str, spin: str) -> Any:
        return lambda t, t3: correction(dot, t, t3)[0].dot(chain.lead(spin, t3 - t))

    return {
        **chain.values(), "beta": chain.beta, "alpha_u": kernel,
        "U_k": {s: gauge(s) for s in SPINS},
        **{f"G_u_{n}": {s: (lambda t, t3, s=s, k=k: correction(s, t, t3)[0, k]) for s in SPINS}
           for k, n in enumerate("RK")},
    }, weighted_sum(nodes)  # fmt: skip


class Chain:
    """Four kernels one after the other, each a triangular matrix in Keldysh space."""

    def __init__(self, rng: random.Random) -> None:
        self.slow = {(n, s): _smooth(rng) for n in "RAK" for s in SPINS}
        self.middle = {(n, a, b): _smooth(rng) for n in "RAK" for a in SPINS for b in SPINS}
        self.leads = {(n, s): _smooth(rng) for n in "KA" for s in SPINS}
        self.times = {n: float(rational(rng, "1/5", 2)) for n in ("t", "t'", "t''", "t'''")}

    def dot(self, dot: str, t: Any, t1: Any, t2: Any, t3: Any) -> Any:
        """A spin's block of Green's function, rotated self-energy, Green's function."""
        inner = np.block([
            [_triangular(*(self.middle[n, a, b](t1, t2) for n in "RKA")) for b in SPINS]
            for a in SPINS
        ])  # fmt: skip
        whole = self._green(t, t1) @ inner @ self._green(t2, t3)
        block = slice(0, 2) if dot == SPINS[0] else slice(2, 4)
        return whole[block, block]

    def _green(self, t: Any, u: Any) -> Any:
        """The slow Green's function, diagonal in spin."""
        up, down = (_triangular(*(self.slow[n, s](t, u) for n in "RKA")) for s in SPINS)
        return np.block([[up, 0 * up], [0 * up, down]])

    def lead(self, spin: str, t: Any) -> Any:
        """The Keldysh column of a lead's self-energy."""
        return np.array([self.leads["K", spin](t), self.leads["A", spin](t)])

    def beta(self, dot: str, spin: str) -> Any:
        """The chain as a function of its four times."""
        return lambda t, t1, t2, t3: self.dot(dot, t, t1, t2, t3)[0].dot(self.lead(spin, t3 - t))

    def values(self) -> Values:
        """Times and components by the names of the prints."""
        return {
            **self.times,
            **{f"G_s_{n}": {s: self.slow[n, s] for s in SPINS} for n in "RAK"},
            **{f"rotated_{n}": {(a, b): self.middle[n, a, b] for a, b in PAIRS} for n in "RAK"},
            **{f"Sigma_{n}": {s: self.leads[n, s] for s in SPINS} for n in "KA"},
        }


def _smooth(rng: random.Random) -> Callable[..., complex]:
    """A generic function of one or two times, in doubles."""
    a, b, c, d = (complex(rng.uniform(-2, 2), rng.uniform(-2, 2)) for _ in range(4))
    return lambda *times: a + b * times[0] + c * times[-1] + d * times[0] * times[-1]


def _triangular(r: Any, k: Any, a: Any) -> Any:
    return np.array([[r, k], [0 * r, a]])


def memory_values(rng: random.Random) -> tuple[Values, Rule]:
    """(A8): sharp leads and a linear distribution; delta'(t' - t'') as a numerical derivative."""
    time, nodes = rational(rng, 2, 3), nodes_of(rng)
    broad = {s: rational(rng, "1/2", 1) for s in SPINS}
    g = {p: rational(rng, 1, 2) for p in PAIRS}
    phase = {s: polynomial(rng) for s in SPINS}
    step = mpmath.mpf(10) ** -10

    def gauge(s: str) -> Any:
        return lambda t: _exp_i(phase[s](t))

    def slope(f: Any, t: Any) -> Any:
        return (8 * (f(t + step) - f(t - step)) - (f(t + 2 * step) - f(t - 2 * step))) / (12 * step)

    def kernel(a: str, b: str) -> Any:
        def value(t: Any) -> Any:
            total = mpmath.mpf(0)
            for earlier, weight in nodes:

                def body(other: Any, earlier: Any = earlier) -> Any:
                    turned = mpmath.conj(gauge(a)(earlier)) * gauge(a)(other) - 1
                    return turned * mpmath.exp(-broad[a] * (2 * t - earlier - other))

                # 2 Gamma Gamma' 2 rho i delta'(t' - t''), with g = 2 rho Gamma'
                total += weight * 2 * broad[a] * g[a, b] * I * slope(body, earlier)
            return total

        return value

    def rate(s: str) -> Any:
        known = {t: slope(gauge(s), t) for t, _ in nodes}
        return lambda t: known[t] if t in known else slope(gauge(s), t)

    return {
        "i_unit": I, "t": time, "g": g, "Gamma": broad, "alpha_u_local": kernel,
        "U_k": {s: gauge(s) for s in SPINS}, "U_k_dot": {s: rate(s) for s in SPINS},
    }, weighted_sum(nodes)  # fmt: skip


def _exp_i(value: Any) -> Any:
    return mpmath.exp(I * value)


def level_values(rng: random.Random) -> tuple[Values, Rule]:
    """(A24): integrand of (A23) after the shift of omega' by each level."""
    point = {n: rational(rng, "1/5", 1) for n in ("omega_1", "omega_2", "omega_3", "omega'")}
    times = {f"t_{k}": rational(rng, "1/5", 1) for k in (1, 2, 3)}
    rates, right = {s: rational(rng, 1, 2) for s in SPINS}, rational(rng, 1, 2)
    broad = {s: rational(rng, "1/2", 1) for s in SPINS}
    levels = {(k, s): rational(rng, -1, 1) for k in LEVELS for s in SPINS}
    filling = by_spin(rng)

    @cache
    def beta(a: str, b: str) -> Any:
        total = mpmath.mpf(0)
        for k in LEVELS:
            level = levels[k, a]
            w = point["omega'"] + level
            green_r = 1 / (w + point["omega_1"] - level + I * broad[a])
            green_a = 1 / (w + point["omega_3"] - level - I * broad[a])
            keldysh = -2 * I * broad[a] * filling[a](w + point["omega_2"])
            total += green_r * keldysh * green_a * I * (rates[b] + right)
        phase = sum(point[f"omega_{k}"] * times[f"t_{k}"] for k in (1, 2, 3))
        return total * mpmath.exp(-I * phase)

    def rule(names: tuple[str, ...], f: Callable[..., Any]) -> Any:
        return f(*(point[n] for n in names))

    return {
        "i_unit": I, **times, "Gamma": broad, "Gamma_l": rates, "Gamma_r": right,
        "F_s": filling, "xi": levels, "beta_value": lambda a, b: beta(a, b),
    }, rule  # fmt: skip


WIDE = tuple(str(k) for k in range(-95, 96))


def ladder_values(rng: random.Random) -> tuple[Values, Rule]:
    """(A25): a ladder of levels with spacing 1/rho, distributions of temperature one.

    The sum differs from its integral by exp(-2 pi^2 rho).
    """
    density = {s: float(rational(rng, 2, "5/2")) for s in SPINS}
    offset = {s: float(rational(rng, 0, 1)) for s in SPINS}
    return {
        "rho": density, "omega'": float(rational(rng, "1/5", 1)),
        "omega_2": float(rational(rng, "1/5", 1)),
        "F_s": {s: lambda w: math.tanh(w / 2) for s in SPINS},
        "xi": lambda k, s: (int(k) + offset[s]) / density[s],
    }, weighted_sum([])  # fmt: skip
