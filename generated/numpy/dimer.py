"""Kernels of the dimer for NumPy. Generated; edits are lost.

Content     d410dacbe5cd0fb8782dd1d0fa462eae
Regenerate  spinloom generate dimer --backend numpy
Sources     dimer:A9, dimer:A10, dimer:A11, dimer:A12, dimer:A13, dimer:A14, dimer:A15, dimer:step-
            self-energy, dimer:A16, dimer:A17, dimer:A19, dimer:A23, dimer:A24
"""

import numpy as np

from .special import within

__all__ = [
    "green_retarded",
    "coupling_integrands",
]


def _batch_first(values, axes):
    """Move the short axes, kept in front while computing, behind the batch axes."""
    return np.moveaxis(values, tuple(range(axes)), tuple(range(-axes, 0)))[()]


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
    energy = np.asarray(energy, dtype=float)
    t_e = np.asarray(t_e, dtype=float)
    t_0 = np.asarray(t_0, dtype=float)
    t = np.asarray(t, dtype=float)
    t_L = np.asarray(t_L, dtype=float)
    t_R = np.asarray(t_R, dtype=float)
    eps_1 = np.asarray(eps_1, dtype=float)
    eps_2 = np.asarray(eps_2, dtype=float)
    shape = np.broadcast_shapes(
        energy.shape, t_e.shape, t_0.shape, t.shape, t_L.shape, t_R.shape, eps_1.shape, eps_2.shape
    )
    singlet_part = np.empty((2, 2, *shape), dtype=complex)
    triplet_part = np.empty((2, 2, *shape), dtype=complex)

    # surface Green's function of a semi-infinite lead [dimer:step-self-energy]
    band_root = np.sqrt(np.maximum(0.0, (energy + 2.0 * t_e) * (-energy + 2.0 * t_e)))
    outside = np.sqrt(np.maximum(0.0, -(energy + 2.0 * t_e) * (-energy + 2.0 * t_e)))
    surface = 2.0 / (energy + 1j * band_root + outside * np.sign(energy))

    # inverse propagators of the sites [dimer:A15]
    bare = np.empty((2, *shape), dtype=complex)
    bare[0] = energy - eps_1 - surface * t_L * t_L
    bare[1] = energy - eps_2 - surface * t_R * t_R

    # singlet part on the common denominator of both helicities [dimer:A10, dimer:A11, dimer:A12]
    singlet = np.empty((2, 2, *shape), dtype=complex)
    product_g = bare[0] * bare[1]
    denominator = 1.0 / ((product_g - (t + t_0) ** 2) * (product_g - (t_0 - t) ** 2))
    singlet[0, 0] = denominator * (product_g - t * t - t_0 * t_0) * bare[1]
    singlet[0, 1] = denominator * t_0 * (product_g - (t + t_0) * (t_0 - t))
    singlet[1, 0] = denominator * t_0 * (product_g - (t + t_0) * (t_0 - t))
    singlet[1, 1] = denominator * (product_g - t * t - t_0 * t_0) * bare[0]

    # triplet part, proportional to t without cancellation [dimer:A13, dimer:A14, dimer:A15]
    triplet = np.empty((2, 2, *shape), dtype=complex)
    triplet[0, 0] = 2.0 * denominator * t * t_0 * bare[1]
    triplet[0, 1] = denominator * t * (product_g + (t + t_0) * (t_0 - t))
    triplet[1, 0] = denominator * t * (product_g + (t + t_0) * (t_0 - t))
    triplet[1, 1] = 2.0 * denominator * t * t_0 * bare[0]

    # result [dimer:A9]
    for a, b in np.ndindex(2, 2):
        singlet_part[a, b] = singlet[a, b]
        triplet_part[a, b] = triplet[a, b]

    return (
        _batch_first(singlet_part, 2),
        _batch_first(triplet_part, 2),
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
    energy = np.asarray(energy, dtype=float)
    t_e = np.asarray(t_e, dtype=float)
    t_0 = np.asarray(t_0, dtype=float)
    t = np.asarray(t, dtype=float)
    t_L = np.asarray(t_L, dtype=float)
    t_R = np.asarray(t_R, dtype=float)
    eps_1 = np.asarray(eps_1, dtype=float)
    eps_2 = np.asarray(eps_2, dtype=float)
    shape = np.broadcast_shapes(
        energy.shape, t_e.shape, t_0.shape, t.shape, t_L.shape, t_R.shape, eps_1.shape, eps_2.shape
    )
    J = np.empty((2, 2, 2, *shape), dtype=float)
    D = np.empty((2, 2, 2, *shape), dtype=float)
    A = np.empty((2, 2, 2, *shape), dtype=float)
    alpha_iso = np.empty((2, 2, 2, *shape), dtype=float)
    alpha_aniso = np.empty((2, 2, 2, *shape), dtype=float)
    alpha_antisym = np.empty((2, 2, 2, *shape), dtype=float)
    spin = np.empty((2, 2, *shape), dtype=float)
    noise_iso = np.empty((2, 2, 2, 2, *shape), dtype=float)
    noise_aniso = np.empty((2, 2, 2, 2, *shape), dtype=float)

    # surface Green's function of a semi-infinite lead [dimer:step-self-energy]
    band_root = np.sqrt(np.maximum(0.0, (energy + 2.0 * t_e) * (-energy + 2.0 * t_e)))
    outside = np.sqrt(np.maximum(0.0, -(energy + 2.0 * t_e) * (-energy + 2.0 * t_e)))
    surface = 2.0 / (energy + 1j * band_root + outside * np.sign(energy))

    # inverse propagators of the sites [dimer:A15]
    bare = np.empty((2, *shape), dtype=complex)
    bare[0] = energy - eps_1 - surface * t_L * t_L
    bare[1] = energy - eps_2 - surface * t_R * t_R

    # singlet part on the common denominator of both helicities [dimer:A10, dimer:A11, dimer:A12]
    singlet = np.empty((2, 2, *shape), dtype=complex)
    product_g = bare[0] * bare[1]
    denominator = 1.0 / ((product_g - (t + t_0) ** 2) * (product_g - (t_0 - t) ** 2))
    singlet[0, 0] = denominator * (product_g - t * t - t_0 * t_0) * bare[1]
    singlet[0, 1] = denominator * t_0 * (product_g - (t + t_0) * (t_0 - t))
    singlet[1, 0] = denominator * t_0 * (product_g - (t + t_0) * (t_0 - t))
    singlet[1, 1] = denominator * (product_g - t * t - t_0 * t_0) * bare[0]

    # triplet part, proportional to t without cancellation [dimer:A13, dimer:A14, dimer:A15]
    triplet = np.empty((2, 2, *shape), dtype=complex)
    triplet[0, 0] = 2.0 * denominator * t * t_0 * bare[1]
    triplet[0, 1] = denominator * t * (product_g + (t + t_0) * (t_0 - t))
    triplet[1, 0] = denominator * t * (product_g + (t + t_0) * (t_0 - t))
    triplet[1, 1] = 2.0 * denominator * t * t_0 * bare[0]

    # energy derivative times the band root, finite at the band edges [dimer:A24]
    slope = np.empty((2, *shape), dtype=complex)
    singlet_slope = np.empty((2, 2, *shape), dtype=complex)
    triplet_slope = np.empty((2, 2, *shape), dtype=complex)
    inside = within(energy, 2.0 * t_e)
    slope[0] = band_root - 1j * surface * inside * t_L * t_L
    slope[1] = band_root - 1j * surface * inside * t_R * t_R
    for a, b in np.ndindex(2, 2):
        singlet_slope[a, b] = 0.0
        for c in range(2):
            singlet_slope[a, b] += (
                -(singlet[a, c] * singlet[c, b] + triplet[a, c] * triplet[c, b])
                * slope[c]
            )
        triplet_slope[a, b] = 0.0
        for c in range(2):
            triplet_slope[a, b] += (
                -(singlet[a, c] * triplet[c, b] + singlet[c, b] * triplet[a, c])
                * slope[c]
            )

    # spectral function of each lead over the band root [dimer:A16, dimer:A17]
    contact = np.empty((2, *shape), dtype=float)
    spectral_singlet = np.empty((2, 2, 2, *shape), dtype=complex)
    spectral_triplet = np.empty((2, 2, 2, *shape), dtype=complex)
    contact[0] = t_L * t_L / (t_e * t_e)
    contact[1] = t_R * t_R / (t_e * t_e)
    for lead, a, b in np.ndindex(2, 2, 2):
        spectral_singlet[lead, a, b] = (
            (singlet[a, lead] * np.conj(singlet[b, lead]) + triplet[a, lead] * np.conj(triplet[b, lead]))
            * contact[lead]
        )
        spectral_triplet[lead, a, b] = (
            (singlet[a, lead] * np.conj(triplet[b, lead]) + triplet[a, lead] * np.conj(singlet[b, lead]))
            * contact[lead]
        )

    # integrands per lead [dimer:A19, dimer:A24]
    for lead, a, b in np.ndindex(2, 2, 2):
        J[lead, a, b] = (
            -0.5
            / np.pi
            * band_root
            * (-(triplet[a, b] * spectral_triplet[lead, b, a]).real + (singlet[a, b] * spectral_singlet[lead, b, a]).real)
        )
        D[lead, a, b] = (
            0.5
            / np.pi
            * band_root
            * (-(triplet[a, b] * spectral_singlet[lead, b, a]).imag + (singlet[a, b] * spectral_triplet[lead, b, a]).imag)
        )
        A[lead, a, b] = (
            -1.0
            / np.pi
            * band_root
            * (triplet[a, b] * spectral_triplet[lead, b, a]).real
        )
        alpha_iso[lead, a, b] = (
            -0.5
            / np.pi
            * (-(triplet_slope[a, b] * spectral_triplet[lead, b, a]).imag + (singlet_slope[a, b] * spectral_singlet[lead, b, a]).imag)
        )
        alpha_aniso[lead, a, b] = (
            -1.0
            / np.pi
            * (triplet_slope[a, b] * spectral_triplet[lead, b, a]).imag
        )
        alpha_antisym[lead, a, b] = (
            -0.5
            / np.pi
            * (-(triplet_slope[a, b] * spectral_singlet[lead, b, a]).real + (singlet_slope[a, b] * spectral_triplet[lead, b, a]).real)
        )

    # electronic spin [dimer:A24]
    for lead, a in np.ndindex(2, 2):
        spin[lead, a] = 0.5 / np.pi * band_root * spectral_triplet[lead, a, a].real

    # noise per pair of leads [dimer:A23, dimer:A24]
    for lead, other, a, b in np.ndindex(2, 2, 2, 2):
        noise_iso[lead, other, a, b] = (
            0.125
            / np.pi
            * band_root
            * band_root
            * (-(spectral_triplet[lead, a, b] * spectral_triplet[other, b, a]).real + (spectral_singlet[lead, a, b] * spectral_singlet[other, b, a]).real)
        )
        noise_aniso[lead, other, a, b] = (
            0.25
            / np.pi
            * band_root
            * band_root
            * (spectral_triplet[lead, a, b] * spectral_triplet[other, b, a]).real
        )

    return (
        _batch_first(J, 3),
        _batch_first(D, 3),
        _batch_first(A, 3),
        _batch_first(alpha_iso, 3),
        _batch_first(alpha_aniso, 3),
        _batch_first(alpha_antisym, 3),
        _batch_first(spin, 2),
        _batch_first(noise_iso, 4),
        _batch_first(noise_aniso, 4),
    )
