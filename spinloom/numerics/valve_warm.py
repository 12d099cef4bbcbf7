"""Exchange torque of many pairs of flat bands with thermally active edges.

T_ex over Gamma is a sum over both polarized strips of the right band, sign +-1,

    +- int dx P int dw h(w, x)/(w - x) / 4 pi,    h(w, x) = held(w) [f_R(x) - f_L(w)],

with the anisotropy `held` of the left band analytic on three segments: spin up alone, both spins,
spin down alone. On each of them

    P int h(w, x)/(w - x) = h(x, x) log|(q - x)/(p - x)| + int [h(w, x) - h(x, x)]/(w - x),

both parts for the function continued beyond the ends p, q of the segment: the first one is a single
integral over x with logarithms at known places, the second one is smooth on the scale of T. Where
`held` is constant, between its steps, the integral over w is again a logarithm. Energies count from
the centre of the right strip, so that thin strips keep their digits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from spinloom.generated.numpy.special import fermi, fermi_difference

from .valve_kernels import evaluate, inverse
from .valve_panels import ROUNDING
from .valve_strips import (
    SMALLEST,
    WINDOW,
    Index,
    Interval,
    Panels,
    Strip,
    around,
    panels,
    sharp,
    window,
)

Real = NDArray[np.float64]

Terms = Callable[[Index, Real, Real, Real], tuple[Real, Real]]

ORDERS = (16, 13)
"""Nodes per panel of the result and of the estimate of its error."""
WIDEST = 1e6
"""Length of a right strip over T_L that the grading of its panels spans."""
FAR = WINDOW[-1] * 4.0 ** np.arange(1, 9)
"""Ends of further panels around a step, where its logarithm fades, in units of T."""
PLATEAU = 40.0
"""The anisotropy is constant where every step is so many T away."""
CHUNK = 16
"""Pairs of bands per pass; bounds the memory."""


class Problem(NamedTuple):
    """One right strip for each of n pairs of bands, energies from its centre."""

    backend: str
    half: Real
    middles: Real
    """Middles and half lengths of the three segments of the left band, shape (n, 3)."""
    halves: Real
    ends: Real
    """Ends of the segments, shape (n, 4)."""
    mu_L: Real
    mu_R: Real
    T_L: Real
    T_R: Real
    J_L: Real
    both: Real
    """Whether the middle segment has states."""

    def row(self, owner: Index) -> Problem:
        """The same for each panel, with an axis for its nodes."""
        return Problem(
            self.backend, *(x[owner] if x.ndim > 1 else x[owner, None] for x in self[1:])
        )

    def segment(self, k: int) -> Interval:
        places = (self.ends[:, k], self.ends[:, k + 1], self.middles[:, k], self.halves[:, k])
        return Interval(*(x[:, None] for x in places))

    def held(self, energy: Real) -> Real:
        """The anisotropy continued from each segment, shape (3, ...)."""
        found = evaluate(self.backend, "anisotropy", energy - self.mu_L, self.J_L,
                         inverse(self.T_L))  # fmt: skip
        return 4 * np.stack([found[1], self.both * found[0], found[2]])

    def left(self, energy: Real) -> Real:
        found: Real = fermi((energy - self.mu_L) * inverse(self.T_L))
        return found

    def right(self, energy: Real) -> Real:
        found: Real = fermi((energy - self.mu_R) * inverse(self.T_R))
        return found

    def gap(self, energy: Real) -> Real:
        """f_R - f_L."""
        found: Real = fermi_difference(
            (energy - self.mu_R) * inverse(self.T_R), (energy - self.mu_L) * inverse(self.T_L)
        )
        return found

    def centres(self) -> Real:
        """Steps of the anisotropy, shape (n, 3); splittings below T do not count."""
        apart = np.where(self.J_L > self.T_L, self.J_L, 0.0)
        return np.stack([self.mu_L, self.mu_L - apart, self.mu_L + apart], axis=1)


def exchange_torque(backend: str, v: Mapping[str, Real]) -> tuple[Real, Real]:
    """T_ex over Gamma and its estimated error, for arrays of one shape (n,), T_L > 0."""
    count = v["D"].size
    found, error = np.zeros(count), np.zeros(count)
    for start in range(0, count, CHUNK):
        part = {name: x[start : start + CHUNK] for name, x in v.items()}
        fine, size = _exchange_torque(backend, part, ORDERS[0])
        coarse, _ = _exchange_torque(backend, part, ORDERS[1])
        found[start : start + CHUNK] = fine
        error[start : start + CHUNK] = np.abs(fine - coarse) + 16 * ROUNDING * size
    return found, error


def _exchange_torque(backend: str, v: Mapping[str, Real], order: int) -> tuple[Real, Real]:
    """The torque and the sum of the sizes of its terms."""
    total, size = np.zeros_like(v["D"]), np.zeros_like(v["D"])
    for end in (-1, 1):
        problem = _problem(backend, v, end)
        for part in (_logarithmic, _smooth):
            value, width = part(problem, order)
            total -= end * value
            size += width
    return total / (4 * np.pi), size / (4 * np.pi)


def _problem(backend: str, v: Mapping[str, Real], end: int) -> Problem:
    right = Strip.of(v, "R", end)
    left = [Strip.of(v, "L", side) for side in (-1, 1)]
    offsets = [s.centre - right.centre for s in left]
    ends = [x + sign * s.half for x, s in zip(offsets, left, strict=True) for sign in (-1, 1)]
    middles = [offsets[0], (offsets[0] + offsets[1]) / 2, offsets[1]]
    halves = [left[0].half, np.abs(v["D"] - v["J_L"] / 2), left[1].half]
    return Problem(
        backend, right.half, np.stack(middles, axis=1), np.stack(halves, axis=1),
        np.stack(ends, axis=1), v["mu_L"] - right.centre, v["mu_R"] - right.centre, v["T_L"],
        v["T_R"], v["J_L"], (v["J_L"] < 2 * v["D"]).astype(float),
    )  # fmt: skip


def _steps(p: Problem) -> Real:
    """Ends of panels around the steps of all occupations and the tails of their logarithms."""
    wide = p.T_L[:, None] * np.concatenate([WINDOW, FAR])
    return np.concatenate([window(p.mu_R, p.T_R), around(p.centres(), wide)], axis=1)


# --- int dx h(x, x) log|(q - x)/(p - x)| ---------------------------------------------------------


def _logarithmic(p: Problem, order: int) -> tuple[Real, Real]:
    ends = np.concatenate([_steps(p), sharp(p.ends, 2 * p.half)], axis=1)
    found = panels(ends, -p.half, p.half)
    at, weights = found.nodes(order)
    own = p.row(found.owner)
    held, total, size = own.held(at), np.zeros_like(at), np.zeros_like(at)
    for k in range(3):
        part = held[k] * own.segment(k).logarithm(at)
        total, size = total - part, size + np.abs(part)
    gap = weights * own.gap(at)
    count = len(p.half)
    return found.total(gap * total, count), found.total(np.abs(gap) * size, count)


# --- int dx int dw [h(w, x) - h(x, x)]/(w - x) ---------------------------------------------------


def _smooth(p: Problem, order: int) -> tuple[Real, Real]:
    outer = panels(_steps(p), -p.half, p.half)
    ends = np.concatenate([p.ends, around(p.centres(), p.T_L[:, None] * WINDOW)], axis=1)
    inner = panels(ends, p.ends[:, 0], p.ends[:, 3])
    distance = np.abs(inner.middle[:, None] - p.centres()[inner.owner])
    flat = np.min(distance, axis=1) > PLATEAU * p.T_L[inner.owner]
    at, weights = outer.nodes(order)
    own = p.row(outer.owner)
    filled, same = own.right(at), own.held(at) * own.gap(at)
    total, size = np.zeros_like(p.half), np.zeros_like(p.half)
    for kept, method in ((flat, _constant), (~flat, _quotients)):
        part = Panels(*(x[kept] for x in inner))
        segment = np.sum(part.middle[:, None] > p.ends[part.owner, 1:3], axis=1)
        one, other = _pairs(outer.owner, part.owner, len(p.half))
        # an order of its own keeps the nodes of equal panels apart
        sources = method(p, part, segment, order + 1)
        value, width = sources(other, at[one], filled[one], same[segment[other], one])
        owner, scale = outer.owner[one], weights[one]
        total += np.bincount(owner, np.sum(scale * value, axis=1), len(total))
        size += np.bincount(owner, np.sum(scale * width, axis=1), len(total))
    return total, size


def _pairs(first: Index, other: Index, count: int) -> tuple[Index, Index]:
    """All pairs of panels with one owner; owners ascend."""
    many = np.bincount(other, minlength=count)
    start = np.cumsum(many) - many
    repeats = many[first]
    one = np.repeat(np.arange(first.size), repeats)
    ramp = np.arange(one.size) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    return one, start[first[one]] + ramp


def _constant(p: Problem, part: Panels, segment: Index, order: int) -> Terms:
    """Panels on which the anisotropy is constant."""
    own, middle = p.row(part.owner), part.middle[:, None]
    held, filled = own.held(middle)[segment, np.arange(segment.size)], own.left(middle)

    def terms(panel: Index, at: Real, other: Real, same: Real) -> tuple[Real, Real]:
        plateau = Interval.about(part.middle[panel, None], part.half[panel, None])
        lengths = plateau.logarithm(at)
        values = same - held[panel] * (other - filled[panel])
        return values * lengths, np.abs(values * lengths)

    return terms


def _quotients(p: Problem, part: Panels, segment: Index, order: int) -> Terms:
    """Panels around the steps, by Gauss nodes."""
    at, weights = part.nodes(order)
    own = p.row(part.owner)
    held = weights * own.held(at)[segment, np.arange(segment.size)]
    columns = np.stack([held, held * own.left(at), weights], axis=2)

    def terms(panel: Index, place: Real, other: Real, same: Real) -> tuple[Real, Real]:
        distance = at[panel, None, :] - place[:, :, None]
        distance[np.abs(distance) < SMALLEST] = np.inf
        full, lower, plain = np.moveaxis((1 / distance) @ columns[panel], 2, 0)
        parts = (other * full, -lower, -same * plain)
        return sum(parts, np.zeros(())), sum(map(np.abs, parts), np.zeros(()))

    return terms
