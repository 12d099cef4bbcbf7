"""What Figs. 7, 9, 10 and 14-22 show, as relations between numbers read off them.

Left sides are measured; right sides are other measured numbers, or what the captions, the text
and the formulas they refer to state.
"""

from __future__ import annotations

from fractions import Fraction

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import Call, Node, Symbol, about, less, node, system

from .paper_pure import HALF, greater

FOURTH = node(Fraction(1, 4))


def leaf(name: str, tex: str) -> Symbol:
    """A measured number, not to be confused with the others of its figure."""
    return Symbol(name, name, tex)


def applied(name: str, argument: Node) -> Call:
    """A function of one argument."""
    return Call(Symbol(name, "function"), (argument,))


small = leaf("small", r"10^{-9}")

# --- Storage ----------------------------------------------------------------------------------

FIG_7 = Equation(
    "valve:fig7",
    system(
        about(
            leaf("peak_cold", r"a_\uparrow^{\max}|_{T=J/10}"), FOURTH * applied("tanh", node(5) / 2)
        ),
        about(
            leaf("peak_warm", r"a_\uparrow^{\max}|_{T=J/2}"), FOURTH * applied("tanh", node(1) / 2)
        ),
        about(leaf("place", r"(\omega^{\max} - \mu)/J"), -node(HALF)),
        less(leaf("hole", r"a_\downarrow^{\max}"), 0),
        less(leaf("odd", r"|a(\mu+\omega) + a(\mu-\omega)|"), small),
        less(
            leaf("q_warm", r"q_{\mathrm{ex}}|_{T=J/2}"),
            leaf("q_cold", r"q_{\mathrm{ex}}|_{T=J/10}"),
        ),
    ),
)
FIG_9 = Equation(
    "valve:fig9",
    system(
        about(leaf("start", r"q_{\mathrm{ex}}/\langle S_z\rangle|_{T \to 0}"), node(HALF)),
        about(
            leaf("at_one", r"q_{\mathrm{ex}}/\langle S_z\rangle|_{T=J}"),
            applied("coth", node(1) / 2) / 2 - 1,
        ),
        less(leaf("steepest", r"\max \partial_T (q_{\mathrm{ex}}/\langle S_z\rangle)"), 0),
    ),
)
FIG_10 = Equation(
    "valve:fig10",
    system(
        about(leaf("spin_growth", r"\partial\ln\langle S_z\rangle/\partial\ln J"), node(1)),
        about(
            leaf("early_growth", r"\partial\ln q_{\mathrm{ex}}/\partial\ln J|_{J \ll T}"), node(2)
        ),
        about(
            leaf("late_slope", r"\partial q_{\mathrm{ex}}/\partial\langle S_z\rangle|_{J \gg T}"),
            node(HALF),
        ),
    ),
)

# --- Direct and exchange coefficients ---------------------------------------------------------

direct_size = leaf("direct_size", r"|I_{\mathbf{Q},\mathrm{dir}}^{LL}|")
FIG_14 = Equation(
    "valve:fig14",
    system(
        about(
            leaf("growth", r"\partial\ln |I_{\mathbf{Q},\mathrm{dir}}^{LL}|/\partial\ln J"), node(3)
        ),
        less(leaf("spread", r"\delta_{V,T} I_{\mathbf{Q},\mathrm{dir}}^{LL}"), small),
    ),
    note="growth for J << D; spread over voltages and temperatures up to t/2",
)
FIG_15 = Equation(
    "valve:fig15",
    system(
        about(leaf("before", r"|E_{\mathrm{ex}}|_{J=V/2}"), leaf("half_voltage", "V/2") / 2),
        about(leaf("after", r"|E_{\mathrm{ex}}|_{J>V}"), leaf("half_voltage", "V/2")),
        less(
            leaf("after_warm", r"|E_{\mathrm{ex}}|_{J>V,T=t/2}"),
            leaf("after", r"|E_{\mathrm{ex}}|_{J>V}"),
        ),
        about(leaf("torque_growth", r"\partial\ln |T_{\mathrm{ex}}|/\partial\ln J"), node(2)),
        less(leaf("crossing_warm", r"J^*|_{T=t/2}"), leaf("crossing_cold", r"J^*|_{T=0}")),
    ),
    note="units of Gamma t",
)
start_growth = leaf("start_growth", r"\partial\ln |E_{\mathrm{ex}}|/\partial\ln J|_{J \to 0}")
CAPTION_15_START = Equation(
    "valve:caption15-start",
    about(start_growth, node(1)),
    note="at T = t/2 a linear regime is said to precede the non-linear one",
)
late = leaf("late", r"|E_{\mathrm{ex}}|_{V=6t}")
FIG_16 = Equation(
    "valve:fig16",
    system(
        about(leaf("middle", r"|E_{\mathrm{ex}}|_{V=2t}"), node(1)),
        about(late, leaf("half_splitting", "J/2")),
        about(leaf("later", r"|E_{\mathrm{ex}}|_{V=8t}"), late),
        less(leaf("late_warm", r"|E_{\mathrm{ex}}|_{V=8t,T=t/2}"), late),
        less(leaf("torque_spread", r"\delta_V |T_{\mathrm{ex}}|"), leaf("percents", r"3\%")),
        less(leaf("crossing_cold", r"V^*|_{T=0}"), leaf("crossing_warm", r"V^*|_{T=t/2}")),
    ),
    note="units of Gamma t; spread over 0 < V < 8t at either temperature",
)
FIG_17 = Equation(
    "valve:fig17",
    system(
        about(leaf("emission_start", r"\partial_T |E_{\mathrm{ex}}||_{T \to 0}"), -node(1)),
        less(leaf("emission_slope", r"\max \partial_T |E_{\mathrm{ex}}|"), 0),
        less(leaf("torque_slope", r"\max \partial_T |T_{\mathrm{ex}}|"), 0),
        less(
            leaf("emission_left", r"|E_{\mathrm{ex}}|_{T=V}/|E_{\mathrm{ex}}|_{T=0}"),
            node(Fraction(1, 5)),
        ),
        less(node(HALF), leaf("torque_left", r"|T_{\mathrm{ex}}|_{T=V}/|T_{\mathrm{ex}}|_{T=0}")),
    ),
)

