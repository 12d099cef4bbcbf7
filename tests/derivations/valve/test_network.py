"""Currents of any number of subsystems, as identities of operators with open indices."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from spinloom.derivations.engine.claims import RelationClaim, small_system
from spinloom.derivations.engine.fermions import (
    commutator,
    constant,
    normal_order,
    symbol,
)
from spinloom.derivations.engine.interpret import DOUBLE
from spinloom.derivations.valve import corrected, judge_flows, network, paper
from spinloom.derivations.valve.network import r, s, u

L, M, R = (constant("subsystem", name) for name in "LMR")
NOTHING = symbol("x") - symbol("x")
QUANTITIES = ("0", "s_i")


@pytest.mark.parametrize("conserving", [False, True])
@pytest.mark.parametrize("name", QUANTITIES)
def test_the_rate_by_tunnelling_is_the_sum_of_the_currents(name: str, conserving: bool) -> None:
    found = network.rate(network.tunnelling(conserving), network.moment(name))
    assert found == network.current_into(name, r, conserving)
    assert found != NOTHING
    assert found != network.current_into(name, r, conserving) * 2
    # between two subsystems; as printed, with minus the Hermitian conjugate, (80) is not the rate
    hop_in, hop_out = (
        network.rate(network.hops(*way, conserving), network.moment(name, L))
        for way in ((L, R), (R, L))
    )
    between = network.current(name, L, R, conserving)
    assert normal_order(hop_in + hop_out) == between
    assert normal_order(hop_in - hop_out) != between


@pytest.mark.parametrize(
    ("name", "conserving", "antisymmetric"),
    [("0", False, True), ("0", True, True), ("s_i", True, True), ("s_i", False, False)],
)
def test_antisymmetry_and_conservation_need_a_conserved_quantity(
    name: str, conserving: bool, antisymmetric: bool
) -> None:
    pair = network.current(name, r, s, conserving) + network.current(name, s, r, conserving)
    assert (normal_order(pair) == NOTHING) == antisymmetric
    change = network.rate(network.tunnelling(conserving), network.total(name))
    assert (change == NOTHING) == antisymmetric


def test_the_charge_is_kept_inside_and_the_spin_is_not() -> None:
    assert network.rate(network.levels(), network.moment("0")) == NOTHING
    assert network.rate(network.levels(), network.moment("s_i")) != NOTHING


@pytest.mark.parametrize("axis", "xyz")
def test_the_spin_of_a_band_precesses_in_any_field(axis: str) -> None:
    assert network.in_a_field(axis) == network.turning(axis)
    assert network.in_a_field(axis) != -network.turning(axis)  # (79) as printed


def test_spins_of_different_subsystems_commute() -> None:
    assert commutator(network.moment("s_i", L), network.moment("s_j", R)) == NOTHING
    assert commutator(network.moment("s_i", L), network.moment("s_j", L)) != NOTHING


@pytest.mark.parametrize("second", [r, u])
def test_moments_of_nodes_change_by_spin_currents_whatever_the_tunnelling(second: object) -> None:
    place = r if second is r else u
    node = network.moment("s_i", r) * network.moment("s_j", place)
    found = network.rate(network.tunnelling(), node)
    assert found == network.product_rule(r, place)
    half = network.current_into("s_i", r) * network.moment("s_j", place)
    assert found != normal_order(half)


def test_the_order_of_spin_and_current_matters() -> None:
    swapped = commutator(network.moment("s_i", r), network.current_into("s_j", r))
    assert normal_order(swapped) != NOTHING


@pytest.mark.parametrize("conserving", [False, True])
def test_the_whole_moment_is_conserved_with_the_spin(conserving: bool) -> None:
    whole = network.total("s_i") * network.total("s_j")
    change = network.rate(network.tunnelling(conserving), whole)
    assert (change == NOTHING) == conserving


def test_links_join_nodes_that_share_a_subsystem() -> None:
    """Hops between two subsystems leave the nodes of the others alone, and local nodes apart."""
    elsewhere = network.hops(M, R) + network.hops(R, M)
    local = network.moment("s_i", L) * network.moment("s_j", L)
    across = network.moment("s_i", L) * network.moment("s_j", M)
    assert network.rate(elsewhere, local) == NOTHING
    assert network.rate(elsewhere, across) != NOTHING
    # each term that changes LL holds one electron of another subsystem: no second one arrives
    into = network.rate(network.tunnelling(), local)
    places = [[op.indices[0] for op in term.operators if op.indices[0] != L] for term in into.terms]
    assert {len(other) for other in places} == {1}


def test_the_corrected_link_holds_between_three_electrodes() -> None:
    known = judge_flows.draw_flows(False)(random.Random(3), DOUBLE)
    links = known.values["link_current"]

    def current(into: str, origin: str) -> Any:
        if into == origin:
            return 0 * known.values["spin"][into]
        parts = [known.values["one_particle_current"](c, into, origin) for c in "xyz"]
        return np.array(parts)

    values = {
        **known.values, "spin_current": cache(current), "odot": judge_flows.odot,
        "pair_current": lambda *x: links["".join(sorted(x[:2])), "".join(sorted(x[2:]))],
        "same": lambda first, second: float(first == second),
    }  # fmt: skip
    sample = replace(known, values=values)
    judge = small_system("", lambda rng, ring: sample, points=1)
    assert RelationClaim(corrected.link_current(), judge).residual(sample) == 0
    assert RelationClaim(paper.EQ_85.printed, judge).residual(sample) > 0.5
