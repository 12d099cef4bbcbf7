"""The moves from the Keldysh action to motion, currents and modes, as a graph of steps."""

from __future__ import annotations

from spinloom.derivations.engine.ledger import Step

from . import full_dynamics, motion, occupation


def steps() -> tuple[Step, ...]:
    """All steps of the magnet's derivation."""
    return (*occupation.steps(), *motion.steps(), *full_dynamics.steps())
