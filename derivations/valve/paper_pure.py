"""What the spin-valve paper prints in (113)-(137): flat bands, principal axes, thermal bias.

Every tree keeps the terms, factors, signs and indices of the text in their order; nothing here is
derived. The superscript L of the node LL is left out where the print leaves it out.
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
    Printable,
    Relation,
    Symbol,
    Total,
    about,
    equal,
    less,
    node,
    system,
)

from .paper import odot

HALF, THIRD, SIXTH = Fraction(1, 2), Fraction(1, 3), Fraction(1, 6)

# --- Directions, currents and coefficients ----------------------------------------------------

J_L = Symbol("direction_L", "direction", r"\hat{\mathbf{J}}^L")
J_R = Symbol("direction_R", "direction", r"\hat{\mathbf{J}}^R")
S_L = Symbol("spin_L", "spin", r"\langle\mathbf{S}^L\rangle")
I_S = Symbol("spin_current_L", "spin current", r"\langle\mathbf{I}_{\mathbf{S}}^L\rangle")
I_Q = Symbol("quadrupole_current", "quadrupole current",
             r"\langle\mathcal{I}_{\mathcal{Q}}^{LL}\rangle")  # fmt: skip
I_Q_dir = Symbol("direct_current", "quadrupole current",
                 r"\langle\mathcal{I}_{\mathcal{Q}}^{LL}\rangle_{\mathrm{dir}}")  # fmt: skip
E_Q, A_Q, T_Q = (
    Symbol(f"{letter}_Q", "coefficient", rf"{letter}_{{\mathcal{{Q}}}}^L") for letter in "EAT"
)
E_ex, A_ex, T_ex = (
    Symbol(f"{letter}_ex", "coefficient", rf"{letter}_{{\mathrm{{ex}}}}^L") for letter in "EAT"
)
E_S, A_S, T_S = (
    Symbol(f"{letter}_S", "coefficient", rf"{letter}_{{\mathbf{{S}}}}^L") for letter in "EAT"
)
J = Symbol("splitting", "splitting", "J")
D = Symbol("half_bandwidth", "bandwidth", "D")
V = Symbol("voltage", "voltage", "V")
Gamma = Symbol("Gamma", "rate", r"\Gamma")
pi = Symbol("pi", "number", r"\pi")


def dot(a: Node, b: Node) -> Call:
    """The scalar product of two vectors."""
    return Call(Symbol("dot", "function"), (a, b))


def cross(a: Node, b: Node) -> Call:
    """The vector product of two vectors."""
    return Call(Symbol("cross", "function"), (a, b))


def modulus(a: Node) -> Call:
    """The modulus of a number."""
    return Call(Symbol("abs", "function"), (a,))


def sqrt(a: Node) -> Call:
    """The square root."""
    return Call(Symbol("sqrt", "function"), (a,))


def greater(left: Printable, right: Printable) -> Relation:
    """``left > right`` at every point of the sample."""
    return Relation(node(left), ">", node(right))


along = dot(S_L, J_L)
normal = cross(J_L, J_R)
emission, torque = odot(J_L, J_L), odot(J_L, normal)

# --- Flat bands -------------------------------------------------------------------------------

EQ_113 = Equation("valve:113", equal(I_S, T_S * normal))
EQ_114 = Equation(
    "valve:114",
    equal(I_Q, node(2) * along * odot(J_L, I_S) - odot(J_L, E_Q * J_L + T_Q * normal)),
)
EQ_115 = Equation(
    "valve:115", equal(I_Q, -E_ex * emission + (node(2) * along * T_S - T_ex) * torque)
)

omega = Symbol("omega", "energy", r"\omega")
omega_2 = Symbol("omega'", "energy", r"\omega'")
density = Symbol("density", "density", r"\bar{\nu}^{<0>}")
polarization = Symbol("polarization", "polarization", "n^{<0>}")
occupied = Symbol("occupied", "occupation", "f_+^{<0>}")
LEFT, RIGHT = Label("L", "electrode"), Label("R", "electrode")
tunnelling = Symbol("tunnelling", "amplitude", "t")
i_zero = Symbol("i_zero", "infinitesimal", "i0")
EQ_116 = Equation(
    "valve:116",
    equal(
        T_S,
        node(2)
        * tunnelling**2
        * Call(
            Symbol("Re", "function", r"\mathrm{Re}"),
            (
                Integral(
                    (omega, omega_2),
                    density[LEFT](omega)
                    * polarization[LEFT](omega)
                    * density[RIGHT](omega)
                    * polarization[RIGHT](omega)
                    * (
                        (occupied[RIGHT](omega_2) - occupied[LEFT](omega))
                        / (omega - omega_2 + i_zero)
                    ),
                ),
            ),
        ),
    ),
    note="the product over r of the print, written out",
)
EQ_117 = Equation("valve:117", about(T_S, -(Gamma / (4 * pi)) * (J**2 / D)))
EQ_118 = Equation("valve:118", equal(I_Q_dir, node(2) * along * T_S * torque))


def smaller(a: Node, b: Node) -> Call:
    """The smaller of two numbers."""
    return Call(Symbol("min", "function", r"\min"), (a, b))


V_star = Symbol("crossing_voltage", "voltage", "V^*")
EQ_119 = Equation("valve:119", about(E_ex, -(Gamma / 2) * smaller(modulus(V), modulus(J))))
EQ_120 = Equation("valve:120", about(T_ex, -(Gamma / pi) * (J**2 / D)))
EQ_121 = Equation("valve:121", equal(V_star, J**2 / (pi * D)))

# --- Principal axes and values ----------------------------------------------------------------

axis = Index("lambda", "axis", r"\lambda")
principal = Symbol("principal", "principal current", "I_{<0>}")
axes = Symbol("axes", "principal axis", r"\hat{\mathbf{v}}_{<0>}")
bare_axis = Symbol("bare_axis", "bare axis", r"\mathbf{v}_{<0>}")
ZERO, PLUS, MINUS = (Label(name, "axis") for name in "0+-")
D_theta = Symbol("D_theta", "sum", r"D_\theta")
S_theta = Symbol("S_theta", "sum", r"S_\theta")
cos_theta = Symbol("cos_theta", "function of the angle", r"\cos\theta")
sin_theta = Symbol("sin_theta", "function of the angle", r"\sin\theta")


def outer(a: Node, b: Node) -> Call:
    """The dyad of two vectors."""
    return Call(Symbol("outer", "function"), (a, b))


EQ_122 = Equation(
    "valve:122", equal(I_Q, Total((axis,), principal[axis] * outer(axes[axis], axes[axis])))
)
EQ_123 = Equation("valve:123", equal(principal[ZERO], -(THIRD * D_theta)))
EQ_124 = Equation(
    "valve:124",
    system(
        equal(principal[PLUS], SIXTH * D_theta + HALF * S_theta),
        equal(principal[MINUS], SIXTH * D_theta - HALF * S_theta),
    ),
)
EQ_125 = Equation("valve:125", equal(bare_axis[ZERO], cross(J_L, A_Q * J_R + T_Q * normal)))
EQ_126 = Equation(
    "valve:126",
    system(
        equal(bare_axis[PLUS], (D_theta + S_theta) * J_L + A_Q * J_R + T_Q * normal),
        equal(bare_axis[MINUS], (D_theta - S_theta) * J_L + A_Q * J_R + T_Q * normal),
    ),
)
EQ_127 = Equation("valve:127", equal(D_theta, E_Q + A_Q * cos_theta))
EQ_128 = Equation(
    "valve:128",
    equal(S_theta, sqrt(D_theta**2 + (T_Q**2 + A_Q**2) * sin_theta**2)),
)
EQ_129 = Equation(
    "valve:129",
    system(
        greater(principal[Label("0", "middle")], principal[Label("-", "smallest")]),
        less(principal[Label("0", "middle")], principal[Label("+", "largest")]),
    ),
    note="the chain, read from its middle; strict for non-collinear directions",
)
sign = Symbol("sign", "sign", "p")
collinear_size = modulus(E_Q + A_Q)
EQ_130 = Equation("valve:130", equal(principal[PLUS], (sign / 6 + HALF) * collinear_size))
EQ_131 = Equation("valve:131", equal(principal[MINUS], (sign / 6 - HALF) * collinear_size))
EQ_132 = Equation("valve:132", equal(principal[ZERO], sign / 3 * collinear_size))
EQ_133 = Equation(
    "valve:133",
    equal(
        Symbol("principal_below", "current below", r"I_{<0>}(\frac{\pi}{2}-\alpha)")[axis],
        Symbol("principal_above", "current above", r"I_{<0>}(\frac{\pi}{2}+\alpha)")[axis],
    ),
)
EQ_134 = Equation(
    "valve:134",
    equal(
        Symbol("axes_below", "axis below", r"\hat{\mathbf{v}}_{<0>}(\frac{\pi}{2}-\alpha)")[axis],
        Symbol("axes_above", "axis above", r"\hat{\mathbf{v}}_{<0>}(\frac{\pi}{2}+\alpha)")[axis],
    ),
)
N_s = Symbol("polarized_orbitals", "count", "N_s")
order_one = Symbol("order_one", "factor", "c")
EQ_135 = Equation(
    "valve:135",
    equal(V, order_one * (J**2 / D) * N_s),
    note="the print's ~ stands here as a factor c of order one, the same at all points",
)

# --- Thermal bias -----------------------------------------------------------------------------

bias = Symbol("bias", "bias function", r"\Delta")
anisotropy = Symbol("anisotropy", "anisotropy function", "a^L")
J_hat = Symbol("direction", "direction", r"\hat{\mathbf{J}}")
EQ_136 = Equation(
    "valve:136",
    equal(
        I_Q,
        -(node(2) * Gamma * Integral((omega,), bias(omega) * anisotropy(omega)))
        * odot(J_hat, J_hat),
    ),
    note="the arguments of both functions, which the print leaves out, written out",
)
size = Symbol("quadrupole_size", "current size", r"I_{\mathcal{Q}}^{LL}")
T_L = Symbol("temperature_L", "cold temperature", "T^L")
T_R = Symbol("temperature_R", "hot temperature", "T^R")
J_own = Symbol("splitting_L", "splitting", "J^L")
_ratio = J_own / (2 * T_L)
EQ_137 = Equation(
    "valve:137",
    equal(
        size,
        Gamma / 2
        * (T_L - T_R)
        * (T_L / T_R)
        * (node(1) - (_ratio / Call(Symbol("sinh", "function"), (_ratio,))) ** 2),
    ),
)  # fmt: skip
