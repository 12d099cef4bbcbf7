"""Moving spins as numbers: the judge of (1)-(8).

The localized moments are classical vectors of length S; the electrons answer
with the exact linear response of the open dimer (`judge_open`). Vectors are one-dimensional arrays.
"""

from __future__ import annotations

import random
from functools import lru_cache
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import DOUBLE, Array, Ring, Sample, defined, evaluate
from spinloom.derivations.engine.judges.fock import FockSpace
from spinloom.derivations.engine.printed import Node, Symbol, equal, relations

from . import judge_fock, judge_open
from .judge_fock import LEVI_CIVITA, PAULI, along, mode, spin_matrix, unit_vector
from .judge_green import RANGES

VECTOR_CALLS = {"dot": np.dot, "cross": np.cross, "outer": np.outer}
SPIN_LENGTH = 2.5


def vector(rng: random.Random, length: float = 1.0) -> Array:
    """A generic vector of a given length."""
    raw = np.array([rng.uniform(-1, 1) for _ in range(3)])
    return length * raw / np.linalg.norm(raw)


# --- (1) and the definitions around it -------------------------------------------------------


def one_body_sample(rng: random.Random, hopping: Any = None) -> Sample:
    """Bilinears of (1) as 4 x 4 matrices: a creator is a column, an annihilator a row."""
    t_hat = unit_vector(rng)
    axis = along(t_hat)
    t_0, t, level = rng.uniform(1, 2), rng.uniform(0.2, 0.8), rng.uniform(0.3, 0.9)
    true_hopping = t_0 * np.eye(2) + t * axis
    expected = np.kron(np.eye(2), level * np.eye(2)).astype(complex)
    expected[:2, 2:], expected[2:, :2] = true_hopping, true_hopping.conj().T
    unit = np.eye(4)
    values = {
        "epsilon_0": level,
        "t_0": t_0,
        "t": t,
        "identity": lambda s, r: float(s == r),
        "t_hat_tau": lambda s, r: axis[int(s), int(r)],
        "hopping": hopping or (lambda s, r: true_hopping[int(s), int(r)]),
        "c_create": lambda a, s: unit[:, [mode(a, s)]],
        "c_annihilate": lambda a, s: unit[[mode(a, s)], :],
        "H_expected": expected,
    }
    return Sample(DOUBLE, values, RANGES)


H_PRINTED, H_EXPECTED = Symbol("H_printed"), Symbol("H_expected")
MATRIX_OF_H = equal(H_PRINTED, H_EXPECTED)


def draw_hamiltonian(tree: Node) -> Any:
    """(1) as printed against the matrix that every Green's function here is the inverse of."""

    def draw(rng: random.Random, ring: Ring) -> Sample:
        sample = one_body_sample(rng)
        return _with(sample, {"H_printed": defined(tree, sample)()})

    return draw


def draw_hopping(hamiltonian: Node) -> Any:
    """The printed hopping matrix, put into (1)."""

    def use(tree: Node) -> Any:
        def draw(rng: random.Random, ring: Ring) -> Sample:
            state = rng.getstate()
            plain = one_body_sample(rng)
            rng.setstate(state)
            sample = one_body_sample(rng, hopping=defined(tree, plain))
            return _with(sample, {"H_printed": defined(hamiltonian, sample)()})

        return draw

    return use


def _with(sample: Sample, values: dict[str, Any]) -> Sample:
    return Sample(sample.ring, dict(sample.values) | values, sample.ranges, sample.free)


# --- electronic spin operator: the rotation algebra ------------------------------------------

SPIN_ALGEBRA = equal(Symbol("commutator"), Symbol("rotation"))


