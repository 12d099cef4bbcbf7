"""Normal deviates from counters: Philox 4x32-10 words, ziggurat of 256 layers.

A stream is named by (seed, point, trajectory); its words are a function of that name and of a
counter, so they do not depend on what other streams do or on which thread they run.
Sources: Salmon et al., SC'11 (Philox); Marsaglia and Tsang, J. Stat. Softw. 5, 8 (ziggurat).
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from spinloom.generated.numba.special import compile_cached

#: Words drawn at a time: long enough to vectorise, short enough for the first cache.
BLOCKS = 64
WORDS = 4 * BLOCKS
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
