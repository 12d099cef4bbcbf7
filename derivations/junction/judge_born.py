"""A two-level system with a four-level bath: the judge of (2)."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Ring, Sample

from .judge_bath import MINUS, PLUS, Array, Z, by_label


def draw_born_markov(rng: random.Random, ring: Ring) -> Sample:
    """(2) against the double commutator, traced over a small bath."""
    state = np.random.default_rng(rng.getrandbits(64))
    nu, eta, time = rng.uniform(0.5, 1.0), 1.0, rng.uniform(0.4, 1.3)
    levels = np.array([rng.uniform(0, 2) for _ in range(4)])
    weights = state.uniform(0.2, 1, 4)
    weights /= weights.sum()
    bath = state.normal(size=(4, 4)) + 1j * state.normal(size=(4, 4))
    axial = bath + bath.conj().T
    other = state.normal(size=(4, 4)) + 1j * state.normal(size=(4, 4))
    baths = {"1": other, "-1": other.conj().T, "z": axial}
    system = {"1": MINUS, "-1": PLUS, "z": Z}
    rho = state.normal(size=(2, 2)) + 1j * state.normal(size=(2, 2))
    rho = rho @ rho.conj().T / np.trace(rho @ rho.conj().T)
    energies = np.add.outer(np.array([nu / 2, -nu / 2]), levels).ravel()
    gaps = energies[:, None] - energies
    total = sum(np.kron(system[j], baths[j]) for j in system)
    now = total * np.exp(1j * gaps * time)
    before = now / (eta + 1j * gaps)  # int_0^oo dtau exp(-eta tau) H(t - tau)
    joint = np.kron(rho, np.diag(weights))
    inner = before @ joint - joint @ before
    double = now @ inner - inner @ now
    bath_gaps = levels[:, None] - levels

    def average(j: str, k: str) -> Callable[[Any], Any]:
        terms = weights[:, None] * baths[j] * baths[k].T
        return lambda tau: np.einsum(
            "ab,ab...->...", terms,
            np.exp((1j * bath_gaps[..., None] - eta) * np.atleast_1d(tau)),
        )  # fmt: skip

    def transform(j: str, k: str) -> Callable[[float], np.complex128]:
        terms = weights[:, None] * baths[j] * baths[k].T
        return lambda omega: np.complex128((terms / (eta - 1j * (omega + bath_gaps))).sum())

    nodes, steps = _half_line()
    values = {
        "i_unit": 1j, "t": time, "omega": rng.uniform(0.2, 0.9), "rho": rho,
        "rho_dot": -np.einsum("iaja->ij", double.reshape(2, 4, 2, 4)),
        "A": by_label(system), "nu_of": lambda j: {"1": nu, "-1": -nu, "z": 0.0}[j],
        "Gamma": transform, "bath_average": average,
    }  # fmt: skip
    return Sample(ring, values, {"coupling": tuple(system)},
                  integrate=lambda _, f: np.sum(steps * f(nodes)))  # fmt: skip


@lru_cache(maxsize=1)
def _half_line() -> tuple[Array, Array]:
    """Gauss-Legendre panels on 0..40; the averages decay like exp(-tau)."""
    x, w = np.polynomial.legendre.leggauss(24)
    edges = np.linspace(0, 40, 41)
    half = np.diff(edges) / 2
    nodes = (edges[:-1] + half)[:, None] + half[:, None] * x
    return nodes.ravel(), (half[:, None] * w).ravel()
