"""Judge: leads of finite length diagonalised exactly, and the finite-field response of open ones.

Numbers only; nothing here knows singlets, triplets or reduced integrals. A device of n sites is
given by its spinful Hamiltonian (2n, 2n), basis (site 1 up, site 1 down, site 2 up, ...); each
lead is a chain with hopping -t_e that hangs by -t_l on one site. Roads to the same response of
the spin on site a, s_a = psi^dag tau psi / 2, to a field -h.s_b:

* ``susceptibility``: Lehmann sum over the eigenstates of chains of finite length, T > 0;
* ``open_susceptibility``: the bubble of the open device (semi-infinite chains), any bias;
* ``field_response``: the steady-state spin of the open device with the field in the 4 x 4
  Hamiltonian, differentiated numerically, any bias and temperature.

With chains of N sites the first meets the second up to exp(-s N / t_e): N / t_e is the time of a
round trip through a chain at the velocity 2 t_e of the band centre, and s the decay rate, pi T
(the lowest Matsubara frequency) for the static response, Im z at complex frequency.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Real = npt.NDArray[np.float64]
Complex = npt.NDArray[np.complex128]

PAULI: Complex = np.array([[[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]])
STENCIL = np.array([4 / 5, -1 / 5, 4 / 105, -1 / 280])
"""First derivative from f(k h) - f(-k h), k = 1..4, up to h^8."""


@dataclass(frozen=True)
class Lead:
    """A chain with hopping -``t_e`` attached by -``contact`` to device site ``site``."""

    site: int
    contact: float
    t_e: float
    chemical_potential: float = 0.0
    temperature: float = 0.0


@dataclass(frozen=True)
class System:
    """A device with its leads; all leads share one band, -2 t_e to 2 t_e."""

    device: Complex
    leads: tuple[Lead, ...]

    @property
    def sites(self) -> int:
        return len(self.device) // 2

    @property
    def half_width(self) -> float:
        return 2 * self.leads[0].t_e


def spin_vertices(sites: int) -> Complex:
    """Return tau_i / 2 on site a, shape (sites, 3, 2 sites, 2 sites)."""
    vertices = np.zeros((sites, 3, 2 * sites, 2 * sites), dtype=complex)
    for site in range(sites):
        vertices[site, :, 2 * site : 2 * site + 2, 2 * site : 2 * site + 2] = PAULI / 2
    return vertices


def fermi(energy: Real, lead: Lead) -> Real:
    """Return the occupation of a lead; a step at T = 0."""
    if lead.temperature == 0:
        return np.heaviside(lead.chemical_potential - energy, 0.5)
    scaled = (energy - lead.chemical_potential) / lead.temperature
    return np.asarray((1 - np.tanh(scaled / 2)) / 2)


# --- chains of finite length -------------------------------------------------------------------


def chain_hamiltonian(system: System, length: int) -> Complex:
    """Return the one-body Hamiltonian with ``length`` sites in each lead, device first."""
    size = 2 * (system.sites + len(system.leads) * length)
    result = np.zeros((size, size), dtype=complex)
    result[: 2 * system.sites, : 2 * system.sites] = system.device
    for number, lead in enumerate(system.leads):
        start = 2 * (system.sites + number * length)
        previous, hopping = 2 * lead.site, -lead.contact
        for site in range(length):
            here = start + 2 * site
            for spin in (0, 1):
                result[previous + spin, here + spin] = hopping
                result[here + spin, previous + spin] = hopping
            previous, hopping = here, -lead.t_e
    return result


@dataclass(frozen=True)
class Levels:
    """Eigenvalues (k,) and the device components (2 sites, k) of the eigenvectors."""

    energies: Real
    amplitudes: Complex


def diagonalise(system: System, length: int) -> Levels:
    """Return the levels of the system with chains of finite length."""
    energies, vectors = np.linalg.eigh(chain_hamiltonian(system, length))
    return Levels(energies, vectors[: 2 * system.sites])


def chain_green(levels: Levels, energy: complex) -> Complex:
    """Return the device block of (E - H)^-1 at a complex energy."""
    weighted = levels.amplitudes / (energy - levels.energies)
    return np.asarray(weighted @ levels.amplitudes.conj().T)


def lehmann(levels: Levels, weights: Complex) -> Complex:
    """Return -sum_kl weights_kl <k|s_a^i|l><l|s_b^j|k>, shape (sites, sites, 3, 3)."""
    amplitudes = levels.amplitudes
    size, count = amplitudes.shape
    densities = np.einsum("sk,pk->ksp", amplitudes, amplitudes.conj()).reshape(count, -1)
    kernel = -(densities.T @ weights @ densities).reshape(size, size, size, size)
    vertices = spin_vertices(size // 2)
    result: Complex = np.einsum("aipq,bjrs,spqr->abij", vertices, vertices, kernel)
    return result


def static_susceptibility(levels: Levels, chemical_potential: float, temperature: float) -> Real:
    """Return the equilibrium chi(0), degenerate pairs included with -df/dE; T > 0."""
    x = (levels.energies - chemical_potential) / temperature
    difference = (x[:, None] - x[None, :]) / 2
    small = np.abs(difference) < 1e-8
    ratio = np.where(small, 1.0, np.tanh(difference) / np.where(small, 1.0, difference))
    step = np.tanh(x / 2)
    weights = -ratio * (1 - step[:, None] * step[None, :]) / (4 * temperature)
    return np.asarray(lehmann(levels, weights.astype(complex)).real)


def susceptibility(levels: Levels, occupation: Real, frequency: complex) -> Complex:
    """Return chi^R(z) of a state with given level occupations, Im z > 0.

    The Lehmann sum needs no care for degenerate levels as long as z is not real and levels of
    equal energy have equal occupation.
    """
    energies = levels.energies
    gaps = frequency + energies[:, None] - energies[None, :]
    return lehmann(levels, np.asarray((occupation[:, None] - occupation[None, :]) / gaps))


# --- the open device ---------------------------------------------------------------------------


def self_energy(lead: Lead, energy: Complex) -> Complex:
    """Return Sigma^R(E), Im E >= 0, of a semi-infinite chain: the decaying root of its fixed point.

    g = 1 / (E - t_e^2 g); of the two roots the one with |t_e g| < 1 off the real axis and
    Im g < 0 inside the band.
    """
    t_e = lead.t_e
    energy = np.asarray(energy, dtype=complex)
    root = np.sqrt(energy - 2 * t_e) * np.sqrt(energy + 2 * t_e)
    return np.asarray(lead.contact**2 * (energy - root) / (2 * t_e**2))


def open_green(system: System, energy: npt.ArrayLike) -> Complex:
    """Return the retarded function of the open device on a batch of energies, Im E >= 0."""
    energy = np.atleast_1d(np.asarray(energy, dtype=np.complex128))
    inverse = energy[:, None, None] * np.eye(2 * system.sites) - system.device
    for lead in system.leads:
        for index in (2 * lead.site, 2 * lead.site + 1):
            inverse[:, index, index] -= self_energy(lead, energy)
    return np.asarray(np.linalg.inv(inverse))


def open_lesser(system: System, energy: Real) -> Complex:
    """Return G^< = G^R Sigma^< G^A of the steady state on a batch of energies in the band."""
    retarded = open_green(system, energy)
    scattering = np.zeros_like(retarded)
    for lead in system.leads:
        rate = -2 * self_energy(lead, energy.astype(complex)).imag * fermi(energy, lead)
        for index in (2 * lead.site, 2 * lead.site + 1):
            scattering[:, index, index] += 1j * rate
    return np.asarray(retarded @ scattering @ np.conj(np.swapaxes(retarded, 1, 2)))


NODES, WEIGHTS = np.polynomial.legendre.leggauss(20)


def angle_nodes(edges: Real) -> tuple[Real, Real]:
    """Return Gauss-Legendre nodes and weights on consecutive panels."""
    middle, half = (edges[1:] + edges[:-1]) / 2, np.diff(edges) / 2
    return (middle[:, None] + half[:, None] * NODES).ravel(), (half[:, None] * WEIGHTS).ravel()


def band_quadrature(
    system: System, integrand: Callable[[Real], Complex], tolerance: float = 1e-13
) -> tuple[Real, Real]:
    """Return energies and weights that integrate over the band, found by bisection.

    E = -2 t_e cos(theta); panels start at the steps of the occupations and are halved until the
    two halves agree with the whole for every component of the integrand.
    """
    width = system.half_width
    starts = [np.arccos(-lead.chemical_potential / width) for lead in system.leads]
    waiting = np.array(sorted({0.0, np.pi, *np.linspace(0, np.pi, 9), *starts}))
    panels = np.stack([waiting[:-1], waiting[1:]], -1)
    done: list[Real] = []

    def sums(these: Real) -> Complex:
        middle, half = these.mean(axis=1), (these[:, 1] - these[:, 0]) / 2
        theta = middle[:, None] + half[:, None] * NODES
        values = integrand(-width * np.cos(theta.ravel())) * np.sin(theta.ravel())[:, None]
        shaped = values.reshape(len(these), len(NODES), -1)
        return np.asarray(np.einsum("p,n,pnc->pc", half, WEIGHTS, shaped))

    whole = sums(panels)
    scale = float(np.max(np.abs(whole.sum(axis=0))))
    while len(panels):
        middle = panels.mean(axis=1, keepdims=True)
        halves = np.stack(
            [np.hstack([panels[:, :1], middle]), np.hstack([middle, panels[:, 1:]])], 1
        ).reshape(-1, 2)
        parts = sums(halves)
        error = np.max(np.abs(parts[::2] + parts[1::2] - whole), axis=1)
        good = error <= tolerance * scale
        done.extend(halves.reshape(-1, 2, 2)[good].reshape(-1, 2))
        keep = np.repeat(~good, 2)
        panels, whole = halves[keep], parts[keep]
        if len(done) + len(panels) > 20000:
            raise ArithmeticError("the band integral does not converge")
    ordered = np.array(sorted(map(tuple, done)))
    theta, weight = angle_nodes(np.append(ordered[:, 0], np.pi))
    return -width * np.cos(theta), weight * width * np.sin(theta)


def spin_on(system: System, energy: Real, weight: Real) -> Real:
    """Return <s_a^i> of the steady state from a given quadrature, shape (sites, 3)."""
    density = np.einsum("n,nij->ij", weight, open_lesser(system, energy)) / (2j * np.pi)
    spin: Complex = np.einsum("aipq,qp->ai", spin_vertices(system.sites), density)
    return np.asarray(spin.real)


def steady_quadrature(system: System) -> tuple[Real, Real]:
    """Return energies and weights that integrate the lesser function."""

    def flat(energy: Real) -> Complex:
        return open_lesser(system, energy).reshape(len(energy), -1)

    return band_quadrature(system, flat)


def steady_spin(system: System) -> Real:
    """Return <s_a^i> of the steady state, shape (sites, 3)."""
    return spin_on(system, *steady_quadrature(system))


def field_response(system: System, step: float = 0.02) -> Real:
    """Return d<s_a^i>/dh_b^j of the steady state, shape (sites a, sites b, 3, 3).

    The field enters the Hamiltonian as -h.s_b and the steady state is solved anew for each of
    eight values; valid at any bias and temperature. ``step`` is in units of the Hamiltonian and
    must be small against the level widths (the error is of order step^8).
    """
    energy, weight = steady_quadrature(system)
    sites, vertices = system.sites, spin_vertices(system.sites)
    result = np.zeros((sites, sites, 3, 3))
    for site in range(sites):
        for j in range(3):
            for k, coefficient in enumerate(STENCIL, start=1):
                for sign in (1, -1):
                    shifted = system.device - sign * k * step * vertices[site, j]
                    spin = spin_on(System(shifted, system.leads), energy, weight)
                    result[:, site, :, j] += sign * coefficient / step * spin
    return result


def open_susceptibility(system: System, frequency: complex) -> Complex:
    """Return chi^R(z), Im z > 0, of the steady state from the bubble, (sites, sites, 3, 3)."""
    if frequency.imag <= 0:
        raise ValueError(f"frequency = {frequency}; its imaginary part must be > 0")

    def kernels(energy: Real) -> Complex:
        lesser = open_lesser(system, energy)
        ahead = open_green(system, energy + frequency)
        behind = open_green(system, np.conj(energy - frequency)).conj().swapaxes(1, 2)
        first = np.einsum("nqr,nsp->npqrs", ahead, lesser)
        second = np.einsum("nqr,nsp->npqrs", lesser, behind)
        return np.asarray((first + second).reshape(len(energy), -1))

    energy, weight = band_quadrature(system, kernels)
    size = 2 * system.sites
    kernel = np.einsum("n,nc->c", weight, kernels(energy)).reshape((size,) * 4)
    vertices = spin_vertices(system.sites)
    result: Complex = np.einsum("aipq,bjrs,pqrs->abij", vertices, vertices, kernel)
    return 1j * result / (2 * np.pi)


def two_terminal(
    device: Complex,
    contacts: Sequence[float],
    t_e: float,
    potentials: Sequence[float],
    temperatures: Sequence[float],
) -> System:
    """Return a system with one lead on the first and one on the last site."""
    last = len(device) // 2 - 1
    return System(
        device,
        tuple(
            Lead(site, contact, t_e, mu, temperature)
            for site, contact, mu, temperature in zip(
                (0, last), contacts, potentials, temperatures, strict=True
            )
        ),
    )
