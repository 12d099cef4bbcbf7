"""What the functions of `spinloom.valve` return."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
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


class Lazy(Mapping[str, Any]):
    """Values by name, each computed when it is first asked for, and kept; pickled as a dict."""

    def __init__(self, names: tuple[str, ...], compute: Callable[[str], Any]) -> None:
        self._names, self._compute = names, compute
        self._kept: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._names:
            raise KeyError(name)
        if name not in self._kept:
            # of two threads that compute the same, both return the first one's
            self._kept.setdefault(name, self._compute(name))
        return self._kept[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __repr__(self) -> str:
        return repr(dict(self))

    def __reduce__(self) -> tuple[type[dict[str, Any]], tuple[dict[str, Any]]]:
        return dict, (dict(self),)


def _coefficient(name: str) -> property:
    return property(lambda result: result.found[name], doc=_CURRENTS[name][0])


@dataclass(frozen=True, repr=False, eq=False)
class Currents(Quantities):
    """Coefficients of the left electrode's currents; `error` holds their estimated errors.

    Both are computed group by group, when one of the group is first asked for.
    """

    found: Mapping[str, Any]
    error: Mapping[str, Any]

    Gamma = _coefficient("Gamma")
    I_N0 = _coefficient("I_N0")
    I_NF = _coefficient("I_NF")
    E_S = _coefficient("E_S")
    A_S = _coefficient("A_S")
    T_S = _coefficient("T_S")
    E_ex = _coefficient("E_ex")
    A_ex = _coefficient("A_ex")
    T_ex = _coefficient("T_ex")

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
    def estimated(cls, frame: Frame, estimate: Callable[[str], tuple[Any, Any]]) -> Currents:
        """Build a result from what finds a value and its error, both of the frame's shape."""

        def wrapped(name: str, place: int) -> Any:
            return frame.wrap(estimate(name)[place], (), cls.meaning(name))

        value, error = (Lazy(cls.names(), partial(wrapped, place=place)) for place in (0, 1))
        return cls(value, error, frame=frame)


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
