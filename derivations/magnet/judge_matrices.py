"""Judges of the action's matrix identities: a few times, two spins, random kernels.

The kernel of the laboratory frame is a random matrix; rotations are one random unitary per time.
Rotating the frame then is an exact similarity, and expansions have a measurable remainder.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import mpmath
import numpy as np

from spinloom.derivations.engine.claims import WORKING_DIGITS
from spinloom.derivations.engine.interpret import PRECISE, Ring, Sample, evaluate
from spinloom.derivations.engine.printed import Node, Relation

from .judge_device import rational, rotation, to_ring
from .judge_rotation import I, pauli

TIMES = 2
SIZE = 2 * TIMES
Values = dict[str, Any]


def _complex(rng: random.Random, size: int = 1) -> Any:
    return rational(rng, -size, size) + I * rational(rng, -size, size)


def random_matrix(rng: random.Random, size: int = SIZE) -> Any:
    """A full matrix without structure."""
    return np.array([[_complex(rng) for _ in range(size)] for _ in range(size)], dtype=object)


def inverse(matrix: Any) -> Any:
    """Inverse with 45 digits."""
    found = mpmath.matrix(matrix.tolist()) ** -1
    return np.array(found.tolist(), dtype=object)


def trace_log(matrix: Any) -> Any:
    """Trace of the principal logarithm, from the eigenvalues: it knows the sign of the matrix."""
    found = mpmath.eig(mpmath.matrix(matrix.tolist()), left=False, right=False)
    return sum(mpmath.log(value) for value in found)


def log_det(matrix: Any) -> Any:
    """Logarithm of the determinant, modulo 2 pi i."""
    return mpmath.log(mpmath.det(mpmath.matrix(matrix.tolist())))


def trace(matrix: Any) -> Any:
    """Sum over times and spins."""
    return sum(matrix[k, k] for k in range(len(matrix)))


def blocks(parts: list[Any]) -> Any:
    """One 2 x 2 matrix per time on the diagonal."""
    full = np.array([[mpmath.mpf(0)] * SIZE for _ in range(SIZE)], dtype=object)
    for k, part in enumerate(parts):
        full[2 * k : 2 * k + 2, 2 * k : 2 * k + 2] = part
    return full


def exchange(matrix: Any) -> Any:
    """Either block of two for the other: as branches of the contour at one time.

    The mean of a potential and its exchange is its classical component, their difference its
    quantum component, which has the other sign on the other branch.
    """
    order = [*range(2, SIZE), *range(2)]
    return matrix[np.ix_(order, order)]


def _frames(rng: random.Random, spread: Any = 1) -> list[tuple[Any, Any, Any]]:
    return [tuple(rational(rng, "1/5", 2) * spread for _ in range(3)) for _ in range(TIMES)]


def _rotation(angles: tuple[Any, Any, Any]) -> Any:
    r = rotation(*angles)
    return np.array([[r["up", "up"], r["up", "down"]], [r["down", "up"], r["down", "down"]]],
                    dtype=object)  # fmt: skip


@dataclass(frozen=True)
class Action:
    """A laboratory frame and its rotations, drawn at random."""

    values: Values

    @staticmethod
    def random(rng: random.Random) -> Action:
        """Kernels, fields and gauges of one action."""
        s = pauli()
        angles, lengths = _frames(rng), [rational(rng, 1, 2) for _ in range(TIMES)]
        voltages = [rational(rng, -1, 1) for _ in range(TIMES)]
        bare = random_matrix(rng) + 4 * I * np.eye(SIZE, dtype=object)
        sigma = random_matrix(rng)
        directions = [
            (mpmath.sin(t) * mpmath.cos(p), mpmath.sin(t) * mpmath.sin(p), mpmath.cos(t))
            for t, p, _ in angles
        ]
        magnetic = blocks([
            m * sum(e * s[f"sigma_{n}"] for e, n in zip(d, "xyz", strict=True))
            for m, d in zip(lengths, directions, strict=True)
        ])  # fmt: skip
        one = np.eye(2, dtype=object) * mpmath.mpf(1)
        potential = blocks([v * one for v in voltages])
        laboratory = bare + magnetic / 2 - potential - sigma
        frame = blocks([_rotation(a) for a in angles])
        gauges = [[mpmath.exp(I * (k * a / 2 - b)) for k in (1, -1)] for a, b, _ in _frames(rng)]
        gauge = blocks([np.array([[u, 0], [0, v]], dtype=object) for u, v in gauges])
        whole, slow = frame @ gauge, blocks([_rotation(a) for a in _frames(rng)])
        zero_m = blocks([s["sigma_z"] * rational(rng, "1/5", 1) / 4] * TIMES)
        zero_v = blocks([one * rational(rng, "1/5", 1) / 2] * TIMES)
        mean = bare + blocks([s["sigma_z"] * rational(rng, 1, 2) / 2 - one * voltages[0]] * TIMES)
        rotated = whole.conj().T @ laboratory @ whole
        dressed = whole.conj().T @ sigma @ whole
        potential_tilde = mean + zero_m - zero_v - dressed - rotated
        slow_dressed, exchanged = slow.conj().T @ sigma @ slow, exchange(potential_tilde)
        potential_k = (potential_tilde + exchanged) / 2
        hs = _complex(rng)
        return Action({
            "i_action": trace_log(laboratory) + hs, "i_action_HS": hs, "i_unit": I,
            "tr_ln": trace_log, "tr": trace,
            "G_0_inverse": bare, "M_sigma": magnetic, "V_matrix": potential, "Sigma": sigma,
            "M_sigma_z": blocks([m * s["sigma_z"] for m in lengths]),
            "R": frame, "R_dagger": frame.conj().T, "Q": bare - frame.conj().T @ bare @ frame,
            "G_z_inverse": mean, "zero_M": zero_m, "zero_V": zero_v,
            "D": whole, "D_dagger": whole.conj().T, "Q_tilde": potential_tilde,
            "D_k": slow, "D_k_dagger": slow.conj().T, "Q_k": potential_k,
            "G_inverse": mean - potential_k - slow_dressed,
            "delta_Sigma": dressed - slow_dressed, "delta_Q": potential_tilde - exchanged,
        })  # fmt: skip


def action_values(rng: random.Random) -> Values:
    """(11)-(20): every form is the logarithm of the same determinant."""
    return Action.random(rng).values


def dressed(mean_inverse: Any, energy: Any) -> Any:
    """Green's function with a self-energy, from Dyson's equation."""
    bare = inverse(mean_inverse)
    return inverse(np.eye(SIZE, dtype=object) - bare @ energy) @ bare


def full_values(rng: random.Random) -> Values:
    """(21): the laboratory's kernel rotated by D_k, with its self-energy and without.

    Without it, what differs from G_z is the gauge potential, as in (18).
    """
    v = Action.random(rng).values
    laboratory, rotation = v["G_0_inverse"] + v["M_sigma"] / 2 - v["V_matrix"], v["D_k"]
    back = inverse(rotation)
    whole = back @ dressed(laboratory, v["Sigma"]) @ rotation
    potential = v["G_z_inverse"] - back @ laboratory @ rotation
    return {**v, "Q_k": potential, "G_c_inverse": inverse(whole)}


def slow_values(rng: random.Random, spread: Any = 1) -> Values:
    """(29)-(33), (A1), (A2): slow and classical Green's functions from Dyson's equation."""
    v = Action.random(rng).values
    slow = _frames(rng)
    near = [tuple(a + spread * b for a, b in zip(one, two, strict=True))
            for one, two in zip(slow, _frames(rng), strict=True)]  # fmt: skip
    frames = {"D_s": slow, "D_k": near, "R_k": slow}
    rotations = {n: blocks([_rotation(a) for a in f]) for n, f in frames.items()}
    energy = {n: r.conj().T @ v["Sigma"] @ r for n, r in rotations.items()}
    green = {n: dressed(v["G_z_inverse"], e) for n, e in energy.items()}
    gap = energy["D_k"] - energy["D_s"]
    eye = np.eye(SIZE, dtype=object)
    series = green["D_s"] @ gap @ inverse(eye - green["D_s"] @ gap) @ green["D_s"]
    return {
        **v, **rotations, **{f"{n}_dagger": r.conj().T for n, r in rotations.items()},
        "G_c": green["D_k"], "G_c_inverse": inverse(green["D_k"]), "G_s": green["D_s"],
        "G_s_inverse": inverse(green["D_s"]), "G_u": series,
    }  # fmt: skip


def draw(values: Callable[[random.Random], Values]) -> Callable[[random.Random, Ring], Sample]:
    """Samples of one of the functions above, for every ring."""

    def sample(rng: random.Random, ring: Ring) -> Sample:
        with mpmath.workdps(WORKING_DIGITS):
            found = values(rng)
            if ring.name == "double":
                found = {k: to_ring(v, ring) for k, v in found.items()}
                found |= {"tr_ln": lambda m: np.log(np.linalg.eigvals(m)).sum(), "tr": np.trace}
        return Sample(ring, found)

    return sample


@lru_cache(maxsize=8)
def _near(x: Any) -> Values:
    return slow_values(random.Random(11), x)


def expansion_remainder(name: str) -> Callable[[Node, Any], Any]:
    """(31), (A2): printed first order against Dyson's equation, rotations differing by x."""

    def remainder(tree: Node, x: Any) -> Any:
        values = dict(_near(x))
        if name == "G_u":
            values["G_u"] = values["G_c"] - values["G_s"]
        sample = Sample(PRECISE, values)
        assert isinstance(tree, Relation)
        gap = evaluate(tree.left, sample) - evaluate(tree.right, sample)
        return PRECISE.size(gap) / x

    return remainder


