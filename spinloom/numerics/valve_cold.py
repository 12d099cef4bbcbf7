"""Torques between flat bands at T = 0: sums of x log|x|, wherever the chemical potentials lie.

An electrode is polarized in two intervals of length J around -D and D alone. Both torques are
integrals of 1/(x - y) over pairs of intervals, one of them occupied and the other empty. Ends are
kept as sums of two energies, so that splittings far below the bandwidth keep their digits.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .valve_kernels import evaluate

Real = NDArray[np.float64]

SMALLEST = 1e-300


class End(NamedTuple):
    """An energy base + offset; neither part feels the rounding of their sum."""

    base: Real
    offset: Real

    def over(self, other: End) -> Real:
        """Distance from another end, with all digits."""
        total, lost = self.base, np.zeros_like(self.base)
        for term in (-other.base, self.offset, -other.offset):
            found = total + term
            part = found - total
            lost = lost + ((total - (found - part)) + (term - part))
            total = found
        return np.asarray(total + lost)

    def instead(self, other: End, where: NDArray[np.bool_]) -> End:
        return End(*(np.where(where, y, x) for x, y in zip(self, other, strict=True)))


class Interval(NamedTuple):
    """Between two ends, with a sign; empty where they are exchanged."""

    low: End
    high: End
    sign: int = 1

    @classmethod
    def about(cls, base: Real, half: Real, sign: int = 1) -> Interval:
        return cls(End(base, -half), End(base, half), sign)

    def length(self) -> Real:
        return np.maximum(self.high.over(self.low), 0.0)

    def below(self, energy: End) -> Interval:
        return self._replace(high=self.high.instead(energy, self.high.over(energy) > 0))

    def above(self, energy: End) -> Interval:
        return self._replace(low=self.low.instead(energy, self.low.over(energy) < 0))


def polarized(v: Mapping[str, Real], side: str) -> tuple[Interval, Interval]:
    """Where spin up alone (sign 1) and spin down alone (sign -1) have states."""
    J, D = v[f"J_{side}"], v["D"]
    # intervals around -D and D, or for a larger splitting the two bands
    half, base = np.minimum(J / 2, D), np.maximum(J / 2, D)
    return Interval.about(-base, half), Interval.about(base, half, -1)


def torques(backend: str, v: Mapping[str, Real]) -> tuple[Real, Real]:
    """T_S and T_ex over Gamma for arrays of parameters of one shape, at T_L = T_R = 0."""
    J, D = v["J_L"], v["D"]
    zero = np.zeros_like(D)
    mu_L, mu_R = End(v["mu_L"], zero), End(v["mu_R"], zero)
    right = polarized(v, "R")
    empty, filled = [p.above(mu_R) for p in right], [p.below(mu_R) for p in right]
    spin = np.zeros_like(D)
    for piece in polarized(v, "L"):
        spin += _sum(backend, piece.above(mu_L), filled) - _sum(backend, piece.below(mu_L), empty)
    # orbitals with one electron: spin up within J below mu, the empty spin down within J above
    up = Interval(End(v["mu_L"], -J), mu_L).above(End(-D, -J / 2)).below(End(D, -J / 2))
    down = Interval(mu_L, End(v["mu_L"], J)).above(End(-D, J / 2)).below(End(D, J / 2))
    exchange = _sum(backend, up, empty) + _sum(backend, down, filled)
    return spin / (4 * np.pi), -exchange / (4 * np.pi)


def _sum(backend: str, first: Interval, others: list[Interval]) -> Real:
    total = np.zeros_like(first.low.base)
    for other in others:
        total += first.sign * other.sign * pair(backend, first, other)
    return total


def pair(backend: str, first: Interval, other: Interval) -> Real:
    """P intint 1/(x - y), x in the first and y in the other interval."""
    lengths = [first.length(), other.length()]
    ahead, behind = first.low.over(other.high), other.low.over(first.high)
    void = (lengths[0] == 0) | (lengths[1] == 0)
    # beside each other, the differences below lose no digits, and the kernel would
    gap = np.maximum(ahead, behind)
    apart = (gap >= np.maximum(*lengths) / 2) & ~void
    distance = gap + (lengths[0] + lengths[1]) / 2
    far = np.where(apart, distance, lengths[0] + lengths[1] + 1.0)
    (area,) = evaluate(backend, "facing_intervals", far, *lengths)
    facing = np.where(ahead >= behind, area, -area)
    inside = np.where(lengths[0] <= lengths[1], _close(first, other), -_close(other, first))
    return np.where(void, 0.0, np.where(apart, facing, inside))


def _close(short: Interval, other: Interval) -> Real:
    step = short.length()
    return _rise(short.low.over(other.low), step) - _rise(short.low.over(other.high), step)


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
