"""A small magnet between a magnetic and a normal lead, driven by their difference in temperature.

One magnetization of spin length S, at angle theta to the field B and to the left lead's
magnetization. The left rates depend on the spin, the right rate does not. The density of
states of either spin is linear, with slope ``drho``. The drive is ``d = (pi^2/3) (T_l^2 - T_r^2)``.
Units: hbar = k_B = e = 1, one unit of energy for all rates, fields and temperatures; particle
currents are positive into the dot.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from spinloom.generated.numpy import magnet as kernels

from .arguments import Domain, broadcast, choice
from .errors import ParameterError
from .magnet_results import (
    ENERGY,
    Branch,
    Currents,
    Flow,
    Modes,
    Response,
    StationaryAngles,
    Trajectory,
)
from .numerics.magnet_criteria import ValidityWarning, warn_of_drive, warn_of_field, warn_of_speed
from .numerics.polar_flow import PolarFlow, advance
from .numerics.two_modes import rates, response
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

POSITIVE = Domain("finite and > 0", lambda x: x > 0, ENERGY)
ANY = Domain("a finite real number", unit=ENERGY)
NUMBER = Domain("finite and > 0", lambda x: x > 0, "")
RATES = ("Gamma_l_up", "Gamma_l_down", "Gamma_r")
DENSITIES = ("rho_up", "rho_down")
SLOPES = ("drho_up", "drho_down")
DYNAMICS = (*RATES, *DENSITIES, *SLOPES, "B", "S", "d")
DOMAINS = {
    **dict.fromkeys((*RATES, "T_l", "T_r", "J"), POSITIVE),
    **dict.fromkeys((*DENSITIES, "C"), Domain("finite and > 0", lambda x: x > 0, "1/energy")),
    **dict.fromkeys(SLOPES, Domain("a finite real number", unit="1/energy^2")),
    "B": ANY,
    "S": NUMBER,
    "d": Domain("a finite real number", unit="energy^2"),
    "theta": Domain("between 0 and pi", lambda x: (x >= 0) & (x <= np.pi), "rad"),
    "omega": ANY,
    "phi_dot": ANY,
    "delta_M": ANY,
    "delta_V": ANY,
}
AGREEMENT = 1e-9
"""Relative disagreement of d and the temperatures that is not rounding."""


@dataclass(frozen=True)
class Parameters:
    """Parameters of the magnet; numbers, arrays or DataArrays that broadcast.

    Attributes
    ----------
    Gamma_l_up, Gamma_l_down, Gamma_r
        Tunnelling rates (energy, > 0).
    rho_up, rho_down
        Densities of states at the chemical potential (1/energy, > 0).
    drho_up, drho_down
        Their slopes (1/energy^2).
    B
        Field (energy).
    S
        Spin length (> 0).
    T_l, T_r
        Temperatures of the leads (energy, > 0), or None.
    d
        Drive (energy^2); from the temperatures if None.
    J, C
        Exchange constant (energy, > 0) and capacity (1/energy, > 0), or None.

    Raises
    ------
    ParameterError
        For values outside these domains, and where d and the temperatures contradict each other.
    """

    Gamma_l_up: Any
    Gamma_l_down: Any
    Gamma_r: Any
    rho_up: Any
    rho_down: Any
    drho_up: Any
    drho_down: Any
    B: Any
    S: Any
    T_l: Any = None
    T_r: Any = None
    d: Any = None
    J: Any = None
    C: Any = None

    def __post_init__(self) -> None:
        values, _ = self.arrays(*(n for n in DOMAINS if getattr(self, n, None) is not None))
        if (self.T_l is None) != (self.T_r is None):
            missing = "T_l" if self.T_l is None else "T_r"
            raise ParameterError.of(missing, None, "given, because the other temperature is")
        if self.T_l is None and self.d is None:
            raise ParameterError.of("d", None, "given, or both temperatures T_l and T_r")
        if self.T_l is None:
            return
        drive = np.pi**2 / 3 * (self.T_l - self.T_r) * (self.T_l + self.T_r)
        if self.d is None:
            object.__setattr__(self, "d", drive)
            return
        scale = np.pi**2 / 3 * (values["T_l"] ** 2 + values["T_r"] ** 2)
        wrong = np.abs(np.asarray(self.d - drive)) > AGREEMENT * scale
        if np.any(wrong):
            first = np.broadcast_to(values["d"], wrong.shape)[wrong].flat[0]
            raise ParameterError.of(
                "d", first, "(pi^2/3) (T_l^2 - T_r^2) of the temperatures given, or left out"
            )

    @property
    def temperatures(self) -> tuple[Any, Any] | None:
        """Both temperatures, if they are known."""
        return None if self.T_l is None else (self.T_l, self.T_r)

    def arrays(self, *names: str, **others: Any) -> tuple[dict[str, Real], Frame]:
        """Checked arrays of the named parameters and of other arguments, with their frame.

        Raises
        ------
        ParameterError
            For a parameter that is needed and None.
        """
        for name in names:
            if getattr(self, name) is None:
                raise ParameterError.of(name, None, "given for this quantity")
        return broadcast({n: getattr(self, n) for n in names} | others, DOMAINS)


def stationary_angles(p: Parameters) -> StationaryAngles:
    """Return the stationary angles, their existence, stability and linear growth rates.

    Parameters
    ----------
    p
        Parameters; all results have their broadcast shape.

    Returns
    -------
    StationaryAngles
        Branches ``north``, ``south``, ``tilted``; `rate` is the growth rate of a small deviation
        of theta (energy), negative where `stable`. Where the tilted angle does not exist its
        cosine and rate are nan. Source: the corrected (51).
    """
    values, frame = p.arrays(*DYNAMICS)
    warn_of_drive(values)
    north, south, above, below, coefficients = kernels.stationary(*values.values())
    constant, slope = coefficients[..., 0], coefficients[..., 1]
    exists = np.abs(constant) < np.abs(slope)
    with np.errstate(divide="ignore", invalid="ignore"):
        cosine = np.where(exists, constant / slope, np.nan)
        tilted = np.where(exists, above / below, np.nan)
    ones = np.ones(frame.shape)
    always = np.ones(frame.shape, dtype=bool)
    return StationaryAngles(
        _branch(frame, always, ones, north),
        _branch(frame, always, -ones, south),
        _branch(frame, exists, cosine, tilted),
    )


def _branch(frame: Frame, exists: Any, cosine: Any, rate: Any) -> Branch:
    values = {"exists": exists, "cos_theta": cosine, "stable": rate < 0, "rate": rate}
    found: Branch = Branch.of(frame, {name: np.asarray(v) for name, v in values.items()})
    return found


def flow(theta: Any, p: Parameters) -> Flow:
    """Return the velocities of (46), (47), solved for both.

    Parameters
    ----------
    theta
        Polar angles, 0 to pi (rad).
    p
        Parameters.

    Raises
    ------
    ParameterError
        For angles outside [0, pi].
    """
    values, frame = p.arrays(*DYNAMICS, theta=theta)
    velocities = _velocities(values)
    warn_of_drive(values)
    warn_of_speed(values, velocities[0], p.temperatures)
    found: Flow = Flow.of(frame, dict(zip(Flow.names(), velocities, strict=True)))
    return found


def _velocities(values: Mapping[str, Real]) -> tuple[Real, Real]:
    found = kernels.flow(values["theta"], *(values[n] for n in DYNAMICS))
    return np.asarray(found[0]), np.asarray(found[1])


def trajectory(theta0: Any, times: Any, p: Parameters) -> Trajectory:
    """Return both angles at given times, from the exact solution of (46), (47).

    Parameters
    ----------
    theta0
        Initial polar angles, 0 to pi (rad); broadcast against the parameters.
    times
        One-dimensional, of either sign and in any order (1/energy).
    p
        Parameters.

    Returns
    -------
    Trajectory
        `theta` and `phi` of shape (..., times); phi(0) = 0.
    """
    values, frame = p.arrays(*DYNAMICS, theta=theta0)
    instants = _times(times)
    velocities = _velocities(values)
    warn_of_drive(values)
    warn_of_speed(values, velocities[0], p.temperatures)
    *_, coefficients = kernels.stationary(*(values[n] for n in DYNAMICS))
    polar = PolarFlow.of(coefficients, values["S"])
    theta, advanced = advance(polar, values["theta"][..., None], instants)
    steady = velocities[1][..., None] * instants
    phi = np.where(np.isnan(advanced), steady, advanced - values["B"][..., None] * instants)
    found: Trajectory = Trajectory.of(frame, {"theta": theta, "phi": phi})
    return found


def _times(times: Any) -> Real:
    checked, frame = broadcast({"times": times}, {"times": Domain("finite real numbers", unit="")})
    if len(frame.shape) != 1:
        raise ParameterError.of("times", f"array of shape {frame.shape}", "one-dimensional")
    return checked["times"]


def charge_current(theta: Any, p: Parameters) -> Currents:
    """Return the stationary particle currents into the dot at precession frequency -B.

    Parameters
    ----------
    theta
        Polar angles, 0 to pi (rad).
    p
        Parameters.

    Examples
    --------
    >>> p = Parameters(0.3, 0.9, 0.6, 10, 10, -0.002, 0.002, B=5, S=100, d=-2.25e6)
    >>> print(round(charge_current(0.0, p).left, 9))
    -720.0
    """
    values, frame = p.arrays(*DYNAMICS, theta=theta)
    warn_of_drive(values)
    parts = kernels.charge_currents(values["theta"], *(values[n] for n in DYNAMICS))
    found: Currents = Currents.of(frame, dict(zip(Currents.names(), parts, strict=True)))
    return found


def distribution(omega: Any, theta: Any, phi_dot: Any, p: Parameters, spin: str = "up") -> Any:
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

    Raises
    ------
    ParameterError
        If a temperature is missing.
    """
    column = ("up", "down").index(choice("spin", spin, ("up", "down")))
    names = (*RATES, "T_l", "T_r")
    values, frame = p.arrays(*names, omega=omega, theta=theta, phi_dot=phi_dot)
    warn_of_field(values)
    order = ("omega", "theta", "phi_dot", *names)
    filled = np.asarray(kernels.distribution(*(values[n] for n in order)))[..., column]
    return frame.wrap(filled, (), Meaning(f"occupation, spin {spin}", "1", "magnet:36"))


