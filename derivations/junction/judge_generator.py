"""The generator of the two spins at T = 0 with as many digits as the context has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import mpmath
import numpy as np

from .judge_spins import MINUS, PLUS, Z, cross_product_z, on_first, on_second, scalar_product

Array = Any
#: Places of the secular blocks in the stacked density matrix: equal magnetisation, one unit apart.
POPULATIONS, COHERENCES = (0, 5, 6, 9, 10, 15), (1, 2, 7, 11)


def _precise(matrix: Array) -> Array:
    """The same entries as numbers of the context."""
    return np.vectorize(mpmath.mpmathify, otypes=[object])(np.asarray(matrix, dtype=complex))


@dataclass(frozen=True)
class Device:
    """Larmor frequency, bias (above it), couplings, interaction and spin-orbit angles."""

    nu: Any
    bias: Any
    strengths: tuple[Any, Any]
    exchange: Any
    dmi: Any
    theta: Any
    phi: Any

    @property
    def rates(self) -> tuple[Any, Any, Any]:
        """w(nu), w(-nu), w(0)."""
        return self.bias + self.nu, self.bias - self.nu, self.bias

    @property
    def root(self) -> Any:
        """The coupling that both spins share, without the azimuth."""
        first, second = self.strengths
        return mpmath.sqrt(first * second) * mpmath.cos(self.theta / 2)

    def hamiltonian(self) -> Array:
        """Larmor terms and interaction."""
        zeeman = self.nu / 2 * _precise(on_first(Z) + on_second(Z))
        return (
            zeeman
            - self.exchange * _precise(scalar_product())
            + self.dmi * _precise(cross_product_z())
        )

    def _terms(self) -> Iterator[tuple[Any, Array, Array]]:
        """Rate and both jump operators of every pair of flips, or of dephasing."""
        phase = mpmath.expj(self.phi)
        down, up, axial = self.rates
        for single, rate, cross in (
            (MINUS, down / 2, 1 / phase),
            (PLUS, up / 2, phase),
            (Z, axial / 4, phase.real),
        ):
            shared = self.root * cross
            table = ((self.strengths[0], shared), (mpmath.conj(shared), self.strengths[1]))
            jumps = (on_first(single), on_second(single))
            for m, k in np.ndindex(2, 2):
                yield rate * table[m][k], jumps[m], jumps[k]

    def jumps(self) -> Array:
        """The part of the generator that counts: what a jump leaves."""
        return sum(rate * np.kron(right, left) for rate, left, right in self._terms())

    def generator(self) -> Array:
        """Sixteen by sixteen, on rows-stacked density matrices, from textbook terms."""
        energy, one, half = self.hamiltonian(), _precise(np.eye(4)), mpmath.mpf(1) / 2
        total = -mpmath.mpc(0, 1) * (np.kron(energy, one) - np.kron(one, energy.T)) + self.jumps()
        for rate, left, right in self._terms():
            both = left.T.dot(right)
            total = total - rate * half * (np.kron(both, one) + np.kron(one, both.T))
        return total

    def eigenvalues(self, places: tuple[int, ...]) -> list[Any]:
        """Of one secular block."""
        block = mpmath.matrix(self.generator()[np.ix_(places, places)].tolist())
        return list(mpmath.eig(block, left=False, right=False))
