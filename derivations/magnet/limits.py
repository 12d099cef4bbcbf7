r"""The magnet's rows of the limits table: stated, proved by exact algebra, measured.

`measure` takes the module of the public functions and returns the order of a remainder
(`expected` > 0), or a relative residual that must vanish (`expected` = 0).
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable
from typing import Any

import sympy as sp

from spinloom.derivations.engine.limits import Limit

from . import full_dynamics, lines, motion, occupation

DEVICE = {
    "Gamma_l_up": 0.3, "Gamma_l_down": 0.9, "Gamma_r": 0.6, "rho_up": 10.0, "rho_down": 7.0,
    "drho_up": -0.0019, "drho_down": 0.002, "B": 5.0, "S": 300.0, "d": -2e6, "J": 0.06, "C": 21.0,
}  # fmt: skip
ANGLE = 1.1


def rows() -> tuple[Limit, ...]:
    """All limits of the magnet, in the order of the table."""
    return (
        Limit("magnet:limit-normal-lead",
              r"\Gamma_{l\uparrow} \to \Gamma_{l\downarrow}: \quad I_s = O(\Gamma_\Delta)",
              no_torque_nor_pumping, lambda m: order(m, weakly_magnetic), 1),
        Limit("magnet:limit-no-drive",
              r"d \to 0: \quad \dot\theta(d) - \dot\theta(0) = O(d)",
              torque_is_linear_in_the_drive, lambda m: order(m, driven), 1),
        Limit("magnet:limit-north-pole",
              r"\theta \to 0: \quad \dot\theta = O(\theta)",
              regular_at_the_poles, lambda m: order(m, near_north), 1),
        Limit("magnet:limit-south-pole",
              r"\theta \to \pi: \quad \dot\theta = O(\pi - \theta)",
              regular_at_the_poles, lambda m: order(m, near_south), 1),
        Limit("magnet:limit-symmetric-density",
              r"\rho_\uparrow = \rho_\downarrow,\ \rho'_\uparrow = -\rho'_\downarrow: \quad"
              r"\cos\theta_{*} \propto 1 / d",
              tilt_is_inverse_in_the_drive, inverse_tilt, 0),
        Limit("magnet:limit-large-spin",
              r"S \to \infty: \quad \dot\phi = -B + O(1/S^{2})",
              precession_is_free, lambda m: order(m, heavy), 2),
        Limit("magnet:limit-small-capacity",
              r"C \to 0: \quad C\, r_{1} \to -2 \sum_\sigma \rho_\sigma \Gamma_\sigma(\theta)",
              charge_relaxes_at_once, lambda m: order(m, small_capacity), 1),
    )  # fmt: skip


# --- proofs ------------------------------------------------------------------------------------

_flow = lines.inlined(motion.flow())
_pull = lines.inlined(motion.pull())


def no_torque_nor_pumping() -> bool:
    """Equal left rates: no torque by drive or hybrid, no hybrid nor pumping current."""
    equal = {lines.rate("up"): lines.rate("down")}
    weights = {lines.south: 1 - lines.north}
    hybrid = (1 - _flow["renormalisation"]).xreplace(equal).xreplace(weights)
    currents = (
        occupation.current_of_junction(side, part).xreplace(equal)
        for side, part in (("l", "hybrid"), ("r", "hybrid"), ("l", "pumping"), ("r", "pumping"))
    )
    vanishing = (_flow["thermal_torque"].xreplace(equal), sp.numer(sp.together(hybrid)), *currents)
    return all(sp.expand(value) == 0 for value in vanishing)


def torque_is_linear_in_the_drive() -> bool:
    """The drive enters the velocity in the numerator alone, to first order."""
    slope = sp.diff(_flow["theta_dot"], lines.d)
    return bool(slope != 0 and sp.diff(slope, lines.d) == 0)


def regular_at_the_poles() -> bool:
    """The velocity is the sine of the angle times what has a finite value at either pole.

    There its denominator is a sum of positive terms for positive rates, densities and spin.
    """
    ends = [
        sp.together(
            _flow["approach"].xreplace({lines.north: sp.Integer(n), lines.south: sp.Integer(1 - n)})
        )
        for n in (0, 1)
    ]
    regular = all(not end.has(sp.zoo, sp.nan) and _regular(*sp.fraction(end)) for end in ends)
    return bool(regular and _flow["theta_dot"] == sp.sin(lines.theta) * _flow["approach"])


def _regular(above: sp.Expr, below: sp.Expr) -> bool:
    """Whether a numerator does not vanish, and each term of the denominator is positive."""
    positive = {lines.S, lines.Gamma_r, *(f(s) for f in (lines.rate, lines.density)
                                          for s in lines.SPINS)}  # fmt: skip
    terms = sp.Poly(below, *sorted(positive, key=lambda symbol: symbol.name))
    return sp.expand(above) != 0 and all(value.is_positive for value in terms.coeffs())


def tilt_is_inverse_in_the_drive() -> bool:
    """The tilted angle is pull_constant/pull_slope: one is free of d, the other linear in it."""
    symmetric = {lines.rho_up: lines.rho_down, lines.drho_up: -lines.drho_down}
    above, below = (
        sp.expand(_pull[name].xreplace(symmetric)) for name in ("pull_constant", "pull_slope")
    )
    linear = sp.expand(below - lines.d * sp.diff(below, lines.d)) == 0
    return bool(above != 0 and below != 0 and sp.diff(above, lines.d) == 0 and linear)


def precession_is_free() -> bool:
    """The velocity of phi is -B with a remainder of second order in 1/S."""
    x = sp.Symbol("x", positive=True)
    rest = (_flow["phi_dot"] + lines.B).subs(lines.S, 1 / x)
    above, below = sp.fraction(sp.together(rest))
    lowest = [min(powers)[0] for powers in (sp.Poly(p, x).monoms() for p in (above, below))]
    return lowest[0] - lowest[1] == 2


def charge_relaxes_at_once() -> bool:
    """C times the matrix tends to one with the single eigenvalue -2 sum rho Gamma."""
    scaled = (full_dynamics.matrix() * lines.C).applyfunc(sp.expand)
    limit = scaled.subs(lines.C, 0)
    relaxed = -2 * sum(lines.density(spin) * full_dynamics.broadening(spin) for spin in lines.SPINS)
    trace = sp.expand(limit.trace() - relaxed) == 0
    return bool(trace and sp.expand(limit.det()) == 0)


# --- measurements ------------------------------------------------------------------------------


def order(magnet: Any, remainder: Callable[[Any, float], float]) -> float:
    """The measured order of a remainder as its small parameter is halved."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", magnet.ValidityWarning)
        first, second = (abs(remainder(magnet, x)) for x in (1e-3, 5e-4))
    return math.log2(first / second)


