"""What the spin-valve paper prints of storage in two electrodes: (40)-(72) and their sentences.

Every tree keeps the terms, factors, signs and indices of the text in their order; nothing here is
derived. One band, so that the band index n of the field operators is left out. (70) stands with
the first rows of the paper.
"""

from __future__ import annotations

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import (
    Call,
    Index,
    Integral,
    Label,
    Node,
    Power,
    Symbol,
    Total,
    equal,
    less,
    node,
    system,
)

from .paper import (
    HALF,
    annihilator,
    creator,
    dagger,
    k,
    k_2,
    mu,
    node_a,
    odot,
    pair_count,
    r,
    r_2,
    same,
    sigma,
    sigma_2,
    spin,
    unequal,
)

i, j, axis = Index("i", "axis"), Index("j", "axis"), Index("l", "axis")
up, down = Label("up", "spin", r"\uparrow"), Label("down", "spin", r"\downarrow")


def exp(argument: Node) -> Call:
    """The exponential."""
    return Call(Symbol("exp", "function"), (argument,))


def dot(a: Node, b: Node) -> Call:
    """The scalar product of two vectors of three or four components."""
    return Call(Symbol("dot", "function", r"\cdot"), (a, b))


def length(vector: Node) -> Call:
    """The length of a vector."""
    return Call(Symbol("abs", "function"), (vector,))


def mean(operator: Node) -> Call:
    """The average of an operator in the thermal state."""
    return Call(Symbol("mean", "average", r"\mathrm{av}"), (operator,))


# --- One-particle operators and their averages ------------------------------------------------

moment = Symbol("moment", "operator", "R_{<0>}^{<1>}", commuting=False)
element = Symbol("element", "matrix element", r"(r_{<0>}^{<1>})_{<2><3>}")
EQ_40 = Equation(
    "valve:40",
    equal(
        moment[mu, r],
        Total(
            (k, sigma, sigma_2),
            element[mu, r, sigma, sigma_2] * creator[r, k, sigma] * annihilator[r, k, sigma_2],
        ),
    ),
)
pair_average = Symbol(
    "pair_average",
    "average",
    r"\langle c^\dagger_{<0><1><2>} c_{<3><4><5>} \rangle",
)
level = Symbol("level", "energy", r"\varepsilon^{<0>}_{<1><2>}")
fermi_plus = Symbol("fermi_plus", "function", "f_+^{<0>}")
fermi_minus = Symbol("fermi_minus", "function", "f_-^{<0>}")
same_orbital = Symbol("same_orbital", "delta", r"\delta_{<0><1>}")
same_spin = Symbol("same_spin", "delta", r"\delta_{<0><1>}")
EQ_41 = Equation(
    "valve:41",
    equal(
        pair_average[r, k, sigma, r_2, k_2, sigma_2],
        Call(fermi_plus[r], (level[r, k, sigma],))
        * same[r, r_2]
        * same_orbital[k, k_2]
        * same_spin[sigma, sigma_2],
    ),
)
omega, omega_2 = Symbol("omega", "frequency"), Symbol("omega'", "frequency", r"\omega'")
potential = Symbol("potential", "energy", r"\mu^{<0>}")
heat = Symbol("heat", "temperature", "T^{<0>}")
EQ_42 = Equation(
    "valve:42",
    equal(
        Call(fermi_plus[r], (omega,)),
        node(1) / (exp((omega - potential[r]) / heat[r]) + 1),
    ),
)
mean_moment = Symbol("mean_moment", "average", r"\langle R_{<0>}^{<1>} \rangle")
dos = Symbol("dos", "function", r"\nu^{<0>}_{<1>}")
mean_dos = Symbol("mean_dos", "function", r"\bar{\nu}^{<0>}")
polarization = Symbol("polarization", "function", "n^{<0>}")
direction = Symbol("direction", "vector", r"\hat{\mathbf{J}}^{<0>}")
EQ_43 = Equation(
    "valve:43",
    equal(
        mean_moment[mu, r],
        Total(
            (sigma, sigma_2),
            element[mu, r, sigma, sigma_2]
            * Integral(
                (omega,),
                same_spin[sigma, sigma_2] * dos[r, sigma](omega) * fermi_plus[r](omega),
            ),
        ),
    ),
    note="the print leaves out the electrode of the density of states and both arguments",
)
scaled_moment = Symbol("scaled_moment", "spin matrices", r"\hat{\mathbf{r}}")
four_vector = Symbol("four_vector", "function", r"\hat{\mathbf{n}}^{<0>}")
between = Symbol("between", "matrix element", r"{}_{<0>}\langle <1> | \cdot | <2> \rangle_{<0>}")
EQ_44 = Equation(
    "valve:44",
    equal(
        dos[r, sigma](omega) * same_spin[sigma, sigma_2],
        mean_dos[r](omega)
        * Call(between[r, sigma, sigma_2], (dot(four_vector[r](omega), scaled_moment),)),
    ),
)
spin_matrix = Symbol("spin_matrix", "spin matrices", r"\mathbf{s}", commuting=False)
spin_state = Symbol("spin_state", "spinor", r"|<0>\rangle_{<1>}", commuting=False)
sign = Symbol("sign", "sign", "<0>")
field = Symbol("field", "vector", r"\mathbf{J}^{<0>}")
TEXT_EIGENVALUE = Equation(
    "valve:text-eigenvalue",
    equal(dot(field[r], spin_matrix) * spin_state[sigma, r], sign[sigma] * spin_state[sigma, r]),
    note="the quotation of (10) above (44)",
)
square_root = Call(Symbol("sqrt", "function"), (node(2),))
scaled = Symbol("scaled", "spin matrices", r"\tilde{r}_{<0>}", commuting=False)
unit_matrix = Symbol("unit_matrix", "spin matrices", "1", commuting=False)
component = Symbol("component", "component", r"\hat{n}^{<0>}_{<1>}")
direction_component = Symbol("direction_component", "component", r"\hat{J}^{<0>}_{<1>}")
spin_component = Symbol("spin_component", "spin matrices", "s_{<0>}", commuting=False)
zero = Label("0", "component")
TEXT_SCALED = Equation(
    "valve:text-scaled",
    system(
        equal(scaled[zero], unit_matrix / square_root),
        equal(scaled[i], square_root * spin_component[i]),
    ),
    note="below (44)",
)
TEXT_FOUR_VECTOR = Equation(
    "valve:text-four-vector",
    system(
        equal(component[r, zero], square_root),
        equal(component[r, i], square_root * direction_component[r, i] * polarization[r](omega)),
    ),
    note="below (44); at one frequency",
)
moment_matrix = Symbol("moment_matrix", "spin matrices", "r_{<0>}")


