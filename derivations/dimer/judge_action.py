"""Actions as numbers: the judge of (A1)-(A3) and (A5).

The localized moments are classical vectors of length S; the electrons are
matrices of a finite chain, or operators on the Fock space of the isolated
dimer (`judge_fock`).
"""

from __future__ import annotations

import random
from functools import lru_cache
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import DOUBLE, Array, Ring, Sample, defined, evaluate
from spinloom.derivations.engine.judges.fock import FockSpace, expectation, gaussian_state
from spinloom.derivations.engine.printed import Node, Symbol, equal, relations

from . import judge_fock
from .judge_fock import spin_matrix
from .judge_green import RANGES
from .judge_motion import SPIN_LENGTH, vector

# --- (A1)-(A3): actions ----------------------------------------------------------------------

ANGLE_LAW = equal(Symbol("rates_of_action"), Symbol("rates_of_torque"))


def draw_action(tree: Node) -> Any:
    """Euler-Lagrange rates of S_m + S_I against S_hbar dm/dt = m x (h - dE/dm + Delta s)."""

    def draw(rng: random.Random, ring: Ring) -> Sample:
        theta, phi = rng.uniform(0.6, 2.4), rng.uniform(0.3, 6.0)
        external, electron, stiff = vector(rng), vector(rng), rng.uniform(0.2, 0.8)
        axis = vector(rng)

        def action(polar: float, azimuth: float, azimuth_rate: float) -> float:
            m = _unit(polar, azimuth)
            values = {
                "hbar": 1.0,
                "S": SPIN_LENGTH,
                "berry_rate": lambda a: azimuth_rate * (1 - np.cos(polar)),
                "m": lambda a: m,
                "h_external": external,
                "energy_of": lambda a: stiff * (m @ axis) ** 2,
                "dot": np.dot,
            }
            sample = Sample(DOUBLE, values, {"site": ("1",)}, integrate=lambda names, f: f(0.0))
            return float(defined(tree, sample)() + m @ electron)

        m = _unit(theta, phi)
        force = external + electron - 2 * stiff * (m @ axis) * axis
        rate = np.cross(m, force) / SPIN_LENGTH
        e_theta, e_phi = _unit(theta + np.pi / 2, phi), _unit(np.pi / 2, phi + np.pi / 2)
        wanted = np.array([rate @ e_theta, rate @ e_phi / np.sin(theta)])
        return Sample(DOUBLE, {"rates_of_action": _rates(action, theta, phi),
                               "rates_of_torque": wanted})  # fmt: skip

    return draw


def _unit(theta: float, phi: float) -> Array:
    return np.array([np.sin(theta) * np.cos(phi), np.sin(theta) * np.sin(phi), np.cos(theta)])


def _rates(action: Any, theta: float, phi: float) -> Array:
    """Solve the two Euler-Lagrange equations of L = p(theta) phi' - V for the rates."""

    def slope(function: Any, x: float) -> float:
        """Sixth-order central difference."""
        h = 4e-3
        odd = [function(x + k * h) - function(x - k * h) for k in (1, 2, 3)]
        return (45 * odd[0] - 9 * odd[1] + odd[2]) / (60 * h)

    def momentum(polar: float) -> float:
        return float(action(polar, phi, 1.0) - action(polar, phi, 0.0))

    momentum_slope = slope(momentum, theta)
    return np.array([
        slope(lambda x: action(theta, x, 0.0), phi) / momentum_slope,
        -slope(lambda x: action(x, phi, 0.0), theta) / momentum_slope,
    ])  # fmt: skip


KERNEL_LAW = equal(Symbol("kernel_of_action"), Symbol("energy_minus_h"))


def draw_electron_action(tree: Node) -> Any:
    """The kernel of (A2) at energy E against E - h of the whole finite chain."""

    def draw(rng: random.Random, ring: Ring) -> Sample:
        sizes, energy = {"L": 3, "D": 3, "R": 3}, rng.uniform(0.4, 1.2)
        starts = {"L": 0, "D": 3, "R": 6}
        unit = np.eye(9)

        def columns(region: str) -> Array:
            return unit[:, starts[region] : starts[region] + sizes[region]]

        def block(one: str, two: str) -> Array:
            raw = np.zeros((9, 9), complex)
            entries = [[complex(rng.gauss(0, 1), rng.gauss(0, 1)) for _ in range(sizes[two])]
                       for _ in range(sizes[one])]  # fmt: skip
            raw[np.ix_(*(range(starts[r], starts[r] + sizes[r]) for r in (one, two)))] = entries
            return raw + raw.conj().T

        parts = {"L": block("L", "L"), "R": block("R", "R"), "e": block("D", "D"),
                 "Lc": block("L", "D"), "Rc": block("R", "D")}  # fmt: skip
        values = {
            "i_unit": 1j,
            "hbar": 1.0,
            "psi_conj": lambda r: columns(r).astype(complex),
            "psi_rate": lambda r: -1j * energy * columns(r).T,
        } | {f"H_{name}": matrix for name, matrix in parts.items()}
        sample = Sample(DOUBLE, values, {"orbital": ("all",)}, integrate=lambda names, f: f(0.0))
        whole = sum(parts.values())
        return Sample(DOUBLE, {"kernel_of_action": defined(tree, sample)(),
                               "energy_minus_h": energy * np.eye(9) - whole})  # fmt: skip

    return draw


