"""Currents between bands whose densities of states are made of linear pieces.

The coherent integrals are principal values. Those over a density of states alone are sums of
logarithms; those with a Fermi function split it off where it varies,

    P int m f / (w - x) = m(w) [f(w) log|(w - a)/(w - b)| - int (f(w) - f(x))/(w - x)]
                          - m' int f,

so that the integrand that is left is smooth. Outer integrals run over panels that are fine near
steps of the occupations and near the logarithms at jumps of the density of states.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.polynomial.legendre import legvander
from numpy.typing import NDArray

from spinloom.generated.numpy.special import fermi, fermi_difference

from .valve_panels import (
    COLD,
    ORDERS,
    REACH,
    ROUNDING,
    SHARPEST,
    Point,
    graded,
    nodes,
    occupation,
    occupation_gap,
    reduced,
    rule,
)

Real = NDArray[np.float64]

DISSIPATIVE = ("I_N0", "I_NF", "E_S", "A_S", "E_ex", "A_ex")
COHERENT = ("T_S", "T_ex")
SMALLEST = 1e-100
"""Distance from the end of a piece below which its logarithm stays as it is."""
NEGLIGIBLE = 1e-20
"""Relative size of weights that no integral feels."""
FEW, EXTRA = 12, 8
"""Pieces that all end panels; where there are more, integrals up to their ends interpolate."""


@dataclass(frozen=True, eq=False)
class Pieces:
    """Linear pieces of both spins' densities of states, arrays of one length.

    `start` is the value at `low`; `spin` is +-1; `shift` leads from an energy to that of the same
    orbital's other spin, and is nan where `pairing` tells it.
    """

    low: Real
    high: Real
    start: Real
    slope: Real
    spin: Real
    shift: Real
    pairing: Pairing | None = None

    @cached_property
    def ends(self) -> Real:
        """All energies where a piece ends."""
        return np.unique(np.concatenate([self.low, self.high]))

    @cached_property
    def jumps(self) -> Real:
        """Energies where a density of states jumps: its principal values are infinite there."""
        last = self.start + self.slope * (self.high - self.low)
        places, where = np.unique(np.concatenate([self.low, self.high]), return_inverse=True)
        change = np.zeros((2, places.size))
        row = np.tile((self.spin < 0).astype(int), 2)
        np.add.at(change, (row, where), np.concatenate([self.start, -last]))
        size = np.max(np.abs(np.concatenate([self.start, last])), initial=0.0)
        return places[np.any(np.abs(change) > 1e-9 * size, axis=0)]

    def density(self, energy: Real, spin: int) -> Real:
        """Density of states of one spin."""
        return self._between(energy, self.spin == spin)

    def hole(self, energy: Real, spin: int, mu: float, temperature: float) -> Real:
        """4 nu_bar a of one spin: density times occupation, less that of the same orbitals."""
        if self.pairing is not None:
            filled = self.density(energy, spin) * occupation(energy, mu, temperature)
            return filled - self.pairing.partner(energy, spin, mu, temperature)
        offset = energy - mu
        total = np.zeros_like(energy)
        for shift in np.unique(self.shift[self.spin == spin]):
            gap = occupation_gap(offset, offset + shift, temperature)
            total += self._between(energy, (self.spin == spin) & (self.shift == shift)) * gap
        return total

    def _between(self, energy: Real, chosen: NDArray[np.bool_]) -> Real:
        """Sum of the chosen pieces at energies; the lower end of a piece belongs to it."""
        low, high, start, slope = (
            x[chosen, None] for x in (self.low, self.high, self.start, self.slope)
        )
        first, last = self.ends[:-1], self.ends[1:]
        inside = (low <= first) & (first < high)
        left, right = (
            np.sum(np.where(inside, start + slope * (end - low), 0.0), axis=0)
            for end in (first, last)
        )
        place = np.clip(np.searchsorted(self.ends, energy, side="right") - 1, 0, first.size - 1)
        part = (energy - first[place]) / (last - first)[place]
        within = (energy >= self.ends[0]) & (energy < self.ends[-1])
        return np.where(within, left[place] * (1 - part) + right[place] * part, 0.0)

    def clipped(self, low: float, high: float) -> Pieces:
        """The pieces between two energies."""
        first, last = np.maximum(self.low, low), np.minimum(self.high, high)
        kept = last > first
        start = self.start + self.slope * (first - self.low)
        return Pieces(first[kept], last[kept], start[kept], self.slope[kept], self.spin[kept],
                      self.shift[kept])  # fmt: skip


def flat_pieces(J: float, D: float, height: float = 1.0) -> Pieces:
    """The band of both spins, with a density of states of this height."""
    low, high = np.array([-D - J / 2, -D + J / 2]), np.array([D - J / 2, D + J / 2])
    return Pieces(
        low, high, np.full(2, height), np.zeros(2), np.array([1.0, -1.0]), np.array([J, -J])
    )


@dataclass(frozen=True, eq=False)
class Pairing:
    """A sampled two-particle density of states: rows spin up, columns spin down."""

    energies: Real
    matrix: Real

    def partner(self, energy: Real, spin: int, mu: float, temperature: float) -> Real:
        """Occupied orbitals of the other spin, among those with this spin at an energy."""
        rows = self.matrix if spin > 0 else self.matrix.T
        ends = graded([Point(mu, temperature)], self.energies[0], self.energies[-1])
        where, weights = nodes(np.union1d(ends, self.energies), ORDERS[1])
        filled = weights * occupation(where, mu, temperature)
        cell = np.clip(np.searchsorted(self.energies, where) - 1, 0, self.energies.size - 2)
        part = (where - self.energies[cell]) / np.diff(self.energies)[cell]
        moments = np.bincount(cell, filled * (1 - part), self.energies.size)
        moments += np.bincount(cell + 1, filled * part, self.energies.size)
        found: Real = np.interp(energy, self.energies, rows @ moments, left=0.0, right=0.0)
        return found


@dataclass(frozen=True)
class Reservoir:
    """The pieces of an electrode with its chemical potential and temperature."""

    pieces: Pieces
    mu: float
    temperature: float

    def __post_init__(self) -> None:
        if self.temperature <= COLD * (self.pieces.ends[-1] - self.pieces.ends[0]):
            object.__setattr__(self, "temperature", 0.0)

    def occupation(self, energy: Real) -> Real:
        return occupation(energy, self.mu, self.temperature)

    def steps(self, partners: bool) -> list[Point]:
        """Steps of the occupation, and of the occupation of the same orbitals' other spin."""
        found = [Point(self.mu, self.temperature)]
        if partners:
            shifts = np.unique(self.pieces.shift[np.isfinite(self.pieces.shift)])
            found += [Point(self.mu - float(shift), self.temperature) for shift in shifts]
        return found


