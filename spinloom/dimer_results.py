"""What the dimer's functions return, with units and sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from .results import Meaning, Quantities

KINDS = {
    "J": Meaning("exchange", "1/meV", "dimer:A24"),
    "D": Meaning("Dzyaloshinskii-Moriya interaction", "1/meV", "dimer:A24"),
    "A": Meaning("anisotropy", "1/meV", "dimer:A24"),
    "alpha_iso": Meaning("isotropic damping", "1/meV^2", "dimer:A24"),
    "alpha_aniso": Meaning("anisotropic damping", "1/meV^2", "dimer:A24"),
    "alpha_antisym": Meaning("antisymmetric damping", "1/meV^2", "dimer:A24"),
    "noise_iso": Meaning("isotropic noise", "1/meV", "dimer:A24"),
    "noise_aniso": Meaning("anisotropic noise", "1/meV", "dimer:A24"),
    "spin": Meaning("electronic spin along the axis", "1", "dimer:A24"),
}


@dataclass(frozen=True, repr=False, eq=False)
class Couplings(Quantities):
    """Couplings between the spins of sites a and b (row a responds to column b).

    ``J_ab``, ``D_ab``, ``A_ab`` in 1/meV, ``alpha_*_ab`` in 1/meV^2, ``noise_*_ab`` in 1/meV,
    ``spin_a`` without unit; each a float, an array or a DataArray, like the arguments.
    """

    J_11: Any
    J_12: Any
    J_21: Any
    J_22: Any
    D_11: Any
    D_12: Any
    D_21: Any
    D_22: Any
    A_11: Any
    A_12: Any
    A_21: Any
    A_22: Any
    alpha_iso_11: Any
    alpha_iso_12: Any
    alpha_iso_21: Any
    alpha_iso_22: Any
    alpha_aniso_11: Any
    alpha_aniso_12: Any
    alpha_aniso_21: Any
    alpha_aniso_22: Any
    alpha_antisym_11: Any
    alpha_antisym_12: Any
    alpha_antisym_21: Any
    alpha_antisym_22: Any
    noise_iso_11: Any
    noise_iso_12: Any
    noise_iso_21: Any
    noise_iso_22: Any
    noise_aniso_11: Any
    noise_aniso_12: Any
    noise_aniso_21: Any
    noise_aniso_22: Any
    spin_1: Any
    spin_2: Any

    @classmethod
    def meaning(cls, name: str) -> Meaning:
        kind, _, sites = name.rpartition("_")
        meaning = KINDS[kind]
        where = f"site {sites}" if len(sites) == 1 else f"sites {sites[0]} and {sites[1]}"
        return meaning._replace(long_name=f"{meaning.long_name}, {where}")


@dataclass(frozen=True, repr=False, eq=False)
class Green(Quantities):
    """A Green's function G_ab = singlet_ab + triplet_ab (t . tau), in 1/meV, shape (..., 2, 2)."""

    singlet: Any
    triplet: Any
    axes: ClassVar[tuple[str, ...]] = ("site_a", "site_b")

    @classmethod
    def meaning(cls, name: str) -> Meaning:
        return Meaning(f"{name} part of the Green's function", "1/meV", "dimer:A9, dimer:A17")
