"""Sentences on collinear directions, direct parts and sums in fields of rational functions.

The left direction is e_z. What is called an axis is tested: the tensor times it is its value
times it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Ring, Sample

from . import judge_pure_axes as axes
from .exact_pure_chains import direct_current
from .exact_pure_field import angle, modulus, rational, sign


def _value(ring: Ring, tensor: Any, axis: Any) -> Any:
    """The principal current of an axis.

    Raises
    ------
    ArithmeticError
        If the vector is no axis of the tensor.
    """
    turned = tensor @ axis
    value = axes.dot(axis, turned) / axes.dot(axis, axis)
    if ring.size(turned - value * axis):
        raise ArithmeticError("no axis of the tensor")
    return value


def _extreme(ring: Ring, tensor: Any, frame: Iterable[Any], sense: int) -> Any:
    """The axis of the largest principal current, or of the smallest if the sense is negative.

    Of equal ones the last in the frame.
    """
    *others, axis = frame
    for other in others:
        difference = _value(ring, tensor, other) - _value(ring, tensor, axis)
        if sense * sign(difference) > 0:
            axis = other
    return axis


@cache
def cases() -> Sample:
    """Parallel directions with a positive sum of coefficients, antiparallel ones with a negative.

    The axes + and - are those of the largest and of the smallest principal current.
    """
    ring, (plus, minus, emission) = rational("r q E")
    zero, one = ring.number(Fraction(0)), ring.number(Fraction(1))
    frame = np.array([[zero, zero, one], [one, zero, zero], [zero, one, zero]])
    left = frame[0]
    found: dict[str, dict[str, Any]] = {
        name: {}
        for name in ("value_along", "D_case", "axis_plus", "axis_sign", "collinear_R", "cos_case")
    }
    for case, sense, total in (("positive", one, plus), ("negative", -one, -minus)):
        current = axes.Current(left, sense * left, emission, sense * (total - emission), zero)
        along = axes.dot(left, current.factor)
        found["value_along"][case] = _value(ring, current.tensor, left)
        found["D_case"][case] = along
        found["axis_plus"][case] = _extreme(ring, current.tensor, frame, 1)
        found["axis_sign"][case] = _extreme(ring, current.tensor, frame, sign(along))
        found["collinear_R"][case] = sense * left
        found["cos_case"][case] = sense
    return Sample(ring, {"direction_L": left, **found, **axes.PRODUCTS}, axes.RANGES)


@cache
def direct() -> Sample:
    """The emission of the direct part, from the entries of its tensor."""
    ring, (emission, absorption, torque, spin, tangent) = rational("E A T s u")
    zero, one = ring.number(Fraction(0)), ring.number(Fraction(1))
    sine, cosine = angle(tangent)
    left, right = np.array([zero, zero, one]), np.array([zero, -sine, cosine])
    whole = axes.Current(left, right, emission, absorption, torque)
    tensor = direct_current(spin * left, whole.factor)
    absorbed = -2 * tensor[1, 2] / sine
    return Sample(ring, {
        "direction_L": left, "spin_L": spin * left, "E_S": emission,
        "E_dir": tensor[2, 2] * 3 / 2 - absorbed * cosine, **axes.PRODUCTS,
    })  # fmt: skip


def _named(ring: Ring, tensor: Any, left: Any, frame: Sequence[Any]) -> dict[str, Any]:
    """Principal currents of a frame of axes: 0 across the left direction, + above -.

    Raises
    ------
    ArithmeticError
        If not one axis alone is across.
    """
    crossing = [axis for axis in frame if not axes.dot(axis, left)]
    if len(crossing) != 1:
        raise ArithmeticError("not one axis across the left direction")
    first, second = (_value(ring, tensor, axis) for axis in frame if axes.dot(axis, left))
    upper, lower = (first, second) if first > second else (second, first)
    return {"0": _value(ring, tensor, crossing[0]), "+": upper, "-": lower}


@cache
def direct_principal() -> Sample:
    """Principal currents of a direct part that has a torque alone, of either sign as two cases."""
    ring, (size, spin, tangent) = rational("T s u", abs=modulus)
    zero, one = ring.number(Fraction(0)), ring.number(Fraction(1))
    sine, cosine = angle(tangent)
    left, right = np.array([zero, zero, one]), np.array([zero, -sine, cosine])
    sideways, across = np.array([one, zero, zero]), np.array([zero, one, zero])
    torques = np.array([size, -size])
    frame = left + sideways, left - sideways, across
    values = [
        _named(ring, direct_current(spin * left, torque * axes.cross(left, right)), left, frame)
        for torque in torques
    ]
    return Sample(ring, {
        "direct_principal": {k: np.array([value[k] for value in values]) for k in "0+-"},
        "lambda_sign": {"0": zero, "+": one, "-": -one},
        "spin_size": spin, "T_S": torques, "sin_theta": sine,
    }, axes.RANGES)  # fmt: skip
