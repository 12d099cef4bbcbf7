"""Currents between bands that are not flat, against nested principal values."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from spinloom.valve import Band, currents

from .oracles import valve_mpmath
from .oracles.valve_mpmath import Rigid, Sampled
from .rows import Row
from .valve_rows import Named, named_rows

_TOLERANCE, _SMALLEST = 1e-10, 1e-16
_GRID = np.linspace(-4.0, 4.0, 5)
_CURVED, _TILTED = 1 - (_GRID / 8) ** 2, 0.7 + _GRID / 10 - (_GRID / 8) ** 2
_LOWER, _UPPER = np.array([-5.0, -0.4, 3.0]), np.array([-2.0, 1.5, 6.0])
_RISING, _FALLING = np.array([0.3, 0.5, 0.8]), np.array([0.2, 0.5, 0.1])
_SAMPLES = np.linspace(-5.0, 5.0, 6)
_DOS_UP = np.array([0.0, 0.3, 0.5, 0.4, 0.2, 0.0])
_DOS_DOWN = np.array([0.0, 0.1, 0.3, 0.5, 0.4, 0.1])
FLAT = {"J_R": 3.0, "D": 9.0}


class Case(NamedTuple):
    """Bands of both electrodes, as the public class and as the oracle's; right None is flat."""

    name: str
    left: Band
    right: Band | None
    judged: tuple[Any, Any]
    mu: tuple[float, float]
    temperature: tuple[float, float]


def checks() -> Iterator[Row]:
    """Yield a row for every coefficient of every worked case."""
    for case in cases():
        yield from rows(case, reference(case))


def cases() -> Iterator[Case]:
    """One curved band against another, two bands, a sampled pairing of both spins."""
    curved = Band.stoner(_GRID, _CURVED, 2.0)
    two = Band.joined(Band.stoner(_LOWER, _RISING, 4.0), Band.stoner(_UPPER, _FALLING, 0.5))
    mu, temperature = (0.8, -0.6), (0.5, 0.9)
    yield Case(
        "curved", curved, Band.stoner(_GRID, _TILTED, 2.0),
        (_rigid((_GRID, _CURVED, 2.0)), _rigid((_GRID, _TILTED, 2.0))), mu, temperature,
    )  # fmt: skip
    pair = _rigid((_LOWER, _RISING, 4.0), (_UPPER, _FALLING, 0.5))
    yield Case("two_bands", two, None, (pair, None), mu, temperature)
    yield Case("two_bands_cold", two, None, (pair, None), (-1.2, 0.7), (0.0, 0.0))
    matrix = _pairing()
    sampled = Band(_SAMPLES, matrix @ _trapezoid(), _trapezoid() @ matrix, matrix)
    yield Case("two_particle", sampled, None, (matrix, None), (0.4, -0.5), (0.6, 0.3))


def _trapezoid() -> Any:
    return np.gradient(_SAMPLES) * np.array([0.5, 1, 1, 1, 1, 0.5])


@cache
def _pairing() -> Any:
    """Not a product, and of no symmetry between both spins."""
    k = np.arange(_SAMPLES.size)
    return np.outer(_DOS_UP, _DOS_DOWN) * (1 + 0.5 * np.cos(k[:, None] - 2 * k))


def _rigid(*bands: tuple[Any, Any, float]) -> tuple[Any, ...]:
    """Branches of the oracle: linear between samples."""
    return tuple(
        branch
        for energies, density, splitting in bands
        for branch in valve_mpmath.linear(
            tuple(map(float, energies)), tuple(map(float, density)), splitting, 0, 0
        ).branches
    )


def reference(case: Case) -> dict[str, float]:
    """Nested principal values."""
    left, right = case.judged
    reservoirs = [_electrode(left, case.mu[0], case.temperature[0])]
    if right is None:
        flat = (FLAT["J_R"], FLAT["D"], case.mu[1], case.temperature[1])
        reservoirs.append(valve_mpmath.flat(*flat))
    else:
        reservoirs.append(_electrode(right, case.mu[1], case.temperature[1]))
    return valve_mpmath.currents(*reservoirs)


def _electrode(band: Any, mu: float, temperature: float) -> Rigid | Sampled:
    if isinstance(band, tuple):
        return Rigid(band, mu, temperature)
    energies, up, down = (
        tuple(x.tolist()) for x in (_SAMPLES, band @ _trapezoid(), _trapezoid() @ band)
    )
    return Sampled(energies, up, down, tuple(map(tuple, band.tolist())), mu, temperature)


def found(case: Case) -> dict[str, float]:
    """The public function."""
    flat: dict[str, Any] = {} if case.right is not None else FLAT
    result = currents(
        *case.mu, *case.temperature, **flat, band_L=case.left, band_R=case.right
    )  # fmt: skip
    return {name: float(result[name]) for name in result}


def rows(case: Case, wanted: Named) -> Iterator[Row]:
    """Every coefficient over its own size."""
    values = found(case)
    triples = [(values, wanted, _SMALLEST * abs(wanted["I_N0"]))]
    oracle = "mpmath, nested principal values, 30 digits"
    yield from named_rows(f"currents.{case.name}", "numpy", oracle, _TOLERANCE, triples)
