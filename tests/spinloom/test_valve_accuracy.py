"""Flat bands of the valve against 18-digit integrals, edges of the parameters included."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import mpmath as mp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad

from spinloom.valve import anisotropy, currents, storage

DISSIPATIVE = ("I_N0", "I_NF", "E_S", "A_S", "E_ex", "A_ex")
COEFFICIENTS = (*DISSIPATIVE, "T_S", "T_ex")
DIGITS = 18
TINY = mp.mpf(10) ** -60


@dataclass(frozen=True)
class Point:
    mu_L: float = 0.7
    mu_R: float = -0.4
    T_L: float = 0.5
    T_R: float = 0.5
    J_L: float = 5.0
    J_R: float = 4.0
    D: float = 25.0

    def values(self) -> tuple[float, ...]:
        return tuple(vars(self).values())


def filled(energy: Any, mu: float, T: float) -> Any:
    if T == 0:
        return mp.mpf(1) if energy < mu else mp.mpf(0)
    return (1 - mp.tanh((energy - mu) / (2 * mp.mpf(T)))) / 2


def integral(f: Callable[[Any], Any], marks: list[Any], low: Any, high: Any) -> Any:
    """Panels between marks; those on which f is exactly zero in the middle are left out."""
    ends = sorted({low, high, *(x for x in marks if low < x < high)})
    return mp.fsum(mp.quad(f, [a, b], maxdegree=5) for a, b in pairwise(ends) if f((a + b) / 2))


def quotient(first: Any, other: Any) -> Any:
    """log |first / other|, finite where a node is rounded to an end."""
    return mp.log(max(abs(first), TINY) / max(abs(other), TINY))


class Reference:
    """Integrals over Gamma; tanh-sinh panels between edges and around steps."""

    def __init__(self, p: Point) -> None:
        self.p = p
        D = mp.mpf(p.D)
        self.bands = {
            (side, s): (-D - s * mp.mpf(J) / 2, D - s * mp.mpf(J) / 2)
            for side, J in (("L", p.J_L), ("R", p.J_R))
            for s in (1, -1)
        }
        self.edges = [end for pair in self.bands.values() for end in pair]
        marks = list(self.edges)
        for middle, T in (
            (p.mu_L, p.T_L), (p.mu_L - p.J_L, p.T_L), (p.mu_L + p.J_L, p.T_L), (p.mu_R, p.T_R)
        ):  # fmt: skip
            steps = (0, 2, 6, 14, 30, 60)
            marks += [mp.mpf(middle) + sign * k * mp.mpf(T) for k in steps for sign in (1, -1)]
        self.marks = marks

    def inside(self, side: str, s: int, w: Any) -> int:
        low, high = self.bands[side, s]
        return int(low < w < high)

    def spins(self, side: str, w: Any) -> tuple[Any, Any]:
        up, down = self.inside(side, 1, w), self.inside(side, -1, w)
        return mp.mpf(up + down) / 2, mp.mpf(up - down) / 2

    def holes(self, w: Any) -> tuple[Any, Any]:
        p = self.p
        own = filled(w, p.mu_L, p.T_L)
        up, down = (
            self.inside("L", s, w) * (own - filled(w + s * mp.mpf(p.J_L), p.mu_L, p.T_L))
            for s in (1, -1)
        )
        return up, down

    def dissipative(self, name: str) -> Any:
        p = self.p

        def at(w: Any) -> Any:
            (n, m), (o, r) = self.spins("L", w), self.spins("R", w)
            up, down = self.holes(w)
            weight = {
                "I_N0": 2 * n * o, "I_NF": 2 * m * r, "E_S": m * o, "A_S": n * r,
                "E_ex": o * (up + down) / 2, "A_ex": r * (up - down) / 2,
            }[name]  # fmt: skip
            return weight * (filled(w, p.mu_R, p.T_R) - filled(w, p.mu_L, p.T_L))

        return integral(at, self.marks, min(self.edges), max(self.edges))

    def hilbert(self, side: str, w: Any) -> Any:
        """P int m / (w - x)."""
        total = mp.mpf(0)
        for s in (1, -1):
            low, high = self.bands[side, s]
            total += s * quotient(w - low, w - high) / 2
        return total

    def spin_torque(self) -> Any:
        p, total = self.p, mp.mpf(0)
        for own, other, mu, T in (("L", "R", p.mu_L, p.T_L), ("R", "L", p.mu_R, p.T_R)):

            def at(w: Any, own: str = own, other: str = other, mu: float = mu, T: float = T) -> Any:
                m = self.spins(own, w)[1]
                return m * filled(w, mu, T) * self.hilbert(other, w) if m else m

            total -= integral(at, self.marks, min(self.edges), max(self.edges))
        return total / mp.pi

    def exchange_torque(self) -> Any:
        """While the right electrode's states are full or empty wherever it is polarized."""
        p = self.p

        def at(w: Any) -> Any:
            up, down = self.holes(w)
            if not up + down:
                return up + down
            total = -filled(w, p.mu_L, p.T_L) * self.hilbert("R", w)
            for s in (1, -1):
                low, high = self.bands["R", s]
                full = min(max(mp.mpf(p.mu_R), low), high)
                total += s * quotient(w - low, w - full) / 2
            return (up + down) * total

        return integral(at, self.marks, min(self.edges), max(self.edges)) / (2 * mp.pi)


