"""Statements that agree because of a parity, or because a real part does not see a pole's side."""

from __future__ import annotations

from dataclasses import dataclass

from spinloom.derivations.engine.claims import OrderClaim
from spinloom.derivations.engine.free import equivalent
from spinloom.derivations.engine.ledger import Claim
from spinloom.derivations.engine.printed import (
    Call,
    Negative,
    Node,
    Power,
    Ratio,
    Sum,
    Symbol,
    Total,
    node,
    substitute,
    walk,
)

from .paper_pure import i_zero
from .paper_pure_text import slope, spin_sign


@dataclass(frozen=True)
class ParityClaim(OrderClaim):
    """A limit whose faults are compared after functions of known parity have lost their signs."""

    def equivalent(self, mutant: Claim) -> bool:
        assert isinstance(mutant, OrderClaim)
        return equivalent(even(self.relation), even(mutant.relation))


def even(tree: Node) -> Node:
    """sinh(-x) = -sinh(x), f'(-x) = f'(x), and a sum over both spins does not see their sign."""
    for path, place in walk(tree):
        match place:
            case Call(Symbol("sinh") as function, (Negative(term),)):
                return even(substitute(tree, path, Negative(Call(function, (term,)))))
            case Call(Symbol(slope.name) as function, (Negative(term),)):
                return even(substitute(tree, path, Call(function, (term,))))
            case Power(Ratio(numerator, Negative(term)), exponent) if exponent == node(2):
                return even(substitute(tree, path, Ratio(numerator, term) ** 2))
            case Total(indices, Call(function, (Sum(terms),))):
                kept = tuple(_unsigned(term) for term in terms)
                if kept != terms:
                    body = Call(function, (Sum(kept),))
                    return even(substitute(tree, path, Total(indices, body)))
    return tree


def _unsigned(term: Node) -> Node:
    """A term with the sign of a spin that is summed over, without a minus before it."""
    match term:
        case Negative(inner) if any(
            isinstance(leaf, Symbol) and leaf.name == spin_sign.name for _, leaf in walk(inner)
        ):
            return inner
    return term


def principal_value(tree: Node) -> Node:
    """Leave out the infinitesimal of denominators: their real part is a principal value."""
    for path, place in walk(tree):
        if isinstance(place, Sum):
            kept = tuple(term for term in place.terms if not _infinitesimal(term))
            if len(kept) < len(place.terms):
                tree = substitute(tree, path, Sum(kept))
    return tree


def _infinitesimal(term: Node) -> bool:
    leaves = [leaf for _, leaf in walk(term) if isinstance(leaf, Symbol)]
    return bool(leaves) and all(leaf.name == i_zero.name for leaf in leaves)
