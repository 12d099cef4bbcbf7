"""Sentences, notes and captions of the spin-valve paper around (89)-(112) and (D1)-(D14)."""

from __future__ import annotations

from fractions import Fraction

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import (
    Call,
    Index,
    Label,
    Power,
    Symbol,
    Total,
    about,
    equal,
    less,
    node,
    system,
)

from .paper import odot
from .paper_currents import (
    A_S,
    E_S,
    I_N0,
    LL,
    LR,
    RR,
    T_S,
    A_ex,
    Delta,
    Gamma,
    L,
    R,
    T_ex,
    alpha,
    anisotropy,
    beta,
    charge_current,
    direction,
    f_plus,
    n,
    normal,
    nu_bar,
    over,
    pi,
    quadrupole_current,
    quadrupole_sum,
    sigma,
    sign,
    spin_current,
)
from .paper_currents_appendix import exchange_current

TEXT_RR = Equation(
    "valve:text-currents-RR", equal(quadrupole_current[RR], quadrupole_sum(R, L)),
    note="(91) with L and R exchanged",
)  # fmt: skip
TEXT_LR = Equation(
    "valve:text-currents-LR",
    equal(quadrupole_current[LR], -quadrupole_current[LL] - quadrupole_current[RR]),
)
TEXT_MINUS = Equation(
    "valve:text-currents-exchanged",
    system(
        equal(charge_current[L] + charge_current[R], 0),
        equal(spin_current[L] + spin_current[R], 0),
    ),
)
shifted = Symbol(
    "shifted_current", "shifted current",
    r"\langle \mathcal{I}_{\mathcal{Q}}^{<0>} \rangle_{\varepsilon + \delta, \mu + \delta}",
)  # fmt: skip
TEXT_GAUGE = Equation(
    "valve:text-currents-gauge", equal(shifted[LL], quadrupole_current[LL]),
    note="a global shift of energies and chemical potentials",
)  # fmt: skip
TEXT_SUPPLEMENT = Equation(
    "valve:text-currents-supplement",
    equal(
        E_S[L] * direction[L] + A_S[L] * direction[R],
        over(2 * Gamma * Delta * (n[L] * direction[L] / 2 + n[R] * direction[R] / 2)),
    ),
)
TEXT_ZERO_BIAS = Equation(
    "valve:text-currents-zero-bias",
    equal(spin_current[L], T_S[L] * normal),
    note="equal temperatures and chemical potentials",
)
TEXT_ZERO_BIAS_EXCHANGE = Equation(
    "valve:text-currents-zero-bias-exchange",
    equal(exchange_current[LL], -(T_ex[L] * odot(direction[L], normal))),
    note="Sec. V B 2 b: a coherent part remains without bias; equal temperatures and potentials",
)
net_flow = Symbol(
    "net_flow", "net flow", r"\langle \mathcal{I}_{\mathcal{Q}} \rangle_{<0> \to <1>}"
)
TEXT_DIRECTION = Equation(
    "valve:text-currents-direction",
    equal(net_flow[LL, LR], quadrupole_current[LL]),
    note="Sec. V A 3 a, which says that the current of LL is the net flow from LL to LR (of RR "
    "likewise); the flow is the current (85) into LR from LL. The conservation law that follows "
    "there has the right sign",
)
stored_moment = Symbol("stored_moment", "stored moment", r"\langle \mathcal{Q}^{<0>} \rangle")
TEXT_STORED = Equation(
    "valve:text-currents-stored",
    equal(
        stored_moment[LL],
        -over(nu_bar[L] * f_plus[L] * anisotropy[L]) * odot(direction[L], direction[L]),
    ),
    note="below (105), with q_ex of (64); the text refers to (61)",
)
nonlocal_anisotropy = Symbol("nonlocal_anisotropy", "anisotropy", "a^{<0>}")
TEXT_ABSORPTION = Equation(
    "valve:text-currents-absorption",
    equal(A_ex[L], 2 * over(Gamma * Delta * n[R] * nonlocal_anisotropy[LR])),
    note="below (117): absorption brings a function a^LR, a name that stands nowhere else and is "
    "read as the even function of (101), as a^LL below (111) is a^L",
)
even_ahead, even_behind = (
    Symbol(f"even_{name}", f"{name} of mu", rf"\tilde{{a}}^L(\mu {sign_} x)")
    for name, sign_ in (("ahead", "+"), ("behind", "-"))
)
TEXT_EVEN = Equation(
    "valve:text-currents-even",
    system(equal(even_ahead, even_behind), less(0, even_ahead)),
    note="flat band: even about the chemical potential, and positive",
)
TEXT_UNPOLARISED = Equation(
    "valve:text-currents-unpolarised", equal(spin_current[L], E_S[L] * direction[L]),
    note="no torque, and no absorption, where one electrode is not polarised",
)  # fmt: skip
TEXT_EMISSION = Equation(
    "valve:text-currents-emission",
    system(less(0, A_S[L] * I_N0[L]), less(E_S[L] * I_N0[L], 0)),
    note="(96), (97) at positive polarisations and a bias (95) of one sign at all frequencies: a "
    "positive absorption coefficient injects particles, and vice versa for emission. Those of the "
    "exchange, which the sentence follows, carry the minus sign of (91), and (100) has the sign of "
    "a, which changes with the frequency",
)
FN_34 = Equation(
    "valve:fn34",
    equal(
        Total((sigma,), (1 + sign[sigma] * n[L]) * (1 + sign[sigma] * n[R]) / 2), 1 + n[L] * n[R]
    ),
    note="the note calls it larger than one, as it is for polarisations of one sign",
)
FN_37 = Equation(
    "valve:fn37",
    equal(
        T_S[L],
        over(Gamma * (alpha[R] / nu_bar[R] * f_plus[L] - beta[R] / nu_bar[R]) * n[L]),
    ),
    note="nu^R of the note is read as nu_bar^R",
)
replaced = Symbol("replaced_torque", "exchange coefficient",
                  r"T_{\mathbf{S}}^{<0>}|_{n^L \to a^L}")  # fmt: skip
