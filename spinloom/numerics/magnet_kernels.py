"""The magnet's generated kernels, called with named arrays."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from .backends import load_kernels

Real = NDArray[np.float64]

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
    function = getattr(load_kernels("magnet", backend), kernel)
    found = function(*(values[name] for name in ARGUMENTS[kernel]))
    return tuple(map(np.asarray, found)) if isinstance(found, tuple) else (np.asarray(found),)
