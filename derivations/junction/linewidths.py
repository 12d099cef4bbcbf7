"""Half widths of all lines for any couplings and angles, to the first order in the couplings."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from spinloom.derivations.engine.claims import OrderClaim
from spinloom.derivations.engine.ledger import Entry
from spinloom.derivations.engine.printed import Label, Node, Symbol, about, system

from . import judge_lines
from . import paper as p
from .statements import w_down, w_up

METHOD = "real parts of eigenvalues of the secular blocks, remainder in the couplings to the leads"
w_zero = Symbol("w_zero", "bath rate", "w(0)")
lambda_1, lambda_2 = (Symbol(f"lambda_{n}", "coupling", rf"\lambda_{n}") for n in (1, 2))
shared = Symbol("shared", "shared coupling", r"\lambda_c")
aligned = Symbol("aligned", "shared coupling", r"\lambda_e")
width = Symbol("width", "width", r"\gamma_{<0>}")


def _out_of(level: str) -> Node:
    """All rates out of a level."""
    total = lambda_1 + lambda_2
    if level in ("T1", "T3"):
        rate = w_down if level == "T1" else w_up
        return rate / 2 * total + w_zero / 4 * (total + 2 * shared)
    flips = total + 2 * aligned if level == "T2" else total - 2 * aligned
    return (w_down + w_up) / 4 * flips + w_zero / 4 * (total - 2 * shared)


def separate() -> Node:
    """With J_DM all lines stand apart: half the rates out of both levels."""
    lines = (("T1", "T2"), ("T2", "T3"), ("T1", "S"), ("S", "T3"))
    return system(
        *(about(width[Label(f"{a} {b}", "line")], Fraction(1, 2) * (_out_of(a) + _out_of(b)))
          for a, b in lines),
        about(
            width[Label("S T2", "line")],
            w_zero / 4 * (lambda_1 + lambda_2 - 2 * shared)
            + (w_down + w_up) / 4 * (lambda_1 + lambda_2),
        ),
    )  # fmt: skip


def coinciding() -> Node:
    """Without J_DM the lines T1-T2 and T2-T3 coincide and mix: two widths at one frequency."""
    total, both = lambda_1 + lambda_2, lambda_1 + lambda_2 + 2 * shared
    mean = (w_down + w_up) * (2 * total + 2 * shared) / 8 + w_zero / 4 * total
    root = p.sqrt(((w_down - w_up) * total / 8) ** 2 + w_down * w_up * (both / 4) ** 2)
    return system(
        about(width[Label("narrow", "line")], mean - root),
        about(width[Label("wide", "line")], mean + root),
    )


def entries() -> list[Entry]:
    """Rows of the widths."""
    return [
        _row("line-widths", separate(), True,
             "lambda_c = sqrt(lambda_1 lambda_2) cos(theta/2) cos(phi), lambda_e the same with "
             "phi - atan(J_DM / J_ex): both sums of the rates out of a level; the bright S-T2 line "
             "does not feel J_DM; lambda V at the symmetric point"),
        _row("coinciding-widths", coinciding(), False,
             "the line of ESR is a sum of two Lorentzians; lambda_c as in claim-line-widths"),
    ]  # fmt: skip


def _row(name: str, relation: Node, dmi: bool, note: str) -> Entry:
    claim = OrderClaim(relation, partial(judge_lines.remainder, dmi=dmi), 2, 1e-2, METHOD)
    return Entry(f"junction:claim-{name}", "claim", claim, None, "master", limit=claim, note=note)
