"""A row of the limits table: stated, proved by exact algebra, met by the numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Limit:
    """One row; `statement` is LaTeX.

    `proof` decides by exact algebra. `measure` takes the device's public function and returns the
    order of a remainder (`expected` > 0), or a relative residual that must vanish (`expected` = 0).
    """

    key: str
    statement: str
    proof: Callable[[], bool]
    measure: Callable[[Callable[..., Any]], float]
    expected: int

    def meets(self, found: float) -> bool:
        """Whether a measured order or residual is the expected one."""
        return abs(found - self.expected) < (0.1 if self.expected else 1e-8)
