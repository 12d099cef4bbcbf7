"""Samples of the magnet's closed forms: the leaves of the prints, measured on random devices."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

import mpmath
import numpy as np

from spinloom.derivations.engine.claims import WORKING_DIGITS
from spinloom.derivations.engine.interpret import Ring, Sample

from . import judge_device as jd
from .closed_device import FIELD, exact_device
from .judge_device import OTHER, PAIRS, RANGES, SIGN, SPINS, Device

Values = dict[str, Any]


def common(dev: Device) -> Values:
    """Parameters, rates and sums that every row may use."""
    rate, rho, slope = dev.rate, dev.density, dev.slope
    half = dev.one / 2
    return {
        "i_unit": mpmath.mpc(0, 1), "pi": +mpmath.pi,
        "sign": {s: v * dev.one for s, v in SIGN.items()},
        "sign_bar": {s: -v * dev.one for s, v in SIGN.items()},
        "Gamma_l": dict(rate), "Gamma_l_bar": {s: rate[OTHER[s]] for s in SPINS},
        "Gamma_r": dev.right, "Gamma": {s: dev.broadening(s) for s in SPINS},
        **dev.circular,
        "rho": dict(rho), "rho_slope": dict(slope),
        "Gamma_Sigma": sum(dev.broadening(s) for s in SPINS) * half,
        "Gamma_Delta": (dev.broadening("up") - dev.broadening("down")) * half
        / dev.circular["cos_theta"],
        "rho_Sigma": rho["up"] + rho["down"], "rho_Delta": rho["up"] - rho["down"],
        "rho_slope_Sigma": slope["up"] + slope["down"],
        "rho_slope_Delta": slope["up"] - slope["down"],
        "theta": dev.theta, "B": dev.B, "S": dev.S, "J": dev.J, "C": dev.C,
        "T_l": dev.T_l, "T_r": dev.T_r,
    }  # fmt: skip


def kernel_values(dev: Device) -> Values:
    """The kernel's parts, isolated; the drive from the first moment of the leads' difference."""
    still = 0 * dev.one
    moment = dev.moments("up", still, still)["l"][1]
    return {
        **common(dev), "d": moment * dev.broadening("up") / dev.right,
        "phi_dot": dev.phi_dot, "omega": dev.omega,
        "g": dev.g, "I_h": dev.hybrid, "I_d": dev.thermal,
        "g_tilde": dev.bend(dev.g),
        "I_s_h": dev.torque(dev.hybrid), "I_s_d": dev.torque(dev.thermal),
        "I_s": dev.torque({p: dev.hybrid[p] + dev.thermal[p] for p in PAIRS}),
    }  # fmt: skip


def motion_values(dev: Device) -> Values:
    """Velocities and torques at the angle of the device; vectors in the laboratory."""
    theta_dot, phi_dot = dev.velocities
    bend, hybrid = dev.bend(dev.g), dev.torque(dev.hybrid) / dev.phi_dot * phi_dot
    thermal = dev.torque(dev.thermal)
    st, ct = dev.circular["sin_theta"], dev.circular["cos_theta"]
    cp, sp = dev.azimuth
    z = np.array([0 * dev.one, 0 * dev.one, dev.one], dtype=object)
    rate = [ct * cp * theta_dot - st * sp * phi_dot, ct * sp * theta_dot + st * cp * phi_dot,
            -st * theta_dot]  # fmt: skip
    return {
        **common(dev), "d": dev.d, "theta_dot": theta_dot, "phi_dot": phi_dot,
        "g_tilde": bend, "g_tilde_slope": dev.bend(dev.g_slope), "g_slope": dev.g_slope,
        "I_h_s": hybrid, "I_d_s": thermal,
        "alpha": bend / dev.S, "cross": _cross,
        "m": np.array([st * cp, st * sp, ct], dtype=object),
        "m_dot": np.array(rate, dtype=object),
        "B_vector": z * dev.B, "I_s_vector": z * (hybrid + thermal),
    }  # fmt: skip


def _cross(a: Any, b: Any) -> Any:
    return np.array([a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2],
                     a[0] * b[1] - a[1] * b[0]])  # fmt: skip


def gilbert_values(dev: Device) -> Values:
    """The damping that the velocity of (50) shows in the component along the field."""
    v = motion_values(dev)
    turned = _cross(v["m"], v["m_dot"])
    torque = _cross(v["m"], _cross(v["I_s_vector"], v["m"])) / dev.S
    rest = _cross(v["m"], v["B_vector"]) + torque - v["m_dot"]
    return {**v, "alpha": rest[2] / turned[2]}


def torque_values(dev: Device) -> Values:
    """The torques at a free precession frequency."""
    return {**motion_values(dev), "phi_dot": dev.phi_dot, "I_h_s": dev.torque(dev.hybrid)}


def stationary_values(dev: Device) -> Values:
    """The drive that makes the device's angle stationary; lambda is left to its definition."""
    gap = (dev.rate["up"] - dev.rate["down"]) / 2
    mean = (dev.rate["up"] + dev.rate["down"]) / 2 + dev.right
    return {
        **common(dev), "d": jd.stationary_drive(dev), "cos_theta_0": dev.circular["cos_theta"],
        "lambda": dev.right * gap / ((mean - gap) * (mean + gap)),
    }  # fmt: skip


