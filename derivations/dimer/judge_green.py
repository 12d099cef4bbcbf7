"""Green's functions of the dimer as numbers: the judge of (1) and (A9)-(A17).

Retarded functions come from inverting the spinful 4 x 4 matrix at random
energies, couplings and directions; lesser and greater functions from the
scattering states of the infinite chain (wave matching), which know nothing of
the kinetic equation. No symbolic rule is used.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np

from spinloom.derivations.engine.interpret import Ring, Sample

RANGES = {
    "site": ("1", "2"),
    "spin": ("0", "1"),
    "branch": ("+", "-"),
    "axis": ("x", "y", "z"),
    "correlation": ("<", ">"),
    "part": ("s", "t"),
    "pair sign": ("+", "-"),
}
PAULI = {
    "x": np.array([[0, 1], [1, 0]], dtype=object),
    "y": np.array([[0, -1j], [1j, 0]], dtype=object),
    "z": np.array([[1, 0], [0, -1]], dtype=object),
}
UNIT = np.array([[1, 0], [0, 1]], dtype=object)


def rational(rng: random.Random, low: float, high: float) -> Fraction:
    """A generic exact number between two bounds."""
    return Fraction(rng.randint(int(low * 9973), int(high * 9973)), 9973)


def direction(rng: random.Random, ring: Ring) -> list[Any]:
    """A generic unit vector with rational components."""
    p, q = rational(rng, 0.2, 0.8), rational(rng, -0.8, -0.2)
    norm = 1 + p * p + q * q
    return [ring.number(x) for x in (2 * p / norm, 2 * q / norm, (1 - p * p - q * q) / norm)]


def inverse(ring: Ring, matrix: Any) -> Any:
    """Matrix inverse in the arithmetic of the ring."""
    if ring.name == "double":
        return np.linalg.inv(matrix.astype(complex))
    result = mpmath.matrix(matrix.tolist()) ** -1
    return np.array(result.tolist(), dtype=object).reshape(matrix.shape)


def along(t_hat: list[Any]) -> Any:
    """The Pauli matrix along a direction."""
    return sum(component * PAULI[axis] for component, axis in zip(t_hat, "xyz", strict=True))


@dataclass(frozen=True)
class Device:
    """One random dimer: hopping matrix (row a, column b of H), direction, inverse functions g."""

    ring: Ring
    t_hat: list[Any]
    t_0: Any
    t: Any
    g: Mapping[tuple[str, str], Any]
    sign: int = 1

    @property
    def hopping(self) -> Any:
        """t_0 + t t_hat.tau, with the sign of the gauge."""
        return self.sign * (self.t_0 * UNIT + self.t * along(self.t_hat))

    def green(self, branch: str) -> Any:
        """Inverse of E - H - Sigma, as (site, spin, site, spin)."""
        matrix = np.empty((4, 4), dtype=object)
        matrix[:2, :2], matrix[2:, 2:] = self.g[branch, "1"] * UNIT, self.g[branch, "2"] * UNIT
        matrix[:2, 2:], matrix[2:, :2] = -self.hopping, -self.hopping.conj().T
        return inverse(self.ring, matrix).reshape(2, 2, 2, 2)


def singlet(ring: Ring, green: Any) -> Any:
    """Half the spin trace, (site, site)."""
    return (green[:, 0, :, 0] + green[:, 1, :, 1]) * ring.number(Fraction(1, 2))


def triplet(ring: Ring, green: Any, t_hat: list[Any]) -> Any:
    """Half the spin trace with t_hat.tau, (site, site)."""
    axis = along(t_hat)
    total = sum(axis[s, r] * green[:, r, :, s] for s in (0, 1) for r in (0, 1))
    return total * ring.number(Fraction(1, 2))


def by_site(array: Any) -> Callable[[str, str], Any]:
    """An array over two sites as a function of their labels."""
    return lambda a, b: array[int(a) - 1, int(b) - 1]


def random_device(rng: random.Random, ring: Ring, sign: int = 1) -> Device:
    """Generic hoppings, direction and inverse functions (complex, conjugate on the branch -)."""
    number = ring.number
    g: dict[tuple[str, str], Any] = {}
    for site in ("1", "2"):
        real, imaginary = number(rational(rng, -2, 2)), number(rational(rng, 0.3, 1.5))
        g["+", site], g["-", site] = real + 1j * imaginary, real - 1j * imaginary
    t_hat = direction(rng, ring)
    return Device(
        ring, t_hat, number(rational(rng, 1, 3)), number(rational(rng, 0.2, 0.9)), g, sign
    )


def green_values(device: Device) -> dict[str, Any]:
    """Values of every leaf of (A9)-(A15)."""
    ring = device.ring
    full = {branch: device.green(branch) for branch in "+-"}
    parts = {
        branch: (singlet(ring, G), triplet(ring, G, device.t_hat)) for branch, G in full.items()
    }
    axis = along(device.t_hat)
    return {
        "t_0": device.t_0,
        "t": device.t,
        "g": lambda branch, site: device.g[branch, site],
        "G_spinful": lambda branch, a, s, b, r: full[branch][
            int(a) - 1, int(s), int(b) - 1, int(r)
        ],
        "G_singlet": lambda branch, a, b: by_site(parts[branch][0])(a, b),
        "G_triplet": lambda branch, a, b: by_site(parts[branch][1])(a, b),
        "identity": lambda s, r: UNIT[int(s), int(r)] * ring.number(Fraction(1)),
        "t_hat_tau": lambda s, r: axis[int(s), int(r)],
    }


def draw_green(rng: random.Random, ring: Ring) -> Sample:
    """A generic point of (A9)-(A15), hopping sign of (1)."""
    return Sample(ring, green_values(random_device(rng, ring)), RANGES)


def draw_green_other_gauge(rng: random.Random, ring: Ring) -> Sample:
    """The same after c_2 -> -c_2, which reverses the hopping."""
    return Sample(ring, green_values(random_device(rng, ring, sign=-1)), RANGES)


# --- Infinite leads --------------------------------------------------------------------------


@dataclass(frozen=True)
class Chain:
    """Two semi-infinite chains and the dimer at one energy inside the band."""

    ring: Ring
    device: Device
    energy: Any
    t_e: Any
    contact: tuple[Any, Any]
    occupation: tuple[Any, Any]

    @property
    def phase(self) -> Any:
        """exp(ik) of the wave that leaves the dimer: E = -t_e (u + 1/u)."""
        half = -self.energy / (2 * self.t_e)
        return half + 1j * self.ring.functions["sqrt"](1 - half * half)

    def self_energy(self, branch: str, lead: int) -> Any:
        """t_l^2 times the surface function -u/t_e (retarded) or its conjugate."""
        retarded = -(self.contact[lead] ** 2) * self.phase / self.t_e
        return retarded if branch == "+" else self.ring.functions["conj"](retarded)

    def scattering_states(self, lead: int) -> Any:
        """Amplitudes (site, spin, incoming spin) on the dimer of waves incoming from one lead.

        Wave matching: in lead l the amplitude n sites away from the contact is
        u^-n (incoming) + r u^n; the chain's own equation fixes the rest.
        Normalised to unit flux density: divided by sqrt(2 pi v), v = 2 t_e sin k.
        """
        u, matrix = self.phase, np.zeros((8, 8), dtype=object)
        source = np.zeros((8, 2), dtype=object)
        W = self.device.hopping
        # unknowns: dimer amplitudes (4), outgoing amplitudes r in leads L and R (4)
        matrix[:2, :2] = matrix[2:4, 2:4] = self.energy * UNIT
        matrix[:2, 2:4], matrix[2:4, :2] = -W, -W.conj().T
        for side in (0, 1):
            dimer, chain = slice(2 * side, 2 * side + 2), slice(4 + 2 * side, 6 + 2 * side)
            # dimer row: E psi + t_l phi_0 = ...; phi_0 = incoming + r
            matrix[dimer, chain] = self.contact[side] * UNIT
            # chain row at n = 0: E phi_0 = -t_e phi_1 - t_l psi, phi_n = in u^-n + r u^n
            matrix[chain, chain] = (self.energy + self.t_e * u) * UNIT
            matrix[chain, dimer] = self.contact[side] * UNIT
            if side == lead:
                source[dimer, :] = -self.contact[side] * UNIT
                source[chain, :] = -(self.energy + self.t_e / u) * UNIT
        amplitudes = inverse(self.ring, matrix).dot(source)[:4]
        return amplitudes.reshape(2, 2, 2)

    def correlation(self, which: str) -> Any:
        """G^< or G^> at this energy from occupied or empty scattering states."""
        speed = 2 * self.t_e * self.ring.functions["Im"](self.phase)
        total = np.zeros((2, 2, 2, 2), dtype=object)
        for lead in (0, 1):
            psi = self.scattering_states(lead)
            weight = self.occupation[lead] if which == "<" else self.occupation[lead] - 1
            conj = np.frompyfunc(self.ring.functions["conj"], 1, 1)(psi)
            total = total + 1j * weight / speed * np.einsum("asn,brn->asbr", psi, conj)
        return total


def random_chain(rng: random.Random, ring: Ring) -> Chain:
    """A generic asymmetric dimer between two chains at a generic energy and occupations."""
    number = ring.number
    t_e, energy = number(rational(rng, 2, 3)), number(rational(rng, -2, 2))
    contact = (number(rational(rng, 0.6, 1.2)), number(rational(rng, 1.3, 1.9)))
    occupation = (number(rational(rng, 0.1, 0.4)), number(rational(rng, 0.5, 0.9)))
    bare = random_device(rng, ring)
    trial = Chain(ring, bare, energy, t_e, contact, occupation)
    g = {
        (branch, site): energy - trial.self_energy(branch, lead)
        for branch in "+-"
        for lead, site in enumerate("12")
    }
    device = Device(ring, bare.t_hat, bare.t_0, bare.t, g)
    return Chain(ring, device, energy, t_e, contact, occupation)


def chain_values(chain: Chain) -> dict[str, Any]:
    """Values of every leaf of (A16), (A17), the lines below it, and g."""
    ring, device = chain.ring, chain.device
    correlation = {which: chain.correlation(which) for which in "<>"}
    parts = {
        which: (singlet(ring, G), triplet(ring, G, device.t_hat))
        for which, G in correlation.items()
    }
    conj = ring.functions["conj"]

    def sigma(which: str, site: str) -> Any:
        lead = int(site) - 1
        retarded = chain.self_energy("+", lead)
        weight = chain.occupation[lead] if which == "<" else chain.occupation[lead] - 1
        return -weight * (retarded - conj(retarded))

    return green_values(device) | {
        "hbar": ring.number(Fraction(1)),
        "epsilon": chain.energy,
        "self_energy": lambda branch, site: chain.self_energy(branch, int(site) - 1),
        "G_matrix": lambda branch: device.green(branch).reshape(4, 4),
        "G_correlation": lambda which: correlation[which].reshape(4, 4),
        "Sigma_matrix": lambda which: _block_diagonal(sigma(which, "1"), sigma(which, "2")),
        "GC": lambda which, a, s, b, r: correlation[which][int(a) - 1, int(s), int(b) - 1, int(r)],
        "GC_singlet": lambda which, a, b: by_site(parts[which][0])(a, b),
        "GC_triplet": lambda which, a, b: by_site(parts[which][1])(a, b),
        "SigmaC": sigma,
    }


def _block_diagonal(first: Any, second: Any) -> Any:
    return np.diag(np.array([first, first, second, second], dtype=object))


def draw_chain(rng: random.Random, ring: Ring) -> Sample:
    """A generic point of (A16), (A17) and of the definition of g."""
    return Sample(ring, chain_values(random_chain(rng, ring)), RANGES)
