"""The valve's rows: verdicts, faults, and judges that see every term."""

from __future__ import annotations

import random
from functools import cache

import numpy as np
import pytest

from spinloom.derivations.engine import printed as p
from spinloom.derivations.engine.claims import RelationClaim, small_system
from spinloom.derivations.engine.interpret import DOUBLE, Sample, evaluate
from spinloom.derivations.engine.ledger import Entry, Row
from spinloom.derivations.engine.printed import relations
from spinloom.derivations.engine.proof import decide
from spinloom.derivations.valve import (
    corrected,
    judge_network,
    judge_network_pairs,
    judge_superoperators,
)
from spinloom.derivations.valve import paper as print_
from spinloom.derivations.valve.claims_network import entries
from spinloom.derivations.valve.judge_diagrams import counted
from spinloom.derivations.valve.rewriting import commuted, sifted

VERDICTS = {
    "valve:70": "verified",
    "valve:80": "erratum",
    "valve:85": "erratum",
    "valve:87": "proved",
    "valve:88": "proved",
    "valve:E1": "definition",
    "valve:E9": "erratum",
    "valve:E10": "erratum",
    "valve:E11": "definition",
    "valve:E28": "verified",
    "valve:text-two-diagrams": "verified",
    "valve:text-two-pairs": "verified",
}


@cache
def rows() -> dict[str, Entry]:
    return {entry.key: entry for entry in entries()}


@cache
def decided(key: str) -> Row:
    return decide(rows()[key])


def sample(conserving: bool) -> Sample:
    return judge_network.draw_network(conserving)(random.Random(5), DOUBLE)


def size(value: object) -> float:
    return float(judge_network._size(value))


def test_every_row_is_expected() -> None:
    assert rows().keys() == VERDICTS.keys()


@pytest.mark.parametrize("key", VERDICTS)
def test_row(key: str) -> None:
    row = decided(key)
    assert row.failures == ()
    assert row.verdict == VERDICTS[key]
    assert row.mutants.tried == row.mutants.killed + row.mutants.equivalent
    assert row.mutants.killed >= 3


def test_errata_show_a_counterexample_and_what_mends_them() -> None:
    assert "left" in decided("valve:E10").counterexample
    assert "no single fault" in decided("valve:E10").note
    assert "chi_1 confused with chi_1'" in decided("valve:E9").note
    assert "term 2 sign flipped" in decided("valve:80").note


# --- network --------------------------------------------------------------------------------


@pytest.mark.parametrize("conserving", [True, False])
def test_no_current_of_the_network_vanishes(conserving: bool) -> None:
    values = sample(conserving).values
    assert all(size(current) > 1 for current in values["node_current"].values())
    for (into, origin), current in values["link_current"].items():
        linked = {into, origin} in ({"LL", "LR"}, {"LR", "RR"})
        assert (size(current) > 1) == linked  # two local nodes exchange nothing


def test_the_currents_cancel_only_if_tunnelling_conserves_the_spin() -> None:
    nodes, zero = relations(print_.EQ_88.printed)
    for conserving in (True, False):
        point = sample(conserving)
        assert size(evaluate(nodes.left, point) - evaluate(nodes.right, point)) == 0
        assert (size(evaluate(zero.left, point)) == 0) == conserving


def test_currents_are_hermitian_and_traceless() -> None:
    for current in sample(False).values["node_current"].values():
        components = judge_network.blocks(current)
        assert all(size(c - c.conj().T) == 0 for c in components)
        assert size(components[0] + components[4] + components[8]) == 0


def test_links_are_antisymmetric_for_conserving_tunnelling() -> None:
    links = sample(True).values["link_current"]
    assert size(links["LL", "LR"] + links["LR", "LL"]) == 0
    assert size(links["LL", "LR"] - links["LR", "LL"]) > 1
    links = sample(False).values["link_current"]
    assert size(links["LL", "LR"] + links["LR", "LL"]) > 1


def test_judge_agrees_with_the_total_commutator() -> None:
    """The nodes add up to i [H_T, S_tot (.) S_tot]."""
    values = sample(False).values
    total = values["spin"]["L"] + values["spin"]["R"]
    current = values["spin_current"]["L", "R"] + values["spin_current"]["R", "L"]
    expected = judge_network.odot(total, current) + judge_network.odot(current, total)
    assert size(sum(values["node_current"].values()) - expected) == 0


def test_the_named_relation_of_spin_and_current_holds_and_not_for_the_other_electrode() -> None:
    values = sample(False).values
    current, own, other = values["spin_current"]["L", "R"], values["spin"]["L"], values["spin"]["R"]
    odot = judge_network.odot
    assert size(odot(current, own) - odot(own, current)) == 0
    assert size(odot(current, other) - odot(other, current)) > 1


def test_normal_form_of_the_odot_product() -> None:
    r, s = print_.r, print_.s
    spin, current = print_.spin, print_.spin_current
    turned = commuted(print_.odot(spin[r], current[r, s]))
    assert turned == print_.odot(current[r, s], spin[r])
    foreign = print_.odot(spin[s], current[r, s])
    assert commuted(foreign) == foreign


