"""A spin valve: two ferromagnets at an angle, joined by a weak tunnel contact.

What one ferromagnet stores (spin, exchange quadrupole moment) and which charge, spin and
spin-quadrupole currents flow into the left one, to first order in the tunnelling rate. A flat
band of spin s = +-1 lies between -D - s J/2 and D - s J/2 and holds one orbital. Any other band is
a `Band`. Units: hbar = k_B = e = 1, one unit of energy; positive currents enter the electrode.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, TypeVar

import numpy as np

from .arguments import broadcast, choice
from .errors import ParameterError
from .numerics.backends import BACKENDS, load_kernels
from .numerics.valve_flat import FlatCurrents
from .numerics.valve_kernels import evaluate, inverse
from .numerics.valve_storage import finite_band, wide_band
from .results import Frame, Quantities
from .valve_band import Band, BandCurrents
from .valve_parameters import DOMAINS, components, unit, within_band
from .valve_results import Anisotropy, Currents, Principal, QuadrupoleCurrent, Storage
from .valve_tensors import eigensystem, matrices, symmetric_traceless

__all__ = [
    "Anisotropy",
    "Band",
    "Currents",
    "Principal",
    "QuadrupoleCurrent",
    "Storage",
    "anisotropy",
    "currents",
    "principal",
    "quadrupole_current",
    "storage",
]

Result = TypeVar("Result", bound=Quantities)
_DIAGRAMS = ("Diagram", "count_diagrams", "diagrams")


def __getattr__(name: str) -> Any:
    """Diagrams, from their own module on first use."""
    if name in _DIAGRAMS:
        return getattr(import_module("spinloom.valve_diagrams"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_DIAGRAMS})


def storage(
    J: Any, temperature: Any, *, D: Any = None, mu: Any = 0.0, backend: str = "numpy"
) -> Storage:
    """Return the spin and the exchange quadrupole moment of a flat band over nu_bar.

    Parameters
    ----------
    J
        Stoner splitting (energy, >= 0).
    temperature
        Temperature (energy, >= 0).
    D
        Half the bandwidth (energy, > 0); None is the infinite band.
    mu
        Chemical potential, -D to D (energy).
    backend : {"numpy", "numba"}
        Which generated kernels to use.

    Returns
    -------
    Storage
        `spin` along the field and `q_exchange`, the magnitude of the exchange part -q J (.) J, both
        divided by the density of states of one spin (energy).

    Raises
    ------
    ParameterError
        For a negative J or T, and for a chemical potential outside the band.

    Notes
    -----
    Closed forms; for J < 2T in a finite band q_exchange is a quadrature to 1e-14 of itself.
    Sources: valve:48, valve:62, valve:70.

    Examples
    --------
    >>> print(storage(5.0, 0.0).q_exchange)
    1.25
    """
    choice("backend", backend, BACKENDS)
    given = {"J": J, "temperature": temperature, "mu": mu}
    if D is not None:
        given["D"] = D
    values, frame = broadcast(given, DOMAINS)
    if D is None:
        found = wide_band(backend, values["J"], values["temperature"])
    else:
        within_band("mu", values["mu"], values["D"])
        found = finite_band(backend, values["J"], values["temperature"], values["D"], values["mu"])
    shaped = {
        n: np.broadcast_to(v, frame.shape) for n, v in zip(Storage.names(), found, strict=True)
    }
    result: Storage = Storage.of(frame, shaped)
    return result


def anisotropy(
    omega: Any, J: Any, temperature: Any, *, mu: Any = 0.0, backend: str = "numpy"
) -> Anisotropy:
    """Return the anisotropy functions of the infinite flat band at an energy.

    Parameters
    ----------
    omega
        Energy.
    J
        Stoner splitting (energy, >= 0).
    temperature
        Temperature (energy, >= 0); at T = 0 a step has half its height at its energy.
    mu
        Chemical potential (energy).
    backend : {"numpy", "numba"}
        Which generated kernels to use.

    Returns
    -------
    Anisotropy
        `a` = a_up + a_down, `a_even` = a_up - a_down, and `q_exchange` = f a (pure numbers).

    Raises
    ------
    ParameterError
        For a negative J or T.

    Notes
    -----
    Sources: valve:65, valve:66, valve:68, valve:104.

    Examples
    --------
    >>> print(anisotropy([-1.0, 1.0], 5.0, 0.0).a)
    [ 0.25 -0.25]
    """
    choice("backend", backend, BACKENDS)
    values, frame = broadcast(
        {"omega": omega, "J": J, "temperature": temperature, "mu": mu}, DOMAINS
    )
    offset = values["omega"] - values["mu"]
    found = evaluate(backend, "anisotropy", offset, values["J"], inverse(values["temperature"]))
    return _wrapped(Anisotropy, frame, found)


def _wrapped(kind: type[Result], frame: Frame, found: Sequence[Any]) -> Result:
    """The outputs of a kernel, in the order of the result's quantities."""
    shaped = (np.broadcast_to(value, frame.shape) for value in found)
    result: Result = kind.of(frame, dict(zip(kind.names(), shaped, strict=True)))
    return result


