"""Rows of storage in two electrodes at T > 0: (40)-(48), (55)-(69), (71), (72), their sentences.

Conventions: spin up along the Stoner field and lower in energy; a pair of different electrodes is
counted with g = 2, as (53) says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from spinloom.derivations.engine.claims import (
    DefinitionClaim,
    Judge,
    OrderClaim,
    RelationClaim,
    measured,
    small_system,
)
from spinloom.derivations.engine.free import Relabel, symmetric
from spinloom.derivations.engine.interpret import Draw
from spinloom.derivations.engine.ledger import Claim, Entry, Equation
from spinloom.derivations.engine.printed import Node

from . import corrected_stored as corrected
from . import (
    exact_ground_stored,
    exact_operators_stored,
    exact_pairs_stored,
    exact_steps_stored,
    exact_stored,
    exact_vectors_stored,
    judge_holes,
    judge_levels,
    judge_stored,
    judge_stored_text,
)
from . import judge_stored_samples as samples
from . import paper_flows as flows
from . import paper_holes as holes
from . import paper_stored as stored
from . import paper_stored_text as text
from .exact_operators_atoms import OpenClaim, band_spin
from .rewriting import RewrittenClaim
from .rewriting_stored import sifted_sides

FOCK = "thermal state of two electrodes, exact Fock space, 256 states"
LEVELS = "three orbitals on a grid, exact Fock space, 64 states; integrals as sums over levels"
COUNTED = "orbitals of a finite flat band, counted; any window inside the band"
FLAT = "flat band, orbital by orbital"
SPINORS = "states along two fields; any spinor over a field of rational functions"
VALUES = FOCK + "; any occupations by the signs of all terms"
COUNT = "the factor 2 of (53) for a pair of different electrodes, lost in (56)-(58)"


def _by_electrodes(labels: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    return 1, (*sorted(labels[:2]), *labels[2:])


def _both(labels: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    return 1, (*sorted(labels[:2]), *sorted(labels[2:]))


NAMED: dict[str, Relabel] = {
    **{name: symmetric for name in (
        "same", "same_orbital", "same_spin", "same_axis", "unequal", "pair_count", "direct",
        "exchange", "mean_quadrupole", "q_dir", "magnitude")},
    "covariance": _by_electrodes, "exchange_component": _both,
    # the matrix of the four-vector is diagonal along its Stoner field
    "between": lambda labels: (1, (labels[0], *sorted(labels[1:]))),
    # the local tensor is uniaxial, which is the first statement of its row
    "Q_main": lambda labels: (1, ("xx",) if labels[0] == "yy" else labels),
}  # fmt: skip


def _judge(method: str, draw: Draw, points: int = 3) -> Judge:
    return small_system(method, draw, points=points, relations=NAMED, exchanges={"odot": 1})


FIELDS = _judge(FOCK, samples.draw_fields)
AVERAGES = _judge(FOCK, samples.draw_averages)
MEANS = replace(
    _judge("thermal state, exact Fock space, 64 states; operators with polynomial coefficients",
           samples.draw_means, 2), exact=exact_operators_stored.means,
)  # fmt: skip
DENSITIES = _judge(LEVELS, judge_levels.draw_densities, 5)
ON_GRID = _judge(LEVELS, judge_holes.draw_levels, 7)
GROUND = replace(
    _judge("ground state and thermal state, exact Fock space, 64 states; any number of orbitals",
           judge_holes.draw_temperatures), exact=exact_ground_stored.ground,
)  # fmt: skip
FLAT_BAND = Judge(FLAT, judge_holes.draw_flat, points=8, exact=exact_stored.flat)
#: The same averages, and then as polynomials in the occupations.
POLYNOMIALS = replace(AVERAGES, exact=exact_pairs_stored.pairs)
COUNTING = Judge(COUNTED, judge_holes.draw_counted, points=5,
                 exact=exact_steps_stored.finite_band)  # fmt: skip


def _row(equation: Equation, judge: Judge, **options: Any) -> Entry:
    return Entry.of(equation, RelationClaim(equation.printed, judge), "storage", **options)


def _misprint(equation: Equation, mended: Node, judge: Judge, slip: str, note: str = "") -> Entry:
    mend = RelationClaim(mended, judge)
    return _row(equation, judge, corrected=mend, slip=slip, note=note)


def _sifted(equation: Equation, judge: Judge, mended: Node | None = None, slip: str = "") -> Entry:
    """A row with Kronecker symbols, beside which their two indices are one."""
    claim = RewrittenClaim(equation.printed, judge, sifted_sides)
    mend = None if mended is None else replace(claim, relation=mended)
    return Entry.of(equation, claim, "storage", corrected=mend, slip=slip)


def _definition(equation: Equation, judge: Judge, user: Equation, used: Node) -> Entry:
    """A definition, judged by the row that uses it."""

    def use(printed: Node) -> Claim:
        return RelationClaim(used, replace(judge, draw=samples.given(judge.draw, printed)))

    claim = DefinitionClaim(equation.printed, use, NAMED)
    return Entry.of(equation, claim, "storage", defines=(user.key,))


def one_particle() -> list[Entry]:
    """(40)-(48)."""
    return [
        _row(stored.EQ_40, FIELDS),
        _sifted(stored.EQ_41, FIELDS),
        _definition(stored.EQ_42, FIELDS, stored.EQ_41, stored.EQ_41.printed),
        _sifted(stored.EQ_43, DENSITIES),
        _sifted(stored.EQ_44, DENSITIES),
        _misprint(stored.TEXT_EIGENVALUE, corrected.eigenvalue(),
                  replace(DENSITIES, method=SPINORS, exact=exact_vectors_stored.spinors),
                  "a hat and a factor 1/2, as in (10)"),
        _row(stored.TEXT_SCALED, DENSITIES),
        _row(stored.TEXT_FOUR_VECTOR, DENSITIES),
        _row(stored.EQ_45, DENSITIES),
        _row(stored.EQ_46, DENSITIES),
        _row(stored.EQ_47, DENSITIES),
        _definition(stored.EQ_48, DENSITIES, stored.EQ_47, stored.EQ_47.printed),
    ]  # fmt: skip


def parts() -> list[Entry]:
    """(55)-(63)."""
    nodes = measured("rank of the products of two spins", judge_stored.independent_nodes, 1e-12)
    return [
        _row(stored.TEXT_NODES, nodes),
        _row(stored.EQ_55, POLYNOMIALS),
        _misprint(stored.EQ_56, corrected.direct(), POLYNOMIALS, COUNT),
        _misprint(stored.EQ_57, corrected.factorized(), POLYNOMIALS, COUNT),
        _definition(stored.EQ_58, AVERAGES, stored.EQ_57, corrected.factorized()),
        _sifted(stored.EQ_59, POLYNOMIALS, corrected.exchange(),
                "the subscript of the second Fermi function, as in (A8)"),
        _misprint(stored.EQ_60, corrected.covariance(), MEANS,
                  "the ends of the angle brackets, which the transcription could have moved",
                  note="the average of each deviation vanishes; the average of their product, "
                  "multiplied out"),
        _sifted(stored.EQ_61, POLYNOMIALS),
        _row(stored.EQ_62, AVERAGES),
        _row(stored.EQ_63, POLYNOMIALS),
        _row(holes.FOOTNOTE_30, AVERAGES),
        _row(holes.TEXT_UNIAXIAL, AVERAGES),
        _misprint(holes.TEXT_BIAXIAL, corrected.biaxial(),
                  replace(AVERAGES, method=VALUES, exact=exact_vectors_stored.biaxial),
                  "a prime at the second electrode, which the transcription could have lost"),
        _row(flows.TEXT_BAND_SPIN, FIELDS,
             corrected=OpenClaim(corrected.band_spin(), FIELDS, proof=band_spin),
             slip="a prime at the second spin, which the transcription could have lost"),
    ]  # fmt: skip


def by_energy() -> list[Entry]:
    """(64)-(69), (71), (72) and the captions."""
    limit = OrderClaim(holes.EQ_72.printed, judge_holes.limits_remainder, 2)
    spins = Judge("quadrature over the orbitals' energies", judge_holes.draw_spin, points=3)
    return [
        _row(holes.EQ_64, ON_GRID),
        _definition(holes.EQ_65, ON_GRID, holes.EQ_64, holes.EQ_64.printed),
        _definition(holes.EQ_66, ON_GRID, holes.EQ_65, holes.EQ_65.printed),
        _row(holes.EQ_67, ON_GRID),
        _row(holes.EQ_68, FLAT_BAND),
        _row(holes.EQ_69, FLAT_BAND),
        _row(holes.EQ_71, COUNTING),
        Entry.of(holes.EQ_72, limit, "storage", limit=limit,
                 note="first line: J/T = x; second: exp(-J/T) = x^2"),
        _row(holes.TEXT_REGIMES, measured("T = J/100", judge_holes.regimes, 1e-12)),
        _row(holes.TEXT_CONSTANT, spins),
        _row(holes.FOOTNOTE_31, GROUND),
        _misprint(holes.CAPTION_6, corrected.macrospin(), GROUND,
                  "finite for zero temperature; the sentence after it speaks of the finite one"),
        _row(holes.CAPTION_7, measured("extreme values on a fine grid", judge_holes.heights, 1e-9)),
        _misprint(holes.CAPTION_10, corrected.polarized(), COUNTING,
                  "N_s of (27) for its half; the transcription hardly loses a factor 2"),
    ]  # fmt: skip


def sentences() -> list[Entry]:
    """Statements of the text that have no number."""
    alone = "one electrode, exact Fock space"
    bands = "levels on a grid, exact Fock space"
    vanishing = measured(alone, judge_stored_text.vanishing, 1e-12)
    splitting = small_system("one orbital in a field", judge_stored_text.draw_splitting)
    return [
        _row(text.TEXT_SINGLE_MODE, measured(
            "one and two electrons, as operators", judge_stored_text.moments_of_modes, 1e-12)),
        _row(text.TEXT_HOLE, POLYNOMIALS),
        _row(text.TEXT_SPLITTING, splitting),
        _row(text.TEXT_VANISHES, vanishing),
        _row(text.TEXT_CANCEL, measured(alone, judge_stored_text.cancelling, 1e-12)),
        _row(text.TEXT_SCALING, measured(alone, judge_stored_text.growing, 1e-12)),
        _row(text.TEXT_SIGNS, measured(bands, judge_stored_text.signs, 1e-12)),
        _row(text.TEXT_REFERENCE, GROUND),
    ]  # fmt: skip


def entries() -> Sequence[Entry]:
    """The rows of this part, in the order of the paper."""
    return (*one_particle(), *parts(), *by_energy(), *sentences())
