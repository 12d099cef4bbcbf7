"""What the dimer paper prints in Appendix A: actions and the spin kernel, (A1)-(A8)."""

from __future__ import annotations

from fractions import Fraction

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import Index, Integral, Label, Node, Symbol, Total, equal

from .notation import (
    GREATER,
    LESSER,
    TWO_ENERGIES,
    Delta,
    S,
    a,
    b,
    branch,
    dirac,
    dot,
    epsilon,
    epsilon_1,
    epsilon_2,
    epsilon_branch,
    hbar,
    i,
    i_unit,
    j,
    kernel_branch,
    kernel_keldysh,
    m,
    mean_spin,
    mu,
    mu_p,
    operator,
    pi,
    sigma,
    sigma_p,
    spin_electron,
    tau,
    time,
    time_p,
)

# --- Appendix A: action, kernel --------------------------------------------------------------

contour_time, contour_time_p = Symbol("t_c", "time"), Symbol("t_c'", "time", "t_c'")
berry_rate = Symbol("berry_rate", "rate", r"\frac{d\omega_{<0>}}{dt_c}")
h_external = Symbol("h_external", "field", r"\boldsymbol{h}")
energy_of = Symbol("energy_of", "energy", r"\mathcal{E}[m_{<0>}]")
action_m = Symbol("action_m", "action", r"S_m")
EQ_A1 = Equation(
    "dimer:A1",
    equal(
        action_m,
        Total(
            (a,),
            Integral(
                (contour_time,),
                -(hbar * S * berry_rate[a]) + dot(m[a], h_external) - energy_of[a],
            ),
        ),
    ),
)
action_electrons = operator("action_electrons", r"S_{\Psi}", "action")
_psi_conj = operator("psi_conj", r"\psi^{*}_{<0>i,\sigma}", "creator")
_psi_rate = operator("psi_rate", r"\partial_{t_c}\psi_{<0>i,\sigma}", "annihilator")
_regions = [Label(n, "region") for n in "LDR"]
_H = {n: operator("H_" + n, rf"H_{{{n}}}", "hamiltonian") for n in ("R", "L", "Rc", "Lc", "e")}
EQ_A2 = Equation(
    "dimer:A2",
    equal(
        action_electrons,
        Integral(
            (contour_time,),
            i_unit
            * hbar
            * Total(
                (Index("orbital", "orbital", r"\sigma,i"),),
                _psi_conj[_regions[0]] * _psi_rate[_regions[0]]
                + _psi_conj[_regions[1]] * _psi_rate[_regions[1]]
                + _psi_conj[_regions[2]] * _psi_rate[_regions[2]],
            )
            - _H["R"]
            - _H["L"]
            - _H["Rc"]
            - _H["Lc"]
            - _H["e"],
        ),
    ),
)
action_interaction = operator("action_interaction", r"S_I", "action")
EQ_A3 = Equation(
    "dimer:A3",
    equal(
        action_interaction,
        Total((a,), Integral((contour_time,), Delta * dot(m[a], spin_electron[a]))),
    ),
)
EQ_DIRECTION = Equation(
    "dimer:text-direction",
    EQ_A3.printed,
    "(A3) with m as the direction of the spin, which the sentence below (3) calls it",
)
kernel = Symbol("K_kernel", "kernel", r"K^{<2><3>}_{<0><1>}", complex=True)
ordered_ss = Symbol(
    "ordered_ss", "correlator", r"\langle\mathcal{T} s^{<2>}_{<0>} s^{<3>}_{<1>}\rangle"
)
mean_s = Symbol("mean_s", "mean spin", r"\langle s^{<1>}_{<0>}\rangle")
EQ_A4 = Equation(
    "dimer:A4",
    equal(
        kernel[a, b, i, j](contour_time, contour_time_p),
        i_unit
        / (2 * hbar)
        * (
            ordered_ss[a, b, i, j](contour_time, contour_time_p)
            - mean_s[a, i](contour_time) * mean_s[b, j](contour_time_p)
        ),
    ),
)
action_total = Symbol("action_total", "action", r"\mathcal{S}")
m_component = Symbol("m_component", "moment component", r"m^{<1>}_{<0>}")
t_first, t_second = Symbol("t'", "time", "t'"), Symbol("t''", "time", "t''")
linear = Total((a,), dot(m[a](t_first), mean_spin[a](t_first)))
quadratic = Integral(
    (t_second,),
    Delta**2
    * Total(
        (i, j, a, b),
        m_component[a, i](t_first)
        * kernel[a, b, i, j](t_first, t_second)
        * m_component[b, j](t_second),
    ),
)
EQ_A5 = Equation(
    "dimer:A5",
    equal(action_total, action_m + Integral((t_first,), S * Delta * linear + quadratic)),
    "the time argument of the moment at first order is supplied",
)
green_ordered = Symbol("G_ordered", "green", r"G_{<0><1>;<2><3>}", complex=True)
EQ_A6 = Equation(
    "dimer:A6",
    equal(
        kernel[a, b, i, j](time, time_p),
        i_unit
        / (8 * hbar)
        * Total(
            (sigma, sigma_p, mu, mu_p),
            tau[i, sigma, sigma_p]
            * tau[j, mu, mu_p]
            * green_ordered[a, sigma_p, b, mu](time, time_p)
            * green_ordered[b, mu_p, a, sigma](time_p, time),
        ),
    ),
)

# --- Appendix A: energy representation -------------------------------------------------------

G = Symbol("G", "green", r"G^{<0>}_{<1><2>;<3><4>}", complex=True)


def _bubble(first: Label, second: Label) -> Node:
    return G[first, a, sigma_p, b, mu](epsilon_1) * G[second, b, mu_p, a, sigma](epsilon_2)


EQ_A7 = Equation(
    "dimer:A7",
    equal(
        kernel_branch[branch, a, b, i, j](epsilon),
        Fraction(-1, 8)
        * Total(
            (sigma, sigma_p, mu, mu_p),
            tau[i, sigma, sigma_p]
            * tau[j, mu, mu_p]
            * Integral(
                (epsilon_1, epsilon_2),
                (_bubble(GREATER, LESSER) - _bubble(LESSER, GREATER))
                / (epsilon_branch[branch] - epsilon_1 + epsilon_2),
                TWO_ENERGIES,
            ),
        ),
    ),
)
EQ_A8 = Equation(
    "dimer:A8",
    equal(
        kernel_keldysh[a, b, i, j](epsilon),
        -(
            i_unit
            * pi
            / 4
            * Total(
                (sigma, sigma_p, mu, mu_p),
                tau[i, sigma, sigma_p]
                * tau[j, mu, mu_p]
                * Integral(
                    (epsilon_1, epsilon_2),
                    dirac(epsilon - epsilon_1 + epsilon_2)
                    * (_bubble(GREATER, LESSER) + _bubble(LESSER, GREATER)),
                    TWO_ENERGIES,
                ),
            )
        ),
    ),
)
