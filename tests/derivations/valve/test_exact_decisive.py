"""What decides an erratum comes out of orbitals, and the exact samples see every fault."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
import sympy as sp
from sympy.polys.domains import QQ
from sympy.polys.fields import field

from spinloom.derivations.engine.claims import RelationClaim
from spinloom.derivations.engine.ledger import Entry
from spinloom.derivations.valve import (
    claims_atoms,
    claims_sentences_stored,
    claims_stored,
    claims_tensors,
    exact_anisotropy_tensors,
    exact_atoms,
    exact_orbital,
    exact_pairs_stored,
    exact_stored,
    storage,
)

KEYS = (
    "6", "38", "text-longitudinal-exchange", "text-occupied",
    "A44", "A45", "A48", "A49", "text-A43-splitting",
    "B5", "B8", "B14", "text-B18-perpendicular", "text-C1-perpendicular", "text-C1-spin",
    "text-A4-occupation", "56", "57", "59", "60", "caption6", "text-recovered",
)  # fmt: skip
#: A vanishing trace: neither a sign nor a factor changes what it says.
FAULTLESS = ("B14",)
PARTS = (claims_atoms, claims_sentences_stored, claims_stored, claims_tensors)


@cache
def rows() -> dict[str, Entry]:
    return {entry.key.partition(":")[2]: entry for part in PARTS for entry in part.entries()}


def claims(key: str) -> tuple[RelationClaim, RelationClaim]:
    """The print and what corrects it, with one exact sample."""
    printed, mended = rows()[key].claim, rows()[key].corrected
    assert isinstance(printed, RelationClaim)
    assert isinstance(mended, RelationClaim)
    assert mended.judge.exact is not None
    return printed, mended


def residual(claim: RelationClaim, like: RelationClaim) -> Any:
    assert like.judge.exact is not None
    return claim.residual(like.judge.exact())


@pytest.mark.parametrize("key", KEYS)
def test_the_corrected_form_is_proved_and_the_print_is_refused(key: str) -> None:
    printed, mended = claims(key)
    assert mended.examine().proved
    assert residual(printed, mended)


@pytest.mark.parametrize("key", KEYS)
def test_the_exact_sample_sees_every_fault_that_the_points_see(key: str) -> None:
    _, mended = claims(key)
    mutants = [*mended.mutants()]
    rejected = [(f, m) for f, m in mutants if isinstance(m, RelationClaim) and m.rejects()]
    assert rejected or key in FAULTLESS
    assert [fault for fault, mutant in rejected if not residual(mutant, mended)] == []


def test_the_parts_of_an_orbital_add_up_to_its_states() -> None:
    _, up, down = field("up down", QQ)
    one = up**0
    parts = exact_orbital.single(up, down, one) + exact_orbital.exchanged(up, down, one)
    assert (exact_orbital.correlated(up, down, one) == parts).all()
    assert exact_orbital.exchanged(up, down, one)[2, 2] == -(up**2 + down**2) / 4
    assert exact_orbital.exchanged(up, down, one)[0, 0] == -up * down / 2


def test_parts_that_do_not_add_up_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part moved from one direction to another, which leaves the sum of both as it is."""
    exchanged = exact_orbital.exchanged

    def moved(up: Any, down: Any, one: Any) -> Any:
        part = exchanged(up, down, one)
        part[2, 2], part[0, 0] = part[2, 2] + up, part[0, 0] - up
        return part

    monkeypatch.setattr(exact_orbital, "exchanged", moved)
    with pytest.raises(ArithmeticError, match="do not add up"):
        exact_atoms.filled.__wrapped__()


def test_what_a_spin_counts_follows_from_the_moment_of_its_orbital() -> None:
    generators = exact_anisotropy_tensors.G
    f, other = generators["f_0"], generators["f_plus"]
    assert exact_anisotropy_tensors._moment(f, other) == (f - other) ** 2 / 4
    assert exact_anisotropy_tensors._counted(f, other) == (f - other) / 4
    assert exact_anisotropy_tensors._counted(other, f) == (f - other) / 4


@pytest.mark.parametrize("wrong", [lambda x: x / storage.T, lambda x: x + 1, lambda x: 2 * x])
def test_what_is_no_odd_primitive_of_the_moment_is_refused(
    wrong: Callable[[sp.Expr], sp.Expr], monkeypatch: pytest.MonkeyPatch
) -> None:
    primitive = exact_anisotropy_tensors.primitive()
    monkeypatch.setattr(exact_anisotropy_tensors, "primitive", lambda: wrong(primitive))
    with pytest.raises(ArithmeticError, match="no odd primitive"):
        exact_anisotropy_tensors._whole_moment()


def test_both_orders_of_two_spins_belong_to_what_the_electrodes_share() -> None:
    values = exact_pairs_stored.pairs().values
    between = values["odot"](values["mean_spin"]["L"], values["mean_spin"]["R"])
    found = values["mean_quadrupole"]["L", "R"]
    assert all(not entry for entry in (found - 2 * between).ravel())
    assert any(bool(entry) for entry in (found - between).ravel())


def test_levels_of_one_electrode_are_unknown_to_the_other() -> None:
    values = exact_pairs_stored.pairs().values
    level, fermi = values["level"]["L", "1", "down"], values["fermi_plus"]
    _, *generators, unknown = exact_stored.polynomials()
    assert fermi["L"](level) == generators[3]
    assert fermi["R"](level) == fermi["L"](-level) == fermi["L"](level * 2) == unknown
