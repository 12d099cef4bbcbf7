"""Where the thermal product is the only stationary state, and where it is not.

With all rates positive the product has full rank, so that it is the only stationary state if and
only if nothing but multiples of one commutes with the Hamiltonian, all jumps and their adjoints.
Two flips with a positive rate matrix give both tau_-. Aligned flips are one jump; with its nested
commutator they give both again unless the couplings are equal, when they leave the singlet, turned
by phi, alone. Dephasing with a positive matrix (phi not a multiple of pi) or a Hamiltonian that
mixes it with the triplet leaves nothing.
"""

from __future__ import annotations

from spinloom.derivations.engine.claims import RelationClaim, small_system
from spinloom.derivations.engine.ledger import Entry
from spinloom.derivations.engine.printed import Node, Symbol, equal, node, system

from . import judge_unique
from . import paper as p
from .linewidths import lambda_1, lambda_2

root_1, root_2 = (Symbol(f"root_{n}", "amplitude", rf"\sqrt{{\lambda_{n}}}") for n in (1, 2))
nested = p.operator("nested", r"[[L, L^\dagger], L]", "jump")
lost, gained = (Symbol(n, "amplitude of singlet", t) for n, t in (
    ("jump_on_singlet", r"|L d_\phi|"), ("raise_on_singlet", r"|L^\dagger d_\phi|")))  # fmt: skip
mixing = Symbol("mixing", "element", r"\langle T0|\mathcal{H}_{\text{int}}|S\rangle", complex=True)


def aligned_flips() -> Node:
    """The algebra of one jump L = sqrt(lambda_1) tau_- 1 + sqrt(lambda_2) e^{-i phi} 1 tau_-."""
    turn = p.exp(-(p.i_unit * p.phi))
    first, second = p.tensor(p.tau_minus, p.unit), p.tensor(p.unit, p.tau_minus)
    gap = (root_1 - root_2) ** 2 / 2
    return system(
        equal(nested, 2 * (lambda_1 * root_1 * first + lambda_2 * root_2 * turn * second)),
        equal(lost**2, gap),
        equal(gained**2, gap),
        equal(mixing, -(2 * p.i_unit * p.J_DM)),
    )


def counts() -> Node:
    """Dimensions of the space of stationary operators, all rates positive."""
    numbers = {name: node(count) for name, count in judge_unique.EXPECTED.items()}
    return system(
        *(equal(Symbol(f"nullity_{name}", f"number, {name}", rf"n_{{\text{{{name}}}}}"), number)
          for name, number in numbers.items())
    )  # fmt: skip


def entries() -> list[Entry]:
    """Rows of uniqueness."""
    algebra = small_system("4 x 4 matrices", judge_unique.draw_algebra, points=3)
    ranks = small_system("singular values of the 16 x 16 generator", judge_unique.draw_counts,
                         points=3, exact=judge_unique.exact_counts)  # fmt: skip
    return [
        Entry("junction:claim-aligned-flips", "claim", RelationClaim(aligned_flips(), algebra),
              None, "unique",
              note="theta = 0: L and its nested commutator are independent unless lambda_1 = "
                   "lambda_2; then only the turned singlet is left, which J_DM mixes with T0 at "
                   "phi = 0"),
        Entry("junction:claim-unique", "claim", RelationClaim(counts(), ranks), None, "unique",
              note="proved for generic members of each family by exact ranks; with the rates "
                   "positive and claim-aligned-flips, claim-positivity, for all: two stationary "
                   "states only at lambda_1 = lambda_2, theta = 0, phi = 0, J_1 J_2 > 0, J_DM = 0 "
                   "(phi = pi for J_1 J_2 < 0) or for a spin that nothing reaches"),
    ]  # fmt: skip
