"""Statements that differ by a named relation of the physics, beside arithmetic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from spinloom.derivations.engine.claims import RelationClaim
from spinloom.derivations.engine.free import equivalent
from spinloom.derivations.engine.ledger import Claim
from spinloom.derivations.engine.printed import (
    Call,
    Index,
    Node,
    Product,
    Subscript,
    Symbol,
    relations,
    substitute,
    walk,
)

from .paper import delta_without_charge, same, spin, spin_current


@dataclass(frozen=True)
class RewrittenClaim(RelationClaim):
    """A relation whose faults are compared in a normal form; `normal` says which."""

    normal: Callable[[Node], Node]

    def equivalent(self, mutant: Claim) -> bool:
        assert isinstance(mutant, RelationClaim)
        faulty = self.normal(mutant.relation)
        known = self.judge.relations, self.judge.exchanges
        return any(equivalent(self.normal(r), faulty, *known) for r in relations(self.relation))


def sifted(tree: Node) -> Node:
    """delta_ab F(b) = delta_ab F(a): one name beside a Kronecker symbol of modes or electrodes."""
    for path, place in walk(tree):
        if isinstance(place, Product):
            deltas = [f for f in place.factors if isinstance(f, Symbol) and f.name in DELTAS]
            if deltas:
                pair = _pair(deltas[0])
                factors = (f if f in deltas else _renamed(f, pair) for f in place.factors)
                tree = substitute(tree, path, Product(tuple(factors)))
    return tree


#: Kronecker symbols and the places of the two indices that they equate.
DELTAS = {delta_without_charge.name: (1, 3), same.name: (0, 1)}


def _pair(delta: Symbol) -> tuple[Subscript, Subscript]:
    """The indices that a Kronecker symbol equates, in the order of their names."""
    first, second = sorted((delta.indices[k] for k in DELTAS[delta.name]), key=lambda i: i.name)
    return first, second


def _renamed(tree: Node, pair: tuple[Subscript, Subscript]) -> Node:
    kept, other = pair
    for path, leaf in walk(tree):
        if isinstance(leaf, Symbol) and other in leaf.indices:
            indices = tuple(kept if i == other else i for i in leaf.indices)
            tree = substitute(tree, path, replace(leaf, indices=indices))
    return tree


def commuted(tree: Node) -> Node:
    """S^r (.) I^rs = I^rs (.) S^r: the current comes first.

    Spins one half: both orders differ by s_i s_j + s_j s_i = delta_ij / 2, which has no traceless
    part. It holds where the spin is that of the electrode into which the current flows.
    """
    for path, place in walk(tree):
        match place:
            case Call(
                Symbol("odot") as product,
                (
                    Symbol(spin.name, indices=(Index() as r,)) as s,
                    Symbol(spin_current.name, indices=(Index() as into, _)) as current,
                ),
            ) if r == into:
                tree = substitute(tree, path, Call(product, (current, s)))
    return tree
