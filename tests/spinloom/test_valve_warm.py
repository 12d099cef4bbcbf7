"""Torques with thermally active band edges: against thirty digits, honest errors, fast."""

from __future__ import annotations

import time

import mpmath
import numpy as np
import pytest
from numpy.typing import NDArray

from spinloom.numerics import valve_cold, valve_strips, valve_torques, valve_warm
from spinloom.numerics.valve_cold import pair
from spinloom.numerics.valve_strips import Interval, change
from spinloom.valve import currents

NAMES = ("mu_L", "mu_R", "T_L", "T_R", "J_L", "J_R", "D")
#: T of the order of the distance to an edge, unequal temperatures and splittings, splittings beyond
#: the bandwidth, a cold right electrode, thin strips, a step at an edge. T_S and T_ex over Gamma:
#: nested principal values at 30 digits (`validate.oracles.valve_mpmath`).
POINTS = {
    (2.0, -1.0, 12.0, 6.0, 5.0, 3.0, 20.0): (-2.307907498092450e-02, 3.376707933102984e-04),
    (23.5, -22.0, 0.3, 0.8, 5.0, 4.0, 25.0): (1.842951864887398e-01, -3.115758887635199e-01),
    (-21.0, 22.0, 1.1, 1.1, 30.0, 60.0, 25.0): (1.264465947838351e00, -6.976766548982868e00),
    (1.0, 24.0, 3.0, 0.0, 8.0, 2.0, 25.0): (-5.079331059406585e-02, -2.821802117454066e-02),
    (0.499, -0.3, 2e-4, 3e-4, 0.25, 1.0, 1.0): (-2.035466271865538e-02, -6.172631338255664e-02),
    (0.9, -0.4, 0.09, 0.17, 4e-3, 1e-4, 1.0): (3.845508500102397e-08, 1.059078283622861e-09),
    (0.2117, 0.2117, 1.35, 0.02, 3.94, 1.7e-9, 1.0): (
        -4.413795140137437e-10, -2.633682184294006e-10),
    (0.9977, 1.0, 2.2e-3, 0.62, 7.4e-4, 7.4e-4, 1.0): (
        1.888931865325887e-06, -2.631974009044919e-07),
    (0.3, 0.9974392272679514, 6.9, 0.0, 0.005121545464097223, 0.005121545464097223, 1.0): (
        -1.043931893649725e-06, -1.723259603626732e-10),
}  # fmt: skip
WANTED = {name: np.array([pair[k] for pair in POINTS.values()])
          for k, name in enumerate(("T_S", "T_ex"))}  # fmt: skip


def arrays() -> dict[str, NDArray[np.float64]]:
    return dict(zip(NAMES, np.array(list(POINTS)).T, strict=True))


@pytest.mark.parametrize("backend", ["numpy", "numba"])
def test_thirty_digits_within_the_stated_error(backend: str) -> None:
    found = currents(*arrays().values(), backend=backend)
    for name, wanted in WANTED.items():
        miss = np.abs(found[name] / found.Gamma - wanted)
        stated = found.error[name] / found.Gamma
        assert np.all(miss <= stated + 4e-15 * np.abs(wanted)), (name, miss / stated)
        assert np.all(miss <= 1e-11 * np.abs(wanted)), (name, miss / np.abs(wanted))
        assert np.all(stated <= 1e-8 * np.abs(wanted)), (name, stated / np.abs(wanted))


def test_many_points_are_what_each_is_alone() -> None:
    together = currents(*arrays().values())
    for k, point in enumerate(POINTS):
        alone = currents(*point)
        for name in WANTED:
            assert together[name][k] == pytest.approx(alone[name], rel=1e-12, abs=0)


def test_both_methods_of_the_exchange_torque_agree() -> None:
    values = arrays()
    for k in range(4):
        nested, error = valve_torques._coherent({n: float(x[k]) for n, x in values.items()})
        assert abs(nested - WANTED["T_ex"][k]) <= error + 1e-14


def test_a_lost_panel_or_a_wrong_sign_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    logarithm, step = Interval.logarithm, valve_strips.change
    for module, name, wrong in (
        (Interval, "logarithm", lambda *x: -logarithm(*x)),
        (Interval, "logarithm", lambda *x: logarithm(*x) * (1 + 1e-6)),
        (valve_strips, "change", lambda *x: step(*x) * (1 + 1e-6)),
        (valve_warm, "FAR", valve_warm.FAR[:0]),
        (valve_warm, "PLATEAU", 3.0),
        (valve_warm, "WINDOW", np.array([5.0])),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(module, name, wrong)
            found = currents(*arrays().values())
            miss = [np.abs(found[n] / found.Gamma / WANTED[n] - 1) for n in WANTED]
            assert np.max(miss) > 1e-10, name


def test_a_point_takes_milliseconds() -> None:
    values = {name: np.tile(x[:4], 10) for name, x in arrays().items()}
    valve_torques.torques("numba", values)
    begin = time.process_time()
    valve_torques.torques("numba", values)
    assert (time.process_time() - begin) / 40 < 5e-3


def test_logarithms_of_intervals_keep_their_digits() -> None:
    places = np.array([1e-9, 0.25, 1 - 1e-12, 1 + 1e-12, 3.0, 1e9])
    for at in (*places, *-places):
        found = Interval.about(np.zeros(1), np.ones(1)).logarithm(np.array([at]))[0]
        with mpmath.workdps(40):
            exact = mpmath.log(abs((mpmath.mpf(at) + 1) / (mpmath.mpf(at) - 1)))
        assert found == pytest.approx(float(exact), rel=1e-15, abs=0)


def test_changes_of_an_occupation_keep_their_digits() -> None:
    for x, d in ((0.3, 1e-12), (-20.0, 1e-9), (30.0, -2.0), (-1.0, 700.0), (2.0, 0.0)):
        with mpmath.workdps(40):
            first, last = (1 / (mpmath.exp(e) + 1) for e in (mpmath.mpf(x), mpmath.mpf(x) + d))
        found = change(np.array([x]), np.array([d]))[0]
        assert found == pytest.approx(float(last - first), rel=1e-14, abs=0)


@pytest.mark.parametrize(("gap", "thin"), [(0.0, 1e-9), (1e-12, 1e-9), (0.3, 1e-12), (5.0, 1e-6),
                                           (-1e-10, 1e-9), (-0.5, 1e-9)])  # fmt: skip
def test_a_thin_interval_beside_a_wide_one(gap: float, thin: float) -> None:
    """Ends near an energy of 1: their sums would be rounded by 1e-7 of the thin one's length."""
    one, size, short = np.ones(1), np.array([1.0]), np.array([thin])
    wide = valve_cold.Interval(valve_cold.End(one, -size), valve_cold.End(one, 0 * size))
    place = valve_cold.End(one, np.array([gap]))
    strip = valve_cold.Interval(place, valve_cold.End(one, np.array([gap]) + short))
    length = float(strip.length()[0])
    with mpmath.workdps(40):
        near, far = mpmath.mpf(gap), mpmath.mpf(gap) + 1

        def entropy(x: mpmath.mpf) -> mpmath.mpf:
            return x * mpmath.log(abs(x)) if x else x

        exact = entropy(far + length) - entropy(far) - entropy(near + length) + entropy(near)
    assert pair("numpy", strip, wide)[0] == pytest.approx(float(exact), rel=1e-12)
    assert pair("numpy", wide, strip)[0] == pytest.approx(-float(exact), rel=1e-12)
