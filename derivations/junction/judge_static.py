"""Leads as a small exact system: the judge of our statements on rates and on spins at rest."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Ring, Sample

from .judge_bath import AXES, UNIT, X, Y, Z, common_leaves, draw_leads

Array = Any


def draw_determinants(rng: random.Random, ring: Ring) -> Sample:
    """Rate matrices of (4) from the leads, with their determinants."""
    leads = draw_leads(rng)
    bath = leads.bath_operators(leads.tunnelling, 0.0)

    def rates(names: tuple[str, str], adjoints: tuple[str, str], omega: float) -> Array:
        gamma = [[leads.half_sided(bath[a], bath[b], omega) for b in names] for a in adjoints]
        return np.array(gamma) + np.array(gamma).conj().T

    flips = rates(("1", "2"), ("-1", "-2"), leads.nu)
    axial = rates(("z", "z'"), ("z", "z'"), 0.0)
    values = common_leaves(leads) | {
        "det_flip": np.linalg.det(flips).real, "det_axial": np.linalg.det(axial).real,
        "flip_1": flips[0, 0].real, "flip_2": flips[1, 1].real,
        "axial_1": axial[0, 0].real, "axial_2": axial[1, 1].real,
    }  # fmt: skip
    return Sample(ring, values)


def draw_static(rng: random.Random, ring: Ring) -> Sample:
    """The interaction of two spins that stand still: all nine pairs of components."""
    leads = replace(draw_leads(rng, eta=1e-300), nu=0.0)
    half = {
        a: (leads.J[0] * leads.transfer(m, "R"), leads.J[1] * leads.transfer(m @ leads.u, "R"))
        for a, m in AXES.items()
    }
    first, second = ({a: pair[n] + pair[n].conj().T for a, pair in half.items()} for n in (0, 1))
    total = np.zeros((4, 4), complex)
    for a, A in AXES.items():
        for b, B in AXES.items():
            gamma = leads.half_sided(first[a], second[b], 0.0)
            back = leads.half_sided(second[b], first[a], 0.0)
            total += (gamma.imag + back.imag) * np.kron(A, B)
    cross = {"x": np.kron(Y, Z) - np.kron(Z, Y), "y": np.kron(Z, X) - np.kron(X, Z),
             "z": np.kron(X, Y) - np.kron(Y, X)}  # fmt: skip
    static = leads.half_sided(first["z"], first["z"], 0.0).imag / (2 * leads.J[0] ** 2)
    values = common_leaves(leads) | {
        "H_static": total, "scalar_product": sum(np.kron(a, a) for a in AXES.values()),
        "cross": cross, "strength": -4 * leads.J[0] * leads.J[1] * static,
    }  # fmt: skip
    return Sample(ring, values)


def draw_current_operator(rng: random.Random, ring: Ring) -> Sample:
    """Electron spin traced out of K^dag K, K = J_1 sigma.tau_1 + J_2 sigma u.tau_2."""
    leads = draw_leads(rng)
    transfer = sum(
        leads.J[0] * np.kron(m, np.kron(m, UNIT))
        + leads.J[1] * np.kron(m @ leads.u, np.kron(UNIT, m))
        for m in AXES.values()
    )
    both = np.asarray(transfer).conj().T @ transfer
    cross = {"x": np.kron(Y, Z) - np.kron(Z, Y), "y": np.kron(Z, X) - np.kron(X, Z),
             "z": np.kron(X, Y) - np.kron(Y, X)}  # fmt: skip
    values = common_leaves(leads) | {
        "rate_operator": np.einsum("sasb->ab", both.reshape(2, 4, 2, 4)), "cross": cross,
        "scalar_product": sum(np.kron(a, a) for a in AXES.values()), "unit_pair": np.eye(4),
    }  # fmt: skip
    return Sample(ring, values)
