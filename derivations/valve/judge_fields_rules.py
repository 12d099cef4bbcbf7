"""Superoperators as matrices: the judge of the notation of App. E and of Wick's theorem.

Two modes (Liouville space of dimension 16), or two electrodes with one orbital and two spins
each (dimension 256), with spins quantized along generic axes. No rule of the print is used: the
coefficients of the tunnelling vertex are those with which the matrix of a commutator expands in
products of fields.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache, partial
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from spinloom.derivations.engine.interpret import Ring, Sample, defined
from spinloom.derivations.engine.judges.fock import FockSpace, thermal_state
from spinloom.derivations.engine.judges.liouville import LiouvilleSpace, matchings
from spinloom.derivations.engine.printed import Node

from .judge_diagrams import vertex_signs
from .judge_superoperators import MODES, RANGES, SIGN, SPACE, field

Array = NDArray[np.complex128]
SPIN = {"up": 0, "down": 1}
ELECTRODE = {"L": 1, "R": 2}
PAULI = (
    np.eye(2, dtype=complex),
    np.array([[0, 1], [1, 0]], dtype=complex),
    np.array([[0, -1j], [1j, 0]], dtype=complex),
    np.array([[1, 0], [0, -1]], dtype=complex),
)
#: The orthonormal charge-spin operators 1/sqrt 2 and sqrt 2 s_i.
CHARGE_SPIN = {name: p / np.sqrt(2) for name, p in zip("0xyz", PAULI, strict=True)}
SIGNS = ("+", "-")
LABELS = {"charge": SIGNS, "conjugation": SIGNS, "electrode": ("L", "R"), "spin": tuple(SPIN)}


def complexes(rng: random.Random, *shape: int) -> Array:
    """Gaussian complex numbers."""
    size = int(np.prod(shape))
    return np.array([complex(rng.gauss(0, 1), rng.gauss(0, 1)) for _ in range(size)]).reshape(shape)


def frame(rng: random.Random) -> Array:
    """The states up and down of a generic axis, as columns."""
    return np.asarray(np.linalg.qr(complexes(rng, 2, 2))[0])


# --- indices ----------------------------------------------------------------------------------


@cache
def _anticommutator(first: tuple[str, str], second: tuple[str, str], same: bool) -> complex:
    """The number that multiplies the unit superoperator."""
    one, two = field(*first, "1"), field(*second, "1" if same else "2")
    total = one @ two + two @ one
    number = complex(total[0, 0])
    if np.abs(total - number * SPACE.identity).max() > 1e-12:
        raise ValueError("the anticommutator is no number")
    return number


def draw_indices(printed: Node) -> Callable[..., Sample]:
    """Anticommutators of fields with six labels each, whose row of numbers is printed."""
    numbers: dict[str, dict[str, float]] = {
        "chi": {"+": 1.0, "-": -1.0},
        "eta": {"+": 1.0, "-": -1.0},
        "electrode": {"L": 1.0, "R": 2.0},
        "band": {"1": 3.0, "2": 4.0},
        "orbital": {"1": 5.0, "2": 6.0},
        "spin_label": {"up": 7.0, "down": 8.0},
    }
    ranges = {**LABELS, "band": ("1", "2"), "orbital": ("1", "2")}

    def own(*labels: str) -> Array:
        row = [table[label] for table, label in zip(numbers.values(), labels, strict=True)]
        return np.array([[-row[0], -row[1], *row[2:]]])

    def anticommutator(*labels: str) -> complex:
        first, second = labels[:6], labels[6:]
        pairs = (first[0], first[1]), (second[0], second[1])
        return _anticommutator(*pairs, first[2:] == second[2:])

    def draw(rng: random.Random, ring: Ring) -> Sample:
        row = cache(defined(printed, Sample(ring, numbers, ranges)))
        bar = cache(own)

        def delta(*labels: str) -> float:
            return float(np.array_equal(np.real(row(*labels[:6])), np.real(bar(*labels[6:]))))

        values = {**numbers, "anticommutator": anticommutator, "delta_six": delta}
        return Sample(ring, values, ranges)

    return draw


# --- two modes --------------------------------------------------------------------------------


def draw_two_modes(rng: random.Random, ring: Ring) -> Sample:
    """The Liouvillian of two levels, and the number superoperators."""
    energies = {label: rng.uniform(0.4, 2) for label in MODES}
    fock = SPACE.fock
    number = fock.bilinear(np.eye(2))
    values = {
        "J": field,
        "J_bar": lambda chi, eta, m: field(*(SIGNS[sign == "+"] for sign in (chi, eta)), m),
        "chi": SIGN,
        "eta": SIGN,
        "energy": energies,
        "kronecker": lambda a, b: float(a == b),
        "L_0": SPACE.commutator(fock.bilinear(np.diag([energies[m] for m in MODES]))),
        "one": SPACE.identity,
        "x": lambda eta, m: SIGN[eta] * energies[m],
        "superparticles": SPACE.left(number) + SPACE.right(number),
    }
    return Sample(ring, values, RANGES)


def draw_wick(rng: random.Random, ring: Ring) -> Sample:
    """Six superpositions of all fields, averaged in a thermal state with two temperatures."""
    state = thermal_state(SPACE.fock.bilinear(np.diag([rng.uniform(-1, 0), rng.uniform(0, 1)])), 1)
    signs = list(product((1, -1), (1, -1), (0, 1)))
    fields = [
        sum(c * SPACE.field(*sign) for c, sign in zip(complexes(rng, 8), signs, strict=True))
        for _ in range(6)
    ]  # latest first
    pairs = {(a, b): SPACE.average(state, fields[a], fields[b]) for b in range(6) for a in range(b)}
    found = {str(number): lines for number, lines in enumerate(matchings(range(6)))}
    values = {
        "average": SPACE.average(state, *fields),
        "string": {str(6 - place): superoperator for place, superoperator in enumerate(fields)},
        "rho_0": state.reshape(-1, 1),
        "trace": lambda vector: complex(np.trace(vector.reshape(state.shape))),
        "permutation": {
            name: sum(a < c < b < d for a, b in lines for c, d in lines)
            for name, lines in found.items()
        },
        "pair": {name: np.array([pairs[p] for p in lines]) for name, lines in found.items()},
        "product": np.prod,
    }
    return Sample(ring, values, {"contraction": tuple(found)})


def draw_grand_canonical(rng: random.Random, ring: Ring) -> Sample:
    """Two electrodes of two levels, each with its own temperature and potential."""
    space = FockSpace(4)
    own = {"L": (0, 1), "R": (2, 3)}
    T = {r: rng.uniform(0.5, 1.5) for r in own}
    mu = {"L": rng.uniform(0.2, 1), "R": rng.uniform(-1, -0.2)}
    energies = [rng.uniform(-1, 1) for _ in range(4)]
    H, N, exponents, Z = {}, {}, [], {}
    for r, modes in own.items():
        H[r], N[r] = (
            space.bilinear(np.diag([e if m in modes else 0 for m, e in enumerate(row)]))
            for row in (energies, [1.0] * 4)
        )
        exponents.append((H[r] - mu[r] * N[r]) / T[r])
        Z[r] = float(np.prod([1 + np.exp(-(energies[m] - mu[r]) / T[r]) for m in modes]))
    values = {
        "rho_0": thermal_state(exponents[0] + exponents[1], 1.0),
        "H_0": H,
        "N": N,
        "Z": Z,
        "T": T,
        "potential": mu["L"],
        "potential_of": mu,
        "exp": _diagonal_exponential,
        "trace_of": {r: partial(_partial_trace, r) for r in own},
    }
    return Sample(ring, values, LABELS)


def _partial_trace(electrode: str, matrix: Array) -> complex:
    """The trace over one electrode, for an empty other one."""
    table = matrix.reshape(4, 4, 4, 4)  # the right electrode holds the higher bits
    return complex(np.trace(table[0, :, 0, :] if electrode == "L" else table[:, 0, :, 0]))


def _diagonal_exponential(matrix: Array) -> Array:
    if np.abs(matrix - np.diag(np.diag(matrix))).max() > 1e-12:
        raise ValueError("a function of occupation numbers was expected")
    return np.diag(np.exp(np.diag(matrix)))


# --- two electrodes ---------------------------------------------------------------------------


def mode(electrode: str, spin: str) -> int:
    """One orbital per electrode: the number of a mode."""
    return 2 * "LR".index(electrode) + SPIN[spin]


@cache
def electrode_field(chi: str, eta: str, electrode: str, spin: str) -> Any:
    """The field superoperator on the Liouville space of dimension 256, sparse."""
    matrix = LiouvilleSpace(4).field(SIGN[chi], SIGN[eta], mode(electrode, spin))
    return sparse.csr_array(matrix)


def coefficient(role: str, first: tuple[str, str], second: tuple[str, str]) -> float:
    """With which the product of a field of L and one of R occurs in a vertex of unit amplitude."""
    signs = tuple((SIGN[chi], SIGN[eta]) for chi, eta in (first, second))
    return vertex_signs(role).get(signs, 0.0)


def amplitudes(rng: random.Random) -> tuple[dict[str, Array], Array, Array]:
    """Frames of both electrodes, the amplitude as an operator and as a matrix between them."""
    frames = {r: frame(rng) for r in "LR"}
    operator = complexes(rng, 2, 2)
    return frames, operator, frames["L"].conj().T @ operator @ frames["R"]


def _raised(sign: float, value: Any) -> Any:
    if sign not in (1, -1):
        raise ValueError(f"{sign} is no conjugation index")
    return value if sign == 1 else np.conj(value)


def states(frames: dict[str, Array]) -> dict[str, Any]:
    """Bras and kets of both electrodes as rows and columns."""
    return {
        "bra": lambda r, sigma: frames[r][:, [SPIN[sigma]]].conj().T,
        "ket": lambda r, sigma: frames[r][:, [SPIN[sigma]]],
    }


def four_vector(operator: Array) -> dict[str, complex]:
    """Components along the charge-spin operators, by the scalar product."""
    return {name: complex(np.trace(r.conj().T @ operator)) for name, r in CHARGE_SPIN.items()}


def draw_tunnelling(rng: random.Random, ring: Ring) -> Sample:
    """The tunnelling Liouvillian on one random operator, and what it is written with."""
    frames, operator, table = amplitudes(rng)
    space = LiouvilleSpace(4)
    hop = np.zeros((4, 4), dtype=complex)
    hop[:2, 2:] = table
    commutator = space.commutator(space.fock.bilinear(hop + hop.conj().T))

    def vertex(*labels: str) -> complex:
        (chi, eta, r, sigma), (chi_2, eta_2, r_2, sigma_2) = labels[:4], labels[4:]
        if (r, r_2) != ("L", "R"):
            return 0.0
        amplitude = complex(table[SPIN[sigma], SPIN[sigma_2]])
        number = coefficient("tunnelling", (chi, eta), (chi_2, eta_2))
        return number * (amplitude if eta == "-" else amplitude.conjugate())

    values = {
        "L_T": sparse.csr_array(commutator),
        "argument": complexes(rng, 256, 1),
        "vertex": cache(vertex),
        "J": electrode_field,
        "chi": SIGN,
        "eta": SIGN,
        "opposite": lambda a, b: float(a != b),
        "kronecker": lambda a, b: float(a == b),
        "amplitude": lambda a, b: complex(table[SPIN[a], SPIN[b]]),
        "raised": _raised,
        "t_check": four_vector(operator),
        "r_check": CHARGE_SPIN,
        **states(frames),
    }
    return Sample(ring, values, {**LABELS, "component": tuple(CHARGE_SPIN)})


def draw_spin_conserving(rng: random.Random, ring: Ring) -> Sample:
    """The four-vector of an amplitude that does not see the spin."""
    t = complex(rng.gauss(0, 1), rng.gauss(0, 1))
    values = {
        "t_check": four_vector(t * PAULI[0]),
        "t_bare": t,
        "kronecker": lambda a, b: float(a == b),
        "r_check": CHARGE_SPIN,
        "inner": lambda a, b: complex(np.trace(a.conj().T @ b)),
    }
    return Sample(ring, values, {"component": tuple(CHARGE_SPIN)})


def draw_observable(rng: random.Random, ring: Ring) -> Sample:
    """The left action of an operator with one field of each electrode, on a random operator."""
    space = LiouvilleSpace(4)
    parts = complexes(rng, 2, 2, 2, 2)
    operator = np.zeros((16, 16), dtype=complex)
    for (eta, sigma, eta_2, sigma_2), number in np.ndenumerate(parts):
        first = space.operator((-1, 1)[eta], sigma)
        operator += number * first @ space.operator((-1, 1)[eta_2], 2 + sigma_2)

    def observable(*labels: str) -> complex:
        (chi, eta, r, sigma), (chi_2, eta_2, r_2, sigma_2) = labels[:4], labels[4:]
        if (r, r_2) != ("L", "R") or chi == eta or chi_2 == eta_2:
            return 0.0
        return complex(
            parts[SIGNS[::-1].index(eta), SPIN[sigma], SIGNS[::-1].index(eta_2), SPIN[sigma_2]]
        )

    values = {
        "A": operator,
        "left": lambda matrix: sparse.csr_array(space.left(matrix)),
        "argument": complexes(rng, 256, 1),
        "observable": cache(observable),
        "J": electrode_field,
    }
    return Sample(ring, values, LABELS)
