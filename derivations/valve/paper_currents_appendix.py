r"""What the spin-valve paper prints in (D1)-(D14).

``1`` and ``1'`` name the frequencies of an electron in the left and in the right electrode, ``2'``
that of the second electron of an orbital of the left electrode.
"""

from __future__ import annotations

from fractions import Fraction

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import (
    Call,
    Index,
    Integral,
    Label,
    Node,
    Symbol,
    Total,
    equal,
    node,
    system,
)

from .paper import i_unit, odot, r
from .paper_currents import (
    LL,
    L,
    R,
    anisotropy,
    anisotropy_even,
    beta,
    charge_current,
    cross,
    direct_current,
    direction,
    dot,
    f_plus,
    n,
    nu_bar,
    nu_two,
    omega,
    omega_prime,
    over,
    pi,
    sigma,
    sigma_prime,
    sign,
    spin,
    spin_current,
    t,
)

HALF = Fraction(1, 2)
one, one_p, two_p = (Label(name, "place") for name in ("1", "1'", "2'"))
omega_1, omega_1p, omega_2p = (
    Symbol(f"omega_{name}", "frequency", rf"\omega_{{{name}}}") for name in ("1", "1'", "2'")
)
i_zero = Symbol("i_zero", "infinitesimal", "i0")
P = Symbol("principal", "principal part", r"P\tfrac{1}{\bullet}")
dirac = Symbol("dirac", "function", r"\delta")


def over_places(body: Node, *places: Label) -> Integral:
    """An integral whose variables the print names by their places."""
    known = {one: omega_1, one_p: omega_1p, two_p: omega_2p}
    names = ",".join(place.name for place in places)
    return Integral(tuple(known[place] for place in places), body, f"_{{{names}}}")


def imaginary(tree: Node) -> Call:
    """The imaginary part."""
    return Call(Symbol("Im", "function", r"\mathrm{Im}"), (tree,))


def root(value: int) -> Call:
    """A square root."""
    return Call(Symbol("sqrt", "function"), (node(value),))


# --- Charge and spin ----------------------------------------------------------------------------

mu = Index("mu", "component", r"\mu")
rho_1, rho_1p = (Index(f"rho_{name}", "component", rf"\rho_{{{name}}}") for name in ("1", "1'"))
tau_1, tau_1p = (
    Index(f"tau_{name}", "tunnelling component", rf"\tau_{{{name}}}") for name in ("1", "1'")
)
charge_index = Index("chi", "charge index", r"\chi")
chi = Symbol("chi", "charge sign", "<0>")
chi_bar = Symbol("chi_bar", "charge sign", r"\bar{<0>}")
F = Symbol("F", "density", r"(F_{<0>}^{<1>})_{<2>}")
F_bar = Symbol("F_bar", "density", r"(F_{\bar{<0>}}^{<1>})_{<2>}")
t_check = Symbol("t_check", "check amplitude", r"\tilde{t}_{<0>}")
r_check = Symbol("r_check", "spin matrix", r"\tilde{r}_{<0>}", commuting=False)
r_vertex = Symbol("r_vertex", "vertex matrix", r"r_{<0>}", commuting=False)
one_particle = Symbol("one_particle", "current", r"\langle I_{R_{<0>}}^{<1>} \rangle")


def trace(product: Node) -> Call:
    """The trace in spin space."""
    return Call(Symbol("trace", "trace", r"\mathrm{tr}"), (product,))


_walk = r_check[rho_1] * r_check[tau_1] * r_check[rho_1p] * r_check[tau_1p]
EQ_D1 = Equation(
    "valve:D1",
    equal(
        one_particle[mu, L],
        2
        * imaginary(
            over_places(
                1 / (i_zero - omega_1p + omega_1)
                * Total(
                    (rho_1, rho_1p, tau_1, tau_1p),
                    chi[charge_index]
                    * F[charge_index, L, rho_1](omega_1)
                    * F_bar[charge_index, R, rho_1p](omega_1p)
                    * (t_check[tau_1] * t_check[tau_1p])
                    * trace(_walk),
                ),
                one, one_p,
            )
        ),
    ),
    note="F_chi = nu_bar f_chi sqrt(2) [1, n J] with f_+ = f and f_- = 1 - f",
)  # fmt: skip
zero = Label("0", "component")
delta = Symbol("delta", "delta", r"\delta_{<0>,<1>}")
delta_bar = Symbol("delta_bar", "restriction", r"\bar{\delta}_{<0>,<1>}")
levi_civita = Symbol("levi_civita", "Levi-Civita", r"\varepsilon_{<0><1><2>}")
EQ_D2 = Equation(
    "valve:D2",
    equal(
        trace(r_check[rho_1p] * r_check[rho_1] * r_check[mu]),
        1 / root(2) * delta[mu, zero] * delta[rho_1, rho_1p]
        + 1 / root(2) * delta_bar[mu, zero]
        * (
            delta[rho_1, zero] * delta[rho_1p, mu]
            + delta[rho_1p, zero] * delta[rho_1, mu]
            + i_unit * levi_civita[rho_1p, rho_1, mu]
        ),
    ),
    note="the comma after the first index of the trace is read as its prime",
)  # fmt: skip

