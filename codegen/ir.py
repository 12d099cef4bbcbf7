"""Array-level form of a kernel, between the specification and a backend's text.

Invariants, kept by `lower` and relied on by every printer:

- every name in an expression is an argument, a running index, or assigned in full before;
- an output is stored and never read; each entry of a target is assigned exactly once;
- every expression is free of Piecewise, of undeclared branches and of decimal numbers;
- statements, and the terms that a reduction adds, keep the order in which they were written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import sympy as sp

from .functions import abs_squared, principal_sqrt
from .spec import Argument, Axis, Index, Kind, Number, Output, Place


@dataclass(frozen=True)
class Statement:
    """``target[indices] = sum over `over` of expression``."""

    target: str
    indices: tuple[Index | Place, ...]
    over: tuple[Index, ...]
    expression: sp.Expr

    @property
    def free(self) -> tuple[Index, ...]:
        """The running indices, one loop each."""
        return tuple(index for index in self.indices if isinstance(index, Index))


@dataclass(frozen=True)
class Group:
    """Consecutive statements that one equation, or one definition, stands behind."""

    source: str
    comment: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Quantity:
    """A named intermediate: its axes and whether it is real."""

    name: str
    shape: tuple[Axis, ...]
    number: Number


@dataclass(frozen=True)
class Function:
    """One kernel, ready to print."""

    name: str
    kind: Kind
    summary: str
    formula: tuple[str, ...]
    sources: tuple[str, ...]
    arguments: tuple[Argument, ...]
    outputs: tuple[Output, ...]
    quantities: tuple[Quantity, ...]
    groups: tuple[Group, ...]

    def numbers(self) -> dict[str, Number]:
        """Real or complex, for every name that an expression may contain."""
        return {item.name: item.number for item in self._named()}

    def shapes(self) -> dict[str, tuple[Axis, ...]]:
        """The axes of every name."""
        return {item.name: item.shape for item in self._named()}

    def _named(self) -> tuple[Argument | Output | Quantity, ...]:
        return (*self.arguments, *self.outputs, *self.quantities)


def name_of(expression: sp.Expr) -> str:
    """The name behind a symbol or an indexed entry."""
    if isinstance(expression, sp.Indexed):
        return str(expression.base.label)
    return str(expression)


def leaves(expression: sp.Expr) -> tuple[sp.Expr, ...]:
    """Symbols and indexed entries, without the labels and indices inside the latter."""
    if isinstance(expression, sp.Symbol | sp.Indexed):
        return (expression,)
    found = (leaf for argument in expression.args for leaf in leaves(argument))
    return tuple(dict.fromkeys(found))


def number_of(expression: sp.Expr, numbers: Mapping[str, Number]) -> Number:
    """Whether a value is real or complex, from the declared leaves upwards."""
    if isinstance(expression, sp.Symbol | sp.Indexed):
        return numbers[name_of(expression)]
    if expression is sp.I or isinstance(expression, principal_sqrt):
        return "complex"
    if isinstance(expression, sp.re | sp.im | sp.Abs | abs_squared):
        return "real"
    parts = (number_of(argument, numbers) for argument in expression.args)
    return "complex" if "complex" in tuple(parts) else "real"


def entries(statement: Statement) -> tuple[tuple[tuple[int, ...], dict[sp.Symbol, int]], ...]:
    """Every entry that a statement assigns, with the values of its running indices."""
    free = statement.free
    found = []
    for values in product(*(range(len(index.axis.labels)) for index in free)):
        chosen = dict(zip((index.symbol for index in free), values, strict=True))
        position = tuple(
            chosen[index.symbol] if isinstance(index, Index) else index.position
            for index in statement.indices
        )
        found.append((position, chosen))
    return tuple(found)


def terms(statement: Statement, chosen: Mapping[sp.Symbol, int]) -> tuple[sp.Expr, ...]:
    """The terms that the reduction adds for one entry, in order."""
    ranges = (range(len(index.axis.labels)) for index in statement.over)
    found = []
    for values in product(*ranges):
        summed = zip((index.symbol for index in statement.over), values, strict=True)
        found.append(statement.expression.xreplace(integers({**chosen, **dict(summed)})))
    return tuple(found)


def integers(values: Mapping[sp.Symbol, int]) -> dict[sp.Symbol, sp.Integer]:
    return {symbol: sp.Integer(value) for symbol, value in values.items()}
