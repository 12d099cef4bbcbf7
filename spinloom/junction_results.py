"""What the functions of `spinloom.junction` return."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .numerics.spectra import TRANSITIONS
from .results import Meaning, Quantities

if TYPE_CHECKING:
    import xarray

Array = NDArray[Any]


class SecularBlocks(NamedTuple):
    """Blocks of the generator, with the places of their entries in the stacked density matrix.

    The blocks of lower magnetisation are the conjugates of `coherences` and `double`, at the
    transposed places.
    """

    populations: Any
    coherences: Any
    double: Any
    population_places: tuple[int, ...] = (0, 5, 6, 9, 10, 15)
    coherence_places: tuple[int, ...] = (1, 2, 7, 11)
    double_place: int = 3


@dataclass(frozen=True, repr=False, eq=False)
class Spectrum(Quantities):
    """A correlation spectrum: `density` (..., omega), and the weight of its delta peak.

    `delta_weight` is the limit of <A(t) B(0)> for long times: C contains 4 pi delta(omega) of it.
    """

    density: Any
    delta_weight: Any

    @classmethod
    def meaning(cls, name: str) -> Meaning:
        """Return what a quantity is."""
        unit = "1/energy" if name == "density" else "1"
        return Meaning(name.replace("_", " "), unit, "junction:8")

    def to_xarray(self) -> xarray.Dataset:
        """Return a Dataset; only the density has an axis of frequencies."""
        import xarray

        data = {}
        for name, value in self.items():
            axes = ("omega",) if np.ndim(value) > len(self.frame.shape) else ()
            data[name] = self.frame.labelled(value, axes, self.meaning(name))
        return xarray.Dataset(data)


@dataclass(frozen=True, repr=False, eq=False)
class Lines(Quantities):
    """Lines of the spectra, mode by mode along the last axis.

    A mode contributes 2 Re w / (width + i (position - omega)) to S(omega), w its complex weight in
    C1, C2, C3 (`weights`); `transitions` names it: upper and lower level of `junction:9`, or the
    decay of a population.
    """

    axes: ClassVar[tuple[str, ...]] = ("mode",)
    transitions: ClassVar[tuple[str, ...]] = TRANSITIONS
    positions: Any
    widths: Any
    weights_C1: Any
    weights_C2: Any
    weights_C3: Any

    @property
    def weights(self) -> Mapping[str, Any]:
        """The complex weights by correlation."""
        return {name: self[f"weights_{name}"] for name in ("C1", "C2", "C3")}

    @classmethod
    def meaning(cls, name: str) -> Meaning:
        """Return what a quantity is."""
        words = {"positions": "frequency of a line", "widths": "half width at half maximum"}
        where = f"complex weight in {name[-2:]}"
        unit = "energy" if name in words else "1"
        return Meaning(words.get(name, where), unit, "junction:8, junction:9")

    def to_xarray(self) -> xarray.Dataset:
        """Return a Dataset with the names of the transitions along ``mode``."""
        return super().to_xarray().assign_coords(mode=list(self.transitions))


@dataclass(frozen=True, repr=False, eq=False)
class Entanglement(Quantities):
    """Measures of a two-spin state; entropies in bits, log_negativity = log2(1 + 2 negativity)."""

    concurrence: Any
    negativity: Any
    log_negativity: Any
    formation: Any
    mutual_information: Any

    @classmethod
    def meaning(cls, name: str) -> Meaning:
        """Return what a quantity is."""
        unit = "1" if name in ("concurrence", "negativity") else "bit"
        return Meaning(name.replace("_", " "), unit, "junction:fig3left")


class Purification(NamedTuple):
    """Outcomes of repeated measurements of tau_z tau_z.

    `success` (..., n): probability of the result -1 at each time, given the earlier ones;
    `states` (..., n, 4, 4): the state after each.
    """

    success: Any
    states: Any
