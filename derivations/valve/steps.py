"""The valve's derivation as one graph."""

from __future__ import annotations

from spinloom.derivations.engine.ledger import Step, index

from . import currents, steps_atoms, storage


def steps() -> tuple[Step, ...]:
    """All steps, each after the ones it uses."""
    return tuple(index((*storage.steps(), *steps_atoms.steps(), *currents.steps())).values())
