"""Which conserved quantities the junction has, decided from the parameters alone.

The product of two thermal spins is stationary for all parameters. It is the only stationary state
except where the algebra of rates and Hamiltonian leaves something conserved: a dark singlet, a spin
that nothing reaches, or, without noise at zero frequency, another state that all flips leave alone.
"""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


class Model(Protocol):
    """What is read of a junction; all arrays of one shape."""

    @property
    def shape(self) -> tuple[int, ...]: ...
    @property
    def lambda_1(self) -> Array: ...
    @property
    def lambda_2(self) -> Array: ...
    @property
    def larmor_1(self) -> Array: ...
    @property
    def larmor_2(self) -> Array: ...
    @property
    def J_perp(self) -> Array: ...
    @property
    def J_axis(self) -> Array: ...
    @property
    def D_perp(self) -> Array: ...
    @property
    def tilt(self) -> Array: ...
    @property
    def twist(self) -> Array: ...
    @property
    def parity(self) -> Array: ...
    @property
    def w_up(self) -> Array: ...
    @property
    def w_zero(self) -> Array: ...


#: Kinds of junctions: one stationary state; a dark singlet; a spin that nothing reaches; others.
UNIQUE, DARK, FREE_1, FREE_2, OTHER = range(5)


def classify(model: Model) -> tuple[Array, Array]:
    """The kind of each junction and the dimension of the space of stationary operators."""
    first, second = model.lambda_1 > 0, model.lambda_2 > 0
    hops = (model.J_perp != 0) | (model.D_perp != 0)
    level = model.larmor_1 == model.larmor_2
    aligned = first & second & (model.tilt == 0)
    dark = aligned & (model.twist == 0) & (model.parity > 0)
    dark = dark & (model.lambda_1 == model.lambda_2) & (model.D_perp == 0) & level
    kind = np.full(model.shape, UNIQUE)
    kind[dark] = DARK
    kind[first & ~second & ~hops] = FREE_2
    kind[second & ~first & ~hops] = FREE_1
    # without dephasing and excitation, every state that the flips and H leave alone is dark
    silent = aligned & (model.w_zero == 0) & _dark_vector_is_level(model)
    kind[silent | (~first & ~second)] = OTHER
    nullity = np.choose(kind, [1, 2, 2, 2, 2])
    # a silent dark state level with down-down keeps its coherence with it
    nullity = np.where(silent & (_dark_energy(model) == 0), 4, nullity)
    return kind, np.where(~first & ~second, _level_count(model), nullity)


def dark_vector(model: Model) -> tuple[Array, Array]:
    """Amplitudes of up-down and down-up in the state that aligned flips send to zero."""
    phase = model.parity * np.exp(-1j * model.twist)
    return phase * np.sqrt(model.lambda_2), -np.sqrt(model.lambda_1) + 0j


def _dark_vector_is_level(model: Model) -> Array:
    """Whether the Hamiltonian maps that state to a multiple of itself."""
    up, down = dark_vector(model)
    hop = -2 * (model.J_perp - 1j * model.D_perp)
    detuning = model.larmor_1 - model.larmor_2
    return np.asarray(up * up * np.conj(hop) - down * down * hop - up * down * detuning == 0)


def _dark_energy(model: Model) -> Array:
    """Energy of the dark state above down-down."""
    up, down = dark_vector(model)
    weight = np.abs(up) ** 2 + np.abs(down) ** 2
    hop = -2 * (model.J_perp - 1j * model.D_perp)
    mean = 2 * np.real(np.conj(up) * hop * down) / np.where(weight > 0, weight, 1)
    return np.asarray(mean + 2 * model.J_axis + (model.larmor_1 + model.larmor_2) / 2)


def levels(model: Model) -> Array:
    """Energies of T1, of the upper and the lower level without magnetisation, and of T3."""
    split = np.hypot(
        2 * np.hypot(model.J_perp, model.D_perp), (model.larmor_1 - model.larmor_2) / 2
    )
    mean = (model.larmor_1 + model.larmor_2) / 2
    J = model.J_axis
    return np.stack([mean - J, J + split, J - split, -mean - J], axis=-1)


def _level_count(model: Model) -> Array:
    """Without any bath: the sum of squared degeneracies of the Hamiltonian's levels."""
    energies = levels(model)
    return np.sum(energies[..., :, None] == energies[..., None, :], axis=(-2, -1))
