"""Numbers that the dimer's text and captions speak of, measured on the kernels.

Regions and positions are measured on the maps of Figs. 2, 6 and 7: each
coupling but the noise is a function of mu_L plus one of mu_R at T = 0, so a
position in one chemical potential does not depend on the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
from scipy.optimize import brentq

from spinloom import dimer

T_0 = 2.0
_POTENTIAL = np.linspace(-4.0, 4.0, 161)
_BIAS = np.linspace(-8.0, 8.0, 161)


@lru_cache(maxsize=4)
def maps(t: float) -> Any:
    """All couplings over |mu_F| <= 4 meV, |V| <= 8 mV."""
    return dimer.couplings(_POTENTIAL[:, None], _BIAS[None, :], t=t)


def potentials() -> tuple[Any, Any]:
    """|mu_L| and |mu_R| over the same map."""
    left = _POTENTIAL[:, None] + _BIAS[None, :] / 2
    return np.abs(left), np.abs(_POTENTIAL[:, None] - _BIAS[None, :] / 2)


def largest(t: float, quantity: str) -> float:
    """Largest modulus over the map."""
    return float(np.abs(maps(t)[quantity]).max())


def zero_bias(t: float) -> float:
    """Bias at which the exchange of spin 2 changes sign, mu_F = 0."""
    return float(brentq(lambda v: _exchange(v, t), 2.0, 6.0, xtol=1e-14, rtol=1e-14))


def _exchange(bias: float, t: float) -> float:
    return float(dimer.couplings(0.0, bias, t=t)["J_21"])


def overtaking_bias(t: float) -> float:
    """Smallest bias above which the DMI exceeds the exchange, mu_F = 0."""

    def excess(bias: float) -> float:
        found = dimer.couplings(0.0, bias, t=t)
        return float(found["D_21"] + found["J_21"])  # J is negative below its zero

    return float(brentq(excess, 0.5, zero_bias(t)))


def peak(t: float, quantity: str, lead: str) -> float:
    """Largest local maximum of a coupling as a function of one lead's potential, others fixed."""
    grid = np.linspace(0.5, 4.0, 3501)
    left, right = (grid, 0.0) if lead == "L" else (0.0, grid)
    values = dimer.couplings((left + right) / 2, left - right, t=t)[quantity]
    inner = np.flatnonzero((values[1:-1] > values[:-2]) & (values[1:-1] > values[2:])) + 1
    return float(grid[inner[np.argmax(values[inner])]])


def steepest_bias(t: float, quantity: str) -> float:
    """Bias between 1 and 8 at which a coupling grows fastest, mu_F = 0."""
    bias = np.linspace(1.0, 8.0, 7001)
    return float(bias[np.argmax(np.gradient(dimer.couplings(0.0, bias, t=t)[quantity], bias))])


def slope(t: float, quantity: str, bias: float) -> float:
    """Growth of a coupling with the bias, mu_F = 0."""
    ahead, behind = (dimer.couplings(0.0, bias + h, t=t)[quantity] for h in (0.01, -0.01))
    return float(ahead - behind) / 0.02


def extreme(t: float, quantity: str, inside: Callable[[Any, Any], Any], low: bool) -> float:
    """Smallest or largest value over the part of the map that `inside` selects."""
    left, right = potentials()
    values = maps(t)[quantity][inside(left, right)]
    return float(values.min() if low else values.max())


def share(t: float, holds: Callable[[Mapping[str, Any]], Any]) -> float:
    """Share of the map on which a statement on the couplings holds."""
    return float(np.mean(holds(maps(t))))
