"""Numba text: one energy (or other batch entry) at a time, short axes written out as scalars."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, ClassVar

import sympy as sp
from sympy.printing.precedence import PRECEDENCE

from ...errors import SpecError
from ...functions import SPECIAL_FUNCTIONS
from ...ir import Function, Statement, entries, terms
from ...layout import Block, assignment, comment, docstring
from ...printer import POLYGAMMA, KernelPrinter
from ...spec import Axis

FUNCTIONS: Mapping[Any, str] = MappingProxyType(
    {
        sp.Abs: "np.abs",
        sp.Max: "np.maximum",
        sp.atan: "np.arctan",
        sp.conjugate: "np.conj",
        sp.cos: "np.cos",
        sp.exp: "np.exp",
        sp.log: "np.log",
        sp.sign: "np.sign",
        sp.sin: "np.sin",
        sp.sqrt: "np.sqrt",
        sp.tanh: "np.tanh",
        **{function: function.__name__ for function in SPECIAL_FUNCTIONS},
    }
)
INDENT = 8


class NumbaPrinter(KernelPrinter):
    """Expressions over scalars; the entries of short axes carry their labels in the name."""

    backend: ClassVar[str] = "numba"
    functions: ClassVar[Mapping[Any, str]] = FUNCTIONS
    pi: ClassVar[str] = "np.pi"

    def __init__(self, function: Function) -> None:
        super().__init__(function.numbers())
        self.shapes = function.shapes()

    def entry(self, name: str, position: tuple[str, ...]) -> str:
        return scalar(name, self.shapes[name], position)

    def quotient(self, numerator: str, denominator: sp.Expr) -> str:
        """Numba's complex division raises at zero; a reciprocal of our own does not."""
        if not self.is_complex(denominator):
            return super().quotient(numerator, denominator)
        inverse = f"{self._use('reciprocal')}({self._print(denominator)})"
        return inverse if numerator == "1.0" else f"{numerator} * {inverse}"


def scalar(name: str, shape: tuple[Axis, ...], position: tuple[str, ...]) -> str:
    """``singlet_12`` for the entry (0, 1) of ``singlet``."""
    labels = "".join(axis.labels[int(place)] for axis, place in zip(shape, position, strict=True))
    return f"{name}_{labels}" if labels else name


def render(function: Function) -> Mapping[str, Any]:
    """Plain data of one function for ``module.py.jinja``."""
    _check_collisions(function)
    printer = NumbaPrinter(function)
    outputs = {output.name for output in function.outputs}
    blocks = []
    for group in function.groups:
        lines = tuple(
            line
            for statement in group.statements
            for line in _statement(statement, outputs, printer)
        )
        blocks.append(Block(comment(group.comment, group.source, INDENT), lines))
    own = {function.__name__ for function in SPECIAL_FUNCTIONS} | {*POLYGAMMA, "reciprocal"}
    return {
        "name": function.name,
        "docstring": docstring(function),
        "arguments": [
            {"name": item.name, "dtype": _dtype(item.number)} for item in function.arguments
        ],
        "outputs": [
            {
                "name": item.name,
                "dtype": _dtype(item.number),
                "shape": _shape("size", item.shape),
                "result": _shape("*shape", item.shape),
            }
            for item in function.outputs
        ],
        "blocks": blocks,
        "special": sorted(own.intersection(printer.used)),
    }


def _dtype(number: str) -> str:
    return "np.float64" if number == "real" else "np.complex128"


def _shape(batch: str, axes: tuple[Axis, ...]) -> str:
    lengths = "".join(f", {len(axis.labels)}" for axis in axes)
    return f"({batch}{lengths})" if axes else batch.removeprefix("*")


def _statement(statement: Statement, outputs: set[str], printer: NumbaPrinter) -> Iterator[str]:
    for position, chosen in entries(statement):
        places = tuple(str(place) for place in position)
        if statement.target in outputs:
            target = f"{statement.target}[{', '.join(('point', *places))}]"
        else:
            target = printer.entry(statement.target, places)
        values = [
            printer.parenthesize(term, PRECEDENCE["Add"]) for term in terms(statement, chosen)
        ]
        yield from assignment(target, "=", _sum(values), INDENT)


def _sum(values: list[str]) -> str:
    text = values[0]
    for value in values[1:]:
        text += f" - {value[1:]}" if value.startswith("-") else f" + {value}"
    return text


def _check_collisions(function: Function) -> None:
    """Scalars such as ``t_L`` must not be both an argument and an entry of an array."""
    arguments = [item.name for item in function.arguments]
    names = [*arguments, *(item.name for item in function.outputs), "point"]
    for quantity in function.quantities:
        positions: list[tuple[str, ...]] = [()]
        for axis in quantity.shape:
            positions = [(*p, str(k)) for p in positions for k in range(len(axis.labels))]
        names += [scalar(quantity.name, quantity.shape, position) for position in positions]
    for name in names:
        if names.count(name) > 1:
            raise SpecError(f"{function.name}: the name {name} stands for two quantities")
