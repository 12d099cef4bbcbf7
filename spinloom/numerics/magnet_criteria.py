"""Criteria under which the magnet's theory holds; a warning names one that fails."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .polar_flow import Motion

Real = NDArray[np.float64]


class ValidityWarning(UserWarning):
    """A criterion of the theory fails; the message names it and its value."""


def _warn(criterion: str, values: Any, calls: int) -> None:
    """Warn in the name of the caller of a public function, so many calls above."""
    worst = float(np.max(values, initial=0.0))
    if worst >= 1:
        message = f"{criterion} = {worst:.3g}; the theory assumes that it is small against 1"
        warnings.warn(message, ValidityWarning, stacklevel=calls + 3)


def warn_of_drive(values: Mapping[str, Real], calls: int = 1) -> None:
    """The density of states must be linear, and positive, on the scale of the temperatures."""
    hottest = np.sqrt(3 * np.abs(values["d"])) / np.pi
    for spin in ("up", "down"):
        slope = np.abs(values[f"drho_{spin}"]) / values[f"rho_{spin}"]
        _warn(f"drive |d|: |drho_{spin}| sqrt(3 |d|) / (pi rho_{spin})", slope * hottest, calls)
        for lead in ("T_l", "T_r"):
            if lead in values:
                _warn(
                    f"temperature: |drho_{spin}| {lead} / rho_{spin}", slope * values[lead], calls
                )


def warn_of_field(values: Mapping[str, Real], speed: str, calls: int = 1) -> None:
    """The shifts of the distribution are resolved only if the precession outruns the broadening."""
    broad = np.maximum(values["Gamma_l_up"], values["Gamma_l_down"]) + values["Gamma_r"]
    with np.errstate(divide="ignore", over="ignore"):
        _warn(f"fast precession: Gamma / |{speed}|", broad / np.abs(values[speed]), calls)


def warn_of_speed(values: Mapping[str, Real], theta: Any, motion: Motion, calls: int = 1) -> None:
    """theta and phi_dot must be slow against the life time, and the thermal time if it is known.

    Orders of the gradient expansion, (B22) to (B25): theta' and theta'' against the broadening,
    theta' against the temperature, phi'' against both, and phi' theta' with phi' near -B, which
    moves the centres of the distribution as phi'' does.
    """
    broad = _least_broadening(values, theta)
    _warn("slowness: |theta_dot| / Gamma", np.abs(motion.theta_dot) / broad, calls)
    _warn("slowness: |theta_ddot| / Gamma^2", np.abs(motion.theta_ddot) / broad**2, calls)
    if "T_l" not in values:
        return
    cold = np.minimum(values["T_l"], values["T_r"])[..., None]
    _warn("slowness: |theta_dot| / T", np.abs(motion.theta_dot) / cold, calls)
    turning = values["B"][..., None] * motion.theta_dot
    _warn("slowness: |B theta_dot| / (T Gamma)", np.abs(turning) / (cold * broad), calls)
    _warn("slowness: |phi_ddot| / (T Gamma)", np.abs(motion.phi_ddot) / (cold * broad), calls)
    _warn("slowness: |phi_ddot| / T^2", np.abs(motion.phi_ddot) / cold**2, calls)


def _least_broadening(values: Mapping[str, Real], theta: Any) -> Any:
    """The narrower of the two spins' broadenings; times along the last axis."""
    up, down, right = (
        values[name][..., None] for name in ("Gamma_l_up", "Gamma_l_down", "Gamma_r")
    )
    return (up + down) / 2 - np.abs((up - down) / 2 * np.cos(theta)) + right
