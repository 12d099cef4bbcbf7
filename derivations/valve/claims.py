"""The valve's rows of the ledger, part by part."""

from __future__ import annotations

from collections.abc import Sequence

from spinloom.derivations.engine.ledger import Entry

from . import claims_network


def entries() -> Sequence[Entry]:
    """Every row of the valve."""
    return (*claims_network.entries(),)
