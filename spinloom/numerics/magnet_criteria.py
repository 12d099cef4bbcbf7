"""Criteria under which the magnet's theory holds; a warning names one that fails."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Real = NDArray[np.float64]


class ValidityWarning(UserWarning):
    """A criterion of the theory fails; the message names it and its value."""


def _warn(criterion: str, values: Any) -> None:
    worst = float(np.max(values, initial=0.0))
    if worst >= 1:
        message = f"{criterion} = {worst:.3g}; the theory assumes that it is small against 1"
        warnings.warn(message, ValidityWarning, stacklevel=4)


def warn_of_drive(values: Mapping[str, Real]) -> None:
    """The density of states must be linear, and positive, on the scale of the temperatures."""
    hottest = np.sqrt(3 * np.abs(values["d"])) / np.pi
    for spin in ("up", "down"):
        change = np.abs(values[f"drho_{spin}"]) * hottest / values[f"rho_{spin}"]
        _warn(f"drive |d|: change of rho_{spin} over sqrt(3 |d|) / pi, relative", change)


def warn_of_field(values: Mapping[str, Real]) -> None:
    """The shifts of the distribution are resolved only if the precession outruns the broadening."""
    broad = np.maximum(values["Gamma_l_up"], values["Gamma_l_down"]) + values["Gamma_r"]
    speed = np.abs(values["phi_dot"])
    with np.errstate(divide="ignore"):
        _warn("fast precession: Gamma / |phi_dot|", np.where(speed > 0, broad / speed, 0.0))


def warn_of_speed(
    values: Mapping[str, Real], theta_dot: Real, temperatures: tuple[Any, Any] | None
) -> None:
    """theta must be slow against the life time, and against the thermal time where it is known."""
    slowest = np.minimum(values["Gamma_l_up"], values["Gamma_l_down"]) + values["Gamma_r"]
    _warn("slowness: |theta_dot| / Gamma", np.abs(theta_dot) / slowest)
    if temperatures is not None:
        coldest = np.minimum(*(np.asarray(t) for t in temperatures))
        _warn("slowness: |theta_dot| / T", np.max(np.abs(theta_dot)) / coldest)
