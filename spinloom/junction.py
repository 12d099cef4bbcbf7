"""Two spins in a tunnel junction: master equation, stationary states, spectra, entanglement.

Two spins one half with a common Larmor frequency couple to electrons that tunnel between two leads
at a bias. Convention (hbar = k_B = e = 1; one unit of energy for everything): couplings
lambda_j = 16 pi J_j^2 N^2, rates through w(omega) = G(V + omega) + G(omega - V) with
G(x) = x / (1 - exp(-x/T)), basis up-up, up-down, down-up, down-down, density matrices stacked row
by row. Secular means with respect to the Larmor terms alone (`junction:2`, `junction:5`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .arguments import choice
from .errors import ParameterError
from .junction_parameters import Parameters, ValidityWarning
from .numerics import degeneracy, spectra, spin_pair, steady
from .numerics import entanglement as measures
from .numerics.backends import BACKENDS
from .numerics.states import density_matrix, real_axis
from .results import Frame, Meaning, Quantities

if TYPE_CHECKING:
    import xarray

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


def liouvillian(p: Parameters, backend: str = "numpy") -> Any:
    """The generator on row-stacked density matrices, (..., 16, 16).

    d vec(rho) / dt = L vec(rho). Source: `junction:2`, `junction:5`, `junction:7`.
    """
    full = p.model.liouvillian(choice("backend", backend, BACKENDS))
    meaning = Meaning("generator", "energy", "junction:2, junction:5, junction:7")
    return p.frame.wrap(full, ("entry", "entry_before"), meaning)


class SecularBlocks(NamedTuple):
    """Blocks of the generator, with the places of their entries in the stacked density matrix.

    The blocks of lower magnetisation are the conjugates of `coherences` and `double`, at the
    transposed places.
    """

    populations: Array
    coherences: Array
    double: Array
    population_places: tuple[int, ...] = (0, 5, 6, 9, 10, 15)
    coherence_places: tuple[int, ...] = (1, 2, 7, 11)
    double_place: int = 3


def generator_blocks(p: Parameters, backend: str = "numpy") -> SecularBlocks:
    """The secular blocks (..., 6, 6), (..., 4, 4) and (...) of the generator."""
    return SecularBlocks(*p.model.secular_blocks(choice("backend", backend, BACKENDS)))


# --- Stationary states -----------------------------------------------------------------------

_CONSERVED: dict[int, dict[str, Array]] = {
    degeneracy.DARK: {"population of the dark singlet": spin_pair.SINGLET},
    degeneracy.FREE_1: {"tau_z of spin 1": spin_pair.Z_1},
    degeneracy.FREE_2: {"tau_z of spin 2": spin_pair.Z_2},
    degeneracy.OTHER: {},
    degeneracy.UNIQUE: {},
}


@dataclass(frozen=True, eq=False)
class SteadyStates:
    """The stationary states of a junction, or of many.

    `nullity` is the dimension of the space of stationary operators, decided from the parameters;
    `conserved` names the conserved quantities besides the trace, with their operators (for many
    junctions: one mapping for each, in an object array); `gap` is the slowest decay rate.
    """

    parameters: Parameters
    nullity: Any

    @cached_property
    def conserved(self) -> Any:
        """Names and operators (4, 4) of the conserved quantities besides the trace."""
        kind = self.parameters.model.degeneracy[0]
        if not kind.shape:
            return dict(_CONSERVED[int(kind)])
        found = np.empty(kind.shape, dtype=object)
        for place in np.ndindex(*kind.shape):
            found[place] = dict(_CONSERVED[int(kind[place])])
        return found

    @cached_property
    def gap(self) -> Any:
        """The slowest decay rate that is not zero, exact to rounding however small."""
        values = np.asarray(steady.gap(self.parameters.model))
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
        model = self.parameters.model
        if initial is None:
            if (np.asarray(self.nullity) > 1).any():
                raise ParameterError(
                    "initial: the stationary state is not unique at these parameters; "
                    "give the initial density matrix, (..., 4, 4)"
                )
            return self._wrapped(steady.unique(model))
        states = _fitting("initial", density_matrix("initial", initial), self.parameters)
        final = steady.limit(model, states)
        return final if final.ndim > len(model.shape) + 2 else self._wrapped(final)

    def _wrapped(self, states: Array) -> Any:
        meaning = Meaning("stationary state", "1", "junction:11")
        return self.parameters.frame.wrap(states, ("row", "column"), meaning)


def steady_states(p: Parameters) -> SteadyStates:
    """All stationary states: how many, what is conserved, and the projector onto them."""
    meaning = Meaning("dimension of the stationary space", "1", "junction:text-dark")
    return SteadyStates(p, p.frame.wrap(np.asarray(p.model.degeneracy[1]), (), meaning))


def _fitting(name: str, states: Array, p: Parameters) -> Array:
    try:
        np.broadcast_shapes(states.shape[:-2], p.model.shape)
    except ValueError:
        raise ParameterError(
            f"{name}: batch {states.shape[:-2]} does not fit the parameters' {p.model.shape}"
        ) from None
    return states


def _stationary(p: Parameters, state: Any) -> Array:
    """The stationary state that a spectrum is taken in."""
    steadies = steady_states(p)
    if state is None:
        return np.asarray(steadies.state())
    given = _fitting("state", density_matrix("state", state), p)
    moved = float(np.abs(steady.limit(p.model, given) - given).max(initial=0.0))
    if moved > 1e-8:
        raise ParameterError(
            f"state: not stationary, off by {moved:.3g}; use steady_states(p).state(initial)"
        )
    return np.broadcast_to(given, (*p.model.shape, 4, 4))


# --- Spectra ---------------------------------------------------------------------------------


@dataclass(frozen=True, repr=False, eq=False)
class Spectrum(Quantities):
    """A correlation spectrum: `density` (..., omega), and the weight of its delta peak.

    `delta_weight` is the limit of <A(t) B(0)> for long times: C contains 4 pi delta(omega) of it.
    """

    density: Any
    delta_weight: Any

    @classmethod
    def meaning(cls, name: str) -> Meaning:
        unit = "1/energy" if name == "density" else "1"
        return Meaning(name.replace("_", " "), unit, "junction:8")

    def to_xarray(self) -> xarray.Dataset:
        """Return a Dataset; only the density has an axis of frequencies."""
        import xarray

        data = {}
        for name, value in self.items():
            axes = ("omega",) if np.ndim(value) > len(self.frame.shape) else ()
            data[name] = self.frame.labelled(value, axes, self.meaning(name))
        return xarray.Dataset(data)


def spectrum(name: str, omega: Any, p: Parameters, state: Any = None) -> Spectrum:
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
    """
    choice("name", name, tuple(spin_pair.PROBES))
    frequencies = real_axis("omega", omega)
    density, weight = spectra.correlation(name, p.model, frequencies, _stationary(p, state))
    limits = p.frame.wrap(np.asarray(weight), (), Spectrum.meaning("delta_weight"))
    if np.ndim(omega) == 0:
        single = p.frame.wrap(np.asarray(density[..., 0]), (), Spectrum.meaning("density"))
        return Spectrum(single, limits, frame=p.frame)
    return Spectrum(
        p.frame.wrap(density, ("omega",), Spectrum.meaning("density")), limits, frame=p.frame
    )


