"""Thermal averages of tabulated columns: exact weights on panels cut at every scale.

With p(y) = -f'(y) every column of a table becomes

    int p(y) c(mu + T y) dy,    c = 0 beyond the band.

The line is cut at the panels of the table and at a ladder of points around mu on the scale of T.
On every piece the column is one polynomial, so only the moments of p with its powers are needed:
they are shared by all columns, and a matrix product does the rest.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from spinloom.generated.numpy.special import fermi, minus_fermi_derivative

from .band import BandTable, Rows, band_angle
from .occupation import filling
from .panels import Panels, fit, resolve

Real = NDArray[Any]

LADDER = np.array([-40.0, -16.0, -6.0, -1.5, 1.5, 6.0, 16.0, 40.0])
"""Cuts in (E - mu)/T: every piece keeps its distance from the poles of f; exp(-40) = 4e-18."""

GAUSS_NODES, GAUSS_WEIGHTS = np.polynomial.legendre.leggauss(16)
CHUNK = 2_000_000
"""Largest number of moments held at once."""


@dataclass(frozen=True)
class Pieces:
    """Pieces of the lines E = origin + scale x, each inside one panel, with Gauss nodes."""

    row: NDArray[np.intp]
    panel: NDArray[np.intp]
    nodes: Real
    """x at the nodes, shape (node, piece), like the two below."""
    weights: Real
    local: Real
    """Coordinates of the nodes in their panels."""


def cut(table: BandTable, origin: Real, scale: Real, ladder: Real) -> Pieces:
    """Cut the lines at the panels' edges and at ``ladder`` (row, cut), and drop empty pieces."""
    with np.errstate(over="ignore"):
        edges = (table.edge_energies - origin[:, None]) / scale[:, None]
    bounds = ladder.min(axis=1, keepdims=True), ladder.max(axis=1, keepdims=True)
    cuts = np.concatenate([np.clip(edges, *bounds), ladder], axis=1)
    cuts = np.clip(cuts, edges[:, :1], edges[:, -1:])
    order = np.argsort(cuts, axis=1, kind="stable")
    cuts = np.take_along_axis(cuts, order, axis=1)
    # edges passed so far: the panel, also where pieces are too short for energies to tell
    passed = np.cumsum(order < edges.shape[1], axis=1)
    row, position = np.nonzero(cuts[:, 1:] > cuts[:, :-1])
    panel = passed[row, position] - 1
    left, right = cuts[row, position], cuts[row, position + 1]
    half = (right - left) / 2
    nodes = (left + right) / 2 + half * GAUSS_NODES[:, None]
    energies = np.clip(origin[row] + scale[row] * nodes, -table.band_edge, table.band_edge)
    angles = band_angle(energies, table.band_edge)
    local = (angles - table.panels.middles[panel]) / table.panels.halves[panel]
    return Pieces(row, panel, nodes, half * GAUSS_WEIGHTS[:, None], np.asarray(local, float))


def moments(pieces: Pieces, weight: Real, rows: int, shape: tuple[int, int]) -> Real:
    """Return the moments of a weight on the nodes, shape (row, panel * power)."""
    panels, powers = shape
    running = np.asarray(weight * pieces.weights, dtype=np.float64)
    found = np.empty((powers, pieces.row.size))
    for power in range(powers):
        running.sum(axis=0, out=found[power])
        running *= pieces.local
    place = pieces.row * panels + pieces.panel
    first = np.flatnonzero(np.diff(place, prepend=-1))
    result = np.zeros((rows * panels, powers))
    result[place[first]] = np.add.reduceat(found, first, axis=1).T
    return result.reshape(rows, panels * powers)


