"""A small magnet between a magnetic and a normal lead, driven by their difference in temperature.

One magnetization of spin length S, at angle theta to the field B and to the left lead's
magnetization. The left rates depend on the spin, the right rate does not. The density of
states of either spin is linear, with slope ``drho``. The drive is ``d = (pi^2/3) (T_l^2 - T_r^2)``.
Units: hbar = k_B = e = 1, one unit of energy for all rates, fields and temperatures; particle
currents are positive into the dot. Every function runs on the generated kernels of a backend,
"numpy" or "numba".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .arguments import choice
from .errors import ParameterError
from .magnet_modes import time_axis, u1_matrix, u1_modes, u1_response
from .magnet_parameters import Parameters
from .magnet_results import (
    Branch,
    Currents,
    Flow,
    Modes,
    Response,
    StationaryAngles,
    Trajectory,
)
from .numerics.backends import BACKENDS
from .numerics.magnet_criteria import ValidityWarning, warn_of_drive, warn_of_field, warn_of_speed
from .numerics.magnet_kernels import (
    DENSITIES,
    DYNAMICS,
    RATES,
    SLOPES,
    evaluate,
)
from .numerics.polar_flow import PolarFlow, advance, motion
from .results import Frame, Meaning

__all__ = [
    "Branch",
    "Currents",
    "Flow",
    "Modes",
    "Parameters",
    "Response",
    "StationaryAngles",
    "Trajectory",
    "ValidityWarning",
    "charge_current",
    "distribution",
    "flow",
    "retarded_kernel",
    "stationary_angles",
    "trajectory",
    "u1_matrix",
    "u1_modes",
    "u1_response",
]

Real = NDArray[np.float64]
TEMPERATURES = ("T_l", "T_r")


def stationary_angles(p: Parameters, *, backend: str = "numpy") -> StationaryAngles:
    """Return the stationary angles, their existence, stability and linear growth rates.

    Parameters
    ----------
    p
        Parameters; all results have their broadcast shape.
    backend : {"numpy", "numba"}
        Which generated kernels to use.

    Returns
    -------
    StationaryAngles
        Branches ``north``, ``south``, ``tilted``; `rate` is the growth rate of a small deviation
        of theta (energy), negative where `stable`. Where the tilted angle does not exist its
        cosine and rate are nan. Source: the corrected (51).
    """
    choice("backend", backend, BACKENDS)
    values, frame = p.arrays(*DYNAMICS, *p.known(*TEMPERATURES))
    warn_of_drive(values)
    warn_of_field(values, "B")
    north, south, above, below, coefficients = evaluate(backend, "stationary", values)
    at_north, at_south, constant, slope = np.moveaxis(coefficients[..., :4], -1, 0)
    exists = np.sign(at_north) * np.sign(at_south) < 0
    with np.errstate(divide="ignore", invalid="ignore"):
        cosine = np.where(exists, np.clip(constant / slope, -1, 1), np.nan)
        tilted = np.where(exists, above / below, np.nan)
    ones = np.ones(frame.shape)
    always = np.ones(frame.shape, dtype=bool)
    poles = (np.broadcast_to(rate, frame.shape) for rate in (north, south))
    return StationaryAngles(
        _branch(frame, always, ones, next(poles)),
        _branch(frame, always, -ones, next(poles)),
        _branch(frame, exists, cosine, tilted),
    )


def _branch(frame: Frame, exists: Any, cosine: Any, rate: Any) -> Branch:
    values = {"exists": exists, "cos_theta": cosine, "stable": rate < 0, "rate": rate}
    found: Branch = Branch.of(frame, {name: np.asarray(v) for name, v in values.items()})
    return found


def flow(theta: Any, p: Parameters, *, backend: str = "numpy") -> Flow:
    """Return the velocities of (46), (47), solved for both.

    Parameters
    ----------
    theta
        Polar angles, 0 to pi (rad).
    p
        Parameters.
    backend : {"numpy", "numba"}
        Which generated kernels to use.

    Raises
    ------
    ParameterError
        For angles outside [0, pi].
    """
    choice("backend", backend, BACKENDS)
    values, frame = p.arrays(*DYNAMICS, *p.known(*TEMPERATURES), theta=theta)
    warn_of_drive(values)
    warn_of_field(values, "B")
    start = values["theta"][..., None]
    warn_of_speed(values, start, motion(_polar(backend, values), start))
    velocities = _velocities(backend, values, frame)
    found: Flow = Flow.of(frame, dict(zip(Flow.names(), velocities, strict=True)))
    return found


def _velocities(backend: str, values: Mapping[str, Real], frame: Frame) -> tuple[Real, Real]:
    """Both velocities; the number nearest to pi stands for the pole, where theta stays."""
    theta_dot, phi_dot = evaluate(backend, "flow", values)
    theta_dot = np.where(values["theta"] == np.pi, 0.0, theta_dot)
    return np.broadcast_to(theta_dot, frame.shape), np.broadcast_to(phi_dot, frame.shape)


def _polar(backend: str, values: Mapping[str, Real]) -> PolarFlow:
    return PolarFlow.of(evaluate(backend, "stationary", values)[-1], values["S"])


def trajectory(theta0: Any, times: Any, p: Parameters, *, backend: str = "numpy") -> Trajectory:
    """Return both angles at given times, from the exact solution of (46), (47).

    Parameters
    ----------
    theta0
        Initial polar angles, 0 to pi (rad); broadcast against the parameters.
    times
        One-dimensional, of either sign and in any order (1/energy).
    p
        Parameters.
    backend : {"numpy", "numba"}
        Which generated kernels to use.

    Returns
    -------
    Trajectory
        `theta` and `phi` of shape (..., times); phi(0) = 0.
    """
    choice("backend", backend, BACKENDS)
    values, frame = p.arrays(*DYNAMICS, *p.known(*TEMPERATURES), theta0=theta0)
    values["theta"] = values["theta0"]
    instants = time_axis(times)
    warn_of_drive(values)
    warn_of_field(values, "B")
    polar, start = _polar(backend, values), values["theta"][..., None]
    theta, advanced = advance(polar, start, instants)
    path = np.concatenate([np.broadcast_to(start, (*theta.shape[:-1], 1)), theta], axis=-1)
    warn_of_speed(values, path, motion(polar, path))
    steady = _velocities(backend, values, frame)[1][..., None] * instants
    phi = np.where(np.isnan(advanced), steady, advanced - values["B"][..., None] * instants)
    theta = np.broadcast_to(theta, phi.shape)
    found: Trajectory = Trajectory.of(frame, {"theta": theta, "phi": phi})
    return found


def charge_current(theta: Any, p: Parameters, *, backend: str = "numpy") -> Currents:
    """Return the stationary particle currents into the dot at precession frequency -B.

    Parameters
    ----------
    theta
        Polar angles, 0 to pi (rad).
    p
        Parameters.
    backend : {"numpy", "numba"}
        Which generated kernels to use.

    Returns
    -------
    Currents
        Sums and parts of (55) to (58), of leading order in 1/S.

    Examples
    --------
    >>> p = Parameters(0.3, 0.9, 0.6, 10, 10, -0.002, 0.002, B=5, S=100, d=-2.25e6)
    >>> print(round(charge_current(0.0, p).left, 9))
    -720.0
    """
    choice("backend", backend, BACKENDS)
    values, frame = p.arrays(*DYNAMICS, *p.known(*TEMPERATURES), theta=theta)
    warn_of_drive(values)
    warn_of_field(values, "B")
    here = values["theta"][..., None]
    warn_of_speed(values, here, motion(_polar(backend, values), here))
    parts = (np.broadcast_to(x, frame.shape) for x in evaluate(backend, "charge_currents", values))
    found: Currents = Currents.of(frame, dict(zip(Currents.names(), parts, strict=True)))
    return found


def distribution(
    omega: Any,
    theta: Any,
    phi_dot: Any,
    p: Parameters,
    spin: str = "up",
    *,
    backend: str = "numpy",
) -> Any:
    """Return the occupation of the dot's levels in the rotating frame, (36).

    Parameters
    ----------
    omega
        Frequency from the chemical potential (energy).
    theta, phi_dot
        Polar angle (rad) and precession frequency (energy).
    p
        Parameters with both temperatures.
    spin
        "up" or "down".
    backend : {"numpy", "numba"}
        Which generated kernels to use.

    Raises
    ------
    ParameterError
        If a temperature is missing.
    """
    choice("backend", backend, BACKENDS)
    column = ("up", "down").index(choice("spin", spin, ("up", "down")))
    values, frame = p.arrays(*RATES, *TEMPERATURES, omega=omega, theta=theta, phi_dot=phi_dot)
    warn_of_field(values, "phi_dot")
    (occupation,) = evaluate(backend, "distribution", values)
    filled = np.broadcast_to(occupation[..., column], frame.shape)
    return frame.wrap(filled, (), Meaning(f"occupation, spin {spin}", "1", "magnet:36"))


def retarded_kernel(
    omega: Any,
    theta: Any,
    phi_dot: Any,
    p: Parameters,
    exact: bool = True,
    *,
    backend: str = "numpy",
) -> Any:
    """Return the real part of the retarded kernel, shape (..., spin of dot, spin of lead).

    Parameters
    ----------
    omega
        Frequency (energy).
    theta, phi_dot
        Polar angle (rad) and precession frequency (energy).
    p
        Parameters.
    exact
        The integral (43) for a linear density of states, or its leading form (44).
    backend : {"numpy", "numba"}
        Which generated kernels to use.
    """
    choice("backend", backend, BACKENDS)
    if not isinstance(exact, bool | np.bool_):
        raise ParameterError.of("exact", repr(exact), "True or False")
    names = (*RATES, *DENSITIES, *SLOPES, "d", *p.known(*TEMPERATURES))
    values, frame = p.arrays(*names, omega=omega, theta=theta, phi_dot=phi_dot)
    warn_of_drive(values)
    warn_of_field(values, "phi_dot")
    leading, dropped = evaluate(backend, "retarded_kernel", values)
    meaning = Meaning("retarded kernel, real part", "1", "magnet:43" if exact else "magnet:44")
    total = np.broadcast_to(leading + dropped if exact else leading, (*frame.shape, 2, 2))
    return frame.wrap(total, ("dot_spin", "lead_spin"), meaning)
