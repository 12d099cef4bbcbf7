"""The parameters of a junction: checked, broadcast, with what the leads induce."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .arguments import Domain, broadcast
from .errors import ParameterError
from .numerics.junction_conditions import Induced, broken, induced
from .numerics.junction_model import Model
from .results import Frame

#: Larger numbers would overflow in products of two of them.
_LARGEST = 1e100


def _bounded(allowed: str, contains: Callable[[Any], Any] = lambda x: True) -> Domain:
    def inside(x: Any) -> Any:
        return contains(x) & (np.abs(x) <= _LARGEST)

    return Domain(f"{allowed}, at most {_LARGEST:g} in size", inside, unit="")


ANGLE = Domain("a finite real number", unit="")
REAL = _bounded("a finite real number")
NOT_NEGATIVE = _bounded("finite and >= 0", lambda x: x >= 0)
POSITIVE = _bounded("finite and > 0", lambda x: x > 0)
DOMAINS = {
    "bias": REAL,
    "larmor": POSITIVE,
    "temperature": NOT_NEGATIVE,
    "lambda_1": NOT_NEGATIVE,
    "lambda_2": NOT_NEGATIVE,
    "theta": ANGLE,
    "phi": ANGLE,
    "J_ex": REAL,
    "J_DM": REAL,
    "cutoff": POSITIVE,
    "sign": Domain("+1 or -1", lambda x: np.abs(x) == 1, unit=""),
}


class ValidityWarning(UserWarning):
    """Parameters outside the conditions under which the master equation was derived."""


@dataclass(frozen=True, eq=False)
class Parameters:
    """One junction, or many: every argument is a number, an array or a DataArray, and broadcasts.

    Parameters
    ----------
    bias, larmor, temperature
        Voltage V, Larmor frequency (> 0), temperature (>= 0), in one unit of energy.
    lambda_1, lambda_2
        Couplings 16 pi J_j^2 N^2 (>= 0).
    theta, phi
        Spin-orbit angles of u = exp(i sigma_z phi) exp(i sigma_y theta / 2).
    J_ex, J_DM
        Induced interaction -J_ex tau_1.tau_2 + J_DM [tau_1 x tau_2]_z. One of them alone leaves the
        other zero. `larmor` is then the renormalised frequency.
    cutoff
        Instead of J_ex and J_DM: half the width of the leads' common band [-cutoff, cutoff], one
        chemical potential at its centre, the other at V. The interaction, its anisotropy and the
        shifts of both Larmor frequencies are computed, from electrons that cross the junction;
        those that return to their lead, with the same amplitude, would add as much exchange again
        (`junction:text-dominate`).
    sign
        The sign of J_1 J_2.

    Raises
    ------
    ParameterError
        Outside a domain, for shapes that do not broadcast, for a cutoff at or below the bias, and
        if neither or both of interaction and cutoff are given.

    Warns
    -----
    ValidityWarning
        Outside the conditions of the derivation, with the condition and its value.

    Examples
    --------
    >>> Parameters(J_ex=0.2).model.w_down.item()
    1.1
    """

    bias: Any = 1.0
    larmor: Any = 0.1
    temperature: Any = 0.0
    lambda_1: Any = 0.01
    lambda_2: Any = 0.009
    theta: Any = 0.0
    phi: Any = 0.0
    J_ex: Any = None
    J_DM: Any = None
    cutoff: Any = None
    sign: Any = 1
    model: Model = field(init=False, repr=False)
    frame: Frame = field(init=False, repr=False)
    induced: Induced = field(init=False, repr=False)

    def __post_init__(self) -> None:
        given = self.J_ex is not None or self.J_DM is not None
        if given == (self.cutoff is not None):
            what = "both were given" if given else "neither was given"
            raise ParameterError(f"give J_ex and/or J_DM, or else cutoff: {what}")
        values = {name: getattr(self, name) for name in DOMAINS}
        if given:
            del values["cutoff"]
            values["J_ex"] = 0.0 if self.J_ex is None else self.J_ex
            values["J_DM"] = 0.0 if self.J_DM is None else self.J_DM
        else:
            del values["J_ex"], values["J_DM"]
        checked, frame = broadcast(values, DOMAINS)
        arrays = dict(zip(checked, np.broadcast_arrays(*checked.values()), strict=True))
        found = induced(arrays)
        names = ("bias", "temperature", "larmor", "lambda_1", "lambda_2", "theta", "phi", "sign")
        model = Model.of({name: arrays[name] for name in names} | found.couplings())
        object.__setattr__(self, "frame", frame)
        object.__setattr__(self, "induced", found)
        object.__setattr__(self, "model", model)
        for condition in broken(model, found):
            warnings.warn(condition, ValidityWarning, stacklevel=3)
