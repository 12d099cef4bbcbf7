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


def _principal_values(left: Array, other: Array, size: Exact) -> dict[str, Exact]:
    """Of the symmetric, traceless product of a direction and a vector of this length."""
    tensor = _traceless(left, other)
    axes = {"0": np.cross(left, other), "+": size * left + other, "-": size * left - other}
    values = {name: principal_value(tensor, axis) for name, axis in axes.items()}
    assert sign(values["+"] - values["-"]) > 0
    return values


@cache
def currents() -> Sample:
    """The tensors of (108) and of (115), which has no absorption, for any directions that are not
    parallel and any three coefficients.

    Angles are given by the tangents of their halves. Emission and torque are those of a vector of
    length `bare`. Absorption adds a vector along the other direction, and to the length a share m
    of its coefficient, less than one by the inequality of the triangle: m = part / (1 + part). The
    other direction reversed, with both coefficients that go with it, changes the sign of m.
    """
    arithmetic, (bare, *tangents, part) = rational("bare theta phi part")
    (sine, cosine), (sine_phi, cosine_phi) = map(angle, tangents)
    zero, one = arithmetic.number(Fraction(0)), arithmetic.number(Fraction(1))
    left, right = np.array([one, zero, zero]), np.array([cosine, sine, zero])
    normal = np.cross(left, right)
    emission, torque = bare * cosine_phi, bare * sine_phi / sine
    share = part / (1 + part)
    absorption = 2 * (bare * share - emission * cosine) / (1 - share**2)
    size = bare + absorption * share
    other = emission * left + torque * normal
    known = {
        "115": _principal_values(left, other, bare),
        "108": _principal_values(left, other + absorption * right, size),
    }
    along = emission + absorption * cosine
    assert size**2 == along**2 + (torque**2 + absorption**2) * sine**2
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
