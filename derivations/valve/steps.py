"""The valve's derivation as one graph."""

from __future__ import annotations

from spinloom.derivations.engine.ledger import Step, index

from . import currents, steps_atoms, steps_pure, storage, traces_tensors


def steps() -> tuple[Step, ...]:
    """All steps, each after the ones it uses."""
    parts = (storage, traces_tensors, steps_atoms, currents, steps_pure)
    return tuple(index(step for part in parts for step in part.steps()).values())
