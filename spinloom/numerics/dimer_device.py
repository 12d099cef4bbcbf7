"""The dimer as a device between two chains: its poles, and the tables of its couplings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple, dataclass, fields
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import ParameterError
from .backends import load_kernels
from .hot import Moments
from .two_leads import Densities, Layout, TwoLeads, tabulate

Real = NDArray[Any]
Kernel = Callable[..., tuple[Real, ...]]

PAIRS = ("11", "12", "21", "22")
SUMS = (
    *(
        f"{name}_{pair}"
        for name in ("J", "A", "alpha_iso", "alpha_aniso", "alpha_antisym")
        for pair in PAIRS
    ),
    "spin_1",
    "spin_2",
)
WINDOWS = tuple(f"D_{pair}" for pair in PAIRS)
NOISES = tuple(f"{name}_{pair}" for name in ("noise_iso", "noise_aniso") for pair in PAIRS)
QUANTITIES = (*SUMS, *WINDOWS, *NOISES)
DAMPING = slice(SUMS.index("alpha_iso_11"), SUMS.index("alpha_aniso_22") + 1)
LAYOUT = Layout(len(SUMS), len(WINDOWS), len(NOISES), DAMPING)

SHARP = 8.0
"""Loss of digits at a resonance beyond which a device is tabulated in extended precision."""

SHARPEST = 2e-11
"""Largest relative error of a determinant near a resonance that is not refused."""


@dataclass(frozen=True)
class Device:
    """Parameters of the dimer, in meV and in the order of the kernels' arguments.

    Numbers where one device is meant, arrays that broadcast where many are.
    """

    t_e: Any
    t_0: Any
    t: Any
    t_L: Any
    t_R: Any
    eps_1: Any
    eps_2: Any

    def __str__(self) -> str:
        return ", ".join(f"{item.name} = {getattr(self, item.name)}" for item in fields(self))


def refuse_bound_states(device: Device) -> None:
    """Raise if a state lies outside the band, where no lead fixes its occupation.

    Outside the band E - H - Sigma is a real symmetric matrix whose eigenvalues grow with E. No
    state lies below the band if it is negative definite at the lower edge, and none above if it
    is positive definite at the upper edge.

    Raises
    ------
    ParameterError
        For a bound state, also one exactly at an edge of the band.
    """
    t_e, t_0, t, t_L, t_R, eps_1, eps_2 = np.broadcast_arrays(*astuple(device))
    with np.errstate(over="ignore", invalid="ignore"):
        for sign, where in ((-1, "below"), (1, "above")):
            first = 2 * t_e - sign * eps_1 - t_L * (t_L / t_e)
            second = 2 * t_e - sign * eps_2 - t_R * (t_R / t_e)
            margin = np.sqrt(np.maximum(first, 0)) * np.sqrt(np.maximum(second, 0))
            bound = ~(margin > np.abs(t_0) + np.abs(t))
            if bound.any():
                found = Device(*(x[bound].flat[0] for x in (t_e, t_0, t, t_L, t_R, eps_1, eps_2)))
                raise ParameterError(
                    f"{found} meV: a bound state {where} the band of the leads, whose occupation "
                    "they do not fix; must be none: raise t_e, or lower the other energies"
                )


def pole_angles(device: Device) -> NDArray[np.complex128]:
    """Return the complex band angles at which couplings are singular.

    The generated polynomials vanish at the poles u = i exp(i phi), where E = -t_e (u + 1/u).
    """
    polynomials = load_kernels("dimer", "numpy").chain_polynomial(
        np.array([1.0, -1.0]), *astuple(device)
    )
    roots = np.concatenate([np.roots(polynomial[::-1].real) for polynomial in polynomials])
    angles = -1j * np.log(roots.astype(complex)) - np.pi / 2
    turns = np.concatenate([angles, angles + 2 * np.pi])
    return np.concatenate([turns, turns.conj()])


def sharpness(device: Device, angles: NDArray[np.complex128]) -> float:
    """Return the factor by which rounding errors grow at the device's sharpest resonance.

    The determinant vanishes at a pole, so at a distance from it energies of the size of the
    hopping cancel; near a band edge energies move with the square of the angle.
    """
    near = angles[np.abs(angles.real) <= np.pi / 2 + np.abs(angles.imag)]
    distance = np.abs(near.imag)
    speed = np.maximum(np.abs(np.cos(near)), distance)
    levels = abs(device.t_0) + abs(device.t) + abs(device.eps_1) + abs(device.eps_2)
    size = np.abs(np.sin(near)) + levels / device.t_e
    with np.errstate(divide="ignore"):
        return float((size / (distance * speed)).max(initial=0.0))


@lru_cache(maxsize=32)
def couplings_of(device: Device, backend: str) -> TwoLeads:
    """Return the tables of one device.

    Raises
    ------
    ParameterError
        For bound states, for resonances too sharp to resolve, and for a missing backend.
    """
    refuse_bound_states(device)
    angles = pole_angles(device)
    growth = sharpness(device, angles)
    real: Any = np.longdouble if growth > SHARP else np.float64
    if growth * np.finfo(real).eps > SHARPEST:
        raise ParameterError(
            f"{device} meV: a resonance too sharp to resolve (rounding errors grow by "
            f"{growth:.0e}); must be blunter: raise t_L or t_R, or move the levels away from the "
            "band's edges"
        )
    # the compiled kernels know one precision only
    kernels = load_kernels("dimer", "numpy" if real is np.longdouble else backend)
    parameters = [real(value) for value in astuple(device)]
    return tabulate(
        lambda energies: densities(kernels.coupling_integrands(energies, *parameters)),
        2 * parameters[0],
        angles,
        LAYOUT,
        vanishing_moments(device),
        backend == "numba",
    )


def vanishing_moments(device: Device) -> Moments:
    """Return how many moments of the sums vanish over the band.

    Summed over the leads, J, A and the spin are imaginary parts of functions F that are analytic in
    the upper half plane and real outside the band. If F falls off like E^-p, the contour closes at
    infinity for E^k F with k <= p - 2: p - 1 moments vanish. With G^s_aa ~ 1/E, G^t_aa ~ E^-3 and
    G_12 ~ E^-2, p is 2 for J_aa, 6 for A_aa, 4 for J_12 and A_12, and 3 for the spin. The
    antisymmetric damping is such a part (p = 5 and more) and a derivative: one moment vanishes, as
    for the other dampings.

    Without site energies G_ab(-E) = -u_a u_b conj(G_ab(E)) with u = (1, -1). Then J, A and the
    symmetric damping are odd in the energy for each lead, and the antisymmetric one is even.
    """
    symmetric = int(device.eps_1 == 0 and device.eps_2 == 0)
    sums = {"J": (1, 3, 3, 1), "A": (5, 3, 3, 5), "alpha_antisym": (1 + symmetric,) * 4}
    odd = {"J": symmetric, "A": symmetric, "alpha_iso": symmetric, "alpha_aniso": symmetric}
    kinds = [name.rpartition("_") for name in SUMS]
    return Moments(
        tuple(
            2 if kind == "spin" else sums.get(kind, (1,) * 4)[PAIRS.index(pair)]
            for kind, _, pair in kinds
        ),
        tuple(odd.get(kind, 0) for kind, _, _ in kinds),
    )


def densities(integrands: tuple[Real, ...]) -> Densities:
    """Sort the integrands of the couplings into columns.

    In equilibrium the noise is 2T times the damping, at every temperature: the damping's integrand,
    summed over the leads, is the slope of the noise's integrand summed over both of its leads. And
    D of one lead is minus that of the other, because it vanishes in equilibrium.
    """
    exchange, dmi, anisotropy, iso, aniso, antisym, spin, *noises = integrands
    batch = spin.shape[:-2]

    def flat(values: Real) -> Real:
        return values.reshape(*values.shape[: len(batch) + 1], -1)

    sums = np.concatenate([*map(flat, (exchange, anisotropy, iso, aniso, antisym)), spin], axis=-1)
    pairs = np.concatenate([noise.reshape(*batch, 2, 2, len(PAIRS)) for noise in noises], axis=-1)
    joint = pairs[..., 0, 1, :] + pairs[..., 1, 0, :]
    own = np.stack([pairs[..., 0, 0, :], pairs[..., 1, 1, :]], axis=-2)
    window = np.concatenate([dmi[..., 0, :, :].reshape(*batch, -1), joint], axis=-1)
    return Densities(sums, joint + own.sum(axis=-2), window, own)
