"""Correlation spectra, lines and time evolution from the secular blocks.

An operator splits into its stationary limit and a rest. In the block of equal magnetisation the
rest is traceless and has five coordinates; where the singlet is nearly dark its population is
eliminated last, so that its weak coupling keeps its digits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import spin_pair as pair
from .degeneracy import DARK, UNIQUE
from .junction_model import Model
from .precise import modes as precise_modes
from .precise import propagators
from .precise import response as precise_response
from .resolvents import UNDAMPED, eigensystem, resolvent
from .steady import (
    SAFE_IN_SPECTRA,
    delicate,
    gap,
    is_frozen,
    limit,
    max_entry,
    rates,
    refined,
    traceless,
)

Array = NDArray[Any]

#: Times the largest entry of a block: what longer evolutions lose by its rounding shows.
_LONG = 1e2
_KEPT = [0, 2, 3, 4, 5]


def correlation(name: str, model: Model, omega: Array, state: Array) -> tuple[Array, Array]:
    """S(omega) + S(-omega) without its delta peak, (..., omega), and the limit, (...).

    `state` is the stationary density matrix, (..., 4, 4).
    """
    probe = pair.PROBES[name]
    excited = probe.T @ state
    final = limit(model, excited)
    weight = np.einsum("ij,...ji->...", probe, final)
    both = np.concatenate([omega, -omega])
    rest = pair.to_collective(excited - final)
    if name == "C3":
        one_sided = _populations_response(model, probe, rest, both)
    else:
        one_sided = _coherences_response(model, probe, rest, both)
    for place in map(tuple, np.argwhere(delicate(model))):
        one_sided[place] = precise_response(model.take(place), name, both)
    forward, backward = np.split(2 * one_sided.real, 2, axis=-1)
    return forward + backward, weight.real


def _coherences_response(model: Model, probe: Array, rest: Array, omega: Array) -> Array:
    """int_0^oo exp(i omega t) Tr(A exp(Lt) x) for operators one unit of magnetisation apart."""
    left, right = coherence_vectors(probe, rest)
    block = model.collective_blocks[1]
    return -resolvent(block, left[None, :], right[..., None], omega, _lasting(model))[..., 0, 0]


def _lasting(model: Model) -> Array:
    """Where some oscillation may never decay."""
    kind = model.degeneracy[0]
    return np.asarray((kind != UNIQUE) & (kind != DARK))


def coherence_vectors(probe: Array, rest: Array) -> tuple[Array, Array]:
    """Row of A and column of x over the coherences; x is given in the collective basis."""
    operator = pair.to_collective(probe)
    left = np.array([operator[bra, ket] for ket, bra in pair.COHERENCES])
    return left, np.stack([rest[..., ket, bra] for ket, bra in pair.COHERENCES], axis=-1)


def population_vectors(probe: Array, rest: Array) -> tuple[Array, Array]:
    """Row of A and column of a traceless x over T1, T3, re, im, S."""
    whole = pair.covector(pair.to_collective(probe))
    return whole[_KEPT] - whole[1] * np.array([1, 1, 0, 0, 1]), pair.coordinates(rest)[..., _KEPT]


def _populations_response(model: Model, probe: Array, rest: Array, omega: Array) -> Array:
    """The same for operators of equal magnetisation."""
    left, right = population_vectors(probe, rest)
    block = traceless(model)
    right = np.broadcast_to(right, block.shape[:-1])
    apart, lasting = _singlet_stands_apart(model, block), _lasting(model)
    result = np.empty((*model.shape, omega.size), dtype=complex)
    result[apart] = _singlet_last(block[apart], left, right[apart], omega)
    found = resolvent(_deflated(block[~apart]), left[None, :], right[~apart][..., None], omega,
                      lasting[~apart])  # fmt: skip
    result[~apart] = -found[..., 0, 0]
    return result


def _deflated(block: Array) -> Array:
    """The matrix with its null space, if any, moved away: for sources that have no part in it."""
    left, sizes, right = np.linalg.svd(block)
    result = np.array(block)
    for place in map(tuple, np.argwhere(sizes[..., -1] <= UNDAMPED * sizes[..., 0])):
        null = sizes[place] <= UNDAMPED * sizes[place][0]
        rows, columns = left[place][:, null].T, right[place][null].T
        part = columns @ np.linalg.solve(rows @ columns, rows)
        result[place] -= (sizes[place][0] or 1.0) * part
    return result


def _singlet_stands_apart(model: Model, block: Array) -> Array:
    """Whether the slowest mode is a nearly dark singlet, whose rate rounding could hide.

    Elsewhere the block without the singlet may have growing modes.
    """
    sizes = np.sort(np.abs(np.linalg.eigvals(block)), axis=-1)
    slow = (model.degeneracy[0] == UNIQUE) & (sizes[..., 0] < 1e-3 * sizes[..., 1])
    stable = (np.linalg.eigvals(block[..., :4, :4]).real < 0).all(axis=-1)
    dark = (block[..., 4, :] == 0).all(axis=-1) & ~is_frozen(model)
    return np.asarray(dark | (slow & stable))


def _singlet_last(block: Array, left: Array, right: Array, omega: Array) -> Array:
    """left (block + i omega)^-1 right, the singlet's population eliminated last."""
    row, corner = block[..., 4, :4], block[..., 4, 4]
    lefts = np.stack(np.broadcast_arrays(left[:4], row.astype(complex)), axis=-2)
    rights = np.stack(np.broadcast_arrays(right[..., :4], block[..., :4, 4]), axis=-1)
    never = np.zeros(block.shape[:-2], dtype=bool)
    parts = resolvent(block[..., :4, :4], lefts, rights, omega, never)
    remaining = corner[..., None] + 1j * omega - parts[..., 1, 1]
    source = right[..., 4, None] - parts[..., 1, 0]
    # a singlet that nothing enters is conserved, and its rest is zero
    dark = (block[..., 4, :] == 0).all(axis=-1)[..., None]
    singlet = np.where(dark, 0, source) / np.where(dark, 1, remaining)
    return np.asarray(-(parts[..., 0, 0] + (left[4] - parts[..., 0, 1]) * singlet))


