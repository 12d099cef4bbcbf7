"""What the dimer paper prints in Sections II to IV: equations (1)-(8), transcribed.

Leiva M., Diaz, Nunez, Phys. Rev. B 107, 094401 (2023). The text at hand is a
lossy transcription of the journal page. Every tree keeps the terms, factors,
signs and indices of that text in their order; nothing here is derived. The
unnumbered statements between the equations have keys ``dimer:text-...``.
"""

from __future__ import annotations

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import Symbol, Total, equal, system

from .notation import (
    HALF,
    ONE,
    TWO,
    Delta,
    a,
    b,
    cross,
    dagger,
    dirac,
    dot,
    epsilon_0,
    hopping,
    i,
    identity,
    m,
    mean_spin,
    operator,
    outer,
    sigma,
    sigma_p,
    spin_electron,
    t,
    t_0,
    t_hat_tau,
    t_vector,
    tau,
    time,
    time_p,
)

# --- Section II: the model -------------------------------------------------------------------

c_create = operator("c_create", r"c^{\dagger}_{<0><1>}", "creator")
c_annihilate = operator("c_annihilate", r"c_{<0><1>}", "annihilator")
H_e, H_d = operator("H_e", r"\mathcal{H}_{e}"), operator("H_d", r"\mathcal{H}_{d}")
H_0 = operator("H_0", r"\mathcal{H}_{0}(\hat{S}_{<0>})")
spin_local = operator("S_vector", r"\hat{S}_{<0>}", "spin vector")

_hop = Total((sigma, sigma_p), c_create[ONE, sigma] * hopping[sigma, sigma_p]
             * c_annihilate[TWO, sigma_p])  # fmt: skip
EQ_1 = Equation(
    "dimer:1",
    equal(
        H_e,
        epsilon_0
        * Total(
            (sigma,),
            c_create[ONE, sigma] * c_annihilate[ONE, sigma]
            + c_create[TWO, sigma] * c_annihilate[TWO, sigma],
        )
        + _hop
        + dagger(_hop),
    ),
    "H.c. is written out for the hopping; the text uses one letter for the hopping matrix and "
    "the identity",
)
EQ_HOPPING = Equation(
    "dimer:text-hopping",
    equal(
        hopping[sigma, sigma_p],
        t_0 * identity[sigma, sigma_p] + t * t_hat_tau[sigma, sigma_p],
    ),
)
EQ_2 = Equation(
    "dimer:2",
    equal(
        H_d,
        H_0[ONE]
        + H_0[TWO]
        - Delta * dot(spin_electron[ONE], spin_local[ONE])
        - Delta * dot(spin_electron[TWO], spin_local[TWO]),
    ),
)
EQ_SPIN = Equation(
    "dimer:text-spin",
    equal(
        Symbol("s_component", "spin component", r"\hat{s}^{<1>}_{<0>}", commuting=False)[a, i],
        HALF
        * Total(
            (sigma, sigma_p),
            c_create[a, sigma] * tau[i, sigma, sigma_p] * c_annihilate[a, sigma_p],
        ),
    ),
)

# --- Section III: effective interactions -----------------------------------------------------

