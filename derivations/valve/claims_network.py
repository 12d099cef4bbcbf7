"""Rows of the network, the superoperators and the diagrams: each equation with its judge.

Conventions: hbar = k_B = 1; positive currents enter the node; spin up is along the Stoner field.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spinloom.derivations.engine.claims import (
    DefinitionClaim,
    Judge,
    RelationClaim,
    measured,
    small_system,
)
from spinloom.derivations.engine.free import symmetric
from spinloom.derivations.engine.ledger import Claim, Entry
from spinloom.derivations.engine.printed import (
    Label,
    Node,
    equal,
    relations,
    system,
)

from . import (
    corrected,
    exact_flows,
    exact_links,
    exact_liouville_rules,
    exact_thermal_rules,
    judge_diagrams,
    judge_network,
    judge_network_pairs,
    judge_storage,
    judge_superoperators,
)
from . import paper as print_
from .exact_operators_atoms import OpenClaim, current
from .rewriting import RewrittenClaim, commuted, sifted
from .together import Together

GENERIC = "exact Fock space, 256 states, generic spin-dependent tunnelling"
CONSERVING = "exact Fock space, 256 states, spin-conserving tunnelling"
PAIRS = (
    "one and two electrons on an exact Fock space, generic spin-dependent tunnelling; then every "
    "hop between three electrodes by itself"
)
SIGNS = "averages of fields as matrices for 86 diagrams, one mode for each contraction"
TWO_MODES = "two modes on a Liouville space of dimension 16"
SIGN = "the sign before h.c., which the transcription could have changed"
SWAP = "primes in (r <-> s'), which the transcription could have lost or added"
BARS = "bars over chi and eta, which the transcription could have lost"
PRIME = "a prime at the index of the Fermi function, which the transcription could have lost"
NAMED = {
    "unequal": symmetric,
    "same": symmetric,
    "pair_count": symmetric,
    "pair_current": lambda labels: (1, (*sorted(labels[:2]), *sorted(labels[2:]))),  # rr' = r'r
    "delta": symmetric,
    "delta_opposite": symmetric,
    "gamma": lambda labels: (1, labels[1:]),  # the trace does not see the side of the last field
}


def storage() -> list[Entry]:
    """(70)."""
    judge = Judge("quadrature over the orbitals' energies", judge_storage.draw_exchange, points=20)
    claim = RelationClaim(print_.EQ_70.printed, judge)
    return [Entry.of(print_.EQ_70, claim, "storage")]


def network() -> list[Entry]:
    """(80), (85), (87), (88)."""
    one_particle = small_system(GENERIC, judge_network.draw_one_particle, points=3)
    hop = RelationClaim(print_.EQ_80.printed, one_particle)
    added = OpenClaim(corrected.one_particle_current(), one_particle, proof=current)
    pairs = small_system(
        PAIRS, judge_network_pairs.draw_pairs, points=1, relations=NAMED, exact=exact_links.pairs
    )
    link = RewrittenClaim(print_.EQ_85.printed, pairs, lambda tree: commuted(sifted(tree)))
    linked = replace(link, relation=corrected.link_current())
    generic, conserving = (
        small_system(
            method,
            judge_network.draw_network(kept),
            points=2,
            relations=NAMED,
            exact=exact_flows.exact(kept),
        )
        for method, kept in ((GENERIC, False), (CONSERVING, True))
    )
    spread, cancelled = relations(print_.EQ_88.printed)
    conserved = Together((RelationClaim(spread, generic), RelationClaim(cancelled, conserving)))
    return [
        Entry.of(print_.EQ_80, hop, "network", corrected=added, slip=SIGN),
        Entry.of(print_.EQ_85, link, "network", corrected=linked, slip=SWAP),
        Entry.of(print_.EQ_87, RewrittenClaim(print_.EQ_87.printed, generic, commuted), "network",
                 note="holds for spin-dependent tunnelling too"),
        Entry.of(print_.EQ_88, conserved, "network",
                 note="the first equality holds for spin-dependent tunnelling too"),
    ]  # fmt: skip


def _fields(printed: Node | None = None, index: Node | None = None) -> Judge:
    draw = judge_superoperators.draw_fields(printed, index)
    return small_system(TWO_MODES, draw, points=3, relations=NAMED)


def _with_fields(printed: Node) -> Claim:
    """(E9) and (E10) as corrected, and the fields that act from the left, for a printed (E1)."""
    from_left = (
        equal(
            print_.field_superoperator[chi, eta, print_.m_1],
            print_.acting("left", print_.field_operator[eta, print_.m_1]),
        )
        for chi, eta in ((Label("-"), Label("+")), (Label("+"), Label("-")))
    )
    rules = (*corrected.anticommutator().relations, *corrected.contraction().relations)
    return RelationClaim(system(*rules, *from_left), _fields(printed))


def _with_index(printed: Node) -> Claim:
    """(E10) as corrected, for a printed (E11)."""
    return RelationClaim(corrected.anticommutator(), _fields(index=printed))


def superoperators() -> list[Entry]:
    """(E1), (E9), (E10), (E11)."""
    averages = replace(
        _fields(),
        method=TWO_MODES + "; exponentials as names",
        exact=exact_thermal_rules.contractions,
    )
    contraction = RewrittenClaim(print_.EQ_E9.printed, averages, sifted)
    pairs = replace(
        _fields(), method=TWO_MODES + "; integers on three modes", exact=exact_liouville_rules.pairs
    )
    anticommutator = RelationClaim(print_.EQ_E10.printed, pairs)
    return [
        Entry.of(print_.EQ_E1, DefinitionClaim(print_.EQ_E1.printed, _with_fields),
                 "superoperators", defines=("valve:E9", "valve:E10")),
        Entry.of(print_.EQ_E9, contraction, "superoperators", slip=PRIME,
                 corrected=replace(contraction, relation=corrected.contraction())),
        Entry.of(print_.EQ_E10, anticommutator, "superoperators", slip=BARS,
                 corrected=replace(anticommutator, relation=corrected.anticommutator())),
        Entry.of(print_.EQ_E11, DefinitionClaim(print_.EQ_E11.printed, _with_index),
                 "superoperators", defines=("valve:E10",)),
    ]  # fmt: skip


def diagrams() -> list[Entry]:
    """Counts at first order, signs at first and second."""
    judge = measured(
        "list of the diagram rules, equal to the list of brute force on Liouville space",
        lambda: {
            "diagrams": {
                observable: judge_diagrams.counted(observable, 1)
                for observable in ("charge", "spin", "quadrupole")
            }
        },
        1e-12,
    )
    signs = small_system(SIGNS, judge_diagrams.draw_signs, points=1)
    return [
        Entry.of(equation, RelationClaim(equation.printed, chosen), "diagrams")
        for equation, chosen in (
            (print_.TEXT_TWO_DIAGRAMS, judge),
            (print_.TEXT_TWO_PAIRS, judge),
            (print_.EQ_E28, signs),
        )
    ]


def entries() -> Sequence[Entry]:
    """The rows of this part, in the order of the paper."""
    return (*storage(), *network(), *diagrams(), *superoperators())
