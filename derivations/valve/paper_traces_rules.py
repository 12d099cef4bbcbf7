"""What App. E of the valve paper prints about spin traces and partner diagrams: (E21)-(E31).

Transcribed from the text at hand. Factors that differ from diagram to diagram (signs,
propagators, four-vectors of the contractions) are arrays over the diagrams and frequencies; an
integral runs over all frequencies of a diagram, `loops` multiplies the spin traces of its loops.
"""

from __future__ import annotations

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
    system,
)

from .paper import eta, eta_1, eta_2, signs
from .paper_rules import (
    LEFT,
    RIGHT,
    amplitude,
    bra,
    ket,
    kronecker,
    mu,
    r,
    r_check,
    raised,
    sigma_1,
    sigma_2,
    t_check,
    t_dot_r,
    t_real,
    trace,
)

# --- Energies and spin apart ------------------------------------------------------------------

k = Index("k", "orbital")
sigma_i, sigma_j = Index("sigma_i", "spin", r"\sigma_i"), Index("sigma_j", "spin", r"\sigma_j")
contracted = Symbol("contracted", "sum", r"\mathrm{sum}^{<0>}_{<1><2>}")
level = Symbol("level", "energy", r"\varepsilon^{<0>}_{<1><2>}")
omega = Symbol("omega", "frequency", r"\omega_i")


def some(value: Node) -> Call:
    """Some function of an energy."""
    return Call(Symbol("g", "function"), (value,))


EQ_E21 = Equation(
    "valve:E21",
    equal(
        contracted[r, sigma_i, sigma_j],
        Total((k,), kronecker[sigma_i, sigma_j] * some(level[r, k, sigma_i])),
    ),
    note="the print gives this sum no name; k stands for n and k",
)
rho = Index("rho", "component", r"\rho")
nu_bar = Symbol("nu_bar", "density of states", r"\bar{\nu}^{<0>}")
n_tilde = Symbol("n_tilde", "four-vector", r"\tilde{n}^{<0>}_{<1>}")
turned = Symbol("turned", "sign", r"\bar{\eta}_i")
EQ_E22 = Equation(
    "valve:E22",
    equal(
        contracted[r, sigma_i, sigma_j],
        Integral(
            (omega,),
            Call(nu_bar[r], (omega,))
            * some(omega)
            * raised(
                turned,
                bra[r, sigma_i]
                * Total((rho,), r_check[rho] * Call(n_tilde[r, rho], (omega,)))
                * ket[r, sigma_j],
            ),
        ),
    ),
    note="tau_i read as r_i, and sigma' as sigma_j",
)
EQ_E23 = Equation(
    "valve:E23",
    equal(
        raised(eta[eta_2], amplitude[sigma_1, sigma_2]),
        raised(eta[eta_2], bra[LEFT, sigma_1] * t_dot_r * ket[RIGHT, sigma_2]),
    ),
)
kappa_1, kappa_2 = (
    Index("kappa_1", "component", r"\kappa_1"),
    Index("kappa_2", "component", r"\kappa_2"),
)
rho_1, rho_2 = Index("rho_1", "component", r"\rho_1"), Index("rho_1'", "component", r"\rho_{1'}")
contribution = Symbol("contribution", "value", "A|_n")
propagators = Symbol("propagators", "propagators", r"(\mathrm{prop.})")
F_first = Symbol("F_first", "distribution", r"(\check{F}_1)_{<0>}")
F_second = Symbol("F_second", "distribution", r"(\check{F}_{1'})_{<0>}")
pi = Symbol("pi", "number", r"\pi")
spins = Symbol(
    "spins",
    "spin sum",
    r"\sum_{\{\sigma\}} (\check{r}_{<0>}) (\check{r}_{<1>}) (\check{r}_{<2>}) (\check{r}_{<3>})",
)
frequencies = Symbol("frequencies", "frequency", r"\{\omega_i\}")
EQ_E24 = Equation(
    "valve:E24",
    equal(
        contribution,
        Total(
            (kappa_1, kappa_2, rho_1, rho_2),
            Integral(
                (frequencies,),
                signs
                * propagators
                * (t_check[kappa_1] * t_check[kappa_2])
                * (F_first[rho_1] / pi)
                * (F_second[rho_2] / pi),
            )
            * spins[kappa_1, kappa_2, rho_1, rho_2],
        ),
    ),
    note="first order: two vertices and two contractions; the matrix elements with their "
    "superscripts are one array",
)
F = Symbol("F", "distribution", r"(F_i)_{<0>}")
density = Symbol("density", "density of states", r"\bar{\nu}^{r_i}(\omega_i)")
polarization = Symbol("polarization", "four-vector", r"\tilde{n}^{r_i}_{<0>}(\omega_i)")
charge = Symbol("charge", "sign", r"\chi_i")


