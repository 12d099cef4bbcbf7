"""Principal axes of the quadrupole current in a field of rational functions: no rounding.

The left direction is e_z; the vector beside it has length S and polar angle b. With the tangents
of b/4, of its azimuth's half and of half the angle between the directions as generators, all
components, lengths and coefficients are rational. Each axis is tested before it is used: the
tensor times the axis must be its value times the axis.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import sympy as sp
from sympy.polys.fields import field

from spinloom.derivations.engine.interpret import Ring, Sample

from . import judge_pure_axes as axes


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
        return Exact(operation(_FIELD(left), right.value))

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


_FIELD, *_GENERATORS = field("S w g u", sp.QQ)
_LENGTH, _QUARTER, _AZIMUTH, _HALF = (Exact(generator) for generator in _GENERATORS)
ZERO, ONE = Exact(_FIELD(0)), Exact(_FIELD(1))

RING = Ring(
    "rational functions",
    lambda value: Exact(_FIELD(sp.QQ(value.numerator, value.denominator))),
    lambda value: int(any(bool(entry) for entry in np.ravel(np.asarray(value, dtype=object)))),
)


def _angle(tangent: Any) -> tuple[Any, Any]:
    """Sine and cosine from the tangent of half the angle."""
    return 2 * tangent / (1 + tangent**2), (1 - tangent**2) / (1 + tangent**2)


def _values(current: axes.Current, sin_half: Any, cos_half: Any) -> tuple[dict[str, Any], ...]:
    """Principal values, unit axes, and axes with the lengths of App. B.

    Raises
    ------
    ArithmeticError
        If one of the vectors is no axis of the tensor.
    """
    vector = current.factor
    bare = {
        "0": axes.cross(current.left, vector),
        "+": vector + _LENGTH * current.left, "-": vector - _LENGTH * current.left,
    }  # fmt: skip
    lengths = {
        "0": 2 * _LENGTH * sin_half * cos_half,
        "+": 2 * _LENGTH * cos_half, "-": 2 * _LENGTH * sin_half,
    }  # fmt: skip
    values = {}
    for name, axis in bare.items():
        turned = current.tensor @ axis
        values[name] = axes.dot(axis, turned) / lengths[name] ** 2
        if RING.size(turned - values[name] * axis) or axes.dot(axis, axis) != lengths[name] ** 2:
            raise ArithmeticError(f"the vector of {name} is no axis of the tensor")
    return values, {name: axis / lengths[name] for name, axis in bare.items()}, bare


@cache
def generic() -> Sample:
    """Directions that are not collinear, any coefficients."""
    sin_half, cos_half = _angle(_QUARTER)
    sin_polar, cos_polar = 2 * sin_half * cos_half, cos_half**2 - sin_half**2
    (sin_turn, cos_turn), (sin_theta, cos_theta) = _angle(_AZIMUTH), _angle(_HALF)
    torque = _LENGTH * sin_polar * cos_turn / sin_theta
    absorption = -_LENGTH * sin_polar * sin_turn / sin_theta
    emission = _LENGTH * cos_polar - absorption * cos_theta
    left = np.array([ZERO, ZERO, ONE])
    right = np.array([ZERO, -sin_theta, cos_theta])
    current = axes.Current(left, right, emission, absorption, torque)
    values, unit, bare = _values(current, sin_half, cos_half)
    return Sample(RING, {
        "direction_L": left, "direction_R": right, "cos_theta": cos_theta, "sin_theta": sin_theta,
        "E_Q": emission, "A_Q": absorption, "T_Q": torque,
        "quadrupole_current": current.tensor, "principal": values, "axes": unit,
        "bare_axis": bare, "D_theta": axes.dot(left, current.factor), "S_theta": _LENGTH,
        **axes.PRODUCTS,
    }, axes.RANGES)  # fmt: skip


@cache
def mirrored() -> Sample:
    """No absorption, angles below and above a right angle, in the frame of both."""
    sin_half, cos_half = _angle(_QUARTER)
    sin_alpha, cos_alpha = _angle(_HALF)
    torque = 2 * _LENGTH * sin_half * cos_half / cos_alpha
    emission = _LENGTH * (cos_half**2 - sin_half**2)
    left = np.array([ZERO, ZERO, ONE])
    found: dict[str, Any] = {}
    for side, sense in (("below", 1), ("above", -1)):
        right = np.array([ZERO, -cos_alpha, sense * sin_alpha])
        current = axes.Current(left, right, emission, ZERO, torque)
        values, unit, _ = _values(current, sin_half, cos_half)
        found |= {f"principal_{side}": values, f"axes_{side}": unit}
    return Sample(RING, found, axes.RANGES)
