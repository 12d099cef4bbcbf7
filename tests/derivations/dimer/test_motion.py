"""Closed forms of the implicit equation and the stationary measure: every row, every mutant."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spinloom.derivations.dimer import motion_claims
from spinloom.derivations.engine.printed import Product
from spinloom.derivations.engine.proof import decide

ROWS = {entry.key: entry for entry in motion_claims.entries()}


@pytest.mark.parametrize("key", sorted(ROWS))
def test_row_holds_and_kills_its_mutants(key: str) -> None:
    row = decide(ROWS[key])
    assert row.verdict in ("proved", "verified", "definition", "erratum"), row
    assert (row.verdict == "erratum") == (key == "dimer:text-effective-temperature")
    assert not row.failures
    assert row.mutants.tried == row.mutants.killed + row.mutants.equivalent
    assert row.mutants.killed >= 3


def test_boltzmann_weight_alone_is_rejected() -> None:
    """exp(-E/T) without the determinant is not stationary under anisotropic damping."""
    entry = ROWS["dimer:motion-measure"]
    claim = replace(entry.claim, relation=motion_claims.EQ_MEASURE.printed)
    relation = claim.relation
    plain = replace(relation, right=Product((relation.right.factors[0], relation.right.factors[2])))
    assert replace(claim, relation=plain).rejects()
    assert not claim.rejects()
