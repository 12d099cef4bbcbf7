"""Exact samples of the action's matrices: any rotation of any kernel, and either branch's gauge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import count
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Array, Sample

from .complex_functions import Angles, Complex, entrywise
from .rational_functions import Field, Rational


def inverse(matrix: Array) -> Array:
    """Cramer's rule."""
    (a, b), (c, d) = matrix
    return np.array([[d, -b], [-c, a]]) * (1 / (a * d - b * c))


def _square(of: Iterator[Any]) -> Array:
    return np.array([[next(of), next(of)], [next(of), next(of)]])


#: Entries of four matrices, and their conjugates.
ENTRIES = 16
KERNELS = Field(tuple(f"{bar}x{k}" for bar in ("", "bar ") for k in range(ENTRIES)))


def _conjugate(value: Rational) -> Rational:
    return value.renamed(lambda powers: (*powers[ENTRIES:], *powers[:ENTRIES]))


@lru_cache(maxsize=1)
def absorbed() -> Sample:
    """(21) and the text about it: the laboratory's kernel, with and without its self-energy.

    Any rotation has its inverse for a dagger. Rotating the kernel without the self-energy defines
    the gauge potential, as in (18); rotating the whole kernel gives the classical one.
    """
    of = iter(KERNELS.generators().values())
    bare, energy, rotation, mean = (_square(of) for _ in range(4))
    back = inverse(rotation)
    ring = replace(KERNELS.ring(), functions={"conj": entrywise(_conjugate)})
    return Sample(ring, {
        "Sigma": energy, "D_k": rotation, "D_k_dagger": back, "G_z_inverse": mean,
        "Q_k": mean - back @ bare @ rotation, "G_c_inverse": back @ (bare - energy) @ rotation,
    })  # fmt: skip


# --- Either branch ------------------------------------------------------------------------------

ANGLES = ("theta", "phi", "chi")
MOTION = tuple(f"{angle}_{part}" for angle in ANGLES for part in ("dot", "q", "q_dot"))
CONTOUR = Angles(ANGLES, (*MOTION, *(f"x{k}" for k in range(2 * 52))))


def _moving(of: dict[str, Complex], gauge: dict[str, Complex]) -> tuple[Complex, Complex]:
    """Q_parallel of spin up and its change by the quantum components, to first order.

    (14) turns a frame at the velocities of its angles; (27), (28) then fix the velocity of chi.
    """
    i = of["i_unit"]
    cosine, sine = CONTOUR.cos(of["theta"] / 2), CONTOUR.sin(of["theta"] / 2)
    down, up = CONTOUR.unit(of["phi"] - of["chi"] / 2), CONTOUR.unit(of["chi"] / 2)
    column, row = (cosine / up, sine * down), (cosine * up, sine / down)

    def element(angle: str) -> Complex:
        """Of -i R' dR by an angle: the coefficient of that angle's velocity."""
        return -i * sum(
            (a * CONTOUR.derivative(b, angle) for a, b in zip(row, column, strict=True)), 0 * i
        )

    of = of | gauge
    slopes = {angle: element(angle) for angle in ANGLES}
    value = sum((slopes[a] * of[f"{a}_dot"] for a in ANGLES), 0 * i)
    change = sum((slopes[a] * of[f"{a}_q_dot"] for a in ANGLES), 0 * i)
    for a in ANGLES:
        for b in ANGLES:
            change = change + CONTOUR.derivative(slopes[a], b) * of[f"{b}_q"] * of[f"{a}_dot"]
    return value, change


def _berry_gauge(of: dict[str, Complex]) -> dict[str, Complex]:
    """Velocities of chi by (27) and by the derivative of (28)."""
    lift = 1 - CONTOUR.cos(of["theta"])
    turned = of["phi_q"] * CONTOUR.sin(of["theta"]) * of["theta_dot"]
    return {
        "chi_dot": of["phi_dot"] * lift, "chi_q": of["phi_q"] * lift,
        "chi_q_dot": of["phi_q_dot"] * lift + turned,
    }  # fmt: skip


def _branches(parts: Sequence[Array]) -> Array:
    """Block diagonal in the two branches of the contour."""
    zero = 0 * parts[0]
    return np.block([[parts[0], zero], [zero, parts[1]]])


@lru_cache(maxsize=1)
def branches() -> Sample:
    """Text above (20): matrices of branch and spin, first order in the quantum components.

    On a branch an angle is its classical part plus or minus half its quantum component. What the
    print writes as the quantum component of the potential comes, along the spin, from the formula
    below (28); across the spin it is the difference of the branches, which are any numbers.
    """
    of = CONTOUR.variables()
    free = (of[f"x{2 * k}"] + of["i_unit"] * of[f"x{2 * k + 1}"] for k in count())
    zero = 0 * of["i_unit"]
    value, change = _moving(of, _berry_gauge(of))
    across = [np.array([[zero, next(free)], [next(free), zero]]) for _ in "+-"]
    along = [np.array([[v, zero], [zero, -v]]) for v in (value + change / 2, value - change / 2)]
    mean = np.array([[value, zero], [zero, -value]]) + (across[0] + across[1]) / 2
    printed = CONTOUR.sin(of["theta"]) * (
        of["phi_dot"] * of["theta_q"] - of["theta_dot"] * of["phi_q"]
    )
    quantum = np.array([[printed / 2, zero], [zero, -printed / 2]]) + across[0] - across[1]
    first, last, slow, back = (_branches([_square(free), _square(free)]) for _ in range(4))
    energy = np.array([[next(free) for _ in range(4)] for _ in range(4)])
    return Sample(CONTOUR.ring(), {
        "D_dagger": first, "D": last, "D_k_dagger": back, "D_k": slow, "Sigma": energy,
        "delta_Sigma": first @ energy @ last - back @ energy @ slow,
        "Q_tilde": _branches([a + b for a, b in zip(along, across, strict=True)]),
        "Q_k": _branches([mean, mean]), "delta_Q": _branches([quantum, -quantum]),
    })  # fmt: skip
