"""Quadrature over energies: Gauss-Legendre panels graded towards steps and edges."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from spinloom.generated.numpy.special import fermi, fermi_difference

Real = NDArray[np.float64]

ROUNDING = 2.0**-52
ORDERS = (16, 11)
"""Nodes per panel of the result and of the estimate of its error."""
REACH = 45.0
"""A Fermi function is 0 or 1 to double precision this many T from its step."""
COLD = 1e-98
"""T over the bandwidth below which the torques are those at T = 0."""
FINEST = 1e-30
"""Smallest panel over their range."""
RATIO = 3.0
"""Ratio of the lengths of neighbouring panels."""
SHARP_RATIO, SHARPEST = 6.0, 1e-11
"""Grading towards a logarithm: ratio of panels, and the smallest one over the whole range."""


class Point(NamedTuple):
    """An energy near which integrands change on a scale; scale 0 is a jump or a logarithm."""

    energy: float
    scale: float


@lru_cache(maxsize=16)
def rule(order: int) -> tuple[Real, Real]:
    """Nodes and weights of Gauss-Legendre quadrature on [-1, 1]."""
    nodes, weights = np.polynomial.legendre.leggauss(order)
    return nodes, weights


def graded(points: Sequence[Point], low: float, high: float, sharpest: float = SHARPEST) -> Real:
    """Ends of panels between low and high, fine near the points; `sharpest` is over their range."""
    size = high - low
    found = [np.array([low, high])]
    for energy, scale in points:
        ratio = RATIO if scale > 0 else SHARP_RATIO
        first = max(scale, FINEST * size) if scale > 0 else sharpest * size
        if first < size:
            steps = first * ratio ** np.arange(int(np.ceil(np.log(size / first) / np.log(ratio))))
            found += [energy - steps, energy + steps]
        found.append(np.array([energy]))
    ends = np.unique(np.concatenate(found))
    return ends[(ends >= low) & (ends <= high)]


def nodes(ends: Real, order: int) -> tuple[Real, Real]:
    """Nodes and weights of all panels between the ends."""
    unit, weights = rule(order)
    middle, half = (ends[1:] + ends[:-1]) / 2, np.diff(ends) / 2
    return (
        (middle[:, None] + half[:, None] * unit).ravel(),
        (half[:, None] * weights).ravel(),
    )


def occupation(energy: Real, mu: float, temperature: float) -> Real:
    """Fermi function; at T = 0 a step, 1/2 at the chemical potential."""
    found: Real = fermi(reduced(energy - mu, temperature))
    return found


def occupation_gap(first: Real, other: Real, temperature: float) -> Real:
    """f(first) - f(other) at energies counted from the chemical potential."""
    found: Real = fermi_difference(reduced(first, temperature), reduced(other, temperature))
    return found


def reduced(energy: Real, temperature: float) -> Real:
    """Energies over T; at T = 0 zero or infinite."""
    if temperature > 0:
        with np.errstate(over="ignore"):
            return np.asarray(energy / temperature)
    return np.where(energy == 0, 0.0, np.copysign(np.inf, energy))
