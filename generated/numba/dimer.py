"""Kernels of the dimer for Numba. Generated; edits are lost.

Content     bb769b1e1f811ccc1aacae0afe52b385
Regenerate  spinloom generate dimer --backend numba
Sources     dimer:A9, dimer:A10, dimer:A11, dimer:A12, dimer:A13, dimer:A14, dimer:A15, dimer:step-
            self-energy, dimer:A16, dimer:A17, dimer:A19, dimer:A23, dimer:A24

Each kernel compiles on its first call. The compiled code is cached next to this file, or in
Numba's own cache folder, where one of the two can be written.
"""

import math

import numpy as np

from .special import SPECIAL_DIGEST, compile_cached, reciprocal, within

__all__ = [
    "green_retarded",
    "coupling_integrands",
]

# Numba's cache looks at this file alone: the digest makes it see the functions imported above.
HELPERS_DIGEST = "1f75b3e979d313594d89b1888780fcba"
if HELPERS_DIGEST != SPECIAL_DIGEST:
    raise ImportError("special.py does not belong to this file; regenerate both")


@compile_cached
def _at(values, point):
    """One value for all points, or one for each."""
    return values[point] if values.size > 1 else values[0]


def _flat(value, shape):
    if value.size == 1:
        return value.reshape(1).copy()
    return np.array(np.broadcast_to(value, shape)).reshape(-1)


@compile_cached
def _green_retarded(
    size,
    all_energy,
    all_t_e,
    all_t_0,
    all_t,
    all_t_L,
    all_t_R,
    all_eps_1,
    all_eps_2,
    singlet_part,
    triplet_part,
):
    for point in range(size):
        energy = _at(all_energy, point)
        t_e = _at(all_t_e, point)
        t_0 = _at(all_t_0, point)
        t = _at(all_t, point)
        t_L = _at(all_t_L, point)
        t_R = _at(all_t_R, point)
        eps_1 = _at(all_eps_1, point)
        eps_2 = _at(all_eps_2, point)

        # surface Green's function of a semi-infinite lead [dimer:step-self-energy]
        band_root = np.sqrt(np.maximum(0.0, (energy + 2.0 * t_e) * (-energy + 2.0 * t_e)))
        outside = np.sqrt(np.maximum(0.0, -(energy + 2.0 * t_e) * (-energy + 2.0 * t_e)))
        surface = 2.0 * reciprocal(energy + 1j * band_root + outside * np.sign(energy))

        # inverse propagators of the sites [dimer:A15]
        bare_1 = energy - eps_1 - surface * t_L * t_L
        bare_2 = energy - eps_2 - surface * t_R * t_R

        # singlet part on the common denominator of both helicities [dimer:A10, dimer:A11,
        # dimer:A12]
        product_g = bare_1 * bare_2
        denominator = reciprocal((product_g - (t + t_0) ** 2) * (product_g - (t_0 - t) ** 2))
        singlet_11 = denominator * (product_g - t * t - t_0 * t_0) * bare_2
        singlet_12 = denominator * t_0 * (product_g - (t + t_0) * (t_0 - t))
        singlet_21 = denominator * t_0 * (product_g - (t + t_0) * (t_0 - t))
        singlet_22 = denominator * (product_g - t * t - t_0 * t_0) * bare_1

        # triplet part, proportional to t without cancellation [dimer:A13, dimer:A14, dimer:A15]
        triplet_11 = 2.0 * denominator * t * t_0 * bare_2
        triplet_12 = denominator * t * (product_g + (t + t_0) * (t_0 - t))
        triplet_21 = denominator * t * (product_g + (t + t_0) * (t_0 - t))
        triplet_22 = 2.0 * denominator * t * t_0 * bare_1

        # result [dimer:A9]
        singlet_part[point, 0, 0] = singlet_11
        singlet_part[point, 0, 1] = singlet_12
        singlet_part[point, 1, 0] = singlet_21
        singlet_part[point, 1, 1] = singlet_22
        triplet_part[point, 0, 0] = triplet_11
        triplet_part[point, 0, 1] = triplet_12
        triplet_part[point, 1, 0] = triplet_21
        triplet_part[point, 1, 1] = triplet_22


