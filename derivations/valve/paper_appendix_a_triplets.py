"""What appendix A of the valve paper prints, from (A23) on: triplets and the anisotropy function.

Trees keep the terms, factors, signs and indices of the text at hand. Spins and the m of polarized
triplets are both called + and -; kets are columns of four numbers.
"""

from __future__ import annotations

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import (
    Call,
    Index,
    Integral,
    Label,
    Power,
    Symbol,
    Total,
    equal,
    node,
    system,
)

from .paper import HALF, J, T, coth, dagger, nu_bar, odot, q_ex
from .paper_appendix_a import (
    BOTH,
    c,
    c_opposite,
    delta,
    dirac,
    direct_moment,
    e_z,
    energy,
    energy_opposite,
    exchange_moment,
    f_plus,
    k,
    k_1,
    k_2,
    mean,
    mean_moment,
    mean_spin,
    moment,
    nu,
    omega,
    omega_p,
    sigma,
    sigma_1,
    sigma_1p,
    sigma_2,
    sigma_2p,
    sigma_p,
    sign,
    spin_element,
    sqrt,
)

# --- 3. SQM and triplet spin correlations -----------------------------------------------------

m, m_p = Index("m", "triplet"), Index("m'", "triplet")
polarized = Index("m", "polarized")
zero = Label("0", "triplet")
singlet = Symbol("S", "ket", r"|S\rangle", commuting=False)
triplet = Symbol("triplet", "ket", r"|T<0>\rangle", commuting=False)
ket_opposite = Symbol("ket_opposite", "product ket", r"|<0>\bar{<0>}\rangle", commuting=False)
ket_equal = Symbol("ket_equal", "product ket", r"|<0><0>\rangle", commuting=False)
exchange_operator = Symbol("P", "operator", commuting=False)
ROOT_HALF = node(1) / sqrt(node(2))
EQ_A23 = Equation(
    "valve:A23", equal(singlet, ROOT_HALF * Total((sigma,), sign[sigma] * ket_opposite[sigma]))
)
EQ_A24 = Equation(
    "valve:A24", equal(triplet[zero], ROOT_HALF * Total((sigma,), ket_opposite[sigma]))
)
EQ_A25 = Equation("valve:A25", equal(triplet[polarized], ket_equal[polarized]))
TEXT_EXCHANGE = Equation(
    "valve:text-A25-exchange",
    system(
        equal(exchange_operator * singlet, -singlet),
        equal(exchange_operator * triplet[m], triplet[m]),
    ),
    note="eigenstates of the exchange of the two spins",
)
bra_triplet = Symbol("bra_triplet", "overlap", r"\langle T<0>|<1><2>\rangle")
ket_triplet = Symbol("ket_triplet", "overlap", r"\langle <0><1>|T<2>\rangle")
triplet_element = Symbol("triplet_element", "element", r"\langle T<0>|\mathcal{Q}^{12}|T<1>\rangle")
EQ_A26 = Equation(
    "valve:A26",
    equal(
        spin_element[sigma_2p, sigma_1p, sigma_2, sigma_1],
        Total(
            (m, m_p),
            ket_triplet[sigma_2p, sigma_1p, m]
            * triplet_element[m, m_p]
            * bra_triplet[m_p, sigma_2, sigma_1],
        ),
    ),
)
pair = Symbol("E", "pair field", "E^{<0>}_{<1><2>}", commuting=False)
EQ_A27 = Equation(
    "valve:A27",
    equal(
        moment,
        Total(
            (m, m_p),
            HALF
            * triplet_element[m_p, m]
            * Total((k_2, k_1), dagger(pair[m_p, k_2, k_1]) * pair[m, k_2, k_1]),
        ),
    ),
)
EQ_A28 = Equation(
    "valve:A28",
    equal(
        pair[m, k_2, k_1],
        Total(
            (sigma_2, sigma_1),
            bra_triplet[m, sigma_2, sigma_1] * (c[k_2, sigma_2] * c[k_1, sigma_1]),
        ),
    ),
)
EQ_A29 = Equation(
    "valve:A29",
    system(
        equal(pair[polarized, k_2, k_1], c[k_2, polarized] * c[k_1, polarized]),
        equal(
            pair[zero, k_2, k_1],
            ROOT_HALF * Total((sigma,), c[k_2, sigma] * c_opposite[k_1, sigma]),
        ),
    ),
    note="the cases m = +-1 and m = 0",
)
_hole = 1 - delta[k_2, k_1]
EQ_A30 = Equation(
    "valve:A30",
    system(
        equal(
            mean(dagger(pair[m_p, k_2, k_1]) * pair[polarized, k_2, k_1]),
            delta[polarized, m_p]
            * (f_plus(energy[k_2, polarized]) * f_plus(energy[k_1, polarized]) * _hole),
        ),
        equal(
            mean(dagger(pair[m_p, k_2, k_1]) * pair[zero, k_2, k_1]),
            delta[zero, m_p]
            * (
                HALF
                * Total((sigma,), f_plus(energy[k_2, sigma]) * f_plus(energy_opposite[k_1, sigma]))
                * _hole
            ),
        ),
    ),
    note="the cases m = +-1 and m = 0; f is f_+",
)
_plus, _minus = Label("+", "triplet"), Label("-", "triplet")
TEXT_ELEMENTS = Equation(
    "valve:text-A30-elements",
    system(
        equal(triplet_element[_plus, _plus], triplet_element[_minus, _minus]),
        equal(triplet_element[_minus, _minus], -triplet_element[zero, zero] / 2),
        equal(-triplet_element[zero, zero] / 2, HALF * odot(e_z, e_z)),
        equal(
            triplet_element[_plus, _plus]
            + triplet_element[zero, zero]
            + triplet_element[_minus, _minus],
            0,
        ),
    ),
    note="the sentence after (A30)",
)
EQ_A31 = Equation(
    "valve:A31",
    equal(
        mean_moment,
        node(1) / 4 * odot(e_z, e_z) * Total(
            (k_2, k_1),
            _hole * (
                Total((polarized,),
                      f_plus(energy[k_2, polarized]) * f_plus(energy[k_1, polarized]))
                - Total((sigma,), f_plus(energy[k_2, sigma]) * f_plus(energy_opposite[k_1, sigma]))
            ),
        ),
    ),
)  # fmt: skip
EQ_A32 = Equation(
    "valve:A32",
    system(
        equal(
            direct_moment,
            node(1) / 4 * Total(
                (k_2, k_1, sigma_2, sigma_1),
                sign[sigma_2] * f_plus(energy[k_2, sigma_2])
                * sign[sigma_1] * f_plus(energy[k_1, sigma_1]) * odot(e_z, e_z),
            ),
        ),
        equal(direct_moment, odot(mean_spin, mean_spin)),
    ),
    note="one chain a = b = c; f is f_+",
)  # fmt: skip
EQ_A33 = Equation("valve:A33", equal(exchange_moment, -q_ex * odot(e_z, e_z)))
up, down = Label("+", "spin", r"\uparrow"), Label("-", "spin", r"\downarrow")
EQ_A34 = Equation(
    "valve:A34",
    equal(
        q_ex,
        node(1) / 4 * Total(
            (k,), Power(f_plus(energy[k, up]) - f_plus(energy[k, down]), node(2))
        ),
    ),
)  # fmt: skip
_counted = Total((sigma, sigma_p), sign[sigma] * sign[sigma_p] * nu[sigma, sigma_p](*BOTH))
EQ_A35 = Equation(
    "valve:A35", equal(q_ex, Integral(BOTH, f_plus(omega) * f_plus(omega_p) * _counted))
)
nu_triplet = Symbol("nu_triplet", "triplet density", r"\nu_{T<0>}")
nu_opposite = Symbol("nu_opposite", "opposite density", r"\nu_{<0>\bar{<0>}}")
EQ_A36 = Equation(
    "valve:A36",
    equal(
        _counted,
        nu_triplet[_plus](*BOTH) + nu_triplet[_minus](*BOTH)
        - sqrt(node(2)) * nu_triplet[zero](*BOTH),
    ),
    note="the print leaves out the arguments",
)  # fmt: skip
EQ_A37 = Equation("valve:A37", equal(nu_triplet[polarized](*BOTH), nu[polarized, polarized](*BOTH)))
EQ_A38 = Equation(
    "valve:A38",
    equal(nu_triplet[zero](*BOTH), ROOT_HALF * Total((sigma,), nu_opposite[sigma](*BOTH))),
)

