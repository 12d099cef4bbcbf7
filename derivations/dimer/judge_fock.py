"""The isolated dimer as an exact many-body problem: the judge of (A4)-(A8), (A18)-(A23).

Two sites with different energies and two spins make four modes and sixteen
states. The state is Gaussian, stationary and far from equilibrium: every level
has its own occupation. Spectra are sums over levels, so the energy integrals
of the print become finite sums; a finite eta stands for the infinitesimal.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache, cached_property, partial
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Array, Ring, Sample, remembered
from spinloom.derivations.engine.judges.fock import (
    FockSpace,
    Stationary,
    evolve,
    expectation,
    gaussian_state,
    retarded_response,
    stationary,
    symmetrised_noise,
)

from .judge_green import RANGES

AXES = "xyz"
PAULI = np.array([[[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]])
LEVI_CIVITA = np.zeros((3, 3, 3))
for _x, _y, _z in ((0, 1, 2), (1, 2, 0), (2, 0, 1)):
    LEVI_CIVITA[_x, _y, _z], LEVI_CIVITA[_x, _z, _y] = 1, -1


@dataclass(frozen=True)
class IsolatedDimer:
    """One random dimer without leads; one-body index = 2 site + spin."""

    hamiltonian: Array
    t_hat: Array
    occupations: Array

    @cached_property
    def levels(self) -> tuple[Array, Array]:
        """Energies and orbitals (columns)."""
        energies, orbitals = np.linalg.eigh(self.hamiltonian)
        return energies, orbitals

    @cached_property
    def space(self) -> FockSpace:
        return FockSpace(4)

    @cached_property
    def state(self) -> Array:
        orbitals = self.levels[1]
        return gaussian_state(self.space, (orbitals * self.occupations) @ orbitals.conj().T)

    @cached_property
    def many_body(self) -> Stationary:
        return stationary(self.space.bilinear(self.hamiltonian), self.state)

    @cached_property
    def spins(self) -> dict[tuple[str, str], Array]:
        """s_a^i on the Fock space, by site and axis."""
        bilinear = self.space.bilinear
        return {(a, i): bilinear(spin_matrix(a, i)) for a in "12" for i in AXES}

    def spin_at(self, site: str, axis: str, time: float) -> Array:
        """Heisenberg operator s_a^i(t)."""
        return evolve(self.space.bilinear(self.hamiltonian), self.spins[site, axis], time)

    def propagator(self, time: float) -> Array:
        """exp(-i h t) of one electron."""
        energies, orbitals = self.levels
        return (orbitals * np.exp(-1j * energies * time)) @ orbitals.conj().T

    def weights(self, which: str) -> Array:
        """Weight of G^< or G^> at each level, (4, 4, level), for the measure dE/2 pi."""
        orbitals = self.levels[1]
        weight = -1j * (1 - self.occupations) if which == ">" else 1j * self.occupations
        return np.einsum("an,bn,n->abn", orbitals, orbitals.conj(), weight)


def spin_matrix(site: str, axis: str) -> Array:
    """Half the Pauli matrix on one site, (4, 4)."""
    matrix = np.zeros((4, 4), complex)
    place = 2 * (int(site) - 1)
    matrix[place : place + 2, place : place + 2] = PAULI[AXES.index(axis)] / 2
    return matrix


def unit_vector(rng: random.Random) -> Array:
    """A generic direction."""
    vector = np.array([rng.uniform(0.3, 0.9), rng.uniform(-0.9, -0.3), rng.uniform(0.3, 0.9)])
    return vector / np.linalg.norm(vector)


def along(t_hat: Array) -> Array:
    """t_hat.tau, (2, 2)."""
    return np.einsum("k,kab->ab", t_hat, PAULI)


def random_dimer(rng: random.Random) -> IsolatedDimer:
    """Different site energies, generic hopping and direction, generic occupations.

    Both hoppings are complex, with different phases: the identities judged here need the spin
    structure alone, and real hoppings would hide an exchange of the two sites.
    """
    t_hat = unit_vector(rng)
    t_0, t = rng.uniform(0.8, 1.5), rng.uniform(0.3, 0.7)
    phases = np.exp(1j * np.array([rng.uniform(0.3, 0.8), rng.uniform(1.2, 2.0)]))
    hopping = t_0 * phases[0] * np.eye(2) + t * phases[1] * along(t_hat)
    energies = np.diag([rng.uniform(0.2, 0.9), rng.uniform(-0.9, -0.2)])
    hamiltonian = np.kron(energies, np.eye(2)).astype(complex)
    hamiltonian[:2, 2:], hamiltonian[2:, :2] = hopping, hopping.conj().T
    return IsolatedDimer(hamiltonian, t_hat, np.array([rng.uniform(0.05, 0.95) for _ in range(4)]))


def mode(site: str, spin: str) -> int:
    """One-body index of a site and a spin."""
    return 2 * (int(site) - 1) + int(spin)


def spin_values(t_hat: Array) -> dict[str, Any]:
    """Leaves that stand for spin matrices and index tensors."""
    axis = along(t_hat)
    return {
        "tau": lambda i, s, r: PAULI[AXES.index(i), int(s), int(r)],
        "identity": lambda s, r: float(s == r),
        "t_hat_tau": lambda s, r: axis[int(s), int(r)],
        "t_hat": lambda i: t_hat[AXES.index(i)],
        "delta": lambda i, j: float(i == j),
        "levi_civita": lambda i, j, k: LEVI_CIVITA[AXES.index(i), AXES.index(j), AXES.index(k)],
        "i_unit": 1j,
        "hbar": 1.0,
        "pi": np.pi,
        "sign_of": lambda sign: 1.0 if sign == "+" else -1.0,
    }


# --- Real times: (A4), (A6) ------------------------------------------------------------------


def random_correlations(rng: random.Random) -> Array:
    """<c_b^dag c_a> of a Gaussian state that is not stationary."""
    entries = np.array(
        [[complex(rng.gauss(0, 1), rng.gauss(0, 1)) for _ in range(4)] for _ in "1234"]
    )
    basis = np.linalg.qr(entries)[0]
    occupations = np.array([rng.uniform(0.05, 0.95) for _ in range(4)])
    return (basis * occupations) @ basis.conj().T


def draw_times(rng: random.Random, ring: Ring) -> Sample:
    """Two different times on the forward branch, in a state that is not stationary."""
    dimer = random_dimer(rng)
    correlations = random_correlations(rng)
    state = gaussian_state(dimer.space, correlations)
    first, second = rng.uniform(0.2, 0.9), rng.uniform(1.1, 1.9)
    if rng.random() < 0.5:
        first, second = second, first
    spin = cache(dimer.spin_at)

    @cache
    def mean(a: str, i: str, t: float) -> complex:
        return expectation(state, spin(a, i, t))

    @cache
    def ordered(a: str, b: str, i: str, j: str, t: float, t_p: float) -> complex:
        factors = spin(a, i, t), spin(b, j, t_p)
        return expectation(state, *(factors if t > t_p else factors[::-1]))

    @cache
    def both_ends(t: float, t_p: float) -> Array:
        middle = -1j * (np.eye(4) - correlations) if t > t_p else 1j * correlations
        return np.asarray(dimer.propagator(t) @ middle @ dimer.propagator(t_p).conj().T)

    def kernel(a: str, b: str, i: str, j: str, t: float, t_p: float) -> complex:
        return 0.5j * (ordered(a, b, i, j, t, t_p) - mean(a, i, t) * mean(b, j, t_p))

    values = spin_values(dimer.t_hat) | {
        "t_c": first,
        "t_c'": second,
        "time": first,
        "time'": second,
        "ordered_ss": lambda *labels: partial(ordered, *labels),
        "mean_s": lambda *labels: partial(mean, *labels),
        "G_ordered": lambda a, s, b, r: (
            lambda t, t_p: complex(both_ends(t, t_p)[mode(a, s), mode(b, r)])
        ),
        "K_kernel": lambda *labels: partial(kernel, *labels),
    }
    return Sample(ring, values, RANGES, free=two_sites(rng))


def draw_bubble_times(rng: random.Random, ring: Ring) -> Sample:
    """As `draw_times`, the kernel from one-body Green's functions: the judge of (A4)."""
    sample = draw_times(rng, ring)
    green = sample.values["G_ordered"]

    @cache
    def bubble(a: str, b: str, i: str, j: str, t: float, t_p: float) -> complex:
        first, second = PAULI[AXES.index(i)], PAULI[AXES.index(j)]
        forth = np.array([[green(a, s, b, r)(t, t_p) for r in "01"] for s in "01"])
        back = np.array([[green(b, s, a, r)(t_p, t) for r in "01"] for s in "01"])
        return 0.125j * complex(np.trace(first @ forth @ second @ back))

    kernel = {"K_kernel": lambda *labels: partial(bubble, *labels)}
    return Sample(ring, dict(sample.values) | kernel, RANGES, free=sample.free)


