"""The derived currents as elements of a field of rational functions.

Densities, polarisations, occupations and the kernel are free symbols on two frequencies: every
current is a sum over pairs of frequencies, so that no more are needed. The traces are those of the
derivation, with the propagator ``P - i pi delta``. The Stoner fields span the plane of x and z;
nothing here uses that their directions have length one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, partial
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sympy import QQ, QQ_I
from sympy.polys.fields import field

from spinloom.derivations.engine.interpret import Ring, Sample
from spinloom.derivations.engine.invariants import Tensor, as_tensor, delta, epsilon

from . import currents
from . import judge_currents_functions as known
from .currents import J_L, J_R, i, j
from .judge_currents import odot
from .judge_currents_functions import NAMES, OnGrid

Array = NDArray[Any]
POINTS = 2
GRID = np.arange(POINTS)
_TABLES = ("nu_bar_L", "nu_bar_R", "n_L", "n_R", "f_L", "f_R", "hole", "even_hole")
_FIELD, *_GENERATORS = field(
    [f"{name}_{k}" for name, k in product(_TABLES, range(POINTS))]
    + ["near", "far", "unknown", "p", "h", "t", "pi", "s", "c", "q"],
    QQ_I,
)
_NEAR, _FAR, _UNKNOWN, _P, SPACING, _T, _PI, SINE, COSINE, ROOT = _GENERATORS[-10:]
ZERO, ONE, IMAGINARY = _FIELD(0), _FIELD(1), _FIELD(QQ_I(0, 1))
#: Dirac's delta of a distance on the grid, sharp or as broad as the kernel; the principal value.
SHARP = {0: 1 / SPACING, 1: ZERO, -1: ZERO}
BROAD = {0: _NEAR, 1: _FAR, -1: _FAR}
_PRINCIPAL = {0: ZERO, 1: -_P, -1: _P}


def constant(value: Any) -> Array:
    """A field element that does not depend on frequencies; elements do not multiply arrays."""
    return np.full((1, 1, 1), value, dtype=object)


def turned(polynomial: Any) -> Any:
    """The complex conjugate of a polynomial in real symbols."""
    return polynomial.ring.from_dict({k: QQ_I(c.x, -c.y) for k, c in polynomial.items()})


def imaginary_part(value: Any) -> Any:
    """The imaginary part of a rational function of real symbols."""
    conjugate = _FIELD(turned(value.numer)) / _FIELD(turned(value.denom))
    return (value - conjugate) / (2 * IMAGINARY)


EXACT = Ring(
    "rational functions",
    lambda value: constant(_FIELD(QQ(value.numerator, value.denominator))),
    lambda value: int(any(entry != 0 for entry in np.asarray(value, dtype=object).ravel())),
    {"Im": np.vectorize(imaginary_part, otypes=[object])},
)


def table(name: str) -> list[Any]:
    if name in ("a", "a_even"):
        return _anisotropy("hole" if name == "a" else "even_hole")
    start = _TABLES.index(name) * POINTS
    return _GENERATORS[start : start + POINTS]


def _anisotropy(name: str) -> list[Any]:
    """The two-particle density of an orbital is +-hole at its two partners: they add up to zero."""
    filled, density = table("f_L"), table("nu_bar_L")
    partners = (filled[0] - filled[1]) * SPACING
    return [hole * partners / nu for hole, nu in zip(table(name), density, strict=True)]


def _principal(first: int, second: int) -> Any:
    return _PRINCIPAL[first - second]


def by_distance(values: Mapping[int, Any]) -> Callable[[Any], Any]:
    """A function of distances on the grid, of which nothing is known elsewhere."""

    def value(distance: Any) -> Any:
        return next((v for k, v in values.items() if distance == k), _UNKNOWN)

    return np.vectorize(value, otypes=[object])


def _parts(tensor: Tensor, values: dict[str, Any]) -> tuple[Any, Any]:
    """Real and imaginary part of a coefficient without structure, at values of its scalars."""
    real, imaginary = ZERO, ZERO
    for monomial, number in tensor.terms.items():
        term = ONE
        for _, name in monomial:
            term *= values[name]
        real += term * QQ(number.real.numerator, number.real.denominator)
        imaginary += term * QQ(number.imag.numerator, number.imag.denominator)
    return real, imaginary


def _pairs(coefficient: Tensor, factor: int, dirac: Mapping[int, Any]) -> Any:
    """factor t^2 Im of the sum over pairs of nu nu (f_R - f_L) coefficient (P - i pi delta)."""
    total = ZERO
    for first, second in product(range(POINTS), repeat=2):
        values = {name: table(name)[first] for name in ("n_L", "a", "a_even")}
        values["n_R"] = table("n_R")[second]
        real, imaginary = _parts(coefficient, values)
        bias = table("f_R")[second] - table("f_L")[first]
        density = table("nu_bar_L")[first] * table("nu_bar_R")[second]
        kernel = imaginary * _principal(first, second) - real * _PI * dirac[first - second]
        total += factor * _T**2 * density * bias * kernel * SPACING**2
    return constant(total)


def _derived(dirac: Mapping[int, Any]) -> dict[str, Any]:
    """Each structure of the traces with its sum over pairs: currents are those of (89)-(91)."""
    pairs = partial(_pairs, dirac=dirac)
    charge, spin, chain = (
        currents.charge_trace(), currents.spin_trace(), currents.exchange_trace(),
    )  # fmt: skip
    dissipative, twisted = delta(i, J_L) * delta(j, J_R), delta(i, J_L) * epsilon(j, J_L, J_R)
    found = {
        "I_N0": pairs(charge.coefficient(as_tensor(1)), -2),
        "I_NF": pairs(charge.coefficient(delta(J_L, J_R)), -2),
        "E_S": pairs(spin.coefficient(delta(i, J_L)), -2),
        "A_S": pairs(spin.coefficient(delta(i, J_R)), -2),
        "T_S": pairs(spin.coefficient(epsilon(i, J_L, J_R)), -2),
        "E_ex": pairs(chain.coefficient(delta(i, J_L) * delta(j, J_L)), -4),
        # the symmetric product of two different vectors holds either order with one half
        "A_ex": pairs(chain.coefficient(dissipative) * 2, -4),
        "T_ex": pairs(chain.coefficient(twisted) * 2, -4),
    }
    return {name: {"L": value} for name, value in found.items()}


def on_grid(values: list[Any]) -> OnGrid:
    return OnGrid(np.array(values, dtype=object), GRID)


@cache
def polarisations() -> Sample:
    """Two polarisations as free symbols."""
    values = {"n": {r: constant(table(f"n_{r}")[0]) for r in "LR"}, "sign": NAMES}
    return Sample(EXACT, values, {"spin": tuple(NAMES)})


@cache
def coefficients() -> Sample:
    """(93)-(102) in free symbols."""
    tables = {name: {r: table(f"{name}_{r}") for r in "LR"} for name in ("nu_bar", "n", "f")}
    filled = {r: tables["f"][r] for r in "LR"}
    density = {r: tables["nu_bar"][r] for r in "LR"}

    def principal_sum(r: str, occupied: bool) -> OnGrid:
        points = range(POINTS)
        return on_grid([
            sum(
                (_principal(k, m) * density[r][m] * tables["n"][r][m]
                 * (filled[r][m] if occupied else 1) for m in points),
                start=ZERO,
            ) * SPACING / _PI
            for k in points
        ])  # fmt: skip

    pairs = list(zip(density["L"], density["R"], strict=True))
    values = _derived(SHARP) | {
        "nu_bar": {r: on_grid(density[r]) for r in "LR"},
        "n": {r: on_grid(tables["n"][r]) for r in "LR"},
        "f_plus": {r: on_grid(filled[r]) for r in "LR"},
        "anisotropy": {"L": on_grid(table("a"))},
        "anisotropy_even": {"L": on_grid(table("a_even"))},
        "alpha": {r: principal_sum(r, False) for r in "LR"},
        "beta": {r: principal_sum(r, True) for r in "LR"},
        "Gamma": on_grid([2 * _PI * _T**2 * left * right for left, right in pairs]),
        "Delta": on_grid([b - f for f, b in zip(filled["L"], filled["R"], strict=True)]),
        "pi": constant(_PI), "t": constant(_T),
    }  # fmt: skip
    return Sample(EXACT, values, integrate=known.integral(GRID, SPACING))


def _matrices() -> dict[str, Any]:
    """Places of the appendix, directions, the kernel and the two-particle matrix."""
    base = coefficients().values
    directions = {
        "L": np.array([ZERO, ZERO, ONE], dtype=object),
        "R": np.array([SINE, ZERO, COSINE], dtype=object),
    }
    filled, density = ({r: table(f"{name}_{r}") for r in "LR"} for name in ("f", "nu_bar"))
    shape = (POINTS, POINTS)
    rates, bias = np.empty(shape, dtype=object), np.empty(shape, dtype=object)
    for k, m in product(range(POINTS), repeat=2):
        rates[k, m] = 2 * _PI * _T**2 * density["L"][k] * density["R"][m]
        bias[k, m] = filled["R"][m] - filled["L"][k]
    along = directions["L"]
    holes = {name: np.outer(table(name), [1, -1]) for name in ("hole", "even_hole")}
    axes = list(enumerate("xyz"))
    first, third = (known.along(GRID, axis) for axis in (0, 2))

    def pair(table: Any) -> Any:
        return known.on_pairs(table, GRID)(first, third)

    return known.at_places(GRID, directions, base, rates, bias) | {
        "direction": {r: known.constant(x) for r, x in directions.items()},
        "f_minus": {"L": on_grid([1 - x for x in filled["L"]])},
        "unit": {x: known.constant(np.array([_FIELD(int(k == m)) for m in range(3)], dtype=object))
                 for k, x in axes},
        "pair_matrix": {
            **{("0", x): pair(holes["even_hole"] * along[k]) for k, x in axes},
            **{(x, y): pair(holes["hole"] * (along[k] * along[m]))
               for (k, x), (m, y) in product(axes, repeat=2)},
        },
        "principal": by_distance(_PRINCIPAL), "dirac": by_distance(SHARP),
        "dot": lambda a, b: (a * b).sum(axis=0), "cross": known.cross, "odot": odot,
        "i_unit": constant(IMAGINARY), "omega": known.along(GRID, 0),
    }  # fmt: skip


@cache
def appendix() -> Sample:
    """(D3)-(D12): the derived currents as vectors and tensors."""
    return _with_currents({**coefficients().values, **_matrices()})


@cache
def broadened() -> Sample:
    """The same with a kernel of some width: a function of two distances, no delta function."""
    values = {**appendix().values, **_derived(BROAD), "dirac": by_distance(BROAD)}
    return _with_currents(values)


def _with_currents(values: Mapping[str, Any]) -> Sample:
    base = coefficients()
    left, right = (values["direction"][r] for r in "LR")
    normal = known.cross(left, right)
    tensors = [odot(left, x) for x in (left, right, normal)]
    three = {kind: [values[f"{x}_{kind}"]["L"] for x in "EAT"] for kind in ("S", "ex")}
    currents_ = {
        "charge_current": {"L": values["I_N0"]["L"] + values["I_NF"]["L"] * constant(COSINE)},
        "average_spin_current": {
            "L": sum(x * v for x, v in zip(three["S"], (left, right, normal), strict=True))
        },
        "exchange_current": {"LL": -sum(x * v for x, v in zip(three["ex"], tensors, strict=True))},
    }
    ranges = {"axis": ("x", "y", "z"), "electrode": ("L", "R")}
    return replace(base, values={**values, **currents_}, ranges=ranges)