# --- Lines -----------------------------------------------------------------------------------

TRANSITIONS = (
    "T1 T2", "T2 T3", "T1 S", "S T3", "T2 S", "S T2", "dark", "bright 1", "bright 2",
)  # fmt: skip

#: Coherences of the product basis as those of the collective one.
_FROM_PRODUCT = np.sqrt(0.5) * np.array([[1, 1, 0, 0], [0, 0, 1, 1], [1, -1, 0, 0], [0, 0, 1, -1]])


@dataclass(frozen=True)
class Modes:
    """Decay modes that a correlation at equal or neighbouring magnetisation can show.

    Axis `mode` follows `TRANSITIONS`: frequencies, decay rates, and per probe the complex weight w
    of w exp(-(width + i position) t) in <A(t) B(0)>.
    """

    positions: Array
    widths: Array
    weights: dict[str, Array]


def modes(model: Model, state: Array) -> Modes:
    """All modes of the two blocks with their weights in the three correlations."""
    shape = model.shape
    values, amounts = np.zeros((*shape, 9), complex), {n: np.zeros((*shape, 9), complex)
                                                       for n in pair.PROBES}  # fmt: skip
    fragile, (populations, _, _) = delicate(model), rates(model)
    for place in np.ndindex(*shape):
        one = model.take(place)
        for inner, span in ((False, slice(0, 4)), (True, slice(4, 9))):
            if fragile[place]:
                found, vectors, weights = precise_modes(one, inner)
                vectors = vectors if inner else _FROM_PRODUCT @ vectors
            else:
                found, vectors, weights = _modes(one, state[place], inner)
            order = (_population_order if inner else _coherence_order)(one, found, vectors)
            values[place][span] = found[order]
            for name, weight in weights.items():
                amounts[name][place][span] = weight[order]
        slowest = np.argmin(np.abs(populations[place]))
        near = np.abs(values[place][6] - populations[place][slowest])
        if not fragile[place] and near < 1e-3 * abs(values[place][7]):
            values[place][6] = populations[place][slowest]
    # a width below zero is the rounding of none
    return Modes(-values.imag, np.maximum(-values.real, 0.0), amounts)


