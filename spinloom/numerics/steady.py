"""Stationary states of the junction's two spins: how many, which, and how fast they are reached.

The product of two thermal spins with weights w(-nu) : w(nu) is stationary for all parameters;
`degeneracy` decides where it is not the only one.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import spin_pair as pair
from .degeneracy import DARK, FREE_1, FREE_2, OTHER, UNIQUE, dark_vector, levels
from .junction_model import Model
from .precise import decay_rate

Array = NDArray[Any]


def thermal(model: Model) -> Array:
    """The product state, (..., 4) on the diagonal."""
    total = model.w_up + model.w_down
    single = np.stack([model.w_up / total, model.w_down / total], axis=-1)
    return (single[..., :, None] * single[..., None, :]).reshape(*model.shape, 4)


def triplet(model: Model) -> Array:
    """The stationary mixture of T1, T0, T3: weights w_up^2 : w_up w_down : w_down^2, (..., 3)."""
    up, down = model.w_up / model.w_down, np.ones_like(model.w_down)
    weights = np.stack([up * up, up, down], axis=-1)
    return np.asarray(weights / weights.sum(axis=-1, keepdims=True))


def unique(model: Model) -> Array:
    """The thermal product as a density matrix, (..., 4, 4)."""
    result = np.zeros((*model.shape, 4, 4), dtype=complex)
    result[..., range(4), range(4)] = thermal(model)
    return result


def limit(model: Model, operators: Array) -> Array:
    """Where the motion takes operators (..., 4, 4) in the long run: the exact projector."""
    kind, nullity = model.degeneracy
    trace = np.trace(operators, axis1=-2, axis2=-1)
    result = trace[..., None, None] * unique(model)
    if (kind == UNIQUE).all():
        return result
    single = thermal(model).reshape(*model.shape, 2, 2).sum(axis=-1)
    if (kind == DARK).any():
        triplets = np.zeros((*model.shape, 4))
        triplets[..., [0, 1, 3]] = triplet(model)
        mixture = pair.to_product(triplets[..., None] * np.eye(4))
        share = np.einsum("ij,...ji->...", pair.SINGLET, operators)[..., None, None]
        darkened = share * pair.SINGLET + (trace[..., None, None] - share) * mixture
        result = np.where((kind == DARK)[..., None, None], darkened, result)
    diagonal = np.einsum("...ii->...i", operators).reshape(*operators.shape[:-2], 2, 2)
    for which, axis, letters in (
        (FREE_1, -1, "...a,...b->...ab"),
        (FREE_2, -2, "...b,...a->...ab"),
    ):
        if (kind == which).any():
            kept = diagonal.sum(axis=axis)
            product = np.einsum(letters, kept, single).reshape(*kept.shape[:-1], 4)
            result = np.where(
                (kind == which)[..., None, None], product[..., None] * np.eye(4), result
            )
    if (kind == OTHER).any():
        result = _by_null_space(model, operators, kind == OTHER, nullity, result)
    return np.asarray(result)


def _by_null_space(
    model: Model, operators: Array, chosen: Array, nullity: Array, result: Array
) -> Array:
    """The projector from null vectors on both sides, whose number is known."""
    shape = np.broadcast_shapes(model.shape, operators.shape[:-2])
    operators = np.broadcast_to(operators, (*shape, 4, 4))
    result = np.array(np.broadcast_to(result, (*shape, 4, 4)))
    chosen, nullity = np.broadcast_to(chosen, shape), np.broadcast_to(nullity, shape)
    generators = np.broadcast_to(model.liouvillian(), (*shape, 16, 16))
    for place in np.argwhere(chosen):
        at = tuple(place)
        one = model.take(at) if model.shape else model
        if one.lambda_1 == 0 == one.lambda_2:
            result[at] = _without_bath(one, operators[at])
            continue
        if nullity[at] == 2 and one.w_up == 0:
            result[at] = _dark_and_down(one, operators[at])
            continue
        left, _, right = np.linalg.svd(generators[at])
        left, right = left[:, -nullity[at] :], right[-nullity[at] :].conj().T
        amounts = np.linalg.solve(left.conj().T @ right, left.conj().T @ operators[at].ravel())
        result[at] = (right @ amounts).reshape(4, 4)
    return result


def _without_bath(model: Model, operator: Array) -> Array:
    """The part of an operator between levels of the same energy, for one junction."""
    energies, states = levels(model), level_states(model)
    between = states.conj().T @ operator @ states
    kept = np.where(energies[:, None] == energies, between, 0)
    return np.asarray(states @ kept @ states.conj().T)


def _dark_and_down(model: Model, operator: Array) -> Array:
    """What emission alone leaves: the dark state, and both spins down, for one junction.

    From up-up the flips lead to a state that overlaps with the dark one if the rates differ.
    """
    dark = np.zeros(4, complex)
    dark[1:3] = dark_vector(model)
    dark /= np.linalg.norm(dark)
    fed = ((model.lambda_1 - model.lambda_2) / (model.lambda_1 + model.lambda_2)) ** 2
    share = dark.conj() @ operator @ dark + fed * operator[0, 0]
    result = share * np.outer(dark, dark.conj())
    result[3, 3] += np.trace(operator) - share
    return np.asarray(result)


def level_states(model: Model) -> Array:
    """Columns: T1, the upper and the lower level without magnetisation, T3, for one junction."""
    hop, tilt = -2 * (model.J_perp - 1j * model.D_perp), (model.larmor_1 - model.larmor_2) / 2
    scale = max(abs(hop), abs(tilt)) or 1.0
    turning = np.array([[tilt, hop], [np.conj(hop), -tilt]])
    # part by part: a quotient of complex numbers overflows for the smallest scales
    _, inner = np.linalg.eigh(turning.real / scale + 1j * (turning.imag / scale))
    states = np.eye(4, dtype=complex)
    states[1:3, 1:3] = inner[:, ::-1]
    return states


# --- Rates of approach -----------------------------------------------------------------------

#: Coordinates without T0, which the trace fixes; the singlet's population comes last.
_KEPT, _T0 = [0, 2, 3, 4, 5], 1


def traceless(model: Model) -> Array:
    """The block of equal magnetisation on traceless operators, (..., 5, 5): T1, T3, re, im, S."""
    block = model.collective_blocks[0]
    return np.asarray(block[..., _KEPT, :][..., _KEPT]) - block[..., _KEPT, _T0, None] * np.array(
        [1.0, 1.0, 0.0, 0.0, 1.0]
    )


def slow_rate(block: Array) -> Array:
    """Eigenvalue of the singlet's population by its Schur complement: accurate however small."""
    fast, column = block[..., :4, :4], block[..., :4, 4:]
    row, corner = block[..., 4:, :4], block[..., 4, 4]
    value = np.zeros(block.shape[:-2])
    for _ in range(4):
        shifted = fast - value[..., None, None] * np.eye(4)
        once = np.linalg.solve(shifted, column)
        twice = np.linalg.solve(shifted, once)
        excess = corner - value - (row @ once)[..., 0, 0]
        value = value + excess / (1 + (row @ twice)[..., 0, 0])
    return np.asarray(value)


