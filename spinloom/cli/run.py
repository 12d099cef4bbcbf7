"""``spinloom run``: the main job, stage after stage."""

from __future__ import annotations

import sys

import typer

from . import stages
from .output import console, progress, table
from .report import SITE, replaceable
from .request import Devices, writing
from .request import devices as chosen


def run(devices: Devices = None) -> None:
    """The main job: derive, generate --check, validate, limits, report with its figures."""
    wanted = chosen(devices)
    replaceable(SITE)
    outcomes = []
    with progress("derive") as tell:
        outcomes.append(stages.derive(wanted, tell))
    with progress("generate") as tell:
        outcomes.append(stages.generate(wanted, tell))
    with progress("validate") as tell:
        outcomes.append(checks := stages.validate(wanted, tell))
    with progress("limits") as tell:
        outcomes.append(limits := stages.limits(wanted, tell))
    with writing(SITE), progress("report") as tell:
        outcomes.append(stages.report(wanted, SITE, tell, checks.rows, limits.rows))
    failures = [line for outcome in outcomes for line in outcome.failures]
    for line in failures:
        print(f"failed: {line}", file=sys.stderr)
    table(
        ("stage", "done", "failed", "passed"),
        [(o.stage, o.done, len(o.failures), not o.failures) for o in outcomes],
    )
    console().print(f"\nopen {SITE / 'index.html'}")
    if failures:
        raise typer.Exit(1)
