"""Density matrices given by a user: checked, never repaired."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import ParameterError

Array = NDArray[Any]

#: Largest violation that counts as rounding.
TOLERANCE = 1e-9


def density_matrix(name: str, value: Any) -> Array:
    """Return the argument as complex matrices (..., 4, 4) if they are states of two spins.

    Raises
    ------
    ParameterError
        For another shape, entries that are not finite numbers, or a violation of hermiticity,
        trace or positivity, with its size.
    """
    try:
        matrix = np.asarray(value)
    except ValueError:
        raise ParameterError(f"{name}: rows of different lengths; must be (..., 4, 4)") from None
    if matrix.dtype.kind not in "iufc" or matrix.shape[-2:] != (4, 4):
        raise ParameterError(
            f"{name}: shape {matrix.shape} of {matrix.dtype}; must be numbers of shape (..., 4, 4)"
        )
    matrix = matrix.astype(complex)
    if not np.isfinite(matrix).all():
        raise ParameterError(f"{name}: entries must be finite")
    asymmetry = float(np.abs(matrix - np.swapaxes(matrix, -1, -2).conj()).max(initial=0.0))
    if asymmetry > TOLERANCE:
        raise ParameterError(f"{name}: not hermitian, violated by {asymmetry:.3g}")
    excess = np.trace(matrix, axis1=-2, axis2=-1).real - 1
    worst = float(excess.flat[np.argmax(np.abs(excess))]) if excess.size else 0.0
    if abs(worst) > TOLERANCE:
        raise ParameterError(f"{name}: trace is {1 + worst:.12g}, off 1 by {worst:.3g}")
    lowest = float(np.linalg.eigvalsh(matrix).min(initial=0.0))
    if lowest < -TOLERANCE:
        raise ParameterError(f"{name}: not positive, lowest eigenvalue {lowest:.3g}")
    return matrix


def real_axis(name: str, value: Any, lowest: float = -np.inf) -> Array:
    """Return the argument as an array of finite real numbers along one axis.

    Raises
    ------
    ParameterError
        For anything else.
    """
    allowed = "finite real numbers" + (f" >= {lowest:g}" if np.isfinite(lowest) else "")
    try:
        axis = np.asarray(value)
    except ValueError:
        raise ParameterError.of(name, repr(value), allowed) from None
    if axis.dtype.kind not in "iuf" or axis.ndim > 1:
        raise ParameterError(f"{name}: {axis.dtype} of shape {axis.shape}; must be {allowed}, (n,)")
    axis = np.atleast_1d(axis.astype(float))
    bad = ~np.isfinite(axis) | (axis < lowest)
    if bad.any():
        raise ParameterError.of(name, axis[bad][0], allowed)
    return axis
