"""Storage of the wide flat band: proof, series, and the generated kernels."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import mpmath
import numpy as np
import pytest
import sympy as sp

from spinloom.codegen.kernels.valve import SERIES_BOUND, kernels
from spinloom.codegen.lower import lower
from spinloom.derivations.engine.interpret import PRECISE
from spinloom.derivations.valve import judge_storage, storage
from spinloom.generated.numba import valve as numba_kernels
from spinloom.generated.numpy import valve as numpy_kernels

KERNELS = [numpy_kernels.storage_wide_band, numba_kernels.storage_wide_band]
Kernel = Callable[..., Any]


def exact(splitting: float, temperature: float) -> mpmath.mpf:
    with mpmath.workdps(60):
        h = mpmath.mpf(splitting) / (2 * mpmath.mpf(temperature))
        return mpmath.mpf(temperature) / 2 * (h * mpmath.coth(h) - 1)


def test_primitive_of_the_exclusion_hole() -> None:
    assert storage.primitive_fault().is_zero


def test_a_wrong_primitive_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = storage.hole_primitive() + storage.s
    monkeypatch.setattr(storage, "hole_primitive", lambda: wrong)
    assert not storage.primitive_fault().is_zero


def test_primitive_between_its_limits_gives_the_closed_form() -> None:
    reduced = sp.Rational(7, 5)
    far = storage.hole_primitive().subs({storage.h: reduced})
    ends = [sp.N(far.subs(storage.s, end), 30) for end in (80, -80)]
    closed = storage.exchange().subs({storage.J: 2 * reduced, storage.T: 1})
    assert abs((ends[0] - ends[1]) / 4 - sp.N(closed, 30)) < 1e-25


def test_series_of_the_closed_form() -> None:
    with mpmath.workdps(40):
        h = mpmath.mpf(float(SERIES_BOUND))
        square = mpmath.tanh(h / 2) ** 2
        terms = [
            mpmath.mpf(c.p) / c.q * square**k
            for k, c in ((k, storage.series_coefficient(k)) for k in range(1, 60))
        ]
        assert mpmath.almosteq(sum(terms), h * mpmath.coth(h) - 1, 1e-35)
        left_out = sum(terms[storage.SERIES_TERMS :]) / sum(terms)
        assert 0 < left_out < 1e-16


def test_quadrature_meets_zero_temperature_and_small_splitting() -> None:
    with mpmath.workdps(30):
        cold = judge_storage.exchange_per_density(mpmath.mpf(2), mpmath.mpf("0.001"))
        assert mpmath.almosteq(cold, mpmath.mpf("0.5") - mpmath.mpf("0.0005"), 1e-20)
        small = judge_storage.exchange_per_density(mpmath.mpf("1e-6"), mpmath.mpf(1))
        assert mpmath.almosteq(small, mpmath.mpf("1e-12") / 24, 1e-10)
    values = judge_storage.draw_exchange(random.Random(1), PRECISE).values
    assert values["q_ex"] > 0


@pytest.mark.parametrize("kernel", KERNELS)
def test_kernel_over_sixteen_decades(kernel: Kernel) -> None:
    temperature = 1.3
    splitting = 2 * temperature * np.array(
        [1e-12, 1e-6, 1e-3, 0.1, 0.4, 0.4999, 0.5, 0.5001, 0.8, 2.0, 30.0, 1e4]
    )  # fmt: skip
    spin, found = kernel(splitting, temperature, splitting / (2 * temperature))
    expected = np.array([float(exact(j, temperature)) for j in splitting])
    assert np.abs(found / expected - 1).max() < 5e-15
    assert np.array_equal(spin, splitting / 2)
    assert np.abs(2 * found / expected - 1).min() > 0.9  # a factor of two would be seen


@pytest.mark.parametrize("kernel", KERNELS)
def test_kernel_at_zero_temperature_and_zero_splitting(kernel: Kernel) -> None:
    splitting, temperature = np.array([2.0, 0.0, 0.0]), np.array([0.0, 0.0, 1.0])
    spin, found = kernel(splitting, temperature, np.array([np.inf, 0.0, 0.0]))
    assert np.array_equal(spin, [1.0, 0.0, 0.0])
    assert np.array_equal(found, [0.5, 0.0, 0.0])


@pytest.mark.parametrize("kernel", KERNELS)
def test_stored_moment_is_positive_and_falls_with_temperature(kernel: Kernel) -> None:
    temperature = np.linspace(0.01, 5.0, 200)
    _, found = kernel(1.0, temperature, 0.5 / temperature)
    assert (found > 0).all()
    assert (np.diff(found) < 0).all()


def test_specification_reads_the_derivation() -> None:
    spec = kernels()[0]
    function = lower(spec)
    assert {"valve:70", "valve:step-spin"} <= {*function.sources}
    assert spec.expressions[0].expression == storage.spin()
