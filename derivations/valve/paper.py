"""What the spin-valve paper prints, transcribed: storage, networks, superoperators, diagrams.

Hell, Das, Wegewijs, "Transport of spin-anisotropy without spin currents". The text at hand is a
lossy transcription of the preprint. Every tree keeps the terms, factors, signs and indices of
that text in their order; nothing here is derived. Unnumbered statements have keys
``valve:text-...``.

The multi-index 1 = (chi, eta, r, n, k, sigma) of the superoperators is written (chi, eta, m): the
mode m stands for (r, n, k, sigma), which always occur together.
"""

from __future__ import annotations

from fractions import Fraction

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

HALF = Fraction(1, 2)

# --- Storage: exchange part of a flat, wide band ---------------------------------------------

J, T = Symbol("J", "splitting"), Symbol("T", "temperature")
nu_bar = Symbol("nu_bar", "density of states", r"\bar{\nu}")
q_ex = Symbol("q_ex", "quadrupole", r"q_{\mathrm{ex}}")


def coth(argument: Node) -> Call:
    """The hyperbolic cotangent."""
    return Call(Symbol("coth", "function", r"\coth"), (argument,))


EQ_70 = Equation(
    "valve:70",
    equal(q_ex, nu_bar * T / 2 * (J / (2 * T) * coth(J / (2 * T)) - 1)),
)

# --- Network: currents of the spin-quadrupole moment -----------------------------------------

r, s = Index("r", "electrode"), Index("s", "electrode")
node_a, node_b = (
    Index("rr'", "node", r"\langle rr'\rangle"),
    Index("ss'", "node", r"\langle ss'\rangle"),
)
unequal = Symbol("unequal", "restriction", r"\bar{\delta}_{<0>,<1>}")
spin = Symbol("spin", "vector", r"\mathbf{S}^{<0>}", commuting=False)
spin_current = Symbol(
    "spin_current", "vector", r"\mathbf{I}_{\mathbf{S}}^{<0><1>}", commuting=False
)
local_current = Symbol(
    "local_current", "tensor", r"\mathcal{I}_{\mathcal{Q}}^{<0><0>}", commuting=False
)
node_current = Symbol("node_current", "tensor", r"\mathcal{I}_{\mathcal{Q}}^{<0>}", commuting=False)
link_current = Symbol(
    "link_current", "link", r"\mathcal{I}_{\mathcal{Q}}^{<0>,<1>}", commuting=False
)


def odot(a: Node, b: Node) -> Call:
    """The symmetric, traceless dyadic product (51) of two vectors of operators."""
    return Call(Symbol("odot", "function", r"\odot"), (a, b))


mu = Index("mu", "component", r"\mu")
k, k_2 = Index("k", "orbital"), Index("k'", "orbital")
sigma, sigma_2 = Index("sigma", "spin", r"\sigma"), Index("sigma'", "spin", r"\sigma'")
i_unit = Symbol("i_unit", "unit", "i")
amplitude = Symbol("amplitude", "amplitude", r"(r_{<0>} T)^{<1><2>}_{<3><4>}", complex=True)
creator = Symbol("creator", "creator", r"c^\dagger_{<0><1><2>}", commuting=False)
annihilator = Symbol("annihilator", "annihilator", "c_{<0><1><2>}", commuting=False)
one_particle_current = Symbol(
    "one_particle_current", "current", r"I_{R_{<0>}}^{<1><2>}", commuting=False
)
_hop = Total(
    (k, k_2, sigma, sigma_2),
    -i_unit
    * amplitude[mu, r, s, sigma, sigma_2]
    * creator[r, k, sigma]
    * annihilator[s, k_2, sigma_2],
)


def dagger(tree: Node) -> Call:
    """The Hermitian conjugate that the print abbreviates to h.c."""
    return Call(Symbol("dagger", "conjugation", r"\mathrm{h.c.}"), (tree,))


EQ_80 = Equation(
    "valve:80",
    equal(one_particle_current[mu, r, s], _hop - dagger(_hop)),
    note="one band; r_mu T is the matrix product in spin space",
)
r_2, s_2 = Index("r'", "electrode"), Index("s'", "electrode")
pair_count = Symbol("pair_count", "pair count", "g^{<0><1>}")
same = Symbol("same", "delta", r"\delta^{<0><1>}")
pair_current = Symbol(
    "pair_current", "tensor", r"\mathcal{I}_{\mathcal{Q}}^{<0><1>,<2><3>}", commuting=False
)


def moved(a: Index, b: Index, c: Index, d: Index) -> Node:
    """The bracket of (85) for the nodes ab and cd."""
    return odot(spin_current[a, c], spin[b]) * same[b, d] + same[a, c] * odot(
        spin[a], spin_current[b, d]
    )


EQ_85 = Equation(
    "valve:85",
    equal(
        pair_current[r, r_2, s, s_2],
        pair_count[r, r_2] / 2 * moved(r, r_2, s, s_2)
        + pair_count[s_2, r_2] / 2 * moved(s_2, r_2, s, r),
    ),
    note="the second term is the print's (r <-> s'), written out",
)
EQ_87 = Equation(
    "valve:87",
    equal(
        local_current[r],
        Total(
            (s,),
            unequal[s, r] * (odot(spin_current[r, s], spin[r]) + odot(spin[r], spin_current[r, s])),
        ),
    ),
    note="the bar over delta excludes s = r",
)
_nodes = Total((node_a,), node_current[node_a])
_links = Total((node_a,), Total((node_b,), unequal[node_b, node_a] * link_current[node_a, node_b]))
EQ_88 = Equation(
    "valve:88",
    system(equal(_nodes, _links), equal(_nodes, 0)),
    note="one chain a = b = 0; sums over unordered pairs; spin is conserved by the tunnelling",
)

