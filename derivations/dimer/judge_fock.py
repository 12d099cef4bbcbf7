"""The isolated dimer as an exact many-body problem: the judge of (A4)-(A8), (A18)-(A23).

Two sites with different energies and two spins make four modes and sixteen
states. The state is Gaussian, stationary and far from equilibrium: every level
has its own occupation. Spectra are sums over levels, so the energy integrals
of the print become finite sums; a finite eta stands for the infinitesimal.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Ring, Sample
from spinloom.derivations.engine.judges.fock import (
    FockSpace,
    Matrix,
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

    hamiltonian: Matrix
    t_hat: Matrix
    occupations: Matrix

    @cached_property
    def levels(self) -> tuple[Matrix, Matrix]:
        """Energies and orbitals (columns)."""
        energies, orbitals = np.linalg.eigh(self.hamiltonian)
        return energies, orbitals

    @cached_property
    def space(self) -> FockSpace:
        return FockSpace(4)

    @cached_property
    def state(self) -> Matrix:
        orbitals = self.levels[1]
        return gaussian_state(self.space, (orbitals * self.occupations) @ orbitals.conj().T)

    @cached_property
    def many_body(self) -> Stationary:
        return stationary(self.space.bilinear(self.hamiltonian), self.state)

    def spin(self, site: str, axis: str) -> Matrix:
        """s_a^i on the Fock space."""
        return self.space.bilinear(spin_matrix(site, axis))

    def at(self, operator: Matrix, time: float) -> Matrix:
        """Heisenberg operator."""
        return evolve(self.space.bilinear(self.hamiltonian), operator, time)

    def propagator(self, time: float) -> Matrix:
        """exp(-i h t) of one electron."""
        energies, orbitals = self.levels
        return (orbitals * np.exp(-1j * energies * time)) @ orbitals.conj().T

    def weights(self, which: str) -> Matrix:
        """Weight of G^< or G^> at each level, (4, 4, level), for the measure dE/2 pi."""
        orbitals = self.levels[1]
        weight = -1j * (1 - self.occupations) if which == ">" else 1j * self.occupations
        return np.einsum("an,bn,n->abn", orbitals, orbitals.conj(), weight)


def spin_matrix(site: str, axis: str) -> Matrix:
    """Half the Pauli matrix on one site, (4, 4)."""
    matrix = np.zeros((4, 4), complex)
    place = 2 * (int(site) - 1)
    matrix[place : place + 2, place : place + 2] = PAULI[AXES.index(axis)] / 2
    return matrix


def unit_vector(rng: random.Random) -> Matrix:
    """A generic direction."""
    vector = np.array([rng.uniform(0.3, 0.9), rng.uniform(-0.9, -0.3), rng.uniform(0.3, 0.9)])
    return vector / np.linalg.norm(vector)


def along(t_hat: Matrix) -> Matrix:
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


def spin_values(t_hat: Matrix) -> dict[str, Any]:
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


def random_correlations(rng: random.Random) -> Matrix:
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
    spins = {(a, i): dimer.spin(a, i) for a in "12" for i in AXES}

    def ordered(a: str, b: str, i: str, j: str) -> Any:
        def value(t: float, t_p: float) -> complex:
            factors = [dimer.at(spins[a, i], t), dimer.at(spins[b, j], t_p)]
            return expectation(state, *(factors if t > t_p else factors[::-1]))

        return value

    def green(a: str, s: str, b: str, r: str) -> Any:
        def value(t: float, t_p: float) -> complex:
            middle = -1j * (np.eye(4) - correlations) if t > t_p else 1j * correlations
            both = dimer.propagator(t) @ middle @ dimer.propagator(t_p).conj().T
            return complex(both[mode(a, s), mode(b, r)])

        return value

    def kernel(a: str, b: str, i: str, j: str) -> Any:
        def value(t: float, t_p: float) -> complex:
            means = [
                expectation(state, dimer.at(spins[k], x)) for k, x in (((a, i), t), ((b, j), t_p))
            ]
            return 0.5j * (ordered(a, b, i, j)(t, t_p) - means[0] * means[1])

        return value

    values = spin_values(dimer.t_hat) | {
        "t_c": first,
        "t_c'": second,
        "ordered_ss": ordered,
        "mean_s": lambda a, i: lambda t: expectation(state, dimer.at(spins[a, i], t)),
        "G_ordered": green,
        "K_kernel": kernel,
    }
    return Sample(ring, values, RANGES, free=two_sites(rng))


def draw_bubble_times(rng: random.Random, ring: Ring) -> Sample:
    """As `draw_times`, the kernel from one-body Green's functions: the judge of (A4)."""
    sample = draw_times(rng, ring)
    green = sample.values["G_ordered"]

    def bubble(a: str, b: str, i: str, j: str) -> Any:
        first, second = PAULI[AXES.index(i)], PAULI[AXES.index(j)]

        def value(t: float, t_p: float) -> complex:
            spins = "01"
            forth = np.array([[green(a, s, b, r)(t, t_p) for r in spins] for s in spins])
            back = np.array([[green(b, s, a, r)(t_p, t) for r in spins] for s in spins])
            return 0.125j * complex(np.trace(first @ forth @ second @ back))

        return value

    return Sample(ring, dict(sample.values) | {"K_kernel": bubble}, RANGES, free=sample.free)


# --- Energies: (A7), (A8), (A18)-(A23) -------------------------------------------------------


def at_levels(energies: Matrix, weights: Matrix) -> Any:
    """A function of energy that is a sum of delta functions: its weights, zero off the levels."""

    def value(energy: Any) -> Any:
        hit = np.abs(np.asarray(energy)[..., None] - energies) < 1e-9
        return np.sum(np.where(hit, weights, 0), axis=-1)

    return value


def level_sum(energies: Matrix) -> Any:
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

    def kernel(branch: str, a: str, b: str, i: str, j: str) -> Any:
        def value(energy: float) -> complex:
            if branch == "+":
                pair = dimer.spin(a, i), dimer.spin(b, j)
                return retarded_response(dimer.many_body, *pair, energy, eta) / 2
            pair = dimer.spin(b, j), dimer.spin(a, i)
            return retarded_response(dimer.many_body, *pair, energy, eta).conjugate() / 2

        return value

    def keldysh(a: str, b: str, i: str, j: str) -> Any:
        pair = dimer.spin(a, i), dimer.spin(b, j)
        return lambda energy: 1j * symmetrised_noise(dimer.many_body, *pair, energy, eta)

    values = spin_values(dimer.t_hat) | {
        "epsilon": epsilon,
        "epsilon_branch": lambda branch: epsilon + (1j if branch == "+" else -1j) * eta,
        "dirac": lambda x: eta / np.pi / (x * x + eta * eta),
        "G": spinful,
        "G_part": part,
        "K_branch": _remembered(kernel),
        "K_keldysh": _remembered(keldysh),
    }
    grid = np.meshgrid(energies, energies, indexing="ij")
    values |= {"epsilon'": grid[0].ravel(), "epsilon''": grid[1].ravel()}
    return Sample(ring, values | _pairs(part), RANGES, two_sites(rng), level_sum(energies))


def _remembered(kernel: Any) -> Any:
    """Many-body sums are slow and asked for again by every mutant."""
    known: dict[Any, complex] = {}

    def outer(*labels: str) -> Any:
        def value(energy: float) -> complex:
            key = (*labels, energy)
            if key not in known:
                known[key] = kernel(*labels)(energy)
            return known[key]

        return value

    return outer


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
