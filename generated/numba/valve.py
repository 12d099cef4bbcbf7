"""Kernels of the valve for Numba. Generated; edits are lost.

Content     86e2f99b5d8d5dd5cbd5d17979d03dbf
Regenerate  spinloom generate valve --backend numba
Sources     valve:step-spin, valve:70, valve:step-exchange-series

Each kernel compiles on its first call. The compiled code is cached next to this file, or in
Numba's own cache folder, where one of the two can be written.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .special import (
    SPECIAL_DIGEST,
    compile_cached,
    fermi_difference,
    within,
)

__all__ = [
    "storage_wide_band",
]

# Numba's cache looks at this file alone: the digest makes it see the functions imported above.
HELPERS_DIGEST = "54375fe2ed10375733b749da1e88d798"
if HELPERS_DIGEST != SPECIAL_DIGEST:
    raise ImportError("special.py does not belong to this file; regenerate both")


@compile_cached
def _at(values, point):
    """One value for all points, or one for each."""
    return values[point] if values.size > 1 else values[0]


def _array(value, dtype):
    return np.asarray(value).astype(dtype, casting="same_kind", copy=False)


def _common_shape(*values):
    return np.broadcast_shapes(*(value.shape for value in values))


def _flat(value, shape):
    if value.size == 1:
        return value.reshape(1).copy()
    return np.array(np.broadcast_to(value, shape)).reshape(-1)


@compile_cached
def _storage_wide_band(
    size,
    all_J,
    all_T,
    all_h,
    spin,
    q_exchange,
):
    for point in range(size):
        J = _at(all_J, point)
        T = _at(all_T, point)
        h = _at(all_h, point)

        # area between two Fermi steps [valve:step-spin]
        spin[point] = 0.5 * J

        # tanh(h/2) [valve:step-exchange-series]
        tangent = fermi_difference(-h, h)

        # its square [valve:step-exchange-series]
        square = tangent * tangent

        # 1 where the series serves [valve:step-exchange-series]
        near = within(h, 0.5)

        # upper half of the series of h coth h - 1 [valve:step-exchange-series]
        tail = square * (
            32.0 / 255.0
            + square * (
                36.0 / 323.0
                + square * (
                    40.0 / 399.0
                    + square * (
                        44.0 / 483.0
                        + square * (48.0 / 575.0 + square * (52.0 / 675.0 + 56.0 / 783.0 * square))
                    )
                )
            )
        )

        # h coth h - 1 for small h [valve:step-exchange-series]
        series = square * (
            4.0 / 3.0
            + square * (
                8.0 / 15.0
                + square * (
                    12.0 / 35.0
                    + square * (
                        16.0 / 63.0
                        + square * (
                            20.0 / 99.0
                            + square * (24.0 / 143.0 + square * (28.0 / 195.0 + tail))
                        )
                    )
                )
            )
        )

        # T (h coth h - 1) elsewhere [valve:70]
        far = J * (1.0 + square) / (4.0 * near + 4.0 * tangent) - T

        # exchange moment [valve:70]
        q_exchange[point] = 0.5 * far * (1.0 - near) + 0.5 * near * series * T


def storage_wide_band(
    J: ArrayLike, T: ArrayLike, h: ArrayLike,
) -> tuple[Any, ...]:
    """Spin and exchange moment of a flat, infinitely wide band, per density of states.

        spin = J / 2
        q_exchange = (T / 2) (h coth h - 1), h = J / 2T

    Parameters
    ----------
    J : float array, shape (...)
        Stoner splitting (energy). Domain: >= 0.
    T : float array, shape (...)
        Temperature (energy). Domain: >= 0.
    h : float array, shape (...)
        J / 2T; +inf at T = 0, 0 at J = 0. Domain: >= 0.

    Returns
    -------
    spin : float array, shape (...)
        Spin along the field (energy).
    q_exchange : float array, shape (...)
        Exchange quadrupole moment (energy).

    Notes
    -----
    Kind: closed form.
    Sources: valve:step-spin, valve:70, valve:step-exchange-series.
    """
    J = _array(J, np.float64)
    T = _array(T, np.float64)
    h = _array(h, np.float64)
    shape = _common_shape(
        J, T, h,
    )
    size = math.prod(shape)
    spin = np.empty(size, dtype=np.float64)
    q_exchange = np.empty(size, dtype=np.float64)
    _storage_wide_band(
        size,
        _flat(J, shape),
        _flat(T, shape),
        _flat(h, shape),
        spin,
        q_exchange,
    )
    return (
        spin.reshape(shape)[()],
        q_exchange.reshape(shape)[()],
    )
