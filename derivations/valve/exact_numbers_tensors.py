"""Elements of polynomial rings and of fields of rational functions inside NumPy arrays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

Array = NDArray[Any]


@dataclass(frozen=True)
class Exact:
    """A polynomial or a rational function that leaves arrays to NumPy."""

    value: Any

    def __bool__(self) -> bool:
        return bool(self.value)

    def __add__(self, other: Any) -> Any:
        return self._combined(other, lambda x, y: x + y)

    def __radd__(self, other: Any) -> Any:
        return self + other

    def __sub__(self, other: Any) -> Any:
        return self._combined(other, lambda x, y: x - y)

    def __rsub__(self, other: Any) -> Any:
        return -self + other

    def __mul__(self, other: Any) -> Any:
        return self._combined(other, lambda x, y: x * y)

    def __rmul__(self, other: Any) -> Any:
        return self * other

    def __truediv__(self, other: Any) -> Any:
        return self._combined(other, lambda x, y: x / y)

    def __rtruediv__(self, other: Any) -> Any:
        return self._constant(other) / self

    def __neg__(self) -> Exact:
        return Exact(-self.value)

    def __pow__(self, power: int) -> Exact:
        return Exact(self.value**power)

    def _constant(self, number: Any) -> Exact:
        """A rational number in the same ring or field."""
        if isinstance(number, np.integer):
            number = int(number)
        if not isinstance(number, int | Fraction):
            raise TypeError(f"{number!r} is not exact")
        parent = getattr(self.value, "field", None) or self.value.ring
        return Exact(parent(sp.QQ(number.numerator, number.denominator)))

    def _combined(self, other: Any, join: Callable[[Any, Any], Any]) -> Any:
        if isinstance(other, np.ndarray):
            return NotImplemented
        right = other if isinstance(other, Exact) else self._constant(other)
        return Exact(join(self.value, right.value))
