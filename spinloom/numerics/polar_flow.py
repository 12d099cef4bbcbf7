r"""Exact motion of a polar angle: time as a sum of three logarithms, inverted for the angle.

For c = cos(theta) the magnet obeys

    dc/dt = (1 - c^2) K A(c) / (2 S D(c)),   A = a - b c,   D > 0 quadratic, r_2 of c^2,

so K t / (2 S) = D(1)/2 E_- + D(-1)/2 E_+ - r_2 E_0 with E_-, E_+, E_0 the integrals of 1/((1-c) A),
1/((1+c) A) and 1/A. Each is a logarithm divided by A(1), A(-1) or b, and finite where that
denominator vanishes. Newton steps are taken in E_- on the northern half and in E_+ on the southern:
there the time is nearly linear in them, and the angle is their elementary function.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Real = NDArray[np.float64]

#: Newton steps: eight are usual, more where a trajectory leaves one pole for the other.
MOST_STEPS = 200
CLOSE = 1e-14
#: Relative error of the time from which on a result of Newton's method is given up.
LOST = 1e-10
MOST_DOUBLINGS, MOST_HALVINGS = 100, 160


@dataclass(frozen=True)
class PolarFlow:
    """Coefficients of the flow; arrays that broadcast against angles and times."""

    north_pull: Any
    south_pull: Any
    pull_constant: Any
    pull_slope: Any
    mixing: Any
    north_dissipation: Any
    south_dissipation: Any
    dissipation_tilt: Any
    resistance_mixed: Any
    resistance_2: Any
    spin: Any

    @classmethod
    def of(cls, coefficients: Real, spin: Any) -> PolarFlow:
        """Build from coefficients along the last axis, which then is the axis of times."""
        columns = np.moveaxis(np.asarray(coefficients), -1, 0)
        return cls(*(column[..., None] for column in (*columns, np.asarray(spin))))

    @property
    def north_resistance(self) -> Any:
        """D(1), without cancellation."""
        return self.mixing * (1 + (self.north_dissipation / self.spin) ** 2)

    @property
    def south_resistance(self) -> Any:
        """D(-1), without cancellation."""
        return self.mixing * (1 + (self.south_dissipation / self.spin) ** 2)

    def pull(self, below: Any, above: Any) -> Any:
        """A(c) from 1 - c and 1 + c, that is from the distance to the nearer pole."""
        northern = self.north_pull + self.pull_slope * below
        southern = self.south_pull - self.pull_slope * above
        return np.where(below < above, northern, southern)

    def damping(self, below: Any, above: Any) -> Any:
        """g-tilde over S, from 1 - c and 1 + c."""
        return (self.north_dissipation * above + self.south_dissipation * below) / (2 * self.spin)

    def resistance(self, below: Any, above: Any) -> Any:
        """D(c), a sum of positive terms."""
        north, south = above / 2, below / 2
        squares = north**2 + south**2 + self.damping(below, above) ** 2
        return self.mixing * squares + self.resistance_mixed * north * south


class Motion(NamedTuple):
    """Velocity of the polar angle, and the accelerations of both angles."""

    theta_dot: Any
    theta_ddot: Any
    phi_ddot: Any


def motion(flow: PolarFlow, theta: Any) -> Motion:
    """Velocity and accelerations at polar angles, whose last axis is that of times.

    With x = theta' / sin(theta), c' = -sin(theta)^2 x; phi' changes with c through (g/S) x.
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        c, s = np.cos(theta), np.sin(theta)
        below, above = 2 * np.sin(theta / 2) ** 2, 2 * np.cos(theta / 2) ** 2
        pull, damping = flow.pull(below, above), flow.damping(below, above)
        resistance, fall = flow.resistance(below, above), flow.dissipation_tilt / flow.spin
        bend = flow.mixing * (c - 2 * damping * fall) - flow.resistance_mixed * c / 2
        scale = flow.mixing / (2 * flow.spin * resistance)
        approach = -scale * pull
        slope = scale * (flow.pull_slope + pull * bend / resistance)
        return Motion(
            s * approach,
            s * approach * (c * approach - s**2 * slope),
            (damping * slope - fall * approach) * s**2 * approach,
        )


@dataclass(frozen=True)
class Place:
    """1 - c and 1 + c, and the logarithms of 1 - c, 1 + c and A over their initial values."""

    below: Real
    above: Real
    log_below: Real
    log_above: Real
    log_pull: Real


