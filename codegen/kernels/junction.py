"""Kernels of the junction: the secular blocks of the generator of two spins.

Every entry is read from the derivation's generator (`derivations.junction.master`); nothing is
typed by hand here.
"""

from __future__ import annotations

import sympy as sp

from spinloom.derivations.junction import master

from ..spec import Argument, Assignment, Axis, KernelSpec, Number, Output

KEY = "junction:step-generator"
COLLECTIVE_KEY = "junction:step-collective"
NAMES = ("uu", "ud", "du", "dd")


def _real(name: str, tex: str, domain: str, doc: str) -> Argument:
    return Argument(name, tex, "energy", (), domain, doc)


RATES = (
    _real("w_down", r"w(\nu)", ">= 0", "Bath spectrum at the Larmor frequency"),
    _real("w_up", r"w(-\nu)", ">= 0", "Bath spectrum at minus the Larmor frequency"),
    _real("w_zero", "w(0)", ">= 0", "Bath spectrum at zero frequency"),
)
ENERGIES = (
    _real("larmor_1", r"\nu_1", "real", "Larmor frequency of spin 1"),
    _real("larmor_2", r"\nu_2", "real", "Larmor frequency of spin 2"),
    _real("J_perp", r"J_\perp", "real", "Transverse exchange"),
    _real("J_axis", "J_z", "real", "Axial exchange"),
    _real("D_perp", r"J_{\mathrm{DM}}", "real", "Dzyaloshinskii-Moriya interaction"),
)
STRENGTHS = (
    Argument("lambda_1", r"\lambda_1", "", (), ">= 0", "Coupling of spin 1 to the leads"),
    Argument("lambda_2", r"\lambda_2", "", (), ">= 0", "Coupling of spin 2 to the leads"),
    Argument("shared", "s", "", (), "real", "sign sqrt(lambda_1 lambda_2) cos(theta/2) cos(phi)"),
    Argument("twisted", "t", "", (), "real", "sign sqrt(lambda_1 lambda_2) cos(theta/2) sin(phi)"),
)
WEIGHTS = (
    Argument("bright", "b", "", (), ">= 0", "(lambda_1 + lambda_2 + 2 shared) / 4"),
    Argument("dark", "d", "", (), ">= 0", "(lambda_1 + lambda_2 - 2 shared) / 4"),
    Argument("uneven", "u", "", (), "real", "(lambda_1 - lambda_2) / 4"),
    STRENGTHS[3],
)


def kernels() -> tuple[KernelSpec, ...]:
    """Specifications in the order in which they are generated."""
    return (secular_blocks(), collective_blocks())


def _places(places: tuple[tuple[int, int], ...]) -> tuple[str, ...]:
    return tuple(f"{NAMES[row]}_{column}" for row, column in
                 ((r, NAMES[c]) for r, c in places))  # fmt: skip


def _entries(
    target: str, matrix: sp.ImmutableMatrix, to: Axis, origin: Axis, key: str
) -> tuple[Assignment, ...]:
    """One assignment per entry, row by row."""
    return tuple(
        Assignment(
            target,
            matrix[row, column],
            key,
            f"rate of {label}",
            (to.at(label), origin.at(other)),
        )
        for row, label in enumerate(to.labels)
        for column, other in enumerate(origin.labels)
    )


def _block(name: str, axis: Axis, doc: str, number: Number) -> Output:
    return Output(name, name, "energy", (axis, axis), doc, number)


def secular_blocks() -> KernelSpec:
    """The blocks over products of the two spins' states."""
    populations = Axis("population", _places(master.POPULATIONS))
    coherences = Axis("coherence", _places(master.RAISING))
    double = master.block(master.DOUBLE)[0, 0]
    return KernelSpec(
        name="secular_blocks",
        kind="matrix",
        arguments=(*RATES, *ENERGIES, *STRENGTHS),
        outputs=(
            _block("populations", populations, "Block of equal magnetisation", "complex"),
            _block("coherences", coherences, "Block one unit of magnetisation apart", "complex"),
            Output("double", "double", "energy", (), "Entry two units apart", "complex"),
        ),
        expressions=(
            *_entries("populations", master.block(master.POPULATIONS), populations, populations,
                      KEY),
            *_entries("coherences", master.block(master.RAISING), coherences, coherences, KEY),
            Assignment("double", double, KEY, "rate of uu_dd"),
        ),
        sources=(KEY,),
        summary="Secular blocks of the generator of two spins, over products of their states.",
        formula=("d rho_ab / dt = sum over cd of block[ab, cd] rho_cd",),
    )  # fmt: skip


def collective_blocks() -> KernelSpec:
    """The blocks over triplet and singlet: small where the singlet is nearly dark."""
    coordinates = Axis("coordinate", master.COORDINATES)
    states = ("T1", "T0", "S", "T3")
    pairs = tuple(f"{states[ket]}_{states[bra]}" for ket, bra in master.COHERENCES)
    coherences = Axis("coherence", pairs)
    key = COLLECTIVE_KEY
    return KernelSpec(
        name="collective_blocks",
        kind="matrix",
        arguments=(*RATES, *ENERGIES, *WEIGHTS),
        outputs=(
            _block("populations", coordinates, "Block of equal magnetisation", "real"),
            _block("coherences", coherences, "Block one unit of magnetisation apart", "complex"),
        ),
        expressions=(
            *_entries("populations", master.collective_block(), coordinates, coordinates, key),
            *_entries("coherences", master.coherence_block(), coherences, coherences, key),
        ),
        sources=(key,),
        summary="Secular blocks of the generator over the triplet and the singlet.",
        formula=(
            "populations of T1, T0, T3, real and imaginary part of rho_{T0,S}, population of S",
        ),
    )
