"""The magnet's public functions: anchors, limits, stability, bad input."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinloom.errors import ParameterError
from spinloom.magnet import (
    Parameters,
    ValidityWarning,
    charge_current,
    distribution,
    flow,
    retarded_kernel,
    stationary_angles,
    trajectory,
    u1_matrix,
    u1_modes,
    u1_response,
)

ANCHOR: dict[str, Any] = {
    "Gamma_l_up": 0.3, "Gamma_l_down": 0.9, "Gamma_r": 0.6, "rho_up": 10.0, "rho_down": 10.0,
    "drho_up": -0.002, "drho_down": 0.002, "B": 5.0, "S": 100.0, "d": -2.25e6,
}  # fmt: skip


def device(**changes: Any) -> Parameters:
    return Parameters(**{**ANCHOR, **changes})


def generic(**changes: Any) -> Parameters:
    return device(**{"rho_down": 7.0, "drho_up": -0.0019, "d": -2e6, "S": 300.0, **changes})


# --- anchors and closed forms --------------------------------------------------------------------


def test_anchor_of_the_charge_current() -> None:
    assert charge_current(0.0, device()).left == pytest.approx(-720.0, rel=1e-13)


def test_threshold_of_the_symmetric_density_of_states() -> None:
    d_0 = 7.5e5  # -Gamma_S rho_S B / (lambda Gamma_D drho_D), lambda = -2/15
    for d, tilted in ((-1.01 * d_0, True), (-0.99 * d_0, False), (1.01 * d_0, True)):
        found = stationary_angles(device(d=d))
        assert found.tilted.exists is tilted
        assert found.tilted.stable is (d < -d_0)
        assert found.north.stable is (d > -d_0)
        assert found.south.stable is (d > d_0)
        if tilted:
            assert found.tilted.cos_theta == pytest.approx(-d_0 / d, rel=1e-12)


def test_flow_vanishes_at_stationary_angles_and_grows_with_their_rate() -> None:
    p = generic()
    found = stationary_angles(p)
    assert found["tilted"].exists
    step = 1e-5
    for branch, angle in (("north", 0.0), ("south", np.pi), ("tilted", None)):
        theta = np.arccos(found[branch].cos_theta) if angle is None else angle
        assert abs(flow(theta, p).theta_dot) < 1e-13
        inward = theta - step if theta > 1 else theta + step
        slope = flow(inward, p).theta_dot / (inward - theta)
        assert slope == pytest.approx(found[branch].rate, rel=1e-3)
        assert found[branch].stable is bool(slope < 0)


@pytest.mark.parametrize("theta", [0.0, 0.4, 1.3, 2.8, np.pi])
def test_currents_balance_part_by_part(theta: float) -> None:
    c = charge_current(theta, generic())
    assert c.left == pytest.approx(-c.right, rel=1e-12)
    assert c.left_thermal == pytest.approx(-c.right_thermal, rel=1e-12)
    assert c.left_hybrid + c.left_pumping == pytest.approx(-c.right_hybrid, rel=1e-12)
    assert c.left == pytest.approx(c.left_thermal + c.left_hybrid + c.left_pumping, rel=1e-12)
    if 0 < theta < np.pi:
        assert abs(c.left_pumping) > 1e-3


def test_precession_enhances_the_current_of_the_symmetric_device() -> None:
    p = device()
    theta = np.arccos(stationary_angles(p).tilted.cos_theta)
    moving, north = charge_current(theta, p), charge_current(0.0, p)
    with pytest.warns(ValidityWarning, match="fast precession"):
        still = charge_current(theta, device(B=0.0))
    assert still.left == moving.left_thermal
    assert abs(still.left) < abs(moving.left) < abs(north.left)


# --- limits --------------------------------------------------------------------------------------


def test_non_magnetic_leads_only_damp() -> None:
    p = generic(Gamma_l_up=0.9)
    found = stationary_angles(p)
    assert not found.tilted.exists
    assert found.north.stable and not found.south.stable
    c = charge_current(1.0, p)
    assert c.left_hybrid == c.left_pumping == 0


def test_no_drive_no_thermal_current() -> None:
    c = charge_current(0.7, generic_without_drive())
    assert c.left_thermal == c.right_thermal == 0
    assert stationary_angles(generic_without_drive()).north.stable


def generic_without_drive() -> Parameters:
    return device(rho_down=7.0, d=0.0)


def test_large_spin_precesses_at_minus_the_field() -> None:
    gaps = [abs(flow(1.0, generic(S=s)).phi_dot + 5.0) for s in (1e3, 1e4)]
    assert np.log10(gaps[0] / gaps[1]) == pytest.approx(2.0, abs=0.01)


def test_small_capacity_decouples_the_fast_potential() -> None:
    rates = [u1_modes(generic(J=0.05, C=c), 0.5).rates for c in (1e-6, 1e-8)]
    assert rates[1][0] / rates[0][0] == pytest.approx(100.0, rel=1e-3)
    assert rates[1][1] == pytest.approx(rates[0][1], rel=1e-4)


# --- trajectories --------------------------------------------------------------------------------


def exact(p: Parameters, theta: float, end: float) -> Any:
    """Time to reach an angle, by quadrature of 1 / theta_dot at 30 digits."""
    names = ("Gamma_l_up", "Gamma_l_down", "Gamma_r", "rho_up", "rho_down", "drho_up",
             "drho_down", "B", "S", "d")  # fmt: skip
    lu, ld, r, ru, rd, su, sd, b, s, d = (mpmath.mpf(float(getattr(p, n))) for n in names)
    mean, gap = (lu + ld) / 2 + r, (lu - ld) / 2

    def slowness(angle: Any) -> Any:
        c = mpmath.cos(angle)
        both = mean**2 - (gap * c) ** 2
        g = ((ru + rd) * mean - (ru - rd) * gap * c) / 2
        left = g * (1 - gap**2 * mpmath.sin(angle) ** 2 / both)
        heat = r * gap / both * ((su + sd) * mean - (su - sd) * gap * c) / 2 * d
        return -(s + g * left / s) / (mpmath.sin(angle) * (left * b + heat))

    with mpmath.workdps(30):
        return mpmath.quad(slowness, mpmath.linspace(theta, end, 9))


@pytest.mark.parametrize("start", [1e-8, 0.3, 1.9, 3.1])
def test_trajectory_reaches_its_angle_on_time(start: float) -> None:
    p = generic()
    path = trajectory(start, [0.0, 3.0, 10.0], p)
    assert path.theta[0] == pytest.approx(start, rel=1e-15)
    assert path.phi[0] == 0
    begin = path.theta[1]
    assert float(exact(p, begin, path.theta[2])) == pytest.approx(7.0, rel=1e-10)


@settings(max_examples=60, deadline=None)
@given(
    theta=st.floats(1e-6, np.pi - 1e-6),
    time=st.floats(0.01, 50.0),
    d=st.floats(-3e6, 3e6),
    field=st.floats(-5.0, 5.0),
    spin=st.floats(0.5, 500.0),
    density=st.floats(1.0, 12.0),
)
def test_two_legs_are_one_journey(
    theta: float, time: float, d: float, field: float, spin: float, density: float
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ValidityWarning)
        p = device(d=d, B=field, S=spin, rho_down=density)
        whole = trajectory(theta, [time / 3, time], p)
        rest = trajectory(min(whole.theta[0], np.pi), [2 * time / 3], p)
    assert np.all(np.isfinite(whole.theta)) and np.all(np.isfinite(whole.phi))
    assert rest.theta[0] == pytest.approx(whole.theta[1], abs=1e-7)


def test_long_times_end_on_a_stable_angle() -> None:
    p = generic()
    path = trajectory(np.array([1e-9, 0.5, 3.0]), np.array([0.0, 1e5]), p)
    assert path.theta[:, 1] == pytest.approx(
        np.arccos(stationary_angles(p).tilted.cos_theta), abs=1e-12
    )
    assert path.theta.shape == (3, 2)


def test_poles_stay_poles() -> None:
    path = trajectory(np.array([0.0, np.pi]), [1.0, 2.0], generic())
    assert np.array_equal(path.theta, [[0.0, 0.0], [np.pi, np.pi]])
    assert path.phi[0, 1] == pytest.approx(2 * flow(0.0, generic()).phi_dot, rel=1e-14)


def test_results_are_labelled() -> None:
    data = trajectory(np.array([0.2, 0.4]), [1.0, 2.0, 3.0], generic()).to_xarray()
    assert data.theta.dims == ("dim_0", "time")
    assert data.theta.attrs["units"] == "rad"


# --- distribution and kernel ---


def test_distribution_at_rest_is_the_weighted_fermi_function() -> None:
    p = Parameters(0.3, 0.9, 0.6, 10, 10, 0, 0, B=5, S=100, T_l=2.0, T_r=2.0)
    omega = np.array([-3.0, 0.0, 1.0])
    with pytest.warns(ValidityWarning, match="fast precession"):
        found = distribution(omega, 0.8, 0.1, p)
    assert found == pytest.approx(1 / (np.exp(omega / 2) + 1), abs=1e-2)
    sharp = distribution(omega, 0.0, -5.0, p, spin="down")
    assert sharp == pytest.approx(1 / (np.exp(omega / 2) + 1), rel=1e-13)


def test_distribution_falls_from_one_to_zero() -> None:
    p = Parameters(0.3, 0.9, 0.6, 10, 10, 0, 0, B=5, S=100, T_l=0.2, T_r=1.0)
    n = distribution(np.linspace(-40, 40, 201), 1.0, -5.0, p)
    assert np.all(np.diff(n) <= 0)
    assert n[0] == pytest.approx(1.0, abs=1e-12) and n[-1] == pytest.approx(0.0, abs=1e-12)
    swapped = distribution(np.linspace(-40, 40, 201), 1.0, 5.0, p)
    assert np.max(np.abs(n - swapped)) > 1e-3


def test_leading_kernel_differs_by_the_dropped_squares() -> None:
    p = generic()
    gap = retarded_kernel(2.0, 0.8, -5.0, p) - retarded_kernel(2.0, 0.8, -5.0, p, exact=False)
    assert gap.shape == (2, 2)
    assert gap[1, 0] / gap[1, 1] == pytest.approx((0.3 + 0.6) / (0.9 + 0.6), rel=1e-9)
    flat = device(drho_up=0.0, drho_down=0.0)
    same = retarded_kernel(2.0, 0.8, -5.0, flat), retarded_kernel(2.0, 0.8, -5.0, flat, exact=False)
    assert np.array_equal(*same)


# --- length and potential ------------------------------------------------------------------------


def test_rates_are_eigenvalues_and_stability_is_exact() -> None:
    for exchange in (0.05, 0.12, 0.2):
        p = generic(J=exchange, C=20.0)
        modes, matrix = u1_modes(p, 0.9), u1_matrix(p, 0.9)
        assert modes.rates == pytest.approx(np.sort(np.linalg.eigvals(matrix).real), rel=1e-11)
        assert modes.stable is bool(np.all(modes.rates < 0))


def test_non_magnetic_device_decouples() -> None:
    p = device(Gamma_l_up=0.9, J=0.04, C=5.0)
    g = 2 * 10 * 1.5
    assert u1_matrix(p, 0.3) == pytest.approx(
        np.diag([g * (0.04 - 0.1), -2 * g * (1 / 5 + 1 / 20)]), rel=1e-13, abs=1e-13
    )


def test_kick_is_not_forgotten() -> None:
    p = generic(J=0.05, C=20.0)
    found = u1_response((0.3, -0.2), [0.0, 1e3], p, 0.9)
    assert found.delta_M[0] == pytest.approx(0.3) and found.delta_V[0] == pytest.approx(-0.2)
    assert abs(found.delta_M[1]) > 1e-2  # the reduced equations would relax to zero


def test_without_history_the_rates_alone_miss_what_the_kick_leaves() -> None:
    """The solution obeys y' = A y + s with a constant s, that of the memory that is not there."""
    p, kick, step = generic(J=0.05, C=20.0), np.array([0.3, -0.2]), 1e-4
    matrix = u1_matrix(p, 0.9)
    sources = []
    for time in (0.5, 4.0):
        found = u1_response(kick, [time - step, time, time + step], p, 0.9)
        path = np.stack([found.delta_M, found.delta_V])
        sources.append((path[:, 2] - path[:, 0]) / (2 * step) - matrix @ path[:, 1])
    assert sources[0] == pytest.approx(sources[1], abs=1e-6)
    broad = [0.6 + 0.3 * x + 0.9 * (1 - x) for x in (np.cos(0.45) ** 2, np.sin(0.45) ** 2)]
    # (A11) and (A12) at 0+, where the retarded integrals are still empty
    weights = np.array([10.0, 7.0]) * broad
    start = [0.05 * np.sum(weights * (0.3 + 0.4 * np.array([1, -1]))),
             np.sum(weights * (0.3 * np.array([1, -1]) + 0.4)) / 20]  # fmt: skip
    assert sources[0] == pytest.approx(start - matrix @ kick, abs=1e-6)
    assert np.max(np.abs(sources[0])) > 0.1


