"""The magnet's kernels and functions against its oracles."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

import numpy as np

from spinloom import magnet
from spinloom.magnet import Parameters, ValidityWarning

from .oracles import magnet_mpmath, magnet_scipy
from .rows import Row, compare

_RATES = {"Gamma_l_up": 0.3, "Gamma_l_down": 0.9, "Gamma_r": 0.6}
_DENSITY = {"rho_up": 10.0, "rho_down": 7.0, "drho_up": -0.02, "drho_down": 0.05}
#: Different densities of states, either sign of drive and field, spins of all sizes.
POINTS: tuple[Mapping[str, float], ...] = (
    {**_RATES, **_DENSITY, "B": 5.0, "S": 100.0, "T_l": 9.0, "T_r": 30.0},
    {**_RATES, **_DENSITY, "B": 5.0, "S": 100.0, "T_l": 40.0, "T_r": 8.0},
    {**_RATES, **_DENSITY, "B": -3.0, "S": 12.0, "T_l": 3.0, "T_r": 5.0},
    {**_RATES, **_DENSITY, "B": 2.0, "S": 1000.0, "T_l": 5.0, "T_r": 5.0, "Gamma_l_down": 0.3},
)
ANGLES = (0.3, 1.2, 2.9)
EXCHANGE = {"J": 0.05, "C": 20.0}


def checks() -> Iterator[Row]:
    """Yield every row of the magnet."""
    yield _kernel()
    yield _currents()
    yield from _trajectories()
    yield _response()
    yield from _backends()


def drive(point: Mapping[str, float]) -> dict[str, float]:
    """The point with its drive as a number."""
    return {**point, "d": np.pi**2 / 3 * (point["T_l"] ** 2 - point["T_r"] ** 2)}


def quiet(point: Mapping[str, Any]) -> Parameters:
    """Parameters; some points lie outside the theory's conditions on purpose."""
    return Parameters(**point)


def _row(kernel: str, oracle: str, pairs: Any, tolerance: float, backend: str = "numpy") -> Row:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ValidityWarning)
        found = list(pairs)
    return compare(f"magnet.{kernel}", backend, oracle, len(found), found, tolerance)


def _kernel() -> Row:
    return _row("retarded_kernel", "mpmath quadrature of (43)", (
        (magnet.retarded_kernel(0.7, angle, -1.3, quiet(p)),
         magnet_mpmath.kernel(p, 0.7, angle, -1.3))
        for p, angle in zip(POINTS[1:3], ANGLES[1:], strict=True)
    ), 1e-12)  # fmt: skip


def _without_squares(point: Mapping[str, float]) -> dict[str, float]:
    """Equal temperatures and a flat density of states, so that nothing is dropped."""
    return {**point, "drho_up": 0.0, "drho_down": 0.0}


def _currents() -> Row:
    def pairs() -> Iterator[tuple[Any, Any]]:
        for p, theta in ((_without_squares(POINTS[1]), ANGLES[1]), (POINTS[0], 0.0)):
            found = magnet.charge_current(theta, quiet(p))
            yield [found.left, found.right], magnet_mpmath.golden_rule(p, theta)

    return _row("charge_current", "mpmath golden rule", pairs(), 1e-12)


def _trajectories() -> Iterator[Row]:
    cases = [
        (drive(point), angle, np.linspace(0, point["S"] / 20, 5)[1:])
        for point, angle in zip(POINTS, (*ANGLES, 1.5), strict=True)
    ]  # fmt: skip

    def ours(p: Mapping[str, float], angle: float, times: Any) -> magnet.Trajectory:
        return magnet.trajectory(angle, times, quiet(p))

    yield _row("trajectory", "DOP853, (46) and (47)", (
        (np.stack(list(ours(p, a, t).values())), magnet_scipy.polar(p, a, t)) for p, a, t in cases
    ), 1e-11)  # fmt: skip
    yield _row("trajectory", "DOP853, vector equation (50)", (
        (_direction(ours(p, a, t)), magnet_scipy.cartesian(p, a, t)) for p, a, t in cases
    ), 1e-11)  # fmt: skip


def _direction(path: magnet.Trajectory) -> Any:
    sine = np.sin(path.theta)
    return np.stack([sine * np.cos(path.phi), sine * np.sin(path.phi), np.cos(path.theta)])


def _response() -> Row:
    times = np.linspace(0.1, 8.0, 9)
    kick = (0.3, -0.2)
    return _row("u1_response", "DOP853, (A11)-(A14)", (
        (np.stack(list(magnet.u1_response(kick, times, quiet({**p, **EXCHANGE}), a).values())),
         magnet_scipy.retarded({**p, **EXCHANGE}, a, kick, times))
        for p, a in zip(POINTS, (*ANGLES, 1.5), strict=True)
    ), 1e-11)  # fmt: skip


def _backends() -> Iterator[Row]:
    """Compiled kernels against the array kernels."""
    plain, compiled = (
        import_module(f"spinloom.generated.{name}.magnet") for name in ("numpy", "numba")
    )
    names = ("Gamma_l_up", "Gamma_l_down", "Gamma_r", "rho_up", "rho_down", "drho_up",
             "drho_down", "B", "S", "d")  # fmt: skip
    for kernel in ("flow", "charge_currents"):
        pairs = []
        for point in map(drive, POINTS[:3]):
            values = (np.array(ANGLES), *(point[n] for n in names))
            found, wanted = getattr(compiled, kernel)(*values), getattr(plain, kernel)(*values)
            pairs.append((np.stack(found), np.stack(wanted)))
        yield _row(kernel, "numpy backend", pairs, 1e-13, "numba")
