"""What a stage of the job did, and how a verb ends on it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

import typer


@dataclass(frozen=True)
class Outcome:
    """How many things a stage looked at, a line for each that failed, remarks, rows."""

    stage: str
    done: int
    failures: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    rows: tuple[dict[str, Any], ...] = ()


def finish(outcome: Outcome, noun: str, *, quiet: bool = False) -> None:
    """Print remarks and failures; leave with code 1 if anything failed.

    `quiet` keeps standard output for JSON alone.
    """
    if not quiet:
        for remark in outcome.remarks:
            print(remark)
        print(f"{noun}: {outcome.done} done, {len(outcome.failures)} failed")
    for line in outcome.failures:
        print(f"failed: {line}", file=sys.stderr)
    if outcome.failures:
        raise typer.Exit(1)
