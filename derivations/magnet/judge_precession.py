"""Samples of persistent precessions: poles, tilted angle and their rates, measured on the flow.

The velocity is linear in the drive; the drive that holds the device's own angle follows from two
of its values. Rates are derivatives of the velocity, at the poles its ratio to the angle.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Ring, Sample

from . import judge_values
from .closed_device import ClosedDevice, closed
from .judge_device import Device
from .judge_values import Values, common

Line = tuple[Any, Any]


def _velocity(dev: ClosedDevice) -> Any:
    return dev.velocities[0]


def _approach(dev: ClosedDevice) -> Any:
    """The velocity over the sine of the angle."""
    return dev.velocities[0] / dev.circular["sin_theta"]


def _of_drive(measure: Any, dev: ClosedDevice) -> Line:
    """Value without drive and slope in the drive of a quantity that is linear in it."""
    zero = measure(dev.driven(0 * dev.one))
    return zero, measure(dev.driven(dev.one)) - zero


def _free(dev: ClosedDevice) -> Any:
    return _of_drive(_velocity, dev)[0]


def _forced(dev: ClosedDevice) -> Any:
    return _of_drive(_velocity, dev)[1]


def _pole_rates(dev: ClosedDevice) -> dict[str, Line]:
    """Growth rate of a small distance from either pole, as a line in the drive."""
    found = {}
    for name, pole in (("north", 1), ("south", -1)):
        line = _of_drive(lambda x, pole=pole: x.at_pole(pole, _approach), dev)
        found[name] = (pole * line[0], pole * line[1])
    return found


def _ready(dev: Device) -> ClosedDevice:
    return dev if isinstance(dev, ClosedDevice) else closed(dev)


def _general(dev: ClosedDevice) -> Values:
    """What all rows share."""
    gap, mean = (dev.rate["up"] - dev.rate["down"]) / 2, (dev.rate["up"] + dev.rate["down"]) / 2
    whole = mean + dev.right
    return {
        **common(dev), "lambda": dev.right * gap / ((whole - gap) * (whole + gap)),
        "g_tilde": dev.bend(dev.g),
        "g_north": dev.at_pole(1, lambda x: x.bend(x.g)),
        "g_south": dev.at_pole(-1, lambda x: x.bend(x.g)),
    }  # fmt: skip


def flow_values(dev: Device) -> Values:
    """Any drive, any angle: the cosine's velocity, the poles' rates, where they vanish."""
    dev = _ready(dev)
    rates = _pole_rates(dev)
    return {
        **_general(dev), "d": dev.d, "cos_rate": -dev.circular["sin_theta"] * _velocity(dev),
        **{f"rate_{name}": a + b * dev.d for name, (a, b) in rates.items()},
        **{f"d_{name}": -a / b for name, (a, b) in rates.items()},
    }  # fmt: skip


def holding_drive(dev: ClosedDevice) -> Any:
    """The drive at which the velocity at the device's own angle vanishes."""
    still, pushed = _of_drive(_velocity, dev)
    return -still / pushed


def tilted_values(dev: Device) -> Values:
    """The drive that holds the device's own angle; rates, currents, and the flow elsewhere."""
    dev = _ready(dev)
    drive = holding_drive(dev)
    slopes = [dev.by_angle(part) for part in (_free, _forced)]
    other = dev.elsewhere()
    held = dev.driven(drive)
    rates = {n: a + b * drive for n, (a, b) in _pole_rates(dev).items()}
    return {
        **_general(dev), "d": drive, "omega_prec": held.velocities[1],
        "rate_tilted": slopes[0] + drive * slopes[1],
        **{f"rate_{name}": rate for name, rate in rates.items()},
        "cosine": other.circular["cos_theta"],
        "cos_rate": -other.circular["sin_theta"] * _velocity(other.driven(drive)),
        "cos_theta_0": dev.circular["cos_theta"],
        "I_l": held.total_current("dhp", "l"), "I_d_l": held.total_current("d", "l"),
        "g_tilde_slope": dev.bend(dev.g_slope),
    }  # fmt: skip


def dropped_values(dev: Device) -> Values:
    """The whole kernel (43), and the currents that it carries."""
    tilt = dev.circular["cos_theta"]
    values = judge_values.kernel_values(dev)
    whole = {
        side: sum(
            dev.overlap[a, b]
            * dev.kernel(a, b, dev.phase_rate(b, a, dev.phi_dot), dev.phi_dot, junction=side)
            for a, b in dev.overlap
        )
        for side in "lr"
    }
    kept = replace(dev, B=-dev.phi_dot)
    static = {(a, b): dev.kernel(a, b, 0, dev.phi_dot) for a, b in dev.overlap}
    return {
        **values, "alpha_real": lambda a, b: lambda w: dev.kernel(a, b, w, dev.phi_dot),
        "omega_plus": dev.phi_dot * (1 + tilt) / 2, "omega_minus": dev.phi_dot * (1 - tilt) / 2,
        "whole_torque": dev.torque(static),
        "whole_l": whole["l"], "whole_r": whole["r"],
        "I_l": kept.total_current("dhp", "l"), "I_r": kept.total_current("dhp", "r"),
    }  # fmt: skip


def draw_sums(rng: random.Random, ring: Ring) -> Sample:
    """Two functions of different centres and temperatures, on a fine grid.

    The grid is not symmetric: a symmetric one would give a value to sums that do not converge.
    """
    centre = {n: rng.uniform(-2, 2) for n in "ab"}
    temperature = {"a": rng.uniform(0.5, 1.0), "b": rng.uniform(1.2, 2.0)}
    grid = np.linspace(-90.0, 110.0, 4001)

    def occupation(n: str) -> Callable[[Any], Any]:
        return lambda w: np.tanh((w - centre[n]) / (2 * temperature[n]))

    return Sample(
        ring,
        {
            "pi": np.pi,
            **{f"F_{n}": occupation(n) for n in "ab"},
            **{f"s_{n}": centre[n] for n in "ab"},
            **{f"T_{n}": temperature[n] for n in "ab"},
        },
        integrate=lambda names, f: float(np.sum(f(grid)) * (grid[1] - grid[0])),
    )
