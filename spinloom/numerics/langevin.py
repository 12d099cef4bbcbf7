"""Ensembles of stochastic trajectories of one or two unit vectors, and sweeps of them.

Heun's scheme with rotations (`langevin_kernels`): the length stays one, the mean of the turns at
both ends of a step is Stratonovich's. Weak order one; order two without noise.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import Any

import numpy as np

from .langevin_kernels import LANES, LAYERS, run_many, run_one
from .spin_motion import Motion, Real, axial, cofactors


@dataclass(frozen=True)
class Ensemble:
    """Snapshots of finished trajectories, shape (trajectory, record, spin, 3), and their times."""

    times: Real
    snapshots: Real


def simulate(
    motion: Motion,
    start: Real,
    dt: float,
    every: int,
    records: int,
    trajectories: int,
    seed: int,
    **options: Any,
) -> Ensemble:
    """Run one ensemble; see `sweep`."""
    return sweep([motion], start, dt, every, records, trajectories, seed, **options)[0]


def sweep(
    motions: Sequence[Motion],
    start: Real,
    dt: float,
    every: int,
    records: int,
    trajectories: int,
    seed: int,
    threads: int = 1,
    tell: Callable[[int, int], None] | None = None,
) -> list[Ensemble]:
    """Run an ensemble for every law; the result depends on the number of threads in no bit.

    Parameters
    ----------
    motions
        Laws of the same number of spins; all their trajectories share the threads.
    start
        Unit vectors, shape (spin, 3), of all trajectories.
    every, records
        Steps between snapshots, and snapshots.
    seed
        Names the random streams, together with the numbers of the law and of the trajectory.
    tell
        Called with the numbers of finished and of all trajectories.

    Returns
    -------
    list of Ensemble
        Of the trajectories finished before an interrupt (Ctrl-C), if there was one.
    """
    spins = motions[0].spins if motions else 1
    out = np.empty((len(motions), trajectories, records, spins, 3))
    finished, stop = np.zeros(out.shape[:2], bool), np.zeros(1, bool)
    laws = [_constants(motion, start, dt) for motion in motions]

    def work(point: int, first: int) -> int:
        last = min(first + LANES, trajectories)
        name = np.arange(first, first + LANES, dtype=np.uint64) + np.uint64(point << 32)
        if spins == 1:  # lanes beyond the last trajectory are drawn and dropped
            lanes = np.empty((LANES, *out.shape[2:]))
            finished[point, first:last] = run_one(
                np.uint64(seed), name, *laws[point], every, LAYERS, stop, lanes
            )
            out[point, first:last] = lanes[: last - first]
            return last - first
        for index, stream in zip(range(first, last), name, strict=False):
            finished[point, index] = run_many(
                np.uint64(seed), stream, *laws[point], every, LAYERS, stop, out[point, index]
            )
        return last - first

    pool = ThreadPoolExecutor(threads)
    try:
        jobs = [
            pool.submit(work, point, first)
            for point in range(len(motions))
            for first in range(0, trajectories, LANES)
        ]
        done = 0
        for job in as_completed(jobs):
            done += job.result()
            if tell is not None:
                tell(done, finished.size)
    except KeyboardInterrupt:
        stop[0] = True
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    times = np.asarray(dt * every * np.arange(1, records + 1), np.float64)
    return [Ensemble(times, out[point][finished[point]]) for point in range(len(motions))]


def _constants(motion: Motion, start: Real, dt: float) -> tuple[Any, ...]:
    """Arguments of the kernels: numbers for one spin, which stay in registers, else arrays."""
    even = (motion.damping + motion.damping.T) / 2
    laws: list[Real] = [
        motion.field * dt, motion.stiffness * dt, motion.damping, motion.noise_root() * np.sqrt(dt)
    ]  # fmt: skip
    begin = np.ascontiguousarray(start, np.float64)
    if motion.spins > 1:
        return begin, *(np.ascontiguousarray(x, np.float64) for x in laws)
    return begin, *(_numbers(x.tolist()) for x in (*laws, axial(motion.damping), cofactors(even)))


def _numbers(nested: Any) -> Any:
    return tuple(map(_numbers, nested)) if isinstance(nested, list) else nested
