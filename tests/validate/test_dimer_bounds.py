"""Certified numbers of the dimer's captions: balls around what is measured, and no wider."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest

from spinloom import dimer
from spinloom.derivations.engine.claims import RelationClaim
from spinloom.derivations.engine.ledger import Entry
from spinloom.validate import dimer_bounds, dimer_features, dimer_figures, dimer_motion_features
from spinloom.validate.dimer_bounds import CertifiedClaim

WEAK = Fraction(1, 10)
KEYS = ("dimer:fig2c", "dimer:fig6c", "dimer:fig7c", "dimer:text-antisymmetric-damping",
        "dimer:caption4")  # fmt: skip


@cache
def rows() -> dict[str, Entry]:
    entries = (*dimer_figures.entries(), *dimer_motion_features.entries())
    return {entry.key: entry for entry in entries}


def certainly_rejected(claim: RelationClaim) -> bool:
    try:
        if isinstance(claim, CertifiedClaim):
            return not claim.certain()
        assert claim.judge.exact is not None
        return bool(claim.residual(claim.judge.exact()))
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return True


@pytest.mark.parametrize("key", KEYS)
def test_the_corrected_statement_is_certain_and_its_faults_are_not(key: str) -> None:
    entry = rows()[key]
    claim = entry.corrected
    assert isinstance(claim, RelationClaim)
    assert entry.equation is not None
    assert claim.examine().proved
    assert certainly_rejected(replace(claim, relation=entry.equation.printed))
    unseen = [
        fault for fault, mutant in claim.mutants()
        if isinstance(mutant, RelationClaim) and not certainly_rejected(mutant) and mutant.rejects()
    ]  # fmt: skip
    assert unseen == []


@pytest.mark.parametrize("kind", dimer_bounds.KINDS)
def test_the_largest_damping_of_the_map_lies_in_its_ball(kind: str) -> None:
    measured = dimer_features.largest(float(WEAK), f"alpha_{kind}_22")
    found = dimer_bounds.largest(WEAK, kind)
    assert float(found.lower()) - 1e-5 < measured < float(found.upper())  # a coarser grid
    assert float(found.rad()) < 0.06 * measured


@pytest.mark.parametrize("lead", ["L", "R"])
def test_each_share_contains_the_damping_of_the_kernel(lead: str) -> None:
    """What a potential adds to the damping between two cells, against quadrature."""
    cells = dimer_bounds.cells(WEAK)[f"alpha_antisym_22_{lead}"]
    first, second = (
        next(c for c in cells if c.energies.contains(dimer_bounds.ball(mu)))
        for mu in (Fraction(65, 64), Fraction(161, 64))
    )
    values = []
    for mu in (65 / 64, 161 / 64):
        left, right = (mu, 0.0) if lead == "L" else (0.0, mu)
        found = dimer.couplings((left + right) / 2, left - right, t=0.1)
        values.append(float(found["alpha_antisym_22"]))
    change = second.within - first.within
    assert change.contains(values[1] - values[0])
    assert not change.contains(1.3 * (values[1] - values[0]))


def test_a_wider_ball_certifies_nothing() -> None:
    claim = rows()["dimer:text-antisymmetric-damping"].corrected
    assert isinstance(claim, CertifiedClaim)
    wide = {name: ball.union(dimer_bounds.ball(0)) for name, ball in claim.bounds().items()}
    assert not replace(claim, bounds=lambda: wide).certain()
