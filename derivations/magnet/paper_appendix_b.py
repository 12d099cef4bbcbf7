"""Appendix B as printed: slowly rotated self-energy, gradient expansion, criteria of slowness.

Superscripts of derivatives name the function they act on; a bar over the name
multiplies by -1. Each such superscripted derivative is a leaf of its own.
"""

from __future__ import annotations

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import (
    Index,
    Integral,
    Node,
    Symbol,
    Total,
    equal,
    less,
)

from .notation import (
    EIGHTH,
    QUARTER,
    Gamma,
    Gamma_Delta,
    branch,
    branch_sign,
    cos,
    exp,
    half_angle,
    i_unit,
    omega,
    omega_1,
    omega_2,
    omega_3,
    omega_p,
    omega_pp,
    sigma,
    sigma_p,
    sign,
    sign_bar,
    sin,
    t,
    t_1,
    t_2,
    t_3,
    t_mean,
    t_p,
    t_pp,
    t_ppp,
    t_relative,
    theta,
)

rotated = Symbol(
    "rotated", "rotated self-energy", r"(R_k^\dagger \Sigma R_k)_{<0><1>}", complex=True
)
rotated_diagonal = Symbol(
    "rotated_diagonal", "rotated self-energy", r"(R_k^\dagger \Sigma R_k)_{<0><0>}", complex=True
)
rotated_local = Symbol(
    "rotated_local", "rotated rate", r"(R_k^\dagger \Sigma^{<0>} R_k)_{<1><1>}", complex=True
)
rotated_local_off = Symbol(
    "rotated_local_off",
    "rotated rate",
    r"(R_k^\dagger \Sigma^{<0>} R_k)_{<1>\bar{<1>}}",
    complex=True,
)
rotated_keldysh = Symbol(
    "rotated_keldysh", "rotated rate", r"(R_k^\dagger \Sigma^K R_k)_{<0><0>}", complex=True
)
rotated_keldysh_off = Symbol(
    "rotated_keldysh_off",
    "rotated rate",
    r"(R_k^\dagger \Sigma^K R_k)_{<0>\bar{<0>}}",
    complex=True,
)
sigma_pp = Index("sigma''", "spin", r"\sigma''")
R_dagger = Symbol("R_dagger", "rotation", r"(R_k^\dagger)_{<0><1>}", complex=True)
R_k = Symbol("R_k", "rotation", r"R_{k<0><1>}", complex=True)
Sigma = Symbol("Sigma", "self-energy", r"\Sigma_{<0>}", complex=True)
Sigma_bar = Symbol("Sigma_bar", "self-energy", r"\Sigma_{\bar{<0>}}", complex=True)
Sigma_K = Symbol("Sigma_K", "Keldysh self-energy", r"\Sigma^K_{<0>}", complex=True)
Sigma_K_bar = Symbol("Sigma_K_bar", "Keldysh self-energy", r"\Sigma^K_{\bar{<0>}}", complex=True)
theta_of, theta_rate = (
    Symbol("theta_path", "angle path", r"\theta"),
    Symbol("theta_dot", "rate", r"\dot{\theta}"),
)
phi_rate = Symbol("phi_dot", "rate", r"\dot{\phi}")
theta_acceleration = Symbol("theta_ddot", "acceleration", r"\ddot{\theta}")
path_phase_minus = Symbol("path_phase_minus", "phase", r"\int dt'' \dot\phi \frac{1-\cos\theta}{2}")
path_phase_plus = Symbol("path_phase_plus", "phase", r"\int dt'' \dot\phi \frac{1+\cos\theta}{2}")
total_phase = Symbol(
    "total_phase", "total phase", r"\int_{-\infty}^{\cdot} dt\, \dot\phi \cos\theta"
)
omega_plus = Symbol("omega_plus", "shift", r"\omega_+")
omega_minus = Symbol("omega_minus", "shift", r"\omega_-")
F_s = Symbol("F_s", "distribution", r"F_s^{<0>}")

