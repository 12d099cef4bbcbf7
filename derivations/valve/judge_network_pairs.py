"""Links between nodes on one and two electrons: the judge of (85).

Operators of two bodies are known by what they do to one and two electrons: 8 + 28 of the states
of the exact Fock space, few enough for dense matrices.
"""

from __future__ import annotations

import random
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from spinloom.derivations.engine.interpret import Ring, Sample

from .judge_flows import symmetric_traceless
from .judge_network import draw_network, restricted

Array = NDArray[Any]
SHAPES = {"spin": (3,), "spin_current": (3,), "link_current": (3, 3)}


def _dense(name: str, stack: Any) -> Array:
    """The blocks of a stacked vector or tensor on its first axes, for one and two electrons."""
    few = restricted(stack)
    return few.toarray().reshape(*SHAPES[name], few.shape[1], few.shape[1])


def odot(a: Array, b: Array) -> Array:
    """(51) of two vectors of operators."""
    return np.asarray(symmetric_traceless(a[:, None] @ b[None, :]))


def draw_pairs(rng: random.Random, ring: Ring) -> Sample:
    """The links by their electrodes, for generic tunnelling, on one and two electrons."""
    full = draw_network(False)(rng, ring)
    vectors = {
        name: {key: _dense(name, stack) for key, stack in full.values[name].items()}
        for name in SHAPES
    }
    leaves = {id(x): x for name in ("spin", "spin_current") for x in vectors[name].values()}

    @cache
    def known(first: int, second: int) -> Array:
        return odot(leaves[first], leaves[second])

    def product_of(a: Array, b: Array) -> Array:
        return known(id(a), id(b)) if id(a) in leaves and id(b) in leaves else odot(a, b)

    def pair_current(*labels: str) -> Array:
        first, second = ("".join(sorted(labels[k : k + 2])) for k in (0, 2))
        return vectors["link_current"][first, second]

    values = {
        "spin": vectors["spin"],
        "spin_current": vectors["spin_current"],
        "pair_current": pair_current,
        "pair_count": lambda a, b: 1.0 if a == b else 2.0,
        "same": lambda a, b: float(a == b),
        "odot": product_of,
    }
    # the electrodes are alike: the first of the four places is one of them
    return Sample(full.ring, values, full.ranges, {"r": ("L",)})
