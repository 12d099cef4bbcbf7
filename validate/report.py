"""All validation rows of some devices: kernels against oracles."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module

from .rows import Row

DEVICES = ("dimer",)
"""Devices with a module of checks of the same name in this room."""


def checks(devices: Sequence[str] = DEVICES) -> Iterator[Row]:
    """Yield the rows of the devices as they are decided; devices without checks have none."""
    for device in devices:
        if device in DEVICES:
            yield from import_module(f"spinloom.validate.{device}").checks()


def to_json(rows: Iterable[Row]) -> str:
    """Return the rows as one JSON array, sorted by kernel, backend and oracle."""
    ordered = sorted(rows, key=lambda row: (row.kernel, row.backend, row.oracle))
    return json.dumps([row.to_json() for row in ordered], indent=2) + "\n"
