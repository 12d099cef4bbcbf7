"""How the dimer's rows are decided, in a line each, and the symmetries that the judges know."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from spinloom.derivations.engine.claims import DefinitionClaim, RelationClaim, small_system
from spinloom.derivations.engine.free import symmetric, symmetric_after
from spinloom.derivations.engine.interpret import Draw
from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import Node, Relation

#: Reciprocity, stated by (A11) and (A14) themselves: G_ab = G_ba; the Kronecker symbols.
SYMMETRIES = {
    "G_singlet": symmetric_after(1),
    "G_triplet": symmetric_after(1),
    "identity": symmetric,
    "delta": symmetric,
}
#: D_ab(x, y) = D_ba(y, x), by (A18) and (A21).
EXCHANGES = {"cal_D": 1}
#: The symmetrised noise of stationary states: S_ab^ij = S_ba^ji, without antisymmetric part.
NOISE_SYMMETRY = {"noise_tensor": symmetric, "j_iso": symmetric, "j_an": symmetric}

INVERSION = "inverse of the spinful 4 x 4 matrix, generic direction and couplings"
SCATTERING = "scattering states of the infinite chain (wave matching)"
FOCK = "two sites, two spins, 16 many-body states, every level with its own occupation"
OPEN = "open dimer, asymmetric, two leads with different occupations; integrals to rounding"
LEVELS = "; any amplitudes and occupations of the levels, as polynomials"
RESIDUES = "; any poles by residues, as polynomials"
TRACES = "; traces over spin for any products of Green's functions"
MOVING = "moments as vectors of length S, electrons by exact linear response"

HARDLY = "a lost sign or factor, which the transcription of the page could hardly make"
TERM = "a missing term, which the transcription of the page could hardly lose"
KELDYSH = "with the Keldysh component K^> + K^<, of which (A7) is the retarded K^> - K^<"


def used_in(
    law: Relation, draw: Callable[[Node], Draw], method: str, equation: Equation, **options: Any
) -> DefinitionClaim:
    """A definition used through `law`, in a sample drawn with the printed tree."""
    return DefinitionClaim(
        equation.printed,
        lambda tree: RelationClaim(law, small_system(method, draw(tree))),
        **options,
    )
