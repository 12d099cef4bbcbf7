"""Densities of triplets, the anisotropy function and its integral: the judge of (A35)-(A49)."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Draw, Ring, Sample, defined
from spinloom.derivations.engine.printed import Node

from .judge_tensors import OPPOSITE, SIGN, SPINS, sampled


def draw_triplet_densities(printed: Node | None = None) -> Draw:
    """Any pair density at two frequencies, and its triplet parts.

    A printed definition of a triplet part replaces the judge's.
    """

    def draw(rng: random.Random, ring: Ring) -> Sample:
        phases = {ab: rng.uniform(0, 6) for ab in product(SPINS, repeat=2)}

        def density(a: str, b: str) -> Callable[[float, float], float]:
            return lambda x, y: float(np.sin(x + phases[a, b]) + np.cos(2 * y - phases[a, b]))

        def triplet(m: str) -> Callable[[float, float], float]:
            if m == "0":
                both = density("+", "-"), density("-", "+")
                return lambda x, y: (both[0](x, y) + both[1](x, y)) / np.sqrt(2)
            return density(m, m)

        values: dict[str, Any] = {
            "nu": density,
            "nu_opposite": lambda a: density(a, OPPOSITE[a]),
            "nu_triplet": triplet,
            "sign": SIGN,
            "omega": rng.uniform(-1, 1),
            "omega'": rng.uniform(-1, 1),
        }
        sample = sampled(ring, values)
        if printed is not None:
            new = defined(printed, sample)
            labels = ("0",) if _defines_planar(printed) else SPINS
            values["nu_triplet"] = lambda m: new(m) if m in labels else triplet(m)
        return sample

    return draw


def _defines_planar(printed: Any) -> bool:
    return any(index.name == "0" for index in printed.left.function.indices)
