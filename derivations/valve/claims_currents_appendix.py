"""Rows of the appendix on the average currents: (D1)-(D14).

Conventions: hbar = k_B = 1; positive currents enter the node; spin up is along the Stoner field.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from spinloom.derivations.engine.claims import (
    DefinitionClaim,
    Judge,
    RelationClaim,
    measured,
    small_system,
)
from spinloom.derivations.engine.diagrams import Observable
from spinloom.derivations.engine.free import antisymmetric, symmetric
from spinloom.derivations.engine.interpret import Draw
from spinloom.derivations.engine.ledger import Claim, Entry, Equation
from spinloom.derivations.engine.printed import (
    Call,
    Index,
    Integral,
    Node,
    Symbol,
    Total,
    node,
    relations,
    substitute,
    walk,
)

from . import corrected_currents as corrected
from . import (
    exact_currents,
    exact_currents_matrices,
    exact_currents_orbitals,
    exact_currents_traces,
)
from . import judge_currents_traces as judge
from . import paper_currents_appendix as print_
from . import paper_currents_text as text
from .claims_currents import with_steps
from .rewriting import RewrittenClaim
from .together import Together

SHARP = "linear response on an exact Fock space, 256 states, levels on a grid, sharp kernel"
BROADENED = "linear response on an exact Fock space, 256 states, broadened kernel"
TUNNELLING = "tunnelling component"
PLANAR = f"{BROADENED}, Stoner fields in the plane of x and z"
SIGNS = "averages of fields as matrices, one mode for each contraction"
TRACES = "matrices of spin space"
NAMED = {
    "delta": symmetric, "delta_bar": symmetric, "levi_civita": antisymmetric,
    # both vectors of the two-particle matrix point along the Stoner field
    "pair_matrix": lambda labels: (1, labels if "0" in labels else tuple(sorted(labels))),
}  # fmt: skip
PI = "a factor 1/pi, which the transcription could have lost"
PRIMES = "a factor 1/pi and a prime, which the transcription could have lost"


def _system(method: str, draw: Draw, points: int = 3) -> Judge:
    return small_system(
        method, draw, points=points, relations=NAMED, exchanges={"odot": 1, "nu_two": 1}
    )


_SHARP = replace(_system(SHARP, judge.draw_sharp), exact=exact_currents.appendix)
_BROADENED = replace(_system(BROADENED, judge.draw_broadened), exact=exact_currents.broadened)
_PLANAR = replace(_system(PLANAR, judge.draw_planar, 1), exact=exact_currents_traces.traces)
_ORBITALS = replace(_SHARP, exact=exact_currents_orbitals.orbitals)


def _misprint(equation: Equation, judged: Judge, mended: Node, slip: str) -> Entry:
    claim = RelationClaim(equation.printed, judged)
    return Entry.of(
        equation, claim, "currents", corrected=replace(claim, relation=mended), slip=slip
    )


def _verified(equation: Equation, judged: Judge) -> Entry:
    return Entry.of(equation, RelationClaim(equation.printed, judged), "currents")


def _without_principal_part(tree: Node) -> Node:
    """What stands beside the propagator of (D3) is real: its real part has no imaginary part."""
    for path, place in walk(tree):
        match place:
            case Call(Symbol("principal")):
                tree = substitute(tree, path, node(0))
    return tree


def _with_unit_matrix(tree: Node) -> Node:
    """The tunnelling conserves the spin: one component, which multiplies the unit matrix."""
    for path, place in walk(tree):
        match place:
            case Total(indices, body):
                kept = tuple(i for i in indices if i.kind != TUNNELLING)
                tree = substitute(tree, path, Total(kept, body))
    for path, place in walk(tree):
        match place:
            case Symbol(name, indices=(Index(kind=kind),)) if kind == TUNNELLING:
                tree = substitute(tree, path, Symbol(f"{name}_0"))
    integrals = ((path, place) for path, place in walk(tree) if isinstance(place, Integral))
    for path, place in tuple(integrals)[:1]:  # equal integrands are enough
        tree = substitute(tree, path, place.body)
    return tree


def _chain() -> Entry:
    """(D3): its first integral runs over pairs, its second over one frequency."""
    judges = (_BROADENED, _SHARP)

    def together(chain: Node) -> Together:
        rows = zip(relations(chain), judges, strict=True)
        return Together(tuple(RewrittenClaim(row, judged, _without_principal_part)
                              for row, judged in rows))  # fmt: skip

    return Entry.of(
        print_.EQ_D3, together(print_.EQ_D3.printed), "currents",
        corrected=together(corrected.charge_chain()),
        slip="primes at the second integral, which the transcription could have added",
    )  # fmt: skip


def _in_pairs(name: str) -> Callable[[Node], Claim]:
    def use(printed: Node) -> Claim:
        draw = judge.with_pairs(printed, name)
        return RelationClaim(corrected.spin_pairs(), _system(BROADENED, draw))

    return use


def _in_vectors(printed: Node) -> Claim:
    """(D5) as corrected, for a printed (D8)."""
    judged = replace(
        _system(SHARP, judge.with_principal_values(printed)),
        exact=lambda: judge.vectors_of(printed, exact_currents.appendix()),
    )
    return RelationClaim(corrected.spin_vectors(), judged)


def _signs(observable: Observable) -> Judge:
    return measured(SIGNS, lambda: judge.first_order_signs(observable), 1e-12)


def one_particle() -> list[Entry]:
    """(D1)-(D8)."""
    traces = replace(_system(TRACES, judge.draw_traces, 1),
                     exact=exact_currents_traces.check_matrices)  # fmt: skip
    walk_print = RewrittenClaim(print_.EQ_D1.printed, _PLANAR, _with_unit_matrix)
    principal = DefinitionClaim(print_.EQ_D8.printed, _in_vectors, leaf="beta")
    return [
        Entry.of(print_.EQ_D1, walk_print, "currents",
                 corrected=replace(walk_print, relation=corrected.one_particle()),
                 slip="a matrix in the trace and a summation index"),
        _verified(text.TEXT_SIGN, _signs("charge")),
        _verified(print_.EQ_D2, traces),
        _chain(),
        _misprint(print_.EQ_D4, _BROADENED, corrected.spin_pairs(), PI),
        _misprint(print_.EQ_D5, _SHARP, corrected.spin_vectors(),
                  "L for R at a density, which the transcription could hardly have made"),
        *(
            Entry.of(equation, DefinitionClaim(equation.printed, _in_pairs(name), leaf=name),
                     "currents", defines=("valve:D4",))
            for equation, name in ((print_.EQ_D6, "Gamma_pair"), (print_.EQ_D7, "Delta_pair"))
        ),
        Entry.of(print_.EQ_D8, principal, "currents", slip=PI,
                 corrected=replace(principal, relation=corrected.principal_part())),
    ]  # fmt: skip


def quadrupole() -> list[Entry]:
    """(D9)-(D14)."""
    one_point = replace(_SHARP, points=1)
    direct = replace(_BROADENED, exact=exact_currents_matrices.assembled)
    return [
        _verified(print_.EQ_D9, direct),
        _verified(text.TEXT_CROSSED, measured("list of the diagrams", judge.crossed_lines, 1e-12)),
        _verified(text.TEXT_EXCHANGE_SIGN, _signs("quadrupole")),
        _misprint(print_.EQ_D10, _PLANAR, corrected.exchange_trace(),
                  "a bar over an index, which the transcription could have lost"),
        _misprint(print_.EQ_D11, one_point, corrected.exchange_tensors(), PRIMES),
        _misprint(print_.EQ_D12, _SHARP, corrected.exchange_vectors(), PRIMES),
        *(_verified(e, _ORBITALS) for e in (print_.EQ_D13, print_.EQ_D14)),
        _verified(print_.TEXT_UNIT, _SHARP),
    ]  # fmt: skip


def entries() -> Sequence[Entry]:
    """The rows of the appendix."""
    return with_steps(*one_particle(), *quadrupole())