# --- Energies: (A7), (A8), (A18)-(A23) -------------------------------------------------------


def at_levels(energies: Array, weights: Array) -> Any:
    """A function of energy that is a sum of delta functions: its weights, zero off the levels."""

    def value(energy: Any) -> Any:
        hit = np.abs(np.asarray(energy)[..., None] - energies) < 1e-9
        return np.sum(np.where(hit, weights, 0), axis=-1)

    return value


def level_sum(energies: Array) -> Any:
    """The integral over one or two energies of a product of such functions."""

    def integrate(names: tuple[str, ...], integrand: Any) -> Any:
        grids = np.meshgrid(*(energies for _ in names), indexing="ij")
        values = integrand(*(grid.ravel() for grid in grids))
        return np.sum(np.broadcast_to(values, (energies.size ** len(names),)))

    return integrate


def two_sites(rng: random.Random) -> dict[str, tuple[str, ...]]:
    """Sites for the free indices a and b: different ones at two points of three."""
    a, b = rng.choice(("12", "21", "12", "21", "11", "22"))
    return {"a": (a,), "b": (b,)}


@remembered
def draw_energies(rng: random.Random, ring: Ring) -> Sample:
    """Kernels by brute force on the Fock space, Green's functions by levels."""
    dimer = random_dimer(rng)
    energies = dimer.levels[0]
    epsilon, eta = rng.uniform(0.3, 1.2), rng.uniform(0.3, 0.8)
    weights = {which: dimer.weights(which) for which in "<>"}
    axis = along(dimer.t_hat)
    halves = {"s": np.eye(2) / 2, "t": axis / 2}

    def part(which_part: str, which: str, a: str, b: str) -> Any:
        block = weights[which].reshape(2, 2, 2, 2, -1)[int(a) - 1, :, int(b) - 1]
        return at_levels(energies, np.einsum("rs,srn->n", halves[which_part], block))

    def spinful(which: str, a: str, s: str, b: str, r: str) -> Any:
        return at_levels(energies, weights[which][mode(a, s), mode(b, r)])

    @cache
    def kernel(branch: str, a: str, b: str, i: str, j: str, energy: float) -> complex:
        first, second = dimer.spins[a, i], dimer.spins[b, j]
        if branch == "+":
            return retarded_response(dimer.many_body, first, second, energy, eta) / 2
        return retarded_response(dimer.many_body, second, first, energy, eta).conjugate() / 2

    @cache
    def keldysh(a: str, b: str, i: str, j: str, energy: float) -> complex:
        pair = dimer.spins[a, i], dimer.spins[b, j]
        return 1j * symmetrised_noise(dimer.many_body, *pair, energy, eta)

    values = spin_values(dimer.t_hat) | {
        "epsilon": epsilon,
        "epsilon_branch": lambda branch: epsilon + (1j if branch == "+" else -1j) * eta,
        "dirac": lambda x: eta / np.pi / (x * x + eta * eta),
        "G": spinful,
        "G_part": part,
        "K_branch": lambda *labels: partial(kernel, *labels),
        "K_keldysh": lambda *labels: partial(keldysh, *labels),
    }
    return Sample(ring, values | _pairs(part), RANGES, two_sites(rng), level_sum(energies))


