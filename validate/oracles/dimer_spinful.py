"""The dimer's couplings on whole maps, in double precision, from batched 4 x 4 matrices.

Same starting point as the 30-digit oracle (Hamiltonian, kinetic equation, bubble with explicit
Pauli vertices) but without its shortcut for the conjugate term, and organised for many points:
at T = 0 every coupling is X_L(mu_L) + X_R(mu_R), with X_l cumulative integrals over the energy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .device import Device

Real = npt.NDArray[np.float64]
Complex = npt.NDArray[np.complex128]

PAULI: Complex = np.array([[[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]])
VERTEX: Complex = np.einsum("ab,ac,ijk->aibjck", np.eye(2), np.eye(2), PAULI).reshape(2, 3, 4, 4)
"""tau_i on site a as a 4 x 4 matrix: VERTEX[a, i]."""

NODES, WEIGHTS = np.polynomial.legendre.leggauss(24)


@dataclass(frozen=True)
class Batch:
    """Retarded function, its slope and the two spectral parts, on a batch of energies."""

    retarded: Complex
    slope: Complex
    spectral: Complex

    @property
    def advanced(self) -> Complex:
        return dagger(self.retarded)


def dagger(matrix: Complex) -> Complex:
    """Return the Hermitian conjugates of a batch of matrices."""
    return np.conj(np.swapaxes(matrix, -1, -2))


def axis(device: Device) -> Real:
    """Return the normalised spin axis."""
    direction = np.asarray(device.direction, dtype=float)
    return np.asarray(direction / np.linalg.norm(direction))


def hamiltonian(device: Device) -> Complex:
    """Return the 4 x 4 Hamiltonian of the isolated device (dimer:1)."""
    spin = np.einsum("k,kij->ij", axis(device), PAULI)
    hopping = float(device.t_0) * np.eye(2) + float(device.t) * spin
    site_1, site_2 = float(device.eps_1) * np.eye(2), float(device.eps_2) * np.eye(2)
    return np.block([[site_1, hopping], [hopping.conj().T, site_2]])


def resolve(device: Device, energy: Real) -> Batch:
    """Return the Green's functions on a batch of energies inside the band."""
    t_e = float(device.t_e)
    contact = np.array([float(device.t_L) ** 2, float(device.t_R) ** 2])
    surface = (energy - 1j * np.sqrt(4 * t_e**2 - energy**2)) / (2 * t_e**2)
    surface_slope = surface / (2 * t_e**2 * surface - energy)
    projectors = np.zeros((2, 4, 4))
    projectors[0, :2, :2] = projectors[1, 2:, 2:] = np.eye(2)
    mixing = np.einsum("l,lij->ij", contact, projectors)
    inverse = (
        energy[:, None, None] * np.eye(4) - hamiltonian(device) - surface[:, None, None] * mixing
    )
    retarded: Complex = np.linalg.inv(inverse)
    slope = -retarded @ (np.eye(4) - surface_slope[:, None, None] * mixing) @ retarded
    broadening = -2 * surface.imag[:, None, None, None] * contact[:, None, None] * projectors
    advanced = dagger(retarded)
    spectral = retarded[:, None] @ broadening @ advanced[:, None]
    return Batch(retarded, slope, spectral)


def tensors(left: Complex, right: Complex) -> Complex:
    """Return Tr[tau_i left_ab tau_j right_ba] per energy, shape (n, 2, 2, 3, 3)."""
    dressed_left = np.einsum("aipq,nqr->nairp", VERTEX, left)
    dressed_right = np.einsum("bjrs,nsp->nbjrp", VERTEX, right)
    result: Complex = np.einsum("nairp,nbjrp->nabij", dressed_left, dressed_right)
    return result


def static_integrand(at: Batch, lead: int) -> Real:
    """Return the weight of f_l in chi^R(0), shape (n, 2, 2, 3, 3)."""
    lesser = 1j * at.spectral[:, lead]
    bubble = tensors(at.retarded, lesser) + tensors(lesser, at.advanced)
    return real(1j / (8 * np.pi) * bubble)


def damping_integrand(at: Batch, lead: int) -> Real:
    """Return the weight of f_l in -i d chi^R/dw at w = 0, shape (n, 2, 2, 3, 3)."""
    lesser = 1j * at.spectral[:, lead]
    bubble = tensors(at.slope, lesser) - tensors(lesser, dagger(at.slope))
    return real(bubble / (8 * np.pi))


def noise_integrand(at: Batch, filled: int, empty: int) -> Real:
    """Return the weight of f_l (1 - f_l') in the symmetrised correlator at w = 0."""
    lesser, greater = 1j * at.spectral[:, filled], -1j * at.spectral[:, empty]
    return real((tensors(greater, lesser) + tensors(lesser, greater)) / (16 * np.pi))


def real(values: Complex) -> Real:
    """Return the real part, after checking that the imaginary part is rounding."""
    scale = float(np.max(np.abs(values), initial=1e-300))
    if float(np.max(np.abs(values.imag), initial=0.0)) > 1e-10 * scale:
        raise ArithmeticError("a response that must be real is not")
    return np.asarray(values.real)


