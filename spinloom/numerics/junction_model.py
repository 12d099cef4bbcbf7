"""The generator of the junction's two spins, as arrays over many junctions at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import spin_pair as pair
from .backends import load_kernels
from .degeneracy import classify
from .tunnel_bath import bath_spectrum

Array = NDArray[Any]


def folded(angle: Array, period: float) -> tuple[Array, Array]:
    """The angle less whole periods, and whether their number is odd.

    Multiples of the period as a double count as exact.
    """
    turns = np.rint(angle / period)
    return angle - turns * period, turns % 2 == 1


@dataclass(frozen=True, eq=False)
class Model:
    """Everything that the generator depends on; all arrays of one shape."""

    bias: Array
    temperature: Array
    larmor: Array
    lambda_1: Array
    lambda_2: Array
    theta: Array
    phi: Array
    sign: Array
    larmor_1: Array
    larmor_2: Array
    J_perp: Array
    J_axis: Array
    D_perp: Array
    backend: str = "numpy"

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Model:
        """The junctions with these arrays by name."""
        return cls(**values)

    @property
    def shape(self) -> tuple[int, ...]:
        return self.bias.shape

    def take(self, place: Any) -> Model:
        """The junctions at some places."""
        arrays = {f.name: getattr(self, f.name)[place] for f in fields(self)
                  if f.name != "backend"}  # fmt: skip
        return Model(**arrays, backend=self.backend)

    def on(self, backend: str) -> Model:
        """The same junctions with the kernels of a backend."""
        return self if backend == self.backend else replace(self, backend=backend)

    @cached_property
    def degeneracy(self) -> tuple[Array, Array]:
        """The kind of each junction and the dimension of its space of stationary operators."""
        return classify(self)

    @cached_property
    def w_down(self) -> Array:
        return bath_spectrum(self.larmor, self.bias, self.temperature)

    @cached_property
    def w_up(self) -> Array:
        return bath_spectrum(-self.larmor, self.bias, self.temperature)

    @cached_property
    def w_zero(self) -> Array:
        return bath_spectrum(0 * self.larmor, self.bias, self.temperature)

    @cached_property
    def tilt(self) -> Array:
        """theta less whole turns of 2 pi: zero where the spin-orbit rotation is about z."""
        return folded(self.theta, 2 * np.pi)[0]

    @cached_property
    def twist(self) -> Array:
        """phi less half turns of pi: zero where the rotation is +1 or -1 (at no tilt)."""
        return folded(self.phi, np.pi)[0]

    @cached_property
    def parity(self) -> Array:
        """The sign of J_1 J_2 cos(theta/2) cos(phi)."""
        odd = folded(self.theta, 2 * np.pi)[1] ^ folded(self.phi, np.pi)[1]
        return self.sign * np.where(odd, -1.0, 1.0)

    @cached_property
    def strengths(self) -> tuple[Array, Array]:
        """(shared, twisted): sign sqrt(lambda_1 lambda_2) cos(theta/2) (cos phi, sin phi)."""
        common = self._root * self.parity * np.cos(self.tilt / 2)
        return common * np.cos(self.twist), common * np.sin(self.twist)

    @cached_property
    def weights(self) -> tuple[Array, Array, Array, Array]:
        """(bright, dark, uneven, twisted), without cancellation near the dark point."""
        away = (self.lambda_1 - self.lambda_2) / (self._sum_of_roots)
        # 1 - |cos(theta/2) cos(phi)| from the sines of half angles
        tilt, twist = 2 * np.sin(self.tilt / 4) ** 2, 2 * np.sin(self.twist / 2) ** 2
        missing = tilt + twist - tilt * twist
        small = (away**2 + 2 * self._root * missing) / 4
        large = (away**2 + 2 * self._root * (2 - missing)) / 4
        even = self.parity > 0
        bright, dark = np.where(even, large, small), np.where(even, small, large)
        return bright, dark, (self.lambda_1 - self.lambda_2) / 4, self.strengths[1]

    @cached_property
    def _root(self) -> Array:
        return np.sqrt(self.lambda_1) * np.sqrt(self.lambda_2)

    @cached_property
    def _sum_of_roots(self) -> Array:
        total = np.sqrt(self.lambda_1) + np.sqrt(self.lambda_2)
        return np.where(total > 0, total, 1.0)

    def _energies(self) -> tuple[Array, ...]:
        return self.larmor_1, self.larmor_2, self.J_perp, self.J_axis, self.D_perp

    def _rates(self) -> tuple[Array, ...]:
        return self.w_down, self.w_up, self.w_zero

    @cached_property
    def secular_blocks(self) -> tuple[Array, Array, Array]:
        """Blocks over products of the spins' states: (..., 6, 6), (..., 4, 4), (...)."""
        kernel = load_kernels("junction", self.backend).secular_blocks
        strengths = (self.lambda_1, self.lambda_2, *self.strengths)
        populations, coherences, double = kernel(*self._rates(), *self._energies(), *strengths)
        return populations, coherences, double

    @cached_property
    def collective_blocks(self) -> tuple[Array, Array]:
        """Blocks over singlet and triplet: (..., 6, 6) real, (..., 4, 4)."""
        kernel = load_kernels("junction", self.backend).collective_blocks
        populations, coherences = kernel(*self._rates(), *self._energies(), *self.weights)
        return populations, coherences

    def liouvillian(self) -> Array:
        """The whole generator on row-stacked density matrices, (..., 16, 16)."""
        populations, coherences, double = self.secular_blocks
        full = np.zeros((*self.shape, 16, 16), dtype=complex)
        for places, block in (
            (pair.POPULATIONS, populations),
            (pair.RAISING, coherences),
            (pair.LOWERING, coherences.conj()),
        ):
            full[..., places[:, None], places] = block
        full[..., pair.DOUBLE_RAISING, pair.DOUBLE_RAISING] = double
        full[..., pair.DOUBLE_LOWERING, pair.DOUBLE_LOWERING] = np.conj(double)
        return full

    def hamiltonian(self) -> Array:
        """Larmor terms and interaction, (..., 4, 4)."""

        def times(factor: Array, matrix: Array) -> Array:
            return np.asarray(factor)[..., None, None] * matrix

        return (
            times(self.larmor_1 / 2, pair.Z_1)
            + times(self.larmor_2 / 2, pair.Z_2)
            - times(self.J_perp, pair.TRANSVERSE)
            - times(self.J_axis, pair.ZZ)
            + times(self.D_perp, pair.CROSS_Z)
        )

    def kossakowski(self) -> tuple[Array, Array, Array]:
        """Rate matrices of the flips down, the flips up and the dephasing, (..., 2, 2)."""
        shared, twisted = self.strengths

        def matrix(scale: Array, off_diagonal: Array) -> Array:
            rows = [[self.lambda_1 + 0j, off_diagonal], [np.conj(off_diagonal), self.lambda_2 + 0j]]
            stacked = np.stack([np.stack(np.broadcast_arrays(*row), -1) for row in rows], -2)
            return np.asarray(scale)[..., None, None] * stacked

        return (
            matrix(self.w_down / 2, shared - 1j * twisted),
            matrix(self.w_up / 2, shared + 1j * twisted),
            matrix(self.w_zero / 4, shared + 0j),
        )
