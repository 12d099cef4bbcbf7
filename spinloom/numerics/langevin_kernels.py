"""The loops of the stochastic motion that Numba compiles: normal deviates, one step, many steps.

They stand in one file because Numba's cache of a loop sees changes of that loop's file alone.

Deviates come from counters: Philox 4x32-10 words, ziggurat of 256 layers. A stream is named by
(seed, point, trajectory); its words are a function of that name and of a counter, so they do not
depend on what other streams do or on which thread they run.
Sources: Salmon et al., SC'11 (Philox); Marsaglia and Tsang, J. Stat. Softw. 5, 8 (ziggurat).

A step is Heun's with rotations: each stage solves the implicit (Gilbert) form for the increment v
of m, v + m x (A v) = m x w with w = b + Q m + G xi, and turns m about -(w - A v). The law arrives
scaled by the time step: b dt, Q dt, G sqrt(dt).
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from spinloom.generated.numba.special import compile_cached

#: Words drawn at a time: long enough to vectorise, short enough for the first cache.
BLOCKS = 64
WORDS = 4 * BLOCKS
#: Trajectories of one spin that advance side by side; LLVM leaves shorter loops unvectorised.
LANES = 16
#: Right edge and area of the layers.
EDGE, AREA = 3.6541528853610088, 0.00492867323399
UNIT = 2.0**-23
#: Distinguishes the counters of rare second words from those of first words.
RETRIES = np.uint64(1 << 63)


def _layers() -> NDArray[np.float64]:
    """Right edges x_0 > x_1 = EDGE > ... > x_256 = 0 of the layers."""
    edges = np.zeros(257)
    edges[0], edges[1] = AREA * math.exp(EDGE * EDGE / 2), EDGE
    for layer in range(2, 256):
        below = edges[layer - 1]
        edges[layer] = math.sqrt(-2 * math.log(AREA / below + math.exp(-below * below / 2)))
    return edges


LAYERS = _layers()

#: For the pieces of a step: only a loop without calls runs its lanes side by side.
inlined: Any = njit(error_model="numpy", nogil=True, forceinline=True)


@compile_cached  # type: ignore[untyped-decorator]
def fill(words: Any, seed: Any, stream: Any, start: Any) -> None:
    """Fill the buffer with the words of blocks ``start`` and following."""
    low = np.uint64(0xFFFFFFFF)
    half = np.uint64(32)
    count = words.size // 4
    for block in range(count):
        at = start + np.uint64(block)
        a, b = at & low, at >> half
        c, d = stream & low, stream >> half
        key_0, key_1 = seed & low, seed >> half
        for _ in range(10):
            one = np.uint64(0xD2511F53) * a
            two = np.uint64(0xCD9E8D57) * c
            a, b, c, d = (
                (two >> half) ^ b ^ key_0,
                two & low,
                (one >> half) ^ d ^ key_1,
                one & low,
            )
            key_0 = (key_0 + np.uint64(0x9E3779B9)) & low
            key_1 = (key_1 + np.uint64(0xBB67AE85)) & low
        words[block], words[block + count] = np.uint32(a), np.uint32(b)
        words[block + 2 * count], words[block + 3 * count] = np.uint32(c), np.uint32(d)


@compile_cached  # type: ignore[untyped-decorator]
def rare(bits: Any, seed: Any, stream: Any, number: Any, layers: Any) -> Any:
    """Finish the deviate of this number whose first word missed the layers' inner parts."""
    words = np.empty(4, np.uint32)
    attempt = np.uint64(0)
    while True:
        counter = (number << np.uint64(8)) + attempt
        fill(words, seed, stream ^ RETRIES, counter)
        layer = np.int64(bits & np.uint32(255))
        sign = 1.0 - 2.0 * ((bits >> np.uint32(8)) & np.uint32(1))
        x = (np.float64(bits >> np.uint32(9)) + 0.5) * UNIT * layers[layer]
        first, second = (words[0] + 0.5) * 2.0**-32, (words[1] + 0.5) * 2.0**-32
        if x < layers[layer + 1]:
            return sign * x
        if layer == 0:
            tail = -math.log(first) / EDGE
            if -2.0 * math.log(second) > tail * tail:
                return sign * (EDGE + tail)
            # a second try within the tail: keep the layer
        else:
            upper, lower = layers[layer], layers[layer + 1]
            f_upper, f_lower = math.exp(-upper * upper / 2), math.exp(-lower * lower / 2)
            if f_upper + first * (f_lower - f_upper) < math.exp(-x * x / 2):
                return sign * x
            bits = words[2]
        attempt += np.uint64(1)


