"""The valve's generated kernels, and temperatures in the form they take."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .backends import load_kernels

Real = NDArray[np.float64]

COLDEST = 1e-290
"""Below it, and at T = 0, a Fermi function is a step."""


def evaluate(backend: str, kernel: str, *values: Any) -> tuple[Real, ...]:
    """Return the outputs of a kernel at arrays that broadcast."""
    with np.errstate(under="ignore"):
        found = getattr(load_kernels("valve", backend), kernel)(*values)
    return tuple(map(np.asarray, found)) if isinstance(found, tuple) else (np.asarray(found),)


def inverse(temperature: Real) -> Real:
    """1/T; at T = 0 so large a number that every exponential with it is 0 or 1."""
    return np.asarray(1.0 / np.maximum(temperature, COLDEST))
