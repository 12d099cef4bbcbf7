"""Corrected forms of the magnet paper's misprints: the print with the fault mended."""

from __future__ import annotations

from spinloom.derivations.engine.printed import (
    Integral,
    Node,
    Relation,
    Symbol,
    System,
    Total,
    equal,
    less,
    substitute,
    system,
    walk,
)

from . import notation
from . import paper_action as action
from . import paper_appendix_a as full
from . import paper_appendix_b as b
from . import paper_kernel as kernel
from . import paper_motion as motion
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


def slow_precession() -> Relation:
    """(B24) with the acceleration of phi."""
    acceleration = Symbol("phi_ddot", "acceleration", r"\ddot{\phi}")
    return less(acceleration / (b.T_min * notation.Gamma[notation.sigma]), 1)


# --- Motion and currents ------------------------------------------------------------------------


def broadening_restated() -> Node:
    """The rate of spin sigma, with sigma-bar in the second term."""
    return kernel.EQ_GAMMA.printed


def stationary_cosine() -> Relation:
    """(51) with the mean rate and the difference multiplying both terms."""
    above = notation.rho_Sigma * notation.B + motion.lam * notation.rho_slope_Sigma * notation.d
    below = notation.rho_Delta * notation.B + motion.lam * notation.rho_slope_Delta * notation.d
    return equal(
        motion.cos_stationary, notation.Gamma_Sigma * above / (notation.Gamma_Delta * below)
    )


def current_parts() -> Node:
    """The first hybrid part belongs to the left junction."""
    printed = motion.EQ_PARTS.printed
    assert isinstance(printed, System)
    first, *rest = printed.relations
    left = motion.part_h_l[notation.sigma, notation.sigma_p]
    return system(equal(left, first.right), *rest)


# --- Rotations ------------------------------------------------------------------------------------


def euler_rotation() -> Relation:
    """(14) with sigma_z in the last factor."""
    angle = (action.phi - action.chi) / 2
    first, second = -i_unit * (action.phi / 2), -i_unit * (action.theta / 2)
    return equal(
        action.R,
        action.expm(first * action.sigma_z)
        * action.expm(second * action.sigma_y)
        * action.expm(i_unit * angle * action.sigma_z),
    )


def gauged_potential() -> Relation:
    """The transformed off-diagonal potential, with the angle eta in both exponents."""
    half = action.sigma_z / 2
    return equal(
        action.Q_perp_tilde,
        action.expm(-i_unit * action.eta * half)
        * action.Q_perp
        * action.expm(i_unit * action.eta * half),
    )


def rotated_self_energy() -> Relation:
    """(B1) with the last rotation at the other time."""
    return equal(
        b.rotated[notation.sigma, b.sigma_pp](notation.t, notation.t_p),
        Total(
            (notation.sigma_p,),
            b.R_dagger[notation.sigma, notation.sigma_p](notation.t)
            * b.Sigma[notation.sigma_p](notation.t - notation.t_p)
            * b.R_k[notation.sigma_p, b.sigma_pp](notation.t_p),
        ),
    )


def rotated_keldysh() -> Relation:
    """(B5) with the bar in the second shift."""
    return equal(
        b.rotated_keldysh[notation.sigma](omega),
        notation.half_angle("cos", notation.theta)
        * b.Sigma_K[notation.sigma](omega + notation.sign[notation.sigma] * b.omega_minus)
        + notation.half_angle("sin", notation.theta)
        * b.Sigma_K_bar[notation.sigma](omega + notation.sign_bar[notation.sigma] * b.omega_plus),
    )


# --- Kernels of four times ---


def four_times() -> Relation:
    """(A7) with spin-diagonal rotated self-energies."""
    return _diagonal(full.EQ_A7.printed, ("rotated_R", "rotated_A", "rotated_K"))


def four_frequencies() -> Relation:
    """(A23) with a spin-diagonal rotated self-energy."""
    return _diagonal(full.EQ_A23.printed, ("rotated_K_wigner",))


def _diagonal(tree: Node, names: tuple[str, ...]) -> Relation:
    """Both spin indices of the named leaves are those of the dot."""
    found = tree
    for path, place in walk(tree):
        if isinstance(place, Symbol) and place.name in names:
            found = substitute(found, path, place[notation.sigma, notation.sigma])
    assert isinstance(found, Relation)
    return found


def mean_time_integral() -> Relation:
    """(B7) with the relative time in the exponent and a sum in the first mean time."""
    phase = (
        omega * notation.t_relative
        - notation.omega_p * (t_mean + notation.t_relative / 2 - notation.t_p)
        - notation.omega_pp * (notation.t_p - t_mean + notation.t_relative / 2)
    )
    return equal(
        b.f_w(t_mean, omega),
        Integral(
            (notation.t_relative, notation.t_p, notation.omega_p, notation.omega_pp),
            exp(i_unit * phase)
            * b.g_w((t_mean + notation.t_relative / 2 + notation.t_p) / 2, notation.omega_p)
            * b.h_w((notation.t_p + t_mean - notation.t_relative / 2) / 2, notation.omega_pp),
            r"d\tilde{t} dt' \frac{d\omega'}{2\pi} \frac{d\omega''}{2\pi}",
        ),
    )
