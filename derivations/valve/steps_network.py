"""Nodes, links and what tunnelling conserves: steps of (49)-(54) and (73)-(88).

`network` derives currents, product rule and conservation for any number of subsystems.
"""

from __future__ import annotations

from collections.abc import Mapping

from spinloom.derivations.engine.ledger import Step

from .rows_of_steps import last_steps
from .steps_atoms import CONSERVING, HAMILTONIAN, SPINS

NODES = "valve:step-nodes"
RATES = "valve:step-rates"
PRECESSION = "valve:step-precession"
FLOWS = "valve:step-one-particle-currents"
CONSERVED = "valve:step-conserved-spin"
LEIBNIZ = "valve:step-product-rule"
LINKS = "valve:step-links"
SUM_RULE = "valve:step-conserved-moment"


def steps() -> tuple[Step, ...]:
    """Each after what it uses."""
    return (
        Step(NODES, r"\mathcal{Q}^{tot} = \sum_{\langle rr' \rangle} g^{rr'} \mathbf{S}^r \odot "
                    r"\mathbf{S}^{r'},\quad \mathbf{S}^{tot} = \sum_r \mathbf{S}^r",
             "the square of a sum, by unordered pairs of subsystems", (SPINS,)),
        Step(RATES, r"\dot R^r = i [H_0, R^r] + i [H_T, R^r]",
             "Heisenberg's equation; the second part is the current", (HAMILTONIAN,)),
        Step(PRECESSION, r"\dot{\mathbf{S}}^r|_0 = \sum_n J_n^r \mathbf{S}_n^r \times \hat J^r",
             "commutators of spins along the field", (RATES,)),
        Step(FLOWS, r"I^{rs}_{R_\mu} = -i \sum (r_\mu T^{rs})_{\sigma\sigma'} c^\dagger_{r\sigma} "
                    r"c_{s\sigma'} + \mathrm{h.c.}",
             "commutator with the hops between two subsystems", (RATES,)),
        Step(CONSERVED, r"I^{rs} = -I^{sr} \Leftrightarrow [H_T, R^{tot}] = 0",
             "a spin matrix that commutes with the amplitudes", (FLOWS, CONSERVING),
             ("conserved spin; any tunnelling for the charge",)),
        Step(LEIBNIZ, r"\mathcal{I}^{rr'} = \tfrac12 g^{rr'} [\mathbf{I}^r \odot \mathbf{S}^{r'} + "
                      r"\mathbf{S}^r \odot \mathbf{I}^{r'} + (r \leftrightarrow r')]",
             "product rule with the order of factors kept", (NODES, FLOWS)),
        Step(LINKS, r"\mathcal{I}^{rr'} = \sum_{\langle ss' \rangle} \mathcal{I}^{rr',ss'},\quad "
                    r"\mathcal{I}^{rr',ss'} \ne 0 \Rightarrow \{r, r'\} \cap \{s, s'\} \ne "
                    r"\emptyset",
             "one electron of a pair hops, the other waits", (LEIBNIZ,)),
        Step(SUM_RULE, r"\mathcal{I}^{rr',ss'} = -\mathcal{I}^{ss',rr'},\quad \sum_{\langle rr' "
                       r"\rangle} \mathcal{I}^{rr'} = 0",
             "every link enters twice, with opposite signs", (LINKS, CONSERVED),
             ("conserved spin",)),
    )  # fmt: skip


#: The last steps of each row of (49)-(54) and (73)-(88), and of the counts at first order.
LAST_STEPS: Mapping[str, tuple[str, ...]] = last_steps({
    NODES: "49 50 51 52 53 54 text-nodes text-hermitian-node",
    RATES: "73 74 75 76 77 78 text-von-neumann text-current",
    PRECESSION: "79 caption11 text-band-spin",
    FLOWS: "80 text-current-source",
    CONSERVED: "81 text-antisymmetry text-conserved text-no-analogue",
    LEIBNIZ: "82 83 84 86 fn32 caption12 text-not-hermitian "
    "text-correlated-current text-isotropic",
    LINKS: "85 87 text-links",
    "valve:step-first-order-diagrams": "text-two-diagrams text-two-pairs",
    SUM_RULE: "88 text-link-antisymmetry text-quadrupole-conserved",
})  # fmt: skip
