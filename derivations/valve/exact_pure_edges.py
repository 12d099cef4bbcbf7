"""Polarized states at the edges of flat bands: all places of two energies, case by case.

Half the splitting and the rest of half the bandwidth are positive generators. Between two
neighbouring ends of intervals an energy is a mean of both with positive weights, so that every
comparison with them is decided; the ends themselves, where sgn and a density have no value or two,
are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Sample

from .exact_pure_field import modulus, rational, sign

RING, GENERATORS = rational("a d p q r s", abs=modulus)
ZERO = RING.number(Fraction(0))


def places(half: Any, rest: Any, first: Any, second: Any) -> Sequence[Any]:
    """An energy in each interval, from the ends of both bands, their middles, and the origin."""
    ends = (ZERO, rest, rest + half, rest + 2 * half)
    above = [(low * first + high * second) / (first + second) for low, high in pairwise(ends)]
    above.append(ends[-1] + first)
    return (*(-place for place in reversed(above)), *above)


def polarized(energy: Any, half: Any, width: Any) -> Any:
    """Half the difference of both densities: bands of width 2D, lowered for spin up by J/2."""

    def density(spin: int) -> Any:
        place = energy + spin * half
        return 1 / (2 * width) if place < width and -place < width else ZERO

    return (density(1) - density(-1)) / 2


def _up_to(value: Any, bound: Any) -> int:
    return int(sign(value - bound) <= 0)


def sample(half: Any, rest: Any, *weights: Any) -> Sample:
    """Each interval of one energy beside each interval of the other."""
    first, second = (np.array(places(half, rest, *pair)) for pair in (weights[:2], weights[2:]))
    states = np.frompyfunc(lambda energy: polarized(energy, half, half + rest), 1, 1)
    return Sample(RING, {
        "omega": first[:, None, None], "omega'": second[None, :, None],
        "polarized": dict.fromkeys("LR", states), "up_to": np.frompyfunc(_up_to, 2, 1),
        "splitting": 2 * half, "half_bandwidth": half + rest,
    })  # fmt: skip


@cache
def edges() -> Sample:
    """The sample for all devices, and all energies inside each interval."""
    return sample(*GENERATORS)
