"""Fermi functions that neither overflow nor lose their tails."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Real = NDArray[Any]


def occupation(x: Real) -> Real:
    """Return f(x) = 1 / (exp(x) + 1); 1 - f(x) is ``occupation(-x)``."""
    tail = np.exp(-np.abs(x))
    return np.where(x > 0, tail, 1.0) / (1.0 + tail)


def thermal_weight(x: Real) -> Real:
    """Return -f'(x) = f(x) (1 - f(x)), whose integral is one."""
    tail = np.exp(-np.abs(x))
    return tail / (1.0 + tail) ** 2


def exchange_weight(bias: Real, temperature: Real) -> Real:
    """Return V coth(V / 2T), which is 2T at V = 0 and |V| at T = 0."""
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        ratio = bias / (2 * temperature)
        value = bias / np.tanh(ratio)
    # coth x = 1/x to double precision below 1e-8; bias = T = 0 gives a nan ratio
    return np.where(np.abs(ratio) > 1e-8, value, 2 * temperature)


def filling(energies: Real, temperature: Real) -> tuple[Real, Real]:
    """Return f and 1 - f at energies measured from the chemical potential, for any T >= 0."""
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        ratio = np.where(energies == 0, 0.0, energies / temperature)
    return occupation(ratio), occupation(-ratio)
