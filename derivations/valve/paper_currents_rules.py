"""What App. E of the valve paper prints about currents: (E32)-(E43).

Transcribed from the text at hand; the same names as in the other parts of App. E. Electrode
r-bar, the other one than r, is the index s; k stands for n and k.
"""

from __future__ import annotations

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import (
    Call,
    Index,
    Integral,
    Label,
    Node,
    Subscript,
    Symbol,
    Total,
    equal,
    less,
    node,
    system,
)

from .paper import (
    HALF,
    acting,
    annihilator,
    chi_1,
    chi_2,
    creator,
    dagger,
    eta,
    eta_1,
    eta_2,
    i_unit,
    node_current,
    odot,
    one_particle_current,
    pair_count,
    signs,
)
from .paper_rules import (
    LEFT,
    PLUS,
    RIGHT,
    ZERO,
    argument,
    bra,
    ket,
    kronecker,
    mu,
    nu,
    opposite,
    order,
    r,
    r_check,
    raised,
    root,
    sigma_1,
    sigma_2,
    summed,
    t_check,
    t_real,
)
from .paper_traces_rules import F_dot_r, i_zero, over_frequencies, real

s = Index("s", "electrode", r"\bar{r}")
k, k_2 = Index("k", "orbital"), Index("k'", "orbital")
sigma, other = Index("sigma", "spin", r"\sigma"), Index("sigma'", "spin", r"\sigma'")

# --- Charge and spin --------------------------------------------------------------------------

amplitude = Symbol("amplitude", "amplitude", r"(r_{<0>} T)^{<1><2>}_{<3><4>}", complex=True)
_hop = Total(
    (k, k_2, sigma, other),
    -i_unit * amplitude[mu, r, s, sigma, other] * creator[r, k, sigma] * annihilator[s, k_2, other],
)
EQ_E32 = Equation(
    "valve:E32",
    equal(one_particle_current[mu, r, s], _hop - dagger(_hop)),
    note="as (80); r_mu T is the matrix product in spin space",
)
current_factor = Symbol("current_factor", "vertex", r"\mathrm{vertex}_{R_{<0>}^{<1>}}")
both_plus = Symbol("both_plus", "delta", r"\delta_{\bar{<0>},<1>,+}")
i_operator = Symbol("i_operator", "current vertex", r"i_{R_{<0>}}^{<1>}", commuting=False)
EQ_E33 = Equation(
    "valve:E33",
    equal(
        current_factor[mu, r, chi_2, eta_2, sigma_1, sigma_2],
        both_plus[chi_2, eta_2]
        * raised(
            eta[eta_2], -i_unit * (bra[LEFT, sigma_1] * i_operator[mu, r] * ket[RIGHT, sigma_2])
        ),
    ),
    note="what replaces the factor of the tunnelling vertex, of each pair of Hermitian conjugates "
    "for the one that rule (ii) keeps; in the other it is minus the conjugate",
)


def imaginary(value: Node) -> Call:
    """The imaginary part."""
    return Call(Symbol("Im", "function", r"\mathrm{Im}"), (value,))


t_dot_r_nu = Total((nu,), t_check[nu] * r_check[nu])
real_t_dot_r = Total((nu,), t_real[nu] * r_check[nu])
current = Symbol("current", "current", r"I_{R_{<0>}}^{<1>}|_{<2>}")
EQ_E34 = Equation(
    "valve:E34",
    equal(
        current[mu, r, order],
        summed(2 * imaginary(signs * over_frequencies(real_t_dot_r, i_operator[mu, r], F_dot_r))),
    ),
    note="the sum runs over all diagrams of the order",
)
propagator = Symbol("propagator", "propagator", r"\mathrm{propagator}")
X = Symbol("X", "energy", "X")
early = Symbol("early", "frequency", r"\omega_{\mathrm{early}}")
late = Symbol("late", "frequency", r"\omega_{\mathrm{late}}")
EQ_E35 = Equation(
    "valve:E35",
    system(equal(propagator, 1 / (i_zero + X)), equal(X, summed(early - late))),
    note="early: a contraction that crosses the segment from left to right, late: from right to "
    "left; for every segment of every diagram",
)
r_mu = Symbol("r_mu", "charge-spin operator", r"r_{<0>}", commuting=False)
EQ_E36 = Equation(
    "valve:E36",
    system(
        equal(i_operator[mu, RIGHT], -(t_dot_r_nu * r_mu[mu])),
        equal(i_operator[mu, LEFT], r_mu[mu] * t_dot_r_nu),
    ),
)
n_tilde = Symbol("n_tilde", "four-vector", r"\tilde{n}^{<0>}_{<1>}")
n = Symbol("n", "polarization", "n^{<0>}")
J_hat = Symbol("J_hat", "direction", r"\hat{J}^{<0>}_{<1>}")
j = Index("j", "axis")
EQ_E37 = Equation(
    "valve:E37",
    system(
        equal(n_tilde[r, ZERO], root(node(2))),
        equal(n_tilde[r, j], root(node(2)) * (n[r] * J_hat[r, j])),
    ),
)
vertex_count = Symbol("vertex_count", "number", r"\#_{\mathrm{vertices}}")
TEXT_N_VERTICES = Equation(
    "valve:text-n-vertices",
    equal(vertex_count[order], Symbol("n_order", "order", "<0>")[order]),
    note="drawing rule 1: n double vertices at order n in the tunnelling amplitude, of which the "
    "observable holds one factor",
)

