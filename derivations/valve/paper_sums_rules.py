"""Sums of diagrams: the rules of the quadrupole current, numbers of diagrams, cancellations."""

from __future__ import annotations

from collections.abc import Mapping

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import (
    Call,
    Label,
    Node,
    Relation,
    Symbol,
    equal,
    node,
    system,
)

from .paper import signs
from .paper_currents_rules import imaginary
from .paper_rules import order, summed
from .paper_traces_rules import over_frequencies

quadrupole_current = Symbol(
    "quadrupole_current", "current", r"\langle \mathcal{I}_{\mathcal{Q}}^{LL} \rangle|_{<0>}"
)
spin_current_vertex = Symbol("spin_current_vertex", "current vertex", r"\mathbf{i}_{\mathbf{S}^L}")
spin_alone = Symbol("spin_alone", "spin vertex", r"\mathbf{s}")
contraction_factor = Symbol(
    "contraction_factor", "contraction", r"\mathbf{F} \cdot \check{\mathbf{r}}"
)
tunnelling_factor = Symbol(
    "tunnelling_factor", "vertex", r"\check{\mathbf{t}} \cdot \check{\mathbf{r}}"
)


def symmetric_traceless(tensor: Node) -> Call:
    """The symmetric, traceless part."""
    return Call(Symbol("traceless", "function", r"\mathrm{sym}_0"), (tensor,))


TEXT_RULE_COMPLETE = Equation(
    "valve:text-rule-quadrupole",
    equal(
        quadrupole_current[order],
        symmetric_traceless(
            2
            * summed(
                2
                * imaginary(
                    signs
                    * over_frequencies(
                        tunnelling_factor, spin_current_vertex, spin_alone, contraction_factor
                    )
                )
            )
        ),
    ),
    note="translation rules 3 and 4 of E 8, node LL, spin-dependent tunnelling; the vertex and "
    "its adjoint, and what is inserted for the spin vertex, as corrected",
)
_counts = {
    ("charge", "1"): 2, ("charge", "2"): 80, ("charge", "3"): 10112,
    ("quadrupole", "1"): 4, ("quadrupole", "2"): 256, ("quadrupole", "3"): 42496,
}  # fmt: skip


def tally(name: str, tex: str, numbers: Mapping[tuple[str, str], int]) -> tuple[Relation, ...]:
    """Numbers of diagrams by observable and order."""
    symbol = Symbol(name, "count", tex)
    return tuple(
        equal(symbol[Label(kind, "observable"), Label(n, "order")], node(number))
        for (kind, n), number in numbers.items()
    )


COUNTS = Equation(
    "valve:counts",
    system(*tally("counted", r"\#_{\mathrm{<0>}}^{(<1>)}", _counts)),
    note="not in the text: diagrams of the first three orders in Gamma; the spin has as many as "
    "the charge",
)
_second = (("charge", "2"), ("quadrupole", "2"))
CANCELLATIONS = Equation(
    "valve:cancellations",
    system(
        *tally("disconnected", r"\#_{\mathrm{<0>,disconnected}}^{(<1>)}",
               dict(zip(_second, (32, 160), strict=True))),
        *tally("cancelling", r"\#_{\mathrm{<0>,cancelling}}^{(<1>)}",
               dict(zip(_second, (48, 96), strict=True))),
        *tally("loose", r"\#_{\mathrm{<0>,both}}^{(<1>)}",
               dict(zip(_second, (32, 80), strict=True))),
    ),
    note="not in the text: diagrams of second order that are disconnected, that have a partner "
    "of the opposite value, and that are both",
)  # fmt: skip
