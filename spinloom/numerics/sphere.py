"""Functions on the sphere as coefficients of orthonormal spherical harmonics Y_lm.

The coefficient of Y_lm stands at place l^2 + l + m. Multiplication by the components of the unit
vector and the rotation generators m x grad are sparse matrices between coefficients.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array
from scipy.special import sph_harm_y

Sparse = Any


def size(degree: int) -> int:
    """The number of harmonics up to a degree."""
    return (degree + 1) ** 2


def orders(degree: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """l and m of every place."""
    l = np.repeat(np.arange(degree + 1), 2 * np.arange(degree + 1) + 1)
    return l, np.arange(l.size) - l * l - l


@lru_cache(maxsize=8)
def position(degree: int) -> tuple[Sparse, Sparse, Sparse]:
    """Multiplication by m_x, m_y, m_z, cut at the degree."""
    l, m = orders(degree)
    n = l.size

    def ladder(shift: int, up: NDArray[np.float64], down: NDArray[np.float64]) -> Sparse:
        """Y_lm -> up Y_{l+1, m+shift} + down Y_{l-1, m+shift}."""
        rows, columns, values = [], [], []
        for step, factor in ((1, up), (-1, down)):
            target = (l + step) ** 2 + l + step + m + shift
            inside = (np.abs(m + shift) <= l + step) & (l + step >= 0) & (l + step <= degree)
            rows.append(target[inside])
            columns.append(np.arange(n)[inside])
            values.append(factor[inside])
        where = np.concatenate(rows), np.concatenate(columns)
        return csr_array((np.concatenate(values), where), shape=(n, n))

    above, below = (2 * l + 1) * (2 * l + 3), np.maximum((2 * l - 1) * (2 * l + 1), 1)
    z = ladder(
        0, np.sqrt((l + 1 - m) * (l + 1 + m) / above), np.sqrt(np.maximum(l * l - m * m, 0) / below)
    )
    plus = ladder(
        1, -np.sqrt((l + m + 1) * (l + m + 2) / above),
        np.sqrt(np.maximum((l - m) * (l - m - 1), 0) / below),
    )  # fmt: skip
    minus = plus.T
    return (plus + minus) / 2, (plus - minus) / 2j, z


@lru_cache(maxsize=8)
def generators(degree: int) -> tuple[Sparse, Sparse, Sparse]:
    """The components of m x grad."""
    l, m = orders(degree)
    raising = np.sqrt(np.maximum(l * (l + 1) - m * (m + 1), 0))[:-1]
    plus = diags_array(raising, offsets=-1).tocsr()
    minus = plus.T
    z = diags_array(m.astype(float)).tocsr()
    return 0.5j * (plus + minus), 0.5 * (plus - minus), 1j * z


def harmonics(degree: int, theta: Any, phi: Any) -> NDArray[np.complex128]:
    """Values Y_lm(theta, phi), shape (..., place)."""
    l, m = orders(degree)
    return sph_harm_y(l, m, np.asarray(theta)[..., None], np.asarray(phi)[..., None])
