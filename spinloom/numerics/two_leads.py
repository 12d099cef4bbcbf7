"""Quantities of a device between two leads, put together from the columns of each lead.

Three kinds of quantities, in this order:

- *sums*     X = int f_L x_L + int f_R x_R;
- *windows*  W = int (f_L - f_R) w, which vanish without bias at equal temperatures;
- *noises*   N = sum over l, m of int [f_l (1 - f_m) + f_m (1 - f_l)] n_lm / 2 for l != m and
             int f_l (1 - f_l) n_ll, so that N = int F w_n + 2 int f_l (1 - f_l) n_ll with
             F = f_L + f_R - 2 f_L f_R, which is (f_L - f_R) coth((mu_L - mu_R)/2T) at equal T.

The columns of a lead are then: integrals of sums, windows and noises; the step of `BandTable`; and
densities of windows, noises and n_ll. Windows and noises have a minus sign for the right lead, so
that leads add.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .band import BandTable, LeadIntegrals, Rows, read, read_compiled
from .hot import HOT, HotLeads, Moments, nodes_and_measure
from .occupation import exchange_weight
from .panels import ORDER, Panels, fit, fit_antiderivative, resolve
from .thermal import Direct, chunks, exchange_moments, warm_panels, warm_table

Real = NDArray[Any]
Sources = tuple[LeadIntegrals, LeadIntegrals]
Joiner = Callable[[Rows, Rows, Real, Real, int], NDArray[np.float64]]

MEAN_NODES, MEAN_WEIGHTS = np.polynomial.legendre.leggauss(5)
NARROW = 0.1
"""Bias, over T plus the panel's width, below which windows are means and not differences."""
BLOCK = 1024
"""Points that are added up at once, so that their rows stay in the processor's cache."""
LARGEST = 200_000
"""Points that are held in memory together with what they are made of."""


@dataclass(frozen=True)
class Layout:
    """How many quantities of each kind there are, hence where their columns stand."""

    sums: int
    windows: int
    noises: int
    known: slice
    """Sums whose two leads together have a known antiderivative."""

    @property
    def size(self) -> int:
        return self.sums + self.windows + self.noises

    @property
    def integrals(self) -> slice:
        """Integrals and the step."""
        return slice(0, self.size + 1)

    @property
    def window(self) -> slice:
        """Windows and noises among the results and among the integrals."""
        return slice(self.sums, self.size)

    @property
    def noise(self) -> slice:
        return slice(self.sums + self.windows, self.size)

    @property
    def window_density(self) -> slice:
        return slice(self.size + 1, self.size + 1 + self.windows + self.noises)

    @property
    def exchange_density(self) -> slice:
        return slice(self.size + 1 + self.windows, self.window_density.stop)

    @property
    def own_density(self) -> slice:
        return slice(self.window_density.stop, self.window_density.stop + self.noises)


@dataclass(frozen=True)
class Densities:
    """Densities at given energies (axes of the energies first)."""

    sums: Real
    """x_l, shape (..., lead, sum)."""
    known: Real
    """Antiderivatives of x_L + x_R that vanish at both band edges, shape (..., known sum)."""
    window: Real
    """w and w_n, shape (..., window and noise)."""
    own: Real
    """n_ll, shape (..., lead, noise)."""


@dataclass(frozen=True)
class Points:
    """Bias points: flat arrays of one length (temperatures may be a single zero-rank value)."""

    center: Real
    bias: Real
    temperatures: tuple[Real, Real]

    def potentials(self, dtype: Any) -> tuple[Real, Real]:
        """Return the chemical potentials of both leads in the precision of a table."""
        center, half = self.center.astype(dtype), self.bias.astype(dtype) / 2
        return center + half, center - half

    def columns(self, sources: Sources, columns: slice, dtype: Any) -> tuple[Rows, Rows]:
        """Return columns of both leads at their chemical potentials."""
        mu_L, mu_R = self.potentials(dtype)
        return (
            sources[0].values(mu_L, self.temperatures[0], columns),
            sources[1].values(mu_R, self.temperatures[1], columns),
        )

    def select(self, chosen: Any) -> Points:
        """Return some of the points."""
        left, right = (
            np.broadcast_to(value, self.center.shape)[chosen] for value in self.temperatures
        )
        return Points(self.center[chosen], self.bias[chosen], (left, right))


