"""Points of the rows on thermal bias: flat bands by quadrature, curved ones by the golden rule."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from spinloom.derivations.engine.interpret import DOUBLE, Ring, Sample, remembered
from spinloom.derivations.engine.printed import Node

from . import judge_pure_axes as axes
from . import judge_pure_bands as bands
from .judge_pure_flat import direction, residual

Vector = NDArray[np.float64]
CASES = {"case": ("positive", "negative")}
RATIOS = ("-0.5", "-0.1", "0.1", "0.5")


def thermal(splitting: float, cold: float, ratio: float, width: float = 30.0) -> bands.Valve:
    """A pure temperature bias: tau = (T_R - T_L) / T_R at a given left temperature, Gamma = 1."""
    return bands.flat_valve(splitting, cold, 0.0, width, right_temperature=cold / (1 - ratio))


@remembered
def draw_thermal(rng: random.Random, ring: Ring) -> Sample:
    """(136): different bands and temperatures, one chemical potential, directions on one line."""
    width, t = rng.uniform(28, 32), rng.uniform(0.5, 2)
    potential = rng.uniform(-1, 1)
    left, right = (
        bands.Electrode(rng.uniform(1, 4), rng.uniform(0.1, 0.3), potential, width)
        for _ in range(2)
    )
    along = direction(rng)
    valve = bands.Valve(left, right, along, along * rng.choice((1, -1)), t)
    nodes, weights = bands.window(valve)

    def integrate(names: tuple[str, ...], integrand: Callable[..., Any]) -> Any:
        return weights @ np.broadcast_to(integrand(nodes), nodes.shape)

    return Sample(DOUBLE, {
        "quadrupole_current": valve.direct_current() + valve.exchange_current(),
        "Gamma": valve.rate, "direction": along, **axes.PRODUCTS,
        "bias": lambda e: right.occupied(e) - left.occupied(e),
        "anisotropy": lambda e: left.anisotropy(e) / np.where(left.mean(e) > 0, left.mean(e), 1),
    }, integrate=integrate)  # fmt: skip


def size(valve: bands.Valve) -> float:
    """I_Q of a collinear valve: its exchange current is minus I_Q times the stored tensor."""
    tensor = valve.exchange_current()
    return float(-1.5 * valve.direction_L @ tensor @ valve.direction_L)


def _collinear(splitting: float, cold: float, ratio: float) -> bands.Valve:
    valve = thermal(splitting, cold, ratio)
    return replace(valve, direction_R=-valve.direction_L)


def _grid(count: int = 24) -> tuple[Vector, Vector]:
    """Nodes for integrals over x = energy / T of functions that fall like exp(-|x|)."""
    return bands.grid(-45.0, 45.0, np.arange(-40.0, 41.0, 2.5), count)


@cache
def _small_bias(tau: float) -> Mapping[str, Any]:
    """A small bias ratio at J = 2.3, T_L = 0.6, Gamma = 1."""
    splitting, cold = 2.3, 0.6
    valve = _collinear(splitting, cold, tau)
    return {
        "quadrupole_size": size(valve), "Gamma": valve.rate,
        "temperature_L": cold, "temperature_R": valve.right.temperature,
        "splitting_L": splitting, "tau": tau, "ratio": splitting / cold,
        "fermi": lambda x: bands.fermi(x, 0.0, 1.0),
        "slope": lambda x: -bands.fermi(x, 0.0, 1.0) * bands.fermi(-x, 0.0, 1.0),
        "spin_sign": {"up": 1, "down": -1},
        "size_forward": size(valve), "size_backward": size(_collinear(splitting, cold, -tau)),
        "size_R": size(valve.mirrored),
        "bias": lambda x: bands.fermi(x * (1 - tau), 0.0, 1.0) - bands.fermi(x, 0.0, 1.0),
        "x": np.array([-3.0, -1.0, 0.5, 2.0]),
    }  # fmt: skip


def linear(tree: Node, ratio: Any) -> float:
    """(137), footnote 41, captions: remainders of first order in the bias ratio."""
    nodes, weights = _grid()

    def integrate(names: tuple[str, ...], integrand: Callable[..., Any]) -> Any:
        return weights @ integrand(nodes)

    values = _small_bias(float(ratio))
    return residual(tree, Sample(DOUBLE, values, {"spin": ("up", "down")}, integrate=integrate))


def saturated() -> dict[str, float]:
    """The sentence below (137): J = 10 T_L, a small bias ratio."""
    cold, tau = 0.5, 1e-4
    valve = _collinear(10 * cold, cold, tau)
    return {"quadrupole_size": size(valve), "Gamma": valve.rate, "tau": tau,
            "temperature_L": cold}  # fmt: skip


def saturating(tree: Node, decay: Any) -> float:
    """The same over J: a remainder in units of (J/T)^2, for a given exp(-J/2T)."""
    cold, tau = 0.5, 1e-7
    ratio = -2 * float(np.log(float(decay)))
    valve = _collinear(ratio * cold, cold, tau)
    known = {"quadrupole_size": size(valve), "Gamma": valve.rate, "tau": tau,
             "temperature_L": cold}  # fmt: skip
    return residual(tree, Sample(DOUBLE, known)) / ratio**2


def curves() -> dict[str, Any]:
    """The caption of Fig. 22 at J = 5 T_L."""
    found = {ratio: size(_collinear(2.5, 0.5, float(ratio))) for ratio in RATIOS}
    return {"curve": found}


def flows() -> dict[str, float]:
    """Currents above and below the chemical potential, and of both nodes; right electrode hot."""
    valve = _collinear(2.5, 0.5, 0.4)
    nodes, weights = bands.window(valve)
    change = valve.right.occupied(nodes) - valve.left.occupied(nodes)
    current = 2 * valve.rate * weights * change
    above = nodes > valve.left.potential
    return {
        "flow_above": float(np.sum(current[above])), "flow_below": float(np.sum(current[~above])),
        "quadrupole_size": size(valve), "size_R": size(valve.mirrored),
    }  # fmt: skip


def _filled(energy: float, potential: float, temperature: float) -> float:
    return float(bands.fermi(np.asarray(energy), potential, temperature))


@remembered
def draw_parity(rng: random.Random, ring: Ring) -> Sample:
    """The bias function around the mean potential: voltages of either sign in the two cases."""
    away = rng.uniform(0.1, 3)
    temperature, voltage = rng.uniform(0.2, 1), rng.uniform(0.5, 2)
    voltages = {"positive": voltage, "negative": -voltage}

    def bias(energy: float, drop: float) -> float:
        right, left = (_filled(energy, s * drop / 2, temperature) for s in (-1, 1))
        return right - left

    return Sample(DOUBLE, {
        "bias_above": {name: bias(away, v) for name, v in voltages.items()},
        "bias_below": {name: bias(-away, v) for name, v in voltages.items()},
        "voltage": voltages,
    }, CASES)  # fmt: skip


@remembered
def draw_hot(rng: random.Random, ring: Ring) -> Sample:
    """The same for temperatures that differ: the right or the left electrode is hot."""
    away = rng.uniform(0.1, 3)
    cold = rng.uniform(0.2, 1)
    pairs = {"positive": (cold, 1.7 * cold), "negative": (1.7 * cold, cold)}

    def bias(energy: float, pair: tuple[float, float]) -> float:
        left, right = (_filled(energy, 0.0, t) for t in pair)
        return right - left

    return Sample(DOUBLE, {
        "bias_above": {name: bias(away, pair) for name, pair in pairs.items()},
        "bias_below": {name: bias(-away, pair) for name, pair in pairs.items()},
    }, CASES)  # fmt: skip


@remembered
def draw_pure(rng: random.Random, ring: Ring) -> Sample:
    """Flat bands of one chemical potential, parallel or antiparallel, of different temperatures."""
    valve = thermal(rng.uniform(1, 4), rng.uniform(0.1, 0.2), rng.uniform(0.2, 0.5))
    valve = replace(valve, direction_R=rng.choice((1, -1)) * valve.direction_L)
    return Sample(DOUBLE, {
        "charge_size": abs(valve.charge_current()), "tiny": 1e-12,
        "spin_flow_size": float(np.linalg.norm(valve.spin_current())),
        "exchange_size": float(np.linalg.norm(valve.exchange_current())),
    })  # fmt: skip


@remembered
def draw_hot_or_cold(rng: random.Random, ring: Ring) -> Sample:
    """The hotter node's current along its direction, for a right electrode hot or cold."""
    splitting, temperature = rng.uniform(1, 4), rng.uniform(0.1, 0.2)
    along: dict[str, float] = {}
    for case, ratio in (("positive", 0.4), ("negative", -0.4)):
        valve = _collinear(splitting, temperature, ratio)
        hot = valve.mirrored if ratio > 0 else valve
        along[case] = float(hot.direction_L @ hot.exchange_current() @ hot.direction_L)
    return Sample(DOUBLE, {"value_hot": along}, CASES)


