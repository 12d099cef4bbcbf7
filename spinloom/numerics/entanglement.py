"""Entanglement and correlation of two qubits in a mixed state."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

_FLIP = np.array([[0, 0, 0, -1], [0, 0, 1, 0], [0, 1, 0, 0], [-1, 0, 0, 0]], dtype=float)


def concurrence(states: Array) -> Array:
    """Wootters' concurrence, from singular values so that small ones keep their digits."""
    weights, vectors = np.linalg.eigh(states)
    columns = vectors * np.sqrt(np.maximum(weights, 0.0))[..., None, :]
    overlaps = np.swapaxes(columns, -1, -2) @ _FLIP @ columns
    singular = np.linalg.svd(overlaps, compute_uv=False)
    return np.asarray(np.maximum(2 * singular[..., 0] - singular.sum(axis=-1), 0.0))


def negativity(states: Array) -> Array:
    """The sum of the moduli of the negative eigenvalues of the partial transpose."""
    split = states.reshape(*states.shape[:-2], 2, 2, 2, 2)
    transposed = np.swapaxes(split, -1, -3).reshape(states.shape)
    return np.asarray(np.maximum(-np.linalg.eigvalsh(transposed), 0.0).sum(axis=-1))


def formation(concurrences: Array) -> Array:
    """Entanglement of formation in bits of a concurrence."""
    small = concurrences**2 / (2 * (1 + np.sqrt(np.maximum(1 - concurrences**2, 0.0))))
    return _bits(small) + _bits(1 - small)


def mutual_information(states: Array) -> Array:
    """S(rho_1) + S(rho_2) - S(rho) in bits."""
    split = states.reshape(*states.shape[:-2], 2, 2, 2, 2)
    first, second = np.einsum("...abcb->...ac", split), np.einsum("...abac->...bc", split)
    return np.asarray(_entropy(first) + _entropy(second) - _entropy(states))


def _entropy(states: Array) -> Array:
    return np.asarray(_bits(np.linalg.eigvalsh(states)).sum(axis=-1))


def _bits(weights: Array) -> Array:
    """-p log2 p, zero at p = 0 (and for the rounding errors below it)."""
    positive = weights > 0
    return np.where(positive, -weights * np.log2(np.where(positive, weights, 1.0)), 0.0)
