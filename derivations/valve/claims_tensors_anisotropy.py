"""Rows of appendix A.4: the anisotropy function of an orbital, of a band, of a flat band."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from spinloom.derivations.engine.claims import DefinitionClaim, Judge, RelationClaim, small_system
from spinloom.derivations.engine.free import symmetric
from spinloom.derivations.engine.interpret import Draw, Sample
from spinloom.derivations.engine.ledger import Claim, Entry, Equation
from spinloom.derivations.engine.printed import Node, relations, system

from . import corrected_tensors as corrected
from . import exact_anisotropy_tensors as exact
from . import (
    exact_fock_tensors,
    exact_steps_stored,
    judge_tensors,
    judge_tensors_anisotropy,
    judge_tensors_density,
)
from . import paper_appendix_a_triplets as print_

FOCK = "exact thermal Fock space, two orbitals with two spins"
LEVELS = "exact thermal Fock space; densities of states as sums over its levels"
BANDS = "smooth density of orbitals, rigidly split; orbital by orbital"
STEPS = "Fermi steps of a splitting of fifty temperatures; sharp steps by the order of energies"
FLAT = "flat, wide band: holes of its orbitals by the trapezoidal rule"
QUARTER = "a factor of a quarter, which the transcription could hardly lose"
SPLITTING = "a sign and a factor of one half"
SIGN = "the sign between two Fermi functions, which the transcription could have changed"
LETTERS = "letters for energies, which the transcription could have confused"
SHARP = "for steps that are sharp beside the splitting"
TEMPERATURE = "a letter T, which the transcription could have lost"

#: Where these rows are derived.
DERIVED = "traces_tensors"


def _judge(
    draw: Draw, method: str, points: int = 3, proof: Callable[[], Sample] | None = None
) -> Judge:
    return small_system(
        method, draw, exact=proof, points=points, exchanges={"nu": 1},
        relations={"delta": symmetric},
    )  # fmt: skip


def _row(equation: Equation, judge: Judge, **options: str) -> Entry:
    return Entry.of(equation, RelationClaim(equation.printed, judge), DERIVED, **options)


def _erratum(equation: Equation, mended: Node, judge: Judge, slip: str, **options: str) -> Entry:
    claim = RelationClaim(equation.printed, judge)
    better = replace(claim, relation=mended)
    return Entry.of(equation, claim, DERIVED, corrected=better, slip=slip, **options)


def orbitals() -> list[Entry]:
    """(A39)-(A44)."""
    averages = _judge(
        judge_tensors.drawn(judge_tensors.averages), FOCK, proof=exact_fock_tensors.averages
    )
    levels, at_level = (
        _judge(judge_tensors_density.draw_traces(at_level=known), LEVELS, points)
        for known, points in ((False, 3), (True, 6))
    )
    split, split_bands = (
        _judge(judge_tensors_anisotropy.draw_split, LEVELS, 6, proof)
        for proof in (exact.splitting, exact.band)
    )
    return [
        _row(print_.EQ_A39, averages),
        _row(print_.EQ_A40, averages),
        _row(print_.TEXT_COUNTED, averages),
        _row(print_.EQ_A41, levels),
        _row(print_.TEXT_TWO_PARTS, at_level),
        _row(print_.EQ_A42, at_level),
        _row(print_.EQ_A43, at_level),
        _erratum(print_.TEXT_STONER, corrected.splitting(), split, SPLITTING),
        _erratum(print_.EQ_A44, corrected.spin_anisotropy(), split_bands, QUARTER),
    ]


def bands() -> list[Entry]:
    """(A45) and the windows around it."""
    smooth = _judge(judge_tensors_anisotropy.draw_bands, BANDS, proof=exact.band)
    steps = _judge(judge_tensors_anisotropy.draw_window, STEPS, 12, exact_steps_stored.windows)
    return [
        _row(print_.TEXT_SIGNS, steps),
        _erratum(print_.EQ_A45, corrected.total_anisotropy(), smooth, SIGN),
        _erratum(print_.TEXT_WINDOW, corrected.window(), steps, LETTERS, note=SHARP),
        _erratum(
            print_.TEXT_POLARIZED_WINDOW, corrected.polarized_window(), steps, LETTERS, note=SHARP
        ),
        _row(print_.TEXT_ANISOTROPY_WINDOW, steps),
    ]


def _uses(relation: Node, printed: Node) -> Claim:
    """A relation of the flat band, for a printed definition."""
    return RelationClaim(relation, _judge(judge_tensors_anisotropy.draw_flat(printed), FLAT))


def flat_band() -> list[Entry]:
    """(A46)-(A49)."""
    integrals = _judge(judge_tensors_anisotropy.draw_flat(), FLAT)
    flat = replace(integrals, exact=exact.flat)
    overlaps = (*relations(print_.EQ_A47.printed), *relations(print_.TEXT_COMPLEMENT.printed))
    definitions = (
        (print_.TEXT_FERMI, (print_.EQ_A47.key, print_.TEXT_COMPLEMENT.key), system(*overlaps)),
        (print_.TEXT_BOSE, (print_.EQ_A47.key,), print_.EQ_A47.printed),
    )
    return [
        *(
            Entry.of(
                equation,
                DefinitionClaim(equation.printed, partial(_uses, relation)),
                DERIVED,
                defines=used,
            )
            for equation, used, relation in definitions
        ),
        _row(print_.TEXT_SPLIT, flat),
        _row(print_.EQ_A46, integrals),
        _row(print_.TEXT_COMPLEMENT, flat),
        _row(print_.EQ_A47, integrals),
        *(
            _erratum(equation, corrected.flat_band(equation), flat, TEMPERATURE)
            for equation in (print_.EQ_A48, print_.EQ_A49)
        ),
    ]


def entries() -> Sequence[Entry]:
    """(A39)-(A49), in the order of the paper."""
    return (*orbitals(), *bands(), *flat_band())