def occupied(charge_index: Node) -> Call:
    """The Fermi function f_+ for + and 1 - f_+ for -."""
    return Call(Symbol("occupied", "function", r"f^{r_i}"), (charge_index,))


EQ_E25 = Equation(
    "valve:E25",
    equal(F[rho], density * polarization[rho] * occupied(-charge)),
    note="f with the opposite charge index as subscript, at the frequency of the contraction; "
    "chi_i belongs to its earlier dot",
)
F_dot_r = Total((rho,), F[rho] * r_check[rho])


def loops(*factors: Node) -> Call:
    """The product over the loops of the traces of vertices and contractions."""
    return Call(Symbol("loops", "function", r"\prod_{\mathrm{loops}} \mathrm{tr}"), factors)


def over_frequencies(*factors: Node) -> Integral:
    """The integral over all frequencies of propagators times spin traces."""
    return Integral((frequencies,), propagators * loops(*factors))


real_t_dot_r = Total((mu,), t_real[mu] * r_check[mu])
EQ_E26 = Equation(
    "valve:E26",
    equal(contribution, signs * over_frequencies(real_t_dot_r, F_dot_r)),
    note="for each diagram; every vertex and every contraction of a loop inserts its factor",
)
element = Symbol("element", "matrix element", r"(\check{r}_{<0>})^+_{<1><2>}")
operator = Symbol("operator", "charge-spin operator", r"\check{r}_{<0>}", commuting=False)
sigma_n, sigma_m = Index("sigma_n", "spin", r"\sigma_n"), Index("sigma_n'", "spin", r"\sigma_{n'}")
FOUR = tuple(Label(name, "factor") for name in "4321")
EQ_E27 = Equation(
    "valve:E27",
    equal(
        Total(
            (sigma_n, sigma_m, sigma_1, sigma_2),
            element[FOUR[0], sigma_n, sigma_m]
            * element[FOUR[1], sigma_m, sigma_1]
            * element[FOUR[2], sigma_1, sigma_2]
            * element[FOUR[3], sigma_2, sigma_n],
        ),
        trace(operator[FOUR[0]] * operator[FOUR[1]] * operator[FOUR[2]] * operator[FOUR[3]]),
    ),
    note="four factors; neighbours share a quantization axis",
)

# --- Hermitian conjugates ---------------------------------------------------------------------

both = Symbol("both", "value", r"A|_n")


def real(value: Node) -> Call:
    """The real part."""
    return Call(Symbol("Re", "function", r"\mathrm{Re}"), (value,))


def conjugated(value: Node) -> Call:
    """The complex conjugate."""
    return Call(Symbol("conj", "function", r"\mathrm{conj}"), (value,))


