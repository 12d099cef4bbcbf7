"""Rows of App. E on the vertices and rules of charge, spin and quadrupole currents: (E32)-(E43)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spinloom.derivations.engine.claims import small_system
from spinloom.derivations.engine.free import symmetric
from spinloom.derivations.engine.ledger import Entry

from . import corrected_currents_rules as corrected
from . import exact_currents_rules, exact_orbitals_rules, exact_rules, judge_network
from . import judge_currents_rules as judge
from . import judge_quadrupole_rules as pairs
from . import paper_currents_rules as print_
from .claims_sentences_rules import exhaustive
from .claims_traces_rules import even, row
from .rewriting import RewrittenClaim
from .rewriting_rules import selected_signs, sifted_spins

GENERIC = "exact Fock space, 256 states, generic spin-dependent tunnelling"
SPIN_SPACE = "spin space, generic complex amplitudes and axes"
FEW = "one and two electrons on an exact Fock space, "
CURRENTS = (
    "exact charge and spin currents of a valve with two spins per electrode, generic axes and "
    "real four-vectors t, first and third order in the tunnelling"
)
EACH_AMPLITUDE = "; for each amplitude between two spins without rounding"
EACH_HOP = "; for each hop and any state as operators, without rounding"
PRIMES = "primes, which the transcription could have lost"
NAMED = {"kronecker": symmetric, "opposite": symmetric, "pair_count": symmetric,
         "node_current": symmetric, "quadrupole_average": symmetric}  # fmt: skip


def one_particle() -> list[Entry]:
    """(E32)-(E37)."""
    hops = small_system(GENERIC + EACH_AMPLITUDE, judge_network.draw_one_particle, points=3,
                        exact=exact_currents_rules.currents)  # fmt: skip
    vertex = small_system(SPIN_SPACE, judge.draw_vertex, points=1, relations=NAMED)
    matrices = small_system(
        SPIN_SPACE, judge.draw_vertex, points=1, relations=NAMED, exact=exact_rules.vertex
    )
    densities = small_system(
        SPIN_SPACE, judge.draw_four_vector, points=3, exact=exact_rules.densities
    )
    currents = small_system(CURRENTS, judge.draw_current, points=4)
    return [
        row(print_.EQ_E32, hops, corrected.one_particle(),
            "the sign before h.c., which the transcription could have changed"),
        row(print_.EQ_E33, vertex),
        even(print_.EQ_E34, currents),
        row(print_.EQ_E35, small_system("every segment of all 80 diagrams of second order",
                                        judge.draw_segments, points=1)),
        row(print_.EQ_E36, matrices),
        row(print_.EQ_E37, densities),
        row(print_.TEXT_N_VERTICES, exhaustive("the terms of (E19)", judge.draw_counts)),
    ]  # fmt: skip


def quadrupole() -> list[Entry]:
    """(E38)-(E40) and the sentences around them."""
    # spins one half: where the tunnelling conserves the spin, the parts of the current commute
    # with the spin up to what has no symmetric, traceless part
    generic = small_system(
        FEW + "spin-dependent tunnelling",
        pairs.draw_quadrupole(False),
        points=1,
        relations=NAMED,
        exact=exact_rules.quadrupole,
    )
    every = replace(generic, method=generic.method + EACH_HOP, exact=exact_currents_rules.any_state)
    conserving = small_system(
        FEW + "spin-conserving tunnelling" + EACH_HOP,
        pairs.draw_quadrupole(True),
        points=1,
        relations=NAMED,
        exchanges={"odot": 1},
        exact=exact_currents_rules.any_state,
    )
    parts = small_system(GENERIC + EACH_AMPLITUDE, pairs.draw_partial, points=1,
                         exact=exact_currents_rules.partial_currents)  # fmt: skip
    return [
        row(print_.EQ_E38, generic),
        row(print_.EQ_E39, parts, corrected.partial_current(),
            "the sign of (E36) for r = R; no slip of the transcription"),
        row(print_.EQ_E40, conserving),
        row(print_.TEXT_ONLY_IF, every, corrected.at_every_node(),
            "no slip of the transcription"),
        row(print_.TEXT_SYMMETRIZED, conserving),
        row(print_.TEXT_QUADRUPOLE_INDICES,
            exhaustive("the left action of a product as fields", judge.draw_counts)),
    ]  # fmt: skip


def spin_vertex() -> list[Entry]:
    """(E41)-(E43) and what is inserted for the spin vertex."""
    acting = small_system(
        "two orbitals on a Liouville space of dimension 256, each matrix element of the spin",
        pairs.draw_spin_vertex,
        points=1,
        relations=NAMED,
        exact=exact_currents_rules.spin_action,
    )
    orbitals = small_system(
        "seven orbitals on three energies; polynomials for any axis and levels",
        pairs.draw_pair_sum,
        points=1,
        relations=NAMED,
    )
    levels = replace(orbitals, exact=exact_currents_rules.two_orbitals)
    inserted = replace(orbitals, exact=exact_currents_rules.insertion)
    spin = RewrittenClaim(
        print_.EQ_E41.printed, acting, lambda tree: sifted_spins(selected_signs(tree))
    )
    claim = RewrittenClaim(print_.EQ_E42.printed, levels, sifted_spins)
    return [
        Entry.of(print_.EQ_E41, spin, "diagrams", corrected=replace(
            spin, relation=corrected.spin_action()),
            slip="a prime, which the transcription could have lost"),
        Entry.of(print_.EQ_E42, claim, "diagrams", slip=PRIMES,
                 corrected=replace(claim, relation=corrected.pair_sum())),
        row(print_.EQ_E43, replace(orbitals, exact=exact_orbitals_rules.two_contractions)),
        row(print_.TEXT_SPIN_VERTEX, inserted, corrected.spin_insertion(),
            "a root, which the transcription could have added"),
        row(print_.TEXT_RULE_SPIN, inserted, corrected.spin_insertion(),
            "a factor t squared; no slip of the transcription"),
    ]  # fmt: skip


def entries() -> Sequence[Entry]:
    """The rows of this part, in the order of the paper."""
    return (*one_particle(), *quadrupole(), *spin_vertex())