def green_retarded(energy, t_e, t_0, t, t_L, t_R, eps_1, eps_2):
    """Retarded Green's function, split into singlet and triplet parts.

        G_ab = singlet_ab + triplet_ab (that . tau)

    Parameters
    ----------
    energy : float array, shape (...)
        Energy of the electron (meV). Domain: real.
    t_e : float array, shape (...)
        Hopping inside the leads; their band is |E| <= 2 t_e (meV). Domain: > 0.
    t_0 : float array, shape (...)
        Spin-independent hopping between the sites (meV). Domain: real.
    t : float array, shape (...)
        Spin-dependent hopping between the sites (meV). Domain: real.
    t_L : float array, shape (...)
        Hopping between the left lead and site 1 (meV). Domain: > 0.
    t_R : float array, shape (...)
        Hopping between the right lead and site 2 (meV). Domain: > 0.
    eps_1 : float array, shape (...)
        Energy of site 1 (meV). Domain: real.
    eps_2 : float array, shape (...)
        Energy of site 2 (meV). Domain: real.

    Returns
    -------
    singlet_part : complex array, shape (..., site, site)
        Singlet part (1/meV).
    triplet_part : complex array, shape (..., site, site)
        Triplet part (1/meV).

    Notes
    -----
    Kind: matrix.
    Sources: dimer:A9, dimer:A10, dimer:A11, dimer:A12, dimer:A13, dimer:A14, dimer:A15, dimer:step-
    self-energy.
    """
    energy = np.asarray(energy, dtype=np.float64)
    t_e = np.asarray(t_e, dtype=np.float64)
    t_0 = np.asarray(t_0, dtype=np.float64)
    t = np.asarray(t, dtype=np.float64)
    t_L = np.asarray(t_L, dtype=np.float64)
    t_R = np.asarray(t_R, dtype=np.float64)
    eps_1 = np.asarray(eps_1, dtype=np.float64)
    eps_2 = np.asarray(eps_2, dtype=np.float64)
    shape = np.broadcast_shapes(
        energy.shape, t_e.shape, t_0.shape, t.shape, t_L.shape, t_R.shape, eps_1.shape, eps_2.shape
    )
    size = math.prod(shape)
    singlet_part = np.empty((size, 2, 2), dtype=np.complex128)
    triplet_part = np.empty((size, 2, 2), dtype=np.complex128)
    _green_retarded(
        size,
        _flat(energy, shape),
        _flat(t_e, shape),
        _flat(t_0, shape),
        _flat(t, shape),
        _flat(t_L, shape),
        _flat(t_R, shape),
        _flat(eps_1, shape),
        _flat(eps_2, shape),
        singlet_part,
        triplet_part,
    )
    return (
        singlet_part.reshape((*shape, 2, 2)),
        triplet_part.reshape((*shape, 2, 2)),
    )


