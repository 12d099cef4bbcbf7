"""Appendices B and C without rounding: vectors and tensors over a field of rational functions.

Two vectors lie, without loss of generality, in one plane; half the angle between them has the
tangent t of a quarter turn's half, so that lengths, axes and values are rational functions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import permutations
from typing import Any

import numpy as np
import sympy as sp
from sympy.polys.fields import field

from spinloom.derivations.engine.interpret import Ring, Sample

from .exact_numbers_tensors import Array, Exact
from .judge_tensors_dyadics import AXES, RANGES, SIGN, cofactors_twice

_NAMES = (
    "alpha beta t " + " ".join(f"{name}{n}" for name in "cuv" for n in range(3)) + " "
    + " ".join(f"{name}{n}" for name in "xy" for n in range(9)) + " number unknown"
)  # fmt: skip
_FIELD, *_GENERATORS = field(_NAMES, sp.QQ)


def exact(value: Any) -> Exact:
    """An integer or a fraction as an element of the field."""
    if isinstance(value, Exact):
        return value
    return Exact(_FIELD(sp.QQ(value.numerator, value.denominator)))


GENERATOR = {
    name: Exact(element) for name, element in zip(_NAMES.split(), _GENERATORS, strict=True)
}


def _size(value: Any) -> int:
    return int(any(entry != exact(0) for entry in np.asarray(value, dtype=object).ravel()))


RING = Ring("rational functions", exact, _size)
ZERO, ONE = exact(0), exact(1)


def vector(*entries: Any) -> Array:
    """An array of field elements."""
    return np.array([exact(entry) for entry in entries], dtype=object)


def generic(name: str) -> Array:
    """Three independent numbers."""
    return vector(*(GENERATOR[f"{name}{n}"] for n in range(3)))


def matrix(name: str) -> Array:
    """Nine independent numbers."""
    return np.array([GENERATOR[f"{name}{n}"] for n in range(9)], dtype=object).reshape(3, 3)


def unit() -> Array:
    """The unit tensor."""
    return np.array([[exact(int(n == m)) for n in range(3)] for m in range(3)], dtype=object)


def determinant(tensor: Array) -> Exact:
    """A sum over permutations."""
    total = ZERO
    for order in permutations(range(3)):
        sign = round(float(np.linalg.det(np.eye(3)[list(order)])))
        total = total + sign * tensor[0, order[0]] * tensor[1, order[1]] * tensor[2, order[2]]
    return total


def minors(tensor: Array) -> Exact:
    """Determinants of the three principal blocks."""
    pairs = ((0, 1), (0, 2), (1, 2))
    blocks = (tensor[n, n] * tensor[m, m] - tensor[n, m] * tensor[m, n] for n, m in pairs)
    return sum(blocks, start=ZERO)


def traceless(a: Array, b: Array) -> Array:
    """(51)."""
    dyadic = np.outer(a, b)
    return np.asarray((dyadic + dyadic.T) * exact(1) / 2 - np.dot(a, b) / 3 * unit())


def _roots(known: Mapping[Any, Exact]) -> Callable[[Any], Exact]:
    """Lengths of vectors and roots of numbers from a list of squares, an unknown elsewhere."""

    def root(value: Any) -> Exact:
        square = np.dot(value, value) if getattr(value, "ndim", 0) else value
        return known.get(square.value, GENERATOR["unknown"])

    return root


def _sample(values: Mapping[str, Any], squares: Mapping[Any, Exact]) -> Sample:
    length = _roots({square.value: root for square, root in squares.items()})
    functions = {
        "odot": traceless, "outer": np.outer, "cross": np.cross, "dot": np.dot,
        "applied": lambda tensor, v: tensor @ v, "abs": length, "sqrt": length,
        "det": determinant, "trace": np.trace, "spm": minors, "double_cross": cofactors_twice,
        "double_dot": lambda a, b: np.sum(a * b),
    }  # fmt: skip
    signs = {name: exact(int(sign)) for name, sign in SIGN.items()}
    return Sample(RING, {**functions, "unit": unit(), "sign": signs, **values}, RANGES)


@lru_cache(maxsize=1)
def dyad() -> Sample:
    """Two vectors that are not parallel."""
    alpha, beta, t = (GENERATOR[name] for name in ("alpha", "beta", "t"))
    cosine, sine = (1 - t * t) / (1 + t * t), 2 * t / (1 + t * t)
    cosine_2, sine_2 = cosine * cosine - sine * sine, 2 * sine * cosine
    a, b, c = alpha * vector(1, 0, 0), beta * vector(cosine_2, sine_2, 0), generic("c")
    tensor = traceless(a, b)
    axes = {"0": vector(0, 0, 1), "+": vector(cosine, sine, 0), "-": vector(sine, -cosine, 0)}
    values = {name: axis @ tensor @ axis for name, axis in axes.items()}
    gaps = {name: _product(values[o] - values[name] for o in values if o != name)
            for name in values}  # fmt: skip
    across = np.cross(a, b)
    twice = 2 * alpha * beta
    squares = {
        alpha * alpha: alpha, beta * beta: beta, np.dot(across, across): alpha * beta * sine_2,
        twice * alpha * beta * (1 + cosine_2): twice * cosine,
        twice * alpha * beta * (1 - cosine_2): twice * sine,
    }  # fmt: skip
    leaves = {
        "a": a, "b": b, "c": c, "A": tensor, "lambda": values, "lambda_0": values["0"],
        "axis": axes, "hat_v_0": axes["0"], "v_0": across, "v": across,
        "is_sign": {name: exact(int(name != "0")) for name in values},
        "long_axis": {name: 2 * gaps[name] * (c @ axes[name]) * axes[name] for name in values},
        "q": {"+": np.dot(a, b) + alpha * beta, "-": np.dot(a, b) - alpha * beta},
    }  # fmt: skip
    return _sample(leaves, squares)


def _product(factors: Any) -> Exact:
    total = ONE
    for factor in factors:
        total = total * factor
    return total


@lru_cache(maxsize=1)
def parallel() -> Sample:
    """A vector, a multiple of it, and a vector across."""
    length, alpha = GENERATOR["beta"], GENERATOR["alpha"]
    a = length * vector(1, 0, 0)
    tensor = traceless(a, alpha * a)
    across = vector(0, GENERATOR["c1"], GENERATOR["c2"])
    values = dict(zip(("+", "0", "-"), np.diag(tensor), strict=True))
    leaves = {
        "a": a, "alpha": alpha, "A": tensor, "a_perpendicular": across, "lambda": values,
        "is_plus": {name: exact(int(name == "+")) for name in SIGN},
    }  # fmt: skip
    return _sample(leaves, {length * length: length})


@lru_cache(maxsize=1)
def tensors() -> Sample:
    """Any two tensors and a number."""
    tensor, other = matrix("x"), matrix("y")
    number = {axis: n for n, axis in enumerate(AXES)}
    epsilon = np.cross(np.eye(3, dtype=int)[:, None, :], np.eye(3, dtype=int)[None, :, :])

    def entries(array: Array) -> Callable[..., Any]:
        return lambda *labels: exact(array[tuple(number[x] for x in labels)])

    leaves = {
        "A": tensor, "B": other, "number": GENERATOR["number"], "element": entries(tensor),
        "other_element": entries(other), "crossed": entries(cofactors_twice(tensor, tensor)),
        "epsilon": lambda *labels: exact(int(epsilon[tuple(number[x] for x in labels)])),
    }  # fmt: skip
    return _sample(leaves, {})


@lru_cache(maxsize=1)
def turning() -> Sample:
    """Axes that turn with any angular velocity, and values that change."""
    names, axes = RANGES["principal"], unit()
    x, y, z = generic("c")
    spinning = np.array([[ZERO, -z, y], [z, ZERO, -x], [-y, x, ZERO]], dtype=object)
    values, rates = generic("u"), generic("v")
    tensor, stretched = (np.diag(x) + ZERO * axes for x in (values, rates))
    turned = spinning @ tensor - tensor @ spinning
    moving = {name: spinning @ axes[n] for n, name in enumerate(names)}
    amount, amount_rate = GENERATOR["alpha"], GENERATOR["beta"]
    leaves = {
        "Q": {"fixed": tensor, "turning": tensor},
        "I_Q": {"fixed": stretched, "turning": stretched + turned},
        "fixed": {"fixed": ONE, "turning": ZERO},
        "vanishes": lambda array: exact(1 - _size(array)),
        "Q_rate": stretched + turned,
        "Q_value": dict(zip(names, values, strict=True)),
        "Q_value_rate": dict(zip(names, rates, strict=True)),
        "e": dict(zip(names, axes, strict=True)),
        "e_rate": moving,
        "spin_size": amount, "spin_size_rate": amount_rate,
        "e_3": axes[2], "e_3_rate": spinning @ axes[2],
        "spin_rate": amount_rate * axes[2] + amount * (spinning @ axes[2]),
    }  # fmt: skip
    return _sample(leaves, {})
