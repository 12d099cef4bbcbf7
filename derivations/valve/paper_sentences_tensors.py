"""More sentences of appendices A, B and C of the valve paper, as statements."""

from __future__ import annotations

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import (
    Index,
    Label,
    Matrix,
    Relation,
    Symbol,
    System,
    Total,
    equal,
    less,
    node,
    system,
)

from .paper_appendix_a_triplets import m, triplet_element, zero
from .paper_appendix_b import pm

# --- Appendix A -------------------------------------------------------------------------------

block = Symbol("block", "size", r"\left\|<0>\right\|")
TEXT_BLOCKS = Equation(
    "valve:text-A26-blocks",
    system(
        equal(block[Label("exchange", "block", r"[P, \mathcal{Q}^{12}]")], 0),
        equal(block[Label("S|T", "block", r"\langle S|\mathcal{Q}^{12}|Tm \rangle")], 0),
        equal(block[Label("T|S", "block", r"\langle Tm|\mathcal{Q}^{12}|S \rangle")], 0),
        equal(block[Label("spin", "block", r"\mathbf{S}^{12}|S \rangle")], 0),
        equal(block[Label("S|S", "block", r"\langle S|\mathcal{Q}^{12}|S \rangle")], 0),
        less(0, block[Label("T|T", "block", r"\langle Tm|\mathcal{Q}^{12}|Tm' \rangle")]),
    ),
    note="above (A26): why the moment of a pair has elements between triplets alone",
)
plus = Label("+", "triplet")
TEXT_PLANAR = Equation(
    "valve:text-A31-planar",
    system(
        equal(Total((m,), triplet_element[m, m]), 0),
        equal(triplet_element[zero, zero], -(2 * triplet_element[plus, plus])),
    ),
    note="around (A31): traceless in the Hilbert space, easy axis and easy plane",
)
side = Index("side", "side")
even = Symbol("even", "bracket", r"[2 f_+(\omega) - f_+(\omega + J) - f_+(\omega - J)]_{<0>}")
odd = Symbol("odd", "bracket", r"[f_+(\omega - J) - f_+(\omega + J)]_{<0>}")
from_mu = Symbol("from_mu", "sign", r"\mathrm{sgn}(\omega_{<0>} - \mu)")
TEXT_CANCELLED = Equation(
    "valve:text-A45-cancelled",
    equal(even[side] + from_mu[side] * odd[side], 0),
    note="below (A45), as corrected: n = 1 for omega > 0 and n = -1 for omega < 0 cancels the "
    "first term, with frequencies from the potential, as the sentence takes both symmetries; "
    "T << J",
)

# --- Appendices B and C -----------------------------------------------------------------------

eigenvalue = Symbol("eigenvalue", "eigenvalue", r"\lambda_{<1>}(\mathrm{<0>})")
D_theta, S_theta = (Symbol(f"{x}_theta", "coefficient", rf"{x}_\theta") for x in "DS")
FLAT, GENERAL = Label("115", "tensor", "115"), Label("108", "tensor", "108")
_plus, _minus, _zero = Label("+", "sign"), Label("-", "sign"), Label("0", "sign")


def principal_currents(tensor: Label) -> System:
    """(123) and (124) as the eigenvalues of the tensor of an equation."""
    return system(
        equal(eigenvalue[tensor, _zero], -(D_theta / 3)),
        equal(eigenvalue[tensor, _plus], D_theta / 6 + S_theta / 2),
        equal(eigenvalue[tensor, _minus], D_theta / 6 - S_theta / 2),
    )


TEXT_SOURCE = Equation(
    "valve:text-B2-source",
    principal_currents(FLAT),
    note="below (B2): the principal currents are said to follow from (115), which has no "
    "absorption; D and S are those of (127) and (128)",
)
drift = Symbol("drift", "change", r"|\Delta <0>|")
TEXT_INVARIANTS = Equation(
    "valve:text-B13-invariants",
    system(
        *(equal(drift[Label(name, "invariant", rf"\mathrm{{{name}}} \mathcal{{A}}")], 0)
          for name in ("tr", "spm", "det")),
        less(0, drift[Label("entry", "invariant", r"\mathcal{A}_{ij}")]),
    ),
    note="below (B13): what rotations leave, and entries, which they change",
)  # fmt: skip
part = Symbol("part", "size", r"|<0> \cdot \hat{\mathbf{v}}_{<1>}|")
vector_a, vector_b = (Label(name, "vector", rf"\mathbf{{{name}}}") for name in "ab")
TEXT_CHOICE = Equation(
    "valve:text-B18-choice",
    system(
        less(0, part[vector_a, pm]),
        less(0, part[vector_b, pm]),
        equal(part[Label("across", "vector", r"\mathbf{a} \times \mathbf{b}"), pm], 0),
    ),
    note="below (B18): both a and b have a part along each of the two axes; not every vector has",
)
turns = Symbol("turns", "table", r"\Theta(\dot{\mathbf{e}}_i)")
TEXT_TURNING = Equation(
    "valve:text-C1-turning",
    equal(turns, Matrix(((node(0), node(0), node(1)),))),
    note="end of appendix C: axes turn although the tensor commutes with its rate if all values "
    "vanish; columns: three different values, two equal ones, all zero",
)


def turning() -> Relation:
    """Two equal values are enough."""
    return equal(turns, Matrix(((node(0), node(1), node(1)),)))
