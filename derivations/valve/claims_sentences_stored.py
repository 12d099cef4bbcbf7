"""Rows of more sentences of sections II, III and IV."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spinloom.derivations.engine.claims import Judge, RelationClaim, measured, small_system
from spinloom.derivations.engine.ledger import Entry, Equation
from spinloom.derivations.engine.printed import Node, equal

from . import claims_flows, exact_ground_stored, exact_steps_stored
from . import judge_sentences_stored as judge
from . import paper_sentences_stored as sentences
from .paper_flows import tunnelling

EDGES = (
    "edges of four bands, two chemical potentials; any band by the order of energies, from what "
    "W means"
)
GROUND = "ground state on an exact Fock space; any number of half-filled and full orbitals"
MIXED = "a mixed state of two orbitals, 16 states"
BAND = "a flat band, occupations of its orbitals"
CONSERVING = "three electrodes, one and two electrons, spin-conserving tunnelling"
BARS = "a modulus and a chemical potential, which the transcription could hardly lose"
NUMBER = "the number of an equation"


def _row(equation: Equation, chosen: Judge, derived_in: str = "storage") -> Entry:
    return Entry.of(equation, RelationClaim(equation.printed, chosen), derived_in)


def _misprint(equation: Equation, mended: Node, chosen: Judge, slip: str, derived_in: str) -> Entry:
    claim = RelationClaim(equation.printed, chosen)
    better = replace(claim, relation=mended)
    return Entry.of(equation, claim, derived_in, corrected=better, slip=slip)


def entries() -> Sequence[Entry]:
    """The rows of this part, in the order of the paper."""
    edges = small_system(EDGES, judge.draw_frequencies, points=5,
                         exact=exact_steps_stored.frequencies)  # fmt: skip
    mixed = small_system(MIXED, judge.draw_mixed, points=2)
    ground = small_system(GROUND, judge.draw_ground, points=3,
                          exact=exact_ground_stored.ground)  # fmt: skip
    network = small_system(CONSERVING, judge.draw_network, points=1)
    return (
        _misprint(sentences.TEXT_FREQUENCIES, equal(sentences.least[sentences.WITHIN], 1), edges,
                  BARS, "storage"),
        _row(sentences.TEXT_ALIGNMENT, mixed),
        _misprint(sentences.TEXT_RECOVERED, sentences.recovered(), ground, NUMBER, "storage"),
        _row(sentences.TEXT_COLD, measured(BAND, judge.windows, 1e-12)),
        _misprint(sentences.TEXT_SOURCE, sentences.from_hamiltonian(tunnelling),
                  claims_flows.EVERY, NUMBER, "network"),
        *(_row(equation, network, "network")
          for equation in (sentences.TEXT_NO_ANALOGUE, sentences.TEXT_CORRELATED,
                           sentences.TEXT_ISOTROPIC)),
    )  # fmt: skip
