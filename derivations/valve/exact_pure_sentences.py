"""Sentences on collinear directions, direct parts and sums in fields of rational functions.

The left direction is e_z. What is called an axis is tested: the tensor times it is its value
times it.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Ring, Sample

from . import judge_pure_axes as axes
from .exact_pure_field import Exact, angle, rational


def _value(ring: Ring, current: axes.Current, axis: Any) -> Any:
    """The principal current of an axis.

    Raises
    ------
    ArithmeticError
        If the vector is no axis of the tensor.
    """
    turned = current.tensor @ axis
    value = axes.dot(axis, turned) / axes.dot(axis, axis)
    if ring.size(turned - value * axis):
        raise ArithmeticError("no axis of the tensor")
    return value


@cache
def cases() -> Sample:
    """Parallel directions with a positive sum of coefficients, antiparallel ones with a negative.

    All values across the left direction are -1/3 of the sum, the one along it 2/3: the left
    direction is the axis + of the first case and the axis - of the second.
    """
    ring, (plus, minus, emission) = rational("r q E")
    zero, one = ring.number(Fraction(0)), ring.number(Fraction(1))
    left = np.array([zero, zero, one])
    found: dict[str, dict[str, Any]] = {
        name: {} for name in ("value_along", "D_case", "axis_sign", "collinear_R", "cos_case")
    }
    for case, sense, total in (("positive", one, plus), ("negative", -one, -minus)):
        current = axes.Current(left, sense * left, emission, sense * (total - emission), zero)
        found["value_along"][case] = _value(ring, current, left)
        found["D_case"][case] = axes.dot(left, current.factor)
        found["axis_sign"][case] = left
        found["collinear_R"][case] = sense * left
        found["cos_case"][case] = sense
    return Sample(ring, {"direction_L": left, **found, **axes.PRODUCTS}, axes.RANGES)


@cache
def direct() -> Sample:
    """The direct part: its emission from the entries of the tensor, its values for a torque."""
    sizes: dict[Exact, Exact] = {}
    ring, (emission, absorption, torque, spin, tangent) = rational(
        "E A T s u", abs=lambda value: sizes[value]
    )
    sizes[-torque] = torque
    zero, one = ring.number(Fraction(0)), ring.number(Fraction(1))
    sine, cosine = angle(tangent)
    left, right = np.array([zero, zero, one]), np.array([zero, -sine, cosine])
    whole = axes.Current(left, right, emission, absorption, -torque)
    tensor = 2 * axes.odot(spin * left, whole.factor)
    absorbed = -2 * tensor[1, 2] / sine
    turning = axes.Current(left, right, zero, zero, -2 * spin * torque)
    sideways = np.array([one, zero, zero])
    vectors = {"0": np.array([zero, one, zero]), "+": left - sideways, "-": left + sideways}
    return Sample(ring, {
        "direction_L": left, "spin_L": spin * left, "E_S": emission,
        "E_dir": tensor[2, 2] * 3 / 2 - absorbed * cosine,
        "direct_principal": {k: _value(ring, turning, v) for k, v in vectors.items()},
        "lambda_sign": {"0": zero, "+": one, "-": -one},
        "spin_size": spin, "T_S": -torque, "sin_theta": sine, **axes.PRODUCTS,
    }, axes.RANGES)  # fmt: skip
