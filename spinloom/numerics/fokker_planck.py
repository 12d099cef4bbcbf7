"""Stationary Fokker-Planck equation of one spin by spherical harmonics.

The closed form of the implicit motion is dm/dt = m x W (B + eta) with W = N/d, where d and the
entries of N are quadratic polynomials in m. With u = P/d^3 for the density P, the condition
that every harmonic has a stationary mean is a sparse linear system for the coefficients of u:
products of the matrices of multiplication by m and of m x grad, without quadrature.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, eye_array, vstack
from scipy.sparse.linalg import splu

from ..errors import ParameterError
from . import sphere
from .sphere import Sparse
from .spin_motion import Motion, Real, axial, cofactors

#: How many degrees d^3 times the generator reaches beyond its argument.
REACH = 8
DEGREES = (6, 10, 14, 20, 28, 40, 56, 76)
#: The least error that a mean has: rounding of the linear system.
ROUNDING = 1e-14


@dataclass(frozen=True)
class Density:
    """A density on the sphere: d^3 times harmonics with the coefficients of u.

    ``truncation`` is the highest degree, ``residual`` the size of the stationarity conditions
    of the next degrees, which were not imposed, relative to the largest term, ``error`` what the
    mean still changed by, component by component, from the truncation before.
    """

    coefficients: NDArray[np.complex128]
    truncation: int
    residual: float
    mean: Real
    weight: Motion
    error: Real

    def evaluate(self, theta: Any, phi: Any) -> Any:
        """Return the density at polar and azimuthal angles, per solid angle."""
        theta, phi = np.asarray(theta, float), np.asarray(phi, float)
        m = np.stack(
            [np.sin(theta) * np.cos(phi), np.sin(theta) * np.sin(phi), np.cos(theta) + 0 * phi], -1
        )
        values = sphere.harmonics(self.truncation, theta, phi) @ self.coefficients
        return values.real * determinant(self.weight.damping, m) ** 3


def determinant(damping: Real, m: Real) -> Real:
    """Return det(1 + [m x] A) = (1 + m . a)^2 + m . cof(A_s) m at unit vectors (..., 3)."""
    cof = cofactors((damping + damping.T) / 2)
    return (1 + m @ axial(damping)) ** 2 + np.einsum("...i,ij,...j", m, cof, m)


@dataclass(frozen=True)
class Generator:
    """Matrices of d^3 L, with L the backward generator, on harmonics up to a degree."""

    motion: Motion
    degree: int

    @cached_property
    def position(self) -> tuple[Sparse, ...]:
        return sphere.position(self.degree)

    @cached_property
    def determinant(self) -> Sparse:
        damping = self.motion.damping
        one = eye_array(sphere.size(self.degree), format="csr")
        odd, cof = axial(damping), cofactors((damping + damping.T) / 2)
        factor = one + self._combine(odd)
        return factor @ factor + self._quadratic(cof)

    def _combine(self, vector: Any) -> Sparse:
        return sum(c * X for c, X in zip(vector, self.position, strict=True))

    def _quadratic(self, matrix: Real) -> Sparse:
        return sum(X @ self._combine(row) for X, row in zip(self.position, matrix, strict=True))

    @cached_property
    def numerator(self) -> list[list[Sparse]]:
        """N = d - A ((1 + m.a) [m x] - [m x] A_s [m x]), entry by entry."""
        damping = self.motion.damping
        even = (damping + damping.T) / 2
        one = eye_array(sphere.size(self.degree), format="csr")
        factor = one + self._combine(axial(damping))
        x, y, z = self.position
        cross = [[0 * one, -z, y], [z, 0 * one, -x], [-y, x, 0 * one]]
        turned = [
            [sum(even[k, n] * cross[n][j] for n in range(3)) for j in range(3)] for k in range(3)
        ]
        rate = [
            [
                factor @ cross[i][j] - sum(cross[i][k] @ turned[k][j] for k in range(3))
                for j in range(3)
            ]
            for i in range(3)
        ]
        return [
            [
                (i == j) * self.determinant - sum(damping[i, k] * rate[k][j] for k in range(3))
                for j in range(3)
            ]
            for i in range(3)
        ]

    def matrix(self) -> Sparse:
        """d^3 L: drift d^2 (N B) . (B x ...) and the Stratonovich noise, from f to d^3 L f."""
        motion, d, N = self.motion, self.determinant, self.numerator
        turns = sphere.generators(self.degree)
        one = eye_array(sphere.size(self.degree), format="csr")
        fields = [
            sum(-N[i][k] @ turns[i] for i in range(3)) for k in range(3)
        ]  # d times the derivative along m x W e_k
        drift = sum(
            (motion.field[k] * one + self._combine(motion.stiffness[k])) @ fields[k]
            for k in range(3)
        )
        root = motion.noise_root()
        kicks = [sum(root[k, n] * fields[k] for k in range(3)) for n in range(3)]
        # (1/d) V ((1/d) V f) = d^-2 V V f - d^-3 (V d) V f, and (V d) = V d - d V as operators
        spread = sum(d @ (V @ V) - (V @ d - d @ V) @ V for V in kicks)
        return d @ (d @ drift) + spread / 2


def stationary(motion: Motion, tolerance: float = 1e-10) -> Density:
    """Return the stationary density of one spin.

    Raises
    ------
    ParameterError
        Without noise, without positive damping, or if the density is too narrow for the highest
        truncation.
    """
    motion.require_damping()
    scale = float(np.abs(np.diag(motion.noise)).max())
    if scale == 0:
        raise ParameterError(
            "temperature = 0 meV; must be > 0 where the bias is 0: without noise there is no "
            "stationary density"
        )
    last = None
    for degree in DEGREES:
        found = solve(motion, degree)
        if last is not None:
            change = np.abs(found.mean - last.mean)
            if change.max() < tolerance and found.residual < max(1e-13, tolerance) ** 0.5:
                return replace(found, error=np.maximum(change, ROUNDING))
        last = found
    raise ParameterError(
        f"tolerance = {tolerance:g}; must be larger: the density is too narrow for harmonics "
        f"up to degree {DEGREES[-1]}; raise the temperature or lower the coupling"
    )


def solve(motion: Motion, degree: int) -> Density:
    """Return the stationary density for one truncation."""
    generator = Generator(motion, degree + 2 * REACH)
    kept = sphere.size(degree)
    conditions = generator.matrix()[:kept].conj().T.tocsr()
    # the integral over the sphere is sqrt(4 pi) times the coefficient of degree zero
    unit = np.zeros(sphere.size(generator.degree))
    unit[0] = np.sqrt(4 * np.pi)
    d = generator.determinant
    weighted = [d @ (d @ (d @ (X @ unit))) for X in generator.position]
    total = (d @ (d @ (d @ unit)))[:kept]
    system = vstack([csr_array(total.conj()[None, :]), conditions[1:kept]]).tocsc()
    right = np.zeros(kept, complex)
    right[0] = 1
    coefficients = splu(system).solve(right)
    largest = (abs(conditions[1:kept]) @ np.abs(coefficients)).max()
    beyond = conditions[kept : sphere.size(degree + REACH)] @ coefficients
    mean = np.array([(row[:kept].conj() @ coefficients).real for row in weighted])
    residual = float(np.abs(beyond).max() / largest)
    return Density(coefficients, degree, residual, mean, motion, np.full(3, np.inf))
