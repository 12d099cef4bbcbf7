"""The valve's rows of the ledger, part by part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spinloom.derivations.engine.ledger import Entry

from . import (
    claims_atoms,
    claims_currents,
    claims_currents_appendix,
    claims_currents_text,
    claims_flows,
    claims_network,
    claims_pure,
    claims_rules,
    claims_sentences_stored,
    claims_sentences_tensors,
    claims_stored,
    claims_tensors,
)
from .steps import LAST_STEPS


def entries() -> Sequence[Entry]:
    """Every row of the valve."""
    rows = (
        *claims_atoms.entries(),
        *claims_currents.entries(),
        *claims_currents_appendix.entries(),
        *claims_currents_text.entries(),
        *claims_flows.entries(),
        *claims_network.entries(),
        *claims_pure.entries(),
        *claims_rules.entries(),
        *claims_stored.entries(),
        *claims_sentences_stored.entries(),
        *claims_tensors.entries(),
        *claims_sentences_tensors.entries(),
    )
    return tuple(replace(row, steps=row.steps or LAST_STEPS.get(row.key, ())) for row in rows)