# --- 4. Spin-anisotropy function --------------------------------------------------------------

a_orbital = Symbol("a_orbital", "anisotropy", "a_{<0><1>}")
EQ_A39 = Equation(
    "valve:A39",
    equal(q_ex, Total((k, sigma), f_plus(energy[k, sigma]) * a_orbital[k, sigma])),
)
EQ_A40 = Equation(
    "valve:A40",
    equal(
        a_orbital[k, sigma],
        Total((sigma_p,), sign[sigma] * sign[sigma_p] / 4 * f_plus(energy[k, sigma_p])),
    ),
    note="f is f_+",
)
TEXT_COUNTED = Equation(
    "valve:text-A40-counts",
    equal(
        4 * a_orbital[k, sigma], f_plus(energy[k, sigma]) - f_plus(energy_opposite[k, sigma])
    ),
    note="the sentence after (A40): what parallel and antiparallel spins count, in quarters as "
    "(A40) says; f is f_+",
)  # fmt: skip
nu_mean = Symbol("nu_mean", "mean density", r"\bar{\nu}")
nu_spin = Symbol("nu_spin", "density", r"\nu_{<0>}")
a_spin = Symbol("a_spin", "anisotropy function", "a_{<0>}")
a_total = Symbol("a_total", "anisotropy sum", "a")
EQ_A41 = Equation(
    "valve:A41",
    equal(q_ex, Integral((omega,), f_plus(omega) * nu_mean(omega) * a_total(omega))),
)
TEXT_TWO_PARTS = Equation(
    "valve:text-A41-parts",
    equal(a_total(omega), Total((sigma,), a_spin[sigma](omega))),
)
EQ_A42 = Equation(
    "valve:A42",
    equal(
        nu_mean(omega) * a_spin[sigma](omega),
        Total((k,), a_orbital[k, sigma] * dirac(omega - energy[k, sigma])),
    ),
)
EQ_A43 = Equation(
    "valve:A43",
    equal(
        nu_mean(omega) * a_spin[sigma](omega),
        Integral(
            (omega_p,),
            f_plus(omega_p) * Total(
                (sigma_p,), sign[sigma] * sign[sigma_p] / 4 * nu[sigma, sigma_p](*BOTH)
            ),
        ),
    ),
)  # fmt: skip
TEXT_STONER = Equation(
    "valve:text-A43-splitting",
    equal(energy_opposite[k, sigma], energy[k, sigma] - sign[sigma] * J / 2),
    note="the relation of the Stoner model in the sentence before (A44)",
)
EQ_A44 = Equation(
    "valve:A44",
    equal(
        nu_mean(omega) * a_spin[sigma](omega),
        nu_spin[sigma](omega) * (f_plus(omega) - f_plus(omega + sign[sigma] * J)),
    ),
)
mu_chemical = Symbol("mu_chemical", "energy", r"\mu")
a_lower, a_upper = (
    Symbol(f"{end} end of a", "end of a", rf"\omega_{{<0>}}^{{\mathrm{{{end}}}}}")
    for end in ("lower", "upper")
)
TEXT_SIGNS = Equation(
    "valve:text-A44-windows",
    system(
        equal(a_lower[up], mu_chemical - J),
        equal(a_upper[up], mu_chemical),
        equal(a_lower[down], mu_chemical),
        equal(a_upper[down], mu_chemical + J),
    ),
    note="where a of spin up is positive and a of spin down negative",
)
polarization = Symbol("polarization", "polarization", "n")
_even = 2 * f_plus(omega) - f_plus(omega + J) - f_plus(omega - J)
_odd = f_plus(omega + J) - f_plus(omega - J)
EQ_A45 = Equation(
    "valve:A45",
    equal(
        a_total(omega), node(1) / 4 * _even + node(1) / 4 * polarization(omega) * _odd
    ),
)  # fmt: skip
centre = Symbol("centre", "place", r"\omega_{\mathrm{centre}}")
half_width = Symbol("half_width", "width", r"\Delta\omega")
TEXT_WINDOW = Equation(
    "valve:text-A45-window",
    system(equal(centre, J), equal(half_width, T)),
    note="the energies |omega - J| up to T, where the Fermi functions of (A45) do not cancel",
)
lower_end, upper_end = (
    Symbol(f"{name} end", "end", rf"\omega_{{\mathrm{{{name}}}}}") for name in ("lower", "upper")
)
TEXT_POLARIZED_WINDOW = Equation(
    "valve:text-A45-polarized-window",
    system(equal(lower_end, omega - J), equal(upper_end, omega + J)),
    note="the window of energies in which the polarization of the bands matters",
)
TEXT_ANISOTROPY_WINDOW = Equation(
    "valve:text-A46-window",
    system(equal(centre, mu_chemical), equal(upper_end - lower_end, 2 * J)),
    note="an energy window 2 J centered at mu",
)
x, y = Symbol("x", "energy over T"), Symbol("y", "splitting over T")
split = Symbol("j", "splitting over T")
fermi = Symbol("fermi", "fermi function", "f")
bose = Symbol("bose", "bose function", "b")
TEXT_FERMI = Equation(
    "valve:text-A46-fermi",
    equal(fermi(x), Power(Call(Symbol("exp", "function"), (x,)) + 1, node(-1))),
)
TEXT_SPLIT = Equation("valve:text-A46-splitting", equal(split, J / T))
EQ_A46 = Equation(
    "valve:A46",
    equal(
        q_ex,
        nu_bar * T / 4 * Integral(
            (x,), fermi(x) * (2 * fermi(x) - fermi(x - split) - fermi(x + split))
        ),
    ),
)  # fmt: skip
TEXT_COMPLEMENT = Equation("valve:text-A46-complement", equal(fermi(y), 1 - fermi(-y)))
EQ_A47 = Equation(
    "valve:A47",
    system(
        equal(Integral((x,), fermi(x) * fermi(-(x - node(0)))), 1),
        equal(Integral((x,), fermi(x) * fermi(-(x - y))), y * bose(y)),
    ),
    note="the cases y = 0 and y other than 0",
)
TEXT_BOSE = Equation(
    "valve:text-A47-bose",
    equal(bose(x), Power(Call(Symbol("exp", "function"), (x,)) - 1, node(-1))),
)
EQ_A48 = Equation(
    "valve:A48",
    equal(q_ex, nu_bar / 4 * (-node(2) + split * bose(split) + (-split) * bose(-split))),
)
EQ_A49 = Equation(
    "valve:A49", equal(q_ex, nu_bar / 2 * (split / 2 * coth(split / 2) - 1))
)  # fmt: skip