def _modes(model: Model, state: Array, inner: bool) -> tuple[Array, Array, dict[str, Array]]:
    """Eigenvalues, eigenvectors and weights of one block."""
    found, vectors = np.linalg.eig(traceless(model) if inner else model.collective_blocks[1])
    probes = {name: probe for name, probe in pair.PROBES.items() if (name == "C3") == inner}
    return found, vectors, {name: _weights(model, probe, state, vectors, int(inner))
                            for name, probe in probes.items()}  # fmt: skip


def _weights(model: Model, probe: Array, state: Array, vectors: Array, part: int) -> Array:
    """Overlap of each mode with A on the left and B rho on the right."""
    excited = probe.T @ state
    rest = pair.to_collective(excited - limit(model, excited))
    left, right = (coherence_vectors, population_vectors)[part](probe, rest)
    return np.asarray((left @ vectors) * np.linalg.solve(vectors, right.astype(complex)))


def _levels(model: Model) -> dict[str, Array]:
    """Eigenvectors of the Hamiltonian in the collective basis, by name."""
    _, inner = np.linalg.eigh(pair.to_collective(model.hamiltonian())[1:3, 1:3])
    singlet = _singlet_column(inner)
    states = {"T1": np.eye(4)[0], "T3": np.eye(4)[3]}
    for name, column in (("S", singlet), ("T2", 1 - singlet)):
        states[name] = np.array([0, inner[0, column], inner[1, column], 0])
    return states


def _singlet_column(inner: Array) -> int:
    """Which of two levels in ascending order has more of the singlet; the upper one if equal."""
    lower, upper = np.abs(inner[1])
    return int(upper >= lower * (1 - 1e-9))


def _coherence_order(model: Model, values: Array, vectors: Array) -> list[int]:
    """Which eigenvector belongs to T1-T2, T2-T3, T1-S, S-T3: the best overall overlap."""
    from itertools import permutations

    states = _levels(model)
    wanted = []
    for name in TRANSITIONS[:4]:
        upper, lower = name.split()
        dyad = np.outer(states[upper], states[lower].conj())
        wanted.append([dyad[ket, bra] for ket, bra in pair.COHERENCES])
    overlap = np.abs(np.conj(wanted) @ (vectors / np.linalg.norm(vectors, axis=0))) ** 2
    best = max(permutations(range(4)), key=lambda p: float(sum(overlap[k, p[k]] for k in range(4))))
    return list(best)


def _population_order(model: Model, values: Array, vectors: Array) -> list[int]:
    """Oscillating modes first (that of S above T2 last), then dark, then bright by decay rate."""
    by_frequency = list(np.argsort(values.imag))
    first, last = by_frequency[-1], by_frequency[0]
    if values[first].imag <= 0:  # overdamped: no mode oscillates
        ranked = list(np.argsort(-values.real))
        return [ranked[3], ranked[4], *ranked[:3]]
    still = [k for k in range(5) if k not in (first, last)]
    still.sort(key=lambda k: float(-values[k].real))
    _, inner = np.linalg.eigh(pair.to_collective(model.hamiltonian())[1:3, 1:3])
    if not _singlet_column(inner):  # the singlet lies below
        first, last = last, first
    return [int(first), int(last), *still]


# --- Evolution -------------------------------------------------------------------------------


