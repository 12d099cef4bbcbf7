"""What App. E of the valve paper prints about superoperators and the expansion: (E2)-(E20).

Transcribed from the text at hand, terms, factors, signs and indices in their order. Long indices
are left out where they say nothing: `m` stands for (r, n, k, sigma); with one orbital per
electrode n and k are dropped. A sum over all contractions and indices is a call, its terms are
arrays. Unnumbered statements have keys ``valve:text-...``.
"""

from __future__ import annotations

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import (
    Call,
    Index,
    Label,
    Matrix,
    Node,
    Power,
    Symbol,
    Total,
    equal,
    node,
    system,
)

from .paper import (
    J_1,
    acting,
    chi,
    chi_1,
    chi_2,
    eta,
    eta_1,
    eta_2,
    i_unit,
    m_1,
)

# --- Compact notation -------------------------------------------------------------------------

r_1, r_2 = Index("r_1", "electrode"), Index("r_1'", "electrode", "r_{1'}")
n_1, n_2 = Index("n_1", "band"), Index("n_1'", "band", "n_{1'}")
k_1, k_2 = Index("k_1", "orbital"), Index("k_1'", "orbital", "k_{1'}")
sigma_1, sigma_2 = (
    Index("sigma_1", "spin", r"\sigma_1"),
    Index("sigma_1'", "spin", r"\sigma_{1'}"),
)
LEFT, RIGHT = Label("L", "electrode"), Label("R", "electrode")
PLUS, MINUS = Label("+", "conjugation"), Label("-", "conjugation")


def labelled(name: str, kind: str) -> Symbol:
    """The number that stands for a label."""
    return Symbol(name, kind, "<0>")


multi_index = Symbol("multi_index", "multi-index", "1", commuting=False)
EQ_E2 = Equation(
    "valve:E2",
    equal(
        multi_index[chi_1, eta_1, r_1, n_1, k_1, sigma_1],
        Matrix(
            (
                (
                    chi[chi_1],
                    eta[eta_1],
                    labelled("electrode", "electrode")[r_1],
                    labelled("band", "band")[n_1],
                    labelled("orbital", "orbital")[k_1],
                    labelled("spin_label", "spin label")[sigma_1],
                ),
            )
        ),
    ),
)
superparticles = Symbol("superparticles", "number", r"\{N, \cdot\}", commuting=False)
TEXT_SUPERPARTICLE = Equation(
    "valve:text-superparticle",
    equal(superparticles * J_1 - J_1 * superparticles, chi[chi_1] * J_1),
    note="sentences after (E2): chi = + increases the superparticle number by one and chi = - "
    "decreases it: the number on both sides together, not the [N, .] of the line after (E1)",
)

L_0 = Symbol("L_0", "Liouvillian", commuting=False)
L_T = Symbol("L_T", "Liouvillian", commuting=False)
energy = Symbol("energy", "energy", r"\varepsilon_{<0>}")
kronecker = Symbol("kronecker", "delta", r"\delta_{<0>,<1>}")
EQ_E3 = Equation(
    "valve:E3",
    equal(
        L_0,
        Total(
            (chi_1, eta_1, m_1),
            chi[chi_1] * kronecker[eta_1, MINUS] * energy[m_1] * J_1 * J_1,
        ),
    ),
    note="m stands for r, n, k, sigma",
)

J = Symbol("J", "superoperator", "J_{<0><1><2><3>}", commuting=False)
FIRST, SECOND = (chi_1, eta_1, r_1, sigma_1), (chi_2, eta_2, r_2, sigma_2)
argument = Symbol("argument", "argument", r"\cdot", commuting=False)
vertex = Symbol("vertex", "vertex", "T_{11'}")
EQ_E4 = Equation(
    "valve:E4",
    equal(
        L_T * argument,
        Total(FIRST + SECOND, vertex[FIRST + SECOND] * J[FIRST] * J[SECOND] * argument),
    ),
    note="applied to an operator; one orbital per electrode, n and k dropped",
)
opposite = Symbol("opposite", "delta", r"\delta_{<0>\bar{<1>}}")
amplitude = Symbol("amplitude", "amplitude", r"T^{LR}_{<0><1>}", complex=True)


