"""Exact evolution of small systems: the judge of the expansion (E12)-(E20).

Averages and their Laplace transforms follow from eigenstates, orders of the expansion from
commutators with a matrix; the terms of the sums are what the print says of each contraction.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from functools import cache
from itertools import product
from typing import Any

import mpmath
import numpy as np
from scipy.linalg import expm

from spinloom.derivations.engine.diagrams import Diagram, Observable, enumerate_diagrams
from spinloom.derivations.engine.interpret import PRECISE, Ring, Sample, evaluate
from spinloom.derivations.engine.judges.fock import FockSpace, evolve, thermal_state
from spinloom.derivations.engine.judges.liouville import LiouvilleSpace, Signs
from spinloom.derivations.engine.printed import Node, relations

from .judge_diagrams import vertex_signs
from .judge_fields_rules import Array, complexes
from .judge_network import ORBITALS, amplitudes, blocks, node_currents, tunnelling


def hermitian(rng: random.Random, size: int) -> Array:
    """A random Hermitian matrix."""
    matrix = complexes(rng, size, size)
    return (matrix + matrix.conj().T) / 2


def _trace(vector: Array) -> complex:
    size = round(float(np.sqrt(vector.size)))
    return complex(np.trace(vector.reshape(size, size)))


def draw_evolution(rng: random.Random, ring: Ring) -> Sample:
    """Two modes with complex tunnelling: an average at a time, and its Laplace transform."""
    space = LiouvilleSpace(2)
    free = space.fock.bilinear(np.diag([rng.uniform(-1, 0), rng.uniform(0.2, 1)]))
    hop = np.array([[0, complex(0.4, rng.uniform(0.2, 0.8))], [0, 0]])
    tunnel = space.fock.bilinear(hop + hop.conj().T)
    state, A = thermal_state(free + 0.3 * space.fock.bilinear(np.eye(2)), 0.7), hermitian(rng, 4)
    t_0, t = rng.uniform(0.1, 0.5), rng.uniform(1, 2)
    z = complex(rng.uniform(-1, 1), rng.uniform(0.3, 1))
    energies, basis = np.linalg.eigh(free + tunnel)
    gaps = energies[:, None] - energies[None, :]
    weights = (basis.conj().T @ A @ basis).T * (basis.conj().T @ state @ basis)
    evolved = evolve(free + tunnel, state, t_0 - t)
    values = {
        "A": space.left(A),
        "rho_t": evolved.reshape(-1, 1),
        "rho_0": state.reshape(-1, 1),
        "average_t": complex(np.trace(evolve(free + tunnel, A, t - t_0) @ state)),
        "average_z": complex(np.sum(1j * weights / (z - gaps))),
        "z": z * space.identity,
        "t": t,
        "t_0": t_0,
        "L": space.commutator(free + tunnel),
        "L_0": space.commutator(free),
        "L_T": space.commutator(tunnel),
        "i_unit": 1j,
        "exp": expm,
        "trace": _trace,
    }
    return Sample(ring, values)


def final_value(relation: Node, x: Any) -> Any:
    """The relative residual at z = i x for an average that relaxes from t_0 on."""
    z, t_0 = mpmath.mpc(0, x), mpmath.mpf("0.3")
    limit, parts = mpmath.mpf("0.37"), ((mpmath.mpf("0.8"), mpmath.mpc("0.6", "1.1")),)
    transform = mpmath.exp(1j * z * t_0) * (
        1j * limit / z + sum(b / (rate - 1j * z) for b, rate in parts)
    )
    values = {"long_time": limit, "average_z": transform, "z": z, "i_unit": mpmath.mpc(0, 1)}
    (statement,) = relations(relation)
    left, right = (evaluate(s, Sample(PRECISE, values)) for s in (statement.left, statement.right))
    return abs(left - right) / (abs(left) + abs(right))


# --- A system and its reservoirs --------------------------------------------------------------


def draw_open(levels: int) -> Callable[..., Sample]:
    """Interacting levels and two reservoirs of one each, all coupled; a product at first."""

    def draw(rng: random.Random, ring: Ring) -> Sample:
        return _open_system(levels, rng, ring)

    return draw


def _open_system(levels: int, rng: random.Random, ring: Ring) -> Sample:
    space, dot = LiouvilleSpace(levels + 2), LiouvilleSpace(levels)
    size = dot.fock.dimension
    one_body = np.diag([rng.uniform(-1, 1) for _ in range(levels + 2)]) + 0j
    one_body[:levels, :levels] += hermitian(rng, levels)
    full = np.diag([1.3 * (state % size == size - 1) for state in range(4 * size)])
    free = space.fock.bilinear(one_body) + full
    coupled = hermitian(rng, levels + 2) * (1 - np.eye(levels + 2))
    coupled[:levels, :levels] = 0
    tunnel = space.fock.bilinear(coupled)
    # the reservoirs hold the two higher bits
    reservoirs = np.diag([0.14, 0.26, 0.21, 0.39]) + 0j
    start = thermal_state(dot.fock.bilinear(hermitian(rng, levels)), 1.0)
    z = complex(rng.uniform(-1, 1), rng.uniform(0.3, 1))
    units = [unit.reshape(size, size) for unit in dot.identity]
    embed = np.array([np.kron(reservoirs, unit).reshape(-1) for unit in units]).T
    reduce = np.array([_reduced(unit).reshape(-1) for unit in space.identity]).T
    L_0, L_T = space.commutator(free), space.commutator(tunnel)
    L_dot = dot.commutator(free[:size, :size])
    evolution = reduce @ np.linalg.solve(z * space.identity - L_0 - L_T, embed)
    outside = space.identity - embed @ reduce
    inner = z * space.identity - outside @ (L_0 + L_T) @ outside
    bare = z * dot.identity - L_dot
    energies, basis = np.linalg.eigh(free + tunnel)
    total = basis.conj().T @ np.kron(reservoirs, start) @ basis
    transformed = 1j * total / (z - (energies[:, None] - energies[None, :]))
    values = {
        "rho_z": _reduced(basis @ transformed @ basis.conj().T),
        "rho_0": np.kron(reservoirs, start).reshape(-1, 1),
        "rho_start": start.reshape(-1, 1),
        "z": z * space.identity,
        "z_dot": z * dot.identity,
        "L_0": L_0,
        "L_T": L_T,
        "L_dot": L_dot,
        "self_energy": reduce @ L_T @ outside @ np.linalg.solve(inner, outside @ L_T @ embed),
        "reducible": bare @ evolution @ bare - bare,
        "i_unit": 1j,
        "trace_reservoirs": _reduced,
    }
    return Sample(ring, values)


def _reduced(operator: Array) -> Array:
    """The trace over the two highest bits, of an operator of any shape, as a column."""
    size = round(float(np.sqrt(operator.size))) // 4
    return np.asarray(np.einsum("aiaj->ij", operator.reshape(4, size, 4, size))).reshape(-1, 1)


# --- Terms of the expansion -------------------------------------------------------------------

#: Observable and order in Gamma, by the order in L_T; the prime marks four fields.
ORDERS: Mapping[str, tuple[Observable, int]] = {
    "1": ("charge", 1),
    "1'": ("quadrupole", 1),
    "3": ("charge", 2),
}


def partner(diagram: Diagram) -> Diagram:
    """The other Hermitian conjugate: all arrows reversed, observable vertices from the left."""
    eta = tuple(-sign for sign in diagram.eta)
    fixed = [v.role == "tunnelling" for v in diagram.vertices for _ in range(2)]
    chi = tuple(c if keep else -c for c, keep in zip(diagram.chi, fixed, strict=True))
    return Diagram(diagram.vertices, diagram.contractions, eta, chi)


@cache
def contraction_table(reduced_energy: float) -> dict[tuple[Signs, Signs], complex]:
    """Averages of two fields of one mode, the first one on the left."""
    space = LiouvilleSpace(1)
    state = thermal_state(space.fock.bilinear(np.array([[reduced_energy]])), 1.0)
    signs = list(product((1, -1), (1, -1)))
    return {(a, b): space.contraction(state, a, b, 0) for a, b in product(signs, signs)}


@cache
def shift(sign: Signs) -> float:
    """x for a mode of unit energy: L_0 J = J (L_0 - x)."""
    space = LiouvilleSpace(1)
    free, field = space.commutator(space.fock.bilinear(np.eye(1))), space.field(*sign, 0)
    moved = free @ field - field @ free
    number = -complex(np.vdot(field, moved) / np.vdot(field, field))
    if np.abs(moved + number * field).max() > 1e-12:
        raise ValueError("the field changes the energy by no number")
    return number.real


def kernels(rng: random.Random) -> tuple[dict[str, Any], dict[str, complex], complex]:
    """A valve of one orbital per electrode: its parameters, exact kernels, frequency."""
    energies, reduced = (
        np.array([rng.uniform(-1, 1) for _ in range(4)]).reshape(2, 2) for _ in range(2)
    )
    hop, observable, within = (complexes(rng, *shape) for shape in ((2, 2), (2, 2, 2), (2, 2)))
    z = complex(rng.uniform(-0.5, 0.5), rng.uniform(0.5, 1))
    space = FockSpace(4)

    def bilinear(matrix: Array, column: int) -> Array:
        table = np.zeros((4, 4), dtype=complex)
        table[:2, column : column + 2] = matrix
        return space.bilinear(table)

    single = bilinear(observable[0], 2) + bilinear(observable[1], 2).conj().T
    tunnel = bilinear(hop, 2) + bilinear(hop, 2).conj().T
    levels = np.diag(space.bilinear(np.diag(energies.reshape(-1)))).real
    state = thermal_state(space.bilinear(np.diag(reduced.reshape(-1))), 1.0)
    states = [state]
    for _ in range(3):
        moved = tunnel @ states[-1] - states[-1] @ tunnel
        states.append(moved / (z - (levels[:, None] - levels[None, :])))
    exact = {
        "1": complex(np.trace(single @ states[1])),
        "1'": complex(np.trace(bilinear(observable[0], 2) @ bilinear(within, 0) @ states[1])),
        "3": complex(np.trace(single @ states[3])),
    }
    parts = {"hop": hop, "observable": observable, "within": within}
    return {"energies": energies, "reduced": reduced, **parts}, exact, z


def term_arrays(observable: Observable, order: int, valve: dict[str, Any]) -> dict[str, Any]:
    """Every factor of (E19) for all contractions and indices of an order in Gamma."""
    found: dict[str, list[Any]] = {}
    ruled = enumerate_diagrams(observable, order)
    conjugates = () if observable == "quadrupole" else tuple(map(partner, ruled))
    for diagram in (*ruled, *conjugates):
        for spins in product(range(2), repeat=len(diagram.contractions)):
            for factor, value in _term(diagram, spins, valve).items():
                found.setdefault(factor, []).append(value)
    return {factor: np.array(rows).T for factor, rows in found.items()}


def _term(diagram: Diagram, spins: tuple[int, ...], valve: dict[str, Any]) -> dict[str, Any]:
    spin = {dot: s for s, pair in zip(spins, diagram.contractions, strict=True) for dot in pair}
    mode = {dot: ("LR".index(_electrode(diagram, dot)), spin[dot]) for dot in spin}
    signs = list(zip(diagram.chi, diagram.eta, strict=True))
    # the second part of a current is c_R^dag c_L = - c_L c_R^dag
    head = valve["observable"][0] if signs[1][1] > 0 else -valve["observable"][1].conj()
    observables, vertices = complex(head[spin[0], spin[1]]), 1 + 0j
    tunnelling_dots = []
    for number, vertex in enumerate(diagram.vertices):
        later, earlier = 2 * number, 2 * number + 1
        if vertex.role == "spin":
            observables *= complex(valve["within"][spin[later], spin[earlier]])
        if vertex.role == "tunnelling":
            tunnelling_dots.append((later, earlier))
            amplitude = complex(valve["hop"][spin[later], spin[earlier]])
            amplitude = amplitude if signs[earlier][1] > 0 else amplitude.conjugate()
            vertices *= vertex_signs("tunnelling")[signs[later], signs[earlier]] * amplitude
    energies = [float(valve["energies"][mode[dot]]) for dot in range(len(signs))]
    steps = [shift(sign) * energy for sign, energy in zip(signs, energies, strict=True)]
    tables = [contraction_table(float(valve["reduced"][mode[a]])) for a, _ in diagram.contractions]
    lines = list(zip(tables, diagram.contractions, strict=True))
    earliest_first = tunnelling_dots[::-1]
    return {
        "observables": observables,
        "vertices": vertices,
        "X": [sum(steps[later:]) for later, _ in earliest_first],
        "crossings": diagram.crossings,
        "later_first": [table[signs[a], signs[b]] for table, (a, b) in lines],
        "earlier_first": [table[signs[b], signs[a]] for table, (a, b) in lines],
        "conjugation": [signs[later][1] for later, _ in earliest_first],
        "conjugation_2": [signs[earlier][1] for _, earlier in earliest_first],
        "epsilon": [energies[later] for later, _ in earliest_first],
        "epsilon_2": [energies[earlier] for _, earlier in earliest_first],
    }


def _electrode(diagram: Diagram, dot: int) -> str:
    return diagram.vertices[dot // 2].electrodes[dot % 2]


def draw_kernel(rng: random.Random, ring: Ring) -> Sample:
    """The terms of first and third order in L_T, and the exact kernels."""
    valve, exact, z = kernels(rng)
    arrays = {name: term_arrays(*kind, valve) for name, kind in ORDERS.items()}
    values = {
        "kernel": exact,
        "average_z": {name: 1j * value / z for name, value in exact.items()},
        "z": z,
        "i_unit": 1j,
        **{
            leaf: {name: table[leaf] for name, table in arrays.items()}
            for leaf in ("observables", "vertices", "X", "crossings")
        },
        "gamma": {
            (name, *labels): table["later_first" if labels[0] == "later" else "earlier_first"]
            for name, table in arrays.items()
            for labels in (("later", "earlier"), ("earlier", "later"))
        },
        "product": lambda table: np.prod(table, axis=0),
        "sum": np.sum,
    }
    return Sample(ring, values, {"order": tuple(ORDERS)})


def draw_energies(rng: random.Random, ring: Ring) -> Sample:
    """The energies of the three propagators of every term of third order."""
    valve, _, _ = kernels(rng)
    table = term_arrays("charge", 2, valve)
    segments = ("1", "2", "3")
    values: dict[str, Any] = {
        name: dict(zip(segments, table[name], strict=True))
        for name in ("X", "conjugation", "conjugation_2", "epsilon", "epsilon_2")
    }
    values["until"] = lambda j, i: float(j <= i)
    return Sample(ring, values, {"segment": segments})


def fields_of_quadrupole() -> dict[str, Any]:
    """How many fields of each electrode the quadrupole current of node LL is made of.

    A product of creators and annihilators of an electrode in normal order joins states that hold
    no fewer particles, in sum, than it has factors.
    """
    current = node_currents(tunnelling(amplitudes(random.Random(3), False)))["LL"]
    states = np.arange(2 ** (4 * ORBITALS))
    bits = {"L": 2 ** (2 * ORBITALS) - 1, "R": (2 ** (2 * ORBITALS) - 1) << (2 * ORBITALS)}
    counts = {r: np.array([int(n & mask).bit_count() for n in states]) for r, mask in bits.items()}
    joined = [block.nonzero() for block in blocks(current)]
    return {
        "fields": {
            r: min(int((number[a] + number[b]).min()) for a, b in joined if len(a))
            for r, number in counts.items()
        }
    }
