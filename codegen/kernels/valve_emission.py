"""Exchange emission between wide flat bands of one temperature, without lost digits.

With c(u) = (u/2) coth(u/2T) the integral is [c(V + J) + c(V - J)]/2 - c(V) - c(J) + c(0), symmetric
in bias and splitting. With P >= M the larger and the smaller of |V|/2T and J/2T this is

    T sinh(P)^2 sinh(M)^2 [r(P) - r(M)] / [sinh(P)^2 - sinh(M)^2],  r(x) = (x coth x - 1)/sinh(x)^2,

and where both are small, the quotient of differences is that of the power series of r.
"""

from __future__ import annotations

from fractions import Fraction

import mpmath
import sympy as sp

from ..functions import expm1_ratio, within
from ..spec import Argument, Assignment, KernelSpec, Output

TERMS = 23
NEAR = sp.Rational(5, 4)
"""Largest P of the series; its terms fall as (NEAR/pi)^2."""
LOW = sp.Integer(1)
"""Largest M for which the difference of r keeps its digits against P > NEAR."""
LARGEST_EXPONENT = 600
SOURCE = "valve:100"


def series_coefficients() -> list[Fraction]:
    """r(x) = sum over k of coefficient k times x^2k."""
    factorial, upper, lower = 2, [], []
    for n in range(1, TERMS + 1):
        p, q = mpmath.bernfrac(2 * n)
        upper.append(Fraction(int(p), int(q)) * 4**n / factorial)
        lower.append(Fraction(4**n, 2 * factorial))
        factorial *= (2 * n + 1) * (2 * n + 2)
    found: list[Fraction] = []
    for k in range(TERMS):
        known = sum(found[i] * lower[k - i] for i in range(k))
        found.append((upper[k] - known) / lower[0])
    return found


def emission() -> KernelSpec:
    """The coefficient over Gamma as a function of bias, splitting and temperature."""
    bias, J, T, beta = (sp.Symbol(name, real=True) for name in ("bias", "J", "T", "beta"))
    coefficients = [sp.Rational(c.numerator, c.denominator) for c in series_coefficients()]
    items: list[Assignment] = []

    def add(name: str, value: sp.Expr, comment: str) -> sp.Symbol:
        items.append(Assignment(name, value, SOURCE, comment))
        return sp.Symbol(name, real=True)

    def hyperbolic(x: sp.Expr) -> sp.Expr:
        """sinh(x) / x."""
        return expm1_ratio(2 * x) * sp.exp(-x)

    def thermal(energy: sp.Expr) -> sp.Expr:
        """c(u) - u/2 over T, for u >= 0."""
        return 1 / expm1_ratio(-sp.Max(-beta * energy, -LARGEST_EXPONENT))

    p = add("larger", sp.Max(sp.Abs(bias), J), "the larger of |V| and J")
    m = add("smaller", -sp.Max(-sp.Abs(bias), -J), "the smaller one")
    near = add("near", within(beta * p / 2, NEAR), "1 where the series serves")
    low = add("low", (1 - near) * within(beta * m / 2, LOW), "1 where the smaller one is small")
    # series: the squares are 0 where it is not used
    first = add("first", near * beta * p / 2, "P, 0 where the series is not used")
    other = add("other", (near + low) * beta * m / 2, "M, 0 for large M")
    u = add("u", first**2, "its square")
    v = add("v", other**2, "its square")
    ladder, power, quotient = sp.Integer(1), sp.Integer(1), coefficients[1]
    value: sp.Expr = coefficients[-1]
    for k in range(2, TERMS):
        power = power * v
        ladder = add(f"ladder_{k}", u * ladder + power, "quotients of powers")
        quotient += coefficients[k] * ladder
    for coefficient in coefficients[-2::-1]:
        value = coefficient + v * value
    slope = add("slope", quotient, "[r(P) - r(M)] / (P^2 - M^2)")
    flat = add("flat", value, "r(M)")
    small = add("small", v * hyperbolic(other) ** 2, "sinh(M)^2")
    both = hyperbolic(first + other) * hyperbolic(first - other)
    near_part = add("near_part", small * u * hyperbolic(first) ** 2 * slope / both,
                    "both small, over T")  # fmt: skip
    # P > NEAR: exponentials of -2P
    far = add("far", sp.Max(beta * p / 2, NEAR), "P beyond the series")
    decay = add("decay", sp.exp(-2 * far), "exp(-2 P)")
    inverse = add("inverse", 4 * decay / (1 - decay) ** 2, "1/sinh(P)^2")
    steep = add("steep", (far * (1 + decay) / (1 - decay) - 1) * inverse, "r(P)")
    low_part = add("low_part", small * (steep - flat) / (1 - small * inverse),
                   "one small, over T")  # fmt: skip
    sums = thermal(p + m) / 2 + thermal(p - m) / 2 - thermal(p) - thermal(m) + 1
    high_part = add("high_part", T * sums - m / 2, "none small")
    add("emission", T * (near * near_part + low * low_part) + (1 - near - low) * high_part,
        "exchange emission over Gamma")  # fmt: skip
    return KernelSpec(
        "emission", "closed form",
        (Argument("bias", "V", "energy", (), "real", "mu_L - mu_R"),
         Argument("J", "J", "energy", (), ">= 0", "Stoner splitting of the left electrode"),
         Argument("T", "T", "energy", (), ">= 0", "Temperature of both"),
         Argument("beta", r"\beta", "1/energy", (), "> 0", "1/T, or a huge number at T = 0")),
        (Output("emission", r"E_{ex} / \Gamma", "energy", (), "Exchange emission over Gamma"),),
        tuple(items), (SOURCE,),
        "Exchange emission between flat, infinitely wide bands of one temperature.",
        ("E_ex / Gamma = [c(V + J) + c(V - J)]/2 - c(V) - c(J) + c(0)",
         "c(u) = (u/2) coth(u/2T)"),
    )  # fmt: skip
