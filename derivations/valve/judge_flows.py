"""Three electrodes with one and two electrons: the judge of nodes, currents and continuity.

An operator of one and two bodies is known by what it does to one and two electrons: four orbitals
with two spins, two of them in the left electrode, 8 + 28 states. Rates are derivatives of the
evolved operators in the eigenbasis of the Hamiltonian; no commutator and no current formula of
the print is used for them.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations, combinations_with_replacement, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from spinloom.derivations.engine.interpret import Ring, Sample, remembered

from .judge_network import PAULI

Matrix = NDArray[np.complex128]

ELECTRODES = ("L", "M", "R")
#: What the arithmetic leaves of a vanishing entry.
ROUNDING = 1e-12
#: The electrode of each orbital, and its band.
BANDS = ("1", "2")
ORBITALS = (("L", "1"), ("L", "2"), ("M", "1"), ("R", "1"))
MODES = 2 * len(ORBITALS)
COMPONENTS = ("0", "x", "y", "z")
NODES: Mapping[str, tuple[tuple[str, str], ...]] = {
    r + s: ((r, s),) if r == s else ((r, s), (s, r))
    for r, s in combinations_with_replacement(ELECTRODES, 2)
}
#: Nodes that store a moment at all: a single orbital stores none.
STORING = ("LL", "LM", "LR", "MR")
RANGES = {
    "electrode": ELECTRODES, "node": tuple(NODES), "component": COMPONENTS, "band": BANDS,
    "axis": ("x", "y", "z"),
    "ordered pair": tuple(r + s for r, s in product(ELECTRODES, repeat=2) if r != s),
}  # fmt: skip


@cache
def _antisymmetric() -> NDArray[np.float64]:
    """Columns: two electrons in different modes, as antisymmetric products of their states."""
    pairs = list(combinations(range(MODES), 2))
    columns = np.zeros((MODES**2, len(pairs)))
    for place, (a, b) in enumerate(pairs):
        columns[a * MODES + b, place], columns[b * MODES + a, place] = 1, -1
    return columns / np.sqrt(2)


def operator(matrix: Matrix) -> Matrix:
    """sum_ab c_a^dag M_ab c_b on one and two electrons."""
    one, pairs = np.eye(len(matrix)), _antisymmetric()
    second = pairs.T @ (np.kron(matrix, one) + np.kron(one, matrix)) @ pairs
    zero = np.zeros((len(matrix), second.shape[0]))
    return np.block([[matrix, zero], [zero.T, second]]).astype(np.complex128)


def _one_body(electrode: str, band: str, component: str) -> Matrix:
    """A component of the charge or the spin of the orbitals of an electrode and band."""
    chosen = [float(r == electrode and band in ("", n)) for r, n in ORBITALS]
    spin = np.eye(2) if component == "0" else PAULI["xyz".index(component)] / 2
    return np.kron(np.diag(chosen), spin).astype(complex)


@cache
def moment(component: str, electrode: str, band: str = "") -> Matrix:
    """R_mu of an electrode, or of one of its bands."""
    return operator(_one_body(electrode, band, component))


@cache
def spin(electrode: str, band: str = "") -> Matrix:
    """The three components of a spin."""
    return np.array([moment(c, electrode, band) for c in "xyz"])


def odot(a: Matrix, b: Matrix) -> Matrix:
    """The symmetric, traceless part of a dyadic of operators, the factors in their order."""
    return symmetric_traceless(a[:, None] @ b[None, :])


def symmetric_traceless(dyadic: Any) -> Any:
    """The symmetric part of a dyadic, on its first two axes, minus a third of its trace."""
    tensor = (dyadic + dyadic.swapaxes(0, 1)) / 2
    trace = (dyadic[0, 0] + dyadic[1, 1] + dyadic[2, 2]) / 3
    for axis in range(3):
        tensor[axis, axis] -= trace
    return tensor


@cache
def stored(node: str) -> Matrix:
    """The quadrupole moment of a node: what two electrodes store together and not alone."""
    r, s = node[0], node[1]
    alone = odot(spin(r), spin(r))
    if r == s:
        return alone
    both = spin(r) + spin(s)
    return np.asarray(odot(both, both) - alone - odot(spin(s), spin(s)))


def evolution(hamiltonian: Matrix) -> Callable[[Matrix], Matrix]:
    """d/dt of exp(iHt) A exp(-iHt) at t = 0, from the frequencies between eigenstates."""
    energies, basis = np.linalg.eigh(hamiltonian)
    gaps = 1j * (energies[:, None] - energies[None, :])
    return lambda x: basis @ (gaps * (basis.conj().T @ x @ basis)) @ basis.conj().T


@dataclass(frozen=True)
class Junction:
    """Stoner fields, and a Hamiltonian for each part of the evolution."""

    directions: Mapping[str, NDArray[np.float64]]
    splittings: Mapping[tuple[str, str], float]
    inside: Matrix
    between: Mapping[tuple[str, str], Matrix]

    @property
    def tunnelling(self) -> Matrix:
        """All tunnelling; each pair of electrodes stands for both directions."""
        return np.asarray(sum(self.between[r, s] for r, s in combinations(ELECTRODES, 2)))


def _amplitude(rng: random.Random, conserving: bool) -> Matrix:
    def number() -> complex:
        return complex(rng.uniform(0.3, 1), rng.uniform(0.3, 1)) * rng.choice((-1, 1))

    if conserving:
        return number() * np.eye(2, dtype=np.complex128)
    return np.array([[number() for _ in range(2)] for _ in range(2)], dtype=np.complex128)


def junction(rng: random.Random, conserving: bool) -> Junction:
    """Random fields, levels and amplitudes between all orbitals of different electrodes."""
    directions = {}
    for r in ELECTRODES:
        vector = np.array([rng.uniform(0.2, 1) * rng.choice((-1, 1)) for _ in range(3)])
        directions[r] = vector / np.linalg.norm(vector)
    splittings = {(n, r): rng.uniform(0.5, 2) for n in BANDS for r in ELECTRODES}
    levels = np.zeros((MODES, MODES), dtype=complex)
    hops = {pair: np.zeros((MODES, MODES), dtype=complex) for pair in product(ELECTRODES, repeat=2)}
    for k, (r, n) in enumerate(ORBITALS):
        along = sum(x * p for x, p in zip(directions[r], PAULI, strict=True))
        block = slice(2 * k, 2 * k + 2)
        levels[block, block] = rng.uniform(-1, 1) * np.eye(2) - splittings[n, r] / 2 * along
        for other, (s, _) in enumerate(ORBITALS[:k]):
            if r != s:
                there = slice(2 * other, 2 * other + 2)
                amplitude = _amplitude(rng, conserving)
                hops[r, s][block, there] = amplitude
                hops[r, s][there, block] = amplitude.conj().T
    between = {(r, s): operator(hops[r, s] + hops[s, r]) for r, s in hops}
    return Junction(directions, splittings, operator(levels), between)


def link(into: str, origin: str, currents: Mapping[tuple[str, str], Matrix]) -> Matrix:
    """Into one node from another: one place of a pair changes its electrode, the other waits."""
    total = 0 * stored(into)
    for (r, u), (s, v) in product(NODES[into], NODES[origin]):
        if r != s and u == v:
            total = total + odot(currents[r, s], spin(u))
        if r == s and u != v:
            total = total + odot(spin(r), currents[u, v])
    return total


def _strengths(links: Mapping[tuple[str, str], Matrix]) -> dict[str, float]:
    """The largest link between nodes of one kind and of another, and the smallest."""
    size = {key: largest(value) for key, value in links.items()}
    local = {node for node, pairs in NODES.items() if len(pairs) == 1}
    meet = {(a, b): bool({*a} & {*b}) for a, b in size}
    return {
        "no shared electrode": max(x for key, x in size.items() if not meet[key]),
        "local and local": max(x for (a, b), x in size.items() if {a, b} <= local),
        "local and non-local": min(
            x for (a, b), x in size.items()
            if meet[a, b] and a in local & {*STORING} and b not in local
        ),
    }  # fmt: skip


def largest(value: Any) -> float:
    """The largest entry of an array, by its modulus; entries are of order one or vanish."""
    size = float(np.abs(value).max(initial=0.0))
    return 0.0 if size <= ROUNDING else size  # not a number stays what it is


def cross(a: Any, b: Any) -> Any:
    """The vector product of numbers and operators, the factors in their order."""
    return np.array([a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2],
                     a[0] * b[1] - a[1] * b[0]])  # fmt: skip


def _remembered_odot(vectors: Iterable[Matrix]) -> Callable[[Matrix, Matrix], Matrix]:
    """The product of two of these vectors, each pair once: most faults leave most alone."""
    leaves = {id(x): x for x in vectors}
    known = cache(lambda first, second: odot(leaves[first], leaves[second]))

    def multiply(a: Matrix, b: Matrix) -> Matrix:
        return known(id(a), id(b)) if {id(a), id(b)} <= leaves.keys() else odot(a, b)

    return multiply


def _stored_values() -> dict[str, Any]:
    """Moments of the nodes and of all electrodes together."""
    total = {c: sum(moment(c, r) for r in ELECTRODES) for c in COMPONENTS}
    spins = np.array([total[c] for c in "xyz"])
    return {
        "total_moment": total, "total_spin": spins, "total_quadrupole": odot(spins, spins),
        "node_quadrupole": {node: stored(node) for node in NODES},
        "quadrupole": {
            (r, s): stored("".join(sorted(r + s))) for r, s in product(ELECTRODES, repeat=2)
        },
        "pair_count": lambda r, s: 1.0 if r == s else 2.0,
        "unequal": lambda a, b: float(a != b),
    }  # fmt: skip


def _one_particle_values(drawn: Junction) -> dict[str, Any]:
    """Rates and currents of charge and spin."""
    full = evolution(drawn.inside + drawn.tunnelling)
    inside, outside = evolution(drawn.inside), evolution(drawn.tunnelling)
    by_pair = {pair: evolution(h) for pair, h in drawn.between.items()}

    def current(component: str, r: str, s: str) -> Matrix:
        # a current from a node to itself has no meaning: something that may not be used
        x = moment(component, r)
        return by_pair[r, s](x) if r != s else x

    moments = {(c, r): moment(c, r) for c, r in product(COMPONENTS, ELECTRODES)}
    numbers = {r: moment("0", r) for r in ELECTRODES}
    return {
        "i_unit": 1j, "H": drawn.inside + drawn.tunnelling, "H_0": drawn.inside,
        "H_T": drawn.tunnelling, "moment": moments, "undotted": moments,
        "rate": {key: full(x) for key, x in moments.items()},
        "internal_rate": {key: inside(x) for key, x in moments.items()},
        "current_into": {key: outside(x) for key, x in moments.items()},
        "one_particle_current": cache(current),
        "current_of_pair": lambda component, pair: current(component, *pair),
        "scalar_H_0": drawn.inside, "number": numbers, "undotted_number": numbers,
        "number_rate": {r: inside(x) for r, x in numbers.items()},
        "spin": {r: spin(r) for r in ELECTRODES},
        "spin_rate": {r: full(spin(r)) for r in ELECTRODES},
        "internal_spin_rate": {r: inside(spin(r)) for r in ELECTRODES},
        "spin_current_into": {r: outside(spin(r)) for r in ELECTRODES},
        "splitting": drawn.splittings, "direction": drawn.directions, "cross": cross,
        "band_spin": {(n, r): spin(r, n) for n in BANDS for r in ELECTRODES},
    }  # fmt: skip


def _quadrupole_values(drawn: Junction, known: Mapping[str, Any]) -> dict[str, Any]:
    """Rates and currents of the nodes."""
    full = evolution(drawn.inside + drawn.tunnelling)
    inside, outside = evolution(drawn.inside), evolution(drawn.tunnelling)
    currents = {
        (r, s): np.array([known["one_particle_current"](c, r, s) for c in "xyz"])
        for r, s in product(ELECTRODES, repeat=2)
        if r != s
    }
    links = {(a, b): link(a, b, currents) for a, b in product(NODES, repeat=2)}
    pairs = _stored_values()["quadrupole"]
    vectors = [
        x
        for name in ("spin", "internal_spin_rate", "spin_current_into")
        for x in known[name].values()
    ]
    return {
        "node_rate": {node: full(stored(node)) for node in NODES},
        "internal_node_rate": {node: inside(stored(node)) for node in NODES},
        "link_current": links, "strength": _strengths(links),
        "pair_rate": {pair: full(x) for pair, x in pairs.items()},
        "internal_pair_rate": {pair: inside(x) for pair, x in pairs.items()},
        "tensor_current": {pair: outside(x) for pair, x in pairs.items()},
        "odot": _remembered_odot(vectors),
        "lost_spin": {r: largest(inside(spin(r))) for r in ELECTRODES},
        "lost_charge": {r: largest(inside(moment("0", r))) for r in ELECTRODES},
        "lost_quadrupole": {node: largest(inside(stored(node))) for node in NODES},
    }  # fmt: skip


def _total_values(drawn: Junction, seed: int) -> dict[str, Any]:
    """A state and its rate; what tunnelling does to the charge, the spin and the moment of all."""
    hamiltonian, tunnelling = drawn.inside + drawn.tunnelling, drawn.tunnelling
    rng = np.random.default_rng(seed)
    root = rng.normal(size=hamiltonian.shape) + 1j * rng.normal(size=hamiltonian.shape)
    state = root @ root.conj().T / np.trace(root @ root.conj().T)
    total = _stored_values()
    outside = evolution(tunnelling)
    return {
        # a state moves against its observables
        "density": state, "density_rate": evolution(-hamiltonian)(state),
        "scalar_H_T": tunnelling, "scalar_total": total["total_moment"],
        "total_rate": -1j * outside(total["total_spin"]),
        "total_node_rate": -1j * outside(total["total_quadrupole"]),
    }  # fmt: skip


def _order_values(known: Mapping[str, Any]) -> dict[str, Any]:
    """What depends on the order of a spin and a current: brackets, conjugates, the dyadic."""
    spins, currents = known["spin"], known["spin_current_into"]

    def skewness(r: str, s: str) -> float:
        product_ = odot(currents[r], spins[s])
        return largest(product_ - adjoint(product_))

    def bracket(r: str) -> float:
        pairs = product(spins[r], currents[r])
        return min(largest(a @ b - b @ a) for a, b in pairs)

    a, b = spins["L"], currents["L"]
    axes = {name: place for place, name in enumerate("xyz")}
    dyadic = odot(a, b)
    return {
        "skewness": cache(skewness), "skewness_apart": lambda pair: skewness(*pair),
"bracket": cache(bracket),
        "a": {name: a[k] for name, k in axes.items()},
        "b": {name: b[k] for name, k in axes.items()},
        "traceless": {(i, j): dyadic[axes[i], axes[j]] for i in axes for j in axes},
        "same_axis": lambda i, j: float(i == j),
    }  # fmt: skip


def adjoint(value: Matrix) -> Matrix:
    """The Hermitian conjugate of each operator of a stack; directions stay."""
    return np.asarray(value.conj().swapaxes(-1, -2))


def draw_flows(conserving: bool) -> Callable[[random.Random, Ring], Sample]:
    """Points with tunnelling that conserves the spin, or does not."""

    def draw(rng: random.Random, ring: Ring) -> Sample:
        drawn = junction(rng, conserving)
        known = _one_particle_values(drawn)
        values = {
            **_stored_values(), **known, **_quadrupole_values(drawn, known),
            **_order_values(known), **_total_values(drawn, rng.getrandbits(16)),
        }  # fmt: skip
        own = replace(ring, size=largest, functions={**ring.functions, "dagger": adjoint})
        return Sample(own, values, RANGES, {"rr'": STORING})

    return remembered(draw)
