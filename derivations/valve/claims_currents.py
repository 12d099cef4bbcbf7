"""Rows of the average currents: (89)-(112).

Conventions: hbar = k_B = 1; positive currents enter the node; the left electrode unless said; spin
up is along the Stoner field.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from spinloom.derivations.engine.claims import (
    DefinitionClaim,
    Judge,
    RelationClaim,
    small_system,
)
from spinloom.derivations.engine.ledger import Claim, Entry, Equation
from spinloom.derivations.engine.printed import Node, System, relations

from . import corrected_currents as corrected
from . import exact_currents, exact_currents_matrices, exact_currents_orbitals
from . import judge_currents_bands as bands
from . import judge_currents_functions as judge
from . import judge_currents_samples as samples
from . import paper_currents as print_
from .currents import LAST_STEPS

SHARP = "linear response on an exact Fock space, 256 states, levels on a grid, sharp kernel"
EXACT_COEFFICIENTS = (
    "exact Fock space, 256 states, with the printed coefficients (102 as corrected)"
)
FLAT = "flat bands with their edges, integrals in closed form, temperatures below W/40"
BANDS = "flat bands with their edges at zero temperature, quadrature"
SIGN = "the order of the two terms in the bracket, which the transcription could hardly change"
ELECTRODE = "the superscript r for L, which the transcription could hardly have made"
SYMMETRIC = {"odot": 1, "nu_two": 1}


def kernel(method: str, draw: Any, points: int = 3) -> Judge:
    return small_system(method, draw, points=points, exchanges=SYMMETRIC)


PLAIN = kernel(SHARP, judge.draw_sharp)
PROVED = replace(PLAIN, exact=exact_currents.coefficients)
ORBITALS = replace(PLAIN, exact=exact_currents_orbitals.orbitals)
MATRICES = replace(PLAIN, exact=exact_currents_matrices.assembled)
ASSEMBLED = small_system(
    EXACT_COEFFICIENTS, samples.draw_assembled, points=2, exchanges=SYMMETRIC,
    relations={"T_S": lambda labels: (1, ("L",))},  # the currents of both electrodes cancel
)  # fmt: skip


def verified(equation: Equation, judged: Judge = PLAIN, **options: Any) -> Entry:
    return Entry.of(equation, RelationClaim(equation.printed, judged), "currents", **options)


def misprint(equation: Equation, judged: Judge, mended: Node, slip: str) -> Entry:
    claim = RelationClaim(equation.printed, judged)
    return Entry.of(
        equation, claim, "currents", corrected=replace(claim, relation=mended), slip=slip
    )


def with_steps(*rows: Entry) -> tuple[Entry, ...]:
    """The same rows on the steps that they stand on."""
    return tuple(replace(row, steps=LAST_STEPS[row.key]) for row in rows)


def totals() -> list[Entry]:
    """(89)-(91), (106)-(112)."""
    rates = kernel("one-body matrices in a random Gaussian state", samples.draw_rates)
    flat = small_system(FLAT, bands.draw_flat, points=5)
    whole = replace(ASSEMBLED, exact=MATRICES.exact)
    return [
        *(verified(e, whole) for e in (print_.EQ_89, print_.EQ_90, print_.EQ_91)),
        verified(print_.EQ_106, rates),
        verified(print_.EQ_107, MATRICES),
        verified(print_.EQ_108, whole),
        *(verified(e, MATRICES) for e in (print_.EQ_109, print_.EQ_110, print_.EQ_111)),
        verified(print_.EQ_112, flat),
    ]


def _use(name: str, labels: tuple[str, ...], *users: Node) -> Callable[[Node], Claim]:
    """The rows that use a function of the frequency, with the function as it is printed."""

    rows = tuple(row for user in users for row in relations(user))

    def use(printed: Node) -> Claim:
        draw = samples.with_definition(printed, name, labels)
        return RelationClaim(System(rows), kernel(SHARP, draw))

    return use


def coefficients() -> list[Entry]:
    """(92)-(105)."""
    torque = corrected.exchange_torque()
    both = (print_.EQ_93.printed, print_.EQ_97.printed)
    definitions = (
        (print_.EQ_92, _use("Gamma", (), *both), "Gamma", ("valve:93", "valve:97")),
        (print_.EQ_95, _use("Delta", (), *both), "Delta", ("valve:93", "valve:97")),
        (print_.EQ_99, _use("beta", ("L", "R"), print_.EQ_98.printed, torque), "beta",
         ("valve:98", "valve:102")),
        (print_.EQ_105, _use("alpha", ("R",), torque), "alpha", ("valve:102",)),
    )  # fmt: skip
    return [
        *(
            Entry.of(equation, DefinitionClaim(equation.printed, use, leaf=leaf), "currents",
                     defines=users)
            for equation, use, leaf, users in definitions
        ),
        *(
            verified(e, PROVED)
            for e in (
                print_.EQ_93, print_.EQ_94, print_.EQ_96, print_.EQ_97, print_.EQ_98,
                print_.EQ_100, print_.EQ_101,
            )
        ),
        misprint(print_.EQ_102, PROVED, torque, SIGN),
        misprint(print_.EQ_103, ORBITALS, corrected.even_anisotropy(), ELECTRODE),
        verified(print_.EQ_104, ORBITALS),
    ]  # fmt: skip


def entries() -> Sequence[Entry]:
    """The rows of this part, in the order of the paper."""
    return with_steps(*totals(), *coefficients())
