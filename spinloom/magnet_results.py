"""What the functions of `spinloom.magnet` return."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, ClassVar

from .results import Meaning, Quantities

if TYPE_CHECKING:
    import xarray

ENERGY = "energy"


@dataclass(frozen=True, repr=False, eq=False)
class Branch(Quantities):
    """One stationary angle: whether it exists, its cosine, its stability and growth rate."""

    exists: Any
    cos_theta: Any
    stable: Any
    rate: Any

    @classmethod
    def meaning(cls, name: str) -> Meaning:
        """Return what a quantity is."""
        units = {"rate": ENERGY}.get(name, "1")
        return Meaning(f"stationary angle: {name.replace('_', ' ')}", units, "magnet:51")


@dataclass(frozen=True)
class StationaryAngles(Mapping[str, Branch]):
    """The branches ``north``, ``south`` and ``tilted``."""

    north: Branch
    south: Branch
    tilted: Branch

    def __getitem__(self, name: str) -> Branch:
        if name not in tuple(self):
            raise KeyError(name)
        found: Branch = getattr(self, name)
        return found

    def __iter__(self) -> Iterator[str]:
        return (item.name for item in fields(self))

    def __len__(self) -> int:
        return len(fields(self))


@dataclass(frozen=True, repr=False, eq=False)
class Flow(Quantities):
    """Velocities of both angles (energy)."""

    theta_dot: Any
    phi_dot: Any

    @classmethod
    def meaning(cls, name: str) -> Meaning:
        """Return what a quantity is."""
        return Meaning(f"angular velocity {name}", ENERGY, "magnet:46, magnet:47")


@dataclass(frozen=True, repr=False, eq=False)
class Trajectory(Quantities):
    """Angles at the times asked for; phi starts at 0 and is not reduced modulo 2 pi."""

    axes: ClassVar[tuple[str, ...]] = ("time",)
    theta: Any
    phi: Any

    @classmethod
    def meaning(cls, name: str) -> Meaning:
        """Return what a quantity is."""
        return Meaning(f"angle {name}", "rad", "magnet:46, magnet:47")


@dataclass(frozen=True, repr=False, eq=False)
class Currents(Quantities):
    """Particle currents into the dot (energy), and their parts."""

    left: Any
    right: Any
    left_thermal: Any
    left_hybrid: Any
    left_pumping: Any
    right_thermal: Any
    right_hybrid: Any

    @classmethod
    def meaning(cls, name: str) -> Meaning:
        """Return what a quantity is."""
        key = "magnet:53" if name.startswith("left") else "magnet:54"
        return Meaning(f"particle current into the dot: {name.replace('_', ', ')}", ENERGY, key)


@dataclass(frozen=True, repr=False, eq=False)
class Modes(Quantities):
    """Rates of the two modes of length and potential (axis ``mode``, ascending)."""

    rates: Any
    stable: Any

    @classmethod
    def meaning(cls, name: str) -> Meaning:
        """Return what a quantity is."""
        units = ENERGY if name == "rates" else "1"
        return Meaning(f"modes of length and potential: {name}", units, "magnet:A17, magnet:A18")

    def to_xarray(self) -> xarray.Dataset:
        """Return a Dataset; only the rates have the axis ``mode``."""
        import xarray

        axes = {"rates": ("mode",)}
        return xarray.Dataset({
            name: self.frame.labelled(value, axes.get(name, ()), self.meaning(name))
            for name, value in self.items()
        })  # fmt: skip


@dataclass(frozen=True, repr=False, eq=False)
class Response(Quantities):
    """Deviation of the magnetization's length and of the potential (energy) after a kick."""

    axes: ClassVar[tuple[str, ...]] = ("time",)
    delta_M: Any
    delta_V: Any

    @classmethod
    def meaning(cls, name: str) -> Meaning:
        """Return what a quantity is."""
        return Meaning(f"response {name}", ENERGY, "magnet:A11, magnet:A12")
