"""Exact samples of Keldysh components and gauges: every component is a variable of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from spinloom.derivations.engine.interpret import Sample

from .judge_device import RANGES, SPINS
from .judge_rotation import COMPONENTS
from .rational_functions import Field, Rational

Triangle = tuple[Any, Any, Any]
FIELD = Field(tuple(f"x{k}" for k in range(24)))


def _variables() -> Iterator[Rational]:
    return iter(FIELD.generators().values())


def triangle(one: Sequence[Any], two: Sequence[Any]) -> Triangle:
    """Product of [[r, k], [0, a]] with another: its three entries."""
    return one[0] * two[0], one[0] * two[1] + one[1] * two[2], one[2] * two[2]


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


def kernels() -> Sample:
    """(42), (A5): the Keldysh component of a product of triangular matrices."""
    of = _variables()
    one = FIELD.generators()["x0"] ** 0
    slow, fast, lead = ({s: (next(of), next(of), next(of)) for s in SPINS} for _ in range(3))
    whole = {s: tuple(a + b for a, b in zip(slow[s], fast[s], strict=True)) for s in SPINS}

    def at(value: Any) -> Callable[..., Any]:
        return lambda *times: value

    def kernel(green: Any) -> Callable[[str, str], Any]:
        return lambda a, b: at(triangle(green[a], lead[b])[1])

    return Sample(FIELD.ring(), {
        "t": one, "t'": 2 * one, "alpha_s": kernel(slow), "alpha_u": kernel(fast),
        "alpha_full": kernel(whole),
        **{f"G_s_{n}": {s: at(slow[s][k]) for s in SPINS} for k, n in enumerate("RK")},
        **{f"G_{n}": {s: at(whole[s][k]) for s in SPINS} for k, n in enumerate("RK")},
        **{f"Sigma_{n}": {s: at(lead[s][k]) for s in SPINS} for k, n in ((1, "K"), (2, "A"))},
    }, RANGES)  # fmt: skip


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
    "magnet:16": branches, "magnet:17": branches, "magnet:42": kernels, "magnet:A5": kernels,
    "magnet:B19": triangular_inverse, "magnet:B20": triangular_inverse,
}  # fmt: skip
