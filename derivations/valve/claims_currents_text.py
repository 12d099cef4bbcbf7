"""Rows of the sentences, notes and captions around the average currents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spinloom.derivations.engine.claims import RelationClaim, measured, small_system
from spinloom.derivations.engine.free import symmetric
from spinloom.derivations.engine.ledger import Entry

from . import corrected_currents as corrected
from . import (
    exact_currents,
    exact_currents_crossing,
    exact_currents_routes,
    exact_currents_text,
)
from . import judge_currents_bands as bands
from . import judge_currents_levels as levels
from . import judge_currents_routes as routes
from . import judge_currents_samples as samples
from . import paper_currents_text as text
from .claims_currents import (
    ASSEMBLED,
    MATRICES,
    PROVED,
    SHARP,
    SIGN,
    kernel,
    misprint,
    verified,
    with_steps,
)
from .paper_currents_levels import LEVELS
from .paper_currents_routes import ROUTES

BANDS = "flat bands with their edges at zero temperature, quadrature"
NODES = "operators on one and two electrons, spin-conserving tunnelling"
EACH_HOP = "; each hop as operators, without rounding"
CROSSING = "(100) and corrected (102) on flat bands, rational functions and logarithms"
SENTENCE = "none: a sentence"
STORED = "thermal averages on an exact Fock space, levels on a grid, polynomials in occupations"
WARM = "flat bands with their edges, quadrature"


def sentences() -> list[Entry]:
    """What the text says of the currents."""
    nodes = kernel(SHARP, samples.draw_nodes, 2)
    replacing = replace(kernel(SHARP, samples.draw_replaced),
                        exact=lambda: samples.replaced(exact_currents.coefficients()))  # fmt: skip
    signs = small_system("random functions of one sign; polynomials in positive numbers",
                         samples.draw_signs, points=5, exact=exact_currents_text.signs)  # fmt: skip
    conserved = replace(nodes, method=nodes.method + EACH_HOP, exact=exact_currents_text.nodes)
    flow = small_system(NODES + EACH_HOP, samples.draw_flow, points=1,
                        exact=exact_currents_text.nodes)  # fmt: skip
    stored = replace(kernel(STORED, samples.draw_stored, 5), exact=exact_currents_text.stored)
    polarised = small_system("random polarisations", samples.draw_polarisations, points=5,
                             exact=exact_currents.polarisations)  # fmt: skip
    return [
        verified(text.TEXT_LR, conserved),
        *(verified(e, nodes) for e in (text.TEXT_MINUS, text.TEXT_GAUGE)),
        verified(text.TEXT_RR, ASSEMBLED),
        verified(text.TEXT_SUPPLEMENT, MATRICES),
        verified(text.TEXT_UNPOLARISED, kernel(SHARP, samples.draw_unpolarised, 2)),
        misprint(text.TEXT_EMISSION, signs, corrected.emission_sign(), SENTENCE),
        verified(text.TEXT_ZERO_BIAS, kernel(SHARP, samples.draw_zero_bias, 2)),
        verified(text.TEXT_ZERO_BIAS_EXCHANGE, kernel(SHARP, samples.draw_zero_bias, 2)),
        misprint(text.TEXT_DIRECTION, flow, corrected.direction_of_flow(), SENTENCE),
        misprint(text.TEXT_STORED, stored, corrected.stored_exchange(),
                 "a subscript, which the transcription hardly lost"),
        verified(text.TEXT_ABSORPTION, kernel(SHARP, samples.draw_nonlocal)),
        verified(text.TEXT_EVEN, small_system("flat band", bands.draw_even, points=5)),
        verified(text.FN_34, polarised),
        misprint(text.FN_37, PROVED, corrected.torque_of_the_note(), SIGN),
        verified(text.FN_37_RULE, replacing),
    ]  # fmt: skip


def captions() -> list[Entry]:
    """Figs. 13-17."""
    rough, sharp = (measured(BANDS, bands.caption_values, x) for x in (0.08, 0.02))
    crossing = replace(
        measured(f"{BANDS}; {CROSSING}", bands.caption_values, 1e-10),
        exact=exact_currents_crossing.crossing,
    )
    pairs = small_system("two electrons on an exact Fock space", samples.draw_two_electrons,
                         points=1)  # fmt: skip
    return [
        verified(text.CAPTION_13, pairs),
        *(verified(e, sharp) for e in (text.CAPTION_14, text.CAPTION_16)),
        verified(text.CAPTION_17, small_system(WARM, bands.draw_falling, points=1)),
        *(verified(e, rough) for e in (text.CAPTION_15, text.CAPTION_16_CROSSING)),
        misprint(text.CAPTION_16_EXACT, crossing, corrected.exact_crossing(),
                 "none: a statement of the caption"),
    ]  # fmt: skip


def two_roads() -> Entry:
    """Commutators and Wick's theorem against the rules of the diagrams."""
    judged = small_system("occupations, amplitudes and kernels at random", routes.draw, points=2,
                          exact=exact_currents_routes.point)  # fmt: skip
    claim = RelationClaim(ROUTES.printed, judged)
    return Entry(ROUTES.key, "claim", claim, ROUTES, "currents")


def over_levels() -> Entry:
    """The same sums over levels that Wick's theorem gives, on 256 states."""
    judged = small_system("linear response on an exact Fock space, 256 states, broadened kernel",
                          levels.draw, points=3, exchanges={"overlap": 1},
                          relations={"same_orbital": symmetric})  # fmt: skip
    return Entry(LEVELS.key, "claim", RelationClaim(LEVELS.printed, judged), LEVELS, "currents")


def entries() -> Sequence[Entry]:
    """The rows of the text, in the order of the paper."""
    return with_steps(*sentences(), *captions(), two_roads(), over_levels())