# --- bad input and criteria ---


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"Gamma_r": 0.0}, "Gamma_r"),
        ({"Gamma_l_up": -1.0}, "Gamma_l_up"),
        ({"S": 0.0}, "S"),
        ({"rho_up": -3.0}, "rho_up"),
        ({"d": None}, "d"),
        ({"Gamma_r": None}, "Gamma_r"),
        ({"drho_down": None}, "drho_down"),
        ({"S": None}, "S"),
        ({"d": np.nan}, "d"),
        ({"T_l": 3.0}, "T_r"),
        ({"T_l": 3.0, "T_r": 2.0, "d": -5.0}, "d"),
        ({"T_l": -3.0, "T_r": 2.0, "d": None}, "T_l"),
        ({"B": "strong"}, "B"),
        ({"rho_up": [1.0, 2.0], "B": [1.0, 2.0, 3.0]}, "shapes"),
        ({"C": -1.0}, "C"),
    ],
)
def test_bad_parameters(change: dict[str, Any], name: str) -> None:
    with pytest.raises(ParameterError, match=name):
        device(**change)


@pytest.mark.parametrize(
    "request_",
    [
        lambda p: flow(-0.1, p),
        lambda p: flow(3.2, p),
        lambda p: trajectory(1.0, [[0.0]], p),
        lambda p: trajectory(1.0, ["now"], p),
        lambda p: charge_current(1j, p),
        lambda p: distribution(0.0, 1.0, -5.0, p),
        lambda p: distribution(0.0, 1.0, -5.0, p, spin="left"),
        lambda p: retarded_kernel(0.0, 1.0, -5.0, p, exact="no"),  # type: ignore[arg-type]
        lambda p: retarded_kernel(0.0, -1.0, -5.0, p),
        lambda p: u1_matrix(p, 0.1),
        lambda p: u1_response(1.0, [0.0], p, 0.1),
        lambda p: u1_response((1.0, 0.0), [-1.0], generic(J=0.1, C=1.0), 0.1),
    ],
)
def test_bad_requests(request_: Callable[[Parameters], Any]) -> None:
    with pytest.raises(ParameterError):
        request_(device())


