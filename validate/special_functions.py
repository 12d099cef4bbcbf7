"""Generated special functions of a complex argument against ball arithmetic."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from spinloom.validate.oracles import special_arb

from .rows import Row, compare

Complex = npt.NDArray[np.complex128]

COUNT = 200
RIGHT_TOLERANCE = 8 * 2.0**-52
LEFT_TOLERANCE = 64 * 2.0**-52
"""The reflection adds a cotangent near the poles."""


def points() -> tuple[Complex, Complex]:
    """Return fixed points with Re z >= 1/2 and points to the left of them, near and far."""
    rng = np.random.default_rng(20)
    radius, angle = 10 ** rng.uniform(-2, 2, COUNT), rng.uniform(-np.pi / 2, np.pi / 2, COUNT)
    right = 0.5 + radius * np.exp(1j * angle)
    radius, angle = 10 ** rng.uniform(-1, 1, COUNT), rng.uniform(-1.5, 1.5, COUNT)
    return right, -radius * np.exp(1j * angle)


def rows(kernels: Any, backend: str) -> Iterator[Row]:
    """Yield digamma, trigamma and tetragamma; the error is relative at every point."""
    for name in sorted(special_arb.ORDERS):
        for side, where, tolerance in zip(
            ("right", "left"), points(), (RIGHT_TOLERANCE, LEFT_TOLERANCE), strict=True
        ):
            ratio = getattr(kernels, name)(where) / special_arb.polygamma(name, where)
            yield compare(
                f"special.{name}.{side}",
                backend,
                "Arb balls",
                COUNT,
                [(ratio, np.ones(COUNT, dtype=complex))],
                tolerance,
            )