def check(p: Point, names: tuple[str, ...], relative: float = 2e-12) -> None:
    found = currents(*p.values())
    scale = max(abs(x) for x in p.values()[:-1])
    with mp.workdps(DIGITS):
        reference = Reference(p)
        for name in names:
            if name == "T_S":
                exact = reference.spin_torque()
            elif name == "T_ex":
                exact = reference.exchange_torque()
            else:
                exact = reference.dissipative(name)
            miss = float(abs(found[name] / found.Gamma - exact))
            # an energy of this size is rounded by as much
            floor = 1e-15 * scale
            assert miss <= relative * abs(float(exact)) + floor, (name, float(exact), miss)
            stated = found.error[name] / found.Gamma
            assert miss <= stated + 1e-14 * abs(float(exact)) + floor, (name, miss, stated)


REGULAR = [
    Point(),
    Point(T_L=0.0, T_R=0.0),
    Point(T_L=1e-12, T_R=1e-12),
    Point(T_L=0.0, T_R=0.4),
    Point(T_L=0.45, T_R=0.0),
    Point(T_L=0.3, T_R=0.4),
    Point(mu_L=0.2, mu_R=0.2, T_L=0.3, T_R=0.4),
    Point(mu_L=1e-9, mu_R=-1e-9),
    Point(J_L=1e-6),
    Point(J_R=1e-9),
    Point(J_L=1e-7, J_R=1e-7, T_L=0.4, T_R=0.4),
    Point(J_L=30.0, J_R=2.0, T_L=0.2, T_R=0.2),
    Point(J_L=2.0, J_R=40.0, T_L=0.1, T_R=0.1),
    Point(J_L=0.4, J_R=0.3, T_L=0.5, T_R=0.5),
    Point(D=1e4, T_L=1.0, T_R=1.0),
    Point(mu_L=9.0, mu_R=-9.0, T_L=0.3, T_R=0.3),
]


@pytest.mark.parametrize("p", REGULAR)
def test_all_coefficients_to_twelve_digits(p: Point) -> None:
    check(p, ("I_N0", "E_ex", "T_S", "T_ex"))


EDGES = [
    Point(mu_L=25.0, mu_R=-25.0),
    Point(mu_L=22.5, mu_R=23.0, T_L=0.0, T_R=0.0),
    Point(mu_L=22.5, mu_R=22.0, T_L=1e-9, T_R=1e-9),
    Point(T_L=40.0, T_R=40.0),
    Point(T_L=1.2, T_R=1.2),
    Point(T_L=0.8, T_R=0.7),
    Point(T_L=1e4, T_R=3e3),
    Point(mu_L=20.0, mu_R=21.0, T_L=0.6, T_R=0.9),
    Point(J_L=50.0, J_R=50.0),
    Point(J_L=80.0, J_R=3.0, T_L=0.0, T_R=0.0),
    Point(mu_L=1.1, mu_R=-11.0, J_L=6e-6, J_R=8.8, D=11.0, T_L=0.0, T_R=0.0),
    Point(mu_L=24.9, mu_R=22.6, J_L=4.0, J_R=1e-9, T_L=0.0, T_R=0.0),
    Point(mu_L=23.0, mu_R=24.1, T_L=0.1, T_R=0.0),
    Point(mu_L=24.0, mu_R=24.0, J_L=1e-3, J_R=5.0, T_L=0.01, T_R=0.02),
]