def project(device: Device, tensor: Real) -> tuple[Real, Real, Real]:
    """Return the identity, rotation and dyad parts of arrays (..., 3, 3)."""
    t = axis(device)
    along = np.einsum("...ij,i,j->...", tensor, t, t)
    iso = (np.einsum("...ii->...", tensor) - along) / 2
    rotation = np.einsum("...ij,ijk,k->...", tensor, levi_civita(), t) / 2
    return iso, rotation, along - iso


def levi_civita() -> Real:
    """Return eps_ijk."""
    i, j, k = np.indices((3, 3, 3))
    return np.asarray((j - i) * (k - i) * (k - j) / 2)


def energy_panels(device: Device, breaks: Sequence[float]) -> Real:
    """Return panel edges over the band, graded in theta and including the breaks.

    In theta (E = -2 t_e cos theta) the resonances near the band centre are about t_l^2 / t_e^2
    wide; panels are never wider than half their distance from the resonances plus that width.
    """
    t_e = float(device.t_e)
    width = min(float(device.t_L), float(device.t_R)) ** 2 / (2 * t_e**2)
    levels = np.linalg.eigvalsh(hamiltonian(device)) / (2 * t_e)
    centres = np.arccos(-np.clip(levels, -1, 1))
    edges = [0.0]
    while edges[-1] < np.pi:
        distance = float(np.min(np.abs(centres - edges[-1])))
        behind = bool(np.all(centres < edges[-1]))
        step = (distance + width) * (0.8 if behind else 0.4)
        edges.append(edges[-1] + max(step, width / 2))
    inner = [edge for edge in edges if edge < np.pi]
    angles = [np.arccos(-value / (2 * t_e)) for value in breaks]
    return np.array(sorted({*inner, *angles, np.pi}))


@dataclass(frozen=True)
class Cumulative:
    """Integrals from the lower band edge to each potential, by quantity."""

    potentials: Real
    linear: dict[str, Real]
    noise: dict[str, Real]


def cumulative(device: Device, potentials: Sequence[float]) -> Cumulative:
    """Return X_l(mu) for every potential: linear (n, lead), noise (n,) for the pair L, R."""
    nodes = np.array(sorted(set(potentials)))
    edges = energy_panels(device, list(nodes))
    middle, half = (edges[1:] + edges[:-1]) / 2, np.diff(edges) / 2
    theta = (middle[:, None] + half[:, None] * NODES).ravel()
    t_e = float(device.t_e)
    weight = (half[:, None] * WEIGHTS).ravel() * 2 * t_e * np.sin(theta)
    at = resolve(device, -2 * t_e * np.cos(theta))
    ends = np.searchsorted(edges, np.arccos(-nodes / (2 * t_e)))

    def accumulate(values: Real) -> Real:
        per_panel = (weight.reshape((-1,) + (1,) * (values.ndim - 1)) * values).reshape(
            (len(middle), len(NODES), *values.shape[1:])
        )
        return np.cumsum(per_panel.sum(axis=1), axis=0)[ends - 1]

    linear: dict[str, list[Real]] = {}
    for lead in (0, 1):
        static = accumulate(static_integrand(at, lead))
        damping = accumulate(damping_integrand(at, lead))
        for names, tensor in (
            (("J", "D", "A"), static),
            (("alpha_iso", "alpha_antisym", "alpha_aniso"), damping),
        ):
            for name, part in zip(names, project(device, tensor), strict=True):
                for a, b in np.ndindex(2, 2):
                    linear.setdefault(f"{name}_{a + 1}{b + 1}", []).append(part[:, a, b])
        spin = np.einsum("k,akpq,nqp->na", axis(device), VERTEX, at.spectral[:, lead])
        for site, values in enumerate(accumulate(real(spin) / (4 * np.pi)).T):
            linear.setdefault(f"spin_{site + 1}", []).append(values)
    correlator = project(device, accumulate(noise_integrand(at, 0, 1)))
    noise = {
        f"noise_{name}_{a + 1}{b + 1}": part[:, a, b]
        for name, part in zip(("iso", "antisym", "aniso"), correlator, strict=True)
        for a, b in np.ndindex(2, 2)
    }
    return Cumulative(nodes, {key: np.stack(parts, -1) for key, parts in linear.items()}, noise)


def couplings(device: Device, mu_L: Real, mu_R: Real) -> dict[str, Real]:
    """Return all couplings at T = 0 on arrays of chemical potentials (meV, same shape)."""
    table = cumulative(device, [*mu_L.ravel().tolist(), *mu_R.ravel().tolist()])
    left, right = (np.searchsorted(table.potentials, mu) for mu in (mu_L, mu_R))
    result = {key: parts[left, 0] + parts[right, 1] for key, parts in table.linear.items()}
    sign = np.sign(mu_L - mu_R)
    for key, part in table.noise.items():
        result[key] = sign * (part[left] - part[right])
    return result