def _velocity(magnet: Any, name: str, theta: float = ANGLE, **changes: float) -> float:
    return float(magnet.flow(theta, magnet.Parameters(**{**DEVICE, **changes}))[name])


def weakly_magnetic(magnet: Any, x: float) -> float:
    """What the drive adds to the velocity for left rates 0.6 +- x."""
    rates = {"Gamma_l_up": 0.6 + x, "Gamma_l_down": 0.6 - x}
    return _velocity(magnet, "theta_dot", **rates) - _velocity(magnet, "theta_dot", d=0.0, **rates)


def driven(magnet: Any, x: float) -> float:
    """What a drive x adds to the velocity."""
    return _velocity(magnet, "theta_dot", d=1e6 * x) - _velocity(magnet, "theta_dot", d=0.0)


def near_north(magnet: Any, x: float) -> float:
    """The velocity at a distance x from the north pole."""
    return _velocity(magnet, "theta_dot", x)


def near_south(magnet: Any, x: float) -> float:
    """The velocity at a distance x from the south pole."""
    return _velocity(magnet, "theta_dot", math.pi - x)


def heavy(magnet: Any, x: float) -> float:
    """How far the precession is from -B for S = 1/x."""
    return _velocity(magnet, "phi_dot", S=1 / x) + DEVICE["B"]


def small_capacity(magnet: Any, x: float) -> float:
    """How far C times the fast rate is from its limit, for C = x."""
    found = magnet.u1_modes(magnet.Parameters(**{**DEVICE, "C": x}), ANGLE)
    north, south = math.cos(ANGLE / 2) ** 2, math.sin(ANGLE / 2) ** 2
    up = 0.3 * north + 0.9 * south + 0.6
    down = 0.9 * north + 0.3 * south + 0.6
    return x * float(found.rates[0]) + 2 * (10.0 * up + 7.0 * down)


def inverse_tilt(magnet: Any) -> float:
    """Relative change of cos(theta) d between two drives."""
    symmetric = {**DEVICE, "rho_up": 10.0, "rho_down": 10.0, "drho_up": -0.002, "drho_down": 0.002}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", magnet.ValidityWarning)
        first, second = (
            d * float(magnet.stationary_angles(
                magnet.Parameters(**{**symmetric, "d": d})).tilted.cos_theta)
            for d in (-2e6, -3e6)
        )  # fmt: skip
    return abs(first / second - 1)
