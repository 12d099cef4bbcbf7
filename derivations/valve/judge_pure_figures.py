"""Numbers read off Figs. 7, 9, 10 and 14-22, recomputed on exact flat bands by quadrature.

Energies are in units of t (of J for Figs. 7 and 9, of T for Fig. 10), coefficients and currents in
units of Gamma t, with the parameters of the captions: D = 25.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from . import judge_pure_bands as bands

Array = NDArray[np.float64]
Numbers = dict[str, float]
WIDTH, SMALL = 25.0, 1e-9


def _growth(function: Any, at: float, factor: float = 1.05) -> float:
    """The logarithmic derivative of a positive quantity."""
    ahead, behind = function(at * factor), function(at / factor)
    return float(np.log(ahead / behind) / (2 * np.log(factor)))


# --- Storage ----------------------------------------------------------------------------------


def _contribution(energy: Array, spin: int, temperature: float) -> Array:
    """One spin's part of the anisotropy function, J = 1, mu = 0."""
    here, there = (bands.fermi(e, 0.0, temperature) for e in (energy, energy + spin))
    return (here - there) / 4


def stored(splitting: float, temperature: float, width: float = WIDTH) -> tuple[float, float]:
    """Spin and exchange moment, per density of states, orbital by orbital."""
    half = splitting / 2
    steps = temperature * np.concatenate([-bands.STEPS, bands.STEPS])
    nodes, weights = bands.grid(-width, width, np.concatenate([steps + half, steps - half]))
    up, down = (bands.fermi(nodes - s * half, 0.0, temperature) for s in (1, -1))
    return float(weights @ (up - down) / 2), float(weights @ (up - down) ** 2 / 4)


def fig_7() -> Numbers:
    """The anisotropy function and its parts for T = J/10 and J/2."""
    energy = np.linspace(-3, 3, 6001)
    parts = {t: [_contribution(energy, s, t) for s in (1, -1)] for t in (0.1, 0.5)}
    whole = parts[0.5][0] + parts[0.5][1]
    return {
        "peak_cold": float(parts[0.1][0].max()), "peak_warm": float(parts[0.5][0].max()),
        "place": float(energy[np.argmax(parts[0.5][0])]),
        "hole": float(max(np.max(pair[1]) for pair in parts.values())),
        "odd": float(np.abs(whole + whole[::-1]).max()), "small": SMALL,
        "q_warm": stored(1.0, 0.5)[1], "q_cold": stored(1.0, 0.1)[1],
    }  # fmt: skip


def _per_spin(temperature: float) -> float:
    spin, exchange = stored(1.0, temperature)
    return exchange / spin


def fig_9() -> Numbers:
    """Exchange moment over spin as a function of temperature, D = 25 J."""
    curve = np.array([_per_spin(t) for t in np.linspace(0.05, 1.2, 47)])
    return {"start": _per_spin(1e-7), "at_one": _per_spin(1.0),
            "steepest": float(np.diff(curve).max())}  # fmt: skip


def fig_10() -> Numbers:
    """Spin and exchange moment as functions of the splitting, D = 25 T."""
    (spin, late), (more_spin, later) = stored(11.0, 1.0), stored(12.0, 1.0)
    return {
        "spin_growth": _growth(lambda j: stored(j, 1.0)[0], 3.0),
        "early_growth": _growth(lambda j: stored(j, 1.0)[1], 0.05),
        "late_slope": (later - late) / (more_spin - spin),
    }


# --- Direct and exchange coefficients ---------------------------------------------------------


def _valve(splitting: float, temperature: float, voltage: float, angle: float = np.pi / 2
           ) -> bands.Valve:  # fmt: skip
    return bands.flat_valve(splitting, temperature, voltage, WIDTH, angle=angle)


def _emission(splitting: float, temperature: float, voltage: float) -> float:
    return abs(bands.emission(_valve(splitting, temperature, voltage)))


def _torque(splitting: float, temperature: float, voltage: float) -> float:
    return abs(bands.exchange_torque(_valve(splitting, temperature, voltage)))