def trace(matrix: Node) -> Call:
    """The trace over the two spin states."""
    return Call(Symbol("trace", "function", r"\mathrm{Tr}"), (matrix,))


EQ_45 = Equation(
    "valve:45",
    equal(
        mean_moment[mu, r],
        Integral(
            (omega,),
            mean_dos[r](omega)
            * fermi_plus[r](omega)
            * trace(moment_matrix[mu] * dot(four_vector[r](omega), scaled_moment)),
        ),
    ),
    note="the print leaves out the arguments",
)
mean_number = Symbol("mean_number", "average", r"\langle N^{<0>} \rangle")
mean_spin = Symbol("mean_spin", "vector", r"\langle \mathbf{S}^{<0>} \rangle")
EQ_46 = Equation(
    "valve:46",
    equal(mean_number[r], Integral((omega,), 2 * mean_dos[r](omega) * fermi_plus[r](omega))),
)
spin_function = Symbol("spin_function", "function", "s^{<0>}")
EQ_47 = Equation(
    "valve:47",
    equal(
        mean_spin[r],
        Integral((omega,), 2 * mean_dos[r](omega) * spin_function[r](omega) * direction[r]),
    ),
)
EQ_48 = Equation(
    "valve:48",
    equal(spin_function[r](omega), fermi_plus[r](omega) * HALF * polarization[r](omega)),
)

# --- Network of stored moments ----------------------------------------------------------------

total_moment = Symbol("total_moment", "operator", r"R_{<0>}^{\mathrm{tot}}", commuting=False)
EQ_49 = Equation("valve:49", equal(total_moment[mu], Total((r,), moment[mu, r])))
total_quadrupole = Symbol(
    "total_quadrupole", "tensor", r"\mathcal{Q}^{\mathrm{tot}}", commuting=False
)
total_spin = Symbol("total_spin", "vector", r"\mathbf{S}^{\mathrm{tot}}", commuting=False)
EQ_50 = Equation("valve:50", equal(total_quadrupole, odot(total_spin, total_spin)))
vector_a = Symbol("a", "vector", "a_{<0>}", commuting=False)
vector_b = Symbol("b", "vector", "b_{<0>}", commuting=False)
traceless = Symbol(
    "traceless", "tensor", r"(\mathbf{a} \odot \mathbf{b})_{<0><1>}", commuting=False
)
same_axis = Symbol("same_axis", "delta", r"\delta_{<0><1>}")
trace_term = node(1) / 3 * same_axis[i, j] * Total((axis,), vector_a[axis] * vector_b[axis])
EQ_51 = Equation(
    "valve:51",
    equal(
        traceless[i, j],
        HALF * (vector_a[i] * vector_b[j] + vector_b[i] * vector_a[j]) - trace_term,
    ),
    note="the scalar product a.b is written out",
)
node_quadrupole = Symbol("node_quadrupole", "tensor", r"\mathcal{Q}^{<0>}", commuting=False)
EQ_52 = Equation("valve:52", equal(total_quadrupole, Total((node_a,), node_quadrupole[node_a])))
quadrupole = Symbol("quadrupole", "tensor", r"\mathcal{Q}^{<0><1>}", commuting=False)
EQ_53 = Equation(
    "valve:53",
    system(
        equal(quadrupole[r, r_2], quadrupole[r_2, r]),
        equal(quadrupole[r_2, r], pair_count[r, r_2] * odot(spin[r], spin[r_2])),
    ),
)
EQ_54 = Equation(
    "valve:54",
    equal(
        quadrupole[r, r_2],
        HALF * pair_count[r, r_2] * (odot(spin[r], spin[r_2]) + odot(spin[r_2], spin[r])),
    ),
)
TEXT_HERMITIAN = Equation(
    "valve:text-hermitian-node",
    system(
        equal(dagger(odot(spin[r], spin[r_2])), odot(spin[r_2], spin[r])),
        equal(odot(spin[r_2], spin[r]), odot(spin[r], spin[r_2])),
    ),
    note="below (54)",
)
count = Symbol("count", "count", r"\#_{\mathrm{<0>}}")
TEXT_NODES = Equation(
    "valve:text-nodes",
    system(
        equal(count[Label("nodes", "count")], node(3)),
        equal(count[Label("local nodes", "count")], node(2)),
        equal(count[Label("non-local nodes", "count")], node(1)),
    ),
    note="two electrodes; below (54)",
)

