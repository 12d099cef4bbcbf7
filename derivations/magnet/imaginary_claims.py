"""A row of what (43) disregards: the imaginary part of the retarded kernel.

The print expects it to renormalise the field only. A kernel ``i a delta(t - t')`` put into (41)
gives what (37) has for a field, with ``-sum sigma sigma' a / (4 S)`` in the place of B: beside B it
is of order 1/S. The matrix elements of the rotation decide, of either branch of the contour.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from spinloom.derivations.engine.claims import Judge, RelationClaim
from spinloom.derivations.engine.interpret import PRECISE, Ring, Sample
from spinloom.derivations.engine.ledger import Entry, Equation
from spinloom.derivations.engine.printed import Integral, Symbol, Total, equal

from .complex_functions import Angles, Complex
from .judge_device import PAIRS, RANGES, SIGN, SPINS, rational, rotation
from .judge_rotation import I
from .notation import HALF, call, i_unit, sigma, sigma_p, sign, sin, t, theta_c, theta_q

part = Symbol("kernel_imaginary", "kernel part", "a_{<0><1>}")
action = Symbol("i_action_imaginary", "action", r"i\mathcal{S}_{\mathrm{AES}}^{a}", complex=True)
EQ_IMAGINARY = Equation(
    "magnet:dropped-imaginary",
    equal(
        action,
        i_unit
        * HALF
        * Total((sigma, sigma_p), sign[sigma] * sign[sigma_p] * part[sigma, sigma_p])
        * Integral((t,), sin(theta_c(t)) * call("sin", theta_q(t) / 2), "dt"),
    ),
    "(41) for alpha^R = i a delta(t - t'), to every order in the quantum angle: beside (37) with "
    "M_0 = 2 J S it turns B into B - sum sigma sigma' a / (4 S)",
)
METHOD = "matrix elements of the rotation on both branches; angles as variables, without rounding"


def entries() -> Sequence[Entry]:
    """What an imaginary part of the kernel does."""
    judge = Judge(METHOD, draw, exact=exact, rings=(PRECISE,), points=5)
    claim = RelationClaim(EQ_IMAGINARY.printed, judge)
    return [Entry(EQ_IMAGINARY.key, "claim", claim, EQ_IMAGINARY, "occupation")]


def draw(rng: random.Random, ring: Ring) -> Sample:
    """Random angles on both branches at three times."""
    kernel = {pair: rational(rng, -2, 2) for pair in PAIRS}
    total, nodes = 0 * I, {}
    for n in range(3):
        weight, time = rational(rng, "1/2", 1), rational(rng, n, n + 1)
        upper, lower = ([rational(rng, "1/5", 2) for _ in range(3)] for _ in "+-")
        nodes[time] = weight, (upper[0] + lower[0]) / 2, upper[0] - lower[0]
        one, two = (rotation(*angles) for angles in (upper, lower))
        for dot, lead in PAIRS:
            quantum = one[lead, dot] - two[lead, dot]
            mean = (one[lead, dot] + two[lead, dot]) / 2
            moved = quantum * I * kernel[dot, lead] * mean.conjugate()
            total -= I * weight * moved.imag

    def over(names: tuple[str, ...], integrand: Callable[..., Any]) -> Any:
        return sum(weight * integrand(time) for time, (weight, *_) in nodes.items())

    return Sample(ring, {
        "i_unit": I, "sign": dict(SIGN), "kernel_imaginary": kernel, "i_action_imaginary": total,
        "theta_c": lambda time: nodes[time][1], "theta_q": lambda time: nodes[time][2],
    }, RANGES, integrate=over)  # fmt: skip


ANGLES = ("theta +", "theta -", "phi +", "phi -", "chi +", "chi -")
FRAME = Angles(ANGLES, tuple(f"{a} {b}" for a, b in PAIRS))


def _element(lead: str, dot: str, branch: str, turn: int) -> Complex:
    """An element of the rotation of (14), or its conjugate for turn = -1."""
    of = FRAME.variables()
    theta, phi, chi = (of[f"{name} {branch}"] for name in ("theta", "phi", "chi"))
    if lead == dot:
        return FRAME.cos(theta / 2) * FRAME.unit(chi * -SIGN[dot] * turn / 2)
    phase = FRAME.unit((phi - chi / 2) * SIGN[dot] * turn)
    return FRAME.sin(theta / 2) * phase * SIGN[dot]


@lru_cache(maxsize=1)
def exact() -> Sample:
    """One time with a variable for every angle and kernel: the action is a sum over times."""
    of = FRAME.variables()
    i, total = of["i_unit"], 0 * of["i_unit"]
    kernel: Mapping[tuple[str, str], Complex] = {(a, b): of[f"{a} {b}"] for a, b in PAIRS}
    for dot in SPINS:
        for lead in SPINS:
            now, back = (
                {branch: _element(lead, dot, branch, turn) for branch in "+-"} for turn in (1, -1)
            )
            product = (now["+"] - now["-"]) * (back["+"] + back["-"]) / 2
            mirrored = (back["+"] - back["-"]) * (now["+"] + now["-"]) / 2
            # Im [i a z] = a Re z, and Re z is half of z and its conjugate
            total = total - i * kernel[dot, lead] * (product + mirrored) / 2
    upper, lower = of["theta +"], of["theta -"]
    return Sample(FRAME.ring(), {
        "i_unit": i, "sign": {s: i**0 * v for s, v in SIGN.items()}, "kernel_imaginary": kernel,
        "i_action_imaginary": total, "theta_c": lambda _: (upper + lower) / 2,
        "theta_q": lambda _: upper - lower, "t": i,
    }, RANGES, integrate=lambda names, integrand: integrand(i))  # fmt: skip
