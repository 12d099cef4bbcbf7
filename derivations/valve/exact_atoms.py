"""Exact samples: spins as matrices of Gaussian rationals, numbers in a field of rational functions.

Every term of a moment holds one or two electrons, so that three spins prove it for any number. The
averages of the single electrode add up from its orbitals, full ones and singly occupied ones: an
orbital that holds spin down holds spin up too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import cache, reduce
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray
from sympy.polys.fields import FracField, field

from spinloom.derivations.engine.gaussian import I, gaussian
from spinloom.derivations.engine.interpret import Ring, Sample

from . import exact_orbital as orbital
from .judge_atoms_spins import AXES

Array = NDArray[Any]


def _size(value: Any) -> int:
    """Zero for zero, one otherwise."""
    return int(any(bool(entry) for entry in np.ravel(np.asarray(value, dtype=object))))


def _ring(domain: FracField) -> Ring:
    return Ring(
        "rational functions",
        lambda value: domain(sp.QQ(value.numerator, value.denominator)),
        _size,
    )


def _parts(up: Any, down: Any, one: Any) -> tuple[Array, Array, Array]:
    """The spin, products of its components, and their exchange part.

    Raises
    ------
    ArithmeticError
        If Wick's theorem gives other products than the states of the orbitals.
    """

    def total(part: Callable[[Any, Any, Any], Array]) -> Array:
        full, singly = part(one, one, one), part(one, 0 * one, one)
        return np.asarray(full * down + singly * (up - down))

    spin = total(lambda *filled: orbital.averages(*filled)[0])
    products = np.multiply.outer(spin, spin) + total(orbital.correlated)
    single, exchange = total(orbital.single), total(orbital.exchanged)
    if _size(products - np.multiply.outer(spin, spin) - single - exchange):
        raise ArithmeticError("the parts do not add up to the average")
    return spin, products, exchange


def _electrode(domain: FracField, up: Any, down: Any, orbitals: Any, half_width: Any) -> Sample:
    """Averages and their exchange parts from orbitals; parameters by the level spacing.

    Raises
    ------
    ArithmeticError
        If the spin is not maximal along z.
    """
    vector, products, exchange = _parts(up, down, domain(1))
    spin, electrons = vector[2], up + down
    transverse, whole = products[0, 0] + products[1, 1], np.trace(products)
    if _size(whole - spin * (spin + 1)):
        raise ArithmeticError("the spin is not maximal along z")
    values = {
        "D": half_width,
        "N_o": orbitals,
        "nu_bar": orbitals / (2 * half_width),
        "J": (up - down) * 2 * half_width / orbitals,
        "mu": electrons * half_width / orbitals - half_width,
        "sign": {"up": domain(1), "down": domain(-1)},
        "N_occupied": {"up": up, "down": down},
        "N_down": down,
        "N_s": up - down,
        "moved": up - electrons / 2,
        "mean_number": electrons,
        "mean_spin": {"z": spin},
        "S_length": spin,
        "mean_longitudinal": products[2, 2],
        "mean_transverse": transverse,
        "mean_quadrupole": products[2, 2] - whole / 3,
        "longitudinal_exchange": exchange[2, 2],
        "transverse_exchange": exchange[0, 0] + exchange[1, 1],
    }
    return Sample(_ring(domain), values, {"spin": ("up", "down")})


@cache
def filled() -> Sample:
    """Any numbers of electrons with spin up and down, up above down, and any band."""
    domain, up, down, orbitals, half_width = field("N_up N_down N_o D", sp.QQ)
    return _electrode(domain, up, down, orbitals, half_width)


@cache
def half_filled() -> Sample:
    """As many electrons as orbitals."""
    domain, up, down, half_width = field("N_up N_down D", sp.QQ)
    return _electrode(domain, up, down, up + down, half_width)


@cache
def polarized() -> Sample:
    """Densities of both spins of both electrodes at one frequency."""
    domain, *drawn = field("nu_L_up nu_L_down nu_R_up nu_R_down omega", sp.QQ)
    omega = drawn.pop()
    density = {"L": drawn[:2], "R": drawn[2:]}

    def at_omega(value: Any) -> Any:
        """A function of the frequency that is known at omega alone."""
        return lambda x: {omega: value}[x]

    values = {
        "nu": lambda r, s: at_omega(density[r][("up", "down").index(s)]),
        "nu_bar_of": lambda r: at_omega(sum(density[r]) / 2),
        "n": lambda r: at_omega((density[r][0] - density[r][1]) / sum(density[r])),
        "sign": {"up": domain(1), "down": domain(-1)},
        "omega": omega,
    }
    return Sample(_ring(domain), values, {"electrode": ("L", "R"), "spin": ("up", "down")})


# --- spins --------------------------------------------------------------------------------------

_RATIONAL = Ring("Gaussian rationals", lambda value: value, _size, {"outer": np.outer})
_HALF = gaussian(Fraction(1, 2))
_ZERO, _THIRD = gaussian(0), Fraction(1, 3)
HALF_SPIN = np.array([
    [[_ZERO, _HALF], [_HALF, _ZERO]],
    [[_ZERO, -_HALF * I], [_HALF * I, _ZERO]],
    [[_HALF, _ZERO], [_ZERO, -_HALF]],
])  # fmt: skip
_UNIT = np.array([[int(a == b) for a in range(3)] for b in range(3)], dtype=object)

#: Unnormalised kets in the order up-up, up-down, down-up, down-down.
ALIGNED = {"+": (1, 0, 0, 0), "-": (0, 0, 0, 1)}
BELL = {"x": (1, 0, 0, -1), "y": (1, 0, 0, 1), "z": (0, 1, 1, 0)}


@cache
def spins(count: int) -> Array:
    """Spin components of every electron, shape (electron, axis, state, state)."""
    unit = _UNIT[:2, :2]
    return np.array([
        [reduce(np.kron, [s if place == electron else unit for place in range(count)])
         for s in HALF_SPIN]
        for electron in range(count)
    ])  # fmt: skip


def quadrupole(total: Array) -> Array:
    """Symmetric, traceless part of the dyadic square of a spin, shape (axis, axis, ...)."""
    dyadic = np.array([[a @ b for b in total] for a in total])
    trace = dyadic[0, 0] + dyadic[1, 1] + dyadic[2, 2]
    isotropic = np.array([[trace * int(entry) for entry in row] for row in _UNIT])
    return np.asarray((dyadic + dyadic.swapaxes(0, 1)) * Fraction(1, 2) - isotropic * _THIRD)


def mean(vector: tuple[int, ...], operator: Array) -> Array:
    """The average of a stack of operators in a state with real components."""
    ket = np.array(vector, dtype=object)
    return np.asarray(np.dot(np.dot(operator, ket), ket) * Fraction(1, sum(x * x for x in vector)))


@cache
def triplets() -> Sample:
    """Averages in the triplet states of two spins."""
    total = spins(2).sum(axis=0)
    tensor = quadrupole(total)
    values = {
        "unequal": lambda a, b: int(a != b),
        "e": dict(zip(AXES, _UNIT, strict=True)),
        "m": {"+": 1, "-": -1},
        "aligned_spin": {m: mean(vector, total) for m, vector in ALIGNED.items()},
        "aligned_quadrupole": {m: mean(vector, tensor) for m, vector in ALIGNED.items()},
        "planar_quadrupole": mean(BELL["z"], tensor),
        "bell_quadrupole": {a: mean(vector, tensor) for a, vector in BELL.items()},
    }
    return Sample(_RATIONAL, values, {"axis": AXES, "orientation": ("+", "-")})


@cache
def pairs() -> Sample:
    """Three electrons: the whole moment, and that of each pair by itself."""
    every, names = spins(3), ("1", "2", "3")
    total = every.sum(axis=0)
    whole = quadrupole(total)
    numbers = {name: n for n, name in enumerate(names)}
    # an electron that is its own partner is one electron
    parts = {
        (a, b): quadrupole(every[sorted({numbers[a], numbers[b]})].sum(axis=0))
        for a in names for b in names
    }  # fmt: skip

    def place(axis: str) -> int:
        return AXES.index(axis)

    values = {
        "S": dict(zip(AXES, total, strict=True)),
        "delta": lambda a, b: int(a == b),
        "ordered": lambda a, b: int(a < b),
        "Q": lambda a, b: whole[place(a), place(b)],
        "q": lambda i, j, a, b: parts[a, b][place(i), place(j)],
        "s": lambda axis, electron: every[int(electron) - 1][place(axis)],
        "s_xy": lambda axis, electron: every[int(electron) - 1][place(axis)],
        "s_vector": {name: every[int(name) - 1] for name in names},
    }
    functions = {"dot": lambda x, y: sum(a @ b for a, b in zip(x, y, strict=True))}
    ring = replace(_RATIONAL, functions=functions)
    ranges = {"axis": AXES, "transverse axis": AXES[:2], "electron": names}
    return Sample(ring, values, ranges)


def one_pair() -> Sample:
    """As `pairs`, where a free pair holds the first electron and a later one."""
    return replace(pairs(), free={"a": ("1",), "b": ("2", "3")})
