"""Moving spins by SciPy: DOP853 for one or two spins without noise, quadrature over the sphere.

Written from dimer:3 and the measure sqrt(det(1 + [m x] alpha)) exp(-E/T) with matrices of its own;
the couplings, which have oracles of their own, are given as numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import solve_ivp

Real = NDArray[np.float64]


@dataclass(frozen=True)
class Setting:
    """The pinned spin (1), the direction of the spin-orbit hopping, energies in meV."""

    pinned: tuple[float, float, float]
    soc: tuple[float, float, float]
    S: float
    coupling: float
    field: tuple[float, float, float]
    easy_axis: float = 0.0


def antisymmetric(v: Any) -> Real:
    """The matrix v x."""
    x, y, z = v
    return np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]], float)


def tensor(c: Mapping[str, Any], names: tuple[str, str, str], pair: str, soc: Any) -> Real:
    """iso delta_ij + antisym eps_ijk t_k + aniso t_i t_j of one pair of sites."""
    iso, odd, even = (float(c[f"{name}_{pair}"]) for name in names)
    t = np.asarray(soc, float)
    return iso * np.eye(3) - odd * antisymmetric(t) + even * np.outer(t, t)


def field(c: Mapping[str, Any], s: Setting, m: Real) -> Real:
    """The field on spin 2 at the unit vector m."""
    names, t = ("J", "D", "A"), np.asarray(s.soc)
    static = tensor(c, names, "21", s.soc) @ np.asarray(s.pinned)
    static = static + tensor(c, names, "22", s.soc) @ m
    easy = 2 * s.easy_axis * s.S * np.array([0, 0, m[2]])
    own = np.asarray(s.field) + easy + s.coupling * float(c["spin_2"]) * t
    return np.asarray(own + s.coupling**2 * s.S * static)


def damping(c: Mapping[str, Any], s: Setting) -> Real:
    """The damping of spin 2."""
    names = ("alpha_iso", "alpha_antisym", "alpha_aniso")
    return s.coupling**2 * s.S * tensor(c, names, "22", s.soc)


def trajectory(c: Mapping[str, Any], s: Setting, start: Any, time: float) -> Real:
    """The unit vector of spin 2 at a time, without noise."""

    def rate(_: float, m: Real) -> Real:
        turned = antisymmetric(m)
        implicit = np.eye(3) + turned @ damping(c, s)
        return np.asarray(np.linalg.solve(implicit, turned @ field(c, s, m)))

    run = solve_ivp(rate, (0, time), np.asarray(start, float), "DOP853", rtol=1e-12, atol=1e-13)
    return np.asarray(run.y[:, -1])


def equilibrium_mean(c: Mapping[str, Any], s: Setting, temperature: float) -> Real:
    """The mean unit vector of spin 2 at zero bias, from the measure."""
    height, weights = np.polynomial.legendre.leggauss(120)
    angle = np.linspace(0, 2 * np.pi, 240, endpoint=False)
    total, mean = 0.0, np.zeros(3)
    alpha = damping(c, s)
    origin = field(c, s, np.zeros(3))
    stiffness = np.stack([field(c, s, e) - origin for e in np.eye(3)], axis=1)
    points = [
        (w, np.array([np.sqrt(1 - z * z) * np.cos(a), np.sqrt(1 - z * z) * np.sin(a), z]))
        for z, w in zip(height, weights, strict=True) for a in angle
    ]  # fmt: skip
    exponents = [s.S * (m @ origin + m @ stiffness @ m / 2) / temperature for _, m in points]
    shift = max(exponents)
    for (weight, m), exponent in zip(points, exponents, strict=True):
        volume = np.linalg.det(np.eye(3) + antisymmetric(m) @ alpha)
        density = weight * np.sqrt(volume) * np.exp(exponent - shift)
        total += float(density)
        mean += density * m
    return np.asarray(mean / total)
