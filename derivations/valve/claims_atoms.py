"""Rows of two spins, the model and the single electrode at T = 0: (1)-(39).

Conventions: hbar = k_B = 1; sigma = +1 is spin up along the Stoner direction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from spinloom.derivations.engine.claims import (
    DefinitionClaim,
    Judge,
    OrderClaim,
    RelationClaim,
    measured,
    small_system,
)
from spinloom.derivations.engine.free import symmetric
from spinloom.derivations.engine.ledger import Entry
from spinloom.derivations.engine.printed import Node, relations, system

from . import corrected_atoms as corrected
from . import exact_atoms as exact
from . import exact_directions_atoms as directions
from . import exact_levels_atoms as levels
from . import judge_atoms_bands as judge_bands
from . import judge_atoms_electrode as judge_electrode
from . import judge_atoms_spins as judge_spins
from . import judge_atoms_valve as judge_valve
from . import paper_atoms as print_
from . import paper_atoms_bands as bands
from . import paper_atoms_electrode as electrode
from . import paper_flows as flows
from .exact_operators_atoms import OpenClaim, total_spin
from .exact_shares_atoms import share_order
from .normal_atoms import at_one_frequency, both_spins, unsigned
from .rewriting import RewrittenClaim
from .second_quantised_atoms import OperatorClaim

TRIPLETS = "triplet states of two spins 1/2"
THREE = "three spins 1/2"
DETERMINANTS = "determinants of 5 to 11 equally spaced orbitals, spins applied to them"
FERROMAGNET = "exact Fock space of three orbitals, one of them full"
FOCK = "exact Fock space of two orbitals, 16 states"
SIGN = "a sign, which the transcription could have changed"
INDEX = "an index below the sum, which the transcription could have lost"
FACTOR = "a factor 1/4 lost, which the transcription could hardly make"
LETTERS = "energies for numbers, which the transcription could hardly make"
WORD = "a word, which the transcription could hardly lose"
FUNCTIONS = "generic densities of both spins as functions of the frequency"
LEVELS = "levels of three orbitals per band as peaks, compared by moments"
EDGES = "edges of four bands, two chemical potentials; then as a set of linear forms"
ROTATED = "spin states by projection; then turned from z by any angles, as polynomials"
SPECTRUM = "matrices on the triplet; then the spectrum along any axis"
SUM = "a sum over bands, which the transcription could hardly lose"
MODULUS = "bars for brackets, which the transcription could have changed"
ONE_ELECTRON = "one electron in a valve of two bands and two orbitals per electrode"
THERMAL = "equilibrium of two bands and two orbitals on an exact Fock space, 256 states"
HALF = "a factor 1/2 lost, which the transcription could hardly make"
HARDLY = "a product lost, which the transcription could hardly make"
DIGIT = "2 for 3, which the transcription could have made"
NAMED = {
    "delta": symmetric,
    "unequal": symmetric,
    "q": lambda labels: (1, (*sorted(labels[:2]), *sorted(labels[2:]))),
    "Q": symmetric,
}


def triplets() -> list[Entry]:
    """(1)-(4) and the sentences between them."""
    judge = small_system(
        TRIPLETS, judge_spins.draw_triplets(), points=1, relations=NAMED, exact=exact.triplets
    )
    kets = replace(judge, exact=None)
    averages = (print_.EQ_2, print_.EQ_3, print_.EQ_4)

    def used(printed: Node) -> RelationClaim:
        draw = judge_spins.draw_triplets(printed)
        together = system(*(r for e in averages for r in relations(e.printed)))
        return RelationClaim(together, small_system(TRIPLETS, draw, points=1))

    moment = DefinitionClaim(print_.EQ_1.printed, used, relations=NAMED)
    counted = measured("matrices on the triplet", judge_spins.triplet_values, 1e-12)
    biaxial = small_system(TRIPLETS, judge_spins.draw_biaxial, points=3)
    spectrum = replace(counted, method=SPECTRUM, exact=directions.principal)
    interval = RelationClaim(print_.TEXT_PRINCIPAL_VALUES.printed, spectrum)
    mended = replace(interval, relation=corrected.principal_values())
    return [
        Entry.of(print_.EQ_1, moment, "storage", defines=("valve:2", "valve:3", "valve:4")),
        *(
            Entry.of(equation, RelationClaim(equation.printed, judge), "storage")
            for equation in (*averages, print_.TEXT_TRIPLET_SPIN)
        ),
        Entry.of(print_.TEXT_BELL_STATES, RelationClaim(print_.TEXT_BELL_STATES.printed, kets),
                 "storage"),
        Entry.of(print_.TEXT_BIAXIAL, RelationClaim(print_.TEXT_BIAXIAL.printed, biaxial),
                 "storage"),
        Entry.of(print_.TEXT_PRINCIPAL_VALUES, interval, "storage", corrected=mended, slip=DIGIT),
        Entry.of(print_.TEXT_TRIPLET_COMPLETE,
                 RelationClaim(print_.TEXT_TRIPLET_COMPLETE.printed, counted), "storage"),
    ]  # fmt: skip


def pairs() -> list[Entry]:
    """(5) and (6)."""
    three = small_system(
        THREE, judge_spins.draw_pairs, points=1, relations=NAMED, exact=exact.pairs
    )
    one = small_system(
        THREE, judge_spins.draw_one_pair, points=1, relations=NAMED, exact=exact.one_pair
    )
    return [
        Entry.of(print_.EQ_5, RelationClaim(print_.EQ_5.printed, three), "storage",
                 note="a pair's moment is (1) for the spins of the pair"),
        Entry.of(print_.EQ_6, RelationClaim(print_.EQ_6.printed, one), "storage", slip=HARDLY,
                 corrected=RelationClaim(corrected.pair_quadrupole(), one),
                 note="the print is neither symmetric nor traceless"),
    ]  # fmt: skip


def valve() -> list[Entry]:
    """(7), (9)-(11) and the sentences between them."""
    conserving = small_system(ONE_ELECTRON, judge_valve.draw_conserving, points=2)
    generic = small_system(ONE_ELECTRON, judge_valve.draw_tunnelling(), points=2)
    turned = small_system("spin states by projection", judge_valve.draw_directions, points=3)

    def rates(printed: Node) -> RelationClaim:
        judge = small_system(ONE_ELECTRON, judge_valve.draw_rates(printed), points=2)
        return RelationClaim(flows.EQ_78.printed, judge)

    def hop(printed: Node) -> RelationClaim:
        judge = small_system(ONE_ELECTRON, judge_valve.draw_tunnelling(printed), points=1)
        return RelationClaim(print_.TEXT_HERMITIAN_AMPLITUDES.printed, judge)

    rotated = replace(turned, method=ROTATED, exact=directions.directions)
    states = RelationClaim(print_.EQ_10.printed, rotated)
    return [
        Entry.of(print_.EQ_7, DefinitionClaim(print_.EQ_7.printed, rates), "network",
                 defines=("valve:78",)),
        Entry.of(print_.EQ_9, DefinitionClaim(print_.EQ_9.printed, hop), "network",
                 defines=(print_.TEXT_HERMITIAN_AMPLITUDES.key, "valve:80")),
        Entry.of(print_.EQ_10, states, "network", slip=HALF,
                 corrected=replace(states, relation=corrected.half_spin_states()),
                 note="elsewhere sigma is +1 or -1: (13), (18), (33)"),
        *(
            Entry.of(equation, RelationClaim(equation.printed, judge), "network")
            for equation, judge in (
                (print_.TEXT_HERMITIAN_AMPLITUDES, generic), (print_.TEXT_ROTATED_SPIN, turned),
                (print_.TEXT_ROTATION_AXIS, turned), (print_.EQ_11, conserving),
                (print_.TEXT_SPIN_CONSERVED, conserving),
            )
        ),
    ]  # fmt: skip


def reservoirs() -> list[Entry]:
    """(8) and the thermal state below (11)."""

    def thermal(leaf: str) -> Callable[[Node], RelationClaim]:
        return lambda printed: RelationClaim(
            corrected.fermi_occupation(),
            small_system(THERMAL, judge_valve.draw_equilibrium(printed, leaf), points=1),
        )

    return [
        Entry.of(equation, DefinitionClaim(equation.printed, thermal(leaf)), "storage",
                 defines=("valve:41",))
        for equation, leaf in (
            (print_.EQ_8, "H_0"), (print_.TEXT_THERMAL_STATE, "rho"),
            (print_.TEXT_PARTITION_FUNCTION, "Z"),
        )
    ]  # fmt: skip


def polarized() -> list[Entry]:
    """(13)-(15)."""

    def judge(printed: Node | None = None, leaf: str = "") -> Judge:
        known = None if printed else exact.polarized
        return Judge(FUNCTIONS, judge_bands.draw_polarized(printed, leaf), exact=known)

    def used(leaf: str) -> Callable[[Node], RelationClaim]:
        return lambda printed: RelationClaim(bands.EQ_13.printed, judge(printed, leaf))

    return [
        Entry.of(bands.EQ_13, RelationClaim(bands.EQ_13.printed, judge()), "storage"),
        *(
            Entry.of(equation, DefinitionClaim(equation.printed, used(leaf)), "storage",
                     defines=("valve:13",))
            for equation, leaf in ((bands.EQ_14, "nu_bar_of"), (bands.EQ_15, "n"))
        ),
    ]  # fmt: skip


def densities() -> list[Entry]:
    """(12), (16)-(21)."""
    two = judge_bands.draw_two_bands
    sharp = small_system(LEVELS, two(), points=2)
    rigid = small_system(LEVELS, judge_bands.draw_rigid(), points=2)
    diagonal, general = bands.TEXT_DIAGONAL_2DOS.printed, corrected.two_particle_density()

    def used(relation: Node, leaf: str) -> Callable[[Node], RelationClaim]:
        return lambda printed: RelationClaim(
            relation, small_system(LEVELS, two(printed, leaf), points=2)
        )

    def split(printed: Node) -> RelationClaim:
        draw = judge_bands.draw_rigid(printed)
        return RelationClaim(bands.EQ_21.printed, small_system(LEVELS, draw, points=2))

    sums = replace(
        sharp, method=f"{LEVELS}; then as sums of delta functions", exact=levels.two_bands
    )
    one = RelationClaim(bands.EQ_17.printed, sums)
    edges = small_system(EDGES, judge_bands.draw_edges, points=8, exact=directions.edges)
    distance = RewrittenClaim(bands.EQ_19.printed, edges, unsigned)
    flat = small_system("equally spaced levels", judge_bands.draw_flat, points=3)
    return [
        Entry.of(bands.EQ_12, DefinitionClaim(bands.EQ_12.printed, used(diagonal, "nu")), "storage",
                 defines=("valve:text-diagonal-2dos",)),
        Entry.of(bands.EQ_16, DefinitionClaim(bands.EQ_16.printed, used(general, "nu_2")),
                 "storage", defines=("valve:17",)),
        Entry.of(bands.TEXT_DIAGONAL_2DOS, RewrittenClaim(diagonal, sums, at_one_frequency),
                 "storage"),
        Entry.of(bands.EQ_17, one, "storage", corrected=replace(one, relation=general), slip=SUM,
                 note="holds for one band"),
        Entry.of(bands.EQ_18, DefinitionClaim(bands.EQ_18.printed, split), "storage",
                 defines=("valve:21",)),
        Entry.of(bands.EQ_19, distance, "storage", slip=MODULUS,
                 corrected=replace(distance, relation=corrected.edge_distance()),
                 note="negative as printed; (20) then holds within W of a chemical potential"),
        Entry.of(bands.EQ_20, RelationClaim(bands.EQ_20.printed, flat), "storage"),
        Entry.of(bands.EQ_21, RelationClaim(bands.EQ_21.printed, rigid), "storage"),
    ]  # fmt: skip


def ground_state() -> list[Entry]:
    """(23)-(39) as numbers: averages in the ground state."""
    any_filling = small_system(
        DETERMINANTS, judge_electrode.draw_filled, points=5, exact=exact.filled
    )
    half_filled = small_system(
        DETERMINANTS, judge_electrode.draw_half_filled, points=5, exact=exact.half_filled
    )
    e = electrode
    rows = [
        Entry.of(equation, RelationClaim(equation.printed, any_filling), "storage")
        for equation in (
            e.EQ_24, e.TEXT_HALF_FILLED, bands.TEXT_ORBITALS, e.EQ_27, e.EQ_29, e.TEXT_LONGITUDINAL,
            e.TEXT_TRANSVERSE, e.EQ_30, e.EQ_31, e.TEXT_DIRECT, e.EQ_34,
            e.TEXT_TRANSVERSE_EXCHANGE, e.EQ_39,
        )
    ]  # fmt: skip
    rows += [
        Entry.of(equation, RewrittenClaim(equation.printed, any_filling, both_spins), "storage")
        for equation in (e.EQ_23, e.EQ_26)
    ]
    rows += [
        Entry.of(equation, RelationClaim(equation.printed, half_filled), "storage")
        for equation in (bands.CAPTION_2, e.EQ_37)
    ]
    for equation, mended, slip in (
        (e.TEXT_OCCUPIED, corrected.occupied(), LETTERS),
        (e.TEXT_LONGITUDINAL_EXCHANGE, corrected.longitudinal_exchange(), FACTOR),
        (e.EQ_38, corrected.microscopic_quadrupole(), SIGN),
    ):
        claim = RelationClaim(equation.printed, half_filled)
        rows.append(Entry.of(equation, claim, "storage", slip=slip,
                             corrected=replace(claim, relation=mended)))  # fmt: skip
    return rows


def operators() -> list[Entry]:
    """(22), (25), (28), (32), (33), (35), (36) and the ladder operators."""
    e = electrode
    fock = small_system(FOCK, judge_electrode.draw_operators, points=1)
    macrospin = small_system(FERROMAGNET, judge_electrode.draw_macrospin, points=1)
    three = small_system(THREE, judge_spins.draw_pairs, points=1, exact=exact.pairs)

    def counted(printed: Node) -> RelationClaim:
        draw = judge_electrode.draw_counted(printed)
        return RelationClaim(e.EQ_24.printed, small_system(FOCK, draw, points=3))

    spin = RelationClaim(e.EQ_25.printed, fock)
    return [
        Entry.of(e.EQ_22, DefinitionClaim(e.EQ_22.printed, counted), "storage",
                 defines=("valve:24",)),
        Entry.of(e.EQ_25, spin, "storage", slip=INDEX,
                 corrected=OpenClaim(corrected.total_spin(), fock, proof=total_spin)),
        *(
            Entry.of(equation, OperatorClaim(equation.printed, fock), "storage")
            for equation in (e.EQ_28, e.TEXT_LADDER, e.EQ_33, e.EQ_36)
        ),
        *(
            Entry.of(equation, RelationClaim(equation.printed, judge), "storage")
            for equation, judge in (
                (e.TEXT_MACROSPIN, macrospin), (e.EQ_32, three), (e.EQ_35, three),
            )
        ),
    ]  # fmt: skip


def remarks() -> list[Entry]:
    """Sentences below (31) and (39), footnote 29."""
    e = electrode
    shares = {
        tree: OrderClaim(tree, judge_electrode.share_remainder, 1, exact=share_order)
        for tree in (e.TEXT_PER_ORBITAL.printed, corrected.per_orbital())
    }
    printed, mended = shares.values()
    return [
        *(
            Entry.of(equation, RelationClaim(equation.printed, measured(method, values, 1e-12)),
                     "storage")
            for equation, method, values in (
                (e.TEXT_HALF_SPIN, "spin matrices of one electron", judge_electrode.half_spin),
                (e.TEXT_PER_PAIR, DETERMINANTS, judge_electrode.pair_share),
                (e.FN_29, f"{DETERMINANTS}; equilibrium of three orbitals",
                 judge_electrode.exchange_ratios),
            )
        ),
        Entry.of(e.TEXT_PER_ORBITAL, printed, "storage", corrected=mended, slip=WORD),
    ]  # fmt: skip


def entries() -> Sequence[Entry]:
    """The rows of this part, in the order of the paper."""
    return (
        *triplets(), *pairs(), *valve(), *reservoirs(), *polarized(), *densities(), *ground_state(),
        *operators(), *remarks(),
    )  # fmt: skip
