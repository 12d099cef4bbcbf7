"""Samples of the sentences between the equations: levels, Wigner transforms, the flow."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import mpmath

from spinloom.derivations.engine.interpret import PRECISE, Ring, Sample, evaluate
from spinloom.derivations.engine.printed import Node, Relation

from . import judge_device as jd
from . import judge_precession, judge_values
from .closed_device import FIELD as FIELD_OF_DEVICES
from .closed_device import ClosedDevice, closed, exact_device
from .judge_device import PAIRS, RANGES, SIGN, SPINS, Device
from .judge_rotation import BRANCH, COMPONENTS
from .judge_values import Values
from .rational_functions import Field

FIELD = Field(tuple(f"x{k}" for k in range(24)))
LEVELS = ("1", "2", "3")
Build = Callable[[Iterator[Any]], Values]


# --- Numbers or variables -------------------------------------------------------------------------


def drawn(build: Build) -> Callable[[random.Random, Ring], Sample]:
    """Samples of a function of as many numbers as it asks for."""

    def sample(rng: random.Random, ring: Ring) -> Sample:
        def numbers() -> Iterator[Any]:
            while True:
                yield ring.number(Fraction(rng.randint(300, 2999), 1000))

        return Sample(ring, build(numbers()), {**RANGES, "level": LEVELS})

    return sample


def exact(build: Build) -> Callable[[], Sample]:
    """The same with variables for numbers."""
    return lambda: Sample(
        FIELD.ring(), build(iter(FIELD.generators().values())), {**RANGES, "level": LEVELS}
    )


def level_values(of: Iterator[Any]) -> Values:
    """Three levels, split and shifted by the mean fields; resolvents from Cramer's rule."""
    field, potential, omega, pi, chemical = (next(of) for _ in range(5))
    bare = {k: next(of) for k in LEVELS}
    width, offset = ({s: next(of) for s in SPINS} for _ in range(2))
    one = omega**0

    def inverse(w: Any, level: str, spin: str) -> Any:
        """The diagonal of G_z^{-1}."""
        return w - bare[level] + SIGN[spin] * field / 2 - potential

    def resolvent(x: Any, broad: Any) -> Any:
        """Imaginary part of 1/(x + i Gamma), from the inverse of [[x, -Gamma], [Gamma, x]]."""
        return -broad / (x * x + broad * broad)

    def density(spin: str) -> Callable[[Any], Any]:
        return lambda w: -sum(resolvent(inverse(w, k, spin), width[spin]) for k in LEVELS) / pi

    def unsplit(spin: str) -> Callable[[Any], Any]:
        """Levels without mean fields, as wide."""
        return lambda w: -sum(resolvent(w - bare[k], width[spin]) for k in LEVELS) / pi

    def filling(spin: str) -> Callable[[Any], Any]:
        return lambda w: (w + offset[spin]) / (1 + w * w)

    return {
        "M_0": field, "V_d0": potential, "omega": omega, "omega'": omega, "pi": pi, "mu": chemical,
        "epsilon": bare, "Gamma": width, "sign": {s: v * one for s, v in SIGN.items()},
        "xi": {(k, s): omega - inverse(omega, k, s) for k in LEVELS for s in SPINS},
        "rho_of": {s: density(s) for s in SPINS}, "rho_bare": {s: unsplit(s) for s in SPINS},
        "F_s": {s: filling(s) for s in SPINS},
    }  # fmt: skip


def wigner_values(of: Iterator[Any]) -> Values:
    """Three kernels of second order in their times, and the same over mean and relative time."""
    times = {name: next(of) for name in ("t", "t'", "t''")}
    found: Values = dict(times)
    for name in "fgh":
        a, b, c, d, e = (next(of) for _ in range(5))

        def kernel(x: Any, y: Any, a: Any = a, b: Any = b, c: Any = c, d: Any = d,
                   e: Any = e) -> Any:  # fmt: skip
            return a * x + b * y + c * x * x + d * x * y + e * y * y

        found[f"{name}_of_times"] = kernel
        found[f"{name}_tilde"] = lambda mean, relative, kernel=kernel: kernel(
            mean + relative / 2, mean - relative / 2
        )
    return found


