"""Panels that resolve nearby singularities, and polynomials fitted on them.

A function that is analytic on a panel apart from known singularities converges like rho^-n,
where rho measures the largest Bernstein ellipse free of them. Panels are halved until rho is
large enough for a fixed order, so their number grows with the logarithm of the distance only.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Real = NDArray[Any]

ORDER = 24
"""Nodes per panel: with ELLIPSE, poles of sixth order are truncated at 1e-14."""

ELLIPSE = 6.0
"""Smallest Bernstein parameter that a panel may have."""

FIRST_PANELS = 8
HALVINGS = 60


@dataclass(frozen=True)
class Panels:
    """Adjacent panels between ``edges``, ascending."""

    edges: Real

    @cached_property
    def middles(self) -> Real:
        return (self.edges[1:] + self.edges[:-1]) / 2

    @cached_property
    def halves(self) -> Real:
        return (self.edges[1:] - self.edges[:-1]) / 2

    def nodes(self) -> Real:
        """Return the Chebyshev nodes of every panel, shape (panel, ORDER)."""
        return np.asarray(
            self.middles[:, None] + self.halves[:, None] * _rule(self.edges.dtype.char)[0]
        )

    def locate(self, points: Real) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """Return the panel of every point and its coordinate in [-1, 1] there."""
        panel = np.searchsorted(self.edges[1:-1], points)
        local = (points - self.middles[panel]) / self.halves[panel]
        return panel, np.asarray(local, dtype=np.float64)


def resolve(singularities: NDArray[np.complex128], lower: Any, upper: Any) -> Panels:
    """Return panels from ``lower`` to ``upper`` that resolve all singularities."""
    edges = np.linspace(float(lower), float(upper), FIRST_PANELS + 1)
    left, right = edges[:-1], edges[1:]
    done = []
    for _ in range(HALVINGS):
        fine = _ellipse(singularities, left, right) >= ELLIPSE
        done.append(left[fine])
        left, right = left[~fine], right[~fine]
        if left.size == 0:
            break
        middle = (left + right) / 2
        left, right = np.concatenate([left, middle]), np.concatenate([middle, right])
    inner = np.unique(np.concatenate([*done, left]))[1:]
    ends = np.asarray([lower, upper])
    return Panels(np.concatenate([ends[:1], inner.astype(ends.dtype), ends[1:]]))


def _ellipse(points: NDArray[np.complex128], left: Real, right: Real) -> Real:
    """Return the smallest Bernstein parameter of the points for each panel."""
    local = (points - (left + right)[:, None] / 2) / ((right - left)[:, None] / 2)
    semi_axis = (np.abs(local - 1) + np.abs(local + 1)) / 2
    return np.asarray((semi_axis + np.sqrt(np.maximum(semi_axis**2 - 1, 0))).min(axis=1))


@lru_cache(maxsize=4)
def _rule(kind: str) -> tuple[Real, Real, Real, Real]:
    """Return nodes, values -> Chebyshev, Chebyshev -> antiderivative, and -> powers."""
    real = np.dtype(kind).type
    pi = 4 * np.arctan(real(1))
    angles = pi * (np.arange(ORDER) + real(0.5)) / ORDER
    to_chebyshev = 2 * np.cos(np.outer(np.arange(ORDER), angles)) / ORDER
    to_chebyshev[0] /= 2
    antiderivative = np.zeros((ORDER + 1, ORDER), real)
    antiderivative[1, 0], antiderivative[2, 1] = 1, real(0.25)
    for degree in range(2, ORDER):
        antiderivative[degree + 1, degree] = real(0.5) / (degree + 1)
        antiderivative[degree - 1, degree] = -real(0.5) / (degree - 1)
    signs = (-1.0) ** np.arange(ORDER + 1)
    antiderivative[0] -= signs @ antiderivative
    powers = np.zeros((ORDER + 1, ORDER + 1), real)
    powers[0, 0] = powers[1, 1] = 1
    for degree in range(2, ORDER + 1):
        powers[1:, degree] = 2 * powers[:-1, degree - 1]
        powers[:, degree] -= powers[:, degree - 2]
    return np.cos(angles), to_chebyshev, antiderivative, powers


def fit(values: Real) -> Real:
    """Return power coefficients of values on the nodes, shape (panel, ORDER + 1, column).

    By way of the Chebyshev coefficients, whose rounding errors stay bounded on the panel.
    """
    _, to_chebyshev, _, powers = _rule(values.dtype.char)
    return np.asarray(powers[:, :ORDER] @ (to_chebyshev @ values))


def fit_antiderivative(values: Real, halves: Real) -> tuple[Real, Real]:
    """Return antiderivatives that vanish at the left edge of each panel, and their last values.

    Coefficients as in `fit`, integrals over the panels of shape (panel, column); the variable of
    integration is the one of the panels.
    """
    _, to_chebyshev, antiderivative, powers = _rule(values.dtype.char)
    local = (antiderivative @ (to_chebyshev @ values)) * halves[:, None, None]
    return np.asarray(powers @ local), np.asarray(local.sum(axis=1))


def quadrature_weights(kind: str) -> Real:
    """Return the weights of the nodes for integrals over [-1, 1]."""
    _, to_chebyshev, antiderivative, _ = _rule(kind)
    return np.asarray((antiderivative @ to_chebyshev).sum(axis=0))
