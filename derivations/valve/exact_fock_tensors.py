"""Appendix A without rounding: spins and fields over polynomials in i, sqrt 2 and occupations.

The spin is quantized along the z axis, without loss of generality. Each term of an operator
identity holds at most two orbitals, equal or different: two orbitals hold every case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from itertools import product
from typing import Any

import numpy as np
import sympy as sp
from sympy.polys.rings import ring

from spinloom.derivations.engine.interpret import Ring, Sample

from .exact_numbers_tensors import Array, Exact
from .judge_tensors import (
    AXES,
    OPPOSITE,
    ORBITALS,
    RANGES,
    SIGN,
    SPINS,
    TRIPLETS,
    annihilators,
    field,
    same,
    spin_number,
)
from .judge_tensors_triplets import PARTICLES, place_of

_MODES = tuple(product(ORBITALS, SPINS))
_PAIRS = tuple(product(SPINS, repeat=2))
_NAMES = ("i", "r", *(f"f{n}" for n in range(4)), *(f"n{n}" for n in range(4)),
          "w", "v", "unknown")  # fmt: skip
_RING, *_GENERATORS = ring(" ".join(_NAMES), sp.QQ)


class Root(Exact):
    """The square root of two, which also divides."""

    def __rtruediv__(self, other: Any) -> Any:
        return other * (Exact(self.value) / 2)


I, ROOT = Exact(_GENERATORS[0]), Exact(_GENERATORS[1])
ONE, ZERO = Exact(_RING(1)), Exact(_RING(0))
HALF = ONE / 2
SIGN_HALF = {"+": HALF, "-": -HALF}
OCCUPATION = {mode: Exact(g) for mode, g in zip(_MODES, _GENERATORS[2:6], strict=True)}
DENSITY = {pair: Exact(g) for pair, g in zip(_PAIRS, _GENERATORS[6:10], strict=True)}
#: Two frequencies, and what functions of them are elsewhere.
FREQUENCIES, UNKNOWN = tuple(map(Exact, _GENERATORS[10:12])), Exact(_GENERATORS[12])


def vanishes(value: Exact) -> bool:
    """Whether a polynomial is zero with i^2 = -1 and r^2 = 2."""
    found: dict[tuple[int, ...], Any] = {}
    for (i, r, *others), coefficient in value.value.terms():
        key = (i % 2, r % 2, *others)
        found[key] = found.get(key, 0) + coefficient * (-1) ** (i // 2) * 2 ** (r // 2)
    return not any(found.values())


def _size(value: Any) -> int:
    entries = np.asarray(value, dtype=object).ravel()
    return int(any(not vanishes(entry * ONE) for entry in entries))


def conjugate(value: Exact) -> Exact:
    """i becomes -i."""
    terms = {
        powers: coefficient * (-1) ** powers[0] for powers, coefficient in value.value.terms()
    }  # fmt: skip
    return Exact(_RING.from_dict(terms))


def _field(orbital: str, spin: str) -> Array:
    return np.asarray(field(orbital, spin).real.astype(int))


def dagger(matrix: Array) -> Array:
    """The Hermitian conjugate."""
    return np.array([[conjugate(x * ONE) for x in column] for column in matrix.T], dtype=object)


EXACT = Ring(
    "polynomials in i, sqrt 2 and occupations",
    lambda number: Exact(_RING(sp.QQ(number.numerator, number.denominator))),
    _size,
    {"sqrt": lambda number: {2 * ONE: Root(ROOT.value)}[number], "dagger": dagger},
)


def exact_array(numbers: Any) -> Array:
    """Integers as elements of the ring."""
    return np.asarray(np.asarray(numbers, dtype=object) * ONE)


UNIT = exact_array(np.eye(3, dtype=int))
#: s_x, s_y, s_z.
SPIN = np.array([
    [[ZERO, HALF], [HALF, ZERO]], [[ZERO, -I / 2], [I / 2, ZERO]], [[HALF, ZERO], [ZERO, -HALF]],
], dtype=object)  # fmt: skip


def traceless(a: Array, b: Array) -> Array:
    """The symmetric, traceless dyadic of two vectors of numbers."""
    dyadic = np.outer(a, b)
    return np.asarray((dyadic + dyadic.T) * HALF - np.trace(dyadic) / 3 * UNIT)


def quadrupole(spin: Any) -> Array:
    """The moment of three spin matrices."""
    products = [[x @ y for y in spin] for x in spin]
    square = products[0][0] + products[1][1] + products[2][2]
    return np.array([
        [(products[n][m] + products[m][n]) * HALF - square * (ONE / 3) * int(n == m)
         for m in range(3)] for n in range(3)
    ], dtype=object)  # fmt: skip


def _total(terms: Iterable[Exact]) -> Exact:
    total = ZERO
    for term in terms:
        total = total + term
    return total


@lru_cache(maxsize=1)
def _moment() -> Array:
    lower = annihilators().real.astype(int).reshape(2, 2, 16, 16)
    spin = [
        sum((SPIN[n, a, b] * (lower[k, a].T @ lower[k, b]).astype(object)
             for k, a, b in product(range(2), repeat=3)), start=ZERO)
        for n in range(3)
    ]  # fmt: skip
    return quadrupole(spin)


@lru_cache(maxsize=1)
def _weights() -> Array:
    """Probabilities of the sixteen states."""
    total = []
    for state in range(16):
        weight = ONE
        for n, mode in enumerate(_MODES):
            weight = weight * (OCCUPATION[mode] if state >> n & 1 else 1 - OCCUPATION[mode])
        total.append(weight)
    return np.array(total, dtype=object)


def mean(operators: Array) -> Any:
    """Averages of one matrix or of many."""
    diagonal = np.diagonal(operators, axis1=-2, axis2=-1)
    return diagonal @ _weights()


def _element(a: str, b: str) -> Array:
    return np.asarray(SPIN[:, spin_number(a), spin_number(b)])


def _self_product(a: str, b: str) -> Array:
    tensor = quadrupole(SPIN)
    return np.asarray(tensor[:, :, spin_number(a), spin_number(b)])


@lru_cache(maxsize=1)
def states() -> Mapping[str, Array]:
    """Columns of triplets from lowering spin up twice, and what is left in the same space."""
    lowering = sum(
        _placed(SPIN[0] - I * SPIN[1], place, 2) for place in range(2)
    )  # fmt: skip
    plus = exact_array([[1], [0], [0], [0]])
    planar = lowering @ plus * (ROOT / 2)
    return {
        "+": plus, "0": planar, "-": lowering @ planar * (ROOT / 2),
        "S": exact_array([[0], [1], [-1], [0]]) * (ROOT / 2),
    }  # fmt: skip


def _placed(matrix: Array, place: int, count: int) -> Array:
    before, after = (np.eye(2**n, dtype=int) for n in (place, count - place - 1))
    return np.kron(np.kron(exact_array(before), matrix), exact_array(after))


@lru_cache(maxsize=1)
def _pair() -> Array:
    return quadrupole([sum(_placed(s, place, 2) for place in range(2)) for s in SPIN])


def _overlap(m: str, a: str, b: str) -> Exact:
    return states()[m][place_of(a, b), 0] * ONE


@cache
def _pair_field(m: str, second: str, first: str) -> Array:
    fields = (_overlap(m, a, b) * (_field(second, a) @ _field(first, b)) for a, b in _PAIRS)
    return np.asarray(sum(fields, start=ZERO))  # fmt: skip


def _triplet_element(m: str, other: str) -> Array:
    bra, ket = dagger(states()[m])[0], states()[other][:, 0]
    return np.array([[bra @ block @ ket for block in row] for row in _pair()], dtype=object)


def _leaves() -> dict[str, Any]:
    coupled = states()
    signs = {name: ONE * int(sign) for name, sign in SIGN.items()}
    return {
        "s": _element,
        "s_flip": lambda a: _element(a, OPPOSITE[a]),
        "s_back": lambda a: _element(OPPOSITE[a], a),
        "s_squared": _self_product,
        "delta": lambda a, b: ONE * int(same(a, b)),
        "sign": signs,
        "i_unit": I,
        "e_x": UNIT[0], "e_y": UNIT[1], "e_z": UNIT[2],
        "energy": lambda k, a: OCCUPATION[k, a],
        "energy_opposite": lambda k, a: OCCUPATION[k, OPPOSITE[a]],
        "f_plus": lambda occupation: occupation,
        "f_minus": lambda occupation: 1 - occupation,
        "mean": mean,
        "c": lambda k, a: _field(k, a),
        "c_dagger": lambda k, a: _field(k, a).T,
        "c_opposite": lambda k, a: _field(k, OPPOSITE[a]),
        "E": _pair_field,
        "bra_triplet": lambda m, a, b: conjugate(_overlap(m, a, b)),
        "ket_triplet": lambda a, b, m: _overlap(m, a, b),
        "S": coupled["S"],
        "triplet": {m: coupled[m] for m in TRIPLETS},
        "ket_opposite": lambda a: _column(a, OPPOSITE[a]),
        "ket_equal": lambda a: _column(a, a),
        "P": _exchange(),
    }  # fmt: skip


def _column(a: str, b: str) -> Array:
    column = np.zeros((4, 1), dtype=int)
    column[place_of(a, b)] = 1
    return exact_array(column)


def _exchange() -> Array:
    swap = np.zeros((4, 4), dtype=int)
    for a, b in _PAIRS:
        swap[place_of(b, a), place_of(a, b)] = 1
    return exact_array(swap)


@lru_cache(maxsize=1)
def operators() -> Sample:
    """Identities of operators: tensors, all symmetric, are six blocks that multiply matrices."""
    upper = np.triu_indices(3)

    def blocks(tensor: Array) -> Array:
        return np.asarray(tensor[upper][:, None, None])

    values = {
        **_leaves(),
        "odot": lambda a, b: blocks(traceless(a, b)),
        "Q": _moment()[upper],
        "triplet_element": cache(lambda m, other: blocks(_triplet_element(m, other))),
    }
    return Sample(EXACT, values, RANGES)


@lru_cache(maxsize=1)
def averages() -> Sample:
    """Identities of averages, with the four occupations as they are."""
    moment = mean(_moment())
    spin = _total(SIGN_HALF[a] * OCCUPATION[k, a] for k, a in _MODES) * UNIT[2]  # fmt: skip
    direct = traceless(spin, spin)

    def element(a: str, b: str, c: str, d: str) -> Array:
        return np.asarray(_pair()[:, :, place_of(a, b), place_of(c, d)])

    def orbital(k: str, a: str) -> Exact:
        return _total(SIGN_HALF[a] * SIGN_HALF[b] * OCCUPATION[k, b] for b in SPINS)

    values = {
        **_leaves(),
        "odot": traceless,
        "mean_moment": moment,
        "direct_moment": direct,
        "exchange_moment": moment - direct,
        "mean_spin": spin,
        "q_ex": -(moment - direct)[2, 2] * 3 / 2,
        "a_orbital": orbital,
        "triplet_element": cache(_triplet_element),
        "spin_element": cache(element),
    }
    return Sample(EXACT, values, RANGES)


def _triplet_density(m: str) -> Exact:
    if m == "0":
        return (DENSITY["+", "-"] + DENSITY["-", "+"]) * (ROOT / 2)
    return DENSITY[m, m]


def _at_both(value: Exact) -> Callable[[Any, Any], Exact]:
    """A function that is known at the two frequencies, in this order, and nowhere else."""

    def function(x: Any, y: Any) -> Exact:
        here = all(vanishes(z - w) for z, w in zip((x, y), FREQUENCIES, strict=True))
        return value if here else UNKNOWN

    return function


@lru_cache(maxsize=1)
def components() -> Sample:
    """(A11)-(A15) and the algebra of the spin, for any pair density at two frequencies."""
    matrices = {"0": exact_array(np.eye(2, dtype=int)) * (ROOT / 2),
                **{axis: SPIN[n] * ROOT for n, axis in enumerate(AXES)}}  # fmt: skip

    def tensor(first: str, second: str) -> Exact:
        return _total(
            HALF * matrices[first][spin_number(a), spin_number(a)]
            * matrices[second][spin_number(b), spin_number(b)] * DENSITY[a, b]
            for a, b in _PAIRS
        )  # fmt: skip

    epsilon = np.cross(np.eye(3, dtype=int)[:, None, :], np.eye(3, dtype=int)[None, :, :])
    values = {
        **_leaves(),
        "nu": lambda a, b: _at_both(DENSITY[a, b]),
        "A": lambda first, second: _at_both(tensor(first, second)),
        "nu_triplet": lambda m: _at_both(_triplet_density(m)),
        "nu_opposite": lambda a: _at_both(DENSITY[a, OPPOSITE[a]]),
        "r_left": lambda mu, a, b: matrices[mu][spin_number(a), spin_number(b)],
        "J_hat": dict(zip(AXES, UNIT[2], strict=True)),
        "omega": FREQUENCIES[0],
        "omega'": FREQUENCIES[1],
        "s_component": dict(zip(AXES, SPIN, strict=True)),
        "epsilon": lambda *labels: ONE * int(epsilon[tuple(AXES.index(x) for x in labels)]),
        "one": exact_array(np.eye(2, dtype=int)),
    }
    return Sample(EXACT, values, RANGES)


@lru_cache(maxsize=1)
def particles() -> Sample:
    """Three spins one half."""
    alone = {
        (x, a): _placed(SPIN[n], place, len(PARTICLES))
        for n, x in enumerate(AXES)
        for place, a in enumerate(PARTICLES)
    }
    vector = {a: np.array([alone[x, a] for x in AXES], dtype=object) for a in PARTICLES}
    pair = {(a, b): vector[a] + vector[b] for a, b in product(PARTICLES, repeat=2) if a != b}
    moments = {(a, b): quadrupole(both) for (a, b), both in pair.items()}
    values = {
        **_leaves(),
        "Q": quadrupole(vector["1"] + vector["2"] + vector["3"]),
        "pair_moment": moments | {(a, a): quadrupole(vector[a]) for a in PARTICLES},
        "pair_element": lambda x, y, a, b: moments[a, b][AXES.index(x), AXES.index(y)],
        "particle_spin": alone,
        "pair_spin": lambda x, a, b: pair[a, b][AXES.index(x)],
        "pair_vector": pair,
        "before": lambda a, b: ONE * int(a < b),
        "dot": lambda u, v: u[0] @ v[0] + u[1] @ v[1] + u[2] @ v[2],
    }
    ranges = {**RANGES, "particle": PARTICLES}
    return Sample(EXACT, values, ranges, {"a": ("1",), "b": ("2",)})
