"""Plain data for the templates: blocks of lines, docstrings, and lines that fit the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap as wrap_words

from .ir import Function
from .spec import Argument, Axis, Output, split

WIDTH = 100


@dataclass(frozen=True)
class Block:
    """Lines of code under one comment, which ends with the equation keys in brackets."""

    comment: tuple[str, ...]
    lines: tuple[str, ...]


def comment(text: str, source: str, indent: int) -> tuple[str, ...]:
    """``# text [keys]``, broken to the page."""
    return tuple(wrap_words(f"{text} [{source}]", WIDTH - indent - 2, break_long_words=False))


def assignment(target: str, operator: str, value: str, indent: int) -> Iterator[str]:
    """``target = value`` on one line, or broken at the outermost sums, else products."""
    line = f"{target} {operator} {value}"
    parts = _outermost(value, (" + ", " - ")) or _outermost(value, (" * ", " / "))
    if indent + len(line) <= WIDTH or not parts:
        yield line
        return
    yield f"{target} {operator} ("
    yield from (f"    {part}" for part in parts)
    yield ")"


def _outermost(text: str, operators: tuple[str, ...]) -> list[str]:
    """Pieces of a text cut before each operator that stands outside all brackets."""
    depth, start, pieces = 0, 0, []
    for place, letter in enumerate(text):
        depth += (letter in "([") - (letter in ")]")
        if depth == 0 and place > start and text.startswith(operators, place):
            pieces.append(text[start:place].strip())
            start = place
    return [*pieces, text[start:].strip()] if pieces else []


def docstring(function: Function) -> tuple[str, ...]:
    """NumPy-style docstring lines: formula, arguments, results, sources."""
    lines = [*wrap_words(function.summary, WIDTH - 4), ""]
    if function.formula:
        lines += [*(f"    {line}" for line in function.formula), ""]
    lines += ["Parameters", "----------"]
    for argument in function.arguments:
        lines += [f"{argument.name} : {_kind(argument)}", *_about(argument, argument.domain)]
    lines += ["", "Returns", "-------"]
    for output in function.outputs:
        lines += [f"{output.name} : {_kind(output)}", *_about(output, "")]
    lines += ["", "Notes", "-----", f"Kind: {function.kind}."]
    lines += [*wrap_words(f"Sources: {', '.join(function.sources)}.", WIDTH - 4)]
    return tuple(line.rstrip() for line in lines)


def _kind(item: Argument | Output) -> str:
    return f"{'float' if item.number == 'real' else 'complex'} array, shape {shape(item.shape)}"


def _about(item: Argument | Output, domain: str) -> list[str]:
    unit = f" ({item.unit})" if item.unit else ""
    limits = f" Domain: {domain}." if domain else ""
    return [f"    {line}" for line in wrap_words(f"{item.doc}{unit}.{limits}", WIDTH - 8)]


def shape(axes: tuple[Axis, ...]) -> str:
    """``(..., lead, site, site)``."""
    return f"({', '.join(['...', *(axis.name for axis in axes)])})"


def keys(function: Function) -> tuple[str, ...]:
    """Equation keys of a function's groups, in order."""
    found = (key for group in function.groups for key in split(group.source))
    return tuple(dict.fromkeys(found))
