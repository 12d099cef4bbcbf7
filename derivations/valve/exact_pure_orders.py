"""Flat bands at zero temperature as power series: orders of remainders without rounding.

One orbital is a diagonal matrix of occupations; second-order tunnelling changes it at golden-rule
rates and by virtual transitions. Its exchange current is a trace; what stands before the products
of directions is read off and summed over all orbitals. Energies are series in one small quantity:
splitting and voltage are of first order, half the bandwidth D is fixed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cmp_to_key
from itertools import pairwise
from math import factorial
from typing import Any

import numpy as np
import sympy as sp
from sympy.polys.fields import field

from spinloom.derivations.engine.interpret import Ring, Sample, evaluate
from spinloom.derivations.engine.printed import Node, Relation, relations
from spinloom.derivations.engine.series import Series, constant, order, variable

from . import judge_pure_axes as axes
from .exact_pure_field import Exact, sign
from .paper_pure import EQ_121

TERMS = 5
HALF = Fraction(1, 2)

# --- One orbital ------------------------------------------------------------------------------

#: A complex number a + ib as the real matrix [[a, -b], [b, a]].
_I = np.array([[0, -1], [1, 0]])
PAULI = (
    np.kron([[0, 1], [1, 0]], np.eye(2, dtype=int)),
    np.kron([[0, -1], [1, 0]], _I),
    np.kron([[1, 0], [0, -1]], np.eye(2, dtype=int)),
)
_MINUS_I = np.kron(np.eye(2, dtype=int), -_I)


def diagonal(up: Any, down: Any) -> Any:
    """A matrix of one orbital that does not mix up and down."""
    return np.kron(np.diag([up, down]), np.eye(2, dtype=int))


def exchange_tensor(filled: Any, rates: Any) -> Any:
    """Minus twice the trace of s rho s drho/dt, symmetric and traceless."""
    tensor = np.array([[np.trace(a @ filled @ b @ rates) for b in PAULI] for a in PAULI])
    tensor = (tensor + tensor.T) * Fraction(-1, 8)
    return tensor - np.eye(3, dtype=int) * np.trace(tensor) * Fraction(1, 3)


def orbital_rates(towards: Any, virtual: Sequence[Any], golden: Sequence[Any]) -> Any:
    """The rate of an orbital's matrix: virtual transitions rotate, the golden rule fills.

    `towards` is the right direction's Pauli matrix; amplitudes and rates are those of both spins.
    """
    matrix = diagonal(*virtual)
    return _MINUS_I @ (towards @ matrix - matrix @ towards) + diagonal(*golden)


@dataclass(frozen=True)
class Coefficients:
    """Emission and torque of one orbital, as polynomials of what it is in.

    The generators are the occupations, rates and virtual amplitudes of spin up and down.
    """

    emission: Any
    torque: Any


@cache
def coefficients() -> Coefficients:
    """E_ex and T_ex of one orbital, from its exchange current for any angle.

    The right direction is ``-sin(theta) e_y + cos(theta) e_z``, the left one e_z; virtual
    transitions rotate, and the golden rule fills and empties, because the densities of both
    spins agree where anything moves.

    Raises
    ------
    ArithmeticError
        If the current is not of the form (115).
    """
    _, *found = field("a b r q v w s c", sp.QQ)
    up, down, rate_up, rate_down, virtual_up, virtual_down, sine, cosine = found
    towards = PAULI[2] * cosine - PAULI[1] * sine
    rates = orbital_rates(towards, (virtual_up, virtual_down), (rate_up, rate_down))
    tensor = exchange_tensor(diagonal(up, down), rates)
    emission, torque = tensor[2, 2] * Fraction(-3, 2), tensor[2, 0] * -2 / sine
    zero = 0 * sine
    left, across = np.array([zero, zero, zero + 1]), np.array([sine, zero, zero])
    rest = tensor + axes.odot(left, left) * emission + axes.odot(left, across) * torque
    if any(bool(entry) for entry in rest.ravel()):
        raise ArithmeticError("the exchange current has other parts than emission and torque")
    return Coefficients(emission, torque)


def substituted(element: Any, values: Sequence[Any]) -> Any:
    """A rational function with other quantities in the place of its generators.

    Raises
    ------
    ArithmeticError
        If numerator or denominator have a coefficient that is no integer.
    """

    def polynomial(part: Any) -> Any:
        total: Any = 0
        for powers, coefficient in part.terms():
            if coefficient.denominator != 1:
                raise ArithmeticError("a coefficient is no integer")
            term: Any = int(coefficient)
            for value, power in zip(values, powers, strict=True):
                term = value**power * term if power else term
            total = total + term
        return total

    return polynomial(element.numer) / polynomial(element.denom)


# --- Bands at zero temperature ----------------------------------------------------------------

_FIELD, _J, _V, _REST, _D, _LOG, _PI, _GAMMA = field("j v k D l pi G", sp.QQ)
RING = Ring("power series", lambda number: number, lambda value: int(bool(value)))


def _series(value: Any) -> Series:
    return constant(value, TERMS)


def _below(first: Series, second: Series) -> bool:
    """Whether one energy lies below another for small splitting and voltage."""
    distance = second - first
    power = distance.valuation
    return power is not None and sign(Exact(distance.coefficient(power))) > 0


def _sorted(energies: Sequence[Series]) -> list[Series]:
    def compared(first: Series, second: Series) -> int:
        return int(_below(second, first)) - int(_below(first, second))

    return sorted(energies, key=cmp_to_key(compared))


def _primitive(distance: Series) -> Series:
    """``x ln|x|`` about plus or minus D, with ln D as a generator.

    Raises
    ------
    ValueError
        If the distance is of another size.
    """
    start = distance.coefficient(0)
    if start not in (_D, -_D):
        raise ValueError("no energy difference of about D")
    ratio = distance / _series(start)
    logarithm = ratio.composed(lambda n: (-1) ** (n - 1) * factorial(n - 1) if n else 0)
    return distance * (logarithm + _LOG)


def principal_value(levels: tuple[Series, Series], states: tuple[Series, Series]) -> Series:
    """Double integral of 1/(w' - w) over an interval of w and one of w'."""
    (low, high), (first, last) = levels, states
    return (
        _primitive(last - low) - _primitive(last - high)
        - _primitive(first - low) + _primitive(first - high)
    )  # fmt: skip


@dataclass(frozen=True)
class Cold:
    """Equal flat bands at T = 0; potentials at plus and minus half the voltage."""

    splitting: Series
    voltage: Series

    def levels(self, orbital: Series) -> tuple[Series, Series]:
        """Energies of spin up and down of an orbital."""
        return orbital - self.splitting * HALF, orbital + self.splitting * HALF

    def pieces(self) -> list[tuple[Series, Series]]:
        """Intervals of orbitals in which no level crosses a potential."""
        steps = [
            side * self.voltage * HALF + spin * self.splitting * HALF
            for side in (1, -1) for spin in (1, -1)
        ]  # fmt: skip
        ends = _sorted([_series(-_D), *steps, _series(_D)])
        return list(pairwise(ends))

    def filled(self, piece: tuple[Series, Series], potential: Series) -> tuple[int, int]:
        """Occupations of both spins in a reservoir of the given potential."""
        up, down = self.levels((piece[0] + piece[1]) * HALF)
        return int(_below(up, potential)), int(_below(down, potential))

    def virtual(self, piece: tuple[Series, Series], spin: int, occupied: int) -> Series:
        """Transitions to the polarized states at both edges, integrated over the piece.

        At the upper edge spin down alone has states, all of them empty; at the lower one spin up
        alone, all of them full. The density of states of one spin is 1/2D.
        """
        low, high = (self.levels(end)[(1 - spin) // 2] for end in piece)
        total = _series(0 * _D)
        for side in (1, -1):
            full = (1 - side) // 2
            if full != occupied:
                middle = _series(side * _D)
                edge = middle - self.splitting * HALF, middle + self.splitting * HALF
                change = (full - occupied) * -side / (4 * _D)
                total = total + principal_value((low, high), edge) * change
        return total

    def totals(self) -> tuple[Series, Series]:
        """E_ex and T_ex: sums over the orbitals of the band, one per energy 1/2D."""
        squared = 2 * _D**2 * _GAMMA / _PI  # of the tunnelling amplitude
        emission = torque = _series(0 * _D)
        found, zero = coefficients(), 0 * _D
        half = self.voltage * HALF
        for low, high in self.pieces():
            own, other = self.filled((low, high), half), self.filled((low, high), -half)
            rates = [
                2 * _PI * squared / (2 * _D) * (b - a) for a, b in zip(own, other, strict=True)
            ]
            known = [zero + own[0], zero + own[1]]
            here = substituted(found.emission, [*known, *rates, zero, zero, zero + 1, zero])
            emission = emission + (high - low) * here / (2 * _D)
            for spin, unit in ((1, (zero + 1, zero)), (-1, (zero, zero + 1))):
                weight = substituted(found.torque, [*known, zero, zero, *unit, zero + 1, zero])
                if weight:
                    amplitude = self.virtual((low, high), spin, own[(1 - spin) // 2])
                    torque = torque + amplitude * weight * squared / (2 * _D)
        return emission, torque


def _scaled(splitting: Any, voltage: Any) -> Sample:
    small = variable(_FIELD.one, TERMS)
    device = Cold(small * splitting, small * voltage)
    emission, torque = device.totals()
    return Sample(RING, {
        "E_ex": emission, "T_ex": torque, "Gamma": _series(_GAMMA), "pi": _series(_PI),
        "splitting": device.splitting, "voltage": device.voltage, "half_bandwidth": _series(_D),
    })  # fmt: skip


@cache
def below_the_splitting() -> Sample:
    """A voltage below the splitting; both are free."""
    return _scaled(_V + _REST, _V)


@cache
def above_the_splitting() -> Sample:
    """A voltage above the splitting; both are free."""
    return _scaled(_J, _J + _REST)


@cache
def reversed_voltage() -> Sample:
    """A negative voltage, smaller than the splitting."""
    return _scaled(_V + _REST, -_V)


def _common(tree: Node, samples: Sequence[Sample]) -> int:
    """The order of a remainder that is the same in all samples.

    Raises
    ------
    ValueError
        If it is not.
    """
    assert isinstance(tree, Relation)
    orders = {order(tree, sample) for sample in samples}
    if len(orders) > 1:
        raise ValueError("the order depends on the voltage")
    return orders.pop()


def wide_band(tree: Node) -> int:
    """The order in J/D, V of order J: below and above the splitting, and reversed."""
    return _common(tree, (below_the_splitting(), above_the_splitting(), reversed_voltage()))


def low_voltage(tree: Node) -> int:
    """The order in J/D at a positive voltage below the splitting."""
    return _common(tree, (below_the_splitting(),))


# --- Small angles -----------------------------------------------------------------------------


def _root(square: Series) -> Series:
    """The square root of a series that begins with one."""

    def derivative(n: int) -> Fraction:
        value = Fraction(1)
        for m in range(n):
            value *= HALF - m
        return value

    return square.composed(derivative)


def _unit(vector: Any, leading: int) -> Any:
    """The vector as a unit vector whose given component is the largest and positive."""
    ratios = np.array([_regular(component / vector[leading]) for component in vector])
    return ratios / _root(sum(r * r for r in ratios))


def _regular(series: Series) -> Series:
    """The same series from its constant term on: it has no pole."""
    return Series(0, tuple(series.coefficient(n) for n in range(series.known)))


@cache
def small_angle() -> Sample:
    """Axes of the exchange current for a small angle; E_ex negative, T_ex any.

    Raises
    ------
    ArithmeticError
        If a vector is no axis, or the principal currents are in another order.
    """
    coefficients()  # the current has the form (115)
    elements, loss, torque = field("e X", sp.QQ)
    angle = variable(elements.one, TERMS + 2)
    sine = angle.composed(lambda n: (0, 1, 0, -1)[n % 4])
    zero, one = constant(elements.zero, TERMS + 2), constant(elements.one, TERMS + 2)
    e_x, e_y, e_z = np.array([[one, zero, zero], [zero, one, zero], [zero, zero, one]])
    vector = e_z * loss - e_x * (sine * torque)
    length = _root(one + (sine * torque / constant(loss, TERMS + 2)) ** 2) * loss
    tensor = axes.odot(e_z, vector)
    found = {"+": _unit(vector + e_z * length, 2), "0": e_y, "-": _unit(vector - e_z * length, 0)}
    values = {}
    for name, axis in found.items():
        turned = tensor @ axis
        values[name] = axis @ turned
        if any((entry - part * values[name]).valuation is not None
               for entry, part in zip(turned, axis, strict=True)):  # fmt: skip
            raise ArithmeticError(f"the vector of {name} is no axis of the tensor")
    if not (_below(values["-"], values["0"]) and _below(values["0"], values["+"])):
        raise ArithmeticError("the principal currents are in another order")
    return Sample(RING, {"exchange_axes": found, "e_x": e_x, "e_y": e_y, "e_z": e_z})


def small_angles(tree: Node) -> int:
    """The lowest order of the remainders of a system of vectors, relative to the vectors."""
    return min(_vector_order(relation, small_angle()) for relation in relations(tree))


def _vector_order(relation: Relation, sample: Sample) -> int:
    left, right = (evaluate(side, sample) for side in (relation.left, relation.right))
    size = min(_lowest(left), _lowest(right))
    return _lowest(left - right) - size


def _lowest(vector: Any) -> int:
    powers = [c.valuation if c.valuation is not None else c.known for c in vector]
    return min(powers)


# --- The crossing voltage ---------------------------------------------------------------------


@cache
def largest_splitting() -> Sample:
    """Where the crossing voltage of (121) reaches the splitting.

    Raises
    ------
    ArithmeticError
        Unless the voltage over the splitting is linear in it and begins below one: then it is
        below one up to the root.
    """
    _, splitting, width, pi = field("J D pi", sp.QQ)
    values: Mapping[str, Any] = {"splitting": splitting, "half_bandwidth": width, "pi": pi}
    assert isinstance(EQ_121.printed, Relation)
    excess = evaluate(EQ_121.printed.right, Sample(RING, values)) / splitting - 1
    start, slope = excess.subs(splitting, 0), excess.diff(splitting)
    if start + slope * splitting != excess or not sign(Exact(start)) < 0 < sign(Exact(slope)):
        raise ArithmeticError("the voltage over the splitting does not grow linearly")
    return Sample(RING, {"largest_splitting": -start / slope, **values})
