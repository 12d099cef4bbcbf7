"""Signs of the eigenvalues along the family (11), for every frequency below the voltage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy as sp
from sympy.polys.fields import field

from spinloom.derivations.engine.interpret import Ring, Sample

from .exact import family, size

#: nu, V - nu and the distance of the dark state's weight from its bounds, all positive.
_FIELD, _LARMOR, _REST, _DISTANCE = field("nu rest q", sp.QQ)
#: The dark state's weight below zero, between zero and one, and above one.
_WEIGHTS = {
    "below": -_DISTANCE, "inside": _DISTANCE / (1 + _DISTANCE), "above": 1 + _DISTANCE,
}  # fmt: skip


def sign(value: Any) -> int:
    """The sign of a rational function wherever its generators are positive.

    Raises
    ------
    ArithmeticError
        If its terms have several signs.
    """
    signs = [{(c > 0) - (c < 0) for c in part.coeffs()} for part in (value.numer, value.denom)]
    if any(len(found) > 1 for found in signs):
        raise ArithmeticError(f"the sign of {value} is not that of all its terms")
    return int(sum(signs[0])) * int(sum(signs[1]))


@dataclass(frozen=True)
class Least:
    """The least of several values, or the largest, known by how it compares."""

    values: tuple[Any, ...]
    largest: bool = False

    def __neg__(self) -> Least:
        return Least(tuple(-value for value in self.values), not self.largest)

    def __lt__(self, other: Any) -> bool:
        below = [sign(value - other) < 0 for value in self.values]
        return all(below) if self.largest else any(below)

    def __gt__(self, other: Any) -> bool:
        return -self < -other


def _spectrum(weight: Any) -> tuple[Any, ...]:
    """Eigenvalues of the member of the family with a given weight of the singlet.

    Raises
    ------
    ArithmeticError
        If one of the four vectors is no eigenvector.
    """
    up, zero, down = family(weight, _LARMOR / (_LARMOR + _REST))
    none, one = _FIELD(0), _FIELD(1)
    mean, coherence = (zero + weight) / 2, (zero - weight) / 2
    rho = np.array([[up, none, none, none], [none, mean, coherence, none],
                    [none, coherence, mean, none], [none, none, none, down]])  # fmt: skip
    vectors = np.array([[one, none, none, none], [none, one, one, none], [none, one, -one, none],
                        [none, none, none, one]])  # fmt: skip
    values = up, zero, weight, down
    if size(rho @ vectors.T - vectors.T * np.array(values)):
        raise ArithmeticError("the levels are no eigenvectors of the family")
    return values


def exact_spectra() -> Sample:
    """The least eigenvalue of a state outside either end of the family, and inside."""
    least = {name: Least(_spectrum(weight)) for name, weight in _WEIGHTS.items()}
    ring = Ring("rational functions",
                lambda value: _FIELD(sp.QQ(value.numerator, value.denominator)), size)  # fmt: skip
    return Sample(ring, {"lowest_eigenvalue": least})
