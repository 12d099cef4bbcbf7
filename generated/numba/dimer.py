"""Kernels of the dimer for Numba. Generated; edits are lost.

Content     d8fb89a32a1762e088bd7f5e47a48acc
Regenerate  spinloom generate dimer --backend numba
Sources     dimer:step-self-energy, dimer:step-self-energy-outside, dimer:A15, dimer:A10,
            dimer:step-common-denominator, dimer:A11, dimer:A12, dimer:A13, dimer:A14, dimer:A9,
            dimer:step-broadening, dimer:A17, dimer:step-transmission, dimer:step-density-of-states,
            dimer:step-helicity, dimer:step-singlet-triplet, dimer:step-surface-slope,
            dimer:step-green-slope, dimer:step-lesser, dimer:step-helical-differences, dimer:A24,
            dimer:step-helical-products, dimer:step-pole-expansion, dimer:step-pole-polynomial,
            dimer:step-partial-fractions, dimer:step-uniformise, dimer:step-chain-integrals,
            dimer:step-wide-integrals, dimer:step-thermal-integrals

Each kernel compiles on its first call. The compiled code is cached next to this file, or in
Numba's own cache folder, where one of the two can be written.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .special import (
    SPECIAL_DIGEST,
    abs_squared,
    compile_cached,
    digamma,
    reciprocal,
    tetragamma,
    trigamma,
    within,
)

__all__ = [
    "self_energy",
    "green_retarded",
    "green_lesser",
    "transmission",
    "local_density_of_states",
    "coupling_integrands",
    "chain_polynomial",
    "chain_coefficients",
    "chain_basis",
    "wide_polynomial",
    "wide_coefficients",
    "wide_basis",
    "thermal_basis",
]

# Numba's cache looks at this file alone: the digest makes it see the functions imported above.
HELPERS_DIGEST = "54375fe2ed10375733b749da1e88d798"
if HELPERS_DIGEST != SPECIAL_DIGEST:
    raise ImportError("special.py does not belong to this file; regenerate both")


@compile_cached
def _at(values, point):
    """One value for all points, or one for each."""
    return values[point] if values.size > 1 else values[0]


def _array(value, dtype):
    return np.asarray(value).astype(dtype, casting="same_kind", copy=False)


def _common_shape(*values):
    return np.broadcast_shapes(*(value.shape for value in values))


def _flat(value, shape):
    if value.size == 1:
        return value.reshape(1).copy()
    return np.array(np.broadcast_to(value, shape)).reshape(-1)


@compile_cached
def _self_energy(
    size,
    all_energy,
    all_t_e,
    all_t_contact,
    retarded,
):
    for point in range(size):
        energy = _at(all_energy, point)
        t_e = _at(all_t_e, point)
        t_contact = _at(all_t_contact, point)

        # surface Green's function of a semi-infinite lead, inside and outside its band
        # [dimer:step-self-energy, dimer:step-self-energy-outside]
        band_root = np.sqrt(np.maximum(0.0, (energy + 2.0 * t_e) * (2.0 * t_e - energy)))
        outside = np.sqrt(np.maximum(0.0, -(energy + 2.0 * t_e) * (2.0 * t_e - energy)))
        surface = 2.0 * reciprocal(energy + band_root * 1j + outside * np.sign(energy))

        # an electron visits the lead by the contact and comes back [dimer:step-self-energy,
        # dimer:step-self-energy-outside]
        retarded[point] = t_contact * t_contact * surface


def self_energy(
    energy: ArrayLike, t_e: ArrayLike, t_contact: ArrayLike,
) -> Any:
    """Retarded self-energy of a site in contact with a semi-infinite chain.

        self_energy = t_contact^2 surface,  surface = 1 / (E - t_e^2 surface)

    Parameters
    ----------
    energy : float array, shape (...)
        Energy of the electron (meV). Domain: real.
    t_e : float array, shape (...)
        Hopping inside the leads; their band is |E| <= 2 t_e (meV). Domain: > 0.
    t_contact : float array, shape (...)
        Hopping to the lead's end (meV). Domain: > 0.

    Returns
    -------
    retarded : complex array, shape (...)
        Retarded self-energy (meV).

    Notes
    -----
    Kind: matrix.
    Sources: dimer:step-self-energy, dimer:step-self-energy-outside.
    """
    energy = _array(energy, np.float64)
    t_e = _array(t_e, np.float64)
    t_contact = _array(t_contact, np.float64)
    shape = _common_shape(
        energy, t_e, t_contact,
    )
    size = math.prod(shape)
    retarded = np.empty(size, dtype=np.complex128)
    _self_energy(
        size,
        _flat(energy, shape),
        _flat(t_e, shape),
        _flat(t_contact, shape),
        retarded,
    )
    return retarded.reshape(shape)[()]


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
    retarded_singlet,
    retarded_triplet,
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

        # surface Green's function of a semi-infinite lead, inside and outside its band
        # [dimer:step-self-energy, dimer:step-self-energy-outside]
        band_root = np.sqrt(np.maximum(0.0, (energy + 2.0 * t_e) * (2.0 * t_e - energy)))
        outside = np.sqrt(np.maximum(0.0, -(energy + 2.0 * t_e) * (2.0 * t_e - energy)))
        surface = 2.0 * reciprocal(energy + band_root * 1j + outside * np.sign(energy))

        # inverse propagators of the sites [dimer:A15]
        g_1 = energy - eps_1 - t_L * t_L * surface
        g_2 = energy - eps_2 - t_R * t_R * surface
        g_12 = g_1 * g_2

        # determinants of the two helicities, t_0 + t and t_0 - t [dimer:A10]
        D_plus = g_12 - (t + t_0) ** 2
        D_minus = g_12 - (t_0 - t) ** 2

        # common denominator of both helicities [dimer:step-common-denominator]
        inverse_common = reciprocal(D_minus * D_plus)

        # singlet part of the retarded Green's function [dimer:A10]
        singlet_11 = g_2 * inverse_common * (g_12 - t * t - t_0 * t_0)

        # singlet part of the retarded Green's function [dimer:A11]
        singlet_12 = t_0 * inverse_common * (g_12 - (t + t_0) * (t_0 - t))
        singlet_21 = t_0 * inverse_common * (g_12 - (t + t_0) * (t_0 - t))

        # singlet part of the retarded Green's function [dimer:A12]
        singlet_22 = g_1 * inverse_common * (g_12 - t * t - t_0 * t_0)

        # triplet part, proportional to t without cancellation [dimer:A13]
        triplet_11 = 2.0 * t * t_0 * g_2 * inverse_common

        # triplet part, proportional to t without cancellation [dimer:A14]
        triplet_12 = t * inverse_common * (g_12 + (t + t_0) * (t_0 - t))
        triplet_21 = t * inverse_common * (g_12 + (t + t_0) * (t_0 - t))

        # triplet part, proportional to t without cancellation [dimer:A15]
        triplet_22 = 2.0 * t * t_0 * g_1 * inverse_common

        # results [dimer:A9]
        retarded_singlet[point, 0, 0] = singlet_11
        retarded_singlet[point, 0, 1] = singlet_12
        retarded_singlet[point, 1, 0] = singlet_21
        retarded_singlet[point, 1, 1] = singlet_22
        retarded_triplet[point, 0, 0] = triplet_11
        retarded_triplet[point, 0, 1] = triplet_12
        retarded_triplet[point, 1, 0] = triplet_21
        retarded_triplet[point, 1, 1] = triplet_22


def green_retarded(
    energy: ArrayLike, t_e: ArrayLike, t_0: ArrayLike, t: ArrayLike, t_L: ArrayLike, t_R:
    ArrayLike, eps_1: ArrayLike, eps_2: ArrayLike,
) -> tuple[Any, ...]:
    """Retarded Green's function of the dimer, inside and outside the band.

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
    retarded_singlet : complex array, shape (..., site, site)
        Its singlet part (1/meV).
    retarded_triplet : complex array, shape (..., site, site)
        Its triplet part (1/meV).

    Notes
    -----
    Kind: matrix.
    Sources: dimer:step-self-energy, dimer:step-self-energy-outside, dimer:A15, dimer:A10,
    dimer:step-common-denominator, dimer:A11, dimer:A12, dimer:A13, dimer:A14, dimer:A9.
    """
    energy = _array(energy, np.float64)
    t_e = _array(t_e, np.float64)
    t_0 = _array(t_0, np.float64)
    t = _array(t, np.float64)
    t_L = _array(t_L, np.float64)
    t_R = _array(t_R, np.float64)
    eps_1 = _array(eps_1, np.float64)
    eps_2 = _array(eps_2, np.float64)
    shape = _common_shape(
        energy, t_e, t_0, t, t_L, t_R, eps_1, eps_2,
    )
    size = math.prod(shape)
    retarded_singlet = np.empty((size, 2, 2), dtype=np.complex128)
    retarded_triplet = np.empty((size, 2, 2), dtype=np.complex128)
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
        retarded_singlet,
        retarded_triplet,
    )
    return (
        retarded_singlet.reshape((*shape, 2, 2))[()],
        retarded_triplet.reshape((*shape, 2, 2))[()],
    )


@compile_cached
def _green_lesser(
    size,
    all_energy,
    all_occupation_L,
    all_occupation_R,
    all_t_e,
    all_t_0,
    all_t,
    all_t_L,
    all_t_R,
    all_eps_1,
    all_eps_2,
    lesser_singlet,
    lesser_triplet,
):
    for point in range(size):
        energy = _at(all_energy, point)
        occupation_L = _at(all_occupation_L, point)
        occupation_R = _at(all_occupation_R, point)
        t_e = _at(all_t_e, point)
        t_0 = _at(all_t_0, point)
        t = _at(all_t, point)
        t_L = _at(all_t_L, point)
        t_R = _at(all_t_R, point)
        eps_1 = _at(all_eps_1, point)
        eps_2 = _at(all_eps_2, point)

        # surface Green's function of a semi-infinite lead, inside and outside its band
        # [dimer:step-self-energy, dimer:step-self-energy-outside]
        band_root = np.sqrt(np.maximum(0.0, (energy + 2.0 * t_e) * (2.0 * t_e - energy)))
        outside = np.sqrt(np.maximum(0.0, -(energy + 2.0 * t_e) * (2.0 * t_e - energy)))
        surface = 2.0 * reciprocal(energy + band_root * 1j + outside * np.sign(energy))

        # inverse propagators of the sites [dimer:A15]
        g_1 = energy - eps_1 - t_L * t_L * surface
        g_2 = energy - eps_2 - t_R * t_R * surface
        g_12 = g_1 * g_2

        # determinants of the two helicities, t_0 + t and t_0 - t [dimer:A10]
        D_plus = g_12 - (t + t_0) ** 2
        D_minus = g_12 - (t_0 - t) ** 2

        # common denominator of both helicities [dimer:step-common-denominator]
        inverse_common = reciprocal(D_minus * D_plus)

        # singlet part of the retarded Green's function [dimer:A10]
        singlet_11 = g_2 * inverse_common * (g_12 - t * t - t_0 * t_0)

        # singlet part of the retarded Green's function [dimer:A11]
        singlet_12 = t_0 * inverse_common * (g_12 - (t + t_0) * (t_0 - t))
        singlet_21 = t_0 * inverse_common * (g_12 - (t + t_0) * (t_0 - t))

        # singlet part of the retarded Green's function [dimer:A12]
        singlet_22 = g_1 * inverse_common * (g_12 - t * t - t_0 * t_0)

        # triplet part, proportional to t without cancellation [dimer:A13]
        triplet_11 = 2.0 * t * t_0 * g_2 * inverse_common

        # triplet part, proportional to t without cancellation [dimer:A14]
        triplet_12 = t * inverse_common * (g_12 + (t + t_0) * (t_0 - t))
        triplet_21 = t * inverse_common * (g_12 + (t + t_0) * (t_0 - t))

        # triplet part, proportional to t without cancellation [dimer:A15]
        triplet_22 = 2.0 * t * t_0 * g_1 * inverse_common

        # broadening of the sites by their leads [dimer:step-broadening]
        contact_L = t_L * t_L / (t_e * t_e)
        contact_R = t_R * t_R / (t_e * t_e)
        broadening_L = band_root * contact_L
        broadening_R = band_root * contact_R

        # share of each lead in the spectral function, over its broadening [dimer:A17]
        singlet_share_L11 = singlet_11 * np.conj(singlet_11) + triplet_11 * np.conj(triplet_11)
        singlet_share_L12 = singlet_11 * np.conj(singlet_21) + triplet_11 * np.conj(triplet_21)
        singlet_share_L21 = singlet_21 * np.conj(singlet_11) + triplet_21 * np.conj(triplet_11)
        singlet_share_L22 = singlet_21 * np.conj(singlet_21) + triplet_21 * np.conj(triplet_21)
        singlet_share_R11 = singlet_12 * np.conj(singlet_12) + triplet_12 * np.conj(triplet_12)
        singlet_share_R12 = singlet_12 * np.conj(singlet_22) + triplet_12 * np.conj(triplet_22)
        singlet_share_R21 = singlet_22 * np.conj(singlet_12) + triplet_22 * np.conj(triplet_12)
        singlet_share_R22 = singlet_22 * np.conj(singlet_22) + triplet_22 * np.conj(triplet_22)
        triplet_share_L11 = singlet_11 * np.conj(triplet_11) + triplet_11 * np.conj(singlet_11)
        triplet_share_L12 = singlet_11 * np.conj(triplet_21) + triplet_11 * np.conj(singlet_21)
        triplet_share_L21 = singlet_21 * np.conj(triplet_11) + triplet_21 * np.conj(singlet_11)
        triplet_share_L22 = singlet_21 * np.conj(triplet_21) + triplet_21 * np.conj(singlet_21)
        triplet_share_R11 = singlet_12 * np.conj(triplet_12) + triplet_12 * np.conj(singlet_12)
        triplet_share_R12 = singlet_12 * np.conj(triplet_22) + triplet_12 * np.conj(singlet_22)
        triplet_share_R21 = singlet_22 * np.conj(triplet_12) + triplet_22 * np.conj(singlet_12)
        triplet_share_R22 = singlet_22 * np.conj(triplet_22) + triplet_22 * np.conj(singlet_22)

        # occupation of each lead [dimer:A17]
        filling_L = occupation_L
        filling_R = occupation_R

        # sum over the leads [dimer:A17]
        lesser_singlet[point, 0, 0] = (
            broadening_L * filling_L * 1j * singlet_share_L11
            + broadening_R * filling_R * 1j * singlet_share_R11
        )
        lesser_singlet[point, 0, 1] = (
            broadening_L * filling_L * 1j * singlet_share_L12
            + broadening_R * filling_R * 1j * singlet_share_R12
        )
        lesser_singlet[point, 1, 0] = (
            broadening_L * filling_L * 1j * singlet_share_L21
            + broadening_R * filling_R * 1j * singlet_share_R21
        )
        lesser_singlet[point, 1, 1] = (
            broadening_L * filling_L * 1j * singlet_share_L22
            + broadening_R * filling_R * 1j * singlet_share_R22
        )
        lesser_triplet[point, 0, 0] = (
            broadening_L * filling_L * 1j * triplet_share_L11
            + broadening_R * filling_R * 1j * triplet_share_R11
        )
        lesser_triplet[point, 0, 1] = (
            broadening_L * filling_L * 1j * triplet_share_L12
            + broadening_R * filling_R * 1j * triplet_share_R12
        )
        lesser_triplet[point, 1, 0] = (
            broadening_L * filling_L * 1j * triplet_share_L21
            + broadening_R * filling_R * 1j * triplet_share_R21
        )
        lesser_triplet[point, 1, 1] = (
            broadening_L * filling_L * 1j * triplet_share_L22
            + broadening_R * filling_R * 1j * triplet_share_R22
        )


def green_lesser(
    energy: ArrayLike, occupation_L: ArrayLike, occupation_R: ArrayLike, t_e: ArrayLike, t_0:
    ArrayLike, t: ArrayLike, t_L: ArrayLike, t_R: ArrayLike, eps_1: ArrayLike, eps_2: ArrayLike,
) -> tuple[Any, ...]:
    """Lesser Green's function; the greater one is the same with each occupation less one.

        G^<_ab = i sum over leads of occupation_l Gamma_l G_al conj(G_bl)

    Parameters
    ----------
    energy : float array, shape (...)
        Energy of the electron (meV). Domain: real.
    occupation_L : float array, shape (...)
        Occupation of the lead L at this energy. Domain: real.
    occupation_R : float array, shape (...)
        Occupation of the lead R at this energy. Domain: real.
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
    lesser_singlet : complex array, shape (..., site, site)
        Its singlet part (1/meV).
    lesser_triplet : complex array, shape (..., site, site)
        Its triplet part (1/meV).

    Notes
    -----
    Kind: matrix.
    Sources: dimer:step-self-energy, dimer:step-self-energy-outside, dimer:A15, dimer:A10,
    dimer:step-common-denominator, dimer:A11, dimer:A12, dimer:A13, dimer:A14,
    dimer:step-broadening, dimer:A17.
    """
    energy = _array(energy, np.float64)
    occupation_L = _array(occupation_L, np.float64)
    occupation_R = _array(occupation_R, np.float64)
    t_e = _array(t_e, np.float64)
    t_0 = _array(t_0, np.float64)
    t = _array(t, np.float64)
    t_L = _array(t_L, np.float64)
    t_R = _array(t_R, np.float64)
    eps_1 = _array(eps_1, np.float64)
    eps_2 = _array(eps_2, np.float64)
    shape = _common_shape(
        energy, occupation_L, occupation_R, t_e, t_0, t, t_L, t_R, eps_1, eps_2,
    )
    size = math.prod(shape)
    lesser_singlet = np.empty((size, 2, 2), dtype=np.complex128)
    lesser_triplet = np.empty((size, 2, 2), dtype=np.complex128)
    _green_lesser(
        size,
        _flat(energy, shape),
        _flat(occupation_L, shape),
        _flat(occupation_R, shape),
        _flat(t_e, shape),
        _flat(t_0, shape),
        _flat(t, shape),
        _flat(t_L, shape),
        _flat(t_R, shape),
        _flat(eps_1, shape),
        _flat(eps_2, shape),
        lesser_singlet,
        lesser_triplet,
    )
    return (
        lesser_singlet.reshape((*shape, 2, 2))[()],
        lesser_triplet.reshape((*shape, 2, 2))[()],
    )


@compile_cached
def _transmission(
    size,
    all_energy,
    all_t_e,
    all_t_0,
    all_t,
    all_t_L,
    all_t_R,
    all_eps_1,
    all_eps_2,
    probability,
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

        # surface Green's function of a semi-infinite lead, inside and outside its band
        # [dimer:step-self-energy, dimer:step-self-energy-outside]
        band_root = np.sqrt(np.maximum(0.0, (energy + 2.0 * t_e) * (2.0 * t_e - energy)))
        outside = np.sqrt(np.maximum(0.0, -(energy + 2.0 * t_e) * (2.0 * t_e - energy)))
        surface = 2.0 * reciprocal(energy + band_root * 1j + outside * np.sign(energy))

        # inverse propagators of the sites [dimer:A15]
        g_1 = energy - eps_1 - t_L * t_L * surface
        g_2 = energy - eps_2 - t_R * t_R * surface
        g_12 = g_1 * g_2

        # determinants of the two helicities, t_0 + t and t_0 - t [dimer:A10]
        D_plus = g_12 - (t + t_0) ** 2
        D_minus = g_12 - (t_0 - t) ** 2

        # common denominator of both helicities [dimer:step-common-denominator]
        inverse_common = reciprocal(D_minus * D_plus)

        # singlet part of the retarded Green's function [dimer:A10]
        singlet_11 = g_2 * inverse_common * (g_12 - t * t - t_0 * t_0)

        # singlet part of the retarded Green's function [dimer:A11]
        singlet_12 = t_0 * inverse_common * (g_12 - (t + t_0) * (t_0 - t))
        singlet_21 = t_0 * inverse_common * (g_12 - (t + t_0) * (t_0 - t))

        # singlet part of the retarded Green's function [dimer:A12]
        singlet_22 = g_1 * inverse_common * (g_12 - t * t - t_0 * t_0)

        # triplet part, proportional to t without cancellation [dimer:A13]
        triplet_11 = 2.0 * t * t_0 * g_2 * inverse_common

        # triplet part, proportional to t without cancellation [dimer:A14]
        triplet_12 = t * inverse_common * (g_12 + (t + t_0) * (t_0 - t))
        triplet_21 = t * inverse_common * (g_12 + (t + t_0) * (t_0 - t))

        # triplet part, proportional to t without cancellation [dimer:A15]
        triplet_22 = 2.0 * t * t_0 * g_1 * inverse_common

        # broadening of the sites by their leads [dimer:step-broadening]
        contact_L = t_L * t_L / (t_e * t_e)
        contact_R = t_R * t_R / (t_e * t_e)
        broadening_L = band_root * contact_L
        broadening_R = band_root * contact_R

        # transmission of both spins [dimer:step-transmission]
        probability[point] = 2.0 * broadening_L * broadening_R * (
            abs_squared(singlet_12)
            + abs_squared(triplet_12)
        )


def transmission(
    energy: ArrayLike, t_e: ArrayLike, t_0: ArrayLike, t: ArrayLike, t_L: ArrayLike, t_R:
    ArrayLike, eps_1: ArrayLike, eps_2: ArrayLike,
) -> Any:
    """Transmission probability from lead to lead, summed over both spins.

        T = 2 Gamma_L Gamma_R (|singlet_12|^2 + |triplet_12|^2)

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
    probability : float array, shape (...)
        Transmission, between 0 and 2.

    Notes
    -----
    Kind: matrix.
    Sources: dimer:step-self-energy, dimer:step-self-energy-outside, dimer:A15, dimer:A10,
    dimer:step-common-denominator, dimer:A11, dimer:A12, dimer:A13, dimer:A14,
    dimer:step-broadening, dimer:step-transmission.
    """
    energy = _array(energy, np.float64)
    t_e = _array(t_e, np.float64)
    t_0 = _array(t_0, np.float64)
    t = _array(t, np.float64)
    t_L = _array(t_L, np.float64)
    t_R = _array(t_R, np.float64)
    eps_1 = _array(eps_1, np.float64)
    eps_2 = _array(eps_2, np.float64)
    shape = _common_shape(
        energy, t_e, t_0, t, t_L, t_R, eps_1, eps_2,
    )
    size = math.prod(shape)
    probability = np.empty(size, dtype=np.float64)
    _transmission(
        size,
        _flat(energy, shape),
        _flat(t_e, shape),
        _flat(t_0, shape),
        _flat(t, shape),
        _flat(t_L, shape),
        _flat(t_R, shape),
        _flat(eps_1, shape),
        _flat(eps_2, shape),
        probability,
    )
    return probability.reshape(shape)[()]


@compile_cached
def _local_density_of_states(
    size,
    all_energy,
    all_t_e,
    all_t_0,
    all_t,
    all_t_L,
    all_t_R,
    all_eps_1,
    all_eps_2,
    density,
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

        # surface Green's function of a semi-infinite lead, inside and outside its band
        # [dimer:step-self-energy, dimer:step-self-energy-outside]
        band_root = np.sqrt(np.maximum(0.0, (energy + 2.0 * t_e) * (2.0 * t_e - energy)))
        outside = np.sqrt(np.maximum(0.0, -(energy + 2.0 * t_e) * (2.0 * t_e - energy)))
        surface = 2.0 * reciprocal(energy + band_root * 1j + outside * np.sign(energy))

        # inverse propagators of the sites [dimer:A15]
        g_1 = energy - eps_1 - t_L * t_L * surface
        g_2 = energy - eps_2 - t_R * t_R * surface
        g_12 = g_1 * g_2

        # determinants of the two helicities, t_0 + t and t_0 - t [dimer:A10]
        D_plus = g_12 - (t + t_0) ** 2
        D_minus = g_12 - (t_0 - t) ** 2

        # common denominator of both helicities [dimer:step-common-denominator]
        inverse_common = reciprocal(D_minus * D_plus)

        # singlet part of the retarded Green's function [dimer:A10]
        singlet_11 = g_2 * inverse_common * (g_12 - t * t - t_0 * t_0)

        # singlet part of the retarded Green's function [dimer:A11]
        singlet_12 = t_0 * inverse_common * (g_12 - (t + t_0) * (t_0 - t))
        singlet_21 = t_0 * inverse_common * (g_12 - (t + t_0) * (t_0 - t))

        # singlet part of the retarded Green's function [dimer:A12]
        singlet_22 = g_1 * inverse_common * (g_12 - t * t - t_0 * t_0)

        # triplet part, proportional to t without cancellation [dimer:A13]
        triplet_11 = 2.0 * t * t_0 * g_2 * inverse_common

        # triplet part, proportional to t without cancellation [dimer:A14]
        triplet_12 = t * inverse_common * (g_12 + (t + t_0) * (t_0 - t))
        triplet_21 = t * inverse_common * (g_12 + (t + t_0) * (t_0 - t))

        # triplet part, proportional to t without cancellation [dimer:A15]
        triplet_22 = 2.0 * t * t_0 * g_1 * inverse_common

        # -Im G / pi [dimer:step-density-of-states]
        density[point, 0, 0] = -1.0 / np.pi * (singlet_11.imag + triplet_11.imag)
        density[point, 0, 1] = -1.0 / np.pi * (singlet_11.imag - triplet_11.imag)
        density[point, 1, 0] = -1.0 / np.pi * (singlet_22.imag + triplet_22.imag)
        density[point, 1, 1] = -1.0 / np.pi * (singlet_22.imag - triplet_22.imag)


def local_density_of_states(
    energy: ArrayLike, t_e: ArrayLike, t_0: ArrayLike, t: ArrayLike, t_L: ArrayLike, t_R:
    ArrayLike, eps_1: ArrayLike, eps_2: ArrayLike,
) -> Any:
    """Local density of states per site and spin.

        density = -Im (singlet_aa +- triplet_aa) / pi

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
    density : float array, shape (..., site, spin)
        Density of states, spin quantised along that (1/meV).

    Notes
    -----
    Kind: matrix.
    Sources: dimer:step-self-energy, dimer:step-self-energy-outside, dimer:A15, dimer:A10,
    dimer:step-common-denominator, dimer:A11, dimer:A12, dimer:A13, dimer:A14,
    dimer:step-density-of-states.
    """
    energy = _array(energy, np.float64)
    t_e = _array(t_e, np.float64)
    t_0 = _array(t_0, np.float64)
    t = _array(t, np.float64)
    t_L = _array(t_L, np.float64)
    t_R = _array(t_R, np.float64)
    eps_1 = _array(eps_1, np.float64)
    eps_2 = _array(eps_2, np.float64)
    shape = _common_shape(
        energy, t_e, t_0, t, t_L, t_R, eps_1, eps_2,
    )
    size = math.prod(shape)
    density = np.empty((size, 2, 2), dtype=np.float64)
    _local_density_of_states(
        size,
        _flat(energy, shape),
        _flat(t_e, shape),
        _flat(t_0, shape),
        _flat(t, shape),
        _flat(t_L, shape),
        _flat(t_R, shape),
        _flat(eps_1, shape),
        _flat(eps_2, shape),
        density,
    )
    return density.reshape((*shape, 2, 2))[()]


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
    triplet = np.empty((2, 2,), dtype=np.complex128)
    helical = np.empty((2, 2, 2,), dtype=np.complex128)
    singlet = np.empty((2, 2,), dtype=np.complex128)
    slope = np.empty((2,), dtype=np.complex128)
    helical_slope = np.empty((2, 2, 2,), dtype=np.complex128)
    triplet_slope = np.empty((2, 2,), dtype=np.complex128)
    contact = np.empty((2,), dtype=np.float64)
    broadening = np.empty((2,), dtype=np.float64)
    helical_share = np.empty((2, 2, 2, 2,), dtype=np.complex128)
    triplet_share = np.empty((2, 2, 2,), dtype=np.complex128)
    odd_static = np.empty((2, 2, 2,), dtype=np.complex128)
    odd_slope = np.empty((2, 2, 2,), dtype=np.complex128)
    joint_width = np.empty((2, 2,), dtype=np.float64)
    for point in range(size):
        energy = _at(all_energy, point)
        t_e = _at(all_t_e, point)
        t_0 = _at(all_t_0, point)
        t = _at(all_t, point)
        t_L = _at(all_t_L, point)
        t_R = _at(all_t_R, point)
        eps_1 = _at(all_eps_1, point)
        eps_2 = _at(all_eps_2, point)

        # surface Green's function of a semi-infinite lead, inside and outside its band
        # [dimer:step-self-energy, dimer:step-self-energy-outside]
        band_root = np.sqrt(np.maximum(0.0, (energy + 2.0 * t_e) * (2.0 * t_e - energy)))
        outside = np.sqrt(np.maximum(0.0, -(energy + 2.0 * t_e) * (2.0 * t_e - energy)))
        surface = 2.0 * reciprocal(energy + band_root * 1j + outside * np.sign(energy))

        # inverse propagators of the sites [dimer:A15]
        g_1 = energy - eps_1 - t_L * t_L * surface
        g_2 = energy - eps_2 - t_R * t_R * surface
        g_12 = g_1 * g_2

        # determinants of the two helicities, t_0 + t and t_0 - t [dimer:A10]
        D_plus = g_12 - (t + t_0) ** 2
        D_minus = g_12 - (t_0 - t) ** 2

        # common denominator of both helicities [dimer:step-common-denominator]
        inverse_common = reciprocal(D_minus * D_plus)

        # triplet part, proportional to t without cancellation [dimer:A13]
        triplet[0, 0] = 2.0 * t * t_0 * g_2 * inverse_common

        # triplet part, proportional to t without cancellation [dimer:A14]
        triplet[0, 1] = t * inverse_common * (g_12 + (t + t_0) * (t_0 - t))
        triplet[1, 0] = t * inverse_common * (g_12 + (t + t_0) * (t_0 - t))

        # triplet part, proportional to t without cancellation [dimer:A15]
        triplet[1, 1] = 2.0 * t * t_0 * g_1 * inverse_common

        # retarded Green's function of each helicity [dimer:step-helicity]
        inverse_plus = reciprocal(D_plus)
        helical[0, 0, 0] = g_2 * inverse_plus
        helical[0, 0, 1] = (t + t_0) * inverse_plus
        helical[0, 1, 0] = (t + t_0) * inverse_plus
        helical[0, 1, 1] = g_1 * inverse_plus
        inverse_minus = reciprocal(D_minus)
        helical[1, 0, 0] = g_2 * inverse_minus
        helical[1, 0, 1] = (t_0 - t) * inverse_minus
        helical[1, 1, 0] = (t_0 - t) * inverse_minus
        helical[1, 1, 1] = g_1 * inverse_minus

        # mean of both helicities [dimer:step-singlet-triplet]
        for a, b in np.ndindex(2, 2):
            singlet[a, b] = 0.5 * helical[0, a, b] + 0.5 * helical[1, a, b]

        # energy derivative times the band root, finite at the band edges [dimer:step-surface-slope,
        # dimer:step-green-slope]
        inside = within(energy, 2.0 * t_e)
        slope[0] = band_root - inside * t_L * t_L * 1j * surface
        slope[1] = band_root - inside * t_R * t_R * 1j * surface
        for helicity, a, b in np.ndindex(2, 2, 2):
            helical_slope[helicity, a, b] = 0.0
            for c in range(2):
                helical_slope[helicity, a, b] += (
                    -slope[c] * helical[helicity, a, c] * helical[helicity, c, b]
                )
        for a, b in np.ndindex(2, 2):
            triplet_slope[a, b] = 0.0
            for c in range(2):
                triplet_slope[a, b] += slope[c] * (
                    -singlet[a, c] * triplet[c, b]
                    - singlet[c, b] * triplet[a, c]
                )

        # broadening of the sites by their leads [dimer:step-broadening]
        contact[0] = t_L * t_L / (t_e * t_e)
        contact[1] = t_R * t_R / (t_e * t_e)
        for lead in range(2):
            broadening[lead] = band_root * contact[lead]

        # share of each lead in each helicity's spectral function, over its broadening
        # [dimer:step-lesser]
        for helicity, lead, a, b in np.ndindex(2, 2, 2, 2):
            helical_share[helicity, lead, a, b] = (
                helical[helicity, a, lead] * np.conj(helical[helicity, b, lead])
            )

        # share of each lead in the spectral function, over its broadening [dimer:A17]
        for lead, a, b in np.ndindex(2, 2, 2):
            triplet_share[lead, a, b] = (
                singlet[a, lead] * np.conj(triplet[b, lead])
                + triplet[a, lead] * np.conj(singlet[b, lead])
            )

        # differences of products of opposite helicities; slopes times the band root
        # [dimer:step-helical-differences]
        odd_weight = 4.0 * t * t_0 * abs_squared(inverse_common)
        slope_weight = odd_weight * inverse_common
        across = (t + t_0) * (t_0 - t)
        squares = (t + t_0) ** 2 + (t_0 - t) ** 2
        overlap = (D_plus * np.conj(D_minus)).real
        phase = g_12.imag
        odd_static[0, 0, 0] = odd_weight * g_2 * g_2 * np.conj(g_2)
        odd_slope[0, 0, 0] = -abs_squared(g_2) * slope_weight * (
            phase * 1j * (squares * slope[1] + 2.0 * g_2 * g_2 * slope[0])
            - overlap * slope[1]
        )
        odd_static[0, 0, 1] = across * odd_weight * np.conj(g_2)
        odd_slope[0, 0, 1] = -2.0 * across * phase * 1j * slope_weight * np.conj(g_2) * (
            g_1 * slope[1]
            + g_2 * slope[0]
        )
        odd_static[0, 1, 0] = across * odd_weight * g_2
        odd_slope[0, 1, 0] = -2.0 * across * phase * 1j * g_2 * slope_weight * (
            g_1 * slope[1]
            + g_2 * slope[0]
        )
        odd_static[0, 1, 1] = odd_weight * abs_squared(g_1) * np.conj(g_2)
        odd_slope[0, 1, 1] = -slope_weight * (
            phase * 1j * (2.0 * across * across * slope[0] + squares * g_1 * g_1 * slope[1])
            + overlap * g_1 * g_1 * slope[1]
        )
        odd_static[1, 0, 0] = odd_weight * abs_squared(g_2) * np.conj(g_1)
        odd_slope[1, 0, 0] = -slope_weight * (
            phase * 1j * (2.0 * across * across * slope[1] + squares * g_2 * g_2 * slope[0])
            + overlap * g_2 * g_2 * slope[0]
        )
        odd_static[1, 0, 1] = across * odd_weight * g_1
        odd_slope[1, 0, 1] = -2.0 * across * phase * 1j * g_1 * slope_weight * (
            g_1 * slope[1]
            + g_2 * slope[0]
        )
        odd_static[1, 1, 0] = across * odd_weight * np.conj(g_1)
        odd_slope[1, 1, 0] = -2.0 * across * phase * 1j * slope_weight * np.conj(g_1) * (
            g_1 * slope[1]
            + g_2 * slope[0]
        )
        odd_static[1, 1, 1] = odd_weight * g_1 * g_1 * np.conj(g_1)
        odd_slope[1, 1, 1] = -abs_squared(g_1) * slope_weight * (
            phase * 1j * (squares * slope[0] + 2.0 * g_1 * g_1 * slope[1])
            - overlap * slope[0]
        )

        # exchange [dimer:A24, dimer:step-helical-products]
        for lead, a, b in np.ndindex(2, 2, 2):
            J[point, lead, a, b] = 0.25 / np.pi * broadening[lead] * (
                -(helical[0, a, b] * helical_share[1, lead, b, a]).real
                - (helical[1, a, b] * helical_share[0, lead, b, a]).real
            )

        # Dzyaloshinskii-Moriya interaction [dimer:A24, dimer:step-helical-products]
        for lead, a, b in np.ndindex(2, 2, 2):
            D[point, lead, a, b] = 0.25 / np.pi * broadening[lead] * odd_static[lead, a, b].imag

        # anisotropy [dimer:A24, dimer:step-helical-products]
        for lead, a, b in np.ndindex(2, 2, 2):
            A[point, lead, a, b] = (
                -1.0 / np.pi * broadening[lead] * (triplet[a, b] * triplet_share[lead, b, a]).real
            )

        # isotropic damping [dimer:A24, dimer:step-helical-products]
        for lead, a, b in np.ndindex(2, 2, 2):
            alpha_iso[point, lead, a, b] = 0.25 / np.pi * contact[lead] * (
                -(helical_slope[0, a, b] * helical_share[1, lead, b, a]).imag
                - (helical_slope[1, a, b] * helical_share[0, lead, b, a]).imag
            )

        # anisotropic damping [dimer:A24, dimer:step-helical-products]
        for lead, a, b in np.ndindex(2, 2, 2):
            alpha_aniso[point, lead, a, b] = (
                -1.0 / np.pi * contact[lead]
                * (triplet_slope[a, b] * triplet_share[lead, b, a]).imag
            )

        # antisymmetric damping [dimer:A24, dimer:step-helical-products]
        for lead, a, b in np.ndindex(2, 2, 2):
            alpha_antisym[point, lead, a, b] = (
                -0.25 / np.pi * contact[lead] * odd_slope[lead, a, b].real
            )

        # electronic spin [dimer:A24]
        for lead, a in np.ndindex(2, 2):
            spin[point, lead, a] = 0.5 / np.pi * broadening[lead] * triplet_share[lead, a, a].real

        # product of two broadenings [dimer:step-broadening]
        for lead, other in np.ndindex(2, 2):
            joint_width[lead, other] = broadening[lead] * broadening[other]

        # noise, real part of the sum over both orders of the leads [dimer:A24,
        # dimer:step-helical-products]
        for lead, other, a, b in np.ndindex(2, 2, 2, 2):
            noise_iso[point, lead, other, a, b] = 0.0625 / np.pi * joint_width[lead, other] * (
                (helical_share[0, lead, a, b] * helical_share[1, other, b, a]).real
                + (helical_share[0, other, b, a] * helical_share[1, lead, a, b]).real
            )
            noise_aniso[point, lead, other, a, b] = (
                0.25 / np.pi * joint_width[lead, other]
                * (triplet_share[lead, a, b] * triplet_share[other, b, a]).real
            )


def coupling_integrands(
    energy: ArrayLike, t_e: ArrayLike, t_0: ArrayLike, t: ArrayLike, t_L: ArrayLike, t_R:
    ArrayLike, eps_1: ArrayLike, eps_2: ArrayLike,
) -> tuple[Any, ...]:
    """Integrands of all couplings of the dimer over the band |E| <= 2 t_e.

        X_ab = sum over leads of the integral of f_lead(E) X[lead, a, b] dE,
        N_ab = sum over pairs of leads of the integral of
               [f_lead (1 - f_other) + f_other (1 - f_lead)] N[lead, other, a, b] dE

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
        Factor of the occupation f_lead in the integrand of the exchange (1/meV^2).
    D : float array, shape (..., lead, site, site)
        Factor of the occupation f_lead in the integrand of the Dzyaloshinskii-Moriya interaction
        (1/meV^2).
    A : float array, shape (..., lead, site, site)
        Factor of the occupation f_lead in the integrand of the anisotropy (1/meV^2).
    alpha_iso : float array, shape (..., lead, site, site)
        Factor of the occupation f_lead in the integrand of the isotropic damping (1/meV^3).
    alpha_aniso : float array, shape (..., lead, site, site)
        Factor of the occupation f_lead in the integrand of the anisotropic damping (1/meV^3).
    alpha_antisym : float array, shape (..., lead, site, site)
        Factor of the occupation f_lead in the integrand of the antisymmetric damping (1/meV^3).
    spin : float array, shape (..., lead, site)
        Factor of the occupation f_lead in the integrand of the electronic spin along that (1/meV).
    noise_iso : float array, shape (..., lead, lead, site, site)
        Factor of f_lead (1 - f_other) + f_other (1 - f_lead) in the integrand of the isotropic
        noise (1/meV^2).
    noise_aniso : float array, shape (..., lead, lead, site, site)
        Factor of f_lead (1 - f_other) + f_other (1 - f_lead) in the integrand of the anisotropic
        noise (1/meV^2).

    Notes
    -----
    Kind: integrand.
    Sources: dimer:step-self-energy, dimer:step-self-energy-outside, dimer:A15, dimer:A10,
    dimer:step-common-denominator, dimer:A13, dimer:A14, dimer:step-helicity,
    dimer:step-singlet-triplet, dimer:step-surface-slope, dimer:step-green-slope,
    dimer:step-broadening, dimer:step-lesser, dimer:A17, dimer:step-helical-differences, dimer:A24,
    dimer:step-helical-products.
    """
    energy = _array(energy, np.float64)
    t_e = _array(t_e, np.float64)
    t_0 = _array(t_0, np.float64)
    t = _array(t, np.float64)
    t_L = _array(t_L, np.float64)
    t_R = _array(t_R, np.float64)
    eps_1 = _array(eps_1, np.float64)
    eps_2 = _array(eps_2, np.float64)
    shape = _common_shape(
        energy, t_e, t_0, t, t_L, t_R, eps_1, eps_2,
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
        J.reshape((*shape, 2, 2, 2))[()],
        D.reshape((*shape, 2, 2, 2))[()],
        A.reshape((*shape, 2, 2, 2))[()],
        alpha_iso.reshape((*shape, 2, 2, 2))[()],
        alpha_aniso.reshape((*shape, 2, 2, 2))[()],
        alpha_antisym.reshape((*shape, 2, 2, 2))[()],
        spin.reshape((*shape, 2, 2))[()],
        noise_iso.reshape((*shape, 2, 2, 2, 2))[()],
        noise_aniso.reshape((*shape, 2, 2, 2, 2))[()],
    )


@compile_cached
def _chain_polynomial(
    size,
    all_helicity,
    all_t_e,
    all_t_0,
    all_t,
    all_t_L,
    all_t_R,
    all_eps_1,
    all_eps_2,
    polynomial,
):
    for point in range(size):
        helicity = _at(all_helicity, point)
        t_e = _at(all_t_e, point)
        t_0 = _at(all_t_0, point)
        t = _at(all_t, point)
        t_L = _at(all_t_L, point)
        t_R = _at(all_t_R, point)
        eps_1 = _at(all_eps_1, point)
        eps_2 = _at(all_eps_2, point)

        # hopping of the two helicities [dimer:step-pole-expansion]
        hopping = t_0 + t * helicity

        # polynomial whose roots are the poles [dimer:step-pole-polynomial]
        polynomial[point, 0] = t_e * t_e
        polynomial[point, 1] = t_e * (eps_1 + eps_2)
        polynomial[point, 2] = (
            eps_1 * eps_2
            - hopping * hopping
            + t_e * (2.0 * t_e - t_L * t_L / t_e - t_R * t_R / t_e)
        )
        polynomial[point, 3] = eps_1 * (t_e - t_R * t_R / t_e) + eps_2 * (t_e - t_L * t_L / t_e)
        polynomial[point, 4] = (t_e - t_L * t_L / t_e) * (t_e - t_R * t_R / t_e)


def chain_polynomial(
    helicity: ArrayLike, t_e: ArrayLike, t_0: ArrayLike, t: ArrayLike, t_L: ArrayLike, t_R:
    ArrayLike, eps_1: ArrayLike, eps_2: ArrayLike,
) -> Any:
    """Polynomial whose roots are the poles of the exact chain in u.

    Parameters
    ----------
    helicity : float array, shape (...)
        Helicity whose determinant vanishes at the pole. Domain: 1 or -1.
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
    polynomial : complex array, shape (..., power)
        Coefficients, lowest power first.

    Notes
    -----
    Kind: closed form.
    Sources: dimer:step-pole-expansion, dimer:step-pole-polynomial.
    """
    helicity = _array(helicity, np.float64)
    t_e = _array(t_e, np.float64)
    t_0 = _array(t_0, np.float64)
    t = _array(t, np.float64)
    t_L = _array(t_L, np.float64)
    t_R = _array(t_R, np.float64)
    eps_1 = _array(eps_1, np.float64)
    eps_2 = _array(eps_2, np.float64)
    shape = _common_shape(
        helicity, t_e, t_0, t, t_L, t_R, eps_1, eps_2,
    )
    size = math.prod(shape)
    polynomial = np.empty((size, 5), dtype=np.complex128)
    _chain_polynomial(
        size,
        _flat(helicity, shape),
        _flat(t_e, shape),
        _flat(t_0, shape),
        _flat(t, shape),
        _flat(t_L, shape),
        _flat(t_R, shape),
        _flat(eps_1, shape),
        _flat(eps_2, shape),
        polynomial,
    )
    return polynomial.reshape((*shape, 5))[()]


@compile_cached
def _chain_coefficients(
    size,
    all_z,
    all_helicity,
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
    own = np.empty((2, 2, 3,), dtype=np.complex128)
    other = np.empty((2, 2, 2,), dtype=np.complex128)
    own_advanced = np.empty((2, 2, 3,), dtype=np.complex128)
    other_advanced = np.empty((2, 2, 2,), dtype=np.complex128)
    width = np.empty((2, 3,), dtype=np.complex128)
    weight = np.empty((2, 2,), dtype=np.complex128)
    product = np.empty((2,), dtype=np.complex128)
    for point in range(size):
        z = _at(all_z, point)
        helicity = _at(all_helicity, point)
        t_e = _at(all_t_e, point)
        t_0 = _at(all_t_0, point)
        t = _at(all_t, point)
        t_L = _at(all_t_L, point)
        t_R = _at(all_t_R, point)
        eps_1 = _at(all_eps_1, point)
        eps_2 = _at(all_eps_2, point)

        # inverse retarded propagators at the pole, by powers of the distance
        # [dimer:step-pole-expansion]
        g_1_0 = -eps_1 - t_e * z - t_e * reciprocal(z) + t_L * t_L * z / t_e
        g_1_1 = t_e * reciprocal(z * z) - t_e + t_L * t_L / t_e
        g_1_2 = -t_e * reciprocal(z * z * z)
        g_1_3 = t_e * reciprocal(z ** 4)
        g_2_0 = -eps_2 - t_e * z - t_e * reciprocal(z) + t_R * t_R * z / t_e
        g_2_1 = t_e * reciprocal(z * z) - t_e + t_R * t_R / t_e
        g_2_2 = -t_e * reciprocal(z * z * z)
        g_2_3 = t_e * reciprocal(z ** 4)

        # inverse advanced propagators at the pole [dimer:step-pole-expansion]
        advanced_g_1_0 = -eps_1 - t_e * z - t_e * reciprocal(z) + t_L * t_L * reciprocal(t_e * z)
        advanced_g_1_1 = t_e * reciprocal(z * z) - t_e - t_L * t_L * reciprocal(t_e * z * z)
        advanced_g_1_2 = t_L * t_L * reciprocal(t_e * z * z * z) - t_e * reciprocal(z * z * z)
        advanced_g_2_0 = -eps_2 - t_e * z - t_e * reciprocal(z) + t_R * t_R * reciprocal(t_e * z)
        advanced_g_2_1 = t_e * reciprocal(z * z) - t_e - t_R * t_R * reciprocal(t_e * z * z)
        advanced_g_2_2 = t_R * t_R * reciprocal(t_e * z * z * z) - t_e * reciprocal(z * z * z)

        # broadenings at the pole [dimer:step-pole-expansion]
        width_L_0 = t_L * t_L * 1j * reciprocal(t_e * z) - t_L * t_L * 1j * z / t_e
        width_L_1 = -t_L * t_L * 1j / t_e - t_L * t_L * 1j * reciprocal(t_e * z * z)
        width_L_2 = t_L * t_L * 1j * reciprocal(t_e * z * z * z)
        width_R_0 = t_R * t_R * 1j * reciprocal(t_e * z) - t_R * t_R * 1j * z / t_e
        width_R_1 = -t_R * t_R * 1j / t_e - t_R * t_R * 1j * reciprocal(t_e * z * z)
        width_R_2 = t_R * t_R * 1j * reciprocal(t_e * z * z * z)

        # broadenings times the Jacobian [dimer:step-pole-expansion]
        weight_L_0 = (
            t_L * t_L * 1j * z
            + t_L * t_L * 1j * reciprocal(z * z * z)
            - 2.0 * t_L * t_L * 1j * reciprocal(z)
        )
        weight_L_1 = (
            t_L * t_L * 1j
            - 3.0 * t_L * t_L * 1j * reciprocal(z ** 4)
            + 2.0 * t_L * t_L * 1j * reciprocal(z * z)
        )
        weight_R_0 = (
            t_R * t_R * 1j * z
            + t_R * t_R * 1j * reciprocal(z * z * z)
            - 2.0 * t_R * t_R * 1j * reciprocal(z)
        )
        weight_R_1 = (
            t_R * t_R * 1j
            - 3.0 * t_R * t_R * 1j * reciprocal(z ** 4)
            + 2.0 * t_R * t_R * 1j * reciprocal(z * z)
        )

        # both broadenings times the Jacobian [dimer:step-pole-expansion]
        product_0 = (
            t_L * t_L * t_R * t_R * z * z / t_e
            - 3.0 * t_L * t_L * t_R * t_R / t_e
            - t_L * t_L * t_R * t_R * reciprocal(t_e * z ** 4)
            + 3.0 * t_L * t_L * t_R * t_R * reciprocal(t_e * z * z)
        )
        product_1 = (
            2.0 * t_L * t_L * t_R * t_R * z / t_e
            - 6.0 * t_L * t_L * t_R * t_R * reciprocal(t_e * z * z * z)
            + 4.0 * t_L * t_L * t_R * t_R * reciprocal(t_e * z ** 5)
        )

        # hopping of the two helicities [dimer:step-pole-expansion]
        hopping = t_0 + t * helicity
        other_hopping = t_0 - t * helicity

        # determinant of the other helicity [dimer:step-pole-expansion]
        other_determinant = 4.0 * t * t_0 * helicity

        # determinant of the helicity that has the pole [dimer:step-pole-expansion]
        D_1 = g_1_0 * g_2_1 + g_1_1 * g_2_0
        D_2 = g_1_0 * g_2_2 + g_1_1 * g_2_1 + g_1_2 * g_2_0
        D_3 = g_1_0 * g_2_3 + g_1_1 * g_2_2 + g_1_2 * g_2_1 + g_1_3 * g_2_0

        # its advanced counterpart [dimer:step-pole-expansion]
        advanced_D_0 = advanced_g_1_0 * advanced_g_2_0 - hopping * hopping
        advanced_D_1 = advanced_g_1_0 * advanced_g_2_1 + advanced_g_1_1 * advanced_g_2_0
        advanced_D_2 = (
            advanced_g_1_0 * advanced_g_2_2
            + advanced_g_1_1 * advanced_g_2_1
            + advanced_g_1_2 * advanced_g_2_0
        )

        # retarded function of the helicity that has the pole [dimer:step-pole-expansion]
        own_inverse_0 = reciprocal(D_1)
        own_inverse_1 = -D_2 * reciprocal(D_1 * D_1)
        own_inverse_2 = (
            (D_2 * D_2 * reciprocal(D_1 * D_1) - D_3 * reciprocal(D_1)) * reciprocal(D_1)
        )
        own_11_0 = g_2_0 * own_inverse_0
        own_11_1 = g_2_0 * own_inverse_1 + g_2_1 * own_inverse_0
        own_11_2 = g_2_0 * own_inverse_2 + g_2_1 * own_inverse_1 + g_2_2 * own_inverse_0
        own_12_0 = hopping * own_inverse_0
        own_12_1 = hopping * own_inverse_1
        own_12_2 = hopping * own_inverse_2
        own_22_0 = g_1_0 * own_inverse_0
        own_22_1 = g_1_0 * own_inverse_1 + g_1_1 * own_inverse_0
        own_22_2 = g_1_0 * own_inverse_2 + g_1_1 * own_inverse_1 + g_1_2 * own_inverse_0

        # retarded function of the other helicity [dimer:step-pole-expansion]
        other_inverse_0 = 1.0 / other_determinant
        other_inverse_1 = -D_1 / (other_determinant * other_determinant)
        other_11_0 = other_inverse_0 * g_2_0
        other_11_1 = g_2_0 * other_inverse_1 + other_inverse_0 * g_2_1
        other_12_0 = other_hopping * other_inverse_0
        other_12_1 = other_hopping * other_inverse_1
        other_22_0 = other_inverse_0 * g_1_0
        other_22_1 = g_1_0 * other_inverse_1 + other_inverse_0 * g_1_1

        # advanced function of the helicity that has the pole [dimer:step-pole-expansion]
        own_advanced_inverse_0 = reciprocal(advanced_D_0)
        own_advanced_inverse_1 = -advanced_D_1 * reciprocal(advanced_D_0 * advanced_D_0)
        own_advanced_inverse_2 = (
            (
                advanced_D_1 * advanced_D_1 * reciprocal(advanced_D_0 * advanced_D_0)
                - advanced_D_2 * reciprocal(advanced_D_0)
            ) * reciprocal(advanced_D_0)
        )
        own_advanced_11_0 = advanced_g_2_0 * own_advanced_inverse_0
        own_advanced_11_1 = (
            advanced_g_2_0 * own_advanced_inverse_1
            + advanced_g_2_1 * own_advanced_inverse_0
        )
        own_advanced_11_2 = (
            advanced_g_2_0 * own_advanced_inverse_2
            + advanced_g_2_1 * own_advanced_inverse_1
            + advanced_g_2_2 * own_advanced_inverse_0
        )
        own_advanced_12_0 = hopping * own_advanced_inverse_0
        own_advanced_12_1 = hopping * own_advanced_inverse_1
        own_advanced_12_2 = hopping * own_advanced_inverse_2
        own_advanced_22_0 = advanced_g_1_0 * own_advanced_inverse_0
        own_advanced_22_1 = (
            advanced_g_1_0 * own_advanced_inverse_1
            + advanced_g_1_1 * own_advanced_inverse_0
        )
        own_advanced_22_2 = (
            advanced_g_1_0 * own_advanced_inverse_2
            + advanced_g_1_1 * own_advanced_inverse_1
            + advanced_g_1_2 * own_advanced_inverse_0
        )

        # advanced function of the other helicity [dimer:step-pole-expansion]
        other_advanced_inverse_0 = reciprocal(advanced_D_0 + other_determinant)
        other_advanced_inverse_1 = (
            -advanced_D_1 * reciprocal((advanced_D_0 + other_determinant) ** 2)
        )
        other_advanced_11_0 = advanced_g_2_0 * other_advanced_inverse_0
        other_advanced_11_1 = (
            advanced_g_2_0 * other_advanced_inverse_1
            + advanced_g_2_1 * other_advanced_inverse_0
        )
        other_advanced_12_0 = other_hopping * other_advanced_inverse_0
        other_advanced_12_1 = other_hopping * other_advanced_inverse_1
        other_advanced_22_0 = advanced_g_1_0 * other_advanced_inverse_0
        other_advanced_22_1 = (
            advanced_g_1_0 * other_advanced_inverse_1
            + advanced_g_1_1 * other_advanced_inverse_0
        )

        # the series at the pole by sites, leads and powers of the distance
        # [dimer:step-pole-expansion]
        own[0, 0, 0] = own_11_0
        own[0, 0, 1] = own_11_1
        own[0, 0, 2] = own_11_2
        own[0, 1, 0] = own_12_0
        own[0, 1, 1] = own_12_1
        own[0, 1, 2] = own_12_2
        own[1, 0, 0] = own_12_0
        own[1, 0, 1] = own_12_1
        own[1, 0, 2] = own_12_2
        own[1, 1, 0] = own_22_0
        own[1, 1, 1] = own_22_1
        own[1, 1, 2] = own_22_2
        other[0, 0, 0] = other_11_0
        other[0, 0, 1] = other_11_1
        other[0, 1, 0] = other_12_0
        other[0, 1, 1] = other_12_1
        other[1, 0, 0] = other_12_0
        other[1, 0, 1] = other_12_1
        other[1, 1, 0] = other_22_0
        other[1, 1, 1] = other_22_1
        own_advanced[0, 0, 0] = own_advanced_11_0
        own_advanced[0, 0, 1] = own_advanced_11_1
        own_advanced[0, 0, 2] = own_advanced_11_2
        own_advanced[0, 1, 0] = own_advanced_12_0
        own_advanced[0, 1, 1] = own_advanced_12_1
        own_advanced[0, 1, 2] = own_advanced_12_2
        own_advanced[1, 0, 0] = own_advanced_12_0
        own_advanced[1, 0, 1] = own_advanced_12_1
        own_advanced[1, 0, 2] = own_advanced_12_2
        own_advanced[1, 1, 0] = own_advanced_22_0
        own_advanced[1, 1, 1] = own_advanced_22_1
        own_advanced[1, 1, 2] = own_advanced_22_2
        other_advanced[0, 0, 0] = other_advanced_11_0
        other_advanced[0, 0, 1] = other_advanced_11_1
        other_advanced[0, 1, 0] = other_advanced_12_0
        other_advanced[0, 1, 1] = other_advanced_12_1
        other_advanced[1, 0, 0] = other_advanced_12_0
        other_advanced[1, 0, 1] = other_advanced_12_1
        other_advanced[1, 1, 0] = other_advanced_22_0
        other_advanced[1, 1, 1] = other_advanced_22_1
        width[0, 0] = width_L_0
        width[0, 1] = width_L_1
        width[0, 2] = width_L_2
        width[1, 0] = width_R_0
        width[1, 1] = width_R_1
        width[1, 2] = width_R_2
        weight[0, 0] = weight_L_0
        weight[0, 1] = weight_L_1
        weight[1, 0] = weight_R_0
        weight[1, 1] = weight_R_1
        product[0] = product_0
        product[1] = product_1

        # coefficients of J [dimer:step-partial-fractions]
        for lead, a, b in np.ndindex(2, 2, 2):
            J[point, lead, a, b, 0] = 0.125 / np.pi * (
                -weight[lead, 0] * other[a, b, 0] * own[b, lead, 0] * own_advanced[a, lead, 0]
                - weight[lead, 0] * other[b, lead, 0] * other_advanced[a, lead, 0] * own[a, b, 0]
                - weight[lead, 0] * other_advanced[a, b, 0] * own[a, lead, 0]
                * own_advanced[b, lead, 0]
            )

        # coefficients of D [dimer:step-partial-fractions]
        for lead, a, b in np.ndindex(2, 2, 2):
            D[point, lead, a, b, 0] = 0.125 / np.pi * (
                helicity * 1j * weight[lead, 0] * other[b, lead, 0] * other_advanced[a, lead, 0]
                * own[a, b, 0]
                + helicity * 1j * weight[lead, 0] * other_advanced[a, b, 0] * own[a, lead, 0]
                * own_advanced[b, lead, 0]
                - helicity * 1j * weight[lead, 0] * other[a, b, 0] * own[b, lead, 0]
                * own_advanced[a, lead, 0]
            )

        # coefficients of A [dimer:step-partial-fractions]
        for lead, a, b in np.ndindex(2, 2, 2):
            A[point, lead, a, b, 0] = 0.125 / np.pi * (
                weight[lead, 0] * other[a, b, 0] * own[b, lead, 0] * own_advanced[a, lead, 0]
                - weight[lead, 0] * (
                    own_advanced[a, lead, 0] * (
                        own[a, b, 0] * own[b, lead, 1]
                        + own[a, b, 1] * own[b, lead, 0]
                    )
                    + own[a, b, 0] * own[b, lead, 0] * own_advanced[a, lead, 1]
                )
                + weight[lead, 0] * other[b, lead, 0] * other_advanced[a, lead, 0] * own[a, b, 0]
                + weight[lead, 0] * other_advanced[a, b, 0] * own[a, lead, 0]
                * own_advanced[b, lead, 0]
                - weight[lead, 0] * own[a, lead, 0] * own_advanced[a, b, 0]
                * own_advanced[b, lead, 0]
                - weight[lead, 1] * own[a, b, 0] * own[b, lead, 0] * own_advanced[a, lead, 0]
            )
            A[point, lead, a, b, 1] = (
                -0.125 / np.pi * weight[lead, 0] * own[a, b, 0] * own[b, lead, 0]
                * own_advanced[a, lead, 0]
            )

        # coefficients of alpha_iso [dimer:step-partial-fractions]
        for lead, a, b in np.ndindex(2, 2, 2):
            alpha_iso[point, lead, a, b, 0] = 0.125 / np.pi * (
                1j * (
                    width[lead, 0] * (
                        -other[b, lead, 0] * other_advanced[a, lead, 1] * own[a, b, 0]
                        - other[b, lead, 1] * other_advanced[a, lead, 0] * own[a, b, 0]
                    )
                    - width[lead, 1] * other[b, lead, 0] * other_advanced[a, lead, 0] * own[a, b, 0]
                )
                + 1j * width[lead, 0] * other[a, b, 1] * own[b, lead, 0] * own_advanced[a, lead, 0]
                - 1j * width[lead, 0] * other_advanced[a, b, 1] * own[a, lead, 0]
                * own_advanced[b, lead, 0]
            )
            alpha_iso[point, lead, a, b, 1] = (
                -0.125 / np.pi * 1j * width[lead, 0] * other[b, lead, 0]
                * other_advanced[a, lead, 0] * own[a, b, 0]
            )

        # coefficients of alpha_aniso [dimer:step-partial-fractions]
        for lead, a, b in np.ndindex(2, 2, 2):
            alpha_aniso[point, lead, a, b, 0] = 0.125 / np.pi * (
                1j * (
                    width[lead, 1] * (
                        -own[a, b, 0] * own[b, lead, 0] * own_advanced[a, lead, 1]
                        - own[a, b, 0] * own[b, lead, 1] * own_advanced[a, lead, 0]
                    )
                    + width[lead, 0] * (
                        own_advanced[a, lead, 0] * (
                            own[a, b, 2] * own[b, lead, 0]
                            - own[a, b, 0] * own[b, lead, 2]
                        )
                        - own[a, b, 0] * own[b, lead, 0] * own_advanced[a, lead, 2]
                        - own[a, b, 0] * own[b, lead, 1] * own_advanced[a, lead, 1]
                    )
                    - width[lead, 2] * own[a, b, 0] * own[b, lead, 0] * own_advanced[a, lead, 0]
                )
                - 1j * (
                    width[lead, 0] * (
                        -other[b, lead, 0] * other_advanced[a, lead, 1] * own[a, b, 0]
                        - other[b, lead, 1] * other_advanced[a, lead, 0] * own[a, b, 0]
                    )
                    - width[lead, 1] * other[b, lead, 0] * other_advanced[a, lead, 0] * own[a, b, 0]
                )
                + 1j * width[lead, 0] * other_advanced[a, b, 1] * own[a, lead, 0]
                * own_advanced[b, lead, 0]
                - 1j * width[lead, 0] * other[a, b, 1] * own[b, lead, 0] * own_advanced[a, lead, 0]
                - 1j * width[lead, 0] * own[a, lead, 0] * own_advanced[a, b, 1]
                * own_advanced[b, lead, 0]
            )
            alpha_aniso[point, lead, a, b, 1] = 0.125 / np.pi * (
                1j * (
                    width[lead, 0] * (
                        -own[a, b, 0] * own[b, lead, 0] * own_advanced[a, lead, 1]
                        - own[a, b, 0] * own[b, lead, 1] * own_advanced[a, lead, 0]
                    )
                    - width[lead, 1] * own[a, b, 0] * own[b, lead, 0] * own_advanced[a, lead, 0]
                )
                + 1j * width[lead, 0] * other[b, lead, 0] * other_advanced[a, lead, 0]
                * own[a, b, 0]
            )
            alpha_aniso[point, lead, a, b, 2] = (
                -0.125 / np.pi * 1j * width[lead, 0] * own[a, b, 0] * own[b, lead, 0]
                * own_advanced[a, lead, 0]
            )

        # coefficients of alpha_antisym [dimer:step-partial-fractions]
        for lead, a, b in np.ndindex(2, 2, 2):
            alpha_antisym[point, lead, a, b, 0] = 0.125 / np.pi * (
                helicity * (
                    width[lead, 0] * (
                        -other[b, lead, 0] * other_advanced[a, lead, 1] * own[a, b, 0]
                        - other[b, lead, 1] * other_advanced[a, lead, 0] * own[a, b, 0]
                    )
                    - width[lead, 1] * other[b, lead, 0] * other_advanced[a, lead, 0] * own[a, b, 0]
                )
                - helicity * width[lead, 0] * other[a, b, 1] * own[b, lead, 0]
                * own_advanced[a, lead, 0]
                - helicity * width[lead, 0] * other_advanced[a, b, 1] * own[a, lead, 0]
                * own_advanced[b, lead, 0]
            )
            alpha_antisym[point, lead, a, b, 1] = (
                -0.125 / np.pi * helicity * width[lead, 0] * other[b, lead, 0]
                * other_advanced[a, lead, 0] * own[a, b, 0]
            )

        # coefficients of spin [dimer:step-partial-fractions]
        for lead, a in np.ndindex(2, 2):
            spin[point, lead, a, 0] = (
                0.25 / np.pi * helicity * weight[lead, 0] * own[a, lead, 0]
                * own_advanced[a, lead, 0]
            )

        # coefficients of noise_iso [dimer:step-partial-fractions]
        for a, b in np.ndindex(2, 2):
            noise_iso[point, a, b, 0] = 0.0625 / np.pi * (
                product[0] * other[a, 0, 0] * other_advanced[b, 0, 0] * own[b, 1, 0]
                * own_advanced[a, 1, 0]
                + product[0] * other[a, 1, 0] * other_advanced[b, 1, 0] * own[b, 0, 0]
                * own_advanced[a, 0, 0]
                + product[0] * other[b, 0, 0] * other_advanced[a, 0, 0] * own[a, 1, 0]
                * own_advanced[b, 1, 0]
                + product[0] * other[b, 1, 0] * other_advanced[a, 1, 0] * own[a, 0, 0]
                * own_advanced[b, 0, 0]
            )

        # coefficients of noise_aniso [dimer:step-partial-fractions]
        for a, b in np.ndindex(2, 2):
            noise_aniso[point, a, b, 0] = 0.0625 / np.pi * (
                product[0] * (
                    own_advanced[a, 1, 0] * (
                        own[b, 1, 0] * (
                            own[a, 0, 0] * own_advanced[b, 0, 1]
                            + own[a, 0, 1] * own_advanced[b, 0, 0]
                        )
                        + own[a, 0, 0] * own[b, 1, 1] * own_advanced[b, 0, 0]
                    )
                    + own[a, 0, 0] * own[b, 1, 0] * own_advanced[a, 1, 1] * own_advanced[b, 0, 0]
                )
                + product[0] * (
                    own_advanced[a, 0, 0] * (
                        own[b, 0, 0] * (
                            own[a, 1, 0] * own_advanced[b, 1, 1]
                            + own[a, 1, 1] * own_advanced[b, 1, 0]
                        )
                        + own[a, 1, 0] * own[b, 0, 1] * own_advanced[b, 1, 0]
                    )
                    + own[a, 1, 0] * own[b, 0, 0] * own_advanced[a, 0, 1] * own_advanced[b, 1, 0]
                )
                + product[1] * own[a, 0, 0] * own[b, 1, 0] * own_advanced[a, 1, 0]
                * own_advanced[b, 0, 0]
                + product[1] * own[a, 1, 0] * own[b, 0, 0] * own_advanced[a, 0, 0]
                * own_advanced[b, 1, 0]
                - product[0] * other[a, 0, 0] * other_advanced[b, 0, 0] * own[b, 1, 0]
                * own_advanced[a, 1, 0]
                - product[0] * other[a, 1, 0] * other_advanced[b, 1, 0] * own[b, 0, 0]
                * own_advanced[a, 0, 0]
                - product[0] * other[b, 0, 0] * other_advanced[a, 0, 0] * own[a, 1, 0]
                * own_advanced[b, 1, 0]
                - product[0] * other[b, 1, 0] * other_advanced[a, 1, 0] * own[a, 0, 0]
                * own_advanced[b, 0, 0]
            )
            noise_aniso[point, a, b, 1] = 0.0625 / np.pi * (
                product[0] * own[a, 0, 0] * own[b, 1, 0] * own_advanced[a, 1, 0]
                * own_advanced[b, 0, 0]
                + product[0] * own[a, 1, 0] * own[b, 0, 0] * own_advanced[a, 0, 0]
                * own_advanced[b, 1, 0]
            )


def chain_coefficients(
    z: ArrayLike, helicity: ArrayLike, t_e: ArrayLike, t_0: ArrayLike, t: ArrayLike, t_L:
    ArrayLike, t_R: ArrayLike, eps_1: ArrayLike, eps_2: ArrayLike,
) -> tuple[Any, ...]:
    """Partial fractions of every coupling of the exact chain at one pole.

        X = 2 Re sum over poles and orders of X[order] basis[order]
            + winding Im sum over poles of X[order 1]

    Parameters
    ----------
    z : complex array, shape (...)
        Root of the polynomial outside the unit circle. Domain: |z| > 1.
    helicity : float array, shape (...)
        Helicity whose determinant vanishes at the pole. Domain: 1 or -1.
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
    J : complex array, shape (..., lead, site, site, order)
        Coefficients of J, by order of the pole.
    D : complex array, shape (..., lead, site, site, order)
        Coefficients of D, by order of the pole.
    A : complex array, shape (..., lead, site, site, order)
        Coefficients of A, by order of the pole.
    alpha_iso : complex array, shape (..., lead, site, site, order)
        Coefficients of alpha_iso, by order of the pole.
    alpha_aniso : complex array, shape (..., lead, site, site, order)
        Coefficients of alpha_aniso, by order of the pole.
    alpha_antisym : complex array, shape (..., lead, site, site, order)
        Coefficients of alpha_antisym, by order of the pole.
    spin : complex array, shape (..., lead, site, order)
        Coefficients of spin, by order of the pole.
    noise_iso : complex array, shape (..., site, site, order)
        Coefficients of noise_iso, by order of the pole.
    noise_aniso : complex array, shape (..., site, site, order)
        Coefficients of noise_aniso, by order of the pole.

    Notes
    -----
    Kind: closed form.
    Sources: dimer:step-pole-expansion, dimer:step-partial-fractions.
    """
    z = _array(z, np.complex128)
    helicity = _array(helicity, np.float64)
    t_e = _array(t_e, np.float64)
    t_0 = _array(t_0, np.float64)
    t = _array(t, np.float64)
    t_L = _array(t_L, np.float64)
    t_R = _array(t_R, np.float64)
    eps_1 = _array(eps_1, np.float64)
    eps_2 = _array(eps_2, np.float64)
    shape = _common_shape(
        z, helicity, t_e, t_0, t, t_L, t_R, eps_1, eps_2,
    )
    size = math.prod(shape)
    J = np.empty((size, 2, 2, 2, 1), dtype=np.complex128)
    D = np.empty((size, 2, 2, 2, 1), dtype=np.complex128)
    A = np.empty((size, 2, 2, 2, 2), dtype=np.complex128)
    alpha_iso = np.empty((size, 2, 2, 2, 2), dtype=np.complex128)
    alpha_aniso = np.empty((size, 2, 2, 2, 3), dtype=np.complex128)
    alpha_antisym = np.empty((size, 2, 2, 2, 2), dtype=np.complex128)
    spin = np.empty((size, 2, 2, 1), dtype=np.complex128)
    noise_iso = np.empty((size, 2, 2, 1), dtype=np.complex128)
    noise_aniso = np.empty((size, 2, 2, 2), dtype=np.complex128)
    _chain_coefficients(
        size,
        _flat(z, shape),
        _flat(helicity, shape),
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
        J.reshape((*shape, 2, 2, 2, 1))[()],
        D.reshape((*shape, 2, 2, 2, 1))[()],
        A.reshape((*shape, 2, 2, 2, 2))[()],
        alpha_iso.reshape((*shape, 2, 2, 2, 2))[()],
        alpha_aniso.reshape((*shape, 2, 2, 2, 3))[()],
        alpha_antisym.reshape((*shape, 2, 2, 2, 2))[()],
        spin.reshape((*shape, 2, 2, 1))[()],
        noise_iso.reshape((*shape, 2, 2, 1))[()],
        noise_aniso.reshape((*shape, 2, 2, 2))[()],
    )


@compile_cached
def _chain_basis(
    size,
    all_phi,
    all_z,
    basis,
):
    for point in range(size):
        phi = _at(all_phi, point)
        z = _at(all_z, point)

        # phase of the amplitude at the chemical potential [dimer:step-uniformise]
        u = np.exp(phi * 1j)

        # integrals of the powers of the inverse distance to the pole [dimer:step-chain-integrals]
        basis[point, 0] = np.log((u - z) * reciprocal(1.0 - z))
        basis[point, 1] = reciprocal(1.0 - z) - reciprocal(u - z)
        basis[point, 2] = 0.5 * reciprocal((1.0 - z) ** 2) - 0.5 * reciprocal((u - z) ** 2)


def chain_basis(
    phi: ArrayLike, z: ArrayLike,
) -> Any:
    """Functions of one pole: the exact chain at T = 0; winding phi.

    Parameters
    ----------
    phi : float array, shape (...)
        Angle with E = -2 t_e cos(phi) = mu, the winding. Domain: 0 to pi.
    z : complex array, shape (...)
        Root of the polynomial outside the unit circle. Domain: |z| > 1.

    Returns
    -------
    basis : complex array, shape (..., order)
        Functions by order of the pole.

    Notes
    -----
    Kind: closed form.
    Sources: dimer:step-uniformise, dimer:step-chain-integrals.
    """
    phi = _array(phi, np.float64)
    z = _array(z, np.complex128)
    shape = _common_shape(
        phi, z,
    )
    size = math.prod(shape)
    basis = np.empty((size, 3), dtype=np.complex128)
    _chain_basis(
        size,
        _flat(phi, shape),
        _flat(z, shape),
        basis,
    )
    return basis.reshape((*shape, 3))[()]


@compile_cached
def _wide_polynomial(
    size,
    all_helicity,
    all_t_0,
    all_t,
    all_Gamma_L,
    all_Gamma_R,
    all_eps_1,
    all_eps_2,
    polynomial,
):
    for point in range(size):
        helicity = _at(all_helicity, point)
        t_0 = _at(all_t_0, point)
        t = _at(all_t, point)
        Gamma_L = _at(all_Gamma_L, point)
        Gamma_R = _at(all_Gamma_R, point)
        eps_1 = _at(all_eps_1, point)
        eps_2 = _at(all_eps_2, point)

        # hopping of the two helicities [dimer:step-pole-expansion]
        hopping = t_0 + t * helicity

        # polynomial whose roots are the poles [dimer:step-pole-polynomial]
        polynomial[point, 0] = (
            (eps_1 - 0.5 * Gamma_L * 1j) * (eps_2 - 0.5 * Gamma_R * 1j)
            - hopping * hopping
        )
        polynomial[point, 1] = -eps_1 - eps_2 + 0.5 * Gamma_L * 1j + 0.5 * Gamma_R * 1j
        polynomial[point, 2] = 1.0


def wide_polynomial(
    helicity: ArrayLike, t_0: ArrayLike, t: ArrayLike, Gamma_L: ArrayLike, Gamma_R: ArrayLike,
    eps_1: ArrayLike, eps_2: ArrayLike,
) -> Any:
    """Polynomial whose roots are the poles of the wide band in the energy.

    Parameters
    ----------
    helicity : float array, shape (...)
        Helicity whose determinant vanishes at the pole. Domain: 1 or -1.
    t_0 : float array, shape (...)
        Spin-independent hopping between the sites (meV). Domain: real.
    t : float array, shape (...)
        Spin-dependent hopping between the sites (meV). Domain: real.
    Gamma_L : float array, shape (...)
        Broadening of site 1 (meV). Domain: > 0.
    Gamma_R : float array, shape (...)
        Broadening of site 2 (meV). Domain: > 0.
    eps_1 : float array, shape (...)
        Energy of site 1 (meV). Domain: real.
    eps_2 : float array, shape (...)
        Energy of site 2 (meV). Domain: real.

    Returns
    -------
    polynomial : complex array, shape (..., power)
        Coefficients, lowest power first.

    Notes
    -----
    Kind: closed form.
    Sources: dimer:step-pole-expansion, dimer:step-pole-polynomial.
    """
    helicity = _array(helicity, np.float64)
    t_0 = _array(t_0, np.float64)
    t = _array(t, np.float64)
    Gamma_L = _array(Gamma_L, np.float64)
    Gamma_R = _array(Gamma_R, np.float64)
    eps_1 = _array(eps_1, np.float64)
    eps_2 = _array(eps_2, np.float64)
    shape = _common_shape(
        helicity, t_0, t, Gamma_L, Gamma_R, eps_1, eps_2,
    )
    size = math.prod(shape)
    polynomial = np.empty((size, 3), dtype=np.complex128)
    _wide_polynomial(
        size,
        _flat(helicity, shape),
        _flat(t_0, shape),
        _flat(t, shape),
        _flat(Gamma_L, shape),
        _flat(Gamma_R, shape),
        _flat(eps_1, shape),
        _flat(eps_2, shape),
        polynomial,
    )
    return polynomial.reshape((*shape, 3))[()]


@compile_cached
def _wide_coefficients(
    size,
    all_z,
    all_helicity,
    all_t_0,
    all_t,
    all_Gamma_L,
    all_Gamma_R,
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
    own = np.empty((2, 2, 3,), dtype=np.complex128)
    other = np.empty((2, 2, 2,), dtype=np.complex128)
    own_advanced = np.empty((2, 2, 3,), dtype=np.complex128)
    other_advanced = np.empty((2, 2, 2,), dtype=np.complex128)
    width = np.empty((2, 3,), dtype=np.float64)
    weight = np.empty((2, 2,), dtype=np.float64)
    product = np.empty((2,), dtype=np.float64)
    for point in range(size):
        z = _at(all_z, point)
        helicity = _at(all_helicity, point)
        t_0 = _at(all_t_0, point)
        t = _at(all_t, point)
        Gamma_L = _at(all_Gamma_L, point)
        Gamma_R = _at(all_Gamma_R, point)
        eps_1 = _at(all_eps_1, point)
        eps_2 = _at(all_eps_2, point)

        # inverse retarded propagators at the pole, by powers of the distance
        # [dimer:step-pole-expansion]
        g_1_0 = z - eps_1 + 0.5 * Gamma_L * 1j
        g_2_0 = z - eps_2 + 0.5 * Gamma_R * 1j

        # inverse advanced propagators at the pole [dimer:step-pole-expansion]
        advanced_g_1_0 = z - eps_1 - 0.5 * Gamma_L * 1j
        advanced_g_2_0 = z - eps_2 - 0.5 * Gamma_R * 1j

        # both broadenings times the Jacobian [dimer:step-pole-expansion]
        product_0 = Gamma_L * Gamma_R

        # hopping of the two helicities [dimer:step-pole-expansion]
        hopping = t_0 + t * helicity
        other_hopping = t_0 - t * helicity

        # determinant of the other helicity [dimer:step-pole-expansion]
        other_determinant = 4.0 * t * t_0 * helicity

        # determinant of the helicity that has the pole [dimer:step-pole-expansion]
        D_1 = g_1_0 + g_2_0

        # its advanced counterpart [dimer:step-pole-expansion]
        advanced_D_0 = advanced_g_1_0 * advanced_g_2_0 - hopping * hopping
        advanced_D_1 = advanced_g_1_0 + advanced_g_2_0

        # retarded function of the helicity that has the pole [dimer:step-pole-expansion]
        own_inverse_0 = reciprocal(D_1)
        own_inverse_1 = -reciprocal(D_1 * D_1)
        own_inverse_2 = reciprocal(D_1 * D_1 * D_1)
        own_11_0 = g_2_0 * own_inverse_0
        own_11_1 = own_inverse_0 + g_2_0 * own_inverse_1
        own_11_2 = own_inverse_1 + g_2_0 * own_inverse_2
        own_12_0 = hopping * own_inverse_0
        own_12_1 = hopping * own_inverse_1
        own_12_2 = hopping * own_inverse_2
        own_22_0 = g_1_0 * own_inverse_0
        own_22_1 = own_inverse_0 + g_1_0 * own_inverse_1
        own_22_2 = own_inverse_1 + g_1_0 * own_inverse_2

        # retarded function of the other helicity [dimer:step-pole-expansion]
        other_inverse_0 = 1.0 / other_determinant
        other_inverse_1 = -D_1 / (other_determinant * other_determinant)
        other_11_0 = other_inverse_0 * g_2_0
        other_11_1 = other_inverse_0 + g_2_0 * other_inverse_1
        other_12_0 = other_hopping * other_inverse_0
        other_12_1 = other_hopping * other_inverse_1
        other_22_0 = other_inverse_0 * g_1_0
        other_22_1 = other_inverse_0 + g_1_0 * other_inverse_1

        # advanced function of the helicity that has the pole [dimer:step-pole-expansion]
        own_advanced_inverse_0 = reciprocal(advanced_D_0)
        own_advanced_inverse_1 = -advanced_D_1 * reciprocal(advanced_D_0 * advanced_D_0)
        own_advanced_inverse_2 = (
            (
                advanced_D_1 * advanced_D_1 * reciprocal(advanced_D_0 * advanced_D_0)
                - reciprocal(advanced_D_0)
            ) * reciprocal(advanced_D_0)
        )
        own_advanced_11_0 = advanced_g_2_0 * own_advanced_inverse_0
        own_advanced_11_1 = own_advanced_inverse_0 + advanced_g_2_0 * own_advanced_inverse_1
        own_advanced_11_2 = own_advanced_inverse_1 + advanced_g_2_0 * own_advanced_inverse_2
        own_advanced_12_0 = hopping * own_advanced_inverse_0
        own_advanced_12_1 = hopping * own_advanced_inverse_1
        own_advanced_12_2 = hopping * own_advanced_inverse_2
        own_advanced_22_0 = advanced_g_1_0 * own_advanced_inverse_0
        own_advanced_22_1 = own_advanced_inverse_0 + advanced_g_1_0 * own_advanced_inverse_1
        own_advanced_22_2 = own_advanced_inverse_1 + advanced_g_1_0 * own_advanced_inverse_2

        # advanced function of the other helicity [dimer:step-pole-expansion]
        other_advanced_inverse_0 = reciprocal(advanced_D_0 + other_determinant)
        other_advanced_inverse_1 = (
            -advanced_D_1 * reciprocal((advanced_D_0 + other_determinant) ** 2)
        )
        other_advanced_11_0 = advanced_g_2_0 * other_advanced_inverse_0
        other_advanced_11_1 = other_advanced_inverse_0 + advanced_g_2_0 * other_advanced_inverse_1
        other_advanced_12_0 = other_hopping * other_advanced_inverse_0
        other_advanced_12_1 = other_hopping * other_advanced_inverse_1
        other_advanced_22_0 = advanced_g_1_0 * other_advanced_inverse_0
        other_advanced_22_1 = other_advanced_inverse_0 + advanced_g_1_0 * other_advanced_inverse_1

        # the series at the pole by sites, leads and powers of the distance
        # [dimer:step-pole-expansion]
        own[0, 0, 0] = own_11_0
        own[0, 0, 1] = own_11_1
        own[0, 0, 2] = own_11_2
        own[0, 1, 0] = own_12_0
        own[0, 1, 1] = own_12_1
        own[0, 1, 2] = own_12_2
        own[1, 0, 0] = own_12_0
        own[1, 0, 1] = own_12_1
        own[1, 0, 2] = own_12_2
        own[1, 1, 0] = own_22_0
        own[1, 1, 1] = own_22_1
        own[1, 1, 2] = own_22_2
        other[0, 0, 0] = other_11_0
        other[0, 0, 1] = other_11_1
        other[0, 1, 0] = other_12_0
        other[0, 1, 1] = other_12_1
        other[1, 0, 0] = other_12_0
        other[1, 0, 1] = other_12_1
        other[1, 1, 0] = other_22_0
        other[1, 1, 1] = other_22_1
        own_advanced[0, 0, 0] = own_advanced_11_0
        own_advanced[0, 0, 1] = own_advanced_11_1
        own_advanced[0, 0, 2] = own_advanced_11_2
        own_advanced[0, 1, 0] = own_advanced_12_0
        own_advanced[0, 1, 1] = own_advanced_12_1
        own_advanced[0, 1, 2] = own_advanced_12_2
        own_advanced[1, 0, 0] = own_advanced_12_0
        own_advanced[1, 0, 1] = own_advanced_12_1
        own_advanced[1, 0, 2] = own_advanced_12_2
        own_advanced[1, 1, 0] = own_advanced_22_0
        own_advanced[1, 1, 1] = own_advanced_22_1
        own_advanced[1, 1, 2] = own_advanced_22_2
        other_advanced[0, 0, 0] = other_advanced_11_0
        other_advanced[0, 0, 1] = other_advanced_11_1
        other_advanced[0, 1, 0] = other_advanced_12_0
        other_advanced[0, 1, 1] = other_advanced_12_1
        other_advanced[1, 0, 0] = other_advanced_12_0
        other_advanced[1, 0, 1] = other_advanced_12_1
        other_advanced[1, 1, 0] = other_advanced_22_0
        other_advanced[1, 1, 1] = other_advanced_22_1
        width[0, 0] = Gamma_L
        width[0, 1] = 0.0
        width[0, 2] = 0.0
        width[1, 0] = Gamma_R
        width[1, 1] = 0.0
        width[1, 2] = 0.0
        weight[0, 0] = Gamma_L
        weight[0, 1] = 0.0
        weight[1, 0] = Gamma_R
        weight[1, 1] = 0.0
        product[0] = product_0
        product[1] = 0.0

        # coefficients of J [dimer:step-partial-fractions]
        for lead, a, b in np.ndindex(2, 2, 2):
            J[point, lead, a, b, 0] = 0.125 / np.pi * (
                -weight[lead, 0] * other[a, b, 0] * own[b, lead, 0] * own_advanced[a, lead, 0]
                - weight[lead, 0] * other[b, lead, 0] * other_advanced[a, lead, 0] * own[a, b, 0]
                - weight[lead, 0] * other_advanced[a, b, 0] * own[a, lead, 0]
                * own_advanced[b, lead, 0]
            )

        # coefficients of D [dimer:step-partial-fractions]
        for lead, a, b in np.ndindex(2, 2, 2):
            D[point, lead, a, b, 0] = 0.125 / np.pi * (
                helicity * weight[lead, 0] * 1j * other[b, lead, 0] * other_advanced[a, lead, 0]
                * own[a, b, 0]
                + helicity * weight[lead, 0] * 1j * other_advanced[a, b, 0] * own[a, lead, 0]
                * own_advanced[b, lead, 0]
                - helicity * weight[lead, 0] * 1j * other[a, b, 0] * own[b, lead, 0]
                * own_advanced[a, lead, 0]
            )

        # coefficients of A [dimer:step-partial-fractions]
        for lead, a, b in np.ndindex(2, 2, 2):
            A[point, lead, a, b, 0] = 0.125 / np.pi * (
                weight[lead, 0] * other[a, b, 0] * own[b, lead, 0] * own_advanced[a, lead, 0]
                - weight[lead, 0] * (
                    own_advanced[a, lead, 0] * (
                        own[a, b, 0] * own[b, lead, 1]
                        + own[a, b, 1] * own[b, lead, 0]
                    )
                    + own[a, b, 0] * own[b, lead, 0] * own_advanced[a, lead, 1]
                )
                + weight[lead, 0] * other[b, lead, 0] * other_advanced[a, lead, 0] * own[a, b, 0]
                + weight[lead, 0] * other_advanced[a, b, 0] * own[a, lead, 0]
                * own_advanced[b, lead, 0]
                - weight[lead, 0] * own[a, lead, 0] * own_advanced[a, b, 0]
                * own_advanced[b, lead, 0]
                - weight[lead, 1] * own[a, b, 0] * own[b, lead, 0] * own_advanced[a, lead, 0]
            )
            A[point, lead, a, b, 1] = (
                -0.125 / np.pi * weight[lead, 0] * own[a, b, 0] * own[b, lead, 0]
                * own_advanced[a, lead, 0]
            )

        # coefficients of alpha_iso [dimer:step-partial-fractions]
        for lead, a, b in np.ndindex(2, 2, 2):
            alpha_iso[point, lead, a, b, 0] = 0.125 / np.pi * (
                1j * (
                    width[lead, 0] * (
                        -other[b, lead, 0] * other_advanced[a, lead, 1] * own[a, b, 0]
                        - other[b, lead, 1] * other_advanced[a, lead, 0] * own[a, b, 0]
                    )
                    - width[lead, 1] * other[b, lead, 0] * other_advanced[a, lead, 0] * own[a, b, 0]
                )
                + width[lead, 0] * 1j * other[a, b, 1] * own[b, lead, 0] * own_advanced[a, lead, 0]
                - width[lead, 0] * 1j * other_advanced[a, b, 1] * own[a, lead, 0]
                * own_advanced[b, lead, 0]
            )
            alpha_iso[point, lead, a, b, 1] = (
                -0.125 / np.pi * width[lead, 0] * 1j * other[b, lead, 0]
                * other_advanced[a, lead, 0] * own[a, b, 0]
            )

        # coefficients of alpha_aniso [dimer:step-partial-fractions]
        for lead, a, b in np.ndindex(2, 2, 2):
            alpha_aniso[point, lead, a, b, 0] = 0.125 / np.pi * (
                1j * (
                    width[lead, 1] * (
                        -own[a, b, 0] * own[b, lead, 0] * own_advanced[a, lead, 1]
                        - own[a, b, 0] * own[b, lead, 1] * own_advanced[a, lead, 0]
                    )
                    + width[lead, 0] * (
                        own_advanced[a, lead, 0] * (
                            own[a, b, 2] * own[b, lead, 0]
                            - own[a, b, 0] * own[b, lead, 2]
                        )
                        - own[a, b, 0] * own[b, lead, 0] * own_advanced[a, lead, 2]
                        - own[a, b, 0] * own[b, lead, 1] * own_advanced[a, lead, 1]
                    )
                    - width[lead, 2] * own[a, b, 0] * own[b, lead, 0] * own_advanced[a, lead, 0]
                )
                - 1j * (
                    width[lead, 0] * (
                        -other[b, lead, 0] * other_advanced[a, lead, 1] * own[a, b, 0]
                        - other[b, lead, 1] * other_advanced[a, lead, 0] * own[a, b, 0]
                    )
                    - width[lead, 1] * other[b, lead, 0] * other_advanced[a, lead, 0] * own[a, b, 0]
                )
                + width[lead, 0] * 1j * other_advanced[a, b, 1] * own[a, lead, 0]
                * own_advanced[b, lead, 0]
                - width[lead, 0] * 1j * other[a, b, 1] * own[b, lead, 0] * own_advanced[a, lead, 0]
                - width[lead, 0] * 1j * own[a, lead, 0] * own_advanced[a, b, 1]
                * own_advanced[b, lead, 0]
            )
            alpha_aniso[point, lead, a, b, 1] = 0.125 / np.pi * (
                1j * (
                    width[lead, 0] * (
                        -own[a, b, 0] * own[b, lead, 0] * own_advanced[a, lead, 1]
                        - own[a, b, 0] * own[b, lead, 1] * own_advanced[a, lead, 0]
                    )
                    - width[lead, 1] * own[a, b, 0] * own[b, lead, 0] * own_advanced[a, lead, 0]
                )
                + width[lead, 0] * 1j * other[b, lead, 0] * other_advanced[a, lead, 0]
                * own[a, b, 0]
            )
            alpha_aniso[point, lead, a, b, 2] = (
                -0.125 / np.pi * width[lead, 0] * 1j * own[a, b, 0] * own[b, lead, 0]
                * own_advanced[a, lead, 0]
            )

        # coefficients of alpha_antisym [dimer:step-partial-fractions]
        for lead, a, b in np.ndindex(2, 2, 2):
            alpha_antisym[point, lead, a, b, 0] = 0.125 / np.pi * (
                helicity * (
                    width[lead, 0] * (
                        -other[b, lead, 0] * other_advanced[a, lead, 1] * own[a, b, 0]
                        - other[b, lead, 1] * other_advanced[a, lead, 0] * own[a, b, 0]
                    )
                    - width[lead, 1] * other[b, lead, 0] * other_advanced[a, lead, 0] * own[a, b, 0]
                )
                - helicity * width[lead, 0] * other[a, b, 1] * own[b, lead, 0]
                * own_advanced[a, lead, 0]
                - helicity * width[lead, 0] * other_advanced[a, b, 1] * own[a, lead, 0]
                * own_advanced[b, lead, 0]
            )
            alpha_antisym[point, lead, a, b, 1] = (
                -0.125 / np.pi * helicity * width[lead, 0] * other[b, lead, 0]
                * other_advanced[a, lead, 0] * own[a, b, 0]
            )

        # coefficients of spin [dimer:step-partial-fractions]
        for lead, a in np.ndindex(2, 2):
            spin[point, lead, a, 0] = (
                0.25 / np.pi * helicity * weight[lead, 0] * own[a, lead, 0]
                * own_advanced[a, lead, 0]
            )

        # coefficients of noise_iso [dimer:step-partial-fractions]
        for a, b in np.ndindex(2, 2):
            noise_iso[point, a, b, 0] = 0.0625 / np.pi * (
                product[0] * other[a, 0, 0] * other_advanced[b, 0, 0] * own[b, 1, 0]
                * own_advanced[a, 1, 0]
                + product[0] * other[a, 1, 0] * other_advanced[b, 1, 0] * own[b, 0, 0]
                * own_advanced[a, 0, 0]
                + product[0] * other[b, 0, 0] * other_advanced[a, 0, 0] * own[a, 1, 0]
                * own_advanced[b, 1, 0]
                + product[0] * other[b, 1, 0] * other_advanced[a, 1, 0] * own[a, 0, 0]
                * own_advanced[b, 0, 0]
            )

        # coefficients of noise_aniso [dimer:step-partial-fractions]
        for a, b in np.ndindex(2, 2):
            noise_aniso[point, a, b, 0] = 0.0625 / np.pi * (
                product[0] * (
                    own_advanced[a, 1, 0] * (
                        own[b, 1, 0] * (
                            own[a, 0, 0] * own_advanced[b, 0, 1]
                            + own[a, 0, 1] * own_advanced[b, 0, 0]
                        )
                        + own[a, 0, 0] * own[b, 1, 1] * own_advanced[b, 0, 0]
                    )
                    + own[a, 0, 0] * own[b, 1, 0] * own_advanced[a, 1, 1] * own_advanced[b, 0, 0]
                )
                + product[0] * (
                    own_advanced[a, 0, 0] * (
                        own[b, 0, 0] * (
                            own[a, 1, 0] * own_advanced[b, 1, 1]
                            + own[a, 1, 1] * own_advanced[b, 1, 0]
                        )
                        + own[a, 1, 0] * own[b, 0, 1] * own_advanced[b, 1, 0]
                    )
                    + own[a, 1, 0] * own[b, 0, 0] * own_advanced[a, 0, 1] * own_advanced[b, 1, 0]
                )
                + product[1] * own[a, 0, 0] * own[b, 1, 0] * own_advanced[a, 1, 0]
                * own_advanced[b, 0, 0]
                + product[1] * own[a, 1, 0] * own[b, 0, 0] * own_advanced[a, 0, 0]
                * own_advanced[b, 1, 0]
                - product[0] * other[a, 0, 0] * other_advanced[b, 0, 0] * own[b, 1, 0]
                * own_advanced[a, 1, 0]
                - product[0] * other[a, 1, 0] * other_advanced[b, 1, 0] * own[b, 0, 0]
                * own_advanced[a, 0, 0]
                - product[0] * other[b, 0, 0] * other_advanced[a, 0, 0] * own[a, 1, 0]
                * own_advanced[b, 1, 0]
                - product[0] * other[b, 1, 0] * other_advanced[a, 1, 0] * own[a, 0, 0]
                * own_advanced[b, 0, 0]
            )
            noise_aniso[point, a, b, 1] = 0.0625 / np.pi * (
                product[0] * own[a, 0, 0] * own[b, 1, 0] * own_advanced[a, 1, 0]
                * own_advanced[b, 0, 0]
                + product[0] * own[a, 1, 0] * own[b, 0, 0] * own_advanced[a, 0, 0]
                * own_advanced[b, 1, 0]
            )


def wide_coefficients(
    z: ArrayLike, helicity: ArrayLike, t_0: ArrayLike, t: ArrayLike, Gamma_L: ArrayLike,
    Gamma_R: ArrayLike, eps_1: ArrayLike, eps_2: ArrayLike,
) -> tuple[Any, ...]:
    """Partial fractions of every coupling of the wide band at one pole.

        X = 2 Re sum over poles and orders of X[order] basis[order]
            + winding Im sum over poles of X[order 1]

    Parameters
    ----------
    z : complex array, shape (...)
        Root of the polynomial in the lower half-plane (meV). Domain: Im z < 0.
    helicity : float array, shape (...)
        Helicity whose determinant vanishes at the pole. Domain: 1 or -1.
    t_0 : float array, shape (...)
        Spin-independent hopping between the sites (meV). Domain: real.
    t : float array, shape (...)
        Spin-dependent hopping between the sites (meV). Domain: real.
    Gamma_L : float array, shape (...)
        Broadening of site 1 (meV). Domain: > 0.
    Gamma_R : float array, shape (...)
        Broadening of site 2 (meV). Domain: > 0.
    eps_1 : float array, shape (...)
        Energy of site 1 (meV). Domain: real.
    eps_2 : float array, shape (...)
        Energy of site 2 (meV). Domain: real.

    Returns
    -------
    J : complex array, shape (..., lead, site, site, order)
        Coefficients of J, by order of the pole.
    D : complex array, shape (..., lead, site, site, order)
        Coefficients of D, by order of the pole.
    A : complex array, shape (..., lead, site, site, order)
        Coefficients of A, by order of the pole.
    alpha_iso : complex array, shape (..., lead, site, site, order)
        Coefficients of alpha_iso, by order of the pole.
    alpha_aniso : complex array, shape (..., lead, site, site, order)
        Coefficients of alpha_aniso, by order of the pole.
    alpha_antisym : complex array, shape (..., lead, site, site, order)
        Coefficients of alpha_antisym, by order of the pole.
    spin : complex array, shape (..., lead, site, order)
        Coefficients of spin, by order of the pole.
    noise_iso : complex array, shape (..., site, site, order)
        Coefficients of noise_iso, by order of the pole.
    noise_aniso : complex array, shape (..., site, site, order)
        Coefficients of noise_aniso, by order of the pole.

    Notes
    -----
    Kind: closed form.
    Sources: dimer:step-pole-expansion, dimer:step-partial-fractions.
    """
    z = _array(z, np.complex128)
    helicity = _array(helicity, np.float64)
    t_0 = _array(t_0, np.float64)
    t = _array(t, np.float64)
    Gamma_L = _array(Gamma_L, np.float64)
    Gamma_R = _array(Gamma_R, np.float64)
    eps_1 = _array(eps_1, np.float64)
    eps_2 = _array(eps_2, np.float64)
    shape = _common_shape(
        z, helicity, t_0, t, Gamma_L, Gamma_R, eps_1, eps_2,
    )
    size = math.prod(shape)
    J = np.empty((size, 2, 2, 2, 1), dtype=np.complex128)
    D = np.empty((size, 2, 2, 2, 1), dtype=np.complex128)
    A = np.empty((size, 2, 2, 2, 2), dtype=np.complex128)
    alpha_iso = np.empty((size, 2, 2, 2, 2), dtype=np.complex128)
    alpha_aniso = np.empty((size, 2, 2, 2, 3), dtype=np.complex128)
    alpha_antisym = np.empty((size, 2, 2, 2, 2), dtype=np.complex128)
    spin = np.empty((size, 2, 2, 1), dtype=np.complex128)
    noise_iso = np.empty((size, 2, 2, 1), dtype=np.complex128)
    noise_aniso = np.empty((size, 2, 2, 2), dtype=np.complex128)
    _wide_coefficients(
        size,
        _flat(z, shape),
        _flat(helicity, shape),
        _flat(t_0, shape),
        _flat(t, shape),
        _flat(Gamma_L, shape),
        _flat(Gamma_R, shape),
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
        J.reshape((*shape, 2, 2, 2, 1))[()],
        D.reshape((*shape, 2, 2, 2, 1))[()],
        A.reshape((*shape, 2, 2, 2, 2))[()],
        alpha_iso.reshape((*shape, 2, 2, 2, 2))[()],
        alpha_aniso.reshape((*shape, 2, 2, 2, 3))[()],
        alpha_antisym.reshape((*shape, 2, 2, 2, 2))[()],
        spin.reshape((*shape, 2, 2, 1))[()],
        noise_iso.reshape((*shape, 2, 2, 1))[()],
        noise_aniso.reshape((*shape, 2, 2, 2))[()],
    )


@compile_cached
def _wide_basis(
    size,
    all_mu,
    all_z,
    basis,
):
    for point in range(size):
        mu = _at(all_mu, point)
        z = _at(all_z, point)

        # integrals of the powers of the inverse distance to the pole [dimer:step-wide-integrals]
        basis[point, 0] = np.log(1j * (z - mu))
        basis[point, 1] = reciprocal(z - mu)
        basis[point, 2] = -0.5 * reciprocal((z - mu) ** 2)


def wide_basis(
    mu: ArrayLike, z: ArrayLike,
) -> Any:
    """Functions of one pole: the wide band at T = 0; winding pi.

    Parameters
    ----------
    mu : float array, shape (...)
        Chemical potential (meV). Domain: real.
    z : complex array, shape (...)
        Root of the polynomial in the lower half-plane (meV). Domain: Im z < 0.

    Returns
    -------
    basis : complex array, shape (..., order)
        Functions by order of the pole.

    Notes
    -----
    Kind: closed form.
    Sources: dimer:step-wide-integrals.
    """
    mu = _array(mu, np.float64)
    z = _array(z, np.complex128)
    shape = _common_shape(
        mu, z,
    )
    size = math.prod(shape)
    basis = np.empty((size, 3), dtype=np.complex128)
    _wide_basis(
        size,
        _flat(mu, shape),
        _flat(z, shape),
        basis,
    )
    return basis.reshape((*shape, 3))[()]


@compile_cached
def _thermal_basis(
    size,
    all_mu,
    all_temperature,
    all_z,
    basis,
):
    for point in range(size):
        mu = _at(all_mu, point)
        temperature = _at(all_temperature, point)
        z = _at(all_z, point)

        # reduced distance between the pole and the chemical potential
        # [dimer:step-thermal-integrals]
        x = 0.5 / np.pi * 1j * (z - mu) / temperature

        # integrals of the powers of the inverse distance to the pole [dimer:step-thermal-integrals]
        basis[point, 0] = digamma(0.5 + x)
        basis[point, 1] = 0.5 / np.pi * 1j * trigamma(0.5 + x) / temperature
        basis[point, 2] = -0.125 / (np.pi ** 2) * tetragamma(0.5 + x) / (temperature * temperature)


def thermal_basis(
    mu: ArrayLike, temperature: ArrayLike, z: ArrayLike,
) -> Any:
    """Functions of one pole: the wide band at T > 0; winding pi.

    Parameters
    ----------
    mu : float array, shape (...)
        Chemical potential (meV). Domain: real.
    temperature : float array, shape (...)
        Temperature (meV). Domain: > 0.
    z : complex array, shape (...)
        Root of the polynomial in the lower half-plane (meV). Domain: Im z < 0.

    Returns
    -------
    basis : complex array, shape (..., order)
        Functions by order of the pole.

    Notes
    -----
    Kind: closed form.
    Sources: dimer:step-thermal-integrals.
    """
    mu = _array(mu, np.float64)
    temperature = _array(temperature, np.float64)
    z = _array(z, np.complex128)
    shape = _common_shape(
        mu, temperature, z,
    )
    size = math.prod(shape)
    basis = np.empty((size, 3), dtype=np.complex128)
    _thermal_basis(
        size,
        _flat(mu, shape),
        _flat(temperature, shape),
        _flat(z, shape),
        basis,
    )
    return basis.reshape((*shape, 3))[()]
