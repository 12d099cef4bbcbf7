"""Principal axes of the quadrupole current in a field of rational functions: no rounding.

The left direction is e_z; the vector beside it has length S and polar angle b. With the tangents
of b/4, of its azimuth's half and of half the angle between the directions as generators, all
components, lengths and coefficients are rational. Each axis is tested before it is used: the
tensor times the axis must be its value times the axis.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Sample

from . import judge_pure_axes as axes
from .exact_pure_field import angle, rational

RING, (_LENGTH, _QUARTER, _AZIMUTH, _HALF) = rational("S w g u")
ZERO, ONE = RING.number(Fraction(0)), RING.number(Fraction(1))


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
    sin_half, cos_half = angle(_QUARTER)
    sin_polar, cos_polar = 2 * sin_half * cos_half, cos_half**2 - sin_half**2
    (sin_turn, cos_turn), (sin_theta, cos_theta) = angle(_AZIMUTH), angle(_HALF)
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
    sin_half, cos_half = angle(_QUARTER)
    sin_alpha, cos_alpha = angle(_HALF)
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
