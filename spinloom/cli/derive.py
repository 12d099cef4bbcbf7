"""``spinloom derive``: decide every claim and mutant anew."""

from __future__ import annotations

from typing import Annotated

import typer

from . import stages
from .outcome import finish
from .output import progress
from .request import Devices
from .request import devices as chosen


def derive(
    devices: Devices = None,
    check: Annotated[
        bool, typer.Option("--check", help="Compare with the committed ledger; write nothing.")
    ] = False,
    cold: Annotated[bool, typer.Option("--cold", help="Use no cached rows.")] = False,
) -> None:
    """Recompute every claim and mutant, and rewrite the ledger."""
    wanted = chosen(devices)
    with progress("derive") as tell:
        outcome = stages.derive(wanted, tell, check=check, cold=cold)
    finish(outcome, "rows")
