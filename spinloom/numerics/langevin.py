"""Stochastic motion of one or two unit vectors: Heun's scheme with rotations.

Each stage solves the implicit (Gilbert) form for the increment v of m,

    v + m x (A v) = m x w,    w = (b + Q m) dt + G dW,

and turns m about -(w - A v): the length stays one. The mean of the turns at both ends of the step
is Stratonovich's; the scheme is of weak order one, of order two without noise.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import Any

import numpy as np

from spinloom.generated.numba.special import compile_cached

from .spin_motion import Motion, Real, axial, cofactors
from .streams import BLOCKS, LAYERS, WORDS, normals

#: Trajectories that a thread takes at a time.
CHUNK = 8


@dataclass(frozen=True)
class Ensemble:
    """Snapshots of finished trajectories, shape (trajectory, record, spin, 3), and their times."""

    times: Real
    snapshots: Real


@compile_cached  # type: ignore[untyped-decorator]
def turn(x: float, y: float, z: float, p: float, q: float, r: float) -> Any:
    """Turn (x, y, z) about -(p, q, r) by Cayley's map; remove the rounding of the length."""
    p, q, r = -p / 2, -q / 2, -r / 2
    size = p * p + q * q + r * r
    along = 2.0 * (p * x + q * y + r * z)
    rest = 1.0 - size
    u = rest * x + along * p + 2.0 * (q * z - r * y)
    v = rest * y + along * q + 2.0 * (r * x - p * z)
    w = rest * z + along * r + 2.0 * (p * y - q * x)
    inverse = 1.0 / (1.0 + size)
    u, v, w = u * inverse, v * inverse, w * inverse
    scale = 1.5 - 0.5 * (u * u + v * v + w * w)
    return u * scale, v * scale, w * scale


@compile_cached  # type: ignore[untyped-decorator]
def stage_one(
    x: float, y: float, z: float, f: float, g: float, h: float, A: Any, odd: Any, cof: Any
) -> Any:
    """Return w - A v of one spin for w = (f, g, h), in closed form."""
    tx, ty, tz = y * h - z * g, z * f - x * h, x * g - y * f
    factor = 1.0 + x * odd[0] + y * odd[1] + z * odd[2]
    cx = cof[0][0] * x + 2.0 * (cof[0][1] * y + cof[0][2] * z)
    cy, cz = cof[1][1] * y + 2.0 * cof[1][2] * z, cof[2][2] * z
    inverse = 1.0 / (factor * factor + x * cx + y * cy + z * cz)
    # A's antisymmetric part turns a tangent into odd x tangent; the cross product takes it out
    sx = A[0][0] * tx + A[0][1] * ty + A[0][2] * tz - (ty * odd[2] - tz * odd[1])
    sy = A[1][0] * tx + A[1][1] * ty + A[1][2] * tz - (tz * odd[0] - tx * odd[2])
    sz = A[2][0] * tx + A[2][1] * ty + A[2][2] * tz - (tx * odd[1] - ty * odd[0])
    vx = (factor * tx - (y * sz - z * sy)) * inverse
    vy = (factor * ty - (z * sx - x * sz)) * inverse
    vz = (factor * tz - (x * sy - y * sx)) * inverse
    return (
        f - A[0][0] * vx - A[0][1] * vy - A[0][2] * vz,
        g - A[1][0] * vx - A[1][1] * vy - A[1][2] * vz,
        h - A[2][0] * vx - A[2][1] * vy - A[2][2] * vz,
    )


