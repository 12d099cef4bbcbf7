"""Spins in motion as numbers: linear solves of the implicit equation, balance of currents.

Fields are extended to all of space by the implicit equation itself; they stay tangent to every
sphere, so that divergences on the sphere are ordinary ones.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import DOUBLE, Array, Ring, Sample, defined
from spinloom.derivations.engine.printed import Node, Symbol, equal, system

from .judge_fock import LEVI_CIVITA, unit_vector
from .judge_motion import VECTOR_CALLS, vector

#: Central differences of eighth order.
STENCIL = ((1, 4 / 5), (2, -1 / 5), (3, 4 / 105), (4, -1 / 280))
WIDTH = 1e-2


def cross_matrix(m: Array) -> Array:
    """The matrix of v -> m x v."""
    return -np.einsum("ijk,k->ij", LEVI_CIVITA, m)


def damping_matrix(iso: float, aniso: float, antisym: float, t_hat: Array) -> Array:
    """iso delta_ij + aniso t_i t_j + antisym eps_ijk t_k."""
    odd = np.einsum("ijk,k->ij", LEVI_CIVITA, t_hat)
    return iso * np.eye(3) + aniso * np.outer(t_hat, t_hat) + antisym * odd


def draw_one(rng: random.Random, ring: Ring) -> Sample:
    """One spin: the determinant of its implicit equation, and the rate that solves it."""
    t_hat, m, field = unit_vector(rng), vector(rng), vector(rng)
    iso, aniso, antisym = (rng.uniform(0.3, 0.9) for _ in range(3))
    damping = damping_matrix(iso, aniso, antisym, t_hat)
    implicit = np.eye(3) + cross_matrix(m) @ damping
    values = VECTOR_CALLS | {
        "m_free": m,
        "t_vector": t_hat,
        "alpha_iso_free": iso,
        "alpha_an_free": aniso,
        "alpha_antisym_free": antisym,
        "torque": np.cross(m, field),
        "m_free_dot": np.linalg.solve(implicit, np.cross(m, field)),
        "determinant": lambda v: np.linalg.det(np.eye(3) + cross_matrix(v) @ damping),
    }
    return Sample(DOUBLE, values)


def draw_pair(rng: random.Random, ring: Ring) -> Sample:
    """Two spins with a generic 6 x 6 damping; rates by one linear solve."""
    damping = np.array([[rng.uniform(-1, 1) for _ in range(6)] for _ in range(6)])
    implicit, torque = np.eye(6), np.zeros(6)
    for place in (slice(0, 3), slice(3, 6)):
        m = vector(rng)
        implicit[place] += cross_matrix(m) @ damping[place]
        torque[place] = np.cross(m, vector(rng))
    rate = np.linalg.solve(implicit, torque)

    def part(a: str) -> slice:
        return slice(3 * int(a) - 3, 3 * int(a))

    values = {
        "implicit": lambda a, b: implicit[part(a), part(b)],
        "inverse": np.linalg.inv,
        "applied": np.matmul,
        "torque": lambda a: torque[part(a)],
        "m_dot": lambda a: rate[part(a)],
    }
    return Sample(DOUBLE, values)


def draw_temperature(rng: random.Random, ring: Ring) -> Sample:
    """Slope of ln P over that of E where drift and spreading cancel; moments of length S."""
    alpha, noise, length = rng.uniform(0.1, 0.9), rng.uniform(0.1, 0.9), rng.uniform(1.5, 2.5)
    m, gradient = vector(rng, length), vector(rng)
    cross = cross_matrix(m)
    response = np.linalg.solve(np.eye(3) + alpha * cross, cross)
    downhill = cross @ cross @ gradient
    along = downhill / np.linalg.norm(downhill)
    drift = along @ response @ -gradient
    spread = noise * along @ response @ response.T @ along / 2
    values = {
        "beta": -drift / spread / (along @ gradient),
        "S": length,
        "hbar": 1.0,
        "alpha_iso_free": alpha,
        "j_iso_free": noise,
    }
    return Sample(DOUBLE, values)


BALANCE = system(
    equal(
        Symbol("drift_current", "drift", r"\nabla\cdot(\dot{\mathbf{m}}\mathcal{P})"),
        Symbol("noise_current", "noise", r"\nabla\cdot(\mathcal{D}\mathcal{P})"),
    ),
    equal(
        Symbol("density_there", "density", r"\mathcal{P}(\mathbf{n})"),
        Symbol("density_given", "given density", r"\mathcal{P}_0"),
    ),
)


def draw_excess(rng: random.Random, ring: Ring) -> Sample:
    """Divergence of the current of exp(-E/T) over its density, at a direction normal to t."""
    t_hat, other = unit_vector(rng), vector(rng)
    here = np.cross(t_hat, other) / np.linalg.norm(np.cross(t_hat, other))
    iso, aniso, antisym = (rng.uniform(0.2, 0.9) for _ in range(3))
    alpha = damping_matrix(iso, aniso, antisym, t_hat)
    heat, external = rng.uniform(0.7, 1.2), vector(rng)
    stiffness = np.diag([rng.uniform(-0.5, 0.5) for _ in range(3)])

    def response(m: Array) -> Array:
        cross = cross_matrix(m)
        return np.linalg.solve(np.eye(3) + cross @ alpha, cross)

    def density(m: Array) -> Any:
        return np.exp((external @ m - m @ stiffness @ m / 2) / heat)

    def current(m: Array) -> Array:
        inner = divergence(lambda x: response(x) * density(x), m)
        drift = response(m) @ (external - stiffness @ m) * density(m)
        return drift - heat * response(m) @ (alpha + alpha.T) @ inner / 2

    gradient = stiffness @ here - external
    values = {
        "excess": divergence(current, here) / density(here),
        "slope_around": np.cross(t_hat, here) @ gradient,
        "slope_along": t_hat @ gradient,
        "alpha_iso_free": iso,
        "alpha_an_free": aniso,
        "alpha_antisym_free": antisym,
        "temperature": heat,
        "determinant_there": np.linalg.det(np.eye(3) + cross_matrix(here) @ alpha),
    }
    return Sample(DOUBLE, values)


def draw_measure(tree: Node) -> Callable[[random.Random, Ring], Sample]:
    """div(drift P) against half the Stratonovich noise term, leads of one temperature."""

    def draw(rng: random.Random, ring: Ring) -> Sample:
        t_hat, there, here = unit_vector(rng), vector(rng), vector(rng)
        iso, aniso, antisym = (rng.uniform(0.2, 0.6) for _ in range(3))
        alpha = damping_matrix(iso, aniso, antisym, t_hat)
        length, heat, given = rng.uniform(1.5, 2.5), rng.uniform(0.7, 1.2), rng.uniform(0.5, 2)
        stiffness, external = np.diag([rng.uniform(-0.5, 0.5) for _ in range(3)]), vector(rng)
        # fluctuation-dissipation: the field's noise is 2 T/S times the symmetric damping
        noise = heat / length * (alpha + alpha.T)

        def response(m: Array) -> Array:
            cross = cross_matrix(m)
            return np.linalg.solve(np.eye(3) + cross @ alpha, cross)

        def weight(m: Array) -> Any:
            return np.linalg.det(np.eye(3) + cross_matrix(m) @ alpha)

        values = {
            "E_function": lambda m: m @ stiffness @ m / 2 - external @ m,
            "determinant": weight,
            "density_given": given,
            "temperature": heat,
            "n_given": there,
            "exp": np.exp,
        }
        density = defined(tree, Sample(DOUBLE, values))()

        def drift(m: Array) -> Array:
            return response(m) @ (external - stiffness @ m) / length * density(m)

        def spread(m: Array) -> Array:
            inner = divergence(lambda x: response(x) * density(x), m)
            return response(m) @ noise @ inner / 2

        return Sample(DOUBLE, {
            "drift_current": divergence(drift, here),
            "noise_current": divergence(spread, here),
            "density_there": density(there),
            "density_given": given,
        })  # fmt: skip

    return draw


def divergence(field: Callable[[Array], Array], m: Array) -> Any:
    """Divergence over the first index of a vector or matrix field."""
    total: Any = 0.0
    for axis, unit in enumerate(np.eye(3)):
        for steps, factor in STENCIL:
            shift = steps * WIDTH * unit
            total = total + factor * (field(m + shift)[axis] - field(m - shift)[axis]) / WIDTH
    return total
