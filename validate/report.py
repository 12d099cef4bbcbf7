"""All validation rows of some devices: kernels against oracles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module

from .rows import Row

DEVICES = ("dimer", "junction", "valve", "magnet")
"""Devices with a module of checks of the same name in this room."""


def checks(devices: Sequence[str] = DEVICES) -> Iterator[Row]:
    """Yield the rows of the devices as they are decided; devices without checks have none."""
    for device in devices:
        if device in DEVICES:
            yield from import_module(f"spinloom.validate.{device}").checks()
