"""``spinloom limits``: analytic limits, proved and met."""

from __future__ import annotations

from . import stages
from .outcome import finish
from .output import json_array, progress, table
from .request import AsJson, Devices
from .request import devices as chosen

FIELDS = ("key", "limit", "symbolic", "numeric_order", "passed")
HEADINGS = ("key", "limit", "symbolic", "order", "passed")


def limits(devices: Devices = None, as_json: AsJson = False) -> None:
    """The table of analytic limits: proved, and met by numbers."""
    wanted = chosen(devices)
    with progress("limits") as tell:
        outcome = stages.limits(wanted, tell)
    if as_json:
        json_array(outcome.rows)
    else:
        from spinloom.validate.formula import unicode_line

        shown = ({**row, "limit": unicode_line(row["limit"])} for row in outcome.rows)
        table(HEADINGS, ([row[field] for field in FIELDS] for row in shown))
    finish(outcome, "limits", quiet=as_json)
