"""``spinloom ledger``: the committed table of verdicts."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from .output import GAP, console, json_array, table
from .request import AsJson, Devices, choice
from .request import devices as chosen

FIELDS = (
    "key",
    "kind",
    "verdict",
    "printed",
    "corrected",
    "method",
    "points",
    "residual",
    "mutants",
    "derived_in",
    "used_by",
)


def ledger(
    devices: Devices = None,
    verdict: Annotated[str | None, typer.Option(help="Only rows with this verdict.")] = None,
    as_json: AsJson = False,
) -> None:
    """The table of verdicts, from the committed ledger."""
    rows = select(devices, verdict)
    if as_json:
        json_array({field: row[field] for field in FIELDS} for row in rows)
        return
    mutants = ["{killed}/{tried}".format(**row["mutants"]) for row in rows]
    taken = sum(
        max(map(len, column), default=0)
        for column in ([r["key"] for r in rows], [r["verdict"] for r in rows], mutants)
    )
    room = console().width - taken - 3 * GAP
    table(
        ("key", "verdict", "mutants", "printed"),
        (
            (row["key"], row["verdict"], killed, beginning(row["printed"], room))
            for row, killed in zip(rows, mutants, strict=True)
        ),
    )
    console().print("\n" + summary(rows), style="bold")


def beginning(latex: str | None, room: int) -> str:
    """As much of the formula as fits on the line."""
    from spinloom.validate.formula import unicode_line

    shown = unicode_line(latex) if latex else ""
    return shown if len(shown) <= room else shown[: max(room - 1, 0)].rstrip() + "…"


def select(devices: list[str] | None, verdict: str | None) -> list[dict[str, Any]]:
    """Committed rows of the devices and the verdict asked for."""
    from spinloom.validate.ledger import load

    wanted = chosen(devices)
    rows = [row for row in load() if row["key"].partition(":")[0] in wanted]
    if verdict is None:
        return rows
    from spinloom.derivations.engine.ledger import VERDICTS

    choice("verdict", verdict, VERDICTS)
    return [row for row in rows if row["verdict"] == verdict]


def summary(rows: list[dict[str, Any]]) -> str:
    """How many rows, and how many of each verdict."""
    verdicts = sorted({row["verdict"] for row in rows})
    counts = (f"{sum(row['verdict'] == v for row in rows)} {v}" for v in verdicts)
    return f"{len(rows)} rows" + "".join(f", {count}" for count in counts)
