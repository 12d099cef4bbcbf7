"""Kernels of the magnet for NumPy. Generated; edits are lost.

Content     aedb1352f9830b40abf7f592b335f6a0
Regenerate  spinloom generate magnet --backend numpy
Sources     magnet:14, magnet:34, magnet:45, magnet:49, magnet:48, magnet:46, magnet:47, magnet:51,
            magnet:step-pull, magnet:step-growth, magnet:55, magnet:56, magnet:58, magnet:57,
            magnet:53, magnet:54, magnet:36, magnet:44, magnet:43, magnet:A17, magnet:A18,
            magnet:step-memory, magnet:step-u1-stability
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .special import (
    fermi,
)

__all__ = [
    "flow",
    "stationary",
    "charge_currents",
    "distribution",
    "retarded_kernel",
    "u1_matrices",
]


def _precision(*values):
    """Types of the computation: double, or what the widest argument brings."""
    real = np.result_type(np.float64, *(np.asarray(value).real for value in values))
    return real, np.result_type(real, np.complex64)


def _array(value, dtype):
    return np.asarray(value).astype(dtype, casting="same_kind", copy=False)


def _common_shape(*values):
    return np.broadcast_shapes(*(value.shape for value in values))


def _batch_first(values, axes):
    """Move the short axes, kept in front while computing, behind the batch axes."""
    return np.moveaxis(values, tuple(range(axes)), tuple(range(-axes, 0)))[()]


def flow(
    theta: ArrayLike, Gamma_l_up: ArrayLike, Gamma_l_down: ArrayLike, Gamma_r: ArrayLike,
    rho_up: ArrayLike, rho_down: ArrayLike, drho_up: ArrayLike, drho_down: ArrayLike, B:
    ArrayLike, S: ArrayLike, d: ArrayLike,
) -> tuple[Any, ...]:
    """Velocities of the polar and azimuthal angle, finite at the poles.

        theta_dot = sin(theta) approach,  phi_dot = -B - (g / S) approach

    Parameters
    ----------
    theta : float array, shape (...)
        Polar angle of the magnetization (rad). Domain: 0 to pi.
    Gamma_l_up : float array, shape (...)
        Rate to the left lead, spin up (energy). Domain: > 0.
    Gamma_l_down : float array, shape (...)
        Rate to the left lead, spin down (energy). Domain: > 0.
    Gamma_r : float array, shape (...)
        Rate to the right lead (energy). Domain: > 0.
    rho_up : float array, shape (...)
        Density of states, spin up (1/energy). Domain: > 0.
    rho_down : float array, shape (...)
        Density of states, spin down (1/energy). Domain: > 0.
    drho_up : float array, shape (...)
        Its slope, spin up (1/energy^2). Domain: real.
    drho_down : float array, shape (...)
        Its slope, spin down (1/energy^2). Domain: real.
    B : float array, shape (...)
        Magnetic field along the lead's magnetization (energy). Domain: real.
    S : float array, shape (...)
        Length of the spin. Domain: > 0.
    d : float array, shape (...)
        Thermal drive (pi^2/3) (T_l^2 - T_r^2) (energy^2). Domain: real.

    Returns
    -------
    theta_dot : float array, shape (...)
        Velocity of the polar angle (energy).
    phi_dot : float array, shape (...)
        Velocity of the azimuthal angle (energy).

    Notes
    -----
    Kind: closed form.
    Sources: magnet:14, magnet:34, magnet:45, magnet:49, magnet:48, magnet:46, magnet:47.
    """
    real, complex_ = _precision(
        theta, Gamma_l_up, Gamma_l_down, Gamma_r, rho_up, rho_down, drho_up, drho_down, B, S, d,
    )
    theta = _array(theta, real)
    Gamma_l_up = _array(Gamma_l_up, real)
    Gamma_l_down = _array(Gamma_l_down, real)
    Gamma_r = _array(Gamma_r, real)
    rho_up = _array(rho_up, real)
    rho_down = _array(rho_down, real)
    drho_up = _array(drho_up, real)
    drho_down = _array(drho_down, real)
    B = _array(B, real)
    S = _array(S, real)
    d = _array(d, real)
    shape = _common_shape(
        theta, Gamma_l_up, Gamma_l_down, Gamma_r, rho_up, rho_down, drho_up, drho_down, B, S, d,
    )
    theta_dot = np.empty(shape, dtype=real)
    phi_dot = np.empty(shape, dtype=real)

    # squares of the half angle's cosine and sine [magnet:14]
    north = (np.cos(0.5 * theta)) ** 2
    south = (np.sin(0.5 * theta)) ** 2

    # level broadening of the dot [magnet:34]
    Gamma_up = Gamma_r + north * Gamma_l_up + south * Gamma_l_down
    Gamma_down = Gamma_r + north * Gamma_l_down + south * Gamma_l_up

    # angular dissipation g-tilde [magnet:45]
    dissipation = (
        north * (0.5 * rho_down * (Gamma_l_up + Gamma_r) + 0.5 * rho_up * (Gamma_l_down + Gamma_r))
        + south * (
            0.5 * rho_down * (Gamma_l_down + Gamma_r)
            + 0.5 * rho_up * (Gamma_l_up + Gamma_r)
        )
    )

    # the same with slopes [magnet:49]
    dissipation_slope = (
        north * (
            0.5 * drho_down * (Gamma_l_up + Gamma_r)
            + 0.5 * drho_up * (Gamma_l_down + Gamma_r)
        )
        + south * (
            0.5 * drho_down * (Gamma_l_down + Gamma_r)
            + 0.5 * drho_up * (Gamma_l_up + Gamma_r)
        )
    )

    # one minus the hybrid torque over the dissipation [magnet:48]
    renormalisation = (Gamma_l_down + Gamma_r) * (Gamma_l_up + Gamma_r) / (Gamma_down * Gamma_up)

    # thermal spin-transfer torque [magnet:49]
    thermal_torque = (
        d * dissipation_slope * Gamma_r * (0.5 * Gamma_l_up - 0.5 * Gamma_l_down)
        / (Gamma_down * Gamma_up)
    )

    # theta_dot over sin(theta) [magnet:46, magnet:47]
    approach = (-thermal_torque - B * dissipation * renormalisation) / (
        S
        + renormalisation * dissipation * dissipation / S
    )

    # velocity of the polar angle [magnet:47]
    theta_dot[...] = approach * np.sin(theta)

    # velocity of the azimuthal angle [magnet:46]
    phi_dot[...] = -B - approach * dissipation / S

    return (
        _batch_first(theta_dot, 0),
        _batch_first(phi_dot, 0),
    )


def stationary(
    Gamma_l_up: ArrayLike, Gamma_l_down: ArrayLike, Gamma_r: ArrayLike, rho_up: ArrayLike,
    rho_down: ArrayLike, drho_up: ArrayLike, drho_down: ArrayLike, B: ArrayLike, S: ArrayLike,
    d: ArrayLike,
) -> tuple[Any, ...]:
    """Flow of c = cos(theta) as a ratio of polynomials, and growth rates at its zeros.

        dc/dt = (1 - c^2) mixing (pull_constant - pull_slope c) / (2 S D(c))

    Parameters
    ----------
    Gamma_l_up : float array, shape (...)
        Rate to the left lead, spin up (energy). Domain: > 0.
    Gamma_l_down : float array, shape (...)
        Rate to the left lead, spin down (energy). Domain: > 0.
    Gamma_r : float array, shape (...)
        Rate to the right lead (energy). Domain: > 0.
    rho_up : float array, shape (...)
        Density of states, spin up (1/energy). Domain: > 0.
    rho_down : float array, shape (...)
        Density of states, spin down (1/energy). Domain: > 0.
    drho_up : float array, shape (...)
        Its slope, spin up (1/energy^2). Domain: real.
    drho_down : float array, shape (...)
        Its slope, spin down (1/energy^2). Domain: real.
    B : float array, shape (...)
        Magnetic field along the lead's magnetization (energy). Domain: real.
    S : float array, shape (...)
        Length of the spin. Domain: > 0.
    d : float array, shape (...)
        Thermal drive (pi^2/3) (T_l^2 - T_r^2) (energy^2). Domain: real.

    Returns
    -------
    rate_north : float array, shape (...)
        growth rate of a small deviation of the angle.
    rate_south : float array, shape (...)
        growth rate of a small deviation of the angle.
    tilted_above : float array, shape (...)
        rate at the tilted angle, numerator.
    tilted_below : float array, shape (...)
        rate at the tilted angle, denominator.
    coefficients : float array, shape (..., coefficient)
        north_pull: pull at a pole, without cancellation; south_pull: pull at a pole, without
        cancellation; pull_constant: pull at the equator; pull_slope: minus the slope of the pull;
        mixing: Gamma_Sigma^2 - Gamma_Delta^2; north_dissipation: g-tilde at a pole, without
        cancellation; south_dissipation: g-tilde at a pole, without cancellation; dissipation_tilt:
        minus the slope of g-tilde in c; resistance_mixed: what n s multiplies in D(c);
        resistance_2: what c^2 multiplies in D(c).

    Notes
    -----
    Kind: closed form.
    Sources: magnet:51, magnet:step-pull, magnet:45, magnet:step-growth.
    """
    real, complex_ = _precision(
        Gamma_l_up, Gamma_l_down, Gamma_r, rho_up, rho_down, drho_up, drho_down, B, S, d,
    )
    Gamma_l_up = _array(Gamma_l_up, real)
    Gamma_l_down = _array(Gamma_l_down, real)
    Gamma_r = _array(Gamma_r, real)
    rho_up = _array(rho_up, real)
    rho_down = _array(rho_down, real)
    drho_up = _array(drho_up, real)
    drho_down = _array(drho_down, real)
    B = _array(B, real)
    S = _array(S, real)
    d = _array(d, real)
    shape = _common_shape(
        Gamma_l_up, Gamma_l_down, Gamma_r, rho_up, rho_down, drho_up, drho_down, B, S, d,
    )
    rate_north = np.empty(shape, dtype=real)
    rate_south = np.empty(shape, dtype=real)
    tilted_above = np.empty(shape, dtype=real)
    tilted_below = np.empty(shape, dtype=real)
    coefficients = np.empty((10, *shape), dtype=real)

    # mean rate [magnet:51]
    Gamma_Sigma = Gamma_r + 0.5 * Gamma_l_down + 0.5 * Gamma_l_up

    # half difference of the rates [magnet:51]
    Gamma_Delta = 0.5 * Gamma_l_up - 0.5 * Gamma_l_down

    # Gamma_Sigma^2 - Gamma_Delta^2 [magnet:step-pull]
    mixing = (Gamma_l_down + Gamma_r) * (Gamma_l_up + Gamma_r)

    # lambda d [magnet:51]
    thermal = Gamma_Delta * d * Gamma_r / mixing

    # g-tilde at a pole, without cancellation [magnet:45]
    north_dissipation = (
        0.5 * rho_down * (Gamma_l_up + Gamma_r)
        + 0.5 * rho_up * (Gamma_l_down + Gamma_r)
    )
    south_dissipation = (
        0.5 * rho_down * (Gamma_l_down + Gamma_r)
        + 0.5 * rho_up * (Gamma_l_up + Gamma_r)
    )

    # pull at a pole, without cancellation [magnet:step-pull]
    north_pull = (
        2.0 * B * north_dissipation
        + 2.0 * thermal * (
            0.5 * drho_down * (Gamma_l_up + Gamma_r)
            + 0.5 * drho_up * (Gamma_l_down + Gamma_r)
        )
    )
    south_pull = (
        2.0 * B * south_dissipation
        + 2.0 * thermal * (
            0.5 * drho_down * (Gamma_l_down + Gamma_r)
            + 0.5 * drho_up * (Gamma_l_up + Gamma_r)
        )
    )

    # pull at the equator [magnet:step-pull]
    pull_constant = Gamma_Sigma * (B * (rho_down + rho_up) + thermal * (drho_down + drho_up))

    # minus the slope of the pull [magnet:step-pull]
    pull_slope = Gamma_Delta * (B * (rho_up - rho_down) + thermal * (drho_up - drho_down))

    # minus the slope of g-tilde in c [magnet:45]
    dissipation_tilt = 0.5 * Gamma_Delta * (rho_up - rho_down)

    # what n s multiplies in D(c) [magnet:step-pull]
    resistance_mixed = (Gamma_l_down + Gamma_r) ** 2 + (Gamma_l_up + Gamma_r) ** 2

    # what c^2 multiplies in D(c) [magnet:step-pull]
    resistance_2 = (
        mixing * dissipation_tilt * dissipation_tilt / (S * S)
        - Gamma_Delta * Gamma_Delta
    )

    # growth rate of a small deviation of the angle [magnet:step-growth]
    rate_north[...] = (
        -0.5 * north_pull / (S * (1.0 + north_dissipation * north_dissipation / (S * S)))
    )
    rate_south[...] = (
        0.5 * south_pull / (S * (1.0 + south_dissipation * south_dissipation / (S * S)))
    )

    # weight of the pole at the tilted angle, times pull_slope [magnet:step-growth]
    tilted_north = 0.5 * south_pull
    tilted_south = -0.5 * north_pull

    # broadening at the tilted angle, times pull_slope [magnet:step-growth]
    tilted_up = (
        tilted_north * Gamma_l_up
        + tilted_south * Gamma_l_down
        + Gamma_r * (tilted_north + tilted_south)
    )
    tilted_down = (
        tilted_north * Gamma_l_down
        + tilted_south * Gamma_l_up
        + Gamma_r * (tilted_north + tilted_south)
    )

    # g-tilde at the tilted angle, times pull_slope [magnet:step-growth]
    tilted_dissipation = (
        tilted_north * (
            0.5 * rho_down * (Gamma_l_up + Gamma_r)
            + 0.5 * rho_up * (Gamma_l_down + Gamma_r)
        )
        + tilted_south * (
            0.5 * rho_down * (Gamma_l_down + Gamma_r)
            + 0.5 * rho_up * (Gamma_l_up + Gamma_r)
        )
    )

    # rate at the tilted angle, numerator [magnet:step-growth]
    tilted_above[...] = -4.0 * mixing * tilted_north * tilted_south * (tilted_north + tilted_south)

    # rate at the tilted angle, denominator [magnet:step-growth]
    tilted_below[...] = 2.0 * S * (
        tilted_down * tilted_up
        + mixing * tilted_dissipation * tilted_dissipation / (S * S)
    )

    # results [magnet:step-pull]
    coefficients[0] = north_pull
    coefficients[1] = south_pull
    coefficients[2] = pull_constant
    coefficients[3] = pull_slope
    coefficients[4] = mixing
    coefficients[5] = north_dissipation
    coefficients[6] = south_dissipation
    coefficients[7] = dissipation_tilt
    coefficients[8] = resistance_mixed
    coefficients[9] = resistance_2

    return (
        _batch_first(rate_north, 0),
        _batch_first(rate_south, 0),
        _batch_first(tilted_above, 0),
        _batch_first(tilted_below, 0),
        _batch_first(coefficients, 1),
    )


def charge_currents(
    theta: ArrayLike, Gamma_l_up: ArrayLike, Gamma_l_down: ArrayLike, Gamma_r: ArrayLike,
    rho_up: ArrayLike, rho_down: ArrayLike, drho_up: ArrayLike, drho_down: ArrayLike, B:
    ArrayLike, S: ArrayLike, d: ArrayLike,
) -> tuple[Any, ...]:
    """Stationary particle currents into the dot, precession frequency -B.

        left = thermal + hybrid + pumping,  right = thermal + hybrid = -left

    Parameters
    ----------
    theta : float array, shape (...)
        Polar angle of the magnetization (rad). Domain: 0 to pi.
    Gamma_l_up : float array, shape (...)
        Rate to the left lead, spin up (energy). Domain: > 0.
    Gamma_l_down : float array, shape (...)
        Rate to the left lead, spin down (energy). Domain: > 0.
    Gamma_r : float array, shape (...)
        Rate to the right lead (energy). Domain: > 0.
    rho_up : float array, shape (...)
        Density of states, spin up (1/energy). Domain: > 0.
    rho_down : float array, shape (...)
        Density of states, spin down (1/energy). Domain: > 0.
    drho_up : float array, shape (...)
        Its slope, spin up (1/energy^2). Domain: real.
    drho_down : float array, shape (...)
        Its slope, spin down (1/energy^2). Domain: real.
    B : float array, shape (...)
        Magnetic field along the lead's magnetization (energy). Domain: real.
    S : float array, shape (...)
        Length of the spin. Domain: > 0.
    d : float array, shape (...)
        Thermal drive (pi^2/3) (T_l^2 - T_r^2) (energy^2). Domain: real.

    Returns
    -------
    left : float array, shape (...)
        Current: left (energy).
    right : float array, shape (...)
        Current: right (energy).
    left_thermal : float array, shape (...)
        Current: left, thermal (energy).
    left_hybrid : float array, shape (...)
        Current: left, hybrid (energy).
    left_pumping : float array, shape (...)
        Current: left, pumping (energy).
    right_thermal : float array, shape (...)
        Current: right, thermal (energy).
    right_hybrid : float array, shape (...)
        Current: right, hybrid (energy).

    Notes
    -----
    Kind: closed form.
    Sources: magnet:14, magnet:34, magnet:55, magnet:56, magnet:58, magnet:57, magnet:53, magnet:54.
    """
    real, complex_ = _precision(
        theta, Gamma_l_up, Gamma_l_down, Gamma_r, rho_up, rho_down, drho_up, drho_down, B, S, d,
    )
    theta = _array(theta, real)
    Gamma_l_up = _array(Gamma_l_up, real)
    Gamma_l_down = _array(Gamma_l_down, real)
    Gamma_r = _array(Gamma_r, real)
    rho_up = _array(rho_up, real)
    rho_down = _array(rho_down, real)
    drho_up = _array(drho_up, real)
    drho_down = _array(drho_down, real)
    B = _array(B, real)
    S = _array(S, real)
    d = _array(d, real)
    shape = _common_shape(
        theta, Gamma_l_up, Gamma_l_down, Gamma_r, rho_up, rho_down, drho_up, drho_down, B, S, d,
    )
    left = np.empty(shape, dtype=real)
    right = np.empty(shape, dtype=real)
    left_thermal = np.empty(shape, dtype=real)
    left_hybrid = np.empty(shape, dtype=real)
    left_pumping = np.empty(shape, dtype=real)
    right_thermal = np.empty(shape, dtype=real)
    right_hybrid = np.empty(shape, dtype=real)

    # squares of the half angle's cosine and sine [magnet:14]
    north = (np.cos(0.5 * theta)) ** 2
    south = (np.sin(0.5 * theta)) ** 2

    # level broadening of the dot [magnet:34]
    Gamma_up = Gamma_r + north * Gamma_l_up + south * Gamma_l_down
    Gamma_down = Gamma_r + north * Gamma_l_down + south * Gamma_l_up

    # thermal part, left junction [magnet:55]
    left_thermal_part = (
        d * drho_down * north * Gamma_l_down * Gamma_r / Gamma_down
        + d * drho_down * south * Gamma_l_up * Gamma_r / Gamma_down
        + d * drho_up * north * Gamma_l_up * Gamma_r / Gamma_up
        + d * drho_up * south * Gamma_l_down * Gamma_r / Gamma_up
    )

    # hybrid part, left junction [magnet:56, magnet:58]
    left_hybrid_part = (
        -B * north * Gamma_l_down * rho_down * (np.sin(theta)) ** 2
        * (0.5 * Gamma_l_up - 0.5 * Gamma_l_down) / Gamma_down
        - B * north * Gamma_l_up * rho_up * (np.sin(theta)) ** 2
        * (0.5 * Gamma_l_up - 0.5 * Gamma_l_down) / Gamma_up
        - B * south * Gamma_l_down * rho_up * (np.sin(theta)) ** 2
        * (0.5 * Gamma_l_up - 0.5 * Gamma_l_down) / Gamma_up
        - B * south * Gamma_l_up * rho_down * (np.sin(theta)) ** 2
        * (0.5 * Gamma_l_up - 0.5 * Gamma_l_down) / Gamma_down
    )

    # pumping part, left junction [magnet:57]
    left_pumping_part = (
        2.0 * B * north * south * rho_down * (Gamma_l_up - Gamma_l_down)
        - 2.0 * B * north * south * rho_up * (Gamma_l_down - Gamma_l_up)
    )

    # thermal part, right junction [magnet:55]
    right_thermal_part = (
        d * drho_down * north * Gamma_r * (-north * Gamma_l_down - south * Gamma_l_up) / Gamma_down
        + d * drho_down * south * Gamma_r * (-north * Gamma_l_down - south * Gamma_l_up)
        / Gamma_down
        + d * drho_up * north * Gamma_r * (-north * Gamma_l_up - south * Gamma_l_down) / Gamma_up
        + d * drho_up * south * Gamma_r * (-north * Gamma_l_up - south * Gamma_l_down) / Gamma_up
    )

    # hybrid part, right junction [magnet:56, magnet:58]
    right_hybrid_part = (
        -B * north * Gamma_r * rho_down * (np.sin(theta)) ** 2
        * (0.5 * Gamma_l_up - 0.5 * Gamma_l_down) / Gamma_down
        - B * north * Gamma_r * rho_up * (np.sin(theta)) ** 2
        * (0.5 * Gamma_l_up - 0.5 * Gamma_l_down) / Gamma_up
        - B * south * Gamma_r * rho_down * (np.sin(theta)) ** 2
        * (0.5 * Gamma_l_up - 0.5 * Gamma_l_down) / Gamma_down
        - B * south * Gamma_r * rho_up * (np.sin(theta)) ** 2
        * (0.5 * Gamma_l_up - 0.5 * Gamma_l_down) / Gamma_up
    )

    # sum of the parts [magnet:53]
    left[...] = left_hybrid_part + left_pumping_part + left_thermal_part

    # sum of the parts [magnet:54]
    right[...] = right_hybrid_part + right_thermal_part

    # results [magnet:55]
    left_thermal[...] = left_thermal_part

    # results [magnet:56, magnet:58]
    left_hybrid[...] = left_hybrid_part

    # results [magnet:57]
    left_pumping[...] = left_pumping_part

    # results [magnet:55]
    right_thermal[...] = right_thermal_part

    # results [magnet:56, magnet:58]
    right_hybrid[...] = right_hybrid_part

    return (
        _batch_first(left, 0),
        _batch_first(right, 0),
        _batch_first(left_thermal, 0),
        _batch_first(left_hybrid, 0),
        _batch_first(left_pumping, 0),
        _batch_first(right_thermal, 0),
        _batch_first(right_hybrid, 0),
    )


def distribution(
    omega: ArrayLike, theta: ArrayLike, phi_dot: ArrayLike, Gamma_l_up: ArrayLike, Gamma_l_down:
    ArrayLike, Gamma_r: ArrayLike, T_l: ArrayLike, T_r: ArrayLike,
) -> Any:
    """Distribution function of the dot in the rotating frame, n = (1 - F)/2.

        n = sum over poles and leads of weight * fermi((omega - centre) / T)

    Parameters
    ----------
    omega : float array, shape (...)
        Frequency, measured from the chemical potential (energy). Domain: real.
    theta : float array, shape (...)
        Polar angle of the magnetization (rad). Domain: 0 to pi.
    phi_dot : float array, shape (...)
        Precession frequency (energy). Domain: real.
    Gamma_l_up : float array, shape (...)
        Rate to the left lead, spin up (energy). Domain: > 0.
    Gamma_l_down : float array, shape (...)
        Rate to the left lead, spin down (energy). Domain: > 0.
    Gamma_r : float array, shape (...)
        Rate to the right lead (energy). Domain: > 0.
    T_l : float array, shape (...)
        Temperature of the left lead (energy). Domain: > 0.
    T_r : float array, shape (...)
        Temperature of the right lead (energy). Domain: > 0.

    Returns
    -------
    occupation : float array, shape (..., dot spin)
        Occupation of levels at omega.

    Notes
    -----
    Kind: closed form.
    Sources: magnet:14, magnet:34, magnet:36.
    """
    real, complex_ = _precision(
        omega, theta, phi_dot, Gamma_l_up, Gamma_l_down, Gamma_r, T_l, T_r,
    )
    omega = _array(omega, real)
    theta = _array(theta, real)
    phi_dot = _array(phi_dot, real)
    Gamma_l_up = _array(Gamma_l_up, real)
    Gamma_l_down = _array(Gamma_l_down, real)
    Gamma_r = _array(Gamma_r, real)
    T_l = _array(T_l, real)
    T_r = _array(T_r, real)
    shape = _common_shape(
        omega, theta, phi_dot, Gamma_l_up, Gamma_l_down, Gamma_r, T_l, T_r,
    )
    occupation = np.empty((2, *shape), dtype=real)

    # squares of the half angle's cosine and sine [magnet:14]
    north = (np.cos(0.5 * theta)) ** 2
    south = (np.sin(0.5 * theta)) ** 2

    # level broadening of the dot [magnet:34]
    Gamma_up = Gamma_r + north * Gamma_l_up + south * Gamma_l_down
    Gamma_down = Gamma_r + north * Gamma_l_down + south * Gamma_l_up

    # four Fermi functions, shifted by the Berry phase [magnet:36]
    occupation[0] = (
        north * Gamma_l_up * fermi((omega + phi_dot * south) / T_l) / Gamma_up
        + north * Gamma_r * fermi((omega + phi_dot * south) / T_r) / Gamma_up
        + south * Gamma_l_down * fermi((omega - phi_dot * north) / T_l) / Gamma_up
        + south * Gamma_r * fermi((omega - phi_dot * north) / T_r) / Gamma_up
    )
    occupation[1] = (
        north * Gamma_l_down * fermi((omega - phi_dot * south) / T_l) / Gamma_down
        + north * Gamma_r * fermi((omega - phi_dot * south) / T_r) / Gamma_down
        + south * Gamma_l_up * fermi((omega + phi_dot * north) / T_l) / Gamma_down
        + south * Gamma_r * fermi((omega + phi_dot * north) / T_r) / Gamma_down
    )

    return _batch_first(occupation, 1)


def retarded_kernel(
    omega: ArrayLike, theta: ArrayLike, phi_dot: ArrayLike, Gamma_l_up: ArrayLike, Gamma_l_down:
    ArrayLike, Gamma_r: ArrayLike, rho_up: ArrayLike, rho_down: ArrayLike, drho_up: ArrayLike,
    drho_down: ArrayLike, d: ArrayLike,
) -> tuple[Any, ...]:
    """Real part of the retarded kernel for a linear density of states.

        alpha = kernel + dropped (exact);  kernel alone is of leading order in 1/S

    Parameters
    ----------
    omega : float array, shape (...)
        Frequency, measured from the chemical potential (energy). Domain: real.
    theta : float array, shape (...)
        Polar angle of the magnetization (rad). Domain: 0 to pi.
    phi_dot : float array, shape (...)
        Precession frequency (energy). Domain: real.
    Gamma_l_up : float array, shape (...)
        Rate to the left lead, spin up (energy). Domain: > 0.
    Gamma_l_down : float array, shape (...)
        Rate to the left lead, spin down (energy). Domain: > 0.
    Gamma_r : float array, shape (...)
        Rate to the right lead (energy). Domain: > 0.
    rho_up : float array, shape (...)
        Density of states, spin up (1/energy). Domain: > 0.
    rho_down : float array, shape (...)
        Density of states, spin down (1/energy). Domain: > 0.
    drho_up : float array, shape (...)
        Its slope, spin up (1/energy^2). Domain: real.
    drho_down : float array, shape (...)
        Its slope, spin down (1/energy^2). Domain: real.
    d : float array, shape (...)
        Thermal drive (pi^2/3) (T_l^2 - T_r^2) (energy^2). Domain: real.

    Returns
    -------
    kernel : float array, shape (..., dot spin, lead spin)
        Form of leading order (1).
    dropped : float array, shape (..., dot spin, lead spin)
        Remainder of the exact form (1).

    Notes
    -----
    Kind: closed form.
    Sources: magnet:14, magnet:34, magnet:44, magnet:43.
    """
    real, complex_ = _precision(
        omega, theta, phi_dot, Gamma_l_up, Gamma_l_down, Gamma_r, rho_up, rho_down, drho_up,
        drho_down, d,
    )
    omega = _array(omega, real)
    theta = _array(theta, real)
    phi_dot = _array(phi_dot, real)
    Gamma_l_up = _array(Gamma_l_up, real)
    Gamma_l_down = _array(Gamma_l_down, real)
    Gamma_r = _array(Gamma_r, real)
    rho_up = _array(rho_up, real)
    rho_down = _array(rho_down, real)
    drho_up = _array(drho_up, real)
    drho_down = _array(drho_down, real)
    d = _array(d, real)
    shape = _common_shape(
        omega, theta, phi_dot, Gamma_l_up, Gamma_l_down, Gamma_r, rho_up, rho_down, drho_up,
        drho_down, d,
    )
    kernel = np.empty((2, 2, *shape), dtype=real)
    dropped = np.empty((2, 2, *shape), dtype=real)

    # squares of the half angle's cosine and sine [magnet:14]
    north = (np.cos(0.5 * theta)) ** 2
    south = (np.sin(0.5 * theta)) ** 2

    # level broadening of the dot [magnet:34]
    Gamma_up = Gamma_r + north * Gamma_l_up + south * Gamma_l_down
    Gamma_down = Gamma_r + north * Gamma_l_down + south * Gamma_l_up

    # dissipative, hybrid and driving parts [magnet:44]
    kernel[0, 0] = (
        2.0 * omega * rho_up * (Gamma_l_up + Gamma_r)
        + phi_dot * rho_up * (np.sin(theta)) ** 2 * (Gamma_l_up + Gamma_r)
        * (0.5 * Gamma_l_up - 0.5 * Gamma_l_down) / Gamma_up
        + 2.0 * d * drho_up * south * Gamma_r * (0.5 * Gamma_l_up - 0.5 * Gamma_l_down) / Gamma_up
    )
    kernel[0, 1] = (
        2.0 * omega * rho_up * (Gamma_l_down + Gamma_r)
        + phi_dot * rho_up * (np.sin(theta)) ** 2 * (Gamma_l_down + Gamma_r)
        * (0.5 * Gamma_l_up - 0.5 * Gamma_l_down) / Gamma_up
        - 2.0 * d * drho_up * north * Gamma_r * (0.5 * Gamma_l_up - 0.5 * Gamma_l_down) / Gamma_up
    )
    kernel[1, 0] = (
        2.0 * omega * rho_down * (Gamma_l_up + Gamma_r)
        + phi_dot * rho_down * (np.sin(theta)) ** 2 * (Gamma_l_up + Gamma_r)
        * (0.5 * Gamma_l_up - 0.5 * Gamma_l_down) / Gamma_down
        + 2.0 * d * drho_down * north * Gamma_r * (0.5 * Gamma_l_up - 0.5 * Gamma_l_down)
        / Gamma_down
    )
    kernel[1, 1] = (
        2.0 * omega * rho_down * (Gamma_l_down + Gamma_r)
        + phi_dot * rho_down * (np.sin(theta)) ** 2 * (Gamma_l_down + Gamma_r)
        * (0.5 * Gamma_l_up - 0.5 * Gamma_l_down) / Gamma_down
        - 2.0 * d * drho_down * south * Gamma_r * (0.5 * Gamma_l_up - 0.5 * Gamma_l_down)
        / Gamma_down
    )

    # dropped in (44) as of order 1/S [magnet:43]
    dropped[0, 0] = drho_up * (Gamma_l_up + Gamma_r) * (
        omega * omega
        - (
            north * Gamma_l_up * phi_dot * phi_dot * south * south
            + north * Gamma_r * phi_dot * phi_dot * south * south
            + south * Gamma_l_down * phi_dot * phi_dot * north * north
            + south * Gamma_r * phi_dot * phi_dot * north * north
        ) / Gamma_up
    )
    dropped[0, 1] = drho_up * (Gamma_l_down + Gamma_r) * (
        omega * omega
        - (
            north * Gamma_l_up * phi_dot * phi_dot * south * south
            + north * Gamma_r * phi_dot * phi_dot * south * south
            + south * Gamma_l_down * phi_dot * phi_dot * north * north
            + south * Gamma_r * phi_dot * phi_dot * north * north
        ) / Gamma_up
    )
    dropped[1, 0] = drho_down * (Gamma_l_up + Gamma_r) * (
        omega * omega
        - (
            north * Gamma_l_down * phi_dot * phi_dot * south * south
            + north * Gamma_r * phi_dot * phi_dot * south * south
            + south * Gamma_l_up * phi_dot * phi_dot * north * north
            + south * Gamma_r * phi_dot * phi_dot * north * north
        ) / Gamma_down
    )
    dropped[1, 1] = drho_down * (Gamma_l_down + Gamma_r) * (
        omega * omega
        - (
            north * Gamma_l_down * phi_dot * phi_dot * south * south
            + north * Gamma_r * phi_dot * phi_dot * south * south
            + south * Gamma_l_up * phi_dot * phi_dot * north * north
            + south * Gamma_r * phi_dot * phi_dot * north * north
        ) / Gamma_down
    )

    return (
        _batch_first(kernel, 2),
        _batch_first(dropped, 2),
    )


def u1_matrices(
    theta: ArrayLike, Gamma_l_up: ArrayLike, Gamma_l_down: ArrayLike, Gamma_r: ArrayLike,
    rho_up: ArrayLike, rho_down: ArrayLike, J: ArrayLike, C: ArrayLike,
) -> tuple[Any, ...]:
    """Linear dynamics of the magnetization's length and of the potential.

        d(M, V)/dt = rate (M, V) + memory (kick)

    Parameters
    ----------
    theta : float array, shape (...)
        Polar angle of the magnetization (rad). Domain: 0 to pi.
    Gamma_l_up : float array, shape (...)
        Rate to the left lead, spin up (energy). Domain: > 0.
    Gamma_l_down : float array, shape (...)
        Rate to the left lead, spin down (energy). Domain: > 0.
    Gamma_r : float array, shape (...)
        Rate to the right lead (energy). Domain: > 0.
    rho_up : float array, shape (...)
        Density of states, spin up (1/energy). Domain: > 0.
    rho_down : float array, shape (...)
        Density of states, spin down (1/energy). Domain: > 0.
    J : float array, shape (...)
        Exchange constant (energy). Domain: > 0.
    C : float array, shape (...)
        Capacity of the dot (1/energy). Domain: > 0.

    Returns
    -------
    rate : float array, shape (..., row, column)
        Rates (energy).
    memory : float array, shape (..., row, column)
        Source per unit kick (energy).
    determinant : float array, shape (...)
        Determinant of the rates (energy^2).

    Notes
    -----
    Kind: closed form.
    Sources: magnet:14, magnet:34, magnet:A17, magnet:A18, magnet:step-memory,
    magnet:step-u1-stability.
    """
    real, complex_ = _precision(
        theta, Gamma_l_up, Gamma_l_down, Gamma_r, rho_up, rho_down, J, C,
    )
    theta = _array(theta, real)
    Gamma_l_up = _array(Gamma_l_up, real)
    Gamma_l_down = _array(Gamma_l_down, real)
    Gamma_r = _array(Gamma_r, real)
    rho_up = _array(rho_up, real)
    rho_down = _array(rho_down, real)
    J = _array(J, real)
    C = _array(C, real)
    shape = _common_shape(
        theta, Gamma_l_up, Gamma_l_down, Gamma_r, rho_up, rho_down, J, C,
    )
    rate = np.empty((2, 2, *shape), dtype=real)
    memory = np.empty((2, 2, *shape), dtype=real)
    determinant = np.empty(shape, dtype=real)

    # squares of the half angle's cosine and sine [magnet:14]
    north = (np.cos(0.5 * theta)) ** 2
    south = (np.sin(0.5 * theta)) ** 2

    # level broadening of the dot [magnet:34]
    Gamma_up = Gamma_r + north * Gamma_l_up + south * Gamma_l_down
    Gamma_down = Gamma_r + north * Gamma_l_down + south * Gamma_l_up

    # rates of delta M and delta V [magnet:A17, magnet:A18]
    rate[0, 0] = (
        Gamma_down * J * rho_down * (1.0 - 1.0 / (J * rho_down))
        + Gamma_up * J * rho_up * (1.0 - 1.0 / (J * rho_up))
    )
    rate[0, 1] = (
        2.0 * Gamma_down * J * rho_down * (1.0 + 0.5 * C / rho_down)
        - 2.0 * Gamma_up * J * rho_up * (1.0 + 0.5 * C / rho_up)
    )
    rate[1, 0] = (
        Gamma_up * rho_up * (1.0 - 1.0 / (J * rho_up)) / C
        - Gamma_down * rho_down * (1.0 - 1.0 / (J * rho_down)) / C
    )
    rate[1, 1] = (
        -2.0 * Gamma_down * rho_down * (1.0 + 0.5 * C / rho_down) / C
        - 2.0 * Gamma_up * rho_up * (1.0 + 0.5 * C / rho_up) / C
    )

    # source per unit kick without history [magnet:step-memory]
    memory[0, 0] = Gamma_down + Gamma_up
    memory[0, 1] = C * J * (Gamma_up - Gamma_down)
    memory[1, 0] = (Gamma_up - Gamma_down) / (C * J)
    memory[1, 1] = Gamma_down + Gamma_up

    # of the rates [magnet:step-u1-stability]
    determinant[...] = 4.0 * Gamma_down * Gamma_up * (
        1.0
        + (rho_down + rho_up) / C
        - J * (0.5 * rho_down + 0.5 * rho_up + 2.0 * rho_down * rho_up / C)
    )

    return (
        _batch_first(rate, 2),
        _batch_first(memory, 2),
        _batch_first(determinant, 0),
    )
