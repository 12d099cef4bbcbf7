"""What a kernel is, before any backend: names, shapes, units and exact assignments.

A specification is data. Its expressions are SymPy expressions with exact numbers over the
arguments and over the names assigned so far; the order of assignments, and of the terms that a
reduction adds, is the order of the generated code.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import sympy as sp

from .errors import SpecError

Kind = Literal["closed form", "integrand", "matrix"]
Number = Literal["real", "complex"]
KINDS: tuple[Kind, ...] = ("closed form", "integrand", "matrix")


@dataclass(frozen=True)
class Axis:
    """A short axis of a quantity; the labels name its entries where code is unrolled."""

    name: str
    labels: tuple[str, ...]

    def at(self, label: str) -> Place:
        """The entry with this label."""
        return Place(self, self.labels.index(label))


@dataclass(frozen=True)
class Place:
    """One fixed entry of an axis."""

    axis: Axis
    position: int


@dataclass(frozen=True)
class Index:
    """A running index over an axis, used both on the left and inside expressions."""

    name: str
    axis: Axis

    @property
    def symbol(self) -> sp.Symbol:
        return sp.Symbol(self.name, integer=True, nonnegative=True)


@dataclass(frozen=True)
class Argument:
    """One argument of a kernel: every argument broadcasts over leading batch axes."""

    name: str
    tex: str
    unit: str
    shape: tuple[Axis, ...]
    domain: str
    doc: str
    number: Number = "real"


@dataclass(frozen=True)
class Output:
    """One result of a kernel: batch axes first, then ``shape``."""

    name: str
    tex: str
    unit: str
    shape: tuple[Axis, ...]
    doc: str
    number: Number = "real"


@dataclass(frozen=True)
class Assignment:
    """``target[indices] = sum over `over` of expression``.

    ``source`` is the key of the equation (``dimer:A10``), ``comment`` what the quantity is.
    A running index stands for one assignment per entry of its axis.
    """

    target: str
    expression: sp.Expr
    source: str
    comment: str
    indices: tuple[Index | Place, ...] = ()
    over: tuple[Index, ...] = ()

    def __post_init__(self) -> None:
        floats = sorted(str(number) for number in self.expression.atoms(sp.Float))
        if floats:
            raise SpecError(
                f"{self.target}: the float {floats[0]} has no exact value; write a Rational"
            )


@dataclass(frozen=True)
class KernelSpec:
    """A kernel to generate: the contract (arguments, outputs) and the assignments behind it."""

    name: str
    kind: Kind
    arguments: tuple[Argument, ...]
    outputs: tuple[Output, ...]
    expressions: tuple[Assignment, ...]
    sources: tuple[str, ...]
    summary: str
    formula: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise SpecError(f"{self.name}: kind is {self.kind!r}; expected one of {KINDS}")
        declared: tuple[Argument | Output, ...] = (*self.arguments, *self.outputs)
        names = [item.name for item in declared]
        for name in names:
            if names.count(name) > 1:
                raise SpecError(f"{self.name}: {name} is declared twice")
        missing = [key for key in self.equations() if key not in self.sources]
        if missing:
            raise SpecError(f"{self.name}: {missing[0]} is used but not listed in sources")

    def equations(self) -> tuple[str, ...]:
        """Equation keys of the assignments, in the order of their first use."""
        return tuple(dict.fromkeys(key for item in self.expressions for key in split(item.source)))


def split(source: str) -> Iterator[str]:
    """The keys of a source such as ``dimer:A10, dimer:A11``."""
    return (key.strip() for key in source.split(","))
