"""Symmetric tensors: traceless products of two vectors, principal values and axes."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .errors import ParameterError
from .results import Frame
from .valve_parameters import real_array

Real = NDArray[np.float64]

SYMMETRIC = 1e-9
"""Antisymmetric part over the largest entry that is not rounding."""
EQUAL = 1e-12
"""Distance of two principal values over the largest one below which they count as equal."""


def symmetric_traceless(first: Real, other: Real) -> Real:
    """(ab + ba)/2 - (a.b)/3 for vectors of shape (..., 3)."""
    product = first[..., :, None] * other[..., None, :]
    trace = np.sum(first * other, axis=-1)[..., None, None]
    return np.asarray((product + np.swapaxes(product, -1, -2)) / 2 - trace / 3 * np.eye(3))


def eigensystem(tensor: Real) -> tuple[Real, Real, NDArray[np.bool_]]:
    """Ascending principal values, a projector on an axis for each, and whether two agree."""
    if tensor.size == 0:
        batch = tensor.shape[:-2]
        return np.zeros((*batch, 3)), np.zeros((*batch, 3, 3, 3)), np.zeros(batch, dtype=bool)
    values, vectors = np.linalg.eigh(tensor)
    columns = np.swapaxes(vectors, -1, -2)
    gap = np.min(np.diff(values, axis=-1), axis=-1)
    degenerate = gap <= EQUAL * np.max(np.abs(values), axis=-1)
    return values, columns[..., :, None] * columns[..., None, :], np.asarray(degenerate)


def matrices(name: str, tensor: Any) -> tuple[Real, Frame]:
    """Symmetric tensors with their two axes last, and the frame of the rest.

    Raises
    ------
    ParameterError
        For wrong shapes, numbers that are not real and finite, and asymmetric tensors.
    """
    template = None
    if hasattr(tensor, "dims"):
        if not {"row", "column"} <= set(tensor.dims):
            raise ParameterError.of(name, tensor.dims, "a DataArray over 'row' and 'column'")
        tensor = tensor.transpose(..., "row", "column")
        template = tensor.isel(row=0, column=0, drop=True)
    array = real_array(name, tensor, "real, of shape (..., 3, 3)")
    if array.shape[-2:] != (3, 3):
        raise ParameterError.of(name, f"an array of shape {array.shape}", "of shape (..., 3, 3)")
    skew = np.abs(array - np.swapaxes(array, -1, -2))
    if not np.all(np.isfinite(array)) or np.max(skew, initial=0.0) > SYMMETRIC * np.max(
        np.abs(array), initial=0.0
    ):
        raise ParameterError.of(name, tensor, "finite and symmetric")
    return array, Frame(array.shape[:-2], template)
