"""Judges of (B15)-(B17): the components of the slow Green's function and their inverses.

Inverses are those of block matrices on a grid of times, or the exact one of a matrix in spin
space whose off-diagonal element moves.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import mpmath
import numpy as np

from spinloom.derivations.engine.interpret import Array, Ring, Sample

from .judge_device import RANGES, rational
from .judge_fields import Rule, Values
from .judge_gradient import Form, form
from .judge_rotation import COMPONENTS, I
from .judge_slow import Jet

# --- Inverses on a grid of times -----------------------------------------------------------------

NODES = np.array([-0.7, 0.4, 1.1])
WEIGHT = 0.6


@dataclass(frozen=True)
class Instant:
    """Times, and how fast a combination of times moves with the first of them."""

    value: Any
    slope: float

    def __add__(self, other: Instant) -> Instant:
        return Instant(self.value + other.value, self.slope + other.slope)

    def __neg__(self) -> Instant:
        return Instant(-self.value, -self.slope)

    def __mul__(self, factor: float) -> Instant:
        return Instant(self.value * factor, self.slope * factor)

    __rmul__ = __mul__


def _dirac(gap: Instant) -> Array:
    """The unit kernel of the grid; a stretched argument divides it."""
    return np.where(abs(gap.value) < 1e-9, 1 / (WEIGHT * abs(gap.slope)), 0.0)


def _interpolated(table: Array) -> Callable[[Any, Any], Array]:
    """A smooth kernel with the values of the table on the grid."""
    coefficients = np.linalg.inv(np.vander(NODES))

    def weights(time: Any) -> Array:
        value = np.asarray(time.value if isinstance(time, Instant) else time)
        return np.moveaxis(np.vander(value.ravel(), 3) @ coefficients, -1, 0).reshape(
            3, *value.shape
        )

    def kernel(one: Any, two: Any) -> Array:
        left, right = weights(one), weights(two)
        return np.asarray(sum(left[i] * table[i, j] * right[j] for i in range(3) for j in range(3)))

    return kernel


def inverse_values(rng: random.Random) -> tuple[Values, Rule]:
    """(B15), (B17): a random triangular kernel and its inverse, by Gauss elimination at once."""
    normal = np.random.default_rng(rng.getrandbits(32)).normal
    blocks = {n: normal(size=(3, 3)) + 1j * normal(size=(3, 3)) for n in "RKA"}
    whole = np.block([[blocks["R"], blocks["K"]], [np.zeros((3, 3)), blocks["A"]]])
    green = np.linalg.inv(whole) / WEIGHT**2
    parts = {"R": green[:3, :3], "K": green[:3, 3:], "A": green[3:, 3:]}
    kernels = {n: _interpolated(block) for n, block in parts.items()}
    first, last = NODES.reshape(3, 1, 1), NODES.reshape(1, 3, 1)
    values: Values = {
        "t": Instant(first, 1.0), "t''": Instant(last, 0.0), "t'''": Instant(last[:, ::-1], 0.0),
        "dirac": _dirac,
        "G_s_inverse_RA": {b: _interpolated(blocks[b]) for b in "RA"},
        "G_s_RA": {b: kernels[b] for b in "RA"}, "G_s_K": kernels["K"],
        "G_s_R": kernels["R"], "G_s_A": kernels["A"],
        "G_s_inverse_K": _interpolated(blocks["K"]),
    }  # fmt: skip

    def rule(names: tuple[str, ...], f: Callable[..., Any]) -> Any:
        total: Any = 0
        for place in np.ndindex(*(3 for _ in names)):
            total = total + WEIGHT ** len(names) * f(*(float(NODES[k]) for k in place))
        return total

    return values, rule


# --- An exact inverse that moves ------------------------------------------------------------------


@dataclass(frozen=True)
class Coupled:
    """``[[w - x, v(t)], [0, w - y]]`` with v quadratic in time, x and y below the real axis.

    The off-diagonal element of the inverse is an integral over both elapsed times,
    ``-int du dw exp(i w u) R_x(u) v(t + (w - u)/2) R_y(w) exp(i w w)``.
    """

    x: Any
    y: Any
    coupling: tuple[Any, Any, Any]

    def inverse_element(self, n: int, m: int, t: Any, w: Any) -> Any:
        """Derivatives of the matrix, n times by time and m times by frequency."""
        energies = [(w - z if n == m == 0 else mpmath.mpf(n == 0 and m == 1))
                    for z in (self.x, self.y)]  # fmt: skip
        corner = self.moved(n, t) if not m else mpmath.mpf(0)
        return np.array([[energies[0], corner], [mpmath.mpf(0), energies[1]]], dtype=object)

    def moved(self, n: int, t: Any) -> Any:
        """The n-th derivative of the coupling."""
        a, b, c = self.coupling
        return (a + b * t + c * t * t / 2, b + c * t, c)[n] if n < 3 else mpmath.mpf(0)

    def green_element(self, n: int, m: int, t: Any, w: Any) -> Any:
        """Derivatives of the inverse."""
        corner = mpmath.mpf(0)
        for k in range(3 - min(n, 3)):
            # the k-th moment of (w - u)/2 goes with the k-th derivative of the coupling
            corner -= self.moved(n + k, t) / mpmath.factorial(k) * self._moment(k, m, w)
        diagonal = [_power(w - z, 1, m) if n == 0 else mpmath.mpf(0) for z in (self.x, self.y)]
        return np.array([[diagonal[0], corner], [mpmath.mpf(0), diagonal[1]]], dtype=object)

    def _moment(self, k: int, m: int, w: Any) -> Any:
        """m-th derivative by frequency of the integral of R_x(u) R_y(w) ((w - u)/2)^k."""
        total = mpmath.mpf(0)
        for j in range(k + 1):
            for left in range(m + 1):
                ways = mpmath.binomial(k, j) * mpmath.binomial(m, left) * (-1) ** j
                one = self._elapsed(j, self.x, left, w)
                total += ways * one * self._elapsed(k - j, self.y, m - left, w)
        return total / 2**k

    def _elapsed(self, j: int, z: Any, m: int, w: Any) -> Any:
        """m-th derivative of ``int u^j R(u) exp(i w u) = i^j j! / (w - z)^(j + 1)``.

        Advanced functions live at negative u, with the same result.
        """
        return I**j * mpmath.factorial(j) * _power(w - z, j + 1, m)


def _power(base: Any, exponent: int, m: int) -> Any:
    """m-th derivative of base^-exponent."""
    return (-1) ** m * mpmath.rf(exponent, m) * base ** -(exponent + m)


def with_series(ring: Ring) -> Ring:
    """A ring with the exponential of arrows, to the order at which three derivatives vanish."""

    def exponential(arrows: Form) -> Form:
        total, power = form(1), form(1)
        for n in range(1, 4):
            power = power * arrows / n
            total = total + power
        return total

    return Ring(ring.name, ring.number, ring.size, {**ring.functions, "exp": exponential})


def draw_moving(rng: random.Random, ring: Ring) -> Sample:
    """(B16): one matrix element, between two random spinors, of a moving matrix and its inverse."""
    coupling = tuple(rational(rng, "1/2", 1) + I * rational(rng, "1/2", 1) for _ in range(3))
    levels = [rational(rng, -1, 1) - I * rational(rng, "1/2", 1) for _ in range(2)]
    left, right = (np.array([_complex(rng), _complex(rng)], dtype=object) for _ in range(2))
    overlap = left.dot(right)

    def jets(branch: str) -> Coupled:
        x, y = levels if branch == "R" else [mpmath.conj(z) for z in levels]
        return Coupled(x, y, (coupling[0], coupling[1], coupling[2]))

    @cache
    def inverse(branch: str) -> Any:
        found = jets(branch)
        element = cache(lambda *place: left.dot(found.inverse_element(*place)))
        return lambda t, w: Jet(lambda n, m: element(n, m, t, w))

    @cache
    def green(branch: str) -> Any:
        found = jets(branch)
        element = cache(lambda *place: found.green_element(*place).dot(right) / overlap)
        return lambda t, w: Jet(lambda n, m: element(n, m, t, w))

    values: Values = {
        "i_unit": I, "t_mean": rational(rng, "1/5", "1/2"), "omega": rational(rng, "-1/2", 1),
        **{f"d_{name}": Form({(short,): 1}) for name, short in ARROWS.items()},
        "G_s_inverse_RA": inverse, "G_s_RA": green,
    }  # fmt: skip
    return Sample(with_series(ring), values, COMPONENTS)


def _complex(rng: random.Random) -> Any:
    return rational(rng, "1/2", 1) + I * rational(rng, "-1", 1)


ARROWS = {
    "time left": "lt",
    "frequency left": "lw",
    "time right": "rt",
    "frequency right": "rw",
}


def draw_inverse(rng: random.Random, ring: Ring) -> Sample:
    """(B15), (B17)."""
    values, rule = inverse_values(rng)
    return Sample(ring, values, {**COMPONENTS, **RANGES}, integrate=rule)
