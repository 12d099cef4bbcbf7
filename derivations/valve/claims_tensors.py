"""Rows of appendix A: storage of the moment on an exact Fock space, triplets, anisotropy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from spinloom.derivations.engine.claims import (
    DefinitionClaim,
    Judge,
    RelationClaim,
    measured,
    small_system,
)
from spinloom.derivations.engine.free import antisymmetric, symmetric, symmetric_after
from spinloom.derivations.engine.interpret import Draw, Sample
from spinloom.derivations.engine.ledger import Claim, Entry, Equation
from spinloom.derivations.engine.printed import Node, Relation, relations

from . import claims_appendix_b, claims_tensors_anisotropy
from . import corrected_tensors as corrected
from . import exact_fock_tensors as exact
from . import exact_levels_tensors as exact_levels
from . import judge_tensors as judge
from . import judge_tensors_anisotropy as judge_anisotropy
from . import judge_tensors_density as judge_density
from . import judge_tensors_triplets as judge_triplets
from . import paper_appendix_a as print_
from . import paper_appendix_a_triplets as triplets
from .rewriting_tensors import NormalClaim, normal, pairs_ordered
from .together import Together

FOCK = "exact thermal Fock space, two orbitals with two spins, generic axis of quantization"
MIXED = "exact Fock space, thermal state of a Hamiltonian that mixes all modes"
MATRICES = "random matrices, and the matrices of a spin one half"
PLACES = "places of the factor in the two printed products, counted on the transcription"
INDEX = "an index of a subscript, which the transcription could have changed"
WORD = "a word, which the transcription could hardly change"
LEVELS = "exact thermal Fock space; densities of states as sums over its levels"
SYMBOLS = LEVELS + ", occupations as symbols"
TRACES = "traces of 2 x 2 matrices, any density of states, generic axis of quantization"
SUM = "an index under a sum, which the transcription could hardly add"
EXCHANGES = {"odot": 1}
#: Both spins of the pair density, and both places of its tensor, go with their frequencies.
PAIR_EXCHANGES = {"odot": 1, "nu": 1, "A": 1}
NAMED = {"delta": symmetric, "epsilon": antisymmetric}

#: Where these rows are derived.
DERIVED = "traces_tensors"


def _judge(
    draw: Draw, method: str = FOCK, points: int = 3, proof: Callable[[], Sample] | None = None
) -> Judge:
    return small_system(
        method, draw, exact=proof, points=points, exchanges=EXCHANGES, relations=NAMED
    )


def _claim(relation: Node, chosen: Judge) -> RelationClaim:
    return NormalClaim(relation, chosen, normal)


def _row(equation: Equation, chosen: Judge, **options: str) -> Entry:
    return Entry.of(equation, _claim(equation.printed, chosen), DERIVED, **options)


def _erratum(
    equation: Equation, mended: Relation, chosen: Judge, slip: str, **options: str
) -> Entry:
    claims = (_claim(tree, chosen) for tree in (equation.printed, mended))
    return Entry.of(equation, next(claims), DERIVED, corrected=next(claims), slip=slip, **options)


def pauli() -> list[Entry]:
    """(A1)-(A7)."""
    operators = _judge(judge.drawn(judge.operators), points=1, proof=exact.operators)
    averages = _judge(judge.drawn(judge.averages), proof=exact.averages)
    mixed = _judge(judge.draw_mixed, MIXED, 1, exact.averages)
    any_vectors, spins = (
        _judge(draw, MATRICES, proof=exact.averages)
        for draw in (judge.draw_vectors, judge.drawn(judge.averages))
    )
    equal_sides, zero = relations(print_.EQ_A3.printed)
    moved = replace(measured(PLACES, judge.places_moved, 1e-12), exact=exact_levels.places)
    return [
        _erratum(print_.TEXT_MOVED, corrected.places_moved(), moved, WORD),
        _row(print_.EQ_A1, operators),
        _row(print_.EQ_A2, operators),
        _row(print_.TEXT_REORDERED, operators),
        Entry.of(
            print_.EQ_A3,
            Together((_claim(equal_sides, any_vectors), _claim(zero, spins))),
            DERIVED,
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


def _with_density(printed: Node) -> Claim:
    """(A43), which tells the two spins apart, for a printed (A9)."""
    chosen = _judge(judge_density.draw_traces(printed, at_level=True), LEVELS)
    return _claim(triplets.EQ_A43.printed, chosen)


def _with_matrices(printed: Node) -> Claim:
    """(A11), for a printed definition of some of the four matrices."""
    return _claim(print_.EQ_A11.printed, _judge(judge_density.draw_components(printed), TRACES))


def spin_traces() -> list[Entry]:
    """(A8)-(A17)."""
    averages = _judge(judge.drawn(judge.averages), proof=exact.averages)
    levels, few_levels = (
        replace(_judge(draw, method, points, proof), exchanges=PAIR_EXCHANGES)
        for draw, method, points, proof in (
            (judge_density.draw_traces(), LEVELS, 1, None),
            (judge_density.draw_traces(degenerate=True), SYMBOLS, 2, exact_levels.levels),
        )
    )
    components, algebra = (
        _judge(draw, TRACES, proof=exact.components)
        for draw in (judge_density.draw_components(), judge_density.draw_algebra)
    )
    tensors = replace(components, relations={**NAMED, "A": judge_density.axes_symmetric})
    # beside the tensor only elements along the spin survive, and these are symmetric
    along = replace(components, relations={**NAMED, "r_left": symmetric_after(1)})
    return [
        _row(print_.EQ_A8, averages),
        Entry.of(print_.EQ_A9, DefinitionClaim(print_.EQ_A9.printed, _with_density), DERIVED,
                 defines=("valve:A43",)),
        _erratum(print_.EQ_A10, corrected.exchange_by_densities(), few_levels, SUM),
        *(Entry.of(equation, DefinitionClaim(equation.printed, _with_matrices), DERIVED,
                   defines=("valve:A11",))
          for equation in (print_.TEXT_SCALAR, print_.TEXT_VECTOR)),
        _row(print_.EQ_A11, along),
        *(_row(equation, components)
          for equation in (print_.EQ_A12, print_.EQ_A13, print_.EQ_A14)),
        _row(print_.EQ_A15, tensors),
        _row(print_.EQ_A16, levels),
        _row(print_.EQ_A17, levels),
        _row(print_.TEXT_ALGEBRA, algebra),
    ]  # fmt: skip


SPINS = "matrices of two and three spins one half along generic axes"
SLATER = "antisymmetric states of two, three and four particles, any operator of two bodies"
STATES = "eigenvectors of the total spin of two spins one half"
DENSITIES = "any density of states of pairs"
QUARTER = "a factor of a quarter, which the transcription could hardly lose"
#: The moment of a pair does not know the order of axes, particles or spins.
PAIR_NAMED = {
    **NAMED,
    "pair_moment": symmetric,
    "pair_spin": symmetric_after(1),
    "pair_vector": symmetric,
    "pair_element": lambda labels: (1, (*sorted(labels[:2]), *sorted(labels[2:]))),
    "spin_element": lambda labels: (1, (*sorted(labels[:2]), *sorted(labels[2:]))),
    "bra_triplet": symmetric_after(1),
    "ket_triplet": lambda labels: (1, (*sorted(labels[:2]), labels[2])),
}


def pairs() -> list[Entry]:
    """(A18)-(A27)."""
    particles, second, elements, states, coupled = (
        replace(_judge(*chosen), relations=PAIR_NAMED)
        for chosen in (
            (judge_triplets.draw_particles, SPINS, 3, exact.particles),
            (judge_triplets.draw_two_body, SLATER, 1),
            (judge_triplets.draw_elements, SPINS, 2),
            (judge_triplets.draw_states, STATES, 1, exact.averages),
            (judge_triplets.draw_pairs(), STATES, 2, exact.averages),
        )
    )
    return [
        _row(triplets.EQ_A23, states),
        _row(triplets.EQ_A24, states),
        _row(triplets.EQ_A25, states),
        _row(triplets.TEXT_EXCHANGE, states),
        *(_row(equation, particles) for equation in (print_.EQ_A18, print_.EQ_A19, print_.EQ_A20)),
        _row(print_.EQ_A21, second, note="holds for any operator of two bodies"),
        _row(print_.EQ_A22, elements),
        _row(triplets.EQ_A26, coupled),
        _row(triplets.TEXT_ELEMENTS, coupled),
    ]


def _with_pair_fields(printed: Node) -> Claim:
    """(A29), for a printed (A28)."""
    return _claim(triplets.EQ_A29.printed, _judge(judge_triplets.draw_pairs(printed=printed)))


def triplet_pairs() -> list[Entry]:
    """(A27)-(A38)."""
    operators = _judge(judge_triplets.draw_pairs(blocks=True), points=1, proof=exact.operators)
    averages = _judge(judge_triplets.draw_pairs(), proof=exact.averages)
    levels = replace(_judge(judge_density.draw_traces(), SYMBOLS, 2, exact_levels.levels),
                     exchanges=PAIR_EXCHANGES)  # fmt: skip
    densities = _judge(judge_anisotropy.draw_triplet_densities(), DENSITIES, proof=exact.components)
    return [
        Entry.of(
            triplets.EQ_A27,
            NormalClaim(triplets.EQ_A27.printed, operators, pairs_ordered),
            DERIVED,
            note="a single electron has no moment, so the order of the pair fields does not matter",
        ),
        Entry.of(
            triplets.EQ_A28,
            DefinitionClaim(triplets.EQ_A28.printed, _with_pair_fields, PAIR_NAMED),
            DERIVED,
            defines=("valve:A29",),
        ),
        *(_row(equation, averages)
          for equation in (triplets.EQ_A29, triplets.EQ_A30, triplets.EQ_A31, triplets.EQ_A32,
                           triplets.EQ_A33, triplets.EQ_A34)),
        _erratum(triplets.EQ_A35, corrected.counted_pairs(), levels, QUARTER),
        _row(triplets.EQ_A36, densities),
        *(Entry.of(equation, DefinitionClaim(equation.printed, _with_triplet_density), DERIVED,
                   defines=("valve:A36",))
          for equation in (triplets.EQ_A37, triplets.EQ_A38)),
    ]  # fmt: skip


def _with_triplet_density(printed: Node) -> Claim:
    """(A36), for a printed (A37) or (A38)."""
    chosen = _judge(judge_anisotropy.draw_triplet_densities(printed), DENSITIES)
    return _claim(triplets.EQ_A36.printed, chosen)


def entries() -> Sequence[Entry]:
    """The rows of this part, in the order of the paper."""
    return (
        *pauli(),
        *spin_traces(),
        *pairs(),
        *triplet_pairs(),
        *claims_tensors_anisotropy.entries(),
        *claims_appendix_b.entries(),
    )
