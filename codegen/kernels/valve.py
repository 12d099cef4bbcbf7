"""Kernels of the spin valve: storage of the wide band; the others stand in their own modules."""

from __future__ import annotations

import sympy as sp

from spinloom.derivations.valve import storage

from ..functions import fermi_difference, within
from ..spec import Argument, Assignment, KernelSpec, Output
from . import valve_currents, valve_emission

SERIES_BOUND = sp.Rational(1, 2)

SPLITTING = Argument("J", "J", "energy", (), ">= 0", "Stoner splitting")
TEMPERATURE = Argument("T", "T", "energy", (), ">= 0", "Temperature")
REDUCED = Argument("h", "J/2T", "", (), ">= 0", "J / 2T; +inf at T = 0, 0 at J = 0")


def kernels() -> tuple[KernelSpec, ...]:
    """Specifications in the order in which they are generated."""
    return (storage_wide_band(), *valve_currents.kernels(), valve_emission.emission())


def _series(square: sp.Expr, first: int, last: int, rest: sp.Expr) -> sp.Expr:
    """Terms first ... last of h coth h - 1 in tanh(h/2)^2, nested, over square^(first - 1)."""
    total = rest
    for power in range(last, first - 1, -1):
        total = square * (storage.series_coefficient(power) + total)
    return total


def storage_wide_band() -> KernelSpec:
    """Spin and exchange moment of the infinite flat band, digits kept for J << T and at T = 0."""
    tangent, square, near, tail, series, far = sp.symbols(
        "tangent square near tail series far", real=True
    )
    half, last = storage.SERIES_TERMS // 2, storage.SERIES_TERMS
    exchange, split = "valve:70", "valve:step-exchange-series"
    h, J, T = storage.h, storage.J, storage.T
    return KernelSpec(
        name="storage_wide_band",
        kind="closed form",
        arguments=(SPLITTING, TEMPERATURE, REDUCED),
        outputs=(
            Output("spin", r"\langle S \rangle / \bar\nu", "energy", (), "Spin along the field"),
            Output("q_exchange", r"q_{ex} / \bar\nu", "energy", (), "Exchange quadrupole moment"),
        ),
        expressions=(
            Assignment("spin", storage.spin(), "valve:step-spin", "area between two Fermi steps"),
            Assignment("tangent", fermi_difference(-h, h), split, "tanh(h/2)"),
            Assignment("square", tangent**2, split, "its square"),
            Assignment("near", within(h, SERIES_BOUND), split, "1 where the series serves"),
            Assignment("tail", _series(square, half + 1, last, sp.S.Zero), split,
                       "upper half of the series of h coth h - 1"),
            Assignment("series", _series(square, 1, half, tail), split, "h coth h - 1 for small h"),
            # coth h = (1 + v^2) / 2v; the summand `near` keeps the unused branch finite
            Assignment("far", J * (1 + square) / (4 * (tangent + near)) - T, exchange,
                       "T (h coth h - 1) elsewhere"),
            Assignment("q_exchange", (near * T * series + (1 - near) * far) / 2, exchange,
                       "exchange moment"),
        ),
        sources=("valve:step-spin", exchange, split),
        summary="Spin and exchange moment of a flat, infinitely wide band, per density of states.",
        formula=("spin = J / 2", "q_exchange = (T / 2) (h coth h - 1), h = J / 2T"),
    )  # fmt: skip
