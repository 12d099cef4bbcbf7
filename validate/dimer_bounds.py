"""The damping at T = 0 on the whole map, in ball arithmetic: certified numbers of the captions.

At T = 0 a damping is a function of one chemical potential plus one of the other, each the integral
of its lead's integrand up to there. With E = -2 t_e cos(phi) the integrand is analytic on the band
and up to its lower edge. It is taken as a Taylor polynomial of second degree in each cell, the
last coefficient as a ball that holds it anywhere in the cell: no quadrature, no rounding.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import sympy as sp
from flint import acb, acb_series, arb

from spinloom.derivations.dimer.arithmetic import Arithmetic, dependencies, run
from spinloom.derivations.dimer.couplings import integrands
from spinloom.derivations.engine.claims import RelationClaim
from spinloom.derivations.engine.interpret import Ring, Sample, evaluate
from spinloom.derivations.engine.ledger import Evidence
from spinloom.derivations.engine.printed import relations

T_E, T_0, CONTACT = 100, 2, 10
#: The map of the figures in terms of the potentials: |mu_L| + |mu_R| is at most this.
REACH = 8
KINDS, LEADS = ("iso", "aniso", "antisym"), ("L", "R")
#: Energies between cells: in geometric steps below the map, 32 to a unit on it.
EDGES = (
    *(-190 * 0.95**k for k in range(62)),
    *(k / 32 for k in range(-32 * REACH, 32 * REACH + 1)),
)
_NAMES = [f"alpha_{kind}_22_{lead}" for kind in KINDS for lead in LEADS]
_LINES = dependencies(integrands(), _NAMES)


def ball(number: Fraction | int) -> Any:
    """A rational number as a ball."""
    fraction = Fraction(number)
    return arb(fraction.numerator) / fraction.denominator


def _constant(number: sp.Expr) -> Any:
    """A constant of the integrands: rational numbers, i, pi and their products."""
    if number.is_Rational:
        return acb(arb(int(number.p)) / int(number.q))
    if number == sp.I:
        return acb(0, 1)
    if number == sp.pi:
        return acb(arb.pi())
    if number.is_Pow:
        return _constant(number.base) ** int(number.exp)
    if number.is_Mul:
        return math.prod((_constant(part) for part in number.args), start=acb(1))
    raise ValueError(f"{number} is no constant of the integrands")


def _conjugate(series: Any) -> Any:
    """Of a series in a real variable."""
    return acb_series([acb(c.real, -c.imag) for c in series], series.prec)


_SERIES = Arithmetic(_constant, _conjugate)


def _taylor(phi: Any, t: Fraction) -> dict[str, list[Any]]:
    """Three coefficients of each integrand, by the angle, about every point of a ball."""
    at = acb_series([acb(phi), acb(1)], 3)
    wave = (at * acb(0, 1)).exp()
    sine = (wave - _conjugate(wave)) * acb(0, -0.5)
    share = acb(CONTACT**2) / T_E
    energy = (wave + _conjugate(wave)) * acb(-T_E)
    slope = sine * acb(2 * T_E) + wave * share * acb(0, 1)
    width = sine * (2 * share)
    inputs = {
        "t_0": acb(T_0), "t": acb(ball(t)), "Gamma_L": width, "Gamma_R": width,
        "g_1": energy + wave * share, "g_2": energy + wave * share, "dg_1": slope, "dg_2": slope,
    }  # fmt: skip
    found = run([line for line in _LINES if line.name not in _LEADS], inputs, _SERIES)
    return {name: [found[name][power].real for power in range(3)] for name in _NAMES}


_LEADS = ("band_root", "surface", "surface_slope", "Sigma_L", "dSigma_L", "Sigma_R", "dSigma_R")


@dataclass(frozen=True)
class Cell:
    """One lead's share of a damping while its potential runs through an interval of energies.

    `before` is the share at the lower end, `within` its values in the cell, `energies` the
    interval. The integrand is a polynomial with `coefficients` in the distance from `middle`, an
    angle, at most `half`.
    """

    before: Any
    within: Any
    energies: Any
    middle: Any
    half: Any
    coefficients: tuple[Any, Any, Any]


def _interval(low: Any, high: Any) -> Any:
    return low.union(high)


@cache
def cells(t: Fraction) -> Mapping[str, tuple[Cell, ...]]:
    """The share of each lead in each damping, from the lower edge of the band to the map's end."""
    angles = [0.0, *(math.acos(-edge / (2 * T_E)) for edge in EDGES)]
    total: dict[str, Any] = dict.fromkeys(_NAMES, arb(0))
    found: dict[str, list[Cell]] = {name: [] for name in _NAMES}
    for low, high in pairwise(map(arb, angles)):
        middle, half = (low + high) / 2, (high - low) / 2
        inside = arb(0, float(half.upper()))
        point, anywhere = _taylor(middle, t), _taylor(middle + inside, t)
        energies = _interval(_energy(low), _energy(high))
        for name in _NAMES:
            first, second, third = *point[name][:2], anywhere[name][2]
            share = _interval(arb(0), 2 * half) * (first + (second + third * inside) * inside)
            found[name].append(
                Cell(total[name], total[name] + share, energies, middle, inside,
                     (first, second, third))
            )  # fmt: skip
            total[name] = total[name] + 2 * half * first + third * 2 * half**3 / 3
    return {name: tuple(one) for name, one in found.items()}


