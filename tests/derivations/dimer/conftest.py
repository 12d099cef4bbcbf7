"""Arithmetics and a slow, plain quadrature for the dimer's integrands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import mpmath
import numpy as np
import pytest
import sympy as sp

from spinloom.derivations.dimer import couplings as lines
from spinloom.derivations.dimer.arithmetic import Arithmetic, run

NODES, WEIGHTS = np.polynomial.legendre.leggauss(16)
DEVICE = {
    "t_e": 100.0, "t_0": 2.0, "t": 0.1, "t_L": 10.0, "t_R": 10.0, "eps_1": 0.0, "eps_2": 0.0,
}  # fmt: skip


def _number(constant: sp.Expr) -> Any:
    parts = [mpmath.mpmathify(sp.N(part, 60)) for part in constant.as_real_imag()]
    return mpmath.mpc(*parts) if parts[1] else parts[0]


@pytest.fixture(scope="session")
def digits() -> Arithmetic:
    """mpmath numbers at the working precision."""
    functions = {
        "sqrt": mpmath.sqrt, "log": mpmath.log, "exp": mpmath.exp,
        "polygamma": lambda n, x: mpmath.polygamma(int(n), x),
    }  # fmt: skip
    return Arithmetic(_number, mpmath.conj, functions)


ARRAYS = Arithmetic(lambda c: complex(c) if c.as_real_imag()[1] else float(c), np.conj)


def _edges(t_e: float, centres: list[float]) -> np.ndarray:
    """Breakpoints in the band angle, graded towards the centres."""
    steps = 0.01 * 2.0 ** np.arange(18)
    energies = np.concatenate([np.concatenate([c - steps, [c], c + steps]) for c in centres])
    inside = energies[np.abs(energies) < 2 * t_e]
    angles = np.arccos(-inside / (2 * t_e))
    return np.unique(np.concatenate([[0.0], angles, [np.pi]]))


def _occupation(energy: np.ndarray, mu: float, temperature: float) -> np.ndarray:
    if temperature == 0:
        return np.where(energy < mu, 1.0, 0.0)
    return 0.5 * (1 - np.tanh((energy - mu) / (2 * temperature)))


def quadrature(
    mu_F: float,
    bias: float,
    temperature: float = 0.0,
    *,
    temperature_R: float | None = None,
    **parameters: float,
) -> Mapping[str, float]:
    """All couplings at one point, by panels in the band angle."""
    device = {**DEVICE, **parameters}
    mu = {"L": mu_F + bias / 2, "R": mu_F - bias / 2}
    heat = {"L": temperature, "R": temperature if temperature_R is None else temperature_R}
    levels = [device[f"eps_{s}"] + h * (device["t_0"] + g * device["t"])
              for s in (1, 2) for h in (1, -1) for g in (1, -1)]  # fmt: skip
    edges = _edges(device["t_e"], [*mu.values(), *levels])
    angle, weight = _panels(edges)
    root = 2 * device["t_e"] * np.sin(angle)
    energy = -2 * device["t_e"] * np.cos(angle)
    values = run(lines.integrands(), {**device, "E": energy, "band_root": root}, ARRAYS)
    f = {lead: _occupation(energy, mu[lead], heat[lead]) for lead in "LR"}
    return _integrated(values, f, weight * root)


def _integrated(
    values: Mapping[str, Any], f: Mapping[str, np.ndarray], weight: np.ndarray
) -> dict[str, float]:
    result: dict[str, float] = {}
    pairs = ("11", "12", "21", "22")
    linear = [f"{n}_{p}" for n in (*lines.STATIC, *lines.DAMPING) for p in pairs]
    for key in (*linear, "spin_1", "spin_2"):
        result[key] = sum(float(np.sum(weight * f[x] * np.real(values[f"{key}_{x}"])))
                          for x in "LR")  # fmt: skip
    for key in (f"{n}_{p}" for n in lines.NOISE for p in pairs):
        total = 0.0
        for a, b in ("LL", "LR", "RR"):
            both = f[a] * (1 - f[b]) + f[b] * (1 - f[a])
            total += float(np.sum(weight * both * np.real(values[f"{key}_{a}{b}"])))
        result[key] = total
    return result


def _panels(edges: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Nodes and weights on all panels."""
    half = np.diff(edges) / 2
    nodes = (edges[:-1] + half)[:, None] + half[:, None] * NODES
    return nodes.ravel(), (half[:, None] * WEIGHTS).ravel()


def chain_primitives(device: Mapping[str, float], mu: float) -> dict[str, float]:
    """Integrals of all lines from the lower band edge to mu."""
    t_e = device["t_e"]
    edges = _edges(t_e, [mu, 0.0])
    last = np.arccos(-mu / (2 * t_e))
    angle, weight = _panels(edges[edges <= last + 1e-12])
    root = 2 * t_e * np.sin(angle)
    given = {**device, "E": -2 * t_e * np.cos(angle), "band_root": root}
    values = run(lines.integrands(), given, ARRAYS)
    return {key: float(np.sum(weight * root * np.real(value))) for key, value in values.items()}


def wide_primitives(device: Mapping[str, float], mu: float, temperature: float) -> dict[str, float]:
    """Integrals of all lines with the occupation of one lead, for constant widths."""
    steps = 0.02 * 2.0 ** np.arange(34)
    edges = np.unique(np.concatenate([-steps, [0.0], mu - steps, [mu]]))
    if temperature:
        edges = np.concatenate([edges, mu + 0.05 * np.arange(1, 240)])
    else:
        edges = edges[edges <= mu]
    energy, weight = _panels(edges)
    given = {**device, "E": energy, "dSigma_L": 0.0, "dSigma_R": 0.0}
    given |= {f"Sigma_{lead}": -0.5j * device[f"Gamma_{lead}"] for lead in "LR"}
    skip = ("band_root", "surface", "surface_slope")
    values = run([x for x in lines.integrands() if x.name not in skip], given, ARRAYS)
    weight = weight * _occupation(energy, mu + 1e-300, temperature)
    return {key: float(np.sum(weight * np.real(value))) for key, value in values.items()}


@pytest.fixture(scope="session")
def primitives() -> tuple[Callable[..., dict[str, float]], Callable[..., dict[str, float]]]:
    """Plain quadratures of all integrands: exact chain, wide band."""
    return chain_primitives, wide_primitives


@pytest.fixture(scope="session")
def couplings() -> Callable[..., Mapping[str, float]]:
    """A function with the signature of the public couplings."""
    return quadrature