@pytest.mark.parametrize("wrong", ["order", "factor", "electrode", "sign"])
def test_wrong_local_currents_are_rejected(wrong: str) -> None:
    r, s = print_.r, print_.s
    spin, current = print_.spin, print_.spin_current
    body = {
        "order": print_.odot(current[s, r], spin[r]) + print_.odot(spin[r], current[r, s]),
        "factor": print_.odot(current[r, s], spin[r]),
        "electrode": print_.odot(current[r, s], spin[s]) + print_.odot(spin[s], current[r, s]),
        "sign": print_.odot(current[r, s], spin[r]) - print_.odot(spin[r], current[r, s]),
    }[wrong]
    relation = p.equal(print_.local_current[r], p.Total((s,), print_.unequal[s, r] * body))
    judge = small_system("", judge_network.draw_network(False), points=1)
    assert RelationClaim(relation, judge).rejects()


@pytest.mark.parametrize("swap", ["first", "second", "both", "print"])
def test_a_link_needs_both_pairs_in_both_orders(swap: str) -> None:
    """Of the four orders of (85) as corrected, any two leave links out."""
    r, r_2, s, s_2 = print_.r, print_.r_2, print_.s, print_.s_2
    second = {
        "first": print_.moved(r_2, r, s, s_2),
        "second": print_.moved(r, r_2, s_2, s),
        "both": print_.moved(r_2, r, s_2, s),
        "print": print_.moved(s_2, r_2, s, r),
    }[swap]
    body = print_.pair_count[r, r_2] / 2 * (print_.moved(r, r_2, s, s_2) + second)
    relation = p.equal(print_.pair_current[r, r_2, s, s_2], body)
    judge = small_system("", judge_network_pairs.draw_pairs, points=1)
    assert not RelationClaim(relation, judge).examine().holds
    assert RelationClaim(corrected.link_current(), judge).examine().holds


def test_electrodes_are_renamed_beside_their_kronecker_symbol() -> None:
    r, r_2, s = print_.r, print_.r_2, print_.s
    before = print_.same[r, r_2] * print_.odot(print_.spin_current[r_2, s], print_.spin[r])
    after = print_.same[r, r_2] * print_.odot(print_.spin_current[r, s], print_.spin[r])
    assert sifted(before) == after
    other = print_.same[r, s] * print_.spin[r_2]
    assert sifted(other) == other


# --- superoperators -------------------------------------------------------------------------


def fields(relation: p.Node, **options: p.Node) -> RelationClaim:
    judge = small_system("", judge_superoperators.draw_fields(**options), points=2)
    return RelationClaim(relation, judge)


def test_no_term_of_the_anticommutator_vanishes() -> None:
    point = judge_superoperators.draw_fields()(random.Random(1), DOUBLE)
    first = relations(print_.EQ_E10.printed)[0].left
    assert isinstance(first, p.Sum)
    scope = {f"index {i.name}": label for i, label in zip(print_.BOTH, "-+1+-1", strict=True)}
    assert all(np.abs(evaluate(term, point, scope)).max() > 0.5 for term in first.terms)


def test_first_relation_of_the_print_is_right() -> None:
    assert fields(relations(print_.EQ_E10.printed)[0]).examine().holds
    assert not fields(relations(print_.EQ_E10.printed)[1]).examine().holds


def test_fields_without_parity_break_the_algebra() -> None:
    chi, eta = print_.chi[print_.chi_1], print_.eta[print_.eta_1]
    operator = print_.field_operator[print_.eta_1, print_.m_1]
    sides = (print_.acting(side, operator) for side in ("left", "right"))
    bare = p.equal(print_.J_1, print_.cases(chi * eta, *sides))
    assert fields(corrected.anticommutator(), printed=print_.EQ_E1.printed).examine().holds
    assert fields(corrected.anticommutator(), printed=bare).rejects()


def test_contraction_with_the_later_field_is_rejected() -> None:
    assert fields(corrected.contraction()).examine().holds
    assert not fields(print_.EQ_E9.printed).examine().holds


def test_sifting_renames_only_beside_a_kronecker_symbol_of_both_modes() -> None:
    m_1, m_2 = print_.m_1, print_.m_2
    eta_1, eta_2 = print_.eta_1, print_.eta_2
    occupied = print_.occupation[print_.chi_2, m_2]
    delta = print_.delta_without_charge[eta_1, m_1, eta_2, m_2]
    assert sifted(delta * occupied) == delta * print_.occupation[print_.chi_2, m_1]
    other = print_.delta_without_charge[eta_1, m_1, eta_2, m_1]
    assert sifted(other * occupied) == other * occupied


def test_the_trace_does_not_see_the_side_of_the_last_field() -> None:
    values = judge_superoperators.draw_fields()(random.Random(2), DOUBLE).values
    for eta, other in (("+", "-"), ("-", "+")):
        for chi in "+-":
            left, right = (values["gamma"](c, eta, "1", chi, other, "1") for c in "+-")
            assert abs(left - right) < 1e-15
            assert abs(left) > 0.1


# --- diagrams ----------------------------------------------------------------------------


def test_counts() -> None:
    assert [counted(name, 1) for name in ("charge", "spin", "quadrupole")] == [2, 2, 4]
