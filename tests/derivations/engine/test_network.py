"""Nodes and links of the networks, against operators on a Fock space."""

from __future__ import annotations

import random
from itertools import product

import numpy as np
import pytest
from scipy import sparse

from spinloom.derivations.engine.network import Node, network
from spinloom.derivations.valve import judge_network as judge


def test_number_of_nodes_and_links() -> None:
    for count in range(1, 6):
        names = "ABCDE"[:count]
        single, pairs = network(names, 1), network(names, 2)
        assert len(single.nodes) == count
        assert len(single.links) == count * (count - 1) // 2
        assert len(pairs.nodes) == count * (count + 1) // 2
        # one member stays, the other hops
        assert len(pairs.links) == count * count * (count - 1) // 2
        assert sum(node.multiplicity for node in pairs.nodes) == count**2
        assert sum(node.local for node in pairs.nodes) == count


def test_links_follow_the_tunnelling() -> None:
    chain = network("LDR", 2, {("L", "D"), ("D", "R")})
    assert "LL-LR" not in map(str, chain.links)
    assert {str(n) for n in chain.neighbours(Node(("L", "R")))} == {"LD", "DR"}
    assert "LL-LR" in map(str, network("LDR", 2).links)


def test_links_of_the_valve_are_the_currents_that_do_not_vanish() -> None:
    drawn = {str(link) for link in network("LR", 2).links}
    rng = random.Random(3)
    hamiltonian = judge.tunnelling(judge.amplitudes(rng, conserving=False))
    spins = {r: sparse.vstack(judge.spin(r), format="csr") for r in judge.ELECTRODES}
    flows = {
        r: sparse.vstack([judge.rate(hamiltonian, x) for x in judge.spin(r)], format="csr")
        for r in judge.ELECTRODES
    }
    currents = judge.link_currents(spins, flows)
    found = {
        f"{a}-{b}"
        for a, b in product(judge.NODES, repeat=2)
        if a < b and np.abs(currents[a, b].toarray()).max() > 1e-9
    }
    assert drawn == found


@pytest.mark.parametrize(
    ("arguments", "word"),
    [(("LL", 1), "once"), (("LR", 0), "particles"), (("LR", 1, {("L", "X")}), "X")],
)
def test_bad_networks(arguments: tuple, word: str) -> None:  # type: ignore[type-arg]
    with pytest.raises(ValueError, match=word):
        network(*arguments)
