"""The derived response of the dimer against an exact many-body calculation.

Wick's theorem, Kramers-Kronig and the spin trace stand in the engine's ``retarded_loop`` and
``structure``. Here they are evaluated on four sites, L - 1 - 2 - R, whose levels are discrete: the
lesser function is 2 pi i sum_k n_k |k><k| delta(E - E_k), and the energy integral a sum.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from spinloom.derivations.dimer import response as derived
from spinloom.derivations.engine.spin import as_tensor
from spinloom.validate.oracles import dimer_qutip
from spinloom.validate.oracles.device import Device

from .dimer_references import AXIS
from .rows import Row, compare

Complex = npt.NDArray[np.complex128]
Tensor = Callable[[Complex, Complex], Complex]

DEVICE = Device(t=0.37, t_L=1.3, t_R=1.7, eps_1=0.3, eps_2=-0.7, direction=AXIS)
LEADS = (0.2, -0.4)
FREQUENCIES = (0.625 + 0.3125j, -1.25 + 0.5j)
TOLERANCE = 1e-11


def rows(structure: Callable[..., Any] = derived.structure) -> Iterator[Row]:
    """Yield the response in equilibrium and in a generic stationary state."""
    matrix = dimer_qutip.one_body(DEVICE, LEADS)
    for state, generator in (
        ("equilibrium", dimer_qutip.thermal(matrix, 0.3, 0.9)),
        ("stationary", dimer_qutip.stationary(DEVICE, matrix, 0.9)),
    ):
        pairs = [
            (
                response(matrix, generator, frequency, structure),
                dimer_qutip.response(matrix, generator, frequency),
            )
            for frequency in FREQUENCIES
        ]
        yield compare(
            f"dimer.response.{state}", "engine", "QuTiP 256 states", len(pairs), pairs, TOLERANCE
        )


def response(
    matrix: Complex,
    generator: Complex,
    frequency: complex,
    structure: Callable[..., Any] = derived.structure,
) -> Complex:
    """Return chi_ab^ij(z) of the four sites from the derived loop, shape (2, 2, 3, 3)."""
    energies, vectors = np.linalg.eigh(matrix)
    filled = 1 / (np.exp(np.einsum("ik,ij,jk->k", vectors.conj(), generator, vectors).real) + 1)
    tensors = [tensor(name, structure) for name in derived.STRUCTURES]
    shapes = tensor_shapes()
    total = np.zeros((2, 2, 3, 3), dtype=complex)
    for word, number in derived.retarded_loop().terms.items():
        factor = complex(derived.to_sympy(as_tensor(number)))
        for level, energy in enumerate(energies):
            occupied = 1j * filled[level] * np.outer(vectors[:, level], vectors[:, level].conj())
            first, second = (
                singlet_triplet(value(letter, matrix, energy, frequency, occupied))
                for letter in word
            )
            for a, b in np.ndindex(2, 2):
                for part, shape in zip(tensors, shapes, strict=True):
                    total[a, b] += factor * shape * part(first[:, a, b], second[:, b, a])
    return total


def tensor(name: derived.Structure, structure: Callable[..., Any]) -> Tensor:
    """Return one coefficient of the spin trace as a function of (singlet, triplet) pairs."""
    import sympy as sp

    symbols = [*derived.FIRST, *derived.SECOND]
    evaluate = sp.lambdify(symbols, structure(name, derived.FIRST, derived.SECOND), "math")
    return lambda first, second: evaluate(*first, *second)


def tensor_shapes() -> Sequence[npt.NDArray[np.float64]]:
    """Return delta_ij, eps_ijk t_k and t_i t_j."""
    axis = np.array(AXIS) / np.linalg.norm(AXIS)
    i, j, k = np.indices((3, 3, 3))
    levi_civita = (j - i) * (k - i) * (k - j) / 2
    return np.eye(3), np.einsum("ijk,k->ij", levi_civita, axis), np.outer(axis, axis)


def value(
    letter: Any, matrix: Complex, energy: float, frequency: complex, occupied: Complex
) -> Complex:
    """Return a letter of the loop at one level: a resolvent, or the level's lesser weight."""
    if letter.component == "lesser":
        return occupied
    shifted = energy + letter.shift * frequency
    return np.asarray(np.linalg.inv(shifted * np.eye(len(matrix)) - matrix))


def singlet_triplet(matrix: Complex) -> Complex:
    """Return singlet and triplet part between device sites, shape (part, a, b)."""
    spin = dimer_qutip.spin_operator(DEVICE)
    blocks = matrix.reshape(4, 2, 4, 2)[1:3, :, 1:3, :]
    singlet = np.einsum("asbs->ab", blocks) / 2
    return np.stack([singlet, np.einsum("asbt,ts->ab", blocks, spin) / 2])
