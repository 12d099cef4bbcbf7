"""Sentences of the sections on storage at T > 0 and on current operators, as statements."""

from __future__ import annotations

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import (
    Label,
    Matrix,
    Symbol,
    Total,
    equal,
    less,
    node,
    system,
)

from .paper import HALF, i_unit, k, mu, odot, r
from .paper_flows import commutator, hamiltonian
from .paper_holes import ground_spin, q_ground
from .paper_stored import down, exchange, length, up

mode_moment = Symbol("mode_moment", "size", r"\left\|\mathcal{Q}\right\|_{\mathrm{<0>}}")
TEXT_SINGLE_MODE = Equation(
    "valve:text-single-mode",
    system(
        equal(mode_moment[Label("one mode", "modes")], 0),
        less(0, mode_moment[Label("two modes", "modes")]),
    ),
    note="Sec. III B 4; as operators, for any occupation",
)
mode_spin = Symbol("mode_spin", "vector", r"\langle \mathbf{S}_{<1>}^{<0>} \rangle")
TEXT_HOLE = Equation(
    "valve:text-uncounted",
    equal(exchange[r, r], -Total((k,), odot(mode_spin[r, k], mode_spin[r, k]))),
    note="Sec. III B 4: the exchange part takes back what each mode makes with its own copy",
)
energy_of = Symbol("energy_of", "energy", r"\varepsilon_{k<0>}")
splitting = Symbol("J_k", "splitting", "J")
TEXT_SPLITTING = Equation(
    "valve:text-splitting",
    equal(length(energy_of[up] - energy_of[down]), splitting),
    note="below (62) and above Sec. III B 5, compared with T as J is: the size of the splitting; "
    "the difference itself is -J by (18)",
)
contributes = Symbol("contributes", "table", r"\Theta(q_{\mathrm{ex}})")
TEXT_VANISHES = Equation(
    "valve:text-vanishes-only",
    equal(contributes, Matrix(((node(0), node(1)),))),
    note="below (62): the exchange part vanishes only if the splittings are narrow against T; one "
    "orbital at the potential, splitting narrow and wide (far from it nothing is left either)",
)
left_spin = Symbol("left_spin", "size", r"|\langle \mathbf{S} \rangle|")
left_hole = Symbol("left_hole", "magnitude", r"q_{\mathrm{ex}}")
TEXT_CANCEL = Equation(
    "valve:text-cancel",
    system(equal(left_spin, 0), less(0, left_hole)),
    note="above Sec. III B 5; two orbitals with opposite splittings",
)
growth = Symbol("growth", "count", r"\frac{q_{\mathrm{<0>}}(2N_o)}{q_{\mathrm{<0>}}(N_o)}")
TEXT_SCALING = Equation(
    "valve:text-scaling",
    system(
        equal(growth[Label("ex", "part")], node(2)),
        equal(growth[Label("dir", "part")], node(2) * 2),
    ),
    note="below (60): linear in the size, in contrast to the direct part",
)
lowest, highest = (
    Symbol(name, "extreme", rf"\{short}_\omega \bar{{\nu}} q_{{\mathrm{{ex}}}}(\omega)")
    for name, short in (("lowest", "min"), ("highest", "max"))
)
TEXT_SIGNS = Equation(
    "valve:text-both-signs",
    system(less(lowest, 0), less(0, highest)),
    note="below (67): the integrand of (64) is not positive",
)
TEXT_REFERENCE = Equation(
    "valve:text-reference",
    equal(q_ground, HALF * ground_spin),
    note="below (71): the spin as a scale of the exchange moment, with both at T = 0",
)
density = Symbol("density", "operator", r"\rho", commuting=False)
density_rate = Symbol("density_rate", "rate", r"\dot{\rho}", commuting=False)
TEXT_VON_NEUMANN = Equation(
    "valve:text-von-neumann",
    equal(density_rate, -(i_unit * commutator(hamiltonian, density))),
    note="below (73)",
)
# the statement is that both commute: no order of factors is stated
scalar_tunnelling = Symbol("scalar_H_T", "hamiltonian", "H_T")
scalar_total = Symbol("scalar_total", "operator", r"R_{<0>}^{\mathrm{tot}}")
TEXT_CONSERVED = Equation(
    "valve:text-conserved",
    equal(commutator(scalar_tunnelling, scalar_total[mu]), 0),
    note="below (81)",
)
total_rate = Symbol("total_rate", "vector", r"[H_T, \mathbf{S}^{\mathrm{tot}}]", commuting=False)
total_spin = Symbol("total_spin", "vector", r"\mathbf{S}^{\mathrm{tot}}", commuting=False)
total_node_rate = Symbol(
    "total_node_rate", "tensor", r"[H_T, \mathcal{Q}^{\mathrm{tot}}]", commuting=False
)
TEXT_LEIBNIZ = Equation(
    "valve:text-quadrupole-conserved",
    system(
        equal(total_node_rate, odot(total_spin, total_rate) + odot(total_rate, total_spin)),
        equal(total_node_rate, 0),
    ),
    note="below (88)",
)