@pytest.mark.parametrize("p", EDGES)
def test_band_edges_within_reach(p: Point) -> None:
    check(p, (*DISSIPATIVE, "T_S", "T_ex") if p.T_R == 0 else (*DISSIPATIVE, "T_S"))


@pytest.mark.parametrize(
    ("p", "rel"),
    [(Point(-0.91, -0.93, 3.2e-5, 5e-5, 6.3e-5, 1.2e-2, 1.0), 1e-14),
     (Point(-0.77, -0.65, 7.3e-6, 9e-6, 2.9e-5, 0.87, 1.0), 1e-14),
     (Point(-1.0, -0.96, 0.0, 0.049, 1.4e-6, 0.028, 1.0), 1e-9),
     (Point(0.3, 0.29, 1e-6, 1e-6, 1e-5, 1e-5, 1.0), 2e-14)],
)  # fmt: skip
def test_errors_of_what_is_far_narrower_than_the_band(p: Point, rel: float) -> None:
    """Energies that far from the middle of the band would cost digits; rounded ends are stated."""
    found = currents(*p.values())
    with mp.workdps(30):
        for name in ("E_ex", "A_ex", "I_N0"):
            exact = float(Reference(p).dissipative(name))
            miss, stated = abs(found[name] / found.Gamma - exact), found.error[name] / found.Gamma
            assert miss <= stated + 4e-16 * abs(exact), (name, miss, stated)
            assert name == "I_N0" or stated <= rel * abs(exact) + 1e-40, (name, stated)


def closed_emission(V: float, J: float, T: float) -> float:
    """Infinite bands, with so many digits that no difference loses any."""
    with mp.workdps(80):
        bias, split, heat = mp.mpf(V), mp.mpf(J), mp.mpf(T)

        def c(u: Any) -> Any:
            return u / 2 * mp.coth(u / (2 * heat)) if u else heat

        return float((c(bias + split) + c(bias - split)) / 2 - c(bias) - c(split) + c(0))


@pytest.mark.parametrize("V", [0.0, 1e-12, 1.0, 5.0, 10.0])
def test_emission_down_to_zero_temperature(V: float) -> None:
    for T in (0.0, 1e-300, 1e-12, 1e-4):
        found = currents(V / 2, -V / 2, T, T, 5.0, 5.0, 25.0)
        expected = closed_emission(V, 5.0, T) if T > 1e-100 else -min(V, 5.0) / 2
        assert found.E_ex / found.Gamma == pytest.approx(expected, rel=2e-14, abs=0)


@settings(max_examples=60, deadline=None)
@given(
    V=st.floats(-8, 2).map(lambda x: 10.0**x), J=st.floats(-8, 2).map(lambda x: 10.0**x),
    T=st.floats(-3, 0.5).map(lambda x: 10.0**x), backend=st.sampled_from(["numpy", "numba"]),
)  # fmt: skip
def test_emission_keeps_all_digits_anywhere(V: float, J: float, T: float, backend: str) -> None:
    found = currents(V / 2, -V / 2, T, T, J, 1.0, 1e3, backend=backend)
    assert found.E_ex / found.Gamma == pytest.approx(closed_emission(V, J, T), rel=3e-14)


def test_large_energies_over_temperature() -> None:
    """Energies up to 1e4 T: between the limits of zero temperature and of wide bands."""
    for x in (1e2, 1e4):
        p = Point(mu_L=x / 4, mu_R=-x / 4, T_L=1.0, T_R=1.0, J_L=x / 3, J_R=x / 5, D=x)
        check(p, ("I_N0", "E_ex", "T_S", "T_ex"))
    for x in (1e2, 1e3, 1e4):
        found = anisotropy([-x, -x / 3, x / 3, x], x / 3, 1.0)
        np.testing.assert_allclose(found.a, [0, 0.125, -0.125, 0], atol=1e-12)