def retarded_kernel(omega: Any, theta: Any, phi_dot: Any, p: Parameters, exact: bool = True) -> Any:
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
    """
    names = (*RATES, *DENSITIES, *SLOPES, "d")
    values, frame = p.arrays(*names, omega=omega, theta=theta, phi_dot=phi_dot)
    warn_of_drive(values)
    order = ("omega", "theta", "phi_dot", *names)
    leading, dropped = kernels.retarded_kernel(*(values[n] for n in order))
    meaning = Meaning("retarded kernel, real part", "1", "magnet:43" if exact else "magnet:44")
    total = np.asarray(leading + dropped if exact else leading)
    return frame.wrap(total, ("dot_spin", "lead_spin"), meaning)


def _u1(p: Parameters, **others: Any) -> tuple[Real, Real, dict[str, Real], Frame]:
    names = (*RATES, *DENSITIES, "J", "C")
    values, frame = p.arrays(*names, **others)
    rate, memory = kernels.u1_matrices(values["theta"], *(values[n] for n in names))
    shape = (*frame.shape, 2, 2)
    return np.broadcast_to(rate, shape), np.broadcast_to(memory, shape), values, frame


def u1_matrix(p: Parameters, theta: Any) -> Any:
    """Return the rates of (delta_M, delta_V), shape (..., 2, 2): (A17), (A18)."""
    rate, _, _, frame = _u1(p, theta=theta)
    meaning = Meaning("rates of length and potential", ENERGY, "magnet:A17, magnet:A18")
    return frame.wrap(rate, ("row", "column"), meaning)


def u1_modes(p: Parameters, theta: Any) -> Modes:
    """Return the two real rates, ascending, and whether both modes decay.

    Both decay exactly for ``J < 2 (C + rho) / (C rho + 4 rho_up rho_down)``, rho the sum.
    """
    matrix, _, values, frame = _u1(p, theta=theta)
    up, down, capacity = values["rho_up"], values["rho_down"], values["C"]
    largest = 2 * (capacity + up + down) / (capacity * (up + down) + 4 * up * down)
    stable = np.broadcast_to(values["J"] < largest, frame.shape)
    return Modes(
        frame.wrap(rates(matrix), ("mode",), Modes.meaning("rates")),
        frame.wrap(stable, (), Modes.meaning("stable")),
        frame=frame,
    )


def u1_response(kick: Any, times: Any, p: Parameters, theta: Any) -> Response:
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

    Returns
    -------
    Response
        `delta_M` and `delta_V` of shape (..., times), the solution of (A11)-(A14). It differs from
        that of (A17), (A18), which forget that the kick has no history.
    """
    try:
        length, potential = kick
    except (TypeError, ValueError):
        raise ParameterError.of("kick", repr(kick), "a pair (delta_M, delta_V)") from None
    instants = _times(times)
    if np.any(instants < 0):
        raise ParameterError.of("times", instants.min(), ">= 0", "1/energy")
    matrix, memory, values, frame = _u1(p, theta=theta, delta_M=length, delta_V=potential)
    start = np.stack([np.broadcast_to(values[n], frame.shape) for n in Response.names()], axis=-1)
    source = np.einsum("...ij,...j->...i", memory, start)
    solution = response(matrix, source, start, instants)
    found: Response = Response.of(frame, {
        name: solution[..., k, :] for k, name in enumerate(Response.names())
    })  # fmt: skip
    return found