@dataclass(frozen=True, eq=False)
class Lines:
    """Lines of the spectra, mode by mode along the last axis.

    A mode contributes 2 Re w / (width + i (position - omega)) to S(omega), w its complex weight in
    C1, C2, C3 (`weights`); `transitions` names it: upper and lower level of `junction:9`, or the
    decay of a population.
    """

    transitions: tuple[str, ...]
    positions: Array
    widths: Array
    weights: Mapping[str, Array]


def lines(p: Parameters, state: Any = None) -> Lines:
    """Positions, widths (half width at half maximum) and weights of all lines."""
    found = spectra.modes(p.model, _stationary(p, state))
    return Lines(spectra.TRANSITIONS, found.positions, found.widths, found.weights)


def evolve(rho0: Any, times: Any, p: Parameters) -> Array:
    """Density matrices at the times (>= 0), (..., times, 4, 4)."""
    states = _fitting("rho0", density_matrix("rho0", rho0), p)
    return spectra.evolve(p.model, states, real_axis("times", times, 0.0))


# --- Entanglement ----------------------------------------------------------------------------


@dataclass(frozen=True, repr=False, eq=False)
class Entanglement(Quantities):
    """Measures of a two-spin state; entropies in bits, log_negativity = log2(1 + 2 negativity)."""

    concurrence: Any
    negativity: Any
    log_negativity: Any
    formation: Any
    mutual_information: Any
    units: ClassVar[str] = "bit"

    @classmethod
    def meaning(cls, name: str) -> Meaning:
        unit = "1" if name in ("concurrence", "negativity") else cls.units
        return Meaning(name.replace("_", " "), unit, "junction:fig3left")


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
    result: Entanglement = Entanglement.of(Frame(states.shape[:-2]), values)
    return result


class Purification(NamedTuple):
    """Outcomes of repeated measurements of tau_z tau_z.

    `success` (..., n): probability of the result -1 at each time, given the earlier ones;
    `states` (..., n, 4, 4): the state after each.
    """

    success: Array
    states: Array


def purify(p: Parameters, rho0: Any, measurement_times: Any) -> Purification:
    """Measure tau_z tau_z at ascending times and keep the result -1.

    Raises
    ------
    ParameterError
        For times that do not ascend, or a result -1 that cannot occur.
    """
    times = real_axis("measurement_times", measurement_times, 0.0)
    if (np.diff(times) < 0).any():
        raise ParameterError("measurement_times: must ascend")
    state = _fitting("rho0", density_matrix("rho0", rho0), p)
    odd = (np.eye(4) - spin_pair.ZZ) / 2
    chances, states, before = [], [], 0.0
    for time in times:
        arrived = spectra.evolve(p.model, state, np.asarray([time - before]))[..., 0, :, :]
        chance = np.einsum("ij,...ji->...", odd, arrived).real
        if (chance <= 1e-14).any():
            raise ParameterError(f"measurement_times: the result -1 cannot occur at {time:g}")
        state = odd @ arrived @ odd / chance[..., None, None]
        chances.append(chance)
        states.append(state)
        before = time
    return Purification(np.stack(chances, axis=-1), np.stack(states, axis=-3))


# --- QuTiP -----------------------------------------------------------------------------------


def to_qutip(p: Parameters) -> tuple[Any, list[Any]]:
    """Hamiltonian and collapse operators of one junction as QuTiP objects."""
    from .junction_qutip import operators

    if p.model.shape:
        raise ParameterError(f"p: {p.model.shape} junctions; to_qutip takes one")
    return operators(p.model)


def from_qutip(value: Any) -> Array:
    """A QuTiP ket, operator or superoperator as an array of our convention.

    Kets become density matrices; superoperators, which stack columns there, stack rows here.
    """
    from .junction_qutip import array_of

    return array_of(value)
