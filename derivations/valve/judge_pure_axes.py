"""Principal axes of the quadrupole current by numeric diagonalisation: the judge of (122)-(134).

The tensor is built from random coefficients and directions and diagonalised with 45 digits. Of its
axes, 0 is the one normal to the left direction; + and - belong to the larger and the smaller of
the other two values. Lengths and senses of axes that are not normalised are those of App. B with
a the left direction: a x b for 0 and b + |b| a, b - |b| a for the others.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np

from spinloom.derivations.engine.interpret import Ring, Sample, defined, remembered
from spinloom.derivations.engine.printed import Node

Values = dict[str, Any]
RANGES = {"axis": ("0", "+", "-"), "case": ("positive", "negative")}


def dot(a: Any, b: Any) -> Any:
    """The scalar product."""
    return sum(x * y for x, y in zip(a, b, strict=True))


def cross(a: Any, b: Any) -> Any:
    """The vector product."""
    return np.array(
        [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
    )


def outer(a: Any, b: Any) -> Any:
    """The dyad."""
    return np.array([[x * y for y in b] for x in a])


def odot(a: Any, b: Any) -> Any:
    """Half the symmetrised dyad less a third of the scalar product on the diagonal."""
    return (outer(a, b) + outer(b, a)) / 2 - np.eye(3, dtype=int) * dot(a, b) / 3


PRODUCTS: Mapping[str, Callable[[Any, Any], Any]] = {
    "dot": dot, "cross": cross, "outer": outer, "odot": odot,
}  # fmt: skip


def real(rng: random.Random, low: str, high: str) -> Any:
    """A rational number between two bounds, with 45 digits."""
    low_, high_ = Fraction(low), Fraction(high)
    drawn = low_ + (high_ - low_) * Fraction(rng.randint(1, 9972), 9973)
    return mpmath.mpf(drawn.numerator) / drawn.denominator


def signed(rng: random.Random, low: str, high: str) -> Any:
    """Such a number of either sign."""
    return real(rng, low, high) * rng.choice((1, -1))


def frame(rng: random.Random) -> tuple[Any, Any, Any]:
    """Three orthonormal right-handed vectors."""
    first = np.array([signed(rng, "1/5", "1") for _ in range(3)])
    first = first / mpmath.sqrt(dot(first, first))
    second = cross(first, np.array([signed(rng, "1/5", "1") for _ in range(3)]))
    second = second / mpmath.sqrt(dot(second, second))
    return second, cross(first, second), first


def diagonal(tensor: Any) -> list[tuple[Any, Any]]:
    """Values, ascending, with their axes."""
    values, vectors = mpmath.eigsy(mpmath.matrix(tensor.tolist()))
    found = [(values[k], np.array([vectors[i, k] for i in range(3)])) for k in range(3)]
    return sorted(found, key=lambda pair: pair[0])


def named(tensor: Any, left: Any) -> dict[str, tuple[Any, Any]]:
    """The same, by the names 0, +, -."""
    found = diagonal(tensor)
    across = min(range(3), key=lambda k: abs(dot(found[k][1], left)))
    zero = found.pop(across)
    return {"0": zero, "-": found[0], "+": found[1]}


@dataclass(frozen=True)
class Current:
    """A quadrupole current: left direction odot (E left + A right + T left x right)."""

    left: Any
    right: Any
    emission: Any
    absorption: Any
    torque: Any

    @property
    def factor(self) -> Any:
        """The vector beside the left direction."""
        normal = cross(self.left, self.right)
        return self.emission * self.left + self.absorption * self.right + self.torque * normal

    @property
    def tensor(self) -> Any:
        """The tensor itself."""
        return odot(self.left, self.factor)

    def unit_axes(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Values and normalised axes in the sense of App. B."""
        found = named(self.tensor, self.left)
        senses = {
            "0": cross(self.left, self.factor), "+": self.left, "-": -self.left,
        }  # fmt: skip
        axes = {name: v if dot(v, senses[name]) > 0 else -v for name, (_, v) in found.items()}
        return {name: value for name, (value, _) in found.items()}, axes


def random_current(rng: random.Random) -> tuple[Current, Any]:
    """A current of generic coefficients between directions that are not collinear."""
    _, e_y, e_z = frame(rng)
    theta = real(rng, "3/10", "28/10")
    right = -mpmath.sin(theta) * e_y + mpmath.cos(theta) * e_z
    return Current(e_z, right, *(signed(rng, "3/10", "3") for _ in range(3))), theta


