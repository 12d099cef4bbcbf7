"""Arguments of the public functions: checked, broadcast, and remembered for the way back."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .errors import ParameterError
from .results import Frame

Real = NDArray[np.float64]


class Domain(NamedTuple):
    """Values that a parameter may take."""

    allowed: str
    contains: Callable[[Real], Any] = np.isfinite
    unit: str = "meV"


def broadcast(
    values: Mapping[str, Any], domains: Mapping[str, Domain]
) -> tuple[dict[str, Real], Frame]:
    """Check all arguments and return them as mutually broadcastable arrays.

    Parameters
    ----------
    values
        Scalars, arrays, or DataArrays, which broadcast by name.
    domains
        The domain of every argument.

    Raises
    ------
    ParameterError
        For anything that is not a finite real number of the domain, and for shapes or labels that
        do not fit together.
    """
    plain, template = _unlabelled(values)
    checked = {name: _checked(name, plain[name], domains[name]) for name in values}
    try:
        shape = np.broadcast_shapes(*(value.shape for value in checked.values()))
    except ValueError:
        shapes = ", ".join(f"{name} {x.shape}" for name, x in checked.items() if x.ndim)
        raise ParameterError(f"shapes do not broadcast: {shapes}") from None
    return checked, Frame(shape, template)


def choice(name: str, value: Any, allowed: tuple[str, ...]) -> str:
    """Return a string argument if it is one of the allowed ones."""
    if not isinstance(value, str) or value not in allowed:
        raise ParameterError.of(name, repr(value), "one of " + ", ".join(map(repr, allowed)))
    return value


def _checked(name: str, value: Any, domain: Domain) -> Real:
    try:
        array = np.asarray(value)
    except ValueError:
        raise ParameterError.of(name, repr(value), domain.allowed, domain.unit) from None
    if array.dtype.kind not in "iuf" or np.ma.isMaskedArray(value):
        raise ParameterError.of(name, repr(value), domain.allowed, domain.unit)
    with np.errstate(over="ignore"):
        array = array.astype(np.float64, copy=False)
    good = np.isfinite(array) & domain.contains(array)
    if not good.all():
        first = array[~good].flat[0] if array.ndim else array[()]
        raise ParameterError.of(name, first, domain.allowed, domain.unit)
    return array


def _unlabelled(values: Mapping[str, Any]) -> tuple[dict[str, Any], Any]:
    """Strip DataArrays to arrays over common dimensions; return one of them as a template."""
    xarray = sys.modules.get("xarray")  # not imported yet: then nobody can have passed any
    if xarray is None:
        return dict(values), None
    labelled = {name: x for name, x in values.items() if isinstance(x, xarray.DataArray)}
    if not labelled:
        return dict(values), None
    mixed = [name for name, x in values.items() if name not in labelled and np.ndim(x)]
    if mixed:
        raise ParameterError(
            f"{', '.join(mixed)}: must be scalars or DataArrays, because "
            f"{', '.join(labelled)} have named dimensions"
        )
    try:
        common = xarray.broadcast(*xarray.align(*labelled.values(), join="exact"))
    except ValueError as error:
        raise ParameterError(f"labels of {', '.join(labelled)} do not match: {error}") from None
    plain = {**values, **{name: x.values for name, x in zip(labelled, common, strict=True)}}
    return plain, common[0]