def raised(conjugation: Node, value: Node) -> Call:
    """The conjugation index as a superscript: + leaves a number, - conjugates it."""
    return Call(Symbol("raised", "function", r"\mathrm{sup}"), (conjugation, value))


EQ_E5 = Equation(
    "valve:E5",
    equal(
        vertex[FIRST + SECOND],
        -chi[chi_2]
        * opposite[eta_1, eta_2]
        * opposite[chi_1, chi_2]
        * kronecker[r_1, LEFT]
        * kronecker[r_2, RIGHT]
        * raised(eta[eta_2], amplitude[sigma_1, sigma_2]),
    ),
    note="sup(eta, T) is T with the superscript eta: T for +, its conjugate for -",
)
mu = Index("mu", "component", r"\mu")
t_check = Symbol("t_check", "four-vector", r"\check{t}_{<0>}", complex=True)
r_check = Symbol("r_check", "charge-spin operator", r"\check{r}_{<0>}", commuting=False)
bra = Symbol("bra", "spin state", r"{}_{<0>}\langle <1>|", commuting=False)
ket = Symbol("ket", "spin state", r"|<1>\rangle_{<0>}", commuting=False)
t_dot_r = Total((mu,), t_check[mu] * r_check[mu])
#: What the rules insert: (E29) takes all factors beside propagators and traces as real.
t_real = Symbol("t_check", "four-vector", r"\check{t}_{<0>}")
EQ_E6 = Equation(
    "valve:E6",
    equal(amplitude[sigma_1, sigma_2], bra[LEFT, sigma_1] * t_dot_r * ket[RIGHT, sigma_2]),
)
nu = Index("nu", "component", r"\nu")


def inner(a: Node, b: Node) -> Call:
    """The scalar product of two operators on spin space."""
    return Call(Symbol("inner", "function", r"\mathrm{inner}"), (a, b))


TEXT_BASIS = Equation(
    "valve:text-charge-spin-basis",
    equal(inner(r_check[mu], r_check[nu]), kronecker[mu, nu]),
    note="line after (E6): orthonormal with respect to (A, B) = tr(A^dagger B)",
)
t_bare = Symbol("t_bare", "amplitude", "t", complex=True)
ZERO = Label("0", "component")


def root(value: Node) -> Call:
    """The square root."""
    return Call(Symbol("sqrt", "function", r"\sqrt"), (value,))


TEXT_SPIN_CONSERVING = Equation(
    "valve:text-spin-conserving-vector",
    equal(t_check[mu], kronecker[mu, ZERO] * root(node(2)) * t_bare),
    note="line after (E6): for the amplitude (11), t times the overlap of the spin states",
)

# --- Wick's theorem ---------------------------------------------------------------------------

average = Symbol("average", "average", r"\langle J_n \dots J_1 \rangle")
string = Symbol("string", "superoperator", "J_{<0>}", commuting=False)
rho_0 = Symbol("rho_0", "state", r"\rho_0", commuting=False)
contraction_number = Index("c", "contraction")
permutation = Symbol("permutation", "number", "N_P")
pair = Symbol("pair", "contraction", r"\gamma_{ij}")


def trace(tree: Node) -> Call:
    """The trace of an operator."""
    return Call(Symbol("trace", "function", r"\mathrm{tr}"), (tree,))


def product_of(tree: Node) -> Call:
    """The product over the places of an array."""
    return Call(Symbol("product", "function", r"\prod"), (tree,))


