"""The valve's generated kernels, and temperatures in the form they take."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import ParameterError

Real = NDArray[np.float64]

BACKENDS = ("numpy", "numba")
COLDEST = 1e-290
"""Below it, and at T = 0, a Fermi function is a step."""


def evaluate(backend: str, kernel: str, *values: Any) -> tuple[Real, ...]:
    """Return the outputs of a kernel at arrays that broadcast."""
    with np.errstate(under="ignore"):
        found = getattr(_module(backend), kernel)(*values)
    return tuple(map(np.asarray, found)) if isinstance(found, tuple) else (np.asarray(found),)


def inverse(temperature: Real) -> Real:
    """1/T; at T = 0 so large a number that every exponential with it is 0 or 1."""
    return np.asarray(1.0 / np.maximum(temperature, COLDEST))


def _module(backend: str) -> Any:
    try:
        return import_module(f"spinloom.generated.{backend}.valve")
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != backend:
            raise
        raise ParameterError(
            f"backend = {backend!r} needs the package {backend}, which is not installed; must be "
            f"'numpy', or install spinloom[{backend}]"
        ) from error
