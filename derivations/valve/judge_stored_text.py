"""Samples for the sentences on storage: a few orbitals on an exact Fock space."""

from __future__ import annotations

import random
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import DOUBLE, Ring, Sample

from . import judge_flows
from .judge_holes import draw_levels
from .judge_levels import Levels, random_direction
from .judge_network import PAULI
from .judge_stored import SIGN, Electrode, spin_states


def _electrode(levels: list[tuple[float, float]], temperature: float) -> Levels:
    along = random_direction(random.Random(7))
    inside = Electrode(np.array(levels), along, spin_states(along), temperature, 0.0)
    return Levels(inside)


def vanishing() -> dict[str, Any]:
    """Whether one orbital makes more than a thousandth of the largest exchange moment, 1/4."""
    made = [[_electrode([(-w / 2, w / 2)], 1.0).magnitude for w in (0.01, 12.0)]]
    return {"contributes": (np.array(made) > 1e-3 / 4).astype(float)}


def cancelling() -> dict[str, Any]:
    """Two orbitals with opposite splittings."""
    found = _electrode([(-0.4, 0.4), (0.4, -0.4)], 0.7)
    return {
        "left_spin": judge_flows.largest(found.spin), "left_hole": found.magnitude,
    }  # fmt: skip


def growing() -> dict[str, Any]:
    """Both parts when an orbital is there twice."""
    once = [(-0.6, 0.3)]
    small, large = (_electrode(levels, 0.8) for levels in (once, 2 * once))
    squares = [float(e.spin @ e.spin) for e in (small, large)]
    return {"growth": {"ex": large.magnitude / small.magnitude, "dir": squares[1] / squares[0]}}


def signs() -> dict[str, Any]:
    """The smallest and the largest value of the integrand of (64) on the levels of an electrode."""
    sample = draw_levels(random.Random(11), DOUBLE)
    energies = [float(e) for e in range(4)]
    values = [sample.values["mean_dos"](e) * sample.values["hole"](e) for e in energies]
    return {"lowest": min(values), "highest": max(values)}


def draw_splitting(rng: random.Random, ring: Ring) -> Sample:
    """The energies of the states along a field, from the Hamiltonian e - J J^.s of an orbital."""
    along, centre, width = random_direction(rng), rng.uniform(-1, 1), rng.uniform(0.5, 2)
    states = spin_states(along)
    field = sum(x * p for x, p in zip(along, PAULI, strict=True))
    hamiltonian = centre * np.eye(2) - width / 2 * field
    energies = {a: float((states[:, k].conj() @ hamiltonian @ states[:, k]).real)
                for k, a in enumerate(SIGN)}  # fmt: skip
    return Sample(ring, {"energy_of": energies, "J_k": width, "abs": abs})


def moments_of_modes() -> dict[str, Any]:
    """The largest entries of the moment of a single orbital and of two."""
    sizes = {name: judge_flows.largest(judge_flows.stored(node))
             for name, node in (("one mode", "MM"), ("two modes", "LL"))}  # fmt: skip
    return {"mode_moment": sizes}
