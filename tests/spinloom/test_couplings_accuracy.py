"""The couplings against 40-digit quadrature: 1e-11 of the largest value of the same quantity."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from spinloom import dimer
from spinloom.numerics.dimer_device import SUMS, Device, couplings_of, vanishing_moments
from spinloom.numerics.hot import HOT

TOLERANCE = 1e-11
COLD = ((0.0, 0.0), (0.3, 1.0), (1.9, -3.0), (-4.0, 9.0))
ASYMMETRIC: dict[str, Any] = {"t_R": 7.0, "eps_1": 0.3, "eps_2": -0.5}
CASES = {
    "weak spin-orbit coupling": (COLD, {"t": 0.1}),
    "strong spin-orbit coupling": (COLD, {"t": 1.0}),
    "asymmetric, poles 1e-4 apart": (COLD, {"t": 1e-4, "t_0": 3.0, **ASYMMETRIC}),
    "poles 1e-9 apart": (COLD, {"t": 1e-9}),
    "a helicity without hopping": (COLD, {"t_0": 1.0, "t": 1.0}),
    "a weak contact": (COLD, {"t_L": 1e-3}),
    "sharp resonances": (((1.9, 2e-4), (0.0, 5.0)), {"t_L": 0.1, "t_R": 0.1}),
    "resonances at the band edge": (
        ((-199.5, 0.3), (-199.9, 0.1), (-190.0, 10.0)),
        {"eps_1": -196.5, "eps_2": -196.5},
    ),
    "low temperatures": (((0.3, 1e-5, 1e-6), (2.0, 4.0, 0.3)), {}),
    "high temperatures": (((5.0, -12.0, 50.0), (20.0, 30.0, 100.0)), {"t": 1e-9}),
    "unequal temperatures": (((0.3, 1.0, 20.0, 3.0), (-1.0, 2.0, 0.5, 0.1)), ASYMMETRIC),
    "one cold lead": (((0.3, 1.0, 0.0, 0.5), (-1.0, 2.0, 0.5, 0.0)), ASYMMETRIC),
}


def errors(
    points: Sequence[tuple[float, ...]], expected: Sequence[dict[str, float]], **device: Any
) -> dict[str, float]:
    """Largest error of every quantity over the points, relative to its largest value there."""
    found = []
    for mu_F, bias, *heat in points:
        right = heat[1] if len(heat) > 1 else None
        left = heat[0] if heat else 0.0
        found.append(dimer.couplings(mu_F, bias, left, temperature_R=right, **device))
    return {
        name: max(abs(x[name] - y[name]) for x, y in zip(found, expected, strict=True))
        / (max(abs(y[name]) for y in expected) or 1.0)
        for name in expected[0]
    }


@pytest.mark.parametrize("case", CASES)
def test_against_forty_digits(case: str, exact: ModuleType) -> None:
    points, device = CASES[case]
    found = errors(points, exact.reference([exact.Point(*p) for p in points], **device), **device)
    assert found.keys() == set(exact.NAMES)
    assert max(found.values()) < TOLERANCE


@pytest.mark.parametrize("temperature", [200.0, 1e3, 1e5])
def test_hot_leads(temperature: float, exact: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Low moments cancel by 15 digits and more, so the reference needs finer panels."""
    monkeypatch.setattr(exact, "ELLIPSE", 6.0)
    points = ((0.7, 3.1, temperature), (-4.0, -9.0, temperature))
    found = errors(points, exact.reference([exact.Point(*point) for point in points]))
    assert max(found.values()) < TOLERANCE


def test_hot_unequal_leads(exact: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exact, "ELLIPSE", 6.0)
    points = ((0.7, 3.1, 1e3, 40.0), (5.0, -9.0, 1e5, 1e3))
    expected = exact.reference([exact.Point(*point) for point in points], **ASYMMETRIC)
    assert max(errors(points, expected, **ASYMMETRIC).values()) < TOLERANCE


