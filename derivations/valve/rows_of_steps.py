"""Rows by the steps that they stand on."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


def last_steps(rows: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    """The last steps of each row, from the places of the paper that each step leads to."""
    found: dict[str, tuple[str, ...]] = {}
    for step, places in rows.items():
        for place in places.split():
            key = f"valve:{place}"
            found[key] = (*found.get(key, ()), step)
    return MappingProxyType(found)
