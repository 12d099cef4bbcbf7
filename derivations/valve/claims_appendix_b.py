"""Rows of appendices B and C: symmetric, traceless tensors and their rotation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from spinloom.derivations.engine.claims import DefinitionClaim, Judge, RelationClaim, small_system
from spinloom.derivations.engine.free import antisymmetric
from spinloom.derivations.engine.interpret import Draw, Sample
from spinloom.derivations.engine.ledger import Claim, Entry, Equation
from spinloom.derivations.engine.printed import Node

from . import corrected_appendix_b as corrected
from . import exact_tensors as exact
from . import judge_tensors_dyadics as judge
from . import paper_appendix_b as print_
from .rewriting_tensors import NormalClaim, dyadic

DYAD = "random vectors; principal values and axes by numerical diagonalization"
PARALLEL = "random parallel vectors; numerical diagonalization"
TENSOR = "random tensors without symmetry; determinants and minors by linear algebra"
TURNING = "random symmetric tensors that change with axes that stay and that turn"
ROOT = "a square root, which the transcription could have lost"
LETTER = "a letter, which the transcription could have changed"
ZERO = "a whole side, which the transcription could hardly change"
VECTOR = "a vector, which the transcription could have lost"
DOT = "a dot over a letter, which the transcription could have lost"
INDEX = "an index of a subscript, which the transcription could have changed"
#: a (.) b = b (.) a; symmetric tensors act from both sides; A x x B = B x x A; A : B = B : A.
EXCHANGES = {"odot": 1, "applied": 1, "double_cross": 1, "double_dot": 1}


#: The first points are random numbers; then comes one point of rational functions.
POINTS = 6

#: Where these rows are derived.
DERIVED = "exact_tensors"


def _judge(draw: Draw, method: str, proof: Callable[[], Sample] | None = None) -> Judge:
    return small_system(
        method, draw, exact=proof, points=POINTS, exchanges=EXCHANGES,
        relations={"epsilon": antisymmetric},
    )  # fmt: skip


def _claim(tree: Node, chosen: Judge) -> RelationClaim:
    return NormalClaim(tree, chosen, dyadic)


def _row(equation: Equation, chosen: Judge, **options: str) -> Entry:
    return Entry.of(equation, _claim(equation.printed, chosen), DERIVED, **options)


def _erratum(equation: Equation, mended: Node, chosen: Judge, slip: str, note: str = "") -> Entry:
    claim = _claim(equation.printed, chosen)
    better = replace(claim, relation=mended)
    return Entry.of(equation, claim, DERIVED, corrected=better, slip=slip, note=note)


def _with_q(printed: Node) -> Claim:
    """(B18), for a printed q."""
    return _claim(print_.EQ_B18.printed, _judge(judge.draw_dyad(printed), DYAD))


def diagonalization() -> list[Entry]:
    """(B1)-(B9) and (B14)-(B18)."""
    dyad, parallel = (
        _judge(*chosen)
        for chosen in (
            (judge.draw_dyad(), DYAD, exact.dyad),
            (judge.draw_parallel, PARALLEL, exact.parallel),
        )
    )
    return [
        *(_row(equation, dyad)
          for equation in (print_.EQ_B1, print_.EQ_B2, print_.EQ_B3, print_.EQ_B4)),
        _erratum(print_.EQ_B5, corrected.normalized_axes(), dyad, ROOT),
        _row(print_.EQ_B6, parallel),
        _row(print_.EQ_B7, dyad, note="the dyads of a and b give nothing on a x b"),
        _erratum(print_.EQ_B8, corrected.first_axis(), dyad, LETTER),
        _row(print_.EQ_B9, dyad),
        _erratum(print_.EQ_B14, corrected.trace(), dyad, ZERO,
                 "(B15) and (B16) are those of the tensor without trace"),
        *(_row(equation, dyad)
          for equation in (print_.EQ_B15, print_.EQ_B16, print_.EQ_B17, print_.EQ_B18)),
        Entry.of(print_.TEXT_Q, DefinitionClaim(print_.TEXT_Q.printed, _with_q), DERIVED,
                 defines=("valve:B18",)),
        _row(print_.TEXT_PARALLEL, parallel),
        _erratum(print_.TEXT_PERPENDICULAR, corrected.perpendicular(), parallel, VECTOR),
    ]  # fmt: skip


def invariants() -> list[Entry]:
    """(B10)-(B13) and the products under them."""
    tensor = replace(_judge(judge.draw_tensor, TENSOR, exact.tensors), points=2)
    return [
        _row(equation, tensor)
        for equation in (
            print_.EQ_B10, print_.EQ_B11, print_.EQ_B12, print_.EQ_B13, print_.TEXT_DOUBLE_CROSS,
            print_.TEXT_DOUBLE_DOT,
        )
    ]  # fmt: skip


def rotation() -> list[Entry]:
    """(C1)."""
    turning = _judge(judge.draw_turning, TURNING, exact.turning)
    return [
        _row(print_.EQ_C1, turning,
             note="at each moment, for different principal values: the commutator has the elements "
                  "(Q_i - Q_j)^2 of the angular velocity; equal values leave the choice of axes"),
        _erratum(print_.TEXT_SPIN_RATE, corrected.spin_rate(), turning, DOT),
        _erratum(print_.TEXT_PERPENDICULAR_RATE, corrected.perpendicular_rate(), turning, INDEX),
        _row(print_.TEXT_TENSOR_RATE, turning),
    ]  # fmt: skip


def entries() -> Sequence[Entry]:
    """The rows of these appendices."""
    return (*diagonalization(), *invariants(), *rotation())
