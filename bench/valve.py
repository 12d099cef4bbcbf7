"""The valve side by side with SciPy: ``python bench/valve.py``.

Every number is measured in this run, ours as ``currents(...).E_ex`` and ``currents(...).T_ex``
through the public function, input checked. E_ex per value against adaptive ``quad``, T_ex against
an outer ``quad`` over inner ``quad(weight="cauchy")``; the errors of both sides against integrals
at 30 digits. Then all nine coefficients at once, diagrams of order 2 and counts of order 3,
and a map of principal values over bias and angle. Exit status 1 if a floor is missed.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import mpmath
import numpy as np
from scipy.integrate import quad

from spinloom import valve

J, D, T = 5.0, 25.0, 0.5
VALUES, SAMPLE, SLOW_SAMPLE, SIDE = 20_000, 20, 4, 200
BACKENDS = ("numpy", "numba")
FLOORS = {"T_ex": 100.0, "E_ex": 1000.0}
DIAGRAM_SECONDS = 1.0


def best(work: Callable[[], Any], repeat: int = 3) -> tuple[float, Any]:
    """Shortest of several runs, and the last result."""
    shortest, result = float("inf"), None
    for _ in range(repeat):
        begin = time.perf_counter()
        result = work()
        shortest = min(shortest, time.perf_counter() - begin)
    return shortest, result


# --- what SciPy does ---------------------------------------------------------------------------


def fermi(x: float) -> float:
    return 1 / (math.exp(x / T) + 1) if x < 700 * T else 0.0


def hole(w: float, mu: float) -> float:
    """The anisotropy function a of the left electrode."""
    return (2 * fermi(w - mu) - fermi(w - mu + J) - fermi(w - mu - J)) / 4


def emission_by_quad(bias: float) -> float:
    """E_ex over Gamma; the window is cut where the integrand is below 1e-17."""
    mu, reach = bias / 2, 40 * T

    def integrand(w: float) -> float:
        return 2 * (fermi(w + mu) - fermi(w - mu)) * hole(w, mu)

    return float(quad(integrand, -mu - reach, mu + reach, epsabs=1e-13, epsrel=1e-12)[0])


def torque_by_quad(bias: float) -> float:
    """T_ex over Gamma: the polarized parts of the right band, singular integrals by Cauchy."""
    mu, reach = bias / 2, 40 * T + J

    def inner(w: float) -> float:
        own, total = fermi(w - mu), 0.0
        for low, sign in ((-D - J / 2, 1), (D - J / 2, -1)):
            part = quad(lambda x: own - fermi(x + mu), low, low + J, weight="cauchy", wvar=w)[0]
            total += sign * part / 2  # 1/(x - w) is the weight
        return total

    found = quad(lambda w: hole(w, mu) * inner(w), mu - reach, mu + reach, limit=200)[0]
    return float(found * 2 / np.pi)


# --- 30 digits -----------------------------------------------------------------------------------


def exact(bias: float) -> tuple[float, float]:
    """E_ex and T_ex over Gamma; the edges of the right band are full and empty to 1e-19."""
    with mpmath.workdps(30):
        mu, splitting, half, heat = (mpmath.mpf(x) for x in (bias / 2, J, D, T))

        def filled(w: Any) -> Any:
            return (1 - mpmath.tanh(w / (2 * heat))) / 2

        def held(w: Any) -> Any:
            x = w - mu
            return (2 * filled(x) - filled(x + splitting) - filled(x - splitting)) / 4

        def field(w: Any) -> Any:
            outer, inner = half + splitting / 2, half - splitting / 2
            low = mpmath.log(abs((w + outer) / (w + inner)))
            high = mpmath.log(abs((outer - w) / (inner - w)))
            return held(w) * ((1 - filled(w - mu)) * low - filled(w - mu) * high)

        ends = mpmath.linspace(-20, 20, 21)
        emitted = mpmath.quad(lambda w: 2 * (filled(w + mu) - filled(w - mu)) * held(w), ends)
        edges = [half - splitting / 2, half + splitting / 2, 40]
        ends = [-x for x in reversed(edges)] + ends + edges
        return float(emitted), float(mpmath.quad(field, ends) / mpmath.pi)


def each(method: Callable[[float], float], bias: Any) -> list[float]:
    return [method(float(x)) for x in bias]


def worst(found: Any, wanted: Any) -> float:
    return float(np.max(np.abs(np.asarray(found) / np.asarray(wanted) - 1)))


# --- what is measured --------------------------------------------------------------------------


def coefficients() -> dict[str, float]:
    """Ratios of times per value, the better backend's."""
    bias = np.linspace(0.05, 6.0, VALUES)
    chosen = np.linspace(0, VALUES - 1, SAMPLE).astype(int)
    slow = chosen[:: SAMPLE // SLOW_SAMPLE]
    wanted = {k: exact(float(bias[k])) for k in chosen}
    theirs = {}
    for name, method, places in (("E_ex", emission_by_quad, chosen),
                                 ("T_ex", torque_by_quad, slow)):  # fmt: skip
        seconds, found = best(partial(each, method, bias[places]), 2)
        theirs[name] = seconds / len(places)
        error = worst(found, [wanted[k][name == "T_ex"] for k in places])
        print(f"SciPy, {name}: {theirs[name] * 1e6:.0f} us per value, error {error:.0e}")
    ratios = dict.fromkeys(FLOORS, 0.0)
    for backend in BACKENDS:
        for place, name in enumerate(("E_ex", "T_ex")):
            seconds, found = best(partial(ours, bias, backend, name))
            gamma = valve.currents(0, 0, T, T, J, J, D).Gamma
            error = worst((found / gamma)[chosen], [wanted[k][place] for k in chosen])
            ratio = theirs[name] * VALUES / seconds
            print(f"ours, {backend}, {name}: {seconds / VALUES * 1e9:.0f} ns per value, error "
                  f"{error:.0e}; {ratio:.0f}x faster")  # fmt: skip
            ratios[name] = max(ratios[name], ratio)
        seconds, _ = best(partial(everything, bias, backend))
        print(f"ours, {backend}: all nine {seconds / VALUES * 1e6:.1f} us")
    return ratios


def ours(bias: Any, backend: str, name: str) -> Any:
    return valve.currents(bias / 2, -bias / 2, T, T, J, J, D, backend=backend)[name]


def everything(bias: Any, backend: str) -> dict[str, Any]:
    return dict(valve.currents(bias / 2, -bias / 2, T, T, J, J, D, backend=backend))


def diagrams() -> float:
    """Seconds for all diagrams of order 2, the slowest observable; counts of order 3."""
    slowest = 0.0
    for observable in ("charge", "spin", "quadrupole"):
        seconds, found = best(partial(valve.diagrams, observable, 2), 1)
        translated, _ = best(partial(expressions, found), 1)
        slowest = max(slowest, seconds)
        counted, number = best(partial(valve.count_diagrams, observable, 3), 1)
        print(f"{observable}: {len(found)} diagrams of order 2 in {seconds * 1e3:.1f} ms, their "
              f"expressions in {translated * 1e3:.0f} ms, {number} of order 3 counted in "
              f"{counted * 1e3:.1f} ms")  # fmt: skip
    return slowest


def expressions(found: Any) -> list[Any]:
    return [diagram.expression for diagram in found]


def principal_map() -> None:
    """Principal values of the quadrupole current over bias and angle."""
    bias, angle = np.linspace(-8, 8, SIDE)[:, None], np.linspace(0, np.pi, SIDE)
    right = np.stack([np.sin(angle), np.zeros(SIDE), np.cos(angle)], axis=-1)

    def work() -> Any:
        found = valve.currents(bias / 2, -bias / 2, T, T, J, J, D)
        spin = valve.storage(J, T, D=D).spin / (2 * D)
        return valve.principal(valve.quadrupole_current([0, 0, 1], right, found, spin).total)

    seconds, axes = best(work)
    scale = np.max(np.abs(axes.values))
    print(f"map of {SIDE} x {SIDE} principal values: {seconds * 1e3:.0f} ms, traces below "
          f"{np.max(np.abs(axes.values.sum(-1))) / scale:.0e}")  # fmt: skip


def main() -> int:
    ratios = coefficients()
    slowest = diagrams()
    principal_map()
    for name, floor in FLOORS.items():
        met = "met" if ratios[name] >= floor else "MISSED"
        print(f"{name}: {ratios[name]:.0f}x faster, floor {floor:.0f}x {met}")
    missed = any(ratios[name] < floor for name, floor in FLOORS.items())
    return int(missed or slowest > DIAGRAM_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
