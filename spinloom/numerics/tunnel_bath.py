"""Two biased leads as a bath: rates at three frequencies, and principal values of a finite band.

Units: hbar = k_B = e = 1. The rates are multiples of

    w(omega) = G(V + omega) + G(omega - V),     G(x) = x / (1 - exp(-x / T)),

which counts electron-hole pairs that can take up the energy omega. With a common band
[-cutoff, cutoff], one chemical potential at its centre and the other at V,

    P(omega) = principal value of  int f_R (1 - f_L) / (omega + e_R - e_L)
                                 + int f_L (1 - f_R) / (omega - e_R + e_L).
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Real = NDArray[np.float64]

#: Gauss-Legendre rule of one panel, and how panels shrink towards a break.
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(20)
_RATIO, _LEVELS = 0.25, 18

#: Temperatures below this part of the cutoff change no digit of a number of pairs.
_COLD = 1e-100


def pair_density(energy: Real, temperature: Real) -> Real:
    """G(x) = x / (1 - exp(-x / T)), at zero temperature max(x, 0); never negative."""
    energy, temperature = np.broadcast_arrays(
        np.asarray(energy, float), np.asarray(temperature, float)
    )
    cold = temperature == 0
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        ratio = energy / np.where(cold, 1.0, temperature)
        # x / (1 - exp(-x)) = |x| / expm1(|x|) + max(x, 0): no overflow on either side
        size = np.abs(ratio)
        tail = np.where(size > 0, size / np.expm1(size), 1.0)
        warm = np.where(np.isinf(size), 0.0, tail) * temperature + np.maximum(energy, 0)
    return np.asarray(np.where(cold, np.maximum(energy, 0), warm))


def bath_spectrum(frequency: Real, bias: Real, temperature: Real) -> Real:
    """w(omega): both directions of tunnelling."""
    size = np.abs(bias)
    return pair_density(frequency + size, temperature) + pair_density(frequency - size, temperature)


def principal_values(
    frequencies: tuple[float, ...], bias: float, temperature: float, cutoff: float
) -> Real:
    """P at several frequencies; absolute error below 1e-12 cutoff."""

    def density(gain: Real) -> Real:
        there = _pairs(gain, 0.0, bias, temperature, cutoff)
        return there + _pairs(gain, bias, 0.0, temperature, cutoff)

    potentials = (0.0, bias, -bias)
    return np.asarray([_principal(density, pole, potentials, cutoff) for pole in frequencies])


def _pairs(gain: Real, before: float, after: float, temperature: float, cutoff: float) -> Real:
    """Number of electrons that can leave one lead for the other with an energy higher by `gain`.

    `before` and `after` are the chemical potentials of the lead that is left and of the other.
    """
    low = np.maximum(-cutoff, -cutoff - gain)
    high = np.maximum(np.minimum(cutoff, cutoff - gain), low)
    if temperature < _COLD * cutoff:
        first = np.maximum(low, after - gain)
        return np.asarray(np.maximum(np.minimum(high, before) - first, 0.0))
    if temperature > cutoff / 2:
        return _hot_pairs(gain, low, high, before, after, temperature)
    gap = (gain + before - after) / temperature
    filled = _occupied(before - low, temperature) - _occupied(before - high, temperature)
    blocked = _occupied(after - gain - low, temperature) - _occupied(
        after - gain - high, temperature
    )
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        value = (filled - blocked) / -np.expm1(-gap)
    close = np.abs(gap) < 1e-4
    nearly = _pairs_near(low, high, before, np.where(close, gap, 0.0), temperature)
    return np.asarray(np.where(close, nearly, value))


def _hot_pairs(
    gain: Real, low: Real, high: Real, before: float, after: float, temperature: float
) -> Real:
    """By the rule of one panel: the occupations hardly change over the band."""
    half = 0.5 * (high - low)
    energy = 0.5 * (high + low)[..., None] + half[..., None] * _NODES
    filled = 0.5 * (1 - np.tanh(0.5 * (energy - before) / temperature))
    empty = 0.5 * (1 + np.tanh(0.5 * (energy + gain[..., None] - after) / temperature))
    return np.asarray(half * ((filled * empty) @ _WEIGHTS))


def _occupied(distance: Real, temperature: float) -> Real:
    """int_e^oo f = T log(1 + exp((mu - e) / T)) for distance mu - e."""
    return temperature * np.logaddexp(0.0, distance / temperature)


def _pairs_near(low: Real, high: Real, potential: float, gap: Real, temperature: float) -> Real:
    """The same to second order in the distance of the two distributions."""

    def powers(e: Real) -> tuple[Real, Real, Real]:
        f = 0.5 * (1 - np.tanh(0.5 * (e - potential) / temperature))
        return f, f * f / 2, f * f / 2 - 2 * f**3 / 3

    first, second, third = (a - b for a, b in zip(powers(low), powers(high), strict=True))
    return np.asarray(temperature * (first + gap * second - gap * gap / 2 * third))


def _principal(
    density: Callable[[Real], Real], pole: float, potentials: tuple[float, ...], cutoff: float
) -> float:
    """Principal value of int density(x) / (pole - x) over what a pair can take up."""
    low, high = -2 * cutoff, 2 * cutoff
    breaks = {0.0, pole, low, high}
    for potential in potentials:
        breaks |= {potential, potential - cutoff, potential + cutoff}
    nodes, weights = _graded(sorted(b for b in breaks if low <= b <= high))
    at_pole = float(density(np.asarray([pole]))[0])
    smooth = (density(nodes) - at_pole) / (pole - nodes)
    return float(weights @ smooth) + at_pole * float(np.log((pole - low) / (high - pole)))


def _graded(breaks: list[float]) -> tuple[Real, Real]:
    """Panels that shrink geometrically towards every break, from both sides."""
    pieces = []
    for left, right in pairwise(breaks):
        half = 0.5 * (right - left)
        steps = half * _RATIO ** np.arange(_LEVELS)
        inner = np.concatenate(([0.0], steps[::-1]))
        pieces += [left + inner, right - inner[::-1]]
    edges = np.unique(np.concatenate(pieces))
    middle, half_width = 0.5 * (edges[1:] + edges[:-1]), 0.5 * np.diff(edges)
    nodes = middle[:, None] + half_width[:, None] * _NODES
    return nodes.ravel(), (half_width[:, None] * _WEIGHTS).ravel()
