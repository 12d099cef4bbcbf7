"""What the junction paper prints from (10) on, and of the current: transcribed as in `paper`."""

from __future__ import annotations

from fractions import Fraction

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import (
    Index,
    Symbol,
    Total,
    about,
    equal,
    less,
    system,
)

from .paper import (
    HALF,
    J_1,
    J_2,
    J_ex,
    V,
    axis,
    c_L,
    c_R_create,
    dagger,
    density_squared,
    down_up,
    i_unit,
    nu,
    operator,
    pi,
    rho_dot,
    sigma,
    spin,
    spin_p,
    spin_pp,
    tau_1,
    tau_2,
    tau_minus,
    tau_plus,
    tau_z,
    tensor,
    u_hat,
    unit,
    up_down,
)

d_hat = operator("d_hat", r"\hat{d}", "projector")
bra_up_down, bra_down_up = (
    Symbol(f"bra_{name}", "bra", rf"\langle{tex}|", commuting=False)
    for name, tex in (("up_down", r"\uparrow\downarrow"), ("down_up", r"\downarrow\uparrow"))
)
outer = Symbol("outer_product", "dyad", r"\otimes")
EQ_10 = Equation(
    "junction:10",
    system(
        equal(d_hat, HALF * outer(up_down - down_up, bra_up_down - bra_down_up)),
        equal(
            d_hat,
            Fraction(1, 4) * tensor(unit, unit)
            - Fraction(1, 4) * tensor(tau_z, tau_z)
            - HALF * tensor(tau_minus, tau_plus)
            - HALF * tensor(tau_plus, tau_minus),
        ),
    ),
)
p_d_rate = Symbol("p_d_rate", "rate", r"\frac{dp_d}{dt}")
product_trace = Symbol("dot", "product", r"\mathrm{Tr}")
p_d_later, p_d_initial = (
    Symbol("p_d_later", "later weight", "p_d(t)"),
    Symbol("p_d_initial", "weight", "p_d(0)"),
)
EQ_DARK = Equation(
    "junction:text-dark",
    equal(p_d_rate, product_trace(d_hat, rho_dot)),
    "the trace of a product is written as a function of its two matrices",
)
EQ_CONSERVED = Equation(
    "junction:text-conserved",
    equal(p_d_later, p_d_initial),
    "the vanishing rate of the dark state's weight at the symmetric point",
)
nu_tilde = Symbol("nu_tilde", "ratio", r"\tilde{\nu}")
rho_pm = Symbol("rho_pm", "coherence", r"\rho_{+-}")
z_1, z_2, zz = (
    Symbol(name, "average", tex)
    for name, tex in (
        ("average_z_1", r"\langle\tau_z\otimes\mathbb{1}\rangle"),
        ("average_z_2", r"\langle\mathbb{1}\otimes\tau_z\rangle"),
        ("average_zz", r"\langle\tau_z\otimes\tau_z\rangle"),
    )
)
average_pm = Symbol("average_pm", "average", r"\langle\tau_+\otimes\tau_-\rangle")
EQ_11 = Equation(
    "junction:11",
    system(
        equal(z_1, -(nu_tilde * (1 + 2 * rho_pm))),
        equal(z_2, -(nu_tilde * (1 + 2 * rho_pm))),
        equal(zz, nu_tilde**2 + 2 * (1 + nu_tilde**2) * rho_pm),
    ),
    "the text's two equal averages are two relations",
)
EQ_NU_TILDE = Equation("junction:text-nu-tilde", equal(nu_tilde, nu / V))
EQ_RHO_PM = Equation("junction:text-rho", equal(rho_pm, average_pm))
largest = Symbol("largest_eigenvalue", "eigenvalue", r"\max\,\mathrm{spec}\,\rho")
EQ_RANGE = Equation(
    "junction:text-range",
    less(largest, 1),
    "said to be the only constraint on rho_+-",
)
p_c = Symbol("p_c", "weight")
EQ_PC = Equation(
    "junction:text-pc",
    equal(p_c, HALF * (1 - nu_tilde**2) / (1 - nu_tilde**2 / 3)),
)
T_eff = Symbol("T_eff", "temperature", r"T_{\text{eff}}")
EQ_TEFF = Equation("junction:text-temperature", about(T_eff, HALF * V))
Rabi = Symbol("Rabi", "frequency", r"\Omega_{\text{Rabi}}")
EQ_RABI = Equation(
    "junction:caption3-rabi", equal(Rabi, 2 * J_ex), "for J_DM = 0, in the caption of Fig. 3"
)
lambda_ = Symbol("lambda", "rate", r"\lambda_{<0>}")
tunnelling = Symbol("J", "tunnelling", "J_{<0>}")
spin_index = Index("j", "site")
EQ_LAMBDA = Equation(
    "junction:caption2-lambda",
    equal(lambda_[spin_index], 16 * pi * tunnelling[spin_index] ** 2 * density_squared),
)
current = operator("current", r"\hat{I}", "current")
_current = i_unit * J_1 * Total(
    (axis, spin, spin_p),
    c_R_create[spin] * sigma[axis, spin, spin_p] * c_L[spin_p] * tau_1[axis],
) + i_unit * J_2 * Total(
    (axis, spin, spin_p, spin_pp),
    c_R_create[spin]
    * sigma[axis, spin, spin_p]
    * u_hat[spin_p, spin_pp]
    * c_L[spin_pp]
    * tau_2[axis],
)
EQ_CURRENT = Equation("junction:text-current", equal(current, _current + dagger(_current)))
