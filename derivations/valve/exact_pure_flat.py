"""Levels of two electrodes and collinear directions in fields of rational functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cache, cmp_to_key
from itertools import product
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Sample

from . import judge_pure_axes as axes
from .exact_pure_field import Exact, angle, modulus, rational, sign

# --- (116) ------------------------------------------------------------------------------------


def _stationary(energies: Sequence[Any], filled: Any, tunnelling: Any) -> Any:
    """The one-particle density matrix to first order in tunnelling: it does not change in time.

    i d rho/dt = [h, rho]; levels that tunnelling connects have different energies.
    """
    change = filled @ tunnelling - tunnelling @ filled
    pairs = [[(m, n) for n in range(len(energies))] for m in range(len(energies))]
    return np.array([
        [change[m, n] / (energies[m] - energies[n]) if change[m, n] else change[m, n]
         for m, n in row]
        for row in pairs
    ])  # fmt: skip


def spin_torque(energies: Sequence[Any], filled: Sequence[Any], amplitude: Any,
                half_angle: tuple[Any, Any]) -> Any:  # fmt: skip
    """The spin current over ``sin(theta)``, along the vector product of both directions.

    One orbital on either side: levels of spin up and down on the left, then on the right. The
    directions are e_z and ``sin(theta) e_x + cos(theta) e_z``, their vector product is along e_y.
    To second order -i times a commutator of real symmetric matrices changes the density matrix;
    such a commutator is antisymmetric, so that the spin current has this component alone.
    """
    sine, cosine = half_angle
    zero = 0 * amplitude
    kets = np.array([[cosine, -sine], [sine, cosine]])  # columns: up and down on the right
    nothing = np.array([[zero, zero], [zero, zero]])
    tunnelling = np.block([[nothing, amplitude * kets], [amplitude * kets.T, nothing]])
    first = _stationary(energies, np.diag(filled), tunnelling)
    change = (tunnelling @ first - first @ tunnelling)[:2, :2]
    return (change[0, 1] - change[1, 0]) / 2 / (2 * sine * cosine)


@cache
def levels() -> Sample:
    """(116): one orbital on each side, any angle, from the equation of motion.

    Each electrode's occupation is a function of its own, unknown at the other one's levels and
    elsewhere.
    """
    names = "a b c d fa fb fc fd lc ld ra rb l r t u"
    ring, generators = rational(names, Re=lambda x: x)
    energies, filled, unknown = generators[:4], generators[4:8], generators[8:12]
    amplitude, tangent = generators[14:]
    zero, half = ring.number(Fraction(0)), ring.number(Fraction(1, 2))
    elsewhere = dict(zip("LR", generators[12:14], strict=True))
    occupied: Mapping[str, Mapping[Exact, Exact]] = {
        "L": dict(zip(energies, (*filled[:2], *unknown[:2]), strict=True)),
        "R": dict(zip(energies, (*unknown[2:], *filled[2:]), strict=True)),
    }
    signs = dict(zip(energies, (1, -1, 1, -1), strict=True))
    sides = {"L": energies[:2], "R": energies[2:]}

    def on(side: str, table: dict[Exact, Any], factor: Exact) -> Callable[[Exact], Exact]:
        return lambda energy: factor * table[energy] if energy in sides[side] else zero

    def occupation(side: str) -> Callable[[Exact], Exact]:
        return lambda energy: occupied[side].get(energy, elsewhere[side])

    def integrate(names: tuple[str, ...], integrand: Callable[..., Any]) -> Any:
        return sum((integrand(a, b) for a in energies for b in energies), start=zero)

    unit = {energy: 1 for energy in energies}
    return Sample(ring, {
        "T_S": spin_torque(energies, filled, amplitude, angle(tangent)),
        "tunnelling": amplitude, "i_zero": zero,
        "density": {side: on(side, unit, half) for side in sides},
        "polarization": {side: on(side, signs, 2 * half) for side in sides},
        "occupied": {side: occupation(side) for side in sides},
    }, integrate=integrate)  # fmt: skip


# --- (130)-(132) ------------------------------------------------------------------------------


def _descending(first: Any, second: Any) -> int:
    return sign(second - first)


def _principal(current: axes.Current) -> dict[str, Any]:
    """Principal currents of collinear directions by size: +, 0 and - from the largest on.

    Raises
    ------
    ArithmeticError
        If the tensor is not diagonal in this frame, or a difference has no certain sign.
    """
    tensor = current.tensor
    if any(tensor[m, n] for m in range(3) for n in range(3) if m != n):
        raise ArithmeticError("the frame is not that of the axes")
    ordered = sorted(tensor.diagonal(), key=cmp_to_key(_descending))
    return dict(zip("+0-", ordered, strict=True))


@cache
def collinear() -> Sample:
    """(130)-(132): both collinear directions of four devices, each an array of eight cases.

    E_Q + A_Q cos(theta) is positive or negative at theta = 0 and at pi, in every combination.
    """
    ring, (first, second, torque) = rational("r q T", abs=modulus)
    zero, one = ring.number(Fraction(0)), ring.number(Fraction(1))
    left = np.array([zero, zero, one])
    names = ("E_Q", "A_Q", "D_theta", "sign", "sign_theta")
    found: dict[str, list[Any]] = {name: [] for name in names}
    principal: dict[str, list[Any]] = {name: [] for name in "+0-"}
    for parallel, opposite in product((first, -first), (second, -second)):
        emission, absorption = (parallel + opposite) / 2, (parallel - opposite) / 2
        for cosine in (one, -one):
            current = axes.Current(left, cosine * left, emission, absorption, torque)
            along = axes.dot(left, current.factor)
            values = emission, absorption, along, sign(parallel) * one, sign(along) * one
            for name, value in zip(names, values, strict=True):
                found[name].append(value)
            for label, value in _principal(current).items():
                principal[label].append(value)
    return Sample(ring, {
        **{name: np.array(values) for name, values in found.items()},
        "principal": {label: np.array(values) for label, values in principal.items()},
    }, axes.RANGES)  # fmt: skip