@remembered
def draw_antiparallel(rng: random.Random, ring: Ring) -> Sample:
    """Curved bands of one shape, rigidly split: electrons hop between opposite labels of spin."""
    level, tilt, wave = (rng.uniform(0.1, 0.4) for _ in range(3))
    splitting, amplitude = rng.uniform(0.5, 2), rng.uniform(0.5, 2)
    shared = 6 - splitting / 2  # both spins have states up to here
    nodes, weights = bands.grid(-shared, shared, np.arange(-5.0, 6.0))
    (mu_L, t_L), (mu_R, t_R) = ((rng.uniform(-1, 1), rng.uniform(0.3, 1)) for _ in range(2))

    def shape(energy: Vector) -> Vector:
        return 1 + level + tilt * energy / 6 + wave * np.cos(energy)

    charge = spin = exchange = 0.0
    for s in (1, -1):
        filled = bands.fermi(nodes, mu_L, t_L)
        change = bands.fermi(nodes, mu_R, t_R) - filled
        final = shape(nodes - s * splitting / 2)  # the right electrode's other spin
        rate = 2 * np.pi * amplitude**2 * final * change
        other = bands.fermi(nodes + s * splitting, mu_L, t_L)
        weight = weights * shape(nodes + s * splitting / 2)
        charge += float(weight @ rate)
        spin += float(weight @ (s * rate / 2))
        exchange -= float(weight @ ((filled - other) * rate / 2))
    return Sample(DOUBLE, {
        "charge_size": abs(charge), "spin_flow_size": abs(spin), "exchange_size": abs(exchange),
        "tiny": 1e-12,
    })  # fmt: skip


