"""The device of the closed forms with its integrals done: terminating sums instead of quadrature.

For functions F with centres s and temperatures T,

    int [F_a - F_b] dw = 2 (s_b - s_a),
    int w [F_a - F_b] dw = s_b^2 - s_a^2 + (pi^2/3) (T_b^2 - T_a^2),

which is the row magnet:dropped-sums. All that remains are sums and products, so that the device
may consist of numbers or of rational functions of its parameters; sine and cosine then are those
of the half angle's tangent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import cached_property, lru_cache
from typing import Any

import mpmath

from .judge_device import PAIRS, SIGN, Device, Table
from .rational_functions import Field, Rational, Root

NAMES = (
    *("tangent", "elsewhere", "Gamma_l_up", "Gamma_l_down", "Gamma_r", "rho_up", "rho_down"),
    *("drho_up", "drho_down", "drive", "B", "S", "J", "C", "phi", "chi", "phi_dot", "omega"),
    *("turn", "length_1", "length_2", "potential_1", "potential_2", "grown_1", "grown_2"),
)
FIELD = Field(NAMES)


@dataclass(frozen=True)
class ClosedDevice(Device):
    """A device whose kernel is summed; rotations enter by overlaps and velocities of phases."""

    @cached_property
    def poles(self) -> tuple[Any, Any]:
        """Squares of the half angle's cosine and sine."""
        return self.circular["cos_half"] ** 2, self.circular["sin_half"] ** 2

    @cached_property
    def overlap(self) -> Any:
        """|R_{sigma' sigma}|^2 by (sigma, sigma')."""
        return {(a, b): self.poles[a != b] for a, b in PAIRS}

    def phase_rate(self, lead: str, dot: str, phi_dot: Any) -> Any:
        """Velocity of the phase of R_{sigma' sigma} in the gauge of (27)."""
        north, south = self.poles
        return -SIGN[dot] * phi_dot * south if lead == dot else SIGN[dot] * phi_dot * north

    @property
    def d(self) -> Any:
        """The drive itself stands in the place of the left temperature."""
        return self.T_l

    def driven(self, drive: Any) -> ClosedDevice:
        """The same device with another drive."""
        return replace(self, T_l=drive)

    def elsewhere(self) -> ClosedDevice:
        """The same device at another angle."""
        return replace(self, theta=self.chi / 3 + 1)

    def by_angle(self, function: Callable[[Any], Any]) -> Any:
        """Derivative of a function of the device by the angle."""
        step = mpmath.mpf(10) ** -10
        at = {n: function(replace(self, theta=self.theta + n * step)) for n in (-2, -1, 1, 2)}
        return (8 * (at[1] - at[-1]) - (at[2] - at[-2])) / (12 * step)

    def at_pole(self, pole: int, function: Callable[[Any], Any]) -> Any:
        """Limit of an even function of the distance from a pole."""
        return function(NearPole(**_fields(self), pole=pole))

    @property
    def heat(self) -> dict[str, Any]:
        """(pi^2/3) T^2 of either lead."""
        return {"l": self.d, "r": 0}

    def moments(self, spin: str, omega: Any, phi_dot: Any) -> Any:
        """Integrals of F_s(w') - F_lead(w' - omega) and of w' times it, for each lead."""
        found = {}
        for side, heat in self.heat.items():
            terms = self.centres(spin, phi_dot)
            zeroth = sum(weight * 2 * (omega - centre) for weight, centre, _ in terms)
            first = sum(
                weight * (omega**2 - centre**2 + heat - self.heat[lead])
                for weight, centre, lead in terms
            )
            found[side] = zeroth, first
        return found

    def bend(self, of: Any) -> Any:
        """Coefficient of theta_q theta_dot in the action: the half angle moves at half the rate."""
        return sum(of[a, b] * self.poles[a == b] for a, b in PAIRS) / 4

    def torque(self, of: Any) -> Any:
        """Torque current of a kernel: minus its coefficient of phi_q, over sin^2(theta)."""
        total = sum(of[a, b] * self.overlap[a, b] * self.phase_rate(b, a, 1) for a, b in PAIRS)
        return -total / self.circular["sin_theta"] ** 2


