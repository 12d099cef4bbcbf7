"""The implicit equation of one free spin in a field of rational functions: exact samples.

The equation is solved by Cramer's rule, without the closed form that it judges.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Array, Ring, Sample

from .vector_algebra import Algebra, Ratio

_NAMES = ("m_x", "m_y", "m_z", "t_x", "t_y", "t_z", "h_x", "h_y", "h_z", "a_i", "a_an", "a_as")
_ALGEBRA = Algebra(_NAMES, {"m_z": ("m_x", "m_y"), "t_z": ("t_x", "t_y")})


def _number(value: Fraction | int) -> Ratio:
    fraction = Fraction(value)
    one = _ALGEBRA.one
    return Ratio(one * fraction.numerator, one * fraction.denominator, _ALGEBRA)


def _size(value: Any) -> int:
    return int(any(bool(entry) for entry in np.ravel(np.asarray(value, dtype=object))))


EXACT = Ring("rational functions of directions, field and damping", _number, _size)


def cross(u: Array, v: Array) -> Array:
    """Vector product of exact vectors."""
    return np.array([u[(k + 1) % 3] * v[(k + 2) % 3] - u[(k + 2) % 3] * v[(k + 1) % 3]
                     for k in range(3)])  # fmt: skip


def dot(u: Array, v: Array) -> Ratio:
    """Scalar product of exact vectors."""
    result: Ratio = u[0] * v[0] + u[1] * v[1] + u[2] * v[2]
    return result


@lru_cache(maxsize=1)
def one_spin() -> Sample:
    """One spin in a generic field: determinant of its implicit equation, and its rate."""
    of = {name: Ratio(_ALGEBRA.of[name], _ALGEBRA.one, _ALGEBRA) for name in _NAMES}
    m, t, h = (np.array([of[f"{name}_{axis}"] for axis in "xyz"]) for name in "mth")
    iso, aniso, anti = of["a_i"], of["a_an"], of["a_as"]
    unit = [np.array([_number(int(i == j)) for i in range(3)]) for j in range(3)]
    columns = [e + cross(m, iso * e + aniso * dot(t, e) * t + anti * cross(e, t)) for e in unit]
    torque = cross(m, h)
    whole = _triple(columns)
    rate = [
        _triple([torque if place == k else column for place, column in enumerate(columns)]) / whole
        for k in range(3)
    ]
    values = {
        "m_free": m, "t_vector": t, "torque": torque, "m_free_dot": np.array(rate),
        "alpha_iso_free": iso, "alpha_an_free": aniso, "alpha_antisym_free": anti,
        "determinant": lambda direction: whole, "dot": dot, "cross": cross,
    }  # fmt: skip
    return Sample(EXACT, values)


def _triple(columns: list[Array]) -> Ratio:
    """The determinant of three columns."""
    return dot(columns[0], cross(columns[1], columns[2]))
