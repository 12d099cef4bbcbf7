"""Signs of bias functions and of the emission in fields with an order: no rounding.

Generators are positive: exponentials of positive energies over T are written as one plus a
generator. A sign counts only if all terms of a numerator, and of a denominator, have it. An
integral over positive energies has the sign of its integrand, and two integrals agree if their
integrands do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Sample
from spinloom.derivations.engine.series import Series, constant, variable

from .exact_pure_field import modulus, rational, sign
from .judge_pure_flat import CASES

SIGMA_X, SIGMA_Z = np.array([[0, 1], [1, 0]]), np.array([[1, 0], [0, -1]])


def fermi(exponential: Any) -> Any:
    """The occupation, from the exponential of energy less potential over temperature."""
    return 1 / (exponential + 1)


@dataclass(frozen=True)
class Everywhere:
    """One quantity in several cases: an inequality holds if it holds in all of them."""

    parts: tuple[Any, ...]

    def __neg__(self) -> Everywhere:
        return Everywhere(tuple(-part for part in self.parts))

    def __lt__(self, other: Any) -> bool:
        return all(a < b for a, b in self._beside(other))

    def __gt__(self, other: Any) -> bool:
        return all(a > b for a, b in self._beside(other))

    def _beside(self, other: Any) -> Sequence[tuple[Any, Any]]:
        others = other.parts if isinstance(other, Everywhere) else (other,) * len(self.parts)
        return tuple(zip(self.parts, others, strict=True))


# --- Bias functions ---------------------------------------------------------------------------


@cache
def window() -> Sample:
    """An energy between the potentials, both signs of the voltage, warm and at zero temperature.

    The temperatures of both electrodes need not agree; the potentials lie a and b from the energy.
    """
    ring, (p, q, a, b, energy) = rational("p q a b w", abs=modulus)
    one, zero = ring.number(Fraction(1)), ring.number(Fraction(0))
    full, empty = (fermi(1 / (1 + x)) for x in (p, q)), (fermi(1 + x) for x in (p, q))
    (full_left, full_right), (empty_left, empty_right) = full, empty
    return Sample(ring, {
        "bias_inside": np.array([empty_right - full_left, full_right - empty_left,
                                 zero - one, one - zero]),
        "potential_L": np.array([energy + a, energy - a] * 2),
        "potential_R": np.array([energy - b, energy + b] * 2),
    })  # fmt: skip


@cache
def voltage() -> Sample:
    """A pure voltage: u is the exponential of any energy, 1 + q that of half a positive voltage."""
    ring, (u, q, size) = rational("u q v")
    drops = {"positive": 1 + q, "negative": 1 / (1 + q)}

    def bias(energy: Any, drop: Any) -> Any:
        return fermi(energy * drop) - fermi(energy / drop)

    return Sample(ring, {
        "bias_above": {case: bias(u, drop) for case, drop in drops.items()},
        "bias_below": {case: bias(1 / u, drop) for case, drop in drops.items()},
        "voltage": {"positive": size, "negative": -size},
    }, CASES)  # fmt: skip


@cache
def temperature() -> Sample:
    """A hot right electrode: flows at one distance above and below the potential of both.

    1 + p is the exponential of the distance over the hot temperature; that over the cold one is
    larger. The rate is the same at both energies.
    """
    ring, (p, q, rate) = rational("p q g")
    hot, cold = 1 + p, (1 + p) * (1 + q)
    return Sample(ring, {
        "flow_above": 2 * rate * (fermi(hot) - fermi(cold)),
        "flow_below": 2 * rate * (fermi(1 / hot) - fermi(1 / cold)),
    })  # fmt: skip


@cache
def partner() -> Sample:
    """An energy below the potential, one splitting below an energy above it; warm and cold."""
    ring, (p, q) = rational("p q")
    one, zero = ring.number(Fraction(1)), ring.number(Fraction(0))
    here, there = fermi(1 / (1 + p)), fermi(1 + q)
    return Sample(ring, {
        "same_energy": Everywhere((here, one)), "same_hole": Everywhere((1 - here, zero)),
        "partner": Everywhere((there, zero)), "partner_hole": Everywhere((1 - there, one)),
    })  # fmt: skip


# --- Emission ---------------------------------------------------------------------------------


def emission(filled: Sequence[Any], rates: Sequence[Any]) -> Any:
    """E_ex of one orbital: its exchange current, -E_ex times the stored tensor.

    The current is half of minus the trace of s rho s drho/dt, traceless; directions on one line.
    """
    along, across = (
        np.trace(matrix @ np.diag(filled) @ matrix @ np.diag(rates))
        for matrix in (SIGMA_Z, SIGMA_X)
    )
    return (along - across) / 2


@dataclass(frozen=True)
class Bias:
    """Occupations of a level in both electrodes, and the level opposite to one about the middle."""

    left: Callable[[Any], Any]
    right: Callable[[Any], Any]
    opposite: Callable[[Any], Any]

    def emission(self, inner: Any, outer: Any, near: Any, far: Any) -> Any:
        """E_ex of two orbitals at opposite distances from the middle of the band.

        Spin up and down of the upper one are at an inner and an outer level. Rates of tunnelling
        are those of final states nearer to the middle and farther from it: these are symmetric.
        """

        def orbital(up: tuple[Any, Any], down: tuple[Any, Any]) -> Any:
            filled = [self.left(level) for level, _ in (up, down)]
            rates = [rate * (self.right(e) - self.left(e)) for e, rate in (up, down)]
            return emission(filled, rates)

        upper = orbital((inner, near), (outer, far))
        return upper + orbital((self.opposite(outer), far), (self.opposite(inner), near))


def folded(energy: Any, half: Any, drop: Any, near: Any, far: Any) -> Any:
    """Such a pair at equal temperatures.

    All energies as exponentials over T; half is J/2, drop is V/2.
    """
    bias = Bias(lambda e: fermi(e / drop), lambda e: fermi(e * drop), lambda e: 1 / e)
    return bias.emission(energy / half, energy * half, near, far)


def cold(energy: Any, half: Any, drop: Any, near: Any, far: Any) -> Any:
    """Such a pair at zero temperature: half is J/2, drop is V/2."""
    bias = Bias(lambda e: int(e < drop), lambda e: int(e < -drop), lambda e: -e)
    return bias.emission(energy - half, energy + half, near, far)


def overlap(first: tuple[Any, Any], second: tuple[Any, Any]) -> Any:
    """The length that two intervals share."""
    low = max(first[0], second[0])
    high = min(first[1], second[1])
    return high - low if low < high else 0 * low


#: Final states nearer to the middle of a band and farther from it: there are as many, or fewer.
#: Every other pair is a sum of these with positive weights, and currents are linear in them.
FINAL_STATES = ((1, 1), (1, 0))


@cache
def emissions() -> Sample:
    """The emission of flat bands, warm and cold, orbital by orbital; both signs of the voltage.

    Both spins' bands overlap, J < 2D: final states are nowhere more than nearer to the middle. At
    zero temperature orbitals emit whose distance from the middle forms a triangle with J/2 and
    V/2; there are such ones for V < J + 2D. Nothing but the exchange part is dissipative.

    Raises
    ------
    ArithmeticError
        If other orbitals emit at zero temperature.
    """
    ring, (p, q, r) = rational("p q r")
    drops = 1 + q, 1 / (1 + q)
    pairs = [folded(1 + p, 1 + r, drop, *final) for drop in drops for final in FINAL_STATES]
    longest = p + q + r
    for sense, final in product((1, -1), FINAL_STATES):
        pairs.append(cold(p + q, q + r, sense * (p + r), *final) * (p / p))
        for energy, half, drop in ((longest, p, q), (p, longest, q), (p, q, longest)):
            if cold(energy, half, sense * drop, *final):
                raise ArithmeticError("an orbital emits whose levels are both full, or empty")
    found = Everywhere(tuple(pairs))
    return Sample(ring, {"E_ex": found, "E_Q": -found})


def _first(series: Series) -> int:
    """The lowest power, if its coefficient is negative.

    Raises
    ------
    ArithmeticError
        If it is not: contributions of several orbitals could cancel.
    """
    order = series.valuation
    if order is None or sign(series.coefficient(order)) >= 0:
        raise ArithmeticError("the first coefficient is not negative")
    return order


@cache
def start() -> Sample:
    """The power of J with which the emission begins at any temperature and voltage.

    All coefficients of the lowest order are negative. Within J of the edges of a band some farther
    levels have no final states: one order less, integrated over a strip of the width J.
    """
    ring, (p, q) = rational("p q")
    small = variable(ring.number(Fraction(1)), 2)
    half = 1 + small + small**2 * ring.number(Fraction(1, 2))
    energy, drop = (constant(1 + x, small.known) for x in (p, q))
    bulk, strip = (_first(folded(energy, half, drop, *final)) for final in FINAL_STATES)
    return Sample(ring, {"start_growth": ring.number(Fraction(min(bulk, strip + 1)))})
