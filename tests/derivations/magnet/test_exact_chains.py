"""Proofs of the corrected kernels and rotations: the disputed place comes out of the products."""

from __future__ import annotations

import numpy as np
import pytest

from spinloom.derivations.engine.claims import RelationClaim
from spinloom.derivations.magnet import exact_chains
from spinloom.derivations.magnet.claims import entries
from spinloom.derivations.magnet.exact_chains import RING, free
from spinloom.derivations.magnet.judge_device import PAIRS
from spinloom.derivations.magnet.judge_gradient import Form, form

ROWS = {entry.key: entry for entry in entries()}


@pytest.mark.parametrize("key", ["A7", "A23", "B1"])
def test_it_is_proved_and_no_fault_is(key: str) -> None:
    entry = ROWS[f"magnet:{key}"]
    claim = entry.corrected
    assert isinstance(claim, RelationClaim) and claim.judge.exact is not None
    assert claim.examine().proved
    exact = claim.judge.exact()
    assert isinstance(entry.claim, RelationClaim)
    assert entry.claim.residual(exact) > 0
    for _, mutant in claim.mutants():
        assert isinstance(mutant, RelationClaim)
        assert mutant.residual(exact) > 0, mutant.render()


def test_variables_are_told_apart_by_all_their_arguments() -> None:
    t, u = (Form({(name,): 1}) for name in exact_chains.TIMES[:2])
    green = free("green", "up")
    for other in (green(u, t), green(t, t), free("green", "down")(t, u), free("green")(t, u)):
        assert RING.size(green(t, u) - other)
    assert not RING.size(green(t, u) - green(t + u - u, u))


def test_conjugates_are_variables_of_their_own() -> None:
    t = Form({("t",): 1})
    value = free("green", "up")(t) * t + 2
    conj = RING.functions["conj"]
    assert RING.size(conj(value) - value)
    assert not RING.size(conj(conj(value)) - value)
    assert not RING.size(conj(t) - t)


def test_a_function_that_is_not_diagonal_brings_other_elements() -> None:
    """Only for a diagonal Green's function is the self-energy's element that of the dot."""
    names = {p: tuple(form(Form({(f"{p}{k}",): 1})) for k in range(3)) for p in PAIRS}
    full = exact_chains.spin_keldysh(names)
    diagonal = exact_chains.spin_keldysh({p: v for p, v in names.items() if p[0] == p[1]})
    lead = tuple(Form({(f"lead {k}",): 1}) for k in range(3))
    for spin, other in (("up", "down"), ("down", "up")):
        found = exact_chains.keldysh_of(diagonal @ full @ diagonal, lead, spin)
        used = {n for m, v in found.terms.items() if v for n in m}
        assert not any(f"'{other}'" in name for name in used)
        assert RING.size(exact_chains.keldysh_of(full @ full @ full, lead, spin) - found)
    assert np.shape(full) == (4, 4)