#: Name of the quantum leaf and its factor in the trace, for each first-order action.
FIRST_ORDER = {
    "zm_M": ("quantum_M", mpmath.mpf(1) / 4), "zm_V": ("quantum_V", -mpmath.mpf(1) / 2),
    "WZNW": ("delta_Q_parallel", -mpmath.mpf(1) / 2), "LZ": ("delta_Q_perp", -mpmath.mpf(1) / 2),
    "AES": ("delta_Sigma", -mpmath.mpf(1)),
}  # fmt: skip


def first_order_remainder(name: str) -> Callable[[Node, Any], Any]:
    """(22)-(26): printed trace against the logarithm of the determinant of (20), over x.

    In (20) the zero modes stand with 1/4 sigma_z and -1/2, the gauge potential with -1/2.
    """
    leaf, factor = FIRST_ORDER[name]

    def remainder(tree: Node, x: Any) -> Any:
        rng = random.Random(13)
        classical, change = random_matrix(rng), random_matrix(rng)
        value = log_det(classical + factor * x * change) - log_det(classical)
        values = {
            f"i_action_{name}": value, "G_c": inverse(classical), leaf: x * change, "tr": trace,
        }  # fmt: skip
        sample = Sample(PRECISE, values)
        assert isinstance(tree, Relation)
        return abs(evaluate(tree.left, sample) - evaluate(tree.right, sample)) / x

    return remainder
