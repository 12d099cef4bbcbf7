"""Printed operators with open indices: sums over orbitals, bands and spins without a range.

An operator of one particle annihilates the vacuum and is known by what it does to one electron:
<p|A|q> = {c_p, [A, c_q^dag]}. Its print, which is written with fields, is put to this test against
the matrix of one electron; or it is compared with a commutator, both in normal order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

import numpy as np

from spinloom.derivations.engine.claims import RelationClaim
from spinloom.derivations.engine.fermions import (
    Expression,
    annihilate,
    anticommutator,
    as_expression,
    commutator,
    constant,
    create,
    index,
    kronecker,
    normal_order,
    normalised,
    sum_over,
    symbol,
)
from spinloom.derivations.engine.indexed import BRACKET, Factor, Operator, Term
from spinloom.derivations.engine.indexed import Index as Open
from spinloom.derivations.engine.ledger import Evidence
from spinloom.derivations.engine.printed import (
    Call,
    Index,
    Label,
    Negative,
    Node,
    Number,
    Product,
    Ratio,
    Relation,
    Sum,
    Symbol,
    Total,
    relations,
)
from spinloom.derivations.engine.spin import I

from .exact_atoms import HALF_SPIN
from .judge_atoms_spins import AXES
from .judge_flows import cross

#: The meaning of every leaf and function by its name; leaves take their open indices.
Values = Mapping[str, Callable[..., Any]]


@dataclass(frozen=True)
class OpenClaim(RelationClaim):
    """A relation judged on a small space, and proved with open indices where it is printed."""

    proof: Callable[[Relation], bool]

    def examine(self) -> Evidence:
        """Numbers first; then the proof of every relation."""
        evidence = super().examine()
        if not (evidence.holds and self.proved()):
            return evidence
        return replace(evidence, proved=True, residual="0",
                       method=f"{evidence.method}; operators with open indices")  # fmt: skip

    def proved(self) -> bool:
        """Whether every relation holds for any number of orbitals and bands."""
        return all(self.proof(relation) for relation in relations(self.relation))


@dataclass(frozen=True)
class Reading:
    """How leaves are read, and how a printed index becomes an open one."""

    values: Values
    opened: Callable[[Index], Open] = lambda printed: index(printed.kind, printed.name)

    def read(self, tree: Node) -> Any:
        """The meaning of a printed operator, or of a vector of operators."""
        match tree:
            case Number(value):
                return as_expression(value)
            case Negative(term):
                return self.read(term) * as_expression(-1)
            case Sum(terms):
                return reduce(lambda a, b: a + b, map(self.read, terms))
            case Product(factors):
                return reduce(_times, map(self.read, factors))
            case Ratio(numerator, Number(value)):
                return _times(as_expression(1 / value), self.read(numerator))
            case Total(indices, body):
                labels = [self.opened(i) for i in indices]
                return _each(lambda entry: sum_over(entry, *labels))(self.read(body))
            case Call(Symbol(name=name), arguments):
                return self.values[name](*map(self.read, arguments))
            case Symbol(name=name, indices=indices):
                return self.values[name](*map(self._subscript, indices))
        raise TypeError(f"no operator is written as {type(tree).__name__}")

    def _subscript(self, subscript: Index | Label) -> Open:
        if isinstance(subscript, Label):
            return constant(subscript.kind, subscript.name)
        return self.opened(subscript)


def _each(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Of an operator, or of the components of a vector."""
    return lambda value: (
        np.frompyfunc(function, 1, 1)(value) if isinstance(value, np.ndarray) else function(value)
    )


def _times(a: Any, b: Any) -> Any:
    return np.frompyfunc(lambda x, y: x * y, 2, 1)(a, b)


# --- operators of one particle ------------------------------------------------------------------


def matrix_element(operator: Expression, bra: tuple[Open, ...], ket: tuple[Open, ...]) -> Any:
    """<bra|A|ket> of an operator of one particle.

    Raises
    ------
    ValueError
        If a term is not a creator beside an annihilator.
    """
    ordered = normal_order(operator)
    for term in ordered.terms:
        if [o.creates for o in term.operators] != [True, False]:
            raise ValueError("not an operator of one particle")
    return anticommutator(annihilate(*bra), commutator(ordered, create(*ket)))


def _places(*kinds: str) -> tuple[tuple[Open, ...], tuple[Open, ...]]:
    """Open labels of two modes; the last of them is the spin."""
    first, second = (tuple(index(kind, f"{name}{kind}") for kind in kinds) for name in ("p", "q"))
    return first, second


def total_spin(relation: Relation) -> bool:
    """(25): the spin of an electron in any orbital."""
    p, q = _places("orbital", "spin")

    def element(axis: Open, row: Open, column: Open) -> Expression:
        return symbol("s", axis, row, column)

    right = Reading({"s_element": element, "creator": create, "annihilator": annihilate})
    left = Reading({"S": lambda axis: kronecker(p[:1], q[:1]) * element(axis, p[1], q[1])})
    return bool(left.read(relation.left) == matrix_element(right.read(relation.right), p, q))


