"""Products of two vectors of operators, spinors and principal values without rounding."""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sympy import QQ_I

from spinloom.derivations.engine.interpret import Sample

from .exact_principal_tensors import principal_value
from .exact_pure_field import Exact, angle, rational, sign
from .judge_flows import symmetric_traceless
from .judge_network import PAULI
from .judge_stored import ORBITALS, RANGES, SIGN, SPINS

Array = NDArray[Any]
AXES, ELECTRODES = "xyz", ("L", "R")


def _projector() -> Array:
    """24 times the projector of tensors of rank two onto spin two: C (C - 2), C the Casimir
    operator of both indices turned together, whose values are 0, 2 and 6.
    """
    turning = np.cross(np.eye(3, dtype=int)[:, None, :], np.eye(3, dtype=int)[None, :, :])
    unit = np.eye(3, dtype=int)
    both = [np.kron(turning[:, k], unit) + np.kron(unit, turning[:, k]) for k in range(3)]
    casimir = -sum(x @ x for x in both)  # generators without their imaginary unit
    return np.asarray(casimir @ casimir - 2 * casimir).reshape(3, 3, 3, 3)


@cache
def dyadic() -> Sample:
    """(51): strictly triangular matrices of independent entries. Products of two of them, in
    either order, have no term in common: what holds for them holds for any operators.
    """
    names = [f"{vector}_{axis}{place}" for vector in "ab" for axis in AXES for place in "12"]
    arithmetic, generators = rational(" ".join(names))
    entries = dict(zip(names, generators, strict=True))

    def operator(name: str) -> Array:
        matrix = np.full((3, 3), 0 * generators[0], dtype=object)
        matrix[0, 1], matrix[1, 2] = entries[name + "1"], entries[name + "2"]
        return matrix

    vectors = {v: {axis: operator(f"{v}_{axis}") for axis in AXES} for v in "ab"}
    projector = _projector()
    places = list(enumerate(AXES))

    def entry(i: int, j: int) -> Any:
        return sum(
            vectors["a"][x] @ vectors["b"][y] * int(projector[i, j, k, m]) / 24
            for (k, x), (m, y) in product(places, repeat=2)
        )

    traceless = {(x, y): entry(i, j) for (i, x), (j, y) in product(places, repeat=2)}
    values = {**vectors, "traceless": traceless, "same_axis": lambda i, j: int(i == j)}
    return Sample(arithmetic, values, {"axis": tuple(AXES)})


def _spinor(first: Exact, second: Exact) -> Array:
    return np.array([[first], [second]], dtype=object)


@cache
def spinors() -> Sample:
    """The quotation of (10): any spinor points along its average spin, the orthogonal one back."""
    # a factor of a spinor is on both sides: its first entry may be one (zero: a limit of that)
    names = [f"{part}_{r}" for r in ELECTRODES for part in ("real", "imaginary")]
    arithmetic, generators = rational(" ".join((*names, "J")), QQ_I)
    constant = generators[0].value.field
    imaginary = Exact(constant(QQ_I(0, 1)))
    pauli = [
        np.array([[Exact(constant(QQ_I(int(z.real), int(z.imag)))) for z in row] for row in matrix])
        for matrix in PAULI
    ]
    states, directions = {}, {}
    first = Exact(constant(QQ_I(1)))
    for r, start in zip(ELECTRODES, (0, 2), strict=True):
        real, other = generators[start : start + 2]
        up, turned_up = (_spinor(first, real + imaginary * other * x) for x in (1, -1))
        norm = (turned_up.T @ up).item()
        directions[r] = np.array([(turned_up.T @ x @ up).item() / norm for x in pauli])
        down = _spinor(-turned_up[1, 0], turned_up[0, 0])
        assert not (turned_up.T @ down).item()
        states.update({("up", r): up, ("down", r): down})
    values = {
        "direction": directions, "field": {r: generators[-1] * x for r, x in directions.items()},
        "spin_matrix": np.array([x / 2 for x in pauli]), "spin_state": states,
        "dot": lambda a, b: sum(x * y for x, y in zip(a, b, strict=True)),
        "sign": {spin: int(x) for spin, x in SIGN.items()},
    }  # fmt: skip
    return Sample(arithmetic, values, {"electrode": ELECTRODES, "spin": tuple(SPINS)})


def _descending(values: list[Exact]) -> list[Exact]:
    """Ordered, if all terms of each difference have one sign; equal values stand once."""
    found: list[Exact] = []
    for value in values:
        if all(sign(value - other) for other in found):
            place = sum(1 for other in found if sign(other - value) > 0)
            found.insert(place, value)
    return found


@cache
def biaxial() -> Sample:
    """Principal values of the non-local moment of two electrodes with any fields that are not
    parallel, each with orbitals of two sorts and any number of each; a gap is the occupation of
    spin up, which is lower, less that of spin down. Beside them a local moment.
    """
    names = [f"{kind}_{r}{k}" for r in ELECTRODES for k in ORBITALS for kind in ("count", "gap")]
    arithmetic, (tangent, *generators) = rational(" ".join(("tangent", *names)))
    known = dict(zip(names, generators, strict=True))
    sine, cosine = angle(tangent)
    zero, one = 0 * tangent, tangent / tangent
    along = {"L": np.array([zero, zero, one]), "R": np.array([sine, zero, cosine])}
    size = {
        r: sum((known[f"count_{r}{k}"] * known[f"gap_{r}{k}"] / 2 for k in ORBITALS), start=zero)
        for r in ELECTRODES
    }
    spins = {r: size[r] * along[r] for r in ELECTRODES}
    # different electrodes are not correlated, and both orders of the two spins count
    moment = np.asarray(2 * symmetric_traceless(np.multiply.outer(spins["L"], spins["R"])))
    normal = np.array([zero, one, zero])
    axes = {"zz": along["L"] + along["R"], "yy": normal, "xx": along["L"] - along["R"]}
    principal = {("rr'", name): principal_value(moment, axis) for name, axis in axes.items()}
    found = _descending(list(principal.values()))
    local = _local(known, size["L"], along["L"])
    principal |= {("rr", name): local[n, n] for n, name in enumerate(("xx", "yy", "zz"))}
    values = {
        "principal": principal, "different": {"rr'": one * len(found)},
        "ordered": {"rr'": np.array([found], dtype=object)},
    }  # fmt: skip
    return Sample(arithmetic, values, RANGES)


def _local(known: dict[str, Exact], size: Exact, along: Array) -> Array:
    """The moment of one electrode: spins of different orbitals are not correlated, and a spin one
    half has no moment of its own.
    """
    alone = sum(
        (known[f"count_L{k}"] * known[f"gap_L{k}"] ** 2 / 4 for k in ORBITALS), start=0 * size
    )
    pairs = np.multiply.outer(along, along) * (size * size - alone)
    return np.asarray(symmetric_traceless(pairs))
