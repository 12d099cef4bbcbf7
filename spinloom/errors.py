"""The one exception that a caller's input can raise."""

from __future__ import annotations


class ParameterError(ValueError):
    """An argument is outside its domain; the message names it, its value and what is allowed."""

    @classmethod
    def of(cls, name: str, value: object, allowed: str, unit: str = "") -> ParameterError:
        """Build ``name = value unit; must be allowed``."""
        shown = f"{name} = {value} {unit}".rstrip()
        return cls(f"{shown}; must be {allowed}")
