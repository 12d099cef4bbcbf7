"""Rows of what the adiabatic approximation leaves out: transitions between the spins.

The print says that elements off the diagonal of spin are of order 1/M_0 and that the Landau-Zener
action vanishes without them; how large either is, is not printed.
"""

from __future__ import annotations

from collections.abc import Sequence

from spinloom.derivations.engine.claims import Judge, OrderClaim, RelationClaim
from spinloom.derivations.engine.interpret import PRECISE
from spinloom.derivations.engine.ledger import Entry, Equation
from spinloom.derivations.engine.printed import Symbol, equal, system

from . import judge_adiabatic
from . import paper_text as text
from .notation import M_0, call, sigma, sign
from .paper_action import operator
from .paper_text import G_c_off, delta_Q_off, delta_Q_off_bar

_POTENTIAL = r"(\tilde{Q}_\perp^k + D_k^\dagger \Sigma D_k)"
transition, transition_bar = (
    operator(f"transition{bar}", _POTENTIAL + tex, "transition")
    for bar, tex in (("", r"^{<0>\bar{<0>}}"), ("_bar", r"^{\bar{<0>}<0>}"))
)
G_diagonal = operator("G_c_diagonal", "G_c^{<0><0>}", "diagonal green")
G_adiabatic = operator("G_adiabatic", r"G_{c,\perp=0}^{<0>}", "adiabatic green")
action_LZ = Symbol("i_action_LZ_of", "action", r"i\mathcal{S}_{\mathrm{LZ}}^{<0>}", complex=True)

EQ_ELEMENTS = Equation(
    "magnet:dropped-off-diagonal",
    system(
        equal(G_c_off[sigma], -(G_adiabatic[sigma] * transition[sigma] * (sign[sigma] / M_0))),
        equal(
            G_diagonal[sigma] - G_adiabatic[sigma],
            -(
                G_adiabatic[sigma]
                * transition[sigma]
                * transition_bar[sigma]
                * G_adiabatic[sigma]
                * (sign[sigma] / M_0)
            ),
        ),
    ),
    "the leading elements off the diagonal, and what they change on it; sigma at resonance",
)
EQ_ACTION = Equation(
    "magnet:dropped-landau-zener",
    equal(
        action_LZ[sigma],
        sign[sigma]
        / (2 * M_0)
        * (
            call("tr", G_adiabatic[sigma] * transition[sigma] * delta_Q_off_bar[sigma])
            + call("tr", transition_bar[sigma] * G_adiabatic[sigma] * delta_Q_off[sigma])
        ),
    ),
    "(25) of the electrons of spin sigma at resonance: of order 1/M_0",
)
METHOD = "exact inverses of matrices of two spins and two times, M_0 growing; power series in 1/M_0"
TRACE = (
    "matrices of two spins and two times with generic elements: the trace over spins written out, "
    "whose right side is not printed"
)


def entries() -> Sequence[Entry]:
    """Two statements of the text, and two terms that it leaves out."""
    rows = []
    for equation in (text.EQ_OFF_DIAGONAL, EQ_ELEMENTS, EQ_ACTION):
        claim = OrderClaim(equation.printed, judge_adiabatic.remainder, 2, 1e-4, METHOD,
                           judge_adiabatic.exact_order)  # fmt: skip
        rows.append(Entry(equation.key, "claim", claim, equation, "action", limit=claim))
    judge = Judge(TRACE, judge_adiabatic.draw_trace, exact=judge_adiabatic.exact_trace,
                  rings=(PRECISE,))  # fmt: skip
    vanishes = RelationClaim(text.EQ_LZ.printed, judge)
    return [*rows, Entry.of(text.EQ_LZ, vanishes, "action")]
