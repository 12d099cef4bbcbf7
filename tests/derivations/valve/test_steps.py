"""The valve's derivation as a graph: rows stand on steps, steps stand on the model."""

from __future__ import annotations

from functools import cache

import pytest

from spinloom.derivations.engine.ledger import Step, chain, index
from spinloom.derivations.valve import (
    claims,
    claims_atoms,
    claims_flows,
    claims_rules,
    claims_sentences_stored,
    claims_sentences_tensors,
    claims_stored,
    claims_tensors,
)
from spinloom.derivations.valve.rows_of_steps import last_steps
from spinloom.derivations.valve.steps import LAST_STEPS, steps

#: What is given: two spins, the model, invariants of any tensor, definitions of operators.
FIRST = {
    "valve:step-spins", "valve:step-hamiltonian", "valve:step-one-body", "valve:step-superfields",
}  # fmt: skip


@cache
def known() -> dict[str, Step]:
    return index(steps())


def test_every_row_of_storage_of_the_network_and_of_the_rules_stands_on_steps() -> None:
    parts = (
        claims_atoms, claims_flows, claims_rules, claims_sentences_stored,
        claims_sentences_tensors, claims_stored, claims_tensors,
    )  # fmt: skip
    keys = {entry.key for part in parts for entry in part.entries()}
    keys |= {f"valve:{number}" for number in (70, 80, 85, 87, 88)}
    keys |= {f"valve:E{number}" for number in (1, 9, 10, 11, 28)}
    keys |= {"valve:text-two-diagrams", "valve:text-two-pairs"}
    assert keys == LAST_STEPS.keys()
    rows = {entry.key: entry for entry in claims.entries()}
    assert all(rows[key].steps == LAST_STEPS[key] for key in keys)


def test_every_step_leads_to_a_row() -> None:
    rows = claims.entries()
    reached = {step.key for row in rows for last in row.steps for step in chain(last, known())}
    # the series of the closed form leads to the generated kernel alone
    assert known().keys() - reached == {"valve:step-exchange-series"}


def test_steps_stand_in_the_order_of_the_story() -> None:
    """In a chain each step comes after what it uses, and the model comes first."""
    ordered = [step.key for step in chain("valve:step-exchange", known())]
    assert ordered[0] in FIRST
    assert ordered.index("valve:step-thermal") < ordered.index("valve:step-cumulant")
    assert ordered.index("valve:step-cumulant") < ordered.index("valve:step-orbital-hole")
    assert ordered[-2:] == ["valve:step-hole", "valve:step-exchange"]
    network = [step.key for step in chain("valve:step-conserved-moment", known())]
    assert network.index("valve:step-nodes") < network.index("valve:step-links")
    assert network[-1] == "valve:step-conserved-moment"


@pytest.mark.parametrize(
    "key", ["valve:62", "valve:70", "valve:88", "valve:A17", "valve:79", "valve:E43"]
)
def test_rows_lead_back_to_the_model(key: str) -> None:
    keys = {step.key for last in LAST_STEPS[key] for step in chain(last, known())}
    assert keys & FIRST


def test_a_row_may_stand_on_several_steps() -> None:
    found = last_steps({"one": "1 2", "two": "2"})
    assert found["valve:2"] == ("one", "two")
    assert found["valve:1"] == ("one",)
