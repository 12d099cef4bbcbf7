"""Plain data for the templates: blocks of lines, docstrings, and lines that fit the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import TextWrapper

from .ir import Function
from .spec import Argument, Axis, Output, split

WIDTH = 100


def words(text: str, width: int) -> list[str]:
    """Lines of a text, broken between words only: an equation key stays whole."""
    return TextWrapper(width, break_long_words=False, break_on_hyphens=False).wrap(text)


@dataclass(frozen=True)
class Block:
    """Lines of code under one comment, which ends with the equation keys in brackets."""

    comment: tuple[str, ...]
    lines: tuple[str, ...]


def comment(text: str, source: str, indent: int) -> tuple[str, ...]:
    """``# text [keys]``, broken to the page."""
    return tuple(words(f"{text} [{source}]", WIDTH - indent - 2))


SUMS = (" + ", " - ")
PRODUCTS = (" * ", " / ")


def assignment(target: str, operator: str, value: str, indent: int) -> Iterator[str]:
    """``target = value`` on one line, or broken at the outermost sums, else at products."""
    start = f"{target} {operator} "
    head, inner = _last_bracket(value)
    if indent + len(start) + len(value) <= WIDTH:
        yield start + value
    elif not _pieces(value, SUMS) and _pieces(inner, SUMS):
        yield f"{start}{head}("
        for part in _pieces(inner, SUMS):
            yield from (f"    {line}" for line in _fold(part, WIDTH - indent - 4))
        yield ")"
    else:
        yield f"{start}("
        for part in _pieces(value, SUMS) or [value]:
            yield from (f"    {line}" for line in _fold(part, WIDTH - indent - 4))
        yield ")"


def _fold(text: str, width: int) -> list[str]:
    """Lines of a piece that stands inside brackets."""
    head, inner = _last_bracket(text)
    sums, products = _pieces(inner, SUMS), _pieces(text, PRODUCTS)
    if len(text) <= width or not (sums or products):
        return [text]
    if sums:
        lines = [line for part in sums for line in _fold(part, width - 4)]
        return [f"{head}(", *(f"    {line}" for line in lines), ")"]
    return _fill(products, width)


def _fill(parts: list[str], width: int) -> list[str]:
    """Pieces joined again, as many to a line as fit; longer ones are folded."""
    lines: list[str] = []
    for part in parts:
        if len(part) > width:
            lines += _fold(part, width)
        elif lines and len(lines[-1]) + len(part) < width:
            lines[-1] += f" {part}"
        else:
            lines.append(part)
    return lines


def _pieces(text: str, operators: tuple[str, ...]) -> list[str]:
    """Pieces of a text cut before each of the operators that stands outside all brackets."""
    depth, start, pieces = 0, 0, []
    for place, letter in enumerate(text):
        depth += (letter in "([") - (letter in ")]")
        if depth == 0 and place > start and text.startswith(operators, place):
            pieces.append(text[start:place].strip())
            start = place
    return [*pieces, text[start:].strip()] if pieces else []


def _last_bracket(text: str) -> tuple[str, str]:
    """What stands before and inside the bracket that a text ends with."""
    depth = 0
    for place in range(len(text) - 1, -1, -1):
        depth += (text[place] == ")") - (text[place] == "(")
        if depth == 0:
            break
    return (text[:place], text[place + 1 : -1]) if text.endswith(")") else (text, "")


def names(function: Function, annotation: str = "") -> tuple[str, ...]:
    """Names of the arguments, as many to a line as fit."""
    text = ", ".join(f"{argument.name}{annotation}" for argument in function.arguments)
    return tuple(words(f"{text},", WIDTH - 8))


def docstring(function: Function) -> tuple[str, ...]:
    """NumPy-style docstring lines: formula, arguments, results, sources."""
    lines = [*words(function.summary, WIDTH - 4), ""]
    if function.formula:
        lines += [*(f"    {line}" for line in function.formula), ""]
    lines += ["Parameters", "----------"]
    for argument in function.arguments:
        lines += [f"{argument.name} : {_kind(argument)}", *_about(argument, argument.domain)]
    lines += ["", "Returns", "-------"]
    for output in function.outputs:
        lines += [f"{output.name} : {_kind(output)}", *_about(output, "")]
    lines += ["", "Notes", "-----", f"Kind: {function.kind}."]
    lines += [*words(f"Sources: {', '.join(function.sources)}.", WIDTH - 4)]
    return tuple(line.rstrip() for line in lines)


def _kind(item: Argument | Output) -> str:
    return f"{'float' if item.number == 'real' else 'complex'} array, shape {shape(item.shape)}"


def _about(item: Argument | Output, domain: str) -> list[str]:
    unit = f" ({item.unit})" if item.unit else ""
    limits = f" Domain: {domain}." if domain else ""
    return [f"    {line}" for line in words(f"{item.doc}{unit}.{limits}", WIDTH - 8)]


def shape(axes: tuple[Axis, ...]) -> str:
    """``(..., lead, site, site)``."""
    return f"({', '.join(['...', *(axis.name for axis in axes)])})"


def keys(function: Function) -> tuple[str, ...]:
    """Equation keys of a function's groups, in order."""
    found = (key for group in function.groups for key in split(group.source))
    return tuple(dict.fromkeys(found))
