"""Spins that turn in linear fields with damping and noise: the constants of the motion.

With unit vectors m = (m_1, ..., m_n) stacked to 3n numbers,

    dm_a/dt = m_a x (b + Q m - A dm/dt + eta)_a,    <eta eta^T> = C delta(t - t')

in the sense of Stratonovich: field b, stiffness Q, damping A (any 3n x 3n matrix), noise C.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..errors import ParameterError

Real = NDArray[np.float64]

#: Eigenvalues above minus this fraction of the largest one count as zero.
ROUNDING = 1e-11


@dataclass(frozen=True)
class Motion:
    """Constants of the motion: ``field`` (3n,), the others (3n, 3n); energies over hbar."""

    field: Real
    stiffness: Real
    damping: Real
    noise: Real

    @property
    def spins(self) -> int:
        """The number of free spins."""
        return self.field.size // 3

    def require_damping(self) -> None:
        """Raise unless the symmetric part of the damping is positive.

        Raises
        ------
        ParameterError
            If the electrons feed energy into some motion of the spins.
        """
        lowest = float(np.linalg.eigvalsh((self.damping + self.damping.T) / 2)[0])
        if lowest <= 0:
            raise ParameterError(
                f"smallest eigenvalue of the damping = {lowest:.3g}; must be > 0: the electrons "
                "feed energy into the spins here, no stationary state is reached by relaxation"
            )

    def noise_root(self) -> Real:
        """Return a matrix G with G G^T = noise.

        Raises
        ------
        ParameterError
            If the noise is no covariance matrix.
        """
        values, vectors = np.linalg.eigh((self.noise + self.noise.T) / 2)
        if values[0] < -ROUNDING * max(abs(values[-1]), abs(values[0])):
            where = "11, 12, 21, 22" if self.spins == 2 else "of the free spin"
            raise ParameterError(
                f"smallest eigenvalue of the covariance noise_ab ({where}) = {values[0]:.3g}; "
                "must be >= 0"
            )
        return np.ascontiguousarray(vectors * np.sqrt(np.maximum(values, 0.0)))

    def energy(self, m: Real) -> Real:
        """Return the energy over the spin length, shape of ``m`` (..., n, 3) without two axes.

        Its negative gradient is the field only if the stiffness is symmetric.
        """
        flat = m.reshape(*m.shape[:-2], -1)
        return -flat @ self.field - np.einsum("...i,ij,...j", flat, self.stiffness, flat) / 2


def cross_matrix(vector: Real) -> Real:
    """Return the matrix of the map v -> vector x v."""
    x, y, z = vector
    return np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])


def axial(matrix: Real) -> Real:
    """Return the vector a whose map v -> v x a is the antisymmetric part of a 3 x 3 matrix."""
    odd = (matrix - matrix.T) / 2
    return np.array([odd[1, 2], odd[2, 0], odd[0, 1]])


def cofactors(matrix: Real) -> Real:
    """Return the matrix of cofactors of a symmetric 3 x 3 matrix."""
    trace = np.trace(matrix)
    second = (trace**2 - np.trace(matrix @ matrix)) / 2
    return matrix @ matrix - trace * matrix + second * np.eye(3)
