"""What the spin-valve paper prints on one electrode at T = 0: (22)-(39), transcribed.

Section III A. Every tree keeps the terms, factors, signs and indices of the text at hand in their
order; nothing here is derived. Angular brackets are the average in the ground state.
"""

from __future__ import annotations

from fractions import Fraction

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import (
    Index,
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

from .paper import J, i_unit, nu_bar
from .paper_atoms import (
    DOWN,
    HALF,
    THIRD,
    UP,
    X_AXIS,
    Y_AXIS,
    Z_AXIS,
    a,
    b,
    i,
    k,
    k_2,
    ordered,
    quadrupole,
    sigma,
    sigma_2,
    sign,
    single_spin,
    total_spin,
)
from .paper_atoms_bands import D, N_o

QUARTER, SIXTH = Fraction(1, 4), Fraction(1, 6)
S_x, S_y, S_z = total_spin[X_AXIS], total_spin[Y_AXIS], total_spin[Z_AXIS]

# --- charge and spin ----------------------------------------------------------------------------

creator = Symbol("creator", "creator", r"c^\dagger_{<0><1>}", commuting=False)
annihilator = Symbol("annihilator", "annihilator", "c_{<0><1>}", commuting=False)
number = Symbol("N", "number operator", commuting=False)
spin_element = Symbol("s_element", "spin matrix", "(s_{<0>})_{<1><2>}", complex=True)
mu = Symbol("mu", "energy")
mean_number = Symbol("mean_number", "mean", r"\langle N \rangle")
mean_spin = Symbol("mean_spin", "mean", r"\langle S_{<0>} \rangle")
N_s = Symbol("N_s", "number")

EQ_22 = Equation(
    "valve:22",
    equal(number, Total((k, sigma), creator[k, sigma] * annihilator[k, sigma])),
)
EQ_23 = Equation(
    "valve:23",
    equal(mean_number, Total((sigma,), nu_bar * (mu + D + sign[sigma] / 2 * J))),
)
EQ_24 = Equation("valve:24", equal(mean_number, N_o * (1 + mu / D)))
EQ_25 = Equation(
    "valve:25",
    equal(
        total_spin[i],
        Total(
            (k, sigma),
            spin_element[i, sigma, sigma_2] * creator[k, sigma] * annihilator[k, sigma_2],
        ),
    ),
    note="by components; the sum names no sigma'",
)
EQ_26 = Equation(
    "valve:26",
    system(
        equal(
            mean_spin[Z_AXIS],
            HALF * Total((sigma,), sign[sigma] * nu_bar * (mu - (-D - sign[sigma] / 2 * J))),
        ),
        equal(mean_spin[Z_AXIS], HALF * N_s),
    ),
    note="one chain",
)
EQ_27 = Equation(
    "valve:27",
    system(equal(N_s, nu_bar * J), equal(N_s, J / (2 * D) * N_o)),
    note="one chain",
)

occupied = Symbol("N_occupied", "number", "N_{<0>}")
TEXT_HALF_FILLED = Equation(
    "valve:text-half-filled",
    equal(N_s, occupied[UP] - occupied[DOWN]),
    note="sentence below (26): half-filled orbitals",
)

# --- the macrospin ------------------------------------------------------------------------------

EQ_28 = Equation(
    "valve:28",
    equal(
        quadrupole[Z_AXIS, Z_AXIS],
        Fraction(2, 3) * S_z**2 - THIRD * (S_x**2 + S_y**2),
    ),
)
S = Symbol("S_length", "spin length", "S")
ground_state = Symbol("ground_state", "ket", r"|\psi_0\rangle", commuting=False)
spin_squared = Symbol("S_squared", "spin squared", r"\mathbf{S}^2", commuting=False)
TEXT_MACROSPIN = Equation(
    "valve:text-macrospin",
    system(
        equal(spin_squared * ground_state, S * (S + 1) * ground_state),
        equal(S_z * ground_state, S * ground_state),
    ),
    note="sentence above (29) and Fig. 4: a state of maximal spin projection",
)
EQ_29 = Equation(
    "valve:29",
    system(equal(S, mean_spin[Z_AXIS]), about(S, HALF * N_s)),
    note="one chain; exact where the splitting is a multiple of the level spacing",
)
mean_longitudinal = Symbol("mean_longitudinal", "mean square", r"\langle S_z^2 \rangle")
mean_transverse = Symbol("mean_transverse", "mean square", r"\langle S_x^2 + S_y^2 \rangle")
mean_quadrupole = Symbol("mean_quadrupole", "mean quadrupole", r"\langle Q_{zz} \rangle")
TEXT_LONGITUDINAL = Equation(
    "valve:text-longitudinal",
    equal(mean_longitudinal, mean_spin[Z_AXIS] ** 2),
    note="sentence below (29)",
)
S_minus = Symbol("S_minus", "ladder", "S_-", commuting=False)
S_plus = Symbol("S_plus", "ladder", "S_+", commuting=False)
_lowered = S_minus * S_plus
TEXT_LADDER = Equation(
    "valve:text-ladder",
    system(
        equal(S_x**2 + S_y**2, _lowered - i_unit * (S_x * S_y - S_y * S_x)),
        equal(S_x**2 + S_y**2, _lowered + S_z),
    ),
    note="below (29); one chain, the commutator written out",
)
TEXT_TRANSVERSE = Equation(
    "valve:text-transverse",
    equal(mean_transverse, mean_spin[Z_AXIS]),
    note="sentence above (30)",
)
EQ_30 = Equation(
    "valve:30",
    equal(mean_quadrupole, Fraction(2, 3) * mean_longitudinal - THIRD * mean_transverse),
)
EQ_31 = Equation("valve:31", equal(mean_quadrupole, Fraction(2, 3) * S**2 - THIRD * S))
TEXT_HALF_SPIN = Equation(
    "valve:text-half-spin",
    equal(Fraction(2, 3) * S**2, THIRD * S),
    note="sentence below (31): the parts of (31) for one electron cancel",
)

# --- pairs of electrons -------------------------------------------------------------------------

c_flipped = Symbol("flipped_creator", "creator", r"c^\dagger_{<0>\bar{<1>}}", commuting=False)
_c, _d = annihilator, creator


def _pairs(axis: Index | Label) -> Node:
    one = Total((a,), single_spin[axis, a] ** 2)
    return one + 2 * Total((a, b), ordered[a, b] * single_spin[axis, a] * single_spin[axis, b])


EQ_32 = Equation("valve:32", equal(S_z**2, _pairs(Z_AXIS)))
EQ_33 = Equation(
    "valve:33",
    equal(
        S_z**2,
        Total((k, sigma), QUARTER * _d[k, sigma] * _c[k, sigma])
        + Total(
            (k, k_2, sigma, sigma_2),
            sign[sigma] * sign[sigma_2] / 4
            * _d[k, sigma] * _d[k_2, sigma_2] * _c[k_2, sigma_2] * _c[k, sigma],
        ),
    ),
)  # fmt: skip
TEXT_OCCUPIED = Equation(
    "valve:text-occupied",
    equal(occupied[sigma], (D + sign[sigma] * J) / 2),
    note="sentence below (33)",
)
TEXT_DIRECT = Equation(
    "valve:text-direct",
    system(
        equal(
            Total((sigma,), sign[sigma] / 2 * occupied[sigma])
            * Total((sigma_2,), sign[sigma_2] / 2 * occupied[sigma_2]),
            QUARTER * N_s**2,
        ),
        equal(QUARTER * N_s**2, mean_spin[Z_AXIS] ** 2),
    ),
    note="sentence below (33)",
)
longitudinal_exchange = Symbol("longitudinal_exchange", "exchange", r"\langle S_z^2 \rangle_{ex}")
TEXT_LONGITUDINAL_EXCHANGE = Equation(
    "valve:text-longitudinal-exchange",
    system(
        equal(
            longitudinal_exchange,
            -Total((sigma,), sign[sigma] * sign[sigma] / 4 * occupied[sigma]),
        ),
        equal(longitudinal_exchange, -N_o),
    ),
    note="sentence above (34); one chain; mu = 0",
)
EQ_34 = Equation(
    "valve:34",
    system(
        equal(mean_longitudinal, QUARTER * (N_o + N_s**2 - N_o)),
        equal(mean_longitudinal, mean_spin[Z_AXIS] ** 2),
    ),
    note="one chain",
)
_both = Index("i", "transverse axis")
transverse_spin = Symbol("s_xy", "single spin", "s_{<0>}^{<1>}")
EQ_35 = Equation(
    "valve:35",
    equal(
        S_x**2 + S_y**2,
        Total(
            (_both,),
            Total((a,), transverse_spin[_both, a] ** 2)
            + 2
            * Total((a, b), ordered[a, b] * transverse_spin[_both, a] * transverse_spin[_both, b]),
        ),
    ),
)
EQ_36 = Equation(
    "valve:36",
    equal(
        S_x**2 + S_y**2,
        Total((k, sigma), HALF * _d[k, sigma] * _c[k, sigma])
        + Total(
            (k, k_2, sigma, sigma_2),
            (1 - sign[sigma] * sign[sigma_2]) / 4
            * c_flipped[k, sigma] * c_flipped[k_2, sigma_2]
            * _c[k_2, sigma_2] * _c[k, sigma],
        ),
    ),
)  # fmt: skip
N_down = Symbol("N_down", "number", r"N_{\downarrow}")
transverse_exchange = Symbol(
    "transverse_exchange", "exchange", r"\langle S_x^2 + S_y^2 \rangle_{ex}"
)
TEXT_TRANSVERSE_EXCHANGE = Equation(
    "valve:text-transverse-exchange",
    equal(transverse_exchange, -N_down),
    note="sentence above (37)",
)
EQ_37 = Equation(
    "valve:37",
    system(
        equal(mean_transverse, HALF * N_o - N_down),
        equal(mean_transverse, mean_spin[Z_AXIS]),
    ),
    note="one chain; mu = 0, where the orbitals hold N_o electrons",
)
EQ_38 = Equation(
    "valve:38",
    equal(mean_quadrupole, SIXTH * N_s**2 - (SIXTH * N_o + THIRD * N_down)),
    note="mu = 0, where the orbitals hold N_o electrons",
)
EQ_39 = Equation("valve:39", equal(mean_quadrupole, THIRD * (HALF * N_s * (N_s - 1))))
per_pair = Symbol("per_pair", "mean", r"\lim \langle Q_{zz} \rangle / \mathrm{pair}")
per_orbital = Symbol("per_orbital", "mean", r"\lim \langle Q_{zz} \rangle / \mathrm{orbital}")
TEXT_PER_PAIR = Equation("valve:text-per-pair", equal(per_pair, node(1) / 3), note="below (39)")
TEXT_PER_ORBITAL = Equation(
    "valve:text-per-orbital",
    equal(per_orbital, (J / (2 * D)) ** 2 / 3),
    note="below (39): many orbitals at a fixed ratio of splitting and bandwidth",
)
_RATIO = r"\left.\langle Q_{zz} \rangle_{ex} / \langle S_x^2 + S_y^2 \rangle\right|"
cold_ratio = Symbol("cold_ratio", "ratio", _RATIO + "_{J,\\, T=0}")
other_cold_ratio = Symbol("other_cold_ratio", "other ratio", _RATIO + "_{J',\\, T=0}")
warm_ratio = Symbol("warm_ratio", "warm ratio", _RATIO + "_{J,\\, T>0}")
FN_29 = Equation(
    "valve:fn29",
    system(equal(cold_ratio, other_cold_ratio), less(-warm_ratio, -cold_ratio)),
    note="proportional at T = 0 for every splitting, not at T > 0",
)
