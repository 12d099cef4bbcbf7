"""Signed pairings: the combinatorics of Wick's theorem, of Pfaffians and of spin traces."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

Pair = tuple[int, int]
Pairing = tuple[int, tuple[Pair, ...]]


def pairings(
    places: tuple[int, ...], allowed: Collection[Pair] | None = None
) -> tuple[Pairing, ...]:
    """All ways to pair up places, with the sign of the permutation that brings pairs together.

    Parameters
    ----------
    places
        Ascending numbers.
    allowed
        The pairs (p, q), p < q, that may be used; None for all.

    Returns
    -------
    tuple of (sign, pairs)
        The first members of the pairs ascend; pairings are sorted by pairs.
    """
    known: dict[tuple[int, ...], tuple[Pairing, ...]] = {(): ((1, ()),)}

    def completed(remaining: tuple[int, ...]) -> tuple[Pairing, ...]:
        if remaining not in known:
            first, rest = remaining[0], remaining[1:]
            known[remaining] = tuple(
                (-sign if place % 2 else sign, ((first, partner), *pairs))
                for place, partner in enumerate(rest)
                if allowed is None or (first, partner) in allowed
                for sign, pairs in completed(rest[:place] + rest[place + 1 :])
            )
        return known[remaining]

    return completed(places)


def pairing_sum(places: tuple[int, ...], values: Mapping[Pair, Any]) -> Any:
    """Sum over all pairings of sign times the product of the pairs' values.

    Missing pairs count as zero. The sum is factored, so that 20 places are quick; values may come
    from any commutative ring.
    """
    known: dict[tuple[int, ...], Any] = {(): 1}

    def completed(remaining: tuple[int, ...]) -> Any:
        if remaining not in known:
            first, rest = remaining[0], remaining[1:]
            total: Any = 0
            for place, partner in enumerate(rest):
                if (first, partner) in values:
                    others = completed(rest[:place] + rest[place + 1 :])
                    total += (-1) ** place * values[first, partner] * others
            known[remaining] = total
        return known[remaining]

    return completed(places)


def sign_of(order: Sequence[Any]) -> int:
    """Sign of the permutation that sorts a sequence of distinct items."""
    swaps = sum(order[p] > order[q] for q in range(len(order)) for p in range(q))
    return -1 if swaps % 2 else 1
