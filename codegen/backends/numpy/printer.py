"""NumPy text: whole arrays, short axes in front, one loop nest per formula."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, ClassVar

import sympy as sp

from ...functions import SPECIAL_FUNCTIONS, log1p
from ...ir import Function, Group, Statement
from ...layout import Block, comment, docstring, names
from ...loops import loops, position
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
        log1p: "np.log1p",
        **{function: function.__name__ for function in SPECIAL_FUNCTIONS},
    }
)
INDENT = 4


class NumpyPrinter(KernelPrinter):
    """Expressions over arrays whose short axes come first."""

    backend: ClassVar[str] = "numpy"
    functions: ClassVar[Mapping[Any, str]] = FUNCTIONS
    pi: ClassVar[str] = "np.pi"

    def entry(self, name: str, position: tuple[str, ...]) -> str:
        return f"{name}[{', '.join(position) or '...'}]"


def render(function: Function) -> Mapping[str, Any]:
    """Plain data of one function for ``module.py.jinja``."""
    printer = NumpyPrinter(function.numbers())
    declared: list[str] = [output.name for output in function.outputs]
    blocks = []
    outputs = {output.name for output in function.outputs}

    def target(statement: Statement) -> str:
        stored = statement.indices or statement.target in outputs
        return printer.entry(statement.target, position(statement)) if stored else statement.target

    for group in function.groups:
        lines = (
            *_declarations(group, function, declared),
            *loops(group, printer, target, INDENT),
        )
        blocks.append(Block(comment(group.comment, group.source, INDENT), lines))
    own = {function.__name__ for function in SPECIAL_FUNCTIONS} | set(POLYGAMMA)
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
                "shape": _shape(item.shape),
                "rank": len(item.shape),
            }
            for item in function.outputs
        ],
        "blocks": blocks,
        "special": sorted(own.intersection(printer.used)),
    }


def _dtype(number: str) -> str:
    return "real" if number == "real" else "complex_"


def _shape(axes: tuple[Axis, ...]) -> str:
    lengths = "".join(f"{len(axis.labels)}, " for axis in axes)
    return f"({lengths}*shape)" if axes else "shape"


def _declarations(group: Group, function: Function, declared: list[str]) -> Iterator[str]:
    """Arrays that this group starts to fill."""
    quantities = {item.name: item for item in function.quantities}
    for statement in group.statements:
        if statement.target in declared or not statement.indices:
            continue
        declared.append(statement.target)
        item = quantities[statement.target]
        yield f"{item.name} = np.empty({_shape(item.shape)}, dtype={_dtype(item.number)})"