def currents(
    mu_L: Any,
    mu_R: Any,
    T_L: Any,
    T_R: Any,
    J_L: Any = None,
    J_R: Any = None,
    D: Any = None,
    *,
    tunnelling: Any = 1.0,
    band_L: Band | None = None,
    band_R: Band | None = None,
    backend: str = "numpy",
) -> Currents:
    """Return the coefficients of the currents into the left electrode, to first order in Gamma.

    Parameters
    ----------
    mu_L, mu_R
        Chemical potentials (energy), inside the band.
    T_L, T_R
        Temperatures (energy, >= 0).
    J_L, J_R
        Stoner splittings of flat bands (energy, >= 0).
    D
        Half the width of the flat bands (energy, > 0).
    tunnelling
        Amplitude t; Gamma = 2 pi t^2 nu_bar_L nu_bar_R, nu_bar = 1/2D for a flat band.
    band_L, band_R
        Bands that replace J_L, J_R and D on their side; Gamma is then that halfway between the
        chemical potentials.
    backend : {"numpy", "numba"}
        Which generated kernels to use; bands other than flat ones need none.

    Returns
    -------
    Currents
        `Gamma`; `I_N0`, `I_NF` of (89); `E_S`, `A_S`, `T_S` of (90); `E_ex`, `A_ex`, `T_ex` of
        (91), all for the left electrode and not divided by Gamma (energy). `error` maps the same
        names to estimated absolute errors. Each group is computed when first asked for: the
        exchange emission, the other dissipative coefficients, the torques.

    Raises
    ------
    ParameterError
        For negative J or T, a chemical potential outside its band, and missing parameters.

    Notes
    -----
    Flat bands: closed forms where they exist (E_ex at equal temperatures, the torques at T = 0 and
    while no band edge is within 37 T of a chemical potential), quadrature of many points at once
    elsewhere; only T_ex with an edge within reach of T_R and T_L below 1e-6 J_R takes tens of
    milliseconds a point. An error is the difference of two rules, and the rounding of the terms
    and of the ends of the bands. Both torques of two equal electrodes without bias are negative;
    the printed (102) and (120) differ. Sources: valve:89 to valve:105, the sign of T_ex as
    corrected.

    Examples
    --------
    >>> found = currents(0.0, 0.0, 0.0, 0.0, 5.0, 5.0, 25.0)
    >>> print(round(found.T_S / found.Gamma, 13))
    -0.0797106340415
    """
    choice("backend", backend, BACKENDS)
    for side, band in (("L", band_L), ("R", band_R)):
        if not (band is None or isinstance(band, Band)):
            raise ParameterError.of(f"band_{side}", band, "a Band")
    given = {"mu_L": mu_L, "mu_R": mu_R, "T_L": T_L, "T_R": T_R, "tunnelling": tunnelling}
    flat = {"J_L": J_L if band_L is None else None, "J_R": J_R if band_R is None else None,
            "D": D if band_L is None or band_R is None else None}  # fmt: skip
    needed = [name for name, band in (("J_L", band_L), ("J_R", band_R)) if band is None]
    for name in [*needed, *(["D"] if needed else [])]:
        if flat[name] is None:
            raise ParameterError.of(name, None, "given, or a band for that electrode")
    known = {name: value for name, value in flat.items() if value is not None}
    values, frame = broadcast({**given, **known}, DOMAINS)
    for side, band in (("L", band_L), ("R", band_R)):
        if band is None:
            within_band(f"mu_{side}", values[f"mu_{side}"], values["D"])
        else:
            band.check(f"mu_{side}", values[f"mu_{side}"])
    # what is computed later must not feel what becomes of the caller's arrays
    values = {name: np.array(value) for name, value in values.items()}
    rate = 2 * np.pi * values["tunnelling"] ** 2
    estimate: FlatCurrents | BandCurrents
    if band_L is None and band_R is None:
        load_kernels("valve", backend)
        rate = rate / (2 * values["D"]) ** 2
        estimate = FlatCurrents(backend, values, frame.shape)
    else:
        estimate = BandCurrents(band_L, band_R, values, frame.shape)

    def scaled(name: str) -> tuple[Any, Any]:
        value, error = estimate(name)
        return rate * value, rate * error

    return Currents.estimated(frame, scaled)