@dataclass(frozen=True)
class TwoLeads:
    """The T = 0 tables of both leads, the layout of their columns and their singularities."""

    left: BandTable
    right: BandTable
    layout: Layout
    singularities: NDArray[np.complex128]
    join: Joiner
    hot: HotLeads

    def evaluate(self, points: Points) -> NDArray[np.float64]:
        """Return all quantities, shape (point, quantity)."""
        if points.center.size > LARGEST:
            starts = range(0, points.center.size, LARGEST)
            parts = [points.select(slice(start, start + LARGEST)) for start in starts]
            return np.concatenate([self.evaluate(part) for part in parts])
        if not any(temperature.any() for temperature in points.temperatures):
            cold = Points(points.center, points.bias, (np.zeros(()), np.zeros(())))
            return self._equal((self.left, self.right), cold)
        points = points.select(slice(None))
        result = np.empty((points.center.size, self.layout.size))
        hot = np.minimum(*points.temperatures) >= HOT * float(self.left.band_edge)
        if hot.any():
            part = points.select(hot)
            result[hot] = self.hot.evaluate(part.center, part.bias, part.temperatures)
        for chosen, sources in self._groups(points, ~hot):
            part = points.select(chosen)
            equal = np.array_equal(*part.temperatures)
            result[chosen] = (self._equal if equal else self._unequal)(sources, part)
        return result

    def _groups(
        self, points: Points, wanted: NDArray[np.bool_]
    ) -> Iterator[tuple[NDArray[np.bool_], Sources]]:
        """Split the wanted points by their pair of temperatures; rare pairs stay together."""
        left, right = points.temperatures
        keys, inverse, counts = np.unique(
            left + 1j * right, return_inverse=True, return_counts=True
        )
        for index in np.flatnonzero(counts > ORDER):
            chosen = wanted & (inverse == index)
            if not chosen.any():
                continue
            span = np.concatenate(points.select(chosen).potentials(self._dtype))
            yield (
                chosen,
                (
                    self._source(self.left, span, keys[index].real),
                    self._source(self.right, span, keys[index].imag),
                ),
            )
        rare = wanted & (counts[inverse] <= ORDER)
        for chosen in (rare & (left == right), rare & (left != right)):
            if chosen.any():
                yield chosen, (Direct(self.left), Direct(self.right))

    @property
    def _dtype(self) -> Any:
        return self.left.edge_energies.dtype

    def _source(self, table: BandTable, potentials: Real, temperature: float) -> LeadIntegrals:
        """Return the cheapest source of columns for many points at one temperature."""
        if temperature == 0:
            return table
        panels = warm_panels(table, self.singularities, temperature, potentials)
        if 2 * panels.nodes().size < np.unique(potentials).size:
            return warm_table(table, panels, temperature)
        return Direct(table)

    def _equal(self, sources: Sources, points: Points) -> Real:
        """Both leads at the same temperature."""
        layout, bias, temperature = self.layout, points.bias, points.temperatures[0]
        warm = bool(temperature.any())
        left, right = points.columns(
            sources, slice(None) if warm else layout.integrals, self._dtype
        )
        exchange = exchange_weight(bias, temperature)
        narrow = self._narrow(points)
        wide = np.ones(bias.shape, dtype=bool)
        wide[narrow] = False
        factor = np.divide(exchange, bias, out=np.ones(bias.shape), where=wide)
        result = self.join(left, right, self.left.filled, factor, layout.noise.start)
        if narrow.size:
            mean = self._mean(sources[0], points.select(narrow))
            mean[:, : layout.windows] *= bias[narrow, None]
            mean[:, layout.windows :] *= exchange[narrow, None]
            result[narrow, layout.window] = mean
        if warm:
            self._add_own(result, left, right, points)
        return result

    def _narrow(self, points: Points) -> NDArray[np.intp]:
        """Return the points whose windows are narrower than all structure in them."""
        temperature, widths = points.temperatures[0], self.left.widths
        near = np.flatnonzero(np.abs(points.bias) <= NARROW * (temperature + widths.max()))
        if near.size == 0:
            return near
        panel, _ = self.left.locate(points.center[near])
        scale = widths[panel] + np.broadcast_to(temperature, points.center.shape)[near]
        narrow: NDArray[np.intp] = near[np.abs(points.bias[near]) <= NARROW * scale]
        return narrow

    def _mean(self, source: LeadIntegrals, points: Points) -> Real:
        """Return the window densities averaged over chemical potentials between the leads'."""
        half = points.bias[:, None] / 2 * MEAN_NODES
        potentials = (points.center[:, None].astype(self._dtype) + half).ravel()
        temperatures = np.repeat(points.temperatures[0], MEAN_NODES.size)
        found = source.values(potentials, temperatures, self.layout.window_density)
        return np.asarray(MEAN_WEIGHTS / 2 @ found.all().reshape(*half.shape, -1))

    def _add_own(self, result: Real, left: Rows, right: Rows, points: Points) -> None:
        """Add what each lead contributes to the noise by itself."""
        layout = self.layout
        for rows, temperature in zip((left, right), points.temperatures, strict=True):
            own = rows.distinct[:, layout.own_density].take(rows.place, axis=0)
            result[:, layout.noise] += 2 * np.reshape(temperature, (-1, 1)) * own

    def _unequal(self, sources: Sources, points: Points) -> Real:
        """Leads at different temperatures: their joint noise has no shorter form."""
        layout, table = self.layout, self.left
        left, right = points.columns(sources, slice(None), self._dtype)
        ones = np.ones(points.bias.shape)
        result = self.join(left, right, table.filled, ones, layout.size)
        density = table.coefficients[:, :, layout.exchange_density]
        for part in chunks(np.arange(points.center.size), table):
            at = points.select(part)
            half = at.bias.astype(self._dtype) / 2
            weights = exchange_moments(
                table, at.center.astype(self._dtype), (half, -half), at.temperatures
            )
            result[part, layout.noise] = weights @ density.reshape(weights.shape[1], -1)
        self._add_own(result, left, right, points)
        return result


