"""Sentences and captions of App. E on arrows, kinds of vertices and the spin vertex."""

from __future__ import annotations

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import (
    Integral,
    Label,
    Symbol,
    equal,
    node,
    system,
)

from .paper_currents_rules import j
from .paper_rules import trace

along = Symbol("along", "sign", r"\eta_{\mathrm{dot}}")
following = Symbol("following", "sign", r"\eta_{\mathrm{next}}")
TEXT_ALTERNATE = Equation(
    "valve:text-alternate",
    equal(following, -along),
    note="drawing rule 3 (iii) of E 7: conjugation indices of neighbouring dots along a loop, of "
    "all loops of all diagrams",
)
vertex_factor = Symbol("vertex_factor", "sign factor", r"\mathrm{factor}_{<0>}")
chi_e = Symbol("chi_e", "index of the earlier dot", r"\chi_e")
eta_e = Symbol("eta_e", "index of the earlier dot", r"\eta_e")
LATE, EARLY, L_LATE, L_EARLY = (
    Label(name, "kind of vertex", tex)
    for name, tex in (
        ("late", "(a)"), ("early", "(b)"), ("L late", "(c)"), ("L early", "(d)"),
    )
)  # fmt: skip
CAPTION_26 = Equation(
    "valve:caption26",
    system(
        equal(vertex_factor[LATE], chi_e[LATE]),
        equal(vertex_factor[EARLY], chi_e[EARLY]),
        equal(vertex_factor[L_LATE], eta_e[L_LATE]),
        equal(vertex_factor[L_EARLY], eta_e[L_EARLY]),
    ),
    note="sign factors below the vertices; (c) and (d): which of the two dots is the later one in "
    "its contraction. One minus sign for each vertex and each contraction left out, as the text "
    "does",
)
starting_early = Symbol(
    "starting_early", "count", r"\#_{1',\,\eta_{\mathrm{early}} = -}(\mathrm{Fig.}\,<0>)"
)
TEXT_FIGURE_11 = Equation(
    "valve:text-figure11",
    equal(starting_early[Label("11", "figure")], node(1)),
    note="proof of (E27), (ia): contraction 1' in Fig. 11 starts at its early dot, eta = -",
)
omega_1p = Symbol("omega_1'", "frequency", r"\omega_{1'}")
spin_average = Symbol("spin_average", "average", r"\langle S_{<0>}^{r'} \rangle")
F_plus = Symbol("F_plus", "contraction", r"\mathbf{F}_+^{r'} \cdot \check{\mathbf{r}}",
                commuting=False)  # fmt: skip
# a trace of two factors: their order is not stated
single_spin = Symbol("single_spin", "spin vertex", "s_{<0>}")
TEXT_RULE_DIRECT = Equation(
    "valve:text-rule-spin-direct",
    equal(spin_average[j], Integral((omega_1p,), trace(F_plus(omega_1p) * single_spin[j]))),
    note="translation rule 2 (a) of E 8: the two dots of the spin vertex contracted with each "
    "other; a loop of its own, which is the average of the spin",
)
