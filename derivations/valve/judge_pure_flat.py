"""Points of the flat-band rows: tensors orbital by orbital beside coefficients as integrals."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from spinloom.derivations.engine.interpret import DOUBLE, Ring, Sample, evaluate, remembered
from spinloom.derivations.engine.printed import Node, Relation, relations

from . import judge_pure_axes as axes
from . import judge_pure_bands as bands

Vector = NDArray[np.float64]
CASES = {"case": ("positive", "negative")}


def direction(rng: random.Random) -> Vector:
    """A unit vector."""
    found = np.array([rng.uniform(0.3, 1) * rng.choice((1, -1)) for _ in range(3)])
    return np.asarray(found / np.linalg.norm(found))


def random_valve(rng: random.Random) -> bands.Valve:
    """Equal cold bands, symmetric bias of either sign, generic directions and amplitude."""
    valve = bands.flat_valve(
        rng.uniform(1, 5), rng.uniform(0.1, 0.3), rng.uniform(0.5, 2) * rng.choice((1, -1)),
        rng.uniform(22, 30), rng.uniform(0.5, 2),
    )  # fmt: skip
    return replace(valve, direction_L=direction(rng), direction_R=direction(rng))


def _sample(values: Mapping[str, Any], **options: Any) -> Sample:
    return Sample(DOUBLE, {**values, **axes.PRODUCTS}, **options)


@remembered
def draw_flat(rng: random.Random, ring: Ring) -> Sample:
    """(113)-(115), (118): currents as traces, coefficients as integrals."""
    valve = random_valve(rng)
    spin, direct, exchange = valve.spin(), valve.direct_current(), valve.exchange_current()
    torque, emission = bands.spin_torque(valve), bands.emission(valve)
    exchange_torque = bands.exchange_torque(valve)
    stored = 2 * float(spin @ valve.direction_L)
    collinear = replace(valve, direction_R=valve.direction_L)  # the torque is gone
    return _sample({
        "direction_L": valve.direction_L, "direction_R": valve.direction_R, "spin_L": spin,
        "spin_current_L": valve.spin_current(), "direct_current": direct,
        "quadrupole_current": direct + exchange, "dissipative": collinear.exchange_current(),
        "T_S": torque, "E_ex": emission, "T_ex": exchange_torque,
        "E_Q": -emission, "T_Q": stored * torque - exchange_torque,
    })  # fmt: skip


@remembered
def draw_levels(rng: random.Random, ring: Ring) -> Sample:
    """(116) for a few levels: integrals with these densities are sums over pairs of levels.

    The torque comes from the equation of motion, level by level; nothing is at resonance.
    """
    levels = {r: np.sort([rng.uniform(-3, 3) for _ in range(2 * 3)]) for r in "LR"}
    spins = np.array([1, -1, 1, -1, 1, -1])
    statistics = {r: (rng.uniform(-1, 1), rng.uniform(0.3, 1)) for r in "LR"}

    def occupied(name: str) -> Callable[[Vector], Vector]:
        return lambda energy: bands.fermi(energy, *statistics[name])

    def spread(name: str, values: Vector) -> Callable[[Vector], Vector]:
        places = dict(zip(levels[name], values, strict=True))
        return lambda energy: np.array([places.get(e, 0.0) for e in energy])

    amplitude = rng.uniform(0.5, 2)
    points = np.concatenate([levels["L"], levels["R"]])
    grids = np.repeat(points, len(points)), np.tile(points, len(points))
    return Sample(DOUBLE, {
        "T_S": _torque(levels, {r: occupied(r)(levels[r]) for r in "LR"}, amplitude),
        "tunnelling": amplitude, "i_zero": 1e-30j,
        "density": {r: spread(r, np.full(6, 0.5)) for r in "LR"},
        "polarization": {r: spread(r, spins.astype(float)) for r in "LR"},
        "occupied": {r: occupied(r) for r in "LR"},
    }, integrate=lambda names, integrand: np.sum(integrand(*grids)))  # fmt: skip


def _torque(levels: Mapping[str, Vector], filled: Mapping[str, Vector],
            amplitude: float) -> float:  # fmt: skip
    """The spin current along the vector product of z and y, along which spins are quantised.

    Levels 2k and 2k + 1 of an electrode are up and down of one orbital.
    """
    states = np.array([[1, 1j], [1, -1j]] * (len(levels["R"]) // 2)) / np.sqrt(2)
    change = filled["R"] - filled["L"][:, None]
    virtual = change / (levels["R"] - levels["L"][:, None])
    total = 0.0
    for k in range(0, len(levels["L"]), 2):
        pair = virtual[k : k + 2]
        difference = pair[None, :, :] - pair[:, None, :]
        rate = np.einsum("ba,bc,acb->ac", states, states.conj(), difference)
        total -= np.einsum("ab,ba->", bands.PAULI[0], -1j * amplitude**2 * rate).real / 2
    return float(total)


# --- Limits -----------------------------------------------------------------------------------


def residual(tree: Node, sample: Sample) -> float:
    """The largest relative residual of a printed relation or system; one where it has no value."""
    with np.errstate(all="ignore"):
        worst = max(_one(relation, sample) for relation in relations(tree))
    return worst if np.isfinite(worst) else 1.0


def _one(relation: Relation, sample: Sample) -> float:
    left, right = (evaluate(side, sample) for side in (relation.left, relation.right))
    size = np.max(np.abs(left)) + np.max(np.abs(right))
    return float(np.max(np.abs(np.asarray(left) - right)) / size)


def wide(tree: Node, ratio: Any) -> float:
    """(117), (120), their scale, the exchange field: J/D small, T = 0, V = J/3, Gamma = 1."""
    small, width = float(ratio), 2.0
    splitting = small * width
    valve = bands.flat_valve(splitting, 0.0, splitting / 3, width, angle=1.1)
    density = 1 / (2 * width)
    return residual(tree, _sample({
        "T_S": bands.spin_torque(valve), "T_ex": bands.exchange_torque(valve),
        "E_ex": bands.emission(valve), "voltage": splitting / 3,
        "Gamma": valve.rate, "pi": np.pi, "splitting": splitting, "half_bandwidth": width,
        "tunnelling": valve.tunnelling, "density": {"R": density},
        "direction_R": valve.direction_R, "spin_L": valve.spin(),
        "spin_current_L": valve.spin_current(),
    }))  # fmt: skip


def _imbalance(splitting: float, voltage: float, width: float) -> float:
    valve = bands.flat_valve(splitting, 0.0, voltage, width)
    return abs(bands.emission(valve)) - abs(bands.exchange_torque(valve))


def crossing(tree: Node, ratio: Any) -> float:
    """(121): the voltage at which both exchange coefficients are of one size, J/D small."""
    small, width = float(ratio), 2.0
    splitting = small * width
    found = brentq(lambda v: _imbalance(splitting, v, width), 1e-3 * small * splitting,
                   splitting, xtol=1e-14)  # fmt: skip
    values = {"crossing_voltage": found, "splitting": splitting, "half_bandwidth": width,
              "pi": np.pi}  # fmt: skip
    return residual(tree, _sample(values))


def crossing_splitting(tree: Node, ratio: Any) -> float:
    """The caption of Fig. 15: the same crossing over J for a voltage D ratio^2."""
    width = 2.0
    voltage = float(ratio) ** 2 * width
    found = brentq(lambda j: _imbalance(j, voltage, width), voltage, width / 2, xtol=1e-14)
    values = {"crossing_splitting": found, "voltage": voltage, "half_bandwidth": width,
              "pi": np.pi}  # fmt: skip
    return residual(tree, _sample(values))


# --- Zero temperature and signs ---------------------------------------------------------------


@remembered
def draw_cold(rng: random.Random, ring: Ring) -> Sample:
    """(119) at zero temperature, for voltages of either sign on either side of J at once."""
    splitting, amplitude = rng.uniform(1, 4), rng.uniform(0.5, 2)
    factors = rng.uniform(0.2, 0.45), rng.uniform(1.2, 1.6), rng.uniform(2.2, 2.5)
    voltages = splitting * np.array([f * rng.choice((1, -1)) for f in factors])
    valves = [bands.flat_valve(splitting, 0.0, v, 25.0, amplitude) for v in voltages]
    return Sample(DOUBLE, {
        "E_ex": np.array([bands.emission(valve) for valve in valves]), "Gamma": valves[0].rate,
        "voltage": voltages, "splitting": splitting, "min": np.minimum,
    })  # fmt: skip


@remembered
def draw_window(rng: random.Random, ring: Ring) -> Sample:
    """Signs inside the bias window, cold electrodes, voltages of either sign."""
    voltage = rng.uniform(0.5, 2) * rng.choice((1, -1))
    valve = bands.flat_valve(rng.uniform(2.5, 4), 0.0, voltage, 25.0)
    inside = np.linspace(-0.45, 0.45, 5) * voltage
    return Sample(DOUBLE, {
        "bias_inside": valve.right.occupied(inside) - valve.left.occupied(inside),
        "anisotropy_inside": valve.left.anisotropy(inside) / valve.left.mean(inside),
        "potential_L": valve.left.potential, "potential_R": valve.right.potential,
        "E_Q": -bands.emission(valve), "E_ex": bands.emission(valve),
    })  # fmt: skip


@remembered
def draw_sides(rng: random.Random, ring: Ring) -> Sample:
    """One energy inside the bias window, both local nodes; voltages of either sign as cases."""
    splitting, voltage, place = rng.uniform(2.5, 4), rng.uniform(0.5, 2), rng.uniform(-0.4, 0.4)
    names = ("energy_from_left", "bias_there", "left_loss", "right_loss")
    values: dict[str, dict[str, float]] = {name: {} for name in names}
    for case, sense in (("positive", 1), ("negative", -1)):
        valve = bands.flat_valve(splitting, 0.1, sense * voltage, 25.0)
        inside = np.asarray(place * voltage)
        change = valve.right.occupied(inside) - valve.left.occupied(inside)
        found = (float(inside) - valve.left.potential, float(change),
                 bands.emission(valve), bands.emission(valve.mirrored))  # fmt: skip
        for name, value in zip(names, found, strict=True):
            values[name][case] = value
    return Sample(DOUBLE, values, CASES)


@remembered
def draw_partner(rng: random.Random, ring: Ring) -> Sample:
    """An electron less than a splitting below the potential, and the level a splitting above."""
    valve = bands.flat_valve(rng.uniform(2.5, 4), 0.1, 0.0, 25.0)
    left = valve.left
    below = np.asarray(left.potential - rng.uniform(0.4, 0.6) * left.splitting)
    here, there = (float(left.occupied(e)) for e in (below, below + left.splitting))
    return Sample(DOUBLE, {
        "same_energy": here, "same_hole": 1 - here, "partner": there, "partner_hole": 1 - there,
    })  # fmt: skip


@remembered
def draw_rate(rng: random.Random, ring: Ring) -> Sample:
    """Gamma from the charge current of a cold valve: 2 Gamma times the window."""
    valve = random_valve(rng)
    window = valve.right.potential - valve.left.potential
    return Sample(DOUBLE, {
        "Gamma": valve.charge_current() / (2 * window), "pi": np.pi,
        "tunnelling": valve.tunnelling, "half_bandwidth": valve.left.half_width,
    })  # fmt: skip


@remembered
def draw_edges(rng: random.Random, ring: Ring) -> Sample:
    """Pairs of energies inside and around the four intervals of polarized states."""
    valve = bands.flat_valve(rng.uniform(2, 4), 0.0, 0.0, rng.uniform(20, 30))
    half, width = valve.left.splitting / 2, valve.left.half_width
    offsets = half * np.array([-1.7, -0.9, -0.3, 0.3, 0.9, 1.7])
    points = np.concatenate([-width + offsets, [-0.3 * width, 0.4 * width], width + offsets])

    return Sample(DOUBLE, {
        "omega": np.repeat(points, len(points)), "omega'": np.tile(points, len(points)),
        "polarized": {"L": valve.left.difference, "R": valve.right.difference},
        "splitting": 2 * half, "half_bandwidth": width,
        "up_to": lambda value, bound: np.where(value <= bound, 1.0, 0.0),
    })  # fmt: skip


def largest_splitting() -> dict[str, float]:
    """Footnote 38: where the crossing voltage of (121) equals J, by bisection."""
    width = 25.0
    found = brentq(lambda j: j**2 / (np.pi * width) - j, 1.0, 10 * width)
    return {"largest_splitting": float(found), "half_bandwidth": width, "pi": np.pi}


def _crossover(splitting: float, width: float, orbitals: float) -> tuple[float, float]:
    """The voltage at which emission equals the direct torque, at T = 0; polarized orbitals."""
    valve = bands.flat_valve(splitting, 0.0, 0.0, width)
    polarized = orbitals * splitting / (2 * width)
    return 2 * polarized * abs(bands.spin_torque(valve)), polarized


def crossover() -> dict[str, Any]:
    """(135) for three devices deep in the wide band; the factor is that of the first."""
    devices = [(0.02, 10.0, 40.0), (0.05, 8.0, 90.0), (0.03, 30.0, 25.0)]
    found = np.array([[j, d, *_crossover(j, d, orbitals)] for j, d, orbitals in devices])
    splitting, width, voltage, polarized = found.T
    factor = float(voltage[0] / (splitting[0] ** 2 / width[0] * polarized[0]))
    return {"splitting": splitting, "half_bandwidth": width, "voltage": voltage,
            "polarized_orbitals": polarized, "order_one": factor}  # fmt: skip


def orbitals() -> dict[str, Any]:
    """The number of orbitals at which the voltage of (135) reaches J, for three devices."""
    devices = np.array([(0.02, 10.0), (0.05, 8.0), (0.03, 30.0)])
    most = np.array([
        brentq(lambda n, j=j, d=d: _crossover(j, d, n)[0] - j, 1.0, 1e9) for j, d in devices
    ])  # fmt: skip
    splitting, width = devices.T
    factor = float(most[0] / (width[0] / splitting[0]) ** 2)
    return {"splitting": splitting, "half_bandwidth": width, "orbitals": most,
            "order_one": factor}  # fmt: skip
