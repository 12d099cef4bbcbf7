"""What the spin-valve paper prints on spins and the model: (1)-(21), transcribed.

Sections II A to II D. Every tree keeps the terms, factors, signs and indices of the text at hand in
their order; nothing here is derived. A sum over pairs a < b carries the factor `ordered`, a sum
over l != z the factor `unequal`.
"""

from __future__ import annotations

from fractions import Fraction

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import (
    Call,
    Index,
    Label,
    Node,
    Ratio,
    Symbol,
    Total,
    equal,
    node,
    system,
)

from .paper import dagger, i_unit, unequal

HALF, THIRD = Fraction(1, 2), Fraction(1, 3)

# --- II A: two spins, triplets and pairs -------------------------------------------------------

i, j, l_axis = (Index(name, "axis") for name in "ijl")
axis = Index("k", "axis")
X_AXIS, Y_AXIS, Z_AXIS = (Label(name, "axis", name) for name in "xyz")
m_triplet = Index("m", "orientation")
a, b = Index("a", "electron"), Index("b", "electron")
delta_axes = Symbol("delta", "delta", r"\delta_{<0><1>}")
ordered = Symbol("ordered", "restriction", r"\theta_{<0>\,<\,<1>}")
total_spin = Symbol("S", "spin", "S_{<0>}", commuting=False)
total_spin_squared = Symbol("S_squared", "spin squared", r"\mathbf{S}^2", commuting=False)
quadrupole = Symbol("Q", "quadrupole", "Q_{<0><1>}", commuting=False)
unit_vector = Symbol("e", "unit vector", r"\mathbf{e}_{<0>}")
orientation = Symbol("m", "orientation", "<0>")
aligned_spin = Symbol("aligned_spin", "mean", r"\langle T<0>|\mathbf{S}|T<0>\rangle")
aligned_quadrupole = Symbol("aligned_quadrupole", "mean", r"\langle T<0>|\mathbf{Q}|T<0>\rangle")
planar_quadrupole = Symbol("planar_quadrupole", "mean", r"\langle T0|\mathbf{Q}|T0\rangle")
bell_quadrupole = Symbol("bell_quadrupole", "mean", r"\langle B_{<0>}|\mathbf{Q}|B_{<0>}\rangle")


def dyad(left: Node, right: Node) -> Call:
    """The outer product of two unit vectors, printed side by side."""
    return Call(Symbol("outer", "function", r"\otimes"), (left, right))


def dot(left: Node, right: Node) -> Call:
    """The scalar product of two vectors."""
    return Call(Symbol("dot", "function"), (left, right))


def _squared(index: Index | Label) -> Call:
    return dyad(unit_vector[index], unit_vector[index])


def _others(index: Index | Label) -> Total:
    return Total((l_axis,), unequal[l_axis, index] * _squared(l_axis))


EQ_1 = Equation(
    "valve:1",
    equal(
        quadrupole[i, j],
        HALF * (total_spin[i] * total_spin[j] + total_spin[j] * total_spin[i])
        - THIRD * total_spin_squared * delta_axes[i, j],
    ),
    note="the anticommutator written out",
)
TEXT_TRIPLET_SPIN = Equation(
    "valve:text-triplet-spin",
    equal(aligned_spin[m_triplet], orientation[m_triplet] * unit_vector[Z_AXIS]),
    note="sentence above (2)",
)
EQ_2 = Equation(
    "valve:2",
    equal(
        aligned_quadrupole[m_triplet], THIRD * _squared(Z_AXIS) - Fraction(1, 6) * _others(Z_AXIS)
    ),
)
EQ_3 = Equation(
    "valve:3",
    equal(planar_quadrupole, -(Fraction(2, 3) * _squared(Z_AXIS)) + THIRD * _others(Z_AXIS)),
)
EQ_4 = Equation(
    "valve:4",
    equal(bell_quadrupole[axis], -(Fraction(2, 3) * _squared(axis)) + THIRD * _others(axis)),
)

bell_state = Symbol("bell_state", "ket", "|B_{<0>}\\rangle")
two_spins = Symbol("two_spins", "ket", "|<0><1>\\rangle")
UP, DOWN = Label("up", "spin", r"\uparrow"), Label("down", "spin", r"\downarrow")


def _root(number: int) -> Call:
    return Call(Symbol("sqrt", "function"), (node(number),))


