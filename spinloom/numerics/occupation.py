"""Weights of the leads' occupations that hold down to T = 0 and V = 0."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from spinloom.generated.numpy.special import fermi

Real = NDArray[Any]


def filling(energies: Real, temperature: Real) -> tuple[Real, Real]:
    """Return f and 1 - f at energies measured from the chemical potential, for any T >= 0."""
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        ratio = np.where(energies == 0, 0.0, energies / temperature)
    return fermi(ratio), fermi(-ratio)


def exchange_weight(bias: Real, temperature: Real) -> Real:
    """Return V coth(V / 2T), which is 2T at V = 0 and |V| at T = 0."""
    if not temperature.any():
        return np.abs(bias)
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        ratio = bias / (2 * temperature)
        value = bias / np.tanh(ratio)
    # coth x = 1/x to double precision below 1e-8; bias = T = 0 gives a nan ratio
    return np.where(np.abs(ratio) > 1e-8, value, 2 * temperature)