def draw_spin(tree: Node) -> Any:
    """[s_a^x, s_a^y] = i s_a^z and its cycles for the printed spin operator."""

    def draw(rng: random.Random, ring: Ring) -> Sample:
        space = FockSpace(4)
        values = {
            "tau": lambda i, s, r: PAULI["xyz".index(i), int(s), int(r)],
            "c_create": lambda a, s: space.creator(mode(a, s)),
            "c_annihilate": lambda a, s: space.annihilator(mode(a, s)),
        }
        printed = defined(tree, Sample(DOUBLE, values, RANGES))
        spins = {(a, i): printed(a, i) for a in "12" for i in "xyz"}
        cycles = [(a, *cycle) for a in "12" for cycle in ("xyz", "yzx", "zxy")]
        commutators = [
            spins[a, i] @ spins[a, j] - spins[a, j] @ spins[a, i] for a, i, j, _ in cycles
        ]
        rotations = [1j * spins[a, k] for a, _, _, k in cycles]
        return Sample(DOUBLE, {"commutator": np.array(commutators),
                               "rotation": np.array(rotations)})  # fmt: skip

    return draw


# --- (2): Heisenberg's equation of the localized spin ----------------------------------------

TORQUE_LAW = equal(Symbol("heisenberg"), Symbol("torque"))


@lru_cache(maxsize=1)
def _electrons_and_spins() -> tuple[dict[str, Array], dict[str, Array]]:
    """Electronic and localized (spin 1/2) spin vectors of each site on the joint space."""
    space = FockSpace(4)
    electron = {
        s: np.array([np.kron(space.bilinear(spin_matrix(s, x)), np.eye(4)) for x in "xyz"])
        for s in "12"
    }
    halves = {"1": [np.kron(p, np.eye(2)) for p in PAULI / 2],
              "2": [np.kron(np.eye(2), p) for p in PAULI / 2]}  # fmt: skip
    local = {s: np.array([np.kron(np.eye(16), p) for p in halves[s]]) for s in "12"}
    return electron, local


def draw_exchange(tree: Node) -> Any:
    """i[H_d, S_b] = S_b x (Delta s_b) + i[H_0, S_b] on 4 electron modes and two spins 1/2."""

    def draw(rng: random.Random, ring: Ring) -> Sample:
        electron, local = _electrons_and_spins()
        strength, axis = rng.uniform(0.3, 0.9), rng.randrange(3)
        internal = {s: np.tensordot(vector(rng), local[s], 1) for s in "12"}
        values = {
            "Delta": strength,
            "s": lambda a: electron[a],
            "S_vector": lambda a: local[a],
            "H_0": lambda a: internal[a],
            "dot": lambda one, two: np.sum(one @ two, axis=0),
        }
        printed = defined(tree, Sample(DOUBLE, values, RANGES))()

        def both(site: str) -> tuple[Array, Array]:
            S = local[site]
            j, k = (axis + 1) % 3, (axis + 2) % 3
            turned = strength * (S[j] @ electron[site][k] - S[k] @ electron[site][j])
            turned = turned + 1j * (internal[site] @ S[axis] - S[axis] @ internal[site])
            return 1j * (printed @ S[axis] - S[axis] @ printed), turned

        sides = np.array([both("1"), both("2")])
        return Sample(DOUBLE, {"heisenberg": sides[:, 0], "torque": sides[:, 1]})

    return draw


# --- (4)-(8): fields, damping, noise, energy, torques ----------------------------------------