def rates(model: Model) -> tuple[Array, Array, Array]:
    """Eigenvalues on traceless operators: (..., 5), (..., 4) and (...) of the three blocks.

    The slowest one of the first block is refined where it is well below the others.
    """
    block, coherences = traceless(model), model.collective_blocks[1]
    values = refined(block, np.linalg.eigvals(block))
    return values, np.linalg.eigvals(coherences), model.secular_blocks[2]


def refined(block: Array, values: Array) -> Array:
    """Eigenvalues with the slowest one replaced by `slow_rate` where it is far below the others."""
    values = values.astype(complex)
    order = np.argsort(np.abs(values), axis=-1)
    sizes = np.take_along_axis(np.abs(values), order, axis=-1)
    separate = sizes[..., 0] < 1e-3 * sizes[..., 1]
    if separate.any():
        try:
            with np.errstate(all="ignore"):
                better = slow_rate(block[separate])
        except np.linalg.LinAlgError:  # the slow mode is not the singlet's population
            return values
        chosen = values[separate]
        place = order[separate][:, :1]
        known = np.take_along_axis(chosen, place, axis=-1)[:, 0]
        close = np.abs(better - known) <= 1e-12 * sizes[separate][:, 4]
        np.put_along_axis(chosen, place, np.where(close, better, known)[:, None], axis=-1)
        values[separate] = chosen
    return values


