"""The dimer's derivation as one graph, and the steps that each printed equation rests on."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from spinloom.derivations.engine.ledger import Step, index

from . import (
    closed_forms,
    couplings,
    green,
    hamiltonian,
    lesser,
    motion,
    response,
    self_energy,
    stationary_measure,
    time_reversal,
)


def steps() -> tuple[Step, ...]:
    """All steps, each after the ones it uses.

    Raises
    ------
    ValueError
        If two steps share a key or a step uses one that does not exist.
    """
    sections = (
        hamiltonian,
        self_energy,
        green,
        lesser,
        response,
        couplings,
        closed_forms,
        time_reversal,
        motion,
        stationary_measure,
    )
    return tuple(index(step for section in sections for step in section.steps()).values())


#: The last steps of each row: `chain` walks back from here to the Hamiltonian.
LAST_STEPS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    f"dimer:{key}": tuple(f"dimer:step-{name}" for name in names)
    for key, names in {
        "1": ("hamiltonian",),
        "text-hopping": ("hamiltonian",),
        "3": ("motion-response",),
        "4": ("motion-field",),
        "5": ("alpha-iso", "alpha-antisym", "alpha-aniso"),
        "6": ("noise-iso", "noise-aniso", "noise-antisymmetric"),
        "7": ("motion-field",),
        "8": ("motion-torques",),
        "text-torques": ("motion-torques",),
        "motion-determinant": ("motion-determinant",),
        "motion-rate": ("motion-rate",),
        "motion-rate-pair": ("motion-pair",),
        "motion-measure": ("motion-measure",),
        "motion-balance": ("motion-measure",),
        "motion-boltzmann": ("motion-boltzmann",),
        "text-effective-temperature": ("motion-boltzmann",),
        "A4": ("wick",),
        "A6": ("wick",),
        "A7": ("kernel", "advanced"),
        "A8": ("noise",),
        "A9": ("singlet-triplet",),
        "A10": ("common-denominator",),
        "A11": ("common-denominator",),
        "A12": ("common-denominator",),
        "A13": ("common-denominator",),
        "A14": ("common-denominator",),
        "A15": ("common-denominator",),
        "text-g": ("dyson",),
        "A16": ("kinetic-equation",),
        "A17": ("lesser",),
        "text-lesser": ("lesser",),
        "A18": ("structures",),
        "A19": ("kernel", "structures"),
        "A20": ("structures",),
        "A21": ("structures",),
        "A22": ("structures",),
        "A23": ("noise",),
        "A24": ("J", "D", "A", "alpha-iso", "alpha-aniso", "noise-iso", "noise-aniso", "spin"),
        "text-renaming": ("A", "alpha-aniso", "noise-aniso"),
    }.items()
})  # fmt: skip
