"""The currents as sums over pairs of levels, with a kernel of any width. Not in the text.

``a`` and ``c`` are levels of the left electrode, ``b`` one of the right; ``P`` projects on the spin
of a level.
"""

from __future__ import annotations

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import Call, Index, Node, Symbol, Total, equal, system

from .paper_currents import LL, L, R, above, charge_current, pi, t
from .paper_currents_appendix import dirac, exchange_current, imaginary, trace

i = Index("i", "axis")
a, c = (Index(name, "left level") for name in "ac")
b = Index("b", "right level")
spin_current = Symbol(
    "spin_current_component", "current", r"\langle I_{S_{<1>}}^{<0>} \rangle"
)  # fmt: skip
energy = Symbol("energy", "energy", r"\varepsilon_{<1>}^{<0>}")
filled = Symbol("filled", "occupation", "f_{<1>}^{<0>}")
projector = Symbol("projector", "spin matrix", "P_{<1>}^{<0>}", commuting=False)
s = Symbol("s", "spin matrix", "s_{<0>}", commuting=False)
same_orbital = Symbol("same_orbital", "delta", r"\delta_{k_{<0>},k_{<1>}}")


def spin_dyad(first: Node, second: Node, third: Node) -> Call:
    """tr(P s (.) P' s P''), symmetric and without trace in its two axes."""
    name = r"\mathrm{tr}_{P \mathbf{s} \odot P' \mathbf{s} P''}"
    return Call(Symbol("spin_dyad", "trace", name), (first, second, third))


def overlap(first: Node, second: Node) -> Call:
    """The trace of two projectors."""
    return Call(Symbol("overlap", "trace", r"\mathrm{tr}_{PP'}"), (first, second))


_bias = filled[R, b] - filled[L, a]
_kernel = above(energy[L, a] - energy[R, b])
LEVELS = Equation(
    "valve:currents-over-levels",
    system(
        equal(
            charge_current[L],
            2 * pi * Total((a, b), t**2 * _bias * dirac(energy[L, a] - energy[R, b])
                           * overlap(projector[L, a], projector[R, b])),
        ),
        equal(
            spin_current[L, i],
            -2 * imaginary(Total((a, b), t**2 * _bias * _kernel
                                 * trace(projector[L, a] * s[i] * projector[R, b]))),
        ),
        equal(
            exchange_current[LL],
            4 * imaginary(Total((a, b, c), t**2 * _bias * _kernel
                                * (same_orbital[a, c] * filled[L, c])
                                * spin_dyad(projector[L, a], projector[L, c], projector[R, b]))),
        ),
    ),
    note="not in the text: what Wick's theorem gives, without a continuum, at a finite broadening",
)  # fmt: skip
