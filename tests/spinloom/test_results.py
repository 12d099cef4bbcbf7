"""Results: the same kind out as in, mappings, units and sources."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import numpy as np
import pytest
import xarray

from spinloom import dimer

KINDS = ("J", "D", "A", "alpha_iso", "alpha_aniso", "alpha_antisym", "noise_iso", "noise_aniso")
NAMES = [f"{kind}_{pair}" for kind in KINDS for pair in ("11", "12", "21", "22")]


def test_mapping_and_attributes() -> None:
    found = dimer.couplings(0.3, 1.0)
    assert list(found) == list(found.keys()) == [*NAMES, "spin_1", "spin_2"]
    assert len(found) == 34
    assert all(found[name] == getattr(found, name) for name in found)
    assert dict(**found)["J_21"] == found.J_21
    assert "J_33" not in found and "frame" not in found
    with pytest.raises(KeyError, match="J_33"):
        found["J_33"]
    with pytest.raises(FrozenInstanceError):
        found.J_21 = 0.0  # type: ignore[misc]
    assert repr(found) == "Couplings(34 quantities, shape ())"


def test_scalars_in_scalars_out() -> None:
    assert all(type(value) is float for value in dimer.couplings(0, 1, np.float32(0.5)).values())


def test_arrays_in_arrays_out() -> None:
    found = dimer.couplings(np.zeros((3, 1)), np.ones(4), t=[[[0.1]], [[0.2]]])
    assert all(value.shape == (2, 3, 4) for value in found.values())
    assert all(value.dtype == np.float64 for value in found.values())
    assert dimer.couplings([0.0], 1.0).J_21.shape == (1,)
    assert dimer.couplings([], 1.0).J_21.shape == (0,)
    assert dimer.couplings(np.zeros((2, 0)), 1.0, 0.5, t=[0.1]).J_21.shape == (2, 0)


def test_arguments_are_left_alone() -> None:
    center, bias = np.linspace(-1, 1, 5), np.linspace(0, 2, 5)
    center.flags.writeable = bias.flags.writeable = False
    first = dimer.couplings(center, bias, 0.1)
    first.J_21[:] = 0.0
    assert np.all(dimer.couplings(center, bias, 0.1).J_21 != 0.0)


def test_labelled_in_labelled_out() -> None:
    center = xarray.DataArray(np.linspace(-1, 1, 3), dims="mu_F", coords={"mu_F": [1, 2, 3]})
    bias = xarray.DataArray(np.linspace(0, 2, 2), dims="bias")
    found = dimer.couplings(center, bias, 0.2)
    plain = dimer.couplings(center.values[:, None], bias.values, 0.2)
    assert found.J_21.dims == ("mu_F", "bias")
    np.testing.assert_array_equal(found.J_21, plain.J_21)
    np.testing.assert_array_equal(found.J_21.coords["mu_F"], [1, 2, 3])
    assert dimer.couplings(bias, center).J_21.dims == ("bias", "mu_F")
    density = dimer.local_density_of_states(center)
    assert density.dims == ("mu_F", "site", "spin") and density.attrs["units"] == "1/meV"
    assert dimer.transmission(bias).attrs["units"] == "1"
    assert dimer.green(center, "lesser").singlet.dims == ("mu_F", "site_a", "site_b")


def test_dataset_with_units_and_sources() -> None:
    found = dimer.couplings(np.zeros((3, 1)), np.ones(4)).to_xarray()
    assert isinstance(found, xarray.Dataset)
    assert found.sizes == {"dim_0": 3, "dim_1": 4}
    units = {name: found[name].attrs["units"] for name in found}
    for name, unit in units.items():
        expected = {"alpha": "1/meV^2", "spin": "1"}.get(str(name).split("_")[0], "1/meV")
        assert unit == expected
    assert all(found[name].attrs["source"].startswith("dimer:A") for name in found)
    assert found["alpha_iso_21"].attrs["long_name"] == "isotropic damping, sites 2 and 1"
    assert dimer.couplings(0.0, 0.0).to_xarray()["J_21"].item() == dimer.couplings(0.0, 0.0).J_21
    green = dimer.green([0.1, 0.2], "retarded").to_xarray()
    assert green["triplet"].dims == ("dim_0", "site_a", "site_b")