def length_values(dev: Device) -> Values:
    """What the drive must be multiplied with to hold the angle."""
    v, tilt = stationary_values(dev), dev.circular["cos_theta"]
    damped, driven = (
        v["Gamma_Sigma"] * v[f"{name}_Sigma"] - v["Gamma_Delta"] * v[f"{name}_Delta"] * tilt
        for name in ("rho", "rho_slope")
    )
    return {**v, "lambda": -dev.B * damped / (v["d"] * driven)}


def threshold_values(dev: Device) -> Values:
    """The weakest drive of a symmetric device that reaches the pole: cosine times drive."""
    found = stationary_values(dev)
    return {**found, "d_0": -found["d"] * found["cos_theta_0"]}


def current_values(dev: Device) -> Values:
    """Particle currents and their parts, by the golden rule."""
    parts = {
        f"part_{a}_{side}": {p: dev.current(a, side, *p) for p in PAIRS}
        for a in "dh" for side in "lr"
    }  # fmt: skip
    sums = {f"I_{a}_{side}": dev.total_current(a, side) for a in "dh" for side in "lr"}
    return {
        **common(dev), **sums, **parts, "I_p_l": dev.total_current("p", "l"), "d": dev.d,
        "I_l": dev.total_current("dhp", "l"), "I_r": dev.total_current("dhp", "r"),
    }  # fmt: skip


# --- length and potential ------------------------------------------------------------------------


def driven(dev: Device, memory: dict[str, Any], phi_dot: Any) -> Values:
    """Velocities that the retarded deviations of the kernel produce."""
    extra = {p: dev.g[p] * memory[p[0]] for p in PAIRS}
    flow = {s: sum(dev.overlap[s, b] * extra[s, b] for b in SPINS) for s in SPINS}
    hybrid = dev.torque(dev.hybrid) / dev.phi_dot * phi_dot
    thermal = dev.torque(dev.thermal)
    balance = dev.bend(dev.g) * phi_dot - hybrid - thermal - dev.torque(extra)
    return {
        "phi_dot": phi_dot, "g_tilde": dev.bend(dev.g), "I_h_s": hybrid, "I_d_s": thermal,
        "theta_dot": dev.circular["sin_theta"] / dev.S * balance,
        "delta_M_dot": dev.J * (flow["up"] - flow["down"]),
        "delta_V_dot": (flow["up"] + flow["down"]) / dev.C,
        "g_of": {s: sum(dev.overlap[s, b] * dev.g[s, b] for b in SPINS) for s in SPINS},
    }  # fmt: skip