PLACES = tuple(Label(str(place), "place") for place in (6, 5, 4, 3, 2, 1))
EQ_E7 = Equation(
    "valve:E7",
    system(
        equal(
            average,
            trace(
                string[PLACES[0]] * string[PLACES[1]] * string[PLACES[2]] * string[PLACES[3]]
                * string[PLACES[4]] * string[PLACES[5]] * rho_0
            ),
        ),
        equal(
            average,
            Total(
                (contraction_number,),
                Power(node(-1), permutation[contraction_number])
                * product_of(pair[contraction_number]),
            ),
        ),
    ),
    note="for n = 6; the product runs over the pairs of a contraction, the later field first",
)  # fmt: skip
Z = Symbol("Z", "partition function", "Z^{<0>}")
H_0 = Symbol("H_0", "Hamiltonian", "H_0^{<0>}", commuting=False)
N = Symbol("N", "Hamiltonian", "N^{<0>}", commuting=False)
potential = Symbol("potential", "potential", r"\mu")
T = Symbol("T", "temperature", "T^{<0>}")
r = Index("r", "electrode")


def exponential(tree: Node) -> Call:
    """The exponential of an operator."""
    return Call(Symbol("exp", "function", r"\exp"), (tree,))


def weight(electrode: Index | Label) -> Call:
    """The grand canonical weight of an electrode as printed."""
    return exponential(-(H_0[electrode] - potential * N[electrode]) / T[electrode])


EQ_E8 = Equation(
    "valve:E8",
    system(
        equal(rho_0, 1 / Z[LEFT] * weight(LEFT) * (1 / Z[RIGHT]) * weight(RIGHT)),
        equal(
            Z[r], Call(Symbol("trace_of", "function", r"\mathrm{tr}_{<0>}")[r], (weight(r),))
        ),
    ),
    note="the product over the electrodes written out; with Z of the line below",
)  # fmt: skip

# --- Expansion --------------------------------------------------------------------------------

A = Symbol("A", "observable", commuting=False)
t, t_0 = Symbol("t", "time"), Symbol("t_0", "time")
rho_t = Symbol("rho_t", "state", r"\rho^{\mathrm{tot}}(t)", commuting=False)
average_t = Symbol("average_t", "average", r"\langle A \rangle(t)")
L = Symbol("L", "Liouvillian", commuting=False)
EQ_E12 = Equation(
    "valve:E12",
    system(
        equal(average_t, trace(A * rho_t)),
        equal(rho_t, exponential(-i_unit * L * (t - t_0)) * rho_0),
        equal(L, L_0 + L_T),
    ),
    note="with the sentence below it",
)
z = Symbol("z", "frequency", complex=True)
long_time = Symbol("long_time", "limit", r"\lim_{t \to \infty} \mathrm{tr}(A \rho(t))")
average_z = Symbol("average_z", "average", r"\langle A \rangle(z)")
EQ_E13 = Equation(
    "valve:E13",
    equal(long_time, -i_unit * (z * average_z)),
    note="in the limit z -> i0; the transform runs from t_0",
)
EQ_E14 = Equation(
    "valve:E14",
    equal(average_z, trace(A * (i_unit * Power(z - L_0 - L_T, node(-1))) * rho_0)),
    note="z stands for z times the unit superoperator",
)
order = Index("n", "order")
kernel = Symbol("kernel", "kernel", r"\Sigma_A^{\mathrm{irr}}(z)|_{<0>}")
EQ_E15 = Equation("valve:E15", equal(average_z[order], kernel[order]), note="order by order in L_T")
rho_z = Symbol("rho_z", "state", r"\rho(z)", commuting=False)
L_dot = Symbol("L_dot", "Liouvillian", "L", commuting=False)
self_energy = Symbol("self_energy", "Liouvillian", r"\Sigma(z)", commuting=False)
rho_start = Symbol("rho_start", "state", r"\rho(t_0)", commuting=False)
z_dot = Symbol("z_dot", "frequency", "z", complex=True)


def trace_reservoirs(tree: Node) -> Call:
    """The trace over the reservoirs."""
    return Call(Symbol("trace_reservoirs", "function", r"\mathrm{Tr}_{\mathrm{res}}"), (tree,))


