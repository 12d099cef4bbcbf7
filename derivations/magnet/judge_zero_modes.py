"""Judge of the zero-mode equations (A21), (A22): stationary points of fields and mean electrons.

On either branch the fields have the energy of (12); the electrons answer with their spin along the
magnetization and their number. Length and potential are constants plus deviations without mean.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import mpmath

from spinloom.derivations.engine.interpret import PRECISE, Sample, evaluate
from spinloom.derivations.engine.printed import Node, Relation

from .judge_device import RANGES, rational
from .judge_fields import Rule, Values, nodes_of, polynomial, weighted_sum
from .judge_rotation import I


def stationary_values(rng: random.Random, field: Any = None) -> tuple[Values, Rule]:
    """Where the action does not change with the quantum zero modes."""
    nodes = nodes_of(rng)
    duration = sum(w for _, w in nodes)
    up, down, theta = (polynomial(rng) for _ in range(3))
    length, potential = (_without_mean(polynomial(rng), nodes) for _ in range(2))
    exchange, capacity, background, magnetic = (rational(rng, "1/2", 2) for _ in range(4))
    spin = sum(w * (up(t) - down(t)) / 2 for t, w in nodes) / duration
    if field is not None:
        magnetic = field * 2 * exchange * spin

    def action(m_0: Any, v_0: Any, m_q: Any, v_q: Any) -> Any:
        """The two branches' difference; m_q and v_q are constant quantum components."""
        total = mpmath.mpf(0)
        for t, w in nodes:
            for side in (1, -1):
                m = m_0 + length(t) + side * m_q / 2
                v = v_0 + potential(t) + side * v_q / 2
                fields = -(m * m - 2 * m * magnetic * mpmath.cos(theta(t))) / (4 * exchange)
                fields += capacity * v * v / 2 + background * v
                electrons = m * (up(t) - down(t)) / 2 - v * (up(t) + down(t))
                total += side * w * (fields + electrons)
        return total

    return {
        "i_unit": I, "J": exchange, "C": capacity, "N_0": background, "T_K": duration / 2,
        "B": magnetic, "theta_c": theta,
        "M_0": _zero(lambda m: action(m, 0, 1, 0)), "V_d0": _zero(lambda v: action(0, v, 0, 1)),
        "trace_lesser_sigma_z": lambda t: I * (up(t) - down(t)),
        "trace_lesser": lambda t: I * (up(t) + down(t)),
    }, weighted_sum(nodes)  # fmt: skip


def _without_mean(path: Callable[[Any], Any], nodes: Any) -> Callable[[Any], Any]:
    mean = sum(w * path(t) for t, w in nodes) / sum(w for _, w in nodes)
    return lambda t: path(t) - mean


def _zero(line: Callable[[Any], Any]) -> Any:
    """Where a linear function vanishes."""
    at = [line(mpmath.mpf(k)) for k in (0, 1)]
    return at[0] / (at[0] - at[1])


def field_remainder(tree: Node, x: Any) -> Any:
    """(A21) for a magnetic field of x times the exchange field."""
    values, rule = stationary_values(random.Random(19), x)
    sample = Sample(PRECISE, values, RANGES, integrate=rule)
    assert isinstance(tree, Relation)
    return abs(evaluate(tree.left, sample) - evaluate(tree.right, sample))
