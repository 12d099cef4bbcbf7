"""Numbers behind the generated modules of special functions.

Polygamma functions are computed in the right half-plane: upward recurrence to |z| >= THRESHOLD,
then the asymptotic series in 1/z^2 whose coefficients are Bernoulli numbers (DLMF 5.11.2,
5.15.8). Near its positive zero the digamma function is a Taylor series about that zero, which
keeps the relative accuracy. Beyond THRESHOLD = 7 the neglected terms are below 1e-19.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import mpmath as mp

THRESHOLD = 7
BERNOULLI_TERMS = 18
ROOT_TERMS = 76
ROOT_RADIUS = 0.85
DIGITS = 50


def special_data() -> Mapping[str, Any]:
    """Plain data for the templates: decimal texts, each the double nearest to the exact value."""
    bernoulli = [mp.bernfrac(2 * order) for order in range(1, BERNOULLI_TERMS + 1)]
    orders = range(1, BERNOULLI_TERMS + 1)
    exact = list(zip(orders, bernoulli, strict=True))
    with mp.workdps(DIGITS):
        root = mp.findroot(mp.digamma, mp.mpf("1.46163"))
        high = float(root)
        low = float(root - mp.mpf(high))
        taylor = [
            (-1) ** (order + 1) * mp.zeta(order + 1, root) for order in range(1, ROOT_TERMS + 1)
        ]
        return {
            "threshold": THRESHOLD,
            "digamma_series": [_text(mp.mpf(p) / (2 * k * q)) for k, (p, q) in exact],
            "trigamma_series": [_text(mp.mpf(p) / q) for _, (p, q) in exact],
            "tetragamma_series": [_text(mp.mpf((2 * k + 1) * p) / (2 * q)) for k, (p, q) in exact],
            "root_high": repr(high),
            "root_low": repr(low),
            "root_radius": repr(ROOT_RADIUS),
            "root_series": [_text(coefficient) for coefficient in taylor],
        }


def _text(value: mp.mpf) -> str:
    return repr(float(value))
