"""The magnet by quadrature: kernel (43) and golden-rule currents with Fermi functions, 20 digits.

Everything starts from (36), written out here, and from rotation matrices; no closed form is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import mpmath
import numpy as np

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


def golden_rule(
    p: Point, theta: Any, lead_speed: Any = None, dot_speed: Any = None
) -> tuple[float, float]:
    """Currents into the dot through both junctions, tunnelling at the frequency of each phase.

    The phases of the tunnelling turn at `lead_speed` and the distribution of the dot is that at
    `dot_speed`; both are -B unless given, and tell pumping from hybrid parts.
    """
    with mpmath.workdps(DIGITS):
        theta, speed = mpmath.mpf(theta), -_entry(p, "B")
        turning, filling = (speed if v is None else v for v in (lead_speed, dot_speed))
        totals = []
        for side in "lr":
            total = mpmath.mpf(0)
            for dot in SPINS:
                for lead in SPINS:
                    rate = _entry(p, "Gamma_l", lead) if side == "l" else _entry(p, "Gamma_r")
                    shift = _turn(dot, lead, theta, turning)
                    moved = _integral(p, theta, filling, dot, shift, side)
                    total += 2 * rate * _weights(theta)[dot, lead] * moved
            totals.append(float(total))
        return totals[0], totals[1]


def _thermal(p: Point, found: Any) -> Any:
    """What the difference of the temperatures adds to a quantity."""
    equal = {**p, "T_l": p["T_r"]}
    return np.subtract(found(p), found(equal))


def _flat(p: Point) -> dict[str, Any]:
    """The device without slopes: what they multiply, beside the temperatures, is of order 1/S."""
    return {**p, "drho_up": 0.0, "drho_down": 0.0}


def current_parts(p: Point, theta: Any) -> Any:
    """Left and right current, their thermal, hybrid and pumping parts, of leading order in 1/S."""
    thermal = _thermal(p, lambda q: golden_rule(q, theta))
    hybrid = golden_rule(_flat(p), theta, lead_speed=0)
    pumping = golden_rule(_flat(p), theta, dot_speed=0)
    left, right = thermal[0] + hybrid[0] + pumping[0], thermal[1] + hybrid[1] + pumping[1]
    return [left, right, thermal[0], hybrid[0], pumping[0], thermal[1], hybrid[1]]


def leading_kernel(p: Point, omega: Any, theta: Any, phi_dot: Any) -> Any:
    """(43) without the terms of order 1/S that (44) drops."""
    thermal = _thermal(p, lambda q: kernel(q, omega, theta, phi_dot))
    return thermal + np.array(kernel(_flat(p), omega, theta, phi_dot))


def stationary(p: Point) -> list[list[float]]:
    """Cosine and growth rate at the north pole, the south pole and between, by root finding."""
    with mpmath.workdps(2 * DIGITS):
        ends = [mpmath.mpf(1), mpmath.mpf(-1)]
        inside = mpmath.findroot(lambda c: _fall(p, c), (-0.999, 0.999), solver="illinois")
        found = [[1.0, float(-_fall(p, ends[0]))], [-1.0, float(_fall(p, ends[1]))]]
        slope = mpmath.diff(lambda c: _fall(p, c), inside)
        return [*found, [float(inside), float((1 - inside**2) * slope)]]


def _fall(p: Point, c: Any) -> Any:
    """The velocity of c = cos(theta) over 1 - c^2, from (46) and (47) as two linear equations."""
    up, down, right = _entry(p, "Gamma_l", "up"), _entry(p, "Gamma_l", "down"), _entry(p, "Gamma_r")
    north, south = (1 + c) / 2, (1 - c) / 2
    width = {"up": up * north + down * south + right, "down": down * north + up * south + right}
    spin, field = _entry(p, "S"), _entry(p, "B")
    drive = mpmath.pi**2 / 3 * (_entry(p, "T_l") ** 2 - _entry(p, "T_r") ** 2)
    damping = torque = thermal = mpmath.mpf(0)
    for dot in SPINS:
        for lead in SPINS:
            weight = south if dot == lead else north
            rate = _entry(p, "Gamma_l", lead) + right
            damping += _entry(p, "rho", dot) * rate * weight / 2
            # currents of (44): by the shift of the distribution, and by the drive
            shifted = 2 * _entry(p, "rho", dot) * rate * (up - down) * (1 - c**2) / 4
            heated = right * (up - down) / 2 * (SIGN[lead] - SIGN[dot] * c)
            torque += SIGN[lead] * shifted / width[dot] / 4
            thermal += SIGN[lead] * heated * _entry(p, "drho", dot) * drive / width[dot] / 4
    turn = mpmath.lu_solve(
        mpmath.matrix([[damping / spin, 1], [1, -(damping - torque) / spin]]),
        mpmath.matrix([-field, -thermal / spin]),
    )
    return -turn[0]