def test_drive_and_temperatures_that_agree_are_accepted() -> None:
    d = np.pi**2 / 3 * (9.0 - 4.0)
    p = Parameters(0.3, 0.9, 0.6, 10, 10, 0, 0, B=5, S=100, T_l=3.0, T_r=2.0)
    assert p.d == pytest.approx(d, rel=1e-14)
    assert device(T_l=3.0, T_r=2.0, d=d).d == d


def test_criteria_warn_with_their_value() -> None:
    with pytest.warns(ValidityWarning, match=r"drive \|d\|: \|drho_(up|down)\|"):
        stationary_angles(device(d=-1e9))
    with pytest.warns(ValidityWarning, match="slowness"):
        flow(1.0, device(S=1.0, B=50.0))
    with pytest.warns(ValidityWarning, match=r"fast precession: Gamma / \|phi_dot\| = 15;"):
        retarded_kernel(0.0, 1.0, -0.1, device())


def test_arrays_broadcast() -> None:
    p = device(d=np.linspace(-2e6, 2e6, 7)[:, None], rho_down=np.array([7.0, 10.0, 12.0]))
    found = stationary_angles(p)
    assert found.tilted.rate.shape == (7, 3)
    one = stationary_angles(device(d=-2e6, rho_down=12.0))
    assert found.tilted.cos_theta[0, 2] == pytest.approx(one.tilted.cos_theta, rel=1e-15)
