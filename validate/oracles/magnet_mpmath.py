"""The magnet by quadrature: kernel (43) and golden-rule currents with Fermi functions, 20 digits.

Everything starts from (36), written out here, and from rotation matrices; no closed form is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import mpmath

Point = Mapping[str, Any]
SPINS = ("up", "down")
SIGN = {"up": 1, "down": -1}
DIGITS = 20


def _entry(p: Point, name: str, spin: str = "") -> Any:
    return mpmath.mpf(p[f"{name}_{spin}" if spin else name])


def _weights(theta: Any) -> dict[tuple[str, str], Any]:
    """|R|^2 by (spin of dot, spin of lead)."""
    north, south = mpmath.cos(theta / 2) ** 2, mpmath.sin(theta / 2) ** 2
    return {(a, b): north if a == b else south for a in SPINS for b in SPINS}


def _turn(dot: str, lead: str, theta: Any, phi_dot: Any) -> Any:
    """Velocity of the phase of R between a spin of the lead and one of the dot."""
    if dot == lead:
        return -SIGN[dot] * phi_dot * mpmath.sin(theta / 2) ** 2
    return SIGN[dot] * phi_dot * mpmath.cos(theta / 2) ** 2


def occupation(p: Point, omega: Any, theta: Any, phi_dot: Any, spin: str) -> Any:
    """Distribution of the dot, weighted by the tunnelling rates."""
    total = width = mpmath.mpf(0)
    for lead in SPINS:
        weight = _weights(theta)[spin, lead]
        shifted = omega - _turn(spin, lead, theta, phi_dot)
        for rate, heat in ((_entry(p, "Gamma_l", lead), "T_l"), (_entry(p, "Gamma_r"), "T_r")):
            total += weight * rate / (mpmath.exp(shifted / _entry(p, heat)) + 1)
            width += weight * rate
    return total / width


def _integral(p: Point, theta: Any, phi_dot: Any, dot: str, shift: Any, side: str) -> Any:
    """Integral of rho(w) [n_lead(w - shift) - n_dot(w)], by panels."""
    heat = _entry(p, "T_l" if side == "l" else "T_r")
    hot = max(_entry(p, "T_l"), _entry(p, "T_r"))
    rho, slope = _entry(p, "rho", dot), _entry(p, "drho", dot)

    def integrand(w: Any) -> Any:
        lead = 1 / (mpmath.exp((w - shift) / heat) + 1)
        return (rho + slope * w) * (lead - occupation(p, w, theta, phi_dot, dot))

    reach = DIGITS * mpmath.log(10) * hot + abs(phi_dot) + abs(shift)
    return mpmath.quad(integrand, mpmath.linspace(-reach, reach, 9))


def kernel(p: Point, omega: Any, theta: Any, phi_dot: Any) -> Any:
    """(43), by [spin of dot][spin of lead]."""
    with mpmath.workdps(DIGITS):
        theta, omega, phi_dot = (mpmath.mpf(v) for v in (theta, omega, phi_dot))
        found = []
        for dot in SPINS:
            parts = {s: 2 * _integral(p, theta, phi_dot, dot, omega, s) for s in "lr"}
            found.append([
                float(_entry(p, "Gamma_l", lead) * parts["l"] + _entry(p, "Gamma_r") * parts["r"])
                for lead in SPINS
            ])  # fmt: skip
        return found


def golden_rule(p: Point, theta: Any) -> tuple[float, float]:
    """Currents into the dot through both junctions, tunnelling at the frequency of each phase."""
    with mpmath.workdps(DIGITS):
        theta, speed = mpmath.mpf(theta), -_entry(p, "B")
        totals = []
        for side in "lr":
            total = mpmath.mpf(0)
            for dot in SPINS:
                for lead in SPINS:
                    rate = _entry(p, "Gamma_l", lead) if side == "l" else _entry(p, "Gamma_r")
                    shift = _turn(dot, lead, theta, speed)
                    moved = _integral(p, theta, speed, dot, shift, side)
                    total += 2 * rate * _weights(theta)[dot, lead] * moved
            totals.append(float(total))
        return totals[0], totals[1]
