"""A spin valve: two ferromagnets at an angle, joined by a weak tunnel contact.

What one ferromagnet stores (spin, exchange quadrupole moment) and which charge, spin and
spin-quadrupole currents flow into the left one, to first order in the tunnelling rate. A flat
band of spin s = +-1 lies between -D - s J/2 and D - s J/2 and holds one orbital. Any other band is
a `Band`. Units: hbar = k_B = e = 1, one unit of energy; positive currents enter the electrode.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

import numpy as np

from .arguments import broadcast, choice
from .numerics.valve_kernels import BACKENDS, evaluate, inverse
from .numerics.valve_storage import finite_band, wide_band
from .results import Frame, Quantities
from .valve_parameters import DOMAINS, within_band
from .valve_results import Anisotropy, Storage

__all__ = [
    "Anisotropy",
    "Storage",
    "anisotropy",
    "storage",
]

Result = TypeVar("Result", bound=Quantities)


def storage(
    J: Any, temperature: Any, *, D: Any = None, mu: Any = 0.0, backend: str = "numpy"
) -> Storage:
    """Return the spin and the exchange quadrupole moment of a flat band over nu_bar.

    Parameters
    ----------
    J
        Stoner splitting (energy, >= 0).
    temperature
        Temperature (energy, >= 0).
    D
        Half the bandwidth (energy, > 0); None is the infinite band.
    mu
        Chemical potential, -D to D (energy).
    backend : {"numpy", "numba"}
        Which generated kernels to use.

    Returns
    -------
    Storage
        `spin` along the field and `q_exchange`, the magnitude of the exchange part -q J (.) J, both
        divided by the density of states of one spin (energy).

    Raises
    ------
    ParameterError
        For a negative J or T, and for a chemical potential outside the band.

    Examples
    --------
    >>> print(storage(5.0, 0.0).q_exchange)
    1.25
    """
    choice("backend", backend, BACKENDS)
    given = {"J": J, "temperature": temperature, "mu": mu}
    if D is not None:
        given["D"] = D
    values, frame = broadcast(given, DOMAINS)
    if D is None:
        found = wide_band(backend, values["J"], values["temperature"])
    else:
        within_band("mu", values["mu"], values["D"])
        found = finite_band(backend, values["J"], values["temperature"], values["D"], values["mu"])
    shaped = {
        n: np.broadcast_to(v, frame.shape) for n, v in zip(Storage.names(), found, strict=True)
    }
    result: Storage = Storage.of(frame, shaped)
    return result


def anisotropy(
    omega: Any, J: Any, temperature: Any, *, mu: Any = 0.0, backend: str = "numpy"
) -> Anisotropy:
    """Return the anisotropy functions of the infinite flat band at an energy.

    Parameters
    ----------
    omega
        Energy.
    J
        Stoner splitting (energy, >= 0).
    temperature
        Temperature (energy, >= 0); at T = 0 a step has half its height at its energy.
    mu
        Chemical potential (energy).
    backend : {"numpy", "numba"}
        Which generated kernels to use.

    Returns
    -------
    Anisotropy
        `a` = a_up + a_down, `a_even` = a_up - a_down, and `q_exchange` = f a (pure numbers).

    Examples
    --------
    >>> print(anisotropy([-1.0, 1.0], 5.0, 0.0).a)
    [ 0.25 -0.25]
    """
    choice("backend", backend, BACKENDS)
    values, frame = broadcast(
        {"omega": omega, "J": J, "temperature": temperature, "mu": mu}, DOMAINS
    )
    offset = values["omega"] - values["mu"]
    found = evaluate(backend, "anisotropy", offset, values["J"], inverse(values["temperature"]))
    return _wrapped(Anisotropy, frame, found)


def _wrapped(kind: type[Result], frame: Frame, found: Sequence[Any]) -> Result:
    """The outputs of a kernel, in the order of the result's quantities."""
    shaped = (np.broadcast_to(value, frame.shape) for value in found)
    result: Result = kind.of(frame, dict(zip(kind.names(), shaped, strict=True)))
    return result
