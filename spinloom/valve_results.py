"""What the functions of `spinloom.valve` return."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from .results import Frame, Meaning, Quantities

if TYPE_CHECKING:
    import xarray

ENERGY = "energy"


@dataclass(frozen=True, repr=False, eq=False)
class Storage(Quantities):
    """Moments of one electrode per density of states (energy)."""

    spin: Any
    q_exchange: Any

    @classmethod
    def meaning(cls, name: str) -> Meaning:
        """Return what a quantity is."""
        if name == "spin":
            return Meaning("spin along the Stoner field over the density of states", ENERGY,
                           "valve:48")  # fmt: skip
        return Meaning("exchange quadrupole moment over the density of states", ENERGY,
                       "valve:62, valve:70")  # fmt: skip


@dataclass(frozen=True, repr=False, eq=False)
class Anisotropy(Quantities):
    """Anisotropy functions at an energy (pure numbers)."""

    a: Any
    a_up: Any
    a_down: Any
    a_even: Any
    q_exchange: Any

    @classmethod
    def meaning(cls, name: str) -> Meaning:
        """Return what a quantity is."""
        words = {
            "a": ("anisotropy function", "valve:66"),
            "a_up": ("anisotropy function, spin up", "valve:68"),
            "a_down": ("anisotropy function, spin down", "valve:68"),
            "a_even": ("even anisotropy function", "valve:104"),
            "q_exchange": ("energy-resolved exchange moment", "valve:65"),
        }
        text, key = words[name]
        return Meaning(text, "1", key)


_CURRENTS = {
    "Gamma": ("tunnelling rate", "valve:92"),
    "I_N0": ("charge current, independent of the directions", "valve:93"),
    "I_NF": ("charge current over the cosine of the angle", "valve:94"),
    "E_S": ("spin current: emission", "valve:96"),
    "A_S": ("spin current: absorption", "valve:97"),
    "T_S": ("spin current: torque", "valve:98"),
    "E_ex": ("exchange quadrupole current: emission", "valve:100"),
    "A_ex": ("exchange quadrupole current: absorption", "valve:101"),
    "T_ex": ("exchange quadrupole current: torque", "valve:102"),
}


@dataclass(frozen=True, repr=False, eq=False)
class Currents(Quantities):
    """Coefficients of the left electrode's currents; `error` holds their estimated errors."""

    Gamma: Any
    I_N0: Any
    I_NF: Any
    E_S: Any
    A_S: Any
    T_S: Any
    E_ex: Any
    A_ex: Any
    T_ex: Any
    error: Mapping[str, Any] = field(kw_only=True, default_factory=dict)

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the names of the coefficients."""
        return tuple(_CURRENTS)

    @classmethod
    def meaning(cls, name: str) -> Meaning:
        """Return what a quantity is."""
        text, key = _CURRENTS[name]
        return Meaning(text, "1" if name == "Gamma" else ENERGY, key)

    @classmethod
    def estimated(cls, frame: Frame, values: Mapping[str, Any], errors: Mapping[str, Any]) -> Any:
        """Build a result with estimates of its errors, all of the frame's shape."""
        wrapped, widths = (
            {name: frame.wrap(found[name], (), cls.meaning(name)) for name in _CURRENTS}
            for found in (values, errors)
        )
        return cls(**wrapped, frame=frame, error=widths)


@dataclass(frozen=True, repr=False, eq=False)
class QuadrupoleCurrent(Quantities):
    """Current tensors into the left node, axes ``row`` and ``column``."""

    axes: ClassVar[tuple[str, ...]] = ("row", "column")
    direct: Any
    exchange: Any
    total: Any

    @classmethod
    def meaning(cls, name: str) -> Meaning:
        """Return what a quantity is."""
        return Meaning(f"quadrupole current, {name}", ENERGY, "valve:91")


_PRINCIPAL_AXES = {
    "values": ("axis",),
    "projectors": ("axis", "row", "column"),
    "degenerate": (),
}


@dataclass(frozen=True, repr=False, eq=False)
class Principal(Quantities):
    """Principal values, ascending, with a projector on one axis each.

    Where `degenerate`, two values agree, and of their axes only the plane is determined.
    """

    values: Any = field()  # the principal values take the place of the mapping's method
    projectors: Any
    degenerate: Any

    @classmethod
    def meaning(cls, name: str) -> Meaning:
        """Return what a quantity is."""
        units = ENERGY if name == "values" else "1"
        return Meaning(f"principal axes: {name}", units, "valve:122")

    def to_xarray(self) -> xarray.Dataset:
        """Return a Dataset; every variable has axes of its own."""
        import xarray

        return xarray.Dataset({
            name: self.frame.labelled(self[name], axes, self.meaning(name))
            for name, axes in _PRINCIPAL_AXES.items()
        })  # fmt: skip
