"""More sentences of sections II, III and IV of the valve paper, as statements."""

from __future__ import annotations

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import (
    Label,
    Node,
    Relation,
    Symbol,
    Total,
    equal,
    less,
    system,
)
from spinloom.derivations.engine.printed import node as number

from .paper import HALF, i_unit, mu, one_particle_current, r, s, unequal
from .paper_flows import commutator, hamiltonian_0
from .paper_holes import polarized, q_ground
from .paper_stored import moment

least = Symbol("least", "ratio", r"\min_{<0>} \frac{\nu_\sigma}{N_o / 2D}")
BELOW = Label("below", "frequencies", r"\omega < W")
WITHIN = Label("within", "frequencies", r"|\omega - \mu| < W")
TEXT_FREQUENCIES = Equation(
    "valve:text-flat-frequencies",
    equal(least[BELOW], 1),
    note="above (20): for all frequencies below W; W as the distance of the nearest edge",
)

square = Symbol("square", "average", r"\langle S_{<0>}^2 \rangle")
diagonal = Symbol("diagonal", "average", r"\langle Q_{<0><0>} \rangle")
x, y, z = (Label(name, "axis") for name in "xyz")
TEXT_ALIGNMENT = Equation(
    "valve:text-no-alignment",
    system(
        equal(diagonal[z], number(2) / 3 * (square[z] - HALF * (square[x] + square[y]))),
        equal(diagonal[x] + diagonal[y] + diagonal[z], 0),
    ),
    note="below (28): when the zz component vanishes, and why the others are not independent",
)

transverse = Symbol("transverse", "average", r"\langle S_x^2 + S_y^2 \rangle")
TEXT_RECOVERED = Equation(
    "valve:text-recovered",
    equal(q_ground, transverse),
    note="below (69): the exchange moment at T = 0 is said to recover (37)",
)
extreme = Symbol("extreme", "extreme", r"q_{\mathrm{ex}}(\omega)|_{<0>}")
TEXT_COLD = Equation(
    "valve:text-cold-positive",
    system(
        equal(extreme[Label("cold above", "place", r"\max,\ \omega > \mu,\ T = 0")], 0),
        less(0, extreme[Label("cold window", "place",
                              r"\min,\ \mu - J < \omega < \mu,\ T = 0")]),
        less(extreme[Label("hot above", "place", r"\min,\ \omega > \mu,\ T > 0")], 0),
    ),
    note="below (69): correlations that count at T = 0, and thermal ones; a flat band",
)  # fmt: skip


def from_hamiltonian(part: Node) -> Relation:
    """The current into an electrode as the change by a part of the Hamiltonian."""
    total = Total((s,), unequal[s, r] * one_particle_current[mu, r, s])
    return equal(total, i_unit * commutator(part, moment[mu, r]))


TEXT_SOURCE = Equation(
    "valve:text-current-source",
    from_hamiltonian(hamiltonian_0),
    note="above (80): the current is said to follow from (75)",
)
change = Symbol("change", "size", r"\left\| \sum_r <0> \right\|")
TEXT_NO_ANALOGUE = Equation(
    "valve:text-no-analogue",
    system(
        equal(change[Label("currents", "part", r"\mathbf{I}_{\mathbf{S}}^r")], 0),
        less(0, change[Label("rates", "part", r"\dot{\mathbf{S}}^r")]),
    ),
    note="below (81): currents sum to zero, total rates do not",
)
gap = Symbol(
    "gap", "size",
    r"\max_{ij} |\langle I_{S_i} S_j \rangle - \langle I_{S_i} \rangle \langle S_j "
    r"\rangle|_{<0>}",
)  # fmt: skip
TEXT_CORRELATED = Equation(
    "valve:text-correlated-current",
    system(
        less(0, gap[Label("local", "node")]),
        less(0, gap[Label("non-local", "node")]),
        equal(gap[Label("uncoupled", "node")], 0),
    ),
    note="below (84); in thermal equilibrium with tunnelling, and without it",
)
internal = Symbol("internal", "size", r"\left\| \dot{\mathcal{Q}}^{rr}|_0 \right\|_{<0>}")
TEXT_ISOTROPIC = Equation(
    "valve:text-isotropic",
    system(
        equal(internal[Label("isotropic", "subsystem", "J = 0")], 0),
        less(0, internal[Label("split", "subsystem", "J > 0")]),
    ),
    note="below (86): a spin-isotropic subsystem changes its moment by currents alone",
)


def recovered() -> Relation:
    """The exchange part of (39): minus two thirds of the magnitude are minus a sixth of N_s."""
    return equal(number(2) / 3 * q_ground, polarized / 6)