def _bare(values: Values, axes: Values) -> Values:
    """Axes with the lengths of App. B, from the values: |b| = I_+ - I_-, a . b = -3 I_0."""
    length, along = values["+"] - values["-"], -3 * values["0"]
    lengths = {
        "0": mpmath.sqrt(length**2 - along**2),
        "+": mpmath.sqrt(2 * length * (length + along)),
        "-": mpmath.sqrt(2 * length * (length - along)),
    }
    return {name: lengths[name] * axes[name] for name in axes}


def _converted(value: Any, ring: Ring) -> Any:
    if ring.name != "double" or callable(value):
        return value
    if isinstance(value, Mapping):
        return {name: _converted(entry, ring) for name, entry in value.items()}
    return np.array(value, dtype=float) if np.ndim(value) else float(value)


def _sample(values: Values, ring: Ring) -> Sample:
    return Sample(ring, {**{n: _converted(v, ring) for n, v in values.items()}, **PRODUCTS}, RANGES)


@remembered
def draw_axes(rng: random.Random, ring: Ring) -> Sample:
    """Generic directions: tensor, values, axes, and the definitions (127) and (128)."""
    current, theta = random_current(rng)
    values, axes = current.unit_axes()
    along = dot(current.left, current.factor)
    return _sample({
        "direction_L": current.left, "direction_R": current.right,
        "cos_theta": mpmath.cos(theta), "sin_theta": mpmath.sin(theta),
        "E_Q": current.emission, "A_Q": current.absorption, "T_Q": current.torque,
        "quadrupole_current": current.tensor, "principal": values, "axes": axes,
        "bare_axis": _bare(values, axes), "D_theta": along,
        "S_theta": mpmath.sqrt(dot(current.factor, current.factor)),
    }, ring)  # fmt: skip


def draw_with(leaf: str, printed: Node) -> Callable[[random.Random, Ring], Sample]:
    """The same with one abbreviation as the print defines it."""

    def draw(rng: random.Random, ring: Ring) -> Sample:
        sample = draw_axes(rng, ring)
        value = defined(printed, sample)()
        return replace(sample, values={**sample.values, leaf: value})

    return draw


@remembered
def draw_collinear(rng: random.Random, ring: Ring) -> Sample:
    """Both collinear directions at once: each value is an array over theta = 0 and pi."""
    _, _, left = frame(rng)
    emission, absorption, torque = (signed(rng, "3/10", "3") for _ in range(3))
    both = [Current(left, s * left, emission, absorption, torque) for s in (1, -1)]
    ordered = [diagonal(current.tensor) for current in both]
    values = {name: np.array([found[k][0] for found in ordered]) for k, name in enumerate("-0+")}
    sums = np.array([dot(left, current.factor) for current in both])
    return _sample({
        "E_Q": emission, "A_Q": absorption, "principal": values, "D_theta": sums,
        "sign": mpmath.sign(sums[0]), "sign_theta": np.array([mpmath.sign(d) for d in sums]),
    }, ring)  # fmt: skip


@remembered
def draw_cases(rng: random.Random, ring: Ring) -> Sample:
    """Collinear directions of either kind; the value along them is positive or negative."""
    _, _, left = frame(rng)
    values: dict[str, Values] = {name: {} for name in ("axis_plus", "axis_sign", "value_along")}
    for case, sense in (("positive", 1), ("negative", -1)):
        current = Current(left, sense * left, sense * real(rng, "3", "5"), real(rng, "1", "2"), 0)
        ordered = diagonal(current.tensor)
        along = [v if dot(v, left) > 0 else -v for _, v in ordered]
        values["axis_plus"][case] = along[2]
        values["axis_sign"][case] = along[2 if sense > 0 else 0]
        values["value_along"][case] = dot(left, current.tensor @ left)
        values.setdefault("D_case", {})[case] = dot(left, current.factor)
    values["collinear_R"] = {"positive": left, "negative": -left}
    values["cos_case"] = {"positive": mpmath.mpf(1), "negative": mpmath.mpf(-1)}
    return _sample({"direction_L": left, **values}, ring)


