"""Printed operators of one electrode as exact fermion expressions, for any number of orbitals.

Sums over orbitals stay symbolic; sums over the two spins are written out. Two operators are equal
if their normal orders agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from spinloom.derivations.engine.claims import RelationClaim
from spinloom.derivations.engine.fermions import (
    Expression,
    annihilate,
    as_expression,
    constant,
    create,
    index,
    normal_order,
    sum_over,
)
from spinloom.derivations.engine.gaussian import I
from spinloom.derivations.engine.ledger import Evidence
from spinloom.derivations.engine.printed import (
    Index,
    Label,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Ratio,
    Subscript,
    Sum,
    Symbol,
    Total,
    relations,
)

from .exact_atoms import HALF_SPIN
from .judge_atoms_spins import AXES

SPINS = ("up", "down")
OTHER = {"up": "down", "down": "up"}

#: Spins that the sums written out so far have reached, by the name of the index.
Scope = Mapping[str, str]


def spin_component(axis: str) -> Expression:
    """A component of the total spin: spin matrix elements between the fields of one orbital."""
    k = index("orbital", "k")
    terms = (
        create(k, constant("spin", a)) * annihilate(k, constant("spin", b))
        * HALF_SPIN[AXES.index(axis), SPINS.index(a), SPINS.index(b)]
        for a in SPINS for b in SPINS
    )  # fmt: skip
    return sum_over(sum(terms, start=as_expression(0)), k)


def _spins() -> dict[str, Expression]:
    x, y, z = (spin_component(axis) for axis in AXES)
    squared = x * x + y * y + z * z
    return {
        "S_x": x, "S_y": y, "S_z": z, "S_plus": x + y * I, "S_minus": x - y * I,
        "Q_zz": z * z - squared * Fraction(1, 3), "i_unit": as_expression(I),
    }  # fmt: skip


def expression(tree: Node, scope: Scope) -> Expression:
    """The meaning of a printed operator; indices of spins take their values from the scope."""
    match tree:
        case Number(value):
            return as_expression(value)
        case Negative(term):
            return -expression(term, scope)
        case Sum(terms):
            return sum((expression(t, scope) for t in terms), start=as_expression(0))
        case Product(factors):
            result = as_expression(1)
            for factor in factors:
                result = result * expression(factor, scope)
            return result
        case Ratio(numerator, Number(value)):
            return expression(numerator, scope) / value
        case Power(base, Number(value)):
            return expression(Product((base,) * int(value)), scope)
        case Total(indices, body):
            return _total(indices, body, scope)
        case Symbol():
            return _leaf(tree, scope)
    raise TypeError(f"no operator is written as {type(tree).__name__}")


def _total(indices: tuple[Index, ...], body: Node, scope: Scope) -> Expression:
    spin = next((i for i in indices if i.kind == "spin"), None)
    if spin is None:
        labels = (index("orbital", i.name) for i in indices)
        return sum_over(expression(body, scope), *labels)
    rest = Total(tuple(i for i in indices if i != spin), body)
    terms = (expression(rest, {**scope, spin.name: value}) for value in SPINS)
    return sum(terms, start=as_expression(0))


def _leaf(leaf: Symbol, scope: Scope) -> Expression:
    if leaf.name == "sign":
        return as_expression(1 if _spin(leaf.indices[0], scope) == "up" else -1)
    if leaf.name in ("creator", "flipped_creator", "annihilator"):
        orbital, spin = index("orbital", leaf.indices[0].name), _spin(leaf.indices[1], scope)
        if leaf.name == "annihilator":
            return annihilate(orbital, constant("spin", spin))
        return create(orbital, constant("spin", spin if leaf.name == "creator" else OTHER[spin]))
    labels = "".join(i.name for i in leaf.indices if isinstance(i, Label))
    return _spins()[f"{leaf.name}_{labels}" if labels else leaf.name]


def _spin(subscript: Subscript, scope: Scope) -> str:
    return subscript.name if isinstance(subscript, Label) else scope[subscript.name]


@dataclass(frozen=True)
class OperatorClaim(RelationClaim):
    """An operator identity: judged on a small space, proved by normal order where it is printed."""

    def examine(self) -> Evidence:
        """Numbers first; then both sides, normally ordered, must be the same expression."""
        evidence = super().examine()
        if not (evidence.holds and self.proved()):
            return evidence
        return replace(evidence, proved=True, residual="0",
                       method=f"{evidence.method}; normal order for any number")  # fmt: skip

    def proved(self) -> bool:
        """Whether the normal orders of both sides agree in every relation."""
        return all(
            normal_order(expression(relation.left, {}))
            == normal_order(expression(relation.right, {}))
            for relation in relations(self.relation)
        )
