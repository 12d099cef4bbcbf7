"""Storage at T > 0 without rounding: flat bands and averages over fields of rational functions.

A flat band needs only the exponentials of its energies. Averages of two electrodes are polynomials
in the occupations of their levels; one field points along z, the other lies in a plane with it,
which is no restriction. The average over a product state is the sum over occupation numbers. A
product of two spins joins at most two orbitals of an electrode, which are the two taken here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
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

from .exact_pure_field import Exact, rational
from .judge_flows import symmetric_traceless
from .judge_holes import RANGES, contribution
from .judge_network import PAULI
from .judge_stored import ORBITALS, SIGN, SPINS, dyadic
from .judge_stored import RANGES as PAIRED

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
            assert power.denominator == 1
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


def _moments(occupied: Mapping[int, Any], one: Any) -> tuple[Array, Array]:
    """The average spin and the average of products of its components, in the electrode's frame."""
    spins = [SPACE.bilinear(np.kron(np.eye(2), matrix / 2)) for matrix in PAULI]
    weights = []
    for n in range(SPACE.dimension):
        weight = one
        for k, f in occupied.items():
            weight = weight * (f if n >> k & 1 else one - f)
        weights.append(weight)

    def mean(operator: Array) -> Any:
        # real parts: the antisymmetric imaginary part of a product has no place in the moment
        total = 0 * one
        for weight, entry in zip(weights, np.diag(operator).real, strict=True):
            total = total + weight * _exact(entry)
        return total

    first = np.array([mean(a) for a in spins], dtype=object)
    second = np.array([[mean(a @ b) for b in spins] for a in spins], dtype=object)
    return first, second


def _exact(entry: float) -> Any:
    """A sum of quarters as it is."""
    return sp.QQ(round(4 * entry), 4)


def _crossed(occupied: Mapping[int, Any], one: Any) -> Array:
    """The exchange contraction: f of one level, 1 - f of the other, matrix elements both ways."""
    matrices = [np.kron(np.eye(2), matrix / 2) for matrix in PAULI]

    def contracted(a: Array, b: Array) -> Any:
        total = 0 * one
        for m, n in product(range(4), repeat=2):
            amplitude = _exact((a[m, n] * b[n, m]).real)
            total = total + amplitude * occupied[m] * (one - occupied[n])
        return total

    return np.array([[contracted(a, b) for b in matrices] for a in matrices], dtype=object)


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
def pairs() -> Sample:
    """(55)-(59), (61), (63): eight occupations and the angle between the fields."""
    arithmetic, *generators, cosine, sine, unknown = polynomials()
    zero, one = arithmetic.number(Fraction(0)), arithmetic.number(Fraction(1))
    frames = {
        "L": np.array([[one, zero, zero], [zero, one, zero], [zero, zero, one]], dtype=object),
        "R": np.array([[cosine, zero, sine], [zero, one, zero], [-sine, zero, cosine]],
                      dtype=object),
    }  # fmt: skip
    filled = {"L": dict(enumerate(generators[:4])), "R": dict(enumerate(generators[4:8]))}
    found = {r: _moments(f, one) for r, f in filled.items()}
    spins = {r: frames[r] @ found[r][0] for r in ELECTRODES}
    values: dict[str, dict[Any, Array]] = {"mean_quadrupole": {}, "direct": {}, "exchange": {}}
    for r, s in product(ELECTRODES, repeat=2):
        separate = np.multiply.outer(spins[r], spins[s])
        within = frames[r] @ found[r][1] @ frames[r].T
        crossed = frames[r] @ _crossed(filled[r], one) @ frames[r].T
        count = 1 if r == s else 2
        values["mean_quadrupole"][r, s] = symmetric_traceless(within if r == s else 2 * separate)
        values["direct"][r, s] = symmetric_traceless(count * separate)
        values["exchange"][r, s] = symmetric_traceless(crossed if r == s else 0 * separate)
    along = {r: frames[r][:, 2] for r in ELECTRODES}
    magnitude = {
        (r, s): along[r] @ values["exchange"][r, r] @ along[r] * sp.QQ(-3, 2) if r == s else one
        for r, s in product(ELECTRODES, repeat=2)
    }
    mode_spin = {
        (r, k): (filled[r][2 * int(k)] - filled[r][2 * int(k) + 1]) * along[r] / 2
        for r, k in product(ELECTRODES, ORBITALS)
    }
    lengths = {r: along[r] @ spins[r] for r in ELECTRODES}
    by_vector = {id(spins[r]): lengths[r] for r in ELECTRODES}
    return Sample(arithmetic, {
        **values, "direction": along, "magnitude": magnitude, "mode_spin": mode_spin,
        "odot": dyadic, "same": lambda a, b: int(a == b), "unequal": lambda a, b: int(a != b),
        "pair_count": lambda a, b: 1 if a == b else 2, "mean_spin": spins,
        # spin up is lower: the spin points along the field
        "abs": lambda vector: by_vector[id(vector)], "q_dir": lambda r, s: lengths[r] * lengths[s],
        "spin_vector": {(r, a, b): frames[r] @ _element(a, b, one)
                        for r, a, b in product(ELECTRODES, SPINS, SPINS)},
        **_occupations(filled, one, unknown),
    }, PAIRED)  # fmt: skip


def _element(a: str, b: str, one: Any) -> Array:
    """The spin between two states along the field, in the electrode's frame."""
    entries = (matrix[SPINS[a], SPINS[b]] / 2 for matrix in PAULI)
    return np.array([one * _gaussian(entry) for entry in entries], dtype=object)


def _gaussian(entry: complex) -> Any:
    return sp.QQ_I(round(4 * entry.real), round(4 * entry.imag)) / 4


def _occupations(filled: Mapping[str, Mapping[int, Any]], one: Any, unknown: Any) -> dict[str, Any]:
    """Energies are names of levels; Fermi functions know those of their own electrode."""

    def occupied(r: str) -> Callable[[tuple[str, int]], Any]:
        return lambda level: filled[r][level[1]] if level[0] == r else unknown

    def empty(r: str) -> Callable[[tuple[str, int]], Any]:
        return lambda level: one - occupied(r)(level)

    places = product(ELECTRODES, ORBITALS, SPINS)
    return {
        "level": {(r, k, a): (r, 2 * int(k) + SPINS[a]) for r, k, a in places},
        "fermi_plus": {r: occupied(r) for r in ELECTRODES},
        "fermi_minus": {r: empty(r) for r in ELECTRODES},
    }