def advance(flow: PolarFlow, theta: Any, time: Any) -> tuple[Real, Real]:
    """Polar angle after `time`, and the advance of phi that the damping adds to precession.

    Parameters
    ----------
    flow
        Coefficients.
    theta
        Initial angles, 0 <= theta <= pi.
    time
        Times of either sign.

    Returns
    -------
    theta, advance
        Broadcast shape. At a stationary angle, and at time 0, nothing moves and the advance is
        returned as nan.
    """
    scaled = np.asarray(time * flow.mixing / (2 * flow.spin), dtype=float)
    shape = np.broadcast_shapes(scaled.shape, np.shape(theta), np.shape(flow.pull_constant))
    scaled = np.broadcast_to(scaled, shape)
    below = np.broadcast_to(2 * np.sin(theta / 2) ** 2, shape)
    above = np.broadcast_to(np.where(theta == np.pi, 0.0, 2 * np.cos(theta / 2) ** 2), shape)
    pull = flow.pull(below, above)
    fixed = (below == 0) | (above == 0) | (pull == 0) | (scaled == 0)
    below, above = np.where(fixed, 1.0, below), np.where(fixed, 1.0, above)
    pull = np.where(fixed, 1.0, pull)
    with np.errstate(over="ignore", under="ignore", divide="ignore", invalid="ignore"):
        end = _invert(flow, below, above, pull, np.where(fixed, 0.0, scaled))
        turned = flow.south_dissipation * end.log_above - flow.north_dissipation * end.log_below
        turned = turned / (2 * flow.spin)
        angle = 2 * np.arctan2(np.sqrt(end.below), np.sqrt(end.above))
    start = np.broadcast_to(np.asarray(theta, dtype=float), shape)
    return np.where(fixed, start, angle), np.where(fixed, np.nan, turned)


def _invert(flow: PolarFlow, below: Real, above: Real, pull: Real, target: Real) -> Place:
    zero = np.zeros_like(target)
    place = Place(below, above, zero, zero, zero)
    for _ in range(MOST_STEPS):
        gap = target - _elapsed(flow, below, above, pull, place)
        place = _step(flow, below, above, pull, place, gap)
        if not np.any(np.abs(gap) > CLOSE * np.abs(target)):  # nan is not worth waiting for
            break
    gap = target - _elapsed(flow, below, above, pull, place)
    lost = ~(np.abs(gap) <= LOST * np.abs(target)) & (target != 0)
    return _mend(flow, below, above, pull, target, lost, place) if np.any(lost) else place


def _mend(
    flow: PolarFlow, below: Real, above: Real, pull: Real, target: Real, lost: Any, place: Place
) -> Place:
    """Bisect where Newton steps left the range of numbers."""
    chosen = PolarFlow(*(np.broadcast_to(x, target.shape)[lost] for x in astuple(flow)))
    found = _bisect(chosen, below[lost], above[lost], pull[lost], target[lost])
    columns = []
    for old, new in zip(astuple(place), astuple(found), strict=True):
        column = np.array(np.broadcast_to(old, target.shape))
        column[lost] = new
        columns.append(column)
    return Place(*columns)


def _bisect(flow: PolarFlow, below: Real, above: Real, pull: Real, target: Real) -> Place:
    """Place after the target by bisection in u = log(1-c) - log(1+c), which never overflows.

    The path ends at the next zero of A, or at a pole where u is infinite.
    """
    start = np.log(below) - np.log(above)
    way = -np.sign(target * pull)

    def arrive(distance: Real) -> Place:
        u = start + way * distance
        north, south = -np.logaddexp(0, -u), -np.logaddexp(0, u)
        now = Place(2 * np.exp(north), 2 * np.exp(south), north, south, north)
        left = np.maximum(flow.pull(now.below, now.above) / pull, np.finfo(float).tiny)
        logs = np.log(2) + north - np.log(below), np.log(2) + south - np.log(above), np.log(left)
        return Place(now.below, now.above, *logs)

    def early(distance: Real) -> Any:
        spent = _elapsed(flow, below, above, pull, arrive(distance))
        return np.abs(spent) < np.abs(target)

    rest = np.log(np.abs(flow.north_pull / flow.south_pull))
    ahead = (flow.north_pull * flow.south_pull < 0) & (way * (rest - start) > 0)
    far = np.where(ahead, way * (rest - start), 1.0)
    for _ in range(MOST_DOUBLINGS):
        far = np.where(~ahead & early(far), 2 * far, far)
    near = np.zeros_like(far)
    for _ in range(MOST_HALVINGS):
        middle = (near + far) / 2
        soon = early(middle)
        near, far = np.where(soon, middle, near), np.where(soon, far, middle)
    return arrive(near)


