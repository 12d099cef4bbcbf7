"""The dimer by hand: 2 x 2 matrices of one helicity and traces of Pauli matrices, that = z.

Plain numbers in, plain numbers out: complex, arrays of complex, or mpmath at any precision. It
shares nothing with the generated kernels, not even singlet and triplet parts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Number = Any
TAU: dict[str, tuple[tuple[complex, complex], tuple[complex, complex]]] = {
    "x": ((0, 1), (1, 0)),
    "y": ((0, -1j), (1j, 0)),
    "z": ((1, 0), (0, -1)),
}


@dataclass(frozen=True)
class Parameters:
    t_e: Number = 100.0
    t_0: Number = 2.0
    t: Number = 0.5
    t_L: Number = 10.0
    t_R: Number = 12.0
    eps_1: Number = 0.3
    eps_2: Number = -0.2


def surface(energy: Number, t_e: Number, root: Callable[[Number], Number]) -> Number:
    """Retarded surface function inside the band."""
    return (energy - 1j * root(4 * t_e**2 - energy**2)) / (2 * t_e**2)


def propagators(energy: Number, parameters: Parameters, sigma: tuple[Number, Number]) -> Number:
    """G[helicity][a][b] for given self-energies."""
    first = energy - parameters.eps_1 - sigma[0]
    second = energy - parameters.eps_2 - sigma[1]
    found = []
    for helicity in (1, -1):
        hopping = parameters.t_0 + helicity * parameters.t
        determinant = first * second - hopping**2
        across = hopping / determinant
        found.append(((second / determinant, across), (across, first / determinant)))
    return found


def trace(i: str, first: Number, j: str, second: Number) -> Number:
    """tr[tau_i F tau_j S] of two matrices that are diagonal in the spin along z."""
    left, right = TAU[i], TAU[j]
    return sum(
        left[p][q] * first[q] * right[q][p] * second[p]
        for p in (0, 1)
        for q in (0, 1)
        if left[p][q] and right[q][p]
    )


def tensors(first: Number, second: Number) -> tuple[Number, Number, Number]:
    """Coefficients of delta_ij, epsilon_ijz and z_i z_j in the trace."""
    isotropic = trace("x", first, "x", second)
    return isotropic, trace("x", first, "y", second), trace("z", first, "z", second) - isotropic


def integrands(
    green: Number, slope: Number, widths: tuple[Number, Number], pi: Number
) -> dict[str, dict[tuple[int, ...], Number]]:
    """Every integrand by name and indices (lead, [other lead,] a, b)."""

    def share(lead: int, a: int, b: int) -> tuple[Number, Number]:
        return tuple(
            green[s][a][lead] * widths[lead] * green[s][b][lead].conjugate() for s in (0, 1)
        )  # type: ignore[return-value]

    names = ("J", "D", "A", "alpha_iso", "alpha_antisym", "alpha_aniso", "noise_iso", "noise_aniso")
    found: dict[str, dict[tuple[int, ...], Number]] = {name: {} for name in (*names, "spin")}
    for lead in (0, 1):
        for a in (0, 1):
            plus, minus = share(lead, a, a)
            found["spin"][lead, a] = (plus - minus).real / (4 * pi)
            for b in (0, 1):
                filled = share(lead, b, a)
                static = tensors([green[s][a][b] for s in (0, 1)], filled)
                moving = tensors([slope[s][a][b] for s in (0, 1)], filled)
                for name, value in zip(("J", "D", "A"), static, strict=True):
                    found[name][lead, a, b] = -value.real / (4 * pi)
                for name, value in zip(
                    ("alpha_iso", "alpha_antisym", "alpha_aniso"), moving, strict=True
                ):
                    found[name][lead, a, b] = -value.imag / (4 * pi)
                for other in (0, 1):
                    correlation = tensors(share(lead, a, b), share(other, b, a))
                    found["noise_iso"][lead, other, a, b] = correlation[0].real / (16 * pi)
                    found["noise_aniso"][lead, other, a, b] = correlation[2].real / (16 * pi)
    return found
