"""Kernels of the valve's flat bands: finite storage, dissipative currents and torques.

A flat band of spin s = +-1 has one orbital per 2D between -D - s J/2 and D - s J/2. Products of two
Fermi functions of one temperature are integrated with

    f(x - a) f(x - b) = [f(x - a) + f(x - b)]/2 - coth((b - a)/2T) [f(x - b) - f(x - a)]/2,

Fermi functions over x - e with the digamma function and, once more integrated, with the
logarithm of the gamma function. ``beta`` is 1/T, and at T = 0 a number so large that every
exponential of -beta times an energy is 0 or 1.
"""

from __future__ import annotations

import mpmath
import sympy as sp

from ..functions import fermi, fermi_difference, log1p, within
from ..spec import Argument, Assignment, KernelSpec, Output

LARGEST_EXPONENT = 600
"""exp of it is a double, and 1 + exp of it rounds to exp of it."""
COINCIDENT = sp.Rational(1, 10**8)
"""Half a distance in units of T below which a quotient is replaced by its limit."""


def real(name: str) -> sp.Symbol:
    return sp.Symbol(name, real=True)


def _argument(name: str, tex: str, domain: str, doc: str, unit: str = "energy") -> Argument:
    return Argument(name, tex, unit, (), domain, doc)


T, beta, J = real("T"), real("beta"), real("J")
TEMPERATURE = _argument("T", "T", ">= 0", "Temperature")
INVERSE = _argument("beta", r"\beta", "> 0", "1/T, or a huge number at T = 0", "1/energy")
SPLITTING = _argument("J", "J", ">= 0", "Stoner splitting")


class Lines:
    """Assignments of one kernel, collected in order."""

    def __init__(self) -> None:
        self.items: list[Assignment] = []

    def add(self, name: str, value: sp.Expr, source: str, comment: str) -> sp.Symbol:
        """Assign a real name once and return its symbol."""
        self.items.append(Assignment(name, value, source, comment))
        return real(name)

    def sources(self) -> tuple[str, ...]:
        keys = (key.strip() for item in self.items for key in item.source.split(","))
        return tuple(dict.fromkeys(keys))


def kernels() -> tuple[KernelSpec, ...]:
    """Specifications in the order in which they are generated."""
    return (anisotropy(), storage_band(), segment(), facing_intervals(), half_line())


# --- storage -----------------------------------------------------------------------------------


def anisotropy() -> KernelSpec:
    """Anisotropy functions of the wide flat band."""
    offset, size = real("offset"), sp.Abs(real("offset"))
    lines = Lines()
    x = lines.add("x", beta * offset, "valve:68", "energy from the chemical potential over T")
    above = lines.add("above", beta * (offset + J), "valve:68", "partner of spin up")
    below = lines.add("below", beta * (offset - J), "valve:68", "partner of spin down")
    # 1 - exp(-y) = tanh(y/2) [1 + exp(-y)]; exponents of cosh are taken out of the quotient
    rise = sp.tanh(beta * J / 2) * (1 + sp.exp(-beta * J))
    drop = sp.exp(-beta * sp.Max(size - J, 0))
    spread = (1 + sp.exp(-sp.Abs(above))) * (1 + sp.exp(-sp.Abs(below)))
    weight = lines.add("weight", rise**2 * drop / spread, "valve:66",
                       "(cosh y - 1) / (cosh x + cosh y), y = J / T")  # fmt: skip
    quarter = sp.Rational(1, 4)
    total = lines.add("total", -quarter * fermi_difference(-x, x) * weight, "valve:66",
                      "sum of both spins, odd around the chemical potential")  # fmt: skip
    lines.add("a", total, "valve:66", "anisotropy function")
    # f(x) - f(x + y) = f(x) f(-x - y) [1 - exp(-y)]: no digits are lost where y is small
    twice = sp.tanh(beta * J) * (1 + sp.exp(-2 * beta * J))
    lines.add("a_up", quarter * fermi(x) * fermi(-above) * rise, "valve:68", "spin up")
    lines.add("a_down", -quarter * fermi(below) * fermi(-x) * rise, "valve:68", "spin down")
    lines.add("a_even", quarter * fermi(below) * fermi(-above) * twice, "valve:104", "difference")
    lines.add("q_exchange", fermi(x) * total, "valve:65", "energy-resolved exchange moment")
    shown = {"a": "Sum", "a_up": "Spin up", "a_down": "Spin down", "a_even": "Up minus down",
             "q_exchange": "Exchange moment at this energy"}  # fmt: skip
    return KernelSpec(
        "anisotropy", "closed form",
        (_argument("offset", r"\omega - \mu", "real", "Energy from the chemical potential"),
         SPLITTING, INVERSE),
        tuple(Output(name, name, "", (), text) for name, text in shown.items()),
        tuple(lines.items), lines.sources(),
        "Anisotropy functions of a flat, infinitely wide band.",
        ("a_up = [f(x) - f(x + y)]/4,  a_down = [f(x) - f(x - y)]/4",
         "a = -tanh(x/2) (cosh y - 1) / (4 cosh x + 4 cosh y)"),
    )  # fmt: skip


