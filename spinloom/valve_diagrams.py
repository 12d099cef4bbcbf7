"""Real-time diagrams of the valve's currents: enumerate, translate, evaluate, draw.

Currents into the left electrode, to any order in the tunnelling rate, for spin-dependent
tunnelling. Every irreducible diagram is there, with every choice of its indices, also those that
are disconnected and those that cancel each other. In an expression P(1) is the spin state of the
level that line 1 takes, w1 its energy, f+(1) its Fermi function and f-(1) one minus it; i is the
current vertex, s the spin, t the amplitude from R to L and t^+ its adjoint. The levels of the lines
in a delta belong to one orbital.

>>> [count_diagrams("charge", order) for order in (1, 2, 3)]
[2, 80, 10112]
>>> for diagram in diagrams("charge", 1):
...     print(diagram.expression)
-2 Im f-(1) f+(1') tr[i P(1') t^+ P(1)] / (i0 + w1 - w1')
2 Im f+(1) f-(1') tr[i P(1') t^+ P(1)] / (i0 + w1 - w1')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from numpy.typing import ArrayLike

from .errors import ParameterError
from .numerics.diagram_drawing import draw
from .numerics.diagram_lines import (
    COUNTED,
    LISTED,
    Lines,
    Observable,
    charges,
    check,
    contracted,
    count,
    dots,
)
from .numerics.diagram_values import (
    Expression,
    FiniteValve,
    Reservoir,
    number,
    numbers,
    reservoir,
    translate,
)

__all__ = ["Diagram", "Expression", "FiniteValve", "Index", "count_diagrams", "diagrams", "valve"]


@dataclass(frozen=True)
class Index:
    """The indices of one dot: its electrode, conjugation index eta and charge index chi."""

    dot: str
    electrode: str
    eta: int
    chi: int


@dataclass(frozen=True)
class Diagram(Lines):
    """One diagram with fixed indices."""

    @property
    def indices(self) -> tuple[Index, ...]:
        """Indices of every dot, latest first."""
        return tuple(
            Index(dot.name, dot.electrode, eta, chi)
            for dot, eta, chi in zip(self.dots, self.eta, self.chi, strict=True)
        )

    @cached_property
    def expression(self) -> Expression:
        """What the rules make of it."""
        return translate(self)

    def svg(self) -> str:
        """A drawing; the same text for the same diagram."""
        return draw(self)

    def _repr_svg_(self) -> str:
        return self.svg()


def diagrams(observable: Observable, order: int) -> tuple[Diagram, ...]:
    """Return every irreducible diagram of order Gamma^order, in a fixed order.

    Parameters
    ----------
    observable : {"charge", "spin", "quadrupole"}
        The current into the left electrode (node LL for the quadrupole moment).
    order : int
        Power of the tunnelling rate, 1 to 3.

    Returns
    -------
    tuple of Diagram
        With `indices`, `expression`, `sign`, `connected`, `cancels` and `svg()`. Of two Hermitian
        conjugates one stands for both.

    Raises
    ------
    ParameterError
        An unknown observable or an order out of range.

    Notes
    -----
    Sources: valve:E28, valve:E34, valve:E35, valve:E36, valve:E43.
    """
    check(observable, order, LISTED)
    roles = [dot.role for dot in dots(observable, order)]
    return tuple(
        Diagram(observable, order, lines, eta, chi)
        for eta, lines in contracted(observable, order)
        for chi in charges(eta, roles)
    )


def count_diagrams(observable: Observable, order: int) -> int:
    """Return how many diagrams there are, without building them.

    Parameters
    ----------
    observable : {"charge", "spin", "quadrupole"}
    order : int
        Power of the tunnelling rate, 1 to 4.

    Raises
    ------
    ParameterError
        An unknown observable or an order out of range.
    """
    check(observable, order, COUNTED)
    return count(observable, order)


def valve(
    left: Mapping[str, Any], right: Mapping[str, Any], tunnelling: ArrayLike, broadening: float
) -> FiniteValve:
    """Return a valve of a few orbitals on which expressions have a value.

    Parameters
    ----------
    left, right : mapping
        `energies` of shape (orbitals, 2) for spin up and down along `direction` (a vector),
        `potential` and `temperature` (> 0).
    tunnelling : array
        Shape (2, 2), complex: the amplitude from R to L as an operator on spin space, the same
        for all pairs of orbitals. Any matrix; a number times the unit matrix conserves the spin.
    broadening : float
        Energy that stands for i0, > 0.

    Raises
    ------
    ParameterError
        Bad shapes, a direction of length zero, a temperature or a broadening <= 0.
    """
    amplitude = numbers("tunnelling", tunnelling, "a finite 2 x 2 matrix", complex)
    if amplitude.shape != (2, 2):
        raise ParameterError.of("tunnelling", tunnelling, "a finite 2 x 2 matrix")
    width = number("broadening", broadening, above=0)
    reservoirs = {"L": _reservoir("left", left), "R": _reservoir("right", right)}
    return FiniteValve(reservoirs, amplitude, width)


def _reservoir(name: str, given: Mapping[str, Any]) -> Reservoir:
    wanted = ("energies", "direction", "potential", "temperature")
    if not isinstance(given, Mapping) or {*given} != {*wanted}:
        raise ParameterError.of(name, given, f"a mapping with {', '.join(wanted)}")
    return reservoir(*(given[key] for key in wanted))
