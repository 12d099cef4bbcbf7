"""Invariants in components: exact equality in a polynomial ring, and numbers.

This is the second road beside the coordinate-free algebra of `invariants`: nothing here knows the
rules by which that algebra contracts, sorts or expands brackets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import flint
import numpy as np
from numpy.typing import ArrayLike, NDArray

from .invariants import AXIS, AXIS_NAMES, INDEX, UNIT_VECTOR, Factor, Slot, Tensor, X, Y, Z


def equal(left: Tensor, right: Tensor, modulo: Sequence[Tensor] = ()) -> bool:
    """Decide equality by components, with z^2 -> 1 - x^2 - y^2 for every unit vector.

    Parameters
    ----------
    left, right
        Tensors with the same free indices.
    modulo
        Real relations between scalars that count as zero, no two sharing a scalar, such as
        ``c * c + s * s - 1``.
    """
    difference = left - right
    context, names = _ring([difference, *modulo])
    relations = [
        sum((names[slot, axis] ** 2 for axis in AXIS_NAMES), start=context.constant(-1))
        for slot in _slots(difference)
        if slot.kind == UNIT_VECTOR
    ]
    relations += [_polynomials(relation, context, names)[0] for relation in modulo]
    for polynomial in _polynomials(difference, context, names):
        for relation in relations:
            polynomial = divmod(polynomial, relation)[1]
        if not polynomial.is_zero():
            return False
    return True


def _ring(tensors: Sequence[Tensor]) -> tuple[flint.fmpq_mpoly_ctx, dict[Any, flint.fmpq_mpoly]]:
    """Ring of all components and scalars; a free index counts as one more generic vector."""
    keys: list[Any] = [
        (slot, axis)
        for slot in sorted({slot for tensor in tensors for slot in _slots(tensor)})
        for axis in reversed(AXIS_NAMES)  # z leads, so that z^2 is what a relation replaces
        if slot.kind != AXIS
    ]
    keys += sorted({f[1] for t in tensors for key in t.terms for f in key if f[0] == "scalar"})
    context = flint.fmpq_mpoly_ctx.get([f"x{place}" for place in range(len(keys))], "lex")
    names: dict[Any, flint.fmpq_mpoly] = dict(zip(keys, context.gens(), strict=True))
    for axis in (X, Y, Z):
        for name in AXIS_NAMES:
            names[axis, name] = context.constant(int(axis.name == name))
    return context, names


def _polynomials(
    tensor: Tensor, context: flint.fmpq_mpoly_ctx, names: Mapping[Any, flint.fmpq_mpoly]
) -> tuple[flint.fmpq_mpoly, flint.fmpq_mpoly]:
    """Real and imaginary coefficient parts of a tensor in components."""
    expanded: dict[Factor, flint.fmpq_mpoly] = {}
    real, imaginary = context.constant(0), context.constant(0)
    for key, coefficient in tensor.terms.items():
        product = context.constant(1)
        for factor in key:
            if factor not in expanded:
                expanded[factor] = _polynomial(factor, names)
            product *= expanded[factor]
        real += product * coefficient.real
        imaginary += product * coefficient.imag
    return real, imaginary


def _polynomial(factor: Factor, names: Mapping[Any, flint.fmpq_mpoly]) -> flint.fmpq_mpoly:
    if factor[0] == "scalar":
        return names[factor[1]]
    (x, y, z), *others = ([names[slot, axis] for axis in AXIS_NAMES] for slot in factor[1:])
    if factor[0] == "delta":
        (u, v, w) = others[0]
        return x * u + y * v + z * w
    (u, v, w), (p, q, r) = others
    return x * (v * r - w * q) + y * (w * p - u * r) + z * (u * q - v * p)


def _slots(tensor: Tensor) -> list[Slot]:
    return sorted({s for key in tensor.terms for f in key if f[0] != "scalar" for s in f[1:]})


def _numeric(factor: Factor, values: Mapping[str, ArrayLike]) -> NDArray[np.complex128]:
    """A bracket with its vectors contracted: one array axis per index it holds."""
    if factor[0] == "scalar":
        return np.asarray(values[factor[1]], dtype=np.complex128)
    array = np.eye(3, dtype=np.complex128)
    if factor[0] == "epsilon":
        array = np.cross(array[:, None, :], array[None, :, :])
    for place in reversed(range(1, len(factor))):
        slot: Slot = factor[place]
        if slot.kind == AXIS:
            array = np.take(array, AXIS_NAMES.index(slot.name), axis=place - 1)
        elif slot.kind != INDEX:
            array = np.tensordot(array, np.asarray(values[slot.name]), axes=(place - 1, 0))
    return array


def evaluate(tensor: Tensor, values: Mapping[str, ArrayLike]) -> NDArray[np.complex128]:
    """Numbers for a tensor.

    Parameters
    ----------
    tensor
        Any tensor.
    values
        By name: vectors of shape (3,), scalars as complex numbers.

    Returns
    -------
    ndarray
        One axis of length 3 per free index, in sorted order.
    """
    letters = {slot: chr(ord("a") + place) for place, slot in enumerate(tensor.free)}
    total = np.zeros((3,) * len(letters), dtype=np.complex128)
    for key, coefficient in tensor.terms.items():
        subscripts = ["".join(letters.get(slot, "") for slot in factor[1:]) for factor in key]
        target = ",".join(["", *subscripts]) + "->" + "".join(letters.values())
        product = np.einsum(target, 1.0, *(_numeric(factor, values) for factor in key))
        total += complex(coefficient) * product
    return total
