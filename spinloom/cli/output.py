"""What verbs print: JSON arrays, tables, progress; results on stdout, progress on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Literal

from rich.console import Console
from rich.table import Table
from rich.text import Text

# Called with (done, total or None where unknown, label).
Tell = Callable[[int, int | None, str], None]

# Widths to which a column, or the names in the first one, may shrink; the gap between columns.
LEAST, NAME, GAP = 13, 24, 2

COLOURS = {
    "proved": "green",
    "verified": "green",
    "definition": "cyan",
    "convention": "cyan",
    "approximation": "yellow",
    "erratum": "red",
    "unreadable": "magenta",
    "yes": "green",
    "no": "bold red",
}


def json_array(rows: Iterable[Mapping[str, Any]]) -> None:
    """Print `rows` as one JSON array, sorted by their first field (ties by the next)."""
    plain = sorted((dict(row) for row in rows), key=lambda row: [str(v) for v in row.values()])
    sys.stdout.write(json.dumps(plain, indent=2) + "\n")


def cell(value: object) -> Text:
    """A table cell; verdicts and yes/no carry their colour."""
    text = {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
    return Text(text, style=COLOURS.get(text, ""))


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table: numbers to the right; where space is short the wide columns fold."""
    body = [list(row) for row in rows]
    terminal = console()
    natural = [
        max(len(str(row[place])) for row in [columns, *body]) for place in range(len(columns))
    ]
    widths = fitted(natural, terminal.width - GAP * (len(columns) - 1))
    grid = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="bold")
    for place, name in enumerate(columns):
        numeric = bool(body) and all(type(row[place]) is int for row in body)
        justify: Literal["left", "right"] = "right" if numeric else "left"
        grid.add_column(name, justify=justify, overflow="fold", width=widths[place])
    for row in body:
        grid.add_row(*map(cell, row))
    terminal.print(grid)


def fitted(natural: Sequence[int], available: int) -> list[int]:
    """Widths of columns that fit: those furthest above their floor give way first."""
    floors = [min(width, NAME if place == 0 else LEAST) for place, width in enumerate(natural)]
    widths = list(natural)
    while sum(widths) > available and widths != floors:
        spare = [width - floor for width, floor in zip(widths, floors, strict=True)]
        widths[spare.index(max(spare))] -= 1
    return widths


def console() -> Console:
    """The terminal on standard output, made anew so that it follows redirection."""
    return Console(highlight=False, soft_wrap=False)


@contextmanager
def progress(title: str) -> Iterator[Tell]:
    """A progress bar on standard error while a verb works; nothing where that is no terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (
        TextColumn("{task.fields[title]:<9}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("{task.description}"),
    )
    terminal = Console(stderr=True)
    with Progress(*columns, console=terminal, disable=not terminal.is_terminal) as bars:
        bar = bars.add_task("", total=None, title=title)

        def tell(done: int, total: int | None, label: str) -> None:
            bars.update(bar, completed=done, total=total, description=label[:36])

        yield tell
        finished = bars.tasks[0].completed
        bars.update(bar, completed=finished, total=finished, description="")
