r"""Superoperators of a few fermion modes as matrices: the judge of rules on Liouville space.

An operator X on the Fock space of n modes becomes the vector of its :math:`4^n` entries, row by
row; a superoperator becomes a matrix on these vectors. Numbers only: nothing here knows the
algebra of superoperators, Wick's theorem or a diagram rule.

>>> space = LiouvilleSpace(1)
>>> create, annihilate = space.field(+1, -1, 0), space.field(-1, +1, 0)
>>> bool((create @ annihilate + annihilate @ create == space.identity).all())
True
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .fock import FockSpace, Matrix

#: Charge and conjugation indices of one field: (chi, eta), each +1 or -1.
Signs = tuple[int, int]


@dataclass(frozen=True)
class LiouvilleSpace:
    """Operators on the Fock space of ``modes`` modes (four at most: 256 x 256 matrices)."""

    modes: int

    @property
    def fock(self) -> FockSpace:
        """The Hilbert space underneath."""
        return FockSpace(self.modes)

    @property
    def identity(self) -> Matrix:
        """The unit superoperator."""
        return np.eye(4**self.modes, dtype=np.complex128)

    def operator(self, eta: int, mode: int) -> Matrix:
        """The annihilator of a mode for eta = +1, its creator for eta = -1."""
        return self.fock.annihilator(mode) if eta > 0 else self.fock.creator(mode)

    def left(self, operator: ArrayLike) -> Matrix:
        """X -> A X."""
        return np.kron(np.asarray(operator), self.fock.identity)

    def right(self, operator: ArrayLike) -> Matrix:
        """X -> X A."""
        return np.kron(self.fock.identity, np.asarray(operator).T)

    def commutator(self, operator: ArrayLike) -> Matrix:
        """X -> [A, X]."""
        return self.left(operator) - self.right(operator)

    @property
    def number(self) -> Matrix:
        """X -> [N, X]; diagonal with integer entries."""
        return self.commutator(self.fock.bilinear(np.eye(self.modes)).round())

    @property
    def parity(self) -> Matrix:
        """X -> (-1)^N X (-1)^N, diagonal: the entries alone."""
        sign = [(-1.0) ** state.bit_count() for state in range(self.fock.dimension)]
        return np.outer(sign, sign).reshape(-1).astype(np.complex128)

    def field(self, chi: int, eta: int, mode: int) -> Matrix:
        """Field superoperator: from the left for chi eta = -1, else from the right with parity."""
        operator = self.operator(eta, mode)
        if chi * eta < 0:
            return self.left(operator)
        return self.parity[:, None] * self.right(operator)

    def act(self, sign: Signs, mode: int, operator: Matrix) -> Matrix:
        """A field on an operator, without the matrix of the superoperator."""
        chi, eta = sign
        factor = self.operator(eta, mode)
        if chi * eta < 0:
            return factor @ operator
        parity = self.parity.reshape(operator.shape)
        return np.asarray(parity * (operator @ factor))

    def average(self, state: Matrix, *superoperators: Matrix) -> complex:
        """tr(A B C ... state)."""
        vector = state.reshape(-1)
        for superoperator in reversed(superoperators):
            vector = superoperator @ vector
        return complex(np.trace(vector.reshape(state.shape)))

    def contraction(self, state: Matrix, later: Signs, earlier: Signs, mode: int) -> complex:
        """<J J'> of two fields of one mode."""
        return self.average(state, self.field(*later, mode), self.field(*earlier, mode))


def expansion(
    space: LiouvilleSpace, superoperator: Matrix, modes: Sequence[int]
) -> dict[tuple[Signs, ...], float]:
    """A superoperator as a sum of products of fields, one field of each mode in the order given.

    Parameters
    ----------
    space
        The Liouville space.
    superoperator
        Shape (4**n, 4**n), a real combination of such products.
    modes
        The mode of each factor, all different.

    Returns
    -------
    dict
        The coefficients that do not vanish, by the signs (chi, eta) of each factor.

    Raises
    ------
    ValueError
        If the superoperator is no such sum.
    """
    one: tuple[Signs, ...] = ((1, 1), (1, -1), (-1, 1), (-1, -1))
    signs = list(product(one, repeat=len(modes)))
    columns = []
    for choice in signs:
        matrix = space.identity
        for (chi, eta), mode in zip(choice, modes, strict=True):
            matrix = matrix @ space.field(chi, eta, mode)
        columns.append(matrix.reshape(-1))
    table: NDArray[np.complex128] = np.array(columns).T
    solution = np.linalg.lstsq(table, superoperator.reshape(-1), rcond=None)[0]
    if np.abs(table @ solution - superoperator.reshape(-1)).max() > 1e-9:
        raise ValueError("the superoperator is not a sum of such products of fields")
    return {
        choice: float(value.real)
        for choice, value in zip(signs, solution, strict=True)
        if abs(value) > 1e-9
    }


def matchings(dots: Sequence[int]) -> list[tuple[tuple[int, int], ...]]:
    """All ways to join dots in pairs; in each pair the dot that stands first in `dots` leads."""
    if not dots:
        return [()]
    first, rest = dots[0], dots[1:]
    return [
        ((first, partner), *others)
        for k, partner in enumerate(rest)
        for others in matchings((*rest[:k], *rest[k + 1 :]))
    ]
