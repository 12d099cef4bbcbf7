"""Exact arithmetic for integrands: identities at one energy, for any leads.

At one energy the leads enter by real numbers only: ``g_i = x_i + i Gamma/2`` and
its slope. Every integrand is then a polynomial in these, in the hoppings and in
``q_s = 1/|D_s|^2``. An identity holds when it vanishes after the ``q_s`` have
been multiplied out: no division, no gcd, the same answer every time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import flint
import sympy as sp

from .arithmetic import Arithmetic, run
from .couplings import integrands
from .green import PAIRS

NAMES = (
    "x_1", "x_2", "Gamma_L", "Gamma_R", "t_0", "t",
    "dx_1", "dx_2", "dGamma_L", "dGamma_R", "inverse_pi", "q_plus", "q_minus",
)  # fmt: skip
CONTEXT = flint.fmpq_mpoly_ctx.get(NAMES, "lex")
GENERATORS: dict[str, Any] = dict(zip(NAMES, CONTEXT.gens(), strict=True))
ZERO = CONTEXT.constant(0)


@dataclass(frozen=True)
class Exact:
    """A complex number whose parts are polynomials in the real generators."""

    real: Any
    imag: Any

    def __add__(self, other: Exact) -> Exact:
        return Exact(self.real + other.real, self.imag + other.imag)

    def __neg__(self) -> Exact:
        return Exact(-self.real, -self.imag)

    def __sub__(self, other: Exact) -> Exact:
        return self + (-other)

    def __mul__(self, other: Exact) -> Exact:
        return Exact(
            self.real * other.real - self.imag * other.imag,
            self.real * other.imag + self.imag * other.real,
        )

    def __pow__(self, exponent: int) -> Exact:
        if exponent < 0:
            raise ZeroDivisionError("an inverse needs its own name in the exact ring")
        result = Exact(CONTEXT.constant(1), ZERO)
        for _ in range(exponent):
            result = result * self
        return result

    def conjugate(self) -> Exact:
        """Complex conjugate; all generators are real."""
        return Exact(self.real, -self.imag)

    def vanishes(self) -> bool:
        """Whether the number is zero, with ``q_s |D_s|^2 = 1``."""
        return all(_cleared(part).is_zero() for part in (self.real, self.imag))


def generator(name: str) -> Exact:
    """One of the real generators."""
    return Exact(GENERATORS[name], ZERO)


def number(constant: sp.Expr) -> Exact:
    """A Gaussian rational; 1/pi is a generator.

    Raises
    ------
    ValueError
        For any other irrational constant.
    """
    if constant == 1 / sp.pi:
        return generator("inverse_pi")
    if constant.is_Mul and constant.has(sp.pi):
        result = number(sp.Integer(1))
        for factor in constant.args:
            result = result * number(factor)
        return result
    real, imag = constant.as_real_imag()
    if not (real.is_Rational and imag.is_Rational):
        raise ValueError(f"{constant} is no Gaussian rational")
    parts = (CONTEXT.constant(flint.fmpq(int(part.p), int(part.q))) for part in (real, imag))
    return Exact(*parts)


EXACT = Arithmetic(number, Exact.conjugate)
HALF_I = number(sp.I / 2)


def leads() -> dict[str, Exact]:
    """Inputs for any leads: ``g_i``, their slopes, the widths and both hoppings."""
    values = {name: generator(name) for name in ("Gamma_L", "Gamma_R", "t_0", "t")}
    for site, lead in (("1", "L"), ("2", "R")):
        values[f"g_{site}"] = generator(f"x_{site}") + HALF_I * values[f"Gamma_{lead}"]
        slope = HALF_I * generator(f"dGamma_{lead}")
        values[f"dg_{site}"] = generator(f"dx_{site}") + slope
    return values


def determinant(sign: int, values: Mapping[str, Exact]) -> Exact:
    """``D_s`` from the given inputs."""
    across = values["t_0"] + values["t"] if sign > 0 else values["t_0"] - values["t"]
    return values["g_1"] * values["g_2"] - across * across


_D = {sign: determinant(sign, leads()) for sign in (1, -1)}
_NORM = {sign: (d * d.conjugate()).real for sign, d in _D.items()}


def inverse(sign: int) -> Exact:
    """``1/D_s`` of the inputs `leads`."""
    return _D[sign].conjugate() * generator("q_plus" if sign > 0 else "q_minus")


def integrand_values(inputs: Mapping[str, Exact], inverse_common: Exact) -> dict[str, Exact]:
    """All lines of the integrands for these inputs; the lines of the leads are skipped."""
    lines = [line for line in integrands() if line.name not in _LEAD_LINES]
    return run(lines, {**inputs, "inverse_common": inverse_common}, EXACT)


@cache
def generic_values() -> Mapping[str, Exact]:
    """All integrands at one energy, for any leads."""
    return integrand_values(leads(), inverse(1) * inverse(-1))


@cache
def shares_add_up() -> bool:
    """Both shares together are the real spectral function: ``sum_l S^l_ab = -2 Im G_ab``."""
    values, two = generic_values(), number(sp.Integer(2))
    return all(
        (
            values[f"S{part}_{pair}_L"]
            + values[f"S{part}_{pair}_R"]
            + two * EXACT.imaginary(values[f"G{part}_{''.join(sorted(pair))}"])
        ).vanishes()
        for part in "st"
        for pair in PAIRS
    )


@cache
def equilibrium_values() -> Mapping[str, Exact]:
    """Integrands of equally occupied leads: only the sum of the shares matters.

    The whole spectral function is given to L and nothing to R. Totals over the leads of linear
    and bilinear integrands are those of the true shares, because the shares add up.

    Raises
    ------
    ArithmeticError
        If the shares do not add up.
    """
    if not shares_add_up():
        raise ArithmeticError("the shares of the leads do not add up to the spectral function")
    values, two, none = generic_values(), number(sp.Integer(2)), number(sp.Integer(0))
    shares: dict[str, Exact] = {}
    for part in "st":
        for pair in PAIRS:
            green = values[f"G{part}_{''.join(sorted(pair))}"]
            shares[f"S{part}_{pair}_L"] = -(two * EXACT.imaginary(green))
            shares[f"S{part}_{pair}_R"] = none
    return integrand_values({**leads(), **shares}, inverse(1) * inverse(-1))


_LEAD_LINES = (
    "band_root", "surface", "surface_slope", "Sigma_L", "Sigma_R", "dSigma_L", "dSigma_R",
)  # fmt: skip


def _cleared(polynomial: Any) -> Any:
    """Multiply by the highest powers of ``|D_s|^2`` and expand."""
    powers: dict[tuple[int, int], Any] = {}
    for monomial, coefficient in polynomial.to_dict().items():
        *rest, plus, minus = (int(exponent) for exponent in monomial)
        term = CONTEXT.from_dict({(*rest, 0, 0): coefficient})
        powers[plus, minus] = powers.get((plus, minus), ZERO) + term
    highest = [max((key[place] for key in powers), default=0) for place in (0, 1)]
    total = ZERO
    for (plus, minus), part in powers.items():
        total += part * _NORM[1] ** (highest[0] - plus) * _NORM[-1] ** (highest[1] - minus)
    return total