@pytest.mark.parametrize(
    "p",
    [Point(T_L=3.0, T_R=2.0), Point(mu_L=20.0, T_L=1.5, T_R=1.5),
     Point(mu_L=22.0, mu_R=23.5, T_L=0.3, T_R=0.8)],
)  # fmt: skip
def test_exchange_torque_with_warm_edges(p: Point) -> None:
    """Nested quadrature, Cauchy weights inside, over the polarized parts of the right band."""

    def f(e: float, mu: float, T: float) -> float:
        return float((1 - np.tanh((e - mu) / (2 * T))) / 2)

    def held(w: float) -> float:
        total = 0.0
        for s in (1, -1):
            if -p.D < w + s * p.J_L / 2 < p.D:
                total += f(w, p.mu_L, p.T_L) - f(w + s * p.J_L, p.mu_L, p.T_L)
        return total

    def inner(w: float) -> float:
        own, total = f(w, p.mu_L, p.T_L), 0.0
        for middle, sign in ((-p.D, 1), (p.D, -1)):
            total += sign * quad(
                lambda x: own - f(x, p.mu_R, p.T_R), middle - p.J_R / 2, middle + p.J_R / 2,
                weight="cauchy", wvar=w,
            )[0] / 2  # fmt: skip
        return total

    bends = sorted(
        sign * p.D + side * J / 2 for sign in (1, -1) for side in (1, -1) for J in (p.J_L, p.J_R)
    )
    total = sum(
        quad(lambda w: held(w) * inner(w), a, b, epsabs=1e-12, limit=200)[0]
        for a, b in pairwise(bends)
    )
    found = currents(*p.values())
    assert found.T_ex / found.Gamma == pytest.approx(total / (2 * np.pi), rel=1e-9)


@pytest.mark.parametrize("J_R", [1.99, 0.5, 1e-3, 1e-9, 1e-15])
def test_spin_torque_of_narrow_strips(J_R: float) -> None:
    """Second difference of x log x at 40 digits; a window that reaches the edges, for T_ex."""
    with mp.workdps(DIGITS):
        half = [(mp.mpf(1.108) + side * mp.mpf(J_R)) / 2 for side in (1, -1)]
        ends = [(2 + half[0], 1), (2 + half[1], -1), (2 - half[1], -1), (2 - half[0], 1)]
        area = float(sum(sign * x * mp.log(x) for x, sign in ends))
    found = currents(0.0, 0.0, 0.0, 0.0, 1.108, J_R, 1.0)
    assert found.T_S / found.Gamma == pytest.approx(-area / (2 * np.pi), rel=1e-13)
    warm, cold = (currents(0.08, -0.12, T, T, 1.108, J_R / 100, 1.0) for T in (1e-9, 0.0))
    assert warm.T_ex == pytest.approx(cold.T_ex, rel=1e-7)


@pytest.mark.parametrize("field", ["T_L", "T_R", "J_L", "J_R", "mu_L", "mu_R"])
def test_nothing_jumps_where_a_parameter_vanishes(field: str) -> None:
    at, near = (currents(*replace(Point(), **{field: x}).values()) for x in (0.0, 1e-13))
    for name in COEFFICIENTS:
        assert near[name] == pytest.approx(at[name], abs=1e-11 * at.Gamma), name


# --- storage -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("J", "T", "D", "mu"),
    [(5.0, 0.5, 25.0, 25.0), (5.0, 3.0, 25.0, -25.0), (50.0, 1.0, 25.0, 0.0), (1e-8, 2.0, 5.0, 4.0),
     (5.0, 1e5, 25.0, 3.0), (1e-6, 1e-3, 25.0, 25.0), (80.0, 7.0, 10.0, 2.0),
     (3e-4, 5e-4, 8e4, -1.7e4)],
)  # fmt: skip
def test_storage_of_a_finite_band_to_twelve_digits(J: float, T: float, D: float, mu: float) -> None:
    with mp.workdps(DIGITS):

        def gap(e: Any) -> Any:
            return filled(e - mp.mpf(J) / 2, mu, T) - filled(e + mp.mpf(J) / 2, mu, T)

        marks = [mu + s * mp.mpf(J) / 2 + sign * k * mp.mpf(T)
                 for s in (1, -1) for sign in (1, -1) for k in (0, 2, 6, 12, 25, 50)]  # fmt: skip
        spin = integral(gap, marks, -mp.mpf(D), mp.mpf(D)) / 2
        square = integral(lambda e: gap(e) ** 2, marks, -mp.mpf(D), mp.mpf(D)) / 4
        found = storage(J, T, D=D, mu=mu)
        assert found.spin == pytest.approx(float(spin), rel=2e-13)
        assert found.q_exchange == pytest.approx(float(square), rel=2e-12)


def test_infinite_band_is_the_limit_of_wide_ones() -> None:
    for T in (0.0, 1e-9, 0.5, 3.0):
        wide, finite = storage(5.0, T), storage(5.0, T, D=1e3, mu=0.3)
        assert finite.spin == pytest.approx(wide.spin, rel=1e-13)
        assert finite.q_exchange == pytest.approx(wide.q_exchange, rel=1e-12)
