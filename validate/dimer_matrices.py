"""The dimer's functions of the energy against 4 x 4 matrices in 50-digit arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from spinloom.validate.oracles import dimer_mpmath

from .dimer_references import GENERIC, WARM, numbers
from .rows import Row, compare

Complex = npt.NDArray[np.complex128]

ORACLE = "mpmath 30 digits"
TOLERANCE = 1e-12
ENERGIES = (-250.0, -3.125, 0.6875, 2.25, 150.0, 201.5)
OCCUPATIONS = (0.25, 0.875)
LINEAR = ("J", "D", "A", "alpha_iso", "alpha_aniso", "alpha_antisym")
NOISE = ("noise_iso", "noise_aniso")
PAULI: Complex = np.array([[[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]])


def spin_along() -> Complex:
    """Return t.tau of the generic device."""
    axis = np.array(GENERIC.direction)
    return np.asarray(np.einsum("k,kij->ij", axis / np.linalg.norm(axis), PAULI))


def spinful(parts: Sequence[Any]) -> Complex:
    """Return singlet 1 + triplet (t.tau) as matrices (..., 4, 4)."""
    singlet, triplet = (np.asarray(part) for part in parts)
    total = np.einsum("...ab,st->...asbt", singlet, np.eye(2))
    total = total + np.einsum("...ab,st->...asbt", triplet, spin_along())
    return np.asarray(total.reshape(*total.shape[:-4], 4, 4))


def plain(matrices: Sequence[dimer_mpmath.Matrix]) -> Complex:
    """Return matrices of 50 digits as one complex array."""
    return np.array([[[complex(entry) for entry in row] for row in m] for m in matrices])


def green_rows(green: Callable[..., Any]) -> Iterator[Row]:
    """Yield the public Green's functions, inside and outside the band."""
    exact = [dimer_mpmath.green(GENERIC, energy, WARM.baths) for energy in ENERGIES]
    for component in sorted(exact[0]):
        found = green(
            np.array(ENERGIES),
            component,
            mu_F=WARM.mu_F,
            bias=WARM.bias,
            temperature=WARM.temperature,
            temperature_R=WARM.temperature_R,
            **numbers(GENERIC),
        )
        pair = spinful([found.singlet, found.triplet]), plain([at[component] for at in exact])
        yield row(f"green.{component}", "numpy", [pair])


def rows(kernels: Any, backend: str) -> Iterator[Row]:
    """Yield the generated functions of the energy."""
    energies = [dimer_mpmath.MP.mpf(energy) for energy in ENERGIES]
    exact = [dimer_mpmath.resolve(GENERIC, energy) for energy in energies]
    energy, parameters = np.array(ENERGIES), list(numbers(GENERIC).values())
    t_e, t_L = float(GENERIC.t_e), float(GENERIC.t_L)
    surface = np.array([complex(dimer_mpmath.surface_green(e, t_e)[0]) for e in energies])
    yield row("self_energy", backend, [(kernels.self_energy(energy, t_e, t_L), t_L**2 * surface)])

    retarded = plain([at.retarded for at in exact])
    found = spinful(kernels.green_retarded(energy, *parameters))
    yield row("green_retarded", backend, [(found, retarded)])

    left, right = (plain([at.spectral[lead] for at in exact]) for lead in (0, 1))
    found = spinful(kernels.green_lesser(energy, *OCCUPATIONS, *parameters))
    expected = 1j * (OCCUPATIONS[0] * left + OCCUPATIONS[1] * right)
    yield row("green_lesser", backend, [(found, expected)])

    broadening = -2 * t_L**2 * surface.imag
    transmitted = broadening * np.einsum("nii->n", right[:, :2, :2]).real
    yield row("transmission", backend, [(kernels.transmission(energy, *parameters), transmitted)])

    density = local_density(retarded)
    found = kernels.local_density_of_states(energy, *parameters)
    yield row("local_density_of_states", backend, [(found, density)])
    yield integrand_row(kernels, backend, exact)


def local_density(retarded: Complex) -> npt.NDArray[np.float64]:
    """Return -Im Tr[P G_aa] / pi for both spin directions along the axis, (n, site, spin)."""
    projectors = np.stack([(np.eye(2) + sign * spin_along()) / 2 for sign in (1, -1)])
    sites = retarded.reshape(-1, 2, 2, 2, 2)
    return np.asarray(-np.einsum("nasat,pts->nap", sites, projectors).imag / np.pi)


def integrand_row(kernels: Any, backend: str, exact: Sequence[dimer_mpmath.Resolved]) -> Row:
    """Return the row of the integrands of all couplings, inside the band."""
    inside = [k for k, energy in enumerate(ENERGIES) if abs(energy) < 2 * float(GENERIC.t_e)]
    found = kernels.coupling_integrands(np.array(ENERGIES)[inside], *numbers(GENERIC).values())
    named = dict(zip((*LINEAR, "spin", *NOISE), found, strict=True))
    pairs = []
    expected = [
        dimer_mpmath.response(GENERIC, exact[k])[0]
        | dimer_mpmath.spin_density(GENERIC, exact[k])
        | {
            (name, 2 + pair): value
            for (name, pair), value in dimer_mpmath.correlation(GENERIC, exact[k])[0].items()
        }
        for k in inside
    ]

    def reference(key: tuple[str, int]) -> npt.NDArray[np.float64]:
        return np.array([float(values[key]) for values in expected])

    for a, b in np.ndindex(2, 2):
        label = f"{a + 1}{b + 1}"
        for lead in (0, 1):
            pairs += [
                (named[name][:, lead, a, b], reference((f"{name}_{label}", lead)))
                for name in LINEAR
            ]
        for name in NOISE:
            key = f"{name}_{label}"
            crossed = named[name][:, 0, 1, a, b] + named[name][:, 1, 0, a, b]
            pairs.append((crossed, reference((key, 3))))
            pairs += [
                (2 * named[name][:, lead, lead, a, b], reference((key, 2 + 2 * lead)))
                for lead in (0, 1)
            ]
    for lead, site in np.ndindex(2, 2):
        pairs.append((named["spin"][:, lead, site], reference((f"spin_{site + 1}", lead))))
    return compare("dimer.coupling_integrands", backend, ORACLE, len(inside), pairs, TOLERANCE)


def row(kernel: str, backend: str, pairs: Sequence[tuple[Any, Any]]) -> Row:
    """Return the row of a function of the energy."""
    return compare(f"dimer.{kernel}", backend, ORACLE, len(ENERGIES), pairs, TOLERANCE)