Gamma_pair = Symbol("Gamma_pair", "pair rate", r"\Gamma_{<0><1>}^{LR}")
Delta_pair = Symbol("Delta_pair", "pair bias", r"\Delta_{<0><1>}")
Gamma_at = Symbol("Gamma_at", "rate", r"\Gamma_{<0>}")
Delta_at = Symbol("Delta_at", "bias", r"\Delta_{<0>}")
n_vector = Symbol("n_vector", "polarisation", r"\mathbf{n}_{<1>}^{<0>}")
n_at = Symbol("n_at", "polarisation number", "n_{<1>}^{<0>}")
nu_at = Symbol("nu_at", "density of states", r"\bar{\nu}_{<1>}^{<0>}")
beta_vector = Symbol("beta_vector", "principal vector", r"\boldsymbol{\beta}_{<1>}^{<0>}")
rates = Gamma_pair[one, one_p]
bias = Delta_pair[one, one_p]
difference = omega_1 - omega_1p
propagator = P(difference) - i_unit * pi * dirac(difference)
_aligned = 1 + dot(n_vector[L, one], n_vector[R, one_p])
_charge = 2 * imaginary(over_places(1 / pi * rates * (-bias) * _aligned * propagator, one, one_p))
EQ_D3 = Equation(
    "valve:D3",
    system(
        equal(charge_current[L], _charge),
        equal(
            charge_current[L],
            2 * over_places(Gamma_at[one] * Delta_at[one] * _aligned, one, one_p),
        ),
    ),
    note="a chain of two equalities",
)  # fmt: skip
spin_bracket = HALF * (
    n_vector[L, one] + n_vector[R, one_p]
    + i_unit * (-cross(n_vector[L, one], n_vector[R, one_p]))
)  # fmt: skip
EQ_D4 = Equation(
    "valve:D4",
    equal(
        spin_current[L],
        2 * imaginary(over_places(rates * (-bias) * propagator * spin_bracket, one, one_p)),
    ),
)
EQ_D5 = Equation(
    "valve:D5",
    equal(
        spin_current[L],
        over_places(
            Gamma_at[one]
            * (
                Delta_at[one] * (n_vector[L, one] + n_vector[R, one])
                + cross(n_vector[L, one] / nu_at[L, one], beta_vector[R, one])
                + cross(beta_vector[L, one], n_vector[R, one] / nu_at[L, one])
            ),
            one,
        ),
    ),
)
modulus = Call(Symbol("abs", "function"), (t,))
EQ_D6 = Equation(
    "valve:D6",
    equal(rates, 2 * pi * modulus**2 * nu_bar[L](omega_1) * nu_bar[R](omega_1p)),
    note="Gamma^LR = Gamma^RL",
)
EQ_D7 = Equation("valve:D7", equal(bias, f_plus[R](omega_1p) - f_plus[L](omega_1)))
EQ_D8 = Equation(
    "valve:D8",
    equal(
        beta[r](omega),
        -over(
            P(omega_prime - omega)
            * f_plus[r](omega_prime) * nu_bar[r](omega_prime) * n[r](omega_prime),
            omega_prime,
        ),
    ),
    note="the print calls the variables omega and epsilon",
)  # fmt: skip

# --- Spin-quadrupole moment ---------------------------------------------------------------------

exchange_current = Symbol(
    "exchange_current", "quadrupole current",
    r"\langle \mathcal{I}_{\mathcal{Q}}^{<0>} \rangle_{\mathrm{ex}}",
)  # fmt: skip
EQ_D9 = Equation("valve:D9", equal(direct_current[LL], 2 * odot(spin_current[L], spin[L])))
mu_1, nu_1 = Index("mu", "component", r"\mu"), Index("nu", "component", r"\nu")
f_minus = Symbol("f_minus", "occupation", "f_-^{<0>}")
f_chi = Symbol("f_chi", "occupation of a charge", "f_{<0>}^{<1>}")
f_chi_bar = Symbol("f_chi_bar", "occupation of a charge", r"f_{\bar{<0>}}^{<1>}")
two_particle = Symbol("two_particle", "two-particle matrix", r"\mathcal{A}_{<1><2>}^{<0>}")
spin_trace = Symbol(
    "spin_trace", "trace",
    r"\mathrm{tr}_{\tilde{r}\mathbf{s} \odot \tilde{r}\mathbf{s}\tilde{r}}",
)  # fmt: skip


