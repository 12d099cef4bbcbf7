"""The dimer's response from the double energy integral itself, without Kramers-Kronig.

    chi_ab^ij(w) = -(1/4) int dx/2pi h_ab^ij(x) / (w + i0 - x),
    h_ab^ij(x) = int dE/2pi Tr[tau_i G^>_ab(E + x) tau_j G^<_ba(E)
                               - tau_i G^<_ab(E + x) tau_j G^>_ba(E)].

The inner integral is done for each x on panels placed by the poles, the outer one as a
principal value at w = 0 and, for the frequency derivative, as a Hadamard finite part:
1/(i0 - x) = -P/x - i pi delta(x) and its w derivative -1/x^2 + i pi delta'(x).
Double precision; about 1e-12 of the largest component.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .device import Baths, Device
from .dimer_mpmath import device_angles
from .dimer_spinful import VERTEX, Complex, Real, project, real, resolve
from .panels import panels

NODES, WEIGHTS = np.polynomial.legendre.leggauss(24)
RHO = 2.2
INNER = 0.5
"""Half-width (meV) of the panel around x = 0 on which the singular weights are applied."""


@dataclass(frozen=True)
class Problem:
    """One device with its baths, its band half-width and the poles that shape the integrand."""

    device: Device
    baths: Baths
    half_width: float
    poles: tuple[complex, ...]

    @property
    def potentials(self) -> tuple[float, float]:
        return float(self.baths.mu_L), float(self.baths.mu_R)

    @property
    def temperatures(self) -> tuple[float, float]:
        return float(self.baths.temperature_L), float(self.baths.temperature_R)


def problem(device: Device, baths: Baths) -> Problem:
    """Return the problem with its resonances and, at T > 0, its nearest Fermi poles."""
    half_width = 2 * float(device.t_e)
    poles = [-half_width * cmath.cos(angle) for angle in device_angles(device)]
    result = Problem(device, baths, half_width, ())
    for mu, temperature in zip(result.potentials, result.temperatures, strict=True):
        if temperature > 0:
            poles += [complex(mu, math.pi * temperature), complex(mu, -math.pi * temperature)]
    return Problem(device, baths, half_width, tuple(poles))


def smooth_nodes(splits: Sequence[tuple[float, float]]) -> tuple[Real, Real]:
    """Return nodes and weights on panels, E = c + h (3 s - s^3) / 2: square roots at the ends
    of a panel become polynomials."""
    left, right = np.array(splits).T
    middle, half = (left + right) / 2, (right - left) / 2
    nodes = middle[:, None] + half[:, None] * (3 * NODES - NODES**3) / 2
    weights = half[:, None] * WEIGHTS * 1.5 * (1 - NODES**2)
    return nodes.ravel(), weights.ravel()


def lesser_greater(setup: Problem, energy: Real) -> tuple[Complex, Complex]:
    """Return the 4 x 4 lesser and greater functions on a batch of energies."""
    spectral = resolve(setup.device, energy).spectral
    lesser = np.zeros_like(spectral[:, 0])
    for lead, (mu, temperature) in enumerate(
        zip(setup.potentials, setup.temperatures, strict=True)
    ):
        if temperature > 0:
            filled = (1 - np.tanh((energy - mu) / (2 * temperature))) / 2
        else:
            filled = (energy < mu).astype(float)
        lesser += 1j * filled[:, None, None] * spectral[:, lead]
    return lesser, lesser - 1j * spectral.sum(axis=1)


def bubble(setup: Problem, shift: float, sign: int) -> Complex:
    """Return int dE/2pi Tr[tau G^>(E + x) tau G^<(E)] + sign (< and > exchanged), (2, 2, 3, 3)."""
    low, high = (
        max(-setup.half_width, -setup.half_width - shift),
        min(setup.half_width, setup.half_width - shift),
    )
    breaks = {low, high}
    for mu, temperature in zip(setup.potentials, setup.temperatures, strict=True):
        if temperature == 0:
            breaks |= {value for value in (mu, mu - shift) if low < value < high}
    poles = [*setup.poles, *(pole - shift for pole in setup.poles)]
    energy, weight = smooth_nodes(panels(sorted(breaks), poles, RHO))
    lesser, greater = lesser_greater(setup, energy)
    lesser_up, greater_up = lesser_greater(setup, energy + shift)

    def paired(left: Complex, right: Complex) -> Complex:
        weighted = weight[:, None] * left.reshape(-1, 16)
        summed: Complex = np.einsum("nx,ny->xy", weighted, right.reshape(-1, 16))
        return summed.reshape(4, 4, 4, 4)

    kernel = paired(greater_up, lesser) + sign * paired(lesser_up, greater)
    traced: Complex = np.einsum("aipq,qrst,bjrs,tp->abij", VERTEX, kernel, VERTEX, np.eye(4))
    return traced / (2 * np.pi)


def outer_panels(setup: Problem) -> list[tuple[float, float]]:
    """Return panels for x > INNER, placed by the differences of poles and potentials."""
    own = [pole for pole in setup.poles if pole.imag < 0]
    marks = [first - second.conjugate() for first in own for second in own]
    ends = (*setup.potentials, setup.half_width, -setup.half_width)
    marks += [pole - end for pole in own for end in ends]
    marks = [*marks, *(-mark for mark in marks)]
    edges = {INNER, setup.half_width, 2 * setup.half_width}
    edges |= {setup.half_width + side * mu for mu in setup.potentials for side in (-1, 1)}
    return panels(sorted(edges), marks, RHO)


@dataclass(frozen=True)
class Response:
    """chi^R(0), alpha = -i d chi^R/dw and the noise, each (site a, site b, i, j), real."""

    static: Real
    damping: Real
    noise: Real

    def couplings(self, device: Device) -> dict[str, float]:
        """Return the named couplings."""
        result = {}
        for names, tensor in (
            (("J", "D", "A"), self.static),
            (("alpha_iso", "alpha_antisym", "alpha_aniso"), self.damping),
            (("noise_iso", "noise_antisym", "noise_aniso"), self.noise),
        ):
            for name, part in zip(names, project(device, tensor), strict=True):
                for a, b in np.ndindex(2, 2):
                    result[f"{name}_{a + 1}{b + 1}"] = float(part[a, b])
        return result


def response(device: Device, baths: Baths) -> Response:
    """Return the response at zero frequency from the double principal-value integral."""
    setup = problem(device, baths)
    near = np.array([bubble(setup, INNER * node, -1) for node in NODES])
    at_zero, slope = value_and_slope(near)
    principal = np.einsum("n,nabij->abij", WEIGHTS / NODES, near)
    finite = np.einsum("n,nabij->abij", WEIGHTS / NODES**2, near - at_zero) / INNER
    finite -= 2 * at_zero / INNER
    far, weight = smooth_nodes(outer_panels(setup))
    for x, w in zip(far.tolist(), weight.tolist(), strict=True):
        above, below = bubble(setup, x, -1), bubble(setup, -x, -1)
        principal += w * (above - below) / x
        finite += w * (above + below) / x**2
    static = (principal + 1j * np.pi * at_zero) / (8 * np.pi)
    damping = -1j * (finite + 1j * np.pi * slope) / (8 * np.pi)
    noise = bubble(setup, 0.0, +1) / 8
    return Response(real(static), real(damping), real(noise))


def value_and_slope(samples: Complex) -> tuple[Complex, Complex]:
    """Return h(0) and h'(0) of the Legendre interpolant on the inner panel."""
    basis = np.polynomial.legendre.legvander(NODES, len(NODES) - 1)
    degrees = np.arange(len(NODES))
    moments = np.einsum("n,nk,n...->k...", WEIGHTS, basis, samples)
    coefficients = moments * ((2 * degrees + 1) / 2).reshape((-1,) + (1,) * (samples.ndim - 1))
    value = np.asarray(np.polynomial.legendre.legval(0.0, coefficients))
    derivative = np.polynomial.legendre.legder(coefficients) / INNER
    return value, np.asarray(np.polynomial.legendre.legval(0.0, derivative))
