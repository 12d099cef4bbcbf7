"""Length of the magnetization and potential of the dot: rates, modes, response to a kick."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .arguments import broadcast, choice
from .errors import ParameterError
from .magnet_parameters import DOMAINS, Parameters
from .magnet_results import ENERGY, Modes, Response
from .numerics.backends import BACKENDS
from .numerics.magnet_criteria import warn_of_drive, warn_of_field, warn_of_speed
from .numerics.magnet_kernels import DENSITIES, DYNAMICS, RATES, evaluate
from .numerics.polar_flow import PolarFlow, motion
from .numerics.two_modes import rates, response
from .results import Frame, Meaning

Real = NDArray[np.float64]
LARGEST_EXPONENT = 600.0
OUTER = 3
"""Calls between a public function and a warning."""


def time_axis(times: Any) -> Real:
    """Return times as a one-dimensional array.

    Raises
    ------
    ParameterError
        For anything else.
    """
    checked, frame = broadcast({"times": times}, DOMAINS)
    if len(frame.shape) != 1:
        raise ParameterError.of("times", f"array of shape {frame.shape}", "one-dimensional")
    return checked["times"]


class Linear(NamedTuple):
    """Linear dynamics of length and potential: rates, source per kick, eigenvalues."""

    rate: Real
    memory: Real
    modes: Real
    values: dict[str, Real]
    frame: Frame


def _warn(backend: str, p: Parameters, theta: Any) -> None:
    """Report criteria that fail at this angle, which the theory takes to be slow."""
    values, _ = p.arrays(*DYNAMICS, *p.known("T_l", "T_r"), theta=theta)
    here = values["theta"][..., None]
    polar = PolarFlow.of(evaluate(backend, "stationary", values)[-1], values["S"])
    warn_of_drive(values, OUTER)
    warn_of_field(values, "B", OUTER)
    warn_of_speed(values, here, motion(polar, here), OUTER)


def _linear(backend: str, p: Parameters, **others: Any) -> Linear:
    choice("backend", backend, BACKENDS)
    _warn(backend, p, others["theta"])
    values, frame = p.arrays(*RATES, *DENSITIES, "J", "C", **others)
    rate, memory, determinant = evaluate(backend, "u1_matrices", values)
    square = np.broadcast_to(rate, (*frame.shape, 2, 2))
    modes = rates(square, np.broadcast_to(determinant, frame.shape))
    return Linear(square, np.broadcast_to(memory, square.shape), modes, values, frame)


def u1_matrix(p: Parameters, theta: Any, *, backend: str = "numpy") -> Any:
    """Return the rates of (delta_M, delta_V), shape (..., 2, 2): (A17), (A18).

    Parameters
    ----------
    p
        Parameters with J and C.
    theta
        Polar angle (rad).
    backend : {"numpy", "numba"}
        Which generated kernels to use.
    """
    found = _linear(backend, p, theta=theta)
    meaning = Meaning("rates of length and potential", ENERGY, "magnet:A17, magnet:A18")
    return found.frame.wrap(found.rate, ("row", "column"), meaning)


def u1_modes(p: Parameters, theta: Any, *, backend: str = "numpy") -> Modes:
    """Return the two real rates, ascending, and whether both modes decay.

    Both decay exactly for ``J < 2 (C + rho) / (C rho + 4 rho_up rho_down)``, rho the sum.

    Parameters
    ----------
    p
        Parameters with J and C.
    theta
        Polar angle (rad).
    backend : {"numpy", "numba"}
        Which generated kernels to use.
    """
    found = _linear(backend, p, theta=theta)
    return Modes(
        found.frame.wrap(found.modes, ("mode",), Modes.meaning("rates")),
        found.frame.wrap(found.modes[..., -1] < 0, (), Modes.meaning("stable")),
        frame=found.frame,
    )


def u1_response(
    kick: Any, times: Any, p: Parameters, theta: Any, *, backend: str = "numpy"
) -> Response:
    """Return length and potential after a kick at time 0 without history.

    Parameters
    ----------
    kick
        The pair (delta_M, delta_V) at time 0+.
    times
        One-dimensional, >= 0 (1/energy).
    p
        Parameters with J and C.
    theta
        Polar angle (rad).
    backend : {"numpy", "numba"}
        Which generated kernels to use.

    Returns
    -------
    Response
        `delta_M` and `delta_V` of shape (..., times), the solution of (A11)-(A14). It differs from
        that of (A17), (A18), which forget that the kick has no history.

    Raises
    ------
    ParameterError
        For times < 0, and where a growing mode leaves the range of numbers.
    """
    try:
        length, potential = kick
    except (TypeError, ValueError):
        raise ParameterError.of("kick", repr(kick), "a pair (delta_M, delta_V)") from None
    instants = time_axis(times)
    if np.any(instants < 0):
        raise ParameterError.of("times", instants.min(), ">= 0", "1/energy")
    linear = _linear(backend, p, theta=theta, delta_M=length, delta_V=potential)
    frame, names = linear.frame, Response.names()
    start = np.stack([np.broadcast_to(linear.values[n], frame.shape) for n in names], axis=-1)
    if np.any(linear.modes[..., -1, None] * instants > LARGEST_EXPONENT):
        allowed = "short of the overflow of the growing mode (J beyond stability, see u1_modes)"
        raise ParameterError.of("times", instants.max(), allowed, "1/energy")
    source = np.einsum("...ij,...j->...i", linear.memory, start)
    solution = response(linear.rate, linear.modes, source, start, instants)
    found: Response = Response.of(frame, {n: solution[..., k, :] for k, n in enumerate(names)})
    return found