#: Rates below this part of the largest entry of the blocks may have lost digits.
_SAFE = 1e-5


def gap(model: Model) -> Array:
    """The slowest decay rate that is not zero; zero where nothing decays."""
    slowest, zeros = _slowest(model)
    for place in map(tuple, np.argwhere(_is_delicate(model, slowest))):
        # the block of populations has one more zero, the trace
        slowest[place] = decay_rate(model.take(place), int(zeros[place]) + 1)
    return slowest


def _slowest(model: Model) -> tuple[Array, Array]:
    """The slowest rate in doubles, zero where nothing decays, and the number of zeros before it."""
    kind, nullity = model.degeneracy
    populations, coherences, double = rates(model)
    decay = np.concatenate([-populations.real, -coherences.real, -double.real[..., None]], axis=-1)
    decay = np.sort(decay, axis=-1)
    frozen = is_frozen(model)
    # a coherence that never decays: of a free spin, of a silent dark state with both spins down
    zeros = np.where(frozen, 1, np.where((kind == UNIQUE) | (kind == DARK), nullity - 1, 2))
    slowest = np.take_along_axis(decay, zeros[..., None], axis=-1)[..., 0]
    return np.where(frozen, 0.0, slowest), zeros


def is_frozen(model: Model) -> Array:
    """Where no bath reaches either spin."""
    return np.asarray((model.lambda_1 == 0) & (model.lambda_2 == 0))


#: Spectra keep nine digits above this part of the largest entry.
SAFE_IN_SPECTRA = 1e-7


def delicate(model: Model) -> Array:
    """Where one state is stationary but a slow rate other than the singlet's lost its digits."""
    block, coherences = traceless(model), model.collective_blocks[1]
    values = np.concatenate([np.linalg.eigvals(block), np.linalg.eigvals(coherences)], axis=-1)
    slowest = np.abs(values.real).min(axis=-1)
    scale = max_entry(block) + max_entry(coherences)
    found = (slowest < SAFE_IN_SPECTRA * scale) & (model.degeneracy[0] == UNIQUE)
    return _confirmed(model, np.asarray(found))


def _is_delicate(model: Model, slowest: Array) -> Array:
    scale = max_entry(model.collective_blocks[0]) + max_entry(model.collective_blocks[1])
    return _confirmed(model, np.asarray((slowest < _SAFE * scale) & ~is_frozen(model)))


def _confirmed(model: Model, suspected: Array) -> Array:
    """Those of the suspected junctions whose slow rate is not the singlet's, computed safely."""
    found = np.array(suspected)
    if found.any():
        some = model.take(found)
        found[found] = ~_is_safe(some, _slowest(some)[0])
    return found


def max_entry(block: Array) -> Array:
    """The largest modulus of each matrix."""
    return np.asarray(np.abs(block).max(axis=(-2, -1)))


def _is_safe(model: Model, slowest: Array) -> Array:
    """Where the rate is the singlet's, alone, and no difference of larger terms."""
    block = traceless(model)
    others = np.sort(np.abs(np.linalg.eigvals(block)), axis=-1)[..., 1]
    coherent = np.abs(np.linalg.eigvals(model.collective_blocks[1]).real).min(axis=-1)
    bound = np.maximum(1e3 * slowest, _SAFE * max_entry(block))
    safe = np.asarray(np.minimum(others, coherent) > bound)
    safe[safe] = _sum_of_terms(block[safe]) <= 100 * slowest[safe]
    return safe


def _sum_of_terms(block: Array) -> Array:
    """What adds up to the singlet's rate, each term by its size; infinite where undefined."""
    try:
        solved = np.linalg.solve(block[:, :4, :4], block[:, :4, 4:])[..., 0]
    except np.linalg.LinAlgError:
        if len(block) == 1:
            return np.array([np.inf])
        return np.concatenate([_sum_of_terms(one[None]) for one in block])
    return np.asarray(np.abs(block[:, 4, :4] * solved).sum(axis=-1) + np.abs(block[:, 4, 4]))
