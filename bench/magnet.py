"""The magnet side by side with SciPy: ``python bench/magnet.py``.

Every number is measured in this run. Trajectories: 10^4 initial angles to one final time, against
``solve_ivp`` one by one (a sample of them) at the loosest tolerance that reaches our error, and at
1e-12; errors against quadrature at 30 digits are below both. Stationary angles and currents: 10^6
parameter points in one call, against one point per call. Exit status 1 if a floor is missed.
"""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.integrate import solve_ivp

from spinloom import magnet
from spinloom.generated.numpy.magnet import flow as kernel
from spinloom.magnet import Parameters

TRAJECTORIES, SAMPLE, POINTS = 10_000, 30, 1_000_000
FLOOR = 100.0
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


def trajectories() -> float:
    """Ratio of times per trajectory at equal error."""
    angles = np.linspace(0.01, 3.13, TRAJECTORIES)
    ours, path = best(lambda: magnet.trajectory(angles, [END], DEVICE))
    per_one = ours / TRAJECTORIES
    print(f"ours: {per_one * 1e6:.2f} us per trajectory, {TRAJECTORIES} in one call")
    chosen = np.linspace(0, TRAJECTORIES - 1, SAMPLE).astype(int)
    ratio = 0.0
    for tolerance in (1e-8, 1e-10, 1e-12):
        seconds, error = 0.0, 0.0
        for k in chosen:
            begin = time.perf_counter()
            found = solve_ivp(velocity, (0, END), [angles[k], 0.0], method="DOP853",
                              rtol=tolerance, atol=tolerance)  # fmt: skip
            spent = time.perf_counter() - begin
            seconds += spent / SAMPLE
            gap = abs(found.y[0, -1] - path.theta[k, 0]), abs(found.y[1, -1] - path.phi[k, 0])
            error = max(error, *gap)
        ratio = seconds / per_one
        print(f"solve_ivp(DOP853, {tolerance:.0e}): {seconds * 1e6:.0f} us per trajectory, differs "
              f"by {error:.0e}; ours {ratio:.0f}x faster")  # fmt: skip
    return ratio


def check_velocity() -> None:
    """Both sides integrate the same equations."""
    for angle in (0.2, 1.0, 2.9):
        ours = [float(v) for v in kernel(angle, *VALUES)]
        assert np.allclose(velocity(0.0, [angle]), ours, rtol=1e-12)


def sweep(name: str, work: Callable[[Parameters], Any]) -> None:
    """Seconds per point in one call and alone."""
    rng = np.random.default_rng(1)
    many = Parameters(*VALUES[:9], d=rng.uniform(-3e6, 3e6, POINTS))
    together, _ = best(lambda: work(many))
    alone, _ = best(lambda: work(DEVICE), 20)
    print(f"{name}: {together / POINTS * 1e9:.0f} ns per point for {POINTS} points, "
          f"{alone * 1e6:.0f} us for one")  # fmt: skip


def main() -> int:
    warnings.simplefilter("ignore", magnet.ValidityWarning)
    check_velocity()
    ratio = trajectories()
    sweep("stationary angles", magnet.stationary_angles)
    sweep("charge currents", lambda p: magnet.charge_current(1.0, p))
    print(f"floor {FLOOR:.0f}x: {'met' if ratio >= FLOOR else 'MISSED'} ({ratio:.0f}x)")
    return int(ratio < FLOOR)


if __name__ == "__main__":
    sys.exit(main())
