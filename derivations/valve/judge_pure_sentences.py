"""Points of the sentences on scales, temperature, sums of parts and what else flows."""

from __future__ import annotations

import random
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import DOUBLE, Ring, Sample, remembered

from . import judge_pure_axes as axes
from . import judge_pure_bands as bands
from .judge_pure_flat import direction

#: Splitting, half the bandwidth and voltage, deep in the wide band, V < J.
DEVICES = np.array([(0.02, 10.0, 0.005), (0.05, 40.0, 0.03), (0.03, 30.0, 0.02)])


@cache
def small_splittings() -> Mapping[str, Any]:
    """Coefficients of three devices at zero temperature."""
    valves = [bands.flat_valve(j, 0.0, v, d) for j, d, v in DEVICES]
    splitting, width, voltage = DEVICES.T
    emission, exchange, spin = (
        np.array([found(valve) for valve in valves])
        for found in (bands.emission, bands.exchange_torque, bands.spin_torque)
    )
    return {
        "E_ex": emission, "T_ex": exchange, "T_S": spin, "pi": np.pi,
        "splitting": splitting, "half_bandwidth": width, "voltage": voltage,
    }  # fmt: skip


def suppression() -> Mapping[str, Any]:
    """The factor of the print is that of the first device."""
    known = small_splittings()
    ratio = known["T_ex"] / known["E_ex"]
    scale = known["splitting"] / known["half_bandwidth"]
    return {**known, "order_one": float(ratio[0] / scale[0])}


def torques() -> Mapping[str, Any]:
    """The factor between both torques is that of the first device."""
    known = small_splittings()
    return {**known, "order_one": float(known["T_ex"][0] / known["T_S"][0])}


@remembered
def draw_warm(rng: random.Random, ring: Ring) -> Sample:
    """Emission at a temperature far below voltage and splitting."""
    voltage, amplitude = rng.uniform(0.8, 1.2), rng.uniform(0.5, 2)
    valve = bands.flat_valve(4 * voltage, voltage / 20, voltage, 25.0, amplitude)
    return Sample(DOUBLE, {
        "E_ex": bands.emission(valve), "Gamma": valve.rate, "voltage": voltage,
        "temperature_L": valve.left.temperature, "abs": abs,
    })  # fmt: skip


@remembered
def draw_parts(rng: random.Random, ring: Ring) -> Sample:
    """Which principal currents of two parts do not add up to those of their sum."""
    direct, _ = axes.random_current(rng)
    emission, absorption, torque = (axes.signed(rng, "3/10", "3") for _ in range(3))
    other = axes.Current(direct.left, direct.right, emission, absorption, torque)
    total, *parts = (
        [float(axes.named(tensor, direct.left)[label][0]) for label in "0+-"]
        for tensor in (direct.tensor + other.tensor, direct.tensor, other.tensor)
    )
    rest = np.abs(np.array(total) - np.sum(parts, axis=0))
    return Sample(DOUBLE, {"not_sum": np.array([rest > 1e-9]).astype(float)})


@remembered
def draw_energy(rng: random.Random, ring: Ring) -> Sample:
    """The energy that enters the left electrode, level by level; collinear, no voltage."""
    potential, along = rng.uniform(-1, 1), direction(rng)
    left, right = (
        bands.Electrode(rng.uniform(1, 4), rng.uniform(0.1, 0.4), potential, 30.0) for _ in range(2)
    )
    valve = bands.Valve(left, right, along, along * rng.choice((1, -1)), rng.uniform(0.5, 2))
    nodes, _ = valve.orbitals()
    weights, _, rates = valve.matrices()
    total = sum(
        weights @ ((nodes - s * left.splitting / 2 - potential) * rates[:, place, place].real)
        for place, s in enumerate((1, -1))
    )
    return Sample(DOUBLE, {
        "energy_current": float(total), "Gamma": valve.rate, "pi": np.pi,
        "temperature_L": left.temperature, "temperature_R": right.temperature,
    })  # fmt: skip


@remembered
def draw_count(rng: random.Random, ring: Ring) -> Sample:
    """Twice the spin of a cold flat band, of which every orbital holds two levels."""
    splitting, width, orbitals = rng.uniform(1, 4), rng.uniform(20, 30), rng.randint(50, 200)
    valve = bands.flat_valve(splitting, 0.0, 0.0, width)
    polarised = 2 * orbitals * float(valve.spin() @ valve.direction_L)
    return Sample(DOUBLE, {
        "polarized_orbitals": polarised, "orbitals": orbitals,
        "splitting": splitting, "half_bandwidth": width,
    })  # fmt: skip