EQ_B1 = Equation(
    "magnet:B1",
    equal(
        rotated[sigma, sigma_pp](t, t_p),
        Total(
            (sigma_p,),
            R_dagger[sigma, sigma_p](t) * Sigma[sigma_p](t - t_p) * R_k[sigma_p, sigma_pp](t),
        ),
    ),
)
EQ_B2 = Equation(
    "magnet:B2",
    equal(
        rotated_diagonal[sigma](t, t_p),
        Sigma[sigma](t - t_p)
        * cos(theta_of(t) / 2)
        * cos(theta_of(t_p) / 2)
        * exp(i_unit * sign[sigma] * path_phase_minus(t_p, t))
        + Sigma_bar[sigma](t - t_p)
        * sin(theta_of(t) / 2)
        * sin(theta_of(t_p) / 2)
        * exp(i_unit * sign_bar[sigma] * path_phase_plus(t_p, t)),
    ),
    "the integrals of the phases from t' to t are leaves of their own",
)
EQ_B3 = Equation(
    "magnet:B3",
    equal(
        rotated_local[branch, sigma],
        -(branch_sign[branch] * i_unit * Gamma[sigma]),
    ),
    "the upper sign of the print is branch sign +1 (retarded)",
)
EQ_B4 = Equation(
    "magnet:B4",
    equal(
        rotated_local_off[branch, sigma],
        branch_sign[branch]
        * i_unit
        * Gamma_Delta
        * sin(theta)
        * exp(i_unit * sign_bar[sigma] * total_phase(t_mean)),
    ),
)
EQ_B5 = Equation(
    "magnet:B5",
    equal(
        rotated_keldysh[sigma](omega),
        half_angle("cos", theta) * Sigma_K[sigma](omega + sign[sigma] * omega_minus)
        + half_angle("sin", theta) * Sigma_K_bar[sigma](omega + sign[sigma] * omega_plus),
    ),
    "the line's superscript K is supplied; its second form is magnet:B5-occupation",
)
EQ_B5_OCCUPATION = Equation(
    "magnet:B5-occupation",
    equal(
        rotated_keldysh[sigma](omega),
        -(2 * i_unit * Gamma[sigma] * F_s[sigma](omega)),
    ),
)
EQ_B6 = Equation(
    "magnet:B6",
    equal(
        rotated_keldysh_off[sigma](omega),
        -sign[sigma]
        * (sin(theta) / 2)
        * exp(i_unit * sign_bar[sigma] * total_phase(t_mean))
        * (
            Sigma_K[sigma](omega + sign[sigma] * (phi_rate / 2))
            - Sigma_K_bar[sigma](omega + sign_bar[sigma] * (phi_rate / 2))
        ),
    ),
)

# --- Gradient expansion ----------------------------------------------------------------------

f_w, g_w, h_w, k_w = (
    Symbol(f"{n}_wigner", "Wigner function", rf"\tilde{{{n}}}", complex=True) for n in "fghk"
)
f_zero = Symbol("f_zero", "Wigner function of order zero", r"\tilde{f}_0", complex=True)
TWO_MEASURES = r"dt_1 dt_2 \frac{d\omega_1}{2\pi} \frac{d\omega_2}{2\pi}"
THREE_MEASURES = (
    r"dt_1 dt_2 dt_3 \frac{d\omega_1}{2\pi} \frac{d\omega_2}{2\pi} \frac{d\omega_3}{2\pi}"
)

