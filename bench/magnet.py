"""The magnet side by side with SciPy: ``python bench/magnet.py``.

Every number is measured in this run. Trajectories: 10^4 initial angles to one final time, against
``solve_ivp`` one by one (a sample of them) at several tolerances; errors of both against
quadrature of dt = d(theta) / theta' at 30 digits. The floor is asked of the loosest tolerance,
whose error is larger than ours. Stationary angles and currents: 10^6 parameter points in one call
on either backend, against one point per call. Exit status 1 if a floor is missed.
"""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable
from functools import partial
from typing import Any

import mpmath
import numpy as np
from scipy.integrate import solve_ivp

from spinloom import magnet
from spinloom.generated.numpy.magnet import flow as kernel
from spinloom.magnet import Parameters

TRAJECTORIES, SAMPLE, POINTS = 10_000, 30, 1_000_000
FLOOR = 100.0
BACKENDS = ("numpy", "numba")
VALUES = (0.3, 0.9, 0.6, 10.0, 7.0, -0.0019, 0.002, 5.0, 300.0, -2e6)
DEVICE = Parameters(*VALUES[:9], d=VALUES[9])
END = 30.0


def best(work: Callable[[], Any], repeat: int = 3) -> tuple[float, Any]:
    """Shortest of several runs, and the last result."""
    shortest, result = float("inf"), None
    for _ in range(repeat):
        begin = time.perf_counter()
        result = work()
        shortest = min(shortest, time.perf_counter() - begin)
    return shortest, result


def velocity(_: float, y: Any) -> Any:
    """Right side of (46), (47) in plain floats: the opponent pays for no array."""
    angle = float(y[0])
    c, s = np.cos(angle), np.sin(angle)
    lu, ld, r, ru, rd, su, sd, field, spin, d = VALUES
    mean, gap = (lu + ld) / 2 + r, (lu - ld) / 2
    both = mean**2 - (gap * c) ** 2
    g = ((ru + rd) * mean - (ru - rd) * gap * c) / 2
    damped = g * (1 - (gap * s) ** 2 / both)
    heat = r * gap / both * ((su + sd) * mean - (su - sd) * gap * c) / 2 * d
    x = -(damped * field + heat) / (spin + g * damped / spin)
    return (s * x, -field - g * x / spin)


def error(start: float, end: float) -> float:
    """Error of a final angle: that of the time to reach it, times the velocity there."""
    lu, ld, r, ru, rd, su, sd, field, spin, d = map(mpmath.mpf, VALUES)
    mean, gap = (lu + ld) / 2 + r, (lu - ld) / 2

    def slowness(angle: Any) -> Any:
        c = mpmath.cos(angle)
        both = mean**2 - (gap * c) ** 2
        g = ((ru + rd) * mean - (ru - rd) * gap * c) / 2
        damped = g * (1 - gap**2 * mpmath.sin(angle) ** 2 / both)
        heat = r * gap / both * ((su + sd) * mean - (su - sd) * gap * c) / 2 * d
        return -(spin + g * damped / spin) / (mpmath.sin(angle) * (damped * field + heat))

    with mpmath.workdps(30):
        spent = mpmath.quad(slowness, mpmath.linspace(start, end, 9))
        return float(abs((spent - END) / slowness(mpmath.mpf(end))))


def trajectories() -> float:
    """Smallest ratio of times per trajectory."""
    angles = np.linspace(0.01, 3.13, TRAJECTORIES)
    chosen = np.linspace(0, TRAJECTORIES - 1, SAMPLE).astype(int)
    for backend in BACKENDS:
        ours, path = best(partial(magnet.trajectory, angles, [END], DEVICE, backend=backend))
        per_one = ours / TRAJECTORIES
        worst = max(error(angles[k], path.theta[k, 0]) for k in chosen[::5])
        print(f"ours, {backend}: {per_one * 1e6:.2f} us per trajectory, {TRAJECTORIES} in one "
              f"call, error {worst:.0e}")  # fmt: skip
    ratios = []
    for tolerance in (1e-8, 1e-10, 1e-12):
        seconds, ends = 0.0, []
        for k in chosen:
            begin = time.perf_counter()
            found = solve_ivp(velocity, (0, END), [angles[k], 0.0], method="DOP853",
                              rtol=tolerance, atol=tolerance)  # fmt: skip
            seconds += (time.perf_counter() - begin) / SAMPLE
            ends.append(found.y[0, -1])
        theirs = max(error(angles[k], end) for k, end in zip(chosen[::5], ends[::5], strict=True))
        assert theirs > worst
        ratios.append(seconds / per_one)
        print(f"solve_ivp(DOP853, {tolerance:.0e}): {seconds * 1e6:.0f} us per trajectory, error "
              f"{theirs:.0e}; ours {ratios[-1]:.0f}x faster")  # fmt: skip
    return min(ratios)


def check_velocity() -> None:
    """Both sides integrate the same equations."""
    for angle in (0.2, 1.0, 2.9):
        ours = [float(v) for v in kernel(angle, *VALUES)]
        assert np.allclose(velocity(0.0, [angle]), ours, rtol=1e-12)


def sweep(name: str, work: Callable[[Parameters, str], Any]) -> None:
    """Seconds per point in one call and alone, on either backend."""
    rng = np.random.default_rng(1)
    many = Parameters(*VALUES[:3], rng.uniform(5, 15, POINTS), *VALUES[4:9],
                      d=rng.uniform(-3e6, 3e6, POINTS))  # fmt: skip
    for backend in BACKENDS:
        alone, _ = best(partial(work, DEVICE, backend), 20)
        together, _ = best(partial(work, many, backend))
        print(f"{name}, {backend}: {together / POINTS * 1e9:.0f} ns per point for {POINTS} points, "
              f"{alone * 1e6:.0f} us for one")  # fmt: skip


def main() -> int:
    warnings.simplefilter("ignore", magnet.ValidityWarning)
    check_velocity()
    ratio = trajectories()
    sweep("stationary angles", lambda p, name: magnet.stationary_angles(p, backend=name))
    sweep("charge currents", lambda p, name: magnet.charge_current(1.0, p, backend=name))
    print(f"floor {FLOOR:.0f}x: {'met' if ratio >= FLOOR else 'MISSED'} ({ratio:.0f}x)")
    return int(ratio < FLOOR)


if __name__ == "__main__":
    sys.exit(main())
