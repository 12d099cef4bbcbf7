"""The magnet's rows of the ledger: each printed equation with the judge that decides it.

Conventions: hbar = k_B = e = 1; particle currents into the dot are positive;
q = (+) - (-) for quantum components, c the mean of both branches.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spinloom.derivations.engine.claims import Judge, OrderClaim, RelationClaim
from spinloom.derivations.engine.ledger import Entry, Equation
from spinloom.derivations.engine.printed import Relation

from . import corrected, judge_action, judge_gradient
from . import paper_appendix_b as appendix_b
from . import paper_kernel as kernel_print

BAR = "a bar over a superscript, which the transcription could have lost or added"
GAUSSIANS = "Gaussian kernels convolved over their times, exact integrals"
PLANE_WAVES = "plane-wave kernels multiplied as shifts in time"
LEVELS = "logarithm of the generating function of isolated levels; the noise is next"


def _precise(method: str, draw: Any, **options: Any) -> Judge:
    return Judge(method, draw, **options)


def action() -> list[Entry]:
    """The slow part of the action."""
    wznw = OrderClaim(kernel_print.EQ_38.printed, judge_action.wznw_remainder, 1, 1e-4, LEVELS)
    return [
        Entry("magnet:38", "equation", wznw, kernel_print.EQ_38, "action", limit=wznw,
              note="first order in the quantum components"),
    ]  # fmt: skip


def gradient() -> list[Entry]:
    """(B8)-(B12), (B18)."""
    rows = []
    for equation, count in ((appendix_b.EQ_B8, 2), (appendix_b.EQ_B11, 3)):
        judge = _precise(GAUSSIANS, judge_gradient.draw_gaussians(count))
        claim = RelationClaim(equation.printed, judge)
        rows.append(Entry(equation.key, "equation", claim, equation, "gradient"))
    for equation, mended, names in (
        (appendix_b.EQ_B9, corrected.two_functions(), "gh"),
        (appendix_b.EQ_B12, corrected.three_functions(), "ghk"),
        (appendix_b.EQ_B18, corrected.keldysh_green(), "RKA"),
    ):
        rows.append(_misprint(equation, mended, _precise(
            PLANE_WAVES, judge_gradient.draw_plane_waves(names)), "gradient", BAR))  # fmt: skip
    return rows


def _misprint(equation: Equation, mended: Relation, judge: Judge, derived_in: str, slip: str,
              note: str = "") -> Entry:  # fmt: skip
    claim, true = (RelationClaim(tree, judge) for tree in (equation.printed, mended))
    return Entry(equation.key, "equation", claim, equation, derived_in, corrected=true, slip=slip,
                 note=note)  # fmt: skip


def entries() -> Sequence[Entry]:
    """Every row of the magnet, in the order of the paper."""
    return (*action(), *gradient())
