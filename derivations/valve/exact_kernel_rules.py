"""Orders of the expansion without rounding: (E15), and (E19) for the first and the third.

Energies, occupations, amplitudes and observables are names, and so is each propagator. A term of
third order has two contractions in each electrode: two modes of each hold every case of (E19),
also that in which both contractions have one mode. (E15) for these orders sets averages from
commutators, the first propagator among their factors, beside kernels from diagrams. For any other
order it says what the first propagator makes of the state at the start: all factors after it are
one row of names, of which the average and the kernel are made alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import product
from math import prod
from typing import Any

import numpy as np

from spinloom.derivations.engine.diagrams import Diagram, enumerate_diagrams
from spinloom.derivations.engine.interpret import Sample
from spinloom.derivations.engine.judges.fock import FockSpace
from spinloom.derivations.engine.judges.liouville import LiouvilleSpace, Signs

from .exact_names_rules import Named, name, number, ring, total
from .exact_numbers_tensors import Array
from .judge_diagrams import vertex_signs
from .judge_expansion_rules import ORDERS, partner, shift

FOCK = FockSpace(4)
STATES = range(16)
#: Modes 0 and 1 of the left electrode, 2 and 3 of the right one.
LEFT, RIGHT = (0, 1), (2, 3)
MODES = range(4)
ENERGIES = tuple(name(f"e{mode}") for mode in MODES)
OCCUPATIONS = tuple(name(f"f{mode}") for mode in MODES)
Z = name("z")

#: An operator on Fock space: what does not vanish.
Operator = Mapping[tuple[int, int], Named]


# --- The kernel from commutators ----------------------------------------------------------------


def bilinear(label: str, create: Iterable[int], annihilate: Iterable[int]) -> Operator:
    """The sum of c^dag c between two lists of modes, each with an amplitude of its own."""
    found: dict[tuple[int, int], list[Named]] = {}
    for (a, mode), (b, other) in product(enumerate(create), enumerate(annihilate)):
        unit = np.zeros((4, 4))
        unit[mode, other] = 1
        matrix = FOCK.bilinear(unit).real
        for row, column in zip(*map(np.ndarray.tolist, np.nonzero(matrix)), strict=True):
            value = round(matrix[row, column]) * name(amplitude(label, a, b))
            found.setdefault((row, column), []).append(value)
    return {place: total(parts) for place, parts in found.items()}


def amplitude(label: str, a: int, b: int) -> str:
    """The name of an amplitude; a star says that it is a conjugate."""
    return f"{label}{a}{b}"


def _transposed(label: str, create: Iterable[int], annihilate: Iterable[int]) -> Operator:
    """The adjoint of a bilinear, with the conjugate amplitudes."""
    there = bilinear(f"{label}*", create, annihilate)
    return {(row, column): value for (column, row), value in there.items()}


def _sum(*operators: Operator) -> Operator:
    places = dict.fromkeys(place for operator in operators for place in operator)
    return {p: total(o[p] for o in operators if p in o) for p in places}


def _product(a: Operator, b: Operator) -> Operator:
    rows: dict[int, list[tuple[int, Named]]] = {}
    for (row, column), value in b.items():
        rows.setdefault(row, []).append((column, value))
    found: dict[tuple[int, int], list[Named]] = {}
    for (row, middle), value in a.items():
        for column, other in rows.get(middle, ()):
            found.setdefault((row, column), []).append(value * other)
    return {place: total(parts) for place, parts in found.items()}


def _tunnelled(state: Operator) -> Operator:
    """L_T on an operator, for all amplitudes."""
    tunnel = _sum(bilinear("T", LEFT, RIGHT), _transposed("T", LEFT, RIGHT))
    back = {place: -value for place, value in tunnel.items()}
    return _sum(_product(tunnel, state), _product(state, back))


def _filled(state: int) -> list[int]:
    return [mode for mode in MODES if state >> mode & 1]


def _energy(state: int) -> Named:
    return total(ENERGIES[mode] for mode in _filled(state))


def _weight(state: int) -> Named:
    """The probability of a state, all modes independent of each other."""
    result = number(1)
    for mode, f in enumerate(OCCUPATIONS):
        result = result * (f if state >> mode & 1 else 1 - f)
    return result


@cache
def averages(from_start: bool) -> dict[str, Named]:
    """Averages of first and third order in L_T, from commutators: without i in front.

    The propagator between the start and the first L_T is kept, or left out.
    """
    gaps = {(i, j): (Z - (_energy(i) - _energy(j))).inverse() for i, j in product(STATES, STATES)}

    def propagated(state: Operator) -> Operator:
        return {place: gaps[place] * value for place, value in state.items()}

    start: Operator = {(k, k): name(f"p{k}") for k in STATES}
    states = [propagated(start) if from_start else start]
    for _ in range(3):
        states.append(propagated(_tunnelled(states[-1])))
    single = _sum(bilinear("A", LEFT, RIGHT), _transposed("B", LEFT, RIGHT))
    double = _product(bilinear("A", LEFT, RIGHT), bilinear("W", LEFT, LEFT))
    found = {"1": (single, 1), "1'": (double, 1), "3": (single, 3)}
    return {n: _averaged(operator, states[k]) for n, (operator, k) in found.items()}


def _averaged(operator: Operator, state: Operator) -> Named:
    """The trace, with the probabilities of the states at the start put in."""
    weights = {f"p{k}": _weight(k) for k in STATES}
    by_start: dict[str, list[Named]] = {}
    for (row, column), value in operator.items():
        for monomial, c in (value * state.get((column, row), number(0))).terms.items():
            (start,) = (label for label in monomial if label in weights)
            rest = tuple(label for label in monomial if label != start)
            by_start.setdefault(start, []).append(Named({rest: c}))
    return total(weights[start] * total(parts) for start, parts in by_start.items())


# --- The state at the start ---------------------------------------------------------------------


def _rotation(mode: int) -> Array:
    """What L_0 multiplies the projectors on the states with, for a unit of energy of a mode."""
    unit = np.diag([float(mode == other) for other in MODES])
    acting = LiouvilleSpace(4).commutator(FOCK.bilinear(unit))
    projectors = [17 * k for k in STATES]
    if np.count_nonzero(acting[:, projectors]) > np.count_nonzero(np.diag(acting)[projectors]):
        raise ValueError("L_0 makes of a projector more than a multiple of it")
    return np.diag(acting).real[projectors].astype(int)


@cache
def free_start() -> Sample:
    """(E15) for first and third order from two sources, and for a term of any order n.

    For any order all that follows the first propagator is a row of names, on both sides. The
    kernel leaves out the terms that fall apart at a propagator. Their earlier part is a trace of
    L_T on some operator, whose entries are names too: it vanishes.
    """
    rotations = [_rotation(mode) for mode in MODES]
    rows = [name(f"a{k}") * name(f"p{k}") for k in STATES]
    propagators = [
        (Z - total(int(turn[k]) * e for turn, e in zip(rotations, ENERGIES, strict=True))).inverse()
        for k in STATES
    ]
    generic = {(i, j): name(f"x{i},{j}") for i, j in product(STATES, STATES)}
    earlier = _tunnelled(generic)
    apart = name("later") * total(earlier[k, k] for k in STATES if (k, k) in earlier)
    i_unit = name("i")
    known = {order: i_unit * average for order, average in averages(from_start=True).items()}
    any_order = i_unit * total(x * r for x, r in zip(rows, propagators, strict=True))
    values = {
        "average_z": {**known, "n": any_order},
        "kernel": {**{order: from_diagrams(order) for order in ORDERS}, "n": total(rows) - apart},
        "i_unit": i_unit,
        "z": Z,
    }
    return Sample(ring(), values, {"order": (*ORDERS, "n")})


# --- The terms of the sum -----------------------------------------------------------------------


@cache
def contraction(first: Signs, second: Signs, mode: int) -> Named:
    """The average of two fields of one mode, the first one on the left."""
    space = LiouvilleSpace(1)
    empty, filled = (
        round(space.contraction(np.diag(state) + 0j, first, second, 0).real)
        for state in ((1, 0), (0, 1))
    )
    return empty * (1 - OCCUPATIONS[mode]) + filled * OCCUPATIONS[mode]


def _terms(diagram: Diagram) -> Iterable[dict[str, Any]]:
    """Every factor of (E19) for one choice of contractions and signs, for all spins."""
    signs = list(zip(diagram.chi, diagram.eta, strict=True))
    for spins in product(range(2), repeat=len(diagram.contractions)):
        spin = {dot: s for s, pair in zip(spins, diagram.contractions, strict=True) for dot in pair}
        mode = [2 * "LR".index(_electrode(diagram, d)) + spin[d] for d in range(len(signs))]
        # the second part of a current is c_R^dag c_L = - c_L c_R^dag
        head = "A" if signs[1][1] > 0 else "B*"
        observables = (1 if head == "A" else -1) * name(amplitude(head, spin[0], spin[1]))
        vertices, X = number(1), []
        steps = [round(shift(sign)) * ENERGIES[m] for sign, m in zip(signs, mode, strict=True)]
        for number_of, vertex in enumerate(diagram.vertices):
            later, earlier = 2 * number_of, 2 * number_of + 1
            if vertex.role == "spin":
                observables = observables * name(amplitude("W", spin[later], spin[earlier]))
            if vertex.role == "tunnelling":
                X.append(total(steps[later:]))
                label = "T" if signs[earlier][1] > 0 else "T*"
                factor = round(vertex_signs("tunnelling")[signs[later], signs[earlier]])
                vertices = factor * vertices * name(amplitude(label, spin[later], spin[earlier]))
        lines = diagram.contractions
        yield {
            "observables": observables, "vertices": vertices, "X": X[::-1],
            "crossings": diagram.crossings,
            "later": [contraction(signs[a], signs[b], mode[a]) for a, b in lines],
            "earlier": [contraction(signs[b], signs[a], mode[a]) for a, b in lines],
        }  # fmt: skip


def _electrode(diagram: Diagram, dot: int) -> str:
    return diagram.vertices[dot // 2].electrodes[dot % 2]


@cache
def terms(order: str) -> dict[str, Array]:
    """Every factor of (E19) as an array over all contractions and indices of an order."""
    ruled = enumerate_diagrams(*ORDERS[order])
    conjugates = () if order == "1'" else tuple(map(partner, ruled))
    rows = [row for diagram in (*ruled, *conjugates) for row in _terms(diagram)]
    return {
        leaf: np.array([row[leaf] for row in rows], dtype=object).T
        for leaf in ("observables", "vertices", "X", "crossings", "later", "earlier")
    }


@cache
def from_diagrams(order: str) -> Named:
    """The kernel of an order as the sum of all its diagrams: none of them falls apart."""
    factors = terms(order)
    lines = zip(*factors["later"], strict=True)
    return total(
        observable * vertices * prod((1 / (Z + x) for x in steps), start=number((-1) ** crossed))
        * prod(pairs, start=number(1))
        for observable, vertices, steps, crossed, pairs in zip(
            factors["observables"], factors["vertices"], zip(*factors["X"], strict=True),
            factors["crossings"], lines, strict=True,
        )
    )  # fmt: skip


def _over_places(table: Array) -> Array:
    if np.ndim(table) != 2:
        raise ValueError("a product runs over the places of a contraction")
    return np.asarray(np.prod(table, axis=0))


def _over_terms(row: Array) -> Named:
    if np.ndim(row) != 1:
        raise ValueError("a sum runs over the terms")
    return total(row)


def expansion(*orders: str) -> Sample:
    """(E19) for orders in L_T; the prime marks four fields."""
    tables = {order: terms(order) for order in orders}
    ends = {"later": "earlier", "earlier": "later"}
    values = {
        "kernel": {order: averages(from_start=False)[order] for order in orders},
        "z": Z,
        **{
            leaf: {order: table[leaf] for order, table in tables.items()}
            for leaf in ("observables", "vertices", "X", "crossings")
        },
        "gamma": {
            (order, first, second): table[first]
            for order, table in tables.items()
            for first, second in ends.items()
        },
        "product": _over_places,
        "sum": _over_terms,
    }
    return Sample(ring(), values, {"order": orders})


@cache
def first_and_third() -> Sample:
    """(E19) for the orders that the paper evaluates."""
    return expansion(*ORDERS)