@compile_cached  # type: ignore[untyped-decorator]
def run_one(
    seed: Any, stream: Any, start: Any, b: Any, Q: Any, A: Any, G: Any, odd: Any, cof: Any,
    dt: float, every: int, layers: Any, stop: Any, out: Any,
) -> bool:  # fmt: skip
    """Fill one trajectory (record, 1, 3) of a single spin; False if it was interrupted."""
    words, deviates = np.empty(WORDS, np.uint32), np.empty(WORDS)
    place, block = WORDS, np.uint64(0)
    x, y, z = start[0, 0], start[0, 1], start[0, 2]
    root = np.sqrt(dt)
    for record in range(out.shape[0]):
        if stop[0]:
            return False
        for _ in range(every):
            if place + 3 > WORDS:
                normals(deviates, words, seed, stream, block, layers)
                place, block = 0, block + np.uint64(BLOCKS)
            i, j, k = deviates[place] * root, deviates[place + 1] * root, deviates[place + 2] * root
            place += 3
            kick_x = b[0] * dt + G[0][0] * i + G[0][1] * j + G[0][2] * k
            kick_y = b[1] * dt + G[1][0] * i + G[1][1] * j + G[1][2] * k
            kick_z = b[2] * dt + G[2][0] * i + G[2][1] * j + G[2][2] * k
            p, q, r = x, y, z
            first_x, first_y, first_z = 0.0, 0.0, 0.0
            for half in range(2):
                f = kick_x + (Q[0][0] * p + Q[0][1] * q + Q[0][2] * r) * dt
                g = kick_y + (Q[1][0] * p + Q[1][1] * q + Q[1][2] * r) * dt
                h = kick_z + (Q[2][0] * p + Q[2][1] * q + Q[2][2] * r) * dt
                f, g, h = stage_one(p, q, r, f, g, h, A, odd, cof)
                if half == 0:
                    first_x, first_y, first_z = f, g, h
                    p, q, r = turn(x, y, z, f, g, h)
                else:
                    x, y, z = turn(x, y, z, (f + first_x) / 2, (g + first_y) / 2, (h + first_z) / 2)
        out[record, 0, 0], out[record, 0, 1], out[record, 0, 2] = x, y, z
    return True


@compile_cached  # type: ignore[untyped-decorator]
def stage_many(m: Any, w: Any, A: Any, system: Any, v: Any) -> None:
    """Overwrite w with w - A v for any number of spins, v by elimination."""
    size = w.size
    for a in range(0, size, 3):
        x, y, z = m[a], m[a + 1], m[a + 2]
        v[a] = y * w[a + 2] - z * w[a + 1]
        v[a + 1] = z * w[a] - x * w[a + 2]
        v[a + 2] = x * w[a + 1] - y * w[a]
        for c in range(size):
            system[a, c] = y * A[a + 2, c] - z * A[a + 1, c]
            system[a + 1, c] = z * A[a, c] - x * A[a + 2, c]
            system[a + 2, c] = x * A[a + 1, c] - y * A[a, c]
    for row in range(size):
        system[row, row] += 1.0
    for pivot in range(size):
        best = pivot
        for row in range(pivot + 1, size):
            if abs(system[row, pivot]) > abs(system[best, pivot]):
                best = row
        if best != pivot:
            v[pivot], v[best] = v[best], v[pivot]
            for c in range(pivot, size):
                system[pivot, c], system[best, c] = system[best, c], system[pivot, c]
        inverse = 1.0 / system[pivot, pivot]
        for row in range(pivot + 1, size):
            factor = system[row, pivot] * inverse
            v[row] -= factor * v[pivot]
            for c in range(pivot + 1, size):
                system[row, c] -= factor * system[pivot, c]
    for row in range(size - 1, -1, -1):
        for c in range(row + 1, size):
            v[row] -= system[row, c] * v[c]
        v[row] /= system[row, row]
    for row in range(size):
        for c in range(size):
            w[row] -= A[row, c] * v[c]