@remembered
def draw_mirrored(rng: random.Random, ring: Ring) -> Sample:
    """Angles alpha below and above a right angle, without absorption, in the frame of both."""
    _, e_y, e_z = frame(rng)
    alpha = real(rng, "1/5", "6/5")
    emission, torque = (signed(rng, "3/10", "3") for _ in range(2))
    values = {}
    for side, sense in (("below", -1), ("above", 1)):
        theta = mpmath.pi / 2 + sense * alpha
        right = -mpmath.sin(theta) * e_y + mpmath.cos(theta) * e_z
        current = Current(e_z, right, emission, mpmath.mpf(0), torque)
        values[f"principal_{side}"], values[f"axes_{side}"] = current.unit_axes()
    return _sample(values, ring)


@remembered
def draw_direct(rng: random.Random, ring: Ring) -> Sample:
    """The emission coefficient of the direct part, by solving for the three coefficients."""
    current, _ = random_current(rng)
    spin = real(rng, "1/2", "3")
    basis = [current.left, current.right, cross(current.left, current.right)]
    direct = 2 * odot(spin * current.left, current.factor)
    tensors = mpmath.matrix([[odot(current.left, b)[i, j] for b in basis]
                             for i in range(3) for j in range(i, 3)])  # fmt: skip
    sides = mpmath.matrix([direct[i, j] for i in range(3) for j in range(i, 3)])
    solved = mpmath.lu_solve(tensors, sides)
    return _sample({
        "direction_L": current.left, "spin_L": spin * current.left,
        "E_S": current.emission, "E_dir": solved[0],
    }, ring)  # fmt: skip


@remembered
def draw_frame(rng: random.Random, ring: Ring) -> Sample:
    """The frame of Sec. V B 3 and both parts of a flat band's current in it.

    The direct part has a negative torque alone, the exchange part emission and torque.
    """
    first, second, e_z = frame(rng)
    turn, theta = real(rng, "0", "6"), real(rng, "3/10", "28/10")
    sideways = mpmath.cos(turn) * first + mpmath.sin(turn) * second
    right = mpmath.sin(theta) * sideways + mpmath.cos(theta) * e_z
    e_x = cross(e_z, sideways)
    spin, torque = real(rng, "1/2", "3"), -real(rng, "1/2", "2")
    zero = mpmath.mpf(0)
    direct = Current(e_z, right, zero, zero, 2 * spin * torque)
    exchange = Current(e_z, right, real(rng, "1/2", "2"), zero, real(rng, "1/2", "2"))
    _, axes = direct.unit_axes()
    _, exchange_axes = exchange.unit_axes()
    e_y = -sideways
    for found in (axes, exchange_axes):
        found["0"] = found["0"] if dot(found["0"], e_y) > 0 else -found["0"]
    return _sample({
        "direction_L": e_z, "direction_R": right,
        "cos_theta": mpmath.cos(theta), "sin_theta": mpmath.sin(theta),
        "e_x": e_x, "e_y": e_y, "e_z": e_z, "direct_axes": axes, "exchange_axes": exchange_axes,
    }, ring)  # fmt: skip


def _chopped(values: Values) -> Values:
    """Values without the rounding beside an exact zero, at any working precision."""
    smallest = 1000 * mpmath.mp.eps
    return {name: mpmath.chop(value, smallest) for name, value in values.items()}


@remembered
def draw_direct_principal(rng: random.Random, ring: Ring) -> Sample:
    """Principal currents of a direct part that has a torque alone, of either sign as two cases."""
    _, e_y, e_z = frame(rng)
    theta = real(rng, "3/10", "28/10")
    right = -mpmath.sin(theta) * e_y + mpmath.cos(theta) * e_z
    spin, size = real(rng, "1/2", "3"), real(rng, "1/2", "2")
    zero, torques = mpmath.mpf(0), np.array([size, -size])
    found = [
        _chopped(Current(e_z, right, zero, zero, 2 * spin * torque).unit_axes()[0])
        for torque in torques
    ]
    return _sample({
        "direct_principal": {k: np.array([values[k] for values in found]) for k in "0+-"},
        "lambda_sign": {"0": zero, "+": zero + 1, "-": zero - 1},
        "spin_size": spin, "T_S": torques, "sin_theta": mpmath.sin(theta),
    }, ring)  # fmt: skip
