"""``spinloom validate``: kernels against independent oracles."""

from __future__ import annotations

from . import stages
from .outcome import finish
from .output import json_array, progress, table
from .request import AsJson, Devices
from .request import devices as chosen

FIELDS = ("kernel", "backend", "oracle", "points", "max_rel_error", "tolerance", "passed")
HEADINGS = ("kernel", "backend", "oracle", "points", "error", "bound", "passed")


def validate(devices: Devices = None, as_json: AsJson = False) -> None:
    """Kernels against oracles."""
    wanted = chosen(devices)
    with progress("validate") as tell:
        outcome = stages.validate(wanted, tell)
    if as_json:
        json_array(outcome.rows)
    else:
        table(HEADINGS, ([row[field] for field in FIELDS] for row in outcome.rows))
    finish(outcome, "comparisons", quiet=as_json)
