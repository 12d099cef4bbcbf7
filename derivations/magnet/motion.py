r"""Motion of the angles: dissipation, spin-transfer torques, stationary angles and their rates.

The action of (37), (38), (45), varied by the quantum angles, gives (46), (47): two
linear equations for the velocities. With

    pull(c) = pull_constant - pull_slope c,   c = cos theta

the polar angle obeys ``dc/dt = (1 - c^2) K pull(c) / (2 S D(c))`` with positive K and D, so
stationary angles are the poles and the zero of the pull.
"""

from __future__ import annotations

import sympy as sp

from spinloom.derivations.engine.ledger import Step

from . import lines
from .lines import (
    SPINS,
    B,
    Gamma_r,
    Line,
    S,
    d,
    density,
    drho_down,
    drho_up,
    north,
    other,
    rate,
    rho_down,
    rho_up,
    slope,
    south,
    theta,
)

Gamma_up, Gamma_down = sp.symbols("Gamma_up Gamma_down", real=True)
dissipation, dissipation_slope = sp.symbols("dissipation dissipation_slope", real=True)
renormalisation, thermal_torque, approach = sp.symbols(
    "renormalisation thermal_torque approach", real=True
)


def half_angles() -> tuple[Line, ...]:
    """Weights of the two poles."""
    what = "squares of the half angle's cosine and sine"
    return (
        Line("north", sp.cos(theta / 2) ** 2, "magnet:14", what),
        Line("south", sp.sin(theta / 2) ** 2, "magnet:14", what),
    )


def broadenings() -> tuple[Line, ...]:
    """Gamma_sigma(theta)."""
    return tuple(
        Line(
            f"Gamma_{spin}",
            rate(spin) * north + rate(other(spin)) * south + Gamma_r,
            "magnet:34",
            "level broadening of the dot",
        )
        for spin in SPINS
    )


def conductance(dot: str, lead: str, of: sp.Expr | None = None) -> sp.Expr:
    """g_{sigma sigma'}, or its slope with the slope of the density of states."""
    return 2 * (density(dot) if of is None else of) * (rate(lead) + Gamma_r)


def _angular(slopes: bool, weights: tuple[sp.Symbol, sp.Symbol] = (north, south)) -> sp.Expr:
    """g-tilde of (45), on the half-angle weights."""

    def total(same: bool) -> sp.Expr:
        return sp.Add(*(
            conductance(spin, spin if same else other(spin), slope(spin) if slopes else None)
            for spin in SPINS
        ))  # fmt: skip

    at_north, at_south = weights
    return total(True) / 4 * at_south + total(False) / 4 * at_north


def torques() -> tuple[Line, ...]:
    """Dissipation and torques of (45)-(49)."""
    gap = lines.half_difference()
    mixing = (rate("up") + Gamma_r) * (rate("down") + Gamma_r)
    return (
        Line("dissipation", _angular(False), "magnet:45", "angular dissipation g-tilde"),
        Line("dissipation_slope", _angular(True), "magnet:49", "the same with slopes"),
        Line("renormalisation", mixing / (Gamma_up * Gamma_down), "magnet:48",
             "one minus the hybrid torque over the dissipation"),
        Line("thermal_torque", Gamma_r * gap / (Gamma_up * Gamma_down) * dissipation_slope * d,
             "magnet:49", "thermal spin-transfer torque"),
    )  # fmt: skip


def velocities() -> tuple[Line, ...]:
    """Solution of the linear equations (46), (47) for both velocities, regular at the poles."""
    damped = dissipation * renormalisation
    return (
        Line("approach", -(damped * B + thermal_torque) / (S + dissipation * damped / S),
             "magnet:46, magnet:47", "theta_dot over sin(theta)"),
        Line("theta_dot", sp.sin(theta) * approach, "magnet:47", "velocity of the polar angle"),
        Line("phi_dot", -B - dissipation * approach / S, "magnet:46",
             "velocity of the azimuthal angle"),
    )  # fmt: skip


def flow() -> tuple[Line, ...]:
    """All lines from the parameters to the velocities."""
    return (*half_angles(), *broadenings(), *torques(), *velocities())


Gamma_Sigma, Gamma_Delta, mixing, thermal = sp.symbols(
    "Gamma_Sigma Gamma_Delta mixing thermal", real=True
)
pull_constant, pull_slope = sp.symbols("pull_constant pull_slope", real=True)
north_pull, south_pull = sp.symbols("north_pull south_pull", real=True)
north_dissipation, south_dissipation, dissipation_tilt = sp.symbols(
    "north_dissipation south_dissipation dissipation_tilt", real=True
)
tilted_north, tilted_south = sp.symbols("tilted_north tilted_south", real=True)
tilted_up, tilted_down, tilted_dissipation = sp.symbols(
    "tilted_up tilted_down tilted_dissipation", real=True
)


