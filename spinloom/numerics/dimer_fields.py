"""The dimer's localised spins as a `Motion`: couplings of the electrons, anisotropies, field.

The moments are unit vectors m, the spins S m. With H = H_0(S m) - Delta s . S m, precession and
the linear response of the electrons give

    dm_a/dt = m_a x [-(1/S) dE_0/dm_a + Delta <s_a> + Delta^2 S sum_b (chi_ab - alpha_ab d/dt) m_b
              + eta_a],    <eta_a eta_b> = Delta^2 noise_ab delta(t - t').

At equilibrium noise = 2 T alpha (symmetric part), so that the energy E = S times `Motion.energy`
has the temperature T of the leads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from .spin_motion import Motion, Real, cross_matrix


@dataclass(frozen=True)
class Moments:
    """Unit vectors of the pinned spin and of the spin-orbit hopping, and energies in meV.

    E_0 = -easy_axis S^2 m_z^2 + in_plane S^2 (m_x^2 - m_y^2) - S field . m for either spin.
    """

    pinned: Real
    soc: Real
    length: float
    coupling: float
    easy_axis: float
    in_plane: float
    field: Real

    def tensor(self, iso: float, antisym: float, aniso: float) -> Real:
        """Return iso delta_ij + antisym eps_ijk t_k + aniso t_i t_j."""
        return (
            iso * np.eye(3)
            - antisym * cross_matrix(self.soc)
            + aniso * np.outer(self.soc, self.soc)
        )


def motion_of(couplings: Mapping[str, float], moments: Moments, free: tuple[int, ...]) -> Motion:
    """Return the motion of the free spins (numbers 1, 2); the other one is pinned."""
    strength, length = moments.coupling**2, moments.length

    def block(names: tuple[str, str, str], a: int, b: int) -> Real:
        iso, antisym, aniso = (couplings.get(f"{name}_{a}{b}", 0.0) for name in names)
        return moments.tensor(iso, antisym, aniso)

    def blocks(*names: str) -> Real:
        chosen = names[0], names[1], names[2]
        return np.block([[block(chosen, a, b) for b in free] for a in free])

    response = ("J", "D", "A")
    own = 2 * length * np.diag([-moments.in_plane, moments.in_plane, moments.easy_axis])
    field = [
        moments.field
        + moments.coupling * couplings[f"spin_{a}"] * moments.soc
        + sum(
            strength * length * block(response, a, b) @ moments.pinned
            for b in (1, 2)
            if b not in free
        )
        for a in free
    ]
    return Motion(
        np.concatenate(field),
        strength * length * blocks(*response) + np.kron(np.eye(len(free)), own),
        strength * length * blocks("alpha_iso", "alpha_antisym", "alpha_aniso"),
        strength * blocks("noise_iso", "noise_antisym", "noise_aniso"),
    )


def effective_temperature(couplings: Mapping[str, float], length: float) -> float:
    """Return j/(2 alpha S) of spin 2, the temperature over S of the paper's approximation."""
    return couplings["noise_iso_22"] / (2 * couplings["alpha_iso_22"] * length)


def boltzmann_mean(motion: Motion, temperature: float, points: int) -> Real:
    """Return the mean of m over exp(-energy/temperature) by a product rule on the sphere."""
    height, weights = np.polynomial.legendre.leggauss(points)
    angle = 2 * np.pi * np.arange(2 * points) / (2 * points)
    radius = np.sqrt(1 - height**2)[:, None]
    m = np.stack(
        [radius * np.cos(angle), radius * np.sin(angle), height[:, None] + 0 * angle], axis=-1
    )
    exponent = -motion.energy(m[..., None, :]) / temperature
    density = weights[:, None] * np.exp(exponent - exponent.max())
    return np.einsum("ab,abk->k", density, m) / density.sum()
