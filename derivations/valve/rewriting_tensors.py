"""Normal forms of statements about tensors: Kronecker symbols used up, zeros without factors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from spinloom.derivations.engine.claims import RelationClaim
from spinloom.derivations.engine.free import equivalent
from spinloom.derivations.engine.ledger import Claim
from spinloom.derivations.engine.printed import (
    Call,
    Index,
    Negative,
    Node,
    Number,
    Path,
    Product,
    Relation,
    Symbol,
    relations,
    substitute,
    walk,
)

from .paper_appendix_a import c, mean

MEAN = mean(c).function
#: Functions that vanish, or do not, whatever factor stands before an argument.
HOMOGENEOUS = ("det", "trace", "dot", "odot")


@dataclass(frozen=True)
class NormalClaim(RelationClaim):
    """A relation whose faults are compared in a normal form; `normal` says which."""

    normal: Callable[[Node], Node]

    def equivalent(self, mutant: Claim) -> bool:
        assert isinstance(mutant, RelationClaim)
        faulty = self.normal(mutant.relation)
        named = self.judge.relations, self.judge.exchanges
        return any(equivalent(self.normal(r), faulty, *named) for r in relations(self.relation))


def sifted(tree: Node) -> Node:
    """delta_ab F(b) = delta_ab F(a): in a product, one name beside each Kronecker symbol."""
    for path in [path for path, place in walk(tree) if isinstance(place, Product)]:
        place = _at(tree, path)
        assert isinstance(place, Product)
        for delta in filter(_is_delta, place.factors):
            assert isinstance(delta, Symbol)
            kept, other = sorted(delta.indices, key=lambda index: index.name)
            factors = (
                f if _is_delta(f) else _renamed(f, {other: kept}) for f in place.factors
            )  # fmt: skip
            place = Product(tuple(factors))
        tree = substitute(tree, path, place)
    return tree


def _is_delta(factor: Node) -> bool:
    return (
        isinstance(factor, Symbol)
        and factor.name == "delta"
        and all(isinstance(index, Index) for index in factor.indices)
    )


def _renamed(tree: Node, names: dict[Any, Any]) -> Node:
    for path, leaf in walk(tree):
        if isinstance(leaf, Symbol) and any(index in names for index in leaf.indices):
            indices = tuple(names.get(index, index) for index in leaf.indices)
            tree = substitute(tree, path, replace(leaf, indices=indices))
    return tree


def _at(tree: Any, path: Path) -> Any:
    for step in path:
        tree = tree[step] if isinstance(step, int) else getattr(tree, step)
    return tree


def averaged(tree: Node) -> Node:
    """Averages are numbers: in a product they stand in a fixed order."""
    for path in [path for path, place in walk(tree) if isinstance(place, Product)]:
        place = _at(tree, path)
        if all(isinstance(f, Call) and f.function == MEAN for f in place.factors):
            tree = substitute(tree, path, Product(tuple(sorted(place.factors, key=repr))))
    return tree


def stripped(tree: Node) -> Node:
    """X = 0 without the factors of X, and the truth of it: -X and 2 X vanish where X does."""
    match tree:
        case Relation(left, mark, Number(value)) if value == 0:
            return Relation(_bare(left), mark, Number(value))
        case Relation(left, mark, Call(Symbol("vanishes") as truth, (argument,))):
            return Relation(left, mark, Call(truth, (_bare(argument),)))
    return tree


def _bare(tree: Node) -> Node:
    match tree:
        case Negative(term):
            return _bare(term)
        case Product((Number(), *rest)) if rest:
            return _bare(rest[0] if len(rest) == 1 else Product(tuple(rest)))
        case Call(Symbol(name) as function, arguments) if name in HOMOGENEOUS:
            return Call(function, tuple(_bare(argument) for argument in arguments))
    return tree
