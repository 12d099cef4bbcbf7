"""What the spin-valve paper prints of spin-multipole currents: (73)-(86) and their sentences.

(80) and (85) stand with the first rows of the paper. Electrodes r, s and r' run over all
subsystems.
"""

from __future__ import annotations

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import (
    Call,
    Index,
    Label,
    Node,
    Symbol,
    Total,
    equal,
    less,
    system,
)

from .paper import (
    i_unit,
    k,
    link_current,
    mu,
    node_a,
    node_b,
    odot,
    one_particle_current,
    pair_count,
    r,
    r_2,
    s,
    sigma,
    sigma_2,
    spin,
    unequal,
)
from .paper_stored import direction, element, moment

hamiltonian = Symbol("H", "hamiltonian", commuting=False)
hamiltonian_0 = Symbol("H_0", "hamiltonian", commuting=False)
tunnelling = Symbol("H_T", "hamiltonian", commuting=False)


def commutator(a: Node, b: Node) -> Node:
    """[a, b], written out."""
    return a * b - b * a


# --- Charge and spin --------------------------------------------------------------------------

rate = Symbol("rate", "rate", r"\dot{R}_{<0>}^{<1>}", commuting=False)
EQ_73 = Equation("valve:73", equal(rate[mu, r], i_unit * commutator(hamiltonian, moment[mu, r])))
internal_rate = Symbol("internal_rate", "rate", r"\dot{R}_{<0>}^{<1>}|_0", commuting=False)
EQ_74 = Equation(
    "valve:74",
    equal(
        rate[mu, r],
        internal_rate[mu, r] + Total((s,), unequal[s, r] * one_particle_current[mu, r, s]),
    ),
    note="the bar over delta excludes s = r",
)
undotted = Symbol("undotted", "operator", "R_{<0>}^{<1>}|_0", commuting=False)
EQ_75 = Equation(
    "valve:75", equal(undotted[mu, r], i_unit * commutator(hamiltonian_0, moment[mu, r]))
)
current_into = Symbol("current_into", "current", r"I_{R_{<0>}}^{<1>}", commuting=False)
TEXT_CURRENT = Equation(
    "valve:text-current",
    equal(current_into[mu, r], i_unit * commutator(tunnelling, moment[mu, r])),
    note="below (75)",
)
EQ_76 = Equation(
    "valve:76",
    equal(current_into[mu, r], Total((s,), unequal[s, r] * one_particle_current[mu, r, s])),
    note="the bar over delta excludes s = r",
)
# the number commutes with H_0: no order of factors is stated
number = Symbol("number", "operator", "N^{<0>}")
scalar_hamiltonian_0 = Symbol("scalar_H_0", "hamiltonian", "H_0")
number_rate = Symbol("number_rate", "operator", r"\dot{N}^{<0>}|_0")
undotted_number = Symbol("undotted_number", "operator", "N^{<0>}|_0")
no_flow = commutator(scalar_hamiltonian_0, number[r])
EQ_77 = Equation("valve:77", system(equal(undotted_number[r], no_flow), equal(no_flow, 0)))
spin_rate = Symbol("spin_rate", "vector", r"\dot{\mathbf{S}}^{<0>}", commuting=False)
internal_spin_rate = Symbol(
    "internal_spin_rate", "vector", r"\dot{\mathbf{S}}^{<0>}|_0", commuting=False
)
spin_current_into = Symbol(
    "spin_current_into", "vector", r"\mathbf{I}_{\mathbf{S}}^{<0>}", commuting=False
)
alpha = Index("alpha", "electrode", r"\alpha")
EQ_78 = Equation(
    "valve:78", equal(spin_rate[alpha], internal_spin_rate[alpha] + spin_current_into[alpha])
)
n = Index("n", "band")
splitting = Symbol("splitting", "splitting", "J_{<0>}^{<1>}")
band_spin = Symbol("band_spin", "vector", r"\mathbf{S}_{<0>}^{<1>}", commuting=False)


def cross(a: Node, b: Node) -> Call:
    """The vector product."""
    return Call(Symbol("cross", "function", r"\times"), (a, b))


EQ_79 = Equation(
    "valve:79",
    equal(
        internal_spin_rate[r],
        Total((n,), splitting[n, r] * cross(direction[r], band_spin[n, r])),
    ),
    note="the operator does not vanish",
)
band_creator = Symbol("band_creator", "creator", r"c^\dagger_{<0><1><2><3>}", commuting=False)
band_field = Symbol("band_field", "annihilator", "c_{<0><1><2><3>}", commuting=False)
band_moment = Symbol("band_moment", "operator", "R_{<0>,<1>}^{<2>}", commuting=False)
TEXT_BAND_SPIN = Equation(
    "valve:text-band-spin",
    equal(
        band_moment[mu, n, r],
        Total(
            (k, sigma, sigma_2),
            element[mu, r, sigma, sigma_2]
            * band_creator[r, n, k, sigma]
            * band_field[r, n, k, sigma],
        ),
    ),
    note="below (79), by components: mu = x, y, z; the sum over both spins",
)
TEXT_ANTISYMMETRY = Equation(
    "valve:text-antisymmetry",
    equal(
        unequal[r, s] * one_particle_current[mu, r, s],
        -(unequal[r, s] * one_particle_current[mu, s, r]),
    ),
    note="below (80); the bar over delta excludes s = r",
)
pair = Index("rs", "ordered pair", r"r, s \neq r")
current_of_pair = Symbol("current_of_pair", "current", r"I_{R_{<0>}}^{rs}", commuting=False)
EQ_81 = Equation("valve:81", equal(Total((pair,), current_of_pair[mu, pair]), 0))

