"""Flat-band currents, levels and collinear directions in fields of rational functions.

The currents are (91) with the coefficients that flat bands leave: no dissipative spin current, no
absorption. Levels and collinear directions need no such input.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Sample

from . import judge_pure_axes as axes
from .exact_pure_field import Exact, angle, rational


@cache
def flat() -> Sample:
    """(114), (115), (118) and the dissipative part, from (91)."""
    ring, (emission, exchange_torque, torque, spin, tangent) = rational("E X T s u")
    zero, one = ring.number(Fraction(0)), ring.number(Fraction(1))
    sine, cosine = angle(tangent)
    left, right = np.array([zero, zero, one]), np.array([zero, -sine, cosine])
    normal = axes.cross(left, right)
    direct = 2 * axes.odot(spin * left, torque * normal)
    exchange = -axes.odot(left, emission * left + exchange_torque * normal)
    return Sample(ring, {
        "direction_L": left, "direction_R": right, "spin_L": spin * left,
        "spin_current_L": torque * normal, "direct_current": direct,
        "quadrupole_current": direct + exchange, "dissipative": -emission * axes.odot(left, left),
        "T_S": torque, "E_ex": emission, "T_ex": exchange_torque,
        "E_Q": -emission, "T_Q": 2 * spin * torque - exchange_torque, **axes.PRODUCTS,
    })  # fmt: skip


@cache
def levels() -> Sample:
    """(116): one orbital on each side, spins along z and x, the current along y.

    The rate of the left orbital's matrix has the off-diagonal entries -i r and i r with r the sum
    over the right levels b of P_b (v_down,b - v_up,b); P_b is plus or minus a half.
    """
    names = "a b c d fa fb fc fd t"
    ring, generators = rational(names, Re=lambda x: x)
    energies, filled, amplitude = generators[:4], generators[4:8], generators[8]
    zero, half = ring.number(Fraction(0)), ring.number(Fraction(1, 2))
    occupied = dict(zip(energies, filled, strict=True))
    signs = dict(zip(energies, (1, -1, 1, -1), strict=True))
    sides = {"L": energies[:2], "R": energies[2:]}

    def virtual(a: Exact, b: Exact) -> Exact:
        found: Exact = (occupied[b] - occupied[a]) / (b - a)
        return found

    up, down = sides["L"]
    torque = zero
    for b in sides["R"]:
        torque = torque + amplitude**2 * signs[b] * half * (virtual(down, b) - virtual(up, b))

    def on(side: str, table: dict[Exact, Any], factor: Exact) -> Callable[[Exact], Exact]:
        return lambda energy: factor * table[energy] if energy in sides[side] else zero

    def integrate(names: tuple[str, ...], integrand: Callable[..., Any]) -> Any:
        return sum((integrand(a, b) for a in energies for b in energies), start=zero)

    unit = {energy: 1 for energy in energies}
    return Sample(ring, {
        "T_S": torque, "tunnelling": amplitude, "i_zero": zero,
        "density": {side: on(side, unit, half) for side in sides},
        "polarization": {side: on(side, signs, 2 * half) for side in sides},
        "occupied": dict.fromkeys(sides, lambda energy: occupied[energy]),
    }, integrate=integrate)  # fmt: skip


@cache
def collinear() -> Sample:
    """(130)-(132): a positive and a negative sum, values read off the tensor's diagonal."""
    sizes: dict[Exact, Exact] = {}
    ring, (plus, minus) = rational("r q", abs=lambda sums: np.array([sizes[s] for s in sums]))
    sizes |= {plus: plus, -minus: minus}
    zero, one = ring.number(Fraction(0)), ring.number(Fraction(1))
    left = np.array([zero, zero, one])
    upper = axes.odot(left, plus * left).diagonal()
    lower = axes.odot(left, -minus * left).diagonal()
    return Sample(ring, {
        "D_theta": np.array([plus, -minus]), "sign_theta": np.array([one, -one]),
        "principal": {
            "+": np.array([upper[2], lower[0]]), "-": np.array([upper[0], lower[2]]),
            "0": np.array([upper[1], lower[1]]),
        },
    }, axes.RANGES)  # fmt: skip
