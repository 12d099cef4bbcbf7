"""Spin and exchange moment of flat bands, closed or, for J well below T, by quadrature."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from spinloom.generated.numpy.special import fermi

from .valve_kernels import evaluate, inverse
from .valve_panels import REACH, rule

Real = NDArray[np.float64]

SMALL = 1.0
"""J / 2T below which the closed form of the finite band loses digits."""
PANELS = 40


def wide_band(backend: str, J: Real, temperature: Real) -> tuple[Real, ...]:
    """Moments of the infinite band."""
    J, T = np.broadcast_arrays(J, temperature)
    cold = np.where(J > 0, np.inf, 0.0)
    with np.errstate(over="ignore"):
        half = np.divide(J / 2, T, out=cold, where=T > 0)
    return evaluate(backend, "storage_wide_band", J, T, half)


def finite_band(backend: str, J: Real, temperature: Real, D: Real, mu: Real) -> tuple[Real, Real]:
    """Moments of a band of half width D."""
    J, T, D, mu = np.broadcast_arrays(J, temperature, D, mu)
    spin, exchange = evaluate(backend, "storage_band", J, T, inverse(T), D, mu)
    small = J < 2 * SMALL * T
    if np.any(small):
        exchange = np.array(exchange)
        exchange[small] = _quadrature(J[small], T[small], D[small], mu[small])
    return spin, exchange


def _quadrature(J: Real, T: Real, D: Real, mu: Real) -> Real:
    """A quarter of the integral of [f(e - J/2) - f(e + J/2)]^2; relative error below 1e-14.

    Panels of 16 nodes are shorter than 3 T: the poles are pi T away from the energies.
    """
    unit, weights = rule(16)
    # energies from the chemical potential: far from it the band would cost their digits
    low, high = np.maximum(-D - mu, -REACH * T), np.minimum(D - mu, REACH * T)
    half = (high - low) / (2 * PANELS)
    middle = low[:, None] + half[:, None] * (2 * np.arange(PANELS) + 1)
    energy = middle[..., None] + half[:, None, None] * unit
    offset, step = energy / T[:, None, None], (J / T)[:, None, None] / 2
    # f(x - h) - f(x + h), the exponentials of +-h taken out of the difference
    gap = fermi(offset - step) * fermi(-offset - step) * -np.expm1(-2 * step)
    total: Real = np.sum(gap**2 * weights, axis=(1, 2)) * half / 4
    return total
