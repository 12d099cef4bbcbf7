"""Special functions of both backends against Arb, at their edges and at their poles."""

from __future__ import annotations

from types import ModuleType

import flint
import numpy as np
import pytest
from numpy.typing import NDArray

from spinloom.generated.numba import special as compiled
from spinloom.generated.numpy import special as arrays

BACKENDS = [pytest.param(arrays, id="numpy"), pytest.param(compiled, id="numba")]
POLYGAMMA = ("digamma", "trigamma", "tetragamma")
DIGAMMA_ROOT = 1.4616321449683623
ENDS = np.array([-np.inf, -1e4, -745.5, -1.0, -1e-300, 0.0, 1e-9, 1.0, 745.5, 1e4, np.inf])


def exact(name: str, z: complex) -> flint.acb:
    with flint.ctx.workprec(200):
        argument = flint.acb(z.real, z.imag)
        order = POLYGAMMA.index(name)
        return argument.digamma() if order == 0 else argument.polygamma(order)


def units(
    values: NDArray[np.complex128], name: str, z: NDArray[np.complex128]
) -> NDArray[np.float64]:
    """Errors in units in the last place of the modulus of the exact value."""
    found = []
    with flint.ctx.workprec(200):
        for value, argument in zip(values, z, strict=True):
            reference = exact(name, complex(argument))
            error = abs(flint.acb(value.real, value.imag) - reference)
            found.append(float(error.mid()) / np.spacing(float(abs(reference).mid())))
    return np.array(found)


def right_half_plane() -> NDArray[np.complex128]:
    """Points with Re z >= 1/2: near the edge, the axis, the zero of digamma, and far away."""
    random = np.random.default_rng(7)
    scale = random.choice([0.1, 1.0, 5.0, 20.0], 1200)
    height = random.choice([1e-8, 0.1, 1.0, 5.0, 30.0], 1200)
    spread = 0.5 + scale * random.exponential(1.0, 1200) + 1j * height * random.normal(size=1200)
    edge = 0.5 + 5j * random.normal(size=300)
    turn = np.exp(2j * np.pi * random.random(300))
    zero = DIGAMMA_ROOT + turn * random.choice([1e-12, 1e-4, 0.1, 0.8, 0.9], 300)
    far = 10.0 ** random.uniform(0, 12, 200) * np.exp(1j * random.uniform(-1.5, 1.5, 200))
    points = np.concatenate([spread, edge, zero, far, [0.5, 1.0, 2.0, DIGAMMA_ROOT, 7.0, 7j + 0.5]])
    return points[points.real >= 0.5]


@pytest.mark.parametrize("special", BACKENDS)
@pytest.mark.parametrize("name", POLYGAMMA)
def test_polygamma_within_eight_units(special: ModuleType, name: str) -> None:
    z = right_half_plane()
    assert units(getattr(special, name)(z), name, z).max() <= 8.0


@pytest.mark.parametrize("special", BACKENDS)
def test_polygamma_far_out(special: ModuleType) -> None:
    z = 1e140 * np.exp(1j * np.linspace(-1.5, 1.5, 7))
    np.testing.assert_allclose(special.digamma(z), np.log(z), rtol=4e-16)
    np.testing.assert_allclose(special.trigamma(z), 1 / z, rtol=1e-15)
    np.testing.assert_allclose(special.tetragamma(z), -((1 / z) ** 2), rtol=1e-15)


def test_the_yardstick_sees_nine_units() -> None:
    z = np.array([2.0 + 1.0j])
    value = arrays.trigamma(z)
    assert units(value + 9.0 * np.spacing(np.abs(value)), "trigamma", z).max() > 8.0


@pytest.mark.parametrize("special", BACKENDS)
@pytest.mark.parametrize("name", POLYGAMMA)
def test_reflection(special: ModuleType, name: str) -> None:
    """Left of 1/2 to 1e-13 of the function's size, also next to poles and far from the axis."""
    random = np.random.default_rng(8)
    z = random.uniform(-9.5, 0.5, 300) + 1j * random.choice([0.3, 1.0, 20.0, 400.0], 300)
    near = -np.arange(5.0) + 1e-7 * (1 + 2j)
    points = np.concatenate([z, z.conj(), near])
    values = getattr(special, name)(points)
    reference = np.array([complex(exact(name, complex(point))) for point in points])
    np.testing.assert_allclose(values, reference, rtol=1e-13 if name != "tetragamma" else 1e-12)


@pytest.mark.parametrize("special", BACKENDS)
@pytest.mark.parametrize("name", POLYGAMMA)
def test_poles_and_infinity(special: ModuleType, name: str) -> None:
    function = getattr(special, name)
    assert np.isnan(function(np.array([0.0, -1.0, -7.0]))).all()
    assert np.isfinite(function(np.array([-1.0 + 1e-12, -1.0 + 1e-12j]))).all()
    assert function(np.inf) == (np.inf if name == "digamma" else 0.0)