m_dot = Symbol("m_dot", "rate", r"\frac{d\mathbf{m}_{<0>}}{dt}")
field, eta = Symbol("H", "field", r"H_{<0>}"), Symbol("eta", "field", r"\eta_{<0>}")
alpha_applied = Symbol("alpha_matrix", "damping", r"\alpha_{<0><1>}", commuting=False)
EQ_3 = Equation(
    "dimer:3",
    equal(
        m_dot[TWO],
        cross(
            m[TWO],
            field[TWO]
            + eta[TWO]
            - alpha_applied[TWO, ONE](m_dot[ONE])
            - alpha_applied[TWO, TWO](m_dot[TWO]),
        ),
    ),
    "a matrix that stands before a vector is written as applied to it",
)
mu_L, mu_R, mu_F = (Symbol(f"mu_{n}", "chemical potential") for n in "LRF")
bias_energy = Symbol("eV", "bias", "eV")
EQ_BIAS = Equation(
    "dimer:text-bias",
    system(equal(mu_L, mu_F + bias_energy / 2), equal(mu_L, mu_F - bias_energy / 2)),
    "the two potentials as the sentence below (3) prints them",
)
gradient_0 = Symbol("gradient_E_0", "gradient", r"\frac{\partial \mathcal{E}_0}{\partial m_{<0>}}")
J, D, A, K = (Symbol(n, "coupling constant", n + "_{<0>}") for n in "JDAK")
EQ_4 = Equation(
    "dimer:4",
    equal(
        field[TWO],
        -gradient_0[TWO]
        + Delta * mean_spin[TWO]
        + Delta**2
        * (
            J[TWO] * m[ONE]
            + D[TWO] * cross(m[ONE], t_vector)
            + A[TWO] * dot(m[ONE], t_vector) * t_vector
            + K[TWO] * dot(m[TWO], t_vector) * t_vector
        ),
    ),
)
alpha_matrix = Symbol("alpha_tensor", "tensor", r"\alpha_{<0><1>}")
alpha_iso = Symbol("alpha_iso", "damping constant", r"\alpha^{(i)}_{<0><1>}")
alpha_an = Symbol("alpha_an", "damping constant", r"\alpha^{(an)}_{<0><1>}")
unit_tensor = Symbol("unit_tensor", "unit tensor", r"\mathbb{1}")
EQ_5 = Equation(
    "dimer:5",
    equal(
        alpha_matrix[a, b],
        Delta**2 * (alpha_iso[a, b] * unit_tensor + alpha_an[a, b] * outer(t_vector, t_vector)),
    ),
)
noise_tensor = Symbol("noise_tensor", "tensor", r"\langle \eta_{<0>}(t)\eta_{<1>}(t') \rangle")
j_iso = Symbol("j_iso", "noise constant", r"j^{(i)}_{<0><1>}")
j_an = Symbol("j_an", "noise constant", r"j^{(an)}_{<0><1>}")
EQ_6 = Equation(
    "dimer:6",
    equal(
        noise_tensor[a, b],
        Delta**2
        * (j_iso[a, b] * unit_tensor + j_an[a, b] * outer(t_vector, t_vector))
        * dirac(time - time_p),
    ),
)

# --- Section IV: one spin pinned -------------------------------------------------------------

energy, energy_0 = (
    Symbol("E_function", "energy function", r"\mathcal{E}_{m_1,t}"),
    Symbol("E_0_function", "energy function", r"\mathcal{E}_0"),
)
m_free = Symbol("m_free", "moment", r"\mathbf{m}")
m_pinned = Symbol("m_pinned", "moment", r"\mathbf{m}_1")
s_mean = Symbol("mean_spin_free", "mean spin", r"\langle s \rangle")
J_free, D_free, A_free, K_free = (Symbol(n + "_free", "coupling constant", n) for n in "JDAK")
EQ_7 = Equation(
    "dimer:7",
    equal(
        energy(m_free),
        energy_0(m_free)
        - Delta * dot(s_mean, m_free)
        - Delta**2
        * (
            J_free * dot(m_free, m_pinned)
            + D_free * dot(t_vector, cross(m_free, m_pinned))
            + A_free * dot(m_free, t_vector) * dot(m_pinned, t_vector)
            + HALF * K_free * dot(m_free, t_vector) ** 2
        ),
    ),
)
m_free_dot = Symbol("m_free_dot", "rate", r"\frac{d\mathbf{m}}{dt}")
torque_eff, torque_noise, torque_iso, torque_an = (
    Symbol(f"torque_{n}", "torque", rf"\Gamma_{{{tex}}}")
    for n, tex in (
        ("eff", r"\text{eff}"),
        ("noise", r"\text{noise}"),
        ("iso", r"d}^{(\text{i})"),
        ("an", r"d}^{(\text{an})"),
    )
)
EQ_8 = Equation("dimer:8", equal(m_free_dot, torque_eff + torque_noise + torque_iso + torque_an))
alpha_iso_free, alpha_an_free = (
    Symbol("alpha_iso_free", "damping constant", r"\alpha^{(i)}"),
    Symbol("alpha_an_free", "damping constant", r"\alpha^{(an)}"),
)
EQ_TORQUES = Equation(
    "dimer:text-torques",
    system(
        equal(torque_noise, cross(m_free, Symbol("eta_free", "field", r"\eta"))),
        equal(torque_iso, alpha_iso_free * cross(m_free, m_free_dot)),
        equal(torque_an, alpha_an_free * dot(t_vector, m_free_dot) * cross(m_free, t_vector)),
    ),
    "the torques that the sentence after (8) defines",
)
