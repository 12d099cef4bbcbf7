"""The spin dimer between two leads: couplings of its spins, Green's functions, transmission.

Two sites, each with a localised spin, between two semi-infinite chains. Convention (hbar = k_B =
e = 1, energies in meV): the retarded response of the electrons' spins at zero frequency is

    chi_ab^ij = J_ab delta_ij + D_ab eps_ijk t_k + A_ab t_i t_j

along the unit vector t of the spin-dependent hopping, its slope -i d chi/d omega is the damping
alpha (isotropic, antisymmetric and t_i t_j parts), and the symmetrised correlator of the spins at
zero frequency is the noise. The spins are one half of the Pauli matrices; spin length and contact
interaction do not enter.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from .arguments import Domain, broadcast, choice
from .dimer_results import Couplings, Green
from .errors import ParameterError
from .numerics.backends import BACKENDS, load_kernels
from .numerics.dimer_device import (
    QUANTITIES,
    Device,
    couplings_of,
    refuse_bound_states,
)
from .numerics.occupation import filling
from .numerics.two_leads import Points
from .results import Meaning

if TYPE_CHECKING:
    from .dimer_motion import fokker_planck, langevin, mean_orientation

__all__ = [
    "Couplings",
    "Green",
    "couplings",
    "fokker_planck",
    "green",
    "langevin",
    "local_density_of_states",
    "mean_orientation",
    "transmission",
]

#: Functions of `dimer_motion`, imported on first use: they need SciPy's sparse matrices and Numba.
MOTION = ("fokker_planck", "langevin", "mean_orientation")


def __getattr__(name: str) -> Any:
    if name in MOTION:
        return getattr(import_module(".dimer_motion", __package__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


Real = NDArray[np.float64]

COMPONENTS = ("retarded", "advanced", "lesser", "greater")
DEVICE = ("t_e", "t_0", "t", "t_L", "t_R", "eps_1", "eps_2")
ANY = Domain("a finite real number")
CONTACT = Domain("finite and non-zero", lambda x: x != 0)
DOMAINS = {
    "mu_F": ANY,
    "bias": ANY,
    # fourth powers of energies, and quotients of them, must stay within floating point
    "energy": Domain("a number between -1e30 and 1e30", lambda x: np.abs(x) <= 1e30),
    "temperature": Domain("finite and >= 0", lambda x: x >= 0),
    "temperature_R": Domain("finite and >= 0", lambda x: x >= 0),
    "t_e": Domain("a number between 1e-30 and 1e30", lambda x: (x >= 1e-30) & (x <= 1e30)),
    # states outside the band are refused, so t_e bounds all these
    "t_0": ANY,
    "t": ANY,
    "t_L": CONTACT,
    "t_R": CONTACT,
    "eps_1": ANY,
    "eps_2": ANY,
}

TRANSMISSION = Meaning("transmission of both spins", "1", "dimer:step-transmission")
DENSITY = Meaning("local density of states", "1/meV", "dimer:step-density-of-states")


def couplings(
    mu_F: Any,
    bias: Any,
    temperature: Any = 0.0,
    *,
    temperature_R: Any = None,
    t_e: Any = 100.0,
    t_0: Any = 2.0,
    t: Any = 0.1,
    t_L: Any = 10.0,
    t_R: Any = 10.0,
    eps_1: Any = 0.0,
    eps_2: Any = 0.0,
    backend: str = "numpy",
) -> Couplings:
    """Return all couplings of the dimer's spins out of equilibrium (dimer:A19, dimer:A24).

    Parameters
    ----------
    mu_F, bias : float, array or DataArray
        Mean chemical potential and bias voltage (meV): mu_L = mu_F + bias/2 and mu_R = mu_F -
        bias/2 must lie inside the band, abs(mu) < 2 t_e.
    temperature : float, array or DataArray
        Temperature of the leads (meV), >= 0.
    temperature_R : float, array or DataArray, optional
        Temperature of the right lead, if it differs from the left one's.
    t_e, t_0, t, t_L, t_R, eps_1, eps_2 : float, array or DataArray
        Hopping in the leads, spin-independent and spin-dependent hopping between the sites,
        contacts (non-zero), and site energies (meV). No state may lie outside the band.
    backend : {"numpy", "numba"}
        Which generated kernels to use.

    Returns
    -------
    Couplings
        34 quantities of the common broadcast shape. Errors are below 1e-11 of the largest value of
        the same quantity at that temperature, for resonances of half-widths down to 2e-8 of their
        energy; of a sharp one, that value is the one on its flank. Sharper ones are refused.

    Raises
    ------
    ParameterError
        For arguments outside their domain, bound states, and shapes that do not broadcast.

    Examples
    --------
    >>> from spinloom import dimer
    >>> round(dimer.couplings(0.0, 0.0).J_21, 12)
    -0.028221534502
    """
    choice("backend", backend, BACKENDS)
    given = _device(t_e, t_0, t, t_L, t_R, eps_1, eps_2)
    given |= {"mu_F": mu_F, "bias": bias, "temperature": temperature}
    if temperature_R is not None:
        given["temperature_R"] = temperature_R
    values, frame = broadcast(given, DOMAINS)
    _refuse_outside_band(values)
    result = _evaluate(values, frame.shape, backend)
    columns = {name: result[:, QUANTITIES.index(name)] for name in Couplings.names()}
    found: Couplings = Couplings.of(
        frame, {name: x.reshape(frame.shape) for name, x in columns.items()}
    )
    return found


def _evaluate(values: Mapping[str, Real], shape: tuple[int, ...], backend: str) -> Real:
    """Return all quantities, shape (point, quantity), one device after the other."""
    flat = {
        name: np.broadcast_to(x, shape).ravel() for name, x in values.items() if name not in DEVICE
    }
    heat = flat["temperature"], flat.get("temperature_R", flat["temperature"])
    points = Points(flat["mu_F"], flat["bias"], heat)
    parameters = [values[name] for name in DEVICE]
    if all(x.size == 1 for x in parameters):
        return couplings_of(Device(*(x.item() for x in parameters)), backend).evaluate(points)
    table = np.stack([np.broadcast_to(x, shape).ravel() for x in parameters], axis=1)
    devices, inverse = np.unique(table, axis=0, return_inverse=True)
    result = np.empty((points.center.size, len(QUANTITIES)))
    order = np.argsort(inverse, kind="stable")
    bounds = np.searchsorted(inverse[order], np.arange(len(devices) + 1))
    for index, device in enumerate(devices):
        chosen = order[bounds[index] : bounds[index + 1]]
        source = couplings_of(Device(*device.tolist()), backend)
        result[chosen] = source.evaluate(points.select(chosen))
    return result


def green(
    energy: Any,
    component: str,
    *,
    mu_F: Any = 0.0,
    bias: Any = 0.0,
    temperature: Any = 0.0,
    temperature_R: Any = None,
    t_e: Any = 100.0,
    t_0: Any = 2.0,
    t: Any = 0.1,
    t_L: Any = 10.0,
    t_R: Any = 10.0,
    eps_1: Any = 0.0,
    eps_2: Any = 0.0,
) -> Green:
    """Return a Green's function of the dimer, inside or outside the band (dimer:A9 to dimer:A17).

    Parameters
    ----------
    energy : float, array or DataArray
        Energy (meV); outside the band lesser and greater functions vanish.
    component : {"retarded", "advanced", "lesser", "greater"}
        G^< = i sum_l f_l G^R Gamma_l G^A and G^> = -i sum_l (1 - f_l) G^R Gamma_l G^A.
    mu_F, bias, temperature, temperature_R
        Occupations of the leads, as in `couplings`; they enter lesser and greater only. At zero
        temperature a state at the chemical potential is half filled.
    t_e, t_0, t, t_L, t_R, eps_1, eps_2
        The device, as in `couplings`.

    Returns
    -------
    Green
        ``singlet`` and ``triplet``, complex, shape (..., 2, 2), in 1/meV.

    Raises
    ------
    ParameterError
        For arguments outside their domain, bound states, and shapes that do not broadcast.
    """
    choice("component", component, COMPONENTS)
    device = _device(t_e, t_0, t, t_L, t_R, eps_1, eps_2)
    given = device | {"energy": energy, "mu_F": mu_F, "bias": bias, "temperature": temperature}
    if temperature_R is not None:
        given["temperature_R"] = temperature_R
    values, frame = broadcast(given, DOMAINS)
    spectral = component in ("retarded", "advanced")
    if not spectral:
        _refuse_outside_band(values)
    parameters = [values[name] for name in DEVICE]
    refuse_bound_states(Device(*parameters))
    kernels = load_kernels("dimer", "numpy")
    if spectral:
        parts = kernels.green_retarded(values["energy"], *parameters)
        if component == "advanced":
            parts = [np.conj(np.swapaxes(part, -1, -2)) for part in parts]
    else:
        occupations = _occupations(values, greater=component == "greater")
        parts = kernels.green_lesser(values["energy"], *occupations, *parameters)
    shape = (*frame.shape, 2, 2)
    singlet, triplet = (np.broadcast_to(part, shape).copy() for part in parts)
    found: Green = Green.of(frame, {"singlet": singlet, "triplet": triplet})
    return found


def transmission(
    energy: Any,
    *,
    t_e: Any = 100.0,
    t_0: Any = 2.0,
    t: Any = 0.1,
    t_L: Any = 10.0,
    t_R: Any = 10.0,
    eps_1: Any = 0.0,
    eps_2: Any = 0.0,
) -> Any:
    """Return the transmission Tr[Gamma_L G^R Gamma_R G^A] of both spins, between 0 and 2.

    Parameters
    ----------
    energy : float, array or DataArray
        Energy (meV); outside the band nothing is transmitted.
    t_e, t_0, t, t_L, t_R, eps_1, eps_2
        The device, as in `couplings`.

    Returns
    -------
    float, array or DataArray

    Raises
    ------
    ParameterError
        For arguments outside their domain, bound states, and shapes that do not broadcast.
    """
    device = _device(t_e, t_0, t, t_L, t_R, eps_1, eps_2)
    return _spectrum("transmission", energy, device, (), (), TRANSMISSION)


def local_density_of_states(
    energy: Any,
    *,
    t_e: Any = 100.0,
    t_0: Any = 2.0,
    t: Any = 0.1,
    t_L: Any = 10.0,
    t_R: Any = 10.0,
    eps_1: Any = 0.0,
    eps_2: Any = 0.0,
) -> Any:
    """Return the density of states -Im G^R/pi per site and spin.

    Parameters
    ----------
    energy : float, array or DataArray
        Energy (meV); outside the band there are no states.
    t_e, t_0, t, t_L, t_R, eps_1, eps_2
        The device, as in `couplings`.

    Returns
    -------
    array or DataArray
        In 1/meV, shape (..., site, spin), spin up before spin down along the axis.

    Raises
    ------
    ParameterError
        For arguments outside their domain, bound states, and shapes that do not broadcast.
    """
    device = _device(t_e, t_0, t, t_L, t_R, eps_1, eps_2)
    return _spectrum("local_density_of_states", energy, device, ("site", "spin"), (2, 2), DENSITY)


def _refuse_outside_band(values: Mapping[str, Real]) -> None:
    """Raise unless both chemical potentials lie inside the band."""
    for name, sign in (("mu_F + bias/2", 1), ("mu_F - bias/2", -1)):
        with np.errstate(over="ignore"):
            potential = values["mu_F"] + sign * values["bias"] / 2
            outside = ~(np.abs(potential) < 2 * values["t_e"])
        if outside.any():
            first = np.broadcast_to(potential, outside.shape)[outside].flat[0]
            edge = np.broadcast_to(2 * values["t_e"], outside.shape)[outside].flat[0]
            raise ParameterError.of(
                name, first, f"inside the band, between -{edge} and {edge} meV (2 t_e)", "meV"
            )


def _occupations(values: Mapping[str, Real], greater: bool) -> list[Real]:
    """Return f of both leads for the lesser function, f - 1 for the greater one."""
    heat = values["temperature"]
    found = []
    for sign, temperature in ((1, heat), (-1, values.get("temperature_R", heat))):
        distance = values["energy"] - (values["mu_F"] + sign * values["bias"] / 2)
        filled, empty = filling(distance, temperature)
        found.append(-empty if greater else filled)
    return found


def _device(*parameters: Any) -> dict[str, Any]:
    return dict(zip(DEVICE, parameters, strict=True))


def _spectrum(
    kernel: str,
    energy: Any,
    device: Mapping[str, Any],
    axes: tuple[str, ...],
    sizes: tuple[int, ...],
    meaning: Meaning,
) -> Any:
    """Evaluate a generated function of the energy and the device."""
    values, frame = broadcast({"energy": energy, **device}, DOMAINS)
    parameters = [values[name] for name in DEVICE]
    refuse_bound_states(Device(*parameters))
    found = getattr(load_kernels("dimer", "numpy"), kernel)(values["energy"], *parameters)
    return frame.wrap(np.broadcast_to(found, (*frame.shape, *sizes)).copy(), axes, meaning)
