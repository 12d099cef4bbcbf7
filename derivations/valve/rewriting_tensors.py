"""Normal forms of statements about tensors: Kronecker symbols used up, zeros without factors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from spinloom.derivations.engine.claims import RelationClaim
from spinloom.derivations.engine.free import equivalent
from spinloom.derivations.engine.ledger import Claim
from spinloom.derivations.engine.printed import (
    Call,
    Index,
    Integral,
    Negative,
    Node,
    Number,
    Path,
    Product,
    Relation,
    Sum,
    Symbol,
    Total,
    relations,
    substitute,
    walk,
)

from .paper_appendix_a import c, mean

_ONE = Fraction(1)
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
        forms = [self.normal(relation) for relation in relations(self.relation)]
        named = self.judge.relations, self.judge.exchanges
        return faulty in forms or any(equivalent(form, faulty, *named) for form in forms)


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


def contracted(tree: Node) -> Node:
    """Sums that a Kronecker symbol before the whole summand carries out."""
    for path in reversed([path for path, place in walk(tree) if isinstance(place, Total)]):
        total = _at(tree, path)
        while (done := _contracted_once(total)) is not None:
            total = done
        tree = substitute(tree, path, total)
    return tree


def _contracted_once(total: Total) -> Total | None:
    for path, leaf in walk(total.body):
        if isinstance(leaf, Symbol) and _is_delta(leaf) and _multiplies_all(total.body, path):
            kept, other = sorted(leaf.indices, key=lambda index: index.name)
            if kept != other and other in total.indices and len(total.indices) > 1:
                body = _renamed(substitute(total.body, path, Number(_ONE)), {other: kept})
                return Total(tuple(i for i in total.indices if i != other), body)
    return None


def _multiplies_all(body: Node, path: Path) -> bool:
    steps = [_at(body, path[:length]) for length in range(len(path))]
    return all(isinstance(place, Product | Integral | tuple) for place in steps)


def ordered(tree: Node) -> Node:
    """a (.) b = b (.) a and delta_ab = delta_ba, each in one order."""
    for path in reversed([path for path, _ in walk(tree)]):  # the innermost first
        match place := _at(tree, path):
            case Call(Symbol("odot") as function, arguments):
                tree = substitute(tree, path, Call(function, tuple(sorted(arguments, key=repr))))
            case Symbol("delta", indices=(_, _)):
                first, second = sorted(place.indices, key=repr)
                tree = substitute(tree, path, place[first, second])
    return tree


def averaged(tree: Node) -> Node:
    """Averages are numbers; in a product they stand in a fixed order."""
    for path in [path for path, place in walk(tree) if isinstance(place, Product)]:
        place = _at(tree, path)
        if all(isinstance(f, Call) and f.function == MEAN for f in place.factors):
            tree = substitute(tree, path, Product(tuple(sorted(place.factors, key=repr))))
    return tree


def normal(tree: Node) -> Node:
    """Kronecker symbols used up, symmetric products and averages in one order."""
    return averaged(ordered(sifted(contracted(tree))))


def pairs_ordered(tree: Node) -> Node:
    """Pair fields in a product of two stand in a fixed order.

    Under the sum of (A27) the commutator of both is a moment of single electrons, which is zero.
    """
    for path in [path for path, place in walk(tree) if isinstance(place, Product)]:
        place = _at(tree, path)
        if len(place.factors) == 2 and all(_holds_pair(factor) for factor in place.factors):
            tree = substitute(tree, path, Product(tuple(sorted(place.factors, key=repr))))
    return tree


def _holds_pair(factor: Node) -> bool:
    match factor:
        case Symbol("E") | Call(Symbol("dagger"), (Symbol("E"),)):
            return True
    return False


def dyadic(tree: Node) -> Node:
    """Statements of dyads: zeros without factors, minors of -A, dyads of a and b on a x b."""
    return stripped(_annihilated(_even(tree)))


def _even(tree: Node) -> Node:
    """The sum of principal minors does not see the sign of its tensor."""
    for path in reversed([path for path, _ in walk(tree)]):
        match _at(tree, path):
            case Call(Symbol("spm") as function, (Negative(tensor),)):
                tree = substitute(tree, path, Call(function, (tensor,)))
    return tree


def _annihilated(tree: Node) -> Node:
    """A dyad of a and b gives nothing on a x b."""
    for path in reversed([path for path, _ in walk(tree)]):
        match _at(tree, path):
            case Call(
                Symbol("applied") as function, (Sum(terms), Call(Symbol("cross")) as across)
            ) | Call(Symbol("applied") as function, (Call(Symbol("cross")) as across, Sum(terms))):
                kept = tuple(term for term in terms if not _is_dyad(term))
                if kept:
                    acting = kept[0] if len(kept) == 1 else Sum(kept)
                    tree = substitute(tree, path, Call(function, (acting, across)))
    return tree


def _is_dyad(term: Node) -> bool:
    return any(isinstance(part, Symbol) and part.name == "outer" for _, part in walk(term))


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
