"""What the text says between its equations: selection rules, weights of product states, ranges."""

from __future__ import annotations

from typing import Any

from spinloom.derivations.engine.claims import RelationClaim, small_system
from spinloom.derivations.engine.ledger import Entry, Equation
from spinloom.derivations.engine.printed import (
    Label,
    Node,
    Symbol,
    equal,
    less,
    system,
)

from . import judge_sentences
from . import paper as p
from . import paper_dark as dark
from .statements import w_down, w_up

element = Symbol("element", "element", r"\langle S|{<0>}|T1\rangle")
EQ_SELECTION = Equation(
    "junction:text-selection",
    system(
        equal(element[Label("uniform", "probe")], 0),
        equal(element[Label("single", "probe")] ** 2, p.HALF),
    ),
    "operators of C1 and of C2 between singlet and triplet, J_DM = 0",
)
mixed = Symbol("mixed", "element", r"\langle S|(\tau_-\otimes\tau_+)\rho_{st}|T2\rangle")
EQ_DOUBLE_FLIP = Equation(
    "junction:text-double-flip",
    system(
        equal(p.tensor(p.tau_minus, p.tau_plus), dark.outer(p.down_up, dark.bra_up_down)),
        equal(mixed, -(w_up * w_down) / (2 * (w_up + w_down) ** 2)),
    ),
    "it maps up-up and down-down to zero; its product with the stationary state superposes S, T2",
)
largest = Symbol("largest", "weight", r"\max\,p")
EQ_HALF = Equation(
    "junction:text-half",
    equal(largest, p.HALF),
    "the weight of the dark state over all product states",
)
lower, higher = (
    Symbol(f"p_c_{n}", "weight", f"p_c(V_{t})") for n, t in (("low", "<"), ("high", ">"))
)
EQ_LOWERED = Equation(
    "junction:text-lowered",
    less(lower, higher),
    "lowering V towards nu",
)
relaxed = Symbol("relaxed", "weight", "p_2")
success = Symbol("success", "probability", "s")
first = Symbol("first", "weight", "p_1")
bright_share = (1 - dark.nu_tilde**2) / (3 + dark.nu_tilde**2)


def measurement() -> Node:
    """One more measurement after the triplet has relaxed: what it gives and how often."""
    rest = (1 - first) * bright_share
    return system(equal(success, first + rest), equal(relaxed, first / (first + rest)))


ends = tuple(Symbol(f"rho_{n}", "coherence end", rf"\rho_{{+-}}^{{{n}}}") for n in ("low", "high"))


def allowed() -> Node:
    """The ends of the range of rho_+-: the dark state, and none of it."""
    return system(
        equal(ends[0], -p.HALF), equal(ends[1], (1 - dark.nu_tilde**2) / (6 + 2 * dark.nu_tilde**2))
    )


def temperature() -> Node:
    """The effective temperature at any bias above the Larmor frequency."""
    return equal(dark.T_eff, p.nu / p.function("log", (p.V + p.nu) / (p.V - p.nu)))


p_d = Symbol("p_d", "weight", "p")
delta = Symbol("delta_weight", "peak", "W_3")


def delta_peak() -> Node:
    """The weight of the delta peak of C3: the limit of <A(t) A^dag(0)>."""
    return equal(delta, (p_d + (1 - p_d) * bright_share**2) / 4)


def entries() -> list[Entry]:
    """Rows of the sentences."""
    return [
        _row(EQ_SELECTION, judge_sentences.draw_selection, "matrix elements",
             "C1 at equal couplings shows the triplet's lines alone"),
        _row(EQ_DOUBLE_FLIP, judge_sentences.draw_double_flip, "matrix elements",
             "hence the line at 4 J_ex; (8) has the adjoint at time 0, with the same element"),
        _row(EQ_HALF, judge_sentences.draw_products, "quadratic form over two Bloch vectors",
             "(1 - a.b) / 4 for Bloch vectors a, b"),
        _row(EQ_LOWERED, judge_sentences.draw_lowered,
             "lowest eigenvalue of the partial transpose", "p_c falls with nu / V"),
        Entry("junction:claim-measurement", "claim",
              RelationClaim(measurement(), small_system(
                  "null space and projector on tau_z tau_z = -1",
                  judge_sentences.draw_measurement, points=3)),
              None, "steady",
              note="T = 0, long waits: both grow with every measurement"),
        _claim("range", allowed(), judge_sentences.draw_range, "null space at equal couplings",
               "what positivity leaves of the family (11), T = 0"),
        _claim("temperature", temperature(), judge_sentences.draw_temperature,
               "populations of the triplet's stationary state",
               "T = 0, exact; V / 2 - nu^2 / 6 V to second order"),
        _claim("delta-weight", delta_peak(), judge_sentences.draw_delta,
               "projector from both null spaces",
               "symmetric point, T = 0: grows with p, so that the peak tells rho_+-"),
    ]  # fmt: skip


def _claim(name: str, relation: Node, draw: Any, method: str, note: str) -> Entry:
    claim = RelationClaim(relation, small_system(method, draw, points=4))
    return Entry(f"junction:claim-{name}", "claim", claim, None, "steady", note=note)


def _row(equation: Equation, draw: Any, method: str, note: str) -> Entry:
    claim = RelationClaim(equation.printed, small_system(method, draw, points=3))
    return Entry.of(equation, claim, "steady", note=note)
