"""The one exception that a caller's input can raise."""

from __future__ import annotations

LONGEST = 80


class ParameterError(ValueError):
    """An argument is outside its domain; the message names it, its value and what is allowed."""

    @classmethod
    def of(cls, name: str, value: object, allowed: str, unit: str = "") -> ParameterError:
        """Build ``name = value unit; must be allowed``, on one line."""
        shown = " ".join(str(value).split())
        if len(shown) > LONGEST:
            shown = shown[:LONGEST] + "..."
        return cls(f"{name} = {shown} {unit}".rstrip() + f"; must be {allowed}")