def evolve(model: Model, states: Array, times: Array) -> Array:
    """Density matrices at the times, (..., times, 4, 4)."""
    moved = _by_modes(model, states, times)
    shape = np.broadcast_shapes(states.shape[:-2], model.shape)
    for place in map(tuple, np.argwhere(_loses_digits(model, times))):
        one, at = model.take(place), (..., *place, slice(None), slice(None))
        start = np.broadcast_to(states, (*shape, 4, 4))[at]
        # exp(-800) is below every double
        early = times * float(gap(one)) < 800
        found = np.repeat(limit(one, start)[..., None, :, :], times.size, axis=-3)
        steps = propagators(one, times[early])
        columns = start.reshape(*start.shape[:-2], 16)
        found[..., early, :, :] = np.einsum("tij,...j->...ti", steps, columns).reshape(
            *start.shape[:-2], -1, 4, 4
        )
        moved[(..., *place, slice(None), slice(None), slice(None))] = found
    return moved


def _loses_digits(model: Model, times: Array) -> Array:
    """Where decay rates are so far below the largest entry that rounding of it would show."""
    block, coherences = traceless(model), model.collective_blocks[1]
    scale = max_entry(block) + max_entry(coherences)
    decay = np.concatenate([np.linalg.eigvals(block), np.linalg.eigvals(coherences)], axis=-1).real
    kind = model.degeneracy[0]
    slowest = np.sort(np.abs(decay), axis=-1)[..., 1]
    small = np.where(kind == DARK, slowest < SAFE_IN_SPECTRA * scale, delicate(model))
    return np.asarray(small & (times.max(initial=0.0) > _LONG / scale) & ~is_frozen(model))


def _by_modes(model: Model, states: Array, times: Array) -> Array:
    """The same by eigenvectors of the blocks."""
    final = limit(model, states)
    start = pair.to_collective(states - final)
    block, coherences = traceless(model), model.collective_blocks[1]
    inner = _propagated(block, pair.coordinates(start)[..., _KEPT], times)
    traced = -(inner[..., 0] + inner[..., 1] + inner[..., 4])
    moved = pair.from_coordinates(
        np.stack([inner[..., 0], traced, *(inner[..., k] for k in (1, 2, 3, 4))], axis=-1)
    )
    upper = np.stack([start[..., ket, bra] for ket, bra in pair.COHERENCES], axis=-1)
    raised = _propagated(coherences, upper, times)
    for k, (ket, bra) in enumerate(pair.COHERENCES):
        moved[..., ket, bra] = raised[..., k]
        moved[..., bra, ket] = np.conj(raised[..., k])
    double = model.secular_blocks[2]
    outer = start[..., 0, 3, None] * np.exp(np.asarray(double)[..., None] * times)
    moved[..., 0, 3], moved[..., 3, 0] = outer, np.conj(outer)
    return final[..., None, :, :] + pair.to_product(moved)


def _propagated(matrix: Array, start: Array, times: Array) -> Array:
    """exp(matrix t) start, (..., times, n)."""
    values, vectors, sound = eigensystem(matrix)
    if matrix.shape[-1] == 5:
        values = refined(matrix, values)
    vectors = np.where(sound[..., None, None], vectors, np.eye(matrix.shape[-1]))
    parts = np.linalg.solve(vectors, start[..., None].astype(complex))[..., 0]
    with np.errstate(over="ignore", invalid="ignore"):  # of what is put in place below
        phases = np.exp(values[..., None, :] * times[:, None])
        moved = np.einsum("...ij,...tj->...ti", vectors, phases * parts[..., None, :])
    if sound.all():
        return np.asarray(moved)
    from scipy.linalg import expm

    whole = np.broadcast_to(sound, moved.shape[:-2])
    matrices = np.broadcast_to(matrix, (*whole.shape, *matrix.shape[-2:]))[~whole]
    starts = np.broadcast_to(start, (*whole.shape, start.shape[-1]))[~whole].astype(complex)
    moved = np.array(moved)
    moved[~whole] = np.einsum(
        "...tij,...j->...ti", expm(matrices[..., None, :, :] * times[:, None, None]), starts
    )
    return moved
