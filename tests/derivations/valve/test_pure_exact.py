"""Currents, levels and axes without rounding: what is proved, and that every fault is seen."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from spinloom.derivations.engine.claims import RelationClaim
from spinloom.derivations.engine.interpret import Sample
from spinloom.derivations.engine.ledger import Entry
from spinloom.derivations.engine.printed import Call, Relation, substitute, walk
from spinloom.derivations.valve import exact_pure_chains as chains
from spinloom.derivations.valve import exact_pure_flat as flat
from spinloom.derivations.valve import exact_pure_sentences as sentences
from spinloom.derivations.valve import judge_pure_axes as axes
from spinloom.derivations.valve.claims_pure import entries
from spinloom.derivations.valve.exact_pure_field import angle, rational
from spinloom.derivations.valve.exact_pure_orders import (
    PAULI,
    diagonal,
    exchange_tensor,
    orbital_rates,
)

MENDED = (
    "114", "116", "126", "130", "131", "132", "caption18", "text-collinear-axis",
    "text-collinear-tensor", "text-direct-part", "text-emission", "text-hard-axis",
    "text-repulsion",
)  # fmt: skip
RIGHT = ("113", "115", "118")


@cache
def rows() -> dict[str, Entry]:
    return {entry.key.partition(":")[2]: entry for entry in entries()}


def statement(place: str) -> RelationClaim:
    claim = rows()[place].corrected or rows()[place].claim
    assert isinstance(claim, RelationClaim)
    return claim


def rejected_exactly(claim: RelationClaim) -> bool:
    """A division by zero rejects as well: for one energy in the place of both."""
    assert claim.judge.exact is not None
    try:
        return bool(claim.residual(claim.judge.exact()))
    except ZeroDivisionError:
        return True


@pytest.mark.parametrize("place", [*MENDED, *RIGHT])
def test_statement_is_proved(place: str) -> None:
    assert statement(place).examine().proved


@pytest.mark.parametrize("place", [*MENDED, *RIGHT])
def test_every_fault_is_seen_exactly(place: str) -> None:
    """The exact sample takes only the lost infinitesimal: it is none, points have a pole there."""
    unseen = [
        fault
        for fault, mutant in statement(place).mutants()
        if isinstance(mutant, RelationClaim) and mutant.rejects() and not rejected_exactly(mutant)
    ]
    assert unseen == (["term 3 dropped"] if place == "116" else [])


@pytest.mark.parametrize("place", MENDED)
def test_print_is_evaluated_and_rejected(place: str) -> None:
    printed = rows()[place].claim
    assert isinstance(printed, RelationClaim)
    assert printed.judge.exact is not None
    assert printed.residual(printed.judge.exact())


# --- Chains of orbitals -----------------------------------------------------------------------


def changed(sample: Sample, **values: Any) -> Sample:
    return replace(sample, values={**sample.values, **values})


@pytest.mark.parametrize("name", ["E_ex", "T_ex", "T_S", "quadrupole_current"])
def test_traces_are_no_copies_of_the_coefficients(name: str) -> None:
    """Another factor of one quantity alone is seen: it is computed apart from the others."""
    sample = chains.flat()
    assert statement("115").residual(changed(sample, **{name: sample.values[name] * 2}))


def test_a_direct_part_of_another_factor_is_seen() -> None:
    """(114) with the exchange part of the orbitals and half of the direct one."""
    sample = chains.flat()
    values = sample.values
    less = values["quadrupole_current"] - values["direct_current"] / 2
    for place in ("114", "115"):
        assert statement(place).residual(changed(sample, quadrupole_current=less))


def test_the_product_rule_counts_both_spins(monkeypatch: pytest.MonkeyPatch) -> None:
    """The factors of the direct part and of its principal currents come from it."""
    monkeypatch.setattr(sentences, "direct_current", axes.odot)
    for place, build in (
        ("text-direct-part", sentences.direct), ("caption18", sentences.direct_principal),
    ):  # fmt: skip
        assert statement(place).residual(build.__wrapped__())


def test_an_exchange_tensor_of_another_factor_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    right = exchange_tensor
    monkeypatch.setattr(chains, "exchange_tensor", lambda *parts: right(*parts) * 2)
    sample = chains.flat.__wrapped__()
    assert statement("114").residual(sample)
    assert statement("text-emission").residual(sample)


def test_rates_at_the_ends_of_a_chain_would_be_a_spin_current() -> None:
    rate = chains.INNER[0]
    _, none, _ = chains.traces([chains.ZERO] * 4, chains.RATES)
    _, some, _ = chains.traces([chains.ZERO] * 4, (rate, *chains.INNER, chains.ZERO))
    assert not any(none)
    assert some[2] == rate / 2


# --- Levels -----------------------------------------------------------------------------------


def test_the_torque_of_levels_rotates_the_orbital() -> None:
    """The equation of motion of the levels beside the rates of one orbital."""
    ring, (a, b, c, d, fa, fb, fc, fd, t, u) = rational("a b c d fa fb fc fd t u")
    torque = flat.spin_torque((a, b, c, d), (fa, fb, fc, fd), t, angle(u))

    def amplitude(level: Any, filled: Any) -> Any:
        up, down = (fc - filled) / (c - level), (fd - filled) / (d - level)
        return t**2 * (up - down) / 2

    still = 0 * t
    rates = orbital_rates(PAULI[0], (amplitude(a, fa), amplitude(b, fb)), (still, still))
    current = np.trace(PAULI[1] @ rates) / 4
    assert torque == current
    assert ring.size(torque)
    assert not np.trace(PAULI[2] @ rates) and not np.trace(diagonal(1, 1) @ rates)


def test_electrodes_have_functions_of_their_own() -> None:
    occupied = flat.levels().values["occupied"]
    _, (energy, *_rest) = rational("a b c d fa fb fc fd lc ld ra rb l r t u")
    assert occupied["L"](energy) != occupied["R"](energy)


# --- Axes -------------------------------------------------------------------------------------


def test_names_follow_the_values() -> None:
    ring, (p, q) = rational("p q")
    zero, one = 0 * p, p / p
    frame = np.array([[zero, zero, one], [one, zero, zero], [zero, one, zero]])
    for total in (p, -q):
        current = axes.Current(frame[0], frame[0], total, zero, zero)
        largest, smallest = (sentences._extreme(ring, current.tensor, frame, s) for s in (1, -1))
        along, across = (largest, smallest) if total == p else (smallest, largest)
        assert (along == frame[0]).all()
        assert not axes.dot(across, frame[0])
    current = axes.Current(frame[0], frame[0], p - q, zero, zero)
    with pytest.raises(ArithmeticError, match="sign"):
        sentences._extreme(ring, current.tensor, frame, 1)


def test_collinear_cases_hold_every_combination_of_signs() -> None:
    values = flat.collinear().values
    both = list(zip(values["sign"], values["sign_theta"], strict=True))
    assert len(both) == 8
    one = values["sign"][0]
    assert {(a == one, b == one) for a, b in both} == {
        (True, True), (True, False), (False, True), (False, False),
    }  # fmt: skip


def test_an_oblique_current_is_not_diagonal() -> None:
    _, (p, q) = rational("p q")
    zero = 0 * p
    left, right = np.array([zero, zero, p / p]), np.array([p / p, zero, zero])
    with pytest.raises(ArithmeticError, match="frame"):
        flat._principal(axes.Current(left, right, p, q, zero))


def test_the_modulus_of_the_torque_is_needed() -> None:
    """T_S and -T_S in the place of its modulus: points and the exact sample reject both."""
    claim = statement("caption18")
    assert isinstance(claim.relation, Relation)
    (path,) = [
        path for path, place in walk(claim.relation)
        if isinstance(place, Call) and getattr(place.function, "name", "") == "abs"
    ]  # fmt: skip
    (call,) = [place for found, place in walk(claim.relation) if found == path]
    assert isinstance(call, Call)
    for bare in (call.arguments[0], -call.arguments[0]):
        other = replace(claim, relation=substitute(claim.relation, path, bare))
        assert not other.examine().holds
        assert rejected_exactly(other)


def test_axes_across_are_told_by_the_left_direction() -> None:
    ring, (p,) = rational("p")
    zero, one = 0 * p, p / p
    e_x, e_y, e_z = np.array([[one, zero, zero], [zero, one, zero], [zero, zero, one]])
    current = axes.Current(e_z, e_z, p, zero, zero)
    with pytest.raises(ArithmeticError, match="across"):
        sentences._named(ring, current.tensor, e_z, (e_x, e_y, e_z))
