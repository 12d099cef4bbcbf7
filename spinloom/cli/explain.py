"""``spinloom explain``: from a generated line to its equations."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.padding import Padding
from rich.text import Text

from .output import COLOURS, console
from .request import RequestError


def explain(
    place: Annotated[str, typer.Argument(metavar="FILE:LINE", help="A line of a kernel.")],
) -> None:
    """From a generated line to its equations."""
    name, _, number = place.rpartition(":")
    if not name or not number.isdecimal():
        raise RequestError(f"{place!r} is not of the form FILE:LINE")
    from spinloom.codegen.errors import UnknownNameError
    from spinloom.codegen.trace import explain as trace
    from spinloom.validate.ledger import load

    try:
        origin = trace(name, int(number))
    except UnknownNameError as error:
        raise RequestError(str(error)) from error
    terminal = console()
    terminal.print(f"kernel {origin.kernel}" if origin.kernel else f"{place} is in no kernel")
    rows = {row["key"]: row for row in load()}
    for key in origin.keys:
        row = rows.get(key, {"verdict": "not in the ledger", "corrected": None, "printed": None})
        colour = COLOURS.get(row["verdict"], "")
        terminal.print(Text.assemble((key, "bold"), "  ", (row["verdict"], colour)))
        formula = row["corrected"] or row["printed"]
        if formula:
            terminal.print(Padding(Text(formula, overflow="fold"), (0, 0, 0, 2), expand=False))