@remembered
def draw_collinear(rng: random.Random, ring: Ring) -> Sample:
    """Curved bands, directions on one line: electrons hop between equal spins at one energy."""
    nodes, weights = bands.grid(-2.0, 2.0, np.array([0.0]), 12)
    shapes = {(r, s): [rng.uniform(0.1, 0.4) for _ in range(3)] for r in "LR" for s in (1, -1)}
    statistics = {r: (rng.uniform(-0.5, 0.5), rng.uniform(0.3, 1)) for r in "LR"}
    along, sense = direction(rng), rng.choice((1, -1))
    amplitude = rng.uniform(0.5, 2)

    def density(r: str, s: int) -> Callable[[Vector], Vector]:
        level, tilt, wave = shapes[r, s]
        return lambda e: 1 + level + tilt * e / 2 + wave * np.cos(e)

    def mean(r: str) -> Callable[[Vector], Vector]:
        return lambda e: (density(r, 1)(e) + density(r, -1)(e)) / 2

    def polarization(r: str) -> Callable[[Vector], Vector]:
        return lambda e: (density(r, 1)(e) - density(r, -1)(e)) / (2 * mean(r)(e))

    def bias(energy: Vector) -> Vector:
        return bands.fermi(energy, *statistics["R"]) - bands.fermi(energy, *statistics["L"])

    def integrate(names: tuple[str, ...], integrand: Callable[..., Any]) -> Any:
        return sum(w * integrand(e) for e, w in zip(nodes, weights, strict=True))

    hops = sum(
        s / 2 * weights @ (density("L", s)(nodes) * density("R", s * sense)(nodes) * bias(nodes))
        for s in (1, -1)
    )
    return Sample(DOUBLE, {
        "spin_current_L": 2 * np.pi * amplitude**2 * hops * along,
        "direction_L": along, "direction_R": sense * along,
        "rate": lambda e: 2 * np.pi * amplitude**2 * mean("L")(e) * mean("R")(e),
        "bias": bias, "polarization": {r: polarization(r) for r in "LR"},
    }, integrate=integrate)  # fmt: skip


def nearly_collinear(tree: Node, angle: Any) -> float:
    """Exchange axes of a small angle between the directions, J = 3, V = 1, cold."""
    theta = float(angle)
    valve = bands.flat_valve(3.0, 0.0, 1.0, 20.0, angle=theta)
    _, vectors = np.linalg.eigh(valve.exchange_current())
    e_x = np.cross(valve.direction_L, valve.direction_R) / np.sin(theta)
    frame = {"e_x": e_x, "e_y": np.cross(valve.direction_L, e_x), "e_z": valve.direction_L}
    senses = {"+": 2, "-": 0}
    found = {}
    for name, k in senses.items():
        axis = vectors[:, k]
        found[name] = axis * np.sign(axis[int(np.argmax(np.abs(axis)))])
    return residual(tree, Sample(DOUBLE, {"exchange_axes": found, **frame}))
