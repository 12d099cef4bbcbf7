"""Comparison of named results, each over its own size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from .rows import Row, compare

Named = Mapping[str, Any]


def named_rows(
    function: str,
    backend: str,
    oracle: str,
    tolerance: float,
    triples: Sequence[tuple[Named, Named, float]],
) -> Iterator[Row]:
    """Yield a row for each result that an oracle knows of (value, reference, smallest size)."""
    for name in sorted({name for _, reference, _ in triples for name in reference}):
        pairs = [
            scaled(value[name], reference[name], smallest)
            for value, reference, smallest in triples
            if name in reference
        ]
        kernel = f"valve.{function}.{name}"
        yield compare(kernel, backend, oracle, len(pairs), pairs, tolerance)


def scaled(value: Any, reference: Any, smallest: float) -> tuple[Any, Any]:
    """Both over the largest reference, or over the smallest size that counts if that is larger."""
    size = max(float(np.max(np.abs(reference))), smallest) or 1.0
    found, expected = (np.append(np.ravel(x) / size, 1.0) for x in (value, reference))
    return found, expected