@dataclass(frozen=True)
class Direct:
    """Thermal averages of a table, point by point; zero temperature reads the table."""

    table: BandTable

    def values(self, potentials: Real, temperatures: Real, columns: slice) -> Rows:
        """Return the columns for chemical potentials and temperatures."""
        temperatures = np.broadcast_to(temperatures, potentials.shape)
        # chemical potential and temperature as one sortable key
        keys, inverse = np.unique(np.asarray(potentials + 1j * temperatures), return_inverse=True)
        unique, heat = keys.real, keys.imag
        result = np.empty(
            (unique.size, len(range(*columns.indices(self.table.coefficients.shape[2]))))
        )
        cold = heat == 0
        result[cold] = self.table.values(unique[cold], heat[cold], columns).all()
        warm = np.flatnonzero(~cold)
        for part in chunks(warm, self.table):
            result[part] = self._average(unique[part], heat[part], columns)
        return Rows(result, inverse)

    def _average(self, potentials: Real, temperatures: Real, columns: slice) -> Real:
        table, shape = self.table, self.table.coefficients.shape
        ladder = np.broadcast_to(LADDER, (potentials.size, LADDER.size))
        pieces = cut(table, potentials, temperatures, ladder)
        weights = moments(
            pieces,
            minus_fermi_derivative(np.asarray(pieces.nodes, float)),
            potentials.size,
            shape[:2],
        )
        result = weights @ table.coefficients[:, :, columns].reshape(shape[0] * shape[1], -1)
        start, stop, _ = columns.indices(shape[2])
        if start <= table.step < stop:
            with np.errstate(over="ignore"):
                ratio = (table.middle - potentials) / temperatures
            result[:, table.step - start] = fermi(ratio)
        return np.asarray(result, dtype=np.float64)


def chunks(rows: NDArray[np.intp], table: BandTable) -> list[NDArray[np.intp]]:
    """Split rows so that their moments stay in bounded memory."""
    size = max(1, CHUNK // (table.coefficients.shape[0] * table.coefficients.shape[1]))
    return [rows[start : start + size] for start in range(0, rows.size, size)]


def warm_panels(
    table: BandTable, singularities: NDArray[Any], temperature: float, span: Real
) -> Panels:
    """Return panels in mu for one temperature: f smears every singularity by pi T."""
    edge = float(table.band_edge)
    points = edge * np.sin(singularities)
    shift = 1j * np.pi * temperature
    points = np.concatenate(
        [points + np.where(points.imag < 0, -shift, shift), [edge + shift, shift - edge]]
    )
    angles = np.arcsin(points / edge)
    angles = np.concatenate([angles, np.pi - angles, -np.pi - angles])
    low, high = band_angle(np.array([span.min(), span.max()]), table.band_edge)
    return resolve(np.concatenate([angles, angles.conj()]), low, high)


def warm_table(table: BandTable, panels: Panels, temperature: float) -> BandTable:
    """Tabulate the thermal averages at one temperature as functions of mu.

    Integrals jump in the middle of the band on the scale of T, so the jump is taken back unless all
    panels lie well above it.
    """
    potentials = table.band_edge * np.sin(panels.nodes())
    values = Direct(table).values(potentials.ravel(), np.asarray(temperature), slice(None)).all()
    step = values[:, table.step]
    above = float(step.min() == 1.0)
    values[:, : table.step] += (step - above)[:, None] * table.filled
    values[:, table.step] = above
    coefficients = fit(values.reshape(*potentials.shape, -1))
    return replace(table, panels=panels, coefficients=coefficients)


def exchange_moments(
    table: BandTable, origin: Real, offsets: tuple[Real, Real], temperatures: tuple[Real, Real]
) -> Real:
    """Return the moments of f_L (1 - f_R) + f_R (1 - f_L), shape (row, panel * power).

    The chemical potentials are ``origin + offsets``; either temperature may be zero.
    """
    ladder = np.concatenate(
        [
            offset[:, None] + temperature[:, None] * LADDER
            for offset, temperature in zip(offsets, temperatures, strict=True)
        ],
        axis=1,
    )
    pieces = cut(table, origin, np.ones_like(origin), ladder)
    left, right = (
        filling(pieces.nodes - offset[pieces.row], temperature[pieces.row])
        for offset, temperature in zip(offsets, temperatures, strict=True)
    )
    weight = left[0] * right[1] + right[0] * left[1]
    return moments(pieces, weight, origin.size, table.coefficients.shape[:2])