# --- Superoperators ---------------------------------------------------------------------------

chi_1, chi_2 = Index("chi_1", "charge", r"\chi_1"), Index("chi_1'", "charge", r"\chi_{1'}")
eta_1, eta_2 = (
    Index("eta_1", "conjugation", r"\eta_1"),
    Index("eta_1'", "conjugation", r"\eta_{1'}"),
)
m_1, m_2 = Index("m_1", "mode"), Index("m_1'", "mode", "m_{1'}")
plus, minus = Label("+", "sign"), Label("-", "sign")
chi, eta = Symbol("chi", "charge", "<0>"), Symbol("eta", "conjugation", "<0>")
mode = Symbol("mode", "mode", "<0>")
field_superoperator = Symbol("J", "superoperator", "J_{<0><1><2>}", commuting=False)
number_superoperator = Symbol("N", "number", r"\mathcal{N}", commuting=False)
field_operator = Symbol("c", "operator", "c_{<0><1>}", commuting=False)
J_1, J_2 = field_superoperator[chi_1, eta_1, m_1], field_superoperator[chi_2, eta_2, m_2]


def acting(side: str, operator: Node) -> Call:
    """The superoperator that multiplies from one side."""
    return Call(Symbol(side, "action", rf"\mathsf{{{side}}}"), (operator,))


def cases(selector: Node, if_minus: Node, if_plus: Node) -> Call:
    """One of two expressions, by a sign."""
    return Call(Symbol("cases", "function", r"\mathrm{cases}"), (selector, if_minus, if_plus))


EQ_E1 = Equation(
    "valve:E1",
    equal(
        J_1,
        Power(-(chi[chi_1] * eta[eta_1]), number_superoperator)
        * cases(
            chi[chi_1] * eta[eta_1],
            acting("left", field_operator[eta_1, m_1]),
            acting("right", field_operator[eta_1, m_1]),
        ),
    ),
    note="cases: the first where chi eta = -, the second where chi eta = +; "
    "eta = + annihilates, eta = - creates; m stands for r, n, k, sigma",
)

delta = Symbol("delta", "delta", r"\delta_{<0><1>}")
delta_conjugate = Symbol(
    "delta_conjugate", "conjugate delta", r"\delta_{(<0><1><2>)\overline{(<3><4><5>)}}"
)
delta_without_charge = Symbol(
    "delta_without_charge", "conjugate delta", r"\delta_{(<0><1>)\overline{(<2><3>)}}"
)
contraction = Symbol("gamma", "contraction", r"\gamma_{(<0><1><2>)(<3><4><5>)}")
fermi = Symbol("fermi", "function", "f")
occupation = Symbol("occupation", "occupation", "f_{<0><1>}")
energy = Symbol("energy", "energy", r"\varepsilon_{<0>}")
chemical_potential = Symbol("chemical_potential", "energy", r"\mu_{<0>}")
temperature = Symbol("temperature", "temperature", "T_{<0>}")
BOTH = (chi_1, eta_1, m_1, chi_2, eta_2, m_2)
EQ_E9 = Equation(
    "valve:E9",
    system(
        equal(
            contraction[BOTH],
            -(chi[chi_2] * eta[eta_2])
            * delta_without_charge[eta_1, m_1, eta_2, m_2]
            * occupation[chi_1, m_1],
        ),
        equal(
            occupation[chi_1, m_1],
            fermi(-chi[chi_1] * (energy[m_1] - chemical_potential[m_1]) / temperature[m_1]),
        ),
    ),
    note="with f_1 of the sentence below it; m stands for r, n, k, sigma",
)
EQ_E10 = Equation(
    "valve:E10",
    system(
        equal(J_1 * J_2 + J_2 * J_1, -(chi[chi_1] * eta[eta_1]) * delta_conjugate[BOTH]),
        equal(delta_conjugate[BOTH], delta[m_1, m_2] * delta[chi_1, chi_2] * delta[eta_1, eta_2]),
    ),
    note="with the Kronecker symbols of the line below it; m stands for r, n, k, sigma",
)
conjugate_index = Symbol("conjugate_index", "index", r"\overline{(<0><1><2>)}")
EQ_E11 = Equation(
    "valve:E11",
    equal(
        conjugate_index[chi_1, eta_1, m_1],
        Matrix(((-chi[chi_1], -eta[eta_1], mode[m_1]),)),
    ),
    note="m stands for r, n, k, sigma",
)

# --- Diagrams of first order ------------------------------------------------------------------

crossings = Symbol("crossings", "number", r"\#\mathrm{cr.}")
signs = Symbol("signs", "sign", r"\mathrm{signs}")
charges = Symbol("charges", "sign product", r"\prod_{\mathrm{early+late\,vertices}} \chi_e")
conjugations = Symbol("conjugations", "sign product", r"\prod_{\mathrm{intermediate}} \eta_e")
EQ_E28 = Equation(
    "valve:E28",
    equal(signs, Power(node(-1), crossings) * charges * conjugations),
    note="e is the earlier dot of each double vertex; the observable counts among the vertices",
)
diagrams = Symbol("diagrams", "count", r"\#_{\mathrm{<0>}}")
TEXT_TWO_DIAGRAMS = Equation(
    "valve:text-two-diagrams",
    system(
        equal(diagrams[Label("charge", "observable")], node(2)),
        equal(diagrams[Label("spin", "observable")], node(2)),
    ),
    note="first order in Gamma; one of each pair of Hermitian conjugates",
)
TEXT_TWO_PAIRS = Equation(
    "valve:text-two-pairs",
    equal(diagrams[Label("quadrupole", "observable")], node(2) * 2),
    note="two pairs, direct and exchange; node LL, first order in Gamma",
)
