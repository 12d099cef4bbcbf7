"""Quadrupole current, principal axes, shapes and labels, and what the valve refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import xarray
from hypothesis import given, settings
from hypothesis import strategies as st

from spinloom import ParameterError
from spinloom.valve import (
    Band,
    anisotropy,
    count_diagrams,
    currents,
    diagrams,
    principal,
    quadrupole_current,
    storage,
)

COEFFICIENTS = ("I_N0", "I_NF", "E_S", "A_S", "T_S", "E_ex", "A_ex", "T_ex")
DEVICE = (0.7, -0.4, 0.5, 0.6, 5.0, 4.0, 25.0)
UP = [0.0, 0.0, 1.0]


def made_up() -> dict[str, float]:
    """Coefficients without any symmetry."""
    values = (0.31, -0.27, 0.83, -0.59, 0.41, 0.77)
    return dict(zip(("E_S", "A_S", "T_S", "E_ex", "A_ex", "T_ex"), values, strict=True))


def product(a: Any, b: Any) -> Any:
    return (np.outer(a, b) + np.outer(b, a)) / 2 - np.dot(a, b) / 3 * np.eye(3)


directions = st.tuples(*[st.floats(-1, 1)] * 3).filter(lambda v: np.linalg.norm(v) > 1e-3)

# --- the current ---------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(left=directions, right=directions, spin=st.floats(-3, 3))
def test_the_current_is_what_its_definition_says(left: Any, right: Any, spin: float) -> None:
    c = made_up()
    found = quadrupole_current(left, right, c, spin)
    a, b = (np.asarray(v) / np.linalg.norm(v) for v in (left, right))
    cross = np.cross(a, b)
    flow = c["E_S"] * a + c["A_S"] * b + c["T_S"] * cross
    hole = c["E_ex"] * a + c["A_ex"] * b + c["T_ex"] * cross
    np.testing.assert_allclose(found.direct, 2 * spin * product(a, flow), atol=1e-14)
    np.testing.assert_allclose(found.exchange, -product(a, hole), atol=1e-14)
    np.testing.assert_allclose(found.total, found.direct + found.exchange, atol=1e-14)
    for part in found.values():
        np.testing.assert_allclose(part, part.T)
        assert np.trace(part) == pytest.approx(0, abs=1e-14)


@settings(max_examples=20, deadline=None)
@given(left=directions, right=directions)
def test_lengths_of_directions_do_not_matter(left: Any, right: Any) -> None:
    plain = quadrupole_current(left, right, made_up(), 0.3).total
    for scale in (1e-150, 7.0, 1e150):
        scaled = quadrupole_current(np.multiply(left, scale), right, made_up(), 0.3).total
        np.testing.assert_allclose(scaled, plain, atol=1e-14)


def test_only_the_torques_turn_with_the_sense_of_rotation() -> None:
    right = [0.6, 0.0, 0.8]
    one = quadrupole_current(UP, right, made_up(), 0.3).total
    flipped = {**made_up(), "T_S": -made_up()["T_S"], "T_ex": -made_up()["T_ex"]}
    other = quadrupole_current(UP, right, flipped, 0.3).total
    mirror = np.diag([1.0, -1.0, 1.0])
    np.testing.assert_allclose(mirror @ one @ mirror, other, atol=1e-15)
    assert abs(one[1, 2]) > 0.01


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_collinear_directions_leave_one_axis(sign: float) -> None:
    found = currents(*DEVICE)
    tensor = quadrupole_current(UP, [0, 0, sign * 3], found, 0.05).total
    expected = 2 * 0.05 * (found.E_S + sign * found.A_S) - (found.E_ex + sign * found.A_ex)
    np.testing.assert_allclose(tensor, expected * np.diag([-1, -1, 2]) / 3, atol=1e-18)
    assert principal(tensor).degenerate is True


def test_a_thermal_bias_drives_a_pure_quadrupole_current() -> None:
    """Flat bands without bias: neither charge nor spin flows between parallel magnets."""
    found = currents(0.0, 0.0, 0.4, 0.6, 5.0, 5.0, 25.0)
    assert abs(found.I_N0) < 1e-15 * found.Gamma and abs(found.E_S) < 1e-14 * found.Gamma
    flow = quadrupole_current(UP, UP, found, storage(5.0, 0.4, D=25.0).spin / 50).total
    assert abs(flow[2, 2]) > 1e-2 * found.Gamma
    back = currents(0.0, 0.0, 0.6, 0.4, 5.0, 5.0, 25.0)
    assert found.E_ex * back.E_ex < 0


# --- principal values and axes -------------------------------------------------------------------

entries = st.lists(st.floats(-5, 5), min_size=6, max_size=6)


@settings(max_examples=40, deadline=None)
@given(entries=entries)
def test_principal_values_and_projectors_rebuild_the_tensor(entries: list[float]) -> None:
    xx, yy, zz, xy, xz, yz = entries
    tensor = np.array([[xx, xy, xz], [xy, yy, yz], [xz, yz, zz]])
    found = principal(tensor)
    assert np.all(np.diff(found.values) >= 0)
    rebuilt = np.einsum("k,kij->ij", found.values, found.projectors)
    np.testing.assert_allclose(rebuilt, tensor, atol=1e-12)
    for k, first in enumerate(found.projectors):
        for m, other in enumerate(found.projectors):
            np.testing.assert_allclose(first @ other, (k == m) * first, atol=1e-12)
    assert np.trace(found.projectors, axis1=1, axis2=2) == pytest.approx([1, 1, 1])


def test_degeneracy_is_told_from_a_small_gap() -> None:
    assert principal(np.diag([1.0, 1.0, -2.0])).degenerate is True
    assert principal(np.zeros((3, 3))).degenerate is True
    assert principal(np.diag([1.0, 1.0 + 1e-9, -2.0])).degenerate is False
    many = principal(np.stack([np.diag([1.0, 1, -2]), np.diag([1.0, 2, -3])]))
    np.testing.assert_array_equal(many.degenerate, [True, False])


def test_the_torque_makes_the_current_biaxial() -> None:
    """Emission alone has an axis; with a torque the three values differ, one axis stays put."""
    c = {**dict.fromkeys(("E_S", "A_S", "T_S", "A_ex"), 0.0), "E_ex": -1.0, "T_ex": 0.4}
    tensor = quadrupole_current(UP, [1.0, 0.0, 0.0], c, 0.0).total
    found = principal(tensor)
    assert found.degenerate is False
    # in the plane of z and y: eigenvalues of [[-1/3, -T/2], [-T/2, 2/3]] with -E = 1
    root = np.sqrt(0.25 + 0.04)
    np.testing.assert_allclose(found.values, [1 / 6 - root, -1 / 3, 1 / 6 + root], atol=1e-15)
    np.testing.assert_allclose(found.projectors[1], np.diag([1.0, 0, 0]), atol=1e-15)


# --- shapes and labels ---------------------------------------------------------------------------


def test_arrays_broadcast() -> None:
    bias = np.linspace(-2, 2, 5)[:, None]
    found = currents(bias / 2, -bias / 2, 0.5, [0.3, 0.5, 0.7], 5.0, 4.0, 25.0)
    for name in ("Gamma", *COEFFICIENTS):
        assert found[name].shape == found.error[name].shape == (5, 3)
    alone = currents(-0.5, 0.5, 0.5, 0.7, 5.0, 4.0, 25.0)
    for name in COEFFICIENTS:
        assert found[name][1, 2] == pytest.approx(alone[name], rel=1e-12, abs=1e-18)
    angles = np.linspace(0, np.pi, 4)
    right = np.stack([np.sin(angles), 0 * angles, np.cos(angles)], axis=-1)
    many = currents(*(np.reshape(x, (-1, 1)) for x in DEVICE))
    tensors = quadrupole_current(UP, right, many, 0.1)
    assert tensors.total.shape == (1, 4, 3, 3)
    axes = principal(tensors.total)
    assert axes.values.shape == (1, 4, 3) and axes.projectors.shape == (1, 4, 3, 3, 3)
    assert axes.degenerate.shape == (1, 4)


@pytest.mark.parametrize("backend", ["numpy", "numba"])
def test_empty_arrays_give_empty_results(backend: str) -> None:
    none = np.zeros((0,))
    assert storage(none, 0.5, D=25.0, backend=backend).spin.shape == (0,)
    assert storage(none, 0.5, backend=backend).q_exchange.shape == (0,)
    assert anisotropy(none, 5.0, 0.5, backend=backend).a.shape == (0,)
    for T_R in (0.5, 0.7, 0.0):
        found = currents(none, 0.0, 0.5, T_R, 5.0, 5.0, 25.0, backend=backend)
        assert all(found[name].shape == (0,) for name in COEFFICIENTS)
    band = Band.two_band(5.0, 12.0, 20.0, 45.0)
    found = currents(none, 0.0, 0.5, 0.5, band_L=band, band_R=band, backend=backend)
    assert found.T_ex.shape == (0,)
    tensors = quadrupole_current(UP, [1.0, 0, 0], found, 0.1)
    assert principal(tensors.total).projectors.shape == (0, 3, 3, 3)
    assert currents(np.zeros((2, 0)), 0, 0, 0, 1, 1, 5).E_ex.shape == (2, 0)


def test_labelled_arrays_come_back_labelled() -> None:
    bias = xarray.DataArray([-1.0, 1.0, 2.0], dims="bias", coords={"bias": [-1, 1, 2]})
    heat = xarray.DataArray([0.3, 0.5], dims="heat")
    found = currents(bias / 2, -bias / 2, heat, heat, 5.0, 4.0, 25.0)
    assert found.T_ex.dims == ("bias", "heat") and found.T_ex.attrs["source"] == "valve:102"
    assert found.error["T_ex"].dims == ("bias", "heat")
    alone = currents(1.0, -1.0, 0.5, 0.5, 5.0, 4.0, 25.0)
    assert float(found.T_ex.sel(bias=2)[1]) == pytest.approx(alone.T_ex, rel=1e-13)
    right = xarray.DataArray([[1.0, 0, 0], [0, 0, 1.0]], dims=("angle", "component"))
    tensors = quadrupole_current(UP, right, found, 0.1)
    assert set(tensors.total.dims) == {"bias", "heat", "angle", "row", "column"}
    axes = principal(tensors.total)
    assert axes.values.dims[-1] == "axis" and axes.degenerate.dims == tensors.total.dims[:-2]
    assert set(axes.to_xarray()) == {"values", "projectors", "degenerate"}
    assert storage(heat, 0.1).spin.dims == ("heat",)
    assert anisotropy(bias, 5.0, 0.1).a.attrs["units"] == "1"
    assert found.to_xarray()["E_ex"].attrs["units"] == "energy"


@settings(max_examples=15, deadline=None)
@given(
    mu=st.floats(-20, 20), V=st.floats(-8, 8), T=st.floats(0, 5), tau=st.floats(0.1, 3),
    J_L=st.floats(0, 40), J_R=st.floats(0, 40),
)  # fmt: skip
def test_backends_agree(mu: float, V: float, T: float, tau: float, J_L: float, J_R: float) -> None:
    args = (mu + V / 2, mu - V / 2, T, T * tau, J_L, J_R, 25.0)
    one, two = (currents(*args, backend=name) for name in ("numpy", "numba"))
    for name in COEFFICIENTS:
        assert one[name] == pytest.approx(two[name], rel=1e-11, abs=1e-14 * one.Gamma)


def test_exchanging_the_electrodes_reverses_charge_and_spin() -> None:
    mu_L, mu_R, T_L, T_R, J_L, J_R, D = DEVICE
    one, two = currents(*DEVICE), currents(mu_R, mu_L, T_R, T_L, J_R, J_L, D)
    for first, other in (("I_N0", "I_N0"), ("E_S", "A_S"), ("A_S", "E_S")):
        assert one[first] == pytest.approx(-two[other], rel=1e-12, abs=1e-15 * one.Gamma)
    # J_L x J_R turns as well
    assert one["T_S"] == pytest.approx(two["T_S"], rel=1e-13)


# --- bad input -----------------------------------------------------------------------------------


def refused(call: Callable[[], Any], *words: str) -> None:
    with pytest.raises(ParameterError) as caught:
        call()
    message = str(caught.value)
    assert len(message.splitlines()) == 1, message
    for word in words:
        assert word in message, message


def changed(**values: Any) -> dict[str, Any]:
    names = ("mu_L", "mu_R", "T_L", "T_R", "J_L", "J_R", "D")
    return {**dict(zip(names, DEVICE, strict=True)), **values}


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"J_L": -1.0}, ("J_L = -1.0", ">= 0", "energy")),
        ({"J_R": [1.0, -2.0]}, ("J_R = -2.0", ">= 0")),
        ({"T_L": -0.1}, ("T_L = -0.1", ">= 0", "energy")),
        ({"T_R": np.nan}, ("T_R = nan",)),
        ({"T_R": np.inf}, ("T_R = inf", "at most 1e+12")),
        ({"D": 0.0}, ("D = 0.0", "> 0", "energy")),
        ({"D": -3.0}, ("D = -3.0", "> 0")),
        ({"D": 1e300}, ("D = 1e+300", "1e-12 to 1e+12")),
        ({"mu_L": 25.1}, ("mu_L = 25.1", "inside the band", "-25 to 25", "energy")),
        ({"mu_R": [0.0, -26.0]}, ("mu_R = -26.0", "inside the band")),
        ({"mu_L": 1j}, ("mu_L",)),
        ({"mu_L": "0.3"}, ("mu_L", "'0.3'")),
        ({"mu_L": None}, ("mu_L", "None")),
        ({"J_L": True}, ("J_L", "True")),
        ({"tunnelling": np.inf}, ("tunnelling = inf",)),
        ({"tunnelling": 1j}, ("tunnelling",)),
        ({"backend": "fortran"}, ("backend", "'fortran'", "'numpy'", "'numba'")),
        ({"backend": None}, ("backend", "None")),
        ({"mu_L": np.zeros(2), "mu_R": np.zeros(3)}, ("mu_L (2,)", "mu_R (3,)")),
        ({"mu_L": [[0.0], [0.0, 1.0]]}, ("mu_L",)),
    ],
)
def test_currents_refuse(values: dict[str, Any], words: tuple[str, ...]) -> None:
    refused(lambda: currents(**changed(**values)), *words)


def test_storage_and_anisotropy_refuse() -> None:
    refused(lambda: storage(-1.0, 0.5), "J = -1.0", ">= 0", "energy")
    refused(lambda: storage(1.0, -0.5), "temperature = -0.5", ">= 0", "energy")
    refused(lambda: storage(1.0, 0.5, D=25.0, mu=-25.5), "mu = -25.5", "-25 to 25", "energy")
    refused(lambda: storage(1.0, np.nan), "temperature = nan")
    refused(lambda: storage(1.0, 0.5, D=0.0), "D = 0.0", "> 0")
    refused(lambda: storage(1.0, 0.5, backend="c"), "backend")
    refused(lambda: storage(np.ones(2), np.ones(3)), "J (2,)", "temperature (3,)")
    refused(lambda: anisotropy(np.nan, 1.0, 0.5), "omega = nan")
    refused(lambda: anisotropy(0.0, -1.0, 0.5), "J = -1.0")
    refused(lambda: anisotropy(0.0, 1.0, -0.5), "temperature = -0.5")
    refused(lambda: anisotropy(0.0, 1.0, 0.5, backend="c"), "backend")


def test_quadrupole_current_refuses() -> None:
    c = made_up()
    refused(lambda: quadrupole_current([0, 0, 0], UP, c, 1.0), "direction_L", "(0, 0, 0)")
    zeros = [[1.0, 0, 0], [0, 0, 0]]
    refused(lambda: quadrupole_current(UP, zeros, c, 1.0), "direction_R", "nonzero")
    refused(lambda: quadrupole_current([0, 1], UP, c, 1.0), "direction_L", "length 3")
    refused(lambda: quadrupole_current(UP, 1.0, c, 1.0), "direction_R", "length 3")
    refused(lambda: quadrupole_current(UP, "abc", c, 1.0), "direction_R")
    refused(lambda: quadrupole_current(UP, [0, 1j, 0], c, 1.0), "direction_R", "real")
    refused(lambda: quadrupole_current(UP, [0, np.nan, 1], c, 1.0), "direction_R", "nan")
    refused(lambda: quadrupole_current(UP, UP, c, np.nan), "spin_L = nan")
    refused(lambda: quadrupole_current(UP, UP, {"E_S": 1.0}, 1.0), "currents", "A_S")
    refused(lambda: quadrupole_current(UP, UP, None, 1.0), "currents")  # type: ignore[arg-type]
    refused(lambda: quadrupole_current(UP, UP, {**c, "T_S": np.ones(2)}, np.ones(3)), "T_S (2,)")


def test_principal_refuses() -> None:
    refused(lambda: principal(np.eye(2)), "tensor", "(2, 2)", "(..., 3, 3)")
    refused(lambda: principal(1.0), "tensor")
    refused(lambda: principal([[0, 1, 0], [-1, 0, 0], [0, 0, 0]]), "tensor", "symmetric")
    refused(lambda: principal(np.full((3, 3), np.nan)), "tensor", "finite")
    refused(lambda: principal(np.eye(3) * 1j), "tensor", "real")
    refused(lambda: principal("tensor"), "tensor")
    refused(lambda: principal(xarray.DataArray(np.eye(3), dims=("a", "b"))), "row", "column")


def test_diagrams_refuse() -> None:
    for call in (diagrams, count_diagrams):
        refused(lambda call=call: call("heat", 1), "observable")  # type: ignore[misc]
        refused(lambda call=call: call("charge", 0), "order")  # type: ignore[misc]
