"""Rates by counting pairs at the levels' distances; stationary weights by rate equations."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import DOUBLE, Ring, Sample

from .judge_principal import pairs
from .judge_spins import MINUS, PLUS, Z, hamiltonian, levels, on_first, on_second

Array = Any
_BAND = 50.0


def _crossing(gain: float, bias: float) -> float:
    """Pairs of both directions that take up an energy."""
    return float(pairs(gain, bias, 0.0, _BAND) + pairs(gain, 0.0, bias, _BAND))


def draw_within(rng: random.Random, ring: Ring) -> Sample:
    """Both leads by themselves against both directions across, per unit of nu."""
    within = 2 * float(pairs(1.0, 0.0, 0.0, _BAND))
    figures = {"2": 10.0, "3 left": 2.5, "3 right": 1.25}
    return Sample(ring, {"share": {name: within / _crossing(1.0, bias)
                                   for name, bias in figures.items()}})  # fmt: skip


def draw_global(rng: random.Random, ring: Ring) -> Sample:
    """Rates at level distances over rates at the frequencies of the free spins."""

    def ratios(bias: float, nu: float, exchange: float) -> Mapping[str, float]:
        energy = {name: float(e) for name, (e, _) in levels(DOUBLE, nu, exchange, 0.0).items()}
        spin = {"T1": 1, "S": 0, "T2": 0, "T3": -1}
        found = {}
        for one, other in (("T1", "S"), ("S", "T3"), ("S", "T2")):
            for before, after in ((one, other), (other, one)):
                local = (spin[before] - spin[after]) * nu
                found[f"{before} {after}"] = _crossing(
                    energy[before] - energy[after], bias
                ) / _crossing(local, bias)
        return found

    return Sample(ring, {"ratio_2": ratios(1.0, 0.1, 0.2), "ratio_3": ratios(1.25, 1.0, 0.024)})


def _upper_weight(
    bias: float, nu: float, couplings: tuple[float, float], exchange: float, dmi: float,
    phi: float, at_levels: bool,
) -> float:  # fmt: skip
    """Weight of the upper inner level where populations obey rate equations."""
    matrix = hamiltonian(Ring("double", float, abs), nu, exchange, dmi).astype(complex)
    energies, states = np.linalg.eigh(matrix)
    root = np.sqrt(couplings[0] * couplings[1])
    moves = np.zeros((4, 4))
    for single, scale, cross, local in (
        (MINUS, 0.5, np.exp(-1j * phi), nu),
        (PLUS, 0.5, np.exp(1j * phi), -nu),
        (Z, 0.25, np.cos(phi), 0.0),
    ):
        table = np.array([[couplings[0], root * cross], [root * np.conj(cross), couplings[1]]])
        jumps = [states.conj().T @ on(single).astype(complex) @ states
                 for on in (on_first, on_second)]  # fmt: skip
        strength = np.einsum("mk,kfi,mfi->fi", table, jumps, np.conj(jumps)).real
        gain = energies[None, :] - energies[:, None]
        counted = np.vectorize(lambda e: _crossing(float(e), bias))
        moves += scale * strength * (counted(gain) if at_levels else _crossing(local, bias))
    np.fill_diagonal(moves, 0.0)
    still = np.linalg.svd(moves - np.diag(moves.sum(axis=0)))[2][-1]
    inner = [k for k in range(4) if np.abs(states[[0, 3], k]).max() < 0.5]
    return float(still[max(inner, key=lambda k: energies[k])] / still.sum())


def weights() -> Mapping[str, float]:
    """Figure 2, black and coloured, and figure 3 right with couplings one percent apart."""
    two, three = (1.0, 0.1, (0.01, 0.009)), (1.25, 1.0, (0.0126, 0.0126 * 0.99))
    return {
        "local_2": _upper_weight(*two, 0.2, 0.0, 0.0, False),
        "global_2": _upper_weight(*two, 0.2, 0.0, 0.0, True),
        "twisted_2": _upper_weight(*two, 0.2, 0.2, np.pi / 4, True),
        "local_3": _upper_weight(*three, 0.024, 0.0, 0.0, False),
        "global_3": _upper_weight(*three, 0.024, 0.0, 0.0, True),
    }
