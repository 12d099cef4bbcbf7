"""Resolvents of many small matrices at once, by eigenvectors where these are sound."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

#: Eigenvectors worse conditioned than this are not used.
_LARGEST_CONDITION = 1e3

#: Decay rates below this part of the largest entry are rounding of zero, or computed elsewhere.
UNDAMPED = 1e-13


def eigensystem(matrix: Array) -> tuple[Array, Array, Array]:
    """Eigenvalues, eigenvectors, and where they represent the matrix to rounding.

    Scaling inside the solver can spoil the vectors of a matrix with entries of very different size:
    a step of inverse iteration mends them.
    """
    values, vectors = np.linalg.eig(matrix)
    sound = _represent(matrix, values, vectors)
    if not sound.all():
        spoilt = ~sound
        vectors = vectors.astype(complex)
        vectors[spoilt] = _polished(matrix[spoilt], values[spoilt], vectors[spoilt])
        sound[spoilt] = _represent(matrix[spoilt], values[spoilt], vectors[spoilt])
    return values, vectors, sound


def _represent(matrix: Array, values: Array, vectors: Array) -> Array:
    error = np.abs(matrix @ vectors - vectors * values[..., None, :]).max(axis=(-2, -1))
    good = error <= 1e-13 * np.abs(matrix).max(axis=(-2, -1))
    return np.asarray((np.linalg.cond(vectors) < _LARGEST_CONDITION) & good)


def _polished(matrix: Array, values: Array, vectors: Array) -> Array:
    """One step of inverse iteration for each vector, a little beside its eigenvalue."""
    scale = np.abs(matrix).max(axis=(-2, -1))[..., None]
    places = values + 1e-15 * scale
    size = matrix.shape[-1]
    shifted = matrix[..., None, :, :] - places[..., None, None] * np.eye(size)
    try:
        solved = np.linalg.solve(shifted, np.swapaxes(vectors, -1, -2)[..., None])[..., 0]
    except np.linalg.LinAlgError:  # without a full set of eigenvectors
        return vectors
    return np.swapaxes(solved / np.linalg.norm(solved, axis=-1, keepdims=True), -1, -2)


def resolvent(matrix: Array, left: Array, right: Array, omega: Array, lasting: Array) -> Array:
    """left (matrix + i omega)^-1 right for all frequencies, (..., omega, rows, columns).

    Where `lasting` says so, modes that never decay are left away: they oscillate in delta peaks,
    which stand outside of the density.
    """
    values, vectors, sound = eigensystem(matrix)
    vectors = np.where(sound[..., None, None], vectors, np.eye(matrix.shape[-1]))
    sides = left @ vectors, np.linalg.solve(vectors, right.astype(complex))
    products = sides[0][..., :, :, None] * sides[1][..., None, :, :]  # row, mode, column
    outer = left.shape[-2], right.shape[-1]
    flat = np.moveaxis(products, -2, -3).reshape(*values.shape, outer[0] * outer[1])
    scale = np.abs(matrix).max(axis=(-2, -1), initial=0.0)[..., None]
    damped = ~lasting[..., None] | (values.real < -UNDAMPED * scale)
    distance = values[..., None, :] + 1j * omega[:, None]
    poles = damped[..., None, :] / np.where(distance == 0, 1, distance)
    # einsum, not matmul: starting threads takes longer than so small a product
    summed = np.einsum("...wk,...kc->...wc", poles, flat)
    result = np.asarray(summed.reshape(*poles.shape[:-1], *outer))
    if not sound.all():
        rows, columns = (
            np.broadcast_to(side, (*sound.shape, *side.shape[-2:]))[~sound]
            for side in (left, right)
        )
        result[~sound] = _solved(matrix[~sound], rows, columns, omega)
    return result


def _solved(matrix: Array, left: Array, right: Array, omega: Array) -> Array:
    """The same, frequency by frequency, for matrices without a sound set of eigenvectors."""
    shifted = matrix[..., None, :, :] + 1j * omega[:, None, None] * np.eye(matrix.shape[-1])
    target = np.broadcast_to(right[..., None, :, :], (*shifted.shape[:-1], right.shape[-1]))
    return np.asarray(left[..., None, :, :] @ np.linalg.solve(shifted, target.astype(complex)))
