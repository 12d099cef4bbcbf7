"""(A10) and (A35) without rounding: integrals over densities of states as sums over levels.

A level is known by its occupation, which is a free symbol; so no two levels agree, and a Dirac
function is one at its own level. The moment adds up from orbitals, of which there are two.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Sample

from . import judge_tensors
from .exact_fock_tensors import EXACT, OCCUPATION, ONE, averages, traceless
from .exact_numbers_tensors import Array
from .judge_tensors import ORBITALS, RANGES, SPINS


def _density(a: str, b: str) -> Callable[[Any, Any], Any]:
    """How many orbitals have these two levels."""
    pairs = [(OCCUPATION[k, a], OCCUPATION[k, b]) for k in ORBITALS]
    return lambda x, y: ONE * pairs.count((x, y))


def _summed(names: tuple[str, ...], integrand: Callable[..., Any]) -> Any:
    points = product(OCCUPATION.values(), repeat=len(names))
    return sum((integrand(*point) for point in points), start=0 * ONE)


@cache
def levels() -> Sample:
    """Averages on the Fock space beside sums over its four levels."""
    known = averages()
    element = {(a, b): known.values["s"](a, b) for a, b in product(SPINS, repeat=2)}
    by_place = {id(vector): vector for vector in element.values()}
    once = cache(lambda one, other: traceless(by_place[one], by_place[other]))

    def odot(a: Array, b: Array) -> Array:
        """Each product of two elements once."""
        known_both = {id(a), id(b)} <= by_place.keys()
        return np.asarray(once(id(a), id(b)) if known_both else traceless(a, b))

    values = {**known.values, "s": element, "odot": odot, "nu": _density}
    return replace(known, values=values, integrate=_summed)


@cache
def places() -> Sample:
    """The places that the creator moves between the two printed products, as an integer."""
    moved = {name: ONE * int(count) for name, count in judge_tensors.places_moved().items()}
    return Sample(EXACT, moved, RANGES)
