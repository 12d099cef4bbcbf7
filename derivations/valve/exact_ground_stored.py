"""Orbitals of a few kinds, any number of each: the ground state, and a thermal state beside it.

A state without correlations between orbitals: the average of a product of two total spins adds
up from pairs of orbitals and from single ones. Numbers and occupations are free symbols.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from spinloom.derivations.engine.interpret import Sample

from . import exact_orbital as orbital
from .exact_pure_field import Exact, rational
from .judge_flows import symmetric_traceless
from .judge_holes import RANGES

Array = NDArray[Any]
#: How many orbitals there are, and the occupations of spin up and of spin down.
Kind = tuple[Exact, Any, Any]
_ARITHMETIC, _GENERATORS = rational("half full empty first second a b c d")
_ONE, _ZERO = _ARITHMETIC.number(Fraction(1)), _ARITHMETIC.number(Fraction(0))


def _averages(kinds: Sequence[Kind]) -> tuple[Array, Array]:
    """The average of the total spin, and of products of its components."""
    total, alone = (
        sum(count * part(up, down, _ONE) for count, up, down in kinds)
        for part in (lambda *filled: orbital.averages(*filled)[0], orbital.correlated)
    )
    return np.asarray(total), np.asarray(np.multiply.outer(total, total) + alone)


@cache
def ground() -> Sample:
    """The caption of Fig. 6, footnote 31 and the sentence below (69); the field points along z."""
    half, full, empty, first, second, a, b, c, d = _GENERATORS
    spin, products = _averages([(half, 1, 0), (full, 1, 1), (empty, 0, 0)])
    hot_spin, hot_products = _averages([(first, a, b), (second, c, d)])
    cold, hot = (np.asarray(symmetric_traceless(x)) for x in (products, hot_products))
    exchange = cold - symmetric_traceless(np.multiply.outer(spin, spin))
    axes = {
        name: np.array([_ONE if n == m else _ZERO for m in range(3)])
        for n, name in enumerate("xyz")
    }
    values = {
        "stored": {"T>0": hot[2, 2], "T=0": cold[2, 2]},
        "stored_spin": {"T>0": hot_spin[2], "T=0": spin[2]},
        "exchange_tensor": exchange, "exchange_zz": exchange[2, 2],
        "q_ground": -3 * exchange[2, 2] / 2, "polarized": half, "ground_spin": spin[2],
        "transverse": products[0, 0] + products[1, 1],
        "axis_outer": {name: np.multiply.outer(e, e) for name, e in axes.items()},
    }  # fmt: skip
    return Sample(_ARITHMETIC, values, RANGES)
