"""Rows of Appendix A that the paper does not print: stability, and what the reduction loses.

Electrons of either spin are N_sigma = (C dV + sigma dM / J) / 2; their memory x_sigma solves
dx/dt = -2 Gamma x + d(sigma dM/2 - dV)/dt and carries the current 2 Gamma rho x.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from spinloom.derivations.engine.claims import Judge, RelationClaim
from spinloom.derivations.engine.interpret import PRECISE
from spinloom.derivations.engine.ledger import Entry, Equation
from spinloom.derivations.engine.printed import Integral, Node, Symbol, equal, system

from . import judge_fields, judge_modes, judge_values, judge_zero_modes
from .notation import (
    DOWN,
    HALF,
    M_0,
    UP,
    B,
    C,
    Gamma,
    J,
    cos,
    i_unit,
    rho,
    rho_Sigma,
    sigma,
    t,
    theta_c,
)
from .paper_appendix_a import (
    T_K,
    delta_M,
    delta_M_dot,
    delta_V,
    delta_V_dot,
    g_of,
    lesser_sigma_z,
)

largest = Symbol("J_largest", "exchange", r"J_{\max}")
trace, determinant = (
    Symbol(name, "invariant", tex)
    for name, tex in (("rate_trace", r"\mathrm{tr} A"), ("rate_determinant", r"\det A"))
)
mode = Symbol("mode_rate", "rate of a mode", r"r")
full = Symbol("full_determinant", "determinant of the whole", r"\Delta(r)")
lost_M, lost_V = (Symbol(f"reduced_{n}", "reduced rate", rf"(A y)_{n}") for n in "MV")
memory, memory_dot = (
    Symbol(name, "memory", tex)
    for name, tex in (("memory", "x_{<0>}"), ("memory_dot", r"\dot{x}_{<0>}"))
)
electrons = Symbol("N_dot", "electrons", r"\dot{N}_{<0>}")
push = Symbol("push_dot", "push", r"\tfrac{d}{dt}(<0>\tfrac{\delta M}{2} - \delta V)")
_curvature = {s: 1 / rho[s] + 1 / C - HALF * J for s in (UP, DOWN)}
_coupling = 1 / C + HALF * J

EQ_THRESHOLD = Equation(
    "magnet:u1-threshold",
    equal(largest, 2 * (C + rho_Sigma) / (C * rho_Sigma + 4 * rho[UP] * rho[DOWN])),
    "both modes of (A17), (A18) decay exactly for J below this: the curvature of the energy in "
    "the occupations is positive",
)
EQ_RATES = Equation(
    "magnet:u1-rates",
    system(
        equal(trace, -(g_of[UP] * _curvature[UP] + g_of[DOWN] * _curvature[DOWN])),
        equal(determinant,
              g_of[UP] * g_of[DOWN] * (_curvature[UP] * _curvature[DOWN] - _coupling**2)),
        equal(trace**2 - 4 * determinant,
              (g_of[UP] * _curvature[UP] - g_of[DOWN] * _curvature[DOWN]) ** 2
              + 4 * g_of[UP] * g_of[DOWN] * _coupling**2),
    ),
    "matrix A of (A17), (A18); the last line is positive: both rates are real",
)  # fmt: skip
EQ_WHOLE = Equation(
    "magnet:u1-characteristic",
    equal(
        full,
        mode**2
        * (mode**2 - trace * mode + determinant)
        / ((mode + 2 * Gamma[UP]) * (mode + 2 * Gamma[DOWN])),
    ),
    "solutions exp(r t) of (A11)-(A14): the rates of the reduced system, and two constants; the "
    "integro-differential system is stable exactly where the reduced one is",
)
EQ_CONSTANT = Equation(
    "magnet:u1-constant",
    system(
        equal(electrons[sigma], 2 * Gamma[sigma] * rho[sigma] * memory[sigma]),
        equal(electrons[sigma] + rho[sigma] * memory_dot[sigma], rho[sigma] * push[sigma]),
    ),
    "rho x + N - rho (sigma dM/2 - dV) never changes, one constant per spin: the reduction sets "
    "both to zero",
)


def _kept(small: Node, large: Node) -> Node:
    return (Gamma[UP] + Gamma[DOWN]) * large + (Gamma[UP] - Gamma[DOWN]) * small


EQ_KICK = Equation(
    "magnet:u1-kick",
    system(
        equal(delta_M_dot, lost_M + _kept(J * C * delta_V, delta_M)),
        equal(delta_V_dot, lost_V + _kept(delta_M / (J * C), delta_V)),
    ),
    "after a kick without history the constants act as a steady source, which the reduction loses",
)
EQ_FIELD = Equation(
    "magnet:dropped-field",
    equal(
        M_0 / (2 * J),
        -(i_unit / 2) * (1 / (2 * T_K)) * Integral((t,), lesser_sigma_z(t))
        + B / (2 * J) * (1 / (2 * T_K)) * Integral((t,), cos(theta_c(t))),
    ),
    "what (A3) adds to (A21): the field along the magnetization",
)
METHOD = "golden-rule currents of a memory; its history solved exactly"
_ROWS = (
    ((EQ_THRESHOLD, EQ_RATES, EQ_WHOLE), judge_modes.rate_values),
    ((EQ_CONSTANT,), judge_modes.constant_values),
    ((EQ_KICK,), judge_modes.kick_values),
)


def entries() -> Sequence[Entry]:
    """Threshold, rates, characteristic function, constants of motion, source."""
    rows = []
    for equations, values in _ROWS:
        once = lru_cache(maxsize=1)(judge_values.exact(values))
        judge = Judge(METHOD, judge_values.draw(values), exact=once, points=12)
        for equation in equations:
            claim = RelationClaim(equation.printed, judge)
            rows.append(Entry(equation.key, "claim", claim, equation, "full_dynamics"))
    zero_modes = judge_fields.draw(judge_zero_modes.stationary_values)
    judge = Judge("stationary points of fields and mean electrons", zero_modes, rings=(PRECISE,))
    field = RelationClaim(EQ_FIELD.printed, judge)
    return [*rows, Entry(EQ_FIELD.key, "claim", field, EQ_FIELD, "full_dynamics")]