def _elapsed(flow: PolarFlow, below: Real, above: Real, pull: Real, place: Place) -> Real:
    """Scaled time from the start to a place."""
    moved = np.where(below <= 1, below - place.below, place.above - above)
    now = pull * np.exp(place.log_pull)
    minus = _logarithm(
        flow.north_pull, moved / (place.below * pull), place.log_pull - place.log_below
    )
    plus = _logarithm(flow.south_pull, moved / (above * now), place.log_above - place.log_pull)
    zeroth = _logarithm(-flow.pull_slope, moved / pull, place.log_pull)
    ends = flow.north_resistance * minus + flow.south_resistance * plus
    return np.asarray(ends / 2 - flow.resistance_2 * zeroth)


def _logarithm(factor: Any, ratio: Real, logarithm: Real) -> Real:
    """log(1 + factor ratio) / factor, given the logarithm too where the argument is large."""
    argument = factor * ratio
    small = np.abs(argument) < 0.1
    safe = np.where(small & (argument != 0), argument, 1.0)
    near = np.where(argument == 0, 1.0, np.log1p(safe) / safe) * ratio
    return np.where(small, near, logarithm / np.where(small, 1.0, factor))


def _step(flow: PolarFlow, below: Real, above: Real, pull: Real, place: Place, gap: Real) -> Place:
    """One Newton step on the better of the two halves, or the other where it leaves the sphere."""
    resistance = flow.resistance(place.below, place.above)
    log_pull, sign = np.log(np.abs(pull)) + place.log_pull, np.sign(pull)
    north_amount, south_amount = gap * place.above / resistance, gap * place.below / resistance
    north_fall = _log_growth(
        log_pull, sign, flow.north_pull, north_amount, -flow.pull_slope * place.below
    )
    south_fall = _log_growth(
        log_pull, -sign, -flow.south_pull, south_amount, -flow.pull_slope * place.above
    )
    north_below = place.below * np.exp(-north_fall)
    south_above = place.above * np.exp(-south_fall)
    northern = place.below <= 1
    north_ok, south_ok = north_below < 2, south_above < 2  # false for nan
    use_north = np.where(northern, north_ok, ~south_ok & north_ok)
    new_below = np.where(use_north, north_below, 2 - south_above)
    new_above = np.where(use_north, 2 - north_below, south_above)
    log_below = np.where(use_north, place.log_below - north_fall, np.log(new_below / below))
    log_above = np.where(use_north, np.log(new_above / above), place.log_above - south_fall)
    north_change = flow.north_pull * north_amount - north_fall
    south_change = -flow.south_pull * south_amount - south_fall
    change = np.where(use_north, north_change, south_change)
    return Place(new_below, new_above, log_below, log_above, place.log_pull + change)


def _log_growth(log_pull: Real, sign: Real, factor: Any, amount: Real, missing: Real) -> Real:
    """log(1 + A (exp(factor amount) - 1) / factor) for A = sign exp(log_pull).

    `missing` is factor - A, which is known better than by this difference: where the exponential
    is small the sum is (A exp(factor amount) + missing) / factor. Where it is large, A may have
    left the range of numbers, but its logarithm has not.
    """
    argument = factor * amount
    safe = np.where(argument == 0, 1.0, argument)
    ratio = np.where(argument == 0, 1.0, np.expm1(np.minimum(safe, 30.0)) / safe)
    near = np.log1p(sign * np.exp(log_pull) * amount * ratio)
    nonzero = np.where(argument == 0, 1.0, factor)
    total = log_pull + argument
    sum_ = np.log((sign * np.exp(np.minimum(total, 300.0)) + missing) / nonzero)
    huge = np.where(sign * factor > 0, total - np.log(np.abs(nonzero)), np.nan)
    return np.where(np.abs(argument) <= 1, near, np.where(total <= 300, sum_, huge))