# --- Spin-quadrupole moment -------------------------------------------------------------------

node_rate = Symbol("node_rate", "tensor", r"\dot{\mathbf{Q}}^{<0>}", commuting=False)
internal_node_rate = Symbol(
    "internal_node_rate", "tensor", r"\dot{\mathbf{Q}}^{<0>}|_0", commuting=False
)
EQ_82 = Equation(
    "valve:82",
    equal(
        node_rate[node_a],
        internal_node_rate[node_a]
        + Total((node_b,), unequal[node_b, node_a] * link_current[node_a, node_b]),
    ),
    note="the bar over delta excludes ss' = rr'",
)
pair_rate = Symbol("pair_rate", "tensor", r"\dot{\mathbf{Q}}^{<0><1>}", commuting=False)
internal_pair_rate = Symbol(
    "internal_pair_rate", "tensor", r"\dot{\mathbf{Q}}^{<0><1>}|_0", commuting=False
)


def both_orders(vector: Symbol) -> Node:
    """The bracket of (83) and (84) with (r <-> r') written out."""
    return (
        odot(vector[r], spin[r_2])
        + odot(spin[r], vector[r_2])
        + odot(vector[r_2], spin[r])
        + odot(spin[r_2], vector[r])
    )


EQ_83 = Equation(
    "valve:83",
    equal(internal_pair_rate[r, r_2], pair_count[r, r_2] / 2 * both_orders(internal_spin_rate)),
    note="(r <-> r') is written out",
)
tensor_current = Symbol(
    "tensor_current", "tensor", r"\mathcal{I}_{\mathbf{Q}}^{<0><1>}", commuting=False
)
EQ_84 = Equation(
    "valve:84",
    equal(tensor_current[r, r_2], pair_count[r, r_2] / 2 * both_orders(spin_current_into)),
    note="(r <-> r') is written out",
)
skewness = Symbol(
    "skewness", "size",
    r"\left\|\mathbf{I}_{\mathbf{S}}^{<0>} \odot \mathbf{S}^{<1>} - \mathrm{h.c.}\right\|",
)  # fmt: skip
TEXT_NOT_HERMITIAN = Equation(
    "valve:text-not-hermitian",
    less(0, skewness[r, r_2]),
    note="below (84): the single terms of (84) are not Hermitian",
)
skewness_apart = Symbol(
    "skewness_apart", "size", skewness.tex.replace("<1>", "s").replace("<0>", "r")
)
bracket = Symbol("bracket", "size", r"\min_{ij} \left\| [S_{i}^{<0>}, I_{S_{j}}^{<0>}] \right\|")
FOOTNOTE_32 = Equation("valve:fn32", less(0, bracket[r]), note="every pair of components")
strength = Symbol("strength", "size", r"\left\|\mathcal{I}_{\mathcal{Q}}\right\|_{<0>}")
TEXT_LINKS = Equation(
    "valve:text-links",
    system(
        equal(strength[Label("no shared electrode", "link")], 0),
        equal(strength[Label("local and local", "link")], 0),
        less(0, strength[Label("local and non-local", "link")]),
    ),
    note="below (85); the smallest link of a local and a non-local node that share an electrode",
)
EQ_86 = Equation(
    "valve:86",
    equal(pair_rate[r, r], internal_pair_rate[r, r] + tensor_current[r, r]),
)
TEXT_LINK_ANTISYMMETRY = Equation(
    "valve:text-link-antisymmetry",
    equal(link_current[node_a, node_b], -link_current[node_b, node_a]),
    note="below (87)",
)
lost_spin = Symbol("lost_spin", "size", r"\left\| \dot{\mathbf{S}}^{<0>}|_0 \right\|")
lost_charge = Symbol("lost_charge", "size", r"\left\| \dot{N}^{<0>}|_0 \right\|")
CAPTION_11 = Equation(
    "valve:caption11",
    system(less(0, lost_spin[r]), equal(lost_charge[r], 0)),
    note="external arrows for the spin, none for the charge",
)
lost_quadrupole = Symbol("lost_quadrupole", "size", r"\left\| \dot{\mathbf{Q}}^{<0>}|_0 \right\|")
CAPTION_12 = Equation(
    "valve:caption12", less(0, lost_quadrupole[node_a]), note="external arrows at every node"
)
