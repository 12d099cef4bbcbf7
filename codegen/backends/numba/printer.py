"""Numba text: one energy (or other batch entry) at a time, short axes written out as scalars."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, ClassVar

import sympy as sp
from sympy.printing.precedence import PRECEDENCE

from ...errors import SpecError
from ...functions import SPECIAL_FUNCTIONS, log1p
from ...ir import Function, Group, Statement, entries, terms
from ...layout import Block, assignment, comment, docstring, names
from ...loops import loops, position
from ...printer import POLYGAMMA, KernelPrinter
from ...spec import Axis
from .options import UNROLL_LIMIT

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
        log1p: "np.log1p",
        **{function: function.__name__ for function in SPECIAL_FUNCTIONS},
    }
)
INDENT = 8


class NumbaPrinter(KernelPrinter):
    """Expressions over scalars; short axes are written out, or kept as small local arrays."""

    backend: ClassVar[str] = "numba"
    functions: ClassVar[Mapping[Any, str]] = FUNCTIONS
    pi: ClassVar[str] = "np.pi"

    def __init__(self, function: Function, unrolled: bool) -> None:
        super().__init__(function.numbers())
        self.shapes = function.shapes()
        self.outputs = {output.name for output in function.outputs}
        self.unrolled = unrolled

    def entry(self, name: str, position: tuple[str, ...]) -> str:
        """``singlet_12`` where axes are written out, ``singlet[a, b]`` where they are kept."""
        if name in self.outputs:
            return f"{name}[{', '.join(('point', *position))}]"
        if self.unrolled:
            return scalar(name, self.shapes[name], position)
        return f"{name}[{', '.join(position)}]" if position else name

    def quotient(self, numerator: str, denominator: sp.Expr) -> str:
        """Numba's complex division raises at zero; a reciprocal of our own does not."""
        if not self.is_complex(denominator):
            return super().quotient(numerator, denominator)
        inverse = f"{self._use('reciprocal')}({self._print(denominator)})"
        return inverse if numerator == "1.0" else f"{numerator} * {inverse}"


def scalar(name: str, shape: tuple[Axis, ...], position: tuple[str, ...]) -> str:
    """``singlet_12`` for the entry (0, 1) of ``singlet``."""
    places = zip(shape, position, strict=True)
    labels = "".join(axis.labels[int(place)] for axis, place in places)
    return f"{name}_{labels}" if labels else name


def render(function: Function) -> Mapping[str, Any]:
    """Plain data of one function for ``module.py.jinja``."""
    statements = [statement for group in function.groups for statement in group.statements]
    unrolled = sum(len(entries(statement)) for statement in statements) <= UNROLL_LIMIT
    printer = NumbaPrinter(function, unrolled)
    if unrolled:
        _check_collisions(function)
    write = _written_out if unrolled else _looped
    blocks = [
        Block(comment(group.comment, group.source, INDENT), tuple(write(group, printer)))
        for group in function.groups
    ]
    own = {function.__name__ for function in SPECIAL_FUNCTIONS} | {*POLYGAMMA, "reciprocal"}
    return {
        "name": function.name,
        "docstring": docstring(function),
        "names": names(function),
        "signature": names(function, ": ArrayLike"),
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
        "workspace": [] if unrolled else list(_workspace(function)),
        "blocks": blocks,
        "special": sorted(own.intersection(printer.used)),
    }


def _dtype(number: str) -> str:
    return "np.float64" if number == "real" else "np.complex128"


def _shape(batch: str, axes: tuple[Axis, ...]) -> str:
    lengths = "".join(f", {len(axis.labels)}" for axis in axes)
    return f"({batch}{lengths})" if axes else batch.removeprefix("*")


def _workspace(function: Function) -> Iterator[str]:
    """Local arrays, allocated once for all points."""
    for item in function.quantities:
        if item.shape:
            lengths = ", ".join(str(len(axis.labels)) for axis in item.shape)
            yield f"{item.name} = np.empty(({lengths},), dtype={_dtype(item.number)})"


def _looped(group: Group, printer: NumbaPrinter) -> Iterator[str]:
    def target(statement: Statement) -> str:
        return printer.entry(statement.target, position(statement))

    return loops(group, printer, target, INDENT)


def _written_out(group: Group, printer: NumbaPrinter) -> Iterator[str]:
    """One line per entry, reductions written out as sums."""
    for statement in group.statements:
        for place, chosen in entries(statement):
            target = printer.entry(statement.target, tuple(str(number) for number in place))
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
    taken = [*arguments, *(item.name for item in function.outputs), "point"]
    for quantity in function.quantities:
        positions: list[tuple[str, ...]] = [()]
        for axis in quantity.shape:
            positions = [(*p, str(k)) for p in positions for k in range(len(axis.labels))]
        taken += [scalar(quantity.name, quantity.shape, position) for position in positions]
    for name in taken:
        if taken.count(name) > 1:
            raise SpecError(f"{function.name}: the name {name} stands for two quantities")
