"""From thermal averages to stored moments: steps of (40)-(72) and of appendices A, B and C.

The steps of Wick's theorem and of spin traces stand in `traces_tensors`, those of closed forms in
`storage`; this module holds what lies between them and says which rows each of them leads to.
"""

from __future__ import annotations

from collections.abc import Mapping

from spinloom.derivations.engine.ledger import Step

from .rows_of_steps import last_steps
from .steps_atoms import DENSITIES, PAIRS, SPINS, STATES, THERMAL

ONE_BODY = "valve:step-one-body"
MATRIX = "valve:step-spin-matrix"
AVERAGES = "valve:step-stored-spin"
DIRECT = "valve:step-direct"
SLATER = "valve:step-pair-elements"
TRIPLET_PAIRS = "valve:step-triplet-pairs"
TRIPLET_DENSITY = "valve:step-triplet-density"
PAIR_DENSITY = "valve:step-pair-density"
INVARIANTS = "valve:step-invariants"
DYAD = "valve:step-dyad"
TURNING = "valve:step-turning"


def steps() -> tuple[Step, ...]:
    """Each after what it uses."""
    return (
        Step(ONE_BODY, r"R_\mu^r = \sum_{k\sigma\sigma'} (r_\mu)_{\sigma\sigma'} "
                       r"c^\dagger_{rk\sigma} c_{rk\sigma'},\quad r_0 = 1,\ r_i = s_i",
             "charge and spin as one operator of four components", ()),
        Step(MATRIX, r"\nu_\sigma \delta_{\sigma\sigma'} = \bar\nu \langle \sigma | 1 + n "
                     r"\hat J \cdot 2\mathbf{s} | \sigma' \rangle",
             "densities of both spins as a matrix along the field", (DENSITIES,)),
        Step(AVERAGES, r"\langle N \rangle = \int 2 \bar\nu f,\quad \langle \mathbf{S} \rangle "
                       r"= \int \bar\nu n f \hat J",
             "trace of a spin matrix", (ONE_BODY, THERMAL, MATRIX)),
        Step(DIRECT, r"\langle \mathcal{Q}^{rr'} \rangle_{dir} = g^{rr'} \langle \mathbf{S}^r "
                     r"\rangle \odot \langle \mathbf{S}^{r'} \rangle",
             "Wick's theorem, each spin contracted with itself",
             ("valve:step-nodes", "valve:step-pair-order", THERMAL)),
        Step(SLATER, r"\mathcal{Q} = \tfrac12 \sum \langle 2'1' | \mathcal{Q}^{12} | 2 1 \rangle "
                     r"c^\dagger_{1'} c^\dagger_{2'} c_2 c_1",
             "an operator of two bodies, by its elements between pairs", (PAIRS,)),
        Step(TRIPLET_PAIRS, r"\mathcal{Q} = \tfrac12 \sum_{mm'} \langle T_{m'} | \mathcal{Q}^{12} "
                            r"| T_m \rangle \sum E^{m'\dagger} E^m,\quad \mathcal{Q}^{12} | S "
                            r"\rangle = 0",
             "spins of a pair coupled; a pair of one orbital is a singlet", (SLATER, STATES)),
        Step(TRIPLET_DENSITY, r"\sum_{\sigma\sigma'} \sigma\sigma' \nu_{\sigma\sigma'} = "
                              r"\nu_{T+} + \nu_{T-} - \sqrt2 \nu_{T0}",
             "pairs of energies counted by triplets", (TRIPLET_PAIRS, DENSITIES)),
        Step(PAIR_DENSITY, r"\sum_{\sigma\sigma'} \nu_{\sigma\sigma'} P_\sigma \otimes "
                           r"P_{\sigma'} = 2 \sum_{\mu\mu'} \mathcal{A}_{\mu\mu'} "
                           r"\tilde r_\mu \otimes \tilde r_{\mu'}",
             "density of pairs as a matrix of two spins", (DENSITIES, MATRIX)),
        Step(INVARIANTS, r"\det(\mathcal{A} - \lambda) = \det\mathcal{A} - \lambda\, "
                         r"\mathrm{spm}\mathcal{A} + \lambda^2 \mathrm{tr}\mathcal{A} - "
                         r"\lambda^3",
             "the three invariants of a tensor", ()),
        Step(DYAD, r"\lambda_0 = -\tfrac13 \mathbf{a} \cdot \mathbf{b},\quad \lambda_\pm = "
                   r"\tfrac16 \mathbf{a} \cdot \mathbf{b} \pm \tfrac12 a b,\quad "
                   r"\mathbf{v}_\pm \propto a \mathbf{b} \pm b \mathbf{a}",
             "invariants of a symmetric, traceless dyad; eigenvectors tested", (INVARIANTS,)),
        Step(TURNING, r"[\mathcal{Q}, \dot{\mathcal{Q}}]_{ij} = (Q_i - Q_j)^2\, "
                      r"\dot{\mathbf{e}}_i \cdot \mathbf{e}_j",
             "derivative of a tensor by its principal values and axes", (SPINS,)),
    )  # fmt: skip


#: The last steps of each row of (40)-(48), (55)-(72) and of appendices A, B and C.
LAST_STEPS: Mapping[str, tuple[str, ...]] = last_steps({
    THERMAL: "41 42 text-A4-occupation",
    ONE_BODY: "40",
    MATRIX: "43 44 text-eigenvalue text-scaled text-four-vector",
    AVERAGES: "45 46 47 48",
    "valve:step-pair-order": "A1 A2 text-A1-moved text-A2-term",
    "valve:step-single-spin": "A2 A3 A7 text-A7-flips text-A17-algebra text-single-mode",
    DIRECT: "56 57 58 63 A32 text-scaling",
    "valve:step-cumulant": "55 59 60 fn30 A4 A5 A8 A10",
    "valve:step-orbital-hole": "61 62 A6 A31 A33 A34 A35 fn31 caption6 text-uniaxial "
    "text-stored-biaxial text-uncounted text-cancel text-splitting text-vanishes-only",
    PAIR_DENSITY: "A9 A11 A12 A13 A14 A15 text-A11-scalar text-A11-vector",
    "valve:step-pair-trace": "A16 A17",
    PAIRS: "A18 A19 A20",
    SLATER: "A21 A22",
    STATES: "A23 A24 A25 text-A25-exchange text-A30-elements",
    TRIPLET_PAIRS: "A26 A27 A28 A29 A30 text-A26-blocks text-A31-planar",
    TRIPLET_DENSITY: "A36 A37 A38",
    "valve:step-anisotropy": "64 65 66 67 68 69 caption7 text-regimes text-both-signs A39 A40 A41 "
    "A42 A43 A44 A45 text-cold-positive text-A40-counts text-A41-parts text-A43-splitting "
    "text-A44-windows text-A45-cancelled text-A45-window text-A45-polarized-window text-A46-window",
    "valve:step-spin": "text-constant-spin caption10",
    "valve:step-hole": "A46 text-A46-fermi text-A46-splitting",
    "valve:step-overlap": "A47 text-A47-bose text-A46-complement",
    "valve:step-exchange": "70 71 72 text-reference text-recovered A48 A49",
    INVARIANTS: "B9 B10 B11 B12 B13 text-B13-cross text-B13-dot "
    "text-B13-invariants",
    DYAD: "B1 B2 B3 B4 B5 B6 B7 B8 B14 B15 B16 B17 B18 text-B18-q text-B18-parallel "
    "text-B18-perpendicular text-B18-choice text-B2-source",
    TURNING: "C1 text-C1-spin text-C1-perpendicular text-C1-tensor text-C1-turning",
})  # fmt: skip