def _pairs(part: Any) -> dict[str, Any]:
    """The pair functions by products of two functions of energy."""

    def product(sign: int, p: str, q: str, a: str, b: str) -> Any:
        def value(x: Any, y: Any) -> Any:
            first = part(p, ">", a, b)(x) * part(q, "<", b, a)(y)
            return first + sign * part(p, "<", a, b)(x) * part(q, ">", b, a)(y)

        return value

    def combine(sign: int, *terms: tuple[int, str, str]) -> Any:
        def leaf(a: str, b: str) -> Any:
            return lambda x, y: sum(k * product(sign, p, q, a, b)(x, y) for k, p, q in terms)

        return leaf

    isotropic, antisymmetric = ((1, "s", "s"), (-1, "t", "t")), ((1, "s", "t"), (-1, "t", "s"))
    return {
        "G_pair": lambda sign, p, q, a, b: product(1 if sign == "+" else -1, p, q, a, b),
        "cal_J": combine(-1, *isotropic),
        "cal_D": combine(-1, *antisymmetric),
        "Gamma_bar": combine(-1, (1, "t", "t")),
        "j_bar": combine(+1, *isotropic),
        "d_bar": combine(+1, *antisymmetric),
        "g_bar": combine(+1, (1, "t", "t")),
    }