def draw_lead(rng: random.Random, ring: Ring) -> Sample:
    """Electrons and holes of one lead in detailed balance."""
    temperature, chemical, omega = (ring.number(Fraction(rng.randint(300, 2999), 1000))
                                    for _ in range(3))  # fmt: skip
    exp = ring.functions["exp"]

    def shares(w: Any) -> tuple[Any, Any]:
        up = exp((w - chemical) / temperature / 2)
        return 1 / (up * up + 1), up / (up + 1 / up)

    return Sample(ring, {
        "T_l": temperature, "mu": chemical, "omega": omega, "n_l": lambda w: shares(w)[0],
        "F_l": lambda w: shares(w)[1] - shares(w)[0],
    })  # fmt: skip


def draw_self_energies(rng: random.Random, ring: Ring) -> Sample:
    """Rates in and out of the dot: lesser and greater self-energies of two flat leads."""

    def number() -> Any:
        return ring.number(Fraction(rng.randint(100, 899), 1000))

    i: Any = 1j if ring.name == "double" else mpmath.mpc(0, 1)
    omega, sizes = number(), {"l": number(), "r": number()}
    filled: Values = {k: (lambda w, size=size: size / (1 + w + w * w)) for k, size in sizes.items()}
    rate, right = {s: number() for s in SPINS}, number()
    widths: dict[str, Values] = {s: {"l": rate[s], "r": right} for s in SPINS}

    def lesser(s: str, w: Any) -> Any:
        return 2 * i * sum(widths[s][k] * n(w) for k, n in filled.items())

    def greater(s: str, w: Any) -> Any:
        return -2 * i * sum(widths[s][k] * (1 - n(w)) for k, n in filled.items())

    return Sample(ring, {
        "i_unit": i, "omega": omega, "Gamma_l": rate, "Gamma_r": right, "branch_sign": BRANCH,
        "Sigma_RA": {(b, s): v * (greater(s, omega) - lesser(s, omega)) / 2
                     for b, v in BRANCH.items() for s in SPINS},
        "Sigma_K": {s: (lambda w, s=s: greater(s, w) + lesser(s, w)) for s in SPINS},
        **{f"F_{k}": lambda w, n=n: 1 - 2 * n(w) for k, n in filled.items()},
    }, COMPONENTS)  # fmt: skip


# --- The flow -------------------------------------------------------------------------------------


def _ready(dev: Device) -> ClosedDevice:
    return dev if isinstance(dev, ClosedDevice) else closed(dev)


def _captioned(dev: ClosedDevice) -> ClosedDevice:
    """The device with the signs of Fig. 2: both Gamma_Delta and rho'_Delta negative."""
    rate = jd.Table({s: dev.rate[jd.OTHER[s]] for s in SPINS})
    return replace(dev, rate=rate, slope=jd.Table({s: -dev.slope[s] for s in SPINS}))


def _cooperating(dev: ClosedDevice, beyond: Any) -> Values:
    """Velocities of the cosine by damping and by a drive beyond d_0; growth at the south pole."""
    v = judge_precession.flow_values(dev)
    d_0 = -v["Gamma_Sigma"] * v["rho_Sigma"] * dev.B / (
        v["lambda"] * v["Gamma_Delta"] * v["rho_slope_Delta"]
    )  # fmt: skip
    still, pushed = (
        -dev.circular["sin_theta"] * dev.driven(d).velocities[0]
        for d in (0 * dev.one, d_0 + beyond)
    )
    return {"damped_rate": still, "thermal_rate": pushed - still, "d_0": d_0}


def global_values(dev: Device) -> Values:
    """A northern angle of a device as in Fig. 2, driven beyond d_0."""
    dev = _captioned(_ready(dev))
    if dev.circular["cos_theta"] < 0:
        dev = replace(dev, theta=mpmath.pi - dev.theta)
    found = _cooperating(dev, abs(dev.d))
    held = dev.driven(found["d_0"] + abs(dev.d))
    return {**found, "rate_south": judge_precession.flow_values(held)["rate_south"]}


