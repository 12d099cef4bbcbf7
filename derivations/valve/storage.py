"""Storage: spin and exchange moment of a flat, infinitely wide band at any temperature.

Symbols: the Stoner splitting J >= 0 and the temperature T >= 0, in one unit of energy; h stands
for J / 2T. Results are per density of states.
"""

from __future__ import annotations

import sympy as sp

from spinloom.derivations.engine.ledger import Step

J = sp.Symbol("J", nonnegative=True)
T = sp.Symbol("T", nonnegative=True)
h = sp.Symbol("h", nonnegative=True)
s = sp.Symbol("s", real=True)

#: Powers of tanh(h/2)^2 that reach double precision for h <= 1/2.
SERIES_TERMS = 14


def spin() -> sp.Expr:
    """Half the orbitals between the two Fermi steps, at any temperature."""
    return J / 2


def exchange() -> sp.Expr:
    """(70): (T/2) (h coth h - 1) with h = J / 2T."""
    return T / 2 * (J / (2 * T) * sp.coth(J / (2 * T)) - 1)


def hole() -> sp.Expr:
    """The squared difference of occupations of an orbital at energy s T."""
    return (sp.sinh(h) / (sp.cosh(s) + sp.cosh(h))) ** 2


def hole_primitive() -> sp.Expr:
    """coth(h) log[cosh((s + h)/2) / cosh((s - h)/2)] - sinh(s) / (cosh(s) + cosh(h))."""
    logarithm = sp.log(sp.cosh((s + h) / 2)) - sp.log(sp.cosh((s - h) / 2))
    return sp.coth(h) * logarithm - sp.sinh(s) / (sp.cosh(s) + sp.cosh(h))


def primitive_fault() -> sp.Poly:
    """Numerator of hole_primitive' - hole in half exponentials: zero, which proves (70).

    The primitive grows from coth(h) (-h) + 1 to coth(h) h - 1, so the integral of the hole is
    2 (h coth h - 1); a quarter of it times T is (70).
    """
    difference = sp.diff(hole_primitive(), s) - hole()
    root_s, root_h = sp.symbols("root_s root_h", positive=True)
    powers = {s: 2 * sp.log(root_s), h: 2 * sp.log(root_h)}
    rational = sp.powsimp(difference.rewrite(sp.exp).subs(powers))
    return sp.Poly(sp.fraction(sp.together(rational))[0], root_s, root_h)


def series_coefficient(power: int) -> sp.Rational:
    """h coth h - 1 = sum over k >= 1 of 4k/(4k^2 - 1) tanh(h/2)^(2k), all terms positive.

    With v = tanh(h/2), h coth h = (1 + v^2) artanh(v) / v.
    """
    return sp.Rational(4 * power, 4 * power**2 - 1)


def steps() -> tuple[Step, ...]:
    """From the occupations to the closed forms."""
    return (
        Step("valve:step-occupations", r"f_\sigma = f(\epsilon - \sigma J/2)",
             "rigid splitting of a flat band", ("valve:step-rigid", "valve:step-thermal"),
             ("D much larger than J, T",)),
        Step("valve:step-spin", r"\langle S \rangle / \bar\nu = J/2",
             "area between two Fermi steps", ("valve:step-occupations",)),
        Step("valve:step-hole",
             r"q_{ex} / \bar\nu = \tfrac14 \int d\epsilon (f_\uparrow - f_\downarrow)^2",
             "exchange contraction, one orbital at a time",
             ("valve:step-orbital-hole", "valve:step-occupations")),
        Step("valve:step-exchange",
             r"q_{ex} / \bar\nu = \tfrac{T}{2} [\tfrac{J}{2T} \coth\tfrac{J}{2T} - 1]",
             "elementary primitive", ("valve:step-hole",)),
        Step("valve:step-exchange-series",
             r"h \coth h - 1 = \sum_{k \ge 1} \tfrac{4k}{4k^2 - 1} \tanh^{2k}\tfrac{h}{2}",
             "series of artanh", ("valve:step-exchange",)),
    )  # fmt: skip
