"""The junction in QuTiP, built from the published rates alone.

Parameters are plain numbers: bias, larmor, temperature, lambda_1, lambda_2, theta, phi, J_ex, J_DM,
sign. QuTiP stacks columns, and its spectra have the opposite sign of the frequency:
``spectrum(H, w, c, a, b)`` transforms exp(-i w t) <a(t) b(0)>.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Point = Mapping[str, float]


def _pairs(energy: float, temperature: float) -> float:
    if temperature == 0:
        return max(energy, 0.0)
    return energy / -np.expm1(-energy / temperature) if energy else temperature


def system(point: Point) -> tuple[Any, list[Any]]:
    """Hamiltonian and collapse operators; each rate matrix by its Cholesky-like factors."""
    qutip: Any = import_module("qutip")
    up, unit = qutip.sigmap(), qutip.qeye(2)
    x, y, z = qutip.sigmax(), qutip.sigmay(), qutip.sigmaz()

    def first(a: Any) -> Any:
        return qutip.tensor(a, unit)

    def second(a: Any) -> Any:
        return qutip.tensor(unit, a)

    H = point["larmor"] / 2 * (first(z) + second(z))
    H -= point["J_ex"] * sum(first(a) * second(a) for a in (x, y, z))
    H += point["J_DM"] * (first(x) * second(y) - first(y) * second(x))
    c, phi = np.cos(point["theta"] / 2), point["phi"]
    roots = np.sqrt([point["lambda_1"], point["lambda_2"]])

    def w(energy: float) -> float:
        temperature, bias = point["temperature"], point["bias"]
        return _pairs(bias + energy, temperature) + _pairs(energy - bias, temperature)

    collapse = []
    for operator, rate, overlap in (
        (up.dag(), w(point["larmor"]) / 2, c * np.exp(-1j * phi)),
        (up, w(-point["larmor"]) / 2, c * np.exp(1j * phi)),
        (z, w(0.0) / 4, c * np.cos(phi)),
    ):
        # gamma_mk = v_m^* v_k with what is left on the second spin
        overlap = point["sign"] * overlap
        shared = roots[0] * first(operator) + overlap * roots[1] * second(operator)
        left = np.sqrt(max(1 - abs(overlap) ** 2, 0.0)) * roots[1] * second(operator)
        collapse += [np.sqrt(rate) * shared, np.sqrt(rate) * left]
    return H, collapse


def liouvillian(point: Point) -> Array:
    """The generator on stacked rows."""
    qutip: Any = import_module("qutip")
    full = qutip.liouvillian(*system(point)).full().reshape(4, 4, 4, 4)
    return np.asarray(full.transpose(1, 0, 3, 2).reshape(16, 16))


def evolution(point: Point, rho: Array, times: Array) -> Array:
    """Density matrices by `mesolve`, (times, 4, 4)."""
    qutip: Any = import_module("qutip")
    H, collapse = system(point)
    options = {"rtol": 1e-11, "atol": 1e-13, "nsteps": 100000, "progress_bar": ""}
    start = qutip.Qobj(rho, dims=[[2, 2], [2, 2]])
    found = qutip.mesolve(H, start, np.concatenate([[0.0], times]), collapse, options=options)
    return np.array([state.full() for state in found.states[1:]])


def steady(point: Point, method: str) -> Array:
    """The stationary state by one of QuTiP's methods."""
    qutip: Any = import_module("qutip")
    return np.asarray(qutip.steadystate(*system(point), method=method).full())


def probe(name: str) -> Any:
    """The operator at time t of a correlation; its adjoint stands at time zero."""
    qutip: Any = import_module("qutip")
    down, up, z = qutip.sigmam(), qutip.sigmap(), qutip.sigmaz()
    return {
        "C1": qutip.tensor(down, z) + qutip.tensor(z, down),
        "C2": qutip.tensor(down, z),
        "C3": qutip.tensor(down, up),
    }[name]


def spectrum(name: str, point: Point, omega: Array) -> Array:
    """S(omega) + S(-omega) by `spectrum` with the eigenseries of the generator."""
    qutip: Any = import_module("qutip")
    H, collapse = system(point)
    operator = probe(name)
    both = [
        qutip.spectrum(H, sign * omega, collapse, operator, operator.dag(), solver="es")
        for sign in (-1, 1)
    ]
    return np.asarray(both[0] + both[1])


def correlation(name: str, point: Point, times: Array) -> Array:
    """<A(t) A^dag(0)> in the stationary state by the regression theorem, (times,)."""
    qutip: Any = import_module("qutip")
    H, collapse = system(point)
    operator, still = probe(name), qutip.steadystate(H, collapse, method="direct")
    options = {"rtol": 1e-11, "atol": 1e-13, "nsteps": 100000}
    grid = np.concatenate([[0.0], times])
    found = qutip.correlation_2op_1t(
        H, still, grid, collapse, operator, operator.dag(), options=options
    )
    return np.asarray(found)[1:]


def entanglement(rho: Array) -> dict[str, float]:
    """Concurrence, negativities and mutual information (bits) of a state."""
    qutip: Any = import_module("qutip")
    state = qutip.Qobj(rho, dims=[[2, 2], [2, 2]])
    return {
        "concurrence": float(qutip.concurrence(state)),
        "negativity": float(qutip.negativity(state, 0)),
        "log_negativity": float(qutip.negativity(state, 0, logarithmic=True)),
        "mutual_information": float(qutip.entropy_mutual(state, 0, 1, base=2)),
    }