def pull() -> tuple[Line, ...]:
    """Coefficients of the flow in c = cos(theta), for any density of states.

    With n = (1 + c)/2 and s = (1 - c)/2 the resistance is a sum of positive terms,
    D(c) = mixing (n^2 + s^2 + g-tilde^2 / S^2) + resistance_mixed n s.
    """
    key, at_poles = "magnet:step-pull", "g-tilde at a pole, without cancellation"
    up, down = rate("up") + Gamma_r, rate("down") + Gamma_r
    poles = {"north": (sp.Integer(1), sp.Integer(0)), "south": (sp.Integer(0), sp.Integer(1))}
    symbols = {"north": north_dissipation, "south": south_dissipation}
    return (
        Line("Gamma_Sigma", lines.mean_rate(), "magnet:51", "mean rate"),
        Line("Gamma_Delta", lines.half_difference(), "magnet:51", "half difference of the rates"),
        Line("mixing", up * down, key, "Gamma_Sigma^2 - Gamma_Delta^2"),
        Line("thermal", Gamma_r * Gamma_Delta / mixing * d, "magnet:51", "lambda d"),
        *(Line(f"{pole}_dissipation", _angular(False, weights), "magnet:45", at_poles)
          for pole, weights in poles.items()),
        *(Line(f"{pole}_pull", 2 * (symbols[pole] * B + thermal * _angular(True, weights)), key,
               "pull at a pole, without cancellation")
          for pole, weights in poles.items()),
        Line("pull_constant", Gamma_Sigma * ((rho_up + rho_down) * B
             + thermal * (drho_up + drho_down)), key, "pull at the equator"),
        Line("pull_slope", Gamma_Delta * ((rho_up - rho_down) * B
             + thermal * (drho_up - drho_down)), key, "minus the slope of the pull"),
        Line("dissipation_tilt", Gamma_Delta * (rho_up - rho_down) / 2, "magnet:45",
             "minus the slope of g-tilde in c"),
        Line("resistance_mixed", up**2 + down**2, key, "what n s multiplies in D(c)"),
        Line("resistance_2", mixing * (dissipation_tilt / S) ** 2 - Gamma_Delta**2, key,
             "what c^2 multiplies in D(c)"),
    )  # fmt: skip


def growth_rates() -> tuple[Line, ...]:
    """Linear growth rate of a small deviation at each stationary angle."""
    key, what = "magnet:step-growth", "growth rate of a small deviation of the angle"
    north_gilbert, south_gilbert = north_dissipation / S, south_dissipation / S
    return (
        Line("rate_north", -north_pull / (2 * S * (1 + north_gilbert**2)), key, what),
        Line("rate_south", south_pull / (2 * S * (1 + south_gilbert**2)), key, what),
        *_tilted(key),
    )


def _tilted(key: str) -> tuple[Line, ...]:
    """The rate at the tilted angle as a fraction without cancellation: all terms of one sign.

    Weights of the poles, and with them rates and dissipation, carry the factor pull_slope, their
    sum.
    """
    weights, at = (tilted_north, tilted_south), "at the tilted angle, times pull_slope"

    def broadening(spin: str) -> sp.Expr:
        turned = rate(spin) * tilted_north + rate(other(spin)) * tilted_south
        return turned + Gamma_r * (tilted_north + tilted_south)

    resistance = tilted_up * tilted_down + mixing * (tilted_dissipation / S) ** 2
    return (
        Line("tilted_north", south_pull / 2, key, f"weight of the pole {at}"),
        Line("tilted_south", -north_pull / 2, key, f"weight of the pole {at}"),
        Line("tilted_up", broadening("up"), key, f"broadening {at}"),
        Line("tilted_down", broadening("down"), key, f"broadening {at}"),
        Line("tilted_dissipation", _angular(False, weights), key, f"g-tilde {at}"),
        Line("tilted_above", -4 * mixing * (tilted_north + tilted_south) * tilted_north
             * tilted_south, key, "rate at the tilted angle, numerator"),
        Line("tilted_below", 2 * S * resistance, key, "rate at the tilted angle, denominator"),
    )  # fmt: skip


def steps() -> tuple[Step, ...]:
    """The moves from the action to the stationary angles."""
    return (
        Step("magnet:step-variation",
             r"\frac{\delta S}{\delta\theta_q} = \frac{\delta S}{\delta\phi_q} = 0",
             "variation by the quantum angles",
             ("magnet:step-slow-action", "magnet:step-berry-action", "magnet:step-zeeman")),
        Step("magnet:step-pull",
             r"\dot c = (1-c^2)\frac{K (a - b c)}{2 S D(c)},\quad a=\Gamma_\Sigma(\rho_\Sigma B "
             r"+ \lambda\rho'_\Sigma d),\ b=\Gamma_\Delta(\rho_\Delta B+\lambda\rho'_\Delta d)",
             "solve (46), (47) for the velocities; c = cos(theta)", ("magnet:step-variation",)),
        Step("magnet:step-growth",
             r"r_N = \frac{b-a}{2S(1+\tilde g_0^2/S^2)},\ "
             r"r_S = \frac{a+b}{2S(1+\tilde g_\pi^2/S^2)}"
             r",\ r_* = -\frac{K b (1-c_*^2)}{2 S D(c_*)}",
             "derivative of the flow at its zeros", ("magnet:step-pull",)),
        Step("magnet:step-regimes",
             r"\cos\theta_* = \frac{n_Sr_S - n_Nr_N}{n_Sr_S + n_Nr_N},\ "
             r"\frac{1}{\dot c} = \frac{1}{2r_S(1+c)} - \frac{1}{2r_N(1-c)} + "
             r"\frac{1}{r_*(c-c_*)}",
             "rates of the poles and of the tilted angle; partial fractions",
             ("magnet:step-growth",)),
        Step("magnet:step-enhancement",
             r"I_l^2 - (I_d^l)^2 \propto \tilde g'[\Gamma_r\tilde g'(K^{-1} + "
             r"(\Gamma_\uparrow\Gamma_\downarrow)^{-1}) - \rho'_\Sigma]",
             "currents at the stationary angle, B eliminated",
             ("magnet:step-pull", "magnet:step-currents")),
    )  # fmt: skip
