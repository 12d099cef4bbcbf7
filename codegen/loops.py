"""Statements as loops over short axes, for backends that keep such axes as arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

from .ir import Group, Statement
from .layout import assignment
from .printer import KernelPrinter
from .spec import Index


def loops(
    group: Group, printer: KernelPrinter, target: Callable[[Statement], str], indent: int
) -> Iterator[str]:
    """Lines of a group; statements that run over the same indices share one loop."""
    for free, statements in groupby(group.statements, key=lambda item: item.free):
        yield from _header(free)
        margin = "    " if free else ""
        for statement in statements:
            for line in _statement(statement, printer, target, indent + len(margin)):
                yield margin + line


def position(statement: Statement) -> tuple[str, ...]:
    """The indices of a statement's target, as text."""
    return tuple(
        index.name if isinstance(index, Index) else str(index.position)
        for index in statement.indices
    )


def _header(indices: tuple[Index, ...]) -> Iterator[str]:
    names = ", ".join(index.name for index in indices)
    sizes = ", ".join(str(len(index.axis.labels)) for index in indices)
    if len(indices) == 1:
        yield f"for {names} in range({sizes}):"
    elif indices:
        yield f"for {names} in np.ndindex({sizes}):"


def _statement(
    statement: Statement, printer: KernelPrinter, target: Callable[[Statement], str], indent: int
) -> Iterator[str]:
    place = target(statement)
    value = printer.doprint(statement.expression)
    if not statement.over:
        yield from assignment(place, "=", value, indent)
        return
    yield f"{place} = 0.0"
    yield from _header(statement.over)
    for line in assignment(place, "+=", value, indent + 4):
        yield f"    {line}"
