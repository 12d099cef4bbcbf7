"""Spin states along any direction, triplets along any axis and edges of any bands: no rounding."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

import numpy as np
import sympy as sp
from flint import fmpq, fmpq_poly
from sympy.polys.rings import ring

from spinloom.derivations.engine.interpret import Ring, Sample

from .exact_atoms import BELL, HALF_SPIN, quadrupole, spins
from .exact_numbers_tensors import Array, Exact

ELECTRODES, SPINS, SIGNS = ("L", "R"), ("up", "down"), {"up": 1, "down": -1}


def _as_polynomial(domain: Any, value: Any) -> Exact:
    """A Gaussian rational as a constant polynomial."""
    parts = (sp.QQ(int(part.p), int(part.q)) for part in (value.real, value.imag))
    return Exact(domain(sp.QQ_I(*parts)))


def _polynomials(domain: Any, relations: list[Any]) -> Ring:
    """Polynomials that are equal where the relations vanish; leading terms are coprime."""

    def size(value: Any) -> int:
        entries = np.ravel(np.asarray(value, dtype=object))
        return int(any(bool(_value(entry, domain).rem(relations)) for entry in entries))

    def number(value: Fraction) -> Exact:
        return Exact(domain(sp.QQ(value.numerator, value.denominator)))

    return Ring("polynomials over the Gaussian rationals", number, size, {"dot": _dot})


def _value(entry: Any, domain: Any) -> Any:
    return entry.value if isinstance(entry, Exact) else domain(entry)


def _dot(vector: Array, operators: Array) -> Any:
    return sum((x * m for x, m in zip(vector, operators, strict=True)), 0 * operators[0])


@cache
def directions() -> Sample:
    """(10): spin states along z, turned by half an angle about an axis in the plane.

    The generators are sine and cosine of half the polar angle and of the azimuth. The rotation by
    theta about m is cos(theta/2) - 2 i sin(theta/2) m.s, for (2 m.s)^2 = 1.
    """
    domain, *generators = ring("sL cL pL qL sR cR pR qR", sp.QQ_I)
    half_spin = np.frompyfunc(lambda x: _as_polynomial(domain, x), 1, 1)(HALF_SPIN)
    imaginary, one, zero = (Exact(domain(x)) for x in (sp.QQ_I(0, 1), 1, 0))
    unit = np.array([[one, zero], [zero, one]], dtype=object)
    along, states, circles = {}, {}, []
    for place, r in enumerate(ELECTRODES):
        sine, cosine, *azimuth = (Exact(x) for x in generators[4 * place : 4 * place + 4])
        rise, run = azimuth
        circles += [(x**2 + y**2 - 1).value for x, y in ((sine, cosine), (rise, run))]
        axis = np.array([-rise, run, zero], dtype=object)
        turned = cosine * unit - 2 * imaginary * sine * _dot(axis, half_spin)
        across = 2 * sine * cosine
        along[r] = np.array([across * run, across * rise, cosine**2 - sine**2], dtype=object)
        states.update({(r, s): turned[:, [column]] for column, s in enumerate(SPINS)})
    values = {
        "J_hat": along,
        "spin_half": half_spin,
        "ket": states,
        "sign": {s: x * one for s, x in SIGNS.items()},
    }
    return Sample(_polynomials(domain, circles), values, {"electrode": ELECTRODES, "spin": SPINS})


# --- principal values ---------------------------------------------------------------------------


def _along(domain: Any, axis: Array) -> Array:
    """n.Q.n between the triplet states of two spins."""
    moment = np.frompyfunc(lambda x: _as_polynomial(domain, x), 1, 1)(
        quadrupole(spins(2).sum(axis=0))
    )
    columns = np.array([BELL[name] for name in "xyz"], dtype=object).T
    whole = sum(axis[i] * axis[j] * moment[i, j] for i, j in product(range(3), repeat=2))
    return np.asarray(columns.T @ whole @ columns * Fraction(1, 2))  # kets of norm two


@cache
def eigenvalues() -> tuple[Fraction, ...]:
    """The spectrum of n.Q.n on the triplet, the same for every unit vector n.

    A principal value of a state is an average of n.Q.n, so it lies between the ends of this
    spectrum. An eigenstate at an end has it as a principal value: no n' gives an average beyond it.
    """
    domain, *generators = ring("z x y", sp.QQ_I)
    axis = np.array([Exact(generators[place]) for place in (1, 2, 0)], dtype=object)
    sphere = sum(x**2 for x in generators) - 1
    first = _along(domain, axis)
    powers = [first, first @ first, first @ first @ first]
    t_1, t_2, t_3 = (_number(np.trace(power).value.rem([sphere])) for power in powers)
    # Newton's identities: the characteristic polynomial from the traces of the powers
    e_2 = (t_1 * t_1 - t_2) / 2
    e_3 = (t_3 - t_1 * t_2 + e_2 * t_1) / 3
    return _roots(fmpq_poly([-e_3, e_2, -t_1, fmpq(1)]))


def _number(polynomial: Any) -> fmpq:
    """A constant real polynomial as a rational number."""
    if not polynomial.is_ground:
        raise ValueError("the spectrum depends on the direction")
    constant = polynomial.LC if polynomial else sp.QQ_I(0)
    if constant.y:
        raise ValueError("the trace is not real")
    return fmpq(int(constant.x.numerator), int(constant.x.denominator))


def _roots(polynomial: fmpq_poly) -> tuple[Fraction, ...]:
    """Rational roots in rising order, each as often as it occurs."""
    found = [Fraction(int(x.p), int(x.q)) for x, power in polynomial.roots() for _ in range(power)]
    if len(found) < polynomial.degree():
        raise ValueError("a root is not rational")
    return tuple(sorted(found))


@cache
def principal() -> Sample:
    """The ends of the spectrum of n.Q.n."""
    found = eigenvalues()
    rationals = Ring("rationals", lambda value: value, lambda value: int(bool(value)))
    return Sample(rationals, {"lowest_principal": found[0], "highest_principal": found[-1]})


# --- band edges ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Least:
    """The least of some numbers, as the set of them."""

    numbers: frozenset[Any]

    def __sub__(self, other: Least) -> int:
        return int(self.numbers != other.numbers)


def _least(numbers: Iterable[Exact]) -> Least:
    return Least(frozenset(number.value for number in numbers))


def _modulus(number: Exact) -> Exact:
    """The sign chosen so that two numbers of one modulus become one."""
    return -number if number.value.LC < 0 else number


@cache
def edges() -> Sample:
    """(19): edges of a flat band from -D to D for each spin and electrode, and two potentials."""
    domain, half, *others = ring("D J_L J_R mu_L mu_R", sp.QQ)
    splitting = dict(zip(ELECTRODES, map(Exact, others[:2]), strict=True))
    potential = dict(zip(ELECTRODES, map(Exact, others[2:]), strict=True))
    width = Exact(half)
    shifts = [x / 2 for x in splitting.values()] + [-(x / 2) for x in splitting.values()]
    ends = [end + shift for shift in shifts for end in (width, -width)]
    cases = list(product(ELECTRODES, ELECTRODES, (1, -1), (1, -1)))

    def column(entries: Iterable[Any]) -> Array:
        return np.array([*entries], dtype=object)

    values = {
        "W": _least(_modulus(end - mu) for end in ends for mu in potential.values()),
        "D": width,
        "J_r": column(splitting[r] for r, _, _, _ in cases),
        "mu_r'": column(potential[r] for _, r, _, _ in cases),
        "sigma": column(sign for _, _, sign, _ in cases),
        "p": column(sign for _, _, _, sign in cases),
    }
    functions: dict[str, Callable[..., Any]] = {
        "minimum": _least,
        "abs": np.frompyfunc(_modulus, 1, 1),
    }

    def number(value: Fraction) -> Exact:
        return Exact(domain(sp.QQ(value.numerator, value.denominator)))

    return Sample(Ring("sets of linear forms", number, lambda value: int(value != 0), functions),
                  values)  # fmt: skip
