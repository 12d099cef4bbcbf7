"""The derived coefficients of the currents as elements of a field of rational functions.

Densities, polarisations, anisotropies, occupations and the kernel are free symbols on two
frequencies: every coefficient is a sum over pairs of frequencies, so that no more are needed. The
traces are those of the derivation, with the propagator ``P - i pi delta``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sympy import QQ
from sympy.polys.fields import field

from spinloom.derivations.engine.interpret import Ring, Sample
from spinloom.derivations.engine.invariants import Tensor, as_tensor, delta, epsilon

from . import currents
from .currents import J_L, J_R, i, j
from .judge_currents_functions import NAMES, OnGrid

Array = NDArray[Any]
POINTS = 2
_TABLES = ("nu_bar_L", "nu_bar_R", "n_L", "n_R", "f_L", "f_R", "a", "a_even")
_FIELD, *_GENERATORS = field(
    [f"{name}_{k}" for name, k in product(_TABLES, range(POINTS))] + ["p", "h", "t", "pi"], QQ
)
_P, _H, _T, _PI = _GENERATORS[-4:]
_ZERO = _FIELD(0)


def _constant(value: Any) -> Array:
    """A field element that does not depend on frequencies; elements do not multiply arrays."""
    return np.full((1, 1, 1), value, dtype=object)


EXACT = Ring(
    "rational functions",
    lambda value: _constant(_FIELD(QQ(value.numerator, value.denominator))),
    lambda value: int(any(entry != 0 for entry in np.asarray(value, dtype=object).ravel())),
)


def _table(name: str) -> list[Any]:
    start = _TABLES.index(name) * POINTS
    return _GENERATORS[start : start + POINTS]


def _principal(first: int, second: int) -> Any:
    return _ZERO if first == second else _P if first < second else -_P


def _parts(tensor: Tensor, values: dict[str, Any]) -> tuple[Any, Any]:
    """Real and imaginary part of a coefficient without structure, at values of its scalars."""
    real, imaginary = _ZERO, _ZERO
    for monomial, number in tensor.terms.items():
        term = _FIELD(1)
        for _, name in monomial:
            term *= values[name]
        real += term * QQ(number.real.numerator, number.real.denominator)
        imaginary += term * QQ(number.imag.numerator, number.imag.denominator)
    return real, imaginary


def _pairs(coefficient: Tensor, factor: int) -> Any:
    """factor t^2 Im of the sum over pairs of nu nu (f_R - f_L) coefficient (P - i pi delta)."""
    total = _ZERO
    for first, second in product(range(POINTS), repeat=2):
        values = {name: _table(name)[first] for name in ("n_L", "a", "a_even")}
        values["n_R"] = _table("n_R")[second]
        real, imaginary = _parts(coefficient, values)
        bias = _table("f_R")[second] - _table("f_L")[first]
        density = _table("nu_bar_L")[first] * _table("nu_bar_R")[second]
        sharp = 1 / _H if first == second else _ZERO
        kernel = imaginary * _principal(first, second) - real * _PI * sharp
        total += factor * _T**2 * density * bias * kernel * _H**2
    return _constant(total)


def _derived() -> dict[str, Any]:
    """Each structure of the traces with its sum over pairs: currents are those of (89)-(91)."""
    charge, spin, chain = (
        currents.charge_trace(), currents.spin_trace(), currents.exchange_trace(),
    )  # fmt: skip
    dissipative, twisted = delta(i, J_L) * delta(j, J_R), delta(i, J_L) * epsilon(j, J_L, J_R)
    found = {
        "I_N0": _pairs(charge.coefficient(as_tensor(1)), -2),
        "I_NF": _pairs(charge.coefficient(delta(J_L, J_R)), -2),
        "E_S": _pairs(spin.coefficient(delta(i, J_L)), -2),
        "A_S": _pairs(spin.coefficient(delta(i, J_R)), -2),
        "T_S": _pairs(spin.coefficient(epsilon(i, J_L, J_R)), -2),
        "E_ex": _pairs(chain.coefficient(delta(i, J_L) * delta(j, J_L)), -4),
        # the symmetric product of two different vectors holds either order with one half
        "A_ex": _pairs(chain.coefficient(dissipative) * 2, -4),
        "T_ex": _pairs(chain.coefficient(twisted) * 2, -4),
    }
    return {name: {"L": value} for name, value in found.items()}


def _on_grid(values: list[Any]) -> OnGrid:
    return OnGrid(np.array(values, dtype=object), np.arange(POINTS))


def _integrate(names: tuple[str, ...], integrand: Callable[..., Any]) -> Any:
    """A sum over the frequencies; no function here is asked for at one of them."""
    values = np.asarray(integrand(*(None for _ in names)))
    return values.sum(axis=-3, keepdims=True) * _H


@cache
def polarisations() -> Sample:
    """Two polarisations as free symbols."""
    values = {"n": {r: _constant(_table(f"n_{r}")[0]) for r in "LR"}, "sign": NAMES}
    return Sample(EXACT, values, {"spin": tuple(NAMES)})


@cache
def coefficients() -> Sample:
    """(93)-(102) in free symbols."""
    tables = {name: {r: _table(f"{name}_{r}") for r in "LR"} for name in ("nu_bar", "n", "f")}
    filled = {r: tables["f"][r] for r in "LR"}
    density = {r: tables["nu_bar"][r] for r in "LR"}

    def principal_sum(r: str, occupied: bool) -> OnGrid:
        points = range(POINTS)
        return _on_grid([
            sum(
                (_principal(k, m) * density[r][m] * tables["n"][r][m]
                 * (filled[r][m] if occupied else 1) for m in points),
                start=_ZERO,
            ) * _H / _PI
            for k in points
        ])  # fmt: skip

    pairs = list(zip(density["L"], density["R"], strict=True))
    values = _derived() | {
        "nu_bar": {r: _on_grid(density[r]) for r in "LR"},
        "n": {r: _on_grid(tables["n"][r]) for r in "LR"},
        "f_plus": {r: _on_grid(filled[r]) for r in "LR"},
        "anisotropy": {"L": _on_grid(_table("a"))},
        "anisotropy_even": {"L": _on_grid(_table("a_even"))},
        "alpha": {r: principal_sum(r, False) for r in "LR"},
        "beta": {r: principal_sum(r, True) for r in "LR"},
        "Gamma": _on_grid([2 * _PI * _T**2 * left * right for left, right in pairs]),
        "Delta": _on_grid([b - f for f, b in zip(filled["L"], filled["R"], strict=True)]),
        "pi": _constant(_PI), "t": _constant(_T),
    }  # fmt: skip
    return Sample(EXACT, values, integrate=_integrate)
