"""Spins in motion side by side with NumPy: ``python bench/dynamics.py``.

One core, times of the thread's own work. (a) Steps of one spin a second against the rate at which
``numpy.random.Generator`` alone delivers the three normals of a step, and against a loop of the
same scheme in NumPy over the ensemble. (b) The stationary state by harmonics against the time that
trajectories need for the same error, from their measured spread (error ~ time^-1/2). The exit
status is 1 if a floor is missed.
"""

from __future__ import annotations

import sys
import time
from typing import Any

import numpy as np

from spinloom import dimer
from spinloom.numerics.dimer_fields import Moments, motion_of
from spinloom.numerics.fokker_planck import stationary
from spinloom.numerics.langevin import simulate
from spinloom.numerics.spin_motion import Motion

FLOORS = {"normals": 0.5, "stationary": 1e4}
DT, EVERY, RECORDS, ENSEMBLE = 0.1, 1000, 30, 16
ACCURACY = 1e-6


def law() -> Motion:
    """Spin 2 of Fig. 5 at 3 mV."""
    moments = Moments(np.array([0.0, 0, 1]), np.array([1.0, 0, 0]), 2.5, 3.0, 0.0, 0.0, np.zeros(3))
    return motion_of(dimer.couplings(0.0, 3.0, t=1.0), moments, (2,))


def numpy_steps(motion: Motion, m: Any, steps: int) -> Any:
    """Heun's scheme over an ensemble, as one would write it by hand."""
    rng, root = np.random.default_rng(1), motion.noise_root()
    identity = np.eye(3)

    def turn(m: Any, w: Any) -> Any:
        cross = np.zeros((len(m), 3, 3))
        cross[:, 0, 1], cross[:, 0, 2], cross[:, 1, 2] = -m[:, 2], m[:, 1], -m[:, 0]
        cross -= cross.transpose(0, 2, 1)
        system = identity + cross @ motion.damping
        rate = np.linalg.solve(system, np.cross(m, w)[..., None])[..., 0]
        return w - rate @ motion.damping.T

    def rotate(m: Any, h: Any) -> Any:
        a = -h / 2
        size, along = (a * a).sum(1, keepdims=True), (a * m).sum(1, keepdims=True)
        return ((1 - size) * m + 2 * along * a + 2 * np.cross(a, m)) / (1 + size)

    for _ in range(steps):
        kick = motion.field * DT + np.sqrt(DT) * rng.standard_normal(m.shape) @ root.T
        first = turn(m, kick + DT * m @ motion.stiffness.T)
        there = rotate(m, first)
        second = turn(there, kick + DT * there @ motion.stiffness.T)
        m = rotate(m, (first + second) / 2)
    return m


def best(work: Any, repeats: int = 3) -> float:
    """The shortest processor time of a few runs."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def main() -> int:
    motion, start = law(), np.array([[0.0, 0.0, 1.0]])
    simulate(motion, start, DT, 1, 1, 1, seed=0)
    runs: list[Any] = []
    steps = EVERY * RECORDS * ENSEMBLE
    spent = best(lambda: runs.append(simulate(motion, start, DT, EVERY, RECORDS, ENSEMBLE, seed=1)))
    rng = np.random.default_rng(0)
    normals = best(lambda: [rng.standard_normal(3000) for _ in range(steps // 1000)])
    ours = spent / steps
    count = 2000
    loop = best(lambda: numpy_steps(motion, np.tile(start, (count, 1)), 20), 1) / (20 * count)
    ratio = normals / spent
    print(f"spin-steps a second:     {1 / ours:.3g}")
    print(f"of the rate of normals:  {ratio:.2f}  (floor {FLOORS['normals']})")
    print(f"against the NumPy loop:  {loop / ours:.0f} times")
    means = runs[-1].snapshots[:, 3:, 0].mean(axis=1)
    error = means.std(axis=0, ddof=1).max() / np.sqrt(len(means))
    needed = spent * (error / ACCURACY) ** 2
    exact = best(lambda: stationary(motion, ACCURACY))
    gain = needed / exact
    print(f"stationary state:        {exact:.2g} s, trajectories {needed:.2g} s at {ACCURACY:g}")
    print(f"ratio:                   {gain:.2g}  (floor {FLOORS['stationary']:g})")
    return int(ratio < FLOORS["normals"] or gain < FLOORS["stationary"])


if __name__ == "__main__":
    sys.exit(main())
