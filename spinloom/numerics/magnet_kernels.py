"""The magnet's generated kernels, called with named arrays."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import ParameterError

Real = NDArray[np.float64]

BACKENDS = ("numpy", "numba")
RATES = ("Gamma_l_up", "Gamma_l_down", "Gamma_r")
DENSITIES = ("rho_up", "rho_down")
SLOPES = ("drho_up", "drho_down")
DYNAMICS = (*RATES, *DENSITIES, *SLOPES, "B", "S", "d")
ARGUMENTS: Mapping[str, tuple[str, ...]] = {
    "stationary": DYNAMICS,
    "flow": ("theta", *DYNAMICS),
    "charge_currents": ("theta", *DYNAMICS),
    "distribution": ("omega", "theta", "phi_dot", *RATES, "T_l", "T_r"),
    "retarded_kernel": ("omega", "theta", "phi_dot", *RATES, *DENSITIES, *SLOPES, "d"),
    "u1_matrices": ("theta", *RATES, *DENSITIES, "J", "C"),
}
"""Arguments of every kernel, in order."""


def evaluate(backend: str, kernel: str, values: Mapping[str, Real]) -> tuple[Real, ...]:
    """Return the outputs of a kernel, whose arguments are among the named values."""
    found = getattr(_module(backend), kernel)(*(values[name] for name in ARGUMENTS[kernel]))
    return tuple(map(np.asarray, found)) if isinstance(found, tuple) else (np.asarray(found),)


def _module(backend: str) -> Any:
    try:
        return import_module(f"spinloom.generated.{backend}.magnet")
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != backend:
            raise
        raise ParameterError(
            f"backend = {backend!r} needs the package {backend}, which is not installed; must be "
            f"'numpy', or install spinloom[{backend}]"
        ) from error
