"""Gauss-Legendre panels in 50-digit arithmetic, placed by the poles of the integrand."""

from __future__ import annotations

import cmath
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from mpmath import MPContext

MP = MPContext()
MP.dps = 50

NODES = 20


@lru_cache(maxsize=1)
def gauss_legendre(count: int) -> tuple[tuple[Any, Any], ...]:
    """Return the nodes and weights on [-1, 1], by Newton on the Legendre recurrence."""
    pairs = []
    for k in range(count):
        x = MP.cos(MP.pi * (k + MP.mpf(3) / 4) / (count + MP.mpf(1) / 2))
        for _ in range(8):
            previous, current = MP.mpf(1), x
            for n in range(2, count + 1):
                previous, current = current, ((2 * n - 1) * x * current - (n - 1) * previous) / n
            slope = count * (previous - x * current) / (1 - x**2)
            x -= current / slope
        pairs.append((x, 2 / ((1 - x**2) * slope**2)))
    return tuple(pairs)


def bernstein(pole: complex, left: float, right: float) -> float:
    """Return the parameter of the ellipse with foci at the ends that runs through the pole."""
    scaled = (pole - (left + right) / 2) / ((right - left) / 2)
    rho = abs(scaled + cmath.sqrt(scaled - 1) * cmath.sqrt(scaled + 1))
    return max(rho, 1 / rho)


def panels(breaks: Sequence[Any], poles: Sequence[complex], rho: float) -> list[tuple[Any, Any]]:
    """Split the intervals between breaks until no pole lies within the ellipse rho.

    Gauss-Legendre with n nodes then converges as rho^(-2 n).
    """
    done, waiting = [], list(zip(breaks[-2::-1], breaks[:0:-1], strict=True))
    while waiting:
        left, right = waiting.pop()
        if min(bernstein(pole, float(left), float(right)) for pole in poles) > rho:
            done.append((left, right))
        else:
            middle = (left + right) / 2
            waiting += [(middle, right), (left, middle)]
    return done


def quadrature(splits: Sequence[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
    """Yield the nodes and weights of all panels."""
    for left, right in splits:
        middle, half = (left + right) / 2, (right - left) / 2
        for node, weight in gauss_legendre(NODES):
            yield middle + half * node, half * weight