@compile_cached  # type: ignore[untyped-decorator]
def run_many(
    seed: Any, stream: Any, start: Any, b: Any, Q: Any, A: Any, G: Any,
    dt: float, every: int, layers: Any, stop: Any, out: Any,
) -> bool:  # fmt: skip
    """Fill one trajectory (record, spin, 3) of any number of spins; see `run_one`."""
    words, deviates = np.empty(WORDS, np.uint32), np.empty(WORDS)
    place, block = WORDS, np.uint64(0)
    size = b.size
    m, there = start.copy().ravel(), start.copy().ravel()
    kick, w, first, v = np.empty(size), np.empty(size), np.empty(size), np.empty(size)
    system, noise = np.empty((size, size)), np.empty(size)
    root = np.sqrt(dt)
    for record in range(out.shape[0]):
        if stop[0]:
            return False
        for _ in range(every):
            if place + size > WORDS:
                normals(deviates, words, seed, stream, block, layers)
                place, block = 0, block + np.uint64(BLOCKS)
            for c in range(size):
                noise[c] = root * deviates[place + c]
                there[c] = m[c]
            place += size
            for row in range(size):
                kick[row] = b[row] * dt
                for c in range(size):
                    kick[row] += G[row, c] * noise[c]
            for half in range(2):
                for row in range(size):
                    w[row] = kick[row]
                    for c in range(size):
                        w[row] += Q[row, c] * there[c] * dt
                stage_many(there, w, A, system, v)
                for row in range(size):
                    first[row] = w[row] if half == 0 else (first[row] + w[row]) / 2
                for a in range(0, size, 3):
                    there[a], there[a + 1], there[a + 2] = turn(
                        m[a], m[a + 1], m[a + 2], first[a], first[a + 1], first[a + 2]
                    )
            m[:] = there
        for c in range(size):
            out[record, c // 3, c % 3] = m[c]
    return True


def simulate(
    motion: Motion,
    start: Real,
    dt: float,
    every: int,
    records: int,
    trajectories: int,
    seed: int,
    point: int = 0,
    threads: int = 1,
    tell: Callable[[int, int], None] | None = None,
) -> Ensemble:
    """Run an ensemble; the result depends on the number of threads in no bit.

    Parameters
    ----------
    start
        Unit vectors, shape (spin, 3), of all trajectories.
    every, records
        Steps between snapshots, and snapshots.
    seed, point
        Name of the random streams, together with the number of the trajectory.
    tell
        Called with the numbers of finished and of all trajectories.

    Returns
    -------
    Ensemble
        Of the trajectories finished before an interrupt (Ctrl-C), if there was one.
    """
    out = np.empty((trajectories, records, motion.spins, 3))
    finished, stop = np.zeros(trajectories, bool), np.zeros(1, bool)
    kernel = run_one if motion.spins == 1 else run_many
    constants = _constants(motion, start)

    def work(first: int) -> int:
        last = min(first + CHUNK, trajectories)
        for index in range(first, last):
            stream = np.uint64((point << 32) | index)
            finished[index] = kernel(
                np.uint64(seed), stream, *constants, dt, every, LAYERS, stop, out[index]
            )
        return last - first

    pool = ThreadPoolExecutor(threads)
    try:
        jobs = [pool.submit(work, first) for first in range(0, trajectories, CHUNK)]
        done = 0
        for job in as_completed(jobs):
            done += job.result()
            if tell is not None:
                tell(done, trajectories)
    except KeyboardInterrupt:
        stop[0] = True
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    times = dt * every * np.arange(1, records + 1)
    return Ensemble(np.asarray(times, np.float64), out[finished])


def _constants(motion: Motion, start: Real) -> tuple[Any, ...]:
    """Arguments of the kernels: numbers for one spin, which stay in registers, else arrays."""
    even = (motion.damping + motion.damping.T) / 2
    laws: list[Real] = [motion.field, motion.stiffness, motion.damping, motion.noise_root()]
    begin = np.ascontiguousarray(start, np.float64)
    if motion.spins > 1:
        return begin, *(np.ascontiguousarray(x, np.float64) for x in laws)
    return begin, *(_numbers(x.tolist()) for x in (*laws, axial(motion.damping), cofactors(even)))


def _numbers(nested: Any) -> Any:
    return tuple(map(_numbers, nested)) if isinstance(nested, list) else nested
