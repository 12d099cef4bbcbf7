"""Rows of the average currents: (89)-(112) and the sentences, notes and captions there.

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
    measured,
    small_system,
)
from spinloom.derivations.engine.ledger import Claim, Entry, Equation
from spinloom.derivations.engine.printed import Node, System, relations

from . import corrected_currents as corrected
from . import exact_currents
from . import judge_currents_bands as bands
from . import judge_currents_functions as judge
from . import judge_currents_samples as samples
from . import paper_currents as print_

SHARP = "linear response on an exact Fock space, 256 states, levels on a grid, sharp kernel"
ASSEMBLED = "exact Fock space, 256 states, with the printed coefficients (102 as corrected)"
FLAT = "flat bands with their edges, integrals in closed form, temperatures below W/40"
BANDS = "flat bands with their edges at zero temperature, quadrature"
SIGN = "the order of the two terms in the bracket, which the transcription could hardly change"
ELECTRODE = "the superscript r for L, which the transcription could hardly have made"
CHARGE, SPIN, EXCHANGE = (f"valve:step-{name}-trace" for name in ("charge", "spin", "exchange"))
SYMMETRIC = {"odot": 1, "nu_two": 1}


def _system(method: str, draw: Any, points: int = 3) -> Judge:
    return small_system(method, draw, points=points, exchanges=SYMMETRIC)


_SHARP = _system(SHARP, judge.draw_sharp)
_PROVED = replace(_SHARP, exact=exact_currents.coefficients)
_ASSEMBLED = small_system(
    ASSEMBLED, samples.draw_assembled, points=2, exchanges=SYMMETRIC,
    relations={"T_S": lambda labels: (1, ("L",))},  # the currents of both electrodes cancel
)  # fmt: skip


def _verified(equation: Equation, judged: Judge = _SHARP, **options: Any) -> Entry:
    return Entry.of(equation, RelationClaim(equation.printed, judged), "currents", **options)


def _misprint(
    equation: Equation, judged: Judge, mended: Node, slip: str, steps: tuple[str, ...] = ()
) -> Entry:
    claim = RelationClaim(equation.printed, judged)
    return Entry.of(
        equation, claim, "currents", corrected=replace(claim, relation=mended), slip=slip,
        steps=steps,
    )  # fmt: skip


def totals() -> list[Entry]:
    """(89)-(91), (106)-(112)."""
    rates = _system("one-body matrices in a random Gaussian state", samples.draw_rates)
    flat = small_system(FLAT, bands.draw_flat, points=5)
    return [
        *(_verified(e, _ASSEMBLED) for e in (print_.EQ_89, print_.EQ_90, print_.EQ_91)),
        _verified(print_.EQ_106, rates),
        _verified(print_.EQ_107),
        _verified(print_.EQ_108, _ASSEMBLED),
        *(_verified(e) for e in (print_.EQ_109, print_.EQ_110, print_.EQ_111)),
        _verified(print_.EQ_112, flat),
    ]


def _use(name: str, labels: tuple[str, ...], *users: Node) -> Callable[[Node], Claim]:
    """The rows that use a function of the frequency, with the function as it is printed."""

    rows = tuple(row for user in users for row in relations(user))

    def use(printed: Node) -> Claim:
        draw = samples.with_definition(printed, name, labels)
        return RelationClaim(System(rows), _system(SHARP, draw))

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
        *(_verified(e, _PROVED, steps=(CHARGE,)) for e in (print_.EQ_93, print_.EQ_94)),
        *(
            _verified(e, _PROVED, steps=(SPIN,))
            for e in (print_.EQ_96, print_.EQ_97, print_.EQ_98)
        ),
        *(_verified(e, _PROVED, steps=(EXCHANGE,)) for e in (print_.EQ_100, print_.EQ_101)),
        _misprint(print_.EQ_102, _PROVED, torque, SIGN, (EXCHANGE,)),
        _misprint(print_.EQ_103, _SHARP, corrected.even_anisotropy(), ELECTRODE),
        _verified(print_.EQ_104),
    ]  # fmt: skip


def sentences() -> list[Entry]:
    """What the text says of the currents."""
    nodes = _system(SHARP, samples.draw_nodes, 2)
    polarised = small_system("random polarisations", samples.draw_polarisations, points=5,
                             exact=exact_currents.polarisations)  # fmt: skip
    return [
        *(_verified(e, nodes) for e in (print_.TEXT_LR, print_.TEXT_MINUS, print_.TEXT_GAUGE)),
        _verified(print_.TEXT_RR, _ASSEMBLED),
        _verified(print_.TEXT_SUPPLEMENT),
        _verified(print_.TEXT_ZERO_BIAS, _system(SHARP, samples.draw_zero_bias, 2)),
        _verified(print_.TEXT_EVEN, small_system("flat band", bands.draw_even, points=5)),
        _verified(print_.FN_34, polarised),
        _misprint(print_.FN_37, _PROVED, corrected.torque_of_the_note(), SIGN, (SPIN,)),
        _misprint(print_.FN_37_RULE, _system(SHARP, samples.draw_replaced),
                  corrected.replacement(), "a factor of two, which the transcription hardly lost"),
    ]  # fmt: skip


def captions() -> list[Entry]:
    """Figs. 13-17."""
    rough, sharp, closed = (measured(BANDS, bands.caption_values, x) for x in (0.08, 0.02, 1e-4))
    pairs = small_system("two electrons on an exact Fock space", samples.draw_two_electrons,
                         points=1)  # fmt: skip
    return [
        _verified(print_.CAPTION_13, pairs),
        *(_verified(e, sharp) for e in (print_.CAPTION_14, print_.CAPTION_16)),
        *(_verified(e, rough) for e in (print_.CAPTION_15, print_.CAPTION_16_CROSSING)),
        _misprint(print_.CAPTION_16_ESTIMATE, rough, corrected.estimated_torque(),
                  "a factor of two in (120)"),
        _misprint(print_.CAPTION_16_EXACT, closed, corrected.exact_crossing(),
                  "none: a statement of the caption"),
    ]  # fmt: skip


def entries() -> Sequence[Entry]:
    """The rows of this part, in the order of the paper."""
    return (*totals(), *coefficients(), *sentences(), *captions())
