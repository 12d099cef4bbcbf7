"""Kernels of the junction for Numba. Generated; edits are lost.

Content     c9255c5d456c02a4395ed6da0c3374e8
Regenerate  spinloom generate junction --backend numba
Sources     junction:step-generator, junction:step-collective

Each kernel compiles on its first call. The compiled code is cached next to this file, or in
Numba's own cache folder, where one of the two can be written.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .special import (
    SPECIAL_DIGEST,
    compile_cached,
)

__all__ = [
    "secular_blocks",
    "collective_blocks",
]

# Numba's cache looks at this file alone: the digest makes it see the functions imported above.
HELPERS_DIGEST = "54375fe2ed10375733b749da1e88d798"
if HELPERS_DIGEST != SPECIAL_DIGEST:
    raise ImportError("special.py does not belong to this file; regenerate both")


@compile_cached
def _at(values, point):
    """One value for all points, or one for each."""
    return values[point] if values.size > 1 else values[0]


def _array(value, dtype):
    return np.asarray(value).astype(dtype, casting="same_kind", copy=False)


def _common_shape(*values):
    return np.broadcast_shapes(*(value.shape for value in values))


def _flat(value, shape):
    if value.size == 1:
        return value.reshape(1).copy()
    return np.array(np.broadcast_to(value, shape)).reshape(-1)


@compile_cached
def _secular_blocks(
    size,
    all_w_down,
    all_w_up,
    all_w_zero,
    all_larmor_1,
    all_larmor_2,
    all_J_perp,
    all_J_axis,
    all_D_perp,
    all_lambda_1,
    all_lambda_2,
    all_shared,
    all_twisted,
    populations,
    coherences,
    double,
):
    for point in range(size):
        w_down = _at(all_w_down, point)
        w_up = _at(all_w_up, point)
        w_zero = _at(all_w_zero, point)
        larmor_1 = _at(all_larmor_1, point)
        larmor_2 = _at(all_larmor_2, point)
        J_perp = _at(all_J_perp, point)
        J_axis = _at(all_J_axis, point)
        D_perp = _at(all_D_perp, point)
        lambda_1 = _at(all_lambda_1, point)
        lambda_2 = _at(all_lambda_2, point)
        shared = _at(all_shared, point)
        twisted = _at(all_twisted, point)

        # rate of uu_uu [junction:step-generator]
        populations[point, 0, 0] = -0.5 * lambda_1 * w_down - 0.5 * lambda_2 * w_down
        populations[point, 0, 1] = 0.5 * lambda_2 * w_up
        populations[point, 0, 2] = 0.5 * shared * w_up + 0.5 * twisted * w_up * 1j
        populations[point, 0, 3] = 0.5 * shared * w_up - 0.5 * twisted * w_up * 1j
        populations[point, 0, 4] = 0.5 * lambda_1 * w_up
        populations[point, 0, 5] = 0.0

        # rate of ud_ud [junction:step-generator]
        populations[point, 1, 0] = 0.5 * lambda_2 * w_down
        populations[point, 1, 1] = -0.5 * lambda_1 * w_down - 0.5 * lambda_2 * w_up
        populations[point, 1, 2] = (
            2.0 * D_perp
            - 2.0 * J_perp * 1j
            - 0.25 * shared * w_down
            - 0.25 * shared * w_up
            - 0.25 * twisted * w_down * 1j
            - 0.25 * twisted * w_up * 1j
        )
        populations[point, 1, 3] = (
            2.0 * D_perp
            + 2.0 * J_perp * 1j
            - 0.25 * shared * w_down
            - 0.25 * shared * w_up
            + 0.25 * twisted * w_down * 1j
            + 0.25 * twisted * w_up * 1j
        )
        populations[point, 1, 4] = 0.0
        populations[point, 1, 5] = 0.5 * lambda_1 * w_up

        # rate of ud_du [junction:step-generator]
        populations[point, 2, 0] = 0.5 * shared * w_down - 0.5 * twisted * w_down * 1j
        populations[point, 2, 1] = (
            -2.0 * D_perp
            - 2.0 * J_perp * 1j
            - 0.25 * shared * w_down
            - 0.25 * shared * w_up
            + 0.25 * twisted * w_down * 1j
            + 0.25 * twisted * w_up * 1j
        )
        populations[point, 2, 2] = (
            larmor_2 * 1j
            + shared * w_zero
            - larmor_1 * 1j
            - 0.5 * lambda_1 * w_zero
            - 0.5 * lambda_2 * w_zero
            - 0.25 * lambda_1 * w_down
            - 0.25 * lambda_1 * w_up
            - 0.25 * lambda_2 * w_down
            - 0.25 * lambda_2 * w_up
        )
        populations[point, 2, 3] = 0.0
        populations[point, 2, 4] = (
            2.0 * D_perp
            + 2.0 * J_perp * 1j
            - 0.25 * shared * w_down
            - 0.25 * shared * w_up
            + 0.25 * twisted * w_down * 1j
            + 0.25 * twisted * w_up * 1j
        )
        populations[point, 2, 5] = 0.5 * shared * w_up - 0.5 * twisted * w_up * 1j

        # rate of du_ud [junction:step-generator]
        populations[point, 3, 0] = 0.5 * shared * w_down + 0.5 * twisted * w_down * 1j
        populations[point, 3, 1] = (
            2.0 * J_perp * 1j
            - 2.0 * D_perp
            - 0.25 * shared * w_down
            - 0.25 * shared * w_up
            - 0.25 * twisted * w_down * 1j
            - 0.25 * twisted * w_up * 1j
        )
        populations[point, 3, 2] = 0.0
        populations[point, 3, 3] = (
            larmor_1 * 1j
            + shared * w_zero
            - larmor_2 * 1j
            - 0.5 * lambda_1 * w_zero
            - 0.5 * lambda_2 * w_zero
            - 0.25 * lambda_1 * w_down
            - 0.25 * lambda_1 * w_up
            - 0.25 * lambda_2 * w_down
            - 0.25 * lambda_2 * w_up
        )
        populations[point, 3, 4] = (
            2.0 * D_perp
            - 2.0 * J_perp * 1j
            - 0.25 * shared * w_down
            - 0.25 * shared * w_up
            - 0.25 * twisted * w_down * 1j
            - 0.25 * twisted * w_up * 1j
        )
        populations[point, 3, 5] = 0.5 * shared * w_up + 0.5 * twisted * w_up * 1j

        # rate of du_du [junction:step-generator]
        populations[point, 4, 0] = 0.5 * lambda_1 * w_down
        populations[point, 4, 1] = 0.0
        populations[point, 4, 2] = (
            2.0 * J_perp * 1j
            - 2.0 * D_perp
            - 0.25 * shared * w_down
            - 0.25 * shared * w_up
            - 0.25 * twisted * w_down * 1j
            - 0.25 * twisted * w_up * 1j
        )
        populations[point, 4, 3] = (
            -2.0 * D_perp
            - 2.0 * J_perp * 1j
            - 0.25 * shared * w_down
            - 0.25 * shared * w_up
            + 0.25 * twisted * w_down * 1j
            + 0.25 * twisted * w_up * 1j
        )
        populations[point, 4, 4] = -0.5 * lambda_1 * w_up - 0.5 * lambda_2 * w_down
        populations[point, 4, 5] = 0.5 * lambda_2 * w_up

        # rate of dd_dd [junction:step-generator]
        populations[point, 5, 0] = 0.0
        populations[point, 5, 1] = 0.5 * lambda_1 * w_down
        populations[point, 5, 2] = 0.5 * shared * w_down + 0.5 * twisted * w_down * 1j
        populations[point, 5, 3] = 0.5 * shared * w_down - 0.5 * twisted * w_down * 1j
        populations[point, 5, 4] = 0.5 * lambda_2 * w_down
        populations[point, 5, 5] = -0.5 * lambda_1 * w_up - 0.5 * lambda_2 * w_up

        # rate of uu_ud [junction:step-generator]
        coherences[point, 0, 0] = (
            2.0 * J_axis * 1j
            - larmor_2 * 1j
            - 0.5 * lambda_1 * w_down
            - 0.5 * lambda_2 * w_zero
            - 0.25 * lambda_2 * w_down
            - 0.25 * lambda_2 * w_up
        )
        coherences[point, 0, 1] = (
            2.0 * D_perp
            - 2.0 * J_perp * 1j
            - 0.25 * shared * w_down
            - 0.25 * shared * w_up
            - 0.25 * twisted * w_down * 1j
            - 0.25 * twisted * w_up * 1j
        )
        coherences[point, 0, 2] = 0.5 * shared * w_up + 0.5 * twisted * w_up * 1j
        coherences[point, 0, 3] = 0.5 * lambda_1 * w_up

        # rate of uu_du [junction:step-generator]
        coherences[point, 1, 0] = (
            -2.0 * D_perp
            - 2.0 * J_perp * 1j
            - 0.25 * shared * w_down
            - 0.25 * shared * w_up
            + 0.25 * twisted * w_down * 1j
            + 0.25 * twisted * w_up * 1j
        )
        coherences[point, 1, 1] = (
            2.0 * J_axis * 1j
            - larmor_1 * 1j
            - 0.5 * lambda_1 * w_zero
            - 0.5 * lambda_2 * w_down
            - 0.25 * lambda_1 * w_down
            - 0.25 * lambda_1 * w_up
        )
        coherences[point, 1, 2] = 0.5 * lambda_2 * w_up
        coherences[point, 1, 3] = 0.5 * shared * w_up - 0.5 * twisted * w_up * 1j

        # rate of ud_dd [junction:step-generator]
        coherences[point, 2, 0] = 0.5 * shared * w_down - 0.5 * twisted * w_down * 1j
        coherences[point, 2, 1] = 0.5 * lambda_2 * w_down
        coherences[point, 2, 2] = (
            -larmor_1 * 1j
            - 2.0 * J_axis * 1j
            - 0.5 * lambda_1 * w_zero
            - 0.5 * lambda_2 * w_up
            - 0.25 * lambda_1 * w_down
            - 0.25 * lambda_1 * w_up
        )
        coherences[point, 2, 3] = (
            2.0 * D_perp
            + 2.0 * J_perp * 1j
            - 0.25 * shared * w_down
            - 0.25 * shared * w_up
            + 0.25 * twisted * w_down * 1j
            + 0.25 * twisted * w_up * 1j
        )

        # rate of du_dd [junction:step-generator]
        coherences[point, 3, 0] = 0.5 * lambda_1 * w_down
        coherences[point, 3, 1] = 0.5 * shared * w_down + 0.5 * twisted * w_down * 1j
        coherences[point, 3, 2] = (
            2.0 * J_perp * 1j
            - 2.0 * D_perp
            - 0.25 * shared * w_down
            - 0.25 * shared * w_up
            - 0.25 * twisted * w_down * 1j
            - 0.25 * twisted * w_up * 1j
        )
        coherences[point, 3, 3] = (
            -larmor_2 * 1j
            - 2.0 * J_axis * 1j
            - 0.5 * lambda_1 * w_up
            - 0.5 * lambda_2 * w_zero
            - 0.25 * lambda_2 * w_down
            - 0.25 * lambda_2 * w_up
        )

        # rate of uu_dd [junction:step-generator]
        double[point] = (
            -larmor_1 * 1j
            - larmor_2 * 1j
            - shared * w_zero
            - 0.5 * lambda_1 * w_zero
            - 0.5 * lambda_2 * w_zero
            - 0.25 * lambda_1 * w_down
            - 0.25 * lambda_1 * w_up
            - 0.25 * lambda_2 * w_down
            - 0.25 * lambda_2 * w_up
        )


def secular_blocks(
    w_down: ArrayLike, w_up: ArrayLike, w_zero: ArrayLike, larmor_1: ArrayLike, larmor_2:
    ArrayLike, J_perp: ArrayLike, J_axis: ArrayLike, D_perp: ArrayLike, lambda_1: ArrayLike,
    lambda_2: ArrayLike, shared: ArrayLike, twisted: ArrayLike,
) -> tuple[Any, ...]:
    """Secular blocks of the generator of two spins, over products of their states.

        d rho_ab / dt = sum over cd of block[ab, cd] rho_cd

    Parameters
    ----------
    w_down : float array, shape (...)
        Bath spectrum at the Larmor frequency (energy). Domain: >= 0.
    w_up : float array, shape (...)
        Bath spectrum at minus the Larmor frequency (energy). Domain: >= 0.
    w_zero : float array, shape (...)
        Bath spectrum at zero frequency (energy). Domain: >= 0.
    larmor_1 : float array, shape (...)
        Larmor frequency of spin 1 (energy). Domain: real.
    larmor_2 : float array, shape (...)
        Larmor frequency of spin 2 (energy). Domain: real.
    J_perp : float array, shape (...)
        Transverse exchange (energy). Domain: real.
    J_axis : float array, shape (...)
        Axial exchange (energy). Domain: real.
    D_perp : float array, shape (...)
        Dzyaloshinskii-Moriya interaction (energy). Domain: real.
    lambda_1 : float array, shape (...)
        Coupling of spin 1 to the leads. Domain: >= 0.
    lambda_2 : float array, shape (...)
        Coupling of spin 2 to the leads. Domain: >= 0.
    shared : float array, shape (...)
        sign sqrt(lambda_1 lambda_2) cos(theta/2) cos(phi). Domain: real.
    twisted : float array, shape (...)
        sign sqrt(lambda_1 lambda_2) cos(theta/2) sin(phi). Domain: real.

    Returns
    -------
    populations : complex array, shape (..., population, population)
        Block of equal magnetisation (energy).
    coherences : complex array, shape (..., coherence, coherence)
        Block one unit of magnetisation apart (energy).
    double : complex array, shape (...)
        Entry two units apart (energy).

    Notes
    -----
    Kind: matrix.
    Sources: junction:step-generator.
    """
    w_down = _array(w_down, np.float64)
    w_up = _array(w_up, np.float64)
    w_zero = _array(w_zero, np.float64)
    larmor_1 = _array(larmor_1, np.float64)
    larmor_2 = _array(larmor_2, np.float64)
    J_perp = _array(J_perp, np.float64)
    J_axis = _array(J_axis, np.float64)
    D_perp = _array(D_perp, np.float64)
    lambda_1 = _array(lambda_1, np.float64)
    lambda_2 = _array(lambda_2, np.float64)
    shared = _array(shared, np.float64)
    twisted = _array(twisted, np.float64)
    shape = _common_shape(
        w_down, w_up, w_zero, larmor_1, larmor_2, J_perp, J_axis, D_perp, lambda_1, lambda_2,
        shared, twisted,
    )
    size = math.prod(shape)
    populations = np.empty((size, 6, 6), dtype=np.complex128)
    coherences = np.empty((size, 4, 4), dtype=np.complex128)
    double = np.empty(size, dtype=np.complex128)
    _secular_blocks(
        size,
        _flat(w_down, shape),
        _flat(w_up, shape),
        _flat(w_zero, shape),
        _flat(larmor_1, shape),
        _flat(larmor_2, shape),
        _flat(J_perp, shape),
        _flat(J_axis, shape),
        _flat(D_perp, shape),
        _flat(lambda_1, shape),
        _flat(lambda_2, shape),
        _flat(shared, shape),
        _flat(twisted, shape),
        populations,
        coherences,
        double,
    )
    return (
        populations.reshape((*shape, 6, 6))[()],
        coherences.reshape((*shape, 4, 4))[()],
        double.reshape(shape)[()],
    )


@compile_cached
def _collective_blocks(
    size,
    all_w_down,
    all_w_up,
    all_w_zero,
    all_larmor_1,
    all_larmor_2,
    all_J_perp,
    all_J_axis,
    all_D_perp,
    all_bright,
    all_dark,
    all_uneven,
    all_twisted,
    populations,
    coherences,
):
    for point in range(size):
        w_down = _at(all_w_down, point)
        w_up = _at(all_w_up, point)
        w_zero = _at(all_w_zero, point)
        larmor_1 = _at(all_larmor_1, point)
        larmor_2 = _at(all_larmor_2, point)
        J_perp = _at(all_J_perp, point)
        J_axis = _at(all_J_axis, point)
        D_perp = _at(all_D_perp, point)
        bright = _at(all_bright, point)
        dark = _at(all_dark, point)
        uneven = _at(all_uneven, point)
        twisted = _at(all_twisted, point)

        # rate of T1 [junction:step-collective]
        populations[point, 0, 0] = -bright * w_down - dark * w_down
        populations[point, 0, 1] = bright * w_up
        populations[point, 0, 2] = 0.0
        populations[point, 0, 3] = -2.0 * uneven * w_up
        populations[point, 0, 4] = twisted * w_up
        populations[point, 0, 5] = dark * w_up

        # rate of T0 [junction:step-collective]
        populations[point, 1, 0] = bright * w_down
        populations[point, 1, 1] = -bright * w_down - bright * w_up - dark * w_zero
        populations[point, 1, 2] = bright * w_up
        populations[point, 1, 3] = uneven * w_up - 4.0 * D_perp - uneven * w_down
        populations[point, 1, 4] = (
            larmor_2
            - larmor_1
            - 0.5 * twisted * w_down
            - 0.5 * twisted * w_up
        )
        populations[point, 1, 5] = dark * w_zero

        # rate of T3 [junction:step-collective]
        populations[point, 2, 0] = 0.0
        populations[point, 2, 1] = bright * w_down
        populations[point, 2, 2] = -bright * w_up - dark * w_up
        populations[point, 2, 3] = 2.0 * uneven * w_down
        populations[point, 2, 4] = twisted * w_down
        populations[point, 2, 5] = dark * w_down

        # rate of real [junction:step-collective]
        populations[point, 3, 0] = -uneven * w_down
        populations[point, 3, 1] = 2.0 * D_perp + 0.5 * uneven * w_up - 0.5 * uneven * w_down
        populations[point, 3, 2] = uneven * w_up
        populations[point, 3, 3] = (
            -0.5 * bright * w_down
            - 0.5 * bright * w_up
            - 0.5 * dark * w_down
            - 0.5 * dark * w_up
        )
        populations[point, 3, 4] = -4.0 * J_perp
        populations[point, 3, 5] = 0.5 * uneven * w_up - 2.0 * D_perp - 0.5 * uneven * w_down

        # rate of imaginary [junction:step-collective]
        populations[point, 4, 0] = 0.5 * twisted * w_down
        populations[point, 4, 1] = (
            0.5 * larmor_1
            - 0.5 * larmor_2
            - 0.25 * twisted * w_down
            - 0.25 * twisted * w_up
        )
        populations[point, 4, 2] = 0.5 * twisted * w_up
        populations[point, 4, 3] = 4.0 * J_perp
        populations[point, 4, 4] = (
            -2.0 * dark * w_zero
            - 0.5 * bright * w_down
            - 0.5 * bright * w_up
            - 0.5 * dark * w_down
            - 0.5 * dark * w_up
        )
        populations[point, 4, 5] = (
            0.5 * larmor_2
            - 0.5 * larmor_1
            - 0.25 * twisted * w_down
            - 0.25 * twisted * w_up
        )

        # rate of S [junction:step-collective]
        populations[point, 5, 0] = dark * w_down
        populations[point, 5, 1] = dark * w_zero
        populations[point, 5, 2] = dark * w_up
        populations[point, 5, 3] = 4.0 * D_perp + uneven * w_up - uneven * w_down
        populations[point, 5, 4] = (
            larmor_1
            - larmor_2
            - 0.5 * twisted * w_down
            - 0.5 * twisted * w_up
        )
        populations[point, 5, 5] = -dark * w_down - dark * w_up - dark * w_zero

        # rate of T1_T0 [junction:step-collective]
        coherences[point, 0, 0] = (
            -bright * w_down
            - 2.0 * J_perp * 1j
            + 2.0 * J_axis * 1j
            - 0.5 * larmor_1 * 1j
            - 0.5 * larmor_2 * 1j
            - 0.5 * bright * w_up
            - 0.5 * bright * w_zero
            - 0.5 * dark * w_down
            - 0.5 * dark * w_zero
        )
        coherences[point, 0, 1] = bright * w_up
        coherences[point, 0, 2] = (
            uneven * w_zero
            - 2.0 * D_perp
            + 0.5 * larmor_1 * 1j
            + 0.5 * uneven * w_up
            - 0.5 * larmor_2 * 1j
            - 0.5 * uneven * w_down
            + 0.25 * twisted * w_down * 1j
            + 0.25 * twisted * w_up * 1j
        )
        coherences[point, 0, 3] = 0.5 * twisted * w_up * 1j - uneven * w_up

        # rate of T0_T3 [junction:step-collective]
        coherences[point, 1, 0] = bright * w_down
        coherences[point, 1, 1] = (
            -bright * w_up
            - 2.0 * J_axis * 1j
            + 2.0 * J_perp * 1j
            - 0.5 * larmor_1 * 1j
            - 0.5 * larmor_2 * 1j
            - 0.5 * bright * w_down
            - 0.5 * bright * w_zero
            - 0.5 * dark * w_up
            - 0.5 * dark * w_zero
        )
        coherences[point, 1, 2] = uneven * w_down - 0.5 * twisted * w_down * 1j
        coherences[point, 1, 3] = (
            0.5 * larmor_2 * 1j
            - 2.0 * D_perp
            + 0.5 * uneven * w_up
            - uneven * w_zero
            - 0.5 * larmor_1 * 1j
            - 0.5 * uneven * w_down
            - 0.25 * twisted * w_down * 1j
            - 0.25 * twisted * w_up * 1j
        )

        # rate of T1_S [junction:step-collective]
        coherences[point, 2, 0] = (
            2.0 * D_perp
            + uneven * w_zero
            + 0.5 * larmor_1 * 1j
            + 0.5 * uneven * w_up
            - 0.5 * larmor_2 * 1j
            - 0.5 * uneven * w_down
            - 0.25 * twisted * w_down * 1j
            - 0.25 * twisted * w_up * 1j
        )
        coherences[point, 2, 1] = uneven * w_up + 0.5 * twisted * w_up * 1j
        coherences[point, 2, 2] = (
            2.0 * J_axis * 1j
            - dark * w_down
            + 2.0 * J_perp * 1j
            - 0.5 * larmor_1 * 1j
            - 0.5 * larmor_2 * 1j
            - 0.5 * bright * w_down
            - 0.5 * bright * w_zero
            - 0.5 * dark * w_up
            - 0.5 * dark * w_zero
        )
        coherences[point, 2, 3] = -dark * w_up

        # rate of S_T3 [junction:step-collective]
        coherences[point, 3, 0] = -uneven * w_down - 0.5 * twisted * w_down * 1j
        coherences[point, 3, 1] = (
            2.0 * D_perp
            + 0.5 * larmor_2 * 1j
            + 0.5 * uneven * w_up
            - uneven * w_zero
            - 0.5 * larmor_1 * 1j
            - 0.5 * uneven * w_down
            + 0.25 * twisted * w_down * 1j
            + 0.25 * twisted * w_up * 1j
        )
        coherences[point, 3, 2] = -dark * w_down
        coherences[point, 3, 3] = (
            -dark * w_up
            - 2.0 * J_axis * 1j
            - 2.0 * J_perp * 1j
            - 0.5 * larmor_1 * 1j
            - 0.5 * larmor_2 * 1j
            - 0.5 * bright * w_up
            - 0.5 * bright * w_zero
            - 0.5 * dark * w_down
            - 0.5 * dark * w_zero
        )


def collective_blocks(
    w_down: ArrayLike, w_up: ArrayLike, w_zero: ArrayLike, larmor_1: ArrayLike, larmor_2:
    ArrayLike, J_perp: ArrayLike, J_axis: ArrayLike, D_perp: ArrayLike, bright: ArrayLike, dark:
    ArrayLike, uneven: ArrayLike, twisted: ArrayLike,
) -> tuple[Any, ...]:
    """Secular blocks of the generator over the triplet and the singlet.

        populations of T1, T0, T3, real and imaginary part of rho_{T0,S}, population of S

    Parameters
    ----------
    w_down : float array, shape (...)
        Bath spectrum at the Larmor frequency (energy). Domain: >= 0.
    w_up : float array, shape (...)
        Bath spectrum at minus the Larmor frequency (energy). Domain: >= 0.
    w_zero : float array, shape (...)
        Bath spectrum at zero frequency (energy). Domain: >= 0.
    larmor_1 : float array, shape (...)
        Larmor frequency of spin 1 (energy). Domain: real.
    larmor_2 : float array, shape (...)
        Larmor frequency of spin 2 (energy). Domain: real.
    J_perp : float array, shape (...)
        Transverse exchange (energy). Domain: real.
    J_axis : float array, shape (...)
        Axial exchange (energy). Domain: real.
    D_perp : float array, shape (...)
        Dzyaloshinskii-Moriya interaction (energy). Domain: real.
    bright : float array, shape (...)
        (lambda_1 + lambda_2 + 2 shared) / 4. Domain: >= 0.
    dark : float array, shape (...)
        (lambda_1 + lambda_2 - 2 shared) / 4. Domain: >= 0.
    uneven : float array, shape (...)
        (lambda_1 - lambda_2) / 4. Domain: real.
    twisted : float array, shape (...)
        sign sqrt(lambda_1 lambda_2) cos(theta/2) sin(phi). Domain: real.

    Returns
    -------
    populations : float array, shape (..., coordinate, coordinate)
        Block of equal magnetisation (energy).
    coherences : complex array, shape (..., coherence, coherence)
        Block one unit of magnetisation apart (energy).

    Notes
    -----
    Kind: matrix.
    Sources: junction:step-collective.
    """
    w_down = _array(w_down, np.float64)
    w_up = _array(w_up, np.float64)
    w_zero = _array(w_zero, np.float64)
    larmor_1 = _array(larmor_1, np.float64)
    larmor_2 = _array(larmor_2, np.float64)
    J_perp = _array(J_perp, np.float64)
    J_axis = _array(J_axis, np.float64)
    D_perp = _array(D_perp, np.float64)
    bright = _array(bright, np.float64)
    dark = _array(dark, np.float64)
    uneven = _array(uneven, np.float64)
    twisted = _array(twisted, np.float64)
    shape = _common_shape(
        w_down, w_up, w_zero, larmor_1, larmor_2, J_perp, J_axis, D_perp, bright, dark, uneven,
        twisted,
    )
    size = math.prod(shape)
    populations = np.empty((size, 6, 6), dtype=np.float64)
    coherences = np.empty((size, 4, 4), dtype=np.complex128)
    _collective_blocks(
        size,
        _flat(w_down, shape),
        _flat(w_up, shape),
        _flat(w_zero, shape),
        _flat(larmor_1, shape),
        _flat(larmor_2, shape),
        _flat(J_perp, shape),
        _flat(J_axis, shape),
        _flat(D_perp, shape),
        _flat(bright, shape),
        _flat(dark, shape),
        _flat(uneven, shape),
        _flat(twisted, shape),
        populations,
        coherences,
    )
    return (
        populations.reshape((*shape, 6, 6))[()],
        coherences.reshape((*shape, 4, 4))[()],
    )