TEXT_BELL_STATES = Equation(
    "valve:text-bell-states",
    system(
        equal(bell_state[Z_AXIS], 1 / _root(2) * (two_spins[UP, DOWN] + two_spins[DOWN, UP])),
        equal(
            bell_state[X_AXIS],
            1 / _root(2) * (two_spins[UP, UP] - two_spins[DOWN, DOWN]),
        ),
        equal(
            bell_state[Y_AXIS],
            1 / _root(2) * (two_spins[UP, UP] + two_spins[DOWN, DOWN]),
        ),
    ),
    note="sentences around (3); the first is the triplet state T0 too",
)
lowest_principal = Symbol("lowest_principal", "principal value", r"\min \lambda_{\mathbf{Q}}")
highest_principal = Symbol("highest_principal", "principal value", r"\max \lambda_{\mathbf{Q}}")
TEXT_PRINCIPAL_VALUES = Equation(
    "valve:text-principal-values",
    system(
        equal(lowest_principal, -Ratio(node(2), node(2))),
        equal(highest_principal, Ratio(node(1), node(3))),
    ),
    note="sentence below (4): ends of the interval of the principal values of triplet states",
)
biaxial = (Symbol("D_axial", "anisotropy", "D"), Symbol("E_planar", "anisotropy", "E"))
bell_column = Symbol("bell_column", "ket", "|B_{<0>}\\rangle", commuting=False)
bell_energy = Symbol("bell_energy", "energy", "E_{<0>}")
TEXT_BIAXIAL = Equation(
    "valve:text-biaxial",
    equal(
        (
            -(biaxial[0] * total_spin[Z_AXIS] ** 2)
            + biaxial[1] * (total_spin[X_AXIS] ** 2 - total_spin[Y_AXIS] ** 2)
        )
        * bell_column[axis],
        bell_energy[axis] * bell_column[axis],
    ),
    note="sentence below (4): eigenstates of H = -D S_z^2 + E (S_x^2 - S_y^2)",
)
moments = Symbol("moments", "averages", r"\#\{\langle S_i\rangle, \langle Q_{ij}\rangle\}")
parameters = Symbol("parameters", "count", r"\#\rho")
TEXT_TRIPLET_COMPLETE = Equation(
    "valve:text-triplet-complete",
    equal(parameters, moments),
    note="sentence below (4): parameters of a mixed triplet state, independent averages of S and Q",
)

single_spin = Symbol("s", "single spin", "s_{<0>}^{<1>}")  # spins of different electrons commute
spin_of = Symbol("s_vector", "spin vector", r"\mathbf{s}^{<0>}")
pair_quadrupole = Symbol("q", "pair quadrupole", "q_{<0><1>}^{<2><3>}", commuting=False)
EQ_5 = Equation(
    "valve:5",
    equal(quadrupole[i, j], Total((a, b), ordered[a, b] * pair_quadrupole[i, j, a, b])),
)
EQ_6 = Equation(
    "valve:6",
    equal(
        pair_quadrupole[i, j, a, b],
        single_spin[i, a] * single_spin[j, b]
        - Fraction(2, 3) * dot(spin_of[a], spin_of[b]) * delta_axes[i, j],
    ),
    note="a < b",
)

# --- II B: the valve ----------------------------------------------------------------------------

r, r_2 = Index("r", "electrode"), Index("r'", "electrode")
n, n_2 = Index("n", "band"), Index("n'", "band")
k, k_2 = Index("k", "orbital"), Index("k'", "orbital")
sigma, sigma_2 = Index("sigma", "spin", r"\sigma"), Index("sigma'", "spin", r"\sigma'")
LEFT, RIGHT = Label("L", "electrode"), Label("R", "electrode")
sign = Symbol("sign", "sign", "<0>")
level = Symbol("level", "energy", r"\varepsilon_{<1><2><3>}^{<0>}")
level_creator = Symbol("creator", "creator", r"c^\dagger_{<0><1><2><3>}", commuting=False)
level_annihilator = Symbol("annihilator", "annihilator", "c_{<0><1><2><3>}", commuting=False)
hamiltonian = Symbol("H", "hamiltonian", commuting=False)
decoupled = Symbol("H_0", "hamiltonian", "H_0^{<0>}", commuting=False)
tunnelling = Symbol("H_T", "hamiltonian", "H_T", commuting=False)
amplitude = Symbol("T", "amplitude", "T_{<2><3>}^{<0><1>}", complex=True)

