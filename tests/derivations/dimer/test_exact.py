"""Proofs of corrected forms of the dimer: what holds exactly, and what is then rejected."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache

import numpy as np
import pytest

from spinloom.derivations.dimer import (
    claims,
    corrected,
    exact_action,
    exact_constants,
    exact_kernels,
    exact_tensors,
    exact_vectors,
    motion_claims,
    paper_action,
)
from spinloom.derivations.engine.claims import OrderClaim, RelationClaim
from spinloom.derivations.engine.ledger import Claim, Entry

KEYS = (
    "dimer:A5", "dimer:A8", "dimer:A23", "dimer:A24",
    "dimer:4", "dimer:5", "dimer:text-bias", "dimer:text-direction", "dimer:text-torques",
    "dimer:text-renaming", "dimer:text-effective-temperature",
)  # fmt: skip
#: The scalar product of numbers and operators has no order; the points refuse the other one.
SAME = {("dimer:text-direction", "arguments 1 and 2 exchanged")}
LONG = ("dimer:A8", "dimer:A23", "dimer:A24", "dimer:A24", "dimer:text-renaming")
#: What a fault that is no statement about the sample raises.
NONSENSE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


@cache
def rows() -> dict[str, Entry]:
    return {entry.key: entry for entry in (*claims.entries(), *motion_claims.entries())}


def exactly_rejected(claim: Claim) -> bool:
    """Whether the exact road alone sees that a statement is false."""
    try:
        if isinstance(claim, OrderClaim):
            assert claim.exact is not None
            return claim.exact(claim.relation) != claim.order
        assert isinstance(claim, RelationClaim)
        assert claim.judge.exact is not None
        return bool(claim.residual(claim.judge.exact()))
    except NONSENSE:
        return True


@pytest.mark.parametrize("key", KEYS)
def test_the_corrected_form_is_proved_and_its_faults_are_seen(key: str) -> None:
    entry = rows()[key]
    assert isinstance(entry.corrected, RelationClaim | OrderClaim)
    assert entry.equation is not None
    assert entry.corrected.examine().proved
    assert not exactly_rejected(entry.corrected)
    assert exactly_rejected(replace(entry.corrected, relation=entry.equation.printed))
    faults = [*entry.corrected.mutants()][:: 24 if key in LONG else 1]
    unseen = [
        fault for fault, mutant in faults
        if not exactly_rejected(mutant) and mutant.rejects() and (key, fault) not in SAME
    ]  # fmt: skip
    assert unseen == []


def test_a_tensor_of_traces_has_three_parts_and_no_others() -> None:
    x = exact_tensors
    matrix = x.tensor("static", "21")
    whole = x.isotropic(matrix) * x.UNIT + x.antisymmetric(matrix) * x.TURNING
    whole = whole + x.dyadic(matrix) * exact_vectors.outer(x.T_HAT, x.T_HAT)
    assert x.EXACT.size(matrix - whole) == 0
    for part in (x.isotropic, x.antisymmetric, x.dyadic):
        assert part(matrix)
    turned = np.array([[matrix[0, 0], *matrix[0, 1:]], [*matrix[1]], [*matrix[2]]])
    turned[0, 1] = turned[0, 1] + x.EXACT.number(Fraction(1))
    broken = x.isotropic(turned) * x.UNIT + x.antisymmetric(turned) * x.TURNING
    broken = broken + x.dyadic(turned) * exact_vectors.outer(x.T_HAT, x.T_HAT)
    assert x.EXACT.size(turned - broken)


def test_the_effective_temperature_does_not_know_the_length() -> None:
    sample = exact_vectors.temperature()
    values = sample.values
    expected = sample.ring.number(Fraction(2)) * values["alpha_iso_free"] / values["j_iso_free"]
    assert not values["beta"] - expected
    assert values["beta"] - expected * values["S"]


def test_one_electron_moves_between_two_levels_and_back() -> None:
    levels, _ = exact_kernels._helical()
    connected = levels.connected()
    one = levels.number(1)
    filled = [levels.generator(f"f_{n}") for n in range(4)]
    for (m, n), value in connected.items():
        both = filled[m] * (one - filled[n]) + filled[n] * (one - filled[m])
        assert not value - both * levels.number(Fraction(1, 2))


def test_helical_amplitudes_are_spin_states_along_the_direction() -> None:
    levels, along = exact_kernels._helical()
    for n, sign in ((0, 1), (1, -1)):
        for row in "01":
            turned = levels.total([
                x * levels.number(complex(exact_kernels.PAULI[axis][int(row), int(column)]))
                * levels.amplitude["1", column, n]
                for x, axis in zip(along, "xyz", strict=True) for column in "01"
            ])  # fmt: skip
            assert not turned - levels.number(sign) * levels.amplitude["1", row, n]
            assert turned


def test_what_the_effective_action_leaves_out_is_of_third_order() -> None:
    assert exact_action.cumulant_order(corrected.effective_action()) == 1
    assert exact_action.cumulant_order(paper_action.EQ_A5.printed) == -1


def test_traces_of_two_functions_have_the_parts_of_a_tensor() -> None:
    """The coefficients by parts, against explicit traces; those of unlike parts without their i."""
    x, c = exact_tensors, exact_constants
    matrix = x.tensor("static", "21")
    for place, contract in enumerate((x.isotropic, x.antisymmetric, x.dyadic)):
        total = x.EXACT.number(Fraction(0))
        for part in x._LABELS:
            alone = {name: c.number(int(name == part)) for name in x._LABELS}
            value = c.parts_of(alone)[place]
            factor = value.real + value.imag
            assert value.real == 0 or value.imag == 0
            weight = exact_vectors.variable(x._ALGEBRA, f"static_21_{part}")
            if factor != 0:
                total = total + x.EXACT.number(Fraction(int(factor.coefficient(0)))) * weight
        assert not contract(matrix) - total
        assert total


def test_integrals_by_residues_are_those_of_functions() -> None:
    """Poles with numbers in their places, against quadrature on the line."""
    c = exact_constants
    w, z = 0.3 + 0.7j, -0.4 - 0.9j
    energy = np.tan(np.linspace(-np.pi / 2, np.pi / 2, 20001)[1:-1])
    step = np.pi / 20000 * (1 + energy**2) / (2 * np.pi)
    for m, n in ((1, 1), (2, 1), (1, 2), (2, 2)):
        term = c.Term((("p", m), ("x", n)), ())
        value = c._single(term)
        ((monomial, factor),) = (value.real + value.imag).to_dict().items()
        power = m + n - 1
        assert monomial[c._ALGEBRA.place[f"rest_px_{power}"]] == 1
        closed = (1j if value.imag != 0 else 1) * int(factor) / (w - z) ** power
        measured = np.sum(step / ((energy - w) ** m * (energy - z) ** n))
        assert measured == pytest.approx(closed, rel=1e-3)
