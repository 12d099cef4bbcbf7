"""The valve's derivation as one graph, and the steps that each row stands on."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from spinloom.derivations.engine.ledger import Step, index

from . import (
    currents,
    steps_atoms,
    steps_network,
    steps_pure,
    steps_rules,
    steps_storage,
    storage,
    traces_tensors,
)


def steps() -> tuple[Step, ...]:
    """All steps, each after the ones it uses."""
    parts = (steps_atoms, steps_network, steps_storage, traces_tensors, storage, currents,
             steps_pure, steps_rules)  # fmt: skip
    return tuple(index(step for part in parts for step in part.steps()).values())


#: The last steps of the rows of storage, network and rules: `chain` walks back from here.
LAST_STEPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **steps_atoms.LAST_STEPS,
        **steps_network.LAST_STEPS,
        **steps_storage.LAST_STEPS,
        **steps_rules.LAST_STEPS,
    }
)