def _energy(phi: Any) -> Any:
    return -2 * T_E * phi.cos()


def _maximum(cell: Cell) -> Any | None:
    """Where the integrand falls through zero in a cell, as an energy; None where it does not.

    Raises
    ------
    ArithmeticError
        If the slope has no certain sign beside a zero.
    """
    (first, second, third), inside = cell.coefficients, cell.half
    if not (first + (second + third * inside) * inside).contains(0):
        return None
    slope = second + 2 * third * inside
    if slope > 0:
        return None
    if not slope < 0:
        raise ArithmeticError("a zero whose slope has no certain sign")
    step = -first / (second + third * inside)
    return _energy(cell.middle + step.intersection(inside)) if step.overlaps(inside) else None


def largest(t: Fraction, kind: str) -> Any:
    """The largest modulus of a damping on the map, between its value at a node and all cells."""
    left, right = (cells(t)[f"alpha_{kind}_22_{lead}"] for lead in LEADS)
    near = [_least(cell.energies) for cell in left]
    ends = [_least(_energy(arb(math.acos(-edge / (2 * T_E))))) for edge in EDGES]
    low = [
        [float(end) for end in ends_of]
        for one in (left, right)
        for ends_of in (
            [cell.within.lower() for cell in one], [cell.within.upper() for cell in one]
        )
    ]  # fmt: skip
    met = np.add.outer(near, near) <= REACH
    sums = [np.add.outer(low[k], low[2 + k])[met] for k in (0, 1)]
    highest = float(max(np.abs(sums[0]).max(), np.abs(sums[1]).max())) * (1 + 1e-12)
    nodes = [[cell.before for cell in one[1:]] for one in (left, right)]
    reached = max(
        float(abs(x + y).lower())
        for x, e in zip(nodes[0], ends, strict=False)
        for y, f in zip(nodes[1], ends, strict=False)
        if e + f <= REACH - 1e-9
    )
    return _interval(arb(reached), arb(highest))


def _least(energies: Any) -> float:
    """The least modulus in an interval of energies."""
    return float(abs(energies).lower())


def peak(t: Fraction, lead: str) -> Any:
    """The highest maximum of the isotropic damping for one potential between 1/2 and 4.

    Raises
    ------
    ArithmeticError
        If it is not certain which maximum is the highest.
    """
    chosen = [
        (cell, place) for cell in cells(t)[f"alpha_iso_22_{lead}"]
        if cell.energies > ball(Fraction(3, 8)) and cell.energies < ball(Fraction(33, 8))
        and (place := _maximum(cell)) is not None
    ]  # fmt: skip
    best, found = max(chosen, key=lambda pair: float(pair[0].within.mid()))
    for cell, place in chosen:
        if not cell.within < best.within:
            # a maximum on the edge of two cells may be seen in both
            if not place.overlaps(found):
                raise ArithmeticError("two maxima that may be equal")
            found = _interval(found, place)
    return found


# --- statements ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class CertifiedClaim(RelationClaim):
    """A statement on measured numbers that also holds for balls around the true ones."""

    bounds: Callable[[], Mapping[str, Any]]

    def examine(self) -> Evidence:
        """Measured numbers first; then the same tolerance in ball arithmetic."""
        evidence = super().examine()
        if not (evidence.holds and self.certain()):
            return evidence
        return Evidence(True, True, f"{evidence.method}; certified by balls", evidence.points,
                        evidence.residual)  # fmt: skip

    def certain(self) -> bool:
        """Whether every relation holds for all numbers in the balls."""
        balls = Ring("balls", ball, abs)
        sample = Sample(balls, self.bounds())
        for relation in relations(self.relation):
            left, right = (evaluate(side, sample) for side in (relation.left, relation.right))
            if relation.sign == "<":
                holds = left < right
            elif relation.sign == ">":
                holds = right < left
            else:
                allowed = arb(self.judge.tolerance) * (abs(left) + abs(right))
                holds = abs(left - right) < allowed
            if not holds:
                return False
        return True
