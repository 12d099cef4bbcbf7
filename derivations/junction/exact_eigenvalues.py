"""Characteristic polynomials at the symmetric point as elements of a polynomial ring.

Roots and the imaginary unit are generators; a residual vanishes if its remainder by their squares
does.
"""

from __future__ import annotations

from typing import Any

import sympy as sp
from sympy.polys.rings import ring

from spinloom.derivations.engine.interpret import Ring, Sample

from . import master

_RING, _I, _OUTER, _INNER, _A, _B, _C, _NU, _J, _X = ring(
    "i outer inner a b c nu J x", sp.QQ, sp.lex
)
#: What the square roots of the closed form stand for.
_SQUARES = {_OUTER: (_A - _B) ** 2 + 16 * _A * _B, _INNER: _A * _B, _I: _RING(-1)}


def _size(value: Any) -> int:
    remainder = value.rem([root**2 - square for root, square in _SQUARES.items()])
    return int(remainder != 0)


def _sqrt(argument: Any) -> Any:
    """The generator of a known square; anything else has no value here."""
    return next(root for root, square in _SQUARES.items() if square == argument)


EXACT = Ring(
    "polynomials with two square roots",
    lambda value: _RING(sp.QQ(value.numerator, value.denominator)),
    _size,
    {"sqrt": _sqrt},
)


def _determinant(block: sp.ImmutableMatrix) -> Any:
    """det(x - L) with the block's entries at equal couplings, up to conjugation."""
    J, nu, x, a, b, c, i = sp.symbols("J nu x a b c i")
    point = {
        master.dark: 0, master.uneven: 0, master.twisted: 0, master.D_perp: 0, master.bright: 1,
        master.lambda_1: 1, master.lambda_2: 1, master.shared: 1,
        master.J_perp: J, master.J_axis: J, master.larmor_1: nu, master.larmor_2: nu,
        master.down: 2 * a, master.up: 2 * b, master.dephasing: 4 * c,
    }  # fmt: skip
    entries = block.subs(point).subs(sp.I, i)
    whole = (x * sp.eye(block.rows) - entries).det(method="berkowitz")
    return _RING.from_expr(sp.expand(whole))


def exact_characteristic() -> Sample:
    """The five determinants of the derived blocks."""
    up, double = _determinant(master.coherence_block()), _determinant(master.block(master.DOUBLE))
    values = {
        "determinant_0": _determinant(master.collective_block()),
        "determinant_1": up, "determinant_-1": up.compose(_I, -_I),
        "determinant_2": double, "determinant_-2": double.compose(_I, -_I),
        "x": _X, "nu": _NU, "J_ex": _J, "i_unit": _I, "down": _A, "up": _B, "axial": _C,
    }  # fmt: skip
    return Sample(EXACT, values)
