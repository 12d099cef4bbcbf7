"""Kernels of the junction for NumPy. Generated; edits are lost.

Content     17879ebd5f07b224221b791dad971927
Regenerate  spinloom generate junction --backend numpy
Sources     junction:step-generator, junction:step-collective
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

__all__ = [
    "secular_blocks",
    "collective_blocks",
]


def _precision(*values):
    """Types of the computation: double, or what the widest argument brings."""
    real = np.result_type(np.float64, *(np.asarray(value).real for value in values))
    return real, np.result_type(real, np.complex64)


def _array(value, dtype):
    return np.asarray(value).astype(dtype, casting="same_kind", copy=False)


def _common_shape(*values):
    return np.broadcast_shapes(*(value.shape for value in values))


def _batch_first(values, axes):
    """Move the short axes, kept in front while computing, behind the batch axes."""
    return np.moveaxis(values, tuple(range(axes)), tuple(range(-axes, 0)))[()]


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
    real, complex_ = _precision(
        w_down, w_up, w_zero, larmor_1, larmor_2, J_perp, J_axis, D_perp, lambda_1, lambda_2,
        shared, twisted,
    )
    w_down = _array(w_down, real)
    w_up = _array(w_up, real)
    w_zero = _array(w_zero, real)
    larmor_1 = _array(larmor_1, real)
    larmor_2 = _array(larmor_2, real)
    J_perp = _array(J_perp, real)
    J_axis = _array(J_axis, real)
    D_perp = _array(D_perp, real)
    lambda_1 = _array(lambda_1, real)
    lambda_2 = _array(lambda_2, real)
    shared = _array(shared, real)
    twisted = _array(twisted, real)
    shape = _common_shape(
        w_down, w_up, w_zero, larmor_1, larmor_2, J_perp, J_axis, D_perp, lambda_1, lambda_2,
        shared, twisted,
    )
    populations = np.empty((6, 6, *shape), dtype=complex_)
    coherences = np.empty((4, 4, *shape), dtype=complex_)
    double = np.empty(shape, dtype=complex_)

    # rate of uu_uu [junction:step-generator]
    populations[0, 0] = -0.5 * lambda_1 * w_down - 0.5 * lambda_2 * w_down
    populations[0, 1] = 0.5 * lambda_2 * w_up
    populations[0, 2] = 0.5 * shared * w_up + 0.5 * twisted * w_up * 1j
    populations[0, 3] = 0.5 * shared * w_up - 0.5 * twisted * w_up * 1j
    populations[0, 4] = 0.5 * lambda_1 * w_up
    populations[0, 5] = 0.0

    # rate of ud_ud [junction:step-generator]
    populations[1, 0] = 0.5 * lambda_2 * w_down
    populations[1, 1] = -0.5 * lambda_1 * w_down - 0.5 * lambda_2 * w_up
    populations[1, 2] = (
        2.0 * D_perp
        - 2.0 * J_perp * 1j
        - 0.25 * shared * w_down
        - 0.25 * shared * w_up
        - 0.25 * twisted * w_down * 1j
        - 0.25 * twisted * w_up * 1j
    )
    populations[1, 3] = (
        2.0 * D_perp
        + 2.0 * J_perp * 1j
        - 0.25 * shared * w_down
        - 0.25 * shared * w_up
        + 0.25 * twisted * w_down * 1j
        + 0.25 * twisted * w_up * 1j
    )
    populations[1, 4] = 0.0
    populations[1, 5] = 0.5 * lambda_1 * w_up

    # rate of ud_du [junction:step-generator]
    populations[2, 0] = 0.5 * shared * w_down - 0.5 * twisted * w_down * 1j
    populations[2, 1] = (
        -2.0 * D_perp
        - 2.0 * J_perp * 1j
        - 0.25 * shared * w_down
        - 0.25 * shared * w_up
        + 0.25 * twisted * w_down * 1j
        + 0.25 * twisted * w_up * 1j
    )
    populations[2, 2] = (
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
    populations[2, 3] = 0.0
    populations[2, 4] = (
        2.0 * D_perp
        + 2.0 * J_perp * 1j
        - 0.25 * shared * w_down
        - 0.25 * shared * w_up
        + 0.25 * twisted * w_down * 1j
        + 0.25 * twisted * w_up * 1j
    )
    populations[2, 5] = 0.5 * shared * w_up - 0.5 * twisted * w_up * 1j

    # rate of du_ud [junction:step-generator]
    populations[3, 0] = 0.5 * shared * w_down + 0.5 * twisted * w_down * 1j
    populations[3, 1] = (
        2.0 * J_perp * 1j
        - 2.0 * D_perp
        - 0.25 * shared * w_down
        - 0.25 * shared * w_up
        - 0.25 * twisted * w_down * 1j
        - 0.25 * twisted * w_up * 1j
    )
    populations[3, 2] = 0.0
    populations[3, 3] = (
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
    populations[3, 4] = (
        2.0 * D_perp
        - 2.0 * J_perp * 1j
        - 0.25 * shared * w_down
        - 0.25 * shared * w_up
        - 0.25 * twisted * w_down * 1j
        - 0.25 * twisted * w_up * 1j
    )
    populations[3, 5] = 0.5 * shared * w_up + 0.5 * twisted * w_up * 1j

    # rate of du_du [junction:step-generator]
    populations[4, 0] = 0.5 * lambda_1 * w_down
    populations[4, 1] = 0.0
    populations[4, 2] = (
        2.0 * J_perp * 1j
        - 2.0 * D_perp
        - 0.25 * shared * w_down
        - 0.25 * shared * w_up
        - 0.25 * twisted * w_down * 1j
        - 0.25 * twisted * w_up * 1j
    )
    populations[4, 3] = (
        -2.0 * D_perp
        - 2.0 * J_perp * 1j
        - 0.25 * shared * w_down
        - 0.25 * shared * w_up
        + 0.25 * twisted * w_down * 1j
        + 0.25 * twisted * w_up * 1j
    )
    populations[4, 4] = -0.5 * lambda_1 * w_up - 0.5 * lambda_2 * w_down
    populations[4, 5] = 0.5 * lambda_2 * w_up

    # rate of dd_dd [junction:step-generator]
    populations[5, 0] = 0.0
    populations[5, 1] = 0.5 * lambda_1 * w_down
    populations[5, 2] = 0.5 * shared * w_down + 0.5 * twisted * w_down * 1j
    populations[5, 3] = 0.5 * shared * w_down - 0.5 * twisted * w_down * 1j
    populations[5, 4] = 0.5 * lambda_2 * w_down
    populations[5, 5] = -0.5 * lambda_1 * w_up - 0.5 * lambda_2 * w_up

    # rate of uu_ud [junction:step-generator]
    coherences[0, 0] = (
        2.0 * J_axis * 1j
        - larmor_2 * 1j
        - 0.5 * lambda_1 * w_down
        - 0.5 * lambda_2 * w_zero
        - 0.25 * lambda_2 * w_down
        - 0.25 * lambda_2 * w_up
    )
    coherences[0, 1] = (
        2.0 * D_perp
        - 2.0 * J_perp * 1j
        - 0.25 * shared * w_down
        - 0.25 * shared * w_up
        - 0.25 * twisted * w_down * 1j
        - 0.25 * twisted * w_up * 1j
    )
    coherences[0, 2] = 0.5 * shared * w_up + 0.5 * twisted * w_up * 1j
    coherences[0, 3] = 0.5 * lambda_1 * w_up

    # rate of uu_du [junction:step-generator]
    coherences[1, 0] = (
        -2.0 * D_perp
        - 2.0 * J_perp * 1j
        - 0.25 * shared * w_down
        - 0.25 * shared * w_up
        + 0.25 * twisted * w_down * 1j
        + 0.25 * twisted * w_up * 1j
    )
    coherences[1, 1] = (
        2.0 * J_axis * 1j
        - larmor_1 * 1j
        - 0.5 * lambda_1 * w_zero
        - 0.5 * lambda_2 * w_down
        - 0.25 * lambda_1 * w_down
        - 0.25 * lambda_1 * w_up
    )
    coherences[1, 2] = 0.5 * lambda_2 * w_up
    coherences[1, 3] = 0.5 * shared * w_up - 0.5 * twisted * w_up * 1j

    # rate of ud_dd [junction:step-generator]
    coherences[2, 0] = 0.5 * shared * w_down - 0.5 * twisted * w_down * 1j
    coherences[2, 1] = 0.5 * lambda_2 * w_down
    coherences[2, 2] = (
        -larmor_1 * 1j
        - 2.0 * J_axis * 1j
        - 0.5 * lambda_1 * w_zero
        - 0.5 * lambda_2 * w_up
        - 0.25 * lambda_1 * w_down
        - 0.25 * lambda_1 * w_up
    )
    coherences[2, 3] = (
        2.0 * D_perp
        + 2.0 * J_perp * 1j
        - 0.25 * shared * w_down
        - 0.25 * shared * w_up
        + 0.25 * twisted * w_down * 1j
        + 0.25 * twisted * w_up * 1j
    )

    # rate of du_dd [junction:step-generator]
    coherences[3, 0] = 0.5 * lambda_1 * w_down
    coherences[3, 1] = 0.5 * shared * w_down + 0.5 * twisted * w_down * 1j
    coherences[3, 2] = (
        2.0 * J_perp * 1j
        - 2.0 * D_perp
        - 0.25 * shared * w_down
        - 0.25 * shared * w_up
        - 0.25 * twisted * w_down * 1j
        - 0.25 * twisted * w_up * 1j
    )
    coherences[3, 3] = (
        -larmor_2 * 1j
        - 2.0 * J_axis * 1j
        - 0.5 * lambda_1 * w_up
        - 0.5 * lambda_2 * w_zero
        - 0.25 * lambda_2 * w_down
        - 0.25 * lambda_2 * w_up
    )

    # rate of uu_dd [junction:step-generator]
    double[...] = (
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

    return (
        _batch_first(populations, 2),
        _batch_first(coherences, 2),
        _batch_first(double, 0),
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
    real, complex_ = _precision(
        w_down, w_up, w_zero, larmor_1, larmor_2, J_perp, J_axis, D_perp, bright, dark, uneven,
        twisted,
    )
    w_down = _array(w_down, real)
    w_up = _array(w_up, real)
    w_zero = _array(w_zero, real)
    larmor_1 = _array(larmor_1, real)
    larmor_2 = _array(larmor_2, real)
    J_perp = _array(J_perp, real)
    J_axis = _array(J_axis, real)
    D_perp = _array(D_perp, real)
    bright = _array(bright, real)
    dark = _array(dark, real)
    uneven = _array(uneven, real)
    twisted = _array(twisted, real)
    shape = _common_shape(
        w_down, w_up, w_zero, larmor_1, larmor_2, J_perp, J_axis, D_perp, bright, dark, uneven,
        twisted,
    )
    populations = np.empty((6, 6, *shape), dtype=real)
    coherences = np.empty((4, 4, *shape), dtype=complex_)

    # rate of T1 [junction:step-collective]
    populations[0, 0] = -bright * w_down - dark * w_down
    populations[0, 1] = bright * w_up
    populations[0, 2] = 0.0
    populations[0, 3] = -2.0 * uneven * w_up
    populations[0, 4] = twisted * w_up
    populations[0, 5] = dark * w_up

    # rate of T0 [junction:step-collective]
    populations[1, 0] = bright * w_down
    populations[1, 1] = -bright * w_down - bright * w_up - dark * w_zero
    populations[1, 2] = bright * w_up
    populations[1, 3] = uneven * w_up - 4.0 * D_perp - uneven * w_down
    populations[1, 4] = larmor_2 - larmor_1 - 0.5 * twisted * w_down - 0.5 * twisted * w_up
    populations[1, 5] = dark * w_zero

    # rate of T3 [junction:step-collective]
    populations[2, 0] = 0.0
    populations[2, 1] = bright * w_down
    populations[2, 2] = -bright * w_up - dark * w_up
    populations[2, 3] = 2.0 * uneven * w_down
    populations[2, 4] = twisted * w_down
    populations[2, 5] = dark * w_down

    # rate of real [junction:step-collective]
    populations[3, 0] = -uneven * w_down
    populations[3, 1] = 2.0 * D_perp + 0.5 * uneven * w_up - 0.5 * uneven * w_down
    populations[3, 2] = uneven * w_up
    populations[3, 3] = (
        -0.5 * bright * w_down
        - 0.5 * bright * w_up
        - 0.5 * dark * w_down
        - 0.5 * dark * w_up
    )
    populations[3, 4] = -4.0 * J_perp
    populations[3, 5] = 0.5 * uneven * w_up - 2.0 * D_perp - 0.5 * uneven * w_down

    # rate of imaginary [junction:step-collective]
    populations[4, 0] = 0.5 * twisted * w_down
    populations[4, 1] = (
        0.5 * larmor_1
        - 0.5 * larmor_2
        - 0.25 * twisted * w_down
        - 0.25 * twisted * w_up
    )
    populations[4, 2] = 0.5 * twisted * w_up
    populations[4, 3] = 4.0 * J_perp
    populations[4, 4] = (
        -2.0 * dark * w_zero
        - 0.5 * bright * w_down
        - 0.5 * bright * w_up
        - 0.5 * dark * w_down
        - 0.5 * dark * w_up
    )
    populations[4, 5] = (
        0.5 * larmor_2
        - 0.5 * larmor_1
        - 0.25 * twisted * w_down
        - 0.25 * twisted * w_up
    )

    # rate of S [junction:step-collective]
    populations[5, 0] = dark * w_down
    populations[5, 1] = dark * w_zero
    populations[5, 2] = dark * w_up
    populations[5, 3] = 4.0 * D_perp + uneven * w_up - uneven * w_down
    populations[5, 4] = larmor_1 - larmor_2 - 0.5 * twisted * w_down - 0.5 * twisted * w_up
    populations[5, 5] = -dark * w_down - dark * w_up - dark * w_zero

    # rate of T1_T0 [junction:step-collective]
    coherences[0, 0] = (
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
    coherences[0, 1] = bright * w_up
    coherences[0, 2] = (
        uneven * w_zero
        - 2.0 * D_perp
        + 0.5 * larmor_1 * 1j
        + 0.5 * uneven * w_up
        - 0.5 * larmor_2 * 1j
        - 0.5 * uneven * w_down
        + 0.25 * twisted * w_down * 1j
        + 0.25 * twisted * w_up * 1j
    )
    coherences[0, 3] = 0.5 * twisted * w_up * 1j - uneven * w_up

    # rate of T0_T3 [junction:step-collective]
    coherences[1, 0] = bright * w_down
    coherences[1, 1] = (
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
    coherences[1, 2] = uneven * w_down - 0.5 * twisted * w_down * 1j
    coherences[1, 3] = (
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
    coherences[2, 0] = (
        2.0 * D_perp
        + uneven * w_zero
        + 0.5 * larmor_1 * 1j
        + 0.5 * uneven * w_up
        - 0.5 * larmor_2 * 1j
        - 0.5 * uneven * w_down
        - 0.25 * twisted * w_down * 1j
        - 0.25 * twisted * w_up * 1j
    )
    coherences[2, 1] = uneven * w_up + 0.5 * twisted * w_up * 1j
    coherences[2, 2] = (
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
    coherences[2, 3] = -dark * w_up

    # rate of S_T3 [junction:step-collective]
    coherences[3, 0] = -uneven * w_down - 0.5 * twisted * w_down * 1j
    coherences[3, 1] = (
        2.0 * D_perp
        + 0.5 * larmor_2 * 1j
        + 0.5 * uneven * w_up
        - uneven * w_zero
        - 0.5 * larmor_1 * 1j
        - 0.5 * uneven * w_down
        + 0.25 * twisted * w_down * 1j
        + 0.25 * twisted * w_up * 1j
    )
    coherences[3, 2] = -dark * w_down
    coherences[3, 3] = (
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

    return (
        _batch_first(populations, 2),
        _batch_first(coherences, 2),
    )