EQ_E16 = Equation(
    "valve:E16",
    equal(rho_z, trace_reservoirs(i_unit * Power(z - L_0 - L_T, node(-1)) * rho_0)),
    note="an interacting system coupled to a reservoir; L_0 contains the system",
)
EQ_E17 = Equation(
    "valve:E17",
    equal(rho_z, i_unit * Power(z_dot - L_dot - self_energy, node(-1)) * rho_start),
    note="operators of the system alone",
)
reducible = Symbol("reducible", "Liouvillian", r"\Sigma_{\mathrm{reducible}}(z)", commuting=False)
TEXT_REDUCIBLE = Equation(
    "valve:text-reducible-self-energy",
    equal(rho_z, i_unit * Power(z_dot - L_dot - reducible, node(-1)) * rho_start),
    note="line after (E17): Sigma is called the (reducible) self-energy, all that stands between "
    "the first and the last bare propagator",
)
observable = Symbol("observable", "vertex", "A_{aa'}")
EQ_E18 = Equation(
    "valve:E18",
    equal(
        acting("left", A) * argument,
        Total(FIRST + SECOND, observable[FIRST + SECOND] * J[FIRST] * J[SECOND] * argument),
    ),
    note="m = 1, applied to an operator; a and a' are written 1 and 1'",
)
fields = Symbol("fields", "number", r"\#_{<0>}")
TEXT_LEFT_BEFORE_RIGHT = Equation(
    "valve:text-L-before-R",
    equal(fields[LEFT] + fields[RIGHT], 2 * node(2)),
    note="line after (E18) and end of E 3: 2m fields, those of L before those of R; for the "
    "quadrupole current of node LL, m = 2, three of L and one of R: a and a' need not be as many",
)
step = Symbol("x", "energy", "x_{<0>}")
TEXT_L0_COMMUTES = Equation(
    "valve:text-L0-commutes",
    system(
        equal(L_0 * J_1, (L_0 - step[eta_1, m_1] * Symbol("one", "unit", "1")) * J_1),
        equal(step[eta_1, m_1], eta[eta_1] * energy[m_1]),
    ),
    note="line after (E18)",
)

# --- Terms of the expansion, as arrays --------------------------------------------------------

LATER, EARLIER = Label("later", "dot"), Label("earlier", "dot")
observables = Symbol("observables", "vertex", r"A_{a \dots a'}")
vertices = Symbol("vertices", "vertex", r"T_{nn'} \dots T_{11'}")
X = Symbol("X", "energy", "X_k")
crossings = Symbol("crossings", "number", "N_p")
gamma = Symbol("gamma", "contraction", r"\gamma_{\mathrm{<1>},\mathrm{<2>}}")
i, j = Index("i", "segment"), Index("j", "segment")


def summed(tree: Node) -> Call:
    """The sum over all contractions and indices."""
    return Call(Symbol("sum", "function", r"\sum"), (tree,))


def terms(first: Label, second: Label, n: Index = order) -> Call:
    """The right side of (E19); the first and the second dot of the contractions, the order."""
    return summed(
        observables[n]
        * vertices[n]
        * product_of(1 / (z + X[n]))
        * Power(node(-1), crossings[n])
        * product_of(gamma[n, first, second])
    )


EQ_E19 = Equation(
    "valve:E19",
    equal(kernel[order], terms(EARLIER, LATER)),
    note="the product over i < j pairs the earlier dot with the later one, for 1 is earliest",
)
until = Symbol("until", "restriction", r"\theta_{<0> \leq <1>}")
conjugation = Symbol("conjugation", "sign", r"\eta_{<0>}")
conjugation_2 = Symbol("conjugation_2", "sign", r"\eta_{<0>'}")
epsilon = Symbol("epsilon", "energy", r"\varepsilon_{<0>}")
epsilon_2 = Symbol("epsilon_2", "energy", r"\varepsilon_{<0>'}")
EQ_E20 = Equation(
    "valve:E20",
    equal(
        X[i],
        Total(
            (j,),
            until[j, i] * (conjugation[j] * epsilon[j] + conjugation_2[j] * epsilon_2[j]),
        ),
    ),
)
