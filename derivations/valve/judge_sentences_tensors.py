"""Samples for more sentences of appendices A, B and C: spins as matrices, random tensors."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Ring, Sample

from . import judge_tensors_dyadics as dyadics
from .judge_tensors import frame
from .judge_tensors_triplets import one_spin, pair_moment, placed, states


def blocks() -> dict[str, Any]:
    """Largest elements of the moment of a pair between singlet and triplets, along any axes."""
    axes = frame(random.Random(6))
    moment = pair_moment(axes)
    total = np.array([placed(s, 0, 2) + placed(s, 1, 2) for s in one_spin(axes)])
    known = states()
    singlet = {"S": known["S"]}

    def largest(bras: Mapping[str, Any], kets: Mapping[str, Any]) -> float:
        return dyadics.size([b.conj().T @ moment @ k for b in bras.values() for k in kets.values()])

    return {"block": {
        "exchange": dyadics.size(known["P"] @ moment - moment @ known["P"]),
        "spin": dyadics.size(total @ known["S"]),
        "S|S": largest(singlet, singlet), "T|T": largest(known["triplet"], known["triplet"]),
        "S|T": largest(singlet, known["triplet"]), "T|S": largest(known["triplet"], singlet),
    }}  # fmt: skip


def draw_window(rng: random.Random, ring: Ring) -> Sample:
    """Both brackets of (A45) at frequencies below and above the potential, T = J/400."""
    splitting, mu = rng.uniform(0.5, 1), rng.uniform(3, 5)
    temperature = splitting / 400

    def fermi(energy: float) -> float:
        return float((1 - np.tanh((energy - mu) / (2 * temperature))) / 2)

    places = {name: mu + side * rng.uniform(0.2, 0.8) * splitting
              for name, side in (("below", -1), ("above", 1))}  # fmt: skip
    outer = {name: (fermi(x + splitting), fermi(x - splitting)) for name, x in places.items()}
    values = {
        "even": {name: 2 * fermi(x) - sum(outer[name]) for name, x in places.items()},
        "odd": {name: low - high for name, (high, low) in outer.items()},
        "from_mu": {name: np.sign(x - mu) for name, x in places.items()},
    }  # fmt: skip
    return Sample(replace(ring, size=dyadics.size), values, {"side": ("below", "above")})


def turned() -> dict[str, Any]:
    """How much a rotation changes the invariants of a tensor, and its entries."""
    rng = random.Random(3)
    tensor, rotation = dyadics.matrix(rng), frame(rng)
    other = rotation @ tensor @ rotation.T
    invariants: dict[str, Callable[..., Any]] = {
        "tr": np.trace, "spm": dyadics.minors, "det": np.linalg.det,
        "entry": lambda array: array[0, 1],
    }  # fmt: skip
    return {"drift": {
        name: dyadics.size(function(other) - function(tensor))
        for name, function in invariants.items()
    }}  # fmt: skip


def draw_principal(rng: random.Random, ring: Ring) -> Sample:
    """Eigenvalues of the tensors of (108) and of (115), for generic coefficients and directions."""
    left, right = (x / np.linalg.norm(x) for x in (dyadics.vector(rng), dyadics.vector(rng)))
    emission, absorption, torque = (rng.uniform(0.3, 2) * rng.choice((-1, 1)) for _ in range(3))
    normal = np.cross(left, right)

    def values(absorbed: float) -> dict[str, float]:
        other = emission * left + absorbed * right + torque * normal
        return dyadics.principal(left, other)[0]

    tensors = {"108": values(absorption), "115": values(0.0)}
    cosine = float(left @ right)
    along = emission + absorption * cosine
    length = np.sqrt(along**2 + (torque**2 + absorption**2) * (1 - cosine**2))
    return dyadics.sampled(ring, {
        "eigenvalue": lambda tensor, name: tensors[tensor][name],
        "D_theta": along, "S_theta": float(length),
    })  # fmt: skip


def draw_parts(rng: random.Random, ring: Ring) -> Sample:
    """The parts of two vectors along the axes of their tensor."""
    known = dyadics.dyad(rng)

    def part(name: str, axis: str) -> float:
        vector = np.cross(known["a"], known["b"]) if name == "across" else known[name]
        return dyadics.size(vector @ known["axis"][axis])

    return dyadics.sampled(ring, {"part": part})


def turning() -> dict[str, Any]:
    """Whether some angular velocity leaves a tensor commuting with its rate."""
    generators = -np.cross(np.eye(3)[:, None, :], np.eye(3)[None, :, :])
    axes = frame(random.Random(8))
    found = []
    for values in ((1.0, 0.5, -1.5), (0.7, 0.7, -1.4), (0.0, 0.0, 0.0)):
        tensor = axes.T @ np.diag(values) @ axes
        brackets = []
        for generator in generators:
            rate = generator @ tensor - tensor @ generator
            brackets.append((tensor @ rate - rate @ tensor).ravel())
        free = 3 - np.linalg.matrix_rank(np.array(brackets), tol=1e-9)
        found.append(float(free > 0))
    return {"turns": np.array([found])}