FN_37_RULE = Equation(
    "valve:fn37-replacement", equal(T_ex[L], 2 * replaced[L]),
    note="with the factor of two that footnote 36 gives every exchange current",
)  # fmt: skip
stored = Symbol("stored", "moment", r"Q_{zz}^{<0>}(\mathrm{<1>})")
CAPTION_13 = Equation(
    "valve:caption13",
    system(
        equal(stored[LL, Label("a", "stage")], stored[LR, Label("b", "stage")]),
        equal(stored[LR, Label("b", "stage")], stored[RR, Label("c", "stage")]),
    ),
    note="two parallel spins that move from L to R one after the other",
)
growth = Symbol("growth", "ratio", r"I_{\mathcal{Q},\mathrm{dir}}^{LL}(2J) / I(J)")
CAPTION_14 = Equation(
    "valve:caption14", about(growth, node(2) ** 3),
    note="the text below (118): it grows with the third power; the caption also fixes J = 5t, "
    "though J is the abscissa",
)  # fmt: skip
torque_size = Symbol("torque_size", "number", r"|T_{\mathrm{ex}}^L| / \Gamma t")
crossing_J = Symbol("crossing_splitting", "number", r"J^* / t")
crossing_V = Symbol("crossing_bias", "number", r"V^* / t")
J_value, D_value, V_value = (
    Symbol(f"{name}_value", "number", f"{name} / t") for name in ("J", "D", "V")
)
CAPTION_15 = Equation(
    "valve:caption15-value",
    system(
        equal(crossing_J, Call(Symbol("sqrt", "function"), (pi * D_value * V_value,))),
        about(crossing_J, 9),
    ),
    note="zero temperature, leading order in J/D",
)
CAPTION_16 = Equation(
    "valve:caption16-torque", about(torque_size, node(Fraction(15, 100))),
    note="at zero temperature; (120) as printed gives twice as much. At T = t/2 it is 0.114: the "
    "deviation that the caption calls small",
)  # fmt: skip
hotter = Index("T", "temperature")
coefficient = Symbol("coefficient", "falling", "|X(<0>)|")
later = Symbol("later", "falling further", r"|X(<0> + \delta T)|")
CAPTION_17 = Equation(
    "valve:caption17", less(later[hotter], coefficient[hotter]),
    note="X is emission and torque at V = t, J = 5t, D = 25t; temperatures from 0.02t to 0.85t",
)  # fmt: skip
CAPTION_16_CROSSING = Equation(
    "valve:caption16-crossing",
    system(
        about(crossing_V, J_value**2 / (pi * D_value)),
        about(crossing_V, node(Fraction(1, 3))),
    ),
)
CAPTION_16_EXACT = Equation(
    "valve:caption16-exact", equal(crossing_V, J_value**2 / (pi * D_value)),
    note="exactly fulfilled at zero temperature, says the caption; for V < J and J + V/2 < D - J/2",
)  # fmt: skip
crossings = Symbol("crossings", "number of", r"\#\mathrm{cr.}")
signs = Symbol("signs", "sign", r"\mathrm{sign}")
chi_early = Symbol("chi_early", "charge index", r"\chi")
TEXT_SIGN = Equation(
    "valve:text-D1-sign", system(equal(crossings, 1), equal(signs, chi_early)),
    note="diagrams for charge and spin; chi of the earliest dot",
)  # fmt: skip
TEXT_EXCHANGE_SIGN = Equation(
    "valve:text-D10-sign",
    system(equal(Power(node(-1), crossings), 1), equal(signs, -chi_early)),
    note="exchange diagrams; chi of the earliest dot",
)
crossed_direct, crossed_exchange = (
    Symbol(
        f"crossed_{name}", f"number of {name} lines crossed", rf"\#\mathrm{{cr.}}_{{2',{short}}}"
    )
    for name, short in (("direct", "dir"), ("exchange", "ex"))
)
TEXT_CROSSED = Equation(
    "valve:text-D9-crossed",
    system(equal(crossed_direct, 0), less(0, crossed_exchange)),
    note="above (D9) and below it: lines that the contraction 2' of the spin vertex crosses",
)
