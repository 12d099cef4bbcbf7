"""What the dimer's oracles say at the points where its kernels are validated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from spinloom.derivations.engine.judges import leads
from spinloom.validate.oracles import (
    dimer_arb,
    dimer_mpmath,
    dimer_principal,
    dimer_spinful,
)
from spinloom.validate.oracles.device import Baths, Device

Real = npt.NDArray[np.float64]

AXIS = (1.0, 2.0, -0.5)
GENERIC = Device(t=0.37, t_L=8.0, t_R=11.0, eps_1=0.3, eps_2=-0.7, direction=AXIS)
STRONG = Device(t=1.0)
FAINT = Device(t=1e-9, t_L=9.0, t_R=10.5, eps_1=0.2, eps_2=-0.1, direction=AXIS)
SHARP = Device(t=1e-4, t_L=1.5, t_R=2.5, eps_1=0.4, direction=AXIS)
NARROW_BAND = Device(
    t_e=3.0, t_0=1.0, t=0.3, t_L=1.2, t_R=0.9, eps_1=0.1, eps_2=-0.2, direction=AXIS
)
NEAR_EDGE = Device(t_e=5.0, t_0=2.0, t=0.37, t_L=2.0, t_R=2.6, eps_1=0.3, eps_2=-0.7)


@dataclass(frozen=True)
class Point:
    """Arguments of the public function, exact in binary."""

    mu_F: float
    bias: float
    temperature: float = 0.0
    temperature_R: float = 0.0

    @property
    def baths(self) -> Baths:
        half = self.bias / 2
        return Baths(self.mu_F + half, self.mu_F - half, self.temperature, self.temperature_R)


PARAMETERS = ("t_e", "t_0", "t", "t_L", "t_R", "eps_1", "eps_2")


def numbers(device: Device) -> dict[str, float]:
    """Return the parameters of a device by name, in the kernels' order, without its axis."""
    return {name: float(getattr(device, name)) for name in PARAMETERS}


COLD, WARM = Point(0.5, 1.75), Point(0.25, -2.5, 0.375, 1.125)


@dataclass(frozen=True)
class Reference:
    """Couplings of one device at some points, each an array over the points."""

    device: Device
    points: tuple[Point, ...]
    values: dict[str, Real]


@dataclass(frozen=True)
class Oracle:
    """A name, the tolerance of a kernel against it, and how to ask it."""

    name: str
    tolerance: float
    ask: Callable[[], list[Reference]]


def gathered(device: Device, points: list[Point], values: list[dict[str, Any]]) -> Reference:
    """Return the reference made of one dictionary of couplings per point."""
    names = sorted(name for name in values[0] if not name.startswith("noise_antisym"))
    columns = {name: np.array([float(value[name]) for value in values]) for name in names}
    return Reference(device, tuple(points), columns)


def thirty_digits() -> list[Reference]:
    """Single energy integrals in 50-digit arithmetic, with 18 digits of the quadrature."""
    cases = {
        GENERIC: [
            COLD,
            WARM,
            Point(-1.25, 3.5),
            Point(0.75, 0.5, 0.03125),
            Point(1.0, 0.5, 6.0, 6.0),
        ],
        FAINT: [COLD, WARM],
        SHARP: [COLD, Point(0.25, 3.5, 0.0625, 0.0)],
        NARROW_BAND: [Point(0.0, 11.5), Point(2.0, 3.0, 0.5, 0.25)],
    }
    return [
        gathered(
            device,
            points,
            [
                found.values
                for found in dimer_mpmath.couplings(device, [p.baths for p in points], digits=18)
            ],
        )
        for device, points in cases.items()
    ]


def maps() -> list[Reference]:
    """Whole maps at T = 0, double precision."""
    mu_F, bias = np.meshgrid(np.linspace(-3.5, 3.5, 15), np.linspace(-7.0, 7.0, 15))
    points = [Point(*pair) for pair in zip(mu_F.ravel(), bias.ravel(), strict=True)]
    result = []
    for device in (GENERIC, Device(t=0.1), STRONG):
        table = dimer_spinful.couplings(
            device, (mu_F + bias / 2).ravel(), (mu_F - bias / 2).ravel()
        )
        columns = {k: v for k, v in sorted(table.items()) if not k.startswith("noise_antisym")}
        result.append(Reference(device, tuple(points), columns))
    return result


def double_integral() -> list[Reference]:
    """The double principal-value integral over greater and lesser functions."""
    values = [
        dimer_principal.response(GENERIC, point.baths).couplings(GENERIC) for point in (COLD, WARM)
    ]
    return [gathered(GENERIC, [COLD, WARM], values)]


def open_system(device: Device, point: Point) -> leads.System:
    """Return the device with semi-infinite leads for the judges."""
    baths = point.baths
    return leads.two_terminal(
        dimer_spinful.hamiltonian(device),
        (float(device.t_L), float(device.t_R)),
        float(device.t_e),
        (float(baths.mu_L), float(baths.mu_R)),
        (float(baths.temperature_L), float(baths.temperature_R)),
    )


def static_parts(device: Device, tensor: Real) -> dict[str, float]:
    """Return J, D and A of a static response (2, 2, 3, 3)."""
    return {
        f"{name}_{a + 1}{b + 1}": float(part[a, b])
        for name, part in zip("JDA", dimer_spinful.project(device, tensor), strict=True)
        for a, b in np.ndindex(2, 2)
    }


def finite_field() -> list[Reference]:
    """Steady-state spins of the open device in a small field, differentiated numerically."""
    points = [COLD, WARM, Point(-1.25, 3.5), Point(0.75, 0.5, 0.03125)]
    result = []
    for device in (GENERIC, STRONG):
        values = []
        for point in points:
            system = open_system(device, point)
            found = static_parts(device, leads.field_response(system))
            for site, spin in enumerate(leads.steady_spin(system)):
                found[f"spin_{site + 1}"] = float(spin @ dimer_spinful.axis(device))
            values.append(found)
        result.append(gathered(device, points, values))
    return result


def finite_chains() -> list[Reference]:
    """Chains of 100 sites on each side, diagonalised, in equilibrium; error exp(-10 pi)."""
    point = Point(0.375, 0.0, 0.5, 0.5)
    levels = leads.diagonalise(open_system(NEAR_EDGE, point), 100)
    tensor = leads.static_susceptibility(levels, point.mu_F, point.temperature)
    found = static_parts(NEAR_EDGE, tensor)
    kept = {name: value for name, value in found.items() if not name.startswith("D")}
    return [gathered(NEAR_EDGE, [point], [kept])]


def balls() -> list[Reference]:
    """Midpoints of rigorous enclosures whose radii are below 1e-15."""
    result = []
    for quantity, point in (
        ("J_21", COLD),
        ("A_22", COLD),
        ("alpha_iso_22", COLD),
        ("J_21", WARM),
        ("alpha_iso_22", WARM),
    ):
        ball = dimer_arb.enclose(GENERIC, point.baths, quantity, digits=16)
        if not float(ball.rad()) < 1e-15:
            raise ArithmeticError(f"{quantity}: radius {ball.rad()} of the enclosure is too large")
        result.append(gathered(GENERIC, [point], [{quantity: float(ball.mid())}]))
    return result


ORACLES = (
    Oracle("4x4 maps", 1e-11, maps),
    Oracle("Arb balls", 1e-11, balls),
    Oracle("double principal value", 1e-10, double_integral),
    Oracle("finite chains", 1e-10, finite_chains),
    Oracle("finite field", 1e-9, finite_field),
    Oracle("mpmath 30 digits", 1e-11, thirty_digits),
)