# --- Spin-quadrupole --------------------------------------------------------------------------

r_2 = Index("r'", "electrode")
spin_current = Symbol("spin_current", "vector", r"\mathbf{I}_{\mathbf{S}^{<0>}}", commuting=False)
spin = Symbol("spin", "vector", r"\mathbf{S}^{<0>}", commuting=False)


def one_order(a: Index, b: Index) -> Node:
    """g I_S of the first electrode times the spin of the second."""
    return pair_count[a, b] * odot(spin_current[a], spin[b])


EQ_E38 = Equation(
    "valve:E38",
    equal(
        node_current[r, r_2],
        HALF
        * (one_order(r, r_2) + one_order(r_2, r) + dagger(one_order(r, r_2) + one_order(r_2, r))),
    ),
    note="(r <-> r') written out",
)
partial = Symbol("partial", "vector", r"\mathbf{I}_{\mathbf{S}}^{\bar{<0>}}", commuting=False)
current_element = Symbol(
    "current_element",
    "amplitude",
    r"{}_{<1>}\langle <3>|\mathbf{I}_{S_{<0>}}^{<1>}|<4>\rangle_{<2>}",
    complex=True,
)
EQ_E39 = Equation(
    "valve:E39",
    equal(
        Symbol("partial_component", "current", r"(I_{\mathbf{S}}^{<2>})_{<0>}", commuting=False)[
            j, r, s
        ],
        Total(
            (k, k_2, sigma, other),
            -i_unit
            * current_element[j, r, s, sigma, other]
            * creator[r, k, sigma]
            * annihilator[s, k_2, other],
        ),
    ),
    note="the matrix elements are those of (E36), as the line below says",
)
quadrupole_average = Symbol(
    "quadrupole_average", "tensor", r"\langle \mathcal{I}_{\mathcal{Q}}^{<0><1>} \rangle"
)
state = Symbol("state", "state", r"\rho(t)", commuting=False)


def expectation(tensor: Node, of: Node) -> Call:
    """The trace of each component of a tensor with the state."""
    return Call(Symbol("expectation", "function", r"\mathrm{tr}"), (tensor, of))


def plain(a: Subscript, b: Subscript) -> Node:
    """The average of the part of the current of the first electrode times the spin of another."""
    return real(expectation(odot(partial[a], spin[b]), state))


def averaged(a: Subscript, b: Subscript) -> Node:
    """One order of (E40)."""
    return 2 * pair_count[a, b] * plain(a, b)


EQ_E40 = Equation(
    "valve:E40",
    equal(quadrupole_average[r, r_2], averaged(r, r_2) + averaged(r_2, r)),
    note="(r <-> r') written out; for tunnelling that conserves the spin",
)


def norm(tensor: Node) -> Call:
    """The largest component of a tensor."""
    return Call(Symbol("norm", "function", r"\max"), (tensor,))


_left_out = quadrupole_average[r, r_2] - averaged(r, r_2) - averaged(r_2, r)
TEXT_ONLY_IF = Equation(
    "valve:text-only-if",
    less(0, Total((r, r_2), norm(_left_out))),
    note="sentence before (E39): I may be replaced by twice its part, which yields (E40), if and "
    "only if tunnelling conserves the spin; at some node, for spin-dependent tunnelling. There a "
    "term of (E38) alone changes at LR, both orders together do not",
)
TEXT_SYMMETRIZED = Equation(
    "valve:text-symmetrized",
    system(
        equal(quadrupole_average[LEFT, LEFT], 2 * (2 * plain(LEFT, LEFT))),
        equal(
            quadrupole_average[LEFT, RIGHT],
            2 * (2 * plain(LEFT, RIGHT) + 2 * plain(RIGHT, LEFT)),
        ),
    ),
    note="sentence after (E43): a factor of two, and symmetrization for r != r' only, in place of "
    "g and symmetrization",
)
k_1, k_1p = Index("k_1", "orbital"), Index("k_1'", "orbital", "k_{1'}")
field = Symbol("field", "superoperator", "J_{<0><1><2><3>}", commuting=False)
spin_element = Symbol("spin_element", "matrix element", r"(s_{<0>})_{<1><2>}", complex=True)
S = Symbol("S", "observable", "S_{<0>}", commuting=False)
ONE, TWO = (chi_1, eta_1, k_1, sigma_1), (chi_2, eta_2, k_1p, sigma_2)
minus_eta_chi_plus = Symbol("minus_eta_chi_plus", "delta", r"\delta_{-<0>,<1>,+}")
EQ_E41 = Equation(
    "valve:E41",
    equal(
        acting("left", S[j]) * argument,
        Total(
            ONE + TWO,
            kronecker[eta_1, PLUS]
            * minus_eta_chi_plus[eta_1, chi_1]
            * opposite[chi_1, chi_2]
            * opposite[eta_1, eta_2]
            * kronecker[k_1, k_1p]
            * spin_element[j, sigma_1, sigma_2]
            * field[ONE]
            * (field[TWO] * argument),
        ),
    ),
    note="the action on an operator; one electrode",
)
tau_1, tau_2 = Index("tau_1", "spin", r"\tau_1"), Index("tau_1'", "spin", r"\tau_{1'}")
level = Symbol("level", "energy", r"\varepsilon^{r'}_{<0><1>}")
pair_sum = Symbol("pair_sum", "sum", r"\mathrm{sum}_{<0><1><2>}")


