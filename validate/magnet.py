"""The magnet's functions, on the kernels of either backend, against its oracles."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

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
#: Devices with a precession, stable and unstable.
_STEEP = {**POINTS[0], "drho_up": -0.0019, "drho_down": 0.002, "S": 300.0}
PRECESSING: tuple[Mapping[str, float], ...] = (
    {**_STEEP, "T_l": 100.0, "T_r": 800.0},
    {**_STEEP, "T_l": 800.0, "T_r": 100.0},
    {**_STEEP, "T_l": 700.0, "T_r": 100.0, "B": -5.0},
)
EXCHANGE = {"J": 0.06, "C": 21.0}


BACKENDS = ("numpy", "numba")
TIMES = np.linspace(0.1, 8.0, 9)
KICK = (0.3, -0.2)
OMEGA, TURN = 0.7, -1.3


class Check(NamedTuple):
    """A function, what it must agree with, how well, and its value and reference at each case."""

    kernel: str
    oracle: str
    tolerance: float
    cases: Sequence[Mapping[str, Any]]
    value: Callable[[Mapping[str, Any], str], Any]
    reference: Callable[[Mapping[str, Any]], Any]


def checks() -> Iterator[Row]:
    """Yield every row of the magnet."""
    for check, references in prepared():
        for backend in BACKENDS:
            yield row(check, references, backend)


def prepared() -> Iterator[tuple[Check, list[Any]]]:
    """Yield every check with what its oracle finds, once for all backends."""
    for check in (*_integrals(), *_motion(), *_length_and_potential()):
        yield check, [check.reference(case) for case in check.cases]


def row(check: Check, references: Sequence[Any], backend: str) -> Row:
    """Compare one backend with the oracle's findings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ValidityWarning)
        values = [check.value(case, backend) for case in check.cases]
    pairs = zip(values, references, strict=True)
    name = f"magnet.{check.kernel}"
    return compare(name, backend, check.oracle, len(values), pairs, check.tolerance)


def drive(point: Mapping[str, float]) -> dict[str, float]:
    """The point with its drive as a number."""
    return {**point, "d": np.pi**2 / 3 * (point["T_l"] ** 2 - point["T_r"] ** 2)}


def device(case: Mapping[str, Any]) -> Parameters:
    """Parameters of a case; some lie outside the theory's conditions on purpose."""
    return Parameters(**{name: value for name, value in case.items() if name != "theta"})


def _cases(*changes: Mapping[str, Any]) -> list[dict[str, Any]]:
    angles = (*ANGLES, 1.5)
    return [
        {**point, **change, "theta": angle}
        for point, angle in zip(POINTS, angles, strict=True)
        for change in changes or ({},)
    ]


def _integrals() -> Iterator[Check]:
    """What comes from integrals over Fermi functions."""
    cases, grid = _cases(), np.linspace(-60.0, 60.0, 7)

    def kernel(exact: bool) -> Callable[[Mapping[str, Any], str], Any]:
        return lambda c, name: magnet.retarded_kernel(
            OMEGA, c["theta"], TURN, device(c), exact, backend=name
        )

    yield Check(
        "retarded_kernel", "mpmath quadrature of (43)", 1e-12, cases[1:3], kernel(True),
        lambda c: magnet_mpmath.kernel(c, OMEGA, c["theta"], TURN),
    )  # fmt: skip
    yield Check(
        "retarded_kernel(exact=False)", "mpmath quadrature of (43), leading order", 1e-12,
        cases[1:2], kernel(False),
        lambda c: magnet_mpmath.leading_kernel(c, OMEGA, c["theta"], TURN),
    )  # fmt: skip
    yield Check(
        "charge_current", "mpmath golden rule, part by part", 1e-12, cases[1:2],
        lambda c, name: list(
            magnet.charge_current(c["theta"], device(c), backend=name).values()
        ),
        lambda c: magnet_mpmath.current_parts(c, c["theta"]),
    )  # fmt: skip
    yield Check(
        "distribution", "mpmath, from rotation matrices", 1e-13, cases,
        lambda c, name: [
            magnet.distribution(grid, c["theta"], TURN, device(c), spin, backend=name)
            for spin in magnet_mpmath.SPINS
        ],
        lambda c: [
            [float(magnet_mpmath.occupation(c, w, c["theta"], TURN, spin)) for w in grid]
            for spin in magnet_mpmath.SPINS
        ],
    )  # fmt: skip


def _motion() -> Iterator[Check]:
    """Flow, its zeros and its paths."""

    def times(case: Mapping[str, Any]) -> Any:
        return np.linspace(0, case["S"] / 20, 5)[1:]

    def path(case: Mapping[str, Any], backend: str) -> magnet.Trajectory:
        return magnet.trajectory(case["theta"], times(case), device(case), backend=backend)

    cases = [drive(case) for case in _cases()]
    yield Check(
        "flow", "(46), (47) as linear equations", 1e-13, cases,
        lambda c, name: list(magnet.flow(c["theta"], device(c), backend=name).values()),
        lambda c: magnet_scipy.velocity(c, c["theta"]),
    )  # fmt: skip
    yield Check(
        "stationary_angles", "mpmath root finding of (46), (47)", 1e-12, PRECESSING,
        lambda c, name: [
            [branch.cos_theta, branch.rate]
            for branch in magnet.stationary_angles(device(c), backend=name).values()
        ],
        magnet_mpmath.stationary,
    )  # fmt: skip
    yield Check(
        "trajectory", "DOP853, (46) and (47)", 1e-12, cases,
        lambda c, name: list(path(c, name).values()),
        lambda c: magnet_scipy.polar(c, c["theta"], times(c)),
    )  # fmt: skip
    yield Check(
        "trajectory", "DOP853, vector equation (50)", 1e-12, cases,
        lambda c, name: _direction(path(c, name)),
        lambda c: magnet_scipy.cartesian(c, c["theta"], times(c)),
    )  # fmt: skip


def _direction(path: magnet.Trajectory) -> Any:
    sine = np.sin(path.theta)
    return np.stack([sine * np.cos(path.phi), sine * np.sin(path.phi), np.cos(path.theta)])


def _length_and_potential() -> Iterator[Check]:
    """Relaxation of length and potential, with its memory."""
    cases = _cases(EXCHANGE)
    yield Check(
        "u1_response", "DOP853, (A11)-(A14)", 1e-12, cases,
        lambda c, name: list(
            magnet.u1_response(KICK, TIMES, device(c), c["theta"], backend=name).values()
        ),
        lambda c: magnet_scipy.retarded(c, c["theta"], KICK, TIMES),
    )  # fmt: skip
    yield Check(
        "u1_response", "(A11)-(A14), integrals over the past on nodes of panels", 1e-12, cases,
        lambda c, name: list(
            magnet.u1_response(KICK, TIMES, device(c), c["theta"], backend=name).values()
        ),
        lambda c: magnet_scipy.with_integrals(c, c["theta"], KICK, TIMES),
    )  # fmt: skip
    yield Check(
        "u1_matrix", "modes of (A11)-(A14)", 1e-12, cases,
        lambda c, name: magnet.u1_matrix(device(c), c["theta"], backend=name),
        lambda c: magnet_scipy.reduced(c, c["theta"]),
    )  # fmt: skip
    yield Check(
        "u1_modes", "modes of (A11)-(A14)", 1e-12, cases,
        lambda c, name: magnet.u1_modes(device(c), c["theta"], backend=name).rates,
        lambda c: np.sort(np.linalg.eigvals(magnet_scipy.reduced(c, c["theta"])).real),
    )  # fmt: skip