# --- Direct and exchange part -----------------------------------------------------------------

mean_quadrupole = Symbol("mean_quadrupole", "quadrupole", r"\langle\mathcal{Q}^{<0><1>}\rangle")
direct = Symbol("direct", "part", r"\langle\mathcal{Q}^{<0><1>}\rangle_{\mathrm{dir}}")
exchange = Symbol("exchange", "part", r"\langle\mathcal{Q}^{<0><1>}\rangle_{\mathrm{ex}}")
EQ_55 = Equation("valve:55", equal(mean_quadrupole[r, r_2], direct[r, r_2] + exchange[r, r_2]))
spin_vector = Symbol("spin_vector", "spin vector", r"\mathbf{s}^{<0>}_{<1><2>}")
EQ_56 = Equation(
    "valve:56",
    equal(
        direct[r, r_2],
        Total(
            (k, k_2, sigma, sigma_2),
            odot(spin_vector[r, sigma, sigma], spin_vector[r_2, sigma_2, sigma_2])
            * fermi_plus[r](level[r, k, sigma])
            * fermi_plus[r_2](level[r_2, k_2, sigma_2]),
        ),
    ),
)
q_dir = Symbol("q_dir", "magnitude", r"q_{\mathrm{dir}}^{<0><1>}")
spins = odot(mean_spin[r], mean_spin[r_2])
EQ_57 = Equation(
    "valve:57",
    system(
        equal(direct[r, r_2], spins),
        equal(spins, q_dir[r, r_2] * odot(direction[r], direction[r_2])),
    ),
    note="continues (56)",
)
EQ_58 = Equation("valve:58", equal(q_dir[r, r_2], length(mean_spin[r]) * length(mean_spin[r_2])))
EQ_59 = Equation(
    "valve:59",
    equal(
        exchange[r, r_2],
        same[r, r_2]
        * Total(
            (k, sigma, sigma_2),
            odot(spin_vector[r, sigma, sigma_2], spin_vector[r_2, sigma_2, sigma])
            * fermi_plus[r](level[r, k, sigma])
            * fermi_plus[r_2](level[r_2, k, sigma_2]),
        ),
    ),
)
EQ_60 = Equation(
    "valve:60",
    equal(
        exchange[r, r_2],
        odot(mean(spin[r] - mean(spin[r])), mean(spin[r_2] - mean(spin[r_2]))),
    ),
    note="av stands for angle brackets",
)
magnitude = Symbol("magnitude", "magnitude", r"q_{\mathrm{ex}}^{<0><1>}")
EQ_61 = Equation(
    "valve:61",
    equal(
        exchange[r, r_2],
        -(same[r, r_2] * magnitude[r, r_2] * odot(direction[r], direction[r_2])),
    ),
    note="the print leaves out the electrodes on the left",
)
_step = Call(fermi_plus[r], (level[r, k, up],)) - Call(fermi_plus[r], (level[r, k, down],))
EQ_62 = Equation(
    "valve:62",
    system(
        equal(magnitude[r, r], node(1) / 4 * Total((k,), Power(_step, node(2)))),
        less(0, magnitude[r, r]),
    ),
)
EQ_63 = Equation(
    "valve:63",
    equal(unequal[r, r_2] * mean_quadrupole[r, r_2], unequal[r, r_2] * direct[r, r_2]),
    note="the bar over delta excludes r' = r",
)
