"""Derived Green's functions as elements of a field of rational functions.

The derivation (`green`) inverts the problem of the Hamiltonian; here its result
is put beside the print without any rounding. The functions g of the two
branches and sites are independent generators: the identities hold for any.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import sympy as sp
from sympy.polys.fields import field

from spinloom.derivations.engine.interpret import Ring, Sample

from . import green, hamiltonian
from .judge_green import RANGES

_NAMES = "t_0 t g_plus_1 g_plus_2 g_minus_1 g_minus_2"
_FIELD, *_GENERATORS = field(_NAMES, sp.QQ)
_T0, _T = _GENERATORS[:2]
_G = {
    ("+", "1"): _GENERATORS[2], ("+", "2"): _GENERATORS[3],
    ("-", "1"): _GENERATORS[4], ("-", "2"): _GENERATORS[5],
}  # fmt: skip

EXACT = Ring(
    "rational functions",
    lambda value: _FIELD(sp.QQ(value.numerator, value.denominator)),
    lambda value: 0 if value == 0 else 1,
)


def _in_field(expression: sp.Expr, branch: str, sign: int) -> Any:
    """A polynomial of the derivation as a field element; `sign` multiplies the hopping."""
    variables = (green.g_1, green.g_2, hamiltonian.t_0, hamiltonian.t)
    values = (_G[branch, "1"], _G[branch, "2"], sign * _T0, sign * _T)
    total = _FIELD(0)
    for powers, coefficient in sp.Poly(expression, *variables).terms():
        term = _FIELD(sp.QQ(coefficient.p, coefficient.q))
        for value, power in zip(values, powers, strict=True):
            term *= value**power
        total += term
    return total


@lru_cache(maxsize=2)
def _sample(sign: int) -> Sample:
    def part(which: int) -> Callable[[str, str, str], Any]:
        def value(branch: str, a: str, b: str) -> Any:
            numerator = green.common_numerators()[a + b][which]
            common = green.helical_determinant(1) * green.helical_determinant(-1)
            return _in_field(numerator, branch, sign) / _in_field(common, branch, sign)

        return value

    values = {"t_0": _T0, "t": _T, "g": lambda branch, site: _G[branch, site],
              "G_singlet": part(0), "G_triplet": part(1)}  # fmt: skip
    return Sample(EXACT, values, RANGES)


def exact_green() -> Sample:
    """The derived singlet and triplet parts, hopping sign of (1)."""
    return _sample(1)


def exact_green_other_gauge() -> Sample:
    """The same with the hopping reversed, c_2 -> -c_2."""
    return _sample(-1)
