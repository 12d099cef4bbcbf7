"""Corrected forms of the magnet paper's misprints: the print with the fault mended."""

from __future__ import annotations

from spinloom.derivations.engine.printed import Node, Relation, equal

from . import paper_appendix_b as b
from .notation import exp, i_unit, omega, t_mean


def two_functions() -> Relation:
    """(B9) with the bar over h."""
    d = b.derivative
    exponent = -(i_unit / 2) * (
        d("time", "-h") * d("frequency", "g") + d("time", "g") * d("frequency", "h")
    )
    return equal(b.f_w(t_mean, omega), exp(exponent) * b.g_w(t_mean, omega) * b.h_w(t_mean, omega))


def _bars(g: str, h: str, k: str) -> Node:
    """Later functions carry the bar on time derivatives; frequency derivatives carry none."""
    d = b.derivative
    return -(i_unit / 2) * (
        d("time", "-" + h, "-" + k) * d("frequency", g)
        + d("time", g, "-" + k) * d("frequency", h)
        + d("time", g, h) * d("frequency", k)
    )


def three_functions() -> Relation:
    """(B12) with bars only where a later function is differentiated by time."""
    return equal(
        b.f_w(t_mean, omega),
        exp(_bars("g", "h", "k"))
        * b.g_w(t_mean, omega)
        * b.h_w(t_mean, omega)
        * b.k_w(t_mean, omega),
    )


def keldysh_green() -> Relation:
    """(B18) with the bars of three_functions."""
    return equal(
        b.green_K(t_mean, omega),
        -exp(_bars("R", "K", "A"))
        * b.green_R(t_mean, omega)
        * b.inverse_K(t_mean, omega)
        * b.green_A(t_mean, omega),
    )
