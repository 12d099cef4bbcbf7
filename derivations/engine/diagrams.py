r"""Real-time diagrams on Liouville space: enumerate all irreducible ones, with every index choice.

Two electrodes L and R are joined by a bilinear tunnelling term. A diagram of order Gamma^n holds
2n double vertices on one line, latest first: the observable and 2n - 1 tunnelling vertices. Each
double vertex has a later dot of electrode L and an earlier one of R; the observable of a
two-particle quantity brings one more pair of dots, both of electrode L. A dot carries the
conjugation index eta (+1 annihilates, -1 creates) and the charge index chi; different choices are
different diagrams.

Rules: contracted dots belong to one electrode and have opposite eta; both indices are opposite
within a pair of dots; dots of the observable act from the left (chi = -eta), and of the two
Hermitian conjugates the one with eta = +1 at the earlier dot of each of its pairs is kept.
A diagram is irreducible if a contraction crosses every segment of the line.

>>> [count_diagrams("charge", n) for n in (1, 2)]
[2, 80]
>>> for diagram in enumerate_diagrams("charge", 1):
...     print(diagram.contractions, diagram.chi, diagram.sign)
((0, 2), (1, 3)) (1, -1, 1, -1) -1
((0, 2), (1, 3)) (1, -1, -1, 1) 1
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, product
from math import prod
from typing import Literal, get_args

from .pairings import Pair, pairings

Observable = Literal["charge", "spin", "quadrupole"]
Role = Literal["current", "spin", "tunnelling"]


@dataclass(frozen=True)
class Vertex:
    """A pair of dots: what it stands for, its place on the line (0 is latest), its electrodes."""

    role: Role
    place: int
    electrodes: tuple[str, str]


@dataclass(frozen=True)
class Diagram:
    """One diagram with fixed indices; dots are numbered from the latest.

    Attributes
    ----------
    vertices
        Pairs of dots, latest first; dots 2v and 2v + 1 belong to vertex v.
    contractions
        Pairs of dots, the later one first, sorted.
    eta, chi
        Conjugation and charge index of every dot.
    """

    vertices: tuple[Vertex, ...]
    contractions: tuple[Pair, ...]
    eta: tuple[int, ...]
    chi: tuple[int, ...]

    @property
    def crossings(self) -> int:
        """Number of pairs of contraction lines that cross."""
        return sum(a < c < b < d for a, b in self.contractions for c, d in self.contractions)

    @property
    def sign(self) -> int:
        """Permutation, -chi eta of the earlier dot of each contraction, -chi of each vertex.

        The last factor is that of the earlier dot of every tunnelling vertex, from the two sides
        from which a commutator acts.
        """
        contracted = prod(-self.chi[early] * self.eta[early] for _, early in self.contractions)
        tunnelled = prod(
            -self.chi[2 * number + 1]
            for number, vertex in enumerate(self.vertices)
            if vertex.role == "tunnelling"
        )
        return (-1) ** (self.crossings % 2) * contracted * tunnelled

    @property
    def connected(self) -> bool:
        """Whether the contractions join all vertices, so that there is one spin trace."""
        return components(len(self.vertices), self.contractions) == 1

    def segment(self, place: int) -> tuple[Pair, ...]:
        """The contractions above the segment that follows the vertices at `place` in time."""
        return tuple(pair for pair in self.contractions if _crosses(self.vertices, pair, place))


def vertices(observable: Observable, order: int) -> tuple[Vertex, ...]:
    """The line of a diagram of order Gamma^order, latest vertex first.

    Raises
    ------
    ValueError
        If the observable is unknown or the order is not positive.
    """
    if observable not in get_args(Observable):
        raise ValueError(f"observable = {observable!r}; expected one of {get_args(Observable)}")
    if order < 1:
        raise ValueError(f"order = {order}; must be >= 1")
    current = Vertex("current", 0, ("L", "R"))
    head = (current, Vertex("spin", 0, ("L", "L"))) if observable == "quadrupole" else (current,)
    return (*head, *(Vertex("tunnelling", place, ("L", "R")) for place in range(1, 2 * order)))


def enumerate_diagrams(observable: Observable, order: int) -> tuple[Diagram, ...]:
    """Every irreducible diagram with every allowed choice of indices, in a fixed order."""
    line = vertices(observable, order)
    return tuple(
        Diagram(line, contractions, eta, chi)
        for eta, contractions in _contracted(line)
        for chi in _charges(line, eta)
    )


def count_diagrams(observable: Observable, order: int) -> int:
    """How many diagrams `enumerate_diagrams` gives."""
    line = vertices(observable, order)
    tunnellings = sum(vertex.role == "tunnelling" for vertex in line)
    return int(2**tunnellings) * sum(1 for _ in _contracted(line))


def components(count: int, contractions: tuple[Pair, ...]) -> int:
    """Number of clusters into which contractions join `count` pairs of dots."""
    cluster = list(range(count))
    for first, second in contractions:
        old, new = cluster[first // 2], cluster[second // 2]
        cluster = [new if member == old else member for member in cluster]
    return len(set(cluster))


def _contracted(line: tuple[Vertex, ...]) -> Iterator[tuple[tuple[int, ...], tuple[Pair, ...]]]:
    """Conjugation indices and irreducible contractions that fit them."""
    electrodes = tuple(chain.from_iterable(vertex.electrodes for vertex in line))
    dots = tuple(range(len(electrodes)))
    earlier = ((1,) if vertex.role != "tunnelling" else (1, -1) for vertex in line)
    for early in product(*earlier):
        eta = tuple(chain.from_iterable((-sign, sign) for sign in early))
        allowed = {
            (a, b)
            for b in dots
            for a in dots[:b]
            if electrodes[a] == electrodes[b] and eta[a] == -eta[b]
        }
        for _, contractions in pairings(dots, allowed):
            if _irreducible(line, contractions):
                yield eta, contractions


def _charges(line: tuple[Vertex, ...], eta: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    earlier = (
        (-1, 1) if vertex.role == "tunnelling" else (-eta[2 * number + 1],)
        for number, vertex in enumerate(line)
    )
    for early in product(*earlier):
        yield tuple(chain.from_iterable((-sign, sign) for sign in early))


def _irreducible(line: tuple[Vertex, ...], contractions: tuple[Pair, ...]) -> bool:
    return all(
        any(_crosses(line, pair, place) for pair in contractions) for place in range(line[-1].place)
    )


def _crosses(line: tuple[Vertex, ...], pair: Pair, place: int) -> bool:
    later, earlier = (line[dot // 2].place for dot in pair)
    return later <= place < earlier
