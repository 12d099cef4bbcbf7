"""Slow coordinates measured: exact Green's functions of a moving dot against the slow ones.

With time-local rates the exact functions are integrals over elapsed times,

    G^R(t, t - u) = -i exp(-i xi u - integral of Gamma from t - u to t),

and an inverse [G^-1]^K of sharp delay b, Wigner transform k(t) exp(i b w), leaves the elapsed
times u, v of either function: at T = t - (u + v)/2 the relative time is u - v + b. Both integrals
are Gauss-Laguerre sums. Distributions are waves of the frequency of length T.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from typing import Any

import mpmath
import numpy as np

from spinloom.derivations.engine.interpret import DOUBLE, Array, Sample, evaluate
from spinloom.derivations.engine.printed import Node, Relation, Symbol, relations, walk

from .judge_device import RANGES
from .judge_fields import Values
from .judge_rotation import BRANCH, COMPONENTS

Function = Callable[[Any], Any]
Speeds = Mapping[str, float]


@lru_cache(maxsize=1)
def _laguerre() -> tuple[Array, Array]:
    nodes, weights = np.polynomial.laguerre.laggauss(60)
    return nodes, weights * np.exp(nodes)


@dataclass(frozen=True)
class Rates:
    """Gamma(theta) = mean + tilt cos(theta) on a path theta(t) of constant velocity."""

    mean: float
    tilt: float
    theta: float
    theta_dot: float

    def __call__(self, t: Any) -> Any:
        return self.mean + self.tilt * np.cos(self.theta + self.theta_dot * t)

    def between(self, start: Any, end: Any) -> Any:
        """The integral from start to end; a short step loses no digits."""
        middle = self.theta + self.theta_dot * (start + end) / 2
        step = (end - start) / 2
        shape = np.sinc(self.theta_dot * step / np.pi)
        return (end - start) * (self.mean + self.tilt * np.cos(middle) * shape)


def retarded(rates: Rates | Growing, side: int, energy: float) -> complex:
    """G at time zero, `energy` above the level."""
    u, weights = _laguerre()
    u, weights = u / rates(0.0), weights / rates(0.0)
    decay = rates.between(-u / 2, u / 2)
    return complex(-side * 1j * np.sum(weights * np.exp(side * 1j * energy * u - decay)))


def keldysh(rates: Rates | Growing, amplitude: Function, delay: float, energy: float) -> complex:
    """G^K over exp(i w delay) at time zero, for an inverse [G^-1]^K = k(t) exp(i w delay)."""
    nodes, weights = (x / rates(0.0) for x in _laguerre())
    u, v = nodes[:, None], nodes[None, :]
    half = (u - v + delay) / 2
    decay = rates.between(half - u, half) + rates.between(-half - v, -half)
    body = amplitude(-(u + v) / 2) * np.exp(1j * energy * (u - v) - decay)
    return complex(-np.einsum("u,v,uv", weights, weights, body))


# --- Criteria: (B23)-(B25), and one of ours -------------------------------------------------------

#: Temperature, rates and the velocities that are not bounded, as powers of the small number:
#: each criterion stands alone, and needs each of its factors.
REGIMES = tuple(product((-1, 0, 1), (-1, 0, 1), (-1, 0)))


def _retarded_change(rates: Rates, temperature: float, speeds: Speeds) -> float:
    """Relative correction of the retarded function at resonance."""
    return abs(retarded(rates, 1, 0.0) * 1j * rates(0.0) - 1)


def _moving_centre(rates: Rates, phase: Function) -> float:
    """Relative correction of the Keldysh function at resonance by a distribution that moves."""
    found = keldysh(rates, lambda t: np.exp(-1j * phase(t)), 0.0, 0.0)
    return abs(found * rates(0.0) ** 2 + 1)


def _precession_change(rates: Rates, temperature: float, speeds: Speeds) -> float:
    """Accelerated precession moves the distribution by phi_ddot (1 - cos theta) t / 2."""
    pace = speeds["phi_ddot"] * (1 - np.cos(rates.theta)) / 2
    return _moving_centre(_still(rates), lambda t: pace * t / temperature)


def _turning_change(rates: Rates, temperature: float, speeds: Speeds) -> float:
    """An angle that moves shifts it by phi_dot (1 - cos theta) / 2 at constant precession."""
    height = speeds["phi_dot"] / (2 * temperature)

    def phase(t: Any) -> Any:
        return height * (np.cos(rates.theta) - np.cos(rates.theta + rates.theta_dot * t))

    return _moving_centre(_still(rates), phase)


def _thermal_change(rates: Rates, temperature: float, speeds: Speeds) -> float:
    """What the width of the distribution changes, a broadening away from resonance."""
    found = [keldysh(rates, rates, b, rates(0.0)) for b in (1 / temperature, 0.0)]
    return abs(found[0] / found[1] - 1)


CHANGES = {
    "B23": _retarded_change, "B24": _precession_change, "B25": _thermal_change,
    "turning": _turning_change,
}  # fmt: skip


def _still(rates: Rates) -> Rates:
    return replace(rates, theta_dot=0.0)


def criterion_remainder(name: str) -> Callable[[Node, Any], Any]:
    """The correction when the criterion is met by a factor x, at several scales of the rest.

    The velocity that the criterion bounds takes the largest value it allows; the others stay.
    """

    def remainder(tree: Node, x: Any) -> Any:
        (relation,) = relations(tree)
        return mpmath.mpf(max(_change(name, relation, float(x), *powers) for powers in REGIMES))

    return remainder


def _change(name: str, relation: Relation, x: float, heat: int, width: int, pace: int) -> float:
    temperature = x**heat
    sizes = {"theta_dot": 0.3, "phi_dot": 0.4, "phi_ddot": 0.5 * temperature}
    speeds = {speed: size * x**pace for speed, size in sizes.items()}
    still = Rates(1.3 * x**width, 0.5 * x**width, 1.1, 0.0)

    def value(side: Node) -> float:
        values = {"Gamma": {"up": still(0.0)}, "T": temperature, **speeds}
        sample = Sample(DOUBLE, values, {**RANGES, "spin": ("up",)})
        return float(evaluate(side, sample, {"index sigma": "up"}))

    names = [leaf.name for _, leaf in walk(relation) if isinstance(leaf, Symbol)]
    bounded = next(speed for speed in speeds if speed in names)
    bound = value(relation.right) * (x if relation.sign == "<" else 1 / x)
    factor = bound / value(relation.left)
    if factor <= 0:
        return 1.0  # no velocity meets the criterion: nothing gets small
    before = value(relation.left)
    speeds[bounded] *= 2.0
    power = math.log2(value(relation.left) / before)
    speeds[bounded] *= factor ** (1 / power) / 2
    return CHANGES[name](replace(still, theta_dot=speeds["theta_dot"]), temperature, speeds)


# --- Corrections of the gradient expansion --------------------------------------------------------


@dataclass(frozen=True)
class Growing:
    """A rate that is a polynomial in time."""

    coefficients: tuple[float, ...]

    def __call__(self, t: Any) -> Any:
        return np.polynomial.polynomial.polyval(t, self.coefficients)

    def between(self, start: Any, end: Any) -> Any:
        """The integral from start to end."""
        whole = np.polynomial.polynomial.polyint(self.coefficients)
        value = np.polynomial.polynomial.polyval
        return value(end, whole) - value(start, whole)


def _path(x: float) -> tuple[Growing, Values]:
    """Gamma(theta) of second order on an accelerated path theta(t) at slowness x."""
    rate, first, second = 1.4, 0.7, 0.9
    velocity, acceleration = 0.8 * x, 0.6 * x * x
    rates = Growing((
        rate, first * velocity, (first * acceleration + second * velocity**2) / 2,
        second * velocity * acceleration / 2, second * acceleration**2 / 8,
    ))  # fmt: skip
    return rates, {
        "Gamma_first": {"up": first}, "Gamma_second": {"up": second}, "theta_dot": velocity,
        "theta_ddot": acceleration, "Gamma_plain": rate, "Gamma_dot": rates.coefficients[1],
        "Gamma_ddot": 2 * rates.coefficients[2],
    }  # fmt: skip


def retarded_remainder(tree: Node, x: Any) -> Any:
    """Second-order correction of G^{R/A} against the exact function, over x^2."""
    rates, values = _path(float(x))
    values |= {
        "i_unit": 1j,
        "detuning": 0.5,
        "branch_sign": BRANCH,
        "G_s_RA": {b: retarded(rates, s, 0.5) for b, s in BRANCH.items()},
        "G_s0_RA": {b: 1 / (0.5 + s * 1j * rates(0.0)) for b, s in BRANCH.items()},
    }
    gaps = [_gap(tree, values, {"index branch": b, "index sigma": "up"}) for b in BRANCH]
    return mpmath.mpf(max(gaps)) / x**2


#: Waves of the distribution: delay, then value, velocity and acceleration of the amplitude.
WAVES = ((0.8, 0.6 + 0.3j, 0.5 - 0.2j, 0.4 + 0.1j), (-1.1, 0.2 - 0.7j, -0.3j, 0.6))


def keldysh_remainder(order: int) -> Callable[[Node, Any], Any]:
    """Correction of G^K to an order against the exact function, over that power of x."""

    def remainder(tree: Node, x: Any) -> Any:
        small, energy = float(x), 1.1
        rates, values = _path(small)
        exact, parts = 0j, dict.fromkeys(("", "_t", "_tt", "_w", "_tw", "_ww"), 0j)
        for delay, value, velocity, acceleration in WAVES:
            shape = (value, small * velocity, small**2 * acceleration / 2)

            def inverse(t: Any, shape: Any = shape) -> Any:
                return 2j * rates(t) * np.polynomial.polynomial.polyval(t, shape)

            phase = np.exp(1j * energy * delay)
            exact += keldysh(rates, inverse, delay, energy) * phase
            for name in parts:
                by_time, by_frequency = name.count("t"), name.count("w")
                slope = shape[by_time] * (2 if by_time == 2 else 1)
                parts[name] += slope * (1j * delay) ** by_frequency * phase
        width = energy**2 + rates(0.0) ** 2
        zeroth = -2j * rates(0.0) * parts[""] / width
        first = rates(0.0) * parts["_t"] + values["Gamma_dot"] * energy * parts["_w"]
        values |= {f"F_s{name}": part for name, part in parts.items()}
        values |= {
            "i_unit": 1j, "detuning": energy, "G_s_K": exact, "G_s0_K": zeroth,
            "G_s1_K": 2j * rates(0.0) * first / width**2,
        }  # fmt: skip
        return mpmath.mpf(_gap(tree, values, {})) / x**order

    return remainder


def _gap(tree: Node, values: Values, scope: Any) -> float:
    sample = Sample(DOUBLE, values, COMPONENTS)
    (relation,) = relations(tree)
    return float(
        abs(evaluate(relation.left, sample, scope) - evaluate(relation.right, sample, scope))
    )
