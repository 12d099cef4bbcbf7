"""A field of rational functions whose elements multiply arrays component by component."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy as sp
from sympy.polys.fields import field

from spinloom.derivations.engine.interpret import Ring


def _value(number: Any) -> Any:
    return number.value if isinstance(number, Exact) else number


def _direct(operation: Callable[[Any, Any], Any]) -> Callable[[Exact, Any], Any]:
    def act(left: Exact, right: Any) -> Any:
        if isinstance(right, np.ndarray):
            return NotImplemented  # the array multiplies its components one by one
        return Exact(operation(left.value, _value(right)))

    return act


def _reflected(operation: Callable[[Any, Any], Any]) -> Callable[[Exact, Any], Any]:
    def act(right: Exact, left: Any) -> Any:
        return Exact(operation(left, right.value))

    return act


@dataclass(frozen=True)
class Exact:
    """An element of the field that leaves arithmetic with arrays to the arrays."""

    value: Any

    __add__, __radd__ = _direct(operator.add), _reflected(operator.add)
    __sub__, __rsub__ = _direct(operator.sub), _reflected(operator.sub)
    __mul__, __rmul__ = _direct(operator.mul), _reflected(operator.mul)
    __truediv__, __rtruediv__ = _direct(operator.truediv), _reflected(operator.truediv)

    def __neg__(self) -> Exact:
        return Exact(-self.value)

    def __pow__(self, power: int) -> Exact:
        return Exact(self.value**power)

    def __bool__(self) -> bool:
        return bool(self.value != 0)

    def __lt__(self, other: Any) -> bool:
        return NotImplemented if _foreign(other) else sign(self - other) < 0

    def __gt__(self, other: Any) -> bool:
        return NotImplemented if _foreign(other) else sign(self - other) > 0


def _foreign(value: Any) -> bool:
    return not isinstance(value, Exact | int)


def sign(value: Any) -> int:
    """The sign wherever all generators are positive.

    Raises
    ------
    ArithmeticError
        If coefficients of both signs occur in the numerator or in the denominator.
    """
    return _common_sign(value.value.numer) * _common_sign(value.value.denom)


def _common_sign(polynomial: Any) -> int:
    positive, negative = (
        any(s * coefficient > 0 for coefficient in polynomial.coeffs()) for s in (1, -1)
    )
    if positive and negative:
        raise ArithmeticError(f"the sign of {polynomial} is not that of all its terms")
    return positive - negative


def modulus(value: Any) -> Any:
    """The modulus wherever all generators are positive, entry by entry."""
    if isinstance(value, np.ndarray):
        return np.array([modulus(entry) for entry in value])
    return -value if sign(value) < 0 else value


def _nonzero(value: Any) -> int:
    return int(any(bool(entry) for entry in np.ravel(np.asarray(value, dtype=object))))


def rational(
    names: str, numbers: Any = sp.QQ, **functions: Callable[..., Any]
) -> tuple[Ring, tuple[Exact, ...]]:
    """The ring of rational functions of the named generators, with the generators."""
    elements, *generators = field(names, numbers)
    ring = Ring(
        "rational functions",
        lambda value: Exact(elements(sp.QQ(value.numerator, value.denominator))),
        _nonzero,
        functions,
    )
    return ring, tuple(Exact(generator) for generator in generators)


def angle(tangent: Exact) -> tuple[Any, Any]:
    """Sine and cosine from the tangent of half the angle."""
    return 2 * tangent / (1 + tangent**2), (1 - tangent**2) / (1 + tangent**2)
