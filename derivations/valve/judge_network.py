"""Operators of two electrodes on an exact Fock space: the judge of the network of currents.

Two orbitals with two spins in each electrode, 256 states. Currents are commutators with the
tunnelling term; no current formula of the print or of a derivation is used. Amplitudes are
Gaussian integers times three, so that every matrix entry is exact in double precision and what
cancels is zero to the last bit.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from spinloom.derivations.engine.interpret import Ring, Sample
from spinloom.derivations.engine.judges.fock import FockSpace

ELECTRODES = ("L", "R")
ORBITALS = 2
PAULI = (
    np.array([[0, 1], [1, 0]], dtype=complex),
    np.array([[0, -1j], [1j, 0]], dtype=complex),
    np.array([[1, 0], [0, -1]], dtype=complex),
)
#: Nodes of the network: unordered pairs of electrodes, as the ordered pairs that they join.
NODES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "LL": (("L", "L"),),
    "LR": (("L", "R"), ("R", "L")),
    "RR": (("R", "R"),),
}

#: A vector of operators: three stacked sparse blocks; a tensor: nine.
Stack = Any


def mode(electrode: str, orbital: int, spin: int) -> int:
    """Number of a mode on the Fock space."""
    return (ELECTRODES.index(electrode) * ORBITALS + orbital) * 2 + spin


@cache
def annihilators() -> tuple[Any, ...]:
    """One sparse matrix per mode."""
    space = FockSpace(2 * 2 * ORBITALS)
    return tuple(sparse.csr_array(space.annihilator(k)) for k in range(space.modes))


def _zero() -> Any:
    return sparse.csr_array(annihilators()[0].shape, dtype=complex)


@cache
def spin(electrode: str) -> tuple[Any, ...]:
    """S_x, S_y, S_z of an electrode."""
    lower = annihilators()
    components = []
    for pauli in PAULI:
        total = _zero()
        for orbital, a, b in product(range(ORBITALS), range(2), range(2)):
            creator = lower[mode(electrode, orbital, a)].T
            total = total + pauli[a, b] / 2 * (creator @ lower[mode(electrode, orbital, b)])
        components.append(total)
    return tuple(components)


def _integer(rng: random.Random) -> complex:
    return 3 * complex(rng.choice((-1, 1)) * rng.randint(1, 20), rng.randint(1, 20))


def amplitudes(rng: random.Random, conserving: bool) -> NDArray[np.complex128]:
    """T[k, sigma, k', sigma']: generic, or generic in the orbitals and diagonal in the spin."""
    table = np.zeros((ORBITALS, 2, ORBITALS, 2), dtype=complex)
    for k, other in product(range(ORBITALS), repeat=2):
        if conserving:
            table[k, :, other, :] = _integer(rng) * np.eye(2)
        else:
            table[k, :, other, :] = [[_integer(rng) for _ in range(2)] for _ in range(2)]
    return table


def uniform(rng: random.Random) -> NDArray[np.complex128]:
    """T[sigma, sigma'], generic in the spin and the same for all orbitals."""
    table = np.zeros((ORBITALS, 2, ORBITALS, 2), dtype=complex)
    table[:] = np.array([[_integer(rng) for _ in range(2)] for _ in range(2)])[None, :, None, :]
    return table


def tunnelling(table: NDArray[np.complex128]) -> Any:
    """Sum of T c_L^dag c_R and its Hermitian conjugate."""
    lower = annihilators()
    total = _zero()
    for (k, a, other, b), amplitude in np.ndenumerate(table):
        total = total + amplitude * (lower[mode("L", k, a)].T @ lower[mode("R", other, b)])
    return total + total.conj().T


def rate(hamiltonian: Any, operator: Any) -> Any:
    """i [H, A]."""
    return 1j * (hamiltonian @ operator - operator @ hamiltonian)


def blocks(stack: Stack) -> tuple[Any, ...]:
    """The components of a stacked vector or tensor."""
    size = stack.shape[1]
    return tuple(stack[k : k + size] for k in range(0, stack.shape[0], size))


def odot(a: Stack, b: Stack) -> Stack:
    """(51) of two vectors of operators."""
    return traceless([[x @ y for y in blocks(b)] for x in blocks(a)])


def traceless(dyadic: Sequence[Sequence[Any]]) -> Stack:
    """The symmetric part of a dyadic minus a third of its trace."""
    trace = (dyadic[0][0] + dyadic[1][1] + dyadic[2][2]) / 3
    tensor = [
        (dyadic[i][j] + dyadic[j][i]) / 2 - (trace if i == j else 0 * trace)
        for i, j in product(range(3), repeat=2)
    ]
    return sparse.vstack(tensor, format="csr")


def _rates(hamiltonian: Any, components: tuple[Any, ...]) -> Stack:
    return sparse.vstack([rate(hamiltonian, x) for x in components], format="csr")


def node_currents(hamiltonian: Any) -> dict[str, Stack]:
    """The rate at which tunnelling changes the quadrupole moment of each node."""
    found = {}
    for name, pairs in NODES.items():
        found[name] = sum(
            traceless([[rate(hamiltonian, x @ y) for y in spin(v)] for x in spin(u)])
            for u, v in pairs
        )
    return found


def link_currents(
    spins: Mapping[str, Stack],
    currents: Mapping[str, Stack],
    odot: Callable[[Stack, Stack], Stack] = odot,
) -> dict[Any, Stack]:
    """Into one node from another: the ordered pairs of the two that differ at one place.

    One place of a pair changes its electrode, the other is a spectator, and operators stand in
    the order of the pair. `odot` is the product (51), or a multiple of it.
    """
    nothing = odot(spins["L"], spins["R"]) * 0
    found = {}
    for (into, pairs), (origin, others) in product(NODES.items(), repeat=2):
        total = nothing
        for (r, u), (s, v) in product(pairs, others):
            if r != s and u == v:
                total = total + odot(currents[r], spins[u])
            if r == s and u != v:
                total = total + odot(spins[r], currents[u])
        found[into, origin] = total
    return found


def _size(value: Any) -> float:
    entries = value.data if sparse.issparse(value) else np.asarray(value)
    return float(np.abs(entries).max()) if entries.size else 0.0


def draw_network(conserving: bool) -> Callable[[random.Random, Ring], Sample]:
    """Points with tunnelling that conserves the spin, or does not."""

    @cache
    def values(seed: int) -> dict[str, Any]:
        hamiltonian = tunnelling(amplitudes(random.Random(seed), conserving))
        spins = {r: sparse.vstack(spin(r), format="csr") for r in ELECTRODES}
        currents = {r: _rates(hamiltonian, spin(r)) for r in ELECTRODES}
        nodes = node_currents(hamiltonian)
        other = {"L": "R", "R": "L"}
        return {
            "spin": spins,
            "spin_current": {
                (r, s): currents[r] if s == other[r] else 0 * currents[r]
                for r, s in product(ELECTRODES, repeat=2)
            },
            "local_current": {r: nodes[r + r] for r in ELECTRODES},
            "node_current": nodes,
            "link_current": link_currents(spins, currents),
            "unequal": lambda a, b: float(a != b),
            "odot": odot,
        }

    def draw(rng: random.Random, ring: Ring) -> Sample:
        return Sample(
            replace(ring, size=_size),
            values(rng.getrandbits(32)),
            {"electrode": ELECTRODES, "node": tuple(NODES)},
        )

    return draw


def _dagger(value: Any) -> Any:
    """Of an operator, or of a sum that vanished to a plain zero."""
    return value.conj().T.tocsr() if sparse.issparse(value) else np.conj(value)


@cache
def _few() -> NDArray[np.intp]:
    """Basis states with one or two electrons: they determine every operator of two bodies."""
    return np.array([n for n in range(2 ** (4 * ORBITALS)) if n.bit_count() in (1, 2)])


def restricted(stack: Stack) -> Stack:
    """What a stack does to one and two electrons."""
    few = _few()
    return sparse.vstack([block[few][:, few] for block in blocks(stack)], format="csr")


COMPONENTS = {"0": np.eye(2), **{name: p / 2 for name, p in zip("xyz", PAULI, strict=True)}}


def _moment(component: str, electrode: str) -> Any:
    """R_mu of an electrode: the charge, or a component of the spin."""
    if component != "0":
        return spin(electrode)["xyz".index(component)]
    lower, places = annihilators(), product(range(ORBITALS), range(2))
    modes = [mode(electrode, orbital, a) for orbital, a in places]
    return sum((lower[m].T @ lower[m] for m in modes), start=_zero())


def draw_one_particle(rng: random.Random, ring: Ring) -> Sample:
    """Charge and spin currents as commutators, and what (80) writes them with."""
    table = uniform(rng)
    hamiltonian, hop = tunnelling(table), table[0, :, 0, :]
    bare = {("L", "R"): hop, ("R", "L"): hop.conj().T}
    lower, axis = annihilators(), {"up": 0, "down": 1}
    nothing = np.zeros((2, 2))

    def current(component: str, r: str, s: str) -> Any:
        change = rate(hamiltonian, _moment(component, r))
        return change if r != s else 0 * change

    def amplitude(component: str, r: str, s: str, a: str, b: str) -> complex:
        matrix = COMPONENTS[component] @ bare.get((r, s), nothing)
        return complex(matrix[axis[a], axis[b]])

    def annihilator(electrode: str, orbital: str, a: str) -> Any:
        return lower[mode(electrode, int(orbital), axis[a])]

    values = {
        "one_particle_current": cache(current),
        "amplitude": cache(amplitude),
        "annihilator": annihilator,
        "creator": cache(lambda *labels: annihilator(*labels).T.tocsr()),
        "i_unit": 1j,
    }
    own = replace(ring, size=_size, functions={**ring.functions, "dagger": _dagger})
    ranges = {
        "component": tuple(COMPONENTS), "electrode": ELECTRODES, "orbital": ("0", "1"),
        "spin": tuple(axis),
    }  # fmt: skip
    # the charge and one component of the spin at each point: all of them take four times as long
    return Sample(own, values, ranges, {"mu": ("0", rng.choice("xyz")), "r": rng.choice("LR")})
