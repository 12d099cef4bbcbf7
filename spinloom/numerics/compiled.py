"""The two loops of ours that Numba compiles: reading a table, and adding up two leads."""

from __future__ import annotations

import math
from typing import Any

from spinloom.generated.numba.special import compile_cached


@compile_cached  # type: ignore[untyped-decorator]
def read_table(
    energies: Any, band_edge: float, edges: Any, coefficients: Any, start: int, result: Any
) -> None:
    """Evaluate columns ``start`` and following of a `BandTable` at energies, into ``result``."""
    top = coefficients.shape[1] - 1
    for point in range(energies.size):
        energy = energies[point]
        angle = math.atan2(energy, math.sqrt((band_edge - energy) * (band_edge + energy)))
        panel, above = 0, edges.size - 1
        while above - panel > 1:
            middle = (panel + above) // 2
            if angle > edges[middle]:
                panel = middle
            else:
                above = middle
        center = (edges[panel + 1] + edges[panel]) / 2
        local = (angle - center) / ((edges[panel + 1] - edges[panel]) / 2)
        row = result[point]
        row[:] = coefficients[panel, top, start : start + row.size]
        for power in range(top - 1, -1, -1):
            coefficient = coefficients[panel, power, start : start + row.size]
            for column in range(row.size):
                row[column] = row[column] * local + coefficient[column]


@compile_cached  # type: ignore[untyped-decorator]
def join_rows(
    left: Any,
    left_index: Any,
    right: Any,
    right_index: Any,
    filled: Any,
    factor: Any,
    scaled: int,
    result: Any,
) -> None:
    """Add the rows of both leads; see `join`."""
    size = result.shape[1]
    for point in range(result.shape[0]):
        one, other = left[left_index[point]], right[right_index[point]]
        step, row = one[size] - other[size], result[point]
        for column in range(size):
            row[column] = one[column] + other[column] + step * filled[column]
        for column in range(scaled, size):
            row[column] *= factor[point]
