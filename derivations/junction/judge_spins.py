"""Two spins as numbers: the judge of the energies, states and correlations of the junction.

Kronecker products and eigenvectors of 4 x 4 matrices; no formula of the derivation is used.
Basis: up-up, up-down, down-up, down-down, the first spin first.
"""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np

from spinloom.derivations.engine.interpret import Ring, Sample

PLUS = np.array([[0, 1], [0, 0]], dtype=object)
MINUS = np.array([[0, 0], [1, 0]], dtype=object)
Z = np.array([[1, 0], [0, -1]], dtype=object)
UNIT = np.array([[1, 0], [0, 1]], dtype=object)
X, Y = PLUS + MINUS, -1j * (PLUS - MINUS)
AXES = {"x": X, "y": Y, "z": Z}
KETS = {name: np.array([int(n == k) for n in range(4)], dtype=object)
        for k, name in enumerate(("up_up", "up_down", "down_up", "down_down"))}  # fmt: skip
PAULI = {"tau_plus": PLUS, "tau_minus": MINUS, "tau_z": Z, "unit": UNIT}


def rational(rng: random.Random, low: float, high: float) -> Fraction:
    """A generic exact number between two bounds."""
    return Fraction(rng.randint(int(low * 9973), int(high * 9973)), 9973)


def on_first(matrix: Any) -> Any:
    """An operator of the first spin."""
    return np.kron(matrix, UNIT)


def on_second(matrix: Any) -> Any:
    """An operator of the second spin."""
    return np.kron(UNIT, matrix)


def scalar_product() -> Any:
    """tau_1 . tau_2, component by component."""
    return sum(np.kron(a, a) for a in AXES.values())


def cross_product_z() -> Any:
    """The z component of tau_1 x tau_2."""
    return np.kron(X, Y) - np.kron(Y, X)


def hamiltonian(ring: Ring, nu: Any, exchange: Any, dmi: Any) -> Any:
    """Zeeman term and the interaction (7), in the arithmetic of the ring."""
    zeeman = nu * ring.number(Fraction(1, 2)) * (on_first(Z) + on_second(Z))
    return zeeman - exchange * scalar_product() + dmi * cross_product_z()


def eigensystem(ring: Ring, matrix: Any) -> tuple[list[Any], list[Any]]:
    """Energies in ascending order and normalised eigenvectors."""
    if ring.name == "double":
        energies, vectors = np.linalg.eigh(matrix.astype(complex))
        return list(energies), [vectors[:, k] for k in range(4)]
    low, columns = mpmath.eighe(mpmath.matrix(matrix.tolist()))
    states = np.array(columns.tolist(), dtype=object).reshape(4, 4)
    return list(low), [states[:, k] for k in range(4)]


def real_first(ring: Ring, vector: Any) -> Any:
    """The phase in which the first component that does not vanish is positive."""
    size = ring.functions["abs"]
    leading = next(x for x in vector if size(x) > 0.1)
    return vector * ring.functions["conj"](leading) / size(leading)


def levels(ring: Ring, nu: Any, exchange: Any, dmi: Any) -> dict[str, tuple[Any, Any]]:
    """Energy and state of S, T1, T2, T3, told apart by their weight and energy."""
    energies, states = eigensystem(ring, hamiltonian(ring, nu, exchange, dmi))
    size = ring.functions["abs"]
    found: dict[str, tuple[Any, Any]] = {}
    for energy, state in zip(energies, states, strict=True):
        if size(state[0]) > 0.5:
            name = "T1"
        elif size(state[3]) > 0.5:
            name = "T3"
        else:  # ascending order: T2 comes before S
            name = "S" if "T2" in found else "T2"
        found[name] = energy, real_first(ring, state)
    return found


def draw_levels(rng: random.Random, ring: Ring) -> Sample:
    """A generic point of (9): levels, states and lines of the diagonalised Hamiltonian."""
    nu, exchange, dmi = (ring.number(rational(rng, low, low + 0.9)) for low in (2, 0.1, 0.2))
    found = levels(ring, nu, exchange, dmi)
    singlet = found["S"][1]
    angle = mpmath.arg if ring.name == "mpmath" else np.angle
    values: dict[str, Any] = {
        **{f"E_{n}": energy for n, (energy, _) in found.items()},
        **{f"psi_{n}": state for n, (_, state) in found.items()},
        **KETS,
        "nu": nu,
        "J_ex": exchange,
        "J_DM": dmi,
        "i_unit": 1j,
        "psi": angle(-singlet[2] / singlet[1]),
    }
    return Sample(ring, values)
