"""The magnet at the edges of its domain: poles, limits, long times, shapes, labels, messages."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import xarray as xr

from spinloom import magnet
from spinloom.errors import ParameterError
from spinloom.magnet import Parameters, ValidityWarning
from spinloom.numerics import polar_flow
from spinloom.numerics.magnet_kernels import DYNAMICS

DEVICE: dict[str, Any] = {
    "Gamma_l_up": 0.3, "Gamma_l_down": 0.9, "Gamma_r": 0.6, "rho_up": 10.0, "rho_down": 7.0,
    "drho_up": -0.0019, "drho_down": 0.002, "B": 5.0, "S": 300.0, "T_l": 100.0, "T_r": 800.0,
    "J": 0.05, "C": 20.0,
}  # fmt: skip
BACKENDS = ("numpy", "numba")


def device(**changes: Any) -> Parameters:
    return Parameters(**{**DEVICE, **changes})


def everything(p: Parameters, theta: Any, backend: str = "numpy") -> dict[str, Any]:
    """All quantities of all functions, by name."""
    found: dict[str, Any] = {}
    for name, branch in magnet.stationary_angles(p, backend=backend).items():
        found |= {f"{name}.{key}": value for key, value in branch.items()}
    found |= magnet.flow(theta, p, backend=backend)
    found |= magnet.trajectory(theta, [-2.0, 0.0, 1.0, 5.0], p, backend=backend)
    found |= magnet.charge_current(theta, p, backend=backend)
    for spin in ("up", "down"):
        found[spin] = magnet.distribution(0.3, theta, -5.0, p, spin, backend=backend)
    found["kernel"] = magnet.retarded_kernel(0.3, theta, -5.0, p, backend=backend)
    found["matrix"] = magnet.u1_matrix(p, theta, backend=backend)
    found |= magnet.u1_modes(p, theta, backend=backend)
    found |= magnet.u1_response((0.1, 0.2), [0.0, 1.0], p, theta, backend=backend)
    return found


EDGES: tuple[tuple[dict[str, Any], Any], ...] = (
    ({}, 1.0),
    ({}, 0.0),
    ({}, np.pi),
    ({}, np.zeros(0)),
    ({"B": np.zeros(0)}, 1.0),
    ({"B": [4.0, 5.0], "T_l": [100.0, 150.0]}, 1.0),
    ({"B": np.array([[4.0], [5.0], [6.0]]), "S": np.array([300.0, 400.0])}, 1.0),
    ({"T_l": 800.0}, 1.0),
    ({"T_l": 1e-10, "T_r": 1e-10}, 1.0),
    ({"B": 0.0}, 1.0),
    ({"B": 1e10}, 1.0),
    ({"Gamma_l_up": 0.9}, 1.0),
    ({"S": 1e10}, 1.0),
    ({"S": 1e-10}, 1.0),
    ({"C": 1e-10}, 1.0),
    ({"C": 1e10}, 1.0),
    ({"Gamma_r": 1e10}, 1.0),
    ({"rho_up": 1e10}, 1.0),
)


@pytest.mark.parametrize("case", range(len(EDGES)))
def test_both_backends_agree_and_stay_finite(case: int) -> None:
    changes, theta = EDGES[case]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ValidityWarning)
        plain, compiled = (everything(device(**changes), theta, name) for name in BACKENDS)
    batch = np.broadcast_shapes(np.shape(theta), *(np.shape(v) for v in changes.values()))
    assert plain.keys() == compiled.keys()
    for name, value in plain.items():
        assert np.allclose(value, compiled[name], rtol=1e-9, atol=0, equal_nan=True), name
        assert name.startswith("tilted") or np.all(np.isfinite(value)), name
    for name in ("theta_dot", "phi_dot", "theta", "phi", "left", "right_hybrid"):
        assert np.shape(plain[name])[: len(batch)] == batch, name


def test_poles_are_fixed_points() -> None:
    for theta in (0.0, np.pi):
        assert magnet.flow(theta, device()).theta_dot == 0.0
        current = magnet.charge_current(theta, device())
        assert abs(current.left_hybrid) < 1e-28 and abs(current.left_pumping) < 1e-28


@pytest.mark.parametrize(("pole", "side"), [(0.0, 1.0), (np.pi, -1.0)])
def test_currents_approach_the_poles_quadratically(pole: float, side: float) -> None:
    """The pumped and hybrid parts vanish with the square of the distance from a pole."""
    parts = [magnet.charge_current(pole + side * step, device()) for step in (1e-2, 1e-3)]
    for name in ("left_hybrid", "left_pumping", "right_hybrid"):
        assert parts[0][name] / parts[1][name] == pytest.approx(100, rel=1e-3)


def test_zero_temperature_leaves_two_steps() -> None:
    """At T -> 0 with different rates the occupation has the four weights as steps."""
    p = device(T_l=1e-10, T_r=1e-10)
    theta, speed = 1.0, -5.0
    north, south = np.cos(theta / 2) ** 2, np.sin(theta / 2) ** 2
    width = 0.3 * north + 0.9 * south + 0.6
    middle = magnet.distribution(0.0, theta, speed, p)
    assert magnet.distribution(-6.0, theta, speed, p) == pytest.approx(1.0)
    assert magnet.distribution(6.0, theta, speed, p) == 0.0
    assert middle == pytest.approx(north * (0.3 + 0.6) / width, rel=1e-13)


def test_equal_rates_make_no_torque() -> None:
    """Without a magnetic lead the drive moves nothing, whatever its size."""
    with_drive, without = (magnet.flow(1.1, device(Gamma_l_up=0.9, T_l=t)) for t in (100.0, 800.0))
    assert with_drive.theta_dot == without.theta_dot


@pytest.mark.parametrize("spin", [1e4, 1e6])
def test_large_spin_slows_the_polar_angle(spin: float) -> None:
    scaled = magnet.flow(1.1, device(S=spin)).theta_dot * spin
    assert scaled == pytest.approx(magnet.flow(1.1, device(S=1e9)).theta_dot * 1e9, rel=1e4 / spin)


def test_long_times_reach_the_stable_end() -> None:
    """Where Newton steps overflow: strong, asymmetric devices, rates times times of 10^4."""
    rng = np.random.default_rng(5)

    def some(signed: bool = False) -> Any:
        values = 10.0 ** rng.uniform(-3, 3, 500)
        return values * rng.choice([-1, 1], 500) if signed else values

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ValidityWarning)
        positive = {name: some() for name in (*DYNAMICS[:5], "S", "T_l", "T_r")}
        p = Parameters(**positive, drho_up=some(True), drho_down=some(True), B=some(True))
        path = magnet.trajectory(1.0, [1e3, 1e9], p)
        found = magnet.stationary_angles(p)
        assert np.all(np.isfinite(path.theta)) and np.all(np.isfinite(path.phi))
    end, start = np.cos(path.theta[:, 1]), np.cos(1.0)
    tilted = np.where(found.tilted.exists, found.tilted.cos_theta, np.nan)
    north, south = found.north.stable, found.south.stable
    up = north & (~south | (tilted < start))
    expected = np.where(found.tilted.stable, tilted, np.where(up, 1.0, -1.0))
    slowest = np.fmin(np.abs(found.north.rate), np.abs(found.south.rate))
    settled = np.fmin(slowest, np.where(found.tilted.exists, np.abs(found.tilted.rate), np.inf))
    sure = (settled * 1e9 > 100) & (np.abs(tilted - start) > 1e-3)
    sure |= (settled * 1e9 > 100) & np.isnan(tilted)
    assert np.count_nonzero(sure) > 400
    assert np.max(np.abs(end - expected)[sure]) < 1e-9


def test_every_quantity_is_finite_in_all_corners_of_the_domain() -> None:
    rng = np.random.default_rng(3)
    positive = (*DYNAMICS[:5], "S", "T_l", "T_r", "J", "C")
    values = {name: 10.0 ** rng.uniform(-10, 10, 400) for name in positive}
    for name in ("drho_up", "drho_down", "B"):
        values[name] = 10.0 ** rng.uniform(-10, 10, 400) * rng.choice([-1, 1], 400)
    theta = rng.uniform(0, np.pi, 400)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ValidityWarning)
        p = Parameters(**values)
        found = dict(magnet.flow(theta, p)) | dict(magnet.charge_current(theta, p))
        found |= magnet.trajectory(theta, [-1e3, 1.0, 1e3], p)
        found |= magnet.u1_modes(p, theta)
        found["n"] = magnet.distribution(0.3, theta, -5.0, p)
        found["kernel"] = magnet.retarded_kernel(0.3, theta, -5.0, p)
        poles = magnet.stationary_angles(p)
    north, south, tilted = poles.values()
    assert np.array_equal(tilted.stable, (north.rate > 0) & (south.rate > 0))
    assert np.array_equal(tilted.exists, north.stable == south.stable)
    found |= {"north": north.rate, "south": south.rate}
    for name, value in found.items():
        assert np.all(np.isfinite(value)), name
    assert np.all((found["theta"] >= 0) & (found["theta"] <= np.pi))
    assert np.all((found["n"] >= 0) & (found["n"] <= 1 + 1e-15))


def test_bisection_finds_what_newton_finds() -> None:
    p = device()
    values, _ = p.arrays(*DYNAMICS)
    flow = magnet._polar("numpy", values)
    theta = np.linspace(0.1, 3.0, 30)
    newton, turned = polar_flow.advance(flow, theta, 12.0)
    below, above = 1 - np.cos(theta), 1 + np.cos(theta)
    pull = flow.pull_constant - flow.pull_slope * np.cos(theta)
    flat = polar_flow.PolarFlow(*(np.broadcast_to(getattr(flow, n), theta.shape)
                                  for n in flow.__dataclass_fields__))  # fmt: skip
    target = 12.0 * flat.mixing / (2 * flat.spin)
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        place = polar_flow._bisect(flat, below, above, pull, target)
    assert 2 * np.arctan2(np.sqrt(place.below), np.sqrt(place.above)) == pytest.approx(newton)
    assert np.max(np.abs(newton - theta)) > 0.1 and np.all(np.isfinite(turned))


# --- labels ---


def test_labelled_arguments_come_back_labelled() -> None:
    field = xr.DataArray([4.0, 5.0, 6.0], dims="B", coords={"B": [4.0, 5.0, 6.0]})
    angle = xr.DataArray([0.5, 1.0], dims="theta")
    p = device(B=field)
    current = magnet.charge_current(angle, p)
    assert set(current.left.dims) == {"B", "theta"}
    assert float(current.left.sel(B=5.0).isel(theta=1)) == pytest.approx(
        magnet.charge_current(1.0, device()).left, rel=1e-14
    )
    path = magnet.trajectory(angle, [1.0, 2.0], p)
    assert path.theta.dims[-1] == "time"
    assert magnet.stationary_angles(p).tilted.rate.dims == ("B",)
    kernel = magnet.retarded_kernel(0.3, angle, -5.0, p)
    assert kernel.dims == ("theta", "dot_spin", "lead_spin")


def test_labels_of_drive_and_temperatures_agree() -> None:
    heat = xr.DataArray([100.0, 200.0], dims="T")
    p = device(T_l=heat)
    assert p.d.dims == ("T",)
    assert magnet.flow(1.0, p).theta_dot.dims == ("T",)


@pytest.mark.parametrize(
    "result",
    [
        lambda p: magnet.stationary_angles(p).tilted,
        lambda p: magnet.flow(1.0, p),
        lambda p: magnet.trajectory(1.0, [1.0], p),
        lambda p: magnet.charge_current(1.0, p),
        lambda p: magnet.u1_modes(p, 1.0),
        lambda p: magnet.u1_response((0.1, 0.2), [1.0], p, 1.0),
    ],
)
def test_every_quantity_has_a_unit_and_a_source(result: Callable[[Parameters], Any]) -> None:
    data = result(device()).to_xarray()
    assert len(data.data_vars) >= 2
    for variable in data.data_vars.values():
        assert variable.attrs["units"]
        assert variable.attrs["source"].startswith("magnet:")
        assert variable.attrs["long_name"]


# --- messages ---


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"Gamma_r": 0.0}, "Gamma_r = 0.0 energy; must be > 0"),
        ({"Gamma_l_down": -2.0}, "Gamma_l_down = -2.0 energy; must be > 0"),
        ({"S": -1.0}, "S = -1.0; must be > 0"),
        ({"rho_down": -7.0}, "rho_down = -7.0 1/energy; must be > 0"),
        ({"drho_up": np.inf}, "drho_up = inf 1/energy^2; must be between"),
        ({"d": -5.0}, "d = -5.0 energy^2; must be (pi^2/3) (T_l^2 - T_r^2) = -2072616"),
        ({"T_l": None}, "T_l = None; must be given"),
        ({"B": [1.0, np.nan]}, "B = nan energy; must be between"),
        ({"J": 0.0}, "J = 0.0 energy; must be > 0"),
        ({"T_r": 1e11}, "T_r = 100000000000.0 energy; must be > 0 (between"),
    ],
)
def test_one_clear_error_for_parameters(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ParameterError) as caught:
        device(**change)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (lambda p: magnet.flow(-0.1, p), "theta = -0.1 rad; must be between 0 and pi"),
        (lambda p: magnet.charge_current([0.0, 3.2], p), "theta = 3.2 rad; must be between"),
        (lambda p: magnet.trajectory(4.0, [0.0], p), "theta0 = 4.0 rad; must be between 0 and pi"),
        (lambda p: magnet.trajectory(1.0, [[0.0]], p), "times = array of shape (1, 1); must be"),
        (lambda p: magnet.flow(1.0, p, backend="jax"), "backend = 'jax'; must be one of 'numpy'"),
        (lambda p: magnet.distribution(0.0, 1.0, -5.0, p, "left"), "spin = 'left'; must be one"),
        (lambda p: magnet.u1_response((1.0, 0.0), [-1.0], p, 1.0), "times = -1.0 1/energy; must"),
        (lambda p: magnet.u1_response(1.0, [1.0], p, 1.0), "kick = 1.0; must be a pair"),
    ],
)
def test_one_clear_error_for_requests(request_: Callable[[Parameters], Any], message: str) -> None:
    with pytest.raises(ParameterError) as caught:
        request_(device())
    assert str(caught.value).startswith(message)


def test_an_unstable_mode_may_not_leave_the_range_of_numbers() -> None:
    p = device(J=10.0)
    assert not magnet.u1_modes(p, 1.0).stable
    assert np.all(np.isfinite(magnet.u1_response((0.1, 0.2), [1.0], p, 1.0).delta_M))
    with pytest.raises(ParameterError, match="growing mode"):
        magnet.u1_response((0.1, 0.2), [1e3], p, 1.0)


# --- criteria ---


@pytest.mark.parametrize(
    ("criterion", "request_"),
    [
        ("|theta_dot| / Gamma", lambda: magnet.flow(1.0, device(S=10.0, B=100.0))),
        ("|theta_ddot| / Gamma^2", lambda: magnet.flow(1.0, device(S=10.0, B=100.0))),
        ("|theta_dot| / T", lambda: magnet.flow(1.0, device(T_l=0.01))),
        ("|B theta_dot| / (T Gamma)", lambda: magnet.flow(1.0, device(T_l=0.02))),
        ("|phi_ddot| / (T Gamma)", lambda: magnet.flow(1.0, device(T_l=1e-4))),
        ("|phi_ddot| / T^2", lambda: magnet.flow(1.0, device(T_l=1e-3))),
        ("Gamma / |B|", lambda: magnet.stationary_angles(device(B=1.0))),
        ("Gamma / |B|", lambda: magnet.trajectory(1.0, [1.0], device(B=0.0))),
        ("Gamma / |phi_dot|", lambda: magnet.distribution(0.0, 1.0, 0.3, device())),
        ("|drho_up| sqrt(3 |d|)", lambda: magnet.charge_current(1.0, device(T_r=1e4))),
        ("|drho_down| T_r / rho_down", lambda: magnet.charge_current(1.0, device(T_r=1e4))),
        ("|theta_dot| / Gamma", lambda: magnet.charge_current(1.0, device(S=10.0, B=100.0))),
        ("|theta_dot| / Gamma", lambda: magnet.u1_modes(device(S=10.0, B=100.0), 1.0)),
        ("Gamma / |B|", lambda: magnet.u1_matrix(device(B=1.0), 1.0)),
        ("|theta_dot| / T", lambda: magnet.u1_response((1, 0), [1.0], device(T_l=0.01), 1.0)),
    ],
)
def test_a_warning_names_the_criterion_and_its_value(
    criterion: str, request_: Callable[[], Any]
) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        request_()
    chosen = [str(w.message) for w in caught if criterion in str(w.message)]
    assert len(chosen) == 1
    assert float(chosen[0].partition(" = ")[2].partition(";")[0]) >= 1
    assert all(w.filename == __file__ for w in caught)


def reported(caught: list[warnings.WarningMessage]) -> dict[str, float]:
    """Values of the criteria in warnings, by criterion."""
    texts = [str(w.message).partition(";")[0] for w in caught]
    return {name: float(value) for name, _, value in (text.rpartition(" = ") for text in texts)}


@pytest.mark.parametrize("theta", [0.7, 2.6])
def test_values_of_the_criteria(theta: float) -> None:
    changes = {"S": 3.0, "B": 1.0, "T_l": 0.02, "T_r": 6e4, "rho_up": 20.0}
    p, step = device(**changes), 1e-5
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        here = magnet.flow(theta, p)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        before, after = magnet.flow(theta - step, p), magnet.flow(theta + step, p)
    bends = [
        abs((after[k] - before[k]) / (2 * step) * here.theta_dot) for k in ("theta_dot", "phi_dot")
    ]
    north, south = np.cos(theta / 2) ** 2, np.sin(theta / 2) ** 2
    broad = 0.6 + min(0.3 * north + 0.9 * south, 0.9 * north + 0.3 * south)
    hottest = np.sqrt(6e4**2 - 0.02**2)
    expected = {
        "slowness: |theta_dot| / Gamma": abs(here.theta_dot) / broad,
        "slowness: |theta_ddot| / Gamma^2": bends[0] / broad**2,
        "slowness: |theta_dot| / T": abs(here.theta_dot) / 0.02,
        "slowness: |B theta_dot| / (T Gamma)": abs(here.theta_dot) / (0.02 * broad),
        "slowness: |phi_ddot| / (T Gamma)": bends[1] / (0.02 * broad),
        "slowness: |phi_ddot| / T^2": bends[1] / 0.02**2,
        "fast precession: Gamma / |B|": 1.5,
        "drive |d|: |drho_up| sqrt(3 |d|) / (pi rho_up)": 0.0019 / 20 * hottest,
        "drive |d|: |drho_down| sqrt(3 |d|) / (pi rho_down)": 0.002 / 7 * hottest,
        "temperature: |drho_up| T_r / rho_up": 0.0019 / 20 * 6e4,
        "temperature: |drho_down| T_r / rho_down": 0.002 / 7 * 6e4,
    }
    found = reported(caught)
    assert found.keys() == expected.keys()
    for name, value in expected.items():
        assert found[name] == pytest.approx(value, rel=6e-3), name


@pytest.mark.parametrize("theta", [0.0, 0.9, 2.5])
def test_exact_threshold_of_the_exchange(theta: float) -> None:
    threshold = 2 * (20 + 17) / (20 * 17 + 4 * 10 * 7)
    for side in (-1, 1):
        modes = magnet.u1_modes(device(J=threshold * (1 + side * 1e-9)), theta)
        assert modes.stable is (side < 0)
        assert bool(modes.rates[1] < 0) is (side < 0)
        assert modes.rates[0] < -0.1


def test_a_criterion_of_one_is_reported() -> None:
    with pytest.warns(ValidityWarning, match=r"Gamma / \|B\| = 1;"):
        magnet.stationary_angles(device(B=1.5))


def test_a_slow_cold_and_strongly_driven_device_warns_of_nothing() -> None:
    everything(device(), 1.0)  # warnings are errors


def test_accelerations_are_derivatives_of_the_flow() -> None:
    p, step = device(), 1e-5
    values, _ = p.arrays(*DYNAMICS)
    for theta in (0.3, 1.2, 2.9):
        found = polar_flow.motion(magnet._polar("numpy", values), np.array([theta]))
        before, here, after = (magnet.flow(theta + k * step, p) for k in (-1, 0, 1))
        rate = here.theta_dot / (2 * step)
        assert found.theta_dot[0] == pytest.approx(here.theta_dot, rel=1e-12)
        assert found.theta_ddot[0] == pytest.approx(
            (after.theta_dot - before.theta_dot) * rate, rel=1e-7
        )
        assert found.phi_ddot[0] == pytest.approx((after.phi_dot - before.phi_dot) * rate, rel=1e-5)