def band_spin(relation: Relation) -> bool:
    """The charge or spin of a band: spins along the field of the electrode, any matrix."""
    p, q = _places("electrode", "band", "orbital", "spin")
    here = index("electrode", "r")
    a, b = index("spin", "a"), index("spin", "b")

    def element(name: Open, electrode: Open, row: Open, column: Open) -> Expression:
        turned = kronecker((row,), (a,)) * symbol("r", name, a, b) * kronecker((b,), (column,))
        return sum_over(turned, a, b)

    def moment(name: Open, band: Open, electrode: Open) -> Expression:
        there = (electrode, band)
        inside = kronecker(p[:2], there) * kronecker(q[:2], there)
        return inside * kronecker(p[2:3], q[2:3]) * symbol("r", name, p[3], q[3])

    def along(printed: Index) -> Open:
        axis = here if printed.kind == "spin" else None
        return index(printed.kind, printed.name, axis=axis)

    fields: Values = {"element": element, "band_creator": create, "band_field": annihilate}
    operator = Reading(fields, along).read(relation.right)
    left = Reading({"band_moment": moment}).read(relation.left)
    return bool(left == matrix_element(operator, p, q))


# --- rates --------------------------------------------------------------------------------------

_n, _r, _k = index("band", "n*"), index("electrode", "r*"), index("orbital", "k*")
_SPINS = tuple(constant("spin", name) for name in ("up", "down"))


def _vector(band: Open, electrode: Open) -> Any:
    """The spin of a band, with any number of orbitals, by its components."""
    place = (electrode, band, _k)

    def component(matrix: Any) -> Expression:
        terms = (
            create(*place, a) * annihilate(*place, b) * matrix[row, column]
            for row, a in enumerate(_SPINS) for column, b in enumerate(_SPINS)
        )  # fmt: skip
        return sum_over(sum(terms, start=as_expression(0)), _k)

    return np.array([component(matrix) for matrix in HALF_SPIN], dtype=object)


def _direction(electrode: Open) -> Any:
    return np.array([symbol(f"J_{axis}", electrode) for axis in AXES], dtype=object)


def _splitting(band: Open, electrode: Open) -> Expression:
    return symbol("J", band, electrode)


def _decoupled() -> Expression:
    """(8) with (18): orbitals of every band, and -J S along the field of the electrode."""
    orbitals = (
        symbol("epsilon", _r, _n, _k) * create(_r, _n, _k, a) * annihilate(_r, _n, _k, a)
        for a in _SPINS
    )
    charge = sum_over(sum(orbitals, start=as_expression(0)), _k)
    along = sum(_times(_direction(_r), _vector(_n, _r)), start=as_expression(0))
    return sum_over(charge - _splitting(_n, _r) * along, _r, _n)


def precession(relation: Relation) -> bool:
    """(79): the rate of the spin of an electrode, any number of bands and orbitals in each."""

    def rate(electrode: Open) -> Any:
        spin = _each(lambda x: sum_over(x, _n))(_vector(_n, electrode))
        hamiltonian = _decoupled()
        return _each(lambda x: commutator(hamiltonian, x) * I)(spin)

    reading = Reading({
        "internal_spin_rate": rate, "splitting": _splitting, "direction": _direction,
        "band_spin": _vector, "cross": cross,
    })  # fmt: skip
    left, right = (
        _each(normal_order)(reading.read(side)) for side in (relation.left, relation.right)
    )
    return bool(np.shape(left) == np.shape(right) and all(left == right))


# --- currents -----------------------------------------------------------------------------------

_TRANSPOSED: Mapping[str, Callable[..., tuple[Open, ...]]] = {
    BRACKET: lambda x, y: (y, x),
    "T": lambda to, origin, a, b: (origin, to, b, a),
    "r": lambda name, electrode, a, b: (name, electrode, b, a),
}


def adjoint(expression: Expression) -> Expression:
    """The Hermitian conjugate: amplitudes of hops back are those of hops out, conjugated."""
    found = []
    for term, value in expression.terms.items():
        factors = (Factor(f.name, _TRANSPOSED[f.name](*f.indices)) for f in term.factors)
        operators = (Operator(not o.creates, o.field, o.indices) for o in reversed(term.operators))
        found.append((Term(term.sums, tuple(factors), tuple(operators)), value.conjugate()))
    return normalised(found)


def _matrix(name: Open, electrode: Open, a: Open, b: Open) -> Expression:
    """The charge or a spin component in the states of an electrode: any Hermitian matrix."""
    return symbol("r", name, electrode, a, b)


def current(relation: Relation) -> bool:
    """(80): what the hops between two electrodes do to the charge or spin of the first."""
    k, k_2 = index("orbital", "k*"), index("orbital", "q*")
    a, b = index("spin", "a*"), index("spin", "b*")

    def hops(to: Open, origin: Open) -> Expression:
        fields = create(to, k, a) * annihilate(origin, k_2, b)
        return sum_over(symbol("T", to, origin, a, b) * fields, k, k_2, a, b)

    def flow(name: Open, to: Open, origin: Open) -> Expression:
        fields = create(to, k, a) * annihilate(to, k, b)
        moment = sum_over(_matrix(name, to, a, b) * fields, k, a, b)
        return commutator(hops(to, origin) + hops(origin, to), moment) * I

    def amplitude(name: Open, to: Open, origin: Open, row: Open, column: Open) -> Expression:
        return sum_over(_matrix(name, to, row, a) * symbol("T", to, origin, a, column), a)

    def opened(printed: Index) -> Open:
        # two electrodes that differ; which of them does not matter
        make = constant if printed.kind == "electrode" else index
        return make(printed.kind, printed.name)

    reading = Reading({
        "one_particle_current": flow, "amplitude": amplitude, "creator": create,
        "annihilator": annihilate, "i_unit": lambda: as_expression(I), "dagger": adjoint,
    }, opened)  # fmt: skip
    left, right = (normal_order(reading.read(side)) for side in (relation.left, relation.right))
    return left == right
