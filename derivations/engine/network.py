"""Networks of what subsystems store: nodes are unordered tuples of subsystems, links join them.

A quantity of one particle (charge, spin) is stored in single subsystems; one of two particles (the
spin-quadrupole moment) in unordered pairs, within a subsystem or across two. An electron that
tunnels between two subsystems changes one member of the tuple, so a link joins nodes that differ in
one member.

>>> [str(node) for node in network("LR", 2).nodes]
['LL', 'LR', 'RR']
>>> [f"{link}" for link in network("LR", 2).links]
['LL-LR', 'LR-RR']
>>> len(network("LDR", 2).nodes), len(network("LDR", 2).links)
(6, 9)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations, combinations_with_replacement
from math import factorial, prod


@dataclass(frozen=True)
class Node:
    """A source: the subsystems of its particles, in order."""

    members: tuple[str, ...]

    def __str__(self) -> str:
        return "".join(self.members)

    @property
    def local(self) -> bool:
        """Whether all particles belong to one subsystem."""
        return len(set(self.members)) == 1

    @property
    def multiplicity(self) -> int:
        """In how many orders the members occur: 1 for a local pair, 2 for one across."""
        counts = Counter(self.members).values()
        return factorial(len(self.members)) // prod(map(factorial, counts))


@dataclass(frozen=True)
class Link:
    """Two nodes, and the subsystems between which the electron tunnels."""

    nodes: tuple[Node, Node]
    hop: tuple[str, str]

    def __str__(self) -> str:
        return "-".join(map(str, self.nodes))


@dataclass(frozen=True)
class Network:
    """Nodes and links in the order of the subsystems."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]

    def neighbours(self, node: Node) -> tuple[Node, ...]:
        """The nodes at the other ends of a node's links."""
        return tuple(
            other
            for link in self.links
            for here, other in (link.nodes, link.nodes[::-1])
            if here == node
        )


def network(
    subsystems: Sequence[str],
    particles: int,
    joined: Collection[tuple[str, str]] | None = None,
) -> Network:
    """The network of a quantity of so many particles.

    Parameters
    ----------
    subsystems
        Names, in the order of the drawing.
    particles
        1 for charge and spin, 2 for the spin-quadrupole moment.
    joined
        Pairs of subsystems between which electrons tunnel; all of them if not given.

    Raises
    ------
    ValueError
        For names that occur twice, no particle, or a pair of unknown subsystems.
    """
    if len(set(subsystems)) < len(subsystems):
        raise ValueError(f"subsystems = {subsystems!r}; each name once")
    if particles < 1:
        raise ValueError(f"particles = {particles}; must be >= 1")
    pairs = set(combinations(subsystems, 2)) if joined is None else set(joined)
    if unknown := {name for pair in pairs for name in pair} - set(subsystems):
        raise ValueError(f"joined: unknown subsystems {', '.join(sorted(unknown))}")
    nodes = tuple(map(Node, combinations_with_replacement(subsystems, particles)))
    links = []
    for first, second in combinations(nodes, 2):
        match _difference(first, second):
            case (out, into) if (out, into) in pairs or (into, out) in pairs:
                links.append(Link((first, second), (out, into)))
    return Network(nodes, tuple(links))


def _difference(first: Node, second: Node) -> tuple[str, ...]:
    """The member that only one node has and the one that only the other has, or nothing."""
    here, there = Counter(first.members), Counter(second.members)
    out, into = tuple((here - there).elements()), tuple((there - here).elements())
    return (*out, *into) if len(out) == 1 else ()
