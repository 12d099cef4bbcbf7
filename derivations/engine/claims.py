"""The kinds of claim: a relation put to a judge, a definition, an order of a remainder.

A *judge* draws points of the domain and computes, independently of the print,
the value of every leaf. The relation is evaluated there as it is printed. A
judge may also offer one exact sample (elements of a field of rational
functions, say): if the residual vanishes there, the claim is proved.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import product
from typing import Any

import mpmath
import numpy as np

from . import printed as p
from .evidence import scalars, sides, small
from .free import Exchanges, Relabel, equivalent
from .interpret import DOUBLE, PRECISE, Draw, Ring, Sample, Undefined, evaluate
from .latex import latex
from .ledger import Claim, Evidence
from .mutate import altered, mutations

#: Working precision of the 30-digit road: residuals of 28 digits need guard digits.
WORKING_DIGITS = 45

#: A mutant counts as rejected at a point when its residual exceeds these.
_REJECTED = {"double": 1e-6, "mpmath": 1e-18}

#: What a faulty relation may do instead of being unequal: divide by zero, overflow, add arrays
#: of different shapes. All of them reject it.
_NONSENSE = (ZeroDivisionError, OverflowError, ValueError)


@dataclass(frozen=True)
class Judge:
    """Where and how a relation is put to the test.

    Attributes
    ----------
    method : str
        One line for the ledger.
    draw : callable
        ``draw(rng, ring) -> Sample``; the same rng state gives the same point
        in every ring. Exact small systems ignore the ring and return doubles.
    exact : callable or None
        A sample with values in an exact ring; a zero residual there is a proof.
    points, tolerance : int, float
        Number of points; the largest relative residual that still counts as zero.
    rings : tuple of Ring
        From cheap to decisive. Exact small systems use double precision alone.
    relations, exchanges : mapping
        Named relations of leaves and of functions (symmetries) for the equivalence of mutants.
    """

    method: str
    draw: Draw
    exact: Callable[[], Sample] | None = None
    points: int = 20
    tolerance: float = 1e-28
    rings: tuple[Ring, ...] = (DOUBLE, PRECISE)
    relations: Mapping[str, Relabel] = field(default_factory=dict)
    exchanges: Exchanges = field(default_factory=dict)
    seed: int = 20230301


def small_system(method: str, draw: Draw, **options: Any) -> Judge:
    """A judge on an exact small system: double precision, residuals below 1e-12."""
    return Judge(method, draw, tolerance=1e-12, rings=(DOUBLE,), **options)


def measured(method: str, values: Callable[[], Mapping[str, Any]], tolerance: float) -> Judge:
    """A judge that measures numbers once, for statements of a text or caption."""
    cached = lru_cache(maxsize=1)(values)
    return Judge(
        method, lambda rng, ring: Sample(ring, cached()), points=1, tolerance=tolerance,
        rings=(DOUBLE,),
    )  # fmt: skip


@lru_cache(maxsize=256)
def _points(draw: Draw, ring_name: str, count: int, seed: int) -> tuple[Sample, ...]:
    ring = {"double": DOUBLE, "mpmath": PRECISE}[ring_name]
    rng = random.Random(seed)
    return tuple(draw(random.Random(rng.getrandbits(64)), ring) for _ in range(count))


@dataclass(frozen=True)
class RelationClaim:
    """A printed relation (or system of relations) that a judge evaluates."""

    relation: p.Node
    judge: Judge

    def residual(self, sample: Sample) -> Any:
        """Largest relative residual over the relations and their free indices."""
        worst: Any = 0
        for residual in self._residuals(sample):
            if not residual <= worst:  # not a number counts as larger than anything
                worst = residual
        return worst

    @cached_property
    def _parts(self) -> tuple[tuple[p.Relation, tuple[p.Index, ...]], ...]:
        """Each relation of the system with its free indices."""
        return tuple((r, free_indices(r)) for r in p.relations(self.relation))

    def _residuals(self, sample: Sample) -> Iterator[Any]:
        for relation, free in self._parts:
            for labels in product(*(sample.free.get(i.name, sample.ranges[i.kind]) for i in free)):
                scope = {f"index {i.name}": v for i, v in zip(free, labels, strict=True)}
                left = evaluate(relation.left, sample, scope)
                right = evaluate(relation.right, sample, scope)
                yield _residual(left, relation.sign, right, sample.ring)

    def examine(self) -> Evidence:
        judge = self.judge
        ring = judge.rings[-1]
        with mpmath.workdps(WORKING_DIGITS), np.errstate(all="ignore"):
            for sample in _points(judge.draw, ring.name, judge.points, judge.seed):
                worst = self.residual(sample)
                if not worst <= judge.tolerance:
                    text = self.counterexample(sample)
                    return Evidence(False, False, judge.method, judge.points, small(worst), text)
            if judge.exact is not None and not self.residual(judge.exact()):
                return Evidence(True, True, judge.method, judge.points, "0")
        return Evidence(True, False, judge.method, judge.points, _below(judge.tolerance))

    def rejects(self) -> bool:
        """Whether more than half of the points reject the relation, cheap arithmetic first."""
        judge = self.judge
        for ring in judge.rings:
            threshold = max(_REJECTED[ring.name], judge.tolerance)
            if len(judge.rings) == 1:
                threshold = max(1e-9, judge.tolerance)
            with mpmath.workdps(WORKING_DIGITS), np.errstate(all="ignore"):
                points = _points(judge.draw, ring.name, judge.points, judge.seed)
                rejected = 0
                for left, sample in zip(range(len(points), 0, -1), points, strict=True):
                    rejected += self._rejected(sample, threshold)
                    if 2 * rejected > len(points):
                        return True
                    if 2 * (rejected + left - 1) <= len(points):
                        break
        return False

    def _rejected(self, sample: Sample, threshold: float) -> bool:
        try:
            return any(not residual <= threshold for residual in self._residuals(sample))
        except _NONSENSE:
            return True

    def mutants(self) -> Iterator[tuple[str, Claim]]:
        sample = _points(self.judge.draw, self.judge.rings[0].name, self.judge.points,
                         self.judge.seed)[0]  # fmt: skip
        for mutation in mutations(self.relation):
            claim = replace(self, relation=altered(mutation))
            if claim.well_formed(sample):
                yield mutation.fault, claim

    def well_formed(self, sample: Sample) -> bool:
        """Whether every leaf has a meaning: a bound variable may have left its integral."""
        try:
            with mpmath.workdps(WORKING_DIGITS), np.errstate(all="ignore"):
                self.residual(sample)
        except (Undefined, TypeError, KeyError):
            return False
        except _NONSENSE:
            return True
        return True

    def equivalent(self, mutant: Claim) -> bool:
        assert isinstance(mutant, RelationClaim)
        named = self.judge.relations, self.judge.exchanges
        return any(equivalent(r, mutant.relation, *named) for r in p.relations(self.relation))

    def render(self) -> str:
        return latex(self.relation)

    def counterexample(self, sample: Sample) -> str:
        """Both sides of the first relation that fails, with numbers."""
        for relation, free in self._parts:
            for labels in product(*(sample.free.get(i.name, sample.ranges[i.kind]) for i in free)):
                scope = {f"index {i.name}": v for i, v in zip(free, labels, strict=True)}
                left, right = (evaluate(x, sample, scope) for x in (relation.left, relation.right))
                if not _residual(left, relation.sign, right, sample.ring) <= self.judge.tolerance:
                    where = [f"{i.name} = {v}" for i, v in zip(free, labels, strict=True)]
                    point = [*where, *filter(None, [scalars(relation, sample)])]
                    shown = sides(left, right, sample.ring)
                    return f"{shown} at {', '.join(point)}" if point else shown
        return ""


@dataclass(frozen=True)
class DefinitionClaim:
    """A definition, judged by a row that uses it: `use` builds that row from the printed tree.

    `leaf` is the name that the definition introduces; a fault that gives the
    name to something else leaves the row without a value.
    """

    relation: p.Node
    use: Callable[[p.Node], Claim]
    relations: Mapping[str, Relabel] = field(default_factory=dict)
    leaf: str = ""

    def examine(self) -> Evidence:
        return self.use(self.relation).examine()

    def rejects(self) -> bool:
        if self.leaf and self.leaf != _defined_leaf(self.relation):
            return True
        try:
            return self.use(self.relation).rejects()
        except (Undefined, *_NONSENSE):
            return True

    def mutants(self) -> Iterator[tuple[str, Claim]]:
        leaf = _defined_leaf(self.relation)
        for mutation in mutations(self.relation):
            yield mutation.fault, replace(self, relation=mutation.tree, leaf=leaf)

    def equivalent(self, mutant: Claim) -> bool:
        assert isinstance(mutant, DefinitionClaim)
        return equivalent(self.relation, mutant.relation, self.relations)

    def render(self) -> str:
        return latex(self.relation)


@dataclass(frozen=True)
class OrderClaim:
    """A statement that holds in a limit: the remainder vanishes like ``x**order``.

    `remainder(x)` is the relative residual of the printed relation at small
    parameter x; the order is measured between `first` and ``first / 8``.
    `exact`, where it is known, gives the order from power series (`engine.series`): a proof.
    """

    relation: p.Node
    remainder: Callable[[p.Node, Any], Any]
    order: int
    first: float = 1e-3
    method: str = "order of the remainder, measured between a parameter and an eighth of it"
    exact: Callable[[p.Node], int] | None = None

    def sizes(self) -> tuple[Any, Any]:
        """The remainder at the first parameter and at an eighth of it."""
        with mpmath.workdps(WORKING_DIGITS):
            first = mpmath.mpf(self.first)
            return tuple(abs(self.remainder(self.relation, x)) for x in (first, first / 8))

    def measure(self) -> float:
        """The measured order; minus one where the remainder does not vanish."""
        before, after = self.sizes()
        if after == 0:
            return float("inf")
        return float(mpmath.log(before / after, 8)) if before else -1.0

    def examine(self) -> Evidence:
        order = self.measure()
        holds = abs(order - self.order) < 0.05
        if not holds or self.exact is None:
            shown = "" if holds else self.counterexample()
            return Evidence(holds, False, self.method, 2, f"order {order:.1f}", shown)
        proved = self.exact(self.relation) == self.order
        shown = "" if proved else "the power series gives another order"
        return Evidence(proved, proved, self.method, 2, f"order {self.order}", shown)

    def counterexample(self) -> str:
        """The remainders that do not vanish as they should."""
        before, after = (mpmath.nstr(mpmath.mpf(size), 3) for size in self.sizes())
        first = mpmath.mpf(self.first)
        return (
            f"remainder {before} at {mpmath.nstr(first, 3)}, "
            f"{after} at {mpmath.nstr(first / 8, 3)}; order {self.order} expected"
        )

    def rejects(self) -> bool:
        try:
            return self.measure() < self.order - 0.5
        except (Undefined, ZeroDivisionError):
            return True

    def mutants(self) -> Iterator[tuple[str, Claim]]:
        for mutation in mutations(self.relation):
            claim = replace(self, relation=mutation.tree)
            try:
                with mpmath.workdps(WORKING_DIGITS):
                    self.remainder(mutation.tree, mpmath.mpf(self.first))
            except (Undefined, TypeError, KeyError):
                continue
            yield mutation.fault, claim

    def equivalent(self, mutant: Claim) -> bool:
        assert isinstance(mutant, OrderClaim)
        return equivalent(self.relation, mutant.relation)

    def render(self) -> str:
        return latex(self.relation)


def _defined_leaf(relation: p.Node) -> str:
    assert isinstance(relation, p.Relation)
    left = relation.left.function if isinstance(relation.left, p.Call) else relation.left
    return left.name if isinstance(left, p.Symbol) else ""


def free_indices(relation: p.Node) -> tuple[p.Index, ...]:
    """Indices of a relation that no sum binds: it holds for each of their values."""
    bound = {i for _, tree in p.walk(relation) if isinstance(tree, p.Total) for i in tree.indices}
    found: dict[p.Index, None] = {}
    for _, leaf in p.walk(relation):
        if isinstance(leaf, p.Symbol):
            found.update({i: None for i in leaf.indices if isinstance(i, p.Index)})
    return tuple(i for i in found if i not in bound)


def _residual(left: Any, sign: str, right: Any, ring: Ring) -> Any:
    if sign in "<>":
        low, high = (left, right) if sign == "<" else (right, left)
        return 0 if low < high else 1
    difference, scale = ring.size(left - right), ring.size(left) + ring.size(right)
    if not difference:
        return 0
    return difference / scale if scale else difference


def _below(tolerance: float) -> str:
    return f"< {small(tolerance)}"
