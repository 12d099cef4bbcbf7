"""From fields on Liouville space to the rules of the diagrams: steps of (E1)-(E43)."""

from __future__ import annotations

from collections.abc import Mapping

from spinloom.derivations.engine.ledger import Step

from .rows_of_steps import last_steps
from .steps_atoms import CONSERVING, DENSITIES, HAMILTONIAN, THERMAL
from .steps_network import FLOWS, LEIBNIZ

FIELDS = "valve:step-superfields"
LIOUVILLIAN = "valve:step-liouvillian"
AMPLITUDES = "valve:step-four-vector"
WICK = "valve:step-superfields-wick"
LAPLACE = "valve:step-laplace"
KERNEL = "valve:step-irreducible"
OPEN = "valve:step-open-system"
LEFT = "valve:step-left-action"
EXPANSION = "valve:step-orders"
DIAGRAMS = "valve:step-diagrams"
LINES = "valve:step-lines"
LOOPS = "valve:step-loops"
SIGNS = "valve:step-signs"
PARTNERS = "valve:step-partners"
VERTEX = "valve:step-current-vertex"
RULES = "valve:step-current-rules"
QUADRUPLE = "valve:step-quadruple-vertex"
SHARED = "valve:step-shared-orbital"
ALL_RULES = "valve:step-quadrupole-rules"


def steps() -> tuple[Step, ...]:
    """Each after what it uses."""
    return (*_expansion(), *_translation(), *_currents())


def _expansion() -> tuple[Step, ...]:
    return (
        Step(FIELDS, r"[J_1, J_{1'}]_+ = -\chi_1 \eta_1 \delta_{1\bar{1}'}",
             "a field from the left, or with the parity from the right; all signs as matrices"),
        Step(LIOUVILLIAN, r"L_0 = \sum \chi_1 \delta_{\eta_1 -} \varepsilon_1 J_1 J_{\bar 1},\quad "
                          r"L_T = \sum T_{11'} J_1 J_{1'}",
             "commutators with both parts of the Hamiltonian", (FIELDS, HAMILTONIAN)),
        Step(AMPLITUDES, r"T^{LR} = \check{\mathbf{t}} \cdot \check{\mathbf{r}},\quad "
                         r"\mathrm{tr}\, \check r_\mu \check r_\nu = \delta_{\mu\nu}",
             "any matrix on spin space, by an orthonormal basis", (HAMILTONIAN,)),
        Step(WICK, r"\langle J_n \dots J_1 \rangle = \sum (-1)^{N_P} \prod \gamma_{ij},\quad "
                   r"\gamma_{11'} = -\chi_{1'} \eta_{1'} \delta_{1\bar{1}'} f_{1'}",
             "a field meets the thermal state from both sides, then anticommutators",
             (FIELDS, THERMAL)),
        Step(LAPLACE, r"\langle A \rangle(z) = \mathrm{tr}\, A \frac{i}{z - L_0 - L_T} \rho_0",
             "von Neumann's equation, integrated with exp(izt)", (LIOUVILLIAN,)),
        Step(KERNEL, r"\langle A \rangle(z) = \frac{i}{z} \Sigma_A(z)",
             "nothing is left of a part that no line joins to A", (LAPLACE, WICK)),
        Step(OPEN, r"\rho(z) = \frac{i}{z - L - \Sigma(z)} \rho(t_0)",
             "a system in contact with reservoirs, for comparison", (LAPLACE,)),
        Step(LEFT, r"A \cdot = \sum A_{a_1 \dots} J_{a_1} \dots,\quad \chi_a = -\eta_a",
             "fields that act from the left", (FIELDS,)),
        Step(EXPANSION, r"\Sigma_A|_n = \sum A\, T \dots T \prod_k \frac{1}{z + X_k} (-1)^{N_P} "
                        r"\prod \gamma,\quad X_k = \sum_{j \le k} (\eta_j \varepsilon_j + "
                        r"\eta_{j'} \varepsilon_{j'})",
             "fields pass the free evolution and shift its energy", (KERNEL, LEFT)),
    )  # fmt: skip


