"""The printed object: a small frozen tree that keeps what stands on the page.

SymPy distributes and reorders on construction, so a sign or a factor that the
page prints can vanish before anybody has looked at it. These nodes do nothing:
they hold terms and factors in the order of the print. Meaning comes from the
interpreters (`interpret`, `free`, `latex`); faults come from `mutate`.

    t_0, t = Symbol("t_0"), Symbol("t")
    equation = equal(Symbol("w"), t_0 + t)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from typing import Any, TypeAlias


@dataclass(frozen=True)
class Node:
    """One place in a printed expression; arithmetic on nodes builds larger ones."""

    def __add__(self, other: Printable) -> Sum:
        terms = self.terms if isinstance(self, Sum) else (self,)
        return Sum((*terms, node(other)))

    def __radd__(self, other: Printable) -> Sum:
        return node(other) + self

    def __sub__(self, other: Printable) -> Sum:
        return self + Negative(node(other))

    def __rsub__(self, other: Printable) -> Sum:
        return node(other) - self

    def __neg__(self) -> Negative:
        return Negative(self)

    def __mul__(self, other: Printable) -> Product:
        factors = self.factors if isinstance(self, Product) else (self,)
        return Product((*factors, node(other)))

    def __rmul__(self, other: Printable) -> Product:
        return node(other) * self

    def __truediv__(self, other: Printable) -> Ratio:
        return Ratio(self, node(other))

    def __rtruediv__(self, other: Printable) -> Ratio:
        return Ratio(node(other), self)

    def __pow__(self, exponent: Printable) -> Power:
        return Power(self, node(exponent))

    def __call__(self, *arguments: Printable) -> Call:
        return Call(self, tuple(node(a) for a in arguments))


Printable: TypeAlias = Node | int | Fraction


def node(value: Printable) -> Node:
    """Wrap an exact number; leave nodes alone. Floats are refused."""
    if isinstance(value, Node):
        return value
    if isinstance(value, int | Fraction):
        return Number(Fraction(value))
    raise TypeError(f"{value!r} is not exact; write a node, an integer or a Fraction")


@dataclass(frozen=True)
class Number(Node):
    value: Fraction


@dataclass(frozen=True)
class Index:
    """A bound index (summed or free in the row) of one kind: axis, site, spin, lead, ..."""

    name: str
    kind: str
    tex: str = ""


@dataclass(frozen=True)
class Label:
    """A fixed index value, such as site 2 or spin up."""

    name: str
    kind: str = "label"
    tex: str = ""


Subscript: TypeAlias = Index | Label


@dataclass(frozen=True)
class Symbol(Node):
    """A leaf. Leaves of the same `kind` may be confused with each other by a mutant.

    `tex` is a template in which ``<0>``, ``<1>``, ... stand for the indices.
    A leaf is `commuting` unless it stands for an operator or a matrix; `complex`
    leaves may be conjugated by a mutant.
    """

    name: str
    kind: str = "scalar"
    tex: str = ""
    indices: tuple[Subscript, ...] = ()
    commuting: bool = True
    complex: bool = False

    def __getitem__(self, indices: Subscript | tuple[Subscript, ...]) -> Symbol:
        return replace(self, indices=indices if isinstance(indices, tuple) else (indices,))


@dataclass(frozen=True)
class Negative(Node):
    term: Node


@dataclass(frozen=True)
class Sum(Node):
    terms: tuple[Node, ...]


@dataclass(frozen=True)
class Product(Node):
    """An ordered product; the order matters when factors do not commute."""

    factors: tuple[Node, ...]


@dataclass(frozen=True)
class Ratio(Node):
    numerator: Node
    denominator: Node


@dataclass(frozen=True)
class Power(Node):
    base: Node
    exponent: Node


@dataclass(frozen=True)
class Call(Node):
    """A function, or an indexed function symbol, applied to arguments."""

    function: Node
    arguments: tuple[Node, ...]


@dataclass(frozen=True)
class Matrix(Node):
    rows: tuple[tuple[Node, ...], ...]


@dataclass(frozen=True)
class Total(Node):
    """A sum over all values of bound indices."""

    indices: tuple[Index, ...]
    body: Node


@dataclass(frozen=True)
class Integral(Node):
    """An integral over named variables; `measure` is its LaTeX, the sample gives its meaning."""

    variables: tuple[Symbol, ...]
    body: Node
    measure: str = ""


@dataclass(frozen=True)
class Derivative(Node):
    """The derivative of `body` by the variable `by`, at the point `at` (default: where it is)."""

    body: Node
    by: Symbol
    at: Node | None = None


@dataclass(frozen=True)
class Relation(Node):
    """Two sides and a sign between them: ``=``, ``approx``, ``<``, ``>``."""

    left: Node
    sign: str
    right: Node


@dataclass(frozen=True)
class System(Node):
    """Several relations that the page prints under one number."""

    relations: tuple[Relation, ...]


def equal(left: Printable, right: Printable) -> Relation:
    """``left = right``."""
    return Relation(node(left), "=", node(right))


def about(left: Printable, right: Printable) -> Relation:
    """``left approximately equal to right``; the judge's tolerance says how nearly."""
    return Relation(node(left), "approx", node(right))


def less(left: Printable, right: Printable) -> Relation:
    """``left < right`` at every point of the sample."""
    return Relation(node(left), "<", node(right))


def system(*relations: Relation) -> System:
    """The relations that share one equation number."""
    return System(relations)


def relations(tree: Node) -> tuple[Relation, ...]:
    """The relations printed under one number.

    Raises
    ------
    TypeError
        If the tree is an expression, which states nothing.
    """
    match tree:
        case System(together):
            return together
        case Relation():
            return (tree,)
    raise TypeError(f"{type(tree).__name__} is no statement; write a relation or a system")


Path: TypeAlias = tuple[int | str, ...]


def children(tree: Node) -> Iterator[tuple[Path, Node]]:
    """Yield the direct subtrees of a node with their place."""
    for field in fields(tree):
        value: Any = getattr(tree, field.name)
        yield from _nodes_below((field.name,), value)


def _nodes_below(path: Path, value: Any) -> Iterator[tuple[Path, Node]]:
    if isinstance(value, Node):
        yield path, value
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from _nodes_below((*path, position), item)


def walk(tree: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Yield every node with its path from the root, outermost first."""
    yield path, tree
    for step, child in children(tree):
        yield from walk(child, (*path, *step))


def substitute(tree: Any, path: Path, new: Node) -> Any:
    """Return the tree with the node at `path` replaced."""
    if not path:
        return new
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        return (*tree[:step], substitute(tree[step], rest, new), *tree[step + 1 :])
    return replace(tree, **{step: substitute(getattr(tree, step), rest, new)})