EQ_7 = Equation("valve:7", equal(hamiltonian, decoupled[LEFT] + decoupled[RIGHT] + tunnelling))
EQ_8 = Equation(
    "valve:8",
    equal(
        decoupled[r],
        Total(
            (n, k, sigma),
            level[r, n, k, sigma]
            * level_creator[r, n, k, sigma]
            * level_annihilator[r, n, k, sigma],
        ),
    ),
)
_hop = Total(
    (n, n_2, k, k_2, sigma, sigma_2),
    amplitude[LEFT, RIGHT, sigma, sigma_2]
    * level_creator[LEFT, n, k, sigma]
    * level_annihilator[RIGHT, n_2, k_2, sigma_2],
)
EQ_9 = Equation("valve:9", equal(tunnelling, _hop + dagger(_hop)))
TEXT_HERMITIAN_AMPLITUDES = Equation(
    "valve:text-hermitian-amplitudes",
    equal(
        amplitude[LEFT, RIGHT, sigma, sigma_2],
        Call(Symbol("conj", "function"), (amplitude[RIGHT, LEFT, sigma_2, sigma],)),
    ),
    note="sentence above (9)",
)
direction = Symbol("J_hat", "direction", r"\hat{\mathbf{J}}^{<0>}")
spin_half = Symbol("spin_half", "spin vector", r"\mathbf{s}")
ket = Symbol("ket", "ket", r"|<1>\rangle_{<0>}")
ket_z = Symbol("ket_z", "ket", r"|<0>\rangle_{\mathbf{e}_z}")
EQ_10 = Equation(
    "valve:10",
    equal(dot(direction[r], spin_half) * ket[r, sigma], sign[sigma] * ket[r, sigma]),
)
angle = Symbol("theta", "angle", r"\theta^{<0>}")
rotation_axis = Symbol("m_hat", "direction", r"\hat{\mathbf{m}}")


def exponential(argument: Node) -> Call:
    """The exponential of a number or an operator."""
    return Call(Symbol("exp", "function"), (argument,))


TEXT_ROTATED_SPIN = Equation(
    "valve:text-rotated-spin",
    equal(
        ket[r, sigma],
        exponential(-i_unit * angle[r] * dot(rotation_axis[r], spin_half)) * ket_z[sigma],
    ),
    note="sentence below (10)",
)
_normal = Call(Symbol("cross", "function"), (unit_vector[Z_AXIS], direction[r]))
TEXT_ROTATION_AXIS = Equation(
    "valve:text-rotation-axis",
    equal(rotation_axis[r], _normal / Call(Symbol("abs", "function"), (_normal,))),
    note="sentence below (10)",
)
bare_amplitude = Symbol("t", "amplitude", "t", complex=True)
overlap = Symbol("overlap", "overlap", r"{}_{<0>}\langle <2>|<3> \rangle_{<1>}", complex=True)
EQ_11 = Equation(
    "valve:11",
    equal(
        amplitude[LEFT, RIGHT, sigma, sigma_2],
        bare_amplitude * overlap[LEFT, RIGHT, sigma, sigma_2],
    ),
    note="the index L belongs to the bra, which the text sets beside t",
)
electrode_spin = Symbol("electrode_spin", "spin", "S_{<1>}^{<0>}", commuting=False)
TEXT_SPIN_CONSERVED = Equation(
    "valve:text-spin-conserved",
    equal(
        tunnelling * electrode_spin[LEFT, i] - electrode_spin[LEFT, i] * tunnelling,
        electrode_spin[RIGHT, i] * tunnelling - tunnelling * electrode_spin[RIGHT, i],
    ),
    note="sentence below (10): [H_T, S] = 0, one electrode on each side",
)
state = Symbol("rho", "state", r"\rho^{<0>}", commuting=False)
electrode_number = Symbol("N", "number operator", "N^{<0>}", commuting=False)
chemical_potential = Symbol("mu", "chemical potential", r"\mu^{<0>}")
temperature = Symbol("T_electrode", "temperature", "T^{<0>}")
partition_function = Symbol("Z", "partition function", "Z^{<0>}")
_boltzmann = exponential(
    -((decoupled[r] - chemical_potential[r] * electrode_number[r]) / temperature[r])
)
TEXT_THERMAL_STATE = Equation(
    "valve:text-thermal-state",
    equal(state[r], _boltzmann / partition_function[r]),
    note="sentence below (11)",
)
TEXT_PARTITION_FUNCTION = Equation(
    "valve:text-partition-function",
    equal(partition_function[r], Call(Symbol("trace", "function", r"\mathrm{Tr}"), (_boltzmann,))),
    note="sentence below (11)",
)
