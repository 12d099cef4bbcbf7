"""The statements on nodes and currents for every Hamiltonian at once: exact, so a proof.

Each side of (74)-(86) is linear in the Hamiltonian, so a statement that holds for every single
level and for every single hop holds for all sums of them. Here all of them stand side by side as
blocks of one sparse matrix, on one and two electrons, which know every operator of one and two
bodies. A term joins at most a hop and one spectator orbital, and the left electrode has an
orbital for both: more orbitals add nothing new. Spins are taken twice and symmetric, traceless
products six times, so that all entries are Gaussian integers or halves of them: no rounding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any

import numpy as np
from scipy import sparse

from spinloom.derivations.engine.interpret import DOUBLE, Sample

from .judge_flows import (
    COMPONENTS,
    ELECTRODES,
    NODES,
    ORBITALS,
    RANGES,
    STORING,
    moment,
    operator,
)
from .judge_network import PAULI, blocks

#: A sparse operator, or several of them on top of each other.
Stack = Any
SIZE = moment("0", "L").shape[0]
#: 1 and i, for a complex amplitude.
PHASES = (1, 1j)


def _clean(matrix: Any) -> Any:
    """An operator whose entries are halves, without the rounding of square roots of two."""
    return np.round(2 * matrix) / 2


def _levels() -> Iterator[Any]:
    """Every level and every field on one orbital."""
    for k, matrix in product(range(len(ORBITALS)), (np.eye(2), *PAULI)):
        chosen = np.zeros((len(ORBITALS), len(ORBITALS)))
        chosen[k, k] = 1
        yield _clean(operator(np.kron(chosen, matrix).astype(complex)))


def _hops(conserving: bool) -> Iterator[tuple[set[str], Any]]:
    """Every hop between two orbitals of different electrodes, and the pair of electrodes."""
    units = [np.eye(2)] if conserving else [np.eye(4)[place].reshape(2, 2) for place in range(4)]
    for (k, (r, _)), (m, (s, _)) in product(enumerate(ORBITALS), repeat=2):
        if k < m and r != s:
            for unit, phase in product(units, PHASES):
                chosen = np.zeros((len(ORBITALS), len(ORBITALS)))
                chosen[k, m] = 1
                there = np.kron(chosen, unit) * phase
                yield {r, s}, _clean(operator(there + there.conj().T))


def _blocks_of(matrices: list[Any]) -> Any:
    return sparse.block_diag([sparse.csr_array(x) for x in matrices], format="csr")


def odot(a: Stack, b: Stack) -> Stack:
    """Six times the symmetric, traceless dyadic of two vectors, without a division."""
    dyadic = [[x @ y for y in blocks(b)] for x in blocks(a)]
    trace = 2 * (dyadic[0][0] + dyadic[1][1] + dyadic[2][2])
    tensor = [
        3 * (dyadic[i][j] + dyadic[j][i]) - (trace if i == j else 0 * trace)
        for i, j in product(range(3), repeat=2)
    ]
    return sparse.vstack(tensor, format="csr")


def _rate(hamiltonian: Any) -> Callable[[Stack], Stack]:
    """i [H, A] for every operator of a stack."""
    return lambda stack: sparse.vstack(
        [1j * (hamiltonian @ x - x @ hamiltonian) for x in blocks(stack)], format="csr"
    )


def size(value: Stack) -> float:
    """The largest entry, exactly."""
    entries = value.data if sparse.issparse(value) else np.asarray(value)
    return float(np.abs(entries).max(initial=0.0))


def adjoint(stack: Stack) -> Stack:
    return sparse.vstack([x.conj().T for x in blocks(stack)], format="csr")


def _moments(copies: int) -> dict[tuple[str, str], Any]:
    """Charge and twice the spin of each electrode, the same in every block."""
    one = sparse.eye_array(copies, format="csr")
    return {
        (c, r): sparse.kron(
            one, sparse.csr_array(_clean((1 if c == "0" else 2) * moment(c, r))), "csr"
        )
        for c, r in product(COMPONENTS, ELECTRODES)
    }


def _link(into: str, origin: str, spins: Any, currents: Any) -> Stack:
    total = 0 * odot(spins["L"], spins["L"])
    for (r, u), (s, v) in product(NODES[into], NODES[origin]):
        if r != s and u == v:
            total = total + odot(currents[r, s], spins[u])
        if r == s and u != v:
            total = total + odot(spins[r], currents[u, v])
    return total


def exact(conserving: bool) -> Callable[[], Sample]:
    """All levels and all hops, those that conserve the spin or all of them."""
    return cache(lambda: _sample(conserving))


def _sample(conserving: bool) -> Sample:
    levels, hops = list(_levels()), list(_hops(conserving))
    nothing = np.zeros((SIZE, SIZE))
    inside = _blocks_of([*levels, *(nothing for _ in hops)])
    between = {
        (r, s): _blocks_of([
            *(nothing for _ in levels), *(h if {r, s} == pair else nothing for pair, h in hops)
        ])
        for r, s in product(ELECTRODES, repeat=2)
    }  # fmt: skip
    outside = between["L", "M"] + between["L", "R"] + between["M", "R"]
    values = _values(_moments(len(levels) + len(hops)), inside, outside, between)
    own = replace(DOUBLE, size=size, functions={**DOUBLE.functions, "dagger": adjoint})
    return Sample(own, values, RANGES, {"rr'": STORING})


def _stored(node: str, spins: Any) -> Stack:
    """What two electrodes store together and not alone."""
    r, s = node[0], node[1]
    alone = odot(spins[r], spins[r])
    if r == s:
        return alone
    both = spins[r] + spins[s]
    return odot(both, both) - alone - odot(spins[s], spins[s])


def _values(moments: Any, inside: Any, outside: Any, between: Any) -> dict[str, Any]:
    full, within, across = (_rate(h) for h in (inside + outside, inside, outside))
    by_pair = {pair: _rate(h) for pair, h in between.items()}
    spins = {r: sparse.vstack([moments[c, r] for c in "xyz"], format="csr") for r in ELECTRODES}
    currents = {(r, s): by_pair[r, s](spins[r]) for r, s in between if r != s}
    stored = {node: _stored(node, spins) for node in NODES}
    pairs = {(r, s): stored["".join(sorted(r + s))] for r, s in between}
    total_spin = sum(spins.values())
    total = {c: sum(moments[c, r] for r in ELECTRODES) for c in COMPONENTS}
    whole = odot(total_spin, total_spin)
    numbers = {r: moments["0", r] for r in ELECTRODES}

    def current(component: str, r: str, s: str) -> Any:
        x = moments[component, r]
        return by_pair[r, s](x) if r != s else x

    return {
        "i_unit": 1j, "H": inside + outside, "H_0": inside, "H_T": outside, "scalar_H_0": inside,
        "scalar_H_T": outside, "moment": moments, "undotted": moments, "number": numbers,
        "undotted_number": numbers, "number_rate": {r: within(x) for r, x in numbers.items()},
        "total_moment": total, "scalar_total": total, "total_spin": total_spin,
        "total_rate": -1j * across(total_spin), "total_node_rate": -1j * across(whole),
        "spin": spins, "total_quadrupole": whole, "node_quadrupole": stored,
        "quadrupole": pairs, "odot": odot,
        "rate": {key: full(x) for key, x in moments.items()},
        "internal_rate": {key: within(x) for key, x in moments.items()},
        "current_into": {key: across(x) for key, x in moments.items()},
        "one_particle_current": cache(current),
        "current_of_pair": lambda component, pair: current(component, *pair),
        "spin_rate": {r: full(x) for r, x in spins.items()},
        "internal_spin_rate": {r: within(x) for r, x in spins.items()},
        "spin_current_into": {r: across(x) for r, x in spins.items()},
        "node_rate": {node: full(x) for node, x in stored.items()},
        "internal_node_rate": {node: within(x) for node, x in stored.items()},
        "link_current": cache(lambda a, b: _link(a, b, spins, currents)),
        "spin_current": {
            (r, s): currents[r, s] if r != s else spins[r] for r, s in between
        },
        "node_current": {node: across(x) for node, x in stored.items()},
        "local_current": {r: across(stored[r + r]) for r in ELECTRODES},
        "pair_rate": {key: full(x) for key, x in pairs.items()},
        "internal_pair_rate": {key: within(x) for key, x in pairs.items()},
        "tensor_current": {key: across(x) for key, x in pairs.items()},
        "pair_count": lambda r, s: 1.0 if r == s else 2.0,
        "unequal": lambda a, b: float(a != b),
    }  # fmt: skip