# --- Principal axes ---------------------------------------------------------------------------

FIG_18 = Equation(
    "valve:fig18",
    system(
        less(leaf("direct_middle", r"|I_0^{\mathrm{dir}}|"), small),
        about(
            leaf("direct_upper", r"I_+^{\mathrm{dir}}|_{\pi/2}"),
            -leaf("direct_lower", r"I_-^{\mathrm{dir}}|_{\pi/2}"),
        ),
        about(
            leaf("middle_start", r"I_0^{\mathrm{ex}}|_0"),
            leaf("middle_end", r"I_0^{\mathrm{ex}}|_{\pi/2}"),
        ),
        about(
            leaf("lower_start", r"I_-^{\mathrm{ex}}|_0"),
            leaf("middle_start", r"I_0^{\mathrm{ex}}|_0"),
        ),
        less(
            leaf("upper_start", r"I_+^{\mathrm{ex}}|_0"),
            leaf("upper_end", r"I_+^{\mathrm{ex}}|_{\pi/2}"),
        ),
        greater(
            leaf("lower_start", r"I_-^{\mathrm{ex}}|_0"),
            leaf("lower_end", r"I_-^{\mathrm{ex}}|_{\pi/2}"),
        ),
        less(leaf("sums", r"|\sum_\lambda I_\lambda|"), small),
    ),
)
tilt = leaf("tilt", r"\angle(\hat{\mathbf{v}}_+^{\mathrm{ex}}, \mathbf{e}_z)|_{\theta=\pi/2}")
FIG_19 = Equation(
    "valve:fig19",
    system(
        about(
            applied("tan", 2 * tilt),
            leaf("torque_size", r"|T_{\mathrm{ex}}|") / leaf("emission_size", r"|E_{\mathrm{ex}}|"),
        ),
        less(leaf("first_tilt", r"\angle|_{\theta=0}"), small),
        less(0, leaf("least_turn", r"\min \partial_\theta \angle")),
        less(0, leaf("upper", r"I_+^{\mathrm{ex}}")),
        less(leaf("lower", r"I_-^{\mathrm{ex}}"), 0),
        less(
            leaf("middle_component", r"|\hat{\mathbf{v}}_\pm^{\mathrm{ex}} \cdot \mathbf{e}_y|"),
            small,
        ),
    ),
)
FIG_20 = Equation(
    "valve:fig20",
    system(
        about(leaf("first_tilt", r"\angle|_{V=0}"), leaf("pi", r"\pi") / 4),
        less(leaf("largest_turn", r"\max \partial_V \angle"), 0),
        less(leaf("last_tilt", r"\angle|_{V=3t/2}"), leaf("twelfth", r"\pi/12")),
        about(
            leaf("first_upper", r"I_+^{\mathrm{ex}}|_{V=0}"),
            -leaf("first_lower", r"I_-^{\mathrm{ex}}|_{V=0}"),
        ),
        less(
            leaf("first_upper", r"I_+^{\mathrm{ex}}|_{V=0}"),
            leaf("last_upper", r"I_+^{\mathrm{ex}}|_{V=3t/2}"),
        ),
    ),
)
TEXT_COMMUTATOR = Equation(
    "valve:text-commutator",
    less(small, leaf("commutator", r"|[\mathcal{I}_{\mathrm{dir}}, \mathcal{I}_{\mathrm{ex}}]|")),
    note="below (132); relative to the product of both sizes, parameters of Fig. 18 at pi/2",
)

# --- Thermal bias -----------------------------------------------------------------------------

ratio = node(Fraction(5, 2))
FIG_21 = Equation(
    "valve:fig21",
    system(
        about(
            leaf("first_slope", r"\partial_\tau |I_{\mathcal{Q}}^{LL}|_{\tau=0}"),
            HALF * (1 - (ratio / leaf("sinh_ratio", r"\sinh\frac{5}{2}")) ** 2),
        ),
        less(leaf("at_zero", r"|I_{\mathcal{Q}}^{LL}|_{\tau=0}"), small),
        less(0, leaf("least_slope", r"\min \partial_\tau |I_{\mathcal{Q}}^{LL}|")),
    ),
    note="units of Gamma t, tau from 0 to 0.6",
)
FIG_22 = Equation(
    "valve:fig22",
    system(
        less(0, leaf("least_growth", r"\min \partial_J |I_{\mathcal{Q}}^{LL}|")),
        about(
            leaf("saturated", r"|I_{\mathcal{Q}}^{LL}|_{J=10T}"),
            leaf("final", r"|I_{\mathcal{Q}}^{LL}|_{J=14T}"),
        ),
        less(
            leaf("weak_asymmetry", r"\delta_{\pm 0.1}"),
            leaf("strong_asymmetry", r"\delta_{\pm 0.5}"),
        ),
    ),
    note="growth over the four curves below J = 8 T; saturation for tau = 0.1 and -0.1",
)
