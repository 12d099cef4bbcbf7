"""Integrals over a band |E| < edge of a chain, tabulated as functions of the upper limit.

The variable is the band angle phi = arcsin(E / edge): densities of states of chains are analytic
in it up to and including the band edges. What one lead contributes to any quantity is

    int f((E - mu)/T) x(E) dE          (columns ``integrals``, x known at every E)
    int -f'((E - mu)/T) n(E) dE        (columns ``densities``)

At T = 0 these are the antiderivative of x and n itself at E = mu: one table of piecewise
polynomials. Antiderivatives vanish at both band edges, so that the tails of resonances keep their
digits, and jump in the middle by what the whole band contains; a step column remembers that. A
table for one T > 0 has the same form, so whatever combines the leads need not know which it reads.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from .panels import Panels

Real = NDArray[Any]


SMALL_PRODUCT = 200_000
"""Multiplications up to which a matrix product stays on one thread: starting more costs more."""

Reader = Callable[["BandTable", Real, slice], NDArray[np.float64]]


class Rows(NamedTuple):
    """Values of columns at points, equal points once: ``distinct[place]``."""

    distinct: NDArray[np.float64]
    place: NDArray[np.intp]

    def all(self) -> NDArray[np.float64]:
        """Return the values, shape (point, column)."""
        return self.distinct.take(self.place, axis=0)


class LeadIntegrals(Protocol):
    """Anything that gives the columns of one lead at chemical potentials and temperatures."""

    def values(self, potentials: Real, temperatures: Real, columns: slice) -> Rows:
        """Return the columns."""


@dataclass(frozen=True)
class BandTable:
    """Piecewise polynomials in the band angle: ``integrals`` columns first, then ``densities``."""

    band_edge: Any
    panels: Panels
    coefficients: NDArray[np.float64]
    """Powers of the local coordinate, shape (panel, power, column)."""
    filled: NDArray[np.float64]
    """Integrals over the whole band, which integrals lack above the middle."""
    step: int
    """Column that is one above the middle and zero below; integrals stand before it."""
    read: Reader
    """`read` or `read_compiled`."""

    @cached_property
    def edge_energies(self) -> Real:
        """Energies of the panels' edges."""
        energies = self.band_edge * np.sin(self.panels.edges)
        energies[[0, -1]] = -self.band_edge, self.band_edge
        return np.asarray(energies)

    @property
    def middle(self) -> Any:
        """Energy at which integrals pass from counting upwards to counting downwards."""
        return self.edge_energies[(self.edge_energies.size - 1) // 2]

    @cached_property
    def widths(self) -> Real:
        """Half-widths of the panels in energy: the scale on which the columns vary there."""
        return np.asarray(np.diff(self.edge_energies) / 2, dtype=np.float64)

    def locate(self, energies: Real) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """Return the panel of every energy and its coordinate in [-1, 1] there."""
        return self.panels.locate(band_angle(energies, self.band_edge))

    def values(self, potentials: Real, temperatures: Real, columns: slice) -> Rows:
        """Return the columns at the chemical potentials; the temperature is the table's."""
        del temperatures
        distinct, index = np.unique(potentials, return_inverse=True)
        if 2 * distinct.size > potentials.size:
            distinct, index = potentials, np.arange(potentials.size)
        return Rows(self.read(self, distinct, columns), index)


def band_angle(energies: Real, band_edge: Any) -> Real:
    """Return phi = arcsin(E / edge), accurate up to the edges."""
    root = np.sqrt((band_edge - energies) * (band_edge + energies))
    return np.asarray(np.arctan2(energies, root))


def read(table: BandTable, energies: Real, columns: slice) -> NDArray[np.float64]:
    """Evaluate the polynomials at energies, shape (point, column).

    Points of one panel share a matrix product of their powers with the panel's coefficients.
    """
    panel, local = table.locate(energies)
    coefficients = table.coefficients[:, :, columns]
    order = np.argsort(panel.astype(np.int16), kind="stable")
    bounds = np.searchsorted(panel[order], np.arange(coefficients.shape[0] + 1))
    powers = np.empty((coefficients.shape[1], energies.size))
    powers[0] = 1.0
    powers[1:] = local[order]
    np.multiply.accumulate(powers, axis=0, out=powers)
    result = np.empty((energies.size, coefficients.shape[2]))
    batch = max(1, SMALL_PRODUCT // coefficients[0].size)
    for index in np.flatnonzero(np.diff(bounds)):
        for start in range(bounds[index], bounds[index + 1], batch):
            span = slice(start, min(start + batch, bounds[index + 1]))
            result[order[span]] = powers[:, span].T @ coefficients[index]
    return result


def read_compiled(table: BandTable, energies: Real, columns: slice) -> NDArray[np.float64]:
    """Do the same with Numba; tables in extended precision stay with NumPy."""
    if table.panels.edges.dtype != np.float64:
        return read(table, energies, columns)
    from .compiled import read_table

    start, stop, _ = columns.indices(table.coefficients.shape[2])
    result = np.empty((energies.size, stop - start))
    edge = float(table.band_edge)
    read_table(energies, edge, table.panels.edges, table.coefficients, start, result)
    return result
