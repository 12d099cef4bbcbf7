"""Random vectors and tensors as arrays: the judge of appendices B and C.

Principal values and axes come from a numerical diagonalization, determinants and minors from
linear algebra; no formula of the print is used.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Draw, Ring, Sample, defined
from spinloom.derivations.engine.printed import Node

from .judge_tensors import Array, frame, traceless

AXES = ("x", "y", "z")
RANGES: Mapping[str, tuple[str, ...]] = {
    "axis": AXES, "principal": ("0", "+", "-"), "sign": ("+", "-"), "motion": ("fixed", "turning"),
}  # fmt: skip
SIGN = {"+": 1.0, "-": -1.0, "0": 0.0}


#: What rounding leaves of determinants and products that vanish, all leaves being of order one.
ROUNDING = 1e-13


def size(value: Any) -> float:
    """The largest entry; rounding counts as zero."""
    largest = float(np.abs(np.asarray(value)).max())
    return largest if not largest <= ROUNDING else 0.0


def vector(rng: random.Random) -> Array:
    """Three numbers of order one."""
    return np.array([rng.gauss(0, 1) for _ in range(3)])


def matrix(rng: random.Random) -> Array:
    """Nine numbers of order one."""
    return np.array([vector(rng) for _ in range(3)])


def minors(tensor: Array) -> float:
    """The sum of the principal minors."""
    return sum(
        float(np.linalg.det(np.delete(np.delete(tensor, n, 0), n, 1))) for n in range(3)
    )  # fmt: skip


def length(value: Any) -> float:
    """The length of a vector, the modulus of a number."""
    return float(np.linalg.norm(value))


def cofactors_twice(first: Array, second: Array) -> Array:
    """Sums of products of two entries over cyclic permutations, of each index."""
    total = np.zeros_like(first)
    for n in range(3):
        for m in range(3):
            (p, q), (r, s) = ((n + 1) % 3, (n + 2) % 3), ((m + 1) % 3, (m + 2) % 3)
            total[n, m] = (
                first[p, r] * second[q, s] - first[p, s] * second[q, r]
                - first[q, r] * second[p, s] + first[q, s] * second[p, r]
            )  # fmt: skip
    return total


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "odot": traceless,
    "outer": np.outer,
    "cross": np.cross,
    "dot": np.dot,
    "applied": lambda tensor, v: tensor @ v,
    "abs": length,
    "det": lambda tensor: float(np.linalg.det(tensor)),
    "trace": np.trace,
    "spm": minors,
    "double_cross": cofactors_twice,
    "double_dot": lambda a, b: float(np.sum(a * b)),
}


def sampled(ring: Ring, values: Mapping[str, Any]) -> Sample:
    """A sample with arrays as leaves."""
    own = replace(ring, size=size)
    return Sample(own, {**FUNCTIONS, "unit": np.eye(3), "sign": SIGN, **values}, RANGES)


def principal(a: Array, b: Array) -> tuple[dict[str, float], dict[str, Array]]:
    """Values and axes of a (.) b; the axis 0 is along a x b, the others have a part along a."""
    values, vectors = np.linalg.eigh(traceless(a, b))
    across = int(np.argmax(np.abs(np.cross(a, b) @ vectors)))
    low, high = (n for n in range(3) if n != across)
    names = {"0": across, "-": low, "+": high}
    towards = {"0": np.cross(a, b), "+": a, "-": a}
    axes = {
        name: vectors[:, n] * np.sign(vectors[:, n] @ towards[name]) for name, n in names.items()
    }
    return {name: float(values[n]) for name, n in names.items()}, axes


def dyad(rng: random.Random) -> dict[str, Any]:
    """Two vectors, their tensor and its principal values and axes."""
    a, b, c = vector(rng), vector(rng), vector(rng)
    tensor = traceless(a, b)
    values, axes = principal(a, b)
    gaps = {name: np.prod([values[o] - values[name] for o in values if o != name])
            for name in values}  # fmt: skip
    return {
        "a": a, "b": b, "c": c, "A": tensor,
        "lambda": values, "lambda_0": values["0"], "axis": axes, "hat_v_0": axes["0"],
        "v_0": np.cross(a, b), "v": np.cross(a, b),
        "is_sign": {name: float(name != "0") for name in values},
        # what twice the cofactors of the shifted tensor leave of c
        "long_axis": {name: 2 * gaps[name] * (c @ axes[name]) * axes[name] for name in values},
        "q": {name: np.dot(a, b) + SIGN[name] * length(a) * length(b) for name in SIGN},
    }  # fmt: skip


def draw_dyad(printed: Node | None = None) -> Draw:
    """Points of two vectors that are not parallel; a definition of q may be printed."""

    def draw(rng: random.Random, ring: Ring) -> Sample:
        values = dyad(rng)
        sample = sampled(ring, values)
        if printed is not None:
            values["q"] = defined(printed, sample)
            return sampled(ring, values)
        return sample

    return draw


def draw_parallel(rng: random.Random, ring: Ring) -> Sample:
    """Two parallel vectors, b = alpha a, and a vector across."""
    a, alpha = vector(rng), rng.choice((-1, 1)) * rng.uniform(0.3, 2)
    tensor = traceless(a, alpha * a)
    along = float(a @ tensor @ a / (a @ a))
    values, vectors = np.linalg.eigh(tensor)
    others = sorted(range(3), key=lambda n: abs(vectors[:, n] @ a))[:2]
    across = vectors[:, others] @ np.array([rng.gauss(0, 1), rng.gauss(0, 1)])
    return sampled(ring, {
        "a": a, "alpha": alpha, "A": tensor, "a_perpendicular": across,
        "lambda": {"+": along, "0": float(values[others[0]]), "-": float(values[others[1]])},
        "is_plus": {name: float(name == "+") for name in SIGN},
    })  # fmt: skip


def draw_tensor(rng: random.Random, ring: Ring) -> Sample:
    """Any two tensors and a number: invariants, also of what has a trace and is not symmetric."""
    tensor, other = matrix(rng), matrix(rng)
    epsilon = np.cross(np.eye(3)[:, None, :], np.eye(3)[None, :, :])
    crossed = 2 * np.linalg.det(tensor) * np.linalg.inv(tensor).T
    number = {axis: n for n, axis in enumerate(AXES)}

    def entries(array: Array) -> Callable[..., float]:
        return lambda *labels: float(array[tuple(number[x] for x in labels)])

    return sampled(ring, {
        "A": tensor, "B": other, "number": rng.uniform(-2, 2),
        "element": entries(tensor), "other_element": entries(other),
        "epsilon": entries(epsilon), "crossed": entries(crossed),
    })  # fmt: skip


def spinning(rng: random.Random) -> Array:
    """The antisymmetric matrix of a generic angular velocity."""
    x, y, z = vector(rng)
    return np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])


def draw_turning(rng: random.Random, ring: Ring) -> Sample:
    """A symmetric, traceless tensor and its rate, with axes that stay or that turn."""
    axes, turning = frame(rng), spinning(rng)
    values, rates = (x - x.mean() for x in (vector(rng), vector(rng)))
    tensor, stretched = (axes.T @ np.diag(x) @ axes for x in (values, rates))
    turned = turning @ tensor - tensor @ turning
    names = RANGES["principal"]
    rate = {name: turning @ axes[n] for n, name in enumerate(names)}
    amount, amount_rate, direction = rng.uniform(0.5, 2), rng.uniform(0.5, 2), axes[2]
    return sampled(ring, {
        "Q": {"fixed": tensor, "turning": tensor},
        "I_Q": {"fixed": stretched, "turning": stretched + turned},
        "fixed": {"fixed": 1.0, "turning": 0.0},
        "vanishes": lambda array: float(np.abs(array).max() < 1e-12),
        "Q_rate": stretched + turned,
        "Q_value": dict(zip(names, values, strict=True)),
        "Q_value_rate": dict(zip(names, rates, strict=True)),
        "e": dict(zip(names, axes, strict=True)),
        "e_rate": rate,
        "spin_size": amount, "spin_size_rate": amount_rate,
        "e_3": direction, "e_3_rate": turning @ direction,
        "spin_rate": amount_rate * direction + amount * (turning @ direction),
    })  # fmt: skip
