"""Spin torque of many pairs of flat bands with thermally active edges.

Both electrodes are polarized on two strips alone, centred at an end of the band. Energies count
from these centres, so that thin strips keep their digits; of an occupation only what it changes
over a strip is integrated, as a constant one gives a closed form, and nothing for strips with one
centre:

    P intint [f_L(w) - f_R(x)]/(w - x) = [f_L - f_R at the centres] P intint 1/(w - x)
        + int [f_L(w) - f_L at its centre] P int dx/(w - x) + the same with both sides exchanged.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from spinloom.generated.numpy.special import fermi, fermi_difference

from .valve_cold import Interval as Cold
from .valve_cold import pair
from .valve_kernels import inverse
from .valve_panels import ORDERS, ROUNDING, SHARP_RATIO, rule

Real = NDArray[np.float64]
Index = NDArray[np.intp]

WINDOW = np.array([5.0, 14.0, 41.0])
"""Ends of panels on either side of a step, in units of T; beyond the last one it is over."""
NEAREST, SHARP_PANELS = 1e-14, 19
"""Grading towards a logarithm: the smallest panel over the strip, and the number of panels."""
SMALLEST = 1e-290
"""Distance of two energies that are the same."""
CHUNK = 64
"""Pairs of bands per pass; bounds the memory."""


class Panels(NamedTuple):
    """Panels of many integrals: the integral to which each belongs, its middle and half length."""

    owner: Index
    middle: Real
    half: Real

    def nodes(self, order: int) -> tuple[Real, Real]:
        """Nodes and weights, shape (panels, order)."""
        unit, weights = rule(order)
        half = self.half[:, None]
        return self.middle[:, None] + half * unit, half * weights

    def total(self, values: Real, count: int) -> Real:
        """Sums over all nodes for each of `count` integrals."""
        return np.asarray(np.bincount(self.owner, np.sum(values, axis=1), count), dtype=np.float64)


def panels(ends: Real, low: Real, high: Real) -> Panels:
    """All panels from low to high, split at ends of shape (integrals, ends)."""
    first, last = low[:, None], high[:, None]
    inner = np.clip(ends, first, last)
    sorted_ends = np.sort(np.concatenate([first, inner, last], axis=1), axis=1)
    owner, place = np.nonzero(sorted_ends[:, 1:] > sorted_ends[:, :-1])
    lower, upper = sorted_ends[owner, place], sorted_ends[owner, place + 1]
    return Panels(owner, (lower + upper) / 2, (upper - lower) / 2)


def around(places: Real, steps: Real) -> Real:
    """Ends at places, shape (n, k), and on either side of them; steps of shape (n, m)."""
    offsets = np.concatenate([-steps, np.zeros_like(steps[:, :1]), steps], axis=1)
    return (places[:, :, None] + offsets[:, None, :]).reshape(len(places), -1)


def window(place: Real, temperature: Real) -> Real:
    """Ends of panels around one step for each integral."""
    return around(place[:, None], temperature[:, None] * WINDOW)


def sharp(places: Real, length: Real) -> Real:
    """Ends of panels graded towards logarithms in an interval of this length."""
    steps = NEAREST * SHARP_RATIO ** np.arange(SHARP_PANELS)
    return around(places, length[:, None] * steps)


class Interval(NamedTuple):
    """Ends, middle and half length; none follows from the others without rounding."""

    low: Real
    high: Real
    middle: Real
    half: Real

    @classmethod
    def about(cls, middle: Real, half: Real) -> Interval:
        return cls(middle - half, middle + half, middle, half)

    def logarithm(self, at: Real) -> Real:
        """log|(at - low)/(at - high)|, with all digits far away, at the ends, and in the middle."""
        offset = at - self.middle
        inner = np.minimum(np.abs(offset), self.half)
        nearest = np.minimum(np.abs(at - self.low), np.abs(at - self.high))
        # a node that is rounded to an end was somewhere between it and its neighbour
        ratio = inner / np.maximum(nearest, np.maximum(ROUNDING / 8 * np.abs(at), SMALLEST))
        return np.asarray(np.sign(offset) * np.log1p(2 * ratio))


def change(x: Real, step: Real) -> Real:
    """f(x + step) - f(x), with all digits for a small step."""
    end = x + step
    part = fermi(np.minimum(x, end)) * fermi(-np.maximum(x, end)) * np.expm1(-np.abs(step))
    return np.asarray(np.sign(step) * part)


class Strip(NamedTuple):
    """Strips of one electrode: centre, half length, and the step of the occupation."""

    centre: Real
    half: Real
    mu: Real
    temperature: Real

    @classmethod
    def of(cls, v: Mapping[str, Real], side: str, end: int) -> Strip:
        """At the lower (-1) or upper (1) end; for J > 2D one of the two bands."""
        split, D = v[f"J_{side}"] / 2, v["D"]
        return cls(end * np.maximum(split, D), np.minimum(split, D), v[f"mu_{side}"],
                   v[f"T_{side}"])  # fmt: skip

    def level(self) -> Real:
        """Energy of the centre from the chemical potential, over T."""
        return (self.centre - self.mu) * inverse(self.temperature)


def spin_torque(v: Mapping[str, Real]) -> tuple[Real, Real]:
    """T_S over Gamma and its estimated error, for arrays of one shape (n,)."""
    count = v["D"].size
    found, error = np.zeros(count), np.zeros(count)
    for start in range(0, count, CHUNK):
        part = {name: x[start : start + CHUNK] for name, x in v.items()}
        fine, size = _spin_torque(part, ORDERS[0])
        coarse, _ = _spin_torque(part, ORDERS[1])
        found[start : start + CHUNK] = fine
        error[start : start + CHUNK] = np.abs(fine - coarse) + 16 * ROUNDING * size
    return found, error


def _spin_torque(v: Mapping[str, Real], order: int) -> tuple[Real, Real]:
    """The torque and the sum of the sizes of its terms."""
    total, size = np.zeros_like(v["D"]), np.zeros_like(v["D"])
    for end in (-1, 1):
        for other_end in (-1, 1):
            left, right = Strip.of(v, "L", end), Strip.of(v, "R", other_end)
            gap = fermi_difference(left.level(), right.level())
            area = pair("numpy", *(Cold.about(s.centre, s.half) for s in (left, right)))
            centred = left.centre == right.centre
            terms = [(x := gap * np.where(centred, 0.0, area), np.abs(x))]
            terms += [_changing(left, right, order), _changing(right, left, order)]
            total += end * other_end * sum(value for value, _ in terms)
            size += sum(width for _, width in terms)
    return -total / (4 * np.pi), size / (4 * np.pi)


def _changing(own: Strip, other: Strip, order: int) -> tuple[Real, Real]:
    """int [f(w) - f(centre)] P int dx/(w - x), w in the own and x in the other strip."""
    facing = Interval.about(other.centre - own.centre, other.half)
    singular = np.stack([facing.low, facing.high], axis=1)
    ends = [sharp(singular, 2 * own.half), window(own.mu - own.centre, own.temperature)]
    found = panels(np.concatenate(ends, axis=1), -own.half, own.half)
    at, weights = found.nodes(order)
    rows = found.owner[:, None]
    beta, level = inverse(own.temperature)[rows], own.level()[rows]
    logarithm = Interval(*(x[rows] for x in facing)).logarithm(at)
    terms = weights * change(level, beta * at) * logarithm
    count = len(own.half)
    return found.total(terms, count), found.total(np.abs(terms), count)
