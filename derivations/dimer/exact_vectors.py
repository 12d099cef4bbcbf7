"""Torques, the effective temperature and actions of moments as polynomials: exact samples.

Vectors have independent components; nothing is solved, so that what holds here holds for every
rate, field and length.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Array, Sample

from .vector_algebra import Algebra, Ratio, fractions


def cross(u: Array, v: Array) -> Array:
    """Vector product of exact vectors."""
    return np.array([u[(k + 1) % 3] * v[(k + 2) % 3] - u[(k + 2) % 3] * v[(k + 1) % 3]
                     for k in range(3)])  # fmt: skip


def dot(u: Array, v: Array) -> Any:
    """Scalar product of exact vectors."""
    return u[0] * v[0] + u[1] * v[1] + u[2] * v[2]


def outer(u: Array, v: Array) -> Array:
    """Dyadic product of exact vectors."""
    return np.array([[x * y for y in v] for x in u])


def vectors(algebra: Algebra, *names: str) -> tuple[Array, ...]:
    """Vectors of the variables name_x, name_y, name_z."""
    return tuple(
        np.array([variable(algebra, f"{name}_{axis}") for axis in "xyz"]) for name in names
    )


def variable(algebra: Algebra, name: str) -> Ratio:
    """A variable as a fraction."""
    return Ratio(algebra.of[name], algebra.one, algebra)


def _names(*vectors: str) -> tuple[str, ...]:
    return tuple(f"{name}_{axis}" for name in vectors for axis in "xyz")


@lru_cache(maxsize=1)
def bias() -> Sample:
    """The two potentials, their mean and their difference."""
    algebra = Algebra(("left", "right"), {})
    arithmetic = fractions(algebra)
    left, right = (variable(algebra, name) for name in ("left", "right"))
    mean = (left + right) / arithmetic.number(Fraction(2))
    return Sample(arithmetic, {"mu_F": mean, "eV": left - right, "mu_L": left, "mu_R": right})


@lru_cache(maxsize=1)
def torques() -> Sample:
    """The parts of m x (H + noise - alpha dm/dt), alpha the matrix of (5), at any rate."""
    algebra = Algebra((*_names("m", "v", "n", "t"), "iso", "aniso", "D"), {})
    m, rate, noise, t_hat = vectors(algebra, "m", "v", "n", "t")
    iso, aniso, strength = (variable(algebra, name) for name in ("iso", "aniso", "D"))
    dyadic = strength**2 * aniso * outer(t_hat, t_hat)
    values = {
        "m_free": m, "m_free_dot": rate, "eta_free": noise, "t_vector": t_hat, "dot": dot,
        "cross": cross, "alpha_iso_free": iso, "alpha_an_free": aniso, "Delta": strength,
        "torque_noise": cross(m, noise),
        "torque_iso": -cross(m, strength**2 * iso * rate),
        "torque_an": -cross(m, np.array([dot(row, rate) for row in dyadic])),
    }  # fmt: skip
    return Sample(fractions(algebra), values)


@lru_cache(maxsize=1)
def directions() -> Sample:
    """Minus the s-d part of (2) for localized spins S m; it is linear in the electrons' spins."""
    algebra = Algebra((*_names("m1", "m2", "s1", "s2"), "D", "S"), {})
    strength, length = (variable(algebra, name) for name in "DS")
    moment = dict(zip("12", vectors(algebra, "m1", "m2"), strict=True))
    spin = dict(zip("12", vectors(algebra, "s1", "s2"), strict=True))
    local = {site: length * direction for site, direction in moment.items()}
    first, second = (strength * dot(spin[site], local[site]) for site in "12")
    values = {
        "Delta": strength, "S": length, "m": moment, "s": spin, "dot": dot,
        "action_interaction": first + second,
    }  # fmt: skip
    sites = {"site": ("1", "2")}
    return Sample(fractions(algebra), values, sites, integrate=lambda names, body: body(None))


@lru_cache(maxsize=1)
def temperature() -> Sample:
    """Slope of ln P over that of the energy where drift and spreading cancel, downhill.

    The moment has any length; its rate is R (H + eta) with (1 + alpha m x) R = m x. Along the
    downhill direction u the drift is -u.R g, and half the noise spreads as u.R R^T u, g the
    gradient of the energy.
    """
    algebra = Algebra((*_names("m", "g"), "alpha", "noise", "S"), {"m_z": ("m_x", "m_y")})
    direction, gradient = vectors(algebra, "m", "g")
    alpha, noise, length = (variable(algebra, name) for name in ("alpha", "noise", "S"))
    arithmetic = fractions(algebra)
    m = length * direction
    one, zero, two = (arithmetic.number(Fraction(x)) for x in (1, 0, 2))
    unit = np.array([[one if i == j else zero for i in range(3)] for j in range(3)])
    columns = [e + alpha * cross(m, e) for e in unit]
    whole = dot(columns[0], cross(columns[1], columns[2]))
    # rows of the inverse times the determinant
    inverse = np.array([cross(columns[(k + 1) % 3], columns[(k + 2) % 3]) for k in range(3)])
    turning = np.array([cross(m, e) for e in unit]).T
    response = np.array([[dot(row, column) for column in turning.T] for row in inverse])
    downhill = cross(m, cross(m, gradient))
    rate = np.array([dot(row, gradient) for row in response])
    pulled = np.array([dot(column, downhill) for column in response.T])
    drift = two * whole * dot(downhill, downhill) * dot(downhill, rate)
    spread = noise * dot(pulled, pulled) * dot(downhill, gradient)
    values = {
        "beta": drift / spread, "S": length, "hbar": one, "alpha_iso_free": alpha,
        "j_iso_free": noise,
    }  # fmt: skip
    return Sample(arithmetic, values)
