"""Both roads to the currents of first order as polynomials."""

from __future__ import annotations

from functools import cache
from itertools import count
from typing import Any

import numpy as np
from sympy import QQ, QQ_I
from sympy.polys.rings import ring

from spinloom.derivations.engine.interpret import Ring, Sample

from . import judge_currents_routes as judge
from .exact_currents import turned
from .judge_currents_routes import LEFT, RIGHT, Array

_PAIRS = LEFT * RIGHT
_POLYNOMIALS, *_GENERATORS = ring([f"x_{n}" for n in range(LEFT + RIGHT + 4 * _PAIRS)], QQ_I)
_IMAGINARY = _POLYNOMIALS(QQ_I(0, 1))
_CONJUGATE = np.vectorize(turned, otypes=[object])


def _entry(value: complex) -> Any:
    """An entry of a Pauli matrix or of half of one."""
    return _POLYNOMIALS(QQ_I(QQ(int(2 * value.real), 2), QQ(int(2 * value.imag), 2)))


def _number(value: Any) -> Array:
    """Of one dimension: polynomials do not multiply arrays."""
    return np.full(1, _POLYNOMIALS(QQ(value.numerator, value.denominator)), dtype=object)


_RING = Ring(
    "polynomials",
    _number,
    lambda value: int(any(entry != 0 for entry in np.asarray(value, dtype=object).ravel())),
    {"Im": np.vectorize(lambda value: (value - turned(value)) / QQ_I(0, 2), otypes=[object])},
)


@cache
def point() -> Sample:
    """Occupations, amplitudes and kernels as free symbols, the last two with two real parts."""
    places = count()

    def symbols(*shape: int) -> Array:
        found = [_GENERATORS[next(places)] for _ in range(int(np.prod(shape)))]
        return np.array(found, dtype=object).reshape(shape)

    def complexes() -> Array:
        return symbols(LEFT, RIGHT) + symbols(LEFT, RIGHT) * _IMAGINARY

    filled = {"left": symbols(LEFT), "right": symbols(RIGHT)}
    moments = np.vectorize(_entry, otypes=[object])(judge.MOMENTS)
    device = judge.Device(filled, complexes(), complexes(), moments, _IMAGINARY, _CONJUGATE)
    return judge.sample(_RING, device)
