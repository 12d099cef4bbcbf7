"""``spinloom explain``: from a generated line to its equations."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.padding import Padding
from rich.text import Text

from .output import COLOURS, console
from .request import RequestError
from .show import readable


def explain(
    place: Annotated[str, typer.Argument(metavar="FILE:LINE", help="A line of a kernel.")],
) -> None:
    """From a generated line to its equations."""
    name, _, number = place.rpartition(":")
    if not name or not number.isdecimal():
        raise RequestError(f"{place!r} is not of the form FILE:LINE")
    from spinloom.codegen.errors import UnknownNameError
    from spinloom.codegen.trace import explain as trace
    from spinloom.validate.ledger import load, steps

    try:
        origin = trace(name, int(number))
    except UnknownNameError as error:
        raise RequestError(str(error)) from error
    terminal = console()
    terminal.print(f"kernel {origin.kernel}" if origin.kernel else f"{place} is in no kernel")
    rows = {row["key"]: row for row in load()}
    known = steps()
    for key in origin.keys:
        if key in known:
            what, colour, formula = known[key].rule, "", known[key].statement
        elif key in rows:
            what, colour = rows[key]["verdict"], COLOURS.get(rows[key]["verdict"], "")
            formula = rows[key]["corrected"] or rows[key]["printed"]
        else:
            what, colour, formula = "not in the ledger", "", None
        terminal.print(Text.assemble((key, "bold"), "  ", (what, colour)))
        if formula:
            shown = Text(readable(formula), overflow="fold")
            terminal.print(Padding(shown, (0, 0, 0, 2), expand=False))