def past_values(dev: Device) -> Values:
    """A past made of two exponentials; the retarded integrals of each are known."""
    rates = (dev.omega, dev.phi_dot)
    lengths, potentials = dev.past
    widths = {s: 2 * dev.broadening(s) for s in SPINS}
    time = dev.T_l / 3
    grown = [dev.grown(r, time) for r in rates]

    def retarded(amounts: Any, spin: str) -> Any:
        return sum(
            a * g / (widths[spin] + r) for a, g, r in zip(amounts, grown, rates, strict=True)
        )

    def past(amounts: Any) -> Callable[[Any], Any]:
        return lambda t: sum(a * dev.grown(r, t) for a, r in zip(amounts, rates, strict=True))

    return {
        **common(dev), "t": time,
        "delta_M": past(lengths)(time), "delta_V": past(potentials)(time),
        "R_M": {s: retarded(lengths, s) for s in SPINS},
        "R_V": {s: retarded(potentials, s) for s in SPINS},
        "past_M": past(lengths), "past_V": past(potentials),
    }  # fmt: skip


def history_values(dev: Device) -> Values:
    """The velocities in that past.

    The memory of a spin solves dx/dt = -2 Gamma x + d(sigma dM/2 - dV)/dt.
    """
    rates = (dev.omega, dev.phi_dot)
    grown = [dev.grown(r, dev.T_l / 3) for r in rates]
    memory = {
        s: sum(
            r * (SIGN[s] * m / 2 - v) * g / (2 * dev.broadening(s) + r)
            for m, v, g, r in zip(*dev.past, grown, rates, strict=True)
        )
        for s in SPINS
    }
    return {**past_values(dev), **driven(dev, memory, -dev.B)}


def reduced_values(dev: Device) -> Values:
    """Without initial imbalance the memory follows from length and potential."""
    length, potential = dev.omega, dev.phi
    occupation = {s: (dev.C * potential + SIGN[s] * length / dev.J) / 2 for s in SPINS}
    memory = {s: SIGN[s] * length / 2 - potential - occupation[s] / dev.density[s] for s in SPINS}
    return {
        **common(dev), **driven(dev, memory, -dev.B), "delta_M": length, "delta_V": potential,
    }  # fmt: skip


def plain_values(dev: Device) -> Values:
    """Equal densities of states and non-magnetic leads."""
    one = jd.Table(up=dev.rate["up"], down=dev.rate["up"])
    same = jd.Table(up=dev.density["up"], down=dev.density["up"])
    plain = replace(dev, rate=one, density=same)
    found = reduced_values(plain)
    return {
        **found, "g_plain": found["g_of"]["up"], "rho_plain": plain.density["up"],
        "Gamma_Sigma": plain.broadening("up"),
    }  # fmt: skip


# --- samples -------------------------------------------------------------------------------------


def draw(values: Callable[[Device], Values], symmetric: bool = False) -> Callable[..., Sample]:
    """Samples on random devices; the same devices for every row, and for every ring."""

    def sample(rng: random.Random, ring: Ring) -> Sample:
        with mpmath.workdps(WORKING_DIGITS):
            found = _cached(values, rng.getrandbits(48), symmetric)
            values_ = {k: jd.to_ring(v, ring) for k, v in found.items()}
            return Sample(ring, values_, RANGES, integrate=_since(found))

    return sample


def exact(values: Callable[[Device], Values], symmetric: bool = False) -> Callable[[], Sample]:
    """The sample of a device made of rational functions."""
    return lambda: Sample(FIELD.ring(), values(exact_device(symmetric)), RANGES)


def _since(values: Values) -> Callable[..., Any]:
    """Integral over all times before t: double exponential rule in the elapsed time."""

    def integrate(names: tuple[str, ...], integrand: Callable[..., Any]) -> Any:
        total: Any = 0
        double = isinstance(integrand(0.5), float | complex)
        for elapsed, weight in _half_line():
            at = values["t"] - elapsed
            total = total + (weight * integrand(at) if not double
                             else float(weight) * integrand(float(at)))  # fmt: skip
        return total

    return integrate


@lru_cache(maxsize=1)
def _half_line() -> tuple[tuple[Any, Any], ...]:
    """Nodes and weights for integrands that fall off exponentially."""
    step = mpmath.mpf(1) / 14
    nodes = []
    for k in range(-77, 70):
        u = k * step
        node = mpmath.exp(u - mpmath.exp(-u))
        nodes.append((node, step * node * (1 + mpmath.exp(-u))))
    return tuple(nodes)


@lru_cache(maxsize=256)
def _cached(values: Callable[[Device], Values], seed: int, symmetric: bool) -> Values:
    return values(jd.device(seed, symmetric))