def _translation() -> tuple[Step, ...]:
    return (
        Step(DIAGRAMS, r"\#_{N} = 2, 80, 10112,\quad \#_{\mathcal{Q}} = 4, 256, 42496",
             "every irreducible contraction with every choice of its indices", (EXPANSION,)),
        Step(LINES, r"\sum_{nk} \delta_{\sigma\sigma'} g(\varepsilon_{nk\sigma}) f = \int d\omega "
                    r"g(\omega) \langle \sigma | \mathbf{F}(\omega) \cdot \check{\mathbf{r}} | "
                    r"\sigma' \rangle",
             "a line: the density of states as a matrix on spin space", (EXPANSION, DENSITIES)),
        Step(LOOPS, r"\sum_{\{\sigma\}} \dots = \prod_{loops} \mathrm{tr} [\dots "
                    r"(\check{\mathbf{t}} \cdot \check{\mathbf{r}}) (\mathbf{F}_i \cdot "
                    r"\check{\mathbf{r}}) \dots]",
             "along the arrows neighbours share their spin", (LINES, AMPLITUDES, DIAGRAMS)),
        Step(SIGNS, r"(-1)^{\# cr.} \prod_{early, late} \chi_e \prod_{intermediate} \eta_e",
             "crossings, contractions and commutators, collected vertex by vertex",
             (DIAGRAMS, WICK)),
        Step(PARTNERS, r"A|_n = 2\,\mathrm{Re}\, \sum_{representatives}",
             "all arrows reversed: complex conjugate", (LOOPS, SIGNS)),
    )  # fmt: skip


def _currents() -> tuple[Step, ...]:
    return (
        Step(VERTEX, r"\check{\mathbf{t}} \cdot \check{\mathbf{r}} \to -i\, r_\mu "
                     r"\check{\mathbf{t}} \cdot \check{\mathbf{r}}",
             "the current takes the place of the latest amplitude", (FLOWS, AMPLITUDES, LEFT)),
        Step(RULES, r"I_{R_\mu}|_n = \sum 2\,\mathrm{Im}\, (signs) \int \prod \frac{1}{i0 + X} "
                    r"\prod_{loops} \mathrm{tr} [\dots]",
             "the factor -i makes an imaginary part of a real one", (PARTNERS, VERTEX)),
        Step(QUADRUPLE, r"\langle \mathcal{I}^{rr'} \rangle = 2 g^{rr'}\,\mathrm{Re}\,\mathrm{tr} "
                        r"(\mathbf{I}_{r} \odot \mathbf{S}^{r'}) \rho + (r \leftrightarrow r')",
             "the half of the spin current that fills r, and its conjugate", (LEIBNIZ, VERTEX),
             ("node LL, or tunnelling that conserves the spin",)),
        Step(SHARED, r"\sum_k g(\varepsilon_{k\sigma}, \varepsilon_{k\sigma'}) = \int d\omega "
                     r"d\omega' g\, \nu_{\sigma\sigma'}(\omega, \omega')",
             "both lines at the spin vertex belong to one orbital", (QUADRUPLE, LINES)),
        Step(ALL_RULES, r"\langle \mathcal{I}^{LL} \rangle|_n = 2 \sum 2\,\mathrm{Im}\, (signs) "
                        r"\int \prod \frac{1}{i0 + X} \prod_{loops} \mathrm{tr} [\dots \mathbf{i} "
                        r"\dots \mathbf{s} \dots]",
             "two vertices at one time; symmetric, traceless part", (RULES, SHARED)),
    )  # fmt: skip


#: The last steps of each row of App. E.
LAST_STEPS: Mapping[str, tuple[str, ...]] = last_steps({
    FIELDS: "E1 E2 E10 E11 text-superparticle",
    LIOUVILLIAN: "E3 E4 E5 text-L0-commutes",
    AMPLITUDES: "E6 E23 text-charge-spin-basis text-spin-conserving-vector",
    CONSERVING: "text-spin-conserving-vector",
    WICK: "E7 E8 E9 text-distribution",
    LAPLACE: "E12 E13 E14",
    KERNEL: "E15",
    OPEN: "E16 E17 text-reducible-self-energy",
    LEFT: "E18 text-L-before-R",
    EXPANSION: "E19 E20 text-n-vertices",
    DIAGRAMS: "caption25 text-filled-dots text-parities counts",
    LINES: "E21 E22 E25 E37",
    LOOPS: "E24 E26 E27 text-loop text-contraction-superscript text-alternate "
           "text-figure11",
    SIGNS: "E28 caption26 text-parities",
    PARTNERS: "E29 E30 E31",
    VERTEX: "E32 E33 E36",
    RULES: "E34 E35 cancellations",
    QUADRUPLE: "E38 E39 E40 E41 text-only-if text-symmetrized text-quadrupole-indices",
    SHARED: "text-rule-spin-direct E42 E43 text-spin-vertex text-rule-spin-exchange",
    ALL_RULES: "text-rule-quadrupole cancellations",
})  # fmt: skip
