"""Densities of levels as sums of delta functions, without a width: the proof of (17).

A delta function fixes a frequency in all that it multiplies. What is left of a product of two of
them is a pair of points, and two sums are equal as distributions if they hold the same pairs with
the same weights. Levels have no values: the map of a band takes each of its levels with one spin to
the level of the same orbital with the other, and leaves any other energy unevaluated. Both sides
are sums over orbitals, so that two orbitals of each band and two bands stand for any number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

from spinloom.derivations.engine.interpret import Ring, Sample

ELECTRODES, BANDS, ORBITALS, SPINS = ("L",), ("1", "2"), ("0", "1"), ("up", "down")

#: A frequency by its name, a level by its labels, or the image of an energy under a map.
Atom = tuple[Any, ...]
FIRST, SECOND = ("frequency", "omega"), ("frequency", "omega'")


def _nonzero(total: Mapping[Any, Any]) -> tuple[tuple[Any, Any], ...]:
    """The entries other than zero, in one order."""
    return tuple(sorted(((key, x) for key, x in total.items() if x), key=repr))


@dataclass(frozen=True)
class Energy:
    """A linear combination of atoms."""

    parts: tuple[tuple[Atom, Fraction], ...]

    def __add__(self, other: Energy) -> Energy:
        total = dict(self.parts)
        for atom, weight in other.parts:
            total[atom] = total.get(atom, Fraction(0)) + weight
        return Energy(_nonzero(total))

    def __sub__(self, other: Energy) -> Energy:
        return self + -other

    def __neg__(self) -> Energy:
        return self * Fraction(-1)

    def __mul__(self, number: Fraction) -> Energy:
        return Energy(tuple((atom, weight * number) for atom, weight in self.parts if number))

    __rmul__ = __mul__

    def __truediv__(self, number: Fraction) -> Energy:
        return self * (1 / number)

    def at(self, frequency: Atom, value: Energy) -> Energy:
        """The same with a value in the place of a frequency, also under maps."""
        total = Energy(())
        for atom, weight in self.parts:
            if atom == frequency:
                total = total + value * weight
            elif atom[0] == "image":
                band, spin, other, inner = atom[1:]
                total = total + image(band, spin, other)(inner.at(frequency, value)) * weight
            else:
                total = total + _energy(atom) * weight
        return total

    def solved(self, frequency: Atom) -> tuple[Energy, Fraction] | None:
        """Where the combination vanishes and its slope, if it holds this frequency and no other."""
        slope = dict(self.parts).get(frequency)
        if slope is None:
            return None
        rest = self - _energy(frequency) * slope
        if any(rest.at(name, Energy(())) != rest for name in (FIRST, SECOND)):
            return None
        return -rest / slope, slope


def _energy(atom: Atom) -> Energy:
    return Energy(((atom, Fraction(1)),))


def level(electrode: str, band: str, orbital: str, spin: str) -> Energy:
    """A level by its labels."""
    return _energy(("level", band, orbital, spin))


def image(band: str, spin: str, other: str) -> Callable[[Energy], Energy]:
    """The energy of the orbital with the other spin, as a function of that with this spin."""

    def mapped(energy: Energy) -> Energy:
        if spin == other:
            return energy
        for orbital in ORBITALS:
            if energy == level("L", band, orbital, spin):
                return level("L", band, orbital, other)
        return _energy(("image", band, spin, other, energy))

    return mapped


#: Arguments of a product of delta functions, each with its power.
Deltas = tuple[tuple[Energy, int], ...]


@dataclass(frozen=True)
class Density:
    """Products of delta functions, by their arguments, with weights."""

    terms: tuple[tuple[Deltas, Fraction], ...]

    def __add__(self, other: Density) -> Density:
        return _collected([*self.terms, *other.terms])

    def __sub__(self, other: Density) -> Density:
        return self + -other

    def __neg__(self) -> Density:
        return self * Fraction(-1)

    def __mul__(self, other: Density | Fraction) -> Density:
        if isinstance(other, Fraction):
            return _collected([(deltas, weight * other) for deltas, weight in self.terms])
        pairs = product(self.terms, other.terms)
        return _collected([(_joined(a, b), x * y) for (a, x), (b, y) in pairs])

    __rmul__ = __mul__

    def __truediv__(self, number: Fraction) -> Density:
        return self * (1 / number)

    def __bool__(self) -> bool:
        return bool(self.terms)


def _joined(first: Deltas, second: Deltas) -> Deltas:
    """All delta functions of two products; the number of equal ones is kept."""
    counts = dict(first)
    for argument, power in second:
        counts[argument] = counts.get(argument, 0) + power
    return _nonzero(counts)


def _collected(terms: list[tuple[Deltas, Fraction]]) -> Density:
    total: dict[Deltas, Fraction] = {}
    for deltas, weight in terms:
        fixed, factor = _sifted(deltas)
        total[fixed] = total.get(fixed, Fraction(0)) + weight * factor
    return Density(_nonzero(total))


def _sifted(deltas: Deltas) -> tuple[Deltas, Fraction]:
    """delta(a (x - e)) F(x) = delta(x - e) F(e) / |a| for both frequencies, until nothing changes.

    The order does not matter: a frequency that one delta function fixes is fixed to one value.
    """
    for argument, power in deltas:
        for frequency in (FIRST, SECOND):
            found = argument.solved(frequency)
            if found is None or power > 1:
                continue
            value, slope = found
            plain = _energy(frequency) - value
            new: Deltas = ((plain, 1),)
            for other, count in deltas:
                if other != argument:
                    new = _joined(new, ((other.at(frequency, value), count),))
            if new != deltas:
                fixed, factor = _sifted(new)
                return fixed, factor / abs(slope)
    return deltas, Fraction(1)


def dirac(argument: Energy) -> Density:
    """The delta function of a linear combination."""
    return _collected([(((argument, 1),), Fraction(1))])


def _sum(densities: list[Density]) -> Density:
    return sum(densities[1:], start=densities[0])


@cache
def two_bands() -> Sample:
    """One- and two-particle densities by their definitions (12) and (16)."""

    def of_band(r: str, n: str, s: str) -> Callable[[Energy], Density]:
        return lambda x: _sum([dirac(level(r, n, k, s) - x) for k in ORBITALS])

    def one(r: str, s: str) -> Callable[[Energy], Density]:
        return lambda x: _sum([of_band(r, n, s)(x) for n in BANDS])

    def two(r: str, s: str, other: str) -> Callable[[Energy, Energy], Density]:
        return lambda x, y: _sum([
            dirac(level(r, n, k, s) - x) * dirac(level(r, n, k, other) - y)
            for n, k in product(BANDS, ORBITALS)
        ])  # fmt: skip

    values = {
        "level": level,
        "g": lambda r, n, s, other: image(n, s, other),
        "omega": _energy(FIRST),
        "omega'": _energy(SECOND),
        "nu": one,
        "nu_2": two,
        "nu_of_band": of_band,
    }
    ranges = {"electrode": ELECTRODES, "band": BANDS, "orbital": ORBITALS, "spin": SPINS}
    sums = Ring(
        "sums of delta functions", lambda value: value, lambda value: int(bool(value)),
        {"dirac": dirac},
    )  # fmt: skip
    return Sample(sums, values, ranges)
