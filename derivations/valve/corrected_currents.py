"""Corrected forms of what the valve paper misprints in (89)-(112) and (D1)-(D14)."""

from __future__ import annotations

from dataclasses import replace

from spinloom.derivations.engine.printed import (
    Call,
    Integral,
    Negative,
    Node,
    Relation,
    Symbol,
    System,
    Total,
    equal,
    less,
    relations,
    system,
)

from . import paper_currents as print_
from . import paper_currents_appendix as appendix
from . import paper_currents_text as text
from .paper import odot, r
from .paper_currents import L, R, cross, dot, over, pi
from .paper_currents_appendix import one, one_p, over_places, two_p


def log(argument: Node) -> Call:
    """The natural logarithm."""
    return Call(Symbol("log", "function", r"\log"), (argument,))


def exchange_torque() -> Relation:
    """(102) with the other sign."""
    (printed,) = relations(print_.EQ_102.printed)
    bracket = print_.beta[R] - print_.alpha[R] * print_.f_plus[L]
    ratio = print_.anisotropy[L] / print_.nu_bar[R]
    return replace(printed, right=2 * over(print_.Gamma * bracket * ratio))


def even_anisotropy() -> Relation:
    """(103) with one electrode on both sides."""
    return equal(print_.anisotropy_even[r](print_.omega), print_.even_integral(r))


def torque_of_the_note() -> Relation:
    """The note's rewriting of (98), with the other sign."""
    (printed,) = relations(text.FN_37.printed)
    bracket = (
        print_.beta[R] / print_.nu_bar[R]
        - print_.alpha[R] / print_.nu_bar[R] * print_.f_plus[L]
    )  # fmt: skip
    return replace(printed, right=over(print_.Gamma * bracket * print_.n[L]))


def exact_crossing() -> Relation:
    """The bias at which emission and torque are equal, from the integral of the logarithms.

    The torque is taken at the chemical potential of the left electrode, half of the bias.
    """
    (printed,) = relations(text.CAPTION_16_EXACT.printed)
    half = text.crossing_V / 2

    def weighted(edge: Node) -> Node:
        ahead, behind = edge + half, edge - half
        return ahead * log(ahead) + behind * log(behind)

    width, splitting = text.D_value, text.J_value
    terms = (
        weighted(width + 3 * splitting / 2)
        - 2 * weighted(width + splitting / 2)
        + weighted(width - splitting / 2)
    )
    return replace(printed, right=1 / (2 * pi) * terms)


def direction_of_flow() -> Relation:
    """What flows from LL to LR leaves LL, into which its current counts as positive."""
    (printed,) = relations(text.TEXT_DIRECTION.printed)
    return replace(printed, right=-printed.right)


def stored_exchange() -> Relation:
    """The exchange part of the stored moment."""
    (printed,) = relations(text.TEXT_STORED.printed)
    spin = print_.spin[L]
    return replace(printed, left=printed.left - odot(spin, spin))


def emission_sign() -> System:
    """Both coefficients with the sign of the charge current."""
    absorbed, emitted = relations(text.TEXT_EMISSION.printed)
    return system(absorbed, less(0, emitted.left))


def one_particle() -> Relation:
    """(D1) summed over the charge index, with the matrix of the current vertex in the trace."""
    a = appendix
    r_mu = a.r_vertex[a.mu]
    walk = (
        a.r_check[a.rho_1] * r_mu * a.r_check[a.tau_1] * a.r_check[a.rho_1p] * a.r_check[a.tau_1p]
    )
    body = (
        a.chi[a.charge_index]
        * a.F[a.charge_index, L, a.rho_1](a.omega_1)
        * a.F_bar[a.charge_index, R, a.rho_1p](a.omega_1p)
        * (a.t_check[a.tau_1] * a.t_check[a.tau_1p])
        * a.trace(walk)
    )
    indices = (a.charge_index, a.rho_1, a.rho_1p, a.tau_1, a.tau_1p)
    propagator = 1 / (a.i_zero - a.omega_1p + a.omega_1)
    return equal(
        a.one_particle[a.mu, L],
        2 * a.imaginary(over_places(propagator * Total(indices, body), one, one_p)),
    )


def charge_chain() -> System:
    """(D3) with one frequency in its last integral."""
    first, second = relations(appendix.EQ_D3.printed)
    aligned = 1 + dot(appendix.n_vector[L, one], appendix.n_vector[R, one])
    body = appendix.Gamma_at[one] * appendix.Delta_at[one] * aligned
    return system(first, replace(second, right=2 * over_places(body, one)))


def spin_pairs() -> Relation:
    """(D4) with the 1/pi of (D3)."""
    a = appendix
    (printed,) = relations(a.EQ_D4.printed)
    body = 1 / pi * a.rates * (-a.bias) * a.propagator * a.spin_bracket
    return replace(printed, right=2 * a.imaginary(over_places(body, one, one_p)))


def spin_vectors() -> Relation:
    """(D5) with the density of the right electrode under the polarisation of the left one."""
    a = appendix
    (printed,) = relations(a.EQ_D5.printed)
    bracket = (
        a.Delta_at[one] * (a.n_vector[L, one] + a.n_vector[R, one])
        + cross(a.n_vector[L, one] / a.nu_at[R, one], a.beta_vector[R, one])
        + cross(a.beta_vector[L, one], a.n_vector[R, one] / a.nu_at[L, one])
    )
    return replace(printed, right=over_places(a.Gamma_at[one] * bracket, one))


def principal_part() -> Relation:
    """(D8) over pi, as in (99)."""
    (printed,) = relations(appendix.EQ_D8.printed)
    assert isinstance(printed.right, Negative)
    integral = printed.right.term
    assert isinstance(integral, Integral)
    return replace(printed, right=-replace(integral, body=1 / pi * integral.body))


def exchange_trace() -> Relation:
    """(D10) with the other charge index at the occupation of the first electron."""
    a = appendix
    (printed,) = relations(a.EQ_D10.printed)
    return replace(printed, right=a.exchange_walk(a.f_chi_bar[a.charge_index, L](a.omega_1)))


def exchange_tensors() -> Relation:
    """(D11) with 1/pi and the polarisation of the right electrode at the frequency 1'."""
    a = appendix
    (printed,) = relations(a.EQ_D11.printed)
    dissipative = a.resting() * a.rate_1 * a.bias_1 * (a.absorbed + a.emitted)
    coherent = 1 / pi * a.resting() * a.rates * a.bias * a.P(a.difference) * a.turned(one_p)
    return replace(
        printed,
        right=2 * over_places(dissipative, one, two_p)
        + 2 * over_places(coherent, one, one_p, two_p),
    )


def exchange_vectors() -> Relation:
    """(D12) with 1/pi and the polarisation of the right electrode at the frequency 1'."""
    a = appendix
    (printed,) = relations(a.EQ_D12.printed)
    coherent = 1 / pi * a.rates * a.bias * a.P(a.difference) * a.torque(one_p)
    return replace(
        printed,
        right=-2 * over_places(a.rate_1 * a.bias_1 * a.exchange, one)
        - 2 * over_places(coherent, one, one_p),
    )
