"""One comparison of a kernel with an oracle, as a row of the validation table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

UNBOUNDED = 1e300
"""Stands for an error that is not a number; JSON has no infinity."""


@dataclass(frozen=True)
class Row:
    """A kernel of one backend against one oracle; passed if the error is within tolerance."""

    kernel: str
    backend: str
    oracle: str
    points: int
    max_rel_error: float
    tolerance: float

    @property
    def passed(self) -> bool:
        return self.max_rel_error <= self.tolerance

    def to_json(self) -> dict[str, Any]:
        """Return the row with its verdict; the error to one digit."""
        return {
            "kernel": self.kernel,
            "backend": self.backend,
            "oracle": self.oracle,
            "points": self.points,
            "max_rel_error": one_digit(self.max_rel_error),
            "tolerance": self.tolerance,
            "passed": self.passed,
        }


def one_digit(error: float) -> float:
    """Return the error rounded up to a power of ten, at least 1e-15.

    Rounding errors differ between machines by factors of a few, powers of ten hardly.
    """
    if not error < UNBOUNDED:
        return UNBOUNDED
    return float(f"1e{int(np.ceil(np.log10(max(error, 1e-15)) - 1e-9))}")


def relative_error(values: npt.ArrayLike, reference: npt.ArrayLike) -> float:
    """Return the largest difference relative to the largest reference value."""
    found, expected = np.asarray(values), np.asarray(reference)
    if found.shape != expected.shape:
        raise ValueError(f"shapes differ: {found.shape} and {expected.shape}")
    if not (np.all(np.isfinite(found)) and np.all(np.isfinite(expected))):
        return UNBOUNDED
    difference, scale = np.max(np.abs(found - expected)), np.max(np.abs(expected))
    # nothing is known of a reference that vanishes: a ratio would not be a number
    return float(difference / scale) if scale > 0 else UNBOUNDED


def compare(
    kernel: str,
    backend: str,
    oracle: str,
    points: int,
    pairs: Iterable[tuple[npt.ArrayLike, npt.ArrayLike]],
    tolerance: float,
) -> Row:
    """Return the row of a kernel; each pair (values, reference) has its own scale."""
    error = max(relative_error(values, reference) for values, reference in pairs)
    return Row(kernel, backend, oracle, points, error, tolerance)