@compile_cached
def _coupling_integrands(
    size,
    all_energy,
    all_t_e,
    all_t_0,
    all_t,
    all_t_L,
    all_t_R,
    all_eps_1,
    all_eps_2,
    J,
    D,
    A,
    alpha_iso,
    alpha_aniso,
    alpha_antisym,
    spin,
    noise_iso,
    noise_aniso,
):
    for point in range(size):
        energy = _at(all_energy, point)
        t_e = _at(all_t_e, point)
        t_0 = _at(all_t_0, point)
        t = _at(all_t, point)
        t_L = _at(all_t_L, point)
        t_R = _at(all_t_R, point)
        eps_1 = _at(all_eps_1, point)
        eps_2 = _at(all_eps_2, point)

        # surface Green's function of a semi-infinite lead [dimer:step-self-energy]
        band_root = np.sqrt(np.maximum(0.0, (energy + 2.0 * t_e) * (-energy + 2.0 * t_e)))
        outside = np.sqrt(np.maximum(0.0, -(energy + 2.0 * t_e) * (-energy + 2.0 * t_e)))
        surface = 2.0 * reciprocal(energy + 1j * band_root + outside * np.sign(energy))

        # inverse propagators of the sites [dimer:A15]
        bare_1 = energy - eps_1 - surface * t_L * t_L
        bare_2 = energy - eps_2 - surface * t_R * t_R

        # singlet part on the common denominator of both helicities [dimer:A10, dimer:A11,
        # dimer:A12]
        product_g = bare_1 * bare_2
        denominator = reciprocal((product_g - (t + t_0) ** 2) * (product_g - (t_0 - t) ** 2))
        singlet_11 = denominator * (product_g - t * t - t_0 * t_0) * bare_2
        singlet_12 = denominator * t_0 * (product_g - (t + t_0) * (t_0 - t))
        singlet_21 = denominator * t_0 * (product_g - (t + t_0) * (t_0 - t))
        singlet_22 = denominator * (product_g - t * t - t_0 * t_0) * bare_1

        # triplet part, proportional to t without cancellation [dimer:A13, dimer:A14, dimer:A15]
        triplet_11 = 2.0 * denominator * t * t_0 * bare_2
        triplet_12 = denominator * t * (product_g + (t + t_0) * (t_0 - t))
        triplet_21 = denominator * t * (product_g + (t + t_0) * (t_0 - t))
        triplet_22 = 2.0 * denominator * t * t_0 * bare_1

        # energy derivative times the band root, finite at the band edges [dimer:A24]
        inside = within(energy, 2.0 * t_e)
        slope_1 = band_root - 1j * surface * inside * t_L * t_L
        slope_2 = band_root - 1j * surface * inside * t_R * t_R
        singlet_slope_11 = (
            -(singlet_11 * singlet_11 + triplet_11 * triplet_11) * slope_1
            - (singlet_12 * singlet_21 + triplet_12 * triplet_21) * slope_2
        )
        singlet_slope_12 = (
            -(singlet_11 * singlet_12 + triplet_11 * triplet_12) * slope_1
            - (singlet_12 * singlet_22 + triplet_12 * triplet_22) * slope_2
        )
        singlet_slope_21 = (
            -(singlet_11 * singlet_21 + triplet_11 * triplet_21) * slope_1
            - (singlet_21 * singlet_22 + triplet_21 * triplet_22) * slope_2
        )
        singlet_slope_22 = (
            -(singlet_12 * singlet_21 + triplet_12 * triplet_21) * slope_1
            - (singlet_22 * singlet_22 + triplet_22 * triplet_22) * slope_2
        )
        triplet_slope_11 = (
            -2.0 * slope_1 * singlet_11 * triplet_11
            - (singlet_12 * triplet_21 + singlet_21 * triplet_12) * slope_2
        )
        triplet_slope_12 = (
            -(singlet_11 * triplet_12 + singlet_12 * triplet_11) * slope_1
            - (singlet_12 * triplet_22 + singlet_22 * triplet_12) * slope_2
        )
        triplet_slope_21 = (
            -(singlet_11 * triplet_21 + singlet_21 * triplet_11) * slope_1
            - (singlet_21 * triplet_22 + singlet_22 * triplet_21) * slope_2
        )
        triplet_slope_22 = (
            -(singlet_12 * triplet_21 + singlet_21 * triplet_12) * slope_1
            - 2.0 * slope_2 * singlet_22 * triplet_22
        )

        # spectral function of each lead over the band root [dimer:A16, dimer:A17]
        contact_L = t_L * t_L / (t_e * t_e)
        contact_R = t_R * t_R / (t_e * t_e)
        spectral_singlet_L11 = (
            (singlet_11 * np.conj(singlet_11) + triplet_11 * np.conj(triplet_11))
            * contact_L
        )
        spectral_singlet_L12 = (
            (singlet_11 * np.conj(singlet_21) + triplet_11 * np.conj(triplet_21))
            * contact_L
        )
        spectral_singlet_L21 = (
            (singlet_21 * np.conj(singlet_11) + triplet_21 * np.conj(triplet_11))
            * contact_L
        )
        spectral_singlet_L22 = (
            (singlet_21 * np.conj(singlet_21) + triplet_21 * np.conj(triplet_21))
            * contact_L
        )
        spectral_singlet_R11 = (
            (singlet_12 * np.conj(singlet_12) + triplet_12 * np.conj(triplet_12))
            * contact_R
        )
        spectral_singlet_R12 = (
            (singlet_12 * np.conj(singlet_22) + triplet_12 * np.conj(triplet_22))
            * contact_R
        )
        spectral_singlet_R21 = (
            (singlet_22 * np.conj(singlet_12) + triplet_22 * np.conj(triplet_12))
            * contact_R
        )
        spectral_singlet_R22 = (
            (singlet_22 * np.conj(singlet_22) + triplet_22 * np.conj(triplet_22))
            * contact_R
        )
        spectral_triplet_L11 = (
            (singlet_11 * np.conj(triplet_11) + triplet_11 * np.conj(singlet_11))
            * contact_L
        )
        spectral_triplet_L12 = (
            (singlet_11 * np.conj(triplet_21) + triplet_11 * np.conj(singlet_21))
            * contact_L
        )
        spectral_triplet_L21 = (
            (singlet_21 * np.conj(triplet_11) + triplet_21 * np.conj(singlet_11))
            * contact_L
        )
        spectral_triplet_L22 = (
            (singlet_21 * np.conj(triplet_21) + triplet_21 * np.conj(singlet_21))
            * contact_L
        )
        spectral_triplet_R11 = (
            (singlet_12 * np.conj(triplet_12) + triplet_12 * np.conj(singlet_12))
            * contact_R
        )
        spectral_triplet_R12 = (
            (singlet_12 * np.conj(triplet_22) + triplet_12 * np.conj(singlet_22))
            * contact_R
        )
        spectral_triplet_R21 = (
            (singlet_22 * np.conj(triplet_12) + triplet_22 * np.conj(singlet_12))
            * contact_R
        )
        spectral_triplet_R22 = (
            (singlet_22 * np.conj(triplet_22) + triplet_22 * np.conj(singlet_22))
            * contact_R
        )

        # integrands per lead [dimer:A19, dimer:A24]
        J[point, 0, 0, 0] = (
            -0.5
            / np.pi
            * band_root
            * (-(triplet_11 * spectral_triplet_L11).real + (singlet_11 * spectral_singlet_L11).real)
        )
        J[point, 0, 0, 1] = (
            -0.5
            / np.pi
            * band_root
            * (-(triplet_12 * spectral_triplet_L21).real + (singlet_12 * spectral_singlet_L21).real)
        )
        J[point, 0, 1, 0] = (
            -0.5
            / np.pi
            * band_root
            * (-(triplet_21 * spectral_triplet_L12).real + (singlet_21 * spectral_singlet_L12).real)
        )
        J[point, 0, 1, 1] = (
            -0.5
            / np.pi
            * band_root
            * (-(triplet_22 * spectral_triplet_L22).real + (singlet_22 * spectral_singlet_L22).real)
        )
        J[point, 1, 0, 0] = (
            -0.5
            / np.pi
            * band_root
            * (-(triplet_11 * spectral_triplet_R11).real + (singlet_11 * spectral_singlet_R11).real)
        )
        J[point, 1, 0, 1] = (
            -0.5
            / np.pi
            * band_root
            * (-(triplet_12 * spectral_triplet_R21).real + (singlet_12 * spectral_singlet_R21).real)
        )
        J[point, 1, 1, 0] = (
            -0.5
            / np.pi
            * band_root
            * (-(triplet_21 * spectral_triplet_R12).real + (singlet_21 * spectral_singlet_R12).real)
        )
        J[point, 1, 1, 1] = (
            -0.5
            / np.pi
            * band_root
            * (-(triplet_22 * spectral_triplet_R22).real + (singlet_22 * spectral_singlet_R22).real)
        )
        D[point, 0, 0, 0] = (
            0.5
            / np.pi
            * band_root
            * (-(triplet_11 * spectral_singlet_L11).imag + (singlet_11 * spectral_triplet_L11).imag)
        )
        D[point, 0, 0, 1] = (
            0.5
            / np.pi
            * band_root
            * (-(triplet_12 * spectral_singlet_L21).imag + (singlet_12 * spectral_triplet_L21).imag)
        )
        D[point, 0, 1, 0] = (
            0.5
            / np.pi
            * band_root
            * (-(triplet_21 * spectral_singlet_L12).imag + (singlet_21 * spectral_triplet_L12).imag)
        )
        D[point, 0, 1, 1] = (
            0.5
            / np.pi
            * band_root
            * (-(triplet_22 * spectral_singlet_L22).imag + (singlet_22 * spectral_triplet_L22).imag)
        )
        D[point, 1, 0, 0] = (
            0.5
            / np.pi
            * band_root
            * (-(triplet_11 * spectral_singlet_R11).imag + (singlet_11 * spectral_triplet_R11).imag)
        )
        D[point, 1, 0, 1] = (
            0.5
            / np.pi
            * band_root
            * (-(triplet_12 * spectral_singlet_R21).imag + (singlet_12 * spectral_triplet_R21).imag)
        )
        D[point, 1, 1, 0] = (
            0.5
            / np.pi
            * band_root
            * (-(triplet_21 * spectral_singlet_R12).imag + (singlet_21 * spectral_triplet_R12).imag)
        )
        D[point, 1, 1, 1] = (
            0.5
            / np.pi
            * band_root
            * (-(triplet_22 * spectral_singlet_R22).imag + (singlet_22 * spectral_triplet_R22).imag)
        )
        A[point, 0, 0, 0] = -1.0 / np.pi * band_root * (triplet_11 * spectral_triplet_L11).real
        A[point, 0, 0, 1] = -1.0 / np.pi * band_root * (triplet_12 * spectral_triplet_L21).real
        A[point, 0, 1, 0] = -1.0 / np.pi * band_root * (triplet_21 * spectral_triplet_L12).real
        A[point, 0, 1, 1] = -1.0 / np.pi * band_root * (triplet_22 * spectral_triplet_L22).real
        A[point, 1, 0, 0] = -1.0 / np.pi * band_root * (triplet_11 * spectral_triplet_R11).real
        A[point, 1, 0, 1] = -1.0 / np.pi * band_root * (triplet_12 * spectral_triplet_R21).real
        A[point, 1, 1, 0] = -1.0 / np.pi * band_root * (triplet_21 * spectral_triplet_R12).real
        A[point, 1, 1, 1] = -1.0 / np.pi * band_root * (triplet_22 * spectral_triplet_R22).real
        alpha_iso[point, 0, 0, 0] = (
            -0.5
            / np.pi
            * (-(triplet_slope_11 * spectral_triplet_L11).imag + (singlet_slope_11 * spectral_singlet_L11).imag)
        )
        alpha_iso[point, 0, 0, 1] = (
            -0.5
            / np.pi
            * (-(triplet_slope_12 * spectral_triplet_L21).imag + (singlet_slope_12 * spectral_singlet_L21).imag)
        )
        alpha_iso[point, 0, 1, 0] = (
            -0.5
            / np.pi
            * (-(triplet_slope_21 * spectral_triplet_L12).imag + (singlet_slope_21 * spectral_singlet_L12).imag)
        )
        alpha_iso[point, 0, 1, 1] = (
            -0.5
            / np.pi
            * (-(triplet_slope_22 * spectral_triplet_L22).imag + (singlet_slope_22 * spectral_singlet_L22).imag)
        )
        alpha_iso[point, 1, 0, 0] = (
            -0.5
            / np.pi
            * (-(triplet_slope_11 * spectral_triplet_R11).imag + (singlet_slope_11 * spectral_singlet_R11).imag)
        )
        alpha_iso[point, 1, 0, 1] = (
            -0.5
            / np.pi
            * (-(triplet_slope_12 * spectral_triplet_R21).imag + (singlet_slope_12 * spectral_singlet_R21).imag)
        )
        alpha_iso[point, 1, 1, 0] = (
            -0.5
            / np.pi
            * (-(triplet_slope_21 * spectral_triplet_R12).imag + (singlet_slope_21 * spectral_singlet_R12).imag)
        )
        alpha_iso[point, 1, 1, 1] = (
            -0.5
            / np.pi
            * (-(triplet_slope_22 * spectral_triplet_R22).imag + (singlet_slope_22 * spectral_singlet_R22).imag)
        )
        alpha_aniso[point, 0, 0, 0] = -1.0 / np.pi * (triplet_slope_11 * spectral_triplet_L11).imag
        alpha_aniso[point, 0, 0, 1] = -1.0 / np.pi * (triplet_slope_12 * spectral_triplet_L21).imag
        alpha_aniso[point, 0, 1, 0] = -1.0 / np.pi * (triplet_slope_21 * spectral_triplet_L12).imag
        alpha_aniso[point, 0, 1, 1] = -1.0 / np.pi * (triplet_slope_22 * spectral_triplet_L22).imag
        alpha_aniso[point, 1, 0, 0] = -1.0 / np.pi * (triplet_slope_11 * spectral_triplet_R11).imag
        alpha_aniso[point, 1, 0, 1] = -1.0 / np.pi * (triplet_slope_12 * spectral_triplet_R21).imag
        alpha_aniso[point, 1, 1, 0] = -1.0 / np.pi * (triplet_slope_21 * spectral_triplet_R12).imag
        alpha_aniso[point, 1, 1, 1] = -1.0 / np.pi * (triplet_slope_22 * spectral_triplet_R22).imag
        alpha_antisym[point, 0, 0, 0] = (
            -0.5
            / np.pi
            * (-(triplet_slope_11 * spectral_singlet_L11).real + (singlet_slope_11 * spectral_triplet_L11).real)
        )
        alpha_antisym[point, 0, 0, 1] = (
            -0.5
            / np.pi
            * (-(triplet_slope_12 * spectral_singlet_L21).real + (singlet_slope_12 * spectral_triplet_L21).real)
        )
        alpha_antisym[point, 0, 1, 0] = (
            -0.5
            / np.pi
            * (-(triplet_slope_21 * spectral_singlet_L12).real + (singlet_slope_21 * spectral_triplet_L12).real)
        )
        alpha_antisym[point, 0, 1, 1] = (
            -0.5
            / np.pi
            * (-(triplet_slope_22 * spectral_singlet_L22).real + (singlet_slope_22 * spectral_triplet_L22).real)
        )
        alpha_antisym[point, 1, 0, 0] = (
            -0.5
            / np.pi
            * (-(triplet_slope_11 * spectral_singlet_R11).real + (singlet_slope_11 * spectral_triplet_R11).real)
        )
        alpha_antisym[point, 1, 0, 1] = (
            -0.5
            / np.pi
            * (-(triplet_slope_12 * spectral_singlet_R21).real + (singlet_slope_12 * spectral_triplet_R21).real)
        )
        alpha_antisym[point, 1, 1, 0] = (
            -0.5
            / np.pi
            * (-(triplet_slope_21 * spectral_singlet_R12).real + (singlet_slope_21 * spectral_triplet_R12).real)
        )
        alpha_antisym[point, 1, 1, 1] = (
            -0.5
            / np.pi
            * (-(triplet_slope_22 * spectral_singlet_R22).real + (singlet_slope_22 * spectral_triplet_R22).real)
        )

        # electronic spin [dimer:A24]
        spin[point, 0, 0] = 0.5 / np.pi * band_root * spectral_triplet_L11.real
        spin[point, 0, 1] = 0.5 / np.pi * band_root * spectral_triplet_L22.real
        spin[point, 1, 0] = 0.5 / np.pi * band_root * spectral_triplet_R11.real
        spin[point, 1, 1] = 0.5 / np.pi * band_root * spectral_triplet_R22.real

        # noise per pair of leads [dimer:A23, dimer:A24]
        noise_iso[point, 0, 0, 0, 0] = (
            0.125
            / np.pi
            * band_root
            * band_root
            * ((spectral_triplet_L11.imag) ** 2 + (spectral_singlet_L11.real) ** 2 - (spectral_singlet_L11.imag) ** 2 - (spectral_triplet_L11.real) ** 2)
        )
        noise_iso[point, 0, 0, 0, 1] = (
            0.125
            / np.pi
            * band_root
            * band_root
            * (-(spectral_triplet_L12 * spectral_triplet_L21).real + (spectral_singlet_L12 * spectral_singlet_L21).real)
        )
        noise_iso[point, 0, 0, 1, 0] = (
            0.125
            / np.pi
            * band_root
            * band_root
            * (-(spectral_triplet_L12 * spectral_triplet_L21).real + (spectral_singlet_L12 * spectral_singlet_L21).real)
        )
        noise_iso[point, 0, 0, 1, 1] = (
            0.125
            / np.pi
            * band_root
            * band_root
            * ((spectral_triplet_L22.imag) ** 2 + (spectral_singlet_L22.real) ** 2 - (spectral_singlet_L22.imag) ** 2 - (spectral_triplet_L22.real) ** 2)
        )
        noise_iso[point, 0, 1, 0, 0] = (
            0.125
            / np.pi
            * band_root
            * band_root
            * (-(spectral_triplet_L11 * spectral_triplet_R11).real + (spectral_singlet_L11 * spectral_singlet_R11).real)
        )
        noise_iso[point, 0, 1, 0, 1] = (
            0.125
            / np.pi
            * band_root
            * band_root
            * (-(spectral_triplet_L12 * spectral_triplet_R21).real + (spectral_singlet_L12 * spectral_singlet_R21).real)
        )
        noise_iso[point, 0, 1, 1, 0] = (
            0.125
            / np.pi
            * band_root
            * band_root
            * (-(spectral_triplet_L21 * spectral_triplet_R12).real + (spectral_singlet_L21 * spectral_singlet_R12).real)
        )
        noise_iso[point, 0, 1, 1, 1] = (
            0.125
            / np.pi
            * band_root
            * band_root
            * (-(spectral_triplet_L22 * spectral_triplet_R22).real + (spectral_singlet_L22 * spectral_singlet_R22).real)
        )
        noise_iso[point, 1, 0, 0, 0] = (
            0.125
            / np.pi
            * band_root
            * band_root
            * (-(spectral_triplet_L11 * spectral_triplet_R11).real + (spectral_singlet_L11 * spectral_singlet_R11).real)
        )
        noise_iso[point, 1, 0, 0, 1] = (
            0.125
            / np.pi
            * band_root
            * band_root
            * (-(spectral_triplet_L21 * spectral_triplet_R12).real + (spectral_singlet_L21 * spectral_singlet_R12).real)
        )
        noise_iso[point, 1, 0, 1, 0] = (
            0.125
            / np.pi
            * band_root
            * band_root
            * (-(spectral_triplet_L12 * spectral_triplet_R21).real + (spectral_singlet_L12 * spectral_singlet_R21).real)
        )
        noise_iso[point, 1, 0, 1, 1] = (
            0.125
            / np.pi
            * band_root
            * band_root
            * (-(spectral_triplet_L22 * spectral_triplet_R22).real + (spectral_singlet_L22 * spectral_singlet_R22).real)
        )
        noise_iso[point, 1, 1, 0, 0] = (
            0.125
            / np.pi
            * band_root
            * band_root
            * ((spectral_triplet_R11.imag) ** 2 + (spectral_singlet_R11.real) ** 2 - (spectral_singlet_R11.imag) ** 2 - (spectral_triplet_R11.real) ** 2)
        )
        noise_iso[point, 1, 1, 0, 1] = (
            0.125
            / np.pi
            * band_root
            * band_root
            * (-(spectral_triplet_R12 * spectral_triplet_R21).real + (spectral_singlet_R12 * spectral_singlet_R21).real)
        )
        noise_iso[point, 1, 1, 1, 0] = (
            0.125
            / np.pi
            * band_root
            * band_root
            * (-(spectral_triplet_R12 * spectral_triplet_R21).real + (spectral_singlet_R12 * spectral_singlet_R21).real)
        )
        noise_iso[point, 1, 1, 1, 1] = (
            0.125
            / np.pi
            * band_root
            * band_root
            * ((spectral_triplet_R22.imag) ** 2 + (spectral_singlet_R22.real) ** 2 - (spectral_singlet_R22.imag) ** 2 - (spectral_triplet_R22.real) ** 2)
        )
        noise_aniso[point, 0, 0, 0, 0] = (
            0.25
            / np.pi
            * band_root
            * band_root
            * ((spectral_triplet_L11.real) ** 2 - (spectral_triplet_L11.imag) ** 2)
        )
        noise_aniso[point, 0, 0, 0, 1] = (
            0.25
            / np.pi
            * band_root
            * band_root
            * (spectral_triplet_L12 * spectral_triplet_L21).real
        )
        noise_aniso[point, 0, 0, 1, 0] = (
            0.25
            / np.pi
            * band_root
            * band_root
            * (spectral_triplet_L12 * spectral_triplet_L21).real
        )
        noise_aniso[point, 0, 0, 1, 1] = (
            0.25
            / np.pi
            * band_root
            * band_root
            * ((spectral_triplet_L22.real) ** 2 - (spectral_triplet_L22.imag) ** 2)
        )
        noise_aniso[point, 0, 1, 0, 0] = (
            0.25
            / np.pi
            * band_root
            * band_root
            * (spectral_triplet_L11 * spectral_triplet_R11).real
        )
        noise_aniso[point, 0, 1, 0, 1] = (
            0.25
            / np.pi
            * band_root
            * band_root
            * (spectral_triplet_L12 * spectral_triplet_R21).real
        )
        noise_aniso[point, 0, 1, 1, 0] = (
            0.25
            / np.pi
            * band_root
            * band_root
            * (spectral_triplet_L21 * spectral_triplet_R12).real
        )
        noise_aniso[point, 0, 1, 1, 1] = (
            0.25
            / np.pi
            * band_root
            * band_root
            * (spectral_triplet_L22 * spectral_triplet_R22).real
        )
        noise_aniso[point, 1, 0, 0, 0] = (
            0.25
            / np.pi
            * band_root
            * band_root
            * (spectral_triplet_L11 * spectral_triplet_R11).real
        )
        noise_aniso[point, 1, 0, 0, 1] = (
            0.25
            / np.pi
            * band_root
            * band_root
            * (spectral_triplet_L21 * spectral_triplet_R12).real
        )
        noise_aniso[point, 1, 0, 1, 0] = (
            0.25
            / np.pi
            * band_root
            * band_root
            * (spectral_triplet_L12 * spectral_triplet_R21).real
        )
        noise_aniso[point, 1, 0, 1, 1] = (
            0.25
            / np.pi
            * band_root
            * band_root
            * (spectral_triplet_L22 * spectral_triplet_R22).real
        )
        noise_aniso[point, 1, 1, 0, 0] = (
            0.25
            / np.pi
            * band_root
            * band_root
            * ((spectral_triplet_R11.real) ** 2 - (spectral_triplet_R11.imag) ** 2)
        )
        noise_aniso[point, 1, 1, 0, 1] = (
            0.25
            / np.pi
            * band_root
            * band_root
            * (spectral_triplet_R12 * spectral_triplet_R21).real
        )
        noise_aniso[point, 1, 1, 1, 0] = (
            0.25
            / np.pi
            * band_root
            * band_root
            * (spectral_triplet_R12 * spectral_triplet_R21).real
        )
        noise_aniso[point, 1, 1, 1, 1] = (
            0.25
            / np.pi
            * band_root
            * band_root
            * ((spectral_triplet_R22.real) ** 2 - (spectral_triplet_R22.imag) ** 2)
        )