def test_anisotropy_of_hot_leads() -> None:
    found = dimer.couplings(0.7, 3.1, 1e3).A_11
    assert found == pytest.approx(-3.69304955008843e-13, rel=1e-12, abs=0)


@pytest.mark.parametrize("site_energies", [(0.0, 0.0), (0.3, -0.5)])
def test_moments_that_vanish(site_energies: tuple[float, float]) -> None:
    """All moments of the sums that are said to vanish do, and the next one does not."""
    device = Device(100.0, 2.0, 0.1, 10.0, 7.0, *site_energies)
    hot, moments = couplings_of(device, "numpy").hot, vanishing_moments(device)
    for counts, columns in ((moments.sums, hot.total), (moments.differences, hot.rest)):
        for name, count, column in zip(SUMS, counts, columns.T, strict=True):
            for power in range(6):
                moment = hot.energies**power * column
                vanishing = abs(moment.sum()) < 1e-11 * np.abs(moment).sum()
                assert vanishing or power >= count, (name, power)
                assert not vanishing or power != count or columns is hot.rest, (name, power)


def test_hot_and_warm_leads_join() -> None:
    """Both sides of the switch between tables and nodes agree."""
    edge = 200.0 * HOT
    below, above = (dimer.couplings(3.0, 8.0, edge * (1 + x)) for x in (-1e-13, 1e-13))
    for name in dimer.Couplings.names():
        assert below[name] == pytest.approx(above[name], rel=1e-10), name


@pytest.fixture(scope="module")
def on_a_line(exact: ModuleType) -> dict[str, Any]:
    values = exact.reference([exact.Point(*point) for point in COLD])
    return {name: np.array([value[name] for value in values]) for name in exact.NAMES}


@pytest.mark.parametrize("backend", ["numpy", "numba"])
def test_backends_on_arrays(backend: str, on_a_line: dict[str, Any]) -> None:
    centers, biases = np.transpose(COLD)
    found = dimer.couplings(centers, biases, backend=backend)
    for name, values in on_a_line.items():
        error = np.abs(found[name] - values).max()
        assert error < TOLERANCE * np.abs(values).max(), name


def test_small_bias_keeps_its_digits(exact: ModuleType) -> None:
    """Windows close linearly with the bias, so they are compared with their own size."""
    points = ((0.3, 1e-8),)
    found = errors(points, exact.reference([exact.Point(*points[0])]))
    assert max(found[name] for name in exact.NAMES if name[0] in "Dn") < TOLERANCE


def test_narrow_and_wide_windows_join(exact: ModuleType) -> None:
    """Neighbouring biases on both sides of the switch between mean and difference agree."""
    bias = np.geomspace(1e-3, 3.0, 400)
    for temperature in (0.0, 0.2):
        found = dimer.couplings(0.4, bias, temperature, **ASYMMETRIC)
        for name in exact.NAMES:
            if name[0] in "Dn":
                slope = found[name] / bias if temperature == 0 else found[name]
                second = np.abs(np.diff(slope, 2)).max()
                assert second < 1e-2 * np.abs(slope).max(), name


def test_the_check_rejects_wrong_values(exact: ModuleType) -> None:
    """A changed sign, a factor of two and swapped sites lie far outside the tolerance."""
    points = COLD[1:3]
    right = exact.reference([exact.Point(*point) for point in points], **ASYMMETRIC)
    swap = str.maketrans("12", "21")
    for name in exact.NAMES:
        changes = {
            "sign": (name, -1.0),
            "factor": (name, 2.0),
            "sites": (name.translate(swap), 1.0),
        }
        for change, (source, factor) in changes.items():
            wrong = copy.deepcopy(right)
            for values, true in zip(wrong, right, strict=True):
                values[name] = factor * true[source]
            # the noise is symmetric in the sites
            same = change == "sites" and name.startswith("noise") and name[-2:] in ("12", "21")
            assert same or errors(points, wrong, **ASYMMETRIC)[name] > 1e-6, (name, change)
