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
from numpy.typing import NDArray

from spinloom.generated.numpy.special import fermi_difference, minus_fermi_derivative

from .valve_panels import (
    ORDERS,
    REACH,
    Point,
    graded,
    nodes,
    occupation,
    occupation_gap,
    reduced,
)

Real = NDArray[np.float64]

DISSIPATIVE = ("I_N0", "I_NF", "E_S", "A_S", "E_ex", "A_ex")
COHERENT = ("T_S", "T_ex")
SMALLEST = 1e-100
"""Distance from the end of a piece below which its logarithm stays as it is."""
NEGLIGIBLE = 1e-20
"""Relative size of weights that no integral feels."""


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
        return np.sum(self._inside(energy, spin), axis=0)

    def hole(self, energy: Real, spin: int, mu: float, temperature: float) -> Real:
        """4 nu_bar a of one spin: density times occupation, less that of the same orbitals."""
        if self.pairing is not None:
            filled = self.density(energy, spin) * occupation(energy, mu, temperature)
            return filled - self.pairing.partner(energy, spin, mu, temperature)
        offset = energy - mu
        total = np.zeros_like(energy)
        parts, shifts = self._inside(energy, spin), self.shift[self.spin == spin]
        for shift in np.unique(shifts):
            gap = occupation_gap(offset, offset + shift, temperature)
            total += np.sum(parts[shifts == shift], axis=0) * gap
        return total

    def _inside(self, energy: Real, spin: int) -> Real:
        chosen = self.spin == spin
        low, high, start, slope = (
            x[chosen, None] for x in (self.low, self.high, self.start, self.slope)
        )
        return np.where((energy >= low) & (energy < high), start + slope * (energy - low), 0.0)

    def clipped(self, low: float, high: float) -> Pieces:
        """The pieces between two energies."""
        first, last = np.maximum(self.low, low), np.minimum(self.high, high)
        kept = last > first
        start = self.start + self.slope * (first - self.low)
        return Pieces(first[kept], last[kept], start[kept], self.slope[kept], self.spin[kept],
                      self.shift[kept])  # fmt: skip


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

    def occupation(self, energy: Real) -> Real:
        return occupation(energy, self.mu, self.temperature)

    def steps(self, partners: bool) -> list[Point]:
        """Steps of the occupation, and of the occupation of the same orbitals' other spin."""
        found = [Point(self.mu, self.temperature)]
        if partners:
            shifts = np.unique(self.pieces.shift[np.isfinite(self.pieces.shift)])
            found += [Point(self.mu - float(shift), self.temperature) for shift in shifts]
        return found


def currents(left: Reservoir, right: Reservoir, order: int, coherent: bool) -> dict[str, float]:
    """Coefficients of the left electrode's currents over 2 pi t^2."""
    found = _dissipative(left, right, order)
    return {**found, **_coherent(left, right, order)} if coherent else found


def _grid(left: Reservoir, right: Reservoir, order: int, sharp: bool) -> tuple[Real, Real]:
    """Nodes and weights over the energies of both bands."""
    ends = np.union1d(left.pieces.ends, right.pieces.ends)
    points = [*left.steps(partners=True), *right.steps(partners=False)]
    if sharp:
        jumps = np.union1d(left.pieces.jumps, right.pieces.jumps)
        points += [Point(float(jump), 0.0) for jump in jumps]
    return nodes(np.union1d(graded(points, ends[0], ends[-1]), ends), order)


def _spins(pieces: Pieces, energy: Real) -> tuple[Real, Real]:
    """Mean density of states, and half the difference of both spins'."""
    up, down = pieces.density(energy, 1), pieces.density(energy, -1)
    return (up + down) / 2, (up - down) / 2


def _dissipative(left: Reservoir, right: Reservoir, order: int) -> dict[str, float]:
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


def _coherent(left: Reservoir, right: Reservoir, order: int) -> dict[str, float]:
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
    if T == 0:
        return total
    filled = reservoir.occupation(at)
    for low, high, start, slope, spin in _rows(
        reservoir.pieces.clipped(mu - REACH * T, mu + REACH * T)
    ):
        inner, weights = nodes(graded([Point(mu, T)], low, high), order)
        smooth = _quotients((at - mu) / T, (inner - mu) / T) @ weights / T
        logarithm = _logarithm(at, low, high)
        moment = slope * (weights @ reservoir.occupation(inner))
        total += spin / 2 * (
            (start + slope * (at - low)) * (filled * logarithm - smooth) - moment
        )  # fmt: skip
    return total


def _logarithm(at: Real, low: float, high: float) -> Real:
    """log|(w - low)/(w - high)|, finite where a node is rounded to an end."""
    near, far = (np.maximum(np.abs(at - end), SMALLEST) for end in (low, high))
    return np.asarray(np.log(near / far))


def _quotients(at: Real, inner: Real) -> Real:
    """(f(w) - f(x)) / (w - x) for all pairs, its limit where both agree."""
    first, other = np.broadcast_arrays(at[:, None], inner[None, :])
    gap = first - other
    limit = -minus_fermi_derivative(first)
    return np.divide(fermi_difference(first, other), gap, out=limit, where=gap != 0)


def _rows(pieces: Pieces) -> zip[tuple[float, ...]]:
    return zip(pieces.low, pieces.high, pieces.start, pieces.slope, pieces.spin, strict=True)
