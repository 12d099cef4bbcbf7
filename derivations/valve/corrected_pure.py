"""Corrected forms of what the valve paper misprints in (113)-(137) and beside them."""

from __future__ import annotations

from spinloom.derivations.engine.printed import (
    Label,
    Node,
    Relation,
    Symbol,
    System,
    equal,
    node,
    system,
)

from . import paper_pure as print_
from . import paper_pure_text as text
from .paper import odot

# --- Principal axes ---------------------------------------------------------------------------

sign_theta = Symbol("sign_theta", "sign", r"\mathrm{sgn}(D_\theta)")


def bare_axes() -> System:
    """(126) with E_Q for D_theta: the coefficient beside the left direction, not a projection."""
    p = print_
    rest = p.A_Q * p.J_R, p.T_Q * p.normal
    return system(
        equal(p.bare_axis[p.PLUS], (p.E_Q + p.S_theta) * p.J_L + rest[0] + rest[1]),
        equal(p.bare_axis[p.MINUS], (p.E_Q - p.S_theta) * p.J_L + rest[0] + rest[1]),
    )


def _collinear(label: Label, factor: Node) -> Relation:
    return equal(print_.principal[label], factor * print_.modulus(print_.D_theta))


def collinear_plus() -> Relation:
    """(130) with D_theta = E_Q + A_Q cos(theta) and its own sign."""
    return _collinear(print_.PLUS, sign_theta / 6 + print_.HALF)


def collinear_minus() -> Relation:
    """(131) with D_theta and its own sign."""
    return _collinear(print_.MINUS, sign_theta / 6 - print_.HALF)


def collinear_zero() -> Relation:
    """(132) with D_theta, its own sign, and the sign of (123)."""
    return _collinear(print_.ZERO, -(sign_theta / 3))


def collinear_tensor() -> Relation:
    """The absorption tensor of collinear directions is the stored one, up to a sign."""
    cosine = Symbol("cos_case", "cosine", r"\cos\theta_{<0>}")[text.case]
    return equal(odot(print_.J_L, text.J_R_collinear), cosine * print_.emission)


def collinear_axis() -> Relation:
    """The left direction is the axis + or -, by the sign p."""
    axis = Symbol("axis_sign", "collinear axis", r"\hat{\mathbf{v}}_{p(<0>)}")[text.case]
    return equal(axis, print_.J_L)


def hard_axis() -> Relation:
    """The left direction is hard or easy, by the sign p."""
    along = Symbol("D_case", "sum", r"D_{\theta(<0>)}")[text.case]
    return equal(text.value_along, node(2) / 3 * along)


def direct_part() -> Relation:
    """The direct emission coefficient with the factor 2 of (109)."""
    return equal(text.E_dir, node(2) * print_.along * print_.E_S)


def direct_principal() -> Relation:
    """The direct principal currents, half of what the caption of Fig. 18 states."""
    sizes = text.spin_size * print_.modulus(print_.T_S) * print_.sin_theta
    return equal(text.direct_principal[print_.axis], text.lambda_sign[print_.axis] * sizes)
