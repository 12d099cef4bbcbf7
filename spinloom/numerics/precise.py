"""Rates, lines and spectra of one junction with as many digits as they need.

Where a rate is far below the largest entry of its block, rounding of that entry hides it. Then the
blocks are built and solved in ball arithmetic, from the parameters as they are stored.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import spin_pair as pair
from .junction_model import Model

Array = NDArray[Any]

#: Digits to begin with, and those that a rate must keep.
_DIGITS, _KEPT = 60, 20


def decay_rate(model: Model, rank: int) -> float:
    """The decay rate with this many slower ones in the blocks of one junction."""
    import flint

    for digits in _DIGITS * 2 ** np.arange(5):
        with flint.ctx.workdps(int(digits)):
            generator = _generator(model)
            places = (pair.POPULATIONS, pair.RAISING, np.array([pair.DOUBLE_RAISING]))
            blocks = [generator[np.ix_(which, which)] for which in places]
            scale = max(abs(complex(entry)) for block in blocks for entry in block.flat)
            found = [-value.real.mid() for block in blocks for value in _eigenvalues(block)]
            rate = sorted(found, key=abs)[rank]  # not as doubles, of which the smallest are zero
            if abs(rate) > scale * flint.arb(10) ** (_KEPT - int(digits)):
                return float(rate)
    return 0.0  # below every double


def _eigenvalues(block: Array) -> list[Any]:
    if block.size == 1:
        return [block[0, 0]]
    return list(_matrix(block).eig(algorithm="approx"))


def modes(model: Model, populations: bool) -> tuple[Array, Array, dict[str, Array]]:
    """Eigenvalues, eigenvectors in the product basis and weights in the correlations of a block.

    The junction has one stationary state, and the weights are taken in it.
    """
    import flint

    with flint.ctx.workdps(_digits(model)):
        block, sides = _section(model, populations)
        values, vectors = _matrix(block).eig(right=True, algorithm="approx")
        inverse, weights = vectors.inv(), {}
        for name, (left, right) in sides.items():
            rows, columns = _matrix(left[None, :]) * vectors, inverse * _matrix(right[:, None])
            weights[name] = _rounded([rows[0, k] * columns[k, 0] for k in range(len(left))])
        size = len(values)
        table = [_rounded([vectors[i, k] for k in range(size)]) for i in range(size)]
        return _rounded(values), np.array(table), weights


def response(model: Model, name: str, omega: Array) -> Array:
    """int_0^oo exp(i omega t) Tr(A exp(Lt) x), x what B rho has besides its limit.

    The junction has one stationary state, rho.
    """
    import flint

    with flint.ctx.workdps(_digits(model)):
        block, sides = _section(model, name == "C3")
        left, right = sides[name]
        row, column, one = _matrix(left[None, :]), _matrix(right[:, None]), np.eye(len(left))
        return _rounded([
            -(row * _matrix(block + flint.acb(0, float(w)) * one.astype(int)).solve(column))[0, 0]
            for w in omega
        ])  # fmt: skip


def propagators(model: Model, times: Array) -> Array:
    """exp(L t) of one junction at the times, (times, 16, 16)."""
    import flint

    scale = max(np.abs(block).max() for block in model.collective_blocks)
    longest = float(scale * times.max(initial=0.0))
    # scaling and squaring loses a digit or so with each doubling
    digits = _DIGITS + int(4 * np.log2(1 + longest))
    result = np.zeros((times.size, 16, 16), dtype=complex)
    with flint.ctx.workdps(digits):
        generator = _generator(model)
        one = np.array([pair.DOUBLE_RAISING])
        lower = np.array([pair.DOUBLE_LOWERING])
        for which in (pair.POPULATIONS, pair.RAISING, pair.LOWERING, one, lower):
            block = generator[np.ix_(which, which)]
            for k, time in enumerate(times):
                moved = (_matrix(block) * flint.acb(float(time))).exp()
                result[k][np.ix_(which, which)] = [_rounded(row) for row in moved.tolist()]
    return result


def _digits(model: Model) -> int:
    """Enough for the slowest rate that is not zero."""
    scale = max(np.abs(block).max() for block in model.collective_blocks)
    return _DIGITS + int(np.log10(scale) - np.log10(max(decay_rate(model, 1), 1e-300)))


def _section(model: Model, populations: bool) -> tuple[Array, dict[str, tuple[Array, Array]]]:
    """A block on traceless operators, and for each correlation the row of A and the column of x."""
    generator, single = _generator(model), _thermal(model)
    state = np.kron(np.diag(single), np.diag(single))
    sides = {}
    for name, probe in pair.PROBES.items():
        if (name == "C3") == populations:
            probe = probe.astype(int)
            excited = probe.T.dot(state)
            sides[name] = probe.T.ravel(), (excited - np.trace(excited) * state).ravel()
    places = pair.POPULATIONS if populations else pair.RAISING
    block = generator[np.ix_(places, places)]
    cut = {name: (left[places], right[places]) for name, (left, right) in sides.items()}
    if not populations:
        return block, cut
    # the trace fixes the last population
    traced = np.eye(4, dtype=int).ravel()[places][:-1]
    reduced = block[:-1, :-1] - np.outer(block[:-1, -1], traced)
    return reduced, {name: (left[:-1] - left[-1] * traced, right[:-1])
                     for name, (left, right) in cut.items()}  # fmt: skip


def _matrix(entries: Array) -> Any:
    import flint

    return flint.acb_mat([list(map(flint.acb, row)) for row in entries.tolist()])


def _rounded(values: Any) -> Array:
    """Balls to the doubles nearest to their middles."""
    return np.array([complex(value.mid()) for value in values])


def _exact(value: Any) -> Any:
    import flint

    return flint.arb(float(value))


def _thermal(model: Model) -> Array:
    """Weights of up and down in the stationary state of each spin."""
    up, down = _exact(model.w_up), _exact(model.w_down)
    return np.array([up / (up + down), down / (up + down)])


def _generator(model: Model) -> Array:
    """The generator on stacked rows; its numbers have the digits of the context."""
    import flint

    one, i = np.eye(4, dtype=int), flint.acb(0, 1)
    first, second = _exact(model.lambda_1), _exact(model.lambda_2)
    common = (first * second).sqrt() * int(model.parity) * (_exact(model.tilt) / 2).cos()
    twist = _exact(model.twist)
    shared, twisted = flint.acb(common * twist.cos()), i * common * twist.sin()
    energy = (
        _exact(model.larmor_1) / 2 * pair.Z_1.astype(int)
        + _exact(model.larmor_2) / 2 * pair.Z_2.astype(int)
        - _exact(model.J_perp) * pair.TRANSVERSE.astype(int)
        - _exact(model.J_axis) * pair.ZZ.astype(int)
        + _exact(model.D_perp) * i * pair.CROSS_Z.imag.astype(int)
    )
    total = -i * (np.kron(energy, one) - np.kron(one, energy.T))
    flips = (pair.FLIP_1.astype(int), pair.FLIP_2.astype(int))
    axial = (pair.Z_1.astype(int), pair.Z_2.astype(int))
    for jumps, rate, cross in (
        (flips, _exact(model.w_down) / 2, shared - twisted),
        (tuple(jump.T for jump in flips), _exact(model.w_up) / 2, shared + twisted),
        (axial, _exact(model.w_zero) / 4, shared),
    ):
        for m, k, strength in ((0, 0, first), (1, 1, second), (0, 1, cross),
                               (1, 0, cross.conjugate())):  # fmt: skip
            both = jumps[m].T @ jumps[k]
            move = 2 * np.kron(jumps[k], jumps[m]) - np.kron(both, one) - np.kron(one, both.T)
            total = total + rate * strength / 2 * move
    return np.asarray(total)