@dataclass(frozen=True)
class NearPole(ClosedDevice):
    """A device whose angle is so close to a pole that nothing of second order is seen."""

    pole: int = 1

    @cached_property
    def circular(self) -> dict[str, Any]:
        """Sine and cosine of the angle and of its half."""
        small = mpmath.mpf(10) ** -18
        near, far = mpmath.cos(small / 2), mpmath.sin(small / 2)
        half = (far, near) if self.pole > 0 else (near, far)
        return {"sin_theta": mpmath.sin(small), "cos_theta": self.pole * mpmath.cos(small),
                "sin_half": half[0], "cos_half": half[1]}  # fmt: skip


def _fields(device: Device) -> dict[str, Any]:
    return {item.name: getattr(device, item.name) for item in fields(Device)}


def closed(device: Device) -> ClosedDevice:
    """A device of numbers with its integrals done."""
    return ClosedDevice(**{**_fields(device), "T_l": device.d, "T_r": 0})


@dataclass(frozen=True)
class ExactDevice(ClosedDevice):
    """A device made of rational functions; the angle's tangent of a half is its own variable."""

    @property
    def one(self) -> Any:
        return FIELD.generators()["tangent"] ** 0

    @cached_property
    def circular(self) -> dict[str, Any]:
        """Sine and cosine of the angle, and the squares of those of the half angle."""
        below = 1 + self.theta**2
        return {"sin_theta": 2 * self.theta / below, "cos_theta": (1 - self.theta**2) / below,
                "sin_half": Root(self.theta**2 / below), "cos_half": Root(1 / below)}  # fmt: skip

    @cached_property
    def azimuth(self) -> tuple[Any, Any]:
        """Cosine and sine of the azimuthal angle, from the tangent of its half."""
        turn = FIELD.generators()["turn"]
        return (1 - turn**2) / (1 + turn**2), 2 * turn / (1 + turn**2)

    def grown(self, rate: Any, time: Any) -> Any:
        """The exponential of either rate is a variable of its own."""
        found = FIELD.generators()
        return found["grown_1"] if rate is self.omega else found["grown_2"]

    @property
    def past(self) -> tuple[tuple[Any, Any], tuple[Any, Any]]:
        """Amplitudes of two exponentials in the history of length and potential."""
        of = FIELD.generators()
        return (of["length_1"], of["length_2"]), (of["potential_1"], of["potential_2"])

    def elsewhere(self) -> ClosedDevice:
        """The same device at another angle."""
        return replace(self, theta=FIELD.generators()["elsewhere"])

    def by_angle(self, function: Callable[[Any], Any]) -> Any:
        """Derivative by the angle, of which the tangent of a half is the variable."""
        return function(self).derivative(NAMES.index("tangent")) * (1 + self.theta**2) / 2

    def at_pole(self, pole: int, function: Callable[[Any], Any]) -> Any:
        """Value at a tangent of zero or of infinity."""
        return function(self).at_end(NAMES.index("tangent"), infinite=pole < 0)

    def __hash__(self) -> int:
        return id(self)


@lru_cache(maxsize=2)
def exact_device(symmetric: bool = False) -> ExactDevice:
    """The generic device; `symmetric`: equal densities, opposite slopes."""
    of: dict[str, Rational] = FIELD.generators()
    down = (of["rho_up"], -of["drho_up"]) if symmetric else (of["rho_down"], of["drho_down"])
    return ExactDevice(
        rate=Table(up=of["Gamma_l_up"], down=of["Gamma_l_down"]), right=of["Gamma_r"],
        density=Table(up=of["rho_up"], down=down[0]), slope=Table(up=of["drho_up"], down=down[1]),
        T_l=of["drive"], T_r=0 * of["drive"], theta=of["tangent"], phi=of["phi"],
        chi=of["chi"], phi_dot=of["phi_dot"], omega=of["omega"], B=of["B"], S=of["S"],
        J=of["J"], C=of["C"],
    )  # fmt: skip
