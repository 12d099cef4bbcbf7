"""Kernels of the valve for NumPy. Generated; edits are lost.

Content     87b9236aefb8372d994d46094a232223
Regenerate  spinloom generate valve --backend numpy
Sources     valve:step-spin, valve:70, valve:step-exchange-series
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .special import (
    fermi_difference,
    within,
)

__all__ = [
    "storage_wide_band",
]


def _precision(*values):
    """Types of the computation: double, or what the widest argument brings."""
    real = np.result_type(np.float64, *(np.asarray(value).real for value in values))
    return real, np.result_type(real, np.complex64)


def _array(value, dtype):
    return np.asarray(value).astype(dtype, casting="same_kind", copy=False)


def _common_shape(*values):
    return np.broadcast_shapes(*(value.shape for value in values))


def _batch_first(values, axes):
    """Move the short axes, kept in front while computing, behind the batch axes."""
    return np.moveaxis(values, tuple(range(axes)), tuple(range(-axes, 0)))[()]


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
    real, complex_ = _precision(
        J, T, h,
    )
    J = _array(J, real)
    T = _array(T, real)
    h = _array(h, real)
    shape = _common_shape(
        J, T, h,
    )
    spin = np.empty(shape, dtype=real)
    q_exchange = np.empty(shape, dtype=real)

    # area between two Fermi steps [valve:step-spin]
    spin[...] = 0.5 * J

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
    q_exchange[...] = 0.5 * far * (1.0 - near) + 0.5 * near * series * T

    return (
        _batch_first(spin, 0),
        _batch_first(q_exchange, 0),
    )