def some_pair(first: Node, second: Node) -> Call:
    """Some function of two energies."""
    return Call(Symbol("g", "function"), (first, second))


spin_vector = Symbol("spin_vector", "charge-spin operator", r"\mathbf{S}_{<0>}", commuting=False)
EQ_E42 = Equation(
    "valve:E42",
    equal(
        pair_sum[j, sigma_1, sigma_2],
        Total(
            (tau_1, tau_2),
            Total(
                (k_1,),
                kronecker[sigma_1, tau_1]
                * kronecker[sigma_2, tau_1]
                * some_pair(level[k_1, tau_1], level[k_1, tau_1])
                * (bra[LEFT, sigma_1] * spin_vector[j] * ket[LEFT, sigma_2]),
            ),
        ),
    ),
    note="the print gives this sum no name; electrode r' is written L",
)
omega, omega_2 = (
    Symbol("omega", "frequency", r"\omega_1"),
    Symbol("omega'", "frequency", r"\omega_{1'}"),
)
A_matrix = Symbol("A_matrix", "two-particle density", r"\mathcal{A}^{r'}_{<0><1>}")
EQ_E43 = Equation(
    "valve:E43",
    equal(
        pair_sum[j, sigma_1, sigma_2],
        Integral(
            (omega, omega_2),
            some_pair(omega, omega_2)
            * 2
            * Total(
                (mu, nu),
                Call(A_matrix[mu, nu], (omega, omega_2))
                * (
                    bra[LEFT, sigma_1]
                    * r_check[mu]
                    * spin_vector[j]
                    * r_check[nu]
                    * ket[LEFT, sigma_2]
                ),
            ),
        ),
    ),
    note="with (A12)-(A15)",
)
inserted = Symbol("inserted", "insertion", r"\mathrm{insert}_{<0>}", commuting=False)
A_here = Symbol("A_here", "two-particle density", r"\mathcal{A}^{r}_{<0><1>}")
t_bare = Symbol("t_bare", "amplitude", "t", complex=True)
f_first = Symbol("f_first", "occupation", r"f^{r_1}_{\bar{\chi}_1}(\omega_1)")
f_second = Symbol("f_second", "occupation", r"f^{r_{1'}}_{\bar{\chi}_{1'}}(\omega_{1'})")


def spin_insertion(*factors: Node) -> Node:
    """Factors times A_mu,nu r_mu s r_nu."""
    tree: Node = factors[0]
    for more in factors[1:]:
        tree = tree * more
    return Total((mu, nu), tree * A_here[mu, nu] * (r_check[mu] * spin_vector[j] * r_check[nu]))


TEXT_SPIN_VERTEX = Equation(
    "valve:text-spin-vertex",
    equal(inserted[j], f_first * f_second * spin_insertion(root(node(2)))),
    note="sentence after (E43): root two times A r s r for the spin vertex and its two "
    "contractions; the Fermi functions of the frequency part written out",
)
TEXT_RULE_SPIN = Equation(
    "valve:text-rule-spin-exchange",
    equal(inserted[j], spin_insertion(2 * (t_bare * t_bare), f_first, f_second)),
    note="translation rule 2(b) for the spin vertex and its two contractions",
)
index_of = Symbol("index_of", "sign", r"<0>_{<1>}")
DOTS = tuple(Label(str(place), "dot") for place in range(4))
TEXT_QUADRUPOLE_INDICES = Equation(
    "valve:text-quadrupole-indices",
    system(
        *(
            equal(index_of[Label("eta", "index", r"\eta"), dot], node(value))
            for dot, value in zip(DOTS, (-1, 1, -1, 1), strict=True)
        ),
        *(
            equal(index_of[Label("chi", "index", r"\chi"), dot], node(-value))
            for dot, value in zip(DOTS, (-1, 1, -1, 1), strict=True)
        ),
    ),
    note="drawing rule 3; dots of the observable vertex, latest first; the one of each pair of "
    "conjugates that (E40) keeps",
)
