"""Two spins in a tunnel junction: master equation, stationary states, spectra, entanglement.

Two spins one half with a common Larmor frequency couple to electrons that tunnel between two leads
at a bias. Convention (hbar = k_B = e = 1; one unit of energy for everything): couplings
lambda_j = 16 pi J_j^2 N^2, rates through w(omega) = G(V + omega) + G(omega - V) with
G(x) = x / (1 - exp(-x/T)), basis up-up, up-down, down-up, down-down, density matrices stacked row
by row. Secular means with respect to the Larmor terms alone (`junction:2`, `junction:5`).
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .arguments import choice
from .errors import ParameterError
from .junction_parameters import Parameters, ValidityWarning
from .junction_results import Entanglement, Lines, Purification, SecularBlocks, Spectrum
from .numerics import entanglement as measures
from .numerics import spectra, spin_pair, steady
from .numerics.backends import BACKENDS
from .numerics.conserved import conserved
from .numerics.junction_model import Model
from .numerics.states import density_matrix, real_axis
from .results import Frame, Meaning

__all__ = [
    "Entanglement",
    "Parameters",
    "Purification",
    "SecularBlocks",
    "Spectrum",
    "SteadyStates",
    "ValidityWarning",
    "entanglement",
    "evolve",
    "from_qutip",
    "generator_blocks",
    "lines",
    "liouvillian",
    "purify",
    "spectrum",
    "steady_states",
    "to_qutip",
]

Array = NDArray[Any]


def _model(p: Any, backend: str) -> Model:
    """The junction with the kernels of a backend."""
    if not isinstance(p, Parameters):
        raise ParameterError(f"p: {type(p).__name__}; must be spinloom.junction.Parameters")
    return p.model.on(choice("backend", backend, BACKENDS))


def liouvillian(p: Parameters, backend: str = "numpy") -> Any:
    """The generator on row-stacked density matrices, (..., 16, 16).

    d vec(rho) / dt = L vec(rho). Source: `junction:2`, `junction:5`, `junction:7`.
    """
    full = _model(p, backend).liouvillian()
    return p.frame.wrap(full, _ENTRIES, _GENERATOR)


_ENTRIES = ("entry", "entry_before")
_GENERATOR = Meaning("generator", "energy", "junction:2, junction:5, junction:7")


def generator_blocks(p: Parameters, backend: str = "numpy") -> SecularBlocks:
    """The secular blocks (..., 6, 6), (..., 4, 4) and (...) of the generator."""
    populations, coherences, double = _model(p, backend).secular_blocks
    return SecularBlocks(
        p.frame.wrap(populations, _ENTRIES, _GENERATOR),
        p.frame.wrap(coherences, _ENTRIES, _GENERATOR),
        p.frame.wrap(np.asarray(double), (), _GENERATOR),
    )


# --- Stationary states -----------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class SteadyStates:
    """The stationary states of a junction, or of many.

    `nullity` is the dimension of the space of stationary operators, decided from the parameters;
    `conserved` names the conserved quantities besides the trace, with their operators (for many
    junctions: one mapping for each, in an object array); `gap` is the slowest decay rate.
    """

    parameters: Parameters
    model: Model
    nullity: Any

    @cached_property
    def conserved(self) -> Any:
        """Names and operators (4, 4) of the conserved quantities besides the trace."""
        shape = self.model.shape
        if not shape:
            return conserved(self.model)
        found = np.empty(shape, dtype=object)
        for place in np.ndindex(*shape):
            found[place] = conserved(self.model.take(place))
        return found

    @cached_property
    def gap(self) -> Any:
        """The slowest decay rate that is not zero, exact to rounding however small."""
        values = np.asarray(steady.gap(self.model))
        return self.parameters.frame.wrap(
            values, (), Meaning("spectral gap", "energy", "junction:2")
        )

    def state(self, initial: Any = None) -> Any:
        """The state reached from `initial`, (..., 4, 4), by the exact projector.

        Raises
        ------
        ParameterError
            If the state depends on the initial one and none is given, or it is not a state.
        """
        if initial is None:
            if (np.asarray(self.nullity) > 1).any():
                raise ParameterError(
                    "initial: the stationary state is not unique at these parameters; "
                    "give the initial density matrix, (..., 4, 4)"
                )
            return self._wrapped(steady.unique(self.model))
        states = _fitting("initial", density_matrix("initial", initial), self.parameters)
        return self._wrapped(steady.limit(self.model, states))

    def _wrapped(self, states: Array) -> Any:
        meaning = Meaning("stationary state", "1", "junction:11")
        return _wrapped(self.parameters, states, ("row", "column"), meaning)


def steady_states(p: Parameters, backend: str = "numpy") -> SteadyStates:
    """All stationary states: how many, what is conserved, and the projector onto them."""
    model = _model(p, backend)
    meaning = Meaning("dimension of the stationary space", "1", "junction:text-dark")
    return SteadyStates(p, model, p.frame.wrap(np.asarray(model.degeneracy[1]), (), meaning))


def _wrapped(p: Parameters, values: Array, axes: tuple[str, ...], meaning: Meaning) -> Any:
    """Labelled like the parameters, unless a batch of states has more axes than they."""
    if values.ndim > len(p.frame.shape) + len(axes):
        return values
    return p.frame.wrap(values, axes, meaning)


def _fitting(name: str, states: Array, p: Parameters) -> Array:
    try:
        np.broadcast_shapes(states.shape[:-2], p.model.shape)
    except ValueError:
        raise ParameterError(
            f"{name}: batch {states.shape[:-2]} does not fit the parameters' {p.model.shape}"
        ) from None
    return states


def _stationary(p: Parameters, model: Model, state: Any) -> Array:
    """The stationary state that a spectrum is taken in."""
    if state is None:
        if (model.degeneracy[1] > 1).any():
            raise ParameterError(
                "state: the stationary state is not unique at these parameters; give one, as from "
                "steady_states(p).state(initial)"
            )
        return steady.unique(model)
    given = _fitting("state", density_matrix("state", state), p)
    if np.broadcast_shapes(given.shape[:-2], model.shape) != model.shape:
        raise ParameterError(
            f"state: batch {given.shape[:-2]}; must be one for each of the {model.shape} junctions"
        )
    moved = float(np.abs(steady.limit(model, given) - given).max(initial=0.0))
    if moved > 1e-8:
        raise ParameterError(
            f"state: not stationary, off by {moved:.3g}; use steady_states(p).state(initial)"
        )
    return np.broadcast_to(given, (*model.shape, 4, 4))


# --- Spectra ---------------------------------------------------------------------------------


def spectrum(
    name: str, omega: Any, p: Parameters, state: Any = None, backend: str = "numpy"
) -> Spectrum:
    """C1, C2 or C3 of `junction:8`: S(omega) + S(-omega).

    S(omega) is the integral of exp(i omega t) [<A(t) B(0)> - its limit] over all times. Lines
    without width, of a spin that nothing reaches, are delta peaks, which the density leaves out.

    Parameters
    ----------
    name : {"C1", "C2", "C3"}
    omega
        Frequencies, (n,) or a number.
    p
        The junction(s).
    state
        A stationary density matrix, (..., 4, 4); needed where it is not unique.
    backend : {"numpy", "numba"}
        Which generated kernels to use.
    """
    choice("name", name, tuple(spin_pair.PROBES))
    model, frequencies = _model(p, backend), real_axis("omega", omega)
    density, weight = spectra.correlation(name, model, frequencies, _stationary(p, model, state))
    limits = p.frame.wrap(np.asarray(weight), (), Spectrum.meaning("delta_weight"))
    if np.ndim(omega) == 0:
        single = p.frame.wrap(np.asarray(density[..., 0]), (), Spectrum.meaning("density"))
        return Spectrum(single, limits, frame=p.frame)
    labelled = p.frame.wrap(density, ("omega",), Spectrum.meaning("density"))
    return Spectrum(_at(labelled, omega=frequencies), limits, frame=p.frame)


def _at(values: Any, **places: Array) -> Any:
    """Labelled values with coordinates along an axis; plain ones as they are."""
    return values.assign_coords(places) if hasattr(values, "assign_coords") else values


def lines(p: Parameters, state: Any = None, backend: str = "numpy") -> Lines:
    """Positions, widths (half width at half maximum) and weights of all lines."""
    model = _model(p, backend)
    found = spectra.modes(model, _stationary(p, model, state))
    values = {"positions": found.positions, "widths": found.widths}
    values |= {f"weights_{name}": weight for name, weight in found.weights.items()}
    result: Lines = Lines.of(p.frame, values)
    return result


def evolve(rho0: Any, times: Any, p: Parameters, backend: str = "numpy") -> Any:
    """Density matrices at the times (>= 0), (..., times, 4, 4)."""
    model = _model(p, backend)
    states = _fitting("rho0", density_matrix("rho0", rho0), p)
    instants = real_axis("times", times, 0.0)
    meaning = Meaning("density matrix", "1", "junction:2")
    found = spectra.evolve(model, states, instants)
    return _at(_wrapped(p, found, ("time", "row", "column"), meaning), time=instants)


# --- Entanglement ----------------------------------------------------------------------------


def entanglement(rho: Any) -> Entanglement:
    """Concurrence, negativities, entanglement of formation, mutual information of (..., 4, 4)."""
    states = density_matrix("rho", rho)
    amount, negative = measures.concurrence(states), measures.negativity(states)
    values = {
        "concurrence": amount,
        "negativity": negative,
        "log_negativity": np.log2(1 + 2 * negative),
        "formation": measures.formation(amount),
        "mutual_information": measures.mutual_information(states),
    }
    result: Entanglement = Entanglement.of(Frame(states.shape[:-2], _batch_of(rho)), values)
    return result


def _batch_of(rho: Any) -> Any:
    """Labels of the axes before the matrix, if there are any."""
    xarray = sys.modules.get("xarray")  # not imported yet: then nobody can have passed any
    if xarray is None or not isinstance(rho, xarray.DataArray) or rho.ndim == 2:
        return None
    return rho[..., 0, 0].drop_vars(rho.dims[-2:], errors="ignore")


def purify(
    p: Parameters, rho0: Any, measurement_times: Any, backend: str = "numpy"
) -> Purification:
    """Measure tau_z tau_z at ascending times and keep the result -1.

    Raises
    ------
    ParameterError
        For no times, or some that do not ascend, or a result -1 that cannot occur.
    """
    model, times = _model(p, backend), real_axis("measurement_times", measurement_times, 0.0)
    if not times.size or (np.diff(times) < 0).any():
        raise ParameterError("measurement_times: must be one or more, ascending")
    state = _fitting("rho0", density_matrix("rho0", rho0), p)
    chances, states, before = [], [], 0.0
    for time in times:
        arrived = spectra.evolve(model, state, np.asarray([time - before]))[..., 0, :, :]
        chance = np.einsum("ij,...ji->...", _ODD, arrived).real
        if (chance <= 1e-14).any():
            raise ParameterError(f"measurement_times: the result -1 cannot occur at {time:g}")
        state = _ODD @ arrived @ _ODD / chance[..., None, None]
        chances.append(chance)
        states.append(state)
        before = time
    meaning = Meaning("probability of the result -1", "1", "junction:fig3right")
    success = _wrapped(p, np.stack(chances, axis=-1), ("measurement",), meaning)
    after = Meaning("state after the result -1", "1", "junction:fig3right")
    kept = _wrapped(p, np.stack(states, axis=-3), ("measurement", "row", "column"), after)
    return Purification(_at(success, measurement=times), _at(kept, measurement=times))


_ODD = (np.eye(4) - spin_pair.ZZ) / 2


# --- QuTiP -----------------------------------------------------------------------------------


def to_qutip(p: Parameters) -> tuple[Any, list[Any]]:
    """Hamiltonian and collapse operators of one junction as QuTiP objects."""
    from .junction_qutip import operators

    model = _model(p, "numpy")
    if model.shape:
        raise ParameterError(f"p: {model.shape} junctions; to_qutip takes one")
    return operators(model)


def from_qutip(value: Any) -> Array:
    """A QuTiP ket, operator or superoperator as an array of our convention.

    Kets become density matrices; superoperators, which stack columns there, stack rows here.
    """
    from .junction_qutip import array_of

    return array_of(value)
