"""The valve in 30 digits: nested principal values, for bands given as functions of energy.

A principal value over w' of what is real on the axis is the real part of the integral along a path
above it; the outer integral then runs below. Both paths touch the axis where a band ends or an
occupation has its step: the poles of the occupations stand upright on these points, so that none is
crossed, and double exponential nodes resolve what happens there on any scale, T = 0 included.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import pairwise
from typing import Any, Protocol

import mpmath

DIGITS = 30
SPINS = (1, -1)
#: Step and reach of the double exponential rule, height of a path over half its length.
STEP, REACH, HEIGHT = 1 / 16, 3.2, 0.1
#: Relative size of weights that no result feels.
NEGLIGIBLE = 1e-24
#: Where panels end beside a step, in units of its temperature, unless the next end is as near.
FLANKS, NARROW = (5, 80), 3
#: Ratio of the lengths of panels beside a thin strip.
STEEPEST = 64
#: Fixed point of the double sums.
BITS = 110


@dataclass(frozen=True)
class Branch:
    """Orbitals of one splitting: their density, analytic between its ends, over their mean energy.

    Spin s = +-1 lies at the mean energy less s times half the splitting.
    """

    density: Callable[[Any], Any]
    low: Any
    high: Any
    splitting: Any


class Electrode(Protocol):
    """Densities of states with one chemical potential and temperature."""

    @property
    def mu(self) -> Any:
        """Chemical potential."""

    @property
    def temperature(self) -> Any:
        """Temperature, zero allowed."""

    def ends(self) -> Iterable[Any]:
        """Where the density of states of either spin is not analytic."""

    def shifts(self) -> Iterable[Any]:
        """From an energy to that of the same orbital's other spin."""

    def at(self, place: Any, spin: int, middle: Any) -> tuple[Any, Any]:
        """Density of one spin, and of its orbitals' other spin the filled part.

        `place` may lie off the axis, on the arc above or below `middle`.
        """


@dataclass(frozen=True)
class Rigid:
    """Branches, each with a splitting of its own."""

    branches: tuple[Branch, ...]
    mu: Any
    temperature: Any

    def ends(self) -> Iterator[Any]:
        for branch in self.branches:
            for spin in SPINS:
                for end in (branch.low, branch.high):
                    yield mpmath.mpf(end) - spin * mpmath.mpf(branch.splitting) / 2

    def shifts(self) -> Iterator[Any]:
        for branch in self.branches:
            for spin in SPINS:
                yield spin * mpmath.mpf(branch.splitting)

    def at(self, place: Any, spin: int, middle: Any) -> tuple[Any, Any]:
        density = paired = mpmath.mpf(0)
        for branch in self.branches:
            shift = spin * mpmath.mpf(branch.splitting)
            if branch.low < middle + shift / 2 < branch.high:
                value = branch.density(place + shift / 2)
                density += value
                paired += value * occupation(self, place + shift)
        return density, paired


@dataclass(frozen=True)
class Sampled:
    """Linear between samples; `matrix` has rows spin up and columns spin down, bilinear."""

    energies: tuple[float, ...]
    up: tuple[float, ...]
    down: tuple[float, ...]
    matrix: tuple[tuple[float, ...], ...]
    mu: Any
    temperature: Any

    def ends(self) -> Iterator[Any]:
        return (mpmath.mpf(energy) for energy in self.energies)

    def shifts(self) -> Iterator[Any]:
        return iter(())

    def at(self, place: Any, spin: int, middle: Any) -> tuple[Any, Any]:
        cell = bisect(self.energies, middle) - 1
        if not 0 <= cell < len(self.energies) - 1:
            return mpmath.mpf(0), mpmath.mpf(0)
        low, high = (mpmath.mpf(x) for x in self.energies[cell : cell + 2])
        part = (place - low) / (high - low)
        density, paired = (
            (1 - part) * mpmath.mpf(x[cell]) + part * mpmath.mpf(x[cell + 1])
            for x in (self.up if spin > 0 else self.down, _paired(self, spin))
        )
        return density, paired


@cache
def _paired(electrode: Sampled, spin: int) -> list[Any]:
    """For each sampled energy, the filled orbitals of the other spin."""
    places = [mpmath.mpf(x) for x in electrode.energies]
    rows = electrode.matrix if spin > 0 else tuple(zip(*electrode.matrix, strict=True))

    def hat(energy: Any, k: int) -> Any:
        for other in (k - 1, k + 1):
            if 0 <= other < len(places) and min(places[k], places[other]) <= energy <= max(
                places[k], places[other]
            ):
                return 1 - (energy - places[k]) / (places[other] - places[k])
        return mpmath.mpf(0)

    ends = sorted({*places, mpmath.mpf(electrode.mu)})
    moments = [
        mpmath.quad(lambda e, k=k: hat(e, k) * occupation(electrode, e), ends)
        for k in range(len(places))
    ]
    return [mpmath.fdot(row, moments) for row in rows]


