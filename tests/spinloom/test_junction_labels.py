"""The junction's functions return the kind of thing they were given, on either backend."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import xarray

from spinloom import ParameterError, junction
from spinloom.junction import Parameters, ValidityWarning

RATIO = xarray.DataArray([0.8, 0.9, 0.95], dims="ratio", coords={"ratio": [0.8, 0.9, 0.95]})
UP_DOWN = np.diag([0.0, 1.0, 0.0, 0.0])
GENERIC: dict[str, Any] = {"theta": 0.4, "phi": 0.7, "J_ex": 0.1, "J_DM": 0.05, "temperature": 0.2}


def quiet(**values: Any) -> Parameters:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ValidityWarning)
        return Parameters(**values)


def test_everything_keeps_its_labels() -> None:
    p, times = Parameters(lambda_2=0.01 * RATIO, J_ex=0.2), [0.0, 3.0]
    blocks = junction.generator_blocks(p)
    assert blocks.populations.dims == ("ratio", "entry", "entry_before")
    assert blocks.double.dims == ("ratio",)
    moved = junction.evolve(UP_DOWN, times, p)
    assert moved.dims == ("ratio", "time", "row", "column")
    assert moved.time.values.tolist() == times
    found = junction.entanglement(moved)
    assert found.concurrence.dims == ("ratio", "time")
    assert found.concurrence.time.values.tolist() == times
    measured = junction.purify(p, UP_DOWN, [5.0, 9.0])
    assert measured.success.dims == ("ratio", "measurement")
    assert measured.states.dims == ("ratio", "measurement", "row", "column")
    density = junction.spectrum("C2", [0.1, 0.2], p).density
    assert density.omega.values.tolist() == [0.1, 0.2]
    one = Parameters(lambda_2=0.009, J_ex=0.2)
    plain = junction.evolve(UP_DOWN, times, one)
    assert isinstance(plain, np.ndarray)
    assert np.abs(moved.sel(ratio=0.9).values - plain).max() < 1e-15


def test_lines_read_as_a_mapping_and_know_their_names() -> None:
    p = Parameters(lambda_2=0.01 * RATIO, J_ex=0.2)
    found = junction.lines(p)
    assert list(found) == ["positions", "widths", "weights_C1", "weights_C2", "weights_C3"]
    assert found.weights["C2"] is found.weights_C2
    data = found.to_xarray()
    assert data["widths"].sel(mode="S T2", ratio=0.9).item() == pytest.approx(0.0095, rel=1e-2)
    assert data["widths"].attrs["units"] == "energy"
    with pytest.raises(KeyError):
        found["weights_C4"]


def test_more_states_than_junctions() -> None:
    states = np.stack([UP_DOWN, np.eye(4) / 4])
    found = junction.evolve(states, [1.0], Parameters(J_ex=0.2))
    assert found.shape == (2, 1, 4, 4)
    assert junction.purify(Parameters(J_ex=0.2), states, [1.0, 2.0]).success.shape == (2, 2)


def test_more_stationary_states_than_junctions_are_refused() -> None:
    p = Parameters(lambda_2=0.01, J_ex=0.2)
    states = junction.steady_states(p).state(np.stack([UP_DOWN, np.eye(4) / 4]))
    with pytest.raises(ParameterError, match=r"state: batch \(2,\); must be one for each"):
        junction.spectrum("C3", [0.1], p, states)
    many = Parameters(lambda_2=np.array([0.01, 0.01]), J_ex=0.2)
    assert junction.spectrum("C3", [0.1], many, states).density.shape == (2, 1)


def test_backends_agree() -> None:
    p = quiet(**GENERIC, lambda_2=np.array([0.009, 0.003]))
    start = np.diag([0.4, 0.3, 0.2, 0.1])
    calls: tuple[Callable[[str], Any], ...] = (
        lambda b: junction.generator_blocks(p, b).coherences,
        lambda b: junction.steady_states(p, b).gap,
        lambda b: junction.steady_states(p, b).state(start),
        lambda b: junction.spectrum("C3", [0.0, 0.3], p, backend=b).density,
        lambda b: junction.lines(p, backend=b).widths,
        lambda b: junction.evolve(start, [1.0, 40.0], p, b),
        lambda b: junction.purify(p, start, [3.0], b).success,
    )
    for call in calls:
        ours, other = call("numpy"), call("numba")
        assert np.abs(ours - other).max() <= 1e-12 * np.abs(ours).max()
    assert p.model.on("numba").collective_blocks is not p.model.collective_blocks
    with pytest.raises(ParameterError, match="backend = 'fortran'"):
        junction.evolve(start, [1.0], p, "fortran")


@pytest.mark.parametrize("name", ["bias", "larmor", "temperature", "lambda_1", "J_ex", "J_DM"])
def test_numbers_that_would_overflow_are_refused(name: str) -> None:
    with pytest.raises(ParameterError, match=rf"{name} = 1e\+200; must be .* at most 1e\+100"):
        Parameters(**{"J_ex": 0.2, name: 1e200})
    p = quiet(**{"J_ex": 0.2, name: 1e100})
    assert np.isfinite(junction.liouvillian(p)).all()
    start = junction.steady_states(p).state(UP_DOWN)
    assert np.isfinite(start).all()
    assert np.isfinite(junction.spectrum("C3", [0.0, 1.0], p, start).density).all()
    assert np.isfinite(junction.lines(p, start).widths).all()


def test_wrong_parameters_are_named() -> None:
    wrong: Any = {"J_ex": 0.2}
    for call in (junction.liouvillian, junction.generator_blocks, junction.steady_states,
                 junction.lines, junction.to_qutip):  # fmt: skip
        with pytest.raises(ParameterError, match=r"p: dict; must be spinloom\.junction"):
            call(wrong)
    with pytest.raises(ParameterError, match="p: dict"):
        junction.evolve(UP_DOWN, [1.0], wrong)
    with pytest.raises(ParameterError, match="one or more"):
        junction.purify(Parameters(J_ex=0.2), UP_DOWN, [])
