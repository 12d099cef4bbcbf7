"""Coefficients of the valve are computed group by group, and nobody notices."""

from __future__ import annotations

import copy
import pickle
from threading import Thread
from typing import Any

import numpy as np
import pytest
import xarray

from spinloom import ParameterError
from spinloom.numerics import valve_flat
from spinloom.valve import Band, Currents, currents

NAMES = ("Gamma", "I_N0", "I_NF", "E_S", "A_S", "T_S", "E_ex", "A_ex", "T_ex")
POINT = (0.7, -0.4, 0.5, 0.5, 5.0, 4.0, 25.0)


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the groups of flat bands, in the order in which they are computed."""
    found: list[str] = []
    for name in ("_dissipative", "_emission", "torques", "by_quadrature"):
        plain = getattr(valve_flat, name)

        def noted(*values: Any, plain: Any = plain, name: str = name) -> Any:
            found.append(name)
            return plain(*values)

        monkeypatch.setattr(valve_flat, name, noted)
    return found


def test_only_the_group_that_is_asked_for_is_computed(called: list[str]) -> None:
    found = currents(*POINT)
    assert found.Gamma > 0 and called == []
    first = found.E_ex
    assert called == ["_emission"]
    assert found.error["E_ex"] > 0 and found["E_ex"] is first and called == ["_emission"]
    assert found.T_S < 0 and found.error["T_ex"] > 0
    assert called == ["_emission", "torques"]
    assert abs(found.E_S) < 1e-20 and found.I_N0 < 0 and found.error["A_ex"] >= 0
    assert called == ["_emission", "torques", "_dissipative", "_emission"]


def test_emission_between_different_temperatures_goes_with_its_group(called: list[str]) -> None:
    found = currents([0.7, 0.7], -0.4, 0.5, [0.5, 0.6], 5.0, 4.0, 25.0)
    assert found.E_ex.shape == (2,)
    assert called == ["_dissipative", "_emission", "by_quadrature"]
    assert found.E_ex[0] == currents(*POINT).E_ex


@pytest.mark.parametrize("backend", ["numpy", "numba"])
def test_the_order_of_questions_does_not_matter(backend: str) -> None:
    mu, heat = np.linspace(-24, 24, 7), np.array([0.0, 0.4, 2.0])[:, None]
    results = [currents(mu, 0.3, heat, 0.4, 5.0, 4.0, 25.0, backend=backend) for _ in range(2)]
    for result, order in zip(results, (NAMES, NAMES[::-1]), strict=True):
        for name in order:
            assert result[name].shape == result.error[name].shape == (3, 7)
    for name in NAMES:
        np.testing.assert_array_equal(results[0][name], results[1][name])
        np.testing.assert_array_equal(results[0].error[name], results[1].error[name])


def test_arrays_of_the_caller_may_change_afterwards() -> None:
    mu = np.array([0.7, 0.2])
    found = currents(mu, *POINT[1:])
    mu[:] = 9.0
    wanted = currents(np.array([0.7, 0.2]), *POINT[1:])
    for name in NAMES:
        np.testing.assert_array_equal(found[name], wanted[name])
        found[name][:] = 0.0  # nor does anyone else's result change
        assert np.any(wanted[name] != 0)


def test_input_is_refused_at_the_call() -> None:
    for values in ((26.0, *POINT[1:]), (0.7, -0.4, -0.5, *POINT[3:])):
        with pytest.raises(ParameterError):
            currents(*values)
    with pytest.raises(ParameterError, match="backend"):
        currents(*POINT, backend="cuda")


def test_mapping_text_copies_and_labels() -> None:
    found = currents(*POINT)
    assert tuple(found) == tuple(found.error) == NAMES and len(found) == len(found.error) == 9
    assert repr(found) == "Currents(9 quantities, shape ())"
    assert "E_ex" in found and "E_ex" in found.error and "E_x" not in found.error
    for mapping in (found, found.error):
        with pytest.raises(KeyError):
            mapping["E_x"]
    with pytest.raises(AttributeError):
        found.E_ex = 1.0
    assert repr(found.error) == repr({name: found.error[name] for name in NAMES})
    for again in (pickle.loads(pickle.dumps(found)), copy.deepcopy(found), copy.copy(found)):
        assert isinstance(again, Currents)
        assert dict(again) == dict(found) and dict(again.error) == dict(found.error)
    bias = xarray.DataArray([0.1, 0.2], dims="bias", coords={"bias": [1, 2]})
    table = currents(bias, *POINT[1:])
    assert table.E_ex.dims == table.error["T_S"].dims == ("bias",)
    assert tuple(table.to_xarray()) == NAMES


def test_threads_get_one_result() -> None:
    found = currents(np.linspace(-1, 1, 500), *POINT[1:])
    seen: list[Any] = []
    threads = [Thread(target=lambda: seen.append(found.T_ex)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 4 and all(x is seen[0] for x in seen)


def test_bands_compute_only_what_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: Any) -> None:
        raise AssertionError

    band = Band.curved(5.0, 25.0, 51)
    wanted = currents(1.0, 0.5, 0.4, 0.3, band_L=band, band_R=band)
    monkeypatch.setattr("spinloom.valve_band.coherent", refused)
    found = currents(1.0, 0.5, 0.4, 0.3, band_L=band, band_R=band)
    assert found.E_S != 0 and found.Gamma == wanted.Gamma and found.error["I_NF"] > 0
    with pytest.raises(AssertionError):
        _ = found.T_S
    assert found.E_S == wanted.E_S
