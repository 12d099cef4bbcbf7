"""Storage at T > 0 without rounding: flat bands over rational functions, the ring of averages.

A flat band needs only the exponentials of its energies. Averages of two electrodes are polynomials
in the occupations of their levels.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray
from sympy.polys.rings import ring

from spinloom.derivations.engine.interpret import Ring, Sample
from spinloom.derivations.engine.judges.fock import FockSpace

from .exact_orbital import fraction
from .exact_pure_field import Exact, rational
from .judge_flows import symmetric_traceless
from .judge_holes import RANGES, contribution
from .judge_network import PAULI
from .judge_stored import SIGN

Array = NDArray[Any]
ELECTRODES = ("L", "R")
SPACE = FockSpace(4)


@dataclass(frozen=True)
class Energy:
    """A sum of a frequency, a potential and half splittings, by their numbers."""

    parts: tuple[Fraction, Fraction, Fraction]

    def __add__(self, other: Energy) -> Energy:
        one, two, three = (a + b for a, b in zip(self.parts, other.parts, strict=True))
        return Energy((one, two, three))

    def __sub__(self, other: Energy) -> Energy:
        return self + -other

    def __mul__(self, factor: int | Fraction) -> Energy:
        one, two, three = (part * factor for part in self.parts)
        return Energy((one, two, three))

    __rmul__ = __mul__

    def __neg__(self) -> Energy:
        return self * -1

    def __truediv__(self, divisor: int) -> Energy:
        return self * Fraction(1, divisor)


def _energy(frequency: int, potential: int, halves: int) -> Energy:
    return Energy((Fraction(frequency), Fraction(potential), Fraction(halves)))


@cache
def flat() -> Sample:
    """(68), (69): w, m, j are the exponentials of the frequency, the potential and J/2, by T."""
    arithmetic, bases = rational("w m j")
    one, potential = arithmetic.number(Fraction(1)), _energy(0, 1, 0)

    def fermi(energy: Energy) -> Any:
        grown = one
        for base, power in zip(bases, (energy - potential).parts, strict=True):
            if power.denominator != 1:
                raise ArithmeticError("a root of an exponential")
            grown = grown * base ** int(power)
        return one / (grown + one)

    splitting = _energy(0, 0, 2)
    parts = {a: contribution(fermi, int(x), splitting) for a, x in SIGN.items()}
    values = {
        "anisotropy_of": parts, "anisotropy": lambda x: parts["up"](x) + parts["down"](x),
        "fermi_plus": fermi, "sign": {a: int(x) for a, x in SIGN.items()}, "J": splitting,
        "mu_0": potential, "omega": _energy(1, 0, 0),
    }  # fmt: skip
    return Sample(arithmetic, values, RANGES)


def polynomials() -> tuple[Any, ...]:
    """The ring of polynomials, eight occupations, a cosine and its sine, and one unknown more."""
    elements, *generators = ring("l0 l1 l2 l3 r0 r1 r2 r3 cosine sine unknown", sp.QQ_I)
    circle = generators[8] ** 2 + generators[9] ** 2 - 1

    def size(value: Any) -> int:
        entries = np.ravel(np.asarray(value, dtype=object))
        return int(any(bool((entry * one).value.rem(circle)) for entry in entries))

    one = Exact(elements(1))
    arithmetic = Ring(
        "polynomials in occupations and an angle",
        lambda number: Exact(elements(sp.QQ(number.numerator, number.denominator))), size,
    )  # fmt: skip
    return (arithmetic, *map(Exact, generators))


@cache
def frames() -> dict[str, Array]:
    """Axes of both electrodes as columns: one field along z, the other in a plane with it."""
    arithmetic, *generators = polynomials()
    cosine, sine = generators[8:10]
    zero, one = arithmetic.number(Fraction(0)), arithmetic.number(Fraction(1))
    rows = {
        "L": [[one, zero, zero], [zero, one, zero], [zero, zero, one]],
        "R": [[cosine, zero, sine], [zero, one, zero], [-sine, zero, cosine]],
    }
    return {r: np.array(rows[r], dtype=object) for r in ELECTRODES}


def shares(moment: Callable[[tuple[str, ...]], Array]) -> dict[tuple[str, str], Array]:
    """Of a moment of total spins: of each electrode, and what both have beyond their own."""
    alone = {r: symmetric_traceless(moment((r,))) for r in ELECTRODES}
    between = symmetric_traceless(moment(ELECTRODES)) - alone["L"] - alone["R"]
    return {(r, s): alone[r] if r == s else between for r, s in product(ELECTRODES, repeat=2)}


@cache
def exchange() -> dict[tuple[str, str], Array]:
    """Exchange contractions: f of one level, 1 - f of the other, matrix elements both ways."""
    arithmetic, *generators = polynomials()
    one, filled = arithmetic.number(Fraction(1)), generators[:8]
    places = np.eye(2)
    spins = {
        r: [np.kron(np.diag(place), np.kron(np.eye(2), matrix / 2)) for matrix in PAULI]
        for r, place in zip(ELECTRODES, places, strict=True)
    }

    def contracted(a: Array, b: Array) -> Any:
        total = 0 * one
        for m, n in product(range(8), repeat=2):
            # real parts: the antisymmetric imaginary part has no place in the moment
            amplitude = fraction((a[m, n] * b[n, m]).real)
            if amplitude:
                total = total + amplitude * filled[m] * (one - filled[n])
        return total

    def moment(electrodes: tuple[str, ...]) -> Array:
        found = 0 * np.multiply.outer(frames()["L"][0], frames()["L"][0])
        for r, s in product(electrodes, repeat=2):
            local = np.array([[contracted(a, b) for b in spins[s]] for a in spins[r]], dtype=object)
            found = found + frames()[r] @ local @ frames()[s].T
        return np.asarray(found)

    return shares(moment)
