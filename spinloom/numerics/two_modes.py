"""Two coupled linear modes with real rates: eigenvalues and response, in closed form."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Real = NDArray[np.float64]


def rates(matrix: Real, determinant: Real) -> Real:
    """Eigenvalues of real 2x2 matrices (..., 2, 2) with real spectrum, ascending (..., 2).

    The one of smaller modulus comes from the determinant, given because differences of products
    would lose its digits.
    """
    middle = (matrix[..., 0, 0] + matrix[..., 1, 1]) / 2
    spread = _spread(matrix)
    large = middle + np.where(middle < 0, -spread, spread)
    small = determinant / large
    return np.sort(np.stack([large, small], axis=-1), axis=-1)


def _spread(matrix: Real) -> Real:
    """Half the distance of the eigenvalues."""
    half = (matrix[..., 0, 0] - matrix[..., 1, 1]) / 2
    coupling = matrix[..., 0, 1] * matrix[..., 1, 0]
    return np.asarray(np.sqrt(np.maximum(half**2 + coupling, 0)))


def response(matrix: Real, found: Real, source: Real, start: Real, times: Any) -> Real:
    """Solution of y' = matrix y + source, y(0) = start, at all times: shape (..., 2, times).

    Functions of the matrix are interpolated linearly between its two rates, which are `found`.
    """
    low, high = np.moveaxis(found[..., None], -2, 0)
    distance = high - low
    decayed = np.exp(high * times), np.exp(high * times) * np.expm1(-distance * times)
    grown_low, grown_high = _integral(low, times), _integral(high, times)
    shifted = matrix - high[..., None] * np.eye(2)
    kicked, driven = start[..., None], source[..., None]
    moved = np.einsum("...ij,...j->...i", shifted, start)[..., None]
    pushed = np.einsum("...ij,...j->...i", shifted, source)[..., None]
    axis = np.expand_dims
    free = axis(decayed[0], -2) * kicked - axis(decayed[1] / distance, -2) * moved
    slope = axis((grown_high - grown_low) / distance, -2)
    return np.asarray(free + axis(grown_high, -2) * driven + slope * pushed)


def _integral(rate: Real, times: Any) -> Real:
    """Integral of exp(rate s) from 0 to t."""
    safe = np.where(rate == 0, 1.0, rate)
    return np.where(rate == 0, times, np.expm1(safe * times) / safe)