EQ_E29 = Equation(
    "valve:E29",
    equal(both, 2 * real(signs * over_frequencies(real_t_dot_r, F_dot_r))),
    note="for each pair of diagrams; Re acts on all that stands to its right",
)
EQ_E30 = Equation(
    "valve:E30",
    equal(
        trace(operator[FOUR[0]] * operator[FOUR[1]] * operator[FOUR[2]] * operator[FOUR[3]]),
        conjugated(
            trace(operator[FOUR[3]] * operator[FOUR[2]] * operator[FOUR[1]] * operator[FOUR[0]])
        ),
    ),
    note="the equality, for four factors",
)
i_zero = Symbol("i_zero", "infinitesimal", r"i0", complex=True)
X = Symbol("X", "energy", "X_i")
EQ_E31 = Equation(
    "valve:E31",
    equal(1 / (i_zero + (-X)), -conjugated(1 / (i_zero + X))),
)
segments = Symbol("segments", "propagators", r"\#_{\mathrm{segments}}")
intermediate = Symbol("intermediate", "intermediate vertices", r"\#IV")
double_vertices = Symbol("double_vertices", "vertices", r"\#_{\mathrm{vertices}}")
lines = Symbol("lines", "contractions", r"\#_{\mathrm{contractions}}")
minus_one = -Symbol("one", "unit", "1")
TEXT_PARITIES = Equation(
    "valve:text-parities",
    system(
        equal(minus_one**double_vertices, minus_one**lines),
        equal(minus_one**intermediate, Symbol("one", "unit", "1")),
        equal(minus_one**segments, minus_one),
    ),
    note="contractions and double vertices, intermediate vertices: even number; propagators: odd "
    "number (E 5, E 6); charge and spin currents",
)
X_2, omega_1, omega_2 = (
    Symbol("X_2", "energy", "X_2"),
    Symbol("omega_1", "frequency", r"\omega_1"),
    Symbol("omega_2", "frequency", r"\omega_2"),
)
CAPTION_25 = Equation(
    "valve:caption25",
    equal(X_2, omega_1 - omega_2),
    note="the diagram of Fig. 25(c), whose contractions 1-3, 1'-2', 2-4, 3'-4' and arrows follow "
    "from the sentences after (E25) and (E27)",
)
factor = Symbol("factor", "loop factor", r"\check{r}_{<0>}", commuting=False)
LOOP = ("kappa 1'", "rho 1", "kappa 3'", "rho 3'", "kappa 4'", "rho 2", "kappa 2'", "rho 1'")


def in_order(names: tuple[str, ...]) -> Node:
    """The ordered product of the factors of a loop."""
    first, *rest = (factor[Label(name, "loop factor")] for name in names)
    result: Node = first
    for other in rest:
        result = result * other
    return result


TEXT_LOOP = Equation(
    "valve:text-loop",
    equal(Symbol("loop", "trace", r"\mathrm{loop}"), trace(in_order(LOOP))),
    note="the loop of Fig. 25(c) from dot 1', written from right to left",
)
electrode_of = Symbol("electrode_of", "electrode", r"r_{<0>}")
TEXT_FILLED_DOTS = Equation(
    "valve:text-filled-dots",
    system(
        equal(electrode_of[Label("i'", "dot")], Symbol("left", "electrode", "L")),
        equal(electrode_of[Label("i'", "dot")], Symbol("right", "electrode", "R")),
    ),
    note="sentence before Fig. 25: all i' belong to L (filled), all i' belong to R (empty)",
)
matrix_element = Symbol("matrix_element", "matrix element", r"\check{r}_{\sigma_{<0>}\sigma_{<1>}}")
successive = Symbol(
    "successive",
    "element of a loop",
    r"\check{r}_{\sigma_{\mathrm{succ}}\sigma_{\mathrm{prec}}}^{<0>}",
)
EARLY, LATE = Label("early", "dot"), Label("late", "dot")
TEXT_CONTRACTION = Equation(
    "valve:text-contraction-superscript",
    equal(successive[eta_1], raised(eta[eta_1], matrix_element[LATE, EARLY])),
    note="proof of (E27), (i): eta of the earlier dot; the loop arrives at the dot with eta = +",
)
weight_of = Symbol("weight_of", "distribution", r"|\gamma|_{\chi_{1'} = <0>}")
f = Symbol("f", "occupation", "f")
TEXT_DISTRIBUTION = Equation(
    "valve:text-distribution",
    system(
        equal(weight_of[Label("+", "charge")], 1 - f),
        equal(weight_of[Label("-", "charge")], f),
    ),
    note="sentence before (E10): chi = + begins a particle, for which the level must be empty, and "
    "chi = - a hole, for which it must be filled",
)
