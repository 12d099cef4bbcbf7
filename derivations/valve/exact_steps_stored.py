"""Zero temperature without rounding: windows and counts of sharp steps by the order of energies.

Generators are positive. A comparison of two energies counts only if all terms of their difference
have one sign, so that what is found holds for every value of the parameters.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from itertools import pairwise

from spinloom.derivations.engine.interpret import Sample

from .exact_pure_field import Exact, rational, sign
from .judge_tensors import SIGN, SPINS

_ARITHMETIC, (_MU, _J, _T, _OMEGA) = rational("mu J T omega")


def _occupied(energy: Exact, potential: Exact) -> int:
    """The Fermi function at zero temperature."""
    return int(sign(energy - potential) < 0)


def _window(function: Callable[[Exact], int], steps: Sequence[Exact]) -> tuple[Exact, Exact]:
    """Ends of the interval in which a function does not vanish that is constant between steps.

    Raises
    ------
    ValueError
        If that is not a single interval between the first and the last step.
    """
    assert all(sign(b - a) > 0 for a, b in pairwise(steps))
    places = (steps[0] - _J, *((a + b) / 2 for a, b in pairwise(steps)), steps[-1] + _J)
    outside, *inside, beyond = (function(place) != 0 for place in places)
    if outside or beyond or not all(inside):
        raise ValueError("the function does not vanish outside its steps alone")
    return steps[0], steps[-1]


def _of_spin(spin: str) -> tuple[Exact, Exact]:
    shift = int(SIGN[spin]) * _J
    steps = (_MU, _MU - shift) if SIGN[spin] < 0 else (_MU - shift, _MU)
    return _window(lambda e: _occupied(e, _MU) - _occupied(e + shift, _MU), steps)


@cache
def windows() -> Sample:
    """Windows of (A44) and of the two brackets of (A45); the splitting is the only scale."""

    def fermi(energy: Exact) -> int:
        return _occupied(energy, _MU)

    even = _window(lambda e: 2 * fermi(e) - fermi(e + _J) - fermi(e - _J),
                   (_MU - _J, _MU, _MU + _J))  # fmt: skip
    odd = _window(lambda e: fermi(e - _J) - fermi(e + _J), (_MU - _J, _MU + _J))
    values = {
        "lower end": odd[0], "upper end": odd[1],
        "lower end of a": {spin: _of_spin(spin)[0] for spin in SPINS},
        "upper end of a": {spin: _of_spin(spin)[1] for spin in SPINS},
        "centre": (even[0] + even[1]) / 2, "half_width": (even[1] - even[0]) / 2,
        "omega": _OMEGA, "mu_chemical": _MU, "J": _J, "T": _T,
    }  # fmt: skip
    return Sample(_ARITHMETIC, values)


@cache
def finite_band() -> Sample:
    """(71) and the caption of Fig. 10: a flat band around zero, and any potential such that the
    window of half-filled orbitals lies inside the band, `left` and `right` from its edges.
    """
    arithmetic, (splitting, left, right, orbitals) = rational("J left right N_o")
    half_width = (left + splitting + right) / 2
    potential = (left - right) / 2
    density = orbitals / (2 * half_width)
    steps = (
        -half_width, potential - splitting / 2, potential + splitting / 2, half_width,
    )  # fmt: skip
    half_filled, polarized = 0 * orbitals, 0 * orbitals
    for low, high in pairwise(steps):
        assert sign(high - low) > 0
        centre = (low + high) / 2
        up, down = (_occupied(centre - s * splitting / 2, potential) for s in (1, -1))
        half_filled += density * (high - low) * int(up != down)
        polarized += density * (high - low) * int(up and not down)
    values = {
        "q_ground": half_filled / 4, "polarized": polarized, "J": splitting, "nu_bar": density,
        "N_o": orbitals, "D": half_width,
    }  # fmt: skip
    return Sample(arithmetic, values)


@cache
def frequencies() -> Sample:
    """A band's edges are W + below and W + above from a potential, since no edge is nearer than W.

    Within W a frequency is W (u - v)/(u + v) from the potential; the potential has any sign. An
    edge at W itself changes nothing: a positive term is left in each difference.
    """
    arithmetic, (distance, below, above, u, v, p, q) = rational("W below above u v p q")
    potential = p - q
    lower, upper = potential - distance - below, potential + distance + above

    def density(frequency: Exact) -> int:
        """By the value inside the band."""
        return int(sign(frequency - lower) > 0 and sign(upper - frequency) > 0)

    within = potential + distance * (u - v) / (u + v)
    far = -(2 * distance + below + p + q)
    assert sign(distance - far) > 0
    least = {"below": density(far), "within": density(within)}
    return Sample(arithmetic, {
        "least": {where: arithmetic.number(Fraction(n)) for where, n in least.items()},
    })  # fmt: skip
