"""Results with several quantities: frozen dataclasses that also read as mappings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import xarray


class Meaning(NamedTuple):
    """What a quantity is: its name in words, its unit and the equations it comes from."""

    long_name: str
    units: str
    source: str


@dataclass(frozen=True)
class Frame:
    """The shape in which the caller gave the arguments, and in which results go back."""

    shape: tuple[int, ...]
    template: Any = None
    """A DataArray of that shape, if the arguments were labelled."""

    def wrap(self, values: Any, axes: tuple[str, ...], meaning: Meaning) -> Any:
        """Return values of shape (*shape, *axes) as the kind of thing the arguments were."""
        if self.template is None:
            return values if values.ndim else values.item()
        return self.labelled(values, axes, meaning)

    def labelled(self, values: Any, axes: tuple[str, ...], meaning: Meaning) -> xarray.DataArray:
        """Return values of shape (*shape, *axes) with names, units and sources."""
        import xarray

        if isinstance(values, xarray.DataArray):
            return values
        attrs = {**meaning._asdict()}
        if self.template is not None:
            dims, coords = self.template.dims, self.template.coords
        else:
            dims, coords = tuple(f"dim_{axis}" for axis in range(len(self.shape))), {}
        return xarray.DataArray(np.asarray(values), coords, (*dims, *axes), attrs=attrs)


@dataclass(frozen=True, repr=False, eq=False)
class Quantities(Mapping[str, Any]):
    """Base of results: ``result.name``, ``result["name"]``, ``result.keys()``, ``to_xarray()``."""

    frame: Frame = field(kw_only=True)
    axes: ClassVar[tuple[str, ...]] = ()
    """Names of the axes behind the batch axes."""
    __eq__ = object.__eq__
    __hash__ = object.__hash__

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the names of the quantities, in order."""
        return tuple(item.name for item in fields(cls) if item.name != "frame")

    @classmethod
    def meaning(cls, name: str) -> Meaning:
        """Return what a quantity is."""
        raise NotImplementedError

    @classmethod
    def of(cls, frame: Frame, values: Mapping[str, Any]) -> Any:
        """Build a result from plain arrays of shape (*batch, *axes)."""
        wrapped = {
            name: frame.wrap(value, cls.axes, cls.meaning(name)) for name, value in values.items()
        }
        return cls(**wrapped, frame=frame)

    def __getitem__(self, name: str) -> Any:
        if name not in self.names():
            raise KeyError(name)
        return getattr(self, name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names())

    def __len__(self) -> int:
        return len(self.names())

    def __repr__(self) -> str:
        return f"{type(self).__name__}({len(self)} quantities, shape {self.frame.shape})"

    def to_xarray(self) -> xarray.Dataset:
        """Return a Dataset; every variable carries its long name, unit and source keys."""
        import xarray

        return xarray.Dataset(
            {
                name: self.frame.labelled(value, self.axes, self.meaning(name))
                for name, value in self.items()
            }
        )