@pytest.mark.parametrize("special", BACKENDS)
def test_polygamma_takes_scalars_and_shapes(special: ModuleType) -> None:
    assert np.ndim(special.digamma(2)) == 0
    assert special.trigamma(np.ones((2, 0, 3))).shape == (2, 0, 3)
    assert special.digamma(1.0) == pytest.approx(-0.5772156649015329, rel=1e-15)


# --- occupations ---------------------------------------------------------------------------------


@pytest.mark.parametrize("special", BACKENDS)
def test_occupations_from_end_to_end(special: ModuleType) -> None:
    with flint.ctx.workprec(200):
        for x in ENDS[np.isfinite(ENDS)]:
            size = flint.arb(float(x)).exp()
            occupation = float((1 / (size + 1)).mid())
            variance = float((size / (size + 1) ** 2).mid())
            assert special.fermi(x) == pytest.approx(occupation, rel=1e-15, abs=1e-320)
            assert special.minus_fermi_derivative(x) == pytest.approx(
                variance, rel=1e-15, abs=1e-320
            )
    np.testing.assert_array_equal(special.fermi(np.array([-np.inf, np.inf])), [1.0, 0.0])
    np.testing.assert_array_equal(special.minus_fermi_derivative(np.array([-np.inf, np.inf])), 0.0)


@pytest.mark.parametrize("special", BACKENDS)
def test_difference_keeps_its_digits(special: ModuleType) -> None:
    """f(x) - f(x + h) = h f(x) f(-x) + O(h^2), although both terms are nearly equal."""
    x = np.array([-30.0, -1.0, 0.0, 2.0, 40.0])
    step = 2.0**-40
    expected = step * special.minus_fermi_derivative(x)
    np.testing.assert_allclose(special.fermi_difference(x, x + step), expected, rtol=2e-12)
    np.testing.assert_allclose(special.fermi_difference(x + step, x), -expected, rtol=2e-12)
    grid = special.fermi_difference(ENDS[:, None], ENDS)
    np.testing.assert_array_equal(np.diag(grid), 0.0)
    np.testing.assert_array_equal(grid, -grid.T)
    plain = special.fermi(ENDS)[:, None] - special.fermi(ENDS)
    np.testing.assert_allclose(grid, plain, rtol=1e-6, atol=1e-16)


@pytest.mark.parametrize("special", BACKENDS)
def test_removable_singularities_have_value_and_slope(special: ModuleType) -> None:
    assert special.x_coth(0.0) == 1.0 and special.expm1_ratio(0.0) == 1.0
    small = np.array([1e-12, 1e-8, 1e-4])
    np.testing.assert_allclose(special.x_coth(small), 1 + small**2 / 3, rtol=4e-16)
    np.testing.assert_array_equal(special.x_coth(-ENDS), special.x_coth(ENDS))
    np.testing.assert_array_equal(special.x_coth(np.array([1e4, np.inf])), [1e4, np.inf])
    series = 1 + small / 2 + small**2 / 6
    np.testing.assert_allclose(special.expm1_ratio(small), series, rtol=1e-12)
    x = ENDS[(np.abs(ENDS) > 1e-10) & np.isfinite(ENDS)]
    identity = special.bose(x) + special.bose(-x)
    np.testing.assert_allclose(identity, -1.0, rtol=1e-7, atol=0.0)  # 1e-9: two numbers of 1e9


@pytest.mark.parametrize("special", BACKENDS)
def test_band_indicator_includes_the_edges(special: ModuleType) -> None:
    values = special.within(np.array([-2.5, -2.0, 0.0, 2.0, np.nextafter(2.0, 3.0)]), 2.0)
    np.testing.assert_array_equal(values, [0.0, 1.0, 1.0, 1.0, 0.0])


@pytest.mark.parametrize("special", BACKENDS)
def test_square_of_the_modulus(special: ModuleType) -> None:
    assert special.abs_squared(3.0 - 4.0j) == 25.0


def test_reciprocal_has_no_exceptions() -> None:
    z = [2.0 + 1.0j, -3.0, 1e200 + 1e200j, 1e-200j, complex(np.inf, 0.0)]
    for value in z:
        assert compiled.reciprocal(complex(value)) == pytest.approx(1.0 / complex(value), rel=4e-16)
    assert np.isnan(compiled.reciprocal(0j))


def test_backends_offer_the_same_functions() -> None:
    assert set(compiled.__all__) - set(arrays.__all__) == {"reciprocal"}
    assert set(arrays.__all__) <= set(compiled.__all__)
