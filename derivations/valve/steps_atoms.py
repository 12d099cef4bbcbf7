"""From two spins to the moment of one electrode at T = 0: steps of the derivation."""

from __future__ import annotations

from collections.abc import Mapping

from spinloom.derivations.engine.ledger import Step

from .rows_of_steps import last_steps

SPINS = "valve:step-spins"
STATES = "valve:step-triplets"
PAIRS = "valve:step-pairs"
HAMILTONIAN = "valve:step-hamiltonian"
CONSERVING = "valve:step-conserving"
THERMAL = "valve:step-thermal"
DENSITIES = "valve:step-densities"
RIGID = "valve:step-rigid"
SECOND = "valve:step-second-quantised"
NESTED = "valve:step-nested"
GROUND = "valve:step-ground-averages"
MOMENT = "valve:step-ground-moment"


def steps() -> tuple[Step, ...]:
    """Each after what it uses."""
    return (
        Step(SPINS, r"Q_{ij} = \tfrac12 (S_i S_j + S_j S_i) - \tfrac13 \mathbf{S}^2 \delta_{ij}",
             "symmetric, traceless part of the dyadic square", (), ()),
        Step(STATES, r"\langle T_k | Q_{ij} | T_k \rangle = \tfrac13 \delta_{ij} - \delta_{ik} "
                     r"\delta_{jk},\quad S_k | T_k \rangle = 0",
             "the moment in the triplet states without a spin along an axis", (SPINS,), ()),
        Step(PAIRS, r"s_i^a s_j^a + s_j^a s_i^a = \tfrac12 \delta_{ij} \Rightarrow"
                    r" Q_{ij} = \sum_{a<b} q_{ij}^{ab}",
             "one spin 1/2 has no moment: only pairs are left", (SPINS,), ()),
        Step(HAMILTONIAN, r"H = \sum_{rnk\sigma} \varepsilon^r_{nk\sigma} n_{rnk\sigma} + "
                          r"\sum_{r \ne s} \sum T^{rs}_{\sigma\sigma'} c^\dagger_{r\sigma} "
                          r"c_{s\sigma'},\quad T^{rs} = (T^{sr})^\dagger",
             "levels along a field in each electrode, hops between electrodes", (), ()),
        Step(CONSERVING, r"T^{rs}_{\sigma\sigma'} = t \langle \sigma_r | \sigma'_s \rangle",
             "an electron that hops keeps its spin", (HAMILTONIAN,), ("conserved spin",)),
        Step(THERMAL, r"\langle c^\dagger_{rk\sigma} c_{r'k'\sigma'} \rangle = "
                      r"f((\varepsilon^r_{k\sigma} - \mu^r) / T^r) \delta_{rr'} \delta_{kk'} "
                      r"\delta_{\sigma\sigma'}",
             "trace with the grand-canonical state of each electrode", (HAMILTONIAN,),
             ("no tunnelling",)),
        Step(DENSITIES, r"\nu_{\sigma\sigma'}(\omega, \omega') = \sum_{nk} "
                        r"\delta(\omega - \varepsilon_{nk\sigma}) "
                        r"\delta(\omega' - \varepsilon_{nk\sigma'}),\quad "
                        r"\int d\omega' \nu_{\sigma\sigma'} = \nu_\sigma",
             "levels counted by one and by two energies of an orbital", (HAMILTONIAN,), ()),
        Step(RIGID, r"\nu_{\sigma\sigma'} = \nu_\sigma(\omega) \delta(\omega + "
                    r"\tfrac{\sigma - \sigma'}{2} J - \omega')",
             "one splitting for all orbitals of a band", (DENSITIES,), ("rigid splitting",)),
        Step(SECOND, r"S_i = \sum_{k\sigma\sigma'} (s_i)_{\sigma\sigma'}"
                     r" c^\dagger_{k\sigma} c_{k\sigma'}",
             "normal order of S_z^2 and of S_x^2 + S_y^2", (PAIRS,), ()),
        Step(NESTED, r"N_\sigma = \bar\nu (\mu + D + \sigma J / 2),\quad"
                     r" N_s = N_\uparrow - N_\downarrow",
             "equally spaced orbitals filled up to the chemical potential", (RIGID,),
             ("T = 0", "J a multiple of the level spacing")),
        Step(GROUND, r"\langle S_z^2 \rangle = \tfrac14 N + \tfrac14 N_s^2 - \tfrac14 N,\quad"
                     r" \langle S_x^2 + S_y^2 \rangle = \tfrac12 N - N_\downarrow",
             "one-electron, direct and exchange part by Wick's theorem", (SECOND, NESTED),
             ("T = 0",)),
        Step(MOMENT, r"\langle Q_{zz} \rangle = \tfrac16 N_s^2 - (\tfrac16 N - \tfrac13"
                     r" N_\downarrow) = \tfrac16 N_s (N_s - 1)",
             "the one-electron parts cancel", (GROUND,), ("T = 0",)),
    )  # fmt: skip


#: The last steps of each row of (1)-(39).
LAST_STEPS: Mapping[str, tuple[str, ...]] = last_steps({
    SPINS: "1 28 text-no-alignment",
    STATES: "2 3 4 text-triplet-spin text-bell-states text-biaxial text-principal-values "
    "text-triplet-complete",
    PAIRS: "5 6 32 35 text-half-spin",
    HAMILTONIAN: "7 8 9 10 text-hermitian-amplitudes text-rotated-spin text-rotation-axis",
    CONSERVING: "11 text-spin-conserved",
    THERMAL: "text-thermal-state text-partition-function",
    DENSITIES: "12 13 14 15 16 17 text-diagonal-2dos",
    RIGID: "18 19 20 21 text-flat-frequencies",
    SECOND: "25 33 36 text-ladder",
    NESTED: "22 23 24 26 27 29 text-half-filled text-occupied text-orbitals caption2",
    GROUND: "34 37 text-longitudinal text-transverse text-direct text-longitudinal-exchange "
    "text-transverse-exchange fn29",
    MOMENT: "30 31 38 39 text-per-pair text-per-orbital text-macrospin",
})  # fmt: skip
