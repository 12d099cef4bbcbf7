"""Proofs of corrected forms in Secs. II to IV: what holds exactly, and what is then rejected."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest

from spinloom.derivations.engine.claims import OrderClaim, RelationClaim
from spinloom.derivations.engine.fermions import (
    annihilate,
    constant,
    create,
    index,
    kronecker,
    sum_over,
    symbol,
)
from spinloom.derivations.engine.gaussian import I
from spinloom.derivations.engine.interpret import DOUBLE
from spinloom.derivations.engine.ledger import Claim, Entry
from spinloom.derivations.valve import (
    claims_atoms,
    claims_flows,
    claims_network,
    claims_stored,
    exact_directions_atoms,
    exact_flows,
    exact_levels_atoms,
    exact_links,
    exact_shares_atoms,
    judge_flows,
    paper_atoms_electrode,
)
from spinloom.derivations.valve.exact_operators_atoms import OpenClaim, adjoint, matrix_element

KEYS = (
    "valve:25", "valve:79", "valve:80", "valve:text-band-spin",
    "valve:10", "valve:17", "valve:19", "valve:85", "valve:text-principal-values",
    "valve:text-per-orbital", "valve:text-not-hermitian",
)  # fmt: skip
#: The scalar product of numbers and matrices has no order; the points refuse the other one.
SAME = {("valve:10", "arguments 1 and 2 exchanged")}
#: What a fault that is no statement about the sample raises.
NONSENSE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


@cache
def rows() -> dict[str, Entry]:
    parts = (claims_atoms, claims_flows, claims_network, claims_stored)
    return {entry.key: entry for part in parts for entry in part.entries()}


def exactly_rejected(claim: Claim) -> bool:
    """Whether the exact road alone sees that a statement is false."""
    try:
        if isinstance(claim, OrderClaim):
            assert claim.exact is not None
            return claim.exact(claim.relation) != claim.order
        if isinstance(claim, OpenClaim):
            return not claim.proved()
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
    faults = [*entry.corrected.mutants()][:: 24 if key == "valve:85" else 1]
    unseen = [
        fault for fault, mutant in faults
        if not exactly_rejected(mutant) and mutant.rejects() and (key, fault) not in SAME
    ]  # fmt: skip
    assert unseen == []


def test_spin_states_are_not_eigenstates_of_another_direction() -> None:
    sample = exact_directions_atoms.directions()
    turned = {**sample.values, "J_hat": {r: sample.values["J_hat"]["L"] for r in "LR"}}
    claim = rows()["valve:10"].corrected
    assert isinstance(claim, RelationClaim)
    assert claim.residual(type(sample)(sample.ring, turned, sample.ranges))


def test_the_spectrum_of_a_moment_along_an_axis_has_no_trace() -> None:
    values = exact_directions_atoms.eigenvalues()
    assert len(values) == 3
    assert sum(values) == 0


def test_the_links_of_the_exact_sample_join_what_shares_an_electrode() -> None:
    link = exact_links.pairs().values["pair_current"]
    assert exact_flows.size(link("L", "L", "L", "M")) > 1
    assert exact_flows.size(link("L", "L", "M", "M")) == 0
    assert exact_flows.size(link("L", "M", "M", "R")) > 1


def test_links_are_rates_where_a_hop_joins_a_node_to_one_other() -> None:
    """What hops between two electrodes do to a node, from its evolution alone."""
    drawn = judge_flows.junction(random.Random(3), conserving=False)
    link = judge_flows.draw_flows(False)(random.Random(3), DOUBLE).values["link_current"]
    for node, hop, others in (
        ("LL", ("L", "M"), ("LM",)),
        ("LM", ("L", "R"), ("MR",)),
        ("MR", ("L", "M"), ("LR",)),
        ("LM", ("L", "M"), ("LL", "MM")),
    ):
        rate = judge_flows.evolution(drawn.between[hop])(judge_flows.stored(node))
        assert judge_flows.largest(rate - sum(link[node, other] for other in others)) == 0
        assert judge_flows.largest(rate) > 0.1


def test_the_moment_of_each_orbital_grows() -> None:
    printed = paper_atoms_electrode.TEXT_PER_ORBITAL.printed
    assert exact_shares_atoms.share_order(printed) == 0
    assert exact_shares_atoms.share().values["per_orbital"].valuation == -1


def test_delta_functions_fix_what_they_multiply() -> None:
    values = exact_levels_atoms.two_bands().values
    x, y = values["omega"], values["omega'"]
    two = Fraction(2)
    up, down = (exact_levels_atoms.level("L", "1", "0", spin) for spin in ("up", "down"))
    dirac, there = exact_levels_atoms.dirac, values["g"]("L", "1", "up", "down")
    assert dirac(up - x) * dirac(there(x) - y) == dirac(x - up) * dirac(y - down)
    assert dirac(up - x) * dirac(there(x) - y) != dirac(x - up) * dirac(y - up)
    assert dirac(x - up) * dirac(x - y) == dirac(y - up) * dirac(y - x)
    assert dirac(x * two - up) == dirac(x - up / two) / two
    assert dirac(x * two) != dirac(x)
    elsewhere = exact_levels_atoms.level("L", "2", "0", "up")
    assert dirac(elsewhere - x) * dirac(there(x) - y) != dirac(x - elsewhere) * dirac(y - down)


def test_matrix_elements_of_one_electron() -> None:
    k, q, p = (index("orbital", name) for name in "kqp")
    number = sum_over(create(k) * annihilate(k), k)
    assert matrix_element(number, (p,), (q,)) == kronecker((p,), (q,))
    with pytest.raises(ValueError, match="not an operator of one particle"):
        matrix_element(number * number, (p,), (q,))
    with pytest.raises(ValueError, match="not an operator of one particle"):
        matrix_element(number + 1, (p,), (q,))


def test_the_adjoint_reverses_products() -> None:
    left, right = constant("electrode", "L"), constant("electrode", "R")
    a, b = index("spin", "a"), index("spin", "b")
    out = sum_over(symbol("T", left, right, a, b) * create(left, a) * annihilate(right, b), a, b)
    back = sum_over(symbol("T", right, left, a, b) * create(right, a) * annihilate(left, b), a, b)
    assert adjoint(out * I) == -(back * I)
    assert adjoint(adjoint(out)) == out
    assert adjoint(out * back) == out * back
