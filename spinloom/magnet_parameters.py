"""The parameters of the magnet: domains, agreement of drive and temperatures, broadcasting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .arguments import Domain, broadcast
from .errors import ParameterError
from .magnet_results import ENERGY
from .numerics.magnet_kernels import DENSITIES, RATES, SLOPES
from .results import Frame

Real = NDArray[np.float64]

SMALLEST, LARGEST = 1e-10, 1e10
"""Products of several parameters must stay within floating point."""


def _positive(unit: str) -> Domain:
    inside: Callable[[Real], Any] = lambda x: (x >= SMALLEST) & (x <= LARGEST)  # noqa: E731
    return Domain(f"> 0 (between {SMALLEST:g} and {LARGEST:g})", inside, unit)


def _real(unit: str, largest: float = LARGEST) -> Domain:
    return Domain(f"between {-largest:g} and {largest:g}", lambda x: np.abs(x) <= largest, unit)


DOMAINS = {
    **dict.fromkeys((*RATES, "T_l", "T_r", "J"), _positive(ENERGY)),
    **dict.fromkeys((*DENSITIES, "C"), _positive("1/energy")),
    **dict.fromkeys(SLOPES, _real("1/energy^2")),
    **dict.fromkeys(("B", "omega", "phi_dot", "delta_M", "delta_V"), _real(ENERGY)),
    "S": _positive(""),
    "d": _real("energy^2", 1e21),
    **dict.fromkeys(
        ("theta", "theta0"), Domain("between 0 and pi", lambda x: (x >= 0) & (x <= np.pi), "rad")
    ),
    "times": _real("1/energy"),
}
REQUIRED = (*RATES, *DENSITIES, *SLOPES, "B", "S")
AGREEMENT = 1e-9
"""Relative disagreement of d and the temperatures that is not rounding."""


@dataclass(frozen=True, eq=False)
class Parameters:
    """Parameters of the magnet; numbers, arrays or DataArrays that broadcast.

    Positive numbers lie between 1e-10 and 1e10 in the common unit of energy.

    Attributes
    ----------
    Gamma_l_up, Gamma_l_down, Gamma_r
        Tunnelling rates (energy, > 0).
    rho_up, rho_down
        Densities of states at the chemical potential (1/energy, > 0).
    drho_up, drho_down
        Their slopes (1/energy^2).
    B
        Field (energy).
    S
        Spin length (> 0).
    T_l, T_r
        Temperatures of the leads (energy, > 0), or None.
    d
        Drive (energy^2); from the temperatures if None.
    J, C
        Exchange constant (energy, > 0) and capacity (1/energy, > 0), or None.

    Raises
    ------
    ParameterError
        For values outside these domains, and where d and the temperatures contradict each other.
    """

    Gamma_l_up: Any
    Gamma_l_down: Any
    Gamma_r: Any
    rho_up: Any
    rho_down: Any
    drho_up: Any
    drho_down: Any
    B: Any
    S: Any
    T_l: Any = None
    T_r: Any = None
    d: Any = None
    J: Any = None
    C: Any = None

    def __post_init__(self) -> None:
        for name in REQUIRED:
            if getattr(self, name) is None:
                raise ParameterError.of(name, None, "given")
        values, _ = self.arrays(*(n for n in DOMAINS if getattr(self, n, None) is not None))
        if (self.T_l is None) != (self.T_r is None):
            missing = "T_l" if self.T_l is None else "T_r"
            raise ParameterError.of(missing, None, "given, because the other temperature is")
        if self.T_l is None and self.d is None:
            raise ParameterError.of("d", None, "given, or both temperatures T_l and T_r")
        if self.T_l is not None and self.d is None:
            object.__setattr__(self, "d", _drive(*map(_number, (self.T_l, self.T_r))))
        elif self.T_l is not None:
            _refuse_contradiction(values)

    def arrays(self, *names: str, **others: Any) -> tuple[dict[str, Real], Frame]:
        """Checked arrays of the named parameters and of other arguments, with their frame.

        Raises
        ------
        ParameterError
            For a parameter that is needed and None.
        """
        for name in names:
            if getattr(self, name) is None:
                raise ParameterError.of(name, None, "given for this quantity")
        return broadcast({n: getattr(self, n) for n in names} | others, DOMAINS)

    def known(self, *names: str) -> tuple[str, ...]:
        """Those of the names whose parameters are given."""
        return tuple(name for name in names if getattr(self, name) is not None)


def _number(value: Any) -> Any:
    """Lists become arrays; what is labelled stays so."""
    return value if hasattr(value, "dims") else np.asarray(value, dtype=float)[()]


def _drive(left: Any, right: Any) -> Any:
    return np.pi**2 / 3 * (left - right) * (left + right)


def _refuse_contradiction(values: dict[str, Real]) -> None:
    """Raise unless the drive is that of the temperatures."""
    left, right, given = values["T_l"], values["T_r"], values["d"]
    expected = _drive(left, right)
    wrong = np.abs(given - expected) > AGREEMENT * np.pi**2 / 3 * (left**2 + right**2)
    if np.any(wrong):
        first, other = (np.broadcast_to(x, wrong.shape)[wrong].flat[0] for x in (given, expected))
        raise ParameterError.of(
            "d", first, f"(pi^2/3) (T_l^2 - T_r^2) = {other:.12g} energy^2, or left out", "energy^2"
        )