def window(
    lines: Lines, name: str, width: sp.Expr, half: sp.Expr, middle: sp.Expr, source: str
) -> sp.Symbol:
    """Integral of f(x - half) - f(x + half) over |x + middle| < width; half >= 0.

    It is T log(1 + R) with R = 2 sinh(width/T) sinh(half/T) / [cosh((width - half)/T) +
    cosh(middle/T)]; the largest exponents of R are taken out.
    """
    inner = lines.add(f"{name}_inner", sp.Abs(width - half), source, "distance of inner edges")
    off = lines.add(f"{name}_off", sp.Abs(middle), source, "distance of the middles")
    # of width + half - max(inner, off), all that is far apart left out before it is rounded
    most = lines.add(f"{name}_most", -sp.Max(-2 * width, -2 * half), source, "its largest value")
    gain = lines.add(f"{name}_gain", -sp.Max(-most, off - width - half), source,
                     "exponent of R, times T")  # fmt: skip
    capped = -sp.Max(-beta * gain, -LARGEST_EXPONENT)
    # 1 - exp(-2z) = tanh(z) [1 + exp(-2z)]
    rise = sp.tanh(beta * width) * (1 + sp.exp(-2 * beta * width))
    steps = sp.tanh(beta * half) * (1 + sp.exp(-2 * beta * half))
    below = (1 + sp.exp(-beta * (inner + off))) * (1 + sp.exp(-beta * sp.Abs(inner - off)))
    ratio = lines.add(f"{name}_ratio", rise * steps / below * sp.exp(capped), source, "R, capped")
    return lines.add(f"{name}_area", sp.Max(gain - LARGEST_EXPONENT * T, 0) + T * log1p(ratio),
                     source, "area between the two Fermi functions")  # fmt: skip


def storage_band() -> KernelSpec:
    """Moments of a finite flat band; the exchange moment for J of the order of T or larger."""
    D, mu = real("D"), real("mu")
    lines = Lines()
    area = window(lines, "band", D, J / 2, mu, "valve:48")
    lines.add("spin", area / 2, "valve:48", "spin along the field")
    ends = sum(
        sign * fermi_difference(beta * (-D + side * J / 2 - mu), beta * (D + side * J / 2 - mu))
        for side, sign in ((-1, 1), (1, 1))
    )
    edge = lines.add("edge", ends, "valve:62", "occupations at the ends of the band")
    half = beta * J / 2
    small = lines.add("small", within(half, COINCIDENT), "valve:62", "1 where J vanishes")
    coth = (1 - small) / (sp.tanh(half) + small)
    lines.add("q_exchange", (area * coth - T * edge) / 4, "valve:62", "exchange moment")
    return KernelSpec(
        "storage_band", "closed form",
        (SPLITTING, TEMPERATURE, INVERSE,
         _argument("D", "D", "> 0", "Half the bandwidth"),
         _argument("mu", r"\mu", "real", "Chemical potential")),
        (Output("spin", r"\langle S \rangle / \bar\nu", "energy", (), "Spin along the field"),
         Output("q_exchange", r"q_{ex} / \bar\nu", "energy", (), "Exchange moment")),
        tuple(lines.items), lines.sources(),
        "Spin and exchange moment of a finite flat band, per density of states.",
        ("spin = integral of [f(e - J/2) - f(e + J/2)]/2 over |e| < D",
         "q_exchange = integral of [f(e - J/2) - f(e + J/2)]^2 / 4"),
    )  # fmt: skip


