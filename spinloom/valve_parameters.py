"""The parameters of the valve: domains, directions, and bands that hold the Fermi level."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .arguments import Domain, broadcast
from .errors import ParameterError

Real = NDArray[np.float64]

LARGEST = 1e12
"""Products of a few energies stay within floating point."""

_ENERGY = Domain(f"between {-LARGEST:g} and {LARGEST:g}", lambda x: np.abs(x) <= LARGEST, "energy")
_NOT_NEGATIVE = Domain(f">= 0, at most {LARGEST:g}", lambda x: (x >= 0) & (x <= LARGEST), "energy")
_POSITIVE = Domain(
    f"> 0, {1 / LARGEST:g} to {LARGEST:g}", lambda x: (x >= 1 / LARGEST) & (x <= LARGEST), "energy"
)
_NUMBER = Domain(f"between {-LARGEST:g} and {LARGEST:g}", lambda x: np.abs(x) <= LARGEST, "")

DOMAINS = {
    **dict.fromkeys(("mu", "mu_L", "mu_R", "omega"), _ENERGY),
    **dict.fromkeys(("temperature", "T_L", "T_R", "J", "J_L", "J_R"), _NOT_NEGATIVE),
    "D": _POSITIVE,
    **dict.fromkeys(("tunnelling", "spin_L"), _NUMBER),
    "component": Domain("finite", np.isfinite, ""),
}


def number(name: str, value: Any, like: str | None = None) -> float:
    """One number of the domain of a parameter, by default that of its own name.

    Raises
    ------
    ParameterError
        For anything else, arrays included.
    """
    domain = DOMAINS[like or name]
    checked, frame = broadcast({name: value}, {name: domain})
    if frame.shape:
        raise ParameterError.of(
            name, f"an array of shape {frame.shape}", f"one number {domain.allowed}", domain.unit
        )
    return float(checked[name])


def real_array(name: str, value: Any, allowed: str, unit: str = "") -> Real:
    """Real numbers of any shape, finite or not.

    Raises
    ------
    ParameterError
        For anything else: complex numbers, texts, truth values, ragged lists.
    """
    try:
        array = np.asarray(value)
    except ValueError:
        raise ParameterError.of(name, value, allowed, unit) from None
    if array.dtype.kind not in "iuf":
        raise ParameterError.of(name, value, allowed, unit)
    return array.astype(np.float64, copy=False)


def within_band(name: str, mu: Real, D: Real) -> None:
    """Raise for a chemical potential outside [-D, D].

    Raises
    ------
    ParameterError
        Naming the first such value.
    """
    mu, D = np.broadcast_arrays(mu, D)
    outside = np.abs(mu) > D
    if np.any(outside):
        first, end = mu[outside].flat[0], D[outside].flat[0]
        raise ParameterError.of(name, first, f"inside the band, {-end:g} to {end:g}", "energy")


def components(name: str, direction: Any) -> dict[str, Any]:
    """The three components of a direction, each ready to broadcast.

    Raises
    ------
    ParameterError
        Unless the last axis, or the dimension ``component``, has length 3.
    """
    if hasattr(direction, "dims"):
        if "component" not in direction.dims or direction.sizes["component"] != 3:
            raise ParameterError.of(name, direction.dims, "a DataArray with 3 entries along "
                                    "'component'")  # fmt: skip
        return {f"{name}_{k}": direction.isel(component=k, drop=True) for k in range(3)}
    array = real_array(name, direction, "real, with a last axis of length 3")
    if array.ndim == 0 or array.shape[-1] != 3:
        raise ParameterError.of(name, direction, "real, with a last axis of length 3")
    return {f"{name}_{k}": array[..., k] for k in range(3)}


def unit(name: str, parts: list[Real]) -> Real:
    """The normalised direction, shape (..., 3).

    Raises
    ------
    ParameterError
        For a zero vector.
    """
    vector = np.stack(np.broadcast_arrays(*parts), axis=-1)
    largest = np.max(np.abs(vector), axis=-1, keepdims=True)
    if np.any(largest == 0):
        raise ParameterError.of(name, "(0, 0, 0)", "a nonzero vector; its length does not matter")
    scaled = vector / largest
    return np.asarray(scaled / np.linalg.norm(scaled, axis=-1, keepdims=True))