def exchange_walk(first: Node) -> Node:
    """The right side of (D10), with an occupation of the electron at 1."""
    components = Total(
        (mu_1, nu_1, rho_1p),
        F[charge_index, R, rho_1p](omega_1p)
        * two_particle[L, mu_1, nu_1](omega_1, omega_2p)
        * spin_trace(r_check[mu_1], r_check[nu_1], r_check[rho_1p]),
    )
    occupied = 2 * t**2 * f_minus[L](omega_2p) * first
    body = occupied / (i_zero + omega_1 - omega_1p) * components
    average = imaginary(over_places(body, one, one_p, two_p))
    return node(2) * 2 * Total((charge_index,), chi_bar[charge_index] * average)


EQ_D10 = Equation(
    "valve:D10",
    equal(exchange_current[LL], exchange_walk(f_chi[charge_index, L](omega_1))),
    note="sums over repeated components written out; spin_trace(a, b, c) is tr(a s (.) b s c); "
    "F_chi = nu_bar f_chi sqrt(2) [1, n J] as in (D1)",
)
i_axis, j_axis = Index("i", "axis"), Index("j", "axis")
unit = Symbol("unit", "unit vector", r"\mathbf{e}_{<0>}")
zero_axis = Label("0", "axis")
pair_matrix = Symbol("pair_matrix", "pair matrix", r"(\mathcal{A}_{12'}^L)_{<0><1>}")
rate_1, bias_1 = Gamma_at[one], Delta_at[one]
absorbed = Total(
    (i_axis,),
    pair_matrix[zero_axis, i_axis] / nu_at[L, one] * n_at[R, one]
    * odot(unit[i_axis], direction[R]),
)  # fmt: skip
emitted = Total(
    (i_axis, j_axis),
    pair_matrix[i_axis, j_axis] / nu_at[L, one] * odot(unit[i_axis], unit[j_axis]),
)


def turned(place: Label) -> Node:
    """The last bracket of (D11), with the polarisation of the right electrode at a place."""
    return Total(
        (i_axis, j_axis),
        pair_matrix[i_axis, j_axis] / nu_at[L, one] * n_at[R, place]
        * odot(unit[i_axis], cross(unit[j_axis], direction[R])),
    )  # fmt: skip


def resting() -> Node:
    """The occupation of the second electron of the orbital."""
    return f_minus[L](omega_2p)


EQ_D11 = Equation(
    "valve:D11",
    equal(
        exchange_current[LL],
        2 * over_places(resting() * rate_1 * bias_1 * (absorbed + emitted), one, two_p)
        + 2 * over_places(resting() * rates * bias * P(difference) * turned(one),
                          one, one_p, two_p),
    ),
)  # fmt: skip
anisotropy_at = Symbol("anisotropy_at", "anisotropy", "a_{<1>}^{<0>}")
even_at = Symbol("even_at", "anisotropy", r"\tilde{a}_{<1>}^{<0>}")
exchange = even_at[L, one] * n_at[R, one] * odot(direction[L], direction[R]) + anisotropy_at[
    L, one
] * odot(direction[L], direction[L])


def torque(place: Label) -> Node:
    """The last bracket of (D12)."""
    tensor = odot(direction[L], cross(direction[L], direction[R]))
    return anisotropy_at[L, one] * n_at[R, place] * tensor


EQ_D12 = Equation(
    "valve:D12",
    equal(
        exchange_current[LL],
        -2 * over_places(rate_1 * bias_1 * exchange, one)
        - 2 * over_places(rates * bias * P(difference) * torque(one), one, one_p),
    ),
)


def _summed(weight: Node) -> Node:
    ratio = nu_two[sigma, L, sigma_prime](omega, omega_prime) / nu_bar[L](omega)
    body = Total((sigma, sigma_prime), weight / 4 * ratio)
    return over(f_plus[L](omega_prime) * body, omega_prime)


EQ_D13 = Equation(
    "valve:D13", equal(anisotropy[L](omega), _summed(sign[sigma] * sign[sigma_prime]))
)
EQ_D14 = Equation("valve:D14", equal(anisotropy_even[L](omega), _summed(sign[sigma_prime])))


def _resting_sum(occupied: Symbol, first: Label | Index, second: Index) -> Node:
    return over_places(occupied[L](omega_2p) * pair_matrix[first, second], two_p)


TEXT_UNIT = Equation(
    "valve:text-D11-unit",
    system(
        *(
            equal(_resting_sum(f_minus, a, b), -_resting_sum(f_plus, a, b))
            for a, b in ((zero_axis, i_axis), (i_axis, j_axis))
        )
    ),
    note="f_- = 1 - f_+, of which the 1 contributes nothing",
)