def _grid(left: Reservoir, right: Reservoir, order: int, sharp: bool) -> tuple[Real, Real]:
    """Nodes and weights over the energies of both bands."""
    ends = np.union1d(left.pieces.ends, right.pieces.ends)
    sharpest = SHARPEST
    points = [*left.steps(partners=True), *right.steps(partners=False)]
    if sharp:
        jumps = np.union1d(left.pieces.jumps, right.pieces.jumps)
        points += [Point(float(jump), 0.0) for jump in jumps]
        shortest = np.min(np.diff(ends)) / (ends[-1] - ends[0])
        sharpest = min(SHARPEST, max(SHARPEST * shortest, ROUNDING))
    return nodes(np.union1d(graded(points, ends[0], ends[-1], sharpest), ends), order)


def _spins(pieces: Pieces, energy: Real) -> tuple[Real, Real]:
    """Mean density of states, and half the difference of both spins'."""
    up, down = pieces.density(energy, 1), pieces.density(energy, -1)
    return (up + down) / 2, (up - down) / 2


def dissipative(left: Reservoir, right: Reservoir, order: int) -> dict[str, float]:
    """Coefficients without a principal value, over 2 pi t^2."""
    energy, weight = _grid(left, right, order, sharp=False)
    mean_L, half_L = _spins(left.pieces, energy)
    mean_R, half_R = _spins(right.pieces, energy)
    own, other = (reduced(energy - r.mu, r.temperature) for r in (left, right))
    bias = weight * fermi_difference(other, own)
    up, down = (left.pieces.hole(energy, s, left.mu, left.temperature) for s in (1, -1))
    integrands = (
        2 * mean_L * mean_R, 2 * half_L * half_R, half_L * mean_R, mean_L * half_R,
        mean_R * (up + down) / 2, half_R * (up - down) / 2,
    )  # fmt: skip
    return {name: float(bias @ f) for name, f in zip(DISSIPATIVE, integrands, strict=True)}


def coherent(left: Reservoir, right: Reservoir, order: int) -> dict[str, float]:
    """Both torques over 2 pi t^2."""
    energy, weight = _grid(left, right, order, sharp=True)
    torque = 0.0
    for own, other in ((left, right), (right, left)):
        filled = _spins(own.pieces, energy)[1] * own.occupation(energy)
        kept = filled != 0
        torque -= weight[kept] @ (filled[kept] * bare(other.pieces, energy[kept]))
    held = sum(left.pieces.hole(energy, s, left.mu, left.temperature) for s in (1, -1))
    held = np.asarray(held) * weight
    kept = np.abs(held) > NEGLIGIBLE * np.max(np.abs(held), initial=1e-300)
    energy, held = energy[kept], held[kept]
    field = occupied(right, energy, order) - left.occupation(energy) * bare(right.pieces, energy)
    return {"T_S": float(torque) / np.pi, "T_ex": float(held @ field) / (2 * np.pi)}


