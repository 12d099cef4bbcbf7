"""The junction's kernels and functions against its oracles."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from spinloom import junction
from spinloom.junction import Parameters, ValidityWarning

from .oracles import junction_mpmath, junction_qutip
from .rows import Row, compare

BACKENDS = ("numpy", "numba")
_BASE = {
    "bias": 1.0, "larmor": 0.1, "temperature": 0.0, "lambda_1": 0.01, "lambda_2": 0.009,
    "theta": 0.4, "phi": 0.7, "sign": 1.0,
}  # fmt: skip

#: With the interaction given: figures, opposite sign of J_1 J_2, finite temperature, no bias.
GIVEN: tuple[Mapping[str, float], ...] = (
    {**_BASE, "theta": 0.0, "phi": 0.0, "J_ex": 0.2, "J_DM": 0.0},
    {**_BASE, "J_ex": 0.2, "J_DM": 0.1},
    {**_BASE, "J_ex": -0.07, "J_DM": 0.15, "sign": -1.0, "temperature": 0.3},
    {**_BASE, "J_ex": 0.1, "J_DM": 0.0, "bias": 0.0, "temperature": 0.2, "theta": 2.5},
)
#: With the whole chain from a cutoff.
CUTOFF: tuple[Mapping[str, float], ...] = (
    {**_BASE, "cutoff": 5.0},
    {**_BASE, "cutoff": 5.0, "sign": -1.0, "bias": -0.7},
    {**_BASE, "cutoff": 4.0, "temperature": 0.25},
)
LITERAL = (*GIVEN[:3], *CUTOFF)
STATE = np.array([[0.4, 0.1j, 0, 0.1], [-0.1j, 0.3, 0.1, 0], [0, 0.1, 0.2, 0], [0.1, 0, 0, 0.1]])
TIMES = np.linspace(1.0, 60.0, 8)
OMEGA = np.linspace(0.02, 1.1, 9)


def checks() -> Iterator[Row]:
    """Yield every row of the junction; about half a minute, most of it in the oracles."""
    literal = [junction_mpmath.generator(point) for point in LITERAL]
    for backend in BACKENDS:
        yield generator_row(LITERAL, literal, "mpmath Eq. (2)", backend)
        wanted = [junction_qutip.liouvillian(point) for point in GIVEN]
        yield generator_row(GIVEN, wanted, "qutip", backend)
    yield from qutip_rows()


def parameters(point: Mapping[str, Any]) -> Parameters:
    """The public parameters; the points lie partly outside the theory's conditions."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ValidityWarning)
        return Parameters(**point)


def generator_row(
    points: Sequence[Mapping[str, float]], wanted: Sequence[Any], oracle: str, backend: str
) -> Row:
    """Entry by entry."""
    pairs = [
        (junction.liouvillian(parameters(point), backend), reference)
        for point, reference in zip(points, wanted, strict=True)
    ]
    return compare("junction.liouvillian", backend, oracle, len(points), pairs, 1e-14)


def qutip_rows() -> Iterator[Row]:
    """Eigenvalues, stationary states, evolution, spectra, lines in time, entanglement."""
    models = [parameters(point) for point in GIVEN]

    def row(name: str, pairs: Any, tolerance: float, oracle: str = "qutip") -> Row:
        return compare(f"junction.{name}", "numpy", oracle, len(GIVEN), pairs, tolerance)

    yield row("eigenvalues", map(eigenvalues, models, GIVEN), 1e-12)
    for method in ("direct", "svd"):
        pairs = [
            (junction.steady_states(p).state(), junction_qutip.steady(point, method))
            for p, point in zip(models, GIVEN, strict=True)
        ]
        yield row("steady_states", pairs, 1e-10, f"qutip {method}")
    pairs = [
        (junction.evolve(STATE, TIMES, p), junction_qutip.evolution(point, STATE, TIMES))
        for p, point in zip(models, GIVEN, strict=True)
    ]
    yield row("evolve", pairs, 1e-8)
    for name in ("C1", "C2", "C3"):
        pairs = [
            (junction.spectrum(name, OMEGA, p).density, junction_qutip.spectrum(name, point, OMEGA))
            for p, point in zip(models, GIVEN, strict=True)
        ]
        yield row(f"spectrum.{name}", pairs, 1e-9)
        pairs = [
            (correlation(name, p, TIMES), junction_qutip.correlation(name, point, TIMES))
            for p, point in zip(models, GIVEN, strict=True)
        ]
        yield row(f"lines.{name}", pairs, 1e-8, "qutip correlation_2op_1t")
    yield row("entanglement", _entanglement_pairs(), 1e-7)


def correlation(name: str, p: Parameters, times: Any) -> Any:
    """<A(t) A^dag(0)> as the sum of its lines and its limit, (times,)."""
    found = junction.lines(p)
    decays = np.exp(-np.outer(times, found.widths + 1j * found.positions))
    return decays @ found.weights[name] + junction.spectrum(name, 0.0, p).delta_weight


def eigenvalues(p: Parameters, point: Mapping[str, float]) -> tuple[Any, Any]:
    """All sixteen of both generators, each beside the one nearest to it."""
    ours = np.linalg.eigvals(junction.liouvillian(p))
    wanted = np.linalg.eigvals(junction_qutip.liouvillian(point))
    rows, columns = linear_sum_assignment(np.abs(ours[:, None] - wanted))
    return ours[rows], wanted[columns]


def _entanglement_pairs() -> Iterator[tuple[Any, Any]]:
    """States of an evolution that builds up entanglement at the dark point."""
    p = parameters({**GIVEN[0], "lambda_2": 0.01})
    start = np.diag([0.0, 1.0, 0.0, 0.0])
    for state in junction.evolve(start, TIMES, p):
        ours, wanted = junction.entanglement(state), junction_qutip.entanglement(state)
        for name, value in wanted.items():
            yield np.array([ours[name], 1.0]), np.array([value, 1.0])
