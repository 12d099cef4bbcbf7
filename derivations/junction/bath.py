"""The bath in full: all correlators of (4), rates at any temperature, shifts of any band."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from spinloom.derivations.engine.claims import Judge, OrderClaim, RelationClaim, small_system
from spinloom.derivations.engine.free import symmetric
from spinloom.derivations.engine.ledger import Entry
from spinloom.derivations.engine.printed import (
    Call,
    Integral,
    Label,
    Node,
    Symbol,
    about,
    equal,
    node,
    system,
)

from . import judge_rates
from . import paper as p
from .exact_shift import exact_exchange

LEVELS = "one spinful level in each lead and both spins, 64 states, interaction picture"
PAIRS = "linear pieces of the number of pairs"
GRID = "sum over equidistant energies, exact to 35 digits"
common = Symbol("common", "transform", "g", complex=True)
sine, cosine = (p.function(n, p.HALF * p.theta) for n in ("sin", "cos"))
turn, counter = p.exp(-(p.i_unit * p.phi)), p.exp(p.i_unit * p.phi)
J_1, J_2, N2 = p.J_1, p.J_2, p.density_squared


def _gamma(first: str, second: str) -> Node:
    return p.Gamma[Label(first, "coupling"), Label(second, "coupling")](p.omega)


def correlators() -> Node:
    """Every pair of (4): one function of frequency times a spin trace."""
    f_L, f_R, gap = p.f_L(p.eps_L), p.f_R(p.eps_R), p.eps_R - p.eps_L
    once = Integral(
        (p.eps_L, p.eps_R),
        p.i_unit
        * (
            f_R * (1 - f_L) / (gap + p.omega + p.i_zero)
            - f_L * (1 - f_R) / (gap - p.omega - p.i_zero)
        ),
        p.LEVELS,
    )
    g, both = N2 * common(p.omega), 2 * J_1 * J_2
    traces: tuple[tuple[str, str, Node], ...] = (
        ("1", "-1", 4 * J_1**2 * g),
        ("2", "-2", 4 * J_2**2 * g),
        ("z", "z", 2 * J_1**2 * g),
        ("z'", "z'", 2 * J_2**2 * g),
        ("2", "-1", 2 * both * cosine * turn * g),
        ("-2", "1", 2 * both * cosine * counter * g),
        ("z", "z'", both * cosine * p.function("cos", p.phi) * g),
        ("1", "z'", both * sine * turn * g),
        ("2", "z", -(both * sine * turn * g)),
        ("-1", "z'", both * sine * counter * g),
        ("-2", "z", -(both * sine * counter * g)),
    )
    return system(
        equal(common(p.omega), once),
        *(equal(_gamma(a, b), value) for a, b, value in traces),
    )


T = Symbol("T", "temperature")
mu_1, mu_2 = (Symbol(f"mu_{n}", "potential", rf"\mu_{n}") for n in (1, 2))
energy = Symbol("energy", "energy gained", "x")
pairs = Symbol("pairs", "pairs", r"n_{12}")
w = Symbol("w", "bath rate")
G = Symbol("G", "pair density")


def rates() -> Node:
    """Pairs that take up an energy, at any temperature, and the rate of both directions."""
    gain = energy + mu_1 - mu_2

    def density(x: Node) -> Node:
        return x / (1 - p.exp(-(x / T)))

    return system(
        equal(pairs, density(gain)),
        equal(w, density(p.V + energy) + density(energy - p.V)),
    )


# --- Shifts ------------------------------------------------------------------------------------

bottom_L, bottom_R, top_L, top_R = (
    Symbol(f"{end}_{lead}", "band edge", f"{tex}_{lead}")
    for end, tex in (("bottom", "a"), ("top", "b"))
    for lead in "LR"
)
mu_L, mu_R = (Symbol(f"mu_{x}", "band edge", rf"\mu_{x}") for x in "LR")


def _x_log_x(x: Node) -> Node:
    return x * p.function("log", Call(Symbol("abs", "function"), (x,)))


def general_shift() -> Node:
    """Delta at T = 0 for any two flat bands and potentials: sums of x log|x|."""
    F = _x_log_x
    return equal(
        p.Delta,
        F(top_R - bottom_L)
        + F(top_L - bottom_R)
        - F(top_R - mu_L)
        - F(mu_L - bottom_R)
        - F(top_L - mu_R)
        - F(mu_R - bottom_L),
    )


def symmetric_shift() -> Node:
    """The same with a common band around the middle of both potentials."""
    log = p.function
    return equal(
        p.Delta,
        2 * p.Lambda * log("log", 16 * p.Lambda**2 / (4 * p.Lambda**2 - p.V**2))
        - p.V * log("log", (2 * p.Lambda + p.V) / (2 * p.Lambda - p.V)),
    )


# --- What the imaginary parts add to the Hamiltonian -------------------------------------------

P = Symbol("P", "shift function")
one_of = p.operator("unit_pair", r"\mathbb{1}", "pair unit")
flips = p.operator("transverse", r"[\tau_x\tau_x + \tau_y\tau_y]", "pair operator")


def secular_hamiltonian() -> Node:
    """All imaginary parts of the secular terms at any Larmor frequency."""
    nu, both = p.nu, J_1 * J_2 * N2 * cosine
    cos_phi, sin_phi = p.function("cos", p.phi), p.function("sin", p.phi)
    z_z = p.tensor(p.tau_z, p.tau_z)
    mean, odd = P(nu) + P(-nu), P(nu) - P(-nu)
    zeeman = J_1**2 * p.tensor(p.tau_z, p.unit) + J_2**2 * p.tensor(p.unit, p.tau_z)
    return equal(
        Symbol("H_secular", "hamiltonian", r"\mathcal{H}_{\text{ind}}", commuting=False),
        2 * both * cos_phi * mean * flips
        + 4 * both * cos_phi * P(node(0)) * z_z
        - 2 * both * sin_phi * mean * p.cross_z
        + 2 * N2 * odd * zeeman
        + 2 * N2 * (J_1**2 + J_2**2) * (mean + P(node(0))) * one_of,
    )


strength = Symbol("strength", "strength", "g")


def dropped_levels() -> Node:
    """Levels with the parts that the secular step drops, to second order; phi = 0."""
    nu, J = p.nu, p.J_ex
    size = strength**2 * (1 - p.function("cos", p.theta))
    return system(
        about(p.E_T1 - (nu - J), size / (nu - 4 * J)),
        about(p.E_S - 3 * J, -(size / (nu - 4 * J)) + size / (nu + 4 * J)),
        about(p.E_T3 - (-nu - J), -(size / (nu + 4 * J))),
    )


# --- Tunnelling back into the same lead ----------------------------------------------------------

across, everything = (
    Symbol(n, "exchange", rf"\Delta_{{{t}}}") for n, t in (("across", "LR"), ("everything", ""))
)


def dominated() -> Node:
    """As the text has it: the terms of (3) alone at a large bias."""
    return about(everything, across)


def not_dominated() -> Node:
    """What holds: the same exchange once more from within the leads, at any bias in the band."""
    return equal(everything, 2 * across)


def entries() -> list[Entry]:
    """Rows of the bath."""
    leads = Judge(PAIRS + ", nu = T = 0", judge_rates.draw_exchange)
    filled = replace(
        leads, exact=exact_exchange,
        method=leads.method + "; exactly for any occupations of common levels",
    )  # fmt: skip
    second = OrderClaim(
        dropped_levels(), judge_rates.level_remainder, 2, 1e-2,
        "eigenvalues of the 4 x 4 Hamiltonian with all parts, remainder in the angle",
    )  # fmt: skip
    linear = OrderClaim(
        about(p.Delta, p.Lambda * p.function("log", node(16))), judge_rates.linear_remainder, 2,
        1e-2, "pairs counted over a common band, remainder in V / Lambda",
    )  # fmt: skip
    return [
        _small("correlators", correlators(), judge_rates.draw_correlators,
               "for every pair both orders of the leads have the same trace; the others vanish; "
               "those of a flip and an axis, with sin(theta/2), are not secular"),
        _row("rates", rates(), Judge(GRID, judge_rates.draw_rates, points=8),
             "any bias and temperature; at T = 0 w(nu), w(-nu), w(0) are V + nu, V - nu, V"),
        _row("band-general", general_shift(), Judge(PAIRS, judge_rates.draw_bands, points=8),
             "flat bands [a, b] with potentials inside, T = 0; per product of densities"),
        _row("band-symmetric", symmetric_shift(), Judge(PAIRS, judge_rates.draw_symmetric_band),
             "potentials +-V/2 in a common band [-Lambda, Lambda]; the print (6) has 0 and V"),
        _small("secular-interaction", secular_hamiltonian(), judge_rates.draw_secular,
               "P(omega): imaginary part of the transform; exchange with P(nu) + P(-nu) across "
               "and P(0) along the field, single-spin Lamb shifts 4 J_j^2 N^2 [P(nu) - P(-nu)]"),
        Entry("junction:claim-dropped-shift", "claim", second, None, "interaction", limit=second,
              note="phi = 0: g^2 sin^2(theta/2) well below nu |nu +- 4 J_ex| is what allows to "
                   "drop the x and y parts of claim-tensor"),
        Entry("junction:text-linear", "claim", linear, None, "shifts", limit=linear,
              note="the shift grows linearly with the cutoff"),
        Entry("junction:text-dominate", "claim", RelationClaim(dominated(), leads), None, "master",
              corrected=RelationClaim(not_dominated(), filled), slip="none",
              note="the terms within the leads have small rates for V >> nu, T "
                   "(claim-same-lead-share), but with the same amplitude and band they induce as "
                   "much exchange as (3) at any bias and temperature: f (1 - f') and f differ by "
                   "what is odd in both energies; theta = phi = 0"),
    ]  # fmt: skip


def _small(name: str, relation: Node, draw: Any, note: str) -> Entry:
    judge = small_system(LEVELS, draw, points=3, relations={"Gamma": symmetric})
    return _row(name, relation, judge, note)


def _row(name: str, relation: Node, judge: Judge, note: str) -> Entry:
    claim = RelationClaim(relation, judge)
    home = _HOMES.get(name, "master")
    return Entry(f"junction:claim-{name}", "claim", claim, None, home, note=note)


#: The part of the derivation that a row stands on, where it is another one than (1)-(5).
_HOMES = {
    "band-general": "shifts",
    "band-symmetric": "shifts",
    "secular-interaction": "interaction",
}
