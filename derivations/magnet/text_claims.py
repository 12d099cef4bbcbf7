"""Rows of the sentences, footnotes and captions between the equations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from spinloom.derivations.engine.claims import Judge, OrderClaim, RelationClaim
from spinloom.derivations.engine.ledger import Entry, Equation
from spinloom.derivations.engine.printed import Node, equal, node, system

from . import (
    exact_frames,
    exact_slowness,
    exact_text,
    judge_gradient,
    judge_matrices,
    judge_modes,
    judge_text,
    judge_values,
)
from . import paper_action as action_print
from . import paper_appendix_b as appendix_b
from . import paper_text as text
from .notation import M_0, S, omega_p, sigma, sign, t, t_p
from .paper_kernel import rho_of

LEVELS = "three levels in their mean fields, resolvents by Cramer's rule"
SHAPES = "levels in their mean fields: Lorentzians; any shape and filling, a variable per argument"
TIMES = "kernels of second order in their times; any kernel, a variable for each pair of times"
WAVES = "plane-wave kernels multiplied as shifts in time"
NORTH = "signs of the flow of symmetric devices; as ratios of polynomials without minus signs"
FLOW = "symmetric devices with terminating sums: poles and tilted angle measured on the flow"
CURRENTS = "random devices: kernel by quadrature, currents by the golden rule"
MEMORY = "golden-rule currents of a memory; its history solved exactly"
ROTATED = "random kernels rotated exactly; any kernel and rotation as matrices of variables"
BRANCHES = "potentials of either branch: random ones; that of (14) with the gauge of (27), (28)"
BAR = "a bar over a superscript, which the transcription could have lost or added"


def _levels(method: str) -> Judge:
    once = lru_cache(maxsize=1)(judge_text.exact(judge_text.level_values))
    return Judge(method, judge_text.drawn(judge_text.level_values), exact=once)


def _devices(values: Any, method: str, symmetric: bool = False) -> Judge:
    once = lru_cache(maxsize=1)(judge_values.exact(values, symmetric))
    return Judge(method, judge_values.draw(values, symmetric), exact=once, points=8)


def _waves(names: str) -> Judge:
    return Judge(WAVES, judge_gradient.draw_plane_waves(names), exact=exact_frames.waves(names))


def entries() -> Sequence[Entry]:
    """What the sentences state; eight of them are misprinted."""
    return [*_true(), *_misprints(), *_limits()]


def _true() -> list[Entry]:
    levels = _levels(LEVELS)
    tendency = Judge(FLOW, judge_values.draw(judge_text.tendency_values, symmetric=True))
    cooperating = Judge(NORTH, judge_values.draw(judge_text.global_values, symmetric=True),
                        exact=lru_cache(maxsize=1)(judge_text.northern))  # fmt: skip
    pumping = _devices(judge_text.pumping_values, CURRENTS)
    lead = Judge("electrons and holes of a lead in detailed balance", judge_text.draw_lead)
    leads = Judge("rates in and out of the dot", judge_text.draw_self_energies)
    return [
        _holds(text.EQ_LEAD, lead, "action"),
        _holds(text.EQ_SELF_ENERGIES, leads, "action"),
        _holds(text.EQ_TORQUE_BALANCE, _devices(judge_text.balance_values, FLOW), "motion"),
        _holds(text.EQ_FIXED, _devices(judge_text.fixed_values, CURRENTS), "occupation"),
        _holds(text.EQ_STONER, _devices(judge_modes.stoner_values, MEMORY), "full_dynamics"),
        _holds(text.EQ_LEVEL, levels, "occupation"),
        _holds(text.EQ_DENSITY, levels, "occupation"),
        _holds(text.EQ_TENDENCY, tendency, "motion"),
        _holds(text.EQ_PUMPING, pumping, "occupation"),
        Entry.of(text.EQ_GLOBAL, RelationClaim(text.EQ_GLOBAL.printed, cooperating), "motion",
                 note="southern starts above cos(theta) = -d_0/d, where (51) is unstable, go north "
                      "as well: magnet:precession-basins"),
    ]  # fmt: skip


def _holds(equation: Equation, judge: Judge, where: str) -> Entry:
    return Entry.of(equation, RelationClaim(equation.printed, judge), where)


def _misprints() -> list[Entry]:
    shapes = replace(_levels(SHAPES), exact=exact_text.levels)
    kernels = Judge(TIMES, judge_text.drawn(judge_text.wigner_values), exact=exact_text.wigner)
    absorbed = Judge(ROTATED, judge_matrices.draw(judge_matrices.full_values))
    split_off = Judge(BRANCHES, judge_matrices.draw(judge_matrices.action_values))
    return [
        _mended(text.EQ_SPLIT, split_potential(), split_off, "action",
                "a factor, which the transcription could hardly make",
                "in (20), (24), (25) and below (28) delta Q is the quantum component"),
        _mended(text.EQ_ABSORBED, action_print.EQ_21.printed, absorbed, "action",
                "a lost dagger, which the transcription could have made"),
        _mended(text.EQ_FN34, shifted_density(), shapes, "occupation",
                "both signs, which the transcription could hardly make"),
        _mended(text.EQ_ADDED, added_distribution(), shapes,
                "full_dynamics", "a lost term, which the transcription could hardly make"),
        _mended(text.EQ_WIGNER, mean_times(), kernels,
                "gradient", "two primes for one, which the transcription could have made"),
        _mended(text.EQ_FIRST_ORDER, first_order(), _waves("gh"), "gradient", BAR),
        _mended(text.EQ_BARS, superscripts(), _waves("ghk"), "gradient", BAR),
    ]  # fmt: skip


def _mended(equation: Equation, true: Node, judge: Judge, where: str, slip: str,
            note: str = "") -> Entry:  # fmt: skip
    printed, right = (RelationClaim(tree, judge) for tree in (equation.printed, true))
    return Entry.of(equation, printed, where, corrected=right, slip=slip, note=note)


def _limits() -> list[Entry]:
    """Statements on orders of magnitude."""

    def claim(tree: Node, remainder: Callable[[Node, Any], Any], order: int, method: str,
              exact: Callable[[Node], int] | None = None) -> Any:  # fmt: skip
        return OrderClaim(tree, remainder, order, 1e-3, method, exact)

    spin = "devices with terminating sums, spins of growing length"
    wide = "density of states, its width growing with the spin: a Lorentzian, then any waves"
    free = claim(text.EQ_PRECESSION.printed, judge_text.precession_remainder, 2, spin)
    broad = judge_text.broadening_remainder
    memory = claim(text.EQ_SLOW_MEMORY.printed, judge_text.memory_remainder, 1,
                   "a past that grows at a small rate")  # fmt: skip
    return [
        Entry.of(text.EQ_PRECESSION, free, "motion", limit=free),
        Entry.of(text.EQ_SLOW_MEMORY, memory, "full_dynamics", limit=memory),
        Entry.of(text.EQ_FN36, claim(text.EQ_FN36.printed, broad, 2, wide), "full_dynamics",
                 corrected=claim(_inverse_spin(), broad, 2, wide, exact_slowness.broadening_order),
                 slip="8 for S, which the transcription could have made"),
    ]  # fmt: skip


# --- Corrected forms ------------------------------------------------------------------------------


def split_potential() -> Node:
    """Half the quantum component."""
    first, _ = text.EQ_SPLIT.printed.relations  # type: ignore[attr-defined]
    a = action_print
    return system(first, equal(a.Q_tilde, a.Q_k + a.delta_Q / 2))


def shifted_density() -> Node:
    """The levels' density of states where spin sigma crosses the chemical potential."""
    energy = text.mu + sign[sigma] * (M_0 / 2) - text.V_d0
    return equal(rho_of[sigma](text.mu), text.rho_bare[sigma](energy))


def added_distribution() -> Node:
    """The level with its potential."""
    level = text.epsilon[text.alpha] + text.V_d0 - M_0 / 2 * sign[sigma]
    return equal(
        appendix_b.F_s[sigma](omega_p + text.xi[text.alpha, sigma]),
        appendix_b.F_s[sigma](omega_p + level),
    )


def mean_times() -> Node:
    """The mean of the two times of g."""
    first, _, last = text.EQ_WIGNER.printed.relations  # type: ignore[attr-defined]
    return system(first, equal(text.g_tilde((t + t_p) / 2, t - t_p), text.g_t(t, t_p)), last)


def first_order() -> Node:
    """One bar, over the later function of the time derivative."""
    spelled = text.EQ_FIRST_ORDER.printed.relations[1]  # type: ignore[attr-defined]
    return system(equal(spelled.left, text.first_order("-", "", "", "")), spelled)


def superscripts() -> Node:
    """No bar over g."""
    return system(text.barred("g", "-k", (1, -1)), text.barred("-h", "-k", (-1, -1)))


def _inverse_spin() -> Node:
    return equal(text.broad, text.narrow + text.order_of * (node(1) / S))
