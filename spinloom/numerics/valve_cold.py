"""Torques between flat bands at T = 0: sums of x log|x|, wherever the chemical potentials lie.

An electrode is polarized in two intervals of length J around -D and D alone. Both torques are
integrals of 1/(x - y) over pairs of intervals, one of them occupied and the other empty. Ends are
kept as distances from a base, so that splittings far below the bandwidth keep their digits.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .valve_kernels import evaluate

Real = NDArray[np.float64]

SMALLEST = 1e-300


class Interval(NamedTuple):
    """From base + low to base + high, with a sign; empty where low >= high."""

    base: Real
    low: Real
    high: Real
    sign: int = 1

    def below(self, energy: Real) -> Interval:
        return self._replace(high=np.minimum(self.high, energy - self.base))

    def above(self, energy: Real) -> Interval:
        return self._replace(low=np.maximum(self.low, energy - self.base))


def polarized(v: Mapping[str, Real], side: str) -> tuple[Interval, Interval]:
    """Where spin up alone (sign 1) and spin down alone (sign -1) have states."""
    J, D = v[f"J_{side}"], v["D"]
    # intervals around -D and D, or for a larger splitting the two bands
    half, base = np.minimum(J / 2, D), np.maximum(J / 2, D)
    return Interval(-base, -half, half, 1), Interval(base, -half, half, -1)


def torques(backend: str, v: Mapping[str, Real]) -> tuple[Real, Real]:
    """T_S and T_ex over Gamma for arrays of parameters of one shape, at T_L = T_R = 0."""
    mu_L, mu_R, J, D = v["mu_L"], v["mu_R"], v["J_L"], v["D"]
    right = polarized(v, "R")
    empty, filled = [p.above(mu_R) for p in right], [p.below(mu_R) for p in right]
    spin = np.zeros_like(D)
    for piece in polarized(v, "L"):
        spin += _sum(backend, piece.above(mu_L), filled) - _sum(backend, piece.below(mu_L), empty)
    # orbitals with one electron: spin up within J below mu, the empty spin down within J above
    zero = np.zeros_like(D)
    up = Interval(mu_L, np.maximum(-J, -D - J / 2 - mu_L), np.minimum(zero, D - J / 2 - mu_L))
    down = Interval(mu_L, np.maximum(zero, -D + J / 2 - mu_L), np.minimum(J, D + J / 2 - mu_L))
    exchange = _sum(backend, up, empty) + _sum(backend, down, filled)
    return spin / (4 * np.pi), -exchange / (4 * np.pi)


def _sum(backend: str, first: Interval, others: list[Interval]) -> Real:
    total = np.zeros_like(first.base)
    for other in others:
        total += first.sign * other.sign * pair(backend, first, other)
    return total


def pair(backend: str, first: Interval, other: Interval) -> Real:
    """P intint 1/(x - y), x in the first and y in the other interval."""
    lengths = [np.maximum(one.high - one.low, 0.0) for one in (first, other)]
    offset = first.base - other.base
    distance = offset + ((first.low - other.low) + (first.high - other.high)) / 2
    void = (lengths[0] == 0) | (lengths[1] == 0)
    apart = (np.abs(distance) >= (lengths[0] + lengths[1]) / 2) & ~void
    far = np.where(apart, np.abs(distance), lengths[0] + lengths[1] + 1.0)
    (area,) = evaluate(backend, "facing_intervals", far, *lengths)
    facing = np.sign(distance) * area
    first_is_shorter = lengths[0] <= lengths[1]
    one = _overlapping(offset, first, other)
    two = -_overlapping(-offset, other, first)
    inside = np.where(first_is_shorter, one, two)
    return np.where(void, 0.0, np.where(apart, facing, inside))


def _overlapping(offset: Real, short: Interval, other: Interval) -> Real:
    step = short.high - short.low
    return _rise(offset + (short.low - other.low), step) - _rise(
        offset + (short.low - other.high), step
    )


def _rise(x: Real, step: Real) -> Real:
    """(x + step) log|x + step| - x log|x|, digits kept for small steps."""
    end = x + step
    outer = np.abs(x) >= np.abs(end)
    larger, smaller = np.where(outer, x, end), np.where(outer, end, x)
    ratio = np.abs(smaller) / np.maximum(np.abs(larger), SMALLEST)
    change = np.where(outer, step, -step) / np.where(larger == 0, 1.0, larger)
    near = np.log1p(np.where(np.abs(change) < 0.5, change, 0.0))
    logarithm = np.where(np.abs(change) < 0.5, near, np.log(np.maximum(ratio, SMALLEST)))
    found = step * np.log(np.maximum(np.abs(larger), SMALLEST))
    return np.asarray(found + np.where(outer, 1, -1) * smaller * logarithm)
