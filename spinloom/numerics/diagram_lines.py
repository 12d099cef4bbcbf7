"""Real-time diagrams of a tunnel contact: every irreducible way to join the dots of a line.

A diagram of order Gamma^n has 2n vertices, the observable (latest) and 2n - 1 of the tunnelling,
each with a later dot of electrode L and an earlier one of R; a quadrupole current has one more
vertex beside the observable, the spin of L, with two dots of L. A dot annihilates (eta = +1) or
creates (eta = -1), and adds (chi = +1) or removes (chi = -1) a particle from whichever side it
acts; both signs are opposite within a vertex. Lines join dots of one electrode with opposite eta,
and cross every segment of the time axis. What belongs to the observable acts from the left,
chi = -eta, and of two Hermitian conjugates the one whose earlier dots annihilate is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations, product
from math import prod
from typing import Literal, get_args

from ..errors import ParameterError

Observable = Literal["charge", "spin", "quadrupole"]
Role = Literal["current", "spin", "tunnelling"]
Line = tuple[int, int]
OBSERVABLES: tuple[Observable, ...] = get_args(Observable)
#: Orders beyond which a list, or counting, would take minutes; numbers grow as (2n)!.
LISTED, COUNTED = 3, 4


@dataclass(frozen=True)
class Dot:
    """One end of a line.

    Attributes
    ----------
    name : str
        Number of its vertex from the earliest on, with a prime for the earlier dot.
    electrode : {"L", "R"}
    role : {"current", "spin", "tunnelling"}
        What its vertex stands for.
    place : int
        Place on the time axis, 0 for the observable.
    """

    name: str
    electrode: str
    role: Role
    place: int


@dataclass(frozen=True)
class Lines:
    """A diagram: dots are numbered from the latest on, 2v and 2v + 1 belong to vertex v.

    Attributes
    ----------
    observable, order
        What it contributes to.
    contractions : tuple of (int, int)
        The lines: later dot, earlier dot; sorted.
    eta, chi : tuple of int
        Conjugation and charge index of every dot, +1 or -1.
    """

    observable: Observable
    order: int
    contractions: tuple[Line, ...]
    eta: tuple[int, ...]
    chi: tuple[int, ...]

    @property
    def dots(self) -> tuple[Dot, ...]:
        """The dots, latest first."""
        return dots(self.observable, self.order)

    @property
    def crossings(self) -> int:
        """Number of pairs of lines that cross."""
        return sum(a < c < b < d for a, b in self.contractions for c, d in self.contractions)

    @property
    def sign(self) -> int:
        """(-1)^crossings, chi of late and early vertices, eta of the others (earlier dots)."""
        early = [dot for _, dot in self.contractions]
        between = [(v in early) != (v + 1 in early) for v in range(0, len(self.eta), 2)]
        factors = (
            self.eta[2 * v + 1] if mixed else -self.chi[2 * v + 1]
            for v, mixed in enumerate(between)
        )
        return int((-1) ** self.crossings * prod(factors))

    @property
    def connected(self) -> bool:
        """Whether the lines join all vertices."""
        return components(len(self.eta) // 2, self.contractions) == 1

    @property
    def cancels(self) -> bool:
        """Whether another diagram has the opposite value.

        It does if both dots of a tunnelling vertex are later ends: the charge index of that
        vertex enters by its sign alone.
        """
        later = [first for first, _ in self.contractions]
        roles = [dot.role for dot in self.dots]
        return any(
            roles[v] == "tunnelling" and v in later and v + 1 in later
            for v in range(0, len(self.eta), 2)
        )

    def above(self, place: int) -> tuple[int, ...]:
        """Numbers of the lines that cross the segment between a place and the next earlier one."""
        places = [dot.place for dot in self.dots]
        return tuple(
            number
            for number, (late, early) in enumerate(self.contractions)
            if places[late] <= place < places[early]
        )


def dots(observable: Observable, order: int) -> tuple[Dot, ...]:
    """The dots of a line, latest first."""
    roles: list[Role] = ["current", "spin"] if observable == "quadrupole" else ["current"]
    heads = len(roles)
    roles += ["tunnelling"] * (2 * order - 1)
    found = []
    for number, role in enumerate(roles):
        label, place = str(len(roles) - number), max(0, number - heads + 1)
        electrodes = ("L", "L") if role == "spin" else ("L", "R")
        for prime, electrode in zip(("", "'"), electrodes, strict=True):
            found.append(Dot(label + prime, electrode, role, place))
    return tuple(found)


def check(observable: object, order: object, largest: int) -> None:
    """Refuse an unknown observable, an order that is no positive integer, and one too large.

    Raises
    ------
    ParameterError
    """
    if not isinstance(observable, str) or observable not in OBSERVABLES:
        raise ParameterError.of("observable", observable, f"one of {', '.join(OBSERVABLES)}")
    if isinstance(order, bool) or not isinstance(order, int) or not 1 <= order <= largest:
        raise ParameterError.of("order", order, f"an integer from 1 to {largest}")


def contracted(
    observable: Observable, order: int
) -> Iterator[tuple[tuple[int, ...], tuple[Line, ...]]]:
    """Conjugation indices and irreducible lines, in a fixed order."""
    line = dots(observable, order)
    electrodes, places = [dot.electrode for dot in line], [dot.place for dot in line]
    for early in product(*((1, -1) if dot.role == "tunnelling" else (1,) for dot in line[1::2])):
        eta = tuple(sign for one in early for sign in (-one, one))
        ends = {
            (r, sign): [k for k in range(len(line)) if (electrodes[k], eta[k]) == (r, sign)]
            for r in ("L", "R")
            for sign in (1, -1)
        }
        if any(len(ends[r, 1]) != len(ends[r, -1]) for r in ("L", "R")):
            continue
        for left, right in product(permutations(ends["L", 1]), permutations(ends["R", 1])):
            pairs = zip(ends["L", -1] + ends["R", -1], left + right, strict=True)
            lines = tuple(sorted((min(pair), max(pair)) for pair in pairs))
            if _irreducible(lines, places):
                yield eta, lines


def _irreducible(lines: tuple[Line, ...], places: list[int]) -> bool:
    """Whether a line crosses every segment; lines are sorted by their later ends."""
    reached = 0
    for late, early in lines:
        if places[late] > reached:
            return False
        reached = max(reached, places[early])
    return reached == places[-1]


def charges(eta: tuple[int, ...], roles: list[Role]) -> Iterator[tuple[int, ...]]:
    """All charge indices that fit: free for the tunnelling, opposite to eta for the rest."""
    choices = (
        (-1, 1) if roles[v] == "tunnelling" else (-eta[v + 1],) for v in range(0, len(eta), 2)
    )
    for early in product(*choices):
        yield tuple(sign for one in early for sign in (-one, one))


def components(count: int, lines: tuple[Line, ...]) -> int:
    """Number of clusters into which lines join the vertices."""
    cluster = list(range(count))
    for first, second in lines:
        old, new = cluster[first // 2], cluster[second // 2]
        cluster = [new if member == old else member for member in cluster]
    return len(dict.fromkeys(cluster))


def count(observable: Observable, order: int) -> int:
    """The number of diagrams."""
    return int(2 ** (2 * order - 1)) * sum(1 for _ in contracted(observable, order))
