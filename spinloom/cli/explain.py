"""``spinloom explain``: from a generated line to its equations."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .request import RequestError


def explain(
    place: Annotated[str, typer.Argument(metavar="FILE:LINE", help="A line of a kernel.")],
) -> None:
    """From a generated line to its equations."""
    from spinloom.codegen.errors import CodegenError
    from spinloom.codegen.write import explain as equations

    path, line = position(place)
    try:
        found = equations(path, line)
    except CodegenError as error:
        raise RequestError(str(error)) from error
    for text in found:
        typer.echo(text)


def position(place: str) -> tuple[Path, int]:
    """The file and the line that FILE:LINE names.

    Raises
    ------
    RequestError
        If it is no such pair, or the file has no such line.
    """
    name, _, number = place.rpartition(":")
    if not name or not number.isdecimal():
        raise RequestError(f"{place!r} is not of the form FILE:LINE")
    path, line = Path(name), int(number)
    if not path.is_file():
        raise RequestError(f"no such file: {name}")
    length = len(path.read_text("utf-8", errors="replace").splitlines())
    if not 1 <= line <= length:
        raise RequestError(f"{name} has lines 1 to {length}, not {line}")
    return path, line
