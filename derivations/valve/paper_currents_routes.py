"""Two roads to the average currents: Wick's theorem and the rules of the diagrams.

The text does not compare them. Diagrams of first order stand with the modes of their contractions;
``R`` is a moment of one electron, and the tensor is that of two spins of the left electrode.
"""

from __future__ import annotations

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import Call, Index, Node, Symbol, Total, equal, system

from .paper_currents_appendix import imaginary
from .paper_sums_rules import symmetric_traceless

mu = Index("mu", "component", r"\mu")
one, pair = (Index("d", kind) for kind in ("diagram", "pair diagram"))
wick_one = Symbol(
    "wick_one", "average", r"\langle [i [H_T, R_{<0>}], \tilde{H}_T] \rangle_{\mathrm{Wick}}"
)
wick_pair = Symbol(
    "wick_pair", "average",
    r"\langle [i [H_T, \mathbf{S}^L \odot \mathbf{S}^L], \tilde{H}_T] \rangle_{\mathrm{Wick}}",
)  # fmt: skip
sign = Symbol("sign", "sign of a diagram", "s_{<0>}")
first, second, third = (
    Symbol(f"occupation_{n}", f"occupation {n}", rf"f^{{({n})}}_{{<0>}}") for n in (1, 2, 3)
)
propagator = Symbol("propagator", "propagator", r"\frac{1}{i0 + X_{<0>}}")
chain = Symbol("chain", "matrix elements", r"\mathcal{M}_{<0>}")
current_vertex = Symbol("current_vertex", "vertex", r"r_{<0>} T")
spin_current_vertex = Symbol("spin_current_vertex", "vertex of a vector", r"\mathbf{s} T")
spin_vertex = Symbol("spin_vertex", "vertex of a spin", r"\mathbf{s}")
amplitude = Symbol("amplitude", "amplitude", r"T^\dagger")


def modes(body: Node) -> Call:
    """The sum over the modes of all contractions."""
    return Call(Symbol("modes", "function", r"\sum_{\mathrm{modes}}"), (body,))


_lines_one = first[one] * second[one] * propagator[one]
_lines_pair = first[pair] * second[pair] * third[pair] * propagator[pair]
ROUTES = Equation(
    "valve:currents-two-roads",
    system(
        equal(
            wick_one[mu],
            2 * imaginary(
                Total((one,), sign[one] * modes(
                    _lines_one * chain[one](current_vertex[mu], amplitude)
                ))
            ),
        ),
        equal(
            wick_pair,
            symmetric_traceless(
                2 * (2 * imaginary(
                    Total((pair,), sign[pair] * modes(
                        _lines_pair * chain[pair](spin_current_vertex, spin_vertex, amplitude)
                    ))
                ))
            ),
        ),
    ),
    note="not in the text: charge, spin and spin-quadrupole current to first order, any amplitudes",
)  # fmt: skip
