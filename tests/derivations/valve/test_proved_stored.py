"""Corrected forms of Secs. II, III and Apps. A-C are proved; exact samples see every fault."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import numpy as np
import pytest

from spinloom.derivations.engine.claims import RelationClaim
from spinloom.derivations.engine.ledger import Entry
from spinloom.derivations.valve import (
    claims_flows,
    claims_sentences_stored,
    claims_sentences_tensors,
    claims_stored,
    claims_tensors,
    exact_operators_stored,
    exact_principal_tensors,
    exact_steps_stored,
    exact_stored,
    exact_vectors_stored,
)
from spinloom.derivations.valve.exact_pure_field import rational, sign

#: Keys, and the faults with which the corrected form is no statement about the exact sample.
UNDEFINED: dict[str, tuple[str, ...]] = {
    "51": (),
    "60": (),
    "A10": (),
    "A35": (),
    "text-A1-moved": (),
    "text-A45-polarized-window": (),
    "text-A45-window": (),
    "text-B2-source": (),
    "text-C1-turning": (),
    # a column does not multiply a matrix
    "text-eigenvalue": ("factors 1 and 2 exchanged",),
    "text-flat-frequencies": (),
    "text-recovered": (),
    "text-stored-biaxial": (),
    "caption6": (),
    "caption10": (),
}
PARTS = (
    claims_flows, claims_sentences_stored, claims_sentences_tensors, claims_stored, claims_tensors,
)  # fmt: skip


@cache
def rows() -> dict[str, Entry]:
    return {entry.key.partition(":")[2]: entry for part in PARTS for entry in part.entries()}


def corrected(key: str) -> RelationClaim:
    claim = rows()[key].corrected
    assert isinstance(claim, RelationClaim)
    return claim


@pytest.mark.parametrize("key", UNDEFINED)
def test_the_corrected_form_is_proved(key: str) -> None:
    evidence = corrected(key).examine()
    assert evidence.holds
    assert evidence.proved


@pytest.mark.parametrize("key", UNDEFINED)
def test_the_exact_sample_sees_every_fault(key: str) -> None:
    claim = corrected(key)
    assert claim.judge.exact is not None
    undefined, unseen = [], []
    for fault, mutant in claim.mutants():
        assert isinstance(mutant, RelationClaim)
        if mutant.rejects():
            try:
                if not mutant.residual(claim.judge.exact()):
                    unseen.append(fault)
            except (LookupError, ValueError):
                undefined.append(fault)
    assert unseen == []
    assert tuple(undefined) == UNDEFINED[key]


@pytest.mark.parametrize("key", UNDEFINED)
def test_the_exact_sample_rejects_the_print(key: str) -> None:
    printed, exact = rows()[key].claim, corrected(key).judge.exact
    assert isinstance(printed, RelationClaim)
    assert exact is not None
    assert printed.residual(exact())


def test_principal_axes_are_demanded() -> None:
    _, (a, b) = rational("a b")
    zero = 0 * a
    tensor = np.array([[a, zero, zero], [zero, b, zero], [zero, zero, -a - b]])
    along, between = (np.array([a, x, zero]) for x in (zero, a))
    assert not exact_principal_tensors.principal_value(tensor, along) - a
    with pytest.raises(ValueError, match="not a principal axis"):
        exact_principal_tensors.principal_value(tensor, between)


def test_windows_end_where_the_function_vanishes() -> None:
    a, b = exact_steps_stored._MU, exact_steps_stored._J
    steps = (a, a + b, a + 2 * b)
    window = exact_steps_stored._window
    assert window(lambda e: int(sign(e - a) > 0 > sign(e - a - 2 * b)), steps) == (a, a + 2 * b)
    for wrong in (lambda e: 1, lambda e: int(sign(e - a - b) > 0 > sign(e - a - 2 * b))):
        with pytest.raises(ValueError, match="steps alone"):
            window(wrong, steps)


def test_sums_of_operators_vanish_entry_by_entry() -> None:
    unit = np.eye(exact_stored.SPACE.dimension)
    one = exact_stored.polynomials()[0].number(Fraction(1))
    first, second = (np.diag([float(n % 2 == k) for n in range(len(unit))]) for k in range(2))
    split = exact_operators_stored.Operator(((one, first, unit), (one, second, unit)))
    assert (split - exact_operators_stored.scalar(one)).vanishes()
    assert not (split + exact_operators_stored.scalar(one)).vanishes()


def test_the_projector_keeps_spin_two_alone() -> None:
    projector = exact_vectors_stored._projector().reshape(9, 9)
    assert np.array_equal(projector @ projector, 24 * projector)
    assert np.trace(projector) == 24 * 5
