"""Judges of what the adiabatic approximation leaves out: Green's functions in blocks of spin.

An electron of spin sigma at resonance sees the levels of the other spin at a distance M_0. The
inverse Green's function is a matrix of spins and a few times, all of its elements generic; its
exact inverse is compared with what is printed, in numbers and as a power series in 1/M_0.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import PRECISE, Array, Ring, Sample, evaluate
from spinloom.derivations.engine.printed import Node, relations
from spinloom.derivations.engine.series import Series, constant, series_ring, variable

from .complex_functions import Complex, size
from .judge_device import OTHER, RANGES, SIGN, SPINS
from .judge_fields import Values
from .judge_matrices import inverse, random_matrix
from .rational_functions import Field

TIMES = 2
#: Where the blocks of either spin stand.
BLOCK = {"up": slice(0, TIMES), "down": slice(TIMES, 2 * TIMES)}


def _blocks(matrix: Array) -> dict[tuple[str, str], Array]:
    return {(a, b): matrix[BLOCK[a], BLOCK[b]] for a in SPINS for b in SPINS}


def _distant(spin: str, length: Any, zero: Any) -> Array:
    """Distance of the other spin's levels from the resonance of a spin."""
    away = [zero if s == spin else -SIGN[spin] * length for s in SPINS for _ in range(TIMES)]
    return np.array([[away[j] if j == k else zero for j in range(4)] for k in range(4)])


def _values(length: Any, kernel: Array, quantum: Array, invert: Callable[[Any], Any]) -> Values:
    """Everything of the two relations from the whole matrices, with either spin at resonance."""
    inverses = {s: kernel + _distant(s, length, 0 * kernel[0, 0]) for s in SPINS}
    wholes = {s: invert(inverses[s]) for s in SPINS}
    greens = {s: _blocks(whole) for s, whole in wholes.items()}
    potential, jumps = _blocks(-kernel), _blocks(quantum)
    still = {s: invert(_blocks(kernel)[s, s]) for s in SPINS}
    bare = {s: 0 * quantum for s in SPINS}
    for s in SPINS:
        for a in SPINS:
            bare[s][BLOCK[a], BLOCK[OTHER[a]]] = jumps[a, OTHER[a]]
    return {
        "M_0": length, "sign": {s: length**0 * v for s, v in SIGN.items()},
        "G_c_off": {s: greens[s][s, OTHER[s]] for s in SPINS},
        "G_c_diagonal": {s: greens[s][s, s] for s in SPINS}, "G_adiabatic": still,
        "order_of": {s: still[s] @ potential[s, OTHER[s]] * -SIGN[s] for s in SPINS},
        "transition": {s: potential[s, OTHER[s]] for s in SPINS},
        "transition_bar": {s: potential[OTHER[s], s] for s in SPINS},
        "delta_Q_off": {s: jumps[s, OTHER[s]] for s in SPINS},
        "delta_Q_off_bar": {s: jumps[OTHER[s], s] for s in SPINS},
        "i_action_LZ_of": {s: trace(wholes[s] @ bare[s]) / -2 for s in SPINS}, "tr": trace,
    }  # fmt: skip


def trace(matrix: Array) -> Any:
    """Sum over times, and over spins where there are two."""
    return sum((matrix[k, k] for k in range(1, len(matrix))), start=matrix[0, 0])


# --- Numbers --------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _generic() -> tuple[Array, Array]:
    rng = random.Random(17)
    return random_matrix(rng), random_matrix(rng)


def remainder(tree: Node, x: Any) -> Any:
    """What the printed relations leave out at M_0 = 1/x, the worst of both resonances."""
    sample = Sample(PRECISE, _values(1 / x, *_generic(), inverse), RANGES)
    return max(PRECISE.size(gap) for gap in _gaps(tree, sample))


