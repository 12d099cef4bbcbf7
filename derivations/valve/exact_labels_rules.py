"""Dots and superscripts of App. E without rounding."""

from __future__ import annotations

from functools import cache, partial
from itertools import product

from spinloom.derivations.engine.interpret import DOUBLE, Sample, evaluate
from spinloom.derivations.engine.printed import relations

from . import paper_rules as print_
from .exact_rules import POLYNOMIALS, conjugate, generic, raised
from .judge_fields_rules import ELECTRODE, LABELS
from .judge_sentences_rules import contractions_of_figures
from .judge_superoperators import SIGN


def figures() -> Sample:
    """The contractions of both figures that start at their early dot, counted."""
    return Sample(DOUBLE, contractions_of_figures())


def _electrodes_of_dots() -> tuple[str, str]:
    """The only electrodes of the two dots of a vertex between which (E5) does not vanish.

    All other factors of (E5) are taken as one.
    """
    (vertex,) = relations(print_.EQ_E5.printed)
    sample = Sample(
        DOUBLE,
        {
            "chi": {"+": 1},
            "eta": {"+": 1},
            "opposite": lambda a, b: 1,
            "kronecker": lambda a, b: int(a == b),
            "amplitude": lambda a, b: 1,
            "raised": lambda sign, value: value,
        },
    )
    same = {f"index {i.name}": "+" for i in (*print_.FIRST, *print_.SECOND)}
    (found,) = (
        (a, b)
        for a, b in product(ELECTRODE, repeat=2)
        if evaluate(vertex.right, sample, same | {"index r_1": a, "index r_1'": b})
    )
    return found


def dots() -> Sample:
    """The electrodes of the unprimed and of the primed dot of a vertex, read off (E5)."""
    electrodes = dict(zip(("i", "i'"), _electrodes_of_dots(), strict=True))
    values = {
        "electrode_of": {dot: ELECTRODE[r] for dot, r in electrodes.items()},
        "left": ELECTRODE["L"],
        "right": ELECTRODE["R"],
    }
    return Sample(DOUBLE, values)


@cache
def arrow() -> Sample:
    """The element of a Hermitian matrix between two dots, for both directions of the arrow.

    Only the two elements between the dots occur, so the matrix may have any size.
    """
    between, late, early = generic("t", 3)
    element = {
        ("late", "early"): between,
        ("early", "late"): conjugate(between),
        ("late", "late"): late + conjugate(late),
        ("early", "early"): early + conjugate(early),
    }
    ends = {"-": ("late", "early"), "+": ("early", "late")}  # successor, predecessor
    values = {
        "eta": SIGN,
        "matrix_element": lambda a, b: element[a, b],
        "successive": lambda eta: element[ends[eta]],
        "raised": partial(raised, conjugate),
    }
    return Sample(POLYNOMIALS, values, LABELS)
