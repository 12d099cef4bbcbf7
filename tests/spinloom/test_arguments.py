"""Bad input: one clear error each, naming the parameter, its value, what is allowed, the unit."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import numpy as np
import pytest
import xarray

from spinloom import ParameterError, dimer
from spinloom.numerics import dimer_device

NUMBERS = (
    "mu_F",
    "bias",
    "temperature",
    "temperature_R",
    "t_e",
    "t_0",
    "t",
    "t_L",
    "t_R",
    "eps_1",
    "eps_2",
)


def call(**changes: Any) -> dimer.Couplings:
    return dimer.couplings(**{"mu_F": 0.3, "bias": 1.0, **changes})


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        float("inf"),
        -float("inf"),
        1 + 2j,
        "1.0",
        b"1",
        None,
        [1.0, float("nan")],
        [[1.0], [1.0, 2.0]],
        {},
        object(),
        True,
        10**400,
        np.datetime64("2020-01-01"),
        np.ma.masked_array([1.0], [True]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_not_a_real_number(name: str, value: Any) -> None:
    if name == "temperature_R" and value is None:
        return  # the default: equal temperatures
    with pytest.raises(ParameterError, match=rf"^{name} = .*meV; must be .*(finite|number)"):
        call(**{name: value})


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"temperature": -0.1}, r"^temperature = -0\.1 meV; must be finite and >= 0$"),
        ({"temperature_R": [0.0, -1e-300]}, r"^temperature_R = -1e-300 meV; must be .* >= 0$"),
        ({"t_L": 0}, r"^t_L = 0\.0 meV; must be finite and non-zero$"),
        ({"t_R": [1.0, 0.0]}, r"^t_R = 0\.0 meV"),
        ({"t_e": 0.0}, r"^t_e = 0\.0 meV; must be a number between 1e-30 and 1e30$"),
        ({"t_e": -100.0}, r"^t_e = -100\.0 meV"),
        ({"mu_F": 200.0, "bias": 0.0}, r"mu_F \+ bias/2 = 200\.0 meV; must be inside the band"),
        ({"mu_F": -200.0, "bias": 0.0}, r"mu_F \+ bias/2 = -200\.0 meV; .*-200\.0 and 200\.0"),
        ({"mu_F": 0.0, "bias": [0.0, -400.0]}, r"mu_F \+ bias/2 = -200\.0 meV"),
        ({"mu_F": -150.0, "bias": 120.0}, r"mu_F - bias/2 = -210\.0 meV"),
        ({"mu_F": 1e308, "bias": 1e308}, r"mu_F \+ bias/2 = 1\.5e\+308 meV"),
        ({"mu_F": [1, 2], "bias": [1, 2, 3]}, r"do not broadcast: mu_F \(2,\), bias \(3,\)"),
        ({"backend": "torch"}, r"^backend = 'torch'; must be one of 'numpy', 'numba'$"),
        ({"backend": None}, r"^backend = None; must be one of"),
        ({"t_L": 150.0}, r"t_L = 150\.0.* a bound state below the band"),
        ({"eps_1": 250.0}, r"eps_1 = 250\.0.* a bound state above the band"),
        ({"t_0": [1.0, 300.0]}, r"t_0 = 300\.0.* a bound state"),
        ({"t_L": 1e200}, r"a bound state"),
        ({"t_L": 1e-6, "t_R": 1e-6}, r"a resonance too sharp to resolve"),
        ({"t_L": 1e-200, "t_R": 1e-200}, r"a resonance too sharp to resolve"),
    ],
)
def test_outside_the_domain(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        call(**changes)


def test_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="bias"):
        call(bias="high")


@pytest.mark.parametrize("value", ["x", 1j, np.nan, None])
def test_every_public_function_checks(value: Any) -> None:
    for function in (dimer.transmission, dimer.local_density_of_states):
        with pytest.raises(ParameterError, match="energy"):
            function(value)
        with pytest.raises(ParameterError, match="t_L"):
            function(0.0, t_L=value)
        with pytest.raises(ParameterError, match="bound state"):
            function(0.0, t_R=170.0)
    with pytest.raises(ParameterError, match="energy"):
        dimer.green(value, "lesser")
    with pytest.raises(ParameterError, match="bias"):
        dimer.green(0.0, "lesser", bias=value)
    with pytest.raises(ParameterError, match="mu_F"):
        dimer.green(0.0, "lesser", mu_F=250.0)


def test_bound_states_start_where_the_contact_predicts() -> None:
    """A site with level 0 binds when t_L^2 / t_e exceeds 2 t_e."""
    limit = np.sqrt(2) * 100.0
    dimer.transmission(0.0, t_0=0.0, t=0.0, t_L=limit * (1 - 1e-12))
    with pytest.raises(ParameterError, match="bound state"):
        dimer.transmission(0.0, t_0=0.0, t=0.0, t_L=limit * (1 + 1e-12))


def test_bound_states_match_the_poles() -> None:
    """Refused exactly when a pole lies on the real axis inside the unit circle."""
    rng = np.random.default_rng(3)
    refused = 0
    for _ in range(300):
        t_0, t, t_L, t_R, eps_1, eps_2 = rng.normal(0, 90, 6)
        device = dimer_device.Device(100.0, t_0, t, t_L, t_R, eps_1, eps_2)
        angles = dimer_device.pole_angles(device)
        roots = 1j * np.exp(1j * angles[: angles.size // 4])  # without turns and conjugates
        bound = np.any((np.abs(roots.imag) < 1e-9) & (np.abs(roots) < 1 - 1e-9))
        try:
            dimer_device.refuse_bound_states(device)
            assert not bound
        except ParameterError:
            assert bound
            refused += 1
    assert 50 < refused < 250


def test_missing_numba_is_one_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    dimer_device.couplings_of.cache_clear()
    for module in [name for name in sys.modules if name.startswith("spinloom.generated.numba")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "numba", None)
    with pytest.raises(ParameterError, match=r"backend = 'numba' needs .*spinloom\[numba\]"):
        call(backend="numba")


def test_mismatched_labels() -> None:
    one = xarray.DataArray([0.0, 1.0], dims="mu", coords={"mu": [0, 1]})
    other = xarray.DataArray([0.0, 1.0], dims="mu", coords={"mu": [1, 2]})
    with pytest.raises(ParameterError, match="labels of mu_F, bias do not match"):
        dimer.couplings(one, other)
    with pytest.raises(ParameterError, match="bias: must be scalars or DataArrays"):
        dimer.couplings(one, [1.0, 2.0])


def test_import_is_light() -> None:
    code = "import sys, spinloom; sys.exit(any(m in sys.modules for m in ('numpy', 'xarray')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    code = "import sys; from spinloom import dimer; dimer.couplings(0.0, 0.0); sys.exit(any(m in "
    code += "sys.modules for m in ('xarray', 'sympy', 'numba', 'matplotlib', 'qutip', 'scipy')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
