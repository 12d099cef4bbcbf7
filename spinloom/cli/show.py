"""``spinloom show``: one row of the ledger with the steps that lead to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from .ledger import FIELDS
from .output import COLOURS, console, json_array
from .request import AsJson, choice

Step = dict[str, Any]


def show(
    key: Annotated[str, typer.Argument(metavar="KEY", help="A row's key, e.g. dimer:A19.")],
    latex: Annotated[bool, typer.Option("--latex", help="LaTeX to paste.")] = False,
    as_json: AsJson = False,
) -> None:
    """One equation: print, verdict, evidence, steps, kernels."""
    from spinloom.validate.ledger import chain, load
    from spinloom.validate.ledger import steps as all_steps

    if latex and as_json:
        raise typer.BadParameter("choose one of --latex and --json")
    rows = {row["key"]: row for row in load()}
    rows |= {name: _as_step_row(asdict(step)) for name, step in all_steps().items()}
    row = rows[choice("key", key, rows)]
    steps = [asdict(step) for step in chain(key)]
    if as_json:
        json_array([as_row(row, steps)])
    elif latex:
        typer.echo(as_latex(row, steps))
    else:
        as_text(row, steps)


def _as_step_row(step: Step) -> dict[str, Any]:
    """A step in the form of a row: it is derived, not printed, so it has no verdict of its own."""
    empty = dict.fromkeys(("printed", "corrected"))
    mutants = {"tried": 0, "killed": 0, "equivalent": 0}
    return {
        "key": step["key"], "kind": "step", "verdict": "derived", **empty, "method": step["rule"],
        "points": 0, "residual": "", "proved": False, "mutants": mutants, "derived_in": "",
        "used_by": [], "counterexample": "", "note": "",
    }  # fmt: skip


def as_row(row: dict[str, Any], steps: Sequence[Step]) -> dict[str, Any]:
    """The ledger's fields, what `ledger --json` leaves out, and the steps in full."""
    return {
        **{field: row[field] for field in FIELDS},
        "counterexample": row["counterexample"],
        "note": row["note"],
        "steps": list(steps),
    }


def as_latex(row: dict[str, Any], steps: Sequence[Step]) -> str:
    """Displayed equations, each under a comment that says what it is."""
    number = row["key"].partition(":")[2]
    blocks = []
    if row["printed"]:
        blocks.append((f"{row['key']} as printed: {row['verdict']}", row["printed"], number))
    if row["corrected"]:
        blocks.append((f"{row['key']} corrected", row["corrected"], number + "'"))
    blocks.extend(("{key}: {rule}".format(**step), step["statement"], "") for step in steps)
    return "\n\n".join(
        f"% {comment}\n\\begin{{equation*}}\n{formula}"
        + (f"\n\\tag{{{tag}}}" if tag else "")
        + "\n\\end{equation*}"
        for comment, formula, tag in blocks
    )


def readable(latex: str | None) -> str:
    """Unicode, a line for each relation."""
    from spinloom.validate.formula import relations, unicode_line

    return "\n".join(unicode_line(part) for part in relations(latex)) if latex else ""


def corrected_title(row: dict[str, Any]) -> str:
    """Tells whether the corrected form holds exactly or to so many digits."""
    return f"corrected ({'proved' if row['proved'] else 'verified'})"


def as_text(row: dict[str, Any], steps: Sequence[Step]) -> None:
    """Sections for a terminal of 80 columns; long formulas fold."""
    terminal = console()
    verdict = Text(row["verdict"], style=COLOURS.get(row["verdict"], ""))
    terminal.print(Text.assemble((row["key"], "bold"), "  ", row["kind"], "  ", verdict))
    mutants = "{killed} of {tried} mutants rejected, {equivalent} equivalent".format(
        **row["mutants"]
    )
    points = f", {row['points']} points, residual {row['residual']}" if row["points"] else ""
    sections = [
        ("printed", readable(row["printed"])),
        (corrected_title(row), readable(row["corrected"])),
        ("counterexample", row["counterexample"]),
        ("rule", row["method"])
        if row["kind"] == "step"
        else ("shown by", f"{row['method']}{points}; {mutants}"),
        ("note", row["note"]),
        ("derived in", row["derived_in"]),
        ("used by", ", ".join(row["used_by"])),
    ]
    for title, body in sections:
        if body:
            terminal.print(Text(title, style="bold"))
            terminal.print(Padding(Text(body, overflow="fold"), (0, 0, 0, 2), expand=False))
    if steps:
        terminal.print(Text("steps", style="bold"))
    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right", min_width=3)
    grid.add_column(overflow="fold")
    for place, step in enumerate(steps, start=1):
        assumed = f" (if {'; '.join(step['assumptions'])})" if step["assumptions"] else ""
        grid.add_row(str(place), f"{step['key']}: {step['rule']}{assumed}")
        grid.add_row("", Text(readable(step["statement"]), style="dim"))
    terminal.print(grid)