def northern() -> Sample:
    """Every device as in Fig. 2 and every northern angle, from positive variables.

    The down rate exceeds the up rate, the drive exceeds d_0, and one over the tangent of half the
    angle exceeds one, each by a variable.
    """
    of = FIELD_OF_DEVICES.generators()
    dev = replace(
        exact_device(symmetric=True),
        rate=jd.Table(up=of["Gamma_l_up"], down=of["Gamma_l_up"] + of["Gamma_l_down"]),
        slope=jd.Table(up=-of["drho_up"], down=of["drho_up"]),
    )
    found = _cooperating(replace(dev, theta=1 / (1 + of["elsewhere"])), of["drive"])
    held = dev.driven(found["d_0"] + of["drive"])
    south = judge_precession.flow_values(held)["rate_south"]
    return Sample(FIELD_OF_DEVICES.ring(), {**found, "rate_south": south})


def tendency_values(dev: Device) -> Values:
    """What a drive of either sign adds to the velocity of the cosine, on either hemisphere.

    Drive, cosine and their product are each negative at most points: no factor is idle.
    """
    dev = _captioned(_ready(dev))
    drive = abs(dev.d) * (1 if dev.phi > mpmath.mpf("0.6") else -1)
    if (dev.circular["cos_theta"] > 0) != (dev.phi < mpmath.mpf("-0.6")):
        dev = replace(dev, theta=mpmath.pi - dev.theta)
    pushed = dev.driven(drive)
    change = pushed.velocities[0] - dev.driven(0 * dev.one).velocities[0]
    return {
        **judge_values.common(dev), "d": pushed.d,
        "thermal_rate": -dev.circular["sin_theta"] * change,
    }  # fmt: skip


def balance_values(dev: Device) -> Values:
    """The drive at which the velocity of the device's angle vanishes, precessing at -B."""
    dev = _ready(dev)
    held = dev.driven(judge_precession.holding_drive(dev))
    return {
        **judge_values.common(dev), "phi_dot": held.velocities[1], "g_tilde": dev.bend(dev.g),
        "I_h_s": dev.torque(dev.hybrid) / dev.phi_dot * held.velocities[1],
        "I_d_s": held.torque(held.thermal),
    }  # fmt: skip


def fixed_values(dev: Device) -> Values:
    """Currents with and without precession."""
    still = replace(dev, B=0 * dev.one)
    return {
        **judge_values.current_values(dev),
        **{f"still_{side}": still.total_current("dhp", side) for side in "lr"},
    }


def memory_remainder(tree: Node, x: Any) -> Any:
    """The retarded integral of exp(x t) at the time where that is 1."""
    width = mpmath.mpf("1.3")
    sample = {"Gamma": {"up": width}, "R_V": {"up": 1 / (2 * width + x)}, "delta_V": mpmath.mpf(1)}
    return _gap(tree, sample, {"index sigma": "up"})


def pumping_values(dev: Device) -> Values:
    """Currents, and the left junction's response to frequency by the spin in the lead."""
    parts = (
        SIGN[b] * dev.kernel(a, b, dev.omega, 0, slope=False, junction="l") / dev.omega
        for a, b in PAIRS
    )
    return {**judge_values.current_values(dev), "g_l_s": sum(parts) / 4}


def precession_remainder(tree: Node, x: Any) -> Any:
    """The frequency at an angle that moves, for a spin of length 1/x."""
    dev = replace(closed(jd.device(5)), S=1 / x)
    return _gap(tree, {"omega_prec": dev.velocities[1], "B": dev.B})


def broadening_remainder(tree: Node, x: Any) -> Any:
    """A density of states as wide as the magnetization, 2.3/x, convolved with a rate of 0.7."""
    width, rate, energy = mpmath.mpf("2.3") / x, mpmath.mpf("0.7"), mpmath.mpf("0.4")
    height = mpmath.mpf("1.7")

    def shape(broad: Any) -> Any:
        return height * width * broad / (energy**2 + broad**2)

    slope = -height * rate / mpmath.mpf("2.3")
    return _gap(tree, {
        "rho_narrow": shape(width), "rho_broad": shape(width + rate), "order_of": slope, "S": 1 / x,
    })  # fmt: skip


def _gap(tree: Node, values: Values, scope: Any = None) -> Any:
    sample = Sample(PRECISE, values, RANGES)
    assert isinstance(tree, Relation)
    return abs(evaluate(tree.left, sample, scope) - evaluate(tree.right, sample, scope))