def open_values(rng: random.Random) -> dict[str, Any]:
    """The open dimer's tensors, moments of length S, and every leaf of (4)-(6)."""
    dimer = judge_open.random_open_dimer(rng)
    t_hat, strength = dimer.t_hat, rng.uniform(0.3, 0.9)
    chi = dimer.response(0.0).real
    alpha = (-1j * dimer.response_slope()).real
    noise, spins = dimer.noise().real, dimer.mean_spin()
    moments = {s: vector(rng, SPIN_LENGTH) for s in "12"}
    gradient = {s: vector(rng) for s in "12"}

    def constants(tensor: Array, part: Any) -> Any:
        return lambda a, b: part(tensor[int(a) - 1, int(b) - 1], t_hat)

    def field(site: str) -> Array:
        k = int(site) - 1
        answer = sum(chi[k, b] @ moments[str(b + 1)] for b in (0, 1))
        along_itself = judge_open.isotropic(chi[k, k], t_hat) * moments[site]
        return -gradient[site] + strength * spins[k] + strength**2 * (answer - along_itself)

    return _exchange(chi, t_hat) | _white_noise() | VECTOR_CALLS | {
        "Delta": strength,
        "H": field,
        "m": lambda s: moments[s],
        "mean_spin": lambda s: spins[int(s) - 1],
        "gradient_E_0": lambda s: gradient[s],
        "t_vector": t_hat,
        "unit_tensor": np.eye(3),
        "alpha_tensor": lambda a, b: strength**2 * alpha[int(a) - 1, int(b) - 1],
        "alpha_iso": constants(alpha, judge_open.isotropic),
        "alpha_an": constants(alpha, judge_open.dyadic),
        "alpha_antisym": constants(alpha, judge_open.antisymmetric),
        "antisymmetric_tensor": np.einsum("ijk,k->ij", LEVI_CIVITA, t_hat),
        "noise_tensor": lambda a, b: (
            strength**2 * noise[int(a) - 1, int(b) - 1] * _peak(_TIMES[0] - _TIMES[1])
        ),
        "j_iso": constants(noise, judge_open.isotropic),
        "j_an": constants(noise, judge_open.dyadic),
    }  # fmt: skip


def _exchange(chi: Array, t_hat: Array) -> dict[str, Any]:
    """J, D, A of a site with the other one; K, D of a site with itself."""

    def constant(part: Any, other: bool) -> Any:
        def value(site: str) -> Any:
            k = int(site) - 1
            return part(chi[k, 1 - k if other else k], t_hat)

        return value

    return {
        "J": constant(judge_open.isotropic, True),
        "D": constant(judge_open.antisymmetric, True),
        "A": constant(judge_open.dyadic, True),
        "K": constant(judge_open.dyadic, False),
        "D_self": constant(judge_open.antisymmetric, False),
    }


_TIMES = (0.3, 0.7)


def _peak(x: float) -> float:
    """A narrow peak of weight one stands for the delta function of slow moments."""
    return float(0.2 / np.pi / (x * x + 0.04))


def _white_noise() -> dict[str, Any]:
    """Two times, and the delta function of their difference."""
    return {"time": _TIMES[0], "time'": _TIMES[1], "dirac": _peak}


def draw_open(rng: random.Random, ring: Ring) -> Sample:
    """A generic nonequilibrium point of (4), (5) and (6)."""
    return Sample(DOUBLE, open_values(rng), RANGES, free=judge_fock.two_sites(rng))


GRADIENT_LAW = equal(Symbol("minus_gradient"), Symbol("field"))


def draw_energy(tree: Node) -> Any:
    """Minus the gradient of the printed energy (7) against the field (4) of the print."""

    def draw(rng: random.Random, ring: Ring) -> Sample:
        t_hat, pinned, free = unit_vector(rng), vector(rng), vector(rng, SPIN_LENGTH)
        stiffness = np.diag([rng.uniform(0.2, 0.9) for _ in range(3)])
        J, D, A, K, strength = (rng.uniform(0.3, 0.9) for _ in range(5))
        spin, external = vector(rng), vector(rng)
        values = VECTOR_CALLS | {
            "J_free": J,
            "D_free": D,
            "A_free": A,
            "K_free": K,
            "Delta": strength,
            "mean_spin_free": spin,
            "m_pinned": pinned,
            "m_free": free,
            "t_vector": t_hat,
            "E_0_function": lambda m: m @ stiffness @ m / 2 - m @ external,
        }
        energy = defined(tree, Sample(DOUBLE, values, RANGES))()
        field = external - stiffness @ free + strength * spin + strength**2 * (
            J * pinned + D * np.cross(pinned, t_hat)
            + (A * pinned @ t_hat + K * free @ t_hat) * t_hat
        )  # fmt: skip
        # the energy is a quadratic polynomial: central differences are exact
        slope = [(energy(free + e / 4) - energy(free - e / 4)) * 2 for e in np.eye(3)]
        return Sample(DOUBLE, {"minus_gradient": -np.array(slope), "field": field})

    return draw