# --- dissipative currents ----------------------------------------------------------------------


def segment() -> KernelSpec:
    """Integrals of the bias function over one interval, with and without the anisotropy."""
    middle, width, left, right = (real(n) for n in ("middle", "width", "mu_L", "mu_R"))
    lines = Lines()
    places = {"L": left, "R": right, "u": left - J, "d": left + J}

    def product(first: str, other: str) -> tuple[sp.Symbol, sp.Symbol]:
        """The area between two Fermi functions, and minus the paired part of their product."""
        source, name = "valve:100, valve:101", f"{first}{other}"
        a, b = places[first], places[other]
        half = lines.add(f"{name}_half", sp.Abs(b - a) / 2, source, "half their distance")
        area = window(lines, name, width, half, middle - (a + b) / 2, source)
        small = lines.add(f"{name}_small", within(beta * half, COINCIDENT), source, "1 if equal")
        drop = fermi_difference(beta * (middle - width - a), beta * (middle + width - a))
        apart = (1 - small) * area / (2 * (sp.tanh(beta * half) + small))
        return area, lines.add(f"{name}_pair", apart + small * T * drop, source, "coth * area / 2")

    bias, cross = product("L", "R")
    _, own_up = product("L", "u")
    _, own_down = product("L", "d")
    _, other_up = product("R", "u")
    _, other_down = product("R", "d")
    same = lines.add("same", T * fermi_difference(beta * (middle - width - left),
                                                  beta * (middle + width - left)),
                     "valve:100, valve:101", "the left Fermi function with itself")  # fmt: skip
    lines.add("charge", sp.sign(right - left) * bias, "valve:93", "bias function")
    lines.add("hole_up", same - cross + other_up - own_up, "valve:100, valve:101", "spin up")
    lines.add("hole_down", same - cross + other_down - own_down, "valve:100, valve:101",
              "spin down")  # fmt: skip
    lines.add("scale", cross + same + own_up + own_down + other_up + other_down,
              "valve:100, valve:101", "size of what was subtracted")  # fmt: skip
    return KernelSpec(
        "segment", "closed form",
        (_argument("middle", "m", "real", "Middle of the interval"),
         _argument("width", "w", ">= 0", "Half its length"),
         _argument("mu_L", r"\mu_L", "real", "Left chemical potential"),
         _argument("mu_R", r"\mu_R", "real", "Right chemical potential"),
         SPLITTING, TEMPERATURE, INVERSE),
        (Output("charge", "X", "energy", (), "Integral of f_R - f_L"),
         Output("hole_up", "Y_u", "energy", (), "Integral of (f_R - f_L) [f_L(x) - f_L(x + J)]"),
         Output("hole_down", "Y_d", "energy", (), "Integral of (f_R - f_L) [f_L(x) - f_L(x - J)]"),
         Output("scale", "s", "energy", (), "Size of the terms, for their rounding")),
        tuple(lines.items), lines.sources(),
        "Bias and anisotropy over an interval of energies, both electrodes at one temperature.",
        ("integral of f(x - a) f(x - b) = mean of both integrals - coth((b - a)/2T) area / 2",),
    )  # fmt: skip


# --- torques -----------------------------------------------------------------------------------

NEAR = sp.Rational(1, 4)
TERMS = 14


