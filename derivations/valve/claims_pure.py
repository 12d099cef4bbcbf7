"""Rows of (113)-(137): flat bands, principal axes, thermal bias, with their sentences.

Conventions: hbar = k_B = 1; positive currents enter the node; spin up is along the Stoner field;
the left electrode unless said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spinloom.derivations.engine.claims import (
    DefinitionClaim,
    Judge,
    RelationClaim,
)
from spinloom.derivations.engine.interpret import Draw
from spinloom.derivations.engine.ledger import Claim, Entry, Equation
from spinloom.derivations.engine.printed import Node, Relation, System, relations, system

from . import corrected_pure as corrected
from . import judge_pure_axes as axes
from . import paper_pure as print_
from . import paper_pure_text as text

WHERE = "currents"
DIAGONAL = "numeric eigenvectors of the tensor, random coefficients and directions"
SYMMETRIC = {"odot": 1}
LOST = "a symbol lost or exchanged, which the transcription could hardly make"
SIGN_LOST = "a sign, which the transcription could have lost"
ANGLE = "the cosine of (127), which the transcription could hardly have dropped"
FACTOR = "a factor of 2, which the transcription could have lost or added"


def _judge(method: str, draw: Draw, points: int = 12) -> Judge:
    return Judge(method, draw, points=points, exchanges=SYMMETRIC)


def _row(equation: Equation, judge: Judge, mended: Relation | System | None = None,
         slip: str = "", note: str = "") -> Entry:  # fmt: skip
    """A relation under one judge, with its correction where the print is wrong."""
    claim = RelationClaim(equation.printed, judge)
    fixed = replace(claim, relation=mended) if mended else None
    return Entry.of(equation, claim, WHERE, corrected=fixed, slip=slip, note=note)


def _definition(equation: Equation, leaf: str) -> Entry:
    """An abbreviation of (123) and (124), which are judged with what is printed for it."""
    values = (*relations(print_.EQ_123.printed), *relations(print_.EQ_124.printed))

    def use(printed: Node) -> Claim:
        return RelationClaim(system(*values), _judge(DIAGONAL, axes.draw_with(leaf, printed)))

    claim = DefinitionClaim(equation.printed, use)
    return Entry.of(equation, claim, WHERE, defines=("valve:123", "valve:124"))


def principal() -> list[Entry]:
    """(122)-(134)."""
    generic = _judge(DIAGONAL, axes.draw_axes)
    collinear = _judge(DIAGONAL + ", both collinear ones at once", axes.draw_collinear)
    mirrored = _judge(DIAGONAL + ", without absorption", axes.draw_mirrored)
    p = print_
    return [
        *(_row(e, generic) for e in (p.EQ_122, p.EQ_123, p.EQ_124, p.EQ_125)),
        _row(p.EQ_126, generic, corrected.bare_axes(), LOST),
        _definition(p.EQ_127, "D_theta"),
        _definition(p.EQ_128, "S_theta"),
        _row(p.EQ_129, generic),
        _row(p.EQ_130, collinear, corrected.collinear_plus(), ANGLE, "holds at theta = 0"),
        _row(p.EQ_131, collinear, corrected.collinear_minus(), ANGLE, "holds at theta = 0"),
        _row(p.EQ_132, collinear, corrected.collinear_zero(), SIGN_LOST),
        *(_row(e, mirrored) for e in (p.EQ_133, p.EQ_134)),
    ]


def orientation() -> list[Entry]:
    """Sentences on axes."""
    generic, cases = _judge(DIAGONAL, axes.draw_axes), _judge(DIAGONAL, axes.draw_cases)
    direct, framed = _judge(DIAGONAL, axes.draw_direct), _judge(DIAGONAL, axes.draw_frame)
    t = text
    return [
        _row(t.TEXT_COLLINEAR_TENSOR, cases, corrected.collinear_tensor(),
             "hardly: a statement in words", "what vanishes is the commutator with the stored one"),
        _row(t.TEXT_S_THETA, generic, note="(129) needs it for the modulus of D_theta"),
        _row(t.TEXT_COLLINEAR_AXIS, cases, corrected.collinear_axis(), "a subscript"),
        _row(t.TEXT_HARD_AXIS, cases, corrected.hard_axis(), "hardly: a statement in words"),
        _row(t.TEXT_DIRECT, direct, corrected.direct_part(), FACTOR),
        *(_row(e, framed) for e in (t.TEXT_FRAME, t.TEXT_MIDDLE_AXIS, t.TEXT_DIRECT_AXES)),
        _row(t.CAPTION_18, framed, corrected.direct_principal(), FACTOR),
    ]  # fmt: skip


def entries() -> Sequence[Entry]:
    """The rows of this part, in the order of the paper."""
    return (*principal(), *orientation())