def occupation(electrode: Electrode, energy: Any) -> Any:
    return fermi(energy, mpmath.mpf(electrode.mu), mpmath.mpf(electrode.temperature))


def fermi(energy: Any, mu: Any, temperature: Any) -> Any:
    """1 / (exp((energy - mu)/T) + 1), also off the axis; a step at T = 0."""
    if temperature == 0:
        distance = mpmath.re(energy) - mu
        return mpmath.mpf(1) / 2 if distance == 0 else mpmath.mpf(distance < 0)
    return 1 / (mpmath.exp((energy - mu) / temperature) + 1)


def flat(J: Any, D: Any, mu: Any, temperature: Any) -> Rigid:
    """One orbital spread evenly over the bandwidth 2D."""
    height = 1 / (2 * mpmath.mpf(D))
    return Rigid((Branch(lambda _: height, -D, D, J),), mu, temperature)


def linear(
    energies: Sequence[float], dos: Sequence[float], J: float, mu: Any, temperature: Any
) -> Rigid:
    """A band whose density of orbitals is linear between samples."""

    def through(place: Any, k: int) -> Any:
        low, high = mpmath.mpf(energies[k]), mpmath.mpf(energies[k + 1])
        first, last = mpmath.mpf(dos[k]), mpmath.mpf(dos[k + 1])
        return first + (place - low) * (last - first) / (high - low)

    branches = (
        Branch(partial(through, k=k), energies[k], energies[k + 1], J)
        for k in range(len(energies) - 1)
    )
    return Rigid(tuple(branches), mu, temperature)


@cache
def _rule() -> list[tuple[Any, Any]]:
    """Nodes and weights on [-1, 1]."""
    count, found = round(REACH / STEP), []
    for k in range(-count, count + 1):
        t = mpmath.mpf(k) * STEP
        s = mpmath.pi / 2 * mpmath.sinh(t)
        weight = mpmath.pi / 2 * mpmath.cosh(t) / mpmath.cosh(s) ** 2 * STEP
        found.append((mpmath.tanh(s), weight))
    return found


@dataclass(frozen=True)
class Node:
    """A point of a path, its weight, and what the electrode has there."""

    place: Any
    weight: Any
    mean: Any  # density of states per spin
    half: Any  # half the difference of both spins
    filled: Any
    hole: Any  # mean times the anisotropy function
    even: Any  # mean times the even anisotropy function


def path(electrode: Electrode, points: Sequence[Any], side: int) -> list[Node]:
    """Nodes of arcs between the points, above (side 1) or below (side -1) the axis."""
    found = []
    for first, last in pairwise(points):
        middle, half = (first + last) / 2, (last - first) / 2
        for x, weight in _rule():
            place = mpmath.mpc(middle + half * x, side * HEIGHT * half * (1 - x**2))
            step = half * mpmath.mpc(1, -2 * side * HEIGHT * x) * weight
            found.append(_node(electrode, place, step, middle))
    return found


def _node(electrode: Electrode, place: Any, step: Any, middle: Any) -> Node:
    """What the electrode has at a place of the arc above `middle`."""
    filled = occupation(electrode, place)
    (up, held_up), (down, held_down) = (electrode.at(place, spin, middle) for spin in SPINS)
    gap_up, gap_down = (up * filled - held_up) / 4, (down * filled - held_down) / 4
    return Node(
        place, step, (up + down) / 2, (up - down) / 2, filled, gap_up + gap_down,
        gap_up - gap_down,
    )  # fmt: skip


def currents(left: Electrode, right: Electrode, tunnelling: Any = 1) -> dict[str, float]:
    """All coefficients of the left electrode's currents, by name, without `Gamma`."""
    with mpmath.workdps(DIGITS):
        points = _points(left, right)
        below, above = path(left, points, -1), path(right, points, 1)
        other = path(right, points, -1)
        rate = 2 * mpmath.pi * mpmath.mpf(tunnelling) ** 2
        found = {**_dissipative(below, other), **_coherent(below, above)}
        return {name: float(rate * value) for name, value in found.items()}


