"""Rows of appendix A: storage of the moment on an exact Fock space, triplets, anisotropy."""

from __future__ import annotations

from collections.abc import Sequence

from spinloom.derivations.engine.claims import Judge, RelationClaim, measured, small_system
from spinloom.derivations.engine.free import symmetric
from spinloom.derivations.engine.interpret import Draw
from spinloom.derivations.engine.ledger import Entry, Equation
from spinloom.derivations.engine.printed import Node, Relation, relations

from . import corrected_tensors as corrected
from . import judge_tensors as judge
from . import paper_appendix_a as print_
from .rewriting_tensors import NormalClaim, averaged, sifted
from .together import Together

FOCK = "exact thermal Fock space, two orbitals with two spins, generic axis of quantization"
MIXED = "exact Fock space, thermal state of a Hamiltonian that mixes all modes"
MATRICES = "random matrices, and the matrices of a spin one half"
PLACES = "places of the factor in the two printed products"
INDEX = "an index of a subscript, which the transcription could have changed"
WORD = "a word, which the transcription could hardly change"
NAMED = {"delta": symmetric}


def _judge(draw: Draw, method: str = FOCK, points: int = 3) -> Judge:
    return small_system(method, draw, points=points, exchanges={"odot": 1}, relations=NAMED)


def _claim(relation: Node, chosen: Judge) -> RelationClaim:
    return NormalClaim(relation, chosen, lambda tree: averaged(sifted(tree)))


def _row(equation: Equation, chosen: Judge, **options: str) -> Entry:
    return Entry.of(equation, _claim(equation.printed, chosen), "storage", **options)


def _erratum(
    equation: Equation, mended: Relation, chosen: Judge, slip: str, **options: str
) -> Entry:
    claims = (_claim(tree, chosen) for tree in (equation.printed, mended))
    return Entry.of(equation, next(claims), "storage", corrected=next(claims), slip=slip, **options)


def pauli() -> list[Entry]:
    """(A1)-(A7)."""
    operators = _judge(judge.drawn(judge.operators), points=1)
    averages = _judge(judge.drawn(judge.averages))
    mixed = _judge(judge.draw_mixed, MIXED, 1)
    any_vectors, spins = (
        _judge(draw, MATRICES) for draw in (judge.draw_vectors, judge.drawn(judge.averages))
    )
    equal_sides, zero = relations(print_.EQ_A3.printed)
    moved = measured(PLACES, judge.places_moved, 1e-12)
    return [
        _erratum(print_.TEXT_MOVED, corrected.places_moved(), moved, WORD),
        _row(print_.EQ_A1, operators),
        _row(print_.EQ_A2, operators),
        _row(print_.TEXT_REORDERED, operators),
        Entry.of(
            print_.EQ_A3,
            Together((_claim(equal_sides, any_vectors), _claim(zero, spins))),
            "storage",
            note="the first equality holds for any vector of matrices",
        ),
        _erratum(print_.TEXT_OCCUPATION, corrected.occupation(), averages, INDEX),
        _row(print_.EQ_A4, mixed),
        _row(print_.EQ_A5, averages,
             note="the amplitudes of the direct and the exchange term stand in each other's place; "
                  "by (A7) they are equal"),
        _row(print_.EQ_A6, averages),
        _row(print_.EQ_A7, averages),
        _row(print_.TEXT_FLIPS, averages,
             note="both factors are complex conjugated; the product does not see it"),
    ]  # fmt: skip


def entries() -> Sequence[Entry]:
    """The rows of this part, in the order of the paper."""
    return (*pauli(),)
