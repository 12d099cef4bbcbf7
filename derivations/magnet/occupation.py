r"""Slow distribution function and retarded kernel, exact for a linear density of states.

The distribution is a weighted sum of the leads' functions, each shifted by the Berry phase. The
kernel's integrals over differences of two such functions terminate (Sommerfeld):

    int [F_a - F_b] dw = 2 (s_b - s_a),
    int w [F_a - F_b] dw = s_b^2 - s_a^2 + (pi^2/3) (T_b^2 - T_a^2)

for centres s and temperatures T.
"""

from __future__ import annotations

import sympy as sp

from spinloom.derivations.engine.ledger import Step

from . import motion
from .lines import (
    SPINS,
    Gamma_r,
    Line,
    d,
    density,
    half_difference,
    north,
    omega,
    other,
    overlap,
    phi_dot,
    rate,
    sign,
    slope,
    south,
    theta,
)

Term = tuple[sp.Expr, sp.Expr, str]


def terms(spin: str) -> tuple[Term, ...]:
    """Weight over Gamma_sigma, centre, and lead of the four functions of (36)."""
    minus, plus = phi_dot * south, phi_dot * north
    inner, outer = -sign(spin) * minus, sign(spin) * plus
    return (
        (north * rate(spin), inner, "l"),
        (south * rate(other(spin)), outer, "l"),
        (north * Gamma_r, inner, "r"),
        (south * Gamma_r, outer, "r"),
    )


def broadening(spin: str) -> sp.Symbol:
    """Gamma_sigma as named by the lines of the flow."""
    return motion.Gamma_up if spin == "up" else motion.Gamma_down


def mean_square_centre(spin: str) -> sp.Expr:
    """Gamma_sigma times the mean square of the centres."""
    return sp.Add(*(weight * centre**2 for weight, centre, _ in terms(spin)))


def dissipative(dot: str, lead: str) -> sp.Expr:
    """g_{sigma sigma'} omega."""
    return motion.conductance(dot, lead) * omega


def hybrid(dot: str, lead: str) -> sp.Expr:
    """Part of the precession's effect on the distribution."""
    bend = half_difference() * sp.sin(theta) ** 2 / (2 * broadening(dot)) * phi_dot
    return motion.conductance(dot, lead) * bend


def driving(dot: str, lead: str) -> sp.Expr:
    """Thermoelectric part, proportional to the slope of the density of states.

    The weight of the pole that turns the dot's spin away from the lead's is written without
    cancellation: sigma' - sigma cos(theta) = 2 sigma' (1 - overlap).
    """
    direction = 2 * sign(lead) * (south if dot == lead else north)
    drive = Gamma_r * half_difference() / broadening(dot)
    return drive * direction * slope(dot) * d


def dropped(dot: str, lead: str) -> sp.Expr:
    """What (44) drops: of first order in the slope of the density of states, without d."""
    spread = omega**2 - mean_square_centre(dot) / broadening(dot)
    return slope(dot) * (rate(lead) + Gamma_r) * spread


def kernel_lines() -> tuple[Line, ...]:
    """The kernel of (44) and the dropped term, for each spin of dot and lead."""
    return tuple(
        Line(f"kernel_{dot}_{lead}", dissipative(dot, lead) + hybrid(dot, lead)
             + driving(dot, lead), "magnet:44", "dissipative, hybrid and driving parts")
        for dot in SPINS for lead in SPINS
    ) + tuple(
        Line(f"dropped_{dot}_{lead}", dropped(dot, lead), "magnet:43",
             "dropped in (44) as of order 1/S")
        for dot in SPINS for lead in SPINS
    )  # fmt: skip


def sommerfeld(dot: str, lead: str) -> sp.Expr:
    """The kernel (43) term by term: each function against that of the lead at omega."""
    total = sp.Integer(0)
    squares = {"l": d, "r": sp.Integer(0)}  # (pi^2/3) T^2, up to a common constant
    for target, width in (("l", rate(lead)), ("r", Gamma_r)):
        for weight, centre, source in terms(dot):
            shift = 2 * density(dot) * (omega - centre)
            bend = slope(dot) * (omega**2 - centre**2 + squares[target] - squares[source])
            total += width * weight / broadening(dot) * (shift + bend)
    return total


def current_of_junction(junction: str, part: str) -> sp.Expr:
    """Particle current into the dot through one junction, from the variation by psi_q.

    |R|^2 weighs the kernel's share of the junction; the pumping part is the precession of R
    itself, here at phi_dot = -B.
    """
    total = sp.Integer(0)
    for dot in SPINS:
        if part == "pumping":
            total += _pumped(dot, junction)
            continue
        for lead in SPINS:
            total += overlap(dot, lead) * _part(dot, lead, junction, part)
    return total


def _width(lead: str, junction: str) -> sp.Expr:
    """Rate of a junction to the lead's spin."""
    return rate(lead) if junction == "l" else Gamma_r


def _pumped(dot: str, junction: str) -> sp.Expr:
    """Both spins of the lead: the frame turns by -sigma phi_dot south, or sigma phi_dot north."""
    gap = _width(other(dot), junction) - _width(dot, junction)
    return 2 * density(dot) * sign(dot) * phi_dot * north * south * gap


def _part(dot: str, lead: str, junction: str, part: str) -> sp.Expr:
    if part == "hybrid":
        bend = half_difference() * sp.sin(theta) ** 2 / (2 * broadening(dot)) * phi_dot
        return 2 * density(dot) * _width(lead, junction) * bend
    # the thermal part; on the right Gamma_r / Gamma - 1, without cancellation
    turned = rate(dot) * north + rate(other(dot)) * south
    share = (Gamma_r if junction == "l" else -turned) / broadening(dot)
    return slope(dot) * _width(lead, junction) * share * d


def steps() -> tuple[Step, ...]:
    """The moves to the distribution and the kernel."""
    return (
        Step("magnet:step-rotated-self-energy",
             r"(R^\dagger\Sigma^K R)_{\sigma\sigma} = -2i\Gamma_\sigma F_s^\sigma",
             "slow angles: constant rates over the thermal time", ("magnet:step-slow-split",)),
        Step("magnet:step-kernel",
             r"\int\mathrm{d}\omega\,\omega\,[F_a-F_b] = s_b^2-s_a^2+\tfrac{\pi^2}{3}(T_b^2-T_a^2)",
             "Sommerfeld sums that terminate", ("magnet:step-slow-green",),
             ("linear density of states",)),
        Step("magnet:step-slow-action",
             r"i\mathcal S = -i\int\{\theta_q\tilde g\dot\theta + \phi_q\sin^2\theta"
             r"[\tilde g\dot\phi - I_s]\}", "insert the kernel, first order in R_q",
             ("magnet:step-kernel", "magnet:step-quantum-expansion")),
        Step("magnet:step-dropped",
             r"\delta\alpha_{\sigma\sigma'} = \rho'_\sigma(\Gamma_l^{\sigma'}+\Gamma_r)"
             r"(\omega^2 - \langle s^2\rangle_\sigma)",
             "terms of the slope without temperatures", ("magnet:step-kernel",),
             ("rho' omega is small beside rho: of order 1/S",)),
        Step("magnet:step-currents",
             r"I_{j\to\mathrm{dot}} = \sum_{\sigma\sigma'}|R_{\sigma'\sigma}|^2[I_h+I_d+g\dot a]_j",
             "variation by psi_q", ("magnet:step-kernel",)),
    )  # fmt: skip