def _gaps(tree: Node, sample: Sample) -> list[Any]:
    return [
        evaluate(relation.left, sample, scope) - evaluate(relation.right, sample, scope)
        for relation in relations(tree)
        for scope in ({"index sigma": s} for s in SPINS)
    ]


def draw_trace(rng: random.Random, ring: Ring) -> Sample:
    """(25) for any Green's function: its trace with an off-diagonal potential."""
    return Sample(ring, _trace_values(random_matrix(rng), random_matrix(rng)), RANGES)


def _trace_values(green: Array, quantum: Array) -> Values:
    across = 0 * quantum
    for a in SPINS:
        across[BLOCK[a], BLOCK[OTHER[a]]] = quantum[BLOCK[a], BLOCK[OTHER[a]]]
    parts, jumps = _blocks(green), _blocks(across)
    return {
        "i_action_LZ": trace(green @ across) / -2, "tr": trace,
        "G_c_off": {s: parts[s, OTHER[s]] for s in SPINS},
        "delta_Q_off_bar": {s: jumps[OTHER[s], s] for s in SPINS},
    }  # fmt: skip


# --- Exact ----------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def exact_trace() -> Sample:
    """The same with a complex variable for every element."""
    names = [f"{part}{k}" for part in "xy" for k in range(32)]
    found = Field(tuple(names)).generators()
    of = np.array([Complex(found[f"x{k}"], found[f"y{k}"]) for k in range(32)])
    one = of[0] ** 0
    conjugate = np.frompyfunc(lambda v: v.conjugate(), 1, 1)
    ring = Ring("rational functions", lambda value: one * value, size, {"conj": conjugate})
    return Sample(ring, _trace_values(of[:16].reshape(4, 4), of[16:].reshape(4, 4)), RANGES)


TERMS = 3
#: Elements of both matrices, and their conjugates.
FIELD = Field((*(f"x{k}" for k in range(32)), *(f"conjugate x{k}" for k in range(32))))


def _conjugate(value: Any) -> Any:
    """Each element's variable and that of its conjugate exchanged; M_0 is real."""
    if getattr(value, "ndim", 0):
        return np.frompyfunc(_conjugate, 1, 1)(value)
    return value.mapped(lambda c: c.renamed(lambda powers: (*powers[32:], *powers[:32])))


@lru_cache(maxsize=1)
def _series_sample() -> Sample:
    of = list(FIELD.generators().values())[:32]
    plain = series_ring(FIELD.ring(), TERMS)
    ring = replace(plain, functions={"conj": _conjugate})
    elements = np.array([constant(value, TERMS) for value in of])
    length = 1 / variable(of[0] ** 0, TERMS)
    values = _values(length, elements[:16].reshape(4, 4), elements[16:].reshape(4, 4), by_blocks)
    return Sample(ring, values, RANGES)


def by_blocks(matrix: Array) -> Array:
    """Inverse of a matrix of even size: Cramer's rule, or Schur's complement of the last block."""
    if len(matrix) == 2:
        (a, b), (c, d) = matrix
        return np.array([[d, -b], [-c, a]]) * (1 / (a * d - b * c))
    half = len(matrix) // 2
    a, b, c, d = (matrix[i, j] for i in (slice(half), slice(half, None))
                  for j in (slice(half), slice(half, None)))  # fmt: skip
    last = by_blocks(d)
    first = by_blocks(a - b @ last @ c)
    across, back = -(first @ b @ last), -(last @ c @ first)
    return np.block([[first, across], [back, last - last @ c @ across]])


def exact_order(tree: Node) -> int:
    """Lowest power of 1/M_0 in what the relations leave out.

    Raises
    ------
    ValueError
        If nothing is left out below the order that is known.
    """
    entries: list[Series] = [
        entry for gap in _gaps(tree, _series_sample()) for entry in np.ravel(np.asarray(gap))
    ]
    powers = [entry.valuation for entry in entries if entry.valuation is not None]
    if not powers:
        raise ValueError(f"nothing left out below order {TERMS}")
    return min(powers)