@compile_cached  # type: ignore[untyped-decorator]
def normals(out: Any, words: Any, seed: Any, stream: Any, start: Any, layers: Any) -> None:
    """Fill ``out`` with the standard normal deviates ``4 start`` and following of a stream."""
    fill(words, seed, stream, start)
    for index in range(out.size):
        bits = words[index]
        layer = np.int64(bits & np.uint32(255))
        x = (np.float64(bits >> np.uint32(9)) + 0.5) * UNIT * layers[layer]
        if x < layers[layer + 1]:
            out[index] = x if bits & np.uint32(256) == np.uint32(0) else -x
        else:
            number = np.uint64(4) * start + np.uint64(index)
            out[index] = rare(bits, seed, stream, number, layers)


# --- Steps ------------------------------------------------------------------------------------


@inlined  # type: ignore[untyped-decorator]
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


@inlined  # type: ignore[untyped-decorator]
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
    seed: Any, streams: Any, start: Any, b: Any, Q: Any, A: Any, G: Any, odd: Any, cof: Any,
    every: int, layers: Any, stop: Any, out: Any,
) -> bool:  # fmt: skip
    """Fill LANES trajectories (lane, record, 1, 3) of one spin; False if interrupted.

    The lanes do the same arithmetic side by side: a step alone is one long chain of operations
    that wait for each other.
    """
    words, single = np.empty(WORDS, np.uint32), np.empty(WORDS)
    deviates = np.empty((WORDS, LANES))
    place, block = WORDS, np.uint64(0)
    here = np.empty((3, LANES))
    for lane in range(LANES):
        here[0, lane], here[1, lane], here[2, lane] = start[0, 0], start[0, 1], start[0, 2]
    for record in range(out.shape[1]):
        if stop[0]:
            return False
        for _ in range(every):
            if place + 3 > WORDS:
                for lane in range(LANES):
                    normals(single, words, seed, streams[lane], block, layers)
                    deviates[:, lane] = single
                place, block = 0, block + np.uint64(BLOCKS)
            for lane in range(LANES):
                i, j, k = (
                    deviates[place, lane],
                    deviates[place + 1, lane],
                    deviates[place + 2, lane],
                )
                kick_x = b[0] + G[0][0] * i + G[0][1] * j + G[0][2] * k
                kick_y = b[1] + G[1][0] * i + G[1][1] * j + G[1][2] * k
                kick_z = b[2] + G[2][0] * i + G[2][1] * j + G[2][2] * k
                p, q, r = here[0, lane], here[1, lane], here[2, lane]
                f = kick_x + Q[0][0] * p + Q[0][1] * q + Q[0][2] * r
                g = kick_y + Q[1][0] * p + Q[1][1] * q + Q[1][2] * r
                h = kick_z + Q[2][0] * p + Q[2][1] * q + Q[2][2] * r
                f, g, h = stage_one(p, q, r, f, g, h, A, odd, cof)
                u, v, w = turn(p, q, r, f, g, h)
                d = kick_x + Q[0][0] * u + Q[0][1] * v + Q[0][2] * w
                e = kick_y + Q[1][0] * u + Q[1][1] * v + Q[1][2] * w
                c = kick_z + Q[2][0] * u + Q[2][1] * v + Q[2][2] * w
                d, e, c = stage_one(u, v, w, d, e, c, A, odd, cof)
                p, q, r = turn(p, q, r, (d + f) / 2, (e + g) / 2, (c + h) / 2)
                here[0, lane], here[1, lane], here[2, lane] = p, q, r
            place += 3
        for lane in range(LANES):
            for axis in range(3):
                out[lane, record, 0, axis] = here[axis, lane]
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
    every: int, layers: Any, stop: Any, out: Any,
) -> bool:  # fmt: skip
    """Fill one trajectory (record, spin, 3) of any number of spins; False if interrupted."""
    words, deviates = np.empty(WORDS, np.uint32), np.empty(WORDS)
    place, block = WORDS, np.uint64(0)
    size = b.size
    m, there = start.copy().ravel(), start.copy().ravel()
    kick, w, first, v = np.empty(size), np.empty(size), np.empty(size), np.empty(size)
    system, noise = np.empty((size, size)), np.empty(size)
    for record in range(out.shape[0]):
        if stop[0]:
            return False
        for _ in range(every):
            if place + size > WORDS:
                normals(deviates, words, seed, stream, block, layers)
                place, block = 0, block + np.uint64(BLOCKS)
            for c in range(size):
                noise[c] = deviates[place + c]
                there[c] = m[c]
            place += size
            for row in range(size):
                kick[row] = b[row]
                for c in range(size):
                    kick[row] += G[row, c] * noise[c]
            for half in range(2):
                for row in range(size):
                    w[row] = kick[row]
                    for c in range(size):
                        w[row] += Q[row, c] * there[c]
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