EQ_B7 = Equation(
    "magnet:B7",
    equal(
        f_w(t_mean, omega),
        Integral(
            (t_relative, t_p, omega_p, omega_pp),
            exp(
                i_unit
                * (
                    omega * t_mean
                    - omega_p * (t_mean + t_relative / 2 - t_p)
                    - omega_pp * (t_p - t_mean + t_relative / 2)
                )
            )
            * g_w((t_mean + t_relative / 2 - t_p) / 2, omega_p)
            * h_w((t_p + t_mean - t_relative / 2) / 2, omega_pp),
            r"d\tilde{t} dt' \frac{d\omega'}{2\pi} \frac{d\omega''}{2\pi}",
        ),
    ),
)
EQ_B8 = Equation(
    "magnet:B8",
    equal(
        f_w(t_mean, omega),
        Integral(
            (t_1, t_2, omega_1, omega_2),
            exp(-i_unit * (omega_1 * t_1 + omega_2 * t_2))
            * g_w(t_mean + t_2 / 2, omega + omega_1)
            * h_w(t_mean - t_1 / 2, omega + omega_2),
            TWO_MEASURES,
        ),
    ),
)


def derivative(by: str, *on: str) -> Symbol:
    """A derivative by time or frequency that acts on the named functions; '-' marks a bar."""
    shown = "".join(rf"\bar{{{n[1:]}}}" if n.startswith("-") else n for n in on)
    variable = r"\bar{t}" if by == "time" else r"\omega"
    return Symbol(
        f"d_{by} {' '.join(on)}", f"{by} derivative", rf"\partial_{{{variable}}}^{{{shown}}}"
    )


EQ_B9 = Equation(
    "magnet:B9",
    equal(
        f_w(t_mean, omega),
        exp(
            -(i_unit / 2)
            * (
                derivative("time", "h") * derivative("frequency", "g")
                + derivative("time", "g") * derivative("frequency", "h")
            )
        )
        * g_w(t_mean, omega)
        * h_w(t_mean, omega),
    ),
)
EQ_B10 = Equation(
    "magnet:B10", equal(f_zero(t_mean, omega), g_w(t_mean, omega) * h_w(t_mean, omega))
)
EQ_B11 = Equation(
    "magnet:B11",
    equal(
        f_w(t_mean, omega),
        Integral(
            (t_1, t_2, t_3, omega_1, omega_2, omega_3),
            exp(-i_unit * (omega_1 * t_1 + omega_2 * t_2 + omega_3 * t_3))
            * g_w(t_mean + (t_2 + t_3) / 2, omega + omega_1)
            * h_w(t_mean + (t_3 - t_1) / 2, omega + omega_2)
            * k_w(t_mean - (t_1 + t_2) / 2, omega + omega_3),
            THREE_MEASURES,
        ),
    ),
)


def _barred_three(g: str, h: str, k: str) -> Node:
    return -(i_unit / 2) * (
        derivative("time", "-" + h, "-" + k) * derivative("frequency", "-" + g)
        + derivative("time", "-" + g, "-" + k) * derivative("frequency", "-" + h)
        + derivative("time", "-" + g, "-" + h) * derivative("frequency", "-" + k)
    )


EQ_B12 = Equation(
    "magnet:B12",
    equal(
        f_w(t_mean, omega),
        exp(_barred_three("g", "h", "k"))
        * g_w(t_mean, omega)
        * h_w(t_mean, omega)
        * k_w(t_mean, omega),
    ),
    "every superscript carries a bar in the text at hand",
)
EQ_B13 = Equation(
    "magnet:B13",
    equal(f_zero(t_mean, omega), g_w(t_mean, omega) * h_w(t_mean, omega) * k_w(t_mean, omega)),
)

# --- The slow Green's function and the criteria -----------------------------------------------

inverse = Symbol("G_s_inverse", "kernel", "G_s^{-1}", commuting=False)
green = Symbol("G_s", "green kernel", "G_s")
identity = Symbol("identity", "unit kernel", r"\mathbf{1}", commuting=False)
inverse_RA = Symbol("G_s_inverse_RA", "inverse", r"[G_s^{-1}]^{<0>}", complex=True)
green_RA = Symbol("G_s_RA", "green", r"G_s^{<0>}", complex=True)
green_RA_zero = Symbol("G_s0_RA", "green", r"G_{s0}^{<0>}", complex=True)
dirac = Symbol("dirac", "function", r"\delta")
green_K = Symbol("G_s_K", "Keldysh green", "G_s^K", complex=True)
green_K_zero = Symbol("G_s0_K", "Keldysh green", "G_{s0}^K", complex=True)
inverse_K = Symbol("G_s_inverse_K", "Keldysh inverse", "[G_s^{-1}]^K", complex=True)
green_R = Symbol("G_s_R", "component", "G_s^R", complex=True)
green_A = Symbol("G_s_A", "component", "G_s^A", complex=True)

