"""Judge of the closed forms: one random device, everything measured from integrals and matrices.

Kernels come from quadrature of Fermi functions (ball arithmetic, trapezoidal rule on an analytic
integrand), torques from derivatives of the 2 x 2 rotation, velocities from the stationarity of
the action. Parts of the kernel are isolated by switching off the slope, the precession or the
frequency.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any

import mpmath
import numpy as np
from flint import arb, ctx

from spinloom.derivations.engine.interpret import Ring

SPINS = ("up", "down")
OTHER = {"up": "down", "down": "up"}
SIGN = {"up": 1, "down": -1}
PAIRS = tuple((a, b) for a in SPINS for b in SPINS)
RANGES = {"spin": SPINS}
BITS = 190
DECADES = 38


def rational(rng: random.Random, low: Any, high: Any) -> Any:
    """A random number of four digits between two bounds."""
    low, high = Fraction(low), Fraction(high)
    value = low + (high - low) * Fraction(rng.randint(1, 9999), 10000)
    return mpmath.mpf(value.numerator) / value.denominator


def rotation(theta: Any, phi: Any, chi: Any) -> Any:
    """The Euler rotation, from half-angle entries."""
    c, s, i = mpmath.cos(theta / 2), mpmath.sin(theta / 2), mpmath.mpc(0, 1)
    down = mpmath.exp(i * (phi - chi / 2))
    up = mpmath.exp(i * chi / 2)
    return {
        ("up", "up"): c / up, ("down", "up"): s * down,
        ("up", "down"): -s / down, ("down", "down"): c * up,
    }  # fmt: skip


def slopes(theta: Any, phi: Any, chi: Any) -> dict[str, Any]:
    """Derivatives of the rotation by each angle, entry by entry."""
    found = {}
    for k, name in enumerate(("theta", "phi", "chi")):
        step = mpmath.mpf(10) ** -12
        # fourth order central difference of analytic entries: error 1e-48
        shifts = {}
        for n in (-2, -1, 1, 2):
            angles = [theta, phi, chi]
            angles[k] += n * step
            shifts[n] = rotation(*angles)
        found[name] = {
            p: (8 * (shifts[1][p] - shifts[-1][p]) - (shifts[2][p] - shifts[-2][p])) / (12 * step)
            for p in PAIRS
        }
    return found


@dataclass(frozen=True)
class Device:
    """Parameters of one random device, 45 digits."""

    rate: Any
    right: Any
    density: Any
    slope: Any
    T_l: Any
    T_r: Any
    theta: Any
    phi: Any
    chi: Any
    phi_dot: Any
    omega: Any
    B: Any
    S: Any
    J: Any
    C: Any

    @property
    def one(self) -> Any:
        """The unit of the numbers in use."""
        return mpmath.mpf(1)

    @cached_property
    def circular(self) -> dict[str, Any]:
        """Sine and cosine of the polar angle and of its half."""
        found = {"sin_theta": mpmath.sin(self.theta), "cos_theta": mpmath.cos(self.theta)}
        return found | {"sin_half": mpmath.sin(self.theta / 2),
                        "cos_half": mpmath.cos(self.theta / 2)}  # fmt: skip

    @cached_property
    def azimuth(self) -> tuple[Any, Any]:
        """Cosine and sine of the azimuthal angle."""
        return mpmath.cos(self.phi), mpmath.sin(self.phi)

    @property
    def past(self) -> tuple[tuple[Any, Any], tuple[Any, Any]]:
        """Amplitudes of two exponentials in the history of length and potential."""
        return (self.theta, self.phi), (self.B / 5, self.chi)

    def grown(self, rate: Any, time: Any) -> Any:
        """exp(rate time)."""
        return mpmath.exp(rate * time)

    @property
    def d(self) -> Any:
        return mpmath.pi**2 / 3 * (self.T_l**2 - self.T_r**2)

    @cached_property
    def rotation(self) -> Any:
        return rotation(self.theta, self.phi, self.chi)

    @cached_property
    def overlap(self) -> Any:
        """|R_{sigma' sigma}|^2 by (sigma, sigma')."""
        return {(a, b): abs(self.rotation[b, a]) ** 2 for a, b in PAIRS}

    def broadening(self, spin: str) -> Any:
        """Diagonal of the rotated rates."""
        return sum(self.overlap[spin, lead] * self.rate[lead] for lead in SPINS) + self.right

    def phase_rate(self, lead: str, dot: str, phi_dot: Any) -> Any:
        """Velocity of the phase of R_{sigma' sigma}, with the gauge that removes Q_parallel."""
        chi_dot = phi_dot * (1 - mpmath.cos(self.theta))
        slope = slopes(self.theta, self.phi, self.chi)
        moving = slope["phi"][lead, dot] * phi_dot + slope["chi"][lead, dot] * chi_dot
        return (moving / self.rotation[lead, dot]).imag

    def centres(self, spin: str, phi_dot: Any) -> list[tuple[Any, Any, str]]:
        """Weight, centre and lead of each function in the distribution of one spin."""
        found = []
        for lead in SPINS:
            centre = self.phase_rate(lead, spin, phi_dot)
            weight = self.overlap[spin, lead] / self.broadening(spin)
            found += [(weight * self.rate[lead], centre, "l"), (weight * self.right, centre, "r")]
        return found

    def moments(self, spin: str, omega: Any, phi_dot: Any) -> Any:
        """Integrals of F_s(w') - F_lead(w' - omega) and of w' times it, for each lead."""
        return _moments(self, spin, omega, phi_dot)

    def kernel(
        self,
        dot: str,
        lead: str,
        omega: Any,
        phi_dot: Any,
        slope: bool = True,
        density: bool = True,
        junction: str = "lr",
    ) -> Any:
        """The kernel (43) for a linear density of states, by quadrature."""
        found = self.moments(dot, omega, phi_dot)
        value: Any = 0
        for side in junction:
            width = self.rate[lead] if side == "l" else self.right
            zeroth, first = found[side]
            value += width * (
                density * self.density[dot] * zeroth + slope * self.slope[dot] * first
            )
        return value

    # --- parts of the kernel, each isolated by a switch ------------------------------------------

    @cached_property
    def g(self) -> Any:
        """Response to the frequency alone."""
        return {p: self.kernel(*p, self.omega, 0, slope=False) / self.omega for p in PAIRS}

    @cached_property
    def g_slope(self) -> Any:
        return {p: self.g[p] / self.density[p[0]] * self.slope[p[0]] for p in PAIRS}

    @cached_property
    def hybrid(self) -> Any:
        return {p: self.kernel(*p, 0, self.phi_dot, slope=False) for p in PAIRS}

    @cached_property
    def thermal(self) -> Any:
        return {p: self.kernel(*p, 0, 0, density=False) for p in PAIRS}

    def bend(self, of: Any) -> Any:
        """Coefficient of theta_q theta_dot in the action."""
        slope = slopes(self.theta, self.phi, self.chi)["theta"]
        return sum(of[a, b] * abs(slope[b, a]) ** 2 for a, b in PAIRS)

    def torque(self, of: Any) -> Any:
        """Torque current of a kernel: minus its coefficient of phi_q, over sin^2(theta)."""
        found = slopes(self.theta, self.phi, self.chi)
        lift = 1 - mpmath.cos(self.theta)
        total = mpmath.mpf(0)
        for a, b in PAIRS:
            turn = found["phi"][b, a] + found["chi"][b, a] * lift
            total += of[a, b] * (turn * mpmath.conj(self.rotation[b, a])).imag
        return -total / mpmath.sin(self.theta) ** 2

    @cached_property
    def velocities(self) -> tuple[Any, Any]:
        """theta_dot and phi_dot that make the action stationary, M_0 / 2J = S."""
        sine, s = self.circular["sin_theta"], self.S
        bend, thermal = self.bend(self.g), self.torque(self.thermal)
        stiff = self.torque(self.hybrid) / self.phi_dot
        # by theta_q: S sin phi_dot + bend theta_dot = -S sin B;  by phi_q: the torques
        rows = ((bend, s * sine), (s, -sine * (bend - stiff)))
        right = (-s * sine * self.B, -sine * thermal)
        whole = rows[0][0] * rows[1][1] - rows[0][1] * rows[1][0]
        return (
            (right[0] * rows[1][1] - rows[0][1] * right[1]) / whole,
            (rows[0][0] * right[1] - right[0] * rows[1][0]) / whole,
        )

    # --- currents by the golden rule ---

    def current(self, part: str, side: str, dot: str, lead: str) -> Any:
        """Particle current into the dot through one junction for one pair of spins."""
        match part:
            case "d":
                return self.kernel(dot, lead, 0, 0, density=False, junction=side)
            case "h":
                return self.kernel(dot, lead, 0, -self.B, slope=False, junction=side)
        shift = self.phase_rate(lead, dot, -self.B)
        moved = self.kernel(dot, lead, shift, -self.B, slope=False, junction=side)
        return moved - self.current("h", side, dot, lead)

    def total_current(self, parts: str, side: str) -> Any:
        """Sum over both spins of dot and lead."""
        return sum(self.overlap[p] * self.current(part, side, *p) for part in parts for p in PAIRS)


@lru_cache(maxsize=512)
def _moments(device: Device, spin: str, omega: Any, phi_dot: Any) -> Any:
    ctx.prec = BITS
    terms = [(_ball(w), _ball(c), lead) for w, c, lead in device.centres(spin, phi_dot)]
    temperature = {"l": _ball(device.T_l), "r": _ball(device.T_r)}
    cold, hot = sorted((device.T_l, device.T_r))
    step = 2 * mpmath.pi**2 * cold / (DECADES * mpmath.log(10))
    reach = abs(omega) + abs(phi_dot) + DECADES * mpmath.log(10) * hot
    count, width, target = int(reach / step) + 1, _ball(step), _ball(omega)
    sums = {"l": [arb(0), arb(0)], "r": [arb(0), arb(0)]}
    for k in range(-count, count + 1):
        x = width * k
        mean = arb(0)
        for weight, centre, lead in terms:
            mean += weight * ((x - centre) / (2 * temperature[lead])).tanh()
        for side, total in sums.items():
            gap = mean - ((x - target) / (2 * temperature[side])).tanh()
            total[0] += gap
            total[1] += gap * x
    return {s: tuple(_number(width * v) for v in total) for s, total in sums.items()}


def _ball(value: Any) -> arb:
    negative, man, exponent, _ = mpmath.mpf(value)._mpf_
    size = arb(int(man)) * arb(2) ** int(exponent)
    return -size if negative else size


def _number(value: arb) -> Any:
    man, exponent = value.mid().man_exp()
    return mpmath.ldexp(mpmath.mpf(int(man)), int(exponent))


class Table(dict[str, Any]):
    """A dictionary that can key a cache: devices are told apart by what they are."""

    def __hash__(self) -> int:  # type: ignore[override]
        return id(self)


@lru_cache(maxsize=64)
def device(seed: int, symmetric: bool = False) -> Device:
    """The device of a seed; `symmetric`: equal densities, opposite slopes."""
    rng = random.Random(seed)
    density = rational(rng, 4, 9)
    slope = rational(rng, Fraction(1, 10), Fraction(4, 10))
    down, down_slope = (rational(rng, 4, 9), -rational(rng, Fraction(1, 10), Fraction(4, 10)))
    theta = rational(rng, Fraction(4, 10), Fraction(26, 10))
    return Device(
        rate=Table(up=rational(rng, 1, 3), down=rational(rng, Fraction(1, 5), Fraction(4, 5))),
        right=rational(rng, Fraction(3, 10), Fraction(15, 10)),
        density=Table(up=density, down=density if symmetric else down),
        slope=Table(up=slope, down=-slope if symmetric else down_slope),
        T_l=rational(rng, Fraction(11, 10), 2), T_r=rational(rng, Fraction(7, 10), 1),
        theta=theta, phi=rational(rng, -2, 2), chi=rational(rng, -2, 2),
        phi_dot=rational(rng, 1, 3), omega=rational(rng, 1, 2), B=rational(rng, 2, 4),
        S=rational(rng, 3, 9), J=rational(rng, Fraction(1, 5), 1), C=rational(rng, 1, 4),
    )  # fmt: skip


def to_ring(value: Any, ring: Ring) -> Any:
    """A 45-digit number, array or function as the ring wants it."""
    if ring.name != "double" or isinstance(value, str):
        return value
    if callable(value):
        return lambda *a: to_ring(value(*a), ring)
    if isinstance(value, dict):
        return {k: to_ring(v, ring) for k, v in value.items()}
    if isinstance(value, np.ndarray):
        return value.astype(complex)
    if isinstance(value, mpmath.mpc):
        return complex(value)
    return float(value)


def stationary_drive(dev: Device) -> Any:
    """The drive that holds the magnetization at the device's own angle, precessing at -B."""
    hybrid = dev.torque(dev.hybrid) / dev.phi_dot
    needed = -dev.B * (dev.bend(dev.g) - hybrid)
    return dev.d * needed / dev.torque(dev.thermal)
