"""What a junction conserves besides the trace: names and operators."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import spin_pair as pair
from .degeneracy import DARK, FREE_1, FREE_2, UNIQUE, dark_vector, levels
from .junction_model import Model
from .steady import is_frozen, level_states, limit

Array = NDArray[Any]
_LEVELS = ("T1", "the upper level", "the lower level", "T3")


def conserved(model: Model) -> dict[str, Array]:
    """Operators (4, 4) whose averages stay, one fewer than there are stationary operators."""
    kind, nullity = (int(value) for value in model.degeneracy)
    if kind == UNIQUE:
        return {}
    if kind == DARK:
        return {"population of the dark singlet": pair.SINGLET}
    if kind in (FREE_1, FREE_2):
        number = 1 if kind == FREE_1 else 2
        return {f"tau_z of spin {number}": (pair.Z_1, pair.Z_2)[number - 1]}
    finally_ = _of_levels(model) if is_frozen(model) else _of_the_dark_state(model, nullity)
    moved = limit(model, np.eye(16, dtype=complex).reshape(16, 4, 4)).reshape(16, 16)
    # Tr(O rho) = Tr(X rho in the end)
    return {
        name: (moved @ operator.T.ravel()).reshape(4, 4).T for name, operator in finally_.items()
    }


def _of_the_dark_state(model: Model, nullity: int) -> dict[str, Array]:
    """Without noise at zero frequency: what ends in the state that all flips send to zero."""
    up, down = dark_vector(model)
    dark = np.array([0, up, down, 0], dtype=complex)
    dark = dark / np.linalg.norm(dark)
    found = {"weight that ends in the dark state": np.outer(dark, dark.conj())}
    if nullity > 2:
        turn = np.outer(dark, np.eye(4)[3])
        found |= _coherence("the dark state and T3", turn)
    return found


def _of_levels(model: Model) -> dict[str, Array]:
    """Without any bath: populations of levels, and coherences between those that coincide."""
    energies, states = levels(model), level_states(model)
    found = {
        f"population of {name}": np.outer(state, state.conj())
        for name, state in zip(_LEVELS[:3], states.T, strict=False)
    }
    for one in range(4):
        for other in range(one + 1, 4):
            if energies[one] == energies[other]:
                turn = np.outer(states[:, one], states[:, other].conj())
                found |= _coherence(f"{_LEVELS[one]} and {_LEVELS[other]}", turn)
    return found


def _coherence(places: str, turn: Array) -> dict[str, Array]:
    back = turn.conj().T
    return {
        f"real part of the coherence of {places}": (turn + back) / 2,
        f"imaginary part of the coherence of {places}": (turn - back) / 2j,
    }
