"""Decay rates of one junction with as many digits as they need.

Where a rate is far below the largest entry of its block, rounding of that entry hides it. Then the
blocks are built and diagonalised with more digits, from the parameters as they are stored.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import spin_pair as pair
from .junction_model import Model

Array = NDArray[Any]

#: Digits to begin with, and those that a rate must keep.
_DIGITS, _KEPT = 60, 20


def exact_rate(model: Model, rank: int) -> float:
    """The decay rate with this many slower ones in the blocks of one junction."""
    import mpmath

    digits = _DIGITS
    while True:
        with mpmath.workdps(digits):
            blocks = list(_blocks(model))
            scale = max(abs(entry) for block in blocks for entry in block.flat)
            found = [-value.real for block in blocks for value in _eigenvalues(block)]
            rate = sorted(found, key=abs)[rank]
            if abs(rate) > scale * mpmath.mpf(10) ** (_KEPT - digits):
                return float(rate)
        digits *= 2


def _eigenvalues(block: Array) -> list[Any]:
    import mpmath

    if block.size == 1:
        return [block[0, 0]]
    return list(mpmath.eig(mpmath.matrix(block.tolist()), left=False, right=False))


def _blocks(model: Model) -> Iterator[Array]:
    """Populations, coherences and the double coherence, from Lindblad terms."""
    generator = _generator(model)
    for places in (pair.POPULATIONS, pair.RAISING, np.array([pair.DOUBLE_RAISING])):
        yield generator[np.ix_(places, places)]


def _generator(model: Model) -> Array:
    """The generator on stacked rows; its numbers have the digits of the context."""
    import mpmath

    def exact(value: Any) -> Any:
        return mpmath.mpf(float(value))

    one = np.eye(4, dtype=int)
    first, second = exact(model.lambda_1), exact(model.lambda_2)
    common = mpmath.sqrt(first * second) * exact(model.parity) * mpmath.cos(exact(model.tilt) / 2)
    twist = exact(model.twist)
    shared, twisted = common * mpmath.cos(twist), mpmath.mpc(0, 1) * common * mpmath.sin(twist)
    energy = (
        exact(model.larmor_1) / 2 * pair.Z_1.astype(int)
        + exact(model.larmor_2) / 2 * pair.Z_2.astype(int)
        - exact(model.J_perp) * pair.TRANSVERSE.astype(int)
        - exact(model.J_axis) * pair.ZZ.astype(int)
        + exact(model.D_perp) * mpmath.mpc(0, 1) * pair.CROSS_Z.imag.astype(int)
    )
    total = mpmath.mpc(0, -1) * (np.kron(energy, one) - np.kron(one, energy.T))
    flips = (pair.FLIP_1.astype(int), pair.FLIP_2.astype(int))
    axial = (pair.Z_1.astype(int), pair.Z_2.astype(int))
    for jumps, rate, cross in (
        (flips, exact(model.w_down) / 2, shared - twisted),
        (tuple(jump.T for jump in flips), exact(model.w_up) / 2, shared + twisted),
        (axial, exact(model.w_zero) / 4, shared),
    ):
        for m, k, strength in ((0, 0, first), (1, 1, second), (0, 1, cross),
                               (1, 0, mpmath.conj(cross))):  # fmt: skip
            both = jumps[m].T @ jumps[k]
            move = 2 * np.kron(jumps[k], jumps[m]) - np.kron(both, one) - np.kron(one, both.T)
            total = total + rate * strength / 2 * move
    return np.asarray(total)
