"""Proofs of the closed forms: their derivative is the integrand, exactly.

Poles are algebraic numbers. Here z is the residue class of the variable in
``Q(i)[v]/P_h(v)``: a matrix over the rationals whose trace is the sum over all
roots of P_h. For a device with rational parameters, at a rational point of the
axis, both sides are then rational numbers, and two rational functions that
agree at more points than their degree are equal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import flint
import sympy as sp

from spinloom.derivations.engine.series import Series, principal_part

from .arithmetic import Arithmetic, Assignment, dependencies, run
from .closed_forms import (
    ClosedForm,
    chain_basis,
    chain_closed_form,
    mu,
    thermal_basis,
    wide_basis,
    wide_closed_form,
)
from .couplings import integrands
from .pole_expansion import z

POINTS = 60
"""More than the degree of any of the rational functions compared."""


@dataclass(frozen=True)
class Class:
    """An element of ``Q(i)[v]/P(v)`` as a rational matrix, rows (power, re/im)."""

    matrix: Any

    def __add__(self, other: Class) -> Class:
        return Class(self.matrix + other.matrix)

    def __neg__(self) -> Class:
        return Class(self.matrix * -1)

    def __sub__(self, other: Class) -> Class:
        return self + (-other)

    def __mul__(self, other: Class) -> Class:
        return Class(self.matrix * other.matrix)

    def __pow__(self, exponent: int) -> Class:
        size = self.matrix.nrows()
        base = self.matrix
        unit = _unit(size)
        if exponent < 0:
            base = base.solve(unit)
        result = unit
        for _ in range(abs(exponent)):
            result = result * base
        return Class(result)

    def trace(self) -> tuple[flint.fmpq, flint.fmpq]:
        """Sum over the roots: real and imaginary part."""
        size = self.matrix.nrows()
        real = sum((self.matrix[2 * k, 2 * k] for k in range(size // 2)), flint.fmpq(0))
        imag = sum((self.matrix[2 * k + 1, 2 * k] for k in range(size // 2)), flint.fmpq(0))
        return real, imag


def _unit(size: int) -> Any:
    return flint.fmpq_mat(size, size, [int(i == j) for i in range(size) for j in range(size)])


def _embedded(blocks: Sequence[Sequence[tuple[flint.fmpq, flint.fmpq]]]) -> Any:
    """A matrix over Q(i) as one over Q: ``a + ib -> [[a, -b], [b, a]]``."""
    size = len(blocks)
    entries = []
    for row in blocks:
        entries += [x for real, imag in row for x in (real, -imag)]
        entries += [x for real, imag in row for x in (imag, real)]
    return flint.fmpq_mat(2 * size, 2 * size, entries)


def constants(size: int) -> Arithmetic:
    """Arithmetic of classes; pi stands for one, for it is a common factor of both sides."""

    def number(constant: sp.Expr) -> Class:
        parts = constant.xreplace({sp.pi: sp.Integer(1)}).as_real_imag()
        real, imag = (flint.fmpq(int(part.p), int(part.q)) for part in parts)
        pair = (real, imag)
        none = (flint.fmpq(0), flint.fmpq(0))
        rows = [[pair if i == j else none for j in range(size)] for i in range(size)]
        return Class(_embedded(rows))

    def conjugate(value: Class) -> Class:
        if size != 1:
            raise ArithmeticError("a class has no conjugate; conjugate its trace")
        real, imag = value.matrix[0, 0], value.matrix[1, 0]
        return Class(_embedded([[(real, -imag)]]))

    return Arithmetic(number, conjugate)


ONE = constants(1)


def exact(value: Fraction | int) -> Class:
    """A rational number as a class of degree one."""
    number: Class = ONE.number(sp.Rational(value))
    return number


def pair_of(value: Class) -> tuple[flint.fmpq, flint.fmpq]:
    """Real and imaginary part of a number."""
    return value.matrix[0, 0], value.matrix[1, 0]


def roots(coefficients: Sequence[Class]) -> Class:
    """The class of the variable: companion matrix of a polynomial, lowest power first."""
    *low, top = coefficients
    scaled = [pair_of(-(entry * top**-1)) for entry in low]
    none, one = (flint.fmpq(0), flint.fmpq(0)), (flint.fmpq(1), flint.fmpq(0))
    size = len(low)
    rows = [
        [one if row == column + 1 else none for column in range(size - 1)] + [scaled[row]]
        for row in range(size)
    ]
    return Class(_embedded(rows))


@dataclass(frozen=True)
class Sums:
    """For every output the coefficients at all poles of one helicity, and the pole."""

    pole: Class
    coefficients: dict[str, tuple[Class, ...]]


def pole_sums(
    form: ClosedForm, outputs: Sequence[str], device: Mapping[str, Fraction], helicity: int
) -> Sums:
    """The coefficients of the outputs in the residue classes of one helicity."""
    given = {name: exact(number) for name, number in device.items()}
    given["hopping"] = given["t_0"] + exact(helicity) * given["t"]
    polynomial = run(form.polynomial, given, ONE)
    pole = roots([polynomial[line.name] for line in form.polynomial])
    arithmetic = constants(pole.matrix.nrows() // 2)
    inputs = {name: arithmetic.number(sp.Rational(number)) for name, number in device.items()}
    inputs |= {"z": pole, "helicity": arithmetic.number(sp.Integer(helicity))}
    wanted = [output for output in form.outputs if output.name in outputs]
    names = [name for output in wanted for name in output.coefficients]
    values = run(dependencies(form.lines, names), inputs, arithmetic)
    return Sums(pole, {o.name: tuple(values[n] for n in o.coefficients) for o in wanted})


Pair = tuple[flint.fmpq, flint.fmpq]


def _rational(value: Fraction) -> flint.fmpq:
    return flint.fmpq(value.numerator, value.denominator)


def slope_of_form(sums: Sequence[Sums], name: str, at: Pair) -> Pair:
    """``sum c_n/(v - z)^n`` over all poles of both helicities, at one point v."""
    real, imag = flint.fmpq(0), flint.fmpq(0)
    for part in sums:
        size = part.pole.matrix.nrows() // 2
        none = (flint.fmpq(0), flint.fmpq(0))
        point = Class(_embedded([[at if i == j else none for j in range(size)]
                                 for i in range(size)]))  # fmt: skip
        total, inverse = None, (point - part.pole) ** -1
        for power, coefficient in enumerate(part.coefficients[name], start=1):
            term = coefficient * inverse**power
            total = term if total is None else total + term
        assert total is not None
        more = total.trace()
        real, imag = real + more[0], imag + more[1]
    return real, imag


def residue_sum(sums: Sequence[Sums], name: str) -> Pair:
    """``sum c_1`` over all poles of both helicities."""
    traces = [part.coefficients[name][0].trace() for part in sums]
    return sum((r for r, _ in traces), flint.fmpq(0)), sum((i for _, i in traces), flint.fmpq(0))


WIDE_DEVICE = {
    "t_0": Fraction(2), "t": Fraction(7, 10), "eps_1": Fraction(3, 10), "eps_2": Fraction(-1, 2),
    "Gamma_L": Fraction(23, 10), "Gamma_R": Fraction(7, 5),
}  # fmt: skip
CHAIN_DEVICE = {
    "t_0": Fraction(2), "t": Fraction(7, 10), "eps_1": Fraction(3, 10), "eps_2": Fraction(-1, 2),
    "t_e": Fraction(20), "t_L": Fraction(5), "t_R": Fraction(4),
}  # fmt: skip


def wide_derivative_is_integrand(
    form: ClosedForm | None = None, points: int = POINTS, outputs: Sequence[str] = ()
) -> bool:
    """Wide band: ``d/dmu`` of the closed form is the integrand at mu; the cut-off drops out."""
    form = form or wide_closed_form()
    names = list(outputs) or [output.name for output in form.outputs]
    sums = [pole_sums(form, names, WIDE_DEVICE, sign) for sign in (1, -1)]
    if any(residue_sum(sums, name)[0] != 0 for name in names):
        return False
    lines = dependencies(integrands(), names)
    for number in range(points):
        energy = Fraction(2 * number - points, 7)
        given = {name: exact(v) for name, v in WIDE_DEVICE.items()}
        given |= {f"dSigma_{lead}": exact(0) for lead in "LR"}
        for lead in "LR":
            given[f"Sigma_{lead}"] = ONE.number(-sp.I / 2) * given[f"Gamma_{lead}"]
        given |= {"E": exact(energy)}
        values = run(_needed(lines, given), given, ONE)
        at = (_rational(energy), flint.fmpq(0))
        for name in names:
            if 2 * slope_of_form(sums, name, at)[0] != pair_of(values[name])[0]:
                return False
    return True


def _needed(lines: Sequence[Assignment], given: Mapping[str, Any]) -> list[Assignment]:
    """Lines after the self-energies, when these are given."""
    return [line for line in lines if line.name not in (*given, "band_root", "surface",
                                                        "surface_slope")]  # fmt: skip


def chain_derivative_is_integrand(
    form: ClosedForm | None = None, points: int = POINTS, outputs: Sequence[str] = ()
) -> bool:
    """Exact chain: ``d/dphi`` of the closed form is ``dE/dphi`` times the integrand."""
    form = form or chain_closed_form()
    names = list(outputs) or [output.name for output in form.outputs]
    sums = [pole_sums(form, names, CHAIN_DEVICE, sign) for sign in (1, -1)]
    lines = dependencies(integrands(), names)
    for number in range(1, points + 1):
        half = Fraction(number, 11)  # tan(phi/2): a rational point of the circle
        cosine, sine = (1 - half**2) / (1 + half**2), 2 * half / (1 + half**2)
        t_e = CHAIN_DEVICE["t_e"]
        given = {name: exact(v) for name, v in CHAIN_DEVICE.items()}
        given |= {"E": exact(-2 * t_e * cosine), "band_root": exact(2 * t_e * sine)}
        values = run(lines, given, ONE)
        at = (_rational(cosine), _rational(sine))
        for name in names:
            real, imag = slope_of_form(sums, name, at)
            turned = -(at[0] * imag + at[1] * real)  # Re(i u sum)
            left = 2 * turned + residue_sum(sums, name)[1]
            if left != pair_of(values[name])[0] * pair_of(given["band_root"])[0]:
                return False
    return True


def basis_integrates() -> bool:
    """Every basis function is the integral of ``1/(v - z)^n``, and the chain starts from zero."""
    u = sp.Symbol("u")
    for power, line in enumerate(chain_basis(), start=1):
        slope = sp.expand(sp.diff(line.expression, u) * (u - z) ** power)
        if sp.expand(slope - 1) != 0 or line.expression.xreplace({u: sp.Integer(1)}) != 0:
            return False
    for power, line in enumerate(wide_basis(), start=1):
        slope = sp.diff(line.expression, mu) * (mu - z) ** power
        if sp.ratsimp(slope - 1) != 0:
            return False
    return True


def thermal_basis_follows() -> bool:
    """``b_2 = d b_1/dz``, ``b_3`` half the second derivative; ``b_1 -> log x`` as T -> 0."""
    values: dict[sp.Symbol, sp.Expr] = {}
    for line in thermal_basis():
        values[line.symbol] = line.expression.xreplace(values)
    first, second, third = (values[sp.Symbol(f"basis_{n}")] for n in (1, 2, 3))
    wide = [line.expression for line in wide_basis()]
    x = sp.Symbol("x", positive=True)
    leading = sp.series(sp.digamma(x + sp.Rational(1, 2)), x, sp.oo, 2).removeO()
    return (
        sp.expand(sp.diff(first, z) - second) == 0
        and sp.expand(sp.diff(second, z) / 2 - third) == 0
        and sp.ratsimp(sp.diff(wide[0], z) - wide[1]) == 0
        and bool(sp.expand_log(leading - sp.log(x)) == 0)
    )


def partial_fractions_hold() -> bool:
    """A triple, a double and a simple symbolic pole: the principal parts add up to the function."""
    a, b, c, v = sp.symbols("a b c v")
    field = sp.polys.fields.sfield([a, b, c, v])[0]
    for power in range(6):
        total = field.from_expr(v**power / ((v - a) ** 3 * (v - b) ** 2 * (v - c)))
        for pole, others in ((a, (a, a, b, b, c)), (b, (a, a, a, b, c)), (c, (a, a, a, b, b))):
            terms = Series(-1, (sp.Integer(1), sp.Integer(0), sp.Integer(0)))
            for other in others:
                start = (sp.Integer(0), sp.Integer(1)) if other == pole else (pole - other, 1)
                factor = _linear(*start)
                terms = terms * factor.reciprocal()
            jet = [sp.binomial(power, n) * pole ** max(power - n, 0) for n in range(3)]
            terms = terms * Series(0, tuple(jet))
            parts = principal_part([terms], -terms.lowest)
            for order, part in enumerate(parts, start=1):
                total -= field.from_expr(part / (v - pole) ** order)
        if total != 0:
            return False
    return True


def _linear(constant: sp.Expr, slope: sp.Expr) -> Series:
    """``constant + slope delta`` to third order; a zero constant raises the lowest power."""
    zero = sp.Integer(0)
    if constant == 0:
        return Series(1, (slope, zero, zero))
    return Series(0, (constant, slope, zero))
