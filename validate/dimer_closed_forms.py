"""The generated closed forms of the dimer, put together from poles, coefficients and basis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from spinloom.validate.oracles import dimer_spinful, dimer_wide
from spinloom.validate.oracles.device import Baths, Device

from .dimer_references import COLD, GENERIC, STRONG, WARM, numbers
from .rows import Row, compare

Real = npt.NDArray[np.float64]

LINEAR = ("J", "D", "A", "alpha_iso", "alpha_aniso", "alpha_antisym")
NOISE = ("noise_iso", "noise_aniso")
HELICITIES = (1.0, -1.0)
BROADENINGS = (1.375, 0.8125)
CHAIN_TOLERANCE = 1e-8
"""Poles near the unit circle: partial fractions of the exact chain lose digits."""
WIDE_TOLERANCE = 1e-11


def rows(kernels: Any, backend: str) -> Iterator[Row]:
    """Yield the exact chain at T = 0 and the wide band at T = 0 and T > 0."""
    mu_L, mu_R = float(COLD.baths.mu_L), float(COLD.baths.mu_R)
    pairs = []
    for device in (GENERIC, STRONG):
        found = chain(kernels, device, mu_L, mu_R)
        table = dimer_spinful.couplings(device, np.array([mu_L]), np.array([mu_R]))
        expected = {name: float(values[0]) for name, values in table.items()}
        pairs += by_family(found, expected, (*LINEAR, *NOISE))
    yield compare("dimer.chain_basis", backend, "4x4 maps", 2, pairs, CHAIN_TOLERANCE)
    for kernel, baths, families in (
        ("wide_basis", COLD.baths, (*LINEAR, *NOISE)),
        ("thermal_basis", WARM.baths, LINEAR),
    ):
        found = wide(kernels, GENERIC, BROADENINGS, baths)
        expected = dimer_wide.couplings(GENERIC, BROADENINGS, baths)
        pairs = by_family(found, expected, families)
        yield compare(f"dimer.{kernel}", backend, "4x4 wide band", 1, pairs, WIDE_TOLERANCE)


def by_family(
    found: Mapping[str, float], expected: Mapping[str, float], families: Sequence[str]
) -> list[tuple[list[float], list[float]]]:
    """Return pairs with the four pairs of sites of a family on one scale."""
    names = [[f"{family}_{a}{b}" for a in "12" for b in "12"] for family in families]
    return [([found[n] for n in four], [expected[n] for n in four]) for four in names]


def chain(kernels: Any, device: Device, mu_L: float, mu_R: float) -> dict[str, float]:
    """Return the couplings of the exact chain at T = 0."""
    parameters = list(numbers(device).values())
    angles = [float(np.arccos(-mu / (2 * parameters[0]))) for mu in (mu_L, mu_R)]
    return assembled(
        [
            [
                (
                    kernels.chain_coefficients(z, helicity, *parameters),
                    [kernels.chain_basis(angle, z) for angle in angles],
                )
                for z in roots(kernels.chain_polynomial(helicity, *parameters))
            ]
            for helicity in HELICITIES
        ],
        angles,
    )


def wide(
    kernels: Any, device: Device, broadenings: tuple[float, float], baths: Baths
) -> dict[str, float]:
    """Return the couplings of the wide band; temperatures both zero or both above zero."""
    parameters = [
        *(float(device.t_0), float(device.t)),
        *broadenings,
        *(float(device.eps_1), float(device.eps_2)),
    ]
    ends = (
        (float(baths.mu_L), float(baths.temperature_L)),
        (float(baths.mu_R), float(baths.temperature_R)),
    )

    def basis(z: complex) -> list[Any]:
        return [
            kernels.thermal_basis(mu, temperature, z) if temperature else kernels.wide_basis(mu, z)
            for mu, temperature in ends
        ]

    return assembled(
        [
            [
                (kernels.wide_coefficients(z, helicity, *parameters), basis(z))
                for z in roots(kernels.wide_polynomial(helicity, *parameters))
            ]
            for helicity in HELICITIES
        ],
        [np.pi, np.pi],
    )


def roots(polynomial: Any) -> list[complex]:
    """Return the roots of a polynomial given lowest power first."""
    return [complex(root) for root in np.roots(np.asarray(polynomial)[::-1])]


def assembled(poles: list[list[tuple[Any, list[Any]]]], windings: list[float]) -> dict[str, float]:
    """Return X = sum_l (2 Re sum X[l, order] basis_l[order] + winding_l Im sum X[l, order 1]).

    At T = 0 the noise is the difference of its one function at the two chemical potentials.
    """
    totals = {name: np.zeros((2, 2)) for name in (*LINEAR, *NOISE)}
    for coefficients, bases in (pole for helicity in poles for pole in helicity):
        linear, noise = coefficients[: len(LINEAR)], coefficients[-len(NOISE) :]
        for lead, (basis, winding) in enumerate(zip(bases, windings, strict=True)):
            for name, values in zip(LINEAR, linear, strict=True):
                totals[name] += summed(values[lead], basis, winding)
            sign = 1 if lead == 0 else -1
            for name, values in zip(NOISE, noise, strict=True):
                totals[name] += sign * summed(values, basis, winding)
    return {
        f"{name}_{a + 1}{b + 1}": float(total[a, b])
        for name, total in totals.items()
        for a, b in np.ndindex(2, 2)
    }


def summed(values: Any, basis: Any, winding: float) -> Real:
    """Return the contribution of one pole, shape (2, 2)."""
    orders = np.shape(values)[-1]
    parts = np.einsum("abo,o->ab", np.asarray(values), np.asarray(basis)[:orders])
    return np.asarray(2 * parts.real + winding * np.asarray(values)[..., 0].imag)