def coupling_integrands(energy, t_e, t_0, t, t_L, t_R, eps_1, eps_2):
    """Integrands of all couplings of the dimer, per lead.

        J_ab = sum over leads of the integral over the band of f_lead J[lead, a, b]

    Parameters
    ----------
    energy : float array, shape (...)
        Energy of the electron (meV). Domain: real.
    t_e : float array, shape (...)
        Hopping inside the leads; their band is |E| <= 2 t_e (meV). Domain: > 0.
    t_0 : float array, shape (...)
        Spin-independent hopping between the sites (meV). Domain: real.
    t : float array, shape (...)
        Spin-dependent hopping between the sites (meV). Domain: real.
    t_L : float array, shape (...)
        Hopping between the left lead and site 1 (meV). Domain: > 0.
    t_R : float array, shape (...)
        Hopping between the right lead and site 2 (meV). Domain: > 0.
    eps_1 : float array, shape (...)
        Energy of site 1 (meV). Domain: real.
    eps_2 : float array, shape (...)
        Energy of site 2 (meV). Domain: real.

    Returns
    -------
    J : float array, shape (..., lead, site, site)
        Integrand of the exchange, the factor of the lead's occupation (1/meV^2).
    D : float array, shape (..., lead, site, site)
        Integrand of the Dzyaloshinskii-Moriya, the factor of the lead's occupation (1/meV^2).
    A : float array, shape (..., lead, site, site)
        Integrand of the anisotropy, the factor of the lead's occupation (1/meV^2).
    alpha_iso : float array, shape (..., lead, site, site)
        Integrand of the isotropic damping, the factor of the lead's occupation (1/meV^3).
    alpha_aniso : float array, shape (..., lead, site, site)
        Integrand of the anisotropic damping, the factor of the lead's occupation (1/meV^3).
    alpha_antisym : float array, shape (..., lead, site, site)
        Integrand of the antisymmetric damping, the factor of the lead's occupation (1/meV^3).
    spin : float array, shape (..., lead, site)
        Integrand of the electronic spin along that (1/meV).
    noise_iso : float array, shape (..., lead, lead, site, site)
        Integrand of the isotropic noise, the factor of f_l (1 - f_m) + f_m (1 - f_l) (1/meV^2).
    noise_aniso : float array, shape (..., lead, lead, site, site)
        Integrand of the anisotropic noise, the factor of f_l (1 - f_m) + f_m (1 - f_l) (1/meV^2).

    Notes
    -----
    Kind: integrand.
    Sources: dimer:A10, dimer:A11, dimer:A12, dimer:A13, dimer:A14, dimer:A15, dimer:A16, dimer:A17,
    dimer:A19, dimer:A23, dimer:A24, dimer:step-self-energy.
    """
    energy = np.asarray(energy, dtype=np.float64)
    t_e = np.asarray(t_e, dtype=np.float64)
    t_0 = np.asarray(t_0, dtype=np.float64)
    t = np.asarray(t, dtype=np.float64)
    t_L = np.asarray(t_L, dtype=np.float64)
    t_R = np.asarray(t_R, dtype=np.float64)
    eps_1 = np.asarray(eps_1, dtype=np.float64)
    eps_2 = np.asarray(eps_2, dtype=np.float64)
    shape = np.broadcast_shapes(
        energy.shape, t_e.shape, t_0.shape, t.shape, t_L.shape, t_R.shape, eps_1.shape, eps_2.shape
    )
    size = math.prod(shape)
    J = np.empty((size, 2, 2, 2), dtype=np.float64)
    D = np.empty((size, 2, 2, 2), dtype=np.float64)
    A = np.empty((size, 2, 2, 2), dtype=np.float64)
    alpha_iso = np.empty((size, 2, 2, 2), dtype=np.float64)
    alpha_aniso = np.empty((size, 2, 2, 2), dtype=np.float64)
    alpha_antisym = np.empty((size, 2, 2, 2), dtype=np.float64)
    spin = np.empty((size, 2, 2), dtype=np.float64)
    noise_iso = np.empty((size, 2, 2, 2, 2), dtype=np.float64)
    noise_aniso = np.empty((size, 2, 2, 2, 2), dtype=np.float64)
    _coupling_integrands(
        size,
        _flat(energy, shape),
        _flat(t_e, shape),
        _flat(t_0, shape),
        _flat(t, shape),
        _flat(t_L, shape),
        _flat(t_R, shape),
        _flat(eps_1, shape),
        _flat(eps_2, shape),
        J,
        D,
        A,
        alpha_iso,
        alpha_aniso,
        alpha_antisym,
        spin,
        noise_iso,
        noise_aniso,
    )
    return (
        J.reshape((*shape, 2, 2, 2)),
        D.reshape((*shape, 2, 2, 2)),
        A.reshape((*shape, 2, 2, 2)),
        alpha_iso.reshape((*shape, 2, 2, 2)),
        alpha_aniso.reshape((*shape, 2, 2, 2)),
        alpha_antisym.reshape((*shape, 2, 2, 2)),
        spin.reshape((*shape, 2, 2)),
        noise_iso.reshape((*shape, 2, 2, 2, 2)),
        noise_aniso.reshape((*shape, 2, 2, 2, 2)),
    )
