"""Corrected forms of what the valve paper misprints in (113)-(137) and beside them."""

from __future__ import annotations

from spinloom.derivations.engine.printed import (
    Integral,
    Label,
    Node,
    Relation,
    Symbol,
    System,
    about,
    equal,
    less,
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


# --- Flat bands -------------------------------------------------------------------------------


def flat_current() -> Relation:
    """(114) with the exchange coefficients in the second bracket."""
    p = print_
    exchange = odot(p.J_L, p.E_ex * p.J_L + p.T_ex * p.normal)
    return equal(p.I_Q, node(2) * p.along * odot(p.J_L, p.I_S) - exchange)


def double_integral() -> Relation:
    """(116) with the right electrode's functions at the other energy."""
    p = print_
    right = p.density[p.RIGHT](p.omega_2) * p.polarization[p.RIGHT](p.omega_2)
    left = p.density[p.LEFT](p.omega) * p.polarization[p.LEFT](p.omega)
    difference = p.occupied[p.RIGHT](p.omega_2) - p.occupied[p.LEFT](p.omega)
    integrand = left * right * (difference / (p.omega - p.omega_2 + p.i_zero))
    real_part = Symbol("Re", "function", r"\mathrm{Re}")
    return equal(
        p.T_S,
        node(2) * p.tunnelling**2 * real_part(Integral((p.omega, p.omega_2), integrand)),
    )


def exchange_torque() -> Relation:
    """(120), half as large."""
    p = print_
    return about(p.T_ex, -(p.Gamma / (2 * p.pi)) * (p.J**2 / p.D))


def edges() -> Relation:
    """The polarized states lie within J/2 of an edge of the band, on either side of it."""
    printed = text.TEXT_EDGES.printed
    assert isinstance(printed, Relation)
    pair = print_.omega * print_.omega_2
    near = (
        text.up_to(print_.modulus(print_.modulus(e) - print_.D), print_.J / 2)
        for e in (print_.omega, print_.omega_2)
    )
    left, right = near
    value = pair / print_.modulus(pair) / (4 * print_.D) ** 2 * left * right
    return Relation(printed.left, printed.sign, value)


def emission() -> Relation:
    """The dissipative part of (115)."""
    return equal(text.dissipative, -print_.E_ex * print_.emission)


def emission_sign() -> Relation:
    """What is negative is the exchange coefficient."""
    return less(print_.E_ex, 0)


def bias_sign() -> Relation:
    """(95) is negative where the left electrode loses electrons."""
    printed = text.TEXT_BIAS_SIGN.printed
    assert isinstance(printed, Relation)
    return Relation(printed.left, printed.sign, -printed.right)


def largest_splitting() -> Relation:
    """J^2 / (pi D) < J for J < pi D."""
    printed = text.FN_38.printed
    assert isinstance(printed, Relation)
    return Relation(printed.left, printed.sign, print_.pi * print_.D)


# --- Thermal bias -----------------------------------------------------------------------------


def nearly_collinear() -> System:
    """The axes of the frame of Sec. V B 3 b: e_z is the left direction, e_x the normal."""
    axes = text.exchange_axes
    return system(about(axes[print_.PLUS], text.e_z), about(axes[print_.MINUS], text.e_x))


def voltage_even() -> System:
    """The bias function is even; its sign is opposite to that of the voltage."""
    return system(equal(text.above, text.below), less(text.above * text.voltage_case, 0))


def thermal_flow() -> System:
    """The hot electrode gives above the chemical potential and takes below it."""
    return system(
        print_.greater(text.flow_above, 0),
        less(text.flow_below, 0),
        equal(text.flow_above, -text.flow_below),
    )


def _turned(printed: Node) -> Relation:
    assert isinstance(printed, Relation)
    return Relation(printed.left, printed.sign, -printed.right)


def saturation() -> Relation:
    """(137) for J much larger than T: negative for a hot right electrode."""
    return _turned(text.TEXT_SATURATION.printed)


def linear_integral() -> Relation:
    """Footnote 41 with the sign of its own bias function."""
    return _turned(text.FN_41.printed)


def antisymmetry() -> Relation:
    """An odd function changes sign."""
    return _turned(text.CAPTION_22.printed)


def curve_order() -> System:
    """The order of the caption of Fig. 22 is that of the signed currents."""
    first, second, third, fourth = text.CURVES
    return system(less(second, first), print_.greater(second, third), print_.greater(third, fourth))


def partner() -> Relation:
    """The parallel spin is found at the energy itself; the state one splitting above is empty."""
    return less(text.same_hole, text.same_energy)


def repulsion() -> Relation:
    """The difference of both values is (128), which holds the torque."""
    p = print_
    return equal(p.principal[p.PLUS] - p.principal[p.MINUS], p.S_theta)
