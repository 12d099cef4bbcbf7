"""Over the whole domain: finite, without warnings, and consistent."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from spinloom import ParameterError, dimer


def scaled(low: float, high: float) -> st.SearchStrategy[float]:
    """Numbers of either sign, also tiny and zero."""
    plain = st.floats(low, high)
    return plain | st.floats(-320, 0).map(lambda power: high * 10.0**power) | st.just(0.0)


TEMPERATURES = st.just(0.0) | st.floats(-320, 6).map(lambda p: 10.0**p) | st.just(5e-324)
MODERATE = st.just(0.0) | st.floats(-320, 1.5).map(lambda p: 10.0**p)
POTENTIALS = scaled(-199.0, 199.0) | st.sampled_from(
    [np.nextafter(200.0, 0.0), -np.nextafter(200.0, 0.0)]
)
CONTACTS = st.floats(1e-3, 140.0) | st.floats(5.0, 20.0)
DEVICES = st.fixed_dictionaries(
    {
        "t_0": scaled(-30.0, 30.0),
        "t": scaled(-10.0, 10.0),
        "t_L": CONTACTS,
        "t_R": CONTACTS,
        "eps_1": scaled(-190.0, 190.0),
        "eps_2": scaled(-190.0, 190.0),
    }
)


def attempt(*arguments: Any, **parameters: Any) -> dimer.Couplings:
    """Couplings, unless the draw lies outside the domain for a reason that only shows late."""
    try:
        return dimer.couplings(*arguments, **parameters)
    except ParameterError as error:
        late = ("bound state", "too sharp", "inside the band")
        assume(not any(reason in str(error) for reason in late))
        raise


@settings(max_examples=60, deadline=None)
@given(POTENTIALS, POTENTIALS, TEMPERATURES, TEMPERATURES, DEVICES)
def test_finite_everywhere(
    mu_L: float, mu_R: float, left: float, right: float, device: dict[str, Any]
) -> None:
    center, bias = mu_L / 2 + mu_R / 2, mu_L - mu_R
    for heat in (right, None):
        found = attempt(center, [bias, bias / 2, 0.0], left, temperature_R=heat, **device)
        assert all(np.isfinite(value).all() for value in found.values())
        for pair in ("11", "22"):
            noise = found[f"noise_iso_{pair}"]
            # where nothing is occupied both vanish, up to the rounding of 1/meV
            assert noise.min() >= -1e-12 * max(noise.max(), 1e-16)


@settings(max_examples=60, deadline=None)
@given(st.floats(-500, 500) | st.sampled_from([200.0, -200.0]), POTENTIALS, TEMPERATURES, DEVICES)
def test_green_functions_are_finite(
    energy: float, mu: float, temperature: float, device: dict[str, Any]
) -> None:
    try:
        parts = {
            name: dimer.green(energy, name, mu_F=mu, temperature=temperature, **device)
            for name in dimer.COMPONENTS
        }
    except ParameterError as error:
        assume("bound state" not in str(error))
        raise
    for part in parts.values():
        assert np.isfinite(part.singlet).all() and np.isfinite(part.triplet).all()
    passed = dimer.transmission(energy, **device)
    assert 0 <= passed <= 2 + 1e-12
    assert np.all(dimer.local_density_of_states(energy, **device) >= 0)


@settings(max_examples=40, deadline=None)
@given(st.floats(-20, 20), st.floats(-20, 20), MODERATE, st.floats(-3, 3))
def test_scaling_of_all_energies(
    center: float, bias: float, temperature: float, power: float
) -> None:
    """Energies in another unit: J scales like 1/E, alpha like 1/E^2."""
    unit = 10.0**power
    device: dict[str, Any] = {
        "t_e": 100.0,
        "t_0": 2.0,
        "t": 0.7,
        "t_L": 12.0,
        "t_R": 7.0,
        "eps_1": 0.4,
    }
    once = dimer.couplings(center, bias, temperature, **device)
    other = dimer.couplings(
        center * unit,
        bias * unit,
        temperature * unit,
        **{name: value * unit for name, value in device.items()},
    )
    for name in ("J_21", "A_11", "alpha_iso_22", "alpha_aniso_22", "spin_1", "noise_iso_11"):
        dimension = {"a": 2, "s": 0}.get(name[0], 1)
        scale = max(abs(once[key]) for key in once if key.startswith(name.rstrip("12")))
        assert abs(other[name] * unit**dimension - once[name]) <= 1e-11 * scale