def _direct(splitting: float, temperature: float, voltage: float) -> float:
    valve = _valve(splitting, temperature, voltage)
    return float(2 * valve.spin()[2] * abs(bands.spin_torque(valve)))


def fig_14() -> Numbers:
    """The direct current over J, and its changes with voltage and temperature at J = 5."""
    changes = [_direct(5.0, t, v) for t, v in ((0.0, 0.0), (0.5, 0.0), (0.5, 2.0), (0.2, -1.0))]
    return {"growth": _growth(lambda j: _direct(j, 0.5, 1.0), 0.5),
            "spread": float(np.ptp(changes) / changes[0]), "small": SMALL}  # fmt: skip


def _crossing(temperature: float) -> float:
    return float(brentq(
        lambda j: _emission(j, temperature, 1.0) - _torque(j, temperature, 1.0), 3.0, 15.0
    ))  # fmt: skip


def fig_15() -> Numbers:
    """Both exchange coefficients over J, V = 1, T = 0 and 1/2."""
    return {
        "half_voltage": 0.5, "before": _emission(0.5, 0.0, 1.0), "after": _emission(5.0, 0.0, 1.0),
        "after_warm": _emission(8.0, 0.5, 1.0),
        "torque_growth": _growth(lambda j: _torque(j, 0.0, 1.0), 0.1),
        "crossing_warm": _crossing(0.5), "crossing_cold": _crossing(0.0),
    }  # fmt: skip


def caption_15_start() -> Numbers:
    """How the emission at T = 1/2 begins."""
    return {"start_growth": _growth(lambda j: _emission(j, 0.5, 1.0), 0.01)}


def fig_16() -> Numbers:
    """Both coefficients over V, J = 5, T = 0 and 1/2."""
    crossing = {
        t: brentq(lambda v, t=t: _emission(5.0, t, v) - _torque(5.0, t, v), 0.05, 3.0)
        for t in (0.0, 0.5)
    }
    spreads = []
    for t in (0.0, 0.5):
        sizes = [_torque(5.0, t, v) for v in np.linspace(0.0, 8.0, 9)]
        spreads.append(np.ptp(sizes) / sizes[0])
    return {
        "half_splitting": 2.5, "middle": _emission(5.0, 0.0, 2.0),
        "late": _emission(5.0, 0.0, 6.0), "later": _emission(5.0, 0.0, 8.0),
        "late_warm": _emission(5.0, 0.5, 8.0),
        "torque_spread": float(max(spreads)), "percents": 0.03,
        "crossing_cold": float(crossing[0.0]), "crossing_warm": float(crossing[0.5]),
    }  # fmt: skip


def fig_17() -> Numbers:
    """Both coefficients over T, V = 1, J = 5."""
    temperatures = np.linspace(0.02, 1.0, 25)
    emission = np.array([_emission(5.0, t, 1.0) for t in temperatures])
    torque = np.array([_torque(5.0, t, 1.0) for t in temperatures])
    start = (_emission(5.0, 0.02, 1.0) - _emission(5.0, 0.0, 1.0)) / 0.02
    return {
        "emission_start": start,
        "emission_slope": float(np.diff(emission).max()),
        "torque_slope": float(np.diff(torque).max()),
        "emission_left": float(emission[-1] / _emission(5.0, 0.0, 1.0)),
        "torque_left": float(torque[-1] / _torque(5.0, 0.0, 1.0)),
    }


# --- Principal axes ---------------------------------------------------------------------------


@cache
def _exchange(angle: float, voltage: float = 1.0) -> tuple[Array, Array]:
    """Principal exchange currents, ascending, with axes as columns; J = 5, T = 1."""
    values, vectors = np.linalg.eigh(_valve(5.0, 1.0, voltage, angle).exchange_current())
    return values, vectors


def _tilt(angle: float, voltage: float = 1.0) -> float:
    """Angle between the axis of the largest current and the left direction."""
    return float(np.arccos(min(1.0, abs(_exchange(angle, voltage)[1][2, 2]))))


