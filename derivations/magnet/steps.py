"""The moves from the Hamiltonian to motion, currents and modes, and the steps of each row."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from spinloom.derivations.engine.ledger import Step, index

from . import action, full_dynamics, gradient, motion, occupation


def steps() -> tuple[Step, ...]:
    """All steps of the magnet's derivation.

    Raises
    ------
    ValueError
        If two steps share a key or a step uses one that does not exist.
    """
    sections = (action, gradient, occupation, motion, full_dynamics)
    return tuple(index(step for section in sections for step in section.steps()).values())


#: Step -> the rows that it leads to.
_ROWS = {
    "hamiltonian": "1 2 3 4 5",
    "path-integral": "6 7",
    "leads": "8 text-lead text-self-energies",
    "decoupling": "9 10",
    "determinant": "11 12 A3",
    "rotating-frame": "13 14 text-R text-Q-of-R text-Q",
    "gauges": "15 16 17 18 19 text-Q-tilde text-winding",
    "quantum-expansion": "20 21 22 23 24 25 26 text-absorbed text-split",
    "berry-gauge": "27 28 text-delta-Q text-chi-ends",
    "adiabatic": "29",
    "transitions": "text-off-diagonal text-LZ dropped-off-diagonal dropped-landau-zener",
    "slow-split": "30 31 32 33 A1 A2",
    "berry-action": "38 39 40",
    "zeeman": "37",
    "zero-modes": "A21 A22 dropped-field",
    "wigner": "B7 B8 B9 B10 B11 B12 B13 text-wigner text-first-order text-bars",
    "rotated-self-energy": "36 B1 B2 B3 B4 B5 B5-occupation B6 text-shifts text-Gamma "
    "text-Gamma-restated",
    "slow-green": "34 35 B14 B15 B16 B17 B18 B19 B20 text-level text-density fn34",
    "corrections": "B21 B22 gradient-retarded gradient-keldysh-first gradient-keldysh-second",
    "criteria": "B23 B24 B25 gradient-turning",
    "kernel": "42 43 44 text-g text-I-d text-I-h text-d text-g-slope",
    "dropped": "dropped-sums dropped-kernel dropped-torque dropped-currents dropped-imaginary",
    "slow-action": "41 45 48 49 text-g-tilde text-torques text-short-forms",
    "variation": "46 47 50 text-gilbert precession-explicit text-precession",
    "pull": "51 text-lambda text-d0 precession-flow text-torque-balance precession-frequency",
    "growth": "precession-poles precession-stability precession-thresholds text-tendency",
    "regimes": "precession-regimes precession-condition precession-exchange precession-basins "
    "text-global",
    "currents": "52 53 54 55 56 57 58 59 text-current-sums text-current-parts text-balance "
    "precession-pointwise precession-variation text-pumping text-fixed",
    "enhancement": "precession-current precession-enhancement",
    "u1-kernel": "A4 A5 A6 A7 A8 A23 A24 A25 text-added fn36",
    "occupations": "A9 A10 A11 A12 A13 A14 u1-constant u1-characteristic text-slow-memory",
    "u1-reduction": "A15 A16 A17 A18 A19 A20 text-g-of text-g-plain u1-rates",
    "u1-stability": "u1-threshold text-stoner",
    "memory": "u1-kick",
}

#: The last steps of each row: `chain` walks back from here to the Hamiltonian.
LAST_STEPS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    f"magnet:{row}": (f"magnet:step-{name}",)
    for name, rows in _ROWS.items()
    for row in rows.split()
})  # fmt: skip
