"""Leads as a small exact system: the judge of (1)-(5), (7) and of the current.

One spinful level in each lead (16 states) with generic energies and occupations, and the two spins
(4 states). Correlations in time come from the levels of the uncoupled system; a factor exp(-eta t)
stands for i0. Nothing of the derivation is used.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Ring, Sample

Array = Any
PLUS = np.array([[0, 1], [0, 0]], complex)
MINUS = PLUS.T
Z, UNIT = np.diag([1, -1]).astype(complex), np.eye(2, dtype=complex)
X, Y = PLUS + MINUS, -1j * (PLUS - MINUS)
AXES = {"x": X, "y": Y, "z": Z}
SPINS = ("0", "1")
LABELS = ("1", "-1", "z", "2", "-2", "z'")
#: System operators of (4) by label, and their frequencies over nu.
SYSTEM = {
    "1": np.kron(MINUS, UNIT), "-1": np.kron(PLUS, UNIT), "z": np.kron(Z, UNIT),
    "2": np.kron(UNIT, MINUS), "-2": np.kron(UNIT, PLUS), "z'": np.kron(UNIT, Z),
}  # fmt: skip
STEPS = {"1": 1, "-1": -1, "z": 0, "2": 1, "-2": -1, "z'": 0}


@lru_cache(maxsize=1)
def fermions() -> tuple[Array, ...]:
    """Annihilators of L up, L down, R up, R down by Jordan-Wigner strings, 16 x 16."""
    lower = np.array([[0, 1], [0, 0]], complex)
    found = []
    for mode in range(4):
        factors = [Z] * mode + [lower] + [UNIT] * (3 - mode)
        matrix = np.eye(1, dtype=complex)
        for factor in factors:
            matrix = np.kron(matrix, factor)
        found.append(matrix)
    return tuple(found)


def spin_orbit(theta: float, phi: float) -> Array:
    """u = exp(i sigma_z phi) exp(i sigma_y theta / 2) from eigenvectors."""

    def exponential(matrix: Array, angle: float) -> Array:
        values, vectors = np.linalg.eigh(matrix)
        return (vectors * np.exp(1j * angle * values)) @ vectors.conj().T

    return exponential(Z, phi) @ exponential(Y, theta / 2)


@dataclass(frozen=True)
class Leads:
    """Parameters of one random junction with one level per lead."""

    nu: float
    theta: float
    phi: float
    J: tuple[float, float]
    eps: tuple[float, float]
    mu: tuple[float, float]
    temperature: float
    eta: float
    density: float

    def fermi(self, lead: int) -> Callable[[Any], Any]:
        return lambda e: 1 / (np.exp((e - self.mu[lead]) / self.temperature) + 1)

    @cached_property
    def u(self) -> Array:
        return spin_orbit(self.theta, self.phi)

    @cached_property
    def number_energies(self) -> Array:
        """Diagonal of H_L + H_R."""
        c = fermions()
        return sum(np.diag(c[m].conj().T @ c[m]).real * self.eps[m // 2] for m in range(4))

    @cached_property
    def weights(self) -> Array:
        """Diagonal of the leads' density matrix."""
        c, total = fermions(), 1.0
        for m in range(4):
            n = np.diag(c[m].conj().T @ c[m]).real
            f = self.fermi(m // 2)(self.eps[m // 2])
            total = total * (n * f + (1 - n) * (1 - f))
        return total

    def transfer(self, matrix: Array, to: str) -> Array:
        """c_to^dag M c_from, 16 x 16."""
        c = fermions()
        left, right = (c[2:], c[:2]) if to == "R" else (c[:2], c[2:])
        return sum(left[s].conj().T @ right[r] * matrix[s, r] for s in (0, 1) for r in (0, 1))

    @cached_property
    def tunnelling(self) -> Array:
        """The coupling of (3), leads times spins, 64 x 64."""
        half: Array = sum(
            self.J[0] * np.kron(self.transfer(a, "R"), np.kron(a, UNIT))
            + self.J[1] * np.kron(self.transfer(a @ self.u, "R"), np.kron(UNIT, a))
            for a in AXES.values()
        )
        return half + half.conj().T

    @cached_property
    def free_energies(self) -> Array:
        """Diagonal of H_0 + H_L + H_R, 64."""
        zeeman = self.nu / 2 * np.diag(np.kron(Z, UNIT) + np.kron(UNIT, Z)).real
        return np.add.outer(self.number_energies, zeeman).ravel()

    def bath_operators(self, coupling: Array, time: float) -> dict[str, Array]:
        """B_j(t) of a coupling: its interaction picture projected on each A_j."""
        key = (coupling.tobytes(), time)
        if key not in self.known:
            self.known[key] = self._projected(coupling, time)
        return self.known[key]

    @cached_property
    def known(self) -> dict[Any, dict[str, Array]]:
        """Projections made so far."""
        return {}

    def _projected(self, coupling: Array, time: float) -> dict[str, Array]:
        phase = np.exp(1j * self.free_energies * time)
        moved = (phase[:, None] * coupling * phase.conj()).reshape(16, 4, 16, 4)
        found = {}
        for name, operator in SYSTEM.items():
            norm = np.trace(operator.conj().T @ operator)
            part = np.einsum("asbr,sr->ab", moved, operator.conj()) / norm
            found[name] = part * np.exp(1j * STEPS[name] * self.nu * time)
        return found

    def half_sided(self, first: Array, second: Array, omega: float) -> np.complex128:
        """int_0^oo dt exp(i omega t - eta t) <B(t) B'(0)> from the levels."""
        energies = self.number_energies
        gaps = energies[:, None] - energies
        propagator = 1 / (self.eta - 1j * (omega + gaps))
        return np.complex128(np.einsum("a,ab,ab,ba->", self.weights, first, propagator, second))


def draw_leads(rng: random.Random, eta: float = 0.0) -> Leads:
    """A generic junction with one level per lead."""
    near = rng.uniform
    return Leads(
        nu=near(0.3, 0.7), theta=near(0.4, 1.4), phi=near(0.3, 1.2),
        J=(near(0.5, 0.9), near(1.1, 1.6)), eps=(near(-0.9, -0.3), near(0.5, 1.3)),
        mu=(near(0.3, 0.8), near(-0.6, -0.1)), temperature=near(0.4, 0.9),
        eta=eta or near(0.2, 0.6), density=near(0.6, 0.9),
    )  # fmt: skip


def by_label(values: dict[str, Any]) -> Callable[[str], Any]:
    return lambda label: values[label]


def common_leaves(leads: Leads) -> dict[str, Any]:
    return {
        "i_unit": 1j, "pi": np.pi, "nu": leads.nu, "theta": leads.theta, "phi": leads.phi,
        "J_1": leads.J[0], "J_2": leads.J[1], "N_squared": leads.density,
        "A": by_label(SYSTEM), "nu_of": lambda name: STEPS[name] * leads.nu,
        "tensor": np.kron, "tau_plus": PLUS, "tau_minus": MINUS, "tau_z": Z, "unit": UNIT,
        "sigma_plus": PLUS, "sigma_minus": MINUS, "sigma_z": Z, "sigma_y": Y,
        "u_matrix": leads.u, "trace": np.trace,
        "f_L": leads.fermi(0), "f_R": leads.fermi(1), "eps_RL": leads.eps[1] - leads.eps[0],
    }  # fmt: skip


def draw_coupling(rng: random.Random, ring: Ring) -> Sample:
    """(1): the interaction picture of the coupling against its sum of products."""
    leads = draw_leads(rng)
    time = rng.uniform(0.3, 1.5)

    def picture(t: float) -> Array:
        phase = np.exp(1j * leads.free_energies * t)
        return phase[:, None] * leads.tunnelling * phase.conj()

    def bath(label: str) -> Callable[[float], Array]:
        return lambda t: np.kron(leads.bath_operators(leads.tunnelling, t)[label], np.eye(4))

    values = common_leaves(leads) | {
        "t": time, "H_SE": picture, "B": bath,
        "A": lambda label: np.kron(np.eye(16), SYSTEM[label]),
    }  # fmt: skip
    return Sample(ring, values, {"coupling": LABELS})


# --- (3), (4), the current -------------------------------------------------------------------


def zeeman_sample(rng: random.Random, ring: Ring) -> Sample:
    """The Hamiltonian of two isolated spins from their energies."""
    leads = draw_leads(rng)
    return Sample(
        ring, common_leaves(leads) | {"H_0": np.diag([leads.nu, 0, 0, -leads.nu]).astype(complex)}
    )


def few_electrons() -> tuple[Array, ...]:
    """The same annihilators on the vacuum and the states of one electron, 5 x 5.

    A form with one creator and one annihilator is known from there.
    """
    found = []
    for mode in range(4):
        matrix = np.zeros((5, 5), complex)
        matrix[0, mode + 1] = 1
        found.append(matrix)
    return tuple(found)


def of_few_electrons(operator: Array) -> Array:
    """An operator of 64 states between the vacuum and the states of one electron, 20 x 20."""
    singles = [int(np.argmax(np.abs(c[0]))) for c in fermions()]
    kept = np.array([4 * n + s for n in (0, *singles) for s in range(4)])
    return operator[np.ix_(kept, kept)]


def of_all_electrons(operator: Array) -> Array:
    """Creator, annihilator and spins of a form given between states of one electron."""
    table, c = operator[4:, 4:].reshape(4, 4, 4, 4), fermions()
    return sum(np.kron(c[m].conj().T @ c[n], table[m, :, n, :]) for m in range(4) for n in range(4))


def full_space(leads: Leads) -> dict[str, Any]:
    """Leaves of (3) and of the current on at most one electron and the spins."""
    c = [np.kron(m, np.eye(4)) for m in few_electrons()]
    spins = {a: np.kron(np.eye(5), np.kron(m, UNIT)) for a, m in AXES.items()}
    others = {a: np.kron(np.eye(5), np.kron(UNIT, m)) for a, m in AXES.items()}
    zeeman = np.kron(np.eye(5), leads.nu / 2 * (np.kron(Z, UNIT) + np.kron(UNIT, Z)))
    numbers = [sum(c[m].conj().T @ c[m] for m in pair) for pair in ((0, 1), (2, 3))]
    return common_leaves(leads) | {
        "c_R_create": lambda s: c[2 + int(s)].conj().T, "c_L": lambda s: c[int(s)],
        "sigma": lambda a, s, r: AXES[a][int(s), int(r)],
        "u_hat": lambda s, r: leads.u[int(s), int(r)],
        "tau_1": spins, "tau_2": others, "H_0": zeeman,
        "H_L": leads.eps[0] * numbers[0], "H_R": leads.eps[1] * numbers[1],
        "numbers": numbers,
    }  # fmt: skip


RANGES = {"axis": ("x", "y", "z"), "spin": SPINS, "coupling": LABELS}


def full_sample(leads: Leads, ring: Ring) -> Sample:
    """A sample in which (3) can be evaluated."""
    return Sample(ring, full_space(leads), RANGES)


def draw_bath_operators(
    rng: random.Random, ring: Ring, hamiltonian: Callable[[Sample], Array] | None = None
) -> Sample:
    """(4): B_j(t) projected out of the interaction picture; of a printed H if one is given."""
    leads, time = draw_leads(rng), rng.uniform(0.4, 1.2)
    coupling = leads.tunnelling
    if hamiltonian is not None:
        space = full_sample(leads, ring)
        free = of_few_electrons(np.diag(leads.free_energies))
        coupling = of_all_electrons(hamiltonian(space) - free)

    def products(t: float) -> Array:
        found = leads.bath_operators(coupling, t)
        return sum(
            np.exp(-1j * STEPS[j] * leads.nu * t) * np.kron(found[j], SYSTEM[j]) for j in LABELS
        )

    def picture(t: float) -> Array:
        phase = np.exp(1j * leads.free_energies * t)
        return phase[:, None] * coupling * phase.conj()

    values = common_leaves(leads) | {
        "t": time,
        "products": products,
        "H_SE": picture,
        "B": lambda label: lambda t: leads.bath_operators(coupling, t)[label],
        "transfer_RL": lambda m: leads.transfer(m, "R"),
        "transfer_LR": lambda m: leads.transfer(m, "L"),
    }
    return Sample(ring, values, RANGES)


def draw_rotation(rng: random.Random, ring: Ring) -> Sample:
    """The definition of u: exponentials of matrices."""
    leads = draw_leads(rng)

    def exponential(value: Any) -> Any:
        values, vectors = np.linalg.eig(value)
        return (vectors * np.exp(values)) @ np.linalg.inv(vectors)

    u = np.empty((2, 2), complex)
    # a rotation by -2 phi about z after one by -theta about y, column by column
    for column, (a, b) in enumerate(((1, 0), (0, 1))):
        cosine, sine = np.cos(leads.theta / 2), np.sin(leads.theta / 2)
        u[0, column] = np.exp(1j * leads.phi) * (cosine * a + sine * b)
        u[1, column] = np.exp(-1j * leads.phi) * (-sine * a + cosine * b)
    return Sample(ring, common_leaves(leads) | {"exp": exponential, "u_matrix": u})


def draw_trace(rng: random.Random, ring: Ring) -> Sample:
    """The spin traces of one correlator."""
    return Sample(ring, common_leaves(draw_leads(rng)))


def draw_current(rng: random.Random, ring: Ring) -> Sample:
    """The current as the rate at which electrons enter L, i [H, N_L]."""
    leads = draw_leads(rng)
    values = full_space(leads)
    H = of_few_electrons(leads.tunnelling + np.diag(leads.free_energies))
    number = values["numbers"][0]
    return Sample(ring, values | {"current": 1j * (H @ number - number @ H)}, RANGES)


# --- (5), (6) first line, (7) ----------------------------------------------------------------


def draw_correlator(rng: random.Random, ring: Ring) -> Sample:
    """(5): one term of the master equation from the double commutator's two orders."""
    leads = draw_leads(rng)
    bath = leads.bath_operators(leads.tunnelling, 0.0)
    state = np.random.default_rng(rng.getrandbits(64))
    rho = state.normal(size=(4, 4)) + 1j * state.normal(size=(4, 4))
    rho = rho @ rho.conj().T / np.trace(rho @ rho.conj().T)
    gaps = leads.number_energies[:, None] - leads.number_energies
    earlier = bath["-1"] / (leads.eta + 1j * (leads.nu + gaps))  # int B_{-1}(-tau) exp(-i nu tau)
    joint = np.kron(np.diag(leads.weights), rho)
    now = np.kron(bath["2"], SYSTEM["2"])
    before = np.kron(earlier, SYSTEM["-1"])
    change = before @ joint @ now - now @ before @ joint
    traced = np.einsum("asar->sr", change.reshape(16, 4, 16, 4))
    values = common_leaves(leads) | {
        "AA": lambda j, k: SYSTEM[j] @ SYSTEM[k],
        "rho": rho, "rate_term": traced + traced.conj().T, "i_zero": 1j * leads.eta,
        "Gamma": lambda j, k: lambda omega: leads.half_sided(bath[j], bath[k], omega),
    }  # fmt: skip
    return Sample(ring, values, RANGES, integrate=_at_the_levels(leads))


def _at_the_levels(leads: Leads) -> Callable[..., Any]:
    """The double integral over a density of states that is one level in each lead."""
    where = {"eps_L": leads.eps[0], "eps_R": leads.eps[1]}

    def integrate(names: tuple[str, ...], integrand: Callable[..., Any]) -> Any:
        return integrand(*(where[name] for name in names)) / leads.density

    return integrate


def draw_shift(rng: random.Random, ring: Ring) -> Sample:
    """The definition of Delta against minus the imaginary part of the static correlator."""
    leads = draw_leads(rng, eta=1e-300)
    bath = leads.bath_operators(leads.tunnelling, 0.0)
    gamma = leads.half_sided(bath["z"], bath["z"], 0.0)
    strength = 2 * leads.J[0] ** 2 * leads.density
    return Sample(ring, common_leaves(leads) | {"Delta": -gamma.imag / strength},
                  RANGES, integrate=_at_the_levels(leads))  # fmt: skip


PAIRS = (("2", "-1"), ("-2", "1"), ("1", "-2"), ("-1", "2"), ("z", "z'"), ("z'", "z"))


def interaction_sample(ring: Ring, nu: float) -> Sample:
    """(7) at a given Larmor frequency: the secular terms' imaginary parts, level by level."""
    rng = random.Random(7)
    drawn = draw_leads(rng, eta=1e-300)
    leads = replace(drawn, nu=nu)
    bath = leads.bath_operators(leads.tunnelling, 0.0)
    total = np.zeros((4, 4), complex)
    for j, k in PAIRS:
        gamma = leads.half_sided(bath[j], bath[k], STEPS[k] * nu)
        term = gamma * SYSTEM[j] @ SYSTEM[k]
        total += (term - term.conj().T) / 2j
    scalar = sum(np.kron(a, a) for a in AXES.values())
    cross = np.kron(X, Y) - np.kron(Y, X)
    static = leads.half_sided(bath["z"], bath["z"], 0.0).imag / (
        2 * leads.J[0] ** 2 * leads.density
    )
    values = common_leaves(leads) | {
        "H_int": total, "scalar_product": scalar, "cross_z": cross, "Delta": -static,
        "J_ex": (-np.trace(total @ scalar) / 12).real,
        "J_DM": (np.trace(total @ cross) / np.trace(cross @ cross)).real,
    }  # fmt: skip
    return Sample(ring, values)
