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

from spinloom.derivations.engine.interpret import Sample

from . import judge_tensors
from .exact_fock_tensors import EXACT, OCCUPATION, ONE, averages
from .judge_tensors import ORBITALS, RANGES


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
    values = {**known.values, "nu": _density}
    return replace(known, values=values, integrate=_summed)


@cache
def places() -> Sample:
    """The places that the creator moves between the two printed products, as an integer."""
    moved = {name: ONE * int(count) for name, count in judge_tensors.places_moved().items()}
    return Sample(EXACT, moved, RANGES)
