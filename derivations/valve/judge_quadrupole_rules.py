"""Quadrupole currents on an exact Fock space and sums over orbitals: the judge of (E38)-(E43).

Currents are commutators with the tunnelling term; no vertex of the print is used.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any

import numpy as np
from scipy import sparse

from spinloom.derivations.engine.interpret import Ring, Sample
from spinloom.derivations.engine.judges.liouville import LiouvilleSpace

from . import judge_network as network
from .judge_currents_rules import MOMENTS, VECTOR
from .judge_fields_rules import CHARGE_SPIN, LABELS, SPIN, Array, complexes, four_vector, frame
from .judge_superoperators import SIGN
from .judge_traces_rules import AXES, spectrum

# --- Quadrupole moment on the Fock space ------------------------------------------------------


def _stack(parts: Any) -> Any:
    return sparse.vstack(list(parts), format="csr")


def _few(stack: Any) -> Any:
    return network.restricted(stack)


def _dagger(stack: Any) -> Any:
    if not sparse.issparse(stack):
        return np.conj(stack)
    return _stack(block.conj().T for block in network.blocks(stack))


def _raising(stack: Any, electrode: str) -> Any:
    """The part of a vector of operators that adds a particle to an electrode."""
    bits = 2 * network.ORBITALS
    mask = (2**bits - 1) << (0 if electrode == "L" else bits)
    parts = []
    for block in network.blocks(stack):
        table = block.tocoo()
        rows, columns = table.coords
        gained = np.array(
            [
                int(a & mask).bit_count() > int(b & mask).bit_count()
                for a, b in zip(rows, columns, strict=True)
            ],
            dtype=bool,
        )
        parts.append(
            sparse.csr_array(
                (table.data[gained], (rows[gained], columns[gained])), shape=block.shape
            )
        )
    return _stack(parts)


def draw_quadrupole(conserving: bool) -> Callable[..., Sample]:
    """Quadrupole currents of all nodes on one and two electrons, and their averages."""

    def draw(rng: random.Random, ring: Ring) -> Sample:
        hamiltonian = network.tunnelling(network.amplitudes(rng, conserving))
        currents = {r: network._rates(hamiltonian, network.spin(r)) for r in "LR"}
        partial = {r: _few(_raising(currents[r], r)) for r in "LR"}
        spins = {r: _few(_stack(network.spin(r))) for r in "LR"}
        nodes = {name: _few(stack) for name, stack in network.node_currents(hamiltonian).items()}
        size = spins["L"].shape[1]
        root = complexes(rng, size, size)
        state = root @ root.conj().T
        restricted = {r: _few(stack) for r, stack in currents.items()}
        leaves = {id(x): x for table in (restricted, spins, partial) for x in table.values()}

        @cache
        def known(first: int, second: int) -> Any:
            return network.odot(leaves[first], leaves[second])

        def odot(a: Any, b: Any) -> Any:
            if id(a) in leaves and id(b) in leaves:
                return known(id(a), id(b))
            if 3 * a.shape[1] != a.shape[0]:
                raise ValueError("a vector has three components")
            return network.odot(a, b)

        def expectation(tensor: Any, of: Array) -> Array:
            return np.array([(block @ of).trace() for block in network.blocks(tensor)])

        def norm(tensor: Array) -> float:
            size = float(np.abs(tensor).max())
            return size if size > 1e-6 else 0.0

        averages = {key: expectation(stack, state).real for key, stack in nodes.items()}
        values = {
            "node_current": lambda a, b: nodes["".join(sorted(a + b))],
            "quadrupole_average": lambda a, b: averages["".join(sorted(a + b))],
            "spin": spins,
            "spin_current": restricted,
            "partial": partial,
            "pair_count": lambda a, b: 1.0 if a == b else 2.0,
            "odot": odot,
            "state": state,
            "expectation": expectation,
            "norm": norm,
        }
        own = replace(ring, size=network._size, functions={**ring.functions, "dagger": _dagger})
        return Sample(own, values, {"electrode": ("L", "R")})

    return draw


def draw_partial(rng: random.Random, ring: Ring) -> Sample:
    """The part of a spin current that fills its electrode, and matrix elements of (E36)."""
    table = network.uniform(rng)
    hamiltonian, T = network.tunnelling(table), table[0, :, 0, :]
    parts = {
        r: network.blocks(_raising(network._rates(hamiltonian, network.spin(r)), r)) for r in "LR"
    }
    base = network.draw_one_particle(rng, ring)
    lower = network.annihilators()
    bare = {("L", "R"): T, ("R", "L"): T.conj().T}
    axis = {"up": 0, "down": 1}

    def component(j: str, r: str, s: str) -> Any:
        return parts[r][VECTOR.index(j)] * float(r != s)

    def printed(j: str, r: str, s: str, a: str, b: str) -> complex:
        if r == s:
            return 0.0
        matrix = MOMENTS[j] @ T if r == "L" else -T @ MOMENTS[j]
        return complex(matrix[axis[a], axis[b]])

    def amplitude(j: str, r: str, s: str, a: str, b: str) -> complex:
        matrix = MOMENTS[j] @ bare.get((r, s), np.zeros((2, 2)))
        return complex(matrix[axis[a], axis[b]])

    def annihilator(electrode: str, orbital: str, a: str) -> Any:
        return lower[network.mode(electrode, int(orbital), axis[a])]

    values = {
        "partial_component": cache(component),
        "current_element": cache(printed),
        "amplitude": cache(amplitude),
        "annihilator": annihilator,
        "creator": cache(lambda *labels: annihilator(*labels).T.tocsr()),
        "i_unit": 1j,
    }
    ranges = {**base.ranges, "axis": VECTOR}
    return Sample(base.ring, values, ranges, {"j": (rng.choice(VECTOR),)})


# --- The spin vertex --------------------------------------------------------------------------


@cache
def _one_electrode(chi: str, eta: str, orbital: str, spin: str) -> Any:
    mode = 2 * int(orbital) + SPIN[spin]
    return sparse.csr_array(LiouvilleSpace(4).field(SIGN[chi], SIGN[eta], mode))


def draw_spin_vertex(rng: random.Random, ring: Ring) -> Sample:
    """The spin of two orbitals, acting from the left on a random operator."""
    axes, space = frame(rng), LiouvilleSpace(4)
    local = {j: axes.conj().T @ MOMENTS[j] @ axes for j in VECTOR}
    values = {
        "S": {j: space.fock.bilinear(np.kron(np.eye(2), local[j])) for j in VECTOR},
        "left": lambda matrix: sparse.csr_array(space.left(matrix)),
        "argument": complexes(rng, 256, 1),
        "kronecker": lambda a, b: float(a == b),
        "opposite": lambda a, b: float(a != b),
        "minus_eta_chi_plus": lambda eta, chi: float((eta, chi) == ("-", "+")),
        "spin_element": lambda j, a, b: complex(local[j][SPIN[a], SPIN[b]]),
        "field": _one_electrode,
    }
    ranges = {**LABELS, "orbital": ("0", "1"), "axis": VECTOR}
    return Sample(ring, values, ranges, {"j": (rng.choice(VECTOR),)})


def draw_pair_sum(rng: random.Random, ring: Ring) -> Sample:
    """Sums over one orbital with two energies, and the two-particle density of states."""
    axes, grid = frame(rng), [rng.uniform(-1, 1) for _ in range(3)]
    table = {(k, s): x for (r, k, s), x in spectrum(rng, grid) if r == "L"}
    orbitals = tuple(str(k) for k in range(7))
    first, second = rng.uniform(1, 2), rng.uniform(1, 2)
    local = {j: axes.conj().T @ MOMENTS[j] @ axes for j in VECTOR}
    projectors = {s: np.outer(axes[:, k], axes[:, k].conj()) for s, k in SPIN.items()}
    vectors = {s: four_vector(p) for s, p in projectors.items()}

    def some(x: float, y: float) -> complex:
        return complex(np.exp(1j * first * x) * (1 + second * y**2 + y))

    def pair_sum(j: str, a: str, b: str) -> complex:
        total = sum(some(table[k, a], table[k, b]) for k in orbitals)
        return total * complex(local[j][SPIN[a], SPIN[b]])

    @cache
    def density(a: str, b: str, x: float, y: float) -> int:
        return sum((table[k, a], table[k, b]) == (x, y) for k in orbitals)

    def matrix(mu: str, nu: str, x: float, y: float) -> complex:
        return sum(
            density(a, b, x, y) * vectors[a][mu] * vectors[b][nu] / 2
            for a, b in product(SPIN, repeat=2)
        )

    x, y = max(  # where the two spins differ most
        product(grid, repeat=2),
        key=lambda pair: density("up", "down", *pair) - density("down", "up", *pair),
    )
    f_first, f_second = rng.uniform(0.1, 1), rng.uniform(0.1, 1)
    inserted = {
        j: sum(
            density(a, b, x, y) * f_first * f_second
            * projectors[a] @ MOMENTS[j] @ projectors[b]
            for a, b in product(SPIN, repeat=2)
        )
        for j in VECTOR
    }  # fmt: skip
    values = {
        "pair_sum": pair_sum,
        "level": table,
        "g": some,
        "kronecker": lambda a, b: float(a == b),
        "spin_vector": {j: MOMENTS[j] for j in VECTOR},
        "r_check": CHARGE_SPIN,
        "A_matrix": {
            (mu, nu): cache(lambda x, y, mu=mu, nu=nu: matrix(mu, nu, x, y))
            for mu, nu in product(AXES, repeat=2)
        },
        "A_here": {(mu, nu): matrix(mu, nu, x, y) for mu, nu in product(AXES, repeat=2)},
        "inserted": inserted,
        "f_first": f_first,
        "f_second": f_second,
        "t_bare": complex(rng.gauss(0, 1), rng.gauss(0, 1)),
        "bra": lambda r, s: axes[:, [SPIN[s]]].conj().T,
        "ket": lambda r, s: axes[:, [SPIN[s]]],
    }
    ranges = {**LABELS, "orbital": orbitals, "axis": VECTOR, "component": AXES}
    return Sample(
        ring, values, ranges, {"j": (rng.choice(VECTOR),)},
        lambda _, body: sum(body(x, y) for x, y in product(grid, repeat=2)),
    )  # fmt: skip
