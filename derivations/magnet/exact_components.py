"""Exact samples of Keldysh components and gauges: every component is a variable of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from spinloom.derivations.engine.interpret import Sample

from .judge_rotation import COMPONENTS
from .rational_functions import Field, Rational

FIELD = Field(tuple(f"x{k}" for k in range(8)))


def _variables() -> Iterator[Rational]:
    return iter(FIELD.generators().values())


def triangular_inverse() -> Sample:
    """(B19), (B20): Cramer's rule for a triangular matrix."""
    of = _variables()
    retarded, keldysh, advanced = (next(of) for _ in range(3))
    whole = retarded * advanced
    green = {"R": advanced / whole, "A": retarded / whole}
    return Sample(FIELD.ring(), {
        "G_s_inverse_RA": {"R": retarded, "A": advanced}, "G_s0_RA": green,
        "G_s0_K": -keldysh / whole, "G_s_inverse_K": keldysh,
        "G_s_R": green["R"], "G_s_A": green["A"],
    }, COMPONENTS)  # fmt: skip


def branches() -> Sample:
    """(16), (17): mean and difference of either gauge's velocity, the zero mode taken out."""
    of = _variables()
    values: dict[str, Any] = {
        "contour_sign": {"+": next(of) ** 0, "-": -(next(of) ** 0)},
    }
    for name, rate in (("M", "eta_dot"), ("V", "psi_dot")):
        upper, lower, zero = next(of), next(of), next(of)
        mean, gap = (upper + lower) / 2, upper - lower - zero
        values[f"delta_{name}"] = {"+": upper, "-": lower}
        values[f"delta_{name}_0"] = zero
        values[rate] = {"+": mean + gap / 2, "-": mean - gap / 2}
    return Sample(FIELD.ring(), values, {**COMPONENTS, "contour": ("+", "-")})


#: Rows that these samples prove.
SAMPLES: dict[str, Callable[[], Sample]] = {
    "magnet:16": branches, "magnet:17": branches,
    "magnet:B19": triangular_inverse, "magnet:B20": triangular_inverse,
}  # fmt: skip
