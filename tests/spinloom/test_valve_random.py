"""Flat bands with random parameters against direct quadrature, and the laws they must obey."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from spinloom.valve import Band, currents, storage

D = 25.0
DISSIPATIVE = ("I_N0", "I_NF", "E_S", "A_S", "E_ex", "A_ex")
COEFFICIENTS = (*DISSIPATIVE, "T_S", "T_ex")

potentials = st.floats(-D, D)
heats = st.one_of(st.floats(0.05, 3), st.floats(3, 60))
splittings = st.one_of(st.floats(0.01, 20), st.floats(20, 80))
points = st.tuples(potentials, potentials, heats, heats, splittings, splittings)


Real = NDArray[np.float64]
Point = tuple[float, float, float, float, float, float]
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(80)
_PART = (_NODES + 1) / 2
# both ends are approached as a fifth power, which logarithms do not survive
PLACES = _PART**5 * (126 - 420 * _PART + 540 * _PART**2 - 315 * _PART**3 + 70 * _PART**4)
WEIGHTS = _WEIGHTS / 2 * 630 * _PART**4 * (1 - _PART) ** 4


def fermi(energy: Real, mu: float, T: float) -> Real:
    return np.asarray((1 - np.tanh((energy - mu) / (2 * T))) / 2)


class Direct:
    """Integrals over Gamma, panel by panel between all edges and around the steps."""

    def __init__(self, point: Point) -> None:
        self.mu = dict(zip("LR", point[:2], strict=True))
        self.T = dict(zip("LR", point[2:4], strict=True))
        self.J = dict(zip("LR", point[4:], strict=True))
        steps = [self.mu["L"], self.mu["R"], self.mu["L"] - self.J["L"], self.mu["L"] + self.J["L"]]
        near = [x + k * T for x in steps for T in self.T.values() for k in (-30, -8, 8, 30)]
        edges = [z * D + s * J / 2 for z in (-1, 1) for s in (-1, 1) for J in self.J.values()]
        low, high = min(edges), max(edges)
        inner = {x for x in (*steps, *near, *edges) if low < x < high}
        ends = np.array(sorted({low, high, *inner}))
        width = np.diff(ends)[:, None]
        self.energies = (ends[:-1, None] + width * PLACES).ravel()
        self.weights = (width * WEIGHTS).ravel()

    def filled(self, side: str) -> Real:
        return fermi(self.energies, self.mu[side], self.T[side])

    def inside(self, side: str, s: int) -> Real:
        return (np.abs(self.energies + s * self.J[side] / 2) < D).astype(float)

    def half(self, side: str) -> Real:
        return (self.inside(side, 1) - self.inside(side, -1)) / 2

    def mean(self, side: str) -> Real:
        return (self.inside(side, 1) + self.inside(side, -1)) / 2

    def hole(self, s: int) -> Real:
        shifted = fermi(self.energies + s * self.J["L"], self.mu["L"], self.T["L"])
        return self.inside("L", s) * (self.filled("L") - shifted)

    def hilbert(self, side: str) -> Real:
        total = np.zeros_like(self.energies)
        for s in (1, -1):
            low, high = -D - s * self.J[side] / 2, D - s * self.J[side] / 2
            near, far = (np.maximum(np.abs(self.energies - x), 1e-300) for x in (low, high))
            total += s * np.log(near / far) / 2
        return total

    def coefficient(self, name: str) -> float:
        if name == "T_S":
            parts = (self.half(a) * self.filled(a) * self.hilbert(b) for a, b in ("LR", "RL"))
            return -float(self.weights @ np.sum(list(parts), axis=0)) / np.pi
        mean, half = self.mean("R"), self.half("R")
        weight = {
            "I_N0": 2 * self.mean("L") * mean,
            "I_NF": 2 * self.half("L") * half,
            "E_S": self.half("L") * mean,
            "A_S": self.mean("L") * half,
            "E_ex": mean * (self.hole(1) + self.hole(-1)) / 2,
            "A_ex": half * (self.hole(1) - self.hole(-1)) / 2,
        }[name]
        return float(self.weights @ (weight * (self.filled("R") - self.filled("L"))))


@settings(max_examples=40, deadline=None)
@given(point=points, even=st.booleans(), backend=st.sampled_from(["numpy", "numba"]))
def test_direct_quadrature(point: Point, even: bool, backend: str) -> None:
    if even:
        mu_L, mu_R, T, _, J_L, J_R = point
        point = (mu_L, mu_R, T, T, J_L, J_R)
    found, direct = currents(*point, D, backend=backend), Direct(point)
    for name in (*DISSIPATIVE, "T_S"):
        miss = abs(found[name] / found.Gamma - direct.coefficient(name))
        assert miss <= 2e-10 + found.error[name] / found.Gamma, (name, point)
        assert found.error[name] <= 1e-9 * found.Gamma


@settings(max_examples=15, deadline=None)
@given(point=points, scale=st.floats(-6, 6).map(lambda x: 10.0**x))
def test_energies_have_no_unit(point: Point, scale: float) -> None:
    a, b, c, d, e, f = (scale * x for x in point)
    one, two = currents(*point, D), currents(a, b, c, d, e, f, scale * D)
    for name in COEFFICIENTS:
        first, other = one[name] / one.Gamma, two[name] / two.Gamma / scale
        assert abs(first - other) <= 1e-9 * abs(first) + 1e-11, name


@settings(max_examples=15, deadline=None)
@given(point=points)
def test_electrons_and_holes(point: Point) -> None:
    """Turning all energies around turns charge around, and spin up into the holes of spin down."""
    mu_L, mu_R, T_L, T_R, J_L, J_R = point
    one, two = currents(*point, D), currents(-mu_L, -mu_R, T_L, T_R, J_L, J_R, D)
    for name in COEFFICIENTS:
        sign = -1 if name in ("I_N0", "I_NF") else 1
        assert abs(one[name] - sign * two[name]) <= 1e-10 * one.Gamma, name


@settings(max_examples=15, deadline=None)
@given(point=points)
def test_tunnelling_scales_everything(point: Point) -> None:
    one, two = currents(*point, D), currents(*point, D, tunnelling=-3.0)
    for name in ("Gamma", *COEFFICIENTS):
        np.testing.assert_allclose(two[name], 9 * one[name], rtol=1e-14)


@settings(max_examples=10, deadline=None)
@given(point=points)
def test_the_same_as_bands(point: Point) -> None:
    left, right = (Band.stoner([-D, D], [0.02, 0.02], J) for J in point[4:])
    mu_L, mu_R, T_L, T_R = point[:4]
    found = currents(mu_L, mu_R, T_L, T_R, band_L=left, band_R=right)
    flat = currents(*point, D)
    for name in COEFFICIENTS:
        assert abs(found[name] - flat[name]) <= 1e-10 * flat.Gamma, name
    stored = storage(point[4], T_L, D=D, mu=mu_L)
    assert abs(50 * left.spin(mu_L, T_L) - stored.spin) < 1e-11
    assert abs(50 * left.q_exchange(mu_L, T_L) - stored.q_exchange) < 1e-11


SIZES = (0.0, 1e-300, 1e-15, 1e-9, 1e-3, 0.2, 2.0, 50.0, 1e6)


@settings(max_examples=250, deadline=None)
@given(
    mu=st.tuples(*[st.sampled_from([0.0, 1.0, -1.0, 1 - 1e-15, 0.9, -0.5, 1e-13])] * 2),
    sizes=st.tuples(*[st.sampled_from(SIZES)] * 4), even=st.booleans(),
    unit=st.sampled_from([1e-6, 1.0, 25.0, 1e6]), backend=st.sampled_from(["numpy", "numba"]),
)  # fmt: skip
def test_extremes_are_finite(
    mu: tuple[float, float], sizes: tuple[float, ...], even: bool, unit: float, backend: str
) -> None:
    """No warning (they are errors here), no nan, and an honest error for splittings below 1e3 D."""
    T_L, T_R, J_L, J_R = (unit * x for x in sizes)
    T_R = T_L if even else T_R
    found = currents(unit * mu[0], unit * mu[1], T_L, T_R, J_L, J_R, unit, backend=backend)
    for name in COEFFICIENTS:
        over, error = found[name] / found.Gamma, found.error[name] / found.Gamma
        assert np.isfinite(over) and np.isfinite(error)
        assert max(J_L, J_R) > 1e3 * unit or error <= 1e-10 * (unit + abs(over))