def draw_interaction(rng: random.Random, ring: Ring) -> Sample:
    """S_I against minus the s-d part of (2), the localized spin a vector m of length S."""
    return _interaction(rng, length=SPIN_LENGTH)


def draw_interaction_of_directions(rng: random.Random, ring: Ring) -> Sample:
    """The same with m as the direction of the localized spin, a unit vector."""
    return _interaction(rng, length=1.0)


def _interaction(rng: random.Random, length: float) -> Sample:
    space, strength = FockSpace(4), rng.uniform(0.3, 0.9)
    moment = {s: vector(rng, length) for s in "12"}
    local = {s: SPIN_LENGTH / length * moment[s] for s in "12"}
    spin = {s: np.array([space.bilinear(spin_matrix(s, x)) for x in "xyz"]) for s in "12"}
    hamiltonian = -strength * sum(np.einsum("k,kab->ab", local[s], spin[s]) for s in "12")
    values = {
        "Delta": strength,
        "S": SPIN_LENGTH,
        "m": lambda s: moment[s],
        "s": lambda s: spin[s],
        "dot": lambda one, two: np.einsum("k,kab->ab", one, two),
        "action_interaction": -hamiltonian,
    }
    return Sample(DOUBLE, values, {"site": ("1", "2")}, integrate=lambda names, f: f(0.0))


# --- (A5): second cumulant -------------------------------------------------------------------


def cumulant_remainder(tree: Node, coupling: Any) -> float:
    """(A5) against the logarithm of the exact time-ordered average, relative to second order."""
    sample = _kicked(float(coupling))
    (relation,) = relations(tree)
    difference = evaluate(relation.left, sample) - evaluate(relation.right, sample)
    return float(abs(difference) / float(coupling) ** 2)


@lru_cache(maxsize=4)
def _kicked(strength: float) -> Sample:
    """Three kicks of the moments (vectors of length S) on the forward branch.

    An integral over time is the sum over the kicks.
    """
    rng = random.Random(20230301)
    dimer = judge_fock.random_dimer(rng)
    state = gaussian_state(dimer.space, judge_fock.random_correlations(rng))
    times = (0.3, 0.8, 1.6)
    moments = {(a, k): vector(rng, SPIN_LENGTH) for a in "12" for k in times}
    spin = {(a, i, k): dimer.spin_at(a, i, k) for a in "12" for i in "xyz" for k in times}
    mean = {key: expectation(state, operator) for key, operator in spin.items()}
    pairs = {(one, two): expectation(state, spin[one], spin[two]) for one in spin for two in spin}

    def kernel(a: str, b: str, i: str, j: str) -> Any:
        def value(t: float, t_p: float) -> complex:
            first, second = (a, i, t), (b, j, t_p)
            both = pairs[first, second], pairs[second, first]
            ordered = both[0] if t > t_p else both[1] if t < t_p else (both[0] + both[1]) / 2
            return 0.5j * (ordered - mean[first] * mean[second])

        return value

    kicked = state
    for k in times:
        kick = sum(moments[a, k]["xyz".index(i)] * spin[a, i, k] for a in "12" for i in "xyz")
        kicked = _exponential(strength * kick) @ kicked
    bare = 0.7
    values = {
        "action_total": bare + np.log(np.trace(kicked)) / 1j,
        "action_m": bare,
        "S": SPIN_LENGTH,
        "Delta": strength,
        "m_component": lambda a, i: lambda k: moments[a, k]["xyz".index(i)],
        "m": lambda a: lambda k: moments[a, k],
        "mean_spin": lambda a: lambda k: np.array([mean[a, i, k] for i in "xyz"]),
        "dot": np.dot,
        "K_kernel": kernel,
    }
    return Sample(DOUBLE, values, RANGES, integrate=lambda names, f: sum(f(k) for k in times))


def _exponential(generator: Array) -> Array:
    """exp(i X) of a Hermitian matrix."""
    values, basis = np.linalg.eigh(generator)
    return np.asarray((basis * np.exp(1j * values)) @ basis.conj().T)
