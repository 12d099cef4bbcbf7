"""Sentences of appendices B and C without rounding: principal currents, and axes that turn."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from spinloom.derivations.engine.interpret import Sample

from .exact_pure_field import Exact, angle, rational, sign
from .judge_flows import symmetric_traceless

Array = NDArray[Any]


def _traceless(a: Array, b: Array) -> Array:
    return np.asarray(symmetric_traceless(np.multiply.outer(a, b)))


def principal_value(tensor: Array, axis: Array) -> Exact:
    """The principal value of an axis.

    Raises
    ------
    ValueError
        If that is not a principal axis.
    """
    image = tensor @ axis
    value: Exact = (axis @ image) / (axis @ axis)
    if any(bool(entry) for entry in image - value * axis):
        raise ValueError("not a principal axis")
    return value


@cache
def currents() -> Sample:
    """The tensor of (108) for any directions that are not parallel and any three coefficients.

    What stands beside the first direction is a vector of length `size` and of any direction,
    which fixes the coefficients; angles are given by the tangents of their halves.
    """
    names = "size theta phi psi"
    arithmetic, (size, *tangents) = rational(names)
    (sine, cosine), (sine_phi, cosine_phi), (sine_psi, cosine_psi) = map(angle, tangents)
    zero, one = arithmetic.number(Fraction(0)), arithmetic.number(Fraction(1))
    left, right = np.array([one, zero, zero]), np.array([cosine, sine, zero])
    normal = np.cross(left, right)
    absorption = size * sine_phi * cosine_psi / sine
    torque = size * sine_phi * sine_psi / sine
    emission = size * cosine_phi - absorption * cosine
    other = emission * left + absorption * right + torque * normal
    tensor = _traceless(left, other)
    axes = {"0": np.cross(left, other), "+": size * left + other, "-": size * left - other}
    values = {name: principal_value(tensor, axis) for name, axis in axes.items()}
    assert sign(values["+"] - values["-"]) > 0
    along = emission + absorption * cosine
    assert size**2 == along**2 + (torque**2 + absorption**2) * sine**2
    known = {"108": values}
    return Sample(arithmetic, {
        "eigenvalue": lambda equation, name: known[equation][name],
        "D_theta": along, "S_theta": size,
    })  # fmt: skip


def _turns(values: tuple[Exact, Exact, Exact]) -> bool:
    """Whether some angular velocity leaves a tensor with these values commuting with its rate."""
    tensor = np.diag(np.array(values)) + 0 * values[0]
    generators = -np.cross(np.eye(3, dtype=int)[:, None, :], np.eye(3, dtype=int)[None, :, :])
    brackets = []
    for generator in generators:
        rate = generator @ tensor - tensor @ generator
        brackets.append((tensor @ rate - rate @ tensor).ravel())
    # no two of them share an entry, so that their sum vanishes only if each of them does
    for one, other in combinations(brackets, 2):
        assert not any(bool(x) and bool(y) for x, y in zip(one, other, strict=True))
    return not all(any(sign(entry) for entry in bracket) for bracket in brackets)


@cache
def turning() -> Sample:
    """Values of every kind, in order: the least one is of any sign, for differences alone count."""
    arithmetic, (low, step, second) = rational("low step second")
    middle = low + step
    kinds = (
        [(low, middle, middle + second)],
        [(low, low, middle), (low, middle, middle)],
        [(0 * low, 0 * low, 0 * low)],
    )
    row = []
    for cases in kinds:
        answers = [_turns(values) for values in cases]
        assert all(answers) == any(answers)
        row.append(arithmetic.number(Fraction(all(answers))))
    return Sample(arithmetic, {"turns": np.array([row], dtype=object)})
