"""The table of analytic limits: each proved by exact algebra and met by the kernels.

The rows, their proofs and what is measured stand in the devices' derivations;
here they meet the public functions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import Any

#: Each device's rows, and the public function or module that they are measured on.
_TABLES: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "dimer": ("spinloom.derivations.dimer.limits", "spinloom.dimer", "couplings"),
        "junction": ("spinloom.derivations.junction.limits", "spinloom.junction", "Parameters"),
        "valve": ("spinloom.derivations.valve.limits", "spinloom", "valve"),
        "magnet": ("spinloom.derivations.magnet.limits", "spinloom", "magnet"),
    }
)


def rows(devices: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Rows of the limits table, as they are decided, sorted by key within a device.

    `numeric_order` is the measured order of a remainder (one decimal), or ``0``
    where the row states an identity that the kernels meet to 1e-8.
    """
    for device in devices:
        if device in _TABLES:
            module, face, name = _TABLES[device]
            function = getattr(import_module(face), name)
            for limit in sorted(import_module(module).rows(), key=lambda row: str(row.key)):
                yield _row(limit, function)


def _row(limit: Any, function: Callable[..., Any]) -> dict[str, Any]:
    proved, found = limit.proof(), limit.measure(function)
    met = limit.meets(found)
    order = f"{found:.1f}" if limit.expected else ("0" if met else f"{found:.0e}")
    return {
        "key": limit.key,
        "limit": limit.statement,
        "symbolic": "proved" if proved else "not proved",
        "numeric_order": order,
        "passed": bool(proved and met),
    }
