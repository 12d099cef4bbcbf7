"""The dimer's couplings to 30 digits, from its 4 x 4 spinful Hamiltonian.

Nothing is reduced by hand: the retarded function is the inverse of E - H - Sigma in the basis
(1 up, 1 down, 2 up, 2 down) for an arbitrary spin axis, the lesser function is
G^R Sigma^< G^A, and the response of spin a to a field on spin b is the bubble

    chi_ab^ij(w) = (i/4) int dE/2pi Tr[tau_i G^R_ab(E + w) tau_j G^<_ba(E)
                                       + tau_i G^<_ab(E) tau_j G^A_ba(E - w)]

with explicit Pauli matrices. Its 3 x 3 matrix is projected on the identity, on the rotation
about the axis and on the dyad of the axis only at the end; what those three leave over is
returned as ``residue``. The energy is E = -2 t_e cos(theta), which removes the square roots of
the band edges; Gauss-Legendre panels in theta are halved until every pole of the integrand (of
the Green's functions and of the Fermi functions) lies outside their Bernstein ellipse.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from .device import Baths, Device, Number
from .panels import MP as MP
from .panels import NODES, panels, quadrature

PAIRS = ((0, 0), (0, 1), (1, 0), (1, 1))
LEADS = (0, 1)
Matrix = list[list[Any]]
Parts = dict[tuple[str, int], Any]


class BoundStateError(ValueError):
    """The device has a state outside the band, whose occupation the leads do not fix."""


@dataclass(frozen=True)
class Couplings:
    """All couplings at one point, and the largest response component outside their forms."""

    values: dict[str, Any]
    residue: Any


# --- the Hamiltonian and its Green's functions -------------------------------------------------


def pauli() -> tuple[Matrix, Matrix, Matrix]:
    """Return the three Pauli matrices."""
    one, zero, i = MP.mpf(1), MP.mpf(0), MP.mpc(0, 1)
    return [[zero, one], [one, zero]], [[zero, -i], [i, zero]], [[one, zero], [zero, -one]]


@lru_cache(maxsize=1)
def axis(device: Device) -> list[Any]:
    """Return the normalised spin axis."""
    vector = [MP.mpf(component) for component in device.direction]
    length = MP.sqrt(sum(component**2 for component in vector))
    return [component / length for component in vector]


@lru_cache(maxsize=1)
def hamiltonian(device: Device) -> Matrix:
    """Return the 4 x 4 Hamiltonian of the isolated device (dimer:1)."""
    t_0, t = MP.mpf(device.t_0), MP.mpf(device.t)
    tau, direction = pauli(), axis(device)
    hopping = [
        [
            t_0 * (row == column) + t * sum(direction[k] * tau[k][row][column] for k in range(3))
            for column in range(2)
        ]
        for row in range(2)
    ]
    result = [[MP.mpf(0)] * 4 for _ in range(4)]
    for row in range(2):
        result[row][row] = MP.mpf(device.eps_1)
        result[2 + row][2 + row] = MP.mpf(device.eps_2)
        for column in range(2):
            result[row][2 + column] = hopping[row][column]
            result[2 + column][row] = MP.conj(hopping[row][column])
    return result


def surface_green(energy: Any, t_e: Any) -> tuple[Any, Any]:
    """Return the retarded end-site function of a semi-infinite chain and its E derivative.

    It solves t_e^2 g^2 - E g + 1 = 0 with Im g < 0 inside the band and decaying outside.
    """
    discriminant = energy**2 - 4 * t_e**2
    root = MP.sqrt(abs(discriminant))
    if discriminant < 0:
        value = MP.mpc(energy, -root) / (2 * t_e**2)
    else:
        value = (energy - MP.sign(energy) * root) / (2 * t_e**2)
    return value, value / (2 * t_e**2 * value - energy)


def inverse(matrix: Matrix) -> Matrix:
    """Return the inverse by Gauss-Jordan elimination with row pivoting."""
    size = len(matrix)
    rows = [
        [*map(MP.mpc, row), *(MP.mpc(i == j) for j in range(size))] for i, row in enumerate(matrix)
    ]
    for column in range(size):
        pivot = max(range(column, size), key=lambda r: abs(complex(rows[r][column])))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        scale = 1 / rows[column][column]
        rows[column] = [entry * scale for entry in rows[column]]
        for other in range(size):
            factor = rows[other][column]
            if other != column and factor != 0:
                rows[other] = [
                    x - factor * y for x, y in zip(rows[other], rows[column], strict=True)
                ]
    return [row[size:] for row in rows]


@dataclass(frozen=True)
class Resolved:
    """Retarded function, its E derivative and the spectral parts of the two leads at one E."""

    retarded: Matrix
    slope: Matrix
    spectral: tuple[Matrix, Matrix]


def resolve(device: Device, energy: Any) -> Resolved:
    """Return the Green's functions at one real energy; spectral = G^R Gamma_l G^A."""
    t_e = MP.mpf(device.t_e)
    g, g_slope = surface_green(energy, t_e)
    contact = (MP.mpf(device.t_L) ** 2, MP.mpf(device.t_R) ** 2)
    bare = hamiltonian(device)
    matrix = [
        [energy * (i == j) - bare[i][j] - contact[i // 2] * g * (i == j) for j in range(4)]
        for i in range(4)
    ]
    retarded = inverse(matrix)
    weight = [1 - contact[k // 2] * g_slope for k in range(4)]
    slope = [
        [-sum(retarded[i][k] * weight[k] * retarded[k][j] for k in range(4)) for j in range(4)]
        for i in range(4)
    ]
    broadening = [-2 * MP.im(contact[lead] * g) for lead in LEADS]
    spectral = tuple(
        [
            [
                broadening[lead]
                * sum(retarded[i][k] * MP.conj(retarded[j][k]) for k in (2 * lead, 2 * lead + 1))
                for j in range(4)
            ]
            for i in range(4)
        ]
        for lead in LEADS
    )
    return Resolved(retarded, slope, (spectral[0], spectral[1]))


def green(device: Device, energy: float | str, baths: Baths) -> dict[str, Matrix]:
    """Return the 4 x 4 retarded, advanced, lesser and greater functions at one energy."""
    at = MP.mpf(energy)
    resolved = resolve(device, at)
    filled = occupations(baths, at)
    retarded, spectral = resolved.retarded, resolved.spectral

    def weighted(weights: Sequence[Any]) -> Matrix:
        return [
            [sum(weights[lead] * spectral[lead][i][j] for lead in LEADS) for j in range(4)]
            for i in range(4)
        ]

    return {
        "retarded": retarded,
        "advanced": [[MP.conj(retarded[j][i]) for j in range(4)] for i in range(4)],
        "lesser": weighted([MP.mpc(0, f) for f in filled]),
        "greater": weighted([MP.mpc(0, f - 1) for f in filled]),
    }


def occupations(baths: Baths, energy: Any) -> list[Any]:
    """Return the Fermi functions of the two leads; at T = 0 a step, 1/2 on the step."""
    result = []
    for mu, temperature in (
        (baths.mu_L, baths.temperature_L),
        (baths.mu_R, baths.temperature_R),
    ):
        distance, scale = energy - MP.mpf(mu), MP.mpf(temperature)
        if scale == 0:
            result.append((1 - MP.sign(distance)) / 2)
        else:
            result.append(1 / (MP.exp(distance / scale) + 1))
    return result


# --- the integrand at one energy ---------------------------------------------------------------


def block(matrix: Matrix, a: int, b: int) -> Matrix:
    """Return the 2 x 2 spin block between sites a and b."""
    return [row[2 * b : 2 * b + 2] for row in matrix[2 * a : 2 * a + 2]]


def pauli_times(matrix: Matrix) -> tuple[Matrix, Matrix, Matrix]:
    """Return tau_x, tau_y and tau_z times a 2 x 2 matrix."""
    up, down = matrix
    down_over_i = [MP.mpc(z.imag, -z.real) for z in down]
    up_times_i = [MP.mpc(-z.imag, z.real) for z in up]
    return [down, up], [down_over_i, up_times_i], [up, [-z for z in down]]


def spin_tensor(left: Matrix, right: Matrix, *, imaginary: bool = False) -> list[Any]:
    """Return the real (or imaginary) part of Tr[tau_i left tau_j right], nine entries."""
    rows, columns = [], []
    for x in pauli_times(left):
        entries = [x[r][k] for r in range(2) for k in range(2)]
        rows.append([z.real for z in entries] + [z.imag for z in entries])
    for y in pauli_times(right):
        entries = [y[k][r] for r in range(2) for k in range(2)]
        real, imag = [z.real for z in entries], [z.imag for z in entries]
        columns.append(imag + real if imaginary else real + [-z for z in imag])
    return [MP.fdot(row, column) for row in rows for column in columns]


@lru_cache(maxsize=1)
def forms(device: Device) -> tuple[list[Any], list[Any], list[Any]]:
    """Return delta_ij, eps_ijk t_k and t_i t_j as flat lists of nine."""
    direction = axis(device)
    indices = [(i, j) for i in range(3) for j in range(3)]
    levi_civita = [(j - i) * (3 - i - j - i) * (3 - i - j - j) // 2 for i, j in indices]
    return (
        [MP.mpf(i == j) for i, j in indices],
        [
            sign * direction[(3 - i - j) % 3]
            for sign, (i, j) in zip(levi_civita, indices, strict=True)
        ],
        [direction[i] * direction[j] for i, j in indices],
    )


def projections(device: Device, tensor: Sequence[Any]) -> tuple[Any, Any, Any, Any]:
    """Split M = iso delta + rotation eps_ijk t_k + dyad t t; return the size of the rest too."""
    identity, rotation_form, dyad_form = forms(device)
    along = MP.fdot(tensor, dyad_form)
    iso = (tensor[0] + tensor[4] + tensor[8] - along) / 2
    rotation = MP.fdot(tensor, rotation_form) / 2
    dyad = along - iso
    rest = [
        abs(entry - MP.fdot((iso, rotation, dyad), shapes))
        for entry, *shapes in zip(tensor, identity, rotation_form, dyad_form, strict=True)
    ]
    return iso, rotation, dyad, max(rest)


def spin_density(device: Device, at: Resolved) -> Parts:
    """Return half of Tr[t.tau (-i G^<_aa)] / 2 pi per lead: the spin along the axis."""
    direction, result = axis(device), {}
    for lead in LEADS:
        for site in LEADS:
            rotated = pauli_times(block(at.spectral[lead], site, site))
            traces = [MP.re(matrix[0][0] + matrix[1][1]) for matrix in rotated]
            result[f"spin_{site + 1}", lead] = MP.fdot(direction, traces) / (4 * MP.pi)
    return result


def response(device: Device, at: Resolved) -> tuple[Parts, Any]:
    """Return chi^R(0) and -i d chi^R/dw at 0 per lead, and the size outside their three forms.

    The two terms of the bubble are complex conjugates, as G^A = (G^R)^dagger: twice a real part.
    """
    result, rest = {}, MP.mpf(0)
    for a, b in PAIRS:
        for lead in LEADS:
            back = block(at.spectral[lead], b, a)
            static = spin_tensor(block(at.retarded, a, b), back)
            moving = spin_tensor(block(at.slope, a, b), back, imaginary=True)
            for names, tensor in (
                (("J", "D", "A"), static),
                (("alpha_iso", "alpha_antisym", "alpha_aniso"), moving),
            ):
                *parts, left_over = projections(device, tensor)
                for name, part in zip(names, parts, strict=True):
                    result[f"{name}_{a + 1}{b + 1}", lead] = -part / (4 * MP.pi)
                rest = max(rest, left_over)
    return result, rest


def correlation(device: Device, at: Resolved) -> tuple[Parts, Any]:
    """Return the zero-frequency symmetrised correlator per pair of leads, index l + l'.

    It multiplies f_l (1 - f_l') + f_l' (1 - f_l) for l < l' and f_l (1 - f_l) for l = l'.
    """
    result, rest = {}, MP.mpf(0)
    for a, b in PAIRS:
        traces = {
            (i, j): spin_tensor(block(at.spectral[i], a, b), block(at.spectral[j], b, a))
            for i in LEADS
            for j in LEADS
        }
        for first, second in ((0, 0), (0, 1), (1, 1)):
            forward, backward = traces[first, second], traces[second, first]
            total = [x + y for x, y in zip(forward, backward, strict=True)]
            *parts, left_over = projections(device, total)
            rest = max(rest, left_over)
            for name, part in zip(("iso", "antisym", "aniso"), parts, strict=True):
                result[f"noise_{name}_{a + 1}{b + 1}", first + second] = part / (16 * MP.pi)
    return result, rest


# --- quadrature --------------------------------------------------------------------------------


def device_angles(device: Device) -> list[complex]:
    """Return the poles of G^R and G^A in theta, E = -2 t_e cos(theta).

    With u = e^{i theta} the matrix u (E - H - Sigma) is a polynomial in u; the roots of its
    determinant are the poles of G^R, and 1/u those of G^A.
    """
    t_e = float(device.t_e)
    contact = np.repeat([float(device.t_L) ** 2, float(device.t_R) ** 2], 2) / t_e
    bare = np.array([[complex(entry) for entry in row] for row in hamiltonian(device)])
    samples = np.exp(2j * np.pi * np.arange(16) / 16)
    values = [
        np.linalg.det(-t_e * (u**2 + 1) * np.eye(4) - u * bare + u**2 * np.diag(contact))
        for u in samples
    ]
    coefficients = np.fft.fft(values) / 16
    roots = np.roots(coefficients[8::-1])
    if np.any((abs(roots) < 1 - 1e-9) & (abs(roots) > 1e-9)):
        raise BoundStateError("a pole of the device lies outside the band")
    angles = [-1j * cmath.log(complex(root)) for root in roots]
    return [*angles, *(-angle for angle in angles)]


def fermi_angles(device: Device, baths: Iterable[Baths]) -> list[complex]:
    """Return the nearest poles of each Fermi function in theta, both signs of theta."""
    angles = []
    for point in baths:
        for mu, temperature in (
            (point.mu_L, point.temperature_L),
            (point.mu_R, point.temperature_R),
        ):
            if float(temperature) > 0:
                pole = complex(float(mu), math.pi * float(temperature))
                angle = cmath.acos(-pole / (2 * float(device.t_e)))
                angles += [angle, angle.conjugate(), -angle, -angle.conjugate()]
    return angles


def cold_leads(baths: Baths) -> tuple[tuple[Number, bool], tuple[Number, bool]]:
    """Return each chemical potential and whether the occupation steps there."""
    return (
        (baths.mu_L, float(baths.temperature_L) == 0),
        (baths.mu_R, float(baths.temperature_R) == 0),
    )


def couplings(device: Device, points: Sequence[Baths], digits: int = 30) -> list[Couplings]:
    """Return all couplings of one device at several chemical potentials and temperatures.

    Parameters
    ----------
    device, points
        Parameters in meV. The Green's functions are shared by all points.
    digits
        Digits of the quadrature; the arithmetic carries 50.

    Raises
    ------
    BoundStateError
        If a pole of the device lies outside the band.
    """
    t_e = MP.mpf(device.t_e)
    steps = sorted({MP.mpf(mu) for baths in points for mu, cold in cold_leads(baths) if cold})
    breaks = [MP.mpf(0), *(MP.acos(-mu / (2 * t_e)) for mu in steps)]
    angles = device_angles(device) + fermi_angles(device, points)
    poles = [angle + 2 * math.pi * turn for angle in angles for turn in (-1, 0, 1)]
    splits = panels([*breaks, MP.pi], poles, 10 ** (digits / (2.0 * NODES)))
    totals: list[dict[str, Any]] = [{} for _ in points]
    residue = MP.mpf(0)
    for theta, weight in quadrature(splits):
        energy = -2 * t_e * MP.cos(theta)
        measure = weight * 2 * t_e * MP.sin(theta)
        resolved = resolve(device, energy)
        linear, rest = response(device, resolved)
        bilinear, noise_rest = correlation(device, resolved)
        residue = max(residue, rest, noise_rest)
        linear = linear | spin_density(device, resolved)
        for baths, total in zip(points, totals, strict=True):
            left, right = occupations(baths, energy)
            single = [measure * left, measure * right]
            pairs = [
                single[0] * (1 - left),
                single[0] * (1 - right) + single[1] * (1 - left),
                single[1] * (1 - right),
            ]
            for parts, weights in ((linear, single), (bilinear, pairs)):
                for (name, index), value in parts.items():
                    total[name] = total.get(name, 0) + weights[index] * value
    return [Couplings(dict(sorted(total.items())), residue) for total in totals]
