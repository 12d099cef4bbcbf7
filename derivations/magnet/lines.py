"""Symbols of the closed forms, and the named lines that kernels and proofs share."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

SPINS = ("up", "down")

theta, phi_dot, omega = sp.symbols("theta phi_dot omega", real=True)
Gamma_l_up, Gamma_l_down, Gamma_r = sp.symbols("Gamma_l_up Gamma_l_down Gamma_r", positive=True)
rho_up, rho_down = sp.symbols("rho_up rho_down", positive=True)
drho_up, drho_down, B, d = sp.symbols("drho_up drho_down B d", real=True)
S, J, C = sp.symbols("S J C", positive=True)

north, south = sp.symbols("north south", nonnegative=True)
"""cos^2(theta/2) and sin^2(theta/2): accurate at both poles."""


@dataclass(frozen=True)
class Line:
    """``name = expression``, and the equation it comes from."""

    name: str
    expression: sp.Expr
    source: str
    comment: str

    @property
    def symbol(self) -> sp.Symbol:
        """The symbol by which later lines refer to this one."""
        return sp.Symbol(self.name, real=True)


def rate(spin: str) -> sp.Symbol:
    """Tunnelling rate to the left lead."""
    return Gamma_l_up if spin == "up" else Gamma_l_down


def density(spin: str) -> sp.Symbol:
    """Density of states of the dot at the chemical potential."""
    return rho_up if spin == "up" else rho_down


def slope(spin: str) -> sp.Symbol:
    """Slope of the density of states at the chemical potential."""
    return drho_up if spin == "up" else drho_down


def other(spin: str) -> str:
    """The opposite spin."""
    return "down" if spin == "up" else "up"


def sign(spin: str) -> int:
    """+1 for up, -1 for down."""
    return 1 if spin == "up" else -1


def overlap(dot: str, lead: str) -> sp.Symbol:
    """|R_{sigma' sigma}|^2: the spin of the dot, at angle theta, seen along the lead's axis."""
    return north if dot == lead else south


def inlined(lines: tuple[Line, ...]) -> dict[str, sp.Expr]:
    """Every line with all earlier lines substituted."""
    found: dict[str, sp.Expr] = {}
    names: dict[sp.Symbol, sp.Expr] = {}
    for line in lines:
        found[line.name] = line.expression.xreplace(names)
        names[line.symbol] = found[line.name]
    return found


def mean_rate() -> sp.Expr:
    """Gamma_Sigma."""
    return (Gamma_l_up + Gamma_l_down) / 2 + Gamma_r


def half_difference() -> sp.Expr:
    """Gamma_Delta."""
    return (Gamma_l_up - Gamma_l_down) / 2
