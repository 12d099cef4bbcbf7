"""The generated kernels, by device and backend."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from ..errors import ParameterError

BACKENDS = ("numpy", "numba")


def load_kernels(device: str, backend: str) -> Any:
    """Return the generated module of a device.

    Raises
    ------
    ParameterError
        If the backend's libraries are not installed.
    """
    try:
        return import_module(f"spinloom.generated.{backend}.{device}")
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != backend:
            raise
        raise ParameterError(
            f"backend = {backend!r} needs the package {backend}, which is not installed; must be "
            f"'numpy', or install spinloom[{backend}]"
        ) from error