def _points(left: Electrode, right: Electrode) -> list[Any]:
    """Ends of bands and steps; beside a step that is narrow for its surroundings also flanks."""
    cold = mpmath.mpf(right.temperature)
    steps = [(mpmath.mpf(right.mu), cold)] if cold else []
    if warm := mpmath.mpf(left.temperature):
        steps += [(mpmath.mpf(left.mu) - shift, warm) for shift in (0, *left.shifts())]
    center = mpmath.mpf(left.mu)
    jumps = {center, mpmath.mpf(right.mu), *(center - shift for shift in left.shifts())}
    places = sorted({*left.ends(), *right.ends(), *jumps})
    flanks = set()
    for step, width in steps:
        for reach in (side * x for side in (-1, 1) for x in FLANKS):
            place = step + reach * width
            k = bisect(places, place)
            if 0 < k < len(places) and places[k] - places[k - 1] > NARROW * abs(reach) * width:
                flanks.add(place)
    sharp = {*left.ends(), *right.ends(), *(jumps if not warm else ())}
    cuts = _beside_strips(sorted(sharp | ({mpmath.mpf(right.mu)} if not cold else set())))
    return sorted({*places, *flanks, *cuts})


def _beside_strips(ends: Sequence[Any]) -> Iterator[Any]:
    """Ends of panels that grow by STEEPEST on either side of a thin strip between jumps."""
    for first, last in pairwise(ends):
        step = (last - first) * STEEPEST
        while first - step > ends[0] or last + step < ends[-1]:
            yield from (x for x in (first - step, last + step) if ends[0] < x < ends[-1])
            step *= STEEPEST


def _dissipative(left: Sequence[Node], right: Sequence[Node]) -> dict[str, Any]:
    """Integrals over one energy, over 2 pi t^2."""
    total = dict.fromkeys(("I_N0", "I_NF", "E_S", "A_S", "E_ex", "A_ex"), mpmath.mpf(0))
    for a, b in zip(left, right, strict=True):
        bias = a.weight * (b.filled - a.filled)
        integrands = {
            "I_N0": 2 * a.mean * b.mean, "I_NF": 2 * a.half * b.half, "E_S": a.half * b.mean,
            "A_S": a.mean * b.half, "E_ex": 2 * a.hole * b.mean, "A_ex": 2 * a.even * b.half,
        }  # fmt: skip
        for name, value in integrands.items():
            if value != 0:
                total[name] += mpmath.re(bias * value)
    return total


def _coherent(left: Sequence[Node], right: Sequence[Node]) -> dict[str, Any]:
    """Double integrals with 1/(w - w'), over 2 pi t^2."""
    largest = max((abs(b.weight * b.half) for b in right), default=mpmath.mpf(0))
    inner = [
        (*_fixed(b.place), *_fixed(b.weight * b.half), *_fixed(b.weight * b.half * b.filled))
        for b in right
        if abs(b.weight * b.half) > NEGLIGIBLE * largest
    ]
    size = max(abs(a.weight) * (abs(a.half) + abs(a.hole)) for a in left)
    spin = exchange = mpmath.mpf(0)
    for a in left:
        if abs(a.weight) * (abs(a.half) + abs(a.hole)) > NEGLIGIBLE * size:
            empty, field = _principal(_fixed(a.place), inner)
            field = a.weight * (field - a.filled * empty)
            spin += mpmath.re(field * a.half)
            exchange += mpmath.re(field * a.hole)
    return {"T_S": spin / mpmath.pi, "T_ex": 2 * exchange / mpmath.pi}


def _fixed(number: Any) -> tuple[int, int]:
    """Real and imaginary part as multiples of 2^-BITS."""
    return int(mpmath.ldexp(mpmath.re(number), BITS)), int(mpmath.ldexp(mpmath.im(number), BITS))


def _principal(place: tuple[int, int], inner: Sequence[tuple[int, ...]]) -> tuple[Any, Any]:
    """Sums of both weights over place - place', in fixed point: the only loop that is long."""
    x, y = place
    first_re = first_im = other_re = other_im = 0
    for re, im, a, b, c, d in inner:
        across, up = x - re, im - y  # the conjugate of the difference
        inverse = (1 << 3 * BITS) // (across * across + up * up)
        first_re += (a * across - b * up) * inverse
        first_im += (a * up + b * across) * inverse
        other_re += (c * across - d * up) * inverse
        other_im += (c * up + d * across) * inverse

    def number(real: int, imaginary: int) -> Any:
        return mpmath.mpc(
            mpmath.ldexp(mpmath.mpf(real), -3 * BITS),
            mpmath.ldexp(mpmath.mpf(imaginary), -3 * BITS),
        )

    return number(first_re, first_im), number(other_re, other_im)
