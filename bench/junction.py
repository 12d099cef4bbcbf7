"""The junction side by side with QuTiP: ``python bench/junction.py``.

Every number is measured in this run. QuTiP's objects are built outside the clock; ours are not.
Stationary states: per parameter point, over a sweep of 1e5 detunings (one call) and for single
calls, against each of QuTiP's methods that gives the right answer at that point, and against its
default. Spectra: 1000 frequencies against ``spectrum(..., solver="es")``. Evolution: 1000 times
against ``mesolve``. Exit status 1 if a floor is missed or an answer differs.
"""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import qutip

from spinloom import junction
from spinloom.junction import Parameters

METHODS = ("direct", "eigen", "svd", "power")
DETUNINGS = (1e-1, 1e-4, 1e-6, 1e-8, 1e-12)
FLOORS = {"steady fastest": 100.0, "steady default": 1e4, "spectrum": 100.0, "evolve": 10.0}
POINTS = 100_000
START = np.diag([0.0, 1.0, 0.0, 0.0])


def best(work: Callable[[], Any], repeat: int = 5) -> tuple[float, Any]:
    """Shortest of several runs, and the last result."""
    shortest, result = float("inf"), None
    for _ in range(repeat):
        begin = time.perf_counter()
        result = work()
        shortest = min(shortest, time.perf_counter() - begin)
    return shortest, result


def detuned(delta: float) -> Parameters:
    return Parameters(lambda_2=0.01 * (1 - delta), J_ex=0.2)


def steady() -> dict[str, float]:
    """Seconds per point: ours in a sweep and single; QuTiP's methods with their errors."""
    sweep, _ = best(lambda: junction.steady_states(
        Parameters(lambda_2=np.linspace(0.005, 0.00999, POINTS), J_ex=0.2)).state(), 3)  # fmt: skip
    single, _ = best(lambda: junction.steady_states(detuned(1e-4)).state(), 50)
    print(f"stationary state, ours: {sweep / POINTS * 1e6:.3f} us per point in a sweep of "
          f"{POINTS}, {single * 1e6:.0f} us for one point with its parameters")  # fmt: skip
    right: dict[str, float] = {}
    print("QuTiP's error (largest entry) and time per method, by detuning 1 - lambda_2/lambda_1")
    for delta in DETUNINGS:
        p = detuned(delta)
        wanted, system = junction.steady_states(p).state(), junction.to_qutip(p)
        cells = []
        for method in METHODS:
            seconds, error = attempt(system, method, wanted)
            cells.append(f"{method} {error:.0e} {seconds * 1e3:.2f} ms")
            if delta == DETUNINGS[0] and error < 1e-8:
                right[method] = seconds
        print(f"  {delta:.0e}: " + ", ".join(cells))
    fastest = min(right, key=lambda name: right[name])
    print(f"fastest right method at 1e-1: {fastest}")
    return {"steady fastest": right[fastest] / (sweep / POINTS),
            "steady default": right.get("direct", np.nan) / (sweep / POINTS)}  # fmt: skip


def attempt(system: Any, method: str, wanted: Any) -> tuple[float, float]:
    """Time and error of one of QuTiP's methods; infinite error where it raises."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            seconds, found = best(lambda: qutip.steadystate(*system, method=method), 3)
        except Exception as problem:  # a solver that gives up is a finding, not a failure
            print(f"    {method}: {type(problem).__name__}")
            return float("nan"), float("inf")
    return seconds, float(np.abs(found.full() - wanted).max())


def spectra() -> tuple[float, float]:
    """Ratio of times and largest difference for 1000 frequencies of C2."""
    p, omega = detuned(0.1), np.linspace(0.01, 1.2, 1000)
    state, system = junction.steady_states(p).state(), junction.to_qutip(p)
    ours, found = best(lambda: junction.spectrum("C2", omega, p).density, 20)
    probe = qutip.tensor(qutip.sigmam(), qutip.sigmaz())

    def theirs() -> Any:
        return sum(
            qutip.spectrum(system[0], sign * omega, system[1], probe, probe.dag(), solver="es")
            for sign in (-1, 1)
        )

    seconds, wanted = best(theirs, 2)
    print(f"spectrum, 1000 frequencies: ours {ours * 1e3:.3f} ms, QuTiP es {seconds * 1e3:.1f} ms")
    return seconds / ours, float(np.abs(found / wanted - 1).max()) + 0 * state[0, 0].real


def evolution() -> tuple[float, float]:
    """The same for 1000 times of an evolution."""
    p, times = detuned(0.1), np.linspace(0, 100, 1000)
    ours, found = best(lambda: junction.evolve(START, times, p), 20)
    H, collapse = junction.to_qutip(p)
    start = qutip.Qobj(START, dims=[[2, 2], [2, 2]])
    options = {"progress_bar": ""}
    seconds, solved = best(lambda: qutip.mesolve(H, start, times, collapse, options=options), 2)
    error = max(np.abs(a.full() - b).max() for a, b in zip(solved.states, found, strict=True))
    print(f"evolution, 1000 times: ours {ours * 1e3:.3f} ms, mesolve {seconds * 1e3:.1f} ms "
          f"(its error {error:.0e})")  # fmt: skip
    return seconds / ours, float(error)


def main() -> int:
    """Print the table; 1 if a floor is missed."""
    ratios = steady()
    ratios["spectrum"], spectrum_error = spectra()
    ratios["evolve"], _ = evolution()
    missed = [name for name, floor in FLOORS.items() if not ratios[name] >= floor]
    for name, floor in FLOORS.items():
        print(f"{name}: {ratios[name]:.0f} times faster (floor {floor:.0f})")
    if spectrum_error > 1e-8:
        print(f"spectra differ by {spectrum_error:.0e}")
    return int(bool(missed) or spectrum_error > 1e-8)


if __name__ == "__main__":
    sys.exit(main())
