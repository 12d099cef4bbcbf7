"""Sentences, footnotes and captions beside (113)-(137) that a computation can decide.

Each tree is the formula of one sentence, its symbols in the order of the text; the note says where
it stands.
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
    about,
    equal,
    less,
    node,
    system,
)

from .paper import odot
from .paper_pure import (
    A_Q,
    E_Q,
    E_S,
    I_S,
    J_L,
    J_R,
    LEFT,
    MINUS,
    PLUS,
    RIGHT,
    S_L,
    T_L,
    T_Q,
    T_S,
    ZERO,
    D,
    D_theta,
    Gamma,
    J,
    S_theta,
    V,
    along,
    axis,
    bias,
    cos_theta,
    cross,
    density,
    emission,
    greater,
    modulus,
    normal,
    omega,
    omega_2,
    order_one,
    pi,
    polarization,
    principal,
    sin_theta,
    size,
    sqrt,
    tunnelling,
)

# --- Flat bands -------------------------------------------------------------------------------


def up_to(value: Node, bound: Node) -> Call:
    """One where the value does not exceed the bound, zero elsewhere."""
    return Call(Symbol("up_to", "function", r"\Theta_{\leq}"), (value, bound))


_pair = omega * omega_2
polarized_L, polarized_R = (
    Symbol("polarized", "density", r"\bar{\nu}^{<0>} n^{<0>}")[Label(name, f"electrode {name}")]
    for name in "LR"
)
TEXT_EDGES = Equation(
    "valve:text-edges",
    equal(
        polarized_L(omega) * polarized_R(omega_2),
        _pair
        / modulus(_pair)
        / (4 * D) ** 2
        * up_to(modulus(omega) - D, J / 2)
        * up_to(modulus(omega_2) - D, J / 2),
    ),
    note="above (117); sgn x as x/|x|, the two conditions as step functions",
)
TEXT_FIELD = Equation(
    "valve:text-exchange-field",
    about(I_S, cross(density[RIGHT] * J * modulus(tunnelling) ** 2 / D * J_R, S_L)),
    note="below (117); torque B x S, as (79) is printed",
)
dissipative = Symbol(
    "dissipative",
    "quadrupole current",
    r"\langle\mathcal{I}_{\mathcal{Q}}^{LL}\rangle_{\mathrm{diss}}",
)  # fmt: skip
TEXT_EMISSION = Equation(
    "valve:text-emission",
    equal(dissipative, -(2 * E_Q) * emission),
    note="Sec. V B 1, with E_Q of (109)",
)
TEXT_EMISSION_SIGN = Equation(
    "valve:text-emission-sign",
    less(E_Q, 0),
    note="Sec. V B 1, either sign of the voltage; the subscript of (114)",
)
mu_L = Symbol("potential_L", "potential", r"\mu^L")
mu_R = Symbol("potential_R", "potential", r"\mu^R")
window = mu_L - mu_R
bias_inside = Symbol("bias_inside", "bias", r"\Delta(\omega)")
anisotropy_inside = Symbol("anisotropy_inside", "anisotropy", r"a^L(\omega)")
TEXT_BIAS_SIGN = Equation(
    "valve:text-bias-sign",
    equal(bias_inside / modulus(bias_inside), window / modulus(window)),
    note="Sec. V B 1: for energies in the bias window, both signs of the voltage",
)
TEXT_ANISOTROPY_SIGN = Equation(
    "valve:text-anisotropy-sign",
    equal(anisotropy_inside / modulus(anisotropy_inside), window / modulus(window)),
    note="Sec. V B 1: for energies in the bias window, both signs of the voltage",
)
FN_38 = Equation(
    "valve:fn38",
    equal(Symbol("largest_splitting", "splitting", r"J_{\max}"), D / pi),
    note="V* of (121) is below J for J < J_max",
)
CAPTION_15 = Equation(
    "valve:caption15",
    about(Symbol("crossing_splitting", "splitting", "J^*"), sqrt(pi * D * V)),
)

# --- Principal axes ---------------------------------------------------------------------------

case = Index("c", "case")
J_R_collinear = Symbol("collinear_R", "collinear direction", r"\hat{\mathbf{J}}^R_{(<0>)}")[case]
TEXT_COLLINEAR_TENSOR = Equation(
    "valve:text-collinear-tensor",
    equal(odot(J_L, J_R_collinear), 0),
    note="Sec. V B 3: absorption at theta = 0 and pi (cases c)",
)
TEXT_S_THETA = Equation("valve:text-S-theta", less(D_theta, S_theta), note="below (129)")
axis_plus = Symbol("axis_plus", "collinear axis", r"\hat{\mathbf{v}}_{+(<0>)}")[case]
TEXT_COLLINEAR_AXIS = Equation(
    "valve:text-collinear-axis", equal(axis_plus, J_L), note="below (132), for p = 1 and -1"
)
value_along = Symbol(
    "value_along", "principal current",
    r"(\hat{\mathbf{J}}^L\cdot\mathcal{I}_{\mathcal{Q}}\cdot\hat{\mathbf{J}}^L)_{(<0>)}",
)[case]  # fmt: skip
TEXT_HARD_AXIS = Equation(
    "valve:text-hard-axis", less(value_along, 0), note="above footnote 39, for p = 1 and -1"
)
E_dir = Symbol("E_dir", "direct coefficient", r"E_{\mathrm{dir}}^L")
TEXT_DIRECT = Equation("valve:text-direct-part", equal(E_dir, along * E_S), note="below (132)")
e_x, e_y, e_z = (Symbol(f"e_{n}", "frame", rf"\mathbf{{e}}_{n}") for n in "xyz")
TEXT_FRAME = Equation(
    "valve:text-frame",
    system(
        equal(e_z, J_L),
        equal(e_x, normal / sin_theta),
        equal(e_y, cross(e_z, e_x)),
        equal(J_R, -(sin_theta * e_y) + cos_theta * e_z),
    ),
    note="Sec. V B 3 b",
)
direct_axes = Symbol("direct_axes", "direct axis", r"\hat{\mathbf{v}}_{<0>}^{\mathrm{dir}}")
exchange_axes = Symbol("exchange_axes", "exchange axis", r"\hat{\mathbf{v}}_{<0>}^{\mathrm{ex}}")
TEXT_MIDDLE_AXIS = Equation(
    "valve:text-middle-axis",
    system(equal(direct_axes[ZERO], e_y), equal(exchange_axes[ZERO], e_y)),
    note="Sec. V B 3 b; axes up to their sense",
)
TEXT_DIRECT_AXES = Equation(
    "valve:text-direct-axes",
    system(
        equal(direct_axes[PLUS], (e_z - e_x) / sqrt(node(2))),
        equal(direct_axes[MINUS], (-e_z - e_x) / sqrt(node(2))),
    ),
    note="Sec. V B 3 b; the sense in which (126) gives them",
)
TEXT_NEARLY_COLLINEAR = Equation(
    "valve:text-nearly-collinear",
    system(about(exchange_axes[PLUS], e_x), about(exchange_axes[MINUS], e_z)),
    note="Sec. V B 3 b; in the frame of that section e_z is the left direction",
)
direct_principal = Symbol("direct_principal", "direct current", r"I_{<0>}^{\mathrm{dir}}")
lambda_sign = Symbol("lambda_sign", "sign", "<0>")
spin_size = Symbol("spin_size", "spin size", r"|\mathbf{S}^L|")
CAPTION_18 = Equation(
    "valve:caption18",
    equal(
        direct_principal[axis],
        lambda_sign[axis] * 2 * spin_size * modulus(T_S) * sin_theta,
    ),
)
N_o = Symbol("orbitals", "count", "N_o")
TEXT_ORBITALS = Equation(
    "valve:text-tuneable-orbitals",
    equal(N_o, order_one * (D / J) ** 2),
    note="below (135): where the voltage of (135) is J; the print's limit holds up to a factor c",
)

# --- Thermal bias -----------------------------------------------------------------------------

rate = Symbol("rate", "rate function", r"\Gamma")
TEXT_COLLINEAR_CURRENT = Equation(
    "valve:text-collinear-spin-current",
    equal(
        I_S,
        Integral(
            (omega,),
            rate(omega)
            * bias(omega)
            * (polarization[LEFT](omega) * J_L + polarization[RIGHT](omega) * J_R),
        ),
    ),
    note="Sec. V C 1, any bands, collinear directions",
)
above = Symbol("bias_above", "bias", r"\Delta(\mu+\omega)_{(<0>)}")[case]
below = Symbol("bias_below", "mirrored bias", r"\Delta(\mu-\omega)_{(<0>)}")[case]
voltage_case = Symbol("voltage", "voltage", "V_{(<0>)}")[case]
TEXT_VOLTAGE_EVEN = Equation(
    "valve:text-voltage-even",
    system(equal(above, below), greater(above, 0)),
    note="Sec. V C 1: pure voltage bias of either sign (cases c), mu between the potentials",
)
TEXT_THERMAL_ODD = Equation(
    "valve:text-thermal-odd", equal(above, -below), note="Sec. V C 1: pure temperature bias"
)
flow_above = Symbol("flow_above", "flow", r"I_N^L|_{\omega>\mu}")
flow_below = Symbol("flow_below", "mirrored flow", r"I_N^L|_{\omega<\mu}")
TEXT_THERMAL_FLOW = Equation(
    "valve:text-thermal-flow",
    system(less(flow_above, 0), greater(flow_below, 0), equal(flow_above, -flow_below)),
    note="Sec. V C 1, hot right electrode; currents into the left one are positive",
)
tau = Symbol("tau", "bias ratio", r"\tau^R")
TEXT_SATURATION = Equation(
    "valve:text-saturation",
    about(size, Gamma / 2 * tau * T_L),
    note="below (137), at J = 10 T; its modulus is right for a hot right electrode",
)
x = Symbol("x", "energy")
fermi, slope = Symbol("fermi", "function", "f"), Symbol("slope", "function of x", "f'")
spin_index = Index("sigma", "spin", r"\sigma")
spin_sign = Symbol("spin_sign", "spin", "<0>")
j = Symbol("ratio", "splitting", "j")
FN_41_BIAS = Equation("valve:fn41-bias", about(bias(x), -slope(x) * x * tau), note="at fixed x")
FN_41 = Equation(
    "valve:fn41",
    about(
        size,
        Gamma
        / 2
        * T_L
        * tau
        * Integral(
            (x,),
            slope(x)
            * x
            * (2 * fermi(x) - Total((spin_index,), fermi(x + spin_sign[spin_index] * j))),
        ),
    ),
)
forward = Symbol("size_forward", "size", r"I_{\mathcal{Q}}^{LL}(\tau_R)")
backward = Symbol("size_backward", "mirrored size", r"I_{\mathcal{Q}}^{LL}(-\tau_R)")
CAPTION_22 = Equation("valve:caption22", about(forward, backward), note="linear in the bias ratio")
CURVES = tuple(
    Symbol("curve", f"curve {ratio}", r"I_{\mathcal{Q}}^{LL}|_{\tau^R=<0>}")[
        Label(ratio, f"bias ratio {ratio}")
    ]
    for ratio in ("-0.5", "-0.1", "0.1", "0.5")
)
CAPTION_22_ORDER = Equation(
    "valve:caption22-order",
    system(
        less(modulus(CURVES[1]), modulus(CURVES[0])),
        greater(modulus(CURVES[1]), modulus(CURVES[2])),
        greater(modulus(CURVES[2]), modulus(CURVES[3])),
    ),
    note="from topmost to bottommost curve of the modulus, at J = 5 T",
)
size_R = Symbol("size_R", "right size", r"I_{\mathcal{Q}}^{RR}")
TEXT_HOLE_FLOW = Equation(
    "valve:text-hole-flow",
    system(less(size, 0), greater(size_R, 0)),
    note="below (137): from the colder (left) to the hotter electrode",
)
TEXT_NO_NET = Equation(
    "valve:text-no-net-creation",
    equal(size, -size_R),
    note="below (137): to first order in the thermal bias",
)

# --- Consequences that the text draws ---------------------------------------------------------

TEXT_RATE = Equation(
    "valve:text-rate",
    equal(Gamma, 2 * pi * (tunnelling / (2 * D)) ** 2),
    note="above (112), one orbital in the band",
)
left_loss, right_loss = (
    Symbol(f"{name}_loss", f"{name} coefficient", rf"E_{{\mathrm{{ex}}(<0>)}}^{short}")[case]
    for name, short in (("left", "L"), ("right", "R"))
)
TEXT_LOSS = Equation(
    "valve:text-loss",
    system(less(left_loss, 0), less(right_loss, 0)),
    note="Sec. V B 1: both local nodes lose exchange anisotropy, either sign of the voltage",
)
FN_39 = Equation(
    "valve:fn39",
    equal(
        4 * (principal[PLUS] - principal[ZERO]) * (principal[ZERO] - principal[MINUS]),
        (T_Q**2 + A_Q**2) * sin_theta**2,
    ),
    note="two principal currents of non-collinear electrodes agree only if A_Q = T_Q = 0",
)
energy_from_left = Symbol("energy_from_left", "energy", r"(\omega - \mu^L)_{(<0>)}")[case]
bias_there = Symbol("bias_there", "bias value", r"\Delta(\omega)_{(<0>)}")[case]
TEXT_VOLTAGE_FLOW = Equation(
    "valve:text-voltage-flow",
    less(0, energy_from_left * bias_there),
    note="end of Sec. V C: a voltage injects above the left chemical potential, extracts below",
)
partner = Symbol("partner", "occupation", r"f_+(\omega + J)")
partner_hole = Symbol("partner_hole", "hole", r"f_-(\omega + J)")
same_energy = Symbol("same_energy", "occupation", r"f_+(\omega)")
same_hole = Symbol("same_hole", "hole", r"f_-(\omega)")
TEXT_PARTNER = Equation(
    "valve:text-partner",
    less(partner_hole, partner),
    note="Sec. V C 2: mu - J < omega < mu, a parallel spin is said to be at omega + J",
)
tiny = Symbol("tiny", "bound", r"10^{-12}")
no_charge = Symbol("charge_size", "charge", r"|\langle I_N \rangle|")
no_spin = Symbol("spin_flow_size", "spin flow", r"|\langle\mathbf{I}_{\mathbf{S}}\rangle|")
quadrupole = Symbol(
    "exchange_size", "exchange flow", r"|\langle\mathcal{I}_{\mathcal{Q}}^{LL}\rangle|"
)
TEXT_PURE = Equation(
    "valve:text-pure-current",
    system(less(no_charge, tiny), less(no_spin, tiny), less(tiny, quadrupole)),
    note="Sec. V C 1, 2: flat bands, collinear directions, temperature bias",
)
TEXT_ANTIPARALLEL = Equation(
    "valve:text-antiparallel",
    system(less(no_spin, tiny), less(tiny, no_charge), less(tiny, quadrupole)),
    note="Sec. V C 1: equal polarised bands, antiparallel directions, any bias",
)
TEXT_REPULSION = Equation(
    "valve:text-repulsion",
    equal(principal[PLUS] - principal[MINUS], D_theta),
    note="below (134): the repulsion is referred to (127)",
)
value_hot = Symbol(
    "value_hot", "principal current",
    r"(\hat{\mathbf{J}}\cdot\mathcal{I}_{\mathcal{Q}}^{\mathrm{hot}}\cdot\hat{\mathbf{J}})_{(<0>)}",
)[case]  # fmt: skip
TEXT_EASY_PLANE = Equation(
    "valve:text-easy-plane",
    less(value_hot, 0),
    note="Sec. VI: a pure current makes an easy plane: in the hotter electrode, to which the holes "
    "flow, be it the right or the left one (cases c); the colder one loses holes",
)
