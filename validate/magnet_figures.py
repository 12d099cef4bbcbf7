"""What the magnet's figures and captions state, recomputed with the kernels."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from spinloom import magnet
from spinloom.derivations.engine.claims import RelationClaim, measured
from spinloom.derivations.engine.ledger import Entry, Equation
from spinloom.derivations.engine.printed import Node, Symbol, about, less, system

from . import magnet_maps as maps

Values = Callable[[], Mapping[str, float]]


def leaf(name: str, tex: str = "") -> Symbol:
    """A measured number."""
    return Symbol(name, name, tex)


def row(key: str, printed: Node, values: Values, note: str) -> Entry:
    """A statement on measured numbers."""
    judge = measured("stationary angles and currents of the kernels", values, 1e-6)
    equation = Equation(f"magnet:{key}", printed)
    return Entry(equation.key, "figure", RelationClaim(printed, judge), equation,
                 "spinloom.magnet", note=note)  # fmt: skip


def _crossing(change: Callable[[float], Any]) -> float:
    """Where a stability changes between two drives, by bisection."""
    low, start, end = change(0.0), 0.0, 3.0
    for _ in range(60):
        middle = (start + end) / 2
        start, end = (middle, end) if change(middle) == low else (start, middle)
    return end


def _thresholds() -> dict[str, float]:
    north = _crossing(lambda x: bool(maps.branch("north", -x)[1]))
    south = _crossing(lambda x: bool(maps.branch("south", x)[1]))
    inside = maps.branch("tilted", 0.5)[0]
    left, right = maps.branch("tilted", -2.0), maps.branch("tilted", 2.0)
    ends = []
    for start in (right[2] - 0.01, right[2] + 0.01):
        path = magnet.trajectory(float(np.arccos(start)), [1e5], maps.device(2.0))
        ends.append(float(np.cos(path.theta[0])))
    return {
        "d_north": north, "d_south": south, "one": 1.0, "cos_left": float(left[2]),
        "cos_right": float(right[2]), "zero": 0.0, "half": 0.5, "below": ends[0],
        "above": ends[1], "stable_left": float(left[1]), "stable_right": float(right[1]),
        "exists_inside": float(inside),
    }  # fmt: skip


def _shapes() -> dict[str, float]:
    drive, cold = maps.PRECESSIONS[0][0], maps.COLD
    theta, omega = np.arccos(-1 / drive), np.linspace(-12, 12, 4001)
    slopes = []
    for temperature in (cold, maps.HOT):
        left, right = maps.temperatures(drive, temperature)
        p = magnet.Parameters(**maps.DEVICE, T_l=left, T_r=right)
        filled = magnet.distribution(omega, theta, -maps.DEVICE["B"], p)
        fall = -np.gradient(filled, omega)
        slopes.append(int(np.sum((fall[1:-1] > fall[:-2]) & (fall[1:-1] >= fall[2:])
                                 & (fall[1:-1] > 1e-3))))  # fmt: skip
    return {"steps_cold": float(slopes[0]), "steps_hot": float(slopes[1]), "single": 1.5}


def _orderings() -> dict[str, float]:
    drive = -2.0
    precession, still = maps.current("tilted", drive), maps.current("tilted", drive, still=True)
    poles = [float(maps.current(name, 2.0)) for name in ("north", "south")]
    return {
        "north_size": abs(float(maps.current("north", drive))), "moving": abs(float(precession)),
        "still": abs(float(still)), "at_north": poles[0], "at_south": poles[1], "zero": 0.0,
    }  # fmt: skip


def entries() -> Sequence[Entry]:
    """The rows of Figs. 2(a), 2(b) and 3."""
    return (
        row("fig2a", system(
            about(leaf("d_north"), leaf("one", "1")),
            about(leaf("d_south"), leaf("one", "1")),
            about(leaf("cos_left"), leaf("half", r"\frac{1}{2}")),
            about(leaf("cos_right"), -leaf("half", r"\frac{1}{2}")),
            about(leaf("below"), -leaf("one", "1")),
            about(leaf("above"), leaf("one", "1")),
            about(leaf("stable_left"), leaf("one", "1")),
            less(leaf("stable_right"), leaf("half", r"\frac{1}{2}")),
            less(leaf("exists_inside"), leaf("half", r"\frac{1}{2}")),
        ), _thresholds, "thresholds over d_0; below and above: where starts beside the unstable "
           "angle end"),
        row("fig2b", system(
            less(leaf("single", "1.5"), leaf("steps_cold")),
            less(leaf("steps_hot"), leaf("single", "1.5")),
        ), _shapes, "steps of the distribution: resolved for a cold left lead, merged for a hot"),
        row("fig3", system(
            less(leaf("still"), leaf("moving")),
            less(leaf("moving"), leaf("north_size")),
            about(leaf("at_south"), -leaf("at_north")),
            less(leaf("at_south"), leaf("at_north")),
        ), _orderings, "sizes at d = -2 d_0; opposite directions at d = 2 d_0"),
    )  # fmt: skip