def fig_18() -> Numbers:
    """Principal currents over the angle, V = T = 1, J = 5."""
    right = np.pi / 2
    direct = np.linalg.eigvalsh(_valve(5.0, 1.0, 1.0, right).direct_current())
    start, end = _exchange(1e-7)[0], _exchange(right)[0]
    return {
        "direct_lower": float(direct[0]), "direct_middle": abs(float(direct[1])),
        "direct_upper": float(direct[2]), "small": SMALL,
        "lower_start": float(start[0]), "middle_start": float(start[1]),
        "upper_start": float(start[2]), "lower_end": float(end[0]),
        "middle_end": float(end[1]), "upper_end": float(end[2]),
        "sums": float(max(abs(v.sum()) for v in (direct, start, end))),
    }  # fmt: skip


def fig_19() -> Numbers:
    """Axes over the angle; directions turn in the plane normal to e_x."""
    angles = np.linspace(1e-12, np.pi / 2, 19)
    tilts = np.array([_tilt(angle) for angle in angles])
    values, vectors = _exchange(np.pi / 2)
    return {
        "tilt": float(tilts[-1]), "first_tilt": float(tilts[0]), "small": 1e-7,
        "least_turn": float(np.diff(tilts).min()),
        "torque_size": _torque(5.0, 1.0, 1.0), "emission_size": _emission(5.0, 1.0, 1.0),
        "upper": float(values[2]), "lower": float(values[0]),
        "middle_component": float(np.abs(vectors[1, [0, 2]]).max()),
    }  # fmt: skip


def fig_20() -> Numbers:
    """Axes over the voltage at an angle of pi/4."""
    angle, voltages = np.pi / 4, np.linspace(0.0, 1.5, 16)
    tilts = np.array([_tilt(angle, v) for v in voltages])
    first, last = _exchange(angle, 0.0)[0], _exchange(angle, 1.5)[0]
    return {
        "first_tilt": float(tilts[0]), "last_tilt": float(tilts[-1]), "pi": np.pi,
        "twelfth": np.pi / 12, "largest_turn": float(np.diff(tilts).max()),
        "first_upper": float(first[2]), "first_lower": float(first[0]),
        "last_upper": float(last[2]),
    }  # fmt: skip


def commutator() -> Numbers:
    """Whether the direct and the exchange tensors share their axes at a right angle."""
    valve = _valve(5.0, 1.0, 1.0)
    direct, exchange = valve.direct_current(), valve.exchange_current()
    found = direct @ exchange - exchange @ direct
    sizes = np.linalg.norm(direct) * np.linalg.norm(exchange)
    return {"commutator": float(np.linalg.norm(found) / sizes), "small": SMALL}


# --- Thermal bias -----------------------------------------------------------------------------


def _thermal(splitting: float, ratio: float) -> float:
    valve = bands.flat_valve(splitting, 1.0, 0.0, WIDTH, right_temperature=1 / (1 - ratio))
    return abs(bands.emission(valve))


def fig_21() -> Numbers:
    """The current over the bias ratio, T_L = 1, J = 5."""
    curve = np.array([_thermal(5.0, tau) for tau in np.linspace(0.0, 0.6, 13)])
    return {
        "first_slope": _thermal(5.0, 1e-4) / 1e-4, "at_zero": float(curve[0]), "small": SMALL,
        "sinh_ratio": float(np.sinh(2.5)),
        "least_slope": float(np.diff(curve).min()),
    }  # fmt: skip


def fig_22() -> Numbers:
    """The current over the splitting for four bias ratios, T_L = 1."""
    splittings = np.linspace(0.5, 8.0, 16)
    curves = [np.array([_thermal(j, tau) for j in splittings]) for tau in (-0.5, -0.1, 0.1, 0.5)]
    ends = {j: [_thermal(j, tau) for tau in (-0.1, 0.1)] for j in (10.0, 14.0)}

    def asymmetry(tau: float) -> float:
        return _thermal(5.0, tau) / _thermal(5.0, -tau) - 1

    return {
        "least_growth": float(min(np.diff(curve).min() for curve in curves)),
        "saturated": float(np.mean(ends[10.0])),
        "final": float(np.mean(ends[14.0])),
        "weak_asymmetry": asymmetry(0.1),
        "strong_asymmetry": asymmetry(0.5),
    }
