"""Quantities between two hot leads, by weights that have lost their moments.

There f = 1/2 - x/4 + x^3/48 - ..., x = (E - mu)/T, is nearly a polynomial over the band, and low
moments of the integrands vanish: results are small differences of large terms. So the polynomial
is dropped from the weights as far as moments are known to vanish, with y = x/2 and

    tanh y = y/K1,   K_n = n + y^2/K_(n+2),   all of one sign:
    f - 1/2               = -y/(2 K1)
    f - 1/2 + x/4         = y^3/(2 K1 K3)
    f - 1/2 + x/4 - x^3/48 = -y^5 (1 + 1/K5)/(6 K1 K3).

A sum is (f_L + f_R)/2 times x_L + x_R plus (f_L - f_R)/2 times x_L - x_R. Weights vary slowly over
the panels of a table, so its nodes are enough for the integrals.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .panels import Panels, quadrature_weights

Real = NDArray[Any]

HOT = 0.125
"""Temperature of the colder lead, over the band's edge, from which weights lose their moments."""
CHUNK = 500_000
"""Largest number of weights of one kind held at once."""


class Moments(NamedTuple):
    """How many moments of each sum vanish over the band: int E^k x = 0 for k below the number."""

    sums: tuple[int, ...]
    """Of x_L + x_R."""
    differences: tuple[int, ...]
    """Of x_L - x_R; only none or one is made use of."""


class Heat(NamedTuple):
    """Occupations at some points and at all nodes, arrays of shape (point, node)."""

    halves: tuple[Real, Real]
    """y of both leads."""
    gap: Real
    """y_R - y_L."""
    tilt: Real
    """What of y_R - y_L is proportional to the energy."""
    temperatures: tuple[Real, Real]
    """Shape (point, 1)."""


@dataclass(frozen=True)
class HotLeads:
    """Integrands on the nodes of a table."""

    energies: Real
    measure: Real
    """Weights of the nodes for integrals over the energy."""
    sums: Real
    """x_L and x_R, shape (node, lead, sum)."""
    known: Real
    """Antiderivatives of x_L + x_R, shape (node, known sum)."""
    known_sums: slice
    window: Real
    """Windows before noises, shape (node, window and noise)."""
    own: Real
    """n_ll, shape (node, lead, noise)."""
    moments: Moments

    @cached_property
    def total(self) -> Real:
        """Return (x_L + x_R)/2 with the measure."""
        return np.asarray(self.measure[:, None] * (self.sums[:, 0] + self.sums[:, 1]) / 2)

    @cached_property
    def rest(self) -> Real:
        """Return (x_L - x_R)/2 with the measure."""
        return np.asarray(self.measure[:, None] * (self.sums[:, 0] - self.sums[:, 1]) / 2)

    def evaluate(
        self, center: Real, bias: Real, temperatures: tuple[Real, Real]
    ) -> NDArray[np.float64]:
        """Return all quantities, shape (point, quantity), for flat arrays of points."""
        size = max(1, CHUNK // self.energies.size)
        result = np.empty((center.size, self.sums.shape[2] + self.window.shape[1]))
        for start in range(0, center.size, size):
            part = slice(start, start + size)
            heat = self._heat(center[part], bias[part], *(t[part] for t in temperatures))
            result[part, : self.sums.shape[2]] = self._sums(heat)
            result[part, self.sums.shape[2] :] = self._windows(heat)
        return result

    def _heat(self, center: Real, bias: Real, left: Real, right: Real) -> Heat:
        kind = self.energies.dtype
        center, bias, left, right = (x.astype(kind)[:, None] for x in (center, bias, left, right))
        slope = (left - right) / left / right / 2
        halves = tuple(
            (self.energies - (center + sign * bias / 2)) / temperature / 2
            for sign, temperature in ((1, left), (-1, right))
        )
        gap = (self.energies - center) * slope + bias / 4 * (1 / left + 1 / right)
        return Heat((halves[0], halves[1]), gap, self.energies * slope, (left, right))

    def _sums(self, heat: Heat) -> Real:
        left, right = (remainders(y) for y in heat.halves)
        found = np.empty((heat.gap.shape[0], self.sums.shape[2]), self.energies.dtype)
        counts, differences = np.array(self.moments.sums), np.array(self.moments.differences)
        # even powers are absent from f - 1/2, so an odd number of moments does as the even below
        for index, order in enumerate(((1,), (2, 3), (4, 5))):
            chosen = np.isin(counts, order)
            found[:, chosen] = (left[index] + right[index]) @ self.total[:, chosen]
        slopes = [bell(y) / t for y, t in zip(heat.halves, heat.temperatures, strict=True)]
        found[:, self.known_sums] = (
            (slopes[0] + slopes[1]) / 2 @ (self.measure[:, None] * self.known)
        )
        bent = heat.tilt / 2 + left[1] - right[1]
        for count, weight in ((0, difference(heat)), (1, bent)):
            chosen = differences == count
            found[:, chosen] += weight @ self.rest[:, chosen]
        return found

    def _windows(self, heat: Heat) -> Real:
        noises = self.own.shape[2]
        window = self.measure[:, None] * self.window
        found = np.empty((heat.gap.shape[0], window.shape[1]), self.energies.dtype)
        found[:, :-noises] = difference(heat) @ window[:, :-noises]
        exchange = (1 - np.tanh(heat.halves[0]) * np.tanh(heat.halves[1])) / 2
        found[:, -noises:] = exchange @ window[:, -noises:]
        for lead, y in enumerate(heat.halves):
            found[:, -noises:] += 2 * bell(y) @ (self.measure[:, None] * self.own[:, lead])
        return found


def nodes_and_measure(band_edge: Any, panels: Panels) -> tuple[Real, Real]:
    """Return the energies of the panels' nodes and their weights in integrals over the energy."""
    angles = panels.nodes()
    weights = panels.halves[:, None] * quadrature_weights(angles.dtype.char)
    return (
        np.asarray(band_edge * np.sin(angles)).ravel(),
        np.asarray(band_edge * np.cos(angles) * weights).ravel(),
    )


def remainders(y: Real) -> tuple[Real, Real, Real]:
    """Return f - 1/2 less nothing, its first and its first two terms."""
    square = y * y
    # deep enough for rounding errors up to y = 8, where HOT keeps it
    deepest = 17 + 4 * int(np.ceil(np.abs(y).max()))
    tail = np.full_like(y, deepest)
    for odd in range(deepest - 2, 3, -2):
        tail = odd + square / tail
    third = 3 + square / tail
    product = third + square  # K1 K3
    cube = y * square
    return (
        -y * third / product / 2,
        cube / product / 2,
        -cube * square * (1 + 1 / tail) / product / 6,
    )


def bell(y: Real) -> Real:
    """Return f (1 - f)."""
    return np.asarray(1 / np.cosh(y) ** 2 / 4)


def difference(heat: Heat) -> Real:
    """Return f_L - f_R without cancellation."""
    left, right = heat.halves
    return np.asarray(np.sinh(heat.gap) / (np.cosh(left) * np.cosh(right)) / 2)
