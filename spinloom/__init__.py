"""spinloom: printed theory of spin transport as checked derivations and fast kernels."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .errors import ParameterError

if TYPE_CHECKING:
    from . import dimer, junction, magnet, valve

__all__ = ["ParameterError", "dimer", "junction", "magnet", "valve"]


def __getattr__(name: str) -> Any:
    """Import a device module on first use, so that ``import spinloom`` stays light."""
    if name in ("dimer", "junction", "magnet", "valve"):
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
