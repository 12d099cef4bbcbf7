"""Diagrams of first order without rounding: energy and spin apart, (E24).

Both sides add up over the levels, so one level of each electrode is enough, with a name for its
energy and its occupation. They are linear in the projectors on the spins of these levels, and in
the amplitude and in its conjugate: sixteen amplitudes and four spins of each electrode know all
of them. These cases stand side by side as Gaussian integers. Charge-spin operators are taken
root two times larger, four-vectors too: sixteen times the value of a diagram.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations, product
from math import prod
from typing import Any

import numpy as np

from spinloom.derivations.engine.diagrams import Diagram, enumerate_diagrams
from spinloom.derivations.engine.interpret import Sample

from .exact_kernel_rules import ENERGIES, OCCUPATIONS, contraction
from .exact_names_rules import Named, cases, name, ring
from .judge_diagrams import vertex_signs
from .judge_expansion_rules import shift
from .judge_fields_rules import PAULI, Array
from .judge_loops_rules import kinds
from .judge_traces_rules import AXES

SCALE = 16
OPERATORS = dict(zip(AXES, PAULI, strict=True))
#: The spin of the level and the opposite one, as columns of equal length.
FRAMES = tuple(
    np.array(columns).T
    for columns in ([[1, 0], [0, 1]], [[0, 1], [1, 0]], [[1, 1], [1, -1]], [[1, 1j], [1, -1j]])
)
_UNITS = [np.eye(4)[k].reshape(2, 2) for k in range(4)]
#: What is linear in an amplitude and in its conjugate and vanishes for these, vanishes.
AMPLITUDES = (
    *_UNITS,
    *(a + b for a, b in combinations(_UNITS, 2)),
    *(a + 1j * b for a, b in combinations(_UNITS, 2)),
)
PAIRS = tuple(product(FRAMES, repeat=2))
CASES = tuple((amplitude, *pair) for amplitude, pair in product(AMPLITUDES, PAIRS))
I_ZERO = name("i0")


def _in_each_case(value: Any) -> Array:
    return np.array([value(*case) for case in CASES])


def _hop(amplitude: Array, left: Array, right: Array) -> complex:
    """The matrix element between the spins of both levels."""
    return complex(left[:, 0].conj() @ amplitude @ right[:, 0])


def _spin(r: str, operator: Array) -> Named:
    """A component of the four-vector of the spin of a level."""

    def component(_: Array, left: Array, right: Array) -> complex:
        spin = (left if r == "L" else right)[:, 0]
        return complex(spin.conj() @ operator @ spin)

    return cases(_in_each_case(component))


def _array(values: Any) -> Any:
    """One value for each diagram."""
    return np.array(list(values), dtype=object)


def _level(dot: int) -> int:
    """The mode of the only level of an electrode: even dots belong to the left one."""
    return 2 * (dot % 2)


def _segment(diagram: Diagram) -> Named:
    """The propagator between both vertices."""
    later, earlier = (
        round(shift((diagram.chi[dot], diagram.eta[dot]))) * ENERGIES[_level(dot)] for dot in (2, 3)
    )
    return (I_ZERO + (later + earlier)).inverse()


def _value(diagram: Diagram) -> Named:
    """A diagram from amplitudes and averages of fields, the observable from the left."""
    signs = list(zip(diagram.chi, diagram.eta, strict=True))
    hop = _in_each_case(_hop)
    # the second part of a current is c_R^dag c_L = - c_L c_R^dag
    observable = hop if diagram.eta[1] > 0 else -hop.conj()
    vertex = vertex_signs("tunnelling")[signs[2], signs[3]]
    amplitudes = observable * (round(vertex) * (hop if diagram.eta[3] > 0 else hop.conj()))
    result = SCALE * (-1) ** diagram.crossings * cases(amplitudes) * _segment(diagram)
    for a, b in diagram.contractions:
        result = result * contraction(signs[a], signs[b], _level(b))
    return result


def _signs(diagram: Diagram) -> int:
    """The signs of a diagram by (E28)."""
    indices = (diagram.chi[dot] if kept else diagram.eta[dot] for dot, kept in kinds(diagram))
    return (-1) ** diagram.crossings * prod(indices)


def _distribution(diagram: Diagram, place: int, component: Named) -> Named:
    """(E25): chi belongs to the earlier dot."""
    filled = OCCUPATIONS[_level(place)]
    return component * (filled if diagram.chi[2 + place] < 0 else 1 - filled)


def _raised(signs: Any, value: Any) -> Any:
    """A number or its conjugate, diagram by diagram."""
    if not np.isin(signs, (1, -1)).all():
        raise ValueError("a conjugation index is +1 or -1")
    return _array(value if sign > 0 else value.conjugate() for sign in signs)


def _spins(diagram: Diagram, *labels: str) -> Named:
    """The sum over all spins of vertices and contractions, with their superscripts."""
    turn = [np.conj if eta < 0 else np.asarray for eta in diagram.eta]
    latest, earliest, first, second = (OPERATORS[label] for label in labels)
    left, right = (np.array(axes) for axes in zip(*PAIRS, strict=True))
    bras, others = (axes.conj().swapaxes(1, 2) for axes in (left, right))
    upper, lower = turn[1](bras @ latest @ right), turn[3](bras @ earliest @ right)
    line, other = turn[2](bras @ first @ left).conj(), turn[3](others @ second @ right).conj()
    total = np.einsum("fab,fcd,fac,fbd->f", upper, lower, line, other)
    lengths = (abs(left[:, :, 0]) ** 2).sum(axis=1) * (abs(right[:, :, 0]) ** 2).sum(axis=1)
    return cases(np.tile(total / lengths**2, len(AMPLITUDES)))


@cache
def separated() -> Sample:
    """Both diagrams of first order."""
    known = enumerate_diagrams("charge", 1)
    components = {(r, a): _spin(r, operator) for r in "LR" for a, operator in OPERATORS.items()}
    distributions = [
        {a: _array(_distribution(d, place, components[r, a]) for d in known) for a in AXES}
        for place, r in enumerate("LR")
    ]
    values = {
        "contribution": _array(map(_value, known)),
        "signs": _array(map(_signs, known)),
        "propagators": _array(map(_segment, known)),
        "pi": name("pi"),
        "t_check": {
            a: cases(_in_each_case(lambda t, *_, o=o: complex(np.trace(o @ t))))
            for a, o in OPERATORS.items()
        },
        "eta_latest": np.array([d.eta[1] for d in known]),
        "eta_earliest": np.array([d.eta[3] for d in known]),
        "raised": _raised,
        "F_first": distributions[0],
        "F_second": distributions[1],
        "spins": cache(lambda *labels: _array(_spins(d, *labels) for d in known)),
    }
    return Sample(
        ring({"conj": Named.conjugate}),
        values,
        {"component": AXES},
        integrate=lambda _, integrand: integrand(None),
    )
