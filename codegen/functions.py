"""Functions that specifications may use and that every backend supplies in overflow-safe form.

Each class is only a name with a domain: the value lives in the backend's module of special
functions. ``fermi`` and its relatives take the reduced energy (energy - chemical potential) /
temperature, so that zero temperature is the argument +-infinity.
"""

from __future__ import annotations

import sympy as sp


class _RealFunction(sp.Function):
    is_real = True
    nargs = (1,)


class fermi(_RealFunction):
    """1 / (exp(x) + 1)."""


class minus_fermi_derivative(_RealFunction):
    """-d fermi / dx = 1 / (4 cosh(x/2)^2)."""


class fermi_difference(_RealFunction):
    """fermi(x) - fermi(y), relative accuracy kept for x near y."""

    nargs = (2,)


class bose(_RealFunction):
    """1 / (exp(x) - 1)."""


class x_coth(_RealFunction):
    """x coth(x), 1 at x = 0."""


class expm1_ratio(_RealFunction):
    """(exp(x) - 1) / x, 1 at x = 0."""


class log1p(_RealFunction):
    """log(1 + x), relative accuracy kept for small x; every backend's own function."""


class within(_RealFunction):
    """1 if |x| <= bound, else 0."""

    nargs = (2,)


class abs_squared(_RealFunction):
    """|z|^2 of a complex number."""


class principal_sqrt(sp.Function):
    """Complex square root with the cut on the negative axis and Re >= 0."""

    nargs = (1,)


SPECIAL_FUNCTIONS: tuple[type[sp.Function], ...] = (
    abs_squared,
    bose,
    expm1_ratio,
    fermi,
    fermi_difference,
    minus_fermi_derivative,
    principal_sqrt,
    within,
    x_coth,
)