def draw_torques(rng: random.Random, ring: Ring) -> Sample:
    """dm/dt from (3) with (5), solved as a linear system; the torques from their origin in (3)."""
    t_hat, m, field, noise = unit_vector(rng), vector(rng), vector(rng), vector(rng)
    iso, aniso, strength = (rng.uniform(0.3, 0.7) for _ in range(3))
    isotropic, anisotropic = iso * np.eye(3), aniso * np.outer(t_hat, t_hat)
    damping = strength**2 * (isotropic + anisotropic)
    m_cross = np.array([np.cross(m, e) for e in np.eye(3)]).T
    rate = np.linalg.solve(np.eye(3) + m_cross @ damping, m_cross @ (field + noise))
    values = VECTOR_CALLS | {
        "m_free": m,
        "m_free_dot": rate,
        "eta_free": noise,
        "t_vector": t_hat,
        "alpha_iso_free": iso,
        "alpha_an_free": aniso,
        "Delta": strength,
        "torque_eff": np.cross(m, field),
        "torque_noise": np.cross(m, noise),
        "torque_iso": -(strength**2) * m_cross @ isotropic @ rate,
        "torque_an": -(strength**2) * m_cross @ anisotropic @ rate,
    }
    return Sample(DOUBLE, values, RANGES)


# --- (3): slow moments -----------------------------------------------------------------------


def slow_motion_remainder(tree: Node, frequency: Any) -> float:
    """(3) for moments that turn at a small frequency, relative to the damping torque."""
    sample, scale = _slow_motion(float(frequency))
    (relation,) = relations(tree)
    difference = evaluate(relation.left, sample) - evaluate(relation.right, sample)
    return float(np.linalg.norm(difference) / scale)


@lru_cache(maxsize=4)
def _slow_motion(omega: float) -> tuple[Sample, float]:
    """Every leaf of (3), and the size of the damping torque.

    The field of the electrons is their exact response at this frequency; (3)
    keeps its value and slope at zero frequency.
    """
    rng = random.Random(20230301)
    dimer = judge_open.random_open_dimer(rng)
    strength = rng.uniform(0.3, 0.9)
    static, moving = dimer.response(0.0), dimer.response(omega)
    alpha = (-1j * dimer.response_slope()).real
    moment = {s: vector(rng, SPIN_LENGTH) for s in "12"}
    swing = {"1": vector(rng) + 1j * vector(rng)}
    swing["2"] = vector(rng) + 1j * np.cross(moment["2"], vector(rng))  # keeps the length
    rate = {s: (-1j * omega * swing[s]).real for s in "12"}
    noise = {s: vector(rng) for s in "12"}
    lag = strength**2 * sum(((moving - static)[1, b] @ swing[str(b + 1)]).real for b in (0, 1))
    # the static field that makes spin 2 turn as prescribed, its lag and noise included
    wanted = np.cross(rate["2"], moment["2"]) / SPIN_LENGTH**2 + 0.3 * moment["2"]
    field = {"1": vector(rng), "2": wanted - noise["2"] - lag}
    values = VECTOR_CALLS | {
        "m": lambda s: moment[s],
        "H": lambda s: field[s],
        "eta": lambda s: noise[s],
        "m_dot": lambda s: rate[s],
        "alpha_matrix": lambda a, b: lambda v: strength**2 * alpha[int(a) - 1, int(b) - 1] @ v,
    }
    damping = strength**2 * sum(alpha[1, b] @ rate[str(b + 1)] for b in (0, 1))
    torque = np.cross(moment["2"], damping)
    return Sample(DOUBLE, values, RANGES), float(np.linalg.norm(torque))
