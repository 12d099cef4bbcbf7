"""``spinloom run``: the main job, stage after stage."""

from __future__ import annotations

import sys

import typer

from . import stages
from .figure import FOLDER
from .output import console, progress, table
from .request import Devices, writable, writing
from .request import devices as chosen


def run(devices: Devices = None) -> None:
    """The main job: derive, generate --check, validate, figures."""
    wanted = chosen(devices)
    writable(FOLDER)
    from spinloom.validate.figures import available

    names = [name for name in available() if name.partition(":")[0] in wanted]
    outcomes = []
    with progress("derive") as tell:
        outcomes.append(stages.derive(wanted, tell))
    with progress("generate") as tell:
        outcomes.append(stages.generate(wanted, tell))
    with progress("validate") as tell:
        outcomes.append(stages.validate(wanted, tell))
    with writing(FOLDER), progress("figures") as tell:
        outcomes.append(stages.figures(names, FOLDER, tell))
    failures = [line for outcome in outcomes for line in outcome.failures]
    for line in failures:
        print(f"failed: {line}", file=sys.stderr)
    table(
        ("stage", "done", "failed", "passed"),
        [(o.stage, o.done, len(o.failures), not o.failures) for o in outcomes],
    )
    console().print(f"\nfigures in {FOLDER}")
    if failures:
        raise typer.Exit(1)