EQ_B14 = Equation("magnet:B14", equal(inverse * green, identity), "in either order")
EQ_B15 = Equation(
    "magnet:B15",
    equal(
        Integral((t_p,), inverse_RA[branch](t, t_p) * green_RA[branch](t_p, t_pp)),
        dirac(t - t_pp),
    ),
)
_left_t, _right_w = (
    Symbol("d_time left", "time arrow", r"\overleftarrow{\partial}_{\bar{t}}"),
    Symbol("d_frequency right", "frequency arrow", r"\overrightarrow{\partial}_{\omega}"),
)
_left_w, _right_t = (
    Symbol("d_frequency left", "frequency arrow", r"\overleftarrow{\partial}_{\omega}"),
    Symbol("d_time right", "time arrow", r"\overrightarrow{\partial}_{\bar{t}}"),
)
ARROWS = _left_t * _right_w - _left_w * _right_t
EQ_B16 = Equation(
    "magnet:B16",
    equal(
        inverse_RA[branch](t_mean, omega)
        * exp(-(i_unit / 2) * ARROWS)
        * green_RA[branch](t_mean, omega),
        1,
    ),
)
EQ_B17 = Equation(
    "magnet:B17",
    equal(
        green_K(t, t_ppp),
        -Integral((t_p, t_pp), green_R(t, t_p) * inverse_K(t_p, t_pp) * green_A(t_pp, t_ppp)),
    ),
)
EQ_B18 = Equation(
    "magnet:B18",
    equal(
        green_K(t_mean, omega),
        -exp(_barred_three("R", "K", "A"))
        * green_R(t_mean, omega)
        * inverse_K(t_mean, omega)
        * green_A(t_mean, omega),
    ),
    "every superscript carries a bar in the text at hand",
)
EQ_B19 = Equation(
    "magnet:B19",
    equal(inverse_RA[branch] * green_RA_zero[branch], 1),
)
EQ_B20 = Equation(
    "magnet:B20",
    equal(
        green_K_zero,
        -green_R * inverse_K * green_A,
    ),
)
EQ_B21 = Equation(
    "magnet:B21",
    equal(
        -(i_unit / 2) * inverse_RA[branch] * ARROWS * green_RA_zero[branch],
        0,
    ),
)
Gamma_first = Symbol("Gamma_first", "derivative of the rate", r"\Gamma'_{<0>}")
Gamma_second = Symbol("Gamma_second", "derivative of the rate", r"\Gamma''_{<0>}")
xi = Symbol("xi", "level", r"\xi_{\alpha <0>}")
second_order = Symbol("second_order", "correction", complex=True)
EQ_B22 = Equation(
    "magnet:B22",
    equal(
        -EIGHTH * inverse_RA[branch] * (_left_t * _right_w) ** 2 * green_RA_zero[branch],
        -(
            branch_sign[branch]
            * (i_unit * QUARTER)
            * (
                (Gamma_second[sigma] * theta_rate**2 + Gamma_first[sigma] * theta_acceleration)
                / (omega - xi[sigma] + branch_sign[branch] * i_unit * Gamma[sigma]) ** 3
            )
        ),
    ),
)
T_min = Symbol("T", "temperature")
EQ_B23 = Equation("magnet:B23", less(theta_rate / Gamma[sigma], 1))
EQ_B24 = Equation("magnet:B24", less(phi_rate / (T_min * Gamma[sigma]), 1))
EQ_B25 = Equation("magnet:B25", less(theta_rate / T_min, 1))
