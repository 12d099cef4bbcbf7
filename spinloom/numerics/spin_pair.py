"""Two spins one half: operators, the singlet and triplet, and the places of the secular blocks.

Product basis: up-up, up-down, down-up, down-down. Collective basis: T1, T0, S, T3.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

PLUS = np.array([[0.0, 1.0], [0.0, 0.0]])
MINUS = PLUS.T
Z = np.diag([1.0, -1.0])
UNIT = np.eye(2)


def pair(first: Array, second: Array) -> Array:
    """An operator of the first spin times one of the second."""
    return np.asarray(np.kron(first, second))


FLIP_1, FLIP_2 = pair(MINUS, UNIT), pair(UNIT, MINUS)
Z_1, Z_2, ZZ = pair(Z, UNIT), pair(UNIT, Z), pair(Z, Z)
#: tau_x tau_x + tau_y tau_y, and the z component of tau_1 x tau_2.
TRANSVERSE = 2 * (pair(PLUS, MINUS) + pair(MINUS, PLUS))
CROSS_Z = 2j * (pair(PLUS, MINUS) - pair(MINUS, PLUS))

_HALF = np.sqrt(0.5)
#: Columns are T1, T0, S, T3 in the product basis.
COLLECTIVE = np.array(
    [
        [1.0, 0.0, 0.0, 0.0],
        [0.0, _HALF, _HALF, 0.0],
        [0.0, _HALF, -_HALF, 0.0],
        [0.0, 0.0, 0.0, 1.0],
    ]
)
SINGLET = np.outer(COLLECTIVE[:, 2], COLLECTIVE[:, 2])

#: Places of each secular block in the row-stacked density matrix, product basis.
POPULATIONS = np.array([0, 5, 6, 9, 10, 15])
RAISING = np.array([1, 2, 7, 11])
LOWERING = np.array([4, 8, 13, 14])
DOUBLE_RAISING, DOUBLE_LOWERING = 3, 12

#: Coherences T1-T0, T0-T3, T1-S, S-T3 in the collective basis.
COHERENCES = ((0, 1), (1, 3), (0, 2), (2, 3))

#: The pairs of operators (at time t, at time 0) of the three correlations.
PROBES = {
    "C1": pair(MINUS, Z) + pair(Z, MINUS),
    "C2": pair(MINUS, Z),
    "C3": pair(MINUS, PLUS),
}


def to_collective(matrix: Array) -> Array:
    """A density matrix, or any operator, over T1, T0, S, T3."""
    return np.asarray(COLLECTIVE.T @ matrix @ COLLECTIVE)


def to_product(matrix: Array) -> Array:
    """Back to the product basis."""
    return np.asarray(COLLECTIVE @ matrix @ COLLECTIVE.T)


def coordinates(matrix: Array) -> Array:
    """T1, T0, T3, real and imaginary part of T0-S, S of an operator in the collective basis.

    Linear, also for operators that are not hermitian.
    """
    upper, lower = matrix[..., 1, 2], matrix[..., 2, 1]
    return np.stack(
        [
            matrix[..., 0, 0],
            matrix[..., 1, 1],
            matrix[..., 3, 3],
            (upper + lower) / 2,
            (upper - lower) / 2j,
            matrix[..., 2, 2],
        ],
        axis=-1,
    )


def covector(operator: Array) -> Array:
    """The row a with Tr(operator rho) = a . coordinates(rho)."""
    upper, lower = operator[..., 2, 1], operator[..., 1, 2]  # they multiply rho_T0S and rho_ST0
    return np.stack(
        [
            operator[..., 0, 0],
            operator[..., 1, 1],
            operator[..., 3, 3],
            upper + lower,
            1j * (upper - lower),
            operator[..., 2, 2],
        ],
        axis=-1,
    )


def from_coordinates(values: Array) -> Array:
    """The operator over T1, T0, S, T3 that has these coordinates and no others."""
    matrix = np.zeros((*values.shape[:-1], 4, 4), dtype=complex)
    matrix[..., 0, 0], matrix[..., 1, 1] = values[..., 0], values[..., 1]
    matrix[..., 3, 3], matrix[..., 2, 2] = values[..., 2], values[..., 5]
    matrix[..., 1, 2] = values[..., 3] + 1j * values[..., 4]
    matrix[..., 2, 1] = values[..., 3] - 1j * values[..., 4]
    return matrix
