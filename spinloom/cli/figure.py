"""``spinloom figure``: draw figures by name."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from . import stages
from .outcome import finish
from .output import progress
from .request import choice, writable, writing

FOLDER = Path("figures")


def figure(
    names: Annotated[
        list[str], typer.Argument(metavar="NAME", help="E.g. dimer:2a; `list` lists them.")
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where to write.")] = FOLDER,
) -> None:
    """Draw figures by name; `figure list` names them all."""
    writable(out)
    from spinloom.validate.figures import available

    known = available()
    if names == ["list"]:
        typer.echo("\n".join(known))
        return
    wanted = [choice("figure", name, known) for name in names]
    with writing(out), progress("figures") as tell:
        outcome = stages.figures(wanted, out, tell)
    finish(outcome, "figures")
