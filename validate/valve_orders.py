"""Diagrams of first and second order, summed, against exact currents of a small valve."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from spinloom.numerics.diagram_lines import OBSERVABLES
from spinloom.valve_diagrams import Diagram, FiniteValve, diagrams, valve

from .oracles.valve_orders import Electrode, currents
from .rows import Row, compare

#: Two orbitals in L, as one alone stores no quadrupole moment, and one in R.
LEFT = Electrode([(0.35, -0.62), (-0.11, 0.48)], (0.3, -0.8, 0.5), 0.21, 0.6)
RIGHT = Electrode([(-0.27, 0.83)], (-0.6, 0.1, 0.7), -0.34, 0.9)
#: From R to L as an operator on spin space: flips spins and turns them.
AMPLITUDE = np.array([[0.7 + 0.2j, -0.3 + 0.5j], [0.4 - 0.6j, -0.2 + 0.9j]])
BROADENING, TOLERANCE = 0.17, 1e-12


def checks() -> Iterator[Row]:
    """One row for every observable and order."""
    for order in (1, 2):
        reference = currents(LEFT, RIGHT, AMPLITUDE, BROADENING, order)
        for observable in OBSERVABLES:
            yield row(observable, order, diagrams(observable, order), reference)


def row(
    observable: str, order: int, chosen: Sequence[Diagram], reference: Mapping[str, Any]
) -> Row:
    """The sum of some diagrams against the exact current."""
    contact = device(LEFT, RIGHT)
    total = sum(np.asarray(diagram.expression.value(contact)) for diagram in chosen)
    return compare(
        f"valve.diagrams.{observable}.{order}", "numpy",
        "exact Fock space, 64 states, spin-dependent tunnelling", 1,
        [(np.ravel(total), np.ravel(reference[observable]))], TOLERANCE,
    )  # fmt: skip


def device(left: Electrode, right: Electrode) -> FiniteValve:
    """The valve of two electrodes on which expressions have a value."""
    return valve(_given(left), _given(right), AMPLITUDE, BROADENING)


def _given(electrode: Electrode) -> dict[str, Any]:
    return {
        "energies": electrode.energies, "direction": electrode.direction,
        "potential": electrode.potential, "temperature": electrode.temperature,
    }  # fmt: skip
