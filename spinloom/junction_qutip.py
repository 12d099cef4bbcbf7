"""The junction in QuTiP's terms: QuTiP stacks the columns of a density matrix, we its rows."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .errors import ParameterError
from .numerics import spin_pair as pair
from .numerics.junction_model import Model

Array = NDArray[Any]
_DIMS = [[2, 2], [2, 2]]


def operators(model: Model) -> tuple[Any, list[Any]]:
    """Hamiltonian, and one collapse operator per eigenvector of each rate matrix."""
    import qutip

    lowering, axial = (pair.FLIP_1, pair.FLIP_2), (pair.Z_1, pair.Z_2)
    raising = (pair.FLIP_1.T, pair.FLIP_2.T)
    collapse = []
    for rates, basis in zip(model.kossakowski(), (lowering, raising, axial), strict=True):
        # gamma_mk A_k rho A_m^dag: the coefficients of a jump are conjugate eigenvectors
        weights, vectors = np.linalg.eigh(rates)
        for weight, vector in zip(weights, vectors.T, strict=True):
            if weight > 1e-17 * abs(weights[-1]):
                jump = np.sqrt(weight) * sum(
                    x * a for x, a in zip(vector.conj(), basis, strict=True)
                )
                collapse.append(qutip.Qobj(jump, dims=_DIMS))
    return qutip.Qobj(model.hamiltonian(), dims=_DIMS), collapse


def array_of(value: Any) -> Array:
    """A ket or operator as (4, 4), a superoperator as (16, 16) on stacked rows."""
    kind = getattr(value, "type", None)
    if kind not in ("ket", "oper", "super"):
        raise ParameterError(f"value: {type(value).__name__}; must be a QuTiP ket, oper or super")
    full = np.asarray(value.full())
    size = full.shape[0]
    if size != (16 if kind == "super" else 4):
        raise ParameterError(f"value: dimension {size}; must belong to two spins one half")
    if kind == "ket":
        return np.asarray(full @ full.conj().T)
    if kind == "oper":
        return full
    split = full.reshape(4, 4, 4, 4)  # (column, row) of the result, (column, row) before
    return np.asarray(split.transpose(1, 0, 3, 2).reshape(16, 16))
