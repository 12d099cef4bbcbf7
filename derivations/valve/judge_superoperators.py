"""Two modes on Liouville space: the judge of the superoperators and their contractions.

Matrices of `judges.liouville` and thermal averages; neither the anticommutator nor the
contraction function is used.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Ring, Sample, defined
from spinloom.derivations.engine.judges.fock import thermal_state
from spinloom.derivations.engine.judges.liouville import LiouvilleSpace
from spinloom.derivations.engine.printed import Node

SPACE = LiouvilleSpace(2)
SIGN = {"+": 1, "-": -1}
MODES = {"1": 0, "2": 1}
RANGES = {"charge": ("+", "-"), "conjugation": ("+", "-"), "mode": ("1", "2")}

Field = Callable[[str, str, str], Any]


@cache
def field(chi: str, eta: str, mode: str) -> Any:
    """The field superoperator from labels."""
    return SPACE.field(SIGN[chi], SIGN[eta], MODES[mode])


def conjugate(chi: str, eta: str, mode: str) -> Any:
    """The conjugate multi-index as a row of numbers."""
    return np.array([[-SIGN[chi], -SIGN[eta], MODES[mode]]], dtype=float)


def _power(base: Any, exponent: Any) -> Any:
    """A sign to the power of the number superoperator, which is diagonal with integers."""
    return np.diag(complex(base) ** np.diag(exponent).real.round())


def _cases(selector: Any, if_minus: Any, if_plus: Any) -> Any:
    if selector not in (1, -1):
        raise ValueError(f"{selector} is not a sign")
    return if_plus if selector == 1 else if_minus


def definitions() -> dict[str, Any]:
    """What (E1) is written with."""
    return {
        "chi": SIGN,
        "eta": SIGN,
        "mode": {label: float(number) for label, number in MODES.items()},
        "N": SPACE.number,
        "c": lambda eta, mode: SPACE.operator(SIGN[eta], MODES[mode]),
        "left": SPACE.left,
        "right": SPACE.right,
        "cases": _cases,
    }


def algebra(fields: Field, bar: Field) -> dict[str, Any]:
    """Anticommutators: Kronecker symbols multiply the unit superoperator."""
    unit = SPACE.identity

    def paired(chi: str, eta: str, mode: str, *second: str) -> Any:
        first = np.array([[SIGN[chi], SIGN[eta], MODES[mode]]], dtype=float)
        return float(np.array_equal(first, np.real(bar(*second)))) * unit

    return {
        "J": cache(fields),
        "delta": lambda a, b: float(a == b) * unit,
        "delta_opposite": lambda a, b: float(SIGN[a] == -SIGN[b]) * unit,
        "delta_conjugate": cache(paired),
    }


def contractions(rng: random.Random, fields: Field) -> dict[str, Any]:
    """Thermal averages of pairs in two electrodes with their own temperature and potential."""
    energies, potentials, temperatures = (
        {label: rng.uniform(low, low + 1) for label in MODES} for low in (-0.7, 0.4, 0.8)
    )
    reduced = [(energies[m] - potentials[m]) / temperatures[m] for m in MODES]
    state = thermal_state(SPACE.fock.bilinear(np.diag(reduced)), 1.0)

    @cache
    def average(*labels: str) -> complex:
        return SPACE.average(state, fields(*labels[:3]), fields(*labels[3:]))

    def occupied(chi: str, mode: str) -> complex:
        lower, upper = (SPACE.operator(eta, MODES[mode]) for eta in (1, -1))
        pair = lower @ upper if chi == "+" else upper @ lower
        return complex(np.trace(pair @ state))

    return {
        "gamma": average,
        "occupation": cache(occupied),
        "energy": energies,
        "chemical_potential": potentials,
        "temperature": temperatures,
        "fermi": lambda x: 1 / (math.exp(x) + 1),
        "delta_without_charge": lambda eta, m, other, n: float(
            SIGN[eta] == -SIGN[other] and m == n
        ),
    }


def draw_fields(printed: Node | None = None, index: Node | None = None) -> Callable[..., Sample]:
    """Points where J is `printed` (E1) and the conjugate index is `index` (E11), or our own."""

    def draw(rng: random.Random, ring: Ring) -> Sample:
        own = replace(ring, functions={**ring.functions, "power": _power})
        base = Sample(own, definitions(), RANGES)
        fields = cache(defined(printed, base)) if printed else field
        bar = defined(index, base) if index else conjugate
        values = {**definitions(), **algebra(fields, bar), **contractions(rng, fields)}
        return Sample(own, values, RANGES)

    return draw