def quadrupole_current(
    direction_L: Any, direction_R: Any, currents: Mapping[str, Any], spin_L: Any
) -> QuadrupoleCurrent:
    """Return the spin-quadrupole current into the left node, (91).

    Parameters
    ----------
    direction_L, direction_R
        Directions of both Stoner fields, shape (..., 3), of any length but zero; a DataArray
        has the dimension ``component``. Collinear directions are allowed.
    currents
        What `currents` returned.
    spin_L
        <S_L> along the left field, a number (for a flat band `storage(...).spin / 2D`).

    Returns
    -------
    QuadrupoleCurrent
        `direct` = 2 S (.) I_S, `exchange`, and their sum `total`: symmetric traceless tensors of
        shape (..., 3, 3) (energy).

    Raises
    ------
    ParameterError
        For a zero direction, missing coefficients, and shapes that do not broadcast.

    Notes
    -----
    Sources: valve:90, valve:91, valve:108.

    Examples
    --------
    >>> found = currents(0.5, -0.5, 0.0, 0.0, 5.0, 5.0, 25.0)
    >>> flow = quadrupole_current([0, 0, 1], [0, 0, 1], found, spin_L=0.05)
    >>> print((flow.total / found.Gamma).diagonal().round(6))
    [-0.166667 -0.166667  0.333333]
    """
    names = ("E_S", "A_S", "T_S", "E_ex", "A_ex", "T_ex")
    left, right = components("direction_L", direction_L), components("direction_R", direction_R)
    if not isinstance(currents, Mapping) or not set(names) <= set(currents):
        raise ParameterError.of("currents", currents, f"a mapping with {', '.join(names)}")
    given = {**left, **right, **{n: currents[n] for n in names}, "spin_L": spin_L}
    domains = dict.fromkeys(names, DOMAINS["spin_L"]) | dict.fromkeys(
        [*left, *right], DOMAINS["component"]
    )
    values, frame = broadcast(given, DOMAINS | domains)
    first = unit("direction_L", [values[name] for name in left])
    other = unit("direction_R", [values[name] for name in right])
    axes = (first, other, np.cross(first, other))
    spin, hole = (
        np.asarray(sum(values[n][..., None] * axis for n, axis in zip(part, axes, strict=True)))
        for part in (names[:3], names[3:])
    )
    direct = 2 * values["spin_L"][..., None, None] * symmetric_traceless(first, spin)
    exchange = -symmetric_traceless(first, hole)
    parts = (direct, exchange, direct + exchange)
    found = (np.broadcast_to(part, (*frame.shape, 3, 3)) for part in parts)
    result: QuadrupoleCurrent = QuadrupoleCurrent.of(
        frame, dict(zip(QuadrupoleCurrent.names(), found, strict=True))
    )
    return result


def principal(tensor: Any) -> Principal:
    """Return principal values and axes of a symmetric tensor, (122).

    Parameters
    ----------
    tensor
        Shape (..., 3, 3), real and symmetric; a DataArray has the dimensions ``row``, ``column``.

    Returns
    -------
    Principal
        `values` (..., 3) ascending, `projectors` (..., 3, 3, 3), one for each value, and
        `degenerate` (...): two values agree to rounding, as for collinear directions.

    Raises
    ------
    ParameterError
        For anything that is not a symmetric 3 x 3 tensor.

    Notes
    -----
    Where `degenerate`, only the plane of both axes is determined. Source: valve:122.

    Examples
    --------
    >>> axes = principal([[0.0, 0.5, 0.0], [0.5, 0.0, 0.0], [0.0, 0.0, 0.0]])
    >>> print(axes.values, axes.degenerate)
    [-0.5  0.   0.5] False
    """
    array, frame = matrices("tensor", tensor)
    values, projectors, degenerate = eigensystem(array)
    return Principal(
        values=frame.wrap(values, ("axis",), Principal.meaning("values")),
        projectors=frame.wrap(projectors, ("axis", "row", "column"),
                              Principal.meaning("projectors")),
        degenerate=frame.wrap(degenerate, (), Principal.meaning("degenerate")),
        frame=frame,
    )  # fmt: skip
