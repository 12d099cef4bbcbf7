"""From two spins to the moment of one electrode at T = 0: steps of the derivation."""

from __future__ import annotations

from spinloom.derivations.engine.ledger import Step

SPINS = "valve:step-spins"
PAIRS = "valve:step-pairs"
SECOND = "valve:step-second-quantised"
NESTED = "valve:step-nested"
GROUND = "valve:step-ground-averages"
MOMENT = "valve:step-ground-moment"


def steps() -> tuple[Step, ...]:
    """Each after what it uses."""
    return (
        Step(SPINS, r"Q_{ij} = \tfrac12 (S_i S_j + S_j S_i) - \tfrac13 \mathbf{S}^2 \delta_{ij}",
             "symmetric, traceless part of the dyadic square", (), ()),
        Step(PAIRS, r"s_i^a s_j^a + s_j^a s_i^a = \tfrac12 \delta_{ij} \Rightarrow"
                    r" Q_{ij} = \sum_{a<b} q_{ij}^{ab}",
             "one spin 1/2 has no moment: only pairs are left", (SPINS,), ()),
        Step(SECOND, r"S_i = \sum_{k\sigma\sigma'} (s_i)_{\sigma\sigma'}"
                     r" c^\dagger_{k\sigma} c_{k\sigma'}",
             "normal order of S_z^2 and of S_x^2 + S_y^2", (PAIRS,), ()),
        Step(NESTED, r"N_\sigma = \bar\nu (\mu + D + \sigma J / 2),\quad"
                     r" N_s = N_\uparrow - N_\downarrow",
             "equally spaced orbitals filled up to the chemical potential", (),
             ("T = 0", "J a multiple of the level spacing")),
        Step(GROUND, r"\langle S_z^2 \rangle = \tfrac14 N + \tfrac14 N_s^2 - \tfrac14 N,\quad"
                     r" \langle S_x^2 + S_y^2 \rangle = \tfrac12 N - N_\downarrow",
             "one-electron, direct and exchange part by Wick's theorem", (SECOND, NESTED),
             ("T = 0",)),
        Step(MOMENT, r"\langle Q_{zz} \rangle = \tfrac16 N_s^2 - (\tfrac16 N - \tfrac13"
                     r" N_\downarrow) = \tfrac16 N_s (N_s - 1)",
             "the one-electron parts cancel", (GROUND,), ("T = 0",)),
    )  # fmt: skip