# --- principal values --------------------------------------------------------------------------


def bare(pieces: Pieces, at: Real) -> Real:
    """P int m / (w - x), m half the difference of both spins' densities of states."""
    total = np.zeros_like(at)
    for low, high, start, slope, spin in _rows(pieces):
        logarithm = _logarithm(at, low, high)
        total += spin / 2 * ((start + slope * (at - low)) * logarithm - slope * (high - low))
    return total


def occupied(reservoir: Reservoir, at: Real, order: int) -> Real:
    """P int m f / (w - x)."""
    mu, T = reservoir.mu, reservoir.temperature
    total = bare(reservoir.pieces.clipped(-np.inf, mu - REACH * T), at)
    warm = reservoir.pieces.clipped(mu - REACH * T, mu + REACH * T)
    if warm.low.size == 0:
        return total
    filled = reservoir.occupation(at)
    ends = graded([Point(mu, T)], warm.ends[0], warm.ends[-1])
    if warm.ends.size <= FEW:
        ends = np.union1d(ends, warm.ends)
    else:
        order += EXTRA
    inner, weights = nodes(ends, order)
    # integrals up to the end of every piece, from one set of nodes
    partial = _partial_weights(ends, weights, warm.ends, order)
    smooth = _quotients((at - mu) / T, (inner - mu) / T, partial.T) / T
    counts = partial @ reservoir.occupation(inner)
    first, last = (np.searchsorted(warm.ends, x) for x in (warm.low, warm.high))
    for k, (low, high, start, slope, spin) in enumerate(_rows(warm)):
        logarithm = _logarithm(at, low, high)
        rest = smooth[:, last[k]] - smooth[:, first[k]]
        moment = slope * (counts[last[k]] - counts[first[k]])
        total += spin / 2 * (
            (start + slope * (at - low)) * (filled * logarithm - rest) - moment
        )  # fmt: skip
    return total


def _partial_weights(ends: Real, weights: Real, stops: Real, order: int) -> Real:
    """Weights, one row for each stop, of integrals from the first end to the stop.

    Exact for polynomials on every panel: with Gauss weights w_i at x_i,
    int_-1^t = sum_i w_i/2 [1 + t + sum_l P_l(x_i) (P_(l+1)(t) - P_(l-1)(t))].
    """
    panel = np.clip(np.searchsorted(ends, stops, side="right") - 1, 0, ends.size - 2)
    place = 2 * (stops - ends[panel]) / np.diff(ends)[panel] - 1
    unit = legvander(rule(order)[0], order - 1)
    powers = legvander(place, order)
    steps = np.concatenate([1 + powers[:, 1:2], powers[:, 2:] - powers[:, :-2]], axis=1)
    share = steps @ unit.T / 2
    full = np.arange(ends.size - 1) < panel[:, None]
    rows = np.repeat(full, order, axis=1) * weights
    columns = panel[:, None] * order + np.arange(order)
    np.put_along_axis(rows, columns, share * weights[columns], axis=1)
    return rows


def _logarithm(at: Real, low: float, high: float) -> Real:
    """log|(w - low)/(w - high)|, finite where a node is rounded to an end."""
    near, far = (np.maximum(np.abs(at - end), SMALLEST) for end in (low, high))
    return np.asarray(np.log(near / far))


def _quotients(at: Real, inner: Real, weights: Real) -> Real:
    """Sums over x of (f(w) - f(x))/(w - x) with several columns of weights.

    f(w) - f(x) = -tanh((w - x)/2) [f(w) (1 - f(x)) + (1 - f(w)) f(x)].
    """
    gap = at[:, None] - inner[None, :]
    slope = np.divide(np.tanh(gap / 2), gap, out=np.full_like(gap, 0.5), where=gap != 0)
    filled, empty = fermi(inner)[:, None], fermi(-inner)[:, None]
    found: Real = -fermi(at)[:, None] * (slope @ (empty * weights))
    found -= fermi(-at)[:, None] * (slope @ (filled * weights))
    return found


def _rows(pieces: Pieces) -> zip[tuple[float, ...]]:
    return zip(pieces.low, pieces.high, pieces.start, pieces.slope, pieces.spin, strict=True)
