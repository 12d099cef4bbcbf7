"""Currents of flat bands from chains of orbitals: traces beside integrals over energies.

The levels of an orbital lie J apart, so that the orbitals of a flat band fall into chains: spin
down of one has the energy of spin up of the next. Matrices of occupations and of their rates give
spin, spin current and quadrupole currents as traces; the coefficients are sums over the levels.
Rates and virtual amplitudes belong to energies: both spins share them. The golden rule has rates
only where both spins have states, so that none are at the ends of a chain. All statements are
linear in the chains, save products of the total spin with the total spin current, which are free.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Sample

from . import judge_pure_axes as axes
from .exact_pure_field import angle, rational
from .exact_pure_orders import PAULI, diagonal, exchange_tensor, orbital_rates

ORBITALS = 3
QUARTER = Fraction(1, 4)

RING, _GENERATORS = rational("f0 f1 f2 f3 v0 v1 v2 v3 g1 g2 u")
ZERO, ONE = RING.number(Fraction(0)), RING.number(Fraction(1))
FILLED, VIRTUAL, INNER, _TANGENT = (
    _GENERATORS[:4], _GENERATORS[4:8], _GENERATORS[8:10], _GENERATORS[10]
)  # fmt: skip
RATES = (ZERO, *INNER, ZERO)
SINE, COSINE = angle(_TANGENT)
LEFT, RIGHT = np.array([ZERO, ZERO, ONE]), np.array([ZERO, -SINE, COSINE])
NORMAL = axes.cross(LEFT, RIGHT)


def _vector(matrix: Any) -> Any:
    """Half the trace with the Pauli matrices; a complex number is a block of two real ones."""
    return np.array([np.trace(pauli @ matrix) for pauli in PAULI]) * QUARTER


def traces(virtual: Sequence[Any], rates: Sequence[Any]) -> tuple[Any, Any, Any]:
    """Spin, spin current and exchange current of the orbitals, from their matrices."""
    towards = PAULI[2] * COSINE - PAULI[1] * SINE
    spin, current = np.array([ZERO] * 3), np.array([ZERO] * 3)
    exchange = np.array([[ZERO] * 3] * 3)
    for up in range(ORBITALS):
        pair = slice(up, up + 2)
        filled = diagonal(*FILLED[pair])
        change = orbital_rates(towards, virtual[pair], rates[pair])
        spin, current = spin + _vector(filled), current + _vector(change)
        exchange = exchange + exchange_tensor(filled, change)
    return spin, current, exchange


def direct_current(spin: Any, current: Any) -> Any:
    """The rate of spin odot spin, the stored direct part, by the product rule."""
    return axes.odot(current, spin) + axes.odot(spin, current)


def _over_levels(weight: Any) -> Any:
    """Sum over energies and spins that have a level there: up but at the top, down but at the
    bottom."""
    places = range(ORBITALS + 1)
    return sum(
        (weight(k, spin) for k in places for spin in (1, -1) if k + spin in places), start=ZERO
    )


def anisotropic(amounts: Sequence[Any]) -> Any:
    """The integral of the anisotropy function times the density, times an amount per level."""
    return _over_levels(lambda k, s: (FILLED[k] - FILLED[k + s]) * QUARTER * amounts[k])


@cache
def flat() -> Sample:
    """(114), (115), (118) and the dissipative part: traces of matrices and (96)-(102).

    E_Q and T_Q are read off the whole current.
    """
    spin, current, exchange = traces(VIRTUAL, RATES)
    direct = direct_current(spin, current)
    _, golden, dissipative = traces([ZERO] * len(VIRTUAL), RATES)
    whole = direct + exchange
    return Sample(RING, {
        "direction_L": LEFT, "direction_R": RIGHT, "spin_L": spin, "spin_current_L": current,
        "direct_current": direct, "quadrupole_current": whole,
        "dissipative": direct_current(spin, golden) + dissipative,
        "T_S": -_over_levels(lambda k, s: VIRTUAL[k] * s),
        "E_ex": 2 * anisotropic(RATES), "T_ex": -4 * anisotropic(VIRTUAL),
        "E_Q": whole[2, 2] * 3 / 2, "T_Q": whole[2, 0] * 2 / SINE, **axes.PRODUCTS,
    })  # fmt: skip
