"""The slow noise of the current, to the fourth order in J: electrons counted one by one.

Every jump of the spins is a tunnelling electron. At T = 0 and a bias above the Larmor frequency
all of them go the same way, and the noise at low frequency is the growth of the variance of their
number. In it the spins' correlations stand with the jump operators, not with those of C1, C2, C3.
"""

from __future__ import annotations

from typing import Any

from spinloom.derivations.engine.claims import OrderClaim, RelationClaim, small_system
from spinloom.derivations.engine.ledger import Entry
from spinloom.derivations.engine.printed import Node, Symbol, about, equal, node, system

from . import judge_counting
from . import paper as p
from .linewidths import lambda_1, lambda_2
from .statements import w_down, w_up

growth = Symbol("growth", "noise", r"S_I(0)")
counted = p.operator("counted", r"\mathcal{I}", "superoperator")
inverse = p.operator("reduced_inverse", r"\mathcal{L}^{-1}_{\perp}", "superoperator")
rho_st = p.operator("rho_st", r"\rho_{st}", "state")
traced = p.operator("traced", r"\mathrm{Tr}", "trace")
coupling = Symbol("lambda", "coupling", r"\lambda")
V, nu = p.V, p.nu


def zero_frequency() -> Node:
    """The noise at zero frequency from the jumps and the reduced inverse of the generator."""
    return equal(
        growth, traced * counted * rho_st - 2 * traced * counted * inverse * counted * rho_st
    )


def stationary_currents() -> Node:
    """Electrons per time that see the spins, in the dark and in the bright state."""
    dark, bright = (Symbol(f"current_{n}", "current", f"I_{{{n}}}") for n in ("dark", "bright"))
    return system(
        equal(dark, node(0)),
        equal(bright, 2 * coupling * V * (3 * V**2 - nu**2) / (3 * V**2 + nu**2)),
    )


def across() -> Node:
    """What makes the S-T2 line visible in the slow current: detuning and unequal rates."""
    element = Symbol("across", "current", r"\langle S|\mathcal{I}^\dagger(1)|T2\rangle")
    return equal(element, (w_down - w_up) * (lambda_1 - lambda_2) / 4)


def telegraph() -> Node:
    """Near the dark point the singlet switches the current off: a telegraph at the slow rate."""
    share = (1 - (nu / V) ** 2) / 4
    bright = (lambda_1 + lambda_2) * V * (3 * V**2 - nu**2) / (3 * V**2 + nu**2)
    slow = Symbol("gamma_d", "rate", r"\gamma_d")
    return about(growth, 2 * share * (1 - share) * bright**2 / slow)


def entries() -> list[Entry]:
    """Rows of the slow noise."""
    slow = OrderClaim(
        telegraph(), judge_counting.telegraph_remainder, 2, 1e-2,
        "resolvent of the generator at 45 digits; couplings, detuning and angles vanish together",
    )  # fmt: skip
    return [
        _row("current-zero-frequency", zero_frequency(), judge_counting.draw_zero_frequency,
             "second derivative of the largest eigenvalue of the counted generator at 60 digits",
             "I rho: golden-rule jumps; at frequency omega the inverse is that of L + i omega, "
             "both signs added"),
        _row("current-bright", stationary_currents(), judge_counting.draw_rates,
             "golden-rule rates by channel in the two stationary states",
             "T = 0, symmetric point: the singlet lets no electron pass that sees the spins"),
        _row("current-across", across(), judge_counting.draw_across,
             "golden-rule rates by channel",
             "theta = phi = 0: at equal couplings the 4 J_ex line of C3 is absent from the slow "
             "current; it enters through two electrons in a row (claim-current-pairs)"),
        Entry("junction:claim-current-telegraph", "claim", slow, None, "master", limit=slow,
              note="the narrow peak of C3 at zero frequency as seen by the current: half width "
                   "gamma_d, height growing like its inverse"),
    ]  # fmt: skip


def _row(name: str, relation: Node, draw: Any, method: str, note: str) -> Entry:
    claim = RelationClaim(relation, small_system(method, draw, points=3))
    return Entry(f"junction:claim-{name}", "claim", claim, None, "master", note=note)
