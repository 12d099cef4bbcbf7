"""The dimer's couplings for wide bands: constant broadenings, energies from -infinity.

The same 4 x 4 matrices as for the chains with Sigma_l = -i Gamma_l / 2 on site l, integrated over
E = scale tan(phi) at any temperature.
"""

from __future__ import annotations

import numpy as np

from .device import Baths, Device
from .dimer_spinful import (
    Batch,
    Real,
    dagger,
    damping_integrand,
    hamiltonian,
    noise_integrand,
    project,
    static_integrand,
)

NODES, WEIGHTS = np.polynomial.legendre.leggauss(20)
PANELS = 160
SCALE = 3.0


def resolve(device: Device, broadenings: tuple[float, float], energy: Real) -> Batch:
    """Return the Green's functions on a batch of energies; contacts and t_e are not used."""
    projectors = np.zeros((2, 4, 4))
    projectors[0, :2, :2] = projectors[1, 2:, 2:] = np.eye(2)
    broadening = np.einsum("l,lij->lij", np.array(broadenings), projectors)
    inverse = energy[:, None, None] * np.eye(4) - hamiltonian(device) + broadening.sum(0) * 0.5j
    retarded = np.linalg.inv(inverse)
    spectral = retarded[:, None] @ broadening @ dagger(retarded)[:, None]
    return Batch(retarded, -retarded @ retarded, spectral)


def quadrature(breaks: list[float]) -> tuple[Real, Real]:
    """Return energies and weights over the real axis with panels that end at the breaks."""
    angles = {float(np.arctan(value / SCALE)) for value in breaks}
    edges = np.array(sorted({*np.linspace(-np.pi / 2, np.pi / 2, PANELS + 1).tolist(), *angles}))
    middle, half = (edges[1:] + edges[:-1]) / 2, np.diff(edges) / 2
    phi = (middle[:, None] + half[:, None] * NODES).ravel()
    weight = (half[:, None] * WEIGHTS).ravel()
    return SCALE * np.tan(phi), weight * SCALE / np.cos(phi) ** 2


def couplings(device: Device, broadenings: tuple[float, float], baths: Baths) -> dict[str, float]:
    """Return the couplings and the noise for constant broadenings (meV)."""
    potentials = float(baths.mu_L), float(baths.mu_R)
    temperatures = float(baths.temperature_L), float(baths.temperature_R)
    energy, weight = quadrature(list(potentials))
    at = resolve(device, broadenings, energy)
    filled = [
        (1 - np.tanh((energy - mu) / (2 * scale))) / 2 if scale else (energy < mu).astype(float)
        for mu, scale in zip(potentials, temperatures, strict=True)
    ]

    def integral(parts: list[tuple[Real, Real]]) -> tuple[Real, Real, Real]:
        total = sum(np.einsum("n,nabij->abij", weight * f, values) for f, values in parts)
        return project(device, np.asarray(total))

    static = integral([(filled[lead], static_integrand(at, lead)) for lead in (0, 1)])
    damping = integral([(filled[lead], damping_integrand(at, lead)) for lead in (0, 1)])
    noise = integral(
        [(filled[i] * (1 - filled[j]), noise_integrand(at, i, j)) for i in (0, 1) for j in (0, 1)]
    )
    names = (
        *("J", "D", "A"),
        *("alpha_iso", "alpha_antisym", "alpha_aniso"),
        *("noise_iso", "noise_antisym", "noise_aniso"),
    )
    return {
        f"{name}_{a + 1}{b + 1}": float(part[a, b])
        for name, part in zip(names, (*static, *damping, *noise), strict=True)
        for a, b in np.ndindex(2, 2)
    }