def facing_intervals() -> KernelSpec:
    """Integral of 1/(x - y) over two intervals: both torques at T = 0."""
    distance, first, other = real("distance"), real("first"), real("other")
    source = "valve:116"
    lines = Lines()
    p = lines.add("p", (first + other) / (2 * distance), source, "sum of the lengths, reduced")
    q = lines.add("q", sp.Abs(first - other) / (2 * distance), source, "their difference")
    near = lines.add("near", within(p, NEAR), source, "1 where the series serves")
    u = lines.add("u", near * p**2, source, "squares, 0 where the series is not used")
    v = lines.add("v", near * q**2, source, "squares, 0 where the series is not used")
    # (p^2n - q^2n)/(p^2 - q^2), by recurrence
    ladder, power, series = sp.Integer(1), sp.Integer(1), sp.Integer(1)
    for n in range(2, TERMS + 1):
        power = power * v
        ladder = lines.add(f"ladder_{n}", u * ladder + power, source, "quotients of powers")
        series += ladder / (n * (2 * n - 1))
    total = lines.add("series", first * other * series / distance, source, "series of logarithms")

    # g(p) - g(q) with p - q as a factor, so that a short interval costs no digits
    tiny = sp.Rational(1, 10**300)
    e = lines.add("e", -sp.Max(-first, -other) / distance, source, "p - q")
    room = lines.add("room", sp.Max(1 - q, tiny), source, "1 - q, not 0")
    rise = (1 + q) * log1p(e / (1 + q))
    fall = (1 - p) * log1p(sp.Max(-e / room, -1 + sp.Rational(1, 10**15)))
    far = lines.add("far", distance * (rise + fall + e * (sp.log(1 + p) - sp.log(room))), source,
                    "logarithms")  # fmt: skip
    lines.add("area", near * total + (1 - near) * far, source, "integral")
    return KernelSpec(
        "facing_intervals", "closed form",
        (_argument("distance", "d", "> 0", "Distance of the middles of the intervals"),
         _argument("first", "a", ">= 0", "Length of one interval"),
         _argument("other", "b", ">= 0", "Length of the other; both do not overlap")),
        (Output("area", "A", "energy", (), "Integral of 1/(x - y)"),),
        tuple(lines.items), lines.sources(),
        "Integral of 1/(x - y) over x and y in two intervals that do not overlap.",
        ("A = d [g(p) - g(q)], g(p) = (1 + p) log(1 + p) + (1 - p) log(1 - p)",
         "p, q = (a +- b) / 2d"),
    )  # fmt: skip


STEPS = 8
STIRLING = 11


def half_line() -> KernelSpec:
    """Logarithm of the gamma function and digamma function at 1/2 + i y, for torques at T > 0."""
    source, y = "valve:102", real("y")
    n = STEPS + sp.Rational(1, 2)
    lines = Lines()
    modulus = lines.add("modulus", n**2 + y**2, source, "|STEPS + 1/2 + i y|^2")
    lines.items.append(Assignment("inverse", (n - sp.I * y) / modulus, source, "its inverse"))
    inverse = sp.Symbol("inverse")
    lines.items.append(Assignment("square", inverse**2, source, "squared"))
    series = sp.Integer(0)
    for k in range(STIRLING, 0, -1):
        p, q = mpmath.bernfrac(2 * k)
        series = series * sp.Symbol("square") + sp.Rational(int(p), int(q) * 2 * k * (2 * k - 1))
    lines.items.append(Assignment("series", inverse * series, source, "Stirling's series"))
    turns = sp.Add(*(sp.atan(y / (k + sp.Rational(1, 2))) for k in range(STEPS)))
    turned = lines.add("turned", STEPS * sp.atan(y / n) - turns, source, "recurrence down")
    lines.add("phase", sp.im(sp.Symbol("series")) + turned + y * (sp.log(modulus) / 2 - 1), source,
              "imaginary part of log Gamma")  # fmt: skip
    lines.add("psi", sp.re(sp.polygamma(0, sp.Rational(1, 2) + sp.I * y)), source,
              "real part of digamma")  # fmt: skip
    return KernelSpec(
        "half_line", "closed form",
        (_argument("y", "y", "real", "Energy over 2 pi T", ""),),
        (Output("phase", r"\mathrm{Im} \ln\Gamma", "", (), "Im log Gamma(1/2 + i y)"),
         Output("psi", r"\mathrm{Re} \psi", "", (), "Re psi(1/2 + i y)")),
        tuple(lines.items), lines.sources(),
        "Integrals of Fermi functions with logarithms and 1/x: gamma function on Re z = 1/2.",
        ("integral of -f'(x) log|x - e| = log(2 pi T) + psi, y = (mu - e) / 2 pi T",
         "phase is the integral of psi over y"),
    )  # fmt: skip