def join(left: Rows, right: Rows, filled: Real, factor: Real, scaled: int) -> NDArray[np.float64]:
    """Add the integrals of both leads, with what lies between their band edges.

    Columns from ``scaled`` on are multiplied by the points' ``factor``.
    """
    size = filled.size
    result = np.empty((left.place.size, size))
    for start in range(0, len(result), BLOCK):
        block = slice(start, start + BLOCK)
        one = left.distinct.take(left.place[block], axis=0)
        other = right.distinct.take(right.place[block], axis=0)
        part = np.multiply((one[:, size] - other[:, size])[:, None], filled, out=result[block])
        part += one[:, :size]
        part += other[:, :size]
        part[:, scaled:] *= factor[block, None]
    return result


def join_compiled(
    left: Rows, right: Rows, filled: Real, factor: Real, scaled: int
) -> NDArray[np.float64]:
    """Do the same with Numba."""
    from .compiled import join_rows

    result = np.empty((left.place.size, filled.size))
    join_rows(*left, *right, filled, factor, scaled, result)
    return result


def tabulate(
    densities: Callable[[Real], Densities],
    band_edge: Any,
    singularities: NDArray[np.complex128],
    layout: Layout,
    moments: Moments,
    compiled: bool,
) -> TwoLeads:
    """Tabulate a device at T = 0.

    The sum of x over the leads integrates to zero over the band, and where its antiderivative is
    known it is not integrated at all. What is lost at sharp resonances then stays in the
    difference of the leads, which counts between the chemical potentials only.

    Parameters
    ----------
    densities
        Evaluates the densities at energies of the dtype of ``band_edge``.
    band_edge
        Largest energy of the band; its dtype is the precision of the tabulation.
    singularities
        Singular points of the densities in the complex plane of the band angle.
    layout
        Numbers of quantities.
    moments
        Numbers of vanishing moments of the sums.
    compiled
        Whether Numba reads the tables and adds up the leads.
    """
    quarter = 2 * np.arctan(np.ones((), dtype=np.asarray(band_edge).dtype))
    panels = resolve(singularities, -quarter, quarter)
    angles = panels.nodes()
    found = densities(band_edge * np.sin(angles))
    measure = (band_edge * np.cos(angles))[..., None]
    left, right = found.sums[:, :, 0], found.sums[:, :, 1]
    columns = np.concatenate([left + right, left - right, found.window], axis=-1)
    integrals, filled = _from_nearer_edge(measure * columns, panels)
    total, rest, window = np.split(integrals, [layout.sums, 2 * layout.sums], axis=-1)
    total[:, :, layout.known] = fit(found.known)
    step = np.zeros((*window.shape[:2], 1))
    step[window.shape[0] // 2 :, 0] = 1.0
    filled = np.concatenate([filled[layout.sums : 2 * layout.sums] / 2, filled[2 * layout.sums :]])
    reader = read_compiled if compiled else read
    tables = []
    for lead, sign in enumerate((1.0, -1.0)):
        densities_to_read = fit(np.concatenate([found.window, found.own[:, :, lead]], axis=-1))
        parts = [(total + sign * rest) / 2, sign * window, step, densities_to_read]
        coefficients = np.asarray(np.concatenate(parts, axis=-1), float)
        whole = np.asarray(sign * filled, float)
        tables.append(BandTable(band_edge, panels, coefficients, whole, layout.size, reader))
    joiner = join_compiled if compiled else join
    hot = _on_nodes(found, band_edge, panels, layout, moments)
    return TwoLeads(tables[0], tables[1], layout, singularities, joiner, hot)


def _on_nodes(
    found: Densities, band_edge: Any, panels: Panels, layout: Layout, moments: Moments
) -> HotLeads:
    """Keep the integrands themselves for leads hotter than the band."""
    sums, known, window, own = (
        x.reshape(-1, *x.shape[2:]) for x in (found.sums, found.known, found.window, found.own)
    )
    energies, measure = nodes_and_measure(band_edge, panels)
    return HotLeads(energies, measure, sums, known, layout.known, window, own, moments)


def _from_nearer_edge(values: Real, panels: Panels) -> tuple[Real, Real]:
    """Return antiderivatives that vanish at both band edges, and their missing steps midway."""
    coefficients, steps = fit_antiderivative(values, panels.halves)
    half = len(steps) // 2
    coefficients[1:half, 0] += np.cumsum(steps[: half - 1], axis=0)
    coefficients[half:, 0] -= np.cumsum(steps[: half - 1 : -1], axis=0)[::-1]
    return coefficients, steps.sum(axis=0)
