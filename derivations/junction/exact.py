"""Derived stationary states as elements of a field of rational functions.

The derivation (`master`) gives the generator; that its stationary states are the ones below is
checked here without any rounding before they are put beside the print.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import sympy as sp
from sympy.polys.fields import field

from spinloom.derivations.engine.interpret import Ring, Sample

from . import master

_FIELD, _NU, _P, _UP, _DOWN = field("nu_tilde p w_up w_down", sp.QQ)


def size(value: Any) -> int:
    """Zero for zero, one otherwise; arrays entry by entry."""
    return int(any(entry != 0 for entry in np.ravel(np.asarray(value, dtype=object))))


EXACT = Ring(
    "rational functions",
    lambda value: _FIELD(sp.QQ(value.numerator, value.denominator)),
    size,
)


def _embedded(expression: sp.Expr, names: Mapping[sp.Symbol, Any]) -> Any:
    """A polynomial of the derivation as an element of a field."""
    one = next(iter(names.values())) ** 0
    total = 0 * one
    for powers, coefficient in sp.Poly(expression, *names).terms():
        term = one * sp.QQ(coefficient.p, coefficient.q)
        for generator, power in zip(names.values(), powers, strict=True):
            term *= generator**power
        total += term
    return total


def exact_rates() -> Sample:
    """Entries and determinants of the derived rate matrices; cosines are generators."""
    ring, r_1, r_2, half, whole, w, theta, phi = field("r_1 r_2 c C w theta phi", sp.QQ)
    names = {master.root_1: r_1, master.root_2: r_2, master.cos_half: half,
             master.cos_phi: whole}  # fmt: skip
    down, _, axial = (group.kossakowski() for group in master.generator().groups)

    def entry(expression: sp.Expr, rate: sp.Symbol) -> Any:
        return _embedded(master.reduced(expression), {**names, rate: w})

    def cosine(angle: Any) -> Any:
        return {theta / 2: half, phi: whole}[angle]

    exact = Ring("rational functions of cosines",
                 lambda value: ring(sp.QQ(value.numerator, value.denominator)), size,
                 {"cos": cosine})  # fmt: skip
    values = {
        "theta": theta, "phi": phi,
        "det_flip": entry(down.det(), master.down),
        "det_axial": entry(axial.det(), master.dephasing),
        "flip_1": entry(down[0, 0], master.down), "flip_2": entry(down[1, 1], master.down),
        "axial_1": entry(axial[0, 0], master.dephasing),
        "axial_2": entry(axial[1, 1], master.dephasing),
    }  # fmt: skip
    return Sample(exact, values)


@lru_cache(maxsize=1)
def thermal_weights() -> tuple[sp.Expr, ...]:
    """Weights of the product of two thermal spins, stationary for all parameters.

    Raises
    ------
    ArithmeticError
        If the derived generator moves them.
    """
    weights = (master.up**2, master.up * master.down, master.up * master.down, master.down**2)
    moved = master.rate(sp.ImmutableMatrix(sp.diag(*weights))).applyfunc(master.reduced)
    if moved != sp.zeros(4, 4):
        raise ArithmeticError("the thermal product moves")
    return weights


def exact_thermal() -> Sample:
    """The stationary product in terms of both rates."""
    names = {master.up: _UP, master.down: _DOWN}
    diagonal = [_embedded(weight, names) for weight in thermal_weights()]
    total = sum(diagonal)
    rho = np.array([[diagonal[i] / total if i == j else _FIELD(0) for j in range(4)]
                    for i in range(4)], dtype=object)  # fmt: skip
    return Sample(EXACT, {"rho_st": rho, "w_up": _UP, "w_down": _DOWN, "tensor": np.kron})


def family(p: Any, nu: Any) -> tuple[Any, Any, Any]:
    """Weights of up-up, of T2 and of down-down beside the weight p of the singlet.

    The rates up and down are V - nu and V + nu; `nu` is nu / V.
    """
    _singlet_is_dark()
    upper, lower = (1 - nu) ** 2, (1 + nu) ** 2
    middle = (1 - nu) * (1 + nu)
    total = upper + middle + lower
    return (1 - p) * upper / total, (1 - p) * middle / total, (1 - p) * lower / total


def exact_family() -> Sample:
    """The family at the symmetric point: p of the singlet, the rest thermal without it."""
    up, zero, down = family(_P, _NU)
    coherence = (zero - _P) / 2
    values = {
        "average_z_1": up - down, "average_z_2": up - down, "average_zz": up + down - zero - _P,
        "rho_pm": coherence, "nu_tilde": _NU,
    }  # fmt: skip
    return Sample(EXACT, values)


@lru_cache(maxsize=1)
def _singlet_is_dark() -> None:
    """The singlet's row and column of the generator vanish; the triplet's weights do not move."""
    symmetric = {
        master.dark: 0, master.uneven: 0, master.twisted: 0, master.D_perp: 0,
        master.larmor_2: master.larmor_1,
    }  # fmt: skip
    block = master.collective_block().subs(symmetric)
    singlet = [*block[5, :], *block[:, 5]]
    up, down = master.up, master.down
    weights = sp.Matrix([up**2, up * down, down**2, 0, 0, 0])
    moved = (block * weights).applyfunc(sp.expand)
    if any(singlet) or moved != sp.zeros(6, 1):
        raise ArithmeticError("the singlet is not dark or the triplet's weights move")
