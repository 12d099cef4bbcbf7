"""Nodes and current operators: verdicts, faults, and a judge that sees every term."""

from __future__ import annotations

import random
from functools import cache
from itertools import product

import numpy as np
import pytest

from spinloom.derivations.engine import printed as p
from spinloom.derivations.engine.claims import RelationClaim, small_system
from spinloom.derivations.engine.interpret import DOUBLE, Sample
from spinloom.derivations.engine.ledger import Entry
from spinloom.derivations.engine.proof import decide
from spinloom.derivations.valve import claims_flows, exact_flows, judge_flows
from spinloom.derivations.valve import paper as notation
from spinloom.derivations.valve import paper_flows as flows

PROVED = {
    *(f"valve:{number}" for number in (49, 50, 52, 53, 54, 73, 74, 76, 78, 81, 82, 83, 84, 86)),
    *(f"valve:text-{name}" for name in (
        "hermitian-node", "antisymmetry", "link-antisymmetry", "current", "conserved",
        "quadrupole-conserved")),
}  # fmt: skip
ERRATA = {"valve:51", "valve:75", "valve:77", "valve:79", "valve:text-not-hermitian"}


@cache
def rows() -> dict[str, Entry]:
    return {entry.key: entry for entry in claims_flows.entries()}


@cache
def values(conserving: bool) -> Sample:
    return judge_flows.draw_flows(conserving)(random.Random(3), DOUBLE)


@pytest.mark.parametrize("key", [entry.key for entry in claims_flows.entries()])
def test_row(key: str) -> None:
    row = decide(rows()[key])
    assert row.failures == ()
    expected = "erratum" if key in ERRATA else "proved" if key in PROVED else "verified"
    assert row.verdict == expected
    # a sum that vanishes has no factor that a fault could change; it fails below
    assert row.mutants.killed >= 2 or key == "valve:81"


def test_every_number_of_the_section_has_a_row() -> None:
    numbers = {*range(49, 55), *range(73, 80), *range(81, 85), 86}
    assert {f"valve:{number}" for number in numbers} <= rows().keys()


@pytest.mark.parametrize(
    "equation", [flows.EQ_81, flows.TEXT_ANTISYMMETRY, flows.TEXT_LINK_ANTISYMMETRY]
)
def test_conservation_fails_for_tunnelling_that_turns_spins(equation: object) -> None:
    printed = equation.printed  # type: ignore[attr-defined]
    assert RelationClaim(printed, claims_flows.CONSERVING).examine().holds
    assert RelationClaim(printed, claims_flows.GENERIC).rejects()


def test_the_charge_is_conserved_by_any_tunnelling() -> None:
    current = values(False).values["one_particle_current"]
    for r, s in product(judge_flows.ELECTRODES, repeat=2):
        if r != s:
            assert judge_flows.largest(current("0", r, s)) > 0.1
            assert judge_flows.largest(current("0", r, s) + current("0", s, r)) == 0
            assert judge_flows.largest(current("z", r, s) + current("z", s, r)) > 0.1


def test_operators_obey_the_algebra_of_their_matrices() -> None:
    rng = np.random.default_rng(4)
    a, b = rng.normal(size=(2, 8, 8)) + 1j * rng.normal(size=(2, 8, 8))
    bracket = judge_flows.operator(a) @ judge_flows.operator(b)
    bracket = bracket - judge_flows.operator(b) @ judge_flows.operator(a)
    assert np.allclose(bracket, judge_flows.operator(a @ b - b @ a), atol=1e-12)


def test_rates_are_the_slopes_of_evolved_operators() -> None:
    drawn = judge_flows.junction(random.Random(8), False)
    energies, basis = np.linalg.eigh(drawn.inside + drawn.tunnelling)
    step = 1e-4
    forward = (basis * np.exp(1j * step * energies)) @ basis.conj().T
    x = judge_flows.stored("LR")
    slope = (forward @ x @ forward.conj().T - forward.conj().T @ x @ forward) / (2 * step)
    rate = judge_flows.evolution(drawn.inside + drawn.tunnelling)(x)
    assert np.abs(slope - rate).max() < 1e-6
    assert np.abs(rate).max() > 0.1


def test_a_single_orbital_stores_nothing_and_two_do() -> None:
    for node in judge_flows.NODES:
        assert (judge_flows.largest(judge_flows.stored(node)) > 0) == (node in judge_flows.STORING)


def test_nodes_are_symmetric_traceless_and_hermitian() -> None:
    for node in judge_flows.NODES:
        tensor = judge_flows.stored(node)
        assert np.allclose(tensor, tensor.swapaxes(0, 1))
        assert np.abs(tensor[0, 0] + tensor[1, 1] + tensor[2, 2]).max() < 1e-13
        assert np.allclose(tensor, judge_flows.adjoint(tensor))


def test_the_spin_precesses_as_a_moment_in_a_field() -> None:
    """H = -J J^.S turns the spin about the field: dS/dt = J S x J^, whatever the paper's sign."""
    known = values(False).values
    along = known["direction"]["M"]
    turned = known["splitting"]["1", "M"] * judge_flows.cross(judge_flows.spin("M"), along)
    assert judge_flows.largest(known["internal_spin_rate"]["M"] - turned) == 0
    assert judge_flows.largest(turned) > 0.1


@pytest.mark.parametrize("dropped", range(4))
def test_every_term_of_the_tensor_current_counts(dropped: int) -> None:
    whole = flows.both_orders(flows.spin_current_into)
    assert isinstance(whole, p.Sum)
    terms = tuple(t for place, t in enumerate(whole.terms) if place != dropped)
    count = notation.pair_count[notation.r, notation.r_2] / 2
    relation = p.equal(flows.tensor_current[notation.r, notation.r_2], count * p.Sum(terms))
    judge = small_system("", judge_flows.draw_flows(False), points=1)
    claim = RelationClaim(relation, judge)
    assert claim.rejects()
    assert claim.residual(exact_flows.exact(False)()) > 0.1


def test_the_exact_sample_holds_every_level_and_hop_without_rounding() -> None:
    sample = exact_flows.exact(False)()
    copies = sample.values["spin"]["L"].shape[1] // exact_flows.SIZE
    assert copies == 4 * 4 + 5 * 8  # fields and levels of 4 orbitals; amplitudes of 5 pairs
    for tensor in sample.values["tensor_current"].values():
        entries = tensor.data.view(float)
        assert np.array_equal(2 * entries, np.round(2 * entries))
    assert exact_flows.size(sample.values["tensor_current"]["L", "M"]) > 1


def test_the_exact_sample_knows_that_conservation_needs_conserving_tunnelling() -> None:
    claim = RelationClaim(flows.EQ_81.printed, claims_flows.CONSERVING)
    assert claim.residual(exact_flows.exact(True)()) == 0
    assert claim.residual(exact_flows.exact(False)()) > 0.1
