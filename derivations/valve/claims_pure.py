"""Rows of (113)-(137): flat bands, principal axes, thermal bias, with their sentences.

Conventions: hbar = k_B = 1; positive currents enter the node; spin up is along the Stoner field;
the left electrode unless said.
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
from spinloom.derivations.engine.interpret import Draw, Sample
from spinloom.derivations.engine.ledger import Claim, Entry, Equation
from spinloom.derivations.engine.printed import Node, Relation, System, relations, system

from . import claims_pure_figures as figures
from . import claims_pure_sentences as sentences
from . import corrected_pure as corrected
from . import (
    exact_pure,
    exact_pure_chains,
    exact_pure_flat,
    exact_pure_sentences,
    exact_pure_signs,
)
from . import exact_pure_edges as ends
from . import exact_pure_orders as orders
from . import exact_pure_thermal as hot
from . import judge_pure_axes as axes
from . import judge_pure_flat as flat
from . import judge_pure_thermal as thermal
from . import paper_pure as print_
from . import paper_pure_text as text
from .rewriting import RewrittenClaim
from .rewriting_pure import ParityClaim, principal_value
from .steps_pure import LAST_STEPS

WHERE = "currents"
DIAGONAL = "numeric eigenvectors of the tensor, random coefficients and directions"
SYMMETRIC = {"odot": 1}
LOST = "a symbol lost or exchanged, which the transcription could hardly make"
SIGN_LOST = "a sign, which the transcription could have lost"
ANGLE = "the cosine of (127), which the transcription could hardly have dropped"
SUBSCRIPT = "a subscript, which the transcription could have confused"
FACTOR = "a factor of 2, which the transcription could have lost or added"


def _judge(method: str, draw: Draw, exact: Callable[[], Sample] | None = None) -> Judge:
    return Judge(method, draw, exact, points=12, exchanges=SYMMETRIC)


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

    claim = DefinitionClaim(equation.printed, use, leaf=leaf)
    return Entry.of(equation, claim, WHERE, defines=("valve:123", "valve:124"))


def _exact(method: str, draw: Draw, points: int = 6,
           exact: Callable[[], Sample] | None = None) -> Judge:  # fmt: skip
    named = SYMMETRIC | {"min": 1}
    return small_system(method, draw, points=points, exchanges=named, exact=exact)


def _ordered(judge: Judge, exact: Callable[[], Sample]) -> Judge:
    """The same points, and a sample in which signs are those of all terms."""
    method = f"{judge.method}; signs of rational functions term by term"
    return replace(judge, exact=exact, method=method)


def _limit(equation: Equation, remainder: Callable[[Node, Any], Any], order: int, first: float,
           method: str, mended: Relation | System | None = None, slip: str = "", note: str = "",
           exact: Callable[[Node], int] | None = None) -> Entry:  # fmt: skip
    """A statement that holds in a limit, or the correction that does."""
    claim = ParityClaim(equation.printed, remainder, order, first, method)
    if mended:
        series = f"{method}; exact power series" if exact else method
        fixed = replace(claim, relation=mended, method=series, exact=exact)
        return Entry.of(equation, claim, WHERE, corrected=fixed, slip=slip, note=note)
    return Entry.of(equation, claim, WHERE, limit=claim, note=note)


ORBITALS = "flat bands orbital by orbital: rates of the density matrix, integrals over energies"
LEVELS = "equation of motion of twelve levels, generic energies and occupations"
WIDE = "exact flat bands at T = 0, V = J/3; order of the remainder in J/D"


def flat_band() -> list[Entry]:
    """(113)-(121) and their sentences."""
    p, t = print_, text
    exact = _exact(ORBITALS, flat.draw_flat, exact=exact_pure_chains.flat)
    levels = _exact(LEVELS, flat.draw_levels, exact=exact_pure_flat.levels)
    double = RewrittenClaim(p.EQ_116.printed, levels, principal_value)
    cold = "T = 0: integrals of steps"
    return [
        _row(p.EQ_113, exact),
        _row(p.EQ_114, exact, corrected.flat_current(), SUBSCRIPT),
        _row(p.EQ_115, exact, note="with the sign of T_ex that (91) needs, not that of (102)"),
        Entry.of(p.EQ_116, double, WHERE, slip="a prime, which the transcription could have lost",
                 corrected=replace(double, relation=corrected.double_integral())),
        _limit(p.EQ_117, flat.wide, 2, 0.05, WIDE),
        _row(p.EQ_118, exact),
        _row(p.EQ_119, _exact(cold, flat.draw_cold), note="exact at T = 0"),
        _limit(p.EQ_120, flat.wide, 1, 0.05, WIDE, corrected.exchange_torque(), FACTOR,
               "the sign is right, unlike that of (102)", orders.wide_band),
        _limit(p.EQ_121, flat.crossing, 1, 0.05, "both coefficients at T = 0, root over V",
               note="(120) as printed would give twice as much"),
        _row(t.TEXT_EDGES,
             _ordered(_exact("flat bands, energies at all edges", flat.draw_edges, 3), ends.edges),
             corrected.edges(), "the outer modulus, which the transcription could have lost"),
        _limit(t.TEXT_FIELD, flat.wide, 2, 0.05, WIDE,
               note="a field in the sense of the Stoner field of (8) points against the right one"),
    ]  # fmt: skip


def scalars() -> list[Entry]:
    """Sentences and captions on voltage, splitting and number of orbitals."""
    p, t = print_, text
    exact = _exact(ORBITALS, flat.draw_flat, exact=exact_pure_chains.flat)
    window = _exact("cold flat bands, both signs of the voltage", flat.draw_window)
    root = measured("root of (121) = J, also as a rational function", flat.largest_splitting, 1e-9)
    root = replace(root, exact=orders.largest_splitting)
    scales = "crossing of emission and direct torque at T = 0, three devices"
    return [
        _row(t.TEXT_EMISSION, exact, corrected.emission(), f"{FACTOR}; {SUBSCRIPT}"),
        _row(t.TEXT_EMISSION_SIGN, _ordered(window, exact_pure_signs.emissions),
             corrected.emission_sign(), SUBSCRIPT,
             "for overlapping bands, J < 2D, and at zero temperature V < J + 2D"),
        _row(t.TEXT_BIAS_SIGN, _ordered(window, exact_pure_signs.window),
             corrected.bias_sign(), WORDS),
        _row(t.TEXT_ANISOTROPY_SIGN, window),
        _row(t.FN_38, root, corrected.largest_splitting(),
             "a product set as a quotient, which the transcription could hardly make"),
        _limit(t.CAPTION_15, flat.crossing_splitting, 1, 0.03,
               "both coefficients at T = 0, root over J", note="remainder of order sqrt(V/D)"),
        _row(p.EQ_135, measured(scales, flat.crossover, 1e-3), note="c is 1/(2 pi)"),
        _row(t.TEXT_ORBITALS, measured(scales, flat.orbitals, 1e-3), note="c is 4 pi"),
    ]  # fmt: skip


def principal() -> list[Entry]:
    """(122)-(134)."""
    generic = _judge(DIAGONAL, axes.draw_axes, exact_pure.generic)
    collinear = _judge(
        DIAGONAL + ", both collinear ones at once", axes.draw_collinear, exact_pure_flat.collinear
    )
    mirrored = _judge(DIAGONAL + ", without absorption", axes.draw_mirrored, exact_pure.mirrored)
    p = print_
    return [
        *(_row(e, generic) for e in (p.EQ_122, p.EQ_123, p.EQ_124, p.EQ_125)),
        _row(p.EQ_126, generic, corrected.bare_axes(), LOST),
        _definition(p.EQ_127, "D_theta"),
        _definition(p.EQ_128, "S_theta"),
        _row(p.EQ_129, _judge(DIAGONAL, axes.draw_axes)),
        _row(p.EQ_130, collinear, corrected.collinear_plus(), ANGLE, "holds at theta = 0"),
        _row(p.EQ_131, collinear, corrected.collinear_minus(), ANGLE, "holds at theta = 0"),
        _row(p.EQ_132, collinear, corrected.collinear_zero(), SIGN_LOST),
        *(_row(e, mirrored) for e in (p.EQ_133, p.EQ_134)),
    ]


def orientation() -> list[Entry]:
    """Sentences on axes."""
    exact = exact_pure_sentences
    generic = _judge(DIAGONAL, axes.draw_axes)
    cases = _judge(DIAGONAL, axes.draw_cases, exact.cases)
    direct = _judge(DIAGONAL, axes.draw_direct, exact.direct)
    framed = _judge(DIAGONAL, axes.draw_frame)
    torques = _judge(f"{DIAGONAL}; torques of either sign", axes.draw_direct_principal,
                     exact.direct_principal)  # fmt: skip
    t = text
    return [
        _row(t.TEXT_COLLINEAR_TENSOR, cases, corrected.collinear_tensor(),
             WORDS, "what vanishes is the commutator with the stored one"),
        _row(t.TEXT_S_THETA, generic, note="(129) needs it for the modulus of D_theta"),
        _row(t.TEXT_COLLINEAR_AXIS, cases, corrected.collinear_axis(), "a subscript"),
        _row(t.TEXT_HARD_AXIS, cases, corrected.hard_axis(), WORDS),
        _row(t.TEXT_DIRECT, direct, corrected.direct_part(), FACTOR),
        *(_row(e, framed) for e in (t.TEXT_FRAME, t.TEXT_MIDDLE_AXIS, t.TEXT_DIRECT_AXES)),
        _row(t.CAPTION_18, torques, corrected.direct_principal(), FACTOR),
    ]  # fmt: skip


LINEAR = "exact flat bands, tau small: order of the remainder"
SATURATION = (
    "linear response of flat bands: remainder over (J/T)^2 against exp(-J/2T); exact power series"
)
WORDS = "hardly: a statement in words"


def bias() -> list[Entry]:
    """(136), (137) and their sentences."""
    p, t = print_, text
    measure = "flat bands orbital by orbital, right electrode hot"
    flows = measured(measure, thermal.flows, 1e-9)
    curves = measured("flat bands orbital by orbital", thermal.curves, 1e-9)
    saturated = measured("flat bands orbital by orbital, J = 10 T", thermal.saturated, 1e-2)
    saturation = ParityClaim(corrected.saturation(), thermal.saturating, 2, 1e-2, SATURATION,
                             hot.large_splitting)  # fmt: skip
    ordered = replace(curves, method=f"{curves.method}; balls", exact=hot.curves)
    return [
        _limit(t.TEXT_NEARLY_COLLINEAR, thermal.nearly_collinear, 1, 0.02,
               "exact flat bands, theta small: order of the remainder",
               corrected.nearly_collinear(), SUBSCRIPT, exact=orders.small_angles),
        _row(t.TEXT_COLLINEAR_CURRENT,
             _exact("golden rule for curved bands", thermal.draw_collinear, 3)),
        _row(t.TEXT_VOLTAGE_EVEN,
             _ordered(_exact("two Fermi functions", thermal.draw_parity), exact_pure_signs.voltage),
             corrected.voltage_even(), WORDS),
        _row(t.TEXT_THERMAL_ODD, _exact("two Fermi functions", thermal.draw_hot)),
        _row(t.TEXT_THERMAL_FLOW, _ordered(flows, exact_pure_signs.temperature),
             corrected.thermal_flow(), WORDS),
        _row(p.EQ_136, _exact(ORBITALS, thermal.draw_thermal)),
        _limit(p.EQ_137, thermal.linear, 1, 0.01, LINEAR),
        _limit(t.FN_41_BIAS, thermal.linear, 1, 0.01, LINEAR),
        _limit(t.FN_41, thermal.linear, 1, 0.01, LINEAR, corrected.linear_integral(), SIGN_LOST,
               exact=hot.small_bias),
        replace(_row(t.TEXT_SATURATION, saturated), corrected=saturation, slip=SIGN_LOST),
        _limit(t.CAPTION_22, thermal.linear, 1, 0.01, LINEAR, corrected.antisymmetry(), SIGN_LOST,
               exact=hot.small_bias),
        _row(t.CAPTION_22_ORDER, ordered, corrected.curve_order(), "bars of a modulus"),
        _row(t.TEXT_HOLE_FLOW, flows),
        _limit(t.TEXT_NO_NET, thermal.linear, 1, 0.01, LINEAR),
    ]  # fmt: skip


def consequences() -> list[Entry]:
    """What the text draws from the formulas."""
    t = text
    sides = _exact("flat bands, either sign of the voltage", flat.draw_sides)
    partners = _exact("occupations of a flat band", flat.draw_partner)
    return [
        _row(t.TEXT_RATE, _exact("charge current orbital by orbital", flat.draw_rate)),
        _row(t.TEXT_LOSS, sides),
        _row(t.FN_39, _judge(DIAGONAL, axes.draw_axes, exact_pure.generic)),
        _row(
            t.TEXT_REPULSION,
            _judge(DIAGONAL, axes.draw_axes, exact_pure.generic),
            corrected.repulsion(),
            "the number of an equation",
        ),
        _row(t.TEXT_EASY_PLANE, _exact(ORBITALS, thermal.draw_hot_or_cold)),
        _row(t.TEXT_VOLTAGE_FLOW, sides),
        _row(
            t.TEXT_PARTNER, _ordered(partners, exact_pure_signs.partner), corrected.partner(), WORDS
        ),
        _row(t.TEXT_PURE, _exact(ORBITALS, thermal.draw_pure)),
        _row(
            t.TEXT_ANTIPARALLEL, _exact("golden rule for curved bands", thermal.draw_antiparallel)
        ),
    ]


def entries() -> Sequence[Entry]:
    """The rows of this part; the figures last."""
    parts = (
        flat_band, scalars, principal, orientation, bias, consequences, sentences.entries,
        figures.entries,
    )  # fmt: skip
    rows = (entry for part in parts for entry in part())
    return tuple(replace(entry, steps=LAST_STEPS[entry.key]) for entry in rows)
